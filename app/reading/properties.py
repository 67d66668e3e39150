"""The core properties of an office package, which every format calls a little differently.

The decision hidden here is what of them is kept, and which of their dates the document speaks for: the last change, else the making.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.reading.dates import iso


def core_properties(core: Any, names: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the properties that say something, by name, and the date of the last change in ISO 8601, or "".

    Args:
        core: what the format's library calls its core properties.
        names: of the properties to keep, besides the two dates.
    """
    found = {name: str(value) for name in names if (value := getattr(core, name)) not in (None, "", 0)}
    changed = ""
    for name in ("created", "modified"):
        value = getattr(core, name)
        if isinstance(value, datetime):
            changed = found[name] = iso(value)
    return found, changed
