"""When a rule holds: conditions as an expert writes them, read and judged against facts.

    order value is at least 5,000 EUR and (country is in (Germany, France) or customer is blocked)
    and not delivery date is before 2026-01-01

The decision hidden here is the language. Names are words of any number, in any case; a name alone is a
yes-or-no fact. A condition judged without a fact it needs is unknown, not false (Kleene's strong three-valued
logic). Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.core.errors import InvalidUnit
from app.core.language.facts import UNITS
from app.core.rules.values import Value, aligned, parse_value

LONGEST = 4000
"""Characters of one condition."""

_DEEPEST = 40


class Op(StrEnum):
    """How a name is compared with values."""

    IS = "is"
    LESS = "is less than"
    AT_MOST = "is at most"
    MORE = "is more than"
    AT_LEAST = "is at least"
    IN = "is in"


@dataclass(frozen=True)
class Comparison:
    """One name compared with one value, or with several for `Op.IN`; `text` is how it was written."""

    name: str
    op: Op
    values: tuple[Value, ...]
    text: str


@dataclass(frozen=True)
class Not:
    """Holds when its part does not."""

    part: Condition
    text: str


@dataclass(frozen=True)
class All:
    """Holds when every part does."""

    parts: tuple[Condition, ...]
    text: str


@dataclass(frozen=True)
class Some:
    """Holds when at least one part does."""

    parts: tuple[Condition, ...]
    text: str


Condition = Comparison | Not | All | Some


@dataclass(frozen=True)
class Judged:
    """How one part of a condition stands against facts.

    Attributes:
        text: the part as written.
        held: True, False, or None when a fact it needs is missing.
        given: the fact that decided it, as given; empty for a part made of parts.
        parts: of "and", "or" and "not", in order.
    """

    text: str
    held: bool | None
    given: str = ""
    parts: tuple[Judged, ...] = ()


# Reading

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"[^"]*"|'[^']*'|“[^”]*”)
    |(?P<date>\d{4}-\d{2}-\d{2}(?!\d))
    |(?P<number>[€$£¥]?\s?[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|[€$£¥]?\s?[-+−]?\d+(?:\.\d+)?)
    |(?P<sign><=|>=|==|!=|<>|≤|≥|≠|=|<|>)
    |(?P<mark>[(),])
    |(?P<word>[^\s(),<>=!≤≥≠"'“”]+(?:'[^\s(),<>=!≤≥≠"'“”]+)*))""",
    re.VERBOSE,
)

_SIGNS = {
    "=": Op.IS,
    "==": Op.IS,
    "<": Op.LESS,
    "<=": Op.AT_MOST,
    "≤": Op.AT_MOST,
    ">": Op.MORE,
    ">=": Op.AT_LEAST,
    "≥": Op.AT_LEAST,
}

_PHRASES: tuple[tuple[tuple[str, ...], Op], ...] = tuple(
    (tuple(phrase.split()), op)
    for op, phrases in {
        Op.AT_LEAST: "at least|no less than|not less than|on or after|or more than|from",
        Op.AT_MOST: "at most|no more than|not more than|on or before|up to",
        Op.MORE: "more than|greater than|higher than|longer than|older than|over|above|after",
        Op.LESS: "less than|lower than|fewer than|shorter than|younger than|under|below|before",
    }.items()
    for phrase in phrases.split("|")
)

_STOPS = {"and", "or"}
_IS = {"is", "are", "was", "were", "equals"}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.casefold() if self.kind == "word" else ""


class InvalidCondition(InvalidUnit):
    """A condition cannot be read; `at` is the character where it went wrong."""

    def __init__(self, message: str, hint: str, at: int) -> None:
        super().__init__(message, hint)
        self.at = at


def parse_condition(text: str) -> Condition:
    """Return a condition as written by an expert.

    Raises:
        InvalidCondition: it cannot be read; message and hint say where and what was expected.
    """
    if len(text) > LONGEST:
        raise InvalidCondition(
            f"The condition has {len(text):,} characters; the maximum is {LONGEST:,}.",
            "Split it into two rules.",
            LONGEST,
        )
    return _Parser(text).whole()


