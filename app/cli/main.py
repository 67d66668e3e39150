"""The command line: parse, call the application, print text or JSON, and end with a meaningful code.

Standard output carries results only, progress and errors go to standard error. Exit codes: 0 done, 1 the user's error,
2 usage, 3 the machine's, 4 integrity, 5 access denied, 6 did not pass. A command on a workspace that a
window has open runs in the window's process, in a thread of its own and on behalf of its caller; whatever a
command does before it opens the workspace is done in the caller's process.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
import typer.exceptions
import typer.main

from app import __version__
from app.cli import gaps_view, library_view, output, rules_view
from app.cli.checking import check_command
from app.cli.conversations import conversation_commands, run_commands
from app.cli.gaps import gap_commands, interview_commands, person_commands
from app.cli.models import model_commands
from app.cli.options import Json
from app.cli.people import audit_commands, people_commands
from app.cli.rules import correction_commands, rule_commands, tree_commands
from app.cli.units import unit_commands
from app.core.answers.answers import Watch
from app.core.answers.conversations import AskedWatch
from app.core.consequences import Errand
from app.core.documents.documents import Label
from app.core.errors import AppError, Cancelled, UserError
from app.core.work import CancelToken, IngestReport
from app.workspace import ipc
from app.workspace.workspace import (
    Application,
    create_sample,
    create_workspace,
    open_application,
    restore_workspace,
)

cli = typer.Typer(
    name="citewell",
    help="Team knowledge with evidence first: cited answers, fully offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
documents_cli = typer.Typer(help="List the documents you may read, or work with one.", invoke_without_command=True)
cli.add_typer(documents_cli, name="documents")

Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="List each file as it is stored.")]


@dataclass(frozen=True)
class _Place:
    workspace: Path | None
    person: str | None
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class _Served:
    host: Application
    visit: ipc.Visit


_SERVED: ContextVar[_Served | None] = ContextVar("served", default=None)
"""Set while a thread of the window runs a command for another process."""

_ID = re.compile("[0-9a-f]{16,}")


def serve(host: Application, visit: ipc.Visit) -> int:
    """Run another process's command on an open workspace, with its permissions, and return its exit code."""
    before = _SERVED.set(_Served(host, visit))
    try:
        return run(visit.arguments)
    finally:
        _SERVED.reset(before)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    command: Any = typer.main.get_command(cli)
    served = _SERVED.get()
    if served is not None:
        _place_paths(command, served.visit)
    try:
        # Without its own error handling the parser hands the code of an `Exit` back as the result.
        code = command(args=list(arguments), prog_name="citewell", standalone_mode=False, obj=tuple(arguments))
    except typer.exceptions.TyperException as error:
        output.usage(error)
        return 2
    except typer.exceptions.Abort:
        return 1
    except AppError as error:
        output.complain(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: nothing is wrong, and nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        traceback.print_exc()
        message = "citewell: this is a bug in the program, not a mistake in your input. The lines above show where."
        print(message, file=sys.stderr)  # noqa: T201
        return 3
    return code if isinstance(code, int) else 0


def _place_paths(command: Any, visit: ipc.Visit) -> None:
    """Make every command resolve paths from the caller's folder."""

    def placed(name: str, value: Any) -> Any:
        if isinstance(value, Path):
            return visit.place(value)
        if isinstance(value, list | tuple):
            return [placed(name, one) for one in value]
        if name == "targets" and isinstance(value, str) and not _ID.fullmatch(value):
            return str(visit.place(Path(value).expanduser()))
        return value

    def wrapped(inner: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **named: inner(*given, **{name: placed(name, value) for name, value in named.items()})

    for one in getattr(command, "commands", {}).values():
        _place_paths(one, visit)
    if not hasattr(command, "commands") and command.callback is not None:
        command.callback = wrapped(command.callback)


@cli.callback()
def options(
    context: typer.Context,
    workspace: Annotated[Path | None, typer.Option("--workspace", "-w", envvar="CITEWELL_WORKSPACE", help="Workspace folder.")] = None,
    person: Annotated[str | None, typer.Option("--as", help="Act as this person; demo workspaces only.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """Team knowledge with evidence first: cited answers, fully offline."""
    if version:
        print(f"citewell {__version__}")  # noqa: T201
        raise typer.Exit
    context.obj = _Place(workspace, person, context.obj or ())


def _folder(context: typer.Context) -> Path:
    place: _Place = context.obj
    if place.workspace is not None:
        return place.workspace
    if Path("citewell.db").is_file():
        return Path.cwd()
    raise UserError(
        "No workspace given.",
        "Use -w FOLDER, set CITEWELL_WORKSPACE, or run the command in the workspace's folder.",
    )


@contextmanager
def _open(context: typer.Context) -> Iterator[Application]:
    """Open the workspace; if a window already has it open, the command runs there and ends here."""
    place: _Place = context.obj
    served = _SERVED.get()
    if served is not None:
        with (
            served.host.acting_for(served.visit.account, served.visit.groups, place.person) as app,
            app.consequences.carried_by(_carry),
        ):
            yield app
        return
    folder = _folder(context)
    code = ipc.call(folder, place.arguments)
    if code is not None:
        raise typer.Exit(code)
    with open_application(folder, person=place.person) as app, app.consequences.carried_by(_carry):
        yield app


def _carry(errand: Errand) -> None:
    """Ask again what a command made due, with the command's own Ctrl+C where it has one, and tell."""
    if errand.cancel is None:
        with _cancel_on_interrupt() as cancel:
            came = errand.run(cancel)
    else:
        came = errand.run()
    for line in gaps_view.consequence(came):
        output.note(line)


def _confirm(question: str) -> bool:
    """Ask on the terminal; call it before the workspace is opened, so that it is the caller's terminal."""
    return _SERVED.get() is not None or typer.confirm(question, err=True)


@contextmanager
def _cancel_on_interrupt(*others: signal.Signals) -> Iterator[CancelToken]:
    """Turn the first Ctrl+C, or another of these signals, into a clean stop; the second ends the program as usual."""
    served = _SERVED.get()
    if served is not None:
        yield served.visit.cancel
        return
    token = CancelToken()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *others)}

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        output.note("Stopping after the current step; press Ctrl+C again to stop at once.")
        token.cancel()

    for number in before:
        signal.signal(number, stop)
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@cli.command()
def init(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="Fill it with the sample documents of a fictional company.")] = False,
    as_json: Json = False,
) -> None:
    """Create a workspace. You become its first steward."""
    folder = _folder_to_make(context)
    if not sample:
        create_workspace(folder)
        output.show(
            {"workspace": str(folder.absolute())},
            as_json,
            f"Created the workspace {folder}. Next: citewell -w {folder} ingest FOLDER",
        )
        return
    with _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = create_sample(folder, on_progress, cancel)
    text = f"Created the sample workspace {folder}.\n{output.ingest_report(report)}"
    output.show({"workspace": str(folder.absolute()), "ingest": report.as_json()}, as_json, text)


def _folder_to_make(context: typer.Context) -> Path:
    place: _Place = context.obj
    if _SERVED.get() is not None:
        raise UserError("A window cannot create workspaces for other processes.", "Run the command on its own.")
    if place.workspace is None:
        raise UserError("No workspace folder given.", "Name one: citewell -w FOLDER init")
    return place.workspace


@cli.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    label: Annotated[str | None, typer.Option(help="public, internal, confidential or restricted.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Glob pattern of names to skip; may be repeated.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Compare the content of every file, not just size and time.")] = False,
    as_json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Sync the library with files and folders.

    If interrupted, run it again to resume.
    """
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.ingestion.ingest(
            app.actor, paths, _label(label), ignore=ignore, verify=verify, on_progress=on_progress,
            on_file=output.name_file if verbose else output.name_nothing, cancel=cancel,
        )  # fmt: skip
    _tell_what_came_in(report, as_json)


@cli.command()
def reread(context: typer.Context, as_json: Json = False, verbose: Verbose = False) -> None:
    """Reread what an older version of Citewell read. If interrupted, run it again to resume."""
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.rereading.reread(
            app.actor, failed=True, on_progress=on_progress, cancel=cancel,
            on_file=output.name_file if verbose else output.name_nothing,
        )  # fmt: skip
    _tell_what_came_in(report, as_json)


def _tell_what_came_in(report: IngestReport, as_json: bool) -> None:
    """Print a report; exit with 1 if anything was not fully read."""
    output.show(report.as_json(), as_json, output.ingest_report(report))
    if report.failed:
        raise typer.Exit(1)


@cli.command()
def search(
    context: typer.Context,
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Number of passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Find passages by words and meaning."""
    with _open(context) as app:
        ranked = app.search.search(app.actor, query, k)
    output.show(ranked.as_json(), as_json, output.hits(ranked.candidates, ranked.warnings))


@cli.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="Your question, in plain words.")] = None,
    model: Annotated[str | None, typer.Option(help="Model id, or none for quotes only.")] = None,
    questions: Annotated[Path | None, typer.Option(help="JSON lines file, each line with id and question.")] = None,
    out: Annotated[Path | None, typer.Option(help="Output file, JSON lines in the same order.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Continue the last conversation, so that 'it' is understood.")] = False,
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
        _ask_many(context, questions, out, model)
        return
    with _open(context) as app, _cancel_on_interrupt() as cancel:
        watch = AskedWatch(answer=Watch() if as_json else output.watch())
        ask_in = app.asking.go_on if follow else app.asking.begin
        asked = ask_in(app.actor, question or "", model=model, watch=watch, cancel=cancel)
    answer, rewritten = asked.answer, asked.rewritten if follow else None
    value = answer.as_json() if rewritten is None else rewritten.as_json() | answer.as_json()
    output.show(value, as_json, library_view.understood(rewritten) + output.answer(answer) + rules_view.applied(answer))


