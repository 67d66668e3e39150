"""Whatever is said to the window's socket: nothing runs that was not asked for properly, and the next caller
is served.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import __version__
from app.core.frames import read_frame
from app.workspace import ipc

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("protocol", "version", "op", "arguments", "folder", "columns", "lines", "live")
GOOD: dict[str, Any] = {
    "protocol": ipc.PROTOCOL, "version": __version__, "op": "run", "arguments": ["documents"], "folder": "/", "columns": 80, "lines": 24,
    "live": [False, False],
}  # fmt: skip


@dataclass
class Window:
    workspace: Path
    ran: list[ipc.Visit] = field(default_factory=list)

    def handle(self, visit: ipc.Visit) -> int:
        self.ran.append(visit)
        return 0


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    made = Window(tmp_path_factory.mktemp("hostile"))
    server = ipc.Server(made.workspace, made.handle, lambda: None)
    yield made
    server.close()


def say(workspace: Path, raw: bytes) -> dict[str, Any] | None:
    """Say something, and nothing more, and return the answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(str(ipc.address(workspace)))
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as stream:
                return read_frame(stream)
        except (ConnectionError, BrokenPipeError):
            return None


def framed(message: object) -> bytes:
    body = json.dumps(message).encode()
    return struct.pack(">I", len(body)) + body


def check_alive(window: Window) -> None:
    assert ipc.show_window(window.workspace)
    assert say(window.workspace, framed(GOOD)) == {"op": "end", "code": 0}
    window.ran.clear()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=200) | st.binary(max_size=60).map(lambda body: struct.pack(">I", len(body)) + body)
)
def test_bytes_of_any_kind_run_nothing(window: Window, raw: bytes) -> None:
    answer = say(window.workspace, raw)
    assert window.ran == []
    assert answer is None or answer["op"] == "refused"
    check_alive(window)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changed=st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1, max_size=3),
    left_out=st.sets(st.sampled_from(FIELDS), max_size=2),
)
def test_a_request_with_anything_wrong_is_refused_or_harmless(
    window: Window, changed: dict[str, Any], left_out: set[str]
) -> None:
    request = {name: value for name, value in (GOOD | changed).items() if name not in left_out}
    answer = say(window.workspace, framed(request))
    for visit in window.ran:
        assert all(isinstance(word, str) for word in visit.arguments)
        assert visit.folder.is_absolute()
    if not window.ran and request.get("op") != "show":
        assert answer is not None and answer["op"] == "refused"
        assert answer["message"] and answer["hint"]
    check_alive(window)


@pytest.mark.parametrize(
    "raw",
    [
        struct.pack(">I", 0xFFFFFFFF) + b"x" * 1000,
        struct.pack(">I", ipc.REQUEST_BYTES + 1),
        framed([1, 2]),
        framed("[" * 10),
        struct.pack(">I", 200_000) + b"[" * 200_000,
        framed(GOOD | {"arguments": ["x\0y"]}),
        framed(GOOD | {"folder": "not/absolute"}),
        framed(GOOD | {"op": "cancel"}),
        framed(GOOD)[:-1],
    ],
)
def test_what_is_too_large_too_deep_or_cut_off_is_refused(window: Window, raw: bytes) -> None:
    answer = say(window.workspace, raw)
    assert window.ran == []
    assert answer is None or answer["op"] == "refused"
    check_alive(window)


def test_callers_that_say_nothing_do_not_keep_others_out(window: Window) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _ in range(8)]
    for connection in silent:
        connection.connect(str(ipc.address(window.workspace)))
    check_alive(window)
    for connection in silent:
        connection.close()


def test_too_many_callers_are_sent_away_with_a_word(window: Window) -> None:
    crowd = [socket.socket(socket.AF_UNIX) for _ in range(40)]
    answers = []
    for connection in crowd:
        connection.connect(str(ipc.address(window.workspace)))
        connection.settimeout(20)
    with crowd[-1].makefile("rb") as stream:
        answers.append(read_frame(stream))
    assert answers[0] is not None
    assert "too many" in answers[0]["message"]
    for connection in crowd:
        connection.close()
