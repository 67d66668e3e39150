"""Conversations: questions one after the other, follow-ups that stand alone, feedback, and answers that leave
the program.

Decision hidden: what of a conversation a follow-up may lean on. Invariant: everything here is the actor's
view, and every write has its audit row. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from app.answering.followup import rewrite
from app.answering.topics import Turn
from app.core.access import Action, Actor
from app.core.answers.conversations import REMARK, Conversation, Feedback, Form, Rewritten, Verdict, title_of
from app.core.answers.trace import Run
from app.core.audit import AuditEvent
from app.core.errors import UserError
from app.core.inquiry.gaps import BLAMED
from app.core.work import Changes
from app.exchange.answers import write
from app.exchange.sheets import sheet
from app.governance.guard import Guard
from app.storage.conversations import Conversations
from app.storage.database import Database, now
from app.storage.gaps import GapRecords, Unanswered
from app.storage.runs import Runs

_WRITTEN = tuple(form for form in Form if form.written is form)
"""The forms that come out of here."""


class Dialogue:
    """The use cases around conversations."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        conversations: Conversations,
        runs: Runs,
        gaps: GapRecords,
        name: str,
    ) -> None:
        """Take the parts.

        Args:
            name: the workspace's, for the head of what is exported.
        """
        self._guard = guard
        self._database = database
        self._conversations = conversations
        self._runs = runs
        self._gaps = gaps
        self._name = name

    def listed(self, actor: Actor, limit: int = 50, before: str | None = None) -> list[Conversation]:
        """Return the actor's own conversations, the one asked in last first.

        Args:
            before: id of the last conversation of the page before.
        """
        return self._conversations.listed(self._guard.require(actor, Action.VIEW_RUNS), limit, before)

    def show(self, actor: Actor, conversation: str) -> Conversation:
        """Return a conversation by its id or the beginning of it.

        Raises:
            NotFound: there is none in the actor's scope.
        """
        return self._conversations.get(self._guard.require(actor, Action.VIEW_RUNS), conversation)

    def begin(self, actor: Actor, title: str) -> Conversation:
        """Begin a conversation; its runs are made with `Answering.answer(..., conversation=ID)`.

        Args:
            title: what it is called, for example its first question; cut to one short line.
        """
        self._guard.require(actor, Action.CONVERSE)
        with self._database.transaction() as tx:
            begun = self._conversations.add(tx, actor.person, title_of(title))
            tx.audit(actor, AuditEvent.CONVERSATION_BEGIN, begun.id)
        return begun

    def runs(self, actor: Actor, conversation: str, limit: int = 50, before: str | None = None) -> list[Run]:
        """Return runs of a conversation, the newest first.

        Args:
            before: id of the last run of the page before.

        Raises:
            NotFound: there is no such conversation in the actor's scope.
        """
        scope = self._guard.require(actor, Action.VIEW_RUNS)
        return self._conversations.runs(self._conversations.get(scope, conversation), limit, before)

    def rename(self, actor: Actor, conversation: str, title: str) -> Changes:
        """Call a conversation something else.

        Raises:
            NotFound; UserError: the title is empty.
        """
        scope = self._guard.require(actor, Action.CONVERSE, conversation)
        found = self._conversations.own(scope, conversation)
        if not title.strip():
            raise UserError("A conversation needs a title.", "Use a few words.")
        with self._database.transaction() as tx:
            changes = self._conversations.rename(tx, found.id, title_of(title))
            tx.audit(actor, AuditEvent.CONVERSATION_RENAME, found.id)
        return changes

    def remove(self, actor: Actor, conversation: str) -> Changes:
        """Take a conversation out of sight; its runs stay in the run log.

        Raises:
            NotFound.
        """
        scope = self._guard.require(actor, Action.CONVERSE, conversation)
        found = self._conversations.own(scope, conversation)
        with self._database.transaction() as tx:
            changes = self._conversations.hide(tx, found.id, removed=True)
            tx.audit(actor, AuditEvent.CONVERSATION_REMOVE, found.id)
        return changes

    def bring_back(self, actor: Actor, conversation: str) -> Changes:
        """Show a removed conversation again.

        Raises:
            NotFound.
        """
        scope = self._guard.require(actor, Action.CONVERSE, conversation)
        found = self._conversations.own(scope, conversation, removed=True)
        with self._database.transaction() as tx:
            changes = self._conversations.hide(tx, found.id, removed=False)
            tx.audit(actor, AuditEvent.CONVERSATION_BRING_BACK, found.id)
        return changes

    def rewrite(self, actor: Actor, conversation: str, question: str) -> Rewritten:
        """Make a question stand alone that leans on what was asked before in its conversation.

        Hand the result on: `answer(actor, rewritten.question, conversation=ID, asked=rewritten.asked)`.

        Raises:
            NotFound.
        """
        scope = self._guard.require(actor, Action.ASK)
        return rewrite(
            question,
            [_turn(run) for run in self._conversations.context(self._conversations.get(scope, conversation))],
        )

    def feedback(self, actor: Actor, run: str, verdict: Verdict | None, remark: str = "") -> Feedback | None:
        """Keep what the actor thinks of a run, in place of what they thought before; no verdict takes it
        back.

        Raises:
            NotFound: there is no such run in the actor's scope.
            UserError: the remark is too long.
        """
        scope = self._guard.require(actor, Action.JUDGE, run)
        found = self._runs.get(scope, run)
        if len(remark) > REMARK:
            raise UserError(
                f"The remark has {len(remark):,} characters; the maximum is {REMARK:,}.",
                "Shorten it. Nothing has been saved.",
            )
        kept = (
            None
            if verdict is None
            else Feedback(found.id, Verdict(verdict), remark.strip(), actor.person, now())
        )
        cause = None if kept is None else BLAMED.get(kept.verdict)
        with self._database.transaction() as tx:
            self._gaps.withdraw(
                tx, found.id, actor.person, [one for one in BLAMED.values() if one is not cause]
            )
            if cause is not None:
                judged = Unanswered(
                    found.id, actor.person, found.question, found.label, cause, scope.unmasked
                )  # fmt: skip
                self._gaps.note(tx, judged)
            if kept is None:
                self._conversations.withdraw(tx, found.id, actor.person)
            else:
                self._conversations.judge(tx, kept)
            tx.audit(
                actor,
                AuditEvent.FEEDBACK,
                found.id,
                {
                    "verdict": None if kept is None else kept.verdict.value,
                    "remark": kept is not None and bool(kept.remark),
                },
            )
        return kept

    def feedback_of(self, actor: Actor, runs: Sequence[str]) -> dict[str, Feedback]:
        """Return what the actor thinks of runs, by run; those without a verdict are left out."""
        return self._conversations.feedback(self._guard.require(actor, Action.VIEW_RUNS), runs)

    def export(self, actor: Actor, runs: Sequence[str], form: Form | str) -> bytes:
        """Return questions with their cited answers as one document, in the order given, their highest label
        in its head.

        Args:
            runs: ids of runs.
            form: what it is to be; a page of HTML for PDF.

        Raises:
            NotFound: a run is not in the actor's scope.
            UserError: there is no such form, or nothing to export.
        """
        scope = self._guard.require(actor, Action.EXPORT, " ".join(runs))
        wanted = next((one for one in Form if one == form and one.written is one), None)
        if wanted is None:
            raise UserError(f"Unknown format: {form}.", f"The formats are {', '.join(_WRITTEN)}.")
        if not runs:
            raise UserError("There is nothing to export.", "Name at least one run.")
        found = [self._runs.get(scope, run) for run in dict.fromkeys(runs)]
        label = max(run.label for run in found)
        at = now()
        document = write(sheet(found, label, self._name, actor.name, at), wanted)
        detail = {
            "runs": [run.id for run in found],
            "form": wanted.value,
            "label": label.word,
            "hash": sha256(document).hexdigest(),
        }
        with self._database.transaction() as tx:
            tx.audit(actor, AuditEvent.EXPORT, found[0].id, detail)
        return document


def _turn(run: Run) -> Turn:
    sentences = () if run.answer is None else run.answer.sentences
    titles = dict.fromkeys(citation.title for sentence in sentences for citation in sentence.citations)
    return Turn(run.question, tuple(titles), run.answer is not None and not run.answer.abstained)
