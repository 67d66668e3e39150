"""A question to ranked passages: words and vectors each asked inside the scope, fused by what they found.

Invariant: nothing outside the scope is read, neither from the full-text index nor from the vectors, and every
candidate comes back through the library's own check of its label. Same question, same state: same order.
Used by one thread at a time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Passage
from app.core.errors import UserError
from app.core.language.languages import COMPOUNDING, ENGLISH, language, reads, stopwords
from app.core.language.text import STOPWORDS, says_nothing, stem, terms, words
from app.core.settings import RetrievalSettings
from app.governance.guard import Guard
from app.inference.protocols import Embedder
from app.inference.turns import Turns
from app.retrieval.approved import Approved
from app.retrieval.evidence import Candidate
from app.retrieval.expansion import Expansion, expand
from app.retrieval.index import VectorIndex
from app.retrieval.named import days_in, named_in, speaks_of, spellings, unnamed
from app.retrieval.question import (
    LONGEST_ENDING,
    OPENINGS,
    PRIOR_PASSAGES,
    SHORTEST_PART,
    SHORTEST_ROOT,
    Query,
    make_query,
    subject,
)
from app.retrieval.spelling import Correction, corrected
from app.retrieval.understanding import asked
from app.retrieval.versions import Versions, Weighed
from app.storage.stores import Records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 2000
"""Characters of a question; a longer text is a document, not a question."""

_OPENINGS_TAKEN = 5
_SAID = 2
"""Passages in which the spelling of a word is looked up."""

_APPROVED = 0.06
"""What an approved unit's score gains, so that it is read before, and not folded into, a passage that says
the same.
"""
_FORMS = 20
"""Words of the collection that are looked for because they may be forms, or compounds, of the question's."""


_NAMED = 0.15
"""What a passage's score gains that speaks of a designation of the question."""

_MASTHEAD = 1200
"""Characters at a document's beginning in which fields are looked for."""

_MASTHEAD_LINE = re.compile(r"^[ \t]*:?[A-Z][\w &/.-]{1,30}:[ \t]+\S.{0,200}$", re.MULTILINE)


@dataclass(frozen=True)
class Ranked:
    """What a question found.

    Attributes:
        query: the question made ready for ranking.
        candidates: best first, near-duplicates folded into the one that ranks best.
        warnings: plain sentences about how it was searched.
        expanded: the team's own words in it, and how they were read.
        versions: which of the documents hold.
    """

    query: Query
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...]
    expanded: tuple[Expansion, ...] = ()
    versions: Weighed = Weighed()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form of a search's results."""
        return {"results": [one.as_json() for one in self.candidates], "warnings": list(self.warnings)}


@dataclass(frozen=True)
class _Wording:
    """A question as it is searched for.

    Attributes:
        text: in the team's own words, misspellings put right.
        tongue: its language, or empty.
        kept: its words that say something, each once; all of them when none does.
        counts: passages of the collection that hold each of them.
        total: passages of the collection.
        expanded: the team's own words in it.
        warnings: what was read otherwise than it was asked.
    """

    text: str
    tongue: str
    kept: Sequence[str]
    counts: Mapping[str, int]
    total: int
    expanded: tuple[Expansion, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Meaning:
    """What the vectors say of a question.

    Attributes:
        similarity: the cosine, by row, of the nearest passages and of what was found by words.
        order: the nearest passages' rows, nearest first.
        understood: the embedder reads the question's language; otherwise nothing is near.
        warnings: plain sentences about how it was searched.
    """

    similarity: Mapping[int, float]
    order: Sequence[int]
    understood: bool
    warnings: tuple[str, ...]


class Search:
    """Finds passages.

    Attributes:
        words_alone: search as if the embedder read no language at all, for measuring what words by themselves
            tell.
    """

    def __init__(
        self,
        guard: Guard,
        records: Records,
        index: VectorIndex,
        embedder: Callable[[], Embedder],
        settings: RetrievalSettings,
        approved: Approved | None = None,
        turns: Turns | None = None,
    ) -> None:
        """Args:
        approved: gives the team's own words; none without it.
        """
        self._approved = approved
        self._guard = guard
        self._database = records.database
        self._library = records.library
        self._lexical = records.lexical
        self._index = index
        self._embedder = embedder
        self._settings = settings
        self._turns = turns or Turns()
        self._versions = Versions(records.library)
        self.words_alone = False

    def adopt(self, settings: RetrievalSettings) -> None:
        """Take over other settings, between two questions."""
        self._settings = settings

    def search(self, actor: Actor, query: str, k: int = 10) -> Ranked:
        """Return the best `k` passages for a query, with an audit row.

        Raises:
            AccessDenied, UserError (an empty or overlong query), ModelMissing (no embedder installed).
        """
        scope = self._guard.require(actor, Action.SEARCH)
        ranked = self.rank(scope, query, every_version=True)
        ranked = replace(ranked, candidates=ranked.candidates[:k])
        with self._database.transaction() as tx:
            tx.audit(
                actor, AuditEvent.SEARCH, "", {"query": query, "documents": _documents(ranked.candidates)}
            )
        return ranked

    def rank(self, scope: Scope, question: str, *, every_version: bool = False) -> Ranked:
        """Return what a question finds inside a scope; the caller answers for guard and audit.

        Args:
            every_version: documents that do not hold any more come last, instead of being left out.

        Raises:
            UserError: the question is empty or longer than `LONGEST` characters.
        """
        with self._turns.question():
            return self._rank(scope, question, every_version=every_version)

    def _rank(self, scope: Scope, question: str, *, every_version: bool) -> Ranked:
        wording = self._worded(scope, question)
        lexical = self._by_words(scope, wording)
        vector = self._embed(wording.text)
        meaning = self._by_meaning(scope, wording.tongue, vector, [rowid for rowid, _ in lexical])
        candidates = self._fused(scope, wording, lexical, meaning)
        holds, versions = self._versions.weigh(scope, wording.text, candidates)
        gone: list[Candidate] = []
        if every_version:
            gone = [one for one in candidates if one.passage.document in versions.holding.gives_way]
        text, stems = wording.text, {stem(form): wording.counts[form] for form in wording.kept}
        if rest := versions.holding.rest:
            # Which version is meant is settled; its own words do not repeat it.
            text, vector = rest, self._embed(rest)
            meant = {stem(word.form) for word in words(rest)}
            stems = {form: count for form, count in stems.items() if form in meant}
        query = make_query(
            text,
            stems,
            wording.total,
            vector,
            wording.tongue,
            understood=meaning.understood,
            bare=unnamed(text),
        )
        folded = _folded([*holds, *gone])
        most = self._settings.passages
        looked_at = self._with_mastheads(scope, folded[:most])
        warnings = (*wording.warnings, *meaning.warnings)
        return Ranked(query, (*looked_at, *folded[most:]), warnings, wording.expanded, versions)

    def _worded(self, scope: Scope, question: str) -> _Wording:
        """Return a question as it is searched for: in the team's words, without misspellings, and what it
        says.
        """
        terms_known = () if self._approved is None else self._approved.terms(scope)
        text, expanded = expand(asked(tidy(question)), terms_known, self._lexical.frequencies)
        tongue = language(text)
        misspelt: Sequence[Correction] = ()
        if tongue in (ENGLISH, ""):
            text, misspelt = corrected(
                text,
                self._lexical.frequencies,
                self._lexical.similar,
                partial(self._said, scope),
                self._is_ordinary,
            )
        stop = stopwords(tongue or ENGLISH)
        spoken = list(dict.fromkeys(word.form for word in words(text)))
        kept = [form for form in spoken if not says_nothing(form, stop)] or spoken
        warnings = [told for one in expanded if (told := one.told)]
        for other in misspelt:
            warnings.append(f"Searched for “{other.read}” instead of “{other.asked}”.")
        counts = self._lexical.frequencies(kept)
        return _Wording(text, tongue, kept, counts, self._lexical.total(), expanded, tuple(warnings))

    def _by_words(self, scope: Scope, wording: _Wording) -> Sequence[tuple[int, float]]:
        """Return the passages that hold the question's words, best first, with their scores."""
        tongue, kept = wording.tongue, wording.kept
        looked_for = rarest(wording.counts, wording.total, self._settings.common_share)
        if tongue not in (ENGLISH, ""):
            looked_for += self._forms(kept, compounds=tongue in COMPOUNDING)
        # What the definitions call it besides is looked for as well, and counts for nothing else.
        also = [
            form
            for one in wording.expanded
            for name in one.also
            for form in name
            if form not in STOPWORDS and form not in kept
        ]
        also += spellings(days_in(wording.text))
        return self._lexical.search(scope, [*looked_for, *dict.fromkeys(also)], self._settings.candidates)

    def _by_meaning(
        self, scope: Scope, tongue: str, vector: NDArray[np.float32], found_by_words: Sequence[int]
    ) -> _Meaning:
        """Return how near passages lie to a question's vector: the nearest, and what its words found."""
        hits = self._index.search(scope, vector, self._settings.candidates)
        similarity = {hit.rowid: hit.similarity for hit in hits}
        more = [rowid for rowid in found_by_words if rowid not in similarity]
        similarity |= self._index.similarities(vector, more)
        order = [hit.rowid for hit in hits]
        warnings: list[str] = []
        understood = reads(self._embedder().id, tongue) and not self.words_alone
        if not understood:
            warnings.append("The question does not seem to be English, so it was searched by words only.")
            order, similarity = [], {}
        if problem := self._index.state().problem:
            warnings.append(
                f"{problem} Every passage was compared instead, which is slower but just as accurate."
            )
        return _Meaning(similarity, order, understood, tuple(warnings))

    def _fused(
        self, scope: Scope, wording: _Wording, lexical: Sequence[tuple[int, float]], meaning: _Meaning
    ) -> list[Candidate]:
        """Return what both searches found as one ranking."""
        # Where a document says what it is seldom repeats the name that the question calls it by: it counts as
        # the best hit by words.
        openings = self._lexical.openings(scope, named(wording.kept), sorted(OPENINGS), _OPENINGS_TAKEN)
        found_by_words = [*((rowid, 1.0) for rowid in openings), *scaled(lexical)]
        fused = fuse(found_by_words, meaning.similarity, self._settings.word_weight)
        passages = self._by_rowid(scope, [rowid for rowid, _ in fused])
        lexical_rank = {
            rowid: rank for rank, rowid in enumerate(dict.fromkeys(row for row, _ in found_by_words), 1)
        }
        vector_rank = {rowid: rank for rank, rowid in enumerate(meaning.order, 1)}
        candidates = [
            Candidate(
                passages[rowid],
                lexical_rank.get(rowid),
                vector_rank.get(rowid),
                score,
                meaning.similarity.get(rowid),
            )
            for rowid, score in fused
            if rowid in passages
        ]
        if keys := named_in(wording.text).keys:
            # To the embedder one designation is as good as another; what speaks of the one that is asked
            # about has to be read.
            candidates = [
                replace(one, fused=one.fused + _NAMED) if _speaks(one.passage, keys) else one
                for one in candidates
            ]
        # Stable, so that nothing moves where there are no units.
        candidates.sort(key=lambda one: -one.fused - (_APPROVED if one.passage.kind == "unit" else 0.0))
        return candidates

    def _embed(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder().embed([text], asked=True)[0]
        return vector

    def _with_mastheads(self, scope: Scope, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return candidates with the fields at the beginnings of their documents."""
        beginnings = self._library.beginnings(scope, [one.passage for one in candidates], _MASTHEAD)
        return [replace(one, masthead=masthead(beginnings[one.passage.version])) for one in candidates]

    def _said(self, scope: Scope, word: str) -> list[str]:
        """Return texts of the scope that hold a word, in the actor's view, with what stands above them."""
        found = self._library.passages(
            scope, [rowid for rowid, _ in self._lexical.search(scope, [word], _SAID)]
        )
        return [" ".join((one.text, one.title, *one.heading)) for one in found]

    def _is_ordinary(self, word: str) -> bool:
        """Tell whether the embedder's vocabulary has a word in one piece: what is misspelt falls into
        several.
        """
        return self._embedder().count_tokens(word) == 1

    def _forms(self, kept: Sequence[str], *, compounds: bool) -> list[str]:
        """Return the words of the collection that may be forms or compounds of those of a question that is
        not English.
        """
        found = self._lexical.inflected(kept, SHORTEST_ROOT, LONGEST_ENDING, _FORMS)
        return found + (self._lexical.compounds(kept, SHORTEST_PART, _FORMS) if compounds else [])

    def _by_rowid(self, scope: Scope, rowids: Sequence[int]) -> dict[int, Passage]:
        found = self._library.passages(scope, list(rowids))
        rows = self._library.rowids(scope, [passage.id for passage in found])
        return {rows[passage.id]: passage for passage in found if passage.id in rows}


def rarest(counts: Mapping[str, int], total: int, common: float) -> list[str]:
    """Return the words that are worth looking for: all but those that stand in a larger share of the passages
    than `common`.

    In a small collection a word may stand in every passage and say all the same what the question is about:
    how common it is, the collection and passages of general language tell together. Where none is left that
    occurs, all are taken.
    """
    found = [form for form, count in counts.items() if count <= common * (total + PRIOR_PASSAGES)]
    return found if any(counts[form] for form in found) else list(counts)


def _speaks(passage: Passage, keys: Sequence[tuple[str, str]]) -> bool:
    return any(
        speaks_of(key, text) for key in keys for text in (passage.view.text, passage.title, *passage.heading)
    )


def named(forms: Sequence[str]) -> list[str]:
    """Return the words that name what a question is about, a number together with the word before it ("pep
    8").
    """
    found: list[str] = []
    for before, form in zip(["", *forms], forms, strict=False):
        if not subject([stem(form)]):
            continue
        if found and found[-1] == before and any(char.isdigit() for char in form):
            found[-1] = f"{before} {form}"
        else:
            found.append(form)
    return found


def masthead(beginning: str) -> str:
    """Return the lines of a document's beginning that are fields ("Location: Wausau, WI"), or nothing when
    there is but one.
    """
    lines = [match.group().strip() for match in _MASTHEAD_LINE.finditer(beginning.replace("\r", "\n"))]
    return " ".join(lines) if len(lines) > 1 else ""


def tidy(question: str) -> str:
    """Return a question on one line.

    Raises:
        UserError: it is empty, or longer than `LONGEST` characters.
    """
    text = " ".join(question.split())
    if not any(char.isalnum() for char in text):
        raise UserError("The question is empty.", "Say in a few words what you want to know.")
    if len(text) > LONGEST:
        raise UserError(
            f"The question has {len(text):,} characters; the maximum is {LONGEST:,}.",
            "Shorten it, or ingest the text as a document.",
        )
    return text


def scaled(hits: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return hits with their scores as shares of the best one's."""
    best = max((score for _, score in hits), default=0.0)
    return [(rowid, score / best if best > 0 else 1.0) for rowid, score in hits]


def fuse(
    by_words: Sequence[tuple[int, float]], by_meaning: Mapping[int, float], weight: float
) -> list[tuple[int, float]]:
    """Return both searches as one ranking, best first, ties by row: the cosine, and the share of the best hit
    by words times `weight`.

    On questions in people's own words, which seldom hold the page's, fusing ranks one to one loses 8 to 10
    points in the first place.
    """
    words: dict[int, float] = {}
    for rowid, share in by_words:
        words[rowid] = max(share, words.get(rowid, 0.0))
    scores = {
        rowid: by_meaning.get(rowid, 0.0) + weight * words.get(rowid, 0.0) for rowid in (*by_meaning, *words)
    }
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _folded(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop what says nearly the same as a better-ranked passage of another document or version."""
    kept: list[Candidate] = []
    sharing: dict[str, list[frozenset[str]]] = {}
    for candidate in candidates:
        bag = frozenset(terms(candidate.passage.view.text))
        first = _first(bag)
        if any(_alike(bag, other) for term in first for other in sharing.get(term, ())):
            continue
        kept.append(candidate)
        for term in first:
            sharing.setdefault(term, []).append(bag)
    return kept


def _first(bag: frozenset[str]) -> Sequence[str]:
    """Return so many terms, in one order for all bags, that two bags that are alike share one of them.

    Prefix filtering (Chaudhuri, Ganti and Kaushik 2006): exact, and a hundred candidates are no longer five
    thousand pairs.
    """
    # Long words first, since few bags share them; those of one length in one order for all.
    ordered = sorted(sorted(bag), key=len, reverse=True)
    return ordered[: len(ordered) - math.ceil(_ALIKE_TERMS * len(ordered)) + 1] or ("",)


_ALIKE_SIZE = 0.9
_ALIKE_TERMS = 0.95


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell near-duplicates by the overlap of their terms; a differing number is a differing statement, never
    a duplicate.
    """
    if not one or not other or min(len(one), len(other)) < _ALIKE_SIZE * max(len(one), len(other)):
        return one == other
    differ = one ^ other
    return len(one & other) >= _ALIKE_TERMS * len(one | other) and not any(
        any(char.isdigit() for char in term) for term in differ
    )


def _documents(candidates: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(candidate.passage.document for candidate in candidates))
