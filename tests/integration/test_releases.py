"""Every run names the release that answered it; a setting or a model that changes makes another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

PRESSURE = "At what pressure does the relief valve RV-7 open?"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        opened.change_settings({"model.generator": "none"})
        files = write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})
        opened.ingestion.ingest(opened.actor, [files])
        yield opened


def release(app: Application, question: str = PRESSURE) -> str:
    run = app.answering.answer(app.actor, question).run
    receipt = app.runs.show(app.actor, run).receipt
    assert receipt is not None
    return receipt.release


def test_runs_of_one_release_name_it_whatever_became_of_the_question(app: Application) -> None:
    questions = (PRESSURE, "Who paints the canteen?", "How many files are there?")
    names = {release(app, one) for one in questions}
    assert len(names) == 1 and len(names.pop()) == 16


def test_a_setting_that_changes_makes_another_release_and_back_the_same(app: Application) -> None:
    before = release(app)
    app.change_settings({"retrieval.candidates": "60"})
    assert release(app) != before
    app.change_settings({}, ["retrieval.candidates"])
    assert release(app) == before
    app.change_settings({"answer.stale_days": "31"})
    assert release(app) != before


def test_an_opening_is_no_other_release_and_a_document_neither(app: Application, tmp_path: Path) -> None:
    before = release(app)
    tea = write(tmp_path / "more", {"tea.md": "# Tea\n\nTea is free on Fridays.\n"})
    app.ingestion.ingest(app.actor, [tea])
    assert release(app) == before
    guest = app.acting_for(app.actor.account, (), "erik")
    assert (guest.actor.person, guest.services) == ("erik", app.services)
    assert release(guest) == before
    guest.close()
    assert release(app) == before


def test_a_replay_names_what_made_the_release_another_and_not_its_hash(app: Application) -> None:
    run = app.answering.answer(app.actor, PRESSURE).run
    assert app.runs.replay(app.actor, run).causes == ()
    app.change_settings({"retrieval.candidates": "60"})
    causes = app.runs.replay(app.actor, run).causes
    assert [cause.split(":")[0] for cause in causes] == ["settings"]
