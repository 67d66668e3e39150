"""One road of a question: whichever front end asks, what is asked, answered and kept is the same."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.core.access import Action
from app.core.answers.conversations import AskedWatch
from app.core.answers.trace import Run
from app.core.errors import AppError, Cancelled, NotFound, UserError
from app.core.work import CancelToken
from app.ui.ask.talk import Talk
from app.ui.ask.talk import answer as window_answers
from app.ui.jobs import Job
from app.workspace import ipc
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

FIRST = "When is the relief valve RV-7 inspected?"
SECOND = "At what pressure does it open?"
STANDS_ALONE = "At what pressure does the relief valve RV-7 open?"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    made = make_workspace(tmp_path / "workspace")
    with open_application(made) as app:
        app.change_settings({"model.generator": "none"})
        files = write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})
        app.ingestion.ingest(app.actor, [files])
    return made


def _words(question: str, first: bool) -> list[str]:
    return ["ask", question, "--json", *([] if first else ["--follow"])]


def _command(workspace: Path, questions: Sequence[str]) -> list[int]:
    return [main.run(["-w", str(workspace), *_words(one, not at)]) for at, one in enumerate(questions)]


def _socket(workspace: Path, questions: Sequence[str]) -> list[int]:
    with open_application(workspace) as host:
        account, groups = host.actor.account, ("users",)
        visits = [
            ipc.Visit(tuple(_words(one, not at)), workspace, account, groups, os.getpid())
            for at, one in enumerate(questions)
        ]
        return [main.serve(host, visit) for visit in visits]


def _window(workspace: Path, questions: Sequence[str]) -> list[int]:
    """Ask as the page does, in the lane of the questions, which is this thread here."""
    talk, codes = Talk(), list[int]()
    with open_application(workspace) as app:
        for one in questions:
            job = Job(one, "ask", lambda: None, shown=False)
            try:
                window_answers(app, talk, one, exact=False, job=job)
                codes.append(0)
            except AppError as error:
                codes.append(error.exit_code)
    return codes


FRONTS: dict[str, Callable[[Path, Sequence[str]], list[int]]] = {
    "command line": _command, "socket": _socket, "window": _window,
}  # fmt: skip


def _runs(app: Application) -> list[Run]:
    scope = app._guard.require(app.actor, Action.VIEW_RUNS)
    return list(reversed(app._runs.list(scope)))


def _kept(run: Run) -> dict[str, Any]:
    assert run.answer is not None and run.receipt is not None
    kept = run.answer.as_json().items()
    answer = {key: value for key, value in kept if key not in ("run", "timings", "timings_ms")}
    return {
        "question": run.question,
        "asked": run.asked,
        "answer": answer,
        "receipt": run.receipt.as_json(),
    }


@pytest.mark.parametrize("front", FRONTS)
def test_a_question_and_its_follow_up_are_kept_alike_whoever_asks(front: str, workspace: Path) -> None:
    assert FRONTS[front](workspace, (FIRST, SECOND)) == [0, 0]
    with open_application(workspace) as app:
        (conversation,) = app.dialogue.listed(app.actor)
        assert (conversation.title, conversation.runs) == (FIRST, 2)
        runs = _runs(app)
        assert [(one.asked, one.question, one.conversation) for one in runs] == [
            (FIRST, FIRST, conversation.id), (SECOND, STANDS_ALONE, conversation.id),
        ]  # fmt: skip
        assert "6.5 bar" in json.dumps(_kept(runs[1])["answer"]["sentences"])
        # The same as asked here, but for who asked for which model.
        again = app.asking.begin(app.actor, FIRST)
        here = _runs(app)[-1]
        assert again.answer.run == here.id
        assert _kept(here) == _kept(runs[0])


@pytest.mark.parametrize("front", FRONTS)
def test_a_first_question_that_cannot_be_asked_leaves_no_conversation(front: str, workspace: Path) -> None:
    assert FRONTS[front](workspace, (" ? ",)) == [1]
    with open_application(workspace) as app:
        assert app.dialogue.listed(app.actor) == [] and _runs(app) == []


def test_the_window_begins_a_conversation_with_the_question_after_one_that_failed(workspace: Path) -> None:
    assert _window(workspace, (" ? ", FIRST, SECOND)) == [1, 0, 0]
    with open_application(workspace) as app:
        (conversation,) = app.dialogue.listed(app.actor)
        assert (conversation.title, conversation.runs) == (FIRST, 2)


def test_what_comes_of_a_question_is_told_while_it_comes(workspace: Path) -> None:
    heard: list[tuple[str, str]] = []
    watch = AskedWatch(
        lambda conversation: heard.append(("begun", conversation.title)),
        lambda rewritten: heard.append(("rewritten", rewritten.question)),
    )
    with open_application(workspace) as app:
        first = app.asking.begin(app.actor, FIRST, watch=watch)
        second = app.asking.go_on(app.actor, SECOND, watch=watch)
        assert (second.conversation, second.rewritten.changed) == (first.conversation, True)
        exact = app.asking.go_on(app.actor, SECOND, first.conversation, exact=True, watch=watch)
        assert exact.rewritten.question == SECOND
        assert heard == [("begun", FIRST), ("rewritten", STANDS_ALONE)]
        assert app.asking.once(app.actor, FIRST).run not in {
            run.id for run in app.dialogue.runs(app.actor, first.conversation)
        }


def test_there_must_be_something_to_go_on_with(workspace: Path) -> None:
    with open_application(workspace) as app:
        with pytest.raises(UserError, match="no conversation"):
            app.asking.go_on(app.actor, SECOND)
        with pytest.raises(NotFound):
            app.asking.go_on(app.actor, SECOND, "ffff")
        stopped = CancelToken()
        stopped.cancel()
        with pytest.raises(Cancelled):
            app.asking.begin(app.actor, FIRST, cancel=stopped)
        assert app.dialogue.listed(app.actor) == []
