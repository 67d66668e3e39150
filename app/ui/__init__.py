"""The window: pages over the application, the only room that knows Qt."""

from __future__ import annotations

import ctypes
import sys

# PySide6 6.12 gives each `None` that a Qt call returns without counting it, which only Python 3.12 and later allow. On 3.11 the count
# runs out after some thousand calls and ends the process; raised once so far that no window lives to use it up, it never does.
if sys.version_info < (3, 12):
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