class _Parser:
    """Recursive descent over the words of one condition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Condition:
        if not self._tokens:
            raise InvalidCondition(
                "The condition is empty.",
                "State when it applies, for example: order value is over 5,000 EUR.",
                0,
            )
        found = self._any()
        if self._at < len(self._tokens):
            raise self._wrong("“and” or “or” was expected")
        return found

    def _any(self) -> Condition:
        begun = self._start()
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Some(tuple(parts), self._since(begun))

    def _all(self) -> Condition:
        begun = self._start()
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts), self._since(begun))

    def _one(self) -> Condition:
        begun = self._start()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong("it is nested too deeply; split it into two rules")
        try:
            if self._take("not"):
                return Not(self._one(), self._since(begun))
            if self._take("("):
                found = self._any()
                if not self._take(")"):
                    raise self._wrong("a closing bracket was expected")
                return found
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Condition:
        begun = self._start()
        name: list[str] = []
        while (token := self._now()) and token.kind in ("word", "quoted") and not self._operator_ahead():
            if token.low in _STOPS:
                break
            name.append(token.text.strip("\"'“”"))
            self._at += 1
        if not name:
            raise self._wrong("a name was expected, for example: order value")
        key = " ".join(" ".join(name).casefold().split())
        op, negated = self._operator()
        if op is None:
            # A name alone is a yes-or-no fact.
            return Comparison(key, Op.IS, (Value("flag", "yes", Decimal(1)),), self._since(begun))
        if op == "between":
            low = self._value()
            if not self._take("and"):
                raise self._wrong("“and” with the upper end was expected after “between”")
            high = self._value()
            text = self._since(begun)
            low = self._lower_end(low, high, begun)
            made: Condition = All(
                (Comparison(key, Op.AT_LEAST, (low,), text), Comparison(key, Op.AT_MOST, (high,), text)), text
            )
        elif op is Op.IN:
            made = Comparison(key, Op.IN, self._values(), self._since(begun))
        else:
            assert isinstance(op, Op)
            value = self._value()
            if op is not Op.IS and value.kind not in ("number", "date"):
                raise self._wrong(
                    f"a number or a date (2026-01-31) was expected, not “{value.words}”", back=True
                )
            made = Comparison(key, op, (value,), self._since(begun))
        return Not(made, self._since(begun)) if negated else made

    def _lower_end(self, low: Value, high: Value, begun: int) -> Value:
        """Return the lower end of a range in the unit of the upper one: "between 2 and 5 years"."""
        if low.kind != high.kind or low.kind not in ("number", "date"):
            raise InvalidCondition(
                "Both ends of “between” must be numbers, or both dates.",
                f"It says: {self._since(begun)}",
                begun,
            )
        scaled, other = aligned(low, high)
        if scaled is None or scaled.number > other.number:
            message = "“between” needs the lower value first, and both in the same kind of unit."
            raise InvalidCondition(message, f"It says: {self._since(begun)}", begun)
        return scaled

    def _operator_ahead(self) -> bool:
        token = self._now()
        if token is None:
            return False
        if token.kind == "sign" or token.low in _IS or token.low in ("in", "between"):
            return True
        if token.low == "not" and self._peek(1) in ("in", "between"):
            return True
        # "over" may be part of a name; before a number it compares.
        return any(
            self._words_ahead(phrase) and (len(phrase) > 1 or self._counted(len(phrase)))
            for phrase, _ in _PHRASES
        )

    def _counted(self, ahead: int) -> bool:
        at = self._at + ahead
        return at < len(self._tokens) and self._tokens[at].kind in ("number", "date")

    def _operator(self) -> tuple[Op | str | None, bool]:
        token = self._now()
        if token is None:
            return None, False
        if token.kind == "sign":
            self._at += 1
            return (Op.IS, True) if token.text in ("!=", "<>", "≠") else (_SIGNS[token.text], False)
        stated = self._take_any(_IS)
        # "is not less than 5" is a phrase of its own.
        if (op := self._phrase()) is not None:
            return op, False
        negated = bool(self._take("not"))
        if self._take("in") or (stated and self._take_two("one", "of")):
            return Op.IN, negated
        if self._take("between"):
            return "between", negated
        if (op := self._phrase()) is not None:
            return op, negated
        return (Op.IS, negated) if stated else (None, False)

    def _phrase(self) -> Op | None:
        for phrase, op in _PHRASES:
            if self._words_ahead(phrase):
                self._at += len(phrase)
                return op
        return None

    def _words_ahead(self, phrase: Sequence[str]) -> bool:
        ahead = self._tokens[self._at : self._at + len(phrase)]
        return len(ahead) == len(phrase) and all(
            token.low == word for token, word in zip(ahead, phrase, strict=True)
        )

    def _values(self) -> tuple[Value, ...]:
        bracketed = self._take("(")
        found = [self._value()]
        while self._take(",") or (bracketed and self._take("or")):
            found.append(self._value())
        if bracketed and not self._take(")"):
            raise self._wrong("a comma or a closing bracket was expected")
        return tuple(found)

    def _value(self) -> Value:
        token = self._now()
        if token is None:
            raise self._wrong("a value was expected")
        if token.kind in ("quoted", "date", "number"):
            self._at += 1
            if token.kind != "number":
                return parse_value(token.text)
            after = self._now()
            unit = after is not None and after.kind == "word" and after.low in UNITS
            self._at += unit
            return parse_value(
                self._text[token.start : after.end] if unit and after is not None else token.text
            )
        words = []
        while (token := self._now()) and token.kind in ("word", "number", "date") and token.low not in _STOPS:
            words.append(token.text)
            self._at += 1
        if not words:
            raise self._wrong("a value was expected")
        return parse_value(" ".join(words))

    def _now(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _peek(self, ahead: int) -> str:
        at = self._at + ahead
        return self._tokens[at].text.casefold() if at < len(self._tokens) else ""

    def _take(self, word: str) -> bool:
        token = self._now()
        if token is None or token.kind not in ("word", "mark") or token.text.casefold() != word:
            return False
        self._at += 1
        return True

    def _take_any(self, words: set[str]) -> bool:
        return any(self._take(word) for word in words)

    def _take_two(self, one: str, two: str) -> bool:
        if self._words_ahead((one, two)):
            self._at += 2
            return True
        return False

    def _start(self) -> int:
        token = self._now()
        return token.start if token else len(self._text)

    def _since(self, begun: int) -> str:
        end = self._tokens[self._at - 1].end if self._at else begun
        return " ".join(self._text[begun:end].split())

    def _wrong(self, what: str, *, back: bool = False) -> InvalidCondition:
        at = self._tokens[self._at - 1].start if back and self._at else self._start()
        before = self._text[:at].rstrip()
        where = f"after “{before[-40:]}”" if before else "at the beginning"
        message = f"The condition cannot be read {where}: {what}."
        return InvalidCondition(message, "Example: order value is over 5,000 EUR and not urgent.", at)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            message = f"The condition contains an unexpected character: {text[start]}"
            raise InvalidCondition(message, "Put words with special characters in quotes.", start)
        kind = str(match.lastgroup)
        start, end = match.span(kind)
        if (
            kind == "number"
            and end < len(text)
            and (text[end].isalpha() and text[end:].split()[0].strip("(),").casefold() not in UNITS)
        ):
            # A part number such as 12B or 3rd is a word.
            word = re.compile(r"[^\s(),<>=!≤≥≠\"'“”]+").match(text, start)
            assert word is not None
            kind, end = "word", word.end()
        yield _Token(kind, text[start:end], start, end)
        at = end


# Judging


def names(condition: Condition) -> tuple[str, ...]:
    """Return the names that a condition asks for, in the order they come."""
    return tuple(dict.fromkeys(one.name for one in comparisons(condition)))


def judge(condition: Condition, facts: Mapping[str, str]) -> Judged:
    """Return how a condition stands against facts, part by part.

    Args:
        facts: what is known, as written: {"order value": "7,200 EUR", "urgent": "yes"}; names in any case,
            empty ones are unknown.
    """
    known = {" ".join(name.casefold().split()): value for name, value in facts.items() if value.strip()}
    return _judge(condition, known)


def _judge(condition: Condition, facts: Mapping[str, str]) -> Judged:
    match condition:
        case Comparison():
            given = facts.get(condition.name)
            return Judged(
                condition.text, None if given is None else _meets(parse_value(given), condition), given or ""
            )
        case Not():
            part = _judge(condition.part, facts)
            return Judged(condition.text, None if part.held is None else not part.held, part.given, (part,))
        case All():
            parts = tuple(_judge(one, facts) for one in condition.parts)
            held = (
                False
                if any(one.held is False for one in parts)
                else None
                if any(one.held is None for one in parts)
                else True
            )
            return Judged(condition.text, held, "", parts)
        case Some():
            parts = tuple(_judge(one, facts) for one in condition.parts)
            held = (
                True
                if any(one.held for one in parts)
                else None
                if any(one.held is None for one in parts)
                else False
            )
            return Judged(condition.text, held, "", parts)


def _meets(given: Value, comparison: Comparison) -> bool:
    if comparison.op in (Op.IS, Op.IN):
        return any(given.same(value) for value in comparison.values)
    one, two = aligned(given, comparison.values[0])
    if one is None:
        return False
    less, same = one.number < two.number, one.number == two.number
    return {Op.LESS: less, Op.AT_MOST: less or same, Op.MORE: not less and not same, Op.AT_LEAST: not less}[
        comparison.op
    ]


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Yield what a condition compares, in the order written."""
    match condition:
        case Comparison():
            yield condition
        case Not():
            yield from comparisons(condition.part)
        case All() | Some():
            for part in condition.parts:
                yield from comparisons(part)
