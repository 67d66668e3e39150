"""A follow-up made to stand alone: "how often is it inspected?" asks about what was asked before.

Decision hidden: which words of a question lean on the one before, and what they stand for. Deterministic and
without a model, so that a run can be replayed. Invariant: a question that can stand alone comes back byte for
byte; when in doubt it can. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.answering.clauses import (
    agreeing,
    aside,
    bared,
    deed,
    is_people,
    is_sound,
    joined,
    parted,
    spruced,
    unfolded,
)
from app.answering.leaning import about, leaning
from app.answering.phrases import (
    BEING,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    WH,
    Phrase,
    Token,
    is_participle,
    is_plural,
    is_verb,
    may_be_verb,
    phrases,
    tokens,
)
from app.answering.shortforms import condition_of, in_short
from app.answering.topics import (
    HERE_AND_NOW,
    OWNING,
    POINTING,
    Turn,
    is_name,
    is_time,
    leans,
    named,
    things,
    topic,
)
from app.core.answers.conversations import Rewritten
from app.core.language.text import fold, stem

_WORDS = 60
"""Words of the longest follow-up; a longer text says what it is about."""
LONGEST = 1000
"""Characters that a rewritten question may have; a longer one is left as it was typed."""


_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PERSON = frozenset({"he", "she", "him", "his", "her", "hers"})

_KINDS = frozenset(
    "policy rule document procedure process guide guideline manual standard report proposal decision agreement contract regulation"
    " instruction instructions sheet list memo note notice handbook specification pep".split()
)
"""What a document may be called; "that policy" then means the one that was cited."""

_ASIDE = re.compile(r"\bit\b.{0,60}?\b(?:to|that|whether|if|before|until)\s+\w", re.IGNORECASE)


def rewrite(question: str, before: Sequence[Turn]) -> Rewritten:
    """Return a question that can be understood without the ones before it.

    Args:
        question: as typed.
        before: what was asked before in the same conversation, the newest first. Short forms ("and for X?")
            repeat the newest question; words such as "it" stand for what the newest answered one was about.
    """
    unchanged = Rewritten(question, question)
    clean = spruced(question[: LONGEST + 1])
    if not before or not clean or len(question) > LONGEST or len(clean.split()) > _WORDS:
        return unchanged
    # What was only said, or asked in a word, has nothing that could be asked again.
    asking = [turn for turn in map(_plain, before) if _asks(turn.question)] or [_plain(before[0])]
    newest = asking[0]
    answered = next((turn for turn in asking if turn.answered), newest)
    found = _understood(question, clean, newest, answered)
    if found is None or len(found.question) > LONGEST or not _kept(found.question):
        return unchanged
    return found


def _asks(question: str) -> bool:
    return any(word.form in WH | MODALS | BEING for word in tokens(question))


def _plain(turn: Turn) -> Turn:
    """Return a turn with its question written as a sentence."""
    question, added = aside(spruced(turn.question))
    return replace(turn, question=question, titles=(added, *turn.titles) if added else turn.titles)


def _understood(question: str, clean: str, newest: Turn, answered: Turn) -> Rewritten | None:
    """Return the question made to stand alone, or None when it does or nothing fits."""
    linked, marked = joined(question), question.rstrip().endswith("?")
    short = in_short(bared(question), newest, joined=linked, marked=marked)
    if short is not None:
        typed = question.strip()
        if is_sound(short):
            return Rewritten(question, short, ((typed, short),))
        fallen = about(clean, newest)
        return Rewritten(question, fallen, ((typed, fallen),)) if fallen else None
    condition = condition_of(bared(question), joined=linked)
    if condition and not clean.lower().startswith("what"):
        clean = f"What {condition}?"
    if _SEVERAL.search(clean):
        return None
    clean = unfolded(clean)
    doing = _of_doing(clean, answered)
    if doing:
        return Rewritten(question, doing, ((question.strip(), doing),))
    somebody = _SOMEBODY.search(answered.question) and parted(answered.question)[1]
    if _STATED_WHERE.search(clean) or (somebody and any(word.form in _THEY for word in tokens(clean))):
        whole = f"{clean.rstrip('?')} {somebody}?" if somebody else about(clean, answered)
        return Rewritten(question, whole, ((question.strip(), whole),)) if whole else None
    resolved = _resolve(clean, answered)
    if resolved is not None and is_sound(resolved.question) and not _breaks_off(clean):
        return Rewritten(question, resolved.question, resolved.replaced)
    whole = about(clean, answered) if resolved is not None else leaning(clean, newest, joined=linked)
    return Rewritten(question, whole, ((question.strip(), whole),)) if whole else None


_STATED_WHERE = re.compile(
    r"^where\s+(?:is|was)\s+(?:that|this|it)\s+(?:all\s+)?(?:written|stated|said|set\s+out|laid\s+down)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:if|when|once)\s+(?:somebody|someone|anybody|anyone)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\w{3,}[.!?]\s+\w")
"""Several sentences: what is meant by "there" and "it" stands in them."""
_TAKING = re.compile(
    r"^(?P<how>how\s+(?:long|much\s+time|many\s+\w+))\s+(?P<will>does|did|will|would|can|must)\s+(?:it|that|this)"
    r"(?P<often>\s+(?:usually|normally|typically))?\s+take\?$",
    re.IGNORECASE,
)
_DO_IT = re.compile(r"\bdo\s+(?:it|that|this)\b(?=.*\?$)", re.IGNORECASE)
_FOR_THAT = re.compile(r"\s+(?:for|before)\s+(?:it|that|this)\?$", re.IGNORECASE)


def _of_doing(question: str, turn: Turn) -> str:
    """Return a question about what was asked how to do: "how long does it take", "do I need a form for that";
    empty when it is none.
    """
    doing = deed(turn.question)
    done = _DO_IT.search(question)
    if done is not None:
        instead = deed(f"{parted(turn.question)[0]}?")
        return (
            f"{question[: done.start()]}{instead}{question[done.end() :]}"
            if instead
            else about(question, turn)
        )
    if not doing:
        return ""
    taking = _TAKING.match(question)
    if taking is not None:
        return f"{taking['how']} {taking['will'].lower()} it{taking['often'] or ''} take to {doing}?"
    needing = _FOR_THAT.search(question)
    own = [phrase for phrase in phrases(question) if not leans(phrase)]
    return (
        f"{question[: needing.start()]} to {doing}?"
        if needing is not None and own and " need " in question
        else ""
    )


_BROKEN_OFF = re.compile(
    r"\b(?:if|when|unless|but|because)\b.*\b(?:it|they|he|she|that|this)\s+(?:do|does|did|can|will|has|have|\w+n['’]t)(?:\s+not)?\?$",
    re.IGNORECASE,
)


def _breaks_off(question: str) -> bool:
    """Tell whether a question ends where the verb of the one before is to be thought: "what if they
    don't?".
    """
    return _BROKEN_OFF.search(question) is not None


# What stands for something asked about before


def _resolve(question: str, turn: Turn) -> Rewritten | None:
    """Return the question with the words replaced that stand for the turn's topic, or None when it has
    none.
    """
    words = tokens(question)
    edits: list[tuple[int, int, str]] = []
    taken: dict[str, str] = {}
    for at, word in enumerate(words):
        if any(start <= word.start < end for start, end, _ in edits):
            continue
        edit = _stand_in(question, words, at, turn, taken)
        if edit is not None:
            edits.append(edit)
    if not edits:
        return None
    edits = _agreed(words, edits)
    text, replaced = question, []
    for start, end, new in reversed(edits):
        if question[start].isupper() and start == len(question) - len(question.lstrip()):
            new = new[0].upper() + new[1:]
        text = text[:start] + new + text[end:]
        if not _is_helper(question[start:end]):
            replaced.append((question[start:end], new))
    return Rewritten(question, text, tuple(reversed(replaced)))


def _is_helper(word: str) -> bool:
    return fold(word) in MODALS | BEING


def _is_many(name: str) -> bool:
    main = re.split(r"\s(?:of|for|in|on|at|to|with)\s", name)[0]
    return is_plural(tokens(main)[-1].form) if tokens(main) else False


def _agreed(words: Sequence[Token], edits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the edits with those added that verbs beside them need: "what do they do" of one thing is "what
    does it do".
    """
    found: list[tuple[int, int, str]] = []
    for start, end, new in edits:
        at = next(number for number, word in enumerate(words) if word.start == start)
        many = words[at].form in _THEY or words[at].form in ("these", "those")
        subject = words[at].form in ("it", "they", "that", "this", "these", "those")
        behind = next((word for word in words[at + 1 :] if word.start >= end), None)
        before = words[at - 1] if at else None
        found.append((start, end, new))
        if subject and _is_many(new) != many:
            for beside, first in ((before, True), (behind, False)):
                if beside is None or (first and at > 1 and words[at - 2].form in MODALS):
                    continue
                right = agreeing(beside.text, many=not many)
                if right != beside.text:
                    found.append((beside.start, beside.end, right))
                    break
    return sorted(found)


