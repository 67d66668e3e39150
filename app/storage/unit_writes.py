"""What happens to the rows of knowledge units when they are begun, written, reviewed and erased.

Invariants: only a draft revision is ever written, which a trigger guards; every change of a unit is counted,
so that two editors are told apart. Everything happens inside the caller's transaction, which writes the audit
entry.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from app.core.documents.documents import Label
from app.core.units.fields import Relation
from app.core.units.forms import content_json, fields_json
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Link, Review, RevisionStatus, UnitStatus
from app.storage.database import Transaction, now
from app.storage.texts import digest

_COLUMNS = frozenset(
    """label status working owner reviewers revision approved_revision reviewed reviewer review_due doubt doubt_since purged slug""".split()
)


class UnitWrites:
    """The writing half of the units."""

    def begin(
        self,
        tx: Transaction,
        kind: str,
        slug: str,
        label: Label,
        person: str,
        owner: str,
        reviewers: Sequence[str],
    ) -> str:
        """Make a unit without a revision and return its id; its slug gets a number when it is taken."""
        at, number, wanted = now(), 1, slug
        while tx.query("SELECT 1 FROM units WHERE kind = ? AND slug = ?", (kind, slug)) or tx.query(
            "SELECT 1 FROM units WHERE id = ?", (digest("unit", kind, slug),)
        ):
            number += 1
            slug = f"{wanted}-{number}"
        unit = digest("unit", kind, slug)
        tx.execute(
            "INSERT INTO units (id, kind, slug, label, status, working, owner, author, reviewers, revision, change, created_at, changed_at,"
            " changed_by) VALUES (?, ?, ?, ?, 'draft', 'draft', ?, ?, ?, 0, 0, ?, ?, ?)",
            (unit, kind, slug, int(label), owner, person, json.dumps(list(reviewers)), at, at, person),
        )
        return unit

    def add_revision(
        self, tx: Transaction, unit: str, content: Content, authors: Sequence[str], masked: tuple[str, str]
    ) -> int:
        """Make a new draft revision and return its number; otherwise as `write`."""
        number = int(
            tx.query("SELECT coalesce(max(number), 0) + 1 FROM unit_revisions WHERE unit = ?", (unit,))[0][0]
        )
        at = now()
        tx.execute(
            "INSERT INTO unit_revisions (unit, number, status, title, fields, valid_from, valid_until, review_days, tags, authors,"
            " begun_at, changed_at) VALUES (?, ?, 'draft', '', '{}', '', '', 0, '[]', '[]', ?, ?)",
            (unit, number, at, at),
        )
        self.write(tx, unit, number, content, authors, masked)
        return number

    def write(
        self,
        tx: Transaction,
        unit: str,
        number: int,
        content: Content,
        authors: Sequence[str],
        masked: tuple[str, str],
    ) -> None:
        """Give a draft revision its words.

        Args:
            content: tidied.
            masked: title and all words as masked eyes see them, to be found by.
        """
        tx.execute(
            "UPDATE unit_revisions SET title = ?, fields = ?, valid_from = ?, valid_until = ?, review_days = ?, tags = ?, authors = ?,"
            " changed_at = ? WHERE unit = ? AND number = ?",
            (
                content.title,
                json.dumps(fields_json(content.fields), ensure_ascii=False),
                content.valid_from,
                content.valid_until,
                content.review_days,
                json.dumps(list(content.tags), ensure_ascii=False),
                json.dumps(list(authors)),
                now(),
                unit,
                number,
            ),
        )
        self._put_links(tx, unit, number, content)
        self._put_evidence(tx, unit, number, content)
        row = tx.query("SELECT rowid FROM unit_revisions WHERE unit = ? AND number = ?", (unit, number))[0][0]
        tx.execute("DELETE FROM unit_words WHERE rowid = ?", (row,))
        tx.execute("INSERT INTO unit_words (rowid, title, body) VALUES (?, ?, ?)", (row, *masked))

    @staticmethod
    def _put_links(tx: Transaction, unit: str, number: int, content: Content) -> None:
        """Write what a revision is linked with, by its fields and besides."""
        kind = KINDS[tx.query("SELECT kind FROM units WHERE id = ?", (unit,))[0][0]]
        made = [
            (field.id, Link(field.relation, str(content.fields[field.id])))
            for field in kind.fields
            if field.relation is not None and content.fields.get(field.id)
        ]
        tx.execute("DELETE FROM unit_links WHERE unit = ? AND revision = ?", (unit, number))
        tx.executemany(
            "INSERT INTO unit_links VALUES (?, ?, ?, ?, ?, ?)",
            [
                (unit, number, at, field, link.relation.value, link.target)
                for at, (field, link) in enumerate([*made, *(("", link) for link in content.links)])
            ],
        )

    @staticmethod
    def _put_evidence(tx: Transaction, unit: str, number: int, content: Content) -> None:
        """Write the places that a revision rests on."""
        tx.execute("DELETE FROM unit_evidence WHERE unit = ? AND revision = ?", (unit, number))
        tx.executemany(
            "INSERT INTO unit_evidence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    unit,
                    number,
                    at,
                    span.field,
                    span.document,
                    span.version,
                    span.start,
                    span.end,
                    # The words of a document are read from the document, so that a purge has one place to
                    # erase them in.
                    "" if span.document else span.quote,
                )
                for at, span in enumerate(content.evidence)
            ],
        )

    def settle(
        self, tx: Transaction, unit: str, number: int, status: RevisionStatus, *, version: str = ""
    ) -> None:
        """Note where a revision stands; one that is handed in for review is frozen from then on."""
        if status is RevisionStatus.IN_REVIEW:
            tx.execute(
                "UPDATE unit_revisions SET status = ?, submitted_at = ? WHERE unit = ? AND number = ?",
                (status.value, now(), unit, number),
            )
        elif version:
            tx.execute(
                "UPDATE unit_revisions SET status = ?, version = ? WHERE unit = ? AND number = ?",
                (status.value, version, unit, number),
            )
        else:
            tx.execute(
                "UPDATE unit_revisions SET status = ? WHERE unit = ? AND number = ?",
                (status.value, unit, number),
            )

    def update(
        self, tx: Transaction, unit: str, person: str, *, counted: bool = True, **values: str | int | None
    ) -> None:
        """Change columns of a unit, and count the change.

        Args:
            counted: False for what does not touch the words being written, and so must not come between an
                editor and the next save.

        Raises:
            ValueError: there is no such column to change.
        """
        if not values.keys() <= _COLUMNS:
            raise ValueError(f"not columns of a unit: {sorted(values.keys() - _COLUMNS)}")
        changes = "".join(f"{name} = ?, " for name in values)
        tx.execute(
            f"UPDATE units SET {changes}change = change + {int(counted)}, changed_at = ?, changed_by = ? WHERE id = ?",
            (*values.values(), now(), person, unit),
        )

    def add_review(self, tx: Transaction, unit: str, review: Review) -> None:
        """Keep what a reviewer said."""
        tx.execute(
            "INSERT INTO unit_reviews (unit, revision, person, verdict, reason, resolutions, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                unit,
                review.revision,
                review.person,
                review.verdict.value,
                review.reason,
                json.dumps(
                    [
                        {"other": one.other, "way": one.way.value, "reason": one.reason}
                        for one in review.resolutions
                    ]
                ),
                review.at,
            ),
        )

    def add_link(self, tx: Transaction, unit: str, relation: Relation, target: str) -> None:
        """Link the approved revision of a unit, unless it is linked so already: what a review settles is not
        the author's words.
        """
        number = tx.query("SELECT approved_revision FROM units WHERE id = ?", (unit,))[0][0]
        known = "SELECT 1 FROM unit_links WHERE unit = ? AND revision = ? AND relation = ? AND target = ?"
        if not tx.query(known, (unit, number, relation.value, target)):
            tx.execute(
                "INSERT INTO unit_links SELECT ?, ?, coalesce(max(ordinal), -1) + 1, '', ?, ? FROM unit_links"
                " WHERE unit = ? AND revision = ?",
                (unit, number, relation.value, target, unit, number),
            )

    def put_aside(self, tx: Transaction, unit: str, person: str, content: Content) -> int:
        """Keep a text that could not be saved; return its id."""
        cursor = tx.execute(
            "INSERT INTO unit_asides (unit, person, content, at) VALUES (?, ?, ?, ?)",
            (unit, person, json.dumps(content_json(content), ensure_ascii=False), now()),
        )
        return int(cursor.lastrowid)

    def drop_aside(self, tx: Transaction, aside: int) -> None:
        """Forget a text that was put aside."""
        tx.execute("DELETE FROM unit_asides WHERE id = ?", (aside,))


HOLDS = {
    "units": ("slug", "doubt"),
    "unit_revisions": ("title", "fields", "valid_from", "valid_until", "tags"),
    "unit_evidence": ("quote",),
    "unit_reviews": ("reason", "resolutions"),
    "unit_asides": ("content",),
    "unit_words": ("title", "body"),
}

_ERASED = "a document that was erased"


def forget(tx: Transaction, documents: Collection[str], _runs: Collection[str]) -> None:
    """Erase the units among these documents, and what others say of the documents: what experts wrote
    themselves stays.

    A unit's id, dates and people stay.
    """
    units = [one for one in documents if tx.query("SELECT 1 FROM units WHERE id = ?", (one,))]
    for unit in units:
        rows = tx.query("SELECT rowid FROM unit_revisions WHERE unit = ?", (unit,))
        tx.executemany("DELETE FROM unit_words WHERE rowid = ?", [(row[0],) for row in rows])
        for table in ("unit_revisions", "unit_links", "unit_evidence", "unit_reviews", "unit_asides"):
            tx.execute(f"DELETE FROM {table} WHERE unit = ?", (unit,))
        tx.execute(
            "UPDATE units SET status = ?, working = '', purged = 1, slug = id, doubt = '' WHERE id = ?",
            (UnitStatus.RETIRED.value, unit),
        )
    if units:
        tx.execute("INSERT INTO unit_words (unit_words) VALUES ('optimize')")
    for document in documents:
        _forget_title(tx, document)


def _forget_title(tx: Transaction, document: str) -> None:
    """Take a document's title out of the doubts in which upkeep named it."""
    rows = tx.query(
        "SELECT title FROM versions WHERE document = ?1 UNION SELECT title_masked FROM versions WHERE document = ?1",
        (document,),
    )
    for title in (f"“{row[0]}”" for row in rows if row[0]):
        tx.execute("UPDATE units SET doubt = replace(doubt, ?1, ?2) WHERE instr(doubt, ?1)", (title, _ERASED))
