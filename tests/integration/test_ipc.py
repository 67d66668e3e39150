"""Command lines on a workspace that is open elsewhere: served there, as their caller, with the same results
and codes.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
import typer.main

from app.cli import main
from app.core.access import Role
from app.core.frames import BrokenFrame, read_frame, write_frame
from app.core.work import CancelToken
from app.workspace import ipc
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

ROOT = Path(__file__).parents[2]

ALONE = {
    "init",
    "restore",
    "models list",
    "models install",
    "models import",
    "models remove",
    "units templates",
}
"""Commands that open no workspace, or make one: never served."""

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "ingest": ("files",),
    "watch": (),
    "inventory": (),
    "search": ("paid leave",),
    "ask": ("When does the RV-7 open?", "--model", "none"),
    "check": ("said.txt",),
    "reread": (),
    "documents": (),
    "text": ("{document}",),
    "relabel": ("confidential", "files/laser.md"),
    "remove": ("files/laser.md",),
    "reindex": (),
    "backup": ("copy",),
    "settings": (),
    "doctor": (),
    "runs list": (),
    "runs show": ("{run}",),
    "runs replay": ("{run}",),
    "models use": ("none",),
    "audit verify": (),
    "audit export": (),
    "people list": (),
    "people set": ("nora", "--role", "analyst"),
    "people retire": ("nora",),
    "people group": ("metrology", "--role", "expert"),
    "purge": ("files/laser.md", "--yes"),
    "inbox": (),
    "follow": ("list",),
    "documents show": ("{document}",),
    "runs feedback": ("{run}", "useful"),
    "runs export": ("{run}", "--to", "answers.md"),
    "conversations list": (),
    "units list": (),
    "units new": ("lesson", "--title", "Valves"),
    "units export": ("units",),
    "units import": ("units",),
    "gaps list": (),
    "gaps gather": (),
    "gaps ask-again": (),
    "gaps cases": (),
    "interview list": (),
    "interview start": ("The night the valve stuck",),
    "rules check": (),
    "corrections list": (),
    "corrections pin": ("{run}", "It opens at 7 bar."),
}
"""One call of each command, from the caller's folder, in an order in which they can follow each other."""

UNKNOWN: dict[str, tuple[str, ...]] = {
    "documents diff": (), "documents restore": (), "conversations show": (), "conversations rename": ("title",),
    "conversations remove": (), "models embed-with": (), "models measure": (), "units show": (), "units edit": ("--title", "x"),
    "units submit": (), "units withdraw": (), "units review": ("--approve",), "units doubt": ("--reason", "x"),
    "units retire": ("--reason", "x"), "units assign": ("--owner", "x"), "units history": (), "units diff": ("1", "2"),
    "units purge": ("--yes",), "gaps show": (), "gaps assign": ("x",), "gaps dismiss": ("--reason", "x"), "gaps reopen": ("--reason", "x"),
    "gaps answer": (), "gaps report": (),
    "interview next": (), "interview answer": ("--from", "files/valve.md"), "interview skip": (), "interview back": (),
    "interview show": (), "interview draft": (), "interview accept": ("field",), "interview reject": ("field",), "interview pause": (),
    "interview resume": (), "interview finish": (), "interview purge": ("--yes",), "rules try": (), "tree walk": (),
    "corrections show": (), "corrections confirm": (), "corrections reject": ("--reason", "x"), "corrections withdraw": ("--reason", "x"),
}  # fmt: skip
"""What stands behind the name of something that is not there: the owner of the workspace is who says so."""


@dataclass
class Window:
    """What owns the workspace; it has no screen here."""

    application: Application
    folder: Path
    shown: threading.Event = field(default_factory=threading.Event)
    visits: list[ipc.Visit] = field(default_factory=list)

    def handle(self, visit: ipc.Visit) -> int:
        self.visits.append(visit)
        return main.serve(self.application, visit)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """A folder with a workspace and files, where callers stand."""
    made = tmp_path_factory.mktemp("served")
    make_workspace(made / "workspace")
    write(made / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY, "laser.md": LASER})
    (made / "said.txt").write_text("The relief valve RV-7 opens at 6.5 bar and closes at 5.9 bar.\n", "utf-8")
    with open_application(made / "workspace") as app:
        app.change_settings({"model.generator": "none"})
        app.ingestion.ingest(app.actor, [made / "files"])
    return made


