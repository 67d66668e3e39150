"""Another embedder for a workspace: the old one serves until everything is there, and nothing is embedded
twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import Cancelled, InvalidSettings, ModelMissing
from app.core.work import CancelToken, Progress
from app.storage.meta import Meta
from app.workspace.workspace import Application, open_application
from tests.conftest import EMBEDDER
from tests.faults import tiny_embedder
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

OTHER = "other-embedder"
WORDS = sorted({word.strip(".,#").lower() for text in (VALVE, HOLIDAY, LASER) for word in text.split()})


@pytest.fixture
def world(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three notes and a workspace, where a second embedder of another dimension is installed."""
    models = tmp_path / "models"
    models.mkdir()
    (models / EMBEDDER).symlink_to(models_dir / EMBEDDER)
    tiny_embedder.install(models, WORDS, OTHER, 64)
    tiny_embedder.install(models, WORDS, "short-embedder", 64, 32)
    monkeypatch.setenv("CITEWELL_MODELS", str(models))
    make_workspace(tmp_path / "workspace")
    write(tmp_path / "notes", {"valve.md": VALVE, "holiday.md": HOLIDAY, "laser.md": LASER})
    return tmp_path


@pytest.fixture
def app(world: Path) -> Iterator[Application]:
    with open_application(world / "workspace") as opened:
        opened.change_settings({"model.generator": "none"})
        opened.ingestion.ingest(opened.actor, [world / "notes"])
        yield opened


def _stored(app: Application, embedder: str) -> np.ndarray:
    return np.vstack([chunk.vectors for chunk in app._library.vectors(embedder, tuple(Label))])


def _top(app: Application, question: str = "wavelength of the alignment laser") -> str:
    return app.search.search(app.actor, question).candidates[0].passage.title


def test_every_passage_is_embedded_anew_and_found_with_the_new_model(app: Application) -> None:
    before = app._index.state()
    report = app.reembedding.change_embedder(app.actor, OTHER)
    assert (report.before, report.embedder, report.passages, report.kept) == (
        EMBEDDER,
        OTHER,
        app._library.active(),
        0,
    )
    assert app.settings.model.embedder == app.preferences.wanted.model.embedder == OTHER
    assert app._get_embedder().id == OTHER
    state = app._index.state()
    assert (state.problem, state.indexed) == ("", app._library.active())
    assert before.generation is not None
    assert state.generation == before.generation + 1
    assert _stored(app, OTHER).shape[1] == 64
    assert _top(app) == "Laser bench"
    assert app.stewardship.verify_audit(app.actor).ok


def test_the_new_vectors_are_what_taking_the_documents_in_would_give(app: Application, world: Path) -> None:
    app.reembedding.change_embedder(app.actor, OTHER)
    anew = _stored(app, OTHER)
    make_workspace(world / "second")
    with open_application(world / "second") as second:
        second.reembedding.change_embedder(second.actor, OTHER)
        second.ingestion.ingest(second.actor, [world / "notes"])
        np.testing.assert_array_equal(_stored(second, OTHER), anew)


def test_it_holds_after_the_next_opening_and_new_documents_are_embedded_with_it(
    app: Application, world: Path
) -> None:
    app.reembedding.change_embedder(app.actor, OTHER)
    app.close()
    with open_application(world / "workspace") as again:
        assert again.settings.model.embedder == OTHER
        assert again._index.state().problem == ""
        write(world / "notes", {"canteen.md": "# Canteen\n\nThe canteen serves soup on Thursdays.\n"})
        again.ingestion.ingest(again.actor, [world / "notes"])
        assert _top(again, "canteen soup") == "Canteen"
        assert sum(again._library.counts(OTHER).values()) == again._library.active()


