from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.core.answers.answers import Answer, Evidence, Grounding, Mode, Watch
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, UserError
from app.workspace.workspace import Application, open_application
from tests.fakes import CRASH, FakeGenerator
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

PRESSURE = "At what pressure does the relief valve RV-7 open?"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = make_workspace(tmp_path / "workspace")
    files = write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})
    closed = write(tmp_path / "closed", {"laser.md": LASER})
    with open_application(made) as app:
        app.ingestion.ingest(app.actor, [files])
        app.ingestion.ingest(app.actor, [closed], Label.RESTRICTED)
    return made


@contextmanager
def asking(
    workspace: Path, *drafts: str | Exception, person: str | None = None
) -> Iterator[tuple[Application, FakeGenerator]]:
    fake = FakeGenerator(drafts)
    with open_application(
        workspace, person=person, generator=lambda model: None if model == "none" else fake
    ) as app:
        yield app, fake


def holds(answer: Answer) -> None:
    """Check what must be true of every answer."""
    assert answer.sentences
    for sentence in answer.sentences:
        assert sentence.state is not Grounding.UNSUPPORTED
        assert sentence.citations


def test_without_a_model_the_best_sentence_is_quoted(workspace: Path) -> None:
    with asking(workspace) as (app, _):
        answer = app.answering.answer(app.actor, PRESSURE, model="none")
        holds(answer)
        assert answer.mode is Mode.QUOTED
        assert "6.5 bar" in answer.sentences[0].text
        citation = answer.sentences[0].citations[0]
        text = app.documents.text(app.actor, citation.source)
        assert text[citation.start : citation.end] == citation.quote


def test_a_supported_draft_becomes_the_answer(workspace: Path) -> None:
    with asking(workspace, "The relief valve RV-7 opens at 6.5 bar.") as (app, fake):
        answer = app.answering.answer(app.actor, PRESSURE)
        holds(answer)
        assert (answer.mode, answer.model and answer.model.id) == (Mode.GENERATED, "fake")
        assert "6.5 bar" in answer.sentences[0].citations[0].quote
        assert PRESSURE in fake.prompts[0]


def test_an_invented_sentence_never_stands_in_the_answer(workspace: Path) -> None:
    with asking(workspace, "The relief valve RV-7 opens at 6.5 bar. It was designed by Miller in 1987.") as (
        app,
        _,
    ):
        answer = app.answering.answer(app.actor, PRESSURE)
        holds(answer)
        assert "1987" not in json.dumps(answer.as_json()["sentences"])
        verdicts = app.runs.show(app.actor, answer.run).as_json()["trace"]["model"]["verdicts"]
        assert [verdict["state"] for verdict in verdicts][-1] == "unsupported"


@pytest.mark.parametrize("draft", ["It opens at 9.5 bar.", "", "I cannot help with that.", CRASH])
def test_when_nothing_of_the_draft_holds_the_evidence_is_quoted(
    workspace: Path, draft: str | Exception
) -> None:
    with asking(workspace, draft) as (app, _):
        answer = app.answering.answer(app.actor, PRESSURE)
        holds(answer)
        assert (answer.mode, answer.model) == (Mode.QUOTED, None)
        assert "6.5 bar" in answer.sentences[0].text
        assert answer.warnings


def test_the_sentence_that_a_stopped_draft_broke_off_in_is_no_part_of_the_answer(workspace: Path) -> None:
    drafts = (
        "The relief valve RV-7 opens at 6.5 bar. The relief valve RV-7 closes at 5…",
        "The relief valve RV-7…",
    )
    with asking(workspace, *drafts) as (app, _):
        answer = app.answering.answer(app.actor, PRESSURE)
        assert (answer.mode, [one.text for one in answer.sentences][0]) == (
            Mode.GENERATED,
            "The relief valve RV-7 opens at 6.5 bar.",
        )
        assert not any(one.text.endswith("at 5") for one in answer.sentences)
        assert app.runs.show(app.actor, answer.run).as_json()["trace"]["model"]["draft"].endswith("at 5")
        assert app.answering.answer(app.actor, PRESSURE).mode is Mode.QUOTED


def test_what_is_not_known_is_an_abstention_with_the_nearest_passages(workspace: Path) -> None:
    with asking(workspace, "The capital of Mongolia is Ulaanbaatar.") as (app, fake):
        answer = app.answering.answer(app.actor, "Who painted the ceiling of the Sistine Chapel?")
        assert (answer.abstained, answer.sentences, fake.prompts) == (True, (), [])
        assert answer.reason and answer.needed
        assert answer.nearest


def test_nothing_of_a_closed_document_reaches_somebody_without_the_label(workspace: Path) -> None:
    question = "What is the wavelength of the alignment laser of bench three?"
    with asking(workspace, "532 nanometres.", person="anna") as (app, fake):
        answer = app.answering.answer(app.actor, question)
        assert answer.abstained
        assert "532" not in json.dumps(answer.as_json()) + " ".join(fake.prompts)
        assert "Laser" not in json.dumps(answer.as_json())
    with asking(workspace) as (app, _):
        assert "532" in app.answering.answer(app.actor, question, model="none").sentences[0].text


