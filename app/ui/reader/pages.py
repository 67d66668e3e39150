"""The pages of a PDF, one below the other, with marked and covered words.

The decision hidden here is how a range of characters becomes boxes on a page: PDFium is asked for the same
characters. What the actor may not see is covered, page by page, before the page is drawn. Invariant: drawing
costs the pages in sight, however many there are. GUI thread; pages are rendered by Qt's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from app.core.documents.documents import Page, Source
from app.core.language.text import MASK
from app.ui import theme

ZOOMS = (0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Steps of magnification; 1 is 96 points of the screen for an inch."""

_GAP = theme.SPACE[3]
_SCREEN = 96 / 72
_BYTES_KEPT = 96 * 1024**2
_WIDEST_IMAGE = 4000
_MASKED = re.compile(f"{MASK}+")
_PAPER = theme.LIGHT.surface


class PageView(QAbstractScrollArea):
    """A PDF as its pages."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Source pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pdf = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._pdf)
        self._renderer.pageRendered.connect(self._rendered)
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._source: Source | None = None
        self._sizes: list[QSizeF] = []
        self._tops: list[float] = []
        self._widest = 600.0
        self._factor: float | None = None
        """Chosen magnification, or None to fit the width."""
        self._marks: dict[int, list[QRectF]] = {}
        self._covers: dict[int, list[QRectF]] = {}
        self._found: Sequence[tuple[int, int]] = ()
        self._found_boxes: dict[int, list[tuple[int, list[QRectF]]]] = {}
        self._current = -1
        self._marked = ""
        self._drag: tuple[int, QPointF] | None = None
        self._chosen: tuple[int, int] | None = None
        self._chosen_boxes: tuple[int, list[QRectF]] = (-1, [])
        self._told = 0
        self._brought: tuple[dict[int, list[QRectF]], int] = ({}, -1)
        """The boxes that were brought into sight last, and where the view stood then."""

    def show_source(self, source: Source) -> bool:
        """Load a version's original; False when it cannot be shown as pages."""
        self._images.clear()
        self._asked.clear()
        self._marks, self._covers, self._found_boxes = {}, {}, {}
        self._found, self._current, self._chosen, self._told = (), -1, None, 0
        self._source = source
        self._brought = ({}, -1)
        if source.original is None or self._pdf.load(source.original) is not QPdfDocument.Error.None_:
            return False
        if self._pdf.pageCount() < len(source.pages):
            return False
        self._sizes = [self._pdf.pagePointSize(page) for page in range(self._pdf.pageCount())]
        self._widest = max((size.width() for size in self._sizes), default=600.0)
        self._lay_out()
        return True

    def close_source(self) -> None:
        """Let go of the file."""
        self._pdf.close()
        self._sizes, self._tops, self._source = [], [], None

    # Places

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        self._marks = self._boxes(start, end)
        parts = self._parts(start, end)
        self._marked = "".join(
            self._pdf.getSelectionAtIndex(page, low, high - low).text() for page, low, high in parts
        )
        if self._marks:
            self._bring(self._marks)
        elif not start and not end:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def show_found(self, found: Sequence[tuple[int, int]], current: int) -> None:
        """Mark the places of a search and bring one into sight.

        Args:
            current: its number, or -1 for none.
        """
        if found is not self._found:
            self._found, self._found_boxes = found, {}
        self._current = current
        if current >= 0:
            self._bring(self._boxes(*found[current]))
        self.viewport().update()

    def marked(self) -> str:
        """Return the words under the marks, as the PDF holds them."""
        return self._marked

    def marked_boxes(self) -> dict[int, list[QRectF]]:
        """Return the marks by page, from 0, in points."""
        return self._marks

    def covered_boxes(self, page: int) -> list[QRectF]:
        """Return what hides on a page, counted from 0, the words that the actor may not see, in points."""
        found = self._covers.get(page)
        if found is None:
            found = self._covers[page] = []
            source, own = self._source, self._page(page)
            if source is not None and own is not None:
                for run in _MASKED.finditer(source.text, own.start, own.end):
                    found += [box for boxes in self._boxes(run.start(), run.end()).values() for box in boxes]
        return found

    def selected(self) -> tuple[int, int] | None:
        """Return the range of the source that is selected, or None."""
        return self._chosen

    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def page_in_sight(self) -> int:
        """Return the number of the page in the upper third of the view, from 1."""
        line = self.verticalScrollBar().value() + self.viewport().height() / 3
        return max(1, bisect_right(self._tops, line))

    def go_to_page(self, number: int) -> None:
        """Bring the top of a page, counted from 1, into sight."""
        if self._tops:
            self.verticalScrollBar().setValue(
                int(self._tops[max(0, min(number, len(self._tops)) - 1)]) - _GAP // 2
            )

    def _bring(self, boxes: dict[int, list[QRectF]]) -> None:
        if not boxes:
            return
        page = min(boxes)
        zoom = self._zoom()
        first = min(boxes[page], key=lambda box: box.top())
        self.verticalScrollBar().setValue(
            int(self._tops[page] + first.top() * zoom - self.viewport().height() / 3)
        )
        across = self.horizontalScrollBar()
        left = self._left(page) + across.value() + first.left() * zoom
        if not across.value() <= left <= across.value() + self.viewport().width() * 0.8:
            across.setValue(int(left - self.viewport().width() / 4))
        self._brought = (boxes, self.verticalScrollBar().value())

    def _page(self, page: int) -> Page | None:
        """Return where a page, counted from 0, stands in the text."""
        assert self._source is not None
        pages = self._source.pages
        if page < len(pages) and pages[page].number == page + 1:
            return pages[page]
        return next((one for one in pages if one.number == page + 1), None)

    def _parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return (page from 0, first of the file's characters on it, one past the last) for a range of the
        text.
        """
        assert self._source is not None
        found = []
        pages = self._source.pages
        for page in pages[max(0, bisect_right(pages, start, key=lambda one: one.start) - 1) :]:
            if page.start >= end:
                break
            low, high = max(start, page.start), min(end, page.end)
            if low < high:
                found += [(page.number - 1, first, last) for first, last in page.in_file(low, high)]
        return found

    def _boxes(self, start: int, end: int) -> dict[int, list[QRectF]]:
        boxes: dict[int, list[QRectF]] = {}
        for page, low, high in self._parts(start, end):
            found = self._pdf.getSelectionAtIndex(page, low, high - low).bounds()
            boxes.setdefault(page, []).extend(polygon.boundingRect() for polygon in found)
        return boxes

    def _found_on(self, page: int) -> list[tuple[int, list[QRectF]]]:
        """Return the places of the search on a page, each with its number and boxes."""
        found = self._found_boxes.get(page)
        if found is None:
            found = self._found_boxes[page] = []
            own = self._page(page)
            if own is not None and self._found:
                at = max(0, bisect_right(self._found, own.start, key=lambda one: one[1]))
                while at < len(self._found) and self._found[at][0] < own.end:
                    found.append((at, self._boxes(*self._found[at]).get(page, [])))
                    at += 1
        return found

    # Size and position

    def zoom(self) -> float:
        """Return the magnification; 1 shows an inch as 96 points of the screen."""
        return self._zoom() / _SCREEN

    def is_fitted(self) -> bool:
        """Tell whether pages are as wide as the view."""
        return self._factor is None

    def set_zoom(self, factor: float | None, at: QPointF | None = None) -> None:
        """Magnify; what is at a point of the view, by default in its middle, stays there.

        Args:
            factor: None to fit the width.
        """
        point = at or QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        before = self._zoom()
        page = max(0, bisect_right(self._tops, self.verticalScrollBar().value() + point.y()) - 1)
        inside = self.verticalScrollBar().value() + point.y() - self._tops[page] if self._tops else 0.0
        across = self.horizontalScrollBar().value() + point.x()
        self._factor = None if factor is None else max(ZOOMS[0], min(ZOOMS[-1], factor)) * _SCREEN
        self._lay_out()
        ratio = self._zoom() / before
        if self._tops:
            self.verticalScrollBar().setValue(int(self._tops[page] + inside * ratio - point.y()))
            self.horizontalScrollBar().setValue(int(across * ratio - point.x()))
        self.viewport().update()
        self.zoom_changed.emit(self.zoom())

    def step_zoom(self, by: int) -> None:
        """Go to the next or previous step of magnification."""
        now = self.zoom()
        larger = [step for step in ZOOMS if step > now * 1.01]
        smaller = [step for step in ZOOMS if step < now * 0.99]
        self.set_zoom((larger or [ZOOMS[-1]])[0] if by > 0 else (smaller or [ZOOMS[0]])[-1])

    def _zoom(self) -> float:
        if self._factor is not None:
            return self._factor
        return max(0.2, min(2.0 * _SCREEN, (self.viewport().width() - 2 * _GAP) / max(self._widest, 1.0)))

    def _left(self, page: int) -> float:
        """Return where a page begins in the view."""
        free = self.viewport().width() - self._sizes[page].width() * self._zoom()
        full = self.viewport().width() - self._widest * self._zoom()
        return free / 2 if full >= 2 * _GAP else _GAP + (free - full) / 2 - self.horizontalScrollBar().value()

    def _lay_out(self) -> None:
        zoom, top = self._zoom(), float(_GAP)
        self._tops = []
        for size in self._sizes:
            self._tops.append(top)
            top += size.height() * zoom + _GAP
        self._asked.clear()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(top) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, int(self._widest * zoom) + 2 * _GAP - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._sizes:
            return
        boxes, value = self._brought
        if boxes and value == self.verticalScrollBar().value():
            self._lay_out()
            self._bring(boxes)
            self.zoom_changed.emit(self.zoom())
            return
        page = self.page_in_sight() - 1
        share = (self.verticalScrollBar().value() - self._tops[page]) / max(1.0, self._sizes[page].height())
        before = self._zoom() if self._factor is not None else None
        self._lay_out()
        if before is None:
            # The same words stay at the top while the width changes.
            old = (
                (event.oldSize().width() - 2 * _GAP) / max(self._widest, 1.0)
                if event.oldSize().width() > 0
                else self._zoom()
            )
            self.verticalScrollBar().setValue(
                int(self._tops[page] + share * self._sizes[page].height() * self._zoom() / max(old, 0.1))
            )
        self.zoom_changed.emit(self.zoom())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        page = self.page_in_sight()
        if page != self._told:
            self._told = page
            self.page_changed.emit(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom() * 1.15 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    # Selecting words

    def _point(self, position: QPointF) -> tuple[int, QPointF] | None:
        """Return the page, from 0, under a position of the view and where on it, in points."""
        page = bisect_right(self._tops, self.verticalScrollBar().value() + position.y()) - 1
        if page < 0:
            return None
        top = self._tops[page] - self.verticalScrollBar().value()
        return page, QPointF(
            (position.x() - self._left(page)) / self._zoom(), (position.y() - top) / self._zoom()
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag = self._point(event.position())
            self._chosen, self._chosen_boxes = None, (-1, [])
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = self._point(event.position())
        if self._drag is None or here is None or here[0] != self._drag[0]:
            return
        page, begun = self._drag
        own = self._page(page)
        found = self._pdf.getSelection(page, begun, here[1])
        if own is None or not found.isValid():
            return
        low, high = (
            own.in_text(found.startIndex()),
            own.in_text(max(found.endIndex() - 1, found.startIndex())) + 1,
        )
        self._chosen = (low, min(high, own.end)) if low < high else None
        self._chosen_boxes = (page, [polygon.boundingRect() for polygon in found.bounds()])
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scheme = theme.colours()
        painter.fillRect(self.viewport().rect(), QColor(scheme.ground))
        zoom, offset, height = self._zoom(), self.verticalScrollBar().value(), self.viewport().height()
        page = max(0, bisect_right(self._tops, offset) - 1)
        while page < len(self._sizes) and self._tops[page] - offset < height:
            size = self._sizes[page] * zoom
            where = QRectF(QPointF(self._left(page), self._tops[page] - offset), size)
            painter.fillRect(where, QColor(_PAPER))
            image = self._image(page, size)
            if image is not None:
                painter.drawImage(where, image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            for number, boxes in self._found_on(page):
                colour = QColor(theme.DARK.accent if number == self._current else theme.LIGHT.line)
                for box in boxes:
                    painter.fillRect(_placed(box, where, zoom), colour)
            for box in self._marks.get(page, ()):
                painter.fillRect(_placed(box, where, zoom), QColor(theme.LIGHT.highlight))
            if self._chosen_boxes[0] == page:
                for box in self._chosen_boxes[1]:
                    painter.fillRect(_placed(box, where, zoom), QColor(theme.DARK.accent))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            for box in self.covered_boxes(page):
                painter.fillRect(_placed(box, where, zoom), QColor(theme.LIGHT.text))
            painter.setPen(QColor(scheme.line))
            painter.drawRect(where)
            page += 1
        painter.end()

    def _image(self, page: int, size: QSizeF) -> QImage | None:
        ratio = min(self.devicePixelRatioF(), _WIDEST_IMAGE / max(size.width(), 1.0))
        width = int(size.width() * ratio)
        key = (page, width)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._asked:
            self._asked.add(key)
            self._renderer.requestPage(page, QSize(width, int(size.height() * ratio)))
        return next((image for (one, _), image in self._images.items() if one == page), None)

    def _rendered(self, page: int, size: QSize, image: QImage, *_rest: object) -> None:
        self._images[(page, size.width())] = image
        held = sum(one.sizeInBytes() for one in self._images.values())
        while held > _BYTES_KEPT and len(self._images) > 2:
            oldest, gone = self._images.popitem(last=False)
            held -= gone.sizeInBytes()
            self._asked.discard(oldest)
        self.viewport().update()


def _placed(box: QRectF, where: QRectF, zoom: float) -> QRectF:
    return QRectF(
        where.left() + box.left() * zoom - 1,
        where.top() + box.top() * zoom - 1,
        box.width() * zoom + 2,
        box.height() * zoom + 2,
    )
