"""The form of a kind: a widget for each of its fields, with help, what is wrong and what it rests on.

Decision hidden: how a description becomes a form. Invariant: `content()` after `show_content(c)` says what
`c` says. GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.core.errors import Problem
from app.core.units.fields import Field, FieldType, FieldValue, Kind
from app.core.units.units import Content, EvidenceSpan
from app.ui import theme
from app.ui.knowledge.inputs import (
    DayInput,
    Growing,
    Input,
    ItemsInput,
    LinkButton,
    ReferenceInput,
    TextInput,
    Wrapped,
)
from app.ui.knowledge.logic import ConditionInput, TreeInput
from app.ui.knowledge.rows import OptionsInput, StepsInput, TimelineInput
from app.ui.language import words


def make_input(field: Field) -> Input:
    """Return what a field is written in."""
    match field.type:
        case FieldType.TEXT:
            return TextInput(field, lines=3)
        case FieldType.LINE | FieldType.OUTCOME:
            return TextInput(field, lines=1, single=True)
        case FieldType.ITEMS | FieldType.SYNONYMS:
            return ItemsInput(field, lines=2)
        case FieldType.OPTIONS:
            return OptionsInput(field)
        case FieldType.TIMELINE:
            return TimelineInput(field)
        case FieldType.STEPS:
            return StepsInput(field)
        case FieldType.CONDITIONS:
            return ConditionInput(field)
        case FieldType.TREE:
            return TreeInput(field)
        case FieldType.UNIT:
            return ReferenceInput(field)
        case FieldType.DATE:
            return DayInput(field)


class FieldBox(QWidget):
    """A field with all that belongs to it."""

    evidence_opened = Signal(object)
    evidence_dropped = Signal(object)

    def __init__(self, field: Field, made: QWidget) -> None:
        super().__init__()
        self.field = field
        self.made = made
        self.title = QLabel(words(field.title))
        self.title.setFont(theme.sized("base", bold=True))
        needed = QLabel(self.tr("required") if field.required else "")
        needed.setProperty("role", "small")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[2])
        top.addWidget(self.title)
        top.addWidget(needed)
        top.addStretch(1)
        self.problem = Wrapped("", "problem")
        self.problem.hide()
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(top)
        if field.help:
            layout.addWidget(Wrapped(words(field.help)))
        layout.addWidget(made)
        layout.addWidget(self.problem)
        layout.addLayout(self._evidence)
        self._shown: tuple[EvidenceSpan, ...] | None = None

    def complain(self, messages: Sequence[str]) -> None:
        """Say what is wrong with the field; nothing when nothing is."""
        self.problem.say("\n".join(f"▲ {words(one)}" for one in messages))
        self.problem.setVisible(bool(messages))

    def show_evidence(self, spans: tuple[EvidenceSpan, ...]) -> None:
        """List the words that the field rests on."""
        if spans == self._shown:
            return
        self._shown = spans
        while self._evidence.count():
            item = self._evidence.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for span in spans:
            row = QFrame()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.SPACE[1])
            quote = LinkButton(
                f"“{span.words}”"
                if span.quote
                else self.tr("Text that you may not read or that has been erased")
            )
            theme.set_icon(quote, "document")
            quote.clicked.connect(partial(self.evidence_opened.emit, span))
            drop = QToolButton()
            theme.set_icon(drop, "close")
            drop.setToolTip(self.tr("Remove this evidence"))
            drop.setAccessibleName(self.tr("Remove this evidence"))
            drop.clicked.connect(partial(self.evidence_dropped.emit, span))
            line.addWidget(quote, 1)
            line.addWidget(drop)
            self._evidence.addWidget(row)


class UnitForm(QWidget):
    """Title and the kind's own fields."""

    changed = Signal()
    entered = Signal(object)
    """The `Field` that the keyboard is in."""
    evidence_opened = Signal(object)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self._evidence: tuple[EvidenceSpan, ...] = ()
        about = Field(
            "title",
            "Title",
            "",
            FieldType.LINE,
            required=True,
            question="What would somebody who needs this search for?",
        )
        self.title = Growing(
            words("Title"), self.tr("Summary in one line; used to find and cite it"), single=True
        )
        self.title.setFont(theme.sized("large", bold=True))
        self.title.textChanged.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[5])
        self.boxes: dict[str, FieldBox] = {"title": FieldBox(about, self.title)}
        self.inputs: dict[str, Input] = {}
        layout.addWidget(self.boxes["title"])
        for field in kind.fields:
            made = self.inputs[field.id] = make_input(_translated(field))
            made.changed.connect(self.changed)
            box = self.boxes[field.id] = FieldBox(field, made)
            layout.addWidget(box)
        for box in self.boxes.values():
            box.evidence_opened.connect(self.evidence_opened)
            box.evidence_dropped.connect(self._detach)
        self.title.entered.connect(lambda: self.inputs[kind.fields[0].id].first().setFocus())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def values(self) -> dict[str, FieldValue]:
        """Return what the kind's own fields say; empty ones are left out."""
        found = {name: made.value() for name, made in self.inputs.items()}
        return {name: value for name, value in found.items() if value}

    def title_words(self) -> str:
        """Return the title."""
        return " ".join(self.title.toPlainText().split())

    @property
    def evidence(self) -> tuple[EvidenceSpan, ...]:
        """What the fields rest on."""
        return self._evidence

    def show_content(self, content: Content, titles: Mapping[str, str]) -> None:
        """Show what a revision says, without saying that it changed."""
        self.title.blockSignals(True)
        self.title.set_text(content.title)
        self.title.blockSignals(False)
        for name, made in self.inputs.items():
            made.set_value(content.fields.get(name, "" if not isinstance(made.value(), tuple) else ()))
            if isinstance(made, ReferenceInput):
                made.say_title(titles.get(str(made.value()), ""))
        self.show_evidence(content.evidence)

    def show_evidence(self, evidence: tuple[EvidenceSpan, ...]) -> None:
        """Show what the fields rest on."""
        self._evidence = evidence
        for name, box in self.boxes.items():
            box.show_evidence(tuple(span for span in evidence if span.field == name))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say at each field what is wrong with it."""
        for name, box in self.boxes.items():
            box.complain([problem.message for problem in problems if problem.field == name])

    def _detach(self, span: EvidenceSpan) -> None:
        self.show_evidence(tuple(one for one in self._evidence if one != span))
        self.changed.emit()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        while now is not None and now is not self:
            if isinstance(now, FieldBox) and now in self.boxes.values():
                self.entered.emit(now.field)
                return
            now = now.parentWidget()


def _translated(field: Field) -> Field:
    return Field(field.id, words(field.title), words(field.help), field.type, field.required, words(field.question), words(field.example),
                 field.relation)  # fmt: skip
