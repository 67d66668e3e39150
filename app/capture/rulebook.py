"""Rules and decision trees as people try them: with values, step by step, and all of them against each other.

Invariant: what is tried is what answers: an approved revision, or to who may write units the newest one. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.access import Actor
from app.core.applied import AppliedRule, AppliedTree
from app.core.rules import Overlap


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


class Rulebook:
    """The use cases of running rules and trees."""

    def try_rule(self, actor: Actor, unit: str, facts: Mapping[str, str]) -> AppliedRule:
        """Run a rule on values.

        Args:
            unit: its id.
            facts: by name, as written: {"order value": "7,200 EUR"}; what is missing is named.

        Raises:
            InvalidUnit: it is no rule, or cannot be read; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def names(self, actor: Actor, unit: str) -> tuple[str, ...]:
        """Return the names that a rule asks for, in the order they come; raises as `try_rule`."""
        raise NotImplementedError

    def walk_tree(self, actor: Actor, unit: str, answers: Sequence[str] = (), facts: Mapping[str, str] | None = None) -> AppliedTree:
        """Walk a procedure's decision tree as far as the answers lead.

        Raises:
            InvalidUnit: it has no tree, or an answer is none of the question's; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def check(self, actor: Actor, *, repeated: bool = False) -> RuleCheck:
        """Find the approved rules that the actor may read and that speak of the same case with different outcomes."""
        raise NotImplementedError
