"""Hostile files: each is read or named with a hint, the files beside it are taken in, and no limit is
passed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.errors import UnreadableDocument
from app.core.work import CancelToken, IngestReport
from app.reading.reader import Limits, Reader
from app.workspace.workspace import Application, open_application
from tests.faults import making
from tests.faults.corpus import corpus_table, run_corpus
from tests.faults.watching import Peaks
from tests.world import make_workspace, write

_MB = 1024**2


@pytest.mark.timeout(900)
def test_every_hostile_file_is_read_or_named_and_the_files_beside_it_are_taken_in(tmp_path: Path) -> None:
    table = corpus_table(run_corpus(tmp_path))
    print(f"\n{table.text()}")
    assert table.faults == []


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        yield opened


class Meddler(CancelToken):
    """Does something to a file once half of it has been copied: the copy asks after each megabyte whether it
    is cancelled.
    """

    def __init__(self, originals: Path, act: Callable[[], object]) -> None:
        super().__init__()
        self._originals = originals
        self._act = act
        self.acted = False

    def raise_if_cancelled(self) -> None:
        if not self.acted and any(
            path.stat().st_size >= 2 * _MB for path in self._originals.glob(".incoming-*")
        ):
            self.acted = True
            self._act()
        super().raise_if_cancelled()


CHANGES: dict[str, Callable[[Path], object]] = {
    "is cut off": lambda path: os.truncate(path, 100),
    "grows": lambda path: _append(path, b"One more line.\n" * 100_000),
    "is written anew": lambda path: path.write_bytes(b"The new words weigh 7 grams.\n" * 150_000),
    "is written over": lambda path: _overwrite(path, b"The other words weigh 8 grams"),
}


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def _overwrite(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(3 * _MB)
        file.write(data)


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_read_is_named_and_read_the_next_time(
    app: Application, tmp_path: Path, change: str
) -> None:
    folder = write(
        tmp_path / "files",
        {"a.md": "# A\n\nThe first weighs 1 gram.\n", "c.md": "# C\n\nThe third weighs 3 grams.\n"},
    )
    large = folder / "b.txt"
    large.write_bytes(b"\0" * (4 * _MB))  # refused at a glance, should it come to that
    meddler = Meddler(app.workspace / "originals", lambda: CHANGES[change](large))
    report = app.ingestion.ingest(app.actor, [folder], cancel=meddler)
    assert meddler.acted
    assert [(Path(failure.path).name, bool(failure.hint)) for failure in report.failed] == [("b.txt", True)]
    assert "changed while it was read" in report.failed[0].error
    assert report.added == 2
    large.write_bytes(b"The second weighs 2 grams.\n")
    again = app.ingestion.ingest(app.actor, [folder])
    assert (again.added, again.unchanged, again.failed) == (1, 2, ())
    assert app.stewardship.verify_audit(app.actor).ok


def test_a_file_that_vanishes_or_turns_into_something_else_before_its_turn_is_named(
    app: Application, tmp_path: Path
) -> None:
    names = ("a.md", "b.md", "c.md", "d.md", "e.md", "f.md")
    folder = write(
        tmp_path / "files", {name: f"# {name}\n\nThe part {name} weighs 1 gram.\n" for name in names}
    )

    def ingest_while(act: Callable[[], None]) -> IngestReport:
        done = False

        def on_progress(_: object) -> None:
            nonlocal done
            if not done:
                done = True
                act()  # everything has been found, nothing has been read

        return app.ingestion.ingest(app.actor, [folder], on_progress=on_progress)

    def replace() -> None:
        for name in names[1:]:
            (folder / name).unlink()
        os.mkfifo(folder / "c.md")
        (folder / "d.md").symlink_to("/etc/passwd")
        (folder / "e.md").mkdir()
        (folder / "f.md").symlink_to(folder / "f.md")

    report = ingest_while(replace)
    told = {Path(failure.path).name: failure for failure in report.failed}
    assert report.added == 1
    assert sorted(told) == ["b.md", "c.md", "d.md", "e.md", "f.md"]
    assert "disappeared" in told["b.md"].error
    assert "not a regular file" in told["c.md"].error
    assert "symbolic link" in told["d.md"].error
    assert all(failure.hint for failure in report.failed)


def test_a_root_that_is_no_folder_of_files_is_named(app: Application, tmp_path: Path) -> None:
    circle, pipe, sound = (
        tmp_path / "circle",
        tmp_path / "pipe",
        write(tmp_path / "sound", {"a.md": "# A\n\nIt weighs 1 gram.\n"}),
    )
    circle.symlink_to(circle)
    os.mkfifo(pipe)
    deep = tmp_path / "/".join(["d" * 200] * 30)
    report = app.ingestion.ingest(
        app.actor, [circle, pipe, Path("/dev/zero"), tmp_path / "gone", deep, sound]
    )
    assert report.added == 1
    assert [Path(failure.path) for failure in report.failed] == [
        circle,
        pipe,
        Path("/dev/zero"),
        tmp_path / "gone",
        deep,
    ]
    assert all(failure.error and failure.hint for failure in report.failed)


def test_a_folder_deeper_than_a_path_may_be_is_named(app: Application, tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    (tmp_path / "deep").mkdir()
    folder = os.open("deep", os.O_RDONLY, dir_fd=here)
    os.close(here)
    for _ in range(100):
        os.mkdir("x" * 60, dir_fd=folder)
        below = os.open("x" * 60, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    write(tmp_path / "deep", {"a.md": "# A\n\nIt weighs 1 gram.\n"})
    report = app.ingestion.ingest(app.actor, [tmp_path / "deep"])
    assert report.added == 1
    assert len(report.failed) == 1, "the system gives up at 4,096 bytes, and that is told"
    assert report.failed[0].hint


def test_ten_thousand_pages_are_read_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(
        making.pdf(
            making.pages([making.shown(f"Page {number} of the long book.") for number in range(1, 10_001)])
        )
    )
    with Reader(Limits(seconds=250.0)) as reader, Peaks() as peaks:  # a busy machine takes its time
        extraction = reader.read(path)
    assert len(extraction.pages) == 10_000
    assert extraction.text.endswith("Page 10000 of the long book.")
    assert peaks.growth < 128 * _MB
    assert peaks.child < Limits().memory_bytes
    with (
        Reader(Limits(pages=9_999, seconds=250.0)) as reader,
        pytest.raises(UnreadableDocument, match="10000 pages but only 9999"),
    ):
        reader.read(path)


def test_a_gigabyte_of_text_is_named_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"The second weighs 2 grams.\n" * 1000)
    os.truncate(path, 1024 * _MB)
    limits = Limits(seconds=30.0, file_bytes=2 * 1024 * _MB)
    with Reader(limits) as reader, Peaks() as peaks:
        started = time.monotonic()
        with pytest.raises(UnreadableDocument, match="more than 2048 MB of memory|took longer") as caught:
            reader.read(path)
        took = time.monotonic() - started
    assert caught.value.hint
    assert took < limits.seconds + 30, "the limit, and what starting and ending a child may take"
    assert peaks.growth < 32 * _MB
    assert peaks.child < limits.memory_bytes
    assert peaks.left() == []


def test_the_setting_for_large_files_holds_for_the_reader_as_well(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.change_settings({"ingest.max_file_bytes": str(300 * _MB), "ingest.read_seconds": "2"})
    path = tmp_path / "large.txt"
    path.write_bytes(b"The second weighs 2 grams.\n" * 1000)
    os.truncate(path, 260 * _MB)
    with open_application(workspace) as app:
        (failure,) = app.ingestion.ingest(app.actor, [path]).failed
    assert "limit is 256 MB" not in failure.error
    assert "took longer" in failure.error or "more text" in failure.error or "memory" in failure.error
