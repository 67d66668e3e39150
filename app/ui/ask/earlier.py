"""Earlier questions of a conversation: loaded page by page, newest first, and made into turns.

The decision hidden here is how much is read and made at a time, so that a conversation of a thousand
questions opens at once. Invariant: what is read for a conversation that was left meanwhile is dropped. GUI
thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.answers.conversations import Feedback
from app.core.answers.trace import Run
from app.ui.ask import talk as talking
from app.ui.ask.column import TurnColumn
from app.ui.ask.talk import Past
from app.ui.ask.turn import Turn
from app.ui.jobs import Job, JobRunner
from app.workspace.workspace import Application


class Earlier(QObject):
    """The questions of a conversation that were answered before."""

    failed = Signal(object)

    def __init__(
        self, application: Application, jobs: JobRunner, column: TurnColumn, make: Callable[[Run, bool], Turn]
    ) -> None:
        """Read into a column.

        Args:
            make: makes the turn of a run; whether its evidence is folded.
        """
        super().__init__(column)
        self._application = application
        self._jobs = jobs
        self._column = column
        self._make = make
        self._conversation = ""
        self._job: Job | None = None
        self._past = Past(())
        self._unshown: deque[tuple[Run, Feedback | None]] = deque()
        self._made: Turn | None = None
        self._sought = ""
        column.older_wanted.connect(self._read_older)

    @property
    def is_reading(self) -> bool:
        """Whether questions are still being read."""
        return self._job is not None or self._made is not None or bool(self._unshown)

    def forget(self) -> None:
        """Read no more of the conversation."""
        self._conversation = self._sought = ""
        self._job = None
        self._past = Past(())
        self._unshown.clear()
        if self._made is not None:
            self._made.deleteLater()
            self._made = None
        self._column.has_older = False

    def read(self, conversation: str) -> None:
        """Read a conversation from its newest questions on."""
        self.forget()
        self._conversation = conversation
        self._read(None)

    def seek(self, run: str) -> None:
        """Bring the turn of a run of the conversation into view, reading on until it is there."""
        self._sought = run
        if not self.is_reading:
            self._look()

    def _read(self, before: str | None) -> None:
        application, conversation = self._application, self._conversation
        self._column.has_older = False
        job = self._jobs.submit(
            self.tr("Loading a conversation"),
            "browse",
            lambda _: talking.past(application, conversation, before),
            shown=False,
        )
        self._job = job
        job.done.connect(partial(self._take, job))
        job.failed.connect(partial(self._fail, job))

    def _fail(self, job: Job, error: object) -> None:
        if self._job is job:
            self._job = None
            self.failed.emit(error)

    def _take(self, job: Job, past: Past) -> None:
        if self._job is job:
            self._job = None
            self._past = past
            self._unshown.extend((run, past.feedback.get(run.id)) for run in past.runs)
            self._show_next()

    def _show_next(self) -> None:
        """Make one turn, or give the one that was made its place, and leave the rest to the next round of the
        event loop.
        """
        if self._made is not None:
            turn, self._made = self._made, None
            self._column.add(turn, 0)
        elif self._unshown:
            run, feedback = self._unshown.popleft()
            if self._turn_of(run.id) is None:
                newest = not self._column.turns
                turn = self._make(run, not newest)
                turn.show_feedback(feedback)
                if newest:
                    self._column.add(turn, 0)
                    self._column.show_turn(turn)
                else:
                    self._made = turn
        if self._unshown or self._made is not None:
            QTimer.singleShot(0, self, self._show_next)
        else:
            # At once: whoever scrolls up now gets what is older.
            self._column.has_older = self._past.more
            self._look()

    def _turn_of(self, run: str) -> Turn | None:
        return next(
            (turn for turn in self._column.turns if turn.answer is not None and turn.answer.run == run), None
        )

    def _look(self) -> None:
        if not self._sought:
            return
        turn = self._turn_of(self._sought)
        if turn is None and self._past.more:
            self._read(self._past.oldest)
            return
        self._sought = ""
        if turn is not None:
            self._column.show_turn(turn)

    def _read_older(self) -> None:
        if self._past.more and not self.is_reading:
            self._read(self._past.oldest)
