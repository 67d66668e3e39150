"""A process that is killed between two saves has lost nothing that was acknowledged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from app.core.units.units import UnitFilter
from app.workspace.workspace import open_application
from tests.world import make_workspace

_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.workspace.workspace import open_application
from app.core.units.units import Content
with open_application(Path(sys.argv[1]), person="erik") as app:
    unit = app.capture.start(app.actor, "lesson", Content("Draft"))
    number = 0
    while True:
        number += 1
        content = replace(unit.content, fields={"lesson": f"word {number} " * 50})
        unit = app.capture.save(app.actor, unit.id, content, unit.change)
        print(number, flush=True)
"""


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(workspace)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert child.stdout is not None
    acknowledged = 0
    for line in child.stdout:
        acknowledged = int(line)
        if acknowledged >= 20:
            os.kill(child.pid, signal.SIGKILL)
            break
    rest = child.stdout.read().split()
    child.stdout.close()
    child.wait()
    acknowledged = max([acknowledged, *map(int, rest)])
    with open_application(workspace, person="erik") as app:
        found = app.capture.listed(app.actor, UnitFilter(mine="erik")).units[0]
        unit = app.capture.show(app.actor, found.id)
        kept = int(str(unit.content.fields["lesson"]).split()[1])
        assert acknowledged <= kept <= acknowledged + 1
        again = app.capture.save(app.actor, unit.id, unit.content, unit.change)
        assert again.change == unit.change + 1
