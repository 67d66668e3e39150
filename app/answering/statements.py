"""What a stretch of text states, and what a claim says: the units that are held against each other.

The decision hidden here is where a statement ends and what its place adds: a sentence, a row or an item of a
list is one; it has the title, the headings above it, its headers, and the subject of the sentence that it
points back to. Invariant: offsets are those of the stretch; nothing of one statement is part of another's own
words. Lexical and English. Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from app.answering.rows import Cell, bars, cells_of, header_of, is_row
from app.core.documents.documents import BlockKind
from app.core.documents.shown import Part
from app.core.language.designations import Designation, designations, without
from app.core.language.facts import Facts, content, facts, root
from app.core.language.sentences import definite, opening, points_back, speaks_for_itself, subject
from app.core.language.text import fold, stem, words

_FURTHEST = 4
"""Sentences that are gone back over to find what a pronoun stands for."""


_MARK = re.compile(r"\s*(?:[-*+•◦▪‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)]|#[.)])\s+(?=\S)")


_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")


_FIELD = re.compile(r"\s*(?:[-*+•]\s+)?[*_]*[^\W\d_][^\n:|;.!?]{0,40}?[*_]*:[*_]*\s+\S[^\n]*")


CAPITALS = re.compile(r"(?<![\w])[A-Z][\w'’&-]*(?:\s+(?:of\s+|the\s+|de\s+|von\s+|van\s+)?[A-Z][\w'’&-]*)*")


class Sort(StrEnum):
    """What a statement is."""

    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    LIST = "list"
    HEADING = "heading"


@dataclass(frozen=True)
class Statement:
    """What one sentence, row or item says, and what its place adds.

    Attributes:
        start, end: where it stands in the stretch; a list stands where all of it does.
        text: what it says, with the line that introduces it.
        sort: what it is.
        place: title and headings above it.
        about: the subject of the sentence that it points back to, or empty.
        cells: of a row.
        items: of a list that is read as one.
        lead: the line that introduces it, with which `text` begins, or empty.
        line: which of the stretch's sentences it is or belongs to.
    """

    start: int
    end: int
    text: str
    sort: Sort
    place: str = ""
    about: str = ""
    cells: tuple[Cell, ...] = ()
    items: tuple[str, ...] = ()
    line: int = 0
    lead: str = ""
    headings: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        return designations(self.own)

    @cached_property
    def own(self) -> str:
        """Its own words, without a list's mark; a row's with its headers, whose numbers count for nothing."""
        mark = _MARK.match(self.text)
        bare = self.text[mark.end() :] if mark else self.text
        return bare if self.sort is Sort.LIST else " ".join(bare.split())

    @cached_property
    def facts(self) -> Facts:
        """What its own words state; numbers of designations are no values, and a heading has none."""
        return facts(without(self.own, self.designations))

    @cached_property
    def headers(self) -> str:
        return ". ".join(cell.header for cell in self.cells if cell.header)

    @cached_property
    def around(self) -> Facts:
        """What names the thing it speaks of without being said by it."""
        return facts(". ".join(part for part in (self.place, self.about, self.headers) if part))

    @cached_property
    def named_around(self) -> tuple[Designation, ...]:
        return designations(". ".join(part for part in (self.place, self.about, self.headers) if part))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset((*facts(self.own).stems, *self.around.stems))

    @cached_property
    def present(self) -> frozenset[str]:
        """Roots of every word that a claim may take from it."""
        return facts(self.own).roots | self.around.roots


_SORTS = {
    BlockKind.TABLE_ROW.value: Sort.ROW,
    BlockKind.LIST_ITEM.value: Sort.ITEM,
    BlockKind.HEADING.value: Sort.HEADING,
}
"""What the blocks of a passage state; others are prose."""


def statements(
    text: str,
    spans: Sequence[tuple[int, int, str]],
    title: str,
    headings: Sequence[str],
    parts: Sequence[Part] = (),
) -> list[Statement]:
    """Return what a stretch of text states, in order.

    Args:
        text: the stretch.
        spans: its sentences, each with the line that introduces it or an empty one.
        title, headings: of the passage.
        parts: the blocks of the stretch, where they are known; guessed from its lines without.
    """
    found: list[Statement] = []
    place = tuple(part for part in (title, *headings) if part)
    table: list[tuple[str, ...]] = [bars(part) for part in headings if " | " in part]
    header: tuple[str, ...] = table[-1] if table else ()
    above = headings
    last_row = -2
    for number, (start, end, lead) in enumerate(spans):
        raw = text[start:end]
        sort_here = next(
            (_SORTS.get(part.kind, Sort.PROSE) for part in parts if part.start <= start < part.end), None
        )
        if sort_here is Sort.HEADING or (sort_here is None and _is_heading(text, start, end)):
            above = (*headings[:-1], raw.strip("# \t"))
            place = tuple(part for part in (title, *above) if part)
            found.append(
                Statement(start, end, raw, Sort.HEADING, ". ".join(place), line=number, headings=tuple(above))
            )
            header = ()
            continue
        pieces = [(0, len(raw), sort_here)] if sort_here in (Sort.ROW, Sort.ITEM) else _pieces(raw)
        made: list[Statement] = []
        for low, high, sort in pieces:
            part = raw[low:high]
            said = f"{lead} {part}" if lead else part
            cells: tuple[Cell, ...] = ()
            if sort is Sort.ROW:
                if last_row < number - 1 and len(pieces) == 1 and not table:
                    header = ()
                header = header or header_of(text, start + low, start + high)
                cells = cells_of(part, header)
                last_row = number
            where = ". ".join(place)
            made.append(
                Statement(
                    start + low, start + high, said, sort, where, "", cells, (), number, lead, tuple(above)
                )
            )
        if len(made) > 1 and made[0].sort is not Sort.ROW and any(item.sort is Sort.ITEM for item in made):
            made = _as_list(raw, start, end, made, lead)
        found.extend(made)
    return [replace(item, about=_about(found, at)) for at, item in enumerate(found)]


def _is_heading(text: str, start: int, end: int) -> bool:
    raw = text[start:end]
    if "\n" in raw.strip():
        return False
    if _HEADING.match(raw):
        return True
    after = text[end : end + 200].lstrip(" \t\r").removeprefix("\n").split("\n", 1)[0].strip()
    return (
        len(raw) <= 120
        and len(after) >= 3
        and len(set(after)) == 1
        and after[0] in "=-~^\"'*+#`"
        and raw[-1:] not in ".;,|"
    )


def _pieces(raw: str) -> list[tuple[int, int, Sort]]:
    """Cut what was read as one sentence into rows, fields and items where its lines are such."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", raw)]
    kinds = [_sort(raw[low:high]) for low, high in lines]
    if len(lines) == 1:
        return [(0, len(raw), kinds[0])]
    if not any(kinds[1:]) or Sort.PROSE not in kinds and set(kinds) == {Sort.PROSE}:
        return [(0, len(raw), Sort.PROSE)]
    if set(kinds) <= {Sort.ROW, Sort.ITEM} or (kinds[0] is Sort.PROSE and Sort.PROSE not in kinds[1:]):
        return [(low, high, kind) for (low, high), kind in zip(lines, kinds, strict=True)]
    found: list[tuple[int, int, Sort]] = []
    for (low, high), kind in zip(lines, kinds, strict=True):
        if kind is Sort.PROSE and found:
            # A hard-wrapped rest belongs to the item before.
            found[-1] = (found[-1][0], high, found[-1][2])
        else:
            found.append((low, high, kind))
    return found if any(sort is not Sort.PROSE for _, _, sort in found) else [(0, len(raw), Sort.PROSE)]


