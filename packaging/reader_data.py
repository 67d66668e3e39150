"""What the cross-reader is trained and judged on: pages cut as the program cuts them, questions with their
evidence, candidates.

Nothing of it is part of the repository: the pages and the questions are given by path. A question is a line
of JSON: `id`, `question`, `answerable`, `page` (relative to the pages' folder), `evidence` (sentences of the
page) and, where it is not answerable, `pair`: the id of the answerable question of the same form. One page in
ten, chosen by its path, is set apart: no question about it and no sentence of it is ever trained on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.documents.shown import view
from app.core.language.text import STOPWORDS, stem, words
from app.inference.protocols import Embedder
from app.reading.markup import read_markdown
from app.retrieval.sentences import SentenceSplitter
from app.retrieval.split import addressed, split

Vectors = NDArray[np.float32]
PASSAGE_TOKENS = 160
PASSAGES = 16
LEXICAL = 0.15
_SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u200b": "", "\u00ad": ""}
)  # noqa: RUF001


@dataclass(frozen=True)
class Passage:
    """A passage of a page; its sentences are `[first, last)` of the corpus."""

    page: str
    title: str
    heading: tuple[str, ...]
    text: str
    first: int
    last: int

    def placed(self, text: str) -> str:
        """Return words behind the place they stand in, as they are embedded and read."""
        return addressed(self.title, self.heading, text)


@dataclass(frozen=True)
class Corpus:
    """Pages as the program sees them.

    Attributes:
        passages: in the order of the pages.
        sentences: each with the line that introduces it, if there is one.
        owner: for each sentence the number of its passage.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[str, ...]
    owner: tuple[int, ...]

    def around(self, sentence: int, neighbours: int) -> range:
        """Return a sentence and its neighbours within the passage."""
        passage = self.passages[self.owner[sentence]]
        return range(max(passage.first, sentence - neighbours), min(passage.last, sentence + neighbours + 1))

    def window(self, sentence: int, neighbours: int) -> str:
        """Return a sentence and its neighbours behind the place they stand in."""
        return self.passages[self.owner[sentence]].placed(
            " ".join(self.sentences[one] for one in self.around(sentence, neighbours))
        )


@dataclass(frozen=True)
class Question:
    """A question over a corpus.

    Attributes:
        evidence: numbers of the sentences that answer it; empty where nothing does.
        pair: id of the answerable question that this one, unanswerable, is like; else empty.
    """

    id: str
    text: str
    answerable: bool
    page: str
    evidence: tuple[int, ...]
    pair: str


@dataclass(frozen=True)
class Candidate:
    """A sentence with its strength by the ranking without the reader."""

    sentence: int
    strength: float


def apart(page: str) -> bool:
    """Return whether a page is set apart for judging."""
    return int(hashlib.sha256(page.encode()).hexdigest(), 16) % 10 == 0


def fold(text: str) -> str:
    """Return words without what differs between a page's source and its reading."""
    text = re.sub(r"\]\s?\([^)]*\)", "]", text.replace("\\$", "$"))
    text = re.sub(r"[*_`\[\]•|]", " ", re.sub(r"<[^>]{1,80}>", " ", text))
    return " ".join(text.casefold().translate(_SAME).split())


def read_pages(root: Path, embedder: Embedder) -> Corpus:
    """Read all Markdown pages below a folder."""
    splitter = SentenceSplitter()
    passages: list[Passage] = []
    sentences: list[str] = []
    owner: list[int] = []
    for path in sorted(root.rglob("*.md")):
        extraction = read_markdown(path.read_bytes(), path.name)
        title = extraction.title or path.stem
        for cut in split(extraction, embedder.count_tokens, PASSAGE_TOKENS):
            shown = view(extraction.text[cut.start : cut.end], cut.reading, cut.context)
            first = len(sentences)
            for span in splitter.split(shown.text, shown.parts):
                sentences.append(" ".join(f"{span.lead} {shown.text[span.start : span.end]}".split()))
                owner.append(len(passages))
            text = " ".join(shown.text.split())
            passages.append(
                Passage(path.relative_to(root).as_posix(), title, cut.heading, text, first, len(sentences))
            )
    return Corpus(tuple(passages), tuple(sentences), tuple(owner))


