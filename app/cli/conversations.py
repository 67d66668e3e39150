"""The commands of questions: ask one, look at past answers (runs), and at the conversations they belong to.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import output, rules
from app.cli.options import Id, Json, Limit
from app.cli.output import clean, count, shorten, table, wrap
from app.cli.session import cancel_on_interrupt, open_workspace
from app.core.answers.answers import Answer, Citation, Evidence, Grounding, Mode, Watch
from app.core.answers.conversations import (
    AskedWatch,
    Conversation,
    Feedback,
    Form,
    Rewritten,
    Verdict,
    title_of,
)
from app.core.answers.trace import Run
from app.core.errors import UserError

run_commands = typer.Typer(help="List, show and replay past answers.", no_args_is_help=True)
conversation_commands = typer.Typer(help="List and manage conversations.", no_args_is_help=True)

_FORMS = {form.ending: form for form in Form if form.by_command}
_BY_MODE = {Mode.RULE: "derived from a rule", Mode.PINNED: "corrected by an expert"}


# Questions


def ask(
    question: Annotated[str | None, typer.Argument(help="Your question, in plain words.")] = None,
    model: Annotated[str | None, typer.Option(help="Model id, or none for quotes only.")] = None,
    questions: Annotated[
        Path | None, typer.Option(help="JSON lines file, each line with id and question.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Output file, JSON lines in the same order.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Continue the last conversation, so that 'it' is understood.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Answer a question with citations.

    Without reliable evidence it says why, and shows the closest passages.
    """
    if (question is None) == (questions is None) or (questions is None) != (out is None):
        raise typer.BadParameter("Give a QUESTION, or --questions FILE together with --out FILE.")
    if follow and question is None:
        raise typer.BadParameter("--follow needs a QUESTION.")
    if questions is not None and out is not None:
        _ask_many(questions, out, model)
        return
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        watch = AskedWatch(answer=Watch() if as_json else output.watch())
        ask_in = app.asking.go_on if follow else app.asking.begin
        asked = ask_in(app.actor, question or "", model=model, watch=watch, cancel=cancel)
    answer, rewritten = asked.answer, asked.rewritten if follow else None
    value = answer.as_json() if rewritten is None else rewritten.as_json() | answer.as_json()
    output.show(value, as_json, _understood(rewritten) + _answer(answer) + rules.applied(answer))


def _ask_many(questions: Path, out: Path, model: str | None) -> None:
    with open_workspace() as app, cancel_on_interrupt() as cancel, output.progress() as on_progress:
        items = _read_questions(questions)
        clock = output.Clock("Answering", len(items), "questions", on_progress)
        try:
            with out.open("w", encoding="utf-8") as stream:
                for number, item in enumerate(items, 1):
                    cancel.raise_if_cancelled()
                    answer = app.asking.once(app.actor, item["question"], model=model, cancel=cancel)
                    line = {"id": item["id"], **answer.as_json()}
                    stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                    stream.flush()
                    clock.done(number, item["question"])
        except OSError as error:
            said = f"The system says: {error.strerror or error}."
            raise UserError(f"{out} cannot be written.", said) from error


