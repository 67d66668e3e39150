"""The library as a list: order, filter, one document, its versions, and the undoing of changes, on a real
workspace.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.audit import AuditEvent
from app.core.documents.document_list import Column, Filter, Health, Mark, View
from app.core.documents.documents import Label
from app.core.documents.inventory import FindingKind
from app.core.errors import AccessDenied, NotFound, UserError
from app.core.language.text import MASK
from app.core.work import FileNews, FileStage
from app.workspace.workspace import Application, open_application
from tests.crowd import LISTING
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

ERIK = Actor("erik", "Erik", frozenset({Role.EXPERT}), "uid:0")
ANNA = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")
MAIL = """From: ines@example.org
To: omar@example.org
Subject: Order of the seal rings
Date: Mon, 3 Feb 2025 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain; charset=utf-8

Please order forty seal rings for the relief valves.

--cut
Content-Type: text/markdown; name="zebra.md"
Content-Disposition: attachment; filename="zebra.md"

# Zebra prices

A seal ring of type 4471-B costs 38 euros.

--cut--
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "files",
        {"valve.md": VALVE, "laser.md": LASER, "old/holiday.md": HOLIDAY, "order.eml": MAIL},
    )


@pytest.fixture
def app(tmp_path: Path, folder: Path, models_dir: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        opened.change_settings({"model.generator": "none"})
        opened.ingestion.ingest(opened.actor, [folder])
        yield opened


def titles(app: Application, view: View | None = None, actor: Actor | None = None) -> list[str]:
    who = actor or app.actor
    return [
        entry.document.title
        for entry in app.browsing.page(who, app.browsing.arranged(who, view or View()).keys)
    ]


def found(app: Application, name: str) -> str:
    return next(one.id for one in app.documents.listed(app.actor) if one.path.endswith(name))


def test_every_order_has_every_document_once_and_an_attachment_right_behind_its_mail(
    app: Application,
) -> None:
    for column in Column:
        for descending in (False, True):
            seen = titles(app, View(column, descending))
            assert len(seen) == len(set(seen)) == 5, (column, descending)
            assert seen[seen.index("Order of the seal rings") + 1] == "Zebra prices", (column, descending)
    assert titles(app) == [
        "Holiday policy",
        "Laser bench",
        "Order of the seal rings",
        "Zebra prices",
        "Relief valve RV-7",
    ]
    entries = app.browsing.page(app.actor, app.browsing.arranged(app.actor, View()).keys)
    assert [(one.depth, one.inside, one.within) for one in entries[2:4]] == [
        (0, 1, ""),
        (1, 0, "Order of the seal rings"),
    ]


def test_filters_narrow_the_list_and_say_how_many_there_are(app: Application, folder: Path) -> None:
    assert titles(app, View(filter=Filter("VALVE"))) == ["Relief valve RV-7"]
    assert titles(app, View(filter=Filter("old holi"))) == ["Holiday policy"]
    assert titles(app, View(filter=Filter(kind="Mail"))) == ["Order of the seal rings"]
    assert titles(app, View(filter=Filter(before="2025-03-01"))) == [
        "Order of the seal rings",
        "Zebra prices",
    ]
    assert titles(app, View(filter=Filter(under=str(folder / "old")))) == ["Holiday policy"]
    app.documents.relabel(app.actor, [found(app, "laser.md")], Label.CONFIDENTIAL)
    assert titles(app, View(filter=Filter(label=Label.CONFIDENTIAL))) == ["Laser bench"]
    assert "Laser bench" not in titles(app, View(filter=Filter(unlabelled=True)))
    arrangement = app.browsing.arranged(app.actor, View(filter=Filter("nothing of the kind")))
    assert (len(arrangement.keys), arrangement.total) == (0, 5)


def test_nobody_sees_a_row_above_their_label_even_by_its_number(app: Application) -> None:
    keys = app.browsing.arranged(app.actor, View()).keys
    app.documents.relabel(app.actor, [found(app, "laser.md")], Label.RESTRICTED)
    assert "Laser bench" not in titles(app, actor=ANNA)
    assert len(app.browsing.page(ANNA, keys)) == 4
    assert len(app.browsing.ids(ANNA, keys)) == 4
    with pytest.raises(NotFound):
        app.browsing.show(ANNA, found(app, "laser.md"))


def test_what_is_masked_in_a_title_is_neither_found_nor_shown_by_the_filter(
    app: Application, folder: Path
) -> None:
    write(folder, {"contact.md": "# Write to ines.moor@example.org\n\nShe knows the valves.\n"})
    app.ingestion.ingest(app.actor, [folder])
    assert titles(app, View(filter=Filter("moor@example"))) == ["Write to ines.moor@example.org"]
    assert titles(app, View(filter=Filter("moor@example")), ERIK) == []
    assert MASK in next(title for title in titles(app, actor=ERIK) if title.startswith("Write"))


def test_the_list_is_the_same_after_an_upgrade_of_a_workspace_that_had_none(app: Application) -> None:
    columns = "document, outer_document, depth, label, kind, as_of, health, words, place, by_title, by_place"
    before = app._database.query(f"SELECT {columns} FROM listing ORDER BY document")
    with app._database.transaction() as tx:
        for name in ("listing", "reviewed"):
            tx.execute(f"DROP TABLE {name}")
        LISTING.apply(tx)
        tx.audit(app.actor, AuditEvent.MIGRATE, "")
    after = app._database.query(f"SELECT {columns} FROM listing ORDER BY document")
    assert [tuple(row) for row in after] == [tuple(row) for row in before]
    assert len(after) == 5


def test_a_file_that_cannot_be_read_any_more_shows_in_the_list_and_is_well_again_afterwards(
    app: Application, folder: Path
) -> None:
    (folder / "valve.md").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    app.ingestion.ingest(app.actor, [folder])
    assert titles(app, View(filter=Filter(health=Health.PARTLY))) == ["Relief valve RV-7"]
    shown = app.browsing.show(app.actor, found(app, "valve.md"))
    assert (shown.entry.health, "empty" in shown.problem) == (Health.STUCK, True)
    assert [Path(one.path).name for one in app.browsing.unread(app.actor)] == ["broken.pdf", "valve.md"]
    write(folder, {"valve.md": VALVE + "\nIt is blue.\n"})
    news: list[FileNews] = []
    app.ingestion.follow(app.actor, [folder / "valve.md"], on_file=news.append)
    assert [one.stage for one in news] == [FileStage.WAITING, FileStage.READING, FileStage.STORED]
    assert titles(app, View(filter=Filter(health=Health.PARTLY))) == []
    assert len(app.browsing.folders(app.actor)) == 1


def test_a_failure_tells_its_reason_as_it_happens(app: Application, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot really")
    news: list[FileNews] = []
    app.ingestion.ingest(app.actor, [folder], on_file=news.append)
    failed = [one for one in news if one.stage is FileStage.FAILED]
    assert [Path(one.path).name for one in failed] == ["broken.pdf"]
    assert failed[0].reason


def test_what_goes_is_told_and_comes_back_without_its_files(app: Application, folder: Path) -> None:
    question = "At what pressure does the relief valve RV-7 open?"
    before = app.answering.answer(app.actor, question, model="none")
    valve = found(app, "valve.md")
    impact = app.browsing.impact(app.actor, [valve])
    assert (impact.documents, impact.answers) == (1, 1)
    assert impact.passages == app.documents.listed(app.actor, folder / "valve.md")[0].passages
    assert app.browsing.impact(app.actor, [found(app, "order.eml")]).documents == 2
    app.documents.remove(app.actor, [valve, found(app, "order.eml")])
    assert titles(app) == ["Holiday policy", "Laser bench"]
    app.reindex()
    shutil.rmtree(folder)
    app.documents.restore(
        app.actor, [valve, app.browsing.show(app.actor, str(folder / "order.eml")).entry.document.id]
    )
    assert len(titles(app)) == 5
    after = app.answering.answer(app.actor, question, model="none")
    assert [one.text for one in after.sentences] == [one.text for one in before.sentences]
    assert app.stewardship.verify_audit(app.actor).ok
    with pytest.raises(NotFound):
        app.documents.restore(app.actor, [valve])


def test_a_document_does_not_come_back_to_a_place_that_is_taken(app: Application, folder: Path) -> None:
    laser = found(app, "laser.md")
    app.documents.remove(app.actor, [laser])
    with app._database.transaction() as tx:
        app._library.move(tx, found(app, "valve.md"), str(folder / "laser.md"), str(folder))
        tx.audit(app.actor, AuditEvent.INGEST_MOVED, "")
    with pytest.raises(UserError):
        app.documents.restore(app.actor, [laser])
    assert "Laser bench" not in titles(app)


def test_labels_are_given_back_as_they_were_also_that_nobody_chose_them(app: Application) -> None:
    laser = found(app, "laser.md")
    app.documents.relabel(app.actor, [laser], Label.PUBLIC)
    ids = [one.id for one in app.documents.listed(app.actor)]
    _, done = app.documents.change_labels(app.actor, ids, Label.CONFIDENTIAL)
    assert {one.label for one in app.documents.listed(app.actor)} == {Label.CONFIDENTIAL}
    app.documents.give_labels_back(app.actor, done)
    assert {one.id: (one.label, one.labelled) for one in app.documents.listed(app.actor)} == {
        one: (Label.PUBLIC, True) if one == laser else (Label.INTERNAL, False) for one in ids
    }
    with pytest.raises(AccessDenied):
        app.documents.give_labels_back(ERIK, done)


def test_the_versions_of_a_document_and_what_changed_between_them(app: Application, folder: Path) -> None:
    write(
        folder, {"valve.md": VALVE.replace("6.5 bar", "7.0 bar") + "\nWrite to ines@example.org about it.\n"}
    )
    app.ingestion.ingest(app.actor, [folder])
    valve = found(app, "valve.md")
    shown = app.browsing.show(app.actor, valve)
    assert [one.number for one in shown.versions] == [2, 1]
    told = app.browsing.difference(app.actor, valve)
    changed = [(line.mark, line.text) for hunk in told.hunks for line in hunk if line.mark is not Mark.SAME]
    assert (Mark.OUT, "The relief valve RV-7 opens at 6.5 bar and closes at 5.9 bar.") in changed
    assert (Mark.IN, "The relief valve RV-7 opens at 7.0 bar and closes at 5.9 bar.") in changed
    assert (told.before.number, told.after.number) == (1, 2)
    assert "ines@example.org" not in json.dumps(app.browsing.difference(ERIK, valve).as_json())
    with pytest.raises(NotFound):
        app.browsing.difference(app.actor, valve, 1, 3)
    with pytest.raises(NotFound):
        app.browsing.difference(app.actor, found(app, "laser.md"))


def test_answers_that_cite_a_document_are_shown_to_who_asked_and_to_stewards(app: Application) -> None:
    asked = app.answering.answer(ERIK, "What is the wavelength of the alignment laser?", model="none")
    laser = found(app, "laser.md")
    assert [one.run for one in app.browsing.show(app.actor, laser).cited] == [asked.run]
    assert [one.run for one in app.browsing.show(ERIK, laser).cited] == [asked.run]
    seen = app.browsing.show(ANNA, laser)
    assert (seen.cited, seen.answers) == ((), 1)
    assert app.browsing.show(app.actor, found(app, "holiday.md")).answers == 0


def test_a_folder_is_followed_no_more_and_its_documents_stay(app: Application, folder: Path) -> None:
    told = app.browsing.folders(app.actor)
    assert [(one.path, one.documents, one.there, one.labelled) for one in told] == [
        (str(folder), 5, True, False)
    ]
    assert told[0].changed_at
    app.documents.unfollow(app.actor, folder)
    assert app.browsing.folders(app.actor) == []
    assert len(titles(app)) == 5
    with pytest.raises(NotFound):
        app.documents.unfollow(app.actor, folder)


def test_a_reviewed_finding_comes_again_only_when_its_document_changed(
    app: Application, folder: Path
) -> None:
    finding = next(
        one for one in app.inventory.take(app.actor).findings if one.kind is FindingKind.UNLABELLED
    )
    app.inventory.review(app.actor, [finding])
    report = app.inventory.take(app.actor)
    assert finding.key not in {one.key for one in report.findings}
    assert any("reviewed" in note for note in report.notes)
    with pytest.raises(AccessDenied):
        app.inventory.review(ANNA, [finding])
