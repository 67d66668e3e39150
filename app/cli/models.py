"""The commands of the models on this machine, and of the one that a workspace uses.

The same rules as for every command (main.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli import library_view, output
from app.cli.options import Id, Json, Open, Stop
from app.workspace.workspace import open_catalog


def model_commands(open_: Open, stop: Stop) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
        stop: turns Ctrl+C into a clean stop.
    """
    group = typer.Typer(help="Manage the models on this machine.", no_args_is_help=True)

    @group.command("list")
    def list_(as_json: Json = False) -> None:
        """List models: known, installed, and which fit this machine."""
        found = open_catalog().listed()
        output.show([one.as_json() for one in found], as_json, output.models(found))

    @group.command("install")
    def install(
        model: Id,
        source: Annotated[
            Path | None,
            typer.Option("--from", help="Folder or file to install from, for machines without a network."),
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Install a model and verify its checksum."""
        with stop() as cancel, output.progress() as on_progress:
            open_catalog().install(model, source, on_progress, cancel)
        output.show({"installed": model}, as_json, f"Installed {model}; its checksum matches.")

    @group.command("import")
    def import_(file: Path, as_json: Json = False) -> None:
        """Add any GGUF file as a model."""
        with stop() as cancel, output.progress() as on_progress:
            model = open_catalog().import_file(file, on_progress, cancel)
        output.show({"installed": model}, as_json, f"Imported as {model}. To use it: citewell models use {model}")

    @group.command("remove")
    def remove(model: Id, as_json: Json = False) -> None:
        """Delete an installed model from this machine."""
        open_catalog().remove(model)
        output.show({"removed": model}, as_json, f"Removed {model}.")

    @group.command("use")
    def use(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Choose the model that phrases a workspace's answers: an id, auto or none."""
        with open_(context) as app:
            app.use_model(model)
        output.show(
            {"model": model},
            as_json,
            f"Answers are now phrased by {model}." if model != "none" else "Answers are now direct quotes.",
        )

    @group.command("embed-with")
    def embed_with(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Re-embed every passage of a workspace with another model.

        If interrupted, run it again to resume.
        """
        with open_(context) as app, stop() as cancel, output.progress() as on_progress:
            report = app.reembedding.change_embedder(app.actor, model, on_progress, cancel)
        output.show(report.as_json(), as_json, library_view.reembedded(report))

    @group.command("measure")
    def measure(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Measure a model's speed on this machine and show where it runs."""
        with open_(context) as app, stop() as cancel, output.progress() as on_progress:
            found = app.measure_model(model, on_progress, cancel)
        output.show(found.as_json(), as_json, library_view.benchmark(found))

    return group
