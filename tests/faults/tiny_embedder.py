"""An embedder that takes no time: a real ONNX model and a real tokeniser, written byte by byte, that mean
nothing.

One table of random rows, one for each token; a text's vector is the mean of its tokens' rows. Texts with the
same words are near each other, which is all that the tests of storage need, and the model loads in a few
milliseconds instead of half a second.
"""

from __future__ import annotations

import hashlib
import json
import string
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ID = "tiny-embedder"
DIMENSIONS = 384
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_CHARACTERS = string.ascii_lowercase + string.digits
_FLOAT, _INT64 = 1, 7


def install(
    models: Path, words: Sequence[str], id: str = ID, dimensions: int = DIMENSIONS, max_tokens: int = 256
) -> Path:
    """Put the embedder into a models folder; the words are one token each, all others are spelt."""
    folder = models / id
    folder.mkdir(parents=True)
    tokens = [
        *_SPECIAL,
        *_CHARACTERS,
        *(f"##{char}" for char in _CHARACTERS),
        *"#-.,:",
        *sorted({word.lower() for word in words} - {""}),
    ]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    (folder / "model.onnx").write_bytes(_model(len(vocabulary), dimensions))
    (folder / "tokenizer.json").write_text(json.dumps(_tokenizer(vocabulary)), "utf-8")
    files = {}
    for name in ("model.onnx", "tokenizer.json"):
        facts = (folder / name).stat()
        sha256 = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        files[name] = {
            "sha256": sha256,
            "size": facts.st_size,
            "mtime_ns": facts.st_mtime_ns,
            "inode": facts.st_ino,
        }
    receipt = {
        "kind": "embedder", "name": "Tiny", "licence": "none", "source": "made by a test", "test_only": True, "shape": None, "chat": False,
        "dimensions": dimensions, "max_tokens": max_tokens, "files": files,
    }  # fmt: skip
    (folder / "receipt.json").write_text(json.dumps(receipt), "utf-8")
    return models


def _tokenizer(vocabulary: dict[str, int]) -> dict[str, object]:
    return {
        "version": "1.0", "truncation": None, "padding": None, "decoder": None,
        "added_tokens": [
            {"id": number, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for number, token in enumerate(_SPECIAL)
        ],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {
                "[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]},
            },
        },
        "model": {
            "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }  # fmt: skip


def _model(tokens: int, dimensions: int) -> bytes:
    """Return an ONNX model of one node: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto."""
    rows = np.random.default_rng(5).standard_normal((tokens, dimensions)).astype("<f4")
    table = (
        _number(1, tokens)
        + _number(1, dimensions)
        + _number(2, _FLOAT)
        + _text(8, "table")
        + _bytes(9, rows.tobytes())
    )
    node = _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state") + _text(4, "Gather")
    inputs = b"".join(
        _bytes(11, _place(name, _INT64, ("b", "s")))
        for name in ("input_ids", "attention_mask", "token_type_ids")
    )
    output = _bytes(12, _place("last_hidden_state", _FLOAT, ("b", "s", dimensions)))
    graph = _bytes(1, node) + _text(2, "tiny") + _bytes(5, table) + inputs + output
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _place(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(
        _bytes(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += struct.pack("B", value & 127 | 128)
        value >>= 7
    return out + struct.pack("B", value)
