"""Presentations (pptx): each slide a page under its title, tables and charts as rows, speaker's notes marked
as notes.

Invariant: a slide's page holds its words and those of its notes, nothing else; what stands on most slides
alike is marked as not to be indexed, wherever it was typed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pptx
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from app.core.documents.documents import BlockKind, Extraction, Notice, Page
from app.core.documents.formats import PPTX
from app.reading import counting
from app.reading.archive import damaged
from app.reading.blocks import Composer, Properties, finish
from app.reading.grid import Cell, Row, add_grid, looks_textual
from app.reading.openxml import main_part, open_package
from app.reading.properties import core_properties
from app.reading.struck import Struck, mended

_FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
_LISTED = (
    PP_PLACEHOLDER.BODY,
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.VERTICAL_BODY,
    PP_PLACEHOLDER.VERTICAL_OBJECT,
)
_PROPERTIES = {
    "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords", "category": "category", "description": "comments",
    "lastModifiedBy": "last_modified_by", "version": "version", "language": "language",
}  # fmt: skip
_BROKEN = (
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    AssertionError,
    NotImplementedError,
    OSError,
)
"""What python-pptx raises, as it comes, on a package whose parts contradict each other."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NOTATIONS = (
    ("alphaLc", counting.LETTER), ("alphaUc", counting.LETTER_CAPITAL), ("romanLc", counting.ROMAN), ("romanUc", counting.ROMAN_CAPITAL),
)  # fmt: skip
_DEEPEST = 20
_REPEATED_FROM = 3
_LONGEST_REPEATED = 200


@dataclass(frozen=True)
class _Text:
    """A paragraph of a slide."""

    kind: BlockKind
    words: str


@dataclass(frozen=True)
class _Grid:
    """A table or a chart's numbers."""

    rows: tuple[Row, ...]
    header: int | None


@dataclass(frozen=True)
class _Slide:
    title: str
    items: tuple[_Text | _Grid, ...]
    notes: tuple[str, ...]
    has_pictures: bool


def read_pptx(data: bytes, name: str) -> Extraction:
    """Read a presentation.

    Raises:
        UnreadableDocument: encrypted, damaged, or a package that would unpack to more than it should.
    """
    data, package = open_package(data, name)
    with package:
        if not main_part(package):
            raise damaged(name)
        metadata, changed = core_properties(package, _PROPERTIES)
    try:
        show = pptx.Presentation(io.BytesIO(data))
        struck = Struck()
        slides = [_slide(slide, struck) for slide in show.slides]
    except (PythonPptxError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, *_BROKEN) as error:
        raise damaged(name) from error
    composer = Composer()
    pages: list[Page] = []
    notices: list[Notice] = []
    repeated = _repeated(slides)
    for number, slide in enumerate(slides, 1):
        start = composer.length
        if slide.title or slide.items or slide.notes:
            _compose(composer, slide, number, repeated)
        elif slide.has_pictures:
            notices.append(
                Notice("needs_ocr", f"Slide {number} is an image without text; it needs OCR.", number)
            )
        first = min(start + 2 if start else 0, composer.length)
        pages.append(Page(number, first, composer.length))
    text = composer.text
    notices.extend(struck.notices())
    if not text:
        notices.append(Notice("empty_page", "The presentation has no text."))
    return finish(
        PPTX,
        text,
        composer.blocks(),
        Properties(
            title=metadata.get("title") or next((slide.title for slide in slides if slide.title), ""),
            date=(changed, "property"),
            metadata={**metadata, "slides": str(len(slides))},
        ),
        notices=notices,
        pages=pages,
    )


def _compose(composer: Composer, slide: _Slide, number: int, repeated: frozenset[str]) -> None:
    # A slide without a title gets its number for one, or it would pass for a part of the slide before.
    composer.add(BlockKind.HEADING, slide.title or f"Slide {number}", level=1)
    for item in slide.items:
        if isinstance(item, _Grid):
            add_grid(composer, item.rows, header=item.header)
        else:
            composer.add(BlockKind.BOILERPLATE if item.words in repeated else item.kind, item.words)
    if slide.notes:
        composer.add(BlockKind.HEADING, "Notes", level=2)
        for words in slide.notes:
            composer.add(BlockKind.PARAGRAPH, words)


