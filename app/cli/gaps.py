"""The commands of gaps: questions that the library cannot answer yet.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli import output
from app.cli.interviews import print_interview
from app.cli.options import Json, KindName, LabelName, Reason, label_or_none
from app.cli.output import SHORT, clean, count, shorten, table, wrap
from app.cli.session import cancel_on_interrupt, open_workspace
from app.cli.units import print_unit
from app.core.inquiry.gaps import Cause, Gap, GapFilter, GapOrder, GapPage, GapStatus, Outcome

gap_commands = typer.Typer(
    help="Manage gaps: questions that the library cannot answer yet.", no_args_is_help=True
)

GapName = Annotated[str, typer.Argument(metavar="GAP", help="Gap id, or the beginning of one.")]

_OUTCOMES = {
    Outcome.NOT_ASKED: "",
    Outcome.ANSWERED: "now answered",
    Outcome.ABSTAINED: "still unanswered",
    Outcome.ELSEWHERE: "answered",
}


@gap_commands.command("list")
def list_gaps(
    words: Annotated[list[str] | None, typer.Argument(help="Words in their questions.")] = None,
    status: Annotated[
        list[GapStatus] | None, typer.Option(help="May be repeated; default: the unresolved ones.")
    ] = None,
    cause: Annotated[list[Cause] | None, typer.Option(help="May be repeated.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those assigned to you.")] = False,
    order: Annotated[GapOrder, typer.Option()] = GapOrder.OFTEN,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    as_json: Json = False,
) -> None:
    """List gaps, most asked first."""
    with open_workspace() as app:
        person = app.actor.person if mine else ""
        wanted = GapFilter(tuple(status or ()), " ".join(words or []), person, tuple(cause or ()))
        page = app.gaps.listed(app.actor, wanted, order=order, limit=limit, offset=offset)
    output.show(page.as_json(), as_json, _gaps(page))


def _gaps(page: GapPage) -> str:
    """Return a list of gaps in words."""
    new = count(page.waiting, "new question")
    waiting = f"{new}. To group into gaps: citewell gaps gather" if page.waiting else ""
    if not page.gaps:
        return waiting or "No gaps."
    rows = [
        [
            one.id[:SHORT],
            str(one.times),
            str(one.people),
            one.last[:10],
            one.assigned_to or one.status.value,
            shorten(clean(one.question), 90),
        ]
        for one in page.gaps
    ]
    lines = [table(["id", "times", "people", "last", "assigned", "question"], rows)]
    if page.total > len(page.gaps):
        lines.append(f"{len(page.gaps)} of {page.total:,} gaps.")
    return "\n".join([*lines, *([waiting] if waiting else [])])


@gap_commands.command("gather")
def gather_gaps(
    old_runs: Annotated[
        bool, typer.Option("--old-runs", help="Include questions from before gaps were recorded.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Group new questions into gaps by meaning."""
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        found = app.gaps.gather(app.actor, on_progress, cancel, old_runs=old_runs)
    words = f"Grouped {count(found.questions, 'question')}; {count(found.new, 'new gap')}."
    value = {"questions": found.questions, "new": found.new, "joined": found.joined, "old": found.old}
    output.show(value, as_json, words)


@gap_commands.command("show")
def show_gap(name: GapName, as_json: Json = False) -> None:
    """Show a gap, its questions and who may know the answer."""
    with open_workspace() as app:
        _print(app.gaps.show(app.actor, app.gaps.find(app.actor, name)), as_json)


@gap_commands.command("report")
def report_question(
    run: Annotated[str, typer.Argument(help="Run of the answer, see `citewell runs list`.")],
    to: Annotated[str, typer.Option(help="Person to ask; analysts can only ask the one suggested.")] = "",
    remark: Annotated[str, typer.Option(help="Context for the expert.")] = "",
    as_json: Json = False,
) -> None:
    """Report one of your questions to the experts.

    It must be unanswered or wrongly answered.
    """
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        _print(app.gaps.report(app.actor, run, person=to, remark=remark, cancel=cancel), as_json)


