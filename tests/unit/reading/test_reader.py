"""The parent's side: what is opened, what is refused, and that nothing a child does can harm or hold the
parent.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import Cancelled, UnreadableDocument, UnsupportedFormat
from app.core.work import CancelToken
from app.reading.reader import Limits, Reader
from app.reading.versions import current_readers

SECONDS = 20.0
"""Longer than anything here takes on a slow machine: a test that reaches it has found a hang."""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("The pump runs at 40 bar.\n", encoding="utf-8")
    return path


@pytest.fixture
def own_reader() -> Iterator[Reader]:
    with Reader(Limits(seconds=SECONDS)) as reader:
        yield reader


def innermost(reader: Reader) -> int:
    """Return the pid of the Python process itself, which a sandbox may have wrapped."""
    pid = reader.pid
    assert pid is not None
    while inner := Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        pid = int(inner[0])
    return pid


def ends(pid: int) -> bool:
    """Wait for a process to end."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], SECONDS)[0])
    finally:
        os.close(handle)


def test_read_returns_the_text_and_where_it_stands(reader: Reader, note: Path) -> None:
    extraction = reader.read(note)
    assert extraction.text == "The pump runs at 40 bar.\n"
    (block,) = extraction.blocks
    assert (block.kind, extraction.text[block.start : block.end]) == (
        BlockKind.PARAGRAPH,
        "The pump runs at 40 bar.",
    )
    assert (extraction.reader, extraction.reader_version) in current_readers()


