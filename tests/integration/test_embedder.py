"""The real embedder: unit vectors that depend on nothing but their text."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import ModelMissing
from app.inference.embedder import OnnxEmbedder
from tests.conftest import EMBEDDER

WORDS = "valve pressure holiday laser the of opens closes inspected every month ring 6.5 bar bench lamp red housing policy leave".split()


def _texts(count: int) -> list[str]:
    chance = random.Random(4)
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, 120))) for _ in range(count)]


def test_vectors_are_unit_rows_in_order(embedder: OnnxEmbedder) -> None:
    texts = _texts(11)
    vectors = embedder.embed(texts)
    assert vectors.shape == (11, 384) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    again = embedder.embed(list(reversed(texts)))[::-1]
    assert np.array_equal(vectors, again)


def test_vector_does_not_depend_on_what_is_embedded_with_it(embedder: OnnxEmbedder) -> None:
    texts = _texts(24)
    together = embedder.embed(texts)
    alone = np.vstack([embedder.embed([text]) for text in texts])
    assert np.array_equal(together, alone)


def test_meaning_is_nearer_than_words(embedder: OnnxEmbedder) -> None:
    question, right, wrong = embedder.embed(
        [
            "How many days off do employees get?",
            "Staff are entitled to 28 days of annual leave.",
            "How many days does the valve last?",
        ]
    )
    assert question @ right > question @ wrong + 0.1


def test_no_texts_and_empty_texts(embedder: OnnxEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)
    assert np.isfinite(embedder.embed(["", " "])).all()


def test_long_text_is_cut_at_the_models_length(embedder: OnnxEmbedder) -> None:
    head = "the valve opens at high pressure " * 60
    long, longer = embedder.embed([head, head + "holiday policy " * 500])
    assert np.array_equal(long, longer)
    assert embedder.count_tokens(head) == 360


def test_tokens_are_counted_and_placed(embedder: OnnxEmbedder) -> None:
    text = "Relief valve RV-7 öffnet"
    spans = embedder.token_spans(text)
    assert embedder.count_tokens(text) == len(spans)
    assert "".join(text[start:end] for start, end in spans) == text.replace(" ", "")
    assert embedder.count_tokens("") == 0


def test_missing_or_damaged_files_are_named(tmp_path: Path, embedder: OnnxEmbedder) -> None:
    model, tokenizer = tmp_path / "model.onnx", tmp_path / "tokenizer.json"
    with pytest.raises(ModelMissing, match="incomplete"):
        OnnxEmbedder(model, tokenizer, "x", "0")
    model.write_bytes(b"not a model")
    tokenizer.write_text("{}")
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        OnnxEmbedder(model, tokenizer, "x", "0")


def test_damaged_tokeniser_is_named(tmp_path: Path, models_dir: Path) -> None:
    tokenizer = tmp_path / "tokenizer.json"
    tokenizer.write_text("{}")
    with pytest.raises(ModelMissing, match="tokeniser"):
        OnnxEmbedder(models_dir / EMBEDDER / "model.onnx", tokenizer, "x", "0")


def test_reading_has_a_row_for_each_token_and_agrees_with_the_vector(embedder: OnnxEmbedder) -> None:
    texts = ["The relief valve opens at 6.5 bar.", "Laser", "", "the valve opens at high pressure " * 60]
    for text, reading, vector in zip(texts, embedder.read(texts), embedder.embed(texts), strict=True):
        assert reading.tokens.shape == (len(reading.spans), embedder.dimensions)
        assert list(reading.spans) == embedder.token_spans(text)[: embedder.max_tokens - 2]
        if (
            len(reading.spans) > 5
        ):  # of fewer tokens the vector is mostly that of the two special ones around them
            mean = reading.tokens.mean(axis=0)
            assert mean @ vector / np.linalg.norm(mean) > 0.98
