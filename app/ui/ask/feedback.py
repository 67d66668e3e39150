"""What a person thinks of an answer: one of three words, and a remark when they like. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.core.dialogue import Feedback, Verdict
from app.ui import theme


class FeedbackBar(QWidget):
    """Three buttons; the one that holds is pressed, and pressing it again takes the word back."""

    given = Signal(object, str)
    """A `Verdict` or None, and the remark."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._buttons: dict[Verdict, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[1])
        for verdict, words, tip in (
            (Verdict.USEFUL, self.tr("Useful"), self.tr("The answer helped")),
            (Verdict.WRONG, self.tr("Wrong"), self.tr("The answer says something that is not so")),
            (Verdict.INCOMPLETE, self.tr("Incomplete"), self.tr("Something is missing from the answer")),
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
        self.field.setAccessibleName(self.tr("Remark"))
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
            }.get(verdict, self.tr("A remark (optional)"))
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
