"""Work off the GUI thread: the only file that knows threads.

Lanes of one thread each: `ask`, `library` for what changes the library, `batch`, `browse` for quick looks
that must not wait for work, and `watch` for following folders. What comes back arrives as queued signals on
the GUI thread. Invariant: a job ends with exactly one of `done` and `failed`, and nothing of it arrives after
`close`.
"""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from app.core.errors import AppError, Cancelled
from app.core.work import CancelToken, Progress

WATCH = "watch"
LANES = ("ask", "library", "batch", "browse", WATCH)
_PROGRESS_EVERY = 0.05
"""Seconds between two reports of progress that reach the window; more would only make it busy."""


_BEHIND = {"ask": 3}
_FAR_BEHIND = 7
"""Steps of priority that a lane, with the processes it starts, stands behind the window: answers a little,
all else more.
"""


class Job(QObject):
    """One piece of work, as the window sees it.

    Attributes:
        title: what is being done, in the user's words.
        lane: where it runs.
        cancel_token: thrown by `cancel`.
        progress: the last that was heard, or None.
        rests: whether it pauses when it is held.
    """

    progressed = Signal(object)
    told = Signal(str, object)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self, title: str, lane: str, begin: Callable[[], None], *, shown: bool, rests: bool = False
    ) -> None:
        super().__init__()
        self.rests = rests
        self._begin: Callable[[], None] | None = begin
        self.title = title
        self.lane = lane
        self.shown = shown
        self.cancel_token = CancelToken()
        self.progress: Progress | None = None
        self._last = 0.0
        self._going = threading.Event()
        self._going.set()

    def begin(self) -> None:
        """Start now instead of on the next event-loop turn. Connect all signals first."""
        begin, self._begin = self._begin, None
        if begin is not None:
            begin()

    @property
    def is_held(self) -> bool:
        """Whether somebody paused the work."""
        return not self._going.is_set()

    def hold(self) -> None:
        """Ask the work to pause; it does where it calls `wait_while_held`."""
        self._going.clear()

    def go_on(self) -> None:
        """Let paused work go on."""
        self._going.set()

    def wait_while_held(self) -> None:
        """Wait, on the work's thread, until nobody holds the work; being cancelled ends the wait as well."""
        self._going.wait()

    def cancel(self) -> None:
        """Ask the work to stop; it ends as `failed` with `Cancelled`, or `done` when it was too late."""
        self.cancel_token.cancel()
        self._going.set()

    def report(self, progress: Progress) -> None:
        """Take progress from the work's thread and pass some of it on."""
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY or progress.done == progress.total:
            self._last = now
            self.progressed.emit(progress)

    def tell(self, what: str, value: object) -> None:
        """Pass something on from the work's thread before it is done."""
        self.told.emit(what, value)


class JobRunner(QObject):
    """Runs jobs in their lanes."""

    started = Signal(object)
    ended = Signal(object)
    refused = Signal(object, object)
    """A job and the `AppError` it ended with: for what concerns the whole window, such as a full disk."""
    changed = Signal(object)
    """`Changes` that somebody else made: pages ask again for what they show."""
    followed = Signal(object)
    """A `Consequence`: what came of asking again because of a change."""
    broke = Signal(object)
    """An error that is a bug: not an `AppError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(
                1, thread_name_prefix=f"citewell-{lane}", initializer=partial(_stand_back, lane)
            )
            for lane in LANES
        }
        self._running: dict[int, tuple[Job, Future[None] | None]] = {}
        self._numbers = itertools.count()
        self._closed = False

    @property
    def running(self) -> list[Job]:
        """Jobs that wait or run, oldest first; not the following of folders, which ends with the window
        only.
        """
        return [job for job, _ in self._running.values() if job.lane != WATCH]

    def submit(
        self, title: str, lane: str, work: Callable[[Job], Any], *, shown: bool = True, rests: bool = False
    ) -> Job:
        """Start a piece of work.

        Args:
            title: shown in the list of jobs.
            lane: one of `LANES`; a lane does one thing at a time.
            work: gets the job; it looks at `job.cancel_token` and calls `job.report` and `job.tell`.
            shown: whether the list of jobs shows it.
            rests: whether the work calls `job.wait_while_held`, so that it can be paused.
        """
        number = next(self._numbers)
        job = Job(title, lane, partial(self._begin, number, work), shown=shown, rests=rests)
        job.progressed.connect(
            lambda progress: setattr(job, "progress", progress), Qt.ConnectionType.QueuedConnection
        )
        job.ended.connect(lambda: self._finish(number), Qt.ConnectionType.QueuedConnection)
        self._running[number] = (job, None)
        # Begun by the event loop: whoever submits connects to the job's signals first, and none of them is
        # missed.
        QTimer.singleShot(0, self, job.begin)
        self.started.emit(job)
        return job

    def _begin(self, number: int, work: Callable[[Job], Any]) -> None:
        if not self._closed:
            job, _ = self._running[number]
            self._running[number] = (job, self._pools[job.lane].submit(self._run, job, work))

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        try:
            job.cancel_token.raise_if_cancelled()
            result = work(job)
        except AppError as error:
            if not self._closed:
                job.failed.emit(error)
                self.refused.emit(job, error)
        except Exception as error:  # noqa: BLE001  a bug in the work must end in a dialog, not in a dead lane
            if not self._closed:
                job.failed.emit(error)
                self.broke.emit(error)
        else:
            if not self._closed:
                job.done.emit(result)
        if not self._closed:
            job.ended.emit()

    def _finish(self, number: int) -> None:
        # What was on its way when everything was closed may still arrive.
        found = self._running.pop(number, None)
        if found is not None and not self._closed:
            self.ended.emit(found[0])
            self._let_go(*found)

    def _let_go(self, job: Job, future: Future[None] | None) -> None:
        """Free a job: whoever listens to it mostly holds it, and what Qt holds Python does not collect."""
        if future is None or future.done():
            job.deleteLater()
        else:
            # Its thread has not yet told everybody that it ended.
            QTimer.singleShot(1, self, lambda: self._let_go(job, future))

    def close(self) -> None:
        """Cancel everything and wait for it."""
        self._closed = True
        for job, future in self._running.values():
            job.cancel()
            if future is not None:
                future.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        for job, _ in self._running.values():
            # What its thread sent before is on its way to pages that are going; it is dropped.
            QCoreApplication.removePostedEvents(job)
            job.deleteLater()
        self._running.clear()


def _stand_back(lane: str) -> None:
    """Let the window go first on a busy machine, and after it whoever waits for an answer; child processes
    inherit it.
    """
    here = threading.get_native_id()
    os.setpriority(
        os.PRIO_PROCESS, here, min(19, os.getpriority(os.PRIO_PROCESS, here) + _BEHIND.get(lane, _FAR_BEHIND))
    )


def was_cancelled(error: object) -> bool:
    """Tell the end of a job that somebody asked to stop."""
    return isinstance(error, Cancelled)
