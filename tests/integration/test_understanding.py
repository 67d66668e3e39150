"""Questions as people ask them, on a real workspace: misspelt, at length, several in one, and what each
reader may learn from that.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.answers.answers import Answer
from app.core.documents.documents import Label
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

KILN = """# Kiln

The kiln is fired on Thursdays. The kiln is emptied by Ottilie on Fridays.
"""
STORY = (
    "Dear all, I have just come back from my parents, where we spent two long weeks painting the house and looking after goats, and I am"
    " already planning the summer with my sister, who wants to see the sea at last and has never been on a ferry before in all her life."
    " My question is: how many days of paid leave does an employee have? Kind regards, Jo"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("understanding")
    made = make_workspace(folder / "workspace")
    with open_application(made) as app:
        app.ingestion.ingest(app.actor, [write(folder / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})])
        app.ingestion.ingest(app.actor, [write(folder / "closed", {"kiln.md": KILN})], Label.RESTRICTED)
    return made


@pytest.fixture
def app(workspace: Path) -> Iterator[Application]:
    with open_application(workspace, person="stella") as opened:
        yield opened


def ask(app: Application, question: str) -> Answer:
    return app.answering.answer(app.actor, question, model="none")


def said(answer: Answer) -> str:
    return " ".join(sentence.text for sentence in answer.sentences)


def test_a_misspelt_word_is_met_and_told(app: Application) -> None:
    answer = ask(app, "How often is the releif valve inspeccted?")
    assert "18 months" in said(answer)
    assert "Searched for “relief” instead of “releif”." in answer.warnings


def test_a_word_of_a_document_above_the_reader_is_not_given_away(workspace: Path) -> None:
    question = "When is the kiln emptied by Otilie?"
    told = "Searched for “Ottilie” instead of “Otilie”."
    with open_application(workspace, person="stella") as app:
        assert told in ask(app, question).warnings
    with open_application(workspace, person="anna") as app:
        answer = ask(app, question)
        assert answer.abstained
        assert not any("Ottilie" in warning for warning in answer.warnings)


def test_a_story_is_answered_as_its_question_is(app: Application) -> None:
    answer = ask(app, STORY)
    assert "28 days" in said(answer)
    assert not answer.abstained


def test_two_questions_in_one_are_both_answered(app: Application) -> None:
    answer = ask(
        app,
        "How often is the relief valve RV-7 inspected and how many days of paid leave does every employee have?",
    )
    assert "18 months" in said(answer)
    assert "28 days" in said(answer)
    assert not any("not answered" in warning for warning in answer.warnings)
    assert all(sentence.citations for sentence in answer.sentences)


def test_the_part_that_stays_open_is_said(app: Application) -> None:
    answer = ask(
        app,
        "How many days of paid leave does every employee have and which saxophone did Charlie Parker play?",
    )
    assert "28 days" in said(answer)
    assert (
        "Part of the question is not answered: “Which saxophone did Charlie Parker play?”" in answer.warnings
    )


def test_an_answer_in_parts_is_replayed(app: Application) -> None:
    answer = ask(
        app,
        "How often is the relief valve RV-7 inspected and how many days of paid leave does every employee have?",
    )
    assert app.runs.replay(app.actor, answer.run).identical
