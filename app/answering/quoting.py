"""Evidence as an answer without a model: the best sentences as they stand, the first one with its neighbours.

Decision hidden: how many sentences are an answer. Their strengths are odds against each other, so sentences
are added until one of them is the right one often enough; one that is far ahead stands alone. Invariant:
every sentence is a quotation with its citation. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.answering.attribution import citation_of
from app.core.answers.answers import Citation, Evidence, Grounding, Sentence
from app.core.documents.documents import BlockKind
from app.core.language.directives import is_directive

MOST = 3
"""Sentences of evidence quoted at most."""

ENOUGH = 0.8
"""Share of the evidence's odds from which no further sentence is needed."""

LEAST = 0.12
"""Share below which a sentence is not worth reading behind the better ones."""

AROUND = 250
"""Characters that a sentence and its neighbours may have together."""

_ALONE = frozenset({BlockKind.TABLE_ROW.value, BlockKind.HEADING.value})
"""What is read by itself: the row beside it is about something else."""


def quoted(evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """Return the best sentences as they stand, best first; the neighbours of the first one follow it."""
    odds = [min(item.score, 0.999999) / (1.0 - min(item.score, 0.999999)) for item in evidence]
    total = sum(odds) or 1.0
    found: list[Sentence] = []
    sure = 0.0
    for number, item in enumerate(evidence[:MOST]):
        share = odds[number] / total
        if number and (sure >= ENOUGH or share < LEAST):
            break
        sure += share
        found.append(Sentence(item.words, Grounding.QUOTED, (citation_of(item),)))
        if not number:
            found += [Sentence(one.words, Grounding.QUOTED, (one,)) for one in neighbours(item)]
    return tuple({(one.citations[0].source, one.citations[0].start): one for one in found}.values())


def neighbours(item: Evidence) -> Iterator[Citation]:
    """Yield what stands directly behind a sentence and before it, as far as that is short; nothing for a row
    of a table.
    """
    place = item.within
    start, end = place.sentence
    low, high = place.window
    if any(part.kind in _ALONE and part.start < end and start < part.end for part in place.view.parts):
        return
    left = AROUND - (end - start)
    for first, last in ((end, high), (low, start)):
        words = place.view.text[first:last]
        inside = any(
            part.kind in _ALONE and part.start < last and first < part.end for part in place.view.parts
        )
        if len(words.split()) < 2 or len(words) > left or inside or is_directive(words):
            continue
        left -= len(words)
        first, last = first + len(words) - len(words.lstrip()), first + len(words.rstrip())
        raw = place.range(first, last)
        quote = place.view.raw[raw[0] - place.base : raw[1] - place.base]
        yield replace(
            citation_of(item), start=raw[0], end=raw[1], quote=quote, shown=place.view.text[first:last]
        )
