"""What an empty view teaches: a picture, one sentence, and at most one thing to do. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import theme


class Empty(QWidget):
    """Stands where nothing is yet."""

    def __init__(self, icon: str, words: str, act: QPushButton | None = None) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, "muted", 48).pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QLabel(words)
        text.setProperty("role", "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setWordWrap(True)
        # A label that wraps asks for no width of its own.
        text.setMinimumWidth(theme.BASE * 24)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE[3])
        layout.addStretch(1)
        layout.addWidget(picture)
        layout.addWidget(text)
        if act is not None:
            layout.addWidget(act, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
