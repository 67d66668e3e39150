"""What a field says now and said before, and the words it rests on.

Decision hidden: how a difference reads: word by word in one text, what went struck out, what came underlined;
a text that is new as a whole stands plain. GUI thread.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.units.units import EvidenceSpan, FieldChange
from app.ui import theme
from app.ui.reader.difference import changes
from app.ui.review.pieces import said
from app.ui.widgets.prose import Prose


class Compared(Prose):
    """One text made of two."""

    def compare(self, before: str, after: str) -> None:
        """Show how one text becomes another; line by line, so that lists stay lists."""
        if not before:
            self.say(after)
            return
        scheme = theme.colours()
        looks = {
            "same": "",
            "gone": f"color:{scheme.problem};text-decoration:line-through",
            "new": f"color:{scheme.supported};text-decoration:underline",
        }
        lines = []
        for old, new in _lines(before, after):
            told = [(looks[part.what], part.words.strip()) for part in changes(old, new)]
            parts = "".join(
                f"<span style='{look}'>{html.escape(text)}</span> " for look, text in told if text
            )
            lines.append(
                f"<p style='margin-top:0;margin-bottom:{theme.SPACE[1]}px;line-height:145%'>{parts}</p>"
            )
        self.setHtml("".join(lines))
        self.setAccessibleName(self.tr("Before: {0}. Now: {1}").format(before, after or self.tr("nothing")))
        self.updateGeometry()


def _lines(before: str, after: str) -> Sequence[tuple[str, str]]:
    """Return the lines of two texts side by side; those that stand in both face each other."""
    old, new = ([line for line in text.splitlines() if line.strip()] for text in (before, after))
    found: list[tuple[str, str]] = []
    for at in range(max(len(old), len(new))):
        found.append((old[at] if at < len(old) else "", new[at] if at < len(new) else ""))
    # Lists that grew or shrank in the middle are better told as what went and what came.
    moved = sum(one != other and (one in new or other in old) for one, other in found)
    if moved:
        return [
            *((line, line) if line in new else (line, "") for line in old),
            *(("", line) for line in new if line not in old),
        ]
    return found


class QuoteLine(QPushButton):
    """Words of a source on one line, which open the source at them."""

    def __init__(self, number: int, quote: str) -> None:
        super().__init__()
        self._words = f"{number}   “{' '.join(quote.split())}”"
        self.setProperty("quiet", "true")
        self.setProperty("link", "true")
        self.setToolTip(" ".join(quote.split()))
        self.setAccessibleName(self.tr("Evidence {0}: {1}").format(number, quote))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * theme.SPACE[2] - 2
        self.setText(QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class FieldPart(QWidget):
    """A field: its title, what it says, what it said, and what it rests on."""

    opened = Signal(int)
    """The number of a piece of evidence, from 0."""

    def __init__(
        self, change: FieldChange, evidence: Sequence[tuple[int, EvidenceSpan]], *, compare: bool
    ) -> None:
        """Show it.

        Args:
            evidence: with the number of each among all the unit's.
            compare: whether the unit was approved before, so that what is new is marked.
        """
        super().__init__()
        self.field = change.field
        self.setAccessibleName(change.title)
        title = said(change.title, "section")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE[2])
        top.addWidget(title)
        if compare:
            what = (
                self.tr("new")
                if not change.before
                else self.tr("gone")
                if not change.after
                else self.tr("changed")
            )
            top.addWidget(said(what, "accent" if change.after else "problem"))
        top.addStretch(1)
        self.text = Compared()
        self.text.compare(change.before, change.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE[1])
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(top)
        layout.addWidget(self.text)
        for number, span in evidence:
            line = QuoteLine(
                number + 1, span.words or self.tr("text that you may not read or that has been erased")
            )
            line.setEnabled(bool(span.quote))
            line.clicked.connect(lambda _=False, number=number: self.opened.emit(number))
            layout.addWidget(line)
