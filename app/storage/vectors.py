"""The approximate index of vectors: the one file that knows Chroma.

Decisions hidden: Chroma's settings, its names, how a rowid becomes an id, and how Chroma is kept off the network. An index is built once
into an empty folder, then only read: Chroma loses its store when a process dies while it writes. Invariant: what a collection of a
label returns is of that label. Everything that goes wrong inside is `IndexOutOfStep`: the caller scores exactly and
rebuilds. Any thread; one process.
"""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import DiskFull, IndexOutOfStep
from app.core.knowledge import Label
from app.core.work import CancelToken

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

BATCH = 5000
"""Vectors added at once; Chroma refuses more than about 5,400."""

_SPACE = {"space": "cosine", "max_neighbors": 32, "ef_construction": 300, "ef_search": 500, "num_threads": 2}
"""Measured to find the ten nearest with a recall above 0.99 at 100,000 vectors."""

_QUIET = {"ANONYMIZED_TELEMETRY": "False", "CHROMA_OTEL_COLLECTION_ENDPOINT": "", "OTEL_SDK_DISABLED": "true", "POSTHOG_DISABLED": "1"}
"""What keeps Chroma and what it brings along from reporting; set before it is imported, whatever the user's environment says."""


class ChromaIndex:
    """One generation of the index, open for queries."""

    def __init__(self, folder: Path, embedder: str, client: Any) -> None:
        self._folder = folder
        self._embedder = embedder
        self._client = client
        self._collections: dict[Label, Any] = {}
        self._expected: Mapping[Label, int] = {}
        self._lock = threading.Lock()

    @classmethod
    def build(
        cls,
        folder: Path,
        embedder: str,
        batches: Iterator[tuple[Label, NDArray[numpy.int64], NDArray[numpy.float32]]],
        on_added: Callable[[int], None] = lambda count: None,
        cancel: CancelToken | None = None,
        expected: Mapping[Label, int] | None = None,
    ) -> dict[Label, int]:
        """Make an index in an empty folder and close it; return how many vectors of each label it holds.

        Args:
            batches: (label, rowids, vectors) in any order and of any size; L2-normalised or not.
            on_added: told how many were added since it was last called.
            cancel: looked at between batches; the folder is then the caller's to delete.
            expected: how many vectors of each label will come. Chroma then writes each graph once, when it is whole; otherwise it
                writes the whole graph again and again while it grows, and leaves up to a thousand vectors in a queue that every
                opening has to work off (3 s at 100,000 vectors, against 0.1 s).

        Raises:
            IndexOutOfStep: Chroma failed, does not hold what it was given, or others came than were expected.
            Cancelled: the token was thrown.
        """
        folder.mkdir(parents=True, exist_ok=True)
        counts: dict[Label, int] = {}
        index = cls._start(folder, embedder)
        index._expected = expected or {}
        try:
            for label, rowids, vectors in batches:
                for start in range(0, len(rowids), BATCH):
                    if cancel is not None:
                        cancel.raise_if_cancelled()
                    part = rowids[start : start + BATCH]
                    with _translated(folder):
                        collection = index._collection(label, create=True)
                        collection.add(ids=[str(rowid) for rowid in part.tolist()], embeddings=vectors[start : start + BATCH])
                    counts[label] = counts.get(label, 0) + len(part)
                    on_added(len(part))
            for label, count in counts.items():
                if index.count(label) != count or index._expected.get(label, count) != count:
                    raise IndexOutOfStep(f"The index holds {index.count(label)} of {count} vectors.", "Rebuild it with: citewell reindex")
        finally:
            index.close()
        return counts

    @classmethod
    def open(cls, folder: Path, embedder: str) -> ChromaIndex:
        """Open an index that `build` made.

        Raises:
            IndexOutOfStep: there is none, or Chroma cannot read it.
        """
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexOutOfStep(f"There is no index in {folder}.", "Rebuild it with: citewell reindex")
        return cls._start(folder, embedder)

    @classmethod
    def _start(cls, folder: Path, embedder: str) -> ChromaIndex:
        os.environ.update(_QUIET)
        # Chroma takes a second to import; a command line that only lists documents must not wait for it.
        import chromadb
        from chromadb.config import Settings

        with _translated(folder):
            client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False))
        return cls(folder, embedder, client)

    def query(self, label: Label, vector: NDArray[numpy.float32], k: int) -> list[tuple[int, float]]:
        """Return the nearest of one label as (rowid, cosine similarity), nearest first.

        Raises:
            IndexOutOfStep: Chroma failed; score the stored vectors instead.
        """
        with _translated(self._folder):
            collection = self._collection(label)
            if collection is None:
                return []
            found = collection.query(query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"])
            return [(int(key), 1.0 - float(distance)) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def count(self, label: Label) -> int:
        """Return how many vectors of a label Chroma says it holds."""
        with _translated(self._folder):
            collection = self._collection(label)
            return 0 if collection is None else int(collection.count())

    def _collection(self, label: Label, *, create: bool = False) -> Any:
        with self._lock:
            if label not in self._collections:
                name = collection_name(label, self._embedder)
                if create:
                    # Chroma takes no threshold below 2.
                    whole = {"sync_threshold": max(2, self._expected[label])} if label in self._expected else {}
                    self._collections[label] = self._client.get_or_create_collection(
                        name, configuration={"hnsw": {**_SPACE, **whole}}, embedding_function=None
                    )
                else:
                    names = {item if isinstance(item, str) else item.name for item in self._client.list_collections()}
                    if name not in names:
                        return None
                    self._collections[label] = self._client.get_collection(name, embedding_function=None)
            return self._collections[label]

    def close(self) -> None:
        """Let go of the files, so that the folder can be deleted or opened anew."""
        with self._lock:
            self._collections.clear()
            if self._client is not None:
                self._client.close()
                self._client = None

    def __enter__(self) -> ChromaIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def collection_name(label: Label, embedder: str) -> str:
    """Return a name that Chroma accepts: 3 to 512 of [a-zA-Z0-9._-], beginning and ending with a letter or digit."""
    return f"{label.word}-{re.sub(r'[^A-Za-z0-9._-]', '-', embedder).strip('._-') or 'embedder'}"


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise IndexOutOfStep(f"The index in {folder} cannot be used ({error}).", "Rebuild it with: citewell reindex") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"No space is left for the index in {folder}.", "Free some space and try again.", retryable=True) from error
        raise IndexOutOfStep(f"The index in {folder} cannot be read ({error.strerror}).", "Rebuild it with: citewell reindex") from error
