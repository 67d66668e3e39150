"""A field as it could be, out of somebody's own words, to be accepted, changed or rejected.

Decision hidden: how a value of any type is written as plain lines and read back, so that a draft can be
changed where it stands; whatever needs more than lines is done in the unit's editor later. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.core.inquiry.interviews import Proposal, Said
from app.core.units.fields import FieldType, FieldValue, Kind, Moment, Option, Step
from app.core.units.forms import read_fields
from app.ui import theme
from app.ui.review.pieces import button, in_a_row, said
from app.ui.widgets.prose import Prose

_BETWEEN = " – "
"""Stands between a time and its event, and between a step and its check."""


def as_lines(value: FieldValue) -> str:
    """Return a value as text that can be written on."""
    if isinstance(value, str):
        return value
    return "\n".join(_line(item) for item in value)


def _line(item: str | Option | Moment | Step) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, Option):
        return item.name
    parts = (item.time, item.event) if isinstance(item, Moment) else (item.action, item.check)
    return _BETWEEN.join(part for part in parts if part)


def from_lines(kind: Kind, field: str, text: str) -> FieldValue | None:
    """Return the value that a text states for a field of a kind; None when there is none."""
    found = kind.field(field)
    assert found is not None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    raw: object = text
    if found.type is FieldType.TIMELINE:
        pairs = [line.partition(_BETWEEN) for line in lines]
        raw = [{"time": time, "event": event} if mark else {"event": time} for time, mark, event in pairs]
    elif found.type is FieldType.STEPS:
        pairs = [line.partition(_BETWEEN) for line in lines]
        raw = [{"action": action, "check": check} for action, _, check in pairs]
    elif found.type in (FieldType.OPTIONS, FieldType.ITEMS, FieldType.SYNONYMS):
        raw = lines
    values, _ = read_fields(kind, {field: raw})
    return values.get(field)


class ProposalCard(QFrame):
    """One proposal."""

    looked_at = Signal(object)
    """The stretches of the transcript that it comes from."""
    accepted = Signal(str, object)
    rejected = Signal(str)

    def __init__(self, proposal: Proposal, kind: Kind, *, decides: bool) -> None:
        """Show it.

        Args:
            decides: whether the person at the machine is the one who said it.
        """
        super().__init__()
        self.proposal, self._kind = proposal, kind
        self.setProperty("card", "true")
        self.setAccessibleName(f"{proposal.title}: {proposal.text}")
        told = {Said.OPEN: "", Said.ACCEPTED: self.tr("accepted"), Said.REJECTED: self.tr("rejected")}[
            proposal.said
        ]
        state = said(told, "supported" if proposal.said is Said.ACCEPTED else "muted")
        self.text = Prose(proposal.text, size="base", muted=proposal.said is not Said.OPEN)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(proposal.title)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(120)
        self.field.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addLayout(in_a_row(said(proposal.title, "section"), state))
        layout.addWidget(self.text)
        layout.addWidget(self.field)
        self.buttons: dict[str, QPushButton] = {}
        show = button(self.tr("Show source"), lambda: self.looked_at.emit(proposal.spans), quiet=True)
        self.buttons["words"] = show
        acts: list[QWidget | int] = []
        if proposal.said is Said.OPEN and decides:
            self.buttons |= {
                "accept": button(self.tr("Accept"), self._accept),
                "edit": button(self.tr("Edit"), lambda: self.edit(as_lines(proposal.value)), quiet=True),
                "reject": button(self.tr("Reject"), lambda: self.rejected.emit(proposal.id), quiet=True),
            }
            acts = [self.buttons[name] for name in ("accept", "edit", "reject")]
        layout.addLayout(in_a_row(*acts, show))
        for one in self.buttons.values():
            one.setAccessibleName(f"{one.text()}: {proposal.title}")
            one.installEventFilter(self)
        self.field.installEventFilter(self)
        self._problem = said("", "problem")
        self._problem.hide()
        layout.addWidget(self._problem)

    @property
    def edited(self) -> str | None:
        """What somebody has made of it so far; None when it is as proposed."""
        return self.field.toPlainText() if not self.field.isHidden() else None

    def edit(self, text: str) -> None:
        """Let it be changed."""
        self.field.setPlainText(text)
        self.field.show()
        self.text.hide()
        if "edit" in self.buttons:
            self.buttons["edit"].hide()
        self.field.setFocus()

    def focus(self) -> None:
        """Put the focus on its first button."""
        first: Sequence[QPushButton] = list(self.buttons.values())
        self.buttons.get("accept", first[0]).setFocus()

    def _accept(self) -> None:
        if self.edited is None:
            self.accepted.emit(self.proposal.id, None)
            return
        value = from_lines(self._kind, self.proposal.field, self.edited)
        if value is None:
            self._problem.setText(self.tr("The text is empty. Reject it instead."))
            self._problem.show()
            theme.mark(self._problem, "role", "problem")
            return
        self.accepted.emit(self.proposal.id, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.proposal.spans)
        return super().eventFilter(watched, event)
