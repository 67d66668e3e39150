"""A source as paragraphs and tables, made from the blocks its reader found.

The decision hidden here is what each kind of block looks like as a page, before any widget knows of it.
Invariant: pure; every word that a person reads of the source is in a piece unless it is folded away, and no
character is in two. Long sources are cut into sections, and only those in sight are worked out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.documents.documents import Block, BlockKind, Source
from app.core.documents.formats import PLAIN, look_of
from app.core.documents.shown import JOINT, Edit
from app.ui.reader.inline import Piece, inline, verbatim

SECTION = 24_000
"""Characters of a section, the least that is laid out at once."""

LONGEST = 6_000
"""Characters of the longest paragraph; a longer one is shown as several, because a line break costs time with
its length.
"""

_MOST_COLUMNS = 40
_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|^\s*[-=+|]{8,}", re.MULTILINE)
"""What a line set in columns looks like; only a fixed pitch keeps them in place."""
_FIELD = re.compile(r":?([A-Z][A-Za-z]*(?:-[A-Za-z]+)*):[ \t]+(?=\S)")
_BULLET = re.compile(
    r"(?P<sign>[-*+•‣–])(?:[ \t]+|\Z)|(?P<number>\(?(?:\d{1,9}|[a-zA-Z]|#|[ivxlcIVXLC]{2,6})[.)])[ \t]+"
)
_BOXES = "☐☑"
_BAR = re.compile(r"(?<!\\)\|")
_LINE_START = re.compile(r"[^\r\n]*\Z")
_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_SPACE = re.compile(r"\s")


class Part(NamedTuple):
    """A stretch of the source that becomes one paragraph or row: a block, or a piece of a long one, or words
    between blocks.
    """

    kind: BlockKind | None
    start: int
    end: int
    level: int = 0
    context: str = ""
    first: bool = True


@dataclass(frozen=True)
class Section:
    """Consecutive parts; `start` and `end` are offsets, and sections leave no character out."""

    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass
class Paragraph:
    """One paragraph.

    Attributes:
        look: "heading", "text", "item", "more" (of an item), "code", "fixed", "quote", "muted", "fold" or
            "page".
        pieces: its words.
        level: of a heading from 1; of an item its depth from 0; of a fold how many lines it hides; of a page
            its number.
        fold: of a fold, the offset it is known by.
        closed: of a fold.
    """

    look: str
    pieces: list[Piece]
    level: int = 0
    fold: int = -1
    closed: bool = True


@dataclass
class Table:
    """Rows of cells; the first `heads` rows name the columns. `fields` tells a list of names and values from
    a table.
    """

    rows: list[list[list[Piece]]] = field(default_factory=list)
    heads: int = 0
    fields: bool = False


class Flow:
    """One source, section by section."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._look = look_of(source.media_type)
        self.sections = _sections(source)
        self._starts = [section.start for section in self.sections]
        self._top = _fields_end(source)
        self._edits = source.edits
        self.opened: set[int] = set()
        """The folds that are open, by their offsets."""

    def section_at(self, offset: int) -> int:
        """Return the number of the section that holds a character."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def open_at(self, start: int, end: int) -> bool:
        """Open the folds that hide characters of a range; tell whether any was closed."""
        changed = False
        for number in range(self.section_at(start), self.section_at(max(start, end - 1)) + 1):
            for parts in self._groups(self.sections[number].parts):
                fold = self._fold(parts)
                if fold >= 0 and fold not in self.opened and parts[0].start < end and parts[-1].end > start:
                    self.opened.add(fold)
                    changed = True
        return changed

    def elements(self, number: int) -> Iterator[Paragraph | Table]:
        """Yield what a section shows."""
        section = self.sections[number]
        pages = (
            [page for page in self._source.pages if section.start <= page.start < section.end]
            if len(self._source.pages) > 1
            else []
        )
        for parts in self._groups(section.parts):
            while pages and pages[0].start <= parts[0].start:
                yield Paragraph("page", [], pages.pop(0).number)
            kind = parts[0].kind
            if kind is BlockKind.TABLE_ROW:
                yield from self._table(parts)
            elif (fold := self._fold(parts)) >= 0:
                if self._look.flowing and fold not in self.opened and parts[0].start > 3:
                    continue  # comments, tags and targets of links between paragraphs; what the file begins with is about it
                lines = sum(1 + self._text.count("\n", part.start, part.end) for part in parts)
                yield Paragraph("fold", [], lines, fold, fold not in self.opened)
                if fold in self.opened:
                    yield from (
                        Paragraph("muted", verbatim(self._text, part.start, part.end)) for part in parts
                    )
            elif self._is_field(parts[0]):
                yield self._fields(parts)
            else:
                yield from filter(_says_something, map(self._paragraph, parts))
        for page in pages:
            yield Paragraph("page", [], page.number)

    def _groups(self, parts: tuple[Part, ...]) -> Iterator[list[Part]]:
        """Yield rows, folded paragraphs and leading fields together, all others one by one."""
        group: list[Part] = []
        for part in parts:
            joins = part.kind in (BlockKind.TABLE_ROW, BlockKind.BOILERPLATE) or self._is_field(part)
            if group and not (joins and part.kind is group[0].kind):
                yield group
                group = []
            group.append(part)
        if group:
            yield group

    def _is_field(self, part: Part) -> bool:
        return part.kind is BlockKind.PARAGRAPH and part.end <= self._top

    def _fold(self, parts: list[Part]) -> int:
        return parts[0].start if parts[0].kind is BlockKind.BOILERPLATE and self._look.folds else -1

    def _paragraph(self, part: Part) -> Paragraph:
        text, flowing = self._text, self._look.flowing
        start, end = part.start, part.end
        match part.kind:
            case None:
                return Paragraph("muted", verbatim(text, start, end))
            case BlockKind.HEADING:
                return Paragraph("heading", self._inline(start, end), part.level)
            case BlockKind.CODE:
                return Paragraph(
                    "code", verbatim(text, start, end, dedent=_indent(text, start) if part.first else 0)
                )
            case BlockKind.BOILERPLATE:
                return Paragraph("muted", verbatim(text, start, end))
            case BlockKind.QUOTE:
                if match := re.compile(r"[>\s]+").match(text, start, end):
                    start = match.end()
                return Paragraph(
                    "quote",
                    self._inline(start, end, keep_lines=not flowing and self._ragged(start, end), quote=True),
                )
            case BlockKind.LIST_ITEM:
                return self._item(part)
        if self._look.columns and _COLUMNS.search(text, start, end):
            return Paragraph("fixed", verbatim(text, start, end))
        return Paragraph(
            "text", self._inline(start, end, keep_lines=not flowing and self._ragged(start, end))
        )

    def _inline(self, start: int, end: int, *, keep_lines: bool = False, quote: bool = False) -> list[Piece]:
        return inline(
            self._text,
            start,
            end,
            self._source.media_type,
            self._read(start, end),
            keep_lines=keep_lines,
            quote=quote,
        )

    def _read(self, start: int, end: int) -> Sequence[Edit]:
        """Return the edits that touch a range."""
        low = bisect_left(self._edits, start, key=lambda edit: edit.end)
        high = bisect_left(self._edits, end, low, key=lambda edit: edit.start)
        return [edit for edit in self._edits[low:high] if edit.end > start or edit.start == edit.end]

    def _ragged(self, start: int, end: int) -> bool:
        """Say whether line breaks are meant: not those of a text that was filled to a width."""
        if not self._look.ragged:
            return True
        lines = self._text[start:end].splitlines()
        return any(len(line) < 50 for line in lines[:-1])

    def _item(self, part: Part) -> Paragraph:
        text, look = self._text, self._look
        flowing, indented = look.flowing, look.flowing or look.ragged
        depth = min(_indent(text, part.start) // 2, 5) if indented else 0
        lead: list[Piece] = []
        start = part.start
        match = _BULLET.match(text, start, part.end) if part.first else None
        read = self._read(start, part.end) if part.first else ()
        sign = next((edit for edit in read if edit.start == start and edit.text.strip()), None)
        if sign is not None and (match is None or sign.end >= match.end()):
            mark = sign.text.strip()
            # Of a task only its box is drawn.
            lead = [
                Piece(start, mark[-1] if mark[-1] in _BOXES else mark, stands=sign.end - start),
                Piece(-1, "\u2002"),
            ]
            start = sign.end
        elif match is not None:
            name = "sign" if match["sign"] else "number"
            lead = [Piece(match.start(name), "•" if match["sign"] else match["number"]), Piece(-1, "\u2002")]
            start = match.end()
        elif part.first and not indented:
            lead = [Piece(-1, "•\u2002")]
        words = self._inline(start, part.end, keep_lines=not flowing and self._ragged(start, part.end))
        return Paragraph("item" if lead else "more", [*lead, *words], depth)

    def _fields(self, parts: list[Part]) -> Table:
        table = Table(fields=True)
        for part in parts:
            start = part.start
            for line in re.finditer(r"[^\r\n]+(?:\r?\n[ \t]+[^\r\n]*)*", self._text[part.start : part.end]):
                begin, end = start + line.start(), start + line.end()
                named = _FIELD.match(self._text, begin, end)
                words = inline(self._text, named.end() if named else begin, end, PLAIN.media_type)
                table.rows.append([verbatim(self._text, *named.span(1), "muted") if named else [], words])
        return table

    def _table(self, parts: list[Part]) -> Iterator[Paragraph | Table]:
        rows = [self._cells(part) for part in parts]
        width = max((len(row) for row in rows if row), default=0)
        if any(row is None for row in rows) or not 1 < width <= _MOST_COLUMNS:
            for part in parts:
                style = "strong" if not part.context and any(one.context for one in parts) else ""
                yield Paragraph("fixed", verbatim(self._text, part.start, part.end, style))
            return
        heads = 0
        while (
            heads < len(parts) - 1
            and not parts[heads].context
            and any(part.context for part in parts[heads + 1 :])
        ):
            heads += 1
        found = [row for row in rows if row is not None]
        if parts[0].context:
            # The rows before are in another section, or far above: the names of the columns come again.
            found.insert(0, [[Piece(-1, name)] if name else [] for name in parts[0].context.split(JOINT)])
            heads = 1
        elif heads == 1 and self._look.flowing:
            _name_columns(found[0], parts[1].context.split(JOINT))
        yield Table(found, heads)

    def _cells(self, part: Part) -> list[list[Piece]] | None:
        """Return the words of a row's cells; None when it is drawn with white space."""
        text, look = self._text, self._look
        if part.end - part.start > 4 * LONGEST:
            return None
        lines = [match.span() for match in re.finditer(r"[^\r\n]+", text[part.start : part.end])]
        if not text.find("|", part.start, part.end) >= 0:
            return None
        if not (look.flowing or look.ragged):
            lines = [(0, part.end - part.start)]
        cells: list[list[Piece]] = []
        for number, (begin, end) in enumerate(lines):
            spans = _barred(text, part.start + begin, part.start + end)
            if number and len(spans) != len(cells):
                return None
            for at, (start, stop) in enumerate(spans):
                pieces = self._cell(start, stop) if start < stop else []
                if number == 0:
                    cells.append(pieces)
                elif pieces:
                    cells[at].extend([Piece(-1, " "), *pieces] if cells[at] else pieces)
        return cells

    def _cell(self, start: int, end: int) -> list[Piece]:
        # What is read between cells, and in the place of a whole header row, is drawn as a table here.
        inside = [edit for edit in self._read(start, end) if start <= edit.start < edit.end <= end]
        return inline(self._text, start, end, self._source.media_type, inside)


