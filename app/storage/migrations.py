"""The shape of the records, as numbered steps that are only ever added to.

Decision hidden: every table, index and trigger. Invariant: a step that was ever released is never edited; each
runs in one transaction together with the schema number, so a kill leaves the version before it. The caller holds the only
writing connection.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.shelf import kind_of

APPLICATION_ID = 0x4354574C
"""Says in the file's header whose database it is ("CTWL")."""


@dataclass(frozen=True)
class Migration:
    """One step: `number` is the schema it leads to, `apply` gets a connection inside an open transaction."""

    number: int
    name: str
    apply: Callable[[Any], None]


_FIRST = (
    # `WITHOUT ROWID` where rows are small and always found by their key.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Who acts.
    "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1)",
    """CREATE TABLE person_roles (person TEXT NOT NULL REFERENCES people(id), role TEXT NOT NULL,
       PRIMARY KEY (person, role)) WITHOUT ROWID""",
    "CREATE TABLE accounts (account TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people(id)) WITHOUT ROWID",
    "CREATE TABLE group_roles (name TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (name, role)) WITHOUT ROWID",
    # What was read. A path is bytes: a file name need not be valid text.
    "CREATE TABLE roots (path BLOB PRIMARY KEY, label INTEGER NOT NULL, ignore TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE extractions (id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, reader TEXT NOT NULL,
       reader_version TEXT NOT NULL, media_type TEXT NOT NULL, length INTEGER NOT NULL, title TEXT NOT NULL,
       language TEXT NOT NULL, declared_date TEXT NOT NULL, date_origin TEXT NOT NULL, blocks TEXT NOT NULL,
       pages TEXT NOT NULL, metadata TEXT NOT NULL, notices TEXT NOT NULL,
       UNIQUE (content_hash, reader, reader_version))""",
    # Text stands in pieces of equal length, so that a quote out of a large document reads a few kilobytes.
    """CREATE TABLE extraction_pieces (extraction TEXT NOT NULL REFERENCES extractions(id) ON DELETE CASCADE,
       number INTEGER NOT NULL, text BLOB NOT NULL, PRIMARY KEY (extraction, number))""",
    """CREATE TABLE sensitive_spans (extraction TEXT NOT NULL REFERENCES extractions(id) ON DELETE CASCADE,
       start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
       PRIMARY KEY (extraction, start, end, kind)) WITHOUT ROWID""",
    """CREATE TABLE documents (id TEXT PRIMARY KEY, path BLOB NOT NULL, root BLOB NOT NULL, label INTEGER NOT NULL,
       status TEXT NOT NULL, version TEXT NOT NULL, added_at TEXT NOT NULL, changed_at TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX documents_active_path ON documents(path) WHERE status = 'active'",
    "CREATE INDEX documents_path ON documents(path)",
    """CREATE TABLE versions (id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), number INTEGER NOT NULL,
       extraction TEXT REFERENCES extractions(id), title TEXT NOT NULL, title_masked TEXT, content_hash TEXT NOT NULL,
       size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, as_of TEXT NOT NULL,
       as_of_origin TEXT NOT NULL, passages INTEGER NOT NULL, added_at TEXT NOT NULL, UNIQUE (document, number))""",
    "CREATE INDEX versions_content ON versions(content_hash)",
    "CREATE INDEX versions_extraction ON versions(extraction)",
    # A row is a fact that never changes except for `active`: see library.py.
    """CREATE TABLE passages (rowid INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
       document TEXT NOT NULL REFERENCES documents(id), version TEXT NOT NULL REFERENCES versions(id),
       extraction TEXT NOT NULL REFERENCES extractions(id), label INTEGER NOT NULL, active INTEGER NOT NULL,
       ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, page INTEGER,
       heading TEXT NOT NULL, heading_masked TEXT, context TEXT NOT NULL, context_masked TEXT)""",
    "CREATE INDEX passages_document ON passages(document)",
    "CREATE INDEX passages_version ON passages(version)",
    "CREATE INDEX passages_extraction ON passages(extraction)",
    "CREATE INDEX passages_label ON passages(label) WHERE active = 1",
    """CREATE TABLE vectors (passage INTEGER NOT NULL REFERENCES passages(rowid) ON DELETE CASCADE, embedder TEXT NOT NULL,
       vector BLOB NOT NULL, PRIMARY KEY (passage, embedder))""",
    """CREATE VIRTUAL TABLE passages_fts USING fts5(title, heading, body, content='', contentless_delete=1,
       tokenize='porter unicode61 remove_diacritics 2')""",
    "CREATE VIRTUAL TABLE passages_terms USING fts5vocab('passages_fts', 'row')",
    # What was asked.
    """CREATE TABLE runs (id TEXT PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, question TEXT NOT NULL,
       label INTEGER NOT NULL, unmasked INTEGER NOT NULL, purged INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL,
       receipt TEXT NOT NULL, trace TEXT NOT NULL)""",
    "CREATE INDEX runs_at ON runs(at)",
    "CREATE INDEX runs_person ON runs(person, at)",
    """CREATE TABLE run_sources (document TEXT NOT NULL, run TEXT NOT NULL REFERENCES runs(id),
       PRIMARY KEY (document, run)) WITHOUT ROWID""",
    # What was done. The triggers stop a slip of this program; the chain of hashes shows what anybody else does.
    """CREATE TABLE audit (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, account TEXT NOT NULL,
       action TEXT NOT NULL, target TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL)""",
    """CREATE TABLE audit_heads (seq INTEGER PRIMARY KEY REFERENCES audit(seq), hash TEXT NOT NULL, key TEXT NOT NULL,
       signature TEXT NOT NULL)""",
    "CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER heads_never_change BEFORE UPDATE ON audit_heads BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER heads_never_shrink BEFORE DELETE ON audit_heads BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
)


