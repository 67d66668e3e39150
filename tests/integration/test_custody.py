from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import AccessDenied, IntegrityError, NotFound, UserError, WorkspaceLocked
from app.workspace.workspace import open_application, restore_workspace
from tests.world import HOLIDAY, VALVE, make_workspace, write


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.ingestion.ingest(
            app.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        app.backup(tmp_path / "backup")
    return tmp_path / "backup"


def test_a_restored_workspace_answers_and_its_log_holds(backup: Path, tmp_path: Path) -> None:
    with open_application(tmp_path / "workspace") as app:
        app.answering.answer(app.actor, "How many days of paid leave are there?", model="none")
    restore_workspace(backup, tmp_path / "again")
    with open_application(tmp_path / "again") as app:
        assert (
            "28 days"
            in app.answering.answer(app.actor, "How many days of paid leave are there?", model="none")
            .sentences[0]
            .text
        )
        report = app.stewardship.verify_audit(app.actor)
        assert report.ok, report.problems
        assert app.search.search(app.actor, "relief valve", 1).warnings == ()
        assert len(list((tmp_path / "again" / "originals").rglob("?" * 64))) == 2


@pytest.mark.parametrize("damage", ["flip", "delete", "add"])
def test_a_damaged_backup_is_refused_whole(backup: Path, tmp_path: Path, damage: str) -> None:
    original = next((backup / "originals").rglob("?" * 64))
    if damage == "flip":
        original.write_bytes(original.read_bytes()[:-1] + b"~")
    elif damage == "delete":
        original.unlink()
    else:
        (backup / "originals" / "stranger").write_text("x", "utf-8")
    with pytest.raises(IntegrityError):
        restore_workspace(backup, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_an_unfinished_backup_is_none(backup: Path, tmp_path: Path) -> None:
    (backup / "manifest.json").unlink()
    with pytest.raises(NotFound):
        restore_workspace(backup, tmp_path / "again")


def test_nothing_is_written_over(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        restore_workspace(backup, tmp_path / "workspace")
    with open_application(tmp_path / "workspace") as app, pytest.raises(UserError):
        app.backup(backup)


def test_only_a_steward_backs_up(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace, person="erik") as app, pytest.raises(AccessDenied):
        app.backup(tmp_path / "stolen")
    assert not (tmp_path / "stolen").exists()


def test_a_workspace_has_one_owner_at_a_time(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace), pytest.raises(WorkspaceLocked) as locked, open_application(workspace):
        pass
    assert locked.value.retryable
    with open_application(workspace):
        pass
