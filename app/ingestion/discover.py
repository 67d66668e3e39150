"""Which files a folder means: ignore patterns, links, and what cannot be looked at.

Invariant: nothing outside the named folder is ever returned, and only regular files are, so that no device or
pipe is ever opened. Symbolic links below it are not followed: one that stays inside names a file that is
found anyway and is passed over; one that leads out, nowhere or in a circle is not the user's choice, and is
named.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from app.core.errors import NotFound, UnreadableDocument, UserError
from app.reading.files import require_regular


@dataclass(frozen=True)
class Found:
    """A regular file below a root."""

    path: Path
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class Blocked:
    """Something below a root that could not be looked at; what is known below it must be left alone."""

    path: Path
    error: UserError


def resolve_root(path: Path) -> Path:
    """Return the absolute path a user's argument means, links in it resolved.

    Raises:
        NotFound: there is nothing there, so that a vanished drive is never taken for an emptied folder.
        UnreadableDocument: it is neither a file nor a folder.
    """
    try:
        resolved = path.expanduser().resolve(strict=True)
        mode = resolved.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(
            f"{path} does not exist.",
            "Nothing has been removed. Check the path, and that the drive is connected.",
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableDocument(f"{path} cannot be opened.", f"The system says: {error}.") from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UnreadableDocument(f"{path} is neither a file nor a folder.", "Give a file or a folder.")
    return resolved


def walk(root: Path, ignore: Sequence[str], below: Path | None = None) -> Iterator[Found | Blocked]:
    """Yield every regular file below `root` in a stable order, and everything there that is not read, with
    the reason.

    Args:
        root: a resolved folder, or a single file.
        ignore: glob patterns, each matched against every single name below the root and against the path
            below it.
        below: only what lies at or below this path of the root, as the whole walk would find it; it may be
            gone.
    """
    start = root if below is None else below
    if below is not None and not _reachable(root, below, ignore):
        return
    if not start.is_dir():
        yield from _single(start)
        return
    pending = [start]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Blocked(
                folder, UnreadableDocument(f"The folder {folder} cannot be opened.", _advice(error))
            )
            continue
        folders: list[Path] = []
        for entry in children:
            path = Path(entry.path)
            if _ignored(path.relative_to(root), ignore):
                continue
            try:
                if entry.is_symlink():
                    _require_inside(path, root)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    require_regular(status, path.name)
                    yield _found(path, status)
            except UserError as error:
                yield Blocked(path, error)
            except OSError as error:
                yield Blocked(path, UnreadableDocument(f"{path.name} cannot be accessed.", _advice(error)))
        pending.extend(reversed(folders))


def _single(path: Path) -> Iterator[Found | Blocked]:
    """Yield what a path is that is no folder, if anything is there."""
    try:
        yield _found(path, path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield Blocked(path, UnreadableDocument(f"{path.name} cannot be accessed.", _advice(error)))


def folders(root: Path, ignore: Sequence[str], below: Path | None = None) -> Iterator[Path]:
    """Yield the folders that a walk of `root` opens at and below a path; those that cannot be opened are left
    out.
    """
    start = root if below is None else below
    if not start.is_dir() or not _reachable(root, start, ignore):
        return
    pending = [start]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                inner = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
        yield folder
        pending.extend(path for path in inner if not _ignored(path.relative_to(root), ignore))


def is_silent(root: Path, ignore: Sequence[str]) -> bool:
    """Tell whether a folder is away or has not one file: what a missing drive leaves behind."""
    return not (root.exists() and any(isinstance(item, Found) for item in walk(root, ignore)))


def _reachable(root: Path, path: Path, ignore: Sequence[str]) -> bool:
    """Tell whether a walk of `root` would come to `path`: nothing on the way is ignored or a link."""
    if not path.is_relative_to(root):
        return False
    parts = path.relative_to(root).parts
    ways = [Path(*parts[: number + 1]) for number in range(len(parts))]
    return not any(_ignored(way, ignore) or (root / way).is_symlink() for way in ways)


def _found(path: Path, status: os.stat_result) -> Found:
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ino)


def _require_inside(link: Path, root: Path) -> None:
    """Refuse a link whose target is not found below the root anyway.

    Raises:
        UnreadableDocument: saying where it leads.
    """
    try:
        target = link.resolve(strict=True)
    except FileNotFoundError as error:
        raise UnreadableDocument(
            f"{link.name} is a broken link.", "Restore it, or delete the link."
        ) from error
    except (RuntimeError, OSError) as error:
        if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:  # newer Pythons raise the second
            raise UnreadableDocument(f"{link.name} is a circular link.", "Delete the link.") from error
        raise
    if link.is_relative_to(target):
        raise UnreadableDocument(
            f"{link.name} is a circular link to a folder it is in.", "Delete the link, or ignore its name."
        )
    if not target.is_relative_to(root):
        raise UnreadableDocument(
            f"{link.name} is a link to something outside the folder.", f"To read it, ingest {target} itself."
        )


def _ignored(relative: Path, patterns: Sequence[str]) -> bool:
    return any(
        fnmatch(relative.name, pattern) or fnmatch(relative.as_posix(), pattern) for pattern in patterns
    )


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return (
            "This account has no permission to read it. Change its permissions, or add it to"
            " the ignored files."
        )
    return f"The system says: {error.strerror or error}."
