"""A beginning of a unit, as the program ships them and people choose from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.units.forms import content_json
from app.core.units.units import Content


@dataclass(frozen=True)
class Template:
    """A beginning.

    Attributes:
        kind: of unit.
        name: as it is called on the command line.
        content: with marks where something is to be filled in.
    """

    kind: str
    name: str
    content: Content

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"kind": self.kind, "name": self.name, "content": content_json(self.content)}

    @property
    def title(self) -> str:
        """What it is for, in words."""
        return self.name.replace("-", " ").capitalize()
