"""What something may be, as people write it: a quantity with its unit, a date, yes or no, or words.

The decision hidden here is when two notations are the same value: "36 months" is "3 years", "€5,000" is "5000
EUR". Quantities of one dimension are compared across their units; a number without a unit takes the unit it
is compared with. Months and years never turn into days. Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.core.language.facts import UNITS

_FACTORS: Mapping[str, tuple[str, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, units in {
        "time": "millisecond .001 second 1 minute 60 hour 3600 day 86400 week 604800",
        "months": "month 1 year 12 decade 120 century 1200",
        "length": "micrometre .000001 millimetre .001 centimetre .01 metre 1 kilometre 1000 inch .0254 foot .3048 yard .9144 mile 1609.344",
        "mass": "milligram .000001 gram .001 kilogram 1 tonne 1000",
        "volume": "millilitre .001 litre 1",
        "voltage": "millivolt .001 volt 1",
        "current": "milliampere .001 ampere 1",
        "power": "watt 1 kilowatt 1000",
        "frequency": "hertz 1 kilohertz 1000 megahertz 1000000 gigahertz 1000000000",
        "pressure": "pascal 1 kilopascal 1000 bar 100000 megapascal 1000000",
        "data": "byte 1 kilobyte 1000 megabyte 1000000 gigabyte 1000000000",
    }.items()
    for name, factor in zip(units.split()[::2], units.split()[1::2], strict=True)
}


_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Value:
    """What a name may be.

    Attributes:
        kind: "number", "date", "flag" or "word".
        words: as written, for display.
        number: in the base unit of its dimension; a date's ordinal; 1 or 0 for a flag; 0 for a word.
        dimension: "time", "euro" …; empty for a bare number and for all that is no number.
        word: case-folded, for comparing words.
    """

    kind: str
    words: str
    number: Decimal = Decimal(0)
    dimension: str = ""
    word: str = ""

    def same(self, other: Value) -> bool:
        """Whether both say the same, whatever the notation; a bare number takes the other's unit."""
        if self.kind != other.kind:
            return False
        if self.kind == "word":
            return self.word == other.word
        one, two = aligned(self, other)
        return one is not None and one.number == two.number


def parse_value(text: str) -> Value:
    """Return what somebody wrote as a value: a quantity, an ISO date, yes or no, or words."""
    words = " ".join(text.strip().split())
    if words[:1] in "\"'“" and words[-1:] in "\"'”" and len(words) > 1:
        return Value("word", words[1:-1], word=words[1:-1].casefold())
    low = words.casefold()
    if low in _FLAGS:
        return Value("flag", low, Decimal(int(_FLAGS[low])))
    try:
        return (
            Value("date", words, Decimal(date.fromisoformat(words).toordinal()))
            if len(words) == 10
            else _quantity(words)
        )
    except ValueError:
        return _quantity(words)


_QUANTITY = re.compile(r"([€$£¥]?)\s?([-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\W\d_]+|[%€$£¥°])?")


def _quantity(words: str) -> Value:
    match = _QUANTITY.fullmatch(words)
    unit = UNITS.get((match.group(1) or match.group(3) or "").casefold(), "") if match else ""
    if match is None or len(words) > 40 or ((match.group(1) or match.group(3)) and not unit):
        return Value("word", words, word=words.casefold())
    dimension, factor = _FACTORS.get(unit, (unit, Decimal(1)))
    return Value(
        "number", words, Decimal(match.group(2).replace(",", "").replace("−", "-")) * factor, dimension
    )


def aligned(one: Value, other: Value) -> tuple[Value, Value] | tuple[None, Value]:
    """Return both in the same unit, or (None, …) when they cannot be compared; a bare number takes the
    other's unit.
    """
    if one.kind != other.kind:
        return None, other
    if one.dimension == other.dimension:
        return one, other
    if not one.dimension:
        return replace(one, number=one.number * factor_of(other), dimension=other.dimension), other
    if not other.dimension:
        return one, replace(other, number=other.number * factor_of(one), dimension=one.dimension)
    return None, other


def factor_of(value: Value) -> Decimal:
    """Return how many base units the unit that a value is written in has; 1 without one."""
    match = _QUANTITY.fullmatch(value.words)
    unit = UNITS.get((match.group(1) or match.group(3) or "").casefold(), "") if match else ""
    return _FACTORS.get(unit, ("", Decimal(1)))[1]
