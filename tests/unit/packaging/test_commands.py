"""The choices that start, check and bundle make."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import bundle
import check
import engine
import environment
import lock
import start
from console import Trouble

ROOMY = 8 * 2**30
DISK = 50_000_000_000
CATALOGUE = json.loads((environment.ROOT / "resources" / "models.json").read_text())


def test_a_roomy_machine_gets_the_large_model() -> None:
    assert start.default_model(start.LARGE_MEMORY, start.LARGE_DISK) == start.LARGE_MODEL


@pytest.mark.parametrize(
    ("memory", "disk"), [(start.LARGE_MEMORY - 1, DISK), (ROOMY, start.LARGE_DISK - 1), (0, 0)]
)
def test_a_small_machine_gets_the_small_model(memory: int, disk: int) -> None:
    assert start.default_model(memory, disk) == start.SMALL_MODEL


def test_a_choice_is_kept_until_another_is_asked_for() -> None:
    assert start.choose_model(None, start.LARGE_MODEL, 0, 0) == (start.LARGE_MODEL, "as before")
    assert start.choose_model("none", start.LARGE_MODEL, ROOMY, DISK) == ("none", "as asked")
    assert start.choose_model(None, None, ROOMY, DISK)[0] == start.LARGE_MODEL


def test_memory_is_what_new_programs_can_have() -> None:
    assert start.available_memory("MemTotal: 9 kB\nMemFree: 1 kB\nMemAvailable:    2048 kB\n") == 2048 * 1024
    assert start.available_memory("") == 0


def test_the_sample_workspace_is_where_the_account_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CITEWELL_WORKSPACE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert start.sample_workspace() == tmp_path / "citewell" / "workspaces" / "sample"
    monkeypatch.setenv("CITEWELL_WORKSPACE", str(tmp_path / "own"))
    assert start.sample_workspace() == tmp_path / "own"


def test_the_first_question_is_one_that_the_sample_answers() -> None:
    rows = (
        (environment.ROOT / "resources" / "sample" / "questions.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    answerable = {row["question"] for row in map(json.loads, rows) if row["answerable"]}
    assert start.SAMPLE_QUESTION in answerable


def test_every_model_named_here_is_in_the_catalogue() -> None:
    known = {model["id"] for model in CATALOGUE["models"]}
    assert {
        start.EMBEDDER,
        start.SMALL_MODEL,
        start.LARGE_MODEL,
        bundle.TEST_MODEL,
        *check.TEST_MODELS,
    } <= known


def test_a_bundle_carries_each_wheel_of_its_models_once() -> None:
    wheels = bundle.model_wheels(CATALOGUE, [start.EMBEDDER, start.SMALL_MODEL, start.SMALL_MODEL])
    assert len(wheels) == len(set(wheels)) >= 3
    assert all(wheel.count("==") == 1 for wheel in wheels)


def test_a_bundle_of_an_unknown_model_is_refused() -> None:
    with pytest.raises(Trouble, match="no model nonsense"):
        bundle.model_wheels(CATALOGUE, ["nonsense"])


def test_the_sums_of_a_bundle_cover_every_file(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a.whl").write_bytes(b"a")
    (tmp_path / "bundle.json").write_bytes(b"{}")
    assert bundle.write_sums(tmp_path) == bundle.write_sums(tmp_path) == 2
    sums = engine.read_sums(tmp_path / "SHA256SUMS")
    assert sums == {name: engine.sha256(tmp_path / name) for name in ("wheels/a.whl", "bundle.json")}


def test_arguments_after_two_dashes_go_to_pytest() -> None:
    assert check.split_arguments(["--long", "--", "-k", "x", "--", "y"]) == (
        ["--long"],
        ["-k", "x", "--", "y"],
    )
    assert check.split_arguments(["--long"]) == (["--long"], [])
    # The campaigns run one after the other; the rest is spread over the cores, and what is asked for comes
    # last and wins.
    assert check.pytest_arguments(True, ["-k", "x"]) == ["-n", "0", "-m", "", "-k", "x"]
    assert check.pytest_arguments(False, ["-n", "0"])[-2:] == ["-n", "0"]
    assert "thread" in check.pytest_arguments(False, [])


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("a-1-py3-none-any.whl", True),
        ("a-1-py2.py3-none-any.whl", True),
        ("a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", True),
        ("a-1-cp313-cp313-manylinux_2_28_aarch64.whl", True),
        ("a-1-cp39-abi3-manylinux_2_28_x86_64.whl", True),
        ("a-1-cp310-cp310-manylinux_2_28_x86_64.whl", False),
        ("a-1-cp313-cp313-musllinux_1_2_x86_64.whl", False),
        ("a-1-cp311-cp311-macosx_11_0_arm64.whl", False),
        ("a-1-cp311-cp311-win_amd64.whl", False),
        ("a-1-cp311-cp311-manylinux2014_s390x.whl", False),
    ],
)
def test_a_lock_holds_only_files_for_the_supported_machines(name: str, fits: bool) -> None:
    assert lock.suitable(name) is fits


def test_a_lock_falls_back_to_the_source_where_there_is_no_wheel() -> None:
    source = {"url": "x/a-1.tar.gz", "hashes": {"sha256": "0" * 64}}
    wheel = {"url": "x/b-1-cp311-cp311-win_amd64.whl", "hashes": {"sha256": "1" * 64}}
    packages: list[dict[str, Any]] = [
        {"name": "a", "version": "1", "sdist": source},
        {"name": "b", "version": "1", "wheels": [wheel]},
    ]
    assert lock.lines(packages) == [f"a==1 \\\n    --hash=sha256:{'0' * 64}"]


@pytest.mark.parametrize("name", ["requirements.lock", "build.lock"])
def test_a_lock_holds_one_version_of_each_package_with_its_hashes_and_no_address(name: str) -> None:
    text = (environment.ROOT / "packaging" / name).read_text("utf-8")
    names = [line.split("==")[0] for line in text.splitlines() if line[:1].isalnum()]
    assert len(names) == len(set(names))
    assert all(
        "--hash=sha256:" in entry
        for entry in environment.read_lock(environment.ROOT / "packaging" / name).values()
    )
    assert "://" not in text


@pytest.mark.parametrize(
    ("variables", "there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_the_window_opens_only_where_there_is_a_display(variables: dict[str, str], there: bool) -> None:
    assert start.has_display(variables) is there


def test_the_desktop_file_starts_the_command_that_is_installed() -> None:
    folder = Path(start.__file__).parent
    lines = (folder / "citewell.desktop").read_text("utf-8").splitlines()
    entries = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert entries["Exec"] == entries["TryExec"] == "citewell"
    assert 'citewell = "app.__main__:main"' in (folder.parent / "pyproject.toml").read_text("utf-8")
