"""Gaps: what nobody's knowledge answers, how often it was met, and who might close it.

The list at the left, one gap at the right: its questions, what came close, and what can be done about it. The
view holds no rule; it asks for work by signals and shows values. GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.core.access import Action, Actor, may
from app.core.answers.answers import Evidence
from app.core.inquiry.gaps import Gap, GapFilter, GapOrder, GapPage, GapStatus
from app.core.units.kinds import KINDS
from app.ui import theme
from app.ui.ask.words import place, quoted, since
from app.ui.dates import minute
from app.ui.reader import Place, SourceReader
from app.ui.review import words
from app.ui.review.pieces import Column, Row, button, in_a_row, rule, said
from app.ui.widgets.choice import Choice
from app.ui.widgets.empty import Empty
from app.ui.widgets.prose import Prose

PAGE = 50
"""Gaps that are listed at a time."""

_QUOTED = 240
"""Characters of a passage that is only named."""

_TYPING = 250
"""Milliseconds after the last letter that the list is asked for."""


@dataclass(frozen=True)
class Wanted:
    """Which gaps are to be listed."""

    filter: GapFilter = GapFilter()
    order: GapOrder = GapOrder.OFTEN
    limit: int = PAGE


@dataclass(frozen=True)
class GapLook:
    """A gap with the passages that come closest to its question, in the form of evidence, and who may be
    asked.

    Attributes:
        people: names by ids.
        experts: ids of those who may write.
    """

    gap: Gap
    near: Sequence[Evidence]
    people: Mapping[str, str]
    experts: Sequence[str]


class GapsView(QWidget):
    """The list and one gap."""

    listing_wanted = Signal(object)
    """What to list: a `Wanted`."""
    chosen = Signal(str)
    """The id of the gap that is to be shown."""
    gather_wanted = Signal()

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.rows: dict[str, Row] = {}
        self._page: GapPage | None = None
        self._names: Mapping[str, str] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING)
        self._typing.timeout.connect(self._ask)
        top = self._make_top()
        self._list = Column(self.tr("Gaps"), wide=True)
        self._list.parts.setContentsMargins(theme.SPACE[3], 0, theme.SPACE[3], theme.SPACE[3])
        self._list.parts.setSpacing(theme.SPACE[1])
        self._none = Empty(
            "ask",
            self.tr(
                "No gaps. Questions without an answer, or reported as wrongly answered, are collected here."
            ),
        )
        self._body = QStackedWidget()
        self._body.addWidget(self._none)
        self._body.addWidget(self._list)
        self._may_gather = may(actor, Action.ASSIGN_GAP)
        foot = self._make_foot()
        left = QFrame()
        left.setObjectName("conversation")
        left.setMinimumWidth(360)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        self.detail = GapDetail(actor)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([560, 640])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self._count_them()

    def _make_top(self) -> QHBoxLayout:
        """Return what narrows and orders the list."""
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a question"))
        self.search.setAccessibleName(self.tr("Find a question"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.status = Choice()
        self.status.setAccessibleName(self.tr("Which gaps"))
        for name, statuses in (
            (self.tr("Waiting"), ()), (self.tr("Answered"), (GapStatus.ANSWERED,)), (self.tr("Dismissed"), (GapStatus.DISMISSED,)),
            (self.tr("All"), tuple(GapStatus)),
        ):  # fmt: skip
            self.status.addItem(name, statuses)
        self.order = Choice()
        self.order.setAccessibleName(self.tr("Order"))
        self.order.addItem(self.tr("Most asked"), GapOrder.OFTEN)
        self.order.addItem(self.tr("Most recent"), GapOrder.LAST)
        for box in (self.status, self.order):
            box.currentIndexChanged.connect(lambda _: self._ask())
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE[4], theme.SPACE[2], theme.SPACE[4], theme.SPACE[2])
        top.setSpacing(theme.SPACE[2])
        top.addWidget(self.search, 1)
        top.addWidget(self.status)
        top.addWidget(self.order)
        return top

    def _make_foot(self) -> QHBoxLayout:
        """Return how many there are, and what groups new questions."""
        self._count = said("", "small")
        self._gather = button(self.tr("Group into gaps"), self.gather_wanted.emit, quiet=True)
        self._gather.setToolTip(self.tr("Group new questions into gaps by meaning"))
        foot = in_a_row(self._count, self._gather)
        foot.setContentsMargins(theme.SPACE[4], theme.SPACE[1], theme.SPACE[4], theme.SPACE[1])
        return foot

    def _ask(self, limit: int = PAGE) -> None:
        statuses: tuple[GapStatus, ...] = tuple(self.status.currentData())
        self.wanted = Wanted(
            GapFilter(statuses, self.search.text().strip()), GapOrder(self.order.currentData()), limit
        )
        self.listing_wanted.emit(self.wanted)

    def show_page(self, page: GapPage, names: Mapping[str, str]) -> None:
        """Show some gaps."""
        if page == self._page and names == self._names:
            return
        self._page, self._names = page, names
        at = self._list.verticalScrollBar().value()
        self._list.clear()
        self.rows = {}
        for gap in page.gaps:
            who = names.get(gap.assigned_to, gap.assigned_to)
            facts = [
                words.met(gap),
                *([words.gap_status(gap, who)] if gap.status is not GapStatus.OPEN else []),
            ]
            row = Row(gap.question, "  ·  ".join(facts), since(gap.last), "", at_tip=minute(gap.last))
            row.opened.connect(lambda gap=gap.id: self.chosen.emit(gap))
            self._list.add(row)
            self.rows[gap.id] = row
        if page.total > len(page.gaps):
            left = page.total - len(page.gaps)
            self._list.add(
                in_a_row(
                    button(
                        self.tr("{0} more").format(left), lambda: self._ask(len(page.gaps) + PAGE), quiet=True
                    )
                )
            )
        self._list.end()
        self._list.verticalScrollBar().setValue(at)
        self._body.setCurrentIndex(1 if page.gaps else 0)
        self._count_them()
        self.mark(self.detail.gap.id if self.detail.gap is not None else "")

    def _count_them(self) -> None:
        page = self._page
        total, waiting = (0, 0) if page is None else (page.total, page.waiting)
        told = self.tr("1 gap") if total == 1 else self.tr("{0} gaps").format(total)
        if waiting:
            came = self.tr("1 new question") if waiting == 1 else self.tr("{0} new questions").format(waiting)
            told = f"{told}  ·  {came}"
        self._count.setText(told)
        self._gather.setVisible(bool(waiting) and self._may_gather)

    def mark(self, gap: str) -> None:
        """Mark the row of the gap that is shown."""
        for name, row in self.rows.items():
            theme.mark(row, "chosen", "true" if name == gap else "")


class GapDetail(QFrame):
    """One gap and what can be done about it."""

    assign_wanted = Signal(str, str)
    """The gap's id and the person's; empty takes it back."""
    unit_wanted = Signal(str, str)
    """The gap's id and the kind's."""
    interview_wanted = Signal(str, str)
    dismiss_wanted = Signal(str, str)
    """The gap's id and the reason."""
    reopen_wanted = Signal(str)
    open_unit = Signal(str)
    open_interview = Signal(str)
    source_wanted = Signal(object)

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.gap: Gap | None = None
        self._actor = actor
        self._near: Sequence[Evidence] = ()
        self.column = Column(self.tr("Gap"))
        self.reader = SourceReader()
        self.reader.wanted.connect(self.source_wanted)
        self.stack = QStackedWidget()
        self.reader.closed.connect(lambda: self.stack.setCurrentIndex(1))
        self.stack.addWidget(
            Empty("ask", self.tr("Select a gap to see its questions and the closest passages."))
        )
        self.stack.addWidget(self.column)
        self.stack.addWidget(self.reader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.person = Choice()
        self.kind = Choice()
        self.reason = QLineEdit()

    def clear(self) -> None:
        """Show nothing."""
        self.gap = None
        self.stack.setCurrentIndex(0)

    def show_gap(self, look: GapLook) -> None:
        """Show a gap."""
        gap = self.gap = look.gap
        self._near = look.near
        self.column.clear()
        name = look.people.get(gap.assigned_to, gap.assigned_to)
        self.column.add(Prose(gap.question, size="title", bold=True))
        causes = ", ".join(f"{words.cause(one)} {times}×" for one, times in gap.causes)
        facts = [words.gap_status(gap, name), words.met(gap), gap.label.word, causes]
        meta = Prose("  ·  ".join(part for part in facts if part), size="base", muted=True)
        meta.setToolTip(self.tr("First {0}, last {1}").format(minute(gap.first), minute(gap.last)))
        self.column.add(meta)
        if gap.reason:
            self.column.add(Prose(gap.reason, size="base"))
        if gap.asked:
            asked = self.tr("Asked again after approval: {0} of {1} answered.").format(
                gap.answered, gap.asked
            )
            self.column.add(said(asked, "supported" if gap.answered == gap.asked else "partial"))
        if may(self._actor, Action.ASSIGN_GAP):
            self._add_acts(look)
        self._add_questions(look)
        self._add_near(look)
        self.column.end()
        self.stack.setCurrentIndex(1)

    def _add_acts(self, look: GapLook) -> None:
        gap = look.gap
        if not gap.status.waits:
            self.column.add(
                in_a_row(
                    button(self.tr("Reopen"), lambda: self.reopen_wanted.emit(gap.id)), *self._to_unit(gap)
                )
            )
            return
        self.column.add(rule())
        self.column.add(said(self.tr("Answer"), "section"))
        if gap.unit or gap.interview:
            self.column.add(in_a_row(*self._to_unit(gap)))
        else:
            self.kind = Choice()
            self.kind.setAccessibleName(self.tr("Kind"))
            for kind in KINDS.values():
                self.kind.addItem(kind.title, kind.id)
            purpose = Prose(next(iter(KINDS.values())).purpose, size="base", muted=True)
            self.kind.currentIndexChanged.connect(
                lambda _: purpose.say(KINDS[self.kind.currentData()].purpose)
            )
            talk = button(
                self.tr("Interview"),
                lambda: self.interview_wanted.emit(gap.id, self.kind.currentData()),
                primary=True,
            )
            talk.setToolTip(self.tr("Answer question by question; the fields are drafted from your answers"))
            write = button(self.tr("Write"), lambda: self.unit_wanted.emit(gap.id, self.kind.currentData()))
            write.setToolTip(self.tr("Start a unit with this question as its title"))
            self.column.add(in_a_row(self.kind, talk, write))
            self.column.add(purpose)
        self.column.add(said(self.tr("Or assign it to somebody"), "section"))
        proposal = gap.nobody if gap.expert is None else self.tr("Suggested: {0}.").format(gap.expert.words)
        self.column.add(Prose(proposal, size="base", muted=True))
        self.person = Choice()
        self.person.setAccessibleName(self.tr("Person to ask"))
        proposed = gap.assigned_to or (gap.expert.person if gap.expert else "")
        for person in look.experts:
            self.person.addItem(look.people.get(person, person), person)
        if proposed:
            self.person.setCurrentIndex(max(0, self.person.findData(proposed)))
        give = button(self.tr("Assign"), lambda: self.assign_wanted.emit(gap.id, self.person.currentData()))
        acts: list[QWidget | int] = [self.person, give]
        if gap.assigned_to:
            acts.append(button(self.tr("Unassign"), lambda: self.assign_wanted.emit(gap.id, ""), quiet=True))
        self.column.add(in_a_row(*acts))
        self.column.add(said(self.tr("Or dismiss it"), "section"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Why it needs no answer"))
        self.reason.setPlaceholderText(self.tr("Reason"))
        dismiss = button(
            self.tr("Dismiss"), lambda: self.dismiss_wanted.emit(gap.id, self.reason.text().strip())
        )
        dismiss.setEnabled(False)
        self.reason.textChanged.connect(lambda text: dismiss.setEnabled(bool(text.strip())))
        row = in_a_row(self.reason, dismiss, stretch=False)
        row.setStretch(0, 1)
        self.column.add(row)

    def _to_unit(self, gap: Gap) -> list[QWidget]:
        found: list[QWidget] = []
        if gap.unit:
            found.append(
                button(self.tr("Open unit"), lambda: self.open_unit.emit(gap.unit), primary=gap.status.waits)
            )
        if gap.interview:
            primary = gap.status.waits and not gap.unit
            found.append(
                button(
                    self.tr("Open interview"),
                    lambda: self.open_interview.emit(gap.interview),
                    primary=primary,
                )
            )
        return found

    def _add_questions(self, look: GapLook) -> None:
        self.column.add(rule())
        count = len(look.gap.questions)
        self.column.add(said(self.tr("Questions  {0}").format(count), "section"))
        for one in look.gap.questions:
            came = words.outcome(one.outcome)
            name = look.people.get(one.person, one.name or one.person)
            facts = [name, words.cause(one.cause), *([came] if came else [])]
            told = "  ·  ".join(facts) + (f"\n“{one.remark}”" if one.remark else "")
            row = Row(one.question, told, since(one.at), "", at_tip=minute(one.at), quiet=True)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.column.add(row)

    def _add_near(self, look: GapLook) -> None:
        if not look.near:
            return
        self.column.add(said(self.tr("Closest passages"), "section"))
        for number, one in enumerate(look.near):
            quote = quoted(one)
            short = quote if len(quote) <= _QUOTED else f"{quote[: _QUOTED - 1]}…"
            row = Row(one.title, short, "", self.tr("Read"), at_tip=place(one), quiet=True)
            row.opened.connect(lambda number=number: self._read(number))
            self.column.add(row)

    def _read(self, number: int) -> None:
        places = [Place(one.version, one.start, one.end, at) for at, one in enumerate(self._near, 1)]
        self.stack.setCurrentIndex(2)
        self.reader.go(places, number)
