"""Reads the packed file of a multilingual encoder: weights of four bits in blocks, and the pieces of its
vocabulary with their scores.

Decision hidden: the packager's container, and how a vocabulary of pieces becomes the tokeniser file of the
library that reads it. The values of a block are products of a small integer and a half-precision factor,
exact in floats, so that the same file gives the same weights on every machine. Nothing is believed of it
before its checksum; a cut-off file is told all the same.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAGIC = b"E5S1\x01\x00\x00\x00"
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_NEVER = -100.0
"""Score of a piece that is a control token, so low that a text which spells it is cut into other pieces."""

_SPACES = "[\\t\\n\\f\\r\\u1680\\u200b-\\u200f\\u2028\\u2029\\u2581\\ufeff\\ufffd]"
_DROPPED = "[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"
_EMBEDDINGS = {
    "word_embeddings.weight": "emb.word", "position_embeddings.weight": "emb.pos", "token_type_embeddings.weight": "emb.type",
    "LayerNorm.weight": "emb.ln.w", "LayerNorm.bias": "emb.ln.b",
}  # fmt: skip
_LAYER = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln", "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip


@dataclass(frozen=True)
class Packed:
    """What the file holds.

    Attributes:
        width, layers, wide, words, places, sides: the network's sizes; `sides` is how many texts it tells
            apart.
        pieces: the vocabulary, each piece with its score, in the order of their ids.
        begin, end, pad, unknown: ids of the control tokens.
        data: the file.
        tensors: where each array lies in it: offset and bytes.
    """

    width: int
    layers: int
    wide: int
    words: int
    places: int
    sides: int
    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    pad: int
    unknown: int
    data: NDArray[np.uint8]
    tensors: Mapping[str, tuple[int, int]]

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Return the arrays by the names they have in the publisher's checkpoint.

        Raises:
            ModelMissing: some are missing, cut off or of another size.
        """
        shapes = {
            "emb.word": (self.words, self.width), "emb.pos": (self.places, self.width), "emb.type": (self.sides, self.width),
            "fi.w": (self.wide, self.width), "fi.b": (self.wide,), "fo.w": (self.width, self.wide),
        }  # fmt: skip
        try:
            found = {
                f"embeddings.{name}": self._array(own, shapes.get(own, (self.width,)))
                for name, own in _EMBEDDINGS.items()
            }
            for layer in range(self.layers):
                for name, own in _LAYER.items():
                    square = (self.width,) if own.endswith("ln") else (self.width, self.width)
                    for kind, shape in (("weight", square), ("bias", (self.width,))):
                        part = f"{own}.{kind[0]}"
                        found[f"encoder.layer.{layer}.{name}.{kind}"] = self._array(
                            f"l{layer}.{part}", shapes.get(part, shape)
                        )
        except (KeyError, ValueError) as error:
            raise ModelMissing(
                f"The file does not contain the encoder's weights: {error}.",
                "Download it again from another source.",
            ) from error
        return found

    def _array(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return an array out of floats, or out of blocks of a half-precision factor and 32 half bytes
        each.
        """
        import numpy as np

        offset, size = self.tensors[name]
        raw = self.data[offset : offset + size]
        if size == 4 * int(np.prod(shape)):
            return raw.view("<f4").reshape(shape).astype(np.float32)
        blocks = raw.reshape(-1, _BLOCK_BYTES)
        factors = blocks[:, :2].copy().view("<f2").astype(np.float32)
        values = np.empty((len(blocks), _BLOCK), dtype=np.float32)
        values[:, : _BLOCK // 2] = blocks[:, 2:] & 15
        values[:, _BLOCK // 2 :] = blocks[:, 2:] >> 4
        values -= 8
        values *= factors
        return values.reshape(shape)


def read_packed(path: Path) -> Packed:
    """Read what a packed file holds; the weights are read from the disk as they are used.

    Raises:
        ModelMissing: it is no such file, or it is cut off.
    """
    import numpy as np  # deferred: 0.1 s that a command which converts nothing must not pay

    try:
        data: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        return _packed(data, _Cursor(data))
    except (ValueError, struct.error, OverflowError) as error:
        raise ModelMissing(
            f"{path.name} does not contain an encoder: {error}.", "Download it again from another source."
        ) from error


class _Cursor:
    """Reads one value behind the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._at = 0

    def bytes(self, count: int) -> bytes:
        if count < 0 or self._at + count > len(self._data):
            raise ValueError("it is cut off")
        self._at += count
        return self._data[self._at - count : self._at].tobytes()

    def numbers(self, format: str) -> tuple[Any, ...]:
        return struct.unpack(format, self.bytes(struct.calcsize(format)))


def _packed(data: NDArray[np.uint8], cursor: _Cursor) -> Packed:
    import numpy as np

    if cursor.bytes(len(_MAGIC)) != _MAGIC:
        raise ValueError("it begins otherwise")
    width, layers, _, wide, words, places, sides = cursor.numbers("<7i")
    cursor.numbers("<fi")  # what is added to a variance, and the length of a block
    count, begin, end, pad, unknown = cursor.numbers("<5i")
    (length,) = cursor.numbers("<Q")
    if count < 0:
        raise ValueError("its vocabulary has no size")
    starts = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4").tolist()
    text = cursor.bytes(length)
    pieces = [
        (text[start:stop].decode(), score)
        for start, stop, score in zip(starts, starts[1:], scores, strict=False)
    ]
    _, folding = cursor.numbers("<iI")
    cursor.bytes(
        folding
    )  # the publisher's table of characters, which is NFKC but for what `_SPACES` and `_DROPPED` say
    tensors = {}
    for _ in range(cursor.numbers("<i")[0]):
        name = cursor.bytes(cursor.numbers("<H")[0]).decode()
        cursor.numbers("<BI")
        tensors[name] = cursor.numbers("<QQ")
    return Packed(
        width, layers, wide, words, places, sides, tuple(pieces), begin, end, pad, unknown, data, tensors
    )


def tokenizer_json(packed: Packed) -> bytes:
    """Return the tokeniser as a file of the library `tokenizers`: pieces by their scores, words by spaces,
    control tokens around a text.
    """
    names = [piece for piece, _ in packed.pieces]
    control = {
        packed.begin,
        packed.end,
        packed.pad,
        packed.unknown,
        *(at for at, name in enumerate(names) if name == "<mask>"),
    }
    around = [{"id": names[packed.begin], "type_id": 0}, {"id": names[packed.end], "type_id": 0}]
    special = {
        names[id]: {"id": names[id], "ids": [id], "tokens": [names[id]]} for id in (packed.begin, packed.end)
    }
    metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}

    def framed(*sequences: str) -> list[dict[str, Any]]:
        inner = [{"Sequence": {"id": id, "type_id": 0}} for id in sequences]
        return [{"SpecialToken": around[0]}, *inner, {"SpecialToken": around[1]}]

    made: dict[str, Any] = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Replace", "pattern": {"Regex": _DROPPED}, "content": ""},
            {"type": "Replace", "pattern": {"Regex": _SPACES}, "content": " "},
            {"type": "NFKC"},
        ]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace]},
        "post_processor": {"type": "TemplateProcessing", "single": framed("A"), "pair": framed("A", "B"), "special_tokens": special},
        "decoder": metaspace,
        "model": {
            "type": "Unigram", "unk_id": packed.unknown, "byte_fallback": False,
            "vocab": [[name, _NEVER if at in control else score] for at, (name, score) in enumerate(packed.pieces)],
        },
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
