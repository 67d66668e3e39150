"""The question pipeline: evidence, decision, draft, grounding, record.

The evidence decides whether there is an answer; a model, when there is one, phrases it, and only what grounding finds
in the words the model was shown is kept. Each step takes the value of the one before; nothing reaches back.
Invariant: a run, its trace and its audit row are written in one transaction before the answer is returned.
Used by one thread at a time.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from app import __version__
from app.answering.attribution import Attributed, Attribution
from app.answering.claims import finished
from app.answering.confidence import Calibrator, Features, aggregate_request, features, nothing_named, reason
from app.answering.grounding import Grounded, ground
from app.answering.parts import told
from app.answering.piecewise import Piecewise
from app.answering.pinning import Pin, Pinning
from app.answering.prompt import Instruction, Prompt, build
from app.answering.quoting import MOST, quoted
from app.answering.ruling import Ruled, Ruling
from app.core.access import Action, Actor, Scope
from app.core.answers import Answer, Evidence, Mode, ModelId, Run, Sentence, Timings, Watch
from app.core.errors import Cancelled, MachineError, ModelCrashed
from app.core.gaps import UNSURE, Cause
from app.core.knowledge import Label
from app.core.settings import Settings
from app.core.work import CancelToken, Turn
from app.governance.guard import Guard
from app.inference.protocols import Embedder, Generation, Generator, Stopped
from app.inference.turns import Turns
from app.retrieval.approved import Approved
from app.retrieval.evidence import EvidenceFinder
from app.retrieval.experts import Experts
from app.retrieval.search import Ranked, Search, tidy
from app.retrieval.sentences import SentenceSplitter
from app.retrieval.setaside import set_aside
from app.storage.conversations import Conversations
from app.storage.corrections import CorrectionStore
from app.storage.database import Database, now
from app.storage.gaps import GapRecords
from app.storage.library import Library
from app.storage.runs import Runs
from app.storage.units import Units

_UNNAMED = 0.02
"""Probability that evidence answers a question about a thing that it does not name."""


@dataclass(frozen=True)
class _Drafted:
    """What came of the model: sentences that hold, or why there are none."""

    prompt: Prompt | None = None
    generation: Generation | None = None
    grounded: Grounded | None = None
    model: ModelId | None = None
    runtime: Mapping[str, Any] | None = None
    first_token: int = 0
    warning: str = ""


@dataclass(frozen=True)
class _Thread:
    """Where a question stands.

    Attributes:
        conversation: its id, or empty.
        asked: what was typed, when that was rewritten.
        leaned: the runs whose words it carries on.
        gap: why it is a gap, if it is one.
        again: the program asks it again.
        pin: the correction that answers it.
    """

    conversation: str = ""
    asked: str | None = None
    leaned: tuple[Run, ...] = ()
    gap: Cause | None = None
    again: bool = False
    pin: Pin | None = None


class Answering:
    """Answers questions out of the evidence."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: Library,
        runs: Runs,
        conversations: Conversations,
        units: Units,
        gaps: GapRecords,
        experts: Experts,
        search: Search,
        finder: Callable[[], EvidenceFinder],
        embedder: Callable[[], Embedder],
        generator: Callable[[str | None], Generator | None],
        calibrator: Calibrator,
        instruction: Instruction,
        settings: Settings,
        approved: Approved,
        corrections: CorrectionStore,
        turns: Turns | None = None,
    ) -> None:
        """Take the parts.

        Args:
            generator: gives the model for an id (None: the workspace's choice), or None when phrasing is off.
            turns: lets a question go before the embedding of documents.
        """
        self._guard = guard
        self._database = database
        self._library = library
        self._runs = runs
        self._gaps = gaps
        self._experts = experts
        self._conversations = conversations
        self._search = search
        self._finder = finder
        self._embedder = embedder
        self._generator = generator
        self._calibrator = calibrator
        self._instruction = instruction
        self._settings = settings
        self._turns = turns or Turns()
        self._split = SentenceSplitter().split
        self._attribution = Attribution(units, library, self._split)
        self.phrasing = Turn()
        self._ruling = Ruling(approved, library)
        self._piecewise = Piecewise(search, finder, quoted)
        self._pinning = Pinning(corrections, library, embedder, self._split)

    def adopt(self, settings: Settings, calibrator: Calibrator) -> None:
        """Take over other settings and the calibration for the embedder, between two questions."""
        self._settings, self._calibrator = settings, calibrator

    def answer(
        self,
        actor: Actor,
        question: str,
        *,
        model: str | None = None,
        watch: Watch | None = None,
        cancel: CancelToken | None = None,
        conversation: str | None = None,
        asked: str | None = None,
        again: bool = False,
    ) -> Answer:
        """Answer a question from what the actor may see, or abstain with a reason.

        Args:
            actor: who asks.
            question: in plain words.
            model: catalogue id, "none" for quotes only, None for the workspace's choice.
            watch: told of evidence and draft as they come.
            cancel: stops the model; what was found is then quoted.
            conversation: id of the actor's conversation that the run belongs to.
            asked: what was typed, when `question` was made out of it to stand alone.
            again: the program asks on its own account what was asked before: no gap is made of it.

        Raises:
            NotFound: the actor has no such conversation.
            AccessDenied, UserError (an empty or overlong question), ModelMissing (the model asked for by name, or the embedder).
            Cancelled: before the evidence was known.
        """
        scope = self._guard.require(actor, Action.ASK)
        with self._turns.question():
            return self._answer(scope, question, model, watch or Watch(), cancel or CancelToken(), conversation, asked, again)

    def _answer(
        self,
        scope: Scope,
        question: str,
        model: str | None,
        watch: Watch,
        cancel: CancelToken,
        conversation: str | None,
        asked: str | None,
        again: bool,
    ) -> Answer:
        started = time.perf_counter()
        text = tidy(question)
        follow_up = asked is not None and asked.strip() != question.strip()
        leaned = self._leaned_on(scope, conversation, follow_up=follow_up)
        ranked = self._search.rank(scope, text)
        searched = _since(started)
        cancel.raise_if_cancelled()
        finder = self._finder()
        calibrator = self._calibrator.judging(ranked.query)
        threshold = self._settings.answer.threshold
        bar = calibrator.threshold if threshold is None else threshold
        limit = aggregate_request(text)
        pieces = None if limit is not None else self._piecewise.ask(scope, text, self._calibrator, bar)
        evidence = ranked.versions.settled(finder.find(ranked.query, ranked.candidates)) if pieces is None else pieces.evidence
        found = _since(started)
        watch.evidence(evidence)
        # Whether it is enough to answer with is weighed while it is already seen.
        evidence = finder.read_alone(ranked.query, evidence) if pieces is None else pieces.evidence
        measured = features(ranked.query, evidence)
        probability = calibrator.probability(measured) if pieces is None else pieces.probability
        if pieces is None and nothing_named(ranked.query, evidence):
            probability = min(probability, _UNNAMED)
        today = datetime.now(UTC).date()
        drafted = _Drafted()
        warnings = [*ranked.warnings, *self._calibration_warning(), *set_aside(finder, ranked.query, ranked.candidates)]
        why: str | None = None
        needed: str | None = None
        mode: Mode | None = None
        sentences: tuple[Sentence, ...] = ()
        pin = self._pinning.find(scope, text, today)
        ruled = None if pin is not None or limit is not None else self._ruling.run(scope, text, evidence, today)
        if ruled is not None and probability < bar:
            probability = max(probability, self._without_values(scope, ruled))
        if pin is not None:
            mode, sentences = Mode.PINNED, pin.sentences
            warnings.extend(pin.warnings)
        elif limit is not None:
            why, needed = limit, "A count or a list over all documents, which passages cannot give."
        elif not evidence or probability < bar:
            ruled = None
            why, needed = reason(measured, ranked.query, evidence)
        elif ruled is not None and ruled.sentences:
            mode, sentences, needed = Mode.RULE, ruled.sentences, ruled.needed
            warnings.extend(ruled.warnings)
        else:
            needed = None if ruled is None else ruled.needed
            drafted = self._draft_in_turn(text, evidence, model, watch, cancel)
            if drafted.warning:
                warnings.append(drafted.warning)
            if drafted.grounded is not None and drafted.grounded.sentences:
                # The best evidence is part of the answer whether or not the draft rests on it: evidence first.
                overlooked = drafted.grounded.overlooked
                mode = Mode.GENERATED
                sentences = (*drafted.grounded.sentences, *([] if overlooked is None else [overlooked]))
                sentences += () if pieces is None else pieces.missing(sentences)
            else:
                leaned_on = () if drafted.grounded is None else drafted.grounded.instead[:MOST]
                mode, sentences = Mode.QUOTED, leaned_on or (quoted(evidence) if pieces is None else pieces.sentences)
            warnings.extend([] if pieces is None else told(pieces))
        finished = ranked.versions.finish(sentences, self._split)
        ranked = replace(ranked, versions=finished.versions)
        warnings.extend(finished.warnings)
        attributed = self._attribution.settle(scope, finished.sentences, evidence, today)
        sentences, brought = attributed.sentences, (*finished.evidence, *attributed.evidence)
        warnings.extend(attributed.warnings)
        warnings.extend(self._stale(sentences))
        expert = None if mode is not None else self._experts.among(scope, ranked.candidates, scope.actor.person)
        labels = [*(one.label for one in (*evidence, *brought)), *(one.label for one in ranked.expanded)]
        labels += [label for _, label in finished.versions.named]
        labels += [] if pin is None else [pin.label]
        answer = Answer(
            run=secrets.token_hex(8),
            mode=mode,
            confidence=probability,
            reason=why,
            sentences=sentences,
            nearest=() if mode is not None else evidence,
            needed=needed,
            ask=None if expert is None else expert.words,
            evidence=(*evidence, *brought) if mode is not None else (),
            warnings=tuple(dict.fromkeys(warnings)),
            as_of=_oldest(sentences, evidence),
            model=drafted.model if mode is Mode.GENERATED else None,
            timings=Timings(searched, found, drafted.first_token and found + drafted.first_token, _since(started)),
            label=max(labels, default=Label.PUBLIC),
            rule=None if ruled is None else ruled.rule,
            tree=None if ruled is None else ruled.tree,
            pinned=None if pin is None else pin.pinned,
        )
        cause = _cause(answer) if limit is None and pin is None and not again else None
        thread = _Thread(conversation or "", asked if follow_up else None, leaned, cause, again, pin)
        self._record(scope, text, answer, ranked, (*evidence, *brought), measured, drafted, bar, model, thread, attributed)
        return answer

    def _draft_in_turn(self, question: str, evidence: Sequence[Evidence], model: str | None, watch: Watch, cancel: CancelToken) -> _Drafted:
        """Draft when nobody else does: another question may want another model, and that would end this one's."""
        try:
            with self.phrasing.taken(cancel):
                return self._draft(question, evidence, model, watch, cancel)
        except Cancelled:
            return _Drafted()

    def _leaned_on(self, scope: Scope, conversation: str | None, *, follow_up: bool) -> tuple[Run, ...]:
        """Return the runs whose words a follow-up carries on; none for a question that stands alone.

        Raises:
            NotFound: the actor has no such conversation.
        """
        if conversation is None:
            return ()
        found = self._conversations.own(scope, conversation)
        return self._conversations.context(found) if follow_up else ()

    def _without_values(self, scope: Scope, ruled: Ruled) -> float:
        """Return how surely a rule answers a question apart from its numbers: they are the case, which no rule mentions."""
        unit = ruled.rule.unit if ruled.rule is not None else ruled.tree.unit if ruled.tree is not None else ""
        if not any(char.isalnum() for char in ruled.rest):
            return 0.0
        ranked = self._search.rank(scope, ruled.rest)
        finder = self._finder()
        evidence = finder.find(ranked.query, ranked.candidates)
        if not evidence or evidence[0].source != unit:
            return 0.0
        return self._calibrator.judging(ranked.query).probability(features(ranked.query, finder.read_alone(ranked.query, evidence)))

    def _draft(self, question: str, evidence: Sequence[Evidence], model: str | None, watch: Watch, cancel: CancelToken) -> _Drafted:
        settings = self._settings.answer
        try:
            generator = self._generator(model)
            if generator is None:
                return _Drafted()
            info = generator.info
            prompt = build(question, evidence, generator.tokenize, info.template, self._instruction, settings)
            generation = generator.generate(prompt.tokens, settings.answer_tokens, watch.draft, cancel, fixed=prompt.fixed)
        except MachineError as error:
            # A model that was asked for by name must answer for itself; the workspace's own choice falls back to quotes.
            if model is not None and not isinstance(error, ModelCrashed):
                raise
            return _Drafted(warning=f"{error.message} The best evidence is quoted instead.")
        runtime = {
            "build": info.build,
            "threads": info.threads,
            "batch": info.batch,
            "context": info.context,
            "gpu_layers": info.gpu_layers,
            "device": info.device,
        }
        # What was stopped in mid-sentence says nothing yet.
        draft = generation.text if generation.stopped is Stopped.END else finished(generation.text, self._split)
        grounded = ground(draft, question, prompt.shown, self._split)
        warning = (
            ""
            if grounded.sentences
            else "The model's wording was not supported by the sources; the best evidence is quoted instead."
        )
        return _Drafted(prompt, generation, grounded, ModelId(info.id, info.sha256), runtime, generation.first_token_ms, warning)

    def _calibration_warning(self) -> list[str]:
        if self._calibrator.fits(self._embedder().id):
            return []
        return ["The confidence is uncalibrated: it was calibrated for a different embedding model."]

    def _stale(self, sentences: Sequence[Sentence]) -> list[str]:
        days = self._settings.answer.stale_days
        if not days:
            return []
        today = datetime.now(UTC).date()
        found: dict[str, str] = {}
        for sentence in sentences:
            for citation in sentence.citations:
                spoken = _day(citation.as_of)
                if spoken is not None and (today - spoken).days > days:
                    found[citation.source] = (
                        f"“{citation.title}” is as of {spoken.isoformat()}; check that it is still valid."
                    )
        return list(found.values())

    def _record(
        self,
        scope: Scope,
        question: str,
        answer: Answer,
        ranked: Ranked,
        evidence: Sequence[Evidence],
        measured: Features,
        drafted: _Drafted,
        bar: float,
        model: str | None,
        thread: _Thread,
        attributed: Attributed,
    ) -> None:
        embedder = self._embedder()
        receipt: dict[str, Any] = {
            "program": __version__,
            "library": self._library.state(),
            "labels": [label.word for label in scope.labels],
            "unmasked": scope.unmasked,
            "embedder": {"id": embedder.id, "sha256": embedder.sha256},
            "calibration": self._calibrator.version,
            "instruction": self._instruction.id,
            "settings": asdict(self._settings.retrieval) | asdict(self._settings.answer),
            "model": None if drafted.model is None else asdict(drafted.model),
            "model_asked": model,
            "runtime": drafted.runtime,
        }
        if attributed.standings:
            receipt["units"] = [[one.unit, one.status.value, one.reviewed, one.owner] for one in attributed.standings]
        if thread.pin is not None:
            receipt["correction"] = list(thread.pin.receipt)
        if answer.rule is not None or answer.tree is not None:
            applied = answer.rule or answer.tree
            receipt["facts"] = {} if applied is None else dict(applied.facts)
        if ranked.expanded:
            receipt["definitions"] = [[one.unit, one.asked, one.read] for one in ranked.expanded]
        trace: dict[str, Any] = {
            "candidates": [
                {
                    "passage": one.passage.id,
                    "source": one.passage.document,
                    "start": one.passage.start,
                    "end": one.passage.end,
                    "lexical_rank": one.lexical_rank,
                    "vector_rank": one.vector_rank,
                    "fused": round(one.fused, 6),
                    "similarity": None if one.similarity is None else round(one.similarity, 6),
                }
                for one in ranked.candidates
            ],
            "evidence": [
                item.as_json() | {"version": item.version, "similarity": round(item.similarity, 6), "coverage": round(item.coverage, 6)}
                for item in evidence
            ],
            "features": measured.as_json(),
            "threshold": bar,
        }
        if drafted.prompt is not None and drafted.generation is not None and drafted.grounded is not None:
            trace["model"] = {
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
        if thread.asked is not None:
            trace["asked"] = thread.asked
        if thread.again:
            trace["again"] = True
        labels = (answer.label, *(one.passage.label for one in ranked.candidates), *(run.label for run in thread.leaned))
        run = Run(answer.run, now(), scope.actor.person, question, max(labels), answer.as_json(), receipt, trace, thread.conversation)
        with self._database.transaction() as tx:
            # What a follow-up takes over from the questions before it goes when their documents are purged.
            corrected = [] if thread.pin is None else [thread.pin.run]
            inherited = self._runs.sources_of(tx, [*(run.id for run in thread.leaned), *corrected])
            sources = {*(item.source for item in evidence), *(one.unit for one in ranked.expanded), *inherited}
            sources |= {source for source, _ in ranked.versions.named}
            self._runs.save(tx, run, unmasked=scope.unmasked, sources=sources)
            if thread.gap is not None:
                self._gaps.note(
                    tx, run.id, run.person, question, run.label, thread.gap, unmasked=scope.unmasked, vector=ranked.query.vector,
                    embedder=embedder.id,
                )  # fmt: skip
            tx.audit(
                scope.actor,
                "ask",
                answer.run,
                {
                    "status": "abstained" if answer.abstained else "answered",
                    "model": None if answer.model is None else answer.model.id,
                    "sources": list(dict.fromkeys(citation.source for sentence in answer.sentences for citation in sentence.citations)),
                    "label": run.label.word,
                },
            )


def _since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)


def _oldest(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> str:
    cited = [citation.as_of for sentence in sentences for citation in sentence.citations if citation.as_of]
    return min(cited or [item.as_of for item in evidence if item.as_of], default="")


def _day(as_of: str) -> date | None:
    try:
        return date.fromisoformat(as_of[:10])
    except ValueError:
        return None


def _cause(answer: Answer) -> Cause | None:
    """Return why an answer is a gap of its own, if it is one."""
    if answer.abstained:
        return Cause.ABSTAINED
    return Cause.UNSURE if answer.confidence < UNSURE else None
