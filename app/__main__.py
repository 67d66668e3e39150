"""Start the command line.

`--version` is answered before anything else is imported, because scripts ask for it often.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:
    from app.workspace.ipc import Visit
    from app.workspace.workspace import Application


def window_arguments(arguments: list[str]) -> tuple[Path | None, str | None] | None:
    """Return workspace and person when no command is given, which means the window; else None."""
    named = os.environ.get("CITEWELL_WORKSPACE")
    workspace, person = Path(named) if named else None, None
    left = list(arguments)
    while left:
        name, joined, value = left.pop(0).partition("=")
        if name not in ("-w", "--workspace", "--as") or not (joined or left):
            return None
        value = value if joined else left.pop(0)
        if name == "--as":
            person = value
        else:
            workspace = Path(value)
    return workspace, person


def can_show() -> bool:
    """Tell whether there is a screen, or a platform of Qt that needs none was asked for."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def load_window() -> None:
    """Import what the window needs, in the order that takes the least time."""
    # What the start makes stays: the window's own collector begins after it.
    gc.disable()
    # Before Qt, which reads the source of every module that is imported after it.
    import app.workspace.workspace

    # isort: split
    import app.ui.shell.application  # noqa: F401


def _serve(host: Application, visit: Visit) -> int:
    """Run another process's command line in the window."""
    from app.cli.main import serve  # deferred: most windows never serve one

    return serve(host, visit)


def main() -> None:
    """Run the program with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        print(f"citewell {__version__}")  # noqa: T201
        return
    wanted = window_arguments(sys.argv[1:])
    if wanted is not None and can_show():
        load_window()
        from app.ui.shell.application import run as show  # deferred: the command line has no use for Qt

        sys.exit(show(*wanted, serve=_serve))
    from app.cli.main import run  # deferred: see the module's docstring

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
