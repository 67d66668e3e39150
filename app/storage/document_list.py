"""The library as a list: its order, its rows, and what is known of each document besides its words.

Decision hidden: an order is computed whole, as one number for each row, and rows are looked up by number: so
pages never shift while documents come and go. Invariant: everything is filtered by label in SQL and comes out
in the actor's view. Reads on any thread.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from app.core.access import Scope
from app.core.documents.document_list import (
    Arrangement,
    Cited,
    Column,
    Entry,
    Filter,
    Folder,
    Health,
    Impact,
    Unread,
    Version,
    View,
)
from app.core.documents.documents import Document, Label, Notice, Status
from app.storage.database import Database, Row
from app.storage.document_list_writes import place_of
from app.storage.documents import DOCUMENT, document_of, path_under
from app.storage.embeddings import labels_sql
from app.storage.texts import shown

_ORDER = {
    Column.TITLE: "by_title{down}, place",
    Column.TYPE: "by_kind{down}, by_title, place",
    Column.LABEL: "by_label{down}, by_title, place",
    Column.VERSION: "by_number{down}, by_title, place",
    # The youngest first: that is what somebody means who sorts by age.
    Column.AGE: "by_as_of{up}, by_title, place",
    Column.PASSAGES: "by_passages{down}, by_title, place",
    Column.HEALTH: "by_health{down}, by_title, place",
    Column.PATH: "place",
}
_PATH_DOWN = "by_place DESC, place"

_CITES = """EXISTS (SELECT 1 FROM json_each(r.answer, '$.sentences') sentence, json_each(sentence.value, '$.citations') citation
  WHERE citation.value ->> 'source' = s.document OR citation.value ->> 'document' = s.document)"""


class DocumentList:
    """Lists of documents, files and folders."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def arranged(self, scope: Scope, view: View) -> Arrangement:
        """Return the order of a view; eight bytes for each row."""
        where, parameters = _condition(scope, view.filter)
        order = _PATH_DOWN if view.column is Column.PATH and view.descending else _ORDER[view.column]
        order = order.format(down=" DESC" if view.descending else "", up="" if view.descending else " DESC")
        rows = self._database.query(f"SELECT key FROM listing WHERE {where} ORDER BY {order}", parameters)
        keys = array("q", (row[0] for row in rows))
        total = len(keys) if view.filter.is_empty else self.count(scope)
        return Arrangement(view, keys, total)

    def count(self, scope: Scope) -> int:
        """Return how many documents the actor may read."""
        return int(
            self._database.query(f"SELECT count(*) FROM listing WHERE label IN {labels_sql(scope.labels)}")[
                0
            ][0]
        )

    def kinds(self, scope: Scope) -> list[str]:
        """Return the kinds there are, by name."""
        rows = self._database.query(
            f"SELECT DISTINCT kind FROM listing WHERE label IN {labels_sql(scope.labels)} ORDER BY kind"
        )
        return [row[0] for row in rows]

    def page(self, scope: Scope, keys: Sequence[int]) -> list[Entry]:
        """Return rows of an order; those that went since are left out."""
        rows = self._database.query(
            f"""SELECT l.*, k.key AS row, k.health, k.depth, ov.title AS outer_title, ov.title_masked AS outer_title_masked,
            (SELECT count(*) FROM listing m WHERE m.outer_document = k.document AND m.label IN {labels_sql(scope.labels)}) AS inside
            FROM json_each(?) w CROSS JOIN listing k ON k.key = w.value JOIN ({DOCUMENT}) l ON l.id = k.document
            LEFT JOIN documents o ON o.id = k.outer_document AND o.label IN {labels_sql(scope.labels)}
            LEFT JOIN versions ov ON ov.id = o.version WHERE k.label IN {labels_sql(scope.labels)}""",
            (json.dumps(list(keys)),),
        )
        found = {row["row"]: row for row in rows}
        return [_entry(found[key], scope) for key in keys if key in found]

    def keys(self, scope: Scope, documents: Sequence[str]) -> dict[str, int]:
        """Return the numbers of active documents of the scope."""
        rows = self._database.query(
            f"SELECT document, key FROM listing WHERE document IN (SELECT value FROM json_each(?)) AND label IN {labels_sql(scope.labels)}",
            (json.dumps(list(documents)),),
        )
        return {row[0]: row[1] for row in rows}

    def ids(self, scope: Scope, keys: Sequence[int]) -> list[str]:
        """Return the documents of rows, in that order, without those that went since."""
        rows = self._database.query(
            f"SELECT key, document FROM listing WHERE key IN (SELECT value FROM json_each(?)) AND label IN {labels_sql(scope.labels)}",
            (json.dumps(list(keys)),),
        )
        found = {row[0]: row[1] for row in rows}
        return [found[key] for key in keys if key in found]

    def versions(self, scope: Scope, document: str) -> list[Version]:
        """Return the versions of a document of the scope, the newest first."""
        rows = self._database.query(
            "SELECT v.*, coalesce(e.reader, '') AS reader FROM versions v JOIN documents d ON d.id = v.document"
            f" LEFT JOIN extractions e ON e.id = v.extraction WHERE v.document = ? AND d.label IN {labels_sql(scope.labels)}"
            " ORDER BY v.number DESC",
            (document,),
        )
        return [_version(row, scope) for row in rows]

    def properties(self, scope: Scope, document: str) -> tuple[Mapping[str, str], tuple[Notice, ...]]:
        """Return what the file of a document of the scope says of itself, and what the reader could not do
        with it.
        """
        rows = self._database.query(
            "SELECT e.metadata, e.notices FROM documents d JOIN versions v ON v.id = d.version"
            " JOIN extractions e ON e.id = v.extraction"
            f" WHERE d.id = ? AND d.label IN {labels_sql(scope.labels)}",
            (document,),
        )
        if not rows:
            return {}, ()
        return json.loads(rows[0]["metadata"]), tuple(
            Notice(**notice) for notice in json.loads(rows[0]["notices"])
        )

    def inside(self, scope: Scope, path: str, status: Status = Status.ACTIVE) -> list[Document]:
        """Return what came inside a document, by path."""
        condition, values = path_under("d.path", path)
        rows = self._database.query(
            f"{DOCUMENT} WHERE {condition} AND d.path <> ? AND d.status = ? AND d.label IN {labels_sql(scope.labels)} ORDER BY d.path",
            (*values, os.fsencode(path), status.value),
        )
        return [document_of(row, scope) for row in rows]

    def cited(self, scope: Scope, document: str, most: int = 100) -> list[Cited]:
        """Return the answers that cite a document and that the actor may see, the newest first."""
        where = f"r.purged = 0 AND r.label IN {labels_sql(scope.labels)}"
        parameters: list[Any] = [document]
        if not scope.unmasked:
            where += " AND r.unmasked = 0"
        if not scope.others_runs:
            where += " AND r.person = ?"
            parameters.append(scope.actor.person)
        rows = self._database.query(
            f"SELECT r.id, r.at, r.question, r.person FROM run_sources s JOIN runs r ON r.id = s.run WHERE s.document = ? AND {where}"
            f" AND {_CITES} ORDER BY r.rowid DESC LIMIT ?",
            (*parameters, most),
        )
        return [Cited(*tuple(row)) for row in rows]

    def impact(self, documents: Sequence[str]) -> Impact:
        """Return what would go with documents that the actor was shown; answers are counted whoever asked."""
        listed = json.dumps(list(documents))
        passages = self._database.query(
            "SELECT coalesce(sum(v.passages), 0) FROM json_each(?) w CROSS JOIN documents d ON d.id = w.value"
            " JOIN versions v ON v.id = d.version",
            (listed,),
        )[0][0]
        answers = self._database.query(
            "SELECT count(DISTINCT r.id) FROM json_each(?) w CROSS JOIN run_sources s ON s.document = w.value JOIN runs r ON r.id = s.run"
            f" WHERE r.purged = 0 AND {_CITES}",
            (listed,),
        )[0][0]
        return Impact(len(documents), int(passages), int(answers))

    def unread(self, scope: Scope) -> list[Unread]:
        """Return the files that could not be read the last time, by path."""
        rows = self._database.query(
            "SELECT * FROM (SELECT f.path, f.root, f.error, f.hint, f.at, max(f.label, coalesce(d.label, 0)) AS held FROM failures f"
            f" LEFT JOIN documents d ON d.path = f.path AND d.status = 'active') WHERE held IN {labels_sql(scope.labels)} ORDER BY path"
        )
        return [
            Unread(
                os.fsdecode(row["path"]),
                os.fsdecode(row["root"]),
                Label(row["held"]),
                row["error"],
                row["hint"],
                row["at"],
            )
            for row in rows
        ]

    def folders(self, scope: Scope) -> list[Folder]:
        """Return the followed folders of the scope, by path; `there` is not looked at."""
        found = []
        for row in self._database.query(
            f"SELECT path, label, ignore, labelled FROM roots WHERE label IN {labels_sql(scope.labels)} ORDER BY path"
        ):
            path, place = row["path"], place_of(row["path"])
            documents = self._database.query(
                f"SELECT count(*) FROM listing WHERE (place = ? OR (place >= ? AND place < ?)) AND label IN {labels_sql(scope.labels)}",
                (place, place + b"\0", place + b"\1"),
            )[0][0]
            condition, values = path_under("path", os.fsdecode(path))
            changed = self._database.query(
                f"SELECT max(changed_at) FROM documents WHERE {condition} AND label IN {labels_sql(scope.labels)}",
                values,
            )[0][0]
            failed = self._database.query(
                f"SELECT count(*) FROM failures WHERE {condition} AND label IN {labels_sql(scope.labels)}",
                values,
            )[0][0]
            found.append(
                Folder(
                    os.fsdecode(path),
                    Label(row["label"]),
                    bool(row["labelled"]),
                    tuple(json.loads(row["ignore"])),
                    documents,
                    failed,
                    changed or "",
                    True,
                )  # fmt: skip
            )
        return found


