"""An interview as it goes: one question at a time, what was said beside it, and the fields that come of it.

Decision hidden: what stands where while somebody tells: the question and room for the answer at the left,
every word said at the right, and the words of a draft marked there while it is looked at. The view holds no
rule; each answer is stored before the next question is shown. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSplitter, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from app.core.inquiry.interviewing import points_of
from app.core.inquiry.interviews import InterviewStatus, KeptInterview, Said
from app.core.units.kinds import KINDS
from app.ui import theme
from app.ui.review.drafts import ProposalCard
from app.ui.review.pieces import Column, button, in_a_row, rule, said
from app.ui.widgets.prose import Prose
from app.ui.widgets.tabs import Tabs

QUESTIONS, DRAFTS = range(2)


class Answer(QPlainTextEdit):
    """Where an answer is written; Ctrl+Enter hands it in, Enter alone is a new line."""

    handed_in = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Your answer"))
        self.setPlaceholderText(self.tr("Tell it in your own words."))
        self.setFont(theme.sized("large"))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(140)
        self.setMaximumHeight(280)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.handed_in.emit()
        else:
            super().keyPressEvent(event)


class Transcript(QTextBrowser):
    """Every word that was said."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Transcript"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(theme.SPACE[5])
        self.setFont(theme.serif())
        self._text = ""

    def show_text(self, text: str) -> None:
        """Show a transcript from its end; an unchanged one stays as it is."""
        if text == self._text:
            return
        self._text = text
        self.setPlainText(text)
        question = QTextCharFormat()
        question.setForeground(QColor(theme.colours().muted))
        block = self.document().begin()
        while block.isValid():
            if block.text().startswith("Question: "):
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(question)
            block = block.next()
        self.mark(())
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def mark(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Mark words, and bring the first of them into sight."""
        scheme = theme.colours()
        marked = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(self._text, start))
            cursor.setPosition(_units(self._text, end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format.setBackground(QColor(scheme.highlight))
            selection.format.setForeground(QColor(scheme.on_highlight))
            marked.append(selection)
        self.setExtraSelections(marked)
        self.marked = tuple(self._text[start:end] for start, end in spans)
        if spans:
            at = QTextCursor(self.document())
            at.setPosition(_units(self._text, spans[0][0]))
            self.setTextCursor(at)
            room: QRect = self.cursorRect(at)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + room.top() - self.viewport().height() // 3)


def _units(text: str, offset: int) -> int:
    """Return an offset in UTF-16 units, which Qt counts."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


class Talk(QWidget):
    """One interview."""

    answered = Signal(str)
    """What was said; empty passes the question over."""
    taken_back = Signal()
    proposed = Signal()
    """A model is to choose the next question."""
    status_wanted = Signal(str)
    """"pause", "resume" or "finish"."""
    accepted = Signal(str, object)
    """A proposal's id, and the value that the expert made of it or None."""
    rejected = Signal(str)
    unit_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kept: KeptInterview | None = None
        self.cards: list[ProposalCard] = []
        self._unsent: dict[str, str] = {}
        self._phrasing = False
        self._mine = True
        back = button(self.tr("‹ Interviews"), self.left.emit, quiet=True)
        self.tabs = Tabs()
        self.pause = button(self.tr("Pause"), lambda: self.status_wanted.emit("pause"), quiet=True)
        self.finish = button(self.tr("Finish"), self._finish, quiet=True)
        self.unit = button(self.tr("Open unit"), self._open_unit, quiet=True)
        bar = in_a_row(back, self.tabs, 1, self.unit, self.pause, self.finish, stretch=False)
        bar.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[4], theme.SPACE[1])
        self.transcript = Transcript()
        self.answer = Answer()
        self.answer.handed_in.connect(self.hand_in)
        self.column = Column(self.tr("Question"))
        self.drafts = Column(self.tr("Drafts"))
        self._make_question()
        self.tabs.add(self.tr("Questions"), self.column)
        self.tabs.add(self.tr("Drafts"), self.drafts)
        self.tabs.switched.connect(self._switched)
        left = QFrame()
        left.setObjectName("conversation")
        left.setMinimumWidth(400)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.tabs.stack, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        self._heard = said(self.tr("Transcript"), "section")
        self._heard.setContentsMargins(theme.SPACE[5], theme.SPACE[3], theme.SPACE[4], theme.SPACE[2])
        beside.addWidget(self._heard)
        beside.addWidget(self.transcript, 1)
        right.setMinimumWidth(320)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 6)
        self.splitter.setStretchFactor(1, 5)
        self.splitter.setSizes([680, 520])
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _make_question(self) -> None:
        self._title = Prose("", size="base", muted=True)
        self._stages = Prose("", size="base", muted=True)
        self._purpose = Prose("", size="base", muted=True)
        self.question = Prose("", size="title", bold=True)
        self._help = Prose("", size="base", muted=True)
        self.hand = button(self.tr("Next"), self.hand_in, primary=True)
        self.hand.setToolTip(self.tr("Save answer and continue (Ctrl+Enter)"))
        self.skip = button(self.tr("Skip"), lambda: self._say(""))
        self.take_back = button(self.tr("Back"), self.taken_back.emit)
        self.take_back.setToolTip(self.tr("Undo the last answer to give another one"))
        self.choose = button(self.tr("Let the model ask"), self.proposed.emit, quiet=True)
        self.choose.setToolTip(self.tr("The model chooses and phrases the next open question"))
        self.resume = button(self.tr("Continue"), lambda: self.status_wanted.emit("resume"), primary=True)
        self.to_drafts = button(self.tr("Review the result"), lambda: self.tabs.go(DRAFTS), primary=True)
        self._from = said("", "small")
        self._points_title = said(self.tr("Decision points"), "section")
        self._points = Prose("", size="base")
        for part in (
            self._title,
            self._stages,
            rule(),
            self._purpose,
            self.question,
            self._help,
            self._from,
            self.answer,
        ):
            self.column.add(part)
        self.answer.textChanged.connect(self._weigh)
        self.column.add(
            in_a_row(self.hand, self.skip, self.take_back, self.choose, self.resume, self.to_drafts)
        )
        self._points_rule = rule()
        self.column.add(self._points_rule)
        self.column.add(self._points_title)
        self.column.add(self._points)
        self.column.end()

    # What is shown

    def show_interview(self, kept: KeptInterview, person: str, *, phrasing: bool) -> None:
        """Show where an interview stands.

        Args:
            person: who looks at it; only the expert accepts drafts.
            phrasing: whether a model may be asked for the next question.
        """
        fresh = self.kept is None or self.kept.id != kept.id
        if self.kept is not None and fresh:
            self._unsent[self.kept.id] = self.answer.toPlainText()
        turned = fresh or self.kept is None or self.kept.next != kept.next
        self.kept, self._phrasing, self._mine = kept, phrasing, person == kept.expert
        if fresh:
            self.answer.setPlainText(self._unsent.pop(kept.id, ""))
        elif turned:
            self.answer.clear()
        self._show_question(kept)
        self.transcript.show_text(kept.interview.transcript)
        self._heard.setText(
            self.tr("Transcript") if kept.interview.transcript else self.tr("Answers will appear here.")
        )
        self._show_drafts(kept)
        if fresh:
            # Notes come with drafts and without questions; an interview without a next question is for its
            # drafts.
            self.tabs.go(DRAFTS if kept.next is None or (kept.imported and not kept.turns) else QUESTIONS)
        if turned and self.tabs.at == QUESTIONS:
            self.answer.setFocus()

    def _show_question(self, kept: KeptInterview) -> None:
        running = kept.status is InterviewStatus.RUNNING
        asked = kept.next
        self._title.say(f"{kept.title}  ·  {KINDS[kept.kind].title}  ·  {kept.label.word}")
        self._stages.say(
            "  ·  ".join(self._stage(kept, name, done, total) for name, done, total in kept.progress)
        )
        self.question.say(asked.words if asked is not None else self.tr("No more questions."))
        self._purpose.say(
            asked.stage.purpose if asked is not None else self.tr("Review the drafted fields one by one.")
        )
        self._help.say(asked.probe.help if asked is not None else "")
        self._help.setVisible(asked is not None and bool(asked.probe.help))
        self._from.setText(self.tr("Chosen by the model"))
        self._from.setVisible(kept.proposed)
        can = running and asked is not None
        for widget, shown in (
            (self.answer, can), (self.hand, can), (self.skip, can), (self.take_back, running and bool(kept.interview.turns)),
            (self.choose, can and self._phrasing and bool(kept.interview.turns)), (self.resume, not running and asked is not None),
            (self.to_drafts, asked is None), (self.pause, running and asked is not None),
            (self.finish, kept.status is not InterviewStatus.FINISHED), (self.unit, bool(kept.unit)),
        ):  # fmt: skip
            widget.setVisible(shown)
        points = points_of(kept.ladder, kept.interview)
        self._points.say("\n".join(f"{number}.  {point}" for number, point in enumerate(points, 1)))
        self._points.setVisible(bool(points))
        self._points_title.setVisible(bool(points))
        self._points_rule.setVisible(bool(points))
        self._weigh()

    def _stage(self, kept: KeptInterview, name: str, done: int, total: int) -> str:
        here = kept.next is not None and kept.next.stage.title == name
        count = f"{done}/{total}" if total else ""
        return f"{'▸ ' if here else ''}{name} {count}".strip()

    def _weigh(self) -> None:
        self.hand.setEnabled(bool(self.answer.toPlainText().strip()))

    def _show_drafts(self, kept: KeptInterview) -> None:
        at = self.drafts.verticalScrollBar().value()
        editing = {card.proposal.id: card.edited for card in self.cards if card.edited is not None}
        self.drafts.clear()
        self.cards = []
        open_ones = [one for one in kept.proposals if one.said is Said.OPEN]
        self.tabs.count(DRAFTS, str(len(open_ones)) if open_ones else "")
        if not kept.proposals:
            told = self.tr("Fields drafted from the answers appear here, for the expert to accept.")
            self.drafts.add(Prose(told, size="base", muted=True))
        elif not self._mine:
            self.drafts.add(
                Prose(
                    self.tr("{0} accepts the fields one by one.").format(kept.expert), size="base", muted=True
                )
            )
        for one in sorted(kept.proposals, key=lambda one: one.said is not Said.OPEN):
            card = ProposalCard(one, KINDS[kept.kind], decides=self._mine)
            card.looked_at.connect(self.transcript.mark)
            card.accepted.connect(self.accepted)
            card.rejected.connect(self.rejected)
            if one.id in editing:
                card.edit(editing[one.id])
            self.drafts.add(card)
            self.cards.append(card)
        self.drafts.end()
        self.drafts.verticalScrollBar().setValue(at)
        if self.tabs.at == DRAFTS:
            self._switched(DRAFTS)

    def _switched(self, at: int) -> None:
        if at == DRAFTS and self.cards and self.cards[0].proposal.said is Said.OPEN:
            self.transcript.mark(self.cards[0].proposal.spans)
            self.cards[0].focus()
        elif at == QUESTIONS:
            self.transcript.mark(())

    # What is said

    def hand_in(self) -> None:
        """Submit the answer."""
        text = self.answer.toPlainText().strip()
        if text and self.hand.isVisible():
            self._say(text)

    def _say(self, words: str) -> None:
        self.hand.setEnabled(False)
        self.answered.emit(words)

    def refused(self) -> None:
        """Give the answer back to be handed in again."""
        self._weigh()

    def _finish(self) -> None:
        self.status_wanted.emit("finish")
        self.tabs.go(DRAFTS)

    def _open_unit(self) -> None:
        if self.kept is not None and self.kept.unit:
            self.unit_wanted.emit(self.kept.unit)
