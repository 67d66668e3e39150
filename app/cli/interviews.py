"""The commands of interviews: an expert is asked, and a unit is drafted from the answers.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output
from app.cli.options import Json, KindName, LabelName, label_or_none, text_from
from app.cli.output import SHORT, clean, count, shorten, table, wrap
from app.cli.session import cancel_on_interrupt, confirm, open_workspace
from app.core.documents.documents import Label
from app.core.errors import UserError
from app.core.inquiry.interviewing import Asked
from app.core.inquiry.interviews import InterviewHead, KeptInterview
from app.core.units.forms import read_fields
from app.core.units.kinds import KINDS

interview_commands = typer.Typer(help="Interview an expert and draft a unit.", no_args_is_help=True)

InterviewName = Annotated[
    str, typer.Argument(metavar="INTERVIEW", help="Interview id, or the beginning of one.")
]
From = Annotated[Path | None, typer.Option("--from", help="Text file, or - for standard input.")]
Probe = Annotated[str, typer.Option(help="The open question; default: the next one.")]
Point = Annotated[int | None, typer.Option(min=0, help="Number of the decision point.")]
FieldName = Annotated[str, typer.Argument(help="Field name or proposal id.")]


@interview_commands.command("list")
def list_interviews(
    all_: Annotated[bool, typer.Option("--all", help="Include finished ones.")] = False,
    as_json: Json = False,
) -> None:
    """List interviews, most recently changed first."""
    with open_workspace() as app:
        found = app.interviews.listed(app.actor, finished=all_)
    output.show([one.as_line() for one in found], as_json, _interviews(found))


def _interviews(found: Sequence[InterviewHead]) -> str:
    """Return a list of interviews in words."""
    if not found:
        return "No interviews."
    rows = [
        [
            one.id[:SHORT],
            one.status.value,
            one.kind,
            one.expert,
            str(one.turns),
            shorten(clean(one.title), 70),
        ]
        for one in found
    ]
    return table(["id", "status", "kind", "expert", "answers", "title"], rows)


@interview_commands.command("start")
def start_interview(
    title: Annotated[str, typer.Argument(help="The incident, in a few words.")],
    kind: KindName = "decision",
    label: LabelName = None,
    expert: Annotated[str, typer.Option(help="Who answers; default: you.")] = "",
    source: From = None,
    as_json: Json = False,
) -> None:
    """Start an interview, optionally from a transcript or notes."""
    text = None if source is None else text_from(source)
    level = label_or_none(label) or Label.INTERNAL
    with open_workspace() as app:
        if text is None:
            made = app.interviews.begin(app.actor, kind, title, level, expert=expert)
        else:
            made = app.interviews.import_text(app.actor, kind, title, text, level, expert=expert)
        print_interview(made, as_json)


@interview_commands.command("next")
def show_next_question(
    name: InterviewName,
    all_: Annotated[bool, typer.Option("--all", help="List every open question.")] = False,
    model: Annotated[
        str | None, typer.Option(help="Model that chooses and words it; “auto” for the workspace's.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the next question."""
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        interview = app.interviews.find(app.actor, name)
        if all_:
            found = app.interviews.open_questions(app.actor, interview)
            output.show([one.as_json() for one in found], as_json, _questions(found))
            return
        if model is None:
            kept = app.interviews.show(app.actor, interview)
        else:
            chooser = None if model == "auto" else model
            kept = app.interviews.propose(app.actor, interview, model=chooser, cancel=cancel)
    _print_question(kept, as_json)


def _questions(found: Sequence[Asked]) -> str:
    """Return the open questions, to choose from."""
    rows = [
        [one.probe.id, "" if one.number is None else str(one.number), clean(shorten(one.words, 100))]
        for one in found
    ]
    return table(["question", "point", "words"], rows) if rows else "No more questions."


@interview_commands.command("answer")
def answer_question(
    name: InterviewName,
    words: Annotated[str, typer.Argument(help="What the expert says.")] = "",
    source: From = None,
    probe: Probe = "",
    point: Point = None,
    as_json: Json = False,
) -> None:
    """Save an answer and show the next question."""
    said = words if source is None else text_from(source)
    if not said.strip():
        raise UserError("The answer is empty.", "To skip a question: citewell interview skip")
    with open_workspace() as app:
        interview = app.interviews.find(app.actor, name)
        kept = app.interviews.answer(app.actor, interview, said, probe=probe, point=point)
    _print_question(kept, as_json)


@interview_commands.command("skip")
def skip_question(name: InterviewName, probe: Probe = "", point: Point = None, as_json: Json = False) -> None:
    """Skip a question."""
    with open_workspace() as app:
        interview = app.interviews.find(app.actor, name)
        kept = app.interviews.skip(app.actor, interview, probe=probe, point=point)
    _print_question(kept, as_json)


@interview_commands.command("back")
def undo_answer(name: InterviewName, as_json: Json = False) -> None:
    """Undo the last answer to give another one."""
    with open_workspace() as app:
        kept = app.interviews.take_back(app.actor, app.interviews.find(app.actor, name))
    _print_question(kept, as_json)


@interview_commands.command("show")
def show_interview(name: InterviewName, as_json: Json = False) -> None:
    """Show an interview with everything said so far."""
    with open_workspace() as app:
        print_interview(app.interviews.show(app.actor, app.interviews.find(app.actor, name)), as_json)


