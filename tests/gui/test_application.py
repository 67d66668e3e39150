"""Opening, what stands in the way of it, and errors nobody expected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.ui.shell.application import Desktop
from app.workspace.workspace import open_application


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    made = Desktop(qapp)
    yield made
    made.close()


def test_a_workspace_opens_and_is_released_when_the_window_closes(
    qtbot: QtBot, desktop: Desktop, workspace: Path
) -> None:
    assert desktop.open(workspace)
    assert desktop.window is not None
    assert desktop.window.isVisible()
    desktop.close()
    with open_application(workspace) as app:
        assert app.name == "Test"


def test_a_workspace_in_use_is_told_and_another_can_be_chosen(
    qtbot: QtBot, desktop: Desktop, workspace: Path
) -> None:
    with open_application(workspace):
        assert not desktop.open(workspace)
    assert desktop.window is None
    assert desktop.welcome is not None
    words = " ".join(label.text() for label in desktop.welcome.findChildren(QLabel))
    assert "another process" in words.casefold() or "open" in words.casefold()


def test_a_bug_in_a_job_ends_in_a_dialog_and_the_window_goes_on(
    qtbot: QtBot, desktop: Desktop, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desktop.open(workspace)
    window = desktop.window
    assert window is not None
    desktop.show_unexpected(ZeroDivisionError("by nothing"))
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "ZeroDivisionError" in box.detailedText()
    assert "by nothing" in capsys.readouterr().err
    box.close()
    window.go(1)
    assert window.library.isVisible()
