"""The real window on a real screen, from the first start on: what nobody who opens Citewell for the first
time may stumble over.

The program runs as a process of its own and is worked with keys and the mouse only, through the X server; it
is watched from outside: its windows, its clipboard's worth of screen, its files, its processes. What only the
inside can tell, whether the highlighted words are the quoted ones, is asked of the same window in this
process, on the same screen.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from app.workspace.workspace import open_application

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
SIZE = "1280x800x24"
LIGHT_MARK = "#FFE9A8"
"""The highlight of the light scheme, which a screen without a desktop has."""

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is a Linux X server"),
    pytest.mark.timeout(600),
]


def _wait(done: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, f"waited {patience:.0f} s in vain for {what}"
        time.sleep(0.05)  # another process: there is no signal to wait for


@dataclass
class Screen:
    """A virtual screen and the program on it."""

    display: str
    environment: dict[str, str]
    program: psutil.Popen | None = None

    def start(self, *arguments: str) -> None:
        """Start the program as a user does."""
        with (Path(self.environment["HOME"]) / "stderr.txt").open("ab") as errors:
            self.program = psutil.Popen(
                [sys.executable, "-m", "app", *arguments], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=errors,
            )  # fmt: skip

    def tool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert not check or done.returncode == 0, f"xdotool {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def windows(self, title: str) -> list[str]:
        """Return the windows on the screen whose title holds some words."""
        return self.tool("search", "--onlyvisible", "--name", title, check=False).split()

    def front(self, title: str) -> str:
        """Wait for a window and give it the keys: there is no window manager to do so."""
        _wait(lambda: self.windows(title), f"a window called {title}")
        window = self.windows(title)[-1]
        self.tool("windowfocus", "--sync", window)
        return window

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.tool("key", "--delay", "60", *keys)

    def type(self, words: str) -> None:
        """Type words."""
        self.tool("type", "--delay", "12", words)

    def alive(self) -> bool:
        """Tell whether the program runs."""
        return self.program is not None and self.program.poll() is None

    def errors(self) -> str:
        """Return what the program complained about."""
        path = Path(self.environment["HOME"]) / "stderr.txt"
        return path.read_text("utf-8") if path.exists() else ""

    def close(self) -> None:
        """End the program as its Quit command does, and make sure of it."""
        if self.program is not None:
            children: list[psutil.Process] = []
            with suppress(psutil.NoSuchProcess):  # it may have been quit
                children = self.program.children(recursive=True)
                self.program.terminate()
            with suppress(psutil.TimeoutExpired):
                self.program.wait(20)
            for one in (self.program, *children):
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            self.program = None


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A screen nobody else uses."""
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        pytest.skip("there is no X server for tests here: apt-get install xvfb xdotool")
    told, telling = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(telling), "-screen", "0", SIZE, "-nolisten", "tcp"], pass_fds=[telling], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(telling)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def screen(display: str, tmp_path: Path, models_dir: Path) -> Iterator[Screen]:
    home = tmp_path / "home"
    home.mkdir()
    made = Screen(
        display,
        os.environ
        | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_RUNTIME_DIR": str(home), "CITEWELL_STATE": str(home / "state"), "CITEWELL_MODELS": str(models_dir), "LC_ALL": "C.UTF-8",
        },
    )  # fmt: skip
    for name in ("WAYLAND_DISPLAY", "CITEWELL_WORKSPACE", "XDG_DATA_HOME"):
        made.environment.pop(name, None)
    yield made
    made.close()


_LOOK = """
import sys
from PySide6.QtGui import QColor, QGuiApplication
application = QGuiApplication([])
picture = application.primaryScreen().grabWindow(0).toImage()
wanted = QColor(sys.argv[1]).rgb()
print(sum(picture.pixel(x, y) == wanted for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 2)))
if len(sys.argv) > 2:
    picture.save(sys.argv[2])
"""


