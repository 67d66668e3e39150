"""A conflict and how it is settled: both texts, why they cannot both be meant, and what is to become of it.

Invariant: nothing is chosen beforehand; a conflict is settled once a way was chosen and the reason that the
way asks for was given. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.units.units import Conflict, Resolution, Way
from app.ui import theme
from app.ui.review import words
from app.ui.review.pieces import button, in_a_row, said
from app.ui.widgets.prose import Prose


class ConflictCard(QFrame):
    """One thing that says otherwise."""

    changed = Signal()
    opened = Signal(object)
    """The `Conflict` whose other side is to be read."""
    unit_wanted = Signal(str)

    def __init__(self, conflict: Conflict, number: int, total: int) -> None:
        super().__init__()
        self.conflict = conflict
        self.setProperty("card", "true")
        self.setAccessibleName(self.tr("Contradiction {0} of {1}: {2}").format(number, total, conflict.why))
        self.way: Way | None = None
        self._state = said(self.tr("open"), "partial")
        read = button(self.tr("Open in context"), lambda: self.opened.emit(conflict), quiet=True)
        read.setAccessibleName(self.tr("Open “{0}” in context").format(conflict.title))
        top = in_a_row(
            said(self.tr("Contradiction {0} of {1}").format(number, total), "section"),
            self._state,
            1,
            read,
            stretch=False,
        )
        both = QGridLayout()
        both.setHorizontalSpacing(theme.SPACE[4])
        both.setVerticalSpacing(theme.SPACE[1])
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        sides = ((self.tr("This unit"), conflict.ours), (conflict.title, conflict.theirs))
        for at, (title, text) in enumerate(sides):
            head = Prose(title, size="small", muted=True)
            body = Prose(text, size="base")
            body.setFont(theme.serif("base"))
            both.addWidget(head, 0, at)
            both.addWidget(body, 1, at)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[4], theme.SPACE[3], theme.SPACE[4], theme.SPACE[3])
        layout.setSpacing(theme.SPACE[2])
        layout.addLayout(top)
        layout.addWidget(Prose(conflict.why, size="base", bold=True))
        if conflict.example:
            layout.addWidget(
                Prose(self.tr("For example: {0}").format(_example(conflict.example)), size="base", muted=True)
            )
        layout.addLayout(both)
        self._ways = QButtonGroup(self)
        self._ways.setExclusive(True)
        self.buttons: dict[Way, QPushButton] = {}
        for at, way in enumerate(Way):
            made = button(words.way(way), partial(self._choose, way))
            made.setProperty("way", "true")
            made.setCheckable(True)
            self._ways.addButton(made, at)
            self.buttons[way] = made
        if conflict.kind != "unit":
            # A document is taken out by who keeps the library.
            self.buttons[Way.SUPERSEDE].setEnabled(False)
            self.buttons[Way.SUPERSEDE].setToolTip(
                self.tr("A unit cannot replace a document. Accept both, or remove the document.")
            )
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setMaxLength(2000)
        self.reason.textChanged.connect(lambda _: self._settled())
        self.reason.hide()
        layout.addLayout(in_a_row(*self.buttons.values()))
        layout.addWidget(self.reason)

    @property
    def settled(self) -> bool:
        """Whether it is settled."""
        return self.way is Way.SUPERSEDE or (self.way is not None and bool(self.reason.text().strip()))

    def resolution(self) -> Resolution:
        """Return how it is settled."""
        assert self.way is not None
        return Resolution(self.conflict.other, self.way, self.reason.text().strip())

    def _choose(self, way: Way) -> None:
        self.way = way
        self.reason.setPlaceholderText(words.way_asks(way))
        self.reason.show()
        self.reason.setFocus()
        self._settled()

    def _settled(self) -> None:
        self._state.setText(self.tr("settled") if self.settled else self.tr("open"))
        theme.mark(self._state, "role", "supported" if self.settled else "partial")
        self.changed.emit()


class Conflicts(QWidget):
    """All of them, or that there are none."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[ConflictCard] = []
        self.looking = True
        self._state = said(self.tr("Checking for contradictions …"))
        self._problem = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE[3])
        self._layout.addWidget(self._state)

    def show_all(self, conflicts: Sequence[Conflict]) -> None:
        """Show what was found."""
        self.looking = False
        self._state.setText(self.tr("No contradictions found."))
        self._state.setVisible(not conflicts)
        theme.mark(self._state, "role", "supported")
        for number, conflict in enumerate(conflicts, 1):
            card = ConflictCard(conflict, number, len(conflicts))
            card.changed.connect(self.changed)
            card.opened.connect(self.opened)
            self._layout.addWidget(card)
            self.cards.append(card)
        self.changed.emit()

    def show_problem(self, problem: str) -> None:
        """Say why nothing could be looked for."""
        self.looking = False
        self._problem = problem
        self._state.setText(problem)
        theme.mark(self._state, "role", "problem")
        self.changed.emit()

    def next_open(self) -> ConflictCard | None:
        """Return the first that is not settled."""
        return next((card for card in self.cards if not card.settled), None)

    @property
    def waits(self) -> str:
        """What keeps the unit from being approved; empty for nothing."""
        if self.looking:
            return self.tr("Checking for contradictions …")
        if self._problem:
            return self._problem
        left = sum(not card.settled for card in self.cards)
        return (
            ""
            if not left
            else self.tr("1 open contradiction.")
            if left == 1
            else self.tr("{0} open contradictions.").format(left)
        )

    def resolutions(self) -> list[Resolution]:
        """Return how each source in conflict is settled."""
        found: dict[str, Resolution] = {}
        for card in self.cards:
            one = card.resolution()
            known = found.get(one.other)
            if known is None or (known.way is not Way.SUPERSEDE and one.way is Way.SUPERSEDE):
                found[one.other] = one
        return list(found.values())


def _example(facts: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts)
