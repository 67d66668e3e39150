"""Units as files, on real parts: out, changed, in again; who sees what; what a file may not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, NotFound
from app.core.units.fields import Relation
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event, Link, Resolution, RevisionStatus, UnitStatus, Way
from app.exchange.madr import read_unit, same
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

ERIK = Actor("erik", "Erik", frozenset({Role.EXPERT}), "uid:0")
EDDA = Actor("edda", "Edda", frozenset({Role.EXPERT}), "uid:0")
ANNA = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")
STELLA = Actor("stella", "Stella", frozenset({Role.STEWARD}), "uid:0")

RULE = """---
kind: rule
status: approved
owner: edda
tags: [valves]
evidence:
- {field: conditions, source: valve.md, quote: "opens at 6.5  bar"}
---
# Relief valves

## Conditions

pressure is over 6.5 bar

## Outcome

The relief valve has to open.
"""
EXCEPTION = """---
kind: exception
links: [{relation: relates, target: rule/valves}]
---
# Test bench

## Exception to

rule/valves

## When

On the test bench.

## What instead

It opens at 7 bar. Ask edda.ruhl@example.com.

## Why

The bench has a second valve.
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        opened.ingestion.ingest(
            opened.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "units", {"rule/valves.md": RULE, "exception/bench.md": EXCEPTION})


def approve(app: Application, unit: str) -> None:
    """Approve a unit, with both standing where something says otherwise: what speaks against it is not the
    matter here.
    """
    found = app.capture.conflicts(EDDA, unit)
    accepted = [Resolution(one.other, Way.ACCEPT, "Both are meant.") for one in found]
    app.capture.decide(EDDA, unit, Event.APPROVE, resolutions=accepted)


def test_a_file_becomes_a_draft_whatever_it_says_of_itself(app: Application, folder: Path) -> None:
    report = app.exchange.import_units(ERIK, [folder])
    assert [one.result for one in report.files] == ["new", "new"]
    rule = app.capture.show(ERIK, app.capture.find(ERIK, "rule/valves"))
    assert (rule.status, rule.author, rule.owner, rule.label) == (
        UnitStatus.DRAFT,
        "erik",
        "edda",
        Label.INTERNAL,
    )
    assert any("“approved”" in note for note in report.files[1].notes)
    assert [span.quote for span in rule.content.evidence] == ["opens at 6.5 bar"]
    bench = app.capture.show(ERIK, app.capture.find(ERIK, "exception/bench"))
    assert bench.content.fields["to"] == rule.id == bench.content.links[0].target
    assert sum('"unit.start"' in line for line in app.stewardship.export_audit(STELLA)) == 2


def test_a_second_time_changes_nothing_and_an_edited_file_becomes_a_new_draft(
    app: Application, folder: Path
) -> None:
    app.exchange.import_units(ERIK, [folder])
    before = list(app.stewardship.export_audit(STELLA))
    assert [one.result for one in app.exchange.import_units(ERIK, [folder]).files] == [
        "unchanged",
        "unchanged",
    ]
    after = list(app.stewardship.export_audit(STELLA))
    assert not any('"unit.' in line for line in after[len(before) :])
    unit = app.capture.find(ERIK, "rule/valves")
    app.capture.submit(ERIK, unit)
    (folder / "rule" / "valves.md").write_text(RULE.replace("6.5 bar\n", "6.8 bar\n"), "utf-8")
    assert [one.result for one in app.exchange.import_units(ERIK, [folder]).files] == ["unchanged", "failed"]
    approve(app, unit)
    assert [one.result for one in app.exchange.import_units(EDDA, [folder]).files] == ["unchanged", "changed"]
    changed = app.capture.show(ERIK, unit)
    assert (changed.status, changed.working, changed.authors) == (
        UnitStatus.APPROVED,
        UnitStatus.DRAFT,
        ("edda",),
    )
    assert app.capture.show(ANNA, unit).content.fields["conditions"] == "pressure is over 6.5 bar"
    (folder / "rule" / "valves.md").write_text(RULE.replace("6.5 bar\n", "6.9 bar\n"), "utf-8")
    app.exchange.import_units(ERIK, [folder])
    assert [one.status for one in app.capture.history(ERIK, unit)] == [
        RevisionStatus.DRAFT, RevisionStatus.WITHDRAWN, RevisionStatus.APPROVED,
    ]  # fmt: skip
    assert app.capture.show(ERIK, unit, 2).content.fields["conditions"] == "pressure is over 6.8 bar"


