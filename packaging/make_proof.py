"""Write what the sentence encoders must make of fixed texts: `python packaging/make_proof.py WEIGHTS
[TOKENIZER]`.

WEIGHTS is the publisher's `model.safetensors`, TOKENIZER its `tokenizer.json`; of the multilingual encoder,
WEIGHTS is the packed file, which holds both. The network is computed here in double precision, plainly and
apart from the program's own graph, so that the one proves the other. Writes a file of `resources/proofs`.
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
from app.inference.fourbit import read_packed, tokenizer_json

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
    "Backups run at 02:00 every night. They are encrypted, copied to a second site and restored on trial once a quarter. "
    * 12,
)

TONGUES_LEAST, TONGUES_MEAN = 0.97, 0.985  # the rounded graph came to 0.990 and 0.996
TONGUES = (
    "How long is the warranty on the calibration bench?",
    "Staff are entitled to 28 days of annual leave, of which five may be carried over until 31 March.",
    "The spare key hangs in the porter's lodge; whoever takes it signs for it.",
    "The patient should take 5 mg twice a day with food, and stop if a rash appears.",
    "No refunds are given after thirty days unless the goods were faulty when they were delivered.",
    "def add(left: int, right: int) -> int:\n    return left + right",
    "ERROR 503 upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    "",
    "Das Überdruckventil öffnet bei 6,5 bar; es wird jeden Monat geprüft.",
    "Wer genehmigt Einkäufe über 10.000 Euro?",
    "Die Frist für den Einspruch beträgt einen Monat nach Zugang des Bescheids.",
    "Die Sicherungen laufen jede Nacht um zwei Uhr. Sie werden verschlüsselt und einmal im Quartal zur Probe zurückgespielt. "
    * 6,
    "Le contrat est résilié de plein droit en cas de défaut de paiement.",
    "Qui garde les clés de l'atelier pendant les vacances ?",
    "Les billets remboursables demandent l'accord du responsable, donné par écrit avant le départ.",
    "| Pieza | Par (Nm) | Llave |\n| Tornillo M6 | 9,8 | T30 |\n| Tornillo M8 | 24 | T40 |",
    "El aceite de la bomba se cambia cada seis meses.",
    "La ricevuta va consegnata entro due settimane dal ritorno.",
    "A sala de reuniões fecha às dezoito horas.",
    "De sleutel van het magazijn ligt bij de portier; wie hem meeneemt, tekent ervoor.",
    "Nyckeln till förrådet lämnas tillbaka samma dag.",
    "Kto zgubi kartę, zgłasza to tego samego dnia w portierni.",
    "Где хранится запасной ключ от склада?",
    "Резервные копии создаются каждую ночь в два часа и хранятся девяносто дней.",
    "Οι επισκέπτες υπογράφουν στην είσοδο και φορούν κάρτα.",
    "会議室の予約は前日の正午までに受付で行ってください。定員は四十名です。",
    "会议室可以容纳多少人？",
    "출장비는 돌아온 날부터 십사 일 안에 신청해야 합니다.",
    "كم يوما مدة الإجازة السنوية؟",
    "कर्मचारी को यात्रा के खर्च की रसीदें दो सप्ताह के भीतर देनी होती हैं।",
    "ห้องประชุมเปิดตั้งแต่แปดโมงเช้าถึงหกโมงเย็น",
)


def encode(weights: Mapping[str, NDArray[np.float32]], ids: list[int]) -> Array:
    """Return the unit vector of a text's tokens: shape (dimensions,)."""
    mean = average(weights, ids)
    unit: Array = mean / np.linalg.norm(mean)
    return unit


def average(weights: Mapping[str, NDArray[np.float32]], ids: list[int]) -> Array:
    """Return the mean of the last states of a text's tokens: shape (dimensions,)."""

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
    rows = (
        rows
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    state = normal(rows, "embeddings.LayerNorm")
    for layer in range(
        1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    ):
        part = f"encoder.layer.{layer}"
        query, key, value = (
            heads(dense(state, f"{part}.attention.self.{name}")) for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        context = (shares / shares.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        state = normal(
            dense(context, f"{part}.attention.output.dense") + state, f"{part}.attention.output.LayerNorm"
        )
        wide = dense(state, f"{part}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))
        state = normal(dense(wide, f"{part}.output.dense") + state, f"{part}.output.LayerNorm")
    mean: Array = state.mean(axis=0)
    return mean


def main() -> None:
    """Compute and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("tokenizer", type=Path, nargs="?")
    options = parser.parse_args()
    if options.tokenizer is None:
        multilingual(options.weights)
        return
    weights = read_weights(options.weights)
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    vectors = np.vstack([encode(weights, tokenizer.encode(text).ids) for text in TEXTS])
    write("all-minilm-l6-v2", {"least": LEAST, "mean": MEAN, "texts": TEXTS, "vectors": rounded(vectors)})


def multilingual(path: Path) -> None:
    """Compute and write for the multilingual encoder, with what all its vectors have in common."""
    packed = read_packed(path)
    weights = packed.weights()
    tokenizer = Tokenizer.from_str(tokenizer_json(packed).decode())
    tokenizer.enable_truncation(512)
    asked, told = (
        np.vstack([average(weights, tokenizer.encode(f"{side}: {text}").ids) for text in TONGUES])
        for side in ("query", "passage")
    )
    common = ((asked.mean(axis=0) + told.mean(axis=0)) / 2).astype("<f4")
    vectors = told - common
    data = {
        "least": TONGUES_LEAST, "mean": TONGUES_MEAN, "texts": TONGUES, "vectors": rounded(vectors),
        "common": base64.b64encode(common.tobytes()).decode("ascii"),
    }  # fmt: skip
    write("multilingual-e5-small", data)


def rounded(vectors: Array) -> str:
    """Return vectors in bytes, as text."""
    small = np.rint(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)
    return base64.b64encode(small.tobytes()).decode("ascii")


def write(name: str, data: Mapping[str, Any]) -> None:
    """Write a proof."""
    target = ROOT / "resources" / "proofs" / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {target.relative_to(ROOT)}: {len(data['texts'])} texts")


if __name__ == "__main__":
    main()
