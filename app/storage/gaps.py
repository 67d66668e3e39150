"""Gaps as stored: the questions that nobody's knowledge answers, what they were gathered into, and the cases
that closed ones leave.

Invariants: a question is here once for each run and cause; what a read with a scope returns is made of the
questions whose labels the scope holds, and for who may not assign gaps of the actor's own. Words leave here
as they were asked: capture masks them for who asks. Reads on any thread.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.access import Scope
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.inquiry.gaps import (
    UNSURE,
    Case,
    Cause,
    Gap,
    GapFilter,
    GapOrder,
    GapQuestion,
    GapStatus,
    Outcome,
)
from app.core.units.units import unit_path
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import labels_sql
from app.storage.texts import digest, storable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLUMNS = frozenset(
    {
        "status",
        "assigned_to",
        "assigned_by",
        "assigned_at",
        "due",
        "reason",
        "unit",
        "settled_at",
        "evaluation_case",
    }
)

_ORDERS = {GapOrder.OFTEN: "times DESC, last DESC, g.id", GapOrder.LAST: "last DESC, g.id"}


@dataclass(frozen=True)
class Unanswered:
    """A question that comes in because its run, or somebody's verdict on it, left it open.

    Attributes:
        unmasked: the run's view showed sensitive spans.
        vector: the question's embedding by `embedder`, when it is known.
    """

    run: str
    person: str
    question: str
    label: Label
    cause: Cause
    unmasked: bool
    vector: NDArray[np.float32] | None = None
    embedder: str = ""


@dataclass(frozen=True)
class Waiting:
    """A question that was not sorted in yet; `vector` is None when it has to be embedded."""

    id: int
    run: str
    question: str
    at: str
    label: Label
    vector: NDArray[np.float32] | None


@dataclass(frozen=True)
class Member:
    """A question of a gap, for the program itself."""

    id: int
    run: str
    person: str
    question: str
    label: Label
    unmasked: bool
    outcome: Outcome


@dataclass(frozen=True)
class GapState:
    """A gap's own row, whoever asks; `vector` is the mean of its questions', of length 1."""

    id: str
    question: str
    status: GapStatus
    unit: str
    assigned_to: str
    settled: str
    case: str
    vector: NDArray[np.float32] | None


class GapRecords:
    """The gaps of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Questions come in

    def note(self, tx: Transaction, new: Unanswered) -> None:
        """Take a question in that waits to be sorted; one that is here for this run and cause stays as it
        is.
        """
        tx.execute(
            "INSERT OR IGNORE INTO gap_questions (run, person, question, label, unmasked, cause, at, vector, embedder)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new.run,
                new.person,
                storable(new.question),
                int(new.label),
                int(new.unmasked),
                new.cause.value,
                now(),
                _blob(new.vector),
                new.embedder,
            ),
        )

    def remark(self, tx: Transaction, run: str, person: str, text: str) -> None:
        """Keep what somebody adds to a question of theirs, in the place of what they added before."""
        tx.execute(
            "UPDATE gap_questions SET remark = ? WHERE run = ? AND person = ?", (storable(text), run, person)
        )

    def withdraw(self, tx: Transaction, run: str, person: str, causes: Iterable[Cause]) -> None:
        """Forget what somebody's verdict made of a run; a gap that nobody works on goes with its last
        question.
        """
        for cause in causes:
            rows = tx.query(
                "SELECT id, gap FROM gap_questions WHERE run = ? AND person = ? AND cause = ?",
                (run, person, cause.value),
            )
            for row in rows:
                tx.execute("DELETE FROM gap_questions WHERE id = ?", (row["id"],))
                tx.execute(
                    "DELETE FROM gaps WHERE id = ? AND status = 'open' AND unit = '' AND NOT EXISTS"
                    " (SELECT 1 FROM gap_questions q WHERE q.gap = gaps.id)",
                    (row["gap"],),
                )

    def take_in_old_runs(self, tx: Transaction) -> int:
        """Take in the questions of runs and verdicts from before there were gaps; return how many."""
        before = tx.query("SELECT count(*) FROM gap_questions")[0][0]
        tx.execute(
            "INSERT OR IGNORE INTO gap_questions (run, person, question, label, unmasked, cause, at)"
            " SELECT r.id, r.person, r.question, r.label, r.unmasked,"
            " CASE WHEN json_extract(r.answer, '$.status') = 'abstained' THEN 'abstained' ELSE 'unsure' END, r.at"
            " FROM runs r WHERE r.purged = 0 AND (json_extract(r.answer, '$.status') = 'abstained'"
            " OR (json_extract(r.answer, '$.status') = 'answered' AND json_extract(r.answer, '$.confidence') < ?))"
            " AND json_extract(r.trace, '$.again') IS NOT 1 ORDER BY r.rowid",
            (UNSURE,),
        )
        tx.execute(
            "INSERT OR IGNORE INTO gap_questions (run, person, question, label, unmasked, cause, at)"
            " SELECT f.run, f.person, r.question, r.label, r.unmasked, f.verdict, f.at FROM feedback f JOIN runs r ON r.id = f.run"
            " WHERE r.purged = 0 AND f.verdict IN ('wrong', 'incomplete') ORDER BY f.at, f.run"
        )
        return int(tx.query("SELECT count(*) FROM gap_questions")[0][0] - before)

    # Sorting in

    def waiting(self, embedder: str, limit: int = 1_000_000) -> list[Waiting]:
        """Return the questions that were not sorted in yet, in the order they came."""
        rows = self._database.query(
            "SELECT id, run, question, at, label, vector, embedder FROM gap_questions WHERE gap IS NULL AND question <> ''"
            " ORDER BY id LIMIT ?",
            (limit,),
        )
        return [
            Waiting(
                row["id"],
                row["run"],
                row["question"],
                row["at"],
                Label(row["label"]),
                _vector(row["vector"]) if row["embedder"] == embedder else None,
            )
            for row in rows
        ]

    def count_waiting(self) -> int:
        """Return how many questions were not sorted in yet."""
        return int(
            self._database.query("SELECT count(*) FROM gap_questions WHERE gap IS NULL AND question <> ''")[
                0
            ][0]
        )

    def states(self, embedder: str = "") -> list[GapState]:
        """Return every gap, in the order they were made; vectors are those of this embedder."""
        rows = self._database.query("SELECT * FROM gaps ORDER BY first_at, id")
        return [_state(row, embedder) for row in rows]

    def state(self, gap: str) -> GapState | None:
        """Return a gap, whoever asks."""
        rows = self._database.query("SELECT * FROM gaps WHERE id = ?", (gap,))
        return _state(rows[0], "") if rows else None

    def vectors(
        self, gaps: Collection[str], embedder: str
    ) -> dict[str, list[tuple[str, NDArray[np.float32]]]]:
        """Return the questions of gaps with their vectors, by gap."""
        found: dict[str, list[tuple[str, NDArray[np.float32]]]] = {}
        for row in self._database.query(
            "SELECT gap, question, vector FROM gap_questions WHERE gap IN (SELECT value FROM json_each(?)) AND question <> ''"
            " AND embedder = ? AND vector IS NOT NULL ORDER BY id",
            (json.dumps(sorted(gaps)), embedder),
        ):
            vector = _vector(row["vector"])
            if vector is not None:
                found.setdefault(row["gap"], []).append((row["question"], vector))
        return found

    def keep_vectors(
        self, tx: Transaction, vectors: Iterable[tuple[int, NDArray[np.float32]]], embedder: str
    ) -> None:
        """Keep the vectors of questions."""
        tx.executemany(
            "UPDATE gap_questions SET vector = ?, embedder = ? WHERE id = ?",
            [(_blob(vector), embedder, question) for question, vector in vectors],
        )

    @staticmethod
    def new_id(first: Waiting) -> str:
        """Return the id of the gap that begins with a question."""
        return digest("gap", first.run, str(first.id))[:16]

    def place(self, tx: Transaction, gap: str, questions: Sequence[Waiting]) -> None:
        """Put questions into a gap, which is made when there is none of this id."""
        first, last = min(one.at for one in questions), max(one.at for one in questions)
        label = int(max(one.label for one in questions))
        tx.execute(
            "INSERT INTO gaps (id, question, label, status, first_at, last_at) VALUES (?, ?, ?, 'open', ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),"
            " label = max(label, excluded.label),"
            " change = change + 1",
            (gap, questions[0].question, label, first, last),
        )
        tx.executemany("UPDATE gap_questions SET gap = ? WHERE id = ?", [(gap, one.id) for one in questions])

    def join(self, tx: Transaction, gap: str, into: str) -> None:
        """Put all questions of one gap into another."""
        tx.execute(
            "UPDATE gaps SET first_at = min(first_at, (SELECT first_at FROM gaps WHERE id = ?)),"
            " last_at = max(last_at, (SELECT last_at FROM gaps WHERE id = ?)), label = max(label, (SELECT label FROM gaps WHERE id = ?)),"
            " change = change + 1 WHERE id = ?",
            (gap, gap, gap, into),
        )
        tx.execute("UPDATE gap_questions SET gap = ? WHERE gap = ?", (into, gap))
        tx.execute("DELETE FROM gaps WHERE id = ?", (gap,))

    def centre(
        self, tx: Transaction, gap: str, question: str, vector: NDArray[np.float32], embedder: str
    ) -> None:
        """Note the mean of a gap's questions and the one nearest to it."""
        tx.execute(
            "UPDATE gaps SET question = ?, vector = ?, embedder = ? WHERE id = ?",
            (question, _blob(vector), embedder, gap),
        )

    # What happens to gaps

    def update(self, tx: Transaction, gap: str, **values: str) -> None:
        """Change columns of a gap, and count the change.

        Raises:
            ValueError: there is no such column to change.
        """
        if not values.keys() <= _COLUMNS:
            raise ValueError(f"not columns of a gap: {sorted(values.keys() - _COLUMNS)}")
        changes = "".join(f"{name} = ?, " for name in values)
        tx.execute(f"UPDATE gaps SET {changes}change = change + 1 WHERE id = ?", (*values.values(), gap))

    def take(self, tx: Transaction, gap: str, person: str, by: str, due: str = "") -> None:
        """Give a gap to somebody; one that is theirs already stays as it is."""
        rows = tx.query(
            "SELECT 1 FROM gaps WHERE id = ? AND status = 'assigned' AND assigned_to = ?", (gap, person)
        )
        if not rows or due:
            self.update(
                tx,
                gap,
                status=GapStatus.ASSIGNED.value,
                assigned_to=person,
                assigned_by=by,
                assigned_at=now(),
                due=due,
                settled_at="",
            )

    def link(self, tx: Transaction, gap: str, unit: str) -> None:
        """Note the unit that is to close a gap; its questions wait to be asked again."""
        self.update(tx, gap, unit=unit)
        tx.execute("UPDATE gap_questions SET outcome = '', again = '' WHERE gap = ?", (gap,))

    def answered(self, tx: Transaction, question: int, outcome: Outcome, again: str) -> None:
        """Note what came of a question that was asked again."""
        tx.execute(
            "UPDATE gap_questions SET outcome = ?, again = ? WHERE id = ?", (outcome.value, again, question)
        )

    def to_ask_again(self, unit: str = "") -> list[str]:
        """Return the gaps that wait for an answer whose unit answers by now, and which were not asked again
        since it was approved.
        """
        rows = self._database.query(
            "SELECT g.id FROM gaps g JOIN units u ON u.id = g.unit AND u.status IN ('approved', 'needs_review')"
            " WHERE g.status IN ('open', 'assigned') AND (? = '' OR g.unit = ?)"
            " AND EXISTS (SELECT 1 FROM gap_questions q WHERE q.gap = g.id AND q.outcome = '' AND q.question <> '')"
            " ORDER BY g.first_at, g.id",
            (unit, unit),
        )
        return [row[0] for row in rows]

    def members(self, gap: str) -> list[Member]:
        """Return the questions of a gap, whoever asks, oldest first."""
        rows = self._database.query(
            "SELECT * FROM gap_questions WHERE gap = ? AND question <> '' ORDER BY id", (gap,)
        )
        return [
            Member(
                row["id"],
                row["run"],
                row["person"],
                row["question"],
                Label(row["label"]),
                bool(row["unmasked"]),
                Outcome(row["outcome"]),
            )
            for row in rows
        ]

    # Reads within a scope

    def find(self, scope: Scope, name: str) -> str:
        """Return the id of the gap called by its id or the beginning of it.

        Raises:
            NotFound: there is none, or more than one, that the actor may see.
        """
        where, parameters = _visible(scope)
        rows = self._database.query(
            f"SELECT DISTINCT q.gap FROM gap_questions q WHERE q.gap >= ? AND q.gap < ? AND {where} LIMIT 2",
            (name, name + "\U0010ffff", *parameters),
        )
        if not name or len(rows) != 1:
            raise NotFound(f"No gap found: {name}.", "See: citewell gaps list")
        return str(rows[0][0])

    def page(
        self,
        scope: Scope,
        wanted: GapFilter,
        order: GapOrder,
        limit: int,
        offset: int,
        among: Collection[str] | None = None,
    ) -> tuple[tuple[Gap, ...], int]:
        """Return a page of gaps, without their questions, and how many there are.

        Args:
            among: only these, when given.
        """
        where, parameters = _visible(scope)
        conditions, values = [where], [*parameters]
        statuses = wanted.statuses or tuple(status for status in GapStatus if status.waits)
        conditions.append("g.status IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([status.value for status in statuses]))
        if wanted.assigned_to:
            conditions.append("g.assigned_to = ?")
            values.append(wanted.assigned_to)
        if wanted.causes:
            conditions.append(
                "EXISTS (SELECT 1 FROM gap_questions c WHERE c.gap = g.id AND c.cause IN (SELECT value FROM json_each(?))"
                f" AND {where.replace('q.', 'c.')})"
            )
            values += [json.dumps([cause.value for cause in wanted.causes]), *parameters]
        if among is not None:
            conditions.append("g.id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(among)))
        return self._page(scope, " AND ".join(conditions), values, _ORDERS[order], limit, offset)

    def get(self, scope: Scope, gap: str) -> Gap:
        """Return a gap without its questions.

        Raises:
            NotFound: there is none that the actor may see.
        """
        where, parameters = _visible(scope)
        found, _ = self._page(scope, f"{where} AND g.id = ?", [*parameters, gap], "g.id", 1, 0)
        if not found:
            raise NotFound(f"No gap found: {gap}.", "See: citewell gaps list")
        return found[0]

    def of_run(self, scope: Scope, run: str) -> str | None:
        """Return the gap that a question of the actor's own was sorted into, empty when it waits to be; None
        when there is none.
        """
        rows = self._database.query(
            "SELECT q.gap FROM gap_questions q WHERE q.run = ? AND q.person = ? AND q.question <> ''"
            f" AND q.label IN {labels_sql(scope.labels)} ORDER BY q.id LIMIT 1",
            (run, scope.actor.person),
        )
        return (rows[0][0] or "") if rows else None

    def remarks(self, scope: Scope, gap: str) -> list[tuple[str, str]]:
        """Return what was added to the questions of a gap that the actor may see, with who did, the newest
        first.
        """
        where, parameters = _visible(scope)
        rows = self._database.query(
            f"SELECT q.person, q.remark FROM gap_questions q WHERE q.gap = ? AND q.remark <> '' AND {where} ORDER BY q.id DESC",
            (gap, *parameters),
        )
        return [(row[0], row[1]) for row in rows]

    def questions(self, scope: Scope, gap: str) -> tuple[GapQuestion, ...]:
        """Return the questions of a gap that the actor may see, the newest first."""
        where, parameters = _visible(scope)
        rows = self._database.query(
            "SELECT q.*, coalesce(p.name, q.person) AS name FROM gap_questions q LEFT JOIN people p ON p.id = q.person"
            f" WHERE q.gap = ? AND {where} ORDER BY q.id DESC",
            (gap, *parameters),
        )
        return tuple(
            GapQuestion(
                row["id"], row["question"], row["person"], row["name"], Cause(row["cause"]), row["at"], row["run"], Label(row["label"]),
                Outcome(row["outcome"]), row["again"], row["remark"],
            )
            for row in rows
        )  # fmt: skip

    def holding(self, scope: Scope, word: str) -> list[tuple[str, str, str]]:
        """Return gap, asker and words of the questions that the actor may see and that hold a word, before
        masking.
        """
        where, parameters = _visible(scope)
        like = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._database.query(
            f"SELECT q.gap, q.person, q.question FROM gap_questions q WHERE q.question LIKE ? ESCAPE '\\' AND {where}",
            (f"%{like}%", *parameters),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def asked_in(self, scope: Scope, gap: str) -> tuple[str, str] | None:
        """Return the newest question that the actor asked in a gap and the run that asked it again, or
        None.
        """
        rows = self._database.query(
            "SELECT q.question, q.again FROM gap_questions q WHERE q.gap = ? AND q.person = ? AND q.question <> ''"
            f" AND q.label IN {labels_sql(scope.labels)} ORDER BY q.again = '', q.id DESC LIMIT 1",
            (gap, scope.actor.person),
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def _page(
        self, scope: Scope, where: str, parameters: Sequence[Any], order: str, limit: int, offset: int
    ) -> tuple[tuple[Gap, ...], int]:
        source = f"FROM gaps g JOIN gap_questions q ON q.gap = g.id WHERE {where}"
        total = self._database.query(f"SELECT count(DISTINCT g.id) {source}", parameters)[0][0]
        rows = self._database.query(
            "SELECT g.*, count(DISTINCT q.run) AS times, count(DISTINCT q.person) AS persons, min(q.at) AS first, max(q.at) AS last,"
            " max(q.label) AS highest, sum(q.outcome IN ('answered', 'elsewhere')) AS settled_ones, sum(q.outcome <> '') AS asked_again,"
            " min(q.id) AS oldest,"
            " max(q.question = g.question) AS spoken_for"
            f" {source} GROUP BY g.id ORDER BY {order} LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return tuple(self._gap(scope, row) for row in rows), int(total)

    def _gap(self, scope: Scope, row: Row) -> Gap:
        where, parameters = _visible(scope)
        causes = self._database.query(
            f"SELECT q.cause, count(*) AS times FROM gap_questions q WHERE q.gap = ? AND {where} GROUP BY q.cause ORDER BY q.cause",
            (row["id"], *parameters),
        )
        question = row["question"]
        if not row["spoken_for"]:
            # The one that stands for all is none of this actor's.
            question = self._database.query(
                "SELECT question FROM gap_questions WHERE id = ?", (row["oldest"],)
            )[0][0]
        interviews = self._database.query(
            "SELECT id FROM interviews WHERE gap = ? AND purged = 0 ORDER BY begun_at DESC LIMIT 1",
            (row["id"],),
        )
        return Gap(
            id=row["id"],
            question=question,
            status=GapStatus(row["status"]),
            label=Label(row["highest"]),
            times=row["times"],
            people=row["persons"],
            causes=tuple((Cause(cause[0]), int(cause[1])) for cause in causes),
            first=row["first"],
            last=row["last"],
            assigned_to=row["assigned_to"],
            assigned_by=row["assigned_by"],
            assigned_at=row["assigned_at"],
            due=row["due"],
            # A reason may speak of questions that are not shown.
            reason=row["reason"] if scope.allows(Label(row["label"])) else "",
            unit=row["unit"],
            interview=interviews[0][0] if interviews else "",
            settled=row["settled_at"],
            answered=int(row["settled_ones"] or 0),
            asked=int(row["asked_again"] or 0),
        )

    # Cases

    def add_case(
        self,
        tx: Transaction,
        member: Member,
        gap: str,
        unit: str,
        words: Sequence[Sequence[str]],
        label: Label,
    ) -> str:
        """Keep an evaluation case; return its id. A case of the same question and unit takes the place of the
        one before.
        """
        key = digest("case", gap, unit, member.question)[:16]
        tx.execute(
            "INSERT OR REPLACE INTO cases (id, gap, run, question, unit, words, label, unmasked, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                gap,
                member.run,
                member.question,
                unit,
                json.dumps([list(group) for group in words], ensure_ascii=False),
                int(label),
                int(member.unmasked),
                now(),
            ),
        )
        return key

    def cases(self, scope: Scope) -> tuple[Case, ...]:
        """Return the cases within a scope, oldest first; those of unmasked views only to who sees
        everything.
        """
        masked = "" if scope.unmasked else " AND c.unmasked = 0"
        rows = self._database.query(
            "SELECT c.*, u.kind, u.slug FROM cases c JOIN units u ON u.id = c.unit AND u.purged = 0"
            f" WHERE c.label IN {labels_sql(scope.labels)}{masked} ORDER BY c.at, c.id"
        )
        return tuple(
            Case(
                row["id"], row["question"], row["unit"], unit_path(row["kind"], row["slug"]),
                tuple(tuple(group) for group in json.loads(row["words"])), Label(row["label"]), row["gap"], row["at"],
            )
            for row in rows
        )  # fmt: skip


def follow_labels(tx: Transaction, document: str) -> None:
    """Raise what runs that drew on a document left behind to the labels that these runs have now."""
    drew = "SELECT run FROM run_sources WHERE document = ?"
    for table in ("gap_questions", "follows", "cases"):
        tx.execute(
            f"UPDATE {table} SET label = max(label, (SELECT r.label FROM runs r WHERE r.id = {table}.run)) WHERE run IN ({drew})",
            (document,),
        )
    tx.execute(
        "UPDATE gaps SET label = max(label, (SELECT max(q.label) FROM gap_questions q WHERE q.gap = gaps.id)) WHERE id IN"
        f" (SELECT q.gap FROM gap_questions q WHERE q.run IN ({drew}))",
        (document,),
    )


HOLDS = {
    "gaps": ("question", "vector", "reason"),
    "gap_questions": ("question", "vector", "remark"),
    "cases": ("question", "words"),
}


def forget(tx: Transaction, documents: Collection[str], runs: Collection[str]) -> None:
    """Empty the questions of runs, drop the cases that rest on them or on these units, and name their gaps
    anew."""
    listed, run = json.dumps(sorted(runs)), "IN (SELECT value FROM json_each(?))"
    touched = touched_by(tx, runs)
    emptied = "question = '', remark = '', vector = NULL"
    tx.execute(f"UPDATE gap_questions SET {emptied} WHERE run {run}", (listed,))
    tx.execute(f"DELETE FROM cases WHERE run {run} OR unit {run}", (listed, json.dumps(sorted(documents))))
    for gap in touched:
        # What the others asked still says what is missing.
        tx.execute(
            "UPDATE gaps SET vector = NULL, reason = '',"
            " question = coalesce((SELECT question FROM gap_questions WHERE gap = gaps.id AND question <> ''"
            " ORDER BY id LIMIT 1), '') WHERE id = ?",
            (gap,),
        )


def touched_by(tx: Transaction, runs: Collection[str]) -> list[str]:
    """Return the gaps that questions of these runs were sorted into."""
    rows = tx.query(
        "SELECT DISTINCT gap FROM gap_questions WHERE gap IS NOT NULL AND run IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(runs)),),
    )
    return [row[0] for row in rows]


def _visible(scope: Scope) -> tuple[str, list[Any]]:
    where = f"q.question <> '' AND q.label IN {labels_sql(scope.labels)}"
    if scope.others_gaps:
        return where, []
    return f"{where} AND q.person = ?", [scope.actor.person]


def _state(row: Row, embedder: str) -> GapState:
    return GapState(
        row["id"],
        row["question"],
        GapStatus(row["status"]),
        row["unit"],
        row["assigned_to"],
        row["settled_at"],
        row["evaluation_case"],
        _vector(row["vector"]) if embedder and row["embedder"] == embedder else None,
    )


def _blob(vector: NDArray[np.float32] | None) -> bytes | None:
    return None if vector is None else vector.astype("<f4").tobytes()


def _vector(blob: bytes | None) -> NDArray[np.float32] | None:
    if blob is None:
        return None
    # numpy costs a command line that only lists something 0.1 s.
    import numpy as np

    return np.frombuffer(blob, dtype="<f4").astype(np.float32)
