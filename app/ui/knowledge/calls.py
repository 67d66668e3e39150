"""How the knowledge page has something done: in the lane that reads, one after the other, so that a look
always sees the last save.

GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.ui.jobs import Job, JobRunner
from app.workspace.workspace import Application

_LANE = "browse"


class Calls:
    """An application and the runner of its jobs."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        self.application = application
        self._jobs = jobs

    def do(
        self,
        title: str,
        work: Callable[[Application], Any],
        done: Callable[[Any], object],
        failed: Callable[[Any], object] | None = None,
    ) -> Job:
        """Have something done; what it gives, or the error, comes back on the GUI thread."""
        application = self.application
        job = self._jobs.submit(title, _LANE, lambda _: work(application), shown=False)
        job.done.connect(done)
        if failed is not None:
            job.failed.connect(failed)
        return job

    def compute(
        self,
        title: str,
        work: Callable[[Application], Any],
        done: Callable[[Any], object],
        failed: Callable[[Any], object],
    ) -> Job:
        """Have something done that takes long, in sight."""
        application = self.application
        job = self._jobs.submit(title, "batch", lambda _: work(application))
        job.done.connect(done)
        job.failed.connect(failed)
        return job
