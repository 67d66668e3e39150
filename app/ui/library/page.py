"""The library's page: it joins the table, the document beside it, the strip of a running ingest, and the three views of what needs a hand.

The page holds no rule: it reads widgets, submits work, and shows values. Decision hidden: when the list is read anew, and that what was
selected stays so. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.bootstrap import Application
from app.core.access import Action, may
from app.core.errors import AppError, NotFound
from app.core.knowledge import Label
from app.core.shelf import Arrangement, Column, Entry, Filter, Folder, Unread, View
from app.core.work import Changes, FileNews, IngestReport, Progress, WatchNews
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.acting import Acting
from app.ui.library.detail import DetailPanel, open_folder, primary
from app.ui.library.failures import UnreadView
from app.ui.library.filters import FilterBar
from app.ui.library.findings import InventoryView
from app.ui.library.folders import FoldersView, Follower
from app.ui.library.strip import Banner, FileLog, Strip
from app.ui.library.table import PAGE, DocumentModel, DocumentTable
from app.ui.library.tabs import Tabs
from app.ui.library.words import number
from app.ui.reader import Place

DOCUMENTS, UNREAD, FOLDERS, INVENTORY = range(4)
_WHILE_READING = 3_000
"""Milliseconds between two looks at the list while an ingest runs."""


@dataclass(frozen=True)
class _Look:
    """What a look at the library brought."""

    arrangement: Arrangement
    entries: Sequence[Entry]
    wanted: int | None
    kinds: Sequence[str]
    unread: Sequence[Unread]
    folders: Sequence[Folder]


class LibraryPage(QWidget):
    """Keep the library."""

    changed = Signal()
    run_wanted = Signal(str)
    """The id of a run to be opened where questions are asked."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._ingests: list[Job] = []
        self._view = View()
        self._looking = False
        self._look_again = False
        self._wanted_document = ""
        self.setAcceptDrops(True)
        actor = application.actor

        self.tabs = Tabs()
        self.add = primary(self.tr("Add documents"))
        theme.set_icon(self.add, "add", "on_accent")
        menu = QMenu(self.add)
        menu.addAction(self.tr("Folder …"), self.choose_folder)
        menu.addAction(self.tr("Files …"), self.choose_files)
        self.add.setMenu(menu)
        self.add.setEnabled(may(actor, Action.INGEST))
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.add)

        self.strip = Strip()
        self.strip.stopped.connect(self._stop)
        self.strip.held.connect(self._hold)
        self.strip.failures_wanted.connect(lambda: self.tabs.go(UNREAD))
        self.banner = Banner()
        self.acting = Acting(application, jobs, self.banner, self)
        self.acting.changed.connect(self._acted)

        self.filters = FilterBar()
        self.filters.changed.connect(self._filter)
        self.model = DocumentModel()
        self.model.wanted.connect(self._load_rows)
        self.model.sorted_by.connect(self._sort)
        self.table = DocumentTable(self.model)
        self.table.chosen.connect(self._chosen)
        self.table.customContextMenuRequested.connect(lambda point: self._menu().popup(self.table.viewport().mapToGlobal(point)))
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.remove_selected, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.banner.undo, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.detail = DetailPanel()
        self.reader = self.detail.reader
        self.detail.closed.connect(self._close_document)
        self.detail.source_wanted.connect(self._load_source)
        self.detail.passages_wanted.connect(self._load_passages)
        self.detail.difference_wanted.connect(self._load_difference)
        self.detail.run_wanted.connect(self.run_wanted)
        self.detail.document_wanted.connect(self.open_document)
        self.detail.again_wanted.connect(lambda path: self.read_again([path]))
        self.detail.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._make_list())
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._make_empty())
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        self._stack.addWidget(listed)

        self.unread = UnreadView(application)
        self.unread.retry_wanted.connect(self.read_again)
        self.folders = FoldersView(application)
        self.folders.add_wanted.connect(self.choose_folder)
        self.folders.label_wanted.connect(lambda path, label: self.ingest([Path(path)], label))
        self.folders.ignore_wanted.connect(lambda path, ignore: self.ingest([Path(path)], ignore=ignore))
        self.folders.look_wanted.connect(lambda path: self.ingest([Path(path)]))
        self.folders.unfollow_wanted.connect(self.unfollow)
        self.folders.documents_wanted.connect(self.show_folder)
        self.follower = Follower(application, jobs)
        self.follower.news.connect(self._heard)
        self.follower.progressed.connect(self._follower_reads)
        self.follower.failed.connect(lambda _: self._follower_failed())
        self.inventory = InventoryView(application, jobs)
        self.inventory.remove_wanted.connect(lambda ids: self.acting.remove(lambda: ids))
        self.inventory.label_wanted.connect(lambda ids, label: self.acting.relabel(lambda: ids, label))
        self.inventory.retry_wanted.connect(self.read_again)
        self.inventory.document_wanted.connect(self.open_document)
        for name, view in (
            (self.tr("Documents"), self._stack), (self.tr("Not read"), self.unread), (self.tr("Folders"), self.folders),
            (self.tr("Inventory"), self.inventory),
        ):  # fmt: skip
            self.tabs.add(name, view)
        # One button asks for attention: there it is the one that begins the inventory.
        self.tabs.switched.connect(lambda at: self.add.setVisible(at != INVENTORY))
        self.tabs.offer(INVENTORY, may(actor, Action.INVENTORY))

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.strip)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs.stack, 1)
        self._drop = QLabel(self.tr("Drop to add to the library"), self)
        self._drop.setObjectName("drop")
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop.setFont(theme.sized("title"))
        self._drop.hide()
        self._while_reading = QTimer(self)
        self._while_reading.setInterval(_WHILE_READING)
        self._while_reading.timeout.connect(self.refresh)

    def _make_list(self) -> QWidget:
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.label_button = QPushButton(self.tr("Label"))
        labels = QMenu(self.label_button)
        for label in Label:
            labels.addAction(self.tr(label.word), partial(self.relabel_selected, label))
        self.label_button.setMenu(labels)
        self.remove_button = QPushButton(self.tr("Remove …"))
        self.remove_button.clicked.connect(self.remove_selected)
        self.purge_button = QPushButton(self.tr("Erase …"))
        self.purge_button.clicked.connect(self.purge_selected)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[1])
        foot.setSpacing(theme.SPACE[2])
        foot.addWidget(self.count, 1)
        for button in (self.label_button, self.remove_button, self.purge_button):
            button.setProperty("quiet", "true")
            foot.addWidget(button)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._nothing = QLabel(self.tr("No document matches."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._nothing, 1)
        layout.addLayout(foot)
        return box

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
        button.clicked.connect(self.choose_folder)
        button.setEnabled(may(self._application.actor, Action.INGEST))
        layout.addWidget(picture)
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        return box

    # The list

    def refresh(self) -> None:
        """Look at the library again; what is selected and what is on top stay."""
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        application, view, document = self._application, self._view, self._wanted_document
        first, last = self.table.rows_in_sight()
        top = self.model.key(first) if first < self.model.rowCount() else -1
        height = max(PAGE // 2, last - first + 1)

        def work(_: Job) -> _Look:
            actor, browsing = application.actor, application.browsing
            arrangement = browsing.arranged(actor, view)
            wanted = browsing.keys(actor, [document]).get(document) if document else None
            around = top if wanted is None else wanted
            at = max(0, arrangement.keys.index(around) - height // 2) if around in arrangement.keys else 0
            entries = browsing.page(actor, arrangement.keys[at : at + 2 * height])
            return _Look(arrangement, entries, wanted, browsing.kinds(actor), browsing.unread(actor), browsing.folders(actor))

        job = self._jobs.submit(self.tr("Reading the library"), "browse", work, shown=False)
        job.done.connect(self._show)
        job.failed.connect(self._not_shown)

    def _show(self, look: _Look) -> None:
        self._looking = False
        if look.arrangement.view == self._view:
            if look.wanted is not None:
                self._wanted_document = ""
            self.table.replace_rows(look.arrangement, look.entries, look.wanted)
        self.filters.set_kinds(list(look.kinds))
        self.unread.show_files(look.unread)
        self.folders.show_folders(look.folders, self.follower.last, self.follower.problem)
        self.tabs.count(UNREAD, number(len(look.unread)) if look.unread else "")
        self.tabs.count(FOLDERS, number(len(look.folders)) if look.folders else "")
        self._stack.setCurrentIndex(2 if look.arrangement.total else 1)
        found = bool(self.model.rowCount())
        self.table.setVisible(found)
        self._nothing.setVisible(not found)
        self._recount()
        self.follower.keep([(folder.path, folder.ignore) for folder in look.folders])
        if self._look_again:
            self._look_again = False
            self.refresh()

    def _not_shown(self, error: object) -> None:
        self._looking = False
        if not was_cancelled(error):
            self.banner.complain(str(error))

    def _load_rows(self, keys: Sequence[int]) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Reading rows"), "browse", lambda _: application.browsing.page(application.actor, keys), shown=False
        )
        job.done.connect(self._take_rows)
        job.failed.connect(lambda _: self.model.give_up())

    def _take_rows(self, entries: Sequence[Entry]) -> None:
        self.model.take(entries)
        self.table.viewport().update()
        if self.table.selected_count() == 1 and self.detail.isHidden():
            self._chosen()

    def _filter(self, chosen: Filter) -> None:
        self._view = View(self._view.column, self._view.descending, chosen)
        self.refresh()

    def _sort(self, column: Column, descending: bool) -> None:
        if (column, descending) != (self._view.column, self._view.descending):
            self._view = View(column, descending, self._view.filter)
            self.refresh()

    def _recount(self) -> None:
        shown, total, chosen = self.model.rowCount(), self.model.total, self.table.selected_count()
        words = (
            self.tr("{0} documents").format(number(total))
            if shown == total
            else self.tr("{0} of {1} documents").format(number(shown), number(total))
        )
        if total == 1:
            words = self.tr("1 document")
        self.count.setText(self.tr("{0} selected of {1}").format(number(chosen), words) if chosen else words)
        actor = self._application.actor
        for button, action in (
            (self.label_button, Action.RELABEL), (self.remove_button, Action.REMOVE), (self.purge_button, Action.PURGE)
        ):  # fmt: skip
            button.setVisible(may(actor, action))
            button.setEnabled(bool(chosen))

    def _chosen(self) -> None:
        self._recount()
        keys = self.table.selected_keys() if self.table.selected_count() == 1 else []
        entry = self.model.entry(self.table.selectionModel().selectedRows()[0].row()) if keys else None
        if entry is not None:
            self.detail.show()
            self.detail.show_document(entry.document)
            self._load_detail(entry.document.id)
        elif not keys:
            self.detail.clear()
            self.detail.hide()

    def _close_document(self) -> None:
        self.table.clearSelection()
        self.table.setFocus()

    def open_document(self, document: str) -> None:
        """Show a document in the list and beside it."""
        self._wanted_document = document
        self.tabs.go(DOCUMENTS)
        self.filters.clear()

    def show_folder(self, path: str) -> None:
        """List the documents of a folder."""
        self.tabs.go(DOCUMENTS)
        self.filters.words.setText(path)

    # One document

    def _load_detail(self, document: str) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a document"), "browse", lambda _: application.browsing.show(application.actor, document), shown=False
        )
        job.done.connect(self.detail.show_detail)
        job.failed.connect(self._not_opened)

    def _load_source(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"), "browse", lambda _: application.documents.source(application.actor, place.version), shown=False
        )
        job.done.connect(self.detail.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _load_passages(self, document: str) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Reading passages"), "browse", lambda _: application.browsing.passages(application.actor, document), shown=False
        )
        job.done.connect(lambda found: self.detail.show_passages(document, found))
        job.failed.connect(self._not_opened)

    def _load_difference(self, document: str, before: int, after: int) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Comparing versions"),
            "browse",
            lambda _: application.browsing.difference(application.actor, document, before, after),
            shown=False,
        )
        job.done.connect(self.detail.show_difference)
        job.failed.connect(self._not_opened)

    def _not_opened(self, error: object) -> None:
        # A document that went while it was opened goes from the list as well; that is answer enough.
        if not was_cancelled(error) and not isinstance(error, NotFound):
            self.banner.complain(str(error))

    # Acts

    def _ids(self) -> Callable[[], Sequence[str]]:
        """Return what gives the ids of the rows that are selected now, to be called on the work's thread."""
        application, keys = self._application, self.table.selected_keys()
        return lambda: application.browsing.ids(application.actor, keys)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen, actor = bool(self.table.selected_count()), self._application.actor
        labels = menu.addMenu(theme.icon("label", "muted"), self.tr("Label"))
        for label in Label:
            labels.addAction(self.tr(label.word), partial(self.relabel_selected, label))
        labels.setEnabled(chosen and may(actor, Action.RELABEL))
        document = self.detail.document
        if document is not None and self.table.selected_count() == 1:
            menu.addAction(theme.icon("folder", "muted"), self.tr("Open folder"), partial(open_folder, document.path))
            again = menu.addAction(self.tr("Read again"), partial(self.read_again, [document.path]))
            again.setEnabled(may(actor, Action.INGEST))
        remove = menu.addAction(theme.icon("remove", "muted"), self.tr("Remove from the library …"), self.remove_selected)
        remove.setEnabled(chosen and may(actor, Action.REMOVE))
        if may(actor, Action.PURGE):
            menu.addSeparator()
            menu.addAction(self.tr("Erase for good …"), self.purge_selected).setEnabled(chosen)
        return menu

    def relabel_selected(self, label: Label) -> None:
        """Give the selected documents a label."""
        if self.table.selected_count():
            self.acting.relabel(self._ids(), label)

    def remove_selected(self) -> None:
        """Take the selected documents out, after saying what goes."""
        if self.table.selected_count() and may(self._application.actor, Action.REMOVE):
            self.acting.remove(self._ids())

    def purge_selected(self) -> None:
        """Erase the selected documents, after it was typed."""
        if self.table.selected_count():
            self.acting.purge(self._ids())

    def _acted(self, _changes: Changes) -> None:
        self.refresh()
        if self.inventory.report is not None:
            self.inventory.take()
        self.changed.emit()

    def unfollow(self, folder: Folder) -> None:
        """Follow a folder no more, with its documents or without."""
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Stop following"))
        box.setText(self.tr("Stop following “{0}”?").format(Path(folder.path).name))
        box.setInformativeText(
            self.tr("Its {0} documents can stay in the library as they are now, or go with it. The files stay.").format(
                number(folder.documents)
            )
        )
        keep = box.addButton(self.tr("Keep documents"), QMessageBox.ButtonRole.AcceptRole)
        remove = box.addButton(self.tr("Remove documents …"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        remove.setEnabled(bool(folder.documents))
        keep.clicked.connect(lambda _=False: self._unfollow(folder))
        remove.clicked.connect(lambda _=False: self._unfollow(folder))
        remove.clicked.connect(lambda _=False: self.acting.remove(lambda: [folder.path]))
        self.acting.asking = box
        box.finished.connect(lambda _: box.deleteLater())
        box.open()

    def _unfollow(self, folder: Folder) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Following no more"), "library", lambda _: application.documents.unfollow(application.actor, Path(folder.path))
        )
        job.done.connect(lambda _: self.refresh())
        job.failed.connect(lambda error: self.banner.complain(str(error)))

    # Documents in

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

    def ingest(self, paths: Sequence[Path], label: Label | None = None, ignore: Sequence[str] | None = None) -> Job:
        """Read files and folders, with progress in the strip."""
        application = self._application

        def work(job: Job, note: Callable[[FileNews], None]) -> IngestReport:
            return application.ingestion.ingest(
                application.actor, list(paths), label, ignore=ignore, on_progress=job.report, on_news=note, cancel=job.cancel_token
            )

        names = ", ".join(path.name for path in paths[:2]) + (" …" if len(paths) > 2 else "")
        return self._read(self.tr("Reading {0}").format(names), work)

    def read_again(self, paths: Sequence[str]) -> Job:
        """Read files again that are in a followed folder."""
        application = self._application

        def work(job: Job, note: Callable[[FileNews], None]) -> IngestReport:
            return application.ingestion.follow(
                application.actor, [Path(path) for path in paths], on_progress=job.report, on_news=note, again=True, cancel=job.cancel_token
            )

        return self._read(self.tr("Reading again"), work)

    def _read(self, title: str, work: Callable[[Job, Callable[[FileNews], None]], IngestReport]) -> Job:
        log = FileLog()

        def run(job: Job) -> IngestReport:
            job.tell("begin", None)

            def note(news: FileNews) -> None:
                log.note(news)
                # After the transaction of a file and before the next one is where work can rest.
                job.wait_while_held()

            return work(job, note)

        job = self._jobs.submit(title, "library", run)
        job.told.connect(lambda *_: self.strip.begin(title, log))
        job.progressed.connect(self._progressed)
        job.done.connect(partial(self._ingested, job))
        job.failed.connect(partial(self._ingest_failed, job))
        self._ingests.append(job)
        if len(self._ingests) == 1:
            self.strip.begin(title, log)
        self._while_reading.start()
        return job

    def _progressed(self, progress: Progress) -> None:
        self.strip.show_progress(progress)

    def _ingested(self, job: Job, report: IngestReport) -> None:
        self.strip.show_report(report)
        self._settled(job)

    def _ingest_failed(self, job: Job, error: object) -> None:
        if was_cancelled(error):
            self.strip.show_words(self.tr("Stopped. What was read before is kept; adding the folder again goes on from there."))
        else:
            self.strip.show_problem(str(error) if isinstance(error, AppError) else self.tr("Something unexpected went wrong."))
        self._settled(job)

    def _settled(self, job: Job) -> None:
        if job in self._ingests:
            self._ingests.remove(job)
        if not self._ingests:
            self._while_reading.stop()
        self.refresh()
        self.changed.emit()

    def _stop(self) -> None:
        for job in self._ingests[:1]:
            job.cancel()

    def _hold(self, held: bool) -> None:
        for job in self._ingests[:1]:
            if held:
                job.hold()
            else:
                job.go_on()

    def _follower_reads(self, progress: Progress) -> None:
        # Only looking whether files changed is nothing to speak of.
        if progress.seconds_left is None or self._ingests:
            return
        if self.strip.isHidden():
            self.strip.begin(self.tr("Files changed"))
            self.strip.stop.hide()
        self.strip.show_progress(progress)

    def _follower_failed(self) -> None:
        if not self._ingests:
            self.strip.hide()
        self.refresh()

    def _heard(self, news: WatchNews) -> None:
        if news.report is not None and news.changes.documents and not self._ingests:
            self.strip.show_report(news.report)
        self.refresh()
        if news.changes != Changes():
            self.changed.emit()

    # Dropping

    def takes(self, event: Any) -> bool:
        """Tell whether what is dragged can be added."""
        return may(self._application.actor, Action.INGEST) and any(url.isLocalFile() for url in event.mimeData().urls())

    def drop(self, event: Any) -> None:
        """Add what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and may(self._application.actor, Action.INGEST):
            event.acceptProposedAction()
            self.tabs.go(DOCUMENTS)
            self.ingest(paths)

    def dragEnterEvent(self, event: Any) -> None:
        if self.takes(event):
            event.acceptProposedAction()
            margin = theme.SPACE[4]
            self._drop.setGeometry(self.rect().adjusted(margin, margin, -margin, -margin))
            self._drop.show()
            self._drop.raise_()

    def dragLeaveEvent(self, event: Any) -> None:
        self._drop.hide()

    def dropEvent(self, event: Any) -> None:
        self._drop.hide()
        self.drop(event)


class Drops(QObject):
    """Lets files be dropped anywhere on a window."""

    def __init__(self, window: QWidget, page: LibraryPage, show: Callable[[], object]) -> None:
        super().__init__(window)
        self._page = page
        self._show = show
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and self._page.takes(event):
            event.acceptProposedAction()  # type: ignore[attr-defined]
            return True
        if event.type() == QEvent.Type.Drop:
            self._show()
            self._page.drop(event)
            return True
        return False
