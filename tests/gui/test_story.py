"""The window from a question to a folder of one's own, with the mouse: also run on a real screen by tests/end2end/test_window.py."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.ui.jobs import JobRunner
from app.ui.main_window import MainWindow

PATIENCE = 60_000


def _ask(qtbot: QtBot, window: MainWindow, question: str) -> None:
    window.ask.composer.setPlainText(question)
    qtbot.keyClick(window.ask.composer, Qt.Key.Key_Return)
    turn = window.ask.turns[-1]
    qtbot.waitUntil(lambda: turn.answer is not None, timeout=PATIENCE)


def _drop(window: MainWindow, path: Path) -> None:
    """Drop a folder on the library as a file manager does."""
    words = QMimeData()
    words.setUrls([QUrl.fromLocalFile(str(path))])
    dropped = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
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
    quote = answer["sentences"][0]["citations"][0]["quote"]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.ask.reader.marked() == quote, timeout=PATIENCE)
    assert window.ask.reader.isVisible()

    folder = tmp_path / "canteen"
    folder.mkdir()
    (folder / "menu.md").write_text("# Canteen\n\nThe canteen serves lentil soup on Thursdays from 11.45.\n", "utf-8")
    window.go(1)
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    _drop(window, folder)
    qtbot.waitUntil(lambda: bool(jobs.running), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    _ask(qtbot, window, "On which day does the canteen serve lentil soup?")
    answer = window.ask.turns[-1].answer
    assert answer is not None
    assert "Thursdays" in " ".join(one["text"] for one in answer["sentences"])
