"""A sheet as a table: rows drawn on demand, the names of the columns kept at the top, the cited row marked.

The decision hidden here is how a row's characters become cells: delimited text is taken apart as it was
written, other rows at the bars their reader joined them with. Invariant: a cell knows its range in the
source, so that a quote marks exactly the cells it touches. GUI thread.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core.documents.documents import Block, BlockKind, Source
from app.ui import theme

_JOINT = " | "
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_SAMPLE = 60
_MOST_COLUMNS = 1024
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Cell:
    """What a cell shows and which characters of the source it stands for."""

    words: str
    start: int
    end: int


class Row(NamedTuple):
    """One row: its characters, its number in the sheet, its first column from 0, the names above it."""

    start: int
    end: int
    number: int
    column: int
    context: str
    whole: bool


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet."""

    name: str
    rows: tuple[Row, ...]


def sheets(source: Source) -> list[Sheet]:
    """Return the sheets of a source in their order."""
    found: list[Sheet] = []
    name, rows = "", list[Row]()
    for block in source.blocks:
        if block.kind is BlockKind.HEADING:
            if rows:
                found.append(Sheet(name, tuple(rows)))
            name, rows = " ".join(source.text[block.start : block.end].split()), []
        elif block.place or block.kind is BlockKind.TABLE_ROW:
            rows.append(_row(block, len(rows) + 1))
    if rows:
        found.append(Sheet(name, tuple(rows)))
    return found


def _row(block: Block, number: int) -> Row:
    match = _CELL.match(block.place)
    column = 0
    if match:
        for letter in match[1]:
            column = 26 * column + ord(letter) - 64
        column, number = column - 1, int(match[2])
    return Row(block.start, block.end, number, column, block.context, block.kind is not BlockKind.TABLE_ROW)


def cells(text: str, row: Row, delimiter: str) -> list[Cell]:
    """Return the cells of a row, from its first column on.

    Args:
        delimiter: what parts the cells of delimited text, else empty.
    """
    if row.whole:
        return [Cell(text[row.start : row.end], row.start, row.end)]
    found: list[Cell] = []
    at = row.start
    if not delimiter:
        for words in text[row.start : row.end].split(_JOINT):
            found.append(Cell(words, at, at + len(words)))
            at += len(words) + len(_JOINT)
        return found
    field = _field(delimiter)
    while at <= row.end and len(found) < _MOST_COLUMNS:
        match = field.match(text, at, row.end)
        assert match is not None  # a field may be empty, so that one is always there
        words = match["quoted"].replace('""', '"') if match["quoted"] is not None else match["plain"]
        name = "quoted" if match["quoted"] is not None else "plain"
        found.append(Cell(words.strip(), *match.span(name)))
        at = match.end() + 1
    return found


