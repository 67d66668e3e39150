"""The commands of people and their roles, and of the audit log.

The same rules as for every command (main.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli import output
from app.cli.options import Json, Open
from app.core.access import Role


def people_commands(open_: Open) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
    """
    group = typer.Typer(help="Manage people and their roles.", no_args_is_help=True)

    @group.command("list")
    def list_(context: typer.Context, as_json: Json = False) -> None:
        """List people and their roles."""
        with open_(context) as app:
            found = app.stewardship.people(app.actor)
        output.show([item.as_json() for item in found], as_json, output.people(found))

    @group.command("set")
    def set_(
        context: typer.Context,
        person: Annotated[str, typer.Argument(help="Person id, for example ines.")],
        role: Annotated[list[Role], typer.Option(help="May be repeated.")],
        name: Annotated[str, typer.Option(help="Display name.")] = "",
        account: Annotated[list[str] | None, typer.Option(help="Operating-system account, for example uid:1000.")] = None,
        as_json: Json = False,
    ) -> None:
        """Add or change a person."""
        with open_(context) as app:
            app.stewardship.set_person(app.actor, person, name or person, role, account or [])
        words = f"{name or person} is {' and '.join(item.value for item in role)}."
        output.show({"person": person, "roles": [item.value for item in role]}, as_json, words)

    @group.command("retire")
    def retire(
        context: typer.Context,
        person: Annotated[str, typer.Argument(help="Person id.")],
        as_json: Json = False,
    ) -> None:
        """Revoke a person's access."""
        with open_(context) as app:
            app.stewardship.retire_person(app.actor, person)
        output.show({"retired": person}, as_json, f"{person} no longer has access.")

    @group.command("group")
    def group_(
        context: typer.Context,
        group: Annotated[str, typer.Argument(help="Operating-system group.")],
        role: Annotated[list[Role] | None, typer.Option(help="May be repeated; none removes the group's roles.")] = None,
        as_json: Json = False,
    ) -> None:
        """Give roles to the members of an operating-system group."""
        with open_(context) as app:
            app.stewardship.set_group(app.actor, group, role or [])
        words = f"Members of {group}: {', '.join(item.value for item in role or []) or 'no role'}."
        output.show({"group": group, "roles": [item.value for item in role or []]}, as_json, words)

    return group


def audit_commands(open_: Open) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
    """
    group = typer.Typer(help="Verify or export the tamper-evident log.", no_args_is_help=True)

    @group.command("verify")
    def verify(context: typer.Context, as_json: Json = False) -> None:
        """Verify the whole log: hashes, signatures, and the head stored outside the workspace."""
        with open_(context) as app:
            report = app.stewardship.verify_audit(app.actor)
        output.show(report.as_json(), as_json, output.audit(report))
        if not report.ok:
            raise typer.Exit(4)

    @group.command("export")
    def export(context: typer.Context) -> None:
        """Export the log as JSON lines."""
        with open_(context) as app:
            for line in app.stewardship.export_audit(app.actor):
                print(line)  # noqa: T201

    return group
