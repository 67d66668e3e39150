"""A follow-up made to stand alone: "how often is it inspected?" asks about what was asked before.

Decision hidden: which words of a question lean on the one before, and what they stand for. Deterministic and without a model, so that a run
can be replayed. Invariant: a question that can stand alone comes back byte for byte; when in doubt it can. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from app.answering.topics import ATTRIBUTES, HERE_AND_NOW, MONTHS, OWNING, POINTING, Turn, is_name, is_time, leans, named, things, topic
from app.core.dialogue import Rewritten
from app.core.text import stem

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

_FRAME = re.compile(
    r"\s*(?:(?:and|or|but|so|ok|okay|then)[\s,]+)*(?:(?:what|how)\s+about|what\s+of|same\s+(?:question\s+)?for|and|or|but)\s+"
    r"(?P<new>[^?!]{1,120}?)(?:\s+then|\s+instead)?\s*[?!.]*\s*",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?P<new>(?:for|in|on|at|with|without|under|after|before|during)\s+[^?!]{1,60}?)\s*\?\s*", re.IGNORECASE)
_LONE = re.compile(
    r"\s*(?:(?:and|but|or)\s+)?(?P<wh>why not|why|how so|since when|until when|by when|by whom|for whom|how much|how many|how often"
    r"|how long|how|when|where|who)\s*(?:then\s*)?[?!.]*\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\bit\b.{0,60}?\b(?:to|that|whether|if|before|until)\s+\w", re.IGNORECASE)
_BOUNDS = frozenset({"above", "below", "over", "under", "within", "after", "before"})
_FOR_THE_SAME = ("for", "of", "with", "")
"""Prepositions behind "and" after which another thing is meant, not another circumstance."""


def rewrite(question: str, before: Sequence[Turn]) -> Rewritten:
    """Return a question that can be understood without the ones before it.

    Args:
        question: as typed.
        before: what was asked before in the same conversation, the newest first. Short forms ("and for X?") repeat the newest question;
            words such as "it" stand for what the newest answered one was about.
    """
    unchanged = Rewritten(question, question)
    if not before:
        return unchanged
    answered = next((turn for turn in before if turn.answered), before[0])
    found = _in_short(question, before[0], answered) or _resolve(question, answered)
    if found is None or len(found.question) > LONGEST or not _kept(found.question):
        return unchanged
    return found


# What stands for something asked about before


def _resolve(question: str, turn: Turn) -> Rewritten | None:
    """Return the question with the words replaced that stand for the turn's topic, or None when it has none."""
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
    text, replaced = question, []
    for start, end, new in reversed(edits):
        if question[start].isupper() and start == len(question) - len(question.lstrip()):
            new = new[0].upper() + new[1:]
        text = text[:start] + new + text[end:]
        replaced.append((question[start:end], new))
    return Rewritten(question, text, tuple(reversed(replaced)))


def _stand_in(question: str, words: Sequence[Token], at: int, turn: Turn, taken: dict[str, str]) -> tuple[int, int, str] | None:
    """Return which stretch of the question is to be replaced by what, for the word at `at`, or None."""
    word = words[at]
    form = word.form
    if form in _IT or form in _THEY:
        if not _reaches_back(question, words, at):
            return None
        family = "it" if form in _IT else "they"
        new = taken.get(family) or topic(turn, plural=form in _THEY)
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
    return word.start, word.end, _owned(new) if form in OWNING and not (form == "her" and _is_object(words, at)) else new


def _owned(name: str) -> str:
    return f"{name}’" if is_plural(name.lower().split()[-1]) else f"{name}’s"


def _is_object(words: Sequence[Token], at: int) -> bool:
    return at + 1 == len(words) or words[at + 1].form in PREPOSITIONS


def _reaches_back(question: str, words: Sequence[Token], at: int) -> bool:
    """Tell whether the pronoun at `at` cannot stand for something named in its own question."""
    word = words[at]
    if word.form == "it" and _says_nothing(question, words, at):
        return False
    before = [phrase for phrase in phrases(question) if phrase.end <= word.start and not leans(phrase)]
    if _is_first_subject(words, at):
        # The subject of the main clause: what is named before it as the unknown itself ("in which year") cannot be meant.
        before = [phrase for phrase in before if not phrase.asked and not phrase.part]
    return not before and not _named_behind_comma(question, word)


