"""The approximate index of vectors: the one file that knows Chroma.

Decisions hidden: Chroma's settings, its names, how a rowid becomes an id, and how Chroma is kept off the
network. An index is built once into an empty folder, then only read: Chroma loses its store when a process
dies while it writes. Because Chroma writes into its database even when it only opens it, that database is
sealed after the build and each opening works on a fresh copy. Invariants: what a collection of a label
returns is of that label; the files that `sums` covers never change after the build. Everything that goes
wrong inside is `IndexOutOfStep`: the caller scores exactly and rebuilds. Any thread; one process.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from app.core.documents.documents import Label
from app.core.endpoints import Endpoint
from app.core.errors import DiskFull, IndexOutOfStep, ServerUnreachable
from app.core.work import CancelToken

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

BATCH = 5000
"""Vectors added at once; Chroma refuses more than about 5,400."""

_SPACE = {
    "space": "cosine", "max_neighbors": 32, "ef_construction": 300, "ef_search": 500, "num_threads": 2,
    "batch_size": 2, "sync_threshold": 2,
}  # fmt: skip
"""Measured to find the ten nearest with a recall above 0.99 at 100,000 vectors. The last two put every vector
into the graph's files at once; with the defaults up to 1,000 wait in a queue that is worked off at each
opening (1.2 s for 300, against
0.03 s).
"""

_WORKING, _SEALED = "chroma.sqlite3", "sealed.sqlite3"
"""Chroma's database as it uses it, and as it was after the build, compacted."""

_BLOCK = 1 << 20

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "OTEL_SDK_DISABLED": "true",
    "POSTHOG_DISABLED": "1",
}
"""What keeps Chroma and what it brings along from reporting; set before it is imported, whatever the user's
environment says.
"""


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
            expected: how many vectors of each label will come. Chroma then writes each graph once, when it is
                whole; otherwise it writes the whole graph again and again while it grows, and leaves up to a
                thousand vectors in a queue that every opening has to work off (3 s at 100,000 vectors,
                against 0.1 s).

        Raises:
            IndexOutOfStep: Chroma failed, does not hold what it was given, or others came than were expected.
            DiskFull: no space is left.
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
                        collection.add(
                            ids=[str(rowid) for rowid in part.tolist()],
                            embeddings=vectors[start : start + BATCH],
                        )
                    counts[label] = counts.get(label, 0) + len(part)
                    on_added(len(part))
            for label, count in counts.items():
                if index.count(label) != count or index._expected.get(label, count) != count:
                    raise IndexOutOfStep(
                        f"The index contains {index.count(label)} of {count} vectors.",
                        "Rebuild it with: citewell reindex",
                    )
        finally:
            index.close()
        _seal(folder)
        return counts

    @classmethod
    def open(cls, folder: Path, embedder: str) -> ChromaIndex:
        """Open an index that `build` made.

        Raises:
            IndexOutOfStep: there is none, or Chroma cannot read it.
            DiskFull: no space is left to work in.
        """
        if not (folder / _SEALED).is_file():
            raise IndexOutOfStep(f"There is no index in {folder}.", "Rebuild it with: citewell reindex")
        with _translated(folder):
            for left in folder.glob(f"{_WORKING}*"):
                left.unlink()
            shutil.copyfile(folder / _SEALED, folder / _WORKING)
        return cls._start(folder, embedder)

    @staticmethod
    def sums(folder: Path) -> dict[str, str]:
        """Return size and CRC-32 of every file that must not change after a build, by its name below
        `folder`.

        A checksum, not a signature: it finds what disks and crashes do, at 3 GB a second.
        """
        # Chroma makes the files of a graph that was never written (a single vector) anew at each opening; its
        # data are in the database.
        graphs = [
            path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and (path.parent / "index_metadata.pickle").is_file()
        ]
        sealed = folder / _SEALED
        return {
            path.relative_to(folder).as_posix(): _sum(path)
            for path in (*graphs, *([sealed] if sealed.is_file() else ()))
        }

    @classmethod
    def _start(cls, folder: Path, embedder: str) -> ChromaIndex:
        os.environ.update(_QUIET)
        # Chroma takes a second to import; a command line that only lists documents must not wait for it.
        import chromadb
        from chromadb.config import Settings

        with _translated(folder):
            client = chromadb.PersistentClient(
                path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
            )
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
            found = collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"]
            )
            return [
                (int(key), 1.0 - float(distance))
                for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]

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
                    whole = (
                        {"sync_threshold": max(2, self._expected[label])} if label in self._expected else {}
                    )
                    self._collections[label] = self._client.get_or_create_collection(
                        name, configuration={"hnsw": {**_SPACE, **whole}}, embedding_function=None
                    )
                else:
                    names = {
                        item if isinstance(item, str) else item.name
                        for item in self._client.list_collections()
                    }
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
    """Return a name that Chroma accepts: 3 to 512 of [a-zA-Z0-9._-], beginning and ending with a letter or
    digit.
    """
    return f"{label.word}-{re.sub(r'[^A-Za-z0-9._-]', '-', embedder).strip('._-') or 'embedder'}"


