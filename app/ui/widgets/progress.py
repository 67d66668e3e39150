"""The thin bar under long work: as full as the work is done, moving when its end is not known, unless less
motion is wanted. GUI thread.
"""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from app.core.work import Progress
from app.ui import theme

_STEPS = 1000


class ProgressBar(QProgressBar):
    """Shows a `Progress`, and movement before the first one came."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.wait()

    def wait(self) -> None:
        """Show that something is going on, with no end known; where nothing is to move, an empty bar."""
        self.setRange(0, 0 if theme.fade() else _STEPS)
        self.setValue(0)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is; without a total the bar stays as it is."""
        if progress.total:
            self.setRange(0, _STEPS)
            self.setValue(int(_STEPS * progress.done / progress.total))
