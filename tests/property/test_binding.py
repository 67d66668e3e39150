"""Values, subjects, rows, designations and dates of this project's own documents, exchanged: none is ever
supported, nor the same lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from exchanges import Made, Text, exchanges, restatements
from measure_grounding import read, verdict

ROOT = Path(__file__).resolve().parents[2]
WANTED = 160
HELD = frozenset(("quoted", "supported"))


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    folders = (ROOT / "packaging" / "sample", ROOT / "resources")
    return read([path for folder in folders for path in sorted(folder.rglob("*.md"))], ROOT)


def standings(made: Iterable[Made]) -> tuple[Counter[str], list[str]]:
    """Return how many stand how, and what the exchanged ones that hold say."""
    counts: Counter[str] = Counter()
    said = []
    for item in made:
        state, _ = verdict(item)
        counts[state] += 1
        if state in HELD or state == "partial":
            said.append(f"{state} ({item.rule}): {item.text}")
    return counts, said


@pytest.mark.parametrize("seed", [1, 2])
def test_no_sentence_that_joins_two_is_supported_even_in_part(texts: list[Text], seed: int) -> None:
    counts, said = standings(exchanges(texts, seed, WANTED))
    assert counts.total() == WANTED
    assert said == []


def test_what_is_said_otherwise_still_holds(texts: list[Text]) -> None:
    counts, _ = standings(restatements(texts, 1, WANTED))
    assert counts.total() == WANTED
    assert sum(counts[state] for state in HELD) >= 0.9 * WANTED
