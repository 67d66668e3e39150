"""A text of somebody else is held against the library: what holds, what is said otherwise, what stands
nowhere, and for whom.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.answers.checked import CheckedText, Standing
from app.core.documents.documents import Label
from app.core.errors import Cancelled, UserError
from app.core.work import CancelToken, Progress
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

KEYS = """# Keys

| Door | Keeper | Copies |
| --- | --- | --- |
| Gate | Ruth Berg | 4 |
| Cellar | Omar Diaz | 2 |
"""
ENGINES = """# Engines

## Engine Tern-3

Its tank holds 40 litres. It weighs 120 kg.

## Engine Tern-5

Its tank holds 65 litres. It weighs 180 kg.
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("checking")
    made = make_workspace(base / "workspace")
    files = write(
        base / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY, "keys.md": KEYS, "engines.md": ENGINES}
    )
    closed = write(base / "closed", {"laser.md": LASER})
    with open_application(made) as app:
        app.ingestion.ingest(app.actor, [files], Label.INTERNAL)
        app.ingestion.ingest(app.actor, [closed], Label.RESTRICTED)
    return made


def states(app: Application, text: str, question: str = "") -> list[str]:
    return [sentence.state.value for sentence in checked(app, text, question).sentences]


def checked(app: Application, text: str, question: str = "") -> CheckedText:
    """Check, and look at what must hold of every checked text."""
    found = app.checking.check(app.actor, text, question)
    for sentence in found.sentences:
        assert bool(sentence.citations) is (sentence.state is not Standing.NOT_FOUND)
        for citation in sentence.citations:
            assert (
                app.documents.text(app.actor, citation.source)[citation.start : citation.end]
                == citation.quote
            )
    return found


def test_each_sentence_is_held_against_the_library(workspace: Path) -> None:
    text = (
        "The relief valve RV-7 opens at 6.5 bar and closes at 5.9 bar. Each year every employee has 28 days of paid leave. "
        "Every employee has 30 days of paid leave each year. The canteen serves soup on Mondays."
    )
    with open_application(workspace) as app:
        found = checked(app, text)
        assert [one.state.value for one in found.sentences] == [
            "quoted",
            "supported",
            "contradicted",
            "not_found",
        ]
        assert not found.holds
        assert "28 days" in found.sentences[2].citations[0].quote
        assert " ".join(one.text for one in found.sentences) == text


@pytest.mark.parametrize(
    "text",
    [
        "The key of the gate is kept by Omar Diaz.",
        "Cellar | Ruth Berg | 2",
        "Door: Gate; Keeper: Omar Diaz; Copies: 4",
        "The engine Tern-3 weighs 180 kg.",
        "The tank of the engine Tern-5 holds 40 litres.",
        "The engine Tern-4 weighs 120 kg.",
        "The relief valve RV-7 opens at 5.9 bar and closes at 6.5 bar.",
        "The relief valve RV-8 opens at 6.5 bar.",
        "Leave must be requested at least 18 months before it begins.",
        "The relief valve RV-7 is inspected every two weeks.",
    ],
)
def test_what_joins_one_thing_with_the_value_of_another_does_not_hold(workspace: Path, text: str) -> None:
    with open_application(workspace) as app:
        assert set(states(app, text)) <= {"contradicted", "not_found"}


@pytest.mark.parametrize(
    "text",
    [
        "The keeper of the gate is Ruth Berg.",
        "Door: Cellar; Keeper: Omar Diaz; Copies: 2",
        "The engine Tern-3 weighs 120 kg.",
        "The tank of the engine Tern-5 holds 65 litres.",
        "The RV-7 is inspected every 18 months by the pressure team.",
    ],
)
def test_what_is_said_of_the_same_thing_in_other_words_holds(workspace: Path, text: str) -> None:
    with open_application(workspace) as app:
        assert set(states(app, text)) <= {"quoted", "supported"}


def test_a_sentence_that_points_back_is_read_with_its_subject(workspace: Path) -> None:
    with open_application(workspace) as app:
        assert states(app, "The engine Tern-3 weighs 120 kg. It weighs 180 kg.")[1] in {
            "contradicted",
            "not_found",
        }
        assert states(app, "The engine Tern-5 weighs 180 kg. Its tank holds 65 litres.")[1] in {
            "quoted",
            "supported",
        }


def test_what_is_said_of_another_thing_than_was_asked_does_not_hold(workspace: Path) -> None:
    with open_application(workspace) as app:
        assert states(app, "It weighs 120 kg.", "How heavy is the engine Tern-5?")[0] in {
            "contradicted",
            "not_found",
        }
        assert states(app, "It weighs 180 kg.", "How heavy is the engine Tern-5?")[0] in {
            "quoted",
            "supported",
        }


def test_nothing_is_found_in_what_the_reader_may_not_see(workspace: Path) -> None:
    text = "The alignment laser of bench three has a wavelength of 532 nanometres."
    with open_application(workspace) as app:
        assert states(app, text) == ["quoted"]
    with open_application(workspace, person="anna") as app:
        found = checked(app, text)
        assert [one.state for one in found.sentences] == [Standing.NOT_FOUND]
        assert "Laser" not in json.dumps(found.as_json())


def test_the_audit_log_says_what_was_cited_and_not_what_was_checked(workspace: Path) -> None:
    with open_application(workspace) as app:
        checked(app, "The relief valve RV-7 opens at 6.5 bar.")
        last = [json.loads(line) for line in app.stewardship.export_audit(app.actor) if '"check"' in line][-1]
    assert "6.5 bar" not in json.dumps(last)
    assert "states" in json.dumps(last)


def test_it_reports_progress_and_stops_between_two_sentences(workspace: Path) -> None:
    token, seen = CancelToken(), []

    def told(step: Progress) -> None:
        seen.append((step.done, step.total))
        token.cancel()

    with open_application(workspace) as app, pytest.raises(Cancelled):
        app.checking.check(app.actor, "The valve is red. The valve is old.", on_progress=told, cancel=token)
    assert seen == [(1, 2)]


@pytest.mark.parametrize("text", ["", " \n\t", "... !", "a\0b", "word " * 30_000])
def test_what_is_no_text_is_told_so(workspace: Path, text: str) -> None:
    with open_application(workspace) as app, pytest.raises(UserError):
        app.checking.check(app.actor, text)
