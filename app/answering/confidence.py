"""Whether the evidence answers the question: features, a calibrated probability, and plain words when it does
not.

The decision hidden here is when to abstain. It is taken from the evidence alone, never from what a model
says. Invariant: a feature does not depend on how large the collection is; the coefficients are data with
their provenance, fitted for one embedder, and a calibrator says for which. Pure but for `Calibrator.load`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from app.answering.aggregates import aggregate_request as aggregate_request
from app.core.answers.answers import Evidence
from app.core.errors import InvalidSettings
from app.core.language.designations import designations
from app.core.language.directives import place
from app.core.language.text import Word, stem, terms, whole, words
from app.retrieval.evidence import file_words, folder_words, has_digit, held_share, stems_in
from app.retrieval.named import days_in, named_in, same_day, speaks_of
from app.retrieval.question import (
    OPENINGS,
    Expected,
    Query,
    expected,
    gives,
    heading_words,
    stems_of,
    subject,
)

LOST = 0.04
"""Share of the answerable questions that a fitted threshold gives up."""

WORDS = "words.json"
"""Name of the calibration for what only words tell."""

RIDGE = 20.0
"""Strength of the penalty on standardised coefficients."""


@dataclass(frozen=True)
class Features:
    """What the decision rests on; every value is scale-free.

    Attributes:
        coverage: weighted share of the question's terms in the best sentence.
        reach: the same in all evidence with its neighbours, titles and headings.
        gap: how badly the worst-met important term is missed by the best sentence and its neighbours, 0 … 1.
        absent: weighted share of the question that is names and numbers which the best sentence and its
            neighbours lack.
        lead: how much better the best sentence meets the question's meaning than the others do.
        focus: share of the evidence that stands in the best sentence's passage.
        alone: cosine of question and best sentence, read without its passage.
        echo: how well the question's every word is met by the best sentence, read without its passage.
        strength: what speaks for the best sentence, in tens of log odds.
        margin: how much more that is than what speaks for the best sentence of another passage, in tens, at
            most 1.
        nearness: cosine of question and the best sentence's passage.
        stands_out: how much nearer the nearest passage is than the next ones.
        peak: how much stronger the best sentence is than the weaker ones looked at, in tens of log odds.
        read: log odds of the best sentence by reading it together with the question, in tens; 0 when that was
            not done.
        doubt: how much less the second-best sentence of another passage has, in tens, at most 1; 0 when that
            was not done.
    """

    coverage: float = 0.0
    reach: float = 0.0
    gap: float = 1.0
    absent: float = 0.0
    lead: float = 0.0
    focus: float = 0.0
    alone: float = 0.0
    echo: float = 0.0
    strength: float = 0.0
    margin: float = 0.0
    nearness: float = 0.0
    stands_out: float = 0.0
    peak: float = 0.0
    read: float = 0.0
    doubt: float = 0.0

    def by_words(self) -> Features:
        """Return the features for a language that the embedder does not read, without what a small collection
        makes seem certain.
        """
        return Features(coverage=self.coverage, reach=self.reach, gap=0.0, absent=self.absent)

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
        coverage=sum(weight * held_share(term, held) for term, weight in zip(distinct, weights, strict=True))
        / total,
        reach=sum(weight * held_share(term, all_held) for term, weight in zip(distinct, weights, strict=True))
        / total,
        gap=gap,
        absent=_absent(query, near) / total,
        lead=best.meaning - sum(others) / len(others) if others else 0.0,
        focus=sum(item.passage == best.passage for item in evidence) / len(evidence),
        alone=best.alone,
        echo=best.echo,
        strength=best.strength / 10,
        margin=_margin(evidence),
        nearness=best.nearness,
        stands_out=best.stands_out,
        peak=best.peak / 10,
        read=max((item.odds for item in evidence if item.odds is not None), default=0.0) / 10,
        doubt=_doubt(evidence),
    )


def _doubt(evidence: Sequence[Evidence]) -> float:
    best = evidence[0]
    if best.odds is None:
        return 0.0
    others = [item.odds for item in evidence if item.odds is not None and item.passage != best.passage]
    return min(1.0, max(-1.0, best.odds - max(others)) / 10) if others else 1.0


def _margin(evidence: Sequence[Evidence]) -> float:
    best = evidence[0]
    others = [item.strength for item in evidence if item.passage != best.passage]
    return min(1.0, max(0.0, best.strength - max(others)) / 10) if others else 1.0


_UNNAMED = 0.02
"""Probability that evidence answers a question about a thing that it does not name."""

_PLACED = 0.9
"""Probability that what stands in a numbered place answers the question what stands there."""

_DATED = 0.6
"""Probability that a sentence with the day and the words of the question answers it; to a model each notation
is another day.
"""
_ASKED_PLACE = re.compile(
    r"\W*what\s+(?:(?:do(?:es)?|did)\s+)?(?:is\s+(?:in|under)\s+|stands\s+(?:in|under)\s+)?(?:the\s+)?"
    r"(?:section|article|clause|chapter|paragraph|rule|part|point|item|annex|appendix|§)\s*[\dA-Z][\w.()-]*"
    r"(?:\s+(?:of|in)\s+(?P<of>[^?]{1,80}?))?(?:\s+(?:says?|states?|contains?|requires?|regulates?|covers?|is\s+about|tells?(?:\s+us)?))?\W*$",
    re.IGNORECASE,
)

_NAME = re.compile(r"(?<=\S\s)[A-Z][\w'’.-]*|\b\d[\w.,-]*|\b[A-Z][A-Z\d-]+\b")
"""A capital that does not merely begin the question, a number, or a designation such as "CB-12"."""


_CAPITALISED = re.compile(r"[^\W\d_][^\W\d_A-Z]*\Z")


def _names(query: Query) -> set[str]:
    """Return the question's terms that are names or numbers."""
    wanted = set(query.terms)
    # In German every noun has a capital.
    found = (
        match.group()
        for match in _NAME.finditer(query.text)
        if query.language != "de" or not _CAPITALISED.fullmatch(match.group())
    )
    return {term for name in found for term in terms(name) if term in wanted}


