"""Choosing a unit or a document from a list that follows the words. GUI thread."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.core.documents.document_list import Filter, View
from app.core.documents.documents import Document
from app.core.units.kinds import KINDS
from app.core.units.units import UnitFilter, UnitOrder, UnitPage
from app.ui import theme
from app.ui.knowledge.calls import Calls
from app.ui.knowledge.words import status
from app.ui.language import words
from app.workspace.workspace import Application

_MOST = 50
_PAUSE = 120


class Picker(QDialog):
    """A dialog with a line and a list that follows it; `chosen` names what was taken."""

    chosen = Signal(object)

    def __init__(self, calls: Calls, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._calls = calls
        self._found: tuple[Any, ...] = ()
        self.setWindowTitle(title)
        self.resize(560, 420)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search"))
        self.line.setAccessibleName(title)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemActivated.connect(lambda _: self._take())
        self.list.itemClicked.connect(lambda _: self._take())
        self._nothing = QLabel(self.tr("No matches."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._look)
        self.line.textChanged.connect(lambda _: self._later.start())
        self.line.returnPressed.connect(self._take)

    @abstractmethod
    def _look(self) -> None:
        """Ask for what matches the line, and hand it to `_list`."""

    def _list(self, found: tuple[Any, ...], rows: list[str]) -> None:
        self._found = found
        self.list.clear()
        self.list.addItems(rows)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.chosen.emit(self._found[row])
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
            return True
        return False


class UnitPicker(Picker):
    """Chooses a `UnitHead`."""

    def __init__(
        self, calls: Calls, title: str, parent: QWidget, wanted: UnitFilter | None = None, without: str = ""
    ) -> None:
        super().__init__(calls, title, parent)
        self._wanted, self._without = wanted or UnitFilter(), without
        self._look()

    def _look(self) -> None:
        base = self._wanted
        wanted = UnitFilter(
            words=self.line.text(),
            kinds=base.kinds,
            statuses=base.statuses,
            working=base.working,
            mine=base.mine,
            target=base.target,
        )
        self._calls.do(
            self.tr("Finding units"),
            lambda app: app.capture.listed(app.actor, wanted, order=UnitOrder.CHANGED, limit=_MOST),
            self._show,
        )

    def _show(self, page: UnitPage) -> None:
        units = tuple(unit for unit in page.units if unit.id != self._without)
        self._list(
            units,
            [
                f"{unit.title}\n{words(KINDS[unit.kind].title)}  ·  {status(unit.status)}  ·  {unit.owner}"
                for unit in units
            ],
        )


class DocumentPicker(Picker):
    """Chooses a `Document` of the library."""

    def __init__(self, calls: Calls, title: str, parent: QWidget) -> None:
        super().__init__(calls, title, parent)
        self._look()

    def _look(self) -> None:
        wanted = View(filter=Filter(words=self.line.text()))

        def work(app: Application) -> tuple[Document, ...]:
            keys = app.browsing.arranged(app.actor, wanted).keys[:_MOST]
            return tuple(entry.document for entry in app.browsing.page(app.actor, keys))

        self._calls.do(self.tr("Finding documents"), work, self._show)

    def _show(self, documents: tuple[Document, ...]) -> None:
        self._list(
            documents,
            [f"{one.title}\n{one.path.rsplit('/', 1)[-1]}  ·  {one.label.word}" for one in documents],
        )
