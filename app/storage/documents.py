"""Documents, their versions and passages, as an actor may see them.

Decision hidden: how an actor's view is made. Invariants: every read that takes a scope filters by label in
SQL and masks what comes out; reads without a scope are for the program itself and say so. How writes change
the rows is in document_writes.py. Reads on any thread.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.access import Scope
from app.core.documents.documents import Document, Extraction, Label, Passage, Source, Status
from app.core.documents.shown import Edit, Reading, clipped, in_order, named_columns, view
from app.core.errors import NotFound
from app.storage.database import Database, Row, Transaction
from app.storage.document_writes import STATE, DocumentWrites
from app.storage.embeddings import Embeddings, VectorChunk, labels_sql
from app.storage.records import Fingerprint, NewPassage, NewVersion, Purged, Quote, Root, UnreadUnit
from app.storage.texts import Texts, extraction_id, pages_of, shown

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


__all__ = [
    "Fingerprint",
    "DocumentRecords",
    "NewPassage",
    "NewVersion",
    "Purged",
    "Quote",
    "Root",
    "UnreadUnit",
]

DOCUMENT = """SELECT d.id, d.path, d.root, d.label, d.labelled, d.status, d.version, v.number, v.title, v.title_masked, v.as_of,
  v.as_of_origin, v.size, v.passages, d.kind, coalesce(e.media_type, '') AS media_type
  FROM documents d JOIN versions v ON v.id = d.version LEFT JOIN extractions e ON e.id = v.extraction"""
"""A document's row, to be narrowed with WHERE; `document_of` reads it."""

_PASSAGE = """SELECT p.rowid, p.id, p.document, p.version, p.extraction, p.label, p.start, p.end, p.page, p.heading, p.heading_masked,
  p.context, p.context_masked, p.reading, v.title, v.title_masked, v.as_of, d.path, d.kind, e.language
  FROM passages p JOIN versions v ON v.id = p.version JOIN documents d ON d.id = p.document JOIN extractions e ON e.id = p.extraction"""

_FINGERPRINT = """SELECT d.id, d.version, d.path, d.label, d.status, d.withdrawn, v.size, v.mtime_ns, v.inode, v.content_hash, v.extraction
  FROM documents d JOIN versions v ON v.id = d.version"""


