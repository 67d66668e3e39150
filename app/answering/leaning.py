"""Follow-ups that lean on the question before without a word for it: "who do I ask?", "is there an
extension?", "tell me more".

Decision hidden: which questions say so little of their own that they can only be meant about what was asked
before, and how the topic is put to them so that a person could have asked it. Errs towards leaving a question
alone. Pure; any thread.
"""

from __future__ import annotations

import re

from app.answering.clauses import is_people, parted
from app.answering.phrases import (
    BEING,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    WH,
    Phrase,
    is_plural,
    phrases,
    tokens,
)
from app.answering.topics import ATTRIBUTES, MONTHS, Turn, is_time, leans, named, things, topic
from app.core.language.text import stem

_MORE = re.compile(
    r"(?:(?:can|could|would)\s+you\s+)?(?:(?:please\s+)?(?:tell|give)\s+me\s+)?(?:some\s+|a\s+bit\s+)?more(?:\s+(?:details|info|information))?"
    r"(?:\s+(?:about|on)\s+(?:it|that|this))?(?:\s+please)?|go\s+on|(?:can\s+you\s+)?explain(?:\s+(?:more|that|it|this))?|(?:any\s+)?details",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:get|have|need|want|use|buy|order|find|see|bring|give\s+me|given|am|be|become)\s+one$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:ask|contact|call|tell|write\s+to|talk\s+to|speak\s+to|turn\s+to|reach\s+out\s+to|report\s+to)$",
    re.IGNORECASE,
)
_OF_SOMETHING = ATTRIBUTES | frozenset(
    stem(word)
    for word in """
    alternative approval contact download email example exception extension fine form instruction link minimum maximum option paperwork
    penalty phone receipt reminder requirement restriction rule step template threshold
    """.split()
)
"""Nouns that are always those of something: a form, an exception, a deadline."""
_ASKED_FOR = frozenset(
    "phone telephone email mail contact order application age size time upper lower minimum maximum".split()
)
_LONGEST = 12


def leaning(question: str, turn: Turn, *, joined: bool) -> str:
    """Return a question that cannot stand alone with the topic of the turn put to it; empty when it can.

    Args:
        question: without courtesies and joints before it, as `clauses.spruced` gives it.
        joined: it began with "and", "but" or the like.
    """
    text = question.rstrip("?")
    if _MORE.fullmatch(text):
        name = topic(turn)
        return f"Tell me more about {name}." if name else ""
    words = tokens(text)
    forms = {word.form for word in words}
    if (
        not words
        or len(words) > _LONGEST
        or words[0].form not in WH | MODALS | BEING | PREPOSITIONS
        or "you" in forms
    ):
        return ""
    if words[0].form in PREPOSITIONS and (len(words) < 2 or words[1].form not in WH):
        return ""
    if _ONE.search(text):
        name = _one_of(topic(turn, plural=False))
        return f"{text[: words[-1].start]}{name}?" if name else ""
    own = [
        phrase
        for phrase in phrases(f"{text}?")
        if not is_time(phrase.text) and not _is_amount_of_time(phrase)
    ]
    if any(leans(phrase) or any(char.isupper() or char.isdigit() for char in phrase.text) for phrase in own):
        return ""
    shared = {stem(word.form) for thing in things(turn.question) for word in tokens(thing.text)}
    if any(
        stem(word.form) in shared
        for phrase in own
        for word in tokens(phrase.text)
        if word.form not in DETERMINERS
    ):
        return ""
    alone = len(own) == 1 and _is_of_something(own[0])
    empty = (
        not own
        and len(words) > 1
        and bool(forms & {"i", "we", "somebody", "someone", "they"} or words[0].form == "who")
    )
    if not (alone or empty or (joined and len(own) <= 1)):
        return ""
    return about(question, turn, of_something=alone and own[0].end == len(text))


def about(question: str, turn: Turn, *, of_something: bool = False) -> str:
    """Return a question as it is with the turn's topic behind it, or nothing when that has none.

    Args:
        of_something: it ends in a noun that takes what it is of: "is there an extension".
    """
    text = question.rstrip(" ?!.")
    main, condition = parted(turn.question)
    # What somebody does is what a question is about, not they.
    thing = next(
        (one for one in things(f"{main}?") if not is_people(one.text) and not is_time(one.text)), None
    )
    name = named(thing) if thing is not None else topic(Turn(f"{main}?", turn.titles, turn.answered))
    if (
        condition
        and not parted(text)[1]
        and re.match(r"(?:what|how)\s+(?:do|does|should|must|can|happens)\b", main, re.IGNORECASE)
    ):
        idle = not name or re.search(r"\b(?:do|happens)\s*$", main) is not None
        if idle:
            return f"{text} {condition}?"
    if not any(char.isalpha() for char in name):
        return ""
    if of_something:
        return f"{text} for {name}?"
    return f"{text} about {name}?" if _ASKING.search(text) else f"{text}, about {name}?"


def _is_of_something(phrase: Phrase) -> bool:
    bare = [word.form for word in tokens(phrase.text) if word.form not in DETERMINERS]
    return phrase.head in _OF_SOMETHING and (len(bare) == 1 or (len(bare) == 2 and bare[0] in _ASKED_FOR))


def _is_amount_of_time(phrase: Phrase) -> bool:
    last = tokens(phrase.text)[-1].form
    return last in MONTHS or stem(last) in {
        "hour",
        "day",
        "week",
        "month",
        "year",
        "minute",
        "weekend",
        "night",
        "holiday",
    }


def _one_of(name: str) -> str:
    """Return a thing's name as one of its kind: "the buddy" - "a buddy"."""
    words = tokens(name)
    if not words or is_plural(words[-1].form):
        return ""
    bare = re.sub(r"^(?:the|my|our|a|an)\s+", "", name, flags=re.IGNORECASE)
    return f"{'an' if bare[0].lower() in 'aeio' else 'a'} {bare}"
