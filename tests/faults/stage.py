"""Where storage is put to the test: a prepared workspace, copied for each trial, and the real program on a
disk that fails.

A trial runs real commands in a process of its own (see host.py) and is judged by what they said, what the
records hold afterwards and whether the audit log checks out. Nothing of one trial reaches the next.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlcipher3 import dbapi2

from tests.faults import tiny_embedder

EMBEDDER = "all-minilm-l6-v2-int8"
ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

NOTE = (
    "# {title}\n\nThe part {part} weighs {grams} grams and is kept in rack {rack}.\n\n"
    "## Care\n\nClean the part {part} every {rack} days.\n"
)


class How(IntEnum):
    """What a disk does after the call that failed."""

    ONCE = 0
    FROM_THEN_ON = 1
    SHORT = 2
    KILL = 3


@dataclass(frozen=True)
class Fault:
    """The nth change below the folders fails.

    Attributes:
        n: from 1; 0 only counts.
        error: what the disk answers, an errno.
        folders: below these; None for the workspace and the account's state folder.
    """

    n: int
    error: int = errno.ENOSPC
    how: How = How.FROM_THEN_ON
    folders: tuple[Path, ...] | None = None


@dataclass(frozen=True)
class Step:
    """A command line, and what the disk and the clock do meanwhile."""

    arguments: tuple[str, ...]
    fault: Fault | None = None
    clock: int = 0


@dataclass(frozen=True)
class Done:
    """What became of a step; `failed` counts the calls that were made to fail."""

    code: int
    out: str
    errors: str
    seen: int
    failed: int

    @property
    def acknowledged(self) -> tuple[tuple[str, str], ...]:
        """What `ingest -v` said it had done: (outcome, path)."""
        lines = re.findall(r"^(added|updated|moved|removed|unchanged) (/.*)$", self.errors, re.MULTILINE)
        return tuple((str(word), str(path)) for word, path in lines)

    @property
    def runs(self) -> frozenset[str]:
        """The ids of the runs it showed."""
        return frozenset(re.findall(r"· run ([0-9a-f]{8,})$", self.out, re.MULTILINE))


@dataclass(frozen=True)
class Outcome:
    """What became of a trial: its finished steps and how its process ended (negative: by that signal)."""

    steps: tuple[Done, ...]
    code: int


@dataclass
class Tally:
    """Counts of one kind of fault.

    Attributes:
        rounds: trials.
        told: the command said so, the damage was noticed, the process was killed.
        survived: a write failed and the command did what it was asked to all the same.
        unreached: the command ended before the write that was to fail.
        lost: something acknowledged, or there before, was not there afterwards.
        broken: the audit log did not check out.
        faults: what must not have happened, one sentence each.
    """

    rounds: int = 0
    told: int = 0
    survived: int = 0
    unreached: int = 0
    lost: int = 0
    broken: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another's counts to these."""
        for name in ("rounds", "told", "survived", "unreached", "lost", "broken"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults


class Host:
    """The process that forks trials."""

    def __init__(self, scratch: Path, models: Path) -> None:
        library = scratch / "diskfault.so"
        if not library.exists():
            compiler = shutil.which("cc") or shutil.which("gcc") or "g++"
            subprocess.run(
                [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "diskfault.c"), "-ldl"],
                check=True,
                timeout=60,
            )
        environment = {
            **os.environ,
            "LD_PRELOAD": str(library),
            "CITEWELL_MODELS": str(models),
            "PYTHONPATH": str(ROOT),
        }
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "host.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )

    def trial(self, steps: Sequence[Step], place: Place) -> Outcome:
        """Run steps one after another in one fresh process."""
        request = {
            "environment": {"CITEWELL_STATE": str(place.state)},
            "steps": [_plain(step, place) for step in steps],
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        reply = json.loads(self._process.stdout.readline())
        return Outcome(tuple(Done(**step) for step in reply["steps"]), reply["code"])

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def __enter__(self) -> Host:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


def _plain(step: Step, place: Place) -> dict[str, Any]:
    where = () if step.arguments[0] == "-w" else ("-w", str(place.workspace))
    plain: dict[str, Any] = {"arguments": [*where, *step.arguments], "clock": step.clock}
    if step.fault is not None:
        folders = step.fault.folders or (place.workspace, place.state)
        plain["fault"] = {
            "folders": [str(folder) for folder in folders], "n": step.fault.n, "error": step.fault.error, "how": int(step.fault.how),
        }  # fmt: skip
    return plain


@dataclass(frozen=True)
class Place:
    """A folder with a workspace and the state folder of its account."""

    folder: Path

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def runs(self) -> frozenset[str]:
        """The ids of the runs on record."""
        connection = dbapi2.connect(str(self.workspace / "citewell.db"))
        try:
            return frozenset(row[0] for row in connection.execute("SELECT id FROM runs"))
        finally:
            connection.close()

    def copy(self, target: Path) -> Place:
        """Return a copy, which may be spoilt."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return Place(target)

    def records(self, workspace: Path | None = None) -> Mapping[str, tuple[str, ...]]:
        """Return what the records hold now: for each path of an active document its passages, each with the
        sum of its vector.
        """
        connection = dbapi2.connect(str((workspace or self.workspace) / "citewell.db"))
        try:
            rows = connection.execute(
                "SELECT d.path, v.content_hash, p.id, p.start, p.end, p.label, x.vector"
                " FROM documents d JOIN versions v ON v.id = d.version"
                " LEFT JOIN passages p ON p.document = d.id AND p.active = 1 LEFT JOIN vectors x ON x.passage = p.rowid"
                " WHERE d.status = 'active' ORDER BY d.path, p.start"
            ).fetchall()
            found: dict[str, list[str]] = {}
            for path, content, *rest, vector in rows:
                words = found.setdefault(os.fsdecode(path), [content])
                words.append(" ".join([*map(str, rest), hashlib.sha256(vector or b"").hexdigest()[:16]]))
            return {path: tuple(words) for path, words in found.items()}
        finally:
            connection.close()


class Stage:
    """A scratch folder with the tiny embedder, a prepared workspace and a folder of files that has changed
    since.
    """

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.models = tiny_embedder.install(scratch / "models", re.findall(r"[a-z]+", NOTE.lower()))
        self.files = scratch / "files"
        self.base = Place(scratch / "base")
        self.asked = Place(scratch / "asked")

    def prepare(self, host: Host) -> None:
        """Make the workspace, take three files in, and change the folder afterwards: one new, one edited, one
        moved, one gone.
        """
        for number in range(4):
            self.write(f"note{number}", number)
        self.base.folder.mkdir()
        outcome = host.trial(
            [
                Step(("init",)),
                Step(("settings", f"model.embedder={tiny_embedder.ID}")),
                Step(("ingest", str(self.files))),
            ],
            self.base,
        )
        assert [step.code for step in outcome.steps] == [0, 0, 0], outcome
        self.write("note0", 100)
        (self.files / "note1.md").rename(self.files / "moved.md")
        (self.files / "note2.md").unlink()
        self.write("fresh", 7)

    def prepare_questions(self, host: Host, models: Path) -> None:
        """Make a second workspace with the real embedder, the only one whose evidence can be weighed.

        Args:
            models: where that embedder is installed.
        """
        (self.models / EMBEDDER).symlink_to(models / EMBEDDER)
        self.asked.folder.mkdir()
        outcome = host.trial([Step(("init",)), Step(("ingest", str(self.files)))], self.asked)
        assert [step.code for step in outcome.steps] == [0, 0], outcome

    def write(self, name: str, number: int) -> None:
        self.files.mkdir(exist_ok=True)
        (self.files / f"{name}.md").write_text(
            NOTE.format(title=name, part=f"zq{number}x", grams=number + 40, rack=number + 2), "utf-8"
        )
