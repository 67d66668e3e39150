"""Watched folders: whatever happens to them, the library follows, and nothing is lost because a drive is
gone.

Real folders and real notifications; every test waits for what it expects, with a deadline.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.core.documents.documents import Label
from app.core.errors import AppError, UserError
from app.core.settings import IngestSettings
from app.core.work import CancelToken, WatchCause, WatchNews
from app.ingestion.watch import Pace, Watching
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

PATIENCE = 60.0
QUICK = Pace(quiet=0.05, most=0.5, tick=0.1, poll=0.1)
NEVER = 86_400.0
CRANE = "# Crane\n\nThe crane lifts 3 tonnes."


class Watched:
    """A watch that runs in a thread of its own, and what it told."""

    def __init__(self, app: Application, paths: list[Path], rescan: float, pace: Pace) -> None:
        self.app = app
        self.news: list[WatchNews] = []
        self.error: AppError | None = None
        self._told = threading.Condition()
        self._cancel = CancelToken()
        settings = IngestSettings(rescan_seconds=rescan)
        self._watching = Watching(app._guard, app._library, app.ingestion, settings, app.workspace, pace)
        self._thread = threading.Thread(target=self._run, args=(paths,))

    def _run(self, paths: list[Path]) -> None:
        try:
            self._watching.watch(self.app.actor, paths, on_news=self._hear, cancel=self._cancel)
        except AppError as error:
            self.error = error
        with self._told:
            self._told.notify_all()

    def _hear(self, told: WatchNews) -> None:
        with self._told:
            self.news.append(told)
            self._told.notify_all()

    def start(self) -> None:
        self._thread.start()
        self.until(lambda: WatchCause.START in self.causes())

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so, looking whenever there is news."""
        with self._told:
            assert self._told.wait_for(lambda: happened() or self.error is not None, PATIENCE), [
                one.as_json() for one in self.news
            ]
        assert self.error is None, self.error

    def causes(self) -> list[WatchCause]:
        return [told.cause for told in self.news]

    def failures(self) -> list[str]:
        return [failure.path for told in self.news if told.report for failure in told.report.failed]

    def stop(self) -> None:
        self._cancel.cancel()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "files", {"valve.md": VALVE, "people/holiday.md": HOLIDAY})


@contextmanager
def watching(app: Application, *paths: Path, rescan: float = NEVER, pace: Pace = QUICK) -> Iterator[Watched]:
    watched = Watched(app, list(paths), rescan, pace)
    watched.start()
    try:
        yield watched
    finally:
        watched.stop()


def put(folder: Path, files: dict[str, str]) -> None:
    """Let files appear whole, as a copying program that cares does; half a file would be told of as
    unreadable.
    """
    for name, path in {
        name: write(folder.parent / "being written", {name: text}) / name for name, text in files.items()
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.replace(folder / name)


def names(app: Application) -> set[str]:
    return {Path(item.path).name for item in app.documents.listed(app.actor)}


def test_files_are_followed_through_their_life(app: Application, folder: Path) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app) as watched:
        put(folder, {"laser.md": LASER})
        watched.until(lambda: "laser.md" in names(app))
        put(folder, {"valve.md": VALVE.replace("6.5 bar", "7.25 bar")})
        watched.until(
            lambda: any(
                "valve.md" in item.path and item.number == 2 for item in app.documents.listed(app.actor)
            )
        )
        (folder / "laser.md").unlink()
        watched.until(lambda: names(app) == {"valve.md", "holiday.md"})
        assert all(told.changes.documents for told in watched.news[1:])
    assert (
        "7.25 bar"
        in app.search.search(app.actor, "at what pressure does the valve open", 1).candidates[0].passage.text
    )


def test_new_folders_are_watched_however_deep_and_links_are_not_followed(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "# Secret\n\nThe safe opens at noon."})
    app.ingestion.ingest(app.actor, [folder])
    with watching(app) as watched:
        (folder / "way out").symlink_to(outside)
        write(folder, {"a/b/c/laser.md": LASER})
        watched.until(lambda: "laser.md" in names(app))
        write(outside, {"other.md": "# Other\n\nThe gate opens at nine."})
        write(folder, {"a/b/c/crane.md": CRANE})
        watched.until(lambda: "crane.md" in names(app))
        assert names(app) == {"valve.md", "holiday.md", "laser.md", "crane.md"}


