"""Which files a folder means: ignore patterns, links, and what cannot be looked at.

Invariant: nothing outside the named folder is ever returned. Symbolic links below it are not followed: one that
stays inside names a file that is found anyway, one that leads out is not the user's choice.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from app.core.errors import NotFound, UnreadableDocument, UserError


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
        raise NotFound(f"{path} does not exist.", "Nothing was removed. Check the path, or whether the drive is there.") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableDocument(f"{path} cannot be opened.", f"The system says: {error}.") from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UnreadableDocument(f"{path} is neither a file nor a folder.", "Give a file or a folder.")
    return resolved


def walk(root: Path, ignore: Sequence[str]) -> Iterator[Found | Blocked]:
    """Yield every regular file below `root` in a stable order, and every folder that could not be opened.

    Args:
        root: a resolved folder, or a single file.
        ignore: glob patterns, each matched against every single name below the root and against the path below it.
    """
    if not root.is_dir():
        yield _found(root, root.stat())
        return
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                children = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Blocked(folder, UnreadableDocument(f"The folder {folder} cannot be opened.", _advice(error)))
            continue
        folders: list[Path] = []
        for entry in children:
            path = Path(entry.path)
            if _ignored(path.relative_to(root), ignore) or entry.is_symlink():
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    continue
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                yield Blocked(path, UnreadableDocument(f"{path.name} cannot be looked at.", _advice(error)))
                continue
            # A pipe or a device is passed on as well: the reader refuses it by name, which is better than silence.
            yield _found(path, status)
        pending.extend(reversed(folders))


def _found(path: Path, status: os.stat_result) -> Found:
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ino)


def _ignored(relative: Path, patterns: Sequence[str]) -> bool:
    return any(fnmatch(relative.name, pattern) or fnmatch(relative.as_posix(), pattern) for pattern in patterns)


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "This account may not read it. Change its permissions, or add it to the ignored names."
    return f"The system says: {error.strerror or error}."
