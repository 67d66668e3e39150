"""What waits for a person, gathered from the records: reviews, drafts, gaps, doubts, corrections, followed
questions.

Invariant: nothing is kept that could be found out; only what was marked read, and what was told once, is
written down. Reads on any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.capture.veil import veiled
from app.core.access import Action, Actor, Scope, may
from app.core.audit import AuditEvent
from app.core.errors import NotFound
from app.core.inquiry.gaps import GapFilter, GapOrder, GapStatus
from app.core.inquiry.inbox import SOON, InboxItem, ItemKind, Target
from app.core.inquiry.interviews import InterviewStatus
from app.core.units.units import Event, UnitFilter, UnitHead, UnitOrder, UnitStatus
from app.governance.guard import Guard
from app.governance.policy import sees_unit
from app.storage.database import Database
from app.storage.follows import FollowRecords
from app.storage.gaps import GapRecords
from app.storage.interviews import InterviewRecords
from app.storage.notices import Notice, Notices
from app.storage.units import Units

_MOST = 200
"""Items of one kind: nobody reads more at once, and what is due first comes first."""

_ONCE = frozenset({ItemKind.ANSWERED, ItemKind.STILL_OPEN})
"""Items that only tell something and are gone once they were read."""


class Inbox:
    """The use cases of the inbox."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        units: Units,
        gaps: GapRecords,
        interviews: InterviewRecords,
        follows: FollowRecords,
        notices: Notices,
        today: Callable[[], date] | None = None,
    ) -> None:
        """Args:
        today: the day in UTC, unless a test says otherwise.
        """
        self._guard = guard
        self._database = database
        self._units = units
        self._gaps = gaps
        self._interviews = interviews
        self._follows = follows
        self._notices = notices
        self._today = today or (lambda: datetime.now(UTC).date())

    def items(self, actor: Actor, *, unread: bool = False) -> tuple[InboxItem, ...]:
        """Return what waits for the actor: by kind, within a kind what is due or waits longest first."""
        scope = self._guard.require(actor, Action.INBOX)
        read = self._notices.read(actor.person)
        order = list(ItemKind)
        found = [replace(item, read=item.read or item.id in read) for item in self._gathered(scope)]
        found.sort(key=lambda item: (order.index(item.kind), item.due or item.since, item.id))
        return tuple(item for item in found if not (unread and item.read))

    def count(self, actor: Actor) -> int:
        """Return how many items the actor has not read."""
        return len(self.items(actor, unread=True))

    def mark(self, actor: Actor, items: Sequence[str], *, read: bool = True) -> None:
        """Mark items read, or unread again; those that only tell something are gone once they are read.

        Raises:
            NotFound: there is no such item of the actor's; AccessDenied.
        """
        scope = self._guard.require(actor, Action.INBOX)
        here = {item.id for item in self._gathered(scope)}
        told = {_told_id(notice): notice for notice in self._notices.listed(scope)}
        missing = [item for item in items if item not in here and item not in told]
        if missing:
            raise NotFound(f"There is no item {missing[0]} in your inbox.", "See: citewell inbox")
        with self._database.transaction() as tx:
            for item in items:
                if item in told:
                    self._notices.see(tx, told[item].id, seen=read)
                else:
                    self._notices.mark(tx, actor.person, item, read=read)
            tx.audit(
                actor, AuditEvent.INBOX_READ if read else AuditEvent.INBOX_UNREAD, "", {"items": list(items)}
            )

    # How

    def _gathered(self, scope: Scope) -> Iterator[InboxItem]:
        person = scope.actor.person
        if may(scope.actor, Action.REVIEW_UNIT):
            for unit in self._page(scope, UnitFilter(to_review=person)):
                by = (
                    f"{unit.author} asks for your review."
                    if person in unit.reviewers
                    else f"{unit.author} asks for a review."
                )
                yield self._unit(scope, ItemKind.REVIEW, unit, by, unit.changed)
        if may(scope.actor, Action.WRITE_UNIT):
            yield from self._own_units(scope)
            yield from self._interviewed(scope)
        if may(scope.actor, Action.PIN_CORRECTION):
            soon = (self._today() + timedelta(days=SOON)).isoformat()
            for one in self._notices.corrections_due(scope, soon):
                if one.person != person:
                    why = f"{one.person} published this correction; review it by {one.review_due}."
                    yield InboxItem(
                        f"correction:{one.id}:{one.review_due}", ItemKind.CORRECTION, _in_view(scope, one.question), why, one.at,
                        one.review_due, (Target.CORRECTION, one.id),
                    )  # fmt: skip
        if may(scope.actor, Action.ASSIGN_GAP):
            wanted = GapFilter(statuses=(GapStatus.ASSIGNED,), assigned_to=person)
            for gap in self._gaps.page(scope, wanted, GapOrder.OFTEN, _MOST, 0)[0]:
                asked = (
                    "You assigned it to yourself."
                    if gap.assigned_by == person
                    else f"{gap.assigned_by} asks you to answer it."
                )
                times = f"{gap.times} times" if gap.times > 1 else "once"
                added = [text for by, text in self._gaps.remarks(scope, gap.id) if by == gap.assigned_by]
                told = f" “{_in_view(scope, added[0])}”" if added else ""
                yield InboxItem(
                    f"gap:{gap.id}:{gap.assigned_at}", ItemKind.GAP, _in_view(scope, gap.question),
                    f"{asked}{told} It was asked {times}.",
                    gap.assigned_at, gap.due, (Target.GAP, gap.id),
                )  # fmt: skip
        for follow in self._follows.listed(scope):
            if follow.changed_run:
                yield InboxItem(
                    f"follow:{follow.id}:{follow.changed_run}", ItemKind.FOLLOW, follow.question,
                    "Its answer has changed.",
                    follow.changed, "", (Target.FOLLOW, follow.id),
                )  # fmt: skip
        yield from self._told(scope)

    def _own_units(self, scope: Scope) -> Iterator[InboxItem]:
        person = scope.actor.person
        for unit in self._page(scope, UnitFilter(mine=person, working=UnitStatus.DRAFT)):
            returned = [
                review
                for revision in self._units.history(scope, unit.id)[:2]
                for review in revision.reviews
                if review.verdict is Event.RETURN and revision.number == unit.revision - 1
            ]
            if returned:
                why = f"{returned[-1].person} returned it: {returned[-1].reason}"
                yield self._unit(scope, ItemKind.RETURNED, unit, why, returned[-1].at)
        today = self._today()
        for unit in self._page(scope, UnitFilter(owner=person, statuses=(UnitStatus.NEEDS_REVIEW,))):
            # A review that is due later anyway says nothing about a doubt of today.
            overdue = unit.review_due if unit.review_due <= today.isoformat() else ""
            yield self._unit(scope, ItemKind.DOUBT, unit, unit.doubt, unit.doubt_since, overdue)
        soon = (today + timedelta(days=SOON)).isoformat()
        for unit in self._page(scope, UnitFilter(owner=person, statuses=(UnitStatus.APPROVED,), due_by=soon)):
            ends = unit.valid_until and unit.valid_until <= soon
            due = unit.valid_until if ends else unit.review_due
            why = f"It is valid until {due}." if ends else f"Its review is due on {due}."
            yield self._unit(scope, ItemKind.EXPIRING, unit, why, unit.reviewed, due)

    def _interviewed(self, scope: Scope) -> Iterator[InboxItem]:
        for one in self._interviews.listed(scope, finished=False):
            if scope.actor.person == one.expert or (
                scope.actor.person == one.person and one.status is not InterviewStatus.FINISHED
            ):
                asks = "" if one.person == one.expert else f" {one.person} asks, {one.expert} answers."
                answered = f"{one.turns} {'question' if one.turns == 1 else 'questions'} done."
                yield InboxItem(
                    f"interview:{one.id}",
                    ItemKind.INTERVIEW,
                    one.title,
                    f"{answered}{asks}",
                    one.changed,
                    "",
                    (Target.INTERVIEW, one.id),
                )

    def _told(self, scope: Scope) -> Iterator[InboxItem]:
        kinds = {kind.value: kind for kind in _ONCE}
        for notice in self._notices.listed(scope):
            gap = (
                self._gaps.asked_in(scope, notice.subject)
                if notice.kind in kinds and not notice.seen
                else None
            )
            if gap is not None:
                question, run = gap
                yield InboxItem(
                    _told_id(notice), kinds[notice.kind], question, notice.reason, notice.at, "",
                    (Target.RUN, run) if run else (Target.GAP, notice.subject),
                )  # fmt: skip

    def _page(self, scope: Scope, wanted: UnitFilter) -> tuple[UnitHead, ...]:
        return self._units.page(scope, wanted, UnitOrder.DUE, _MOST, 0).units

    @staticmethod
    def _unit(scope: Scope, kind: ItemKind, unit: UnitHead, why: str, since: str, due: str = "") -> InboxItem:
        plain = sees_unit(scope, unit.owner, unit.authors)
        title, told = (unit.title, why) if plain else (veiled(unit.title), veiled(why))
        return InboxItem(
            f"{kind.value}:{unit.id}:{unit.revision}:{since}",
            kind,
            title or "(no title)",
            told,
            since,
            due,
            (Target.UNIT, unit.id),
        )


def _told_id(notice: Notice) -> str:
    return f"{notice.kind}:{notice.subject}:{notice.at}"


def _in_view(scope: Scope, text: str) -> str:
    return text if scope.unmasked else veiled(text)
