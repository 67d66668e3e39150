"""Questions as they were asked and answered, kept so that each can be looked at and replayed.

Invariants: a run is seen by who asked and by who may see others', only within the labels they may read now,
and unmasked words only by those who may see them now. A purge leaves of a run that drew on the purged
document its id, time, person and label. Reads on any thread.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from app.core.access import Scope
from app.core.answers.answers import Answer
from app.core.answers.trace import Receipt, Run, RunTrace
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.work import Changes
from app.storage.database import Database, Row, Transaction
from app.storage.embeddings import labels_sql
from app.storage.texts import storable

_SOURCE_KEYS = ("source", "document", "documents", "sources")


class Runs:
    """The runs of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self, tx: Transaction, run: Run, *, unmasked: bool = False, sources: Iterable[str] = ()
    ) -> Changes:
        """Keep a run.

        Args:
            unmasked: the asker's view showed sensitive spans (`Scope.unmasked`).
            sources: documents it drew on besides those named in answer and trace under "source" or
                "document".
        """
        kept = run.as_json()
        tx.execute(
            "INSERT INTO runs (id, at, person, question, label, unmasked, answer, receipt, trace, conversation)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                run.id,
                run.at,
                run.person,
                storable(run.question),
                int(run.label),
                int(unmasked),
                *(json.dumps(part) for part in (kept["answer"], kept["receipt"], kept["trace"])),
                run.conversation or None,
            ),
        )
        drawn = {*sources, *_sources(kept["answer"]), *_sources(kept["trace"])}
        tx.execute(
            "UPDATE conversations SET position = (SELECT max(position) + 1 FROM conversations), changed = ?, label = max(label, ?),"
            " unmasked = max(unmasked, ?) WHERE id = ?",
            (run.at, int(run.label), int(unmasked), run.conversation),
        )
        tx.executemany(
            "INSERT INTO run_sources VALUES (?, ?)", [(document, run.id) for document in sorted(drawn)]
        )
        return Changes(runs=frozenset({run.id}), conversations=frozenset({run.conversation} - {""}))

    def get(self, scope: Scope, run: str) -> Run:
        """Return a run.

        Args:
            run: its id, or enough of the beginning to be the only one.

        Raises:
            NotFound: there is no such run that the actor may see.
        """
        where, parameters = _visible(scope)
        low, high = run, run + "\U0010ffff"
        rows = self._database.query(
            f"SELECT * FROM runs WHERE id >= ? AND id < ? AND {where} ORDER BY id LIMIT 2",
            (low, high, *parameters),
        )
        exact = [row for row in rows if row["id"] == run]
        if not run or len(exact or rows) != 1:
            raise NotFound(f"No run found: {run}.", "See: citewell runs list")
        return run_of((exact or rows)[0])

    def list(self, scope: Scope, limit: int = 50, before: str | None = None) -> list[Run]:
        """Return the newest runs first, in the order they were recorded: a clock may go backwards.

        Args:
            before: only runs older than this time, for the next page.
        """
        where, parameters = _visible(scope)
        if before is not None:
            where, parameters = f"{where} AND at < ?", [*parameters, before]
        rows = self._database.query(
            f"SELECT * FROM runs WHERE {where} ORDER BY rowid DESC LIMIT ?", (*parameters, limit)
        )
        return [run_of(row) for row in rows]

    def latest(self, scope: Scope, question: str) -> Run | None:
        """Return the actor's own newest run of a question, word for word, if one may still be seen."""
        where, parameters = _visible(scope)
        rows = self._database.query(
            f"SELECT * FROM runs WHERE person = ? AND question = ? AND {where} ORDER BY at DESC, rowid DESC LIMIT 1",
            (scope.actor.person, storable(question), *parameters),
        )
        return run_of(rows[0]) if rows else None

    def sources_of(self, tx: Transaction, runs: Sequence[str]) -> set[str]:
        """Return the documents that runs drew on."""
        return {
            row[0]
            for run in runs
            for row in tx.query("SELECT document FROM run_sources WHERE run = ?", (run,))
        }

    def count(self, scope: Scope) -> int:
        """Return how many runs the actor may see."""
        where, parameters = _visible(scope)
        return int(self._database.query(f"SELECT count(*) FROM runs WHERE {where}", parameters)[0][0])


HOLDS = {"runs": ("question", "answer", "receipt", "trace")}


def forget(tx: Transaction, _documents: Collection[str], runs: Collection[str]) -> None:
    """Empty runs; their ids, times, people and labels stay."""
    tx.executemany(
        "UPDATE runs SET question = '', answer = '{}', receipt = '{}', trace = '{}', purged = 1 WHERE id = ?",
        [(run,) for run in runs],
    )


def _visible(scope: Scope) -> tuple[str, Sequence[Any]]:
    where, parameters = f"+label IN {labels_sql(scope.labels)}", list[Any]()
    if not scope.unmasked:
        where += " AND unmasked = 0"
    if not scope.others_runs:
        where += " AND person = ?"
        parameters.append(scope.actor.person)
    return where, parameters


def run_of(row: Row) -> Run:
    """Return the run that a row of its table holds."""
    label, trace = Label(row["label"]), json.loads(row["trace"])
    return Run(
        id=row["id"],
        at=row["at"],
        person=row["person"],
        question=row["question"],
        label=label,
        answer=Answer.parse(json.loads(row["answer"]), label),
        receipt=Receipt.parse(json.loads(row["receipt"])),
        trace=RunTrace.parse(trace, label) if trace else None,
        conversation=row["conversation"] or "",
    )


def _sources(value: Any) -> set[str]:
    """Return every document id that a JSON value names."""
    found: set[str] = set()
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key in _SOURCE_KEYS:
                found |= (
                    {item}
                    if isinstance(item, str)
                    else {part for part in item if isinstance(part, str)}
                    if isinstance(item, (list, tuple))
                    else set()
                )
            found |= _sources(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            found |= _sources(item)
    return found