def test_an_answer_says_that_the_confidence_was_fitted_with_another_model(app: Application) -> None:
    report = app.reembedding.change_embedder(app.actor, OTHER)
    assert any("not been calibrated" in warning for warning in report.warnings)
    answer = app.answering.answer(app.actor, "What is the wavelength of the alignment laser?")
    assert any("uncalibrated" in warning for warning in answer.warnings)
    app.reembedding.change_embedder(app.actor, EMBEDDER)
    answer = app.answering.answer(app.actor, "What is the wavelength of the alignment laser?")
    assert not any("uncalibrated" in warning for warning in answer.warnings)


def test_the_way_back_embeds_only_what_came_since(app: Application, world: Path) -> None:
    app.reembedding.change_embedder(app.actor, OTHER)
    write(world / "notes", {"canteen.md": "# Canteen\n\nThe canteen serves soup on Thursdays.\n"})
    app.ingestion.ingest(app.actor, [world / "notes"])
    report = app.reembedding.change_embedder(app.actor, EMBEDDER)
    assert report.passages == 1
    assert report.kept == app._library.active() - 1
    assert _top(app, "On which day is there soup?") == "Canteen"


def test_a_cancel_keeps_the_old_model_and_what_was_embedded(app: Application) -> None:
    token = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stage == "Building the index":
            token.cancel()

    with pytest.raises(Cancelled):
        app.reembedding.change_embedder(app.actor, OTHER, stop, token)
    assert app.settings.model.embedder == EMBEDDER
    assert _top(app) == "Laser bench"
    assert app._index.state().problem == ""
    report = app.reembedding.change_embedder(app.actor, OTHER)
    assert (report.passages, report.kept) == (0, app._library.active())


def test_a_kill_between_the_record_and_the_index_leaves_search_exact(app: Application, world: Path) -> None:
    app._library.counts(OTHER)
    token = CancelToken()
    with pytest.raises(Cancelled):
        app.reembedding.change_embedder(
            app.actor, OTHER, lambda one: token.cancel() if one.stage == "Building the index" else None, token
        )
    # What the record's transaction wrote, and nothing that came after it.
    with app._database.transaction() as tx:
        Meta(app._database).set(tx, "settings", app.preferences.stored_with("model.embedder", OTHER))
        tx.audit(app.actor, AuditEvent.MODELS_EMBEDDER, OTHER, {})
    app.close()
    with open_application(world / "workspace") as again:
        assert "a different embedding model" in again._index.state().problem
        assert _top(again) == "Laser bench"
        again.reindex()
        assert again._index.state().problem == ""
        assert _top(again) == "Laser bench"


def test_questions_are_answered_all_the_while_and_what_is_taken_in_meanwhile_is_not_lost(
    app: Application, world: Path
) -> None:
    write(
        world / "more",
        {
            f"note{number}.md": f"# Note {number}\n\nThe drawer {number} holds cable {number}.\n"
            for number in range(40)
        },
    )
    answers: list[str] = []
    failed: list[BaseException] = []
    begun = threading.Event()

    def take_in() -> None:
        try:
            begun.wait(30)
            app.ingestion.ingest(app.actor, [world / "more"])
        except BaseException as error:  # noqa: BLE001  shown by the assertion below
            failed.append(error)

    def ask(progress: Progress) -> None:
        begun.set()
        answers.append(_top(app))

    thread = threading.Thread(target=take_in)
    thread.start()
    app.reembedding.change_embedder(app.actor, OTHER, ask)
    thread.join()
    assert failed == []
    assert answers
    assert set(answers) == {"Laser bench"}
    assert sum(app._library.counts(OTHER).values()) == app._library.active()
    titles = {
        one.passage.title
        for number in range(40)
        for one in app.search.search(app.actor, f"cable {number}", 3).candidates
    }
    assert {f"Note {number}" for number in range(40)} <= titles


def _served_by_another_default(app: Application, world: Path) -> None:
    """Leave the workspace as one whose documents came while another model was the default."""
    app.reembedding.change_embedder(app.actor, OTHER)
    write(world / "notes", {"canteen.md": "# Canteen\n\nThe canteen serves soup on Thursdays.\n"})
    app.ingestion.ingest(app.actor, [world / "notes"])
    app.change_settings({}, ["model.embedder"])
    app.close()


