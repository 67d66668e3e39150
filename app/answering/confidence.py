"""Evidence to a calibrated probability, and in plain words why evidence does not suffice.

The decision hidden here is what tells an answered question from one whose answer is not there: features that do not
depend on how large the collection is, weighed by a logistic fit that is kept as data with its provenance.
Invariant: everything is a pure function of the question and the evidence; the model has no say. Any thread.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app.core.answers import Evidence
from app.core.text import STOPWORDS, stem, terms, words
from app.retrieval.evidence import held_share
from app.retrieval.question import Expected, Query, expected, gives, stems_of

_LOST = 0.04
"""Share of answerable questions that the fitted threshold gives up; the promise is 5 % at most."""

_RIDGE = 1.0
"""Penalty on the weights of standardised features."""


@dataclass(frozen=True)
class Features:
    """What is looked at; all zero without evidence.

    Attributes:
        strength: log-odds of the best sentence's score.
        gap: how far it stands above the second.
        rest: mean log-odds of the others.
        similarity: cosine of question and best sentence.
        similarity_mean: mean cosine of question and evidence.
        coverage: weighted share of the question's terms in the best sentence.
        coverage_window: the same, with its neighbours, title and heading.
        coverage_five: the same in all sentences together.
        coverage_all: the same with all their neighbours, titles and headings.
        coverage_best: the highest single sentence's.
        missing: weight of the heaviest term that the best window lacks, in nats.
        missing_all: weight of the heaviest term that all of the evidence lacks.
        names: share of the question's names and numbers that the best window holds; 1 without any.
        names_all: the same in all of the evidence.
        kind: 1 when the best sentence holds words of the kind asked for, -1 when not, 0 when any would do.
        kind_all: the same for any of the sentences.
        weight: logarithm of the weight of all terms.
        agree: share of the sentences that come from the best one's source.
        product: coverage times similarity of the best sentence.
        fresh: how much the best sentence says that the question did not, 0..1.
    """

    strength: float = 0.0
    gap: float = 0.0
    rest: float = 0.0
    similarity: float = 0.0
    similarity_mean: float = 0.0
    coverage: float = 0.0
    coverage_window: float = 0.0
    coverage_five: float = 0.0
    coverage_all: float = 0.0
    coverage_best: float = 0.0
    missing: float = 0.0
    missing_all: float = 0.0
    names: float = 0.0
    names_all: float = 0.0
    kind: float = 0.0
    kind_all: float = 0.0
    weight: float = 0.0
    agree: float = 0.0
    product: float = 0.0
    fresh: float = 0.0

    def as_json(self) -> dict[str, float]:
        """Return the form a run's trace keeps."""
        return {name: round(value, 6) for name, value in asdict(self).items()}

    def values(self) -> tuple[float, ...]:
        """Return the features in the order of their names in `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Features))


def features(query: Query, evidence: Sequence[Evidence]) -> Features:
    """Return what the evidence looks like from the question."""
    if not evidence:
        return Features()
    wanted = _Wanted.of(query)
    best = evidence[0]
    odds = [math.log(max(item.score, 1e-6) / max(1 - item.score, 1e-6)) for item in evidence]
    quotes = [_held(item.quote) for item in evidence]
    around = [_held(item.window) | _held(" ".join((item.title, *item.heading))) for item in evidence]
    all_around = frozenset().union(*around)
    kind = expected(query.text)
    asked = stems_of(query.text)
    fits = [_kind(kind, item.quote, asked) for item in evidence]
    return Features(
        strength=odds[0],
        gap=odds[0] - odds[1] if len(odds) > 1 else 3.0,
        rest=sum(odds[1:]) / len(odds[1:]) if len(odds) > 1 else odds[0],
        similarity=best.similarity,
        similarity_mean=sum(item.similarity for item in evidence) / len(evidence),
        coverage=wanted.share(quotes[0]),
        coverage_window=wanted.share(around[0]),
        coverage_five=wanted.share(frozenset().union(*quotes)),
        coverage_all=wanted.share(all_around),
        coverage_best=max(wanted.share(held) for held in quotes),
        missing=max((wanted.weights[term] for term in wanted.lacking(around[0])), default=0.0),
        missing_all=max((wanted.weights[term] for term in wanted.lacking(all_around)), default=0.0),
        names=wanted.named(around[0]),
        names_all=wanted.named(all_around),
        kind=fits[0],
        kind_all=max(fits),
        weight=math.log1p(sum(wanted.weights.values())),
        agree=sum(item.source == best.source for item in evidence) / len(evidence),
        product=wanted.share(quotes[0]) * best.similarity,
        fresh=min(len(quotes[0] - asked), 6) / 6,
    )


@dataclass(frozen=True)
class _Wanted:
    """The question's terms with their weights, and which of them are names or numbers."""

    weights: dict[str, float]
    names: tuple[str, ...]

    @classmethod
    def of(cls, query: Query) -> _Wanted:
        weights = {term: query.weight(term) for term in query.terms}
        found = (match.group() for match in _NAME.finditer(query.text))
        return cls(weights, tuple(dict.fromkeys(term for name in found for term in terms(name) if term in weights)))

    def share(self, held: frozenset[str]) -> float:
        total = sum(self.weights.values())
        return sum(weight * held_share(term, held) for term, weight in self.weights.items()) / total if total else 0.0

    def named(self, held: frozenset[str]) -> float:
        total = sum(self.weights[name] for name in self.names)
        return sum(self.weights[name] * held_share(name, held) for name in self.names) / total if total else 1.0

    def lacking(self, held: frozenset[str]) -> list[str]:
        """Return the terms that are not there at all, heaviest first."""
        return sorted((term for term in self.weights if held_share(term, held) == 0), key=lambda term: -self.weights[term])


