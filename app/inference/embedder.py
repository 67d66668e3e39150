"""Vectors of texts by an ONNX sentence encoder: mean over the tokens, then L2.

Invariants: a text's vector does not depend on what else is embedded with it, since each text is a run of its
own (a network whose values are rounded as they come would round them by the loudest text of a batch; and a
batch is no faster on few cores); no memory is kept between calls; nothing is sent anywhere. One call at a
time, from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import ModelMissing
from app.inference.manifest import NO_PREFIXES, Prefixes
from app.inference.network import frame, load_session, load_tokenizer, return_memory
from app.inference.protocols import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.inference.catalog import InstalledModel


class OnnxEmbedder:
    """An embedder whose model and tokeniser are files."""

    def __init__(
        self,
        model: Path,
        tokenizer: Path,
        id: str,
        sha256: str,
        *,
        dimensions: int = 384,
        max_tokens: int = 256,
        prefixes: Prefixes = NO_PREFIXES,
        threads: int = 0,
    ) -> None:
        """Load the model (0.3 s for MiniLM, 1 s for one with a vocabulary of many languages).

        Args:
            prefixes: what the model was taught to find before a question and before a passage.

        Raises:
            ModelMissing: a file is not there or is not what it should be.
        """
        self.id = id
        self.sha256 = sha256
        self.dimensions = dimensions
        self.max_tokens = max_tokens
        self._lock = threading.Lock()
        self._last: tuple[str, NDArray[np.float32]] | None = None
        if not tokenizer.is_file():
            raise ModelMissing(f"The embedder {id} is incomplete.", f"Run: citewell models install {id}")
        self._session = load_session(model, "embedder", id, threads)
        self._inputs = frozenset(one.name for one in self._session.get_inputs())
        self._tokenizer = load_tokenizer(tokenizer, id)
        head, self._tail = frame(self._tokenizer)
        self._question, self._passage = (
            [*head, *self._cut(prefix)] for prefix in (prefixes.question, prefixes.passage)
        )
        return_memory()

    def embed(self, texts: Sequence[str], *, asked: bool = False) -> NDArray[np.float32]:
        """Return one unit vector per text, in order: shape (len(texts), dimensions).

        Args:
            asked: the texts are questions, not passages.
        """
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        head = self._question if asked else self._passage
        with self._lock:
            for row, text in enumerate(texts):
                hidden = self._hidden(self._ids(head, text))
                if len(texts) == 1 and head == self._question:
                    # A question: it is embedded to search, and read a moment later to be compared word by
                    # word.
                    self._last = (text, hidden)
                mean = hidden.mean(axis=0, dtype=np.float32)
                vectors[row] = mean / max(np.linalg.norm(mean), 1e-12)
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the model made of each token of each text, in order; a text is read up to `max_tokens`.

        All are read as questions are, since words are likest where nothing but the words differs.
        """
        readings = []
        with self._lock:
            for text in texts:
                encoding = self._tokenizer.encode(text[: self.max_tokens * 200], add_special_tokens=False)
                ids = self._ids(self._question, text)
                kept = len(ids) - len(self._question) - len(self._tail)
                first = len(self._question)
                whole = (
                    self._last[1] if self._last is not None and self._last[0] == text else self._hidden(ids)
                )
                readings.append(Reading(whole[first : first + kept], tuple(encoding.offsets[:kept])))
        return readings

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has, without the special ones and without cutting it off."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each token of `text` stands, in characters, without the special ones."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).offsets)

    def _ids(self, head: list[int], text: str) -> list[int]:
        return [*head, *self._cut(text)[: self.max_tokens - len(head) - len(self._tail)], *self._tail]

    def _cut(self, text: str) -> list[int]:
        # A token of this vocabulary has at least one character, and a word of more than 100 is one unknown
        # token: a bound keeps a huge text from being tokenised only to be cut off.
        ids: list[int] = self._tokenizer.encode(text[: self.max_tokens * 200], add_special_tokens=False).ids
        return ids

    def _hidden(self, ids: list[int]) -> NDArray[np.float32]:
        """Return the last layer of one text: shape (tokens, dimensions)."""
        import numpy as np

        row = np.array([ids], dtype=np.int64)
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        (hidden,) = self._session.run(
            ["last_hidden_state"], {name: given[name] for name in given if name in self._inputs}
        )
        layer: NDArray[np.float32] = hidden[0]
        return layer


def load_embedder(model: InstalledModel, threads: int = 0) -> OnnxEmbedder:
    """Load an installed and verified embedder."""
    return OnnxEmbedder(
        model.folder / "model.onnx",
        model.folder / "tokenizer.json",
        model.id,
        model.sha256,
        dimensions=model.dimensions,
        max_tokens=model.max_tokens,
        prefixes=model.prefixes,
        threads=threads,
    )
