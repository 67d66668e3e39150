"""The library's page: it joins the table, the document beside it, the strip of a running ingest, and the
three views of what needs a hand.

The page holds no rule: it reads widgets, submits work, and shows values. Decision hidden: when the list is
read anew, and that what was selected stays so. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
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

from app.core.access import Action, may
from app.core.documents.document_list import Arrangement, Column, Entry, Filter, Folder, Unread, View
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.work import Changes
from app.ui import language, theme
from app.ui.command import Command
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.acting import Acting
from app.ui.library.cover import Cover
from app.ui.library.detail import DetailPanel, open_folder, primary
from app.ui.library.failures import UnreadView
from app.ui.library.filters import FilterBar
from app.ui.library.findings import InventoryView
from app.ui.library.folders import FoldersView, Follower
from app.ui.library.reading import Reading
from app.ui.library.strip import Banner, Strip
from app.ui.library.table import PAGE, DocumentModel, DocumentTable
from app.ui.library.words import number
from app.ui.reader import Place
from app.ui.widgets.drops import dropped
from app.ui.widgets.empty import Empty
from app.ui.widgets.tabs import Tabs
from app.workspace.workspace import Application

DOCUMENTS, UNREAD, FOLDERS, INVENTORY = range(4)


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
        self._view = View()
        self._looking = False
        self._look_again = False
        self._wanted_document = ""
        self.setAcceptDrops(True)

        self.tabs = Tabs()
        head = self._make_head()

        self.strip = Strip()
        self.strip.failures_wanted.connect(lambda: self.tabs.go(UNREAD))
        self.follower = Follower(application, jobs)
        self.reading = Reading(application, jobs, self.strip, self.follower, self)
        self.reading.look_wanted.connect(self.refresh)
        self.reading.news.connect(self._news)
        self.banner = Banner()
        self.acting = Acting(application, jobs, self.banner, self)
        self.acting.changed.connect(self._acted)

        self._stack = self._make_documents()
        self.unread = UnreadView(application)
        self.unread.retry_wanted.connect(self.reading.read_again)
        self.folders = self._make_folders()
        self.inventory = self._make_inventory()
        for name, view in (
            (self.tr("Documents"), self._stack), (self.tr("Not read"), self.unread), (self.tr("Folders"), self.folders),
            (self.tr("Inventory"), self.inventory),
        ):  # fmt: skip
            self.tabs.add(name, view)
        self.tabs.offer(INVENTORY, may(application.actor, Action.INVENTORY))
        # One button asks for attention: there it is the one that begins the inventory.
        self.tabs.switched.connect(lambda at: self.add.setVisible(at != INVENTORY))

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.strip)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs.stack, 1)
        self._drop = Cover(self)

    def _make_head(self) -> QHBoxLayout:
        """Return the tabs, and what adds documents."""
        self.add = primary(self.tr("Add documents"))
        theme.set_icon(self.add, "add", "on_accent")
        menu = QMenu(self.add)
        menu.addAction(self.tr("Folder …"), self.choose_folder)
        menu.addAction(self.tr("Files …"), self.choose_files)
        self.add.setMenu(menu)
        self.add.setEnabled(may(self._application.actor, Action.INGEST))
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.add)
        return head

    def _make_documents(self) -> QStackedWidget:
        """Return a stack: nothing, what to begin with, or the list of documents and the one that is open."""
        self.filters = FilterBar()
        self.filters.changed.connect(self._filter)
        self.table = self._make_table()
        self.detail = self._make_detail()
        self.reader = self.detail.reader
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._make_list())
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        stack = QStackedWidget()
        stack.addWidget(QWidget())
        first = QPushButton(self.tr("Add a folder"))
        first.clicked.connect(lambda _=False: self.choose_folder())
        first.setEnabled(may(self._application.actor, Action.INGEST))
        words = self.tr("Drop a folder here, or choose one. Its documents are read and watched for changes.")
        stack.addWidget(Empty("folder", words, first))
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.splitter, 1)
        stack.addWidget(listed)
        return stack

    def _make_table(self) -> DocumentTable:
        """Return the table of documents."""
        self.model = DocumentModel()
        self.model.wanted.connect(self._load_rows)
        self.model.sorted_by.connect(self._sort)
        table = DocumentTable(self.model)
        table.chosen.connect(self._chosen)
        table.customContextMenuRequested.connect(
            lambda point: self._menu().popup(self.table.viewport().mapToGlobal(point))
        )
        QShortcut(
            QKeySequence.StandardKey.Delete,
            table,
            self.remove_selected,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        QShortcut(
            QKeySequence.StandardKey.Undo, self, self.banner.undo,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        return table

    def _make_detail(self) -> DetailPanel:
        """Return what shows a document; hidden until one is opened."""
        detail = DetailPanel()
        detail.closed.connect(self._close_document)
        detail.source_wanted.connect(self._load_source)
        detail.passages_wanted.connect(self._load_passages)
        detail.difference_wanted.connect(self._load_difference)
        detail.run_wanted.connect(self.run_wanted)
        detail.document_wanted.connect(self.open_document)
        detail.again_wanted.connect(lambda path: self.reading.read_again([path]))
        detail.hide()
        return detail

    def _make_folders(self) -> FoldersView:
        """Return what shows the folders that are followed."""
        folders = FoldersView(self._application)
        folders.add_wanted.connect(self.choose_folder)
        folders.label_wanted.connect(lambda path, label: self.ingest([Path(path)], label))
        folders.ignore_wanted.connect(lambda path, ignore: self.ingest([Path(path)], ignore=ignore))
        folders.look_wanted.connect(lambda path: self.ingest([Path(path)]))
        folders.unfollow_wanted.connect(self.unfollow)
        folders.documents_wanted.connect(self.show_folder)
        return folders

    def _make_inventory(self) -> InventoryView:
        """Return what shows what is amiss in the library."""
        inventory = InventoryView(self._application, self._jobs)
        inventory.remove_wanted.connect(lambda ids: self.acting.remove(lambda: ids))
        inventory.label_wanted.connect(lambda ids, label: self.acting.relabel(lambda: ids, label))
        inventory.retry_wanted.connect(self.reading.read_again)
        inventory.document_wanted.connect(self.open_document)
        return inventory

    def _make_list(self) -> QWidget:
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.label_button = QPushButton(self.tr("Label"))
        labels = QMenu(self.label_button)
        for label in Label:
            labels.addAction(language.words(label.word), partial(self.relabel_selected, label))
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
        self._nothing = QLabel(self.tr("No matching documents."))
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._nothing, 1)
        layout.addLayout(foot)
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
            return _Look(
                arrangement,
                entries,
                wanted,
                browsing.kinds(actor),
                browsing.unread(actor),
                browsing.folders(actor),
            )

        job = self._jobs.submit(self.tr("Loading the library"), "browse", work, shown=False)
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
            self.tr("Loading rows"),
            "browse",
            lambda _: application.browsing.page(application.actor, keys),
            shown=False,
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
            self.tr("Opening a document"),
            "browse",
            lambda _: application.browsing.show(application.actor, document),
            shown=False,
        )
        job.done.connect(self.detail.show_detail)
        job.failed.connect(self._not_opened)

    def _load_source(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.documents.source(application.actor, place.version),
            shown=False,
        )
        job.done.connect(self.detail.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _load_passages(self, document: str) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Loading passages"),
            "browse",
            lambda _: application.browsing.passages(application.actor, document),
            shown=False,
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
            labels.addAction(language.words(label.word), partial(self.relabel_selected, label))
        labels.setEnabled(chosen and may(actor, Action.RELABEL))
        document = self.detail.document
        if document is not None and self.table.selected_count() == 1:
            menu.addAction(
                theme.icon("folder", "muted"), self.tr("Open folder"), partial(open_folder, document.path)
            )
            again = menu.addAction(self.tr("Read again"), partial(self.reading.read_again, [document.path]))
            again.setEnabled(may(actor, Action.INGEST))
        remove = menu.addAction(
            theme.icon("remove", "muted"), self.tr("Remove from the library …"), self.remove_selected
        )
        remove.setEnabled(chosen and may(actor, Action.REMOVE))
        if may(actor, Action.PURGE):
            menu.addSeparator()
            menu.addAction(self.tr("Erase permanently …"), self.purge_selected).setEnabled(chosen)
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
        box.setWindowTitle(self.tr("Stop watching"))
        box.setText(self.tr("Stop watching “{0}”?").format(Path(folder.path).name))
        box.setInformativeText(
            self.tr(
                "You can keep its {0} documents in the library as they are, or remove them too. The files are not touched."
            ).format(number(folder.documents))
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
            self.tr("Stopping to watch a folder"),
            "library",
            lambda _: application.documents.unfollow(application.actor, Path(folder.path)),
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

    def ingest(
        self, paths: Sequence[Path], label: Label | None = None, ignore: Sequence[str] | None = None
    ) -> Job:
        """Read files and folders, with progress in the strip."""
        return self.reading.ingest(paths, label, ignore)

    def _news(self, documents: bool) -> None:
        self.refresh()
        if documents:
            self.changed.emit()

    def commands(self) -> list[Command]:
        """Return what can be done here, with its keys."""
        return [Command(self.tr("Add a folder"), "Ctrl+O", self.choose_folder)]

    def drop(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        paths = dropped(event, self._application.actor)
        if paths:
            event.acceptProposedAction()
            self.tabs.go(DOCUMENTS)
            self.ingest(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event, self._application.actor):
            event.acceptProposedAction()
            self._drop.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        self.drop(event)
