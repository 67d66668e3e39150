"""Every use case asks the guard before anything else: enumerated, so that a new one cannot forget it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.answering.answer import Answering
from app.answering.checking import Checking
from app.answering.replay import RunLog
from app.capture.corrections import Corrections
from app.capture.gaps import Gaps
from app.capture.inbox import Inbox
from app.capture.interviews import Interviews
from app.capture.rulebook import Rulebook
from app.capture.units import Capture
from app.core.access import ALLOWED, Action, Actor, Role
from app.core.answers.checked import CheckedText
from app.core.documents.document_list import Labelled, View
from app.core.documents.documents import Label
from app.core.errors import AccessDenied
from app.core.rules.applied import UnitRule
from app.core.rules.conditions import parse_condition
from app.core.rules.rules import Rule
from app.core.units.units import Content, Event
from app.governance.stewardship import Stewardship
from app.ingestion.browsing import Browsing
from app.ingestion.documents import Documents
from app.ingestion.ingest import Ingestion
from app.ingestion.inventory import Inventory
from app.ingestion.rereading import Rereading
from app.ingestion.watch import Watching
from app.retrieval.index import VectorIndex
from app.retrieval.search import Search
from app.workflows.asking import Asking
from app.workflows.closing import Closing
from app.workflows.conversations import Dialogue
from app.workflows.follows import Follows
from app.workflows.reembedding import Reembedding
from app.workflows.units_io import Exchange
from app.workflows.upkeep import Upkeep
from app.workspace.workspace import Application, _Part, open_application
from tests.world import VALVE, make_workspace, write

ROOMS: dict[str, type] = {
    "ingestion": Ingestion,
    "watching": Watching,
    "documents": Documents,
    "browsing": Browsing,
    "inventory": Inventory,
    "capture": Capture,
    "interviews": Interviews,
    "gaps": Gaps,
    "closing": Closing,
    "follows": Follows,
    "asking": Asking,
    "inbox": Inbox,
    "rulebook": Rulebook,
    "corrections": Corrections,
    "upkeep": Upkeep,
    "search": Search,
    "answering": Answering,
    "checking": Checking,
    "runs": RunLog,
    "dialogue": Dialogue,
    "exchange": Exchange,
    "stewardship": Stewardship,
    "_index": VectorIndex,
    "reembedding": Reembedding,
    "rereading": Rereading,
}
CALLED_BY_SERVICES = {"consequences"}
"""What services call for somebody whom they asked the guard about already."""
VALUES: dict[str, Any] = {
    "paths": [Path("/nowhere")],
    "labels": {Path("/nowhere"): Label.PUBLIC},
    "targets": ["x"],
    "document": "x",
    "version": "x",
    "start": 0,
    "end": 1,
    "query": "x",
    "question": "x",
    "run": "x",
    "label": Label.PUBLIC,
    "person": "x",
    "name": "x",
    "roles": [Role.ANALYST],
    "group": "x",
    "values": {},
    "checked": CheckedText(()),
    "unit": "x",
    "by": "x",
    "kind": "rule",
    "content": Content("x"),
    "expected_change": 1,
    "field": "x",
    "reason": "x",
    "before": 0,
    "after": 1,
    "aside": 1,
    "verdict": Event.APPROVE,
    "interview": "x",
    "text": "x",
    "words": "x",
    "proposal": "x",
    "gap": "x",
    "follow": "x",
    "items": ["x"],
    "facts": {},
    "tried": UnitRule(Rule("x", "x", parse_condition("order value > 1"), "x"), "", ()),
    "correction": "x",
    "title": "x",
    "conversation": "x",
    "runs": ["x"],
    "form": "html",
    "model": "all-minilm-l6-v2",
    "view": View(),
    "keys": [1],
    "documents": ["x"],
    "done": Labelled({}, Label.PUBLIC),
    "folder": Path("/nowhere"),
    "findings": [],
}


OF_ONE: dict[tuple[str, str], Any] = {("decide", "verdict"): Event.APPROVE}
"""What one use case means by a name that another uses otherwise."""


def use_cases() -> list[tuple[str, str]]:
    found = []
    for room, kind in ROOMS.items():
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if (
                not name.startswith("_")
                and next(iter(list(inspect.signature(method).parameters)[1:]), "") == "actor"
            ):
                found.append((room, name))
    return found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    base = tmp_path_factory.mktemp("guard")
    with open_application(make_workspace(base / "workspace")) as opened:
        opened.ingestion.ingest(opened.actor, [write(base / "files", {"valve.md": VALVE})])
        yield opened


def test_no_part_with_use_cases_is_left_out(app: Application) -> None:
    parts = [name for name, part in vars(Application).items() if isinstance(part, _Part) and name[0] != "_"]
    asking = [name for name in parts if _has_use_cases(type(getattr(app, name)))]
    assert "corrections" in asking
    assert [name for name in asking if name not in ROOMS and name not in CALLED_BY_SERVICES] == []


def _has_use_cases(kind: type) -> bool:
    methods = inspect.getmembers(kind, inspect.isfunction)
    return any(
        not name.startswith("_") and "actor" in list(inspect.signature(method).parameters)[1:2]
        for name, method in methods
    )


def test_there_are_use_cases_of_every_room() -> None:
    assert {room for room, _ in use_cases()} == set(ROOMS)


@pytest.mark.parametrize(("room", "name"), use_cases())
def test_somebody_without_a_role_is_refused_and_the_refusal_is_logged(
    app: Application, room: str, name: str
) -> None:
    nobody = Actor("nobody", "Nobody", frozenset(), "uid:0")
    method: Callable[..., Any] = getattr(getattr(app, room), name)
    required = [
        parameter.name
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is parameter.empty and parameter.name != "actor"
    ]
    before = sum('"denied"' in line for line in app.stewardship.export_audit(app.actor))
    with pytest.raises(AccessDenied):
        result = method(
            nobody,
            *(
                OF_ONE[name, parameter] if (name, parameter) in OF_ONE else VALUES[parameter]
                for parameter in required
            ),
        )
        list(result if hasattr(result, "__iter__") else [])
    after = sum('"denied"' in line for line in app.stewardship.export_audit(app.actor))
    assert after == before + 1


def test_a_steward_may_everything_and_each_role_more_than_the_one_below() -> None:
    assert ALLOWED[Role.STEWARD] == frozenset(Action)
    assert ALLOWED[Role.ANALYST] < ALLOWED[Role.EXPERT] < ALLOWED[Role.STEWARD]
