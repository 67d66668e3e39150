"""What a document says of its own standing, in the places and words in which documents say it."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.documents.standing import Standing, State, family_of, is_over, standing_of
from app.core.documents.supersession import References


def of(opening: str, title: str = "Lab coats", path: str = "/d/coats.md", **metadata: str) -> Standing:
    return standing_of(metadata, opening, title, path)


@pytest.mark.parametrize(
    ("opening", "state", "word"),
    [
        ("---\nstatus: Superseded\n---\n# Lab coats\n", State.LAPSED, "superseded"),
        ("# Lab coats\n\nStatus: withdrawn\n", State.LAPSED, "withdrawn"),
        ("| Status | No longer valid |\n", State.LAPSED, "no longer valid"),
        (
            "# Lab coats\n\n## Status\n\nAccepted\n\nSuperseded by [7](0007-x.md)\n",
            State.LAPSED,
            "superseded",
        ),
        ("# Lab coats\n\n## Status\n\nSuperseded in part\n", State.PARTLY, "superseded in part"),
        ("This policy has been withdrawn.\n", State.LAPSED, "withdrawn"),
        ("**REPEALED**\n\nCoats are white.\n", State.LAPSED, "repealed"),
        ("Status: In force\n", State.HOLDS, "in force"),
        ("Status: Draft\n", State.DRAFT, "draft"),
        ("Status: engaged\n", State.SILENT, ""),
        ("Withdrawn goods are kept for a week.\n", State.SILENT, ""),
        ("Coats:\n\n- Expired\n- Active\n", State.SILENT, ""),
        ("The old rule was withdrawn.\n", State.SILENT, ""),
    ],
)
def test_the_state_is_what_a_document_says_of_itself(opening: str, state: State, word: str) -> None:
    found = of(opening)
    assert (found.state, found.word) == (state, word)


@pytest.mark.parametrize(
    ("standing", "version"),
    [
        (of("", version="2.0"), (2,)),
        (of("Version: 3.1\n"), (3, 1)),
        (of("", "Lab coats, rev. C"), (3,)),
        (of("", "Lab coats v4"), (4,)),
        (of("", path="/d/coats-v2.1.md"), (2, 1)),
        (of("", path="/d/coats_rev3.docx"), (3,)),
        (of("We issue a coat of 24 V 3 A.\n"), ()),
        (of("", path="/d/coats.md"), ()),
    ],
)
def test_a_version_stands_in_a_field_the_title_or_the_name(
    standing: Standing, version: tuple[int, ...]
) -> None:
    assert standing.version == version


def test_days_are_those_of_validity_and_not_of_writing() -> None:
    assert of("Effective from 1 January 2024\n").effective == "2024-01-01"
    assert of("Valid from: 2023-01-15\nValid until: 2023-12-31\n").until == "2023-12-31"
    assert of("", effective="2024").effective == "2024-01-01"
    assert of("Date: 2024-05-06\n").effective == ""
    assert is_over(of("Valid until: 2023-12-31\n"), date(2024, 1, 1)) and not is_over(
        of("Valid until: 2023-12-31\n"), date(2023, 12, 31)
    )


def test_what_it_replaced_and_amends_is_named() -> None:
    assert of("This policy replaces the coat policy of 2019.\n").references == References(
        supersedes=("coat policy of 2019",)
    )
    assert of("Status: replaced by [Coats 2](coats-2.md)\n").references == References(
        superseded_by=("coats-2",)
    )
    assert of("This record supersedes [0003](0003-old.md) in part.\n").in_part == ("0003-old",)
    assert of("", "Amendment No. 2 to the lab coat policy").amends == ("lab coat policy",)
    assert of("", "Second amendment to the Lab Coat Policy").amends == ("Lab Coat Policy",)
    assert of("The pump replaces the old one.\n").references == References()


def test_versions_of_one_document_are_called_the_same() -> None:
    names = [
        "Lab coat policy",
        "Lab Coat Policy 2024",
        "Lab coat policy (v2)",
        "The lab coat policy, version 3.1",
        "Lab coat policy - draft",
    ]
    assert {family_of(name) for name in names} == {"lab coat policy"}
    assert family_of("Lab coat policy") != family_of("Coat policy")
