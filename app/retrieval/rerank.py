"""Put candidates in order by reading each together with the question.

Pure but for the reader it is given. What a reader finds likely and what search found strong are added: alone it takes a fluent neighbour
for the answer more often than both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.inference.protocols import CrossReader

SHARE = 0.25
"""What a reader's log odds count beside a strength that is a sum of cosines; anything from 0.12 to 0.6 orders about as well."""


@dataclass(frozen=True)
class Reread:
    """A candidate after it was read.

    Attributes:
        index: its number among the candidates given.
        odds: log odds that its window answers the question.
        strength: by which it is ordered.
    """

    index: int
    odds: float
    strength: float


def rerank(reader: CrossReader, question: str, windows: Sequence[str], strengths: Sequence[float], share: float = SHARE) -> list[Reread]:
    """Return the candidates, the likeliest first; of equals the one that came first stays first.

    Args:
        reader: reads each window once, about 5 ms each.
        question: as it was asked.
        windows: "title > heading: sentence with its neighbours" of each candidate.
        strengths: of each candidate by the search, on the scale of cosines.
        share: what the log odds count.
    """
    odds = reader.scores(question, windows)
    read = [
        Reread(index, one, strength + share * one)
        for index, (one, strength) in enumerate(zip(odds, strengths, strict=True))
    ]  # fmt: skip
    return sorted(read, key=lambda candidate: -candidate.strength)
