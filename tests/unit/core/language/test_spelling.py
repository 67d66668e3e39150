"""Spellings: how far apart they are, and what one slip makes of a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.language.spelling import LONG, distance, far_variants, is_slip, slips, variants

WORD = st.text("abcdelprstuz", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("typed", "meant", "away"),
    [
        ("presure", "pressure", 1),
        ("dleta", "delta", 1),
        ("calender", "calendar", 1),
        ("kiln", "kiln", 0),
        ("gaskte", "gasket", 1),
    ],
)
def test_how_far_apart_words_are(typed: str, meant: str, away: int) -> None:
    assert distance(typed, meant, 2) == away
    assert away == 0 or meant in variants(typed)


def test_more_than_the_most_is_not_counted() -> None:
    assert distance("kiln", "windmill", 2) == 3
    assert distance("abcdef", "uvwxyz", 2) == 3


@given(WORD, WORD)
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) == (one == other)


@given(WORD)
def test_each_variant_is_one_slip_away_and_a_far_one_two(word: str) -> None:
    assert all(distance(word, one, 2) == 1 for one in variants(word))
    assert word not in variants(word)
    if len(word) >= LONG:
        assert all(distance(word, one, 3) <= 3 for one in far_variants(word))


@given(WORD)
def test_only_what_changed_places_loses_its_first_letter(word: str) -> None:
    assert all(one[0] == word[0] or one[:2] == word[1] + word[0] for one in variants(word))


def test_far_variants_of_long_words() -> None:
    assert "accommodation" in far_variants("acomodation")
    assert "temperature" in far_variants("tempratuer")


def test_short_words_and_numbers_have_no_slips() -> None:
    assert [slips(word) for word in ("kiln", "valve", "vx450", "temperature")] == [0, 1, 0, 2]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dleta", "delta"), ("meyyer", "meyer"), ("haris", "harris"), ("brghtwire", "brightwire")],
)
def test_a_slip_of_the_fingers_keeps_the_letters(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("meier", "meyer"), ("smith", "smyth"), ("hansen", "hanson"), ("kiln", "kiln")]
)
def test_another_letter_makes_another_name(typed: str, meant: str) -> None:
    assert not is_slip(typed, meant)
