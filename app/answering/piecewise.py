"""A question of several parts answered piece by piece: each part searched and weighed like a question of its
own.

Decision hidden: when taking a question apart is better than leaving it whole. Invariant: of a question that
is one, or of whose parts none is answered, nothing is changed. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.answering.confidence import Calibrator, features
from app.answering.parts import Combined, Found, combine, parts
from app.core.access import Scope
from app.core.answers.answers import Evidence, Sentence
from app.retrieval.evidence import EvidenceFinder
from app.retrieval.search import Search
from app.retrieval.understanding import asked


class Piecewise:
    """Answers the parts of a question."""

    def __init__(
        self,
        search: Search,
        finder: Callable[[], EvidenceFinder],
        quoted: Callable[[Sequence[Evidence]], tuple[Sentence, ...]],
    ) -> None:
        """Args:
        quoted: gives the best sentences of some evidence as they stand.
        """
        self._search = search
        self._finder = finder
        self._quoted = quoted

    def ask(self, scope: Scope, question: str, calibrator: Calibrator, bar: float) -> Combined | None:
        """Return what the parts of a question have for an answer; None for a question that is one, and when
        no part has any.

        Args:
            bar: probability from which on a part counts as answered.
        """
        several = parts(asked(question))
        if len(several) == 1:
            return None
        combined = combine(several, partial(self._one, scope, calibrator), bar)
        return combined if combined.answered else None

    def _one(self, scope: Scope, calibrator: Calibrator, question: str) -> Found:
        ranked = self._search.rank(scope, question)
        finder = self._finder()
        evidence = finder.find(ranked.query, ranked.candidates)
        if not evidence:
            return Found((), (), 0.0)
        evidence = finder.read_alone(ranked.query, evidence)
        return Found(
            self._quoted(evidence), tuple(evidence), calibrator.probability(features(ranked.query, evidence))
        )
