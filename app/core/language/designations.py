"""Designations: words that name one thing among others of its kind, such as VX-45, RFC 8000, version 3.0.0,
section 2.1 or type B.

The decision hidden here is what belongs together: a designation is compared as a whole, its number is no
value, and its kind tells which other designations speak of something else. Invariant: offsets are those of
the text given. Lexical; English kinds, codes of any language. Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.core.language.facts import UNITS, Day, stated
from app.core.language.months import ENGLISH_FORMS
from app.core.language.text import fold, stem

_KINDS = """
    version release revision edition section chapter article rule paragraph clause annex appendix schedule table figure exhibit step
    phase stage level grade class category type zone zip area region district sector room floor building hall wing gate platform line lane
    unit model series form case ticket issue invoice contract decision request page part volume item option question note point
    lot batch group team tier band module lesson exercise experiment sample test route track bus flight engine pump valve motor tank boiler
    machine plant site station block house box shelf bay dock berth terminal port channel slot key code number no nr day week quarter
    year act bill law directive regulation standard amendment resolution proposal project task milestone sprint round session meeting
    requirement objective risk finding recommendation hypothesis theorem example equation reference footnote slide
""".split()
_KIND_STEMS = frozenset(map(stem, _KINDS))
_KIND = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_ID = r"(?:\d+(?:[.\-/]\d+)*[A-Za-z]?(?![\w%])|[A-Z](?:\.?\d+(?:\.\d+)*)?(?![\w'’]|[-–]\d)|(?:[IVX]{2,6})(?!\w|[-–]\d))"
_NO = r"(?:\s+(?i:no\.?|number|nr\.?))?\s*[#:]?\s*"
_WORDED = re.compile(
    rf"(?<![\w-])(?P<kind>(?i:{_KIND}))(?P<plural>s|es)?\.?{_NO}"
    rf"(?P<ids>{_ID}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[–&]\s*){_ID})*)",
)
_SIGN = re.compile(r"§{1,2}\s*(?P<ids>\d+(?:[.\-]\d+)*[a-z]?)(?!\w)")
_CODE = re.compile(
    r"(?<![\w.])(?P<kind>[^\W\d_]+(?:[-/][^\W\d_]+)*)(?P<join>[-–/]?)(?P<ids>\d[^\W_]*(?:[-.:/–][^\W_]+)*)"
)
_ACRONYM = re.compile(r"(?<![\w-])(?P<kind>[A-Z][A-Z&/]{1,7})s?\s+(?P<ids>\d+(?:[.\-:/]\d+)*(?![\w%]))")
_VERSION = re.compile(
    r"(?<![\w.])v?(?P<ids>\d+(?:\.\d+){2,}(?:[-+]?(?:rc|alpha|beta|a|b)\.?\d*)?)(?![\w.]*\d)", re.IGNORECASE
)
_PROPER = re.compile(
    r"(?<=[\w,;)] )(?P<kind>[A-Z][a-z]{2,})\s(?P<ids>\d+(?:\.\d+)*(?![\w%.,:/-]*\d|\w|%))(?!\s*(?:%|°|€|\$))"
)
_INITIAL = re.compile(
    r"(?<![^\s(\[\"“])(?P<kind>[A-Z][a-z]{2,})\s(?P<ids>\d+(?:\.\d+)*(?![\w%.,:/-]*\d))(?=\s(?:is|are|was|were|has|have|had|can|may|must|will|does|do|should)\b)"
)
_LEADING = re.compile(r"\s*(?:#+\s*)?\[?(?P<ids>\d+(?:\.\d+)*)\.?\)?\s+\S")
_QUARTER = stem("quarter")
_AFTER_A_LETTER = frozenset(".,):;?!") | {""}
_SPLIT_IDS = re.compile(_ID)
_NO_ACRONYM = frozenset(
    "AM PM UTC GMT CET EST PST USD EUR GBP CHF JPY CAD AUD SEK NOK DKK INR CNY KG KM CM MM ML KW KWH MW MB GB TB".split()
)
_NO_PROPER = ENGLISH_FORMS | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday about around over under nearly some the this these only all at in on "
    "by for to of from and or".split()
)
NUMBERED = frozenset("section article clause chapter paragraph rule part point".split())
"""Kinds by which a numbered heading may be called."""


@dataclass(frozen=True)
class Designation:
    """A name of one thing: "vx" and "45", "version" and "3.0.0"; `text[start:end]` says it."""

    kind: str
    id: str
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id


@lru_cache(maxsize=4096)
def designations(text: str) -> tuple[Designation, ...]:
    """Return the designations of `text` in order."""
    found: list[Designation] = []
    taken = [(item.start, item.end) for item in stated(text) if isinstance(item.value, Day)]

    def free(start: int, end: int) -> bool:
        return all(end <= low or high <= start for low, high in taken)

    for match in _WORDED.finditer(text):
        plural = bool(match.group("plural"))
        ids = [one.group().strip() for one in _SPLIT_IDS.finditer(match.group("ids"))]
        if not ids or _is_no_designation(match, ids) or not free(*match.span()):
            continue
        kept = ids if plural else ids[:1]
        end = match.end() if plural else match.start("ids") + len(ids[0])
        taken.append((match.start(), end))
        found.extend(_worded(match.group("kind"), one, match.start(), end) for one in kept)
    for pattern in (_SIGN, _CODE, _ACRONYM, _VERSION, _PROPER, _INITIAL):
        for match in pattern.finditer(text):
            if (
                not free(*match.span())
                or _refused(pattern, match)
                or (pattern is not _CODE and _counts(text, match.end()))
            ):
                continue
            taken.append(match.span())
            kind = {_SIGN: "section", _VERSION: "version"}.get(pattern) or _kind(match.group("kind"))
            kind = "version" if kind == "v" else kind
            found.append(Designation(kind, _id(match.group("ids")), *match.span()))
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def is_kind(word: str) -> bool:
    """Tell whether a kind is a word for things that are numbered, such as "section", rather than a name or a
    code.
    """
    return word in _KIND_STEMS


def without(text: str, names: Iterable[Designation]) -> str:
    """Return `text` with the designations blanked out, so that their numbers are no values."""
    chars = list(text)
    for name in names:
        for at in range(name.start, name.end):
            if chars[at].isalnum():
                chars[at] = ";" if chars[at].isdigit() else " "
    return "".join(chars)


def heading_number(heading: str) -> str:
    """Return the number that a heading begins with, such as "3.2", or empty."""
    match = _LEADING.match(heading)
    return _id(match.group("ids")) if match else ""


def _refused(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    if pattern is _ACRONYM:
        return match.group("kind") in _NO_ACRONYM
    if pattern in (_PROPER, _INITIAL):
        return match.group("kind").lower() in _NO_PROPER
    if pattern is _CODE:
        kind = match.group("kind").lower()
        # "mid-1990", "pre-2020" and "USD5" are values; "Delta-2" and "Q3" are names.
        return (
            kind in {"mid", "pre", "post", "non", "sub", "over", "under", "up", "to", "and", "or"}
            or kind.upper() in _NO_ACRONYM
        )
    return False


def _counts(text: str, end: int) -> bool:
    """Tell whether a unit follows, so that the number is a value: "volume: 30 litres"."""
    after = re.match(r"\s?([^\W\d_]+|[%°€$£])", text[end:])
    return (
        after is not None
        and after.group(1).lower() in UNITS
        and after.group(1) not in ("s", "a", "m", "h", "in")
    )


def _is_no_designation(match: re.Match[str], ids: list[str]) -> bool:
    """Tell "a class I attended" and "a number of 5" from names."""
    kind = match.group("kind").lower()
    if ids[-1][-1:].isdigit() and _counts(match.string, match.end()):
        return True
    if ids[0] in {"I", "A"} and match.string[match.end() : match.end() + 1] not in _AFTER_A_LETTER:
        return True
    return kind in {"no", "nr", "number"} and match.string[
        match.end("kind") : match.start("ids")
    ].strip() not in {".", "#", ":"}


def _kind(word: str) -> str:
    return stem(fold(word)).rstrip(".")


def _id(text: str) -> str:
    folded = fold(text).replace("–", "-").strip(".-/ ")
    return folded.lstrip("0") or "0"


def _worded(word: str, number: str, start: int, end: int) -> Designation:
    kind, found = _kind(word), _id(number)
    if kind == _QUARTER:
        # "Quarter: Q3" is the third quarter, which is "Q3" as well.
        kind, found = "q", found.removeprefix("q")
    return Designation(kind, found, start, end)
