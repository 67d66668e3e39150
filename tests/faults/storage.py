"""The campaign against storage: every write fails, every index file is damaged, kills at any moment; one table."""

from __future__ import annotations

import argparse
import errno
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from app.inference.catalog import default_models_dir
from tests.faults.indexes import DAMAGES, FILES, Shelf, damage
from tests.faults.kills import Kills
from tests.faults.stage import Host, Stage, Tally
from tests.faults.tables import Table
from tests.faults.writes import BAD_SECTOR, DEAD, FILLING, FULL, KINDS, Writes

_DISKS = {"full": FULL, "fills within a write": FILLING, "errs once": BAD_SECTOR, "fails for good": DEAD}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the campaign's options."""
    parser.add_argument("--writes", type=int, default=500, help="up to which write of a command every one fails (500)")
    parser.add_argument("--every", type=int, default=1, help="only every so many of them (1)")
    parser.add_argument("--kills", type=int, default=100, help="moments of each kind of kill (100)")
    parser.add_argument("--damages", type=int, default=10, help="times that each index file is damaged in each way (10)")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> Iterator[Table]:
    """Yield the table."""
    rows: list[tuple[str, Tally]] = []

    def count(name: str, work: Callable[[Tally], None]) -> None:
        tally = Tally()
        work(tally)
        rows.append((name, tally))
        print(f"{name}: {tally.rounds} rounds, {len(tally.faults)} faults", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="citewell-campaign-") as folder, ExitStack() as stack:
        stage = Stage(Path(folder))
        host = stack.enter_context(Host(stage.scratch, stage.models))
        stage.prepare(host)
        stage.prepare_questions(host, default_models_dir())
        for kind in KINDS:
            writes = Writes(stage, host, kind)
            numbers = range(1, min(writes.writes, options.writes) + 1, options.every)
            for how, disk in _DISKS.items():
                name = f"{kind.name} ({writes.writes} writes), disk {how} ({errno.errorcode[disk[0]]})"
                count(name, lambda tally, writes=writes, numbers=numbers, disk=disk: writes.run(numbers, disk, tally))  # type: ignore[misc]
        kills = Kills(stage, host)
        for what in (kills.migration, kills.restore, kills.rebuild):
            count(f"kill -9 during {what.__name__}", lambda tally, what=what: what(random.Random(options.seed), options.kills, tally))  # type: ignore[misc]
        shelf = Shelf.make(stage.scratch / "shelf", 500)
        for how in DAMAGES:
            count(f"index file {how} ({len(FILES)} files)", lambda tally, how=how: _damages(shelf, how, options, tally))  # type: ignore[misc]
    yield Table(
        "Faults of storage: what was told or noticed, what was survived without a word, what was lost, what broke the audit log.",
        ("fault", "rounds", "detected", "no effect", "lost", "audit chain"),
        [
            (name, str(one.rounds), str(one.told), str(one.survived), str(one.lost), "whole" if not one.broken else f"{one.broken} broken")
            for name, one in rows
        ],
        [fault for _, one in rows for fault in one.faults],
    )


def _damages(shelf: Shelf, how: str, options: argparse.Namespace, tally: Tally) -> None:
    draw = random.Random(f"{options.seed} {how}")
    for name in FILES:
        for _ in range(1 if how == "missing" else options.damages):
            damage(shelf, shelf.folder.with_name("damaged"), name, how, draw, tally)
