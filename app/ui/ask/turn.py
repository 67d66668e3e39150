"""One question and what comes of it, from the moment it is asked.

The decision hidden here is the order in which things appear: the evidence at once, the draft as unverified
text, then the checked sentences in its place, one by one. The card holds no rule: it shows an answer as it
is. GUI thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.answers.answers import Answer, Evidence, Mode
from app.core.answers.conversations import Feedback, Form
from app.core.errors import AppError
from app.ui import theme
from app.ui.ask import clipping, words
from app.ui.ask.answer import AbstentionBody, AnswerBody, Note
from app.ui.ask.evidence import EvidenceList
from app.ui.ask.feedback import FeedbackBar
from app.ui.dates import minute
from app.ui.jobs import was_cancelled
from app.ui.reader import Place
from app.ui.widgets.prose import Prose, reading_width

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_SAID = 2000
"""Milliseconds that a button says what it did."""

_ROOMY = 540
"""Pixels of a card from which its tools show their words."""


class Turn(QWidget):
    """A question with its evidence and its answer."""

    opened = Signal(object, int)
    """Places of the answer, and which of them to open."""
    saw_wanted = Signal(str)
    """A run's id."""
    again = Signal(str, bool)
    """A question, and whether to take it to the letter."""
    withdrawn = Signal()
    """A question that waits is not to be asked."""
    judged = Signal(object, str)
    """A `Verdict` or None, and a remark."""
    export_wanted = Signal(object)
    """The `Form`."""
    broaden_wanted = Signal()
    reported = Signal()
    """An expert is to be asked."""
    expert_asked = Signal(str, str)
    """Who is asked, or empty for whoever takes it; and a note."""
    corrected = Signal(str)
    """What is right in the place of the answer."""
    followed = Signal(bool)
    """Whether the question is to be followed from now on."""
    resized = Signal()
    """It wants another height, perhaps."""

    def __init__(self, question: str, at: str = "", *, corrects: bool = False) -> None:
        """Show a question.

        Args:
            question: as typed.
            at: when it was asked, ISO 8601; empty for now.
            corrects: whether this person may say what is right in the place of an answer.
        """
        super().__init__()
        self._corrects = corrects
        self.star: QToolButton | None = None
        self.question = question
        self.answer: Answer | None = None
        self._items: Sequence[Evidence] = ()
        self._draft_pieces: list[str] = []
        self._stopping = False
        self._abstention: AbstentionBody | None = None
        self.looked_for = question
        self.setMaximumWidth(reading_width())
        self.setMinimumWidth(300)
        self.setAccessibleName(question)

        top = self._make_top(question, at)
        self.evidence = EvidenceList()
        self.evidence.opened.connect(self.opened.emit)

        self._rest = self._make_rest(question)
        self.feedback: FeedbackBar | None = None
        self._tools: list[QToolButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE[5])
        layout.setSpacing(theme.SPACE[3])
        layout.addLayout(top)
        layout.addWidget(self.evidence)
        layout.addLayout(self._rest)

    def _make_top(self, question: str, at: str) -> QVBoxLayout:
        """Return the question, and how it was understood."""
        self._asked = Prose(question, size="title", bold=True)
        if at:
            self._asked.setToolTip(self.tr("Asked {0}").format(minute(at)))
        self._understood = Understood()
        self._understood.again.connect(lambda text: self.again.emit(text, True))
        top = QVBoxLayout()
        top.setContentsMargins(theme.SPACE[2], 0, theme.SPACE[2], 0)
        top.setSpacing(theme.SPACE[1])
        top.addWidget(self._asked)
        top.addWidget(self._understood)
        return top

    def _make_rest(self, question: str) -> QVBoxLayout:
        """Return the state, the answer and the draft of it."""
        self._status = section(self.tr("Looking for evidence …"))
        self._withdraw = QPushButton(self.tr("Remove"))
        self._withdraw.setProperty("quiet", "true")
        self._withdraw.setAccessibleName(self.tr("Remove the waiting question: {0}").format(question))
        self._withdraw.clicked.connect(self.withdrawn.emit)
        self._withdraw.hide()
        state = QHBoxLayout()
        state.setSpacing(theme.SPACE[2])
        state.addWidget(self._status)
        state.addWidget(self._withdraw)
        state.addStretch(1)
        self.body = AnswerBody()
        self.body.opened.connect(lambda at: self.opened.emit(self._places(), at))
        self.body.stepped.connect(self._shorten_draft)
        self.body.hide()
        self._draft_title = section(self.tr("Draft, not yet checked"))
        self._draft_title.hide()
        self.draft = Prose(muted=True)
        self.draft.hide()
        rest = QVBoxLayout()
        rest.setContentsMargins(theme.SPACE[2], 0, theme.SPACE[2], 0)
        rest.setSpacing(theme.SPACE[2])
        rest.addLayout(state)
        rest.addWidget(self.body)
        rest.addWidget(self._draft_title)
        rest.addWidget(self.draft)
        return rest

    def show_waiting(self) -> None:
        """Say that another question is answered first."""
        self._status.setText(self.tr("Waiting for the previous answer"))
        self._withdraw.show()

    def show_looking(self) -> None:
        """Say that it is this question's turn."""
        self._withdraw.hide()
        if self.answer is None:
            self._status.setText(self.tr("Looking for evidence …"))

    def show_stopping(self) -> None:
        """Take the draft away: what was found is quoted in a moment."""
        self._stopping = True
        self._drop_draft()
        self._status.setText(self.tr("Stopped"))

    def show_rewritten(self, question: str) -> None:
        """Show what a follow-up was taken to mean."""
        self.looked_for = question
        self._understood.show_question(question)

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Show what was found, before anything is written."""
        self.evidence.show_found(evidence, self.tr("Evidence"))
        if not self._stopping:
            self._status.setText(self.tr("Weighing the evidence …"))

    def add_draft(self, piece: str) -> None:
        """Append to the unverified draft."""
        if self._stopping:
            return
        self._status.hide()
        self._draft_title.show()
        self.draft.show()
        self._draft_pieces.append(piece)
        self.draft.go_on(piece)

    def show_answer(
        self, answer: Answer, evidence: Sequence[Evidence], *, saw: bool = False, folded: bool = False
    ) -> None:
        """Replace the draft with what was checked.

        Args:
            evidence: as it was shown.
            saw: whether a model was shown anything.
            folded: show the evidence only when somebody asks for it.
        """
        self.answer = answer
        self._items = evidence
        self._withdraw.hide()
        if answer.abstained:
            self._drop_draft()
            self._show_abstention(answer, evidence)
        else:
            self._show_sentences(answer, evidence, folded=folded)
        self._show_tools(answer, saw=saw or bool(self._draft_pieces))

    def _show_sentences(self, answer: Answer, evidence: Sequence[Evidence], *, folded: bool) -> None:
        self._status.setText(self.tr("Answer, stopped early") if self._stopping else self.tr("Answer"))
        self._status.show()
        cited = words.cited(answer)
        held = [words.key(one) for one in cited.values()]
        others = [
            one
            for one in evidence
            if not any(
                version == one.version and start < one.end and one.start < end for version, start, end in held
            )
        ]
        self.evidence.show_cited(cited, others, folded=folded, brief=answer.mode is Mode.QUOTED)
        self.body.show()
        self.body.show_answer(answer, in_steps=self.draft.isVisible())
        if self.body.complete:
            self._drop_draft()
        if self._draft_pieces and answer.mode is Mode.QUOTED and not self._stopping:
            self._rest.addWidget(self._retry(), 0, Qt.AlignmentFlag.AlignLeft)

    def _show_abstention(self, answer: Answer, evidence: Sequence[Evidence]) -> None:
        self._status.setText(self.tr("No reliable information"))
        self._status.show()
        self.evidence.show_found(evidence, self.tr("Closest passages, not sufficient for an answer"))
        self._abstention = AbstentionBody(self.looked_for, answer, evidence)
        self._abstention.broaden_wanted.connect(self.broaden_wanted.emit)
        self._abstention.reported.connect(self.reported)
        self._abstention.expert_asked.connect(self.expert_asked)
        self._rest.addWidget(self._abstention)

    def show_broader(self, items: Sequence[Evidence]) -> None:
        """Show more passages that come close.

        Args:
            items: passages in the form of evidence.
        """
        known = {(one.version, one.start) for one in self._items}
        fresh = [
            one
            for one in items
            if not any(version == one.version and one.start <= start < one.end for version, start in known)
        ]
        self.evidence.show_found([*self._items, *fresh], self.tr("Closest passages"))
        if self._abstention is not None:
            said = (
                self.tr("{0} more passages are shown above.").format(len(fresh))
                if fresh
                else self.tr("No further similar passages.")
            )
            self._abstention.say(said)

    @property
    def abstention(self) -> AbstentionBody | None:
        """Why nothing is answered and what can be done, when nothing is."""
        return self._abstention

    def show_followed(self, *, followed: bool) -> None:
        """Show whether the question is followed."""
        if self.star is not None:
            self.star.setChecked(followed)
            theme.set_icon(self.star, "starred" if followed else "star", "accent" if followed else "muted")
            self.star.setText(self.tr("Followed") if followed else self.tr("Follow"))

    def _show_tools(self, answer: Answer, *, saw: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[1])
        self.feedback = FeedbackBar(corrects=self._corrects)
        self.feedback.given.connect(self.judged.emit)
        self.feedback.corrected.connect(self.corrected)
        row.addWidget(self.feedback)
        row.addStretch(1)
        self.star = self._tool(
            "star",
            self.tr("Follow"),
            self.tr("Follow this question: it is asked again when its sources change"),
        )
        self.star.setCheckable(True)
        self.star.clicked.connect(self.followed)
        copy = self._tool("copy", self.tr("Copy"), self.tr("Copy with citations"))
        copy.clicked.connect(self.copy)
        export = self._tool("export", self.tr("Export"), self.tr("Export this answer"))
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(export)
        for form in (form for form in Form if form.in_window):
            action = QAction(f"{form.word} …", menu)
            action.triggered.connect(lambda _=False, form=form: self.export_wanted.emit(form))
            menu.addAction(action)
        export.setMenu(menu)
        self._tools = [copy, self.star, export]
        if saw:
            eye = self._tool(
                "eye", self.tr("What the model saw"), self.tr("Show the exact text given to the model")
            )
            eye.clicked.connect(lambda: self.saw_wanted.emit(answer.run))
            self._tools.append(eye)
        for tool in self._tools:
            row.addWidget(tool)
        foot = QVBoxLayout()
        foot.setSpacing(theme.SPACE[1])
        foot.addLayout(row)
        foot.addWidget(self.feedback.remark)
        foot.addWidget(self.feedback.correction)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(foot)
        self._fit_tools()

    def _tool(self, icon: str, name: str, tip: str) -> QToolButton:
        tool = QToolButton()
        tool.setText(name)
        tool.setToolTip(tip)
        tool.setAccessibleName(tip)
        theme.set_icon(tool, icon)
        return tool

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()

    def _fit_tools(self) -> None:
        if self.feedback is None:
            return
        # Named as long as everything fits, whatever language and model make of it; else the icons speak.
        gaps = theme.SPACE[1] * (len(self._tools) + 1)
        for style in (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for tool in self._tools:
                tool.setToolButtonStyle(style)
            needed = (
                self.feedback.sizeHint().width() + sum(tool.sizeHint().width() for tool in self._tools) + gaps
            )
            if needed <= self.width():
                break

    def show_feedback(self, feedback: Feedback | None) -> None:
        """Show what the person thought of it before."""
        if self.feedback is not None:
            self.feedback.show_feedback(feedback)

    def show_problem(self, error: object) -> None:
        """Say what went wrong, what was kept and what to do."""
        self._drop_draft()
        self._withdraw.hide()
        self._status.show()
        if was_cancelled(error):
            self._status.setText(self.tr("Stopped"))
        else:
            self._status.setText(self.tr("Not answered"))
            told = (
                str(error)
                if isinstance(error, AppError)
                else self.tr("An unexpected error occurred. Your question has been saved.")
            )
            self._rest.addWidget(Note(told))
        self._rest.addWidget(self._retry(), 0, Qt.AlignmentFlag.AlignLeft)

    def _retry(self) -> QPushButton:
        retry = QPushButton(self.tr("Ask again"))
        retry.clicked.connect(lambda: self.again.emit(self.looked_for, self.looked_for != self.question))
        return retry

    def open_citation(self, number: int) -> None:
        """Open the citation, or before the answer the evidence, of that number, if there is one."""
        places = self._places()
        if 1 <= number <= len(places):
            self.opened.emit(places, number - 1)

    def _places(self) -> list[Place]:
        return self.evidence.places

    def _shorten_draft(self, stands: int, all_of_them: int) -> None:
        if stands >= all_of_them:
            self._drop_draft()
            return
        pieces = _SENTENCE.split("".join(self._draft_pieces).strip())
        left = pieces[-(-len(pieces) * stands // all_of_them) :]
        self.draft.say(" ".join(left))

    def _drop_draft(self) -> None:
        self._draft_title.hide()
        self.draft.hide()
        self._status.show()

    def copy(self) -> None:
        """Put the answer with its citations into the clipboard."""
        if self.answer is None:
            return
        QGuiApplication.clipboard().setMimeData(clipping.mime(self.looked_for, self.answer))
        copy = self._tools[0]
        copy.setText(self.tr("Copied"))
        QTimer.singleShot(_SAID, copy, lambda: copy.setText(self.tr("Copy")))


class Understood(QWidget):
    """What a follow-up was taken to mean; it can be changed and asked again."""

    again = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text = Prose(size="base", muted=True)
        self._question = ""
        self.edit = QPushButton(self.tr("Change"))
        self.edit.setProperty("quiet", "true")
        self.edit.setProperty("inline", "true")
        self.edit.setAccessibleName(self.tr("Edit how the question was understood and ask again"))
        self.edit.clicked.connect(self._begin)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("The question as it should be understood"))
        self.field.returnPressed.connect(self._finish)
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._text, 1)
        row.addWidget(self.field, 1)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_question(self, question: str) -> None:
        """Show what was understood."""
        self._question = question
        self._text.say(self.tr("Understood as: {0}").format(question))
        self.show()

    def _begin(self) -> None:
        if not self.field.isHidden():
            self._finish()
            return
        self.field.setText(self._question)
        self.field.show()
        self._text.hide()
        self.edit.setText(self.tr("Ask again"))
        self.field.setFocus()

    def _finish(self) -> None:
        wanted = self.field.text().strip()
        self.field.hide()
        self._text.show()
        self.edit.setText(self.tr("Change"))
        if wanted and wanted != self._question:
            self.again.emit(wanted)


def section(text: str) -> QLabel:
    """Return the title of a part of a card."""
    label = QLabel(text)
    label.setProperty("role", "section")
    return label
