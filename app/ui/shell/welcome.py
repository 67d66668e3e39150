"""The first page: make a workspace, open one of before, or try the sample; then, if none is here, choose a
model that phrases.

The decision hidden here is what must be there before a question can be asked: a workspace, and the model that
search needs. Every model is checked against its checksum before it counts as installed, and each can come
from a folder instead of the network. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.settings import ModelSettings
from app.core.work import Progress
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.shell.recent import RecentList, recents
from app.ui.widgets.progress import ProgressBar
from app.workspace.workspace import create_sample, create_workspace, is_free, open_catalog

_TRY_EVERY = 1500
"""Milliseconds between two looks whether a workspace that was in use is free."""


@dataclass(frozen=True)
class Offer:
    """A model that could phrase answers here; `reason` says why it cannot, and is empty for one that fits."""

    id: str
    name: str
    facts: str
    purpose: str
    reason: str


class Welcome(QWidget):
    """A small window of its own; `ready` carries the folder of a workspace that can be opened."""

    ready = Signal(str)

    def __init__(self, problem: str = "", workspace: Path | None = None, *, waits: bool = False) -> None:
        """Show the page.

        Args:
            problem: why the workspace could not be opened.
            workspace: the one that is to be tried again.
            waits: whether to open it by itself as soon as no other program has it open.
        """
        super().__init__()
        self.setWindowTitle("Citewell")
        self.resize(680, 640)
        self._jobs = JobRunner(self)
        self._job: Job | None = None
        self._again: Callable[[Path | None], None] | None = None
        self._made = ""
        self._workspace = workspace
        self._buttons: list[QPushButton] = []
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_start(problem, waits=waits))
        self.models = ModelChoice()
        self.models.chosen.connect(self._install_model)
        self.models.declined.connect(lambda: self.ready.emit(self._made))
        self._pages.addWidget(self.models)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 40, 48, 32)
        layout.setSpacing(theme.SPACE[3])
        layout.addWidget(self._pages, 1)
        layout.addLayout(self._make_foot())
        self._timer = QTimer(self)
        self._timer.setInterval(_TRY_EVERY)
        self._timer.timeout.connect(self._look)
        if waits and workspace is not None:
            self._timer.start()
        theme.dress_window(self)

    def _make_start(self, problem: str, *, waits: bool) -> QWidget:
        known = bool(recents())
        page = QWidget()
        title = QLabel(self.tr("Your team's knowledge, with sources"))
        title.setProperty("role", "display")
        title.setWordWrap(True)
        words = QLabel(
            self.tr(
                "Everything stays on this machine. A workspace is a folder where Citewell stores what it has read."
            )
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        words.setFont(theme.sized("large"))
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[3])
        layout.addWidget(title)
        layout.addWidget(words)
        if problem:
            layout.addWidget(self._make_trouble(problem, waits=waits))
        layout.addSpacing(theme.SPACE[3])
        self._sample = self._button(self.tr("Try the sample workspace"), self._make_sample)
        self._new = self._button(self.tr("New workspace …"), self._make)
        self._open = self._button(self.tr("Open a workspace …"), self._choose)
        first = self._open if known else self._sample
        if not problem:
            first.setProperty("primary", "true")
        row = QHBoxLayout() if known else QVBoxLayout()
        row.setSpacing(theme.SPACE[3])
        for button in (
            (self._open, self._new, self._sample) if known else (self._sample, self._new, self._open)
        ):
            row.addWidget(button, 1)
        layout.addLayout(row)
        self.recent = RecentList(self._jobs)
        self.recent.chosen.connect(self.ready)
        if known:
            layout.addSpacing(theme.SPACE[3])
            head = QLabel(self.tr("Recent"))
            head.setProperty("role", "section")
            layout.addWidget(head)
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setProperty("plain", "true")
            inner = QWidget()
            column = QVBoxLayout(inner)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.recent)
            column.addStretch(1)
            scroll.setWidget(inner)
            layout.addWidget(scroll, 1)
        else:
            self.recent.setParent(page)
            self.recent.hide()
            layout.addStretch(1)
        return page

    def _make_trouble(self, problem: str, *, waits: bool) -> QWidget:
        """Say what stands in the way, and what to do about it."""
        box = QFrame()
        box.setObjectName("trouble")
        words = QLabel(problem)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(words)
        if waits:
            more = QLabel(
                self.tr(
                    "It has not been changed. It will open here automatically when the other program closes it."
                )
            )
            more.setWordWrap(True)
            more.setProperty("role", "muted")
            layout.addWidget(more)
        if self._workspace is not None:
            again = self._button(self.tr("Try again"), lambda: self.ready.emit(str(self._workspace)))
            again.setProperty("primary", "true")
            layout.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setMinimumHeight(36)
        # Without the state of the button, which a click would hand on.
        button.clicked.connect(lambda _=False: act())
        self._buttons.append(button)
        return button

    def _make_foot(self) -> QVBoxLayout:
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._state.setProperty("role", "muted")
        self._bar = ProgressBar()
        self._bar.hide()
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setProperty("quiet", "true")
        self._stop.clicked.connect(lambda: self._job.cancel() if self._job is not None else None)
        self._stop.hide()
        self._folder = QPushButton(self.tr("Install from a folder …"))
        self._folder.setToolTip(
            self.tr(
                "A folder made by packaging/bundle.py on a machine with a network, or one with the model files"
            )
        )
        self._folder.clicked.connect(self._from_folder)
        self._folder.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._state, 1)
        row.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignTop)
        foot = QVBoxLayout()
        foot.setSpacing(theme.SPACE[2])
        foot.addWidget(self._bar)
        foot.addLayout(row)
        return foot

    # A workspace

    def _make_sample(self) -> None:
        self.make_sample(Path.home() / "citewell-sample")

    def make_sample(self, folder: Path) -> None:
        """Make the sample workspace in a folder, or finish it, and say when it is ready."""
        self._prepare(
            self.tr("Creating the sample workspace"),
            folder,
            lambda job: create_sample(folder, job.report, job.cancel_token),
        )

    def _make(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose an empty folder for the workspace"))
        if name:
            self.make_workspace(Path(name))

    def make_workspace(self, folder: Path) -> None:
        """Make an empty workspace in a folder."""
        self._prepare(self.tr("Creating the workspace"), folder, lambda _: create_workspace(folder))

    def _prepare(
        self, title: str, folder: Path, make: Callable[[Job], object], source: Path | None = None
    ) -> None:
        """Have the model that search needs, then make the workspace, then offer a model that phrases."""

        def work(job: Job) -> tuple[str, list[Offer]]:
            open_catalog().install(ModelSettings().embedder, source, job.report, job.cancel_token)
            make(job)
            return str(folder), _offers()

        self._start(title, work, lambda source: self._prepare(title, folder, make, source)).done.connect(
            self._prepared
        )

    def _prepared(self, found: tuple[str, Sequence[Offer]]) -> None:
        self._made, offers = found
        if offers:
            self.models.offer(offers)
            self._pages.setCurrentWidget(self.models)
            self._say(self.tr("Workspace created."), problem=False)
        else:
            self.ready.emit(self._made)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Open a workspace"))
        if name:
            self.ready.emit(name)

    def _look(self) -> None:
        """Look whether the workspace is free by now."""
        workspace = self._workspace
        if workspace is not None and not any(job.lane == "browse" for job in self._jobs.running):
            job = self._jobs.submit(
                self.tr("Finding the workspace"), "browse", lambda _: is_free(workspace), shown=False
            )
            job.done.connect(self._open_free)

    def _open_free(self, free: bool) -> None:
        if free and self._job is None:
            self._timer.stop()
            self.ready.emit(str(self._workspace))

    # A model

    def _install_model(self, id: str, source: Path | None = None) -> None:
        def work(job: Job) -> object:
            return open_catalog().install(id, source, job.report, job.cancel_token)

        self._start(
            self.tr("Installing {0}").format(id), work, partial(self._install_model, id)
        ).done.connect(self._installed)

    def _installed(self) -> None:
        self._say(self.tr("Installed; checksum verified."), problem=False)
        self.ready.emit(self._made)

    def _from_folder(self) -> None:
        again = self._again
        name = (
            QFileDialog.getExistingDirectory(self, self.tr("Folder with the model files"))
            if again is not None
            else ""
        )
        if again is not None and name:
            again(Path(name))

    # Work

    def _start(self, title: str, work: Callable[[Job], object], again: Callable[[Path | None], None]) -> Job:
        job = self._jobs.submit(title, "batch", work)
        job.progressed.connect(self._show)
        job.failed.connect(self._fail)
        job.ended.connect(self._rest)
        self._job = job
        self._again = again
        self._say(title, problem=False)
        self._bar.wait()
        self._bar.show()
        self._stop.show()
        self._folder.hide()
        self._enable(False)
        return job

    def _enable(self, on: bool) -> None:
        for button in self._buttons:
            button.setEnabled(on)
        self.recent.setEnabled(on)
        self.models.setEnabled(on)

    def _show(self, progress: Progress) -> None:
        self._bar.show_progress(progress)
        size = ""
        if progress.unit == "bytes" and progress.total:
            locale = self.locale()
            size = f"{locale.formattedDataSize(progress.done)} / {locale.formattedDataSize(progress.total)}"
        self._say(
            "  ·  ".join(part for part in (progress.stage, Path(progress.item).name, size) if part),
            problem=False,
        )

    def _fail(self, error: object) -> None:
        stopped = was_cancelled(error)
        self._say(self.tr("Stopped. Try again to resume.") if stopped else str(error), problem=not stopped)
        self._folder.setVisible(not stopped)

    def _say(self, words: str, *, problem: bool) -> None:
        theme.mark(self._state, "role", "problem" if problem else "muted")
        self._state.setText(words)

    def _rest(self) -> None:
        self._job = None
        self._bar.hide()
        self._stop.hide()
        self._enable(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self._jobs.close()
        super().closeEvent(event)


class ModelChoice(QWidget):
    """Which model phrases answers, if any; `chosen` carries its id."""

    chosen = Signal(str)
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(self.tr("Use a model to phrase answers?"))
        title.setProperty("role", "display")
        words = QLabel(
            self.tr(
                "It runs on this machine and only rephrases what the sources say; every sentence is checked"
                " against them. Without one, answers quote the sources directly. You can change this later"
                " under Models."
            )
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        words.setFont(theme.sized("large"))
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE[3])
        self._install = QPushButton(self.tr("Install"))
        self._install.setProperty("primary", "true")
        self._install.clicked.connect(self._choose)
        later = QPushButton(self.tr("Use quotes for now"))
        later.clicked.connect(self.declined)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        for button in (self._install, later):
            button.setMinimumHeight(36)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[4])
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addLayout(self._list)
        layout.addLayout(row)
        layout.addStretch(1)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show what can be installed; the first that fits is chosen."""
        for offer in offers:
            choice = QRadioButton(offer.name)
            choice.setProperty("model", offer.id)
            choice.setEnabled(not offer.reason)
            choice.setAccessibleName(f"{offer.name}, {offer.facts}")
            facts = QLabel("  ·  ".join(part for part in (offer.facts, offer.reason) if part))
            facts.setProperty("role", "small")
            facts.setContentsMargins(theme.SPACE[5], 0, 0, 0)
            facts.setToolTip(offer.purpose)
            self._group.addButton(choice)
            self._list.addWidget(choice)
            self._list.addWidget(facts)
        first = next((button for button in self._group.buttons() if button.isEnabled()), None)
        if first is not None:
            first.setChecked(True)
        self._install.setEnabled(first is not None)

    def _choose(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            self.chosen.emit(str(button.property("model")))


def _offers() -> list[Offer]:
    """Return what could phrase answers, best first; nothing when something is installed that can."""
    catalog = open_catalog()
    if any(model.kind.value == "generator" and not model.test_only for model in catalog.installed()):
        return []
    found = [entry for entry in catalog.entries() if entry.kind.value == "generator" and not entry.test_only]
    offers = [
        Offer(
            entry.id, entry.name, f"{entry.size / 1e6:,.0f} MB  ·  {entry.licence}  ·  SHA-256 {entry.sha256[:16]}…", entry.purpose,
            catalog.fit(entry).reason,
        )
        for entry in sorted(found, key=lambda entry: -entry.size)
    ]  # fmt: skip
    return sorted(offers, key=lambda offer: bool(offer.reason))
