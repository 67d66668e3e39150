"""Rules that are run, not guessed: what a rule says of given facts, and where two rules speak of the same
case.

The decision hidden here is when two outcomes contradict each other: they settle the same thing ("approval")
differently ("required", "not required"). Overlaps are found exactly, with facts that trigger both as the
proof. Thread: any; pure functions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.core.language.text import STOPWORDS, stem, words
from app.core.rules.conditions import All, Condition, Judged, Not, judge, names, parse_condition
from app.core.rules.regions import Region, Ways, both, ways
from app.core.rules.values import parse_value


@dataclass(frozen=True)
class Exemption:
    """When a rule does not hold although its condition does, and what holds instead (empty: nothing is
    said).
    """

    condition: Condition
    outcome: str = ""


@dataclass(frozen=True)
class Rule:
    """What follows when.

    Attributes:
        id: of the unit it stands in.
        title: as shown.
        condition: when it applies.
        outcome: what follows, in words such as "approval: required" or "The bench is repaired under
            warranty".
        exemptions: when it does not hold, tried in order.
    """

    id: str
    title: str
    condition: Condition
    outcome: str
    exemptions: tuple[Exemption, ...] = ()


def make_rule(
    id: str, title: str, condition: str, outcome: str, exemptions: Sequence[tuple[str, str]] = ()
) -> Rule:  # noqa: A002
    """Return a rule from the words of its fields.

    Args:
        exemptions: condition and outcome of each.

    Raises:
        InvalidCondition: one of the conditions cannot be read.
    """
    return Rule(
        id,
        title,
        parse_condition(condition),
        outcome,
        tuple(Exemption(parse_condition(when), then) for when, then in exemptions),
    )


@dataclass(frozen=True)
class Walk:
    """How a rule stands against facts.

    Attributes:
        rule: its id.
        holds: True, False, or None while facts are missing.
        outcome: what follows, or empty.
        condition: its condition, judged part by part.
        exemptions: each exemption that was looked at, judged.
        missing: names that are needed to tell.
    """

    rule: str
    holds: bool | None
    outcome: str
    condition: Judged
    exemptions: tuple[Judged, ...]
    missing: tuple[str, ...]


def walk(rule: Rule, facts: Mapping[str, str]) -> Walk:
    """Try a rule with facts; see `judge` for how they are written."""
    known = {" ".join(name.casefold().split()) for name, value in facts.items() if value.strip()}
    judged = judge(rule.condition, facts)
    looked: list[Judged] = []
    holds, outcome = judged.held, rule.outcome
    if holds is not False:
        for exemption in rule.exemptions:
            found = judge(exemption.condition, facts)
            looked.append(found)
            if found.held:
                # An exemption with an outcome of its own still settles the case, once the rule's condition
                # holds.
                holds, outcome = (holds if exemption.outcome else False), exemption.outcome
                break
            if found.held is None:
                holds = None
                break
    asked = [
        name for part in (rule.condition, *(one.condition for one in rule.exemptions)) for name in names(part)
    ]
    missing = tuple(name for name in dict.fromkeys(asked) if name not in known) if holds is None else ()
    return Walk(rule.id, holds, outcome if holds else "", judged, tuple(looked), missing)


class Meeting(StrEnum):
    """How two rules meet where both apply."""

    CONTRADICTION = "contradiction"
    DIFFERENT = "different"
    """Different outcomes of one thing that need not exclude each other."""
    REPEATED = "repeated"
    """The same outcome: one of them may be needless there."""


@dataclass(frozen=True)
class Overlap:
    """Two rules that both apply to one case.

    Attributes:
        first, second: ids of the rules.
        meeting: how their outcomes stand to each other.
        example: facts under which both apply.
        outcomes: what each says then.
    """

    first: str
    second: str
    meeting: Meeting
    example: Mapping[str, str]
    outcomes: tuple[str, str]


@dataclass(frozen=True)
class RuleCheck:
    """What a check of all approved rules found.

    Attributes:
        rules: how many were checked.
        overlaps: pairs that meet, contradictions first.
        titles: of the rules in them, by id.
        unreadable: rules whose conditions cannot be read any more, by id with the reason.
    """

    rules: int
    overlaps: tuple[Overlap, ...]
    titles: Mapping[str, str]
    unreadable: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "rules": self.rules,
            "overlaps": [
                {
                    "first": one.first,
                    "second": one.second,
                    "titles": [self.titles[one.first], self.titles[one.second]],
                    "meeting": one.meeting.value,
                    "example": dict(one.example),
                    "outcomes": list(one.outcomes),
                }
                for one in self.overlaps
            ],
            "unreadable": dict(self.unreadable),
        }


@dataclass(frozen=True)
class _Part:
    """A rule, or one of its exemptions, where it has the say."""

    rule: Rule
    outcome: str
    ways: Ways


def check(rules: Sequence[Rule], *, repeated: bool = False) -> tuple[Overlap, ...]:
    """Find the rules that settle the same thing and apply to the same case with different outcomes;
    contradictions first.

    Args:
        repeated: also find those whose outcomes are the same.

    Raises:
        InvalidCondition: a rule's condition comes to too many alternatives.
    """
    subjects: dict[str, list[_Part]] = defaultdict(list)
    for rule in rules:
        for part in _parts(rule):
            subjects[_settled(part.outcome)[0]].append(part)
    found: dict[tuple[str, str], Overlap] = {}
    for one, other in (pair for parts in subjects.values() for pair in _pairs(parts)):
        key = (one.rule.id, other.rule.id)
        meeting = meet(one.outcome, other.outcome)
        known = found.get(key)
        if (meeting is Meeting.REPEATED and not repeated) or (
            known is not None and _RANK[known.meeting] <= _RANK[meeting]
        ):
            continue
        example = both(one.ways, other.ways)
        if example is not None:
            found[key] = Overlap(one.rule.id, other.rule.id, meeting, example, (one.outcome, other.outcome))
    place = {rule.id: at for at, rule in enumerate(rules)}
    return tuple(
        sorted(found.values(), key=lambda one: (_RANK[one.meeting], place[one.first], place[one.second]))
    )


def clashes(rule: Rule, others: Iterable[Rule]) -> tuple[Overlap, ...]:
    """Find those of the others that settle the same thing and apply to the same case with another outcome;
    `rule` is the first of each.

    Raises:
        InvalidCondition: a rule's condition comes to too many alternatives.
    """
    mine = [(part, _settled(part.outcome)[0], _boxes(part.ways)) for part in _parts(rule)]
    subjects = {subject for _, subject, _ in mine}
    found: dict[str, Overlap] = {}
    for other in others:
        outcomes = (other.outcome, *(one.outcome for one in other.exemptions if one.outcome))
        if other.id == rule.id or not any(_settled(outcome)[0] in subjects for outcome in outcomes):
            continue
        for theirs in _parts(other):
            boxes, what = _boxes(theirs.ways), _settled(theirs.outcome)[0]
            for part, subject, own in mine:
                meeting = meet(part.outcome, theirs.outcome)
                known = found.get(other.id)
                if subject != what or meeting is Meeting.REPEATED or _apart(own, boxes):
                    continue
                if known is None or _RANK[meeting] < _RANK[known.meeting]:
                    example = both(part.ways, theirs.ways)
                    if example is not None:
                        found[other.id] = Overlap(
                            rule.id, other.id, meeting, example, (part.outcome, theirs.outcome)
                        )
    return tuple(sorted(found.values(), key=lambda one: _RANK[one.meeting]))


_RANK = {Meeting.CONTRADICTION: 0, Meeting.DIFFERENT: 1, Meeting.REPEATED: 2}


def _parts(rule: Rule) -> Iterator[_Part]:
    """Yield where the rule itself has the say, and where each exemption has."""
    before: tuple[Condition, ...] = ()
    for exemption in rule.exemptions:
        if exemption.outcome:
            where = All((rule.condition, *before, exemption.condition), "")
            yield _Part(rule, exemption.outcome, ways(where))
        before = (*before, Not(exemption.condition, ""))
    yield _Part(rule, rule.outcome, ways(All((rule.condition, *before), "") if before else rule.condition))


def _pairs(parts: Sequence[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Yield the pairs that may meet: of two rules, and not kept apart by the name that keeps most of them
    apart.
    """
    boxes = [_boxes(part.ways) for part in parts]
    counted: dict[str, int] = defaultdict(int)
    for box in boxes:
        for name in box:
            counted[name] += 1
    # Sorting along the name that most rules speak of leaves out at once what lies far apart on it.
    axis = max(counted, key=lambda name: counted[name], default="")
    order = sorted(range(len(parts)), key=lambda at: _low(boxes[at].get(axis)))
    for place, at in enumerate(order):
        high = _high(boxes[at].get(axis))
        for later in order[place + 1 :]:
            if _low(boxes[later].get(axis)) > high:
                break
            if parts[at].rule.id != parts[later].rule.id and not _apart(boxes[at], boxes[later]):
                one, other = sorted((at, later))
                yield parts[one], parts[other]


