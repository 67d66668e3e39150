"""Another embedder for a workspace: every passage embedded anew beside the old vectors, then everything
changed over at once.

The decision hidden here is the order: vectors first, a few hundred passages a transaction, so that a kill
loses nothing that was stored; then an index of them beside the one in use; then, between two questions and
with no document under way, the last passages, the record of which embedder holds, and the index's swap.
Invariant: until that record is written the old embedder serves everything, and from then on the new one does;
a kill in between leaves search exact, never wrong. The old vectors stay, so that the way back costs only what
came since. Runs in the caller's thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.core.access import Action, Actor
from app.core.audit import AuditEvent
from app.core.errors import IndexOutOfStep, InvalidSettings, MachineError
from app.core.models import Reembedded
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.inference.catalog import Catalog, InstalledModel
from app.inference.manifest import Kind
from app.inference.protocols import Embedder
from app.inference.turns import Turns, embed_in_turn
from app.retrieval.index import Successor, VectorIndex
from app.retrieval.split import embedded
from app.storage.stores import Records
from app.workflows.overview import is_calibrated
from app.workspace.settings import KEY, Preferences

_AT_ONCE = 256
"""Passages of one transaction: what a kill can lose, and how long a folder that is followed waits."""

_TRIES = 3
_SETTING = "model.embedder"


class Reembedding:
    """The use case of changing the embedder."""

    def __init__(
        self,
        guard: Guard,
        records: Records,
        index: VectorIndex,
        catalog: Catalog,
        preferences: Preferences,
        turns: Turns,
        load: Callable[[InstalledModel], Embedder],
        adopt: Callable[[Embedder], None],
    ) -> None:
        """Args:
        load: makes an embedder of an installed and verified model.
        adopt: puts the embedder in use; called between two questions.
        """
        self._guard = guard
        self._database = records.database
        self._library = records.library
        self._meta = records.meta
        self._index = index
        self._catalog = catalog
        self._preferences = preferences
        self._turns = turns
        self._load = load
        self._adopt = adopt

    def change_embedder(
        self,
        actor: Actor,
        model: str,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Reembedded:
        """Embed every passage with another model and use that from then on; the old one serves until
        everything is there.

        A call that was cancelled or killed is gone on with by the next one.

        Args:
            model: id of an installed embedder.

        Raises:
            AccessDenied, ModelMissing.
            InvalidSettings: the model phrases answers, or reads less of a text than a passage is long.
            MachineError: no space, or documents changed all the while; the old embedder goes on serving, and
                what was embedded is kept.
            Cancelled: likewise.
        """
        self._guard.require(actor, Action.USE_MODEL, model)
        cancel = cancel or CancelToken()
        started = time.monotonic()
        before = self._preferences.current.model.embedder
        installed = self._catalog.find(model)
        if installed.kind is not Kind.EMBEDDER:
            raise InvalidSettings(
                f"{model} phrases answers; it cannot find passages.", "See: citewell models list"
            )
        wanted = self._preferences.current.ingest.passage_tokens
        if installed.max_tokens < wanted:
            raise InvalidSettings(
                f"{model} reads up to {installed.max_tokens} tokens, but passages have up to {wanted}.",
                f"Lower ingest.passage_tokens to {installed.max_tokens} or less, and ingest the documents again.",
            )
        if model == before:
            return Reembedded(model, before, 0, self._total(model), time.monotonic() - started, ())
        embedder = self._load(self._catalog.ready(model))
        kept = self._total(model)
        new = self._embed_all(actor, embedder, on_progress, cancel)
        successor, more = self._prepare(actor, embedder, on_progress, cancel)
        new += more
        try:
            with self._turns.embedding(cancel):
                # Nothing is taken in now, so these are the last.
                new += self._embed(actor, embedder, on_progress, cancel)
                with self._turns.between_questions(cancel):
                    self._change_over(actor, embedder, before, new, successor)
        except BaseException:
            if self._preferences.current.model.embedder != model:
                self._index.abandon(successor)
            raise
        return Reembedded(model, before, new, kept, time.monotonic() - started, _warnings(model))

    def _change_over(
        self, actor: Actor, embedder: Embedder, before: str, passages: int, successor: Successor
    ) -> None:
        with self._database.transaction() as tx:
            self._meta.set(tx, KEY, self._preferences.stored_with(_SETTING, embedder.id))
            tx.audit(
                actor,
                AuditEvent.MODELS_EMBEDDER,
                embedder.id,
                {"before": before, "sha256": embedder.sha256, "passages": passages},
            )
        self._preferences.take(self._preferences.with_value(_SETTING, embedder.id), _SETTING)
        self._index.succeed(successor)
        self._adopt(embedder)

    def _prepare(
        self, actor: Actor, embedder: Embedder, on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[Successor, int]:
        """Build the index; again when documents changed meanwhile, since it must hold every row below its
        highest.
        """
        more = 0
        for _ in range(_TRIES):
            try:
                successor = self._index.prepare(embedder.id, on_progress, cancel)
            except IndexOutOfStep:
                more += self._embed_all(actor, embedder, on_progress, cancel)
                continue
            first = self._library.unembedded(embedder.id, 1)
            if not first or first[0][0] > successor.manifest.high:
                return successor, more
            self._index.abandon(successor)
            more += self._embed_all(actor, embedder, on_progress, cancel)
        raise MachineError(
            "Documents kept changing, so the index of the new embedding model could not be finished.",
            "Try again when no documents are being added. Finished embeddings have been saved.",
            retryable=True,
        )

    def _embed_all(
        self, actor: Actor, embedder: Embedder, on_progress: ProgressCallback, cancel: CancelToken
    ) -> int:
        """Embed what has no vector yet, letting others take a turn in between; return how many passages that
        were.
        """
        clock = _Clock(on_progress, self._library.active(), self._total(embedder.id))
        done = last = 0
        while True:
            with self._turns.embedding(cancel):
                last, count = self._batch(actor, embedder, last, cancel)
            done += count
            clock.show(done)
            if not count:
                return done

    def _embed(
        self, actor: Actor, embedder: Embedder, on_progress: ProgressCallback, cancel: CancelToken
    ) -> int:
        """Embed what has no vector yet within the caller's turn; return how many passages that were."""
        done = last = 0
        while True:
            last, count = self._batch(actor, embedder, last, cancel)
            if not count:
                return done
            done += count
            on_progress(Progress("Embedding new passages", done, None, "passages"))

    def _batch(self, actor: Actor, embedder: Embedder, after: int, cancel: CancelToken) -> tuple[int, int]:
        rows = self._library.unembedded(embedder.id, _AT_ONCE, after)
        if not rows:
            return after, 0
        texts = [embedded(passage) for _, passage in rows]
        vectors = embed_in_turn(embedder, texts, self._turns, cancel)
        with self._database.transaction() as tx:
            self._library.put_vectors(tx, embedder.id, [row[0] for row in rows], vectors)
            tx.audit(actor, AuditEvent.MODELS_EMBED, embedder.id, {"passages": len(rows)})
        return rows[-1][0], len(rows)

    def _total(self, embedder: str) -> int:
        return sum(self._library.counts(embedder).values())


class _Clock:
    """Tells how far the embedding is, and how long it will take."""

    def __init__(self, on_progress: ProgressCallback, total: int, already: int) -> None:
        self._report = on_progress
        self._total = total
        self._already = already
        self._started = time.monotonic()
        self.show(0)

    def show(self, done: int) -> None:
        seconds = time.monotonic() - self._started
        rate = done / seconds if done and seconds > 0 else None
        left = max(0, self._total - self._already - done) / rate if rate else None
        self._report(
            Progress(
                "Re-embedding",
                min(self._total, self._already + done),
                self._total,
                "passages",
                "",
                rate,
                left,
            )
        )


def _warnings(model: str) -> tuple[str, ...]:
    if is_calibrated(model):
        return ()
    return (
        f"Confidence has not been calibrated for {model}. Until it is, answers say so, and some questions"
        " may be answered or refused wrongly.",
    )
