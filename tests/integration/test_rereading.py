"""A workspace that an older program made: it opens and answers, is read again in the background, and loses
nothing by it.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.access import Action, Actor, Role
from app.core.documents.documents import Label, Passage
from app.core.documents.inventory import FindingKind
from app.core.errors import AccessDenied, Cancelled
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event
from app.core.work import CancelToken, FileNews, FileStage, Progress
from app.workspace.workspace import Application, open_application
from tests.integration.test_attachments import SEAL, TORQUE, mail
from tests.older import make_older
from tests.world import HOLIDAY, VALVE, make_workspace, write

PUMP = """---
title: Feed pump
---
# Feed pump

The [feed pump](https://example.org/pumps/feed) is stopped **before** the filter is changed.

| Part | Price |
|---|---|
| Shaft seal 88-C | 41 euros |
| Filter 12 | 9 euros |
"""
SHOWN = "Part: Shaft seal 88-C; Price: 41 euros"
ANNA = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")
ERIK = Actor("erik", "Erik", frozenset({Role.EXPERT}), "uid:0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(
        tmp_path / "files",
        {"pump.md": PUMP, "valve.md": VALVE, "fees.csv": "service,fee\npermit,60 euros\nlicence,35 euros\n"},
    )
    inner = mail(
        "Seal",
        "The seal is described in the attachment.",
        ("seal.md", SEAL),
        date="Mon, 04 Mar 2024 09:30:00 +0100",
    )
    (folder / "order.eml").write_bytes(
        mail("Order", "Please see the torque sheet.", ("torque.md", TORQUE), inner).as_bytes()
    )
    return folder


@pytest.fixture
def workspace(tmp_path: Path, folder: Path) -> Path:
    """An older workspace of four files, one of them a mail with two attachments of which one has another."""
    workspace = make_workspace(tmp_path / "workspace")
    with open_application(workspace) as app:
        app.change_settings({"model.generator": "none"})
        assert app.ingestion.ingest(app.actor, [folder]).failed == ()
    make_older(workspace)
    return workspace


@pytest.fixture
def app(workspace: Path) -> Iterator[Application]:
    with open_application(workspace) as opened:
        yield opened


def found(app: Application, query: str) -> Passage:
    return app.search.search(app.actor, query, 3).candidates[0].passage


def answer(app: Application, question: str) -> str:
    return " ".join(
        sentence.text for sentence in app.answering.answer(app.actor, question, model="none").sentences
    )


def ids(app: Application) -> dict[str, tuple[str, Label]]:
    return {item.path: (item.id, item.label) for item in app.documents.listed(app.actor)}


def test_an_older_workspace_opens_and_answers_as_it_was_read(app: Application) -> None:
    passage = found(app, "price of the shaft seal")
    assert "| Shaft seal 88-C | 41 euros |" in passage.text
    assert passage.view.text == passage.text
    assert "41 euros" in answer(app, "What does the shaft seal 88-C cost?")
    assert app.due_rereading == 7
    (told,) = [finding for finding in app.doctor() if finding.name == "Readers"]
    assert told.ok
    assert "7 documents" in told.text
    assert "citewell reread" in told.hint


def test_it_is_read_again_and_shows_what_a_person_reads_from_then_on(app: Application) -> None:
    before = ids(app)
    old = found(app, "price of the shaft seal")
    report = app.rereading.reread(app.actor)
    assert (report.added, report.updated, report.unchanged, report.removed, report.failed) == (0, 7, 0, 0, ())
    assert report.changes.documents == {id for id, _ in before.values()}
    assert ids(app) == before
    passage = found(app, "price of the shaft seal")
    assert SHOWN in passage.view.text
    assert passage.document == old.document
    assert passage.version != old.version
    assert "41 euros" in answer(app, "What does the shaft seal 88-C cost?")
    assert "feed pump is stopped before" in " ".join(
        found(app, "when is the feed pump stopped").view.text.split()
    )
    assert app.due_rereading == 0
    assert app.rereading.reread(app.actor).changes.documents == frozenset()
    assert app.stewardship.verify_audit(app.actor).ok


def test_what_is_embedded_is_what_taking_the_files_in_today_gives(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    app.rereading.reread(app.actor)
    make_workspace(tmp_path / "second")
    with open_application(tmp_path / "second") as second:
        second.ingestion.ingest(second.actor, [folder])
        assert _vectors(app) == pytest.approx(_vectors(second), abs=1e-6)


def _vectors(app: Application) -> dict[str, float]:
    embedder = app.settings.model.embedder
    rows = np.concatenate([chunk.rowids for chunk in app._library.vectors(embedder, tuple(Label))])
    scope = app._guard.require(app.actor, Action.READ)
    made = app._library.vectors_of(embedder, [int(row) for row in rows])
    return {
        f"{passage.path}:{passage.start}:{number}": float(value)
        for row, vector in made.items()
        for passage in app._library.passages(scope, [row])
        for number, value in enumerate(vector[:4])
    }


def test_citations_of_the_old_reading_still_resolve_and_the_document_still_says_so(app: Application) -> None:
    old = found(app, "price of the shaft seal")
    before = app.documents.quote(app.actor, old.version, old.start, old.end)
    app.rereading.reread(app.actor)
    after = app.documents.quote(app.actor, old.version, old.start, old.end)
    assert (after.text, after.document, after.version, after.heading) == (
        before.text,
        old.document,
        old.version,
        before.heading,
    )
    # The file is the same, byte for byte: nothing that it says has changed.
    assert after.current
    assert app.documents.source(app.actor, old.version).current


def test_labels_and_days_stay_also_those_given_while_it_reads(app: Application, folder: Path) -> None:
    at = {str(Path(item.path).relative_to(folder)): item for item in app.documents.listed(app.actor)}
    app.documents.change_labels(app.actor, [at["order.eml/torque.md"].id], Label.CONFIDENTIAL)

    def relabel(news: FileNews) -> None:
        if news.stage is FileStage.READING and news.path.endswith("valve.md"):
            app.documents.change_labels(app.actor, [at["valve.md"].id], Label.RESTRICTED)

    app.rereading.reread(app.actor, on_file=relabel)
    after = {str(Path(item.path).relative_to(folder)): item for item in app.documents.listed(app.actor)}
    assert after["order.eml/torque.md"].label is Label.CONFIDENTIAL
    assert after["valve.md"].label is Label.RESTRICTED
    assert {name: (item.as_of, item.as_of_origin) for name, item in after.items()} == {
        name: (item.as_of, item.as_of_origin) for name, item in at.items()
    }
    assert app.due_rereading == 0


def test_files_that_are_gone_and_members_are_read_from_what_was_kept(app: Application, folder: Path) -> None:
    shutil.move(folder, folder.with_name("away"))
    assert app.rereading.reread(app.actor).updated == 7
    assert SHOWN in found(app, "price of the shaft seal").view.text


def test_an_original_that_is_missing_is_taken_from_the_file_if_that_is_the_same(
    app: Application, folder: Path
) -> None:
    for print_ in app._library.fingerprints().values():
        app._originals.discard(print_.content_hash)
    (folder / "valve.md").write_text(VALVE.replace("6.5", "7.5"), "utf-8")
    report = app.rereading.reread(app.actor)
    assert {Path(failure.path).name for failure in report.failed} == {"valve.md"}
    assert "The previous version has been kept" in report.failed[0].hint
    assert "opens at 6.5 bar" in found(app, "at what pressure does the relief valve open").text
    # Nobody tries that at every start, but whoever asks for it.
    assert app.due_rereading == 0
    assert len(app.rereading.reread(app.actor, failed=True).failed) == 1
    app.ingestion.ingest(app.actor, [folder])
    assert "opens at 7.5 bar" in found(app, "at what pressure does the relief valve open").text
    assert app.rereading.reread(app.actor, failed=True).failed == ()


def test_what_somebody_took_out_stays_out(app: Application, folder: Path) -> None:
    app.documents.remove(app.actor, [str(folder / "order.eml" / "torque.md"), str(folder / "fees.csv")])
    assert app.rereading.reread(app.actor).updated == 5
    assert not {name for name in ids(app) if name.endswith(("torque.md", "fees.csv"))}


def test_cancelled_or_killed_it_goes_on_with_what_is_left(app: Application, workspace: Path) -> None:
    token = CancelToken()

    def stop(news: FileNews) -> None:
        if news.outcome is not None:
            token.cancel()

    with pytest.raises(Cancelled):
        app.rereading.reread(app.actor, on_file=stop, cancel=token)
    left = app.due_rereading
    assert 0 < left < 7
    assert app.rereading.reread(app.actor).updated == left
    assert len(ids(app)) == 7


def test_it_stops_within_two_seconds_while_a_large_file_is_read(workspace: Path, folder: Path) -> None:
    with open_application(workspace) as app:
        write(
            folder,
            {
                "long.md": "".join(
                    f"## Part {n}\n\nThe pump **{n}** of [hall](x) {n} runs at {n} bar.\n\n"
                    for n in range(40_000)
                )
            },
        )
        app.ingestion.ingest(app.actor, [folder / "valve.md"])
        token, seconds = CancelToken(), list[float]()

        def stop() -> None:
            time.sleep(0.5)
            seconds.append(time.monotonic())
            token.cancel()

        thread = threading.Thread(target=stop)
        thread.start()
        with pytest.raises(Cancelled):
            app.ingestion.ingest(app.actor, [folder], cancel=token)
        assert time.monotonic() - seconds[0] < 2
        thread.join()


def test_others_get_their_turn_in_between_and_progress_is_told(app: Application, folder: Path) -> None:
    steps: list[Progress] = []
    done: list[bool] = []

    def other(news: FileNews) -> None:
        if news.stage is FileStage.READING and not done:
            done.append(True)
            thread = threading.Thread(
                target=lambda: app.ingestion.ingest(
                    app.actor, [write(folder.parent / "more", {"a.md": HOLIDAY})]
                )
            )
            thread.start()
            thread.join(60)
            assert not thread.is_alive()
            found(app, "days of paid leave")

    app.rereading.reread(app.actor, on_progress=steps.append, on_file=other)
    assert [step.total for step in steps if step.unit == "files"][-1] == 7
    assert [step.done for step in steps if step.unit == "files"][-1] == 7
    assert "28 days" in found(app, "days of paid leave").text


def test_ingesting_its_folder_reads_it_again_too_and_says_so_once(app: Application, folder: Path) -> None:
    write(folder, {"new.md": HOLIDAY})
    (folder / "valve.md").write_text(VALVE.replace("6.5", "7.5"), "utf-8")
    report = app.ingestion.ingest(app.actor, [folder])
    assert (report.added, report.updated, report.unchanged, report.removed, report.failed) == (1, 7, 0, 0, ())
    assert SHOWN in found(app, "price of the shaft seal").view.text
    assert app.due_rereading == 0
    again = app.ingestion.ingest(app.actor, [folder])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 5)


def test_who_may_not_ingest_is_refused_and_nobody_reads_what_is_above_them(
    app: Application, folder: Path
) -> None:
    app.documents.change_labels(app.actor, [str(folder / "pump.md")], Label.RESTRICTED)
    with pytest.raises(AccessDenied):
        app.rereading.reread(ANNA)
    report = app.rereading.reread(ERIK)
    assert report.updated == 6
    assert app.rereading.due(app.actor) == 1


def test_marks_of_the_inventory_stay(workspace: Path, folder: Path) -> None:
    with open_application(workspace) as app:
        write(folder, {"valve-2.md": VALVE.replace("6.5 bar", "7.5 bar")})
        app.ingestion.ingest(app.actor, [folder])
        kinds = {FindingKind.DISAGREEMENT}
        marked = [finding for finding in app.inventory.take(app.actor).findings if finding.kind in kinds]
        assert marked
        app.inventory.review(app.actor, marked)
    make_older(workspace, migrated=True, version="2+older")
    with open_application(workspace) as app:
        app.rereading.reread(app.actor)
        assert not [finding for finding in app.inventory.take(app.actor).findings if finding.kind in kinds]


def test_units_are_cut_and_embedded_anew_without_another_revision(workspace: Path) -> None:
    with open_application(workspace) as app:
        app.stewardship.set_person(app.actor, "edda", "Edda", [Role.EXPERT])
        raw = {
            "title": "Drift",
            "conditions": "drift_percent > 0.2",
            "outcome": "A transducer that drifts goes back to calibration.",
        }
        content, problems = read_content(KINDS["rule"], raw)
        assert problems == ()
        unit = app.capture.start(ERIK, "rule", content, Label.INTERNAL)
        app.capture.submit(ERIK, unit.id)
        app.capture.decide(replace(ERIK, person="edda", name="Edda"), unit.id, Event.APPROVE, "", [])
        app.rereading.reread(app.actor)
    make_older(workspace, migrated=True, version="2+older")
    with open_application(workspace) as app:
        before = app.capture.show(ERIK, unit.id)
        old = found(app, "a transducer that drifts")
        assert (old.kind, old.reading.parts) == ("unit", ())
        app.rereading.reread(app.actor)
        new = found(app, "a transducer that drifts")
        assert new.reading.parts
        assert (new.id, new.version, new.text) == (old.id, old.version, old.text)
        assert app.capture.show(ERIK, unit.id) == before
        assert app.due_rereading == 0
