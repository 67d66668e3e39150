"""Follow-ups: what stands for something is named, and a question that stands alone is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.followup import LONGEST, rewrite
from app.answering.phrases import phrases
from app.answering.topics import Turn
from app.core.answers.conversations import Rewritten

ROOT = Path(__file__).parents[3]
PAIRS = [
    json.loads(line) for line in Path(__file__).with_name("followups.jsonl").read_text("utf-8").splitlines()
]
QUESTIONS = [
    str(json.loads(line)["question"])
    for path in [
        *sorted((ROOT / "packaging" / "questions").glob("*.jsonl")),
        ROOT / "resources" / "sample" / "questions.jsonl",
    ]
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['before'][:30]} - {pair['asked'][:30]}")
def test_a_follow_up_stands_alone(pair: dict[str, object]) -> None:
    titles = pair["titles"]
    assert isinstance(titles, list)
    found = rewrite(str(pair["asked"]), [Turn(str(pair["before"]), tuple(titles))])
    assert found.question in pair["want"]  # type: ignore[operator]
    assert found.asked == pair["asked"]
    assert found.replaced


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 100
    print(f"{len(PAIRS)} follow-ups, {len(QUESTIONS)} questions that stand alone")


def test_questions_that_stand_alone_stay_byte_for_byte_whatever_was_asked_before() -> None:
    assert len(QUESTIONS) >= 80
    changed = [
        (question, before)
        for before in QUESTIONS
        for question in QUESTIONS
        if rewrite(question, [Turn(before, ("PEP 8",))]).changed
    ]
    assert changed == []


@pytest.mark.parametrize(
    "question",
    [
        "Is it allowed to open the housing while the red lamp is lit?",
        "How long does it take to calibrate the bench?",
        "Is there a policy on gifts?",
        "Are there exceptions to the return policy?",
        "Does PEP 8 say that lines may be long?",
        "Which valve is it that opens at 6.5 bar?",
        "When the FL-8 falls onto concrete, is it damaged?",
        "What happens to a customer's data when they leave?",
        "If it rains, may the FL-8 stay outside?",
        "What was decided this year?",
        "Who has the key that opens the lab?",
        "return policy 2025",
        "Ärger mit der Pumpe?",
        "  What does PEP 8   say? ",
    ],
)
def test_words_that_only_look_like_pointing_back_are_left_alone(question: str) -> None:
    found = rewrite(question, [Turn("How often is the relief valve RV-7 inspected?", ("Relief valve RV-7",))])
    assert found == Rewritten(question, question)
    assert not found.changed


def test_without_anything_asked_before_nothing_changes() -> None:
    assert rewrite("How often is it inspected?", []) == Rewritten(
        "How often is it inspected?", "How often is it inspected?"
    )


def test_it_is_what_was_answered_and_short_forms_repeat_the_newest_question() -> None:
    before = [
        Turn("What does the moon pump weigh?", (), answered=False),
        Turn("How often is the relief valve RV-7 inspected?", ("Relief valve RV-7",)),
    ]
    assert rewrite("What does it cost?", before).question == "What does the relief valve RV-7 cost?"
    assert rewrite("And the RV-9?", before).question == "What does the RV-9 weigh?"


def test_an_abstention_is_all_there_is_to_go_by() -> None:
    assert rewrite(
        "What does it cost?", [Turn("What does the moon pump weigh?", (), answered=False)]
    ).question == ("What does the moon pump cost?")


def test_what_was_replaced_is_told_in_order() -> None:
    found = rewrite(
        "Can they carry it over?", [Turn("How many days of paid leave do employees get each year?")]
    )
    assert found.replaced == (("they", "employees"), ("it", "paid leave"))


def test_a_question_that_would_grow_too_long_is_left_alone() -> None:
    before = [Turn(f"What does the {'very ' * 300}long valve cost?")]
    found = rewrite("Who makes it?", before)
    assert len(found.question) <= LONGEST


WORDS = st.lists(
    st.sampled_from(
        "and what about how often is it they that this policy there for the a RV-7 of in 2024 its he why does cost ? , . who not".split()
    ),
    max_size=12,
).map(" ".join)


@given(
    st.one_of(WORDS, st.text(max_size=60)),
    st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=2),
    st.booleans(),
)
def test_whatever_is_asked_comes_back_with_what_was_typed(
    question: str, before: list[str], answered: bool
) -> None:
    found = rewrite(question, [Turn(one, ("Title",), answered) for one in before])
    assert found.asked == question
    assert found.changed == bool(found.replaced)
    assert found == rewrite(question, [Turn(one, ("Title",), answered) for one in before])
    if found.changed:
        assert any(char.isalnum() for char in found.question)
        assert len(found.question) <= LONGEST


@given(st.one_of(WORDS, st.text(max_size=80)))
def test_a_phrase_is_a_stretch_of_its_question(question: str) -> None:
    for phrase in phrases(question):
        assert question[phrase.start : phrase.end] == phrase.text
        assert phrase.text.strip() == phrase.text != ""