def _sort(line: str) -> Sort:
    if is_row(line):
        return Sort.ROW
    return Sort.ITEM if _MARK.match(line) or _FIELD.fullmatch(line) else Sort.PROSE


def _as_list(raw: str, start: int, end: int, made: Sequence[Statement], lead: str) -> list[Statement]:
    """Return the items of a list, each with the line that introduces it, and the list as a whole."""
    first = made[0] if made[0].sort is Sort.PROSE else None
    items = [item for item in made if item is not first]
    said = (
        [replace(item, text=f"{first.text} {item.text}", lead=first.text) for item in items]
        if first is not None
        else items
    )
    whole = replace(
        made[0],
        start=start,
        end=end,
        text=f"{lead} {raw}" if lead else raw,
        sort=Sort.LIST,
        items=tuple(item.own for item in items),
    )
    return [*said, whole]


def _about(found: Sequence[Statement], at: int) -> str:
    """Return the words of earlier sentences that say what a statement speaks of when it does not do so
    itself.
    """
    base = found[at]
    if base.sort in (Sort.ROW, Sort.HEADING):
        return ""
    before = [item for item in found[max(0, at - _FURTHEST) : at] if item.headings == base.headings]
    parts = []
    if points_back(base.own):
        for item in reversed(before):
            if item.sort not in (Sort.PROSE, Sort.ITEM, Sort.LIST) or points_back(item.own):
                continue
            parts.append(opening(item.own) if speaks_for_itself(item.own) else item.own)
            break
    parts += _names_of(
        definite(base.own), base, [item for item in found[:at] if item.headings == base.headings]
    )
    return ". ".join(part for part in parts if part)


def _names_of(nouns: frozenset[str], base: Statement, before: Sequence[Statement]) -> list[str]:
    """Return the one name or designation that stands beside a noun earlier on: "the pump" is the HX-200 pump
    where there is no other.
    """
    found: dict[str, str] = {}
    for noun in nouns:
        named = set()
        for item in before:
            if item.sort is Sort.ROW:
                continue
            for name in [
                *((one.start, one.end) for one in designations(item.own)),
                *(one.span() for one in CAPITALS.finditer(item.own)),
            ]:
                near = content(item.own[max(0, name[0] - 24) : name[1] + 24])
                beside = (
                    words(item.own[name[1] : name[1] + 24])[:1]
                    + words(item.own[max(0, name[0] - 24) : name[0]])[-1:]
                )
                if noun in near and any(root(word.form) == noun for word in beside):
                    named.add(item.own[name[0] : name[1]])
        distinct = {fold(name) for name in named}
        if len(distinct) == 1 or (
            distinct
            and all(any(one in other or other in one for other in distinct) for one in distinct)
            and len(distinct) == 2
        ):
            found[noun] = max(named, key=len)
    return [name for name in found.values() if fold(name) not in fold(base.own)]


@dataclass(frozen=True)
class Said:
    """A claim, taken apart once."""

    text: str

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        return designations(self.text)

    @cached_property
    def bare(self) -> str:
        return without(self.text, self.designations)

    @cached_property
    def facts(self) -> Facts:
        return facts(self.bare)

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        # The "s" of "Tern-5's" is no word of its own.
        return tuple(word for word in content(self.text) if word != "s")

    @cached_property
    def stems(self) -> dict[str, str]:
        """The finer stem of each word that carries meaning, by its root: "receive" and "received" meet in
        that one.
        """
        return {found[0]: stem(word.form) for word in words(self.text) if (found := content(word.form))}

    @cached_property
    def subject(self) -> frozenset[str]:
        return subject(self.text)
