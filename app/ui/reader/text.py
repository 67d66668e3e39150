"""A source as a page of text: headings, lists, tables, code, with marked words.

The decision hidden here is how offsets of a source become positions in the widget's document and back: each
run of characters that was written is noted down with both. Nothing is loaded from anywhere: the document is
built here, run by run, and asks for no resource. Invariant: what is marked on the screen is exactly the range
that was asked for, less markup. GUI thread; a section at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from app.core.documents.documents import Source
from app.core.documents.formats import Fold, look_of
from app.ui import theme
from app.ui.reader.flow import Flow, Paragraph
from app.ui.reader.writer import FOLD, Shown, Writer, units

_FOUND_SHOWN = 400
"""Places of a search that are marked at a time."""


class TextView(QTextBrowser):
    """A source in one column."""

    link_wanted = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(self.tr("Source text"))
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.anchorClicked.connect(self._follow)
        self._source: Source | None = None
        self._flow: Flow | None = None
        self._shown: list[Shown] = []
        self._mark: tuple[int, int] = (0, 0)
        self._marks: list[QTextCursor] = []
        self._found: Sequence[tuple[int, int]] = ()
        self._current = -1
        self._growing = False
        self._brought = (-1, 0)
        """The offset that was brought into sight last, and where the view stood then."""
        self._header = _Header(self)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._grow)

    def show_source(self, source: Source) -> None:
        """Show a source from its beginning."""
        self._source = source
        self._flow = Flow(source)
        self._mark = (0, 0)
        self._found = ()
        self._current = -1
        self._brought = (-1, 0)
        self._build(0, 1)

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        assert self._flow is not None
        self._mark = (start, end)
        self._bring(start, end)

    def show_found(self, found: Sequence[tuple[int, int]], current: int) -> None:
        """Mark the places of a search and bring one into sight.

        Args:
            current: its number, or -1 for none.
        """
        self._found = found
        self._current = current
        if current >= 0:
            self._bring(*found[current])
        else:
            self._select()

    def marked(self) -> str:
        """Return the words of the source that the marks on the screen stand on."""
        if self._source is None or not self._marks:
            return ""
        spans = [
            self._span(position)
            for one in self._marks
            for position in (one.selectionStart(), one.selectionEnd() - 1)
        ]
        start, end = self._mark
        # Words that stand for several characters are marked as a whole, also for one of these.
        low = min(max(first, start) if last - first > 1 else first for first, last in spans)
        high = max(min(last, end) if last - first > 1 else last for first, last in spans)
        # Markup at the edges of a range is not drawn, and belongs to it all the same.
        return self._source.text[
            start if self._bare(start, low) else low : end if self._bare(high, end) else high
        ]

    def marked_on_screen(self) -> list[str]:
        """Return the words under each mark, as they are drawn."""
        return [one.selectedText() for one in self._marks]

    def selected(self) -> tuple[int, int] | None:
        """Return the range of the source that is selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._offset(cursor.selectionStart()), self._span(cursor.selectionEnd() - 1)[1]

    def top(self) -> int:
        """Return the offset of the first character in sight."""
        return self._offset(self.cursorForPosition(QPoint(self.viewport().width() // 2, 2)).position())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a document names."""
        return None

    def sections_shown(self) -> range:
        """Return the numbers of the sections that are laid out."""
        return range(self._shown[0].number, self._shown[-1].number + 1) if self._shown else range(0)

    # Building

    def _build(self, first: int, last: int) -> None:
        """Lay out sections `first` to `last`."""
        assert self._flow is not None
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(theme.serif())
        document.setIndentWidth(theme.SPACE[5])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A tab stands for eight columns of the fixed pitch, as it was typed.
        option.setTabStopDistance(8 * QFontMetricsF(theme.fixed()).horizontalAdvance(" "))
        document.setDefaultTextOption(option)
        self._shown = []
        self._marks = []
        writer = Writer(document, self._named)
        for number in range(max(0, first), min(last, len(self._flow.sections) - 1) + 1):
            self._shown.append(writer.write(self._flow, number))
        self.setExtraSelections([])
        # The document before is this widget's child, and goes with being replaced.
        self.setDocument(document)
        self._set_margins()
        self._select()

    def _append(self) -> None:
        assert self._flow is not None
        writer = Writer(self.document(), self._named)
        self._shown.append(writer.write(self._flow, self._shown[-1].number + 1))
        self._select()

    def _bring(self, start: int, end: int) -> None:
        assert self._flow is not None
        wanted = self._flow.section_at(start)
        if (
            self._flow.open_at(start, end)
            or wanted not in self.sections_shown()
            or self._flow.section_at(end) not in self.sections_shown()
        ):
            self._build(wanted - 1, self._flow.section_at(max(start, end - 1)) + 1)
        self._select()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(start))
        self.setTextCursor(cursor)
        self._scroll_to(start, self.viewport().height() // 3 if start or end else theme.SPACE[6])
        self._brought = (start, self.verticalScrollBar().value())
        self._later.start()

    def _scroll_to(self, offset: int, below: int) -> None:
        """Put the line of a character so many pixels below the upper edge."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(offset))
        bar = self.verticalScrollBar()
        bar.setValue(max(0, bar.value() + self.cursorRect(cursor).top() - below))

    def _select(self) -> None:
        """Put the marks where they belong."""
        scheme = theme.colours()
        cited, found, current = (QTextCharFormat() for _ in range(3))
        for style, ground, text in (
            (cited, scheme.highlight, scheme.on_highlight), (found, scheme.line, scheme.text), (current, scheme.accent, scheme.on_accent),
        ):  # fmt: skip
            style.setBackground(QColor(ground))
            style.setForeground(QColor(text))
        self._marks = self._cursors(*self._mark)
        chosen = [(cursor, cited) for cursor in self._marks]
        if self._shown:
            flow = self._flow
            assert flow is not None
            low, high = flow.sections[self._shown[0].number].start, flow.sections[self._shown[-1].number].end
            near = [number for number, (start, end) in enumerate(self._found) if low <= start and end <= high]
            if self._current in near:
                middle = near.index(self._current)
                near = near[max(0, middle - _FOUND_SHOWN // 2) : middle + _FOUND_SHOWN // 2]
            for number in near[:_FOUND_SHOWN]:
                chosen += [
                    (cursor, current if number == self._current else found)
                    for cursor in self._cursors(*self._found[number])
                ]
        selections = []
        for cursor, style in chosen:
            one = QTextEdit.ExtraSelection()
            one.cursor = cursor
            one.format = style
            selections.append(one)
        self.setExtraSelections(selections)

    def _cursors(self, start: int, end: int) -> list[QTextCursor]:
        """Return selections that together cover what is shown of a range."""
        cursors = []
        for low, high in self._positions(start, end):
            cursor = QTextCursor(self.document())
            cursor.setPosition(low)
            cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
            cursors.append(cursor)
        return cursors

    def _positions(self, start: int, end: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        if start >= end:
            return found
        for section in self._shown:
            for run in section.runs[max(0, bisect_right(section.starts, start) - 1) :]:
                if run.start >= end:
                    break
                low, high = max(start, run.start), min(end, run.end)
                if low < high:
                    found.append((section.base + run.position(low), section.base + run.behind(high)))
        # One stretch where runs touch: fewer to paint, and a copy has no seam.
        merged: list[tuple[int, int]] = []
        for low, high in sorted(found):
            if merged and merged[-1][1] == low:
                merged[-1] = (merged[-1][0], high)
            else:
                merged.append((low, high))
        return merged

    def _position(self, offset: int) -> int:
        """Return the position of a character, or of the next that is shown."""
        for section in self._shown:
            at = max(0, bisect_right(section.starts, offset) - 1)
            for run in section.runs[at : at + 2]:
                if offset < run.end:
                    return section.base + run.position(offset)
        return 0

    def _offset(self, position: int) -> int:
        """Return the offset of the character that stands at a position, or of the last before it."""
        return self._span(position)[0]

    def _span(self, position: int) -> tuple[int, int]:
        """Return the range of the source that is drawn at a position: one character, or all that the words
        there stand for.
        """
        best = (0, 1)
        for section in self._shown:
            for run in section.runs:
                base = section.base + run.at
                if base <= position:
                    at = run.start + min(len(run.shown) - 1, _chars(run.shown, position - base))
                    best = max(best, (run.start, run.end) if run.stands else (at, at + 1))
                    if position < base + units(run.shown):
                        return (run.start, run.end) if run.stands else (at, at + 1)
        return best

    def _bare(self, start: int, end: int) -> bool:
        """Say whether nothing of a range is drawn."""
        return start <= end and not self._positions(start, end)

    # Behaviour

    def _scrolled(self) -> None:
        self._header.follow()
        self._later.start()

    def _grow(self) -> None:
        """Lay out the next section when the end of what is laid out comes near, or the one before."""
        flow = self._flow
        if flow is None or not self._shown or self._growing or not self.isVisible():
            return
        bar, page = self.verticalScrollBar(), self.viewport().height()
        self._growing = True
        try:
            if bar.value() > bar.maximum() - 2 * page and self._shown[-1].number + 1 < len(flow.sections):
                self._append()
                self._later.start()
            elif bar.value() < page and self._shown[0].number > 0:
                self._prepend()
        finally:
            self._growing = False

    def _prepend(self) -> None:
        held = self.top()
        untouched = self._brought[1] == self.verticalScrollBar().value()
        self._build(self._shown[0].number - 1, self._shown[-1].number)
        self._scroll_to(held, 0)
        if untouched:
            self._brought = (self._brought[0], self.verticalScrollBar().value())

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if not target.startswith(FOLD):
            self.link_wanted.emit(target)
            return
        assert self._flow is not None
        self._flow.opened ^= {int(target.removeprefix(FOLD))}
        bar = self.verticalScrollBar()
        value = bar.value()
        self._build(self._shown[0].number, self._shown[-1].number)
        bar.setValue(value)

    def _named(self, paragraph: Paragraph) -> str:
        """Return what a fold says, or what a page begins with."""
        assert self._source is not None
        number, look = paragraph.level, look_of(self._source.media_type)
        if paragraph.look == "page":
            return (self.tr("Slide {0} of {1}") if look.slides else self.tr("Page {0} of {1}")).format(
                number, len(self._source.pages)
            )
        if look.fold is Fold.HIDDEN:
            show = self.tr("Show 1 hidden line"), self.tr("Show {0} hidden lines")
            hide = self.tr("Hide 1 line"), self.tr("Hide {0} lines")
        elif look.fold is Fold.QUOTED:
            show = self.tr("Show 1 quoted line"), self.tr("Show {0} quoted lines")
            hide = self.tr("Hide 1 quoted line"), self.tr("Hide {0} quoted lines")
        else:
            show = (
                self.tr("Show 1 hidden line (header/footer)"),
                self.tr("Show {0} hidden lines (header/footer)"),
            )
            hide = self.tr("Hide 1 line (header/footer)"), self.tr("Hide {0} lines (header/footer)")
        return (show if paragraph.closed else hide)[number != 1].format(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        offset, value = self._brought
        # What was brought into sight stays there; where somebody scrolled away from it, what is read stays.
        untouched = offset >= 0 and value == self.verticalScrollBar().value()
        held = self.top() if self._shown and not untouched else 0
        self._set_margins()
        super().resizeEvent(event)
        if untouched:
            self._scroll_to(offset, self.viewport().height() // 3 if offset else theme.SPACE[6])
            self._brought = (offset, self.verticalScrollBar().value())
        elif self._shown:
            self._scroll_to(held, 0)
        self._header.follow()

    def _set_margins(self) -> None:
        """Keep the column within the reading width, in the middle."""
        widest = QFontMetricsF(theme.serif()).averageCharWidth() * (theme.READING_WIDTH + 4)
        side = max(float(theme.SPACE[5]), (self.viewport().width() - widest) / 2)
        frame = self.document().rootFrame()
        style = QTextFrameFormat(frame.frameFormat())
        if abs(style.leftMargin() - side) < 1:
            return
        style.setLeftMargin(side)
        style.setRightMargin(side)
        style.setTopMargin(theme.SPACE[4])
        style.setBottomMargin(theme.SPACE[6])
        frame.setFrameFormat(style)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            held = self.verticalScrollBar().value()
            self._build(self._shown[0].number, self._shown[-1].number)
            self.verticalScrollBar().setValue(held)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def tables(self) -> list[QTextTable]:
        """Return the tables of what is laid out."""
        return [frame for frame in self.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]


class _Header(QWidget):
    """The header of the table that is being scrolled through, kept at the top."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._of = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self) -> None:
        """Take the place over the table in sight, if its own header is out of it."""
        view = self._view
        layout = view.document().documentLayout()
        top = view.verticalScrollBar().value()
        for table in view.tables():
            heads = table.format().toTableFormat().headerRowCount()
            outer = layout.frameBoundingRect(table)
            if (
                not heads
                or not outer.top() < top < outer.bottom() - 2 * theme.SPACE[6]
                or heads >= table.rows()
            ):
                continue
            first = layout.blockBoundingRect(table.cellAt(heads, 0).firstCursorPosition().block())
            below = first.top() - table.format().toTableFormat().cellPadding()
            self._of = QRectF(0, outer.top(), view.viewport().width(), below - outer.top())
            self.setGeometry(0, 0, view.viewport().width(), int(self._of.height()))
            self.show()
            self.update()
            return
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
        across = self._view.horizontalScrollBar().value()
        painter.translate(-across, -self._of.top())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = self._of.translated(across, 0)
        context.palette = self._view.palette()
        painter.setClipRect(context.clip)
        self._view.document().documentLayout().draw(painter, context)
        painter.end()


def _chars(words: str, units: int) -> int:
    """Return how many whole characters the first `units` positions hold."""
    if words.isascii():
        return units
    return len(words.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
