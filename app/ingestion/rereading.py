"""The use case of reading a workspace again after the readers changed, while what was read before goes on
answering.

Invariant: it may be cancelled or killed anywhere; the next call goes on with what is left. Runs in the
caller's thread.
"""

from __future__ import annotations

from pathlib import Path

from app.core.access import Action, Actor
from app.core.consequences import Afterwards, NoConsequences
from app.core.errors import Cancelled
from app.core.work import CancelToken, IngestReport, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.ingestion.renewing import Renewing
from app.ingestion.tally import OnFile, Tally, ignore_files
from app.retrieval.index import VectorIndex


class Rereading:
    """Reads again what an older reader read."""

    def __init__(
        self, guard: Guard, renewing: Renewing, index: VectorIndex, afterwards: Afterwards | None = None
    ) -> None:
        self._guard = guard
        self._renewing = renewing
        self._index = index
        self._afterwards = afterwards or NoConsequences()

    def due(self, actor: Actor) -> int:
        """Return how many documents and units would be read again; not those that today's readers failed on
        before.

        Raises:
            AccessDenied.
        """
        scope = self._guard.require(actor, Action.INGEST)
        return len(self._renewing.outdated(scope, failed=False)) + len(self._renewing.unread_units(scope))

    def reread(
        self,
        actor: Actor,
        *,
        failed: bool = False,
        on_progress: ProgressCallback = ignore_progress,
        on_file: OnFile = ignore_files,
        cancel: CancelToken | None = None,
    ) -> IngestReport:
        """Read every document again that another version of its reader read, as far as the actor may read it.

        Args:
            actor: who asks.
            failed: try those again too that today's readers failed on.
            on_progress: told how far it is.
            on_file: told of each file's every stage, and of its outcome after its transaction committed; at
                `READING` it may hold the work by taking its time, and nobody else's with it.
            cancel: stops within a file; what was finished is kept.

        Raises:
            AccessDenied: the role may not ingest.
            MachineError: no space, model missing; what was finished is kept.
            Cancelled: likewise.
        """
        scope = self._guard.require(actor, Action.INGEST)
        tally = Tally(on_progress, on_file, cancel or CancelToken())
        due = self._renewing.outdated(scope, failed=failed)
        units = self._renewing.unread_units(scope)
        for print_ in due:
            tally.estimate.expect(Path(print_.path).suffix, print_.size)
        tally.expect(len(due))
        try:
            self._renewing.renew_units(scope, units, tally)
            self._renewing.renew(scope, due, tally, lambda: self._index.follow(cancel=tally.cancel))
        except Cancelled:
            if tally.touched:
                self._index.follow()
                tally.doubted(self._afterwards.after_documents(actor, cancel=tally.cancel).units)
            raise
        if tally.touched:
            self._index.follow(tally.on_progress, tally.cancel)
            tally.doubted(self._afterwards.after_documents(actor, tally.on_progress, tally.cancel).units)
        return tally.report()
