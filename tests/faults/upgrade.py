"""A workspace is brought to the schema of a program that does not exist yet: two steps that change every
row.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.core.errors import AppError
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS, Migration


def _widen(connection: Any) -> None:
    connection.execute("CREATE TABLE later (passage INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    connection.execute("INSERT INTO later SELECT rowid, heading || hex(zeroblob(2000)) FROM passages")


def _alter(connection: Any) -> None:
    connection.execute("ALTER TABLE passages ADD COLUMN later TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE passages SET later = id")
    connection.execute("CREATE INDEX passages_later ON passages(later)")


STEPS = (
    *MIGRATIONS,
    Migration(MIGRATIONS[-1].number + 1, "widen", _widen),
    Migration(MIGRATIONS[-1].number + 2, "alter", _alter),
)


def run(arguments: Sequence[str]) -> int:
    """Upgrade the workspace after `-w`, and say what its log and file are like."""
    folder = Path(arguments[arguments.index("-w") + 1])
    try:
        with Database.open(folder / "citewell.db", Keys.open(), migrations=STEPS) as database:
            report, found = database.verify_audit(), database.check()
            later = database.query(
                "SELECT count(*) FROM passages p JOIN later l ON l.passage = p.rowid WHERE p.later = p.id"
            )[0][0]
            whole = later == database.query("SELECT count(*) FROM passages")[0][0]
    except AppError as error:
        print(f"citewell: {error.message}\n  {error.hint}", file=sys.stderr)
        return error.exit_code
    print(*report.problems, *found, "" if whole else "rows are missing")
    return 0 if report.ok and not found and whole else 4
