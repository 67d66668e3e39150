"""The reader and the search decide together, and equals keep their order."""

from __future__ import annotations

from collections.abc import Sequence

from app.retrieval.rerank import rerank


class Lengths:
    """A reader to whom a window is the likelier the longer it is."""

    id = "lengths"

    def scores(self, question: str, windows: Sequence[str]) -> list[float]:
        return [float(len(window) - len(question)) for window in windows]


def test_odds_and_strength_are_added() -> None:
    read = rerank(Lengths(), "ab", ["a", "abcd", "abcdef"], [0.9, 0.5, 0.0], share=0.1)
    assert [(one.index, one.odds) for one in read] == [(0, -1.0), (1, 2.0), (2, 4.0)]
    read = rerank(Lengths(), "ab", ["a", "abcd", "abcdef"], [0.9, 0.5, 0.0], share=1.0)
    assert [one.index for one in read] == [2, 1, 0]
    assert read[0].strength == 4.0


def test_equals_keep_their_order_and_nothing_gives_nothing() -> None:
    assert [one.index for one in rerank(Lengths(), "q", ["b", "a", "c"], [1.0, 1.0, 1.0])] == [0, 1, 2]
    assert rerank(Lengths(), "q", [], []) == []
