"""The folders that are followed: how each stands, and the work that follows them while the window is open.

Decision hidden: when following begins anew. It does after every change of what is followed, and ends with the
window; a folder that is away is shown and waited for. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.access import Action, may
from app.core.documents.document_list import Folder
from app.core.documents.documents import Label
from app.core.errors import AppError
from app.core.work import WatchNews
from app.ui import language, theme
from app.ui.dates import minute
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.strip import OneLine, quiet_button
from app.ui.library.words import counted
from app.ui.widgets.empty import Empty
from app.workspace.workspace import Application


class Follower(QObject):
    """Follows the folders in a lane of its own."""

    news = Signal(object)
    """A `WatchNews`."""
    progressed = Signal(object)
    failed = Signal(str)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._job: Job | None = None
        self._folders: list[tuple[str, tuple[str, ...]]] = []
        self.last: WatchNews | None = None
        self.problem = ""

    @property
    def is_running(self) -> bool:
        """Whether folders are followed now."""
        return self._job is not None

    def keep(self, folders: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Follow these folders, each with what is left out of it; begin anew when they are others than
        before.
        """
        if list(folders) == self._folders or not may(self._application.actor, Action.INGEST):
            return
        self._folders = list(folders)
        self.last = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if not folders:
            return
        application = self._application
        # Made in the lane that ingests, so that both lanes have the same one.
        first = self._jobs.submit(
            self.tr("Preparing to watch folders"), "library", lambda _: application.watching, shown=False
        )
        first.done.connect(lambda _: self._follow())
        first.failed.connect(self._stopped)

    def _follow(self) -> None:
        application = self._application
        if self._job is not None or not self._folders:
            return

        def work(job: Job) -> None:
            application.watching.watch(
                application.actor,
                [],
                on_news=lambda news: job.tell("news", news),
                on_progress=job.report,
                cancel=job.cancel_token,
            )

        job = self._jobs.submit(self.tr("Watching folders"), "watch", work, shown=False)
        job.told.connect(self._hear)
        job.progressed.connect(self.progressed)
        job.failed.connect(self._stopped)
        self._job = job
        self.problem = ""

    def _hear(self, _what: str, news: WatchNews) -> None:
        self.last = news
        self.news.emit(news)

    def _stopped(self, error: object) -> None:
        if was_cancelled(error):
            return
        self._job = None
        self._folders = []
        self.problem = str(error) if isinstance(error, AppError) else self.tr("An unexpected error occurred.")
        self.failed.emit(self.problem)


class FoldersView(QWidget):
    """A row for each folder."""

    add_wanted = Signal()
    label_wanted = Signal(str, object)
    ignore_wanted = Signal(str, object)
    look_wanted = Signal(str)
    unfollow_wanted = Signal(object)
    documents_wanted = Signal(str)

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._application = application
        self.rows: list[FolderRow] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[4])
        self._column.setSpacing(theme.SPACE[2])
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Watched folders"))
        self._add = QPushButton(self.tr("Add a folder"))
        self._add.clicked.connect(self.add_wanted)
        self._add.setEnabled(may(application.actor, Action.INGEST))
        words = self.tr(
            "No watched folders yet. Add a folder to read its documents and keep up with changes."
        )
        self._empty = Empty("folder", words, self._add)
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addWidget(self._empty, 1)

    def show_folders(self, folders: Sequence[Folder], news: WatchNews | None, problem: str) -> None:
        """Show how the folders stand; `news` is the last that was heard of them."""
        known = {row.folder.path: row for row in self.rows}
        self.rows = []
        for at, folder in enumerate(folders):
            row = known.pop(folder.path, None) or self._make(folder)
            row.show_folder(folder, news, problem)
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            self.rows.append(row)
        for row in known.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self._area.setVisible(bool(folders))
        self._empty.setVisible(not folders)

    def _make(self, folder: Folder) -> FolderRow:
        row = FolderRow(folder, self._application)
        row.label.connect(partial(self.label_wanted.emit, folder.path))
        row.ignore.connect(partial(self.ignore_wanted.emit, folder.path))
        row.look.connect(partial(self.look_wanted.emit, folder.path))
        row.unfollow.connect(lambda: self.unfollow_wanted.emit(row.folder))
        row.documents.connect(partial(self.documents_wanted.emit, folder.path))
        return row


