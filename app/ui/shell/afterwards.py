"""What follows a change of the workspace, behind the window: questions asked again as jobs that can be seen
and stopped.

Decision hidden: in which lane what is asked. The questions that an approved unit was written for are few and
somebody waits for them: the lane of the questions. Followed questions go behind everything else, and changes
that come meanwhile wait for one more round together. Called from the thread that made the change; everything
else on the GUI thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from app.core.consequences import Cause, Consequence, Errand
from app.core.work import Changes
from app.ui.jobs import Job, JobRunner
from app.workspace.workspace import Application


class Afterwards(QObject):
    """Carries out what follows the changes that are made behind one window."""

    _handed = Signal(object)

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        """Carry errands out from now on, as long as the jobs run; what is not carried out then stays due."""
        super().__init__(jobs)
        self._jobs = jobs
        self._following: Job | None = None
        self._next: Errand | None = None
        # From the thread of the change to this one.
        self._handed.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        application.consequences.leave_to(self._handed.emit)

    def _begin(self, errand: Errand) -> None:
        if errand.cause is Cause.APPROVAL:
            self._submit(errand, self.tr("Asking again what was not answered"), "ask")
        elif self._following is None:
            self._following = self._submit(errand, self.tr("Asking followed questions again"), "batch")
            self._following.ended.connect(self._go_on)
        else:
            self._next = errand

    def _submit(self, errand: Errand, title: str, lane: str) -> Job:
        job = self._jobs.submit(title, lane, lambda job: errand.work(job.report, job.cancel_token))
        job.done.connect(partial(self._tell, errand, job))
        return job

    def _go_on(self) -> None:
        self._following = None
        errand, self._next = self._next, None
        if errand is not None:
            self._begin(errand)

    def _tell(self, errand: Errand, job: Job, came: Consequence) -> None:
        if came.left and not came.warning and not job.cancel_token.cancelled and self._next is None:
            self._next = errand
        self._jobs.followed.emit(came)
        if came.followed or came.closed:
            self._jobs.changed.emit(Changes())
