"""One look at a unit: everything that is shown of it, asked for at once on the work's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.access import Action, may
from app.core.errors import NotFound, Problem
from app.core.rules.applied import UnitRule
from app.core.rules.rules import RuleCheck
from app.core.units.fields import FieldType
from app.core.units.kinds import KINDS
from app.core.units.units import Aside, FieldChange, Revision, Unit, UnitFilter, UnitHead, UnitStatus
from app.workspace.workspace import Application

_PAGE = 500
_LINKED = 100


@dataclass(frozen=True)
class Looked:
    """A unit with what belongs to it.

    Attributes:
        unit: with its newest revision.
        reads: with the revision that answers, or the newest one.
        history: newest first.
        titles: of the units and documents it is linked to, by id.
        linked: units that are linked to it.
        people: ids and names of those who may act here.
        asides: texts of the actor's that could not be saved.
        problems: what keeps it from being submitted.
    """

    unit: Unit
    reads: Unit
    history: tuple[Revision, ...]
    titles: Mapping[str, str]
    linked: tuple[UnitHead, ...]
    people: tuple[tuple[str, str], ...]
    asides: tuple[Aside, ...] = ()
    problems: tuple[Problem, ...] = ()


def look(app: Application, unit: str) -> Looked:
    """Return a unit with what belongs to it, in the actor's view; raises as `Capture.show`."""
    actor, capture = app.actor, app.capture
    newest = capture.show(actor, unit)
    approved = newest.approved_revision
    reads = newest if approved in (None, newest.shown) else capture.show(actor, unit, approved)
    kind = KINDS[newest.kind]
    targets = (
        {link.target for one in (newest, reads) for link in one.content.links}
        | set(newest.exceptions)
        | set(newest.superseded_by)
    )
    for one in (newest, reads):
        targets |= {
            str(one.content.fields.get(field.id, "")) for field in kind.fields if field.type is FieldType.UNIT
        }
        targets |= {span.document for span in one.content.evidence}
    writes = may(actor, Action.WRITE_UNIT)
    return Looked(
        newest,
        reads,
        capture.history(actor, unit),
        {target: title for target in targets if target and (title := _title(app, target))},
        capture.listed(actor, UnitFilter(target=unit), limit=_LINKED).units,
        tuple((person.id, person.name) for person in app.stewardship.people(actor) if person.active),
        tuple(capture.asides(actor, unit)) if writes else (),
        capture.problems(actor, unit) if writes and newest.working is UnitStatus.DRAFT else (),
    )


def _title(app: Application, target: str) -> str:
    try:
        return app.capture.show(app.actor, target).title
    except NotFound:
        pass
    try:
        return app.browsing.show(app.actor, target).entry.document.title
    except NotFound:
        return ""


def what_changed(app: Application, unit: str, before: int, after: int) -> tuple[FieldChange, ...]:
    """Return what two revisions say differently."""
    return app.capture.difference(app.actor, unit, before, after)


def check_rules(app: Application, tried: UnitRule | None = None) -> RuleCheck:
    """Check the approved rules against one another, or one, as it is written now, against them."""
    return app.rulebook.check(app.actor) if tried is None else app.rulebook.check_one(app.actor, tried)
