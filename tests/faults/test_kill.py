"""Killed at any moment of an ingest: what was acknowledged is there, the log holds, and search works at
once.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.workspace.workspace import open_application
from tests.world import make_workspace, write

ROUNDS = 500 if os.environ.get("CITEWELL_CAMPAIGN") else 20
FILES = 60


@pytest.mark.timeout(ROUNDS * 60)
def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    folder = tmp_path / "files"
    draw = random.Random(11)
    write(
        folder,
        {
            f"note{number:02}.md": f"# Note {number}\n\nThe part zq{number}x weighs {number} grams.\n" * 3
            for number in range(FILES)
        },
    )
    acknowledged: set[str] = set()
    killed = 0
    for attempt in range(ROUNDS):
        if len(acknowledged) == FILES:
            # All is in: change some, so that the next kill meets updates as well.
            acknowledged.clear()
        for number in draw.sample(range(FILES), 20):
            path = folder / f"note{number:02}.md"
            path.write_text(
                f"# Note {number}\n\nThe part zq{number}x weighs {attempt + 1000} grams.\n" * 3, "utf-8"
            )
            acknowledged.discard(str(path))
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "-w", str(workspace), "ingest", "-v", str(folder)],
            cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert process.stderr is not None
        stop_after = draw.randint(0, 25)
        delay = draw.random() * 0.2
        told = 0
        for line in process.stderr:
            word, _, path_text = line.strip().partition(" ")
            if word in ("added", "updated", "unchanged", "moved"):
                acknowledged.add(path_text)
                told += 1
            if told >= stop_after:
                break
        time.sleep(delay)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        rest = process.stderr.read()
        acknowledged |= {
            line.partition(" ")[2]
            for line in rest.splitlines()
            if line.partition(" ")[0] in ("added", "updated", "unchanged", "moved")
        }
        process.stderr.close()
        process.wait()
        with open_application(workspace) as app:
            stored = {item.path: item for item in app.documents.listed(app.actor)}
            assert acknowledged <= set(stored), (
                f"round {attempt}: {sorted(acknowledged - set(stored))[:3]} lost"
            )
            for name in sorted(acknowledged)[:: max(1, len(acknowledged) // 5)]:
                assert app.documents.text(app.actor, stored[name].id) == Path(name).read_text("utf-8"), (
                    f"round {attempt}: {name}"
                )
                number = int(Path(name).stem.removeprefix("note"))
                hits = app.search.search(app.actor, f"zq{number}x", 3).candidates
                assert any(one.passage.path == name for one in hits), (
                    f"round {attempt}: {name} cannot be found"
                )
            report = app.stewardship.verify_audit(app.actor)
            assert report.ok, f"round {attempt}: {report.problems}"
    assert killed >= ROUNDS // 2
