"""The workspace's own values: settings, choices and marks, each a JSON value under a name. Reads on any
thread.
"""

from __future__ import annotations

import json
from typing import Any

from app.storage.database import Database, Transaction


class Meta:
    """Named values of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or `default` when it was never set."""
        rows = self._database.query("SELECT value FROM meta WHERE key = ?", (key,))
        return json.loads(rows[0][0]) if rows else default

    def set(self, tx: Transaction, key: str, value: Any) -> None:
        """Set a value.

        Raises:
            ValueError: the workspace's id cannot be set.
        """
        if key == "workspace":
            raise ValueError("a workspace keeps its id")
        tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value, sort_keys=True)))
