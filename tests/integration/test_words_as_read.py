"""What is quoted is also given as a person reads it, and never shows more than the actor may see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.access import UNMASKED, Action, Actor, Role
from app.core.documents.documents import Source
from app.core.language.text import MASK
from app.core.units.units import Content
from app.workspace.workspace import Application, open_application
from tests.world import make_workspace, write

ANNA = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")
AUDITOR = Actor("edda", "Edda", frozenset(UNMASKED), "uid:0")
"""Sees everything as it is."""

NOTE = """---
owner: Ada
---

# Valve notes

The valve of {% slack_channel "hall-two" %} opens at **6.5 bar**; see [the drawing](https://example.org/rv7).

Questions go to <mailto:ada.berg@example.org> or to <bo.lind@example.org>.

| Part | Price |
|------|------:|
| Seat *ring* | 38 euros |
"""
SENTENCE = 'The valve of {% slack_channel "hall-two" %} opens at **6.5 bar**; see [the drawing](https://example.org/rv7).'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    base = tmp_path_factory.mktemp("read")
    workspace = make_workspace(base / "workspace")
    with open_application(workspace) as made:
        made.ingestion.ingest(made.actor, [write(base / "files", {"note.md": NOTE})])
        yield made


def source(app: Application, actor: Actor) -> Source:
    (document,) = app.documents.listed(actor)
    return app.documents.source(actor, document.version)


def test_a_range_of_a_source_is_read_without_marks(app: Application) -> None:
    found = source(app, app.actor)
    start = found.text.index(SENTENCE)
    assert (
        found.read(start, start + len(SENTENCE))
        == "The valve of #hall-two opens at 6.5 bar; see the drawing."
    )
    row = found.text.index("| Seat")
    assert (
        found.read(row, found.text.index("38 euros") + len("38 euros")) == "Part: Seat ring; Price: 38 euros"
    )
    assert found.read(start, start + len("The valve of {% sl")) == "The valve of #hall-two"


def test_a_citation_and_the_evidence_of_a_unit_say_what_is_read(app: Application) -> None:
    found = source(app, app.actor)
    start = found.text.index(SENTENCE)
    quote = app.documents.quote(app.actor, found.version, start, start + len(SENTENCE))
    assert quote.text == SENTENCE
    assert quote.shown == "The valve of #hall-two opens at 6.5 bar; see the drawing."
    unit = app.capture.start(app.actor, "lesson", Content("Valves open late"))
    unit = app.capture.attach(app.actor, unit.id, "lesson", found.version, start, start + len(SENTENCE))
    (span,) = app.capture.show(app.actor, unit.id).content.evidence
    assert span.quote == SENTENCE
    assert span.words == quote.shown


def test_words_that_stand_for_masked_ones_are_masked(app: Application) -> None:
    found = source(app, ANNA)
    assert "ada.berg" not in found.text
    assert not any("ada.berg" in edit.text or "bo.lind" in edit.text for edit in found.edits)
    start, end = found.text.index("Questions"), found.text.index("| Part")
    assert MASK in found.read(start, end)
    masked, plain = (
        " ".join(
            one.view.text
            for one in app._library.passages_of(app._guard.require(actor, Action.READ), found.document)
        )
        for actor in (ANNA, AUDITOR)
    )
    assert "ada.berg" not in masked
    assert "bo.lind" not in masked
    assert "ada.berg@example.org or to bo.lind@example.org." in plain
