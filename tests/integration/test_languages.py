"""Small collections and languages other than English, asked through the whole program without a model."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.core.access import Action
from app.core.audit import AuditEvent
from app.workspace.workspace import Application, open_application
from tests.tongues import AFTER, BEFORE, LAST, Tongue
from tests.world import make_workspace, write

EVERY = (*BEFORE, *AFTER, *LAST)


def asked(app: Application, tongue: Tongue) -> tuple[int, int]:
    """Return how many questions were answered rightly in the first sentence, and how many of the open ones
    were refused.
    """
    right = sum(
        words
        in " ".join(
            sentence.text
            for sentence in app.answering.answer(app.actor, question, model="none").sentences[:1]
        )
        for question, words in tongue.asked
    )
    return right, sum(
        app.answering.answer(app.actor, question, model="none").abstained for question in tongue.open
    )


def library(folder: Path, tongues: Sequence[Tongue]) -> Path:
    workspace = make_workspace(folder / "workspace")
    files = {
        f"{number}/{name}": text
        for number, tongue in enumerate(tongues)
        for name, text in tongue.files.items()
    }
    with open_application(workspace) as app:
        app.ingestion.ingest(app.actor, [write(folder / "files", files)])
    return workspace


def share(app: Application, tongues: Sequence[Tongue]) -> tuple[float, float]:
    found = [asked(app, tongue) for tongue in tongues]
    return (
        sum(right for right, _ in found) / sum(len(tongue.asked) for tongue in tongues),
        sum(refused for _, refused in found) / sum(len(tongue.open) for tongue in tongues),
    )


@pytest.mark.timeout(300)
def test_every_language_finds_its_answers_in_one_collection_of_all(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    with open_application(library(tmp_path, EVERY)) as app:
        for name, tongues, least in (("before", BEFORE, 0.9), ("after", AFTER, 0.9), ("last", LAST, 0.6)):
            right, refused = share(app, tongues)
            tell(
                f"languages, written {name}: right {right:.0%}, refused of what nothing answers {refused:.0%}"
            )
            assert right >= 0.9
            assert refused >= least


@pytest.mark.timeout(300)
@pytest.mark.parametrize("tongue", [BEFORE[0], BEFORE[4], AFTER[6]], ids=lambda one: one.code)
def test_a_handful_of_documents_is_enough(tmp_path: Path, tongue: Tongue) -> None:
    with open_application(library(tmp_path, [tongue])) as app:
        right, refused = asked(app, tongue)
        assert right >= len(tongue.asked) - 1
        assert refused >= len(tongue.open) - 1


def test_a_single_english_document_is_searched_by_words_that_stand_in_all_of_it(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    text = "# Kiln\n\nThe kiln is fired on Mondays.\n"
    with open_application(workspace) as app:
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"kiln.md": text})])
        found = app.search.search(app.actor, "kiln fired")
        assert found.candidates[0].lexical_rank == 1


def test_a_workspace_of_before_is_brought_in_step_when_it_is_opened(tmp_path: Path) -> None:
    workspace = library(tmp_path, [BEFORE[4]])
    with open_application(workspace) as app:
        with app._database.transaction() as tx:
            # As it was when a sentence was one word.
            rows = tx.query("SELECT p.rowid FROM passages p WHERE p.active = 1")
            tx.executemany("DELETE FROM passages_fts WHERE rowid = ?", rows)
            tx.executemany(
                "INSERT INTO passages_fts (rowid, title, heading, body) VALUES (?, '', '', '出荷の締切は毎日午後三時です')",
                rows,
            )
            tx.execute("DELETE FROM meta WHERE key = 'lexical.words'")
            tx.audit(app.actor, AuditEvent.SETTINGS, "")
        assert not app.search.rank(app._guard.require(app.actor, Action.SEARCH), "有給休暇").candidates
    for _ in range(2):
        with open_application(workspace) as app:
            assert app.search.rank(app._guard.require(app.actor, Action.SEARCH), "有給休暇").candidates
            entries = [
                row[0] for row in app._database.query("SELECT action FROM audit WHERE action = 'index.words'")
            ]
            assert len(entries) == 1


def test_an_ingest_and_the_doctor_name_languages_that_the_embedder_does_not_read(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        report = app.ingestion.ingest(
            app.actor, [write(tmp_path / "english", {"a.md": "# Kiln\n\nThe kiln is fired on Mondays.\n"})]
        )
        assert report.notes == () and "notes" not in report.as_json()
        report = app.ingestion.ingest(app.actor, [write(tmp_path / "german", BEFORE[0].files)])
        assert "German" in report.notes[0] and "searched by words only" in report.notes[0]
        assert json.dumps(report.as_json()["notes"])
        found = next(finding for finding in app.doctor() if finding.name == "Languages")
        assert found.ok and "German" in found.text


def test_a_reason_in_a_script_without_spaces_names_whole_words(tmp_path: Path) -> None:
    with open_application(library(tmp_path, [BEFORE[4]])) as app:
        answer = app.answering.answer(app.actor, "出荷の運賃表はどこですか", model="none")
        assert answer.abstained and answer.reason is not None and answer.needed is not None
        assert "“出荷”" in answer.reason
        assert "“運賃表”" in answer.needed
