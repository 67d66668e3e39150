"""What the records say against a unit: links to nothing, circles, evidence more closely held than the unit
itself.

Invariant: nothing is refused here; each finding is a problem at its field. Reads on any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.core.errors import Problem
from app.core.units.fields import Relation
from app.core.units.forms import validate
from app.core.units.kinds import KINDS
from app.core.units.units import Link, Unit
from app.governance.masking import find_sensitive
from app.storage.texts import Query
from app.storage.units import Units

_ORDERED = (Relation.EXCEPTION_TO, Relation.SUPERSEDES)
"""Relations that lead from one unit to another and never back."""


class Checks:
    """Judges units before they are submitted, and once more before they are approved."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def problems(
        self, unit: Unit, query: Query, today: date, *, approving: bool = False
    ) -> tuple[Problem, ...]:
        """Return what keeps a unit from being submitted, or from being approved, in the order of the form.

        Args:
            unit: with its newest revision, unmasked.
            query: `Database.query`, or a running transaction's.
            approving: what it refers to must be approved by now.
        """
        kind = KINDS[unit.kind]
        found = list(validate(kind, unit.content, today=today))
        if any(find_sensitive(tag) for tag in unit.content.tags):
            found.append(
                Problem(
                    "tags",
                    "A tag contains something that is masked elsewhere, such as an address; remove it.",
                )
            )
        for field in kind.fields:
            target = unit.content.fields.get(field.id)
            if field.relation is not None and isinstance(target, str) and target:
                found += self._linked(unit, field.id, Link(field.relation, target), query, approving)
        for link in unit.content.links:
            found += self._linked(unit, "links", link, query, approving)
        found += self._evidence(unit, query)
        order = {name: at for at, name in enumerate(["title", *(field.id for field in kind.fields)])}
        return tuple(sorted(dict.fromkeys(found), key=lambda problem: order.get(problem.field, len(order))))

    def _linked(self, unit: Unit, field: str, link: Link, query: Query, approving: bool) -> Iterator[Problem]:
        if link.target == unit.id:
            yield Problem(field, "The unit is linked to itself.")
            return
        other = self._units.state(link.target, query)
        if link.relation is Relation.CITES or (other is None and link.relation is Relation.RELATES):
            if self._units.source_label(link.target, query) is None:
                yield Problem(field, f"No document or unit found: {link.target}.")
            return
        what = {Relation.EXCEPTION_TO: "be an exception to", Relation.SUPERSEDES: "replace"}
        if other is None:
            yield Problem(field, f"No unit found: {link.target}.")
            return
        if link.relation not in _ORDERED:
            return
        if approving and not other.status.answers:
            yield Problem(
                field,
                f"“{other.title}” is {other.status.words}, so this unit cannot {what[link.relation]} it.",
            )
        circle = self._circle(unit.id, link, query)
        if circle:
            titles = [
                found.title
                for found in (self._units.state(one, query) for one in circle)
                if found is not None
            ]
            way = " and ".join(f"“{one}”" for one in titles)
            yield Problem(field, f"The links form a circle: {way} already leads back to this unit.")

    def _circle(self, unit: str, link: Link, query: Query) -> list[str]:
        """Return the way that leads from a link's target back to the unit, or nothing."""
        onward: dict[str, list[str]] = {}
        for source, target in self._units.links(link.relation, query):
            onward.setdefault(source, []).append(target)
        ways = [[link.target]]
        seen = {link.target}
        while ways:
            way = ways.pop()
            for following in onward.get(way[-1], ()):
                if following == unit:
                    return way
                if following not in seen:
                    seen.add(following)
                    ways.append([*way, following])
        return []

    def _evidence(self, unit: Unit, query: Query) -> Iterator[Problem]:
        for document in dict.fromkeys(span.document for span in unit.content.evidence if span.document):
            label = self._units.source_label(document, query)
            if label is None:
                yield Problem(
                    "evidence",
                    "A document it is based on has been erased: remove that evidence or attach other evidence.",
                )
            elif label > unit.label:
                message = f"It is based on a {label.word} document but is itself {unit.label.word}: raise its label first."
                yield Problem("evidence", message)