def test_another_default_waits_until_every_passage_is_embedded_with_it(app: Application, world: Path) -> None:
    """As after an update whose default is another model: what has the vectors goes on serving."""
    _served_by_another_default(app, world)
    with open_application(world / "workspace") as again:
        assert again.settings.model.embedder == again._get_embedder().id == OTHER
        assert again.due_embedder == EMBEDDER
        assert again._index.state().problem == ""
        assert _top(again) == "Laser bench"
        assert any(EMBEDDER in finding.hint for finding in again.doctor() if finding.name == "Embedding")
        write(world / "notes", {"bicycles.md": "# Bicycles\n\nBicycles stand behind the lecture hall.\n"})
        again.ingestion.ingest(again.actor, [world / "notes"])
        assert _top(again, "bicycles lecture hall") == "Bicycles"
        assert sum(again._library.counts(OTHER).values()) == again._library.active()
        again.reembedding.change_embedder(again.actor, again.due_embedder)
        assert (again.due_embedder, again.settings.model.embedder) == ("", EMBEDDER)
        assert _top(again, "On which day is there soup?") == "Canteen"
    with open_application(world / "workspace") as last:
        assert (last.due_embedder, last.settings.model.embedder) == ("", EMBEDDER)
        assert "model.embedder" not in last.preferences.chosen


def test_half_embedded_anew_the_old_one_serves_also_after_reopening(app: Application, world: Path) -> None:
    app.reembedding.change_embedder(app.actor, OTHER)
    drawers = "\n\n".join(
        f"## Drawer {number}\n\n" + f"The drawer {number} holds cable {number}. " * 25
        for number in range(300)
    )
    write(world / "notes", {"drawers.md": f"# Drawers\n\n{drawers}\n"})
    app.ingestion.ingest(app.actor, [world / "notes"])
    app.change_settings({}, ["model.embedder"])
    app.close()
    token = CancelToken()
    with open_application(world / "workspace") as again:

        def stop(progress: Progress) -> None:
            if sum(again._library.counts(EMBEDDER).values()) > 3:
                token.cancel()

        with pytest.raises(Cancelled):
            again.reembedding.change_embedder(again.actor, EMBEDDER, stop, token)
        assert 3 < sum(again._library.counts(EMBEDDER).values()) < again._library.active()
    with open_application(world / "workspace") as last:
        assert (last.settings.model.embedder, last.due_embedder) == (OTHER, EMBEDDER)
        assert _top(last, "cable 57") == "Drawers"


def test_what_is_not_installed_is_not_due(app: Application, world: Path) -> None:
    _served_by_another_default(app, world)
    (world / "models" / EMBEDDER).unlink()
    with open_application(world / "workspace") as again:
        assert again.due_embedder == ""
        assert _top(again) == "Laser bench"


def test_what_cannot_find_passages_is_refused(app: Application) -> None:
    with pytest.raises(ModelMissing):
        app.reembedding.change_embedder(app.actor, "nowhere")
    with pytest.raises(InvalidSettings, match="32 tokens"):
        app.reembedding.change_embedder(app.actor, "short-embedder")


def test_the_overview_says_what_is_here_and_used(app: Application) -> None:
    found = {one.id: one for one in app.models_overview().models}
    assert found[EMBEDDER].in_use
    assert found[EMBEDDER].calibrated
    assert found[EMBEDDER].embedded == app._library.active()
    assert found[OTHER].installed
    assert not found[OTHER].in_use
    assert not found[OTHER].calibrated
    assert found[OTHER].embedded == 0
    assert not found["qwen2.5-coder-1.5b-instruct"].installed
    with pytest.raises(ModelMissing, match="is used to search"):
        app.remove_model(EMBEDDER)
    app.remove_model(OTHER)
    assert OTHER not in {one.id for one in app.models_overview().models}
