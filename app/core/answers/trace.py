"""A question from start to end, as it is kept: the answer, the receipt that replays it, the trace of how it
came about.

Invariants: what is kept is read back as the same values and gives the same JSON, byte for byte; what a purge
emptied has neither answer nor receipt nor trace. Nothing above storage reads a dictionary out of a run. Pure;
any thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from app.core.answers.answers import Answer, Citation, Evidence, Grounding, ModelId
from app.core.answers.conversations import Feedback
from app.core.documents.documents import Label


@dataclass(frozen=True)
class Verdict:
    """What became of one claim of the draft.

    Attributes:
        text: the claim, without the model's citation marks.
        state: how it stands.
        reason: why it is not supported, or what held it back; empty for a quoted or supported claim.
        coverage: share of its content words that stand in the cited sentences, 0..1.
        model_numbers: the numbers the model cited.
        citations: where it is supported; for an unsupported claim the sentence it leaned on most, if any.
        denied: the evidence speaks of the same thing and says otherwise; the citations hold the words that
            do. Not kept.
    """

    text: str
    state: Grounding
    reason: str
    coverage: float
    model_numbers: tuple[int, ...]
    citations: tuple[Citation, ...]
    denied: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the form a run's trace keeps."""
        return {
            "text": self.text,
            "state": self.state.value,
            "reason": self.reason,
            "coverage": self.coverage,
            "model_numbers": list(self.model_numbers),
            "citations": [citation.as_json() for citation in self.citations],
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Verdict:
        """Return a verdict from the form a trace keeps; `label` is at least that of its sources."""
        cited = tuple(Citation.parse(one, label) for one in raw["citations"])
        state, numbers = Grounding(raw["state"]), tuple(raw["model_numbers"])
        return cls(raw["text"], state, raw["reason"], raw["coverage"], numbers, cited)


@dataclass(frozen=True)
class Considered:
    """A passage that the search found, best first; ranks count from 1, None where a search did not find it.

    Attributes:
        fused: both ranks in one number, comparable within one question only.
        similarity: cosine of question and passage, or None.
    """

    passage: str
    source: str
    start: int
    end: int
    lexical_rank: int | None
    vector_rank: int | None
    fused: float
    similarity: float | None

    def as_json(self) -> dict[str, Any]:
        """Return the form a run's trace keeps."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class Prompted:
    """A stretch of a source that the model was shown, under the number that the prompt gave it."""

    number: int
    source: str
    version: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """Return the form a run's trace keeps."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class Drafting:
    """What the model was given, what it wrote, and what became of that.

    Attributes:
        saw: the prompt, to the letter.
        shown: the stretches of sources in it.
        draft: what it wrote, unverified.
        verdicts: one for each claim of the draft, in order.
        wrong_numbers: how many claims that stand named only other passages than the one that supports them.
        prompt_tokens, reused_tokens, fixed_tokens: of the prompt; read before already; the same for every
            question.
        stopped: why the model stopped.
    """

    saw: str
    shown: tuple[Prompted, ...]
    draft: str
    verdicts: tuple[Verdict, ...]
    wrong_numbers: int
    prompt_tokens: int
    reused_tokens: int
    fixed_tokens: int
    stopped: str

    def as_json(self) -> dict[str, Any]:
        """Return the form a run's trace keeps."""
        return {
            "saw": self.saw,
            "shown": [one.as_json() for one in self.shown],
            "draft": self.draft,
            "verdicts": [one.as_json() for one in self.verdicts],
            "wrong_numbers": self.wrong_numbers,
            "prompt_tokens": self.prompt_tokens,
            "reused_tokens": self.reused_tokens,
            "fixed_tokens": self.fixed_tokens,
            "stopped": self.stopped,
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Drafting:
        """Return it from the form a trace keeps."""
        return cls(
            saw=raw["saw"],
            shown=tuple(Prompted(**one) for one in raw["shown"]),
            draft=raw["draft"],
            verdicts=tuple(Verdict.parse(one, label) for one in raw["verdicts"]),
            wrong_numbers=raw.get("wrong_numbers", 0),
            prompt_tokens=raw.get("prompt_tokens", 0),
            reused_tokens=raw.get("reused_tokens", 0),
            fixed_tokens=raw.get("fixed_tokens", 0),
            stopped=raw.get("stopped", ""),
        )


@dataclass(frozen=True)
class RunTrace:
    """How an answer came about.

    Attributes:
        candidates: what the search found.
        evidence: the sentences that were shown, with their versions.
        features: what the decision rested on, by name.
        threshold: the confidence from which it answers.
        model: what a model was given and wrote; None where none was asked.
        asked: a question as it was typed, where the one looked for is another or belongs to a conversation.
        again: the program asked it, not a person.
    """

    candidates: tuple[Considered, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    threshold: float = 0.0
    model: Drafting | None = None
    asked: str | None = None
    again: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        model = {} if self.model is None else {"model": self.model.as_json()}
        asked = {} if self.asked is None else {"asked": self.asked}
        return {
            "candidates": [one.as_json() for one in self.candidates],
            "evidence": [_evidence_json(one) for one in self.evidence],
            "features": dict(self.features),
            "threshold": self.threshold,
            **model,
            **asked,
            **({"again": True} if self.again else {}),
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> RunTrace:
        """Return a trace from its JSON; `label` is the run's."""
        model = raw.get("model")
        return cls(
            candidates=tuple(Considered(**one) for one in raw.get("candidates", ())),
            evidence=tuple(Evidence.parse(one, label) for one in raw.get("evidence", ())),
            features=raw.get("features", {}),
            threshold=raw.get("threshold", 0.0),
            model=None if model is None else Drafting.parse(model, label),
            asked=raw.get("asked"),
            again=raw.get("again", False),
        )


def _evidence_json(one: Evidence) -> dict[str, Any]:
    measured = {"similarity": round(one.similarity, 6), "coverage": round(one.coverage, 6)}
    return one.as_json() | {"version": one.version, **measured}


@dataclass(frozen=True)
class Receipt:
    """What an answer was made from besides the question: what replays it, and says why a replay differs.

    Attributes:
        program: this program's version.
        library: a hash of what could be found.
        labels: those that the asker might read.
        unmasked: whether the asker's view showed sensitive spans.
        embedder: what vectors came from.
        calibration, instruction: ids of how confidence was told and of the prompt's fixed words.
        settings: of retrieval and answers, by name.
        model: what phrased it, or None.
        model_asked: the model that was asked for, or None for the workspace's.
        runtime: how the model ran, or None.
        units: how each cited unit stood: id, status, day of its review, owner.
        correction: what tells the correction that stands in its place.
        facts: what a rule or tree was run on; None where none was.
        definitions: what the question was expanded by: unit, as asked, as read.
        release: hash of everything that answered; empty in a run of a version that named none.
    """

    program: str
    library: str
    labels: tuple[str, ...]
    unmasked: bool
    embedder: ModelId
    calibration: str
    instruction: str
    settings: Mapping[str, Any]
    model: ModelId | None
    model_asked: str | None
    runtime: Mapping[str, Any] | None
    units: tuple[tuple[str, ...], ...] = ()
    correction: tuple[str, ...] = ()
    facts: Mapping[str, str] | None = None
    definitions: tuple[tuple[str, ...], ...] = ()
    release: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form; what there was none of does not stand in it."""
        more: dict[str, Any] = {
            "units": [list(one) for one in self.units],
            "correction": list(self.correction),
            "facts": None if self.facts is None else dict(self.facts),
            "definitions": [list(one) for one in self.definitions],
            "release": self.release,
        }
        return {
            "program": self.program,
            "library": self.library,
            "labels": list(self.labels),
            "unmasked": self.unmasked,
            "embedder": self.embedder.as_json(),
            "calibration": self.calibration,
            "instruction": self.instruction,
            "settings": dict(self.settings),
            "model": None if self.model is None else self.model.as_json(),
            "model_asked": self.model_asked,
            "runtime": None if self.runtime is None else dict(self.runtime),
            **{
                name: value
                for name, value in more.items()
                if value or (name == "facts" and value is not None)
            },
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Receipt | None:
        """Return a receipt from its JSON; None for what a purge emptied."""
        embedder = ModelId.parse(raw.get("embedder"))
        if embedder is None:
            return None
        return cls(
            program=raw["program"],
            library=raw["library"],
            labels=tuple(raw["labels"]),
            unmasked=raw["unmasked"],
            embedder=embedder,
            calibration=raw["calibration"],
            instruction=raw["instruction"],
            settings=raw["settings"],
            model=ModelId.parse(raw["model"]),
            model_asked=raw["model_asked"],
            runtime=raw["runtime"],
            units=tuple(map(tuple, raw.get("units", ()))),
            correction=tuple(raw.get("correction", ())),
            facts=raw.get("facts"),
            definitions=tuple(map(tuple, raw.get("definitions", ()))),
            release=raw.get("release", ""),
        )


@dataclass(frozen=True)
class Run:
    """One question from start to end, as kept.

    Attributes:
        id: run id.
        at: ISO 8601 time in UTC.
        person: who asked.
        question: what was looked for: as typed, or a follow-up made to stand alone.
        label: highest label of what it touched.
        answer: what came of it; None once a purge emptied it.
        receipt: what it was made from; None once a purge emptied it.
        trace: how it came about; None once a purge emptied it.
        conversation: id of the conversation it belongs to, or empty.
    """

    id: str
    at: str
    person: str
    question: str
    label: Label
    answer: Answer | None
    receipt: Receipt | None = None
    trace: RunTrace | None = None
    conversation: str = ""

    @property
    def asked(self) -> str:
        """The question as it was typed."""
        typed = None if self.trace is None else self.trace.asked
        return self.question if typed is None else typed

    def as_line(self) -> dict[str, Any]:
        """Return the stable JSON form of a run in a list."""
        answer = {} if self.answer is None else self.answer.as_json()
        return {
            "id": self.id,
            "at": self.at,
            "person": self.person,
            "question": self.question,
            "label": self.label.word,
            "status": answer.get("status"),
            "mode": answer.get("mode"),
            "confidence": answer.get("confidence"),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form of the whole."""
        parts = {"answer": self.answer, "receipt": self.receipt, "trace": self.trace}
        return self.as_line() | {name: {} if one is None else one.as_json() for name, one in parts.items()}

    def as_turn(self, feedback: Feedback | None) -> dict[str, Any]:
        """Return the stable JSON form of a run in its conversation, with what the person thought of it."""
        return self.as_line() | {
            "asked": self.asked,
            "sentences": [] if self.answer is None else [sentence.text for sentence in self.answer.sentences],
            "reason": None if self.answer is None else self.answer.reason,
            "feedback": None if feedback is None else feedback.as_json(),
        }
