"""Beginning a unit: which kind, told by its purpose; and the quick note from anywhere in the window. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.units.fields import FieldType, FieldValue, Kind
from app.core.units.kinds import KINDS
from app.core.units.templates import Template
from app.core.units.units import Content
from app.ui import theme
from app.ui.knowledge.inputs import Drop, Growing, LinkButton, Wrapped
from app.ui.language import words


class KindChooser(QDialog):
    """The kinds, each with the templates there are for it."""

    chosen = Signal(str)
    template_chosen = Signal(object)
    """A `Template`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New unit"))
        self.setMinimumWidth(600)
        head = QLabel(self.tr("What do you want to write down?"))
        head.setFont(theme.sized("title", bold=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[5], theme.SPACE[5], theme.SPACE[5])
        layout.setSpacing(theme.SPACE[1])
        layout.addWidget(head)
        layout.addSpacing(theme.SPACE[2])
        self.buttons: dict[str, QPushButton] = {}
        self.templates: list[LinkButton] = []
        self._beside: dict[str, QVBoxLayout] = {}
        for at, kind in enumerate(KINDS.values(), 1):
            row = QFrame()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, theme.SPACE[1], 0, theme.SPACE[1])
            line.setSpacing(theme.SPACE[4])
            button = self.buttons[kind.id] = QPushButton(words(kind.title))
            button.setFixedWidth(theme.SPACE[6] * 4)
            button.setAccessibleDescription(words(kind.purpose))
            button.clicked.connect(partial(self._choose, kind.id))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            beside = self._beside[kind.id] = QVBoxLayout()
            beside.setSpacing(theme.SPACE[1])
            beside.addWidget(Wrapped(words(kind.purpose), "muted"))
            line.addLayout(beside, 1)
            layout.addWidget(row)
            QShortcut(QKeySequence(str(at)), self, partial(self._choose, kind.id))

    def offer(self, templates: Sequence[Template]) -> None:
        """Show beginnings below the kinds that they are of."""
        for one in templates:
            button = LinkButton(self.tr("Template: {0}").format(words(one.title)))
            button.clicked.connect(partial(self._begin_with, one))
            self.templates.append(button)
            self._beside[one.kind].addWidget(button)
        self.adjustSize()

    def _begin_with(self, template: Template) -> None:
        self.template_chosen.emit(template)
        self.accept()

    def _choose(self, kind: str) -> None:
        self.chosen.emit(kind)
        self.accept()


class QuickNote(QDialog):
    """Kind, title and text; a draft at once."""

    noted = Signal(str, object)
    """The kind's id and a `Content`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Quick note"))
        self.setMinimumWidth(520)
        self.kind = Drop(self.tr("Kind"))
        for kind in KINDS.values():
            self.kind.addItem(words(kind.title), kind.id)
        self.kind.choose("lesson")
        self.purpose = Wrapped("", "small")
        self.title = QLineEdit()
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("Summary in one line"))
        self.text = Growing(self.tr("Text"), lines=6)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = QPushButton(self.tr("Save draft"))
        self.keep.setProperty("primary", "true")
        self.keep.setToolTip(self.tr("Ctrl+Return"))
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[5], theme.SPACE[4], theme.SPACE[5], theme.SPACE[4])
        layout.setSpacing(theme.SPACE[2])
        for made in (self.kind, self.purpose, self.title, self.text):
            layout.addWidget(made)
        layout.addSpacing(theme.SPACE[2])
        layout.addWidget(buttons)
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self.title.textChanged.connect(lambda _: self._may_keep())
        self.text.textChanged.connect(self._may_keep)
        self._show_kind()
        self._may_keep()
        self.title.setFocus()

    def _show_kind(self) -> None:
        kind = KINDS[self.kind.currentData()]
        self.purpose.say(words(kind.purpose))
        self.text.setPlaceholderText(words(noted_in(kind)[1]))

    def _may_keep(self) -> None:
        self.keep.setEnabled(bool(self.title.text().strip() or self.text.toPlainText().strip()))

    def _take(self) -> None:
        if not self.keep.isEnabled():
            return
        kind = KINDS[self.kind.currentData()]
        self.noted.emit(kind.id, note(kind, self.title.text(), self.text.toPlainText()))
        self.accept()


def noted_in(kind: Kind) -> tuple[str, str]:
    """Return the field that a quick note is kept in, and what an interviewer would ask for it: the first for
    paragraphs.
    """
    field = next((one for one in kind.fields if one.type is FieldType.TEXT), kind.fields[0])
    return field.id, field.question


def note(kind: Kind, title: str, text: str) -> Content:
    """Return a quick note as the beginning of a unit; without a title its first words are one."""
    first = " ".join(text.split())
    fields: dict[str, FieldValue] = {noted_in(kind)[0]: text.strip()} if text.strip() else {}
    return Content(" ".join(title.split()) or first[:80], fields, review_days=kind.review_days)