def _says_something(paragraph: Paragraph) -> bool:
    return any(piece.shown.strip() for piece in paragraph.pieces)


def _name_columns(row: list[list[Piece]], names: Sequence[str]) -> None:
    """Have a header row say what the rows beneath it are read with, where marks in it make its words
    differ.
    """
    if len(names) != len(row):
        return
    for column, (pieces, name) in enumerate(zip(row, names, strict=True)):
        if pieces and name and " ".join("".join(piece.shown for piece in pieces).split()) != name:
            row[column] = [Piece(pieces[0].start, name, stands=pieces[-1].end - pieces[0].start)]


def _barred(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the cells between bars, without white space at their edges."""
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    cells = []
    for left, right in zip(edges, edges[1:], strict=False):
        begin, stop = left + 1, right
        while begin < stop and text[begin].isspace():
            begin += 1
        while begin < stop and text[stop - 1].isspace():
            stop -= 1
        cells.append((begin, stop))
    # A bar at the edge of the line is its frame.
    if bars and bars[0] == start:
        cells = cells[1:]
    if bars and len(cells) > 1 and not text[bars[-1] + 1 : end].strip() and text[start] == "|":
        cells = cells[:-1]
    return cells


def _indent(text: str, start: int) -> int:
    """Return the columns of white space before a character, when nothing else is on its line."""
    line = _LINE_START.search(text, max(0, start - 200), start)
    before = line.group() if line else ""
    return len(before.expandtabs(8)) if not before.strip() else 0


def _sections(source: Source) -> list[Section]:
    sections: list[Section] = []
    parts: list[Part] = []
    start = 0
    for part in _parts(source):
        if parts and part.end - start > SECTION:
            sections.append(Section(start, part.start, tuple(parts)))
            parts, start = [], part.start
        parts.append(part)
    sections.append(Section(start, len(source.text), tuple(parts)))
    return sections


def _parts(source: Source) -> Iterator[Part]:
    text, at = source.text, 0
    blocks = source.blocks or (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    for block in blocks:
        if block.start - at > 2:
            yield from _between(text, at, block.start)
        if block.end - block.start > LONGEST:
            yield from _cut(text, block)
        else:
            yield Part(block.kind, block.start, block.end, block.level, block.context)
        at = block.end
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield the words between two blocks: the name of a directive, the language of a listing. Rules and
    fences have none.
    """
    if match := _WORDS.search(text, start, end):
        yield Part(None, match.start(), match.end())


def _cut(text: str, block: Block) -> Iterator[Part]:
    start, first = block.start, True
    while block.end - start > LONGEST and block.kind is not BlockKind.TABLE_ROW:
        stop = next(
            (at for at in range(start + LONGEST, start + LONGEST // 2, -1) if _SPACE.match(text, at)),
            start + LONGEST,
        )
        yield Part(block.kind, start, stop, block.level, block.context, first)
        start, first = stop, False
    yield Part(block.kind, start, block.end, block.level, block.context, first)


def _fields_end(source: Source) -> int:
    """Return where the names and values end that a mail or a PEP begins with; 0 for none."""
    look = look_of(source.media_type)
    if not look.fields:
        return 0
    end = count = 0
    for block in source.blocks:
        if block.kind is BlockKind.HEADING and source.media_type != PLAIN.media_type and not end:
            continue
        if block.kind is not BlockKind.PARAGRAPH or not _FIELD.match(source.text, block.start, block.end):
            break
        end, count = block.end, count + 1
        if look.message:
            return end
    return end if count > 1 else 0
