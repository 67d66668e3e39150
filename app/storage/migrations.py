"""The shape of the records, as numbered steps that are only ever added to.

Decision hidden: every table, index and trigger. Invariant: a step that was ever released is never edited; each
runs in one transaction together with the schema number, so a kill leaves the version before it. The caller holds the only
writing connection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

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

_DIALOGUE = (
    # `position` grows with every run of every conversation: the newest first, also when a clock goes backwards.
    """CREATE TABLE conversations (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, title TEXT NOT NULL, person TEXT NOT NULL,
       started TEXT NOT NULL, changed TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL,
       removed INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX conversations_person ON conversations(person, removed, position)",
    "ALTER TABLE runs ADD COLUMN conversation TEXT REFERENCES conversations(id)",
    # What was asked before there were conversations: one for each day and person, named after its first question that is still there.
    """INSERT INTO conversations (id, position, title, person, started, changed, label, unmasked)
       SELECT lower(hex(randomblob(8))), row_number() OVER (ORDER BY max(rowid)),
         coalesce((SELECT substr(r.question, 1, 80) FROM runs r WHERE r.person = o.person AND substr(r.at, 1, 10) = substr(o.at, 1, 10)
                   AND r.purged = 0 ORDER BY r.rowid LIMIT 1), ''),
         o.person, min(o.at), max(o.at), max(o.label), max(o.unmasked)
       FROM runs o GROUP BY o.person, substr(o.at, 1, 10)""",
    """UPDATE runs SET conversation = (SELECT c.id FROM conversations c
       WHERE c.person = runs.person AND substr(c.started, 1, 10) = substr(runs.at, 1, 10))""",
    "CREATE INDEX runs_conversation ON runs(conversation)",
    "CREATE INDEX run_sources_run ON run_sources(run)",
    """CREATE TABLE feedback (run TEXT NOT NULL REFERENCES runs(id), person TEXT NOT NULL, verdict TEXT NOT NULL, remark TEXT NOT NULL,
       at TEXT NOT NULL, PRIMARY KEY (run, person)) WITHOUT ROWID""",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "documents, passages, runs, people, audit", _run(_FIRST)),
    Migration(2, "chosen labels, files that could not be read", _run(_INVENTORY)),
    Migration(3, "conversations, feedback", _run(_DIALOGUE)),
)
"""In order, without holes; the last number is the schema this program writes."""
