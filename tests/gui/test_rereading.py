"""The window reads again what an older version read: behind everything else, to be paused and stopped, and
then embeds anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.inference.catalog import default_models_dir
from app.ui.jobs import Job, JobRunner
from app.ui.library import LibraryPage
from app.ui.shell.activity import JobsList
from app.ui.shell.application import Desktop
from app.workspace.workspace import Application, open_application
from tests.conftest import EMBEDDER
from tests.faults import tiny_embedder
from tests.older import make_older
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

PATIENCE = 60_000


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.change_settings({"model.generator": "none"})
        app.ingestion.ingest(
            app.actor,
            [write(tmp_path / "notes", {"valve.md": VALVE, "holiday.md": HOLIDAY, "laser.md": LASER})],
        )
    make_older(workspace)
    return workspace


def _due(application: Application | None) -> int:
    assert application is not None
    return application.due_rereading


def test_the_window_reads_again_by_itself(qtbot: QtBot, qapp: QApplication, workspace: Path) -> None:
    desktop = Desktop(qapp)
    try:
        assert desktop.open(workspace)
        assert desktop.window is not None
        qtbot.waitUntil(lambda: _due(desktop._application) == 0, timeout=PATIENCE)
        library = desktop.window.library
        qtbot.waitUntil(
            lambda: "3 documents have been reread" in library.strip.words.whole(), timeout=PATIENCE
        )
    finally:
        desktop.close()


def test_what_is_due_to_be_embedded_anew_is_read_again_first(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / EMBEDDER).symlink_to(default_models_dir() / EMBEDDER)
    tiny_embedder.install(models, sorted(set(VALVE.lower().split())), "other-embedder", 64)
    monkeypatch.setenv("CITEWELL_MODELS", str(models))
    with open_application(workspace) as app:
        app.change_settings({"model.embedder": "other-embedder"})
    desktop = Desktop(qapp)
    try:
        assert desktop.open(workspace)
        opened = desktop._application
        assert opened is not None and opened.due_embedder == "other-embedder"
        qtbot.waitUntil(lambda: opened.settings.model.embedder == "other-embedder", timeout=PATIENCE)
        done = [
            entry.action
            for entry in opened._database.audit_entries()
            if entry.action in ("ingest.reread", "models.embed")
        ]
        assert done[:3] == ["ingest.reread"] * 3
        assert set(done[3:]) == {"models.embed"}
        assert opened._library.active() == sum(opened._library.counts("other-embedder").values())
    finally:
        desktop.close()


def test_it_can_be_paused_goes_on_and_does_not_come_for_who_may_not_ingest(
    qtbot: QtBot, jobs: JobRunner, workspace: Path
) -> None:
    with open_application(workspace, person="anna") as app:
        page = LibraryPage(app, jobs)
        with qtbot.waitSignal(page.reading.up_to_date, timeout=PATIENCE):
            page.reading.read_outdated()
        page.close()
    with open_application(workspace) as app:
        page = LibraryPage(app, jobs)
        begun: list[Job] = []

        def hold(job: Job) -> None:
            if job.rests:
                job.hold()
                begun.append(job)

        jobs.started.connect(hold)
        page.reading.read_outdated()
        qtbot.waitUntil(lambda: bool(begun), timeout=PATIENCE)
        shown = JobsList(page)
        shown.show_jobs(begun)
        pause = next(
            button
            for button in shown.findChildren(QPushButton)
            if button.accessibleName().startswith("Pause")
        )
        assert pause.text() == "Resume"
        qtbot.wait(300)
        assert app.due_rereading == 3
        with qtbot.waitSignal(page.reading.up_to_date, timeout=PATIENCE):
            pause.click()
        assert app.due_rereading == 0
        page.close()


def test_stopped_it_leaves_the_rest_for_the_next_start(
    qtbot: QtBot, jobs: JobRunner, workspace: Path
) -> None:
    with open_application(workspace) as app:
        page = LibraryPage(app, jobs)
        jobs.started.connect(lambda job: job.cancel() if job.rests else None)
        with qtbot.assertNotEmitted(page.reading.up_to_date, wait=500):
            page.reading.read_outdated()
            qtbot.waitUntil(lambda: not jobs.running, timeout=PATIENCE)
        assert app.due_rereading == 3
        page.close()
