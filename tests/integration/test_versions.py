"""Versions of ordinary documents in a folder: what holds answers and says so, what was asked for answers and
says that it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.answers.answers import Answer
from app.core.documents.documents import Label
from app.workspace.workspace import Application, open_application
from tests.world import make_workspace, write

STELLA = Actor("stella", "Stella", frozenset({Role.STEWARD}), "uid:0")
FILES = {
    "borrowing-v1.md": "---\ntitle: Tool borrowing\nversion: 1\nstatus: Superseded\neffective: 2020-01-01\n---\n"
    "# Tool borrowing\n\nA drill may be borrowed for 3 days.\n",
    "borrowing-v2.md": "---\ntitle: Tool borrowing\nversion: 2\nstatus: In force\neffective: 2023-05-01\n---\n"
    "# Tool borrowing\n\nA drill may be borrowed for 5 days.\n",
    "boats.md": "# Boat licence\n\nEvery skipper renews the boat licence within 60 days after the season.\n",
    "boats-2.md": '# Amendment No. 1 to the boat licence\n\nThe words "60 days" are replaced by "90 days".\n',
    "north/kiln.md": "# Kiln schedule\n\nThe kiln is fired to 1,180 degrees on Mondays.\n",
    "south/kiln.md": "# Kiln schedule\n\nThe kiln is fired to 1,240 degrees on Mondays.\n",
    "sauna.md": "# Sauna hours\n\nStatus: withdrawn\n\nThe sauna is heated on Fridays until midnight.\n",
    "keys.md": "# Keys\n\nThe caretaker hands out spare keys in the lodge.\n",
    "bins.md": "# Bins\n\nGlass goes into the green bin beside the gate.\n",
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace")) as opened:
        opened.ingestion.ingest(opened.actor, [write(tmp_path / "files", FILES)])
        yield opened


def ask(app: Application, question: str) -> Answer:
    return app.answering.answer(app.actor, question, model="none")


def said(answer: Answer) -> str:
    return " ".join(one.text for one in answer.sentences)


def test_the_version_that_holds_answers_and_says_since_when_and_what_it_replaced(app: Application) -> None:
    answer = ask(app, "For how many days may a drill be borrowed?")
    assert "5 days" in answer.sentences[0].text and "3 days" not in said(answer)
    assert (
        "“Tool borrowing”, version 2, has been valid since 2023-05-01; it replaced version 1."
        in answer.warnings
    )


def test_an_older_version_that_is_asked_for_says_that_it_no_longer_holds(app: Application) -> None:
    answer = ask(app, "For how many days could a drill be borrowed in version 1?")
    assert "3 days" in answer.sentences[0].text and "5 days" not in said(answer)
    assert (
        "“Tool borrowing”, version 1, is no longer valid: version 2 has been valid since 2023-05-01."
        in answer.warnings
    )


def test_an_amendment_stands_beside_the_words_that_it_changes(app: Application) -> None:
    answer = ask(app, "Within how many days does a skipper renew the boat licence?")
    assert "60 days" in said(answer) and "90 days" in said(answer)
    assert {Path(citation.path).name for one in answer.sentences for citation in one.citations} >= {
        "boats.md",
        "boats-2.md",
    }
    assert any("amended by “Amendment No. 1 to the boat licence”" in one for one in answer.warnings)


def test_two_that_disagree_without_a_sign_are_shown_as_disagreeing(app: Application) -> None:
    answer = ask(app, "To how many degrees is the kiln fired on Mondays?")
    assert answer.sentences
    assert any("differs: " in one and "Neither says which one is valid" in one for one in answer.warnings)


def test_withdrawn_words_are_no_evidence_unless_asked_for(app: Application) -> None:
    answer = ask(app, "Until when is it heated on Fridays?")
    assert "midnight" not in said(answer)
    assert any("“Sauna hours” was left out because it is marked withdrawn" in one for one in answer.warnings)
    named = ask(app, "What do the sauna hours say about Fridays?")
    assert "midnight" in said(named) and any("may no longer be valid" in one for one in named.warnings)


def test_a_document_that_is_only_named_raises_the_label_and_is_a_source_of_the_run(
    app: Application, tmp_path: Path
) -> None:
    old = str(tmp_path / "files" / "borrowing-v1.md")
    app.documents.relabel(app.actor, [old], Label.CONFIDENTIAL)
    answer = ask(app, "For how many days may a drill be borrowed?")
    assert answer.label is Label.CONFIDENTIAL and any(
        "it replaced version 1" in one for one in answer.warnings
    )
    app.documents.purge(STELLA, [old])
    assert "Tool borrowing" not in str(app.runs.show(app.actor, answer.run).answer)


def test_a_search_lists_every_version_and_those_that_do_not_hold_last(app: Application) -> None:
    found = app.search.search(app.actor, "borrowing a drill for days")
    names = [Path(one.passage.path).name for one in found.candidates]
    assert names.index("borrowing-v2.md") < names.index("borrowing-v1.md")
