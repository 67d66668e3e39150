"""The vector index: immutable generations, what came after them, and what to do when they are damaged.

SQLite is the truth and holds every vector; this index is derived from it and may be deleted at any time. A
generation is built beside the current one, checked against its manifest and swapped in by one rename.
Passages newer than it stand in an exact delta in memory, deleted ones are told apart by asking SQLite about
every hit. While no generation can be used, the stored vectors are scored exactly: slower, never wrong.

Any thread may search; one at a time writes, and a search waits for the swap to a new generation, never for
its building.
"""

from __future__ import annotations

import errno
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import AppError, DiskFull, IndexOutOfStep, MachineError
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.retrieval.delta import Delta
from app.retrieval.manifest import (
    FORMAT,
    Manifest,
    checksum,
    generation_name,
    generation_number,
    sync,
    sync_tree,
)
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.vectors import ChromaIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DELTA_SHARE = 0.1
_DELTA_LEAST = 256
_SAMPLES = 8
"""Vectors of each label that a new generation must find again before it is used."""


@dataclass(frozen=True)
class Hit:
    """A passage's row and the cosine of its vector with the question's, -1..1."""

    rowid: int
    similarity: float


@dataclass(frozen=True)
class IndexState:
    """How the index stands.

    Attributes:
        generation: number of the generation in use, or None while search is exact.
        indexed: passages in that generation, deleted ones included.
        delta: passages newer than it.
        problem: why no generation is used, or empty.
    """

    generation: int | None
    indexed: int
    delta: int
    problem: str


@dataclass(frozen=True)
class Successor:
    """A generation of another embedder's vectors, built and checked, that is not in use yet."""

    chroma: ChromaIndex
    manifest: Manifest


