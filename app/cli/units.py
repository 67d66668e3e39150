"""The commands of knowledge units: list, show, write, review and retire them.

The same rules as for every command (main.py): results on standard output, `--json` one document,
problems named by field on standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output, units_view
from app.cli.options import Json, Open, Reason, UnitName
from app.core.documents.documents import Label
from app.core.errors import InvalidUnit, NotFound, Problem, UserError
from app.core.units.fields import Kind
from app.core.units.forms import content_json, read_content, unit_json
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Event, Resolution, Unit, UnitFilter, UnitStatus, Way
from app.exchange import templates
from app.exchange.madr import read_notes
from app.workspace.workspace import Application

From = Annotated[Path | None, typer.Option("--from", help="JSON or Markdown file, or - for standard input.")]


def unit_commands(open_: Open) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
    """
    group = typer.Typer(help="Manage knowledge units.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        words: Annotated[list[str] | None, typer.Argument(help="Words to look for.")] = None,
        kind: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
        status: Annotated[list[UnitStatus] | None, typer.Option(help="May be repeated.")] = None,
        tag: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
        mine: Annotated[bool, typer.Option("--mine", help="Only those you own, started or edited.")] = False,
        to_review: Annotated[bool, typer.Option("--to-review", help="Only those waiting for your review.")] = False,
        limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
        offset: Annotated[int, typer.Option(min=0)] = 0,
        as_json: Json = False,
    ) -> None:
        """List units, most recently changed first."""
        with open_(context) as app:
            me = app.actor.person
            wanted = UnitFilter(
                words=" ".join(words or []), kinds=tuple(kind or ()), statuses=tuple(status or ()), tags=tuple(tag or ()),
                mine=me if mine else "", to_review=me if to_review else "",
            )  # fmt: skip
            page = app.capture.listed(app.actor, wanted, limit=limit, offset=offset)
        output.show(page.as_json(), as_json, units_view.units(page))

    @group.command()
    def show(
        context: typer.Context,
        name: UnitName,
        revision: Annotated[int | None, typer.Option(min=1, help="Revision number; default: the current one.")] = None,
        as_json: Json = False,
    ) -> None:
        """Show a unit, its fields and what is missing."""
        with open_(context) as app:
            found = app.capture.show(app.actor, app.capture.find(app.actor, name), revision)
        _print(found, as_json)

    @group.command("templates")
    def templates_(as_json: Json = False) -> None:
        """List the templates for units.

        Parts to fill in are marked ‹like this›.
        """
        found = templates.templates()
        lines = "\n".join(f"{one.kind:10} {one.name}" for one in found)
        output.show([one.as_json() for one in found], as_json, lines)

    @group.command()
    def new(
        context: typer.Context,
        kind: Annotated[str, typer.Argument(help=", ".join(KINDS))],
        source: From = None,
        template: Annotated[str, typer.Option(help="Start from one of `units templates`.")] = "",
        title: Annotated[str, typer.Option()] = "",
        label: Annotated[str, typer.Option(help="public, internal, confidential or restricted.")] = Label.INTERNAL.word,
        owner: Annotated[str, typer.Option(help="Owner; default: you.")] = "",
        reviewer: Annotated[list[str] | None, typer.Option(help="Reviewer; may be repeated.")] = None,
        as_json: Json = False,
    ) -> None:
        """Create a unit as a draft."""
        content = _read(_kind(kind), source, templates.template(kind, template).content if template else None)
        content = replace(content, title=title or content.title)
        with open_(context) as app:
            made = app.capture.start(app.actor, kind, content, _label(label), owner=owner, reviewers=reviewer or [])
        _print(made, as_json)

    @group.command()
    def edit(
        context: typer.Context, name: UnitName, source: From = None, title: Annotated[str, typer.Option()] = "", as_json: Json = False
    ) -> None:
        """Edit a draft, or start a new revision of an approved unit. Fields not given are unchanged."""
        with open_(context) as app:
            found = app.capture.show(app.actor, app.capture.find(app.actor, name))
            content = _read(KINDS[found.kind], source, found.content)
            if found.working is None:
                found = app.capture.revise(app.actor, found.id)
            saved = app.capture.save(app.actor, found.id, replace(content, title=title or content.title), found.change)
        _print(saved, as_json)

    @group.command()
    def submit(context: typer.Context, name: UnitName, as_json: Json = False) -> None:
        """Submit a unit for review."""
        with open_(context) as app:
            _print(_by_field(lambda: app.capture.submit(app.actor, app.capture.find(app.actor, name))), as_json)

    @group.command()
    def withdraw(context: typer.Context, name: UnitName, as_json: Json = False) -> None:
        """Withdraw a unit from review to keep editing it."""
        with open_(context) as app:
            _print(app.capture.withdraw(app.actor, app.capture.find(app.actor, name)), as_json)

    @group.command()
    def review(
        context: typer.Context,
        name: UnitName,
        approve: Annotated[bool, typer.Option("--approve", help="Approve; it is used in answers from now on.")] = False,
        back: Annotated[bool, typer.Option("--return", help="Return it to the author, with a reason.")] = False,
        confirm: Annotated[bool, typer.Option("--confirm", help="Confirm that the approved revision is still valid.")] = False,
        reason: Reason = "",
        supersede: Annotated[list[str] | None, typer.Option(help="A conflicting unit that it replaces.")] = None,
        narrow: Annotated[list[str] | None, typer.Option(help="OTHER=REASON: keep both; how one's scope was narrowed.")] = None,
        accept: Annotated[list[str] | None, typer.Option(help="OTHER=REASON: keep both; why both are valid.")] = None,
        as_json: Json = False,
    ) -> None:
        """Record a review decision.

        Without a decision, show what contradicts the unit.
        """
        chosen = [verdict for verdict, given in ((Event.APPROVE, approve), (Event.RETURN, back), (Event.CONFIRM, confirm)) if given]
        if len(chosen) > 1:
            raise typer.BadParameter("Give one of --approve, --return and --confirm.")
        with open_(context) as app:
            unit = app.capture.find(app.actor, name)
            if not chosen:
                conflicts = app.capture.conflicts(app.actor, unit)
                output.show([one.as_json() for one in conflicts], as_json, units_view.conflicts(conflicts))
                return
            settled = [
                *(Resolution(_other(app, one), Way.SUPERSEDE, reason) for one in supersede or []),
                *_settled(app, narrow or [], Way.NARROW),
                *_settled(app, accept or [], Way.ACCEPT),
            ]
            done = _by_field(lambda: app.capture.decide(app.actor, unit, chosen[0], reason, settled))
        _print(done, as_json)

    @group.command()
    def doubt(context: typer.Context, name: UnitName, reason: Reason = "", as_json: Json = False) -> None:
        """Flag an approved unit as possibly outdated.

        Its answers carry a warning until it is reviewed.
        """
        with open_(context) as app:
            _print(app.capture.doubt(app.actor, app.capture.find(app.actor, name), reason), as_json)

    @group.command()
    def retire(
        context: typer.Context,
        name: UnitName,
        reason: Reason = "",
        by: Annotated[str, typer.Option(help="The approved unit that replaces it.")] = "",
        as_json: Json = False,
    ) -> None:
        """Retire a unit. Every revision is kept and citations still resolve."""
        with open_(context) as app:
            unit = app.capture.find(app.actor, name)
            if by:
                _print(app.capture.supersede(app.actor, unit, app.capture.find(app.actor, by), reason), as_json)
            else:
                _print(app.capture.retire(app.actor, unit, reason), as_json)

    @group.command()
    def assign(
        context: typer.Context,
        name: UnitName,
        owner: Annotated[str | None, typer.Option()] = None,
        reviewer: Annotated[list[str] | None, typer.Option(help="May be repeated.")] = None,
        label: Annotated[str | None, typer.Option(help="public, internal, confidential or restricted.")] = None,
        as_json: Json = False,
    ) -> None:
        """Change a unit's owner, reviewers or label."""
        with open_(context) as app:
            unit = app.capture.find(app.actor, name)
            level = None if label is None else _label(label)
            _print(app.capture.assign(app.actor, unit, owner=owner, reviewers=reviewer, label=level), as_json)

    @group.command()
    def history(context: typer.Context, name: UnitName, as_json: Json = False) -> None:
        """List a unit's revisions and their reviews."""
        with open_(context) as app:
            found = app.capture.history(app.actor, app.capture.find(app.actor, name))
        output.show([one.as_json() for one in found], as_json, units_view.history(found))

    @group.command()
    def diff(
        context: typer.Context,
        name: UnitName,
        before: Annotated[int, typer.Argument(min=0, help="Revision number; 0 for an empty unit.")],
        after: Annotated[int, typer.Argument(min=1, help="Revision number.")],
        as_json: Json = False,
    ) -> None:
        """Show the differences between two revisions, field by field."""
        with open_(context) as app:
            changes = app.capture.difference(app.actor, app.capture.find(app.actor, name), before, after)
        output.show([one.as_json() for one in changes], as_json, units_view.changes(changes))

    @group.command("export")
    def export_(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Output folder; files are KIND/SHORT-NAME.md.")],
        names: Annotated[
            list[str] | None,
            typer.Argument(metavar="[UNIT]…", help="Units to export; default: all you may see."),
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Export units as Markdown files.

        They have front matter; decisions are MADR records.
        """
        with open_(context) as app:
            made = app.exchange.export_units(app.actor, folder, names or ())
        words = f"Wrote {output.count(len(made.files), 'file')} to {folder}; highest label: {made.label.word}."
        output.show(made.as_json(), as_json, words)

    @group.command("import")
    def import_(
        context: typer.Context,
        paths: Annotated[
            list[Path],
            typer.Argument(metavar="PATH…", help="Markdown files, reStructuredText proposals, or folders."),
        ],
        label: Annotated[str | None, typer.Option(help="Label for new units; a file can set a higher one.")] = None,
        as_json: Json = False,
    ) -> None:
        """Import files as your drafts.

        Importing the same file twice changes nothing.
        """
        with open_(context) as app:
            report = app.exchange.import_units(app.actor, paths, None if label is None else _label(label))
        output.show(report.as_json(), as_json, units_view.taken(report.as_json()))
        if report.of("failed"):
            raise typer.Exit(1)

    @group.command()
    def purge(
        context: typer.Context,
        name: UnitName,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
        as_json: Json = False,
    ) -> None:
        """Erase a unit permanently.

        Every revision and the text of runs based on it cannot be restored.
        """
        with open_(context) as app:
            unit = app.capture.find(app.actor, name)
            if not yes:
                typer.confirm("This cannot be undone. Erase it and every run based on it?", err=True, abort=True)
            changes = app.capture.purge(app.actor, unit)
        words = f"Erased the unit and the text of {output.count(len(changes.runs), 'run')}."
        output.show({"units": sorted(changes.units), "runs": sorted(changes.runs)}, as_json, words)

    return group


def _print(unit: Unit, as_json: bool) -> None:
    output.show(unit_json(unit), as_json, units_view.unit(unit))


def _by_field(act: Callable[[], Unit]) -> Unit:
    """Print every problem by field before the error itself."""
    try:
        return act()
    except InvalidUnit as error:
        _name(error.problems)
        raise


def _name(problems: Sequence[Problem]) -> None:
    for problem in problems:
        output.note(output.clean(f"  {problem.field}: {problem.message}"))


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise InvalidUnit(f"Unknown kind of unit: {name}.", f"The kinds are {', '.join(KINDS)}.")
    return KINDS[name]


def _read(kind: Kind, source: Path | None, before: Content | None) -> Content:
    """Return the content that a file states, over what there was.

    Raises:
        InvalidUnit: something in it cannot be read; it is named by field.
    """
    raw: dict[str, Any] = {} if before is None else content_json(before)
    if source is not None:
        given = _parsed(kind, source, raw.get("fields", {}))
        own = {name: value for name, value in given.items() if kind.field(name) is not None}
        rest = {name: value for name, value in given.items() if name not in own}
        fields = rest.get("fields", {})
        merged = {**raw.get("fields", {}), **own, **fields} if isinstance(fields, dict) else fields
        raw = {**raw, **rest, "fields": merged}
    content, problems = read_content(kind, raw)
    if problems:
        _name(problems)
        fields = output.count(len(problems), "field")
        raise InvalidUnit(f"{fields} cannot be read.", "See above. Nothing has been changed.", problems=problems)
    return content


def _parsed(kind: Kind, source: Path, before: dict[str, Any]) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if str(source) == "-" else source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{source} cannot be read.", f"The system says: {error}.") from error
    if not text.lstrip().startswith("{"):
        return read_notes(kind, text, before)
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UserError(f"{source} is not JSON.", f"{error}. Nothing has been changed.") from error
    return dict(found)


def _label(word: str) -> Label:
    try:
        return Label.from_word(word)
    except KeyError as error:
        raise UserError(f"There is no label {word}.", f"The labels are {', '.join(label.word for label in Label)}.") from error


def _settled(app: Application, given: Sequence[str], way: Way) -> list[Resolution]:
    wrong = next((item for item in given if "=" not in item), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong} is not OTHER=REASON.")
    return [Resolution(_other(app, item.split("=", 1)[0]), way, item.split("=", 1)[1]) for item in given]


def _other(app: Application, name: str) -> str:
    """Return the id of the unit or document that a conflict is with."""
    try:
        return app.capture.find(app.actor, name)
    except NotFound:
        return name  # a document, which is named by its whole id
