"""Documents, their versions and passages.

Decisions hidden: ids, what a new version does to the passages before it, and how an actor's view is made. Invariants:
a passage's row is a fact that never changes (span, label, vector): it is only switched off, and relabelling or adding again makes
new rows under the same passage ids, so that an index generation is right about every row it holds that is still on. Every read that
takes a scope filters by label in SQL and masks what comes out. Writes happen inside the caller's transaction, which writes the audit entry.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.access import Scope
from app.core.errors import NotFound
from app.core.knowledge import Document, Extraction, Label, Passage, SensitiveSpan, Status
from app.core.work import Changes
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import Embeddings, VectorChunk, labels_sql
from app.storage.lexical import Lexical
from app.storage.texts import Texts, digest, extraction_id, mask_values, shown, storable

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


@dataclass(frozen=True)
class NewPassage:
    """A span that ingestion cut; its fields as in `core.knowledge.Passage`."""

    start: int
    end: int
    heading: tuple[str, ...] = ()
    page: int | None = None
    context: str = ""


@dataclass(frozen=True)
class NewVersion:
    """What ingestion hands over about one file.

    Attributes:
        document: the document it is a version of, or None to find it by path or make it.
        passages: in reading order; no two of the same span.
        vectors: row i belongs to passage i, float32; None when there is no embedder.
        embedder: id of what made the vectors.
        sensitive: spans of the extraction's text.
    """

    path: str
    root: str
    title: str
    label: Label
    content_hash: str
    size: int
    mtime_ns: int
    inode: int
    extraction: Extraction
    as_of: str
    as_of_origin: str
    passages: tuple[NewPassage, ...]
    vectors: NDArray[numpy.float32] | None = None
    embedder: str = ""
    sensitive: tuple[SensitiveSpan, ...] = ()
    document: str | None = None


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether a file has changed since it was read."""

    document: str
    version: str
    path: str
    size: int
    mtime_ns: int
    inode: int
    content_hash: str
    label: Label
    status: Status
    extraction: str | None


@dataclass(frozen=True)
class Root:
    """A folder (or file) that was ingested, with its label and its own ignore patterns."""

    path: str
    label: Label
    ignore: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """A span of some version in an actor's view; `current` tells whether the document still says so."""

    document: str
    version: str
    number: int
    current: bool
    status: Status
    label: Label
    title: str
    path: str
    page: int | None
    heading: tuple[str, ...]
    start: int
    end: int
    text: str
    as_of: str


@dataclass(frozen=True)
class Purged:
    """What a purge erased: `content_hashes` are originals nothing cites any more, `runs` how many runs lost their words."""

    changes: Changes
    content_hashes: tuple[str, ...]
    runs: int


_DOCUMENT = """SELECT d.id, d.path, d.root, d.label, d.status, d.version, v.number, v.title, v.title_masked, v.as_of, v.as_of_origin,
  v.size, v.passages, coalesce(e.media_type, '') AS media_type
  FROM documents d JOIN versions v ON v.id = d.version LEFT JOIN extractions e ON e.id = v.extraction"""

_PASSAGE = """SELECT p.rowid, p.id, p.document, p.version, p.extraction, p.label, p.start, p.end, p.page, p.heading, p.heading_masked,
  p.context, p.context_masked, v.title, v.title_masked, v.as_of, d.path, e.language
  FROM passages p JOIN versions v ON v.id = p.version JOIN documents d ON d.id = p.document JOIN extractions e ON e.id = p.extraction"""

_FINGERPRINT = """SELECT d.id, d.version, d.path, d.label, d.status, v.size, v.mtime_ns, v.inode, v.content_hash, v.extraction
  FROM documents d JOIN versions v ON v.id = d.version"""


