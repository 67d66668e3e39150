"""Following folders while they change: told by the system where it can, by looking again where it cannot.

Decision hidden: what may be missed and what makes up for it. Each folder that an ingest would open is watched
by itself, so no link and no ignored folder is followed; new watches stand before the folder is looked at, and
everything is looked at again from time to time. Invariant: a folder that is away keeps its documents and is
taken up again when it is back. Nothing is printed. Runs in the caller's thread until it is cancelled, asleep
while nothing happens.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.access import Action, Actor
from app.core.errors import Cancelled, MachineError, UserError
from app.core.settings import IngestSettings
from app.core.work import (
    CancelToken,
    Changes,
    IngestReport,
    ProgressCallback,
    WatchCause,
    WatchNews,
    ignore_progress,
)
from app.governance.guard import Guard
from app.ingestion.discover import folders
from app.ingestion.ingest import Ingestion
from app.ingestion.survey import Roots, identity
from app.storage.documents import DocumentRecords

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

_FLOOD = 1_000
"""Changed paths from which on their folders are looked at as a whole."""

_OVERFLOW = 8_192
"""Changed paths from which on the system may have dropped some (fs.inotify.max_queued_events is 16,384 by
default).
"""

_ATTEMPTS = 20
"""Folders that may vanish while the watches are set up before that counts as the machine's fault."""

OnNews = Callable[[WatchNews], None]


def ignore_news(_: WatchNews) -> None:
    """Take news and drop it."""


@dataclass(frozen=True)
class Pace:
    """How long is waited for what, in seconds.

    Attributes:
        quiet: changes are taken up after so long without another one.
        most: or after so long at the latest.
        tick: how often it is looked whether the folders themselves are there.
        poll: how often every file is looked at where the system cannot tell.
    """

    quiet: float = 0.3
    most: float = 2.0
    tick: float = 2.0
    poll: float = 5.0


