"""Beginnings of units, before any workspace is open: templates, and what a person wrote in a file.

Decision hidden: in which forms a draft may be written (JSON, or Markdown as free as notes), and what becomes
of fields that it does not name. Any thread.
"""

from __future__ import annotations

import json
from typing import Any

from app.core.errors import Problem, UserError
from app.core.units.fields import Kind
from app.core.units.forms import content_json, read_content
from app.core.units.units import Content
from app.exchange.madr import read_notes
from app.exchange.templates import template as template
from app.exchange.templates import templates as templates


def read_draft(
    kind: Kind, text: str | None, before: Content | None, name: str = ""
) -> tuple[Content, tuple[Problem, ...]]:
    """Return the content that a text states, over what there was, and what in it cannot be read.

    Args:
        kind: of the unit.
        text: JSON if it begins with a brace, else Markdown; None where nothing is stated.
        before: what holds for fields that it does not name; None for a new unit.
        name: of the text, for messages.

    Raises:
        InvalidUnit: its front matter is not what it says; the message names the line.
        UserError: it begins like JSON and is none.
    """
    raw: dict[str, Any] = {} if before is None else content_json(before)
    if text is not None:
        raw = _over(kind, raw, _stated(kind, text, raw.get("fields", {}), name))
    return read_content(kind, raw)


def _over(kind: Kind, raw: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Lay what is given over what there was; a field may also stand by itself, outside of `fields`."""
    own = {name: value for name, value in given.items() if kind.field(name) is not None}
    rest = {name: value for name, value in given.items() if name not in own}
    fields = rest.get("fields", {})
    merged = {**raw.get("fields", {}), **own, **fields} if isinstance(fields, dict) else fields
    return {**raw, **rest, "fields": merged}


def _stated(kind: Kind, text: str, before: dict[str, Any], name: str) -> dict[str, Any]:
    if not text.lstrip().startswith("{"):
        return read_notes(kind, text, before)
    try:
        return dict(json.loads(text))
    except ValueError as error:
        raise UserError(f"{name} is not JSON.", f"{error}. Nothing has been changed.") from error
