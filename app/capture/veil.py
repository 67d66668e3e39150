"""A unit as masked eyes see it.

Decision hidden: which words of a unit are veiled; who sees them as they were written is decided by
governance.policy.
Invariant: a veiled text has the length of the plain one. Pure; any thread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from app.core.language.text import MASK
from app.core.units.fields import FieldValue
from app.core.units.forms import fields_json, read_fields
from app.core.units.kinds import KINDS
from app.core.units.rendering import render
from app.core.units.units import Content, UnitHead
from app.governance.masking import veiled as veiled

Head = TypeVar("Head", bound=UnitHead)


def veiled_head(head: Head, *, plain: bool) -> Head:
    """Return a unit as listed in an actor's view."""
    if plain:
        return head
    return replace(
        head, title=veiled(head.title), tags=tuple(map(veiled, head.tags)), doubt=veiled(head.doubt)
    )


def veiled_content(kind: str, content: Content, *, plain: bool) -> Content:
    """Return what a revision says in an actor's view; the quotes of its evidence are read elsewhere."""
    if plain:
        return content
    return replace(
        content,
        title=veiled(content.title),
        fields=read_fields(KINDS[kind], _veiled_json(fields_json(content.fields)))[0],
        tags=tuple(map(veiled, content.tags)),
        evidence=tuple(replace(span, quote=veiled(span.quote)) for span in content.evidence),
    )


def found_by(kind: str, content: Content) -> tuple[str, str]:
    """Return title and words of a revision as masked eyes see them, to be found by."""
    return veiled(content.title), veiled(" ".join((render(KINDS[kind], content).text, *content.tags)))


def masked_fields(content: Content) -> tuple[str, ...]:
    """Return the fields that hold masked characters, which somebody took from a view instead of writing
    them.
    """
    found = [name for name in ("title", "tags") if MASK in str(getattr(content, name))]
    return (*found, *(name for name, value in content.fields.items() if MASK in _all_words(value)))


def _veiled_json(value: Any) -> Any:
    if isinstance(value, str):
        return veiled(value)
    if isinstance(value, list):
        return [_veiled_json(item) for item in value]
    return {name: _veiled_json(item) for name, item in value.items()} if isinstance(value, dict) else value


def _all_words(value: FieldValue) -> str:
    return value if isinstance(value, str) else repr(value)
