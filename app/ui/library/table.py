"""The table of documents: as many rows as there are, and only those on the screen in memory.

Decision hidden: the model holds an order of numbers and asks for rows when they are drawn, the newest wish
first, one page at a time. Invariant: drawing never waits; a row that is not here yet is drawn empty. GUI
thread.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)  # fmt: skip

from app.core.documents.document_list import Arrangement, Column, Entry, Health, View
from app.core.documents.formats import word_of
from app.ui import language, theme
from app.ui.dates import day
from app.ui.library.words import HEALTH_COLOURS, HEALTH_GLYPHS, age, number

PAGE = 100
"""Rows asked for together: a few milliseconds of reading."""

_KEPT = 3_000
"""Rows kept in memory, about a kilobyte each."""

_COLUMNS = (
    (Column.TITLE, QT_TRANSLATE_NOOP("tables", "Title"), 0),
    (Column.TYPE, QT_TRANSLATE_NOOP("tables", "Type"), 132),
    (Column.LABEL, QT_TRANSLATE_NOOP("tables", "Label"), 112),
    (Column.VERSION, QT_TRANSLATE_NOOP("tables", "Version"), 72),
    (Column.AGE, QT_TRANSLATE_NOOP("tables", "Age"), 124),
    (Column.PASSAGES, QT_TRANSLATE_NOOP("tables", "Passages"), 84),
    (Column.HEALTH, QT_TRANSLATE_NOOP("tables", "Health"), 104),
    (Column.PATH, QT_TRANSLATE_NOOP("tables", "Folder"), 120),
)
_HIDDEN_FIRST = (Column.PATH, Column.VERSION, Column.PASSAGES, Column.TYPE, Column.AGE, Column.LABEL)
"""Columns that give way to the title, in this order, when the table is narrow."""

_TITLE = 260
"""Pixels that the title has at least."""

_HEIGHT = 36
_ABOVE = 3
"""Rows shown above one that is brought into sight."""

_NUMBERS = (Column.VERSION, Column.PASSAGES)
_Index = QModelIndex | QPersistentModelIndex


class DocumentModel(QAbstractTableModel):
    """Rows on demand."""

    wanted = Signal(object)
    """Numbers of rows to be loaded, answered with `take`."""
    sorted_by = Signal(object, bool)
    """A `Column`, and whether it goes down."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: array[int] = array("q")
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._pages: OrderedDict[int, None] = OrderedDict()
        self._asked: Sequence[int] = ()
        self._gone: set[int] = set()
        self.total = 0
        self.view = View()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)

    def set_arrangement(self, arrangement: Arrangement, entries: Iterable[Entry]) -> None:
        """Show another order; rows that are known already come with it."""
        self.total, self.view = arrangement.total, arrangement.view
        self._gone.clear()
        if self._keys == arrangement.keys:
            self._entries = OrderedDict((one.key, one) for one in entries)
            if self._keys:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(_COLUMNS) - 1))
            return
        self.beginResetModel()
        self._keys = arrangement.keys
        self._entries = OrderedDict((one.key, one) for one in entries)
        self._pages.clear()
        self.endResetModel()

    def take(self, entries: Iterable[Entry]) -> None:
        """Take rows that were wanted."""
        # What does not come went in the meantime; the next order is without it.
        self._gone.update(self._asked)
        self._asked = ()
        for one in entries:
            self._entries[one.key] = one
            self._entries.move_to_end(one.key)
            self._gone.discard(one.key)
        while len(self._entries) > _KEPT:
            self._entries.popitem(last=False)
        if self._pages:
            self._later.start(0)

    def give_up(self) -> None:
        """Note that the rows that were wanted do not come."""
        self._asked = ()

    def _want(self, row: int) -> None:
        page = row // PAGE
        self._pages[page] = None
        self._pages.move_to_end(page)
        # Somebody who drags past a hundred pages wants the last ones.
        while len(self._pages) > 2:
            self._pages.popitem(last=False)
        if not self._later.isActive():
            self._later.start(0)

    def _ask(self) -> None:
        if self._asked or not self._pages:
            return
        page, _ = self._pages.popitem(last=True)
        keys = [
            key
            for key in self._keys[page * PAGE : (page + 1) * PAGE]
            if key not in self._entries and key not in self._gone
        ]
        if keys:
            self._asked = keys
            self.wanted.emit(keys)

    def entry(self, row: int) -> Entry | None:
        """Return a row, or None, and have it loaded, when it is not here."""
        found = self._entries.get(self._keys[row])
        if found is None and self._keys[row] not in self._gone:
            self._want(row)
        return found

    def key(self, row: int) -> int:
        """Return the number of a row."""
        return self._keys[row]

    def keys(self, first: int, last: int) -> array[int]:
        """Return the numbers of a stretch of rows, both ends in it."""
        return self._keys[first : last + 1]

    @property
    def loaded(self) -> int:
        """How many rows are in memory."""
        return len(self._entries)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0:
            self.sorted_by.emit(_COLUMNS[column][0], order is Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return language.marked(_COLUMNS[section][1])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight
                    if _COLUMNS[section][0] in _NUMBERS
                    else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = _COLUMNS[index.column()][0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            ) | Qt.AlignmentFlag.AlignVCenter
        if role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.AccessibleTextRole,
        ):  # fmt: skip
            return None
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(entry, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(entry, column)
        return self._words(entry, column)

    def _words(self, entry: Entry, column: Column) -> str:
        one = entry.document
        match column:
            case Column.TITLE:
                # Isolated, so that a title written from right to left does not turn the arrow around.
                return f"{'    ' * (entry.depth - 1)}↳ \u2068{one.title}\u2069" if entry.depth else one.title
            case Column.TYPE:
                return language.words(word_of(one.media_type))
            case Column.LABEL:
                return language.words(one.label.word)
            case Column.VERSION:
                return number(one.number)
            case Column.AGE:
                return age(one.as_of)
            case Column.PASSAGES:
                return number(one.passages)
            case Column.HEALTH:
                short = {Health.GOOD: self.tr("good"), Health.PARTLY: self.tr("partly read"), Health.SILENT: self.tr("no text"),
                         Health.STUCK: self.tr("outdated")}  # fmt: skip
                return f"{HEALTH_GLYPHS[entry.health]}{short[entry.health]}"
        return Path(one.path).parent.name

    def _tip(self, entry: Entry, column: Column) -> str | None:
        one = entry.document
        if column is Column.TITLE:
            within = self.tr("attached to “{0}”").format(entry.within)
            return "\n".join((one.title, one.path, *([within] if entry.within else [])))
        return {
            Column.LABEL: self.tr("confirmed") if one.labelled else self.tr("default, not confirmed"),
            Column.AGE: self.tr("as of {0} ({1})").format(day(one.as_of), one.as_of_origin),
            Column.HEALTH: language.words(entry.health.word),
            Column.PATH: one.path,
        }.get(column)

    def _colour(self, entry: Entry, column: Column) -> QColor | None:
        scheme = theme.colours()
        if column is Column.HEALTH:
            return QColor(getattr(scheme, HEALTH_COLOURS[entry.health]))
        if (
            column is Column.LABEL
            and not entry.document.labelled
            or column in (Column.AGE, Column.PATH, Column.TYPE)
        ):
            return QColor(scheme.muted)
        return None


class DocumentTable(QTableView):
    """The table; which columns it shows depends on its width."""

    chosen = Signal()
    """Other rows are selected than before."""

    def __init__(self, model: DocumentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = model
        self._quiet = False
        self.setModel(model)
        # What is scrolled is moved instead of being painted anew, which takes several times as long.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # A title is told by its beginning and its end.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAccessibleName(self.tr("Documents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(False)
        for at, (_, _, width) in enumerate(_COLUMNS):
            if width:
                self.setColumnWidth(at, width)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._selected)

    def selected_keys(self) -> list[int]:
        """Return the numbers of the selected rows."""
        found: list[int] = []
        for stretch in self._stretches():
            found.extend(self._documents.keys(stretch.top(), stretch.bottom()))
        return list(dict.fromkeys(found))

    def selected_count(self) -> int:
        """Return how many rows are selected."""
        return sum(stretch.height() for stretch in self._stretches())

    def _stretches(self) -> list[QItemSelectionRange]:
        # A selection is a list of its ranges, which the library's own description of it leaves out.
        found: list[QItemSelectionRange] = list(self.selectionModel().selection())  # type: ignore[call-overload]
        return found

    def rows_in_sight(self) -> tuple[int, int]:
        """Return the first and the last row on the screen."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else self._documents.rowCount() - 1

    def replace_rows(
        self, arrangement: Arrangement, entries: Sequence[Entry], wanted: int | None = None
    ) -> None:
        """Show another order with the same rows selected and, where it is still there, the same row on top.

        Args:
            arrangement: the order.
            entries: rows of it that are known already.
            wanted: a row's number, to be selected and brought into sight instead.
        """
        keys = self._documents.keys(0, self._documents.rowCount() - 1) if self._documents.rowCount() else None
        if wanted is None and keys == arrangement.keys:
            self._documents.set_arrangement(arrangement, entries)
            self.chosen.emit()
            return
        # Asked now and not when the order was asked for: somebody may have scrolled and selected in between.
        chosen = self.selected_keys() if wanted is None else [wanted]
        offset = self.verticalScrollBar().value() % _HEIGHT
        top = self._documents.key(self.rows_in_sight()[0]) if self._documents.rowCount() else -1
        same_view = arrangement.view == self._documents.view
        self._quiet = True
        self._documents.set_arrangement(arrangement, entries)
        stretches = _stretches(arrangement.keys, chosen)
        selection = QItemSelection()
        for first, last in stretches:
            selection.select(self._documents.index(first, 0), self._documents.index(last, len(_COLUMNS) - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if stretches:
            at = self._documents.index(stretches[0][0], 0)
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        if wanted is not None and stretches:
            self.verticalScrollBar().setValue(max(0, stretches[0][0] - _ABOVE) * _HEIGHT)
        elif not same_view:
            self.verticalScrollBar().setValue(0)
        elif top in arrangement.keys:
            self.verticalScrollBar().setValue(arrangement.keys.index(top) * _HEIGHT + offset)
        self._quiet = False
        self.viewport().update()
        self.chosen.emit()

    def _selected(self) -> None:
        if not self._quiet:
            self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.colours().surface))
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - _TITLE - sum(width for _, _, width in _COLUMNS)
        widths = {column: (at, width) for at, (column, _, width) in enumerate(_COLUMNS)}
        for column in _HIDDEN_FIRST:
            at, width = widths[column]
            self.setColumnHidden(at, room < 0)
            if room < 0:
                room += width


def _stretches(order: array[int], chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Return where rows stand in an order, as stretches with both ends in them."""
    if not chosen:
        return []
    wanted = set(chosen)
    found: list[tuple[int, int]] = []
    for row in [row for row, key in enumerate(order) if key in wanted]:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