def _stand_in(
    question: str, words: Sequence[Token], at: int, turn: Turn, taken: dict[str, str]
) -> tuple[int, int, str] | None:
    """Return which stretch of the question is to be replaced by what, for the word at `at`, or None."""
    word = words[at]
    form = word.form
    if form in _IT or form in _THEY:
        if not _reaches_back(question, words, at):
            return None
        family = "it" if form in _IT else "they"
        new = (
            taken.get(family)
            or (_money(question, turn) if form == "it" else "")
            or topic(turn, plural=form in _THEY)
        )
        if form in _IT and is_people(new) and _is_many(new):
            return None  # nobody calls people so
        if form == "they" and family not in taken and new and not _is_many(new) and not is_people(new):
            return None  # whoever is in charge
        taken[family] = new
    elif form in _PERSON:
        if not _reaches_back(question, words, at):
            return None
        new = _person(turn)
    elif form in POINTING:
        return _pointed(question, words, at, turn)
    elif form == "there":
        place = _place(turn) if _is_place(question, words, at) else ""
        return (word.start, word.end, place) if place else None
    else:
        return None
    if not new:
        return None
    return (
        word.start,
        word.end,
        _owned(new) if form in OWNING and not (form == "her" and _is_object(words, at)) else new,
    )


_PAYING = re.compile(r"\b(?:pay|paid|pays|owe|refund(?:ed)?|transfer)\b", re.IGNORECASE)
_MONEY = frozenset(
    stem(word) for word in "allowance contribution cost deposit fee fine price rent salary tax".split()
)


