"""Where the files that ship with the program lie: in a checkout beside the package, in an installed wheel
inside it.

Invariant: returns paths only, opens nothing. Any room may import it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder; it need not exist."""
    inside = _PACKAGE / "_resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