class Watching:
    """Keeps the library in sync with folders."""

    def __init__(
        self,
        guard: Guard,
        library: DocumentRecords,
        ingestion: Ingestion,
        settings: IngestSettings,
        workspace: Path,
        pace: Pace | None = None,
    ) -> None:
        self._guard = guard
        self._library = library
        self._ingestion = ingestion
        self._settings = settings
        self._workspace = workspace
        self._pace = pace or Pace()

    def watch(
        self,
        actor: Actor,
        paths: Sequence[Path],
        *,
        on_news: OnNews = ignore_news,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> None:
        """Follow folders until cancelled; what is being stored then is finished first.

        Args:
            actor: who asks.
            paths: what to follow; one that was never ingested is ingested. None at all means every ingested
                folder.
            on_news: told of the first round, of each change, and of folders that go away or come back.
            on_progress: told while files are read.
            cancel: ends it, from any thread or a signal's handler; no error then.

        Raises:
            AccessDenied: the role may not ingest.
            UserError: there is nothing to follow.
            MachineError: as `Ingestion.ingest`.
        """
        self._guard.require(actor, Action.INGEST)
        cancel = cancel or CancelToken()

        def follow(changed: Iterable[Path]) -> IngestReport:
            return self._ingestion.follow(actor, list(changed), on_progress=on_progress, cancel=cancel)

        try:
            with ExitStack() as stack:
                chosen, first = self._choose(actor, paths, on_progress, cancel)
                grounds = {path: self._ground(path) for path in chosen}
                ear = _Ear(self._pace, cancel, stack)
                _Round(
                    grounds,
                    self._workspace,
                    ear,
                    self._pace,
                    self._settings.rescan_seconds,
                    follow,
                    on_news,
                    cancel,
                ).run(first)
        except Cancelled:
            # Being cancelled is how watching ends.
            return

    def _choose(
        self, actor: Actor, paths: Sequence[Path], on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[list[Path], IngestReport | None]:
        """Return what is followed, the outermost of it; what was never ingested is ingested."""
        known = Roots(self._library.roots())
        wanted = [path.expanduser().absolute() for path in paths]
        strange = [
            path for path in wanted if known.nearest(path) is None and known.nearest(path.resolve()) is None
        ]
        report: IngestReport | None = None
        if strange:
            report = self._ingestion.ingest(actor, strange, on_progress=on_progress, cancel=cancel)
            known = Roots(self._library.roots())
            missing = next((path for path in strange if known.nearest(path.resolve()) is None), None)
            if missing is not None:
                told = next((failure for failure in report.failed if failure.path == str(missing)), None)
                raise UserError(
                    told.error if told else f"{missing} cannot be watched.", told.hint if told else ""
                )
        chosen = [path if known.nearest(path) is not None else path.resolve() for path in wanted]
        chosen = chosen or [Path(root.path) for root in self._library.roots()]
        if not chosen:
            raise UserError("No folder has been ingested yet.", "Name one: citewell watch FOLDER")
        return [
            path for path in sorted(set(chosen)) if not any(parent in chosen for parent in path.parents)
        ], report

    def _ground(self, path: Path) -> tuple[Path, tuple[str, ...]]:
        """Return the ingested folder that a path belongs to, and what is ignored below it."""
        root = Roots(self._library.roots()).nearest(path)
        return (
            (path, self._settings.ignore)
            if root is None
            else (Path(root.path), (*self._settings.ignore, *root.ignore))
        )


class _Round:
    """One call: what is followed, what of it is away, and what was told already."""

    def __init__(
        self,
        grounds: Mapping[Path, tuple[Path, tuple[str, ...]]],
        workspace: Path,
        ear: _Ear,
        pace: Pace,
        rescan_seconds: float,
        follow: Callable[[Iterable[Path]], IngestReport],
        on_news: OnNews,
        cancel: CancelToken,
    ) -> None:
        self._grounds = grounds
        self._workspace = workspace
        self._ear = ear
        self._pace = pace
        self._rescan_seconds = rescan_seconds
        self._ingest = follow
        self._on_news = on_news
        self._cancel = cancel
        self._identities = {path: identity(path) for path in grounds}
        self._watched: set[Path] = set()
        self._told: set[tuple[str, str]] = set()

    def run(self, first: IngestReport | None) -> None:
        """Follow until cancelled; `first` is what was ingested to begin with."""
        self._rearm()
        if first is not None:
            self._tell(WatchCause.START, first)
        self._follow(self._present(), WatchCause.START)
        next_scan = time.monotonic() + self._rescan_seconds
        while True:
            self._cancel.raise_if_cancelled()
            changed = self._ear.wait(min(self._pace.tick, max(0.05, next_scan - time.monotonic())))
            self._cancel.raise_if_cancelled()
            self._look_at_roots()
            if changed:
                self._take_up(changed)
            if len(changed) >= _OVERFLOW or time.monotonic() >= next_scan:
                self._rearm()
                self._follow(self._present(), WatchCause.RESCAN)
                next_scan = time.monotonic() + self._rescan_seconds

    def _present(self) -> list[Path]:
        return [path for path, found in self._identities.items() if found is not None]

    def _look_at_roots(self) -> None:
        """Notice folders that went away, came back, or had another drive put in their place."""
        for path, before in list(self._identities.items()):
            found = identity(path)
            if found == before:
                continue
            self._identities[path] = found
            self._rearm()
            if found is None:
                self._tell(WatchCause.AWAY, None)
            else:
                self._follow([path], WatchCause.BACK)

    def _take_up(self, changed: set[Path]) -> None:
        """Follow what changed, watching new folders before they are looked at."""
        relevant = {path for path in changed if self._concerns(path)}
        # Whoever made a folder may have filled it before it was watched: what lies in it is looked at as a
        # whole.
        if any((path in self._watched) != path.is_dir() for path in relevant):
            self._rearm()
        if len(relevant) > _FLOOD:
            relevant = {path if path in self._grounds else path.parent for path in relevant}
        if len(relevant) > _FLOOD:
            relevant = {
                chosen for chosen in self._present() if any(path.is_relative_to(chosen) for path in relevant)
            }
        if relevant:
            self._follow(relevant, WatchCause.FILES)

    def _concerns(self, path: Path) -> bool:
        root = next((chosen for chosen in self._grounds if path == chosen or chosen in path.parents), None)
        return (
            root is not None
            and self._identities[root] is not None
            and not self._is_own(path, self._grounds[root][0])
        )

    def _folders(self, path: Path) -> set[Path]:
        """Return the folders to be listened to for what lies at and below a path: for a file, the one that
        holds it.
        """
        if path.is_file():
            return {path.parent}
        root, ignore = self._grounds[path]
        return {folder for folder in folders(root, ignore, path) if not self._is_own(folder, root)}

    def _is_own(self, path: Path, root: Path) -> bool:
        """Tell whether a path is the workspace's own, which changes with every write of this program."""
        return path.is_relative_to(self._workspace) and not root.is_relative_to(self._workspace)

    def _rearm(self) -> None:
        """Listen to the folders that are there now."""
        watched = set[Path]().union(*map(self._folders, self._present()))
        if watched != self._watched or not self._ear.is_listening:
            self._watched = watched
            self._ear.listen(watched)

    def _follow(self, paths: Iterable[Path], cause: WatchCause) -> None:
        report = self._ingest(paths)
        # What cannot be read is told once, not at every round.
        fresh = tuple(failure for failure in report.failed if (failure.path, failure.error) not in self._told)
        self._told |= {(failure.path, failure.error) for failure in fresh}
        report = IngestReport(
            report.added,
            report.updated,
            report.unchanged,
            report.removed,
            fresh,
            report.passages,
            report.seconds,
            report.changes,
        )
        if cause in (WatchCause.START, WatchCause.BACK) or report.changes != Changes() or fresh:
            self._tell(cause, report)

    def _tell(self, cause: WatchCause, report: IngestReport | None) -> None:
        away = tuple(str(path) for path, found in self._identities.items() if found is None)
        self._on_news(
            WatchNews(
                cause, report, tuple(map(str, self._grounds)), len(self._watched), away, self._ear.polling
            )
        )


class _Ear:
    """Hears of changes through the system, or by looking again when the system cannot."""

    def __init__(self, pace: Pace, cancel: CancelToken, stack: ExitStack) -> None:
        self._pace = pace
        self._stop = _Stop(cancel)
        self._notify: RustNotify | None = None
        self.polling = ""
        stack.callback(self._close)

    @property
    def is_listening(self) -> bool:
        """Whether anything is listened to."""
        return self._notify is not None

    def listen(self, watched: set[Path]) -> None:
        """Listen to these folders instead; the old watches end only when the new ones stand."""
        before, self._notify = self._notify, self._open(watched)
        if before is not None:
            before.close()

    def wait(self, seconds: float) -> set[Path]:
        """Return what changed; nothing when so long nothing did."""
        if self._notify is None:
            # Everything is away: nothing can be heard, and the caller looks again after this.
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline and not self._stop.is_set():
                time.sleep(min(0.1, seconds))
            return set()
        found = self._notify.watch(
            int(self._pace.most * 1000), int(self._pace.quiet * 1000), max(1, int(seconds * 1000)), self._stop
        )
        if isinstance(found, str):
            return set()
        return {Path(path) for _, path in found}

    def _open(self, watched: set[Path]) -> RustNotify | None:
        # watchfiles starts asyncio machinery that no other command has a use for.
        from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

        delay = int(self._pace.poll * 1000)
        for attempt in count():
            there = sorted(str(path) for path in watched if path.is_dir() and os.access(path, os.R_OK))
            if not there:
                return None
            try:
                # Its leniency about permissions, asked for by the last argument, also hides that the limit is
                # reached: not for listening.
                return RustNotify(there, False, bool(self.polling), delay, False, bool(self.polling))
            except (FileNotFoundError, PermissionError) as error:
                # A folder went while the watches were set up; the rest is watched.
                if attempt == _ATTEMPTS:
                    raise MachineError(
                        "The folders change too fast to be watched.", "Try again.", retryable=True
                    ) from error
            except (OSError, WatchfilesRustInternalError) as error:
                if self.polling:
                    raise MachineError(
                        "The folders cannot be watched.", f"The system says: {error}."
                    ) from error
                self.polling = (
                    "The system cannot watch more folders, so they are checked every"
                    f" {self._pace.poll:g} s instead. Raising fs.inotify.max_user_watches or"
                    " max_user_instances helps."
                )
        return None

    def _close(self) -> None:
        if self._notify is not None:
            self._notify.close()
        self._notify = None


class _Stop:
    """A cancel token as watchfiles asks for it."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel

    def is_set(self) -> bool:
        """Whether it was cancelled."""
        return self._cancel.cancelled
