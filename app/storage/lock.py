"""One process owns a workspace at a time, by a lock on a file in it that the system releases when the process
ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from app.core.errors import MachineError, WorkspaceLocked

LOCK = "lock"
"""Name of the file."""

_PATIENCE = 1.0
"""Seconds to wait for a lock: a child that a killed process was just starting holds it until it runs its own
program.
"""


def own(workspace: Path, stack: ExitStack) -> None:
    """Own the workspace until the stack closes.

    Raises:
        WorkspaceLocked: another process owns it.
    """
    try:
        fd = os.open(workspace / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise MachineError(
            f"The workspace {workspace} cannot be opened for writing.",
            f"The system says: {error.strerror or error}.",
        ) from error
    stack.callback(os.close, fd)
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if time.monotonic() < patience:
                time.sleep(0.05)
                continue
            owner = os.pread(fd, 32, 0).decode("ascii", "replace").strip()
            raise WorkspaceLocked(
                f"The workspace {workspace} is already open in another"
                f" process{f' ({owner})' if owner else ''}.",
                "Wait for it to finish or close it, then try again.",
                retryable=True,
            ) from error
    # The name of the owner is for others' messages; on a full disk the lock holds without it.
    with suppress(OSError):
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"process {os.getpid()}".encode("ascii"), 0)


def is_free(workspace: Path) -> bool:
    """Tell whether no process has a workspace open; the next moment may be another."""
    try:
        fd = os.open(workspace.expanduser() / LOCK, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(fd)
    return True
