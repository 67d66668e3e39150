"""The question pipeline: evidence, decision, draft, grounding, record.

The evidence decides whether there is an answer; a model, when there is one, phrases it, and only what
grounding finds in the words the model was shown is kept. Each step takes the values of those before; nothing
reaches back. Invariant: a run, its trace and its audit row are written in one transaction before the answer
is returned, and the run names the release that answered. Used by one thread at a time.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from app.answering.attribution import Attribution
from app.answering.confidence import aggregate_request, by_name, features, reason
from app.answering.drafting import Drafting
from app.answering.engine import Engine
from app.answering.parts import parts, told
from app.answering.piecewise import Piecewise
from app.answering.pinning import Pinning
from app.answering.quoting import MOST, quoted
from app.answering.recording import Recording
from app.answering.ruling import Ruled, Ruling
from app.answering.steps import Decided, Finished, Found, Question, Weighed
from app.core.access import Action, Actor, Scope
from app.core.answers.answers import Answer, Evidence, Mode, ModelId, Sentence, Timings, Watch
from app.core.answers.release import Release
from app.core.answers.trace import Run
from app.core.documents.documents import Label
from app.core.work import CancelToken, Turn
from app.governance.guard import Guard
from app.retrieval.search import tidy
from app.retrieval.sentences import SentenceSplitter
from app.retrieval.setaside import set_aside
from app.retrieval.understanding import asked as asked_for
from app.storage.stores import Records


class Answering:
    """Answers questions out of the evidence."""

    def __init__(self, guard: Guard, records: Records, release: Release, engine: Engine) -> None:
        """Take the parts.

        Args:
            release: what answers.
            engine: what carries it out.
        """
        self._guard = guard
        self._records = records
        self._split = SentenceSplitter().split
        self._attribution = Attribution(records.units, records.library, self._split)
        self._drafting = Drafting(self._split)
        self._recording = Recording(records)
        self.adopt(release, engine)

    @property
    def phrasing(self) -> Turn:
        """Held while the model phrases; who wants the model for something else takes it."""
        return self._drafting.turn

    def adopt(self, release: Release, engine: Engine) -> None:
        """Answer with another release from now on; called between two questions."""
        self._release, self._engine = release, engine
        library = self._records.library
        self._ruling = Ruling(engine.approved, library)
        self._piecewise = Piecewise(engine.search, engine.finder, quoted)
        self._pinning = Pinning(self._records.corrections, library, engine.embedder, self._split)

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
            AccessDenied, UserError (an empty or overlong question).
            ModelMissing: the model asked for by name, or the embedder.
            Cancelled: before the evidence was known.
        """
        scope = self._guard.require(actor, Action.ASK)
        with self._engine.turns.question():
            follow_up = asked is not None and asked.strip() != question.strip()
            wanted = Question(
                scope, tidy(question), model, watch or Watch(), cancel or CancelToken(), conversation or "",
                asked if follow_up else None, again=again,
            )  # fmt: skip
            return self._answer(replace(wanted, leaned=self._leaned_on(wanted)))

    def finds_the_same(self, actor: Actor, run: Run) -> bool:
        """Tell whether a question finds today what a run of it found, so that quotes would be the same.

        Cheaper than an answer, and leaves no run. Where it cannot be told (a question of several parts, a
        rule, a run of another release) it is False.
        """
        scope = self._guard.require(actor, Action.ASK)
        kept, answer, trace = run.receipt, run.answer, run.trace
        if kept is None or answer is None or trace is None:
            return False
        if answer.rule or answer.tree or len(parts(asked_for(run.question))) > 1:
            return False
        labels = tuple(label.word for label in scope.labels)
        with self._engine.turns.question():
            basis = (labels, scope.unmasked, self._release_of(None).hash)
            if (kept.labels, kept.unmasked, kept.release) != basis:
                return False
            ranked = self._engine.search.rank(scope, run.question)
            pin = self._pinning.find(scope, run.question, datetime.now(UTC).date())
        candidates = ranked.candidates
        paths = {one.passage.document: one.passage.path for one in candidates}
        return (
            [one.passage.id for one in candidates] == [one.passage for one in trace.candidates]
            and kept.correction == (() if pin is None else tuple(pin.receipt))
            and kept.definitions == tuple((one.unit, one.asked, one.read) for one in ranked.expanded)
            and all(paths.get(one.source, one.path) == one.path for one in trace.evidence)
            and max((one.passage.label for one in candidates), default=Label.PUBLIC) <= run.label
        )

    # The steps

    def _answer(self, question: Question) -> Answer:
        found = self._find(question)
        question.watch.evidence(found.evidence)
        # Whether it is enough to answer with is weighed while it is already seen.
        weighed = self._weigh(found)
        decided = self._decide(question, found, weighed)
        done = self._finish(question, found, weighed, decided)
        release = self._release_of(question.model, decided.drafted.model)
        self._recording.keep(question, found, weighed, decided, done, release)
        return done.answer

    def _leaned_on(self, question: Question) -> tuple[Run, ...]:
        """Return the runs whose words a follow-up carries on; none for a question that stands alone.

        Raises:
            NotFound: the actor has no such conversation.
        """
        if not question.conversation:
            return ()
        conversations = self._records.conversations
        found = conversations.own(question.scope, question.conversation)
        return conversations.context(found) if question.asked is not None else ()

    def _find(self, question: Question) -> Found:
        """Find what the question, or each of its parts, is about."""
        ranked = self._engine.search.rank(question.scope, question.text)
        searched = question.milliseconds
        question.cancel.raise_if_cancelled()
        finder = self._engine.finder()
        calibrator = self._engine.calibrator.judging(ranked.query)
        threshold = self._release.answer.threshold
        bar = calibrator.threshold if threshold is None else threshold
        limit = aggregate_request(question.text)
        pieces = None
        if limit is None:
            pieces = self._piecewise.ask(question.scope, question.text, self._engine.calibrator, bar)
        evidence = () if pieces is None else pieces.evidence
        if pieces is None:
            evidence = ranked.versions.settled(finder.find(ranked.query, ranked.candidates))
        return Found(
            ranked, finder, limit, pieces, evidence, calibrator, bar, searched, question.milliseconds
        )  # fmt: skip

    def _weigh(self, found: Found) -> Weighed:
        """Judge how surely the evidence answers."""
        query, pieces = found.ranked.query, found.pieces
        if pieces is not None:
            return Weighed(found.evidence, features(query, pieces.evidence), pieces.probability)
        evidence = tuple(found.finder.read_alone(query, found.evidence))
        measured = features(query, evidence)
        return Weighed(evidence, measured, by_name(found.calibrator.probability(measured), query, evidence))

    def _decide(self, question: Question, found: Found, weighed: Weighed) -> Decided:
        """Choose what answers: a correction, a rule, the evidence, or nothing."""
        scope, evidence, query = question.scope, weighed.evidence, found.ranked.query
        # As long as nothing answers, the decision is this one.
        decided = Decided(weighed.probability, warnings=self._beforehand(found))
        pin = self._pinning.find(scope, question.text, question.today)
        if pin is not None:
            warnings = (*decided.warnings, *pin.warnings)
            return replace(decided, mode=Mode.PINNED, sentences=pin.sentences, warnings=warnings, pin=pin)
        if found.limit is not None:
            needed = "A count or a list over all documents, which passages cannot give."
            return replace(decided, why=found.limit, needed=needed)
        ruled = self._ruling.run(scope, question.text, evidence, question.today)
        if ruled is not None and decided.probability < found.bar:
            probability = max(decided.probability, self._without_values(scope, ruled))
            decided = replace(decided, probability=probability)
        if not evidence or decided.probability < found.bar:
            why, lacking = reason(weighed.measured, query, evidence)
            return replace(decided, why=why, needed=lacking)
        if ruled is not None and ruled.sentences:
            warnings = (*decided.warnings, *ruled.warnings)
            return replace(
                decided,
                mode=Mode.RULE,
                sentences=ruled.sentences,
                needed=ruled.needed,
                warnings=warnings,
                ruled=ruled,
            )
        needs = None if ruled is None else ruled.needed
        return self._phrase(question, found, weighed, replace(decided, ruled=ruled, needed=needs))

    def _phrase(self, question: Question, found: Found, weighed: Weighed, decided: Decided) -> Decided:
        """Have the evidence phrased, or quote it."""
        pieces = found.pieces
        drafted = self._drafting.draft(question, weighed.evidence, self._engine, self._release.answer)
        warnings = [*decided.warnings, *([drafted.warning] if drafted.warning else [])]
        warnings += [] if pieces is None else told(pieces)
        grounded = drafted.grounded
        sentences: tuple[Sentence, ...]
        if grounded is not None and grounded.sentences:
            # The best evidence is part of the answer whether or not the draft rests on it, and before a draft
            # that does not.
            overlooked = [] if grounded.overlooked is None else [grounded.overlooked]
            mode, sentences = Mode.GENERATED, (*overlooked, *grounded.sentences)
            sentences += () if pieces is None else pieces.missing(sentences)
        else:
            leaned_on = () if grounded is None else grounded.instead[:MOST]
            best = quoted(weighed.evidence) if pieces is None else pieces.sentences
            mode, sentences = Mode.QUOTED, leaned_on or best
        return replace(decided, mode=mode, sentences=sentences, warnings=tuple(warnings), drafted=drafted)

    def _finish(self, question: Question, found: Found, weighed: Weighed, decided: Decided) -> Finished:
        """Add what documents and units that are cited ask for, and make the answer."""
        scope, mode, evidence = question.scope, decided.mode, weighed.evidence
        finished = found.ranked.versions.finish(decided.sentences, self._split)
        ranked = replace(found.ranked, versions=finished.versions)
        attributed = self._attribution.settle(scope, finished.sentences, evidence, question.today)
        sentences = attributed.sentences
        everything = (*evidence, *finished.evidence, *attributed.evidence)
        warnings = (
            *decided.warnings, *finished.warnings, *attributed.warnings, *self._stale(sentences)
        )  # fmt: skip
        expert = None
        if mode is None:
            expert = self._engine.experts.among(scope, ranked.candidates, scope.actor.person)
        pin, ruled, drafted = decided.pin, decided.ruled, decided.drafted
        labels = [*(one.label for one in everything), *(one.label for one in ranked.expanded)]
        labels += [label for _, label in finished.versions.named]
        labels += [] if pin is None else [pin.label]
        first_token = drafted.first_token and found.read + drafted.first_token
        answer = Answer(
            run=secrets.token_hex(8),
            mode=mode,
            confidence=decided.probability,
            reason=decided.why,
            sentences=sentences,
            nearest=() if mode is not None else evidence,
            needed=decided.needed,
            ask=None if expert is None else expert.words,
            evidence=everything if mode is not None else (),
            warnings=tuple(dict.fromkeys(warnings)),
            as_of=_oldest(sentences, evidence),
            model=drafted.model if mode is Mode.GENERATED else None,
            timings=Timings(found.searched, found.read, first_token, question.milliseconds),
            label=max(labels, default=Label.PUBLIC),
            rule=None if ruled is None else ruled.rule,
            tree=None if ruled is None else ruled.tree,
            pinned=None if pin is None else pin.pinned,
        )
        return Finished(answer, ranked, everything, attributed)

    # How

    def _release_of(self, model: str | None, drafted: ModelId | None = None) -> Release:
        """Return the release that answers with a model: the one that drafted, or else the one that would."""
        embedder = self._engine.embedder()
        found_by = ModelId(embedder.id, embedder.sha256)
        # It may have been installed since the release was made.
        phrased_by = drafted or self._engine.identity(model)
        return replace(self._release, embedder=found_by, generator=phrased_by)

    def _without_values(self, scope: Scope, ruled: Ruled) -> float:
        """Return how surely a rule answers a question apart from its numbers: they are the case, which no
        rule mentions.
        """
        unit = (
            ruled.rule.unit if ruled.rule is not None else ruled.tree.unit if ruled.tree is not None else ""
        )
        if not any(char.isalnum() for char in ruled.rest):
            return 0.0
        ranked = self._engine.search.rank(scope, ruled.rest)
        finder = self._engine.finder()
        evidence = finder.find(ranked.query, ranked.candidates)
        if not evidence or evidence[0].source != unit:
            return 0.0
        measured = features(ranked.query, finder.read_alone(ranked.query, evidence))
        return self._engine.calibrator.judging(ranked.query).probability(measured)

    def _beforehand(self, found: Found) -> tuple[str, ...]:
        """Return what is to be said whatever answers."""
        aside = set_aside(found.finder, found.ranked.query, found.ranked.candidates)
        return (*found.ranked.warnings, *self._calibration_warning(), *aside)

    def _calibration_warning(self) -> list[str]:
        if self._engine.calibrator.fits(self._engine.embedder().id):
            return []
        return ["The confidence is uncalibrated: it was calibrated for a different embedding model."]

    def _stale(self, sentences: Sequence[Sentence]) -> list[str]:
        days = self._release.answer.stale_days
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


def _oldest(sentences: Sequence[Sentence], evidence: Sequence[Evidence]) -> str:
    cited = [citation.as_of for sentence in sentences for citation in sentence.citations if citation.as_of]
    return min(cited or [item.as_of for item in evidence if item.as_of], default="")


def _day(as_of: str) -> date | None:
    try:
        return date.fromisoformat(as_of[:10])
    except ValueError:
        return None
