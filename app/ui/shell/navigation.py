"""The column at the left: a button for each page, and how much waits on it. It shows no page itself. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from app.ui import theme


class Navigation(QFrame):
    """Buttons by the pages' names; the last page stands at the foot."""

    wanted = Signal(str)
    """The name of a page."""
    commands_wanted = Signal()

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Take the pages' titles by their names, in order; a name is that of the page's icon as well."""
        super().__init__()
        self._titles = titles
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setObjectName("navigation")
        self.setFixedWidth(theme.NAVIGATION_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE[3], 0, theme.SPACE[3])
        column.setSpacing(theme.SPACE[1])
        mark = QToolButton()
        theme.set_icon(mark, "citewell", "accent", 28)
        mark.setIconSize(QSize(28, 28))
        mark.setFixedSize(theme.NAVIGATION_WIDTH - 1, 44)
        mark.setToolTip(self.tr("All commands (Ctrl+K)"))
        mark.setAccessibleName(self.tr("All commands"))
        mark.clicked.connect(self.commands_wanted)
        column.addWidget(mark)
        column.addSpacing(theme.SPACE[2])
        *pages, foot = titles
        for at, name in enumerate(pages):
            button = self._make_button(name, 56, f"{titles[name]} (Ctrl+{at + 1})")
            button.setText(titles[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            column.addWidget(button)
        column.addStretch(1)
        gear = self._make_button(foot, 44, self.tr("Settings (Ctrl+,)"))
        gear.setAccessibleName(titles[foot])
        column.addWidget(gear)

    def _make_button(self, name: str, height: int, tip: str) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, name, "muted", 20)
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setFixedSize(theme.NAVIGATION_WIDTH - 1, height)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self.wanted.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        return button

    def mark(self, name: str) -> None:
        """Mark the page that is shown."""
        self.buttons[name].setChecked(True)

    def show_waiting(self, name: str, count: int) -> None:
        """Say beside a page's title how much waits there for this person."""
        button, title = self.buttons[name], self._titles[name]
        button.setText(f"{title} {count}" if count else title)
        waits = (
            self.tr("1 item is waiting for you")
            if count == 1
            else self.tr("{0} items are waiting for you").format(count)
        )
        button.setAccessibleName(f"{title}, {waits}" if count else title)
