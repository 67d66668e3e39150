"""Conversations and what people think of answers, as an actor may see them.

Decision hidden: how a page of a long conversation is found without reading the rest. Invariants: a
conversation has the highest label of its runs and is seen by its person and by stewards, only within the
labels they may read now, and one that shows unmasked words only by those who may see them now; a removed one
is seen by nobody, its runs stay. Reads on any thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Any

from app.core.access import Scope
from app.core.answers.conversations import Conversation, Feedback, Verdict, title_of
from app.core.answers.trace import Run
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.work import Changes
from app.storage.database import Database, Row, Transaction, now
from app.storage.embeddings import labels_sql
from app.storage.runs import run_of
from app.storage.texts import storable

_CONVERSATION = """SELECT c.id, c.title, c.person, c.started, c.changed, c.label,
  (SELECT count(*) FROM runs r WHERE r.conversation = c.id) AS runs FROM conversations c"""

_RECENT = 8
"""Runs back to which a follow-up may reach: what lies further back is no longer what is being talked
about.
"""


class Conversations:
    """The conversations of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, scope: Scope, limit: int, before: str | None) -> list[Conversation]:
        """Return the actor's own conversations, the one asked in last first.

        Args:
            before: id of a conversation; only those behind it, for the next page.
        """
        where, parameters = _visible(scope)
        where, parameters = f"c.person = ? AND c.removed = 0 AND {where}", [scope.actor.person, *parameters]
        if before is not None:
            where, parameters = (
                f"{where} AND c.position < (SELECT position FROM conversations WHERE id = ?)",
                [*parameters, before],
            )
        rows = self._database.query(
            f"{_CONVERSATION} WHERE {where} ORDER BY c.position DESC LIMIT ?", (*parameters, limit)
        )
        return [_conversation(row) for row in rows]

    def get(self, scope: Scope, conversation: str, *, removed: bool = False) -> Conversation:
        """Return a conversation.

        Args:
            conversation: its id, or enough of the beginning to be the only one.
            removed: look among the removed ones.

        Raises:
            NotFound: there is no such conversation that the actor may see.
        """
        where, parameters = _visible(scope)
        rows = self._database.query(
            f"{_CONVERSATION} WHERE c.id >= ? AND c.id < ? AND c.removed = ? AND {where} ORDER BY c.id LIMIT 2",
            (conversation, conversation + "\U0010ffff", int(removed), *parameters),
        )
        exact = [row for row in rows if row["id"] == conversation]
        if not conversation or len(exact or rows) != 1:
            raise NotFound(f"No conversation found: {conversation}.", "See: citewell conversations list")
        return _conversation((exact or rows)[0])

    def runs(self, conversation: Conversation, limit: int, before: str | None = None) -> list[Run]:
        """Return runs of a conversation that a scope was given, the newest first, in the order they were
        recorded.

        Args:
            before: id of a run; only those before it, for the next page.
        """
        where, parameters = "conversation = ?", [conversation.id]
        if before is not None:
            where, parameters = (
                f"{where} AND rowid < (SELECT rowid FROM runs WHERE id = ?)",
                [*parameters, before],
            )
        rows = self._database.query(
            f"SELECT * FROM runs WHERE {where} ORDER BY rowid DESC LIMIT ?", (*parameters, limit)
        )
        return [run_of(row) for row in rows]

    def own(self, scope: Scope, conversation: str, *, removed: bool = False) -> Conversation:
        """Return a conversation of the actor's own, to go on with or to change; raises as `get` does."""
        found = self.get(scope, conversation, removed=removed)
        if found.person != scope.actor.person:
            raise NotFound(f"You have no conversation {conversation}.", "See: citewell conversations list")
        return found

    def context(self, conversation: Conversation) -> tuple[Run, ...]:
        """Return what a follow-up may lean on: the newest run that a purge left its words, and the newest
        that was answered.
        """
        recent = [run for run in self.runs(conversation, _RECENT) if run.answer is not None]
        answered = [run for run in recent if run.answer is not None and not run.answer.abstained]
        return tuple({run.id: run for run in (*recent[:1], *answered[:1])}.values())

    def add(self, tx: Transaction, person: str, title: str) -> Conversation:
        """Begin a conversation."""
        at = now()
        begun = Conversation(secrets.token_hex(8), storable(title), person, at, at, 0, Label.PUBLIC)
        tx.execute(
            "INSERT INTO conversations (id, position, title, person, started, changed, label, unmasked)"
            " VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM conversations), ?, ?, ?, ?, 0, 0)",
            (begun.id, begun.title, person, at, at),
        )
        return begun

    def rename(self, tx: Transaction, conversation: str, title: str) -> Changes:
        """Give a conversation another title."""
        tx.execute("UPDATE conversations SET title = ? WHERE id = ?", (storable(title), conversation))
        return Changes(conversations=frozenset({conversation}))

    def hide(self, tx: Transaction, conversation: str, *, removed: bool) -> Changes:
        """Take a conversation out of sight, or bring it back."""
        tx.execute("UPDATE conversations SET removed = ? WHERE id = ?", (int(removed), conversation))
        return Changes(conversations=frozenset({conversation}))

    def judge(self, tx: Transaction, feedback: Feedback) -> Changes:
        """Keep what a person thinks of a run, in place of what they thought before."""
        tx.execute(
            "INSERT OR REPLACE INTO feedback (run, person, verdict, remark, at) VALUES (?, ?, ?, ?, ?)",
            (feedback.run, feedback.person, feedback.verdict.value, storable(feedback.remark), feedback.at),
        )
        return Changes(runs=frozenset({feedback.run}))

    def withdraw(self, tx: Transaction, run: str, person: str) -> Changes:
        """Forget what a person thinks of a run."""
        tx.execute("DELETE FROM feedback WHERE run = ? AND person = ?", (run, person))
        return Changes(runs=frozenset({run}))

    def feedback(self, scope: Scope, runs: Sequence[str]) -> dict[str, Feedback]:
        """Return what the actor thinks of runs, by run."""
        marks = ", ".join("?" * len(runs))
        rows = self._database.query(
            f"SELECT run, verdict, remark, person, at FROM feedback WHERE person = ? AND run IN ({marks})",
            (scope.actor.person, *runs),
        )
        return {
            row["run"]: Feedback(row["run"], Verdict(row["verdict"]), row["remark"], row["person"], row["at"])
            for row in rows
        }


