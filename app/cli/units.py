"""The commands of knowledge units: list, show, write, review and retire them.

What holds for every command is in session.py and output.py; problems are named by field on standard error.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import (
    Json,
    LabelName,
    Reason,
    UnitName,
    Yes,
    label_of,
    label_or_none,
    pairs_of,
    text_from,
)
from app.cli.output import clean, count, shorten, table, wrap
from app.cli.session import open_workspace
from app.core.documents.documents import Label
from app.core.errors import InvalidUnit, NotFound
from app.core.units.fields import Kind
from app.core.units.forms import COMMON, completeness, unit_json
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text
from app.core.units.units import (
    PAST,
    Conflict,
    Content,
    Event,
    FieldChange,
    Resolution,
    Revision,
    Unit,
    UnitFilter,
    UnitHead,
    UnitPage,
    UnitStatus,
    Way,
)
from app.workspace import drafting
from app.workspace.workspace import Application

unit_commands = typer.Typer(help="Manage knowledge units.", no_args_is_help=True)

From = Annotated[Path | None, typer.Option("--from", help="JSON or Markdown file, or - for standard input.")]


@unit_commands.command("list")
def list_units(  # noqa: PLR0913  # one parameter for each option of the command
    words: Annotated[list[str] | None, typer.Argument(help="Words to look for.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    status: Annotated[list[UnitStatus] | None, typer.Option(help="May be repeated.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those you own, started or edited.")] = False,
    to_review: Annotated[
        bool, typer.Option("--to-review", help="Only those waiting for your review.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    as_json: Json = False,
) -> None:
    """List units, most recently changed first."""
    with open_workspace() as app:
        me = app.actor.person
        wanted = UnitFilter(
            words=" ".join(words or []), kinds=tuple(kind or ()), statuses=tuple(status or ()),
            tags=tuple(tag or ()), mine=me if mine else "", to_review=me if to_review else "",
        )  # fmt: skip
        page = app.capture.listed(app.actor, wanted, limit=limit, offset=offset)
    output.show(page.as_json(), as_json, _units(page))


def _units(page: UnitPage) -> str:
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


@unit_commands.command("show")
def show_unit(
    name: UnitName,
    revision: Annotated[
        int | None, typer.Option(min=1, help="Revision number; default: the current one.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show a unit, its fields and what is missing."""
    with open_workspace() as app:
        found = app.capture.show(app.actor, app.capture.find(app.actor, name), revision)
    print_unit(found, as_json)


# Writing


@unit_commands.command("templates")
def list_templates(as_json: Json = False) -> None:
    """List the templates for units.

    Parts to fill in are marked ‹like this›.
    """
    found = drafting.templates()
    lines = "\n".join(f"{one.kind:10} {one.name}" for one in found)
    output.show([one.as_json() for one in found], as_json, lines)


