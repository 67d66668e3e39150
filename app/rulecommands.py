"""The commands of what is run and pinned: rules, decision trees, corrections.

The same rules as for every command (cli.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app import printing, rulereports
from app.arguments import Json, Open, Reason, UnitName
from app.core.errors import UserError
from app.core.knowledge import Label

Pinned = Annotated[str, typer.Argument(metavar="CORRECTION", help="An id, or the beginning of one.")]
Given = Annotated[list[str] | None, typer.Option("--fact", help="NAME=VALUE, for questions that are conditions; may be repeated.")]


def rule_commands(open_: Open) -> typer.Typer:
    """Return the commands of rules; `open_` opens the workspace that a command line names."""
    group = typer.Typer(help="Rules that are run, not guessed.", no_args_is_help=True)

    @group.command("try")
    def try_(
        context: typer.Context,
        name: UnitName,
        facts: Annotated[list[str] | None, typer.Argument(metavar="NAME=VALUE", help="For example “order value=7,200 EUR”.")] = None,
        as_json: Json = False,
    ) -> None:
        """Run a rule on values; what is missing is named."""
        given = _facts(facts or [])
        with open_(context) as app:
            tried = app.rulebook.try_rule(app.actor, app.capture.find(app.actor, name), given)
        printing.show(tried.as_json(), as_json, rulereports.rule(tried))

    @group.command()
    def check(
        context: typer.Context,
        repeated: Annotated[bool, typer.Option("--repeated", help="Also those that say the same.")] = False,
        as_json: Json = False,
    ) -> None:
        """Find approved rules that speak of the same case and say otherwise, each with values that trigger both."""
        with open_(context) as app:
            found = app.rulebook.check(app.actor, repeated=repeated)
        printing.show(found.as_json(), as_json, rulereports.check(found.as_json()))

    return group


def tree_commands(open_: Open) -> typer.Typer:
    """Return the commands of decision trees; `open_` as for `rule_commands`."""
    group = typer.Typer(help="Decision trees of procedures, walked step by step.", no_args_is_help=True)

    # A group of one command would take its name for an argument.
    @group.callback()
    def trees() -> None:
        """Decision trees of procedures, walked step by step."""

    @group.command()
    def walk(
        context: typer.Context,
        name: UnitName,
        answers: Annotated[list[str] | None, typer.Argument(help="In the order of the questions.")] = None,
        fact: Given = None,
        as_json: Json = False,
    ) -> None:
        """Walk a procedure's decision tree as far as the answers lead."""
        given = _facts(fact or [])
        with open_(context) as app:
            walked = app.rulebook.walk_tree(app.actor, app.capture.find(app.actor, name), answers or [], given)
        printing.show(walked.as_json(), as_json, rulereports.tree(walked))

    return group


def correction_commands(open_: Open) -> typer.Typer:
    """Return the commands of corrections; `open_` as for `rule_commands`."""
    group = typer.Typer(help="What experts say in the place of answers that were wrong.", no_args_is_help=True)

    @group.command()
    def pin(
        context: typer.Context,
        run: Annotated[str, typer.Argument(metavar="RUN", help="The run whose answer is wrong.")],
        text: Annotated[str, typer.Argument(help="What is right, in your words; - for standard input.")],
        evidence: Annotated[list[str] | None, typer.Option(help="VERSION:START-END, words it rests on; may be repeated.")] = None,
        label: Annotated[str | None, typer.Option(help="Lower than the run's takes a steward.")] = None,
        as_json: Json = False,
    ) -> None:
        """Say what is right; the next time the question is asked, this is the answer."""
        said = sys.stdin.read() if text == "-" else text
        places = [_place(item) for item in evidence or []]
        with open_(context) as app:
            made = app.corrections.pin(app.actor, run, said, evidence=places, label=None if label is None else _label(label))
        printing.show(made.as_json(), as_json, rulereports.correction(made))

    @group.command("list")
    def list_(
        context: typer.Context,
        all_: Annotated[bool, typer.Option("--all", help="Also those that do not answer any more.")] = False,
        as_json: Json = False,
    ) -> None:
        """List corrections, what is due first."""
        with open_(context) as app:
            found = app.corrections.listed(app.actor, settled=all_)
        printing.show([one.as_json() for one in found], as_json, rulereports.corrections(found))

    @group.command()
    def show(context: typer.Context, correction: Pinned, as_json: Json = False) -> None:
        """Show a correction with what it rests on."""
        with open_(context) as app:
            found = app.corrections.show(app.actor, correction)
        printing.show(found.as_json(), as_json, rulereports.correction(found))

    @group.command()
    def confirm(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Say that somebody else's correction holds."""
        with open_(context) as app:
            done = app.corrections.confirm(app.actor, correction, reason)
        printing.show(done.as_json(), as_json, rulereports.correction(done))

    @group.command()
    def reject(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Say that somebody else's correction does not hold; the sources answer again."""
        with open_(context) as app:
            done = app.corrections.reject(app.actor, correction, reason)
        printing.show(done.as_json(), as_json, rulereports.correction(done))

    @group.command()
    def withdraw(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Take your correction back."""
        with open_(context) as app:
            done = app.corrections.withdraw(app.actor, correction, reason)
        printing.show(done.as_json(), as_json, rulereports.correction(done))

    return group


def _facts(given: Sequence[str]) -> dict[str, str]:
    wrong = next((item for item in given if "=" not in item), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong} is not NAME=VALUE.")
    return {name.strip(): value.strip() for name, _, value in (item.partition("=") for item in given)}


def _place(given: str) -> tuple[str, int, int]:
    version, _, span = given.rpartition(":")
    start, _, end = span.partition("-")
    if not version or not start.isdigit() or not end.isdigit():
        raise typer.BadParameter(f"{given} is not VERSION:START-END.")
    return version, int(start), int(end)


def _label(word: str) -> Label:
    try:
        return Label.from_word(word)
    except KeyError as error:
        raise UserError(f"There is no label {word}.", f"The labels are {', '.join(label.word for label in Label)}.") from error
