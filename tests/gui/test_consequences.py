"""What follows a change made in the window: what follows every other, in the background, to be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.core.access import Actor, Role
from app.core.inquiry.gaps import GapStatus
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event
from app.ui import theme
from app.ui.jobs import Job, JobRunner
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application
from tests.following import ANNA, ANOTHER, CHANGED, GONE, NOTHING, make_followed, told
from tests.integration.test_consequences import DRIFT, RULE
from tests.world import write

PATIENCE = 60_000
ERIK = Actor("erik", "Erik", frozenset({Role.EXPERT}), "uid:0")


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    with open_application(make_followed(tmp_path), person="stella") as app:
        yield app


@pytest.fixture
def window(qapp: QApplication, application: Application, jobs: JobRunner) -> Iterator[MainWindow]:
    theme.apply(qapp, "light")
    made = MainWindow(application, jobs)
    made.show()
    yield made
    made.close()


def _asking(jobs: JobRunner) -> list[Job]:
    """Return the jobs, as they begin, that ask followed questions again."""
    begun: list[Job] = []
    title = "Asking followed questions again"
    jobs.started.connect(lambda job: begun.append(job) if job.title == title else None)
    return begun


def test_files_that_are_added_and_documents_that_are_removed_have_followed_questions_asked_again(
    qtbot: QtBot, window: MainWindow, application: Application, jobs: JobRunner, tmp_path: Path
) -> None:
    begun = _asking(jobs)
    files = write(tmp_path / "files", {"valve.md": CHANGED})
    window.library.ingest([files])
    qtbot.waitUntil(lambda: told(application) == ANOTHER, timeout=PATIENCE)
    assert all(job.shown for job in begun) and begun
    listed = application.documents.listed(application.actor)
    valve = next(one for one in listed if one.title.startswith("Relief"))
    window.library.acting.remove(lambda: [valve.id])
    qtbot.waitUntil(lambda: window.library.acting.asking is not None, timeout=PATIENCE)
    box = window.library.acting.asking
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: told(application) == GONE, timeout=PATIENCE)


def test_a_folder_that_the_window_follows_has_followed_questions_asked_again(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    window.show_page(window.library)
    follower = window.library.follower
    qtbot.waitUntil(lambda: follower.last is not None, timeout=PATIENCE)
    assert told(application) == NOTHING
    write(tmp_path / "files", {"valve.md": CHANGED})
    qtbot.waitUntil(lambda: told(application) == ANOTHER, timeout=PATIENCE)


def test_what_is_stopped_stays_due_and_is_asked_with_the_next_change(
    qtbot: QtBot, window: MainWindow, application: Application, jobs: JobRunner, tmp_path: Path
) -> None:
    begun = _asking(jobs)
    # Also those that the folder, followed from now on, makes due with its first round.
    stop = jobs.started.connect(lambda job: job.cancel() if job in begun else None)
    window.library.ingest([write(tmp_path / "files", {"valve.md": CHANGED})])
    qtbot.waitUntil(lambda: bool(begun) and not jobs.running, timeout=PATIENCE)
    assert told(application) == NOTHING
    jobs.started.disconnect(stop)
    window.library.ingest([write(tmp_path / "more", {"tea.md": "# Tea\n\nTea is free on Fridays.\n"})])
    qtbot.waitUntil(lambda: told(application) == ANOTHER, timeout=PATIENCE)


def test_what_could_not_be_asked_is_said_in_the_window_and_the_change_stands(
    qtbot: QtBot, qapp: QApplication, jobs: JobRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make_followed(tmp_path)
    (tmp_path / "models").mkdir()
    monkeypatch.setenv("CITEWELL_MODELS", str(tmp_path / "models"))
    with open_application(workspace, person="stella") as application:
        window = MainWindow(application, jobs)
        application.documents.remove(application.actor, [str(tmp_path / "files" / "valve.md")])
        qtbot.waitUntil(lambda: "followed" in window.banners.texts(), timeout=PATIENCE)
        assert window.banners.texts()["followed"].startswith("Some questions could not be asked again.")
        assert [one.title for one in application.documents.listed(application.actor)] == ["Holiday policy"]
        window.close()
        jobs.close()


def test_an_approval_in_the_window_closes_its_gap_and_says_so(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    assert application.answering.answer(ANNA, DRIFT, model="none").abstained
    application.gaps.gather(ERIK)
    gap = application.gaps.listed(ERIK).gaps[0].id
    unit = application.gaps.start_unit(ERIK, gap, "rule")
    content, _ = read_content(KINDS["rule"], RULE)
    application.capture.save(ERIK, unit.id, content, unit.change)
    application.capture.submit(ERIK, unit.id)
    review = window.review
    review.open_unit(unit.id)
    qtbot.waitUntil(lambda: review.unit.look is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not review.unit.conflicts.looking, timeout=PATIENCE)
    review.unit.decided.emit(Event.APPROVE, "", [])
    qtbot.waitUntil(lambda: application.gaps.show(ERIK, gap).status is GapStatus.ANSWERED, timeout=PATIENCE)
    words = "Asked again: 1 of 1 questions answered."
    qtbot.waitUntil(lambda: words in review.banner.words.whole(), timeout=PATIENCE)
