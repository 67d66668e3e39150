"""The way of a unit from a draft to an answer and out of use: submit, review, doubt, supersede, retire.

Invariants: nobody approves words of their own; what answers is an approved revision, published and withdrawn
in the same transaction that says so in the records and in the audit log; a refusal changes nothing. Used by
one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.capture.checks import Checks
from app.capture.publishing import Publisher
from app.capture.veil import found_by, veiled_content, veiled_head
from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.errors import InvalidUnit, NotFound, Problem
from app.core.units.fields import FieldType, Relation
from app.core.units.forms import summary
from app.core.units.kinds import KINDS
from app.core.units.units import (
    PAST,
    Conflict,
    Content,
    Event,
    EvidenceSpan,
    Resolution,
    Review,
    RevisionStatus,
    Unit,
    UnitStatus,
    Way,
    move,
)
from app.governance import policy
from app.governance.guard import Guard
from app.storage.database import Database, Transaction, now
from app.storage.documents import DocumentRecords
from app.storage.people import People
from app.storage.units import Units

FindConflicts = Callable[[Scope, Unit], Sequence[Conflict]]
"""Gives what says otherwise than a unit in review, as far as the scope may read it."""

_ENDS_REVISION = {
    Event.APPROVE: RevisionStatus.APPROVED,
    Event.RETURN: RevisionStatus.RETURNED,
    Event.WITHDRAW: RevisionStatus.WITHDRAWN,
}
_DECISIONS = (Event.APPROVE, Event.RETURN, Event.CONFIRM)


class Reviews:
    """The half of capture that moves units."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        units: Units,
        library: DocumentRecords,
        people: People,
        publisher: Publisher,
        conflicts: FindConflicts | None = None,
        today: Callable[[], date] | None = None,
    ) -> None:
        """Args:
        conflicts: gives what a reviewer must settle before an approval; none without it.
        today: the day in UTC, unless a test says otherwise.
        """
        self._guard = guard
        self._database = database
        self._units = units
        self._library = library
        self._people = people
        self._publisher = publisher
        self._find_conflicts = conflicts or _no_conflicts
        self._today = today or (lambda: datetime.now(UTC).date())
        self._checks = Checks(units)

    def submit(self, actor: Actor, unit: str) -> Unit:
        """Hand a draft in for review.

        Raises:
            InvalidUnit: with what is missing or contradictory, by field; nothing is lost.
            AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        with self._database.transaction() as tx:
            found = self._working(tx, unit, Event.SUBMIT)
            move(UnitStatus.DRAFT, Event.SUBMIT, actor=actor.person, authors=found.authors, owner=found.owner)
            self._refuse_problems(self._checks.problems(found, tx.query, self._today()))
            self._units.settle(tx, unit, found.revision, RevisionStatus.IN_REVIEW)
            self._set_working(tx, found, actor, UnitStatus.IN_REVIEW)
            tx.audit(actor, AuditEvent.UNIT_SUBMIT, unit, {"revision": found.revision})
        return self._shown(scope, unit)

    def withdraw(self, actor: Actor, unit: str) -> Unit:
        """Take a revision back out of review, to write on in a new draft of the same words.

        Raises:
            InvalidUnit, AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        with self._database.transaction() as tx:
            found = self._working(tx, unit, Event.WITHDRAW)
            move(
                UnitStatus.IN_REVIEW,
                Event.WITHDRAW,
                actor=actor.person,
                authors=found.authors,
                owner=found.owner,
            )
            self._back_to_draft(tx, found, actor, Event.WITHDRAW)
            tx.audit(actor, AuditEvent.UNIT_WITHDRAW, unit, {"revision": found.revision})
        return self._shown(scope, unit)

    def decide(
        self,
        actor: Actor,
        unit: str,
        verdict: Event,
        reason: str = "",
        resolutions: Sequence[Resolution] = (),
        expected_change: int | None = None,
    ) -> Unit:
        """Record a review decision.

        Args:
            unit: its id.
            verdict: APPROVE or RETURN the revision in review, or CONFIRM that the approved one still holds.
            reason: why; needed for RETURN.
            resolutions: how each conflict is settled; needed for APPROVE where there are any.
            expected_change: the unit's change as the reviewer saw it; refused when it changed since.

        Raises:
            InvalidUnit: by field, or what of the conflicts is open; or the reviewer wrote it.
            ModelMissing: an approval needs the embedder; nothing was changed.
            AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.REVIEW_UNIT, unit)
        if verdict not in _DECISIONS:
            raise ValueError(f"{verdict.value} is no verdict")
        self._must_see(scope, unit)
        found = self._state(unit)
        if not policy.may_review(actor, found.reviewers):
            self._guard.deny(
                actor, Action.REVIEW_UNIT, unit, f"its reviewers are {' and '.join(found.reviewers)}"
            )
        if expected_change is not None and expected_change != found.change:
            raise InvalidUnit(
                f"{found.changed_by} changed it while you were reviewing.",
                "Review it again before you decide. Nothing has been changed.",
            )
        review = Review(actor.person, verdict, reason.strip(), now(), found.revision, tuple(resolutions))
        if verdict is Event.CONFIRM:
            self._confirm(scope, found, review)
        elif verdict is Event.RETURN:
            self._return(scope, found, review)
        else:
            self._approve(scope, found, review)
        return self._shown(scope, unit)

    def conflicts(self, actor: Actor, unit: str) -> tuple[Conflict, ...]:
        """Return what says otherwise than a unit, for its reviewer to settle."""
        scope = self._guard.require(actor, Action.REVIEW_UNIT, unit)
        self._must_see(scope, unit)
        return tuple(self._find_conflicts(scope, self._state(unit)))

    def doubt(self, actor: Actor, unit: str, reason: str) -> Unit:
        """Say why an approved unit may not hold any more; it goes on answering, with a warning, until
        somebody looks at it.

        Raises:
            InvalidUnit: there is no reason, or it is not approved; AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.WRITE_UNIT, unit)
        self._must_see(scope, unit)
        with self._database.transaction() as tx:
            self.put_in_doubt(tx, actor, unit, reason)
        return self._shown(scope, unit)

    def put_in_doubt(self, tx: Transaction, actor: Actor, unit: str, reason: str) -> None:
        """Move a unit to "needs review" as part of another use case, which asked the guard; raises as `doubt`
        does.
        """
        found = self._state(unit, tx)
        status = move(found.status, Event.DOUBT, actor=actor.person, authors=(), owner=found.owner)
        self._refuse_empty(reason, "why it may no longer be valid")
        since = found.doubt_since or self._today().isoformat()
        self._units.update(
            tx,
            unit,
            actor.person,
            counted=False,
            status=status.value,
            doubt=reason.strip(),
            doubt_since=since,
        )
        tx.audit(
            actor, AuditEvent.UNIT_DOUBT, unit, {"revision": found.approved_revision, "owner": found.owner}
        )

    def supersede(self, actor: Actor, unit: str, by: str, reason: str) -> Unit:
        """Put one approved unit in the place of another, which leaves every index; citations of it still
        resolve.

        Args:
            unit: the one that no longer answers.
            by: the one that answers from now on.

        Raises:
            InvalidUnit, AccessDenied, NotFound.
        """
        scope = self._guard.require(actor, Action.REVIEW_UNIT, unit)
        self._must_see(scope, unit)
        self._must_see(scope, by)
        self._refuse_empty(reason, "why the other one replaces it")
        with self._database.transaction() as tx:
            new = self._state(by, tx)
            if not new.status.answers or by == unit:
                raise InvalidUnit(
                    f"“{new.title}” cannot replace it.", "Name an approved unit. Nothing has been changed."
                )
            self._take_over(tx, actor, unit, by, reason)
        self._publisher.follow(actor)
        return self._shown(scope, unit)

    def retire(self, actor: Actor, unit: str, reason: str) -> Unit:
        """Take a unit out of use: an approved one out of every index, a draft out of the way; every revision
        is kept.

        Raises:
            AccessDenied: only its owner, its authors and stewards may.
            InvalidUnit, NotFound.
        """
        scope = self._guard.require(actor, Action.RETIRE_UNIT, unit)
        self._must_see(scope, unit)
        found = self._state(unit)
        if not policy.may_retire(actor, found.owner, found.author, found.authors):
            self._guard.deny(actor, Action.RETIRE_UNIT, unit, f"its owner is {found.owner}")
        if found.status.answers:
            self._refuse_empty(reason, "why it is no longer used")
        with self._database.transaction() as tx:
            found = self._state(unit, tx)
            status = move(
                found.status, Event.RETIRE, actor=actor.person, authors=found.authors, owner=found.owner
            )
            self._publisher.withdraw(tx, unit)
            if found.working is not None:
                self._units.settle(tx, unit, found.revision, RevisionStatus.WITHDRAWN)
            self._units.update(
                tx, unit, actor.person, status=status.value, working="", doubt="", doubt_since=""
            )
            self._units.add_review(
                tx, unit, Review(actor.person, Event.RETIRE, reason.strip(), now(), found.revision)
            )
            tx.audit(actor, AuditEvent.UNIT_RETIRE, unit, {"revision": found.revision})
        self._publisher.follow(actor)
        return self._shown(scope, unit)

    # How

    def _approve(self, scope: Scope, found: Unit, review: Review) -> None:
        actor = scope.actor
        self._in_review(found, Event.APPROVE)
        move(
            UnitStatus.IN_REVIEW, Event.APPROVE, actor=actor.person, authors=found.authors, owner=found.owner
        )
        today = self._today()
        self._refuse_problems(self._checks.problems(found, self._database.query, today, approving=True))
        superseded = self._settled_conflicts(scope, found, review.resolutions)
        titles = self._titles(found)
        prepared = self._publisher.prepare(found, titles, today)
        with self._database.transaction() as tx:
            again = self._state(found.id, tx)
            if again.change != found.change:
                raise InvalidUnit(
                    f"{again.changed_by} changed it while you were reviewing.",
                    "Review it again before you decide. Nothing has been changed.",
                )
            self._refuse_problems(self._checks.problems(again, tx.query, today, approving=True))
            version, _ = self._publisher.publish(tx, prepared, again.label)
            if again.approved_revision is not None:
                self._units.settle(tx, found.id, again.approved_revision, RevisionStatus.REPLACED)
            self._units.settle(tx, found.id, found.revision, RevisionStatus.APPROVED, version=version)
            self._units.update(
                tx, found.id, actor.person, status=UnitStatus.APPROVED.value, working="", approved_revision=found.revision,
                reviewed=today.isoformat(), reviewer=actor.person, review_due=_due(today, found.content), doubt="", doubt_since="",
            )  # fmt: skip
            self._units.add_review(tx, found.id, review)
            detail = {
                "revision": found.revision,
                "version": version,
                "conflicts": [[one.other, one.way.value] for one in review.resolutions],
            }
            tx.audit(actor, AuditEvent.UNIT_APPROVE, found.id, detail)
            for other in superseded:
                self._take_over(
                    tx, actor, other, found.id, review.reason or "superseded with the approval", linked=True
                )
        self._publisher.follow(actor, approved=found.id)

    def _settled_conflicts(self, scope: Scope, found: Unit, resolutions: Sequence[Resolution]) -> list[str]:
        """Return the units that the approval supersedes, once every conflict was settled."""
        conflicts = self._find_conflicts(scope, found)
        settled = {one.other: one for one in resolutions}
        open_ = [conflict for conflict in conflicts if conflict.other not in settled]
        if open_:
            raise InvalidUnit(
                f"{len(open_)} open contradiction{'' if len(open_) == 1 else 's'}: {'; '.join(one.why for one in open_[:3])}",
                "Replace the other, narrow the scope of one, or keep both with a reason.",
                problems=tuple(Problem(conflict.field, conflict.why) for conflict in open_),
            )
        superseded = [link.target for link in found.content.links if link.relation is Relation.SUPERSEDES]
        for one in resolutions:
            if one.way is not Way.SUPERSEDE:
                self._refuse_empty(one.reason, "why both are valid")
            elif one.other not in superseded:
                superseded.append(one.other)
        for other in superseded:
            state = self._units.state(other)
            if state is None:
                raise InvalidUnit(
                    "A unit cannot replace a document.", "Keep both with a reason, or remove the document."
                )
            self._must_see(scope, other)
            move(state.status, Event.SUPERSEDE, actor=scope.actor.person, authors=())
        return superseded

    def _take_over(
        self, tx: Transaction, actor: Actor, unit: str, by: str, reason: str, *, linked: bool = False
    ) -> None:
        found = self._state(unit, tx)
        status = move(found.status, Event.SUPERSEDE, actor=actor.person, authors=(), owner=found.owner)
        self._publisher.withdraw(tx, unit)
        if found.working is not None:
            self._units.settle(tx, unit, found.revision, RevisionStatus.WITHDRAWN)
        self._units.update(tx, unit, actor.person, status=status.value, working="", doubt="", doubt_since="")
        self._units.add_link(tx, by, Relation.SUPERSEDES, unit)
        self._units.add_review(
            tx, unit, Review(actor.person, Event.SUPERSEDE, reason.strip(), now(), found.revision)
        )
        tx.audit(actor, AuditEvent.UNIT_SUPERSEDE, unit, {"by": by, "with_approval": linked})

    def _return(self, scope: Scope, found: Unit, review: Review) -> None:
        self._refuse_empty(review.reason, "what has to be changed")
        with self._database.transaction() as tx:
            found = self._working(tx, found.id, Event.RETURN)
            move(
                UnitStatus.IN_REVIEW,
                Event.RETURN,
                actor=scope.actor.person,
                authors=found.authors,
                owner=found.owner,
            )
            self._units.add_review(tx, found.id, review)
            self._back_to_draft(tx, found, scope.actor, Event.RETURN)
            tx.audit(scope.actor, AuditEvent.UNIT_RETURN, found.id, {"revision": found.revision})

    def _confirm(self, scope: Scope, found: Unit, review: Review) -> None:
        today = self._today()
        with self._database.transaction() as tx:
            approved = self._approved(tx, found.id)
            status = move(
                approved.status,
                Event.CONFIRM,
                actor=scope.actor.person,
                authors=approved.authors,
                owner=approved.owner,
            )
            if approved.content.valid_until and approved.content.valid_until < today.isoformat():
                message = f"Its validity ended on {approved.content.valid_until}."
                raise InvalidUnit(
                    message,
                    "Revise it with a later end date, or retire it.",
                    problems=(Problem("valid_until", message),),
                )
            self._units.add_review(tx, found.id, replace(review, revision=approved.shown))
            self._units.update(
                tx, found.id, scope.actor.person, counted=False, status=status.value, reviewed=today.isoformat(),
                reviewer=scope.actor.person, review_due=_due(today, approved.content), doubt="", doubt_since="",
            )  # fmt: skip
            tx.audit(scope.actor, AuditEvent.UNIT_CONFIRM, found.id, {"revision": approved.shown})

    def _back_to_draft(self, tx: Transaction, found: Unit, actor: Actor, event: Event) -> None:
        """End a revision as it is and begin the next with its words."""
        self._units.settle(tx, found.id, found.revision, _ENDS_REVISION[event])
        number = self._units.add_revision(
            tx, found.id, found.content, found.authors, found_by(found.kind, found.content)
        )
        self._units.update(tx, found.id, actor.person, revision=number)
        self._set_working(tx, found, actor, UnitStatus.DRAFT)

    def _set_working(self, tx: Transaction, found: Unit, actor: Actor, working: UnitStatus) -> None:
        """Note where the newest revision stands; a unit that was never approved stands where that does."""
        status = found.status if found.approved_revision is not None else working
        self._units.update(tx, found.id, actor.person, status=status.value, working=working.value)

    def _titles(self, unit: Unit) -> dict[str, str]:
        """Return the titles of the units it refers to that everybody who may read it may read."""
        targets = [
            unit.content.fields.get(field.id)
            for field in KINDS[unit.kind].fields
            if field.type is FieldType.UNIT
        ]
        found = [self._units.state(target) for target in targets if isinstance(target, str)]
        return {other.id: other.title for other in found if other is not None and other.label <= unit.label}

    def _working(self, tx: Transaction, unit: str, event: Event) -> Unit:
        """Return a unit whose newest revision is where the event finds it."""
        found = self._state(unit, tx)
        if event is Event.SUBMIT:
            if found.working is not UnitStatus.DRAFT:
                hint = "Revise it first." if found.working is None else "It is already in review."
                raise InvalidUnit(f"“{found.title}” has no draft to submit.", hint)
        else:
            self._in_review(found, event)
        return found

    @staticmethod
    def _in_review(found: Unit, event: Event) -> None:
        if found.working is not UnitStatus.IN_REVIEW:
            raise InvalidUnit(
                f"“{found.title}” is not in review, so it cannot be {PAST[event]}.",
                "Its author has to submit it first.",
            )

    def _approved(self, tx: Transaction, unit: str) -> Unit:
        found = self._units.state(unit, tx.query, approved=True)
        if found is None:
            raise InvalidUnit(
                "It has never been approved, so there is nothing to confirm.", "Submit it for review."
            )
        return found

    def _state(self, unit: str, tx: Transaction | None = None) -> Unit:
        found = self._units.state(unit, None if tx is None else tx.query)
        if found is None:
            raise NotFound(f"No unit found: {unit}.")
        return found

    def _must_see(self, scope: Scope, unit: str) -> None:
        self._units.show(scope, unit)

    def _shown(self, scope: Scope, unit: str, number: int | None = None) -> Unit:
        """Return a unit in the actor's view."""
        found = self._units.show(scope, unit, number)
        plain = policy.sees_unit(scope, found.owner, found.authors)
        content = veiled_content(found.kind, found.content, plain=plain)
        content = replace(content, evidence=tuple(self._quoted(scope, span) for span in content.evidence))
        masked = (content.title, content.fields, content.tags) != (
            found.content.title,
            found.content.fields,
            found.content.tags,
        )
        return replace(veiled_head(found, plain=plain), content=content, masked=masked)

    def _quoted(self, scope: Scope, span: EvidenceSpan) -> EvidenceSpan:
        """Return evidence with its words, as far as the actor may read them and they are still there."""
        if not span.document:
            return span
        try:
            quote, shown = self._library.quote(scope, span.version, span.start, span.end)
        except NotFound:
            return replace(span, quote="", shown="")
        return replace(span, quote=quote, shown=shown)

    @staticmethod
    def _refuse_problems(problems: Collection[Problem]) -> None:
        if problems:
            hint = "Fix this and try again. Nothing has been lost."
            raise InvalidUnit(summary(problems), hint, problems=tuple(problems))

    @staticmethod
    def _refuse_empty(reason: str, what: str) -> None:
        if not reason.strip():
            message = f"A reason is required: {what}."
            raise InvalidUnit(
                message,
                "Write one sentence. Nothing has been changed.",
                problems=(Problem("reason", message),),
            )


def _due(today: date, content: Content) -> str:
    return (today + timedelta(days=content.review_days)).isoformat() if content.review_days else ""


def _no_conflicts(_scope: Scope, _unit: Unit) -> Sequence[Conflict]:
    return ()
