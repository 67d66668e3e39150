"""Files dropped anywhere on a window. The decision hidden here is what of a drop can be added. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.core.access import Action, Actor, may


def dropped(event: QDropEvent, actor: Actor) -> list[Path]:
    """Return the files and folders of a drop that this person may add."""
    if not may(actor, Action.INGEST):
        return []
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class Drops(QObject):
    """Lets files be dropped anywhere on a window."""

    def __init__(self, window: QWidget, actor: Actor, take: Callable[[QDropEvent], object]) -> None:
        super().__init__(window)
        self._actor = actor
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.DragEnter
            and isinstance(event, QDragEnterEvent)
            and dropped(event, self._actor)
        ):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and dropped(event, self._actor):
            self._take(event)
            return True
        return False