def _read_questions(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read.", f"The system says: {error}.") from error
    items: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            items.append({"id": item["id"], "question": str(item["question"])})
        except (ValueError, KeyError, TypeError) as error:
            hint = 'Each line must be {"id": …, "question": "…"}.'
            raise UserError(f"Line {number} of {path} is not a question.", hint) from error
    return items


def _understood(rewritten: Rewritten | None) -> str:
    """Return how a follow-up was understood, as the head of its answer; empty if nothing was changed."""
    if rewritten is None or not rewritten.changed:
        return ""
    return f"{wrap(f'Understood as: {clean(rewritten.question)}')}\n\n"


def _answer(found: Answer) -> str:
    """Return an answer with numbered citations and the words they point at."""
    numbers: dict[tuple[str, int, int], int] = {}
    cited: list[Citation] = []
    lines: list[str] = []
    for sentence in found.sentences:
        marks = []
        for citation in sentence.citations:
            place = (citation.version, citation.start, citation.end)
            if place not in numbers:
                numbers[place] = len(cited) + 1
                cited.append(citation)
            marks.append(f"[{numbers[place]}]")
        state = " (partly supported)" if sentence.state is Grounding.PARTIAL else ""
        lines.append(wrap(f"{clean(sentence.text)} {''.join(marks)}{state}"))
    if found.abstained:
        lines.append(wrap(f"No reliable information. {clean(found.reason or '')}"))
        if found.needed:
            lines.append(wrap(f"Needed: {clean(found.needed)}"))
        if found.ask:
            lines.append(wrap(f"Ask {clean(found.ask)}."))
        if found.nearest:
            lines += ["", "Closest, but not enough:"]
            lines += [_place(number, item) for number, item in enumerate(found.nearest, 1)]
    else:
        lines.append("")
        lines += [_place(number, citation) for number, citation in enumerate(cited, 1)]
    lines += ["", _footer(found)]
    lines += [wrap(f"Note: {clean(warning)}") for warning in found.warnings]
    return "\n".join(lines)


def _footer(found: Answer) -> str:
    quoted = _BY_MODE.get(found.mode or Mode.QUOTED, "quoted from the sources")
    how = f"phrased by {found.model.id}" if found.model else quoted
    parts = [f"confidence {found.confidence:.0%}"]
    if not found.abstained:
        parts.append(how)
    if found.as_of:
        parts.append(f"as of {found.as_of[:10]}")
    parts += [f"{found.timings.total / 1000:.1f} s", f"run {found.run}"]
    return " · ".join(parts)


def _place(number: int, item: Citation | Evidence) -> str:
    where = [clean(item.title)]
    if item.page is not None:
        where.append(f"page {item.page}")
    if item.heading and item.heading[-1] != item.title:
        where.extend(output.section(item.heading))
    if isinstance(item, Citation) and item.owner:
        reviewed = f"reviewed {item.reviewed}" if item.reviewed else "not yet reviewed"
        where.append(f"{clean(item.owner)}, {reviewed}")
    quote = textwrap.indent(wrap(f"“{shorten(item.words, 400)}”", 6), "      ")
    return f"  [{number}] {', '.join(where)} ({clean(item.path)}, {item.start}–{item.end})\n{quote}"


# Runs


@run_commands.command("list")
def list_runs(limit: Limit = 20, as_json: Json = False) -> None:
    """List past answers, newest first."""
    with open_workspace() as app:
        found = app.runs.listed(app.actor, limit)
    output.show([item.as_line() for item in found], as_json, _runs(found))


def _runs(found: Sequence[Run]) -> str:
    """Return a table of runs."""
    rows = [
        (
            one.id,
            one.at[:19].replace("T", " "),
            one.person,
            "" if one.answer is None else one.answer.mode.value if one.answer.mode else "abstained",
            shorten(one.question, 70),
        )
        for one in found
    ]
    return table(("run", "at (UTC)", "who", "how", "question"), rows) if rows else "No questions yet."


@run_commands.command("show")
def show_run(run_id: Id, as_json: Json = False) -> None:
    """Show a run: the answer, what the model saw, the verdicts, the receipt."""
    with open_workspace() as app:
        found = app.runs.show(app.actor, run_id)
    output.show(found.as_json(), as_json, _run(found))


def _run(found: Run) -> str:
    """Return a run in words: question, answer, which sources, what the model saw, verdicts."""
    head = f"asked by {found.person} at {found.at}, label {found.label.word}"
    lines = [clean(found.question), head, ""]
    for sentence in () if found.answer is None else found.answer.sentences:
        lines.append(wrap(f"{clean(sentence.text)} ({sentence.state.value})"))
        lines += [f"    from {clean(one.path)}, {one.start}–{one.end}" for one in sentence.citations]
    if found.answer is not None and found.answer.reason:
        lines.append(wrap(f"No reliable information. {clean(found.answer.reason)}"))
    model = None if found.trace is None else found.trace.model
    if model is not None:
        lines += ["", "What the model saw:", textwrap.indent(clean(model.saw), "    ")]
        lines += ["", "Its draft:", textwrap.indent(clean(model.draft), "    "), "", "Verdicts:"]
        lines += [
            f"    {one.state.value:<12} {shorten(one.text, 90)}  ({clean(one.reason)})"
            for one in model.verdicts
        ]
    receipt = {} if found.receipt is None else found.receipt.as_json()
    lines += ["", "Receipt:", textwrap.indent(json.dumps(receipt, indent=2, ensure_ascii=False), "    ")]
    return "\n".join(lines)


@run_commands.command("replay")
def replay_run(run_id: Id, as_json: Json = False) -> None:
    """Ask a run's question again and check that the answer is identical."""
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        replayed = app.runs.replay(app.actor, run_id, cancel)
    output.show(replayed.as_json(), as_json, _replay(replayed.as_json()))


def _replay(result: Mapping[str, Any]) -> str:
    """Return what a replay found."""
    said = "Identical" if result["identical"] else "Different"
    lines = [f"{said}. (run {result['run']}, asked again as {result['again']})"]
    if not result["identical"]:
        lines += [f"  {clean(line)}" for line in result["differences"]]
    if result["causes"]:
        lines += ["Changed since:", *(f"  {clean(line)}" for line in result["causes"])]
    return "\n".join(lines)


@run_commands.command("feedback")
def give_feedback(
    run_id: Id,
    verdict: Annotated[Verdict | None, typer.Argument(help="Leave out to undo.")] = None,
    remark: Annotated[str, typer.Option(help="A comment in your words.")] = "",
    as_json: Json = False,
) -> None:
    """Mark an answer as useful, wrong or incomplete."""
    with open_workspace() as app:
        kept = app.dialogue.feedback(app.actor, run_id, verdict, remark)
    words = f"Saved: {kept.verdict.value}. Thank you." if kept is not None else "Feedback removed."
    output.show({"run": run_id, "verdict": None} if kept is None else kept.as_json(), as_json, words)


@run_commands.command("export")
def export_runs(
    run_ids: Annotated[list[str], typer.Argument(metavar="ID...")],
    to: Annotated[Path, typer.Option(help="Output file: .md, .docx or .html; must not exist yet.")],
    as_json: Json = False,
) -> None:
    """Export questions with their cited answers to a document."""
    form = _FORMS.get(to.suffix.lower())
    if form is None:
        *most, last = _FORMS
        hint = f"Use {', '.join(most)} or {last}."
        raise UserError(f"{to.name} is not a format answers can be exported to.", hint)
    if to.exists():
        raise UserError(f"{to} already exists.", "Choose another name. Nothing has been overwritten.")
    with open_workspace() as app:
        document = app.dialogue.export(app.actor, run_ids, form)
    try:
        to.write_bytes(document)
    except OSError as error:
        raise UserError(f"{to} cannot be written.", f"The system says: {error.strerror or error}.") from error
    number = len(set(run_ids))
    output.show({"file": str(to), "runs": number}, as_json, f"Wrote {count(number, 'answer')} to {to}.")


# Conversations


@conversation_commands.command("list")
def list_conversations(limit: Limit = 20, as_json: Json = False) -> None:
    """List your conversations, most recent first."""
    with open_workspace() as app:
        found = app.dialogue.listed(app.actor, limit)
    output.show([item.as_json() for item in found], as_json, _conversations(found))


def _conversations(found: Sequence[Conversation]) -> str:
    """Return a table of conversations."""
    rows = [
        (
            one.id,
            one.changed[:16].replace("T", " "),
            str(one.runs),
            one.label.word,
            shorten(one.title, 70) or "(erased)",
        )
        for one in found
    ]
    head = ("conversation", "last (UTC)", "asked", "label", "title")
    return table(head, rows) if rows else "No conversations yet."


@conversation_commands.command("show")
def show_conversation(
    conversation: Id,
    limit: Annotated[int, typer.Option(min=1, help="How many questions, counted from the last.")] = 20,
    before: Annotated[str | None, typer.Option(help="Only questions before this run.")] = None,
    as_json: Json = False,
) -> None:
    """Show a conversation's questions and answers, oldest first."""
    with open_workspace() as app:
        found = app.dialogue.show(app.actor, conversation)
        asked = app.dialogue.runs(app.actor, found.id, limit, before)[::-1]
        feedback = app.dialogue.feedback_of(app.actor, [run.id for run in asked])
    value = found.as_json() | {"turns": [run.as_turn(feedback.get(run.id)) for run in asked]}
    output.show(value, as_json, _conversation(found, asked, feedback))


def _conversation(found: Conversation, asked: Sequence[Run], feedback: Mapping[str, Feedback]) -> str:
    """Return a conversation in words, the questions given in the order in which they were asked."""
    started = found.started[:16].replace("T", " ")
    lines = [
        clean(found.title) or "(erased)",
        f"started {started} by {found.person}, {count(found.runs, 'question')}, label {found.label.word}",
    ]
    for run in asked:
        at = run.at[:16].replace("T", " ")
        lines += ["", f"{at}  {run.id}", wrap(f"> {clean(run.asked) or '(erased)'}")]
        if run.question != run.asked:
            lines.append(wrap(f"Understood as: {clean(run.question)}"))
        sentences = [] if run.answer is None else [clean(sentence.text) for sentence in run.answer.sentences]
        if run.answer is not None and (sentences or run.answer.reason):
            reason = f"No reliable information. {clean(run.answer.reason or '')}"
            lines.append(wrap(" ".join(sentences) or reason))
        if run.id in feedback:
            given = feedback[run.id]
            remark = f": {clean(given.remark)}" if given.remark else "."
            lines.append(wrap(f"You marked it {given.verdict.value}{remark}"))
    return "\n".join(lines)


@conversation_commands.command("rename")
def rename_conversation(conversation: Id, title: str, as_json: Json = False) -> None:
    """Rename a conversation."""
    with open_workspace() as app:
        app.dialogue.rename(app.actor, conversation, title)
    words = f"Renamed to “{clean(title_of(title))}”."
    output.show({"conversation": conversation, "title": title_of(title)}, as_json, words)


@conversation_commands.command("remove")
def remove_conversation(
    conversation: Id,
    undo: Annotated[bool, typer.Option("--undo", help="Restore it.")] = False,
    as_json: Json = False,
) -> None:
    """Remove a conversation from the list; its runs stay in the log."""
    with open_workspace() as app:
        (app.dialogue.bring_back if undo else app.dialogue.remove)(app.actor, conversation)
    back = f"citewell conversations remove {conversation} --undo"
    words = "Restored." if undo else f"Removed. To restore it: {back}"
    output.show({"conversation": conversation, "removed": not undo}, as_json, words)
