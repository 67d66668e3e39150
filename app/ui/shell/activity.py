"""What is running: a count in the header, and a list that opens below it with progress and a way to stop
each. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.core.work import Progress
from app.ui import language, theme
from app.ui.jobs import Job, JobRunner
from app.ui.widgets.progress import ProgressBar

_WIDTH = 400


class JobsButton(QToolButton):
    """How much work is running; a click lists it."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._list: JobsList | None = None
        theme.set_icon(self, "jobs", "muted", 18)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(self.tr("Running jobs"))
        self.clicked.connect(self.show_list)
        jobs.started.connect(lambda _: self._count())
        jobs.ended.connect(lambda _: self._count())
        self._count()

    def _shown(self) -> list[Job]:
        return [job for job in self._jobs.running if job.shown]

    def _count(self) -> None:
        shown = self._shown()
        self.setText(str(len(shown)) if shown else "")
        self.setToolTip(self.tr("{0} running").format(len(shown)) if shown else self.tr("Nothing is running"))
        self.setEnabled(bool(shown))
        theme.set_icon(self, "jobs", "accent" if shown else "muted", 18)
        if self._list is not None:
            self._list.show_jobs(shown)

    def show_list(self) -> None:
        """Open the list below the button."""
        if self._list is None:
            self._list = JobsList(self)
        self._list.show_jobs(self._shown())
        self._list.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - self._list.width(), self.height() + theme.SPACE[1]))
        self._list.move(corner)
        self._list.show()
        self._list.setFocus()


class JobsList(QFrame):
    """Each job with its words, how far it is, and a button that stops it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(self.tr("Running jobs"))
        self.setFixedWidth(_WIDTH)
        self._rows: dict[Job, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        self._layout.setSpacing(theme.SPACE[4])

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show exactly these; nothing to show closes the list."""
        for job in [one for one in self._rows if one not in jobs]:
            row = self._rows.pop(job)
            self._layout.removeWidget(row)
            row.deleteLater()
        for job in jobs:
            if job not in self._rows:
                self._rows[job] = _JobRow(job)
                self._layout.addWidget(self._rows[job])
        if not jobs:
            self.hide()
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class _JobRow(QWidget):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._words = QLabel(job.title)
        self._state = QLabel(self.tr("Waiting or just started"))
        self._state.setProperty("role", "small")
        self._bar = ProgressBar()
        stop = QPushButton(self.tr("Stop"))
        stop.setAccessibleName(self.tr("Stop: {0}").format(job.title))
        stop.clicked.connect(job.cancel)
        stop.clicked.connect(lambda: self._stopping(stop))
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        if job.rests:
            head.addWidget(self._pausing(job))
        head.addWidget(stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._state)
        job.progressed.connect(self._show)
        if job.progress is not None:
            self._show(job.progress)

    def _pausing(self, job: Job) -> QPushButton:
        """Return the button that pauses a job and lets it go on."""
        words = {False: self.tr("Pause"), True: self.tr("Resume")}
        button = QPushButton(words[job.is_held])
        button.setAccessibleName(self.tr("Pause or resume: {0}").format(job.title))

        def toggle() -> None:
            if job.is_held:
                job.go_on()
            else:
                job.hold()
            button.setText(words[job.is_held])

        button.clicked.connect(toggle)
        return button

    def _stopping(self, button: QPushButton) -> None:
        button.setEnabled(False)
        button.setText(self.tr("Stopping"))

    def _show(self, progress: Progress) -> None:
        self._bar.show_progress(progress)
        parts = [language.words(progress.stage)]
        unit, locale = language.words(progress.unit), QLocale()
        if progress.unit != "bytes":
            done = locale.toString(progress.done)
            parts.append(
                self.tr("{0} of {1} {2}").format(done, locale.toString(progress.total), unit)
                if progress.total else f"{done} {unit}"
            )  # fmt: skip
        elif progress.total:
            parts.append(
                f"{locale.formattedDataSize(progress.done)} / {locale.formattedDataSize(progress.total)}"
            )
        if progress.seconds_left is not None and progress.seconds_left >= 1:
            seconds = round(progress.seconds_left)
            parts.append(
                self.tr("{0} min left").format(-(-seconds // 60))
                if seconds > 90
                else self.tr("{0} s left").format(seconds)
            )
        self._state.setText("  ·  ".join(parts))
