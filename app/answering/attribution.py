"""What an answer owes to the knowledge units it cites: their conditions, exceptions and owners, and what
speaks against relying on them.

Invariants: what a unit says only under conditions is never told without them; an answer that rests on a unit
carries the approved exceptions to it that the actor may read, each in its own words and cited, or named in a
warning where there are too many; nothing is said of a unit outside the scope, not even that it exists. Reads
only. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.access import Scope
from app.core.answers.answers import Citation, Evidence, Grounding, Sentence
from app.core.documents.shown import Part
from app.core.language.directives import mute
from app.core.units.kinds import KINDS
from app.core.units.units import UNIT_ROOT, UnitStatus
from app.governance.masking import veiled
from app.governance.policy import sees_unit
from app.retrieval.evidence import evidence_of
from app.retrieval.sentences import SentenceSpan
from app.storage.documents import DocumentRecords
from app.storage.units import Standing, Units

_MOST_EXCEPTIONS = 3
"""Exceptions that are quoted; an answer with more of them is no answer any more, and names the rest."""

_TELLING = frozenset(field.title for field in KINDS["exception"].fields if field.id in ("when", "instead"))
"""The fields of an exception that are quoted."""

_UNDER = {
    (kind.id, field.title): next(one.title for one in kind.fields if one.id == field.under)
    for kind in KINDS.values()
    for field in kind.fields
    if field.under
}
"""By kind and title of a field: the title of the field without which its words must not be told."""

Split = Callable[[str, Sequence[Part]], Sequence[SentenceSpan]]


@dataclass(frozen=True)
class Attributed:
    """An answer's sentences with everything that the units they rest on ask for.

    Attributes:
        sentences: with owners and review days in their citations, the exceptions' last.
        evidence: of the exceptions, to be shown with the rest.
        warnings: plain sentences.
        standings: how each cited unit stood, for the run's receipt.
    """

    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()
    standings: tuple[Standing, ...] = ()


class Attribution:
    """Settles what is owed to units."""

    def __init__(self, units: Units, library: DocumentRecords, split: Split) -> None:
        self._units = units
        self._library = library
        self._split = split

    def settle(
        self, scope: Scope, sentences: Sequence[Sentence], evidence: Sequence[Evidence], today: date
    ) -> Attributed:
        """Return an answer's sentences with owners, exceptions and warnings; as they are where no unit is
        cited.

        Args:
            evidence: what was shown, which gives the place of the units cited.
            today: the day on which the answer is given.
        """
        cited = _cited(sentences)
        if not cited:
            return Attributed(tuple(sentences))
        brought, warnings = self._exceptions(scope, cited, evidence)
        whole = (
            *self._conditioned(scope, sentences),
            *(Sentence(item.words, Grounding.QUOTED, (citation_of(item),)) for item in brought),
        )
        standings = self._units.standings(scope, cited + [item.source for item in brought])
        for sentence in whole:
            for citation in sentence.citations:
                if citation.source in standings:
                    warnings += _doubts(scope, standings[citation.source], citation.title, today)
        owned = tuple(
            replace(
                sentence,
                citations=tuple(_owned(one, standings.get(one.source)) for one in sentence.citations),
            )
            for sentence in whole
        )
        return Attributed(owned, tuple(brought), tuple(dict.fromkeys(warnings)), tuple(standings.values()))

    def _exceptions(
        self, scope: Scope, cited: Sequence[str], evidence: Sequence[Evidence]
    ) -> tuple[list[Evidence], list[str]]:
        found = [
            (unit, exception)
            for unit, exception in self._units.exceptions(scope, cited)
            if exception not in cited
        ]
        brought: list[Evidence] = []
        named: list[str] = []
        for exception, unit in {exception: unit for unit, exception in found}.items():
            score = max((item.score for item in evidence if item.source == unit), default=0.0)
            said = (
                self._said(scope, exception, _TELLING, score)
                if len({item.source for item in brought}) < _MOST_EXCEPTIONS
                else []
            )
            if said:
                brought += said
            else:
                named.append(self._library.document(scope, exception).title)
        warnings = [f"There is an exception not quoted here: “{title}”." for title in named]
        return brought, warnings

    def _conditioned(self, scope: Scope, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Return the sentences, each that is true only under conditions with these behind it unless they are
        cited already.
        """
        told = {
            (one.source, one.heading[-1])
            for sentence in sentences
            for one in sentence.citations
            if one.heading
        }
        found: list[Sentence] = []
        for sentence in sentences:
            found.append(sentence)
            for citation in sentence.citations:
                title = _condition(citation)
                if not title or (citation.source, title) in told:
                    continue
                told.add((citation.source, title))
                found += [
                    Sentence(f"{title}: {item.words}", Grounding.QUOTED, (citation_of(item),))
                    for item in self._said(scope, citation.source, {title}, 0.0)
                ]
        return found

    def _said(self, scope: Scope, unit: str, titles: Collection[str], score: float) -> list[Evidence]:
        """Return the words of a unit's fields."""
        found = []
        for passage in self._library.passages_of(scope, unit):
            if passage.heading and passage.heading[-1] in titles:
                spans = self._split(passage.view.text, passage.view.parts)
                names = (passage.title, *passage.heading)
                silent = mute(passage.view.text, [(span.start, span.end) for span in spans], names=names)
                found += [
                    evidence_of(passage, (span.start, span.end), (span.start, span.end), score)
                    for span, muted in zip(spans, silent, strict=True)
                    if not muted
                ]
        return found


def _condition(citation: Citation) -> str:
    """Return the title of the field without which the words cited must not be told; empty for none."""
    if citation.kind != "unit" or not citation.heading:
        return ""
    kind, _, _ = citation.path.removeprefix(UNIT_ROOT).partition("/")
    return _UNDER.get((kind, citation.heading[-1]), "")


def _cited(sentences: Iterable[Sentence]) -> list[str]:
    return list(
        dict.fromkeys(
            one.source for sentence in sentences for one in sentence.citations if one.kind == "unit"
        )
    )


def _owned(citation: Citation, standing: Standing | None) -> Citation:
    return (
        citation
        if standing is None
        else replace(citation, owner=standing.owner_name, reviewed=standing.reviewed)
    )


def _doubts(scope: Scope, standing: Standing, title: str, today: date) -> list[str]:
    """Return what speaks against relying on a unit today."""
    now = today.isoformat()
    found = []
    if standing.status is UnitStatus.NEEDS_REVIEW:
        plain = sees_unit(scope, standing.owner, standing.authors)
        reason = standing.doubt if plain else veiled(standing.doubt)
        found.append(
            f"“{title}” needs review since {standing.doubt_since}: {reason.rstrip('.')}. Owner: {standing.owner_name}."
        )
    if standing.valid_until and standing.valid_until < now:
        found.append(
            f"“{title}” was valid until {standing.valid_until}; ask {standing.owner_name} whether it still is."
        )
    if standing.valid_from and standing.valid_from > now:
        found.append(f"“{title}” is only valid from {standing.valid_from}.")
    if standing.status is UnitStatus.APPROVED and standing.review_due and standing.review_due < now:
        found.append(f"“{title}” was due for review on {standing.review_due} and has not been reviewed.")
    return found


def citation_of(item: Evidence) -> Citation:
    """Return the citation of a whole evidence sentence."""
    return Citation(
        source=item.source, kind=item.kind, version=item.version, label=item.label, title=item.title, path=item.path, page=item.page,
        heading=item.heading, start=item.start, end=item.end, quote=item.quote, as_of=item.as_of, shown=item.shown,
    )  # fmt: skip
