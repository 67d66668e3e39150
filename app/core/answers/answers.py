"""What comes back for a question: evidence, cited sentences, answers, abstentions.

The JSON of `Answer.as_json` is a stable format that other programs rely on, and in which runs are kept.
Invariant: a sentence of an answer has at least one citation; `quote` is exactly the actor's view of `[start,
end)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from app.core.answers.corrections import Pinned
from app.core.documents.documents import Label
from app.core.documents.shown import Part, Reading, View, clipped, view
from app.core.rules.applied import AppliedRule, AppliedTree


class Grounding(StrEnum):
    """How a claim stands against the words the model was shown."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    """Never part of an answer."""


class Mode(StrEnum):
    """How an answer came about."""

    GENERATED = "generated"
    QUOTED = "quoted"
    RULE = "rule"
    PINNED = "pinned"


@dataclass(frozen=True)
class Place:
    """A passage as it is read, and where a sentence stands in it.

    Attributes:
        view: the passage.
        base: offset of its first raw character in the extraction's text.
        sentence, window: the sentence, and the sentence with its neighbours, in offsets of `view.text`.
    """

    view: View
    base: int
    sentence: tuple[int, int]
    window: tuple[int, int]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the extraction's text that `view.text[start:end]` came from."""
        low, high = self.view.span(start, end)
        return self.base + low, self.base + high


@dataclass(frozen=True)
class Evidence:
    """One sentence that speaks to the question.

    Attributes:
        passage: id of the passage it stands in.
        source: id of the document (or unit).
        version: id of the document version.
        label: the source's label.
        title, path, page, heading: where it stands.
        start, end: offsets in the extraction's text.
        quote: the actor's view of that range, raw.
        score: 0..1, comparable within one question only.
        similarity: cosine of question and sentence, -1..1.
        coverage: share of the question's weighted terms that stand in the sentence, 0..1.
        as_of: what the source speaks for, ISO 8601.
        window_start, window_end: the sentence with its neighbours, inside the passage.
        window: what a person reads of the window.
        meaning: how well the question's weighted terms are met in meaning by the sentence, 0..1.
        met: the same for each distinct term of the question by itself, by the sentence or its neighbours.
        alone: `similarity` when the sentence is read without its passage; for the best evidence only, else 0.
        echo: how well the question's every word is met by the sentence read so; for the best evidence only,
            else 0.
        titled: whether the sentence speaks of its document ("Author: …"), so that the title's words count as
            its own.
        masthead: the fields that the document begins with, which say what all of it is about.
        kind: "document" or "unit".
        strength: what speaks for the sentence, as the logarithm of its odds against the others.
        odds: log odds that sentence and neighbours answer the question, by reading both together; None when
            that was not done.
        nearness: cosine of question and passage.
        stands_out: how much nearer to the question the nearest passage is than the next ones.
        peak: how much stronger the best sentence is than the weaker ones looked at.
        strayed: how far it speaks of another number, designation or day than the question does; 0 where it
            does not.
        shown: what a person reads of the sentence; the quote itself where nothing differs.
        place: the passage as it is read, with where sentence and window stand in it; made of the window alone
            when not given.
    """

    passage: str
    source: str
    version: str
    label: Label
    title: str
    path: str
    page: int | None
    heading: tuple[str, ...]
    start: int
    end: int
    quote: str
    score: float
    similarity: float
    coverage: float
    as_of: str
    window_start: int
    window_end: int
    window: str
    meaning: float = 0.0
    met: tuple[float, ...] = ()
    alone: float = 0.0
    echo: float = 0.0
    titled: bool = False
    masthead: str = ""
    kind: str = "document"
    strength: float = 0.0
    odds: float | None = None
    nearness: float = 0.0
    stands_out: float = 0.0
    peak: float = 0.0
    strayed: float = 0.0
    shown: str = ""
    place: Place | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> str:
        """What a person reads of the sentence, on one line."""
        return " ".join((self.shown or self.quote).split())

    @property
    def within(self) -> Place:
        """The text around the sentence, as it is read."""
        if self.place is not None:
            return self.place
        own = (self.start - self.window_start, self.end - self.window_start)
        return Place(view(self.window, Reading()), self.window_start, own, (0, len(self.window)))

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "source": self.source,
            "title": self.title,
            "path": self.path,
            "page": self.page,
            "heading": " > ".join(self.heading),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "shown": self.words,
            "score": round(self.score, 4),
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Evidence:
        """Return evidence from its JSON; what that does not hold is empty, or 0.

        Args:
            label: at least the source's.
        """
        return cls(
            passage="",
            source=raw["source"],
            version=raw.get("version", ""),
            label=label,
            title=raw["title"],
            path=raw["path"],
            page=raw["page"],
            heading=_heading(raw["heading"]),
            start=raw["start"],
            end=raw["end"],
            quote=raw["quote"],
            score=raw["score"],
            similarity=raw.get("similarity", 0.0),
            coverage=raw.get("coverage", 0.0),
            as_of="",
            window_start=raw["start"],
            window_end=raw["end"],
            window=raw["quote"],
            shown=raw.get("shown", ""),
        )


