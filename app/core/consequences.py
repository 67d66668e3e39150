"""What follows a change, as values: questions that are to be asked again, how they are carried out, and what
came of them.

Invariant: an errand may be carried out later, twice or never without harm. What is due is found out from the
records each time, so an errand that was not carried out stays due, and one that was carried out already does
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.core.access import Actor
from app.core.inquiry.gaps import AskedAgain
from app.core.work import CancelToken, Changes, ProgressCallback, ignore_progress


class Cause(StrEnum):
    """What was changed."""

    DOCUMENTS = "documents"
    """Documents, or units that answer like documents."""
    APPROVAL = "approval"
    """A unit was approved that was written for a gap."""


@dataclass(frozen=True)
class Consequence:
    """What came of asking again.

    Attributes:
        followed: ids of followed questions whose answer is another one now.
        left: followed questions that are still due, because enough were asked at once or somebody stopped it.
        closed: the gaps whose questions were asked again.
        warning: why something could not be asked, in words; empty when nothing failed. It stays due.
    """

    followed: tuple[str, ...] = ()
    left: int = 0
    closed: tuple[AskedAgain, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Errand:
    """Questions that a change makes due.

    Attributes:
        cause: what was changed.
        work: asks them; raises no `AppError`, and stops between two questions when it is cancelled.
        on_progress, cancel: those of the change; `cancel` is None where a change cannot be stopped.
    """

    cause: Cause
    work: Callable[[ProgressCallback, CancelToken], Consequence]
    on_progress: ProgressCallback = ignore_progress
    cancel: CancelToken | None = None

    def run(self, cancel: CancelToken | None = None) -> Consequence:
        """Ask them in this thread.

        Args:
            cancel: stops it where the change itself cannot be stopped.
        """
        return self.work(self.on_progress, self.cancel or cancel or CancelToken())


Carrier = Callable[[Errand], None]
"""How a front end has errands carried out, and its people told: at once, or behind a window."""


def at_once(errand: Errand) -> None:
    """Carry an errand out before the change returns; the inbox of whom it concerns tells what came of it."""
    errand.run()


class Afterwards(Protocol):
    """What services call when a change is made; neither method fails because something cannot be asked."""

    def after_documents(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Look after what rests on documents.

        Args:
            actor: on whose doing they changed.
            on_progress, cancel: of the change.

        Returns:
            The units that need review now.
        """

    def after_approval(self, actor: Actor, unit: str) -> None:
        """Look after what waited for a unit to be approved."""


class NoConsequences:
    """Looks after nothing: for parts that are built by themselves."""

    def after_documents(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Do nothing."""
        return Changes()

    def after_approval(self, actor: Actor, unit: str) -> None:
        """Do nothing."""
