"""The vector index on a server: the same generations, the same checks, and the same exact search whenever the
server is not there.

SQLite stays the truth and keeps every vector; the server gets copies with row numbers. What stands there is
told by a small file beside the local index, written when a generation was counted and found whole. While the
server does not answer, search is exact and says so; nothing is lost and nothing fails. One thread at a time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.documents.documents import Label
from app.core.endpoints import Endpoint
from app.core.errors import AppError, IndexOutOfStep, InvalidSettings, MachineError, ServerUnreachable
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.retrieval.index import Successor, VectorIndex
from app.retrieval.manifest import Manifest
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.vectors import ChromaIndex, ServerIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

POINTER = "server.json"
"""What says which generation on which server is whole."""


class ServerVectorIndex(VectorIndex):
    """Nearest passages by vector, asked of a server."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: DocumentRecords,
        folder: Path,
        embedder: str,
        server: Callable[[], Endpoint],
    ) -> None:
        """Args:
        server: looks the server up and reads its secret; called when it is first needed.
        """
        super().__init__(guard, database, library, folder, embedder)
        self._server = server
        self._pointer = folder / POINTER
        self._prefix = f"citewell-{database.workspace[:12]}"

    @property
    def missing(self) -> bool:
        """Whether no generation on a server is known."""
        return not self._pointer.exists()

    def follow(
        self, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> None:
        """Take in what was written since; a server that does not answer is no reason to fail, for search does
        without it.
        """
        try:
            super().follow(on_progress, cancel)
        except (ServerUnreachable, IndexOutOfStep, InvalidSettings) as error:
            self._distrust(error.message)

    def relabelled(self) -> None:
        """Give up the generation: passages stand in another label's collection than their own."""
        self._pointer.unlink(missing_ok=True)
        super().relabelled()

    def rebuild(self) -> None:
        """Build the index anew as part of another use case.

        Raises:
            MachineError: the server does not answer, so that what it holds cannot be taken from it.
        """
        self._pointer.unlink(missing_ok=True)
        super().rebuild()

    def withdraw(self) -> None:
        """Delete everything of this workspace from the server: the index comes back here.

        Raises:
            ServerUnreachable, InvalidSettings, MachineError: it could not be deleted.
        """
        self._pointer.unlink(missing_ok=True)
        self._distrust("The index was removed from the server.")
        index = ServerIndex.connect(self._server(), "", self._embedder)
        try:
            index.drop(of=f"{self._prefix}-")
        finally:
            index.close()

    def _open(self) -> None:
        if self._opened:
            return
        self._opened = True
        self._problem = ""
        try:
            self._manifest, address = self._read_pointer()
            if self._manifest is not None:
                server = self._server()
                if address != server.url:
                    raise IndexOutOfStep(f"The index is on {address}, not on {server.url}.")
                self._chroma = self._open_on(server, self._manifest)
            elif any(self._library.counts(self._embedder).values()):
                self._problem = "The index is not on the server yet. To put it there: citewell reindex"
        except AppError as error:
            self._manifest = None
            self._problem = error.message
        self._load_delta()

    def _read_pointer(self) -> tuple[Manifest | None, str]:
        try:
            raw = json.loads(self._pointer.read_text("utf-8"))
            counts = {str(label): int(count) for label, count in raw["counts"].items()}
            manifest = Manifest(int(raw["generation"]), str(raw["embedder"]), int(raw["high"]), counts, {})
            address = str(raw["server"])
        except FileNotFoundError:
            return None, ""
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexOutOfStep("The record of the index on the server cannot be read.") from error
        if manifest.embedder != self._embedder:
            raise IndexOutOfStep("The index was built with a different embedding model.")
        return manifest, address

    def _open_on(self, server: Endpoint, manifest: Manifest) -> ServerIndex:
        index = ServerIndex.connect(server, self._name_of(manifest.generation), self._embedder)
        try:
            for label in Label:
                if index.count(label) != manifest.counts.get(label.word, 0):
                    raise IndexOutOfStep(
                        f"The number of {label.word} passages on the server does not match what it was sent."
                    )
        except AppError:
            index.close()
            raise
        return index

    def _distrust(self, problem: str) -> None:
        """Do without the server until the workspace is opened again; what stands there stays known."""
        self._let_go()
        self._problem = problem

    def _build(self, on_progress: ProgressCallback, cancel: CancelToken) -> None:
        """Put the next generation onto the server, check it, and delete those before it.

        Raises:
            ServerUnreachable, IndexOutOfStep, InvalidSettings, MachineError, Cancelled.
        """
        fresh, manifest = self._make(self._embedder, on_progress, cancel)
        self._point(fresh, manifest)
        self._use(fresh, manifest)
        self._sweep(manifest)

    def _make(
        self, embedder: str, on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[ServerIndex, Manifest]:
        server = self._server()
        number = 1 + self._last_number()
        total = sum(self._library.counts(embedder).values())
        counts: dict[str, int] = {}
        high = done = 0

        def chunks() -> Iterator[tuple[Label, NDArray[np.int64], NDArray[np.float32]]]:
            nonlocal high, done
            for label in Label:
                for chunk in self._library.vectors(embedder, (label,)):
                    cancel.raise_if_cancelled()
                    yield label, chunk.rowids, chunk.vectors
                    done += len(chunk.rowids)
                    high = max(high, int(chunk.rowids[-1]))
                    counts[label.word] = counts.get(label.word, 0) + len(chunk.rowids)
                    on_progress(Progress("Uploading the index to the server", done, total, "passages"))

        fresh = ServerIndex.connect(server, self._name_of(number), embedder)
        try:
            fresh.drop()
            fresh.fill(chunks(), cancel)
        except BaseException:
            fresh.close()
            raise
        return fresh, Manifest(number, embedder, high, counts, {})

    def _point(self, fresh: ChromaIndex, manifest: Manifest) -> None:
        """Write down what stands on the server, and delete what stood there before."""
        assert isinstance(fresh, ServerIndex)
        try:
            self._write_pointer(manifest, self._server().url)
            fresh.drop(keep=self._name_of(manifest.generation), of=f"{self._prefix}-")
        except BaseException:
            fresh.close()
            raise

    def _sweep(self, manifest: Manifest) -> None:
        """Delete the index that stands here as well, which would grow old unseen."""
        (self._folder / "current").unlink(missing_ok=True)
        for path in self._folder.glob("gen-*"):
            shutil.rmtree(path, ignore_errors=True)

    def abandon(self, successor: Successor) -> None:
        """Delete a prepared generation from the server."""
        assert isinstance(successor.chroma, ServerIndex)
        try:
            successor.chroma.drop()
        finally:
            successor.chroma.close()

    def _write_pointer(self, manifest: Manifest, address: str) -> None:
        value = {
            "server": address, "generation": manifest.generation, "embedder": manifest.embedder,
            "high": manifest.high, "counts": manifest.counts,
        }  # fmt: skip
        fresh = self._pointer.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(value, indent=1), "utf-8")
            fresh.rename(self._pointer)
        except OSError as error:
            raise MachineError(
                "The record of the index on the server cannot be saved.",
                f"The system says: {error.strerror or error}.",
            ) from error

    def _last_number(self) -> int:
        if self._manifest is not None:
            return self._manifest.generation
        try:
            return int(json.loads(self._pointer.read_text("utf-8"))["generation"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def _name_of(self, generation: int) -> str:
        return f"{self._prefix}-g{generation:06d}"
