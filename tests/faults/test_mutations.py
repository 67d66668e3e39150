"""200 mutated files of every format through the real limited reader, 5,000 with CITEWELL_CAMPAIGN=1; -s
prints the table.
"""

from __future__ import annotations

import os

import pytest

from tests.faults.mutations import FORMATS, run_format, table

ROUNDS = 5000 if os.environ.get("CITEWELL_CAMPAIGN") else 200


@pytest.mark.timeout(ROUNDS * 3)
@pytest.mark.parametrize("name", FORMATS)
def test_mutated_files_are_read_or_named(name: str) -> None:
    tally = run_format(name, ROUNDS)
    print(f"\n{table([tally]).text()}")
    assert tally.faults == ()
    assert tally.read + tally.refused == ROUNDS
    assert tally.read > 0
