"""The commands of a workspace as a whole: make, copy and check one, and change its settings.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import Json, pairs_of
from app.cli.output import clean
from app.cli.session import cancel_on_interrupt, new_folder, open_workspace
from app.core.options import OPTIONS, default, value_of
from app.core.settings import Settings
from app.workspace.workspace import create_sample, create_workspace, restore_workspace


def init(
    sample: Annotated[
        bool, typer.Option("--sample", help="Fill it with the sample documents of a fictional company.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Create a workspace. You become its first steward."""
    folder = new_folder()
    if not sample:
        create_workspace(folder)
        words = f"Created the workspace {folder}. Next: citewell -w {folder} ingest FOLDER"
        output.show({"workspace": str(folder.absolute())}, as_json, words)
        return
    with cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = create_sample(folder, on_progress, cancel)
    text = f"Created the sample workspace {folder}.\n{output.ingest_report(report)}"
    output.show({"workspace": str(folder.absolute()), "ingest": report.as_json()}, as_json, text)


def reindex(as_json: Json = False) -> None:
    """Rebuild the vector index from the stored vectors."""
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        state = app.reindex(on_progress, cancel)
    words = f"Built generation {state['generation']} with {output.count(state['indexed'], 'passage')}."
    output.show(state, as_json, words)


def backup(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")], as_json: Json = False
) -> None:
    """Copy the workspace to a new folder and verify the copy."""
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.backup(folder, on_progress, cancel)
    words = f"Backed up {output.count(report.files, 'file')}, {output.size(report.bytes)}, all verified."
    output.show(report.as_json(), as_json, words)


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder made by `citewell backup`.")], as_json: Json = False
) -> None:
    """Restore a backup as a new workspace, named with -w."""
    target = new_folder()
    with cancel_on_interrupt() as cancel, output.progress() as on_progress:
        files = restore_workspace(folder, target, on_progress, cancel)
    words = f"Restored {output.count(files, 'file')} to {target}, all verified."
    output.show({"workspace": str(target.absolute()), "files": files}, as_json, words)


def settings(
    changes: Annotated[
        list[str] | None, typer.Argument(help="NAME=VALUE, for example answer.stale_days=365.")
    ] = None,
    reset: Annotated[
        list[str] | None, typer.Option(help="NAME of a setting to reset to its default; may be repeated.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Explain each setting: meaning, allowed values, when it takes effect."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Show or change settings."""
    wanted = dict(pairs_of(changes or []))
    with open_workspace() as app:
        if wanted or reset:
            app.change_settings(wanted, reset or [])
        values, waiting = app.preferences.wanted, app.preferences.waiting
    words = _explained(values) if explain else _listed(asdict(values), waiting)
    output.show(asdict(values), as_json, words)


def _listed(values: Mapping[str, Mapping[str, Any]], waiting: Sequence[str]) -> str:
    """Return settings as NAME=VALUE lines."""
    lines = [
        f"{room}.{name}={json.dumps(value)}"
        for room, fields in values.items()
        for name, value in fields.items()
    ]
    return "\n".join([*lines, *(f"{name} takes effect when you reopen the workspace." for name in waiting)])


def _explained(values: Settings) -> str:
    """Return every setting with its meaning, its allowed values, and when a change takes effect."""
    lines: list[str] = []
    for one in OPTIONS:
        span = f"{one.least:g} to {one.most:g} {one.unit}".rstrip() if one.is_number else one.form.value
        lines.append(f"{one.name}={json.dumps(value_of(values, one.name))}")
        lines.append(f"    {one.title}: {one.meaning}")
        lines.append(
            f"    {span}; default {json.dumps(default(one.name))}; a change takes effect {one.holds.value}."
        )
    return "\n".join(lines)


def doctor(as_json: Json = False) -> None:
    """Check the workspace and this machine."""
    with open_workspace() as app:
        found = app.doctor()
    output.show([item.as_json() for item in found], as_json, _findings(found))
    if not all(item.ok for item in found):
        raise typer.Exit(4)


def _findings(found: Iterable[Any]) -> str:
    """Return what `doctor` found."""
    lines: list[str] = []
    for item in found:
        lines.append(f"{'ok  ' if item.ok else 'BAD '} {item.name:<10} {clean(item.text)}")
        if item.hint:
            lines.append(f"{'':16}{clean(item.hint)}")
    return "\n".join(lines)
