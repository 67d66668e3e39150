"""The lock, the stamp, and what a machine must offer."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

import engine
import environment
from console import Trouble

ROOT = environment.ROOT


def test_the_lock_has_exact_versions_with_hashes_and_no_address() -> None:
    for path in (environment.LOCK, environment.BUILD_LOCK):
        entries = environment.read_lock(path)
        assert entries
        for name, entry in entries.items():
            assert re.fullmatch(rf"{re.escape(name)}==\S+( \\\n    --hash=sha256:[0-9a-f]{{64}})+", entry), (
                entry
            )
        assert "://" not in path.read_text()


def test_the_lock_covers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=~!;\[ ]", text)[0]).lower() for text in asked}
    assert names <= set(environment.read_lock(environment.LOCK))


def test_the_engine_is_in_the_lock() -> None:
    entry = environment.read_lock(environment.LOCK)[engine.NAME]
    assert re.fullmatch(r"\d+\.\d+\.\d+", environment.version_of(entry))


def test_a_stamp_remembers_each_part(tmp_path: Path) -> None:
    environment.Stamp(tmp_path).set("packages", "a")
    environment.Stamp(tmp_path).set("engine", "b")
    assert environment.Stamp(tmp_path).get("packages") == "a"
    assert environment.Stamp(tmp_path).get("engine") == "b"
    assert environment.Stamp(tmp_path).get("project") is None


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_stamp_means_that_nothing_is_complete(tmp_path: Path, content: str) -> None:
    (tmp_path / "citewell-stamp.json").write_text(content)
    stamp = environment.Stamp(tmp_path)
    assert stamp.get("packages") is None
    stamp.set("packages", "a")
    assert stamp.get("packages") == "a"


def test_the_cache_is_where_the_account_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CITEWELL_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert environment.cache_folder() == tmp_path / "citewell"
    monkeypatch.setenv("CITEWELL_CACHE", str(tmp_path / "own"))
    assert environment.cache_folder() == tmp_path / "own"


def test_a_disk_that_is_too_small_is_said_with_figures(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"The packages need 1000000000\.0 GB .* free up space"):
        environment.need_space(tmp_path / "not" / "yet", 10**18, "The packages")
    environment.need_space(tmp_path / "not" / "yet", 1, "The packages")


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"not a folder made by packaging/bundle\.py"):
        environment.check_source(tmp_path)


def test_a_bundle_for_another_python_is_refused(tmp_path: Path) -> None:
    note = tmp_path / "bundle.json"
    note.write_text(json.dumps({"python": "3.99"}))
    with pytest.raises(Trouble, match=r"made with Python 3\.99"):
        environment.check_source(tmp_path)
    note.write_text(json.dumps({"python": f"{sys.version_info.major}.{sys.version_info.minor}"}))
    environment.check_source(tmp_path)


def test_a_folder_is_used_instead_of_the_registry() -> None:
    assert "--no-index" not in environment.index_options(None)
    options = environment.index_options(Path("folder"))
    assert options[-3:] == ["--no-index", "--find-links", "folder/wheels"]


def test_progress_counts_what_the_installer_looks_at() -> None:
    measure = environment.counting(2)
    lines = [
        "Collecting a==1",
        "  Downloading a-1.whl",
        "Processing folder/b-2.whl",
        "Installing collected packages: a",
    ]
    assert [measure(line) for line in lines] == [(1, 2), (1, 2), (2, 2), (2, 2)]
