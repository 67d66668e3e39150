"""Vectors of texts by an ONNX sentence encoder: mean over the tokens, then L2.

Invariants: a text's vector does not depend on what else is embedded with it, since each text is a run of its own (a network whose values
are rounded as they come would round them by the loudest text of a batch; and a batch is no faster on few cores); no memory is kept
between calls; nothing is sent anywhere. One call at a time, from any thread.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import ModelMissing
from app.inference.machine import cores
from app.inference.protocols import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.inference.catalog import InstalledModel


class OnnxEmbedder:
    """An embedder whose model and tokeniser are files."""

    def __init__(
        self, model: Path, tokenizer: Path, id: str, sha256: str, *, dimensions: int = 384, max_tokens: int = 256, threads: int = 0
    ) -> None:
        """Load the model (0.3 s for MiniLM).

        Raises:
            ModelMissing: a file is not there or is not what it should be.
        """
        # Newer releases report usage to their maker unless told otherwise before the import.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # numpy, onnxruntime and tokenizers take half a second to import; a command that embeds nothing must not pay it.
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors
        from tokenizers import Tokenizer

        self.id = id
        self.sha256 = sha256
        self.dimensions = dimensions
        self.max_tokens = max_tokens
        self._lock = threading.Lock()
        self._last: tuple[str, NDArray[np.float32]] | None = None
        if not model.is_file() or not tokenizer.is_file():
            raise ModelMissing(f"The embedder {id} is not complete.", f"Run: citewell models install {id}")
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        options.intra_op_num_threads = threads or cores()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except (onnx_errors.Fail, onnx_errors.InvalidProtobuf, onnx_errors.InvalidGraph, onnx_errors.NoSuchFile) as error:
            raise ModelMissing(f"The embedder {id} cannot be loaded: {error}", f"Run: citewell models install {id}") from error
        self._inputs = frozenset(one.name for one in self._session.get_inputs())
        self._tokenizer = _load_tokenizer(Tokenizer, tokenizer, id)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._head, self._tail = self._frame()
        _return_memory()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text, in order: shape (len(texts), dimensions)."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        with self._lock:
            for row, text in enumerate(texts):
                hidden = self._hidden(self._ids(text))
                if len(texts) == 1:
                    # A question: it is embedded to search, and read a moment later to be compared word by word.
                    self._last = (text, hidden)
                mean = hidden.mean(axis=0, dtype=np.float32)
                vectors[row] = mean / max(np.linalg.norm(mean), 1e-12)
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return what the model made of each token of each text, in order; a text is read up to `max_tokens`."""
        readings = []
        with self._lock:
            for text in texts:
                encoding = self._tokenizer.encode(text[: self.max_tokens * 200], add_special_tokens=False)
                ids = self._ids(text)
                kept = len(ids) - len(self._head) - len(self._tail)
                first = len(self._head)
                whole = self._last[1] if self._last is not None and self._last[0] == text else self._hidden(ids)
                readings.append(Reading(whole[first : first + kept], tuple(encoding.offsets[:kept])))
        return readings

    def count_tokens(self, text: str) -> int:
        """Return how many tokens `text` has, without the special ones and without cutting it off."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each token of `text` stands, in characters, without the special ones."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).offsets)

    def _frame(self) -> tuple[list[int], list[int]]:
        """Return the special tokens that go before and after a text."""
        encoding = self._tokenizer.encode("a")
        special = list(encoding.special_tokens_mask)
        inner = special.index(0)
        return list(encoding.ids[:inner]), list(encoding.ids[inner + special[inner:].count(0) :])

    def _ids(self, text: str) -> list[int]:
        # A token of this vocabulary has at least one character, and a word of more than 100 is one unknown token: a bound keeps a
        # huge text from being tokenised only to be cut off.
        ids = self._tokenizer.encode(text[: self.max_tokens * 200], add_special_tokens=False).ids
        return [*self._head, *ids[: self.max_tokens - len(self._head) - len(self._tail)], *self._tail]

    def _hidden(self, ids: list[int]) -> NDArray[np.float32]:
        """Return the last layer of one text: shape (tokens, dimensions)."""
        import numpy as np

        row = np.array([ids], dtype=np.int64)
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        (hidden,) = self._session.run(["last_hidden_state"], {name: given[name] for name in given if name in self._inputs})
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
        threads=threads,
    )


def _return_memory() -> None:
    """Give back what loading left with the allocator: 55 MB that nothing uses again; a C library without this call does it by itself."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _load_tokenizer(kind: Any, path: Path, id: str) -> Any:
    try:
        return kind.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:  # noqa: BLE001 - the library raises plain Exception for every fault of the file
        raise ModelMissing(f"The tokeniser of {id} is damaged.", f"Run: citewell models install {id}") from error