class DocumentRecords(DocumentWrites):
    """The documents of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = Texts(database.query)
        self._embeddings = Embeddings(database)

    # Reads within a scope

    def document(self, scope: Scope, document: str) -> Document:
        """Return a document.

        Raises:
            NotFound: there is none in this scope.
        """
        rows = self._database.query(
            f"{DOCUMENT} WHERE d.id = ? AND d.label IN {labels_sql(scope.labels)}", (document,)
        )
        if not rows:
            raise NotFound(f"No document found: {document}.")
        return document_of(rows[0], scope)

    def by_ids(self, scope: Scope, documents: Sequence[str]) -> dict[str, Document]:
        """Return documents by id, whatever their status."""
        rows = self._database.query(
            f"{DOCUMENT} WHERE d.id IN (SELECT value FROM json_each(?)) AND d.label IN {labels_sql(scope.labels)}",
            (json.dumps(list(documents)),),
        )
        return {row["id"]: document_of(row, scope) for row in rows}

    def beginning(self, scope: Scope, start: str) -> list[Document]:
        """Return the documents whose ids begin so, two at most."""
        rows = self._database.query(
            f"{DOCUMENT} WHERE d.id >= ? AND d.id < ? AND d.label IN {labels_sql(scope.labels)} LIMIT 2",
            (start, start + "g"),
        )
        return [document_of(row, scope) for row in rows]

    def documents(
        self, scope: Scope, *, under: Path | None = None, status: Status | None = Status.ACTIVE
    ) -> list[Document]:
        """Return the documents that came from files, by path; a knowledge unit's is found by its id alone.

        Args:
            under: only this folder's, or this file.
            status: None for all.
        """
        where, parameters = [f"d.kind = 'document' AND d.label IN {labels_sql(scope.labels)}"], list[Any]()
        if under is not None:
            condition, values = path_under("d.path", str(under))
            where.append(condition)
            parameters += values
        if status is not None:
            where.append("d.status = ?")
            parameters.append(status.value)
        rows = self._database.query(
            f"{DOCUMENT} WHERE {' AND '.join(where)} ORDER BY d.path, d.id", parameters
        )
        return [document_of(row, scope) for row in rows]

    def passages(self, scope: Scope, ids: Sequence[int] | Sequence[str]) -> list[Passage]:
        """Return passages in the order asked for, in the actor's view; those outside the scope are left out.

        Args:
            ids: rowids, as an index gives them: only active passages come back. Or passage ids, as a run
                holds them: also of old versions.
        """
        if not ids:
            return []
        by_rowid = isinstance(ids[0], int)
        column = "p.rowid" if by_rowid else "p.id"
        rows = self._database.query(
            f"{_PASSAGE} WHERE {column} IN (SELECT value FROM json_each(?)) AND +p.label IN {labels_sql(scope.labels)}"
            + (" AND p.active = 1" if by_rowid else ""),
            (json.dumps([int(key) for key in ids] if by_rowid else list(ids)),),
        )
        found = {row["rowid"] if by_rowid else row["id"]: row for row in rows}
        return self._passages([found[key] for key in dict.fromkeys(ids) if key in found], scope)

    def rowids(self, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
        """Return the rowids of active passages of this scope by passage id."""
        rows = self._database.query(
            "SELECT id, rowid FROM passages WHERE id IN (SELECT value FROM json_each(?)) AND active = 1"
            f" AND +label IN {labels_sql(scope.labels)}",
            (json.dumps(list(ids)),),
        )
        return {row[0]: row[1] for row in rows}

    def visible(self, scope: Scope, rowids: Sequence[int]) -> set[int]:
        """Return those of `rowids` that are active passages of the scope's labels."""
        listed = json.dumps([int(rowid) for rowid in rowids])
        # `+` keeps SQLite from walking the index of labels, which is the whole collection, for each row that
        # is wanted.
        rows = self._database.query(
            "SELECT rowid FROM passages WHERE rowid IN (SELECT value FROM json_each(?)) AND active = 1"
            f" AND +label IN {labels_sql(scope.labels)}",
            (listed,),
        )
        return {row[0] for row in rows}

    def passages_of(self, scope: Scope, document: str) -> list[Passage]:
        """Return the active passages of a document in reading order."""
        rows = self._database.query(
            f"{_PASSAGE} WHERE p.document = ? AND p.active = 1 AND +p.label IN {labels_sql(scope.labels)} ORDER BY p.ordinal",
            (document,),
        )
        return self._passages(rows, scope)

    def text(self, scope: Scope, version: str, start: int, end: int) -> str:
        """Return a range of a version's text in the actor's view.

        Raises:
            NotFound: there is no such version in this scope, or it was purged.
        """
        return self._texts.view(
            self._version(scope, version)["extraction"], start, end, unmasked=scope.unmasked
        )

    def beginnings(self, scope: Scope, passages: Sequence[Passage], length: int) -> dict[str, str]:
        """Return how the texts of passages that this scope was given begin, by version, in the actor's view.

        Args:
            length: characters of each.
        """
        versions = {passage.version: passage.extraction for passage in passages}
        texts = (
            self._texts.views(
                [(extraction, 0, length) for extraction in versions.values()], unmasked=scope.unmasked
            )
            if versions
            else []
        )
        return dict(zip(versions, texts, strict=True))

    def properties_of(self, scope: Scope, passages: Sequence[Passage]) -> dict[str, Mapping[str, str]]:
        """Return what the files of passages that this scope was given say of themselves, by version; not
        masked, for judging only.
        """
        versions = list(dict.fromkeys(passage.version for passage in passages))
        marks = ", ".join("?" * len(versions))
        rows = self._database.query(
            "SELECT v.id, e.metadata FROM versions v JOIN documents d ON d.id = v.document JOIN extractions e ON e.id = v.extraction"
            f" WHERE v.id IN ({marks}) AND d.label IN {labels_sql(scope.labels)}",
            tuple(versions),
        )
        return {row["id"]: json.loads(row["metadata"]) for row in rows}

    def extraction_text(self, scope: Scope, version: str) -> str:
        """Return the whole text of a version in the actor's view; raises as `text` does."""
        row = self._version(scope, version)
        return self._texts.view(row["extraction"], 0, row["length"], unmasked=scope.unmasked)

    def source(self, scope: Scope, version: str) -> tuple[Source, str]:
        """Return a version to be read, without its original, and the hash of that; raises as `text` does."""
        row = self._version(scope, version)
        more = self._database.query(
            "SELECT v.content_hash, e.media_type, e.blocks,"
            # The same bytes read by another reader say what they said.
            " CASE WHEN c.content_hash = v.content_hash THEN v.number ELSE c.number END AS number"
            " FROM versions v JOIN extractions e ON e.id = v.extraction JOIN documents d ON d.id = v.document"
            " JOIN versions c ON c.id = d.version WHERE v.id = ?",
            (version,),
        )[0]
        headings = self._database.query(
            "SELECT min(start), heading, heading_masked FROM passages WHERE document = ? AND extraction = ? GROUP BY heading ORDER BY 1",
            (row["document"], row["extraction"]),
        )
        text, blocks = self._texts.page(
            row["extraction"], more["blocks"], row["length"], unmasked=scope.unmasked
        )
        edits = self._edits(row, text, 0, unmasked=scope.unmasked)
        source = Source(
            document=row["document"],
            version=version,
            title=shown(row, "title", unmasked=scope.unmasked),
            path=os.fsdecode(row["path"]),
            label=Label(row["label"]),
            media_type=more["media_type"],
            as_of=row["as_of"],
            number=row["number"],
            latest=more["number"],
            status=Status(row["status"]),
            text=text,
            pages=pages_of(row["pages"]),
            headings=tuple(
                (int(one[0]), tuple(json.loads(shown(one, "heading", unmasked=scope.unmasked))))
                for one in headings
            ),
            original=None,
            blocks=blocks,
            newest=row["current"],
            edits=edits,
        )
        return source, more["content_hash"]

    def quote(self, scope: Scope, version: str, start: int, end: int) -> tuple[str, str]:
        """Return a range of a version's text in the actor's view: raw, and as a person reads it; raises as
        `text` does.
        """
        row = self._version(scope, version)
        raw = self._texts.view(row["extraction"], start, end, unmasked=scope.unmasked)
        edits = self._edits(row, raw, start, unmasked=scope.unmasked)
        return raw, view(raw, clipped((), edits, 0, len(raw))).text

    def _edits(self, row: Row, text: str, base: int, *, unmasked: bool) -> tuple[Edit, ...]:
        """Return how a stretch of a version is read otherwise than it stands, as far as passages say so.

        Args:
            row: of the version.
            text: the stretch in the actor's view.
            base: where it begins; the edits are counted from there.
        """
        found: list[Edit] = []
        for one in self._database.query(
            "SELECT start, context, context_masked, reading FROM passages"
            " WHERE document = ? AND extraction = ? AND start < ? AND end > ? AND reading <> ''",
            (row["document"], row["extraction"], base + len(text), base),
        ):
            names = named_columns(shown(one, "context", unmasked=unmasked))
            by = one["start"] - base
            for edit in Reading.decode(one["reading"]).edits:
                moved = edit._replace(start=edit.start + by, end=edit.end + by)
                if moved.start < len(text) and moved.end >= 0:
                    low, high = max(moved.start, 0), min(moved.end, len(text))
                    whole = moved if moved.start >= 0 else moved._replace(text="", column=-1)
                    found.append(Edit(low, high, whole._replace(start=low, end=high).words(text, names)))
        return in_order(found, len(text))

    def resolve(self, scope: Scope, version: str, start: int, end: int) -> Quote:
        """Return what a citation points at, also when the document has moved on; raises as `text` does.

        Raises:
            NotFound: also for a range that is not in the text.
        """
        row = self._version(scope, version)
        if not 0 <= start < end <= row["length"]:
            raise NotFound(f"The version {version} has no characters {start} to {end}.")
        around = self._database.query(
            "SELECT page, heading, heading_masked FROM passages WHERE document = ? AND extraction = ? AND start <= ?"
            " ORDER BY end > ? DESC, start DESC LIMIT 1",
            (row["document"], row["extraction"], start, start),
        )
        heading = tuple(json.loads(shown(around[0], "heading", unmasked=scope.unmasked))) if around else ()
        raw = self._texts.view(row["extraction"], start, end, unmasked=scope.unmasked)
        return Quote(
            document=row["document"],
            version=version,
            number=row["number"],
            current=bool(row["holds"]) and row["status"] == Status.ACTIVE.value,
            status=Status(row["status"]),
            label=Label(row["label"]),
            title=shown(row, "title", unmasked=scope.unmasked),
            path=os.fsdecode(row["path"]),
            page=_page_at(json.loads(row["pages"]), start),
            heading=heading,
            start=start,
            end=end,
            text=raw,
            as_of=row["as_of"],
            shown=view(
                raw, clipped((), self._edits(row, raw, start, unmasked=scope.unmasked), 0, len(raw))
            ).text,
        )

    def _version(self, scope: Scope, version: str) -> Row:
        rows = self._database.query(
            "SELECT v.document, v.number, v.extraction, v.title, v.title_masked, v.as_of, d.version AS current, d.status, d.label, d.path,"
            " v.content_hash = (SELECT c.content_hash FROM versions c WHERE c.id = d.version) AS holds,"
            " e.length, e.pages FROM versions v JOIN documents d ON d.id = v.document JOIN extractions e ON e.id = v.extraction"
            f" WHERE v.id = ? AND d.label IN {labels_sql(scope.labels)}",
            (version,),
        )
        if not rows:
            raise NotFound(f"No version found: {version}.", "It may have been erased.")
        return rows[0]

    def _passages(self, rows: Sequence[Row], scope: Scope) -> list[Passage]:
        texts = self._texts.views(
            [(row["extraction"], row["start"], row["end"]) for row in rows], unmasked=scope.unmasked
        )
        return [_passage(row, text, unmasked=scope.unmasked) for row, text in zip(rows, texts, strict=True)]

    # Reads of the program itself: nothing of these is shown to anybody before a scope was asked

    def fingerprints(self, root: str | None = None) -> dict[str, Fingerprint]:
        """Return what ingestion compares files with, by path, of all documents at or below `root`; purged
        ones never.

        Where an active and a removed document share a path, the active one counts.
        """
        where, parameters = "1", list[Any]()
        if root is not None:
            where, parameters = path_under("d.path", root)
        rows = self._database.query(
            f"{_FINGERPRINT} WHERE d.status <> 'purged' AND d.kind = 'document' AND {where} ORDER BY d.status = 'active', d.changed_at",
            parameters,
        )
        return {found.path: found for found in map(_fingerprint, rows)}

    def by_path(self, path: str) -> Fingerprint | None:
        """Return what is known of one file."""
        rows = self._database.query(
            f"{_FINGERPRINT} WHERE d.path = ? AND d.status <> 'purged' AND d.kind = 'document'"
            " ORDER BY d.status = 'active' DESC, d.changed_at DESC LIMIT 1",
            (os.fsencode(path),),
        )
        return _fingerprint(rows[0]) if rows else None

    def by_content(self, content_hash: str) -> list[Fingerprint]:
        """Return the documents whose current version has these bytes, to recognise a moved file."""
        rows = self._database.query(
            f"{_FINGERPRINT} WHERE v.content_hash = ? AND d.status <> 'purged' AND d.kind = 'document' ORDER BY d.path",
            (content_hash,),
        )
        return [_fingerprint(row) for row in rows]

    def find_extraction(
        self, content_hash: str, reader: str, reader_version: str
    ) -> tuple[str, Extraction] | None:
        """Return what this reader got out of these bytes before, with its id, or None."""
        key = extraction_id(content_hash, reader, reader_version)
        found = self._texts.load(key)
        return None if found is None else (key, found)

    def outdated(self, is_current: Callable[[str, str], bool]) -> list[Fingerprint]:
        """Return the active documents from files whose text another version of its reader made, by path.

        Args:
            is_current: tells of a reader and its version whether it is today's.
        """
        readers = self._database.query(
            "SELECT DISTINCT e.reader, e.reader_version FROM documents d JOIN versions v ON v.id = d.version"
            " JOIN extractions e ON e.id = v.extraction WHERE d.status = 'active' AND d.kind = 'document'"
        )
        past = [[row[0], row[1]] for row in readers if not is_current(row[0], row[1])]
        if not past:
            return []
        rows = self._database.query(
            f"{_FINGERPRINT} JOIN extractions e ON e.id = v.extraction WHERE d.status = 'active' AND d.kind = 'document'"
            " AND (e.reader, e.reader_version) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY d.path",
            (json.dumps(past),),
        )
        return [_fingerprint(row) for row in rows]

    def unread_units(self) -> list[UnreadUnit]:
        """Return the units that answer with passages of which nothing says how they are read."""
        rows = self._database.query(
            "SELECT d.id, d.version, d.label FROM documents d WHERE d.kind = 'unit' AND d.status = 'active' AND EXISTS"
            " (SELECT 1 FROM passages p WHERE p.document = d.id AND p.active = 1 AND p.reading = '') ORDER BY d.id"
        )
        return [UnreadUnit(row[0], row[1], Label(row[2])) for row in rows]

    def text_of_unit(self, version: str) -> Extraction | None:
        """Return what a version of a unit's text was made from, unmasked; for the program itself."""
        rows = self._database.query(
            "SELECT extraction FROM versions WHERE id = ? AND extraction IS NOT NULL", (version,)
        )
        return self._texts.load(rows[0][0]) if rows else None

    def vectors_of_extraction(
        self, extraction: str, embedder: str, spans: Sequence[tuple[int, int]]
    ) -> Mapping[tuple[int, int], NDArray[numpy.float32]]:
        """Return the vectors that passages of an extraction already have, by span."""
        return self._embeddings.of_extraction(extraction, embedder, spans)

    def vectors(self, embedder: str, labels: Sequence[Label], after_rowid: int = 0) -> Iterator[VectorChunk]:
        """Yield the stored vectors of active passages of these labels behind `after_rowid`."""
        return self._embeddings.chunks(embedder, labels, after_rowid)

    def vectors_of(self, embedder: str, rowids: Sequence[int]) -> dict[int, NDArray[numpy.float32]]:
        """Return the stored vectors of some passages, by row."""
        return self._embeddings.of_rows(embedder, rowids)

    def live(self, labels: Sequence[Label], after_rowid: int = 0) -> NDArray[numpy.int64]:
        """Return the rowids of active passages of these labels behind `after_rowid`, ascending."""
        return self._embeddings.live(labels, after_rowid)

    def languages(self) -> dict[str, int]:
        """Return how many active passages there are in each language, by ISO 639-1 code; "" where none was
        told.
        """
        rows = self._database.query(
            "SELECT e.language, count(*) FROM passages p JOIN extractions e ON e.id = p.extraction WHERE p.active = 1 GROUP BY e.language"
        )
        return {str(row[0]): int(row[1]) for row in rows}

    def counts(self, embedder: str) -> dict[Label, int]:
        """Return how many active passages of each label have a vector."""
        return self._embeddings.counts(embedder)

    def unembedded(self, embedder: str, limit: int, after_rowid: int = 0) -> list[tuple[int, Passage]]:
        """Return active passages behind a row without a vector of this embedder, by row, as masked eyes see
        them.
        """
        rowids = self._embeddings.missing(embedder, limit, after_rowid)
        rows = self._database.query(
            f"{_PASSAGE} WHERE p.rowid IN (SELECT value FROM json_each(?)) ORDER BY p.rowid",
            (json.dumps(rowids),),
        )
        texts = (
            self._texts.views([(row["extraction"], row["start"], row["end"]) for row in rows], unmasked=False)
            if rows
            else []
        )
        return [
            (row["rowid"], _passage(row, text, unmasked=False)) for row, text in zip(rows, texts, strict=True)
        ]

    def serving(self, wanted: str) -> str:
        """Return the embedder by whose vectors passages can be found: the wanted one, or the one that is
        there until all is embedded anew.

        The newest passage tells: it gets its vector when it comes, and is the last one of those that are
        embedded anew.
        """
        there = self._embeddings.of_newest()
        return wanted if wanted in there or not there else there[0]

    def active(self) -> int:
        """Return how many passages can be found."""
        return int(self._database.query("SELECT count(*) FROM passages WHERE active = 1")[0][0])

    @staticmethod
    def put_vectors(tx: Transaction, embedder: str, rowids: Sequence[int], vectors: NDArray[Any]) -> None:
        """Store what another embedder made of passages; those that were purged meanwhile are passed over."""
        Embeddings.put(tx, embedder, rowids, vectors)

    def roots(self) -> list[Root]:
        """Return the folders that were ingested."""
        rows = self._database.query("SELECT path, label, ignore, labelled FROM roots ORDER BY path")
        return [
            Root(os.fsdecode(row[0]), Label(row[1]), tuple(json.loads(row[2])), bool(row[3])) for row in rows
        ]

    def state(self) -> str:
        """Return a hash that changes whenever what can be found changes: part of a run's receipt."""
        rows = self._database.query("SELECT value FROM meta WHERE key = ?", (STATE,))
        return str(json.loads(rows[0][0])) if rows else ""


