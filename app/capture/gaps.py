"""Gaps: questions that nobody's knowledge answers, gathered by meaning, and how they are closed.

Decision hidden: when two questions ask for the same thing. Invariants: gathering the same questions in the same order gives the same gaps;
a gap that somebody works on keeps its questions. Analysts see what they met themselves, experts and stewards what their labels allow, all
of them with sensitive words masked unless their role shows them. Used by one thread at a time.
"""

from __future__ import annotations

from app.core.access import Actor
from app.core.gaps import Gap, GapFilter, GapOrder, GapPage, Gathered
from app.core.inquiries import KeptInterview
from app.core.knowledge import Label
from app.core.units import Unit
from app.core.work import CancelToken, ProgressCallback, ignore_progress


class Gaps:
    """The use cases of gaps."""

    def gather(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None, *, old_runs: bool = False
    ) -> Gathered:
        """Sort the questions that wait into gaps; in the background, and as often as one likes.

        Args:
            old_runs: also take in what was asked before there were gaps.

        Raises:
            AccessDenied, ModelMissing, Cancelled: what was sorted in before stays so.
        """
        raise NotImplementedError

    def listed(
        self, actor: Actor, wanted: GapFilter | None = None, *, order: GapOrder = GapOrder.OFTEN, limit: int = 50, offset: int = 0
    ) -> GapPage:
        """Return a page of the gaps the actor may see."""
        raise NotImplementedError

    def find(self, actor: Actor, name: str) -> str:
        """Return the id of the gap called by the beginning of its id.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def show(self, actor: Actor, gap: str) -> Gap:
        """Return a gap with its questions and who might close it.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def assign(self, actor: Actor, gap: str, person: str, due: str = "") -> Gap:
        """Ask somebody to close a gap.

        Args:
            person: who may write units and read its questions; empty takes it from whoever has it.
            due: ISO 8601 day, or empty.

        Raises:
            UserError: the person cannot close it; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def dismiss(self, actor: Actor, gap: str, reason: str) -> Gap:
        """Say why a gap needs no answer.

        Raises:
            UserError: there is no reason; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def reopen(self, actor: Actor, gap: str, reason: str = "") -> Gap:
        """Take up again what was dismissed or answered.

        Raises:
            UserError: it is open; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def start_unit(self, actor: Actor, gap: str, kind: str, label: Label | None = None) -> Unit:
        """Begin the unit that is to close a gap, with its question as title.

        Args:
            label: the highest of the questions' that the actor may read, when None.

        Raises:
            UserError: a unit was begun already; InvalidUnit, NotFound, AccessDenied.
        """
        raise NotImplementedError

    def start_interview(self, actor: Actor, gap: str, kind: str, label: Label | None = None) -> KeptInterview:
        """Begin an interview that is to close a gap; raises as `start_unit` does."""
        raise NotImplementedError

    def answer_with(self, actor: Actor, gap: str, unit: str) -> Gap:
        """Say that a unit which is there already answers a gap; it is asked again when that is approved.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError
