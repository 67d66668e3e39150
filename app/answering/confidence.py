"""Whether the evidence answers the question: features, a calibrated probability, and plain words when it does not.

The decision hidden here is when to abstain. It is taken from the evidence alone, never from what a model says.
Invariant: a feature does not depend on how large the collection is; the coefficients are data with their provenance,
fitted for one embedder, and a calibrator says for which. Pure but for `Calibrator.load`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from app.answering.aggregates import aggregate_request as aggregate_request
from app.core.answers import Evidence
from app.core.directives import place
from app.core.errors import InvalidSettings
from app.core.text import stem, terms, whole, words
from app.retrieval.evidence import has_digit, held_share, stems_in
from app.retrieval.question import Expected, Query, expected, gives, stems_of

LOST = 0.04
"""Share of the answerable questions that a fitted threshold gives up."""

WORDS = "words.json"
"""Name of the calibration for what only words tell."""

RIDGE = 8.0
"""Strength of the penalty on standardised coefficients."""


@dataclass(frozen=True)
class Features:
    """What the decision rests on; every value is scale-free.

    Attributes:
        coverage: weighted share of the question's terms in the best sentence.
        reach: the same in all evidence with its neighbours, titles and headings.
        gap: how badly the worst-met important term is missed by the best sentence and its neighbours, 0 … 1.
        absent: weighted share of the question that is names and numbers which the best sentence and its neighbours lack.
        lead: how much better the best sentence meets the question's meaning than the others do.
        focus: share of the evidence that stands in the best sentence's passage.
        alone: cosine of question and best sentence, read without its passage.
        echo: how well the question's every word is met by the best sentence, read without its passage.
    """

    coverage: float = 0.0
    reach: float = 0.0
    gap: float = 1.0
    absent: float = 0.0
    lead: float = 0.0
    focus: float = 0.0
    alone: float = 0.0
    echo: float = 0.0

    def by_words(self) -> Features:
        """Return the features for a language that the embedder does not read, without what a small collection makes seem certain."""
        return replace(self, gap=0.0, lead=0.0, alone=0.0, echo=0.0, focus=0.0)

    def as_json(self) -> dict[str, float]:
        """Return the features by name."""
        return {name: round(value, 6) for name, value in asdict(self).items()}

    def values(self) -> tuple[float, ...]:
        """Return the features in the order of `NAMES`."""
        return tuple(getattr(self, name) for name in NAMES)


NAMES: tuple[str, ...] = tuple(one.name for one in fields(Features))
"""The features in their order."""


def features(query: Query, evidence: Sequence[Evidence]) -> Features:
    """Return what the evidence, best first, says about being an answer."""
    if not evidence:
        return Features()
    best = evidence[0]
    distinct = tuple(dict.fromkeys(query.terms))
    weights = [query.weight(term) for term in distinct]
    total = sum(weights) or 1.0
    held = stems_in(f"{best.title} {best.words}" if best.titled else best.words)
    near = _around(best)
    all_held = frozenset().union(*(_around(item) for item in evidence))
    gap = 0.0
    if len(best.met) == len(weights) and weights:
        gap = max(weight * (1.0 - met) for weight, met in zip(weights, best.met, strict=True)) / max(weights)
    others = [item.meaning for item in evidence[1:]]
    return Features(
        coverage=sum(weight * held_share(term, held) for term, weight in zip(distinct, weights, strict=True)) / total,
        reach=sum(weight * held_share(term, all_held) for term, weight in zip(distinct, weights, strict=True)) / total,
        gap=gap,
        absent=_absent(query, near) / total,
        lead=best.meaning - sum(others) / len(others) if others else 0.0,
        focus=sum(item.passage == best.passage for item in evidence) / len(evidence),
        alone=best.alone,
        echo=best.echo,
    )


_NAME = re.compile(r"(?<=\S\s)[A-Z][\w'’.-]*|\b\d[\w.,-]*|\b[A-Z][A-Z\d-]+\b")
"""A capital that does not merely begin the question, a number, or a designation such as "CB-12"."""


_CAPITALISED = re.compile(r"[^\W\d_][^\W\d_A-Z]*\Z")


def _names(query: Query) -> set[str]:
    """Return the question's terms that are names or numbers."""
    wanted = set(query.terms)
    # In German every noun has a capital.
    found = (match.group() for match in _NAME.finditer(query.text) if query.language != "de" or not _CAPITALISED.fullmatch(match.group()))
    return {term for name in found for term in terms(name) if term in wanted}


def _absent(query: Query, near: frozenset[str]) -> float:
    """Return the weight of the names that are not there; a number counts double, since another number is another fact."""
    return sum(query.weight(name) * (2.0 if has_digit(name) else 1.0) * (1.0 - held_share(name, near)) for name in _names(query))


def _around(item: Evidence) -> frozenset[str]:
    title, heading = place(item.title, item.heading)
    return stems_in(" ".join((item.window, title, *heading, item.masthead)))