def _ask_many(context: typer.Context, questions: Path, out: Path, model: str | None) -> None:
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        items = _read_questions(questions)
        clock = output.Clock("Answering", len(items), "questions", on_progress)
        try:
            with out.open("w", encoding="utf-8") as stream:
                for number, item in enumerate(items, 1):
                    cancel.raise_if_cancelled()
                    answer = app.asking.once(app.actor, item["question"], model=model, cancel=cancel)
                    stream.write(json.dumps({"id": item["id"], **answer.as_json()}, ensure_ascii=False) + "\n")
                    stream.flush()
                    clock.done(number, item["question"])
        except OSError as error:
            raise UserError(f"{out} cannot be written.", f"The system says: {error.strerror or error}.") from error


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
            raise UserError(f"Line {number} of {path} is not a question.", 'Each line must be {"id": …, "question": "…"}.') from error
    return items


@documents_cli.callback()
def documents(context: typer.Context, as_json: Json = False) -> None:
    """List the documents you may read, or work with one."""
    if context.invoked_subcommand is not None:
        return
    with _open(context) as app:
        found = app.documents.listed(app.actor)
    output.show([item.as_json() for item in found], as_json, output.documents(found))


@documents_cli.command("show")
def documents_show(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="ID", help="Document id or file.")],
    as_json: Json = False,
) -> None:
    """Show a document: its versions, its attachments, where it is cited, and how well it was read."""
    with _open(context) as app:
        found = app.browsing.show(app.actor, document)
    output.show(found.entry.document.as_json() | found.as_json(), as_json, library_view.detail(found))


