"""The first fifty writes of an ingest fail, each with a full and with a failing disk; and writes all over the
other commands.

`packaging/campaign.py storage` lets every one of the first 500 fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.stage import Fault, Host, How, Stage, Step
from tests.faults.writes import BAD_SECTOR, FILLING, FULL, KINDS, share

WORKERS = 2


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Iterator[tuple[Stage, list[Host]]]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    with ExitStack() as stack:
        hosts = [stack.enter_context(Host(stage.scratch, stage.models)) for _ in range(WORKERS)]
        stage.prepare(hosts[0])
        stage.prepare_questions(hosts[0], models_dir)
        yield stage, hosts


def _disks(n: int) -> tuple[tuple[int, How], ...]:
    """A full disk, at once or after a part of the write, and one that errs once."""
    return (FILLING if n % 3 == 0 else FULL, BAD_SECTOR)


@pytest.mark.parametrize(
    ("name", "numbers", "rounds"),
    [
        ("ingest", range(1, 51), 100),
        ("ingest", range(60, 400, 29), 10),
        ("reindex", range(2, 600, 53), 10),
        ("search", range(1, 80, 12), 4),
        ("ask", range(3, 100, 17), 4),
        ("backup", range(2, 60, 7), 6),
    ],
    ids=["ingest", "ingest-later", "reindex", "search", "ask", "backup"],
)
def test_a_write_that_fails_is_told_and_loses_nothing(
    stage: tuple[Stage, list[Host]], name: str, numbers: range, rounds: int
) -> None:
    kind = next(kind for kind in KINDS if kind.name == name)
    tally = share(*stage, kind, numbers, _disks)
    assert tally.faults == []
    assert (tally.lost, tally.broken, tally.unreached) == (0, 0, 0)
    assert tally.rounds >= rounds
    assert tally.told >= tally.rounds // 3


def test_the_disk_of_these_tests_fails_where_it_is_told_to(stage: tuple[Stage, list[Host]]) -> None:
    place = stage[0].base.copy(stage[0].scratch / "own")
    steps = [Step(("reindex",), Fault(0)), Step(("reindex",), Fault(5, how=How.ONCE)), Step(("reindex",))]
    whole, failing, after = stage[1][0].trial(steps, place).steps
    assert (whole.code, whole.failed, failing.failed, after.code) == (0, 0, 1, 0)
    assert whole.seen > 100 > failing.seen
