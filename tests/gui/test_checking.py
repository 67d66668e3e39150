"""Check a text: what a text of somebody else comes to, where it says so, and what leaves the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.answers.checked import CheckedSentence, CheckedText, Standing
from app.ui import theme
from app.ui.checking import CheckDialog
from app.ui.checking import words as told
from app.ui.jobs import JobRunner
from app.ui.shell.application import make_qt
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application

PATIENCE = 60_000
TEXT = (
    "The relief valve RV-7 opens at 6.5 bar and closes at 5.9 bar. The seat ring of the RV-7 costs 83 euros. "
    "The canteen is closed on Fridays."
)


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[CheckDialog]:
    (command,) = [one for one in window.commands() if one.words == "Check a text"]
    command.run()
    yield window.checking
    window.checking.close()


def check(qtbot: QtBot, dialog: CheckDialog, text: str = TEXT) -> None:
    dialog.field.setPlainText(text)
    dialog.check()
    qtbot.waitUntil(
        lambda: dialog.list.isVisible() and dialog.list.sentences.rowCount() > 0, timeout=PATIENCE
    )


def states(dialog: CheckDialog) -> list[Standing]:
    return [dialog.list.sentences.sentence(row).state for row in range(dialog.list.sentences.rowCount())]


def row(dialog: CheckDialog, at: int) -> None:
    dialog.list.clicked.emit(dialog.list.sentences.index(at))


def test_each_sentence_says_how_it_stands_and_opens_the_words_that_say_so(
    qtbot: QtBot, dialog: CheckDialog
) -> None:
    assert dialog.isVisible()
    assert not dialog.button.isEnabled()
    check(qtbot, dialog)
    assert states(dialog) == [Standing.QUOTED, Standing.CONTRADICTED, Standing.NOT_FOUND]
    assert dialog.summary.text() == "1 of 3 sentences are supported"
    assert dialog.tally.text() == "1 quoted  ·  1 contradicted  ·  1 not found"
    assert dialog.list.hasFocus()
    row(dialog, 1)
    qtbot.waitUntil(lambda: bool(dialog.reader.marked()), timeout=PATIENCE)
    assert "38 euros" in dialog.reader.marked()
    row(dialog, 2)
    assert dialog.reader.isHidden()


def test_escape_closes_the_source_first_and_what_was_written_stays(qtbot: QtBot, dialog: CheckDialog) -> None:
    check(qtbot, dialog)
    row(dialog, 0)
    qtbot.waitUntil(lambda: bool(dialog.reader.marked()), timeout=PATIENCE)
    dialog.reject()
    assert dialog.reader.isHidden()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    dialog.begin()
    dialog.write()
    assert dialog.field.toPlainText() == TEXT
    assert dialog.focusWidget() is dialog.field


def test_a_file_is_opened_or_dropped_and_one_that_is_no_text_says_so(
    qtbot: QtBot, dialog: CheckDialog, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("\ufeffThe seat ring costs 38 euros.", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(letter))])
    assert dialog.field.canInsertFromMimeData(data)
    dialog.field.insertFromMimeData(data)
    qtbot.waitUntil(lambda: dialog.field.toPlainText() == "The seat ring costs 38 euros.", timeout=PATIENCE)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\0\xff")
    dialog.open_file(str(picture))
    qtbot.waitUntil(
        lambda: "picture.png is not UTF-8 text" in dialog.strip.text.toPlainText(), timeout=PATIENCE
    )
    assert dialog.field.toPlainText() == "The seat ring costs 38 euros."


def test_checking_can_be_cancelled_and_the_text_stays(
    qtbot: QtBot, dialog: CheckDialog, jobs: JobRunner
) -> None:
    text = " ".join(f"The valve of bench {at} opens at {at} bar." for at in range(200))
    dialog.field.setPlainText(text)
    dialog.check()
    qtbot.waitUntil(
        lambda: any("of 200 sentences" in one.text() for one in dialog.findChildren(QLabel)), timeout=PATIENCE
    )
    assert dialog.field.isReadOnly()
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    assert dialog.isVisible()
    assert not dialog.list.isVisible()
    assert dialog.field.toPlainText() == text
    assert dialog.button.isVisible()


def test_the_result_is_copied_and_saved_and_that_is_noted(
    qtbot: QtBot, dialog: CheckDialog, application: Application, tmp_path: Path
) -> None:
    check(qtbot, dialog)
    dialog.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().startswith("1 of 3 sentences quoted or supported.")
    assert "contradicted: The seat ring of the RV-7 costs 83 euros." in copied.text()
    dialog.save(str(tmp_path / "checked.md"))
    qtbot.waitUntil((tmp_path / "checked.md").exists, timeout=PATIENCE)
    saved = (tmp_path / "checked.md").read_text("utf-8")
    assert "**contradicted**: The seat ring" in saved
    assert "38 euros" in saved
    assert saved == bytes(copied.data("text/markdown").data()).decode()
    rows = application._database.query("SELECT action FROM audit ORDER BY seq DESC LIMIT 1")
    assert rows[0][0] == "check.export"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_states_differ_in_shape_and_words_and_long_texts_are_not_clipped(
    qtbot: QtBot, dialog: CheckDialog, scheme: str
) -> None:
    theme.apply(make_qt(), scheme)
    long = "Donaudampfschifffahrt" * 20
    found = CheckedText(tuple(CheckedSentence(long, one) for one in Standing))
    dialog._show_result(found)
    dialog.resize(500, 700)
    shapes, heights = [], []
    for at in range(len(Standing)):
        index = dialog.list.sentences.index(at)
        dialog.list.scrollTo(index)
        box = dialog.list.visualRect(index)
        heights.append(box.height())
        drawn = dialog.list.grab(box).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.append(bytes(drawn.copy(theme.SPACE[4] - 2, theme.SPACE[2], 16, 18).constBits()))
    assert len(set(shapes)) == len(Standing)
    assert min(heights) > 4 * theme.BASE
    assert {told.state(one) for one in Standing} == {
        "quoted",
        "supported",
        "partly supported",
        "contradicted",
        "not found",
    }
    assert told.summary(found) == "2 of 5 sentences are supported"
