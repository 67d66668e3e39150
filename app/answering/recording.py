"""What is kept of an answer: the run with its receipt and its trace, its gap if it is one, and its audit row.

Invariant: all of it is written in one transaction, before the answer is returned.
"""

from __future__ import annotations

from dataclasses import asdict

from app.answering.steps import Decided, Drafted, Finished, Found, Question, Weighed
from app.core.answers.answers import Answer, ModelId
from app.core.answers.release import Release
from app.core.answers.trace import Considered, Drafting, Prompted, Receipt, Run, RunTrace
from app.core.audit import AuditEvent
from app.core.inquiry.gaps import UNSURE, Cause
from app.retrieval.evidence import Candidate
from app.storage.database import Transaction, now
from app.storage.gaps import Unanswered
from app.storage.stores import Records


class Recording:
    """Keeps runs."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(
        self,
        question: Question,
        found: Found,
        weighed: Weighed,
        decided: Decided,
        done: Finished,
        release: Release,
    ) -> None:
        """Write the run of an answer.

        Args:
            release: what answered.
        """
        answer, leaned = done.answer, question.leaned
        receipt = self._receipt(question, decided, done, release)
        trace = _trace(question, found, weighed, decided, done)
        seen = (one.passage.label for one in done.ranked.candidates)
        label = max((answer.label, *seen, *(run.label for run in leaned)))
        person, unmasked = question.scope.actor.person, question.scope.unmasked
        run = Run(
            answer.run, now(), person, question.text, label, answer, receipt, trace,
            question.conversation,
        )  # fmt: skip
        cause = _cause(answer) if found.limit is None and decided.pin is None and not question.again else None
        with self._records.database.transaction() as tx:
            sources = self._sources(tx, question, decided, done)
            self._records.runs.save(tx, run, unmasked=unmasked, sources=sources)
            if cause is not None:
                left_open = Unanswered(
                    run.id, run.person, question.text, run.label, cause, unmasked,
                    vector=done.ranked.query.vector, embedder=release.embedder.id,
                )  # fmt: skip
                self._records.gaps.note(tx, left_open)
            cited = [one.source for sentence in answer.sentences for one in sentence.citations]
            tx.audit(
                question.scope.actor,
                AuditEvent.ASK,
                answer.run,
                {
                    "status": "abstained" if answer.abstained else "answered",
                    "model": None if answer.model is None else answer.model.id,
                    "sources": list(dict.fromkeys(cited)),
                    "label": run.label.word,
                },
            )

    def _sources(self, tx: Transaction, question: Question, decided: Decided, done: Finished) -> set[str]:
        """Return what a run drew on: when one of these is purged, its words go."""
        # What a follow-up takes over from the questions before it goes when their documents are purged.
        corrected = [] if decided.pin is None else [decided.pin.run]
        inherited = self._records.runs.sources_of(tx, [*(run.id for run in question.leaned), *corrected])
        sources = {item.source for item in done.evidence} | {one.unit for one in done.ranked.expanded}
        return sources | set(inherited) | {source for source, _ in done.ranked.versions.named}

    def _receipt(self, question: Question, decided: Decided, done: Finished, release: Release) -> Receipt:
        scope, drafted, pin = question.scope, decided.drafted, decided.pin
        applied = done.answer.rule or done.answer.tree
        standings, expanded = done.attributed.standings, done.ranked.expanded
        return Receipt(
            program=release.program,
            library=self._records.library.state(),
            labels=tuple(label.word for label in scope.labels),
            unmasked=scope.unmasked,
            embedder=ModelId(release.embedder.id, release.embedder.sha256),
            calibration=release.calibration,
            instruction=release.instruction,
            settings=asdict(release.retrieval) | asdict(release.answer),
            model=drafted.model,
            model_asked=question.model,
            runtime=drafted.runtime,
            units=tuple((one.unit, one.status.value, one.reviewed, one.owner) for one in standings),
            correction=() if pin is None else tuple(pin.receipt),
            facts=None if applied is None else dict(applied.facts),
            definitions=tuple((one.unit, one.asked, one.read) for one in expanded),
            release=release.hash,
        )


def _trace(question: Question, found: Found, weighed: Weighed, decided: Decided, done: Finished) -> RunTrace:
    return RunTrace(
        candidates=tuple(map(_considered, done.ranked.candidates)),
        evidence=tuple(done.evidence),
        features=weighed.measured.as_json(),
        threshold=found.bar,
        model=_drafting(decided.drafted),
        asked=question.asked,
        again=question.again,
    )


def _considered(one: Candidate) -> Considered:
    similarity = None if one.similarity is None else round(one.similarity, 6)
    passage = one.passage
    return Considered(
        passage.id, passage.document, passage.start, passage.end, one.lexical_rank, one.vector_rank,
        round(one.fused, 6), similarity,
    )  # fmt: skip


def _drafting(drafted: Drafted) -> Drafting | None:
    """Return what the model saw and wrote; None where nothing was drafted."""
    if drafted.prompt is None or drafted.generation is None or drafted.grounded is None:
        return None
    shown = (
        Prompted(one.number, one.evidence.source, one.evidence.version, one.start, one.end)
        for one in drafted.prompt.shown
    )
    return Drafting(
        saw=drafted.prompt.text,
        shown=tuple(shown),
        draft=drafted.generation.text,
        verdicts=drafted.grounded.verdicts,
        wrong_numbers=drafted.grounded.wrong_numbers,
        prompt_tokens=drafted.generation.prompt_tokens,
        reused_tokens=drafted.generation.reused_tokens,
        fixed_tokens=drafted.prompt.fixed,
        stopped=drafted.generation.stopped.value,
    )


def _cause(answer: Answer) -> Cause | None:
    """Return why an answer is a gap of its own, if it is one."""
    if answer.abstained:
        return Cause.ABSTAINED
    return Cause.UNSURE if answer.confidence < UNSURE else None