def _money(question: str, turn: Turn) -> str:
    """Return the amount that a question of before was about, where a question about paying means that; else
    nothing.
    """
    if _PAYING.search(question) is None:
        return ""
    return next(
        (named(phrase) for phrase in phrases(turn.question) if phrase.head in _MONEY and not phrase.asked), ""
    )


def _owned(name: str) -> str:
    return f"{name}’" if is_plural(name.lower().split()[-1]) else f"{name}’s"


def _is_object(words: Sequence[Token], at: int) -> bool:
    return at + 1 == len(words) or words[at + 1].form in PREPOSITIONS


def _reaches_back(question: str, words: Sequence[Token], at: int) -> bool:
    """Tell whether the pronoun at `at` cannot stand for something named in its own question."""
    word = words[at]
    if word.form == "it" and _says_nothing(question, words, at):
        return False
    before = [
        phrase
        for phrase in phrases(question)
        if phrase.end <= word.start and not leans(phrase) and _may_be(word.form, phrase)
    ]
    if _is_first_subject(words, at):
        # The subject of the main clause: what is named before it as the unknown itself ("in which year")
        # cannot be meant.
        before = [phrase for phrase in before if not phrase.asked and not phrase.part]
    return not before and not _named_behind_comma(question, word)


def _may_be(pronoun: str, phrase: Phrase) -> bool:
    """Tell whether a pronoun can stand for a phrase of its own question."""
    if phrase.head in _NOTHING_MEANT:
        return False
    return not (pronoun in _IT and is_people(phrase.text))


_NOTHING_MEANT = frozenset(stem(word) for word in "care part place advantage need ahead way".split())


def _is_first_subject(words: Sequence[Token], at: int) -> bool:
    """Tell whether a pronoun is what the question's first auxiliary says something of: "(in which year) was
    it".
    """
    if at == 0 or words[at - 1].form not in MODALS | BEING:
        return False
    lead = [word.form for word in words[: at - 1]]
    if any(form in MODALS | BEING for form in lead):
        return False
    return (
        not lead
        or lead[0] in WH
        or (len(lead) > 1 and lead[0] in PREPOSITIONS and lead[1] in WH)
        or lead in (["and"], ["but"], ["so"])
    )


def _says_nothing(question: str, words: Sequence[Token], at: int) -> bool:
    """Tell whether "it" only holds a place: "is it allowed to ...", "how long does it take to ..."."""
    rest = question[words[at].start :]
    behind = [word.form for word in words[at + 1 :]]
    if behind[:1] in (["rains"], ["rain"], ["snows"], ["is"]) and len(behind) == 1:
        return behind[0] != "is"
    match = _ASIDE.match(rest)
    if match is None:
        return False
    # "what is it used to measure" and "when does it have to be replaced" do speak of something.
    for position, form in enumerate(behind):
        if form in ("to", "that", "whether", "if"):
            previous = behind[position - 1] if position else ""
            following = behind[position + 1] if position + 1 < len(behind) else ""
            if form == "to" and (previous in _LEADING_TO or following in DETERMINERS | {""} or not previous):
                return False
            return form != "if" or previous not in ("", "what")
        if form in ("before", "until"):
            return "take" in behind[:position] or "takes" in behind[:position]
    return False


_LEADING_TO = frozenset(
    """
    used have has had need needs needed ought supposed going refer refers apply applies belong belongs relate relates lead leads react
    reacts respond responds compare compared connect connected attach attached able want wants try tries fail fails begin begins start
    starts happen happens continue continues intend intended designed meant made due according close prior sent given moved
    added fixed
    """.split()
)


