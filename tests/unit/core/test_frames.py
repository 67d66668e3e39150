from __future__ import annotations

import io
import struct

import pytest

from app.core.frames import LIMIT, BrokenFrame, read_frame, write_frame


def test_a_message_comes_back_as_it_was() -> None:
    stream = io.BytesIO()
    sent = [{"text": "ünïcode 😀 \udc80 \x00", "n": 1}, {}]
    for message in sent:
        write_frame(stream, message)
    stream.seek(0)
    assert [read_frame(stream), read_frame(stream), read_frame(stream)] == [sent[0], sent[1], None]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x00",
        struct.pack(">I", 10) + b"{}",
        struct.pack(">I", LIMIT + 1),
        struct.pack(">I", 2) + b"[]",
        struct.pack(">I", 3) + b"nan",
    ],
)
def test_a_broken_message_is_named(raw: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(raw))
