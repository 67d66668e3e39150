"""Who goes first on a machine of few cores: whoever waits for an answer, before documents that are read.

The decision hidden here is how the second one gives way: between small steps, and never for longer than `MOST`, so that questions
one after the other do not stop a library from growing. Any thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

MOST = 20.0
"""Seconds: longer than most answers take."""

P = ParamSpec("P")
T = TypeVar("T")


class Precedence:
    """Counts those who go first, and holds up who does not."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._first = 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """Go first until the end of the block; several may at once."""
        with self._changed:
            self._first += 1
        try:
            yield
        finally:
            with self._changed:
                self._first -= 1
                self._changed.notify_all()

    def give_way(self, most: float = MOST) -> None:
        """Wait while somebody goes first, at most so many seconds."""
        end = time.monotonic() + most
        with self._changed:
            while self._first and (left := end - time.monotonic()) > 0:
                self._changed.wait(left)


class _Ranked(Protocol):
    @property
    def precedence(self) -> Precedence: ...


R = TypeVar("R", bound=_Ranked)


def goes_first(method: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Make a method of an object with a `precedence` go first while it runs."""

    @wraps(method)
    def run(self: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.precedence.first():
            return method(self, *args, **kwargs)

    return run
