"""How rules, trees and corrections look in a terminal; what all results share is in output.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.cli.output import clean, count, shorten, table, wrap
from app.core.answers.answers import Answer
from app.core.answers.corrections import Correction
from app.core.rules.applied import AppliedRule, AppliedTree
from app.core.rules.conditions import Judged

_MARK = {True: "+", False: "-", None: "?"}


def applied(answer: Answer) -> str:
    """Return the result of an answer's rule or tree, and what it still needs; empty for most answers."""
    lines = [] if answer.rule is None else [rule(answer.rule)]
    lines += [] if answer.tree is None else [tree(answer.tree)]
    if lines and answer.needed and not answer.abstained:
        lines.append(wrap(f"Needed: {clean(answer.needed)}"))
    return "\n\n" + "\n".join(lines) if lines else ""


def rule(applied: AppliedRule) -> str:
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
        lines.append(f"  Owner: {applied.owner}{f', reviewed {applied.reviewed}' if applied.reviewed else ''}.")
    return clean("\n".join(lines))


def _judged(judged: Judged, depth: int) -> Iterator[str]:
    given = f"  ({judged.given})" if judged.given and not judged.parts else ""
    yield f"{'  ' * depth}{_MARK[judged.held]} {judged.text}{given}"
    for part in judged.parts:
        yield from _judged(part, depth + 1)


def tree(applied: AppliedTree) -> str:
    """Return the steps of a walk and where it is now."""
    lines = [
        applied.title,
        *(f"  {one.question} {one.answer}{' (from known facts)' if one.by_facts else ''}" for one in applied.walk.steps),
    ]
    lines.append(f"  → {applied.walk.at.text}" if applied.walk.ended else f"  {applied.walk.at.text} [{' / '.join(applied.choices)}]")
    return clean("\n".join(lines))


def check(found: Mapping[str, Any]) -> str:
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


def correction(one: Correction) -> str:
    """Return a correction with its evidence."""
    lines = [f"{one.id[:12]}  {one.status.value}  {one.label.word}", f"Question: {one.question}", wrap(one.text)]
    lines += [f"  “{shorten(span.quote, 100)}”" for span in one.evidence if span.quote]
    lines.append(f"{one.name}, {one.at[:10]}{f'; to be reviewed by {one.review_due}' if one.review_due else ''}")
    if one.settled_by:
        lines.append(f"{one.status.value} by {one.settled_by} on {one.settled_at[:10]}{f': {one.reason}' if one.reason else ''}")
    return clean("\n".join(lines))


def corrections(found: Sequence[Correction]) -> str:
    """Return corrections as a table."""
    if not found:
        return "No corrections."
    rows = [(one.id[:12], one.status.value, one.name, one.review_due, shorten(one.question, 48), shorten(one.text, 48)) for one in found]
    return table(("id", "status", "by", "due", "question", "answer"), rows)
