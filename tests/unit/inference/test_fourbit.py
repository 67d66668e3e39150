"""A packed encoder of four bits: its weights by the publisher's names, its pieces as a tokeniser, and faults
that are named.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

import make_proof
from app.core.errors import ModelMissing
from app.inference.convert import RECIPES, common
from app.inference.fourbit import read_packed, tokenizer_json
from tests.unit.inference.test_convert import WIDE, WIDTH, weights

PIECES = (
    ("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("\u2581", -4.0), ("s", -6.0), ("<", -7.0), (">", -7.0), ("/", -7.0),
    ("\u2581Wo", -5.0), ("\u2581ist", -5.5), ("\u2581der", -5.0), ("\u2581Schl", -8.0), ("üssel", -8.5),
    ("日本", -9.0), ("語", -9.0), ("1", -5.0),
)  # fmt: skip
OWN = {
    "embeddings.word_embeddings.weight": "emb.word", "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w", "embeddings.LayerNorm.bias": "emb.ln.b",
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln", "intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip


def own(name: str) -> str:
    if name in OWN:
        return OWN[name]
    _, _, layer, rest = name.split(".", 3)
    part, kind = rest.rsplit(".", 1)
    return f"l{layer}.{OWN[part]}.{kind[0]}"


def blocks(values: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    """Return a matrix in blocks of four bits, and what is left of it."""
    rows = values.reshape(-1, 32)
    factors = (np.abs(rows).max(axis=1, keepdims=True) / 7).astype("<f2")
    numbers = np.clip(np.rint(rows / factors.astype(np.float32)), -8, 7)
    half = (numbers + 8).astype(np.uint8)
    packed = np.concatenate([factors.view(np.uint8), half[:, :16] | half[:, 16:] << 4], axis=1)
    return packed.tobytes(), (numbers * factors.astype(np.float32)).astype(np.float32).reshape(values.shape)


def packed_file(
    path: Path, pieces: tuple[tuple[str, float], ...] = PIECES
) -> tuple[Path, dict[str, NDArray[np.float32]]]:
    """Write a made-up encoder of one layer and return its weights as they were rounded."""
    held, kept, data, rows = weights(), {}, b"", []
    for name, values in held.items():
        matrix = values.ndim == 2 and "position" not in name and "token_type" not in name
        content, kept[name] = blocks(values) if matrix else (values.tobytes(), values)
        rows.append((own(name).encode(), 1 if matrix else 0, values.size, len(data), len(content)))
        data += content
    texts = [piece.encode() for piece, _ in pieces]
    words = len(held["embeddings.word_embeddings.weight"])
    head = b"E5S1\x01\x00\x00\x00" + struct.pack("<7ifi", WIDTH, 1, 12, WIDE, words, 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(b"".join(texts)))
    head += (
        np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes()
        + np.array([score for _, score in pieces], "<f4").tobytes()
    )
    head += b"".join(texts) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(rows))
    before = len(head) + sum(2 + len(row[0]) + 21 for row in rows)
    head += b"".join(
        struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, size, before + at, length)
        for name, kind, size, at, length in rows
    )
    path.write_bytes(head + data)
    return path, kept


def test_weights_come_out_as_they_were_packed(tmp_path: Path) -> None:
    path, kept = packed_file(tmp_path / "packed.bin")
    found = read_packed(path).weights()
    assert found.keys() == kept.keys()
    for name, values in kept.items():
        assert np.array_equal(found[name], values), name


def test_the_graph_answers_as_the_floats_do_without_what_all_texts_have_in_common(tmp_path: Path) -> None:
    path, kept = packed_file(tmp_path / "packed.bin")
    made = b"".join(RECIPES["e5-int8"](path))
    assert made == b"".join(RECIPES["e5-int8"](path))
    session = onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"])
    for ids in ([2], [1, 5, 9, 16], list(range(16))):
        (hidden,) = session.run(["last_hidden_state"], {"input_ids": np.array([ids], dtype=np.int64)})
        mean, wanted = hidden[0].mean(axis=0), make_proof.average(kept, ids) - common()
        assert mean @ wanted / np.linalg.norm(mean) / np.linalg.norm(wanted) > 0.99


def test_pieces_become_a_tokeniser(tmp_path: Path) -> None:
    path, _ = packed_file(tmp_path / "packed.bin")
    (content,) = RECIPES["e5-tokenizer"](path)
    tokenizer = Tokenizer.from_str(content.decode())

    def cut(text: str) -> list[str]:
        found: list[str] = tokenizer.encode(text).tokens
        return found

    assert cut("Wo ist der Schlüssel") == [
        "<s>",
        "\u2581Wo",
        "\u2581ist",
        "\u2581der",
        "\u2581Schl",
        "üssel",
        "</s>",
    ]
    assert cut("Wo\u200b \t ist\x07\n") == ["<s>", "\u2581Wo", "\u2581ist", "</s>"]
    assert cut("\uff11") == ["<s>", "\u2581", "1", "</s>"]  # a full-width digit
    assert cut("日本語") == ["<s>", "\u2581", "日本", "語", "</s>"]
    assert cut("") == ["<s>", "</s>"]
    spans = [
        (start, end) for start, end in tokenizer.encode("Wo  der Schlüssel", add_special_tokens=False).offsets
    ]
    assert spans == [(0, 2), (4, 7), (8, 12), (12, 17)]


def test_a_text_that_spells_a_control_token_is_text(tmp_path: Path) -> None:
    path, _ = packed_file(tmp_path / "packed.bin")
    tokenizer = Tokenizer.from_str(tokenizer_json(read_packed(path)).decode())
    ids = tokenizer.encode("Wo </s> <s>", add_special_tokens=False).ids
    assert not {0, 1, 2} & set(ids)
    assert json.loads(tokenizer_json(read_packed(path)))["model"]["unk_id"] == 3


def test_what_is_no_packed_encoder_is_named(tmp_path: Path) -> None:
    whole = packed_file(tmp_path / "packed.bin")[0].read_bytes()
    for number, content in enumerate(
        (b"", b"x" * 60, whole[:30], whole[:60], whole[:200], whole[:8] + b"\xff" * 200)
    ):
        broken = tmp_path / str(number)
        broken.write_bytes(content)
        with pytest.raises(ModelMissing, match="does not contain an encoder"):
            read_packed(broken)
    short = tmp_path / "short"
    short.write_bytes(whole[:-5000])
    with pytest.raises(ModelMissing, match="does not contain the encoder's weights"):
        read_packed(short).weights()
    with pytest.raises(ModelMissing):
        list(RECIPES["e5-int8"](short))
