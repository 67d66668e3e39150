"""What lies over the library while files are held above it. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import theme


class Cover(QLabel):
    """What lies over a page while files are held above it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setText(self.tr("Drop to add to the library"))
        self.setObjectName("drop")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme.sized("title"))
        self.hide()

    def cover(self) -> None:
        """Lie over the page."""
        margin = theme.SPACE[4]
        self.setGeometry(self._page.rect().adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()
