"""Two short looks that end with a word: a correction that somebody pinned, and a followed question whose
answer changed. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.core.access import Action, Actor, Role, may
from app.core.answers.corrections import Correction
from app.core.answers.follows import AnswerDifference, Follow
from app.ui import theme
from app.ui.ask.words import since
from app.ui.dates import day, minute
from app.ui.language import words
from app.ui.review.compared import Compared
from app.ui.review.pieces import Column, button, in_a_row, said
from app.ui.widgets.prose import Prose


class CorrectionView(QWidget):
    """A correction and what becomes of it."""

    settled = Signal(str, str, str)
    """Its id, what becomes of it ("confirm", "reject", "withdraw"), and the reason."""
    left = Signal()

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self.correction: Correction | None = None
        self.reason = QLineEdit()
        self.column = Column(self.tr("Correction"))
        _framed(self, self.column, self.left.emit)

    def show_correction(self, one: Correction) -> None:
        """Show it."""
        self.correction = one
        today = datetime.now(UTC).date()
        self.column.clear()
        self.column.add(Prose(one.question, size="title", bold=True))
        due = self.tr("review due {0}").format(day(one.review_due)) if one.review_due else ""
        facts = [self.tr("corrected by {0}").format(one.name), since(one.at), one.label.word, due]
        meta = Prose("  ·  ".join(part for part in facts if part), size="base", muted=True)
        meta.setToolTip(minute(one.at))
        self.column.add(meta)
        if one.overdue(today):
            self.column.add(said(self.tr("It was not reviewed in time."), "partial"))
        self.column.add(said(self.tr("Current answer"), "section"))
        self.column.add(Prose(one.text))
        for span in one.evidence:
            if span.quote:
                self.column.add(Prose(f"“{span.words}”", size="base", muted=True))
        self._add_acts(one)
        self.column.end()

    def _add_acts(self, one: Correction) -> None:
        own = one.person == self._actor.person
        if not one.status.answers or not may(self._actor, Action.PIN_CORRECTION):
            self.column.add(
                Prose(self.tr("Status: {0}.").format(words(one.status.value)), size="base", muted=True)
            )
            return
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(
            self.tr("Reason (required to reject)") if not own else self.tr("Reason (optional)")
        )
        confirm = button(self.tr("Confirm"), lambda: self._settle("confirm"), primary=True)
        reject = button(self.tr("Reject"), lambda: self._settle("reject"))
        reject.setEnabled(False)
        self.reason.textChanged.connect(lambda text: reject.setEnabled(bool(text.strip())))
        withdraw = button(self.tr("Withdraw"), lambda: self._settle("withdraw"), quiet=not own)
        self.column.add(self.reason)
        if own:
            self.column.add(
                Prose(self.tr("You published it; somebody else has to confirm it."), size="base", muted=True)
            )
        shown = (
            [withdraw]
            if own
            else [confirm, reject, *([withdraw] if Role.STEWARD in self._actor.roles else [])]
        )
        self.column.add(in_a_row(*shown))

    def _settle(self, what: str) -> None:
        if self.correction is not None:
            self.settled.emit(self.correction.id, what, self.reason.text().strip())


class FollowView(QWidget):
    """What an answer says otherwise than before."""

    seen = Signal(str)
    ask_wanted = Signal(str)
    stopped = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.follow: Follow | None = None
        self.column = Column(self.tr("Followed question"))
        _framed(self, self.column, self.left.emit)

    def show_difference(self, follow: Follow, difference: AnswerDifference) -> None:
        """Show it."""
        self.follow = follow
        self.column.clear()
        self.column.add(Prose(follow.question, size="title", bold=True))
        self.column.add(
            Prose(
                f"{difference.summary}  ·  {since(follow.changed or follow.asked)}", size="base", muted=True
            )
        )
        if difference.gone or difference.new:
            self.column.add(said(self.tr("Answer"), "section"))
            told = Compared()
            told.compare("\n".join(difference.gone), "\n".join(difference.new))
            self.column.add(told)
        for title, names in (
            (self.tr("No longer cited"), difference.sources_gone),
            (self.tr("Cited now"), difference.sources_new),
        ):
            if names:
                self.column.add(said(title, "section"))
                self.column.add(Prose("\n".join(names), size="base"))
        follow_id, question = follow.id, follow.question
        self.column.add(in_a_row(
            button(self.tr("Seen"), lambda: self.seen.emit(follow_id), primary=True),
            button(self.tr("Ask again"), lambda: self.ask_wanted.emit(question)),
            button(self.tr("Unfollow"), lambda: self.stopped.emit(follow_id), quiet=True),
        ))  # fmt: skip
        self.column.end()


def _framed(view: QWidget, column: Column, leave: Callable[[], object]) -> None:
    back = button(QCoreApplication.translate("Review", "‹ Inbox"), leave, quiet=True)
    bar = in_a_row(back)
    bar.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[4], 0)
    layout = QVBoxLayout(view)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addLayout(bar)
    layout.addWidget(column, 1)
