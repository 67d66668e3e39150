"""Followed questions as stored.

Invariant: a followed question is its person's alone; stewards too see only their own. Reads on any thread.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence

from app.core.access import Scope
from app.core.answers.follows import Follow
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import labels_sql
from app.storage.texts import storable


class FollowRecords:
    """The followed questions of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        tx: Transaction,
        person: str,
        question: str,
        label: Label,
        run: str,
        state: str,
        *,
        unmasked: bool,
    ) -> str:
        """Begin to follow a question; return the follow's id.

        Args:
            state: the library's when it was asked.
        """
        key = secrets.token_hex(8)
        tx.execute(
            "INSERT INTO follows (id, person, question, label, unmasked, run, state, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, person, storable(question), int(label), int(unmasked), run, state, now()),
        )
        return key

    def asked(
        self, tx: Transaction, follow: str, state: str, label: Label, changed_run: str, *, changed: bool
    ) -> None:
        """Note that a question was asked again.

        Args:
            changed_run: the run whose answer differs from the one seen last, or empty.
            changed: whether it is told as new.
        """
        tx.execute(
            "UPDATE follows SET state = ?, asked_at = ?, label = max(label, ?), changed_run = ?,"
            " changed_at = CASE WHEN ? THEN ? WHEN ? = '' THEN '' ELSE changed_at END WHERE id = ?",
            (state, now(), int(label), changed_run, changed, now(), changed_run, follow),
        )

    def unchanged(self, tx: Transaction, follows: Sequence[str], state: str) -> None:
        """Note that questions find in this state of the library what they found before."""
        rows = [(state, now(), one) for one in follows]
        tx.executemany("UPDATE follows SET state = ?, asked_at = ? WHERE id = ?", rows)

    def seen(self, tx: Transaction, follow: str) -> None:
        """Let the changed answer be the one that is compared with from now on."""
        tx.execute(
            "UPDATE follows SET run = CASE WHEN changed_run = '' THEN run ELSE changed_run END, changed_run = '', changed_at = '',"
            " seen_at = ? WHERE id = ?",
            (now(), follow),
        )

    def remove(self, tx: Transaction, follow: str) -> None:
        """Follow a question no more, and forget its words."""
        tx.execute("UPDATE follows SET removed = 1, question = '' WHERE id = ?", (follow,))

    def get(self, scope: Scope, follow: str) -> Follow:
        """Return a followed question of the actor's by its id or the beginning of it.

        Raises:
            NotFound.
        """
        rows = self._rows(scope, "f.id >= ? AND f.id < ?", (follow, follow + "\U0010ffff"))
        if not follow or len(rows) != 1:
            raise NotFound(f"You are not following a question {follow}.", "See: citewell follow list")
        return _follow(rows[0])

    def of_question(self, scope: Scope, question: str) -> Follow | None:
        """Return the followed question of the actor's that reads so."""
        rows = self._rows(scope, "f.question = ?", (storable(question),))
        return _follow(rows[0]) if rows else None

    def listed(self, scope: Scope) -> tuple[Follow, ...]:
        """Return what the actor follows: what changed first."""
        return tuple(_follow(row) for row in self._rows(scope, "1", ()))

    def due(self, state: str, people: Collection[str] | None = None) -> list[Follow]:
        """Return the followed questions that were asked last in another state of the library, the longest ago
        first, whoever asks.
        """
        rows = self._database.query(
            f"{_SELECT} WHERE f.removed = 0 AND f.state <> ? ORDER BY f.asked_at, f.id",
            (state,),
        )
        return [_follow(row) for row in rows if people is None or row["person"] in people]

    def _rows(self, scope: Scope, condition: str, parameters: tuple[str, ...]) -> list[Row]:
        masked = "" if scope.unmasked else " AND f.unmasked = 0"
        return self._database.query(
            f"{_SELECT} WHERE f.removed = 0 AND f.person = ? AND f.label IN {labels_sql(scope.labels)}{masked} AND {condition}"
            " ORDER BY f.changed_run = '', f.changed_at DESC, f.question, f.id",
            (scope.actor.person, *parameters),
        )


HOLDS = {"follows": ("question",)}


def forget(tx: Transaction, _documents: Collection[str], runs: Collection[str]) -> None:
    """Follow questions no more whose answer goes, and forget their words."""
    listed, run = json.dumps(sorted(runs)), "IN (SELECT value FROM json_each(?))"
    tx.execute(
        f"UPDATE follows SET question = '', state = '', removed = 1 WHERE run {run} OR changed_run {run}",
        (listed, listed),
    )


_SELECT = """SELECT f.*, coalesce((SELECT json_extract(r.answer, '$.status') = 'answered' FROM runs r WHERE r.id = f.run), 0) AS answered
  FROM follows f"""


def _follow(row: Row) -> Follow:
    return Follow(
        row["id"],
        row["person"],
        row["question"],
        Label(row["label"]),
        row["run"],
        bool(row["answered"]),
        row["changed_run"],
        row["asked_at"],
        row["changed_at"],
    )
