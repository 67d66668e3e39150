"""How a document's file is opened: without following a link, without waiting, without waking a device.

Invariant: whoever hashes and reads through one descriptor of `opened` sees one file, whatever happens to its
name.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import UnreadableDocument

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a regular file for reading and give its descriptor, closed at the end.

    Raises:
        UnreadableDocument: it vanished, may not be read, or is no regular file.
    """
    descriptor = _open(path)
    try:
        require_regular(os.fstat(descriptor), path.name)
        yield descriptor
    finally:
        os.close(descriptor)


def require_regular(status: os.stat_result, name: str) -> None:
    """Refuse everything that is not a plain file.

    Raises:
        UnreadableDocument: naming what it is instead.
    """
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((words for test, words in _KINDS if test(status.st_mode)), "no regular file")
    hint = "Use the file it points to." if stat.S_ISLNK(status.st_mode) else "Only regular files are read."
    raise UnreadableDocument(f"{name} is {kind}.", hint)


def _open(path: Path) -> int:
    try:
        # Looked at before it is opened: opening a device node can already do something.
        require_regular(os.lstat(path), path.name)
        return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise UnreadableDocument(
            f"{path.name} is no longer there.", "It was moved or deleted; ingest the folder again."
        ) from error
    except PermissionError as error:
        raise UnreadableDocument(
            f"This account has no permission to read {path.name}.", "Change its permissions or exclude it."
        ) from error
    except OSError as error:
        hint = "Check the disk or the network drive it is on."
        raise UnreadableDocument(f"{path.name} cannot be opened: {error.strerror or error}.", hint) from error
