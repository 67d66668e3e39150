"""The evidence of one answer: numbered rows of quoted words with the place they stand at.

The decision hidden here is which rows are seen: before the answer what was found, best first; after it what
was cited, by the numbers of the citations, and what else was looked at only when somebody unfolds it. GUI
thread.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.answers.answers import Citation, Evidence
from app.ui import theme
from app.ui.ask import words
from app.ui.reader import Place

_MARK = 24
"""Pixels of the column that holds the numbers."""


class EvidenceRow(QAbstractButton):
    """One piece of evidence: number, two lines of its words, and where they stand."""

    def __init__(self, number: int, item: Citation | Evidence, *, brief: bool = False) -> None:
        """Show it.

        Args:
            brief: only where the words stand: they are read elsewhere.
        """
        super().__init__()
        self._brief = brief
        self._number = str(number) if number else "·"
        self._quote = words.quoted(item)
        self._where = f"{words.isolated(words.flat(item.title))}  ·  {words.place(item)}"
        name = self.tr("Evidence {0}").format(number) if number else self.tr("Considered")
        self.setText(f"{name}: {self._where if brief else self._quote}")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription("" if brief else self._where)
        self.setToolTip(tip(item))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._serif = theme.serif("base")
        self._small = theme.sized("small")
        self._line = QFontMetrics(self._serif).lineSpacing()
        self._lines: dict[int, tuple[str, ...]] = {}
        self._leftwards = _written_leftwards(self._quote)

    def heightForWidth(self, width: int) -> int:
        lines = 0 if self._brief else len(self._broken(width)) * self._line
        return lines + QFontMetrics(self._small).lineSpacing() + 2 * theme.SPACE[1] + 4

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._line)

    def _broken(self, width: int) -> tuple[str, ...]:
        """Return the words in at most two lines for a width of the row."""
        room = width - _MARK - 2 * theme.SPACE[2]
        if room not in self._lines:
            metrics = QFontMetrics(self._serif)
            layout = QTextLayout(self._quote, self._serif)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(room)
            # It counts UTF-16 units.
            units = self._quote.encode("utf-16-le", "surrogatepass")
            cut = line.textLength() * 2 if line.isValid() else len(units)
            layout.endLayout()
            first = units[:cut].decode("utf-16-le", "replace").rstrip()
            rest = units[cut:].decode("utf-16-le", "replace")
            second = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
            self._lines[room] = (first, second) if second else (first,)
        return self._lines[room]

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.hover))
            painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        top = theme.SPACE[1] + 1
        left = theme.SPACE[2] + _MARK
        room = self.width() - left - theme.SPACE[2]
        painter.setFont(theme.sized("base"))
        painter.setPen(QColor(scheme.muted))
        # On the baseline of the words beside it.
        ascent = QFontMetrics(self._small).ascent() + 2 if self._brief else QFontMetrics(self._serif).ascent()
        painter.drawText(theme.SPACE[2], top + ascent, self._number)
        painter.setFont(self._serif)
        painter.setPen(QColor(scheme.text))
        side = Qt.AlignmentFlag.AlignRight if self._leftwards else Qt.AlignmentFlag.AlignLeft
        for line in () if self._brief else self._broken(self.width()):
            painter.drawText(QRect(left, top, room, self._line), side | Qt.AlignmentFlag.AlignAbsolute, line)
            top += self._line
        painter.setFont(self._small)
        painter.setPen(QColor(scheme.muted))
        metrics = QFontMetrics(self._small)
        where = metrics.elidedText(self._where, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(left, top + 2, room, metrics.lineSpacing()), Qt.AlignmentFlag.AlignLeft, where)
        painter.end()


class EvidenceList(QWidget):
    """The rows under their title, which folds them away."""

    opened = Signal(object, int)
    """Places, and which of them to open."""

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._fold = QPushButton()
        self._fold.setProperty("quiet", "true")
        self._fold.setProperty("link", "true")
        self._fold.clicked.connect(self._toggle)
        self._rest: list[Citation | Evidence] = []
        self._rest_words = ""
        self._rest_numbered = 0
        self._brief = False
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE[2], 0, 0, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[1])
        layout.addLayout(head)
        layout.addLayout(self._rows)
        layout.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.places: list[Place] = []
        self.hide()

    def show_found(self, items: Sequence[Evidence], title: str) -> None:
        """Show rows numbered from 1."""
        self._clear()
        self._title.setText(title)
        self.places = [place_of(item, at) for at, item in enumerate(items, 1)]
        for at, item in enumerate(items):
            self._add(item, at + 1, self.places, at)
        self.setVisible(bool(items))

    def show_cited(
        self, cited: Mapping[int, Citation], others: Sequence[Evidence], *, folded: bool, brief: bool = False
    ) -> None:
        """Show what an answer cites, and the rest behind a button.

        Args:
            cited: citations by their numbers.
            others: evidence that was looked at and not cited.
            folded: show no row until somebody asks for them: for answers of before.
            brief: the answer is these words: say only where they stand, each place once.
        """
        self._brief = brief
        self._clear()
        self._title.setText(self.tr("Evidence"))
        ordered = [cited[number] for number in sorted(cited)]
        self.places = [place_of(item, number) for number, item in sorted(cited.items())]
        self._rest = [*ordered, *others] if folded else list(others)
        self._rest_numbered = len(ordered) if folded else 0
        if not folded:
            self._add_cited(ordered)
        self._title.setVisible(not folded)
        self._rest_words = (
            self.tr("Show the evidence ({0})").format(len(ordered))
            if folded
            else self.tr("{0} more passages considered").format(len(others))
        )
        self._fold.setText(self._rest_words)
        self._fold.setVisible(bool(self._rest))
        self.setVisible(bool(ordered or others))

    def rows(self) -> list[EvidenceRow]:
        """Return the rows that are shown, from top to bottom."""
        return [row for row in self.findChildren(EvidenceRow) if not row.isHidden()]

    def _toggle(self) -> None:
        rest, self._rest = self._rest, []
        beyond = [place_of(item, 0) for item in rest[self._rest_numbered :]]
        before = len(self.rows())
        self._add_cited(rest[: self._rest_numbered])
        for at, item in enumerate(rest[self._rest_numbered :]):
            self._add(item, 0, beyond, at)
        self._title.show()
        self._fold.hide()
        rows = self.rows()
        if len(rows) > before:
            rows[before].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_cited(self, ordered: Sequence[Citation | Evidence]) -> None:
        said: set[tuple[str, str]] = set()
        for at, item in enumerate(ordered):
            where = (item.version, words.place(item))
            if not self._brief or where not in said:
                self._add(item, at + 1, self.places, at, brief=self._brief)
            said.add(where)

    def _add(
        self, item: Citation | Evidence, number: int, places: list[Place], at: int, *, brief: bool = False
    ) -> None:
        row = EvidenceRow(number, item, brief=brief)
        row.clicked.connect(lambda: self.opened.emit(places, at))
        self._rows.addWidget(row)
        row.show()

    def _clear(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fold.hide()
        self._title.show()


def place_of(item: Citation | Evidence, number: int) -> Place:
    """Return where a piece of evidence or a citation is opened."""
    return Place(item.version, item.start, item.end, number)


def tip(item: Citation | Evidence) -> str:
    """Return what is shown when the pointer rests on a row or a mark: the whole quote and its place."""
    quote, where = (
        html.escape(words.quoted(item)),
        html.escape(f"{words.isolated(words.flat(item.title))} · {words.place(item)}"),
    )
    owned = words.owned(item)
    return f"<p>“{quote}”</p><p>{where}</p>" + (f"<p>{html.escape(owned)}</p>" if owned else "")


def _written_leftwards(text: str) -> bool:
    """Tell a text that is written from right to left, by its first letter that has a direction."""
    return next((kind in ("R", "AL") for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)
