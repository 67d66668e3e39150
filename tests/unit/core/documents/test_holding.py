"""Which of several documents hold for a question: by version, day, word and name, unless another one is asked
for.
"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.documents.holding import Holding, Known, holding
from app.core.documents.standing import standing_of

TODAY = date(2026, 3, 1)


def known(path: str, opening: str, title: str = "Coat policy", **metadata: str) -> Known:
    return Known(path, title, f"/d/{path}", standing_of(metadata, opening, title, f"/d/{path}"))


ONE = known("coats-v1.md", "Status: Superseded\nEffective: 2021-02-01\n")
TWO = known("coats-v2.md", "Status: Superseded\nEffective: 2023-02-01\n")
THREE = known("coats-v3.md", "Status: In force\nEffective: 2025-02-01\n")
VERSIONS = (ONE, TWO, THREE)


def held(question: str, *documents: Known) -> Holding:
    return holding(question, documents, TODAY)


def left(question: str, *documents: Known) -> set[str]:
    found = held(question, *documents)
    return {one.id for one in documents} - set(found.gives_way)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who washes the coats?", {THREE.id}),
        ("What does the latest coat policy say?", {THREE.id}),
        ("Who washed the coats in the 2021 version?", {ONE.id}),
        ("What did version 2 say on coats?", {TWO.id}),
        ("Who washed the coats in 2022?", {ONE.id}),
        ("Who washed the coats in 2024?", {TWO.id}),
        ("Who washed the coats before 2023?", {ONE.id}),
        ("Who washed the coats under the previous policy?", {TWO.id}),
        ("What was the original coat policy?", {ONE.id}),
        ("How has the coat policy changed?", {ONE.id, TWO.id, THREE.id}),
        ("Who washes the old coats?", {THREE.id}),
        ("Who must sign before 8 o'clock?", {THREE.id}),
    ],
)
def test_the_one_that_holds_answers_unless_another_is_asked_for(question: str, expected: set[str]) -> None:
    assert left(question, *VERSIONS) == expected


def test_what_holds_names_what_it_replaced_and_what_is_asked_for_names_what_holds() -> None:
    assert held("Who washes the coats?", *VERSIONS).replaced == {THREE.id: (TWO.id, ONE.id)}
    assert held("Who washed the coats in 2022?", *VERSIONS).asked == {ONE.id: THREE.id}
    assert (
        held("Who washed the coats in the 2021 version of the policy?", *VERSIONS).rest
        == "Who washed the coats the policy?"
    )
    assert held("Who washes the coats?", *VERSIONS).rest == ""


def test_a_name_with_a_year_tells_versions_of_rules_and_never_of_reports() -> None:
    rules = (known("fees-2022.md", "", "Fee schedule"), known("fees-2024.md", "", "Fee schedule"))
    assert left("What is the fee?", *rules) == {"fees-2024.md"}
    minutes = (known("minutes-2022.md", "", "Minutes"), known("minutes-2024.md", "", "Minutes"))
    assert left("What was decided?", *minutes) == {"minutes-2022.md", "minutes-2024.md"}


def test_a_draft_and_what_is_to_come_give_way_to_what_holds() -> None:
    draft, later = known("coats-v4.md", "Status: Draft\n"), known("coats-v5.md", "Effective: 2027-01-01\n")
    assert left("Who washes the coats?", *VERSIONS, draft, later) == {THREE.id}


def test_one_that_names_the_other_settles_it_whatever_they_are_called() -> None:
    old = known("a.md", "Status: replaced by [Overalls](b.md)\n", "Coats")
    new = known("b.md", "Everybody wears overalls.\n", "Overalls")
    assert left("What do we wear?", old, new) == {"b.md"}
    told = known("c.md", "This policy replaces the coat policy.\n", "Garments")
    assert left("What do we wear?", known("d.md", "", "Coat policy"), told) == {"c.md"}


def test_what_nothing_says_holds_gives_way_to_nobody() -> None:
    twins = (known("x/coats.md", "White coats.\n"), known("y/coats.md", "Blue coats.\n"))
    found = held("What colour?", *twins)
    assert not found.gives_way and found.unsettled == (frozenset({"x/coats.md", "y/coats.md"}),)


def test_what_was_withdrawn_for_nothing_is_no_evidence_unless_it_is_asked_for() -> None:
    gone = known("smoke.md", "Status: withdrawn\n", "Smoking room rules")
    assert held("Where may I smoke?", gone).gives_way == {"smoke.md": ""}
    assert held("What did the smoking room rules say?", gone).asked == {"smoke.md": ""}
    pep = known("adr-0042.md", "Status: withdrawn\n", "ADR 42: Pipes")
    assert held("What does ADR-42 say?", pep).asked == {"adr-0042.md": ""}


def test_an_amendment_and_a_part_leave_the_rest_as_it_is() -> None:
    base = known("rule.md", "", "Export rule")
    amendment = known("amend.md", "", "Amendment No. 1 to the export rule")
    part = known("new.md", "This record supersedes [the rule](rule.md) in part.\n", "Ranges")
    found = held("How long?", base, amendment, part)
    assert not found.gives_way
    assert (found.amended, found.in_part) == ({"rule.md": ("amend.md",)}, {"rule.md": ("new.md",)})
