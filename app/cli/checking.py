"""The command that checks a text against the library.

The same rules as for every command (main.py): results on standard output, `--json` one document, progress on standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli import library_view, output
from app.cli.options import Json, Open, Stop
from app.core.answers.checked import MOST_BYTES, text_of
from app.core.errors import UserError


def check_command(cli: typer.Typer, open_: Open, stop: Stop) -> None:
    """Add the command to the program's; `open_` opens the workspace named on the command line."""

    @cli.command()
    def check(
        context: typer.Context,
        source: Annotated[Path, typer.Argument(metavar="FILE", help="Text file, or - for standard input.")],
        question: Annotated[
            str,
            typer.Option(help="The question the text answers; statements about anything else do not count."),
        ] = "",
        as_json: Json = False,
    ) -> None:
        """Check a text against the library, sentence by sentence.

        Exits with 6 unless every sentence is quoted or supported.
        """
        with open_(context) as app, stop() as cancel:
            text = _read(source)
            with output.progress() as on_progress:
                found = app.checking.check(app.actor, text, question, on_progress, cancel)
        output.show(found.as_json(), as_json, library_view.checked(found))
        if not found.holds:
            raise typer.Exit(6)


def _read(source: Path) -> str:
    try:
        if str(source) == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with source.open("rb") as stream:
                raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{source} cannot be read.", f"The system says: {error.strerror or error}.") from error
    return text_of(raw, str(source))
