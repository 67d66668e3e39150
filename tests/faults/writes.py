"""The nth write of a command fails; then: a clear word, nothing acknowledged lost, an unbroken log, and a
next run that completes.

Each trial starts from a copy of the prepared workspace. What the undisturbed command leaves in the records is
what the disturbed one, run once more on a healthy disk, has to leave as well.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.faults.stage import Done, Fault, Host, How, Outcome, Place, Stage, Step, Tally

Records = Mapping[str, tuple[str, ...]]

FULL = (errno.ENOSPC, How.FROM_THEN_ON)
FILLING = (errno.ENOSPC, How.SHORT)
BAD_SECTOR = (errno.EIO, How.ONCE)
DEAD = (errno.EIO, How.FROM_THEN_ON)


@dataclass(frozen=True)
class Kind:
    """One kind of trial.

    Attributes:
        name: as it stands in the table.
        command: the command line that is disturbed, for a place and a stage.
        folders: where writes are counted, for a place; None for workspace and state.
        again: what completes it on a healthy disk.
        asked: whether it starts from the workspace with the real embedder.
    """

    name: str
    command: Callable[[Stage, Place], tuple[str, ...]]
    folders: Callable[[Place], tuple[Path, ...]] | None = None
    again: Callable[[Stage, Place], tuple[str, ...]] | None = None
    asked: bool = False


KINDS = (
    Kind("ingest", lambda stage, _: ("ingest", "-v", str(stage.files))),
    Kind("reindex", lambda _, __: ("reindex",), lambda place: (place.workspace / "index",)),
    Kind("search", lambda _, __: ("search", "part zq3x")),
    Kind("ask", lambda _, __: ("ask", "How much does the part zq3x weigh?", "--model", "none"), asked=True),
    Kind(
        "backup",
        lambda _, place: ("backup", str(place.folder / "backup")),
        lambda place: (place.workspace, place.state, place.folder / "backup"),
        lambda _, place: ("backup", str(place.folder / "second")),
    ),
)


class Writes:
    """Trials of one kind of command."""

    def __init__(self, stage: Stage, host: Host, kind: Kind, worker: int = 0) -> None:
        """Run the command undisturbed once, to know how many writes it makes and what it leaves.

        Args:
            worker: of several at once, each has its own copies.
        """
        self._stage = stage
        self._host = host
        self._kind = kind
        self._base = stage.asked if kind.asked else stage.base
        self._copy = stage.scratch / f"trial{worker}"
        place = self._base.copy(self._copy)
        # Of the copy: to look into a database makes files beside it, and others copy the base at the same
        # time.
        self._before = place.records()
        outcome = host.trial([Step(kind.command(stage, place), self._fault(place, 0, (0, How.ONCE)))], place)
        assert outcome.code == 0 and outcome.steps[0].code == 0, outcome
        self.writes = outcome.steps[0].seen
        self._after = place.records()

    def _fault(self, place: Place, n: int, disk: tuple[int, How]) -> Fault:
        return Fault(n, *disk, folders=None if self._kind.folders is None else self._kind.folders(place))

    def run(self, numbers: Iterable[int], disk: tuple[int, How], tally: Tally) -> None:
        """Let each of these writes fail, in a trial of its own."""
        for n in numbers:
            name = f"{self._kind.name}, write {n}, {errno.errorcode[disk[0]]} {disk[1].name.lower()}"
            self._trial(name, n, disk, tally)

    def _trial(self, name: str, n: int, disk: tuple[int, How], tally: Tally) -> None:
        kind, stage, host = self._kind, self._stage, self._host
        place = self._base.copy(self._copy)
        first = host.trial(
            [Step(kind.command(stage, place), self._fault(place, n, disk)), Step(("audit", "verify"))], place
        )
        tally.rounds += 1
        trouble = _trouble(first)
        if trouble:
            tally.faults.append(f"{name}: {trouble}")
            return
        disturbed, verified = first.steps
        if verified.code != 0:
            tally.broken += 1
            tally.faults.append(f"{name}: the audit log does not check out: {verified.out}{verified.errors}")
        if not disturbed.failed:
            tally.unreached += 1
        elif disturbed.code == 0:
            tally.survived += 1
        else:
            tally.told += 1
        lost = _lost(self._before, self._after, place.records(), disturbed)
        lost += [f"run {one} was answered and is not on record" for one in disturbed.runs - place.runs]
        again = (kind.again or kind.command)(stage, place)
        # The index takes longest to look at; what a search finds follows from the records unless the index
        # was written to.
        looked = [Step(("search", "part zq3x"))] if kind.name == "reindex" or n % 10 == 0 else []
        second = host.trial([Step(again), Step(("audit", "verify")), *looked], place)
        trouble = _trouble(second)
        if trouble or any(step.code for step in second.steps):
            tally.faults.append(f"{name}: the next run does not complete: {trouble or second}")
        elif looked and "zq3x" not in second.steps[2].out:
            lost.append("nothing is found")
        if place.records() != self._after:
            lost.append("the next run leaves other records than an undisturbed one")
        if lost:
            tally.lost += 1
            tally.faults.append(f"{name}: {'; '.join(lost)}")


def share(
    stage: Stage,
    hosts: Sequence[Host],
    kind: Kind,
    numbers: Iterable[int],
    disks: Callable[[int], Sequence[tuple[int, How]]],
) -> Tally:
    """Run trials on several hosts at once.

    Args:
        numbers: which writes fail, each in trials of its own; those the command does not reach are left out.
        disks: what the disk does at the nth.
    """
    chosen = list(numbers)

    def work(worker: int) -> Tally:
        tally, writes = Tally(), Writes(stage, hosts[worker], kind, worker)
        for n in chosen[worker :: len(hosts)]:
            if n <= writes.writes:
                for disk in disks(n):
                    writes.run([n], disk, tally)
        return tally

    whole = Tally()
    with ThreadPoolExecutor(len(hosts)) as pool:
        for tally in pool.map(work, range(len(hosts))):
            whole.add(tally)
    return whole


def _trouble(outcome: Outcome) -> str:
    """Return what a user must never meet: a crash, a traceback, an error without a word on what to do."""
    if outcome.code != 0:
        return f"the process died ({outcome.code})"
    for step in outcome.steps:
        if "Traceback" in step.errors or "bug in the program" in step.errors:
            return f"a bug: {step.errors[-900:]}"
        if step.failed and step.code not in (0, 3):
            return f"exit code {step.code}: {step.errors}{step.out}"
        if step.code == 3 and not _explained(step.errors):
            return f"no hint: {step.errors}"
    return ""


def _explained(errors: str) -> bool:
    lines = errors.rstrip().splitlines()
    return len(lines) >= 2 and lines[-2].startswith("citewell: ") and lines[-1].startswith("  ")


def _lost(before: Records, after: Records, now: Records, done: Done) -> list[str]:
    """Return what was there, or was acknowledged, and is not there now."""
    lost = []
    for word, path in done.acknowledged:
        if word == "removed":
            if path in now:
                lost.append(f"{path} was said to be removed and is there")
        elif now.get(path) != after.get(path):
            lost.append(f"{path} was said to be {word} and is not")
    strange = [path for path, held in now.items() if held not in (before.get(path), after.get(path))]
    lost += [f"{path} is neither as it was nor as it is to be" for path in strange]
    lost += [f"{path} is gone" for path in before if path in after and path not in now]
    return lost
