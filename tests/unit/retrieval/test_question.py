"""How much a word says, and what kind of answer a question asks for."""

from __future__ import annotations

import math

import pytest

from app.retrieval.question import Expected, expected, gives, stems_of, term_weight, term_weights


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    weights = term_weights(["torque", "pump"], {"torque": 2, "pump": 400}, 1000)
    assert weights["torque"] > 2 * weights["pump"] > 0


def test_a_question_word_weighs_little_even_in_a_tiny_collection() -> None:
    assert term_weight("kind", 0, 3) < term_weight("torqu", 1, 3) / 2


def test_a_small_collection_hardly_moves_a_weight() -> None:
    assert math.isclose(term_weight("torqu", 0, 0), term_weight("torqu", 1, 2), rel_tol=0.35)


def test_a_large_collection_decides_a_weight() -> None:
    assert term_weight("torqu", 50_000, 100_000) < 1.0


def test_counts_beyond_the_total_do_no_harm() -> None:
    assert term_weight("torqu", 20, 10) > 0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When does the lease end?", Expected.TIME),
        ("In what year was the plant built?", Expected.TIME),
        ("What is the deadline for claims?", Expected.TIME),
        ("How many bolts hold the cover?", Expected.NUMBER),
        ("What is the maximum pressure?", Expected.NUMBER),
        ("how long is the warm-up", Expected.NUMBER),
        ("Who signs the release?", Expected.PERSON),
        ("Whose approval is needed?", Expected.PERSON),
        ("Where are the spare fuses?", Expected.PLACE),
        ("Why was the seal replaced?", Expected.REASON),
        ("What is the reason for the recall?", Expected.REASON),
        ("What is the supplier called?", Expected.NAME),
        ("Which company makes the sensor?", Expected.NAME),
        ("What does the lamp mean?", Expected.ANY),
        ("torque sensor T4 warm-up", Expected.ANY),
    ],
)
def test_what_is_asked_for(question: str, kind: Expected) -> None:
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("question", "sentence", "given"),
    [
        ("When does the lease end?", "The lease ends on 3 May 2027.", True),
        ("When does the lease end?", "The lease ends when either side says so.", False),
        ("When was the 2019 plan made?", "The 2019 plan was made by the board.", False),
        ("How many bolts hold the cover?", "Six bolts hold the cover.", True),
        ("How many bolts hold the cover?", "The bolts hold the cover.", False),
        ("How many of the 6 bolts may fail?", "The 6 bolts must not fail.", False),
        ("Who signs the release?", "The release is signed by Ines Calder.", True),
        ("Who signs the release?", "The release is signed by the manager.", False),
        ("Who is Ines Calder?", "Every morning Ines Calder opens the shop.", False),
        ("Where are the fuses?", "The fuses are in the drawer.", True),
        ("Where are the fuses?", "The fuses are small.", False),
        ("Why was the seal replaced?", "It was replaced because it leaked.", True),
        ("Why was the seal replaced?", "The seal was replaced.", False),
        ("What does the lamp mean?", "Anything at all.", True),
    ],
)
def test_whether_a_sentence_gives_it(question: str, sentence: str, given: bool) -> None:
    assert gives(expected(question), sentence, stems_of(question)) is given
