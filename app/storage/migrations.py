"""The shape of the records, as numbered steps that are only ever added to.

Decision hidden: every table, index and trigger. Invariants: a step that was ever released is never edited and
calls nothing outside this file; each runs in one transaction together with the schema number, so a kill
leaves the version before it. The caller holds the only writing connection.
"""

from __future__ import annotations

import os
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
    # A row is a fact that never changes except for `active`: see documents.py.
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
    # What was done. The triggers stop a slip of this program; the chain of hashes shows what anybody else
    # does.
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
    # `position` grows with every run of every conversation: the newest first, also when a clock goes
    # backwards.
    """CREATE TABLE conversations (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, title TEXT NOT NULL, person TEXT NOT NULL,
       started TEXT NOT NULL, changed TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL,
       removed INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX conversations_person ON conversations(person, removed, position)",
    "ALTER TABLE runs ADD COLUMN conversation TEXT REFERENCES conversations(id)",
    # What was asked before there were conversations: one for each day and person, named after its first
    # question that is still there.
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

_LISTING = (
    # One line for each active document with what lists are sorted and filtered by: see
    # document_list_writes.py. A key is never given twice, so that a list somebody holds never means another
    # document.
    """CREATE TABLE listing (key INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL UNIQUE REFERENCES documents(id),
       outer_document TEXT, depth INTEGER NOT NULL, label INTEGER NOT NULL, labelled INTEGER NOT NULL, kind TEXT NOT NULL,
       as_of TEXT NOT NULL, health INTEGER NOT NULL, passages INTEGER NOT NULL, words TEXT NOT NULL, words_masked TEXT,
       place BLOB NOT NULL, by_title TEXT NOT NULL, by_kind TEXT NOT NULL, by_label INTEGER NOT NULL, by_number INTEGER NOT NULL,
       by_as_of TEXT NOT NULL, by_passages INTEGER NOT NULL, by_health INTEGER NOT NULL, by_place BLOB NOT NULL)""",
    # The label stands behind each order, so that it is walked without looking at the table. The other columns
    # have so few values, or are so seldom sorted by, that sorting is quick enough.
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

_WORDS = {
    "application/pdf": "PDF",
    "text/html": "Web page",
    "text/markdown": "Markdown",
    "text/plain": "Text",
    "text/x-rst": "reStructuredText",
    "text/csv": "Table",
    "message/rfc822": "Mail",
    "application/mbox": "Mailbox",
    "application/epub+zip": "E-book",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Spreadsheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Presentation",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "application/vnd.oasis.opendocument.spreadsheet": "Spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "Presentation",
}
"""A user's words for media types as they were when step 4 was released: what was released calls nothing that
changes."""

_LISTED = """SELECT d.id, d.path, d.label, d.labelled, v.title, v.title_masked, v.number, v.as_of, v.passages, coalesce(e.media_type, '')
  AS media_type, EXISTS (SELECT 1 FROM failures f WHERE f.path = d.path) AS stuck,
  EXISTS (SELECT 1 FROM json_each(e.notices) n WHERE n.value ->> 'code' IN ('needs_ocr', 'truncated', 'nested_skipped')) AS partly
  FROM documents d JOIN versions v ON v.id = d.version LEFT JOIN extractions e ON e.id = v.extraction
  WHERE d.status = 'active' ORDER BY d.path, d.id"""


def _fill_listing(connection: Any) -> None:
    """Write the line of every document that is there already; a container comes before what came inside
    it.
    """
    _run(_LISTING)(connection)
    rows = list(connection.execute(_LISTED))
    containers: list[tuple[bytes, str, tuple[Any, ...]]] = []
    for number, row in enumerate(rows):
        key, path, label, labelled, title, masked, version, as_of, passages, media, stuck, partly = tuple(row)
        while containers and not path.startswith(containers[-1][0] + b"/"):
            containers.pop()
        holds = number + 1 < len(rows) and rows[number + 1][1].startswith(path + b"/")
        health = 3 if stuck else (0 if holds else 2) if not passages else 1 if partly else 0
        kind = _WORDS.get(media, media.rsplit("/", 1)[-1] or "Unknown")
        place, name = path.replace(b"/", b"\0"), os.fsdecode(path)
        words = [
            None if one is None else f"{one}\n{name}".casefold().encode("utf-8", "replace").decode()
            for one in (title, masked)
        ]
        order = (
            (title if masked is None else masked).casefold(), kind.casefold(), label, version, as_of, passages, health, place,
        )  # fmt: skip
        outer, order = (containers[0][1], containers[0][2]) if containers else (None, order)
        connection.execute(
            "INSERT INTO listing (document, outer_document, depth, label, labelled, kind, as_of, health, passages, words, words_masked,"
            " place, by_title, by_kind, by_label, by_number, by_as_of, by_passages, by_health, by_place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                outer,
                len(containers),
                label,
                labelled,
                kind,
                as_of,
                health,
                passages,
                *words,
                place,
                *order,
            ),
        )
        if holds:
            containers.append((path, key, order))


_CAPTURE = (
    # An approved revision of a unit is a version of a document that has no file; the document's id is the
    # unit's.
    "ALTER TABLE documents ADD COLUMN kind TEXT NOT NULL DEFAULT 'document'",
    # `working` is the status of a revision newer than the approved one, or empty. `change` is what two
    # editors are told apart by.
    """CREATE TABLE units (id TEXT PRIMARY KEY, kind TEXT NOT NULL, slug TEXT NOT NULL, label INTEGER NOT NULL, status TEXT NOT NULL,
       working TEXT NOT NULL, owner TEXT NOT NULL, author TEXT NOT NULL, reviewers TEXT NOT NULL, revision INTEGER NOT NULL,
       approved_revision INTEGER, reviewed TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT '', review_due TEXT NOT NULL DEFAULT '',
       doubt TEXT NOT NULL DEFAULT '', doubt_since TEXT NOT NULL DEFAULT '', change INTEGER NOT NULL, created_at TEXT NOT NULL,
       changed_at TEXT NOT NULL, changed_by TEXT NOT NULL, purged INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, slug))""",
    "CREATE INDEX units_changed ON units(changed_at)",
    "CREATE INDEX units_status ON units(status, working)",
    "CREATE INDEX units_owner ON units(owner)",
    "CREATE INDEX units_due ON units(review_due) WHERE review_due <> ''",
    """CREATE TABLE unit_revisions (rowid INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL REFERENCES units(id),
       number INTEGER NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL, fields TEXT NOT NULL, valid_from TEXT NOT NULL,
       valid_until TEXT NOT NULL, review_days INTEGER NOT NULL, tags TEXT NOT NULL, authors TEXT NOT NULL, begun_at TEXT NOT NULL,
       changed_at TEXT NOT NULL, submitted_at TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT '', UNIQUE (unit, number))""",
    "CREATE INDEX unit_revisions_until ON unit_revisions(valid_until) WHERE valid_until <> ''",
    """CREATE TRIGGER submitted_words_never_change
       BEFORE UPDATE OF unit, number, title, fields, valid_from, valid_until, review_days, tags, authors ON unit_revisions
       WHEN OLD.status <> 'draft' BEGIN SELECT RAISE(ABORT, 'a revision that was submitted never changes'); END""",
    # `field` is empty for a link that no field makes.
    """CREATE TABLE unit_links (unit TEXT NOT NULL REFERENCES units(id), revision INTEGER NOT NULL, ordinal INTEGER NOT NULL,
       field TEXT NOT NULL, relation TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (unit, revision, ordinal)) WITHOUT ROWID""",
    "CREATE INDEX unit_links_target ON unit_links(target, relation)",
    # A quote of a document is read from its text; only one of an interview stands here.
    """CREATE TABLE unit_evidence (unit TEXT NOT NULL REFERENCES units(id), revision INTEGER NOT NULL, ordinal INTEGER NOT NULL,
       field TEXT NOT NULL, document TEXT NOT NULL, version TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
       quote TEXT NOT NULL, PRIMARY KEY (unit, revision, ordinal)) WITHOUT ROWID""",
    "CREATE INDEX unit_evidence_document ON unit_evidence(document)",
    """CREATE TABLE unit_reviews (id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL REFERENCES units(id), revision INTEGER NOT NULL,
       person TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, resolutions TEXT NOT NULL, at TEXT NOT NULL)""",
    "CREATE INDEX unit_reviews_unit ON unit_reviews(unit)",
    # What the second of two editors wrote.
    """CREATE TABLE unit_asides (id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL REFERENCES units(id), person TEXT NOT NULL,
       content TEXT NOT NULL, at TEXT NOT NULL)""",
    "CREATE INDEX unit_asides_unit ON unit_asides(unit)",
    """CREATE VIRTUAL TABLE unit_words USING fts5(title, body, content='', contentless_delete=1,
       tokenize='porter unicode61 remove_diacritics 2')""",
    # Interviews: each turn is written as it is spoken. `state` holds the question that a model chose,
    # `proposals` what the expert said to each stretch of the transcript, by field and place; `transcript` is
    # an imported one.
    """CREATE TABLE interviews (id TEXT PRIMARY KEY, title TEXT NOT NULL, label INTEGER NOT NULL, kind TEXT NOT NULL, expert TEXT NOT NULL,
       person TEXT NOT NULL, ladder TEXT NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL DEFAULT '{}',
       proposals TEXT NOT NULL DEFAULT '{}', transcript TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '',
       gap TEXT NOT NULL DEFAULT '', run TEXT NOT NULL DEFAULT '', change INTEGER NOT NULL DEFAULT 1, begun_at TEXT NOT NULL,
       changed_at TEXT NOT NULL, purged INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX interviews_expert ON interviews(expert, status)",
    """CREATE TABLE interview_turns (interview TEXT NOT NULL REFERENCES interviews(id), number INTEGER NOT NULL, point TEXT NOT NULL,
       probe TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, proposed INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL,
       PRIMARY KEY (interview, number)) WITHOUT ROWID""",
    # Gaps: `vector` is the mean of its questions' vectors, `question` the one nearest to it, `label` the
    # highest of them.
    """CREATE TABLE gaps (id TEXT PRIMARY KEY, question TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL DEFAULT 0,
       status TEXT NOT NULL, vector BLOB, embedder TEXT NOT NULL DEFAULT '', first_at TEXT NOT NULL, last_at TEXT NOT NULL,
       assigned_to TEXT NOT NULL DEFAULT '', assigned_by TEXT NOT NULL DEFAULT '', assigned_at TEXT NOT NULL DEFAULT '',
       due TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', unit TEXT NOT NULL DEFAULT '', run_again TEXT NOT NULL DEFAULT '',
       evaluation_case TEXT NOT NULL DEFAULT '', settled_at TEXT NOT NULL DEFAULT '', change INTEGER NOT NULL DEFAULT 1)""",
    "CREATE INDEX gaps_status ON gaps(status, last_at)",
    "CREATE INDEX gaps_assigned ON gaps(assigned_to, status)",
    # `cause` is why it is one: abstained, unsure, wrong, incomplete. A run counts once however often it is
    # looked at.
    """CREATE TABLE gap_questions (id INTEGER PRIMARY KEY AUTOINCREMENT, gap TEXT REFERENCES gaps(id), run TEXT NOT NULL,
       person TEXT NOT NULL, question TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL DEFAULT 0, cause TEXT NOT NULL,
       at TEXT NOT NULL, vector BLOB, embedder TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '',
       again TEXT NOT NULL DEFAULT '', UNIQUE (run, cause))""",
    "CREATE INDEX gap_questions_gap ON gap_questions(gap)",
    "CREATE INDEX gap_questions_run ON gap_questions(run)",
    # What a closed gap leaves for evaluation; `words` are groups of which one each must stand in the answer.
    """CREATE TABLE cases (id TEXT PRIMARY KEY, gap TEXT NOT NULL, run TEXT NOT NULL, question TEXT NOT NULL, unit TEXT NOT NULL,
       words TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL)""",
    # Corrections: `answer` holds the sentences with their citations as in an answer's JSON.
    """CREATE TABLE corrections (id TEXT PRIMARY KEY, question TEXT NOT NULL, label INTEGER NOT NULL, unmasked INTEGER NOT NULL DEFAULT 0,
       answer TEXT NOT NULL, run TEXT NOT NULL, unit TEXT NOT NULL DEFAULT '', person TEXT NOT NULL, status TEXT NOT NULL, vector BLOB,
       embedder TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, review_due TEXT NOT NULL, settled_at TEXT NOT NULL DEFAULT '',
       settled_by TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', change INTEGER NOT NULL DEFAULT 1)""",
    "CREATE INDEX corrections_status ON corrections(status, review_due)",
    """CREATE TABLE correction_sources (document TEXT NOT NULL, correction TEXT NOT NULL REFERENCES corrections(id),
       PRIMARY KEY (document, correction)) WITHOUT ROWID""",
    # Followed questions: `run` is the answer that was last seen, `changed_run` a later one that differs from
    # it.
    """CREATE TABLE follows (id TEXT PRIMARY KEY, person TEXT NOT NULL, question TEXT NOT NULL, label INTEGER NOT NULL,
       unmasked INTEGER NOT NULL DEFAULT 0, run TEXT NOT NULL, changed_run TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT '',
       asked_at TEXT NOT NULL, changed_at TEXT NOT NULL DEFAULT '', seen_at TEXT NOT NULL DEFAULT '',
       removed INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX follows_person ON follows(person, removed)",
    # What somebody is told once, besides what the other tables say of themselves. `subject` is the id of what
    # it is about.
    """CREATE TABLE notices (id INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
       label INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, seen_at TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX notices_person ON notices(person, seen_at)",
    "CREATE INDEX notices_subject ON notices(subject)",
)

_REMARKS = (
    # Written by who asked, for whoever is asked to close the gap.
    "ALTER TABLE gap_questions ADD COLUMN remark TEXT NOT NULL DEFAULT ''",
)

_READINGS = (
    # What a person reads of a passage: its blocks and where that differs from the raw text; empty where it
    # was read before there was any.
    "ALTER TABLE passages ADD COLUMN reading TEXT NOT NULL DEFAULT ''",
)

MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "documents, passages, runs, people, audit", _run(_FIRST)),
    Migration(2, "chosen labels, files that could not be read", _run(_INVENTORY)),
    Migration(3, "conversations, feedback", _run(_DIALOGUE)),
    Migration(4, "the list of documents, findings that were reviewed", _fill_listing),
    Migration(5, "knowledge units, interviews, gaps, corrections", _run(_CAPTURE)),
    Migration(6, "what who asked adds to a gap", _run(_REMARKS)),
    Migration(7, "how a passage is read", _run(_READINGS)),
)
"""In order, without holes; the last number is the schema this program writes."""
