from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.language.text import MASK, find_quote, mask, negations, numbers, squeeze, stem, terms, words

TEXT = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("valves", "valve"),
        ("measured", "measuring"),
        ("policies", "policy"),
        ("planned", "planning"),
        ("boxes", "box"),
        ("company's", "company"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bus", "bush"), ("glass", "glaze"), ("2019", "2018"), ("rv7", "rv8"), ("process", "proceed")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_terms_leave_out_what_says_nothing() -> None:
    assert terms("What is the pressure of the valve?") == ["pressur", "valv"]


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert numbers("1,250.0 bar") == numbers("1250 bar") == {"1250"}
    assert numbers("-3.50 %") == {"-3.5"}
    assert numbers("12%") == {"12%"}


def test_negations_are_counted() -> None:
    assert negations("It must not open, and it can't close without the key.") == 3
    assert negations("It opens a note.") == 0


def test_a_quote_is_found_across_line_breaks_and_typography() -> None:
    text = "He said: “Don’t\nopen the  valve” – ever."
    place = find_quote(text, '"Don\'t open the valve"')
    assert place is not None
    assert text[place[0] : place[1]] == "“Don’t\nopen the  valve”"


@given(TEXT, st.integers(0, 199), st.integers(1, 60))
def test_a_slice_is_always_found_where_its_words_stand(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    needle, _ = squeeze(piece)
    if needle:
        place = find_quote(text, piece)
        assert place is not None
        assert squeeze(text[place[0] : place[1]])[0].strip() == needle.strip()


@given(TEXT)
def test_words_stand_where_they_say(text: str) -> None:
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end


@given(TEXT, st.integers(0, 50), st.lists(st.tuples(st.integers(0, 260), st.integers(0, 40)), max_size=5))
def test_masking_keeps_every_offset(text: str, base: int, raw: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in raw]
    masked = mask(text, base, spans)
    assert len(masked) == len(text)
    for position, (before, after) in enumerate(zip(text, masked, strict=True)):
        hidden = any(start <= base + position < end for start, end in spans)
        assert after == (MASK if hidden and not before.isspace() else before)