class FolderRow(QFrame):
    """One folder."""

    label = Signal(object)
    ignore = Signal(object)
    look = Signal()
    unfollow = Signal()
    documents = Signal()

    def __init__(self, folder: Folder, application: Application) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.folder = folder
        name = QLabel(Path(folder.path).name or folder.path)
        name.setFont(theme.sized("large", bold=True))
        name.setTextFormat(Qt.TextFormat.PlainText)
        self.state = QLabel()
        path = OneLine()
        path.setProperty("role", "muted")
        path.say(folder.path)
        self.facts = OneLine()
        self.facts.setProperty("role", "muted")
        top = QHBoxLayout()
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(self.state)
        actions = QHBoxLayout()
        actions.setContentsMargins(0, 0, 0, 0)
        allowed = may(application.actor, Action.INGEST)
        labels = QPushButton(self.tr("Label"))
        labels.setProperty("quiet", "true")
        labels.setAccessibleName(self.tr("Label of {0}").format(folder.path))
        menu = QMenu(labels)
        for one in Label:
            menu.addAction(language.words(one.word), partial(self.label.emit, one))
        labels.setMenu(menu)
        labels.setEnabled(may(application.actor, Action.RELABEL))
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            (self.tr("Exclusions …"), self._ask_ignore), (self.tr("Check again"), self.look.emit),
            (self.tr("Show documents"), self.documents.emit),
            (self.tr("Stop watching …"), self.unfollow.emit),
        )  # fmt: skip
        actions.addWidget(labels)
        for text, act in acts:
            button = quiet_button(text, act)
            button.setAccessibleName(f"{text.removesuffix(' …')}: {folder.path}")
            button.setEnabled(allowed or act == self.documents.emit)
            actions.addWidget(button)
        actions.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(top)
        layout.addWidget(path)
        layout.addWidget(self.facts)
        layout.addLayout(actions)

    def show_folder(self, folder: Folder, news: WatchNews | None, problem: str) -> None:
        """Show how the folder stands."""
        self.folder = folder
        label = language.words(folder.label.word)
        facts = [
            counted(folder.documents, "document"),
            label if folder.labelled else self.tr("{0} by default").format(label),
        ]
        if folder.failed:
            facts.append(self.tr("{0} not read").format(counted(folder.failed, "file")))
        if folder.changed_at:
            facts.append(self.tr("last change {0}").format(minute(folder.changed_at)))
        if folder.ignore:
            facts.append(self.tr("excluding {0}").format(", ".join(folder.ignore)))
        self.facts.say("  ·  ".join(facts))
        self._show_state(news, problem)

    def _show_state(self, news: WatchNews | None, problem: str) -> None:
        inside = news is not None and any(
            self.folder.path == one or self.folder.path.startswith(f"{one}/") for one in news.watched
        )  # fmt: skip
        if not self.folder.there or (news is not None and self.folder.path in news.away):
            words, role = self.tr("▲ folder unavailable; documents kept"), "partial"
        elif problem:
            words, role = self.tr("▲ not watched"), "problem"
        elif news is not None and inside and news.polling:
            words, role = self.tr("◐ checked periodically"), "partial"
        elif inside:
            words, role = self.tr("● watched"), "supported"
        else:
            words, role = self.tr("○ not watched yet"), "muted"
        self.state.setText(words)
        self.state.setToolTip(problem or (news.polling if news is not None else ""))
        theme.mark(self.state, "role", role)

    def _ask_ignore(self) -> None:
        words, accepted = QInputDialog.getText(
            self,
            self.tr("Exclusions"),
            self.tr("Names to skip, separated by commas, such as *.bak, drafts:"),
            QLineEdit.EchoMode.Normal,
            ", ".join(self.folder.ignore),
        )
        if accepted:
            self.ignore.emit([part.strip() for part in words.split(",") if part.strip()])
