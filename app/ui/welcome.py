"""The first page: make a workspace, open one, or try the sample.

The decision hidden here is what must be there before a question can be asked: a workspace, and the embedder. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.bootstrap import create_sample, create_workspace, open_catalog
from app.core.settings import ModelSettings
from app.core.work import Progress
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.progress import ProgressBar


class Welcome(QWidget):
    """A small window of its own; `ready` carries the folder of a workspace that can be opened."""

    ready = Signal(str)

    def __init__(self, problem: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Citewell")
        self.resize(640, 480)
        self._jobs = JobRunner(self)
        self._job: Job | None = None
        title = QLabel(self.tr("Your team's knowledge, with its sources"))
        title.setProperty("role", "display")
        title.setWordWrap(True)
        words = QLabel(
            self.tr("Everything stays on this machine. A workspace is a folder that holds what Citewell knows of your documents.")
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        words.setFont(theme.sized("large"))
        self._sample = QPushButton(self.tr("Try the sample workspace"))
        self._sample.setProperty("primary", "true")
        self._sample.clicked.connect(self._make_sample)
        self._new = QPushButton(self.tr("Make a workspace …"))
        self._new.clicked.connect(self._make)
        self._open = QPushButton(self.tr("Open a workspace …"))
        self._open.clicked.connect(self._choose)
        self._state = QLabel(problem)
        self._state.setWordWrap(True)
        self._state.setProperty("role", "problem" if problem else "muted")
        self._bar = ProgressBar()
        self._bar.hide()
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setProperty("quiet", "true")
        self._stop.clicked.connect(lambda: self._job.cancel() if self._job is not None else None)
        self._stop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 32)
        layout.setSpacing(theme.SPACE[3])
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addSpacing(theme.SPACE[4])
        for button in (self._sample, self._new, self._open):
            button.setMinimumHeight(36)
            layout.addWidget(button)
        layout.addSpacing(theme.SPACE[2])
        layout.addWidget(self._bar)
        layout.addWidget(self._state)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def _make_sample(self) -> None:
        folder = Path.home() / "citewell-sample"
        self.make_sample(folder)

    def make_sample(self, folder: Path) -> None:
        """Make the sample workspace in a folder, or finish it, and say when it is ready."""

        def work(job: Job) -> str:
            _install_embedder(job)
            create_sample(folder, job.report, job.cancel_token)
            return str(folder)

        self._start(self.tr("Making the sample workspace"), work)

    def _make(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("An empty folder for the workspace"))
        if name:
            folder = Path(name)

            def work(job: Job) -> str:
                _install_embedder(job)
                create_workspace(folder)
                return str(folder)

            self._start(self.tr("Making the workspace"), work)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Open a workspace"))
        if name:
            self.ready.emit(name)

    def _start(self, title: str, work: Callable[[Job], str]) -> None:
        job = self._jobs.submit(title, "batch", work)
        job.progressed.connect(self._show)
        job.done.connect(self.ready.emit)
        job.failed.connect(self._fail)
        job.ended.connect(self._rest)
        self._job = job
        self._say(title, problem=False)
        self._bar.wait()
        self._bar.show()
        self._stop.show()
        for button in (self._sample, self._new, self._open):
            button.setEnabled(False)

    def _show(self, progress: Progress) -> None:
        self._bar.show_progress(progress)
        self._say(f"{progress.stage} {progress.item}".strip(), problem=False)

    def _fail(self, error: object) -> None:
        self._say(
            self.tr("Stopped; the next try goes on from there.") if was_cancelled(error) else str(error), problem=not was_cancelled(error)
        )

    def _say(self, words: str, *, problem: bool) -> None:
        self._state.setProperty("role", "problem" if problem else "muted")
        self._state.style().polish(self._state)
        self._state.setText(words)

    def _rest(self) -> None:
        self._job = None
        self._bar.hide()
        self._stop.hide()
        for button in (self._sample, self._new, self._open):
            button.setEnabled(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._jobs.close()
        super().closeEvent(event)


def _install_embedder(job: Job) -> None:
    open_catalog().install(ModelSettings().embedder, None, job.report, job.cancel_token)
