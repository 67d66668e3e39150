"""What an inventory asks of the records: each document's state, what was cited, and the files that could not
be read.

Invariants: what takes a scope is filtered by label in SQL and comes out in the actor's view; a file that
failed carries at least the label of what was read of it before. Writes happen inside the caller's
transaction. Reads on any thread.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence

from app.core.access import Actor, Scope
from app.core.documents.documents import Label, Notice
from app.core.documents.inventory import Finding
from app.storage import document_list_writes
from app.storage.database import Database, Row, Transaction, now
from app.storage.documents import path_under
from app.storage.embeddings import labels_sql
from app.storage.records import FailedFile, Holding
from app.storage.texts import pages_of, shown, storable

_HOLDING = """SELECT d.id, d.version, d.path, d.root, d.label, d.labelled, v.title, v.title_masked, v.content_hash, v.as_of, v.passages,
  v.extraction, e.length, e.notices, e.pages
  FROM documents d JOIN versions v ON v.id = d.version JOIN extractions e ON e.id = v.extraction
  WHERE d.status = 'active' AND d.kind = 'document'"""

_CITED = """SELECT DISTINCT json_extract(citation.value, '$.source') FROM runs r,
  json_each(r.answer, '$.sentences') sentence, json_each(sentence.value, '$.citations') citation"""

_FAILED = """SELECT f.path, f.root, f.error, f.hint, f.size, f.mtime_ns, f.inode, max(f.label, coalesce(d.label, 0)) AS held
  FROM failures f LEFT JOIN documents d ON d.path = f.path AND d.status = 'active'"""


HOLDS = {"failures": ("path", "root", "error", "hint")}


def forget(tx: Transaction, documents: Collection[str], _runs: Collection[str]) -> None:
    """Forget that the newest state of documents could not be read, and the findings that were reviewed of
    them."""
    for document in documents:
        tx.execute("DELETE FROM failures WHERE path = (SELECT path FROM documents WHERE id = ?)", (document,))
        tx.execute("DELETE FROM reviewed WHERE document = ?", (document,))


class InventoryRecords:
    """The state of a collection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def held(self, scope: Scope) -> list[Holding]:
        """Return the active documents of the scope that came from files, by path; about 2 kB of memory for
        each.
        """
        rows = self._database.query(
            f"{_HOLDING} AND d.label IN {labels_sql(scope.labels)} ORDER BY d.path, d.id"
        )
        return [_holding(row, scope) for row in rows]

    def cited(self) -> frozenset[str]:
        """Return the documents that any answer cites, whoever asked; for the program itself."""
        return frozenset(row[0] for row in self._database.query(_CITED) if row[0])

    def reviewed(self) -> frozenset[str]:
        """Return the keys of the findings that somebody looked at and found in order; for the program
        itself.
        """
        return frozenset(row[0] for row in self._database.query("SELECT finding FROM reviewed"))

    def read_before(self) -> dict[str, list[str]]:
        """Return, by the version of an active document, its versions that were read from the same bytes; for
        the program itself.
        """
        rows = self._database.query(
            "SELECT v.id, o.id FROM documents d JOIN versions v ON v.id = d.version JOIN versions o ON o.document = d.id"
            " AND o.content_hash = v.content_hash AND o.id <> v.id WHERE d.status = 'active' AND d.kind = 'document' ORDER BY o.number DESC"
        )
        found: dict[str, list[str]] = {}
        for version, other in rows:
            found.setdefault(version, []).append(other)
        return found

    @staticmethod
    def note_review(tx: Transaction, actor: Actor, finding: Finding) -> None:
        """Remember that a finding was looked at."""
        document = next((one.id for one in finding.documents), "")
        tx.execute(
            "INSERT OR REPLACE INTO reviewed VALUES (?, ?, ?, ?, ?)",
            (finding.key, finding.kind.value, document, actor.person, now()),
        )

    def failed(self, scope: Scope) -> list[FailedFile]:
        """Return the files of the scope that could not be read the last time, by path."""
        rows = self._database.query(
            f"SELECT * FROM ({_FAILED}) WHERE held IN {labels_sql(scope.labels)} ORDER BY path"
        )
        return [_failed(row) for row in rows]

    def failures(self, root: str) -> dict[str, FailedFile]:
        """Return what is known to have failed at or below a folder, by path; for ingestion."""
        where, parameters = path_under("path", root)
        rows = self._database.query(f"SELECT *, label AS held FROM failures WHERE {where}", parameters)
        return {found.path: found for found in map(_failed, rows)}

    @staticmethod
    def note_failures(tx: Transaction, files: Sequence[FailedFile]) -> None:
        """Remember that files could not be read."""
        at = now()
        tx.executemany(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    os.fsencode(file.path),
                    os.fsencode(file.root),
                    int(file.label),
                    storable(file.error),
                    storable(file.hint),
                    file.size,
                    file.mtime_ns,
                    file.inode,
                    at,
                )
                for file in files
            ],
        )
        document_list_writes.put_paths(tx, [os.fsencode(file.path) for file in files])

    @staticmethod
    def forget_failures(tx: Transaction, paths: Sequence[str]) -> None:
        """Forget files that were read since, or are gone."""
        tx.executemany("DELETE FROM failures WHERE path = ?", [(os.fsencode(path),) for path in paths])
        document_list_writes.put_paths(tx, [os.fsencode(path) for path in paths])


def _holding(row: Row, scope: Scope) -> Holding:
    return Holding(
        document=row["id"],
        version=row["version"],
        title=shown(row, "title", unmasked=scope.unmasked),
        path=os.fsdecode(row["path"]),
        root=os.fsdecode(row["root"]),
        label=Label(row["label"]),
        labelled=bool(row["labelled"]),
        content_hash=row["content_hash"],
        extraction=row["extraction"],
        length=row["length"],
        passages=row["passages"],
        as_of=row["as_of"],
        notices=tuple(Notice(**notice) for notice in json.loads(row["notices"])),
        # Only a document with something to say about single pages needs to know where they lie.
        pages=pages_of(row["pages"]) if row["notices"] != "[]" else (),
    )


def _failed(row: Row) -> FailedFile:
    return FailedFile(
        path=os.fsdecode(row["path"]),
        root=os.fsdecode(row["root"]),
        label=Label(row["held"]),
        error=row["error"],
        hint=row["hint"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        inode=row["inode"],
    )
