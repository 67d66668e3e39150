"""What a question names, and what a document says of itself at its beginning."""

from __future__ import annotations

from app.retrieval.search import masthead, named


def test_a_number_stays_with_the_word_before_it() -> None:
    assert named(["pep", "8", "describe"]) == ["pep 8"]
    assert named(["style", "guide"]) == ["style", "guide"]


def test_words_that_only_shape_a_question_name_nothing() -> None:
    assert named(["define", "describe"]) == []


def test_the_fields_at_the_beginning_are_kept_and_prose_is_not() -> None:
    text = "Final Report\r\nLocation: Wausau, WI Registration: N2151J\r\nDate: 2007-12-08\r\n\r\nThe pilot reported three landings.\r\n"
    assert masthead(text) == "Location: Wausau, WI Registration: N2151J Date: 2007-12-08"


def test_one_colon_alone_makes_no_masthead() -> None:
    assert masthead("Note: the pump is off.\n\nIt stays off.\n") == ""