@documents_cli.command("diff")
def documents_diff(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="ID", help="Document id or file.")],
    before: Annotated[int | None, typer.Option("--from", min=1, help="Version number; default: the one before the newest.")] = None,
    after: Annotated[int | None, typer.Option("--to", min=1, help="Version number; default: the newest.")] = None,
    as_json: Json = False,
) -> None:
    """Show what changed between two versions of a document."""
    with _open(context) as app:
        found = app.browsing.difference(app.actor, document, before, after)
    output.show(found.as_json(), as_json, library_view.difference(found))


@documents_cli.command("restore")
def documents_restore(
    context: typer.Context, targets: Annotated[list[str], typer.Argument(help="Document ids, files or folders.")], as_json: Json = False
) -> None:
    """Restore removed documents as they were, without rereading their files."""
    with _open(context) as app:
        changes = app.documents.restore(app.actor, targets)
    words = f"Restored {output.count(len(changes.documents), 'document')}."
    output.show({"documents": sorted(changes.documents)}, as_json, words)


@cli.command()
def watch(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; default: everything ingested.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print each change as one line of JSON.")] = False,
) -> None:
    """Watch folders and sync every change.

    Runs until Ctrl+C or SIGTERM.
    """
    with _open(context) as app, _cancel_on_interrupt(signal.SIGTERM) as cancel, output.progress() as on_progress:
        tell = library_view.news_json if as_json else library_view.news
        app.watching.watch(app.actor, paths or [], on_news=tell, on_progress=on_progress, cancel=cancel)


@cli.command()
def inventory(context: typer.Context, as_json: Json = False) -> None:
    """Check the library for copies, conflicts and gaps.

    Lists copies, conflicting versions, and unreadable, unlabelled, old or never cited documents.
    """
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.inventory.take(app.actor, on_progress=on_progress, cancel=cancel)
    output.show(report.as_json(), as_json, library_view.inventory(report))


@cli.command()
def text(context: typer.Context, document: Annotated[str, typer.Argument(help="Document id.")]) -> None:
    """Print a document's text.

    Masked as for you; citation offsets count its characters.
    """
    with _open(context) as app:
        sys.stdout.write(app.documents.text(app.actor, document))


@cli.command()
def remove(
    context: typer.Context, targets: Annotated[list[str], typer.Argument(help="Document ids, files or folders.")], as_json: Json = False
) -> None:
    """Remove documents from every index. Their citations still resolve, and restore undoes it."""
    with _open(context) as app:
        changes = app.documents.remove(app.actor, targets)
    output.show({"documents": sorted(changes.documents)}, as_json, f"Removed {output.count(len(changes.documents), 'document')}.")


