"""A gap becomes a unit, its questions are asked again, and a case is left behind.

Decision hidden: whose eyes a question is asked again with: those of who asked it, so that the answer is the
one they would get. Invariant: a gap is closed by answers and not by an approval; each asker is told once.
Used by one thread at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from app.answering.answer import Answering
from app.core.access import Action, Actor, may
from app.core.answers.answers import Answer, Citation
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.inquiry.gaps import AskedAgain, Case, GapStatus, Outcome
from app.core.inquiry.inbox import ItemKind
from app.core.language.text import STOPWORDS, numbers, words
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.storage.database import now
from app.storage.gaps import Member
from app.storage.stores import Records

_QUOTES = "none"
"""The model that a question is asked again with: what counts is whether the evidence suffices now."""

_WORDS = 3
"""Groups of words that a case asks for at most."""


class Closing:
    """The use cases of closing gaps."""

    def __init__(self, guard: Guard, records: Records, answering: Answering) -> None:
        self._guard = guard
        self._database = records.database
        self._gaps = records.gaps
        self._notices = records.notices
        self._units = records.units
        self._people = records.people
        self._answering = answering

    def ask_again(
        self,
        actor: Actor,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        *,
        unit: str = "",
    ) -> tuple[AskedAgain, ...]:
        """Ask the questions of those gaps again whose unit was approved since.

        Args:
            unit: only the gaps of this unit; of every one that waits, when empty.

        Raises:
            AccessDenied, ModelMissing, Cancelled: the next call goes on from there.
        """
        self._guard.require(actor, Action.ASSIGN_GAP, unit)
        cancel = cancel or CancelToken()
        return tuple(self._close(actor, gap, on_progress, cancel) for gap in self._gaps.to_ask_again(unit))

    def cases(self, actor: Actor) -> tuple[Case, ...]:
        """Return the evaluation cases that closed gaps left behind, as far as the actor may read them, oldest
        first.
        """
        return self._gaps.cases(self._guard.require(actor, Action.ASSIGN_GAP))

    def export_cases(self, actor: Actor) -> Iterator[str]:
        """Return the cases as JSON lines, in the form of a suite."""
        scope = self._guard.require(actor, Action.EXPORT)
        found = self._gaps.cases(scope)
        label = max((case.label for case in found), default=Label.PUBLIC)
        with self._database.transaction() as tx:
            tx.audit(actor, AuditEvent.CASES_EXPORT, "", {"cases": len(found), "label": label.word})
        return (json.dumps(case.as_json(), ensure_ascii=False) for case in found)

    # How

    def _close(
        self, actor: Actor, gap: str, on_progress: ProgressCallback, cancel: CancelToken
    ) -> AskedAgain:
        state = self._gaps.state(gap)
        if state is None:
            raise NotFound(f"No gap found: {gap}.")
        asked: dict[tuple[str, str], list[Member]] = {}
        for member in self._gaps.members(gap):
            if member.outcome is Outcome.NOT_ASKED:
                asked.setdefault((member.person, member.question), []).append(member)
        case = state.case
        for done, group in enumerate(asked.values()):
            cancel.raise_if_cancelled()
            on_progress(Progress("Asking again", done, len(asked), "questions", group[0].question))
            case = self._ask(actor, gap, state.unit, group) or case
        members = self._gaps.members(gap)
        answered = sum(one.outcome in (Outcome.ANSWERED, Outcome.ELSEWHERE) for one in members)
        # Answers from elsewhere alone say nothing about the unit.
        closed = answered == len(members) and any(one.outcome is Outcome.ANSWERED for one in members)
        status = GapStatus.ANSWERED if closed else state.status
        with self._database.transaction() as tx:
            if closed:
                self._gaps.update(tx, gap, status=status.value, settled_at=now(), evaluation_case=case)
            else:
                self._gaps.update(tx, gap, evaluation_case=case)
            tx.audit(
                actor,
                AuditEvent.GAP_ASKED_AGAIN,
                gap,
                {"unit": state.unit, "asked": len(members), "answered": answered},
            )
        return AskedAgain(gap, state.unit, len(members), answered, status, case)

    def _ask(self, actor: Actor, gap: str, unit: str, group: Sequence[Member]) -> str:
        """Ask one question again for who asked it; return the case that it leaves, or nothing."""
        first = group[0]
        asker = self._as(actor, first.person)
        answer = (
            None
            if asker is None
            else self._answering.answer(asker, first.question, model=_QUOTES, again=True)
        )
        cited = () if answer is None else _cited(answer, unit)
        outcome = (
            Outcome.ANSWERED
            if cited
            else Outcome.ABSTAINED
            if answer is None or answer.abstained
            else Outcome.ELSEWHERE
        )
        told, why = (
            ItemKind.ANSWERED,
            "The missing knowledge has been added, and the question is now answered.",
        )
        if outcome is Outcome.ABSTAINED:
            told, why = (
                ItemKind.STILL_OPEN,
                "It was asked again after knowledge was added, but is still unanswered.",
            )
        case = ""
        with self._database.transaction() as tx:
            for member in group:
                self._gaps.answered(tx, member.id, outcome, "" if answer is None else answer.run)
            if asker is not None:
                self._notices.tell(tx, first.person, told.value, gap, first.label, why)
            found = self._units.state(unit, tx.query, approved=True)
            if cited and found is not None:
                case = self._gaps.add_case(
                    tx, first, gap, unit, _expected(cited[0].words), max(first.label, found.label)
                )
            run = "" if answer is None else answer.run
            tx.audit(
                actor, AuditEvent.GAP_ASK_AGAIN, gap, {"outcome": outcome.value, "run": run, "case": case}
            )
        return case

    def _as(self, actor: Actor, person: str) -> Actor | None:
        """Return who asked, acting through the account that asks again; None for who may not ask any more."""
        if person == actor.person:
            return actor
        try:
            found = self._people.actor_as(person, actor.account)
        except NotFound:
            return None
        return found if may(found, Action.ASK) else None


def _cited(answer: Answer, unit: str) -> tuple[Citation, ...]:
    return tuple(one for sentence in answer.sentences for one in sentence.citations if one.source == unit)


def _expected(quote: str) -> list[list[str]]:
    """Return what an answer must say: the figures of the words quoted, or else the longest of the words."""
    figures = [word.strip(".,;:()“”\"'") for word in quote.split() if numbers(word)]
    spoken = [word.form for word in words(quote) if word.form not in STOPWORDS]
    chosen = figures or sorted(dict.fromkeys(spoken), key=len, reverse=True)
    return [[word] for word in list(dict.fromkeys(chosen))[:_WORDS]]
