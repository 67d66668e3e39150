"""Killed at any write of a migration, a restore or a rebuild: the workspace opens afterwards, verifies, and
nothing is lost.

The kill comes from inside the write, so that every moment between two of them can be chosen, and counted.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterable
from pathlib import Path

from tests.faults.stage import Fault, Host, How, Outcome, Place, Stage, Step, Tally

VERIFY = Step(("audit", "verify"))
SEARCH = Step(("search", "part zq3x"))
UPGRADE = Step(("upgrade",))


class Kills:
    """Trials on copies of one prepared workspace."""

    def __init__(self, stage: Stage, host: Host) -> None:
        self._stage = stage
        self._host = host
        self._records = stage.base.records()
        self._place = Place(stage.scratch / "killed")

    def moments(self, step: Step, folders: tuple[Path, ...], draw: random.Random, rounds: int) -> list[int]:
        """Return that many writes of an undisturbed step, drawn at random, the last one always among them."""
        self._fresh()
        outcome = self._host.trial([Step(step.arguments, Fault(0, folders=folders))], self._place)
        assert outcome.code == 0 and outcome.steps[0].code == 0, outcome
        writes = outcome.steps[0].seen
        return sorted({writes, *(draw.randint(1, writes) for _ in range(rounds - 1))})

    def _fresh(self) -> None:
        self._stage.base.copy(self._place.folder)

    def _kill(self, step: Step, folders: tuple[Path, ...], n: int, tally: Tally) -> None:
        outcome = self._host.trial(
            [Step(step.arguments, Fault(n, how=How.KILL, folders=folders))], self._place
        )
        tally.rounds += 1
        if outcome.code == -signal.SIGKILL:
            tally.told += 1
        else:
            tally.unreached += 1

    def rebuild(self, draw: random.Random, rounds: int, tally: Tally) -> None:
        """Kill `reindex`."""
        step, folders = Step(("reindex",)), (self._place.workspace, self._place.state)
        for n in self.moments(step, folders, draw, rounds):
            self._fresh()
            self._kill(step, folders, n, tally)
            self._whole(self._place, [VERIFY, SEARCH, step, SEARCH, VERIFY], f"rebuild, write {n}", tally)
            left = sorted(path.name for path in (self._place.workspace / "index").iterdir())
            if len(left) != 2:
                tally.faults.append(f"rebuild, write {n}: the next one leaves {left}")

    def migration(self, draw: random.Random, rounds: int, tally: Tally) -> None:
        """Kill an upgrade of two steps; the old program may come back until a step is through, the new one
        completes it.
        """
        folders = (self._place.workspace, self._place.state)
        for n in self.moments(UPGRADE, folders, draw, rounds):
            self._fresh()
            self._kill(UPGRADE, folders, n, tally)
            self._whole(self._place, [UPGRADE], f"migration, write {n}", tally)
            begun = list((self._place.workspace / "backups").glob("*.part*"))
            if begun:
                tally.faults.append(f"migration, write {n}: {begun[0].name} is left over")

    def restore(self, draw: random.Random, rounds: int, tally: Tally) -> None:
        """Kill `restore`: the target is not there, or is whole; the workspace that was backed up stays as it
        was until then.
        """
        backup, target = self._stage.scratch / "backup", self._place.folder / "restored"
        shutil.rmtree(backup, ignore_errors=True)
        self._fresh()
        outcome = self._host.trial([Step(("backup", str(backup)))], self._place)
        assert outcome.steps[0].code == 0, outcome
        after_backup = self._stage.scratch / "after-backup"
        self._place.copy(after_backup)
        step = Step(("-w", str(target), "restore", str(backup)))
        restored = Place(self._place.folder)
        folders = (target.with_name("restored.restoring"), target, self._place.state)
        again = [Step(("-w", str(target), *one.arguments)) for one in (VERIFY, SEARCH)]
        self._stage_from(after_backup)
        counted = self._host.trial([Step(step.arguments, Fault(0, folders=folders))], self._place)
        assert counted.steps[0].code == 0, counted
        writes = counted.steps[0].seen
        for n in sorted({writes, *(draw.randint(1, writes) for _ in range(rounds - 1))}):
            self._stage_from(after_backup)
            self._kill(step, folders, n, tally)
            name = f"restore, write {n}"
            if target.exists():
                self._whole(restored, again, name, tally, target)
            else:
                self._whole(self._place, [VERIFY, SEARCH], f"{name}, the original", tally)
                self._whole(restored, [step, *again], name, tally, target)
            if target.with_name("restored.restoring").exists() and not target.exists():
                tally.faults.append(f"{name}: the next one does not take its place")

    def _stage_from(self, folder: Path) -> None:
        Place(folder).copy(self._place.folder)

    def _whole(
        self, place: Place, steps: Iterable[Step], name: str, tally: Tally, workspace: Path | None = None
    ) -> None:
        outcome: Outcome = self._host.trial(list(steps), place)
        for done in outcome.steps:
            if done.code:
                tally.faults.append(f"{name}: exit code {done.code}: {done.errors}{done.out}")
                if "log" in done.errors + done.out:
                    tally.broken += 1
        if outcome.code:
            tally.faults.append(f"{name}: the process died ({outcome.code})")
        if place.records(workspace) != self._records:
            tally.lost += 1
            tally.faults.append(f"{name}: the records are not what they were")
