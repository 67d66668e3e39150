"""Write what the sentence encoder must make of fixed texts: `python packaging/make_proof.py WEIGHTS TOKENIZER`.

WEIGHTS is the publisher's `model.safetensors`, TOKENIZER its `tokenizer.json`. The network is computed here in double precision, plainly
and apart from the program's own graph, so that the one proves the other. Writes `resources/proofs/all-minilm-l6-v2.json`.
"""

from __future__ import annotations

import argparse
import base64
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.inference.convert import read_weights

ROOT = Path(__file__).resolve().parent.parent
LEAST, MEAN = 0.96, 0.99  # the rounded graph came to 0.978 (an empty text) and 0.995
HEADS = 12
Array = NDArray[np.float64]
TEXTS = (
    "How long is the warranty on the calibration bench?",
    "Staff are entitled to 28 days of annual leave, of which five may be carried over until 31 March.",
    "The relief valve opens at 6.5 bar; it is inspected every month.",
    "Who approves purchases above 10,000 euros?",
    "Password",
    "",
    "Travel > Booking flights: Book economy class at least 14 days ahead. Refundable fares need the approval of your lead.",
    "| Part | Torque (Nm) | Tool |\n| M6 screw | 9.8 | T30 |\n| M8 screw | 24 | T40 |",
    "def add(left: int, right: int) -> int:\n    return left + right",
    "Die Frist für den Einspruch beträgt einen Monat nach Zugang des Bescheids.",
    "Le contrat est résilié de plein droit en cas de défaut de paiement.",
    "We moved the database to another region last night, and nobody noticed, which was the plan.",
    "ERROR 503 upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    "Ada Lovelace wrote the first published algorithm intended for a machine in 1843.",
    "The patient should take 5 mg twice a day with food, and stop if a rash appears.",
    "Subject: Re: Re: Friday lunch - yes, twelve works for me too!",
    "I lost my badge and it's the weekend, what do I do?",
    "https://example.com/a/b?c=1#d",
    "Section 4.2.1 replaces section 3.7 as of version 2.0.0.",
    "The bank of the river was steep. The bank raised its interest rate by a quarter of a point.",
    "No refunds are given after thirty days unless the goods were faulty when they were delivered.",
    "日本語の文書",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9",
    "Backups run at 02:00 every night. They are encrypted, copied to a second site and restored on trial once a quarter. " * 12,
)


def encode(weights: Mapping[str, NDArray[np.float32]], ids: list[int]) -> Array:
    """Return the unit vector of a text's tokens: shape (dimensions,)."""

    def dense(values: Array, part: str) -> Array:
        return values @ weights[f"{part}.weight"].T.astype(np.float64) + weights[f"{part}.bias"]

    def normal(values: Array, part: str) -> Array:
        centred = values - values.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        normed: Array = centred / spread * weights[f"{part}.weight"] + weights[f"{part}.bias"]
        return normed

    def heads(values: Array) -> Array:
        return values.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    erf: Any = np.vectorize(math.erf)
    rows = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    rows = rows + weights["embeddings.position_embeddings.weight"][: len(ids)] + weights["embeddings.token_type_embeddings.weight"][0]
    state = normal(rows, "embeddings.LayerNorm")
    for layer in range(1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))):
        part = f"encoder.layer.{layer}"
        query, key, value = (heads(dense(state, f"{part}.attention.self.{name}")) for name in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        context = (shares / shares.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        state = normal(dense(context, f"{part}.attention.output.dense") + state, f"{part}.attention.output.LayerNorm")
        wide = dense(state, f"{part}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        state = normal(dense(wide, f"{part}.output.dense") + state, f"{part}.output.LayerNorm")
    mean = state.mean(axis=0)
    unit: Array = mean / np.linalg.norm(mean)
    return unit


def main() -> None:
    """Compute and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("tokenizer", type=Path)
    options = parser.parse_args()
    weights = read_weights(options.weights)
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    vectors = np.vstack([encode(weights, tokenizer.encode(text).ids) for text in TEXTS])
    small = np.rint(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    data = {"least": LEAST, "mean": MEAN, "texts": TEXTS, "vectors": base64.b64encode(small.tobytes()).decode("ascii")}
    target = ROOT / "resources" / "proofs" / "all-minilm-l6-v2.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}: {len(TEXTS)} texts")


if __name__ == "__main__":
    main()
