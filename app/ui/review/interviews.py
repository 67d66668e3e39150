"""Interviews: those that are under way and finished, and the beginning of a new one, also out of notes or a
transcript. GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.access import Actor, labels_of
from app.core.documents.documents import Label
from app.core.inquiry.interviews import InterviewHead, InterviewStatus
from app.core.units.kinds import KINDS
from app.ui import theme
from app.ui.ask.words import since
from app.ui.dates import minute
from app.ui.language import words
from app.ui.review.pieces import Column, Row, button, in_a_row, said
from app.ui.widgets.choice import Choice
from app.ui.widgets.empty import Empty
from app.ui.widgets.prose import Prose

_KINDS = tuple(kind.id for kind in sorted(KINDS.values(), key=lambda kind: not kind.of_incident))
"""Those that come of an incident first."""


@dataclass(frozen=True)
class Begin:
    """An interview that is to begin; `file` is the path of a text to be read, and `text` one that was
    pasted.
    """

    kind: str
    title: str
    label: Label
    expert: str
    text: str
    file: str


class InterviewsView(QWidget):
    """The list, and the form of a new one."""

    opened = Signal(str)
    begin_wanted = Signal(object)

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self._heads: Sequence[InterviewHead] | None = None
        self._names: Mapping[str, str] = {}
        self.form = BeginForm(actor)
        self.form.begun.connect(self.begin_wanted)
        self.form.left.connect(self._show_list)
        self._list = Column(self.tr("Interviews"), wide=True)
        self._none = Empty(
            "conversations",
            self.tr(
                "No interviews yet. Questions about one real event bring out what experience has taught."
            ),
            button(self.tr("Start an interview"), self.show_form, primary=True),
        )
        self.stack = QStackedWidget()
        for view in (self._none, self._list, self.form):
            self.stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def show_form(self) -> None:
        """Offer to begin one."""
        self.stack.setCurrentWidget(self.form)
        self.form.title.setFocus()

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self._list if self.rows else self._none)

    def show_heads(self, heads: Sequence[InterviewHead], names: Mapping[str, str]) -> None:
        """Show the interviews."""
        self.form.show_people(names)
        if heads == self._heads and names == self._names:
            return
        self._heads, self._names = heads, names
        self._list.clear()
        self.rows = {}
        self._list.add(in_a_row(button(self.tr("Start an interview"), self.show_form, primary=True)))
        for finished in (False, True):
            some = [one for one in heads if (one.status is InterviewStatus.FINISHED) is finished]
            if some:
                self._list.add(said(self.tr("Finished") if finished else self.tr("In progress"), "section"))
            for head in some:
                self._list.add(self._row(head, finished=finished))
        self._list.end()
        if self.stack.currentWidget() is not self.form:
            self._show_list()

    def _row(self, head: InterviewHead, *, finished: bool) -> Row:
        turns = (
            self.tr("1 question done")
            if head.turns == 1
            else self.tr("{0} questions done").format(head.turns)
        )
        expert = self._names.get(head.expert, head.expert)
        facts = [
            KINDS[head.kind].title,
            expert,
            turns,
            *([self.tr("from notes")] if head.imported else []),
            head.label.word,
        ]
        action = self.tr("Open") if finished else self.tr("Continue")
        row = Row(
            head.title,
            "  ·  ".join(facts),
            since(head.changed),
            action,
            at_tip=minute(head.changed),
            quiet=finished,
        )
        row.opened.connect(lambda: self.opened.emit(head.id))
        self.rows[head.id] = row
        return row

    def done(self) -> None:
        """Put the form away: what it asked for has begun."""
        self.form.clear()
        self._show_list()


class BeginForm(QWidget):
    """What is needed to begin."""

    begun = Signal(object)
    left = Signal()

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self._file = ""
        grid = self._make_fields(actor)
        self.go = button(self.tr("Start"), self._begin, primary=True)
        self._problem = said("", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        column = Column(self.tr("New interview"))
        column.add(Prose(self.tr("New interview"), size="title", bold=True))
        about = self.tr(
            "One event where judgement made the difference: what was noticed, what else was possible,"
            " what a novice would miss."
        )
        column.add(Prose(about, size="base", muted=True))
        column.add(grid)
        column.add(
            in_a_row(button(self.tr("Load notes from a file …"), self.choose_file, quiet=True), self._named)
        )
        column.add(self._problem)
        column.add(in_a_row(self.go, button(self.tr("Cancel"), self._leave)))
        column.end()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column)
        self._weigh()

    def _make_fields(self, actor: Actor) -> QGridLayout:
        """Return what is to be filled in, each with its name."""
        self.kind = Choice()
        for name in _KINDS:
            self.kind.addItem(KINDS[name].title, name)
        self._purpose = Prose(KINDS[_KINDS[0]].purpose, size="base", muted=True)
        self.kind.currentIndexChanged.connect(
            lambda _: self._purpose.say(KINDS[self.kind.currentData()].purpose)
        )
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(
            self.tr("One real event in a few words, for example: Drift at Mossgate Hydro, July 2025")
        )
        self.title.textChanged.connect(lambda _: self._weigh())
        self.title.returnPressed.connect(self._begin)
        self.expert = Choice()
        self.label = Choice()
        for label in labels_of(actor.roles):
            self.label.addItem(words(label.word), label)
        self.label.setCurrentIndex(max(0, self.label.findData(Label.INTERNAL)))
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(
            self.tr("Paste notes or a transcript, if you have any; drafts are made from their sentences.")
        )
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(120)
        self._named = said("", "small")
        return self._arranged()

    def _arranged(self) -> QGridLayout:
        """Return the fields, one below the other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE[4])
        grid.setVerticalSpacing(theme.SPACE[3])
        grid.setColumnStretch(1, 1)
        for at, (name, widget) in enumerate((
            (self.tr("What happened"), self.title), (self.tr("Kind of unit"), self.kind),
            (self.tr("Expert"), self.expert),
            (self.tr("Label"), self.label), (self.tr("Notes"), self.text),
        )):  # fmt: skip
            label_ = said(name)
            label_.setBuddy(widget)
            widget.setAccessibleName(name)
            row = at if at < 2 else at + 1
            grid.addWidget(
                label_,
                row,
                0,
                Qt.AlignmentFlag.AlignTop if widget is self.text else Qt.AlignmentFlag.AlignVCenter,
            )
            grid.addWidget(widget, row, 1)
        grid.addWidget(self._purpose, 2, 1)
        return grid

    def show_people(self, names: Mapping[str, str]) -> None:
        """Offer who may be asked; the person at the machine first."""
        chosen = self.expert.currentData() or self._actor.person
        self.expert.clear()
        self.expert.addItem(
            self.tr("{0} (you)").format(names.get(self._actor.person, self._actor.name)), self._actor.person
        )
        for person, name in names.items():
            if person != self._actor.person:
                self.expert.addItem(name, person)
        self.expert.setCurrentIndex(max(0, self.expert.findData(chosen)))

    def choose_file(self) -> None:
        """Ask for a file with a transcript or notes."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Notes or a transcript"), "", self.tr("Text (*.txt *.md);;All files (*)")
        )
        if path:
            self.take_file(path)

    def take_file(self, path: str) -> None:
        """Take the notes from a file, which is read when the interview begins."""
        self._file = path
        self._named.setText(path.rsplit("/", 1)[-1])
        self._named.setToolTip(path)
        if not self.title.text().strip():
            self.title.setText(
                path.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ").replace("-", " ").capitalize()
            )

    def clear(self) -> None:
        """Empty the form."""
        self._file = ""
        self._named.clear()
        self.title.clear()
        self.text.clear()
        self._problem.hide()

    def refused(self, why: str) -> None:
        """Say why it did not begin; everything written is still there."""
        self._problem.setText(why)
        self._problem.show()
        theme.mark(self._problem, "role", "problem")
        self._weigh()

    def _weigh(self) -> None:
        self.go.setEnabled(bool(self.title.text().strip()))

    def _begin(self) -> None:
        if not self.title.text().strip() or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        self._problem.hide()
        kind, label, expert = (
            self.kind.currentData(),
            self.label.currentData(),
            self.expert.currentData() or "",
        )
        self.begun.emit(
            Begin(
                kind,
                self.title.text().strip(),
                Label(label),
                expert,
                self.text.toPlainText().strip(),
                self._file,
            )
        )

    def _leave(self) -> None:
        self.clear()
        self.left.emit()
