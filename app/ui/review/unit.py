"""Looking at a unit and deciding: what it says and said, what that rests on, what says otherwise, and what
comes of it.

Decision hidden: what stands between a reviewer and an approval, and that it is said before the button is
pressed. The view holds no rule of its own: the use case refuses what is refused. GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.core.access import Action, Actor, Role, may
from app.core.errors import NotFound
from app.core.units.kinds import KINDS
from app.core.units.units import Conflict, Event, FieldChange, Resolution, Review, Unit, UnitStatus
from app.ui import theme
from app.ui.ask.words import since
from app.ui.dates import day, minute
from app.ui.reader import Place, SourceReader
from app.ui.review import words
from app.ui.review.compared import FieldPart
from app.ui.review.pieces import Column, button, in_a_row, rule, said
from app.ui.review.settling import Conflicts
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application


@dataclass(frozen=True)
class Look:
    """A unit as it is reviewed.

    Attributes:
        unit: with the newest revision that the actor may see.
        before: number of the revision that it is compared with, or 0.
        changes: field by field.
        reviews: what was said of this and the last revision, oldest first.
        names: of people, by their ids.
    """

    unit: Unit
    before: int
    changes: Sequence[FieldChange]
    reviews: Sequence[Review]
    names: Mapping[str, str]


def look_at(application: Application, unit: str) -> Look:
    """Read a unit with everything that is shown of it; off the GUI thread."""
    actor, capture = application.actor, application.capture
    found = capture.show(actor, unit)
    before = found.approved_revision or 0
    if before == found.shown:
        before = 0
    changes = [one for one in capture.difference(actor, unit, before, found.shown) if one.field != "evidence"]
    titles: dict[str, str] = {}
    for link in found.content.links:
        try:
            titles[link.target] = capture.show(actor, link.target).title
        except NotFound:
            continue  # a document, or nothing that this person may see: its id says as much
    changes = [_titled(one, titles) if one.field == "links" else one for one in changes]
    history = capture.history(actor, unit)
    reviews = [
        review
        for revision in reversed(history)
        if revision.number >= found.shown - 1
        for review in revision.reviews
    ]
    names = {person.id: person.name for person in application.stewardship.people(actor)}
    return Look(found, before, changes, reviews, names)


def _titled(change: FieldChange, titles: Mapping[str, str]) -> FieldChange:
    before, after = change.before, change.after
    for target, title in titles.items():
        before, after = before.replace(target, f"“{title}”"), after.replace(target, f"“{title}”")
    return FieldChange(change.field, change.title, before, after)


def hindrance(actor: Actor, look: Look) -> str:
    """Return why this person cannot decide about a unit, in a sentence; empty when they can."""
    unit = look.unit
    if not may(actor, Action.REVIEW_UNIT):
        return QCoreApplication.translate(
            "Review", "Only experts and stewards can review. You can read it here."
        )
    if actor.person in unit.authors:
        return QCoreApplication.translate("Review", "You wrote this, so somebody else has to review it.")
    if unit.reviewers and actor.person not in unit.reviewers and Role.STEWARD not in actor.roles:
        asked = ", ".join(look.names.get(one, one) for one in unit.reviewers)
        return QCoreApplication.translate("Review", "Reviewer: {0}.").format(asked)
    return ""


class UnitReview(QWidget):
    """The view: the unit at the left, its sources at the right, the decision at the foot."""

    decided = Signal(object, str, object)
    """The `Event` wanted, the reason, and the resolutions."""
    source_wanted = Signal(object)
    """A `Place` whose source the reader needs."""
    edit_wanted = Signal(str)
    """The id of the unit that is to be written on."""
    left = Signal()

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self.look: Look | None = None
        self.parts: list[FieldPart] = []
        self.conflicts = Conflicts()
        self._blocked = ""
        self._busy = False
        self._back = button(self.tr("‹ Back"), self.left.emit, quiet=True)
        self._place = said("")
        bar = in_a_row(self._back, self._place)
        bar.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[4], 0)
        self.column = Column(self.tr("Unit"))
        self.reader = SourceReader()
        self.reader.wanted.connect(self.source_wanted)
        self.reader.closed.connect(self._close_reader)
        self.reader.setMinimumWidth(320)
        left = QFrame()
        left.setObjectName("conversation")
        left.setMinimumWidth(400)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.column, 1)
        layout.addWidget(self._make_foot())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.reader)
        self.splitter.setStretchFactor(0, 6)
        self.splitter.setStretchFactor(1, 5)
        self.splitter.setSizes([660, 540])
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _make_foot(self) -> QWidget:
        self.reason = QLineEdit()
        self.reason.setMaxLength(2000)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.textChanged.connect(lambda _: self._weigh())
        self.hint = said("", "small")
        self.hint.setWordWrap(True)
        self.edit = button(self.tr("Edit"), self._edit)
        self.send_back = button(self.tr("Return"), lambda: self._decide(Event.RETURN))
        self.send_back.setToolTip(self.tr("Return it to its author with the reason (Ctrl+Shift+Return)"))
        self.approve = button(self.tr("Approve"), self.press_approve, primary=True)
        self.approve.setToolTip(self.tr("Approve (Ctrl+Return)"))
        row = in_a_row(self.reason, self.edit, self.send_back, self.approve, stretch=False)
        row.setStretch(0, 1)
        # Buttons keep their size where there is no reason to give.
        row.insertStretch(1)
        row.setStretch(1, 0)
        self.foot = QWidget()
        layout = QVBoxLayout(self.foot)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.SPACE[5], theme.SPACE[3], theme.SPACE[5], theme.SPACE[3])
        inner.setSpacing(theme.SPACE[2])
        inner.addWidget(self.hint)
        inner.addLayout(row)
        layout.addLayout(inner)
        return self.foot

    # What is shown

    def show_unit(self, look: Look, place: str) -> None:
        """Show a unit.

        Args:
            place: where it stands among what waits: "2 of 5", or empty.
        """
        self.look = look
        unit = look.unit
        self._busy = False
        self._place.setText(place)
        self.reader.clear()
        self.column.clear()
        self.parts = []
        self.reason.clear()
        self._blocked = hindrance(self._actor, look)
        who = {name: look.names.get(name, name) for name in {unit.owner, unit.changed_by, *unit.authors}}
        self.column.add(Prose(unit.title or self.tr("(no title)"), size="title", bold=True))
        written = ", ".join(who[one] for one in unit.authors)
        facts = [
            KINDS[unit.kind].title, unit.label.word, words.standing(unit), self.tr("written by {0}").format(written),
            *([self.tr("owned by {0}").format(who[unit.owner])] if unit.authors != (unit.owner,) else []),
            self.tr("revision {0}").format(unit.shown), since(unit.changed),
        ]  # fmt: skip
        meta = Prose("  ·  ".join(facts), size="base", muted=True)
        meta.setToolTip(self.tr("Changed {0}").format(minute(unit.changed)))
        self.column.add(meta)
        self._show_doubt(unit)
        for review in look.reviews:
            if review.verdict is Event.RETURN and review.reason:
                name = look.names.get(review.person, review.person)
                self.column.add(
                    Prose(self.tr("Returned by {0}: {1}").format(name, review.reason), size="base")
                )
        self.conflicts = Conflicts()
        self.conflicts.changed.connect(self._weigh)
        self.conflicts.opened.connect(self._open_conflict)
        self.conflicts.setVisible(self._deciding is Event.APPROVE and not self._blocked)
        if self._deciding is not Event.APPROVE or self._blocked:
            self.conflicts.looking = False
        self.column.add(self.conflicts)
        self.column.add(rule())
        self.column.add(said(self._told_changes(look)))
        self._show_fields(look)
        self.column.end()
        self._weigh()
        if self.places():
            self.reader.go(self.places(), 0)

    def _show_doubt(self, unit: Unit) -> None:
        if unit.doubt:
            note = Prose(
                self.tr("In doubt since {0}: {1}").format(day(unit.doubt_since), unit.doubt), size="base"
            )
            theme.mark(note, "role", "plain")
            self.column.add(note)

    def _told_changes(self, look: Look) -> str:
        if not look.before:
            return (
                self.tr("All fields.")
                if look.unit.approved_revision is not None
                else self.tr("New unit: everything is new.")
            )
        count = len(look.changes)
        told = self.tr("1 field differs") if count == 1 else self.tr("{0} fields differ").format(count)
        return self.tr("{0} from revision {1}, currently in use.").format(told, look.before)

    def _show_fields(self, look: Look) -> None:
        spans = list(enumerate(look.unit.content.evidence))
        for change in look.changes:
            usual = (
                change.field == "review_days"
                and look.unit.content.review_days == KINDS[look.unit.kind].review_days
            )
            if not look.before and (change.field == "title" or usual):
                continue
            evidence = [(number, span) for number, span in spans if span.field == change.field]
            part = FieldPart(change, evidence, compare=bool(look.before))
            part.opened.connect(self.open_evidence)
            self.column.add(part)
            self.parts.append(part)
        shown = {part.field for part in self.parts}
        rest = [(number, span) for number, span in spans if span.field not in shown]
        if rest:
            kind = KINDS[look.unit.kind]
            titled = sorted(
                {(field.title if (field := kind.field(span.field)) else self.tr("Title")) for _, span in rest}
            )
            change = FieldChange("", self.tr("Evidence of unchanged fields"), "", ", ".join(titled))
            part = FieldPart(change, rest, compare=False)
            part.opened.connect(self.open_evidence)
            self.column.add(part)

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show what says otherwise."""
        self.conflicts.show_all(conflicts)

    # Sources

    def places(self) -> list[Place]:
        """Return the places in documents that the unit rests on, in order."""
        if self.look is None:
            return []
        return [
            Place(span.version, span.start, span.end, number)
            for number, span in enumerate(self.look.unit.content.evidence, 1)
            if span.document and span.quote
        ]

    def open_evidence(self, number: int) -> None:
        """Open the source of a piece of evidence, by its number from 0."""
        places = self.places()
        at = next((at for at, place in enumerate(places) if place.number == number + 1), None)
        if at is None:
            assert self.look is not None
            # Words of an interview stand in no document: they are shown as they are.
            self.reader.clear()
            self.reader.show_problem(
                self.tr("Said in an interview: “{0}”").format(self.look.unit.content.evidence[number].words)
            )
            return
        self.reader.go(places, at)

    def _open_conflict(self, conflict: Conflict) -> None:
        if conflict.version:
            self.reader.go([Place(conflict.version, conflict.start, conflict.end)], 0)

    def _close_reader(self) -> None:
        self.reader.clear()

    # Deciding

    @property
    def _deciding(self) -> Event | None:
        """What can be decided: to approve the revision in review, or whether the approved one is still
        valid.
        """
        if self.look is None:
            return None
        unit = self.look.unit
        if UnitStatus.IN_REVIEW in (unit.working, unit.status):
            return Event.APPROVE
        if unit.status.answers and unit.working is None:
            return Event.CONFIRM
        return None

    @property
    def blocked(self) -> str:
        """Why it cannot be approved or confirmed now; empty when it can."""
        return self._blocked or (self.conflicts.waits if self._deciding is Event.APPROVE else "")

    def _weigh(self) -> None:
        deciding = self._deciding
        free = deciding is not None and not self._blocked
        unit = None if self.look is None else self.look.unit
        self.foot.setVisible(unit is not None)
        self.approve.setText(self.tr("Still valid") if deciding is Event.CONFIRM else self.tr("Approve"))
        for widget, wanted in (
            (self.approve, free), (self.send_back, free and deciding is Event.APPROVE), (self.reason, free),
            (self.edit, unit is not None and self._may_edit(unit)),
        ):  # fmt: skip
            widget.setVisible(wanted)
        sending = self.tr("Reason (required to return it)")
        self.reason.setPlaceholderText(
            sending if deciding is Event.APPROVE else self.tr("What you checked (optional)")
        )
        self.approve.setEnabled(free and not self.blocked and not self._busy)
        self.send_back.setEnabled(free and bool(self.reason.text().strip()) and not self._busy)
        self.hint.setText(self.blocked)
        self.hint.setVisible(bool(self.blocked))

    def _may_edit(self, unit: Unit) -> bool:
        writer = may(self._actor, Action.WRITE_UNIT) and not unit.masked
        waits = UnitStatus.IN_REVIEW in (unit.working, unit.status)
        return writer and not waits and unit.status not in (UnitStatus.SUPERSEDED, UnitStatus.RETIRED)

    def _edit(self) -> None:
        if self.look is not None:
            self.edit_wanted.emit(self.look.unit.id)

    def press_approve(self) -> None:
        """Approve it or confirm that it holds, or go to what keeps it from that."""
        if self._deciding is None or self._blocked:
            return
        card = self.conflicts.next_open()
        if card is not None:
            self.to_conflict()
        elif not self.blocked:
            self._decide(self._deciding)

    def press_send_back(self) -> None:
        """Send it back, or go to where the reason is written."""
        if self._deciding is not Event.APPROVE or self._blocked:
            return
        if self.reason.text().strip():
            self._decide(Event.RETURN)
        else:
            self.reason.setFocus()

    def to_conflict(self) -> None:
        """Bring the next open conflict into sight."""
        card = self.conflicts.next_open()
        if card is not None:
            self.column.bring(card)
            next(one for one in card.buttons.values() if one.isEnabled()).setFocus()

    def _decide(self, event: Event) -> None:
        resolutions: list[Resolution] = self.conflicts.resolutions() if event is Event.APPROVE else []
        self._busy = True
        self._weigh()
        self.decided.emit(event, self.reason.text().strip(), resolutions)

    def refused(self, why: str) -> None:
        """Say why nothing came of the decision; everything written is still there."""
        self._busy = False
        self._weigh()
        self.hint.setText(why)
        self.hint.show()
        theme.mark(self.hint, "role", "problem")