def _is_first_subject(words: Sequence[Token], at: int) -> bool:
    """Tell whether a pronoun is what the question's first auxiliary says something of: "(in which year) was it"."""
    if at == 0 or words[at - 1].form not in MODALS | BEING:
        return False
    lead = [word.form for word in words[: at - 1]]
    if any(form in MODALS | BEING for form in lead):
        return False
    return not lead or lead[0] in WH or (len(lead) > 1 and lead[0] in PREPOSITIONS and lead[1] in WH) or lead in (["and"], ["but"], ["so"])


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
        r"\s*(?:when|if|after|before|while|once|besides|in addition to|apart from|despite|because|since)\b", question, re.IGNORECASE
    )
    return bool(fronted) and comma >= 0 and any(phrase.start > comma and not leans(phrase) for phrase in phrases(question))


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
    if any(phrase.end <= word.start and not leans(phrase) and not phrase.asked for phrase in phrases(question)):
        return None
    own = next((phrase for phrase in phrases(question) if phrase.start == word.start), None)
    several = word.form in ("these", "those")
    if own is None or own.end == word.end or (at + 1 < len(words) and _acts(words, at + 1)):
        following = words[at + 1].form if at + 1 < len(words) else ""
        if following and following not in PREPOSITIONS | MODALS | BEING | WH | {"and", "or"} and not _acts(words, at + 1):
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
    return form in MODALS | BEING or is_participle(form) or (helped and (is_verb(form) or (may_be_verb(form) and not further)))


def _called(noun: Token, turn: Turn) -> str:
    """Return what "that NOUN" names: a phrase of the question before that has the noun, a title that has it, or the topic so called."""
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
    found = [phrase for phrase in phrases(turn.question) if not phrase.asked and not phrase.part and not leans(phrase)]
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
        if phrase.lead in ("in", "at", "on", "inside", "near") and not phrase.part and not is_time(phrase.text):
            return f"{phrase.lead} {named(phrase)}"
    thing = topic(turn)
    return f"in {thing}" if thing else ""


# Short forms that repeat the question before


def _in_short(question: str, newest: Turn, answered: Turn) -> Rewritten | None:
    """Return "and for the pump?", "what about 2024?" or "why?" as the question before, asked so."""
    lone = _LONE.fullmatch(question)
    if lone is not None:
        whole = _asked_with(lone["wh"], newest.question)
        return None if whole is None else Rewritten(question, whole, ((question.strip(), whole),))
    match = _FRAME.fullmatch(question) or _BARE.fullmatch(question)
    if match is None:
        return None
    new = match["new"].strip()
    words = tokens(new)
    if not words or len(words) > 10 or any(word.form in (WH | MODALS | BEING) - {"may"} for word in words):
        return None
    forms = {word.form for word in words}
    if forms & (_IT | _THEY | _PERSON | POINTING) or forms <= {"there", "here"}:
        return _resolve(question, answered)
    whole = _with(new, words, newest)
    return None if whole is None else Rewritten(question, whole, ((question.strip(), whole),))


def _with(new: str, words: Sequence[Token], turn: Turn) -> str | None:
    """Return the turn's question asked about something else."""
    old = turn.question
    lead = words[0].form if words[0].form in PREPOSITIONS and len(words) > 1 else ""
    name = new[words[1].start - words[0].start :] if lead else new
    found = [phrase for phrase in phrases(old) if not leans(phrase)]
    if lead:
        same = [phrase for phrase in found if phrase.lead == lead and not phrase.part]
        if same:
            return _put(old, same[-1], name)
    scored = [(score, -number, phrase) for number, phrase in enumerate(found) if (score := _alike(phrase, name)) > 0]
    if scored and (not lead or lead in _FOR_THE_SAME):
        return _put(old, max(scored, key=lambda item: item[:2])[2], name)
    if lead and lead not in _FOR_THE_SAME:
        # Another circumstance: instead of the one of the same sort, or added.
        bounds = [phrase for phrase in found if phrase.lead in _BOUNDS and phrase.text[0].isdigit()]
        if bounds and lead in _BOUNDS and name[0].isdigit():
            start = old.rfind(bounds[-1].lead, 0, bounds[-1].start)
            return f"{old[:start]}{new}{old[bounds[-1].end :]}"
        sort = is_time(name)
        same = [
            phrase
            for phrase in found
            if phrase.lead in ("in", "on", "at", "during", "for") and is_time(phrase.text) == sort and phrase.lead
        ]
        if same and sort:
            start = old.rfind(same[-1].lead, 0, same[-1].start)
            return f"{old[:start]}{new}{old[same[-1].end :]}"
        return f"{old.rstrip(' ?!.')} {new}?"
    head = words[-1]
    if stem(head.form) in ATTRIBUTES and not lead:
        thing = topic(turn)
        article = "" if words[0].form in DETERMINERS else "the "
        verb = "are" if is_plural(head.form) else "is"
        return f"What {verb} {article}{name} of {thing}?" if thing else None
    about = things(old)
    several = is_plural(head.form)
    chosen = next((thing for thing in about if thing.plural == several), None) or (about[0] if about else None)
    return None if chosen is None else _put(old, chosen, name)


