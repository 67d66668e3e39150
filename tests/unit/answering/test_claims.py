"""What of a draft is a claim."""

from __future__ import annotations

import pytest

from app.answering.claims import Claim, claims, finished
from app.retrieval.sentences import SentenceSplitter

SPLIT = SentenceSplitter().split


def texts(draft: str) -> list[str]:
    return [claim.text for claim in claims(draft, SPLIT)]


def test_an_answer_and_the_sentence_quoted_after_it_are_two_claims() -> None:
    assert claims('nine keys. "The cabinet holds nine keys." [2]', SPLIT) == (
        Claim("nine keys."),
        Claim("The cabinet holds nine keys.", (2,), quoted=True),
    )


def test_a_quotation_reaches_to_its_closing_mark() -> None:
    found = claims('nine. "The cabinet is old. It holds nine keys." [1] It is green.', SPLIT)
    assert [claim.quoted for claim in found] == [False, True, True, False]
    assert found[2].numbers == (1,)


def test_a_stop_after_a_single_letter_does_not_join_the_quotation() -> None:
    assert texts('It is moved by p. "The value is moved by p."') == [
        "It is moved by p.",
        "The value is moved by p.",
    ]


@pytest.mark.parametrize(
    ("draft", "claim"),
    [
        ("“The lamp is red.”", "The lamp is red."),
        ('"The lamp is red', "The lamp is red"),
        ('The lamp is "red".', 'The lamp is "red".'),
        ('The lamp is "red" and "round".', 'The lamp is "red" and "round".'),
        ("- The lamp is red.", "The lamp is red."),
        ("2. The lamp is red.", "The lamp is red."),
        ("The lamp (3) is red.", "The lamp is red."),
        ("The text says that the lamp is red.", "the lamp is red."),
    ],
)
def test_only_the_wrapping_is_taken_off(draft: str, claim: str) -> None:
    assert texts(draft) == [claim]


def test_marks_without_words_are_no_claims() -> None:
    assert claims("[1] … [2]", SPLIT) == ()


def test_a_number_in_brackets_that_is_no_mark_stays() -> None:
    assert texts("The lamp (1987) is red.") == ["The lamp (1987) is red."]


@pytest.mark.parametrize(
    ("draft", "kept"),
    [
        ("The pump is red. It delivers 4.5 litres per", "The pump is red."),
        ("The pump is red. It costs 3.", "The pump is red."),
        ("The pump is red. [1] It was built by A.", "The pump is red. [1]"),
        ("The pump is red. It is old. [1]", "The pump is red. It is old. [1]"),
        ("The pump is red.\n- the hose\n- the fil", "The pump is red.\n- the hose"),
        ("The pump is", ""),
        ("", ""),
    ],
)
def test_what_a_stopped_draft_broke_off_in_is_left_out(draft: str, kept: str) -> None:
    assert finished(draft, SPLIT) == kept
