"""The line that each document has in the list of the library, written with every change of it.

Decision hidden: what sorting and filtering look at stands in one narrow table, so that the order of a hundred
thousand documents is one walk along an index. Invariants: a line stands there exactly while its document is
active; what came inside another document is sorted by that one's values, so that it follows it in every
order; titles are sorted as masked eyes see them, so that an order tells nothing. Everything happens inside
the caller's transaction.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Any

from app.core.documents.document_list import Health
from app.core.documents.formats import word_of
from app.storage.database import Row, Transaction
from app.storage.texts import shown

_LINE = """SELECT d.id, d.path, d.label, d.labelled, v.title, v.title_masked, v.number, v.as_of, v.passages, coalesce(e.media_type, '') AS
  media_type, EXISTS (SELECT 1 FROM failures f WHERE f.path = d.path) AS stuck,
  EXISTS (SELECT 1 FROM json_each(e.notices) n WHERE n.value ->> 'code' IN ('needs_ocr', 'truncated', 'nested_skipped')) AS partly
  FROM documents d JOIN versions v ON v.id = d.version LEFT JOIN extractions e ON e.id = v.extraction
  WHERE d.status = 'active' AND d.kind = 'document'"""

_PUT = """INSERT INTO listing (document, outer_document, depth, label, labelled, kind, as_of, health, passages, words, words_masked, place,
  by_title, by_kind, by_label, by_number, by_as_of, by_passages, by_health, by_place)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (document) DO UPDATE SET outer_document = excluded.outer_document, depth = excluded.depth, label = excluded.label,
  labelled = excluded.labelled, kind = excluded.kind, as_of = excluded.as_of, health = excluded.health, passages = excluded.passages,
  words = excluded.words, words_masked = excluded.words_masked, place = excluded.place, by_title = excluded.by_title,
  by_kind = excluded.by_kind, by_label = excluded.by_label, by_number = excluded.by_number, by_as_of = excluded.by_as_of,
  by_passages = excluded.by_passages, by_health = excluded.by_health, by_place = excluded.by_place"""


def put(tx: Transaction, document: str) -> None:
    """Write a document's line anew, and the lines of what came inside it; take it away when the document is
    not active.
    """
    rows = tx.query(f"{_LINE} AND d.id = ?", (document,))
    if not rows:
        drop(tx, document)
        return
    _write(tx, rows[0])
    for inner in _inside(tx, rows[0]["path"]):
        _write(tx, inner)


def put_paths(tx: Transaction, paths: Iterable[bytes]) -> None:
    """Write the lines anew of the documents whose files are these."""
    for path in paths:
        for row in tx.query(f"{_LINE} AND d.path = ?", (path,)):
            put(tx, row["id"])


def drop(tx: Transaction, document: str) -> None:
    """Take a document's line away."""
    tx.execute("DELETE FROM listing WHERE document = ?", (document,))
    for row in tx.query("SELECT document FROM listing WHERE outer_document = ?", (document,)):
        put(tx, row[0])


HOLDS = {"listing": ("words", "words_masked", "place", "by_title", "by_place")}


def forget(tx: Transaction, documents: Collection[str], _runs: Collection[str]) -> None:
    """Take the lines of documents away that are erased already."""
    for document in documents:
        drop(tx, document)


def place_of(path: bytes) -> bytes:
    """Return a path as it is sorted: what is in a folder, or came inside a file, right behind it."""
    return path.replace(b"/", b"\0")


def _write(tx: Transaction, row: Row) -> None:
    around = _around(tx, row["path"])
    outer = around[0] if around else row
    path = os.fsdecode(row["path"])
    title, masked = (
        _words(row["title"], path),
        None if row["title_masked"] is None else _words(row["title_masked"], path),
    )
    tx.execute(
        _PUT,
        (
            row["id"], outer["id"] if around else None, len(around), row["label"], row["labelled"], word_of(row["media_type"]),
            row["as_of"], int(_health(tx, row)), row["passages"], title, masked, place_of(row["path"]), *_order(tx, outer),
        ),
    )  # fmt: skip


def _order(tx: Transaction, row: Row) -> tuple[Any, ...]:
    title = shown(row, "title", unmasked=False).casefold()
    return (
        title, word_of(row["media_type"]).casefold(), row["label"], row["number"], row["as_of"], row["passages"], int(_health(tx, row)),
        place_of(row["path"]),
    )  # fmt: skip


def _words(title: str, path: str) -> str:
    # A name that is no valid text can be found by the rest of it.
    return f"{title}\n{path}".casefold().encode("utf-8", "replace").decode()


def _health(tx: Transaction, row: Row) -> Health:
    if row["stuck"]:
        return Health.STUCK
    if not row["passages"]:
        # A mailbox has no words of its own, and is well all the same.
        return Health.GOOD if _inside(tx, row["path"], 1) else Health.SILENT
    return Health.PARTLY if row["partly"] else Health.GOOD


def _around(tx: Transaction, path: bytes) -> list[Row]:
    """Return the documents that a document came inside of, the outermost first."""
    parts = path.split(b"/")
    ways = [b"/".join(parts[:end]) for end in range(2, len(parts))]
    if not ways:
        return []
    return tx.query(f"{_LINE} AND d.path IN ({', '.join('?' * len(ways))}) ORDER BY d.path", ways)


def _inside(tx: Transaction, path: bytes, most: int = -1) -> list[Row]:
    return tx.query(
        f"{_LINE} AND d.path >= ? AND d.path < ? ORDER BY d.path LIMIT ?", (path + b"/", path + b"0", most)
    )
