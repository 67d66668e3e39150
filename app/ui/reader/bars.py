"""What stands around a source: its name on one line, a quiet notice with what can be done, the way to other
citations and pages.

Invariant: nothing here knows what a source is; words come in, wishes go out as signals. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme


def tool(icon: str, words: str, action: Callable[[], object]) -> QToolButton:
    """Return a button that is only its icon."""
    button = QToolButton()
    theme.set_icon(button, icon, "muted", 20)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.clicked.connect(lambda _=False: action())
    return button


class OneLine(QLabel):
    """Words on one line, cut at the end where there is no room; the whole of them on hover."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, tip: str = "") -> None:
        """Show words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(tip or words)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class Banner(QFrame):
    """A notice with what can be done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "true")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE[4])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[3], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[1])
        layout.addWidget(self._words)
        layout.addLayout(self._row)
        self.hide()

    def show_words(self, words: str, choices: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say something; without words there is no notice.

        Args:
            choices: what can be done, each with its words.
        """
        while self._row.count():
            item = self._row.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._words.setText(words)
        for name, action in choices:
            button = QPushButton(name)
            button.setProperty("quiet", "true")
            button.clicked.connect(lambda _=False, action=action: action())
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(bool(words))

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def choices(self) -> dict[str, QPushButton]:
        """Return the buttons by their words."""
        widgets = (
            item.widget() for at in range(self._row.count()) if (item := self._row.itemAt(at)) is not None
        )
        return {widget.text(): widget for widget in widgets if isinstance(widget, QPushButton)}


class Foot(QWidget):
    """The way to the previous and next citation, and, for pages, to a page and a magnification."""

    stepped = Signal(int)
    page_wanted = Signal(int)
    zoom_stepped = Signal(int)
    fit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._previous = tool("previous", self.tr("Previous citation (K)"), lambda: self.stepped.emit(-1))
        self._next = tool("next", self.tr("Next citation (J)"), lambda: self.stepped.emit(1))
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._citations = QWidget()
        citations = _row(self._citations, self._previous, self._count, self._next)
        citations.setContentsMargins(0, 0, 0, 0)

        self.page = QSpinBox()
        # Its buttons are taken away by the sheet: told to have none, it leaves no room for the number either.
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setKeyboardTracking(False)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setFixedWidth(48)
        self.page.valueChanged.connect(self.page_wanted)
        page = QLabel(self.tr("page"))
        page.setProperty("role", "muted")
        self._of = QLabel()
        self._of.setProperty("role", "muted")
        self._zoom = QPushButton()
        self._zoom.setProperty("quiet", "true")
        self._zoom.setToolTip(self.tr("Fit the width (Ctrl+0)"))
        self._zoom.setAccessibleName(self.tr("Fit the width"))
        self._zoom.clicked.connect(lambda _=False: self.fit_wanted.emit())
        self._pages = QWidget()
        pages = _row(
            self._pages,
            page,
            self.page,
            self._of,
            tool("minus", self.tr("Smaller (Ctrl+−)"), lambda: self.zoom_stepped.emit(-1)),
            self._zoom,
            tool("add", self.tr("Larger (Ctrl++)"), lambda: self.zoom_stepped.emit(1)),
        )
        pages.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[1])
        row.addWidget(self._citations)
        row.addStretch(1)
        row.addWidget(self._pages)

    def show_citation(self, at: int, total: int) -> None:
        """Say which citation of how many is shown; nothing when there are none."""
        self._citations.setVisible(total > 0)
        self._count.setText(self.tr("citation {0} of {1}").format(at + 1, total))
        self._previous.setEnabled(total > 1)
        self._next.setEnabled(total > 1)
        self._fold()

    def show_pages(self, page: int, total: int) -> None:
        """Say which page of how many is in sight; nothing when there are none."""
        self._pages.setVisible(total > 0)
        if total:
            blocked = self.page.blockSignals(True)
            self.page.setRange(1, total)
            self.page.setValue(page)
            self.page.blockSignals(blocked)
            self._of.setText(self.tr("of {0}").format(total))
        self._fold()

    def show_zoom(self, zoom: float, *, fitted: bool) -> None:
        """Say how large pages are shown."""
        self._zoom.setText(f"{round(100 * zoom)} %")
        self._zoom.setAccessibleName(self.tr("{0} percent; fit the width").format(round(100 * zoom)))
        self._zoom.setEnabled(not fitted)

    def _fold(self) -> None:
        self.setVisible(not (self._citations.isHidden() and self._pages.isHidden()))


def _row(box: QWidget, *widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(box)
    row.setSpacing(theme.SPACE[1])
    for widget in widgets:
        row.addWidget(widget)
    return row
