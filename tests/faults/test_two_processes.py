"""A second process is sent away with a clear word while one owns the workspace, and nothing of it is
touched.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import WorkspaceLocked
from app.workspace.workspace import open_application, restore_workspace
from tests.faults.stage import ROOT
from tests.world import HOLIDAY, make_workspace, write


def _citewell(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("command", [("ingest", "files"), ("audit", "verify"), ("backup", "copy")])
def test_a_second_process_is_sent_away(tmp_path: Path, command: tuple[str, ...]) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    write(tmp_path / "files", {"holiday.md": HOLIDAY})
    arguments = [tmp_path / word if word in ("files", "copy") else word for word in command]
    with open_application(workspace) as app:
        before = app.stewardship.verify_audit(app.actor).entries
        second = _citewell("-w", workspace, *arguments)
        out, errors = second.communicate(timeout=60)
        assert (second.returncode, out) == (3, "")
        assert f"process {os.getpid()}" in errors
        assert re.search(
            r"^citewell: .* is already open in another process.*\n  Wait for it to finish",
            errors,
            re.MULTILINE,
        )
        app.ingestion.ingest(app.actor, [tmp_path / "files"])
        report = app.stewardship.verify_audit(app.actor)
        assert report.ok and report.entries > before
    third = _citewell("-w", workspace, "search", "paid leave")
    out, errors = third.communicate(timeout=60)
    assert third.returncode == 0 and "28 days" in out, errors


def test_of_two_that_start_at_once_both_end_well_or_one_is_sent_away(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    files = write(
        tmp_path / "files", {f"holiday{number}.md": f"{HOLIDAY}\nNote {number}.\n" for number in range(6)}
    )
    both = [_citewell("-w", workspace, "ingest", files) for _ in range(2)]
    ends = [(process.communicate(timeout=120)[1], process.returncode) for process in both]
    codes = sorted(code for _, code in ends)
    assert codes in ([0, 0], [0, 3]), ends
    assert all("Traceback" not in errors for errors, _ in ends)
    with open_application(workspace) as app:
        assert len(app.documents.listed(app.actor)) == 6
        assert app.stewardship.verify_audit(app.actor).ok


def test_of_two_restores_to_one_place_the_second_is_sent_away(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.backup(tmp_path / "backup")
    # A workspace in the making is locked like one in use.
    holder = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    (tmp_path / "again.restoring").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path / "again.restoring" / "lock")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as first:  # fmt: skip
        assert first.stdout is not None and first.stdin is not None
        first.stdout.readline()
        (tmp_path / "again.restoring" / "its work").write_text("x", "utf-8")
        with pytest.raises(WorkspaceLocked):
            restore_workspace(tmp_path / "backup", tmp_path / "again")
        assert (tmp_path / "again.restoring" / "its work").exists()
        first.stdin.close()
    restore_workspace(tmp_path / "backup", tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "backup", "workspace"]
    assert (tmp_path / "again").stat().st_mode & 0o077 == 0
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