def _condition(scope: Scope, chosen: Filter) -> tuple[str, list[Any]]:
    where, parameters = [f"label IN {labels_sql(scope.labels)}"], list[Any]()
    words = "words" if scope.unmasked else "coalesce(words_masked, words)"
    for word in chosen.words.casefold().split():
        where.append(f"instr({words}, ?) > 0")
        parameters.append(word)
    for condition, value in (
        ("label = ?", None if chosen.label is None else int(chosen.label)),
        ("labelled = ?", 0 if chosen.unlabelled else None),
        ("kind = ?", chosen.kind or None),
        ("as_of < ?", chosen.before or None),
        ("as_of >= ?", chosen.since or None),
        ("health >= ?", int(chosen.health) or None),
    ):
        if value is not None:
            where.append(condition)
            parameters.append(value)
    if chosen.under:
        place = place_of(os.fsencode(chosen.under.rstrip("/")))
        where.append("(place = ? OR (place >= ? AND place < ?))")
        parameters += [place, place + b"\0", place + b"\1"]
    return " AND ".join(where), parameters


def _entry(row: Row, scope: Scope) -> Entry:
    within = "" if row["outer_title"] is None else shown(row, "outer_title", unmasked=scope.unmasked)
    return Entry(
        row["row"], document_of(row, scope), Health(row["health"]), within, row["depth"], row["inside"]
    )


def _version(row: Row, scope: Scope) -> Version:
    return Version(
        row["id"], row["number"], shown(row, "title", unmasked=scope.unmasked), row["as_of"], row["as_of_origin"], row["added_at"],
        row["size"], row["passages"], row["reader"], row["extraction"] is not None,
    )  # fmt: skip