@dataclass(frozen=True)
class Citation:
    """The words that support one claim.

    Attributes:
        source: id of the document or unit.
        kind: "document", "unit", or "correction", whose text stands in no document.
        version: id of the version quoted.
        label: the source's label (not part of the JSON).
        title, path, page, heading, start, end, quote: as in `Evidence`.
        owner, reviewed: for units only.
        as_of: what the source speaks for, ISO 8601 (not part of the JSON).
        shown: what a person reads of the quote; the quote itself where nothing differs.
    """

    source: str
    kind: str
    version: str
    label: Label
    title: str
    path: str
    page: int | None
    heading: tuple[str, ...]
    start: int
    end: int
    quote: str
    owner: str | None = None
    reviewed: str | None = None
    as_of: str = ""
    shown: str = ""

    @property
    def words(self) -> str:
        """What a person reads of the quote, on one line."""
        return " ".join((self.shown or self.quote).split())

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "source": self.source,
            "kind": self.kind,
            "version": self.version,
            "title": self.title,
            "path": self.path,
            "page": self.page,
            "heading": " > ".join(self.heading),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "shown": self.words,
            "owner": self.owner,
            "reviewed": self.reviewed,
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Citation:
        """Return a citation from its JSON, which does not hold its label and date; `label` is at least the
        source's."""
        return cls(
            source=raw["source"],
            kind=raw["kind"],
            version=raw["version"],
            label=label,
            title=raw["title"],
            path=raw["path"],
            page=raw["page"],
            heading=_heading(raw["heading"]),
            start=raw["start"],
            end=raw["end"],
            quote=raw["quote"],
            owner=raw.get("owner"),
            reviewed=raw.get("reviewed"),
            shown=raw.get("shown", ""),
        )


@dataclass(frozen=True)
class Sentence:
    """One checked claim of an answer with the words it rests on."""

    text: str
    state: Grounding
    citations: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "text": self.text,
            "state": self.state.value,
            "citations": [citation.as_json() for citation in self.citations],
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Sentence:
        """Return a sentence from its JSON; `label` is at least that of its sources."""
        cited = tuple(Citation.parse(one, label) for one in raw["citations"])
        return cls(raw["text"], Grounding(raw["state"]), cited)


@dataclass(frozen=True)
class ModelId:
    """Which model phrased an answer."""

    id: str
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"id": self.id, "sha256": self.sha256}

    @classmethod
    def parse(cls, raw: Mapping[str, Any] | None) -> ModelId | None:
        """Return a model from its JSON; None for none."""
        return None if raw is None else cls(raw["id"], raw["sha256"])


@dataclass(frozen=True)
class Timings:
    """Milliseconds since the question was asked; `first_token` is 0 without a model."""

    search: int = 0
    evidence: int = 0
    first_token: int = 0
    total: int = 0

    def as_json(self) -> dict[str, int]:
        """Return the stable JSON form."""
        return asdict(self)


