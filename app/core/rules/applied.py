"""Rules and decision trees as they were run for one question or one try: what held, what followed, what is
missing.

Values, and how a unit's fields become a rule. Decision hidden: which lines of a rule's "Exceptions" can be
judged: those that are conditions with a comparison in them, optionally with what holds instead after a colon;
the others are for people to read. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import InvalidUnit
from app.core.rules.conditions import Comparison, Judged, comparisons, names, parse_condition
from app.core.rules.rules import Exemption, Rule, walk
from app.core.rules.trees import Node, Step, TreeWalk, parse_tree, walk_tree
from app.core.units.fields import Fields


@dataclass(frozen=True)
class AppliedRule:
    """A rule that was run on facts.

    Attributes:
        unit, title: of the rule.
        owner: who answers for it, as shown.
        reviewed: ISO 8601 day of its last review.
        facts: what was known, by name, as written.
        holds: True, False, or None while facts are missing.
        outcome: what follows: the rule's outcome, that of an exemption, or what it says otherwise; empty when
            nothing does.
        condition: its condition, judged part by part.
        exemptions: those that were looked at, judged.
        unjudged: exceptions in plain words, which somebody has to read.
        missing: names that are needed to tell.
    """

    unit: str
    title: str
    owner: str
    reviewed: str
    facts: Mapping[str, str]
    holds: bool | None
    outcome: str
    condition: Judged
    exemptions: tuple[Judged, ...] = ()
    unjudged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "unit": self.unit,
            "title": self.title,
            "owner": self.owner,
            "reviewed": self.reviewed,
            "facts": dict(self.facts),
            "holds": self.holds,
            "outcome": self.outcome,
            "condition": judged_json(self.condition),
            "exemptions": [judged_json(one) for one in self.exemptions],
            "unjudged": list(self.unjudged),
            "missing": list(self.missing),
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> AppliedRule:
        """Return a rule that was run from its JSON."""
        return cls(
            unit=raw["unit"],
            title=raw["title"],
            owner=raw["owner"],
            reviewed=raw["reviewed"],
            facts=raw["facts"],
            holds=raw["holds"],
            outcome=raw["outcome"],
            condition=_judged(raw["condition"]),
            exemptions=tuple(map(_judged, raw["exemptions"])),
            unjudged=tuple(raw["unjudged"]),
            missing=tuple(raw["missing"]),
        )


@dataclass(frozen=True)
class AppliedTree:
    """A decision tree that was walked as far as answers and facts lead; `choices` answer the question it
    stands at, none at an end.
    """

    unit: str
    title: str
    owner: str
    reviewed: str
    facts: Mapping[str, str]
    walk: TreeWalk

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(answer for answer, _ in self.walk.at.branches)

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "unit": self.unit,
            "title": self.title,
            "owner": self.owner,
            "reviewed": self.reviewed,
            "facts": dict(self.facts),
            "steps": [
                {"question": one.question, "answer": one.answer, "by_facts": one.by_facts}
                for one in self.walk.steps
            ],
            "at": self.walk.at.text,
            "choices": list(self.choices),
            "ended": self.walk.ended,
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> AppliedTree:
        """Return a walk from its JSON, which does not hold what comes after the question it stands at."""
        steps = tuple(Step(one["question"], one["answer"], one["by_facts"]) for one in raw["steps"])
        at = Node(raw["at"], tuple((choice, Node("")) for choice in raw["choices"]))
        facts = raw["facts"]
        return cls(raw["unit"], raw["title"], raw["owner"], raw["reviewed"], facts, TreeWalk(steps, at))


def judged_json(judged: Judged) -> dict[str, Any]:
    """Return a judged condition as JSON, part by part."""
    return {
        "text": judged.text,
        "held": judged.held,
        "given": judged.given,
        "parts": [judged_json(one) for one in judged.parts],
    }


def _judged(raw: Mapping[str, Any]) -> Judged:
    return Judged(raw["text"], raw["held"], raw["given"], tuple(map(_judged, raw["parts"])))


@dataclass(frozen=True)
class UnitRule:
    """A rule unit ready to be run: `otherwise` is what follows when it does not hold, `unjudged` its
    exceptions in plain words.
    """

    rule: Rule
    otherwise: str
    unjudged: tuple[str, ...]


def rule_of(unit: str, title: str, fields: Fields) -> UnitRule:
    """Return a rule unit as a rule.

    Raises:
        InvalidCondition: its conditions cannot be read.
    """
    exemptions: list[Exemption] = []
    unjudged: list[str] = []
    condition = parse_condition(_words(fields, "conditions"))
    known = names(condition)
    listed = fields.get("exceptions", ())
    for line in () if isinstance(listed, str) else listed:
        if isinstance(line, str):
            found = _exemption(line, known)
            if found is not None:
                exemptions.append(found)
            elif line.casefold().strip(" .") not in _NONE:
                unjudged.append(line)
    rule = Rule(unit, title, condition, _words(fields, "outcome"), tuple(exemptions))
    return UnitRule(rule, _words(fields, "otherwise"), tuple(unjudged))


_NONE = frozenset({"none", "none known", "no exceptions", "no exception", "none so far"})


def _exemption(line: str, known: Collection[str]) -> Exemption | None:
    """Return a line of exceptions as an exemption, or None when it is for people to read."""
    said, _, outcome = line.partition(":")
    try:
        found = parse_condition(said.strip().rstrip("."))
    except InvalidUnit:
        return None
    # In a sentence a name alone is just words, and so is "the hall is hot", unless the rule itself speaks of
    # the hall.
    compared = list(comparisons(found))
    if any(_bare(one) and one.name not in known for one in compared) or not any(
        _exact(one) or one.name in known for one in compared
    ):
        return None
    return Exemption(found, outcome.strip())


def _bare(one: Comparison) -> bool:
    return " ".join(one.text.casefold().split()).strip("\"'“”") == one.name


def _exact(one: Comparison) -> bool:
    """Tell whether a comparison is with a number, a date, or words in quotes or behind a sign."""
    return any(sign in one.text for sign in '<>=≤≥≠"“') or all(
        value.kind not in ("word", "flag") for value in one.values
    )


def _words(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def run_rule(ready: UnitRule, facts: Mapping[str, str], owner: str = "", reviewed: str = "") -> AppliedRule:
    """Run a rule on facts; see `judge` for how they are written."""
    walked = walk(ready.rule, facts)
    outcome = ready.otherwise if walked.condition.held is False else walked.outcome
    return AppliedRule(
        ready.rule.id, ready.rule.title, owner, reviewed, dict(facts), walked.holds, outcome, walked.condition, walked.exemptions,
        ready.unjudged, walked.missing,
    )  # fmt: skip


def run_tree(
    unit: str,
    title: str,
    tree: str,
    answers: Sequence[str],
    facts: Mapping[str, str],
    owner: str = "",
    reviewed: str = "",
) -> AppliedTree:
    """Walk a procedure's tree.

    Raises:
        InvalidUnit: it cannot be read, or an answer is none of the question's.
    """
    return AppliedTree(unit, title, owner, reviewed, dict(facts), walk_tree(parse_tree(tree), answers, facts))
