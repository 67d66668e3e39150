"""The shell: every command and key, workspaces and people, what stands in the way, and command lines served
by the window.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.cli import main
from app.core.errors import DiskFull
from app.ui.jobs import Job, JobRunner
from app.ui.shell.application import Desktop
from app.ui.shell.main_window import MainWindow
from app.ui.shell.opened import Opened
from app.ui.shell.palette import KeysSheet
from app.ui.shell.recent import RecentList, recents, remember
from app.workspace.workspace import Application, create_workspace, open_application
from tests.world import PEOPLE, make_workspace

PATIENCE = 60_000
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    made = Desktop(qapp, main.serve)
    yield made
    made.close()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A demo workspace without documents."""
    return make_workspace(tmp_path / "small")


def call(workspace: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", "-w", str(workspace), *arguments],
        cwd=ROOT, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip


def ended(qtbot: QtBot, process: subprocess.Popen[str]) -> tuple[int, str, str]:
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=PATIENCE)
    out, errors = process.communicate()
    return process.returncode, out, errors


# Pages


def test_the_other_pages_are_made_behind_the_window_and_nothing_flashes_up(
    qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner
) -> None:
    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    shown: list[QWidget] = []
    watch = Watch()
    qapp.installEventFilter(watch)
    window = MainWindow(application, jobs)
    assert list(window._made()) == ["ask"]
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: not window._making.isActive() and not jobs.running, timeout=PATIENCE)
    qapp.removeEventFilter(watch)
    assert list(window._made()) == ["ask", "library", "knowledge", "review", "models", "settings"]
    assert shown == [window], (
        "a part that is shown before it has its place is a window of its own for a moment"
    )
    qtbot.waitUntil(lambda: window.focusWidget() is window.ask.composer, timeout=PATIENCE)


def test_a_page_that_is_wanted_before_it_was_made_is_made_at_once(
    application: Application, jobs: JobRunner
) -> None:
    window = MainWindow(application, jobs)
    window.go(3)
    assert window.review.isVisibleTo(window)
    assert list(window._made()) == ["ask", "review"]


# Commands and keys


def test_the_palette_offers_every_command_of_every_page_that_is_possible(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_palette()
    words = window.palette_shown().words()
    assert sorted(words) == sorted(command.words for command in window.commands() if command.possible())
    for command in window.ask.commands():
        assert (command.words in words) == command.possible()
    window.palette_shown().close()


def test_a_command_of_another_page_shows_that_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go(2)
    window.show_palette()
    field = window.palette_shown().findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "new conversation")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.ask.isVisible()


def test_what_is_not_called_so_is_said(qtbot: QtBot, window: MainWindow) -> None:
    window.show_palette()
    palette = window.palette_shown()
    field = palette.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "zzzz")
    assert palette.words() == []
    assert any(
        label.isVisible() and label.text() == "No matching command." for label in palette.findChildren(QLabel)
    )
    palette.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_keys_are_shown_by_f1_and_by_the_question_mark(
    qtbot: QtBot, window: MainWindow, key: Qt.Key
) -> None:
    window.go(1)
    window.library.table.setFocus()
    qtbot.keyClick(
        window,
        key,
        Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Question else Qt.KeyboardModifier.NoModifier,
    )
    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {command.words for command in window.commands() if command.keys} <= shown
    assert {command.shown_keys for command in window.commands() if command.keys} <= shown
    sheet.close()


def test_a_letter_that_is_typed_is_no_key(qtbot: QtBot, window: MainWindow) -> None:
    window.go(0)
    window.ask.focus_question()
    qtbot.keyClicks(window.ask.composer, "jk?")
    assert window.ask.composer.toPlainText() == "jk?"
    assert window.findChild(KeysSheet) is None


def test_each_key_means_one_thing_on_a_page(window: MainWindow) -> None:
    groups = window.groups()
    everywhere = [command.keys for command in groups[0][1] if command.keys]
    for _, commands in groups[1:]:
        # One key may do two things that are never possible at once: approve a unit, hand in an answer.
        keys = everywhere + [command.keys for command in commands if command.keys and command.possible()]
        assert len(keys) == len(set(keys))


def test_escape_closes_what_opened_last(qtbot: QtBot, qapp: QApplication) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    first, second = QLabel(parent), QLabel(parent)
    opened = Opened(parent)
    for pane in (first, second):
        pane.hide()
        opened.follow(pane, pane.hide, lambda: True)
    parent.show()
    second.show()
    first.show()
    assert opened.close_last()
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert opened.close_last()
    assert not opened.close_last()


def test_a_window_whose_screen_is_gone_is_brought_back(qtbot: QtBot, window: MainWindow) -> None:
    window.move(QPoint(20_000, 20_000))
    window._keep_on_screen()
    assert any(
        screen.availableGeometry().intersects(window.geometry()) for screen in QGuiApplication.screens()
    )


# Workspaces and people


def test_workspaces_of_before_are_listed_newest_first_and_a_missing_one_is_said_and_taken_off(
    qtbot: QtBot, qapp: QApplication, jobs: JobRunner, tmp_path: Path
) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    create_workspace(tmp_path / "here")
    remember(tmp_path / "gone", "Gone")
    remember(tmp_path / "here", "Here")
    shown = RecentList(jobs)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: [row.there for row in shown.rows] == [True, False], timeout=PATIENCE)
    assert [row.path for row in shown.rows] == [str(tmp_path / "here"), str(tmp_path / "gone")]
    assert shown.rows[1].state == "Missing"
    shown.rows[1].removed.emit(shown.rows[1].path)
    assert [one.name for one in recents()] == ["Here"]