@interview_commands.command("draft")
def show_draft(name: InterviewName, as_json: Json = False) -> None:
    """Show the fields drafted from the answers, with the words they are based on."""
    with open_workspace() as app:
        kept = app.interviews.show(app.actor, app.interviews.find(app.actor, name))
    _print_draft(kept, as_json)


@interview_commands.command("accept")
def accept_field(
    name: InterviewName,
    field: FieldName,
    text: Annotated[str | None, typer.Option(help="Your text instead of the proposed one.")] = None,
    as_json: Json = False,
) -> None:
    """Add a proposed field to the unit's draft; the first one creates the unit."""
    with open_workspace() as app:
        interview = app.interviews.find(app.actor, name)
        value = None
        if text is not None:
            value = _field_value(app.interviews.show(app.actor, interview), field, text)
        _print_draft(app.interviews.accept(app.actor, interview, field, value), as_json)


def _field_value(kept: KeptInterview, field: str, text: str) -> Any:
    """Return what a text says for a field, named by itself or by its proposal."""
    known = next((one.field for one in kept.proposals if field in (one.id, one.field)), field)
    values, problems = read_fields(KINDS[kept.kind], {known: text})
    if problems:
        hint = "Accept it as proposed, or edit the unit. Nothing has been changed."
        raise UserError(problems[0].message, hint)
    return values.get(known)


@interview_commands.command("reject")
def reject_field(name: InterviewName, field: FieldName, as_json: Json = False) -> None:
    """Reject a proposed field that does not say what was meant."""
    with open_workspace() as app:
        interview = app.interviews.find(app.actor, name)
        _print_draft(app.interviews.reject(app.actor, interview, field), as_json)


@interview_commands.command("pause")
def pause_interview(name: InterviewName, as_json: Json = False) -> None:
    """Pause an interview; everything is saved."""
    with open_workspace() as app:
        print_interview(app.interviews.pause(app.actor, app.interviews.find(app.actor, name)), as_json)


@interview_commands.command("resume")
def resume_interview(name: InterviewName, as_json: Json = False) -> None:
    """Resume a paused interview."""
    with open_workspace() as app:
        _print_question(app.interviews.resume(app.actor, app.interviews.find(app.actor, name)), as_json)


@interview_commands.command("finish")
def finish_interview(name: InterviewName, as_json: Json = False) -> None:
    """Finish an interview and show the drafted fields."""
    with open_workspace() as app:
        _print_draft(app.interviews.finish(app.actor, app.interviews.find(app.actor, name)), as_json)


@interview_commands.command("purge")
def purge_interview(
    name: InterviewName,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Erase an interview permanently, with its quotes in units."""
    if not yes and not confirm("This cannot be undone. Erase the whole interview?"):
        raise typer.Abort
    with open_workspace() as app:
        interview = app.interviews.find(app.actor, name)
        app.interviews.purge(app.actor, interview)
    output.show({"interview": interview}, as_json, "Erased the interview and its quotes in units.")


# How an interview looks


def print_interview(kept: KeptInterview, as_json: bool) -> None:
    """Print an interview: how far it is, what was said, what is asked next."""
    output.show(kept.as_json(), as_json, _interview(kept))


def _interview(one: KeptInterview) -> str:
    """Return an interview in words."""
    about = f"{KINDS[one.kind].title.lower()}, {one.status.value}, {one.label.word}; {one.expert} answers"
    about += f"; unit {one.unit}" if one.unit else ""
    about += f"; gap {one.gap}" if one.gap else ""
    lines = [
        clean(one.title or "(no title)"),
        f"{one.id}, {about}",
        ", ".join(f"{title} {done}/{total}" for title, done, total in one.progress),
    ]
    if one.interview.transcript:
        lines += ["", textwrap.indent(clean(one.interview.transcript.rstrip()), "    ")]
    return "\n".join([*lines, "", _next_question(one)])


def _print_question(kept: KeptInterview, as_json: bool) -> None:
    output.show(kept.as_json(), as_json, _next_question(kept))


def _next_question(one: KeptInterview) -> str:
    """Return the question to ask now."""
    if one.next is None:
        fields = count(sum(item.said.value == "open" for item in one.proposals), "proposed field")
        return f"No more questions. To review {fields}: citewell interview draft {one.id[:SHORT]}"
    chosen = " (chosen by the model)" if one.proposed else ""
    lines = [f"{one.next.stage.title}{chosen}", wrap(clean(one.next.words))]
    return "\n".join([*lines, *([wrap(clean(one.next.probe.help), 4)] if one.next.probe.help else [])])


def _print_draft(kept: KeptInterview, as_json: bool) -> None:
    output.show(kept.as_draft(), as_json, _draft(kept))


def _draft(one: KeptInterview) -> str:
    """Return the proposed fields with the words they are based on."""
    lines: list[str] = []
    for item in one.proposals:
        lines.append(f"{item.title} ({item.field}), {item.said.value}, {item.id}")
        lines.append(textwrap.indent(clean(item.text), "    "))
        lines += [
            clean(f"      [{start}:{end}] “{shorten(quote, 120)}”")
            for (start, end), quote in zip(item.spans, item.quotes, strict=True)
        ]
        lines.append("")
    return "\n".join(lines[:-1]) if lines else "No fields drafted yet."
