"""What several commands take: options and arguments that mean the same everywhere, and how they are read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.core.documents.documents import Label
from app.core.errors import UserError
from app.core.units.kinds import KINDS

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Id = Annotated[str, typer.Argument(metavar="ID")]
Limit = Annotated[int, typer.Option(min=1, help="How many to list.")]
UnitName = Annotated[
    str, typer.Argument(metavar="UNIT", help="Unit id, the beginning of one, or kind/short-name.")
]
LabelName = Annotated[str | None, typer.Option(help="public, internal, confidential or restricted.")]
KindName = Annotated[str, typer.Option(help=", ".join(KINDS))]
Reason = Annotated[str, typer.Option(help="The reason, in one sentence.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]


def label_of(word: str) -> Label:
    """Return the label of that name.

    Raises:
        UserError: there is none; the hint names those that there are.
    """
    try:
        return Label.from_word(word)
    except KeyError as error:
        known = ", ".join(label.word for label in Label)
        raise UserError(f"There is no label {word}.", f"The labels are {known}.") from error


def label_or_none(word: str | None) -> Label | None:
    """Return the label of that name, or None where none is given; raises as `label_of`."""
    return None if word is None else label_of(word)


def pairs_of(given: Sequence[str], form: str = "NAME=VALUE") -> list[tuple[str, str]]:
    """Return what words such as `NAME=VALUE` say, in their order.

    Args:
        form: of each, for the message.

    Raises:
        typer.BadParameter: one of them has no equals sign.
    """
    pairs = [item.partition("=") for item in given]
    wrong = next((name for name, sign, _ in pairs if not sign), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong} is not {form}.")
    return [(name, value) for name, _, value in pairs]


def text_from(source: Path) -> str:
    """Return the text of a file, or of standard input for `-`.

    Raises:
        UserError: it cannot be read, or is not UTF-8.
    """
    try:
        return sys.stdin.read() if str(source) == "-" else source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{source} cannot be read.", f"The system says: {error}.") from error
