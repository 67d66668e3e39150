"""Rules and decision trees as people try them: with values, step by step, and all of them against each other.

Invariant: what is tried is what answers: an approved revision, or to who may write units the newest one. Used
by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.capture.veil import veiled_content, veiled_head
from app.core.access import Action, Actor
from app.core.errors import InvalidUnit
from app.core.rules.applied import AppliedRule, AppliedTree, UnitRule, rule_of, run_rule, run_tree
from app.core.rules.conditions import names as names_of
from app.core.rules.rules import Overlap, RuleCheck, check, clashes
from app.core.units.units import Content, UnitHead
from app.governance.guard import Guard
from app.governance.policy import sees_unit
from app.retrieval.approved import Approved
from app.storage.units import Units


class Rulebook:
    """The use cases of running rules and trees."""

    def __init__(self, guard: Guard, units: Units, approved: Approved) -> None:
        self._guard = guard
        self._units = units
        self._approved = approved

    def try_rule(self, actor: Actor, unit: str, facts: Mapping[str, str]) -> AppliedRule:
        """Run a rule on values.

        Args:
            unit: its id.
            facts: by name, as written: {"order value": "7,200 EUR"}; what is missing is named.

        Raises:
            InvalidUnit: it is no rule, cannot be read, or a fact has a name that the rule does not ask for;
                NotFound, AccessDenied.
        """
        head, content, owner = self._seen(actor, unit, "rule")
        ready = rule_of(unit, head.title, content.fields)
        asked = _asked(ready)
        strange = [name for name in facts if " ".join(name.casefold().split()) not in asked]
        if strange:
            raise InvalidUnit(f"The rule does not use “{strange[0]}”.", f"It uses: {', '.join(asked)}.")
        return run_rule(ready, facts, owner, head.reviewed)

    def names(self, actor: Actor, unit: str) -> tuple[str, ...]:
        """Return the names that a rule asks for, in the order they come; raises as `try_rule`."""
        head, content, _ = self._seen(actor, unit, "rule")
        return _asked(rule_of(unit, head.title, content.fields))

    def walk_tree(
        self, actor: Actor, unit: str, answers: Sequence[str] = (), facts: Mapping[str, str] | None = None
    ) -> AppliedTree:
        """Walk a procedure's decision tree as far as the answers lead.

        Raises:
            InvalidUnit: it has no tree, or an answer is none of the question's; NotFound, AccessDenied.
        """
        head, content, owner = self._seen(actor, unit, "procedure")
        tree = content.fields.get("tree")
        if not isinstance(tree, str) or not tree:
            raise InvalidUnit(
                f"“{head.title}” has no decision tree.", "To see its steps: citewell units show"
            )
        return run_tree(unit, head.title, tree, answers, facts or {}, owner, head.reviewed)

    def check(self, actor: Actor, *, repeated: bool = False) -> RuleCheck:
        """Find the approved rules that the actor may read and that speak of the same case with different
        outcomes.
        """
        found, unreadable = self._readable(actor)
        return _checked(found, check([one.rule for one in found.values()], repeated=repeated), unreadable)

    def check_one(self, actor: Actor, tried: UnitRule) -> RuleCheck:
        """Find those of them that a rule meets as it is written now, whatever its approved revision says."""
        found, unreadable = self._readable(actor)
        found[tried.rule.id] = tried
        return _checked(found, clashes(tried.rule, [one.rule for one in found.values()]), unreadable)

    def _readable(self, actor: Actor) -> tuple[dict[str, UnitRule], dict[str, str]]:
        """Return the approved rules by their unit, and why others cannot be read."""
        ready = self._approved.rules(self._guard.require(actor, Action.READ_UNITS))
        found = {one.rule.rule.id: one.rule for one in ready if one.rule is not None}
        return found, {one.unit.unit: one.problem for one in ready if one.rule is None}

    def _seen(self, actor: Actor, unit: str, kind: str) -> tuple[UnitHead, Content, str]:
        """Return a unit of a kind, what it says in the actor's view, and its owner's name."""
        scope = self._guard.require(actor, Action.READ_UNITS, unit)
        found = self._units.show(scope, unit)
        if found.kind != kind:
            raise InvalidUnit(
                f"“{found.title}” is a {found.kind}, not a {kind}.", f"See: citewell units list --kind {kind}"
            )
        plain = sees_unit(scope, found.owner, found.authors)
        standing = self._units.standings(scope, [unit]).get(unit)
        owner = found.owner if standing is None else standing.owner_name
        return veiled_head(found, plain=plain), veiled_content(kind, found.content, plain=plain), owner


def _checked(
    found: Mapping[str, UnitRule], overlaps: tuple[Overlap, ...], unreadable: Mapping[str, str]
) -> RuleCheck:
    met = {rule for one in overlaps for rule in (one.first, one.second)}
    return RuleCheck(
        len(found), overlaps, {name: one.rule.title for name, one in found.items() if name in met}, unreadable
    )


def _asked(ready: UnitRule) -> tuple[str, ...]:
    parts = (ready.rule.condition, *(one.condition for one in ready.rule.exemptions))
    return tuple(dict.fromkeys(name for part in parts for name in names_of(part)))
