"""The commands of rules, decision trees and corrections.

The same rules as for every command (main.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli import output, rules_view
from app.cli.options import Json, Open, Reason, UnitName
from app.core.documents.documents import Label
from app.core.errors import UserError

Pinned = Annotated[str, typer.Argument(metavar="CORRECTION", help="Correction id, or the beginning of one.")]
Given = Annotated[list[str] | None, typer.Option("--fact", help="NAME=VALUE that answers conditions; may be repeated.")]


def rule_commands(open_: Open) -> typer.Typer:
    """Return the commands of rules; `open_` opens the workspace named on the command line."""
    group = typer.Typer(help="Try rules on values, and check them for contradictions.", no_args_is_help=True)

    @group.command("try")
    def try_(
        context: typer.Context,
        name: UnitName,
        facts: Annotated[
            list[str] | None,
            typer.Argument(metavar="NAME=VALUE", help="For example “order value=7,200 EUR”."),
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Run a rule on values and list what is missing."""
        given = _facts(facts or [])
        with open_(context) as app:
            tried = app.rulebook.try_rule(app.actor, app.capture.find(app.actor, name), given)
        output.show(tried.as_json(), as_json, rules_view.rule(tried))

    @group.command()
    def check(
        context: typer.Context,
        repeated: Annotated[bool, typer.Option("--repeated", help="Include rules that say the same.")] = False,
        as_json: Json = False,
    ) -> None:
        """Find approved rules that contradict each other, each pair with values that trigger both."""
        with open_(context) as app:
            found = app.rulebook.check(app.actor, repeated=repeated)
        output.show(found.as_json(), as_json, rules_view.check(found.as_json()))

    return group


def tree_commands(open_: Open) -> typer.Typer:
    """Return the commands of decision trees; `open_` as for `rule_commands`."""
    group = typer.Typer(help="Walk decision trees step by step.", no_args_is_help=True)

    # Typer would run a group's only command without its name.
    @group.callback()
    def trees() -> None:
        """Walk decision trees step by step."""

    @group.command()
    def walk(
        context: typer.Context,
        name: UnitName,
        answers: Annotated[list[str] | None, typer.Argument(help="Your answers, in order.")] = None,
        fact: Given = None,
        as_json: Json = False,
    ) -> None:
        """Walk a procedure's decision tree as far as your answers lead."""
        given = _facts(fact or [])
        with open_(context) as app:
            walked = app.rulebook.walk_tree(app.actor, app.capture.find(app.actor, name), answers or [], given)
        output.show(walked.as_json(), as_json, rules_view.tree(walked))

    return group


def correction_commands(open_: Open) -> typer.Typer:
    """Return the commands of corrections; `open_` as for `rule_commands`."""
    group = typer.Typer(help="Manage experts' corrections of answers.", no_args_is_help=True)

    @group.command()
    def pin(
        context: typer.Context,
        run: Annotated[str, typer.Argument(metavar="RUN", help="Run with the wrong answer.")],
        text: Annotated[str, typer.Argument(help="The right answer in your words, or - for standard input.")],
        evidence: Annotated[list[str] | None, typer.Option(help="VERSION:START-END of its evidence; may be repeated.")] = None,
        label: Annotated[str | None, typer.Option(help="Only stewards can go below the run's label.")] = None,
        as_json: Json = False,
    ) -> None:
        """Publish a correction; it answers the question from now on."""
        said = sys.stdin.read() if text == "-" else text
        places = [_place(item) for item in evidence or []]
        with open_(context) as app:
            made = app.corrections.pin(app.actor, run, said, evidence=places, label=None if label is None else _label(label))
        output.show(made.as_json(), as_json, rules_view.correction(made))

    @group.command("list")
    def list_(
        context: typer.Context,
        all_: Annotated[bool, typer.Option("--all", help="Include corrections no longer in use.")] = False,
        as_json: Json = False,
    ) -> None:
        """List corrections, those due first."""
        with open_(context) as app:
            found = app.corrections.listed(app.actor, settled=all_)
        output.show([one.as_json() for one in found], as_json, rules_view.corrections(found))

    @group.command()
    def show(context: typer.Context, correction: Pinned, as_json: Json = False) -> None:
        """Show a correction and its evidence."""
        with open_(context) as app:
            found = app.corrections.show(app.actor, correction)
        output.show(found.as_json(), as_json, rules_view.correction(found))

    @group.command()
    def confirm(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Confirm somebody else's correction."""
        with open_(context) as app:
            done = app.corrections.confirm(app.actor, correction, reason)
        output.show(done.as_json(), as_json, rules_view.correction(done))

    @group.command()
    def reject(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Reject somebody else's correction; the sources answer again."""
        with open_(context) as app:
            done = app.corrections.reject(app.actor, correction, reason)
        output.show(done.as_json(), as_json, rules_view.correction(done))

    @group.command()
    def withdraw(context: typer.Context, correction: Pinned, reason: Reason = "", as_json: Json = False) -> None:
        """Withdraw your correction."""
        with open_(context) as app:
            done = app.corrections.withdraw(app.actor, correction, reason)
        output.show(done.as_json(), as_json, rules_view.correction(done))

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
