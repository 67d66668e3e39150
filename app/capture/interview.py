"""Interviews with an expert: questions one after the other, a transcript, and drafts that the expert accepts field by field.

Decision hidden: when a model may choose the next question, and that nothing depends on it. Invariants: each answer is on the disk before the
next question is asked; a field is drafted out of the expert's own words and goes into a unit only when the expert accepted it. The expert,
who asks, and stewards see an interview, and nobody else. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable

from app.capture.units import Capture
from app.core.access import Actor
from app.core.fields import FieldValue
from app.core.inquiries import InterviewHead, KeptInterview
from app.core.interview import Asked
from app.core.knowledge import Label
from app.core.work import CancelToken
from app.governance.guard import Guard
from app.inference.protocols import Generator
from app.storage.database import Database


class Interviews:
    """The use cases of interviews."""

    def __init__(self, guard: Guard, database: Database, capture: Capture, generator: Callable[[str | None], Generator | None]) -> None:
        """Take the parts.

        Args:
            generator: gives the model for an id (None: the workspace's choice), or None when phrasing is off.
        """

    def begin(
        self, actor: Actor, kind: str, title: str, label: Label = Label.INTERNAL, *, expert: str = "", gap: str = ""
    ) -> KeptInterview:
        """Begin an interview about one incident.

        Args:
            actor: who asks.
            kind: id of the kind of unit it is to become.
            title: the incident in a few words; with a gap, its question when empty.
            label: of transcript and unit.
            expert: who answers; the actor unless somebody else is named.
            gap: id of the gap it is to close.

        Raises:
            InvalidUnit: there is no such kind or person; UserError: the title is empty; AccessDenied, NotFound.
        """
        raise NotImplementedError

    def import_text(
        self, actor: Actor, kind: str, title: str, text: str, label: Label = Label.INTERNAL, *, expert: str = "", gap: str = ""
    ) -> KeptInterview:
        """Begin an interview with a transcript or notes that are there already; its sentences become proposals. Raises as `begin` does."""
        raise NotImplementedError

    def listed(self, actor: Actor, *, finished: bool = True) -> tuple[InterviewHead, ...]:
        """Return the interviews the actor may see, the one changed last first."""
        raise NotImplementedError

    def find(self, actor: Actor, name: str) -> str:
        """Return the id of the interview called by the beginning of its id.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def show(self, actor: Actor, interview: str) -> KeptInterview:
        """Return an interview with all that was said, the next question and the proposals.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError

    def open_questions(self, actor: Actor, interview: str) -> tuple[Asked, ...]:
        """Return every question that is still open, in the ladder's order, to choose from."""
        raise NotImplementedError

    def propose(self, actor: Actor, interview: str, *, model: str | None = None, cancel: CancelToken | None = None) -> KeptInterview:
        """Let a model choose and word the next question among the open ones; without a model, the ladder's order stays.

        Raises:
            NotFound, AccessDenied, Cancelled.
        """
        raise NotImplementedError

    def answer(self, actor: Actor, interview: str, words: str, *, probe: str = "", point: int | None = None) -> KeptInterview:
        """Take an answer down and go on to the next question.

        Args:
            words: what the expert said; empty words pass the question over.
            probe, point: the open question that is answered; the next one when none is named.

        Raises:
            UserError: there is no such open question; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def skip(self, actor: Actor, interview: str, *, probe: str = "", point: int | None = None) -> KeptInterview:
        """Pass a question over; raises as `answer` does."""
        raise NotImplementedError

    def take_back(self, actor: Actor, interview: str) -> KeptInterview:
        """Take the last answer back, to give another one.

        Raises:
            UserError: nothing was asked yet, or a field rests on these words; NotFound, AccessDenied.
        """
        raise NotImplementedError

    def pause(self, actor: Actor, interview: str) -> KeptInterview:
        """Put an interview aside; everything is kept."""
        raise NotImplementedError

    def resume(self, actor: Actor, interview: str) -> KeptInterview:
        """Take a paused or finished interview up again."""
        raise NotImplementedError

    def finish(self, actor: Actor, interview: str) -> KeptInterview:
        """Say that there is no more to ask."""
        raise NotImplementedError

    def accept(self, actor: Actor, interview: str, proposal: str, value: FieldValue | None = None) -> KeptInterview:
        """Put a proposed field into the unit's draft, with the words of the transcript that it rests on.

        The first one begins the unit.

        Args:
            proposal: its id, or the field's.
            value: what the expert made of it; as proposed when None.

        Raises:
            AccessDenied: only the expert accepts; InvalidUnit, EditConflict, NotFound.
        """
        raise NotImplementedError

    def reject(self, actor: Actor, interview: str, proposal: str) -> KeptInterview:
        """Say that a proposed field is not what was meant; raises as `accept` does."""
        raise NotImplementedError

    def purge(self, actor: Actor, interview: str) -> None:
        """Erase every word of an interview, and the quotes that units hold of it.

        Raises:
            NotFound, AccessDenied.
        """
        raise NotImplementedError