@pytest.fixture
def window(base: Path) -> Iterator[Window]:
    with open_application(base / "workspace") as application:
        made = Window(application, base)
        server = ipc.Server(application.workspace, made.handle, made.shown.set)
        yield made
        server.close()


_STARTED: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No process outlives a test, whatever became of it."""
    yield
    for process in _STARTED:
        process.kill()
        process.communicate()
    _STARTED.clear()


def start(folder: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "-w", "workspace", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdin=options.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip
    _STARTED.append(process)
    return process


def call(folder: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(folder, *arguments)
    out, errors = process.communicate(timeout=120)
    return process.returncode, out, errors


def commands() -> list[str]:
    group: Any = typer.main.get_command(main.cli)
    found: list[str] = []
    for name, command in group.commands.items():
        inside = [f"{name} {inner}" for inner in getattr(command, "commands", {})]
        found += inside if inside and not command.invoke_without_command else [name, *inside]
    return found


def test_no_command_is_forgotten() -> None:
    assert sorted([*ARGUMENTS, *UNKNOWN]) == sorted(set(commands()) - ALONE)


def test_every_command_is_served_from_the_callers_folder(window: Window) -> None:
    answer = window.application.answering.answer(
        window.application.actor, "When does the RV-7 open?", model="none"
    )
    document = next(
        one.id
        for one in window.application.documents.listed(window.application.actor)
        if one.path.endswith("valve.md")
    )
    wrong = {}
    for name, given in ARGUMENTS.items():
        if name in ("remove", "purge"):
            write(window.folder / "files", {"laser.md": f"{LASER}\nFor {name}.\n"})
            assert call(window.folder, "ingest", "files")[0] == 0
        before = len(window.visits)
        words = [word.format(run=answer.run, document=document) for word in given]
        process = start(window.folder, *name.split(), *words)
        first = ""
        if name == "watch":
            assert process.stdout is not None
            first = process.stdout.readline()
            process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=120)
        out = first + rest
        expected = 4 if name == "doctor" and "BAD" in out else 0
        if (process.returncode, len(window.visits) - before) != (expected, 1) or not (
            out or name == "gaps cases"
        ):
            wrong[name] = (process.returncode, out, errors)
    assert wrong == {}
    assert any((window.folder / "copy").iterdir())


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_not_there_is_told_by_who_owns_the_workspace(window: Window, name: str) -> None:
    process = start(window.folder, *name.split(), "nothing", *UNKNOWN[name])
    _, errors = process.communicate(timeout=120)
    assert (process.returncode in (1, 3), len(window.visits)) == (True, 1), errors


@pytest.mark.parametrize(
    "words", [("documents", "--json"), ("search", "paid leave", "--json"), ("people", "list"), ("settings",)]
)
def test_the_result_is_the_same_either_way(base: Path, words: tuple[str, ...]) -> None:
    alone = call(base, *words)
    with open_application(base / "workspace") as application:
        server = ipc.Server(application.workspace, lambda visit: main.serve(application, visit), lambda: None)
        served = call(base, *words)
        server.close()
    assert served == alone
    assert served[0] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask", ""), 1),
        (("ask", "When does the RV-7 open?", "--model", "unheard-of"), 3),
        (("--as", "anna", "audit", "verify"), 5),
        (("--as", "nobody", "documents"), 1),
        (("settings", "answer.threshold=7"), 1),
        (("runs", "show", "ffffffff"), 1),
        (("ingest", "/nowhere/at/all"), 1),
    ],
)
def test_codes_and_words_of_failures_come_through(window: Window, words: tuple[str, ...], code: int) -> None:
    returned, _, errors = call(window.folder, *words)
    assert (returned, len(window.visits)) == (code, 1), errors
    assert "Traceback" not in errors
    if words[0] != "ingest":
        assert errors.startswith("citewell: ")


def test_a_caller_acts_as_itself_and_not_as_the_window(base: Path) -> None:
    with open_application(base / "workspace", person="anna") as application:
        assert application.actor.roles == {Role.ANALYST}
        server = ipc.Server(application.workspace, lambda visit: main.serve(application, visit), lambda: None)
        assert call(base, "audit", "verify")[0] == 0
        assert call(base, "--as", "anna", "audit", "verify")[0] == 5
        assert application.actor.person == "anna"
        server.close()
    with open_application(base / "workspace") as application:
        lines = [json.loads(line) for line in application.stewardship.export_audit(application.actor)]
    played = [line for line in lines if line["action"] == "acting.as" and line["target"] == "anna"]
    assert len(played) >= 2


def test_only_a_demo_workspace_lets_a_caller_play_somebody(tmp_path: Path) -> None:
    from app.workspace.workspace import create_workspace

    create_workspace(tmp_path / "workspace")
    with open_application(tmp_path / "workspace") as application:
        server = ipc.Server(application.workspace, lambda visit: main.serve(application, visit), lambda: None)
        code, _, errors = call(tmp_path, "--as", "anna", "documents")
        server.close()
    assert (code, "demo workspace" in errors) == (1, True)


def test_the_callers_account_is_what_the_kernel_says(window: Window) -> None:
    assert call(window.folder, "documents")[0] == 0
    visit = window.visits[-1]
    from app.workspace.workspace import os_account

    assert (visit.account, visit.groups) == os_account()
    assert visit.process != os.getpid()
    assert stat.S_IMODE(ipc.address(window.application.workspace).stat().st_mode) == 0o600
    assert stat.S_IMODE(ipc.address(window.application.workspace).parent.stat().st_mode) == 0o700


def test_an_account_that_the_workspace_does_not_know_may_do_nothing(window: Window) -> None:
    stranger = window.application.acting_for("uid:4711", ("users",))
    assert stranger.actor.roles == frozenset()
    visit = ipc.Visit(("documents",), window.folder, "uid:4711", ("users",), os.getpid())
    assert main.serve(window.application, visit) == 5
    assert "denied" in {
        json.loads(line)["action"]
        for line in window.application.stewardship.export_audit(window.application.actor)
    }


def test_a_question_on_the_terminal_is_asked_before_anything_is_sent(window: Window) -> None:
    process = start(window.folder, "purge", "files/holiday.md", stdin=subprocess.PIPE)
    out, errors = process.communicate("n\n", timeout=60)
    assert (process.returncode, out.strip(), window.visits) == (1, "", [])
    assert "cannot be undone" in errors and "Nothing was erased" in errors
    process = start(window.folder, "purge", "files/holiday.md", stdin=subprocess.PIPE)
    out, errors = process.communicate("y\n", timeout=60)
    assert (process.returncode, len(window.visits)) == (0, 1), errors
    write(window.folder / "files", {"holiday.md": f"{HOLIDAY}\nOnce more.\n"})
    assert call(window.folder, "ingest", "files")[0] == 0


def test_open_files_of_the_caller_are_read_and_written(window: Window) -> None:
    asked = json.dumps({"id": 7, "question": "When does the RV-7 open?"})
    process = start(
        window.folder, "ask", "--questions", "/dev/stdin", "--out", "/dev/stdout", "--model", "none", stdin=subprocess.PIPE
    )  # fmt: skip
    out, errors = process.communicate(asked + "\n", timeout=120)
    assert (process.returncode, json.loads(out)["id"]) == (0, 7), errors


def _waiting(entered: threading.Event, tokens: list[CancelToken]) -> Callable[[ipc.Visit], int]:
    def handle(visit: ipc.Visit) -> int:
        tokens.append(visit.cancel)
        print("Working", flush=True)
        entered.set()
        while not visit.cancel.cancelled:
            threading.Event().wait(0.01)
        print("Stopped", flush=True)
        return 1

    return handle


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_caller_that_stops_or_dies_cancels_its_command(base: Path, number: signal.Signals) -> None:
    entered, tokens = threading.Event(), list[CancelToken]()
    with open_application(base / "workspace") as application:
        server = ipc.Server(application.workspace, _waiting(entered, tokens), lambda: None)
        process = start(base, "documents")
        assert entered.wait(60)
        assert process.stdout is not None
        # What is printed comes at once, not in the end.
        assert process.stdout.readline() == "Working\n"
        process.send_signal(number)
        out, _ = process.communicate(timeout=60)
        assert (process.returncode, out) == ((1, "Stopped\n") if number != signal.SIGKILL else (-9, ""))
        server.close()
    assert tokens[0].cancelled


def test_a_window_that_closes_cancels_and_says_so(base: Path) -> None:
    entered, tokens = threading.Event(), list[CancelToken]()
    with open_application(base / "workspace") as application:
        server = ipc.Server(application.workspace, _waiting(entered, tokens), lambda: None)
        process = start(base, "documents")
        assert entered.wait(60)
        server.close()
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, "window was closed" in errors) == (3, True)
    assert not ipc.address(base / "workspace").exists()
    assert call(base, "documents")[0] == 0


def test_what_a_killed_window_left_is_no_window_and_is_replaced(base: Path) -> None:
    path = ipc.address(base / "workspace")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    assert path.exists()
    assert call(base, "documents")[0] == 0
    with open_application(base / "workspace") as application:
        server = ipc.Server(application.workspace, lambda visit: main.serve(application, visit), lambda: None)
        assert call(base, "documents")[0] == 0
        assert ipc.show_window(base / "workspace")
        server.close()
    assert not ipc.show_window(base / "workspace")


def test_a_state_folder_with_a_long_path(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / ("long" * 30) / ("longer" * 20)
    state.mkdir(parents=True)
    state.chmod(0o700)
    monkeypatch.setenv("CITEWELL_STATE", str(state))
    from app.workspace.workspace import create_workspace

    create_workspace(tmp_path / "workspace")
    with open_application(tmp_path / "workspace") as application:
        server = ipc.Server(application.workspace, lambda visit: main.serve(application, visit), lambda: None)
        assert len(os.fsencode(ipc.address(application.workspace))) > 107
        code, out, errors = call(tmp_path, "people", "list")
        server.close()
    assert (code, "steward" in out) == (0, True), errors


def test_a_workspace_reached_by_another_path_is_the_same(window: Window, tmp_path: Path) -> None:
    (tmp_path / "workspace").symlink_to(window.folder / "workspace")
    assert call(tmp_path, "documents")[0] == 0
    assert len(window.visits) == 1


def test_many_callers_at_once_all_get_their_own_answer(window: Window) -> None:
    questions = {"When does the RV-7 open?": "6.5 bar", "How many days of paid leave are there?": "28 days"}
    started = [
        (words, start(window.folder, "ask", question, "--model", "none"))
        for question, words in questions.items()
        for _ in range(2)
    ]
    started += [("", start(window.folder, "ingest", "files")) for _ in range(2)]
    for words, process in started:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        assert words in out
    report = window.application.stewardship.verify_audit(window.application.actor)
    assert report.ok
    paths = [one.path for one in window.application.documents.listed(window.application.actor)]
    assert len(paths) == len(set(paths))


def test_another_version_is_told(window: Window) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(ipc.address(window.application.workspace)))
        with connection.makefile("rwb") as stream:
            write_frame(cast(BinaryIO, stream), {"protocol": 99, "version": "99.0", "op": "run"})
            reply = read_frame(cast(BinaryIO, stream))
    assert reply is not None
    assert (reply["op"], "another version" in reply["message"]) == ("refused", True)


def test_a_frame_above_a_given_limit_is_not_read() -> None:
    import io

    stream = io.BytesIO()
    write_frame(stream, {"text": "x" * 100})
    stream.seek(0)
    with pytest.raises(BrokenFrame, match="above the limit"):
        read_frame(stream, 50)
