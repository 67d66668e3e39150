"""Messages between this program's processes: one JSON object behind a four-byte length, never pickle.

The stream is given; this module opens nothing. A frame above `LIMIT` is refused before it is read, so that a
broken or hostile peer cannot make the other side allocate without end.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LIMIT = 512 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class BrokenFrame(Exception):
    """The peer closed in the middle of a frame, or sent something that is not one."""


def write_frame(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message and flush it."""
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frame(stream: BinaryIO, limit: int = LIMIT) -> dict[str, Any] | None:
    """Read one message; None when the peer closed between frames.

    Args:
        limit: bytes of the longest message that is taken.

    Raises:
        BrokenFrame: the stream ended inside a frame, or the frame is too large or not a JSON object.
    """
    head = _exactly(stream, _LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenFrame("the peer closed inside a length")
    (length,) = _LENGTH.unpack(head)
    if length > limit:
        raise BrokenFrame(f"a frame of {length} bytes is above the limit")
    body = _exactly(stream, length)
    if len(body) < length:
        raise BrokenFrame("the peer closed inside a message")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("a message is not JSON") from error
    if not isinstance(message, dict):
        raise BrokenFrame("a message is not an object")
    return message


def _exactly(stream: BinaryIO, count: int) -> bytes:
    """Read `count` bytes, or as many as come before the end."""
    parts: list[bytes] = []
    left = count
    while left:
        part = stream.read(min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
