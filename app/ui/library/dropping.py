"""Files dropped onto the window. The decision hidden here is what of a drop can be added, and how that is shown. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.access import Action, Actor, may
from app.ui import theme


def paths(event: QDropEvent, actor: Actor) -> list[Path]:
    """Return the files and folders of a drop that this person may add."""
    if not may(actor, Action.INGEST):
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class Cover(QLabel):
    """What lies over a page while files are held above it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setText(self.tr("Drop to add to the library"))
        self.setObjectName("drop")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.sized("title"))
        self.hide()

    def cover(self) -> None:
        """Lie over the page."""
        margin = theme.SPACE[4]
        self.setGeometry(self._page.rect().adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()


class Empty(QWidget):
    """What stands where no document is: the place to drop the first ones."""

    chosen = Signal()
    """Somebody wants to choose a folder."""

    def __init__(self, *, may_add: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(theme.SPACE[3])
        picture = QLabel()
        picture.setPixmap(theme.icon("folder", "muted", 48).pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("Drop a folder here, or choose one. Its documents are read, and followed when they change."))
        words.setProperty("role", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(self.tr("Add a folder"))
        button.clicked.connect(lambda _=False: self.chosen.emit())
        button.setEnabled(may_add)
        layout.addWidget(picture)
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)


class Taking(Protocol):
    """A page that takes what is dropped."""

    def drop(self, event: QDropEvent) -> None:
        """Add what was dropped."""


class Drops(QObject):
    """Lets files be dropped anywhere on a window."""

    def __init__(self, window: QWidget, actor: Actor, page: Taking, show: Callable[[], object]) -> None:
        super().__init__(window)
        self._actor = actor
        self._page = page
        self._show = show
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent) and paths(event, self._actor):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and paths(event, self._actor):
            self._show()
            self._page.drop(event)
            return True
        return False
