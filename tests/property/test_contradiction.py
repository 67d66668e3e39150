"""Generated contradictions are found, and the same said in other notation is none."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.language.contradiction import agrees, clash
from app.core.rules.rules import Meeting, check, clashes, make_rule, walk

SUBJECTS = (
    "relief valve",
    "alignment laser",
    "drying oven",
    "test bench",
    "torque sensor",
    "purchase order",
    "service contract",
)
VERBS = ("inspected", "replaced", "calibrated", "cleaned", "measured", "approved", "documented")
WHO = ("pressure team", "workshop", "night shift", "head of purchasing", "quality office")
UNITS = ("months", "days", "hours", "weeks", "bar", "euros", "percent")
OPPOSITES = (
    ("required", "optional"),
    ("allowed", "forbidden"),
    ("increases", "decreases"),
    ("enabled", "disabled"),
)


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, str, int]:
    """Draw a sentence with a hole for its number, the unit, and the number."""
    subject, verb, who = (
        draw(st.sampled_from(SUBJECTS)),
        draw(st.sampled_from(VERBS)),
        draw(st.sampled_from(WHO)),
    )
    form = draw(
        st.sampled_from(
            (
                "The {subject} is {verb} every {{}} by the {who}.",
                "The {who} has the {subject} {verb} within {{}} of delivery.",
                "A {subject} must be {verb} by the {who} after {{}}.",
            )
        )
    )
    return (
        form.format(subject=subject, verb=verb, who=who),
        draw(st.sampled_from(UNITS)),
        draw(st.integers(2, 5000)),
    )


@given(statements(), st.integers(2, 5000))
def test_another_number_of_the_same_thing_clashes_both_ways(
    statement: tuple[str, str, int], other: int
) -> None:
    form, unit, number = statement
    assume(other != number)
    one, two = form.format(f"{number} {unit}"), form.format(f"{other} {unit}")
    there, back = clash(one, two), clash(two, one)
    assert there is not None
    assert back is not None
    assert str(number) in there.why.replace(",", "")
    assert str(other) in there.why.replace(",", "")


def test_a_count_of_something_else_is_no_other_value() -> None:
    seen = "Two customers reported a drift after warm starts."
    assert clash(seen, "Drift after warm starts is reported from 0.2 on.") is None
    assert (
        clash(
            "The drift after a warm start exceeds 0.2.",
            "Two customers reported the drift after a warm start.",
        )
        is None
    )
    for one, other in (
        (
            "Goods-in tests five pieces of the delivery.",
            "Goods-in tests three of the pieces of the delivery.",
        ),
        ("The reply comes within 14 calendar days.", "The reply comes within 10 working days."),
        (seen, "Five customers reported a drift after warm starts."),
    ):
        assert clash(one, other) is not None, (one, other)


@given(statements())
def test_another_notation_of_the_same_is_no_clash(statement: tuple[str, str, int]) -> None:
    form, unit, number = statement
    one = form.format(f"{number} {unit}")
    assert agrees(one, form.format(f"{number:,} {unit}").upper().capitalize())
    assert agrees(one, one.replace(" ", "  ").rstrip("."))


@given(statements())
def test_a_denial_clashes_and_twice_denied_agrees(statement: tuple[str, str, int]) -> None:
    form, unit, number = statement
    one = form.format(f"{number} {unit}")
    for said, denied in ((" is ", " is not "), (" must be ", " must not be ")):
        if said in one:
            assert clash(one, one.replace(said, denied)) is not None
            assert clash(one.replace(said, denied), one) is not None
            assert agrees(one.replace(said, denied), one.replace(said, denied))


@given(st.sampled_from(SUBJECTS), st.sampled_from(WHO), st.sampled_from(OPPOSITES), st.booleans())
def test_an_opposite_clashes(subject: str, who: str, pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    one, two = (f"For the {subject} of the {who} the second check is {word}." for word in (first, second))
    assert clash(one, two) is not None
    assert clash(one, one) is None


@given(statements(), statements())
def test_what_speaks_of_something_else_never_clashes(
    first: tuple[str, str, int], second: tuple[str, str, int]
) -> None:
    one, two = first[0].format(f"{first[2]} {first[1]}"), second[0].format(f"{second[2]} {second[1]}")
    apart = [set(SUBJECTS) & {name for name in SUBJECTS if name in text} for text in (one, two)]
    verbs = [{verb for verb in VERBS if verb in text} for text in (one, two)]
    who = [{name for name in WHO if name in text} for text in (one, two)]
    assume(apart[0] != apart[1] and verbs[0] != verbs[1] and who[0] != who[1])
    assert clash(one, two) is None


@given(
    st.sampled_from(("tq-250", "rv-7", "cb-12")),
    st.sampled_from(("tq-400", "rv-9", "cb-13")),
    st.integers(2, 99),
    st.integers(2, 99),
)
def test_two_designations_are_two_things(code: str, other: str, one: int, two: int) -> None:
    said = "The coupling {} is tested every {} months in the workshop."
    assert clash(said.format(code.upper(), one), said.format(other.upper(), two)) is None


@st.composite
def rules(draw: st.DrawFn, name: str) -> tuple[str, str, str]:
    low, high = sorted((draw(st.integers(0, 1000)), draw(st.integers(0, 1000))))
    return (
        name,
        f"order value is between {low} and {high} EUR",
        draw(st.sampled_from(("approval: required", "approval: not required"))),
    )


@given(rules("a"), st.lists(rules("b"), max_size=6))
def test_clashes_of_one_rule_are_those_that_the_check_of_all_finds(
    one: tuple[str, str, str], many: list[tuple[str, str, str]]
) -> None:
    mine = make_rule(one[0], one[0], one[1], one[2])
    others = [make_rule(f"b{at}", f"b{at}", when, then) for at, (_, when, then) in enumerate(many)]
    found = clashes(mine, others)
    whole = {pair.second: pair for pair in check([mine, *others]) if pair.first == "a"}
    assert {pair.second for pair in found} == set(whole)
    for pair in found:
        assert pair.meeting is Meeting.CONTRADICTION
        other = next(rule for rule in others if rule.id == pair.second)
        assert walk(mine, pair.example).holds
        assert walk(other, pair.example).holds
