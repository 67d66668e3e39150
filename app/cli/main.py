"""The command line, put together: each command is a function in the module of its subject.

A new command of a group is registered beside its function; a new one without a group gets its line here. The
order is that in which `--help` lists them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.cli import (
    audit,
    checking,
    conversations,
    corrections,
    gaps,
    inbox,
    interviews,
    library,
    models,
    people,
    rules,
    session,
    units,
    workspace,
)
from app.workspace.ipc import Visit
from app.workspace.workspace import Application

cli = typer.Typer(
    name="citewell",
    help="Team knowledge with evidence first: cited answers, fully offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@cli.callback()
def options(
    folder: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", envvar="CITEWELL_WORKSPACE", help="Workspace folder."),
    ] = None,
    person: Annotated[
        str | None, typer.Option("--as", help="Act as this person; demo workspaces only.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Team knowledge with evidence first: cited answers, fully offline."""
    if version:
        print(f"citewell {__version__}")  # noqa: T201
        raise typer.Exit
    session.choose(folder, person)


for command in (
    workspace.init,
    library.ingest,
    library.reread,
    library.search,
    conversations.ask,
    library.watch,
    library.inventory,
    library.text,
    library.remove,
    library.purge,
    library.relabel,
    workspace.reindex,
    workspace.backup,
    workspace.restore,
    workspace.settings,
    workspace.doctor,
    inbox.inbox,
    inbox.follow,
    checking.check,
):
    cli.command()(command)

cli.add_typer(library.document_commands, name="documents")
cli.add_typer(conversations.run_commands, name="runs")
cli.add_typer(conversations.conversation_commands, name="conversations")
cli.add_typer(models.model_commands, name="models")
cli.add_typer(audit.audit_commands, name="audit")
cli.add_typer(people.people_commands, name="people")
cli.add_typer(units.unit_commands, name="units")
cli.add_typer(gaps.gap_commands, name="gaps")
cli.add_typer(interviews.interview_commands, name="interview")
cli.add_typer(rules.rule_commands, name="rules")
cli.add_typer(rules.tree_commands, name="tree")
cli.add_typer(corrections.correction_commands, name="corrections")


def run(arguments: Sequence[str]) -> int:
    """Run one command of this process and return its exit code."""
    return session.run(cli, arguments)


def serve(host: Application, visit: Visit) -> int:
    """Run another process's command on an open workspace, with its permissions, and return its exit code."""
    return session.serve(cli, host, visit)
