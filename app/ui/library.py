"""Library: the documents as one table, what is known of each, and the way in for new ones.

The decision hidden here is how many documents stay quick: rows are plain values in one list, drawn on demand, sorted and
filtered in memory off the widgets. The page holds no rule: it shows what the library returns. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.bootstrap import Application
from app.core.access import Action, may
from app.core.errors import AppError
from app.core.knowledge import Document, Label
from app.core.work import Failure, IngestReport, Progress
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.progress import ProgressBar
from app.ui.reader import Place, SourceReader

KINDS = {
    "application/pdf": "PDF", "text/html": "Web page", "text/markdown": "Markdown", "text/plain": "Text", "text/x-rst": "reStructuredText",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}  # fmt: skip
_COLUMNS = ("Title", "Type", "Label", "As of", "Version", "Passages", "Folder")
_Index = QModelIndex | QPersistentModelIndex


def kind(document: Document) -> str:
    """Return what a document is, in a user's word."""
    return KINDS.get(document.media_type, document.media_type.rsplit("/", 1)[-1])


def age(as_of: str, today: date | None = None) -> str:
    """Return how long ago something spoke, in words."""
    try:
        days = ((today or datetime.now(UTC).date()) - date.fromisoformat(as_of[:10])).days
    except ValueError:
        return as_of
    if days < 1:
        return "today"
    for size, word in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= size:
            count = days // size
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return as_of


