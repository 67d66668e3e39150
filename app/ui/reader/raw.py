"""A source as the text its reader got out of it, not a character left out.

The decision hidden here is how offsets become positions of a widget that counts UTF-16 and one for each line
break. Invariant: what is marked is exactly the range that was asked for. GUI thread; only the lines in sight
are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from app.core.documents.documents import Source
from app.ui import theme

_BREAKS = re.compile("\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]")
_HELD = re.compile("[\0\ufdd0\ufdd1\ufffc]")
"""What the widget keeps for its own marks."""
_FOUND_SHOWN = 400

WINDOW = 200_000
"""Characters that are laid out at a time: a longer text is shown around what is read, and moves along."""


class RawView(QPlainTextEdit):
    """A source's text at a fixed pitch."""

    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Source as text"))
        self.setFont(theme.fixed())
        self.document().setDocumentMargin(theme.SPACE[4])
        self.setTabStopDistance(8 * QFontMetricsF(theme.fixed()).horizontalAdvance(" "))
        self._text = ""
        self._low = self._high = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._move)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._later.start())
        self._mark: tuple[int, int] = (0, 0)
        self._marks: list[QTextCursor] = []
        self._found: Sequence[tuple[int, int]] = ()
        self._current = -1
        self._brought = -1
        """Where the view stood when a place was brought into sight last."""

    def show_source(self, source: Source) -> None:
        """Show a source from its beginning."""
        self._text = source.text
        self._mark, self._found, self._current = (0, 0), (), -1
        self.setExtraSelections([])
        self._lay_out(0)

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        self._mark = (start, end)
        self._bring(start)

    def show_found(self, found: Sequence[tuple[int, int]], current: int) -> None:
        """Mark the places of a search and bring one into sight.

        Args:
            current: its number, or -1 for none.
        """
        self._found, self._current = found, current
        if current >= 0:
            self._bring(found[current][0])
        else:
            self._select()

    def marked(self) -> str:
        """Return the words of the source that are marked."""
        return self._text[slice(*self._mark)]

    def marked_on_screen(self) -> list[str]:
        """Return what the mark covers in the widget, lines joined by a line feed."""
        return [one.selectedText().replace("\u2029", "\n") for one in self._marks]

    def selected(self) -> tuple[int, int] | None:
        """Return the range of the source that is selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return self._offset(cursor.selectionStart()), self._offset(cursor.selectionEnd())

    def resizeEvent(self, event: QResizeEvent) -> None:
        untouched = self._brought == self.verticalScrollBar().value()
        super().resizeEvent(event)
        if untouched:
            self.centerCursor()
            self._brought = self.verticalScrollBar().value()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._text:
            self._select()

    def _lay_out(self, around: int) -> None:
        """Lay out the text around a character, from the beginning of a line where one is near."""
        text = self._text
        low = max(0, min(around - WINDOW // 2, len(text) - WINDOW))
        if low:
            low = text.find("\n", low, low + WINDOW // 8) + 1 or self._whole(low)
        self._low, self._high = low, min(len(text), low + WINDOW)
        self.setExtraSelections([])
        self.setPlainText(_shown(text[self._low : self._high]))

    def _move(self) -> None:
        """Move along when an end of what is laid out comes near and the text goes on."""
        bar = self.verticalScrollBar()
        above = bar.value() < bar.pageStep() and self._low > 0
        below = bar.value() > bar.maximum() - bar.pageStep() and self._high < len(self._text)
        if not (above or below) or not self.isVisible():
            return
        held = self._offset(self.cursorForPosition(QPoint(2, 2)).position())
        before = self._low
        self._lay_out(held)
        if self._low != before:
            self._select()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._position(held))
            bar.setValue(cursor.block().firstLineNumber())

    def _bring(self, start: int) -> None:
        if not self._low <= start < max(self._high, 1):
            self._lay_out(start)
        self._select()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(start))
        self.setTextCursor(cursor)
        self.centerCursor()
        self._brought = self.verticalScrollBar().value()

    def _select(self) -> None:
        scheme = theme.colours()
        ranges: list[tuple[tuple[int, int], str, str]] = []
        if self._mark[0] < self._mark[1]:
            ranges.append((self._mark, scheme.highlight, scheme.on_highlight))
        middle = max(0, self._current)
        for number in range(
            max(0, middle - _FOUND_SHOWN // 2), min(len(self._found), middle + _FOUND_SHOWN // 2)
        ):
            at = number == self._current
            ranges.append(
                (
                    self._found[number],
                    scheme.accent if at else scheme.line,
                    scheme.on_accent if at else scheme.text,
                )
            )
        selections = []
        self._marks = []
        for (start, end), ground, text in ranges:
            low, end = max(self._whole(start), self._low), min(end, self._high)
            if low >= end:
                continue
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            first = self._position(low)
            cursor.setPosition(first)
            # Counted from the first: a prefix of megabytes is gone through once for each place, not twice.
            cursor.setPosition(first + _units(_shown(self._text[low:end])), QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(QColor(ground))
            style.setForeground(QColor(text))
            one.cursor, one.format = cursor, style
            selections.append(one)
            if ground == scheme.highlight:
                self._marks.append(cursor)
        self.setExtraSelections(selections)

    def _whole(self, offset: int) -> int:
        """Return an offset, or the one before where it would part the two characters of a line break."""
        return offset - 1 if self._text[offset - 1 : offset + 1] == "\r\n" else offset

    def _position(self, offset: int) -> int:
        return _units(_shown(self._text[self._low : offset]))

    def _offset(self, position: int) -> int:
        """Return the offset of a position; a line break counts one, however many characters it is in the
        source.
        """
        low, high = self._low, self._high
        while low < high:
            middle = (low + high) // 2
            if self._position(middle) < position:
                low = middle + 1
            else:
                high = middle
        return low


def _shown(text: str) -> str:
    return _HELD.sub("\ufffd", _BREAKS.sub("\n", text))


def _units(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2