@cli.command()
def purge(
    context: typer.Context,
    targets: Annotated[list[str], typer.Argument(help="Document ids, files or folders.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    as_json: Json = False,
) -> None:
    """Erase documents permanently.

    Originals, texts, vectors and the text of runs based on them cannot be restored.
    """
    if not yes and not _confirm("This cannot be undone. Erase them and every run based on them?"):
        raise Cancelled("Nothing was erased.")
    with _open(context) as app:
        changes = app.documents.purge(app.actor, targets)
    words = f"Erased {output.count(len(changes.documents), 'document')}"
    words += f" and the text of {output.count(len(changes.runs), 'run')}."
    output.show({"documents": sorted(changes.documents), "runs": sorted(changes.runs)}, as_json, words)


@cli.command()
def relabel(
    context: typer.Context,
    label: Annotated[str, typer.Argument(help="public, internal, confidential or restricted.")],
    targets: Annotated[list[str], typer.Argument(help="Document ids, files or folders.")],
    as_json: Json = False,
) -> None:
    """Change the label of documents."""
    with _open(context) as app:
        changes = app.documents.relabel(app.actor, targets, _label(label) or Label.INTERNAL)
    words = f"{output.count(len(changes.documents), 'document')} changed to {label}."
    output.show({"documents": sorted(changes.documents)}, as_json, words)


@cli.command()
def reindex(context: typer.Context, as_json: Json = False) -> None:
    """Rebuild the vector index from the stored vectors."""
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        state = app.reindex(on_progress, cancel)
    output.show(state, as_json, f"Built generation {state['generation']} with {output.count(state['indexed'], 'passage')}.")


@cli.command()
def backup(
    context: typer.Context, folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")], as_json: Json = False
) -> None:
    """Copy the workspace to a new folder and verify the copy."""
    with _open(context) as app, _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        report = app.backup(folder, on_progress, cancel)
    words = f"Backed up {output.count(report.files, 'file')}, {output.size(report.bytes)}, all verified."
    output.show(report.as_json(), as_json, words)


@cli.command()
def restore(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder made by `citewell backup`.")],
    as_json: Json = False,
) -> None:
    """Restore a backup as a new workspace, named with -w."""
    target = _folder_to_make(context)
    with _cancel_on_interrupt() as cancel, output.progress() as on_progress:
        files = restore_workspace(folder, target, on_progress, cancel)
    output.show(
        {"workspace": str(target.absolute()), "files": files},
        as_json,
        f"Restored {output.count(files, 'file')} to {target}, all verified.",
    )


@cli.command()
def settings(
    context: typer.Context,
    changes: Annotated[list[str] | None, typer.Argument(help="NAME=VALUE, for example answer.stale_days=365.")] = None,
    reset: Annotated[list[str] | None, typer.Option(help="NAME of a setting to reset to its default; may be repeated.")] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Explain each setting: meaning, allowed values, when it takes effect."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Show or change settings."""
    wrong = next((item for item in changes or [] if "=" not in item), None)
    if wrong is not None:
        raise typer.BadParameter(f"{wrong} is not NAME=VALUE.")
    with _open(context) as app:
        if changes or reset:
            app.change_settings(dict(item.split("=", 1) for item in changes or []), reset or [])
        values, waiting = app.preferences.wanted, app.preferences.waiting
    output.show(asdict(values), as_json, library_view.explained(values) if explain else output.settings(asdict(values), waiting))


@cli.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Check the workspace and this machine."""
    with _open(context) as app:
        found = app.doctor()
    output.show([item.as_json() for item in found], as_json, output.findings(found))
    if not all(item.ok for item in found):
        raise typer.Exit(4)


cli.add_typer(run_commands(_open, _cancel_on_interrupt), name="runs")
cli.add_typer(conversation_commands(_open), name="conversations")
cli.add_typer(model_commands(_open, _cancel_on_interrupt), name="models")
cli.add_typer(audit_commands(_open), name="audit")
cli.add_typer(people_commands(_open), name="people")
cli.add_typer(unit_commands(_open), name="units")
cli.add_typer(gap_commands(_open, _cancel_on_interrupt), name="gaps")
cli.add_typer(interview_commands(_open, _cancel_on_interrupt, _confirm), name="interview")
person_commands(cli, _open, _cancel_on_interrupt)
check_command(cli, _open, _cancel_on_interrupt)
cli.add_typer(rule_commands(_open), name="rules")
cli.add_typer(tree_commands(_open), name="tree")
cli.add_typer(correction_commands(_open), name="corrections")


def _label(word: str | None) -> Label | None:
    if word is None:
        return None
    try:
        return Label.from_word(word)
    except KeyError as error:
        raise UserError(f"There is no label {word}.", f"The labels are {', '.join(label.word for label in Label)}.") from error