class DocumentModel(QAbstractTableModel):
    """Documents as rows; sorting and filtering make a new order of the same values."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Document] = []
        self._rows: list[Document] = []
        self._words = ""
        self._label: Label | None = None
        self._sort: tuple[int, bool] = (0, False)

    def set_documents(self, documents: Sequence[Document]) -> None:
        self._all = list(documents)
        self._arrange()

    def filter(self, words: str, label: Label | None) -> None:
        """Keep the rows whose title or path holds every word, and that have the label."""
        self._words, self._label = words.casefold(), label
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (column, order is Qt.SortOrder.DescendingOrder)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = self._words.split()
        rows = [
            one
            for one in self._all
            if (self._label is None or one.label is self._label)
            and all(word in one.title.casefold() or word in one.path.casefold() for word in wanted)
        ]
        keys: tuple[Callable[[Document], Any], ...] = (
            lambda one: one.title.casefold(), kind, lambda one: one.label, lambda one: one.as_of, lambda one: one.number,
            lambda one: one.passages, lambda one: one.path,
        )  # fmt: skip
        column, down = self._sort
        rows.sort(key=keys[column], reverse=down)
        self._rows = rows
        self.endResetModel()

    def document(self, row: int) -> Document:
        """Return the document of a row."""
        return self._rows[row]

    @property
    def total(self) -> int:
        """How many documents there are, filtered out ones included."""
        return len(self._all)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr(_COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                one.title, kind(one), one.label.word, age(one.as_of), str(one.number), QLocale().toString(one.passages),
                Path(one.path).parent.name,
            )[column]  # fmt: skip
        if role == Qt.ItemDataRole.ToolTipRole:
            return {0: one.path, 3: f"{one.as_of} ({one.as_of_origin})", 6: one.path}.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (4, 5):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class LibraryPage(QWidget):
    """The table, the selected document, and the strip of a running ingest."""

    changed = Signal()

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._job: Job | None = None
        self.setAcceptDrops(True)

        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter by title or path"))
        self._filter.setAccessibleName(self.tr("Filter documents"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._refilter)
        self._label = QComboBox()
        self._label.setAccessibleName(self.tr("Label"))
        self._label.addItem(self.tr("All labels"), None)
        for label in Label:
            self._label.addItem(label.word, label)
        self._label.currentIndexChanged.connect(self._refilter)
        self._add = QPushButton(self.tr("Add documents"))
        theme.set_icon(self._add, "add", "on_accent")
        self._add.setProperty("primary", "true")
        menu = QMenu(self._add)
        menu.addAction(self.tr("Folder …"), self.choose_folder)
        menu.addAction(self.tr("Files …"), self.choose_files)
        self._add.setMenu(menu)
        self._add.setEnabled(may(application.actor, Action.INGEST))
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        bar.setSpacing(theme.SPACE[2])
        bar.addWidget(self._filter, 1)
        bar.addWidget(self._label)
        bar.addWidget(self._count)
        bar.addWidget(self._add)

        self._strip = Strip()
        self._strip.stopped.connect(self._stop)
        self._strip.failures_wanted.connect(self._show_failures)
        self._strip.hide()

        self.model = DocumentModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Documents"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((1, 104), (2, 92), (3, 108), (4, 64), (5, 78), (6, 104)):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(lambda point: self._menu().exec(self.table.viewport().mapToGlobal(point)))
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.remove_selected, context=Qt.ShortcutContext.WidgetShortcut)

        self.reader = SourceReader()
        self.reader.closed.connect(self.table.clearSelection)
        self.reader.hide()
        self.reader.wanted.connect(self._load)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.reader)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.reader.slide_over(self.splitter)

        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)

    def _make_empty(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(theme.SPACE[3])
        picture = QLabel()
        picture.setPixmap(theme.icon("folder", "muted", 48).pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("Drop a folder here, or choose one. Its documents are read, and followed when they change."))
        words.setProperty("role", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(self.tr("Add a folder"))
        button.setProperty("primary", "true")
        button.clicked.connect(self.choose_folder)
        button.setEnabled(may(self._application.actor, Action.INGEST))
        layout.addWidget(picture)
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        return box

    def refresh(self) -> None:
        """Ask for the documents again."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Reading the library"), "ask", lambda _: application.documents.listed(application.actor), shown=False
        )
        job.done.connect(self._show)

    def _show(self, documents: Sequence[Document]) -> None:
        chosen = {one.id for one in self.selected()}
        self.model.set_documents(documents)
        for row in range(self.model.rowCount()):
            if self.model.document(row).id in chosen:
                self.table.selectRow(row)
                break
        self._stack.setCurrentIndex(1 if documents else 0)
        self._recount()

    def _refilter(self) -> None:
        self.model.filter(self._filter.text(), self._label.currentData())
        self._recount()

    def _recount(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        number = QLocale().toString
        self._count.setText(
            self.tr("{0} documents").format(number(total)) if shown == total else self.tr("{0} of {1}").format(number(shown), number(total))
        )

    def selected(self) -> list[Document]:
        """Return the documents of the selected rows."""
        return [self.model.document(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _selected(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1 and chosen[0].passages:
            self.reader.show()
            self.reader.go([Place(chosen[0].version, 0, 0)], 0)
        elif not chosen:
            self.reader.clear()
            self.reader.hide()

    def _load(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"), "ask", lambda _: application.documents.source(application.actor, place.version), shown=False
        )
        job.done.connect(self.reader.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        chosen = self.selected()
        labels = menu.addMenu(theme.icon("label", "muted"), self.tr("Label"))
        for label in Label:
            action = labels.addAction(label.word)
            action.triggered.connect(lambda _=False, label=label: self.relabel_selected(label))
        labels.setEnabled(bool(chosen) and may(self._application.actor, Action.RELABEL))
        remove = menu.addAction(theme.icon("remove", "muted"), self.tr("Remove from the library"), self.remove_selected)
        remove.setEnabled(bool(chosen) and may(self._application.actor, Action.REMOVE))
        return menu

    def relabel_selected(self, label: Label) -> None:
        """Give the selected documents a label."""
        ids = [one.id for one in self.selected()]
        application = self._application
        self._change(
            self.tr("Labelling {0} documents").format(len(ids)), lambda: application.documents.relabel(application.actor, ids, label)
        )

    def remove_selected(self) -> None:
        """Take the selected documents out, after saying what goes."""
        chosen = self.selected()
        if not chosen:
            return
        passages = sum(one.passages for one in chosen)
        question = QMessageBox(self)
        question.setWindowTitle(self.tr("Remove from the library"))
        question.setText(
            self.tr("Remove {0} documents with {1} passages?").format(len(chosen), QLocale().toString(passages))
            if len(chosen) > 1
            else self.tr("Remove “{0}” with {1} passages?").format(chosen[0].title, QLocale().toString(passages))
        )
        question.setInformativeText(
            self.tr("The files stay where they are, and citations made before still open. The next ingest of the folder brings them back.")
        )
        remove = question.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.exec()
        if question.clickedButton() is remove:
            ids = [one.id for one in chosen]
            application = self._application
            self._change(self.tr("Removing {0} documents").format(len(ids)), lambda: application.documents.remove(application.actor, ids))

    def _change(self, title: str, work: Callable[[], object]) -> None:
        job = self._jobs.submit(title, "library", lambda _: work())
        job.done.connect(lambda _: self._changed())
        job.failed.connect(lambda error: self._strip.show_problem(str(error)))

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def choose_folder(self) -> None:
        """Ask for a folder and read it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if name:
            self.ingest([Path(name)])

    def choose_files(self) -> None:
        """Ask for files and read them."""
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"))
        if names:
            self.ingest([Path(name) for name in names])

    def ingest(self, paths: Sequence[Path], label: Label | None = None) -> Job:
        """Read files and folders, with progress in the strip."""
        application = self._application

        def work(job: Job) -> IngestReport:
            return application.ingestion.ingest(application.actor, list(paths), label, on_progress=job.report, cancel=job.cancel_token)

        names = ", ".join(path.name for path in paths[:2]) + (" …" if len(paths) > 2 else "")
        job = self._jobs.submit(self.tr("Reading {0}").format(names), "library", work)
        job.progressed.connect(self._strip.show_progress)
        job.done.connect(self._ingested)
        job.failed.connect(self._failed)
        self._job = job
        self._strip.begin(job.title)
        return job

    def _ingested(self, report: IngestReport) -> None:
        self._job = None
        self._strip.show_report(report)
        self._changed()

    def _failed(self, error: object) -> None:
        self._job = None
        if was_cancelled(error):
            self._strip.show_words(self.tr("Stopped. What was read before is kept; adding the folder again goes on from there."))
        else:
            self._strip.show_problem(str(error) if isinstance(error, AppError) else self.tr("Something unexpected went wrong."))
        self._changed()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_failures(self, failures: Sequence[Failure]) -> None:
        dialog = FailuresDialog(failures, self)
        dialog.retry.connect(lambda: self.ingest([Path(one.path) for one in failures]))
        dialog.open()

    def dragEnterEvent(self, event: Any) -> None:
        if event.mimeData().hasUrls() and may(self._application.actor, Action.INGEST):
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.ingest(paths)


class Strip(QFrame):
    """One line of a running ingest: what, how far, how fast, how long still, and a way to stop."""

    stopped = Signal()
    failures_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._failures: tuple[Failure, ...] = ()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = ProgressBar()
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setProperty("quiet", "true")
        self._stop.clicked.connect(self.stopped)
        self._more = QPushButton(self.tr("Not read in full"))
        self._more.setProperty("quiet", "true")
        self._more.clicked.connect(lambda: self.failures_wanted.emit(self._failures))
        self._hide = QPushButton(self.tr("Hide"))
        self._hide.setProperty("quiet", "true")
        self._hide.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        for button in (self._more, self._stop, self._hide):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(row)
        layout.addWidget(self._bar)

    def begin(self, title: str) -> None:
        self._failures = ()
        self._words.setText(title)
        self._bar.wait()
        self._bar.show()
        self._stop.show()
        self._more.hide()
        self._hide.hide()
        self.show()

    def show_progress(self, progress: Progress) -> None:
        number = QLocale().toString
        parts = [progress.stage]
        self._bar.show_progress(progress)
        if progress.total:
            parts[0] += self.tr(" {0} of {1} {2}").format(number(progress.done), number(progress.total), progress.unit)
        if progress.rate:
            parts.append(self.tr("{0} a second").format(f"{progress.rate:.1f}"))
        if progress.seconds_left is not None:
            minutes, seconds = divmod(int(progress.seconds_left), 60)
            parts.append(self.tr("{0} min {1:02} s left").format(minutes, seconds) if minutes else self.tr("{0} s left").format(seconds))
        if progress.item:
            parts.append(progress.item)
        self._words.setText("  ·  ".join(parts))

    def show_report(self, report: IngestReport) -> None:
        parts = [
            f"{count} {word}"
            for count, word in (
                (report.added, "added"), (report.updated, "updated"), (report.removed, "removed"), (report.unchanged, "unchanged"),
            )
            if count
        ]  # fmt: skip
        self.show_words("  ·  ".join(parts) or self.tr("Nothing to read"))
        self._failures = report.failed
        self._more.setText(self.tr("{0} not read in full").format(len(report.failed)))
        self._more.setVisible(bool(report.failed))

    def show_words(self, words: str) -> None:
        self._words.setProperty("role", "")
        self._words.setText(words)
        self._bar.hide()
        self._stop.hide()
        self._hide.show()
        self.show()

    def show_problem(self, words: str) -> None:
        self.show_words(words)


class FailuresDialog(QDialog):
    """Files that could not be read, each with what to do."""

    retry = Signal()

    def __init__(self, failures: Sequence[Failure], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Not read in full"))
        self.resize(640, 420)
        column = QVBoxLayout()
        for one in failures:
            name = QLabel(one.path.rsplit("/", 1)[-1])
            name.setFont(theme.sized("base", bold=True))
            name.setToolTip(one.path)
            words = QLabel(f"{one.error} {one.hint}".strip())
            words.setWordWrap(True)
            words.setProperty("role", "muted")
            column.addWidget(name)
            column.addWidget(words)
            column.addSpacing(theme.SPACE[2])
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        again = buttons.addButton(self.tr("Try again"), QDialogButtonBox.ButtonRole.ActionRole)
        again.clicked.connect(self.retry)
        again.clicked.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(column, 1)
        layout.addWidget(buttons)
