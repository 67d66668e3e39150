"""The embedder as ingestion has it: in small steps, each of which lets a question go first.

Invariant: the vectors are those of the embedder itself, because a text's vector does not depend on what is embedded with it.
Any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.precedence import Precedence
from app.inference.protocols import Embedder, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 16
"""Texts embedded before a question is looked for: about a third of a second on two cores. They are sorted by length within
the step, so that a smaller one would pad more."""


class PatientEmbedder:
    """Embeds when nobody waits for an answer."""

    def __init__(self, embedder: Embedder, precedence: Precedence) -> None:
        self._embedder = embedder
        self._precedence = precedence

    @property
    def id(self) -> str:
        """The embedder's catalogue id."""
        return self._embedder.id

    @property
    def sha256(self) -> str:
        """Of the model's file."""
        return self._embedder.sha256

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    @property
    def max_tokens(self) -> int:
        """How much of a text is read."""
        return self._embedder.max_tokens

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text, in order: shape (len(texts), dimensions)."""
        import numpy as np  # takes a tenth of a second that a start has no use for

        steps = []
        for at in range(0, max(len(texts), 1), STEP):
            self._precedence.give_way()
            steps.append(self._embedder.embed(texts[at : at + STEP]))
        return steps[0] if len(steps) == 1 else np.concatenate(steps)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the model made of each token of each text, in order."""
        return self._embedder.read(texts)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has."""
        return self._embedder.count_tokens(text)
