"""Questions that ask for the same thing, told by meaning.

Decision hidden: when two questions are the same: their vectors point nearly the same way and they name the
same figures, since "the price of a TQ-250" and "the price of a TQ-300" are nearly one direction and two
questions. Invariant: the same questions in the same order fall the same way. Pure; one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.core.inquiry.gaps import GapStatus
from app.core.language.text import numbers
from app.core.work import CancelToken
from app.storage.gaps import GapState, Waiting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME = 0.84
"""Cosine from which two questions are one. Of eight pairs of paraphrases seven reach it (0.87 and more; one
has 0.76), of eight pairs that ask for something else about the same thing none does (0.81 at most); parting
one question costs less than
joining two.
"""

_BLOCK = 256
"""Questions compared at once, between two looks at whether to stop."""


class Clusters:
    """Sorts questions into gaps that are there, or into new ones."""

    def __init__(self, known: Sequence[GapState], new_id: Callable[[Waiting], str]) -> None:
        """Take the gaps that there are; those without a vector take no questions."""
        # numpy costs a command line that only lists something 0.1 s.
        import numpy as np

        placed = [(gap, gap.vector) for gap in known if gap.vector is not None]
        self._states = {gap.id: gap for gap, _ in placed}
        self._ids = [gap.id for gap, _ in placed]
        self._figures = [frozenset(numbers(gap.question)) for gap, _ in placed]
        self._groups: list[list[Waiting]] = [[] for _ in placed]
        self._new_id = new_id
        self.new: set[str] = set()
        """Gaps that are new."""
        self._centres: NDArray[np.float32] = (
            np.stack([vector for _, vector in placed]) if placed else np.zeros((0, 0), np.float32)
        )
        self._sums = self._centres.copy()

    def add(self, questions: Sequence[Waiting], cancel: CancelToken) -> None:
        """Sort questions in, in their order; each must have a vector.

        Raises:
            Cancelled.
        """
        import numpy as np

        for start in range(0, len(questions), _BLOCK):
            cancel.raise_if_cancelled()
            block = questions[start : start + _BLOCK]
            vectors = np.stack([one.vector for one in block if one.vector is not None])
            if len(vectors) != len(block):
                raise ValueError("a question without a vector cannot be sorted in")
            # Compared with the gaps as they stood before the block all at once, and one by one with those
            # that it makes.
            before = len(self._ids)
            if not before and not len(self._centres):
                self._centres = self._sums = np.zeros((0, vectors.shape[1]), np.float32)
            known = self._centres[:before] @ vectors.T if before else np.zeros((0, len(block)), np.float32)
            for at, one in enumerate(block):
                fresh = self._centres[before : len(self._ids)] @ vectors[at]
                self._sort_in(one, vectors[at], np.concatenate([known[:, at], fresh]))

    def _sort_in(self, one: Waiting, vector: NDArray[np.float32], likeness: NDArray[np.float32]) -> None:
        import numpy as np

        figures = frozenset(numbers(one.question))
        near = np.flatnonzero(likeness >= SAME)
        for at in near[np.argsort(-likeness[near], kind="stable")]:
            if self._figures[at] == figures:
                self._groups[at].append(one)
                self._sums[at] += vector
                self._centres[at] = self._sums[at] / max(float(np.linalg.norm(self._sums[at])), 1e-12)
                return
        count = len(self._ids)
        if count == len(self._centres):
            # Room for twice as many, so that adding stays cheap.
            room = np.zeros((max(_BLOCK, 2 * count), len(vector)), np.float32)
            sums = room.copy()
            if count:
                room[:count], sums[:count] = self._centres, self._sums
            self._centres, self._sums = room, sums
        self._centres[count] = self._sums[count] = vector
        key = self._new_id(one)
        self._ids.append(key)
        self._figures.append(figures)
        self._groups.append([one])
        self.new.add(key)

    def placed(self) -> Iterator[tuple[str, list[Waiting]]]:
        """Yield each gap with the questions sorted into it."""
        yield from zip(self._ids, self._groups, strict=True)

    def join(self) -> list[tuple[str, str]]:
        """Return which gaps turned out to be one, as (gap, into which); one that somebody works on is never
        joined into another.
        """
        import numpy as np

        touched = [at for at, group in enumerate(self._groups) if group]
        centres = self._centres[: len(self._ids)]
        into: dict[int, int] = {}
        for start in range(0, len(touched), 512):
            rows = touched[start : start + 512]
            near = np.argwhere(centres[rows] @ centres.T >= SAME)
            for row, other in sorted(
                (max(rows[i], int(j)), min(rows[i], int(j))) for i, j in near if rows[i] != j
            ):
                late, early = _root(into, row), _root(into, other)
                if late == early or self._figures[late] != self._figures[early]:
                    continue
                late, early = max(late, early), min(late, early)
                if self._free(late) and self._takes(early):
                    into[late] = early
        return [(self._ids[late], self._ids[_root(into, late)]) for late in sorted(into)]

    def reopened(self) -> list[str]:
        """Return the gaps that were answered and whose question was not answered again since."""
        return [
            state.id
            for key, group in zip(self._ids, self._groups, strict=True)
            if (state := self._states.get(key)) is not None
            and state.status is GapStatus.ANSWERED
            and any(one.at > state.settled for one in group)
        ]

    def _free(self, at: int) -> bool:
        state = self._states.get(self._ids[at])
        return state is None or (state.status is GapStatus.OPEN and not state.unit)

    def _takes(self, at: int) -> bool:
        state = self._states.get(self._ids[at])
        return state is None or state.status.waits


def _root(into: dict[int, int], at: int) -> int:
    while at in into:
        at = into[at]
    return at
