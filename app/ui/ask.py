"""Ask: question, evidence, draft, checked answer; the source beside it.

The decision hidden here is the order in which things appear: the evidence at once, the draft as unverified text, then the checked
sentences in its place. The page holds no rule: it shows an `Answer` as it is. GUI thread.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.bootstrap import Application
from app.core.answers import Answer, Evidence, Run, Watch
from app.core.errors import AppError
from app.exchange.answers import markdown
from app.ui import theme
from app.ui.jobs import Job, JobRunner, was_cancelled
from app.ui.reader import Place, SourceReader

RESTORED = 10
"""Earlier questions that are shown when the window opens."""

GLYPHS = {"quoted": "”", "supported": "✓", "partial": "◐"}
"""What tells the states of a sentence apart without colour."""


def confidence_words(answer: Mapping[str, Any]) -> str:
    """Return how sure an answer is, in words."""
    sources = len({citation["source"] for sentence in answer["sentences"] for citation in sentence["citations"]})
    strength = "Well supported" if answer["confidence"] >= 0.8 else "Supported" if answer["confidence"] >= 0.5 else "Weakly supported"
    return f"{strength} by {sources} {'source' if sources == 1 else 'sources'}"


def _key(citation: Mapping[str, Any]) -> tuple[str, int, int]:
    return (citation["version"], citation["start"], citation["end"])


def _numbered(answer: Mapping[str, Any]) -> dict[tuple[str, int, int], int]:
    numbers: dict[tuple[str, int, int], int] = {}
    for sentence in answer["sentences"]:
        for citation in sentence["citations"]:
            numbers.setdefault(_key(citation), len(numbers) + 1)
    return numbers


def _place_words(where: Mapping[str, Any]) -> str:
    heading = where["heading"] if isinstance(where["heading"], str) else " > ".join(where["heading"])
    page = f"page {where['page']}" if where["page"] else ""
    return " · ".join(part for part in (page, heading.replace(" > ", " › "), where["path"].rsplit("/", 1)[-1]) if part)


class EvidenceRow(QFrame):
    """One piece of evidence: number, two lines of its words, and where they stand."""

    chosen = Signal()

    def __init__(self, number: int, quote: str, where: str) -> None:
        super().__init__()
        self.setProperty("row", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Evidence {number}: {quote}")
        self.setToolTip(f"<p style='white-space:pre-wrap'>{html.escape(quote)}</p>")
        self._quote = " ".join(quote.split())
        mark = QLabel(str(number))
        mark.setProperty("role", "muted")
        mark.setFixedWidth(20)
        self._words = QLabel()
        self._words.setFont(theme.serif("base"))
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        place = QLabel(where)
        place.setProperty("role", "small")
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(place)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE[2], theme.SPACE[1], theme.SPACE[2], theme.SPACE[1])
        layout.setSpacing(theme.SPACE[1])
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Break the words into two lines here: a label that wraps by itself does not know its height in time."""
        font = self._words.font()
        width = max(160, self.width() - 44)
        layout = QTextLayout(self._quote, font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        cut = line.textLength() if line.isValid() else len(self._quote)
        layout.endLayout()
        first, rest = self._quote[:cut].rstrip(), self._quote[cut:]
        second = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        self._words.setText(f"{first}\n{second}" if second else first)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class Turn(QWidget):
    """One question and what came of it."""

    opened = Signal(object, int)
    """Places of the answer, and which of them to open."""
    saw_wanted = Signal(str)
    again = Signal(str)
    models_wanted = Signal()

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.answer: Mapping[str, Any] | None = None
        self._places: list[Place] = []
        self._links: dict[str, int] = {}
        self.setMaximumWidth(QFontMetrics(theme.sized("large")).averageCharWidth() * (theme.READING_WIDTH + 14))
        self.setMinimumWidth(320)

        asked = QLabel(question)
        asked.setFont(theme.sized("title", bold=True))
        asked.setWordWrap(True)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._status = _section(self.tr("Looking for evidence …"))
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(theme.SPACE[2])
        self._draft_title = _section(self.tr("Draft, not yet checked"))
        self._draft = QLabel()
        self._draft.setWordWrap(True)
        self._draft.setProperty("role", "muted")
        self._draft.setFont(theme.sized("large"))
        self._draft.setTextFormat(Qt.TextFormat.PlainText)
        self._draft_title.hide()
        self._draft.hide()
        self._meta = QLabel()
        self._meta.setProperty("role", "muted")
        self._meta.setWordWrap(True)
        self._meta.hide()
        self._notes = QLabel()
        self._notes.setProperty("role", "small")
        self._notes.setWordWrap(True)
        self._notes.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(theme.SPACE[1])
        self._evidence_title = _section(self.tr("Evidence"))
        self._evidence_title.hide()
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(0)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.SPACE[5])
        layout.setSpacing(theme.SPACE[2])
        layout.addWidget(asked)
        layout.addWidget(self._evidence_title)
        layout.addLayout(self._evidence)
        layout.addWidget(self._status)
        layout.addWidget(self._draft_title)
        layout.addWidget(self._draft)
        layout.addLayout(self._sentences)
        layout.addWidget(self._meta)
        layout.addWidget(self._notes)
        layout.addLayout(self._actions)

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        """Show what was found, before anything is written."""
        self._fill_evidence([(one.as_json() | {"version": one.version}) for one in evidence])
        self._status.setText(self.tr("Weighing the evidence …"))

    def _fill_evidence(self, items: Sequence[Mapping[str, Any]]) -> None:
        _clear(self._evidence)
        places = [Place(item["version"], item["start"], item["end"], at) for at, item in enumerate(items, 1)]
        for at, item in enumerate(items):
            row = EvidenceRow(at + 1, item["quote"], f"{item['title']}  ·  {_place_words(item)}")
            row.chosen.connect(lambda at=at: self.opened.emit(places, at))
            self._evidence.addWidget(row)
        self._evidence_title.setVisible(bool(items))

    def add_draft(self, piece: str) -> None:
        """Append to the unverified draft."""
        self._status.setText(self.tr("Phrasing …"))
        self._draft_title.show()
        self._draft.show()
        self._draft.setText(self._draft.text() + piece)

    def show_answer(self, answer: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]]) -> None:
        """Replace the draft with what was checked.

        Args:
            evidence: as in the answer, each with its `version`.
        """
        self.answer = answer
        self._draft_title.hide()
        self._draft.hide()
        self._fill_evidence(evidence)
        _clear(self._sentences)
        if answer["status"] == "abstained":
            self._show_abstention(answer)
        else:
            self._show_sentences(answer)
        notes = list(answer["warnings"])
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._show_actions(answer)

    def _show_sentences(self, answer: Mapping[str, Any]) -> None:
        self._status.setText(self.tr("Answer"))
        numbers = _numbered(answer)
        self._places = [Place(version, start, end, number) for (version, start, end), number in numbers.items()]
        quotes = {numbers[_key(one)]: one for sentence in answer["sentences"] for one in sentence["citations"]}
        scheme = theme.colours()
        for sentence in answer["sentences"]:
            colour = getattr(scheme, sentence["state"], scheme.text)
            chips = " ".join(
                f"<a href='{numbers[_key(one)]}' style='color:{colour};text-decoration:none'>"
                f"<span style='font-size:{theme.SCALE['small']}px;"
                f"background:{scheme.hover}'>&nbsp;{numbers[_key(one)]}&nbsp;{GLYPHS[sentence['state']]}&nbsp;</span></a>"
                for one in sentence["citations"]
            )
            label = QLabel(f"<p style='line-height:145%'>{html.escape(sentence['text'])} {chips}</p>")
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            label.setFont(theme.sized("large"))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            label.setOpenExternalLinks(False)
            label.setAccessibleName(f"{sentence['text']} ({sentence['state']})")
            label.linkActivated.connect(lambda link: self.opened.emit(self._places, int(link) - 1))
            label.linkHovered.connect(lambda link, label=label: label.setToolTip(self._tip(quotes[int(link)]) if link else ""))
            self._sentences.addWidget(label)
        self._meta.setText(self._meta_words(answer))
        self._meta.setToolTip(self.tr("Confidence {0} %").format(round(100 * answer["confidence"])))
        self._meta.show()

    def _tip(self, citation: Mapping[str, Any]) -> str:
        quote, title, place = (
            html.escape(" ".join(words.split())) for words in (citation["quote"], citation["title"], _place_words(citation))
        )
        return f"<p>“{quote}”</p><p>{title} · {place}</p>"

    def _meta_words(self, answer: Mapping[str, Any]) -> str:
        parts = [confidence_words(answer)]
        if answer["as_of"]:
            parts.append(self.tr("as of {0}").format(answer["as_of"][:10]))
        if answer["mode"] == "generated" and answer["model"]:
            parts.append(self.tr("phrased by {0}, every sentence checked").format(answer["model"]["id"]))
        else:
            parts.append(self.tr("quoted word for word"))
        parts.append(self.tr("{0:.1f} s").format(answer["timings_ms"]["total"] / 1000))
        return "  ·  ".join(parts)

    def _show_abstention(self, answer: Mapping[str, Any]) -> None:
        self._status.setText(self.tr("No reliable information"))
        words = QLabel(answer["reason"])
        words.setFont(theme.sized("large"))
        words.setWordWrap(True)
        self._sentences.addWidget(words)
        if answer["needed"]:
            needed = QLabel(self.tr("What would help: {0}").format(answer["needed"]))
            needed.setProperty("role", "muted")
            needed.setWordWrap(True)
            self._sentences.addWidget(needed)
        self._evidence_title.setText(self.tr("Looked at, and not enough"))

    def _show_actions(self, answer: Mapping[str, Any]) -> None:
        _clear(self._actions)
        for icon, words, action in (
            ("copy", self.tr("Copy with citations"), self._copy),
            ("export", self.tr("Export …"), self._export),
            ("eye", self.tr("What the model saw"), lambda: self.saw_wanted.emit(answer["run"])),
        ):
            if icon == "eye" and answer["mode"] != "generated":
                continue
            button = QPushButton(words)
            theme.set_icon(button, icon)
            button.setProperty("quiet", "true")
            button.clicked.connect(action)
            self._actions.addWidget(button)
        self._actions.addStretch(1)

    def show_problem(self, error: object) -> None:
        """Say what went wrong, what was kept and what to do."""
        self._draft_title.hide()
        self._draft.hide()
        if was_cancelled(error):
            self._status.setText(self.tr("Stopped"))
            return
        self._status.setText(self.tr("Not answered"))
        words = QLabel(str(error) if isinstance(error, AppError) else self.tr("Something unexpected went wrong; the question is kept."))
        words.setWordWrap(True)
        words.setFont(theme.sized("large"))
        retry = QPushButton(self.tr("Ask again"))
        retry.clicked.connect(lambda: self.again.emit(self.question))
        self._sentences.addWidget(words)
        self._sentences.addWidget(retry, 0, Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.answer is not None and self.answer["status"] == "answered":
            # The marks carry their colours in the text.
            _clear(self._sentences)
            self._show_sentences(self.answer)

    def open_citation(self, number: int) -> None:
        """Open the citation of that number, if there is one."""
        if 1 <= number <= len(self._places):
            self.opened.emit(self._places, number - 1)

    def _copy(self) -> None:
        if self.answer is not None:
            QGuiApplication.clipboard().setText(markdown(self.question, self.answer))

    def _export(self) -> None:
        if self.answer is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export the answer"), "answer.md", self.tr("Markdown (*.md)"))
        if name:
            with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123  a path that the user chose
                file.write(markdown(self.question, self.answer))


class Composer(QPlainTextEdit):
    """Where a question is written: Enter asks, Shift+Enter breaks the line."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Ask about your team's knowledge"))
        self.setAccessibleName(self.tr("Question"))
        self.setFont(theme.sized("large"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = max(1, min(6, self.document().size().toSize().height()))
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submit()
        else:
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Ask what stands there, if anything does."""
        text = self.toPlainText().strip()
        if text:
            self.clear()
            self.asked.emit(text)


class AskPage(QWidget):
    """The conversation at the left, the source at the right."""

    def __init__(self, application: Application, jobs: JobRunner) -> None:
        super().__init__()
        self._application = application
        self._jobs = jobs
        self._turns: list[Turn] = []
        self._job: Job | None = None
        self._restoring: Job | None = None

        self._column = QVBoxLayout()
        self._column.setContentsMargins(theme.SPACE[6], theme.SPACE[5], theme.SPACE[6], theme.SPACE[5])
        self._column.setSpacing(theme.SPACE[4])
        self._empty = self._make_empty()
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(inner)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.composer = Composer()
        self.composer.asked.connect(self.ask)
        self._send = QPushButton()
        theme.set_icon(self._send, "send", "on_accent")
        self._send.setProperty("primary", "true")
        self._send.setToolTip(self.tr("Ask (Enter)"))
        self._send.setAccessibleName(self.tr("Ask"))
        self._send.clicked.connect(self._send_or_stop)
        self._quiet = QLabel()
        self._quiet.setProperty("role", "small")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE[2])
        row.addWidget(self.composer, 1)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.SPACE[6], theme.SPACE[2], theme.SPACE[6], theme.SPACE[4])
        foot.setSpacing(theme.SPACE[1])
        foot.addLayout(row)
        foot.addWidget(self._quiet)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, 0, 0)
        left_layout.setSpacing(0)
        left_layout.addWidget(self._scroll, 1)
        left_layout.addLayout(foot)

        self.reader = SourceReader()
        self.reader.wanted.connect(self._load)
        self.reader.closed.connect(self._close_reader)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.reader)
        self.splitter.setStretchFactor(0, 6)
        self.splitter.setStretchFactor(1, 5)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([680, 520])
        self.reader.setMinimumWidth(320)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.show_model()

    def _make_empty(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, theme.SPACE[6], 0, 0)
        layout.setSpacing(theme.SPACE[3])
        title = QLabel(self.tr("What would you like to know?"))
        title.setProperty("role", "display")
        words = QLabel(self.tr("Every sentence of an answer points at the exact words that support it."))
        words.setProperty("role", "muted")
        words.setFont(theme.sized("large"))
        words.setWordWrap(True)
        layout.addWidget(title)
        layout.addWidget(words)
        return box

    def suggest(self, questions: Sequence[str]) -> None:
        """Offer questions where nothing was asked yet."""
        layout = self._empty.layout()
        assert layout is not None
        for question in questions:
            button = QPushButton(question)
            button.setProperty("quiet", "true")
            button.setStyleSheet("text-align: left")
            button.clicked.connect(lambda _=False, question=question: self.ask(question))
            layout.addWidget(button)

    def show_model(self) -> None:
        """Say quietly whether answers are phrased."""
        settings = self._application.settings.model
        chosen = self._application.catalog.choose(settings.generator, settings.context) if settings.generator != "none" else None
        self._quiet.setText(
            self.tr("Phrasing is off: answers are quotes. A model can be installed on the Models page.")
            if chosen is None
            else self.tr("Phrased by {0}; every sentence is checked against its source.").format(chosen)
        )

    def focus_question(self) -> None:
        """Put the cursor where questions are written."""
        self.composer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def turns(self) -> list[Turn]:
        """What was asked, oldest first."""
        return list(self._turns)

    def restore(self) -> None:
        """Show the last questions of this person with their answers, as they were given."""
        application = self._application

        def work(_: Job) -> list[Run]:
            own = [run for run in application.runs.listed(application.actor, RESTORED * 4) if run.person == application.actor.person]
            return own[:RESTORED]

        job = self._jobs.submit(self.tr("Reading the last questions"), "ask", work, shown=False)
        job.done.connect(self._show_runs)
        job.ended.connect(self._restored)
        self._restoring = job

    def _restored(self) -> None:
        self._restoring = None

    def _show_runs(self, runs: Sequence[Run]) -> None:
        # A purge leaves a run without its words.
        kept = [run for run in runs if "status" in run.answer]
        for at, run in enumerate(reversed(kept)):
            # Before what was asked since the window opened.
            turn = self._add(run.question, at)
            turn.show_answer(run.answer, [item for item in run.trace.get("evidence", ()) if "version" in item])

    @property
    def is_reading(self) -> bool:
        """Whether earlier questions are still being read."""
        return self._restoring is not None

    def ask(self, question: str) -> None:
        """Ask a question; one at a time, later ones wait."""
        turn = self._add(question)
        application = self._application

        def work(job: Job) -> Answer:
            watch = Watch(lambda evidence: job.tell("evidence", evidence), lambda piece: job.tell("draft", piece))
            return application.answering.answer(application.actor, question, watch=watch, cancel=job.cancel_token)

        job = self._jobs.submit(self.tr("Answering “{0}”").format(question), "ask", work, shown=False)
        job.told.connect(lambda what, value: turn.show_evidence(value) if what == "evidence" else turn.add_draft(value))
        job.told.connect(lambda *_: self._follow())
        job.done.connect(lambda answer: self._finish(turn, answer))
        job.failed.connect(turn.show_problem)
        job.ended.connect(self._rest)
        self._job = job
        self._show_busy(busy=True)

    def _add(self, question: str, at: int | None = None) -> Turn:
        self._empty.hide()
        turn = Turn(question)
        turn.opened.connect(self._open)
        turn.saw_wanted.connect(self._show_seen)
        turn.again.connect(self.ask)
        place = len(self._turns) if at is None else at
        self._turns.insert(place, turn)
        # The page's greeting, hidden by now, stands before all turns.
        self._column.insertWidget(place + 1, turn)
        self._follow()
        return turn

    def _finish(self, turn: Turn, answer: Answer) -> None:
        items = answer.evidence or answer.nearest
        turn.show_answer(answer.as_json(), [one.as_json() | {"version": one.version} for one in items])
        self._follow()

    def show_turn(self, turn: Turn) -> None:
        """Bring a question with its answer to the top of the view."""
        self._scroll.verticalScrollBar().setValue(turn.y() - theme.SPACE[4])

    def _follow(self) -> None:
        bar = self._scroll.verticalScrollBar()
        self._column.activate()
        inner = self._column.parentWidget()
        if inner is not None:
            inner.adjustSize()
        if self._turns:
            bar.setValue(min(bar.maximum(), max(0, self._turns[-1].y() - theme.SPACE[4])))

    def _rest(self) -> None:
        self._job = None
        self._show_busy(busy=False)

    def _show_busy(self, *, busy: bool) -> None:
        theme.set_icon(self._send, "stop" if busy else "send", "on_accent")
        self._send.setToolTip(self.tr("Stop (Esc)") if busy else self.tr("Ask (Enter)"))
        self._send.setAccessibleName(self.tr("Stop") if busy else self.tr("Ask"))

    def _send_or_stop(self) -> None:
        if self._job is not None:
            self.stop()
        else:
            self.composer.submit()

    def stop(self) -> bool:
        """Stop the answer in progress; tell whether there was one."""
        if self._job is None:
            return False
        self._job.cancel()
        return True

    def _open(self, places: Sequence[Place], at: int) -> None:
        self.reader.show()
        self.reader.go(places, at)

    def _load(self, place: Place) -> None:
        application = self._application
        job = self._jobs.submit(
            self.tr("Opening a source"), "library", lambda _: application.documents.source(application.actor, place.version), shown=False
        )
        job.done.connect(self.reader.show_source)
        job.failed.connect(lambda error: self.reader.show_problem(str(error)))

    def _close_reader(self) -> None:
        self.reader.clear()
        if self.width() < theme.NARROW:
            self.reader.hide()

    def open_citation(self, number: int) -> None:
        """Open a citation of the newest answer by its number."""
        if self._turns:
            self._turns[-1].open_citation(number)

    def _show_seen(self, run: str) -> None:
        application = self._application
        job = self._jobs.submit(self.tr("Reading a run"), "library", lambda _: application.runs.show(application.actor, run), shown=False)
        job.done.connect(lambda found: SeenDialog(found.trace.get("model", {}).get("saw", ""), self).open())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.NARROW - theme.NAVIGATION_WIDTH
        self.reader.setVisible(not narrow or self.reader.place is not None)


class SeenDialog(QDialog):
    """The exact text that the model was shown."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What the model saw"))
        self.resize(720, 560)
        view = QPlainTextEdit(text)
        view.setReadOnly(True)
        view.setAccessibleName(self.tr("What the model saw"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(view)
        layout.addWidget(buttons)


def _section(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "section")
    return label


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
