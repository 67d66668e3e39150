"""What approved units rest on, and how it stands today.

Invariant: only what changed since somebody last looked at the unit is returned, so that a look costs what
changed and not what there is. For the program itself: nothing of this is shown to anybody before a scope was
asked. Reads on any thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.documents.documents import Label, Status
from app.storage.database import Database
from app.storage.texts import Texts, shown


@dataclass(frozen=True)
class Moved:
    """Evidence of an answering unit whose document changed since an expert last looked at the unit.

    Attributes:
        unit, label: of the unit.
        doubt: what speaks against it already, or empty.
        kind, field: the unit's kind and the field that rests on it.
        title: of the document, as masked eyes see it; empty when it is more closely held than the unit.
        status, source_label: of the document now.
        version, start, end: the words that were attached.
        current: the document's version now.
    """

    unit: str
    label: Label
    doubt: str
    kind: str
    field: str
    document: str
    title: str
    status: Status
    source_label: Label
    version: str
    start: int
    end: int
    current: str


@dataclass(frozen=True)
class Ended:
    """An approved unit whose validity ended, or whose review was due; one of the days is empty."""

    unit: str
    valid_until: str
    review_due: str


class UnitEvidence:
    """The ground that units stand on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = Texts(database.query)

    def moved(self) -> list[Moved]:
        """Return the evidence whose document has another version, label or status since the unit was approved
        or confirmed.
        """
        rows = self._database.query(
            "SELECT e.unit, u.label, u.doubt, u.kind, e.field, e.document, coalesce(c.title, '') AS title, c.title_masked, d.status,"
            " d.label AS source_label,"
            " e.version, e.start, e.end, d.version AS current"
            " FROM units u JOIN unit_evidence e ON e.unit = u.id AND e.revision = u.approved_revision"
            " JOIN documents d ON d.id = e.document LEFT JOIN versions c ON c.id = d.version"
            " WHERE u.status IN ('approved', 'needs_review') AND u.purged = 0"
            " AND (d.status <> 'active' OR d.version <> e.version OR d.label > u.label)"
            " AND max(d.changed_at, coalesce(c.added_at, '')) > coalesce((SELECT max(r.at) FROM unit_reviews r WHERE r.unit = u.id"
            " AND r.revision = u.approved_revision AND r.verdict IN ('approve', 'confirm')), '')"
            " ORDER BY e.unit, e.ordinal"
        )
        return [
            Moved(
                row["unit"], Label(row["label"]), row["doubt"], row["kind"], row["field"], row["document"],
                shown(row, "title", unmasked=False) if row["source_label"] <= row["label"] else "", Status(row["status"]),
                Label(row["source_label"]), row["version"], row["start"], row["end"], row["current"],
            )
            for row in rows
        ]  # fmt: skip

    def ended(self, today: str) -> list[Ended]:
        """Return the approved units whose validity ended before this ISO 8601 day, or whose review was due
        before it.
        """
        rows = self._database.query(
            "SELECT u.id, CASE WHEN r.valid_until < ?1 THEN r.valid_until ELSE '' END, CASE WHEN u.review_due < ?1 THEN u.review_due"
            " ELSE '' END FROM units u JOIN unit_revisions r ON r.unit = u.id AND r.number = u.approved_revision"
            " WHERE u.status = 'approved' AND u.purged = 0"
            " AND ((r.valid_until <> '' AND r.valid_until < ?1) OR (u.review_due <> '' AND u.review_due < ?1)) ORDER BY u.id",
            (today,),
        )
        return [Ended(*row) for row in rows]

    def words(self, version: str, start: int, end: int) -> str:
        """Return words of a version as they were read; empty after a purge."""
        rows = self._database.query("SELECT extraction FROM versions WHERE id = ?", (version,))
        return self._texts.raw(rows[0][0], start, end) if rows and rows[0][0] else ""

    def text(self, version: str) -> str:
        """Return the whole text of a version as it was read; empty after a purge."""
        rows = self._database.query(
            "SELECT v.extraction, e.length FROM versions v JOIN extractions e ON e.id = v.extraction WHERE v.id = ?",
            (version,),
        )
        return self._texts.raw(rows[0][0], 0, rows[0][1]) if rows else ""
