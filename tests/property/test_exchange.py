"""Units as files: nothing is lost on the way out and in, records of others become units, hostile front matter
is refused with its line.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.errors import InvalidUnit
from app.core.units.fields import Kind, Moment, Option, Step
from app.core.units.forms import content_json, tidied
from app.core.units.kinds import KINDS
from app.core.units.units import Content
from app.exchange.frontmatter import split_front
from app.exchange.madr import read_unit, write_unit
from tests.property.test_forms import units

# What Markdown and YAML take for something else, next to any text at all.
NASTY = st.sampled_from(
    [
        "# a",
        "\\# a",
        "## Rationale",
        "### Consequences",
        "- x",
        "- - x",
        "```",
        "~~~\n# a",
        "---",
        "1. x",
        "Check: y",
        "a Check: b",
        "**b** c",
        'Chosen option: "A", because b',
        "Good, because x",
        "Bad, because y",
        "Neutral, because z",
        "Not chosen, because q",
        "12:00: noon",
        "x #",
        "yes",
        "null",
        "2026-01-01",
        "1.0",
        "007",
        "&a *a",
        "{a: b}",
        "!!python/object:x",
        "a: b",
        '"q"',
        "\\",
        "\u2028 x",
        "x\x85y",
        "(chosen)",
        "    code\n    # more",
        "```\n# inside\n```\n# outside",
        "Context",
        "kind: rule",
    ]
)


@st.composite
def nasty_units(draw: st.DrawFn) -> tuple[Kind, Content]:
    kind = draw(st.sampled_from(list(KINDS.values())))
    some = st.lists(NASTY, max_size=3).map(tuple)
    options = st.lists(
        st.builds(Option, NASTY, some, some, st.none() | st.booleans(), NASTY | st.just("")), max_size=3
    ).map(tuple)
    several = {
        "options": options,
        "timeline": st.lists(st.builds(Moment, NASTY | st.just(""), NASTY), max_size=3).map(tuple),
        "steps": st.lists(st.builds(Step, NASTY, NASTY | st.just("")), max_size=3).map(tuple),
        "items": some,
        "synonyms": some,
    }
    texts = st.lists(NASTY, min_size=1, max_size=3).map("\n".join)
    fields: dict[str, Any] = {
        field.id: draw(several.get(field.type.value, texts)) for field in kind.fields if draw(st.booleans())
    }
    return kind, tidied(kind, Content(draw(NASTY), fields, tags=draw(some)))


@given(units() | nasty_units())
@settings(max_examples=400, deadline=None)
def test_what_is_written_is_read_back_as_it_was(made: tuple[Kind, Content]) -> None:
    kind, content = made
    text = write_unit(kind, content, {"status": "approved", "label": "internal"})
    record = read_unit(text)
    assert record.kind == kind and record.notes == ()
    assert record.content() == content
    assert write_unit(kind, record.content(), {"status": "approved", "label": "internal"}) == text


RECORDS = st.lists(
    st.sampled_from(
        [
            "# A title",
            "## Context",
            "## Context and Problem Statement",
            "## Decision",
            "## Decision Outcome",
            "### Consequences",
            "## Confirmation",
            "## Pros and Cons of the Options",
            "### Steel",
            "* Good, because it holds",
            "* Bad, because it rusts",
            "* Neutral, because grey",
            "",
            'Chosen option: "Steel", because it holds',
            "## Considered Options",
            "* Steel",
            "* Wood",
            "1. Stone",
            "Some words.",
            "## Status",
            "Accepted",
            "## More Information",
            "## Rationale",
            "```",
            "### Positive Consequences",
            "  going on",
            "\\# no heading",
        ]
    ),
    max_size=14,
).map("\n".join)


@given(RECORDS, st.sampled_from(["", "---\nstatus: accepted\ndate: 2025-01-02\ncolour: [red, 2]\n---\n"]))
@settings(max_examples=400, deadline=None)
def test_records_of_others_are_stable_and_lose_no_word(body: str, front: str) -> None:
    record = read_unit(front + body)
    content = record.content()
    again = read_unit(write_unit(record.kind, content)).content()
    assert again == content
    kept = " ".join(re.findall(r"\w+", str(content_json(content)).replace("\\n", " "))).casefold()
    kept += " " + " ".join(re.findall(r"\w+", str(record.facts))).casefold()
    mapped = {
        "context",
        "and",
        "problem",
        "statement",
        "decision",
        "outcome",
        "consequences",
        "considered",
        "options",
        "pros",
        "cons",
        "of",
        "the",
        "rationale",
        "chosen",
        "option",
        "because",
        "good",
        "bad",
        "status",
        "positive",
        "more",
        "information",
        "confirmation",
        "1",
    }
    for word in re.findall(r"\w+", front + body):
        assert word.casefold() in mapped or word.casefold() in kept, word


@given(st.text(max_size=200))
@example("---\n\x00\n---")
@example("---\n" + "[" * 100 + "\n---")
@example("---\n? [a]\n: b\n---")
@example("---\n? \n: b\n---")
def test_any_text_is_a_record_or_says_in_which_line_it_is_not(text: str) -> None:
    for given_text in (text, f"---\n{text}\n---\n# T"):
        try:
            read_unit(given_text).content()
        except InvalidUnit as error:
            assert error.message.startswith("Line ") or "“" in error.message
            assert error.hint


BOMB = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (BOMB, 2, "refers to itself"),
        ("---\ntitle: x\nother: *nothing\n---\n", 3, "refers to itself"),
        ("---\ntitle: !!python/object/apply:os.system [id]\n---\n", 2, "custom type"),
        ("---\ntitle: a\n\ntitle: b\n---\n", 4, "twice"),
        ("---\ntitle: a: b\n---\n", 2, "cannot be read"),
        ("---\n- a\n---\n", 2, "not a list of"),
        ("---\ntitle: a\n", 1, "has no end"),
        ("---\nkind: riddle\n---\n", 2, "unknown kind of unit"),
        ("---\ntags: x\nreview-days: soon\n---\n", 3, "number of days"),
        ("---\ntitle: x\nlinks: [3]\n---\n", 3, "relation"),
        ("---\nevidence: 7\n---\n", 2, "not a list"),
        ("---\nkind: decision\nfields:\n  rationale: [{a: 1}]\n---\n", 3, "This must be text"),
        ("---\nkind: decision\nfields: {rationale: a}\n---\n## Rationale\n\nb\n", 3, "and as a section"),
        ("---\na: " + "[" * 40 + "]" * 40 + "\n---\n", 2, "too deeply"),
        ("---\na: " + "x" * 300_000 + "\n---\n", 2, "the maximum"),
    ],
)
def test_front_matter_that_is_not_what_it_says_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(InvalidUnit, match=words) as raised:
        read_unit(text).content()
    assert raised.value.message.startswith(f"Line {line}: ") and raised.value.hint


def test_yaml_of_its_own_mind_stays_what_was_written() -> None:
    front = split_front(
        "---\nday: 2026-03-31\nno: no\nversion: 1.0\nodd: 010\nlong: 99999999999\ntrue: true\nn: 12\n<<: x\n---\nbody"
    )
    assert front.values == {
        "day": "2026-03-31",
        "no": "no",
        "version": "1.0",
        "odd": "010",
        "long": "99999999999",
        "true": True,
        "n": 12,
        "<<": "x",
    }
    assert (front.body, front.first, front.lines["n"]) == (["body"], 11, 8)


MADR = """---
status: accepted
date: 2025-12-02
decision-makers: [Tomas Vreeland, Ines Aldermoor]
consulted: Bram
informed: everybody
---
# Shaft of the TQ-500

