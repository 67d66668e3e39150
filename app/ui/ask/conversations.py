"""The conversations of this person: found by words, opened, called something else, removed and brought back.

The decision hidden here is how a removal can be undone: the row goes at once, and a line at the foot brings
it back. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSettings,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.answers.conversations import Conversation
from app.ui import theme
from app.ui.ask import words
from app.ui.dates import minute

_Index = QModelIndex | QPersistentModelIndex
WIDTH = 240
"""Pixels of the list."""


class ConversationModel(QAbstractListModel):
    """The conversations whose titles have every word looked for, the one asked in last first."""

    renamed = Signal(str, str)
    """A conversation's id and its new title."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Conversation] = []
        self._shown: list[Conversation] = []
        self._words: list[str] = []

    def show_all(self, conversations: Sequence[Conversation]) -> None:
        """Take the conversations to list."""
        self._all = list(conversations)
        self._fill()

    def filter(self, text: str) -> None:
        """List only those with these words in their titles."""
        self._words = text.casefold().split()
        self._fill()

    def _fill(self) -> None:
        self.beginResetModel()
        self._shown = [one for one in self._all if all(word in one.title.casefold() for word in self._words)]
        self.endResetModel()

    def conversation(self, row: int) -> Conversation:
        """Return what a row shows."""
        return self._shown[row]

    def row_of(self, conversation: str | None) -> int:
        """Return the row of a conversation, or -1."""
        return next((row for row, one in enumerate(self._shown) if one.id == conversation), -1)

    @property
    def total(self) -> int:
        """How many there are, listed or not."""
        return len(self._all)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return one.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.title}\n{minute(one.changed)} · {one.label.word}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}, {1}, {2}").format(one.title, _count(one.runs), words.since(one.changed))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        title = " ".join(str(value).split())
        one = self._shown[index.row()]
        if not title or title == one.title:
            return False
        self.renamed.emit(one.id, title)
        return True


class _Rows(QStyledItemDelegate):
    """Two lines: the title, and when it was asked in last."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        high = (
            QFontMetrics(theme.sized("base")).lineSpacing() + QFontMetrics(theme.sized("small")).lineSpacing()
        )
        return QSize(WIDTH, high + 2 * theme.SPACE[2] + 2)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, ConversationModel)
        one = model.conversation(index.row())
        scheme = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect.adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.hover))
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(scheme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)
        inner = box.adjusted(theme.SPACE[2], theme.SPACE[2] - 1, -theme.SPACE[2], 0)
        font = theme.sized("base", bold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(scheme.text))
        metrics = QFontMetrics(font)
        painter.drawText(
            inner,
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(one.title, Qt.TextElideMode.ElideRight, inner.width()),
        )
        small = theme.sized("small")
        painter.setFont(small)
        painter.setPen(QColor(scheme.muted))
        inner.setTop(inner.top() + metrics.lineSpacing() + 2)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignLeft, f"{words.since(one.changed)}  ·  {_count(one.runs)}"
        )
        painter.restore()


class ConversationList(QFrame):
    """The panel at the left of the page."""

    opened = Signal(str)
    begun = Signal()
    renamed = Signal(str, str)
    removed = Signal(str)
    brought_back = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conversations")
        self._current: str | None = None
        self._gone: Conversation | None = None
        head = self._make_head()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search conversations"))
        self.field.setAccessibleName(self.tr("Search conversations"))
        self.field.setClearButtonEnabled(True)
        self.model = ConversationModel()
        self.field.textChanged.connect(self._filter)
        self.model.renamed.connect(self.renamed.emit)
        self.view = self._make_view()
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._foot = self._make_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[3], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._foot)
        self.setMinimumWidth(200)
        self.setMaximumWidth(360)
        self._show_emptiness()

    def _make_head(self) -> QHBoxLayout:
        """Return the title, and what hides the panel."""
        title = QLabel(self.tr("Conversations"))
        title.setProperty("role", "section")
        close = QToolButton()
        theme.set_icon(close, "close")
        close.setToolTip(self.tr("Hide conversations (Ctrl+H)"))
        close.setAccessibleName(self.tr("Hide conversations"))
        close.clicked.connect(self.closed.emit)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        return head

    def _make_view(self) -> QListView:
        """Return the list."""
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(_Rows(view))
        view.setUniformItemSizes(True)
        view.setAccessibleName(self.tr("Conversations"))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(True)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        remove = QShortcut(QKeySequence(Qt.Key.Key_Delete), view)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.remove_current)
        return view

    def _make_foot(self) -> QWidget:
        """Return the row that takes a removal back; hidden until there was one."""
        self._undo_words = QLabel()
        self._undo_words.setProperty("role", "muted")
        self.undo = QPushButton(self.tr("Undo"))
        self.undo.setProperty("quiet", "true")
        self.undo.clicked.connect(self.bring_back)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE[2], 0, 0, 0)
        foot.addWidget(self._undo_words, 1)
        foot.addWidget(self.undo)
        row = QWidget()
        row.setLayout(foot)
        row.hide()
        return row

    def show_all(self, conversations: Sequence[Conversation], current: str | None) -> None:
        """List conversations.

        Args:
            current: id of the one that is open, or None for a new one.
        """
        self.model.show_all(conversations)
        self.mark(current)
        self._show_emptiness()

    def mark(self, current: str | None) -> None:
        """Show which conversation is open."""
        self._current = current
        row = self.model.row_of(current)
        if row < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.setCurrentIndex(self.model.index(row, 0))

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self.mark(self._current)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        none = self.model.rowCount() == 0
        self._empty.setVisible(none)
        self.view.setVisible(not none)
        self._empty.setText(
            self.tr("No matching conversations.")
            if self.model.total
            else self.tr("Your questions are saved here, with their evidence.")
        )

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.conversation(index.row()).id)

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        self.view.setCurrentIndex(index)
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._open(index))
        menu.addAction(self.tr("Rename	F2"), lambda: self.view.edit(index))
        menu.addAction(self.tr("Remove	Del"), self.remove_current)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def rename_current(self) -> None:
        """Let the title of the chosen conversation be written anew."""
        index = self.view.currentIndex()
        if index.isValid():
            self.view.setFocus()
            self.view.edit(index)

    def remove_current(self) -> None:
        """Remove the chosen conversation; it can be brought back as long as no other is removed."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        self._gone = self.model.conversation(index.row())
        self._undo_words.setText(self.tr("Removed “{0}”").format(
            QFontMetrics(self._undo_words.font()).elidedText(self._gone.title, Qt.TextElideMode.ElideRight, WIDTH // 2)
        ))  # fmt: skip
        self._undo_words.setToolTip(self.tr("Its questions and answers stay in the run log."))
        self.undo.setAccessibleName(self.tr("Restore {0}").format(self._gone.title))
        self._foot.show()
        self.removed.emit(self._gone.id)

    def bring_back(self) -> None:
        """Undo the last removal."""
        if self._gone is not None:
            gone, self._gone = self._gone, None
            self._foot.hide()
            self.brought_back.emit(gone.id)


def _count(runs: int) -> str:
    if runs == 1:
        return QCoreApplication.translate("Ask", "1 question")
    return QCoreApplication.translate("Ask", "{0} questions").format(QLocale().toString(runs))


def kept_choice() -> bool | None:
    """Return whether somebody chose to see the list or to hide it; None for neither."""
    kept = QSettings("citewell", "window").value("ask/conversations")
    return None if kept is None else str(kept).casefold() == "true"