@gap_commands.command("assign")
def assign_gap(
    name: GapName,
    person: Annotated[str, typer.Argument(help="Person to ask, or “nobody” to unassign it.")],
    due: Annotated[str, typer.Option(help="Due date, such as 2026-11-30.")] = "",
    as_json: Json = False,
) -> None:
    """Assign a gap to somebody, or unassign it."""
    with open_workspace() as app:
        asked = "" if person == "nobody" else person
        _print(app.gaps.assign(app.actor, app.gaps.find(app.actor, name), asked, due), as_json)


@gap_commands.command("dismiss")
def dismiss_gap(name: GapName, reason: Reason = "", as_json: Json = False) -> None:
    """Dismiss a gap that needs no answer."""
    with open_workspace() as app:
        _print(app.gaps.dismiss(app.actor, app.gaps.find(app.actor, name), reason), as_json)


@gap_commands.command("reopen")
def reopen_gap(name: GapName, reason: Reason = "", as_json: Json = False) -> None:
    """Reopen a dismissed or answered gap."""
    with open_workspace() as app:
        _print(app.gaps.reopen(app.actor, app.gaps.find(app.actor, name), reason), as_json)


@gap_commands.command("answer")
def answer_gap(
    name: GapName,
    kind: KindName = "decision",
    label: LabelName = None,
    interview: Annotated[
        bool, typer.Option("--interview", help="Start an interview instead of an empty draft.")
    ] = False,
    unit: Annotated[str, typer.Option(help="An existing unit that answers it.")] = "",
    as_json: Json = False,
) -> None:
    """Start the unit that will close a gap, or name an existing one."""
    with open_workspace() as app:
        gap = app.gaps.find(app.actor, name)
        if unit:
            _print(app.gaps.answer_with(app.actor, gap, app.capture.find(app.actor, unit)), as_json)
        elif interview:
            print_interview(app.gaps.start_interview(app.actor, gap, kind, label_or_none(label)), as_json)
        else:
            print_unit(app.gaps.start_unit(app.actor, gap, kind, label_or_none(label)), as_json)


@gap_commands.command("ask-again")
def ask_again(as_json: Json = False) -> None:
    """Ask questions again whose unit has been approved."""
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        found = app.closing.ask_again(app.actor, on_progress, cancel)
    output.show([one.as_json() for one in found], as_json, output.asked_again(found))


@gap_commands.command("cases")
def print_cases() -> None:
    """Print evaluation cases from closed gaps.

    One JSON object per line.
    """
    with open_workspace() as app:
        lines = list(app.closing.export_cases(app.actor))
    if lines:
        output.show(None, False, "\n".join(lines))


def _print(gap: Gap, as_json: bool) -> None:
    output.show(gap.as_json(), as_json, _gap(gap))


def _gap(one: Gap) -> str:
    """Return a gap in words."""
    people = "1 person" if one.people == 1 else f"{one.people:,} people"
    asked = f"asked {count(one.times, 'time')} by {people}, first {one.first[:10]}, last {one.last[:10]}"
    lines = [clean(one.question), f"{one.id}, {one.status.value}, {one.label.word}; {asked}"]
    if one.assigned_to:
        due = f", due {one.due}" if one.due else ""
        lines.append(f"assigned to {one.assigned_to} on {one.assigned_at[:10]} by {one.assigned_by}{due}")
    lines += [clean(f"reason: {one.reason}")] if one.reason else []
    lines += [f"unit {one.unit}"] if one.unit else []
    lines += [f"interview {one.interview}"] if one.interview else []
    if one.asked:
        lines.append(f"asked again: {one.answered} of {one.asked} answered")
    lines.append("")
    for item in one.questions:
        came = f"; {_OUTCOMES[item.outcome]}" if item.outcome is not Outcome.NOT_ASKED else ""
        lines.append(clean(f"  {item.at[:10]} {item.name}, {item.cause.words}{came}: {item.question}"))
        lines += [f"             “{clean(item.remark)}”"] if item.remark else []
    if one.expert is not None:
        lines += ["", clean(f"Ask {one.expert.words}.")]
    elif one.nobody:
        lines += ["", wrap(clean(one.nobody))]
    return "\n".join(lines)
