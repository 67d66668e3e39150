"""Asking over a real workspace: what appears when, what is kept, and what leaves the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.answers.answers import Answer, Citation, Evidence, Grounding, Mode, Sentence
from app.core.answers.conversations import Form, Verdict
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.work import CancelToken
from app.inference.protocols import Generation, Stopped
from app.ui import theme
from app.ui.ask import AskPage, Turn, clipping, words
from app.ui.ask.answer import Note
from app.ui.ask.conversations import ConversationList
from app.ui.ask.evidence import EvidenceList
from app.ui.ask.seen import SeenDialog
from app.ui.jobs import JobRunner
from app.ui.shell.application import make_qt
from app.ui.shell.main_window import MainWindow
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application, open_application
from tests.fakes import CRASH, FakeGenerator

PATIENCE = 60_000
VALVE_QUESTION = "At what pressure does the relief valve RV-7 open?"
LASER_QUESTION = "What is the wavelength of the alignment laser?"
NOBODY_KNOWS = "Who won the football world cup of 1966?"


def ask(qtbot: QtBot, page: AskPage, question: str) -> Turn:
    page.ask(question)
    turn = page.turns[-1]
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
    # What was put into a layout is shown by an event of its own.
    QCoreApplication.sendPostedEvents()
    return turn


def said(widget: QWidget) -> str:
    """Return the words that a widget shows."""
    shown = [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]
    return " ".join(
        [*shown, *(one.toPlainText() for one in widget.findChildren(Prose) if not one.isHidden())]
    )


def button(widget: QWidget, words: str) -> QAbstractButton:
    return next(
        one for one in widget.findChildren(QAbstractButton) if one.text() == words and not one.isHidden()
    )


def settle(qtbot: QtBot, page: AskPage, jobs: JobRunner) -> None:
    qtbot.waitUntil(lambda: not jobs.running and not page.is_reading, timeout=PATIENCE)


# Conversations


def test_a_conversation_is_kept_with_its_evidence_and_shown_again_after_a_restart(
    qtbot: QtBot, window: MainWindow, application: Application, jobs: JobRunner
) -> None:
    first = ask(qtbot, window.ask, VALVE_QUESTION)
    second = ask(qtbot, window.ask, LASER_QUESTION)
    settle(qtbot, window.ask, jobs)
    again = MainWindow(application, jobs)
    again.ask.restore()
    qtbot.waitUntil(lambda: len(again.ask.turns) == 2, timeout=PATIENCE)
    settle(qtbot, again.ask, jobs)
    kept = [turn.answer.as_json() for turn in again.ask.turns if turn.answer is not None]
    assert kept == [turn.answer.as_json() for turn in (first, second) if turn.answer is not None]
    assert len(kept) == 2
    again.ask.turns[0].open_citation(1)
    qtbot.waitUntil(lambda: bool(again.ask.reader.marked()), timeout=PATIENCE)
    assert first.answer is not None
    assert again.ask.reader.marked() == first.answer.sentences[0].citations[0].quote
    again.close()


def test_a_new_conversation_begins_empty_and_the_old_one_is_opened_from_the_list(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    page = window.ask
    ask(qtbot, page, VALVE_QUESTION)
    page.begin_conversation()
    assert page.turns == []
    ask(qtbot, page, LASER_QUESTION)
    settle(qtbot, page, jobs)
    listed = page.conversations.model
    titles = [listed.conversation(row).title for row in range(listed.rowCount())]
    assert titles[:2] == [LASER_QUESTION, VALVE_QUESTION]
    page.conversations.opened.emit(listed.conversation(1).id)
    qtbot.waitUntil(lambda: [turn.question for turn in page.turns] == [VALVE_QUESTION], timeout=PATIENCE)


def test_a_conversation_is_found_renamed_removed_and_brought_back(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    page, panel = window.ask, window.ask.conversations
    ask(qtbot, page, VALVE_QUESTION)
    settle(qtbot, page, jobs)
    panel.model.setData(panel.model.index(0, 0), "Pressure of the zebra valve")
    qtbot.waitUntil(
        lambda: panel.model.conversation(0).title == "Pressure of the zebra valve", timeout=PATIENCE
    )
    settle(qtbot, page, jobs)
    total = panel.model.total
    panel.field.setText("ZEBRA press")
    assert panel.model.rowCount() == 1
    panel.field.setText("no such words")
    assert panel.model.rowCount() == 0
    assert "No matching conversations" in said(panel)
    panel.field.clear()
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    panel.remove_current()
    qtbot.waitUntil(lambda: panel.model.total == total - 1, timeout=PATIENCE)
    assert page.turns == []
    settle(qtbot, page, jobs)
    panel.undo.click()
    qtbot.waitUntil(lambda: panel.model.total == total, timeout=PATIENCE)
    qtbot.waitUntil(lambda: [turn.question for turn in page.turns] == [VALVE_QUESTION], timeout=PATIENCE)
    settle(qtbot, page, jobs)


def test_a_question_that_is_answered_out_of_sight_is_there_when_its_conversation_is_opened_again(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    page = window.ask
    page.ask(VALVE_QUESTION)
    page.begin_conversation()
    settle(qtbot, page, jobs)
    page.open_conversation(page.conversations.model.conversation(0).id)
    qtbot.waitUntil(lambda: len(page.turns) == 1 and page.turns[0].answer is not None, timeout=PATIENCE)
    assert "6.5 bar" in said(page.turns[0])


@pytest.fixture
def long_conversation(application: Application) -> str:
    """A thousand turns, made of one real run."""
    actor = application.actor
    title = "A long one"
    conversation = application.dialogue.begin(actor, title).id
    application.answering.answer(actor, VALVE_QUESTION, model="none", conversation=conversation)
    run = application.dialogue.runs(actor, conversation, 1)[0]
    assert run.answer is not None
    with application._database.transaction() as tx:
        for number in range(999):
            name = f"{number:016x}"
            copy = replace(
                run, id=name, question=f"{number} {run.question}", answer=replace(run.answer, run=name)
            )
            application._runs.save(tx, copy)
        tx.audit(actor, AuditEvent.SETTINGS, conversation, {})
    return conversation


def test_of_a_thousand_turns_only_the_newest_become_widgets_and_older_ones_come_on_scrolling_up(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner, long_conversation: str
) -> None:
    page = window.ask
    settle(qtbot, page, jobs)
    begun = time.perf_counter()
    page.open_conversation(long_conversation)
    qtbot.waitUntil(lambda: bool(page.turns), timeout=PATIENCE)
    took = time.perf_counter() - begun
    settle(qtbot, page, jobs)
    few = len(page.turns)
    print(f"a conversation of 1,000 turns: newest turn after {1000 * took:.0f} ms, {few} turns at hand")
    assert few <= 10
    assert page.turns[-1].question.startswith("998 ")
    looked_at = page.turns[0]
    page.column.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: len(page.turns) == 2 * few, timeout=PATIENCE)
    settle(qtbot, page, jobs)
    assert page.turns.index(looked_at) == few
    # What was looked at stays where it was.
    qtbot.waitUntil(
        lambda: abs(looked_at.y() - page.column.verticalScrollBar().value() - theme.SPACE[5]) <= 2,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("change", ["draft", "rewritten", "evidence"])
def test_what_grew_out_of_sight_has_its_room_when_the_page_is_shown_again(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner, change: str
) -> None:
    page = window.ask
    ask(qtbot, page, VALVE_QUESTION)
    settle(qtbot, page, jobs)
    turn = page._make_turn("How is it set?")
    page.column.add(turn)
    qtbot.wait(50)
    window.go(1)
    qtbot.waitUntil(lambda: not page.isVisible(), timeout=PATIENCE)
    before = turn.height()
    if change == "draft":
        turn.add_draft("The spring is set with the nut on its top, a quarter of a turn at a time. " * 8)
    elif change == "rewritten":
        turn.show_rewritten(
            "How is the opening pressure of the relief valve RV-7 set when it is on the bench of the workshop? "
            * 2
        )
    else:
        answer = page.turns[0].answer
        assert answer is not None
        turn.evidence.show_found([replace(one, version="v") for one in answer.evidence], "Evidence")
    qtbot.wait(50)
    window.go(0)
    qtbot.waitUntil(lambda: turn.height() > before, timeout=PATIENCE)
    assert turn.height() == turn.heightForWidth(turn.width())
    inner = page.column.widget()
    assert inner is not None
    assert inner.height() >= turn.geometry().bottom()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("| CB-12 | Bench,\n1,200 N·m |", "CB-12 | Bench, 1,200 N·m"),
        ("int | str | None", "int | str | None"),
        ("a | b |", "a | b |"),
        ("|", "|"),
        ("if x:\n    y()", "if x:\n    y()"),
    ],
)
def test_the_bars_around_a_row_of_a_table_are_not_read_out(text: str, read: str) -> None:
    assert words.read_out(text) == read


# Follow-ups


def test_a_follow_up_shows_what_it_was_taken_to_mean_and_that_can_be_changed(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.ask
    ask(qtbot, page, "How often is the relief valve RV-7 inspected?")
    turn = ask(qtbot, page, "Who inspects it?")
    assert "Understood as: Who inspects the relief valve RV-7?" in said(turn)
    understood = next(one for one in turn.findChildren(QWidget) if type(one).__name__ == "Understood")
    button(understood, "Change").click()
    understood.field.setText(LASER_QUESTION)  # type: ignore[attr-defined]
    qtbot.keyClick(understood.field, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    changed = page.turns[-1]
    assert changed.question == LASER_QUESTION
    qtbot.waitUntil(lambda: changed.answer is not None, timeout=PATIENCE)
    assert "532 nanometres" in said(changed)


# Feedback


def test_feedback_is_kept_remembered_and_taken_back(
    qtbot: QtBot, window: MainWindow, application: Application, jobs: JobRunner
) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert turn.answer is not None
    assert turn.feedback is not None
    run = turn.answer.run

    def kept() -> tuple[Verdict, str] | None:
        found = application.dialogue.feedback_of(application.actor, [run]).get(run)
        return None if found is None else (found.verdict, found.remark)

    button(turn, "Wrong").click()
    qtbot.keyClicks(turn.feedback.remark.field, "It opens at 7 bar since May")
    qtbot.keyClick(turn.feedback.remark.field, Qt.Key.Key_Return)
    settle(qtbot, window.ask, jobs)
    assert kept() == (Verdict.WRONG, "It opens at 7 bar since May")
    assert "Saved" in said(turn)
    window.ask.begin_conversation()
    window.ask.open_conversation(window.ask.conversations.model.conversation(0).id)
    qtbot.waitUntil(lambda: len(window.ask.turns) == 1, timeout=PATIENCE)
    again = window.ask.turns[0]
    assert again.feedback is not None
    assert button(again, "Wrong").isChecked()
    assert again.feedback.remark.field.text() == "It opens at 7 bar since May"
    button(again, "Wrong").click()
    settle(qtbot, window.ask, jobs)
    assert kept() is None
    assert not button(again, "Wrong").isChecked()


# What leaves the window


def test_an_answer_is_copied_as_markdown_plain_text_and_rich_text(qtbot: QtBot, window: MainWindow) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    button(turn, "Copy").click()
    data = QGuiApplication.clipboard().mimeData()
    assert "[^1]: Relief valve RV\\-7" in bytes(data.data("text/markdown").data()).decode().replace(
        "RV-7", "RV\\-7"
    )
    assert data.text().startswith(f"{VALVE_QUESTION}\n\n")
    assert "[1] Relief valve RV-7" in data.text()
    assert "<sup>[1]</sup>" in data.html()
    assert "\u2068" not in data.text()


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.WORD, Form.PDF])
def test_an_answer_is_exported(qtbot: QtBot, window: MainWindow, tmp_path: Path, form: Form) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert turn.answer is not None
    run = turn.answer.run
    job = window.ask._exporter.save(str(tmp_path / "out"), turn.question, form, lambda: [run])
    with qtbot.waitSignal(job.done, timeout=PATIENCE) as done:
        pass
    written = Path(done.args[0])
    data = written.read_bytes()
    assert "Exported to" in said(window.ask)
    if form == "markdown":
        assert "6.5 bar" in data.decode()
    elif form == "docx":
        assert data.startswith(b"PK")
    else:
        pdf = QPdfDocument()
        pdf.load(str(written))
        assert pdf.pageCount() == 1
        words = pdf.getAllText(0).text()
        assert "6.5 bar" in words
        assert "Relief valve RV-7" in words
        assert _inked(pdf) > 0.005


def _inked(pdf: QPdfDocument) -> float:
    """Return the share of a page's picture that is dark."""
    size = pdf.pagePointSize(0).toSize()
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    drawn = pdf.render(0, size)
    dark = sum(drawn.pixelColor(x, y).lightness() < 128 and drawn.pixelColor(x, y).alpha() > 128
               for x in range(0, size.width(), 2) for y in range(0, size.height(), 2))  # fmt: skip
    return 4 * dark / (size.width() * size.height())


