from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.documents.documents import Label
from app.core.errors import AccessDenied, Cancelled
from app.core.work import CancelToken, FileNews
from app.reading.versions import ocr_installed
from app.resources import resource
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "files", {"valve.md": VALVE, "people/holiday.md": HOLIDAY, "laser.md": LASER})


def counts(app: Application, *paths: Path, label: Label | None = None) -> tuple[int, int, int, int, int]:
    report = app.ingestion.ingest(app.actor, list(paths), label)
    return report.added, report.updated, report.unchanged, report.removed, len(report.failed)


def titles(app: Application, query: str) -> list[str]:
    return [one.passage.title for one in app.search.search(app.actor, query, 3).candidates]


def test_a_folder_is_followed_through_its_life(app: Application, folder: Path) -> None:
    assert counts(app, folder) == (3, 0, 0, 0, 0)
    assert titles(app, "relief valve")[0] == "Relief valve RV-7"
    assert counts(app, folder) == (0, 0, 3, 0, 0)

    (folder / "valve.md").write_text(VALVE.replace("6.5 bar", "7.25 bar"), "utf-8")
    (folder / "laser.md").rename(folder / "people" / "bench.md")
    (folder / "people" / "holiday.md").unlink()
    assert counts(app, folder) == (0, 2, 0, 1, 0)

    found = app.search.search(app.actor, "at what pressure does the valve open", 5).candidates
    assert "7.25 bar" in found[0].passage.text
    assert not any("6.5 bar" in one.passage.text or "paid leave" in one.passage.text for one in found)
    assert {Path(item.path).name: item.number for item in app.documents.listed(app.actor)} == {
        "valve.md": 2,
        "bench.md": 1,
    }


def test_the_text_of_an_older_version_still_resolves(app: Application, folder: Path) -> None:
    counts(app, folder)
    before = app.search.search(app.actor, "relief valve", 1).candidates[0].passage
    (folder / "valve.md").write_text(VALVE.replace("6.5 bar", "7.25 bar"), "utf-8")
    counts(app, folder)
    quote = app.documents.quote(app.actor, before.version, before.start, before.end)
    assert "6.5 bar" in quote.text
    assert not quote.current


def test_a_passage_says_exactly_what_stands_at_its_place(app: Application, folder: Path) -> None:
    counts(app, folder)
    for one in app.search.search(app.actor, "valve pressure leave laser", 20).candidates:
        passage = one.passage
        assert app.documents.text(app.actor, passage.document)[passage.start : passage.end] == passage.text
        assert (passage.version, passage.heading[0]) != ("", "")


