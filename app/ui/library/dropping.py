"""What the library shows of drops: the cover while files are held above it, and the place to drop the first ones. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

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


class Empty(QWidget):
    """What stands where no document is: the place to drop the first ones."""

    chosen = Signal()
    """Somebody wants to choose a folder."""

    def __init__(self, *, may_add: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(theme.SPACE[3])
        picture = QLabel()
        picture.setPixmap(theme.icon("folder", "muted", 48).pixmap(48, 48))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("Drop a folder here, or choose one. Its documents are read, and followed when they change."))
        words.setProperty("role", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = QPushButton(self.tr("Add a folder"))
        button.clicked.connect(lambda _=False: self.chosen.emit())
        button.setEnabled(may_add)
        layout.addWidget(picture)
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
