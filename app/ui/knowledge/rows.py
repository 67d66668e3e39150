"""Fields of several parts: the options of a decision, the events of a timeline, the steps of a procedure.

Decision hidden: how entries are added, moved and taken out; Enter in the last line begins another, Alt+Up and
Alt+Down move one. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.units.fields import Field, FieldValue, Moment, Option, Step
from app.ui import theme
from app.ui.knowledge.inputs import Growing, Input
from app.ui.widgets.choice import Choice

Entry = Option | Moment | Step

_VERDICTS = (True, False, None)
"""What may have become of an option, in the order in which it is offered."""


class Row(QFrame):
    """One entry."""

    changed = Signal()
    dropped = Signal()
    moved = Signal(int)
    ended = Signal()
    """Enter was pressed in its last line."""

    def value(self) -> Entry:
        """Return the entry."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Tell whether nothing is written."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Return what takes the keyboard."""
        raise NotImplementedError

    def number(self, at: int) -> None:
        """Take its place, from 1, into the names of its parts."""

    def _add_tools(self, row: QHBoxLayout, name: str) -> None:
        self.drop = QToolButton()
        theme.set_icon(self.drop, "close", "muted", 16)
        self.drop.setToolTip(self.tr("Remove"))
        self.drop.setAccessibleName(f"{name}: {self.drop.toolTip()}")
        self.drop.clicked.connect(self.dropped)
        row.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignTop)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(
                QKeySequence(keys), self, lambda by=by: self.moved.emit(by), context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )  # fmt: skip


class PairRow(Row):
    """Two texts beside one another: a time and an event, a step and its check."""

    def __init__(self, names: tuple[str, str], hints: tuple[str, str], *, numbered: bool) -> None:
        super().__init__()
        self._names, self._numbered = names, numbered
        self.place = QLabel()
        self.place.setProperty("role", "muted")
        self.place.setFixedWidth(theme.SPACE[5])
        self.place.setContentsMargins(0, theme.SPACE[2], 0, 0)
        self.place.setVisible(numbered)
        self.one = Growing(names[0], hints[0], single=True)
        self.other = Growing(names[1], hints[1], single=True)
        self.one.entered.connect(self.other.setFocus)
        self.other.entered.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.one, 3 if numbered else 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.other, 2 if numbered else 3, Qt.AlignmentFlag.AlignTop)
        self._add_tools(row, names[0])
        for text in (self.one, self.other):
            text.textChanged.connect(self.changed)

    def number(self, at: int) -> None:
        self.place.setText(f"{at}.")
        self.one.setAccessibleName(f"{self._names[0]} {at}")
        self.other.setAccessibleName(f"{self._names[1]} {at}")

    def is_empty(self) -> bool:
        return not (self.one.toPlainText().strip() or self.other.toPlainText().strip())

    def first(self) -> QWidget:
        return self.one

    def _texts(self) -> tuple[str, str]:
        return " ".join(self.one.toPlainText().split()), " ".join(self.other.toPlainText().split())


class MomentRow(PairRow):
    """A time and what happened."""

    def __init__(self, moment: Moment, field: Field) -> None:
        super().__init__(
            (self.tr("Time"), self.tr("Event")), (field.example, self.tr("What happened")), numbered=False
        )
        self.one.set_text(moment.time)
        self.other.set_text(moment.event)

    def value(self) -> Entry:
        return Moment(*self._texts())


class StepRow(PairRow):
    """A step and its check."""

    def __init__(self, step: Step, field: Field) -> None:
        super().__init__(
            (self.tr("Step"), self.tr("Check")),
            (field.example, self.tr("How to tell that it worked")),
            numbered=True,
        )
        self.one.set_text(step.action)
        self.other.set_text(step.check)

    def value(self) -> Entry:
        return Step(*self._texts())


class OptionRow(Row):
    """An option with what speaks for and against it."""

    def __init__(self, option: Option, field: Field) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.name = QLineEdit(option.name)
        self.name.setPlaceholderText(field.example)
        self.chosen = Choice()
        for verdict, words in (
            (True, self.tr("Chosen")),
            (False, self.tr("Not chosen")),
            (None, self.tr("Not stated")),
        ):
            self.chosen.addItem(words, verdict)
        # A new option has no verdict until somebody gives it one.
        self.chosen.setCurrentIndex(_VERDICTS.index(None if option == Option("") else option.chosen))
        self.pros = Growing(self.tr("For it"), self.tr("One per line"))
        self.cons = Growing(self.tr("Against it"), self.tr("One per line"))
        self.because = Growing(self.tr("Because"), single=True)
        self.pros.set_text("\n".join(option.pros))
        self.cons.set_text("\n".join(option.cons))
        self.because.set_text(option.because)
        self.because.entered.connect(self.ended)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[3])
        top.addWidget(self.name, 1)
        top.addWidget(self.chosen)
        self._add_tools(top, self.tr("Option"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE[3])
        grid.setVerticalSpacing(theme.SPACE[1])
        self._why = self._label()
        for column, (label, text) in enumerate(
            ((self.tr("For it"), self.pros), (self.tr("Against it"), self.cons))
        ):
            grid.addWidget(self._label(label), 0, column)
            grid.addWidget(text, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._why, 2, 0, 1, 2)
        grid.addWidget(self.because, 3, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[3], theme.SPACE[3], theme.SPACE[3], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addLayout(top)
        layout.addLayout(grid)
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.chosen.currentIndexChanged.connect(lambda _: self._said())
        for text in (self.pros, self.cons, self.because):
            text.textChanged.connect(self.changed)
        self._say_why()

    def _label(self, words: str = "") -> QLabel:
        label = QLabel(words)
        label.setProperty("role", "small")
        return label

    def _said(self) -> None:
        self._say_why()
        self.changed.emit()

    def _say_why(self) -> None:
        words = {
            True: self.tr("Chosen because"),
            False: self.tr("Not chosen because"),
            None: self.tr("Remarks"),
        }
        self._why.setText(words[self.verdict()])
        self.because.setAccessibleName(self._why.text())

    def verdict(self) -> bool | None:
        """Whether the option was chosen; None when that is not said."""
        return _VERDICTS[max(0, self.chosen.currentIndex())]

    def number(self, at: int) -> None:
        self.name.setAccessibleName(self.tr("Option {0}").format(at))
        self.chosen.setAccessibleName(self.tr("Result for option {0}").format(at))

    def value(self) -> Entry:
        pros, cons = (
            tuple(" ".join(line.split()) for line in text.toPlainText().splitlines() if line.strip())
            for text in (self.pros, self.cons)
        )
        because = " ".join(self.because.toPlainText().split())
        return Option(" ".join(self.name.text().split()), pros, cons, self.verdict(), because)

    def is_empty(self) -> bool:
        value = self.value()
        return isinstance(value, Option) and replace(value, chosen=False) == Option("")

    def first(self) -> QWidget:
        return self.name


class RowsInput(Input):
    """A list of entries."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.rows: list[Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE[2])
        self.add = QPushButton(self._words())
        theme.set_icon(self.add, "add")
        self.add.setProperty("quiet", "true")
        self.add.clicked.connect(lambda: self._begin(len(self.rows)))
        self._column.addLayout(self._list)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_value(())

    def _words(self) -> str:
        raise NotImplementedError

    def _make(self, entry: Entry | None) -> Row:
        raise NotImplementedError

    def value(self) -> FieldValue:
        found: Sequence[Entry] = [row.value() for row in self.rows if not row.is_empty()]
        return tuple(found)  # type: ignore[return-value]  # one kind of entry each

    def set_value(self, value: FieldValue) -> None:
        if self.rows and value == self.value():
            return
        for row in self.rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for entry in value or (None,):
            self._insert(len(self.rows), entry if not isinstance(entry, str) else None)

    def first(self) -> QWidget:
        return self.rows[0].first() if self.rows else self.add

    def _insert(self, at: int, entry: Entry | None) -> Row:
        row = self._make(entry)
        row.changed.connect(self.changed)
        row.dropped.connect(lambda: self._drop(row))
        row.moved.connect(lambda by: self._move(row, by))
        row.ended.connect(lambda: self._begin(self.rows.index(row) + 1))
        self.rows.insert(at, row)
        self._list.insertWidget(at, row)
        self._number()
        return row

    def _begin(self, at: int) -> None:
        if at < len(self.rows):
            self.rows[at].first().setFocus()
        elif not self.rows or not self.rows[-1].is_empty():
            self._insert(at, None).first().setFocus()
        else:
            self.rows[-1].first().setFocus()

    def _drop(self, row: Row) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._insert(0, None)
        self._number()
        self.rows[min(at, len(self.rows) - 1)].first().setFocus()
        self.changed.emit()

    def _move(self, row: Row, by: int) -> None:
        at = self.rows.index(row)
        to = at + by
        if 0 <= to < len(self.rows):
            self.rows.insert(to, self.rows.pop(at))
            self._list.removeWidget(row)
            self._list.insertWidget(to, row)
            self._number()
            row.first().setFocus()
            self.changed.emit()

    def _number(self) -> None:
        for at, row in enumerate(self.rows, 1):
            row.number(at)


class OptionsInput(RowsInput):
    """What could have been done."""

    def _words(self) -> str:
        return self.tr("Add an option")

    def _make(self, entry: Entry | None) -> Row:
        return OptionRow(entry if isinstance(entry, Option) else Option(""), self.field)


class TimelineInput(RowsInput):
    """What happened when."""

    def _words(self) -> str:
        return self.tr("Add an event")

    def _make(self, entry: Entry | None) -> Row:
        return MomentRow(entry if isinstance(entry, Moment) else Moment("", ""), self.field)


class StepsInput(RowsInput):
    """What to do, in order."""

    def _words(self) -> str:
        return self.tr("Add a step")

    def _make(self, entry: Entry | None) -> Row:
        return StepRow(entry if isinstance(entry, Step) else Step(""), self.field)
