"""A part that is made when it is first asked for, and once, whatever threads ask for it at the same time.

The library's `cached_property` lets two threads make two since Python 3.12; a part that starts a process must not be made twice.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, Self, TypeVar, overload

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