## Context and Problem Statement

Which steel?

## Decision Drivers

* ten million cycles
* price

## Considered Options

* Maraging steel
* 17-4PH

## Decision Outcome

Chosen option: "Maraging steel", because only it
meets the requirement.

### Consequences

* Good, because it holds
* Bad, because it rusts
* Neutral, because it looks the same

### Confirmation

A test in May.

## Pros and Cons of the Options

### Maraging steel

A steel.

* Good, because 14.8 million cycles
* Neutral, because known
* Bad, because EUR 117

### 17-4PH

* Good, because cheap

## More Information

See the minutes.
"""


def test_a_madr_record_becomes_a_decision() -> None:
    record = read_unit(MADR)
    fields = record.content().fields
    assert record.content().title == "Shaft of the TQ-500" and record.kind.id == "decision"
    assert fields["situation"] == "Which steel?" and fields["goal"] == "* ten million cycles\n* price"
    assert fields["options"] == (
        Option(
            "Maraging steel",
            ("14.8 million cycles", "Neutral, because known", "it holds"),
            ("EUR 117",),
            True,
            "only it meets the requirement.",
        ),
        Option("17-4PH", ("cheap",)),
    )
    assert fields["decision"] == "Maraging steel"
    assert fields["tradeoffs"] == ("it rusts", "Neutral, because it looks the same")
    rationale = str(fields["rationale"])
    assert (
        rationale.startswith("only it meets the requirement.\n\nMaraging steel: A steel.")
        or "Confirmation: A test in May." in rationale
    )
    for words in (
        "Confirmation: A test in May.",
        "Maraging steel: A steel.",
        "More Information: See the minutes.",
        "consulted Bram",
        "status accepted",
        "Tomas Vreeland, Ines Aldermoor",
        "informed everybody",
        "date 2025-12-02",
    ):
        assert words in rationale
    assert len(record.notes) == 4
    assert record.facts["status"] == "accepted"


def test_a_nygard_record_becomes_a_decision() -> None:
    text = "# 3. Use a ring buffer\n\nDate: 2024-05-14\n\n## Status\n\nAccepted\n\n## Context\n\nGaps.\n\n## Decision\n\nWe take FRAM.\n\n"
    text += "## Consequences\n\nIt costs EUR 4.15.\nA unit.\n\nIt starts later.\n"
    record = read_unit(text)
    content = record.content()
    assert content.title == "3. Use a ring buffer" and record.facts["status"] == "Accepted"
    assert content.fields["situation"] == "Gaps." and "date 2024-05-14" in str(content.fields["rationale"])
    assert content.fields["decision"] == "We take FRAM."
    assert content.fields["tradeoffs"] == ("It costs EUR 4.15. A unit.", "It starts later.")


def test_a_written_decision_is_what_madr_tools_read() -> None:
    kind = KINDS["decision"]
    steel, wood = (
        Option("Steel", ("holds",), ("heavy",), True, "it holds"),
        Option("Wood", cons=("burns",), because="it burns"),
    )
    fields: dict[str, Any] = {
        "situation": "Which?",
        "options": (steel, wood),
        "decision": "We take steel.",
        "rationale": "Tests.",
        "tradeoffs": ("Weight",),
    }
    text = write_unit(
        kind, tidied(kind, Content("Shaft", fields)), {"status": "approved", "date": "2026-01-02"}
    )
    expected = """# Shaft

