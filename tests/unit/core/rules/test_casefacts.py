"""Facts are taken from a question only where nothing else can be meant."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.core.rules.applied import rule_of
from app.core.rules.casefacts import facts_in
from app.core.rules.conditions import parse_condition

ORDER = "order value is at least 5,000 EUR and (country is in (Germany, France) or customer is blocked) and not urgent"
AGE = "age is under 36 months and delivery date is after 2026-01-01 and discount over 10 %"
DRIFT = "drift_percent > 0.2 and warm_start"


@pytest.mark.parametrize(
    ("condition", "question", "facts"),
    [
        (ORDER, "does an order of 7,200 EUR need approval?", {"order value": "7,200 EUR"}),
        (
            ORDER,
            "an urgent order of €7,200 from Germany",
            {"order value": "€7,200", "country": "Germany", "urgent": "yes"},
        ),
        (
            ORDER,
            "is an order of 7200 to a blocked customer allowed?",
            {"order value": "7200", "customer": "blocked"},
        ),
        (
            ORDER,
            "a non-urgent order of 7,200 EUR from Germany or France",
            {"order value": "7,200 EUR", "urgent": "no"},
        ),
        (ORDER, "does an order over 5,000 EUR need approval?", {}),
        (ORDER, "an order of 100 EUR or 200 EUR", {}),
        (ORDER, "do we need approval for an order of 7,200 EUR with a fee of 20 EUR", {}),
        (ORDER, "an order of at least 7,200 EUR", {}),
        (ORDER, "an order that does not come from Germany", {}),
        (ORDER, "Is the order urgent?", {}),
        (ORDER, "what costs 7,200 EUR?", {}),
        (AGE, "a discount of 12 % for an age of 30 months", {"age": "30 months", "discount": "12 %"}),
        (AGE, "with the delivery date 7 May 2026", {"delivery date": "2026-05-07"}),
        (AGE, "the TQ-250 is 2 years old", {}),
        (
            DRIFT,
            "a drift of 0.3 % after a warm start of the bench",
            {"drift_percent": "0.3", "warm_start": "yes"},
        ),
        (
            DRIFT,
            "a drift of 0.3 % without warm start of the bench",
            {"drift_percent": "0.3", "warm_start": "no"},
        ),
    ],
)
def test_facts(condition: str, question: str, facts: Mapping[str, str]) -> None:
    assert dict(facts_in(question, [parse_condition(condition)]).facts) == facts


def test_the_rest_of_a_question_is_without_its_numbers() -> None:
    assert (
        facts_in("Does an order of 7,200 EUR need approval?", [parse_condition(ORDER)]).rest
        == "Does an order need approval?"
    )


def test_exceptions_are_judged_where_they_can_be_and_read_where_not() -> None:
    lines = (
        "order value is at most 9,000 EUR",
        "country is Spain: nothing is due",
        "Units of the bench",
        "the hall is hot",
        "none known",
    )
    ready = rule_of("u", "Rule", {"conditions": ORDER.replace("country is in (Germany, France)", "country is Germany"), "outcome": "x",
                                  "exceptions": lines})  # fmt: skip
    assert [one.outcome for one in ready.rule.exemptions] == ["", "nothing is due"]
    assert ready.unjudged == ("Units of the bench", "the hall is hot")
