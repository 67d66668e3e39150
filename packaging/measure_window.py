"""Measure the window as somebody at the screen has it: `python packaging/measure_window.py --data DIR [--keep
FOLDER]`.

    visible         from the start of the process to the first painted window, over 10,000 documents: warm,
        and with an empty file cache
    delay           how late a 5 ms timer in the real window comes while files are read, answers are written
    and lists are scrolled evidence        from Enter to the first painted row of evidence, over 10,000
    passages memory          of the process with the window open, over 10,000 passages, no model
    conversation    from choosing a conversation of a thousand messages to its painted end

Every step runs in a process of its own on a copy of the workspace. DIR holds reStructuredText documents, such
as Python's enhancement proposals; the workspaces are those of scale.py, and --keep finds them where it left
them. --platform xcb measures on the screen of DISPLAY (`xvfb-run` gives one) instead of without one. --where
tells what the window's thread did in its longest waits.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.ui.shell.application import Desktop
    from app.ui.shell.main_window import MainWindow

STEPS = ("visible", "delay", "evidence", "memory", "conversation")
DOCUMENTS, PASSAGES = "100000", "10000"
"""The workspaces of scale.py, by passages: the first has some 10,000 documents."""
MESSAGES = 1000
TICK = 0.005
WARM_STARTS = OPENINGS = 5
LATE = 0.05
"""Seconds from which on a wait is looked into with --where."""
PATIENCE = 120.0
PAUSE = 1.0
"""Seconds that whoever asks takes for an answer before the next question."""
QUESTIONS = ROOT / "packaging" / "questions" / "peps.jsonl"
DROP = Path("/proc/sys/vm/drop_caches")

_EMPTY = """
import json, sys, time
waits, end = [], time.perf_counter() + float(sys.argv[1])
while (begun := time.perf_counter()) < end:
    time.sleep(0.005)
    waits.append(max(0.0, time.perf_counter() - begun - 0.005))
print(json.dumps(waits))
"""
"""The same probe in a process that does nothing else: what the machine itself makes everybody wait."""

_BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication([])
window = QMainWindow()
window.show()
while not window.windowHandle().isExposed():
    qt.processEvents()
print(time.monotonic() - float(os.environ["BEGUN"]))
"""
"""A window of Qt with nothing in it: what no program of this kind can be quicker than."""

Figures = dict[str, float]


def main() -> None:
    """Run every step, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("steps", nargs="*", help="all of them unless named")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="where the workspaces of scale.py are, or are to be kept")
    parser.add_argument("--model", default="smollm2-135m", help="what writes answers in the step `delay`")
    parser.add_argument("--seconds", type=float, default=30.0, help="of the step `delay`")
    parser.add_argument("--platform", default="offscreen", choices=["offscreen", "xcb"])
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(options)
        return
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as scratch:
        for step in options.steps or STEPS:
            figures |= _step(step, Path(scratch), options)
    _print(figures, options)


def _step(step: str, scratch: Path, options: argparse.Namespace) -> Figures:
    with _copy(DOCUMENTS if step == "visible" else PASSAGES, scratch, options) as (workspace, environment):
        if step != "visible":
            return _in_process(step, workspace, environment)
        _in_process(step, workspace, environment)
        warm = [_in_process(step, workspace, environment) for _ in range(WARM_STARTS)]
        found = {name: statistics.median(one[name] for one in warm) for name in warm[0]}
        found["bare"] = statistics.median(_bare(environment) for _ in range(WARM_STARTS))
        if _forget_files():
            found |= {
                f"cold_{name}": value for name, value in _in_process(step, workspace, environment).items()
            }
        return found


@contextmanager
def _copy(passages: str, scratch: Path, options: argparse.Namespace) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give a copy of a workspace with the environment that finds its keys, and settings of the window's
    own.
    """
    import scale  # deferred: draws in the whole application, which the step `visible` must not have loaded

    kept: Path = (options.keep or scratch).resolve()
    kept.mkdir(parents=True, exist_ok=True)
    source = kept / passages
    if not (source / "filled.json").exists():
        (source / "filled.json").write_text(
            json.dumps(scale._in_process("fill", kept, options.data, int(passages))), "utf-8"
        )
    place = scratch / "copy"
    for name in ("workspace", "state"):
        shutil.copytree(source / name, place / name)
    environment = os.environ | {
        "CITEWELL_STATE": str(place / "state"), "XDG_CONFIG_HOME": str(place / "config"), "QT_QPA_PLATFORM": options.platform
    }  # fmt: skip
    try:
        yield place / "workspace", environment
    finally:
        shutil.rmtree(place)