## Context and Problem Statement

Which?

## Considered Options

- Steel
- Wood

## Decision Outcome

Chosen option: "Steel", because it holds

We take steel.

### Consequences

- Bad, because Weight

## Rationale

Tests.

## Pros and Cons of the Options

### Steel

- Good, because holds
- Bad, because heavy

### Wood

Not chosen, because it burns

- Bad, because burns
"""
    assert text.split("---\n", 2)[2].strip() == expected.strip()


def test_notes_become_fields() -> None:
    text = """---
tags: [drift, TQ]
valid_until: 2027-01-01
---
# Steel shaft

Two customers
reported drift.

## Options considered
- Ceramic
- Steel (chosen)
  with a coat

## Cues noticed
1. worse in the morning
## Something else
that nobody asked for
"""
    record = read_unit(text, KINDS["decision"])
    content = record.content()
    assert (content.title, content.tags, content.valid_until) == (
        "Steel shaft",
        ("drift", "TQ"),
        "2027-01-01",
    )
    assert content.fields["situation"] == "Two customers\nreported drift."
    assert content.fields["options"] == (Option("Ceramic"), Option("Steel with a coat", chosen=True))
    assert content.fields["cues"] == ("worse in the morning",)
    assert content.fields["rationale"] == "Something else: that nobody asked for"
    assert record.notes == ("“Something else” has been added to the end of “Rationale”",)


def test_every_kind_has_a_field_for_what_is_nobodys() -> None:
    for kind, name in ((kind.id, kind.kept_in) for kind in KINDS.values()):
        found = KINDS[kind].field(name)
        assert found is not None and found.type.value == "text"
