"""Corrections as people work with them: pin one at once, look at it within a week, confirm, reject or
withdraw it.

Invariants: who pins one needs the right to; nobody confirms or rejects words of their own; what it says is
labelled no lower than the run that it corrects, unless a steward says so. A steward's unmasked words are
masked for others when shown. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from app.capture.veil import veiled
from app.core.access import Action, Actor, Scope
from app.core.answers.corrections import LONGEST, Correction, CorrectionStatus, due_on, same_question
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import InvalidUnit, NotFound, Problem
from app.core.language.text import MASK
from app.core.units.units import EvidenceSpan
from app.governance import policy
from app.governance.guard import Guard
from app.inference.protocols import Embedder
from app.storage.corrections import CorrectionStore
from app.storage.database import Database, now
from app.storage.documents import DocumentRecords
from app.storage.runs import Runs


class Corrections:
    """The use cases of corrections."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        corrections: CorrectionStore,
        runs: Runs,
        library: DocumentRecords,
        embedder: Callable[[], Embedder],
        today: Callable[[], date] | None = None,
    ) -> None:
        """Args:
        today: the day in UTC, unless a test says otherwise.
        """
        self._guard = guard
        self._database = database
        self._corrections = corrections
        self._runs = runs
        self._library = library
        self._embedder = embedder
        self._today = today or (lambda: datetime.now(UTC).date())

    def pin(
        self,
        actor: Actor,
        run: str,
        text: str,
        *,
        evidence: Sequence[tuple[str, int, int]] = (),
        label: Label | None = None,
    ) -> Correction:
        """Say what is right in the place of an answer that is wrong; it takes effect with the next question.

        An earlier correction of the same question by the same person is withdrawn.

        Args:
            run: the run's id or the beginning of it.
            text: what is right, in one's own words.
            evidence: places that it rests on: version, start and end in its text.
            label: None for the highest of the run and the evidence; a lower one takes a steward.

        Raises:
            AccessDenied; NotFound: no such run or place that the actor may see; InvalidUnit: it says nothing,
            or too much.
        """
        scope = self._guard.require(actor, Action.PIN_CORRECTION, run)
        wrong = self._runs.get(scope, run)
        text = _settled(text)
        spans = tuple(self._span(scope, *place) for place in evidence)
        highest = max((wrong.label, *(found for _, found in spans)))
        label = highest if label is None else label
        if not scope.allows(label):
            self._guard.deny(
                actor, Action.PIN_CORRECTION, run, f"the label {label.word} is above what the role may read"
            )
        if label < highest:
            self._guard.require(actor, Action.RELABEL, run)
        embedder = self._embedder()
        vector = embedder.embed([wrong.question], asked=True)[0]
        made = Correction(
            "", wrong.question, text, label, wrong.id, actor.person, actor.name, CorrectionStatus.PINNED, now(),
            due_on(self._today(), CorrectionStatus.PINNED), tuple(span for span, _ in spans),
        )  # fmt: skip
        before = self._said_before(scope, wrong.question, label)
        with self._database.transaction() as tx:
            for one in before:
                self._corrections.settle(
                    tx, one.id, CorrectionStatus.WITHDRAWN, actor.person, "said anew", ""
                )
                tx.audit(actor, AuditEvent.CORRECTION_WITHDRAW, one.id, {"by": "a new one"})
            correction = self._corrections.pin(tx, made, vector, embedder.id)
            detail = {
                "run": wrong.id,
                "label": label.word,
                "due": made.review_due,
                "sources": [span.document for span, _ in spans],
            }
            tx.audit(actor, AuditEvent.CORRECTION_PIN, correction, detail)
        return self._seen(scope, self._corrections.get(scope, correction))

    def _said_before(self, scope: Scope, question: str, label: Label) -> list[Correction]:
        """Return what the actor has said to a question before, under the same label."""
        return [
            one
            for one in self._corrections.answering(scope)
            if one.person == scope.actor.person
            and one.label == label
            and same_question(one.question, question)
        ]

    def listed(self, actor: Actor, *, settled: bool = False) -> tuple[Correction, ...]:
        """Return the corrections that the actor may read and that answer, what is due first; `settled` adds
        those that do not any more.
        """
        scope = self._guard.require(actor, Action.READ_UNITS)
        return tuple(self._seen(scope, one) for one in self._corrections.listed(scope, settled=settled))

    def show(self, actor: Actor, correction: str) -> Correction:
        """Return one correction by its id or the beginning of it.

        Raises:
            NotFound, AccessDenied.
        """
        scope = self._guard.require(actor, Action.READ_UNITS, correction)
        return self._seen(scope, self._corrections.get(scope, correction))

    def confirm(self, actor: Actor, correction: str, reason: str = "") -> Correction:
        """Say that a correction of somebody else's holds.

        Raises:
            InvalidUnit: it is the actor's own, or does not answer any more; NotFound, AccessDenied.
        """
        return self._settle(actor, correction, CorrectionStatus.CONFIRMED, reason)

    def reject(self, actor: Actor, correction: str, reason: str) -> Correction:
        """Say that a correction of somebody else's does not hold; the question is answered from the sources
        again. Raises as `confirm`.
        """
        return self._settle(actor, correction, CorrectionStatus.REJECTED, reason)

    def withdraw(self, actor: Actor, correction: str, reason: str = "") -> Correction:
        """Take one's own correction back; a steward may take back anybody's. Raises as `confirm`."""
        return self._settle(actor, correction, CorrectionStatus.WITHDRAWN, reason)

    # How

    def _settle(self, actor: Actor, correction: str, status: CorrectionStatus, reason: str) -> Correction:
        scope = self._guard.require(actor, Action.PIN_CORRECTION, correction)
        found = self._corrections.get(scope, correction)
        if not found.status.answers:
            raise InvalidUnit(f"The correction is already {found.status.value}.", "Nothing has been changed.")
        own = found.person == actor.person
        if status is CorrectionStatus.WITHDRAWN and not policy.may_withdraw(actor, found.person):
            self._guard.deny(
                actor, Action.PIN_CORRECTION, found.id, f"only {found.name} or a steward can withdraw it"
            )
        if status is not CorrectionStatus.WITHDRAWN and own:
            raise InvalidUnit(
                "You cannot review your own words.", "Ask somebody else who can correct answers."
            )
        if status is CorrectionStatus.REJECTED and not reason.strip():
            message = "A reason is required: why it is wrong."
            raise InvalidUnit(
                message,
                "Write one sentence. Nothing has been changed.",
                problems=(Problem("reason", message),),
            )
        due = due_on(self._today(), status) if status.answers else ""
        with self._database.transaction() as tx:
            self._corrections.settle(tx, found.id, status, actor.person, reason.strip(), due)
            tx.audit(actor, _SETTLES[status], found.id, {"run": found.run})
        return self._seen(scope, self._corrections.get(scope, found.id))

    def _span(self, scope: Scope, version: str, start: int, end: int) -> tuple[EvidenceSpan, Label]:
        quote = self._library.resolve(scope, version, start, end)
        return EvidenceSpan("", version, start, end, document=quote.document), quote.label

    def _seen(self, scope: Scope, found: Correction) -> Correction:
        """Return a correction in the actor's view."""
        plain = policy.sees_own(scope, found.person)
        evidence = tuple(self._quoted(scope, one) for one in found.evidence)
        if plain:
            return replace(found, evidence=evidence)
        return replace(
            found,
            question=veiled(found.question),
            text=veiled(found.text),
            reason=veiled(found.reason),
            evidence=evidence,
        )

    def _quoted(self, scope: Scope, span: EvidenceSpan) -> EvidenceSpan:
        try:
            quote, shown = self._library.quote(scope, span.version, span.start, span.end)
        except NotFound:
            return span
        return replace(span, quote=quote, shown=shown)


_SETTLES = {
    CorrectionStatus.CONFIRMED: AuditEvent.CORRECTION_CONFIRM,
    CorrectionStatus.REJECTED: AuditEvent.CORRECTION_REJECT,
    CorrectionStatus.WITHDRAWN: AuditEvent.CORRECTION_WITHDRAW,
}


def _settled(text: str) -> str:
    """Return a correction's words as stored.

    Raises:
        InvalidUnit: there are none, too many, or some were taken from a masked view.
    """
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    message = hint = ""
    if not any(char.isalnum() for char in text):
        message, hint = "The correction is empty.", "Write the right answer in one or two sentences."
    elif len(text) > LONGEST:
        message, hint = (
            f"The correction has {len(text):,} characters; the maximum is {LONGEST:,}.",
            "Write a knowledge unit instead.",
        )
    elif MASK in text:
        message, hint = (
            "The text contains masked characters.",
            "Remove them, or ask somebody who can see the words.",
        )
    if message:
        raise InvalidUnit(message, f"{hint} Nothing has been changed.", problems=(Problem("text", message),))
    return text