@lru_cache(maxsize=8)
def _field(delimiter: str) -> re.Pattern[str]:
    stop = re.escape(delimiter)
    return re.compile(rf'"(?P<quoted>(?:[^"]|"")*)" *(?={stop}|\Z)|(?P<plain>[^{stop}]*)')


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class SheetModel(QAbstractTableModel):
    """The rows of one sheet, their cells worked out when they are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._delimiter = ""
        self._sheet = Sheet("", ())
        self._width = 0
        self._names: dict[int, str] = {}
        self._cells: dict[int, list[Cell]] = {}
        self.mark: tuple[int, int] = (0, 0)
        self.found: Sequence[tuple[int, int]] = ()
        self.current = -1

    def set_sheet(self, text: str, delimiter: str, sheet: Sheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self._text, self._delimiter, self._sheet = text, delimiter, sheet
        self._cells, self._names = {}, {}
        widths = {
            context: column + context.count(_JOINT) + 1
            for column, context in {(row.column, row.context) for row in sheet.rows}
        }
        sampled = [row.column + len(self.cells(at)) for at, row in enumerate(sheet.rows[:_SAMPLE])]
        self._width = min(_MOST_COLUMNS, max([*widths.values(), *sampled], default=0))
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return a row."""
        return self._sheet.rows[number]

    def cells(self, number: int) -> list[Cell]:
        """Return the cells of a row, from its first column on."""
        found = self._cells.get(number)
        if found is None:
            if len(self._cells) > 4000:
                self._cells.clear()
            found = self._cells[number] = cells(self._text, self._sheet.rows[number], self._delimiter)
        return found

    def cell(self, index: _Index) -> Cell | None:
        """Return the cell at an index, or None for one that is empty."""
        at = index.column() - self.row(index.row()).column
        row = self.cells(index.row())
        return row[at] if 0 <= at < len(row) else None

    def rows_of(self, start: int, end: int) -> range:
        """Return the rows that a range touches."""
        rows = self._sheet.rows
        return range(
            bisect_right(rows, start, key=lambda row: row.end),
            bisect_left(rows, end, key=lambda row: row.start),
        )

    def name_columns(self, top: int) -> None:
        """Take the names of the columns from the row that is the first in sight; none of them while the
        header itself is.
        """
        row = self._sheet.rows[top] if top < len(self._sheet.rows) else None
        names = (
            {row.column + at: name for at, name in enumerate(row.context.split(_JOINT))}
            if row is not None and row.context
            else {}
        )
        if names != self._names:
            self._names = names
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self._width - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self._sheet.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return self._width

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            cell = self.cell(index)
            return (
                None
                if cell is None
                else " ".join(cell.words.split())
                if role == Qt.ItemDataRole.DisplayRole
                else cell.words or None
            )
        if role == Qt.ItemDataRole.FontRole:
            row = self.row(index.row())
            names = (
                not row.context
                and not row.whole
                and index.row() + 1 < self.rowCount()
                and bool(self.row(index.row() + 1).context)
            )
            return theme.sized("base", bold=True) if names or row.whole else None
        if role == Qt.ItemDataRole.BackgroundRole:
            ground = self._ground(index)
            return QColor(getattr(theme.colours(), ground)) if ground else None
        if role == Qt.ItemDataRole.ForegroundRole:
            text = {"highlight": "on_highlight", "accent": "on_accent"}.get(self._ground(index), "text")
            return QColor(getattr(theme.colours(), text))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.row(section).number)
        return self._names.get(section) or column_letters(section)

    def is_marked(self, index: _Index) -> bool:
        """Tell whether a cell stands for words of the marked range."""
        return self._ground(index) == "highlight"

    def _ground(self, index: _Index) -> str:
        cell, row = self.cell(index), self.row(index.row())
        start, end = self.mark
        if (
            cell is not None
            and 0 <= self.current < len(self.found)
            and _touches(cell, *self.found[self.current])
        ):
            return "accent"
        if cell is not None and _touches(cell, start, end):
            return "highlight"
        if cell is not None and self.found:
            at = bisect_right(self.found, cell.start, key=lambda one: one[1])
            if at < len(self.found) and _touches(cell, *self.found[at]):
                return "line"
        return "hover" if row.start < end and start < row.end else ""


def _touches(cell: Cell, start: int, end: int) -> bool:
    return cell.start < end and start < cell.end


