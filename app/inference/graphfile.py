"""Writes a neural network as an ONNX file: nodes, weights, inputs and outputs as protobuf messages.

Decision hidden: the wire format, of which so little is needed that it takes no library. Invariant: the same
graph gives the same bytes on every machine, so that a file made here can be proved by its checksum. Field
numbers are those of `onnx.proto`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MICROSOFT = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""

_IR_VERSION = 10
_OPSETS = (("", 18), (MICROSOFT, 1))
_TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int64": 7}
FLOAT, INT64 = _TYPES["float32"], _TYPES["int64"]
_ATTRIBUTE_FLOAT, _ATTRIBUTE_INT = 1, 2


class Graph:
    """A network under construction; names of values are given by the caller and must be unique."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []
        self._inputs: list[bytes] = []
        self._outputs: list[bytes] = []

    def input(self, name: str, type: int, shape: Sequence[int | str]) -> str:
        """Declare an input; a dimension given by a word is free."""
        self._inputs.append(_value(name, type, shape))
        return name

    def output(self, name: str, type: int, shape: Sequence[int | str]) -> None:
        """Declare that a value comes out."""
        self._outputs.append(_value(name, type, shape))

    def weight(self, name: str, values: NDArray[Any]) -> str:
        """Keep an array in the file and return its name.

        Raises:
            KeyError: its type is none of float32, uint8, int8 and int64.
        """
        dims = b"".join(_number(1, size) for size in values.shape)
        data = values.astype(values.dtype.newbyteorder("<"), order="C").tobytes()
        self._weights.append(dims + _number(2, _TYPES[values.dtype.name]) + _text(8, name) + _bytes(9, data))
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        domain: str = "",
        **attributes: int | float,
    ) -> str:
        """Add an operator and return the name of its first output; an empty input is one left out."""
        message = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
        message += _text(3, f"{operator}_{len(self._nodes)}") + _text(4, operator)
        message += b"".join(_bytes(5, _attribute(name, value)) for name, value in attributes.items())
        self._nodes.append(message + (_text(7, domain) if domain else b""))
        return outputs[0]

    def blocks(self) -> Iterator[bytes]:
        """Yield the file's content."""
        parts = [(1, self._nodes), (5, self._weights), (11, self._inputs), (12, self._outputs)]
        fields = [
            (_tag(field, 2) + _varint(len(message)), message)
            for field, messages in parts
            for message in messages
        ]
        name = _text(2, self._name)
        size = len(name) + sum(len(head) + len(message) for head, message in fields)
        yield _number(1, _IR_VERSION) + _text(2, "citewell")
        yield b"".join(_bytes(8, _text(1, domain) + _number(2, version)) for domain, version in _OPSETS)
        yield _tag(7, 2) + _varint(size) + name
        for head, message in fields:
            yield head
            yield message


def _attribute(name: str, value: int | float) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _tag(2, 5) + struct.pack("<f", value) + _number(20, _ATTRIBUTE_FLOAT)
    return _text(1, name) + _number(3, value) + _number(20, _ATTRIBUTE_INT)


def _value(name: str, type: int, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(
        _bytes(1, _text(2, size) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, type) + _bytes(2, dims)))


def _number(field: int, value: int) -> bytes:
    return _tag(field, 0) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _bytes(field: int, value: bytes) -> bytes:
    return _tag(field, 2) + _varint(len(value)) + value


def _tag(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers stand in two's complement
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value)
    return bytes(result)
