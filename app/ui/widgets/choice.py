"""A list to choose from. The decision hidden here is its arrow, which follows the scheme, and that no wheel
changes it. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygon, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.ui import theme


class Choice(QComboBox):
    """A list to choose from, whose arrow has the scheme's colour."""

    def __init__(self) -> None:
        super().__init__()
        # A wheel that scrolls the page must not change what it passes over.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colours().muted), 1.5))
        x, y = self.width() - theme.SPACE[4], self.height() // 2
        painter.drawPolyline(QPolygon([QPoint(x - 4, y - 2), QPoint(x, y + 2), QPoint(x + 4, y - 2)]))
        painter.end()
