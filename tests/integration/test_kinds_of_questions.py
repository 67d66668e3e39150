"""Kinds of questions that a careful reader answers at once, over small invented documents, with the real
embedder and reader.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.access import Actor, Role
from app.workspace.workspace import Application, open_application
from tests.world import make_workspace, write

FILES = {
    "sauna.md": """# Sauna

When is the sauna heated? Every Thursday from five.

Towels in the sauna: bring your own.

The sauna is panelled with alder. The stove was replaced last autumn.
""",
    "faq.txt": """Allotment questions

Q1. Who keeps the key of the shed?
A1. Ingrid Moll.

Q2. When is the compost spread?
A2. In late March.
""",
    "ferry.md": """# Ferry rules

## 4 Boarding

### 4.1 Bicycles

Bicycles board last and are tied to the rail.

### 4.2 Dogs

Dogs stay on deck on a lead.
""",
    "library.md": """# Reading room

Readers leave their bags in a locker. Wheelchair users are exempt.

The ladder of the gallery is 340 cm long:

    |======|

Dust the shelves every month.
""",
    "contracts.md": """# Hire agreements

- Crane: signed 2. Februar 2022.
- Tent: signed in Q4 2021.
- Stage: signed on June 9th, 2023.
""",
    "boats.txt": """Boat Anemone
Length 7 m
Berth 12
Draught 90 cm

Boat Cormorant
Length 11 m
Berth 31
Draught 140 cm
""",
    "links.md": """# Numbering of drawings

A drawing is numbered by the year and a running number.

## Links

- What is the number of a drawing good for
- Replaces 20190311-letters-as-the-number-of-a-drawing
""",
    "teams/qa.md": "# Duty\n\nThe duty phone is carried by two people.\n",
    "teams/it.md": "# Duty\n\nThe duty phone is carried by one person.\n",
    "pumps.md": "# Pump list\n\n## Pump VX-3\n\nIt stops within 12 seconds.\n\n## Pump VX-8\n\nIt stops within 20 seconds.\n",
}
READER = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("kinds")
    with open_application(make_workspace(folder / "workspace")) as opened:
        opened.ingestion.ingest(opened.actor, [write(folder / "files", FILES)])
        yield opened


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When is the sauna heated?", "Every Thursday from five."),
        ("Who keeps the key of the shed?", "Ingrid Moll"),
        ("When is the compost spread?", "In late March"),
        ("What does section 4.2 of the ferry rules say?", "Dogs stay on deck"),
        ("Who is exempt from leaving their bag in a locker?", "Wheelchair users are exempt"),
        ("How long is the ladder of the gallery?", "340 cm"),
        ("Which agreement was signed in February 2022?", "Crane"),
        ("How long is the boat Cormorant?", "11 m"),
        ("What is the number of a drawing?", "the year and a running number"),
        ("By how many people is the duty phone carried in QA?", "two people"),
        ("By how many people is the duty phone carried in IT?", "one person"),
    ],
)
def test_the_first_sentence_is_the_answer(app: Application, question: str, first: str) -> None:
    answer = app.answering.answer(READER, question, model="none")
    assert answer.sentences, answer.reason
    assert first in answer.sentences[0].text


def test_a_value_does_not_stand_for_the_number_of_a_thing(app: Application) -> None:
    answer = app.answering.answer(READER, "How fast does the pump VX-12 stop?", model="none")
    assert answer.mode is None
    assert "VX-12" in (answer.reason or "")


def test_a_section_that_is_not_there_is_not_answered_with_another(app: Application) -> None:
    answer = app.answering.answer(READER, "What does section 4.7 of the ferry rules say?", model="none")
    assert answer.mode is None
