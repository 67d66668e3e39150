"""Conditions, rules and trees against a second opinion: every assignment of a small world, tried one by
one.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.rules.conditions import Condition, InvalidCondition, judge, names, parse_condition
from app.core.rules.regions import both, ways
from app.core.rules.rules import Meeting, Rule, check, make_rule, walk
from app.core.rules.trees import InvalidTree, outcomes, parse_tree, walk_tree

NUMBERS = (0, 1, 2, 3, 4)
WORDS = ("red", "green", "blue", "grey")
# The halves stand for everything between two numbers that conditions name, "grey" for every word they do not.
WORLD = [
    {"amount": f"{amount} EUR", "colour": colour, "urgent": urgent}
    for amount, colour, urgent in product([value / 2 for value in range(-1, 10)], WORDS, ("yes", "no"))
]

comparisons = st.one_of(
    st.builds(
        lambda op, number: f"amount {op} {number} EUR",
        st.sampled_from(
            [
                "is over",
                "is under",
                "is at least",
                "is at most",
                "=",
                "!=",
                ">",
                "<=",
                "is not",
                "is not less than",
            ]
        ),
        st.sampled_from(NUMBERS),
    ),
    st.builds(
        lambda low, more: f"amount is between {low} and {low + more} EUR",
        st.integers(0, 4),
        st.integers(0, 3),
    ),
    st.builds(
        lambda op, word: f"colour {op} {word}", st.sampled_from(["is", "is not"]), st.sampled_from(WORDS[:3])
    ),
    st.builds(
        lambda op, chosen: f"colour {op} ({', '.join(chosen)})",
        st.sampled_from(["in", "not in", "is one of"]),
        st.lists(st.sampled_from(WORDS[:3]), min_size=1, max_size=3, unique=True),
    ),
    st.sampled_from(["urgent", "not urgent", "urgent is no"]),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(lambda one, two: f"({one} and {two})", inner, inner),
        st.builds(lambda one, two: f"({one} or {two})", inner, inner),
        st.builds(lambda one: f"not ({one})", inner),
    ),
    max_leaves=6,
)


def holds(condition: Condition, facts: dict[str, str]) -> bool:
    held = judge(condition, facts).held
    assert held is not None
    return held


@given(conditions, conditions)
def test_two_conditions_meet_exactly_where_some_case_meets_both(one: str, other: str) -> None:
    first, second = parse_condition(one), parse_condition(other)
    example = both(ways(first), ways(second))
    shared = [facts for facts in WORLD if holds(first, facts) and holds(second, facts)]
    if example is None:
        assert shared == []
    else:
        # Names that the example leaves out do not matter: any value will do.
        facts = {"amount": "1.5 EUR", "colour": "grey", "urgent": "no"} | dict(example)
        assert holds(first, facts) and holds(second, facts)


@given(conditions)
def test_a_condition_and_its_opposite_share_the_world(one: str) -> None:
    condition, opposite = parse_condition(one), parse_condition(f"not ({one})")
    assert both(ways(condition), ways(opposite)) is None
    assert all(holds(condition, facts) is not holds(opposite, facts) for facts in WORLD)


@given(conditions, st.sets(st.sampled_from(["amount", "colour", "urgent"])))
def test_what_is_known_never_changes_when_more_is_told(one: str, hidden: set[str]) -> None:
    condition = parse_condition(one)
    for facts in WORLD[::7]:
        before = judge(condition, {name: value for name, value in facts.items() if name not in hidden}).held
        assert before is None or before is judge(condition, facts).held


@given(st.text(max_size=80))
def test_any_text_is_a_condition_or_says_where_it_is_not(text: str) -> None:
    try:
        condition = parse_condition(text)
    except InvalidCondition as error:
        assert error.message and error.hint and 0 <= error.at <= max(len(text), 1)
    else:
        assert names(condition)


OUTCOMES = [
    "approval: required",
    "approval: not required",
    "approval: by the owner",
    "discount is 5 %",
    "discount is 10 %",
]


@given(
    st.lists(
        st.tuples(conditions, st.sampled_from(OUTCOMES), st.lists(conditions, max_size=1)),
        min_size=2,
        max_size=5,
    )
)
def test_every_contradiction_of_generated_rules_is_found_with_an_example(
    drawn: list[tuple[str, str, list[str]]],
) -> None:
    rules = [
        make_rule(str(at), f"Rule {at}", when, then, [(one, "") for one in unless])
        for at, (when, then, unless) in enumerate(drawn)
    ]
    found = {(one.first, one.second): one for one in check(rules, repeated=True)}
    for at, rule in enumerate(rules):
        for other in rules[at + 1 :]:
            meets = any(walk(rule, facts).holds and walk(other, facts).holds for facts in WORLD)
            overlap = found.get((rule.id, other.id))
            settles_one = rule.outcome.split()[0] == other.outcome.split()[0]
            assert (overlap is not None) or not meets or not settles_one
            if overlap is not None:
                facts = {"amount": "1.5 EUR", "colour": "grey", "urgent": "no"} | dict(overlap.example)
                assert walk(rule, facts).outcome == overlap.outcomes[0]
                assert walk(other, facts).outcome == overlap.outcomes[1]
                assert (overlap.meeting is Meeting.REPEATED) is (rule.outcome == other.outcome)


def test_rules_far_apart_are_kept_apart_and_neighbours_are_not() -> None:
    rules: list[Rule] = [
        make_rule(
            str(at),
            f"Band {at}",
            f"order value is at least {at * 100} EUR and order value is under {at * 100 + 100} EUR",
            f"discount: {at} %",
        )
        for at in range(300)
    ]
    assert check(rules) == ()
    crossing = make_rule("x", "Crossing", "order value is between 14,950 and 15,050 EUR", "discount: 99 %")
    assert {one.first for one in check([*rules, crossing])} == {"149", "150"}


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    pad = "  " * (depth + 1)
    lines = [f"Question {draw(st.integers(0, 99))}?"]
    for at in range(draw(st.integers(2, 3))):
        deeper = depth < 3 and draw(st.booleans())
        lines.append(
            f"{pad}answer {at}: {draw(trees(depth + 1)) if deeper else f'Outcome {draw(st.integers(0, 99))}'}"
        )
    return "\n".join(lines)


@given(trees())
def test_every_outcome_of_a_tree_is_reached_by_its_answers(text: str) -> None:
    root = parse_tree(text)
    reached = []

    def follow(answers: list[str]) -> None:
        at = walk_tree(root, answers).at
        if not at.branches:
            reached.append(at.text)
        for answer, _ in at.branches:
            follow([*answers, answer.upper()])

    follow([])
    assert tuple(reached) == outcomes(root)


@given(st.text(alphabet="ab:? \n\t", max_size=60))
def test_any_text_is_a_tree_or_says_which_line_is_not(text: str) -> None:
    try:
        root = parse_tree(text)
    except InvalidTree as error:
        assert error.hint and error.line >= 1
    else:
        assert len(outcomes(root)) >= 2


@pytest.mark.parametrize(
    ("written", "facts", "held"),
    [
        ("age is under 36 months", {"Age": "2 years"}, True),
        ("age is under 36 months", {"age": "3 years"}, False),
        ("warranty is between 2 and 5 years", {"warranty": "30 months"}, True),
        ("order value is over €5,000", {"order value": "5001"}, True),
        ("order value is over €5,000", {"order value": "5,001 USD"}, False),
        ("weight over 5 kg", {"weight": "6000 g"}, True),
        ("delivery date is before 2026-01-01", {"delivery date": "2025-12-31"}, True),
        ("delivery date is on or after 2026-01-01", {"delivery date": "2026-01-01"}, True),
        ("serial number is 12B", {"serial number": "12b"}, True),
        ("customer is 'Peters and Sons'", {"customer": "peters and sons"}, True),
        ("urgent and not blocked", {"urgent": "yes"}, None),
        ("urgent and not blocked", {"urgent": "no"}, False),
        ("urgent or blocked", {"urgent": "yes"}, True),
        ("country is not in (France, Spain)", {"country": "Italy"}, True),
    ],
)
def test_conditions_mean_what_people_mean(written: str, facts: dict[str, str], held: bool | None) -> None:
    assert judge(parse_condition(written), facts).held is held


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "empty"),
        ("order value is over", "a value was expected"),
        ("order value is over many", "a number or a date"),
        ("(urgent and blocked", "closing bracket"),
        ("urgent blocked and", "a name was expected"),
        ("amount is between 5 and 2", "lower value"),
        ("amount is between red and 2", "must be numbers"),
        ("a < 5 b < 6", "“and” or “or”"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(written: str, says: str) -> None:
    with pytest.raises(InvalidCondition, match=says):
        parse_condition(written)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "empty"),
        ("Only a question?", "has no question"),
        ("Q?\n  yes: a", "only one answer"),
        ("Q?\n  yes: a\n  yes: b", "twice"),
        ("Q?\n  yes: a\n  nonsense", "not an answer"),
        ("Q?\n  yes: a\n no: b", "not indented like"),
        ("Q?\n  yes: a\n  no: b\nAnother?\n  yes: c\n  no: d", "second tree"),
    ],
)
def test_a_tree_that_cannot_be_read_names_the_line(written: str, says: str) -> None:
    with pytest.raises(InvalidTree, match=says):
        parse_tree(written)


def test_facts_answer_what_they_can_and_the_rest_is_asked() -> None:
    root = parse_tree(
        "Is it legible?\n  yes: age is under 36 months\n    yes: Repair it.\n    no: Quote it.\n  no: Ask for photographs."
    )
    walked = walk_tree(root, ["Yes"], {"age": "2 years"})
    assert walked.ended and walked.at.text == "Repair it."
    assert [step.by_facts for step in walked.steps] == [False, True]
    assert walk_tree(root, ["yes"]).at.text == "age is under 36 months"


def test_an_exemption_settles_what_the_rule_would_have() -> None:
    rule = make_rule(
        "r",
        "Approval",
        "order value is over 5,000 EUR",
        "approval: required",
        [("customer is trusted", "approval: by phone")],
    )
    assert walk(rule, {"order value": "6000", "customer": "trusted"}).outcome == "approval: by phone"
    assert walk(rule, {"order value": "6000", "customer": "new"}).outcome == "approval: required"
    assert walk(rule, {"order value": "6000"}).missing == ("customer",)
    assert walk(rule, {"order value": "10"}).holds is False
