"""The command that checks a text against the library.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from app.cli import output
from app.cli.options import Json
from app.cli.output import clean, count, shorten, wrap
from app.cli.session import cancel_on_interrupt, open_workspace
from app.core.answers.checked import MOST_BYTES, CheckedText, Standing, text_of
from app.core.errors import UserError

_STANDINGS = {
    Standing.QUOTED: "quoted",
    Standing.SUPPORTED: "supported",
    Standing.PARTIAL: "partly supported",
    Standing.CONTRADICTED: "contradicted",
    Standing.NOT_FOUND: "not found",
}


def check(
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
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        text = _read(source)
        with output.progress() as on_progress:
            found = app.checking.check(app.actor, text, question, on_progress, cancel)
    output.show(found.as_json(), as_json, _checked(found))
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
        said = f"The system says: {error.strerror or error}."
        raise UserError(f"{source} cannot be read.", said) from error
    return text_of(raw, str(source))


def _checked(found: CheckedText) -> str:
    """Return a checked text: each sentence with its verdict and sources, and the tally."""
    lines: list[str] = []
    for sentence in found.sentences:
        lines.append(wrap(f"{_STANDINGS[sentence.state]}: {clean(sentence.text)}"))
        for citation in sentence.citations:
            where = ", ".join(clean(part) for part in (citation.title, *citation.heading[-1:]) if part)
            quote = f"{where} ({clean(citation.path)}): “{shorten(citation.words, 400)}”"
            lines.append(textwrap.indent(wrap(quote, 4), "    "))
    holding = sum(sentence.state.holds for sentence in found.sentences)
    tally = f"{holding:,} of {count(len(found.sentences), 'sentence')} quoted or supported."
    return "\n".join([*lines, "", tally])
