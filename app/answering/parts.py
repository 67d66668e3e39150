"""Several questions in one, and questions that compare: taken apart, each asked by itself, put together again
as one answer.

Decision hidden: where one question ends and the next begins, what the second takes over from the first, and
how what was found for each makes one answer. Errs towards leaving a question whole. Invariant: nothing is
answered that was not found for one of the parts, and a part for which nothing was found is named. Pure; any
thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.answering.clauses import agreeing, base, deed, spruced
from app.answering.followup import rewrite
from app.answering.phrases import (
    BEING,
    DETERMINERS,
    MODALS,
    PERSONAL,
    PREPOSITIONS,
    WH,
    is_verb,
    may_be_verb,
    phrases,
    tokens,
)
from app.answering.topics import ATTRIBUTES, Turn, topic
from app.core.answers.answers import Evidence, Sentence

MOST = 4
"""Parts of one question; what is put together of more is no question to take apart."""

_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_LEAD = r"(?:(?:by|for|with|to|from|at|in|on|since|until|within|after|before|of|under)\s+)?"
_JOINT = re.compile(
    rf"\s*(?:,\s*|\s)(?:and|but|or)\s+(?:also\s+)?(?={_LEAD}{_WH}\b)|\s*(?:,\s*|\s)and\s+(?:also\s+)?(?=[a-z]+(?:n['’]t)?\s)",
    re.IGNORECASE,
)
_COMMA = re.compile(rf",\s+(?={_LEAD}{_WH}\s)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=\?)\s+(?=\S)")
_LONE_WH = re.compile(rf"{_LEAD}(?:how\s+\w+|when|where|why|(?:what|which)\s+\w+)", re.IGNORECASE)
_NAME = r"(?:(?:the|a|an|our|my)\s+)?(?:[^\s,?]+\s+){0,3}?[^\s,?]+"

_WHICH_IS_MORE = re.compile(
    rf"^(?:which|who|what)(?:\s+(?:one|of\s+(?:the\s+)?(?:two|both)|\w+(?:\s+\w+)?))?\s+(?P<be>is|are|was|were)\s+(?:the\s+)?(?P<more>(?:more|less|most|least)"
    rf"\s+\w+|\w+(?:er|est))(?:\s+one)?\s*[,:–-]\s*(?P<one>{_NAME})\s+or\s+(?P<other>{_NAME})$",
    re.IGNORECASE,
)
_IS_MORE = re.compile(
    rf"^(?P<be>is|are|was|were)\s+(?P<one>{_NAME})\s+(?:(?P<more>(?:more|less)\s+\w+|\w+er)\s+than|or\s+(?P<either>{_NAME})\s+(?:the\s+)?"
    rf"(?P<most>(?:more|less)\s+\w+|\w+er)$)\s*(?P<other>{_NAME})?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"^(?:(?:what|which)\s+(?:is|are)\s+(?:the\s+)?|is\s+there\s+an?\s+)?differences?\s+(?:in|of)\s+(?P<what>\S+(?:\s+\S+){{0,3}}?)\s+between\s+"
    rf"(?P<one>{_NAME})\s+and\s+(?P<other>{_NAME})$",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    rf"^how\s+do(?:es)?\s+(?P<one>{_NAME})\s+(?:and\s+(?P<other>{_NAME})\s+(?:differ|compare)|(?:differ|compare)\s+(?:from|with|to)\s+"
    rf"(?P<another>{_NAME}))\s+(?:in|on|by|in\s+terms\s+of|as\s+to)\s+(?P<what>\S+(?:\s+\S+){{0,3}})$",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    rf"^compare\s+(?P<one>{_WH}\s.+?)\s+(?:with|to|and)\s+(?P<other>{_WH}\s.+)$", re.IGNORECASE
)
_COMPARE_OF = re.compile(
    rf"^compare\s+(?:the\s+)?(?P<what>\S+(?:\s+\S+){{0,3}}?)\s+of\s+(?P<one>{_NAME})\s+(?:with\s+(?:that|those)\s+of|with|to|and)\s+(?P<other>{_NAME})$",
    re.IGNORECASE,
)
_EITHER = re.compile(
    rf"^(?P<aux>do|does|did|is|are|was|were|has|have|can|may|must|should|will)\s+(?P<one>{_NAME})\s+or\s+(?P<other>{_NAME})\s+"
    r"(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_BEFORE_AND = re.compile(r"(?:(?<=\s)the\s+)?(?<!\S)[^\s,?]+$", re.IGNORECASE)
_BEHIND_AND = re.compile(
    r"(?:(?:of|for|in|at|on)\s+)?(?P<name>(?:the\s+)?[^\s,?]+)(?P<rest>(?:\s.*)?)$", re.IGNORECASE
)
_TWO_OF = re.compile(
    r"^what\s+(?:is|are)\s+(?P<one>the\s+\w+(?:\s\w+)?)\s+and\s+(?:the\s+)?(?P<other>\w+(?:\s\w+)?)\s+(?P<of>of\s+.+)$",
    re.IGNORECASE,
)
_ENDING_IN_E = frozenset(
    "brav clos coars dens fin gentl larg lat littl loos nic pal pur rar rip rud saf scarc sever simpl sor strang tam wid wis".split()
)
_NO_MEASURE = frozenset(
    "good bad better worse other rather later former latter either under over after never ever newer".split()
)


def parts(question: str) -> tuple[str, ...]:
    """Return the questions that a question is made of, each able to stand alone; itself alone, as it is, when
    it is one.

    What compares two things becomes the same question about each.
    """
    text = " ".join(question.split())
    bare = text.rstrip(" ?!.")
    if not bare or len(bare) > 400:
        return (question,)
    found = _compared(bare)
    if not found:
        found = _listed(text)
    return tuple(dict.fromkeys(found)) if 1 < len(set(found)) <= MOST else (question,)


def is_yes_no(question: str) -> bool:
    """Tell whether a question asks for yes or no."""
    words = tokens(spruced(question))
    if len(words) < 3 or words[0].form not in MODALS | BEING:
        return False
    return len(parts(question)) == 1


# Comparing


def _compared(text: str) -> list[str]:
    """Return the questions about each of the things that are compared; none when nothing is."""
    more = _WHICH_IS_MORE.match(text)
    if more is not None:
        return _how(more["be"], more["more"], more["one"], more["other"])
    more = _IS_MORE.match(text)
    if more is not None and (more["other"] or more["either"]):
        return _how(more["be"], more["more"] or more["most"], more["one"], more["either"] or more["other"])
    for pattern in (_BETWEEN, _DIFFER, _COMPARE_OF):
        found = pattern.match(text)
        if found is not None:
            other = found["other"] or found["another"]
            return [f"What is {_the(found['what'])} of {one}?" for one in (found["one"], other)]
    both = _COMPARE.match(text)
    if both is not None:
        return [_unfolded(both["one"]), _unfolded(both["other"])]
    either = _EITHER.match(text)
    if either is not None and _is_pair(either["one"], either["other"]):
        return [
            _sentence(f"{either['aux']} {one} {either['rest']}") for one in (either["one"], either["other"])
        ]
    two = _TWO_OF.match(text)
    if two is not None and all(_is_attribute(two[name]) for name in ("one", "other")):
        return [f"What is {_the(two[name])} {two['of']}?" for name in ("one", "other")]
    return _of_both(text)


def _unfolded(clause: str) -> str:
    """Return "how long a pass lasts" as "How long does a pass last?"; a clause that has its helper stays as
    it is.
    """
    found = _CLAUSE.match(clause)
    if found is None or not may_be_verb(found["verb"].lower()):
        return _sentence(clause)
    return _sentence(f"{found['wh']} does {found['who']} {base(found['verb'])}")


_CLAUSE = re.compile(r"^(?P<wh>how\s+\w+|when|where|why)\s+(?P<who>.+)\s+(?P<verb>[a-z]+s)$", re.IGNORECASE)


def _of_both(text: str) -> list[str]:
    """Return a question about two things of a series as one about each: "the pressure of the Delta-2 and the
    Delta-4".
    """
    words = tokens(text)
    if text.count(" and ") != 1 or not words or words[0].form not in WH | MODALS | BEING | PREPOSITIONS:
        return []
    left, _, right = text.partition(" and ")
    first, second = _BEFORE_AND.search(left), _BEHIND_AND.match(right)
    if first is None or second is None or not any(char.isdigit() for char in first.group() + second["name"]):
        return []
    one, other, before = first.group(), second["name"], left[: first.start()]
    if not _is_pair(one, other) or re.search(r"\b(?:between|from)\s+$", before, re.IGNORECASE):
        return []
    helper = re.search(r"(\w+)\s+$", before)
    if helper is not None:
        before = f"{before[: helper.start(1)]}{agreeing(helper[1], many=False)} "
    article = "the " if one.lower().startswith("the ") and not other.lower().startswith("the ") else ""
    return [_sentence(f"{before}{name}{second['rest']}") for name in (one, article + other)]


def _how(be: str, more: str, one: str, other: str) -> list[str]:
    measure = _measure(more.lower())
    if not measure or measure in _NO_MEASURE:
        return []
    names = (one, other)
    if measure in _DONE_BY:
        does = {"is": "does", "are": "do", "was": "did", "were": "did"}[be.lower()]
        return [f"How much {does} {name} {_DONE_BY[measure]}?" for name in names]
    return [f"How {measure} {be.lower()} {name}?" for name in names]


_DONE_BY = {
    "heavy": "weigh",
    "light": "weigh",
    "cheap": "cost",
    "costly": "cost",
    "dear": "cost",
    "expensive": "cost",
}
"""Measures that people and documents give with a verb."""


def _measure(more: str) -> str:
    """Return "heavy" of "heavier", "expensive" of "more expensive"; empty for what is no measure."""
    if " " in more:
        return more.split()[1]
    bare = more.removesuffix("est") if more.endswith("est") else more.removesuffix("er")
    if len(bare) < 3 or more in _NO_MEASURE:
        return ""
    if bare.endswith("i"):
        return f"{bare[:-1]}y"
    if bare in _ENDING_IN_E:
        return f"{bare}e"
    return bare[:-1] if bare[-1] == bare[-2] and bare[-1] in "bdgmnpt" else bare


def _the(what: str) -> str:
    return what if tokens(what)[0].form in DETERMINERS else f"the {what}"


def _is_attribute(name: str) -> bool:
    return any(phrase.head in ATTRIBUTES for phrase in phrases(_the(name)))


def _is_pair(one: str, other: str) -> bool:
    """Tell whether two names are those of two things of one sort, each a name by itself."""
    first, second = _bare_name(one), _bare_name(other)
    numbered = any(char.isdigit() for char in first), any(char.isdigit() for char in second)
    if any(numbered):
        # "in 2 and 3 days" is no pair of things, "the Delta-2 and the Delta-4" is.
        return all(numbered) and any(char.isalpha() for char in first) and first.lower() != second.lower()
    named = first[:1].isupper() and second[:1].isupper()
    articles = one.lower().startswith(("the ", "a ", "an ")) and other.lower().startswith(
        ("the ", "a ", "an ")
    )
    return (named or articles) and first.lower() != second.lower() and len(first.split()) <= 3


def _bare_name(name: str) -> str:
    return re.sub(r"^(?:the|a|an|our|my)\s+", "", name.strip(), flags=re.IGNORECASE)


# One after the other


def _listed(text: str) -> list[str]:
    """Return the questions that follow one another, with what each takes over from the one before."""
    found: list[str] = []
    for sentence in filter(tokens, _SENTENCE.split(text)):
        for piece in _pieces(sentence.strip().rstrip(" ?!.")):
            if not found:
                found.append(_sentence(piece))
                continue
            taken = _taken_over(piece, found[-1])
            if not taken:
                return []
            found.append(taken)
    return found


def _pieces(sentence: str) -> list[str]:
    """Return the clauses of a sentence that each ask something; the sentence alone when it is one
    question.
    """
    for match in _JOINT.finditer(sentence):
        left, right = sentence[: match.start()].rstrip(" ,"), sentence[match.end() :]
        shared = _shared(left, right)
        if shared:
            return shared
        if _asks(left) and _begins_to_ask(right) and not _is_embedding(left):
            first, second = _COMMA.split(left, maxsplit=1) if _COMMA.search(left) else (left, "")
            several = [first, second] if second and _asks(first) and _asks(second) else [left]
            return [*several, *_pieces(right)]
    return [sentence]


def _shared(left: str, right: str) -> list[str]:
    """Return two question words with one clause behind them as two questions: "how long and how heavy is the
    ladder".
    """
    if _LONE_WH.fullmatch(left) is None:
        return []
    lead = _LONE_WH.match(right)
    words = tokens(right)
    helper = next((at for at, word in enumerate(words) if word.form in MODALS | BEING), None)
    if lead is None or helper is None or words[helper].start < lead.end():
        return []
    return [f"{left} {right[words[helper].start :]}", right]


def _asks(left: str) -> bool:
    """Tell whether the words before a joint are a question of their own."""
    words = tokens(left)
    if len(words) < 2:
        return False
    lead = 1 if words[0].form in PREPOSITIONS else 0
    if words[0].form in MODALS | BEING:
        return len(words) > 2
    if words[lead].form not in WH:
        return False
    return any(
        word.form in MODALS | BEING or is_verb(word.form) or may_be_verb(word.form)
        for word in words[lead + 1 :]
    ) and (
        words[-1].form
        not in WH | MODALS | PREPOSITIONS - {"in", "on", "off", "for", "to", "with", "from", "at", "of", "by"}
    )


def _begins_to_ask(right: str) -> bool:
    words = tokens(right)
    if not words:
        return False
    lead = 1 if words[0].form in PREPOSITIONS and len(words) > 1 else 0
    if words[lead].form in WH:
        # "and how to clean it" goes on with what was asked; "and what comes next" asks.
        return len(words) == lead + 1 or words[lead + 1].form != "to"
    if words[0].form not in MODALS | BEING or len(words) < 3:
        return False
    second = words[1]
    return second.form in PERSONAL | DETERMINERS | {"it", "they", "there"} or second.text[0].isupper()


def _is_embedding(left: str) -> bool:
    """Tell whether the words before a joint only lead up to what is asked: "do you know where it is and when
    it opens".
    """
    return _LEADING_UP.match(left) is not None or _SAYING.search(left) is not None


_LEADING_UP = re.compile(
    r"(?:do|does|can|could|would)\s+(?:you|anyone|anybody|someone|somebody)\s+(?:\w+\s+)?(?:know|tell|say|explain|remember)\b|who\s+knows\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:depends?|decides?|know|knows|says?|tells?|shows?|explains?|describes?)\s+\w+$", re.IGNORECASE
)


def _taken_over(piece: str, before: str) -> str:
    """Return a later part as a question that stands alone; empty when that cannot be said well."""
    words = tokens(piece)
    if not words or not tokens(before):
        return ""
    alone = not any(
        word.form in MODALS | BEING or is_verb(word.form) or may_be_verb(word.form) for word in words
    )
    first = tokens(before)
    if alone and sum(word.form in WH for word in first) > 1:
        return ""  # "who decides what is bought, and when": either may be meant
    if (
        alone
        and first[0].form == "who"
        and len(first) > 1
        and first[1].form in MODALS | BEING
        and " I " in before
    ):
        return ""  # "whom will I meet, and for how long"
    if alone and first[0].form == "who":
        doing = deed(before) or (base(first[1].text) if len(first) == 2 else "")
        return (
            f"{spruced(piece).rstrip('?')} does somebody {doing}?"
            if doing and "who" not in piece.lower()
            else ""
        )
    if (
        len(words) > 1
        and words[0].form == "which"
        and words[1].form in MODALS | BEING
        and first[0].form == "which"
    ):
        noun = next((phrase for phrase in phrases(before) if phrase.asked), None)
        return "" if noun is None else _sentence(f"which {noun.text}{piece[words[0].end :]}")
    understood = rewrite(f"{piece}?", [Turn(before)])
    if alone and (not understood.changed or f", and {piece.lower()}" in understood.question.lower()):
        return ""
    if not understood.changed and words[-1].form in ("it", "them") and len(words) > 2:
        name = topic(Turn(before), plural=words[-1].form == "them")
        return _sentence(f"{piece[: words[-1].start]}{name}") if name else ""
    if ", about " in understood.question and any(word.form in ("it", "they", "them") for word in words):
        return ""
    return _sentence(understood.question)


def _sentence(piece: str) -> str:
    return spruced(piece)


# Put together


@dataclass(frozen=True)
class Found:
    """What was found for one question: sentences that answer it, best first, the evidence shown, and how
    likely that answers it, 0..1.
    """

    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    probability: float


@dataclass(frozen=True)
class Combined:
    """One answer made of the answers to its parts.

    Attributes:
        sentences: of the parts that are answered, in the order asked.
        evidence: of these parts, each sentence once.
        probability: of the answered part that is least sure; of the likeliest part when none is answered.
        open: the parts that nothing answers, as questions.
        firsts: for each answered part its best sentence.
    """

    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    probability: float
    open: tuple[str, ...]
    firsts: tuple[Sentence, ...]

    @property
    def answered(self) -> bool:
        """Whether there is an answer to any of the parts."""
        return bool(self.sentences)

    def missing(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Return the best sentences of those parts that none of some other sentences cites a word of."""
        cited = [(one.source, one.start, one.end) for sentence in sentences for one in sentence.citations]
        return tuple(
            first
            for first in self.firsts
            if not any(
                source == one.source and start < one.end and one.start < end
                for one in first.citations
                for source, start, end in cited
            )
        )


