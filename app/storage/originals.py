"""The files as they were, content-addressed: `originals/ab/abcdef…`.

Invariant: a file under its final name is complete, on disk, and hashes to its name; it is written beside its
place, flushed with fsync and renamed. Content is shared: two documents with the same bytes have one original.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import DiskFull, MachineError, UnreadableDocument
from app.core.work import CancelToken

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Incoming:
    """A copy of a file on its way in.

    Attributes:
        content_hash: SHA-256 of the bytes, hexadecimal.
        size, mtime_ns, inode: of the file that was open while it was copied.
        staged: the copy, not yet under its final name.
    """

    content_hash: str
    size: int
    mtime_ns: int
    inode: int
    staged: Path


class Originals:
    """The folder of originals of one workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, content_hash: str) -> Path:
        """Return where the original with this hash stands, whether or not it is there."""
        return self._folder / content_hash[:2] / content_hash

    @contextmanager
    def incoming(self, source: Path, limit: int, cancel: CancelToken) -> Iterator[Incoming]:
        """Copy a file in while hashing it, so that what is read later is exactly what was hashed.

        The staged copy is deleted at the end unless `keep` moved it to its place.

        Raises:
            UnreadableDocument: not a regular file, not permitted, vanished, larger than `limit` bytes,
                changed meanwhile.
            DiskFull, Cancelled.
        """
        try:
            # O_NONBLOCK keeps the open of a named pipe from waiting for a writer; O_NOFOLLOW refuses a link
            # swapped in meanwhile.
            fd = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise _unreadable(source, error) from error
        staged: Path | None = None
        try:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableDocument(
                    f"{source.name} is not a regular file.", "Pipes, devices and sockets are not read."
                )
            if status.st_size > limit:
                raise UnreadableDocument(
                    f"{source.name} is larger than {limit // (1 << 20):,} MB.",
                    "Split it, or raise ingest.max_file_bytes in the settings.",
                )
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                out, name = tempfile.mkstemp(prefix=".incoming-", dir=self._folder)
                staged = Path(name)
                content_hash, size = self._copy(source, fd, out, limit, cancel)
            except OSError as error:
                raise _not_written(error) from error
            after = os.fstat(fd)
            if (size, after.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
                # Half of one state and half of another was never written by anybody.
                raise UnreadableDocument(
                    f"{source.name} changed while it was read.", "Ingest it again when it is complete."
                )
            yield Incoming(content_hash, size, status.st_mtime_ns, status.st_ino, staged)
        finally:
            os.close(fd)
            if staged is not None:
                staged.unlink(missing_ok=True)

    @contextmanager
    def arriving(self, data: bytes, mtime_ns: int, inode: int) -> Iterator[Incoming]:
        """Stage bytes that came inside another file, as `incoming` stages a file.

        Args:
            data: what shall become an original.
            mtime_ns, inode: of the file it came in.

        Raises:
            DiskFull.
        """
        staged: Path | None = None
        try:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                out, name = tempfile.mkstemp(prefix=".incoming-", dir=self._folder)
                staged = Path(name)
                with open(out, "wb") as stream:  # noqa: PTH123  # a descriptor
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
            except OSError as error:
                raise _not_written(error) from error
            yield Incoming(hashlib.sha256(data).hexdigest(), len(data), mtime_ns, inode, staged)
        finally:
            if staged is not None:
                staged.unlink(missing_ok=True)

    def _copy(self, source: Path, fd: int, out: int, limit: int, cancel: CancelToken) -> tuple[str, int]:
        digest = hashlib.sha256()
        size = 0
        try:
            while True:
                cancel.raise_if_cancelled()
                try:
                    chunk = os.read(fd, _CHUNK)
                except OSError as error:
                    raise _unreadable(source, error) from error
                if not chunk:
                    break
                size += len(chunk)
                if size > limit:
                    raise UnreadableDocument(
                        f"{source.name} is still growing.", "Ingest it when it is complete."
                    )
                digest.update(chunk)
                view = memoryview(chunk)
                while view:
                    view = view[os.write(out, view) :]
            os.fsync(out)
        finally:
            os.close(out)
        return digest.hexdigest(), size

    def keep(self, incoming: Incoming) -> bool:
        """Move a staged copy to its place; return whether it is new there."""
        target = self.path(incoming.content_hash)
        if target.exists():
            return False
        try:
            fresh_folder = not target.parent.is_dir()
            target.parent.mkdir(parents=True, exist_ok=True)
            incoming.staged.chmod(0o600)
            incoming.staged.rename(target)
            _sync_folder(target.parent)
            if fresh_folder:
                _sync_folder(self._folder)
        except OSError as error:
            raise _not_written(error) from error
        return True

    def discard(self, content_hash: str) -> None:
        """Erase an original; nothing happens when it is not there."""
        with suppress(FileNotFoundError):
            self.path(content_hash).unlink()

    def sweep(self) -> int:
        """Erase staged copies that a killed process left behind; return how many."""
        left = list(self._folder.glob(".incoming-*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _unreadable(source: Path, error: OSError) -> UnreadableDocument:
    name = source.name
    if isinstance(error, FileNotFoundError):
        return UnreadableDocument(
            f"{name} disappeared before it could be read.", "Ingest again when it is available."
        )
    if isinstance(error, PermissionError):
        return UnreadableDocument(
            f"This account has no permission to read {name}.", "Change its permissions, then ingest again."
        )
    if error.errno == errno.ELOOP:
        return UnreadableDocument(
            f"{name} is a symbolic link.", "Links are not followed. Ingest the file it points to."
        )
    return UnreadableDocument(f"{name} cannot be read.", f"The system says: {error.strerror or error}.")


def _not_written(error: OSError) -> MachineError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "The disk is full.",
            "Free up space and run the same command again. Finished work has been saved.",
            retryable=True,
        )
    return MachineError(
        "The workspace cannot be written.", f"The system says: {error.strerror or error}.", retryable=True
    )
