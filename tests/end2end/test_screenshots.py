"""Every page can be drawn, in both schemes and in every size, and none of them is blank."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import screenshots

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(1500)
def test_every_page_is_drawn_in_every_size_and_scheme(tmp_path: Path, models_dir: Path) -> None:
    done = subprocess.run(
        [sys.executable, "packaging/screenshots.py", str(tmp_path), "--all"],
        cwd=ROOT, env=os.environ | {"CITEWELL_MODELS": str(models_dir), "QT_QPA_PLATFORM": "offscreen"}, check=False,
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    folders = sorted(path for path in tmp_path.iterdir() if path.is_dir())
    assert len(folders) == len(screenshots.VIEWS)
    names = {frozenset(path.name for path in folder.glob("*.png")) for folder in folders}
    assert len(names) == 1, "the same pictures in every size"
    (pictures,) = names
    light = {name.removesuffix("-light.png") for name in pictures if name.endswith("-light.png")}
    assert light == {name.removesuffix("-dark.png") for name in pictures if name.endswith("-dark.png")}
    assert {"welcome", "ask", "library", "models", "palette"} <= light
