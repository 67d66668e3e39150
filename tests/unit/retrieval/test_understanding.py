"""Long texts are cut to what they ask; questions of ordinary length are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.language.text import words
from app.retrieval.understanding import asked, sentences_of

KNEE = """Hello everybody,

we moved to the second floor last month, and since then the heating in our kitchen has made a knocking sound every morning at six,
which wakes up the baby. My husband bled the radiators twice, and the neighbours say that theirs do the same.
Who pays for repairs of the heating in a rented flat that is older than ten years?

Best regards
Anna"""

STORIES = [
    (KNEE, ["Who pays for repairs of the heating in a rented flat that is older than ten years?"]),
    (
        "Hi team, quick one. I joined the choir in spring and sang in two concerts, but I was ill for most of the summer and "
        "could not come to rehearsals; now the treasurer has sent me an invoice for the whole year, and I am not sure whether "
        "that is right. I would like to know whether the membership fee is reduced when somebody is ill for more than three "
        "months. Thanks a lot, Tom",
        ["Whether the membership fee is reduced when somebody is ill for more than three months."],
    ),
    (
        "Yesterday, at the end of my shift on ward 3, a patient's daughter asked me for a copy of the lab results and got quite"
        " angry when I told her to wait for the doctor, who was in surgery until late. Nobody else was there who could decide "
        "anything at all. My question is: what may relatives be given in writing without a doctor? Can anyone help me?",
        ["What may relatives be given in writing without a doctor?"],
    ),
    (
        "I bought a used kiln from a colleague who retired last spring. We put it into the back of the workshop, next to the "
        "wood store, where there was still a free socket, and the safety officer walked by, shook her head and left without a "
        "word. My boss is away until Monday. Is it allowed?",
        ["I bought a used kiln from a colleague who retired last spring. Is it allowed?"],
    ),
    (
        "We are a small bakery and have just taken over the shop next door, with its old ovens, a cold store, two vans and five"
        " people who have worked there for a very long time and know every customer by name. How often are the vans inspected? "
        "And who pays for winter tyres on the vans of the shop next door? Any ideas?",
        [
            "How often are the vans inspected? And who pays for winter tyres on the vans of the shop next door?"
        ],
    ),
]


@pytest.mark.parametrize(("text", "want"), STORIES, ids=range(len(STORIES)))
def test_a_story_is_cut_to_what_it_asks(text: str, want: list[str]) -> None:
    assert asked(text) in want


@pytest.mark.parametrize(
    "text",
    [
        "How often is the kiln inspected?",
        "kiln inspection 2024",
        "My aunt is ill. May I stay at home for a day, and who has to know?",
        "I'm on the early shift this week and the late shift next week. How many hours have to lie between them at least?",
        "Is it true that the pool closes at 18:00 when it rains, and do I get my money back?",
        "  Dear is the flour, is it?  ",
    ],
)
def test_a_question_of_ordinary_length_is_left_alone(text: str) -> None:
    assert asked(text) == text


def test_a_greeting_goes_even_before_a_short_question() -> None:
    assert asked("Hi all, how often is the kiln inspected? Thanks, Eva") == "how often is the kiln inspected?"


def test_a_long_text_that_asks_nothing_is_left_alone() -> None:
    text = "The kiln stands in the back of the workshop. " * 12
    assert asked(text) == text


def test_no_sentence_ends_behind_an_abbreviation() -> None:
    said = "Ask Dr. Meyer on floor 3. She has e.g. the key of the 2. floor. Why?"
    assert sentences_of(said) == [
        "Ask Dr. Meyer on floor 3.",
        "She has e.g. the key of the 2. floor.",
        "Why?",
    ]


@given(st.text(max_size=400))
def test_whatever_is_typed_something_comes_back(text: str) -> None:
    found = asked(text)
    assert len(words(found)) <= len(words(text))
    assert any(char.isalnum() for char in found) == any(char.isalnum() for char in text)
    assert asked(text) == found


def test_it_takes_less_than_a_millisecond() -> None:
    started = time.process_time()
    for _ in range(100):
        asked(KNEE)
    assert (time.process_time() - started) / 100 < 0.005


def test_a_hostile_text_takes_no_time() -> None:
    for text in (
        "a: " * 700,
        "hi " * 700,
        "I would like to know " * 100,
        "? " * 1000,
        "thanks " * 300,
        "dear all " * 220,
    ):
        started = time.process_time()
        asked(text)
        assert time.process_time() - started < 0.5
