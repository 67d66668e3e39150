"""The page Models over a real catalogue: what is shown is what is there, and everything that can be done is
done by a job.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.core.models import Benchmark
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.models.card import ModelCard
from app.ui.models.page import ModelsPage
from app.ui.shell.application import Desktop
from app.workspace.workspace import Application, open_application
from tests.conftest import EMBEDDER, SMALL
from tests.faults import tiny_embedder
from tests.model_files import TINY, gguf_bytes
from tests.world import LASER, VALVE, make_workspace, write

PATIENCE = 60_000
OTHER = "other-embedder"


@pytest.fixture
def world(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two notes, and a models folder of its own with three models."""
    models = tmp_path / "models"
    models.mkdir()
    for id in (EMBEDDER, SMALL):
        folder = models / id
        folder.mkdir()
        for file in (models_dir / id).iterdir():
            if file.name == "receipt.json":
                (folder / file.name).write_bytes(file.read_bytes())
            elif file.name != "benchmark.json":
                (folder / file.name).symlink_to(file)
    tiny_embedder.install(models, ["laser", "valve", "bar"], OTHER, 48)
    monkeypatch.setenv("CITEWELL_MODELS", str(models))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    with open_application(make_workspace(tmp_path / "workspace")) as app:
        app.change_settings({"model.generator": "none", "model.context": "1024", "model.threads": "1"})
        app.ingestion.ingest(app.actor, [write(tmp_path / "notes", {"valve.md": VALVE, "laser.md": LASER})])
    return tmp_path


@pytest.fixture
def application(world: Path) -> Iterator[Application]:
    with open_application(world / "workspace") as app:
        yield app


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, application: Application, jobs: JobRunner) -> Iterator[ModelsPage]:
    theme.apply(qapp, "light")
    made = ModelsPage(application, jobs)
    with qtbot.waitSignal(made.shown, timeout=PATIENCE):
        made.refresh()
    made.resize(1000, 700)
    theme.dress_window(made)
    made.show()
    yield made
    made.close()


def _words(card: ModelCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def _button(card: ModelCard, text: str) -> QPushButton:
    return next(one for one in card.findChildren(QPushButton) if one.text() == text)


def _answer_box(qtbot: QtBot, page: ModelsPage, verb: str) -> str:
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None, timeout=PATIENCE)
    box = page.findChild(QMessageBox)
    assert box is not None
    said = f"{box.text()} {box.informativeText()}"
    next(one for one in box.buttons() if one.text() == verb).click()
    return said


def test_every_model_has_a_card_that_says_what_it_is_and_whether_it_fits(page: ModelsPage) -> None:
    small = _words(page.cards[SMALL])
    assert "Apache-2.0" in small
    assert "98 MB" in small
    assert "tokens context" in small
    assert "verified on" in small
    assert "In use" in _words(page.cards[EMBEDDER])
    assert "2 passages embedded" not in _words(page.cards[OTHER])
    assert "confidence not calibrated" in _words(page.cards[OTHER])
    assert _button(page.cards["qwen2.5-coder-0.5b-instruct"], "Install").isEnabled()


def test_the_files_to_carry_over_are_named(page: ModelsPage, application: Application) -> None:
    card = page.cards["qwen2.5-coder-0.5b-instruct"]
    _button(card, "Without a network …").click()
    for wheel in application.catalog.entry("qwen2.5-coder-0.5b-instruct").wheels:
        assert wheel in _words(card)
    assert _button(card, "Choose a folder …").isVisibleTo(card)


def test_a_model_is_measured_as_it_really_runs_and_the_result_is_kept(
    qtbot: QtBot, page: ModelsPage, application: Application
) -> None:
    _button(page.cards[SMALL], "Measure speed").click()
    assert not _button(page.cards[SMALL], "Measure speed").isEnabled()
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    kept = Benchmark.parse(application.catalog.benchmark(SMALL))
    assert kept is not None
    assert (kept.threads, kept.device, kept.gpu_layers) == (1, "cpu", 0)
    assert kept.prompt_tokens > 200
    assert kept.prefill > kept.decode > 0
    assert "on the processor, 1 threads" in _words(page.cards[SMALL])
    assert "Running" in _words(page.cards[SMALL])


def test_files_are_read_whole_and_what_is_wrong_is_said(
    qtbot: QtBot, page: ModelsPage, application: Application
) -> None:
    _button(page.cards[OTHER], "Check files").click()
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    assert application.catalog.find(OTHER).verified
    assert "verified on" in _words(page.cards[OTHER])
    (application.catalog.models_dir / OTHER / "model.onnx").write_bytes(b"something else")
    _button(page.cards[OTHER], "Check files").click()
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    assert any("does not match its checksum" in label.text() for label in page.findChildren(QLabel))


def test_another_embedder_is_used_after_a_word_of_what_it_means(
    qtbot: QtBot, page: ModelsPage, application: Application
) -> None:
    _button(page.cards[OTHER], "Use …").click()
    said = _answer_box(qtbot, page, "Re-embed")
    assert "stays in use" in said
    assert "not been calibrated" in said
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    assert application.settings.model.embedder == OTHER
    assert "In use" in _words(page.cards[OTHER])


def test_a_model_is_removed_only_after_it_was_asked(
    qtbot: QtBot, page: ModelsPage, application: Application
) -> None:
    _button(page.cards[OTHER], "Remove …").click()
    assert "would have to import it again" in _answer_box(qtbot, page, "Cancel")
    assert application.catalog.find(OTHER)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is None, timeout=PATIENCE)
    _button(page.cards[OTHER], "Remove …").click()
    _answer_box(qtbot, page, "Remove")
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    assert OTHER not in page.cards


def test_a_file_is_imported_and_used(
    qtbot: QtBot, page: ModelsPage, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "tiny-chat.gguf"
    path.write_bytes(gguf_bytes(TINY))
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        page.import_file(path)
    assert "tiny-chat" in page.cards
    _button(page.cards["tiny-chat"], "Use").click()
    with qtbot.waitSignal(page.shown, timeout=PATIENCE):
        pass
    assert application.settings.model.generator == "tiny-chat"
    assert "In use" in _words(page.cards["tiny-chat"])


def test_somebody_without_the_right_sees_why(qtbot: QtBot, world: Path, jobs: JobRunner) -> None:
    with open_application(world / "workspace", person="anna") as app:
        page = ModelsPage(app, jobs)
        with qtbot.waitSignal(page.shown, timeout=PATIENCE):
            page.refresh()
        button = _button(page.cards[SMALL], "Use")
        assert not button.isEnabled()
        assert "steward" in button.toolTip()
        page.close()


def test_the_window_embeds_anew_what_another_default_had_embedded(
    qtbot: QtBot, qapp: QApplication, world: Path
) -> None:
    with open_application(world / "workspace") as app:
        app.reembedding.change_embedder(app.actor, OTHER)
        app.ingestion.ingest(
            app.actor, [write(world / "notes", {"canteen.md": "# Canteen\n\nSoup is served on Thursdays.\n"})]
        )
        app.change_settings({}, ["model.embedder"])
    desktop = Desktop(qapp)
    try:
        assert desktop.open(world / "workspace")
        application = desktop._application
        assert application is not None and application.settings.model.embedder == OTHER
        qtbot.waitUntil(lambda: application.settings.model.embedder == EMBEDDER, timeout=PATIENCE)
        assert application.due_embedder == ""
    finally:
        desktop.close()
