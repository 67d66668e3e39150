"""What the database library's exceptions mean to a person: the one place that reads SQLite's result codes.

Invariant: a full disk, a failing disk and a damaged file come out as three different errors of the tree. A
broken constraint is a bug of this program and passes through as it is. Any thread.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from app.core.errors import DiskFull, IntegrityError, MachineError

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
"""Primary result codes, https://www.sqlite.org/rescode.html; the low byte of an extended code is the primary
one.
"""

_WORDS = {
    "database or disk is full": _FULL, "disk I/O error": _IOERR, "database disk image is malformed": _CORRUPT,
    "file is not a database": _NOTADB, "database is locked": _BUSY, "database table is locked": _LOCKED,
    "unable to open database file": _CANTOPEN, "attempt to write a readonly database": _READONLY,
}  # fmt: skip
"""SQLite's own words for its codes: errors of the library's `backup` carry no code."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database library's errors inside the block into errors of the tree.

    Raises:
        DiskFull: no space is left.
        IntegrityError: the file is damaged or not a database.
        MachineError: it cannot be read, written or locked.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        code = _code(error)
        if code == _FULL:
            raise DiskFull(
                "There is no space left for the workspace's records.",
                "Free up space and try again. Nothing that was confirmed has been lost.",
                retryable=True,
            ) from error
        if code in (_CORRUPT, _NOTADB):
            raise IntegrityError(
                "The workspace's database is damaged.",
                "Restore a backup, or copy the folder before you try anything else.",
            ) from error
        if code in (_BUSY, _LOCKED):
            raise MachineError(
                "The workspace's database is in use by another program.",
                "Close the other program and try again.",
                retryable=True,
            ) from error
        if code in (_IOERR, _CANTOPEN, _READONLY):
            raise MachineError(
                f"The workspace's database cannot be read or written ({error}).",
                "Check the disk and the folder's permissions.",
            ) from error
        raise


def _code(error: dbapi2.DatabaseError) -> int:
    """Return the primary result code, or 0 where the library tells neither it nor SQLite's words for it."""
    code = getattr(error, "sqlite_errorcode", None)
    return _WORDS.get(str(error), 0) if code is None else int(code) & 0xFF


@contextmanager
def disk_refusals(place: Path) -> Iterator[None]:
    """Turn the operating system's refusals to write at `place` into errors of the tree.

    Raises:
        DiskFull: no space is left.
        MachineError: anything else.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"There is no space left for {place}.",
                "Free up space and try again. Nothing has been changed.",
                retryable=True,
            ) from error
        raise MachineError(
            f"{place} cannot be written ({error.strerror or error}).",
            "Check the disk and the folder's permissions.",
            retryable=True,
        ) from error
