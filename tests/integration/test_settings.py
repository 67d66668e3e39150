"""Settings that hold from the next question on, and those that wait; each change is audited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import AccessDenied, InvalidSettings
from app.core.settings import Settings
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

QUESTION = "At what pressure does the relief valve RV-7 open?"


@pytest.fixture
def app(tmp_path: Path, models_dir: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        opened.change_settings({"model.generator": "none"})
        opened.ingestion.ingest(
            opened.actor,
            [write(tmp_path / "notes", {"valve.md": VALVE, "holiday.md": HOLIDAY, "laser.md": LASER})],
        )
        yield opened


def test_the_number_of_sentences_holds_from_the_next_question_on(app: Application) -> None:
    assert len(app.answering.answer(app.actor, QUESTION).evidence) > 1
    app.change_settings({"retrieval.evidence": "1"})
    answer = app.answering.answer(app.actor, QUESTION)
    assert len(answer.evidence) == 1
    assert app.runs.show(app.actor, answer.run).as_json()["receipt"]["settings"]["evidence"] == 1


def test_the_age_that_is_warned_about_holds_at_once(app: Application, tmp_path: Path) -> None:
    write(
        tmp_path / "old",
        {"old.md": "---\ndate: 2001-02-03\n---\n# Kiln\n\nThe kiln of hall nine is fired at 1180 degrees.\n"},
    )
    app.ingestion.ingest(app.actor, [tmp_path / "old"])
    question = "At how many degrees is the kiln of hall nine fired?"
    assert any("2001" in warning for warning in app.answering.answer(app.actor, question).warnings)
    app.change_settings({"answer.stale_days": "0"})
    assert app.answering.answer(app.actor, question).warnings == ()


def test_threads_are_taken_over_by_a_new_embedder(app: Application) -> None:
    before = app.catalog_embedder()
    app.change_settings({"answer.stale_days": "5"})
    assert app.catalog_embedder() is before
    app.change_settings({"model.threads": "1"})
    assert app.catalog_embedder() is not before
    assert app.answering.answer(app.actor, QUESTION).evidence


def test_what_waits_says_so_and_holds_after_the_next_opening(app: Application) -> None:
    wanted = app.change_settings({"ingest.passage_tokens": "99", "answer.stale_days": "8"})
    assert wanted.ingest.passage_tokens == 99
    assert app.settings.ingest.passage_tokens == Settings().ingest.passage_tokens
    assert app.settings.answer.stale_days == 8
    assert app.preferences.waiting == ("ingest.passage_tokens",)
    folder = app.workspace
    app.close()
    with open_application(folder) as again:
        assert again.settings.ingest.passage_tokens == 99
        assert again.preferences.waiting == ()
        again.change_settings({}, reset=["ingest.passage_tokens"])
        assert again.preferences.wanted.ingest.passage_tokens == Settings().ingest.passage_tokens
        assert "ingest.passage_tokens" not in again.preferences.chosen


def test_what_cannot_be_used_changes_nothing(app: Application) -> None:
    with pytest.raises(InvalidSettings, match="must be between 1 and 20"):
        app.change_settings({"retrieval.evidence": "99", "answer.stale_days": "1"})
    with pytest.raises(InvalidSettings, match="do not fit"):
        app.change_settings({"answer.prompt_tokens": "2000"})
    assert app.preferences.wanted.retrieval.evidence == Settings().retrieval.evidence
    assert app.preferences.wanted.answer == Settings().answer


def test_a_change_is_audited_and_only_a_steward_makes_it(app: Application) -> None:
    app.change_settings({"retrieval.evidence": "3"})
    last = json.loads(list(app.stewardship.export_audit(app.actor))[-2])
    assert last["action"] == "settings"
    folder = app.workspace
    app.close()
    with open_application(folder, person="anna") as anna, pytest.raises(AccessDenied):
        anna.change_settings({"retrieval.evidence": "4"})
