"""Decision records of other programs come in as they are: layouts, standing, templates, supersession."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from app.core.documents.supersession import Named, References, found, paired, references
from app.core.units.fields import Option
from app.core.units.kinds import KINDS
from app.core.units.rendering import render
from app.core.units.units import Content
from app.exchange.blanks import is_form
from app.exchange.madr import Record, read_unit, write_unit


def record(text: str) -> Record:
    return read_unit(dedent(text).strip() + "\n")


def fields(text: str) -> dict[str, Any]:
    return dict(record(text).content().fields)


LIST = """
    # Where the ladders hang

    * Status: accepted
    * Deciders: Ola,
      Finn
    * Date: 2023-08-01

    Technical Story: WS-7

    ## Context and Problem Statement <!-- required -->

    They lie about.

    ## **Considered Options**:

    * [Wall](#wall)
    * Roof

    ## Decision Outcome

    We will use the wall.

    ### Negative Consequences <!-- optional -->

    * Two hooks to buy
"""
LINES = """
    Where the ladders hang
    ======================

    **Status:** accepted
    **Deciders:** Ola, Finn

    Context
    -------

    They lie about.

    Options
    -------

    1. Wall
    2. Roof

    Decision
    --------

    The wall was chosen.

    Consequences
    ------------

    - Two hooks to buy
"""
TABLE = """
    ## Where the ladders hang

    | Status | accepted |
    |---|---|
    | Deciders | Ola, Finn |

    ### 1. Context

    They lie about.

    ### 2. Alternatives considered

    - Wall
    - Roof

    ### 3. Decision

    Selected option: wall

    ### 4. Consequences

    - Two hooks to buy
"""
PLAIN = """
    Where the ladders hang

    Status: accepted
    Deciders: Ola, Finn

    Context: They lie about.

    Options: wall or roof.

    Decision: We hang them on the wall and use the wall only.

    Consequences: Two hooks to buy
"""
FRONT = """
    ---
    status: accepted
    deciders: [Ola, Finn]
    nav_order: 4
    ---
    # Where the ladders hang

    ## Context

    They lie about.

    ## Options

    - [x] Wall
    - [ ] Roof

    ## Decision

    As ticked.

    ## Consequences

    - Two hooks to buy
"""


@pytest.mark.parametrize("text", [LIST, LINES, TABLE, PLAIN, FRONT])
def test_one_record_in_many_layouts_is_one_decision(text: str) -> None:
    read = record(text)
    content = read.content()
    told = " ".join(map(str, content.fields.values()))
    assert content.title == "Where the ladders hang"
    assert str(content.fields["situation"]).endswith("They lie about.") and "Ola" not in str(
        content.fields["situation"]
    )
    options = {
        one.name.casefold(): one.chosen for one in content.fields["options"] if isinstance(one, Option)
    }
    assert options.pop("wall") is True and options.pop("roof") is False
    assert content.fields["tradeoffs"] == ("Two hooks to buy",)
    assert read.facts["status"] == "accepted" and "Ola, Finn" in told and "nav" not in told
    assert any("status" in note for note in read.notes)


def test_nothing_is_said_of_options_where_nothing_is_known() -> None:
    text = "# Paint\n\n## Considered Options\n\n* Epoxy\n* Tar\n\n## Decision Outcome\n\nThe yard has not answered yet.\n"
    content = read_unit(text).content()
    assert [one.chosen for one in content.fields["options"] if isinstance(one, Option)] == [None, None]
    shown = render(KINDS["decision"], content).text
    assert "not chosen" not in shown and "Epoxy: whether it was chosen is not said." in shown
    assert read_unit(write_unit(KINDS["decision"], content)).content() == content


def test_what_is_refused_without_a_choice_comes_back_as_it_was() -> None:
    options = (
        Option("Epoxy", chosen=False, because="it peels"),
        Option("Tar", chosen=None),
        Option("Wax", chosen=False),
    )
    content = Content("Paint", {"options": options})
    assert read_unit(write_unit(KINDS["decision"], content)).content() == Content(
        "Paint", {"options": options}
    )


def test_arguments_stand_on_the_side_that_they_are_given() -> None:
    found = fields("""
        # Fryer oil

        ## Options

        ### Option 1: Rapeseed

        Pros:

        - cheap

        Cons:

        - smell

        ### Option 2: Sunflower ✅

        + (+) neutral
        - (-) dear
        - Neutral, because we know it
        - comes in cans

        ### Option 3: Palm

        Rejected because of the forests.

        ## Decision

        We fry with option 2.
        """)
    assert found["options"] == (
        Option("Option 1: Rapeseed", ("cheap",), ("smell",)),
        Option("Option 2: Sunflower", ("neutral", "Neutral, because we know it"), ("dear",), True),
        Option("Option 3: Palm", because="of the forests."),
    )
    assert "comes in cans" in found["rationale"]


def test_options_are_items_rows_bold_lines_and_never_prose() -> None:
    table = "# Vans\n\n## Options\n\n| Option | Pros | Cons | Chosen |\n|---|---|---|---|\n"
    table += "| Sledge | quiet; cheap | slow | |\n| Van | fast | | ✅ |\n"
    assert fields(table)["options"] == (
        Option("Sledge", ("quiet", "cheap"), ("slow",)),
        Option("Van", ("fast",), (), True),
    )
    items = "# Lamps\n\n## Options\n\n- LED\n  - Pro: lasts\n  - Con: dear\n- Neon\n\n## Decision: LED lamps\n\nFrom May on.\n"
    assert fields(items)["options"] == (Option("LED", ("lasts",), ("dear",), True), Option("Neon"))
    bold = "# Fences\n\n## Options\n\n**Option A: Wood**\n\nPros:\n- warm\n\n**Option B: Wire**\n\n## Decision\n\nOption A.\n"
    assert fields(bold)["options"] == (
        Option("Option A: Wood", ("warm",), (), True),
        Option("Option B: Wire"),
    )
    prose = fields("# Roof\n\n## Options\n\nWe saw slate last year. It was dear.\n\n## Decision\n\nTin.\n")
    assert not prose.get("options") and "slate last year" in prose["rationale"]


@pytest.mark.parametrize(
    "text",
    [
        "# {short title of the solved problem}\n\n## Context\n\n{Say what the problem is.}\n\n## Options\n\n* {option 1}\n* …\n",
        "# [short title]\n\n* Status: [proposed | accepted] <!-- optional -->\n\n"
        "## Context\n\n[Describe it.]\n\n## Options\n\n* [option 1]\n",
        "# <short title>\n\n## Context\n\n<what forces it>\n\n## Decision\n\nWe will use <option>.\n",
        "# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nWhat is the issue that forces this?\n",
        "# Title\n\n## Context\n\n<!-- say why -->\n\n## Decision\n\n<!-- say what -->\n",
        "# Decision record template\n\n## Context\n\nWhat is the issue?\n\n## Decision\n\nWhat do we do about it?\n",
    ],
)
def test_a_form_that_nobody_filled_in_is_told_from_a_record(text: str) -> None:
    assert read_unit(text).blank


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        "# Use templates for minutes\n\n## Context\n\nEverybody writes their own.\n\n## Decision\n\nWe will use one template.\n",
        "# Cables\n\n## Context\n\nSee [the list](list.md), [1] and `{name}`.\n\n## Decision\n\n[x] We label them.\n",
        "# Doors\n\n## Context\n\nThey jam.\n\n## Decision\n\nWe oil them.\n\n## Consequences\n\n[to be seen]\n",
    ],
)
def test_a_record_with_a_word_in_brackets_is_no_form(text: str) -> None:
    assert not read_unit(dedent(text).strip()).blank


def test_what_is_left_open_in_a_record_is_told() -> None:
    read = record(
        "# Doors\n\n## Context\n\nThey jam.\n\n## Decision\n\nWe oil them.\n\n## Consequences\n\n[describe what gets worse]\n"
    )
    assert "still has to be filled in: [describe what gets worse]" in read.notes
    assert not is_form([], "Doors")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Superseded by [ADR-12](0012-new-pumps.md)", References(superseded_by=("0012-new-pumps",))),
        ("superceded by ADR 12", References(superseded_by=("12",))),
        (
            "Accepted\n\nSupersedes [3. Old pumps](0003-old-pumps.md#decision)",
            References(supersedes=("0003-old-pumps",)),
        ),
        ("Replaced by [[0012-new-pumps]]", References(superseded_by=("0012-new-pumps",))),
        ("Partly superseded by [ADR-12](0012-new-pumps.md)", References()),
        ("This record supersedes [0003](0003-old.md) in part.", References()),
        ("The pump replaces the old one.", References()),
    ],
)
def test_supersession_is_read_as_it_is_written(text: str, expected: References) -> None:
    assert references(text) == expected


def test_a_record_is_found_by_link_number_or_title_and_two_are_none() -> None:
    known = [
        Named("a", "0003-old-pumps", "3. Old pumps"),
        Named("b", "0012-new-pumps", "New pumps"),
        Named("c", "adr-0012", "Other"),
    ]
    assert found("0003-old-pumps", known) == found("3", known) == found("Old pumps", known) == "a"
    assert found("12", known) == found("nothing", known) == ""
    said = {"a": References(superseded_by=("0012-new-pumps",)), "b": References(supersedes=("3",))}
    assert paired(said, known) == {"b": ["a"]}