def _repeated(slides: Sequence[_Slide]) -> frozenset[str]:
    """Return the words that stand alike on most slides, as a logo's or a classification do."""
    counts = Counter(
        words for slide in slides for words in {item.words for item in slide.items if isinstance(item, _Text)}
    )
    least = max(_REPEATED_FROM, len(slides) // 2 + 1)
    return frozenset(
        words for words, count in counts.items() if count >= least and len(words) <= _LONGEST_REPEATED
    )


def _slide(slide: Any, struck: Struck) -> _Slide:
    title = slide.shapes.title
    words = _flat(_frame_text(title.text_frame, struck)) if title is not None else ""
    if words and slide._element.get("show") in ("0", "false"):
        words = f"{words} (hidden slide)"
    items: list[_Text | _Grid] = []
    has_pictures = False
    for shape in _in_order(slide.shapes, 0):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        has_pictures = has_pictures or shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        items.extend(_items(shape, struck))
    notes: tuple[str, ...] = ()
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        notes = tuple(note for paragraph in frame.paragraphs if (note := _lines(_text(paragraph, struck))))
    return _Slide(words, tuple(items), notes, has_pictures)


def _in_order(shapes: Any, depth: int) -> Iterator[Any]:
    """Yield shapes as they are read: from above downwards, in a line from the left; groups are opened."""
    for shape in sorted(shapes, key=lambda one: (one.top or 0, one.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            if depth < _DEEPEST:
                yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _items(shape: Any, struck: Struck) -> Iterator[_Text | _Grid]:
    if getattr(shape, "has_table", False):
        yield _table(shape.table, struck)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame:
        role = shape.placeholder_format.type if shape.is_placeholder else None
        paragraphs = [
            (words, one) for one in shape.text_frame.paragraphs if (words := _lines(_text(one, struck)))
        ]
        counts: dict[int, tuple[int, str]] = {}
        for words, paragraph in paragraphs:
            label = _label(paragraph, counts)
            is_listed = bool(label) or paragraph.level > 0 or (role in _LISTED and len(paragraphs) > 1)
            kind = BlockKind.LIST_ITEM if is_listed else BlockKind.PARAGRAPH
            yield _Text(
                BlockKind.BOILERPLATE if role in _FURNITURE else kind, f"{label} {words}" if label else words
            )


def _text(paragraph: Any, struck: Struck) -> str:
    """Return the words of a paragraph without those that are struck through."""
    parts = []
    for inner in paragraph._p:
        look = inner.find(f"{_A}rPr")
        words = "".join(one.text or "" for one in inner.iter(f"{_A}t"))
        if look is not None and look.get("strike", "noStrike") != "noStrike":
            parts.append(struck.leave_out(words))
        else:
            parts.append("\n" if inner.tag == f"{_A}br" else words)
    return mended("".join(parts))


def _frame_text(frame: Any, struck: Struck) -> str:
    return "\n".join(_text(paragraph, struck) for paragraph in frame.paragraphs)


def _label(paragraph: Any, counts: dict[int, tuple[int, str]]) -> str:
    """Return the number that the program puts before a paragraph; `counts` holds the last of each level and
    its notation.
    """
    level = paragraph.level
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    mark = paragraph._p.find(f"{_A}pPr/{_A}buAutoNum")
    if mark is None:
        counts.pop(level, None)
        return ""
    notation = mark.get("type", "arabicPeriod")
    stated = mark.get("startAt", "1")
    start = int(stated) if stated.isdecimal() and len(stated) < 6 else 1
    before = counts.get(level)
    count = before[0] + 1 if before is not None and before[1] == notation else start
    counts[level] = (count, notation)
    words = counting.written(
        count, next((sign for name, sign in _NOTATIONS if notation.startswith(name)), counting.DECIMAL)
    )
    return (
        f"({words})"
        if notation.endswith("ParenBoth")
        else f"{words})"
        if notation.endswith("ParenR")
        else f"{words}."
    )


def _table(table: Any, struck: Struck) -> _Grid:
    above: dict[int, Cell] = {}
    rows = []
    for number, row in enumerate(table.rows, 1):
        cells = []
        for column, cell in enumerate(row.cells):
            if cell.is_spanned:
                # Merged with the cell above it, not with the one on its left: the value is this row's too.
                cells.append(
                    above.get(column, Cell("")) if cell._tc.vMerge and not cell._tc.hMerge else Cell("")
                )
                continue
            words = _flat(_frame_text(cell.text_frame, struck))
            cells.append(
                Cell(
                    words,
                    looks_textual(words),
                    bold=number == 1 and bool(table.first_row),
                    span=cell.span_width if cell.is_merge_origin else 1,
                )
            )
            above[column] = cells[-1]
        rows.append(Row(number, cells))
    return _Grid(
        tuple(rows),
        None
        if table.first_row or table._tbl.tblPr is None or table._tbl.tblPr.get("firstRow") is None
        else 0,
    )


def _chart(chart: Any) -> Iterator[_Text | _Grid]:
    if (
        chart.has_title
        and chart.chart_title.has_text_frame
        and (words := _flat(chart.chart_title.text_frame.text))
    ):
        yield _Text(BlockKind.PARAGRAPH, words)
    for plot in chart.plots:
        series = [(str(one.name), list(one.values)) for one in plot.series]
        rows = [Row(1, [Cell(""), *(Cell(name) for name, _ in series)])]
        for at, category in enumerate(plot.categories):
            values = [values[at] if at < len(values) else None for _, values in series]
            rows.append(
                Row(
                    at + 2,
                    [
                        Cell(str(category)),
                        *(Cell("" if value is None else f"{value:.15g}", False) for value in values),
                    ],
                )
            )
        if len(rows) > 1:
            yield _Grid(tuple(rows), 1)


def _lines(words: str) -> str:
    return "\n".join(
        line for line in (" ".join(part.split()) for part in words.replace("\v", "\n").split("\n")) if line
    )


def _flat(words: str) -> str:
    return " ".join(words.split())
