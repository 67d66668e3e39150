"""One setting as a row of the form: its title and meaning, a control, and beneath it why a value was not
kept. GUI thread.

The decision hidden here is how a value is shown and typed: numbers as the locale writes them, what special
values mean in words.
"""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.options import Form, Option, default
from app.ui import theme
from app.ui.language import words

CONTROL_WIDTH = 180
_NUMBER_WIDTH = 120
_ASIDE_WIDTH = 340
"""Pixels of the column that every control begins in."""
_PAUSE = 600
"""Milliseconds without a key after which what was typed is kept."""


class Row(QWidget):
    """A title with its meaning, and whatever is set beside it."""

    def __init__(self, title: str, meaning: str, control: QWidget | None = None) -> None:
        super().__init__()
        name = QLabel(title)
        self.meaning = QLabel(meaning)
        self.meaning.setProperty("role", "small")
        self.meaning.setWordWrap(True)
        self.note = QLabel()
        self.note.setProperty("role", "small")
        self.note.setWordWrap(True)
        self.note.hide()
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE[0])
        left.addWidget(name)
        left.addWidget(self.meaning)
        left.addWidget(self.note)
        left.addStretch(1)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, theme.SPACE[2], 0, theme.SPACE[2])
        self.line.setSpacing(theme.SPACE[5])
        self.line.addLayout(left, 1)
        aside = QWidget()
        aside.setFixedWidth(_ASIDE_WIDTH)
        self.aside = QHBoxLayout(aside)
        self.aside.setContentsMargins(0, 0, 0, 0)
        self.aside.setSpacing(theme.SPACE[2])
        self.line.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        if control is not None:
            control.setAccessibleName(title)
            control.setAccessibleDescription(meaning)
            name.setBuddy(control)
            self.aside.addWidget(control)
            self.aside.addStretch(1)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Say something beneath the meaning; an empty text takes it away."""
        self.note.setText(text)
        theme.mark(self.note, "role", "problem" if problem else "small")
        self.note.setVisible(bool(text))


class SettingRow(Row):
    """A setting of the workspace that is typed."""

    wanted = Signal(str, str)
    """Name and value as it is handed to the core; sent when typing pauses and the value could be one."""

    def __init__(self, option: Option, value: Any) -> None:
        self.field = QLineEdit()
        super().__init__(words(option.title), words(option.meaning))
        self.option = option
        self._value = value
        self.field.setAccessibleName(words(option.title))
        self.field.setAccessibleDescription(words(option.meaning))
        if option.optional:
            self.field.setPlaceholderText(self.tr("Automatic"))
        self._unit = QLabel(words(option.unit))
        self._unit.setProperty("role", "muted")
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setProperty("quiet", "true")
        self.reset.setAccessibleName(self.tr("Reset: {0}").format(words(option.title)))
        if option.is_number:
            self.field.setFixedWidth(_NUMBER_WIDTH)
            self.aside.addWidget(self.field)
            self.aside.addWidget(self._unit, 1)
        else:
            self.aside.addWidget(self.field, 1)
        self.aside.addWidget(self.reset)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._send)
        self.field.textEdited.connect(lambda _: self._typed())
        self.field.editingFinished.connect(self._finish)
        self.show_value(value)

    def show_value(self, value: Any, *, waiting: bool = False) -> None:
        """Show the value that is stored; what somebody is typing stays."""
        self._value = value
        if not self.field.hasFocus() or not self.field.isModified():
            self.field.setText(shown(value))
            self.field.setCursorPosition(0)
            self.field.setModified(False)
        self.reset.setVisible(value != default(self.option.name) and self.field.isEnabled())
        self.reset.setToolTip(
            self.tr("Reset to {0}").format(shown(default(self.option.name)) or self.tr("nothing"))
        )
        special = next((meaning for number, meaning in self.option.special if number == value), "")
        self._unit.setText(words(special or self.option.unit))
        self.say(self.tr("Takes effect when you reopen the workspace.") if waiting else "")

    def refuse(self, reason: str) -> None:
        """Say why what was typed was not kept."""
        self.say(reason, problem=True)

    def _typed(self) -> None:
        problem = self._problem()
        if problem:
            self._pause.stop()
            self.refuse(problem)
        else:
            self.say("")
            self._pause.start()

    def _finish(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._send()

    def _send(self) -> None:
        raw = self._raw()
        self.field.setModified(False)
        if raw is not None and json.loads(raw) != json.loads(json.dumps(self._value)):
            self.wanted.emit(self.option.name, raw)

    def _problem(self) -> str:
        raw = self._raw()
        if raw is None:
            return self.tr("Not saved: a number is required.") if self.option.is_number else ""
        value = json.loads(raw)
        if self.option.problem(value):
            least, most = (
                QLocale().toString(float(end), "g", 7) for end in (self.option.least, self.option.most)
            )
            return self.tr("Not saved: it must be between {0} and {1}.").format(least, most)
        return ""

    def _raw(self) -> str | None:
        """Return what is typed as JSON, or None when it is no value of the setting's form."""
        text = self.field.text().strip()
        if self.option.form is Form.PATTERNS:
            return json.dumps(text.split())
        if not self.option.is_number:
            return json.dumps(text)
        if not text:
            return "null" if self.option.optional else None
        number, good = QLocale().toDouble(text)
        if not good:
            try:
                number = float(text)
            except ValueError:
                return None
        if self.option.form is Form.WHOLE:
            return str(int(number)) if number == int(number) else None
        return json.dumps(number)


def shown(value: Any) -> str:
    """Return a value as it is typed."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return locale.toString(value, "g", 7)
    return str(value)
