from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from app.core.errors import NotFound, UnreadableDocument, UserError
from app.ingestion.discover import Blocked, Found, resolve_root, walk
from tests.world import write


def names(root: Path, *ignore: str) -> list[str]:
    return [item.path.relative_to(root).as_posix() for item in walk(root, ignore) if isinstance(item, Found)]


def blocked(root: Path) -> dict[str, UserError]:
    return {
        item.path.relative_to(root).as_posix(): item.error
        for item in walk(root, ())
        if isinstance(item, Blocked)
    }


def test_files_come_in_a_stable_order(tmp_path: Path) -> None:
    write(tmp_path, {"b/2.md": "x", "b/1.md": "x", "a.txt": "x", "c/d/e.md": "x"})
    assert names(tmp_path) == ["a.txt", "b/1.md", "b/2.md", "c/d/e.md"]


def test_ignored_names_are_left_out_with_everything_below(tmp_path: Path) -> None:
    write(
        tmp_path,
        {".git/config": "x", "keep.md": "x", "notes/draft.tmp": "x", "old/a.md": "x", "notes/old.md": "x"},
    )
    assert names(tmp_path, ".git", "*.tmp", "old") == ["keep.md", "notes/old.md"]


def test_a_pattern_may_name_a_path(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.md": "x", "b/x.md": "x"})
    assert names(tmp_path, "a/*") == ["b/x.md"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "x"})
    root = write(tmp_path / "root", {"a.md": "x"})
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "circle").symlink_to(root, target_is_directory=True)
    assert names(root) == ["a.md"]


def test_what_is_no_file_is_named_and_never_opened(tmp_path: Path) -> None:
    """To open a device can start or stop something; to open a pipe can wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock"))
        told = blocked(tmp_path)
    assert names(tmp_path) == []
    assert {name: error.message for name, error in told.items()} == {
        "pipe": "pipe is a named pipe.",
        "sock": "sock is a socket.",
    }
    assert all(error.hint for error in told.values())


def test_a_link_that_leads_nowhere_else_is_named(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "x"})
    root = write(tmp_path / "root", {"a.md": "x", "b/c/d.md": "x"})
    (root / "same.md").symlink_to(root / "a.md")
    (root / "b" / "up").symlink_to(root, target_is_directory=True)
    (root / "here").symlink_to(root, target_is_directory=True)
    (root / "itself").symlink_to(root / "itself")
    (root / "one").symlink_to(root / "two")
    (root / "two").symlink_to(root / "one")
    (root / "gone.md").symlink_to(root / "never.md")
    (root / "out.md").symlink_to(outside / "secret.md")
    (root / "out").symlink_to(outside, target_is_directory=True)
    told = blocked(root)
    assert names(root) == ["a.md", "b/c/d.md"]
    assert {name for name, error in told.items() if "circular" in error.message} == {
        "b/up",
        "here",
        "itself",
        "one",
        "two",
    }
    assert {name for name, error in told.items() if "broken link" in error.message} == {"gone.md"}
    assert {name for name, error in told.items() if "outside the folder" in error.message} == {
        "out.md",
        "out",
    }
    assert len(told) == 8, "a link to what is found anyway is passed over"
    assert all(error.hint for error in told.values())


def test_a_folder_that_vanishes_meanwhile_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, {"a/1.md": "x", "b/2.md": "x", "top.md": "x"})
    found: list[str] = []
    stuck: list[str] = []
    for item in walk(tmp_path, ()):
        if isinstance(item, Blocked):
            stuck.append(item.path.name)
            continue
        found.append(item.path.name)
        if item.path.name == "top.md":
            (tmp_path / "a" / "1.md").unlink()
            (tmp_path / "a").rmdir()
    assert (found, stuck) == (["top.md", "2.md"], ["a"])


def test_what_is_not_there_is_an_error_and_not_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        resolve_root(tmp_path / "gone")


def test_a_device_is_no_folder() -> None:
    with pytest.raises(UnreadableDocument):
        resolve_root(Path("/dev/null"))
