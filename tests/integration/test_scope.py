"""No word of a label outside the scope comes out anywhere, over 2,000 pairs of question and role."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from app.core.access import CLEARANCE
from app.core.documents.documents import Label
from app.workspace.workspace import open_application
from tests.fakes import FakeGenerator
from tests.world import PEOPLE, make_workspace, write

PAIRS = 2000
_THINGS = ["pump", "valve", "sensor", "gearbox", "bench", "cable", "filter", "motor", "probe", "housing"]
_FACTS = [
    "pressure",
    "price",
    "supplier",
    "weight",
    "colour",
    "warranty",
    "owner",
    "interval",
    "voltage",
    "torque",
]


def _mark(label: Label, thing: str, fact: str) -> str:
    """Return a word that stands in one sentence of one label only."""
    return f"zq{label.word[:3]}{_THINGS.index(thing)}{_FACTS.index(fact)}x"


def _document(label: Label, thing: str) -> str:
    lines = [
        f"The {fact} of the {thing} is {_mark(label, thing, fact)} according to the {label.word} record."
        for fact in _FACTS
    ]
    return f"# The {thing}\n\n" + "\n\n".join(lines) + "\n"


@pytest.mark.timeout(1500)  # a thousand questions
def test_no_role_meets_a_word_above_its_labels(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        for label in Label:
            folder = write(
                tmp_path / label.word, {f"{thing}.md": _document(label, thing) for thing in _THINGS}
            )
            app.ingestion.ingest(app.actor, [folder], label)
        # Some of it changes hands, so that the index holds vectors of rows that were switched off.
        app.documents.relabel(app.actor, [str(tmp_path / "internal" / "pump.md")], Label.RESTRICTED)
        (tmp_path / "public" / "cable.md").unlink()
        app.ingestion.ingest(app.actor, [tmp_path / "public"])
    draw = random.Random(7)
    pairs = [
        (person, draw.choice(_THINGS), draw.choice(_FACTS))
        for person in PEOPLE
        for _ in range(-(-PAIRS // len(PEOPLE)))
    ]
    for person, role in PEOPLE.items():
        closed = {label: f"zq{label.word[:3]}" for label in Label if label > CLEARANCE[role]}
        drafts = [
            f"The {fact} of the {thing} is {_mark(Label.RESTRICTED, thing, fact)}."
            for who, thing, fact in pairs
            if who == person
        ]
        fake = FakeGenerator(drafts)
        with open_application(workspace, person=person, generator=lambda _, fake=fake: fake) as app:  # type: ignore[misc]
            for number, (_, thing, fact) in enumerate(pair for pair in pairs if pair[0] == person):
                # A third of the questions name the hidden word itself.
                hint = _mark(draw.choice(list(Label)), thing, fact) if number % 3 == 0 else ""
                question = f"What is the {fact} of the {thing}? {hint}".strip()
                answer = app.answering.answer(app.actor, question)
                run = app.runs.show(app.actor, answer.run)
                kept = run.as_json()
                told = json.dumps([answer.as_json(), kept["trace"], kept["receipt"]])
                if kept["trace"].get("model"):
                    # What the model wrote is its own; the fake writes hidden words to see whether they pass.
                    draft = kept["trace"]["model"].pop("draft")
                    kept["trace"]["model"].pop("verdicts")
                    told = json.dumps([answer.as_json(), kept["trace"], kept["receipt"]])
                    assert draft
                shown = told.replace(hint, "") if hint else told
                for prefix in closed.values():
                    assert prefix not in shown, (person, question)
                if person != "stella":
                    assert not (
                        thing == "pump" and _mark(Label.INTERNAL, thing, fact) in shown and hint == ""
                    ), question
            prompts = " ".join(fake.prompts)
            for label, prefix in closed.items():
                asked = {word for word in prompts.split() if word.startswith(prefix)}
                allowed = {_mark(label, thing, fact) for thing in _THINGS for fact in _FACTS}
                assert asked <= allowed
            for label in closed:
                assert f"according to the {label.word} record" not in prompts
                hits = app.search.search(app.actor, f"according to the {label.word} record", 50).candidates
                assert all(one.passage.label <= CLEARANCE[role] for one in hits)
