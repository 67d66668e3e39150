"""What follows a change: units looked over, followed questions asked again, gaps closed. Called by the
service that makes the change.

Decision hidden: what may be done at once, and what a front end may have done behind its window. Units are
looked over before the change returns; asking takes longer, so it is an errand, which a `Carrier` carries out.
Invariants: no front end has to think of it; a change that was made never fails because of what follows it;
what could not be asked stays due, is told in words and stands in the audit log. After a run there is nothing
to look after: what it leaves behind (its gap) is written in its own transaction. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from app.core.access import Action, Actor, may
from app.core.audit import AuditEvent
from app.core.consequences import Carrier, Cause, Consequence, Errand, at_once
from app.core.errors import AppError, Cancelled, MachineError
from app.core.inquiry.gaps import AskedAgain
from app.core.work import CancelToken, Changes, ProgressCallback, ignore_progress
from app.storage.stores import Records

if TYPE_CHECKING:
    # Made when there is something to ask: most changes make nothing due.
    from app.workflows.closing import Closing
    from app.workflows.follows import Follows
    from app.workflows.upkeep import Upkeep

_CARRIER: ContextVar[Carrier | None] = ContextVar("carrier", default=None)
"""Who carries out what follows the changes of this thread; None for whom the workspace was left to."""


class Consequences:
    """Looks after what follows changes."""

    def __init__(
        self,
        records: Records,
        upkeep: Callable[[], Upkeep],
        follows: Callable[[], Follows],
        closing: Callable[[], Closing],
    ) -> None:
        self._records = records
        self._upkeep = upkeep
        self._follows = follows
        self._closing = closing
        self._carrier: Carrier = at_once

    def leave_to(self, carrier: Carrier) -> None:
        """Have errands carried out by somebody else from now on, whichever thread a change is made in."""
        self._carrier = carrier

    @contextmanager
    def carried_by(self, carrier: Carrier) -> Iterator[None]:
        """Have what this thread makes due carried out by somebody of its own until the block ends."""
        before = _CARRIER.set(carrier)
        try:
            yield
        finally:
            _CARRIER.reset(before)

    def after_documents(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Changes:
        """Look units over and have followed questions asked again; see `Afterwards`."""
        changes = self._upkeep().look_over(actor)
        if self._is_due(actor):
            self._carry(Errand(Cause.DOCUMENTS, self._asking(actor, ""), on_progress, cancel))
        return changes

    def after_approval(self, actor: Actor, unit: str) -> None:
        """Have questions asked again that the unit was written for, and followed ones; see `Afterwards`."""
        if self._records.gaps.to_ask_again(unit):
            self._carry(Errand(Cause.APPROVAL, self._asking(actor, unit)))
        elif self._is_due(actor):
            self._carry(Errand(Cause.DOCUMENTS, self._asking(actor, "")))

    # How

    def _is_due(self, actor: Actor) -> bool:
        """Tell whether a followed question waits that the actor may have asked; makes what asks only then."""
        if not may(actor, Action.INGEST):
            return False
        state = self._records.library.state()
        return bool(self._records.follows.due(state)) and self._follows().is_due(actor)

    def _carry(self, errand: Errand) -> None:
        (_CARRIER.get() or self._carrier)(errand)

    def _asking(self, actor: Actor, unit: str) -> Callable[[ProgressCallback, CancelToken], Consequence]:
        """Return what asks again: the questions of a unit's gaps, if any, and the followed ones."""

        def work(on_progress: ProgressCallback, cancel: CancelToken) -> Consequence:
            closed: tuple[AskedAgain, ...] = ()
            try:
                if unit:
                    closed = self._closing().ask_again(actor, on_progress, cancel, unit=unit)
                checked = self._follows().ask_due(actor, on_progress, cancel)
            except Cancelled:
                return Consequence(closed=closed)
            except AppError as error:
                return Consequence(closed=closed, warning=self._failed(actor, unit, error))
            return Consequence(checked.changed, checked.left, closed)

        return work

    def _failed(self, actor: Actor, unit: str, error: AppError) -> str:
        """Note in the audit log that questions could not be asked again, and return it in words."""
        try:
            with self._records.database.transaction() as tx:
                tx.audit(actor, AuditEvent.CONSEQUENCES_FAILED, unit, {"error": type(error).__name__})
        except MachineError as worse:
            # Nothing can be written now, as on a full disk, which may be why; the change stands.
            error = worse
        later = "citewell gaps ask-again" if unit else "citewell follow check"
        return f"Questions could not be asked again: {error.message} Once that is settled: {later}"
