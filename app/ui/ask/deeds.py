"""What can be done with an answer: judge it, correct it, follow its question, export it, look further, see
what the model saw.

The decisions hidden here are how each is done off the GUI thread, and which questions are followed.
Invariant: an answer that went from the page meanwhile is left alone. GUI thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.access import Action, may
from app.core.answers.conversations import Form, Verdict
from app.core.errors import AppError
from app.ui.ask import talk as talking
from app.ui.ask.answer import AbstentionBody
from app.ui.ask.column import TurnColumn
from app.ui.ask.expert import Reported, report
from app.ui.ask.saving import Exporter, NoticeStrip
from app.ui.ask.seen import SeenDialog
from app.ui.ask.turn import Turn
from app.ui.dates import day
from app.ui.jobs import Job, JobRunner
from app.workspace.workspace import Application


class Deeds(QObject):
    """Does what the turns of a column ask for."""

    failed = Signal(object)
    gaps_wanted = Signal()
    reported = Signal()
    """A question has been reported to the experts."""

    def __init__(
        self,
        application: Application,
        jobs: JobRunner,
        column: TurnColumn,
        strip: NoticeStrip,
        exporter: Exporter,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._application = application
        self._jobs = jobs
        self._column = column
        self._strip = strip
        self._exporter = exporter
        self._page = page
        self._followed: set[str] = set()
        self._tell = self.failed.emit

    def attend(self, turn: Turn) -> None:
        """Do from now on what a turn asks for."""
        turn.saw_wanted.connect(self._show_seen)
        turn.judged.connect(partial(self._judge, turn))
        turn.export_wanted.connect(partial(self._export, turn))
        turn.broaden_wanted.connect(partial(self._broaden, turn))
        turn.reported.connect(partial(self._report, turn))
        turn.expert_asked.connect(partial(self._ask_expert, turn))
        turn.corrected.connect(partial(self._correct, turn))
        turn.followed.connect(partial(self._follow, turn))

    def mark(self, turn: Turn) -> None:
        """Show whether the question of a turn is followed."""
        turn.show_followed(followed=turn.looked_for in self._followed)

    def _judge(self, turn: Turn, verdict: Verdict | None, remark: str) -> None:
        assert turn.answer is not None
        application, run = self._application, turn.answer.run
        job = self._jobs.submit(
            self.tr("Saving your feedback"), "browse",
            lambda _: application.dialogue.feedback(application.actor, run, verdict, remark), shown=False,
        )  # fmt: skip
        job.done.connect(
            lambda _: (
                turn.feedback.saved() if turn in self._column.turns and turn.feedback is not None else None
            )
        )
        job.failed.connect(self._tell)

    def _export(self, turn: Turn, form: Form) -> None:
        if turn.answer is not None:
            run = turn.answer.run
            self._exporter.ask_where(turn.question, form, lambda: [run])

    def _broaden(self, turn: Turn) -> None:
        application, question = self._application, turn.looked_for
        job = self._jobs.submit(
            self.tr("Searching further"), "ask", lambda _: talking.broader(application, question), shown=False
        )
        job.done.connect(lambda items: turn.show_broader(items) if turn in self._column.turns else None)
        job.failed.connect(self._tell)

    def _report(self, turn: Turn) -> None:
        """Report the question to the experts and suggest whom to ask."""
        assert turn.answer is not None
        application, run = self._application, turn.answer.run
        job = self._jobs.submit(
            self.tr("Reporting to the experts"), "ask", lambda _: report(application, run), shown=False
        )
        job.done.connect(partial(self._offer_expert, turn))
        job.failed.connect(lambda error: self._not_reported(turn, error))

    def _offer_expert(self, turn: Turn, found: Reported) -> None:
        if (body := self._abstention(turn)) is not None:
            body.show_reported(found)
            self._column.bring(body.form)
        self.reported.emit()

    def _not_reported(self, turn: Turn, error: object) -> None:
        if (body := self._abstention(turn)) is not None and isinstance(error, AppError):
            body.not_reported(str(error))

    def _ask_expert(self, turn: Turn, person: str, note: str) -> None:
        assert turn.answer is not None
        application, run = self._application, turn.answer.run
        job = self._jobs.submit(
            self.tr("Asking an expert"), "ask", lambda _: report(application, run, person, note), shown=False
        )
        job.done.connect(partial(self._expert_asked, turn, person))
        job.failed.connect(lambda error: self._not_asked(turn, error))

    def _expert_asked(self, turn: Turn, person: str, found: Reported) -> None:
        if (body := self._abstention(turn)) is not None:
            asked = self.tr("{0} has been asked. You will be notified when there is an answer.").format(
                found.holder
            )
            kept = self.tr("Your note has been saved with the question.")
            body.form.finish(asked if person else kept)
        self.reported.emit()
        if may(self._application.actor, Action.ASSIGN_GAP):
            self._strip.say(
                self.tr("Gaps are assigned and answered in Review."),
                self.tr("Show gaps"),
                self.gaps_wanted.emit,
            )

    def _not_asked(self, turn: Turn, error: object) -> None:
        if (body := self._abstention(turn)) is not None and isinstance(error, AppError):
            body.form.refused(str(error))

    def _abstention(self, turn: Turn) -> AbstentionBody | None:
        """Return where a turn says that it is not answered, if it is still there."""
        return turn.abstention if turn in self._column.turns else None

    def _correct(self, turn: Turn, text: str) -> None:
        assert turn.answer is not None
        application, run = self._application, turn.answer.run
        job = self._jobs.submit(
            self.tr("Publishing a correction"),
            "library",
            lambda _: application.corrections.pin(application.actor, run, text),
            shown=False,
        )
        job.done.connect(lambda found: self._pinned(turn, found.review_due))
        job.failed.connect(lambda error: self._say_corrected(turn, str(error)))

    def _pinned(self, turn: Turn, due: str) -> None:
        self._say_corrected(
            turn, self.tr("It is now the answer. Somebody else will review it by {0}.").format(day(due))
        )

    def _say_corrected(self, turn: Turn, told: str) -> None:
        if turn in self._column.turns and turn.feedback is not None:
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
        self._followed = (
            self._followed | {turn.looked_for} if followed else self._followed - {turn.looked_for}
        )
        for one in self._column.turns:
            if one.looked_for == turn.looked_for:
                one.show_followed(followed=followed)

    def _not_followed(self, turn: Turn, error: object, *, was: bool) -> None:
        if turn in self._column.turns:
            turn.show_followed(followed=was)
        self._tell(error)

    def read_followed(self) -> None:
        """Mark the questions that are followed already."""
        application = self._application
        job = self._jobs.submit(
            self.tr("Checking followed questions"), "browse",
            lambda _: {one.question for one in application.follows.listed(application.actor)}, shown=False,
        )  # fmt: skip
        job.done.connect(self._mark_followed)

    def _mark_followed(self, questions: set[str]) -> None:
        self._followed = questions
        for turn in self._column.turns:
            self.mark(turn)

    def _show_seen(self, run: str) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Reading a run"),
            "browse",
            lambda _: application.runs.show(application.actor, run),
            shown=False,
        )
        job.done.connect(lambda found: SeenDialog(found.trace and found.trace.model, self._page).open())
        job.failed.connect(self._tell)
