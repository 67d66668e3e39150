"""Followed questions: asked again after the sources changed, and the difference shown.

Decision hidden: when asking again is worth it. The library must have changed, and the question must find
other passages than it found then; only then is it answered anew, which makes a run. A question is asked
without a model, so that two answers differ only where the sources do, and within the rights of the person who
follows it. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.answer import Answering
from app.core.access import Action, Actor, may
from app.core.answers.follows import AnswerDifference, Checked, Follow, compare
from app.core.answers.trace import Run
from app.core.audit import AuditEvent
from app.core.errors import Cancelled, NotFound
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.retrieval.search import tidy
from app.storage.stores import Records

AT_ONCE = 50
"""Questions asked again in one go, unless somebody says otherwise."""

_QUOTES = "none"
"""The model that a followed question is asked with: the words are then those of the sources."""


class Follows:
    """The use cases of followed questions."""

    def __init__(self, guard: Guard, records: Records, answering: Answering) -> None:
        self._guard = guard
        self._database = records.database
        self._records = records.follows
        self._runs = records.runs
        self._library = records.library
        self._people = records.people
        self._answering = answering

    def follow(self, actor: Actor, question: str) -> Follow:
        """Follow a question from now on; one that is followed already stays as it is.

        Raises:
            AccessDenied, UserError (an empty or overlong question), ModelMissing.
        """
        scope = self._guard.require(actor, Action.FOLLOW)
        text = tidy(question)
        known = self._records.of_question(scope, text)
        if known is not None:
            return known
        state = self._library.state()
        answer = self._answering.answer(actor, text, model=_QUOTES, again=True)
        label = self._runs.get(scope, answer.run).label
        with self._database.transaction() as tx:
            made = self._records.add(
                tx, actor.person, text, label, answer.run, state, unmasked=scope.unmasked
            )
            tx.audit(actor, AuditEvent.FOLLOW, made, {"run": answer.run, "label": label.word})
        return self._records.get(scope, made)

    def listed(self, actor: Actor) -> tuple[Follow, ...]:
        """Return what the actor follows: what changed first."""
        return self._records.listed(self._guard.require(actor, Action.FOLLOW))

    def remove(self, actor: Actor, follow: str) -> None:
        """Follow a question no more.

        Args:
            follow: its id or the beginning of it.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.FOLLOW, follow)
        found = self._records.get(scope, follow)
        with self._database.transaction() as tx:
            self._records.remove(tx, found.id)
            tx.audit(actor, AuditEvent.FOLLOW_REMOVE, found.id, {"label": found.label.word})

    def check(
        self,
        actor: Actor,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        *,
        limit: int = AT_ONCE,
    ) -> Checked:
        """Ask the actor's questions again whose sources may have changed.

        Raises:
            AccessDenied, ModelMissing, Cancelled: what was asked before stays so.
        """
        self._guard.require(actor, Action.FOLLOW)
        due = self._records.due(self._library.state(), {actor.person})
        return self._ask_or_stop(actor, due, on_progress, cancel or CancelToken(), limit)

    def check_everybodys(
        self,
        actor: Actor,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        *,
        limit: int = AT_ONCE,
    ) -> Checked:
        """Ask everybody's questions again, each within its person's rights; for after an ingest. Raises as
        `check` does.
        """
        self._guard.require(actor, Action.INGEST)
        due = self._records.due(self._library.state())
        return self._ask_or_stop(actor, due, on_progress, cancel or CancelToken(), limit)

    def is_due(self, actor: Actor) -> bool:
        """Tell whether anybody's question is due whose person is still here.

        Raises:
            AccessDenied.
        """
        self._guard.require(actor, Action.INGEST)
        due = self._records.due(self._library.state())
        return any(self._as(actor, one.person) is not None for one in due)

    def ask_due(
        self, actor: Actor, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Checked:
        """Do as `check_everybodys` does, but let what a stop leaves count as left; for what follows a change.

        Raises:
            AccessDenied, ModelMissing, MachineError: what was asked before stays so.
        """
        self._guard.require(actor, Action.INGEST)
        due = self._records.due(self._library.state())
        return self._ask(actor, due, on_progress, cancel or CancelToken(), AT_ONCE)

    def difference(self, actor: Actor, follow: str) -> AnswerDifference:
        """Return what the answer says now otherwise than when it was seen last.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.FOLLOW, follow)
        found = self._records.get(scope, follow)
        before = self._runs.get(scope, found.run)
        after = self._runs.get(scope, found.changed_run or found.run)
        return compare(before.id, before.answer, after.id, after.answer)

    def seen(self, actor: Actor, follow: str) -> Follow:
        """Say that the changed answer was seen; from now on it is the one compared with.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.FOLLOW, follow)
        found = self._records.get(scope, follow)
        with self._database.transaction() as tx:
            self._records.seen(tx, found.id)
            tx.audit(
                actor,
                AuditEvent.FOLLOW_SEEN,
                found.id,
                {"run": found.changed_run or found.run, "label": found.label.word},
            )
        return self._records.get(scope, found.id)

    # How

    def _ask_or_stop(
        self,
        actor: Actor,
        due: Sequence[Follow],
        on_progress: ProgressCallback,
        cancel: CancelToken,
        limit: int,
    ) -> Checked:
        checked = self._ask(actor, due, on_progress, cancel, limit)
        if checked.left:
            cancel.raise_if_cancelled()
        return checked

    def _ask(
        self,
        actor: Actor,
        due: Sequence[Follow],
        on_progress: ProgressCallback,
        cancel: CancelToken,
        limit: int,
    ) -> Checked:
        # Who left is passed over, and waits in nobody's way.
        found = [(one, person) for one in due if (person := self._as(actor, one.person)) is not None]
        taken, asked, done = found[:limit], 0, 0
        changed: list[str] = []
        unchanged: list[str] = []
        state = self._library.state()
        try:
            for follow, person in taken:
                cancel.raise_if_cancelled()
                on_progress(Progress("Asking followed questions again", done, len(taken), "questions"))
                kept = self._still_good(person, follow)
                asked += kept is None
                if kept is not None and not self._differs(person, follow.changed_run or follow.run, kept):
                    unchanged.append(follow.id)
                elif self._ask_one(person, follow, kept, cancel):
                    changed.append(follow.id)
                done += 1
        except Cancelled:
            pass  # told by what is left
        finally:
            self._settle(actor, unchanged, state)
        return Checked(asked, tuple(changed), len(found) - done)

    def _still_good(self, person: Actor, follow: Follow) -> Run | None:
        """Return the newest run of a question in quotes, if the question finds today what it found then."""
        kept = self._runs.latest(self._guard.require(person, Action.FOLLOW, follow.id), follow.question)
        if kept is None or kept.receipt is None or kept.receipt.model_asked != _QUOTES:
            return None
        return kept if self._answering.finds_the_same(person, kept) else None

    def _settle(self, actor: Actor, follows: Sequence[str], state: str) -> None:
        """Note that the library changed and these questions find what they found before."""
        if follows:
            with self._database.transaction() as tx:
                self._records.unchanged(tx, follows, state)
                tx.audit(actor, AuditEvent.FOLLOW_UNCHANGED, "", {"follows": list(follows), "state": state})

    def _ask_one(self, person: Actor, follow: Follow, kept: Run | None, cancel: CancelToken) -> bool:
        """Ask a question again within the rights of its person; tell whether the answer is news.

        Args:
            kept: a run that is as good as asking.
        """
        scope = self._guard.require(person, Action.FOLLOW, follow.id)
        state, after = self._library.state(), kept
        if after is None:
            answer = self._answering.answer(person, follow.question, model=_QUOTES, cancel=cancel, again=True)
            after = self._runs.get(scope, answer.run)
        news = self._differs(person, follow.run, after)
        changed_run = after.id if news else ""
        if news and follow.changed_run and not self._differs(person, follow.changed_run, after):
            # The same change is told once, however often it is found.
            changed_run, news = follow.changed_run, False
        with self._database.transaction() as tx:
            self._records.asked(tx, follow.id, state, after.label, changed_run, changed=news)
            detail = {"run": after.id, "changed": news, "label": after.label.word}
            tx.audit(person, AuditEvent.FOLLOW_CHECK, follow.id, detail)
        return news

    def _differs(self, person: Actor, run: str, after: Run) -> bool:
        try:
            before = self._runs.get(self._guard.require(person, Action.FOLLOW), run)
        except NotFound:
            return False  # it holds more than the person may read by now, so there is nothing to compare with
        return compare(before.id, before.answer, after.id, after.answer).changed

    def _as(self, actor: Actor, person: str) -> Actor | None:
        """Return the person whose question it is, acting through the account that asks; None for who may not
        ask any more.
        """
        if person == actor.person:
            return actor
        try:
            found = self._people.actor_as(person, actor.account)
        except NotFound:
            return None
        return found if may(found, Action.FOLLOW) else None
