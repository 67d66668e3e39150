"""Backup and restore of a whole workspace.

A backup is a folder: the database, the originals, and a manifest of SHA-256 sums that is written last.
Invariant: a backup without its manifest is not one, and nothing is restored that does not match it. A
restored workspace gets its place in one step, when nothing is left to do in it. The index is derived and
stays out.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.access import Action, Actor
from app.core.audit import AuditEvent
from app.core.errors import DiskFull, IntegrityError, MachineError, NotFound, UserError
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.storage.database import Database, sync_file, sync_folder

DATABASE = "citewell.db"
ORIGINALS = "originals"
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class BackupReport:
    """What a backup holds."""

    path: Path
    files: int
    bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"path": str(self.path), "files": self.files, "bytes": self.bytes}


def back_up(
    guard: Guard,
    database: Database,
    actor: Actor,
    workspace: Path,
    target: Path,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> BackupReport:
    """Copy a workspace in use to a new folder and check the copy.

    Raises:
        AccessDenied, UserError (the folder is not empty), DiskFull, IntegrityError, Cancelled.
    """
    guard.require(actor, Action.BACKUP, str(target))
    cancel = cancel or CancelToken()
    _must_be_empty(target)
    with database.transaction() as tx:
        tx.audit(actor, AuditEvent.BACKUP, str(target), {})
    try:
        target.mkdir(parents=True, exist_ok=True)
        target.chmod(0o700)  # like the workspace: it holds the same documents
        database.backup(target / DATABASE)
        for _ in _copied(workspace / ORIGINALS, target / ORIGINALS, on_progress, cancel):
            pass
        sums = {path.relative_to(target).as_posix(): _sum(path) for path in _files(target)}
        size = sum((target / name).stat().st_size for name in sums)
        manifest = target / _MANIFEST
        manifest.write_text(json.dumps({"workspace": database.workspace, "files": sums}, indent=1), "utf-8")
        sync_file(manifest)
        sync_folder(target)
    except OSError as error:
        raise _translated(error, target) from error
    verify(target)
    return BackupReport(target, len(sums), size)


def verify(backup: Path) -> int:
    """Check every file of a backup against its manifest; return how many there are.

    Raises:
        NotFound: it is not a backup.
        IntegrityError: a file is missing, changed or too many.
    """
    try:
        sums = json.loads((backup / _MANIFEST).read_text("utf-8"))["files"]
    except FileNotFoundError as error:
        raise NotFound(
            f"{backup} is not a complete backup: it has no manifest.",
            "Choose a folder made by `citewell backup`.",
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IntegrityError(f"The manifest of {backup} cannot be read.", "Use another backup.") from error
    present = {path.relative_to(backup).as_posix() for path in _files(backup)}
    wrong = sorted(
        name
        for name in set(sums) | present
        if name not in present or name not in sums or _sum(backup / name) != sums[name]
    )
    if wrong:
        raise IntegrityError(
            f"The backup is damaged: {wrong[0]} is missing, changed or foreign ({len(wrong)} such files).",
            "Use another backup.",
        )
    return len(sums)


def make_room(workspace: Path) -> Path:
    """Return the folder beside `workspace` in which it is laid out; what an earlier attempt left there is
    still in it.

    Raises:
        UserError: there is something at `workspace` already.
        DiskFull, MachineError.
    """
    _must_be_empty(workspace)
    building = workspace.with_name(workspace.name + ".restoring")
    try:
        building.mkdir(parents=True, exist_ok=True)
        building.chmod(0o700)
    except OSError as error:
        raise _translated(error, workspace) from error
    return building


def unpack(
    backup: Path,
    building: Path,
    keep: str,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Lay a backup out in a folder and check it; return how many files there are.

    Args:
        building: emptied first.
        keep: the one name in it that stays: the lock that the caller holds.

    Raises:
        NotFound, IntegrityError, DiskFull, MachineError, Cancelled.
    """
    files = verify(backup)
    try:
        for left in building.iterdir():
            if left.name == keep:
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()
        for _ in _copied(backup / ORIGINALS, building / ORIGINALS, on_progress, cancel or CancelToken()):
            pass
        shutil.copyfile(backup / DATABASE, building / DATABASE)
        sync_file(building / DATABASE)
    except OSError as error:
        raise _translated(error, building) from error
    return files


def put_in_place(building: Path, workspace: Path) -> None:
    """Give a finished folder the workspace's name.

    Raises:
        DiskFull, MachineError: it could not be done, and `workspace` is not there.
    """
    try:
        sync_folder(building)
        if workspace.exists():
            workspace.rmdir()
        building.rename(workspace)
    except OSError as error:
        raise _translated(error, workspace) from error
    try:
        sync_folder(workspace.parent)
    except OSError as error:
        raise MachineError(
            f"{workspace} has been restored, but the disk did not confirm the write.",
            f"The system says: {error.strerror or error}. Check the disk.",
        ) from error


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder} is not empty.", "Choose a folder that does not exist yet. Nothing has been changed."
        )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / _MANIFEST)


def _copied(source: Path, target: Path, on_progress: ProgressCallback, cancel: CancelToken) -> Iterator[Path]:
    files = [path for path in _files(source) if not path.name.startswith(".")] if source.is_dir() else []
    for number, path in enumerate(files, 1):
        cancel.raise_if_cancelled()
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        sync_file(copy)
        on_progress(Progress("Copying originals", number, len(files)))
        yield copy


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _translated(error: OSError, place: Path) -> MachineError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            f"The disk of {place} is full.",
            "Free up space or choose another location. The workspace has not been changed.",
            retryable=True,
        )
    return MachineError(
        f"{place} cannot be written.",
        f"The system says: {os.strerror(error.errno) if error.errno else error}.",
    )
