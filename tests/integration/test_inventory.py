"""An inventory finds what is amiss, tells where, and tells nobody about what they may not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.documents.documents import Label
from app.core.documents.inventory import Finding, FindingKind, InventoryReport
from app.core.errors import AccessDenied, Cancelled
from app.core.work import CancelToken, Progress
from app.workspace.workspace import Application, create_sample, create_workspace, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

SAMPLE = json.loads((Path(__file__).parents[2] / "resources/sample/sample.json").read_text("utf-8"))
TODAY = date(2026, 3, 1)


def names(found: Finding) -> list[str]:
    return [Path(item.path).name for item in found.documents]


def of(report: InventoryReport, kind: FindingKind) -> list[Finding]:
    return [finding for finding in report.findings if finding.kind is kind]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("inventory") / "sample"
    # Whether pages are recognised depends on an extra; here they are not.
    create_workspace(workspace, name=SAMPLE["name"], demo=True)
    with open_application(workspace) as app:
        app.change_settings({"ingest.ocr_seconds": "0"})
    create_sample(workspace)
    return workspace


def taken(workspace: Path, person: str | None = None) -> InventoryReport:
    with open_application(workspace, person=person) as app:
        return app.inventory.take(app.actor, today=TODAY)


# The sample workspace, whose README tells what is wrong in it on purpose


def test_versions_that_disagree_are_shown_with_both_passages_and_places(sample: Path) -> None:
    with open_application(sample) as app:
        report = app.inventory.take(app.actor, today=TODAY)
        policy = next(
            one for one in of(report, FindingKind.DISAGREEMENT) if "return-policy-2023.md" in names(one)
        )
        assert names(policy) == ["return-policy-2023.md", "return-policy-2025.docx"]
        told = [[[value.text for value in place.values] for place in group] for group in policy.places]
        assert [["30 days"], ["21 days"]] in told
        assert [["10 %", "40"], ["15 %", "60"]] in told
        for group in policy.places:
            for place in group:
                text = app.documents.text(app.actor, place.document)
                assert text[place.start : place.end] == place.quote
                assert all(text[value.start : value.end] == value.text for value in place.values)


def test_price_lists_disagree_in_every_price_that_both_name(sample: Path) -> None:
    prices = next(
        one for one in of(taken(sample), FindingKind.DISAGREEMENT) if "price-list-2019.txt" in names(one)
    )
    told = {tuple(value.text for place in group for value in place.values) for group in prices.places}
    assert {
        ("1,480.00", "1,890.00"),
        ("38,500.00", "52,900.00"),
        ("185.00", "310.00"),
        ("150", "250"),
    } <= told


def test_nothing_else_of_the_sample_is_said_to_disagree(sample: Path) -> None:
    found = of(taken(sample), FindingKind.DISAGREEMENT)
    assert {name for one in found for name in names(one)} == {
        "return-policy-2023.md", "return-policy-2025.docx", "price-list-2019.txt", "price-list-2026.md",
    }  # fmt: skip


def test_the_copy_the_scans_and_the_stale_papers_are_found(sample: Path) -> None:
    report = taken(sample)
    assert [sorted(names(one)) for one in of(report, FindingKind.DUPLICATE)] == [
        ["glossary (copy).rst", "glossary.rst"]
    ]
    expected = SAMPLE["expect"]["needs_ocr"]
    scans = {
        (names(one)[0], group[0].page) for one in of(report, FindingKind.NEEDS_OCR) for group in one.places
    }
    assert scans == {(Path(item["path"]).name, item["page"]) for item in expected}
    old = {names(one)[0] for one in of(report, FindingKind.OLD)}
    assert {"price-list-2019.txt", "onboarding-notes.md", "org-chart-2022.txt"} <= old
    assert "price-list-2026.md" not in old
    assert of(report, FindingKind.UNLABELLED) == []
    assert all(finding.action and finding.documents for finding in report.findings)


def test_an_answer_takes_its_sources_off_the_list_of_what_was_never_cited(tmp_path: Path) -> None:
    with open_application(make_workspace(tmp_path / "w")) as app:
        app.ingestion.ingest(
            app.actor,
            [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY, "laser.md": LASER})],
        )
        before = app.inventory.take(app.actor)
        assert (of(before, FindingKind.NEVER_CITED), len(before.notes)) == ([], 1)
        app.answering.answer(app.actor, "How many days of paid leave are there?", model="none")
        after = app.inventory.take(app.actor)
        assert sorted(names(one)[0] for one in of(after, FindingKind.NEVER_CITED)) == ["laser.md", "valve.md"]


# What each person is told


def test_nobody_is_told_about_a_document_above_their_labels(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    plan = "---\ndate: {0}-01-01\n---\n# {1} plan\n\nThe {1} budget of the team is {2} euros a year.\n"
    with open_application(workspace) as app:
        for label in Label:
            secret = f"zq{label.word}"
            files = {
                f"{secret}-plan-2020.md": plan.format(2020, secret, 40),
                f"{secret}-plan-2021.md": plan.format(2021, secret, 50),
                # Every label holds this copy, so that a group reaches across labels.
                f"{secret}-copy.md": "# Canteen\n\nLunch is served from noon to two in the long hall by the river.\n",
                f"{secret}-bad.pdf": "%PDF-1.7 nothing",
                f"{secret}-empty.md": "",
            }
            app.ingestion.ingest(app.actor, [write(tmp_path / label.word, files)], label)
    for person, closed in {
        "anna": ("zqconfidential", "zqrestricted"),
        "erik": ("zqrestricted",),
        "stella": (),
    }.items():
        report = taken(workspace, person)
        told = json.dumps(report.as_json())
        assert not [word for word in closed if word in told], person
        kinds = {finding.kind for finding in report.findings}
        assert kinds >= {
            FindingKind.DISAGREEMENT,
            FindingKind.DUPLICATE,
            FindingKind.UNREADABLE,
            FindingKind.OLD,
        }, person
        copies = of(report, FindingKind.DUPLICATE)
        assert [len(one.documents) for one in copies] == [4 - len(closed)]
        assert len(of(report, FindingKind.DISAGREEMENT)) == 4 - len(closed)
        assert len(of(report, FindingKind.UNREADABLE)) == 2 * (4 - len(closed))


def test_a_failed_file_is_held_as_closely_as_what_was_read_of_it_before(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    with open_application(workspace) as app:
        folder = write(tmp_path / "files", {"zqplan.md": VALVE})
        app.ingestion.ingest(app.actor, [folder])
        app.documents.relabel(app.actor, [str(folder)], Label.RESTRICTED)
        (folder / "zqplan.md").write_bytes(b"\x7fELF" + bytes(300))
        app.ingestion.ingest(app.actor, [folder])
        assert names(of(app.inventory.take(app.actor), FindingKind.UNREADABLE)[0]) == ["zqplan.md"]
    assert "zqplan" not in json.dumps(taken(workspace, "anna").as_json())


def test_masked_words_are_in_no_finding(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    text = "# Contact {year}\n\nCall the caterer in town on {phone}; the desk of the caterer opens at {hour} o'clock each day.\n"
    with open_application(workspace) as app:
        files = {
            "contact-2024.md": text.format(year=2024, phone="+44 20 7946 0958", hour=8),
            "contact-2025.md": text.format(year=2025, phone="+44 20 7946 0111", hour=9),
        }
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", files)])
        assert "7946" in json.dumps(app.inventory.take(app.actor).as_json())
    told = json.dumps(taken(workspace, "anna").as_json())
    assert FindingKind.DISAGREEMENT.value in told
    assert "7946" not in told


def test_a_stranger_is_refused_and_the_refusal_is_logged(tmp_path: Path) -> None:
    from app.core.access import Actor

    with open_application(make_workspace(tmp_path / "w")) as app:
        with pytest.raises(AccessDenied):
            app.inventory.take(Actor("nobody", "Nobody", frozenset(), "uid:0"))
        assert any(
            '"denied"' in line and "inventory" in line for line in app.stewardship.export_audit(app.actor)
        )


# Labels that nobody chose


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "w")) as opened:
        yield opened


def unlabelled(app: Application) -> list[str]:
    return sorted(names(one)[0] for one in of(app.inventory.take(app.actor), FindingKind.UNLABELLED))


def test_a_label_is_chosen_with_a_folder_with_a_document_or_by_confirming_it(
    app: Application, tmp_path: Path
) -> None:
    folder = write(tmp_path / "files", {"valve.md": VALVE, "laser.md": LASER, "people/holiday.md": HOLIDAY})
    app.ingestion.ingest(app.actor, [folder])
    assert unlabelled(app) == ["holiday.md", "laser.md", "valve.md"]
    app.documents.relabel(app.actor, [str(folder / "valve.md")], Label.CONFIDENTIAL)
    app.documents.relabel(app.actor, [str(folder / "laser.md")], Label.INTERNAL)
    assert unlabelled(app) == ["holiday.md"]
    assert app.search.search(app.actor, "laser wavelength", 1).candidates[0].passage.title == "Laser bench"
    app.ingestion.ingest(app.actor, [folder], Label.INTERNAL)
    assert unlabelled(app) == []
    write(folder, {"new.md": "# New\n\nThe crane lifts 3 tonnes."})
    app.ingestion.ingest(app.actor, [folder])
    assert unlabelled(app) == []
    assert app.stewardship.verify_audit(app.actor).ok


# What could not be read


def test_a_failure_is_kept_until_the_file_is_read_or_gone(app: Application, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "files", {"valve.md": VALVE, "a.pdf": "%PDF-1.7 nothing", "b.pdf": "%PDF-1.7 nothing"}
    )

    def failing() -> list[str]:
        return [names(one)[0] for one in of(app.inventory.take(app.actor), FindingKind.UNREADABLE)]

    app.ingestion.ingest(app.actor, [folder])
    assert failing() == ["a.pdf", "b.pdf"]
    (folder / "a.pdf").unlink()
    app.ingestion.ingest(app.actor, [folder])
    assert failing() == ["b.pdf"]
    write(folder, {"b.pdf": LASER})
    app.ingestion.ingest(app.actor, [folder])
    assert failing() == []


def test_a_purged_document_leaves_no_failure_with_its_name(app: Application, tmp_path: Path) -> None:
    folder = write(tmp_path / "files", {"zqvalve.md": VALVE})
    app.ingestion.ingest(app.actor, [folder])
    (folder / "zqvalve.md").write_bytes(b"\x7fELF" + bytes(300))
    app.ingestion.ingest(app.actor, [folder])
    app.documents.purge(app.actor, [str(folder)])
    assert of(app.inventory.take(app.actor), FindingKind.UNREADABLE) == []


# Long work


def test_near_duplicates_are_grouped_and_told_with_their_likeness(app: Application, tmp_path: Path) -> None:
    body = "\n\n".join(
        f"Step {number} of the procedure asks for tool {number * 7} and a helper from bench {number % 5}."
        for number in range(40)
    )
    files = {
        "procedure.md": f"# Procedure\n\n{body}\n",
        "other/steps.md": f"# Procedure for all\n\n{body}\n\nThank you.\n",
        "valve.md": VALVE,
    }
    app.ingestion.ingest(app.actor, [write(tmp_path / "files", files)])
    (found,) = of(app.inventory.take(app.actor), FindingKind.NEAR_DUPLICATE)
    assert sorted(names(found)) == ["procedure.md", "steps.md"]
    assert found.similarity is not None
    assert 0.8 < found.similarity <= 1


def test_it_tells_how_far_it_is_and_stops_when_told(app: Application, tmp_path: Path) -> None:
    files = {
        f"{number}.md": f"# Note {number}\n\nThe part {number} weighs {number} grams.\n"
        for number in range(20)
    }
    app.ingestion.ingest(app.actor, [write(tmp_path / "files", files)])
    cancel = CancelToken()
    steps: list[Progress] = []

    def stop_after_five(step: Progress) -> None:
        steps.append(step)
        if step.done == 5:
            cancel.cancel()

    with pytest.raises(Cancelled):
        app.inventory.take(app.actor, on_progress=stop_after_five, cancel=cancel)
    assert [step.done for step in steps] == [1, 2, 3, 4, 5]
    assert steps[0].total == 20
