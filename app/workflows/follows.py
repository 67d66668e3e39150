"""Followed questions: asked again after the sources changed, and the difference shown.

Decision hidden: when asking again is worth it. A question is asked without a model, so that two answers differ only where the sources do,
and within the rights of the person who follows it. Used by one thread at a time.
"""

from __future__ import annotations

from app.core.access import Actor
from app.core.follows import AnswerDifference, Checked, Follow
from app.core.work import CancelToken, ProgressCallback, ignore_progress

AT_ONCE = 50
"""Questions asked again in one go, unless somebody says otherwise."""


class Follows:
    """The use cases of followed questions."""

    def follow(self, actor: Actor, question: str) -> Follow:
        """Follow a question from now on; one that is followed already stays as it is.

        Raises:
            AccessDenied, UserError (an empty or overlong question), ModelMissing.
        """
        raise NotImplementedError

    def listed(self, actor: Actor) -> tuple[Follow, ...]:
        """Return what the actor follows: what changed first."""
        raise NotImplementedError

    def remove(self, actor: Actor, follow: str) -> None:
        """Follow a question no more.

        Args:
            follow: its id or the beginning of it.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def check(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None, *, limit: int = AT_ONCE
    ) -> Checked:
        """Ask the actor's questions again whose sources may have changed.

        Raises:
            AccessDenied, ModelMissing, Cancelled: what was asked before stays so.
        """
        raise NotImplementedError

    def check_everybodys(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None, *, limit: int = AT_ONCE
    ) -> Checked:
        """Ask everybody's questions again, each within its person's rights; for after an ingest. Raises as `check` does."""
        raise NotImplementedError

    def difference(self, actor: Actor, follow: str) -> AnswerDifference:
        """Return what the answer says now otherwise than when it was seen last.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def seen(self, actor: Actor, follow: str) -> Follow:
        """Say that the changed answer was seen; from now on it is the one compared with.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError
