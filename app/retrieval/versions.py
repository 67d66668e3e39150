"""Versions of documents in one question: what does not hold is no evidence, and the answer says what holds
and since when.

Decision hidden: how much of a document is looked at to tell its standing, when words of an older one are met
by a newer one, and how it is told. Invariants: nothing is read outside the scope that the candidates came
through; what a warning names was among them; same question, same state, same day: same result. Used by one
thread at a time.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from app.core.access import Scope
from app.core.answers.answers import Citation, Evidence, Grounding, Sentence
from app.core.documents.documents import Label, Passage
from app.core.documents.holding import Holding, Known, holding
from app.core.documents.standing import OPENING, Standing, standing_of
from app.core.language.facts import content
from app.retrieval import contradictions
from app.retrieval.sentences import SentenceSpan
from app.storage.documents import DocumentRecords

if TYPE_CHECKING:
    from app.retrieval.evidence import Candidate

Split = Callable[[str], Sequence[SentenceSpan]]

_KEPT = 4_000
"""Versions whose standing is kept; it never changes."""

_MET = 0.8
"""Words of a document of which a part no longer holds give way to words of the newer one that speak to the
question nearly as much.
"""

_NEAR = 5
"""A document that was left out is told when it was among so many that came first."""

_MOST_TOLD = 3
_MOST_AMENDING = 3
_ALIKE = 0.5
_QUOTED = re.compile(r"[\"“„«‘']([^\"”“»’']{1,200})[\"”“»’']")
_SECTION = re.compile(
    r"(?:\b(?:section|article|clause|paragraph|rule|chapter|item|no|abschnitt|artikel|ziffer)\b\.?|§+)\s*(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:section|article|clause|paragraph|§)?\s*(\d+(?:\.\d+)*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Weighed:
    """Which of the documents that a question found hold, and what is to be said of it.

    Attributes:
        holding: by documents' ids.
        known: the documents, by id.
        passages: of the documents that change, or may contradict, another one.
        left_out: documents that nothing replaces and that do not hold, which were among the first.
        named: documents that a finished answer names without citing them, each with its label.
    """

    holding: Holding = field(default_factory=Holding)
    known: Mapping[str, Known] = field(default_factory=dict)
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    named: tuple[tuple[str, Label], ...] = ()

    def settled(self, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence without what a newer document says as well, where a part of the older one no longer
        holds.
        """
        if not self.holding.in_part:
            return tuple(evidence)
        best: dict[str, float] = {}
        for item in evidence:
            best[item.source] = max(best.get(item.source, 0.0), item.score)
        met = [
            max((best.get(newer, 0.0) for newer in self.holding.in_part.get(item.source, ())), default=0.0)
            for item in evidence
        ]
        return tuple(
            item for item, other in zip(evidence, met, strict=True) if not other or other < _MET * item.score
        )

    def finish(self, sentences: Sequence[Sentence], split: Split) -> Finished:
        """Return an answer's sentences with those that amend them, and what is to be said of the documents
        that it cites.
        """
        cited = {
            citation.source: citation
            for sentence in sentences
            for citation in sentence.citations
            if citation.source in self.known
        }
        told: list[str] = []
        named: list[str] = list(self.left_out)
        for source in cited:
            named += self._told(source, told)
        for source in self.left_out:
            one = self.known[source]
            said = one.standing.word or "superseded"
            told.append(
                f"“{one.title}” was left out because it is marked {said}. Ask for it by name to see what it said."
            )
        amending: list[Evidence] = []
        for sentence in sentences:
            for citation in sentence.citations:
                amending += self._amending(citation, split)
                for other, quote in self._contradicted(citation, split):
                    file = self._named(self.known[other])
                    told.append(f"{file} differs: “{quote}” Neither says which one is valid.")
                    named.append(other)
        spoken = {
            (citation.source, citation.start) for sentence in sentences for citation in sentence.citations
        }
        fresh = {
            (item.source, item.start): item for item in amending if (item.source, item.start) not in spoken
        }
        brought = tuple(fresh.values())[:_MOST_AMENDING]
        added = [
            Sentence(" ".join(item.quote.split()), Grounding.QUOTED, (_citation(item),)) for item in brought
        ]
        labels = tuple((one, self.labels[one]) for one in dict.fromkeys(named))
        return Finished(
            (*sentences, *added), brought, tuple(dict.fromkeys(told)), replace(self, named=labels)
        )

    def _told(self, source: str, told: list[str]) -> list[str]:
        """Add what is to be said of a cited document; return the other documents that this names."""
        one = self.known[source]
        title, words = one.title, self._words(one)
        replaced = self.holding.replaced.get(source, ())[:_MOST_TOLD]
        holder = self.holding.asked.get(source)
        in_part, amended = self.holding.in_part.get(source, ()), self.holding.amended.get(source, ())
        if holder:
            now, since = self._words(self.known[holder], one), self.known[holder].standing.effective
            if since:
                told.append(f"{words} is no longer valid: {now} has been valid since {since}.")
            else:
                told.append(f"{words} is no longer valid: {now} is.")
        elif holder == "":
            told.append(f"“{title}” is marked {one.standing.word}: its content may no longer be valid.")
        elif replaced:
            others, since = (
                _listed([self._words(self.known[old], one) for old in replaced]),
                one.standing.effective,
            )
            if since:
                told.append(f"{words} has been valid since {since}; it replaced {others}.")
            else:
                told.append(f"{words} is valid; it replaced {others}.")
        for newer in in_part:
            told.append(f"“{title}” is partly out of date: see “{self.known[newer].title}” for the changes.")
        for newer in amended:
            told.append(f"“{title}” was amended by “{self.known[newer].title}”.")
        return [*([holder] if holder else [] if holder == "" else replaced), *in_part, *amended]

    def _words(self, one: Known, beside: Known | None = None) -> str:
        """Return a document as a sentence names it; beside another of the same title, by its version, day or
        file alone.
        """
        version = f"version {one.standing.version_words}" if one.standing.version else ""
        if beside is not None and beside.title == one.title:
            return version or (
                f"the one of {one.standing.effective}"
                if one.standing.effective
                else f"“{PurePath(one.path).name}”"
            )
        same = any(other.title == one.title for other in self.known.values() if other.id != one.id)
        return f"“{one.title}”" + (
            f", {version}," if version else f" ({PurePath(one.path).name})" if same else ""
        )

    def _amending(self, citation: Citation, split: Split) -> Iterator[Evidence]:
        """Yield the sentences of amendments that change the words of a citation."""
        for source in self.holding.amended.get(citation.source, ()):
            for passage in self.passages.get(source, ()):
                for span in split(passage.text):
                    words = passage.text[span.start : span.end]
                    if _changes(words, citation):
                        yield _evidence(passage, span)

    def _contradicted(self, citation: Citation, split: Split) -> Iterator[tuple[str, str]]:
        """Yield another version of a cited document that says otherwise and its words, where nothing says
        which of them holds.
        """
        group = next((one for one in self.holding.unsettled if citation.source in one), frozenset())
        others = sorted(group - {citation.source})
        if not others:
            return
        own = [
            one
            for one in self._statements(citation.source, split)
            if one.start < citation.end and citation.start < one.end
        ]
        for other in others:
            for _, place in contradictions.differences(own, self._statements(other, split)):
                yield other, " ".join(place.quote.split())

    @staticmethod
    def _named(one: Known) -> str:
        return f"“{one.title}” ({PurePath(one.path).name})"

    def _statements(self, source: str, split: Split) -> list[contradictions.Statement]:
        sentences = [
            contradictions.Sentence(
                passage,
                passage.start + span.start,
                passage.start + span.end,
                passage.text[span.start : span.end],
            )
            for passage in self.passages.get(source, ())
            for span in split(passage.text)
        ]
        return contradictions.statements(sentences, [self.known[source].title])


@dataclass(frozen=True)
class Finished:
    """An answer's sentences, the evidence that came with them, plain sentences about it, and the versions
    with what they name.
    """

    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    warnings: tuple[str, ...]
    versions: Weighed


class Versions:
    """Tells which documents hold."""

    def __init__(self, library: DocumentRecords, today: Callable[[], date] | None = None) -> None:
        self._library = library
        self._today = today or (lambda: datetime.now(UTC).date())
        self._kept: OrderedDict[tuple[str, bool], Standing] = OrderedDict()

    def weigh(
        self, scope: Scope, question: str, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], Weighed]:
        """Return candidates without those of documents that give way, in their order, and which documents
        hold.

        Args:
            scope: that the candidates came through.
            candidates: best first.
        """
        firsts: dict[str, Passage] = {}
        for candidate in candidates:
            if candidate.passage.kind == "document":
                firsts.setdefault(candidate.passage.document, candidate.passage)
        if not firsts:
            return list(candidates), Weighed()
        standings = self._standings(scope, list(firsts.values()))
        known = {
            id_: Known(id_, one.title, one.path, standings[one.version])
            for id_, one in firsts.items()
            if one.version in standings
        }
        held = holding(question, known.values(), self._today())
        kept = [one for one in candidates if one.passage.document not in held.gives_way]
        near = list(firsts)[:_NEAR]
        left_out = tuple(id_ for id_ in near if held.gives_way.get(id_) == "" and known[id_].standing.word)
        speaking = {id_ for group in held.unsettled for id_ in group} | {
            id_ for newer in held.amended.values() for id_ in newer
        }
        passages: dict[str, list[Passage]] = {id_: [] for id_ in speaking}
        for one in candidates:
            if one.passage.document in passages:
                passages[one.passage.document].append(one.passage)
        named = {id_: tuple(found) for id_, found in passages.items()}
        return kept, Weighed(held, known, named, {id_: one.label for id_, one in firsts.items()}, left_out)

    def _standings(self, scope: Scope, passages: Sequence[Passage]) -> dict[str, Standing]:
        missing = [one for one in passages if (one.version, scope.unmasked) not in self._kept]
        if missing:
            openings = self._library.beginnings(scope, missing, OPENING)
            properties = self._library.properties_of(scope, missing)
            for one in missing:
                standing = standing_of(
                    properties.get(one.version, {}), openings[one.version], one.title, one.path
                )
                self._kept[one.version, scope.unmasked] = standing
        found = {}
        for one in passages:
            self._kept.move_to_end((one.version, scope.unmasked))
            found[one.version] = self._kept[one.version, scope.unmasked]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found


def _changes(words: str, citation: Citation) -> bool:
    """Tell whether a sentence of an amendment changes cited words: it quotes some of them, names their
    section, or speaks of the same.
    """
    quoted = [" ".join(one.casefold().split()) for one in _QUOTED.findall(words)]
    cited = " ".join(citation.quote.casefold().split())
    if any(len(one) > 1 and one in cited for one in quoted):
        return True
    sections = _SECTION.findall(words)
    heading = [match[1] for one in citation.heading if (match := _LEADING.match(one))]
    if sections and heading:
        return any(one in heading for one in sections) and not quoted
    own, theirs = frozenset(content(words)), frozenset(content(citation.quote))
    return bool(theirs) and not quoted and len(own & theirs) >= max(2.0, _ALIKE * len(theirs))


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _evidence(passage: Passage, span: SentenceSpan) -> Evidence:
    start, end = passage.start + span.start, passage.start + span.end
    quote = passage.text[span.start : span.end]
    return Evidence(
        passage=passage.id, source=passage.document, version=passage.version, label=passage.label, title=passage.title, path=passage.path,
        page=passage.page, heading=passage.heading, start=start, end=end, quote=quote, score=0.0, similarity=0.0, coverage=0.0,
        as_of=passage.as_of, window_start=start, window_end=end, window=quote, kind=passage.kind,
    )  # fmt: skip


def _citation(item: Evidence) -> Citation:
    return Citation(
        source=item.source, kind=item.kind, version=item.version, label=item.label, title=item.title, path=item.path, page=item.page,
        heading=item.heading, start=item.start, end=item.end, quote=item.quote, as_of=item.as_of,
    )  # fmt: skip
