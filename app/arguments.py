"""What the commands of every group share: the parts that cli.py hands them, and the options that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from app.bootstrap import Application
from app.core.work import CancelToken

Open = Callable[[typer.Context], AbstractContextManager[Application]]
"""Opens the workspace that a command line names."""

Stop = Callable[[], AbstractContextManager[CancelToken]]
"""Turns Ctrl+C into a clean stop."""

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Id = Annotated[str, typer.Argument(metavar="ID")]
UnitName = Annotated[str, typer.Argument(metavar="UNIT", help="An id, the beginning of one, or kind/short-name.")]
Reason = Annotated[str, typer.Option(help="Why, in a sentence.")]
