"""The commands of people and their roles.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import Json
from app.cli.session import open_workspace
from app.core.access import Role

people_commands = typer.Typer(help="Manage people and their roles.", no_args_is_help=True)


@people_commands.command("list")
def list_people(as_json: Json = False) -> None:
    """List people and their roles."""
    with open_workspace() as app:
        found = app.stewardship.people(app.actor)
    output.show([item.as_json() for item in found], as_json, _people(found))


def _people(found: Sequence[Any]) -> str:
    """Return a table of people."""
    rows = [
        (
            person.id,
            output.clean(person.name),
            ", ".join(sorted(role.value for role in person.roles)) if person.active else "no access",
            ", ".join(person.accounts),
        )
        for person in found
    ]
    return output.table(("person", "name", "roles", "accounts"), rows)


@people_commands.command("set")
def set_person(
    person: Annotated[str, typer.Argument(help="Person id, for example ines.")],
    role: Annotated[list[Role], typer.Option(help="May be repeated.")],
    name: Annotated[str, typer.Option(help="Display name.")] = "",
    account: Annotated[
        list[str] | None, typer.Option(help="Operating-system account, for example uid:1000.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add or change a person."""
    with open_workspace() as app:
        app.stewardship.set_person(app.actor, person, name or person, role, account or [])
    words = f"{name or person} is {' and '.join(item.value for item in role)}."
    output.show({"person": person, "roles": [item.value for item in role]}, as_json, words)


@people_commands.command("retire")
def retire_person(person: Annotated[str, typer.Argument(help="Person id.")], as_json: Json = False) -> None:
    """Revoke a person's access."""
    with open_workspace() as app:
        app.stewardship.retire_person(app.actor, person)
    output.show({"retired": person}, as_json, f"{person} no longer has access.")


@people_commands.command("group")
def set_group(
    group: Annotated[str, typer.Argument(help="Operating-system group.")],
    role: Annotated[
        list[Role] | None, typer.Option(help="May be repeated; none removes the group's roles.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Give roles to the members of an operating-system group."""
    with open_workspace() as app:
        app.stewardship.set_group(app.actor, group, role or [])
    roles = [item.value for item in role or []]
    words = f"Members of {group}: {', '.join(roles) or 'no role'}."
    output.show({"group": group, "roles": roles}, as_json, words)
