"""What follows a change, whoever makes it: command line, watched folder, another account over the socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.core.access import Action, Actor, Role
from app.core.consequences import Cause, Consequence, Errand
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.core.inquiry.gaps import GapStatus
from app.core.inquiry.inbox import ItemKind
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event, Resolution, Way
from app.core.work import CancelToken
from app.workspace import ipc
from app.workspace.workspace import open_application
from tests.following import ANNA, ANOTHER, CHANGED, GONE, NOTHING, PRESSURE, actions, make_followed, told
from tests.world import LASER, write

ROOT = Path(__file__).parents[2]
ERIK = Actor("erik", "Erik", frozenset({Role.EXPERT}), "uid:0")
STELLA = Actor("stella", "Stella", frozenset({Role.STEWARD}), "uid:0")
DRIFT = "What do we do with a transducer that drifts by more than 0.2 percent?"
RULE = {
    "title": "Drifting transducers go back",
    "conditions": "drift_percent > 0.2",
    "outcome": "A transducer that drifts by more than 0.2 percent goes back to calibration.",
}
STRANGER = "uid:4711"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_followed(tmp_path)


def _command(workspace: Path, *words: str) -> None:
    assert main.run(["-w", str(workspace), *words]) == 0


def _watch(workspace: Path, *_: str) -> None:
    """Have `citewell watch` take the change up in a process of its own, and end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "-w", str(workspace), "watch"],
        cwd=ROOT, env=os.environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None and process.stderr is not None
        # Its first round finds the file that changed; what came of asking again is said when that is done.
        assert any("has changed; see the inbox" in line for line in process.stderr)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.communicate()


def _socket(workspace: Path, *words: str) -> None:
    """Have the command run on the workspace that somebody else has open, for an account of its own."""
    with open_application(workspace) as host:
        host.stewardship.set_person(host.actor, "nora", "Nora", [Role.EXPERT], [STRANGER])
        visit = ipc.Visit(words, workspace, STRANGER, ("users",), os.getpid())
        assert main.serve(host, visit) == 0
        entries = [one for one in host._database.audit_entries() if one.account == STRANGER]
        assert any(one.action.startswith("ingest") for one in entries)


FRONTS: dict[str, Callable[..., None]] = {"command line": _command, "watch": _watch, "socket": _socket}


@pytest.mark.parametrize("front", FRONTS)
def test_a_followed_question_is_asked_again_whoever_changed_its_document(
    front: str, workspace: Path, tmp_path: Path
) -> None:
    files = write(tmp_path / "files", {"valve.md": CHANGED})
    FRONTS[front](workspace, "ingest", str(files))
    with open_application(workspace) as app:
        assert told(app) == ANOTHER
        assert actions(app)[-1] == "follow.check"


def test_each_command_that_changes_documents_has_it_asked_again(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    valve = str(tmp_path / "files" / "valve.md")

    def after(*words: str) -> tuple[list[str], str]:
        _command(workspace, *words)
        with open_application(workspace) as app:
            return told(app)

    assert after("remove", valve) == GONE
    assert "The answer to 1 followed question has changed; see the inbox." in capsys.readouterr().err
    assert after("documents", "restore", valve) == NOTHING
    # What Anna may not read any more is no answer of hers: there is nothing to compare.
    _command(workspace, "relabel", "confidential", valve)
    with open_application(workspace) as app:
        assert actions(app)[-1] == "follow.unchanged"


def test_it_is_asked_again_when_a_unit_begins_to_answer_and_when_it_no_longer_does(workspace: Path) -> None:
    with open_application(workspace) as app:
        lesson = "The relief valve RV-7 opens at 8.4 bar since its spring was changed."
        raw = {"title": "RV-7", "lesson": lesson, "learned_from": "The audit."}
        content, problems = read_content(KINDS["lesson"], raw)
        assert problems == ()
        unit = app.capture.start(ERIK, "lesson", content)
        app.capture.submit(ERIK, unit.id)
        (conflict,) = app.capture.conflicts(STELLA, unit.id)
        both = Resolution(conflict.other, Way.ACCEPT, "The document speaks of the old spring.")
        app.capture.decide(STELLA, unit.id, Event.APPROVE, "", [both])
        assert told(app) == ([PRESSURE], "The answer says more.")
        app.capture.retire(ERIK, unit.id, "The old spring is back.")
        assert told(app) == NOTHING


def test_a_question_that_finds_what_it_found_is_not_answered_again(workspace: Path, tmp_path: Path) -> None:
    soups = (f"# Canteen {number}\n\nSoup {number} is served on day {number}.\n" for number in range(12))
    notes = {f"note{number}.md": soup for number, soup in enumerate(soups)}
    with open_application(workspace) as app:
        app.change_settings({"retrieval.candidates": "5"})
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", notes)])
        runs = app._runs.count(app._guard.require(STELLA, Action.VIEW_RUNS))
        tea = {"tea.md": "# Tea\n\nTea is free on Fridays.\n"}
        app.ingestion.ingest(app.actor, [write(tmp_path / "more", tea)])
        assert app._runs.count(app._guard.require(STELLA, Action.VIEW_RUNS)) == runs
        assert actions(app)[-1] == "follow.unchanged"
        assert not app._follows.due(app._library.state())
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"valve.md": CHANGED})])
        assert told(app) == ANOTHER


