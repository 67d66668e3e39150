"""Who may use the processor: a question first, then the embedding of documents, one batch of them at a time.

On few cores a generator and an embedder ruin each other: both become several times slower than one after the
other. The decision hidden here is how they take turns. Invariants: a question never waits for embedding;
embedding pauses between two small batches as long as a question is under way, though never so long that it
gets nowhere while one question follows the other; what is changed between questions (the model, the index) is
seen by a whole question or not at all; a wait ends soon after its work was cancelled. Any thread; the same
thread may begin a question within a question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.core.work import CancelToken
from app.inference.protocols import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOOK = 0.05
"""Seconds between two looks at a cancel, which cannot wake who waits."""

_LONGEST = 5.0
"""Seconds after which one small batch is embedded beside a question."""


class Turns:
    """The turns of one open workspace."""

    def __init__(self, longest: float = _LONGEST) -> None:
        """Begin with nobody at work.

        Args:
            longest: seconds for which embedding gives way to one question after the other.
        """
        self._longest = longest
        self._changed = threading.Condition()
        self._questions = 0
        self._embedding = False
        self._changing = False
        self._pauses = 0

    @property
    def pauses(self) -> int:
        """How often embedding has given way so far."""
        return self._pauses

    @contextmanager
    def question(self) -> Iterator[None]:
        """Go first, for as long as the block takes; waits only for a change that is being made between
        questions.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._changing)
            self._questions += 1
        try:
            yield
        finally:
            with self._changed:
                self._questions -= 1
                self._changed.notify_all()

    @contextmanager
    def embedding(self, cancel: CancelToken) -> Iterator[None]:
        """Be the only one to embed documents and to store their vectors, for as long as the block takes.

        Raises:
            Cancelled: before the turn came.
        """
        with self._changed:
            while self._embedding:
                cancel.raise_if_cancelled()
                self._changed.wait(_LOOK)
            self._embedding = True
        try:
            yield
        finally:
            with self._changed:
                self._embedding = False
                self._changed.notify_all()

    def give_way(self, cancel: CancelToken) -> None:
        """Wait until no question is under way, but no longer than makes sense.

        Raises:
            Cancelled.
        """
        with self._changed:
            self._pauses += self._questions > 0
            end = time.monotonic() + self._longest
            while self._questions and time.monotonic() < end:
                cancel.raise_if_cancelled()
                self._changed.wait(_LOOK)

    @contextmanager
    def between_questions(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Run the block while no question is under way and none can begin; keep it short.

        Raises:
            Cancelled: before the turn came.
        """
        with self._changed:
            while self._questions or self._changing:
                if cancel is not None:
                    cancel.raise_if_cancelled()
                self._changed.wait(_LOOK)
            self._changing = True
        try:
            yield
        finally:
            with self._changed:
                self._changing = False
                self._changed.notify_all()


def embed_in_turn(
    embedder: Embedder, texts: Sequence[str], turns: Turns, cancel: CancelToken, batch: int = 8
) -> NDArray[np.float32]:
    """Return one unit vector per text, in order, giving way to questions before each batch: shape
    (len(texts), dimensions).

    Args:
        batch: texts embedded without a look at whether somebody asks.

    Raises:
        Cancelled.
    """
    import numpy as np  # deferred: a command that embeds nothing must not pay for loading it

    vectors = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    # Texts of one length together, so that little of a batch is padding; a vector does not depend on its
    # neighbours.
    order = sorted(range(len(texts)), key=lambda row: (len(texts[row]), row))
    for start in range(0, len(order), batch):
        turns.give_way(cancel)
        cancel.raise_if_cancelled()
        rows = order[start : start + batch]
        vectors[rows] = embedder.embed([texts[row] for row in rows])
    return vectors
