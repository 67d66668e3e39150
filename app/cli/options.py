"""What the commands of every group share: the parts that main.py hands them, and the options that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from app.core.work import CancelToken
from app.workspace.workspace import Application

Open = Callable[[typer.Context], AbstractContextManager[Application]]
"""Opens the workspace named on the command line."""

Stop = Callable[[], AbstractContextManager[CancelToken]]
"""Turns Ctrl+C into a clean stop."""

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Id = Annotated[str, typer.Argument(metavar="ID")]
UnitName = Annotated[str, typer.Argument(metavar="UNIT", help="Unit id, the beginning of one, or kind/short-name.")]
Reason = Annotated[str, typer.Option(help="The reason, in one sentence.")]