def combine(questions: Sequence[str], ask: Callable[[str], Found], bar: float) -> Combined:
    """Return one answer to several questions.

    Args:
        questions: as `parts` gives them.
        ask: answers one of them.
        bar: probability from which on a part counts as answered.
    """
    results = [(question, ask(question)) for question in questions]
    given = [found for _, found in results if found.sentences and found.probability >= bar]
    left = tuple(question for question, found in results if not found.sentences or found.probability < bar)
    sentences: dict[tuple[str, tuple[tuple[str, int], ...]], Sentence] = {}
    evidence: dict[tuple[str, int, int], Evidence] = {}
    for found in given or [found for _, found in results]:
        for item in found.evidence:
            evidence.setdefault((item.version, item.start, item.end), item)
    for found in given:
        for sentence in found.sentences:
            sentences.setdefault(
                (sentence.text, tuple((one.source, one.start) for one in sentence.citations)), sentence
            )
    likely = [found.probability for _, found in results]
    return Combined(
        tuple(sentences.values()),
        tuple(evidence.values()),
        min(found.probability for found in given) if given else max(likely, default=0.0),
        left,
        tuple(found.sentences[0] for found in given),
    )


def told(combined: Combined) -> list[str]:
    """Return what is to be said of parts that nothing answers; nothing when no part is answered or all
    are.
    """
    warnings: list[str] = []
    if combined.answered:
        for question in combined.open:
            warnings.append(f"Part of the question is not answered: “{question}”")
    return warnings
