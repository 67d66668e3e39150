"""The commands of the models on this machine, and of the one that a workspace uses.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.cli import output
from app.cli.options import Id, Json
from app.cli.session import cancel_on_interrupt, open_workspace
from app.core.models import Benchmark, ListedModel, Reembedded
from app.workspace.workspace import open_catalog

model_commands = typer.Typer(help="Manage the models on this machine.", no_args_is_help=True)


@model_commands.command("list")
def list_models(as_json: Json = False) -> None:
    """List models: known, installed, and which fit this machine."""
    found = open_catalog().listed()
    output.show([one.as_json() for one in found], as_json, _models(found))


def _models(found: Sequence[ListedModel]) -> str:
    """Return a table of models."""
    cells = [
        (
            one.id,
            "installed" if one.installed else "-",
            one.kind,
            output.size(one.bytes),
            one.licence,
            "fits" if one.fits else one.reason,
        )
        for one in found
    ]
    return output.table(("model", "status", "kind", "size", "licence", "this machine"), cells)


@model_commands.command("install")
def install_model(
    model: Id,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Folder or file to install from, for machines without a network."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Install a model and verify its checksum."""
    with cancel_on_interrupt() as cancel, output.progress() as on_progress:
        open_catalog().install(model, source, on_progress, cancel)
    output.show({"installed": model}, as_json, f"Installed {model}; its checksum matches.")


@model_commands.command("import")
def import_model(file: Path, as_json: Json = False) -> None:
    """Add any GGUF file as a model."""
    with cancel_on_interrupt() as cancel, output.progress() as on_progress:
        model = open_catalog().import_file(file, on_progress, cancel)
    output.show({"installed": model}, as_json, f"Imported as {model}. To use it: citewell models use {model}")


@model_commands.command("remove")
def remove_model(model: Id, as_json: Json = False) -> None:
    """Delete an installed model from this machine."""
    open_catalog().remove(model)
    output.show({"removed": model}, as_json, f"Removed {model}.")


@model_commands.command("use")
def use_model(model: Id, as_json: Json = False) -> None:
    """Choose the model that phrases a workspace's answers: an id, auto or none."""
    with open_workspace() as app:
        app.use_model(model)
    phrased = f"Answers are now phrased by {model}."
    output.show({"model": model}, as_json, phrased if model != "none" else "Answers are now direct quotes.")


@model_commands.command("embed-with")
def embed_with_model(model: Id, as_json: Json = False) -> None:
    """Re-embed every passage of a workspace with another model.

    If interrupted, run it again to resume.
    """
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.reembedding.change_embedder(app.actor, model, on_progress, cancel)
    output.show(report.as_json(), as_json, _reembedded(report))


def _reembedded(report: Reembedded) -> str:
    """Return what changing the embedder came to."""
    passages = output.count(report.passages, "passage")
    words = f"{report.embedder} is now used for search: {passages} embedded, {report.kept:,} unchanged."
    return "\n".join([words, *report.warnings])


@model_commands.command("measure")
def measure_model(model: Id, as_json: Json = False) -> None:
    """Measure a model's speed on this machine and show where it runs."""
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        found = app.measure_model(model, on_progress, cancel)
    output.show(found.as_json(), as_json, _benchmark(found))


def _benchmark(found: Benchmark) -> str:
    """Return how fast a model was."""
    threads = f"on the processor, {found.threads} threads"
    where = f"{found.gpu_layers} layers on {found.device}" if found.gpu_layers else threads
    too_short = "it stopped too early to measure its writing speed"
    decode = f"writes {found.decode:g} tokens/s" if found.decode else too_short
    first = f"first word after {found.first_token_ms / 1000:.1f} s"
    return f"{where}: reads {found.prefill:g} tokens/s, {decode}, {first}."
