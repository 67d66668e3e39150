"""Questions of several parts and comparisons: taken apart where a person would, put together as one
answer.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.parts import Combined, Found, combine, is_yes_no, parts, told
from app.core.answers.answers import Citation, Evidence, Grounding, Sentence
from app.core.documents.documents import Label

SEVERAL = [
    ("How hot may the kiln get and who opens it?", ["How hot may the kiln get?", "Who opens the kiln?"]),
    (
        "What does the day ticket cost, and where do I buy it?",
        ["What does the day ticket cost?", "Where do I buy the day ticket?"],
    ),
    ("who signs the rota and by when?", ["Who signs the rota?", "By when does somebody sign the rota?"]),
    ("who signs and by when?", ["Who signs?", "By when does somebody sign?"]),
    ("How is the lathe oiled and how often?", ["How is the lathe oiled?", "How often is the lathe oiled?"]),
    ("How long and how heavy is the ladder?", ["How long is the ladder?", "How heavy is the ladder?"]),
    (
        "When and where is the rehearsal held?",
        ["When is the rehearsal held?", "Where is the rehearsal held?"],
    ),
    (
        "Is the pool open on Sunday? And how much does it cost?",
        ["Is the pool open on Sunday?", "How much does the pool cost?"],
    ),
    ("may visitors take photos and where?", ["May visitors take photos?", "Where may visitors take photos?"]),
    ("Which beds are free and which can be moved?", ["Which beds are free?", "Which beds can be moved?"]),
    (
        "Can I bring my dog and do I have to pay for it?",
        ["Can I bring my dog?", "Do I have to pay for my dog?"],
    ),
    (
        "What are the price and the weight of the TQ-40?",
        ["What is the price of the TQ-40?", "What is the weight of the TQ-40?"],
    ),
    (
        "Where is ward 3, who runs it and when may I visit?",
        ["Where is ward 3?", "Who runs ward 3?", "When may I visit, about ward 3?"],
    ),
]
COMPARED = [
    (
        "Which saw is louder, the band saw or the table saw?",
        ["How loud is the band saw?", "How loud is the table saw?"],
    ),
    (
        "which is cheaper: the day ticket or the weekly pass?",
        ["How much does the day ticket cost?", "How much does the weekly pass cost?"],
    ),
    (
        "which are heavier, the sopranos or the flutes",
        ["How much do the sopranos weigh?", "How much do the flutes weigh?"],
    ),
    ("Is the TQ-40 bigger than the TQ-80?", ["How big is the TQ-40?", "How big is the TQ-80?"]),
    (
        "Is the bass recorder or the tenor more expensive?",
        ["How much does the bass recorder cost?", "How much does the tenor cost?"],
    ),
    (
        "What is the difference in price between the hall and the inn?",
        ["What is the price of the hall?", "What is the price of the inn?"],
    ),
    (
        "compare the weight of TQ-40 with TQ-80",
        ["What is the weight of TQ-40?", "What is the weight of TQ-80?"],
    ),
    (
        "Compare how long a day pass lasts with how long a card lasts.",
        ["How long does a day pass last?", "How long does a card last?"],
    ),
    ("What do the TQ-40 and the TQ-80 weigh?", ["What does the TQ-40 weigh?", "What does the TQ-80 weigh?"]),
]
ONE = [
    "How often is the kiln inspected?",
    "What are the terms and conditions?",
    "What happens when the lamp goes out and is not lit again?",
    "Do you know where the key is and when the shop opens?",
    "Who decides what is bought and when?",
    "Who may use the lathe or the saw?",
    "What do singers get after another year and who sends it?",
    "Whom will I meet, and for how long?",
    "Is the valve opened at 6 bar or at 8 bar?",
    "Where are salt and pepper kept?",
    "Is it better to sing standing or to sit?",
    "Explain how and why the seal is replaced",
    "opening hours and phone number of the clinic",
    "What is the difference between a mass and a requiem?",
    "How do I rinse and dry the jars?",
    "How many days pass between 1 and 5 May?",
    "",
    "and?",
]


@pytest.mark.parametrize(("question", "want"), [*SEVERAL, *COMPARED], ids=lambda value: str(value)[:40])
def test_a_question_is_taken_apart(question: str, want: list[str]) -> None:
    assert list(parts(question)) == want


@pytest.mark.parametrize("question", ONE)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question) == (question,)


@pytest.mark.parametrize("question", [one for _, several in [*SEVERAL, *COMPARED] for one in several])
def test_a_part_is_one_question(question: str) -> None:
    assert parts(question) == (question,)


def test_yes_or_no_is_told_from_the_rest() -> None:
    assert is_yes_no("can I bring my dog")
    assert is_yes_no("Ok, is the pool heated?")
    assert not is_yes_no("Where is the pool?")
    assert not is_yes_no("Is the pool heated and how warm is it?")


PIECES = st.lists(st.sampled_from("who is and or the a TQ-40 it what heavier than , ? how".split())).map(
    " ".join
)


@given(st.one_of(st.text(max_size=80), PIECES))
def test_whatever_is_typed_there_is_a_question(question: str) -> None:
    found = parts(question)
    assert found
    assert found == parts(question)
    assert found == (question,) or all(any(char.isalnum() for char in one) for one in found)


def test_it_takes_no_time() -> None:
    for text in ("who and " * 50, "is a or " * 45, "1" * 390, "a and " * 60, "which is er, a or b " * 15):
        started = time.process_time()
        parts(text)
        assert time.process_time() - started < 0.2
    started = time.process_time()
    for question, _ in SEVERAL:
        parts(question)
    assert (time.process_time() - started) / len(SEVERAL) < 0.02


def said(text: str, start: int) -> Found:
    """Return what was found where one sentence answers."""
    end = start + len(text)
    shown = Evidence(
        "p",
        "d",
        "v",
        Label.PUBLIC,
        "T",
        "/t",
        None,
        (),
        start,
        end,
        text,
        0.9,
        0.8,
        0.7,
        "",
        start,
        end,
        text,
    )
    cited = Citation("d", "document", "v", Label.PUBLIC, "T", "/t", None, (), start, end, text, None, None)
    return Found((Sentence(text, Grounding.QUOTED, (cited,)),), (shown,), 0.9)


def put(*found: Found) -> Combined:
    answers = dict(zip(("One?", "Two?", "Three?"), found, strict=False))
    return combine(list(answers), answers.__getitem__, 0.5)


def test_each_part_is_answered_with_its_evidence() -> None:
    combined = put(said("It weighs 31 kg.", 0), said("It costs 5 euros.", 100))
    assert combined.answered
    assert [sentence.text for sentence in combined.sentences] == ["It weighs 31 kg.", "It costs 5 euros."]
    assert [item.start for item in combined.evidence] == [0, 100]
    assert (combined.probability, combined.open, told(combined)) == (0.9, (), [])


def test_what_stays_open_is_said() -> None:
    unsure = said("It is green.", 50)
    combined = put(said("It weighs 31 kg.", 0), Found(unsure.sentences, unsure.evidence, 0.2))
    assert [sentence.text for sentence in combined.sentences] == ["It weighs 31 kg."]
    assert [item.start for item in combined.evidence] == [0]
    assert combined.open == ("Two?",)
    assert told(combined) == ["Part of the question is not answered: “Two?”"]


def test_when_no_part_is_answered_nothing_is() -> None:
    combined = put(Found((), (), 0.1), Found((), (), 0.3))
    assert not combined.answered
    assert (combined.probability, combined.open, told(combined)) == (0.3, ("One?", "Two?"), [])


def test_what_answers_two_parts_is_said_once() -> None:
    combined = put(said("It weighs 31 kg.", 0), said("It weighs 31 kg.", 0))
    assert len(combined.sentences) == len(combined.evidence) == 1


def test_a_part_that_a_wording_leaves_out_is_told() -> None:
    combined = put(said("It weighs 31 kg.", 0), said("It costs 5 euros.", 100))
    assert [one.text for one in combined.missing(combined.sentences[:1])] == ["It costs 5 euros."]
    assert combined.missing(combined.sentences) == ()
