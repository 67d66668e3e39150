"""Writes paragraphs and tables into a document, and notes where each run of characters went.

The decision hidden here is how a kind of paragraph looks. Invariant: a run's words stand in the document
exactly as they are noted; what has no place in the source (a bullet, the words of a fold) is in no run. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from app.ui import theme
from app.ui.reader.flow import Flow, Paragraph, Table
from app.ui.reader.inline import Piece

FOLD = "fold:"
"""What the target of a fold's link begins with."""

_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


@dataclass(frozen=True)
class Run:
    """Characters of the source, and where the first of them stands, counted from its section's position.

    `stands`: how many of them the words stand for together; 0 where each is drawn as itself.
    """

    start: int
    shown: str
    at: int
    stands: int = 0

    @property
    def end(self) -> int:
        return self.start + (self.stands or len(self.shown))

    def position(self, offset: int) -> int:
        """Return where a character stands, counted as `at` is: the first word's position for words that stand
        for several together.
        """
        return self.at + (0 if self.stands else units(self.shown[: max(0, offset - self.start)]))

    def behind(self, offset: int) -> int:
        """Return the position behind the last character before an offset."""
        return self.at + units(self.shown if self.stands else self.shown[: offset - self.start])


@dataclass
class Shown:
    """A section in the document: from which position on, and its runs by their offsets in the source."""

    number: int
    base: int
    runs: list[Run] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    length: int = 0


