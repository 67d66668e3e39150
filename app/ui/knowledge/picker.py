"""Choosing a unit from a list that follows the words. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.kinds import KINDS
from app.core.units import UnitFilter, UnitHead, UnitOrder, UnitPage
from app.ui import theme
from app.ui.knowledge.calls import Calls
from app.ui.knowledge.words import status
from app.ui.language import words

_MOST = 50
_PAUSE = 120


class UnitPicker(QDialog):
    """The dialog; `chosen` names the unit."""

    chosen = Signal(object)
    """A `UnitHead`."""

    def __init__(self, calls: Calls, title: str, parent: QWidget, wanted: UnitFilter | None = None, without: str = "") -> None:
        super().__init__(parent)
        self._calls, self._wanted, self._without = calls, wanted or UnitFilter(), without
        self._units: tuple[UnitHead, ...] = ()
        self.setWindowTitle(title)
        self.resize(560, 420)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find by words"))
        self.line.setAccessibleName(self.tr("Find a unit"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Units"))
        self.list.itemActivated.connect(lambda _: self._take())
        self.list.itemClicked.connect(lambda _: self._take())
        self._nothing = QLabel(self.tr("No unit matches."))
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
        self._look()

    def _look(self) -> None:
        base = self._wanted
        wanted = UnitFilter(
            words=self.line.text(), kinds=base.kinds, statuses=base.statuses, working=base.working, mine=base.mine, target=base.target
        )
        self._calls.do(
            self.tr("Looking for units"),
            lambda app: app.capture.listed(app.actor, wanted, order=UnitOrder.CHANGED, limit=_MOST),
            self._show,
        )

    def _show(self, page: UnitPage) -> None:
        self._units = tuple(unit for unit in page.units if unit.id != self._without)
        self.list.clear()
        for unit in self._units:
            self.list.addItem(QListWidgetItem(f"{unit.title}\n{words(KINDS[unit.kind].title)}  ·  {status(unit.status)}  ·  {unit.owner}"))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._units))
        self._nothing.setVisible(not self._units)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._units):
            self.chosen.emit(self._units[row])
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), self.list.count() - 1))
            return True
        return False
