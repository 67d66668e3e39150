"""What was learnt comes back onto the published weights: near enough, and the same to the last bit in
whatever order it is summed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.inference.lowrank import DOWN, FACTOR, HEAD, UP, merged, narrowed, read_delta

NAME = "encoder.layer.2.output.dense.weight"


def _change(rank: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    chance = np.random.default_rng(7)
    return (chance.standard_normal((24, rank)) @ chance.standard_normal((rank, 40)) * 0.01).astype(np.float32)


def test_a_narrow_change_comes_back_within_rounding(tmp_path: Path) -> None:
    base = {
        NAME: np.ones((24, 40), dtype=np.float32),
        "kept": np.ones(3, dtype=np.float32),
        "moved": np.zeros(2, dtype=np.float32),
    }
    change = _change(5)
    arrays: dict[str, Any] = {NAME + ending: values for ending, values in narrowed(change, 5).items()}
    arrays |= {"moved": np.full(2, 4, dtype=np.float32), HEAD.bias: np.zeros(1, dtype=np.float32)}
    np.savez(tmp_path / "delta.npz", **arrays)
    result = merged(base, read_delta(tmp_path / "delta.npz"))
    np.testing.assert_allclose(result[NAME] - 1, change, atol=1e-5)
    assert (
        result.keys() == base.keys() and result["moved"].tolist() == [4, 4] and result["kept"] is base["kept"]
    )
    assert base["moved"].tolist() == [0, 0] and result[NAME].dtype == np.float32


def test_the_sum_does_not_depend_on_its_order() -> None:
    base = {NAME: np.full((24, 40), 0.3, dtype=np.float32)}
    parts = narrowed(_change(16), 16)
    order = np.random.default_rng(1).permutation(16)
    turned = {UP: parts[UP][:, order], DOWN: parts[DOWN][order], FACTOR: parts[FACTOR]}
    one, other = (
        merged(base, {NAME + ending: part for ending, part in held.items()}) for held in (parts, turned)
    )
    assert one[NAME].tobytes() == other[NAME].tobytes()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(KeyError):
        merged({}, {"nowhere": np.zeros(2, dtype=np.float32)})
    with pytest.raises(ValueError, match="moved"):
        merged({"moved": np.zeros(3, dtype=np.float32)}, {"moved": np.zeros(2, dtype=np.float32)})
