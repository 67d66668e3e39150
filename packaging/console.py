"""Long commands with progress a person can follow, and failures as one sentence.

Hides how a command's own chatter becomes one moving line (on a terminal) or one line every fifteen seconds
(anywhere else), and how the failures that do happen on fresh machines are recognised in it. Standard library
only: it runs before anything is installed.
"""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

PLAIN_INTERVAL = 15.0
LIVE_INTERVAL = 0.5

Measure = Callable[[str], "tuple[int, int] | None"]


class Trouble(Exception):
    """What stops the work, as a message that says what to do."""


class CommandFailed(Exception):
    """A command ended with an error; `output` is all it said."""

    def __init__(self, output: str, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.output = output
        self.code = code


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def duration(seconds: float) -> str:
    """Return a duration as a person says it: `4.2 s`, `3 min 05 s`."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"


def describe(
    title: str, elapsed: float, done: tuple[int, int] | None, estimate: float | None, *, steady: bool
) -> str:
    """Return the progress line: what is done, the time taken, and the time left where something is known
    about it.

    `done` is (steps done, steps in all) as the command itself counts. The time left comes from these when the
    steps are of one kind (`steady`), else from `estimate`, the expected duration in seconds.
    """
    parts = [title]
    left: float | None = None
    if done is not None and done[1] > 0:
        parts.append(f"{done[0]} of {done[1]}")
    if estimate is not None and elapsed < estimate:
        left = estimate - elapsed
    if steady and done is not None and 0 < done[0] < done[1] and elapsed > 3:
        left = elapsed * (done[1] - done[0]) / done[0]
    parts.append(duration(elapsed))
    if left is not None:
        parts.append(f"about {duration(left)} left")
    return " · ".join(parts)


class Line:
    """One line of progress: rewritten in place on a terminal, repeated every fifteen seconds elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._last = time.monotonic()
        self._shown = ""

    def show(self, text: str) -> None:
        """Show the text if it is time to."""
        now = time.monotonic()
        if now - self._last < (LIVE_INTERVAL if self._live else PLAIN_INTERVAL):
            return
        self._last = now
        if self._live:
            width = max(20, os.get_terminal_size().columns - 1)
            self._shown = f"  {text}"[:width]
            print(f"\r\033[K{self._shown}", end="", flush=True)
        else:
            say(f"  {text}")

    def close(self) -> None:
        """Take the moving line away."""
        if self._live and self._shown:
            print("\r\033[K", end="", flush=True)


def _pump(stream: object, lines: queue.Queue[str | None]) -> None:
    for line in stream:  # type: ignore[attr-defined]
        lines.put(line)
    lines.put(None)


def _start(
    command: Sequence[str | Path], env: Mapping[str, str] | None, cwd: Path | None
) -> subprocess.Popen[str]:
    """Start a command in a process group of its own; what it prints is one stream."""
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=dict(env) if env is not None else None,
        cwd=cwd,
        start_new_session=True,
    )


def _printed(lines: queue.Queue[str | None]) -> Iterator[str]:
    """Yield each line, and an empty one whenever the command is silent for a while."""
    while True:
        try:
            text = lines.get(timeout=LIVE_INTERVAL)
        except queue.Empty:
            text = ""
        if text is None:
            return
        yield text


def run(
    title: str,
    command: Sequence[str | Path],
    log: Path,
    *,
    measure: Measure | None = None,
    estimate: float | None = None,
    steady: bool = False,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a command quietly with progress and return what it printed; all of it also goes into `log`.

    `measure` reads the steps done so far from a line of output. Raises CommandFailed. An interrupt ends the
    command's whole process group first, so that no compiler is left running.
    """
    say(f"{title} …")
    started = time.monotonic()
    log.parent.mkdir(parents=True, exist_ok=True)
    process = _start(command, env, cwd)
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True)
    reader.start()
    said: list[str] = []
    done: tuple[int, int] | None = None
    line = Line()
    try:
        with log.open("w", encoding="utf-8", buffering=1) as file:  # a person may follow it
            for text in _printed(lines):
                if text:
                    said.append(text)
                    file.write(text)
                    if measure is not None:
                        done = measure(text) or done
                line.show(describe(title, time.monotonic() - started, done, estimate, steady=steady))
        code = process.wait()
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        raise
    finally:
        line.close()
        reader.join(timeout=5)
        if process.stdout is not None:
            process.stdout.close()
    if code != 0:
        raise CommandFailed("".join(said), code)
    say(f"  done in {duration(time.monotonic() - started)}")
    return "".join(said)


# What fails on fresh machines, as pip, cmake and the kernel word it. The first that matches is told: a full
# disk also looks like a failed download, so it stands first.
_KNOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"No space left on device|Errno 28|Disk quota exceeded"),
        "The disk is full. Free up about 3 GB, plus the model, and start again to resume.",
    ),
    (
        re.compile(r"DO NOT MATCH THE HASHES", re.IGNORECASE),
        "A downloaded file is not the one that packaging/requirements.lock names, so"
        " nothing has been installed. Try again; if it happens again, the registry or a proxy is changing files.",
    ),
    (
        re.compile(
            r"NewConnectionError|Temporary failure in name resolution|Name or service not known|Network is unreachable|Connection refused|"
            r"ConnectTimeout|ReadTimeout|Read timed out|Max retries exceeded|ProxyError|Could not fetch URL|ConnectionResetError|"
            # What the lock names exists, so a registry that knows no version at all was not reached.
            r"\(from versions: none\)"
        ),
        "The package registry cannot be reached. Connect this machine and start again, or make a folder with"
        " packaging/bundle.py on a connected machine and use it with --from FOLDER.",
    ),
    (
        re.compile(
            r"No CMAKE_C(XX)?_COMPILER|CMAKE_C(XX)?_COMPILER not set|is not able to compile a simple test program"
        ),
        "No working C and C++ compiler was found: install one (on Debian: apt-get install g++) and start again.",
    ),
    (
        re.compile(
            r"Killed signal terminated program|cc1plus.*Killed|virtual memory exhausted|Cannot allocate memory"
        ),
        "The compiler ran out of memory. Close other programs (it needs about 2 GB) and"
        " start again to resume.",
    ),
    (
        re.compile(r"Permission denied|Read-only file system"),
        "A folder cannot be written. Run this as the account that owns it, or set"
        " CITEWELL_CACHE to a writable folder.",
    ),
)


def explain(output: str, *, offline: bool = False) -> str | None:
    """Return the sentence for a failure that is known, or None."""
    if offline and re.search(r"No matching distribution found|Could not find a version", output):
        match = re.search(r"No matching distribution found for (\S+)", output)
        name = match.group(1) if match else "a package"
        return (
            f"The folder given with --from has no {name}. Make it again with"
            " packaging/bundle.py, with the same Python version and the same state of this repository."
        )
    for pattern, sentence in _KNOWN:
        if pattern.search(output):
            return sentence
    return None


def trouble(what: str, failure: CommandFailed, log: Path, *, offline: bool = False) -> Trouble:
    """Turn a failed command into one sentence with the way on."""
    known = explain(failure.output, offline=offline)
    if known is not None:
        return Trouble(known)
    last = next((line.strip() for line in reversed(failure.output.splitlines()) if line.strip()), "no output")
    return Trouble(
        f"{what} failed ({last[:200]}). See {log} for all output, fix that and start again to resume."
    )
