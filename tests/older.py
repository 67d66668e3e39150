"""A workspace as the version before readings of passages left it: its rows, its schema, and the readers'
versions in them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app.core.access import Actor, Role
from app.core.audit import AuditEvent
from app.governance.keys import Keys
from app.storage.database import Database, Transaction
from app.storage.texts import digest, extraction_id

SCHEMA = 6
"""That version's."""
_EXTRACTIONS = "extraction_pieces", "sensitive_spans", "passages", "versions"


def make_older(workspace: Path, *, migrated: bool = False, version: str = "1+older") -> None:
    """Turn what a closed workspace holds back to what an older program would have made of the same files.

    Args:
        migrated: leave it at today's schema, as after the first opening.
        version: of its readers.
    """
    with Database.open(workspace / "citewell.db", Keys.open()) as database, database.transaction() as tx:
        tx.execute("PRAGMA defer_foreign_keys = ON")
        for id, content_hash, reader in tx.query(
            "SELECT id, content_hash, reader"
            " FROM extractions WHERE reader <> 'unit' AND reader_version NOT LIKE '%older'"
        ):
            _rename(tx, id, extraction_id(content_hash, reader, version), version)
        for rowid, document, extraction, start, end in tx.query(
            "SELECT p.rowid, p.document, p.extraction, p.start, p.end FROM passages p JOIN extractions e ON e.id = p.extraction"
            " WHERE e.reader_version = ?",
            (version,),
        ):
            tx.execute(
                "UPDATE passages SET id = ? WHERE rowid = ?",
                (digest("passage", document, extraction, str(start), str(end)), rowid),
            )
        tx.execute("UPDATE passages SET reading = ''")
        for passage, vector in tx.query("SELECT passage, vector FROM vectors"):
            # Another vector, as it was made of the bare words.
            turned = np.roll(np.frombuffer(vector, dtype="<f4"), 1)
            tx.execute("UPDATE vectors SET vector = ? WHERE passage = ?", (turned.tobytes(), passage))
        tx.audit(Actor("older", "Older", frozenset({Role.STEWARD}), "uid:0"), AuditEvent.INIT, "", {})
        if not migrated:
            tx.execute("ALTER TABLE passages DROP COLUMN reading")
            tx.execute(f"PRAGMA user_version = {SCHEMA}")


def _rename(tx: Transaction, id: str, older: str, version: str) -> None:
    columns = "content_hash, reader, ?, media_type, length, title, language, declared_date, date_origin, blocks, pages, metadata"
    tx.execute(
        f"INSERT INTO extractions SELECT ?, {columns}, notices FROM extractions WHERE id = ?",
        (older, version, id),
    )
    for table in _EXTRACTIONS:
        tx.execute(f"UPDATE {table} SET extraction = ? WHERE extraction = ?", (older, id))
    tx.execute("DELETE FROM extractions WHERE id = ?", (id,))
