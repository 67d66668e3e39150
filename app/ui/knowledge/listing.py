"""The list of units: as many rows as there are, and only those that were looked at in memory; what narrows
it, above.

Decision hidden: rows are asked for by the page when they are drawn. Invariant: drawing never waits. GUI
thread.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.documents.documents import Label
from app.core.units.kinds import KINDS
from app.core.units.units import UnitFilter, UnitHead, UnitOrder, UnitPage, UnitStatus
from app.ui import theme
from app.ui.dates import day
from app.ui.knowledge.inputs import Drop
from app.ui.knowledge.words import STATUS_COLOURS, status
from app.ui.language import words

PAGE = 100
_HEIGHT = 56
_PAUSE = 120
_Index = QModelIndex | QPersistentModelIndex


class UnitModel(QAbstractListModel):
    """Rows on demand."""

    wanted = Signal(int)
    """The first row of a page to be loaded, answered with `take`."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[int, tuple[UnitHead, ...]] = {}
        self._asked: set[int] = set()
        self._total = 0

    def replace(self, page: UnitPage) -> None:
        """Show another list, whose first page is here."""
        self.beginResetModel()
        self._pages, self._asked, self._total = {0: page.units}, {0}, page.total
        self.endResetModel()

    def take(self, first: int, page: UnitPage) -> None:
        """Take a page that was wanted."""
        if page.total != self._total:
            self.beginResetModel()
            self._total = page.total
            self._pages[first] = page.units
            self.endResetModel()
            return
        self._pages[first] = page.units
        self.dataChanged.emit(self.index(first), self.index(max(first, first + len(page.units) - 1)))

    def unit(self, row: int) -> UnitHead | None:
        """Return a row, or None, and have it loaded, when it is not here."""
        first = row // PAGE * PAGE
        page = self._pages.get(first)
        if page is None:
            if first not in self._asked:
                self._asked.add(first)
                # Asked for by the event loop: it is drawing now.
                QTimer.singleShot(0, self, lambda: self.wanted.emit(first))
            return None
        return page[row - first] if row - first < len(page) else None

    def row_of(self, unit: str) -> int:
        """Return the row of a unit that is here, or -1."""
        return next(
            (
                first + at
                for first, page in self._pages.items()
                for at, one in enumerate(page)
                if one.id == unit
            ),
            -1,
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else self._total

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.UserRole,
        ):
            return None
        unit = self.unit(index.row())
        if unit is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return unit
        title = unit.title or QCoreApplication.translate("Knowledge", "Untitled")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {second_line(unit)}"
        return f"{title}\n{second_line(unit)}" if role == Qt.ItemDataRole.ToolTipRole else title


def second_line(unit: UnitHead) -> str:
    """Return what is said below a unit's title."""
    parts = [words(KINDS[unit.kind].title), status(unit.status)]
    if unit.status.answers and unit.working is UnitStatus.DRAFT:
        parts.append(QCoreApplication.translate("Knowledge", "being revised"))
    elif unit.status.answers and unit.working is UnitStatus.IN_REVIEW:
        parts.append(QCoreApplication.translate("Knowledge", "revision in review"))
    parts.append(
        QCoreApplication.translate("Knowledge", "due {0}").format(day(unit.review_due))
        if unit.review_due and unit.status.answers
        else unit.owner
    )
    return "  ·  ".join(parts)


