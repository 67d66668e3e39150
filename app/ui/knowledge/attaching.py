"""Words of a document become evidence of a unit: which unit, and which of its fields. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.units.kinds import KINDS
from app.core.units.units import Unit, UnitFilter, UnitHead, UnitPage, UnitStatus
from app.ui import theme
from app.ui.knowledge.calls import Calls
from app.ui.knowledge.inputs import Drop, Wrapped
from app.ui.language import words

_MOST = 50
_PAUSE = 120


class AttachDialog(QDialog):
    """The dialog; `chosen` names the unit's id and the field's."""

    chosen = Signal(str, str)

    def __init__(self, calls: Calls, quote: str, open_now: Unit | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._calls, self._open = calls, open_now
        self._units: tuple[UnitHead, ...] = ()
        self.setWindowTitle(self.tr("Attach to a unit"))
        self.resize(560, 460)
        said = Wrapped(f"“{' '.join(quote.split())[:300]}”", "")
        said.setFont(theme.serif("base"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search drafts"))
        self.line.setAccessibleName(self.tr("Find a draft"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Drafts"))
        self.list.currentRowChanged.connect(lambda _: self._show_fields())
        self._nothing = QLabel(self.tr("No drafts. Create a unit first, or revise an approved one."))
        self._nothing.setProperty("role", "muted")
        self._nothing.hide()
        self.field = Drop(self.tr("Field that these words support"))
        self.field.setMaximumWidth(16_777_215)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.attach = QPushButton(self.tr("Attach"))
        self.attach.setProperty("primary", "true")
        self.attach.setDefault(True)
        buttons.addButton(self.attach, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[4])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(said)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(QLabel(self.tr("Which unit do these words support?")))
        layout.addWidget(self.field)
        layout.addSpacing(theme.SPACE[2])
        layout.addWidget(buttons)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._look)
        self.line.textChanged.connect(lambda _: self._later.start())
        self._look()

    def _look(self) -> None:
        wanted = UnitFilter(words=self.line.text(), working=UnitStatus.DRAFT)
        self._calls.do(
            self.tr("Finding drafts"),
            lambda app: app.capture.listed(app.actor, wanted, limit=_MOST),
            self._show,
        )

    def _show(self, page: UnitPage) -> None:
        now = self._open.id if self._open is not None else ""
        # The one in the editor comes first.
        self._units = tuple(sorted(page.units, key=lambda unit: unit.id != now))
        self.list.clear()
        for unit in self._units:
            about = [
                words(KINDS[unit.kind].title),
                *([self.tr("open in the editor")] if unit.id == now else []),
            ]
            self.list.addItem(
                QListWidgetItem("\n".join((unit.title or self.tr("Untitled"), "  ·  ".join(about))))
            )
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._units))
        self._nothing.setVisible(not self._units)
        self.attach.setEnabled(bool(self._units))

    def _show_fields(self) -> None:
        row = self.list.currentRow()
        self.field.clear()
        if 0 <= row < len(self._units):
            for field in KINDS[self._units[row].kind].fields:
                self.field.addItem(words(field.title), field.id)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._units) and self.field.currentData():
            self.chosen.emit(self._units[row].id, self.field.currentData())
            self.accept()
