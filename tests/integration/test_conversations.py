"""Conversations on a real workspace: follow-ups, who may do what, purges, verdicts and exports."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from app.core.answers.conversations import REMARK, TITLE, Conversation, Form, Verdict
from app.core.answers.trace import Run
from app.core.documents.documents import Label
from app.core.errors import NotFound, UserError
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, LASER, VALVE, make_workspace, write

INSPECTED = "How often is the relief valve RV-7 inspected?"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = make_workspace(tmp_path / "workspace")
    mail = "# Contacts\n\nThe relief valve RV-7 is ordered from ana.meyer@example.com by the pressure team.\n"
    with open_application(made) as app:
        app.ingestion.ingest(
            app.actor,
            [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY, "contacts.md": mail})],
        )
        app.ingestion.ingest(app.actor, [write(tmp_path / "closed", {"laser.md": LASER})], Label.RESTRICTED)
    return made


@pytest.fixture
def app(workspace: Path) -> Iterator[Application]:
    with open_application(workspace, person="stella") as opened:
        yield opened


def ask(app: Application, conversation: Conversation, question: str) -> Run:
    """Ask within a conversation as the window does."""
    rewritten = app.dialogue.rewrite(app.actor, conversation.id, question)
    answer = app.answering.answer(
        app.actor, rewritten.question, model="none", conversation=conversation.id, asked=rewritten.asked
    )
    return app.runs.show(app.actor, answer.run)


def test_a_follow_up_is_answered_and_what_was_typed_is_kept(app: Application) -> None:
    begun = app.dialogue.begin(app.actor, INSPECTED)
    first = ask(app, begun, INSPECTED)
    second = ask(app, begun, "At what pressure does it open?")
    assert (first.conversation, first.asked, first.question) == (begun.id, INSPECTED, INSPECTED)
    assert "asked" not in first.as_json()["trace"]
    assert (second.asked, second.question) == (
        "At what pressure does it open?",
        "At what pressure does the relief valve RV-7 open?",
    )
    assert "6.5 bar" in json.dumps(second.as_json()["answer"]["sentences"])
    assert [run.id for run in app.dialogue.runs(app.actor, begun.id)] == [second.id, first.id]
    assert [run.id for run in app.dialogue.runs(app.actor, begun.id, before=second.id)] == [first.id]
    (listed,) = app.dialogue.listed(app.actor)
    assert (listed.title, listed.runs, listed.label, listed.person) == (
        INSPECTED,
        2,
        max(first.label, second.label),
        "stella",
    )


def test_a_rewritten_question_is_replayed_as_it_was_looked_for(app: Application) -> None:
    begun = app.dialogue.begin(app.actor, INSPECTED)
    ask(app, begun, INSPECTED)
    second = ask(app, begun, "At what pressure does it open?")
    replay = app.runs.replay(app.actor, second.id)
    assert replay.identical
    assert replay.causes == ()
    assert app.runs.show(app.actor, replay.again).conversation == ""
    assert app.dialogue.show(app.actor, begun.id).runs == 2


def test_renaming_removing_and_bringing_back(app: Application) -> None:
    begun = app.dialogue.begin(app.actor, "x " * 200)
    assert len(begun.title) <= TITLE
    assert begun.title.endswith("…")
    run = ask(app, begun, INSPECTED)
    changes = app.dialogue.rename(app.actor, begun.id, "  The\nvalve ")
    assert changes.conversations == {begun.id}
    assert app.dialogue.show(app.actor, begun.id).title == "The valve"
    with pytest.raises(UserError, match="title"):
        app.dialogue.rename(app.actor, begun.id, " \n ")
    app.dialogue.remove(app.actor, begun.id)
    assert app.dialogue.listed(app.actor) == []
    assert app.runs.show(app.actor, run.id).question == INSPECTED
    for closed in (app.dialogue.show, app.dialogue.runs, app.dialogue.remove):
        with pytest.raises(NotFound):
            closed(app.actor, begun.id)
    with pytest.raises(NotFound):
        app.answering.answer(app.actor, INSPECTED, model="none", conversation=begun.id)
    app.dialogue.bring_back(app.actor, begun.id)
    assert [item.id for item in app.dialogue.listed(app.actor)] == [begun.id]
    actions = [json.loads(line)["action"] for line in app.stewardship.export_audit(app.actor)]
    for action in (
        "conversation.begin",
        "conversation.rename",
        "conversation.remove",
        "conversation.bring_back",
    ):
        assert action in actions


def test_somebody_elses_conversation_is_not_there(workspace: Path) -> None:
    with open_application(workspace, person="erik") as app:
        begun = app.dialogue.begin(app.actor, INSPECTED)
        run = ask(app, begun, INSPECTED)
    with open_application(workspace, person="anna") as app:
        assert app.dialogue.listed(app.actor) == []
        for closed in (app.dialogue.show, app.dialogue.runs, app.dialogue.remove, app.dialogue.bring_back):
            with pytest.raises(NotFound):
                closed(app.actor, begun.id)
        with pytest.raises(NotFound):
            app.dialogue.rewrite(app.actor, begun.id, "Why?")
        with pytest.raises(NotFound):
            app.answering.answer(app.actor, INSPECTED, model="none", conversation=begun.id)
        with pytest.raises(NotFound):
            app.dialogue.feedback(app.actor, run.id, Verdict.WRONG)
        with pytest.raises(NotFound):
            app.dialogue.export(app.actor, [run.id], Form.HTML)
    with open_application(workspace, person="stella") as app:
        assert [one.id for one in app.dialogue.runs(app.actor, begun.id)] == [run.id]
        with pytest.raises(NotFound):
            app.dialogue.rename(app.actor, begun.id, "Mine")


def test_a_follow_up_carries_the_label_and_the_sources_of_what_it_leans_on(
    app: Application, tmp_path: Path
) -> None:
    begun = app.dialogue.begin(app.actor, "laser")
    first = ask(app, begun, "What is the wavelength of the alignment laser of bench three?")
    assert first.label is Label.RESTRICTED
    second = ask(app, begun, "Who requests it?")
    assert second.question == "Who requests the alignment laser of bench three?"
    assert second.label is Label.RESTRICTED
    app.dialogue.rename(app.actor, begun.id, "The secret laser")
    app.dialogue.feedback(app.actor, second.id, Verdict.WRONG, "The laser is another one.")
    app.documents.purge(app.actor, [str(tmp_path / "closed" / "laser.md")])
    assert [run.question for run in app.dialogue.runs(app.actor, begun.id)] == ["", ""]
    assert app.dialogue.show(app.actor, begun.id).title == ""
    assert app.dialogue.feedback_of(app.actor, [second.id])[second.id].remark == ""
    for path in (app.workspace / "citewell.db", app.workspace / "citewell.db-wal"):
        assert not path.exists() or b"laser" not in path.read_bytes().lower().replace(b"laser.md", b"")
    assert app.dialogue.rewrite(app.actor, begun.id, "Who made it?").changed is False
    assert b"erased" in app.dialogue.export(app.actor, [second.id], "markdown")


def test_a_conversation_above_what_its_person_may_read_now_is_not_there(
    workspace: Path, tmp_path: Path
) -> None:
    with open_application(workspace, person="anna") as app:
        begun = app.dialogue.begin(app.actor, INSPECTED)
        ask(app, begun, INSPECTED)
    with open_application(workspace, person="stella") as app:
        app.documents.relabel(app.actor, [str(tmp_path / "files" / "valve.md")], Label.CONFIDENTIAL)
    with open_application(workspace, person="anna") as app:
        assert app.dialogue.listed(app.actor) == []
        with pytest.raises(NotFound):
            app.dialogue.runs(app.actor, begun.id)


def test_an_export_shows_what_the_actor_may_see(workspace: Path) -> None:
    question = "From whom is the relief valve RV-7 ordered?"
    made: dict[str, tuple[str, bytes]] = {}
    for person in ("stella", "anna"):
        with open_application(workspace, person=person) as app:
            run = ask(app, app.dialogue.begin(app.actor, question), question)
            made[person] = run.id, app.dialogue.export(app.actor, [run.id], "html")
    assert b"ana.meyer@example.com" in made["stella"][1]
    assert b"ana.meyer" not in made["anna"][1]
    assert b"pressure team" in made["anna"][1]
    with open_application(workspace, person="anna") as app, pytest.raises(NotFound):
        app.dialogue.export(app.actor, [made["anna"][0], made["stella"][0]], "html")


@pytest.mark.parametrize("form", [form for form in Form if form.written is form])
def test_an_export_says_its_label_and_is_in_the_log(app: Application, form: Form) -> None:
    begun = app.dialogue.begin(app.actor, "x")
    runs = [ask(app, begun, INSPECTED), ask(app, begun, "What is the wavelength of the alignment laser?")]
    made = app.dialogue.export(app.actor, [run.id for run in runs], form)
    if form is Form.WORD:
        read = Document(io.BytesIO(made))
        words = "\n".join(
            [read.sections[0].header.paragraphs[0].text, *(paragraph.text for paragraph in read.paragraphs)]
        )
    else:
        words = made.decode("utf-8")
    for said in ("Restricted · Test", "18 months", "532", "Sources", "valve.md", INSPECTED):
        assert said in words.replace("\\", "")
    (entry,) = [
        row for row in map(json.loads, app.stewardship.export_audit(app.actor)) if row["action"] == "export"
    ]
    detail = entry["detail"] if isinstance(entry["detail"], dict) else json.loads(entry["detail"])
    assert detail == {
        "runs": [run.id for run in runs], "form": form.value, "label": "restricted", "hash": hashlib.sha256(made).hexdigest(),
    }  # fmt: skip


def test_an_export_needs_a_form_that_exists_and_something_to_export(app: Application) -> None:
    with pytest.raises(UserError, match="nothing"):
        app.dialogue.export(app.actor, [], "html")
    with pytest.raises(UserError, match="Unknown format"):
        app.dialogue.export(app.actor, ["x"], "pdf")


def test_the_latest_verdict_stands_until_it_is_taken_back(app: Application) -> None:
    run = ask(app, app.dialogue.begin(app.actor, "x"), INSPECTED)
    app.dialogue.feedback(app.actor, run.id[:8], Verdict.WRONG, "No.")
    kept = app.dialogue.feedback(app.actor, run.id, Verdict.USEFUL, " Yes. ")
    assert kept is not None
    assert app.dialogue.feedback_of(app.actor, [run.id, "x"]) == {run.id: kept}
    assert (kept.verdict, kept.remark, kept.person, kept.run) == (Verdict.USEFUL, "Yes.", "stella", run.id)
    with pytest.raises(UserError, match="characters"):
        app.dialogue.feedback(app.actor, run.id, Verdict.WRONG, "x" * (REMARK + 1))
    assert app.dialogue.feedback(app.actor, run.id, None) is None
    assert app.dialogue.feedback_of(app.actor, [run.id]) == {}
    log = "\n".join(app.stewardship.export_audit(app.actor))
    assert log.count('"feedback"') == 3
    assert "Yes." not in log
