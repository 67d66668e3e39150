"""The page: conversations at the left, the conversation, the source at the right.

The decision hidden here is what waits for what: one question is answered at a time, later ones wait in sight, and a conversation that
is opened meanwhile does not end them. The page holds no rule. GUI thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.bootstrap import Application
from app.core.access import Action, may
from app.core.answers import Answer, Run
from app.core.dialogue import Conversation, Feedback, Verdict
from app.core.errors import AppError
from app.ui import theme
from app.ui.ask import talk as talking
from app.ui.ask.column import TurnColumn
from app.ui.ask.composer import Composer
from app.ui.ask.conversations import ConversationList
from app.ui.ask.expert import Reported, report
from app.ui.ask.prose import Elided
from app.ui.ask.saving import Exporter, NoticeStrip
from app.ui.ask.seen import SeenDialog
from app.ui.ask.talk import Asking, Past, Talk
from app.ui.ask.turn import Turn
from app.ui.ask.words import day
from app.ui.command import Command
from app.ui.jobs import Job, JobRunner
from app.ui.reader import Place, SourceReader

_LIST_FROM = 1340
"""Pixels of the page from which the conversations are listed beside it unless somebody hid them."""


class AskPage(QWidget):
    """Asking, and what was asked."""

    models_wanted = Signal()
    gaps_wanted = Signal()
    reported = Signal()
    """A question was put before the experts."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._talk = Talk()
        self._asking: list[Asking] = []
        self._reading: Job | None = None
        self._unshown: deque[tuple[Run, Feedback | None]] = deque()
        self._past = Past(())
        self._followed: set[str] = set()
        self._list_shown: bool | None = _kept_choice()

        self._head = self._make_head()
        self.column = TurnColumn(self._head)
        self.column.older_wanted.connect(self._read_older)
        self.composer = Composer()
        self.composer.asked.connect(self.ask)
        self.composer.textChanged.connect(self._show_busy)
        self._send = QPushButton()
        self._send.setProperty("primary", "true")
        self._send.clicked.connect(self._send_or_stop)
        self._quiet = QLabel()
        self._quiet.setProperty("role", "small")
        self._quiet.setTextFormat(Qt.TextFormat.RichText)
        self._quiet.setAccessibleName(self.tr("How answers are phrased"))
        self._quiet.linkActivated.connect(lambda _: self.models_wanted.emit())
        self._waiting = QLabel()
        self._waiting.setProperty("role", "small")
        self._strip = NoticeStrip()
        self._exporter = Exporter(application, jobs, self._strip, self)

        self.conversations = ConversationList()
        self.conversations.opened.connect(self.open_conversation)
        self.conversations.renamed.connect(self._rename)
        self.conversations.removed.connect(self._remove)
        self.conversations.brought_back.connect(self._bring_back)
        self.conversations.closed.connect(self.toggle_conversations)
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
        self.show_model()

    def _make_head(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, theme.SPACE[6], 0, 0)
        layout.setSpacing(theme.SPACE[2])
        title = QLabel(self.tr("What would you like to know?"))
        title.setProperty("role", "display")
        title.setWordWrap(True)
        words = QLabel(self.tr("Every sentence of an answer points at the exact words that support it."))
        words.setProperty("role", "muted")
        words.setFont(theme.sized("large"))
        words.setWordWrap(True)
        for label in (title, words):
            label.setContentsMargins(theme.SPACE[2], 0, 0, 0)
            layout.addWidget(label)
        layout.addSpacing(theme.SPACE[2])
        return box

    def _make_left(self) -> QWidget:
        self._list_button = QToolButton()
        theme.set_icon(self._list_button, "conversations", "muted", 18)
        self._list_button.setToolTip(self.tr("Conversations (Ctrl+H)"))
        self._list_button.setAccessibleName(self.tr("Conversations"))
        self._list_button.clicked.connect(self.toggle_conversations)
        self._title = Elided()
        self._title.setProperty("role", "muted")
        fresh = QPushButton(self.tr("New conversation"))
        theme.set_icon(fresh, "add")
        fresh.setProperty("quiet", "true")
        fresh.setToolTip(self.tr("Begin a new conversation (Ctrl+N)"))
        fresh.clicked.connect(self.begin_conversation)
        self._fresh = fresh
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[5], theme.SPACE[1])
        top.setSpacing(theme.SPACE[2])
        top.addWidget(self._list_button)
        top.addWidget(self._title, 1)
        top.addWidget(fresh)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.composer, 1)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE[3])
        below.addWidget(self._quiet, 1)
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

    def suggest(self, questions: Sequence[str]) -> None:
        """Offer questions where nothing was asked yet."""
        layout = self._head.layout()
        assert layout is not None
        for question in questions:
            button = Suggestion(question)
            button.clicked.connect(lambda _=False, question=question: self.ask(question))
            layout.addWidget(button)

    def commands(self) -> list[Command]:
        """Return what can be done here, with its keys."""
        found = [
            Command(self.tr("Begin a new conversation"), "Ctrl+N", self.begin_conversation),
            Command(self.tr("Show or hide the conversations"), "Ctrl+H", self.toggle_conversations),
            Command(self.tr("Search the conversations"), "Ctrl+Shift+F", self._search_conversations),
            Command(self.tr("Rename this conversation"), "", self._rename_current, self._has_conversation),
            Command(self.tr("Remove this conversation"), "", self._remove_current, self._has_conversation),
            Command(self.tr("Copy the answer with citations"), "Ctrl+Shift+C", self._copy_current, self._has_answer),
        ]
        for form, name in (("markdown", "Markdown"), ("docx", "Word"), ("pdf", "PDF")):
            words = self.tr("Export this conversation as {0}").format(name)
            found.append(Command(words, "", partial(self._export_conversation, form), self._has_conversation))
        return found

    # What phrases answers

    def show_model(self) -> None:
        """Say quietly whether answers are phrased."""
        application = self._application

        def work(_: Job) -> str | None:
            settings = application.settings.model
            return application.catalog.choose(settings.generator, settings.context) if settings.generator != "none" else None

        job = self._jobs.submit(self.tr("Looking at the models"), "browse", work, shown=False)
        job.done.connect(self._show_phrasing)
        job.failed.connect(lambda _: self._show_phrasing(None))

    def _show_phrasing(self, model: str | None) -> None:
        if model is None:
            link = f"<a href='models' style='color:{theme.colours().accent}'>{self.tr('Models')}</a>"
            self._quiet.setText(self.tr("Phrasing is off: answers are quotes. {0}").format(link))
        else:
            self._quiet.setText(self.tr("Phrased by {0}; every sentence is checked against its source.").format(model))

    # Conversations

    def focus_question(self) -> None:
        """Put the cursor where questions are written."""
        self.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def turns(self) -> list[Turn]:
        """What is at hand of this conversation, oldest first."""
        return self.column.turns

    def restore(self) -> None:
        """List the conversations and show the one asked in last, with its answers as they were given."""
        self._read_followed()
        self._read_list(open_newest=True)

    def _read_list(self, *, open_newest: bool = False) -> None:
        application = self._application
        job = self._jobs.submit(self.tr("Reading the conversations"), "browse", lambda _: talking.listed(application), shown=False)
        job.done.connect(partial(self._show_list, open_newest=open_newest))
        if open_newest:
            self._reading = job
            job.ended.connect(partial(self._read, job))

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
        if conversation == self._talk.id and (self.turns or self._reading is not None):
            return
        row = self.conversations.model.row_of(conversation)
        title = self.conversations.model.conversation(row).title if row >= 0 else ""
        self._change(Talk(conversation, title))
        for asking in self._asking:
            if asking.talk.id == conversation and not asking.withdrawn:
                asking.talk = self._talk
                self.column.add(asking.turn)
        self._read_past(None)
        if self.width() < theme.NARROW - theme.NAVIGATION_WIDTH:
            self._list_shown = False
            self._arrange()

    def _change(self, talk: Talk) -> None:
        self._talk = talk
        self._unshown.clear()
        self._past = Past(())
        self.column.has_older = False
        under_way = {asking.turn for asking in self._asking}
        for turn in self.turns:
            # What is being answered goes on out of sight.
            if turn in under_way:
                self.column.take(turn)
            else:
                self.column.remove(turn)
        self.reader.closed.emit()
        self.conversations.mark(talk.id)
        self._show_title()

    def _read_past(self, before: str | None) -> None:
        application, talk = self._application, self._talk
        assert talk.id is not None
        conversation = talk.id
        self.column.has_older = False
        job = self._jobs.submit(
            self.tr("Reading a conversation"), "browse", lambda _: talking.past(application, conversation, before), shown=False
        )
        job.done.connect(partial(self._show_past, talk))
        job.failed.connect(self._tell)
        job.ended.connect(partial(self._read, job))
        self._reading = job

    def _read(self, job: Job) -> None:
        if self._reading is job:
            self._reading = None

    def _show_past(self, talk: Talk, past: Past) -> None:
        if talk is not self._talk:
            return
        self._past = past
        self._unshown.extend((run, past.feedback.get(run.id)) for run in past.runs)
        self._show_next()

    def _show_next(self) -> None:
        """Make one earlier turn and leave the rest to the next round of the event loop, so that nobody waits for all of them."""
        if not self._unshown:
            # A page of which a purge left nothing.
            self.column.has_older = self._past.more
            return
        run, feedback = self._unshown.popleft()
        here = {turn.answer["run"] for turn in self.turns if turn.answer is not None}
        if run.id not in here:
            newest = not self.turns
            turn = self._make_turn(run.asked, run.at)
            if run.asked != run.question:
                turn.show_rewritten(run.question)
            turn.show_answer(run.answer, talking.evidence_of(run), saw="model" in run.trace, folded=not newest)
            turn.show_feedback(feedback)
            turn.show_followed(followed=turn.looked_for in self._followed)
            self.column.add(turn, 0)
            if newest:
                self.column.show_turn(turn)
        if self._unshown:
            QTimer.singleShot(0, self, self._show_next)
        else:
            # At once: whoever scrolls up now gets what is older.
            self.column.has_older = self._past.more

    def _read_older(self) -> None:
        if self._past.more and self._reading is None and not self._unshown:
            self._read_past(self._past.oldest)

    @property
    def is_reading(self) -> bool:
        """Whether earlier questions are still being read."""
        return self._reading is not None or bool(self._unshown)

    def _rename(self, conversation: str, title: str) -> None:
        self._change_list(self.tr("Renaming a conversation"), lambda app: app.dialogue.rename(app.actor, conversation, title))

    def _remove(self, conversation: str) -> None:
        self._change_list(self.tr("Removing a conversation"), lambda app: app.dialogue.remove(app.actor, conversation))
        if conversation == self._talk.id:
            self.begin_conversation()

    def _bring_back(self, conversation: str) -> None:
        self._change_list(self.tr("Bringing a conversation back"), lambda app: app.dialogue.bring_back(app.actor, conversation))
        self._change(Talk(conversation))
        self._read_past(None)

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
        self.column.add(turn)
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
        if len(self._asking) > 1:
            turn.show_waiting()
        else:
            self.column.show_turn(turn)
        self._show_busy()

    def _make_turn(self, question: str, at: str = "") -> Turn:
        turn = Turn(question, at, corrects=may(self._application.actor, Action.PIN_CORRECTION))
        turn.opened.connect(self._open)
        turn.saw_wanted.connect(self._show_seen)
        turn.again.connect(self.ask)
        turn.judged.connect(partial(self._judge, turn))
        turn.export_wanted.connect(partial(self._export, turn))
        turn.broaden_wanted.connect(partial(self._broaden, turn))
        turn.reported.connect(partial(self._report, turn))
        turn.expert_asked.connect(partial(self._ask_expert, turn))
        turn.corrected.connect(partial(self._correct, turn))
        turn.followed.connect(partial(self._follow, turn))
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
            items = answer.evidence or answer.nearest
            asking.turn.show_answer(answer.as_json(), [one.as_json() | {"version": one.version} for one in items])
            asking.turn.show_followed(followed=asking.turn.looked_for in self._followed)

    def _fail(self, asking: Asking, error: object) -> None:
        if not asking.withdrawn:
            asking.turn.show_problem(error)

    def _rest(self, asking: Asking) -> None:
        self._asking.remove(asking)
        if asking.turn not in self.turns:
            asking.turn.deleteLater()
        if self._asking:
            follower = self._asking[0].turn
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
            "" if not waiting else self.tr("1 question waits") if waiting == 1 else self.tr("{0} questions wait").format(waiting)
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

    # What can be done with an answer

    def _judge(self, turn: Turn, verdict: Verdict | None, remark: str) -> None:
        assert turn.answer is not None
        application, run = self._application, str(turn.answer["run"])
        job = self._jobs.submit(
            self.tr("Keeping your feedback"), "browse",
            lambda _: application.dialogue.feedback(application.actor, run, verdict, remark), shown=False,
        )  # fmt: skip
        job.done.connect(lambda _: turn.feedback.saved() if turn in self.turns and turn.feedback is not None else None)
        job.failed.connect(self._tell)

    def _export(self, turn: Turn, form: str) -> None:
        if turn.answer is not None:
            run = str(turn.answer["run"])
            self._exporter.ask_where(turn.question, form, lambda: [run])

    def _export_conversation(self, form: str) -> None:
        conversation = self._talk.id
        if conversation is not None:
            application = self._application
            self._exporter.ask_where(self._talk.title, form, lambda: talking.run_ids(application, conversation))

    def _broaden(self, turn: Turn) -> None:
        application, question = self._application, turn.looked_for
        job = self._jobs.submit(self.tr("Looking further"), "ask", lambda _: talking.broader(application, question), shown=False)
        job.done.connect(lambda items: turn.show_broader(items) if turn in self.turns else None)
        job.failed.connect(self._tell)

    def _report(self, turn: Turn) -> None:
        """Put the question before the experts and offer whom to ask."""
        assert turn.answer is not None
        application, run = self._application, str(turn.answer["run"])
        job = self._jobs.submit(self.tr("Putting a question before the experts"), "ask", lambda _: report(application, run), shown=False)
        job.done.connect(partial(self._offer_expert, turn))
        job.failed.connect(lambda error: self._not_reported(turn, error))

    def _offer_expert(self, turn: Turn, found: Reported) -> None:
        if turn in self.turns and turn.abstention is not None:
            turn.abstention.show_reported(found)
            self.column.bring(turn.abstention.form)
        self.reported.emit()

    def _not_reported(self, turn: Turn, error: object) -> None:
        if turn in self.turns and turn.abstention is not None and isinstance(error, AppError):
            turn.abstention.not_reported(str(error))

    def _ask_expert(self, turn: Turn, person: str, note: str) -> None:
        assert turn.answer is not None
        application, run = self._application, str(turn.answer["run"])
        job = self._jobs.submit(self.tr("Asking an expert"), "ask", lambda _: report(application, run, person, note), shown=False)
        job.done.connect(partial(self._expert_asked, turn, person))
        job.failed.connect(lambda error: self._not_asked(turn, error))

    def _expert_asked(self, turn: Turn, person: str, found: Reported) -> None:
        if turn in self.turns and turn.abstention is not None:
            asked = self.tr("{0} was asked. You are told when it is answered.").format(found.holder)
            kept = self.tr("Your note is kept with the question.")
            turn.abstention.form.finish(asked if person else kept)
        self.reported.emit()
        if may(self._application.actor, Action.ASSIGN_GAP):
            self._strip.say(self.tr("Gaps are assigned and answered in Review."), self.tr("Show the gaps"), self.gaps_wanted.emit)

    def _not_asked(self, turn: Turn, error: object) -> None:
        if turn in self.turns and turn.abstention is not None and isinstance(error, AppError):
            turn.abstention.form.refused(str(error))

    def _correct(self, turn: Turn, text: str) -> None:
        assert turn.answer is not None
        application, run = self._application, str(turn.answer["run"])
        job = self._jobs.submit(
            self.tr("Pinning a correction"), "library", lambda _: application.corrections.pin(application.actor, run, text), shown=False
        )
        job.done.connect(lambda found: self._pinned(turn, found.review_due))
        job.failed.connect(lambda error: self._say_corrected(turn, str(error)))

    def _pinned(self, turn: Turn, due: str) -> None:
        self._say_corrected(turn, self.tr("It answers from now on. Somebody else looks at it by {0}.").format(day(due)))

    def _say_corrected(self, turn: Turn, told: str) -> None:
        if turn in self.turns and turn.feedback is not None:
            turn.feedback.correction.say(told)

    def _follow(self, turn: Turn, followed: bool) -> None:
        application, question = self._application, turn.looked_for

        def work(_: Job) -> bool:
            actor, follows = application.actor, application.follows
            if followed:
                follows.follow(actor, question)
            else:
                for one in follows.listed(actor):
                    if one.question == question:
                        follows.remove(actor, one.id)
            return followed

        job = self._jobs.submit(self.tr("Following a question"), "ask", work, shown=False)
        job.done.connect(partial(self._show_followed, turn))
        job.failed.connect(lambda error: self._not_followed(turn, error, was=not followed))

    def _show_followed(self, turn: Turn, followed: bool) -> None:
        self._followed = self._followed | {turn.looked_for} if followed else self._followed - {turn.looked_for}
        for one in self.turns:
            if one.looked_for == turn.looked_for:
                one.show_followed(followed=followed)

    def _not_followed(self, turn: Turn, error: object, *, was: bool) -> None:
        if turn in self.turns:
            turn.show_followed(followed=was)
        self._tell(error)

    def _read_followed(self) -> None:
        """Mark the questions that are followed already."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Looking what is followed"), "browse",
            lambda _: {one.question for one in application.follows.listed(application.actor)}, shown=False,
        )  # fmt: skip
        job.done.connect(self._mark_followed)

    def _mark_followed(self, questions: set[str]) -> None:
        self._followed = questions
        for turn in self.turns:
            turn.show_followed(followed=turn.looked_for in questions)

    def _has_answer(self) -> bool:
        turn = self.column.current()
        return turn is not None and turn.answer is not None

    def _copy_current(self) -> None:
        turn = self.column.current()
        if turn is not None:
            turn.copy()

    def _show_seen(self, run: str) -> None:
        application = self._application
        job = self._jobs.submit(self.tr("Reading a run"), "browse", lambda _: application.runs.show(application.actor, run), shown=False)
        job.done.connect(lambda found: SeenDialog(found.trace.get("model", {}), self).open())
        job.failed.connect(self._tell)

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
            self.tr("Opening a source"), "browse", lambda _: application.documents.source(application.actor, place.version), shown=False
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


class Suggestion(QPushButton):
    """A question to begin with, cut short where there is no room for it."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self.setProperty("quiet", "true")
        self.setProperty("link", "true")
        self.setToolTip(question)
        self.setAccessibleName(question)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * theme.SPACE[2] - 2
        self.setText(QFontMetrics(self.font()).elidedText(self._question, Qt.TextElideMode.ElideRight, room))


def _kept_choice() -> bool | None:
    kept = QSettings("citewell", "window").value("ask/conversations")
    return None if kept is None else str(kept).casefold() == "true"
