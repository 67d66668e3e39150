"""Interviews as stored: what was asked and said, turn by turn, and what the expert said to each proposal.

Invariants: a turn is its own row, written when it was spoken; an interview is seen by who asks, who answers
and by stewards, within their labels. Reads on any thread.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.access import Scope
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.inquiry.interviews import TRANSCRIPT, InterviewHead, InterviewStatus
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import labels_sql
from app.storage.gaps import touched_by
from app.storage.texts import storable

_HEAD = """SELECT i.*, (SELECT count(*) FROM interview_turns t WHERE t.interview = i.id) AS turns FROM interviews i"""

_COLUMNS = frozenset({"title", "status", "state", "proposals", "unit", "gap"})


@dataclass(frozen=True)
class Spoken:
    """One turn; `point` is the number of the decision point it is about, or None. An empty answer passed the
    question over.
    """

    number: int
    point: int | None
    probe: str
    question: str
    answer: str
    proposed: bool


@dataclass(frozen=True)
class Recorded:
    """An interview's rows.

    Attributes:
        ladder: id of its questions.
        text: the transcript or notes that it began with, or empty.
        state: the question that a model chose, under "asked".
        verdicts: what the expert said, by "field:start:end".
    """

    head: InterviewHead
    ladder: str
    text: str
    turns: tuple[Spoken, ...]
    state: Mapping[str, Any]
    verdicts: Mapping[str, str]


@dataclass(frozen=True)
class NewInterview:
    """An interview before anything was said.

    Attributes:
        expert: who is asked.
        person: who began it.
        ladder: id of its questions.
        text: the transcript or notes that it begins with, or empty.
        gap: the gap that it is to close, or empty.
        run: the run whose question it is about, so that a purge finds its title; or empty.
    """

    kind: str
    title: str
    label: Label
    expert: str
    person: str
    ladder: str
    text: str
    gap: str
    run: str


class InterviewRecords:
    """The interviews of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, tx: Transaction, new: NewInterview) -> str:
        """Make an interview and return its id."""
        at, key = now(), secrets.token_hex(8)
        tx.execute(
            "INSERT INTO interviews (id, title, label, kind, expert, person, ladder, status, transcript, gap, run, begun_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?)",
            (
                key,
                storable(new.title),
                int(new.label),
                new.kind,
                new.expert,
                new.person,
                new.ladder,
                storable(new.text),
                new.gap,
                new.run,
                at,
                at,
            ),
        )
        return key

    def speak(self, tx: Transaction, interview: str, turn: Spoken) -> None:
        """Write a turn down."""
        tx.execute(
            "INSERT INTO interview_turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                interview,
                turn.number,
                "" if turn.point is None else str(turn.point),
                turn.probe,
                storable(turn.question),
                storable(turn.answer),
                int(turn.proposed),
                now(),
            ),
        )

    def take_back(self, tx: Transaction, interview: str, number: int) -> None:
        """Forget a turn."""
        tx.execute("DELETE FROM interview_turns WHERE interview = ? AND number = ?", (interview, number))

    def update(self, tx: Transaction, interview: str, **values: str) -> None:
        """Change columns of an interview, and count the change.

        Raises:
            ValueError: there is no such column to change.
        """
        if not values.keys() <= _COLUMNS:
            raise ValueError(f"not columns of an interview: {sorted(values.keys() - _COLUMNS)}")
        changes = "".join(f"{name} = ?, " for name in values)
        tx.execute(
            f"UPDATE interviews SET {changes}change = change + 1, changed_at = ? WHERE id = ?",
            (*values.values(), now(), interview),
        )

    def purge(self, tx: Transaction, interview: str) -> None:
        """Erase every word of an interview, and the quotes that units hold of it.

        Raises:
            ValueError: the transaction is not a secure one.
        """
        if not tx.secure:
            raise ValueError("a purge needs transaction(secure=True)")
        _erase(tx, [interview])

    # Reads within a scope

    def find(self, scope: Scope, name: str) -> str:
        """Return the id of the interview called by its id or the beginning of it.

        Raises:
            NotFound: there is none, or more than one, that the actor may see.
        """
        where, parameters = _visible(scope)
        rows = self._database.query(
            f"SELECT i.id FROM interviews i WHERE i.id >= ? AND i.id < ? AND {where} ORDER BY i.id LIMIT 2",
            (name, name + "\U0010ffff", *parameters),
        )
        exact = [row for row in rows if row["id"] == name]
        if not name or len(exact or rows) != 1:
            raise NotFound(f"No interview found: {name}.", "See: citewell interview list")
        return str((exact or rows)[0][0])

    def listed(self, scope: Scope, *, finished: bool) -> tuple[InterviewHead, ...]:
        """Return the interviews the actor may see, the one changed last first."""
        where, parameters = _visible(scope)
        which = "" if finished else " AND i.status <> 'finished'"
        rows = self._database.query(
            f"{_HEAD} WHERE {where}{which} ORDER BY i.changed_at DESC, i.id", parameters
        )
        return tuple(_head(row) for row in rows)

    def get(self, scope: Scope, interview: str) -> Recorded:
        """Return an interview.

        Raises:
            NotFound: there is none that the actor may see.
        """
        where, parameters = _visible(scope)
        rows = self._database.query(f"{_HEAD} WHERE i.id = ? AND {where}", (interview, *parameters))
        if not rows:
            raise NotFound(f"No interview found: {interview}.", "See: citewell interview list")
        turns = self._database.query(
            "SELECT * FROM interview_turns WHERE interview = ? ORDER BY number", (interview,)
        )
        row = rows[0]
        return Recorded(
            _head(row),
            row["ladder"],
            row["transcript"],
            tuple(
                Spoken(
                    turn["number"],
                    int(turn["point"]) if turn["point"] else None,
                    turn["probe"],
                    turn["question"],
                    turn["answer"],
                    bool(turn["proposed"]),
                )
                for turn in turns
            ),
            json.loads(row["state"]),
            json.loads(row["proposals"]),
        )


