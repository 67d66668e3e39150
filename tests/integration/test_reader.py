"""The real cross-reader: a window's score depends on question and window alone, and tells an answer from what
only sounds like one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ModelMissing
from app.inference.catalog import Catalog
from app.inference.reader import FILE, OnnxCrossReader, load_reader
from tests.conftest import EMBEDDER

WINDOWS = [
    "Workshop rules > Keys: The cabinet key hangs behind the door of the foreman's office. Put it back at night.",
    "Workshop rules > Keys: Every key has a number. A key that got lost is reported to the foreman on the same day.",
    "Workshop rules > Machines: The band saw may be used by two trained people at a time. Goggles are worn.",
    "Bee keeping > Winter: Each hive gets fifteen kilos of sugar before the first frost.",
]


@pytest.fixture(scope="module")
def reader(models_dir: Path) -> OnnxCrossReader:
    loaded = load_reader(Catalog(models_dir).verify(EMBEDDER))
    assert loaded is not None, (
        f"{EMBEDDER} was installed before it had a reader: run citewell models install {EMBEDDER}"
    )
    return loaded


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("where do i find what opens the cupboard", 0),
        ("I can't find my key anymore, whom do I tell?", 1),
        ("how much food do the bees need to survive the cold months", 3),
    ],
)
def test_what_answers_is_likeliest(reader: OnnxCrossReader, question: str, right: int) -> None:
    scores = reader.scores(question, WINDOWS)
    assert max(range(len(scores)), key=scores.__getitem__) == right


def test_a_question_that_is_not_answered_scores_less(reader: OnnxCrossReader) -> None:
    told = max(reader.scores("How many people can use the band saw at once?", WINDOWS))
    untold = max(reader.scores("How many hours can one use the band saw at once?", WINDOWS))
    assert told > untold


def test_a_score_depends_on_its_pair_alone(reader: OnnxCrossReader) -> None:
    question = "where is the key"
    together = reader.scores(question, WINDOWS)
    assert [reader.scores(question, [window])[0] for window in reversed(WINDOWS)] == together[::-1]
    assert reader.scores(question, []) == []


def test_texts_of_any_length_are_read(reader: OnnxCrossReader) -> None:
    long = "the key hangs behind the door " * 400
    assert reader.scores("where is the key", [long]) == reader.scores(
        "where is the key", [long + "and nowhere else"]
    )
    assert len(reader.scores("why " * 5000, [long, "", " "])) == 3


def test_a_missing_or_broken_file_is_named(models_dir: Path, tmp_path: Path) -> None:
    tokenizer = models_dir / EMBEDDER / "tokenizer.json"
    with pytest.raises(ModelMissing, match="incomplete"):
        OnnxCrossReader(tmp_path / FILE, tokenizer, EMBEDDER, "")
    (tmp_path / FILE).write_bytes(b"no network")
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        OnnxCrossReader(tmp_path / FILE, tokenizer, EMBEDDER, "")
