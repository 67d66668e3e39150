"""Knowledge units as stored: their revisions, links, evidence and reviews.

Invariants: a read that takes a scope returns only units of its labels, and to who may not write units only
what was approved; a revision that was submitted is never written again. Words leave here as they were
written: capture masks them for who asks. How the rows are written is in unit_writes.py. Reads on any thread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.access import Scope
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.units.fields import FieldValue, Relation
from app.core.units.forms import read_content, read_fields
from app.core.units.kinds import KINDS
from app.core.units.units import (
    UNIT_ROOT,
    Aside,
    Content,
    Event,
    Resolution,
    Review,
    Revision,
    RevisionStatus,
    Unit,
    UnitFilter,
    UnitHead,
    UnitOrder,
    UnitPage,
    UnitStatus,
    Way,
)
from app.storage.database import Database, Row
from app.storage.embeddings import labels_sql
from app.storage.texts import Query
from app.storage.unit_writes import UnitWrites

_HEAD = """SELECT u.*, r.number, r.status AS revision_status, r.title, r.tags, r.valid_from, r.valid_until, r.authors
  FROM units u JOIN unit_revisions r ON r.unit = u.id AND r.number = {number}"""

_WERE_APPROVED = (RevisionStatus.APPROVED.value, RevisionStatus.REPLACED.value)

_ORDERS = {
    UnitOrder.CHANGED: "u.changed_at DESC, u.id",
    UnitOrder.TITLE: "r.title COLLATE NOCASE, u.id",
    UnitOrder.DUE: "u.review_due = '', u.review_due, u.id",
}


@dataclass(frozen=True)
class Standing:
    """What an answer that cites a unit has to say of it; names are shown, ids are the people's."""

    unit: str
    kind: str
    title: str
    status: UnitStatus
    owner: str
    owner_name: str
    authors: tuple[str, ...]
    reviewed: str
    review_due: str
    doubt: str
    doubt_since: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True)
class ApprovedRevision:
    """What an approved, answering unit says, unmasked: for the program to run, to expand with and to
    compare.
    """

    unit: str
    kind: str
    title: str
    label: Label
    status: UnitStatus
    owner: str
    owner_name: str
    authors: tuple[str, ...]
    reviewed: str
    valid_from: str
    valid_until: str
    revision: int
    version: str
    fields: Mapping[str, FieldValue]


