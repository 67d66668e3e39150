"""The commands of what was asked before: runs, and the conversations they were asked in.

The same rules as for every command (cli.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app import printing, reports
from app.arguments import Id, Json, Open, Stop
from app.core.dialogue import Form, Verdict, title_of
from app.core.errors import UserError

_FORMS = {form.ending: form for form in Form if form.by_command}


def run_commands(open_: Open, stop: Stop) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace that a command line names.
        stop: turns Ctrl+C into a clean stop.
    """
    group = typer.Typer(help="What was asked before.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context, limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20, as_json: Json = False
    ) -> None:
        """List what was asked, newest first."""
        with open_(context) as app:
            found = app.runs.listed(app.actor, limit)
        printing.show([item.as_line() for item in found], as_json, printing.runs(found))

    @group.command("show")
    def show(context: typer.Context, run_id: Id, as_json: Json = False) -> None:
        """Show one run: the answer, what the model saw, the verdicts, the receipt."""
        with open_(context) as app:
            found = app.runs.show(app.actor, run_id)
        printing.show(found.as_json(), as_json, printing.run(found))

    @group.command("replay")
    def replay(context: typer.Context, run_id: Id, as_json: Json = False) -> None:
        """Ask a run's question again and say whether the answer is identical."""
        with open_(context) as app, stop() as cancel:
            replayed = app.runs.replay(app.actor, run_id, cancel)
        printing.show(replayed.as_json(), as_json, printing.replay(replayed.as_json()))

    @group.command("feedback")
    def feedback(
        context: typer.Context,
        run_id: Id,
        verdict: Annotated[Verdict | None, typer.Argument(help="Your latest stands; none takes it back.")] = None,
        remark: Annotated[str, typer.Option(help="In your words.")] = "",
        as_json: Json = False,
    ) -> None:
        """Say whether an answer was useful, wrong or incomplete."""
        with open_(context) as app:
            kept = app.dialogue.feedback(app.actor, run_id, verdict, remark)
        words = f"Kept: {kept.verdict.value}. Thank you." if kept is not None else "Taken back."
        printing.show({"run": run_id, "verdict": None} if kept is None else kept.as_json(), as_json, words)

    @group.command("export")
    def export(
        context: typer.Context,
        run_ids: Annotated[list[str], typer.Argument(metavar="ID...")],
        to: Annotated[Path, typer.Option(help="FILE.md, FILE.docx or FILE.html; it must not exist yet.")],
        as_json: Json = False,
    ) -> None:
        """Write questions with their cited answers to a document."""
        form = _FORMS.get(to.suffix.lower())
        if form is None:
            *most, last = _FORMS
            hint = f"End it with {', '.join(most)} or {last}."
            raise UserError(f"{to.name} names no form that answers are exported as.", hint)
        if to.exists():
            raise UserError(f"There is a file {to} already.", "Name another; nothing was written over.")
        with open_(context) as app:
            document = app.dialogue.export(app.actor, run_ids, form)
        try:
            to.write_bytes(document)
        except OSError as error:
            raise UserError(f"{to} cannot be written.", f"The system says: {error.strerror or error}.") from error
        printing.show(
            {"file": str(to), "runs": len(set(run_ids))}, as_json, f"Wrote {printing.count(len(set(run_ids)), 'answer')} to {to}."
        )

    return group


def conversation_commands(open_: Open) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace that a command line names.
    """
    group = typer.Typer(help="What was asked one after the other.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        limit: Annotated[int, typer.Option(min=1, help="How many, the one asked in last first.")] = 20,
        as_json: Json = False,
    ) -> None:
        """List your conversations, the one asked in last first."""
        with open_(context) as app:
            found = app.dialogue.listed(app.actor, limit)
        printing.show([item.as_json() for item in found], as_json, reports.conversations(found))

    @group.command("show")
    def show(
        context: typer.Context,
        conversation: Id,
        limit: Annotated[int, typer.Option(min=1, help="How many questions, the last ones.")] = 20,
        before: Annotated[str | None, typer.Option(help="Only what was asked before this run.")] = None,
        as_json: Json = False,
    ) -> None:
        """Show what was asked in a conversation and how it was answered, the last question at the end."""
        with open_(context) as app:
            found = app.dialogue.show(app.actor, conversation)
            asked = app.dialogue.runs(app.actor, found.id, limit, before)[::-1]
            feedback = app.dialogue.feedback_of(app.actor, [run.id for run in asked])
        value = found.as_json() | {"turns": [run.as_turn(feedback.get(run.id)) for run in asked]}
        printing.show(value, as_json, reports.conversation(found, asked, feedback))

    @group.command("rename")
    def rename(context: typer.Context, conversation: Id, title: str, as_json: Json = False) -> None:
        """Call a conversation something else."""
        with open_(context) as app:
            app.dialogue.rename(app.actor, conversation, title)
        printing.show({"conversation": conversation, "title": title_of(title)}, as_json, f"Called {printing.clean(title_of(title))}.")

    @group.command("remove")
    def remove(
        context: typer.Context,
        conversation: Id,
        undo: Annotated[bool, typer.Option("--undo", help="Bring it back.")] = False,
        as_json: Json = False,
    ) -> None:
        """Take a conversation out of the list; what was asked stays in the run log."""
        with open_(context) as app:
            (app.dialogue.bring_back if undo else app.dialogue.remove)(app.actor, conversation)
        words = "Brought back." if undo else f"Removed. Bring it back: citewell conversations remove {conversation} --undo"
        printing.show({"conversation": conversation, "removed": not undo}, as_json, words)

    return group
