"""Fields that are written: lines, paragraphs, one-a-line, days. Each takes and gives the value its field type
has.

Decision hidden: how a value is typed. Invariant: `value()` after `set_value(value)` is that value once tidied
by `core.units.forms`. GUI thread.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.units.fields import Field, FieldValue
from app.ui import theme
from app.ui.widgets.choice import Choice

_MOST_LINES = 16


class Wrapped(QLabel):
    """Words over several lines that take the height they need at the width they have."""

    def __init__(self, words: str = "", role: str = "small") -> None:
        super().__init__(words)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def say(self, words: str, role: str = "") -> None:
        """Show other words."""
        if role:
            theme.mark(self, "role", role)
        self.setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = max(0, self.heightForWidth(max(1, self.width())))
        if height != self.minimumHeight():
            self.setMinimumHeight(height)


class Growing(QPlainTextEdit):
    """Text that shows all its lines up to a height; Tab goes on to the next field."""

    entered = Signal()

    def __init__(self, name: str, placeholder: str = "", *, lines: int = 1, single: bool = False) -> None:
        super().__init__()
        self._least, self._single = lines, single
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def set_text(self, text: str) -> None:
        """Show a text unless it is there already: the cursor stays."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self._fit()

    def _fit(self) -> None:
        room = max(1, self.viewport().width())
        hint = QFontMetrics(self.font()).boundingRect(
            0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), self.placeholderText()
        )
        spacing = self.fontMetrics().lineSpacing()
        needed = (
            round(self.document().size().height()) if self.toPlainText() else -(-hint.height() // spacing)
        )
        lines = min(_MOST_LINES, max(self._least, needed))
        self.setFixedHeight(lines * spacing + 2 * theme.SPACE[3])
        more = needed > _MOST_LINES
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._single and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        # The page scrolls over what has no more to show.
        if self.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            event.ignore()
        else:
            super().wheelEvent(event)


class Input(QWidget):
    """One field of a form."""

    changed = Signal()
    entered = Signal()
    """The keyboard came into it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE[2])

    def value(self) -> FieldValue:
        """Return what is written."""
        raise NotImplementedError

    def set_value(self, value: FieldValue) -> None:
        """Show a value without saying that it changed."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Return what takes the keyboard."""
        raise NotImplementedError


class TextInput(Input):
    """Paragraphs, or one line that may be long."""

    def __init__(self, field: Field, *, lines: int = 2, single: bool = False) -> None:
        super().__init__(field)
        self.text = Growing(field.title, field.example, lines=lines, single=single)
        self.text.textChanged.connect(self.changed)
        self._column.addWidget(self.text)

    def value(self) -> FieldValue:
        return self.text.toPlainText()

    def set_value(self, value: FieldValue) -> None:
        self.text.blockSignals(True)
        self.text.set_text(value if isinstance(value, str) else "")
        self.text.blockSignals(False)

    def first(self) -> QWidget:
        return self.text


class ItemsInput(TextInput):
    """Several entries, one a line."""

    def value(self) -> FieldValue:
        return tuple(line.strip() for line in self.text.toPlainText().splitlines() if line.strip())

    def set_value(self, value: FieldValue) -> None:
        if value != self.value():
            super().set_value(
                "\n".join(item for item in value if isinstance(item, str))
                if not isinstance(value, str)
                else value
            )


class DayInput(Input):
    """A day; empty for none."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setAccessibleName(field.title)
        self.line.setPlaceholderText(field.example or self.tr("2026-03-31, or empty"))
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self._column.addWidget(self.line)

    def value(self) -> FieldValue:
        return self.line.text().strip()

    def set_value(self, value: FieldValue) -> None:
        self.line.blockSignals(True)
        self.line.setText(value if isinstance(value, str) else "")
        self.line.blockSignals(False)

    def first(self) -> QWidget:
        return self.line


class ReferenceInput(Input):
    """Another unit, chosen from a list."""

    wanted = Signal()
    opened = Signal(str)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._target = ""
        self.open = LinkButton()
        self.open.clicked.connect(lambda: self.opened.emit(self._target))
        self.choose = QPushButton(self.tr("Choose a unit …"))
        self.choose.setAccessibleName(f"{field.title}: {self.choose.text()}")
        self.choose.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.open, 1)
        row.addWidget(self.choose)
        row.addStretch(0)
        self._column.addLayout(row)
        self.set_value("")

    def value(self) -> FieldValue:
        return self._target

    def set_value(self, value: FieldValue) -> None:
        self._target = value if isinstance(value, str) else ""
        self.say_title("")

    def take(self, target: str, title: str) -> None:
        """Refer to the unit that was chosen."""
        self._target = target
        self.say_title(title)
        self.changed.emit()

    def say_title(self, title: str) -> None:
        """Name the unit referred to."""
        self.open.say(title or self._target or self.tr("None selected"))
        self.open.setEnabled(bool(self._target))

    def first(self) -> QWidget:
        return self.choose


class LinkButton(QPushButton):
    """Words that lead somewhere, in one line, cut where the room ends."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setProperty("quiet", "true")
        self.setProperty("link", "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._cut()

    def whole(self) -> str:
        """Return the words uncut."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(0, self.width() - 2 * theme.SPACE[3])
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))


class Drop(Choice):
    """A list to choose from that is as wide as its words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMinimumWidth(0)
        self.setMaximumWidth(theme.SPACE[6] * 8)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumContentsLength(9)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view().setMinimumWidth(theme.SPACE[6] * 6)

    def choose(self, value: object) -> None:
        """Choose by value without saying that it changed."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)
