"""Tells of passages that were kept from an answer because they give orders to the program.

The decision hidden here is when that is worth telling: where the passage was among the nearest and its
silenced words share enough with the question that they might have answered it. Thread: the finder's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from app.core.documents.documents import Passage
from app.core.language.directives import place
from app.retrieval.evidence import Candidate, EvidenceFinder, held_share, stems_in
from app.retrieval.question import Query

AMONG = 8
"""Candidates, best first, that are looked at."""

SHARE = 0.45
"""Weighted share of the question's terms that the silenced words must hold."""


def set_aside(finder: EvidenceFinder, query: Query, candidates: Sequence[Candidate]) -> list[str]:
    """Return a plain sentence for each document near the question of which a passage was kept from the
    answer.

    Args:
        finder: has just looked for the evidence of this question.
        query: the question.
        candidates: what search found, best first.
    """
    silenced = ((one.passage, stems_in(finder.muted(one.passage))) for one in candidates[:AMONG])
    names = dict.fromkeys(
        _name(passage) for passage, held in silenced if held and _share(query, held) >= SHARE
    )
    return [_told(name) for name in names]


def _told(name: str) -> str:
    return f"A passage of “{name}” contains instructions to an answering program and was not used."


def _name(passage: Passage) -> str:
    """Return what a document is called; a title that is itself an order names nothing."""
    return place(passage.title, ())[0] or PurePath(passage.path).name


def _share(query: Query, held: frozenset[str]) -> float:
    total = sum(query.weight(term) for term in query.terms) or 1.0
    return sum(query.weight(term) * held_share(term, held) for term in query.terms) / total