def _run(statements: Sequence[str]) -> Callable[[Any], None]:
    def apply(connection: Any) -> None:
        for statement in statements:
            connection.execute(statement)

    return apply


_INVENTORY = (
    # Whether somebody chose the label. Of rows from before this step only the default one is in doubt.
    "ALTER TABLE roots ADD COLUMN labelled INTEGER NOT NULL DEFAULT 1",
    "UPDATE roots SET labelled = 0 WHERE label = 1",
    "ALTER TABLE documents ADD COLUMN labelled INTEGER NOT NULL DEFAULT 1",
    "UPDATE documents SET labelled = 0 WHERE label = 1",
    # What could not be read the last time, so that it can be told without reading everything again.
    """CREATE TABLE failures (path BLOB PRIMARY KEY, root BLOB NOT NULL, label INTEGER NOT NULL, error TEXT NOT NULL,
       hint TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID""",
    # Somebody removed the document while its file stayed: watching must not bring it back.
    "ALTER TABLE documents ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0",
)

_LISTING = (
    # One line for each active document with what lists are sorted and filtered by: see listing.py. A key is never given twice, so that
    # a list somebody holds never means another document.
    """CREATE TABLE listing (key INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL UNIQUE REFERENCES documents(id),
       outer_document TEXT, depth INTEGER NOT NULL, label INTEGER NOT NULL, labelled INTEGER NOT NULL, kind TEXT NOT NULL,
       as_of TEXT NOT NULL, health INTEGER NOT NULL, passages INTEGER NOT NULL, words TEXT NOT NULL, words_masked TEXT,
       place BLOB NOT NULL, by_title TEXT NOT NULL, by_kind TEXT NOT NULL, by_label INTEGER NOT NULL, by_number INTEGER NOT NULL,
       by_as_of TEXT NOT NULL, by_passages INTEGER NOT NULL, by_health INTEGER NOT NULL, by_place BLOB NOT NULL)""",
    # The label stands behind each order, so that it is walked without looking at the table. The other columns have so few values, or are
    # so seldom sorted by, that sorting is quick enough.
    "CREATE INDEX listing_title ON listing(by_title, place, label)",
    "CREATE INDEX listing_title_down ON listing(by_title DESC, place, label)",
    "CREATE INDEX listing_age ON listing(by_as_of DESC, by_title, place, label)",
    "CREATE INDEX listing_age_down ON listing(by_as_of, by_title, place, label)",
    "CREATE INDEX listing_place ON listing(place, label)",
    "CREATE INDEX listing_outer ON listing(outer_document) WHERE outer_document IS NOT NULL",
    # What somebody looked at and found in order: an inventory does not bring it up again.
    """CREATE TABLE reviewed (finding TEXT PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL, person TEXT NOT NULL,
       at TEXT NOT NULL) WITHOUT ROWID""",
)

_LISTED = """SELECT d.id, d.path, d.label, d.labelled, v.title, v.title_masked, v.number, v.as_of, v.passages, coalesce(e.media_type, '')
  AS media_type, EXISTS (SELECT 1 FROM failures f WHERE f.path = d.path) AS stuck,
  EXISTS (SELECT 1 FROM json_each(e.notices) n WHERE n.value ->> 'code' IN ('needs_ocr', 'truncated', 'nested_skipped')) AS partly
  FROM documents d JOIN versions v ON v.id = d.version LEFT JOIN extractions e ON e.id = v.extraction
  WHERE d.status = 'active' ORDER BY d.path, d.id"""


def _fill_listing(connection: Any) -> None:
    """Write the line of every document that is there already; a container comes before what came inside it."""
    _run(_LISTING)(connection)
    rows = list(connection.execute(_LISTED))
    containers: list[tuple[bytes, str, tuple[Any, ...]]] = []
    for number, row in enumerate(rows):
        key, path, label, labelled, title, masked, version, as_of, passages, media, stuck, partly = tuple(row)
        while containers and not path.startswith(containers[-1][0] + b"/"):
            containers.pop()
        holds = number + 1 < len(rows) and rows[number + 1][1].startswith(path + b"/")
        health = 3 if stuck else (0 if holds else 2) if not passages else 1 if partly else 0
        kind = kind_of(media)
        place, name = path.replace(b"/", b"\0"), os.fsdecode(path)
        words = [None if one is None else f"{one}\n{name}".casefold().encode("utf-8", "replace").decode() for one in (title, masked)]
        order = (
            (title if masked is None else masked).casefold(), kind.casefold(), label, version, as_of, passages, health, place,
        )  # fmt: skip
        outer, order = (containers[0][1], containers[0][2]) if containers else (None, order)
        connection.execute(
            "INSERT INTO listing (document, outer_document, depth, label, labelled, kind, as_of, health, passages, words, words_masked,"
            " place, by_title, by_kind, by_label, by_number, by_as_of, by_passages, by_health, by_place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, outer, len(containers), label, labelled, kind, as_of, health, passages, *words, place, *order),
        )
        if holds:
            containers.append((path, key, order))


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "documents, passages, runs, people, audit", _run(_FIRST)),
    Migration(2, "chosen labels, files that could not be read", _run(_INVENTORY)),
    Migration(3, "reserved", _run(())),
    Migration(4, "the list of documents, findings that were reviewed", _fill_listing),
)
"""In order, without holes; the last number is the schema this program writes."""
