"""Where conditions can hold: what each name may be, whether two conditions can hold at once, and an example
of it.

Decision hidden: a condition is multiplied out into alternatives, and in each of them the names are
independent of each other, so that the answer is exact.
Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product

from app.core.rules.conditions import All, Comparison, Condition, InvalidCondition, Not, Op, Some
from app.core.rules.values import Value, aligned, factor_of

MOST_WAYS = 512
"""Alternatives a condition may come to when it is multiplied out; more is unreadable for people as well."""

_OPPOSITE = {Op.LESS: Op.AT_LEAST, Op.AT_LEAST: Op.LESS, Op.MORE: Op.AT_MOST, Op.AT_MOST: Op.MORE}


@dataclass(frozen=True)
class Region:
    """What one name may be in one alternative of a condition.

    Attributes:
        kind: of the values, or empty while nothing is said of it.
        low, high: ends in base units, or None; `low_open` and `high_open` leave the end itself out.
        only: the values it may have, or None for any.
        never: values it may not have.
        like: a value in the unit that people use for it.
        clash: values of kinds or dimensions that cannot be compared were asked of it.
    """

    kind: str = ""
    low: Decimal | None = None
    low_open: bool = False
    high: Decimal | None = None
    high_open: bool = False
    only: tuple[Value, ...] | None = None
    never: tuple[Value, ...] = ()
    like: Value | None = None
    clash: bool = False

    def example(self) -> Value | None:
        """Return a value in the region, or None when there is none."""
        if self.clash:
            return None
        if self.only is not None:
            return next((value for value in self.only if self._holds(value)), None)
        if self.kind in ("", "flag", "word"):
            return self._other_word()
        return next(
            (
                made
                for number in self._numbers()
                if (made := self._made(number)) is not None and self._holds(made)
            ),
            None,
        )

    def _holds(self, value: Value) -> bool:
        if any(value.same(other) for other in self.never):
            return False
        if self.kind in ("number", "date") and value.kind == self.kind:
            if self.like is not None:
                scaled, _ = aligned(value, self.like)
                if scaled is None:
                    return False
                value = scaled
            below = self.low is not None and (
                value.number < self.low or (self.low_open and value.number == self.low)
            )
            above = self.high is not None and (
                value.number > self.high or (self.high_open and value.number == self.high)
            )
            return not below and not above
        return self.low is None and self.high is None

    def _other_word(self) -> Value | None:
        if self.kind == "flag":
            return next(
                (one for one in (Value("flag", "yes", Decimal(1)), Value("flag", "no")) if self._holds(one)),
                None,
            )
        words = self.never[0].words if self.never else "anything"
        return Value("word", f"anything but {words}" if self.never else words, word="\0other")

    def _numbers(self) -> Iterator[Decimal]:
        """Yield candidates, the roundest first; finitely many exclusions leave one of them whenever the
        region is not empty.
        """
        step = Decimal(1) if self.kind == "date" or self.like is None else factor_of(self.like)
        count = len(self.never) + 2
        if self.low is not None and self.high is not None:
            yield self.low
            yield self.high
            for ahead in range(1, count + 1):
                yield self.low + step * ahead
            if self.kind == "number":
                for part in range(1, count + 1):
                    yield self.low + (self.high - self.low) * part / (count + 1)
        elif self.low is not None:
            yield from (self.low + step * ahead for ahead in range(count))
        elif self.high is not None:
            yield from (self.high - step * ahead for ahead in range(count))
        else:
            yield from (step * ahead for ahead in range(count))

    def _made(self, number: Decimal) -> Value | None:
        if self.kind == "date":
            if number != number.to_integral_value() or not 1 <= number <= date.max.toordinal():
                return None
            return Value("date", date.fromordinal(int(number)).isoformat(), number)
        shown = f"{(number / (factor_of(self.like) if self.like else 1)).normalize():,f}"
        unit = "" if self.like is None else re.sub(r"[-+−]?[\d,.]+", "", self.like.words).strip()
        words = f"{unit}{shown}" if unit in ("€", "$", "£", "¥") else f"{shown} {unit}".strip()
        return Value("number", words, number, self.like.dimension if self.like else "")


Ways = tuple[Mapping[str, Region], ...]


@lru_cache(maxsize=4096)
def ways(condition: Condition) -> Ways:
    """Return the alternatives in which a condition holds: of each, what every name may be. Impossible ones
    are left out.

    Raises:
        InvalidCondition: there are more than `MOST_WAYS`.
    """
    return _joined([_literals(way) for way in _multiplied(condition, positive=True)])


def both(first: Ways, second: Ways) -> Mapping[str, str] | None:
    """Return facts under which two conditions hold together, or None when there are none."""
    for one, other in product(first, second):
        merged = dict(one)
        for name, region in other.items():
            merged[name] = _met(merged[name], region) if name in merged else region
            if merged[name].clash:
                break
        else:
            found = _example(merged)
            if found is not None:
                return found
    return None


def _joined(found: Sequence[Mapping[str, Region] | None]) -> Ways:
    return tuple(way for way in found if way is not None and _example(way) is not None)


def _example(way: Mapping[str, Region]) -> Mapping[str, str] | None:
    made = {name: region.example() for name, region in way.items()}
    return (
        None
        if any(value is None for value in made.values())
        else {name: value.words for name, value in made.items() if value}
    )


def _multiplied(condition: Condition, *, positive: bool) -> tuple[tuple[tuple[Comparison, bool], ...], ...]:
    """Return the disjunctive normal form: alternatives of comparisons, each with whether it must hold."""
    match condition:
        case Comparison():
            return (((condition, positive),),)
        case Not():
            return _multiplied(condition.part, positive=not positive)
        case All() | Some():
            parts = [_multiplied(one, positive=positive) for one in condition.parts]
            if isinstance(condition, All) is positive:
                found: tuple[tuple[tuple[Comparison, bool], ...], ...] = ((),)
                for part in parts:
                    if len(found) * len(part) > MOST_WAYS:
                        raise _too_many()
                    found = tuple((*one, *other) for one in found for other in part)
                return found
            joined = tuple(way for part in parts for way in part)
            if len(joined) > MOST_WAYS:
                raise _too_many()
            return joined


def _too_many() -> InvalidCondition:
    return InvalidCondition(
        f"The condition comes to more than {MOST_WAYS} alternatives.", "Make it two rules.", 0
    )


def _literals(way: Sequence[tuple[Comparison, bool]]) -> Mapping[str, Region] | None:
    found: dict[str, Region] = {}
    for comparison, positive in way:
        region = _region(comparison, positive=positive)
        name = comparison.name
        found[name] = _met(found[name], region) if name in found else region
        if found[name].clash:
            return None
    return found


def _region(comparison: Comparison, *, positive: bool) -> Region:
    values, op = comparison.values, comparison.op
    kind = values[0].kind if len({value.kind for value in values}) == 1 else "word"
    if op in (Op.IS, Op.IN):
        return (
            Region(kind if positive else "", only=values, like=values[0])
            if positive
            else Region(kind, never=values, like=values[0])
        )
    op = op if positive else _OPPOSITE[op]
    end = values[0].number
    if op in (Op.LESS, Op.AT_MOST):
        return Region(kind, high=end, high_open=op is Op.LESS, like=values[0])
    return Region(kind, low=end, low_open=op is Op.MORE, like=values[0])


def _met(one: Region, other: Region) -> Region:
    """Return what both allow."""
    if one.kind and other.kind and one.kind != other.kind:
        # What is never a word may still be a number.
        if one.never and one.only is None and one.low is None and one.high is None:
            return replace(other, never=(*other.never, *one.never))
        if other.never and other.only is None and other.low is None and other.high is None:
            return replace(one, never=(*one.never, *other.never))
        return Region(clash=True)
    one, other = _same_unit(one, other)
    if one.clash:
        return one
    only = one.only if other.only is None else other.only if one.only is None else tuple(
        value for value in one.only if any(value.same(also) for also in other.only)
    )  # fmt: skip
    low, low_open = _tighter(one.low, one.low_open, other.low, other.low_open, up=True)
    high, high_open = _tighter(one.high, one.high_open, other.high, other.high_open, up=False)
    return Region(
        one.kind or other.kind,
        low,
        low_open,
        high,
        high_open,
        only,
        (*one.never, *other.never),
        one.like or other.like,
    )


def _same_unit(one: Region, other: Region) -> tuple[Region, Region]:
    if one.like is None or other.like is None or one.like.dimension == other.like.dimension:
        return one, other
    if one.like.dimension and other.like.dimension:
        return Region(clash=True), other
    if one.like.dimension:
        found = _same_unit(other, one)
        return found[1], found[0]
    factor = factor_of(other.like)
    scaled = replace(
        one,
        low=None if one.low is None else one.low * factor,
        high=None if one.high is None else one.high * factor,
        like=other.like,
    )
    return scaled, other


def _tighter(
    one: Decimal | None, one_open: bool, other: Decimal | None, other_open: bool, *, up: bool
) -> tuple[Decimal | None, bool]:
    if one is None or other is None:
        return (other, other_open) if one is None else (one, one_open)
    if one == other:
        return one, one_open or other_open
    return (one, one_open) if (one > other) is up else (other, other_open)
