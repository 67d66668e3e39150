"""A gap becomes a unit, its questions are asked again, and a case is left behind.

Decision hidden: whose eyes a question is asked again with: those of who asked it, so that the answer is the one they would get. Invariant: a
gap is closed by answers and not by an approval; each asker is told once. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.core.access import Actor
from app.core.gaps import AskedAgain, Case
from app.core.work import CancelToken, ProgressCallback, ignore_progress


class Closing:
    """The use cases of closing gaps."""

    def ask_again(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None, *, unit: str = ""
    ) -> tuple[AskedAgain, ...]:
        """Ask the questions of those gaps again whose unit was approved since; call it after each approval.

        Args:
            unit: only the gaps of this unit; of every one that waits, when empty.

        Raises:
            AccessDenied, ModelMissing, Cancelled: the next call goes on from there.
        """
        raise NotImplementedError

    def cases(self, actor: Actor) -> tuple[Case, ...]:
        """Return the evaluation cases that closed gaps left behind, as far as the actor may read them, oldest first."""
        raise NotImplementedError

    def export_cases(self, actor: Actor) -> Iterator[str]:
        """Yield the cases as JSON lines, a suite's form; raises as `cases` does."""
        raise NotImplementedError
