"""Every column that may hold somebody's words is emptied by a purge, or is known to hold none."""

from __future__ import annotations

import re
from typing import Any

from app.core.audit import AuditEvent
from app.storage.erasure import OWNERS

# What a purge leaves, by the column's name in whatever table. A workspace in real use
# (tests/integration/test_erasure.py) holds each value against the pattern.
ID, CHOICE = re.compile(r"(?:[a-z]+:)*[0-9a-f]{0,64}"), re.compile(r"[\w .:+/;=-]{0,80}")
TIME = re.compile(r"(?:\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)?")
IDS = {
    "id",
    "document",
    "version",
    "extraction",
    "passage",
    "run",
    "again",
    "run_again",
    "changed_run",
    "conversation",
    "unit",
    "gap",
    "interview",
    "correction",
    "target",
    "subject",
    "finding",
    "evaluation_case",
    "outer_document",
    "content_hash",
}
CHOICES = {
    "kind",
    "status",
    "working",
    "cause",
    "outcome",
    "verdict",
    "relation",
    "field",
    "probe",
    "point",
    "ladder",
    "reader",
    "reader_version",
    "media_type",
    "language",
    "embedder",
    "as_of_origin",
    "date_origin",
    "by_kind",
    "revision_status",
}
PEOPLE = {
    "person",
    "owner",
    "author",
    "reviewer",
    "reviewers",
    "authors",
    "expert",
    "assigned_to",
    "assigned_by",
    "settled_by",
}
PEOPLE |= {"changed_by"}
TIMES = {"at", "as_of", "by_as_of", "started", "changed", "due", "review_due", "reviewed", "doubt_since"}

LEFT = {
    ("meta", "key"): "names of the program's own values",
    ("meta", "value"): "settings, marks and a chain of hashes; never words of a document",
    ("people", "id"): "who acts",
    ("people", "name"): "who acts stays named",
    ("person_roles", "role"): "who may do what",
    ("accounts", "account"): "who acts through which account",
    ("group_roles", "name"): "groups of the machine",
    ("group_roles", "role"): "who may do what",
    ("roots", "ignore"): "patterns of names that are left out, chosen by whoever follows the folder",
    (
        "audit",
        "target",
    ): "the log is append-only: it holds ids, paths and what was searched for, no words of a document",
    ("audit", "account"): "as above",
    ("audit", "action"): "as above",
    ("audit", "detail"): "as above",
    ("audit", "previous"): "a hash",
    ("audit", "hash"): "a hash",
    ("audit_heads", "hash"): "a hash",
    ("audit_heads", "key"): "a public key",
    ("audit_heads", "signature"): "a signature",
    ("follows", "state"): "a hash of the library's state",
    ("notices", "reason"): "one of two sentences of the program's own",
    ("passages_terms", "term"): "a view of passages_fts",
    ("passages_terms", "doc"): "a view of passages_fts",
    ("passages_terms", "cnt"): "a view of passages_fts",
}


def columns(query: Any) -> list[tuple[str, str]]:
    """Return the columns of every table that may hold text, by table."""
    found = []
    for table in query(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' ORDER BY name"
    ):
        if table[0].startswith("sqlite_"):
            continue
        for name, declared, hidden in query(
            "SELECT name, type, hidden FROM pragma_table_xinfo(?)", (table[0],)
        ):
            # Besides its own ones a full-text table has hidden columns that are ways of asking.
            if declared not in ("INTEGER", "REAL") and not hidden:
                found.append((table[0], name))
    return found


def pattern_of(column: str) -> re.Pattern[str] | None:
    """Return what every value of a column of this name looks like, in whatever table; None where nothing is
    known of it."""
    if column in TIMES or column.endswith("_at"):
        return TIME
    return ID if column in IDS else CHOICE if column in CHOICES | PEOPLE else None


def held() -> set[tuple[str, str]]:
    """Return the columns that somebody forgets."""
    return {(table, column) for owner in OWNERS for table, names in owner.holds.items() for column in names}


def unknown(query: Any) -> list[tuple[str, str]]:
    """Return the columns of text that nobody forgets and of which nothing is known."""
    return [
        one for one in columns(query) if one not in held() and one not in LEFT and pattern_of(one[1]) is None
    ]


def test_each_column_of_text_is_forgotten_by_somebody_or_known_to_hold_no_words(records: Any) -> None:
    there = columns(records.database.query)
    assert len(there) > 150
    assert unknown(records.database.query) == []
    assert held() - set(there) == set(), "a column that somebody forgets is not there"
    assert set(LEFT) - set(there) == set()
    assert held() & set(LEFT) == set()


def test_a_new_column_of_words_is_noticed(records: Any) -> None:
    with records.database.transaction() as tx:
        tx.execute("CREATE TABLE remarks (id TEXT PRIMARY KEY, words TEXT, at TEXT, picture BLOB)")
        tx.audit(records.steward, AuditEvent.SETTINGS, "")
    assert unknown(records.database.query) == [("remarks", "words"), ("remarks", "picture")]
