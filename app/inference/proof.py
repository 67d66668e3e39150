"""Equal answers: what an encoder makes of fixed texts on this machine, against what its publisher's float
weights make of them.

A checksum proves the file; this proves the processor and the library that compute with it.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

from app.core.errors import MachineError
from app.inference.manifest import CatalogEntry
from app.resources import resource


def prove(entry: CatalogEntry, folder: Path) -> tuple[float, float]:
    """Embed the fixed texts with the encoder in a folder and return the least and the mean cosine with what
    each must get.

    Raises:
        MachineError: they are farther from it than rounding explains.
        ModelMissing: the encoder cannot be loaded.
    """
    import numpy as np  # deferred with the embedder: together half a second, which only an installation pays

    from app.inference.embedder import OnnxEmbedder

    proof = json.loads(resource("proofs", entry.proof).read_text(encoding="utf-8"))
    wanted = (
        np.frombuffer(base64.b64decode(proof["vectors"]), dtype=np.int8)
        .reshape(len(proof["texts"]), -1)
        .astype(np.float32)
    )
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    embedder = OnnxEmbedder(
        folder / "model.onnx", folder / "tokenizer.json", entry.id, entry.sha256,
        dimensions=entry.dimensions, max_tokens=entry.max_tokens, prefixes=entry.prefixes,
    )  # fmt: skip
    cosines = (embedder.embed(proof["texts"]) * wanted).sum(axis=1)
    least, mean = float(cosines.min()), float(cosines.mean())
    if not (least >= proof["least"] and mean >= proof["mean"]):  # also when it is no number at all
        raise MachineError(
            f"{entry.id} produces wrong vectors on this processor: cosine {least:.3f}, in the"
            f" mean {mean:.3f}.",
            "Use another embedder: citewell models list",
        )
    return least, mean
