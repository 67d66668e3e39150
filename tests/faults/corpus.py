"""The corpus of hostile files through the command line, as a person would meet it: one ingest of one folder.

The command runs without the privilege that lets root read what is forbidden, so that forbidden files are
forbidden for everybody.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.workspace.workspace import open_application
from tests.faults.hostile import Case, write
from tests.faults.tables import Table
from tests.faults.watching import Peaks
from tests.world import make_workspace

ROOT = Path(__file__).parents[2]
READ_SECONDS = 10
MOST_SECONDS = 400
"""Far above what the limits allow this corpus, on a busy machine as well: an ingest that reaches it hangs."""
CHILD_BYTES = 2 * 1024**3
"""The reader's own limit on address space, which resident memory cannot pass."""
PARENT_GROWTH = 256 * 1024**2
"""What reading the corpus may add to the process, which holds the embedder besides."""
SOUND = ("aa first.md", "zz last.txt")
_MB = 1024**2


@dataclass(frozen=True)
class CorpusRun:
    """What became of the corpus.

    Attributes:
        folder: where it stands.
        cases: every hostile file.
        told: what the report says of each path: errors with their hints.
        texts: what is in the library afterwards, by path.
        code: exit code of the command.
        complaint: its standard error.
        seconds: wall-clock time of the whole command.
        parent, child: peaks of resident memory, in bytes; `plain` is that of an ingest of the sound files
            alone.
        audit: whether the log holds afterwards.
        left: processes that the command left running.
    """

    folder: Path
    cases: tuple[Case, ...]
    told: dict[str, list[tuple[str, str]]]
    texts: dict[str, str]
    code: int
    complaint: str
    seconds: float
    parent: int
    child: int
    plain: int
    audit: bool
    left: tuple[int, ...]

    def path(self, case: Case) -> str:
        return str(self.folder / case.group / case.name)

    def faults(self, case: Case) -> Iterator[str]:
        """Yield what came out otherwise than it must."""
        name = f"{case.group}/{case.name!a}"
        told = self.told.get(self.path(case), [])
        text = self.texts.get(self.path(case), "")
        if case.told and not any(re.search(case.told, error) for error, _ in told):
            yield f"{name}: expected /{case.told}/, told {told or 'nothing'}"
        if not case.told and told:
            yield f"{name}: expected no complaint, told {told}"
        if any(not hint.strip() for _, hint in told):
            yield f"{name}: a failure without a hint: {told}"
        if case.words not in " ".join(text.split()):
            yield f"{name}: the text does not hold its words: {text[:80]!r}"

    def sound(self) -> Iterator[str]:
        """Yield the sound files that stand between the hostile ones."""
        for group in sorted({case.group for case in self.cases}):
            yield from (str(self.folder / group / name) for name in SOUND)


def run_corpus(folder: Path) -> CorpusRun:
    """Write the corpus with two sound files in each folder, ingest it by the command line, and look at what
    came of it.
    """
    workspace = make_workspace(folder / "workspace")
    with open_application(workspace) as app:
        app.change_settings({"ingest.read_seconds": str(READ_SECONDS)})
    hostile, plain = folder / "hostile", folder / "plain"
    cases = write(hostile)
    for number, group in enumerate(sorted({case.group for case in cases})):
        for name in SOUND:
            (hostile / group / name).write_text(
                f"# Sound\n\nThe gauge of group {number} in {name} is sound.\n", "utf-8"
            )
    shutil.copytree(
        hostile / "names", plain, ignore=lambda _, names: [name for name in names if name not in SOUND]
    )
    plain_peaks = _ingest(workspace, plain).peaks
    done = _ingest(workspace, hostile)
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for failure in json.loads(done.printed)["failed"] if done.printed else ():
        told[failure["path"]].append((failure["error"], failure["hint"]))
    with open_application(workspace) as app:
        texts = {
            item.path: app.documents.text(app.actor, item.id)
            for item in app.documents.listed(app.actor, hostile)
        }
        audit = app.stewardship.verify_audit(app.actor).ok
    return CorpusRun(
        hostile, tuple(cases), dict(told), texts, done.code, done.complaint, done.seconds, done.peaks.parent, done.peaks.child,
        plain_peaks.parent, audit, tuple(done.peaks.left()),
    )  # fmt: skip


def corpus_table(run: CorpusRun) -> Table:
    """Return what became of the corpus by group, and everything that came out otherwise than it must."""
    rows = []
    faults = [fault for case in run.cases for fault in run.faults(case)]
    for group in dict.fromkeys(case.group for case in run.cases):
        cases = [case for case in run.cases if case.group == group]
        refused = sum(run.path(case) in run.told for case in cases)
        read = sum(run.path(case) in run.texts for case in cases)
        sound = sum(str(run.folder / group / name) in run.texts for name in SOUND)
        wrong = sum(any(True for _ in run.faults(case)) for case in cases)
        rows.append((group, str(len(cases)), str(read), str(refused), f"{sound} of {len(SOUND)}", str(wrong)))
    faults += [f"{path} was not taken in" for path in run.sound() if path not in run.texts]
    faults += [] if run.audit else ["the audit log does not hold"]
    faults += [] if run.code == 1 else [f"exit code {run.code}: {run.complaint[-500:]}"]
    faults += (
        []
        if run.parent - run.plain <= PARENT_GROWTH
        else [f"the parent grew by {(run.parent - run.plain) // _MB} MB"]
    )
    faults += [] if run.child <= CHILD_BYTES else [f"a child took {run.child // _MB} MB"]
    faults += [f"the reading process {pid} was left running" for pid in run.left]
    title = (
        f"{len(run.cases)} hostile files in one ingest: {run.seconds:.0f} s; peak of the parent {run.parent // _MB} MB "
        f"({run.plain // _MB} MB for sound files alone), of a reading child {run.child // _MB} MB"
    )
    return Table(
        title,
        ("kind", "files", "read", "named in the report", "sound files beside them", "not as it must be"),
        rows,
        faults,
    )


@dataclass(frozen=True)
class _Done:
    """What a command left behind."""

    code: int
    printed: str
    complaint: str
    seconds: float
    peaks: Peaks


def _ingest(workspace: Path, folder: Path) -> _Done:
    """Run the command to its end, or kill it when it takes longer than all limits together allow."""
    command = [
        *_unprivileged(),
        sys.executable,
        "-m",
        "app",
        "-w",
        str(workspace),
        "ingest",
        "--json",
        str(folder),
    ]
    started = time.monotonic()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        with Peaks(process.pid) as peaks:
            try:
                printed, complaint = process.communicate(timeout=MOST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                printed, complaint = "", f"killed: it hung for {MOST_SECONDS} s"
        return _Done(process.wait(), printed, complaint, time.monotonic() - started, peaks)


def _unprivileged() -> list[str]:
    """Return what goes before the command so that root, too, may not read what is forbidden."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise RuntimeError("setpriv (util-linux) is needed to test forbidden files as root")
    return [
        setpriv,
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    ]