def follow_labels(tx: Transaction, document: str) -> None:
    """Raise the conversations of runs that drew on a document to the labels that these runs have now."""
    tx.execute(
        "UPDATE conversations SET label = max(label, (SELECT max(r.label) FROM runs r JOIN run_sources s ON s.run = r.id"
        " WHERE r.conversation = conversations.id AND s.document = ?)) WHERE id IN (SELECT r.conversation FROM runs r"
        " JOIN run_sources s ON s.run = r.id WHERE s.document = ?)",
        (document, document),
    )


HOLDS = {"conversations": ("title",), "feedback": ("remark",)}


def forget(tx: Transaction, _documents: Collection[str], runs: Collection[str]) -> None:
    """Take out what is left of runs that a purge has emptied: remarks on them, and their conversations'
    titles.

    A title may be made of any question of its conversation, so it is made anew from the first one that is
    still there.
    """
    touched: set[str] = set()
    for run in runs:
        tx.execute("UPDATE feedback SET remark = '' WHERE run = ?", (run,))
        touched |= {
            row[0]
            for row in tx.query(
                "SELECT conversation FROM runs WHERE id = ? AND conversation IS NOT NULL", (run,)
            )
        }
    for conversation in touched:
        left = tx.query(
            "SELECT * FROM runs WHERE conversation = ? AND purged = 0 ORDER BY rowid LIMIT 1", (conversation,)
        )
        title = title_of(run_of(left[0]).asked) if left else ""
        tx.execute("UPDATE conversations SET title = ? WHERE id = ?", (title, conversation))


def _visible(scope: Scope) -> tuple[str, list[Any]]:
    where, parameters = f"+c.label IN {labels_sql(scope.labels)}", list[Any]()
    if not scope.unmasked:
        where += " AND c.unmasked = 0"
    if not scope.others_runs:
        where += " AND +c.person = ?"
        parameters.append(scope.actor.person)
    return where, parameters


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row["id"],
        row["title"],
        row["person"],
        row["started"],
        row["changed"],
        row["runs"],
        Label(row["label"]),
    )
