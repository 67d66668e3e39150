"""Vectors as stored in SQLite, from which every index is made and which exact search scores.

Decision hidden: a vector is a blob of little-endian float32 beside its passage's row, one for each embedder.
Invariant: what comes out belongs to active passages of the labels that were asked for. Any thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.documents.documents import Label
from app.storage.database import Database, Transaction

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

CHUNK = 4096
"""Vectors handed out at once: 6 MB of 384 dimensions."""


@dataclass(frozen=True)
class VectorChunk:
    """Some vectors with what they belong to; row i of each belongs together.

    Attributes:
        rowids: int64.
        labels: int8, values of `Label`.
        vectors: float32, shape (n, dimensions).
    """

    rowids: NDArray[numpy.int64]
    labels: NDArray[numpy.int8]
    vectors: NDArray[numpy.float32]


def labels_sql(labels: Sequence[Label]) -> str:
    """Return the labels as an SQL list; they are integers of ours, so nothing can be injected."""
    return "(" + ", ".join(str(int(label)) for label in labels) + ")"


class Embeddings:
    """The stored vectors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chunks(
        self, embedder: str, labels: Sequence[Label], after_rowid: int = 0, size: int = CHUNK
    ) -> Iterator[VectorChunk]:
        """Yield the vectors of active passages behind `after_rowid`, by rowid.

        Each chunk is one read; passages that are added meanwhile come last, those removed meanwhile may be
        missing.
        """
        # numpy costs a command line that only lists something 0.1 s.
        import numpy

        while True:
            rows = self._database.query(
                "SELECT p.rowid, p.label, v.vector FROM passages p CROSS JOIN vectors v ON v.passage = p.rowid AND v.embedder = ?"
                f" WHERE p.rowid > ? AND p.active = 1 AND +p.label IN {labels_sql(labels)} ORDER BY p.rowid LIMIT ?",
                (embedder, after_rowid, size),
            )
            if not rows:
                return
            rowids = numpy.fromiter((row[0] for row in rows), dtype=numpy.int64, count=len(rows))
            kinds = numpy.fromiter((row[1] for row in rows), dtype=numpy.int8, count=len(rows))
            matrix = numpy.frombuffer(b"".join(row[2] for row in rows), dtype="<f4").reshape(len(rows), -1)
            yield VectorChunk(rowids, kinds, matrix)
            after_rowid = int(rowids[-1])

    def live(self, labels: Sequence[Label], after_rowid: int = 0) -> NDArray[numpy.int64]:
        """Return the rowids of the active passages of these labels behind `after_rowid`, ascending: what an
        index must hold.
        """
        import numpy

        rows = self._database.query(
            f"SELECT rowid FROM passages WHERE active = 1 AND label IN {labels_sql(labels)} AND rowid > ?",
            (after_rowid,),
        )
        found = numpy.fromiter((row[0] for row in rows), dtype=numpy.int64, count=len(rows))
        found.sort()
        return found

    def counts(self, embedder: str) -> dict[Label, int]:
        """Return how many active passages of each label have a vector."""
        rows = self._database.query(
            "SELECT p.label, count(*) FROM passages p JOIN vectors v ON v.passage = p.rowid AND v.embedder = ?"
            " WHERE p.active = 1 GROUP BY p.label",
            (embedder,),
        )
        return {Label(row[0]): row[1] for row in rows}

    def of_rows(self, embedder: str, rowids: Sequence[int]) -> dict[int, NDArray[numpy.float32]]:
        """Return the vectors of some passages, by row; those without one are left out."""
        import numpy

        rows = self._database.query(
            "SELECT passage, vector FROM vectors WHERE embedder = ? AND passage IN (SELECT value FROM json_each(?))",
            (embedder, json.dumps([int(rowid) for rowid in rowids])),
        )
        return {row[0]: numpy.frombuffer(row[1], dtype="<f4") for row in rows}

    def of_extraction(
        self, extraction: str, embedder: str, spans: Sequence[tuple[int, int]]
    ) -> dict[tuple[int, int], NDArray[numpy.float32]]:
        """Return the vectors that passages of an extraction already have, in whatever document, active or
        not.
        """
        import numpy

        wanted = set(spans)
        rows = self._database.query(
            "SELECT p.start, p.end, v.vector FROM passages p JOIN vectors v ON v.passage = p.rowid AND v.embedder = ?"
            " WHERE p.extraction = ?",
            (embedder, extraction),
        )
        return {
            (row[0], row[1]): numpy.frombuffer(row[2], dtype="<f4")
            for row in rows
            if (row[0], row[1]) in wanted
        }

    def missing(self, embedder: str, limit: int, after_rowid: int = 0) -> list[int]:
        """Return the rowids of active passages without a vector of this embedder, oldest first: what
        re-embedding has to do.
        """
        rows = self._database.query(
            "SELECT p.rowid FROM passages p WHERE p.rowid > ? AND p.active = 1"
            " AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.passage = p.rowid AND v.embedder = ?)"
            " ORDER BY p.rowid LIMIT ?",
            (after_rowid, embedder, limit),
        )
        return [row[0] for row in rows]

    def of_newest(self) -> tuple[str, ...]:
        """Return the embedders that have a vector of the newest active passage, by name; none where nothing
        is embedded.
        """
        rows = self._database.query(
            "SELECT embedder FROM vectors WHERE passage = (SELECT rowid FROM passages WHERE active = 1 ORDER BY rowid DESC LIMIT 1)"
            " ORDER BY embedder"
        )
        return tuple(row[0] for row in rows)

    @staticmethod
    def put(tx: Transaction, embedder: str, rowids: Sequence[int], vectors: NDArray[Any]) -> None:
        """Store a vector for each rowid, replacing an earlier one of this embedder."""
        import numpy

        if len(rowids) != len(vectors):
            raise ValueError(f"{len(rowids)} passages but {len(vectors)} vectors")
        matrix = numpy.ascontiguousarray(vectors, dtype="<f4")
        tx.executemany(
            # A passage that was purged while it was embedded is passed over.
            "INSERT OR REPLACE INTO vectors SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM passages WHERE rowid = ?1)",
            ((rowid, embedder, row.tobytes()) for rowid, row in zip(rowids, matrix, strict=True)),
        )
