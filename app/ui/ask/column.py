"""The turns of a conversation, one below the other, in a view that keeps its place.

The decision hidden here is what stays where it is while the rest grows: one turn, the anchor, keeps its distance from the top of the view
whatever is put before it or changes its height. What is older than the turns at hand is asked for when the view comes near the
top. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.ask.turn import Turn

_NEAR = 600
"""Pixels from the top at which older turns are fetched."""


class TurnColumn(QScrollArea):
    """Turns, oldest first; `head` stands above them while there are none."""

    older_wanted = Signal()

    def __init__(self, head: QWidget) -> None:
        super().__init__()
        self._turns: list[Turn] = []
        self._anchor: Turn | None = None
        self._offset = 0
        self._settling = False
        self.has_older = False
        self._head = head
        inner = QWidget()
        self._layout = QVBoxLayout(inner)
        self._layout.setContentsMargins(theme.SPACE[5], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])
        self._layout.setSpacing(theme.SPACE[5])
        self._layout.addWidget(head)
        self._layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Conversation"))
        bar = self.verticalScrollBar()
        bar.setSingleStep(32)
        bar.rangeChanged.connect(lambda *_: self._settle())
        bar.valueChanged.connect(self._moved)

    @property
    def turns(self) -> list[Turn]:
        """What is at hand, oldest first."""
        return list(self._turns)

    def current(self) -> Turn | None:
        """Return the turn that is looked at."""
        return self._anchor or (self._turns[-1] if self._turns else None)

    def add(self, turn: Turn, at: int | None = None) -> None:
        """Put a turn into the column.

        Args:
            at: its place among the turns at hand; None for the end.
        """
        place = len(self._turns) if at is None else at
        self._turns.insert(place, turn)
        self._head.hide()
        # The greeting, hidden by now, stands before all turns.
        self._layout.insertWidget(place + 1, turn)
        turn.show()

    def take(self, turn: Turn) -> None:
        """Take a turn out without ending it."""
        self._turns.remove(turn)
        self._layout.removeWidget(turn)
        turn.hide()
        turn.setParent(None)
        if self._anchor is turn:
            self._anchor = self._turns[-1] if self._turns else None
        self._head.setVisible(not self._turns)

    def remove(self, turn: Turn) -> None:
        """Take a turn out for good."""
        self.take(turn)
        turn.deleteLater()

    def show_turn(self, turn: Turn) -> None:
        """Bring a question with its answer to the top of the view, and keep it there."""
        self._anchor, self._offset = turn, theme.SPACE[4]
        self._layout.activate()
        self._settle()

    def bring(self, part: QWidget) -> None:
        """Bring a part of a turn into sight once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, theme.SPACE[4]))

    def _settle(self) -> None:
        if self._anchor is not None and not self._settling:
            self._settling = True
            bar = self.verticalScrollBar()
            bar.setValue(max(0, min(bar.maximum(), self._anchor.y() - self._offset)))
            self._settling = False

    def _moved(self, value: int) -> None:
        if not self._settling and self._turns:
            # Somebody scrolled: what they look at now is what stays.
            self._anchor = next((turn for turn in self._turns if turn.y() + turn.height() > value), self._turns[-1])
            self._offset = self._anchor.y() - value
        if value < _NEAR and self.has_older:
            self.older_wanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        if self.verticalScrollBar().value() < _NEAR and self.has_older:
            self.older_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