@dataclass(frozen=True)
class Answer:
    """What came of one question: an answer, or an abstention with its reason.

    Attributes:
        run: id of the run that made it.
        mode: None for an abstention.
        confidence: calibrated probability that the evidence answers the question, 0..1.
        reason: why nothing is answered; None for an answer.
        sentences: empty for an abstention.
        nearest: evidence that did not suffice.
        needed: what would have to be known.
        ask: who might know.
        evidence: the sentences shown.
        warnings: plain sentences.
        as_of: the oldest date among the sources cited, or empty.
        model: None when no model phrased it.
        label: highest label of what it was made from (not part of the JSON).
        rule: the rule that was run for it, with its walk; for mode RULE.
        tree: the decision tree of the procedure that it rests on, as far as the question's facts lead.
        pinned: the correction that stands in its place; for mode PINNED.
    """

    run: str
    mode: Mode | None
    confidence: float
    reason: str | None
    sentences: tuple[Sentence, ...]
    nearest: tuple[Evidence, ...]
    needed: str | None
    ask: str | None
    evidence: tuple[Evidence, ...]
    warnings: tuple[str, ...]
    as_of: str
    model: ModelId | None
    timings: Timings
    label: Label
    rule: AppliedRule | None = None
    tree: AppliedTree | None = None
    pinned: Pinned | None = None

    @property
    def abstained(self) -> bool:
        return self.mode is None

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form; "rule", "tree" and "pinned" stand in it only where there is one."""
        ran = (("rule", self.rule), ("tree", self.tree), ("pinned", self.pinned))
        applied = {name: value.as_json() for name, value in ran if value is not None}
        return {
            "run": self.run,
            "status": "abstained" if self.abstained else "answered",
            "mode": None if self.mode is None else self.mode.value,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "sentences": [sentence.as_json() for sentence in self.sentences],
            "nearest": [item.as_json() for item in self.nearest],
            "needed": self.needed,
            "ask": self.ask,
            "evidence": [item.as_json() for item in self.evidence],
            "warnings": list(self.warnings),
            "as_of": self.as_of,
            "model": None if self.model is None else self.model.as_json(),
            "timings_ms": self.timings.as_json(),
            **applied,
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any], label: Label) -> Answer | None:
        """Return an answer from its JSON, which it gives again byte for byte; None for what a purge emptied.

        Args:
            label: the highest of what it was made from; the JSON does not hold it.
        """
        if "status" not in raw:
            return None
        mode, rule, tree, pinned = (raw.get(name) for name in ("mode", "rule", "tree", "pinned"))
        return cls(
            run=raw.get("run", ""),
            mode=None if mode is None else Mode(mode),
            confidence=raw.get("confidence", 0.0),
            reason=raw.get("reason"),
            sentences=tuple(Sentence.parse(one, label) for one in raw.get("sentences", ())),
            nearest=tuple(Evidence.parse(one, label) for one in raw.get("nearest", ())),
            needed=raw.get("needed"),
            ask=raw.get("ask"),
            evidence=tuple(Evidence.parse(one, label) for one in raw.get("evidence", ())),
            warnings=tuple(raw.get("warnings", ())),
            as_of=raw.get("as_of", ""),
            model=ModelId.parse(raw.get("model")),
            timings=Timings(**raw.get("timings_ms", {})),
            label=label,
            rule=None if rule is None else AppliedRule.parse(rule),
            tree=None if tree is None else AppliedTree.parse(tree),
            pinned=None if pinned is None else Pinned.parse(pinned),
        )


def _heading(raw: str) -> tuple[str, ...]:
    return tuple(raw.split(" > ")) if raw else ()


@dataclass(frozen=True)
class Shown:
    """A stretch of a source as the model saw it: the only text that grounding may compare with.

    Attributes:
        number: the number the prompt gave it, from 1.
        evidence: the evidence whose window it is made of; citations take source, version and place from it.
        start, end: offsets of the stretch in the extraction's text.
        text: what a person reads of that stretch.
        low: where the text begins in the view of the evidence's place; -1 where the text is raw.
    """

    number: int
    evidence: Evidence
    start: int
    end: int
    text: str
    low: int = -1

    @property
    def parts(self) -> tuple[Part, ...]:
        """The blocks of the text, where they are known."""
        if self.low < 0:
            return ()
        return clipped(self.evidence.within.view.parts, (), self.low, self.low + len(self.text)).parts

    def cited(self, start: int, end: int) -> tuple[int, int, str]:
        """Return the range in the extraction's text, and the raw words there, that `text[start:end]` came
        from.
        """
        if self.low < 0:
            return self.start + start, self.start + end, self.text[start:end]
        place = self.evidence.within
        first, last = place.range(self.low + start, self.low + end)
        return first, last, place.view.raw[first - place.base : last - place.base]


@dataclass(frozen=True)
class Watch:
    """What a caller wants to see while the answer is made; every field may be left out.

    Attributes:
        evidence: called once, as soon as the evidence is known.
        draft: called with each piece of the model's unverified text.
    """

    evidence: Callable[[Sequence[Evidence]], None] = lambda _: None
    draft: Callable[[str], None] = lambda _: None