def test_what_follows_never_fails_the_change_and_is_told_and_audited(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "models").mkdir()
    with monkeypatch.context() as patched:
        patched.setenv("CITEWELL_MODELS", str(tmp_path / "models"))
        _command(workspace, "remove", str(tmp_path / "files" / "valve.md"))
        assert "Questions could not be asked again" in capsys.readouterr().err
    with open_application(workspace) as app:
        assert [one.title for one in app.documents.listed(STELLA)] == ["Holiday policy"]
        assert told(app) == NOTHING
        failed = [entry for entry in app._database.audit_entries() if entry.action == "consequences.failed"]
        assert [entry.detail for entry in failed] == [{"error": "ModelMissing"}]
        # It stays due, and the next change asks it.
        app.ingestion.ingest(app.actor, [write(tmp_path / "more", {"laser.md": LASER})])
        assert told(app) == GONE


def test_a_front_end_may_have_it_asked_later_and_stop_it(workspace: Path, tmp_path: Path) -> None:
    kept: list[Errand] = []
    with open_application(workspace) as app:
        app.consequences.leave_to(kept.append)
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"valve.md": CHANGED})])
        assert told(app) == NOTHING
        (errand,) = kept
        assert errand.cause is Cause.DOCUMENTS
        stopped = CancelToken()
        stopped.cancel()
        assert errand.work(lambda _: None, stopped) == Consequence(left=1)
        assert len(errand.work(lambda _: None, CancelToken()).followed) == 1
        assert told(app) == ANOTHER
        assert errand.work(lambda _: None, CancelToken()) == Consequence()


def test_an_approval_closes_the_gap_that_its_unit_was_written_for(workspace: Path) -> None:
    with open_application(workspace) as app:
        assert app.answering.answer(ANNA, DRIFT, model="none").abstained
        app.gaps.gather(ERIK)
        gap = app.gaps.listed(ERIK).gaps[0].id
        unit = app.gaps.start_unit(ERIK, gap, "rule")
        content, _ = read_content(KINDS["rule"], RULE)
        app.capture.save(ERIK, unit.id, content, unit.change)
        app.capture.submit(ERIK, unit.id)
        app.capture.decide(STELLA, unit.id, Event.APPROVE)
        assert app.gaps.show(ERIK, gap).status is GapStatus.ANSWERED
        assert [one.title for one in app.inbox.items(ANNA) if one.kind is ItemKind.ANSWERED] == [DRIFT]


def test_nothing_is_made_for_a_change_that_makes_nothing_due(workspace: Path, tmp_path: Path) -> None:
    with open_application(workspace) as app:
        (follow,) = app.follows.listed(ANNA)
        app.follows.remove(ANNA, follow.id)
        with pytest.raises(NotFound):
            app.follows.difference(ANNA, follow.id)
        kept: list[Errand] = []
        app.consequences.leave_to(kept.append)
        app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"valve.md": CHANGED})], Label.INTERNAL)
        assert kept == []
