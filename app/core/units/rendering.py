"""How a unit reads: the one immutable text that its approved revision is found by, quoted from and cited in.

Decision hidden: the wording around the fields. Each field stands under its title, so that a citation names
it; what is structured is written as sentences and list items that can be quoted alone. Invariants: the same
content gives the same text; for a field of plain text `text[start:end]` is that text; the blocks are
disjoint, in order and leave no word out. Pure; any thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.documents.documents import Block, BlockKind, Extraction
from app.core.units.fields import Field, FieldType, FieldValue, Kind, Moment, Option, Step
from app.core.units.units import Content

READER = "unit"
READER_VERSION = "1"
MEDIA_TYPE = "application/x-citewell-unit"

VALIDITY = "validity"
"""Under this name `Rendered.fields` has what is said of the days on which a unit holds."""


@dataclass(frozen=True)
class Rendered:
    """A unit as text; `fields` tells where each field's words stand, "title" included."""

    text: str
    blocks: tuple[Block, ...]
    fields: Mapping[str, tuple[int, int]]

    def extraction(self, title: str) -> Extraction:
        """Return the text as what a reader got out of a document."""
        return Extraction(
            self.text, self.blocks, MEDIA_TYPE, READER, READER_VERSION, title=title, language="en"
        )

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, told apart from that of any file."""
        return hashlib.sha256(b"unit\0" + self.text.encode("utf-8", "surrogatepass")).hexdigest()


def render(kind: Kind, content: Content, titles: Mapping[str, str] | None = None) -> Rendered:
    """Return a unit's text.

    Args:
        titles: of the units that fields refer to, by id; a reference to another is left out.
    """
    page = _Page()
    page.heading(content.title or kind.title, 1, "title")
    for field in kind.fields:
        value = content.fields.get(field.id)
        if not value:
            continue
        parts = _parts(field, value, titles or {})
        if parts:
            page.heading(field.title, 2)
            page.body(field.id, parts)
    validity = _validity(content)
    if validity:
        page.heading("Validity", 2)
        page.body(VALIDITY, [(BlockKind.PARAGRAPH, validity)])
    return page.done()


def field_text(field: Field, value: FieldValue | None, titles: Mapping[str, str] | None = None) -> str:
    """Return what a field says, as it is rendered; a reference to an unknown unit as its id."""
    if not value:
        return ""
    parts = _parts(field, value, titles or {})
    return _join(parts) if parts else str(value)


class _Page:
    """Text that grows, with its blocks."""

    def __init__(self) -> None:
        self._text = ""
        self._blocks: list[Block] = []
        self._fields: dict[str, tuple[int, int]] = {}

    def heading(self, title: str, level: int, field: str = "") -> None:
        if self._text:
            self._text += "\n\n"
        start = len(self._text)
        self._text += title
        self._blocks.append(Block(BlockKind.HEADING, start, len(self._text), level))
        if field:
            self._fields[field] = (start, len(self._text))

    def body(self, field: str, parts: list[tuple[BlockKind, str]]) -> None:
        self._text += "\n"
        start = len(self._text)
        for number, (kind, words) in enumerate(parts):
            if number:
                self._text += _between(kind)
            self._blocks.append(Block(kind, len(self._text), len(self._text) + len(words)))
            self._text += words
        self._fields[field] = (start, len(self._text))

    def done(self) -> Rendered:
        return Rendered(self._text + "\n", tuple(self._blocks), self._fields)


def _between(kind: BlockKind) -> str:
    return "\n" if kind is BlockKind.LIST_ITEM else "\n\n"


def _join(parts: list[tuple[BlockKind, str]]) -> str:
    return "".join((_between(kind) if number else "") + words for number, (kind, words) in enumerate(parts))


def _parts(field: Field, value: FieldValue, titles: Mapping[str, str]) -> list[tuple[BlockKind, str]]:
    """Return a field's blocks; none when there is nothing to say."""
    if isinstance(value, str):
        if field.type is FieldType.UNIT:
            return [(BlockKind.PARAGRAPH, titles[value])] if value in titles else []
        # One block, so that the text is what was written, character for character; splitting finds its
        # paragraphs.
        return [(BlockKind.PARAGRAPH, value)]
    if field.type is FieldType.SYNONYMS:
        return [(BlockKind.PARAGRAPH, ", ".join(item for item in value if isinstance(item, str)))]
    items: Sequence[str | Option | Moment | Step] = value
    return [(BlockKind.LIST_ITEM, _item(item, number)) for number, item in enumerate(items, 1)]


def _item(item: str | Option | Moment | Step, number: int) -> str:
    if isinstance(item, Option):
        return f"- {_option(item)}"
    if isinstance(item, Moment):
        return f"- {item.time}: {item.event}" if item.time else f"- {item.event}"
    if isinstance(item, Step):
        return f"{number}. {item.action}" + (f" Check: {item.check}" if item.check else "")
    return f"- {item}"


def _option(option: Option) -> str:
    because = option.because.rstrip(".")
    if option.chosen is None:
        sentences = [
            f"{option.name}: whether it was chosen is not said.",
            *([f"Said of it: {because}."] if because else []),
        ]
    else:
        verdict = "chosen" if option.chosen else "not chosen"
        sentences = [f"{option.name}: {verdict}{f', because {because}' if because else ''}."]
    if option.pros:
        sentences.append(f"For it: {'; '.join(option.pros)}.")
    if option.cons:
        sentences.append(f"Against it: {'; '.join(option.cons)}.")
    return " ".join(sentences)


def _validity(content: Content) -> str:
    if content.valid_from and content.valid_until:
        return f"It holds from {content.valid_from} to {content.valid_until}."
    if content.valid_from:
        return f"It holds from {content.valid_from} on."
    if content.valid_until:
        return f"It holds until {content.valid_until}."
    return ""
