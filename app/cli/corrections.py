"""The commands of corrections: what experts say in the place of answers that were wrong.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli import output
from app.cli.options import Json, Reason, label_or_none
from app.cli.output import clean, shorten, table, wrap
from app.cli.session import open_workspace
from app.core.answers.corrections import Correction

correction_commands = typer.Typer(help="Manage experts' corrections of answers.", no_args_is_help=True)

CorrectionName = Annotated[
    str, typer.Argument(metavar="CORRECTION", help="Correction id, or the beginning of one.")
]


@correction_commands.command("pin")
def pin_correction(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Run with the wrong answer.")],
    text: Annotated[str, typer.Argument(help="The right answer in your words, or - for standard input.")],
    evidence: Annotated[
        list[str] | None, typer.Option(help="VERSION:START-END of its evidence; may be repeated.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="Only stewards can go below the run's label.")] = None,
    as_json: Json = False,
) -> None:
    """Publish a correction; it answers the question from now on."""
    said = sys.stdin.read() if text == "-" else text
    places = [_place(item) for item in evidence or []]
    with open_workspace() as app:
        made = app.corrections.pin(app.actor, run, said, evidence=places, label=label_or_none(label))
    _print(made, as_json)


def _place(given: str) -> tuple[str, int, int]:
    version, _, span = given.rpartition(":")
    start, _, end = span.partition("-")
    if not version or not start.isdigit() or not end.isdigit():
        raise typer.BadParameter(f"{given} is not VERSION:START-END.")
    return version, int(start), int(end)


@correction_commands.command("list")
def list_corrections(
    all_: Annotated[bool, typer.Option("--all", help="Include corrections no longer in use.")] = False,
    as_json: Json = False,
) -> None:
    """List corrections, those due first."""
    with open_workspace() as app:
        found = app.corrections.listed(app.actor, settled=all_)
    output.show([one.as_json() for one in found], as_json, _corrections(found))


@correction_commands.command("show")
def show_correction(correction: CorrectionName, as_json: Json = False) -> None:
    """Show a correction and its evidence."""
    with open_workspace() as app:
        found = app.corrections.show(app.actor, correction)
    _print(found, as_json)


@correction_commands.command("confirm")
def confirm_correction(correction: CorrectionName, reason: Reason = "", as_json: Json = False) -> None:
    """Confirm somebody else's correction."""
    with open_workspace() as app:
        done = app.corrections.confirm(app.actor, correction, reason)
    _print(done, as_json)


@correction_commands.command("reject")
def reject_correction(correction: CorrectionName, reason: Reason = "", as_json: Json = False) -> None:
    """Reject somebody else's correction; the sources answer again."""
    with open_workspace() as app:
        done = app.corrections.reject(app.actor, correction, reason)
    _print(done, as_json)


@correction_commands.command("withdraw")
def withdraw_correction(correction: CorrectionName, reason: Reason = "", as_json: Json = False) -> None:
    """Withdraw your correction."""
    with open_workspace() as app:
        done = app.corrections.withdraw(app.actor, correction, reason)
    _print(done, as_json)


def _print(one: Correction, as_json: bool) -> None:
    output.show(one.as_json(), as_json, _correction(one))


def _correction(one: Correction) -> str:
    """Return a correction with its evidence."""
    lines = [
        f"{one.id[:12]}  {one.status.value}  {one.label.word}",
        f"Question: {one.question}",
        wrap(one.text),
    ]
    lines += [f"  “{shorten(span.quote, 100)}”" for span in one.evidence if span.quote]
    due = f"; to be reviewed by {one.review_due}" if one.review_due else ""
    lines.append(f"{one.name}, {one.at[:10]}{due}")
    if one.settled_by:
        reason = f": {one.reason}" if one.reason else ""
        lines.append(f"{one.status.value} by {one.settled_by} on {one.settled_at[:10]}{reason}")
    return clean("\n".join(lines))


def _corrections(found: Sequence[Correction]) -> str:
    """Return corrections as a table."""
    if not found:
        return "No corrections."
    rows = [
        (
            one.id[:12],
            one.status.value,
            one.name,
            one.review_due,
            shorten(one.question, 48),
            shorten(one.text, 48),
        )
        for one in found
    ]
    return table(("id", "status", "by", "due", "question", "answer"), rows)
