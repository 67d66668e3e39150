"""From the passages found to the sentences that speak to the question.

The decision hidden here is how a sentence is ranked: a first pass over words alone leaves few enough sentences to
embed, a second adds what the vectors say. Every signal is scale-free, so that a weight means the same in a collection
of ten passages and of a hundred thousand.
Invariant: a quote and its window are slices of the passage's text, in the actor's view.
Thread: one at a time; the finder keeps the vectors of sentences it has seen.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.answers import Evidence
from app.core.knowledge import Passage
from app.core.settings import RetrievalSettings
from app.core.text import MASK, STOPWORDS, stem, words
from app.retrieval.question import Expected, Query, expected, gives, stems_of
from app.retrieval.sentences import SentenceSpan, SentenceSplitter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

CACHED_SENTENCES = 20_000
"""Sentence vectors kept: 1.5 kB each."""

CACHED_PASSAGES = 2_000
"""Passages whose split is kept."""

WINDOW = 700
"""Characters; a window drops a neighbour rather than grow beyond it."""

TITLE_WORDS = 8
"""Words of a document's title embedded with each of its sentences."""

_PREFIX_SHARE = 0.7


@dataclass(frozen=True)
class Candidate:
    """A passage that search found.

    Attributes:
        passage: in the actor's view.
        lexical_rank, vector_rank: place in each search, from 1; None when that search did not find it.
        fused: reciprocal-rank fusion of both.
        similarity: cosine of question and passage, or None when unknown.
    """

    passage: Passage
    lexical_rank: int | None
    vector_rank: int | None
    fused: float
    similarity: float | None


@dataclass(frozen=True)
class Signals:
    """What speaks for one sentence; every value is scale-free.

    Attributes:
        similarity: cosine of question and sentence.
        coverage: weighted share of the question's terms in the sentence.
        before: share that the sentence lacks and the one before it (or the list's introduction) holds.
        after: share that neither holds and the next one does.
        about: share that none of them holds and the title or heading does.
        pairs: weighted share of the question's neighbouring terms that stand close together in the sentence.
        kind: 1 when words of the kind asked for stand in it, -1 when not, 0 when any words would do.
        passage: cosine of question and passage.
        fresh: 0..1, how much the sentence says that the question did not.
        long: how far the sentence exceeds the usual length, 0..1.
        stub: 1 for words that announce an answer rather than give one: a question, an introduction, a bare heading.
    """

    similarity: float
    coverage: float
    before: float
    after: float
    about: float
    pairs: float
    kind: float
    passage: float
    fresh: float
    long: float
    stub: float

    def values(self) -> tuple[float, ...]:
        """Return the signals in the order of `WEIGHTS`."""
        return (
            self.similarity, self.coverage, self.before, self.after, self.about, self.pairs, self.kind, self.passage, self.fresh, self.long, self.stub,
        )  # fmt: skip


WEIGHTS = Signals(
    similarity=7.0, coverage=7.0, before=4.3, after=2.7, about=1.9, pairs=0.9, kind=0.65, passage=7.0, fresh=1.0, long=0.25, stub=-3.0
)  # fmt: skip
"""What each signal counts in the score.

Fitted by conditional logit on 482 questions of the XQuAD (English) development articles with all-MiniLM-L6-v2; left-out
articles lost nothing against fitted ones. `stub` is set by hand: encyclopedia paragraphs hold no headings or FAQ questions.
"""

OFFSET = 11.0
"""Puts the score of a doubtful sentence near one half."""


@dataclass(frozen=True)
class Scored:
    """A sentence with its signals, before choice."""

    candidate: int
    ordinal: int
    span: SentenceSpan
    signals: Signals


@dataclass(frozen=True)
class _Words:
    """What the words of a stretch of text are, ready for comparison."""

    stems: tuple[str, ...]
    held: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        stems = tuple(stem(word.form) for word in words(text) if word.form not in STOPWORDS and MASK not in word.form)
        return cls(stems, frozenset(stems))


@dataclass(frozen=True)
class _Split:
    spans: tuple[SentenceSpan, ...]
    words: tuple[_Words, ...]
    around: _Words


