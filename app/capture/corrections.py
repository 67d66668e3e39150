"""Corrections as people work with them: pin one at once, look at it within a week, confirm, reject or withdraw it.

Invariants: who pins one needs the right to; nobody confirms or rejects words of their own; what it says is labelled no lower than the run
that it corrects, unless a steward says so. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.access import Actor
from app.core.corrections import Correction
from app.core.knowledge import Label


class Corrections:
    """The use cases of corrections."""

    def pin(
        self, actor: Actor, run: str, text: str, *, evidence: Sequence[tuple[str, int, int]] = (), label: Label | None = None
    ) -> Correction:
        """Say what is right in the place of an answer that is wrong; it takes effect with the next question.

        Args:
            run: the run's id or the beginning of it.
            text: what is right, in one's own words.
            evidence: places that it rests on: version, start and end in its text.
            label: None for the highest of the run and the evidence; a lower one takes a steward.

        Raises:
            AccessDenied; NotFound: no such run or place that the actor may see; InvalidUnit: it says nothing, or too much.
        """
        raise NotImplementedError

    def listed(self, actor: Actor, *, settled: bool = False) -> tuple[Correction, ...]:
        """Return the corrections that the actor may read and that answer, what is due first; `settled` adds those that do not any more."""
        raise NotImplementedError

    def show(self, actor: Actor, correction: str) -> Correction:
        """Return one correction by its id or the beginning of it.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def confirm(self, actor: Actor, correction: str, reason: str = "") -> Correction:
        """Say that a correction of somebody else's holds.

        Raises:
            InvalidUnit: it is the actor's own, or does not answer any more; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def reject(self, actor: Actor, correction: str, reason: str) -> Correction:
        """Say that a correction of somebody else's does not hold; the question is answered from the sources again. Raises as `confirm`."""
        raise NotImplementedError

    def withdraw(self, actor: Actor, correction: str, reason: str = "") -> Correction:
        """Take one's own correction back; a steward may take back anybody's. Raises as `confirm`."""
        raise NotImplementedError
