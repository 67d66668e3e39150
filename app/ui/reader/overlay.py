"""Where there is no room beside a page, the reader slides over it.

The decision hidden here is when a panel of a splitter leaves it and comes back. Invariant: the panel is the
same widget all the time, and keeps what it shows. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QEvent, QObject, QPropertyAnimation, QTimer
from PySide6.QtWidgets import QGraphicsOpacityEffect, QSplitter, QWidget

from app.ui import theme

_WIDEST = 620
_LEAST_LEFT = 64
"""Pixels of the page beneath that stay in sight."""


class SlideOver(QObject):
    """Lifts the last panel of a splitter over it while the splitter is narrow."""

    def __init__(
        self, splitter: QSplitter, panel: QWidget, narrow: int = theme.NARROW - theme.NAVIGATION_WIDTH
    ) -> None:
        super().__init__(splitter)
        self._splitter = splitter
        self._panel = panel
        self._narrow = narrow
        self._fade: QPropertyAnimation | None = None
        # Later: a splitter that is being resized must not lose a panel.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._arrange)
        self._shown = QTimer(self, singleShot=True, interval=0)
        self._shown.timeout.connect(self._fade_in)
        splitter.installEventFilter(self)
        panel.installEventFilter(self)

    @property
    def is_over(self) -> bool:
        """Whether the panel lies over the page now."""
        return self._panel.parent() is not self._splitter

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._splitter and event.type() == QEvent.Type.Resize:
            self._later.start()
        elif watched is self._panel and event.type() == QEvent.Type.Show and self.is_over:
            self._place()
            self._shown.start()
        return False

    def _arrange(self) -> None:
        narrow = self._splitter.width() < self._narrow
        if narrow != self.is_over:
            shown = not self._panel.isHidden()
            if narrow:
                self._panel.setParent(self._splitter.parentWidget())
            else:
                self._splitter.addWidget(self._panel)
            theme.mark(self._panel, "over", "true" if narrow else "false")
            self._panel.setVisible(shown)
        if self.is_over:
            self._place()

    def _place(self) -> None:
        area = self._splitter.geometry()
        width = min(_WIDEST, area.width() - _LEAST_LEFT)
        self._panel.setGeometry(area.right() + 1 - width, area.top(), width, area.height())
        self._panel.raise_()

    def _fade_in(self) -> None:
        if not theme.fade():
            return
        effect = QGraphicsOpacityEffect(self._panel)
        self._panel.setGraphicsEffect(effect)
        self._fade = QPropertyAnimation(effect, b"opacity", self._panel)
        self._fade.setDuration(theme.fade())
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        # Without the effect the pages are drawn straight to the screen again.
        self._fade.finished.connect(lambda: self._panel.setGraphicsEffect(None))  # type: ignore[arg-type]
        self._fade.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
