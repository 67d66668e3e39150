"""Questions that ask for the same thing, told by meaning.

Decision hidden: when two questions are the same: their vectors point nearly the same way and they name the same figures, since "the price
of a TQ-250" and "the price of a TQ-300" are nearly one direction and two questions. Invariant: the same questions in the same order fall
the same way. Pure; one thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.core.gaps import GapStatus
from app.core.text import numbers
from app.storage.gaps import GapState, Waiting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME = 0.75
"""Cosine from which two questions are one; see tests/integration/test_gaps.py for the pairs it was set on."""


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
        self._centres: NDArray[np.float32] = np.stack([vector for _, vector in placed]) if placed else np.zeros((0, 0), np.float32)
        self._sums = self._centres.copy()

    def add(self, one: Waiting) -> None:
        """Sort a question in; it must have a vector."""
        import numpy as np

        vector = one.vector
        if vector is None:
            raise ValueError("a question without a vector cannot be sorted in")
        figures = frozenset(numbers(one.question))
        count = len(self._ids)
        if count:
            likeness = self._centres[:count] @ vector
            for at in np.argsort(-likeness, kind="stable")[:8]:
                if likeness[at] < SAME:
                    break
                if self._figures[at] == figures:
                    self._groups[at].append(one)
                    self._sums[at] += vector
                    self._centres[at] = self._sums[at] / max(float(np.linalg.norm(self._sums[at])), 1e-12)
                    return
        if count == len(self._centres):
            # Room for twice as many, so that adding stays cheap.
            room = np.zeros((max(64, 2 * count), len(vector)), np.float32)
            room[:count] = self._centres[:count] if count else 0
            sums = room.copy()
            sums[:count] = self._sums[:count] if count else 0
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
        """Return which gaps turned out to be one, as (gap, into which); one that somebody works on is never joined into another."""
        import numpy as np

        touched = [at for at, group in enumerate(self._groups) if group]
        centres = self._centres[: len(self._ids)]
        into: dict[int, int] = {}
        for start in range(0, len(touched), 512):
            rows = touched[start : start + 512]
            near = np.argwhere(centres[rows] @ centres.T >= SAME)
            for row, other in sorted((max(rows[i], int(j)), min(rows[i], int(j))) for i, j in near if rows[i] != j):
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
