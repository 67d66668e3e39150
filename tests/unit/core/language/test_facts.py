"""Two notations of one fact are one; two facts are two."""

from __future__ import annotations

import pytest

from app.core.language.facts import Day, Quantity, content, facts, root


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("seven valves", "7", ""),
        ("twenty-one days", "21", "day"),
        ("two hundred and five people", "205", ""),
        ("1,250.0 kg", "1250", "kilogram"),
        ("$1.5 million", "1500000", "dollar"),
        ("1.5 million dollars", "1500000", "dollar"),
        ("a 24-volt lamp", "24", "volt"),
        ("43.3%", "43.3", "percent"),
        ("43.3 percent", "43.3", "percent"),
        ("6½ turns", "6.5", ""),
        ("-5 °C", "-5", "degree"),
        ("the 12th unit", "12.", ""),
        ("the twelfth unit", "12.", ""),
        ("the second unit", "2.", ""),
        ("in the 1960s", "1960s", ""),
        ("at 4:51", "4:51", ""),
        ("version 3.11.2", "3.11.2", ""),
        ("valve HX-200", "hx-200", ""),
        ("open 5 a day", "5", ""),
    ],
)
def test_a_quantity_has_one_notation(text: str, value: str, unit: str) -> None:
    assert facts(text).quantities == (Quantity(value, unit),)


def test_a_score_is_two_numbers_and_no_negative_one() -> None:
    assert [item.value for item in facts("won 23–16").quantities] == ["23", "16"]


def test_a_second_of_time_is_no_ordinal() -> None:
    assert Quantity("2.") not in facts("within 17 seconds of one second").quantities


@pytest.mark.parametrize(
    "text", ["7 May 1998", "May 7, 1998", "May 7th, 1998", "the 7th of May 1998", "1998-05-07", "7 May, 1998"]
)
def test_a_date_has_one_notation(text: str) -> None:
    assert facts(text).days == (Day(1998, 5, 7),)


def test_may_is_a_month_only_beside_a_number() -> None:
    assert facts("You may open it. May we?").days == ()


def test_names_are_runs_of_capitals() -> None:
    names = facts("The valve of Harrow Lane was made by Ada Brandt for NASA.").names
    assert [(name.stems, name.initial) for name in names] == [
        (("harrow", "lane"), False),
        (("ada", "brandt"), False),
        (("nasa",), False),
    ]


def test_a_word_that_opens_the_sentence_is_only_perhaps_a_name() -> None:
    (name,) = facts("Staff get thirty days.").names
    assert name.initial
    assert facts("Four spaces are used.").names == ()


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Staff may not carry over leave.", {"carr"}),
        ("It didn't leak.", {"leak"}),
        ("Pumps without a filter are stopped.", {"filter"}),
        ("It is not only cheap but light.", set()),
        ("See drawing No. 5.", set()),
        ("Use oil rather than grease.", {"greas"}),
        ("It is no longer sold.", {"sell"}),
    ],
)
def test_a_negation_bears_on_the_next_word_that_means_something(text: str, negated: set[str]) -> None:
    assert facts(text).negated == negated


def test_roots_join_forms_of_a_word_and_no_roles() -> None:
    assert root("intercepting") == root("interception") == root("intercepted")
    assert root("wrote") == root("written") == root("write")
    assert root("organised") == root("organisation")
    assert root("employer") != root("employee")


def test_content_leaves_out_small_words_numbers_and_negations() -> None:
    assert content("The seven valves were not opened in 1998") == ("valv", "open")
