"""From the passages found to the sentences that speak to the question.

The decision hidden here is how a sentence is ranked: a first pass over words alone picks the few passages
worth reading, the model reads those once and whole, and every sentence in them is then compared with the
question word by word, each word as it is meant in its passage. Every signal is scale-free, so that a weight
means the same in a collection of ten passages and of a hundred thousand.
Invariant: a quote and its window are slices of the passage's text, in the actor's view; neither holds a
directive (`app.core.language.directives`), and none of a directive's words count for any other sentence.
Thread: one at a time; the finder keeps what was read for the next question.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from app.core.answers.answers import Evidence, Place
from app.core.documents.documents import BlockKind, Passage
from app.core.language.directives import about_replies, is_directive, mute, place
from app.core.language.languages import language
from app.core.language.text import MASK, STOPWORDS, stem, terms, words
from app.core.settings import RetrievalSettings
from app.inference.protocols import CrossReader
from app.retrieval.likeness import Readings, Text, TokenReader, Tokens, echo, match, wanted_tokens
from app.retrieval.named import OTHER, UNSAID, Named, astray, borne, named_in
from app.retrieval.question import (
    OPENINGS,
    Expected,
    Inflected,
    Query,
    expected,
    gives,
    heading_words,
    stems_of,
    subject,
)
from app.retrieval.sentences import SentenceSpan, SentenceSplitter
from app.retrieval.split import addressed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCE_CHARACTERS = 150
"""Usual length of a sentence; turns the setting of sentences to embed into characters to read, since reading
costs by the token.
"""

FEWEST_READ = 2
"""Passages that are read however long they are."""

SPLITS_KEPT = 2_000
"""Passages whose sentences are kept."""

ODDS = 1.0
"""What a log odds of that reading counts."""

AMONG = 16
WEAKEST = 10
"""Of so many best sentences the weakest so many are what the best one is compared with: where nothing
answers, all are about as weak.
"""

NEXT = 12
"""Passages that the nearest one is compared with."""

WINDOW = 700
"""Characters; a window drops a neighbour rather than grow beyond it."""

TITLE_WORDS = 8
"""Words of a document's title that the model reads before the passage; a long one would drown it."""

REVIEWED = 0.5
"""What it counts that somebody approved the words: a unit comes before a passage of equal worth, and not
before a better one.
"""

_CLOSING = " \t\n*_\"'”’)]"
_SAYS = re.compile(r"[^\W\d_]{2,}|\d")
_ADDRESS_ALONE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z]\d{0,3}[.:)]|[QA]\d{0,3}")
"""What a question or an answer is counted by: "Q1.", "A:"."""
_ASKS = re.compile(
    r"\W*(?:what|who|whom|when|where|why|which|how)\s+(?:many|much|long|often|far|is|are|was|were|do|does|did|can|could|should|may|must|will|would"
    r"|has|have)\b[^.!;:]*\Z",
    re.IGNORECASE,
)
"""A question without its mark, as headings and links are written."""
_EXCEPTED = re.compile(
    r"\b(?:exempt\w*|except(?!\w)|exceptions?|excepted|excused?|exclud\w+|waived?|waivers?|unless|other than"
    r"|do(?:es)? not (?:have to|need to|apply)|don['’]t (?:have to|need to)|doesn['’]t (?:have to|need to|apply)|ausgenommen|außer)\b",
    re.IGNORECASE,
)
_LINKS = frozenset(
    {
        "links",
        "see also",
        "references",
        "related",
        "related pages",
        "related links",
        "further reading",
        "read more",
    }
)
"""Headings, folded, under which other texts are named; their titles say what is told elsewhere."""
_ELSEWHERE = re.compile(r"\b(?:where|links?|url|pages?|read|find|related|references?|see)\b", re.IGNORECASE)
_SAME = 0.75
"""Share of its words from which on a question of the document is the one asked."""
_BEHIND = 0.25
"""What it counts to stand further behind that question, where something else may have begun."""
_PREFIX_SHARE = 0.7
_OTHER_NUMBER = 0.5
_OTHER_LANGUAGE = 0.8
_FIELD = re.compile(r":?[A-Za-z][\w &/-]{0,30}:\s")
_FIELD_NAME = re.compile(r"(?:^|\s)([A-Z][\w/-]*(?: (?:& )?[A-Z][\w/-]*){0,3}):\s+\S")


