"""A part that is made when it is first asked for, and once, whatever threads ask for it at the same time.

The library's `cached_property` lets two threads make two since Python 3.12; a part that starts a process must
not be made twice.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_T = TypeVar("_T")


class cached_property(functools.cached_property[_T]):  # noqa: N801  it is read where the library's would be
    """Like `functools.cached_property`, with others waiting while one thread makes the value."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        super().__init__(make)
        self._turn = threading.RLock()

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> _T: ...

    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> Self | _T:
        if instance is None:
            return self
        with self._turn:
            return super().__get__(instance, owner)


class Remade(Generic[_T]):
    """A part that is made when it is first asked for, and anew after what it is made of has changed."""

    def __init__(self, make: Callable[[], _T]) -> None:
        self._make = make
        self._turn = threading.RLock()
        self._made: list[_T] = []

    @property
    def made(self) -> _T | None:
        """The part, if it was made."""
        with self._turn:
            return self._made[0] if self._made else None

    def get(self) -> _T:
        """Return the part; others wait while one thread makes it."""
        with self._turn:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    def put(self, part: _T) -> None:
        """Let a part that was made elsewhere take its place."""
        with self._turn:
            self._made[:] = [part]

    def forget(self) -> None:
        """Have it made anew by whoever asks next."""
        with self._turn:
            self._made.clear()
