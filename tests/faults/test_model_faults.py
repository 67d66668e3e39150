"""The model's process is killed in the middle of its answers; model files are not what they should be."""

from __future__ import annotations

import os
import signal
import struct
from pathlib import Path
from typing import Any

import pytest

from app.core.answers.answers import Answer, Mode, Watch
from app.core.errors import MachineError, ModelMissing, UnsupportedFormat, UserError
from app.inference.catalog import Catalog
from app.inference.generator import ChildGenerator
from app.workspace.workspace import open_application
from tests.conftest import EMBEDDER, SMALL
from tests.model_files import TINY, Value, gguf_bytes
from tests.world import HOLIDAY, VALVE, make_workspace, write

KILLS = 10
QUESTION = "How many days of paid leave does every employee have?"


def test_a_model_killed_in_the_middle_of_an_answer_is_replaced(tmp_path: Path, models_dir: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.ingestion.ingest(
            app.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        killed: list[int] = []

        def kill(_text: str) -> None:
            generator = app.models.generator(SMALL)
            assert isinstance(generator, ChildGenerator) and generator.pid is not None
            if generator.pid not in killed:
                killed.append(generator.pid)
                os.kill(generator.pid, signal.SIGKILL)

        for number in range(KILLS):
            struck = app.answering.answer(app.actor, QUESTION, model=SMALL, watch=Watch(draft=kill))
            assert isinstance(struck, Answer)
            assert len(killed) == number + 1
            assert struck.mode is Mode.QUOTED
            assert "28 days" in struck.sentences[0].text
            assert any(
                "process died (signal 9)" in warning and "quoted instead" in warning
                for warning in struck.warnings
            )
        next_one = app.answering.answer(app.actor, QUESTION, model=SMALL)
        assert isinstance(next_one, Answer)
        assert not any("died" in warning for warning in next_one.warnings)
        assert len(app.runs.listed(app.actor, 50)) == KILLS + 1
        assert app.stewardship.verify_audit(app.actor).ok
        generator = app.models.generator(SMALL)
        assert isinstance(generator, ChildGenerator) and generator.pid not in (None, *killed)


BERT: dict[str, Value] = {
    "general.architecture": "bert", "bert.context_length": 512, "bert.block_count": 6, "bert.embedding_length": 384,
    "bert.attention.head_count": 12, "bert.pooling_type": 1,
}  # fmt: skip


def _cut(data: bytes) -> bytes:
    return data[:-40]


def _tensor_count_off(data: bytes) -> bytes:
    return data[:8] + struct.pack("<Q", 9) + data[16:]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (_cut(gguf_bytes(TINY)), UserError, "damaged or incomplete"),
        (gguf_bytes(TINY)[:-1], UserError, "damaged or incomplete"),
        (_tensor_count_off(gguf_bytes(TINY)), UserError, "damaged or incomplete"),
        (b"", UnsupportedFormat, "not a GGUF"),
        (b"PK\3\4" + bytes(500), UnsupportedFormat, "not a GGUF"),
        (gguf_bytes(BERT), UserError, "not a chat model"),
        (gguf_bytes({**TINY, "llama.pooling_type": 3}), UserError, "not a chat model"),
        (
            gguf_bytes({key: value for key, value in TINY.items() if key != "tokenizer.chat_template"}),
            UserError,
            "not a chat model",
        ),
    ],
    ids=[
        "cut",
        "cut-by-a-byte",
        "header",
        "empty",
        "zip",
        "embedder",
        "embedder-with-template",
        "no-template",
    ],
)
def test_a_file_that_is_no_whole_chat_model_is_refused_before_it_is_taken_in(
    tmp_path: Path, data: bytes, error: type[Exception], words: str
) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(data)
    catalog = Catalog(tmp_path / "models", ())
    with pytest.raises(error, match=words) as caught:
        catalog.import_file(path)
    assert getattr(caught.value, "hint", "")
    assert catalog.installed() == ()


@pytest.fixture
def workspace(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose models folder is its own, with the real embedder in it."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / EMBEDDER).symlink_to(models_dir / EMBEDDER)
    monkeypatch.setenv("CITEWELL_MODELS", str(tmp_path / "models"))
    made = make_workspace(tmp_path / "workspace")
    with open_application(made) as app:
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"holiday.md": HOLIDAY})])
    return made


def _damage(app: Any, model: str) -> None:
    path = app.catalog.find(model).path
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("values", "spoil", "error", "words"),
    [
        (
            {**TINY, "llama.block_count": 2_000_000, "llama.attention.head_count_kv": 1024},
            False,
            MachineError,
            "needs about .* of memory",
        ),
        (TINY, True, ModelMissing, "does not match its checksum"),
    ],
    ids=["too-large", "damaged-later"],
)
def test_a_model_that_cannot_run_is_told_before_it_is_loaded(
    workspace: Path, tmp_path: Path, values: dict[str, Value], spoil: bool, error: type[Exception], words: str
) -> None:
    (tmp_path / "big.gguf").write_bytes(gguf_bytes(values))
    with open_application(workspace) as app:
        model = app.catalog.import_file(tmp_path / "big.gguf")
        if spoil:
            _damage(app, model)
        with pytest.raises(error, match=words) as caught:
            app.answering.answer(app.actor, QUESTION, model=model)
        assert getattr(caught.value, "hint", "")
        assert app.models.generator("none") is None
        # Chosen for the workspace instead of asked for by name, it is a warning beside the quotes.
        app.use_model(model)
    with open_application(workspace) as app:
        answer = app.answering.answer(app.actor, QUESTION)
        assert isinstance(answer, Answer) and answer.mode is Mode.QUOTED
        assert "28 days" in answer.sentences[0].text
        assert any("quoted instead" in warning for warning in answer.warnings)
