"""Every file of the index, damaged in every way: noticed before it is believed, exact meanwhile, and made
anew from the records.

The vectors are random and stand in the records only; nothing here could embed anything, so what comes back
comes from SQLite.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.access import Action, Actor, Role
from app.core.audit import AuditEvent
from app.core.documents.documents import Extraction, Label
from app.governance import policy
from app.governance.guard import Guard
from app.governance.keys import Keys
from app.retrieval.index import VectorIndex
from app.storage.database import Database
from app.storage.documents import DocumentRecords, NewPassage, NewVersion
from app.storage.people import People
from tests.faults.stage import Tally

DIMENSIONS = 32
EMBEDDER = "random"
STEWARD = Actor("ines", "Ines", frozenset({Role.STEWARD}), "uid:1000")
SCOPE = policy.scope(STEWARD, Action.SEARCH)
FILES = (
    "data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin", "sealed.sqlite3", "manifest.json", "current",
)  # fmt: skip


def _missing(data: bytes, _draw: random.Random) -> bytes | None:
    return None


def _truncated(data: bytes, draw: random.Random) -> bytes | None:
    return data[: draw.randrange(len(data))]


def _zeroed(data: bytes, draw: random.Random) -> bytes | None:
    start = draw.randrange(len(data)) // 512 * 512
    zeroed = data[:start] + bytes(len(data[start : start + 4096])) + data[start + 4096 :]
    return zeroed if zeroed != data else bytes(len(data))


def _flipped(data: bytes, draw: random.Random) -> bytes | None:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


DAMAGES: Mapping[str, Callable[[bytes, random.Random], bytes | None]] = {
    "missing": _missing, "truncated": _truncated, "zeroed": _zeroed, "bit-flipped": _flipped,
}  # fmt: skip


@dataclass(frozen=True)
class Shelf:
    """A workspace's records with vectors of two labels and a sound index beside them."""

    folder: Path
    rows: NDArray[np.int64]
    vectors: NDArray[np.float32]
    questions: NDArray[np.float32]

    @classmethod
    def make(cls, folder: Path, count: int) -> Shelf:
        """Fill the records and build the index; a few passages come after it, so that there is a delta."""
        draw = np.random.default_rng(3)
        with _opened(folder) as (index, library, database):
            for label, share in ((Label.INTERNAL, count), (Label.RESTRICTED, count // 4)):
                _add(database, library, label, _unit(draw, share), f"{label.word}.txt")
            index.rebuild()
            _add(database, library, Label.INTERNAL, _unit(draw, 20), "later.txt")
            chunks = list(library.vectors(EMBEDDER, tuple(Label)))
        rows = np.concatenate([chunk.rowids for chunk in chunks])
        return cls(folder, rows, np.concatenate([chunk.vectors for chunk in chunks]), _unit(draw, 50))

    def best(self, question: NDArray[np.float32]) -> list[int]:
        """Return the ten nearest rows, compared one by one."""
        return [int(row) for row in self.rows[np.argsort(-(self.vectors @ question), kind="stable")[:10]]]

    def recall(self, index: VectorIndex) -> float:
        """Return the share of the ten nearest that the index finds, over all questions."""
        found = [
            len({hit.rowid for hit in index.search(SCOPE, one, 10)} & set(self.best(one)))
            for one in self.questions
        ]
        return sum(found) / (10 * len(found))

    def target(self, name: str) -> Path:
        """Return the file of that name in the generation in use; of two graphs the larger one's."""
        if name == "current":
            return self.folder / "index" / name
        generation = self.folder / "index" / (self.folder / "index" / "current").read_text().split()[0]
        return max(generation.rglob(name), key=lambda path: path.stat().st_size)


def damage(shelf: Shelf, scratch: Path, name: str, how: str, draw: random.Random, tally: Tally) -> None:
    """Damage one file of a copy, open it, search, rebuild, search again."""
    case = f"{name} {how}"
    tally.rounds += 1
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(shelf.folder, scratch)
    copy = Shelf(scratch, shelf.rows, shelf.vectors, shelf.questions)
    target = copy.target(name)
    data = DAMAGES[how](target.read_bytes(), draw)
    if data is None:
        target.unlink()
    else:
        target.write_bytes(data)
    with _opened(scratch) as (index, _, database):
        for question in copy.questions[:5]:
            if [hit.rowid for hit in index.search(SCOPE, question, 10)] != copy.best(question):
                tally.lost += 1
                tally.faults.append(f"{case}: a search on the damaged index was wrong")
        if index.state().problem:
            tally.told += 1
        else:
            tally.faults.append(f"{case}: not noticed")
        index.follow()
        if index.state().problem or index.state().generation is None:
            tally.faults.append(f"{case}: not rebuilt: {index.state()}")
        recall = copy.recall(index)
        if recall < 0.99:
            tally.lost += 1
            tally.faults.append(f"{case}: recall@10 of the rebuilt index is {recall:.3f}")
        if not database.verify_audit().ok:
            tally.broken += 1
    with _opened(scratch) as (index, _, _):
        if index.state().problem:
            tally.faults.append(f"{case}: the rebuilt index does not open: {index.state().problem}")


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[VectorIndex, DocumentRecords, Database]]:
    folder.mkdir(exist_ok=True)
    with Database.open(folder / "citewell.db", Keys.open(folder / "state"), create=True) as database:
        library = DocumentRecords(database)
        index = VectorIndex(Guard(database, People(database)), database, library, folder / "index", EMBEDDER)
        try:
            yield index, library, database
        finally:
            index.close()


def _add(
    database: Database, library: DocumentRecords, label: Label, vectors: NDArray[np.float32], name: str
) -> None:
    text = "".join(f"{name} {number:05}\n" for number in range(len(vectors)))
    width = len(text) // len(vectors)
    passages = tuple(NewPassage(width * number, width * number + width - 1) for number in range(len(vectors)))
    version = NewVersion(
        path=f"/shelf/{name}", root="/shelf", title=name, label=label, content_hash=f"{hash(name) & (1 << 60) - 1:064x}", size=len(text),
        mtime_ns=1, inode=1, extraction=Extraction(text, (), "text/plain", "plain", "1"), as_of="2024-05-01", as_of_origin="modified",
        passages=passages, vectors=vectors, embedder=EMBEDDER,
    )  # fmt: skip
    with database.transaction() as tx:
        document, _ = library.add_version(tx, version)
        tx.audit(STEWARD, AuditEvent.INGEST_ADDED, document)


def _unit(draw: np.random.Generator, count: int) -> NDArray[np.float32]:
    rows = draw.standard_normal((count, DIMENSIONS)).astype(np.float32)
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit
