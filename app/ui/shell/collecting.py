"""Reference cycles are collected on the GUI thread alone.

Decision hidden: Python collects in whatever thread happens to allocate, and a widget that is part of a cycle
must not be destroyed on any thread but the one of its window: that ends the process. So automatic collection
is off while there is a window, and a timer collects where it is safe, the young often and the old seldom.
Everything that is in no cycle is freed at once, as always.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two looks whether enough came together to be collected."""


class Collector(QObject):
    """Collects on the thread it was made in, from now until its parent ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        # What is there at the start stays: no later collection looks at it again.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        due = [count > threshold for count, threshold in zip(gc.get_count(), self._thresholds, strict=True)]
        generation = 2 if due[2] else 1 if due[1] else 0 if due[0] else None
        if generation is not None:
            gc.collect(generation)
