"""How readers note down text and blocks without ever being able to overlap them.

Two ways in: `Outline` marks spans of a text that is already there (raw formats), `Composer` builds the text
while it goes (HTML, docx). Both keep the invariant of `Extraction`: blocks disjoint, in order, without white
space at their edges, never empty. Also here: `finish`, which every reader ends with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.core.documents.documents import Attachment, Block, BlockKind, Extraction, Notice, Page
from app.core.documents.formats import Format
from app.core.documents.shown import Edit, in_order
from app.reading.dates import stated_date
from app.reading.language import language_of
from app.reading.rows import MOST, WIDEST, cell_spans, header_rows, names_of, row_edits
from app.reading.versions import reader_version

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_METADATA_CHARS = 4000
_MOST_EDITS = 1_000_000
"""Places in one file where a person reads otherwise: ten megabytes of prose have half as many."""


class Line(NamedTuple):
    """One line of a text: its span without the line ending, its words, and the columns before the first of
    them.

    Tabs count to eight in `indent`, as docutils and mail programs have it.
    """

    start: int
    end: int
    text: str
    blank: bool
    indent: int


def split_lines(text: str) -> list[Line]:
    """Return the lines of `text`, ended by CR, LF or both and by nothing else; form feeds do not end a
    line.
    """
    lines = []
    for match in _LINE.finditer(text):
        words = match.group().rstrip("\r\n")
        expanded = words.expandtabs(8)
        bare = expanded.lstrip()
        lines.append(
            Line(match.start(), match.start() + len(words), words, not bare, len(expanded) - len(bare))
        )
    return lines


@dataclass
class Outline:
    """Blocks over a given text, added in any order that does not overlap."""

    text: str
    _blocks: list[Block] = field(default_factory=list)

    def add(
        self, kind: BlockKind, start: int, end: int, *, level: int = 0, context: str = "", place: str = ""
    ) -> None:
        """Mark a span; white space at its edges is left out, an empty span is dropped."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            self._blocks.append(Block(kind, start, end, level, context, place))

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks in order; of two that overlap, the later gives way to the end of the earlier."""
        ordered: list[Block] = []
        last = 0
        for block in sorted(self._blocks, key=lambda item: (item.start, item.end)):
            start = max(block.start, last)
            while start < block.end and self.text[start].isspace():
                start += 1
            if start < block.end:
                ordered.append(block if start == block.start else replace(block, start=start))
                last = block.end
        return tuple(ordered)


@dataclass
class Composer:
    """A text that grows block by block, with an empty line between blocks and a line break between table
    rows.
    """

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)

    def add(self, kind: BlockKind, words: str, *, level: int = 0, context: str = "", place: str = "") -> None:
        """Append a block; one without visible words is dropped."""
        words = words.strip()
        if not words:
            return
        if self._blocks:
            both_rows = kind is BlockKind.TABLE_ROW and self._blocks[-1].kind is BlockKind.TABLE_ROW
            self._write("\n" if both_rows else "\n\n")
        start = self._length
        self._write(words)
        self._blocks.append(Block(kind, start, self._length, level, context, place))

    @property
    def length(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


@dataclass(frozen=True)
class Properties:
    """What a file says of itself.

    Attributes:
        title: the document's own title, may be empty.
        date: declared date and its origin. A date stated in the first lines of the text wins over a property.
        metadata: properties; long values are cut.
    """

    title: str = ""
    date: tuple[str, str] = ("", "")
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How a person sees the raw text.

    Attributes:
        edits: where they read something else, apart from rows and characters that nobody sees.
        cells: where the cells of rows stand, by the row's first character; told from bars, tabs and gaps for
            others.
    """

    edits: Sequence[Edit] = ()
    cells: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)


def finish(
    form: Format,
    text: str,
    blocks: Sequence[Block],
    properties: Properties = Properties(),
    *,
    notices: Sequence[Notice] = (),
    pages: Sequence[Page] = (),
    attachments: Sequence[Attachment] = (),
    layout: Layout = Layout(),
) -> Extraction:
    """Return the extraction: language told, characters that cannot be stored replaced one by one.

    Args:
        form: names the reader, see `app.reading.versions`, and the media type.
        text: what the blocks lie in.
        blocks: disjoint and in order.
        notices: what could not be read.
        pages: page ranges.
        attachments: documents inside this one.
    """
    date = properties.date
    if not date[0] or date[1] == "property":
        stated = stated_date(
            text[block.start : block.end] for block in blocks[:24] if block.kind is not BlockKind.BOILERPLATE
        )
        date = (stated, "declared") if stated else date
    prose = [text[block.start : block.end] for block in blocks if block.kind in _PROSE]
    read, raw = rendered(
        lambda: _bounded([*layout.edits, *_unseen(text), *_rows(text, blocks, layout.cells)], len(text))
    )
    notices = [*notices, *(notice for notice in raw if notice not in notices)]
    return Extraction(
        text=storable(text),
        blocks=tuple(Block(b.kind, b.start, b.end, b.level, storable(b.context), b.place) for b in blocks),
        media_type=form.media_type,
        reader=form.reader,
        reader_version=reader_version(form.reader),
        pages=tuple(pages),
        title=" ".join(storable(properties.title).split())[:500],
        language=language_of(prose),
        declared_date=date[0],
        date_origin=date[1] if date[0] else "",
        metadata={
            storable(key)[:200]: storable(value)[:_METADATA_CHARS]
            for key, value in properties.metadata.items()
            if value
        },
        notices=tuple(notices),
        attachments=tuple(attachments),
        edits=tuple(
            edit if not edit.text or edit.text.isascii() else edit._replace(text=storable(edit.text))
            for edit in read
        ),
    )


RAW_TEXT = Notice("raw_text", "The layout of this file could not be determined; its raw text is shown.")


def rendered(make: Callable[[], Sequence[Edit]]) -> tuple[Sequence[Edit], tuple[Notice, ...]]:
    """Return what `make` finds that a person reads otherwise; nothing and a notice when it fails, since the
    raw text serves as well.
    """
    try:
        return make(), ()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  how a text looks is worth less than the text, whatever goes wrong
        return (), (RAW_TEXT,)


def _bounded(edits: Sequence[Edit], length: int) -> tuple[Edit, ...]:
    if len(edits) > _MOST_EDITS:
        raise ValueError("more is read otherwise than as it stands")
    return in_order(edits, length)


def _rows(text: str, blocks: Sequence[Block], cells: Mapping[int, Sequence[tuple[int, int]]]) -> list[Edit]:
    """Return what makes table rows read as sentences; a header row is in each of them and shows nothing
    itself.
    """
    headers = header_rows(blocks, text)
    edits: list[Edit] = []
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE_ROW or len(edits) > MOST:
            continue
        if number in headers:
            edits.append(Edit(block.start, block.end))
            continue
        if block.start not in cells and text.count("|", block.start, block.end) > WIDEST + 1:
            continue  # it is read as it stands, and has ten thousand cells to be looked for
        spans = cells[block.start] if block.start in cells else cell_spans(text, block.start, block.end)
        edits += row_edits(block.start, block.end, spans, names_of(block.context))
    return edits


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufffe]+|[\u00a0\u202f\u2007]")


def _unseen(text: str) -> list[Edit]:
    """Return the edits for characters without a shape of their own: soft hyphens, zero-width ones, spaces
    that do not break.
    """
    if text.isascii():
        return []
    return [
        Edit(*match.span(), " " if match.group() in "\u00a0\u202f\u2007" else "")
        for match in _UNSEEN.finditer(text)
    ]


_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return `text` with NUL and lone surrogates, which no database keeps, replaced one character by one."""
    return _UNSTORABLE.sub("\ufffd", text)
