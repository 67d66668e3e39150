"""How much memory a process and those below it take while something runs, looked at from outside."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import psutil

_PERIOD = 0.02
_PATIENCE = 10.0


class Peaks:
    """Samples resident memory every 20 ms; a context manager.

    Attributes:
        parent: most bytes the process itself took; `start` is what it had at the beginning.
        child: most bytes one process below it took.
    """

    def __init__(self, pid: int | None = None) -> None:
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory")
        self.start = self.parent = self._process.memory_info().rss
        self.child = 0
        # What other tests keep below the same process is theirs.
        self._before = set(self._process.children(recursive=True))
        self._seen: set[psutil.Process] = set()

    @property
    def growth(self) -> int:
        """Bytes by which the process grew at most."""
        return self.parent - self.start

    def left(self) -> list[int]:
        """Return the pids of processes that were below it and run still."""
        _, running = psutil.wait_procs(self._seen, timeout=_PATIENCE)
        return [process.pid for process in running]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_PERIOD):
            try:
                self.parent = max(self.parent, self._process.memory_info().rss)
                below = set(self._process.children(recursive=True)) - self._before
            except psutil.NoSuchProcess:
                return
            self._seen.update(below)
            for process in below:
                try:
                    self.child = max(self.child, process.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue
