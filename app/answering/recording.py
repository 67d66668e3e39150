"""What is kept of an answer: the run with its receipt and its trace, its gap if it is one, and its audit row.

Invariant: all of it is written in one transaction, before the answer is returned.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.answering.steps import Decided, Drafted, Finished, Found, Question, Weighed
from app.core.access import Scope
from app.core.answers import Answer, Evidence, Run
from app.core.gaps import UNSURE, Cause
from app.core.release import Release
from app.retrieval.evidence import Candidate
from app.storage.database import Transaction, now
from app.storage.stores import Records


class Recording:
    """Keeps runs."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def keep(
        self, question: Question, found: Found, weighed: Weighed, decided: Decided, done: Finished, release:
        Release ) -> None:
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
            answer.run, now(), person, question.text, label, answer.as_json(), receipt, trace,
            question.conversation,
        )  # fmt: skip
        cause = _cause(answer) if found.limit is None and decided.pin is None and not question.again else None
        with self._records.database.transaction() as tx:
            sources = self._sources(tx, question, decided, done)
            self._records.runs.save(tx, run, unmasked=unmasked, sources=sources)
            if cause is not None:
                self._records.gaps.note(
                    tx, run.id, run.person, question.text, run.label, cause, unmasked=unmasked,
                    vector=done.ranked.query.vector, embedder=release.embedder.id,
                )  # fmt: skip
            cited = [one.source for sentence in answer.sentences for one in sentence.citations]
            tx.audit(
                question.scope.actor,
                "ask",
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

    def _receipt(
        self, question: Question, decided: Decided, done: Finished, release: Release
    ) -> dict[str, Any]:  # fmt: skip
        drafted, answer = decided.drafted, done.answer
        receipt: dict[str, Any] = {
            "program": release.program,
            "library": self._records.library.state(),
            **seen_by(question.scope),
            "embedder": asdict(release.embedder),
            "calibration": release.calibration,
            "instruction": release.instruction,
            "settings": asdict(release.retrieval) | asdict(release.answer),
            "model": None if drafted.model is None else asdict(drafted.model),
            "model_asked": question.model,
            "runtime": drafted.runtime,
        }
        if done.attributed.standings:
            receipt["units"] = [
                [one.unit, one.status.value, one.reviewed, one.owner] for one in done.attributed.standings
            ]  # fmt: skip
        if decided.pin is not None:
            receipt["correction"] = list(decided.pin.receipt)
        applied = answer.rule or answer.tree
        if applied is not None:
            receipt["facts"] = dict(applied.facts)
        if done.ranked.expanded:
            receipt["definitions"] = [[one.unit, one.asked, one.read] for one in done.ranked.expanded]
        return receipt | {"release": release.hash}


def seen_by(scope: Scope) -> dict[str, Any]:
    """Return what of a scope a receipt tells: two runs that differ in it may find other things."""
    return {"labels": [label.word for label in scope.labels], "unmasked": scope.unmasked}


def _trace(
    question: Question, found: Found, weighed: Weighed, decided: Decided, done: Finished
) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "candidates": [_candidate(one) for one in done.ranked.candidates],
        "evidence": [_seen(one) for one in done.evidence],
        "features": weighed.measured.as_json(),
        "threshold": found.bar,
    }
    model = _model(decided.drafted)
    if model is not None:
        trace["model"] = model
    if question.asked is not None:
        trace["asked"] = question.asked
    if question.again:
        trace["again"] = True
    return trace


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "passage": one.passage.id,
        "source": one.passage.document,
        "start": one.passage.start,
        "end": one.passage.end,
        "lexical_rank": one.lexical_rank,
        "vector_rank": one.vector_rank,
        "fused": round(one.fused, 6),
        "similarity": None if one.similarity is None else round(one.similarity, 6),
    }


def _seen(item: Evidence) -> dict[str, Any]:
    return item.as_json() | {
        "version": item.version, "similarity": round(item.similarity, 6), "coverage": round(item.coverage, 6)
    }  # fmt: skip


def _model(drafted: Drafted) -> dict[str, Any] | None:
    """Return what the model saw and wrote; None where nothing was drafted."""
    if drafted.prompt is None or drafted.generation is None or drafted.grounded is None:
        return None
    return {
        "saw": drafted.prompt.text,
        "shown": [
            {
                "number": one.number,
                "source": one.evidence.source,
                "version": one.evidence.version,
                "start": one.start,
                "end": one.end,
            }
            for one in drafted.prompt.shown
        ],
        "draft": drafted.generation.text,
        "verdicts": [verdict.as_json() for verdict in drafted.grounded.verdicts],
        "wrong_numbers": drafted.grounded.wrong_numbers,
        "prompt_tokens": drafted.generation.prompt_tokens,
        "reused_tokens": drafted.generation.reused_tokens,
        "fixed_tokens": drafted.prompt.fixed,
        "stopped": drafted.generation.stopped.value,
    }


def _cause(answer: Answer) -> Cause | None:
    """Return why an answer is a gap of its own, if it is one."""
    if answer.abstained:
        return Cause.ABSTAINED
    return Cause.UNSURE if answer.confidence < UNSURE else None
