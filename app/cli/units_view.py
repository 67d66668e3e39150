"""How knowledge units look in a terminal and in JSON; what all results share is in output.py."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from app.cli.output import clean, shorten, table, wrap
from app.core.units.forms import COMMON, completeness
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import PAST, Conflict, FieldChange, Revision, Unit, UnitHead, UnitPage, UnitStatus


def units(page: UnitPage) -> str:
    """Return a page of units as a table."""
    if not page.units:
        return "No units yet. Create one: citewell units new KIND --from FILE"
    rows = [
        (
            one.id[:12],
            one.kind,
            _standing(one),
            one.label.word,
            one.owner,
            one.review_due or "-",
            shorten(one.title, 60),
        )
        for one in page.units
    ]
    shown = table(("id", "kind", "status", "label", "owner", "review due", "title"), rows)
    return shown if page.total == len(rows) else f"{shown}\n{len(rows)} of {page.total:,}"


def _standing(one: UnitHead) -> str:
    """Return a unit's status, and that of what is being written of it."""
    if one.working is None or one.working is one.status:
        return one.status.words
    return f"{one.status.words}, new {'draft' if one.working is UnitStatus.DRAFT else 'revision in review'}"


def unit(one: Unit) -> str:
    """Return a unit in words."""
    kind = KINDS[one.kind]
    lines = [
        clean(one.title or "(no title)"),
        f"{kind.title}, {_standing(one)}, {one.label.word}, revision {one.shown}; {one.kind}/{one.slug}, {one.id}",
        f"owner {one.owner}, written by {', '.join(one.authors)}"
        + (f", reviewed {one.reviewed} by {one.reviewer}" if one.reviewed else "")
        + (f", review due {one.review_due}" if one.review_due else ""),
    ]
    if one.doubt:
        lines.append(clean(f"Needs review since {one.doubt_since}: {one.doubt}"))
    for field in kind.fields:
        words = field_text(field, one.content.fields.get(field.id))
        if words:
            lines += ["", field.title, textwrap.indent(clean(words), "    ")]
    for name in ("valid_from", "valid_until"):
        if getattr(one.content, name):
            lines += ["", f"{COMMON[name]} {getattr(one.content, name)}"]
    if one.tags:
        lines += ["", f"Tags: {clean(', '.join(one.tags))}"]
    lines += [f"{link.relation.value.replace('_', ' ')} {link.target}" for link in one.content.links]
    lines += [f"superseded by {other}" for other in one.superseded_by] + [f"has the exception {other}" for other in one.exceptions]
    for span in one.content.evidence:
        lines.append(clean(f"evidence for {span.field}: “{shorten(span.words, 200)}” ({span.document or span.version})"))
    complete = completeness(kind, one.content)
    missing = f" Missing: {'; '.join(complete.missing)}." if complete.missing else ""
    return "\n".join([*lines, "", wrap(f"{complete.share:.0%} complete.{missing}")])


def history(found: Sequence[Revision]) -> str:
    """Return a unit's revisions in words, newest first."""
    lines = []
    for one in found:
        lines.append(f"{one.number:>3}. {one.status.value.replace('_', ' ')}, {one.changed[:10]}, by {', '.join(one.authors)}")
        lines += [
            clean(f"     {PAST[review.verdict]} by {review.person} on {review.at[:10]}{f': {review.reason}' if review.reason else ''}")
            for review in one.reviews
        ]
    return "\n".join(lines)


def changes(found: Sequence[FieldChange]) -> str:
    """Return the differences between two revisions."""
    lines: list[str] = []
    for one in found:
        lines += [one.title]
        lines += [clean(f"  - {line}") for line in one.before.splitlines()]
        lines += [clean(f"  + {line}") for line in one.after.splitlines()]
    return "\n".join(lines) if lines else "No differences."


def conflicts(found: Sequence[Conflict]) -> str:
    """Return what contradicts a unit."""
    lines: list[str] = []
    for one in found:
        lines.append(clean(f"{one.why} (“{one.title}”, {one.kind} {one.other})"))
        lines += [clean(f"    here:  {one.ours}")] if one.ours else []
        lines += [clean(f"    there: {one.theirs}")] if one.theirs else []
        lines += [clean(f"    both:  {', '.join(f'{name} = {value}' for name, value in one.example)}")] if one.example else []
    return "\n".join(lines) if lines else "No contradictions found."


def taken(report: dict[str, Any]) -> str:
    """Return the result for each imported file."""
    skipped = f"{report['skipped']} skipped, " if report["skipped"] else ""
    lines = [f"{report['new']} new, {report['changed']} changed, {report['unchanged']} unchanged, {skipped}{report['failed']} failed."]
    for one in report["files"]:
        if one["result"] in ("failed", "skipped"):
            lines.append(f"{one['result']:<10} {one['path']}\n             {one['error']}")
        elif one["result"] != "unchanged":
            lines.append(f"{one['result']:<10} {one['unit'].removeprefix('unit:')}  {one['title']}")
            lines += [f"             {note}." for note in one["notes"]]
    return clean("\n".join(lines))