def test_a_folder_that_moves_inside_keeps_its_documents_and_their_labels(
    app: Application, folder: Path
) -> None:
    app.ingestion.ingest(app.actor, [folder])
    app.documents.relabel(app.actor, [str(folder / "people")], Label.CONFIDENTIAL)
    before = {item.id for item in app.documents.listed(app.actor)}
    with watching(app) as watched:
        (folder / "people").rename(folder / "staff")
        watched.until(lambda: any("staff" in item.path for item in app.documents.listed(app.actor)))
        write(folder, {"staff/crane.md": CRANE})
        watched.until(lambda: "crane.md" in names(app))
    found = {Path(item.path).name: item for item in app.documents.listed(app.actor)}
    assert before <= {item.id for item in found.values()}
    assert found["holiday.md"].label is Label.CONFIDENTIAL


def test_a_vanished_drive_is_told_keeps_its_documents_and_comes_back(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app) as watched:
        away = folder.rename(tmp_path / "unplugged")
        watched.until(lambda: bool(watched.news[-1].away))
        assert watched.news[-1].away == (str(folder),)
        assert names(app) == {"valve.md", "holiday.md"}
        write(away, {"laser.md": LASER})
        (away / "valve.md").unlink()
        away.rename(folder)
        watched.until(lambda: WatchCause.BACK in watched.causes())
        assert not watched.news[-1].as_json()["away"]
        watched.until(lambda: names(app) == {"laser.md", "holiday.md"})
        write(folder, {"crane.md": CRANE})
        watched.until(lambda: "crane.md" in names(app))


def test_an_empty_mount_point_in_the_place_of_a_drive_removes_nothing(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app) as watched:
        folder.rename(tmp_path / "unplugged")
        folder.mkdir()
        watched.until(lambda: watched.failures() == [str(folder)])
        assert names(app) == {"valve.md", "holiday.md"}


def test_a_drive_that_is_away_from_the_start_is_taken_up_when_it_comes(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    app.ingestion.ingest(app.actor, [folder])
    away = folder.rename(tmp_path / "unplugged")
    with watching(app) as watched:
        assert watched.news[0].away == (str(folder),)
        write(away, {"laser.md": LASER})
        away.rename(folder)
        watched.until(lambda: "laser.md" in names(app))


def test_what_the_system_did_not_tell_is_found_by_looking_again(app: Application, folder: Path) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app, rescan=0.5) as watched:
        # The system tells nobody of what is written through memory.
        with (folder / "valve.md").open("r+b") as stream, mmap.mmap(stream.fileno(), 0) as memory:
            at = memory.find(b"6.5 bar")
            memory[at : at + 7] = b"7.5 bar"
            memory.flush()
        watched.until(lambda: WatchCause.RESCAN in watched.causes())
        assert any(item.number == 2 for item in app.documents.listed(app.actor))


def test_a_folder_never_ingested_is_ingested_and_followed(app: Application, folder: Path) -> None:
    with watching(app, folder) as watched:
        assert names(app) == {"valve.md", "holiday.md"}
        write(folder, {"laser.md": LASER})
        watched.until(lambda: "laser.md" in names(app))


def test_a_single_file_is_followed_through_the_way_editors_write(app: Application, folder: Path) -> None:
    with watching(app, folder / "valve.md") as watched:
        write(folder, {"valve.md.new": VALVE.replace("6.5 bar", "7.25 bar")})
        (folder / "valve.md.new").replace(folder / "valve.md")
        watched.until(lambda: any(item.number == 2 for item in app.documents.listed(app.actor)))
        assert names(app) == {"valve.md"}
        assert WatchCause.BACK not in watched.causes()


def test_what_cannot_be_read_is_told_once(app: Application, folder: Path) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app, rescan=0.2) as watched:
        put(folder, {"bad.pdf": "%PDF-1.7 nothing"})
        watched.until(lambda: bool(watched.failures()))
        put(folder, {"laser.md": LASER})
        watched.until(lambda: "laser.md" in names(app))
        assert watched.failures() == [str(folder / "bad.pdf")]