HOLDS = {
    "interviews": ("title", "state", "proposals", "transcript"),
    "interview_turns": ("question", "answer"),
    "unit_evidence": ("quote",),
}


def forget(tx: Transaction, documents: Collection[str], runs: Collection[str]) -> None:
    """Erase the interviews that units were made of, and the titles that are the question of a run.

    What an expert said of a run's question is the expert's and stays.
    """
    listed = json.dumps(sorted(documents))
    units = "SELECT id FROM interviews WHERE purged = 0 AND unit IN (SELECT value FROM json_each(?))"
    _erase(tx, [row[0] for row in tx.query(units, (listed,))])
    tx.execute(
        "UPDATE interviews SET title = '' WHERE run <> '' AND run IN (SELECT value FROM json_each(?))"
        " OR gap <> '' AND gap IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(runs)), json.dumps(touched_by(tx, runs))),
    )


def _erase(tx: Transaction, interviews: Iterable[str]) -> None:
    for interview in interviews:
        tx.execute("DELETE FROM interview_turns WHERE interview = ?", (interview,))
        tx.execute(
            "UPDATE interviews SET title = '', transcript = '', state = '{}', proposals = '{}', purged = 1, status = 'finished',"
            " changed_at = ? WHERE id = ?",
            (now(), interview),
        )
        tx.execute("UPDATE unit_evidence SET quote = '' WHERE version = ?", (f"{TRANSCRIPT}{interview}",))


def _visible(scope: Scope) -> tuple[str, list[Any]]:
    where, parameters = f"i.purged = 0 AND i.label IN {labels_sql(scope.labels)}", list[Any]()
    if not scope.others_runs:
        where += " AND (i.person = ? OR i.expert = ?)"
        parameters += [scope.actor.person] * 2
    return where, parameters


def _head(row: Row) -> InterviewHead:
    return InterviewHead(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        label=Label(row["label"]),
        status=InterviewStatus(row["status"]),
        expert=row["expert"],
        person=row["person"],
        unit=row["unit"],
        gap=row["gap"],
        imported=bool(row["transcript"]),
        turns=row["turns"],
        change=row["change"],
        begun=row["begun_at"],
        changed=row["changed_at"],
    )
