"""Word documents (docx): paragraphs and tables in document order, as a text built here.

The package is looked at before it is unpacked, see `app.reading.archive`. Invariant: nothing outside the package is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from app.core.knowledge import BlockKind, Extraction, Notice
from app.reading.archive import Archive, damaged
from app.reading.blocks import Composer, finish
from app.reading.grid import Cell, Row, add_grid, looks_textual
from app.reading.hidden import LEAST_POINTS, alike, parse_colour
from app.reading.properties import core_properties
from app.reading.sniff import DOCX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = ("/word/footnotes.xml", "/word/endnotes.xml")
_HEADING = re.compile(r"(?:heading|überschrift|titre)\s*([1-9])\Z", re.IGNORECASE)
_MOST_COLUMNS = 1000
_PROPERTIES = ("title", "author", "subject", "keywords", "category", "comments", "last_modified_by", "revision", "version", "language")
_BROKEN = (KeyError, ValueError, IndexError, AttributeError, TypeError, AssertionError)
"""What python-docx raises, as it comes, on a package whose parts contradict each other."""


@dataclass(frozen=True)
class _Style:
    """What a paragraph style means here."""

    kind: BlockKind
    level: int = 0
    is_title: bool = False


@dataclass
class _Walk:
    """One document being read."""

    styles: dict[str, _Style]
    composer: Composer = field(default_factory=Composer)
    title: str = ""
    first_heading: str = ""
    boxes: list[Any] = field(default_factory=list)


def read_docx(data: bytes, name: str) -> Extraction:
    """Read a Word document.

    Raises:
        UnreadableDocument: encrypted, damaged, or a package that would unpack to more than it should.
    """
    with Archive(data, name) as package:
        if "word/document.xml" not in package.names:
            raise damaged(name)
    try:
        document = docx.Document(io.BytesIO(data))
        walk = _Walk(_styles(document))
        _body(walk, document.element.body)
        _notes(walk, document)
        metadata, date = core_properties(document.core_properties, _PROPERTIES)
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, *_BROKEN) as error:
        raise damaged(name) from error
    text = walk.composer.text
    notices = [] if text else [Notice("empty_page", "The document has no text.")]
    return finish(
        DOCX.reader,
        DOCX.media_type,
        text,
        walk.composer.blocks(),
        title=metadata.get("title") or walk.title or walk.first_heading,
        date=(date, "property"),
        metadata=metadata,
        notices=notices,
    )


def _styles(document: Any) -> dict[str, _Style]:
    """Return what each paragraph style means, by its id; one that says nothing takes the meaning of its base."""
    elements = {str(style.get(f"{_W}styleId")): style for style in document.styles.element.findall(f"{_W}style")}
    found: dict[str, _Style] = {}
    for identifier in elements:
        chain: list[str] = []
        current = identifier
        while current in elements and current not in chain:
            chain.append(current)
            if (meaning := _meaning(elements[current])) is not None:
                found[identifier] = meaning
                break
            base = elements[current].find(f"{_W}basedOn")
            current = "" if base is None else str(base.get(f"{_W}val"))
    return found


def _meaning(style: Any) -> _Style | None:
    named = style.find(f"{_W}name")
    name = "" if named is None else (named.get(f"{_W}val") or "").strip().lower()
    if match := _HEADING.match(name):
        return _Style(BlockKind.HEADING, int(match[1]))
    if name == "title":
        return _Style(BlockKind.HEADING, 1, is_title=True)
    if name.startswith("toc ") or name in ("toc heading", "header", "footer"):
        return _Style(BlockKind.BOILERPLATE)
    if name.startswith("list"):
        return _Style(BlockKind.LIST_ITEM)
    if "quote" in name or name == "block text":
        return _Style(BlockKind.QUOTE)
    if "code" in name or name in ("html preformatted", "plain text", "macro text"):
        return _Style(BlockKind.CODE)
    level = style.find(f"{_W}pPr/{_W}outlineLvl")
    if level is not None and (value := level.get(f"{_W}val", "9")) in "012345678":
        return _Style(BlockKind.HEADING, int(value) + 1)
    return None


def _body(walk: _Walk, container: Any) -> None:
    """Add paragraphs and tables of a container; content controls are only wrapping."""
    for element in _blocks_of(container):
        if element.tag == f"{_W}p":
            _paragraph(walk, element)
        else:
            _table(walk, element)


def _blocks_of(container: Any) -> Iterator[Any]:
    waiting = [iter(container)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            waiting.append(iter(element))


def _paragraph(walk: _Walk, element: Any) -> None:
    words = _words(walk, element)
    properties = element.find(f"{_W}pPr")
    style = _style_of(walk, properties)
    if style.kind is BlockKind.HEADING and words.strip():
        words = " ".join(words.split())
        if style.is_title and not walk.title:
            walk.title = words
        walk.first_heading = walk.first_heading or words
    walk.composer.add(style.kind, words, level=style.level)
    while walk.boxes:
        _body(walk, walk.boxes.pop(0))


def _style_of(walk: _Walk, properties: Any) -> _Style:
    if properties is None:
        return walk.styles.get("Normal", _Style(BlockKind.PARAGRAPH))
    named = properties.find(f"{_W}pStyle")
    style = walk.styles.get(named.get(f"{_W}val") if named is not None else "Normal", _Style(BlockKind.PARAGRAPH))
    if style.kind is BlockKind.PARAGRAPH:
        level = properties.find(f"{_W}outlineLvl")
        if level is not None and (value := level.get(f"{_W}val", "9")) in "012345678":
            return _Style(BlockKind.HEADING, int(value) + 1)
        if properties.find(f"{_W}numPr") is not None:
            return _Style(BlockKind.LIST_ITEM)
    return style


def _words(walk: _Walk, element: Any) -> str:
    """Return a paragraph's words: insertions kept, deletions left out, text boxes put aside for later."""
    parts: list[str] = []
    waiting = [iter(element)]
    while waiting:
        inner = next(waiting[-1], None)
        if inner is None:
            waiting.pop()
            continue
        tag = inner.tag
        if tag == f"{_W}r" and _is_hidden(inner):
            continue
        if tag == f"{_W}t":
            parts.append(inner.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}txbxContent":
            walk.boxes.append(inner)
        elif tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK) and isinstance(tag, str):
            waiting.append(iter(inner))
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    """Say whether a run is marked as hidden, has next to no size, or is white with nothing behind it but the page."""
    look = run.find(f"{_W}rPr")
    if look is None:
        return False
    for name in ("vanish", "webHidden"):
        if (mark := look.find(f"{_W}{name}")) is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off"):
            return True
    size = look.find(f"{_W}sz")
    if size is not None and (half := size.get(f"{_W}val", "")).isdigit() and int(half) < 2 * LEAST_POINTS:
        return True
    colour = look.find(f"{_W}color")
    painted = None if colour is None else parse_colour(colour.get(f"{_W}val", ""))
    if painted is None or not alike(painted) or look.find(f"{_W}shd") is not None or look.find(f"{_W}highlight") is not None:
        return False
    # A coloured cell, a shaded paragraph, a table with a look of its own or a drawn shape may lie behind white words.
    return all(
        outer.tag not in (f"{_W}tbl", f"{_W}txbxContent") and outer.find(f"{_W}pPr/{_W}shd") is None for outer in run.iterancestors()
    )