def _put(old: str, phrase: Phrase, name: str) -> str:
    """Return a question with another name in a phrase's place, with its article where the name needs one."""
    first = phrase.text.split()[0]
    given = name.split()[0].lower()
    bare = first.lower() in ("the", "a", "an", "our", "my") and given not in DETERMINERS
    article = f"{first} " if bare and not any(char.isupper() for char in name) and not is_plural(tokens(name)[-1].form) else ""
    if bare and first.lower() in ("the", "a", "an") and is_name(phrase.text.split(maxsplit=1)[-1]) and is_name(name) and " " in phrase.text:
        article = f"{first} "
    if article and re.fullmatch(r"[\d.,/-]+", name):
        article = ""
    return f"{old[: phrase.start]}{article}{name}{old[phrase.end :]}"


def _alike(phrase: Phrase, name: str) -> int:
    """Return how much a new name looks like something of the same sort; 0 for not at all."""
    old = [word for word in tokens(phrase.text) if word.form not in DETERMINERS]
    new = [word for word in tokens(name) if word.form not in DETERMINERS]
    if not old or not new or phrase.whole != (" of " in name):
        return 0
    score = 0
    if stem(new[-1].form) == phrase.head or {stem(word.form) for word in new} & {phrase.head}:
        score += 4
    score += 2 * len({stem(word.form) for word in old} & {stem(word.form) for word in new})
    if score == 0 and _is_proper(old) and _is_proper(new):
        score = 1
    if {_shape(word) for word in old} & {_shape(word) for word in new} - {""}:
        score += 3
    return score


def _is_proper(words: Sequence[Token]) -> bool:
    return all(word.text[0].isupper() and word.text.isalpha() for word in words)


def _shape(word: Token) -> str:
    """Return what a word looks like when it is a name of a series: "year", "month", "TQ-" of "TQ-250"; else nothing."""
    if re.fullmatch(r"(?:19|20)\d\d", word.form):
        return "year"
    if word.form in MONTHS:
        return "month"
    match = re.match(r"([A-Za-z]+)[-.]?\d", word.text)
    return "series" if match is not None else ""


def _asked_with(wh: str, old: str) -> str | None:
    """Return a question asked with another question word."""
    wh = wh.lower()
    words = tokens(old)
    helper = next((word for word in words if word.form in MODALS | BEING), None)
    if helper is None or old.strip() == "":
        return None
    first = words[0].form
    plain = (
        helper is words[0]
        or first in ("when", "where", "why")
        or (first == "how" and len(words) > 1 and words[1].form in ("often", helper.form))
    )
    body = old[helper.start :]
    if plain and wh in (
        "why",
        "how",
        "when",
        "where",
        "how often",
        "how long",
        "since when",
        "until when",
        "by when",
        "by whom",
        "for whom",
    ):
        return f"{wh[0].upper()}{wh[1:]} {body[0].lower()}{body[1:]}"
    if wh == "why not" and plain and helper is words[0]:
        subject = next((phrase for phrase in phrases(old) if phrase.start > helper.end), None)
        if subject is not None:
            return f"Why {helper.form} {old[subject.start : subject.end]} not{old[subject.end :]}"
    return f"{old.rstrip(' ?!.')}, and {wh}?"


def _kept(text: str) -> bool:
    return any(char.isalnum() for char in text)
