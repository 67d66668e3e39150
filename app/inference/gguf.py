"""The header of a GGUF file: what a model is, told without loading it and without the model library.

Every count and length is checked against the file's size before it is used, because the file may come from
anywhere. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (version 2 and 3, little endian).
Pure but for reading the file.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import UnsupportedFormat, UserError

MAGIC = b"GGUF"
_FIXED = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_STRING, _ARRAY = 8, 9
_MAX_DEPTH = 4
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L",
    14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 30: "IQ4_XS", 32: "BF16",
}  # fmt: skip

_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 10: (256, 84), 11: (256, 110), 12: (256, 144),
    13: (256, 176), 14: (256, 210), 20: (32, 18), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 30: (1, 2),
}  # fmt: skip
"""Numbers in a block of a tensor and its bytes, by kind:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md and ggml-common.h.
"""


@dataclass(frozen=True)
class Shape:
    """The sizes of a generator that decide how much memory it takes.

    Attributes:
        architecture: as the file names it, such as "qwen2".
        context: tokens it was trained to look back on; 0 when the file does not say.
        layers: number of transformer blocks.
        kv_heads: key-value heads of each layer (the most of any).
        key_length, value_length: numbers in one key and one value of one head.
    """

    architecture: str
    context: int
    layers: int
    kv_heads: int
    key_length: int
    value_length: int

    def cache_bytes(self, context: int) -> int:
        """Return the size of a 16-bit key-value cache for `context` tokens."""
        return 2 * context * self.layers * self.kv_heads * (self.key_length + self.value_length)


@dataclass(frozen=True)
class Header:
    """What a GGUF file says of itself.

    Attributes:
        name: as the maker named the model; may be empty.
        licence: as the maker states it; may be empty.
        file_type: kind of quantisation, such as "Q4_K_M".
        shape: sizes.
        chat: whether it can be asked anything: it carries a chat template and was not made to embed.
    """

    name: str
    licence: str
    file_type: str
    shape: Shape
    chat: bool


def read_header(path: Path) -> Header:
    """Read a GGUF file's header.

    Raises:
        UnsupportedFormat: the file is no GGUF file, or of a version this program does not know.
        UserError: the header is damaged or the file is cut short.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise UnsupportedFormat(
                f"{path.name} is not a GGUF model file.", "Models must be single files ending in .gguf."
            )
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                return _header(_Cursor(data))
            except (struct.error, UnicodeDecodeError, _Damaged) as error:
                raise UserError(
                    f"{path.name} is damaged or incomplete.", "Download the file again."
                ) from error


class _Damaged(Exception):
    """The header contradicts itself or the file's size."""


class _Cursor:
    """A position in the mapped file that never runs past its end."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._size = len(data)
        self.at = 4

    @property
    def left(self) -> int:
        return self._size - self.at

    def number(self, layout: str) -> int | float | bool:
        (value,) = struct.unpack_from(layout, self._data, self.at)
        self.at += struct.calcsize(layout)
        return value  # type: ignore[no-any-return]

    def count(self, layout: str, unit: int) -> int:
        """Read how many things of at least `unit` bytes follow."""
        value = int(self.number(layout))
        if value * unit > self.left:
            raise _Damaged(f"{value} items do not fit into {self.left} bytes")
        return value

    def skip(self, length: int) -> None:
        if length > self.left:
            raise _Damaged("a value runs past the end")
        self.at += length

    def string(self) -> str:
        length = self.count("<Q", 1)
        raw = self._data[self.at : self.at + length]
        self.at += length
        return raw.decode("utf-8")


def _header(cursor: _Cursor) -> Header:
    version = cursor.number("<I")
    if version not in (2, 3):
        raise UnsupportedFormat(
            f"The model file is GGUF version {version}; versions 2 and 3 are supported.",
            "Download a newer file of the model.",
        )
    tensors = cursor.count("<Q", 24)
    pairs = cursor.count("<Q", 13)
    values: dict[str, object] = {}
    for _ in range(pairs):
        key = cursor.string()
        kind = int(cursor.number("<I"))
        value = _value(cursor, kind, 0)
        if value is not None:
            values[key] = value
    _check_tensors(cursor, tensors, values)
    return _describe(values)


def _value(cursor: _Cursor, kind: int, depth: int) -> object:
    """Read a value; arrays of strings are passed over and give None, other arrays give their greatest
    number.
    """
    if kind in _FIXED:
        return cursor.number(_FIXED[kind])
    if kind == _STRING:
        return cursor.string()
    if kind != _ARRAY or depth >= _MAX_DEPTH:
        raise _Damaged(f"value type {kind}")
    inner = int(cursor.number("<I"))
    if inner in _FIXED:
        width = struct.calcsize(_FIXED[inner])
        count = cursor.count("<Q", width)
        if count <= 4096:  # per-layer head counts are such arrays; token scores are far longer
            return max((cursor.number(_FIXED[inner]) for _ in range(count)), default=None)
        cursor.skip(count * width)
        return None
    count = cursor.count("<Q", 8)
    for _ in range(count):
        if inner == _STRING:
            cursor.skip(int(cursor.number("<Q")))
        else:
            _value(cursor, inner, depth + 1)
    return None


def _check_tensors(cursor: _Cursor, count: int, values: dict[str, object]) -> None:
    """Check that every tensor lies inside the file: what a broken download cuts off is seen without reading
    it.
    """
    tensors: list[tuple[int, int]] = []
    for _ in range(count):
        cursor.skip(int(cursor.number("<Q")))
        dimensions = int(cursor.number("<I"))
        if dimensions > 8:
            raise _Damaged(f"a tensor of {dimensions} dimensions")
        numbers = 1
        for _ in range(dimensions):
            numbers *= int(cursor.number("<Q"))
        kind = int(cursor.number("<I"))
        # Of a kind that is not known only the beginning can be checked.
        block, size = _BLOCKS.get(kind, (1, 0))
        tensors.append((int(cursor.number("<Q")), max(1, -(-numbers // block) * size)))
    alignment = values.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment < 1:
        raise _Damaged("alignment")
    room = cursor.left - -cursor.at % alignment
    if count == 0 or any(start + size > room for start, size in tensors):
        raise _Damaged("tensor data are missing")


def _describe(values: dict[str, object]) -> Header:
    architecture = _text(values, "general.architecture")
    if not architecture:
        raise _Damaged("no architecture")

    def size(key: str, default: int = 0) -> int:
        value = values.get(f"{architecture}.{key}")
        return value if isinstance(value, int) and 0 <= value < 1 << 31 else default

    heads = size("attention.head_count", 1)
    head = size("embedding_length") // max(heads, 1)
    kind = values.get("general.file_type")
    return Header(
        name=_text(values, "general.name"),
        licence=_text(values, "general.license"),
        file_type=_FILE_TYPES.get(kind, f"type {kind}") if isinstance(kind, int) else "unknown",
        shape=Shape(
            architecture=architecture,
            context=size("context_length"),
            layers=size("block_count"),
            kv_heads=size("attention.head_count_kv", heads),
            key_length=size("attention.key_length", head),
            value_length=size("attention.value_length", head),
        ),
        # A model made to embed may carry the template of the one it was made from; it says how it pools.
        chat=bool(_text(values, "tokenizer.chat_template").strip())
        and f"{architecture}.pooling_type" not in values,
    )


def _text(values: dict[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
