"""The sentences of a checked text, one below the other: words, how they stand, where it says so.

The decision hidden here is how a row is set: every text is laid out as plain text at the width of the list,
and its height is kept for that width, because a long text has a thousand rows. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.answers.checked import CheckedSentence, CheckedText, Standing
from app.ui import theme
from app.ui.checking import words
from app.ui.widgets.prose import draw_state

_Index = QModelIndex | QPersistentModelIndex
_SIGN = 24
"""Pixels of the column that holds the sign of the state."""


class Sentences(QAbstractListModel):
    """The sentences of a text."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[CheckedSentence, ...] = ()

    def show(self, found: CheckedText) -> None:
        """Take over a checked text."""
        self.beginResetModel()
        self._found = found.sentences
        self.endResetModel()

    def sentence(self, row: int) -> CheckedSentence:
        """Return a sentence by its row."""
        return self._found[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.explained(one.state)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            says = "; ".join(f"“{citation.words}”, {citation.title}" for citation in one.citations)
            return f"{words.state(one.state)}: {one.text}" + (f" ({says})" if says else "")
        return None


class SentenceList(QListView):
    """The list."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences = Sentences()
        self.setModel(self.sentences)
        self.setItemDelegate(_Row(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(32)


class _Row(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[int, int], int] = {}
        view.model().modelReset.connect(self._heights.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        key = (index.row(), width)
        if key not in self._heights:
            self._heights[key] = self._set(None, QRect(0, 0, width, 0), self._sentence(index))
        return QSize(200, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scheme = theme.colours()
        state = option.state
        box = QRectF(option.rect).adjusted(theme.SPACE[1], 1, -theme.SPACE[1], -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        self._set(painter, option.rect, self._sentence(index))
        painter.restore()

    def _sentence(self, index: _Index) -> CheckedSentence:
        model = index.model()
        assert isinstance(model, Sentences)
        return model.sentence(index.row())

    def _set(self, painter: QPainter | None, rect: QRect, one: CheckedSentence) -> int:
        """Draw a row, or only work out how high it is; return its height."""
        scheme = theme.colours()
        left, room = rect.left() + theme.SPACE[4] + _SIGN, rect.width() - 2 * theme.SPACE[4] - _SIGN
        y = float(rect.top() + theme.SPACE[2])
        y += _text(painter, one.text, theme.sized("large"), QColor(scheme.text), QPointF(left, y), room)
        y += theme.SPACE[1] / 2
        small, bold = theme.sized("small"), theme.sized("small", bold=True)
        line = QFontMetrics(bold).lineSpacing()
        if painter is not None:
            colour = QColor(getattr(scheme, words.COLOURS[one.state]))
            middle = rect.top() + theme.SPACE[2] + QFontMetrics(theme.sized("large")).lineSpacing() / 2
            draw_state(
                painter, one.state.value, QRectF(rect.left() + theme.SPACE[4], middle - 6, 12, 12), colour
            )
            painter.setPen(colour)
            painter.setFont(bold)
            word = words.state(one.state)
            painter.drawText(QRectF(left, y, room, line), Qt.AlignmentFlag.AlignLeft, word)
            if one.citations:
                painter.setPen(QColor(scheme.muted))
                painter.setFont(small)
                at = QFontMetrics(bold).horizontalAdvance(word) + theme.SPACE[2]
                where = QFontMetrics(small).elidedText(
                    words.place(one.citations[0]), Qt.TextElideMode.ElideMiddle, max(room - at, 0)
                )
                painter.drawText(QRectF(left + at, y, room - at, line), Qt.AlignmentFlag.AlignLeft, where)
        y += line
        if one.state is Standing.CONTRADICTED and one.citations:
            y += theme.SPACE[1]
            y += _text(
                painter,
                f"“{one.citations[0].words}”",
                theme.serif("base"),
                QColor(scheme.muted),
                QPointF(left, y),
                room,
            )
        return round(y + theme.SPACE[2] - rect.top())


def _text(painter: QPainter | None, text: str, font: QFont, colour: QColor, at: QPointF, width: int) -> float:
    """Draw plain text in lines, or only lay it out; return its height."""
    layout = QTextLayout(" ".join(text.split()), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    spacing = QFontMetrics(font).lineSpacing()
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, height))
        height += spacing
    layout.endLayout()
    if painter is not None:
        painter.setPen(colour)
        layout.draw(painter, at)
    return height
