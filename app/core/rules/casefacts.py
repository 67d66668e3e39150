"""The values that a question states for the names of a rule: "an order of 7,200 EUR" is its order value.

Decision hidden: when words in a question are a fact. Conservative: a quantity belongs to a name only where
its unit and the name's own words leave no other reading; bounds ("more than"), alternatives ("or") and what
the question itself asks for are no facts. What is not certain stays unknown, and a rule then says what it
needs. Lexical and English. Pure; any thread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.language.facts import UNITS, Day, Quantity, Stated, is_code, stated
from app.core.language.text import STOPWORDS, Word, stem, words
from app.core.rules.conditions import Comparison, Condition, comparisons
from app.core.rules.values import Value, parse_value

_BOUNDS = frozenset(
    "over above under below than least most about around roughly almost between until before after within up exceeding maximum".split()
)
_DENIALS = frozenset("not no non never without neither nor isn't aren't except excluding unless".split())
_ASKING = frozenset("is are was were when what which how who where why".split())
_NEAR = 4
"""Words between a number and the name that it belongs to, where its unit does not tell."""

_CLOUD = 8
"""Words behind a denial in which it may be what is denied."""


@dataclass(frozen=True)
class CaseFacts:
    """What a question states: facts by name, as written, and the question without the numbers that they came
    from.
    """

    facts: Mapping[str, str]
    rest: str


def facts_in(question: str, conditions: Sequence[Condition]) -> CaseFacts:
    """Return the facts that a question states for the names of conditions."""
    asked: dict[str, list[Comparison]] = defaultdict(list)
    for condition in conditions:
        for one in comparisons(condition):
            asked[one.name].append(one)
    text = _Question(question)
    found: dict[str, str] = {}
    taken: list[tuple[int, int]] = []
    for name, some in asked.items():
        values = [value for one in some for value in one.values]
        kinds = {value.kind for value in values}
        if kinds == {"number"}:
            stated_ = text.quantity(name, values, {other: _values(many) for other, many in asked.items()})
        elif kinds == {"date"}:
            stated_ = text.day(
                name, [other for other, many in asked.items() if {v.kind for v in _values(many)} == {"date"}]
            )
        elif kinds == {"word"}:
            stated_ = text.word(
                name,
                values,
                {v.word for other, many in asked.items() if other != name for v in _values(many)},
            )
        elif kinds == {"flag"}:
            stated_ = text.flag(name)
        else:
            stated_ = None
        if stated_ is not None:
            found[name], place = stated_
            if kinds == {"number"}:
                taken.append(place)
    return CaseFacts(found, _without(question, taken))


Fact = tuple[str, tuple[int, int]]
"""A value as written, and its place in the question."""


class _Question:
    """A question in which facts are looked for."""

    def __init__(self, question: str) -> None:
        self._text = question
        self._words = words(question)
        self._stems = [stem(word.form) for word in self._words]
        self._stated = [_trimmed(question, item) for item in stated(question)]

    def quantity(
        self, name: str, values: Sequence[Value], asked: Mapping[str, Sequence[Value]]
    ) -> Fact | None:
        own = _own(name)
        if not any(part in self._stems for part in own):
            return None
        kinds = {value.dimension for value in values}
        counted = [
            (item, parse_value(self._text[item.start : item.end]))
            for item in self._stated
            if self._is_plain(item)
        ]
        fitting = [
            (item, value)
            for item, value in counted
            if value.kind == "number" and self._fits(name, value, item, kinds)
        ]
        if len(fitting) != 1 or self._bounded(fitting[0][0]):
            return None
        item, value = fitting[0]
        rivals = [
            other
            for other, many in asked.items()
            if other != name and any(self._may_be(other, value, item, one) for one in many)
        ]
        if rivals and not all(part in self._stems for part in own):
            return None
        distance = self._distance(item, own)
        if (rivals or not value.dimension) and (
            distance > _NEAR or any(self._distance(item, _own(other)) <= distance for other in rivals)
        ):
            return None
        written = self._text[item.start : item.end]
        unit = next((word for word in name.replace("_", " ").split() if word in UNITS), "")
        # "drift_percent > 0.2" has its unit in the name: "0.3 %" is 0.3 of it.
        said = (
            re.sub(r"[^\d.,+-]", "", written)
            if unit and value.dimension == UNITS[unit] and kinds == {""}
            else written
        )
        return said.strip(), (item.start, item.end)

    def day(self, name: str, rivals: Sequence[str]) -> Fact | None:
        days = [
            item
            for item in self._stated
            if isinstance(item.value, Day) and item.value.year and item.value.month and item.value.day
        ]
        if (
            len(days) != 1
            or len(rivals) != 1
            or self._bounded(days[0])
            or not any(part in self._stems for part in _own(name))
        ):
            return None
        found = days[0].value
        assert isinstance(found, Day)
        return f"{found.year:04}-{found.month:02}-{found.day:02}", (days[0].start, days[0].end)

    def word(self, name: str, values: Sequence[Value], elsewhere: set[str]) -> Fact | None:
        found: dict[str, Fact] = {}
        for value in values:
            forms = [word.form for word in words(value.word)]
            at = self._at(forms)
            if (
                at is None
                or value.word in elsewhere
                or self._denied(at, _CLOUD)
                or self._alternative(at, len(forms))
            ):
                continue
            if value.words[:1].isupper() or any(part in self._stems for part in _own(name)):
                found[value.word] = value.words, (self._words[at].start, self._words[at + len(forms) - 1].end)
        return next(iter(found.values())) if len(found) == 1 else None

    def flag(self, name: str) -> Fact | None:
        forms = [word.form for word in words(name.replace("_", " "))]
        at = self._at(forms)
        if at is None or self._alternative(at, len(forms)):
            return None
        if at + len(forms) == len(self._words) and self._words[0].form in _ASKING:
            return None  # "Is the order urgent?" asks for it
        if self._denied(at, _CLOUD) and not self._denied(at):
            return None  # "that is not for a customer who is urgent"
        place = (self._words[at].start, self._words[at + len(forms) - 1].end)
        return ("no" if self._denied(at) else "yes"), place

    # How

    def _is_plain(self, item: Stated) -> bool:
        return (
            isinstance(item.value, Quantity)
            and not is_code(item.value)
            and not item.value.value.endswith((".", "s"))
        )

    def _fits(self, name: str, value: Value, item: Stated, kinds: set[str]) -> bool:
        if value.dimension in kinds:
            return True
        named = {UNITS[word] for word in name.replace("_", " ").split() if word in UNITS}
        if value.dimension:
            return kinds == {""} and value.dimension in named
        return self._distance(item, _own(name)) <= _NEAR

    def _may_be(self, name: str, value: Value, item: Stated, other: Value) -> bool:
        return (
            other.kind == "number"
            and self._fits(name, value, item, {other.dimension})
            and any(p in self._stems for p in _own(name))
        )

    def _bounded(self, item: Stated) -> bool:
        """Tell whether a value is a bound, or one of several."""
        before = [word.form for word in self._words if word.end <= item.start][-2:]
        after = [word.form for word in self._words if word.start >= item.end][:2]
        ranged = any(form in ("or", "to", "and") for form in after[:1]) and any(
            char.isdigit() for form in after[1:] for char in form
        )
        return any(form in _BOUNDS or form in _DENIALS for form in before) or ranged or before[-1:] == ["or"]

    def _distance(self, item: Stated, parts: Sequence[str]) -> int:
        """Return how many words stand between a value and the nearest of a name's words."""
        first = next((at for at, word in enumerate(self._words) if word.end > item.start), len(self._words))
        last = max((at for at, word in enumerate(self._words) if word.start < item.end), default=0)
        places = [at for at, part in enumerate(self._stems) if part in parts and not first <= at <= last]
        return min((first - at if at < first else at - last for at in places), default=len(self._words) + 1)

    def _at(self, forms: Sequence[str]) -> int | None:
        """Return where words stand, if they do just once."""
        said = [word.form for word in self._words]
        places = (
            [at for at in range(len(said) - len(forms) + 1) if said[at : at + len(forms)] == list(forms)]
            if forms
            else []
        )
        return places[0] if len(places) == 1 else None

    def _denied(self, at: int, ahead: int = 2) -> bool:
        return any(_denies(word) for word in self._words[max(at - ahead, 0) : at])

    def _alternative(self, at: int, length: int) -> bool:
        around = (*self._words[max(at - 1, 0) : at], *self._words[at + length : at + length + 1])
        return any(word.form == "or" for word in around)


def _trimmed(question: str, item: Stated) -> Stated:
    """Return a value without the word that follows one whose currency stands before it."""
    match = re.match(r"[€$£¥]\s?\d[\d,]*(?:\.\d+)?", question[item.start : item.end])
    return item if match is None else replace(item, end=item.start + match.end())


def _denies(word: Word) -> bool:
    return word.form in _DENIALS or word.form.endswith("n't")


def _own(name: str) -> list[str]:
    """Return the stems of a name that say what it is of, without its units."""
    forms = [word.form for word in words(name.replace("_", " "))]
    return [stem(form) for form in forms if form not in STOPWORDS and form not in UNITS] or [
        stem(form) for form in forms
    ]


def _values(many: Sequence[Comparison]) -> list[Value]:
    return [value for one in many for value in one.values]


def _without(question: str, taken: Sequence[tuple[int, int]]) -> str:
    """Return a question without the places taken, and the prepositions that led to them."""
    for start, end in sorted(taken, reverse=True):
        before = re.sub(
            r"\b(?:of|for|worth|at|with|by|over|costing)\s*$", "", question[:start], flags=re.IGNORECASE
        )
        question = before + question[end:]
    return re.sub(r"\s+([?.,;!])", r"\1", " ".join(question.split()))