class _Lines(QStyledItemDelegate):
    """A title and the line below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scheme = theme.colours()
        rect: QRect = option.rect
        state = option.state
        unit = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(scheme.hover))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(scheme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(scheme.hover))
        if isinstance(unit, UnitHead):
            inner = rect.adjusted(theme.SPACE[4], theme.SPACE[2], -theme.SPACE[3], -theme.SPACE[2])
            half = inner.height() // 2
            font = theme.sized("base", bold=True)
            painter.setFont(font)
            painter.setPen(QColor(scheme.text))
            top = QRect(inner.left(), inner.top(), inner.width(), half)
            title = painter.fontMetrics().elidedText(
                unit.title or QCoreApplication.translate("Knowledge", "Untitled"),
                Qt.TextElideMode.ElideRight,
                top.width(),
            )
            painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), title)
            painter.setFont(theme.sized("small"))
            painter.setPen(
                QColor(
                    getattr(scheme, STATUS_COLOURS[unit.status])
                    if unit.status is UnitStatus.NEEDS_REVIEW
                    else scheme.muted
                )
            )
            below = QRect(inner.left(), inner.top() + half, inner.width(), half)
            line = painter.fontMetrics().elidedText(
                second_line(unit), Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), line)
        painter.setPen(QColor(scheme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class UnitList(QListView):
    """The list; the arrows go through it."""

    chosen = Signal(object)
    """The `UnitHead` that is selected."""

    def __init__(self, model: UnitModel) -> None:
        super().__init__()
        self._units = model
        self.setModel(model)
        self.setItemDelegate(_Lines(self))
        self.setAccessibleName(self.tr("Units"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(lambda now, _: self._choose(now))
        self.clicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        unit = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if isinstance(unit, UnitHead):
            self.chosen.emit(unit)

    def select(self, unit: str) -> None:
        """Select a unit without opening it once more."""
        row = self._units.row_of(unit)
        self.selectionModel().blockSignals(True)
        if row >= 0:
            self.setCurrentIndex(self._units.index(row))
        else:
            self.clearSelection()
        self.selectionModel().blockSignals(False)
        self.viewport().update()


class UnitFilters(QWidget):
    """Words, kind, state, label, tag, and whose."""

    changed = Signal()

    def __init__(self, person: str) -> None:
        super().__init__()
        self._person = person
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search units"))
        self.line.setAccessibleName(self.tr("Find units"))
        self.line.setClearButtonEnabled(True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self.changed)
        self.line.textChanged.connect(lambda _: self._later.start())
        self.kind = self._drop(
            self.tr("Kind"), self.tr("Any kind"), [(words(kind.title), kind.id) for kind in KINDS.values()]
        )
        self.state = self._drop(
            self.tr("Status"), self.tr("Any status"), [(words(one.words), one) for one in UnitStatus]
        )
        self.label = self._drop(
            self.tr("Label"), self.tr("Any label"), [(words(label.word), label) for label in Label]
        )
        self.tag = self._drop(self.tr("Tag"), self.tr("Any tag"), [])
        self.order = Drop(self.tr("Order"))
        for name, order in (
            (self.tr("Most recently changed"), UnitOrder.CHANGED), (self.tr("Title"), UnitOrder.TITLE),
            (self.tr("Review due"), UnitOrder.DUE),
        ):  # fmt: skip
            self.order.addItem(name, order)
        self.order.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.mine = QCheckBox(self.tr("Mine"))
        self.mine.setToolTip(self.tr("Units you own, started or edited"))
        self.mine.toggled.connect(lambda _: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], 0, theme.SPACE[3], theme.SPACE[2])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self.line)
        for row in ((self.kind, self.state), (self.label, self.tag), (self.order, self.mine)):
            line = QHBoxLayout()
            line.setSpacing(theme.SPACE[2])
            for one in row:
                line.addWidget(one, 1)
            layout.addLayout(line)

    def _drop(self, name: str, every: str, items: list[tuple[str, object]]) -> Drop:
        box = Drop(name)
        box.addItem(every, None)
        for title, value in items:
            box.addItem(title, value)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Offer the tags in use; the one that is chosen stays so."""
        chosen = self.tag.currentData()
        if [self.tag.itemData(at) for at in range(1, self.tag.count())] == list(tags):
            return
        self.tag.blockSignals(True)
        while self.tag.count() > 1:
            self.tag.removeItem(1)
        for tag in tags:
            self.tag.addItem(tag, tag)
        self.tag.blockSignals(False)
        self.tag.choose(chosen)

    def wanted(self) -> tuple[UnitFilter, UnitOrder]:
        """Return what is chosen."""
        kind, state, label, tag = (box.currentData() for box in (self.kind, self.state, self.label, self.tag))
        return (
            UnitFilter(
                words=self.line.text(),
                kinds=(kind,) if kind else (),
                # What is stored in a box comes back as a plain value.
                statuses=(UnitStatus(state),) if state else (),
                labels=(Label(label),) if label is not None else (),
                tags=(tag,) if tag else (),
                mine=self._person if self.mine.isChecked() else "",
            ),
            UnitOrder(self.order.currentData()),
        )

    def narrows(self) -> bool:
        """Tell whether anything is left out."""
        return self.wanted()[0] != UnitFilter()

    def clear(self) -> None:
        """Let everything through."""
        for box in (self.kind, self.state, self.label, self.tag):
            box.choose(None)
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self.mine.blockSignals(True)
        self.mine.setChecked(False)
        self.mine.blockSignals(False)
        self.changed.emit()
