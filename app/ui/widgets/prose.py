"""Text that is as high as its words, and the marks in it that lead to a source.

The decision hidden here is how running text stands in a layout: a label that wraps does not know its height
before it is drawn, a document laid out at a width does. Marks are buttons that sit where the text leaves room
for them, so that they are reached by the keyboard and named for a screen reader, while the text around them
stays text that can be selected. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QSizePolicy, QTextEdit, QWidget

from app.ui import theme

_LINE = 145
"""Per cent of a line's height in reading text."""

_ROOM = "chip"
_OBJECT = "\ufffc"


class Prose(QTextEdit):
    """Read-only text, as high as it needs to be for its width."""

    def __init__(
        self, text: str = "", *, size: str = "large", bold: bool = False, muted: bool = False
    ) -> None:
        super().__init__()
        # A layout asks for many widths, and a conversation holds many texts: breaking them again each time is
        # what made it slow.
        self._heights: dict[int, int] = {}
        self.document().contentsChanged.connect(self._forget_heights)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("prose", "muted" if muted else "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setFont(theme.sized(size, bold=bold))
        self._spaced = size == "large"
        # Not a fixed height: a layout would hold it to the one of the width before.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if text:
            self.say(text)

    def say(self, text: str) -> None:
        """Show a text in place of what stood there."""
        self.setPlainText(text)
        self._space()
        self.setAccessibleName(text)
        self.updateGeometry()

    def go_on(self, piece: str) -> None:
        """Append to the text."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        self._space()
        self.setAccessibleName(self.toPlainText())
        self.updateGeometry()

    def _space(self) -> None:
        if self._spaced:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(_spacing(0))

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            document = self.document()
            shown = document.textWidth()
            if round(shown) != width:
                document.setTextWidth(width)
            self._heights[width] = max(1, round(document.size().height() + 0.49))
            if round(shown) not in (width, -1):
                # What is asked is not yet what is shown.
                document.setTextWidth(shown)
        return self._heights[width]

    def _forget_heights(self) -> None:
        self._heights = {}

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_heights()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, QFontMetrics(self.font()).height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # What scrolls is the page.
        event.ignore()


class Elided(QLabel):
    """One line of text, cut short where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show a text, whole in the tip."""
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(
            QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        )


@dataclass(frozen=True)
class Mark:
    """A mark after a sentence.

    Attributes:
        number: of the citation.
        state: how the sentence stands: "quoted", "supported" or "partial".
        word: that in a word, shown beside the mark; may be empty.
        name: what a screen reader says.
        tip: shown when the pointer rests on it; rich text.
        run: what a click does.
    """

    number: int
    state: str
    word: str
    name: str
    tip: str
    run: Callable[[], object]


class Chip(QAbstractButton):
    """A mark as a small button: number, a shape that tells the state, and the word for it."""

    def __init__(self, mark: Mark, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setText(f"{mark.number} {mark.word}".strip())
        self.setAccessibleName(mark.name)
        self.setToolTip(mark.tip)
        self.setFont(theme.sized("small", bold=True))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(mark.run)
        self.resize(chip_size(mark))

    @property
    def state(self) -> str:
        """How the sentence stands that it belongs to."""
        return self._mark.state

    def baseline(self) -> float:
        """Return how far below its top edge the words stand."""
        metrics = QFontMetrics(self.font())
        return (self.height() + metrics.ascent() - metrics.descent()) / 2

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        scheme = theme.colours()
        colour = QColor(getattr(scheme, self._mark.state))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(colour if self.hasFocus() else QColor(scheme.line), 2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(QColor(scheme.hover if self.underMouse() or self.isDown() else scheme.surface))
        painter.drawRoundedRect(
            box.adjusted(0.5, 0.5, -0.5, -0.5) if self.hasFocus() else box, box.height() / 2, box.height() / 2
        )
        painter.setPen(QColor(scheme.text))
        metrics = QFontMetrics(self.font())
        left = theme.SPACE[2]
        number = str(self._mark.number)
        painter.setPen(colour)
        painter.drawText(QRectF(left, 0, 100, self.height()), Qt.AlignmentFlag.AlignVCenter, number)
        left += metrics.horizontalAdvance(number) + theme.SPACE[1]
        draw_state(painter, self._mark.state, QRectF(left, (self.height() - 10) / 2, 10, 10), colour)
        if self._mark.word:
            left += 10 + theme.SPACE[1]
            painter.drawText(
                QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._mark.word
            )
        painter.end()


def chip_size(mark: Mark) -> QSize:
    """Return the size of a mark's button."""
    metrics = QFontMetrics(theme.sized("small", bold=True))
    width = 2 * theme.SPACE[2] + metrics.horizontalAdvance(str(mark.number)) + theme.SPACE[1] + 10
    if mark.word:
        width += theme.SPACE[1] + metrics.horizontalAdvance(mark.word)
    return QSize(width, metrics.height() + theme.SPACE[1])


def draw_state(painter: QPainter, state: str, box: QRectF, colour: QColor) -> None:
    """Draw the shape of a state: quotation marks, a check, a circle half full, a cross, an empty circle."""
    painter.save()
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, size = box.left(), box.top(), box.width()
    if state == "quoted":
        for left in (0.22, 0.62):
            painter.drawPolyline(
                [QPointF(x + (left + 0.2) * size, y + 0.2 * size), QPointF(x + left * size, y + 0.62 * size)]
            )
    elif state == "supported":
        painter.drawPolyline(
            [
                QPointF(x + 0.1 * size, y + 0.55 * size),
                QPointF(x + 0.4 * size, y + 0.85 * size),
                QPointF(x + 0.95 * size, y + 0.2 * size),
            ]
        )
    elif state == "contradicted":
        for one, other in (((0.15, 0.15), (0.85, 0.85)), ((0.85, 0.15), (0.15, 0.85))):
            painter.drawLine(
                QPointF(x + one[0] * size, y + one[1] * size),
                QPointF(x + other[0] * size, y + other[1] * size),
            )
    elif state == "not_found":
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        circle = box.adjusted(1, 1, -1, -1)
        painter.drawEllipse(circle)
        painter.setBrush(colour)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.restore()


class Marked(Prose):
    """Sentences, each followed by its marks."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[tuple[int, Chip]] = []
        self._looks: list[tuple[int, int, str]] = []
        self._named: list[str] = []
        self._make_room()
        # The words may be laid out anew after the size was taken over.
        self.document().documentLayout().documentSizeChanged.connect(self._place)

    def _make_room(self) -> None:
        """Give the marks' places a picture of nothing: without one a sign for a missing picture is drawn."""
        room = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        room.fill(Qt.GlobalColor.transparent)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(_ROOM), room)

    def add(
        self, text: str, marks: Sequence[Mark], state: str, look: str = "", *, goes_on: bool = False
    ) -> None:
        """Append a sentence with its marks.

        Args:
            state: of the sentence in words, for a screen reader.
            look: "strong" for what answers, "muted" for what stands beside it, or "".
            goes_on: the sentence follows the one before in the same paragraph.
        """
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if goes_on and self._named:
            cursor.insertText(" ", QTextCharFormat())
        elif self._named:
            cursor.insertBlock(_spacing(theme.SPACE[2]), QTextCharFormat())
        else:
            cursor.setBlockFormat(_spacing(0))
        begin = cursor.position()
        cursor.insertText(text, _look(look))
        if look:
            self._looks.append((begin, cursor.position(), look))
        fresh = []
        for mark in marks:
            # What does not break keeps the first mark with the sentence's last word.
            cursor.insertText("\u00a0", QTextCharFormat())
            size = chip_size(mark)
            room = QTextImageFormat()
            room.setName(_ROOM)
            room.setWidth(size.width())
            room.setHeight(size.height())
            room.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            fresh.append((cursor.position(), Chip(mark, self.viewport())))
            cursor.insertImage(room)
        cursor.endEditBlock()
        self._chips += fresh
        for _, chip in fresh:
            chip.show()
        self._named.append(f"{text} ({state})" if state else text)
        self.setAccessibleName("\n".join(self._named))
        self.updateGeometry()
        self._place()

    def lead(self, text: str) -> None:
        """Append a line that says what the sentences after it are."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        small = QTextCharFormat()
        small.setFont(theme.sized("base", bold=True))
        if self._named:
            cursor.insertBlock(_spacing(theme.SPACE[3]), small)
        cursor.insertText(text, small)
        cursor.endEditBlock()
        self._named.append(text)
        self.updateGeometry()

    def wipe(self) -> None:
        """Take everything away."""
        for _, chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._looks = []
        self._named = []
        self.clear()
        self._make_room()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for begin, end, look in getattr(self, "_looks", ()):
                cursor = QTextCursor(self.document())
                cursor.setPosition(begin)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(_look(look))

    def chips(self) -> list[Chip]:
        """Return the marks in reading order."""
        return [chip for _, chip in self._chips]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        layout = self.document().documentLayout()
        for position, chip in self._chips:
            block = self.document().findBlock(position)
            line = block.layout().lineForTextPosition(position - block.position())
            if not line.isValid():
                continue
            origin = layout.blockBoundingRect(block).topLeft()
            # Where the words run from right to left, a mark's end is at its left.
            at = position - block.position()
            left = min(cast("tuple[float, int]", line.cursorToX(one))[0] for one in (at, at + 1))
            chip.move(
                round(origin.x() + left), round(origin.y() + line.y() + line.ascent() - chip.baseline())
            )

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        at = self.textCursor().selectionStart()
        numbers = {position: chip.text().split(" ")[0] for position, chip in self._chips}
        pieces = []
        for char in self.textCursor().selectedText().replace("\u2029", "\n").replace("\u00a0", " "):
            pieces.append(f"[{numbers[at]}]" if char == _OBJECT and at in numbers else char)
            # Positions count UTF-16 units.
            at += 2 if ord(char) > 0xFFFF else 1
        data.setText("".join(pieces))
        return data


def _look(look: str) -> QTextCharFormat:
    made = QTextCharFormat()
    if look == "strong":
        made.setFontWeight(QFont.Weight.DemiBold)
    elif look == "muted":
        made.setForeground(QColor(theme.colours().muted))
    return made


def _spacing(above: int) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setTopMargin(above)
    return block


def reading_width() -> int:
    """Return the widest a column of reading text may be, in pixels."""
    font: QFont = theme.sized("large")
    return QFontMetrics(font).averageCharWidth() * (theme.READING_WIDTH + 14)
