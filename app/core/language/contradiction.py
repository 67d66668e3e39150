"""Whether two sentences of different sources speak of the same thing and say otherwise.

Decision hidden: how much they must share before a difference means anything. Half of their words together, or
nearly all of the shorter one's, and no designation that tells them apart. Then another value of one kind, a
denial on one side, an opposite or two names that changed places is a conflict. Invariant: symmetrical; a
sentence never clashes with itself in another notation. Lexical and English. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.language.entailment import opposed, swapped
from app.core.language.facts import (
    UNITS,
    Day,
    Facts,
    Quantity,
    Stated,
    content,
    facts,
    is_code,
    kind_of,
    root,
    stated,
)
from app.core.language.text import words

_ALIKE = 0.5
_WITHIN = 0.75
"""Share of the shorter sentence's words that the longer one has."""
_SURE = 0.6
"""The same where no value but a word differs: a denial, an opposite, an order of names."""
_LEAST_SHARED = 2
_LEAST_WITHIN = 3


@dataclass(frozen=True)
class Clash:
    """How two sentences say otherwise; `alike` tells how surely they speak of the same thing, 0..1."""

    why: str
    alike: float


def clash(ours: str, theirs: str) -> Clash | None:
    """Return how two sentences say otherwise; None when they do not, or do not speak of the same thing."""
    alike = same_thing(ours, theirs)
    if not alike:
        return None
    why = _values(ours, theirs)
    if not why and alike >= _SURE:
        why = _denial(facts(ours), facts(theirs)) or _opposite(facts(ours), facts(theirs))
    if not why and alike >= _SURE and swapped(ours, theirs) and swapped(theirs, ours):
        why = "They reverse who did it to whom"
    return Clash(why, alike) if why else None


def agrees(ours: str, theirs: str) -> bool:
    """Tell whether two sentences about the same thing state no different values and do not deny each
    other.
    """
    return same_thing(ours, theirs) > 0 and clash(ours, theirs) is None


def same_thing(one: str, other: str) -> float:
    """Return how surely two sentences speak of the same thing, 0 when they hardly do."""
    mine, its = _about(one), _about(other)
    if mine.codes and its.codes and mine.codes != its.codes:
        return 0.0
    common = len(mine.words & its.words)
    union = len(mine.words | its.words)
    least = min(len(mine.words), len(its.words))
    if union and common / union >= _ALIKE and common >= min(_LEAST_SHARED, least):
        return common / union
    return 0.9 * common / union if least and common >= _LEAST_WITHIN and common / least >= _WITHIN else 0.0


_UNITS = frozenset(root(form) for form in UNITS if len(form) > 2)
"""A unit belongs to its number and says nothing about what is spoken of."""


@dataclass(frozen=True)
class _About:
    words: frozenset[str]
    codes: frozenset[str]
    values: tuple[Stated, ...]


@lru_cache(maxsize=2048)
def _about(text: str) -> _About:
    values = stated(text)
    codes = frozenset(
        item.value.value for item in values if isinstance(item.value, Quantity) and is_code(item.value)
    )
    return _About(
        frozenset(content(text)) - _UNITS, codes, tuple(item for item in values if not is_code(item.value))
    )


def _values(ours: str, theirs: str) -> str:
    """Return which value of one kind differs: each side states one that the other does not."""
    mine = [item for item in _lacking(ours, theirs) if _counts_shared(ours, item, theirs)]
    its = [item for item in _lacking(theirs, ours) if _counts_shared(theirs, item, ours)]
    for value in mine:
        part = (kind_of(value.value), _part(ours, value))
        other = next((item for item in its if (kind_of(item.value), _part(theirs, item)) == part), None)
        if other is not None:
            return f"One says {_shown(ours, value)}, the other {_shown(theirs, other)}"
    return ""


_COUNTED = 2
"""Words after a number that may name what it counts: "two customers", "ten working days"."""


def _counts_shared(text: str, value: Stated, other: str) -> bool:
    """Tell whether a number without a unit counts something that the other sentence speaks of; "two
    customers" may not.
    """
    if kind_of(value.value) != "number":
        return True
    after = text[value.end :]
    stop = next((at for at, char in enumerate(after) if char in ".,;:()"), len(after))
    following = [word.form for word in words(after[:stop])[:_COUNTED]]
    if following and following[0].endswith("s"):
        # A plural is what is counted; what follows it is said of it.
        del following[1:]
    named = frozenset(content(" ".join(following)))
    return not named or bool(named & frozenset(content(other)))


def _lacking(text: str, other: str) -> Sequence[Stated]:
    said: Collection[Quantity | Day] = {item.value for item in _about(other).values}
    return [item for item in _about(text).values if item.value not in said]


_PARTS = {
    form: forms.split()[0]
    for forms in "within|after|before|every each per|until till|since|during|than|least|most|ago".split("|")
    for form in forms.split()
}


def _part(text: str, value: Stated) -> str:
    """Return what part a value plays by the word before it: "within 30 minutes" and "ten minutes" are not of
    one thing.
    """
    before = words(text[max(0, value.start - 24) : value.start])
    return _PARTS.get(before[-1].form, "") if before else ""


def _shown(text: str, value: Stated) -> str:
    return " ".join(text[value.start : value.end].split())


def _denial(ours: Facts, theirs: Facts) -> str:
    denied = (ours.negated & theirs.affirmed) - ours.affirmed - theirs.negated
    denied |= (theirs.negated & ours.affirmed) - theirs.affirmed - ours.negated
    if not denied:
        return ""
    for item in (ours, theirs):
        # A word of the opposite meaning on the other side takes the denial back: "not forbidden" and
        # "allowed".
        other = theirs if item is ours else ours
        pair = opposed(item, other)
        if pair is not None and (pair[0] in item.negated) != (pair[1] in other.negated):
            return ""
    return "One denies what the other states"


def _opposite(ours: Facts, theirs: Facts) -> str:
    for one, other in ((ours, theirs), (theirs, ours)):
        pair = opposed(one, other)
        if pair is not None and (pair[0] in one.negated) == (pair[1] in other.negated):
            return f"They state opposites: {_word(one, pair[0])} and {_word(other, pair[1])}"
    return ""


def _word(item: Facts, root: str) -> str:
    """Return a word as written, for a root that begins it."""
    return next((form for form in item.forms if form.startswith(root)), root)
