"""The commands of the models on this machine, and of the one that a workspace uses.

The same rules as for every command (cli.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app import printing, reports
from app.arguments import Id, Json, Open, Stop
from app.bootstrap import open_catalog


def model_commands(open_: Open, stop: Stop) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace that a command line names.
        stop: turns Ctrl+C into a clean stop.
    """
    group = typer.Typer(help="The models on this machine.", no_args_is_help=True)

    @group.command("list")
    def list_(as_json: Json = False) -> None:
        """List the models: known, installed, and what fits this machine."""
        found = open_catalog().listed()
        printing.show([one.as_json() for one in found], as_json, printing.models(found))

    @group.command("install")
    def install(
        model: Id,
        source: Annotated[
            Path | None, typer.Option("--from", help="A folder or file that holds it, for machines without a network.")
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Install a model and check it against its checksum."""
        with stop() as cancel, printing.progress() as on_progress:
            open_catalog().install(model, source, on_progress, cancel)
        printing.show({"installed": model}, as_json, f"{model} is installed and matches its checksum.")

    @group.command("import")
    def import_(file: Path, as_json: Json = False) -> None:
        """Add any GGUF file as a model."""
        with stop() as cancel, printing.progress() as on_progress:
            model = open_catalog().import_file(file, on_progress, cancel)
        printing.show({"installed": model}, as_json, f"Imported as {model}. Use it: citewell models use {model}")

    @group.command("remove")
    def remove(model: Id, as_json: Json = False) -> None:
        """Delete an installed model from this machine."""
        open_catalog().remove(model)
        printing.show({"removed": model}, as_json, f"Removed {model}.")

    @group.command("use")
    def use(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Choose the model that phrases a workspace's answers: an id, auto or none."""
        with open_(context) as app:
            app.use_model(model)
        printing.show(
            {"model": model},
            as_json,
            f"Answers are phrased by {model} from now on." if model != "none" else "Answers are quotes from now on.",
        )

    @group.command("embed-with")
    def embed_with(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Embed every passage of a workspace anew with another model; interrupted, it is gone on with by the next call."""
        with open_(context) as app, stop() as cancel, printing.progress() as on_progress:
            report = app.reembedding.change_embedder(app.actor, model, on_progress, cancel)
        printing.show(report.as_json(), as_json, reports.reembedded(report))

    @group.command("measure")
    def measure(context: typer.Context, model: Id, as_json: Json = False) -> None:
        """Measure how fast a model reads and writes on this machine, and where it really runs."""
        with open_(context) as app, stop() as cancel, printing.progress() as on_progress:
            found = app.measure_model(model, on_progress, cancel)
        printing.show(found.as_json(), as_json, reports.benchmark(found))

    return group
