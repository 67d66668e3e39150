"""The turns of a conversation, one below the other, in a view that keeps its place.

The decision hidden here is what stays where it is while the rest grows: one turn, the anchor, keeps its
distance from the top of the view whatever is put before it or changes its height. What is older than the
turns at hand is asked for when the view comes near the top. Turns are placed here and not by a layout, which
asks every text of a long conversation for its height whenever one grows. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.ask.turn import Turn

_NEAR = 600
"""Pixels from the top at which older turns are fetched."""

_MARGINS = QMargins(theme.SPACE[5], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])


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
        self._heights: dict[Turn, int] = {}
        self._inner = QWidget()
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(_MARGINS)
        layout.addWidget(head)
        layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._inner)
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
        turn.setParent(self._inner)
        turn.resized.connect(self._fit)
        self._place()
        turn.show()

    def take(self, turn: Turn) -> None:
        """Take a turn out without ending it."""
        self._turns.remove(turn)
        self._heights.pop(turn, None)
        turn.resized.disconnect(self._fit)
        turn.hide()
        turn.setParent(None)
        if self._anchor is turn:
            self._anchor = self._turns[-1] if self._turns else None
        self._head.setVisible(not self._turns)
        self._place()

    def remove(self, turn: Turn) -> None:
        """Take a turn out for good."""
        self.take(turn)
        turn.deleteLater()

    def show_turn(self, turn: Turn) -> None:
        """Bring a question with its answer to the top of the view, and keep it there."""
        self._anchor, self._offset = turn, theme.SPACE[4]
        self._settle()

    def bring(self, part: QWidget) -> None:
        """Bring a part of a turn into sight once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, theme.SPACE[4]))

    def _fit(self) -> None:
        """Make room for a turn that grew, or take back what it gave up."""
        turn = self.sender()
        if isinstance(turn, Turn) and self._heights.pop(turn, None) is not None and self.isVisible():
            self._place()

    def _place(self) -> None:
        """Give every turn its place; only those whose height is not known are asked for it."""
        room = self.viewport().width() - _MARGINS.left() - _MARGINS.right()
        y = _MARGINS.top()
        for turn in self._turns:
            width = max(turn.minimumWidth(), min(room, turn.maximumWidth()))
            if turn not in self._heights:
                _catch_up(turn)
                self._heights[turn] = turn.heightForWidth(width)
            turn.setGeometry(_MARGINS.left() + max(0, room - width) // 2, y, width, self._heights[turn])
            y += self._heights[turn] + theme.SPACE[5]
        height = y - theme.SPACE[5] + _MARGINS.bottom() if self._turns else 0
        self._inner.setMinimumHeight(height)
        if self._turns:
            # At once: what the view shows and how far it can be moved fit together at every moment.
            self._inner.resize(self.viewport().width(), max(height, self.viewport().height()))
        self._settle()

    def _settle(self) -> None:
        if self._anchor is not None and not self._settling:
            self._settling = True
            bar = self.verticalScrollBar()
            bar.setValue(max(0, min(bar.maximum(), self._anchor.y() - self._offset)))
            self._settling = False

    def _moved(self, value: int) -> None:
        if not self._settling and self._turns:
            # Somebody scrolled: what they look at now is what stays.
            self._anchor = next(
                (turn for turn in self._turns if turn.y() + turn.height() > value), self._turns[-1]
            )
            self._offset = self._anchor.y() - value
        if value < _NEAR and self.has_older:
            self.older_wanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        if self.verticalScrollBar().value() < _NEAR and self.has_older:
            self.older_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights.clear()
        self._place()


def _catch_up(turn: Turn) -> None:
    """Have every layout in a turn know its parts' sizes: what changed while it was hidden was not looked at
    yet.
    """
    for one in (*reversed(turn.findChildren(QWidget)), turn):
        layout = one.layout()
        if layout is not None:
            layout.activate()
