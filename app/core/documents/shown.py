"""What a person reads of a text, beside the raw text that every offset counts in.

A file's raw text holds marks that nobody reads: link targets, template tags, emphasis, list marks, the bars
of a table. And a reader sees words that stand elsewhere: the name of a column above its cell. *Edits* say
where both differ, a *view* is the rendering with its way back. Invariant: a view's text and its offsets have
the same length; `view.quote(a, b)` is always the raw slice that the rendering came from. Pure; any thread.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.core.language.text import MASK

JOINT = " | "
"""Parts the names of columns in a table header."""


class Edit(NamedTuple):
    """Where the rendering differs: raw `[start, end)` reads as `text`, followed by the name of a column when
    there is one.

    Attributes:
        start, end: offsets in the raw text; equal for words that are only put in.
        text: what stands there instead.
        column: which name of the table header follows, from 0; -1 for none.
    """

    start: int
    end: int
    text: str = ""
    column: int = -1

    def words(self, raw: str, names: Sequence[str]) -> str:
        """Return what stands there in an actor's view: words made of what is masked are masked as a whole.

        Args:
            raw: the text that the offsets count in, in the actor's view.
            names: of the columns, in the actor's view.
        """
        text = self.text
        if text and MASK in raw[self.start : self.end]:
            text = "".join(char if char.isspace() else MASK for char in text)
        if 0 <= self.column < len(names) and names[self.column]:
            text += f"{names[self.column].rstrip(':')}: "
        return text


class Part(NamedTuple):
    """A stretch of a text that is one thing: its kind (a value of `BlockKind`) and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """How a stretch of raw text is read: its blocks and the edits in it, offsets counted from the stretch's
    first character.
    """

    parts: tuple[Part, ...] = ()
    edits: tuple[Edit, ...] = ()

    def encode(self) -> str:
        """Return the stored form; empty when the text reads as it stands."""
        if not self.parts and not self.edits:
            return ""
        return json.dumps(
            [[list(part) for part in self.parts], [_short(edit) for edit in self.edits]],
            separators=(",", ":"),
        )

    @classmethod
    def decode(cls, stored: str | None) -> Reading:
        """Return what `encode` stored."""
        if not stored:
            return cls()
        parts, edits = json.loads(stored)
        return cls(tuple(Part(*part) for part in parts), tuple(Edit(*edit) for edit in edits))


def _short(edit: Edit) -> list[int | str]:
    return list(edit) if edit.column >= 0 else list(edit[:3]) if edit.text else list(edit[:2])


def clipped(parts: Sequence[Part], edits: Sequence[Edit], start: int, end: int) -> Reading:
    """Return how `[start, end)` of a text is read, given the parts and edits of the whole text, both in
    order.
    """
    first = bisect_left(parts, start, key=lambda part: part.end)
    inside = []
    for part in parts[first:]:
        if part.start >= end:
            break
        if part.end > start:
            inside.append(Part(part.kind, max(part.start, start) - start, min(part.end, end) - start))
    first = bisect_left(edits, start, key=lambda edit: edit.end)
    changed = []
    for edit in edits[first:]:
        if edit.start >= end:
            break
        if edit.end > start or edit.start >= start:
            cut = Edit(max(edit.start, start) - start, min(edit.end, end) - start, edit.text, edit.column)
            changed.append(cut if edit.start >= start else cut._replace(text="", column=-1))
    return Reading(tuple(inside), tuple(changed))


@dataclass(frozen=True)
class View:
    """A stretch of raw text as it is read.

    Attributes:
        raw: the stretch in the actor's view.
        text: its rendering.
        starts, ends: for each character of `text` the raw range it came from; equal numbers for a word that
            was put in.
        parts: the blocks, in offsets of `text`; empty when they are not known.
    """

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    parts: tuple[Part, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw range that `text[start:end]` was made from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        low, high = self.starts[start], self.ends[start]
        for at in range(start, end):
            low, high = min(low, self.starts[at]), max(high, self.ends[at])
            if high > low:
                break
        return low, max(high, self.ends[end - 1])

    def quote(self, start: int, end: int) -> str:
        """Return the raw words that `text[start:end]` was made from."""
        low, high = self.span(start, end)
        return self.raw[low:high]

    def place(self, raw: int) -> int:
        """Return where the rendering of the raw character at `raw` begins."""
        return bisect_left(self.starts, raw)

    def read(self, start: int, end: int) -> str:
        """Return what a person reads of the raw characters `[start, end)`."""
        return self.text[self.place(start) : self.place(end)]


def view(raw: str, reading: Reading, context: str = "") -> View:
    """Return a stretch of text as it is read.

    Args:
        raw: in the actor's view.
        reading: how it is read; without anything in it the text stands for itself.
        context: the names of the columns, in the actor's view.
    """
    if not reading.edits:
        return View(raw, raw, range(len(raw)), range(1, len(raw) + 1), reading.parts)
    names = named_columns(context)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in reading.edits:
        if edit.start > at:
            pieces.append(raw[at : edit.start])
            starts.extend(range(at, edit.start))
            ends.extend(range(at + 1, edit.start + 1))
        words = edit.words(raw, names)
        pieces.append(words)
        starts.extend([edit.start] * len(words))
        ends.extend([edit.end] * len(words))
        at = max(at, edit.end)
    pieces.append(raw[at:])
    starts.extend(range(at, len(raw)))
    ends.extend(range(at + 1, len(raw) + 1))
    parts = tuple(
        Part(part.kind, bisect_left(starts, part.start), bisect_left(starts, part.end))
        for part in reading.parts
    )
    return View(raw, "".join(pieces), starts, ends, tuple(part for part in parts if part.end > part.start))


def named_columns(context: str) -> list[str]:
    """Return the names of the columns that a table's header holds."""
    return [name.strip() for name in context.split(JOINT)]


def in_order(edits: Iterable[Edit], length: int) -> tuple[Edit, ...]:
    """Return edits in order and disjoint; of two that overlap the longer one stays, since it takes the
    other's words away.
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, -one.end)):
        if not 0 <= edit.start <= edit.end <= length:
            continue
        if kept and edit.start < kept[-1].end:
            if edit.end > kept[-1].end:
                kept[-1] = kept[-1]._replace(end=edit.end)
            continue
        kept.append(edit)
    return tuple(kept)
