"""A strip above the pages that says what stands in the way, what was kept and what to do; one for each cause.
GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.ui import theme

Choice = tuple[str, Callable[[], object]]
"""A button's words and what it does."""


class Banner(QFrame):
    """What is wrong, and the buttons that help."""

    def __init__(self, words: str, hint: str, choices: Sequence[Choice], close: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("banner")
        sign = QLabel()
        sign.setPixmap(theme.icon("warning", "partial", 18).pixmap(18, 18))
        sign.setAccessibleName(self.tr("Warning"))
        self._words = QLabel(words)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._hint = QLabel(hint)
        self._hint.setProperty("role", "muted")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setVisible(bool(hint))
        text = QVBoxLayout()
        text.setSpacing(theme.SPACE[1])
        text.addWidget(self._words)
        text.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        row.setSpacing(theme.SPACE[3])
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        for label, act in choices:
            button = QPushButton(label)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        shut = QToolButton()
        theme.set_icon(shut, "close", "muted", 16)
        shut.setAccessibleName(self.tr("Dismiss this message"))
        shut.setToolTip(self.tr("Dismiss this message"))
        shut.clicked.connect(close)
        row.addWidget(shut)
        self.setAccessibleName(f"{words} {hint}".strip())

    @property
    def text(self) -> str:
        """Everything it says."""
        return f"{self._words.text()} {self._hint.text()}".strip()


class Banners(QWidget):
    """Those that stand now."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def say(self, cause: str, words: str, hint: str = "", choices: Sequence[Choice] = ()) -> None:
        """Show a banner, in place of the one with the same cause."""
        self.take_back(cause)
        banner = Banner(words, hint, choices, lambda: self.take_back(cause))
        self._shown[cause] = banner
        self._layout.addWidget(banner)
        self.show()

    def take_back(self, cause: str) -> None:
        """Let the banner of a cause go, if there is one."""
        banner = self._shown.pop(cause, None)
        if banner is not None:
            self._layout.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._shown))

    def close_last(self) -> bool:
        """Let the newest one go; False when none stands."""
        if not self._shown:
            return False
        self.take_back(next(reversed(self._shown)))
        return True

    def texts(self) -> dict[str, str]:
        """Return what stands, by cause."""
        return {cause: banner.text for cause, banner in self._shown.items()}
