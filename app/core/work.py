"""Long work as values: how far it is, what it changed, and how to stop it.

`CancelToken` may be cancelled from any thread, and a `Turn` taken in any; everything else is immutable.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.core.errors import Cancelled

_LOOK_EVERY = 0.05
"""Seconds between two looks at a cancel, by somebody who waits for a turn."""


@dataclass(frozen=True)
class Progress:
    """How far a piece of long work has come.

    Attributes:
        stage: a verb phrase in the user's words, such as "Reading" or "Building the index".
        done: finished steps.
        total: all steps, or None while that is unknown.
        unit: what a step is, plural: "files", "passages", "tokens", "bytes".
        item: what is being worked on now, for display.
        rate: steps per second so far, or None before it can be told.
        seconds_left: estimate, or None before it can be told.
    """

    stage: str
    done: int
    total: int | None = None
    unit: str = "files"
    item: str = ""
    rate: float | None = None
    seconds_left: float | None = None


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """Take a progress report and drop it: the default where nobody watches."""


@dataclass(frozen=True)
class Changes:
    """What a write changed, so that a page knows what to ask for again.

    Each field holds ids; `settings` tells that a setting or model choice changed.
    """

    documents: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    runs: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    settings: bool = False


@dataclass
class CancelToken:
    """A switch that another thread may throw; work looks at it between steps."""

    _event: threading.Event = field(default_factory=threading.Event, repr=False)

    def cancel(self) -> None:
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` once the switch is thrown."""
        if self._event.is_set():
            raise Cancelled("Cancelled.", "Finished work has been saved.")


class Turn:
    """One at a time, whatever threads come; one thread may take it again within itself."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    @contextmanager
    def taken(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Wait for the turn and have it until the block ends.

        Raises:
            Cancelled: while waiting.
        """
        while not self._lock.acquire(timeout=_LOOK_EVERY):
            if cancel is not None:
                cancel.raise_if_cancelled()
        try:
            yield
        finally:
            self._lock.release()


@dataclass(frozen=True)
class Failure:
    """One file that could not be taken in, or not whole."""

    path: str
    error: str
    hint: str

    def as_json(self) -> dict[str, str]:
        """Return the stable JSON form."""
        return {"path": self.path, "error": self.error, "hint": self.hint}


class Outcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


class FileStage(StrEnum):
    """Where a file is on its way into the library."""

    WAITING = "waiting"
    READING = "reading"
    STORED = "stored"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True)
class FileNews:
    """One file came to a stage.

    Attributes:
        reason: why it failed.
        outcome: what became of it, once that is durable; None on the way there.
    """

    path: str
    stage: FileStage
    reason: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did; counts are files, but `passages`, which counts the passages newly written.

    A moved file counts as updated. `failed` also names files that were taken in only in part; `notes` says
    what is worth knowing of the collection as a whole.
    """

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    passages: int
    seconds: float
    changes: Changes = field(default_factory=Changes)
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form; notes only where there are any."""
        noted = {"notes": list(self.notes)} if self.notes else {}
        return noted | {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "failed": [failure.as_json() for failure in self.failed],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


class WatchCause(StrEnum):
    """Why watching has something to tell. The values are part of the JSON form: never rename one."""

    START = "start"
    FILES = "files"
    RESCAN = "rescan"
    AWAY = "away"
    BACK = "back"


@dataclass(frozen=True)
class WatchNews:
    """What watching has to tell.

    Attributes:
        cause: what made it look.
        report: what was taken in, with the `Changes`; failures are named once. None when nothing was looked
            at.
        watched: the folders and files that are followed.
        folders: how many folders in them are listened to.
        away: those followed that are not there now; their documents are kept.
        polling: why files are looked at again and again instead of listened to; empty when they need not be.
    """

    cause: WatchCause
    report: IngestReport | None
    watched: tuple[str, ...]
    folders: int
    away: tuple[str, ...]
    polling: str

    @property
    def changes(self) -> Changes:
        """What a page has to ask for again."""
        return Changes() if self.report is None else self.report.changes

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        told = (
            {}
            if self.report is None
            else self.report.as_json() | {"documents": sorted(self.changes.documents)}
        )
        return {
            "cause": self.cause.value,
            **told,
            "watched": list(self.watched),
            "away": list(self.away),
            "polling": self.polling,
        }
