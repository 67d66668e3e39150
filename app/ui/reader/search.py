"""Find words in a source: where they stand, however lines break, and the bar that goes from one to the next.

Invariant of `places`: offsets into the text that was given, in order, none overlapping; what is masked is
never found. GUI thread.
"""

from __future__ import annotations

import re
from itertools import islice

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from app.core.language.text import SOFT_HYPHEN
from app.ui import theme

MOST = 9_999
"""Places that are counted; nobody goes through more."""

_PATIENCE = 120
"""Milliseconds without a key before a text is searched."""


def places(text: str, words: str, most: int = MOST) -> list[tuple[int, int]]:
    """Return where words stand in a text, whatever their case and however white space or a hyphen at a line's
    end parts them.
    """
    parts = words.split()
    if not parts:
        return []
    # A PDF keeps the hyphen that a line's end put into a word, and a line break where a space was typed.
    hyphened = SOFT_HYPHEN in text or "\ufffe" in text
    between = f"(?:[{SOFT_HYPHEN}\ufffe]\\s*)?" if hyphened else ""
    pattern = r"\s+".join(between.join(map(re.escape, part)) for part in parts)
    return [match.span() for match in islice(re.finditer(pattern, text, re.IGNORECASE), most)]


class SearchBar(QFrame):
    """A field, how many places there are, and the way from one to the next."""

    wanted = Signal(str)
    """Words to look for; empty for none."""
    stepped = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in this source"))
        self.field.setAccessibleName(self.tr("Find in this source"))
        self.field.setClearButtonEnabled(True)
        self._later = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._later.timeout.connect(lambda: self.wanted.emit(self.field.text()))
        self.field.textEdited.connect(lambda _: self._later.start())
        self.field.installEventFilter(self)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._count.setMinimumWidth(72)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], 0, theme.SPACE[4], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)
        self._arrows = []
        for icon, words, by in (
            ("previous", self.tr("Previous match (Shift+Enter)"), -1),
            ("next", self.tr("Next match (Enter)"), 1),
        ):
            button = QToolButton()
            theme.set_icon(button, icon, "muted", 20)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
            self._arrows.append(button)
            layout.addWidget(button)
        close = QToolButton()
        theme.set_icon(close, "close", "muted", 20)
        close.setToolTip(self.tr("Close the search (Esc)"))
        close.setAccessibleName(self.tr("Close the search"))
        close.clicked.connect(self.closed)
        layout.addWidget(close)
        self.show_count(-1, 0)

    def begin(self) -> None:
        """Put the cursor into the field, its words selected."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, current: int, total: int) -> None:
        """Say which place of how many is shown.

        Args:
            current: from 0; -1 for none.
        """
        for button in self._arrows:
            button.setEnabled(total > 0)
        if not self.field.text().strip():
            self._count.setText("")
        elif not total:
            self._count.setText(self.tr("not found"))
        else:
            self._count.setText(
                self.tr("{0} of {1}").format(current + 1, f"{total}+" if total == MOST else total)
            )

    def count_words(self) -> str:
        """Return what is said of the places."""
        return self._count.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                if self._later.isActive():
                    # The words were just typed: the first place of them is what Enter asks for.
                    self._later.stop()
                    self.wanted.emit(self.field.text())
                else:
                    self.stepped.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        # Taken before a shortcut of the window closes the whole source.
        is_override = watched is self.field and event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().eventFilter(watched, event)
