"""The window over a real workspace: ask, follow a citation to its words, keep the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.work import FileStage
from app.ui.ask import Turn
from app.ui.reader import Place
from app.ui.shell.main_window import MainWindow
from app.ui.shell.palette import Palette
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application

PATIENCE = 60_000


def _ask(qtbot: QtBot, window: MainWindow, question: str) -> Turn:
    window.ask.composer.setPlainText(question)
    qtbot.keyClick(window.ask.composer, Qt.Key.Key_Return)
    turn = window.ask.turns[-1]
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
    return turn


def _words(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    return " ".join(
        [*labels, *(one.toPlainText() for one in widget.findChildren(Prose) if not one.isHidden())]
    )


def _shows(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """Wait until words are on the screen: what was just put into a layout is shown by the event loop."""
    qtbot.waitUntil(lambda: words in _words(widget), timeout=PATIENCE)


def test_a_question_is_answered_and_its_citation_opens_at_the_words(qtbot: QtBot, window: MainWindow) -> None:
    turn = _ask(qtbot, window, "At what pressure does the relief valve RV-7 open?")
    assert turn.answer is not None
    _shows(qtbot, turn, "6.5 bar")
    citation = turn.answer.sentences[0].citations[0]
    turn.open_citation(1)
    qtbot.waitUntil(lambda: bool(window.ask.reader.marked()), timeout=PATIENCE)
    assert window.ask.reader.marked() == citation.quote


def test_a_citation_in_a_pdf_marks_the_quoted_words_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    turn = _ask(
        qtbot, window, "How many hours does the battery of the FL-8 last with eight channels at 1 kHz?"
    )
    assert turn.answer is not None
    quotes = {
        one.quote: one
        for sentence in turn.answer.sentences
        for one in sentence.citations
        if one.path.endswith(".pdf")
    }
    quote, citation = next(iter(quotes.items()))
    window.ask.reader.go([Place(citation.version, citation.start, citation.end, 1)], 0)
    qtbot.waitUntil(lambda: bool(window.ask.reader.marked()), timeout=PATIENCE)
    assert " ".join(window.ask.reader.marked().split()) == " ".join(quote.split())
    assert window.ask.reader.pages.isVisible()
    assert window.ask.reader.pages.page_in_sight() == citation.page


def test_an_abstention_is_told_with_its_reason_and_what_was_looked_at(
    qtbot: QtBot, window: MainWindow
) -> None:
    turn = _ask(qtbot, window, "Who won the football world cup of 1966?")
    assert turn.answer is not None
    assert turn.answer.abstained
    assert turn.answer.reason is not None
    _shows(qtbot, turn, turn.answer.reason)
    _shows(qtbot, turn, "No reliable information")


def test_a_folder_that_is_added_is_read_and_can_be_asked_about(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "canteen"
    folder.mkdir()
    (folder / "menu.md").write_text(
        "# Canteen\n\nThe canteen serves lentil soup on Thursdays from 11.45.\n", "utf-8"
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    job = window.library.ingest([folder])
    with qtbot.waitSignal(job.done, timeout=PATIENCE) as done:
        pass
    report = done.args[0]
    assert report.added == 1
    assert [Path(one.path).name for one in report.failed] == ["broken.pdf"]
    turn = _ask(qtbot, window, "On which day does the canteen serve lentil soup?")
    _shows(qtbot, turn, "Thursdays")


def test_a_file_dropped_where_questions_are_written_is_added(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "kiln.md"
    path.write_text("# Kiln\n\nThe kiln is swept on the first Monday of a month.\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    field = window.ask.composer
    assert not field.acceptDrops()
    assert not field.viewport().acceptDrops()
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert window._drops.eventFilter(window, drop)
    assert window.library.isVisible()
    assert window.ask.composer.toPlainText() == ""
    qtbot.waitUntil(lambda: not window.library.reading.jobs, timeout=PATIENCE)
    log = window.library.strip.log
    assert log is not None
    assert log.counts() == {FileStage.STORED: 1}


def test_an_answer_is_opened_from_the_document_it_cites(qtbot: QtBot, window: MainWindow) -> None:
    turn = _ask(qtbot, window, "At what pressure does the relief valve RV-7 open?")
    assert turn.answer is not None
    run = turn.answer.run
    window.ask.begin_conversation()
    window.show_page(window.library)
    window.library.run_wanted.emit(run)
    assert window.ask.isVisible()

    def shown() -> bool:
        found = window.ask.column.current()
        return found is not None and found.answer is not None and found.answer.run == run

    qtbot.waitUntil(shown, timeout=PATIENCE)


def test_a_page_that_is_opened_has_no_control_in_focus_that_nobody_chose(window: MainWindow) -> None:
    for page in (window.library, window.knowledge, window.review, window.models, window.settings):
        window.show_page(page)
        assert window.focusWidget() is page


def test_every_command_is_in_the_palette_and_found_by_its_words(qtbot: QtBot, window: MainWindow) -> None:
    window.show_palette()
    palette = window.findChild(Palette)
    assert palette is not None
    field = palette.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "go to librar")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.library.isVisible()


def test_the_conversation_says_what_the_model_saw_only_when_there_was_one(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    turn = _ask(qtbot, window, "What is the wavelength of the alignment laser?")
    assert application.settings.model.generator == "none"
    assert "What the model saw" not in [one.text() for one in turn.findChildren(QAbstractButton)]