def test_out_and_in_again_changes_nothing_here_and_makes_the_same_elsewhere(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    app.exchange.import_units(STELLA, [folder])
    made = app.exchange.export_units(STELLA, tmp_path / "out")
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in made.files) == [
        "exception/bench.md",
        "rule/valves.md",
    ]
    assert {one.result for one in app.exchange.import_units(STELLA, [tmp_path / "out"]).files} == {
        "unchanged"
    }
    with open_application(make_workspace(tmp_path / "other")) as other:
        other.ingestion.ingest(other.actor, [tmp_path / "files"])
        report = other.exchange.import_units(STELLA, [tmp_path / "out"])
        assert [one.result for one in report.files] == ["new", "new"]
        for name in ("rule/valves", "exception/bench"):
            theirs = other.capture.show(STELLA, other.capture.find(STELLA, name))
            ours = app.capture.show(STELLA, app.capture.find(STELLA, name))
            assert theirs.content.fields.keys() == ours.content.fields.keys()
            assert [span.quote for span in theirs.content.evidence] == [
                span.quote for span in ours.content.evidence
            ]


def test_an_export_is_the_actors_view_and_names_its_highest_label(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    report = app.exchange.import_units(ERIK, [folder], Label.CONFIDENTIAL)
    assert not report.of("failed")
    for name in ("rule/valves", "exception/bench"):
        app.capture.submit(ERIK, app.capture.find(ERIK, name))
    approve(app, app.capture.find(EDDA, "rule/valves"))
    assert app.exchange.export_units(ANNA, tmp_path / "anna").files == ()
    made = app.exchange.export_units(EDDA, tmp_path / "edda")
    assert made.label is Label.CONFIDENTIAL
    text = (tmp_path / "edda" / "exception" / "bench.md").read_text("utf-8")
    assert "edda.ruhl@example.com" not in text and "█" in text
    facts = read_unit(text).facts
    assert (facts["label"], facts["contains"], facts["status"]) == (
        "confidential",
        "confidential",
        "in_review",
    )
    # The masked view must never take the place of the words, here or elsewhere.
    approve(app, app.capture.find(EDDA, "exception/bench"))
    (tmp_path / "edda" / "exception" / "bench.md").write_text(text.replace("7 bar", "8 bar"), "utf-8")
    masked = app.exchange.import_units(ERIK, [tmp_path / "edda" / "exception"])
    assert [one.result for one in masked.files] == ["failed"] and "masked" in masked.files[0].error
    (tmp_path / "edda" / "exception" / "bench.md").rename(tmp_path / "edda" / "exception" / "copy.md")
    with open_application(make_workspace(tmp_path / "other")) as other:
        assert (
            "masked" in other.exchange.import_units(STELLA, [tmp_path / "edda" / "exception"]).files[0].error
        )


def test_a_bad_file_is_one_line_of_the_report(app: Application, tmp_path: Path) -> None:
    bad = write(tmp_path / "bad", {
        "a.md": "---\nkind: riddle\n---\n", "b.md": "", "c.md": "# Minutes\n\nWe met.\n", "d.md": RULE, "rule/d.md": RULE,
        "e.md": "---\nkind: rule\nlabel: restricted\n---\n# Above\n",
    })  # fmt: skip
    (bad / "f.md").write_bytes(b"# T\n\n\xff\xfe")
    report = app.exchange.import_units(ERIK, [bad])
    told = {Path(one.path).relative_to(bad).as_posix(): one for one in report.files}
    assert {name: one.result for name, one in told.items()} == {
        "a.md": "failed", "b.md": "failed", "c.md": "failed", "d.md": "new", "rule/d.md": "failed", "e.md": "failed", "f.md": "failed",
    }  # fmt: skip
    assert told["a.md"].error.startswith("Line 2: unknown kind") and "has no kind" in told["c.md"].error
    assert "same unit" in told["rule/d.md"].error and told["f.md"].error.startswith("Line 3: ")
    with pytest.raises(NotFound):
        app.exchange.import_units(ERIK, [tmp_path / "nothing"])
    with pytest.raises(AccessDenied):
        app.exchange.import_units(ANNA, [bad])


def test_evidence_that_is_not_here_is_told_and_records_of_others_become_decisions(
    app: Application, tmp_path: Path
) -> None:
    folder = write(tmp_path / "adr", {
        "0007-tools.md": "---\nstatus: accepted\n---\n# Tools\n\n## Context\n\nOld ones.\n\n## Decision\n\nNew ones.\n",
        "lost.md": RULE.replace("6.5  bar", "9 bar"),
        "pep-0042.rst": "PEP: 42\nTitle: A wish\nAuthor: A\nStatus: Rejected\nType: Process\nCreated: 2001\n\nAbstract\n========\n\n"
        "We wish.\n\n"
        "Rationale\n=========\n\nBecause.\n\nRejected Ideas\n==============\n\nWaiting\n-------\n\nIt takes long.\n",
    })  # fmt: skip
    report = app.exchange.import_units(ERIK, [folder])
    assert [one.result for one in report.files] == ["new"] * 3
    assert any("“opens at 9 bar” (valve.md)" in note for note in report.files[1].notes)
    tools = app.capture.show(ERIK, app.capture.find(ERIK, "decision/0007-tools"))
    assert tools.content.fields["decision"] == "New ones." and "status accepted" in str(
        tools.content.fields["rationale"]
    )
    wish = app.capture.show(ERIK, app.capture.find(ERIK, "decision/pep-0042"))
    raw = {"title": "PEP 42: A wish", "tags": ["PEP", "Process"], "decision": "We wish.", "rationale": "Because.",
           "outcome": "Status Rejected; created 2001; by A",
           "options": [{"name": "A wish", "chosen": False}, {"name": "Waiting", "because": "It takes long.", "chosen": False}]}  # fmt: skip
    assert same(wish.content, read_content(KINDS["decision"], raw)[0])


def test_a_folder_of_records_is_linked_where_one_took_anothers_place_and_its_template_is_skipped(
    app: Application, tmp_path: Path
) -> None:
    folder = write(tmp_path / "adr", {
        "0001-tape.md": "# 1. Tapes\n\n## Status\n\n"
            "Superseded by [2. Disks](0002-disks.md)\n\n## Context\n\nNo room.\n\n## Decision\n\nTapes.\n",
        "0002-disks.md": "# 2. Disks\n\n## Status\n\nAccepted\n\n## Context\n\nTapes tore.\n\n## Decision\n\nDisks.\n",
        "0003-fans.md": "# 3. Fans\n\n* Status: supersedes ADR-9\n\n## Context\n\nHeat.\n\n## Decision\n\nFans.\n",
        "template.md": "# {title}\n\n## Context\n\n{what forces it}\n\n## Decision\n\n{what is done}\n",
    })  # fmt: skip
    report = app.exchange.import_units(ERIK, [folder])
    told = {Path(one.path).stem: one for one in report.files}
    assert [told[name].result for name in sorted(told)] == [
        "new",
        "new",
        "new",
        "skipped",
    ] and report.as_json()["skipped"] == 1
    assert "template" in told["template"].error
    tape, disks = (app.capture.find(ERIK, f"decision/{name}") for name in ("0001-tape", "0002-disks"))
    shown = app.capture.show(ERIK, disks)
    assert shown.content.links == (Link(Relation.SUPERSEDES, tape),)
    assert any("superseded by decision/0002-disks" in note for note in told["0001-tape"].notes)
    assert any("“9”, which is not here" in note for note in told["0003-fans"].notes)
    # The one file of the newer record says nothing of the older, and takes no link away.
    assert [one.result for one in app.exchange.import_units(ERIK, [folder / "0002-disks.md"]).files] == [
        "unchanged"
    ]
    assert {one.result for one in app.exchange.import_units(ERIK, [folder]).files} == {"unchanged", "skipped"}
