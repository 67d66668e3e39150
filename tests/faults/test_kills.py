"""Killed within a migration, a restore or a rebuild, at writes drawn at random and at the last one."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults.kills import Kills
from tests.faults.stage import Host, Stage, Tally

ROUNDS = 6


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kills]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    with Host(stage.scratch, stage.models) as host:
        stage.prepare(host)
        yield Kills(stage, host)


@pytest.mark.parametrize("what", ["migration", "restore", "rebuild"])
def test_a_kill_loses_nothing(kills: Kills, what: str) -> None:
    tally = Tally()
    getattr(kills, what)(random.Random(what), ROUNDS, tally)
    assert tally.faults == []
    assert (tally.lost, tally.broken) == (0, 0)
    assert tally.rounds == tally.told >= ROUNDS - 1