@dataclass(frozen=True)
class Calibrator:
    """A logistic fit over `Features`.

    Attributes:
        version: names the fit in receipts.
        embedder: id of the embedding model it was fitted with; with another one it is a guess.
        weights: one per feature, by name.
        bias: added to the weighted sum.
        threshold: lowest probability that is answered.
        words: the fit for questions in a language that the embedder does not read, which rests on words alone.
    """

    version: str
    embedder: str
    weights: Mapping[str, float]
    bias: float
    threshold: float
    words: Calibrator | None = None

    @classmethod
    def load(cls, path: Path) -> Calibrator:
        """Read a calibration, with the one for words that stands beside it.

        Raises:
            InvalidSettings: there is none for that embedder, or it is not for this version's features.
        """
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            weights = {name: float(raw["weights"][name]) for name in NAMES}
            beside = path.with_name(WORDS)
            words = cls.load(beside) if path.name != WORDS and beside.exists() else None
            return cls(str(raw["version"]), str(raw["embedder"]), weights, float(raw["bias"]), float(raw["threshold"]), words)
        except FileNotFoundError as error:
            raise InvalidSettings(f"There is no calibration {path.name}.", "Use the embedder that the program came with.") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InvalidSettings(f"The calibration {path.name} cannot be used: {error!r}.", "Install the program anew.") from error

    def judging(self, query: Query) -> Calibrator:
        """Return the fit that a question is judged by."""
        return self if query.understood or self.words is None else self.words

    def fits(self, embedder: str) -> bool:
        """Tell whether it was fitted with this embedding model; if not, its probabilities are uncalibrated."""
        return self.embedder == embedder

    def probability(self, found: Features) -> float:
        """Return the probability that the evidence answers the question, 0..1; 0 without evidence."""
        if found == Features():
            return 0.0
        score = self.bias + sum(self.weights[name] * value for name, value in zip(NAMES, found.values(), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, score))))


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


def fit(examples: Sequence[Example], version: str, embedder: str, lost: float = LOST) -> Calibrator:
    """Fit a calibrator: ridge logistic regression by Newton's method, both kinds of the unanswerable weighing as the answerable.

    Args:
        examples: answerable and unanswerable ones.
        version: names the fit.
        embedder: what the evidence was found with.
        lost: share of the answerable examples that the threshold gives up.

    Raises:
        InvalidSettings: not both kinds of examples are there.
    """
    import numpy as np  # deferred: only fitting needs it, answering does not

    truth = np.array([example.answerable for example in examples], dtype=np.float64)
    if not 0 < truth.sum() < len(truth):
        raise InvalidSettings("A calibration needs answerable and unanswerable questions.")
    near = np.array([example.near for example in examples], dtype=bool)
    groups = [group for group in (near, ~near & (truth == 0)) if group.any()]
    importance = np.ones(len(examples))
    for group in groups:
        importance[group] = truth.sum() / group.sum() / len(groups)
    rows = np.array([example.features.values() for example in examples], dtype=np.float64)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    penalty = RIDGE * np.eye(design.shape[1])
    penalty[-1, -1] = 1e-6  # the bias is free; this keeps the system solvable
    solution = np.zeros(design.shape[1])
    for _ in range(50):
        guess = 1.0 / (1.0 + np.exp(-np.clip(design @ solution, -40, 40)))
        slope = design.T @ (importance * (guess - truth)) + penalty @ solution
        curve = (design * (importance * guess * (1.0 - guess))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve, slope)
        solution -= step
        if np.abs(step).max() < 1e-8:
            break
    plain = solution[:-1] / spread
    weights = {name: float(value) for name, value in zip(NAMES, plain, strict=True)}
    fitted = Calibrator(version, embedder, weights, float(solution[-1] - plain @ mean), 0.5)
    kept = sorted(fitted.probability(example.features) for example in examples if example.answerable)
    return replace(fitted, threshold=kept[int(lost * len(kept))])


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


_KIND_WORDS = {
    Expected.PERSON: "a name",
    Expected.TIME: "a date or time",
    Expected.NUMBER: "a number",
    Expected.PLACE: "a place",
    Expected.REASON: "a reason",
    Expected.NAME: "a name",
}
_TELLING = 0.6
"""A word that weighs less than this share of the weightiest one is not worth naming."""

_FEW = 3


def reason(measured: Features, query: Query, evidence: Sequence[Evidence]) -> tuple[str, str]:
    """Return why the evidence does not suffice and what would have to be known, one sentence each."""
    spoken = {stem(word.form): whole(query.text, word) for word in reversed(words(query.text))}
    telling = sorted((term for term in dict.fromkeys(query.terms) if len(term) > 1), key=lambda term: -_tells(query, term, spoken[term]))
    distinct = [term for term in telling if query.weight(term) >= _TELLING * query.weight(telling[0])]
    subject = _listed([spoken[term] for term in distinct][:_FEW])
    if not evidence:
        return (
            "Nothing in the documents you may see has anything in common with the question.",
            f"A document that speaks of {subject}." if subject else "A question that names what it is about.",
        )
    if not distinct:
        return "The question has no word that says what it is about.", "A question that names what it is about."
    held = frozenset().union(*(_around(item) for item in evidence))
    missing = [term for term in distinct if held_share(term, held) == 0.0]
    shared = [term for term in distinct if held_share(term, held) > 0.0]
    if missing:
        absent = _listed([spoken[term] for term in missing][:_FEW], "or")
        return f"None of the closest passages mentions {absent}.", f"A document that speaks of {subject}."
    shown = _listed([spoken[term] for term in shared][:_FEW])
    kind = expected(query.text)
    asked = stems_of(query.text)
    if kind in _KIND_WORDS and not any(gives(kind, item.words, asked) for item in evidence):
        return (
            f"The closest passages speak of {shown}, but none of them gives {_KIND_WORDS[kind]}.",
            f"A document that gives {_KIND_WORDS[kind]} for {subject}.",
        )
    if measured.coverage < measured.reach:
        return f"The closest passages speak of {shown}, but no sentence brings them together.", f"A document that says more of {subject}."
    return f"The closest passages speak of {shown}, but not of what the question asks about it.", f"A document that says more of {subject}."


def _tells(query: Query, term: str, word: str) -> float:
    """Return how well a word tells what the question is about: a name or a number does best."""
    return query.weight(term) * (1.5 if word[0].isdigit() or not word.islower() else 1.0)


def _listed(found: Sequence[str], last: str = "and") -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(found)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}" if quoted else ""
