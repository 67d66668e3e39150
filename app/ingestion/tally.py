"""How far one ingest is: counts, failures, and how long the rest will take.

Decision hidden: work is counted in passages, because embedding them is what takes the time. How many a file
will give is learnt from the files of its kind that were read before, so that a folder of short notes with one
long manual at its end is no surprise. Invariant: a file is told of only after its transaction has committed.
Used by one thread at a time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from app.core.errors import UserError
from app.core.work import (
    CancelToken,
    Changes,
    Failure,
    FileNews,
    FileStage,
    IngestReport,
    Outcome,
    Progress,
    ProgressCallback,
)

OnFile = Callable[[FileNews], None]
"""Told of a file's every stage. It may take its time: the work waits, and that time is not counted as the
work's.
"""

_STAGES = {
    Outcome.UNCHANGED: FileStage.UNCHANGED,
    Outcome.REMOVED: FileStage.REMOVED,
    Outcome.FAILED: FileStage.FAILED,
}


def ignore_files(_: FileNews) -> None:
    """Take the news of a file and drop it."""


class Estimate:
    """Says how much work is left, in passages, and how long it takes at the rate so far."""

    _PER_BYTE = 1 / 700
    """Passages in a byte of plain English text: what is assumed before anything was read."""

    _TRUST = 20_000
    """Bytes that have to be read before what was seen counts as much as what was assumed."""

    _FILE = 2.0
    """Opening, hashing, reading and committing a small file takes as long as embedding two passages."""

    def __init__(self) -> None:
        self._files = 0
        self._bytes: Counter[str] = Counter()
        self._read_bytes: Counter[str] = Counter()
        self._read_passages: Counter[str] = Counter()
        self._skipped = 0
        self._waiting = 0
        self._embedded = 0
        self._handled = 0

    def expect(self, kind: str, size: int) -> None:
        """Count a file that has to be looked into; `kind` is what its size tells the same about, such as its
        suffix.
        """
        self._files += 1
        self._bytes[kind] += size

    def read(self, kind: str, size: int, passages: int) -> None:
        """Note that an expected file was read and gave passages, which still have to be embedded."""
        self._settle(kind, size)
        self._read_bytes[kind] += size
        self._read_passages[kind] += passages
        self._waiting += passages

    def skip(self, kind: str, size: int) -> None:
        """Note that an expected file needed no reading after all, or could not be read."""
        self._settle(kind, size)
        self._skipped += size

    def embed(self, passages: int) -> None:
        """Note that passages were embedded and stored."""
        self._waiting -= passages
        self._embedded += passages

    def left(self, seconds: float) -> float | None:
        """Return the seconds that remain if `seconds` were spent so far; None while nothing can be told."""
        if not self._embedded or seconds <= 0:
            return None
        rate = (self._embedded + self._FILE * self._handled) / seconds
        return self.work() / rate

    def work(self) -> float:
        """Return the work that remains, in passages; a file counts as a few."""
        read = self._read_bytes.total()
        overall = (self._read_passages.total() + self._TRUST * self._PER_BYTE) / (read + self._TRUST)
        # Of files that only have to be compared, few need reading: what happened so far tells how many.
        share = (read + self._TRUST) / (read + self._skipped + self._TRUST)
        passages = sum(
            size
            * (self._read_passages[kind] + self._TRUST * overall)
            / (self._read_bytes[kind] + self._TRUST)
            for kind, size in self._bytes.items()
        )
        return self._files * self._FILE + share * passages + self._waiting

    def _settle(self, kind: str, size: int) -> None:
        self._files -= 1
        self._handled += 1
        self._bytes[kind] -= size


class Tally:
    """Counts, failures and the clock of one call."""

    def __init__(self, on_progress: ProgressCallback, on_file: OnFile, cancel: CancelToken) -> None:
        self.cancel = cancel
        self.estimate = Estimate()
        self.on_progress = on_progress
        self._on_file = on_file
        self._started = time.monotonic()
        self._reading_since: float | None = None
        self._counts: dict[Outcome, int] = dict.fromkeys(Outcome, 0)
        self._failures: list[Failure] = []
        self._documents: set[str] = set()
        self._passages: set[str] = set()
        self._units: frozenset[str] = frozenset()
        self._written = 0
        self._seen = 0
        self._total = 0

    @property
    def touched(self) -> bool:
        """Whether anything in the index has to follow."""
        return bool(self._documents)

    def expect(self, files: int) -> None:
        """Tell how many files there are."""
        self._total += files
        self._tell("")

    def start_reading(self) -> None:
        """Start the clock of the estimate, once: when the models are loaded."""
        if self._reading_since is None:
            self._reading_since = time.monotonic()

    def fail(self, path: str, error: UserError) -> None:
        """Count a file that could not be taken in."""
        self.note(path, error.message, error.hint)
        self.done(Outcome.FAILED, path, f"{error.message} {error.hint}".strip())

    def at(self, stage: FileStage, path: str) -> None:
        """Tell that a file came to a stage before its outcome."""
        self._news(FileNews(path, stage))

    def note(self, path: str, error: str, hint: str) -> None:
        """Name something about a file that the user should know."""
        self._failures.append(Failure(path, error, hint))

    def done(self, outcome: Outcome, path: str, reason: str = "") -> None:
        """Count a file whose outcome is durable; `reason` tells why it failed."""
        self._counts[outcome] += 1
        if outcome is not Outcome.REMOVED:
            self._seen += 1
        self._news(FileNews(path, _STAGES.get(outcome, FileStage.STORED), reason, outcome))
        self._tell(path)

    def stored(self, outcome: Outcome, path: str, changes: Changes, passages: int) -> None:
        """Count a file that changed the library."""
        self._documents |= changes.documents
        self._passages |= changes.passages
        self._written += passages
        self.estimate.embed(passages)
        self.done(outcome, path)

    def renewed(self, changes: Changes, passages: int) -> None:
        """Note what changed in the library besides its files."""
        self._documents |= changes.documents
        self._passages |= changes.passages
        self._written += passages

    def doubted(self, units: frozenset[str]) -> None:
        """Note which knowledge units need review because of what was done."""
        self._units |= units

    def report(self) -> IngestReport:
        """Return what was done."""
        counts = self._counts
        return IngestReport(
            added=counts[Outcome.ADDED],
            updated=counts[Outcome.UPDATED] + counts[Outcome.MOVED],
            unchanged=counts[Outcome.UNCHANGED],
            removed=counts[Outcome.REMOVED],
            failed=tuple(self._failures),
            passages=self._written,
            seconds=time.monotonic() - self._started,
            changes=Changes(
                documents=frozenset(self._documents), passages=frozenset(self._passages), units=self._units
            ),
        )

    def _news(self, news: FileNews) -> None:
        before = time.monotonic()
        self._on_file(news)
        waited = time.monotonic() - before
        # Whoever listens may hold the work; it did not become slower by that.
        self._started += waited
        if self._reading_since is not None:
            self._reading_since += waited

    def _tell(self, item: str) -> None:
        now = time.monotonic()
        rate = self._seen / (now - self._started) if self._seen and now - self._started > 0.5 else None
        left = None if self._reading_since is None else self.estimate.left(now - self._reading_since)
        self.on_progress(Progress("Reading", self._seen, self._total, "files", item, rate, left))
