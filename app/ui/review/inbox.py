"""What waits for this person: each thing with what it is, why it waits, and the one thing to do. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.inquiry.inbox import InboxItem
from app.ui import theme
from app.ui.ask.words import since
from app.ui.dates import day, minute
from app.ui.review import words
from app.ui.review.pieces import Column, Row, button, rule, said
from app.ui.widgets.empty import Empty

_OF_A_KIND = 8
"""Rows of one kind that are shown at once; the others are one click away."""


class InboxView(QWidget):
    """The rows, by kind."""

    opened = Signal(object)
    """An `InboxItem` that is to be dealt with."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[InboxItem] = ()
        self.rows: list[Row] = []
        self._unfolded: set[str] = set()
        self._column = Column(self.tr("Inbox"), wide=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty("check", self.tr("You're all caught up. Reviews, gaps and doubtful units appear here."))
        )
        self._stack.addWidget(self._column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def show_items(self, items: Sequence[InboxItem]) -> None:
        """Show what waits; the view keeps its place."""
        if tuple(items) == tuple(self.items) and self.rows:
            return
        self.items = tuple(items)
        at = self._column.verticalScrollBar().value()
        self._fill()
        self._column.verticalScrollBar().setValue(at)
        self._stack.setCurrentIndex(1 if self.items else 0)

    def _fill(self) -> None:
        self._column.clear()
        self.rows = []
        for number, (kind, group) in enumerate(groupby(self.items, lambda item: item.kind)):
            some = list(group)
            if number:
                self._column.add(rule())
            title = said(f"{words.item_group(kind)}  {len(some)}", "section")
            title.setIndent(theme.SPACE[2])
            self._column.add(title)
            shown = some if kind.value in self._unfolded else some[:_OF_A_KIND]
            for item in shown:
                self._column.add(self._row(item))
            if len(some) > len(shown):
                more = button(
                    self.tr("{0} more").format(len(some) - len(shown)),
                    partial(self._unfold, kind.value),
                    quiet=True,
                )
                self._column.add(more)
        self._column.end()

    def _row(self, item: InboxItem) -> Row:
        at = self.tr("by {0}").format(day(item.due)) if item.due else since(item.since) if item.since else ""
        tip = minute(item.since) if "T" in item.since else day(item.since) if item.since else ""
        row = Row(item.title, item.why, at, words.item_action(item.kind), at_tip=tip, quiet=item.read)
        row.opened.connect(lambda: self.opened.emit(item))
        self.rows.append(row)
        return row

    def _unfold(self, kind: str) -> None:
        self._unfolded.add(kind)
        self._fill()
