"""The session of a command: which workspace it means, who opens it, and how it ends.

Decision hidden: where a command runs. A workspace that a window has open belongs to the window's process:
the command then runs there, in a thread of its own and on behalf of its caller, and what it does before it
opens the workspace is done in the caller's process. Invariant: each command has a session of its own, in
whichever thread it runs.

Exit codes: 0 done, 1 the user's error, 2 usage, 3 the machine's, 4 integrity, 5 access denied,
6 did not pass.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import typer
import typer.exceptions
import typer.main

from app.cli import output
from app.core.consequences import Errand
from app.core.errors import AppError, UserError
from app.core.work import CancelToken
from app.workspace import ipc
from app.workspace.workspace import Application, open_application


@dataclass(frozen=True)
class _Served:
    """The window that runs the command for another process."""

    host: Application
    visit: ipc.Visit


@dataclass(frozen=True)
class _Session:
    """What one command was called with.

    Attributes:
        arguments: the words after the program's name.
        served: None where the command runs in its caller's process.
        workspace: the folder named on the command line or in the environment.
        person: whom to act as.
    """

    arguments: tuple[str, ...]
    served: _Served | None = None
    workspace: Path | None = None
    person: str | None = None


_SESSION: ContextVar[_Session] = ContextVar("session")

_ID = re.compile("[0-9a-f]{16,}")


def serve(cli: typer.Typer, host: Application, visit: ipc.Visit) -> int:
    """Run another process's command on an open workspace, with its permissions, and return its exit code."""
    return _run(cli, _Session(visit.arguments, _Served(host, visit)))


def run(cli: typer.Typer, arguments: Sequence[str]) -> int:
    """Run one command of this process and return its exit code."""
    return _run(cli, _Session(tuple(arguments)))


def _run(cli: typer.Typer, session: _Session) -> int:
    command: Any = typer.main.get_command(cli)
    if session.served is not None:
        _place_paths(command, session.served.visit)
    before = _SESSION.set(session)
    try:
        # Without its own error handling the parser hands the code of an `Exit` back as the result.
        code = command(args=list(session.arguments), prog_name="citewell", standalone_mode=False)
    except typer.exceptions.TyperException as error:
        output.usage(error)
        return 2
    except typer.exceptions.Abort:
        return 1
    except AppError as error:
        output.complain(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: nothing is wrong, and nothing more can be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        traceback.print_exc()
        output.note(
            "citewell: this is a bug in the program, not a mistake in your input. The lines above show where."
        )
        return 3
    finally:
        _SESSION.reset(before)
    return code if isinstance(code, int) else 0


def _place_paths(command: Any, visit: ipc.Visit) -> None:
    """Make every command resolve paths from the caller's folder."""
    for one in getattr(command, "commands", {}).values():
        _place_paths(one, visit)
    if not hasattr(command, "commands") and command.callback is not None:
        command.callback = partial(_call_placed, command.callback, visit)


def _call_placed(inner: Callable[..., Any], visit: ipc.Visit, /, *given: Any, **named: Any) -> Any:
    return inner(*given, **{name: _placed(name, value, visit) for name, value in named.items()})


def _placed(name: str, value: Any, visit: ipc.Visit) -> Any:
    if isinstance(value, Path):
        return visit.place(value)
    if isinstance(value, list | tuple):
        return [_placed(name, one, visit) for one in value]
    if name == "targets" and isinstance(value, str) and not _ID.fullmatch(value):
        return str(visit.place(Path(value).expanduser()))
    return value


# What commands ask of it


def choose(workspace: Path | None, person: str | None) -> None:
    """Keep which workspace the command line names, and whom to act as; before any other function here."""
    _SESSION.set(replace(_SESSION.get(), workspace=workspace, person=person))


@contextmanager
def open_workspace() -> Iterator[Application]:
    """Open the workspace; if a window already has it open, the command runs there and ends here.

    Raises:
        UserError: no workspace is named, and this folder is none.
        AppError: as `open_application`, or as `ipc.call`.
    """
    session = _SESSION.get()
    if session.served is not None:
        visit = session.served.visit
        with (
            session.served.host.acting_for(visit.account, visit.groups, session.person) as app,
            app.consequences.carried_by(_carry),
        ):
            yield app
        return
    folder = _folder(session)
    code = ipc.call(folder, session.arguments)
    if code is not None:
        raise typer.Exit(code)
    with open_application(folder, person=session.person) as app, app.consequences.carried_by(_carry):
        yield app


def _folder(session: _Session) -> Path:
    if session.workspace is not None:
        return session.workspace
    if Path("citewell.db").is_file():
        return Path.cwd()
    raise UserError(
        "No workspace given.",
        "Use -w FOLDER, set CITEWELL_WORKSPACE, or run the command in the workspace's folder.",
    )


def new_folder() -> Path:
    """Return the folder of the workspace to be made.

    Raises:
        UserError: none is named, or a window runs the command.
    """
    session = _SESSION.get()
    if session.served is not None:
        said = "A window cannot create workspaces for other processes."
        raise UserError(said, "Run the command on its own.")
    if session.workspace is None:
        raise UserError("No workspace folder given.", "Name one: citewell -w FOLDER init")
    return session.workspace


def _carry(errand: Errand) -> None:
    """Ask again what a command made due, with the command's own Ctrl+C where it has one, and tell."""
    if errand.cancel is None:
        with cancel_on_interrupt() as cancel:
            came = errand.run(cancel)
    else:
        came = errand.run()
    for line in output.consequence(came):
        output.note(line)


def confirm(question: str) -> bool:
    """Ask on the terminal; call it before the workspace is opened, so that it is the caller's terminal."""
    return _SESSION.get().served is not None or typer.confirm(question, err=True)


@contextmanager
def cancel_on_interrupt(*others: signal.Signals) -> Iterator[CancelToken]:
    """Turn the first Ctrl+C, or another of these signals, into a clean stop; the second ends the program."""
    served = _SESSION.get().served
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