def _named_behind_comma(question: str, word: Token) -> bool:
    """Tell whether the pronoun stands in a fronted clause and the rest of the question may say what it is."""
    comma = question.find(",", word.end)
    fronted = re.match(
        r"\s*(?:when|if|after|before|while|once|besides|in addition to|apart from|despite|because|since)\b",
        question,
        re.IGNORECASE,
    )
    return (
        bool(fronted)
        and comma >= 0
        and any(phrase.start > comma and not leans(phrase) for phrase in phrases(question))
    )


_SAYING = frozenset(
    stem(word)
    for word in """
    agree announce claim conclude decide ensure explain find found guarantee guaranteed hear imply indicate know knew mean meant prove read
    recommend require said say says saw see show showed specify state states suggest think thought told
    """.split()
)
"""Verbs behind which "that" begins what was said."""


def _pointed(question: str, words: Sequence[Token], at: int, turn: Turn) -> tuple[int, int, str] | None:
    """Return what "that", "this policy" and the like stand for."""
    word = words[at]
    before = words[at - 1].form if at else ""
    leading = before in PREPOSITIONS | MODALS | BEING | {"", "why", "how", "and", "or", "but", "than"}
    if not leading and not (is_verb(before) and (word.form != "that" or stem(before) not in _SAYING)):
        ends = at + 1 == len(words)
        if not ends or not (may_be_verb(before) or before.endswith("ed")):
            return None
    if any(
        phrase.end <= word.start and not leans(phrase) and not phrase.asked for phrase in phrases(question)
    ):
        return None
    own = next((phrase for phrase in phrases(question) if phrase.start == word.start), None)
    several = word.form in ("these", "those")
    if own is None or own.end == word.end or (at + 1 < len(words) and _acts(words, at + 1)):
        following = words[at + 1].form if at + 1 < len(words) else ""
        if (
            following
            and following not in PREPOSITIONS | MODALS | BEING | WH | {"and", "or"}
            and not _acts(words, at + 1)
        ):
            return None
        new = topic(turn, plural=several or None)
        return (word.start, word.end, new) if new else None
    noun = next(one for one in reversed(words) if one.end == own.end)
    if noun.form in HERE_AND_NOW:
        return None
    return own.start, own.end, _called(noun, turn)


def _acts(words: Sequence[Token], at: int) -> bool:
    """Tell whether the word behind "that" is what it does, not what it is: "does that apply"."""
    form = words[at].form
    helped = at >= 2 and words[at - 2].form in MODALS
    further = any(is_verb(word.form) for word in words[at + 1 :])
    return (
        form in MODALS | BEING
        or is_participle(form)
        or (helped and (is_verb(form) or (may_be_verb(form) and not further)))
    )


def _called(noun: Token, turn: Turn) -> str:
    """Return what "that NOUN" names: a phrase of the question before that has the noun, a title that has it,
    or the topic so called.
    """
    kind = stem(noun.form)
    for phrase in things(turn.question):
        if kind == phrase.head:
            return named(phrase)
    for title in turn.titles:
        if any(stem(one.form) == kind for one in tokens(title)):
            return title if title.lower().startswith("the ") else f"the {title}"
    title = next(iter(turn.titles), "")
    if noun.form in _KINDS and title:
        return f"the {noun.text} “{title}”"
    thing = topic(turn)
    if not thing:
        return f"the {noun.text}"
    bare = re.sub(r"^(?:the|a|an)\s+", "", thing, flags=re.IGNORECASE)
    return f"the {noun.text} {bare}" if is_name(bare) else thing


def _person(turn: Turn) -> str:
    found = [
        phrase
        for phrase in phrases(turn.question)
        if not phrase.asked and not phrase.part and not leans(phrase)
    ]
    return named(found[0]) if found else ""


def _is_place(question: str, words: Sequence[Token], at: int) -> bool:
    """Tell whether "there" is a place, not "is there"."""
    neighbours = {words[at - 1].form if at else "", words[at + 1].form if at + 1 < len(words) else ""}
    last = at + 1 == len(words)
    existing = neighbours & (BEING | MODALS | {"exist", "exists"})
    if existing and not (last and at >= 2 and words[at - 1].form not in BEING):
        return False
    located = any(phrase.lead in ("in", "at", "on", "inside", "near") for phrase in phrases(question))
    return not located


def _place(turn: Turn) -> str:
    for phrase in phrases(turn.question):
        if (
            phrase.lead in ("in", "at", "on", "inside", "near")
            and not phrase.part
            and not is_time(phrase.text)
        ):
            return f"{phrase.lead} {named(phrase)}"
    thing = topic(turn)
    return f"in {thing}" if thing else ""


def _kept(text: str) -> bool:
    return any(char.isalnum() for char in text)
