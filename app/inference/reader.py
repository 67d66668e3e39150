"""Reads a question and a window of text together and says how surely the window answers it.

Invariants: a window's score does not depend on the windows it is scored with, since each pair is a run of its
own; the same files give the same scores; nothing is sent anywhere. One call at a time, from any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.inference.network import frame, load_session, load_tokenizer, return_memory

if TYPE_CHECKING:
    from app.inference.catalog import InstalledModel

FILE = "reader.onnx"
"""The network's file in its model's folder."""

QUESTION_TOKENS = 36
WINDOW_TOKENS = 88
"""What is read of either text, as in training; the rest is cut off."""

_MOST_CHARS = 200
"""A token of this vocabulary has at least one character, a word of more than 100 is one: a bound spares
tokenising what is cut off.
"""


class OnnxCrossReader:
    """A cross-reader whose network and tokeniser are files."""

    def __init__(self, network: Path, tokenizer: Path, id: str, sha256: str, *, threads: int = 0) -> None:
        """Load them (0.3 s).

        Raises:
            ModelMissing: a file is not there or is not what it should be.
        """
        self.id = id
        self.sha256 = sha256
        self._lock = threading.Lock()
        self._session = load_session(network, "reader", id, threads)
        self._tokenizer = load_tokenizer(tokenizer, id)
        self._head, self._tail = frame(self._tokenizer)
        return_memory()

    def scores(self, question: str, windows: Sequence[str]) -> list[float]:
        """Return for each window the log odds that it answers the question; about 5 ms each.

        Args:
            question: as it was asked.
            windows: "title > heading: text"; the text a sentence, or one with its neighbours.
        """
        import numpy as np  # deferred with the libraries that load with it

        asked = [
            *self._head,
            *self._cut(question, QUESTION_TOKENS - len(self._head) - len(self._tail)),
            *self._tail,
        ]
        scores = []
        with self._lock:
            for window in windows:
                read = [*self._cut(window, WINDOW_TOKENS), *self._tail]
                ids = np.array([[*asked, *read]], dtype=np.int64)
                sides = np.array([[0] * len(asked) + [1] * len(read)], dtype=np.int64)
                (score,) = self._session.run(["score"], {"input_ids": ids, "token_type_ids": sides})
                scores.append(float(score.item()))
        return scores

    def _cut(self, text: str, most: int) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text[: most * _MOST_CHARS], add_special_tokens=False).ids
        return ids[:most]


def load_reader(model: InstalledModel, threads: int = 0) -> OnnxCrossReader | None:
    """Load the reader that came with an installed and verified embedder; None for an embedder that has
    none.
    """
    if FILE not in model.files:
        return None
    path = model.folder / FILE
    return OnnxCrossReader(path, model.folder / "tokenizer.json", model.id, model.sha256, threads=threads)
