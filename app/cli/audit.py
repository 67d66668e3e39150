"""The commands of the audit log.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from typing import Any

import typer

from app.cli import output
from app.cli.options import Json
from app.cli.output import clean, count
from app.cli.session import open_workspace

audit_commands = typer.Typer(help="Verify or export the tamper-evident log.", no_args_is_help=True)


@audit_commands.command("verify")
def verify_log(as_json: Json = False) -> None:
    """Verify the whole log: hashes, signatures, and the head stored outside the workspace."""
    with open_workspace() as app:
        report = app.stewardship.verify_audit(app.actor)
    output.show(report.as_json(), as_json, _verified(report))
    if not report.ok:
        raise typer.Exit(4)


def _verified(report: Any) -> str:
    """Return the result of a verification in words."""
    entries = count(report.entries, "entry").replace("entrys", "entries")
    lines = [f"The log is intact: {entries}, unbroken and signed."]
    if not report.ok:
        lines = ["The log has been tampered with or damaged:"]
        lines += [f"  {clean(problem)}" for problem in report.problems]
    return "\n".join([*lines, *(f"Note: {clean(line)}" for line in report.notes)])


@audit_commands.command("export")
def export_log() -> None:
    """Export the log as JSON lines."""
    with open_workspace() as app:
        for line in app.stewardship.export_audit(app.actor):
            print(line)  # noqa: T201
