"""What an ingest finds before it reads anything: which files are there, which are known, which are gone.

Decision hidden: when a file that is not there counts as deleted. Invariant: never while its folder is away,
empty or could not be looked at; then its document is kept. Used by one thread at a time.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.access import Actor
from app.core.audit import AuditEvent
from app.core.documents.documents import Label, Status
from app.core.errors import UnreadableDocument
from app.core.work import CancelToken
from app.ingestion.discover import Blocked, Found, walk
from app.storage.database import Database
from app.storage.documents import Fingerprint, Root
from app.storage.inventory import InventoryRecords
from app.storage.records import FailedFile

_TOGETHER = 64
"""Failures written in one transaction, so that a folder full of them is no slower than one of good files."""


@dataclass(frozen=True)
class Area:
    """A stretch of a root that was looked at: the whole of it, or what lies at and below one path.

    Attributes:
        root: the ingested folder or file.
        below: where it was looked; may be gone.
        found: regular files by path.
        known: what is on record there, by path.
        blocked: what could not be looked at; documents below it are left alone.
    """

    root: Path
    below: Path
    found: Mapping[str, Found]
    known: Mapping[str, Fingerprint]
    blocked: tuple[Blocked, ...]

    def hides(self, path: str) -> bool:
        """Tell whether a file may be there although it was not found."""
        return any(Path(path).is_relative_to(item.path) for item in self.blocked)


def survey(
    root: Path,
    below: Path,
    ignore: Sequence[str],
    known: Mapping[str, Fingerprint],
    own: Path,
    cancel: CancelToken,
) -> Area:
    """Look at what is at and below a path of a root.

    Args:
        own: the workspace's folder; where it lies below the root, nothing in it is a document.

    Raises:
        Cancelled.
    """
    before = identity(root)
    found: dict[str, Found] = {}
    blocked: list[Blocked] = []
    for item in walk(root, ignore, below):
        cancel.raise_if_cancelled()
        if isinstance(item, Blocked):
            blocked.append(item)
        elif not item.path.is_relative_to(own) or root.is_relative_to(own):
            found[str(item.path)] = item
    if identity(root) != before:
        # A drive went, or came, while it was being looked at: what was seen is half of one and half of the
        # other.
        away = UnreadableDocument(
            f"{root} disappeared while it was being read.",
            "Nothing has been removed. Check that the drive is connected.",
        )
        found, blocked = {}, [Blocked(root, away)]
    return Area(root, below, found, known, tuple(blocked))


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells one drive or folder from another in its place; None when there is none; files are all
    one.
    """
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino if stat.S_ISDIR(status.st_mode) else 0


class Roots:
    """The ingested folders by path."""

    def __init__(self, roots: Sequence[Root]) -> None:
        self._roots = {root.path: root for root in roots}

    def nearest(self, path: Path) -> Root | None:
        """Return the record of `path` itself, else of the closest ingested folder above it: a file keeps its
        folder's label.
        """
        at = str(path)
        if at in self._roots:
            return self._roots[at]
        return next((self._roots[str(parent)] for parent in path.parents if str(parent) in self._roots), None)


class Gone:
    """Active documents whose files were not found: moved, deleted, or away."""

    def __init__(self, known: Mapping[str, Fingerprint], found: Mapping[str, Found]) -> None:
        self._paths = {
            path: print_
            for path, print_ in known.items()
            if path not in found and print_.status is Status.ACTIVE
        }
        self._contents: dict[str, list[str]] = {}
        for path, print_ in self._paths.items():
            self._contents.setdefault(print_.content_hash, []).append(path)

    def take(self, content_hash: str) -> Fingerprint | None:
        """Return a document of this content, which is not gone then; None when there is none."""
        paths = self._contents.get(content_hash, [])
        while paths:
            if (found := self._paths.pop(paths.pop(0), None)) is not None:
                return found
        return None

    def drop(self, paths: Iterable[str]) -> None:
        """Forget documents that went with another one."""
        for path in paths:
            self._paths.pop(path, None)

    def left(self) -> Iterator[tuple[str, Fingerprint]]:
        """Yield what nothing was found of, by path."""
        yield from sorted(self._paths.items())


class Failures:
    """Keeps on record which files cannot be read, as of now.

    What was noted last may be lost with a kill: the next look at the files notes it again.
    """

    def __init__(
        self,
        database: Database,
        holdings: InventoryRecords,
        actor: Actor,
        areas: Sequence[Area],
        roots: Roots,
    ) -> None:
        self._database = database
        self._holdings = holdings
        self._actor = actor
        self._areas = areas
        self._known = {
            path: file for area in areas for path, file in holdings.failures(str(area.below)).items()
        }
        self._now: set[str] = set()
        self._fresh: list[FailedFile] = []
        for area in areas:
            for item in area.blocked:
                root = roots.nearest(item.path)
                label = Label.INTERNAL if root is None else root.label
                if item.path != area.root:
                    self.note(
                        FailedFile(str(item.path), str(area.root), label, item.error.message, item.error.hint)
                    )

    def stands(self, area: Area, item: Found) -> bool:
        """Tell whether a file that failed has not changed since; one that was named by itself is always tried
        again.
        """
        failed = self._known.get(str(item.path))
        return (
            failed is not None
            and area.below != item.path
            and (failed.size, failed.mtime_ns, failed.inode) == (item.size, item.mtime_ns, item.inode)
        )

    def keep(self, path: str) -> None:
        """Note that what is on record of a file still holds."""
        self._now.add(path)

    def note(self, file: FailedFile) -> None:
        """Remember a failure, unless it is on record just so."""
        self._now.add(file.path)
        if self._known.get(file.path) != file:
            self._fresh.append(file)
        if len(self._fresh) >= _TOGETHER:
            self._write()

    def settle(self) -> None:
        """Write what is noted still, and forget the files that were read since, or are gone."""
        self._write()
        over = [
            path
            for path in self._known
            if path not in self._now and not any(area.hides(path) for area in self._areas)
        ]
        if over:
            with self._database.transaction() as tx:
                self._holdings.forget_failures(tx, over)
                tx.audit(
                    self._actor, AuditEvent.INGEST_RECOVERED, str(self._areas[0].root), {"files": len(over)}
                )

    def _write(self) -> None:
        if not self._fresh:
            return
        with self._database.transaction() as tx:
            self._holdings.note_failures(tx, self._fresh)
            for file in self._fresh:
                tx.audit(self._actor, AuditEvent.INGEST_FAILED, file.path, {"label": file.label.word})
        self._fresh = []
