"""What stands where nothing was asked yet: a greeting, and questions to begin with. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme


class Opening(QWidget):
    """The greeting."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SPACE[6], 0, 0)
        layout.setSpacing(theme.SPACE[2])
        title = QLabel(self.tr("What would you like to know?"))
        title.setProperty("role", "display")
        title.setWordWrap(True)
        words = QLabel(self.tr("Every sentence of an answer points at the exact words that support it."))
        words.setProperty("role", "muted")
        words.setFont(theme.sized("large"))
        words.setWordWrap(True)
        for label in (title, words):
            label.setContentsMargins(theme.SPACE[2], 0, 0, 0)
            layout.addWidget(label)
        layout.addSpacing(theme.SPACE[2])
        self._column = layout

    def suggest(self, questions: Sequence[str]) -> None:
        """Offer questions."""
        for question in questions:
            button = Suggestion(question)
            button.clicked.connect(lambda _=False, question=question: self.asked.emit(question))
            self._column.addWidget(button)


class Suggestion(QPushButton):
    """A question to begin with, cut short where there is no room for it."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self.setProperty("quiet", "true")
        self.setProperty("link", "true")
        self.setToolTip(question)
        self.setAccessibleName(question)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * theme.SPACE[2] - 2
        self.setText(QFontMetrics(self.font()).elidedText(self._question, Qt.TextElideMode.ElideRight, room))