_Box = tuple[str, float, float, frozenset[str] | None]


def _boxes(found: Ways) -> dict[str, _Box]:
    """Return for each name that every alternative speaks of a range, and the words, that hold all of them."""
    if not found:
        return {}
    shared = set(found[0]).intersection(*found[1:])
    return {name: box for name in shared if (box := _around([way[name] for way in found])) is not None}


def _around(regions: Sequence[Region]) -> _Box | None:
    kinds = {region.kind for region in regions}
    units = {region.like.dimension for region in regions if region.like is not None}
    if len(kinds) != 1 or "" in kinds or len(units) > 1:
        return None
    kind = f"{kinds.pop()} {units.pop() if units else ''}"
    if all(region.only is not None for region in regions):
        values = [value for region in regions for value in region.only or ()]
        if not kind.startswith(("number", "date")):
            return kind, float("-inf"), float("inf"), frozenset(value.word or value.words for value in values)
        return (
            kind,
            float(min(value.number for value in values)),
            float(max(value.number for value in values)),
            None,
        )
    low = min(_end(region, float("-inf"), region.low, min) for region in regions)
    high = max(_end(region, float("inf"), region.high, max) for region in regions)
    return kind, low, high, None


def _end(region: Region, free: float, end: Decimal | None, pick: Callable[[Iterable[float]], float]) -> float:
    if region.only is not None:
        return pick([float(value.number) for value in region.only])
    return free if end is None else float(end)


