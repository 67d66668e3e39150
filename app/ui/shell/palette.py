"""Every command of the window: found by typing, and as a sheet of all keys. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.ui import theme
from app.ui.command import Command

Groups = Sequence[tuple[str, Sequence[Command]]]
"""Commands by the page they belong to."""

_COMMAND = Qt.ItemDataRole.UserRole
_ASIDE = Qt.ItemDataRole.UserRole + 1


class _Row(QStyledItemDelegate):
    """A command's words at the left, its page and keys quietly at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rect = option.rect.adjusted(theme.SPACE[3], 0, -theme.SPACE[3], 0)
        painter.save()
        painter.setPen(QColor(theme.colours().muted))
        painter.setFont(theme.sized("small"))
        painter.drawText(
            rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(index.data(_ASIDE))
        )
        painter.restore()


class Palette(QDialog):
    """Every command that can be done now, filtered as one types."""

    def __init__(self, groups: Groups, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Commands"))
        self.resize(560, 480)
        self._commands = [
            (group, command) for group, commands in groups for command in commands if command.possible()
        ]
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Search commands"))
        self._field.setAccessibleName(self.tr("Command"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setItemDelegate(_Row(self._list))
        self._none = QLabel(self.tr("No matching command."))
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._run)
        self._list.itemActivated.connect(lambda _: self._run())
        self._list.itemClicked.connect(lambda _: self._run())
        for key, step in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, -1)):
            QShortcut(QKeySequence(key), self._field, lambda step=step: self._step(step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[3], theme.SPACE[3], theme.SPACE[3], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._none, 1)
        self._fill("")

    def words(self) -> list[str]:
        """Return what is offered now."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def _step(self, by: int) -> None:
        if self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())

    def _fill(self, typed: str) -> None:
        self._list.clear()
        wanted = typed.casefold().split()
        found = [
            (at, group, command)
            for at, (group, command) in enumerate(self._commands)
            if all(word in f"{command.words} {group}".casefold() for word in wanted)
        ]
        # A command that begins with what was typed is what is meant.
        found.sort(key=lambda item: not item[2].words.casefold().startswith(typed.casefold().strip()))
        for at, group, command in found:
            item = QListWidgetItem(command.words)
            item.setData(_COMMAND, at)
            item.setData(_ASIDE, "   ".join(part for part in (group, command.shown_keys) if part))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.words} {command.shown_keys}".strip())
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.accept()
            self._commands[item.data(_COMMAND)][1].run()


class KeysSheet(QDialog):
    """All keys, in the groups they belong to."""

    def __init__(self, groups: Groups, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAccessibleName(self.tr("Keyboard shortcuts"))
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE[6])
        sides = [QVBoxLayout(), QVBoxLayout()]
        lengths = [0, 0]
        for name, commands in groups:
            with_keys = [command for command in commands if command.keys]
            if not with_keys:
                continue
            side = 0 if lengths[0] <= lengths[1] else 1
            lengths[side] += len(with_keys) + 2
            sides[side].addWidget(self._group(name or self.tr("Everywhere"), with_keys))
        for side_layout in sides:
            side_layout.setSpacing(theme.SPACE[5])
            side_layout.addStretch(1)
            columns.addLayout(side_layout, 1)
        inner = QWidget()
        inner.setLayout(columns)
        columns.setContentsMargins(theme.SPACE[5], theme.SPACE[5], theme.SPACE[5], theme.SPACE[5])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        scroll.setWidget(inner)
        self._scroll = scroll
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setContentsMargins(theme.SPACE[5], 0, theme.SPACE[5], theme.SPACE[4])
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        layout.addWidget(buttons)
        wanted = inner.sizeHint()
        self.resize(min(max(wanted.width(), 760), 980), min(wanted.height() + 4 * theme.SPACE[4], 640))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)

    def _group(self, name: str, commands: Sequence[Command]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE[4])
        grid.setVerticalSpacing(theme.SPACE[2])
        grid.setColumnStretch(0, 1)
        title = QLabel(name)
        title.setProperty("role", "section")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, command in enumerate(commands, 1):
            words = QLabel(command.words)
            key = QLabel(command.shown_keys)
            key.setProperty("key", "true")
            key.setMinimumWidth(QFontMetrics(theme.sized("small")).horizontalAdvance("Ctrl") + theme.SPACE[3])
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(words, row, 0)
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight)
        return box