def read_questions(paths: Iterable[Path], corpus: Corpus) -> tuple[Question, ...]:
    """Return the questions whose evidence stands in the corpus."""
    pages: dict[str, list[int]] = defaultdict(list)
    for passage in corpus.passages:
        pages[passage.page].extend(range(passage.first, passage.last))
    questions = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            here = pages.get(row["page"], [])
            said = {one for sentence in row["evidence"] for one in _said(sentence, here, corpus.sentences)}
            if bool(said) == row["answerable"]:
                pair = row.get("pair") or ""
                questions.append(
                    Question(
                        row["id"], row["question"], row["answerable"], row["page"], tuple(sorted(said)), pair
                    )
                )
    return tuple(questions)


def _said(evidence: str, where: Iterable[int], sentences: Sequence[str]) -> Iterator[int]:
    """Yield the sentences that say what a sentence of the page's source says."""
    wanted = fold(evidence)
    wanted_words = re.findall(r"\w+", wanted)
    for number in where:
        found = fold(sentences[number])
        found_words = re.findall(r"\w+", found)
        if found == wanted or (len(found) >= 12 and (found in wanted or wanted in found)):
            yield number
        elif min(len(wanted_words), len(found_words)) >= 4:
            held = sum(word in found_words for word in wanted_words) / len(wanted_words)
            holding = sum(word in wanted_words for word in found_words) / len(found_words)
            if held >= 0.9 or (holding >= 0.9 and len(found_words) >= 0.4 * len(wanted_words)):
                yield number


class Lexicon:
    """BM25 over texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the words of each text."""
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for number, text in enumerate(texts):
            counts = Counter(stem(word.form) for word in words(text))
            lengths.append(counts.total())
            for word, count in counts.items():
                self._where[word].append((number, count))
        self._lengths = np.array(lengths) / max(1.0, float(np.mean(lengths)))

    def scores(self, question: str) -> Vectors:
        """Return for each text its score by the best one's: shape (texts,)."""
        result = np.zeros(len(self._lengths), dtype=np.float32)
        forms = [word.form for word in words(question)]
        for word in {stem(form) for form in forms if form not in STOPWORDS} or {stem(form) for form in forms}:
            if not (hits := self._where.get(word)):
                continue
            at, counts = np.array(hits).T
            weight = log(1 + (len(result) - len(hits) + 0.5) / (len(hits) + 0.5))
            result[at] += weight * counts * 2.2 / (counts + 1.2 * (0.25 + 0.75 * self._lengths[at]))
        return result / max(float(result.max()), 1e-9)


def best_passages(
    corpus: Corpus, questions: Sequence[str], embedder: Embedder
) -> list[list[tuple[int, float]]]:
    """Return for each question the passages that are read for it, with their strength, the best first."""
    texts = [passage.placed(passage.text) for passage in corpus.passages]
    vectors, lexicon = embedder.embed(texts), Lexicon(texts)
    found = []
    for question in questions:
        strength = vectors @ embedder.embed([question], asked=True)[0] + LEXICAL * lexicon.scores(question)
        order = np.argsort(-strength, kind="stable")[:PASSAGES]
        found.append([(int(one), float(strength[one])) for one in order])
    return found


def candidates(
    corpus: Corpus,
    question: str,
    passages: Sequence[tuple[int, float]],
    embedder: Embedder,
    known: dict[int, Vectors],
    most: int = 16,
) -> list[Candidate]:
    """Return the sentences of the best passages, the strongest first.

    Args:
        corpus: where the sentences stand.
        question: as it was asked.
        passages: as `best_passages` found them.
        embedder: makes the vectors.
        known: vectors of sentences already made; more are put in.
        most: how many to return.
    """
    asked = embedder.embed([question], asked=True)[0]
    places: Mapping[int, float] = {
        sentence: strength
        for number, strength in passages
        for sentence in range(corpus.passages[number].first, corpus.passages[number].last)
    }
    missing = [sentence for sentence in places if sentence not in known]
    known.update(
        zip(missing, embedder.embed([corpus.window(sentence, 0) for sentence in missing]), strict=True)
    )
    scored = [
        Candidate(sentence, strength + float(known[sentence] @ asked))
        for sentence, strength in places.items()
    ]
    return sorted(scored, key=lambda one: -one.strength)[:most]
