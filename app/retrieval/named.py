"""What a question names exactly - designations and days - and whether words speak of that or of another one.

Decision hidden: what a sentence is said of when it does not say so itself: the nearest name of that kind
above it, then its heading, its document's title and file name. To an embedder all numbers are alike, and
words alone meet "5 March 2024" only in its own spelling. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from app.core.language.designations import designations, heading_number, is_kind, without
from app.core.language.facts import Day, facts, without_days
from app.core.language.months import ENGLISH_NAMES
from app.core.language.text import fold, stem, terms
from app.retrieval.question import GENERIC

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_QUARTER = re.compile(r"\bQ([1-4])[ /-]((?:19|20)\d\d)\b")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_ ]?(0[1-9]|1[0-2])[-_ ]?(0[1-9]|[12]\d|3[01])(?!\d)")

_SHORT = re.compile(r"(?<![\w-])[A-Z]{2,8}(?![\w-])")

OTHER = 1.5
"""Another one of the same kind is meant: more than closeness in everything else makes up for."""
UNSAID = 0.5
"""Nothing says which one is meant."""


@dataclass(frozen=True)
class Named:
    """What a question names.

    Attributes:
        keys: designations as (kind, id), in order.
        days: days and months.
        words: each designation as it is written in the question.
        short: folded names in capitals, of departments for one, which a file or folder may bear.
    """

    keys: tuple[tuple[str, str], ...] = ()
    days: tuple[Day, ...] = ()
    words: tuple[str, ...] = ()
    short: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.keys or self.days)


@lru_cache(maxsize=256)
def named_in(question: str) -> Named:
    """Return what a question names."""
    found = [one for one in designations(question) if not days_in(question[one.start : one.end])]
    days = days_in(question)
    found = [one for one in found if one.kind not in ("year", "day", "week")]
    short = frozenset(map(fold, _SHORT.findall(question))) if not question.isupper() else frozenset()
    return Named(
        tuple(one.key for one in found), days, tuple(question[one.start : one.end] for one in found), short
    )


def borne(short: frozenset[str], path: str) -> frozenset[str]:
    """Return which of the names the file or one of its two nearest folders bears as its whole name."""
    file = PurePath(path)
    return short & {fold(name) for name in (*file.parent.parts[-2:], file.stem)} if short else frozenset()


def unnamed(question: str) -> str:
    """Return a question without what it names exactly; as it is when nothing would be left that says what is
    asked.

    Which thing is meant is told by `astray`: as words its name would only speak for sentences that repeat it,
    against "It weighs 31 kg".
    """
    bare = without_days(_NUMERIC.sub(" ", question))
    bare = without(bare, designations(bare))
    left = [term for term in terms(bare) if not any(char.isdigit() for char in term)]
    return bare if any(term not in GENERIC for term in left) else question


def speaks_of(key: tuple[str, str], text: str) -> bool:
    """Tell whether a text names a designation, in whatever spelling; a heading or an item that bears its
    number does.
    """
    return (
        any(one.key == key for one in designations(text))
        or _spelled(key, text)
        or (key[0] in _BORNE and _number(text) == key[1])
    )


_BORNE = frozenset(
    stem(word)
    for word in "section article clause chapter paragraph rule part point step item decision question phase stage lesson figure".split()
)
"""Kinds of things that bear their number in front: "3.2 Wind" is section 3.2, "3. Open the flap" is step
3.
"""


def _number(text: str) -> str:
    return heading_number(text.lstrip(" •\t"))


@lru_cache(maxsize=8192)
def days_in(text: str) -> tuple[Day, ...]:
    """Return the days and months that a text states, in whatever notation; a numeric one is read with the day
    first unless that is none.

    A quarter is each of its months.
    """
    found = [day for day in facts(text).days if day.month]
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if second > 12 >= first:
            first, second = second, first
        if 0 < second <= 12 and 0 < first <= 31:
            found.append(Day(year, second, first))
            if match[2] == "/" and first <= 12:
                found.append(Day(year, first, second))
    for match in _QUARTER.finditer(text):
        first = 3 * int(match[1]) - 2
        found += [Day(int(match[2]), month) for month in range(first, first + 3)]
    return tuple(dict.fromkeys(found))


def days_of_name(name: str) -> tuple[Day, ...]:
    """Return the days that a file's name states."""
    compact = [Day(int(match[1]), int(match[2]), int(match[3])) for match in _COMPACT.finditer(name)]
    return tuple(dict.fromkeys((*compact, *days_in(re.sub(r"[_\-.]", " ", name)), *days_in(name))))


def spellings(days: Iterable[Day]) -> list[str]:
    """Return the words by which a search finds days in other notations."""
    found = []
    for day in days:
        if day.year and day.month and day.day:
            found += [
                f"{day.year}-{day.month:02}-{day.day:02}",
                f"{day.day:02}.{day.month:02}.{day.year}",
                f"{day.day} {ENGLISH_NAMES[day.month - 1]}",
            ]
            found.append(f"{ENGLISH_NAMES[day.month - 1]} {day.day}")
        elif day.year and day.month:
            found += [f"{day.year}-{day.month:02}", ENGLISH_NAMES[day.month - 1]]
    return found


def astray(named: Named, sentence: str, above: Sequence[str], place: str, file: str) -> float:
    """Return how far a sentence speaks of something else than what the question names, from 0 to `OTHER`.

    Args:
        named: what the question names.
        sentence: with its list's introduction.
        above: the sentences above it in its passage, nearest first.
        place: title and headings.
        file: the file's name.
    """
    worst = 0.0
    for key in named.keys:
        worst = max(worst, _other_key(key, named, [sentence, *above, place, file]))
    if named.days:
        worst = max(worst, _other_day(named.days, [sentence, *above[:1], place], file))
    return worst


def _other_key(key: tuple[str, str], named: Named, texts: Sequence[str]) -> float:
    kind, wanted = key
    for text in texts:
        ids = {one.id for one in designations(text) if one.kind == kind}
        if wanted in ids or _spelled(key, text):
            return 0.0
        if kind in _BORNE and (number := _number(text)):
            ids.add(number)
            if number == wanted or number.startswith(f"{wanted}."):
                return 0.0
        # What the question names besides may stand there as well: "which is heavier, the Delta-2 or the
        # Delta-4?"
        if ids - {other for same, other in named.keys if same == kind}:
            return OTHER
    return UNSAID


def _spelled(key: tuple[str, str], text: str) -> bool:
    """Tell whether a designation stands in a text in another spelling: "VX 45", "vx45"."""
    kind, wanted = (re.sub(r"[^0-9a-z]", "", fold(part)) for part in key)
    # A name may stand within it, "Cessna Skyhawk 172"; a kind of thing is followed by its number.
    more = "" if is_kind(key[0]) else r"(?:\s+[^\W\d_]+)?"
    return (
        bool(kind)
        and re.search(
            rf"(?<![^\W_]){re.escape(kind)}\w{{0,2}}{more}[\s\-–/.#]{{0,4}}{re.escape(wanted)}(?![^\W_])",
            fold(text),
        )
        is not None
    )


def _other_day(wanted: Sequence[Day], texts: Sequence[str], file: str) -> float:
    for text in texts:
        found = days_in(text)
        if any(same_day(one, other) for one in wanted for other in found):
            return 0.0
        if found:
            return OTHER
    found = days_of_name(file)
    if any(same_day(one, other) for one in wanted for other in found):
        return 0.0
    return OTHER if found else UNSAID


def same_day(one: Day, other: Day) -> bool:
    """Tell whether both can be the same day, as far as each is stated."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return all(not left or not right or left == right for left, right in pairs)