class Units(UnitWrites):
    """The knowledge units of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Reads within a scope

    def find(self, scope: Scope, name: str) -> str:
        """Return the id of the unit that is called by its id, the beginning of it, or "kind/slug".

        Raises:
            NotFound: there is none, or more than one, that the actor may see.
        """
        where, parameters = self._visible(scope)
        rows: list[Row] = []
        kind, _, slug = name.removeprefix(UNIT_ROOT).partition("/")
        if slug:
            rows = self._database.query(
                f"SELECT u.id FROM units u WHERE {where} AND u.kind = ? AND u.slug = ?",
                (*parameters, kind, slug),
            )
        elif name:
            rows = self._database.query(
                f"SELECT u.id FROM units u WHERE {where} AND u.id >= ? AND u.id < ? LIMIT 2",
                (*parameters, name, name + "\U0010ffff"),
            )
        if len(rows) != 1:
            raise NotFound(f"No unit found: {name}.", "See: citewell units list")
        return str(rows[0][0])

    def show(self, scope: Scope, unit: str, number: int | None = None) -> Unit:
        """Return a unit as it was written, unmasked, with one of its revisions.

        Args:
            number: None for the newest that the actor may see.

        Raises:
            NotFound: there is no such unit or revision that the actor may see.
        """
        where, parameters = self._visible(scope)
        column = self._number(scope) if number is None else str(int(number))
        rows = self._database.query(
            f"{_HEAD.format(number=column)} WHERE u.id = ? AND {where}", (unit, *parameters)
        )
        if not rows or not (scope.drafts or rows[0]["revision_status"] in _WERE_APPROVED):
            raise NotFound(
                f"No {'unit' if number is None else f'revision {number} of the unit'} found: {unit}."
            )
        row = rows[0]
        head = _head(row)
        return Unit(
            **{name: getattr(head, name) for name in UnitHead.__dataclass_fields__},
            content=self._content(self._database.query, unit, row["kind"], row["number"]),
            shown=row["number"],
            superseded_by=self._other_side(scope, unit, Relation.SUPERSEDES),
            exceptions=self._other_side(scope, unit, Relation.EXCEPTION_TO),
        )

    def page(self, scope: Scope, wanted: UnitFilter, order: UnitOrder, limit: int, offset: int) -> UnitPage:
        """Return a page of the units that the actor may see and the filter leaves in."""
        where, parameters = self._visible(scope)
        number = self._number(scope)
        conditions = [where]
        for condition, values in _conditions(wanted):
            conditions.append(condition)
            parameters += values
        source = f"FROM units u JOIN unit_revisions r ON r.unit = u.id AND r.number = {number} WHERE {' AND '.join(conditions)}"
        total = self._database.query(f"SELECT count(*) {source}", parameters)[0][0]
        rows = self._database.query(
            f"{_HEAD.format(number=number)} WHERE {' AND '.join(conditions)} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return UnitPage(tuple(_head(row) for row in rows), int(total))

    def tags(self, scope: Scope) -> tuple[str, ...]:
        """Return the tags of the units that the actor may see, the most used first."""
        where, parameters = self._visible(scope)
        rows = self._database.query(
            f"SELECT t.value FROM units u JOIN unit_revisions r ON r.unit = u.id AND r.number = {self._number(scope)}"
            f" CROSS JOIN json_each(r.tags) t WHERE {where} GROUP BY t.value ORDER BY count(*) DESC, t.value",
            parameters,
        )
        return tuple(row[0] for row in rows)

    def history(self, scope: Scope, unit: str) -> tuple[Revision, ...]:
        """Return every revision of a unit that the actor may see, newest first, unmasked; to readers what was
        approved.
        """
        where, parameters = self._visible(scope)
        rows = self._database.query(
            f"SELECT r.* FROM units u JOIN unit_revisions r ON r.unit = u.id WHERE u.id = ? AND {where} ORDER BY r.number DESC",
            (unit, *parameters),
        )
        if not scope.drafts:
            rows = [row for row in rows if row["status"] in _WERE_APPROVED]
        reviews: dict[int, list[Review]] = {}
        for row in self._database.query("SELECT * FROM unit_reviews WHERE unit = ? ORDER BY id", (unit,)):
            reviews.setdefault(row["revision"], []).append(_review(row))
        return tuple(
            Revision(
                row["number"],
                RevisionStatus(row["status"]),
                row["title"],
                tuple(json.loads(row["authors"])),
                row["begun_at"],
                row["changed_at"],
                row["submitted_at"],
                row["version"],
                tuple(reviews.get(row["number"], ())),
            )
            for row in rows
        )

    def asides(self, scope: Scope, unit: str) -> list[Aside]:
        """Return the texts that the actor could not save because somebody else had, newest first; stewards
        get everybody's.
        """
        where, parameters = self._visible(scope)
        whose = "1" if scope.others_runs else "a.person = ?"
        rows = self._database.query(
            "SELECT a.*, u.kind FROM unit_asides a JOIN units u ON u.id = a.unit"
            f" WHERE a.unit = ? AND {where} AND {whose} ORDER BY a.id DESC",
            (unit, *parameters, *([] if scope.others_runs else [scope.actor.person])),
        )
        return [
            Aside(
                row["id"],
                row["unit"],
                row["person"],
                row["at"],
                read_content(KINDS[row["kind"]], json.loads(row["content"]))[0],
            )
            for row in rows
        ]

    def standings(self, scope: Scope, units: Iterable[str]) -> dict[str, Standing]:
        """Return what answers say of the approved revisions of units, by id; titles unmasked, for the program
        to compare and mask.
        """
        rows = self._database.query(
            "SELECT u.*, r.title, r.authors, r.valid_from, r.valid_until,"
            " coalesce(p.name, u.owner) AS owner_name FROM units u"
            " JOIN unit_revisions r ON r.unit = u.id AND r.number = u.approved_revision LEFT JOIN people p ON p.id = u.owner"
            f" WHERE u.id IN (SELECT value FROM json_each(?)) AND u.purged = 0 AND u.label IN {labels_sql(scope.labels)}",
            (json.dumps(sorted(set(units))),),
        )
        return {
            row["id"]: Standing(
                row["id"], row["kind"], row["title"], UnitStatus(row["status"]), row["owner"],
                row["owner_name"], tuple(json.loads(row["authors"])), row["reviewed"], row["review_due"], row["doubt"],
                row["doubt_since"], row["valid_from"], row["valid_until"],
            )
            for row in rows
        }  # fmt: skip

    def exceptions(self, scope: Scope, units: Iterable[str]) -> list[tuple[str, str]]:
        """Return the approved exceptions to units that the scope may read, as (unit, exception), in the order
        they were approved in.
        """
        rows = self._database.query(
            "SELECT l.target, u.id FROM unit_links l JOIN units u ON u.id = l.unit AND u.approved_revision = l.revision"
            " WHERE l.target IN (SELECT value FROM json_each(?)) AND l.relation = ? AND u.status IN ('approved', 'needs_review')"
            f" AND u.purged = 0 AND u.label IN {labels_sql(scope.labels)} ORDER BY u.reviewed, u.id",
            (json.dumps(sorted(set(units))), Relation.EXCEPTION_TO.value),
        )
        return [(row[0], row[1]) for row in rows]

    def approved(
        self, scope: Scope, kinds: Sequence[str], units: Iterable[str] | None = None
    ) -> list[ApprovedRevision]:
        """Return the approved revisions of these kinds that answer and that the scope may read, by id,
        unmasked.

        Args:
            units: only these; None for all.
        """
        only = "" if units is None else " AND u.id IN (SELECT value FROM json_each(?))"
        rows = self._database.query(
            "SELECT u.id, u.kind, u.label, u.status, u.owner, u.reviewed, u.approved_revision, r.title, r.fields, r.authors,"
            " r.valid_from, r.valid_until, r.version, coalesce(p.name, u.owner) AS owner_name FROM units u"
            " JOIN unit_revisions r ON r.unit = u.id AND r.number = u.approved_revision LEFT JOIN people p ON p.id = u.owner"
            f" WHERE u.status IN ('approved', 'needs_review') AND u.purged = 0 AND u.label IN {labels_sql(scope.labels)}"
            f" AND u.kind IN (SELECT value FROM json_each(?)){only} ORDER BY u.id",
            (json.dumps(list(kinds)), *([] if units is None else [json.dumps(sorted(set(units)))])),
        )
        return [
            ApprovedRevision(
                row["id"], row["kind"], row["title"], Label(row["label"]), UnitStatus(row["status"]), row["owner"], row["owner_name"],
                tuple(json.loads(row["authors"])), row["reviewed"], row["valid_from"], row["valid_until"],
                row["approved_revision"], row["version"],
                read_fields(KINDS[row["kind"]], json.loads(row["fields"]))[0],
            )
            for row in rows
        ]  # fmt: skip

    # Reads of the program itself: nothing of these is shown to anybody before a scope was asked

    def state(self, unit: str, query: Query | None = None, *, approved: bool = False) -> Unit | None:
        """Return a unit with its newest revision, or its approved one, whoever asks; inside a transaction,
        hand its `query` over.
        """
        ask = query or self._database.query
        rows = ask(
            f"{_HEAD.format(number='u.approved_revision' if approved else 'u.revision')} WHERE u.id = ? AND u.purged = 0",
            (unit,),
        )
        if not rows:
            return None
        row, head = rows[0], _head(rows[0])
        return Unit(
            **{name: getattr(head, name) for name in UnitHead.__dataclass_fields__},
            content=self._content(ask, unit, row["kind"], row["number"]),
            shown=row["number"],
        )

    def links(self, relation: Relation, query: Query | None = None) -> list[tuple[str, str]]:
        """Return the links of one relation that newest and approved revisions make, as (unit, target)."""
        ask = query or self._database.query
        rows = ask(
            "SELECT DISTINCT l.unit, l.target FROM unit_links l JOIN units u ON u.id = l.unit AND u.purged = 0"
            " AND l.revision IN (u.revision, coalesce(u.approved_revision, 0)) WHERE l.relation = ?",
            (relation.value,),
        )
        return [(row[0], row[1]) for row in rows]

    def source_label(self, document: str, query: Query | None = None) -> Label | None:
        """Return the label of a document that a unit may rest on, or None when there is none or it was
        purged.
        """
        rows = (query or self._database.query)(
            "SELECT label FROM documents WHERE id = ? AND status <> 'purged'", (document,)
        )
        return Label(rows[0][0]) if rows else None

    def expired(self, today: str) -> list[str]:
        """Return the approved units whose validity ended before this ISO 8601 day, or whose review was due
        before it.
        """
        rows = self._database.query(
            "SELECT u.id FROM units u JOIN unit_revisions r ON r.unit = u.id AND r.number = u.approved_revision WHERE u.status = 'approved'"
            " AND ((r.valid_until <> '' AND r.valid_until < ?) OR (u.review_due <> '' AND u.review_due < ?)) ORDER BY u.id",
            (today, today),
        )
        return [row[0] for row in rows]

    # How

    @staticmethod
    def _visible(scope: Scope) -> tuple[str, list[Any]]:
        where = f"u.purged = 0 AND u.label IN {labels_sql(scope.labels)}"
        return (where if scope.drafts else f"{where} AND u.approved_revision IS NOT NULL"), []

    @staticmethod
    def _number(scope: Scope) -> str:
        return "u.revision" if scope.drafts else "u.approved_revision"

    @staticmethod
    def _content(query: Query, unit: str, kind: str, number: int) -> Content:
        row = query("SELECT * FROM unit_revisions WHERE unit = ? AND number = ?", (unit, number))[0]
        links = query(
            "SELECT relation, target FROM unit_links WHERE unit = ? AND revision = ? AND field = '' ORDER BY ordinal",
            (unit, number),
        )
        spans = query(
            "SELECT field, version, start, end, quote, document FROM unit_evidence WHERE unit = ? AND revision = ? ORDER BY ordinal",
            (unit, number),
        )
        raw = {
            "title": row["title"],
            "fields": json.loads(row["fields"]),
            "valid_from": row["valid_from"],
            "valid_until": row["valid_until"],
            "review_days": row["review_days"],
            "tags": json.loads(row["tags"]),
            "links": [{"relation": link[0], "target": link[1]} for link in links],
            "evidence": [
                dict(zip(("field", "version", "start", "end", "quote", "document"), span, strict=True))
                for span in spans
            ],
        }
        return read_content(KINDS[kind], raw)[0]

    def _other_side(self, scope: Scope, unit: str, relation: Relation) -> tuple[str, ...]:
        """Return the approved units of the scope that have this relation to a unit."""
        rows = self._database.query(
            "SELECT u.id FROM unit_links l JOIN units u ON u.id = l.unit AND u.approved_revision = l.revision"
            f" WHERE l.target = ? AND l.relation = ? AND u.purged = 0 AND u.label IN {labels_sql(scope.labels)}"
            " AND u.status IN ('approved', 'needs_review') ORDER BY u.reviewed, u.id",
            (unit, relation.value),
        )
        return tuple(row[0] for row in rows)


def _conditions(wanted: UnitFilter) -> Iterable[tuple[str, list[Any]]]:
    words = [
        clean
        for word in wanted.words.split()
        if any(char.isalnum() for char in word) and (clean := word.replace('"', '""'))
    ]
    if words:
        expression = " ".join(f'"{word}"*' for word in words)
        yield "r.rowid IN (SELECT rowid FROM unit_words WHERE unit_words MATCH ?)", [expression]
    elif wanted.words.strip():
        yield "0", []
    choices: list[tuple[str, Sequence[Any]]] = [
        ("u.kind", wanted.kinds),
        ("u.status", [status.value for status in wanted.statuses]),
        ("u.label", [int(label) for label in wanted.labels]),
    ]
    for column, values in choices:
        if values:
            yield f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(list(values))]
    if wanted.tags:
        tags = "SELECT value FROM json_each(?)"
        yield (
            f"EXISTS (SELECT 1 FROM json_each(r.tags) t WHERE t.value IN ({tags}))",
            [json.dumps(list(wanted.tags))],
        )
    if wanted.working is not None:
        yield "u.working = ?", [wanted.working.value]
    if wanted.owner:
        yield "u.owner = ?", [wanted.owner]
    if wanted.mine:
        mine = (
            "(u.owner = ? OR u.author = ? OR EXISTS (SELECT 1 FROM json_each(r.authors) a WHERE a.value = ?))"
        )
        yield mine, [wanted.mine] * 3
    if wanted.to_review:
        yield (
            "u.working = 'in_review' AND NOT EXISTS (SELECT 1 FROM json_each(r.authors) a WHERE a.value = ?)"
            " AND (u.reviewers = '[]' OR EXISTS (SELECT 1 FROM json_each(u.reviewers) w WHERE w.value = ?))",
            [wanted.to_review] * 2,
        )
    if wanted.due_by:
        yield (
            "u.status IN ('approved', 'needs_review') AND ((u.review_due <> '' AND u.review_due <= ?) OR EXISTS (SELECT 1 FROM"
            " unit_revisions a WHERE a.unit = u.id AND a.number = u.approved_revision AND a.valid_until <> '' AND a.valid_until <= ?))",
            [wanted.due_by] * 2,
        )
    if wanted.target:
        yield (
            "EXISTS (SELECT 1 FROM unit_links l WHERE l.unit = u.id AND l.revision = r.number AND l.target = ?)",
            [wanted.target],
        )


def _head(row: Row) -> UnitHead:
    return UnitHead(
        id=row["id"],
        kind=row["kind"],
        slug=row["slug"],
        title=row["title"],
        label=Label(row["label"]),
        status=UnitStatus(row["status"]),
        working=UnitStatus(row["working"]) if row["working"] else None,
        owner=row["owner"],
        author=row["author"],
        reviewers=tuple(json.loads(row["reviewers"])),
        authors=tuple(json.loads(row["authors"])),
        tags=tuple(json.loads(row["tags"])),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        review_due=row["review_due"],
        revision=row["revision"],
        approved_revision=row["approved_revision"],
        reviewed=row["reviewed"],
        reviewer=row["reviewer"],
        doubt=row["doubt"],
        doubt_since=row["doubt_since"],
        change=row["change"],
        changed=row["changed_at"],
        changed_by=row["changed_by"],
    )


def _review(row: Row) -> Review:
    resolutions = tuple(
        Resolution(one["other"], Way(one["way"]), one["reason"]) for one in json.loads(row["resolutions"])
    )
    return Review(
        row["person"], Event(row["verdict"]), row["reason"], row["at"], row["revision"], resolutions
    )
