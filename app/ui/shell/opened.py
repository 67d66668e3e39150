"""Which pane Esc closes. The decision hidden here: the one that opened last and is still open, whatever page
it is on. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class Opened(QObject):
    """Panes that open and close, in the order in which they opened."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[QWidget, tuple[Callable[[], object], Callable[[], bool]]] = {}
        self._order: list[QWidget] = []

    def follow(self, pane: QWidget, close: Callable[[], object], is_open: Callable[[], bool]) -> None:
        """Remember when a pane opens from now on.

        Args:
            close: what closes it.
            is_open: whether there is something in it to close; one that is only in sight is left alone.
        """
        self._known[pane] = (close, is_open)
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched in self._known:
            self._order = [*(one for one in self._order if one is not watched), watched]
        return False

    def close_last(self) -> bool:
        """Close the pane that opened last and is still open; False when none is."""
        late = [*(one for one in self._known if one not in self._order), *self._order]
        for pane in reversed(late):
            close, is_open = self._known[pane]
            if pane.isVisible() and is_open():
                close()
                return True
        return False
