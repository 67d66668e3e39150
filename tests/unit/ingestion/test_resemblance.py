from __future__ import annotations

import random

import pytest

from app.ingestion.resemblance import Resemblance, neighbours, series

WORDS = [f"word{number}" for number in range(4_000)]


def text(seed: int, length: int = 400) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) for _ in range(length))


def changed(original: str, words: int, seed: int = 1) -> str:
    draw = random.Random(seed)
    parts = original.split()
    for at in draw.sample(range(len(parts)), words):
        parts[at] = "other"
    return " ".join(parts)


def grouped(*texts: str) -> list[tuple[int, ...]]:
    resemblance = Resemblance()
    for item in texts:
        resemblance.add(item)
    return [members for members, _ in resemblance.groups()]


def test_nearly_equal_texts_are_one_group_and_others_are_none() -> None:
    one = text(1)
    assert grouped(one, text(2), changed(one, 8), text(3), one.upper().replace(" ", "\n")) == [(0, 2, 4)]


def test_texts_of_which_half_is_new_are_not_nearly_the_same() -> None:
    one = text(1)
    assert grouped(one, changed(one, 120)) == []


def test_short_and_empty_texts_resemble_only_their_equals() -> None:
    assert grouped("", "", "...", "Closed today.", "Closed today!", "Open today.") == [(3, 4)]


def test_a_thousand_copies_make_one_group() -> None:
    one = text(5)
    assert [len(group) for group in grouped(*[changed(one, 3, seed) for seed in range(1_000)])] == [1_000]


def test_groups_do_not_depend_on_chance() -> None:
    texts = [changed(text(number // 3), number % 3) for number in range(60)]
    assert grouped(*texts) == grouped(*texts)
    assert len(grouped(*texts)) == 20


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Return policy", "Return policy 2025"),
        ("return-policy-2023", "return_policy (copy)"),
        ("Price list 2019", "price-list-2026-02-01"),
        ("Manual v1.2", "Manual version 3"),
        ("Contract final", "Contract draft"),
    ],
)
def test_versions_are_known_by_their_names(name: str, other: str) -> None:
    assert series(name) == series(other) != ""


@pytest.mark.parametrize(
    ("name", "other"),
    [("Valve RV-7", "Valve RV-9"), ("Travel policy", "Return policy"), ("Minutes 12", "Minutes 13")],
)
def test_other_documents_are_not(name: str, other: str) -> None:
    assert series(name) != series(other)


def test_a_name_that_says_nothing_makes_no_series() -> None:
    assert [series(name) for name in ("2025-03-01", "v2", "copy (2)", "a1", "")] == [""] * 5


def test_a_group_of_any_size_is_compared_in_a_line() -> None:
    assert list(neighbours([("2025", 4), ("2019", 1), ("2021", 9)])) == [(1, 9), (9, 4)]