def _absent(query: Query, near: frozenset[str]) -> float:
    """Return the weight of the names that are not there; a number counts double, since another number is
    another fact.
    """
    return sum(
        query.weight(name) * (2.0 if has_digit(name) else 1.0) * (1.0 - held_share(name, near))
        for name in _names(query)
    )


def _around(item: Evidence) -> frozenset[str]:
    title, heading = place(item.title, item.heading)
    return stems_in(" ".join((item.window, title, *heading, item.masthead, folder_words(item.path))))


@dataclass(frozen=True)
class Calibrator:
    """A logistic fit over `Features`.

    Attributes:
        version: names the fit in receipts.
        embedder: id of the embedding model it was fitted with; with another one it is a guess.
        weights: one per feature, by name.
        bias: added to the weighted sum.
        threshold: lowest probability that is answered.
        words: the fit for questions in a language that the embedder does not read, which rests on words
            alone.
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
            return cls(
                str(raw["version"]),
                str(raw["embedder"]),
                weights,
                float(raw["bias"]),
                float(raw["threshold"]),
                words,
            )
        except FileNotFoundError as error:
            raise InvalidSettings(
                f"Calibration not found: {path.name}.", "Use the embedder that the program came with."
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InvalidSettings(
                f"The calibration {path.name} cannot be used: {error!r}.", "Reinstall the program."
            ) from error

    def judging(self, query: Query) -> Calibrator:
        """Return the fit that a question is judged by."""
        return self if query.understood or self.words is None else self.words

    def fits(self, embedder: str) -> bool:
        """Tell whether it was fitted with this embedding model; if not, its probabilities are
        uncalibrated.
        """
        return self.embedder == embedder

    def probability(self, found: Features) -> float:
        """Return the probability that the evidence answers the question, 0..1; 0 without evidence."""
        if found == Features():
            return 0.0
        score = self.bias + sum(
            self.weights[name] * value for name, value in zip(NAMES, found.values(), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, score))))


@dataclass(frozen=True)
class Example:
    """One question of a fit.

    Attributes:
        features: of its evidence.
        answerable: whether what would be shown answers it.
        near: for one that is not answered, whether it is near to what the documents speak of.
        fold: questions of one fold are never fitted and judged together: the document, for one.
        group: the set it belongs to; every set weighs the same, however many questions it has.
    """

    features: Features
    answerable: bool
    near: bool
    fold: str
    group: str = ""


def fit(examples: Sequence[Example], version: str, embedder: str, lost: float = LOST) -> Calibrator:
    """Fit a calibrator: ridge logistic regression by Newton's method; in each set both kinds of the
    unanswerable weigh as the answerable.

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
    importance = np.array(_importance(examples))
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


