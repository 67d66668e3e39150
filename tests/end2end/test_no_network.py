"""A whole run, from nothing to an answer, opens no internet socket: watched from outside by the kernel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.inference.catalog import default_models_dir
from tests.world import HOLIDAY, VALVE, write

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(600)
def test_a_default_run_opens_no_internet_socket(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is needed for this test; .ci/run installs it"
    files = write(
        tmp_path / "files",
        {
            "valve.md": VALVE,
            "holiday.md": HOLIDAY,
            "page.html": "<html><body><h1>Pump</h1><p>The pump PX-9 delivers 40 litres.</p>",
        },
    )
    home = tmp_path / "home"
    home.mkdir()
    # As a user's machine is: an empty home, and no CI variable that would keep a library from calling home.
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "CITEWELL_MODELS": str(default_models_dir()),
        "LANG": "C.UTF-8",
    }
    workspace = str(tmp_path / "w")
    commands = [
        ["init"],
        ["ingest", str(files)],
        ["search", "paid leave"],
        ["ask", "At what pressure does the RV-7 open?", "--model", "smollm2-135m"],
        ["ask", "Who painted the Sistine Chapel?", "--model", "none"],
        ["doctor"],
        ["reindex"],
        ["audit", "verify"],
    ]
    opened: list[str] = []
    seen = 0
    for number, command in enumerate(commands):
        log = tmp_path / f"trace{number}"
        watched = [strace, "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-o", str(log)]
        done = subprocess.run(
            [*watched, sys.executable, "-m", "app", "-w", workspace, *command],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, (command, done.stderr)
        text = log.read_text("utf-8", "replace")
        seen += len(text.splitlines())
        opened += [line for line in text.splitlines() if re.search(r"AF_INET6?\b|PF_INET", line)]
    assert seen, "the trace is empty, so it shows nothing"
    assert opened == []
    assert not any(path.suffix in {".log", ".telemetry"} for path in home.rglob("*"))
