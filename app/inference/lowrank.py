"""What was learnt on top of published weights, as products of narrow matrices, and how it is put back on
them.

Decision hidden: the form of the resource. A changed matrix is stored as two narrow ones in 16-bit integers
with one factor, everything else (biases, norms, the head) as floats that replace the published ones.
Invariant: the same files give the same sums on every machine, because the products are sums of integers below
2**53, which floats of 64 bits add exactly in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]

UP, DOWN, FACTOR = ".up", ".down", ".factor"
"""Endings of a matrix's name: shapes (out, rank) and (rank, in), int16, and the number their product is
multiplied by.
"""


class _Head(NamedTuple):
    weight: str = "head.weight"
    scale: str = "head.scale"
    bias: str = "head.bias"


HEAD = _Head()
"""Names of what makes one number of the last state: shapes (3 * width, 1), (1,) and (1,)."""


def read_delta(path: Path) -> dict[str, Any]:
    """Return the arrays of a delta by name.

    Raises:
        ValueError: it is no such file.
    """
    import numpy as np  # deferred: 0.1 s that a command which converts nothing must not pay

    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def merged(weights: Weights, delta: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
    """Return published weights with what was learnt put on them.

    Raises:
        KeyError: the delta changes a matrix that is not there.
        ValueError: shapes do not fit.
    """
    import numpy as np

    result = dict(weights)
    for name, values in delta.items():
        if name.endswith(UP):
            changed = name.removesuffix(UP)
            product = values.astype(np.float64) @ delta[changed + DOWN].astype(np.float64)
            result[changed] = (weights[changed] + product * float(delta[changed + FACTOR])).astype(np.float32)
        elif not name.endswith((DOWN, FACTOR)) and name not in HEAD:
            if weights[name].shape != values.shape:
                raise ValueError(f"{name} has the shape {values.shape}")
            result[name] = values.astype(np.float32)
    return result


def narrowed(change: NDArray[np.float32], rank: int) -> dict[str, NDArray[Any]]:
    """Return the best approximation of a matrix by a product of so narrow ones, under the endings of its
    name.
    """
    import numpy as np

    left, sizes, right = np.linalg.svd(change.astype(np.float64), full_matrices=False)
    root = np.sqrt(sizes[:rank])
    up, down = left[:, :rank] * root, root[:, None] * right[:rank]
    most = float(np.iinfo(np.int16).max)
    up_step, down_step = float(np.abs(up).max()) / most, float(np.abs(down).max()) / most
    return {
        UP: np.rint(up / up_step).astype(np.int16),
        DOWN: np.rint(down / down_step).astype(np.int16),
        FACTOR: np.array(up_step * down_step, dtype=np.float64),
    }