def path_under(column: str, root: str) -> tuple[str, list[Any]]:
    """Return the condition that a column is `root` or below it, as a range, so that an index serves it."""
    path = os.fsencode(root).rstrip(b"/")
    return f"({column} = ? OR ({column} >= ? AND {column} < ?))", [path, path + b"/", path + b"0"]


def _page_at(pages: Sequence[Sequence[int]], offset: int) -> int | None:
    return next((number for number, start, *_ in reversed(pages) if start <= offset), None)


def document_of(row: Row, scope: Scope) -> Document:
    """Return the document that a row of `DOCUMENT` is, in an actor's view."""
    return Document(
        id=row["id"],
        path=os.fsdecode(row["path"]),
        title=shown(row, "title", unmasked=scope.unmasked),
        label=Label(row["label"]),
        status=Status(row["status"]),
        version=row["version"],
        number=row["number"],
        media_type=row["media_type"],
        as_of=row["as_of"],
        as_of_origin=row["as_of_origin"],
        size=row["size"],
        passages=row["passages"],
        root=os.fsdecode(row["root"]),
        labelled=bool(row["labelled"]),
        kind=row["kind"],
    )


def _passage(row: Row, text: str, *, unmasked: bool) -> Passage:
    return Passage(
        id=row["id"],
        document=row["document"],
        version=row["version"],
        extraction=row["extraction"],
        label=Label(row["label"]),
        title=shown(row, "title", unmasked=unmasked),
        path=os.fsdecode(row["path"]),
        heading=tuple(json.loads(shown(row, "heading", unmasked=unmasked))),
        page=row["page"],
        start=row["start"],
        end=row["end"],
        text=text,
        as_of=row["as_of"],
        language=row["language"],
        context=shown(row, "context", unmasked=unmasked),
        kind=row["kind"],
        reading=Reading.decode(row["reading"]),
    )


def _fingerprint(row: Row) -> Fingerprint:
    return Fingerprint(
        document=row["id"],
        version=row["version"],
        path=os.fsdecode(row["path"]),
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        inode=row["inode"],
        content_hash=row["content_hash"],
        label=Label(row["label"]),
        status=Status(row["status"]),
        extraction=row["extraction"],
        withdrawn=bool(row["withdrawn"]),
    )