_NAME = re.compile(r"(?<=\S\s)[A-Z][\w'’.-]*|\b\d[\w.,-]*|\b[A-Z][A-Z\d-]+\b")


def _held(text: str) -> frozenset[str]:
    return frozenset(stem(word.form) for word in words(text) if word.form not in STOPWORDS)


def _kind(kind: Expected, sentence: str, asked: set[str]) -> float:
    if kind is Expected.ANY:
        return 0.0
    return 1.0 if gives(kind, sentence, asked) else -1.0


@dataclass(frozen=True)
class Calibrator:
    """A logistic fit over `Features`.

    Attributes:
        version: names the fit in receipts.
        embedder: id of the embedding model it was fitted with; with another one it is a guess.
        weights: one per feature, by name.
        bias: added to the weighted sum.
        threshold: lowest probability that is answered.
    """

    version: str
    embedder: str
    weights: dict[str, float]
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path) -> Calibrator:
        """Read a calibrator's file.

        Raises:
            KeyError, ValueError: it is not one, which is a fault of the installation.
        """
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        weights = {name: float(data["weights"][name]) for name in NAMES}
        return cls(str(data["version"]), str(data["embedder"]), weights, float(data["bias"]), float(data["threshold"]))

    def fits(self, embedder: str) -> bool:
        """Tell whether it was fitted with this embedding model."""
        return self.embedder == embedder

    def probability(self, found: Features) -> float:
        """Return the probability that the evidence answers the question, 0..1; 0 without evidence."""
        if found == Features():
            return 0.0
        logit = self.bias + sum(self.weights[name] * value for name, value in zip(NAMES, found.values(), strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, logit))))


@dataclass(frozen=True)
class Example:
    """One question of a fit.

    Attributes:
        features: of its evidence.
        answerable: whether the evidence's corpus holds the answer.
        near: for an unanswerable one, whether only the answering passage is missing.
        fold: questions of one fold are never fitted and judged together: the document, for one.
    """

    features: Features
    answerable: bool
    near: bool
    fold: str


