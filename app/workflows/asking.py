"""The road of a question: begin a conversation, make a follow-up stand alone, answer, keep.

Decision hidden: which question leans on what was asked before, and what becomes of a conversation whose first
question could not be asked: it goes, so that no empty one is left behind. Every front end asks through here;
what is kept of an answer is written by `Answering` with it. Used by any thread, each question in one.
"""

from __future__ import annotations

from app.answering.answer import Answering
from app.core.access import Actor
from app.core.answers.answers import Answer, Watch
from app.core.answers.conversations import Asked, AskedWatch, Rewritten
from app.core.errors import AppError, UserError
from app.core.work import CancelToken
from app.workflows.conversations import Dialogue


class Asking:
    """The use cases of asking."""

    def __init__(self, dialogue: Dialogue, answering: Answering) -> None:
        self._dialogue = dialogue
        self._answering = answering

    def begin(
        self,
        actor: Actor,
        question: str,
        *,
        model: str | None = None,
        watch: AskedWatch | None = None,
        cancel: CancelToken | None = None,
    ) -> Asked:
        """Answer a question as the first of its conversation; one that cannot be asked leaves none behind.

        Args:
            model, cancel: as for `Answering.answer`.
            watch: told of the conversation, then of evidence and draft.

        Raises:
            AccessDenied, UserError, ModelMissing, Cancelled: as `Answering.answer`.
        """
        watch = watch or AskedWatch()
        begun = self._dialogue.begin(actor, question)
        watch.begun(begun)
        try:
            answer = self._answering.answer(
                actor, question, model=model, watch=watch.answer, cancel=cancel, conversation=begun.id
            )
        except AppError:
            self._dialogue.remove(actor, begun.id)
            raise
        return Asked(answer, begun.id, Rewritten(question, question))

    def go_on(
        self,
        actor: Actor,
        question: str,
        conversation: str = "",
        *,
        exact: bool = False,
        model: str | None = None,
        watch: AskedWatch | None = None,
        cancel: CancelToken | None = None,
    ) -> Asked:
        """Answer a question within a conversation, made to stand alone where it leans on those before it.

        Args:
            conversation: its id; the one asked in last when empty.
            exact: take the question to the letter.
            model, cancel: as for `Answering.answer`.
            watch: told of what the question was taken to mean, then of evidence and draft.

        Raises:
            UserError: there is no conversation to go on with; NotFound. Besides as `begin`.
        """
        watch = watch or AskedWatch()
        conversation = conversation or self._last(actor)
        rewritten = Rewritten(question, question)
        if not exact:
            rewritten = self._dialogue.rewrite(actor, conversation, question)
            watch.rewritten(rewritten)
        answer = self._answering.answer(
            actor, rewritten.question, model=model, watch=watch.answer, cancel=cancel,
            conversation=conversation, asked=rewritten.asked,
        )  # fmt: skip
        return Asked(answer, conversation, rewritten)

    def once(
        self, actor: Actor, question: str, *, model: str | None = None, watch: Watch | None = None,
        cancel: CancelToken | None = None,
    ) -> Answer:  # fmt: skip
        """Answer a question of no conversation, such as one of a list; raises as `begin` does."""
        return self._answering.answer(actor, question, model=model, watch=watch, cancel=cancel)

    def _last(self, actor: Actor) -> str:
        last = self._dialogue.listed(actor, 1)
        if not last:
            raise UserError(
                "There is no conversation to go on with.",
                "Ask without --follow; the next question can follow that one.",
            )
        return last[0].id
