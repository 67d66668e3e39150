"""A few views behind one another, with their names in a row. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from app.ui import theme


class Tabs(QWidget):
    """The row of names; what it switches is `stack`."""

    switched = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.SPACE[1])
        self._names: list[str] = []
        self._group.idClicked.connect(self.go)

    def add(self, name: str, view: QWidget) -> int:
        """Add a view; return its place."""
        at = self.stack.addWidget(view)
        button = QPushButton(name)
        button.setProperty("quiet", "true")
        button.setCheckable(True)
        self._group.addButton(button, at)
        self.row.addWidget(button)
        self._names.append(name)
        if at == 0:
            button.setChecked(True)
        return at

    def count(self, at: int, number: str) -> None:
        """Show a number beside a name; empty for none."""
        self._group.button(at).setText(f"{self._names[at]}  {number}" if number else self._names[at])

    def offer(self, at: int, offered: bool) -> None:
        """Show or hide a name."""
        self._group.button(at).setVisible(offered)

    def go(self, at: int) -> None:
        """Show a view."""
        self._group.button(at).setChecked(True)
        before, view = self.stack.currentWidget(), self.stack.widget(at)
        here = QApplication.focusWidget()
        # A view that nobody worked in yet has the focus as a whole: its first control would look as if it had
        # been chosen.
        leaves = before is not None and here is not None and before.isAncestorOf(here)
        fresh = leaves and view is not None and view.focusWidget() is None
        self.stack.setCurrentIndex(at)
        if fresh and view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.switched.emit(at)

    @property
    def at(self) -> int:
        """The place of the view that is shown."""
        return self.stack.currentIndex()