@dataclass(frozen=True)
class Candidate:
    """A passage that search found.

    Attributes:
        passage: in the actor's view.
        lexical_rank, vector_rank: place in each search, from 1; None when that search did not find it.
        fused: both as one score, comparable within one question.
        similarity: cosine of question and passage, or None when unknown.
        masthead: the fields that the document begins with ("Location: …"), which say what all of it is about.
    """

    passage: Passage
    lexical_rank: int | None
    vector_rank: int | None
    fused: float
    similarity: float | None
    masthead: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form of a search result."""
        passage = self.passage
        return {
            "source": passage.document,
            "version": passage.version,
            "passage": passage.id,
            "title": passage.title,
            "path": passage.path,
            "page": passage.page,
            "heading": " > ".join(passage.heading),
            "label": passage.label.word,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "score": round(self.fused, 6),
            "similarity": None if self.similarity is None else round(self.similarity, 4),
        }


@dataclass(frozen=True)
class Signals:
    """What speaks for one sentence; every value is scale-free.

    Attributes:
        similarity: cosine of the question and the sentence as read in its passage.
        meaning: how well the question's weighted terms are met by the sentence's tokens.
        coverage: weighted share of the question's terms in the sentence.
        before: share that the sentence lacks and the one before it (or the list's introduction) holds.
        after: share that neither holds and the next one does.
        about: share that none of them holds and the title or heading does.
        pairs: weighted share of the question's neighbouring terms that stand close together in the sentence.
        kind: 1 when words of the kind asked for stand in it, -1 when not, 0 when any words would do.
        passage: cosine of question and passage.
        fresh: 0..1, how much the sentence says that the question did not.
        strayed: weighted share of the question that is numbers which neither the sentence, its neighbours,
            title nor heading hold; and how far it speaks of another designation or day than the question
            does.
        stub: 1 for words that announce an answer rather than give one: a question, an introduction, a bare
            heading.
        opening: 1 where a document says what it is, for a question that asks what the document of that name
            is.
        field: 1 when a field's name is asked for ("Status: Final"), below 0 for a field of which only the
            value is in the question.
        replies: 1 for what stands directly behind a question of the document that asks the same, less for
            what follows.
        excepts: 1 when who or what is left out is asked for and told.
    """

    similarity: float
    meaning: float
    coverage: float
    before: float
    after: float
    about: float
    pairs: float
    kind: float
    passage: float
    fresh: float
    strayed: float
    stub: float
    opening: float
    field: float
    replies: float
    excepts: float

    def values(self) -> tuple[float, ...]:
        """Return the signals in the order they are declared in."""
        return (
            self.similarity, self.meaning, self.coverage, self.before, self.after, self.about,
            self.pairs, self.kind, self.passage, self.fresh, self.strayed, self.stub, self.opening, self.field, self.replies,
            self.excepts,
        )  # fmt: skip


FIRST_PASS = Signals(
    similarity=0.0, meaning=0.0, coverage=9.3, before=4.2, after=2.5, about=3.4,
    pairs=1.0, kind=0.7, passage=10.0, fresh=0.4, strayed=-8.0, stub=-3.0, opening=6.0, field=4.0,
    replies=6.0, excepts=6.0,
)  # fmt: skip
"""What each signal counts before anything was read."""

WEIGHTS = Signals(
    similarity=5.7, meaning=11.3, coverage=3.4, before=4.0, after=3.6, about=7.0,
    pairs=0.0, kind=0.3, passage=6.7, fresh=0.0, strayed=-8.0, stub=-3.0, opening=6.0, field=4.0,
    replies=6.0, excepts=6.0,
)  # fmt: skip
"""What each signal counts in the score.

Fitted by conditional logit (ridge 3) on halves of two sets of different character: 139 questions in people's
own words over a company's handbook, 232 over encyclopedia articles. On the other halves and on another team's
handbook (74 questions) the first sentence is right for .33, .83 and .50 of the questions, the fitted
probability of the first sentence is .51, .79 and .54 on average. `strayed`, `stub`, `opening`, `field`,
`replies` and `excepts` are set by hand: what they tell is too rare in those questions.
`packaging/measure_answers.py` measures the result.
"""

OFFSET = 15.0
"""Puts the score of a doubtful sentence near one half."""


@dataclass(frozen=True)
class Scored:
    """A sentence with its signals, before choice.

    Attributes:
        candidate: which passage, by its place among the candidates.
        ordinal: which sentence of the passage.
        span: where it stands in the passage.
        signals: what speaks for it.
        met: per distinct term of the question how well it is met by the sentence or its neighbours.
        odds: log odds that it answers the question with its neighbours, by reading both together; None when
            that was not done.
        strength: what speaks for it, as the logarithm of its odds against the others.
    """

    candidate: int
    ordinal: int
    span: SentenceSpan
    signals: Signals
    met: tuple[float, ...] = ()
    odds: float | None = None
    strength: float = 0.0


class EvidenceFinder:
    """Chooses the sentences that speak to a question."""

    def __init__(
        self, reader: TokenReader, settings: RetrievalSettings, cross: CrossReader | None = None
    ) -> None:
        """Take the embedder, the settings, and what reads question and sentence together, where there is
        one.
        """
        self._readings = Readings(reader)
        self._cross = cross
        self._settings = settings
        self._splitter = SentenceSplitter()
        self._splits: OrderedDict[tuple[str, str, bool], _Split] = OrderedDict()
        self._replies = False

    def find(self, query: Query, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """Return the best sentences of the first `settings.passages` candidates, best first, ties in passage
        order.

        What only `read_alone` can tell of the best one is not known yet.
        """
        chosen: list[Evidence] = []
        seen: set[frozenset[str]] = set()
        ranked = self.rank(query, candidates)
        for one in ranked:
            passage = candidates[one.candidate].passage
            split = self._split(passage)
            held = split.words[one.ordinal].held
            # The same words twice are one piece of evidence; a policy's next version that changes a number is
            # another.
            if held in seen:
                continue
            # Beside words about the thing that is named, words about another one of its kind are no evidence.
            if chosen and one.signals.strayed >= OTHER > chosen[0].strayed:
                continue
            seen.add(held)
            chosen.append(_evidence(candidates[one.candidate], split, one))
            if len(chosen) == self._settings.evidence:
                break
        out, peak = _stands_out(candidates), _peak(ranked)
        return tuple(replace(item, stands_out=out, peak=peak) for item in chosen)

    def read_alone(self, query: Query, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the evidence with the best sentence read without its passage: there the passage's subject
        cannot pass for its own.
        """
        if not evidence or not query.understood:
            return tuple(evidence)
        best = evidence[0]
        spoken = f"{best.title}: {best.shown}" if best.titled else best.shown
        question, sentence = self._readings.read([Text.alone(query.text), Text.alone(spoken)])
        return (
            replace(best, alone=float(sentence.vectors[0] @ query.vector), echo=echo(question, sentence)),
            *evidence[1:],
        )

    def muted(self, passage: Passage) -> str:
        """Return the words of a passage that are no evidence for the question last ranked."""
        split = self._split(passage)
        return " ".join(
            passage.view.text[span.start : span.end]
            for span, silent in zip(split.spans, split.mute, strict=True)
            if silent
        )

    def rank(self, query: Query, candidates: Sequence[Candidate]) -> list[Scored]:
        """Return every sentence of the passages worth reading, best first; what only announces an answer
        comes last.
        """
        self._replies = about_replies(query.text)
        first = self._by_words(query, candidates[: self._settings.passages])
        first.sort(
            key=lambda one: -_weighed(one.signals, FIRST_PASS) - reviewed(candidates[one.candidate].passage)
        )
        worth = self._worth_reading(candidates, list(dict.fromkeys(one.candidate for one in first)))
        ranked = self._by_meaning(query, candidates, [one for one in first if one.candidate in worth])
        ranked = [
            replace(one, strength=strength(one.signals) + reviewed(candidates[one.candidate].passage))
            for one in ranked
        ]
        ranked.sort(key=_order)
        if self._cross is not None and self._settings.together and ranked:
            ranked = self._together(self._cross, query, candidates, ranked)
        return ranked

    def _together(
        self, cross: CrossReader, query: Query, candidates: Sequence[Candidate], ranked: list[Scored]
    ) -> list[Scored]:
        """Return the sentences in the order that reading the best of them together with the question
        gives.
        """
        first = ranked[: self._settings.together]
        odds = cross.scores(
            query.text, [self._around(candidates[one.candidate].passage, one.ordinal) for one in first]
        )
        read = [
            replace(one, odds=each, strength=one.strength + ODDS * each)
            for one, each in zip(first, odds, strict=True)
        ]
        least = ODDS * min(odds)
        return sorted(
            [
                *read,
                *(replace(one, strength=one.strength + least) for one in ranked[self._settings.together :]),
            ],
            key=_order,
        )

    def _around(self, passage: Passage, ordinal: int) -> str:
        """Return a sentence with its neighbours behind the place they stand in."""
        split = self._split(passage)
        words = []
        for at in range(max(ordinal - 1, 0), min(ordinal + 2, len(split.spans))):
            if not split.mute[at]:
                span = split.spans[at]
                words.append(f"{span.lead} {passage.view.text[span.start : span.end]}")
        if passage.context and not any(split.rows):
            words.insert(0, passage.context)
        return addressed(passage.title, passage.heading, " ".join(words))

    def _worth_reading(self, candidates: Sequence[Candidate], order: Sequence[int]) -> set[int]:
        """Return the first passages of the order that the budget pays for."""
        left = self._settings.sentences * SENTENCE_CHARACTERS
        worth: set[int] = set()
        for at in order:
            left -= len(candidates[at].passage.view.text)
            if left < 0 and len(worth) >= FEWEST_READ:
                break
            worth.add(at)
        return worth

    def _by_words(self, query: Query, candidates: Sequence[Candidate]) -> list[Scored]:
        asked = stems_of(query.text)
        kind = expected(query.text)
        named = named_in(query.text)
        # A passage that the vector search did not return is no nearer than the farthest that it did.
        floor = min(
            (candidate.similarity for candidate in candidates if candidate.similarity is not None),
            default=0.0,
        )
        bear = [borne(named.short, candidate.passage.path) for candidate in candidates]
        owned: frozenset[str] = frozenset().union(*bear)
        found: list[Scored] = []
        for at, candidate in enumerate(candidates):
            split = self._split(candidate.passage)
            elsewhere = UNSAID if owned - bear[at] else 0.0
            around = split.around.held | _Words.of(candidate.masthead).held
            for ordinal, span in enumerate(split.spans):
                if split.mute[ordinal]:
                    continue
                text = candidate.passage.view.text[span.start : span.end]
                nearness = floor if candidate.similarity is None else candidate.similarity
                signals = _signals(query, asked, kind, text, split, around, ordinal, nearness)
                if named or elsewhere:
                    signals = replace(
                        signals,
                        strayed=signals.strayed + elsewhere + _astray(named, candidate, split, ordinal),
                    )
                found.append(Scored(at, ordinal, span, signals))
        return found

    def _by_meaning(
        self, query: Query, candidates: Sequence[Candidate], chosen: Sequence[Scored]
    ) -> list[Scored]:
        import numpy as np

        worth = list(dict.fromkeys(one.candidate for one in chosen))
        wanted = list(dict.fromkeys(query.terms))
        weights = [query.weight(term) for term in wanted]
        total = sum(weights) or 1.0
        short = named_in(query.text).short
        matches, held = self._met(query, wanted, {at: candidates[at].passage for at in worth})
        done = []
        for one in chosen:
            met = matches[one.candidate]
            here = met[one.ordinal]
            around = met[max(one.ordinal - 1, 0) : one.ordinal + 2].max(axis=0)
            source = candidates[one.candidate].passage
            borne_name = " ".join(borne(short, source.path))
            masthead = stems_in(f"{candidates[one.candidate].masthead} {borne_name}")
            around = np.maximum(around, [held_share(term, masthead) for term in wanted])
            if _titled(source.view.text[one.span.start : one.span.end], one.signals):
                title = stems_in(source.title)
                named = [held_share(term, title) for term in wanted]
                here, around = (np.maximum(values, named) for values in (here, around))
            meaning = sum(weight * float(value) for weight, value in zip(weights, here, strict=True)) / total
            similarity = float(held[one.candidate].vectors[one.ordinal] @ query.vector) if held else 0.0
            signals = replace(one.signals, similarity=similarity, meaning=meaning)
            done.append(replace(one, signals=signals, met=tuple(float(value) for value in around)))
        return done

    def _met(
        self, query: Query, wanted: Sequence[str], passages: Mapping[int, Passage]
    ) -> tuple[dict[int, NDArray[np.float32]], dict[int, Tokens]]:
        """Return how well each sentence meets each term, and the passages as the model read them; none in a
        language it does not read.
        """
        import numpy as np

        splits = {at: self._split(passage) for at, passage in passages.items()}
        if not query.understood:
            shares = {
                at: [[held_share(term, here.held) for term in wanted] for here in split.words]
                for at, split in splits.items()
            }
            own = {
                at: 1.0 if language(passage.view.text) in (query.language, "") else _OTHER_LANGUAGE
                for at, passage in passages.items()
            }
            return {
                at: own[at] * np.array(rows, dtype=np.float32).reshape(len(rows), len(wanted))
                for at, rows in shares.items()
            }, {}
        question, *read = self._readings.read([Text.alone(query.text), *map(self._text, passages.values())])
        tokens = [rows for _, rows in wanted_tokens(query, question)]
        held = dict(zip(passages, read, strict=True))
        matches = {at: match(held[at], tokens) * _exact(wanted, split.words) for at, split in splits.items()}
        for at, split in splits.items():
            matches[at][list(split.mute)] = 0.0
        return matches, held

    def _text(self, passage: Passage) -> Text:
        title = " ".join(place(passage.title, ())[0].split()[:TITLE_WORDS])
        return Text.of_passage(
            passage.id,
            title,
            passage.view.text,
            [(span.start, span.end) for span in self._split(passage).spans],
        )

    def _split(self, passage: Passage) -> _Split:
        # The text is part of the key because two actors may see one passage differently masked.
        key = (passage.id, passage.text, self._replies)
        split = self._splits.get(key)
        if split is None:
            shown = passage.view.text
            spans = self._splitter.split(shown, passage.view.parts)
            places = [(span.start, span.end) for span in spans]
            silenced = mute(shown, places, replies=self._replies, names=(passage.title, *passage.heading))
            if passage.heading and is_directive(passage.heading[-1]) and passage.heading[-1] != passage.title:
                silenced = (True,) * len(spans)
            held = tuple(
                _Words.of("" if silent else shown[span.start : span.end])
                for span, silent in zip(spans, silenced, strict=True)
            )
            title, heading = place(passage.title, passage.heading)
            around = _Words.of(" ".join((title, *heading, passage.context, folder_words(passage.path))))
            opens = bool(heading) and heading_words(heading[-1]) in OPENINGS
            bars = {part.start for part in passage.view.parts if part.kind == BlockKind.HEADING.value}
            # The name that a card's lines are said of is their heading.
            bars |= {span.lead_start for span in spans if span.lead and span.lead[-1] != ":"}
            headings = frozenset(at for at, span in enumerate(spans) if span.start in bars)
            bars = {part.start for part in passage.view.parts if part.kind == BlockKind.TABLE_ROW.value}
            rows = tuple(span.start in bars for span in spans)
            split = self._splits[key] = _Split(
                spans,
                held,
                around,
                silenced,
                _Words.of(title),
                opens,
                headings,
                rows,
                _questions(shown, spans, headings),
                frozenset() if any(rows) else _Words.of(passage.context).held,
                bool(passage.heading) and heading_words(passage.heading[-1]) in _LINKS,
                tuple(shown[span.start : span.end] for span in spans),
            )
            while len(self._splits) > SPLITS_KEPT:
                self._splits.popitem(last=False)
        self._splits.move_to_end(key)
        return split


def _questions(text: str, spans: Sequence[SentenceSpan], headings: frozenset[int]) -> tuple[int, ...]:
    """Return for each sentence which one before it asks what it answers, -1 for none: the last question since
    a heading.

    A question that stands within prose is answered by what follows it directly; the sentences behind that go
    on with something else only when another question or a heading begins it.
    """
    found: list[int] = []
    last = -1
    for at, span in enumerate(spans):
        if at in headings:
            last = -1
        found.append(last)
        if text[span.start : span.end].rstrip(_CLOSING)[-1:] == "?":
            last = at
    return tuple(found)


def _order(one: Scored) -> tuple[float, float, int, int]:
    return one.signals.stub, -one.strength, one.candidate, one.ordinal


def _peak(ranked: Sequence[Scored]) -> float:
    """Return how much stronger the best sentence is than the weakest of the best `AMONG` are on average."""
    weakest = [one.strength for one in ranked[:AMONG]][-WEAKEST:]
    return ranked[0].strength - sum(weakest) / len(weakest) if weakest else 0.0


def _stands_out(candidates: Sequence[Candidate]) -> float:
    """Return how much nearer to the question the nearest passage is than the next ones are on average."""
    near = sorted((one.similarity for one in candidates if one.similarity is not None), reverse=True)[:NEXT]
    return near[0] - sum(near[1:]) / (len(near) - 1) if len(near) > 1 else 0.0


def folder_words(path: str) -> str:
    """Return the words of a file's name and of the two folders nearest to it: "plant-a" says what a README in
    it is about.
    """
    file = PurePath(path)
    return " ".join(
        re.sub(r"[-_.]+", " ", name) for name in (*file.parent.parts[-2:], file.stem) if name != "/"
    )


def file_words(path: str) -> str:
    """Return the names of a file and of the folders nearest to it, as they are written."""
    file = PurePath(path)
    return " / ".join((*file.parent.parts[-2:], file.stem))


def strength(signals: Signals) -> float:
    """Return the weighted sum of the signals: above 0 speaks for the sentence."""
    return _weighed(signals, WEIGHTS) - OFFSET


def reviewed(passage: Passage) -> float:
    """Return what the approval of a passage's words adds to the strength of its sentences."""
    return REVIEWED if passage.kind == "unit" else 0.0


def held_share(term: str, held: frozenset[str]) -> float:
    """Return 1 when the stem is there, less when only a longer or shorter form of the word is, or a compound
    of it, else 0.
    """
    if term in held:
        return 1.0
    if len(term) >= 5 and term.isalpha():
        root = term[: max(5, (3 * len(term) + 3) // 4)]
        if any(other.startswith(root) and len(other) <= len(term) + 4 for other in held):
            return _PREFIX_SHARE
    if isinstance(term, Inflected) and any(term.meets(other) for other in held):
        return _PREFIX_SHARE
    return 0.0


def has_digit(term: str) -> bool:
    """Tell whether a term is a number or a designation such as "t4"."""
    return any(char.isdigit() for char in term)


def stems_in(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning, without masked ones."""
    return _Words.of(text).held


@dataclass(frozen=True)
class _Words:
    """The words of a stretch of text, ready for comparison."""

    stems: tuple[str, ...]
    held: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Words:
        spoken = _ADDRESS_ALONE.sub(" ", text) if "://" in text or "www." in text else text
        stems = tuple(
            stem(word.form) for word in words(spoken) if word.form not in STOPWORDS and MASK not in word.form
        )
        return cls(stems, frozenset(stems))


@dataclass(frozen=True)
class _Split:
    """The sentences of a passage, their words, those of its title, headings and table header, and which
    sentences are no evidence.
    """

    spans: tuple[SentenceSpan, ...]
    words: tuple[_Words, ...]
    around: _Words
    mute: tuple[bool, ...]
    title: _Words
    opens: bool
    headings: frozenset[int] = frozenset()
    rows: tuple[bool, ...] = ()
    questions: tuple[int, ...] = ()
    replied: frozenset[str] = frozenset()
    links: bool = False
    shown: tuple[str, ...] = ()

    def asked_above(self, ordinal: int) -> frozenset[str]:
        """Return the words of the question that a sentence answers, in a text of questions and answers or in
        a reply.
        """
        above = self.questions[ordinal] if ordinal < len(self.questions) else -1
        return self.words[above].held if above >= 0 else self.replied


def _exact(terms: Sequence[str], sentences: Sequence[_Words]) -> NDArray[np.float32]:
    """Return per sentence and term 1, or less for a number that the sentence does not hold: to the model all
    numbers are alike.
    """
    import numpy as np

    shares = [
        [1.0 if not has_digit(term) or term in here.held else _OTHER_NUMBER for term in terms]
        for here in sentences
    ]
    return np.array(shares, dtype=np.float32).reshape(len(sentences), len(terms))


def _signals(
    query: Query,
    asked: set[str],
    kind: Expected,
    text: str,
    split: _Split,
    around: frozenset[str],
    ordinal: int,
    passage: float,
) -> Signals:
    here = split.words[ordinal]
    span = split.spans[ordinal]
    before = split.words[ordinal - 1].held if ordinal else frozenset()
    if span.lead:
        before = before | _Words.of(span.lead).held
    before = before | split.asked_above(ordinal)
    after = split.words[ordinal + 1].held if ordinal + 1 < len(split.words) else frozenset()
    total = strayed = 0.0
    shares = [0.0, 0.0, 0.0, 0.0]
    for term in dict.fromkeys(query.terms):
        weight = query.weight(term)
        total += weight
        reached = 0.0
        for at, held in enumerate((here.held, before, after, around)):
            share = held_share(term, held)
            shares[at] += weight * max(0.0, share - reached)
            reached = max(reached, share)
        if has_digit(term):
            strayed += weight * (1.0 - reached)
    total = total or 1.0
    fresh = len(here.held - asked)
    field = _FIELD.match(text)
    says = _Words.of(text[field.end() :]).held if field else here.held
    # "Title: Style Guide" says nothing that the document's title did not.
    points = split.links and _ELSEWHERE.search(query.text) is None
    bare = not (says - asked - split.around.held) and text[-1:] not in '.!)"”'
    return Signals(
        similarity=0.0,
        meaning=0.0,
        coverage=shares[0] / total,
        before=shares[1] / total,
        after=shares[2] / total,
        about=shares[3] / total,
        pairs=_pairs(query, here),
        kind=0.0 if kind is Expected.ANY else (1.0 if gives(kind, text, asked) else -1.0),
        passage=passage,
        fresh=min(fresh, 4) / 4,
        strayed=strayed / total,
        stub=1.0
        if points or _announces(text, kind, asked, bare=bare, heading=ordinal in split.headings)
        else 0.0,
        opening=1.0 if ordinal == 0 and split.opens and _about_it(query, split.title) else 0.0,
        field=_field_asked(query, kind, text),
        replies=_replies(query, split, ordinal),
        excepts=1.0 if _EXCEPTED.search(query.text) and _EXCEPTED.search(text) else 0.0,
    )


def _astray(named: Named, candidate: Candidate, split: _Split, ordinal: int) -> float:
    """Return how far a sentence speaks of another designation or day than the question names."""
    passage = candidate.passage
    shown = [passage.view.text[span.start : span.end] for span in split.spans[: ordinal + 1]]
    sentence = f"{split.spans[ordinal].lead} {shown[-1]}"
    above = (
        [] if split.rows[ordinal] else [words for at, words in enumerate(shown[:-1]) if not split.rows[at]]
    )
    title, heading = place(passage.title, passage.heading)
    # The innermost heading is nearest to the sentence.
    places = [*above[::-1], *heading[::-1]]
    return astray(named, sentence, places, f"{title} {candidate.masthead}", file_words(passage.path))


def _replies(query: Query, split: _Split, ordinal: int) -> float:
    """Return how directly a sentence stands behind a question of the document that asks the same."""
    asked = split.questions[ordinal] if ordinal < len(split.questions) else -1
    if asked < 0:
        return 0.0
    said = split.words[asked].held
    wanted = {term: query.weight(term) for term in query.terms}
    met = sum(weight * held_share(term, said) for term, weight in wanted.items())
    more = sum(held_share(term, frozenset(wanted)) for term in said)
    if not said or met < _SAME * sum(wanted.values()) or more < _SAME * len(said):
        return 0.0
    between = [split.shown[at].strip() for at in range(asked + 1, ordinal)]
    return _BEHIND if any(_LABEL.fullmatch(words) is None for words in between) else 1.0


def _announces(text: str, kind: Expected, asked: set[str], *, bare: bool, heading: bool) -> bool:
    """Tell whether words announce an answer rather than give one: a question, an introduction, a heading
    without what is asked for.
    """
    if heading:
        return kind is Expected.ANY or not gives(kind, text, asked)
    if not _SAYS.search(text) or _LABEL.fullmatch(text.strip()) or _ASKS.match(text):
        return True
    # What is introduced may have been said already: "A frame has a header of 12 octets:".
    introduces = text.rstrip(_CLOSING)[-1:] == ":" and (
        kind is not Expected.NUMBER or not gives(kind, text, asked)
    )
    return (
        bare
        or introduces
        or text.rstrip(_CLOSING)[-1:] == "?"
        or not _ADDRESS_ALONE.sub("", text).strip(" •-–—.:;()")
    )


def _field_asked(query: Query, kind: Expected, text: str) -> float:
    """Return whether fields in the sentence are asked for by name; one that is not says which thing it is,
    and seldom the answer.
    """
    names = [stems_in(match.group(1)) for match in _FIELD_NAME.finditer(text)] if _FIELD.match(text) else []
    if any(name and name.issubset(query.terms) for name in names):
        return 1.0
    return -0.5 if names and kind is Expected.ANY else 0.0


def _about_it(query: Query, title: _Words) -> bool:
    """Tell whether the question names the document by its title and asks what it is; "PEP 8" is not "… UTF-8
    PEP".
    """
    # Its number is no term of the search, and names the document all the same.
    named = subject(terms(query.text))
    pairs = set(zip(title.stems, title.stems[1:], strict=False))
    numbered = [pair for pair in zip(named, named[1:], strict=False) if has_digit(pair[1])]
    return bool(named) and title.held.issuperset(named) and pairs.issuperset(numbered)


def _titled(text: str, signals: Signals) -> bool:
    """Tell whether a sentence has its document for a subject ("Author: …"), so that the title's words are its
    own.
    """
    return signals.opening > 0 or _FIELD.match(text) is not None


def _pairs(query: Query, here: _Words) -> float:
    """Return the weighted share of neighbouring question terms within three words of each other."""
    places: dict[str, list[int]] = {}
    for at, form in enumerate(here.stems):
        places.setdefault(form, []).append(at)
    total = close = 0.0
    for left, right in zip(query.terms, query.terms[1:], strict=False):
        weight = query.weight(left) + query.weight(right)
        total += weight
        if (
            left in places
            and right in places
            and any(0 < abs(a - b) <= 3 for a in places[left] for b in places[right])
        ):
            close += weight
    return close / total if total else 0.0


def _weighed(signals: Signals, weights: Signals) -> float:
    return sum(weight * value for weight, value in zip(weights.values(), signals.values(), strict=True))


def evidence_of(
    passage: Passage, sentence: tuple[int, int], window: tuple[int, int], score: float
) -> Evidence:
    """Return a sentence of a passage as evidence; both ranges count in the passage's view."""
    shown, base = passage.view, passage.start
    place = Place(shown, base, sentence, window)
    start, end = place.range(*sentence)
    first, last = place.range(*window)
    return Evidence(
        passage=passage.id, source=passage.document, version=passage.version, label=passage.label, title=passage.title, path=passage.path,
        page=passage.page, heading=passage.heading, start=start, end=end, quote=passage.text[start - base : end - base], score=score,
        similarity=0.0, coverage=0.0, as_of=passage.as_of, window_start=first, window_end=last, window=shown.text[slice(*window)],
        kind=passage.kind, shown=shown.text[slice(*sentence)], place=place,
    )  # fmt: skip


def _evidence(candidate: Candidate, split: _Split, one: Scored) -> Evidence:
    passage = candidate.passage
    sentence = (one.span.start, one.span.end)
    found = evidence_of(
        passage, sentence, _window(split, one.ordinal), 1.0 / (1.0 + math.exp(max(-700.0, -one.strength)))
    )
    return replace(
        found,
        similarity=one.signals.similarity,
        coverage=one.signals.coverage,
        meaning=one.signals.meaning,
        met=one.met,
        titled=_titled(found.shown, one.signals),
        masthead=candidate.masthead,
        strength=one.strength,
        odds=one.odds,
        nearness=0.0 if candidate.similarity is None else candidate.similarity,
        strayed=one.signals.strayed,
    )


def _window(split: _Split, ordinal: int) -> tuple[int, int]:
    """Return the sentence with its neighbours, or with its list's introduction, as far as `WINDOW` allows."""
    spans = split.spans
    span = spans[ordinal]
    low, high = span.start, span.end
    before = span.lead_start if span.lead else spans[ordinal - 1].start if ordinal else low
    spoken = any(split.mute[at] for at in range(ordinal) if spans[at].end > before)
    if high - before <= WINDOW and not spoken:
        low = before
    if ordinal + 1 < len(spans) and spans[ordinal + 1].end - low <= WINDOW and not split.mute[ordinal + 1]:
        high = spans[ordinal + 1].end
    return low, high