def _seal(folder: Path) -> None:
    """Compact Chroma's database into a file that nobody writes to, and drop the one it worked with."""
    with _translated(folder):
        connection = dbapi2.connect(str(folder / _WORKING), isolation_level=None)
        try:
            connection.execute("VACUUM INTO ?", (str(folder / _SEALED),))
        finally:
            connection.close()
        for left in folder.glob(f"{_WORKING}*"):
            left.unlink()


def _sum(path: Path) -> str:
    value = size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
            size += len(block)
    return f"{size}-{value:08x}"


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, TypeError, KeyError, RuntimeError, dbapi2.DatabaseError) as error:
        # Chroma hands on what SQLite and the system said as words only.
        if any(words in str(error) for words in _FULL_WORDS):
            raise _full(folder) from error
        raise IndexOutOfStep(
            f"The index in {folder} cannot be used ({error}).", "Rebuild it with: citewell reindex"
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(folder) from error
        raise IndexOutOfStep(
            f"The index in {folder} cannot be read ({error.strerror}).", "Rebuild it with: citewell reindex"
        ) from error


_FULL_WORDS = ("database or disk is full", "No space left on device", "Disk quota exceeded")


def _full(folder: Path) -> DiskFull:
    return DiskFull(
        f"There is no space left for the index in {folder}.",
        "Free up space, then run: citewell reindex. Until then, search compares every passage.",
    )


SERVER_BATCH = 1000
"""Vectors sent to a server at once, about 3 MB; it refuses requests of more than 40."""

_PATIENCE = 30.0
"""Seconds that a server may take for one answer."""

_PAGE = 500


class ServerIndex(ChromaIndex):
    """One generation of the index on a Chroma server: vectors and row numbers go there, and nothing else.

    The collections of all generations and workspaces stand side by side there, so their names begin with the
    generation's. No proxy of the environment comes between, and a plain connection goes to the very address
    that was checked.
    """

    def __init__(self, server: Endpoint, generation: str, embedder: str, client: Any) -> None:
        super().__init__(Path(), embedder, client)
        self._server = server
        self._generation = generation

    @classmethod
    def connect(cls, server: Endpoint, generation: str, embedder: str) -> ServerIndex:
        """Speak to a server; whether it has the generation, `count` tells.

        Raises:
            ServerUnreachable: it does not answer, or does not accept the secret.
        """
        os.environ.update(_QUIET)
        # As above: a second to import.
        import chromadb
        import httpx
        from chromadb.config import Settings

        host = server.host if server.encrypted else server.address
        base = f"{server.scheme}://{f'[{host}]' if ':' in host else host}:{server.port}{server.path}"
        try:
            with httpx.Client(trust_env=False, timeout=_PATIENCE) as knocking:
                status = knocking.get(f"{base}/api/v2/heartbeat", headers=dict(server.headers)).status_code
        except httpx.HTTPError as error:
            raise _unreachable(server, str(error)) from error
        if status != 200:
            raise _unreachable(
                server, "it does not accept the secret" if status in (401, 403) else f"status {status}"
            )
        with _from_server(server), _without_proxies():
            client: Any = chromadb.HttpClient(
                host=base, port=server.port, ssl=server.encrypted, headers=dict(server.headers),
                settings=Settings(anonymized_telemetry=False, allow_reset=False),
            )  # fmt: skip
            # Chroma would wait for ever.
            client._server._session.timeout = httpx.Timeout(_PATIENCE)
        return cls(server, generation, embedder, client)

    def fill(
        self,
        batches: Iterator[tuple[Label, NDArray[numpy.int64], NDArray[numpy.float32]]],
        cancel: CancelToken | None = None,
    ) -> dict[Label, int]:
        """Put vectors into the generation, which must be new; return how many of each label it holds then.

        Raises:
            ServerUnreachable; IndexOutOfStep: the server does not hold what it was given.
            Cancelled: what was begun is the caller's to drop.
        """
        counts: dict[Label, int] = {}
        for label, rowids, vectors in batches:
            for start in range(0, len(rowids), SERVER_BATCH):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                part = rowids[start : start + SERVER_BATCH]
                with _from_server(self._server):
                    collection = self._collection(label, create=True)
                    collection.add(
                        ids=[str(rowid) for rowid in part.tolist()],
                        embeddings=vectors[start : start + SERVER_BATCH],
                    )
                counts[label] = counts.get(label, 0) + len(part)
        for label, count in counts.items():
            if self.count(label) != count:
                raise IndexOutOfStep(
                    f"The index server has {self.count(label)} of {count} vectors.",
                    "Rebuild it with: citewell reindex",
                )
        return counts

    def query(self, label: Label, vector: NDArray[numpy.float32], k: int) -> list[tuple[int, float]]:
        """Return the nearest of one label as (rowid, cosine similarity), nearest first.

        Raises:
            IndexOutOfStep: the collection is gone, or the server does not answer; score the stored vectors
                instead.
        """
        try:
            with _from_server(self._server):
                collection = self._collection(label)
                if collection is None:
                    return []
                found = collection.query(
                    query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"]
                )
                return [
                    (int(key), 1.0 - float(distance))
                    for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
                ]
        except ServerUnreachable as error:
            raise IndexOutOfStep(error.message, error.hint, retryable=True) from error

    def count(self, label: Label) -> int:
        """Return how many vectors of a label the server says it holds.

        Raises:
            ServerUnreachable.
        """
        with _from_server(self._server):
            collection = self._collection(label)
            return 0 if collection is None else int(collection.count())

    def close(self) -> None:
        """End the connections."""
        if self._client is not None:
            for part in (self._client, self._client._admin_client):
                part._server._session.close()  # Chroma leaves them to the collector
        super().close()

    def drop(self, keep: str = "", of: str = "") -> None:
        """Delete this generation's collections, or with `of` those of every generation so named but `keep`.

        Raises:
            ServerUnreachable.
        """
        with _from_server(self._server):
            for name in self._names():
                if name.startswith(of or f"{self._generation}-") and not (
                    keep and name.startswith(f"{keep}-")
                ):
                    self._client.delete_collection(name)

    def _collection(self, label: Label, *, create: bool = False) -> Any:
        with self._lock:
            if label not in self._collections:
                name = f"{self._generation}-{collection_name(label, self._embedder)}"
                if create:
                    self._collections[label] = self._client.create_collection(
                        name, configuration={"hnsw": dict(_SERVER_SPACE)}, embedding_function=None
                    )
                elif name in self._names():
                    self._collections[label] = self._client.get_collection(name, embedding_function=None)
                else:
                    return None
            return self._collections[label]

    def _names(self) -> list[str]:
        found: list[str] = []
        while True:
            page = [
                item if isinstance(item, str) else item.name
                for item in self._client.list_collections(limit=_PAGE, offset=len(found))
            ]
            found += page
            if len(page) < _PAGE:
                return found


_SERVER_SPACE = {"space": "cosine", "max_neighbors": 32, "ef_construction": 300, "ef_search": 500}


@contextmanager
def _without_proxies() -> Iterator[None]:
    """Keep the proxies of the environment away from a client while it is made: it looks for them then and
    never again.
    """
    before = os.environ.get("NO_PROXY")
    os.environ["NO_PROXY"] = "*"
    try:
        yield
    finally:
        if before is None:
            del os.environ["NO_PROXY"]
        else:
            os.environ["NO_PROXY"] = before


@contextmanager
def _from_server(server: Endpoint) -> Iterator[None]:
    try:
        yield
    except (IndexOutOfStep, ServerUnreachable):
        raise
    except Exception as error:  # noqa: BLE001 - the client raises plain Exception for every answer it does not know
        raise _unreachable(server, " ".join(str(error).split())[:200]) from error


def _unreachable(server: Endpoint, why: str) -> ServerUnreachable:
    return ServerUnreachable(
        f"The index server {server.url} cannot be used ({why}).",
        "Start it, or check server.index_secret, or keep the index on this machine: citewell settings server.index=",
        retryable=True,
    )
