"""The commands of rules and decision trees.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import Json, UnitName, pairs_of
from app.cli.output import clean, count, wrap
from app.cli.session import open_workspace
from app.core.answers.answers import Answer
from app.core.rules.applied import AppliedRule, AppliedTree
from app.core.rules.conditions import Judged

rule_commands = typer.Typer(
    help="Try rules on values, and check them for contradictions.", no_args_is_help=True
)
tree_commands = typer.Typer(help="Walk decision trees step by step.", no_args_is_help=True)

_MARK = {True: "+", False: "-", None: "?"}


@rule_commands.command("try")
def try_rule(
    name: UnitName,
    facts: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help="For example “order value=7,200 EUR”."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a rule on values and list what is missing."""
    given = _facts(facts or [])
    with open_workspace() as app:
        tried = app.rulebook.try_rule(app.actor, app.capture.find(app.actor, name), given)
    output.show(tried.as_json(), as_json, _rule(tried))


@rule_commands.command("check")
def check_rules(
    repeated: Annotated[bool, typer.Option("--repeated", help="Include rules that say the same.")] = False,
    as_json: Json = False,
) -> None:
    """Find approved rules that contradict each other, each pair with values that trigger both."""
    with open_workspace() as app:
        found = app.rulebook.check(app.actor, repeated=repeated)
    output.show(found.as_json(), as_json, _checked(found.as_json()))


def _checked(found: Mapping[str, Any]) -> str:
    """Return what a check of all rules found."""
    if not found["overlaps"] and not found["unreadable"]:
        return f"{count(found['rules'], 'approved rule')}; no contradictions found."
    lines = [f"{count(found['rules'], 'approved rule')}."]
    for one in found["overlaps"]:
        example = ", ".join(f"{name} = {value}" for name, value in one["example"].items()) or "always"
        lines += [
            f"{one['meeting'].upper()}: “{one['titles'][0]}” and “{one['titles'][1]}”",
            f"  both apply when {example}",
            f"  {one['outcomes'][0]}  |  {one['outcomes'][1]}",
        ]
    lines += [f"{unit[:12]} cannot be read: {why}" for unit, why in found["unreadable"].items()]
    return clean("\n".join(lines))


# Typer would run a group's only command without its name.
@tree_commands.callback()
def trees() -> None:
    """Walk decision trees step by step."""


@tree_commands.command("walk")
def walk_tree(
    name: UnitName,
    answers: Annotated[list[str] | None, typer.Argument(help="Your answers, in order.")] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", help="NAME=VALUE that answers conditions; may be repeated."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Walk a procedure's decision tree as far as your answers lead."""
    given = _facts(fact or [])
    with open_workspace() as app:
        walked = app.rulebook.walk_tree(app.actor, app.capture.find(app.actor, name), answers or [], given)
    output.show(walked.as_json(), as_json, _tree(walked))


def _facts(given: Sequence[str]) -> dict[str, str]:
    return {name.strip(): value.strip() for name, value in pairs_of(given)}


# How their results look


def applied(answer: Answer) -> str:
    """Return the result of an answer's rule or tree, and what it still needs; empty for most answers."""
    lines = [] if answer.rule is None else [_rule(answer.rule)]
    lines += [] if answer.tree is None else [_tree(answer.tree)]
    if lines and answer.needed and not answer.abstained:
        lines.append(wrap(f"Needed: {clean(answer.needed)}"))
    return "\n\n" + "\n".join(lines) if lines else ""


def _rule(applied: AppliedRule) -> str:
    """Return the result of a rule, part by part."""
    said = {True: "Applies", False: "Does not apply", None: "Undecided"}[applied.holds]
    lines = [f"{applied.title}", f"  {said}{f': {applied.outcome}' if applied.outcome else '.'}"]
    lines += _judged(applied.condition, 1)
    for exemption in applied.exemptions:
        lines += ["  Exception:", *_judged(exemption, 2)]
    lines += [f"  Your judgement: {one}" for one in applied.unjudged]
    if applied.missing:
        lines.append(f"  Needed: {', '.join(applied.missing)}")
    if applied.owner:
        reviewed = f", reviewed {applied.reviewed}" if applied.reviewed else ""
        lines.append(f"  Owner: {applied.owner}{reviewed}.")
    return clean("\n".join(lines))


def _judged(judged: Judged, depth: int) -> Iterator[str]:
    given = f"  ({judged.given})" if judged.given and not judged.parts else ""
    yield f"{'  ' * depth}{_MARK[judged.held]} {judged.text}{given}"
    for part in judged.parts:
        yield from _judged(part, depth + 1)


def _tree(applied: AppliedTree) -> str:
    """Return the steps of a walk and where it is now."""
    walk = applied.walk
    lines = [applied.title]
    lines += [
        f"  {one.question} {one.answer}{' (from known facts)' if one.by_facts else ''}" for one in walk.steps
    ]
    choices = " / ".join(applied.choices)
    lines.append(f"  → {walk.at.text}" if walk.ended else f"  {walk.at.text} [{choices}]")
    return clean("\n".join(lines))