class _Painter(QStyledItemDelegate):
    """Draws a cell on the ground that its model names; the style sheet alone would leave it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class SheetView(QWidget):
    """A source's sheets, one at a time."""

    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self._sheets: list[Sheet] = []
        self.model = SheetModel()
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Source table"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setItemDelegate(_Painter(self.table))
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        down = self.table.verticalHeader()
        down.setDefaultSectionSize(32)
        down.setMinimumWidth(theme.SPACE[6])
        down.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across = self.table.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._name_columns())
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Sheets"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.table, 1)

    def show_source(self, source: Source) -> bool:
        """Show a source; False when it has no rows."""
        self._source = source
        self._sheets = sheets(source)
        self.model.mark, self.model.found, self.model.current = (0, 0), (), -1
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for sheet in self._sheets:
                self.tabs.addTab(sheet.name.replace("&", "&&"))
        self.tabs.setVisible(len(self._sheets) > 1)
        if not self._sheets:
            return False
        self._choose(0)
        return True

    def sheet_name(self) -> str:
        """Return the name of the sheet in sight, empty when it has none."""
        return self._sheets[self.tabs.currentIndex()].name if self._sheets else ""

    def _choose(self, number: int) -> None:
        if self._source is None or not 0 <= number < len(self._sheets):
            return
        self.model.set_sheet(self._source.text, self._source.delimiter, self._sheets[number])
        metrics = QFontMetrics(theme.sized("base"))
        for column in range(self.model.columnCount()):
            words = [
                str(self.model.data(self.model.index(row, column)) or "")
                for row in range(min(_SAMPLE, self.model.rowCount()))
            ]
            widest = max((metrics.horizontalAdvance(one) for one in words if len(one) < 200), default=0)
            self.table.setColumnWidth(column, max(48, min(280, widest + theme.SPACE[6] + theme.SPACE[2])))
        self._name_columns()

    def mark(self, start: int, end: int) -> None:
        """Mark a range and bring it into sight."""
        self.model.mark = (start, end)
        self._bring(start, end)

    def show_found(self, found: Sequence[tuple[int, int]], current: int) -> None:
        """Mark the places of a search and bring one into sight.

        Args:
            current: its number, or -1 for none.
        """
        self.model.found, self.model.current = found, current
        if current >= 0:
            self._bring(*found[current])
        self.table.viewport().update()

    def marked(self) -> str:
        """Return the words of the marked range that stand in rows of the sheet in sight."""
        start, end = self.model.mark
        rows = self.model.rows_of(start, end)
        if self._source is None or not rows:
            return ""
        return self._source.text[
            max(start, self.model.row(rows[0]).start) : min(end, self.model.row(rows[-1]).end)
        ]

    def marked_on_screen(self) -> list[str]:
        """Return what the marked cells show."""
        model = self.model
        indexes = [
            model.index(row, column)
            for row in model.rows_of(*model.mark)
            for column in range(model.columnCount())
        ]
        return [str(model.data(index) or "") for index in indexes if model.is_marked(index)]

    def selected(self) -> tuple[int, int] | None:
        """Return the range of the source from the first to the last selected cell, or None."""
        found = [
            cell
            for index in self.table.selectionModel().selectedIndexes()
            if (cell := self.model.cell(index)) is not None
        ]
        return (min(cell.start for cell in found), max(cell.end for cell in found)) if found else None

    def selected_words(self) -> str:
        """Return the selected cells, tabs between them and a line for each row."""
        rows: dict[int, dict[int, str]] = {}
        for index in self.table.selectionModel().selectedIndexes():
            rows.setdefault(index.row(), {})[index.column()] = str(self.model.data(index) or "")
        return "\n".join("\t".join(rows[row][column] for column in sorted(rows[row])) for row in sorted(rows))

    def _bring(self, start: int, end: int) -> None:
        sheet = next(
            (
                number
                for number, one in enumerate(self._sheets)
                if one.rows and one.rows[0].start <= start < one.rows[-1].end
            ),
            self.tabs.currentIndex(),
        )
        if sheet != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(sheet)
        rows = self.model.rows_of(start, max(end, start + 1))
        if rows:
            cells = self.model.cells(rows[0])
            at = next((at for at, cell in enumerate(cells) if _touches(cell, start, end)), 0)
            index = self.model.index(rows[0], self.model.row(rows[0]).column + at)
            self.table.clearSelection()
            self.table.selectionModel().setCurrentIndex(
                index, self.table.selectionModel().SelectionFlag.NoUpdate
            )
            if end > start:
                # The cited row is read in full; all others keep one line.
                self.table.resizeRowToContents(rows[0])
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._name_columns()
        self.table.viewport().update()

    def _name_columns(self) -> None:
        self.model.name_columns(max(0, self.table.rowAt(1)))


class _Table(QTableView):
    def __init__(self, sheet: SheetView) -> None:
        super().__init__()
        self._sheet = sheet

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._sheet.menu_wanted.emit(event.globalPos())