@unit_commands.command("new")
def create_unit(
    kind: Annotated[str, typer.Argument(help=", ".join(KINDS))],
    source: From = None,
    template: Annotated[str, typer.Option(help="Start from one of `units templates`.")] = "",
    title: Annotated[str, typer.Option()] = "",
    label: Annotated[
        str, typer.Option(help="public, internal, confidential or restricted.")
    ] = Label.INTERNAL.word,
    owner: Annotated[str, typer.Option(help="Owner; default: you.")] = "",
    reviewer: Annotated[list[str] | None, typer.Option(help="Reviewer; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Create a unit as a draft."""
    known = _kind(kind)
    content = _read(known, source, drafting.template(kind, template).content if template else None)
    content = replace(content, title=title or content.title)
    with open_workspace() as app:
        level = label_of(label)
        made = app.capture.start(app.actor, kind, content, level, owner=owner, reviewers=reviewer or [])
    print_unit(made, as_json)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise InvalidUnit(f"Unknown kind of unit: {name}.", f"The kinds are {', '.join(KINDS)}.")
    return KINDS[name]


def _read(kind: Kind, source: Path | None, before: Content | None) -> Content:
    """Return the content that a file states, over what there was.

    Raises:
        InvalidUnit: something in it cannot be read; it is named by field.
    """
    text = None if source is None else text_from(source)
    content, problems = drafting.read_draft(kind, text, before, str(source))
    if problems:
        said = f"{count(len(problems), 'field')} cannot be read."
        with _naming_problems():
            raise InvalidUnit(said, "See above. Nothing has been changed.", problems=problems)
    return content


@contextmanager
def _naming_problems() -> Iterator[None]:
    """Print every problem by field before the error itself."""
    try:
        yield
    except InvalidUnit as error:
        for problem in error.problems:
            output.note(clean(f"  {problem.field}: {problem.message}"))
        raise


@unit_commands.command("edit")
def edit_unit(
    name: UnitName,
    source: From = None,
    title: Annotated[str, typer.Option()] = "",
    as_json: Json = False,
) -> None:
    """Edit a draft, or start a new revision of an approved unit. Fields not given are unchanged."""
    with open_workspace() as app:
        found = app.capture.show(app.actor, app.capture.find(app.actor, name))
        content = _read(KINDS[found.kind], source, found.content)
        if found.working is None:
            found = app.capture.revise(app.actor, found.id)
        content = replace(content, title=title or content.title)
        saved = app.capture.save(app.actor, found.id, content, found.change)
    print_unit(saved, as_json)


@unit_commands.command("submit")
def submit_unit(name: UnitName, as_json: Json = False) -> None:
    """Submit a unit for review."""
    with open_workspace() as app:
        with _naming_problems():
            submitted = app.capture.submit(app.actor, app.capture.find(app.actor, name))
        print_unit(submitted, as_json)


@unit_commands.command("withdraw")
def withdraw_unit(name: UnitName, as_json: Json = False) -> None:
    """Withdraw a unit from review to keep editing it."""
    with open_workspace() as app:
        print_unit(app.capture.withdraw(app.actor, app.capture.find(app.actor, name)), as_json)


# Review


@unit_commands.command("review")
def review_unit(  # noqa: PLR0913  # one parameter for each option of the command
    name: UnitName,
    approve: Annotated[
        bool, typer.Option("--approve", help="Approve; it is used in answers from now on.")
    ] = False,
    back: Annotated[bool, typer.Option("--return", help="Return it to the author, with a reason.")] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Confirm that the approved revision is still valid.")
    ] = False,
    reason: Reason = "",
    supersede: Annotated[list[str] | None, typer.Option(help="A conflicting unit that it replaces.")] = None,
    narrow: Annotated[
        list[str] | None, typer.Option(help="OTHER=REASON: keep both; how one's scope was narrowed.")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="OTHER=REASON: keep both; why both are valid.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Record a review decision.

    Without a decision, show what contradicts the unit.
    """
    options = ((Event.APPROVE, approve), (Event.RETURN, back), (Event.CONFIRM, confirm))
    chosen = [verdict for verdict, given in options if given]
    if len(chosen) > 1:
        raise typer.BadParameter("Give one of --approve, --return and --confirm.")
    with open_workspace() as app:
        unit = app.capture.find(app.actor, name)
        if not chosen:
            found = app.capture.conflicts(app.actor, unit)
            output.show([one.as_json() for one in found], as_json, _conflicts(found))
            return
        settled = [
            *(Resolution(_other(app, one), Way.SUPERSEDE, reason) for one in supersede or []),
            *_settled(app, narrow or [], Way.NARROW),
            *_settled(app, accept or [], Way.ACCEPT),
        ]
        with _naming_problems():
            done = app.capture.decide(app.actor, unit, chosen[0], reason, settled)
    print_unit(done, as_json)


def _settled(app: Application, given: Sequence[str], way: Way) -> list[Resolution]:
    pairs = pairs_of(given, "OTHER=REASON")
    return [Resolution(_other(app, name), way, reason) for name, reason in pairs]


def _other(app: Application, name: str) -> str:
    """Return the id of the unit or document that a conflict is with."""
    try:
        return app.capture.find(app.actor, name)
    except NotFound:
        return name  # a document, which is named by its whole id


def _conflicts(found: Sequence[Conflict]) -> str:
    """Return what contradicts a unit."""
    lines: list[str] = []
    for one in found:
        example = ", ".join(f"{name} = {value}" for name, value in one.example)
        lines.append(clean(f"{one.why} (“{one.title}”, {one.kind} {one.other})"))
        lines += [clean(f"    here:  {one.ours}")] if one.ours else []
        lines += [clean(f"    there: {one.theirs}")] if one.theirs else []
        lines += [clean(f"    both:  {example}")] if one.example else []
    return "\n".join(lines) if lines else "No contradictions found."


@unit_commands.command("doubt")
def doubt_unit(name: UnitName, reason: Reason = "", as_json: Json = False) -> None:
    """Flag an approved unit as possibly outdated.

    Its answers carry a warning until it is reviewed.
    """
    with open_workspace() as app:
        print_unit(app.capture.doubt(app.actor, app.capture.find(app.actor, name), reason), as_json)


@unit_commands.command("retire")
def retire_unit(
    name: UnitName,
    reason: Reason = "",
    by: Annotated[str, typer.Option(help="The approved unit that replaces it.")] = "",
    as_json: Json = False,
) -> None:
    """Retire a unit. Every revision is kept and citations still resolve."""
    with open_workspace() as app:
        unit = app.capture.find(app.actor, name)
        if by:
            done = app.capture.supersede(app.actor, unit, app.capture.find(app.actor, by), reason)
        else:
            done = app.capture.retire(app.actor, unit, reason)
        print_unit(done, as_json)


@unit_commands.command("assign")
def assign_unit(
    name: UnitName,
    owner: Annotated[str | None, typer.Option()] = None,
    reviewer: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
    label: LabelName = None,
    as_json: Json = False,
) -> None:
    """Change a unit's owner, reviewers or label."""
    with open_workspace() as app:
        unit = app.capture.find(app.actor, name)
        level = label_or_none(label)
        done = app.capture.assign(app.actor, unit, owner=owner, reviewers=reviewer, label=level)
        print_unit(done, as_json)


@unit_commands.command("history")
def list_revisions(name: UnitName, as_json: Json = False) -> None:
    """List a unit's revisions and their reviews."""
    with open_workspace() as app:
        found = app.capture.history(app.actor, app.capture.find(app.actor, name))
    output.show([one.as_json() for one in found], as_json, _history(found))


def _history(found: Sequence[Revision]) -> str:
    """Return a unit's revisions in words, newest first."""
    lines = []
    for one in found:
        status = one.status.value.replace("_", " ")
        lines.append(f"{one.number:>3}. {status}, {one.changed[:10]}, by {', '.join(one.authors)}")
        for review in one.reviews:
            reason = f": {review.reason}" if review.reason else ""
            lines.append(clean(f"     {PAST[review.verdict]} by {review.person} on {review.at[:10]}{reason}"))
    return "\n".join(lines)


@unit_commands.command("diff")
def compare_revisions(
    name: UnitName,
    before: Annotated[int, typer.Argument(min=0, help="Revision number; 0 for an empty unit.")],
    after: Annotated[int, typer.Argument(min=1, help="Revision number.")],
    as_json: Json = False,
) -> None:
    """Show the differences between two revisions, field by field."""
    with open_workspace() as app:
        found = app.capture.difference(app.actor, app.capture.find(app.actor, name), before, after)
    output.show([one.as_json() for one in found], as_json, _changes(found))


def _changes(found: Sequence[FieldChange]) -> str:
    """Return the differences between two revisions."""
    lines: list[str] = []
    for one in found:
        lines += [one.title]
        lines += [clean(f"  - {line}") for line in one.before.splitlines()]
        lines += [clean(f"  + {line}") for line in one.after.splitlines()]
    return "\n".join(lines) if lines else "No differences."


@unit_commands.command("export")
def export_units(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Output folder; files are KIND/SHORT-NAME.md.")
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[UNIT]…", help="Units to export; default: all you may see."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Export units as Markdown files.

    They have front matter; decisions are MADR records.
    """
    with open_workspace() as app:
        made = app.exchange.export_units(app.actor, folder, names or ())
    words = f"Wrote {count(len(made.files), 'file')} to {folder}; highest label: {made.label.word}."
    output.show(made.as_json(), as_json, words)


@unit_commands.command("import")
def import_units(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="Markdown files, reStructuredText proposals, or folders."),
    ],
    label: Annotated[
        str | None, typer.Option(help="Label for new units; a file can set a higher one.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Import files as your drafts.

    Importing the same file twice changes nothing.
    """
    with open_workspace() as app:
        report = app.exchange.import_units(app.actor, paths, label_or_none(label))
    output.show(report.as_json(), as_json, _taken(report.as_json()))
    if report.of("failed"):
        raise typer.Exit(1)


def _taken(report: dict[str, Any]) -> str:
    """Return the result for each imported file."""
    lines = [f"{report['new']} new, {report['changed']} changed, {report['unchanged']} unchanged"]
    lines[0] += f", {report['skipped']} skipped" if report["skipped"] else ""
    lines[0] += f", {report['failed']} failed."
    for one in report["files"]:
        if one["result"] in ("failed", "skipped"):
            lines.append(f"{one['result']:<10} {one['path']}\n             {one['error']}")
        elif one["result"] != "unchanged":
            lines.append(f"{one['result']:<10} {one['unit'].removeprefix('unit:')}  {one['title']}")
            lines += [f"             {note}." for note in one["notes"]]
    return clean("\n".join(lines))


@unit_commands.command("purge")
def purge_unit(name: UnitName, yes: Yes = False, as_json: Json = False) -> None:
    """Erase a unit permanently.

    Every revision and the text of runs based on it cannot be restored.
    """
    with open_workspace() as app:
        unit = app.capture.find(app.actor, name)
        if not yes:
            typer.confirm("This cannot be undone. Erase it and every run based on it?", err=True, abort=True)
        changes = app.capture.purge(app.actor, unit)
    words = f"Erased the unit and the text of {count(len(changes.runs), 'run')}."
    output.show({"units": sorted(changes.units), "runs": sorted(changes.runs)}, as_json, words)


# How a unit looks


def print_unit(unit: Unit, as_json: bool) -> None:
    """Print a unit with its fields and what is missing."""
    output.show(unit_json(unit), as_json, _unit(unit))


def _unit(one: Unit) -> str:
    """Return a unit in words."""
    kind = KINDS[one.kind]
    standing = f"{_standing(one)}, {one.label.word}, revision {one.shown}"
    people = f"owner {one.owner}, written by {', '.join(one.authors)}"
    people += f", reviewed {one.reviewed} by {one.reviewer}" if one.reviewed else ""
    people += f", review due {one.review_due}" if one.review_due else ""
    lines = [
        clean(one.title or "(no title)"),
        f"{kind.title}, {standing}; {one.kind}/{one.slug}, {one.id}",
        people,
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
    lines += [f"superseded by {other}" for other in one.superseded_by]
    lines += [f"has the exception {other}" for other in one.exceptions]
    for span in one.content.evidence:
        quote = f"“{shorten(span.words, 200)}” ({span.document or span.version})"
        lines.append(clean(f"evidence for {span.field}: {quote}"))
    complete = completeness(kind, one.content)
    missing = f" Missing: {'; '.join(complete.missing)}." if complete.missing else ""
    return "\n".join([*lines, "", wrap(f"{complete.share:.0%} complete.{missing}")])


def _standing(one: UnitHead) -> str:
    """Return a unit's status, and that of what is being written of it."""
    if one.working is None or one.working is one.status:
        return one.status.words
    return f"{one.status.words}, new {'draft' if one.working is UnitStatus.DRAFT else 'revision in review'}"
