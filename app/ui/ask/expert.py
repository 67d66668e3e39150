"""Asking an expert where an answer is missing: who is asked, and what they should know.

Decision hidden: that the question stands among the gaps before anybody is chosen, so that nothing is lost
when no one is. The form holds no rule: it offers whom it was handed. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout

from app.core.access import Action, Actor, may
from app.core.inquiry.gaps import Gap
from app.ui import theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application

_LONGEST_NAME = 24
"""Characters of a name that a form makes room for."""


@dataclass(frozen=True)
class Reported:
    """A question that has been added to the gaps.

    Attributes:
        gap: with who is proposed.
        people: who may be asked, by id and name; the one proposed first. Nobody when it is with somebody
            already.
        holder: name of who has it, or empty.
    """

    gap: Gap
    people: Sequence[tuple[str, str]]
    holder: str


def report(application: Application, run: str, person: str = "", remark: str = "") -> Reported:
    """Report the question of a run to the experts and return who can be asked; off the GUI thread."""
    actor = application.actor
    gap = application.gaps.report(actor, run, person=person, remark=remark)
    people = {one.id: one for one in application.stewardship.people(actor) if one.active}
    holder = people[gap.assigned_to].name if gap.assigned_to in people else gap.assigned_to
    proposed = [gap.expert.person] if gap.expert is not None else []
    able = [
        one.id for one in people.values() if may(Actor(one.id, one.name, one.roles, ""), Action.WRITE_UNIT)
    ]
    offered = (
        [*proposed, *(one for one in able if one not in proposed)]
        if may(actor, Action.ASSIGN_GAP)
        else proposed
    )
    return Reported(
        gap,
        [(one, people[one].name) for one in offered if one in people]
        if gap.status.waits and not holder
        else [],
        holder,
    )


class ExpertForm(QFrame):
    """To whom the question goes, and a note."""

    sent = Signal(str, str)
    """Who is asked, or empty for whoever takes it; and the note."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setAccessibleName(self.tr("Ask an expert"))
        self._told = Prose(size="base")
        self.person = Choice()
        self.person.setAccessibleName(self.tr("Person to ask"))
        self.person.setMinimumContentsLength(_LONGEST_NAME)
        self.note = QLineEdit()
        self.note.setMaxLength(2000)
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Add context: who needs this, and by when (optional)"))
        self.note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note.textChanged.connect(lambda _: self._weigh())
        self.note.returnPressed.connect(self._send)
        self.send = QPushButton(self.tr("Ask"))
        self.send.setProperty("primary", "true")
        self.send.clicked.connect(self._send)
        self._why = Prose(size="base", muted=True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.person)
        row.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE[2])
        foot.addWidget(self.note, 1)
        foot.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self._told)
        layout.addLayout(row)
        layout.addWidget(self._why)
        layout.addLayout(foot)

    def show_reported(self, found: Reported, told: str) -> None:
        """Show where the question stands and who can be asked.

        Args:
            told: where it stands, in words.
        """
        self._told.say(told)
        self.person.clear()
        for person, name in found.people:
            self.person.addItem(name, person)
        self.person.setVisible(bool(found.people))
        gap = found.gap
        # Who is proposed, and why, the abstention above says.
        self._why.say(gap.nobody)
        self._why.setVisible(bool(gap.nobody) and not found.holder and gap.status.waits)
        self.note.setVisible(gap.status.waits)
        self.send.setVisible(gap.status.waits)
        self.send.setText(self.tr("Ask") if found.people else self.tr("Add note"))
        self._weigh()
        if gap.status.waits:
            self.note.setFocus()

    def finish(self, told: str) -> None:
        """Say what came of it; nothing is left to do here."""
        self._told.say(told)
        for widget in (self.person, self._why, self.note, self.send):
            widget.hide()

    def refused(self, why: str) -> None:
        """Say why nobody was asked; what was written is still there."""
        self._told.say(why)
        self._weigh()

    def _weigh(self) -> None:
        # Without anybody to ask it is the note alone that goes out.
        self.send.setEnabled(self.person.count() > 0 or bool(self.note.text().strip()))

    def _send(self) -> None:
        if self.send.isEnabled():
            self.send.setEnabled(False)
            self.sent.emit(self.person.currentData() or "", self.note.text().strip())
