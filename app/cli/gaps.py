"""The commands for knowledge not written down yet: gaps, interviews, followed questions, the inbox.

The same rules as for every command (main.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import gaps_view, output, units_view
from app.cli.options import Json, Open, Reason, Stop
from app.core.documents.documents import Label
from app.core.errors import UserError
from app.core.inquiry.gaps import Cause, Gap, GapFilter, GapOrder, GapStatus
from app.core.inquiry.interviews import KeptInterview
from app.core.units.forms import read_fields, unit_json
from app.core.units.kinds import KINDS
from app.workspace.workspace import Application

Name = Annotated[str, typer.Argument(metavar="GAP", help="Gap id, or the beginning of one.")]
Talk = Annotated[str, typer.Argument(metavar="INTERVIEW", help="Interview id, or the beginning of one.")]
KindOf = Annotated[str, typer.Option(help=", ".join(KINDS))]
LabelOf = Annotated[str | None, typer.Option(help="public, internal, confidential or restricted.")]
From = Annotated[Path | None, typer.Option("--from", help="Text file, or - for standard input.")]
Point = Annotated[int | None, typer.Option(min=0, help="Number of the decision point.")]
Probe = Annotated[str, typer.Option(help="The open question; default: the next one.")]


def gap_commands(open_: Open, stop: Stop) -> typer.Typer:
    """Return the group of commands for gaps.

    Args:
        open_: opens the workspace named on the command line.
        stop: turns Ctrl+C into a clean stop.
    """
    group = typer.Typer(help="Manage gaps: questions that the library cannot answer yet.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        words: Annotated[list[str] | None, typer.Argument(help="Words in their questions.")] = None,
        status: Annotated[list[GapStatus] | None, typer.Option(help="May be repeated; default: the unresolved ones.")] = None,
        cause: Annotated[list[Cause] | None, typer.Option(help="May be repeated.")] = None,
        mine: Annotated[bool, typer.Option("--mine", help="Only those assigned to you.")] = False,
        order: Annotated[GapOrder, typer.Option()] = GapOrder.OFTEN,
        limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
        offset: Annotated[int, typer.Option(min=0)] = 0,
        as_json: Json = False,
    ) -> None:
        """List gaps, most asked first."""
        with open_(context) as app:
            wanted = GapFilter(tuple(status or ()), " ".join(words or []), app.actor.person if mine else "", tuple(cause or ()))
            page = app.gaps.listed(app.actor, wanted, order=order, limit=limit, offset=offset)
        output.show(page.as_json(), as_json, gaps_view.gaps(page))

    @group.command()
    def gather(
        context: typer.Context,
        old_runs: Annotated[bool, typer.Option("--old-runs", help="Include questions from before gaps were recorded.")] = False,
        as_json: Json = False,
    ) -> None:
        """Group new questions into gaps by meaning."""
        with open_(context) as app, stop() as cancel, output.progress() as on_progress:
            found = app.gaps.gather(app.actor, on_progress, cancel, old_runs=old_runs)
        words = f"Grouped {output.count(found.questions, 'question')}; {output.count(found.new, 'new gap')}."
        value = {"questions": found.questions, "new": found.new, "joined": found.joined, "old": found.old}
        output.show(value, as_json, words)

    @group.command()
    def show(context: typer.Context, name: Name, as_json: Json = False) -> None:
        """Show a gap, its questions and who may know the answer."""
        with open_(context) as app:
            _print(app.gaps.show(app.actor, app.gaps.find(app.actor, name)), as_json)

    @group.command()
    def report(
        context: typer.Context,
        run: Annotated[str, typer.Argument(help="Run of the answer, see `citewell runs list`.")],
        to: Annotated[str, typer.Option(help="Person to ask; analysts can only ask the one suggested.")] = "",
        remark: Annotated[str, typer.Option(help="Context for the expert.")] = "",
        as_json: Json = False,
    ) -> None:
        """Report one of your questions to the experts.

        It must be unanswered or wrongly answered.
        """
        with open_(context) as app, stop() as cancel:
            _print(app.gaps.report(app.actor, run, person=to, remark=remark, cancel=cancel), as_json)

    @group.command()
    def assign(
        context: typer.Context,
        name: Name,
        person: Annotated[str, typer.Argument(help="Person to ask, or “nobody” to unassign it.")],
        due: Annotated[str, typer.Option(help="Due date, such as 2026-11-30.")] = "",
        as_json: Json = False,
    ) -> None:
        """Assign a gap to somebody, or unassign it."""
        with open_(context) as app:
            asked = "" if person == "nobody" else person
            _print(app.gaps.assign(app.actor, app.gaps.find(app.actor, name), asked, due), as_json)

    @group.command()
    def dismiss(context: typer.Context, name: Name, reason: Reason = "", as_json: Json = False) -> None:
        """Dismiss a gap that needs no answer."""
        with open_(context) as app:
            _print(app.gaps.dismiss(app.actor, app.gaps.find(app.actor, name), reason), as_json)

    @group.command()
    def reopen(context: typer.Context, name: Name, reason: Reason = "", as_json: Json = False) -> None:
        """Reopen a dismissed or answered gap."""
        with open_(context) as app:
            _print(app.gaps.reopen(app.actor, app.gaps.find(app.actor, name), reason), as_json)

    @group.command()
    def answer(
        context: typer.Context,
        name: Name,
        kind: KindOf = "decision",
        label: LabelOf = None,
        interview: Annotated[bool, typer.Option("--interview", help="Start an interview instead of an empty draft.")] = False,
        unit: Annotated[str, typer.Option(help="An existing unit that answers it.")] = "",
        as_json: Json = False,
    ) -> None:
        """Start the unit that will close a gap, or name an existing one."""
        with open_(context) as app:
            gap = app.gaps.find(app.actor, name)
            if unit:
                _print(app.gaps.answer_with(app.actor, gap, app.capture.find(app.actor, unit)), as_json)
            elif interview:
                _show(app.gaps.start_interview(app.actor, gap, kind, _label(label)), as_json)
            else:
                made = app.gaps.start_unit(app.actor, gap, kind, _label(label))
                output.show(unit_json(made), as_json, units_view.unit(made))

    @group.command("ask-again")
    def ask_again(context: typer.Context, as_json: Json = False) -> None:
        """Ask questions again whose unit has been approved."""
        with open_(context) as app, stop() as cancel, output.progress() as on_progress:
            found = app.closing.ask_again(app.actor, on_progress, cancel)
        output.show([one.as_json() for one in found], as_json, gaps_view.asked_again(found))

    @group.command()
    def cases(context: typer.Context) -> None:
        """Print evaluation cases from closed gaps.

        One JSON object per line.
        """
        with open_(context) as app:
            lines = list(app.closing.export_cases(app.actor))
        if lines:
            output.show(None, False, "\n".join(lines))

    return group


def interview_commands(open_: Open, stop: Stop, confirm: Callable[[str], bool]) -> typer.Typer:
    """Return the group of commands for interviews; see `gap_commands`.

    Args:
        confirm: asks on the caller's terminal.
    """
    group = typer.Typer(help="Interview an expert and draft a unit.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        all_: Annotated[bool, typer.Option("--all", help="Include finished ones.")] = False,
        as_json: Json = False,
    ) -> None:
        """List interviews, most recently changed first."""
        with open_(context) as app:
            found = app.interviews.listed(app.actor, finished=all_)
        output.show([one.as_line() for one in found], as_json, gaps_view.interviews(found))

    @group.command()
    def start(
        context: typer.Context,
        title: Annotated[str, typer.Argument(help="The incident, in a few words.")],
        kind: KindOf = "decision",
        label: LabelOf = None,
        expert: Annotated[str, typer.Option(help="Who answers; default: you.")] = "",
        source: From = None,
        as_json: Json = False,
    ) -> None:
        """Start an interview, optionally from a transcript or notes."""
        text = None if source is None else _read(source)
        level = _label(label) or Label.INTERNAL
        with open_(context) as app:
            if text is None:
                _show(app.interviews.begin(app.actor, kind, title, level, expert=expert), as_json)
            else:
                _show(app.interviews.import_text(app.actor, kind, title, text, level, expert=expert), as_json)

    @group.command("next")
    def next_(
        context: typer.Context,
        name: Talk,
        all_: Annotated[bool, typer.Option("--all", help="List every open question.")] = False,
        model: Annotated[str | None, typer.Option(help="Model that chooses and words it; “auto” for the workspace's.")] = None,
        as_json: Json = False,
    ) -> None:
        """Show the next question."""
        with open_(context) as app, stop() as cancel:
            interview = app.interviews.find(app.actor, name)
            if all_:
                found = app.interviews.open_questions(app.actor, interview)
                output.show([one.as_json() for one in found], as_json, gaps_view.questions(found))
                return
            if model is None:
                kept = app.interviews.show(app.actor, interview)
            else:
                kept = app.interviews.propose(app.actor, interview, model=None if model == "auto" else model, cancel=cancel)
        _ask(kept, as_json)

    @group.command()
    def answer(
        context: typer.Context,
        name: Talk,
        words: Annotated[str, typer.Argument(help="What the expert says.")] = "",
        source: From = None,
        probe: Probe = "",
        point: Point = None,
        as_json: Json = False,
    ) -> None:
        """Save an answer and show the next question."""
        said = words if source is None else _read(source)
        if not said.strip():
            raise UserError("The answer is empty.", "To skip a question: citewell interview skip")
        with open_(context) as app:
            kept = app.interviews.answer(app.actor, app.interviews.find(app.actor, name), said, probe=probe, point=point)
        _ask(kept, as_json)

    @group.command()
    def skip(context: typer.Context, name: Talk, probe: Probe = "", point: Point = None, as_json: Json = False) -> None:
        """Skip a question."""
        with open_(context) as app:
            kept = app.interviews.skip(app.actor, app.interviews.find(app.actor, name), probe=probe, point=point)
        _ask(kept, as_json)

    @group.command()
    def back(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Undo the last answer to give another one."""
        with open_(context) as app:
            kept = app.interviews.take_back(app.actor, app.interviews.find(app.actor, name))
        _ask(kept, as_json)

    @group.command()
    def show(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Show an interview with everything said so far."""
        with open_(context) as app:
            _show(app.interviews.show(app.actor, app.interviews.find(app.actor, name)), as_json)

    @group.command()
    def draft(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Show the fields drafted from the answers, with the words they are based on."""
        with open_(context) as app:
            kept = app.interviews.show(app.actor, app.interviews.find(app.actor, name))
        _drafted(kept, as_json)

    @group.command()
    def accept(
        context: typer.Context,
        name: Talk,
        field: Annotated[str, typer.Argument(help="Field name or proposal id.")],
        text: Annotated[str | None, typer.Option(help="Your text instead of the proposed one.")] = None,
        as_json: Json = False,
    ) -> None:
        """Add a proposed field to the unit's draft; the first one creates the unit."""
        with open_(context) as app:
            interview = app.interviews.find(app.actor, name)
            value: Any = None
            if text is not None:
                kept = app.interviews.show(app.actor, interview)
                known = next((one.field for one in kept.proposals if field in (one.id, one.field)), field)
                values, problems = read_fields(KINDS[kept.kind], {known: text})
                if problems:
                    raise UserError(
                        problems[0].message,
                        "Accept it as proposed, or edit the unit. Nothing has been changed.",
                    )
                value = values.get(known)
            _drafted(app.interviews.accept(app.actor, interview, field, value), as_json)

    @group.command()
    def reject(
        context: typer.Context,
        name: Talk,
        field: Annotated[str, typer.Argument(help="Field name or proposal id.")],
        as_json: Json = False,
    ) -> None:
        """Reject a proposed field that does not say what was meant."""
        with open_(context) as app:
            _drafted(app.interviews.reject(app.actor, app.interviews.find(app.actor, name), field), as_json)

    @group.command()
    def pause(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Pause an interview; everything is saved."""
        with open_(context) as app:
            _show(app.interviews.pause(app.actor, app.interviews.find(app.actor, name)), as_json)

    @group.command()
    def resume(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Resume a paused interview."""
        with open_(context) as app:
            _ask(app.interviews.resume(app.actor, app.interviews.find(app.actor, name)), as_json)

    @group.command()
    def finish(context: typer.Context, name: Talk, as_json: Json = False) -> None:
        """Finish an interview and show the drafted fields."""
        with open_(context) as app:
            _drafted(app.interviews.finish(app.actor, app.interviews.find(app.actor, name)), as_json)

    @group.command()
    def purge(
        context: typer.Context,
        name: Talk,
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
        as_json: Json = False,
    ) -> None:
        """Erase an interview permanently, with its quotes in units."""
        if not yes and not confirm("This cannot be undone. Erase the whole interview?"):
            raise typer.Abort
        with open_(context) as app:
            interview = app.interviews.find(app.actor, name)
            app.interviews.purge(app.actor, interview)
        output.show({"interview": interview}, as_json, "Erased the interview and its quotes in units.")

    return group


def person_commands(cli: typer.Typer, open_: Open, stop: Stop) -> None:
    """Add the commands for what is waiting for one person: `inbox` and `follow`."""

    @cli.command()
    def inbox(
        context: typer.Context,
        unread: Annotated[bool, typer.Option("--unread", help="Only unread items.")] = False,
        read: Annotated[
            list[str] | None,
            typer.Option(help="Mark the item with this id (see --json) as read; may be repeated."),
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Show what is waiting for you."""
        with open_(context) as app:
            if read:
                app.inbox.mark(app.actor, read)
            found = app.inbox.items(app.actor, unread=unread)
        output.show([item.as_json() for item in found], as_json, gaps_view.inbox(found))

    @cli.command()
    def follow(
        context: typer.Context,
        words: Annotated[list[str], typer.Argument(metavar="QUESTION | list | check | show ID | seen ID | remove ID")],
        as_json: Json = False,
    ) -> None:
        """Follow a question, or manage followed ones.

        It is asked again when its sources change, and a new answer appears in the inbox.
        """
        with open_(context) as app, stop() as cancel:
            if words == ["list"]:
                _followed(app, as_json)
            elif words == ["check"]:
                with output.progress() as on_progress:
                    found = app.follows.check(app.actor, on_progress, cancel)
                left = f" {output.count(found.left, 'question')} left for next time." if found.left else ""
                said = f"Asked {output.count(found.asked, 'question')} again; {output.count(len(found.changed), 'answer')} changed.{left}"
                output.show(found.as_json(), as_json, said)
            elif len(words) == 2 and words[0] == "show":
                difference = app.follows.difference(app.actor, words[1])
                output.show(difference.as_json(), as_json, gaps_view.difference(difference))
            elif len(words) == 2 and words[0] == "seen":
                app.follows.seen(app.actor, words[1])
                _followed(app, as_json)
            elif len(words) == 2 and words[0] == "remove":
                app.follows.remove(app.actor, words[1])
                _followed(app, as_json)
            else:
                made = app.follows.follow(app.actor, " ".join(words))
                output.show(made.as_json(), as_json, gaps_view.follows([made]))


def _followed(app: Application, as_json: bool) -> None:
    found = app.follows.listed(app.actor)
    output.show([one.as_json() for one in found], as_json, gaps_view.follows(found))


def _print(gap: Gap, as_json: bool) -> None:
    output.show(gap.as_json(), as_json, gaps_view.gap(gap))


def _show(kept: KeptInterview, as_json: bool) -> None:
    output.show(kept.as_json(), as_json, gaps_view.interview(kept))


def _ask(kept: KeptInterview, as_json: bool) -> None:
    output.show(kept.as_json(), as_json, gaps_view.next_question(kept))


def _drafted(kept: KeptInterview, as_json: bool) -> None:
    output.show(kept.as_draft(), as_json, gaps_view.draft(kept))


def _label(word: str | None) -> Label | None:
    if word is None:
        return None
    try:
        return Label.from_word(word)
    except KeyError as error:
        raise UserError(f"There is no label {word}.", f"The labels are {', '.join(label.word for label in Label)}.") from error


def _read(source: Path) -> str:
    try:
        return sys.stdin.read() if str(source) == "-" else source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{source} cannot be read.", f"The system says: {error}.") from error