def fit(examples: Sequence[Example], version: str, embedder: str) -> Calibrator:
    """Fit a calibrator: ridge-penalised logistic regression by Newton's method, both kinds of the unanswerable weighing as the answerable.

    The threshold gives up 4 % of the answerable examples.
    """
    import numpy as np  # deferred: only fitting needs it, answering does not

    matrix = np.array([example.features.values() for example in examples], dtype=np.float64)
    truth = np.array([example.answerable for example in examples], dtype=np.float64)
    near = np.array([example.near for example in examples], dtype=bool)
    positives = truth.sum()
    importance = np.ones(len(examples))
    for group in (near, ~near & (truth == 0)):
        if group.any():
            importance[group] = 0.5 * positives / group.sum()
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    scaled = np.column_stack([(matrix - mean) / spread, np.ones(len(examples))])
    penalty = _RIDGE * np.eye(scaled.shape[1])
    penalty[-1, -1] = 1e-6
    weights = np.zeros(scaled.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(scaled @ weights, -40, 40)))
        slope = scaled.T @ (importance * (guess - truth)) + penalty @ weights
        curve = (scaled * (importance * guess * (1 - guess))[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    plain = weights[:-1] / spread
    bias = float(weights[-1] - (weights[:-1] * mean / spread).sum())
    fitted = Calibrator(version, embedder, {name: float(value) for name, value in zip(NAMES, plain, strict=True)}, bias, 0.0)
    kept = sorted(fitted.probability(example.features) for example in examples if example.answerable)
    return Calibrator(version, embedder, fitted.weights, bias, kept[int(_LOST * len(kept))])


def cross_validated(examples: Sequence[Example]) -> list[tuple[float, float]]:
    """Return for each example the probability and the threshold of a fit that saw nothing of its fold."""
    found: dict[str, Calibrator] = {}
    results = []
    for example in examples:
        if example.fold not in found:
            found[example.fold] = fit([other for other in examples if other.fold != example.fold], "", "")
        judge = found[example.fold]
        results.append((judge.probability(example.features), judge.threshold))
    return results


_ASKS = {
    Expected.TIME: "a date or time",
    Expected.NUMBER: "a number",
    Expected.PERSON: "a person",
    Expected.PLACE: "a place",
    Expected.REASON: "a reason",
    Expected.NAME: "a name",
}


def reason(found: Features, query: Query, evidence: Sequence[Evidence]) -> tuple[str, str]:
    """Return in plain words why the evidence does not suffice, and what would."""
    if not evidence:
        return "Nothing that you may read speaks of this.", "A document about it, or a label that lets you read one."
    wanted = _Wanted.of(query)
    around = frozenset().union(*(_held(item.window) | _held(" ".join((item.title, *item.heading))) for item in evidence))
    spoken = {stem(word.form): query.text[word.start : word.end] for word in words(query.text)}
    lacking = [spoken.get(term, term) for term in wanted.lacking(around)][:3]
    topic = " and ".join(f"“{word}”" for word in (lacking[:2] or [query.text]))
    kind = _ASKS.get(expected(query.text))
    if lacking and found.missing_all >= 2.0:
        return f"None of the closest passages mentions {' or '.join(f'“{word}”' for word in lacking)}.", f"A source that speaks of {topic}."
    if kind is not None and found.kind_all < 0:
        return f"The closest passages touch the subject, but none gives {kind}.", f"A source that gives {kind} for it."
    return "The closest passages touch the subject without stating the answer.", "A source that states it."


_COLLECTION = (
    r"(?:documents?|files?|sources?|pages?|passages?|records?|reports?|pdfs?|peps?|policies|procedures|bulletins|e-?mails?|notes|articles?|papers?"
    r"|questions?|entries|items)"
)
_AGGREGATE = re.compile(
    rf"\bhow many (?:\w+ ){{0,3}}?{_COLLECTION}\b(?=.*\b(?:are there|do we have|exist|mention|contain|speak|talk|discuss|say|refer|cite|were (?:written|ingested|added)"
    rf"|have (?:we|been)|in (?:the|this|our) (?:library|collection|workspace|folder|index))\b)"
    rf"|\b(?:which|what) (?:\w+ ){{0,2}}?{_COLLECTION} (?:mention|contain|speak|talk|discuss|refer|cite|are about|deal with|cover)\b"
    rf"|^\s*(?:please )?(?:list|name|show|enumerate|give me) (?:me )?(?:all|every|each)\b"
    rf"|\bhow often (?:is|are|do|does|was|were) .*\b(?:mentioned|cited|named|referred)\b"
    rf"|\bin how many {_COLLECTION}\b",
    re.IGNORECASE,
)


def aggregate_request(question: str) -> str | None:
    """Return the limit in plain words when a question counts or lists over the whole collection, else None.

    A count that one sentence can state ("how many bolts hold the cover") is an ordinary question.
    """
    if not _AGGREGATE.search(question):
        return None
    return (
        "This asks for a count or a list over the whole collection, and the closest few passages cannot give one."
        " `citewell search` shows the passages that match."
    )