def _low(box: _Box | None) -> float:
    return float("-inf") if box is None else box[1]


def _high(box: _Box | None) -> float:
    return float("inf") if box is None else box[2]


def _apart(one: Mapping[str, _Box], other: Mapping[str, _Box]) -> bool:
    """Tell for certain that two parts cannot meet; False says nothing."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    for name, (kind, low, high, only) in small.items():
        box = large.get(name)
        if box is None or box[0] != kind:
            continue
        if (
            box[1] > high
            or low > box[2]
            or (only is not None and box[3] is not None and only.isdisjoint(box[3]))
        ):
            return True
    return False


# Outcomes

_SETTLES = re.compile(
    r"^(?P<what>[^:=]{2,80}?)\s*(?:[:=]\s*|\s(?:is|are|must be|has to be|have to be|needs to be|shall be)\s)(?P<how>.+)$",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"^(?P<what>.{2,80}?)\s(?P<verb>must|may|can|shall|should|does|do|has to|needs to)\s(?P<how>.+)$",
    re.IGNORECASE,
)
_DENIES = re.compile(r"^(?:not|no|never)\b\s*|\bcannot\b|n['’]t\b", re.IGNORECASE)


def meet(first: str, second: str) -> Meeting:
    """Tell how two outcomes stand to each other.

    They contradict when they settle the same thing and cannot both be so: another value of the same
    ("discount: 5 %" and "discount: 10 %"), or one denies what the other says. Anything else that is not the
    same is only different.
    """
    what, how, says = _settled(first)
    other_what, other_how, other_says = _settled(second)
    if what != other_what:
        return Meeting.DIFFERENT
    same = how == other_how or parse_value(how).same(parse_value(other_how))
    if same:
        return Meeting.REPEATED if says is other_says else Meeting.CONTRADICTION
    # Two denials, or a denial of one value and another value, may both be so; two values of one thing may
    # not.
    return Meeting.CONTRADICTION if what and says and other_says else Meeting.DIFFERENT


def _settled(outcome: str) -> tuple[str, str, bool]:
    """Return what an outcome settles, how, and whether it says rather than denies it."""
    text = " ".join(outcome.split()).rstrip(".")
    match = _SETTLES.match(text) or _MAY.match(text)
    if match is None:
        says = _DENIES.search(text) is None and " not " not in f" {text.casefold()} "
        return "", _content(text), says
    what, how = match["what"], match["how"]
    says = True
    while (denial := _DENIES.match(how)) is not None and denial.end() > 0:
        says, how = not says, how[denial.end() :]
    if re.search(r"\bno$|\bnot$|\bnever$", what, re.IGNORECASE) or what.casefold().startswith("no "):
        says = not says
    if "verb" in match.groupdict():
        # "The bench may leave the house" settles whether it does; only its denial contradicts it.
        return _content(f"{what} {how}"), "", says
    return _content(what), how.casefold(), says


def _content(text: str) -> str:
    kept = [
        stem(word.form)
        for word in words(text)
        if word.form not in STOPWORDS and word.form not in ("not", "no", "never")
    ]
    return " ".join(kept)