class Library:
    """The documents of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._texts = Texts(database.query)
        self._embeddings = Embeddings(database)

    # Writes

    def add_version(self, tx: Transaction, new: NewVersion) -> tuple[str, Changes]:
        """Make `new` the current version of its document and index its passages; return the document's id.

        A document that was removed comes back. The extraction is stored once, however many documents have it.

        Raises:
            ValueError: passages and vectors do not match, or two passages have one span.
        """
        spans = {(passage.start, passage.end) for passage in new.passages}
        if len(spans) != len(new.passages):
            raise ValueError("two passages have the same span")
        if new.vectors is not None and len(new.vectors) != len(new.passages):
            raise ValueError(f"{len(new.passages)} passages but {len(new.vectors)} vectors")
        texts = Texts(tx.query)
        extraction = texts.insert(tx.execute, new.content_hash, new.extraction)
        respanned = texts.set_spans(tx.execute, extraction, new.sensitive)
        path, root, at = os.fsencode(new.path), os.fsencode(new.root), now()
        document = new.document or self._document_at(tx, path) or self._new_id(tx, new)
        number = tx.query("SELECT coalesce(max(number), 0) + 1 FROM versions WHERE document = ?", (document,))[0][0]
        version = digest("version", document, str(number), extraction)
        values = texts.sensitive_values(extraction)
        title = storable(new.title)
        if number == 1:
            # The row's version follows below; foreign keys go from versions to documents only.
            tx.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, 'active', ?, ?, ?)", (document, path, root, int(new.label), version, at, at)
            )
        gone = self._switch_off(tx, document)
        tx.execute(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                version,
                document,
                number,
                extraction,
                title,
                _masked(title, values),
                new.content_hash,
                new.size,
                new.mtime_ns,
                new.inode,
                new.as_of,
                new.as_of_origin,
                len(new.passages),
                at,
            ),
        )
        tx.execute(
            "UPDATE documents SET path = ?, root = ?, label = ?, status = 'active', version = ?, changed_at = ? WHERE id = ?",
            (path, root, int(new.label), version, at, document),
        )
        rowids, ids = [], []
        for ordinal, passage in enumerate(new.passages):
            key = digest("passage", document, extraction, str(passage.start), str(passage.end))
            heading, context = json.dumps(passage.heading), storable(passage.context)
            heading_masked = json.dumps([mask_values(part, values) for part in passage.heading]) if values else heading
            tx.execute("DELETE FROM passages WHERE id = ?", (key,))
            cursor = tx.execute(
                "INSERT INTO passages (id, document, version, extraction, label, active, ordinal, start, end, page, heading,"
                " heading_masked, context, context_masked) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    document,
                    version,
                    extraction,
                    int(new.label),
                    ordinal,
                    passage.start,
                    passage.end,
                    passage.page,
                    heading,
                    None if heading_masked == heading else heading_masked,
                    context,
                    _masked(context, values),
                ),
            )
            rowids.append(cursor.lastrowid)
            ids.append(key)
        if new.vectors is not None and rowids:
            self._embeddings.put(tx, new.embedder, rowids, new.vectors)
        self._index(tx, "version = ?", version)
        if respanned:
            others = tx.query("SELECT rowid FROM passages WHERE extraction = ? AND active = 1 AND version <> ?", (extraction, version))
            Lexical.drop(tx, [row[0] for row in others])
            self._index(tx, "extraction = ? AND version <> ?", extraction, version)
        return document, Changes(documents=frozenset({document}), passages=frozenset(ids) | gone)

    def touch(self, tx: Transaction, document: str, size: int, mtime_ns: int, inode: int) -> Changes:
        """Note that an unchanged file has another time or inode."""
        tx.execute(
            "UPDATE versions SET size = ?, mtime_ns = ?, inode = ? WHERE id = (SELECT version FROM documents WHERE id = ?)",
            (size, mtime_ns, inode, document),
        )
        return Changes(documents=frozenset({document}))

    def move(self, tx: Transaction, document: str, path: str, root: str) -> Changes:
        """Note that a file was found elsewhere; its id, versions, label and passages stay."""
        tx.execute(
            "UPDATE documents SET path = ?, root = ?, changed_at = ? WHERE id = ?", (os.fsencode(path), os.fsencode(root), now(), document)
        )
        return Changes(documents=frozenset({document}))

    def remove(self, tx: Transaction, document: str) -> Changes:
        """Take a document out of every index; what citations need stays."""
        gone = self._switch_off(tx, document)
        tx.execute("UPDATE documents SET status = 'removed', changed_at = ? WHERE id = ?", (now(), document))
        return Changes(documents=frozenset({document}), passages=gone)

    def relabel(self, tx: Transaction, document: str, label: Label) -> Changes:
        """Give a document another label; runs that drew on it are raised with it, never lowered."""
        tx.execute("UPDATE documents SET label = ?, changed_at = ? WHERE id = ?", (int(label), now(), document))
        tx.execute(
            "UPDATE runs SET label = ? WHERE label < ? AND id IN (SELECT run FROM run_sources WHERE document = ?)",
            (int(label), int(label), document),
        )
        columns = "id, document, version, extraction, ordinal, start, end, page, heading, heading_masked, context, context_masked"
        rows = tx.query(f"SELECT rowid, active, {columns} FROM passages WHERE document = ?", (document,))
        active = [row for row in rows if row["active"]]
        Lexical.drop(tx, [row["rowid"] for row in active])
        for row in rows:
            values = tuple(row)[2:]
            # The id is free only once the old row is gone, and the vector must outlive it.
            vectors = tx.query("SELECT embedder, vector FROM vectors WHERE passage = ?", (row["rowid"],))
            tx.execute("DELETE FROM passages WHERE rowid = ?", (row["rowid"],))
            cursor = tx.execute(
                f"INSERT INTO passages (label, active, {columns}) VALUES (?, ?{', ?' * len(values)})", (int(label), row["active"], *values)
            )
            tx.executemany("INSERT INTO vectors VALUES (?, ?, ?)", [(cursor.lastrowid, *vector) for vector in vectors])
        self._index(tx, "document = ?", document)
        return Changes(documents=frozenset({document}), passages=frozenset(row["id"] for row in active))

    def purge(self, tx: Transaction, document: str) -> Purged:
        """Erase every word of a document that this database holds; the caller erases the originals named in the result.

        What another document shares (the same bytes) stays for that one. Rows keep ids and hashes, nothing readable.

        Raises:
            ValueError: the transaction is not a secure one.
        """
        if not tx.secure:
            raise ValueError("a purge needs transaction(secure=True)")
        own = "SELECT extraction FROM versions WHERE document = ? AND extraction IS NOT NULL"
        shared = "SELECT extraction FROM versions WHERE document <> ? AND extraction IS NOT NULL"
        extractions = [row[0] for row in tx.query(f"{own} EXCEPT {shared}", (document, document))]
        hashes = [
            row[0]
            for row in tx.query(
                "SELECT content_hash FROM versions WHERE document = ? EXCEPT SELECT v.content_hash FROM versions v"
                " JOIN documents d ON d.id = v.document WHERE d.id <> ? AND d.status <> 'purged'",
                (document, document),
            )
        ]
        gone = frozenset(row[0] for row in tx.query("SELECT id FROM passages WHERE document = ?", (document,)))
        self._switch_off(tx, document)
        tx.execute("DELETE FROM passages WHERE document = ?", (document,))
        tx.execute("UPDATE versions SET extraction = NULL, title = '', title_masked = NULL, passages = 0 WHERE document = ?", (document,))
        for extraction in extractions:
            tx.execute("DELETE FROM extractions WHERE id = ?", (extraction,))
        tx.execute(
            "UPDATE documents SET status = 'purged', path = CAST('' AS BLOB), root = CAST('' AS BLOB), changed_at = ? WHERE id = ?",
            (now(), document),
        )
        runs = frozenset(row[0] for row in tx.query("SELECT run FROM run_sources WHERE document = ?", (document,)))
        for run in runs:
            tx.execute("UPDATE runs SET question = '', answer = '{}', receipt = '{}', trace = '{}', purged = 1 WHERE id = ?", (run,))
        Lexical.scrub(tx)
        return Purged(Changes(documents=frozenset({document}), passages=gone, runs=runs), tuple(hashes), len(runs))

    def set_root(self, tx: Transaction, root: Root) -> None:
        """Remember a folder that is ingested, with its label."""
        tx.execute("INSERT OR REPLACE INTO roots VALUES (?, ?, ?)", (os.fsencode(root.path), int(root.label), json.dumps(root.ignore)))

    def remove_root(self, tx: Transaction, path: str) -> None:
        """Forget a folder; its documents stay as they are."""
        tx.execute("DELETE FROM roots WHERE path = ?", (os.fsencode(path),))

    def _switch_off(self, tx: Transaction, document: str) -> frozenset[str]:
        rows = tx.query("SELECT rowid, id FROM passages WHERE document = ? AND active = 1", (document,))
        Lexical.drop(tx, [row[0] for row in rows])
        tx.execute("UPDATE passages SET active = 0 WHERE document = ? AND active = 1", (document,))
        return frozenset(row[1] for row in rows)

    @staticmethod
    def _index(tx: Transaction, where: str, *parameters: str) -> None:
        """Put the active passages that match into the full-text index, as masked eyes see them."""
        texts = Texts(tx.query)
        rows = tx.query(
            "SELECT p.rowid, p.extraction, p.start, p.end, p.context, p.context_masked, p.heading, p.heading_masked, v.title,"
            " v.title_masked"
            f" FROM (SELECT rowid, * FROM passages WHERE active = 1 AND {where}) p JOIN versions v ON v.id = p.version ORDER BY p.rowid",
            parameters,
        )
        for row in rows:
            body = texts.view(row["extraction"], row["start"], row["end"], unmasked=False)
            context = shown(row, "context", unmasked=False)
            heading = " ".join(json.loads(shown(row, "heading", unmasked=False)))
            Lexical.put(
                tx,
                row["rowid"],
                shown(row, "title", unmasked=False),
                storable(heading),
                storable(f"{context}\n{body}" if context else body),
            )

    @staticmethod
    def _document_at(tx: Transaction, path: bytes) -> str | None:
        rows = tx.query(
            "SELECT id FROM documents WHERE path = ? AND status <> 'purged' ORDER BY status = 'active' DESC, changed_at DESC LIMIT 1",
            (path,),
        )
        return rows[0][0] if rows else None

    @staticmethod
    def _new_id(tx: Transaction, new: NewVersion) -> str:
        """Return an id that depends on the file alone, so that two workspaces of the same folder agree on it."""
        path, number = os.fsencode(new.path).hex(), 0
        while True:
            key = digest("document", path, new.content_hash, str(number))
            if not tx.query("SELECT 1 FROM documents WHERE id = ?", (key,)):
                return key
            number += 1

    # Reads within a scope

    def document(self, scope: Scope, document: str) -> Document:
        """Return a document.

        Raises:
            NotFound: there is none in this scope.
        """
        rows = self._database.query(f"{_DOCUMENT} WHERE d.id = ? AND d.label IN {labels_sql(scope.labels)}", (document,))
        if not rows:
            raise NotFound(f"There is no document {document} that you may see.")
        return _document(rows[0], scope)

    def documents(self, scope: Scope, *, under: Path | None = None, status: Status | None = Status.ACTIVE) -> list[Document]:
        """Return documents by path.

        Args:
            under: only this folder's, or this file.
            status: None for all.
        """
        where, parameters = [f"d.label IN {labels_sql(scope.labels)}"], list[Any]()
        if under is not None:
            condition, values = _under(str(under))
            where.append(condition)
            parameters += values
        if status is not None:
            where.append("d.status = ?")
            parameters.append(status.value)
        rows = self._database.query(f"{_DOCUMENT} WHERE {' AND '.join(where)} ORDER BY d.path, d.id", parameters)
        return [_document(row, scope) for row in rows]

    def passages(self, scope: Scope, ids: Sequence[int] | Sequence[str]) -> list[Passage]:
        """Return passages in the order asked for, in the actor's view; those outside the scope are left out.

        Args:
            ids: rowids, as an index gives them: only active passages come back. Or passage ids, as a run holds them: also of old versions.
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
        return [self._passage(found[key], scope) for key in dict.fromkeys(ids) if key in found]

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
        rows = self._database.query(
            "SELECT p.rowid FROM json_each(?) AS wanted JOIN passages p ON p.rowid = wanted.value"
            f" WHERE p.active = 1 AND p.label IN {labels_sql(scope.labels)}",
            (listed,),
        )
        return {row[0] for row in rows}

    def passages_of(self, scope: Scope, document: str) -> list[Passage]:
        """Return the active passages of a document in reading order."""
        rows = self._database.query(
            f"{_PASSAGE} WHERE p.document = ? AND p.active = 1 AND +p.label IN {labels_sql(scope.labels)} ORDER BY p.ordinal", (document,)
        )
        return [self._passage(row, scope) for row in rows]

    def text(self, scope: Scope, version: str, start: int, end: int) -> str:
        """Return a range of a version's text in the actor's view.

        Raises:
            NotFound: there is no such version in this scope, or it was purged.
        """
        return self._texts.view(self._version(scope, version)["extraction"], start, end, unmasked=scope.unmasked)

    def extraction_text(self, scope: Scope, version: str) -> str:
        """Return the whole text of a version in the actor's view; raises as `text` does."""
        row = self._version(scope, version)
        return self._texts.view(row["extraction"], 0, row["length"], unmasked=scope.unmasked)

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
        return Quote(
            document=row["document"],
            version=version,
            number=row["number"],
            current=row["current"] == version and row["status"] == Status.ACTIVE.value,
            status=Status(row["status"]),
            label=Label(row["label"]),
            title=shown(row, "title", unmasked=scope.unmasked),
            path=os.fsdecode(row["path"]),
            page=_page_at(json.loads(row["pages"]), start),
            heading=heading,
            start=start,
            end=end,
            text=self._texts.view(row["extraction"], start, end, unmasked=scope.unmasked),
            as_of=row["as_of"],
        )

    def _version(self, scope: Scope, version: str) -> Row:
        rows = self._database.query(
            "SELECT v.document, v.number, v.extraction, v.title, v.title_masked, v.as_of, d.version AS current, d.status, d.label, d.path,"
            " e.length, e.pages FROM versions v JOIN documents d ON d.id = v.document JOIN extractions e ON e.id = v.extraction"
            f" WHERE v.id = ? AND d.label IN {labels_sql(scope.labels)}",
            (version,),
        )
        if not rows:
            raise NotFound(f"There is no version {version} that you may see.", "It may have been purged.")
        return rows[0]

    def _passage(self, row: Row, scope: Scope) -> Passage:
        return Passage(
            id=row["id"],
            document=row["document"],
            version=row["version"],
            extraction=row["extraction"],
            label=Label(row["label"]),
            title=shown(row, "title", unmasked=scope.unmasked),
            path=os.fsdecode(row["path"]),
            heading=tuple(json.loads(shown(row, "heading", unmasked=scope.unmasked))),
            page=row["page"],
            start=row["start"],
            end=row["end"],
            text=self._texts.view(row["extraction"], row["start"], row["end"], unmasked=scope.unmasked),
            as_of=row["as_of"],
            language=row["language"],
            context=shown(row, "context", unmasked=scope.unmasked),
        )

    # Reads of the program itself: nothing of these is shown to anybody before a scope was asked

    def fingerprints(self, root: str | None = None) -> dict[str, Fingerprint]:
        """Return what ingestion compares files with, by path, of all documents at or below `root`; purged ones never.

        Where an active and a removed document share a path, the active one counts.
        """
        where, parameters = "1", list[Any]()
        if root is not None:
            where, parameters = _under(root)
        rows = self._database.query(
            f"{_FINGERPRINT} WHERE d.status <> 'purged' AND {where} ORDER BY d.status = 'active', d.changed_at", parameters
        )
        return {found.path: found for found in map(_fingerprint, rows)}

    def by_path(self, path: str) -> Fingerprint | None:
        """Return what is known of one file."""
        rows = self._database.query(
            f"{_FINGERPRINT} WHERE d.path = ? AND d.status <> 'purged' ORDER BY d.status = 'active' DESC, d.changed_at DESC LIMIT 1",
            (os.fsencode(path),),
        )
        return _fingerprint(rows[0]) if rows else None

    def by_content(self, content_hash: str) -> list[Fingerprint]:
        """Return the documents whose current version has these bytes, to recognise a moved file."""
        rows = self._database.query(f"{_FINGERPRINT} WHERE v.content_hash = ? AND d.status <> 'purged' ORDER BY d.path", (content_hash,))
        return [_fingerprint(row) for row in rows]

    def find_extraction(self, content_hash: str, reader: str, reader_version: str) -> tuple[str, Extraction] | None:
        """Return what this reader got out of these bytes before, with its id, or None."""
        key = extraction_id(content_hash, reader, reader_version)
        found = self._texts.load(key)
        return None if found is None else (key, found)

    def vectors_of_extraction(
        self, extraction: str, embedder: str, spans: Sequence[tuple[int, int]]
    ) -> Mapping[tuple[int, int], NDArray[numpy.float32]]:
        """Return the vectors that passages of an extraction already have, by span."""
        return self._embeddings.of_extraction(extraction, embedder, spans)

    def vectors(self, embedder: str, labels: Sequence[Label], after_rowid: int = 0) -> Iterator[VectorChunk]:
        """Yield the stored vectors of active passages of these labels behind `after_rowid`."""
        return self._embeddings.chunks(embedder, labels, after_rowid)

    def live(self, labels: Sequence[Label]) -> NDArray[numpy.int64]:
        """Return the rowids of active passages of these labels, ascending."""
        return self._embeddings.live(labels)

    def counts(self, embedder: str) -> dict[Label, int]:
        """Return how many active passages of each label have a vector."""
        return self._embeddings.counts(embedder)

    def roots(self) -> list[Root]:
        """Return the folders that were ingested."""
        rows = self._database.query("SELECT path, label, ignore FROM roots ORDER BY path")
        return [Root(os.fsdecode(row[0]), Label(row[1]), tuple(json.loads(row[2]))) for row in rows]

    def state(self) -> str:
        """Return a hash that changes whenever what can be found changes: part of a run's receipt."""
        row = self._database.query("SELECT count(*), coalesce(max(rowid), 0), coalesce(sum(rowid), 0) FROM passages WHERE active = 1")[0]
        return digest("library", *(str(value) for value in row))


def _masked(text: str, values: Sequence[str]) -> str | None:
    masked = mask_values(text, values)
    return None if masked == text else masked


def _under(root: str) -> tuple[str, list[Any]]:
    """Return the condition that a path is `root` or below it, as a range, so that an index serves it."""
    path = os.fsencode(root).rstrip(b"/")
    return "(d.path = ? OR (d.path >= ? AND d.path < ?))", [path, path + b"/", path + b"0"]


def _page_at(pages: Sequence[Sequence[int]], offset: int) -> int | None:
    return next((number for number, start, end in reversed(pages) if start <= offset), None)


def _document(row: Row, scope: Scope) -> Document:
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
    )
