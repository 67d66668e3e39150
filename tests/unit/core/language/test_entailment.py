"""What counts as the same fact, and what as the opposite."""

from __future__ import annotations

import pytest

from app.core.language.entailment import has_day, has_quantity, opposed, swapped
from app.core.language.facts import facts


@pytest.mark.parametrize(
    ("claim", "evidence", "held"),
    [
        ("May 1998", "7 May 1998", True),
        ("7 May 1998", "May 1998", False),
        ("7 May 1998", "8 May 1998", False),
        ("7 May 1998", "In 1998 the plant moved on 7 May.", True),
        ("7 May 1998", "7 May 1997", False),
    ],
)
def test_a_claim_may_state_a_date_less_exactly_never_more(claim: str, evidence: str, held: bool) -> None:
    (wanted,) = facts(claim).days
    assert has_day([facts(evidence)], wanted) is held


@pytest.mark.parametrize(
    ("claim", "evidence", "held"),
    [
        ("17 seconds", "17 seconds left", True),
        ("17 minutes", "17 seconds left", False),
        ("17", "17 seconds left", True),
        ("12 mm", "Length (mm) | 12", True),
        ("12 mm", "Length (cm) | 12", False),
        ("12", "the 12th", False),
        ("1998", "on 7 May 1998", True),
    ],
)
def test_a_number_needs_its_unit(claim: str, evidence: str, held: bool) -> None:
    (wanted,) = facts(claim).quantities
    assert has_quantity([facts(evidence)], wanted) is held


def test_an_opposite_counts_only_where_the_word_itself_is_missing() -> None:
    assert opposed(facts("The price increased."), facts("The price decreased.")) is not None
    assert opposed(facts("The price increased."), facts("It increased after it had decreased.")) is None
    assert opposed(facts("Open it before lunch."), facts("Open it after lunch.")) is not None
    assert opposed(facts("The rule allows mixing."), facts("The rule disallows mixing.")) is not None
    assert opposed(facts("It is unsafe."), facts("It is safe.")) is not None
    assert opposed(facts("It has an interest."), facts("It has a rest.")) is None


@pytest.mark.parametrize(
    ("claim", "evidence", "other"),
    [
        ("Acme sued Borel.", "Borel sued Acme in spring.", True),
        ("Acme sued Borel.", "Acme sued Borel in spring.", False),
        ("Acme was sued by Borel.", "Borel sued Acme in spring.", False),
        ("Acme was sued by Borel.", "Acme sued Borel in spring.", True),
        ("Gauge was added in Acme 3.8 (Borel 7).", "Gauge was added in Acme 3.8 by Borel 7.", False),
        ("Acme and Borel met.", "Borel and Acme met.", False),
    ],
)
def test_who_did_it_to_whom(claim: str, evidence: str, other: bool) -> None:
    assert swapped(claim, evidence) is other