def _seen(screen: Screen, colour: str) -> int:
    """Return how many points of the screen have a colour, of every second in every second line."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, colour],
        env=screen.environment,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return int(done.stdout)


def _called(screen: Screen, workspace: Path, *arguments: str) -> str:
    """Return what a command line prints, which the window serves."""
    done = subprocess.run(
        [sys.executable, "-m", "app", "-w", str(workspace), *arguments], cwd=ROOT, env=screen.environment, check=False,
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _ask(screen: Screen, workspace: Path, question: str) -> None:
    """Ask in the window and wait until the run was kept."""
    screen.keys("ctrl+l")
    screen.type(question)
    screen.keys("Return")
    _wait_for_run(screen, workspace, question)


def _wait_for_run(screen: Screen, workspace: Path, question: str) -> None:
    def kept() -> bool:
        return question in [
            run["question"] for run in json.loads(_called(screen, workspace, "runs", "list", "--json"))
        ]

    _wait(kept, f"the run of {question!r}")


def _model_child(screen: Screen) -> psutil.Process | None:
    assert screen.program is not None
    for one in screen.program.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if "app.inference.worker" in one.cmdline():
                return one
    return None


def _asked(workspace: Path, environment: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """Return question, status and warnings of every run, newest first; the program has ended."""
    os.environ["CITEWELL_STATE"] = environment["CITEWELL_STATE"]
    try:
        with open_application(workspace) as app:
            runs = app.runs.listed(app.actor, 50)
            return [
                (run.question, str(run.as_line()["status"]), list(run.answer.warnings))
                for run in runs
                if run.answer
            ]
    finally:
        del os.environ["CITEWELL_STATE"]


def _quit(screen: Screen) -> None:
    """Close the window from the keyboard; nothing may have gone wrong behind it."""
    screen.keys("ctrl+q")
    _wait(lambda: not screen.alive(), "the end of the program")
    assert "Traceback" not in screen.errors(), screen.errors()


def _kill_model_at_work(screen: Screen) -> None:
    _wait(lambda: _model_child(screen), "the model's process")
    child = _model_child(screen)
    assert child is not None
    _wait(lambda: not child.is_running() or sum(child.cpu_times()[:2]) > 0.6, "the model at work")
    os.kill(child.pid, signal.SIGKILL)


def test_from_the_first_start_to_a_model_that_dies(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWELL_MODELS", screen.environment["CITEWELL_MODELS"])
    workspace = Path(screen.environment["HOME"]) / "citewell-sample"

    # First start: nothing is there, and the sample is the first thing that the keyboard finds.
    screen.start()
    screen.front("Citewell")
    screen.keys("Tab", "shift+Tab", "space")
    _wait((workspace / "citewell.db").exists, "the sample workspace")
    window = screen.front("Northlight")
    assert screen.alive(), screen.errors()

    # A question, and its first citation at the words.
    _ask(screen, workspace, "How long is the warranty on the CB-12 calibration bench?")
    marks = _seen(screen, LIGHT_MARK)

    def opened() -> bool:
        screen.keys("alt+1")  # again: the run is kept a moment before its answer is shown
        return _seen(screen, LIGHT_MARK) > marks + 50

    _wait(opened, "highlighted words")

    # A folder of one's own, chosen by its name.
    folder = tmp_path / "canteen"
    folder.mkdir()
    (folder / "menu.md").write_text(
        "# Canteen\n\nThe canteen serves lentil soup on Thursdays from 11.45.\n", "utf-8"
    )
    screen.keys("ctrl+o")
    _wait(lambda: len(screen.windows("Add a folder")) > 0, "the dialog that adds a folder")
    screen.front("Add a folder")
    screen.type(str(folder))
    screen.keys("Return")
    _wait(
        lambda: "lentil soup" in _called(screen, workspace, "search", "canteen lentil soup"),
        "the folder's words",
    )
    screen.tool("windowfocus", "--sync", window)
    _ask(screen, workspace, "On which day does the canteen serve lentil soup?")

    # A file of it changes, and its new words are found without anybody asking for it.
    (folder / "menu.md").write_text(
        "# Canteen\n\nThe canteen serves pumpkin risotto on Fridays from 12.15.\n", "utf-8"
    )
    _wait(
        lambda: "pumpkin risotto" in _called(screen, workspace, "search", "canteen pumpkin risotto"),
        "the changed file's words",
    )
    _ask(screen, workspace, "On which day does the canteen serve pumpkin risotto?")

    # The window was closed; the model that phrases from now on is killed while it writes.
    _quit(screen)
    asked = _asked(workspace, screen.environment)
    assert [status for _, status, _ in asked] == ["answered", "answered", "answered"]
    monkeypatch.setenv("CITEWELL_STATE", screen.environment["CITEWELL_STATE"])
    with open_application(workspace) as app:
        app.change_settings({"model.generator": "smollm2-135m"})
    screen.start()
    screen.front("Northlight")
    screen.keys("ctrl+l")
    question = "How many hours does the battery of the FL-8 last with eight channels at 1 kHz?"
    screen.type(question)
    screen.keys("Return")
    _kill_model_at_work(screen)
    _wait_for_run(screen, workspace, question)
    assert screen.alive(), screen.errors()
    _ask(screen, workspace, "What is the return period for instruments?")
    _quit(screen)
    asked = _asked(workspace, screen.environment)
    assert len(asked) == 5
    killed, status, warnings = asked[1]
    assert killed == question
    assert status == "answered"
    assert any("quoted" in warning for warning in warnings), warnings


def test_the_highlighted_words_are_the_quoted_ones_on_a_real_screen(screen: Screen) -> None:
    """The first steps of tests/gui, which looks inside the window, once more on this screen."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/gui/test_first_steps.py"],
        cwd=ROOT, env=screen.environment | {"HOME": os.environ["HOME"]}, check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    assert "passed" in done.stdout, done.stdout[-4000:]
