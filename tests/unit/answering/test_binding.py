"""A value is said of one subject, row, heading, date and designation: what joins two of them is never
supported, not even in part.
"""

from __future__ import annotations

import pytest

from app.answering.grounding import ground
from app.core.answers.answers import Evidence, Grounding, Shown
from app.core.documents.documents import Label
from app.retrieval.sentences import SentenceSplitter

SPLIT = SentenceSplitter().split


def shown(text: str, title: str = "Catalogue", heading: tuple[str, ...] = (), number: int = 1) -> Shown:
    item = Evidence(
        passage=f"p{number}", source=f"d{number}", version="v", label=Label.INTERNAL, title=title, path=f"/{number}.md", page=None,
        heading=heading, start=0, end=len(text), quote=text, score=1 / number, similarity=0.5, coverage=0.5, as_of="", window_start=0,
        window_end=len(text), window=text,
    )  # fmt: skip
    return Shown(number, item, 0, len(text), text)


def states(draft: str, *evidence: Shown, question: str = "") -> set[Grounding]:
    return {verdict.state for verdict in ground(draft, question, evidence, SPLIT).verdicts}


HOLDS = ({Grounding.QUOTED}, {Grounding.SUPPORTED})
NOTHING: tuple[set[Grounding], ...] = ({Grounding.UNSUPPORTED}, set())

BOATS = shown(
    "The tender carries 6 people. The pilot boat carries 14 people. It was built in 2009 by Ostler."
)
LOCKS = shown("Lock: Berthe; Depth: 3.1 m; Width: 12 m\nLock: Runa; Depth: 4.6 m; Width: 9 m")
BARS = shown("Berthe | 3.1 m | 12 m\nRuna | 4.6 m | 9 m", heading=("Locks", "Lock | Depth | Width"))
TABLE = shown("| Lock | Keeper |\n| --- | --- |\n| Berthe | Ida Holm |\n| Runa | Piet Vos |")
LIST = shown("Fees:\n- Day mooring: 18 euros\n- Night mooring: 25 euros")
HEADED = (
    shown("It holds 300 litres. Its hose is 4 m long.", heading=("Tank QT-1",)),
    shown("It holds 500 litres. Its hose is 6 m long.", heading=("Tank QT-2",), number=2),
)
NUMBERED = shown("A claim is made within 90 days.", heading=("5. Period of claims",))


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        ("The tender carries 14 people.", (BOATS,)),
        ("The pilot boat carries 6 people.", (BOATS,)),
        ("The tender was built in 2009 by Ostler.", (BOATS,)),
        ("The lock Berthe is 4.6 m deep.", (LOCKS,)),
        ("The depth of Runa is 9 m.", (LOCKS,)),
        ("The width of Berthe is 3.1 m.", (BARS,)),
        ("The width of Berthe is 9 m.", (BARS,)),
        ("Berthe | 4.6 m | 12 m", (BARS,)),
        ("Berthe | 12 m | 3.1 m", (BARS,)),
        ("Lock: Runa; Depth: 3.1 m; Width: 9 m", (LOCKS,)),
        ("The keeper of Berthe is Piet Vos.", (TABLE,)),
        ("Runa | Ida Holm", (TABLE,)),
        ("Night mooring: 18 euros", (LIST,)),
        ("The day mooring costs 25 euros.", (LIST,)),
        ("The tank QT-1 holds 500 litres.", HEADED),
        ("The tank QT-3 holds 300 litres.", HEADED),
        ("The hose of the QT-2 is 4 m long.", HEADED),
        ("The tank QT-1 holds 2 litres.", HEADED),
        ("The period of claims is 5 days.", (NUMBERED,)),
        ("Period of claims: 5.", (NUMBERED,)),
    ],
)
def test_a_value_is_not_said_of_what_it_does_not_belong_to(draft: str, evidence: tuple[Shown, ...]) -> None:
    assert states(draft, *evidence) in NOTHING


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        ("The pilot boat carries 14 people.", (BOATS,)),
        ("The pilot boat was built by Ostler in 2009.", (BOATS,)),
        ("The depth of Runa is 4.6 m.", (LOCKS,)),
        ("The width of Berthe is 12 m.", (BARS,)),
        ("Runa | 4.6 m | 9 m", (BARS,)),
        ("The keeper of Berthe is Ida Holm.", (TABLE,)),
        ("The day mooring costs 18 euros.", (LIST,)),
        ("The tank QT-1 holds 300 litres.", HEADED),
        ("The hose of the QT-2 is 6 m long.", HEADED),
        ("Claims are made within ninety days.", (NUMBERED,)),
    ],
)
def test_a_value_is_said_of_what_it_belongs_to(draft: str, evidence: tuple[Shown, ...]) -> None:
    assert states(draft, *evidence) in HOLDS


@pytest.mark.parametrize(
    ("draft", "question"),
    [("It holds 300 litres.", "How much does the QT-2 hold?"), ("300 litres", "How much does the tank QT-2 hold?"),
     ("It holds 500 litres.", "What does the QT-9 hold?")],
)  # fmt: skip
def test_a_copy_that_is_said_of_another_thing_than_was_asked_does_not_count(
    draft: str, question: str
) -> None:
    assert states(draft, *HEADED, question=question) in NOTHING


def test_a_copied_cell_of_another_row_does_not_count() -> None:
    assert states("Piet Vos", TABLE, question="Who is the keeper of the lock Berthe?") in NOTHING
    assert states("Ida Holm", TABLE, question="Who is the keeper of the lock Berthe?") in HOLDS


def test_a_day_in_a_heading_binds_the_lines_below_it() -> None:
    log = (
        shown("The hull was painted.", heading=("2024-05-06",)),
        shown("The mast was set.", heading=("2024-05-07",), number=2),
    )
    assert states("The hull was painted on 6 May 2024.", *log) in HOLDS
    assert states("The hull was painted on 7 May 2024.", *log) in NOTHING


def test_what_two_sources_say_of_different_things_is_not_joined() -> None:
    other = shown("Crates are stored in the loft.", title="Storage", number=2)
    assert states("The tender, which carries 6 people, is stored in the loft.", BOATS, other) in NOTHING


def test_a_draft_cannot_rest_on_itself() -> None:
    assert (
        states("As said above, the tender carries 9 people. The tender carries 9 people.", BOATS) in NOTHING
    )


def test_what_is_denied_names_the_words_that_say_otherwise() -> None:
    (verdict,) = ground("The tender carries 14 people.", "", (BOATS,), SPLIT).verdicts
    assert verdict.denied and verdict.citations[0].quote == "The tender carries 6 people."
