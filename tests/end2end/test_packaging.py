"""The packaging commands as a person runs them, and the wheel as it would be handed out."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import environment

ROOT = environment.ROOT
COMMANDS = ("start.py", "check.py", "bundle.py")


def run(
    command: list[str | Path], cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command with standard input closed and the environment changed."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | dict(env or {}),
        check=False,
        timeout=120,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what start.py needs of the repository, and nothing made yet."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself(name: str) -> None:
    answer = run([sys.executable, ROOT / "packaging" / name, "--help"])
    assert answer.returncode == 0
    assert "--from" in answer.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_an_old_python_can_read_the_command_that_refuses_it(name: str) -> None:
    source = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    first = next(index for index, node in enumerate(tree.body) if isinstance(node, ast.If))
    before = [node for node in tree.body[:first] if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {name.name for node in before for name in node.names} == {"annotations", "sys"}


def test_without_a_network_one_sentence_tells_the_way_on(checkout: Path, tmp_path: Path) -> None:
    blocked = {
        "HOME": str(tmp_path / "home"),
        "CITEWELL_CACHE": str(tmp_path / "cache"),
        "XDG_CACHE_HOME": str(tmp_path / "pip"),
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "PIP_RETRIES": "0",
    }
    answer = run([sys.executable, checkout / "packaging" / "start.py"], env=blocked)
    assert answer.returncode == 3, answer.stdout + answer.stderr
    last = answer.stdout.rstrip().splitlines()[-1]
    assert last.startswith("start: The package registry cannot be reached")
    assert "--from FOLDER" in last
    assert answer.stderr == ""
    assert (checkout / ".venv" / "bin" / "python").exists(), "what was made is kept for the next run"


def test_a_folder_that_is_no_bundle_is_refused_before_anything_is_made(
    checkout: Path, tmp_path: Path
) -> None:
    answer = run([sys.executable, checkout / "packaging" / "start.py", "--from", tmp_path])
    assert answer.returncode == 3
    assert "not a folder made by packaging/bundle.py" in answer.stdout
    assert not (checkout / ".venv").exists()


def test_an_interrupt_ends_the_running_command_too(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import console, pathlib\n"
        "console.run('Waiting', ['sh', '-c', 'echo $$; exec sleep 100'], pathlib.Path(sys.argv[2]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(ROOT / "packaging"), str(log)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not (log.exists() and log.read_text().endswith("\n")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        os.sched_yield()
    child = int(log.read_text())
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_the_wheel_carries_the_resources_and_finds_them(tmp_path: Path) -> None:
    built = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"], ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tmp_path / "dist").glob("citewell-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    shipped = {
        f"app/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert shipped <= names
    assert "app/cli/main.py" in names
    assert not any(name.startswith(("tests/", "packaging/")) or "__pycache__" in name for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    # Isolated, so that neither the checkout nor the environment's own copy of the package is found.
    probe = "import sys; sys.path.insert(0, sys.argv[1]); from app.resources import resource; print(resource('models.json'))"
    found = run([sys.executable, "-I", "-c", probe, tmp_path / "installed"])
    assert Path(found.stdout.strip()) == tmp_path / "installed" / "app" / "_resources" / "models.json"
    assert Path(found.stdout.strip()).is_file()
