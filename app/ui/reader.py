"""The source beside the answer: a version's text or pages with the quoted words marked.

The decision hidden here is how a range of characters becomes a place on the screen: in text by counting the document's own
characters, on a PDF page by asking PDFium for the same characters' boxes. Nothing is loaded from anywhere: text is shown as text.
What the actor may not see is covered on pages as it is masked in text. GUI thread.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QImage, QKeySequence, QPainter, QPaintEvent, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.knowledge import Source
from app.core.text import MASK
from app.ui import theme

_GAP = 12
_IMAGES_KEPT = 12
_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|^\s*[-=+|]{8,}")
"""What a line set in columns looks like; only a fixed pitch keeps them in place."""

_BREAKS = re.compile("\r\n|[\r\n\f\v\x85\u2028\u2029]")


@dataclass(frozen=True)
class Place:
    """The words a reader is opened at.

    Attributes:
        version: id of the version that says them.
        start, end: offsets in its text.
        number: of the citation, as shown in the answer; 0 for none.
    """

    version: str
    start: int
    end: int
    number: int = 0


class TextView(QTextBrowser):
    """Text in one column with marked words; offsets are characters of the source's text."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFont(theme.serif())
        self.setAccessibleName(self.tr("Source text"))
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.document().setDocumentMargin(theme.SPACE[5])
        self._text = ""
        self._marks: list[tuple[int, int]] = []

    def show_text(self, text: str, headings: Sequence[str]) -> None:
        """Show a source's text; lines that are one of its headings stand out."""
        self._text = text
        self.setPlainText(_BREAKS.sub("\n", text))
        wanted = {" ".join(heading.split()) for heading in headings if heading.strip()}
        bold, fixed = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(700)
        fixed.setFont(theme.fixed())
        block = self.document().begin()
        while block.isValid():
            style = fixed if _COLUMNS.search(block.text()) else bold if " ".join(block.text().strip("#= \t").split()) in wanted else None
            if style is not None:
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(style)
            block = block.next()

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        self._marks = [(start, end)]
        cursor = self._cursor(start, end)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = QTextCharFormat()
        selection.format.setBackground(QColor(theme.colours().highlight))
        selection.format.setForeground(QColor(theme.colours().on_highlight))
        self.setExtraSelections([selection])
        shown = QTextCursor(cursor)
        shown.setPosition(cursor.selectionStart())
        self.setTextCursor(shown)
        bar = self.verticalScrollBar()
        bar.setValue(max(0, bar.value() + self.cursorRect(shown).top() - self.viewport().height() // 3))

    def marked(self) -> str:
        """Return the words that are marked, as they stand in the source."""
        return "".join(self._text[start:end] for start, end in self._marks)

    def marked_on_screen(self) -> str:
        """Return what the marked range covers in the widget, lines joined by a line feed."""
        return "".join(one.cursor.selectedText().replace("\u2029", "\n") for one in self.extraSelections())

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(start))
        cursor.setPosition(self._position(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _position(self, offset: int) -> int:
        """Return the widget's position of a character: it counts UTF-16 units and one for each line break."""
        return len(_BREAKS.sub("\n", self._text[:offset]).encode("utf-16-le", "surrogatepass")) // 2

    def find_next(self, words: str) -> bool:
        """Go to the next place of some words, from the top again after the last."""
        if self.find(words):
            return True
        self.moveCursor(QTextCursor.MoveOperation.Start)
        return self.find(words)


class PageView(QAbstractScrollArea):
    """The pages of a PDF, one below the other, with marked and covered words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Source pages"))
        self._pdf = QPdfDocument(self)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._pdf)
        self._renderer.pageRendered.connect(self._rendered)
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._source: Source | None = None
        self._marks: dict[int, list[QRectF]] = {}
        self._covers: dict[int, list[QRectF]] = {}
        self._marked = ""

    def show_source(self, source: Source) -> bool:
        """Load a version's original; False when it cannot be shown as pages."""
        self._images.clear()
        self._asked.clear()
        self._marks = {}
        self._covers = {}
        self._source = source
        if source.original is None or self._pdf.load(source.original) is not QPdfDocument.Error.None_:
            return False
        if self._pdf.pageCount() < len(source.pages):
            return False
        for run in re.finditer(f"{MASK}+", source.text):
            for page, boxes in self._boxes(run.start(), run.end()).items():
                self._covers.setdefault(page, []).extend(boxes)
        self._lay_out()
        return True

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        assert self._source is not None
        self._marks = self._boxes(start, end)
        self._marked = "".join(self._pdf.getSelectionAtIndex(page, low, high - low).text() for page, low, high in self._parts(start, end))
        if self._marks:
            page = min(self._marks)
            top = min(box.top() for box in self._marks[page]) * self._zoom()
            self.verticalScrollBar().setValue(int(self._top(page) + top - self.viewport().height() / 3))
        self.viewport().update()

    def marked(self) -> str:
        """Return the words under the marks, as the PDF holds them."""
        return self._marked

    def page_in_sight(self) -> int:
        """Return the number of the page in the upper third of the view, from 1."""
        line = self.verticalScrollBar().value() + self.viewport().height() / 3
        page = 0
        while page + 1 < self._pdf.pageCount() and self._top(page + 1) <= line:
            page += 1
        return page + 1

    def _parts(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return (page from 0, first character on it, one past the last) for a range of the text."""
        assert self._source is not None
        found = []
        for page in self._source.pages:
            low, high = max(start, page.start), min(end, page.end)
            if low < high:
                found.append((page.number - 1, low - page.start, high - page.start))
        return found

    def _boxes(self, start: int, end: int) -> dict[int, list[QRectF]]:
        return {
            page: [polygon.boundingRect() for polygon in self._pdf.getSelectionAtIndex(page, low, high - low).bounds()]
            for page, low, high in self._parts(start, end)
        }

    def _zoom(self) -> float:
        widest = max((self._pdf.pagePointSize(page).width() for page in range(self._pdf.pageCount())), default=600.0)
        return max(0.3, min(2.0, (self.viewport().width() - 2 * _GAP) / max(widest, 1.0)))

    def _size(self, page: int) -> QSizeF:
        return self._pdf.pagePointSize(page) * self._zoom()

    def _top(self, page: int) -> float:
        return _GAP + sum(self._size(one).height() + _GAP for one in range(page))

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(self._top(self._pdf.pageCount())) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)

    def resizeEvent(self, event: object) -> None:
        self._asked.clear()
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scheme = theme.colours()
        painter.fillRect(self.viewport().rect(), QColor(scheme.ground))
        zoom, offset = self._zoom(), self.verticalScrollBar().value()
        for page in range(self._pdf.pageCount()):
            size = self._size(page)
            top = self._top(page) - offset
            if top > self.viewport().height() or top + size.height() < 0:
                continue
            where = QRectF(QPointF((self.viewport().width() - size.width()) / 2, top), size)
            painter.fillRect(where, QColor("#FFFFFF"))
            image = self._image(page, size)
            if image is not None:
                painter.drawImage(where, image)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            for box in self._marks.get(page, ()):
                painter.fillRect(_placed(box, where, zoom).adjusted(-1, -1, 1, 1), QColor(theme.LIGHT.highlight))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            for box in self._covers.get(page, ()):
                painter.fillRect(_placed(box, where, zoom).adjusted(-1, -1, 1, 1), QColor(theme.LIGHT.text))
            painter.setPen(QColor(scheme.line))
            painter.drawRect(where)
        painter.end()

    def _image(self, page: int, size: QSizeF) -> QImage | None:
        ratio = self.devicePixelRatioF()
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
        while len(self._images) > _IMAGES_KEPT:
            oldest, _image = self._images.popitem(last=False)
            self._asked.discard(oldest)
        self.viewport().update()


def _placed(box: QRectF, where: QRectF, zoom: float) -> QRectF:
    return QRectF(where.left() + box.left() * zoom, where.top() + box.top() * zoom, box.width() * zoom, box.height() * zoom)


class SourceReader(QWidget):
    """The panel: what it is, the words, and the way to the next citation."""

    wanted = Signal(object)
    """A `Place` that the reader needs the source of."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reader")
        self._places: list[Place] = []
        self._at = 0
        self._source: Source | None = None

        self._title = QLabel()
        self._title.setFont(theme.sized("large", bold=True))
        self._title.setWordWrap(True)
        self._where = QLabel()
        self._where.setProperty("role", "muted")
        self._where.setWordWrap(True)
        self._notice = QLabel()
        self._notice.setWordWrap(True)
        self._notice.setFont(theme.sized("base"))
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find in this source"))
        self._find.setAccessibleName(self.tr("Find in this source"))
        self._find.returnPressed.connect(self._search)
        self._open = self._tool("open", self.tr("Open the original file"), self._open_original)
        self._close = self._tool("close", self.tr("Close the source"), self.closed.emit)

        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[2])
        top.addWidget(self._title, 1)
        top.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[4], theme.SPACE[3])
        head.setSpacing(theme.SPACE[1])
        head.addLayout(top)
        head.addWidget(self._where)
        head.addWidget(self._notice)
        head.addSpacing(theme.SPACE[1])
        head.addWidget(self._find)

        self.text = TextView()
        self.pages = PageView()
        self._empty = QLabel(self.tr("Click a citation to read the words it rests on."))
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._body = QStackedWidget()
        for view in (self._empty, self.text, self.pages):
            self._body.addWidget(view)

        self._previous = self._tool("previous", self.tr("Previous citation (K)"), lambda: self._step(-1))
        self._next = self._tool("next", self.tr("Next citation (J)"), lambda: self._step(1))
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE[5], theme.SPACE[1], theme.SPACE[4], theme.SPACE[1])
        foot.addWidget(self._previous)
        foot.addWidget(self._count)
        foot.addWidget(self._next)
        foot.addStretch(1)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._head = QWidget()
        self._head.setLayout(head)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._foot)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find.setFocus, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.clear()

    def _tool(self, icon: str, words: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, icon, "muted", 20)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _=False: action())
        return button

    def clear(self) -> None:
        """Show nothing but what the panel is for."""
        self._source = None
        self._places = []
        self._head.hide()
        self._foot.hide()
        self._body.setCurrentWidget(self._empty)

    def go(self, places: Sequence[Place], at: int) -> None:
        """Open one of an answer's places; the others are reached with the arrows."""
        self._places = list(places)
        self._at = at
        self._ask()

    def step(self, by: int) -> None:
        """Go to the next or previous citation."""
        self._step(by)

    def _step(self, by: int) -> None:
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._ask()

    def _ask(self) -> None:
        place = self._places[self._at]
        if self._source is not None and self._source.version == place.version:
            self._mark(place)
        else:
            self.wanted.emit(place)

    @property
    def place(self) -> Place | None:
        """The place that is shown or waited for."""
        return self._places[self._at] if self._places else None

    def show_source(self, source: Source) -> None:
        """Show the source that was wanted."""
        place = self.place
        if place is None or place.version != source.version:
            return
        self._source = source
        self._title.setText(source.title)
        as_pages = source.media_type == "application/pdf" and self.pages.show_source(source)
        if not as_pages:
            self.text.show_text(source.text, [heading[-1] for _, heading in source.headings if heading])
        self._body.setCurrentWidget(self.pages if as_pages else self.text)
        self._open.setEnabled(source.original is not None)
        self._head.show()
        self._mark(place)

    def show_problem(self, words: str) -> None:
        """Say why a source cannot be shown."""
        self._head.hide()
        self._empty.setText(words)
        self._body.setCurrentWidget(self._empty)

    def marked(self) -> str:
        """Return the words that are marked now."""
        return self.pages.marked() if self._body.currentWidget() is self.pages else self.text.marked_on_screen()

    def _mark(self, place: Place) -> None:
        source = self._source
        assert source is not None
        view = self.pages if self._body.currentWidget() is self.pages else self.text
        view.mark(place.start, place.end)
        page = next((one.number for one in source.pages if one.start <= place.start < one.end), None)
        heading: tuple[str, ...] = ()
        for start, path in source.headings:
            if start <= place.start:
                heading = path
        parts = [
            self.tr("page {0} of {1}").format(page, len(source.pages)) if page else "",
            " › ".join(heading),
            self.tr("version {0}").format(source.number),
            self.tr("as of {0}").format(source.as_of[:10]),
            source.label.word,
        ]
        self._where.setText("  ·  ".join(part for part in parts if part))
        self._notice.setVisible(not source.current)
        if not source.current:
            newer = source.latest > source.number
            self._notice.setText(
                self.tr("The document has changed since: this is version {0}, the newest is {1}.").format(source.number, source.latest)
                if newer
                else self.tr("The document was removed from the library since; its words are kept for this citation.")
            )
        self._count.setText(self.tr("citation {0} of {1}").format(self._at + 1, len(self._places)))
        several = len(self._places) > 1
        self._foot.setVisible(place.number > 0)
        self._previous.setEnabled(several)
        self._next.setEnabled(several)

    def _search(self) -> None:
        if self._source is None or not self._find.text():
            return
        if self._body.currentWidget() is self.text:
            self.text.find_next(self._find.text())
            return
        held = self._source.text.casefold()
        words = self._find.text().casefold()
        here = self.place
        after = held.find(words, here.start + 1 if here is not None else 0)
        at = after if after >= 0 else held.find(words)
        if at >= 0:
            self._places = [Place(self._source.version, at, at + len(words))]
            self._at = 0
            self._mark(self._places[0])

    def _open_original(self) -> None:
        if self._source is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._source.path))
