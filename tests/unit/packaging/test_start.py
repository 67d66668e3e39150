"""The order of what start.py does, in a checkout whose interpreter and engine are stand-ins that note each
call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import engine
import environment
import start

ROOT = environment.ROOT

INTERPRETER = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
    "$FAILING"*) exit 1 ;;
    *"init --sample"*) mkdir -p "$4" && touch "$4/citewell.db" ;;
    *submodule_search_locations*) echo "$PACKAGE" ;;
    *" ask "*) echo "answer of $8" ;;
esac
"""


@dataclass(frozen=True)
class Checkout:
    """A checkout whose packages stand, and whose engine lies compiled in the cache."""

    folder: Path
    calls: Path

    def start(self, *arguments: str, failing: str = "nothing") -> subprocess.CompletedProcess[str]:
        """Run start.py; calls of the interpreter that begin with `failing` fail."""
        home = self.folder.parent / "home"
        own = {
            "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "CITEWELL_CACHE": str(home / "cache"),
            "CALLS": str(self.calls), "PACKAGE": str(home), "FAILING": failing,
        }  # fmt: skip
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CITEWELL_")}
        return subprocess.run(
            [sys.executable, str(self.folder / "packaging" / "start.py"), "--no-window", *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, env=kept | own, check=False, timeout=60,
        )  # fmt: skip

    def steps(self) -> list[str]:
        """Return what the interpreter was called for since the last time, one word a step."""
        words = {
            "models install all-": "embedder", "models install": "model", "init --sample": "sample",
            "--model none": "quotes", " ask ": "phrased", "--force-reinstall": "engine",
        }  # fmt: skip
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        found = (next((step for sign, step in words.items() if sign in line), "") for line in lines)
        return [step for step in found if step]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "checkout"
    folder.mkdir()
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", folder)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(INTERPRETER, "utf-8")
    python.chmod(0o755)
    stamp = environment.Stamp(folder / ".venv")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    stamp.set("packages", f"{version} {environment.digest(folder / 'packaging' / 'requirements.lock')}")
    stamp.set("project", environment.digest(folder / "pyproject.toml"))
    build = environment.wanted_build(environment.Options())
    cached = tmp_path / "home" / "cache" / "engine" / build.key
    cached.mkdir(parents=True)
    (cached / "engine.whl").write_bytes(b"compiled")
    note = {
        "wheel": "engine.whl", "sha256": engine.sha256(cached / "engine.whl"), "version": build.version,
        "machine": build.machine, "cpu_flags": list(build.cpu_flags), "cuda": "",
    }  # fmt: skip
    (cached / "engine.json").write_text(json.dumps(note), "utf-8")
    return Checkout(folder, tmp_path / "calls")


def test_the_first_answer_comes_before_the_engine(checkout: Checkout) -> None:
    run = checkout.start()
    assert run.returncode == 0, run.stdout + run.stderr
    assert checkout.steps() == ["embedder", "sample", "quotes", "engine", "model", "phrased"]
    said = run.stdout
    quoted, why, phrased = (
        said.index("answer of none"),
        said.index("compiled now for this machine"),
        said.index("answer of qwen"),
    )
    assert quoted < why < said.index("Installing the language model engine") < phrased
    assert start.SAMPLE_QUESTION in said[:quoted]


def test_a_second_run_shows_the_phrased_answer_at_once(checkout: Checkout) -> None:
    checkout.start()
    checkout.steps()
    assert checkout.start().returncode == 0
    assert checkout.steps() == ["embedder", "model", "phrased"]


def test_a_run_that_stops_at_the_engine_has_answered_and_is_resumed(checkout: Checkout) -> None:
    stopped = checkout.start(failing="-m pip install")
    assert stopped.returncode == 3
    assert "answer of none" in stopped.stdout
    assert checkout.steps() == ["embedder", "sample", "quotes", "engine"]
    assert checkout.start().returncode == 0
    assert checkout.steps() == ["embedder", "quotes", "engine", "model", "phrased"]


def test_without_a_model_nothing_is_compiled(checkout: Checkout) -> None:
    run = checkout.start("--model", "none")
    assert run.returncode == 0
    assert checkout.steps() == ["embedder", "sample", "quotes"]
    assert f"--model {start.SMALL_MODEL}" in run.stdout
    checkout.start()
    assert checkout.steps() == ["embedder", "quotes"]
    checkout.start("--model", start.SMALL_MODEL)
    assert checkout.steps() == ["embedder", "quotes", "engine", "model", "phrased"]


def test_a_model_that_could_not_be_installed_is_not_chosen_again(checkout: Checkout) -> None:
    assert checkout.start("--model", "nonsense", failing="-m app models install nonsense").returncode == 3
    run = checkout.start()
    assert run.returncode == 0
    assert "nonsense" not in run.stdout