def _table(walk: _Walk, table: Any) -> None:
    """Add a table's rows under their header; a table of one column is only a frame."""
    rows = [(row, list(_cells_of(row))) for row in table.iter(f"{_W}tr") if _table_of(row) is table]
    if max((sum(not _continues(cell) for cell in cells) for _, cells in rows), default=0) <= 1:
        for _, cells in rows:
            for cell in cells:
                if not _continues(cell):
                    _body(walk, cell)
        return
    stated = 0
    while stated < len(rows) - 1 and rows[stated][0].find(f"{_W}trPr/{_W}tblHeader") is not None:
        stated += 1
    add_grid(walk.composer, list(_spread(walk, rows)), header=stated or (None if _first_row_is_header(table) else 0))


def _spread(walk: _Walk, rows: list[tuple[Any, list[Any]]]) -> Iterator[Row]:
    """Yield rows whose cells stand in their columns; the words of a cell merged downwards are in each of its rows."""
    above: dict[int, Cell] = {}
    for number, (row, elements) in enumerate(rows, 1):
        cells = [Cell("")] * _number_in(row, f"{_W}trPr/{_W}gridBefore", 0)
        for element in elements:
            span = _number_in(element, f"{_W}tcPr/{_W}gridSpan", 1)
            if _continues(element):
                cell = above.get(len(cells), Cell(""))
            else:
                words = " ".join(" ".join(_words(walk, paragraph) for paragraph in element.iter(f"{_W}p")).split())
                walk.boxes.clear()  # `iter` has already been through them
                cell = above[len(cells)] = Cell(words, looks_textual(words), span=span)
            cells.append(cell)
            cells.extend([Cell("")] * (span - 1))
        yield Row(number, cells)


def _number_in(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    stated = "" if found is None else found.get(f"{_W}val", "")
    return min(max(int(stated), default), _MOST_COLUMNS) if stated.isdecimal() and len(stated) < 6 else default


def _cells_of(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            yield from child.iterfind(f"{_W}sdtContent/{_W}tc")


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _continues(cell: Any) -> bool:
    """Say whether a cell only continues one merged with it from above."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _first_row_is_header(table: Any) -> bool:
    """Ask the table's look; without one the first row is taken for a header, as most are."""
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    if look is None:
        return True
    if (flag := look.get(f"{_W}firstRow")) is not None:
        return str(flag) in ("1", "true", "on")
    value = look.get(f"{_W}val", "0020")
    return bool(re.fullmatch(r"[0-9A-Fa-f]{1,8}", value)) and bool(int(value, 16) & 0x20)


def _notes(walk: _Walk, document: Any) -> None:
    """Add footnotes and endnotes behind the text."""
    for part in document.part.package.iter_parts():
        if str(part.partname) in _NOTES:
            for note in parse_xml(part.blob):  # like the package's other parts: entities stay as they are
                if note.get(f"{_W}type") is None:  # separators have one
                    _body(walk, note)