def test_a_file_that_cannot_be_written_is_told_with_a_way_on_and_leaves_what_was_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert turn.answer is not None
    run = turn.answer.run
    job = window.ask._exporter.save(
        str(tmp_path / "nowhere" / "out.md"), turn.question, Form.MARKDOWN, lambda: [run]
    )
    with qtbot.waitSignal(job.failed, timeout=PATIENCE):
        pass
    assert "out.md cannot be written" in said(window.ask)
    assert button(window.ask, "Choose another location").isEnabled()
    held = tmp_path / "held.md"
    held.write_text("mine", "utf-8")
    job = window.ask._exporter.save(str(held), turn.question, Form.MARKDOWN, lambda: ["no-such-run"])
    with qtbot.waitSignal(job.failed, timeout=PATIENCE):
        pass
    assert held.read_text("utf-8") == "mine"
    assert [
        path.name for path in tmp_path.iterdir() if path.suffix == ".md" or path.name.startswith(".citewell")
    ] == ["held.md"]


# An abstention


def test_an_abstention_can_be_broadened_and_sent_to_an_expert(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    turn = ask(qtbot, window.ask, NOBODY_KNOWS)
    assert turn.answer is not None
    assert turn.answer.abstained
    before = len(turn.evidence.rows())
    button(turn, "Broaden").click()
    qtbot.waitUntil(
        lambda: "shown above" in said(turn) or "No further similar passages" in said(turn), timeout=PATIENCE
    )
    assert len(turn.evidence.rows()) > before
    body = turn.abstention
    assert body is not None
    button(turn, "Ask an expert").click()
    qtbot.waitUntil(body.form.isVisible, timeout=PATIENCE)
    assert "Added to Gaps" in said(turn)
    button(turn, "Copy for a message").click()
    letter = QGuiApplication.clipboard().text()
    assert NOBODY_KNOWS in letter
    assert turn.answer.reason is not None
    assert turn.answer.reason in letter
    # Not to know is no error: nothing about it is written as one.
    assert not [one.text() for one in turn.findChildren(QLabel) if one.property("role") == "problem"]
    settle(qtbot, window.ask, jobs)


def test_without_a_model_one_quiet_line_leads_to_the_models(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    qtbot.waitUntil(lambda: "Model off" in said(window.ask), timeout=PATIENCE)
    line = next(one for one in window.ask.findChildren(QLabel) if "Model off" in one.text())
    line.linkActivated.emit("models")
    assert window.models.isVisible()


# With a model


class SlowGenerator(FakeGenerator):
    """Writes word after word until it is told to stop; `heeds` tells whether it listens."""

    def __init__(self, draft: str, *, heeds: bool = True, words: int = 100_000) -> None:
        super().__init__([])
        self.draft = draft.split()
        self.heeds = heeds
        self.words = words
        self.let_go = threading.Event()

    def generate(
        self, tokens: Sequence[int], max_tokens: int, on_text: Callable[[str], None], cancel: CancelToken,
        stop: tuple[str, ...] = (), fixed: int = 0,
    ) -> Generation:  # fmt: skip
        written = []
        for number in range(self.words):
            word = f"{self.draft[number % len(self.draft)]} "
            written.append(word)
            on_text(word)
            if self.let_go.wait(0.01) or (self.heeds and cancel.cancelled):
                break
        stopped = Stopped.CANCELLED if cancel.cancelled else Stopped.END
        return Generation("".join(written), len(tokens), fixed, tuple(range(len(written))), 1, 2, stopped)


Opened = Callable[[FakeGenerator], AskPage]


@pytest.fixture
def with_model(qapp: QApplication, workspace: Path, tmp_path: Path, jobs: JobRunner) -> Iterator[Opened]:
    """Opens the window over a model of the test's own."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    opened: list[tuple[Application, MainWindow]] = []

    def make(generator: FakeGenerator) -> AskPage:
        application = open_application(workspace, generator=lambda _: generator)
        window = MainWindow(application, jobs)
        window.resize(1280, 800)
        window.show()
        opened.append((application, window))
        return window.ask

    yield make
    for application, window in opened:
        window.close()
        jobs.close()
        application.close()


def test_the_evidence_comes_first_then_the_draft_then_what_was_checked(
    qtbot: QtBot, with_model: Opened
) -> None:
    slow = SlowGenerator("The relief valve RV-7 opens at 6.5 bar.")
    page = with_model(slow)
    page.ask(VALVE_QUESTION)
    turn = page.turns[0]
    qtbot.waitUntil(lambda: bool(turn.evidence.rows()), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(turn.draft.toPlainText()) > 60, timeout=PATIENCE)
    assert "Draft, not yet checked" in said(turn)
    assert turn.draft.property("prose") == "muted"
    assert not turn.answer
    slow.let_go.set()
    qtbot.waitUntil(lambda: bool(turn.answer), timeout=PATIENCE)
    # The draft stands until the first sentence that was checked does.
    qtbot.waitUntil(lambda: "Draft, not yet checked" not in said(turn), timeout=PATIENCE)
    assert turn.answer is not None
    assert turn.answer.mode is Mode.GENERATED
    button(turn, "What the model saw").click()
    qtbot.waitUntil(lambda: page.findChild(SeenDialog) is not None, timeout=PATIENCE)
    dialog = page.findChild(SeenDialog)
    assert dialog is not None
    assert "6.5 bar" in dialog.saw.toPlainText()
    assert VALVE_QUESTION in dialog.saw.toPlainText()
    dialog.close()


def test_stop_ends_the_answer_within_half_a_second_and_what_was_found_is_quoted(
    qtbot: QtBot, with_model: Opened
) -> None:
    page = with_model(SlowGenerator("Nothing of this holds against anything"))
    page.ask(VALVE_QUESTION)
    turn = page.turns[0]
    qtbot.waitUntil(lambda: not turn.draft.isHidden(), timeout=PATIENCE)
    begun = time.perf_counter()
    assert page.stop()
    assert turn.draft.isHidden()
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
    took = time.perf_counter() - begun
    print(f"stopped after {1000 * took:.0f} ms")
    assert took < 0.5
    qtbot.waitUntil(lambda: "6.5 bar" in said(turn), timeout=PATIENCE)
    assert not page.stop()


def test_stop_is_seen_at_once_even_when_the_model_does_not_listen(qtbot: QtBot, with_model: Opened) -> None:
    deaf = SlowGenerator("Nothing of this holds", heeds=False)
    page = with_model(deaf)
    page.ask(VALVE_QUESTION)
    turn = page.turns[0]
    qtbot.waitUntil(lambda: not turn.draft.isHidden(), timeout=PATIENCE)
    page.stop()
    assert "Stopped" in said(turn)
    assert turn.draft.isHidden()
    deaf.let_go.set()
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
    assert "Nothing of this" not in said(turn)


def test_questions_wait_in_sight_and_can_be_taken_back(
    qtbot: QtBot, with_model: Opened, jobs: JobRunner
) -> None:
    slow = SlowGenerator("The relief valve RV-7 opens at 6.5 bar.")
    page = with_model(slow)
    page.ask(VALVE_QUESTION)
    page.ask(LASER_QUESTION)
    page.ask(NOBODY_KNOWS)
    first, second, third = page.turns
    assert "Waiting for the previous answer" in said(second)
    assert "2 questions wait" in said(page)
    button(second, "Remove").click()
    assert page.turns == [first, third]
    assert "1 question waiting" in said(page)
    slow.let_go.set()
    qtbot.waitUntil(lambda: third.answer is not None, timeout=PATIENCE)
    settle(qtbot, page, jobs)
    assert page.conversations.model.conversation(0).runs == 2


def test_a_model_that_dies_is_told_and_the_question_can_be_asked_again(
    qtbot: QtBot, with_model: Opened
) -> None:
    class Dying(SlowGenerator):
        def generate(
            self,
            tokens: Sequence[int],
            max_tokens: int,
            on_text: Callable[[str], None],
            *rest: Any,
            **more: Any,
        ) -> Generation:
            on_text("The relief valve ")
            raise CRASH

    page = with_model(Dying(""))
    turn = ask(qtbot, page, VALVE_QUESTION)
    assert "process died" in said(turn)
    assert "6.5 bar" in said(turn)
    button(turn, "Ask again").click()
    assert len(page.turns) == 2
    qtbot.waitUntil(lambda: page.turns[1].answer is not None, timeout=PATIENCE)


# How it looks


def made_answer(sentences: int, quote: str = "The valve opens at 6.5 bar", **changes: Any) -> Answer:
    """Return an answer with sentences of every state."""
    states = ("quoted", "supported", "partial")
    made = {
        "run": "r", "status": "answered", "mode": "generated", "confidence": 0.9, "reason": None, "nearest": [], "needed": None,
        "ask": None, "evidence": [], "warnings": [], "as_of": "2025-02-10", "model": {"id": "fake", "sha256": ""},
        "timings_ms": {"search": 1, "evidence": 2, "first_token": 3, "total": 4},
        "sentences": [
            {
                "text": f"{at}. {quote}", "state": states[at % 3],
                "citations": [
                    {
                        "source": f"d{at}", "kind": "document", "version": f"v{at}", "title": "A title", "path": "/a/b.md", "page": 3,
                        "heading": "One > Two", "start": at, "end": at + 9, "quote": quote, "owner": None, "reviewed": None,
                    }
                ],
            }
            for at in range(sentences)
        ],
    }  # fmt: skip
    answer = Answer.parse(made | changes, Label.INTERNAL)
    assert answer is not None
    return answer


def test_the_states_differ_in_shape_and_words_not_in_colour_alone(qtbot: QtBot, window: MainWindow) -> None:
    turn = Turn("Which?")
    qtbot.addWidget(turn)
    turn.show_answer(made_answer(3), [])
    turn.resize(600, turn.heightForWidth(600))
    turn.show()
    chips = turn.body.text.chips()
    assert [chip.accessibleName().split(":")[0] for chip in chips] == [
        "Citation 1, quoted", "Citation 2, supported", "Citation 3, partly supported"
    ]  # fmt: skip
    assert [chip.text() for chip in chips] == ["1 quoted", "2 supported", "3 partly supported"]
    assert all("6.5 bar" in chip.toolTip() and "page" in chip.toolTip() for chip in chips)
    assert {QAccessible.queryAccessibleInterface(chip).role() for chip in chips} == {
        QAccessible.Role.PushButton
    }
    shapes = []
    for chip in chips:
        drawn = chip.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.append(bytes(drawn.copy(0, 0, 36, drawn.height()).constBits()))
    assert len(set(shapes)) == 3


def quotes(*spans: tuple[int, int, str], **changes: Any) -> Answer:
    """Return an answer without a model, out of ranges of one document."""
    made = made_answer(len(spans), mode="quoted", model=None)
    sentences = []
    for sentence, (start, end, text) in zip(made.sentences, spans, strict=True):
        place = {"version": "v", "start": start, "end": end, "quote": f"**{text}**", "shown": text}
        citation = replace(sentence.citations[0], **place)  # type: ignore[arg-type]
        sentences.append(Sentence(text, Grounding.QUOTED, (citation,)))
    return replace(made, **({"sentences": tuple(sentences)} | changes))


def test_the_best_quote_stands_among_its_neighbours_as_in_the_document(
    qtbot: QtBot, window: MainWindow
) -> None:
    answer = quotes(
        (50, 80, "It opens at 6.5 bar."),
        (81, 99, "It closes at 5.9 bar."),
        (20, 48, "This is the valve."),
        (400, 420, "Elsewhere."),
    )
    turn = Turn("Which?")
    qtbot.addWidget(turn)
    turn.show_answer(answer, [])
    turn.resize(600, turn.heightForWidth(600))
    turn.show()
    drawn = [block.replace(" \ufffc", "#") for block in turn.body.text.toPlainText().split("\n")]
    assert drawn == ["This is the valve.# It opens at 6.5 bar.# It closes at 5.9 bar.#", "Elsewhere.#"]
    assert [chip.text() for chip in turn.body.text.chips()] == ["3", "1 quoted", "2", "4 quoted"]

    def look(words: str) -> tuple[bool, str]:
        cursor = turn.body.text.document().find(words)
        style = cursor.charFormat()
        return (
            style.fontWeight() > 400,
            style.foreground().color().name() if style.foreground().style() != Qt.BrushStyle.NoBrush else "",
        )

    def told(words: str, wanted: tuple[bool, str]) -> bool:
        return look(words) == wanted

    for scheme in ("light", "dark"):
        theme.apply(make_qt(), scheme)
        muted = theme.colours().muted.lower()
        qtbot.waitUntil(partial(told, "closes at", (False, muted)))
        assert look("opens at") == (True, "")
        assert look("This is") == (False, muted)
        assert look("Elsewhere") == (False, "")


def test_words_that_an_answer_quotes_are_not_shown_a_second_time_above_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert turn.answer is not None
    assert turn.answer.mode is Mode.QUOTED
    row = turn.evidence.rows()[0]
    assert "valve.md" in row.text()
    assert "6.5 bar" not in row.text()
    assert "6.5 bar" in row.toolTip()
    assert "6.5 bar" in turn.body.text.toPlainText()


def _looked_at(item: Citation) -> Evidence:
    """Return words that are cited as evidence of another version."""
    return Evidence.parse(item.as_json() | {"version": "w", "score": 0.5}, Label.INTERNAL)


def test_words_are_shown_as_they_are_read_wherever_they_are_quoted(qtbot: QtBot, window: MainWindow) -> None:
    answer = quotes((50, 80, "It opens at 6.5 bar."), (400, 420, "• Elsewhere."))
    item = answer.sentences[0].citations[0]
    assert words.quoted(item) == "It opens at 6.5 bar."
    assert words.quoted(replace(item, quote="| a |\n b |", shown="")) == "a | b"
    assert "*" not in clipping.plain("Which?", answer)
    assert "<i>It opens at 6.5 bar.</i>" in clipping.rich("Which?", answer)
    assert "• " not in clipping.plain("Which?", answer)
    assert "**" not in clipping.letter("Which?", made_answer(0, mode=None), [_looked_at(item)])
    turn = Turn("Which?")
    qtbot.addWidget(turn)
    turn.show_answer(answer, [_looked_at(item)])
    turn.evidence._toggle()
    assert [row.text() for row in turn.evidence.rows()][-1] == "Considered: It opens at 6.5 bar."
    assert all("**" not in chip.toolTip() + chip.accessibleName() for chip in turn.body.text.chips())


def test_what_to_beware_of_stands_below_the_answer_and_below_an_abstention(
    qtbot: QtBot, window: MainWindow
) -> None:
    warnings = [
        "A passage of “Valves” contains instructions to an answering program and was not used.",
        "Searched for “valve” instead of “vavle”.",
        "Part of the question is not answered: “what does it cost?”",
        "“Old valves” is no longer valid: “Valves” has been valid since 2025-03-01.",
    ]
    for change in ({}, {"mode": None, "sentences": (), "reason": "Nothing says so."}):
        turn = Turn("Which?")
        qtbot.addWidget(turn)
        turn.show_answer(quotes((50, 80, "It opens at 6.5 bar."), warnings=tuple(warnings), **change), [])
        turn.resize(420, turn.heightForWidth(420))
        turn.show()
        notes = turn.findChildren(Note)
        assert [note.findChild(Prose).toPlainText() for note in notes] == warnings  # type: ignore[union-attr]
        for note in notes:
            text = note.findChild(Prose)
            assert text is not None
            assert text.height() >= text.document().size().height() - 1


@pytest.mark.parametrize("width", [720, 1024, 1280, 1920])
def test_nothing_is_clipped_at_any_width(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner, width: int
) -> None:
    window.resize(width, 800)
    page = window.ask
    turn = Turn("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3)
    page.column.add(turn)
    hebrew = "שסתום הביטחון נפתח בלחץ של 6.5 בר ונסגר בלחץ של 5.9 בר, " * 4
    answer = made_answer(2, hebrew)
    turn.show_answer(answer, [])
    settle(qtbot, page, jobs)
    qtbot.waitUntil(lambda: turn.height() >= turn.heightForWidth(turn.width()) > 100, timeout=PATIENCE)
    for prose in turn.findChildren(Prose):
        if prose.isVisible():
            assert prose.height() >= prose.heightForWidth(prose.width()), prose.toPlainText()
            assert prose.document().idealWidth() <= prose.width() + 1
    assert turn.x() + turn.width() <= page.column.viewport().width()
    text = turn.body.text
    qtbot.waitUntil(
        lambda: all(text.rect().contains(chip.geometry()) for chip in text.chips()), timeout=PATIENCE
    )
    assert text.chips()


def test_on_a_narrow_page_the_source_takes_the_place_of_the_conversation_and_gives_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.resize(760, 700)
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert not window.ask.reader.isVisible()
    turn.open_citation(1)
    qtbot.waitUntil(
        lambda: window.ask.reader.isVisible() and bool(window.ask.reader.marked()), timeout=PATIENCE
    )
    assert not turn.isVisible()
    window.ask.reader.closed.emit()
    assert turn.isVisible()


def test_the_evidence_of_the_answer_has_the_numbers_of_its_citations(
    qtbot: QtBot, window: MainWindow
) -> None:
    turn = ask(qtbot, window.ask, VALVE_QUESTION)
    assert turn.answer is not None
    first = turn.answer.sentences[0].citations[0]
    assert turn.evidence.places[0].start == first.start
    assert turn.evidence.rows()[0].accessibleName().startswith("Evidence 1: ")
    assert isinstance(turn.evidence, EvidenceList)


def test_the_list_says_what_it_is_for_while_it_is_empty(qtbot: QtBot) -> None:
    panel = ConversationList()
    qtbot.addWidget(panel)
    panel.show()
    assert "saved here" in said(panel)
    assert all(one.accessibleName() or one.text() for one in panel.findChildren(QPushButton))