def _importance(examples: Sequence[Example]) -> list[float]:
    """Return what each example weighs: one on average for the answerable ones."""
    sizes: dict[tuple[str, bool, bool], int] = {}
    for one in examples:
        kind = (one.group, one.answerable, one.near and not one.answerable)
        sizes[kind] = sizes.get(kind, 0) + 1
    groups = {group for group, answerable, _ in sizes if answerable}
    answerable = sum(size for (_, positive, _), size in sizes.items() if positive)
    found = []
    for one in examples:
        kinds = 1 if one.answerable else sum((one.group, False, near) in sizes for near in (False, True))
        share = answerable / max(len(groups), 1) / kinds
        found.append(share / sizes[one.group, one.answerable, one.near and not one.answerable])
    return found


def balanced(judged: Sequence[tuple[float, Example]]) -> float:
    """Return the threshold that keeps most of what is right and refuses most of what is not, every set and
    both sides weighing the same.
    """
    sides: dict[tuple[str, bool], list[float]] = {}
    for probability, example in judged:
        sides.setdefault((example.group, example.answerable), []).append(probability)
    bars = sorted({probability for probability, _ in judged})

    def gain(bar: float) -> float:
        return sum(
            sum((value >= bar) is right for value in values) / len(values)
            for (_, right), values in sides.items()
        )

    return max(bars, key=lambda bar: (gain(bar), -bar))


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
    spoken = {stem(word.form): _whole(query.text, word) for word in reversed(words(query.text))}
    telling = sorted(
        (term for term in dict.fromkeys(query.terms) if len(term) > 1),
        key=lambda term: -_tells(query, term, spoken[term]),
    )
    distinct = [term for term in telling if query.weight(term) >= _TELLING * query.weight(telling[0])]
    subject = _listed([spoken[term] for term in distinct][:_FEW])
    if not evidence:
        return (
            "Nothing in the documents you may read is related to the question.",
            f"A document about {subject}." if subject else "A question that names its subject.",
        )
    if not distinct:
        return "The question does not say what it is about.", "A question that names its subject."
    held = frozenset().union(*(_around(item) for item in evidence))
    where = _place_words(evidence[0])
    # Only a name can be missing: for an everyday word a document may well have another one.
    names = _names(query)
    missing = [term for term in distinct if term in names and held_share(term, held) == 0.0]
    unmet = _unmet(query, evidence)
    if missing or unmet:
        absent = _listed(list(dict.fromkeys([*unmet, *(spoken[term] for term in missing)]))[:_FEW], "or")
        return (
            f"None of the closest passages mentions {absent}. The closest match is in {where}.",
            f"A document about {subject}.",
        )
    shown = _listed(
        [spoken[term] for term in distinct if held_share(term, _around(evidence[0])) > 0.0][:_FEW]
    )
    kind = expected(query.text)
    asked = stems_of(query.text)
    if kind in _KIND_WORDS and not any(gives(kind, item.words, asked) for item in evidence):
        return (
            f"The closest match is in {where}, but it does not give {_KIND_WORDS[kind]}.",
            f"A document that gives {_KIND_WORDS[kind]} for {subject}.",
        )
    if shown:
        return (
            f"The closest match is in {where}. It mentions {shown}, but does not answer the question.",
            f"A document with more about {subject}.",
        )
    return (
        f"The closest match is in {where}, but it does not answer the question.",
        f"A document about {subject}.",
    )


