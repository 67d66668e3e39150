"""The page: it joins the inbox, the gaps, the interviews, and what is looked at of them.

The page holds no rule: it submits work and hands its values to the views. Decision hidden: what is read anew
when something changed, and where one gets to when something is done: to the next thing that waits. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.access import Action, may
from app.core.consequences import Consequence
from app.core.errors import AppError
from app.core.inquiry.gaps import GapPage
from app.core.inquiry.inbox import InboxItem, ItemKind, Target
from app.core.inquiry.interviews import InterviewHead, KeptInterview
from app.core.units.units import Event, Resolution, Unit
from app.ui import theme
from app.ui.ask.talk import broader
from app.ui.command import Command
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.library.strip import Banner
from app.ui.reader import Place, SourceReader
from app.ui.review import errands
from app.ui.review.gaps import GapsView, Wanted
from app.ui.review.inbox import InboxView
from app.ui.review.interviews import Begin, InterviewsView
from app.ui.review.judged import CorrectionView, FollowView
from app.ui.review.talk import Talk
from app.ui.review.unit import Look, UnitReview, look_at
from app.ui.widgets.tabs import Tabs
from app.workspace.workspace import Application

INBOX, GAPS, INTERVIEWS = range(3)
_REVIEWED = (ItemKind.REVIEW, ItemKind.DOUBT, ItemKind.EXPIRING, ItemKind.RETURNED)


class ReviewPage(QWidget):
    """What waits."""

    counted = Signal(int)
    """How many things the person has not looked at."""
    question_wanted = Signal(str)
    """A question that is to be asked where questions are asked."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._actor = application.actor
        self.editor: Callable[[str], object] | None = None
        """Opens a unit to be written on, by its id; without one units are only looked at."""
        self._reading = False
        self._again = False
        self._names: Mapping[str, str] = {}
        self._gathering: Job | None = None
        self._wanted_unit = self._wanted_gap = self._wanted_talk = self._approved = ""
        self.banner = Banner()
        self.tabs = Tabs()
        self.inbox = InboxView()
        self.inbox.opened.connect(self.open_item)
        self.gaps = GapsView(self._actor)
        self.interviews = InterviewsView(self._actor)
        self.unit = UnitReview(self._actor)
        self.correction = CorrectionView(self._actor)
        self.follow = FollowView()
        self.talk = Talk()
        self._desk = QStackedWidget()
        self._desk.addWidget(self._make_lists())
        for view in (self.unit, self.correction, self.follow, self.talk):
            self._desk.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self._desk, 1)
        self._connect()

    def _make_lists(self) -> QWidget:
        box = QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[3], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        head.addWidget(self.tabs)
        head.addStretch(1)
        names = (
            (self.tr("Inbox"), self.inbox),
            (self.tr("Gaps"), self.gaps),
            (self.tr("Interviews"), self.interviews),
        )
        for name, view in names:
            self.tabs.add(name, view)
        self.tabs.offer(INTERVIEWS, may(self._actor, Action.WRITE_UNIT))
        self.tabs.switched.connect(lambda _: self.refresh())
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.tabs.stack, 1)
        return box

    def _connect(self) -> None:
        self._jobs.followed.connect(self._asked_again)
        self.gaps.listing_wanted.connect(lambda _: self.refresh())
        self.gaps.chosen.connect(self.open_gap)
        self.gaps.gather_wanted.connect(self.gather)
        detail = self.gaps.detail
        detail.assign_wanted.connect(
            lambda gap, person: self._on_gap(gap, lambda app: app.gaps.assign(app.actor, gap, person))
        )
        detail.dismiss_wanted.connect(
            lambda gap, reason: self._on_gap(gap, lambda app: app.gaps.dismiss(app.actor, gap, reason))
        )
        detail.reopen_wanted.connect(
            lambda gap: self._on_gap(gap, lambda app: app.gaps.reopen(app.actor, gap))
        )
        detail.unit_wanted.connect(self._write_for)
        detail.interview_wanted.connect(self._interview_for)
        detail.open_unit.connect(self.open_unit)
        detail.open_interview.connect(self.open_interview)
        detail.source_wanted.connect(partial(self._load, detail.reader))
        self.interviews.opened.connect(self.open_interview)
        self.interviews.begin_wanted.connect(self._begin)
        self.unit.source_wanted.connect(partial(self._load, self.unit.reader))
        self.unit.decided.connect(self._decide)
        self.unit.edit_wanted.connect(self._edit)
        self.unit.left.connect(self.show_lists)
        self.correction.left.connect(self.show_lists)
        self.correction.settled.connect(self._settle)
        self.follow.left.connect(self.show_lists)
        self.follow.seen.connect(
            lambda follow: self._on_follow(lambda app: app.follows.seen(app.actor, follow))
        )
        self.follow.stopped.connect(
            lambda follow: self._on_follow(lambda app: app.follows.remove(app.actor, follow))
        )
        self.follow.ask_wanted.connect(self.question_wanted)
        self.talk.left.connect(self.show_lists)
        self.talk.answered.connect(
            lambda words: self._on_talk(lambda app, one: app.interviews.answer(app.actor, one, words))
        )
        self.talk.taken_back.connect(
            lambda: self._on_talk(lambda app, one: app.interviews.take_back(app.actor, one))
        )
        self.talk.accepted.connect(
            lambda name, value: self._on_talk(
                lambda app, one: app.interviews.accept(app.actor, one, name, value)
            )
        )
        self.talk.rejected.connect(
            lambda name: self._on_talk(lambda app, one: app.interviews.reject(app.actor, one, name))
        )
        self.talk.status_wanted.connect(
            lambda what: self._on_talk(lambda app, one: getattr(app.interviews, what)(app.actor, one))
        )
        self.talk.proposed.connect(self._propose)
        self.talk.unit_wanted.connect(self._edit)

    def commands(self) -> list[Command]:
        """Return what can be done here, with its keys."""
        writes = may(self._actor, Action.WRITE_UNIT)
        found = [
            Command(self.tr("Show inbox"), "Ctrl+I", lambda: self._show_list(INBOX)),
            Command(self.tr("Show gaps"), "Ctrl+G", lambda: self._show_list(GAPS)),
            Command(
                self.tr("Open the next item"), "Ctrl+Down", self.open_next, lambda: bool(self.inbox.items)
            ),
            Command(self.tr("Approve the unit"), "Ctrl+Return", self.unit.press_approve, self._is_unit),
            Command(
                self.tr("Submit answer"),
                "Ctrl+Return",
                self.talk.hand_in,
                lambda: self._desk.currentWidget() is self.talk,
            ),
            Command(
                self.tr("Return the unit to its author"),
                "Ctrl+Shift+Return",
                self.unit.press_send_back,
                self._is_unit,
            ),
            Command(
                self.tr("Go to the next open contradiction"), "Alt+C", self.unit.to_conflict, self._is_unit
            ),
            Command(self.tr("Next evidence"), "J", lambda: self._step(1), self._is_unit),
            Command(self.tr("Previous evidence"), "K", lambda: self._step(-1), self._is_unit),
        ]
        if writes:
            found.append(Command(self.tr("Show interviews"), "", lambda: self._show_list(INTERVIEWS)))
            found.append(Command(self.tr("Start an interview"), "", self._begin_form))
        if may(self._actor, Action.ASSIGN_GAP):
            found.append(Command(self.tr("Group new questions into gaps"), "", self.gather))
        return found

    def _is_unit(self) -> bool:
        return self._desk.currentWidget() is self.unit

    def _step(self, by: int) -> None:
        if self.unit.reader.place is None:
            if self.unit.places():
                self.unit.reader.go(self.unit.places(), 0)
        else:
            self.unit.reader.step(by)

    # What is shown

    @property
    def is_away(self) -> bool:
        """Whether something is looked at in the place of the lists."""
        return self._desk.currentIndex() != 0

    def show_lists(self) -> None:
        """Go back to the lists."""
        self._wanted_unit = self._wanted_talk = ""
        self._desk.setCurrentIndex(0)
        self.refresh()

    def _show_list(self, at: int) -> None:
        self._desk.setCurrentIndex(0)
        self.tabs.go(at)

    def show_gaps(self) -> None:
        """Show the list of gaps."""
        self._show_list(GAPS)

    def refresh(self) -> None:
        """Read the lists anew; what is looked at stays as it is."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        application, wanted = self._application, self.gaps.wanted
        job = self._jobs.submit(
            self.tr("Loading the inbox"), "browse", lambda _: errands.lists(application, wanted), shown=False
        )
        job.done.connect(partial(self._show, wanted))
        job.failed.connect(self._complain)
        job.ended.connect(self._read)

    def _read(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _show(
        self,
        wanted: Wanted,
        found: tuple[Sequence[InboxItem], GapPage, Sequence[InterviewHead], Mapping[str, str]],
    ) -> None:
        items, page, heads, self._names = found
        self.inbox.show_items(items)
        unread = sum(not item.read for item in items)
        self.tabs.count(INBOX, str(unread) if unread else "")
        self.counted.emit(unread)
        if wanted == self.gaps.wanted:
            self.gaps.show_page(page, self._names)
            if not wanted.filter.statuses and not wanted.filter.words:
                self.tabs.count(GAPS, str(page.total) if page.total else "")
        self.interviews.show_heads(heads, self._names)

    # The inbox

    def open_item(self, item: InboxItem) -> None:
        """Open what an item leads to."""
        if not item.read:
            self._submit(
                self.tr("Marking as read"),
                lambda app: app.inbox.mark(app.actor, [item.id]),
                lambda _: self.refresh(),
            )
        target, name = item.target
        if target is Target.UNIT:
            if item.kind is ItemKind.RETURNED and self.editor is not None:
                self._edit(name)
            else:
                self.open_unit(name)
        elif target is Target.GAP:
            self.open_gap(name)
        elif target is Target.CORRECTION:
            self.open_correction(name)
        elif target is Target.FOLLOW:
            self.open_follow(name)
        elif target is Target.INTERVIEW:
            self.open_interview(name)
        else:
            self.question_wanted.emit(item.title)

    def open_next(self) -> None:
        """Open the next thing that waits, after what is looked at now."""
        items = list(self.inbox.items)
        here = self.unit.look.unit.id if self._is_unit() and self.unit.look is not None else ""
        at = next((at for at, item in enumerate(items) if item.target == (Target.UNIT, here)), -1)
        if items:
            self.open_item(items[(at + 1) % len(items)])

    # Units

    def open_unit(self, unit: str) -> None:
        """Look at a unit, and what says otherwise when it waits for this person."""
        self._wanted_unit = unit
        self._submit(self.tr("Opening a unit"), lambda app: look_at(app, unit), self._show_unit)

    def _show_unit(self, look: Look) -> None:
        if look.unit.id != self._wanted_unit:
            return
        self.unit.show_unit(look, self._place_of(look.unit))
        self._desk.setCurrentWidget(self.unit)
        self.unit.column.setFocus()
        if self.unit.conflicts.looking:
            name, change = look.unit.id, look.unit.change
            job = self._jobs.submit(
                self.tr("Checking for contradictions"), "library",
                lambda _: self._application.capture.conflicts(self._actor, name), shown=False,
            )  # fmt: skip
            job.done.connect(
                lambda found: self.unit.show_conflicts(found) if self._still(name, change) else None
            )
            job.failed.connect(
                lambda error: (
                    self.unit.conflicts.show_problem(str(error)) if self._still(name, change) else None
                )
            )

    def _still(self, unit: str, change: int) -> bool:
        look = self.unit.look
        return (
            look is not None
            and look.unit.id == unit
            and look.unit.change == change
            and self.unit.conflicts.looking
        )

    def _place_of(self, unit: Unit) -> str:
        some = [item for item in self.inbox.items if item.kind in _REVIEWED]
        at = next((at for at, item in enumerate(some, 1) if item.target[1] == unit.id), 0)
        return self.tr("{0} of {1} waiting for you").format(at, len(some)) if at and len(some) > 1 else ""

    def _decide(self, event: Event, reason: str, resolutions: Sequence[Resolution]) -> None:
        look = self.unit.look
        assert look is not None
        unit = look.unit
        done = self._place_after(unit.id)
        job = self._jobs.submit(
            self.tr("Approving “{0}”").format(unit.title)
            if event is Event.APPROVE
            else self.tr("Saving your review"), "library",
            lambda _: self._application.capture.decide(self._actor, unit.id, event, reason, resolutions, unit.change), shown=False,
        )  # fmt: skip
        job.done.connect(lambda found: self._decided(event, found, done))
        job.failed.connect(
            lambda error: self.unit.refused(str(error)) if isinstance(error, AppError) else None
        )

    def _place_after(self, unit: str) -> str:
        """Return the unit that waits after this one; empty for none."""
        some = [item.target[1] for item in self.inbox.items if item.kind in (ItemKind.REVIEW, ItemKind.DOUBT)]
        at = some.index(unit) if unit in some else -1
        return next((one for one in (*some[at + 1 :], *some[: max(at, 0)]) if one != unit), "")

    def _decided(self, event: Event, unit: Unit, following: str) -> None:
        told = {
            Event.APPROVE: self.tr("“{0}” has been approved and is now used in answers."),
            Event.RETURN: self.tr("“{0}” has been returned to its author."),
            Event.CONFIRM: self.tr("“{0}” has been confirmed as still valid; its next review is scheduled."),
        }[event].format(unit.title)
        self.banner.tell(told)
        self._approved = told if event is Event.APPROVE else ""
        if following:
            self.open_unit(following)
            self.refresh()
        else:
            self.show_lists()
        self.changed()

    def _asked_again(self, came: Consequence) -> None:
        """Say what came of the questions that an approved unit was written for."""
        asked, answered = sum(one.asked for one in came.closed), sum(one.answered for one in came.closed)
        if asked:
            words = self.tr("Asked again: {0} of {1} questions answered.").format(answered, asked)
            self.banner.tell(f"{self._approved} {words}".strip())
            self.refresh()

    def changed(self) -> None:
        """Read anew what others may show of it."""
        self.refresh()

    def _edit(self, unit: str) -> None:
        if self.editor is not None:
            self.editor(unit)
        else:
            self.open_unit(unit)

    # Corrections and followed questions

    def open_correction(self, correction: str) -> None:
        """Look at a pinned correction."""
        self._submit(
            self.tr("Opening a correction"),
            lambda app: app.corrections.show(app.actor, correction),
            self._show_correction,
        )

    def _show_correction(self, found: Any) -> None:
        self.correction.show_correction(found)
        self._desk.setCurrentWidget(self.correction)

    def _settle(self, correction: str, what: str, reason: str) -> None:
        self._submit(
            self.tr("Saving your decision on a correction"),
            lambda app: getattr(app.corrections, what)(app.actor, correction, reason),
            lambda _: self.show_lists(),
        )

    def open_follow(self, follow: str) -> None:
        """Look at what a followed question's answer says otherwise."""
        self._submit(
            self.tr("Comparing two answers"), lambda app: errands.followed(app, follow), self._show_follow
        )

    def _show_follow(self, found: Any) -> None:
        self.follow.show_difference(*found)
        self._desk.setCurrentWidget(self.follow)

    def _on_follow(self, act: Callable[[Application], object]) -> None:
        self._submit(self.tr("Saving followed questions"), act, lambda _: self.show_lists())

    # Gaps

    def open_gap(self, gap: str) -> None:
        """Show a gap."""
        self._wanted_gap = gap
        self._desk.setCurrentIndex(0)
        if self.tabs.at != GAPS:
            self.tabs.go(GAPS)
        self.gaps.mark(gap)
        self._submit(
            self.tr("Opening a gap"),
            lambda app: errands.gap(app, gap, broader),
            self._show_gap,
            lane="library",
        )

    def _show_gap(self, look: Any) -> None:
        if look.gap.id == self._wanted_gap:
            self.gaps.detail.show_gap(look)
            self.gaps.mark(look.gap.id)

    def _on_gap(self, gap: str, act: Callable[[Application], object]) -> None:
        self._submit(self.tr("Changing a gap"), act, lambda _: self._reopen_gap(gap))

    def _reopen_gap(self, gap: str) -> None:
        self.open_gap(gap)
        self.refresh()

    def _write_for(self, gap: str, kind: str) -> None:
        def begun(unit: Unit) -> None:
            self.open_gap(gap)
            self._edit(unit.id)

        self._submit(self.tr("Starting a unit"), lambda app: app.gaps.start_unit(app.actor, gap, kind), begun)

    def _interview_for(self, gap: str, kind: str) -> None:
        self._submit(
            self.tr("Starting an interview"),
            lambda app: app.gaps.start_interview(app.actor, gap, kind),
            self._show_talk,
        )

    def gather(self) -> None:
        """Group new questions into gaps, in the background."""
        if self._gathering is not None or not may(self._actor, Action.ASSIGN_GAP):
            return
        application = self._application
        job = self._gathering = self._jobs.submit(
            self.tr("Grouping questions into gaps"), "batch",
            lambda job: application.gaps.gather(application.actor, job.report, job.cancel_token),
        )  # fmt: skip
        job.failed.connect(self._complain)
        job.ended.connect(self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        self.refresh()

    # Interviews

    def _begin_form(self) -> None:
        self._show_list(INTERVIEWS)
        self.interviews.show_form()

    def _begin(self, wanted: Begin) -> None:
        job = self._jobs.submit(
            self.tr("Starting an interview"),
            "browse",
            lambda _: errands.begin(self._application, wanted),
            shown=False,
        )

        def begun(kept: KeptInterview) -> None:
            self.interviews.done()
            self._wanted_talk = kept.id
            self._show_talk(kept)

        job.done.connect(begun)
        job.failed.connect(lambda error: self.interviews.form.refused(str(error)))

    def open_interview(self, interview: str) -> None:
        """Go on with an interview where it was left."""
        self._submit(
            self.tr("Opening an interview"), lambda app: errands.talk(app, interview), self._show_talk
        )

    def _show_talk(self, kept: KeptInterview) -> None:
        phrasing = self._application.settings.model.generator != "none"
        self.talk.show_interview(kept, self._actor.person, phrasing=phrasing)
        self._desk.setCurrentWidget(self.talk)

    def _on_talk(self, act: Callable[[Application, str], KeptInterview]) -> None:
        assert self.talk.kept is not None
        interview = self.talk.kept.id
        application = self._application
        job = self._jobs.submit(
            self.tr("Saving an interview"), "browse", lambda _: act(application, interview), shown=False
        )
        job.done.connect(
            lambda kept: (
                self._show_talk(kept) if self.talk.kept is not None and self.talk.kept.id == kept.id else None
            )
        )
        job.failed.connect(self._talk_failed)

    def _talk_failed(self, error: object) -> None:
        self.talk.refused()
        self._complain(error)

    def _propose(self) -> None:
        assert self.talk.kept is not None
        interview, application = self.talk.kept.id, self._application
        job = self._jobs.submit(
            self.tr("Choosing the next question"), "ask",
            lambda job: application.interviews.propose(application.actor, interview, cancel=job.cancel_token),
        )  # fmt: skip
        job.done.connect(self._show_talk)
        job.failed.connect(self._complain)

    # Work

    def _submit(
        self,
        title: str,
        act: Callable[[Application], Any],
        done: Callable[[Any], object],
        *,
        lane: str = "browse",
    ) -> None:
        application = self._application
        job = self._jobs.submit(title, lane, lambda _: act(application), shown=False)
        job.done.connect(done)
        job.failed.connect(self._complain)

    def _complain(self, error: object) -> None:
        if isinstance(error, AppError) and not was_cancelled(error):
            self.banner.complain(str(error))

    def _load(self, reader: SourceReader, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"),
            "browse",
            lambda _: application.documents.source(application.actor, place.version),
            shown=False,
        )
        job.done.connect(reader.show_source)
        job.failed.connect(lambda error: reader.show_problem(str(error)))
