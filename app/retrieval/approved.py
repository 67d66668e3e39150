"""Approved units as the program runs them and expands questions with them.

Decisions hidden: what of them is kept between two questions, and that an actor's view of them is masked
before a rule is read. Invariants: nothing outside the scope is returned; what is kept is forgotten when
anything that can be found changes. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.core.access import Scope
from app.core.documents.documents import Label
from app.core.language.text import MASK, words
from app.core.rules.applied import UnitRule, rule_of
from app.core.rules.conditions import InvalidCondition
from app.core.rules.rules import check
from app.core.units.forms import fields_json, read_fields
from app.core.units.kinds import KINDS
from app.governance.masking import veiled
from app.governance.policy import sees_unit
from app.storage.documents import DocumentRecords
from app.storage.units import ApprovedRevision, Units


@dataclass(frozen=True)
class ReadyRule:
    """An approved rule ready to be run; `rule` is None where its conditions cannot be read any more, and
    `problem` says why.
    """

    unit: ApprovedRevision
    rule: UnitRule | None
    problem: str = ""


@dataclass(frozen=True)
class Term:
    """One of the team's own words: every name of it as folded words, its title first, and who answers for the
    definition.
    """

    unit: str
    title: str
    owner_name: str
    label: Label
    names: tuple[tuple[str, ...], ...]
    spelled: tuple[str, ...]


class Approved:
    """Reads approved units inside a scope."""

    def __init__(self, units: Units, library: DocumentRecords) -> None:
        self._units = units
        self._library = library
        self._terms: dict[tuple[Any, ...], tuple[Term, ...]] = {}
        self._rules: dict[tuple[str, int, bool], ReadyRule] = {}

    def units(
        self, scope: Scope, kinds: Iterable[str], units: Iterable[str] | None = None
    ) -> list[ApprovedRevision]:
        """Return approved units in the actor's view, by id; None for all of these kinds."""
        found = self._units.approved(scope, tuple(kinds), units)
        return [one if sees_unit(scope, one.owner, one.authors) else _veiled(one) for one in found]

    def rules(self, scope: Scope, units: Iterable[str] | None = None) -> list[ReadyRule]:
        """Return approved rules in the actor's view, ready to be run, by id; None for all."""
        ready = []
        for one in self.units(scope, ("rule",), units):
            key = (one.unit, one.revision, sees_unit(scope, one.owner, one.authors))
            known = self._rules.get(key)
            if known is None or known.unit.fields != one.fields:
                known = self._rules[key] = _ready(one)
            ready.append(replace(known, unit=one))
        return ready

    def terms(self, scope: Scope) -> tuple[Term, ...]:
        """Return the team's own words that have more than one name; definitions above the scope do not exist
        for it.
        """
        key = (self._library.state(), scope.labels, scope.unmasked, scope.actor.person)
        if key not in self._terms:
            self._terms = {
                key: tuple(
                    _term(one) for one in self.units(scope, ("definition",)) if one.fields.get("synonyms")
                )
            }
        return self._terms[key]


def _ready(unit: ApprovedRevision) -> ReadyRule:
    try:
        ready = rule_of(unit.unit, unit.title, unit.fields)
        check((ready.rule,))  # a condition of too many alternatives must not stop the check of all the others
        return ReadyRule(unit, ready)
    except InvalidCondition as error:
        return ReadyRule(unit, None, error.message)


def _term(unit: ApprovedRevision) -> Term:
    listed = unit.fields.get("synonyms", ())
    spelled = [unit.title, *(name for name in listed if isinstance(name, str))]
    kept = {tuple(word.form for word in words(name)): name for name in reversed(spelled) if MASK not in name}
    names = [name for name in reversed(kept) if name]
    return Term(
        unit.unit, unit.title, unit.owner_name, unit.label, tuple(names), tuple(kept[name] for name in names)
    )


def _veiled(unit: ApprovedRevision) -> ApprovedRevision:
    """Return a unit as masked eyes see it."""
    fields = read_fields(KINDS[unit.kind], _veiled_json(fields_json(unit.fields)))[0]
    return replace(unit, title=veiled(unit.title), fields=fields)


def _veiled_json(value: Any) -> Any:
    if isinstance(value, str):
        return veiled(value)
    if isinstance(value, list):
        return [_veiled_json(item) for item in value]
    return {name: _veiled_json(item) for name, item in value.items()} if isinstance(value, dict) else value
