"""What the views of this page are built of: a reading column that scrolls, rows with one action, parts with a
title.

Decision hidden: how high and wide things stand, so that every view of the page reads alike. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.prose import Prose, reading_width


def button(
    words: str, run: Callable[[], object], *, primary: bool = False, quiet: bool = False
) -> QPushButton:
    """Return a button."""
    made = QPushButton(words)
    if primary:
        made.setProperty("primary", "true")
    if quiet:
        made.setProperty("quiet", "true")
    made.clicked.connect(lambda _=False: run())
    return made


def said(words: str, role: str = "muted") -> QLabel:
    """Return a short label in one of the window's roles."""
    made = QLabel(words)
    made.setProperty("role", role)
    return made


def rule() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("rule", "true")
    return made


def wipe(layout: QLayout) -> None:
    """Take everything out of a layout and away."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            wipe(inner)


def in_a_row(*parts: QWidget | int, stretch: bool = True) -> QHBoxLayout:
    """Return widgets side by side; a number is that many stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE[2])
    for part in parts:
        if isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addStretch(part)
    if stretch:
        row.addStretch(1)
    return row


class Column(QScrollArea):
    """Parts one below the other, no wider than text is read well."""

    def __init__(self, name: str, *, wide: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.verticalScrollBar().setSingleStep(32)
        inner = QWidget()
        inner.setMaximumWidth(reading_width() + (200 if wide else 0))
        self.parts = QVBoxLayout(inner)
        self.parts.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[5])
        self.parts.setSpacing(theme.SPACE[3])
        self.setWidget(inner)

    def clear(self) -> None:
        """Take everything away and go to the top."""
        wipe(self.parts)
        self.verticalScrollBar().setValue(0)

    def add(self, part: QWidget | QLayout) -> None:
        """Append a part."""
        if isinstance(part, QWidget):
            self.parts.addWidget(part)
        else:
            self.parts.addLayout(part)

    def end(self) -> None:
        """Leave what room there is below the last part."""
        self.parts.addStretch(1)

    def bring(self, widget: QWidget) -> None:
        """Bring a part into sight once it has its place."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget, 0, theme.SPACE[5]))


class Row(QFrame):
    """One thing that waits: what, why, since when, and the one thing to do."""

    opened = Signal()

    def __init__(
        self, title: str, why: str, at: str, action: str, *, at_tip: str = "", quiet: bool = False
    ) -> None:
        """Show it.

        Args:
            action: the verb on its button; empty for a row that is only chosen.
            quiet: it was seen already.
        """
        super().__init__()
        self.setProperty("row", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{title}. {why}")
        self.title = Prose(title, bold=not quiet, size="base")
        self.why = Prose(why, size="base", muted=True)
        for text in (self.title, self.why):
            text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            text.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        when = said(at, "small")
        when.setToolTip(at_tip)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE[0])
        words.addWidget(self.title)
        words.addWidget(self.why)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[2], theme.SPACE[2], theme.SPACE[2], theme.SPACE[2])
        row.setSpacing(theme.SPACE[4])
        row.addLayout(words, 1)
        row.addWidget(when)
        self.button: QPushButton | None = None
        if action:
            self.button = button(action, self.opened.emit)
            self.button.setAccessibleName(f"{action}: {title}")
            self.button.setMinimumWidth(96)
            row.addWidget(self.button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