def _whole(question: str, word: Word) -> str:
    """Return a word as it is written, or the designation that it is a part of."""
    name = next(
        (one for one in designations(question) if one.start <= word.start and word.end <= one.end), None
    )
    return whole(question, word) if name is None else question[name.start : name.end]


def _place_words(item: Evidence) -> str:
    """Return where a sentence stands: its document, and the heading nearest to it."""
    title, heading = place(item.title, item.heading)
    return f"“{title}”, “{heading[-1]}”" if heading and heading[-1] != title else f"“{title}”"


def _unmet(query: Query, evidence: Sequence[Evidence]) -> list[str]:
    """Return the designations of the question that none of the evidence speaks of, as they are written."""
    named = named_in(query.text)
    near = [
        text
        for item in evidence
        for text in (
            item.title,
            *item.heading,
            item.masthead,
            item.within.view.text,
            item.shown,
            file_words(item.path),
        )
    ]
    met = {key for key in named.keys if any(speaks_of(key, text) for text in near)}
    return [word for key, word in zip(named.keys, named.words, strict=False) if key not in met]


def by_name(probability: float, query: Query, evidence: Sequence[Evidence]) -> float:
    """Return the probability once it is known whether the evidence speaks of what the question names.

    A thing that nothing is known of is no reason to answer; and what stands in a section is the answer to
    what that section says.
    """
    if _unmet(query, evidence):
        return min(probability, _UNNAMED)
    if not evidence:
        return probability
    if _said_there(query, evidence[0]) or _opens_it(query, evidence[0]):
        return max(probability, _PLACED)
    return max(probability, _DATED) if _said_that_day(query, evidence[0]) else probability


def _opens_it(query: Query, best: Evidence) -> bool:
    """Tell whether nothing is asked but what a document is, by its designation, and the evidence is how that
    document opens.
    """
    named = named_in(query.text)
    if len(named.keys) != 1 or not best.heading or heading_words(best.heading[-1]) not in OPENINGS:
        return False
    rest = subject(terms(query.text.replace(named.words[0], " ")))
    return not rest and best.titled and speaks_of(named.keys[0], best.title)


def _said_that_day(query: Query, best: Evidence) -> bool:
    """Tell whether the sentence states the very day that is asked about, and it or its place every other word
    of the question.
    """
    asked = named_in(query.text).days
    told = days_in(best.words)
    near = _around(best)
    held = all(held_share(term, near) > 0 for term in query.terms if not has_digit(term))
    return bool(asked) and held and any(same_day(one, other) for one in asked for other in told)


def _said_there(query: Query, best: Evidence) -> bool:
    """Tell whether nothing is asked but what a numbered place says, and the evidence stands in it."""
    asked = _ASKED_PLACE.match(query.text)
    named = named_in(query.text).keys
    if asked is None or len(named) != 1:
        return False
    place = stems_in(" ".join((best.title, *best.heading, folder_words(best.path))))
    more = stems_in(asked["of"] or "") - place
    return not more and any(speaks_of(named[0], heading) for heading in best.heading)


def _tells(query: Query, term: str, word: str) -> float:
    """Return how well a word tells what the question is about: a name or a number does best."""
    return query.weight(term) * (1.5 if word[0].isdigit() or not word.islower() else 1.0)


def _listed(found: Sequence[str], last: str = "and") -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(found)]
    return (
        quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}" if quoted else ""
    )
