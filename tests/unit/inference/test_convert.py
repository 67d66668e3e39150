"""The encoder made of float weights: a file that ONNX Runtime reads, the same bytes each time, and the same
answers within rounding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

import make_proof
from app.core.errors import ModelMissing
from app.inference.convert import minilm, read_weights, reader, rounded
from app.inference.graphfile import FLOAT, INT64, Graph
from app.inference.lowrank import HEAD, merged, narrowed, read_delta

WIDTH, WIDE, WORDS = 384, 1536, 30


def weights(layers: int = 1) -> dict[str, NDArray[np.float32]]:
    chance = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, WIDTH), "embeddings.position_embeddings.weight": (16, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,), "embeddings.LayerNorm.bias": (WIDTH,),
    }  # fmt: skip
    for layer in range(layers):
        for part in (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
        ):
            shapes[f"encoder.layer.{layer}.{part}.weight"] = (WIDTH, WIDTH)
            shapes[f"encoder.layer.{layer}.{part}.bias"] = (WIDTH,)
        shapes[f"encoder.layer.{layer}.intermediate.dense.weight"] = (WIDE, WIDTH)
        shapes[f"encoder.layer.{layer}.intermediate.dense.bias"] = (WIDE,)
        shapes[f"encoder.layer.{layer}.output.dense.weight"] = (WIDTH, WIDE)
        shapes[f"encoder.layer.{layer}.output.dense.bias"] = (WIDTH,)
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"encoder.layer.{layer}.{part}.weight"] = (WIDTH,)
            shapes[f"encoder.layer.{layer}.{part}.bias"] = (WIDTH,)
    return {
        name: (1 + 0.1 * made if name.endswith("LayerNorm.weight") else 0.05 * made).astype(np.float32)
        for name, made in ((name, chance.standard_normal(shape)) for name, shape in shapes.items())
    }


def safetensors(path: Path, held: Mapping[str, NDArray[np.float32]]) -> Path:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, values in held.items():
        header[name] = {
            "dtype": "F32",
            "shape": list(values.shape),
            "data_offsets": [len(data), len(data) + values.nbytes],
        }
        data += values.tobytes()
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + data)
    return path


def test_the_graph_answers_as_the_floats_do(tmp_path: Path) -> None:
    held = read_weights(safetensors(tmp_path / "w", weights()))
    made = b"".join(minilm(held))
    assert made == b"".join(minilm(weights()))
    session = onnxruntime.InferenceSession(made, providers=["CPUExecutionProvider"])
    for ids in ([2], [1, 5, 9, 29], list(range(16))):
        (hidden,) = session.run(["last_hidden_state"], {"input_ids": np.array([ids], dtype=np.int64)})
        assert hidden.shape == (1, len(ids), WIDTH)
        mean = hidden[0].mean(axis=0)
        assert mean @ make_proof.encode(held, ids) / np.linalg.norm(mean) > 0.99


def learnt(path: Path) -> Path:
    chance = np.random.default_rng(5)
    changed = "encoder.layer.0.attention.self.key.weight"
    parts = narrowed(0.01 * chance.standard_normal((WIDTH, WIDTH)).astype(np.float32), 8)
    head = {
        HEAD.weight: chance.standard_normal((3 * WIDTH, 1)),
        HEAD.scale: np.array([3.0]),
        HEAD.bias: np.array([-1.0]),
    }
    arrays: dict[str, Any] = {changed + ending: values for ending, values in parts.items()}
    arrays |= {name: values.astype(np.float32) for name, values in head.items()}
    np.savez(path, **arrays)
    return path


def test_the_reader_weighs_what_the_encoder_makes_of_both_texts(tmp_path: Path) -> None:
    held, path = weights(), learnt(tmp_path / "learnt.npz")
    delta = read_delta(path)
    sides = held["embeddings.token_type_embeddings.weight"]
    sides[1] = sides[0]  # with these the encoder, which knows one text only, reads the same
    encoder = onnxruntime.InferenceSession(
        b"".join(minilm(merged(held, delta))), providers=["CPUExecutionProvider"]
    )
    session = onnxruntime.InferenceSession(b"".join(reader(held, path)), providers=["CPUExecutionProvider"])
    for asked, read in (([2, 4], [7]), ([1, 5, 9], [29, 3, 3, 11, 8]), ([6], list(range(12)))):
        ids = np.array([asked + read], dtype=np.int64)
        ((state,),) = encoder.run(["last_hidden_state"], {"input_ids": ids})
        question, window = state[: len(asked)].mean(axis=0), state[len(asked) :].mean(axis=0)
        features = np.concatenate([state[0], question * window, np.abs(question - window)])
        cosine = question @ window / np.linalg.norm(question) / np.linalg.norm(window)
        (score,) = session.run(
            ["score"], {"input_ids": ids, "token_type_ids": np.array([[0] * len(asked) + [1] * len(read)])}
        )
        assert score.item() == pytest.approx(
            float((features @ delta[HEAD.weight])[0] + 3 * cosine - 1), abs=2e-3
        )


def test_the_reader_tells_question_and_window_apart(tmp_path: Path) -> None:
    session = onnxruntime.InferenceSession(
        b"".join(reader(weights(), learnt(tmp_path / "learnt.npz"))), providers=["CPUExecutionProvider"]
    )
    ids = np.array([[4, 5, 6, 7]], dtype=np.int64)
    scores = {
        session.run(["score"], {"input_ids": ids, "token_type_ids": np.array([sides])})[0].item()
        for sides in ([0, 0, 1, 1], [0, 1, 1, 1])
    }
    assert len(scores) == 2


def test_what_was_learnt_for_other_weights_is_refused(tmp_path: Path) -> None:
    held = weights()
    del held["encoder.layer.0.attention.self.key.weight"]
    with pytest.raises(ModelMissing, match="not the weights"):
        list(reader(held, learnt(tmp_path / "learnt.npz")))


def test_what_holds_no_weights_is_named(tmp_path: Path) -> None:
    whole = safetensors(tmp_path / "w", weights()).read_bytes()
    for number, content in enumerate((b"", b"x" * 40, whole[:-9], whole[:60], b"\xff" * 8 + whole[8:])):
        broken = tmp_path / str(number)
        broken.write_bytes(content)
        with pytest.raises(ModelMissing, match="does not contain weights"):
            read_weights(broken)
    held = weights()
    del held["encoder.layer.0.output.dense.bias"]
    with pytest.raises(ModelMissing, match="not the weights"):
        list(minilm(held))


@given(arrays.arrays(np.float32, (3, 7), elements=st.floats(-1e6, 1e6, width=32)), st.sampled_from([7, 8]))
def test_rounding_loses_at_most_half_a_step(values: NDArray[np.float32], bits: int) -> None:
    numbers, scales = rounded(values, 1, bits)
    assert numbers.dtype == np.int8 and np.abs(numbers.astype(int)).max() < 1 << (bits - 1)
    assert (np.abs(numbers * scales.astype(np.float64) - values) <= scales * 0.5001).all()


@pytest.mark.parametrize("size", [1, 127, 128, 20_000])
def test_a_graph_of_any_size_is_read(size: int) -> None:
    graph = Graph("sum")
    graph.input("given", INT64, ["n"])
    graph.weight("kept", np.arange(size, dtype=np.int64))
    graph.node("Gather", ["kept", "given"], ["picked"])
    graph.node("Cast", ["picked"], ["result"], to=FLOAT)
    graph.output("result", FLOAT, ["n"])
    session = onnxruntime.InferenceSession(b"".join(graph.blocks()), providers=["CPUExecutionProvider"])
    (result,) = session.run(None, {"given": np.array([0, size - 1, -1], dtype=np.int64)})
    assert result.tolist() == [0, size - 1, size - 1]