def test_one_child_serves_many_files(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    first = own_reader.pid
    for _ in range(5):
        own_reader.read(note)
    assert own_reader.pid == first


def test_the_child_is_shut_in(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    pid = innermost(own_reader)
    limits = {
        line[:25].strip(): line[25:].split() for line in Path(f"/proc/{pid}/limits").read_text().splitlines()
    }
    assert limits["Max file size"][0] == "0"
    assert limits["Max core file size"][0] == "0"
    assert int(limits["Max address space"][0]) == Limits().memory_bytes
    assert int(limits["Max open files"][0]) <= 64
    environment = Path(f"/proc/{pid}/environ").read_text()
    assert "HOME=" not in environment
    assert os.getsid(pid) != os.getsid(0)


def test_isolation_tells_whether_the_network_is_cut_off(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    cut_off = Path(f"/proc/{innermost(own_reader)}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    assert own_reader.isolation in {"bubblewrap", "unshare", "limits"}
    assert cut_off == (own_reader.isolation != "limits")


def test_without_a_sandbox_program_the_limits_remain(monkeypatch: pytest.MonkeyPatch, note: Path) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with Reader() as reader:
        assert reader.read(note).text
        assert reader.isolation == "limits"


def test_a_sandbox_that_does_not_work_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, note: Path
) -> None:
    for name in ("bwrap", "unshare"):
        broken = tmp_path / name
        broken.write_text("#!/bin/sh\nexit 1\n")
        broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with Reader() as reader:
        assert reader.read(note).text
        assert reader.isolation == "limits"


def test_a_sandbox_that_shuts_nothing_in_gets_no_credit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, note: Path
) -> None:
    sham = tmp_path / "unshare"
    sham.write_text('#!/bin/sh\nwhile [ "${1#--}" != "$1" ]; do shift; done\nexec "$@"\n')
    sham.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with Reader() as reader:
        assert reader.read(note).text
        assert reader.isolation == "limits"


def test_reading_does_not_depend_on_the_working_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, note: Path
) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('the wrong app')")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert reader.read(Path("note.txt")).text


def test_read_fd_starts_at_the_beginning_and_leaves_the_offset(reader: Reader, note: Path) -> None:
    descriptor = os.open(note, os.O_RDONLY)
    try:
        os.lseek(descriptor, 9, os.SEEK_SET)
        assert reader.read_fd(descriptor, "note.txt").text.startswith("The pump")
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 9
    finally:
        os.close(descriptor)


def test_a_deleted_file_is_still_read_through_its_descriptor(reader: Reader, note: Path) -> None:
    descriptor = os.open(note, os.O_RDONLY)
    try:
        note.unlink()
        assert reader.read_fd(descriptor, "note.txt").text.startswith("The pump")
    finally:
        os.close(descriptor)


def test_what_is_no_regular_file_is_named_and_never_waited_for(
    reader: Reader, tmp_path: Path, note: Path
) -> None:
    pipe, folder, link = tmp_path / "pipe", tmp_path / "folder", tmp_path / "link"
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(note)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock"))
        for path, kind in (
            (pipe, "a named pipe"),
            (folder, "a folder"),
            (link, "a symbolic link"),
            (tmp_path / "sock", "a socket"),
            (Path("/dev/null"), "a device"),
        ):
            with pytest.raises(UnreadableDocument, match=f"is {kind}") as caught:
                reader.read(path)
            assert caught.value.hint


def test_a_vanished_file_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no longer there"):
        reader.read(tmp_path / "gone.txt")


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_named(reader: Reader, note: Path) -> None:
    note.chmod(0)
    with pytest.raises(UnreadableDocument, match="no permission to read"):
        reader.read(note)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    with (
        Reader(Limits(file_bytes=2 * 1024**3)) as reader,
        pytest.raises(UnreadableDocument, match="too large"),
    ):
        reader.read(path)
    assert reader.pid is None


def test_more_text_than_allowed_is_refused(tmp_path: Path, note: Path) -> None:
    with Reader(Limits(output_chars=10)) as reader, pytest.raises(UnreadableDocument, match="more text"):
        reader.read(note)


def test_a_program_is_not_a_document(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(Path(sys.executable).read_bytes()[:100_000])
    with pytest.raises(UnsupportedFormat, match="a program"):
        reader.read(path)


def test_a_child_that_died_between_two_files_is_replaced(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    killed = innermost(own_reader)
    os.kill(killed, signal.SIGKILL)
    assert own_reader.read(note).text
    assert innermost(own_reader) != killed


def test_a_used_child_that_dies_under_a_file_is_given_a_second_chance(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    pid = innermost(own_reader)
    os.kill(pid, signal.SIGSTOP)  # it will take the request and never answer
    results: list[Extraction] = []
    thread = threading.Thread(target=lambda: results.append(own_reader.read(note)))
    thread.start()
    os.kill(pid, signal.SIGKILL)
    thread.join(SECONDS)
    assert [result.text for result in results] == ["The pump runs at 40 bar.\n"]


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_read(tmp_path: Path, note: Path) -> None:
    slow = tmp_path / "slow.md"
    slow.write_text("- a [b](c) *d* `e` | f |\n" * 200_000, encoding="utf-8")
    with Reader(Limits(seconds=1.0)) as reader:
        reader.read(note)
        pid = innermost(reader)
        started = time.monotonic()
        with pytest.raises(UnreadableDocument, match="took longer than 1 s") as caught:
            reader.read(slow)
        assert time.monotonic() - started < SECONDS
        assert caught.value.hint
        assert ends(pid)
        assert reader.read(note).text


def test_a_file_that_needs_too_much_memory_is_named_and_the_next_one_is_read(
    tmp_path: Path, note: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"word \n" * 20_000_000)
    with Reader(Limits(memory_bytes=400 * 1024**2, seconds=SECONDS)) as reader:
        with pytest.raises(UnreadableDocument, match="memory|crashed the reader"):
            reader.read(large)
        assert reader.read(note).text


def test_cancelling_ends_the_child_at_once(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    pid = innermost(own_reader)
    os.kill(pid, signal.SIGSTOP)
    cancel = CancelToken()
    timer = threading.Timer(0.2, cancel.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        own_reader.read(note, cancel)
    timer.join()
    assert time.monotonic() - started < SECONDS / 2
    assert ends(pid)
    assert own_reader.read(note).text


def test_waiting_for_another_thread_can_be_cancelled(own_reader: Reader, note: Path) -> None:
    own_reader.read(note)
    pid = innermost(own_reader)
    os.kill(pid, signal.SIGSTOP)
    cancel_first, cancel_second = CancelToken(), CancelToken()
    ended: list[str] = []

    def attempt(name: str, cancel: CancelToken) -> None:
        with pytest.raises(Cancelled):
            own_reader.read(note, cancel)
        ended.append(name)

    first = threading.Thread(target=attempt, args=("first", cancel_first))
    second = threading.Thread(target=attempt, args=("second", cancel_second))
    first.start()
    second.start()
    cancel_second.cancel()
    second.join(SECONDS)
    cancel_first.cancel()
    first.join(SECONDS)
    assert sorted(ended) == ["first", "second"]


def test_threads_share_a_reader_without_mixing_files(own_reader: Reader, tmp_path: Path) -> None:
    texts: dict[int, str] = {}

    def work(number: int) -> None:
        path = tmp_path / f"{number}.txt"
        path.write_text(f"file {number}", encoding="utf-8")
        for _ in range(5):
            texts[number] = own_reader.read(path).text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert texts == {number: f"file {number}" for number in range(4)}


def test_close_ends_the_child_and_leaves_no_descriptor(note: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    reader = Reader()
    reader.read(note)
    pid = innermost(reader)
    reader.close()
    assert ends(pid)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_child_ends_with_its_parent(note: Path) -> None:
    """A parent that is killed closes nothing in order; the child sees the end of its socket."""
    code = (
        "import sys, os, signal; from pathlib import Path; from app.reading.reader import Reader; "
        "r = Reader(); r.read(Path(sys.argv[1])); print(r.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(note)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ends(int(done.stdout)), "the child outlived its parent"


FILES: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: b"One.\n\nTwo.\n",
    "a.md": lambda: b"# One\n\nTwo.\n",
    "a.rst": lambda: b"One\n===\n\nTwo.\n",
    "a.html": lambda: b"<html><h1>One</h1><p>Two.</html>",
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_bytes_give_the_same_extraction_in_another_child(
    reader: Reader, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    with Reader() as other:
        assert reader.read(path) == other.read(path)