class Writer:
    """Writes sections at the end of a document and notes where each run of characters went."""

    def __init__(self, document: QTextDocument, named: Callable[[Paragraph], str]) -> None:
        """Write behind what a document holds already; `named` says what a fold or a page is called."""
        self._named = named
        self._cursor = QTextCursor(document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._empty = document.isEmpty()
        self._scheme = theme.colours()
        self._styles: dict[tuple[str, str, int], QTextCharFormat] = {}
        self._section = Shown(0, 0)

    def write(self, flow: Flow, number: int) -> Shown:
        """Write one section."""
        cursor = self._cursor
        cursor.beginEditBlock()
        self._section = Shown(number, cursor.position())
        for element in flow.elements(number):
            if isinstance(element, Table):
                self._table(element)
            else:
                self._paragraph(element)
        cursor.endEditBlock()
        section = self._section
        section.runs.sort(key=lambda run: run.start)
        section.starts = [run.start for run in section.runs]
        section.length = cursor.position() - section.base
        return section

    def _paragraph(self, paragraph: Paragraph) -> None:
        look = paragraph.look
        style = _block(look, paragraph.level)
        if look in ("code", "fixed"):
            style.setBackground(QColor(self._scheme.hover))
        if look == "quote":
            style.setForeground(QColor(self._scheme.muted))
        self._begin(style)
        if look == "fold":
            sign = "▸" if paragraph.closed else "▾"
            self._cursor.insertText(
                f"{sign} {self._named(paragraph)}", self._char("fold", f"{FOLD}{paragraph.fold}", 0)
            )
        elif look == "page":
            self._cursor.insertText(self._named(paragraph), self._char("page", "", 0))
        for piece in paragraph.pieces:
            self._piece(piece, look, paragraph.level)

    def _begin(self, style: QTextBlockFormat) -> None:
        if self._empty:
            self._cursor.setBlockFormat(style)
            self._empty = False
        else:
            self._cursor.insertBlock(style, QTextCharFormat())

    def _piece(self, piece: Piece, look: str, level: int) -> None:
        at = self._cursor.position()
        self._cursor.insertText(piece.shown, self._char(f"{look} {piece.style}", piece.target, level))
        if piece.start >= 0:
            self._section.runs.append(Run(piece.start, piece.shown, at - self._section.base, piece.stands))

    def _table(self, table: Table) -> None:
        width = max(len(row) for row in table.rows)
        style = QTextTableFormat()
        style.setBorder(0)
        style.setCellSpacing(0)
        style.setCellPadding(theme.SPACE[1] if table.fields else theme.SPACE[2] - 2)
        style.setTopMargin(theme.SPACE[2])
        style.setBottomMargin(theme.SPACE[3])
        style.setHeaderRowCount(table.heads)
        if not table.fields:
            style.setBorder(1)
            style.setBorderCollapse(True)
            style.setBorderBrush(QColor(self._scheme.line))
            style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
        if self._empty:
            self._begin(_block("gap", 0))
        made = self._cursor.insertTable(len(table.rows), width, style)
        plain, head = QTextBlockFormat(), "head"
        plain.setLineHeight(130, _PROPORTIONAL)
        for number, row in enumerate(table.rows):
            for column, pieces in enumerate(row):
                if not pieces:
                    continue
                cell = made.cellAt(number, column)
                self._cursor = cell.firstCursorPosition()
                self._cursor.setBlockFormat(plain)
                if number < table.heads:
                    shade = QTextCharFormat()
                    shade.setBackground(QColor(self._scheme.ground))
                    cell.setFormat(shade)
                look = head if number < table.heads else "field" if table.fields else "cell"
                for piece in pieces:
                    self._piece(piece, look, 0)
        self._cursor = made.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._cursor.setBlockFormat(_block("gap", 0))

    def _char(self, style: str, target: str, level: int) -> QTextCharFormat:
        key = (style, target, level)
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = self._made(style, target, level)
        return found

    def _made(self, style: str, target: str, level: int) -> QTextCharFormat:
        look, _, own = style.partition(" ")
        made = QTextCharFormat()
        size = {
            "heading": {1: "title", 2: "large"}.get(level, "base"),
            "muted": "base",
            "page": "small",
            "fold": "base",
        }.get(look, "large")
        plain = look in ("heading", "muted", "page", "fold", "cell", "head", "field")
        size = "base" if look in ("cell", "head", "field") else size
        font = (
            theme.fixed()
            if look in ("code", "fixed") or own == "code"
            else theme.sized(size)
            if plain
            else theme.serif(size)
        )
        if look in ("heading", "head") or own == "strong":
            font.setWeight(QFont.Weight.DemiBold)
        if own == "emphasis":
            font.setItalic(True)
        if own == "upper":
            font.setCapitalization(QFont.Capitalization.AllUppercase)
        made.setFont(font)
        muted = look in ("muted", "page", "quote") or own == "muted"
        colour = (
            self._scheme.accent
            if own == "link" or look == "fold"
            else self._scheme.muted
            if muted
            else self._scheme.text
        )
        made.setForeground(QColor(colour))
        if own == "code" and look not in ("code", "fixed"):
            made.setBackground(QColor(self._scheme.hover))
        if target:
            made.setAnchor(True)
            made.setAnchorHref(target)
            made.setToolTip(target if own == "link" else "")
        return made


def _block(look: str, level: int) -> QTextBlockFormat:
    style = QTextBlockFormat()
    four, eight, wide = theme.SPACE[1], theme.SPACE[2], theme.SPACE[5]
    style.setLineHeight(145, _PROPORTIONAL)
    style.setBottomMargin(eight)
    match look:
        case "heading":
            style.setTopMargin(theme.SPACE[5] if level == 1 else theme.SPACE[4])
            style.setLineHeight(120, _PROPORTIONAL)
            style.setHeadingLevel(min(max(level, 1), 6))
        case "item" | "more":
            # Not a margin: an indentation follows the direction of the script.
            style.setIndent(level + 1)
            style.setTextIndent(-theme.SPACE[4] if look == "item" else 0)
            style.setBottomMargin(four)
        case "quote":
            style.setLeftMargin(wide)
            style.setTopMargin(four)
        case "code" | "fixed":
            style.setLineHeight(130, _PROPORTIONAL)
            style.setNonBreakableLines(look == "fixed")
            style.setLeftMargin(eight)
            style.setRightMargin(eight)
            style.setBottomMargin(eight if look == "code" else 0)
        case "muted":
            style.setLineHeight(130, _PROPORTIONAL)
        case "page":
            style.setTopMargin(wide)
            style.setBottomMargin(four)
        case "gap":
            style.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            style.setBottomMargin(0)
        case _:
            pass
    return style


def units(words: str) -> int:
    """Return how many positions of the widget characters take: it counts UTF-16."""
    return len(words) if words.isascii() else len(words) + sum(char > "\uffff" for char in words)
