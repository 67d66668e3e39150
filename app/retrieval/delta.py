"""Vectors that are newer than the index's generation, compared one by one.

Decision hidden: they stand in arrays that double when they are full, so that a change costs what it brings
and not what has gathered before. Invariant: after the same changes the arrays are the same whether they grew
or were read at once, so that a similarity is the same to the last bit. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.core.documents.documents import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Delta:
    """Rows with their vectors, label by label, in the order they were written."""

    def __init__(self, after: int = 0) -> None:
        """Take the last row that the generation knows of."""
        self._after = after
        self._read_to = after
        self._parts: dict[Label, _Rows] = {}

    @property
    def after(self) -> int:
        """The last row that the generation knows of."""
        return self._after

    @property
    def read_to(self) -> int:
        """The last row that was taken in."""
        return self._read_to

    def __len__(self) -> int:
        return sum(len(part) for part in self._parts.values())

    def add(self, rowids: NDArray[np.int64], labels: NDArray[np.int8], vectors: NDArray[np.float32]) -> None:
        """Take in rows that come after all others; row i of each argument belongs together."""
        import numpy as np  # deferred: a command that never searches should not pay for loading it

        for value in np.unique(labels).tolist():
            mine = labels == value
            self._parts.setdefault(Label(value), _Rows(vectors.shape[1])).append(rowids[mine], vectors[mine])
        self._read_to = int(rowids[-1])

    def keep(self, live: NDArray[np.int64]) -> None:
        """Drop the rows that are not among these."""
        for part in self._parts.values():
            part.keep(live)

    def of(self, label: Label) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield the rows of a label with their vectors, or nothing when there are none."""
        part = self._parts.get(label)
        if part is not None and len(part):
            yield part.view()


class _Rows:
    """An array of rows that grows."""

    def __init__(self, dimensions: int) -> None:
        import numpy as np  # deferred as above

        self._count = 0
        self._rowids = np.empty(64, dtype=np.int64)
        self._vectors = np.empty((64, dimensions), dtype=np.float32)

    def __len__(self) -> int:
        return self._count

    def view(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return self._rowids[: self._count], self._vectors[: self._count]

    def append(self, rowids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        import numpy as np  # deferred as above

        end = self._count + len(rowids)
        if end > len(self._rowids):
            room = max(end, 2 * len(self._rowids))
            old_rowids, old_vectors = self.view()
            self._rowids = np.empty(room, dtype=np.int64)
            self._vectors = np.empty((room, vectors.shape[1]), dtype=np.float32)
            self._rowids[: self._count], self._vectors[: self._count] = old_rowids, old_vectors
        self._rowids[self._count : end], self._vectors[self._count : end] = rowids, vectors
        self._count = end

    def keep(self, live: NDArray[np.int64]) -> None:
        import numpy as np  # deferred as above

        rowids, vectors = self.view()
        stays = np.isin(rowids, live)
        if stays.all():
            return
        self._count = int(stays.sum())
        self._rowids[: self._count], self._vectors[: self._count] = rowids[stays], vectors[stays]
