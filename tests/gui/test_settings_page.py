"""The page Settings: one row for each setting, kept as one types, what cannot be used said at its field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from app.core.options import OPTIONS
from app.core.settings import Settings
from app.core.work import Changes
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.settings import appearance
from app.ui.settings.page import SettingsPage, style_of
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application

PATIENCE = 30_000


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner
) -> Iterator[SettingsPage]:
    theme.apply(qapp, "light")
    made = SettingsPage(application, jobs)
    made.resize(1000, 700)
    theme.dress_window(made)
    made.show()
    yield made
    made.close()
    # The workspace is the module's.
    application.change_settings(
        {"model.generator": "none"},
        [name for name in application.preferences.chosen if name != "model.generator"],
    )


def _type(qtbot: QtBot, page: SettingsPage, name: str, text: str) -> None:
    field = page.rows[name].field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_every_setting_has_a_row_or_a_place_elsewhere(page: SettingsPage) -> None:
    assert {one.name for one in OPTIONS} == {*page.rows, "model.generator", "model.embedder"}
    for row in page.rows.values():
        assert row.field.accessibleName()
        assert row.reset.accessibleName()


def test_what_is_typed_is_kept_and_holds(qtbot: QtBot, page: SettingsPage, application: Application) -> None:
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        _type(qtbot, page, "answer.stale_days", "365")
    assert application.settings.answer.stale_days == 365
    assert any(label.text() == "Saved" for label in page.findChildren(QLabel))
    row = page.rows["answer.stale_days"]
    assert row.reset.isVisible()
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        row.reset.click()
    assert application.settings.answer.stale_days == Settings().answer.stale_days
    assert not row.reset.isVisible()


def test_what_is_being_typed_stays_when_others_change_something(
    qtbot: QtBot, window: MainWindow, application: Application, jobs: JobRunner
) -> None:
    page = window.settings
    window.show_page(page)
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    _type(qtbot, page, "server.index", "https://index.example")
    page.rows["server.index_secret"].field.setFocus()
    jobs.changed.emit(Changes())
    qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
    assert page.rows["server.index"].field.text() == "https://index.example"


@pytest.mark.parametrize(
    ("text", "said"),
    [("99", "between 1 and 20"), ("few", "a number is required"), ("2.5", "a number is required")],
)
def test_what_cannot_be_used_is_said_at_the_field_and_not_kept(
    qtbot: QtBot, page: SettingsPage, application: Application, text: str, said: str
) -> None:
    _type(qtbot, page, "retrieval.evidence", text)
    row = page.rows["retrieval.evidence"]
    assert said in row.note.text()
    assert row.note.isVisible()
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    assert application.preferences.wanted.retrieval.evidence == Settings().retrieval.evidence


def test_what_does_not_fit_together_is_said_by_the_core(
    qtbot: QtBot, page: SettingsPage, application: Application
) -> None:
    page.show_fine_tuning()
    _type(qtbot, page, "answer.prompt_tokens", "2040")
    row = page.rows["answer.prompt_tokens"]
    qtbot.waitUntil(lambda: "do not fit" in row.note.text(), timeout=PATIENCE)
    assert application.preferences.wanted.answer.prompt_tokens == Settings().answer.prompt_tokens


def test_what_waits_for_the_next_opening_says_so(
    qtbot: QtBot, page: SettingsPage, application: Application
) -> None:
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        _type(qtbot, page, "ingest.ocr_seconds", "0")
    row = page.rows["ingest.ocr_seconds"]
    assert "when you reopen the workspace" in row.note.text()
    assert application.settings.ingest.ocr_seconds == Settings().ingest.ocr_seconds
    assert application.preferences.wanted.ingest.ocr_seconds == 0


def test_an_answer_style_is_three_settings(
    qtbot: QtBot, page: SettingsPage, application: Application
) -> None:
    page.style_choice.setCurrentIndex(page.style_choice.findData("fuller"))
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        page.style_choice.activated.emit(page.style_choice.currentIndex())
    assert application.settings.answer.answer_tokens == 240
    assert application.settings.model.generator == "auto"
    page.style_choice.setCurrentIndex(page.style_choice.findData("quotes"))
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        page.style_choice.activated.emit(page.style_choice.currentIndex())
    assert application.settings.model.generator == "none"
    assert style_of({"model.generator": "auto"}) == "own"


def test_a_server_beyond_the_own_network_is_refused_at_its_field(
    qtbot: QtBot, page: SettingsPage, application: Application
) -> None:
    row = page.rows["server.generator"]
    page._server_button["generator"].click()
    assert "an address is required" in row.note.text()
    row.field.setText("http://8.8.8.8:80/v1")
    page._server_button["generator"].click()
    qtbot.waitUntil(lambda: "neither this machine nor a private network" in row.note.text(), timeout=PATIENCE)
    assert application.preferences.wanted.server.generator == ""
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        row.field.setText("http://127.0.0.1:9/v1")
        page._server_button["generator"].click()
    assert application.preferences.wanted.server.generator == "http://127.0.0.1:9/v1"
    assert page._server_button["generator"].text() == "Stop using the server"
    with qtbot.waitSignal(page.saved, timeout=PATIENCE):
        page._server_button["generator"].click()
    assert application.preferences.wanted.server.generator == ""


def test_appearance_is_kept_for_the_person(qtbot: QtBot, qapp: QApplication, page: SettingsPage) -> None:
    for name, value, says in (
        ("scheme", "dark", ""),
        ("motion", "reduced", ""),
        ("size", "125", "the next time you start"),
        ("language", "de", "the next time you start"),
    ):
        box = page.findChild(QComboBox, f"appearance-{name}")
        assert box is not None
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        assert appearance.kept(name) == value
        assert not says or any(says in label.text() for label in page.findChildren(QLabel))
    assert theme.is_dark()
    assert theme.fade() == 0
    appearance.keep(qapp, "motion", "full")
    assert theme.fade() == theme.FADE
    for name, value in (("scheme", "light"), ("motion", "system"), ("size", "100"), ("language", "system")):
        appearance.keep(qapp, name, value)


def test_somebody_without_the_right_sees_everything_and_why_it_stays(
    qtbot: QtBot, workspace: Path, jobs: JobRunner
) -> None:
    with open_application(workspace, person="anna") as app:
        page = SettingsPage(app, jobs)
        assert not any(row.field.isEnabled() for row in page.rows.values())
        assert any("Only stewards" in label.text() for label in page.findChildren(QLabel))
        box = page.findChild(QComboBox, "appearance-scheme")
        assert box is not None
        assert box.isEnabled()
        page.close()


def test_the_window_reaches_the_page_by_a_key_and_the_page_reaches_others(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show_page(window.settings)
    assert window.settings.isVisible()
    window.settings.library_wanted.emit()
    assert window.library.isVisible()
    assert any(command.keys == "Ctrl+," for command in window.commands())