class SentenceSignals:
    """Computes the signals of sentences; keeps splits and vectors for the next question."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._splitter = SentenceSplitter()
        self._splits: OrderedDict[tuple[str, str], _Split] = OrderedDict()
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def lexical(self, query: Query, candidates: Sequence[Candidate]) -> list[Scored]:
        """Return every sentence of the candidates with all signals but its own similarity."""
        asked = stems_of(query.text)
        kind = expected(query.text)
        found: list[Scored] = []
        for at, candidate in enumerate(candidates):
            split = self._split(candidate.passage)
            for ordinal, span in enumerate(split.spans):
                text = candidate.passage.text[span.start : span.end]
                signals = _lexical(query, asked, kind, text, split, ordinal, candidate)
                found.append(Scored(at, ordinal, span, signals))
        return found

    def similar(self, query: Query, candidates: Sequence[Candidate], chosen: Sequence[Scored]) -> list[Scored]:
        """Return the chosen sentences with their similarity to the question."""
        texts = [self._embedded(candidates[one.candidate].passage, one.span) for one in chosen]
        missing = list(dict.fromkeys(text for text in texts if text not in self._vectors))
        if missing:
            for text, vector in zip(missing, self._embed(missing), strict=True):
                self._vectors[text] = vector
        done = []
        for one, text in zip(chosen, texts, strict=True):
            self._vectors.move_to_end(text)
            similarity = float(self._vectors[text] @ query.vector)
            done.append(Scored(one.candidate, one.ordinal, one.span, _with_similarity(one.signals, similarity)))
        while len(self._vectors) > CACHED_SENTENCES:
            self._vectors.popitem(last=False)
        return done

    def spans(self, passage: Passage) -> tuple[SentenceSpan, ...]:
        """Return the sentences of a passage."""
        return self._split(passage).spans

    def _embedded(self, passage: Passage, span: SentenceSpan) -> str:
        # The title says what a pronoun or "the device" means; long ones would drown the sentence.
        title = " ".join(passage.title.split()[:TITLE_WORDS])
        text = " ".join((span.lead, *passage.text[span.start : span.end].split())).strip()
        return f"{title}: {text}" if title else text

    def _split(self, passage: Passage) -> _Split:
        # The text is part of the key because two actors may see one passage differently masked.
        key = (passage.id, passage.text)
        split = self._splits.get(key)
        if split is None:
            spans = self._splitter.split(passage.text)
            held = tuple(_Words.of(passage.text[span.start : span.end]) for span in spans)
            around = _Words.of(" ".join((passage.title, *passage.heading, passage.context)))
            split = self._splits[key] = _Split(spans, held, around)
            while len(self._splits) > CACHED_PASSAGES:
                self._splits.popitem(last=False)
        self._splits.move_to_end(key)
        return split


class EvidenceFinder:
    """Chooses the sentences that speak to a question."""

    def __init__(self, embed: Embed, settings: RetrievalSettings) -> None:
        """Take the embedder's function (texts -> unit vectors, one row each) and the settings."""
        self._signals = SentenceSignals(embed)
        self._settings = settings

    def find(self, query: Query, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """Return the best sentences of the first `settings.passages` candidates, best first, ties in passage order."""
        candidates = candidates[: self._settings.passages]
        ranked = sorted(self._signals.lexical(query, candidates), key=lambda one: -strength(one.signals))
        scored = self._signals.similar(query, candidates, ranked[: self._settings.sentences])
        scored.sort(key=lambda one: -strength(one.signals))
        chosen: list[Evidence] = []
        seen: list[frozenset[str]] = []
        for one in scored:
            passage = candidates[one.candidate].passage
            held = _Words.of(passage.text[one.span.start : one.span.end]).held
            if any(_alike(held, other) for other in seen):
                continue
            seen.append(held)
            chosen.append(_evidence(passage, self._signals.spans(passage), one))
            if len(chosen) == self._settings.evidence:
                break
        return tuple(chosen)


def strength(signals: Signals) -> float:
    """Return the weighted sum of the signals: above 0 speaks for the sentence."""
    return sum(weight * value for weight, value in zip(WEIGHTS.values(), signals.values(), strict=True)) - OFFSET


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether two sentences say the same words; a version of a policy that changes one number does not."""
    return left == right


def _evidence(passage: Passage, spans: Sequence[SentenceSpan], one: Scored) -> Evidence:
    start, end = one.span.start, one.span.end
    low, high = start, end
    if one.ordinal + 1 < len(spans) and spans[one.ordinal + 1].end - low <= WINDOW:
        high = spans[one.ordinal + 1].end
    before = one.span.lead_start if one.span.lead else spans[one.ordinal - 1].start if one.ordinal else low
    if high - before <= WINDOW:
        low = before
    return Evidence(
        passage=passage.id,
        source=passage.document,
        version=passage.version,
        label=passage.label,
        title=passage.title,
        path=passage.path,
        page=passage.page,
        heading=passage.heading,
        start=passage.start + start,
        end=passage.start + end,
        quote=passage.text[start:end],
        score=1.0 / (1.0 + math.exp(-strength(one.signals))),
        similarity=one.signals.similarity,
        coverage=one.signals.coverage,
        as_of=passage.as_of,
        window_start=passage.start + low,
        window_end=passage.start + high,
        window=passage.text[low:high],
    )


def _lexical(query: Query, asked: set[str], kind: Expected, text: str, split: _Split, ordinal: int, candidate: Candidate) -> Signals:
    here = split.words[ordinal]
    span = split.spans[ordinal]
    before = split.words[ordinal - 1].held if ordinal else frozenset()
    if span.lead:
        before = before | _Words.of(span.lead).held
    after = split.words[ordinal + 1].held if ordinal + 1 < len(split.words) else frozenset()
    total = 0.0
    shares = [0.0, 0.0, 0.0, 0.0]
    for term in dict.fromkeys(query.terms):
        weight = query.weight(term)
        total += weight
        best_so_far = 0.0
        for at, held in enumerate((here.held, before, after, split.around.held)):
            share = held_share(term, held)
            shares[at] += weight * max(0.0, share - best_so_far)
            best_so_far = max(best_so_far, share)
    total = total or 1.0
    fresh = len(here.held - asked)
    return Signals(
        similarity=0.0,
        coverage=shares[0] / total,
        before=shares[1] / total,
        after=shares[2] / total,
        about=shares[3] / total,
        pairs=_pairs(query, here),
        kind=0.0 if kind is Expected.ANY else (1.0 if gives(kind, text, asked) else -1.0),
        passage=candidate.similarity or 0.0,
        fresh=min(fresh, 4) / 4,
        long=min(max(len(here.stems) - 12, 0), 24) / 24,
        stub=1.0 if text[-1:] in ":?" or (not fresh and text[-1:] not in '.!)"”') else 0.0,
    )


def held_share(term: str, held: set[str] | frozenset[str]) -> float:
    """Return 1 when the stem is there, less when only a longer or shorter form of the word is, else 0."""
    if term in held:
        return 1.0
    if len(term) >= 5 and term.isalpha():
        root = term[: max(5, (3 * len(term) + 3) // 4)]
        if any(other.startswith(root) and len(other) <= len(term) + 4 for other in held):
            return _PREFIX_SHARE
    return 0.0


def _pairs(query: Query, here: _Words) -> float:
    """Return the weighted share of neighbouring question terms within three words of each other."""
    places: dict[str, list[int]] = {}
    for at, form in enumerate(here.stems):
        places.setdefault(form, []).append(at)
    total = close = 0.0
    for left, right in zip(query.terms, query.terms[1:], strict=False):
        weight = query.weight(left) + query.weight(right)
        total += weight
        if left in places and right in places and any(0 < abs(a - b) <= 3 for a in places[left] for b in places[right]):
            close += weight
    return close / total if total else 0.0


def _with_similarity(signals: Signals, similarity: float) -> Signals:
    return Signals(similarity, *signals.values()[1:])
