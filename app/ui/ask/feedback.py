"""What a person thinks of an answer: one of three words, and a remark when they like. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.answers.conversations import Feedback, Verdict
from app.ui import theme


class FeedbackBar(QWidget):
    """Three buttons; the one that holds is pressed, and pressing it again takes the word back."""

    given = Signal(object, str)
    """A `Verdict` or None, and the remark."""
    corrected = Signal(str)
    """What is right, in the words of somebody who may say so."""

    def __init__(self, *, corrects: bool = False) -> None:
        """Offer the three words.

        Args:
            corrects: whether this person may say what is right in the place of the answer.
        """
        super().__init__()
        self._corrects = corrects
        self._verdict: Verdict | None = None
        self._buttons: dict[Verdict, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[1])
        for verdict, words, tip in (
            (Verdict.USEFUL, self.tr("Useful"), self.tr("The answer helped")),
            (Verdict.WRONG, self.tr("Wrong"), self.tr("The answer says something wrong")),
            (Verdict.INCOMPLETE, self.tr("Incomplete"), self.tr("The answer is missing something")),
        ):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("quiet", "true")
            button.setToolTip(tip)
            button.setAccessibleDescription(tip)
            button.clicked.connect(lambda _=False, verdict=verdict: self._press(verdict))
            self._buttons[verdict] = button
            row.addWidget(button)
        self.remark = RemarkLine()
        self.remark.written.connect(self._write)
        self.correct = QPushButton(self.tr("Correct"))
        self.correct.setToolTip(
            self.tr("Write the right answer; it is used at once and reviewed by somebody else within a week")
        )
        self.correct.setAccessibleDescription(self.correct.toolTip())
        self.correct.clicked.connect(self._open_correction)
        self.correct.hide()
        row.addWidget(self.correct)
        self.correction = CorrectionLine()
        self.correction.written.connect(self.corrected)

    def show_feedback(self, feedback: Feedback | None) -> None:
        """Show what was given before."""
        self._show(None if feedback is None else feedback.verdict)
        self.remark.field.setText("" if feedback is None else feedback.remark)
        self.remark.setVisible(feedback is not None and bool(feedback.remark))

    def _press(self, verdict: Verdict) -> None:
        wanted = None if verdict is self._verdict else verdict
        self._show(wanted)
        self.remark.ask_for(wanted)
        self.given.emit(wanted, self.remark.field.text().strip() if wanted else "")

    def _write(self, remark: str) -> None:
        if self._verdict is not None:
            self.given.emit(self._verdict, remark)

    def _show(self, verdict: Verdict | None) -> None:
        self._verdict = verdict
        for one, button in self._buttons.items():
            button.setChecked(one is verdict)
        self.correct.setVisible(self._corrects and verdict is Verdict.WRONG)
        if verdict is not Verdict.WRONG:
            self.correction.hide()

    def _open_correction(self) -> None:
        self.correction.show()
        self.correction.field.setFocus()

    def saved(self) -> None:
        """Say that what was given is kept."""
        self.remark.saved()


class RemarkLine(QWidget):
    """A line for a few words about the answer; what is written is kept when one leaves it."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setMaxLength(2000)
        self.field.setAccessibleName(self.tr("Comment"))
        self.field.editingFinished.connect(self._finish)
        self._state = QLabel()
        self.field.textEdited.connect(lambda _: self._state.clear())
        self._state.setProperty("role", "small")
        self._kept = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.field, 1)
        row.addWidget(self._state)
        self.hide()

    def ask_for(self, verdict: Verdict | None) -> None:
        """Offer the line for a verdict; none takes it away."""
        self.field.setPlaceholderText(
            {
                Verdict.WRONG: self.tr("What is wrong? (optional)"),
                Verdict.INCOMPLETE: self.tr("What is missing? (optional)"),
            }.get(verdict, self.tr("Comment (optional)"))
            if verdict is not None
            else ""
        )
        if verdict is None:
            self.field.clear()
        self._kept = self.field.text().strip()
        self._state.clear()
        self.setVisible(verdict is not None)
        if verdict in (Verdict.WRONG, Verdict.INCOMPLETE):
            self.field.setFocus()

    def saved(self) -> None:
        """Say that it is kept."""
        self._state.setText(self.tr("Saved"))

    def _finish(self) -> None:
        text = self.field.text().strip()
        if text != self._kept:
            self._kept = text
            self.written.emit(text)


class CorrectionLine(QWidget):
    """Where somebody says what is right."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("The right answer"))
        self.field.setPlaceholderText(self.tr("The right answer, in one or two sentences that can be quoted"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(72)
        self.field.textChanged.connect(self._weigh)
        self.pin = QPushButton(self.tr("Publish correction"))
        self.pin.setProperty("primary", "true")
        self.pin.setEnabled(False)
        self.pin.clicked.connect(self._write)
        self._state = QLabel()
        self._state.setProperty("role", "small")
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE[2])
        foot.addWidget(self.pin)
        foot.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE[2])
        column.addWidget(self.field)
        column.addLayout(foot)
        self.hide()

    def say(self, words: str) -> None:
        """Say what came of it; the words stay."""
        self._state.setText(words)
        self._weigh(clear=False)

    def _weigh(self, *, clear: bool = True) -> None:
        self.pin.setEnabled(bool(self.field.toPlainText().strip()))
        if clear:
            self._state.clear()

    def _write(self) -> None:
        self.pin.setEnabled(False)
        self.written.emit(self.field.toPlainText().strip())
