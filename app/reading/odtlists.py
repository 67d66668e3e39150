"""The numbers of OpenDocument's lists and outline, which stand in no paragraph.

Invariant: items and headings are asked for in the order of the text; an item that only holds another list is
not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.reading import counting

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEVELS = 10
_LONGEST = 40
_LARGEST = 1_000_000
_NOTATIONS = {
    "1": counting.DECIMAL, "a": counting.LETTER, "A": counting.LETTER_CAPITAL, "i": counting.ROMAN, "I": counting.ROMAN_CAPITAL,
}  # fmt: skip

_Counts = list[int | None]


@dataclass(frozen=True)
class _Level:
    """How one level of a list counts; without a notation it shows no number."""

    notation: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1


@dataclass
class _Open:
    """One list that the walk is inside of."""

    style: str
    counts: _Counts
    item: Element | None = None


@dataclass
class OdtLists:
    """The numbering of one document."""

    _styles: dict[str, dict[int, _Level]]
    _outline: dict[int, _Level]
    _open: list[_Open] = field(default_factory=list)
    _last: dict[str, _Counts] = field(default_factory=dict)
    _by_id: dict[str, _Counts] = field(default_factory=dict)
    _headings: _Counts = field(default_factory=lambda: [None] * _LEVELS)

    def enter(self, element: Element) -> None:
        """Begin a list."""
        stated = element.get(f"{_TEXT}style-name", "")
        if self._open:
            outer = self._open[-1]
            self._open.append(_Open(stated or outer.style, outer.counts))
            return
        counts: _Counts = [None] * _LEVELS
        if (before := element.get(f"{_TEXT}continue-list", "")) in self._by_id:
            counts = self._by_id[before]
        elif element.get(f"{_TEXT}continue-numbering") == "true" and stated in self._last:
            counts = self._last[stated]
        self._last[stated] = counts
        if name := element.get(_ID, ""):
            self._by_id[name] = counts
        self._open.append(_Open(stated, counts))

    def leave(self) -> None:
        """End the innermost list."""
        self._open.pop()

    def item(self, element: Element) -> None:
        """Begin an item of the innermost list; a list's header has no number."""
        self._open[-1].item = element if element.tag == f"{_TEXT}list-item" else None

    def label(self) -> str:
        """Return what stands before the paragraph that comes now, "" for a further one of its item; counts
        the item.
        """
        if not self._open or (item := self._open[-1].item) is None:
            return ""
        this, level = self._open[-1], min(len(self._open), _LEVELS) - 1
        this.item = None
        return _next(self._styles.get(this.style, {}), this.counts, level, _integer(item, "start-value"))

    def heading(self, element: Element, level: int) -> str:
        """Return the number of a heading outside of lists; `level` from 1."""
        if self._open:
            return self.label()
        if not self._outline or element.get(f"{_TEXT}is-list-header") == "true" or level > _LEVELS:
            return ""
        return _next(self._outline, self._headings, level - 1, _integer(element, "start-value"))


def odt_lists(roots: Iterable[Element]) -> OdtLists:
    """Return the numbering that the styles of a document describe."""
    styles: dict[str, dict[int, _Level]] = {}
    outline: dict[int, _Level] = {}
    for root in roots:
        for style in root.iter(f"{_TEXT}list-style"):
            styles[style.get(f"{_STYLE}name", "")] = _levels(style)
        for style in root.iter(f"{_TEXT}outline-style"):
            outline = _levels(style)
    return OdtLists(styles, outline)


def _levels(style: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in style:
        at = _integer(level, "level")
        if at is None or not 0 < at <= _LEVELS:
            continue
        notation = _NOTATIONS.get(level.get(f"{_STYLE}num-format", ""), "")
        start, shown = _integer(level, "start-value"), _integer(level, "display-levels")
        found[at - 1] = _Level(
            notation,
            level.get(f"{_STYLE}num-prefix", "")[:_LONGEST],
            level.get(f"{_STYLE}num-suffix", "")[:_LONGEST],
            1 if shown is None else shown,
            1 if start is None else start,
        )
    return found


def _next(levels: dict[int, _Level], counts: _Counts, level: int, stated: int | None) -> str:
    """Count one more on a level and return how it is written."""
    own = levels.get(level, _Level())
    before = counts[level]
    counts[level] = (
        stated if stated is not None else own.start if before is None else min(before + 1, _LARGEST)
    )
    for higher in range(level):
        if counts[higher] is None:
            counts[higher] = levels.get(higher, _Level()).start
    counts[level + 1 :] = [None] * (len(counts) - level - 1)
    if not own.notation:
        return ""
    parts = []
    for at in range(max(level - own.shown + 1, 0), level + 1):
        notation, count = levels.get(at, _Level()).notation, counts[at]
        if notation and count is not None:
            parts.append(counting.written(count, notation))
    return f"{own.before}{'.'.join(parts)}{own.after}".strip()


def _integer(element: Element, name: str) -> int | None:
    stated = element.get(f"{_TEXT}{name}", "")
    return int(stated) if stated.isdecimal() and len(stated) < 7 else None
