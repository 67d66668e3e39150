"""Where a question is written. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.ui import theme

_LINES = 6
"""Lines that the field grows to."""


class Composer(QPlainTextEdit):
    """Where a question is written: Enter asks, Shift+Enter breaks the line."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Ask about your team's knowledge"))
        self.setAccessibleName(self.tr("Question"))
        self.setFont(theme.sized("large"))
        self.setTabChangesFocus(True)
        # A file dropped here is to be added to the library, not written down.
        self.setAcceptDrops(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = max(1, min(_LINES, self.document().size().toSize().height()))
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Ask what stands there, if anything does."""
        text = self.toPlainText().strip()
        if text:
            self.clear()
            self.asked.emit(text)