def _in_process(step: str, workspace: Path, environment: dict[str, str]) -> Figures:
    command = [
        sys.executable,
        *[word for word in sys.argv if word not in STEPS],
        "--one",
        step,
        "--workspace",
        str(workspace),
    ]
    environment = environment | {"BEGUN": repr(time.monotonic())}
    done = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _bare(environment: dict[str, str]) -> float:
    environment = environment | {"BEGUN": repr(time.monotonic())}
    return float(
        subprocess.run(
            [sys.executable, "-c", _BARE], env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    )


def _forget_files() -> bool:
    """Empty the system's file cache; False where only an administrator may."""
    os.sync()
    try:
        DROP.write_text("3", "ascii")
    except OSError:
        print("the file cache cannot be emptied by this account: no cold start", file=sys.stderr)
        return False
    return True


# In a process of its own


def _one(options: argparse.Namespace) -> None:
    steps: dict[str, Callable[[argparse.Namespace], Figures]] = {
        "visible": _visible, "delay": _delay, "evidence": _evidence, "memory": _memory, "conversation": _conversation,
    }  # fmt: skip
    print(json.dumps(steps[options.one](options)))


def _visible(options: argparse.Namespace) -> Figures:
    """Start as the program does and end when every page is there and the documents are listed."""
    from app.__main__ import load_window

    begun = float(os.environ["BEGUN"])
    load_window()  # what is measured: the program's own imports are part of its start
    from PySide6.QtCore import QTimer

    from app.ui.shell.application import make_qt, run

    found: Figures = {}

    def look() -> None:
        for window in qt.topLevelWidgets():
            handle = window.windowHandle()
            # Exposed is painted as well: what the system sends, and what follows from it, comes before a
            # turn's timers.
            if not _is_main(window) or handle is None or not handle.isExposed():
                continue
            found.setdefault("visible", time.monotonic() - begun)
            if _lists(window):
                found.setdefault("listed", time.monotonic() - begun)
                if not window._making.isActive():
                    found["whole"] = time.monotonic() - begun
                    qt.closeAllWindows()
                    qt.quit()

    qt = make_qt()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(2)
    run(options.workspace)
    return found


def _is_main(window: QWidget) -> TypeGuard[MainWindow]:
    return type(window).__name__ == "MainWindow"


def _lists(window: QWidget) -> bool:
    """Tell whether the documents are listed."""
    from PySide6.QtWidgets import QTableView

    return any(
        table.model() is not None and table.model().rowCount() for table in window.findChildren(QTableView)
    )


def _rest(qt: QApplication, window: MainWindow) -> None:
    """Wait until what an opening begins has ended."""
    _wait(qt, lambda: _lists(window) and not window._making.isActive() and not window._jobs.running)


@contextmanager
def _window(workspace: Path) -> Iterator[tuple[QApplication, Desktop, MainWindow]]:
    from app.ui.shell.application import Desktop, make_qt

    qt = make_qt()
    desktop = Desktop(qt)
    try:
        desktop.open(workspace)
        _wait(qt, lambda: desktop.window is not None)
        assert desktop.window is not None
        desktop.window.resize(1280, 800)
        yield qt, desktop, desktop.window
    finally:
        desktop.close()


def _wait(qt: QApplication, done: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + PATIENCE
    loop, timer = QEventLoop(qt), QTimer()
    # What holds at one look may not at the next, such as that no job runs.
    timer.timeout.connect(
        lambda: loop.exit(0) if done() else loop.exit(1) if time.monotonic() > end else None
    )
    timer.start(2)
    if loop.exec():
        raise SystemExit("measure_window: the window did not come to rest")


def _pass(qt: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    _wait(qt, lambda: time.monotonic() >= end)


def _settings(workspace: Path, values: dict[str, str]) -> None:
    from app.workspace.workspace import open_application

    with open_application(workspace) as app:
        app.change_settings(values)


def _questions() -> list[str]:
    return [str(json.loads(line)["question"]) for line in QUESTIONS.read_text("utf-8").splitlines()]


def _delay(options: argparse.Namespace) -> Figures:
    """Read files, write answers and scroll together, with a timer in the window that says how late it
    comes.
    """
    _settings(options.workspace, {"model.generator": options.model})
    questions = _questions()
    with _window(options.workspace) as (qt, _, window):
        from PySide6.QtCore import Qt, QTimer

        _rest(qt, window)
        clock, user = _Clock(), _User(window, questions)
        probe, mover = QTimer(), QTimer()
        for timer, act, every in ((probe, clock.tick, int(TICK * 1000)), (mover, user.act, 16)):
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(act)
            timer.setInterval(every)
        job = window.library.ingest([_some(options.data, options.workspace.parent / "added")])
        reports: list[int] = []
        job.progressed.connect(lambda progress: reports.append(progress.done))
        with clock.watched() if options.where else nullcontext():
            empty = subprocess.Popen(
                [sys.executable, "-c", _EMPTY, str(options.seconds)], stdout=subprocess.PIPE, text=True
            )
            clock.last = time.perf_counter()
            probe.start()
            mover.start()
            _pass(qt, options.seconds)
            probe.stop()
            mover.stop()
        machine = json.loads(empty.communicate()[0])
        job.cancel()
    late = _each_moment(clock.waits)
    return {
        "delay_p50": _at(late, 0.5), "delay_p99": _at(late, 0.99), "delay_max": max(clock.waits),
        "delay_asked": user.answers, "delay_read": float(max(reports, default=0)),
        "machine_p99": _at(_each_moment(machine), 0.99), "machine_max": max(machine),
    }  # fmt: skip


class _Clock:
    """How late each tick of a timer comes in the thread that makes this object.

    Attributes:
        waits: seconds beyond `TICK`.
        last: when the last tick came.
    """

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.last = time.perf_counter()
        self._thread = threading.get_ident()

    def tick(self) -> None:
        """Note one tick."""
        now = time.perf_counter()
        self.waits.append(max(0.0, now - self.last - TICK))
        self.last = now

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look from another thread at what all are doing while a tick is late; print what was seen most
        often.
        """
        seen: Counter[str] = Counter()
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(TICK):
                if time.perf_counter() - self.last > LATE:
                    seen.update(self._doing())

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()
        for words, count in seen.most_common(12):
            print(f"{count:5}  {words}", file=sys.stderr)

    def _doing(self) -> Iterator[str]:
        """Yield where each thread but this one is."""
        for thread, frame in sys._current_frames().items():
            if thread == threading.get_ident():
                continue
            frames = reversed(traceback.extract_stack(frame)[-5:])
            words = " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)
            yield f"{'window' if thread == self._thread else 'other '}  {words}"


class _User:
    """Somebody who scrolls, goes to and fro between two pages, and asks as soon as an answer has been
    read.
    """

    def __init__(self, window: MainWindow, questions: Sequence[str]) -> None:
        self._window = window
        self._questions = questions
        self._begun = time.perf_counter()
        self._step = 0
        self._asked = 0
        self._answered: float | None = None

    @property
    def answers(self) -> int:
        """How many questions were answered."""
        return self._asked - (self._answered is None)

    def act(self) -> None:
        """Scroll a little, and do what it is time for."""
        self._step += 1
        at = int((time.perf_counter() - self._begun) / 3) % 2
        if self._step % 180 == 1:
            self._window.go(at)
        self._scroll(self._window.ask if at == 0 else self._window.library)
        turns = self._window.ask.turns
        if turns and turns[-1].answer is not None and self._answered is None:
            self._answered = time.perf_counter()
        if not turns or (self._answered is not None and time.perf_counter() > self._answered + PAUSE):
            self._window.ask.ask(self._questions[self._asked % len(self._questions)])
            self._asked, self._answered = self._asked + 1, None

    @staticmethod
    def _scroll(page: QWidget) -> None:
        from PySide6.QtWidgets import QAbstractScrollArea

        for area in page.findChildren(QAbstractScrollArea):
            bar = area.verticalScrollBar()
            if area.isVisible() and bar.maximum():
                bar.setValue((bar.value() + max(1, bar.singleStep())) % bar.maximum())


def _some(data: Path, target: Path) -> Path:
    """Return a folder with every sixth of the documents."""
    target.mkdir()
    found = sorted(data.glob("*.rst"))[::6]
    if not found:
        raise SystemExit(f"measure_window: there are no reStructuredText documents in {data}")
    for path in found:
        shutil.copy(path, target)
    return target


def _each_moment(waits: Sequence[float]) -> list[float]:
    """Return how long a click would have waited at each tick that ought to have come, those that a wait
    swallowed included.
    """
    return [wait - swallowed * TICK for wait in waits for swallowed in range(int(wait / TICK) + 1)]


def _evidence(options: argparse.Namespace) -> Figures:
    """Type questions and wait for the first row of evidence on the screen."""
    _settings(options.workspace, {"model.generator": "none"})
    questions = _questions()
    with _window(options.workspace) as (qt, _, window):
        from PySide6.QtCore import QEvent, QObject, Qt
        from PySide6.QtTest import QTest

        from app.ui.ask.evidence import EvidenceRow

        painted: list[tuple[QWidget, float]] = []

        class Painted(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
                if event.type() == QEvent.Type.Paint and isinstance(watched, EvidenceRow):
                    painted.append((watched, time.perf_counter()))
                return False

        _rest(qt, window)
        filter = Painted()
        qt.installEventFilter(filter)
        took = []
        for question in questions:
            QTest.keyClicks(window.ask.composer, question)
            _wait(qt, lambda: not window._jobs.running)
            painted.clear()
            begun = time.perf_counter()
            QTest.keyClick(window.ask.composer, Qt.Key.Key_Return)
            turn = window.ask.turns[-1]
            _wait(qt, lambda: any(turn.isAncestorOf(row) for row, _ in painted))  # noqa: B023
            took.append(next(at for row, at in painted if turn.isAncestorOf(row)) - begun)
            _wait(qt, lambda: turn.answer is not None)  # noqa: B023
        memory = _memory_now()
        passage = sorted(options.data.glob("*.rst"))[0].read_text("utf-8")[2000:2700]
        alone = []
        for _ in questions:
            begun = time.perf_counter()
            window._application.catalog_embedder().embed([passage])
            alone.append(time.perf_counter() - begun)
    return {
        "evidence_first": took[0], "evidence_p50": _at(took[1:], 0.5), "evidence_p95": _at(took[1:], 0.95),
        "passage": _at(alone, 0.5), "memory_asked": memory,
    }  # fmt: skip


def _memory(options: argparse.Namespace) -> Figures:
    _settings(options.workspace, {"model.generator": "none"})
    # The settings were changed by this process, which loaded more than a window does.
    code = (
        "import sys; from pathlib import Path; sys.argv = ['measure_window.py'];"
        "import measure_window as m; from PySide6.QtWidgets import QApplication;"
        "\nwith m._window(Path(sys.stdin.readline().strip())) as (qt, _, window):"
        "\n    m._rest(qt, window); m._pass(qt, 1.0); print(m._memory_now())"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "packaging")])
    done = subprocess.run(
        [sys.executable, "-c", code], input=f"{options.workspace}\n", env=os.environ | {"PYTHONPATH": path},
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return {"memory_open": float(done.stdout.splitlines()[-1])}


def _memory_now() -> float:
    """Return the resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return float(pages * os.sysconf("SC_PAGE_SIZE"))


def _conversation(options: argparse.Namespace) -> Figures:
    """Ask half as many questions as messages in one conversation, then open it in the window, where another
    one is open.
    """
    from app.workspace.workspace import open_application

    _settings(options.workspace, {"model.generator": "none"})
    questions = _questions()
    with open_application(options.workspace) as app:
        long = app.dialogue.begin(app.actor, questions[0]).id
        for number in range(MESSAGES // 2):
            app.answering.answer(
                app.actor, questions[number % len(questions)], model="none", conversation=long
            )
            if number % 50 == 49:
                print(f"  {2 * (number + 1)} messages", file=sys.stderr)
        short = app.dialogue.begin(app.actor, questions[0]).id
        app.answering.answer(app.actor, questions[0], model="none", conversation=short)
    with _window(options.workspace) as (qt, _, window):
        _wait(qt, lambda: bool(window.ask.turns) and not window.ask.is_reading)
        _rest(qt, window)
        took, newest = [], []
        for _ in range(OPENINGS):
            begun = time.perf_counter()
            window.ask.open_conversation(long)
            _wait(qt, lambda: bool(window.ask.turns))
            newest.append(time.perf_counter() - begun)
            _wait(qt, lambda: not window.ask.is_reading)
            _pass(qt, 0.0)
            took.append(time.perf_counter() - begun)
            window.ask.open_conversation(short)
            _wait(qt, lambda: bool(window.ask.turns) and not window.ask.is_reading)
            _rest(qt, window)
        return {"conversation": statistics.median(took), "newest": statistics.median(newest)}


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


# The table


def _print(figures: Figures, options: argparse.Namespace) -> None:
    rows: tuple[tuple[str, str, float, str], ...] = (
        ("window visible, warm", "visible", 1.0, "s"),
        ("  documents listed", "listed", 0, "s"),
        ("  every page made", "whole", 0, "s"),
        ("  an empty window of Qt", "bare", 0, "s"),
        ("window visible, empty file cache", "cold_visible", 2.0, "s"),
        ("  documents listed", "cold_listed", 0, "s"),
        ("  every page made", "cold_whole", 0, "s"),
        ("event loop delay, median", "delay_p50", 0, "ms"),
        ("event loop delay, 99 %", "delay_p99", 0.05, "ms"),
        ("event loop delay, longest", "delay_max", 0.2, "ms"),
        ("  the same in an empty process, 99 %", "machine_p99", 0, "ms"),
        ("  the same in an empty process, longest", "machine_max", 0, "ms"),
        (f"  answers of {options.model} meanwhile", "delay_asked", 0, "n"),
        ("  files read meanwhile", "delay_read", 0, "n"),
        ("Enter to evidence, median", "evidence_p50", 0.25, "ms"),
        ("Enter to evidence, 95 %", "evidence_p95", 0, "ms"),
        ("  the first one", "evidence_first", 0, "ms"),
        ("  one passage through the embedder alone", "passage", 0, "ms"),
        ("memory with the window open", "memory_open", 400e6, "MB"),
        ("memory after 30 questions", "memory_asked", 0, "MB"),
        (f"{MESSAGES:,} messages opened", "conversation", 0.3, "ms"),
        ("  the newest of them seen", "newest", 0, "ms"),
    )
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n  {options.platform}, {os.cpu_count()} processors, load {load} (nothing else running: 0.0)\n")
    print(f"  {'':<44}{'target':>10}{'measured':>12}")
    for words, name, target, unit in rows:
        if name in figures:
            missed = " *" if target and figures[name] > target else ""
            print(
                f"  {words:<44}{_shown(target, unit) if target else '':>10}{_shown(figures[name], unit):>12}{missed}"
            )


def _shown(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value / 1e6:,.0f} MB"
    if unit == "n":
        return f"{value:,.0f}"
    return f"{value * 1000:,.0f} ms" if unit == "ms" else f"{value:.2f} s"


if __name__ == "__main__":
    main()
