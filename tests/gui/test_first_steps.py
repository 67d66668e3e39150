"""The window from a question to a folder of one's own, with the mouse: also run on a real screen by
tests/end2end/test_window.py.
"""

from __future__ import annotations

from pathlib import Path

import psutil
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.core.work import WatchNews
from app.inference.catalog import InstalledModel
from app.ui.ask.turn import Turn
from app.ui.jobs import JobRunner
from app.ui.shell.main_window import MainWindow
from app.ui.widgets.prose import Prose
from app.workspace.workspace import Application

PATIENCE = 60_000


def _ask(qtbot: QtBot, window: MainWindow, question: str) -> None:
    window.ask.composer.setPlainText(question)
    qtbot.keyClick(window.ask.composer, Qt.Key.Key_Return)
    turn = window.ask.turns[-1]
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)


def _said(window: MainWindow) -> str:
    answer = window.ask.turns[-1].answer
    assert answer is not None
    return " ".join(one.text for one in answer.sentences)


def _shown(turn: Turn) -> set[str]:
    return {one.toPlainText() for one in turn.findChildren(Prose) if one.isVisible()}


def _is_model(child: psutil.Process) -> bool:
    return "app.inference.worker" in child.cmdline()


def _drop(window: MainWindow, path: Path) -> None:
    """Drop a folder on the library as a file manager does."""
    words = QMimeData()
    words.setUrls([QUrl.fromLocalFile(str(path))])
    dropped = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        words,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    # Past the application object, which hands a drop only to where a real pointer dragged it.
    window.library.event(dropped)


def test_a_question_its_highlighted_words_and_a_folder_that_is_dropped(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner, tmp_path: Path
) -> None:
    window.activateWindow()  # keys go to the window in front, and on a bare screen nobody else puts one there
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    _ask(qtbot, window, "At what pressure does the relief valve RV-7 open?")
    answer = window.ask.turns[-1].answer
    assert answer is not None
    quote = answer.sentences[0].citations[0].quote
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.ask.reader.marked() == quote, timeout=PATIENCE)
    assert window.ask.reader.isVisible()

    folder = tmp_path / "canteen"
    folder.mkdir()
    (folder / "menu.md").write_text(
        "# Canteen\n\nThe canteen serves lentil soup on Thursdays from 11.45.\n", "utf-8"
    )
    window.go(1)
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    _drop(window, folder)
    qtbot.waitUntil(lambda: bool(jobs.running), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    _ask(qtbot, window, "On which day does the canteen serve lentil soup?")
    assert "Thursdays" in _said(window)

    # The file changes in its folder, and nobody has to say so.
    heard: list[WatchNews] = []
    window.library.follower.news.connect(heard.append)
    (folder / "menu.md").write_text(
        "# Canteen\n\nThe canteen serves pumpkin risotto on Fridays from 12.15.\n", "utf-8"
    )
    qtbot.waitUntil(
        lambda: any(news.report is not None and news.report.updated for news in heard), timeout=PATIENCE
    )
    _ask(qtbot, window, "On which day does the canteen serve pumpkin risotto?")
    assert "Fridays" in _said(window)


def test_a_model_that_dies_while_it_writes_is_said_and_asked_again(
    qtbot: QtBot, application: Application, window: MainWindow, jobs: JobRunner, small_model: InstalledModel
) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and not jobs.running, timeout=PATIENCE)
    application.change_settings({"model.generator": small_model.id})
    try:
        window.ask.composer.setPlainText(
            "How many hours does the battery of the FL-8 last with eight channels at 1 kHz?"
        )
        qtbot.keyClick(window.ask.composer, Qt.Key.Key_Return)
        turn = window.ask.turns[-1]
        qtbot.waitUntil(lambda: bool(turn.draft.toPlainText()) or turn.answer is not None, timeout=PATIENCE)
        assert not turn.answer, "the model was done before it could be killed"
        assert turn.evidence.rows(), "the evidence stands while the model writes"
        for child in psutil.Process().children(recursive=True):
            if _is_model(child):
                child.kill()
        qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)
        answer = turn.answer
        assert answer is not None
        assert (answer.abstained, answer.mode) == (False, "quoted")
        assert any("quoted" in warning for warning in answer.warnings), answer.warnings
        qtbot.waitUntil(
            lambda: set(answer.warnings) <= _shown(turn), timeout=PATIENCE
        )  # after the last sentence
        again = next(
            one for one in turn.findChildren(QPushButton) if one.isVisible() and one.text() == "Ask again"
        )
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
        later = window.ask.turns[-1]
        assert later is not turn
        qtbot.waitUntil(lambda: later.answer is not None, timeout=PATIENCE)
        assert later.answer is not None
        assert not any(
            "model" in warning and "quoted" in warning and "stopped" in warning
            for warning in later.answer.warnings
        )
    finally:
        qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
        application.change_settings({"model.generator": "none"})