def test_the_workspace_inside_a_watched_folder_does_not_wake_itself(app: Application, folder: Path) -> None:
    with watching(app, app.workspace.parent) as watched:
        put(folder, {"laser.md": LASER})
        watched.until(lambda: "laser.md" in names(app))
        put(folder, {"crane.md": CRANE})
        watched.until(lambda: "crane.md" in names(app))
        assert not [path for path in watched.failures() if Path(path).is_relative_to(app.workspace)]
        assert len(watched.news) <= 12


def test_a_flood_of_changes_is_survived(app: Application, folder: Path) -> None:
    files = 10_000 if os.environ.get("CITEWELL_CAMPAIGN") else 1_500
    app.ingestion.ingest(app.actor, [folder])
    with watching(app) as watched:
        # Empty files are refused without being embedded: the flood is what is tried here.
        for number in range(files):
            path = folder / f"many/{number % 50}" / f"{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        write(folder, {"last.md": LASER})
        watched.until(lambda: len(watched.failures()) == files and "last.md" in names(app))
        shutil.rmtree(folder / "many")
        write(folder, {"after.md": CRANE})
        watched.until(lambda: "after.md" in names(app))
    assert app.stewardship.verify_audit(app.actor).ok


def test_nothing_is_done_while_nothing_happens(app: Application, folder: Path) -> None:
    app.ingestion.ingest(app.actor, [folder])
    with watching(app, pace=Pace()):
        before, idle = time.process_time(), threading.Event()
        idle.wait(2)
        assert time.process_time() - before < 0.2


_LIMITED = """
import sys
from pathlib import Path
from app.workspace.workspace import open_application
from app.core.work import CancelToken
from app.ingestion.watch import Pace, Watching

workspace, folder = map(Path, sys.argv[1:])
with open_application(workspace) as app:
    app.ingestion.ingest(app.actor, [folder])
    cancel, told = CancelToken(), []

    def hear(news):
        told.append(news)
        if len(told) == 1:
            (folder / "0" / "new.md").write_text("# New\\n\\nThe crane lifts 3 tonnes.")
        else:
            cancel.cancel()

    watching = Watching(app._guard, app._library, app.ingestion, app.settings.ingest, app.workspace, Pace(0.05, 0.5, 0.1, 0.2))
    watching.watch(app.actor, [], on_news=hear, cancel=cancel)
    print(told[0].polling)
    print(told[1].cause, told[1].report.added)
"""


def test_the_limit_of_the_system_leads_to_polling_and_is_told(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    lower = "echo 3 > /proc/sys/user/max_inotify_watches"
    if (
        unshare is None
        or subprocess.run([unshare, "-Ur", "sh", "-c", lower], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine lets nobody lower the limit for one process")
    workspace = make_workspace(tmp_path / "w")
    folder = write(
        tmp_path / "files",
        {f"{number}/note.md": f"# Note {number}\n\nIt weighs {number} grams." for number in range(4)},
    )
    done = subprocess.run(
        [unshare, "-Ur", "sh", "-c", f'{lower} && exec "$@"', "sh", sys.executable, "-c", _LIMITED, str(workspace), str(folder)],
        capture_output=True, text=True, check=False, timeout=PATIENCE * 2, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    reason, outcome = done.stdout.splitlines()
    assert reason.startswith("The system cannot watch more folders")
    assert outcome == "files 1"


def test_nothing_to_follow_is_the_users_error(app: Application, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No folder"):
        app.watching.watch(app.actor, [])
    with pytest.raises(UserError, match="does not exist"):
        app.watching.watch(app.actor, [tmp_path / "nowhere"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_json_lines_and_ends_well_on_a_signal(
    tmp_path: Path, number: signal.Signals
) -> None:
    workspace = make_workspace(tmp_path / "w")
    folder = write(tmp_path / "files", {"valve.md": VALVE})
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "-w", str(workspace), "watch", str(folder), "--json"],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        assert (first["cause"], first["added"], first["watched"], first["away"]) == (
            "start",
            1,
            [str(folder)],
            [],
        )
        write(folder, {"laser.md": LASER})
        told = json.loads(process.stdout.readline())
        while not told["added"]:
            told = json.loads(process.stdout.readline())
        assert len(told["documents"]) == 1
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
        assert "Traceback" not in errors
    finally:
        process.kill()
        process.wait()
    with open_application(workspace) as app:
        assert names(app) == {"valve.md", "laser.md"}
        assert app.stewardship.verify_audit(app.actor).ok
