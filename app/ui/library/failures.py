"""The files that could not be read: each says why and what to do, and can be tried again, until it can be
read. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from app.core.access import Action, may
from app.core.documents.document_list import Unread
from app.ui import theme
from app.ui.dates import minute
from app.ui.library.detail import open_folder
from app.ui.library.strip import plain_table
from app.ui.library.words import counted
from app.workspace.workspace import Application

_ROW = 64
_Index = QModelIndex | QPersistentModelIndex


class UnreadModel(QAbstractTableModel):
    """One row for each file: which, what happened, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self.files: Sequence[Unread] = ()

    def set_files(self, files: Sequence[Unread]) -> None:
        """Show other files."""
        if self.files == files:
            return
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("File"), self.tr("What happened"), self.tr("What to do"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            folder, _, name = one.path.rpartition("/")
            return (f"{name}\n{folder.rsplit('/', 1)[-1]}  ·  {minute(one.at)}", one.error, one.hint)[
                index.column()
            ]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (one.path, one.error, one.hint)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return QColor(theme.colours().muted)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class UnreadView(QWidget):
    """The list and its ways out."""

    retry_wanted = Signal(object)
    """Paths to be read again."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._allowed = may(application.actor, Action.INGEST)
        self.model = UnreadModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Files that could not be read"))
        plain_table(self.table)
        self.table.setWordWrap(True)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        for at in (0, 1, 2):
            self.table.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count())
        self.table.doubleClicked.connect(lambda _: self.retry_selected())
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.one = QPushButton(self.tr("Try selected again"))
        self.one.clicked.connect(self.retry_selected)
        self.all = QPushButton(self.tr("Try all again"))
        self.all.clicked.connect(self.retry_all)
        self.folder = QPushButton(self.tr("Open folder"))
        self.folder.clicked.connect(self._open_folder)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        foot.addWidget(self.words, 1)
        for button in (self.folder, self.one, self.all):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self._count()

    def show_files(self, files: Sequence[Unread]) -> None:
        """Show the files that could not be read."""
        self.model.set_files(files)
        self._count()

    def _count(self) -> None:
        files, chosen = self.model.rowCount(), len(self._chosen())
        self.words.setText(
            self.tr("{0} could not be read").format(counted(files, "file"))
            if files
            else self.tr("All files have been read.")
        )
        self.all.setEnabled(bool(files) and self._allowed)
        self.one.setEnabled(bool(chosen) and self._allowed)
        self.folder.setEnabled(chosen == 1)

    def _chosen(self) -> list[str]:
        return [self.model.files[index.row()].path for index in self.table.selectionModel().selectedRows()]

    def retry_selected(self) -> None:
        """Read the selected files again."""
        if self._chosen() and self._allowed:
            self.retry_wanted.emit(self._chosen())

    def retry_all(self) -> None:
        """Read all of them again."""
        self.retry_wanted.emit([one.path for one in self.model.files])

    def _open_folder(self) -> None:
        for path in self._chosen()[:1]:
            open_folder(path)
