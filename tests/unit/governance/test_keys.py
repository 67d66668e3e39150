"""The key stays with its account, and what was seen of a log outside the workspace is not forgotten."""

from __future__ import annotations

import json
import resource
import signal
import stat
from pathlib import Path

import pytest

from app.core.errors import IntegrityError, MachineError
from app.governance.keys import Keys, state_folder
from app.storage.audit import Head, head_message

WORKSPACE = "ab" * 16


def _head(keys: Keys, seq: int, digest: str = "00" * 32) -> Head:
    return Head(WORKSPACE, seq, digest, keys.key, keys.sign(head_message(WORKSPACE, seq, digest)))


def test_a_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "state"
    first, second = Keys.open(folder), Keys.open(folder)
    assert first.key == second.key
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "audit.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["audit.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602])
def test_a_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    Keys.open(tmp_path / "state")
    (tmp_path / "state" / "audit.key").chmod(mode)
    with pytest.raises(IntegrityError, match="Other accounts"):
        Keys.open(tmp_path / "state")


def test_a_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    Keys.open(tmp_path / "state")
    (tmp_path / "state").chmod(0o755)
    with pytest.raises(IntegrityError, match="chmod 700"):
        Keys.open(tmp_path / "state")


def test_a_damaged_key_is_not_replaced_silently(tmp_path: Path) -> None:
    Keys.open(tmp_path / "state")
    (tmp_path / "state" / "audit.key").write_text("not a key")
    with pytest.raises(IntegrityError, match="damaged"):
        Keys.open(tmp_path / "state")


def test_a_folder_that_cannot_be_made_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError):
        Keys.open(tmp_path / "file" / "state")


def test_signatures_hold_for_their_message_and_key_only(tmp_path: Path) -> None:
    keys, other = Keys.open(tmp_path / "a"), Keys.open(tmp_path / "b")
    signature = keys.sign(b"words")
    assert keys.verify(keys.key, b"words", signature)
    assert other.verify(keys.key, b"words", signature)
    assert not keys.verify(keys.key, b"word", signature)
    assert not keys.verify(other.key, b"words", signature)
    assert not keys.verify("zz", b"words", signature)
    assert not keys.verify(keys.key, b"words", "not hex")


def test_a_foreign_key_is_trusted_only_when_told(tmp_path: Path) -> None:
    keys, other = Keys.open(tmp_path / "a"), Keys.open(tmp_path / "b")
    assert keys.trusts(keys.key)
    assert not keys.trusts(other.key)
    keys.trust(other.key)
    assert Keys.open(tmp_path / "a").trusts(other.key)
    with pytest.raises(IntegrityError):
        keys.trust("00")


def test_heads_are_kept_per_workspace_and_a_kept_one_is_not_buried(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path)
    assert keys.heads(WORKSPACE) == ()
    keys.publish(_head(keys, 5))
    keys.keep(_head(keys, 5))
    keys.publish(_head(keys, 9))
    again = Keys.open(tmp_path)
    assert [head.seq for head in again.heads(WORKSPACE)] == [5, 9]
    assert again.heads("cd" * 16) == ()
    assert stat.S_IMODE((tmp_path / "heads" / f"{WORKSPACE}.json").stat().st_mode) == 0o600
    again.replace(_head(keys, 3))
    assert [head.seq for head in Keys.open(tmp_path).heads(WORKSPACE)] == [3]


def test_a_record_is_never_half_written(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path)
    keys.publish(_head(keys, 5))
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # A disk that has room for a hundred bytes takes them and says so by the count alone.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
        with pytest.raises(MachineError):
            keys.publish(_head(keys, 9))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [head.seq for head in Keys.open(tmp_path).heads(WORKSPACE)] == [5]
    assert [path.name for path in (tmp_path / "heads").iterdir()] == [f"{WORKSPACE}.json"]


def test_a_damaged_record_of_heads_is_said_not_ignored(tmp_path: Path) -> None:
    keys = Keys.open(tmp_path)
    keys.publish(_head(keys, 5))
    path = tmp_path / "heads" / f"{WORKSPACE}.json"
    for wrong in ("{", "[]", json.dumps({"head": {"seq": 1}, "kept": []}), json.dumps({"head": None})):
        path.write_text(wrong)
        with pytest.raises(IntegrityError, match="damaged"):
            keys.heads(WORKSPACE)


def test_the_state_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CITEWELL_STATE", str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.delenv("CITEWELL_STATE")
    assert state_folder().name == "citewell"