def test_a_touched_file_is_unchanged_and_a_file_changed_behind_its_time_is_found_by_verify(
    app: Application, folder: Path
) -> None:
    counts(app, folder)
    path = folder / "laser.md"
    os.utime(path, ns=(1, 1_600_000_000_000_000_000))
    assert counts(app, folder) == (0, 0, 3, 0, 0)
    before = path.stat()
    with path.open("r+", encoding="utf-8") as stream:
        stream.write(LASER.replace("532", "633"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(app, folder) == (0, 0, 3, 0, 0)
    report = app.ingestion.ingest(app.actor, [folder], verify=True)
    assert (report.updated, report.unchanged) == (1, 2)


def test_one_bad_file_is_one_named_failure(app: Application, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "empty.md").touch()
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    os.mkfifo(folder / "pipe")
    report = app.ingestion.ingest(app.actor, [folder, folder / "gone"])
    assert report.added == 3
    assert sorted(Path(failure.path).name for failure in report.failed) == [
        "broken.pdf",
        "empty.md",
        "gone",
        "picture.md",
        "pipe",
    ]
    assert all(failure.error and failure.hint for failure in report.failed)
    assert titles(app, "relief valve")[0] == "Relief valve RV-7"


def test_a_changed_file_that_cannot_be_read_keeps_its_old_version(app: Application, folder: Path) -> None:
    counts(app, folder)
    (folder / "valve.md").write_bytes(b"\x7fELF" + bytes(300))
    report = app.ingestion.ingest(app.actor, [folder])
    assert "kept" in report.failed[0].hint
    assert titles(app, "relief valve")[0] == "Relief valve RV-7"


def test_a_page_without_text_is_reported_and_the_rest_taken_in(app: Application) -> None:
    app.change_settings({"ingest.ocr_seconds": "0"})
    app.close()
    with open_application(app.workspace) as without:
        report = without.ingestion.ingest(without.actor, [resource("sample", "documents", "service")])
    told = {Path(failure.path).name: failure.error for failure in report.failed}
    assert "Needs OCR: page 3" in told["service-bulletin-2025-03.pdf"]
    assert "Needs OCR" in told["delivery-note-88213-scan.pdf"]
    assert set(told) == {"service-bulletin-2025-03.pdf", "delivery-note-88213-scan.pdf"}


@pytest.mark.skipif(not ocr_installed(), reason="the extra `ocr` is not installed")
def test_with_the_extra_a_page_without_text_is_found_by_its_words(app: Application) -> None:
    scan = resource("sample", "documents", "service", "delivery-note-88213-scan.pdf")
    report = app.ingestion.ingest(app.actor, [scan])
    assert (report.added, report.failed) == (1, ())
    found = (
        app.search.search(app.actor, "what was delivered to the Tarn Moor test site", 1).candidates[0].passage
    )
    assert found.page == 1
    assert app.documents.text(app.actor, found.document)[found.start : found.end] == found.text


def test_an_emptied_folder_is_taken_for_a_missing_drive(app: Application, folder: Path) -> None:
    counts(app, folder)
    for path in [folder / "valve.md", folder / "laser.md", folder / "people" / "holiday.md"]:
        path.unlink()
    assert counts(app, folder) == (0, 0, 0, 0, 1)
    assert len(app.documents.listed(app.actor)) == 3


def test_a_missing_folder_keeps_its_documents_and_is_named(app: Application, folder: Path) -> None:
    counts(app, folder)
    away = folder.rename(folder.with_name("away"))
    report = app.ingestion.ingest(app.actor, [folder])
    assert [(failure.path, failure.hint.split(".")[0]) for failure in report.failed] == [
        (str(folder), "Nothing has been removed")
    ]
    assert len(app.documents.listed(app.actor)) == 3
    assert titles(app, "relief valve")[0] == "Relief valve RV-7"
    away.rename(folder)
    assert counts(app, folder) == (0, 0, 3, 0, 0)


def test_a_folder_inside_with_a_label_of_its_own_is_kept_while_it_is_away(
    app: Application, folder: Path
) -> None:
    counts(app, folder / "people", label=Label.CONFIDENTIAL)
    counts(app, folder)
    (folder / "people" / "holiday.md").unlink()
    (folder / "people").rmdir()
    report = app.ingestion.ingest(app.actor, [folder])
    assert (report.removed, [failure.path for failure in report.failed]) == (0, [str(folder / "people")])
    assert "unavailable" in report.failed[0].error
    app.documents.remove(app.actor, [str(folder / "people")])
    assert counts(app, folder) == (0, 0, 2, 0, 0)


def test_a_folder_that_moved_as_a_whole_keeps_ids_and_labels(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    counts(app, folder, label=Label.CONFIDENTIAL)
    before = {Path(item.path).name: (item.id, item.label) for item in app.documents.listed(app.actor)}
    moved = folder.rename(tmp_path / "elsewhere")
    assert counts(app, moved) == (0, 3, 0, 0, 0)
    after = app.documents.listed(app.actor)
    assert {Path(item.path).name: (item.id, item.label) for item in after} == before
    assert all(Path(item.path).is_relative_to(moved) for item in after)


def test_files_that_moved_between_two_folders_are_moved_whatever_the_order(
    app: Application, tmp_path: Path
) -> None:
    one = write(tmp_path / "one", {"valve.md": VALVE, "laser.md": LASER})
    two = write(tmp_path / "two", {"holiday.md": HOLIDAY})
    counts(app, one, two)
    (one / "valve.md").rename(two / "valve.md")
    (two / "holiday.md").rename(one / "leave.md")
    assert counts(app, one, two) == (0, 2, 1, 0, 0)


def test_the_workspace_itself_is_no_document(app: Application, folder: Path) -> None:
    counts(app, folder)
    report = app.ingestion.ingest(app.actor, [app.workspace.parent])
    assert not report.failed
    assert all(not Path(item.path).is_relative_to(app.workspace) for item in app.documents.listed(app.actor))


def test_following_a_path_takes_in_only_that_and_makes_no_new_folder(
    app: Application, folder: Path, tmp_path: Path
) -> None:
    counts(app, folder / "people", label=Label.CONFIDENTIAL)
    counts(app, folder)
    write(
        folder,
        {"people/pay.md": "# Pay\n\nThe bonus is 900 euros.", "late.md": "# Late\n\nThe gate opens at nine."},
    )
    write(tmp_path / "stranger", {"x.md": "# X\n\nNothing to see."})
    (folder / "link.md").symlink_to(tmp_path / "stranger" / "x.md")
    (folder / "laser.md").unlink()
    paths = [
        folder / "people" / "pay.md",
        folder / "laser.md",
        tmp_path / "stranger",
        folder / "link.md",
        folder / "never" / "was.md",
    ]
    report = app.ingestion.follow(app.actor, paths)
    assert (report.added, report.unchanged, report.removed, report.failed) == (1, 0, 1, ())
    found = {Path(item.path).name: item for item in app.documents.listed(app.actor)}
    assert set(found) == {"valve.md", "holiday.md", "pay.md"}
    assert (found["pay.md"].label, found["pay.md"].root) == (Label.CONFIDENTIAL, str(folder / "people"))
    # The link that leads out of the folder is named.
    assert counts(app, folder) == (1, 0, 3, 0, 1)


def test_following_leaves_out_what_somebody_removed_until_its_file_changes(
    app: Application, folder: Path
) -> None:
    counts(app, folder)
    app.documents.remove(app.actor, [str(folder / "laser.md")])
    assert app.ingestion.follow(app.actor, [folder]).unchanged == 3
    assert len(app.documents.listed(app.actor)) == 2
    (folder / "laser.md").write_text(LASER + "\nThe lens was changed.\n", "utf-8")
    assert app.ingestion.follow(app.actor, [folder]).added == 1


def test_following_tries_a_file_that_failed_again_only_when_it_changed_or_is_named(
    app: Application, folder: Path
) -> None:
    bad = folder / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert counts(app, folder) == (3, 0, 0, 0, 1)
    assert not app.ingestion.follow(app.actor, [folder]).failed
    assert app.ingestion.follow(app.actor, [bad]).failed
    bad.unlink()
    write(folder, {"bad.pdf": VALVE.replace("RV-7", "RV-9")})
    assert app.ingestion.follow(app.actor, [folder]).added == 1


def test_files_keep_the_label_of_their_folder(app: Application, folder: Path) -> None:
    counts(app, folder / "people", label=Label.CONFIDENTIAL)
    counts(app, folder)
    labels = {Path(item.path).name: item.label for item in app.documents.listed(app.actor)}
    assert labels == {
        "holiday.md": Label.CONFIDENTIAL,
        "valve.md": Label.INTERNAL,
        "laser.md": Label.INTERNAL,
    }
    write(folder, {"people/pay.md": "# Pay\n\nThe bonus is 900 euros."})
    counts(app, folder)
    assert {Path(item.path).name: item.label for item in app.documents.listed(app.actor)}[
        "pay.md"
    ] is Label.CONFIDENTIAL


def test_a_document_keeps_the_label_it_was_given_when_its_file_changes(
    app: Application, folder: Path
) -> None:
    counts(app, folder)
    app.documents.relabel(app.actor, [str(folder / "laser.md")], Label.RESTRICTED)
    (folder / "laser.md").write_text(LASER.replace("532", "633"), "utf-8")
    assert app.ingestion.follow(app.actor, [folder / "laser.md"]).updated == 1
    found = {Path(item.path).name: (item.label, item.labelled) for item in app.documents.listed(app.actor)}
    assert (found["laser.md"], found["valve.md"]) == ((Label.RESTRICTED, True), (Label.INTERNAL, False))


def test_lowering_a_label_takes_a_steward(tmp_path: Path, app: Application, folder: Path) -> None:
    counts(app, folder, label=Label.CONFIDENTIAL)
    workspace = app.workspace
    app.close()
    with open_application(workspace, person="erik") as expert:
        with pytest.raises(AccessDenied):
            expert.ingestion.ingest(expert.actor, [folder], Label.PUBLIC)
        with pytest.raises(AccessDenied):
            expert.ingestion.ingest(expert.actor, [folder], Label.RESTRICTED)
        assert {item.label for item in expert.documents.listed(expert.actor)} == {Label.CONFIDENTIAL}
    with open_application(workspace) as steward:
        counts(steward, folder, label=Label.PUBLIC)
        assert {item.label for item in steward.documents.listed(steward.actor)} == {Label.PUBLIC}


def test_an_analyst_may_not_ingest_and_the_refusal_is_logged(app: Application, folder: Path) -> None:
    workspace = app.workspace
    app.close()
    with open_application(workspace, person="anna") as analyst, pytest.raises(AccessDenied) as refused:
        analyst.ingestion.ingest(analyst.actor, [folder])
    assert "expert" in refused.value.hint
    with open_application(workspace) as steward:
        assert any(
            '"denied"' in line and "anna" in line for line in steward.stewardship.export_audit(steward.actor)
        )


def test_cancelled_work_keeps_what_was_finished_and_goes_on_later(app: Application, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "many",
        {
            f"{number:03}.md": f"# Note {number}\n\n" + f"Line about part {number}. " * 60
            for number in range(40)
        },
    )
    cancel = CancelToken()
    finished: list[str] = []

    def stop_after_twelve(news: FileNews) -> None:
        if news.outcome is None:
            return
        finished.append(news.path)
        if len(finished) == 12:
            cancel.cancel()

    with pytest.raises(Cancelled):
        app.ingestion.ingest(app.actor, [folder], on_file=stop_after_twelve, cancel=cancel)
    kept = {item.path for item in app.documents.listed(app.actor)}
    assert kept == set(finished)
    index = {finding.name: finding.text for finding in app.doctor()}["Index"]
    assert index.startswith("Generation 1 with"), index
    assert "Note" in titles(app, "Line about part 1")[0]
    report = app.ingestion.ingest(app.actor, [folder])
    assert (report.unchanged, report.added) == (len(finished), 40 - len(finished))


def test_removed_documents_cannot_be_found_and_purged_ones_leave_no_word(
    app: Application, folder: Path
) -> None:
    counts(app, folder)
    app.documents.remove(app.actor, [str(folder / "people")])
    assert "Holiday policy" not in titles(app, "paid leave days")
    asked = app.answering.answer(app.actor, "What is the wavelength of the alignment laser?", model="none")
    app.documents.purge(app.actor, [str(folder / "laser.md")])
    assert "Laser bench" not in titles(app, "laser wavelength")
    assert "532 nanometres" not in str(app.runs.show(app.actor, asked.run))
    app.close()
    for path in app.workspace.rglob("*"):
        if path.is_file():
            assert b"532 nanometres" not in path.read_bytes(), path
