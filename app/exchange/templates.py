"""Beginnings of units that ship with the program, one file each in the form that units are exported in.

Decision hidden: where they lie (`templates/KIND/NAME.md`) and how they are written. What is to be filled in
stands in ‹such marks›, and no unit with one left can be submitted (`forms.validate`). Any thread.
"""

from __future__ import annotations

from app.core.errors import NotFound
from app.core.units.templates import Template
from app.exchange.madr import read_unit
from app.resources import resource


def templates() -> tuple[Template, ...]:
    """Return all templates, by kind and name.

    Raises:
        InvalidUnit: one of them is not what it says.
    """
    files = sorted(resource("templates").glob("*/*.md"))
    return tuple(
        Template(path.parent.name, path.stem, read_unit(path.read_text("utf-8")).content()) for path in files
    )


def template(kind: str, name: str) -> Template:
    """Return one.

    Raises:
        NotFound: there is none of that name; the hint names those that there are.
    """
    known = [one for one in templates() if one.kind == kind]
    for one in known:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in known)
    raise NotFound(
        f"There is no template {name} for a {kind}.",
        f"Available: {names}." if names else "This kind has no templates.",
    )
