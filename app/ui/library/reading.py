"""Documents coming in: files that are read now, what the strip says of it, and what changed in the folders
that are followed.

The decision hidden here is how several of these share one strip: they are read one after the other, the one
under way is what is shown and stopped, and news of the folders keep quiet meanwhile. What only today's reader
reads otherwise is read again behind all that, in a lane of its own: the list of jobs shows it, and one line
when it is done. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.documents.documents import Label
from app.core.errors import AppError
from app.core.work import Changes, FileNews, FileStage, IngestReport, Progress, WatchNews
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.folders import Follower
from app.ui.library.strip import FileLog, Strip
from app.ui.library.words import number
from app.workspace.workspace import Application

_WHILE_READING = 3_000
"""Milliseconds between two looks at the list while files are read."""


class Reading(QObject):
    """What is read, and what the strip says of it."""

    look_wanted = Signal()
    """Something may have come in by now."""
    news = Signal(bool)
    """Work ended, or a folder told something; whether documents, or units that rest on them, are others than
    before.
    """
    up_to_date = Signal()
    """Nothing is left that another version of a reader read, but for what nobody could read again."""

    def __init__(
        self, application: Application, jobs: JobRunner, strip: Strip, follower: Follower, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._runner = jobs
        self._strip = strip
        self.jobs: list[Job] = []
        strip.stopped.connect(self._stop)
        strip.held.connect(self._hold)
        follower.news.connect(self._heard)
        follower.progressed.connect(self._follower_reads)
        follower.failed.connect(lambda _: self._follower_failed())
        self._timer = QTimer(self)
        self._timer.setInterval(_WHILE_READING)
        self._timer.timeout.connect(self.look_wanted)

    def ingest(
        self, paths: Sequence[Path], label: Label | None = None, ignore: Sequence[str] | None = None
    ) -> Job:
        """Read files and folders, with progress in the strip."""
        application = self._application

        def work(job: Job, note: Callable[[FileNews], None]) -> IngestReport:
            return application.ingestion.ingest(
                application.actor, list(paths), label, ignore=ignore, on_progress=job.report, on_file=note,
                cancel=job.cancel_token,
            )  # fmt: skip

        names = ", ".join(path.name for path in paths[:2]) + (" …" if len(paths) > 2 else "")
        return self._read(self.tr("Reading {0}").format(names), work)

    def read_again(self, paths: Sequence[str]) -> Job:
        """Read files again that are in a followed folder."""
        application = self._application

        def work(job: Job, note: Callable[[FileNews], None]) -> IngestReport:
            return application.ingestion.follow(
                application.actor, [Path(path) for path in paths], on_progress=job.report, on_file=note, again=True,
                cancel=job.cancel_token,
            )  # fmt: skip

        return self._read(self.tr("Rereading"), work)

    def read_outdated(self) -> None:
        """Look what an older version of a reader read, and read it again in the background, if this person
        may.
        """
        application = self._application
        look = self._runner.submit("", "browse", lambda _: application.due_rereading, shown=False)
        look.done.connect(lambda due: self._renew() if due else self.up_to_date.emit())

    def _renew(self) -> None:
        application = self._application

        def work(job: Job) -> IngestReport:
            def rest(news: FileNews) -> None:
                # Only before a file is read is nobody else's turn held with it.
                if news.stage is FileStage.READING:
                    job.wait_while_held()

            return application.rereading.reread(
                application.actor, on_progress=job.report, on_file=rest, cancel=job.cancel_token
            )

        job = self._runner.submit(
            self.tr("Rereading documents with the current version"), "batch", work, rests=True
        )
        job.done.connect(self._renewed)
        job.failed.connect(self._not_renewed)

    def _renewed(self, report: IngestReport) -> None:
        if report.updated and not self.jobs:
            self._strip.show_words(
                self.tr("{0} documents have been reread with the current version").format(
                    number(report.updated)
                )
            )
        self.news.emit(True)
        self.up_to_date.emit()

    def _not_renewed(self, error: object) -> None:
        self.news.emit(True)
        if not was_cancelled(error):
            # What waits for it would otherwise never come.
            self.up_to_date.emit()

    def _read(self, title: str, work: Callable[[Job, Callable[[FileNews], None]], IngestReport]) -> Job:
        log = FileLog()

        def run(job: Job) -> IngestReport:
            job.tell("begin", None)

            def note(news: FileNews) -> None:
                log.note(news)
                # After the transaction of a file and before the next one is where work can rest.
                job.wait_while_held()

            return work(job, note)

        job = self._runner.submit(title, "library", run)
        job.told.connect(lambda *_: self._strip.begin(title, log))
        job.progressed.connect(self._progressed)
        job.done.connect(partial(self._ingested, job))
        job.failed.connect(partial(self._ingest_failed, job))
        self.jobs.append(job)
        if len(self.jobs) == 1:
            self._strip.begin(title, log)
        self._timer.start()
        return job

    def _progressed(self, progress: Progress) -> None:
        self._strip.show_progress(progress)

    def _ingested(self, job: Job, report: IngestReport) -> None:
        self._strip.show_report(report)
        self._settled(job)

    def _ingest_failed(self, job: Job, error: object) -> None:
        if was_cancelled(error):
            self._strip.show_words(
                self.tr("Stopped. What has been read is saved; add the folder again to resume.")
            )
        else:
            self._strip.show_problem(
                str(error) if isinstance(error, AppError) else self.tr("An unexpected error occurred.")
            )
        self._settled(job)

    def _settled(self, job: Job) -> None:
        if job in self.jobs:
            self.jobs.remove(job)
        if not self.jobs:
            self._timer.stop()
        self.news.emit(True)

    def _stop(self) -> None:
        for job in self.jobs[:1]:
            job.cancel()

    def _hold(self, held: bool) -> None:
        for job in self.jobs[:1]:
            if held:
                job.hold()
            else:
                job.go_on()

    def _follower_reads(self, progress: Progress) -> None:
        # Only looking whether files changed is nothing to speak of.
        if progress.seconds_left is None or self.jobs:
            return
        if self._strip.isHidden():
            self._strip.begin(self.tr("Files changed"))
            self._strip.stop.hide()
        self._strip.show_progress(progress)

    def _follower_failed(self) -> None:
        if not self.jobs:
            self._strip.hide()
        self.news.emit(False)

    def _heard(self, news: WatchNews) -> None:
        if news.report is not None and news.changes.documents and not self.jobs:
            self._strip.show_report(news.report)
        self.news.emit(news.changes != Changes())
