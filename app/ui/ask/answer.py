"""The body of a turn: the checked sentences with their marks, or why there are none.

The decision hidden here is how an answer reads: the sentences one below the other, each with its state and
the way to its words; then in one quiet line how sure it is, as of when, and how it came about; then what to
beware of. An abstention is no failure and does not look like one. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStyle, QVBoxLayout, QWidget

from app.core.answers.answers import Answer, Citation, Evidence, Mode, Sentence
from app.ui import language, theme
from app.ui.ask import clipping, words
from app.ui.ask.evidence import tip
from app.ui.ask.expert import ExpertForm, Reported
from app.ui.dates import day
from app.ui.widgets.prose import Mark, Marked, Prose

_STEP = 60
"""Milliseconds between two sentences that take the place of the draft."""


class AnswerBody(QWidget):
    """Sentences with marks, how sure they are, and what to beware of."""

    opened = Signal(int)
    """Which of the answer's citations to open, from 0."""
    stepped = Signal(int, int)
    """Sentences that stand, and all there will be."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Marked()
        self._meta = Prose(size="base", muted=True)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.SPACE[1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(self.text)
        layout.addSpacing(theme.SPACE[1])
        layout.addWidget(self._meta)
        layout.addLayout(self._notes)
        self._meta.hide()
        self._sentences: tuple[Sentence, ...] = ()
        self._paragraphs: list[list[Sentence]] = []
        self._shown = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP)
        self._timer.timeout.connect(self._step)

    def show_answer(self, answer: Answer, *, in_steps: bool) -> None:
        """Show the sentences.

        Args:
            in_steps: one after the other, where the system lets things move.
        """
        self._sentences = answer.sentences
        self._shown = 0
        self._numbers = words.numbered(answer)
        self._paragraphs = words.paragraphs(answer)
        self.text.wipe()
        moves = (
            in_steps
            and theme.fade() > 0
            and self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        )
        if moves and len(self._paragraphs) > 1:
            self._step()
            self._timer.start()
        else:
            while self._shown < len(answer.sentences):
                self._step()
        self._show_meta(answer)

    @property
    def complete(self) -> bool:
        """Whether every sentence stands."""
        return self._shown >= len(self._sentences)

    def _step(self) -> None:
        sentences = self._sentences
        paragraph = self._paragraphs.pop(0)
        best = sentences[0]
        for number, sentence in enumerate(paragraph):
            excepted = words.excepted(sentence)
            # An answer that is an exception as a whole needs no word of what it is excepted from.
            if excepted and self._shown and excepted != words.excepted(sentences[self._shown - 1]):
                self.text.lead(self.tr("Exception: {0}").format(excepted))
            beside = len(paragraph) > 1 and sentence is not best
            last = len(sentence.citations) - 1
            marks = [
                self._mark(one, sentence.state.value, with_word=at == last and not beside)
                for at, one in enumerate(sentence.citations)
            ]
            look = "" if len(paragraph) == 1 else "muted" if beside else "strong"
            state = words.state(sentence.state.value)
            self.text.add(words.unmarked(sentence.text), marks, state, look, goes_on=number > 0)
            self._shown += 1
        if self._shown == len(sentences):
            self._timer.stop()
        self.stepped.emit(self._shown, len(sentences))

    def _mark(self, citation: Citation, state: str, *, with_word: bool) -> Mark:
        number = self._numbers[words.key(citation)]
        word = words.state(state)
        name = self.tr("Citation {0}, {1}: {2}").format(number, word, words.quoted(citation))
        shown = f"<p><b>{words.state_explained(state)}</b></p>{tip(citation)}"
        return Mark(
            number, state, word if with_word else "", name, shown, lambda: self.opened.emit(number - 1)
        )

    def _show_meta(self, answer: Answer) -> None:
        parts = [words.confidence(answer)]
        hover = [self.tr("Confidence {0} %.").format(round(100 * answer.confidence))]
        if answer.as_of:
            parts.append(self.tr("as of {0}").format(day(answer.as_of)))
            hover.append(self.tr("The oldest cited source is as of {0}.").format(day(answer.as_of)))
        if answer.mode is Mode.GENERATED and answer.model is not None:
            parts.append(self.tr("phrased by {0}, every sentence checked").format(answer.model.id))
        else:
            parts.append(words.made(answer))
        parts.append(self.tr("{0:.1f} s").format(answer.timings.total / 1000))
        self._meta.say("  ·  ".join(parts))
        self._meta.setToolTip(" ".join(hover))
        self._meta.setAccessibleDescription(" ".join(hover))
        self._meta.show()
        clear(self._notes)
        for line in words.walked(answer):
            self._notes.addWidget(Prose(line, size="base", muted=True))
        for warning in answer.warnings:
            self._notes.addWidget(Note(language.words(warning)))


class Note(QWidget):
    """Something to beware of: a sign and a sentence."""

    def __init__(self, text: str) -> None:
        super().__init__()
        sign = QLabel()
        sign.setPixmap(theme.icon("warning", "partial", 16).pixmap(16, 16))
        sign.setAccessibleName(self.tr("Note"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE[2])
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Prose(text, size="base"), 1)


class AbstentionBody(QWidget):
    """Why nothing is answered, and what can be done about it."""

    broaden_wanted = Signal()
    reported = Signal()
    """An expert is to be asked."""
    expert_asked = Signal(str, str)
    """Who is asked, or empty for whoever takes it; and a note."""
    copied = Signal()

    def __init__(self, question: str, answer: Answer, evidence: Sequence[Evidence]) -> None:
        super().__init__()
        self._question, self._answer, self._evidence = question, answer, evidence
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(Prose(language.words(answer.reason or "")))
        if answer.needed:
            layout.addWidget(
                Prose(
                    self.tr("What would help: {0}").format(language.words(answer.needed)),
                    size="base",
                    muted=True,
                )
            )
        if answer.ask:
            layout.addWidget(Prose(self.tr("Who may know: {0}").format(answer.ask), size="base", muted=True))
        for warning in answer.warnings:
            layout.addWidget(Note(language.words(warning)))
        self._broaden = QPushButton(self.tr("Broaden"))
        self._broaden.setToolTip(self.tr("Show more similar passages"))
        self._broaden.setAccessibleDescription(self._broaden.toolTip())
        theme.set_icon(self._broaden, "search")
        self._broaden.clicked.connect(self._want_broader)
        expert = QPushButton(self.tr("Ask an expert"))
        expert.setToolTip(self.tr("Ask the experts"))
        expert.setAccessibleDescription(expert.toolTip())
        theme.set_icon(expert, "ask")
        expert.clicked.connect(self._report)
        self.expert = expert
        letter = QPushButton(self.tr("Copy for a message"))
        letter.setProperty("quiet", "true")
        letter.setToolTip(self.tr("Copy the question and what was found, to send to somebody who may know"))
        letter.setAccessibleDescription(letter.toolTip())
        letter.clicked.connect(self._copy_letter)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self._broaden)
        row.addWidget(expert)
        row.addWidget(letter)
        row.addStretch(1)
        self._said = Prose(size="base", muted=True)
        self._said.hide()
        self.form = ExpertForm()
        self.form.sent.connect(self.expert_asked)
        self.form.hide()
        layout.addSpacing(theme.SPACE[1])
        layout.addLayout(row)
        layout.addWidget(self._said)
        layout.addWidget(self.form)

    def _want_broader(self) -> None:
        self._broaden.setEnabled(False)
        self.broaden_wanted.emit()

    def _report(self) -> None:
        self.expert.setEnabled(False)
        self.reported.emit()

    def show_reported(self, found: Reported) -> None:
        """Show that the question has been added to the gaps, and who can be asked."""
        self._said.hide()
        self.form.show()
        self.form.show_reported(found, words.reported(found.gap, found.holder))

    def not_reported(self, why: str) -> None:
        """Say why the question could not be put before anybody."""
        self.expert.setEnabled(True)
        self.say(why)

    def say(self, text: str) -> None:
        """Say below the buttons what came of one."""
        self._said.say(text)
        self._said.show()

    def _copy_letter(self) -> None:
        QGuiApplication.clipboard().setText(clipping.letter(self._question, self._answer, self._evidence))
        self.say(self.tr("Question and context copied. Paste them into a message to somebody who may know."))
        self.copied.emit()


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget out of a layout and away."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
