"""A followed question whose document changes: whoever changes it, what is found afterwards is the same."""

from __future__ import annotations

from pathlib import Path

from app.core.access import Actor, Role
from app.core.inquiry.inbox import ItemKind
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

PRESSURE = "At what pressure does the relief valve RV-7 open?"
CHANGED = VALVE.replace("6.5 bar", "7.1 bar")
ANNA = Actor("anna", "Anna", frozenset({Role.ANALYST}), "uid:0")

ANOTHER = ([PRESSURE], "The answer has changed.")
"""What Anna is told when the document was changed."""

GONE = ([PRESSURE], "It is no longer answered.")
"""What Anna is told when the document was removed."""

NOTHING: tuple[list[str], str] = ([], "The answer is the same.")
"""What Anna is told when all is as it was."""


def make_followed(base: Path) -> Path:
    """Make a workspace of two documents and a question that Anna follows, beside the folder `files`."""
    workspace = make_workspace(base / "workspace")
    with open_application(workspace) as app:
        app.change_settings({"model.generator": "none"})
        app.ingestion.ingest(app.actor, [write(base / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})])
        app.follows.follow(ANNA, PRESSURE)
    return workspace


def told(app: Application) -> tuple[list[str], str]:
    """Return the changed answers in Anna's inbox, and what the answer says otherwise."""
    (follow,) = app.follows.listed(ANNA)
    items = [one.title for one in app.inbox.items(ANNA) if one.kind is ItemKind.FOLLOW]
    return items, app.follows.difference(ANNA, follow.id).summary


def actions(app: Application) -> list[str]:
    """Return what the audit log says was done, oldest first."""
    return [entry.action for entry in app._database.audit_entries()]
