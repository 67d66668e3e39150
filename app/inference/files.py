"""Model files on disk: copied with their checksum, never half there.

Invariant: what has the final name is complete and was flushed. Library errors of the disk become `DiskFull`
here. Any thread.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.errors import DiskFull, MachineError
from app.core.work import CancelToken

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Stamp:
    """What tells that a file has not been touched since it was checked."""

    size: int
    mtime_ns: int
    inode: int


def stamp(path: Path) -> Stamp:
    """Return the stamp of a file that exists."""
    facts = path.stat()
    return Stamp(facts.st_size, facts.st_mtime_ns, facts.st_ino)


def hash_file(path: Path, cancel: CancelToken, on_bytes: Callable[[int], None] = lambda _: None) -> str:
    """Return a file's SHA-256 in lower-case hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in blocks(file, cancel):
            digest.update(block)
            on_bytes(len(block))
    return digest.hexdigest()


def blocks(file: BinaryIO, cancel: CancelToken) -> Iterator[bytes]:
    """Read a file block by block, stopping with `Cancelled` when told to."""
    while block := file.read(_BLOCK):
        cancel.raise_if_cancelled()
        yield block


def write_hashed(
    target: Path, source: Iterator[bytes], on_bytes: Callable[[int], None] = lambda _: None
) -> str:
    """Write blocks to a file, flush it to the disk and return its SHA-256; the file may be left half written
    on errors.
    """
    digest = hashlib.sha256()
    with disk_errors(target), target.open("wb") as file:
        for block in source:
            file.write(block)
            digest.update(block)
            on_bytes(len(block))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def write_text(target: Path, text: str) -> None:
    """Replace a small file so that a reader sees the old or the new one, whole."""
    new = target.with_name(target.name + ".new")
    with disk_errors(target), new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_space(folder: Path, needed: int, what: str) -> None:
    """Raise `DiskFull` before work begins that could not be finished.

    Args:
        folder: an existing folder on the disk concerned.
        needed: bytes; a tenth of a gigabyte is asked for on top, so that the machine stays usable.
        what: begins the message: "Installing X".
    """
    free = shutil.disk_usage(folder).free
    wanted = needed + 100_000_000
    if free < wanted:
        raise DiskFull(
            f"{what} needs {megabytes(wanted)} and {megabytes(free)} are free on the disk of {folder}.",
            "Free up space, or set CITEWELL_MODELS to a folder on another disk, and run it again to resume.",
        )


def megabytes(count: int) -> str:
    """Return a size in words that people use."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into words."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                f"The disk is full, so {path} could not be written.", "Free up space and run it again."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise MachineError(
                f"You have no permission to write {path}.",
                "Set CITEWELL_MODELS to a folder that belongs to you.",
            ) from error
        raise
