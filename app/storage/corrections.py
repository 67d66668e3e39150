"""Pinned corrections as stored.

Invariants: a read that takes a scope returns only corrections of its labels; what a correction quotes of
documents is read from them, so that a purge has one place to erase. Words leave here as they were written:
who shows them masks them. Reads on any thread.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from app.core.access import Scope
from app.core.answers.corrections import Correction, CorrectionStatus
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.units.units import EvidenceSpan
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import labels_sql
from app.storage.texts import digest, storable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_ANSWERS = "c.status IN ('pinned', 'confirmed')"
_ROWS = (
    "SELECT c.*, coalesce(p.name, c.person) AS name FROM corrections c LEFT JOIN people p ON p.id = c.person"
)


class CorrectionStore:
    """The corrections of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pin(self, tx: Transaction, made: Correction, vector: NDArray[numpy.float32], embedder: str) -> str:
        """Keep a correction, whose own id is of no account, and return its id."""
        correction = digest("correction", made.run, made.person, made.at, made.text)
        answer = {
            "text": made.text,
            "evidence": [[one.document, one.version, one.start, one.end] for one in made.evidence],
        }
        tx.execute(
            "INSERT INTO corrections (id, question, label, answer, run, person, status, vector, embedder, at, review_due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                correction, storable(made.question), int(made.label), json.dumps(answer), made.run, made.person,
                made.status.value, vector.astype("<f4").tobytes(), embedder, made.at, made.review_due,
            ),
        )  # fmt: skip
        tx.executemany(
            "INSERT OR IGNORE INTO correction_sources VALUES (?, ?)",
            [(one.document, correction) for one in made.evidence if one.document],
        )
        return correction

    def settle(
        self,
        tx: Transaction,
        correction: str,
        status: CorrectionStatus,
        person: str,
        reason: str,
        review_due: str,
    ) -> None:
        """Note what became of a correction."""
        tx.execute(
            "UPDATE corrections SET status = ?, settled_at = ?, settled_by = ?, reason = ?, review_due = ?, change = change + 1"
            " WHERE id = ?",
            (status.value, now(), person, reason, review_due, correction),
        )

    def get(self, scope: Scope, correction: str) -> Correction:
        """Return a correction by its id or the beginning of it.

        Raises:
            NotFound: there is none, or more than one, that the actor may see.
        """
        rows = self._database.query(
            f"{_ROWS} WHERE c.id >= ? AND c.id < ? AND {_visible(scope)} AND c.status <> 'purged' ORDER BY c.id LIMIT 2",
            (correction, correction + "\U0010ffff"),
        )
        if not correction or len(rows) != 1:
            raise NotFound(f"No correction found: {correction}.", "See: citewell corrections list --all")
        return _correction(rows[0])

    def listed(self, scope: Scope, *, settled: bool) -> list[Correction]:
        """Return the corrections that the actor may see, what answers first, then what is due first."""
        where = "c.status <> 'purged'" if settled else _ANSWERS
        rows = self._database.query(
            f"{_ROWS} WHERE {where} AND {_visible(scope)} ORDER BY {_ANSWERS} DESC, c.review_due, c.at, c.id LIMIT 1000"
        )
        return [_correction(row) for row in rows]

    def answering(self, scope: Scope) -> list[Correction]:
        """Return the corrections that answer, the newest first."""
        rows = self._database.query(
            f"{_ROWS} WHERE {_ANSWERS} AND {_visible(scope)} ORDER BY c.at DESC, c.id"
        )
        return [_correction(row) for row in rows]

    def vectors(self, corrections: Iterable[str], embedder: str) -> dict[str, NDArray[numpy.float32]]:
        """Return the vectors of the questions, by id, as far as this embedder made them."""
        import numpy as np  # here, since a command that asks nothing must not wait for it

        rows = self._database.query(
            "SELECT id, vector FROM corrections WHERE embedder = ? AND vector IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            (embedder, json.dumps(sorted(corrections))),
        )
        return {row[0]: np.frombuffer(row[1], dtype="<f4") for row in rows}


HOLDS = {"corrections": ("question", "answer", "vector", "reason")}


def forget(tx: Transaction, documents: Collection[str], runs: Collection[str]) -> None:
    """Empty the corrections of runs, and those that rest on documents; they answer no more."""
    listed = "IN (SELECT value FROM json_each(?))"
    tx.execute(
        "UPDATE corrections SET question = '', answer = '{}', vector = NULL, reason = '', status = 'purged'"
        f" WHERE run {listed} OR id IN (SELECT correction FROM correction_sources WHERE document {listed})",
        (json.dumps(sorted(runs)), json.dumps(sorted(documents))),
    )


def _visible(scope: Scope) -> str:
    return f"c.label IN {labels_sql(scope.labels)}"


def _correction(row: Row) -> Correction:
    answer: dict[str, Any] = json.loads(row["answer"])
    return Correction(
        id=row["id"],
        question=row["question"],
        text=answer.get("text", ""),
        label=Label(row["label"]),
        run=row["run"],
        person=row["person"],
        name=row["name"],
        status=CorrectionStatus(row["status"]),
        at=row["at"],
        review_due=row["review_due"],
        evidence=tuple(
            EvidenceSpan("", version, start, end, document=document)
            for document, version, start, end in answer.get("evidence", ())
        ),
        settled_at=row["settled_at"],
        settled_by=row["settled_by"],
        reason=row["reason"],
        unit=row["unit"],
    )
