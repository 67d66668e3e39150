"""The page: conversations at the left, the conversation, the source at the right.

The decision hidden here is what waits for what: one question is answered at a time, later ones wait in sight,
and a conversation that is opened meanwhile does not end them. The page holds no rule. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.access import Action, may
from app.core.answers.answers import Answer
from app.core.answers.conversations import Conversation, Form
from app.core.answers.trace import Run
from app.core.errors import AppError
from app.ui import theme
from app.ui.ask import talk as talking
from app.ui.ask.column import TurnColumn
from app.ui.ask.composer import Composer
from app.ui.ask.conversations import ConversationList, kept_choice
from app.ui.ask.deeds import Deeds
from app.ui.ask.earlier import Earlier
from app.ui.ask.opening import Opening
from app.ui.ask.phrasing import PhrasingLine
from app.ui.ask.saving import Exporter, NoticeStrip
from app.ui.ask.talk import Asking, Talk
from app.ui.ask.turn import Turn
from app.ui.command import Command
from app.ui.jobs import Job, JobRunner
from app.ui.reader import Place, SourceReader
from app.ui.widgets.prose import Elided
from app.workspace.workspace import Application

_LIST_FROM = 1340
"""Pixels of the page from which the conversations are listed beside it unless somebody hid them."""


class AskPage(QWidget):
    """Asking, and what was asked."""

    models_wanted = Signal()
    gaps_wanted = Signal()
    check_wanted = Signal()
    """Somebody has a text to be held against the library."""
    reported = Signal()
    """A question has been reported to the experts."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._talk = Talk()
        self._asking: list[Asking] = []
        self._listing: Job | None = None
        self._list_shown: bool | None = kept_choice()

        self.opening = Opening()
        self.opening.asked.connect(self.ask)
        self.column = TurnColumn(self.opening)
        self._earlier = Earlier(application, jobs, self.column, self._make_earlier)
        self._earlier.failed.connect(self._tell)
        self.composer = Composer()
        self.composer.asked.connect(self.ask)
        self.composer.textChanged.connect(self._show_busy)
        self._send = QPushButton()
        self._send.setProperty("primary", "true")
        self._send.clicked.connect(self._send_or_stop)
        self._send.setFixedHeight(self.composer.height())
        self._phrasing = PhrasingLine(application, jobs)
        self._phrasing.models_wanted.connect(self.models_wanted)
        self._waiting = QLabel()
        self._waiting.setProperty("role", "small")
        self._strip = NoticeStrip()
        self._exporter = Exporter(application, jobs, self._strip, self)
        self._deeds = Deeds(application, jobs, self.column, self._strip, self._exporter, self)
        self._deeds.failed.connect(self._tell)
        self._deeds.gaps_wanted.connect(self.gaps_wanted)
        self._deeds.reported.connect(self.reported)

        self.conversations = self._make_conversations()
        self.reader = SourceReader()
        self.reader.wanted.connect(self._load)
        self.reader.closed.connect(self._close_reader)
        self.reader.setMinimumWidth(320)
        self._left = self._make_left()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget, stretch in ((self.conversations, 0), (self._left, 6), (self.reader, 5)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([240, 680, 520])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._show_busy()
        self._show_title()
        self._arrange()

    def _make_conversations(self) -> ConversationList:
        """Return the list of what was asked."""
        listed = ConversationList()
        listed.opened.connect(self.open_conversation)
        listed.renamed.connect(self._rename)
        listed.removed.connect(self._remove)
        listed.brought_back.connect(self._bring_back)
        listed.closed.connect(self.toggle_conversations)
        return listed

    def _make_left(self) -> QWidget:
        self._list_button = QToolButton()
        theme.set_icon(self._list_button, "conversations", "muted", 18)
        self._list_button.setToolTip(self.tr("Conversations (Ctrl+H)"))
        self._list_button.setAccessibleName(self.tr("Conversations"))
        self._list_button.clicked.connect(self.toggle_conversations)
        self._title = Elided()
        self._title.setProperty("role", "muted")
        check = QPushButton(self.tr("Check a text"))
        theme.set_icon(check, "check")
        check.setToolTip(self.tr("Check a text against the library, sentence by sentence (Ctrl+Shift+T)"))
        check.clicked.connect(self.check_wanted)
        fresh = QPushButton(self.tr("New conversation"))
        theme.set_icon(fresh, "add")
        fresh.setToolTip(self.tr("Start a new conversation (Ctrl+N)"))
        fresh.clicked.connect(self.begin_conversation)
        self._fresh = fresh
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[5], theme.SPACE[1])
        top.setSpacing(theme.SPACE[2])
        top.addWidget(self._list_button)
        top.addWidget(self._title, 1)
        for button in (check, fresh):
            button.setProperty("quiet", "true")
            top.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.composer, 1)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE[3])
        below.addWidget(self._phrasing, 1)
        below.addWidget(self._waiting)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.SPACE[6], theme.SPACE[2], theme.SPACE[6], theme.SPACE[4])
        foot.setSpacing(theme.SPACE[1])
        foot.addWidget(self._strip)
        foot.addLayout(row)
        foot.addLayout(below)
        left = QFrame()
        left.setObjectName("conversation")
        left.setMinimumWidth(340)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.column, 1)
        layout.addLayout(foot)
        return left

    def commands(self) -> list[Command]:
        """Return what can be done here, with its keys."""
        found = [
            Command(self.tr("Start a new conversation"), "Ctrl+N", self.begin_conversation),
            Command(self.tr("Show or hide conversations"), "Ctrl+H", self.toggle_conversations),
            Command(self.tr("Search conversations"), "Ctrl+Shift+F", self._search_conversations),
            Command(self.tr("Rename this conversation"), "", self._rename_current, self._has_conversation),
            Command(self.tr("Remove this conversation"), "", self._remove_current, self._has_conversation),
            Command(
                self.tr("Copy answer with citations"), "Ctrl+Shift+C", self._copy_current, self._has_answer
            ),
            Command(self.tr("Check a text"), "Ctrl+Shift+T", self.check_wanted.emit),
        ]
        for form in (form for form in Form if form.in_window):
            words = self.tr("Export this conversation as {0}").format(form.word)
            found.append(Command(words, "", partial(self._export_conversation, form), self._has_conversation))
        found.append(Command(self.tr("Next citation"), "J", lambda: self.reader.step(1)))
        found.append(Command(self.tr("Previous citation"), "K", lambda: self.reader.step(-1)))
        return found

    # Conversations

    def show_model(self) -> None:
        """Say anew how answers are phrased."""
        self._phrasing.look()

    def focus_question(self) -> None:
        """Put the cursor where questions are written."""
        self.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def turns(self) -> list[Turn]:
        """What is at hand of this conversation, oldest first."""
        return self.column.turns

    def restore(self) -> None:
        """List the conversations and show the one asked in last, with its answers as they were given."""
        self._deeds.read_followed()
        self._read_list(open_newest=True)

    def _read_list(self, *, open_newest: bool = False) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Loading conversations"), "browse", lambda _: talking.listed(application), shown=False
        )
        job.done.connect(partial(self._show_list, open_newest=open_newest))
        if open_newest:
            self._listing = job
            job.ended.connect(self._listed)

    def _listed(self) -> None:
        self._listing = None

    def _show_list(self, conversations: Sequence[Conversation], *, open_newest: bool) -> None:
        self.conversations.show_all(conversations, self._talk.id)
        known = next((one for one in conversations if one.id == self._talk.id), None)
        if known is not None:
            self._talk.title = known.title
        if open_newest and conversations and self._talk.id is None and not self._asking:
            self.open_conversation(conversations[0].id)
        self._show_title()

    def begin_conversation(self) -> None:
        """Show an empty page; the next question begins a conversation."""
        self._change(Talk())
        self.focus_question()

    def open_conversation(self, conversation: str) -> None:
        """Show a conversation from its newest turns on."""
        if conversation == self._talk.id and (self.turns or self._earlier.is_reading):
            return
        row = self.conversations.model.row_of(conversation)
        title = self.conversations.model.conversation(row).title if row >= 0 else ""
        self._change(Talk(conversation, title))
        for asking in self._asking:
            if asking.talk.id == conversation and not asking.withdrawn:
                asking.talk = self._talk
                self.column.add(asking.turn)
        self._earlier.read(conversation)
        if self.width() < theme.NARROW - theme.NAVIGATION_WIDTH:
            self._list_shown = False
            self._arrange()

    def open_run(self, run: str) -> None:
        """Show a question that was answered before, in its conversation."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Loading a run"),
            "browse",
            lambda _: application.runs.show(application.actor, run),
            shown=False,
        )
        job.done.connect(self._show_run)
        job.failed.connect(self._tell)

    def _show_run(self, run: Run) -> None:
        if not run.conversation:
            self._change(Talk())
            turn = self._make_earlier(run, False)
            self.column.add(turn)
            self.column.show_turn(turn)
            return
        if run.conversation != self._talk.id:
            self.open_conversation(run.conversation)
        self._earlier.seek(run.id)

    def _change(self, talk: Talk) -> None:
        self._talk = talk
        self._earlier.forget()
        under_way = {asking.turn for asking in self._asking}
        for turn in reversed(self.turns):
            # What is being answered goes on out of sight.
            if turn in under_way:
                self.column.take(turn)
            else:
                self.column.remove(turn)
        self.reader.closed.emit()
        self.conversations.mark(talk.id)
        self._show_title()

    @property
    def is_reading(self) -> bool:
        """Whether earlier questions are still being read."""
        return self._listing is not None or self._earlier.is_reading

    def _rename(self, conversation: str, title: str) -> None:
        self._change_list(
            self.tr("Renaming a conversation"),
            lambda app: app.dialogue.rename(app.actor, conversation, title),
        )

    def _remove(self, conversation: str) -> None:
        self._change_list(
            self.tr("Removing a conversation"), lambda app: app.dialogue.remove(app.actor, conversation)
        )
        if conversation == self._talk.id:
            self.begin_conversation()

    def _bring_back(self, conversation: str) -> None:
        self._change_list(
            self.tr("Restoring a conversation"), lambda app: app.dialogue.bring_back(app.actor, conversation)
        )
        self._change(Talk(conversation))
        self._earlier.read(conversation)

    def _change_list(self, title: str, act: Callable[[Application], object]) -> None:
        application = self._application
        job = self._jobs.submit(title, "browse", lambda _: act(application), shown=False)
        job.failed.connect(self._tell)
        job.ended.connect(self._read_list)

    def _show_title(self) -> None:
        title = self._talk.title if self._talk.id is not None else ""
        self._title.say(title)

    def toggle_conversations(self) -> None:
        """Show the conversations, or hide them; it is remembered."""
        self._list_shown = self.conversations.isHidden()
        QSettings("citewell", "window").setValue("ask/conversations", self._list_shown)
        self._arrange()
        if self._list_shown:
            self.conversations.view.setFocus()
        else:
            self.focus_question()

    def _search_conversations(self) -> None:
        if self.conversations.isHidden():
            self.toggle_conversations()
        self.conversations.field.setFocus()

    def _has_conversation(self) -> bool:
        return self._talk.id is not None

    def _rename_current(self) -> None:
        self._search_conversations()
        self.conversations.mark(self._talk.id)
        self.conversations.rename_current()

    def _remove_current(self) -> None:
        self._search_conversations()
        self.conversations.mark(self._talk.id)
        self.conversations.remove_current()

    # Questions

    def ask(self, question: str, exact: bool = False) -> None:
        """Ask a question; one at a time, later ones wait.

        Args:
            exact: take it to the letter: nothing in it is made out of what was asked before.
        """
        application, talk = self._application, self._talk
        turn = self._make_turn(question)
        job = self._jobs.submit(
            self.tr("Answering “{0}”").format(question),
            "ask",
            lambda job: talking.answer(application, talk, question, exact=exact, job=job),
            shown=False,
        )
        asking = Asking(turn, talk, job)
        turn.withdrawn.connect(partial(self._withdraw, asking))
        job.told.connect(partial(self._hear, asking))
        job.done.connect(partial(self._finish, asking))
        job.failed.connect(partial(self._fail, asking))
        job.ended.connect(partial(self._rest, asking))
        self._asking.append(asking)
        # The search begins while the turn is given its place.
        job.begin()
        self.column.add(turn)
        if len(self._asking) > 1:
            turn.show_waiting()
        else:
            self.column.show_turn(turn)
        self._show_busy()

    def _make_turn(self, question: str, at: str = "") -> Turn:
        turn = Turn(question, at, corrects=may(self._application.actor, Action.PIN_CORRECTION))
        turn.opened.connect(self._open)
        turn.again.connect(self.ask)
        self._deeds.attend(turn)
        return turn

    def _make_earlier(self, run: Run, folded: bool) -> Turn:
        turn = self._make_turn(run.asked, run.at)
        if run.asked != run.question:
            turn.show_rewritten(run.question)
        if run.answer is not None and run.trace is not None:
            saw = run.trace.model is not None
            turn.show_answer(run.answer, talking.evidence_of(run), saw=saw, folded=folded)
        self._deeds.mark(turn)
        return turn

    def _hear(self, asking: Asking, what: str, value: Any) -> None:
        if asking.withdrawn:
            return
        if what == "begun":
            self._read_list()
            self._show_title()
        elif what == "rewritten":
            asking.turn.show_rewritten(value)
        elif what == "evidence":
            asking.turn.show_evidence(value)
        else:
            asking.turn.add_draft(value)

    def _finish(self, asking: Asking, answer: Answer) -> None:
        if not asking.withdrawn:
            asking.turn.show_answer(answer, answer.evidence or answer.nearest)
            self._deeds.mark(asking.turn)

    def _fail(self, asking: Asking, error: object) -> None:
        if not asking.withdrawn:
            asking.turn.show_problem(error)

    def _rest(self, asking: Asking) -> None:
        self._asking.remove(asking)
        # What was taken back went when it was taken back.
        if not asking.withdrawn and asking.turn not in self.turns:
            asking.turn.deleteLater()
        follower = next((one.turn for one in self._asking if not one.withdrawn), None)
        if follower is not None:
            follower.show_looking()
            if follower in self.turns and self.column.current() is asking.turn:
                self.column.show_turn(follower)
        self._read_list()
        self._show_busy()

    def _withdraw(self, asking: Asking) -> None:
        asking.withdrawn = True
        asking.job.cancel()
        self.column.remove(asking.turn)
        self._show_busy()

    def _show_busy(self) -> None:
        stops = bool(self._asking) and not self.composer.toPlainText().strip()
        theme.set_icon(self._send, "stop" if stops else "send", "on_accent")
        self._send.setToolTip(self.tr("Stop (Esc)") if stops else self.tr("Ask (Enter)"))
        self._send.setAccessibleName(self.tr("Stop") if stops else self.tr("Ask"))
        waiting = sum(not asking.withdrawn for asking in self._asking[1:])
        self._waiting.setText(
            ""
            if not waiting
            else self.tr("1 question waiting")
            if waiting == 1
            else self.tr("{0} questions waiting").format(waiting)
        )

    def _send_or_stop(self) -> None:
        if self._asking and not self.composer.toPlainText().strip():
            self.stop()
        else:
            self.composer.submit()

    def stop(self) -> bool:
        """Stop the answer in progress; tell whether there was one. What was found by then is quoted."""
        under_way = self._asking[0] if self._asking else None
        if under_way is None or under_way.job.cancel_token.cancelled:
            return False
        under_way.job.cancel()
        if not under_way.withdrawn:
            under_way.turn.show_stopping()
        return True

    def _export_conversation(self, form: Form) -> None:
        conversation = self._talk.id
        if conversation is not None:
            application = self._application
            self._exporter.ask_where(
                self._talk.title, form, lambda: talking.run_ids(application, conversation)
            )

    def _has_answer(self) -> bool:
        turn = self.column.current()
        return turn is not None and turn.answer is not None

    def _copy_current(self) -> None:
        turn = self.column.current()
        if turn is not None:
            turn.copy()

    def _tell(self, error: object) -> None:
        if isinstance(error, AppError):
            self._strip.say(str(error), self.tr("Close"), lambda: None)

    # The source

    def show_turn(self, turn: Turn) -> None:
        """Bring a question with its answer to the top of the view."""
        self.column.show_turn(turn)

    def open_citation(self, number: int) -> None:
        """Open a citation of the answer in view by its number."""
        turn = self.column.current()
        if turn is not None:
            turn.open_citation(number)

    def _open(self, places: Sequence[Place], at: int) -> None:
        self.reader.go(places, at)
        self._arrange()

    def _load(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.documents.source(application.actor, place.version),
            shown=False,
        )
        job.done.connect(self.reader.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _close_reader(self) -> None:
        self.reader.clear()
        self._arrange()

    def _arrange(self) -> None:
        """Settle what stands beside what: on a narrow page the source takes the conversation's place."""
        narrow = self.width() < theme.NARROW - theme.NAVIGATION_WIDTH
        reads = self.reader.place is not None
        wanted = self.width() >= _LIST_FROM if self._list_shown is None else self._list_shown
        self.conversations.setVisible(wanted and not (narrow and reads))
        self.reader.setVisible(reads or not narrow)
        self._left.setVisible(not (narrow and reads))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
