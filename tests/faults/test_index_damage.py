"""Every file of the index, damaged in four ways: noticed, exact meanwhile, rebuilt without embedding
anything.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.indexes import DAMAGES, FILES, Shelf, damage
from tests.faults.stage import Tally


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf.make(tmp_path_factory.mktemp("shelf") / "sound", 500)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_damage_is_noticed_answered_exactly_and_repaired(
    shelf: Shelf, tmp_path: Path, name: str, how: str
) -> None:
    tally = Tally()
    damage(shelf, tmp_path / "copy", name, how, random.Random(f"{name} {how}"), tally)
    assert tally.faults == []
    assert (tally.rounds, tally.told, tally.lost, tally.broken) == (1, 1, 0, 0)