def test_in_a_demo_workspace_another_person_is_played_from_the_header(
    qtbot: QtBot, desktop: Desktop, small: Path
) -> None:
    assert desktop.open(small)
    window = desktop.window
    assert window is not None
    qtbot.waitUntil(lambda: len(window.people.commands()) == len(PEOPLE), timeout=PATIENCE)
    next(command for command in window.people.commands() if "Anna" in command.words).run()
    qtbot.waitUntil(
        lambda: desktop.window is not None and desktop.window.people.text().startswith("Anna"),
        timeout=PATIENCE,
    )


def test_a_workspace_that_another_program_has_open_opens_when_that_has_ended(
    qtbot: QtBot, desktop: Desktop, small: Path
) -> None:
    with open_application(small):
        assert not desktop.open(small)
        welcome = desktop.welcome
        assert welcome is not None
        words = " ".join(label.text() for label in welcome.findChildren(QLabel))
        assert "open in another process" in words and "It has not been changed" in words
        assert any(button.text() == "Try again" for button in welcome.findChildren(QPushButton))
    qtbot.waitUntil(lambda: desktop.window is not None, timeout=PATIENCE)
    assert desktop.welcome is None


# Command lines


def test_a_command_line_is_served_by_the_window_and_the_pages_follow(
    qtbot: QtBot, desktop: Desktop, small: Path, tmp_path: Path, models_dir: Path
) -> None:
    assert desktop.open(small)
    window = desktop.window
    assert window is not None
    (tmp_path / "note.md").write_text("# Canteen\n\nThe canteen opens at eleven.\n", "utf-8")
    code, out, errors = ended(qtbot, call(small, "ingest", str(tmp_path / "note.md"), "--json"))
    assert (code, '"added": 1' in out) == (0, True), errors
    qtbot.waitUntil(lambda: window.library.model.total == 1, timeout=PATIENCE)


def test_a_second_window_brings_the_first_one_forward(qtbot: QtBot, desktop: Desktop, small: Path) -> None:
    assert desktop.open(small)
    window = desktop.window
    assert window is not None
    window.showMinimized()
    code, out, errors = ended(qtbot, call(small))
    assert (code, "already open" in out) == (0, True), errors
    qtbot.waitUntil(lambda: not window.isMinimized(), timeout=PATIENCE)


# What stands in the way


def test_a_vanished_folder_is_said_and_so_is_its_return(qtbot: QtBot, desktop: Desktop, small: Path) -> None:
    assert desktop.open(small)
    window = desktop.window
    assert window is not None
    jobs = desktop._jobs
    assert jobs is not None
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    small.rename(small.with_name("away"))
    desktop.look_at_folder()
    qtbot.waitUntil(lambda: "is unavailable" in window.banners.texts().get("folder", ""), timeout=PATIENCE)
    small.with_name("away").rename(small)
    desktop.look_at_folder()
    qtbot.waitUntil(
        lambda: "is available again" in window.banners.texts().get("folder", ""), timeout=PATIENCE
    )
    button = next(one for one in window.banners.findChildren(QPushButton) if one.text() == "Reopen")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.window not in (None, window), timeout=PATIENCE)


def test_a_full_disk_is_said_with_what_was_kept(qtbot: QtBot, window: MainWindow, jobs: JobRunner) -> None:
    def work(_: Job) -> None:
        raise DiskFull("The disk is full.", "Make room.")

    jobs.submit("Writing", "batch", work)
    qtbot.waitUntil(lambda: "disk" in window.banners.texts(), timeout=PATIENCE)
    assert "Your data is safe" in window.banners.texts()["disk"]
    window.activateWindow()  # keys go to the window in front, and that of the test before may be
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.banners.texts() == {}


def test_the_details_of_a_bug_are_copied_and_bugs_do_not_pile_up(
    qtbot: QtBot, desktop: Desktop, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desktop.open(small)
    assert desktop.window is not None
    for number in range(3):
        desktop.show_unexpected(ZeroDivisionError(f"number {number}"))
    boxes = desktop.window.findChildren(QMessageBox)
    assert len(boxes) == 1
    button = next(one for one in boxes[0].buttons() if one.text() == "Copy details")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert all(f"number {number}" in QGuiApplication.clipboard().text() for number in range(3))
    assert boxes[0].isVisible()
    boxes[0].close()
    assert "number 2" in capsys.readouterr().err


def test_running_work_is_counted_listed_and_stopped(
    qtbot: QtBot, window: MainWindow, jobs: JobRunner
) -> None:
    from app.ui.shell.activity import JobsButton, JobsList

    indicator = window.findChild(JobsButton)
    assert indicator is not None

    def work(job: Job) -> None:
        while not job.cancel_token.cancelled:
            job.cancel_token._event.wait(0.01)
        job.cancel_token.raise_if_cancelled()

    jobs.submit("Reading everything", "batch", work)
    qtbot.waitUntil(lambda: indicator.text() == "1", timeout=PATIENCE)
    indicator.show_list()
    shown = indicator.findChild(JobsList)
    assert shown is not None
    stop = next(one for one in shown.findChildren(QPushButton) if one.text() == "Stop")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: indicator.text() == "" and not shown.isVisible(), timeout=PATIENCE)
