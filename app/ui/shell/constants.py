"""Keeps None, True and False alive under a binding that gives away more references to them than it has.

Decision hidden: PySide6 6.12 drops one reference too many for each call of an overridden method or slot that
returns nothing. Before Python 3.12 these objects are counted like all others, and a window that is used for
an hour would end with "deallocating None". GUI thread.
"""

from __future__ import annotations

import ctypes
import sys

_SPARE = 1 << 40
"""References added: more than any window can use up, and far from what the counter holds."""


def keep() -> None:
    """Add spare references; nothing happens where these objects are immortal."""
    if sys.version_info >= (3, 12) or sys.getrefcount(None) > _SPARE // 2:
        return
    for one in (None, True, False):
        # The counter is the first word of every object in this version of the interpreter.
        ctypes.c_ssize_t.from_address(id(one)).value += _SPARE
