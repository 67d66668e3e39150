"""What people are told once, and what of their inbox they marked read.

Invariant: a notice holds no words of anybody's question or source, only the id of what it is about. Reads on
any thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.access import Scope
from app.core.documents.documents import Label
from app.storage.database import Database, Transaction, now
from app.storage.embeddings import labels_sql

_READ = "read"
"""The kind of the rows that stand for an item marked read; `subject` is the item's id."""


@dataclass(frozen=True)
class Notice:
    """Something that a person is told; `subject` is the id of what it is about."""

    id: int
    kind: str
    subject: str
    reason: str
    at: str
    seen: bool


@dataclass(frozen=True)
class Due:
    """A correction whose review is due; `person` pinned it."""

    id: str
    question: str
    person: str
    at: str
    review_due: str


class Notices:
    """What the inbox cannot find out from the other records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tell(
        self, tx: Transaction, person: str, kind: str, subject: str, label: Label, reason: str = ""
    ) -> None:
        """Tell a person something; what was told of the same subject before is no news any more."""
        tx.execute(
            "DELETE FROM notices WHERE person = ? AND kind = ? AND subject = ?", (person, kind, subject)
        )
        tx.execute(
            "INSERT INTO notices (person, kind, subject, label, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
            (person, kind, subject, int(label), reason, now()),
        )

    def see(self, tx: Transaction, notice: int, *, seen: bool) -> None:
        """Note that a notice was seen, or is to be shown again."""
        tx.execute("UPDATE notices SET seen_at = ? WHERE id = ?", (now() if seen else "", notice))

    def mark(self, tx: Transaction, person: str, item: str, *, read: bool) -> None:
        """Note that an item of a person's inbox was read, or was not."""
        tx.execute("DELETE FROM notices WHERE person = ? AND kind = ? AND subject = ?", (person, _READ, item))
        if read:
            tx.execute(
                "INSERT INTO notices (person, kind, subject, label, at, seen_at) VALUES (?, ?, ?, 0, ?, ?)",
                (person, _READ, item, now(), now()),
            )

    def listed(self, scope: Scope) -> list[Notice]:
        """Return what the actor was told within the labels, newest first."""
        rows = self._database.query(
            f"SELECT * FROM notices WHERE person = ? AND kind <> ? AND label IN {labels_sql(scope.labels)} ORDER BY id DESC",
            (scope.actor.person, _READ),
        )
        return [
            Notice(row["id"], row["kind"], row["subject"], row["reason"], row["at"], bool(row["seen_at"]))
            for row in rows
        ]

    def read(self, person: str) -> set[str]:
        """Return the items that a person marked read."""
        return {
            row[0]
            for row in self._database.query(
                "SELECT subject FROM notices WHERE person = ? AND kind = ?", (person, _READ)
            )
        }

    def corrections_due(self, scope: Scope, day: str) -> list[Due]:
        """Return the pinned corrections whose review is due on a day or before, as far as the scope may read
        them.
        """
        masked = "" if scope.unmasked else " AND unmasked = 0"
        rows = self._database.query(
            "SELECT * FROM corrections WHERE status IN ('pinned', 'confirmed') AND review_due <> '' AND review_due <= ?"
            f" AND label IN {labels_sql(scope.labels)}{masked}"
            " AND question <> '' ORDER BY review_due, id",
            (day,),
        )
        return [Due(row["id"], row["question"], row["person"], row["at"], row["review_due"]) for row in rows]