class VectorIndex:
    """Nearest passages by vector, inside a scope."""

    def __init__(
        self, guard: Guard, database: Database, library: DocumentRecords, folder: Path, embedder: str
    ) -> None:
        self._guard = guard
        self._database = database
        self._library = library
        self._folder = folder
        self._embedder = embedder
        self._chroma: ChromaIndex | None = None
        self._manifest: Manifest | None = None
        self._delta = Delta()
        self._opened = False
        self._problem = ""
        self._lock = threading.RLock()

    def search(self, scope: Scope, vector: NDArray[np.float32], k: int) -> list[Hit]:
        """Return the `k` nearest passages of the scope, best first, ties by row.

        Args:
            scope: only its labels' collections are asked.
            vector: the question's, L2-normalised, shape (dimensions,).
            k: how many.
        """
        with self._lock:
            return self._search(scope, vector, k)

    def _search(self, scope: Scope, vector: NDArray[np.float32], k: int) -> list[Hit]:
        self._open()
        if self._chroma is None:
            return self._visible(scope, self._exact(scope, vector, k), k)
        fetch = k
        while True:
            try:
                hits, complete = self._approximate(scope, vector, fetch)
            except IndexOutOfStep as error:
                self._distrust(str(error))
                return self._visible(scope, self._exact(scope, vector, k), k)
            visible = self._visible(scope, hits, k)
            if len(visible) >= k or complete:
                return visible
            fetch *= 4

    def similarities(self, vector: NDArray[np.float32], rowids: Sequence[int]) -> dict[int, float]:
        """Return the cosine of the question's vector with passages that another search found, as far as they
        are embedded.
        """
        return {
            rowid: float(own @ vector)
            for rowid, own in self._library.vectors_of(self._embedder, rowids).items()
        }

    def state(self) -> IndexState:
        """Return how the index stands."""
        with self._lock:
            self._open()
            if self._manifest is None:
                return IndexState(None, 0, 0, self._problem)
            return IndexState(
                self._manifest.generation, sum(self._manifest.counts.values()), len(self._delta), ""
            )

    def follow(
        self, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> None:
        """Take in what was written since; build the next generation when the delta has outgrown its share."""
        with self._lock:
            self._open()
            self._extend_delta()
            if self._manifest is None:
                outgrown = any(self._library.counts(self._embedder).values())
            else:
                outgrown = len(self._delta) > max(
                    _DELTA_LEAST, sum(self._manifest.counts.values()) * _DELTA_SHARE
                )
        if outgrown:
            self._build(on_progress, cancel or CancelToken())

    @property
    def missing(self) -> bool:
        """Whether there is no generation to use: never built, given up, or deleted. Looks at a name, reads
        nothing.
        """
        return not (self._folder / "current").exists()

    def relabelled(self) -> None:
        """Take in passages that have another label now.

        Their rows are new ones, and so stand in the delta under that label; those that the generation holds
        are gone from the records, which no hit outlives. So one document's label does not cost the building
        of the whole index.
        """
        self.follow()

    def reindex(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> IndexState:
        """Build the index anew from the stored vectors; nothing is embedded again.

        Raises:
            AccessDenied, DiskFull, Cancelled.
        """
        self._guard.require(actor, Action.REINDEX)
        with self._lock:
            self._open()
        self._build(on_progress, cancel or CancelToken())
        state = self.state()
        with self._database.transaction() as tx:
            tx.audit(
                actor,
                AuditEvent.REINDEX,
                "index",
                {"generation": state.generation, "passages": state.indexed},
            )
        return state

    def rebuild(self) -> None:
        """Build the index anew as part of another use case, which asked the guard and audits it."""
        with self._lock:
            self._open()
        self._build(ignore_progress, CancelToken())

    def prepare(
        self,
        embedder: str,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Successor:
        """Build a generation of another embedder's vectors, as part of another use case; the one in use goes
        on serving.

        Raises:
            IndexOutOfStep: what is stored changed while it was read; to be tried again.
            DiskFull, MachineError, Cancelled.
        """
        try:
            return Successor(*self._make(embedder, on_progress, cancel or CancelToken()))
        except OSError as error:
            raise _not_built(error) from error

    def succeed(self, successor: Successor) -> None:
        """Use a prepared generation and its embedder from now on; the records say so already, so search is
        exact when the disk refuses.
        """
        with self._lock:
            self._open()
            self._let_go()
            self._embedder = successor.manifest.embedder
            try:
                self._point(successor.chroma, successor.manifest)
            except (OSError, AppError) as error:
                self._distrust(f"The new index could not be activated ({error}).")
                return
            self._use(successor.chroma, successor.manifest)
        self._sweep(successor.manifest)

    def abandon(self, successor: Successor) -> None:
        """Delete a prepared generation that will not be used."""
        successor.chroma.close()
        shutil.rmtree(self._folder / generation_name(successor.manifest.generation), ignore_errors=True)

    def close(self) -> None:
        """Release the generation's files."""
        with self._lock:
            self._let_go()
            self._opened = False

    def _let_go(self) -> None:
        """Stop using the generation; what is searched then is every stored vector."""
        if self._chroma is not None:
            self._chroma.close()
        self._chroma = None
        self._manifest = None
        self._delta = Delta()

    def _use(self, fresh: ChromaIndex, manifest: Manifest) -> None:
        """Swap in a generation that was built and checked; a search waits for this, and for nothing of the
        building.
        """
        with self._lock:
            self._let_go()
            self._chroma, self._manifest, self._problem = fresh, manifest, ""
            self._load_delta()

    def _open(self) -> None:
        if self._opened:
            return
        self._opened = True
        try:
            self._manifest = self._read_manifest()
            if self._manifest is not None:
                self._chroma = self._open_generation(self._manifest)
        except IndexOutOfStep as error:
            self._manifest = None
            if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, FileNotFoundError):
                self._problem = (
                    error.message
                )  # the disk would not say what is in it, which need not be damage
            else:
                self._distrust(error.message)
        except DiskFull as error:
            # Nothing is wrong with the index; there is no room to open it.
            self._manifest = None
            self._problem = error.message
        if (
            self._manifest is None
            and not self._problem
            and any(self._library.counts(self._embedder).values())
        ):
            self._problem = "The index is missing."
        self._load_delta()

    def _current(self) -> str:
        """Return the name of the generation in use, or nothing."""
        try:
            return (self._folder / "current").read_text("utf-8").split()[0]
        except (OSError, ValueError, IndexError):
            return ""

    def _read_manifest(self) -> Manifest | None:
        pointer = self._folder / "current"
        try:
            name, total = pointer.read_text("utf-8").split()
            data = (self._folder / name / "manifest.json").read_bytes()
            if checksum(data) != total:
                raise IndexOutOfStep("The index is damaged: its manifest has changed.")
            raw = json.loads(data)
            manifest = Manifest(
                int(raw["generation"]), str(raw["embedder"]), int(raw["high"]),
                {str(label): int(count) for label, count in raw["counts"].items()},
                {str(file): str(total) for file, total in raw["files"].items()},
            )  # fmt: skip
            known = raw["format"] == FORMAT and name == generation_name(manifest.generation)
        except FileNotFoundError as error:
            if pointer.exists():
                raise IndexOutOfStep("The index manifest is missing.") from error
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexOutOfStep("The index manifest cannot be read.") from error
        if not known:
            raise IndexOutOfStep("The index was built by a different version of this program.")
        if manifest.embedder != self._embedder:
            raise IndexOutOfStep("The index was built with a different embedding model.")
        return manifest

    def _open_generation(self, manifest: Manifest) -> ChromaIndex:
        folder = self._folder / generation_name(manifest.generation)
        try:
            present = ChromaIndex.sums(folder)
        except OSError as error:
            raise IndexOutOfStep(f"The index cannot be read ({error.strerror or error}).") from error
        # Before Chroma sees them: a graph with a flipped bit can end the process.
        changed = sorted(
            file
            for file in manifest.files.keys() | present.keys()
            if present.get(file) != manifest.files.get(file)
        )
        if changed:
            raise IndexOutOfStep(f"The index is damaged: {changed[0]} is missing or has changed.")
        chroma = ChromaIndex.open(folder, manifest.embedder)
        try:
            for label in Label:
                if chroma.count(label) != manifest.counts.get(label.word, 0):
                    raise IndexOutOfStep(
                        f"The number of {label.word} passages in the index does not match its manifest."
                    )
        except IndexOutOfStep:
            chroma.close()
            raise
        return chroma

    def _load_delta(self) -> None:
        self._delta = Delta(0 if self._manifest is None else self._manifest.high)
        self._extend_delta()

    def _extend_delta(self) -> None:
        """Read what was written since the last time, and only that: a change of one file must not cost the
        whole delta.
        """
        if self._manifest is None:
            return
        for chunk in self._library.vectors(self._embedder, tuple(Label), after_rowid=self._delta.read_to):
            self._delta.add(chunk.rowids, chunk.labels, chunk.vectors)
        if len(self._delta):
            self._delta.keep(self._library.live(tuple(Label), after_rowid=self._delta.after))

    def _approximate(self, scope: Scope, vector: NDArray[np.float32], k: int) -> tuple[list[Hit], bool]:
        """Return candidates from the generation and the delta, and whether there is nothing more to fetch."""
        assert self._chroma is not None and self._manifest is not None
        hits: list[Hit] = []
        complete = True
        for label in scope.labels:
            count = self._manifest.counts.get(label.word, 0)
            if count:
                hits.extend(
                    Hit(rowid, similarity)
                    for rowid, similarity in self._chroma.query(label, vector, min(k, count))
                )
                complete = complete and k >= count
            for rows, matrix in self._delta.of(label):
                hits.extend(_nearest(rows, matrix, vector, k))
                complete = complete and k >= len(rows)
        hits.sort(key=lambda hit: (-hit.similarity, hit.rowid))
        return hits, complete

    def _exact(self, scope: Scope, vector: NDArray[np.float32], k: int) -> list[Hit]:
        hits: list[Hit] = []
        for chunk in self._library.vectors(self._embedder, scope.labels):
            hits.extend(_nearest(chunk.rowids, chunk.vectors, vector, k))
        hits.sort(key=lambda hit: (-hit.similarity, hit.rowid))
        return hits[:k]

    def _prove(self, fresh: ChromaIndex, embedder: str) -> None:
        """Ask a new generation for vectors it was given: a graph that was not written whole does not find
        them.

        Raises:
            IndexOutOfStep: one is not found.
        """
        for label in Label:
            chunk = next(self._library.vectors(embedder, (label,)), None)
            if chunk is None:
                continue
            for row in range(0, len(chunk.rowids), -(-len(chunk.rowids) // _SAMPLES)):
                vector = chunk.vectors[row]
                hits = fresh.query(label, vector, 1)
                # Another passage may have the same words, and so the same vector.
                if not hits or hits[0][1] < float(vector @ vector) - 0.01:
                    raise IndexOutOfStep(
                        f"The new index does not find its own entries ({label.word}, row {int(chunk.rowids[row])})."
                    )

    def _visible(self, scope: Scope, hits: Sequence[Hit], k: int) -> list[Hit]:
        """Ask SQLite about every hit: a derived index never decides who sees what."""
        allowed = self._library.visible(scope, [hit.rowid for hit in hits])
        return [hit for hit in hits if hit.rowid in allowed][:k]

    def _distrust(self, problem: str) -> None:
        self._let_go()
        self._problem = problem
        try:
            (self._folder / "current").unlink(missing_ok=True)
        except OSError as error:
            # The next opening finds the same damage; until then search is exact, as it is now.
            self._problem = f"{problem} It cannot be set aside ({error.strerror or error})."

    def _build(self, on_progress: ProgressCallback, cancel: CancelToken) -> None:
        """Build, check and swap in the next generation."""
        try:
            fresh, manifest = self._make(self._embedder, on_progress, cancel)
            self._point(fresh, manifest)
        except (OSError, IndexOutOfStep) as error:
            raise _not_built(error) from error
        self._use(fresh, manifest)
        self._sweep(manifest)

    def _make(
        self, embedder: str, on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[ChromaIndex, Manifest]:
        """Build and check a generation that is not in use yet."""
        number = 1 + max((generation_number(path.name) for path in self._folder.glob("gen-*")), default=0)
        building = self._folder / f".building-{number}"
        expected = self._library.counts(embedder)
        total = sum(expected.values())
        done = 0
        high = 0
        counts: dict[str, int] = {}

        def chunks() -> Iterator[tuple[Label, NDArray[np.int64], NDArray[np.float32]]]:
            for label in Label:
                yield from labelled(label)

        def labelled(label: Label) -> Iterator[tuple[Label, NDArray[np.int64], NDArray[np.float32]]]:
            nonlocal done, high
            for chunk in self._library.vectors(embedder, (label,)):
                cancel.raise_if_cancelled()
                yield label, chunk.rowids, chunk.vectors
                done += len(chunk.rowids)
                high = max(high, int(chunk.rowids[-1]))
                counts[label.word] = counts.get(label.word, 0) + len(chunk.rowids)
                on_progress(Progress("Building the index", done, total, "passages"))

        generation = self._folder / generation_name(number)
        try:
            for stale in self._folder.glob(".building-*"):
                shutil.rmtree(stale)
            building.mkdir(parents=True)
            on_progress(Progress("Building the index", 0, total, "passages"))
            ChromaIndex.build(building, embedder, chunks(), expected=expected)
            manifest = Manifest(number, embedder, high, counts, ChromaIndex.sums(building))
            (building / "manifest.json").write_bytes(manifest.data())
            sync_tree(building)
            building.rename(generation)
            fresh = self._open_generation(manifest)
            try:
                self._prove(fresh, embedder)
            except BaseException:
                fresh.close()
                raise
        except BaseException:
            # What was begun takes space that may be needed, and is of no use. The generation in use stays in
            # use.
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(generation, ignore_errors=True)
            raise
        return fresh, manifest

    def _point(self, fresh: ChromaIndex, manifest: Manifest) -> None:
        """Make a generation the one that is opened; given up when the disk refuses."""
        name = generation_name(manifest.generation)
        try:
            pointer = self._folder / "current.new"
            pointer.write_text(f"{name} {checksum(manifest.data())}", "utf-8")
            sync(pointer)
            pointer.rename(self._folder / "current")
            sync(self._folder)
        except BaseException:
            fresh.close()
            if self._current() != name:
                shutil.rmtree(self._folder / name, ignore_errors=True)
            raise

    def _sweep(self, manifest: Manifest) -> None:
        """Delete the generations that are not in use."""
        for path in self._folder.glob("gen-*"):
            if path.name != generation_name(manifest.generation):
                shutil.rmtree(path, ignore_errors=True)


def _nearest(
    rows: NDArray[np.int64], matrix: NDArray[np.float32], vector: NDArray[np.float32], k: int
) -> list[Hit]:
    import numpy as np  # deferred as above

    similarity = matrix @ vector
    if len(rows) > k:
        best = np.argpartition(-similarity, k - 1)[:k]
        rows, similarity = rows[best], similarity[best]
    return [Hit(int(row), float(value)) for row, value in zip(rows, similarity, strict=True)]


def _not_built(error: OSError | IndexOutOfStep) -> MachineError:
    """Say that the disk refused, which is all that can go wrong while an index is built from sound
    records.
    """
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "The disk is full, so the index could not be built.",
            "Free up space, then run: citewell reindex. All documents are safe and can still be searched.",
            retryable=True,
        )
    reason = error.message if isinstance(error, IndexOutOfStep) else f"{error.strerror or error}."
    return MachineError(
        f"The index could not be built. {reason}",
        "Check the disk, then run: citewell reindex. All documents are safe and can still be searched.",
        retryable=True,
    )
