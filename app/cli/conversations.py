"""The commands of past answers: runs, and the conversations they belong to.

The same rules as for every command (main.py): results on standard output, `--json` one document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli import library_view, output
from app.cli.options import Id, Json, Open, Stop
from app.core.answers.conversations import Form, Verdict, title_of
from app.core.errors import UserError

_FORMS = {form.ending: form for form in Form if form.by_command}


def run_commands(open_: Open, stop: Stop) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
        stop: turns Ctrl+C into a clean stop.
    """
    group = typer.Typer(help="List, show and replay past answers.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        limit: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
        as_json: Json = False,
    ) -> None:
        """List past answers, newest first."""
        with open_(context) as app:
            found = app.runs.listed(app.actor, limit)
        output.show([item.as_line() for item in found], as_json, output.runs(found))

    @group.command("show")
    def show(context: typer.Context, run_id: Id, as_json: Json = False) -> None:
        """Show a run: the answer, what the model saw, the verdicts, the receipt."""
        with open_(context) as app:
            found = app.runs.show(app.actor, run_id)
        output.show(found.as_json(), as_json, output.run(found))

    @group.command("replay")
    def replay(context: typer.Context, run_id: Id, as_json: Json = False) -> None:
        """Ask a run's question again and check that the answer is identical."""
        with open_(context) as app, stop() as cancel:
            replayed = app.runs.replay(app.actor, run_id, cancel)
        output.show(replayed.as_json(), as_json, output.replay(replayed.as_json()))

    @group.command("feedback")
    def feedback(
        context: typer.Context,
        run_id: Id,
        verdict: Annotated[Verdict | None, typer.Argument(help="Leave out to undo.")] = None,
        remark: Annotated[str, typer.Option(help="A comment in your words.")] = "",
        as_json: Json = False,
    ) -> None:
        """Mark an answer as useful, wrong or incomplete."""
        with open_(context) as app:
            kept = app.dialogue.feedback(app.actor, run_id, verdict, remark)
        words = f"Saved: {kept.verdict.value}. Thank you." if kept is not None else "Feedback removed."
        output.show({"run": run_id, "verdict": None} if kept is None else kept.as_json(), as_json, words)

    @group.command("export")
    def export(
        context: typer.Context,
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
        with open_(context) as app:
            document = app.dialogue.export(app.actor, run_ids, form)
        try:
            to.write_bytes(document)
        except OSError as error:
            raise UserError(f"{to} cannot be written.", f"The system says: {error.strerror or error}.") from error
        output.show({"file": str(to), "runs": len(set(run_ids))}, as_json, f"Wrote {output.count(len(set(run_ids)), 'answer')} to {to}.")

    return group


def conversation_commands(open_: Open) -> typer.Typer:
    """Return the group of commands.

    Args:
        open_: opens the workspace named on the command line.
    """
    group = typer.Typer(help="List and manage conversations.", no_args_is_help=True)

    @group.command("list")
    def list_(
        context: typer.Context,
        limit: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
        as_json: Json = False,
    ) -> None:
        """List your conversations, most recent first."""
        with open_(context) as app:
            found = app.dialogue.listed(app.actor, limit)
        output.show([item.as_json() for item in found], as_json, library_view.conversations(found))

    @group.command("show")
    def show(
        context: typer.Context,
        conversation: Id,
        limit: Annotated[int, typer.Option(min=1, help="How many questions, counted from the last.")] = 20,
        before: Annotated[str | None, typer.Option(help="Only questions before this run.")] = None,
        as_json: Json = False,
    ) -> None:
        """Show a conversation's questions and answers, oldest first."""
        with open_(context) as app:
            found = app.dialogue.show(app.actor, conversation)
            asked = app.dialogue.runs(app.actor, found.id, limit, before)[::-1]
            feedback = app.dialogue.feedback_of(app.actor, [run.id for run in asked])
        value = found.as_json() | {"turns": [run.as_turn(feedback.get(run.id)) for run in asked]}
        output.show(value, as_json, library_view.conversation(found, asked, feedback))

    @group.command("rename")
    def rename(context: typer.Context, conversation: Id, title: str, as_json: Json = False) -> None:
        """Rename a conversation."""
        with open_(context) as app:
            app.dialogue.rename(app.actor, conversation, title)
        words = f"Renamed to “{output.clean(title_of(title))}”."
        output.show({"conversation": conversation, "title": title_of(title)}, as_json, words)

    @group.command("remove")
    def remove(
        context: typer.Context,
        conversation: Id,
        undo: Annotated[bool, typer.Option("--undo", help="Restore it.")] = False,
        as_json: Json = False,
    ) -> None:
        """Remove a conversation from the list; its runs stay in the log."""
        with open_(context) as app:
            (app.dialogue.bring_back if undo else app.dialogue.remove)(app.actor, conversation)
        words = "Restored." if undo else f"Removed. To restore it: citewell conversations remove {conversation} --undo"
        output.show({"conversation": conversation, "removed": not undo}, as_json, words)

    return group
