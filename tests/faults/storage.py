"""The campaign against storage: every write fails, every index file is damaged, kills at any moment; one
table.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from app.inference.catalog import default_models_dir
from tests.faults.indexes import DAMAGES, FILES, Shelf, damage
from tests.faults.kills import Kills
from tests.faults.stage import Host, How, Stage, Tally
from tests.faults.tables import Table
from tests.faults.writes import BAD_SECTOR, DEAD, FILLING, FULL, KINDS, share

_WORKERS = 2
_DISKS = {"no space left (ENOSPC)": (FULL, FILLING), "input/output error (EIO)": (BAD_SECTOR, DEAD)}
_PARTS = (*(kind.name for kind in KINDS), "kills", "index")


def _same(disks: Sequence[tuple[int, How]], _: int) -> Sequence[tuple[int, How]]:
    return disks


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the campaign's options."""
    parser.add_argument(
        "--writes",
        type=int,
        default=500,
        help="up to which write of a command every one fails, in two ways (500)",
    )
    parser.add_argument("--every", type=int, default=1, help="only every so many of them (1)")
    parser.add_argument("--kills", type=int, default=100, help="moments of each kind of kill (100)")
    parser.add_argument(
        "--damages", type=int, default=10, help="times that each index file is damaged in each way (10)"
    )
    parser.add_argument(
        "--only", action="append", choices=_PARTS, default=[], help="only this part; may be given again"
    )
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> Iterator[Table]:
    """Yield the table."""
    chosen = options.only or _PARTS
    rows: list[tuple[str, Tally]] = []

    def count(name: str, tally: Tally) -> None:
        rows.append((name, tally))
        print(f"{name}: {tally.rounds} rounds, {len(tally.faults)} faults", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="citewell-campaign-") as folder, ExitStack() as stack:
        stage = Stage(Path(folder))
        hosts = [stack.enter_context(Host(stage.scratch, stage.models)) for _ in range(_WORKERS)]
        stage.prepare(hosts[0])
        stage.prepare_questions(hosts[0], default_models_dir())
        for kind in KINDS:
            if kind.name in chosen:
                for name, disks in _DISKS.items():
                    numbers = range(1, options.writes + 1, options.every)
                    count(
                        f"{kind.name}: {name}",
                        share(stage, hosts, kind, numbers, partial(_same, disks)),
                    )
        if "kills" in chosen:
            kills = Kills(stage, hosts[0])
            for what in (kills.migration, kills.restore, kills.rebuild):
                tally = Tally()
                what(random.Random(options.seed), options.kills, tally)
                count(f"kill -9 during {what.__name__}", tally)
        if "index" in chosen:
            shelf = Shelf.make(stage.scratch / "shelf", 500)
            for how in DAMAGES:
                count(f"index files {how}", _damages(shelf, how, options))
    yield Table(
        "Faults of storage: what was told or noticed, what was survived without a word, what was lost, what broke the audit log.",
        ("fault", "rounds", "detected", "no effect", "lost", "audit chain"),
        [
            (
                name,
                str(one.rounds),
                str(one.told),
                str(one.survived),
                str(one.lost),
                "whole" if not one.broken else f"{one.broken} broken",
            )
            for name, one in rows
        ],
        [fault for _, one in rows for fault in one.faults],
    )


def _damages(shelf: Shelf, how: str, options: argparse.Namespace) -> Tally:
    draw, tally = random.Random(f"{options.seed} {how}"), Tally()
    for name in FILES:
        for _ in range(1 if how == "missing" else options.damages):
            damage(shelf, shelf.folder.with_name("damaged"), name, how, draw, tally)
    return tally