def test_the_evidence_comes_before_the_draft(workspace: Path) -> None:
    order: list[str] = []

    def evidence(items: Sequence[Evidence]) -> None:
        order.append(f"evidence {len(items) > 0}")

    with asking(workspace, "It opens at 6.5 bar.") as (app, _):
        app.answering.answer(app.actor, PRESSURE, watch=Watch(evidence, order.append))
    assert order == ["evidence True", "It opens at 6.5 bar."]


def test_the_same_question_is_answered_the_same_until_the_library_changes(
    workspace: Path, tmp_path: Path
) -> None:
    draft = "The relief valve RV-7 opens at 6.5 bar."
    with asking(workspace, draft, draft, draft) as (app, _):
        run = app.answering.answer(app.actor, PRESSURE).run
        same = app.runs.replay(app.actor, run)
        assert (same.identical, same.differences, same.causes) == (True, (), ())
        write(tmp_path / "files", {"valve.md": VALVE.replace("6.5", "7.25")})
        app.ingestion.ingest(app.actor, [tmp_path / "files"])
        other = app.runs.replay(app.actor, run)
        assert not other.identical
        assert other.differences
        assert any(cause.startswith("library") for cause in other.causes)


def test_a_run_keeps_what_the_model_saw(workspace: Path) -> None:
    with asking(workspace, "The relief valve RV-7 opens at 6.5 bar.") as (app, _):
        answer = app.answering.answer(app.actor, PRESSURE)
        run = app.runs.show(app.actor, answer.run)
        assert run.question == PRESSURE
        assert "opens at 6.5 bar" in run.as_json()["trace"]["model"]["saw"]
        assert run.as_json()["answer"] == json.loads(json.dumps(answer.as_json()))
        assert run.as_json()["receipt"]["embedder"]["sha256"]
        assert run.as_json()["trace"]["candidates"]


def test_the_format_is_exactly_the_stable_one(workspace: Path) -> None:
    with asking(workspace, "The relief valve RV-7 opens at 6.5 bar.") as (app, _):
        value: dict[str, Any] = app.answering.answer(app.actor, PRESSURE).as_json()
    assert list(value) == [
        "run", "status", "mode", "confidence", "reason", "sentences", "nearest", "needed", "ask", "evidence", "warnings", "as_of",
        "model", "timings_ms",
    ]  # fmt: skip
    assert list(value["sentences"][0]) == ["text", "state", "citations"]
    assert list(value["sentences"][0]["citations"][0]) == [
        "source", "kind", "version", "title", "path", "page", "heading", "start", "end", "quote", "shown", "owner", "reviewed",
    ]  # fmt: skip
    assert list(value["evidence"][0]) == [
        "source",
        "title",
        "path",
        "page",
        "heading",
        "start",
        "end",
        "quote",
        "shown",
        "score",
    ]
    assert list(value["timings_ms"]) == ["search", "evidence", "first_token", "total"]


def test_a_count_over_the_collection_is_never_answered_from_a_few_passages(workspace: Path) -> None:
    with asking(workspace, "There are two documents.") as (app, fake):
        answer = app.answering.answer(app.actor, "How many documents mention the relief valve?")
    assert (answer.abstained, fake.prompts) == (True, [])


def test_a_question_in_another_language_is_searched_by_words_and_says_so(workspace: Path) -> None:
    with asking(workspace) as (app, _):
        answer = app.answering.answer(
            app.actor, "Bei welchem Druck öffnet das Ventil RV-7 und wie wird es geprüft?", model="none"
        )
    assert any("English" in warning for warning in answer.warnings)


@pytest.mark.parametrize("question", ["", "   ", "???", "x" * 2001])
def test_what_is_no_question_is_refused_with_a_hint(workspace: Path, question: str) -> None:
    with asking(workspace) as (app, _), pytest.raises(UserError) as refused:
        app.answering.answer(app.actor, question)
    assert refused.value.hint


def test_an_analyst_sees_own_runs_only(workspace: Path) -> None:
    with asking(workspace) as (app, _):
        run = app.answering.answer(app.actor, PRESSURE, model="none").run
    with asking(workspace, person="anna") as (app, _):
        app.answering.answer(app.actor, "How many days of paid leave are there?", model="none")
        assert [item.person for item in app.runs.listed(app.actor)] == ["anna"]
        with pytest.raises(UserError):
            app.runs.show(app.actor, run)


def test_somebody_without_a_role_may_not_ask(workspace: Path) -> None:
    with asking(workspace) as (app, _):
        app.stewardship.set_person(app.actor, "ghost", "Ghost", [])
    with asking(workspace, person="ghost") as (app, _), pytest.raises(AccessDenied):
        app.answering.answer(app.actor, PRESSURE)


def test_a_source_that_speaks_of_long_ago_is_warned_about(workspace: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "files",
        {
            "old.md": "---\ndate: 2011-03-04\n---\n\n# Torque\n\nThe gearbox bolt M12 is tightened with 84 newton metres.\n"
        },
    )
    with asking(workspace) as (app, _):
        app.ingestion.ingest(app.actor, [tmp_path / "files"])
        answer = app.answering.answer(
            app.actor, "With what torque is the gearbox bolt M12 tightened?", model="none"
        )
    assert answer.as_of.startswith("2011-03-04")
    assert any("2011-03-04" in warning for warning in answer.warnings)
