"""The numbers that Word puts before paragraphs: lists, outlines, numbered headings; none of them stands in
the paragraph itself.

The decision hidden here is what of `numbering.xml` and of styles decides which number comes next: definitions
that share one abstract list go on counting together, a level begins anew behind a higher one, an override
begins anew once. Invariant: every numbered paragraph of a document is asked for once and in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from app.reading import counting

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LARGEST = 1_000_000
_LONGEST = 80
_PLACE = re.compile(r"%([1-9])")
_NOTATIONS = {
    "decimalZero": counting.PADDED, "lowerRoman": counting.ROMAN, "upperRoman": counting.ROMAN_CAPITAL,
    "lowerLetter": counting.LETTER, "upperLetter": counting.LETTER_CAPITAL, "ordinal": counting.ORDINAL,
    "cardinalText": counting.CARDINAL_WORD, "ordinalText": counting.ORDINAL_WORD,
}  # fmt: skip
_SILENT = ("bullet", "none")
_ENCIRCLED = ("decimalEnclosedParen", "numberInDash")


@dataclass(frozen=True)
class _Level:
    """How one level of a list counts."""

    start: int = 1
    notation: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True)
class _Definition:
    """One list that paragraphs name: the levels it counts with, and where it begins anew."""

    counts: str
    levels: dict[int, _Level]
    overrides: dict[int, int]


@dataclass
class WordNumbers:
    """The numbering of one document, counted as its paragraphs come by."""

    _definitions: dict[str, _Definition] = field(default_factory=dict)
    _of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, properties: Any, style: str) -> str:
        """Return what Word writes before a paragraph, "" for one without a number; counts it.

        Args:
            properties: the paragraph's `w:pPr`, or None.
            style: id of its style.
        """
        found = self._place(properties, style)
        if found is None:
            return ""
        number, level = found
        definition = self._definitions.get(number)
        if definition is None or level not in definition.levels:
            return ""
        counts = self._counts.setdefault(definition.counts, [None] * _LEVELS)
        self._count(definition, number, level, counts)
        return _label(definition, level, counts)

    def is_listed(self, properties: Any) -> bool:
        """Say whether a paragraph itself says that it is an item of a list, numbered or not; counts
        nothing.
        """
        own = properties.find(f"{_W}numPr")
        return own is not None and _value(own, "numId") != "0"

    def _place(self, properties: Any, style: str) -> tuple[str, int] | None:
        """Return the list and level of a paragraph: what it says itself, else its style."""
        number, level = self._of_style.get(style, ("", 0))
        own = None if properties is None else properties.find(f"{_W}numPr")
        if own is not None:
            number = _value(own, "numId") or number
            stated = _value(own, "ilvl")
            level = int(stated) if stated.isdecimal() and len(stated) < 3 else level
        return (number, level) if number not in ("", "0") and level < _LEVELS else None

    def _count(self, definition: _Definition, number: str, level: int, counts: list[int | None]) -> None:
        override = definition.overrides.get(level)
        before = counts[level]
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = definition.levels[level].start if before is None else min(before + 1, _LARGEST)
        self._begun.add((number, level))
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = definition.levels.get(higher, _Level()).start
        for deeper in range(level + 1, _LEVELS):
            restart = definition.levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None


def word_numbers(numbering: Any, styles: Any) -> WordNumbers:
    """Return the numbering of a document.

    Args:
        numbering: root of its numbering part, or None without one.
        styles: root of its styles.
    """
    if numbering is None:
        return WordNumbers()
    elements = {str(style.get(f"{_W}styleId")): style for style in styles.findall(f"{_W}style")}
    abstract = {str(one.get(f"{_W}abstractNumId")): one for one in numbering.findall(f"{_W}abstractNum")}
    behind = {_value(one, "styleLink"): one for one in abstract.values() if _value(one, "styleLink")}
    definitions: dict[str, _Definition] = {}
    for one in numbering.findall(f"{_W}num"):
        counts = _value(one, "abstractNumId")
        source = abstract.get(counts)
        if source is not None and (link := _value(source, "numStyleLink")) in behind:
            source = behind[link]
            counts = str(source.get(f"{_W}abstractNumId"))
        levels = {} if source is None else _levels(source)
        overrides: dict[int, int] = {}
        for override in one.findall(f"{_W}lvlOverride"):
            at = str(override.get(f"{_W}ilvl", ""))
            if not (at.isdecimal() and len(at) == 1 and int(at) < _LEVELS):
                continue
            levels |= _levels(override)
            if (start := _number(override, "startOverride")) is not None:
                overrides[int(at)] = start
        definitions[str(one.get(f"{_W}numId"))] = _Definition(counts, levels, overrides)
    return WordNumbers(definitions, _by_style(elements, definitions, numbering))


def _levels(source: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in source.findall(f"{_W}lvl"):
        at = str(level.get(f"{_W}ilvl", ""))
        if not (at.isdecimal() and len(at) == 1 and int(at) < _LEVELS):
            continue
        start = _number(level, "start")
        legal = level.find(f"{_W}isLgl")
        found[int(at)] = _Level(
            # Without a start Word counts from nought.
            0 if start is None else start,
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText")[:_LONGEST],
            _number(level, "lvlRestart"),
            legal is not None and legal.get(f"{_W}val", "1") not in ("0", "false", "off"),
        )
    return found


def _by_style(
    elements: dict[str, Any], definitions: dict[str, _Definition], numbering: Any
) -> dict[str, tuple[str, int]]:
    """Return list and level of the paragraph styles that bring a number with them, their own or their
    base's.
    """
    level_of: dict[tuple[str, str], int] = {}
    for one in numbering.findall(f"{_W}abstractNum"):
        for level in one.findall(f"{_W}lvl"):
            at = str(level.get(f"{_W}ilvl", ""))
            if (style := _value(level, "pStyle")) and at.isdecimal():
                level_of[str(one.get(f"{_W}abstractNumId")), style] = int(at)
    found: dict[str, tuple[str, int]] = {}
    for identifier in elements:
        chain: list[str] = []
        current, number, level = identifier, "", ""
        while current in elements and current not in chain and not (number and level):
            chain.append(current)
            own = elements[current].find(f"{_W}pPr/{_W}numPr")
            if own is not None:
                number = number or _value(own, "numId")
                level = level or _value(own, "ilvl")
            current = _value(elements[current], "basedOn")
        if number and number != "0":
            counts = definitions[number].counts if number in definitions else ""
            tied = next((level_of[counts, style] for style in chain if (counts, style) in level_of), None)
            stated = int(level) if level.isdecimal() and len(level) < 3 else 0
            found[identifier] = (number, stated if tied is None else tied)
    return found


def _label(definition: _Definition, level: int, counts: list[int | None]) -> str:
    own = definition.levels[level]
    if own.notation in _SILENT:
        return "" if own.notation == "bullet" else _PLACE.sub("", own.pattern).strip()

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at > level:
            return ""
        this = definition.levels.get(at, _Level())
        count = counts[at]
        if this.notation in _SILENT or count is None:
            return ""
        plain = counting.DECIMAL if own.legal else _NOTATIONS.get(this.notation, counting.DECIMAL)
        words = counting.doubled(count, plain)
        return f"({words})" if this.notation in _ENCIRCLED else words

    return " ".join(_PLACE.sub(place, own.pattern).split())


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val") or "")


def _number(element: Any, name: str) -> int | None:
    stated = _value(element, name)
    return int(stated) if stated.isdecimal() and len(stated) < 7 else None
