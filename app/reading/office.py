"""Word documents (docx): paragraphs and tables in document order, as a text built here.

The package is looked at before it is unpacked, see `app.reading.archive`. Invariant: nothing outside the
package is ever fetched.
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

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import DOCX
from app.core.documents.shown import JOINT
from app.reading.archive import damaged
from app.reading.blocks import Composer, Properties, finish
from app.reading.grid import Cell, Row, add_grid, looks_textual, names_columns, unsaid_rows
from app.reading.openxml import main_part, open_package
from app.reading.pagelines import fresh_pieces, without_marks
from app.reading.properties import core_properties
from app.reading.wordnumbers import WordNumbers, word_numbers
from app.reading.wordtext import WordText, struck_styles

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTES = ("/footnotes", "/endnotes")
"""How the types of their relationships end."""
_HEADING = re.compile(r"(?:heading|überschrift|titre)\s*([1-9])\Z", re.IGNORECASE)
_MOST_COLUMNS = 1000
_MOST_NAMING = 4
"""Rows that may name columns; those beneath are not asked how they look."""
_PROPERTIES = {
    "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords", "category": "category", "description": "comments",
    "lastModifiedBy": "last_modified_by", "revision": "revision", "version": "version", "language": "language",
}  # fmt: skip
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
    numbers: WordNumbers
    text: WordText
    naming_styles: frozenset[str] = frozenset()
    """Of tables: those that set off a first row."""
    composer: Composer = field(default_factory=Composer)
    title: str = ""
    first_heading: str = ""
    furniture: set[str] | None = None
    """While page headers and footers are read: the words that they have said already."""


def read_docx(data: bytes, name: str) -> Extraction:
    """Read a Word document.

    Raises:
        UnreadableDocument: encrypted, damaged, or a package that would unpack to more than it should.
    """
    data, package = open_package(data, name)
    with package:
        if not main_part(package):
            raise damaged(name)
        metadata, date = core_properties(package, _PROPERTIES)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = document.styles.element
        numbers = word_numbers(_part(document, "/numbering"), styles)
        walk = _Walk(_styles(styles), numbers, WordText(struck_styles(styles)), _naming_styles(styles))
        _page_parts(walk, document)
        _body(walk, document.element.body)
        _notes(walk, document)
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, *_BROKEN) as error:
        raise damaged(name) from error
    text = walk.composer.text
    notices = [
        *walk.text.left_out.notices(),
        *([] if text else [Notice("empty_page", "The document has no text.")]),
    ]
    return finish(
        DOCX,
        text,
        walk.composer.blocks(),
        Properties(
            title=metadata.get("title") or walk.title or walk.first_heading,
            date=(date, "property"),
            metadata=metadata,
        ),
        notices=notices,
    )


def _styles(root: Any) -> dict[str, _Style]:
    """Return what each paragraph style means, by its id; one that says nothing takes the meaning of its
    base.
    """
    elements = {str(style.get(f"{_W}styleId")): style for style in root.findall(f"{_W}style")}
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


def _naming_styles(root: Any) -> frozenset[str]:
    found = set()
    for style in root.findall(f"{_W}style"):
        if any(part.get(f"{_W}type") == "firstRow" for part in style.findall(f"{_W}tblStylePr")):
            found.add(str(style.get(f"{_W}styleId")))
    return frozenset(found)


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
    properties = element.find(f"{_W}pPr")
    words = walk.text.of(element)
    if walk.furniture is not None:
        _page_line(walk, words)
    else:
        words = without_marks(words)
        style = _style_of(walk, properties)
        label = _label(walk, properties, words)
        if style.kind is BlockKind.HEADING and words.strip():
            words = " ".join(words.split())
            if style.is_title and not walk.title:
                walk.title = words
            walk.first_heading = walk.first_heading or words
        walk.composer.add(
            style.kind, f"{label} {words}" if label and words.strip() else words, level=style.level
        )
    while walk.text.boxes:
        _body(walk, walk.text.boxes.pop(0))


def _label(walk: _Walk, properties: Any, words: str) -> str:
    """Return the number that Word writes before a paragraph; one that was deleted is not counted."""
    if not words.strip() and properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
        return ""
    return walk.numbers.next_label(properties, _style_id(properties))


def _style_id(properties: Any) -> str:
    named = None if properties is None else properties.find(f"{_W}pStyle")
    return "Normal" if named is None else str(named.get(f"{_W}val"))


def _style_of(walk: _Walk, properties: Any) -> _Style:
    if properties is None:
        return walk.styles.get("Normal", _Style(BlockKind.PARAGRAPH))
    style = walk.styles.get(_style_id(properties), _Style(BlockKind.PARAGRAPH))
    if style.kind is BlockKind.PARAGRAPH:
        level = properties.find(f"{_W}outlineLvl")
        if level is not None and (value := level.get(f"{_W}val", "9")) in "012345678":
            return _Style(BlockKind.HEADING, int(value) + 1)
        if properties.find(f"{_W}numPr") is not None and walk.numbers.is_listed(properties):
            return _Style(BlockKind.LIST_ITEM)
    return style


def _table(walk: _Walk, table: Any) -> None:
    """Add a table's rows under their header; a table of one column is only a frame."""
    rows = [
        (row, list(_cells_of(row)))
        for row in table.iter(f"{_W}tr")
        if _table_of(row) is table and not _is_deleted(row)
    ]
    if max((sum(not _continues(cell) for cell in cells) for _, cells in rows), default=0) <= 1:
        for _, cells in rows:
            for cell in cells:
                if not _continues(cell):
                    _body(walk, cell)
        return
    stated = 0
    while stated < len(rows) - 1 and rows[stated][0].find(f"{_W}trPr/{_W}tblHeader") is not None:
        stated += 1
    grid = list(_spread(walk, rows, styled=_style_sets_off_first_row(walk, table)))
    if walk.furniture is not None:
        add_grid(walk.composer, unsaid_rows(grid, walk.furniture), header=stated or int(names_columns(grid)))
        return
    add_grid(walk.composer, grid, header=stated or (None if _first_row_is_header(table) else 0))


def _style_sets_off_first_row(walk: _Walk, table: Any) -> bool:
    style = table.find(f"{_W}tblPr/{_W}tblStyle")
    return style is not None and style.get(f"{_W}val") in walk.naming_styles and _first_row_is_header(table)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _is_marked(cell: Any) -> bool:
    """Say whether a cell is set off as names of columns are: in bold, or on a ground of its own."""
    shade = cell.find(f"{_W}tcPr/{_W}shd")
    if shade is not None and shade.get(f"{_W}fill", "auto").lower() not in ("auto", "ffffff", ""):
        return True
    looks = [run.find(f"{_W}rPr/{_W}b") for run in cell.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(looks) and all(_is_on(look) for look in looks)


def _spread(walk: _Walk, rows: list[tuple[Any, list[Any]]], *, styled: bool) -> Iterator[Row]:
    """Yield rows whose cells stand in their columns; the words of a cell merged downwards are in each of its
    rows.
    """
    above: dict[int, Cell] = {}
    for number, (row, elements) in enumerate(rows, 1):
        emphasised = styled and number == 1
        cells = [Cell("")] * _number_in(row, f"{_W}trPr/{_W}gridBefore", 0)
        for element in elements:
            span = _number_in(element, f"{_W}tcPr/{_W}gridSpan", 1)
            if _continues(element):
                cell = above.get(len(cells), Cell(""))
            else:
                words = " ".join(
                    " ".join(_cell_line(walk, paragraph) for paragraph in element.iter(f"{_W}p")).split()
                )
                walk.text.boxes.clear()  # `iter` has already been through them
                marked = number <= _MOST_NAMING and (emphasised or _is_marked(element))
                cell = above[len(cells)] = Cell(words, looks_textual(words), marked, span)
            cells.append(cell)
            cells.extend([Cell("")] * (span - 1))
        yield Row(number, cells)


def _cell_line(walk: _Walk, paragraph: Any) -> str:
    words = without_marks(walk.text.of(paragraph))
    return f"{_label(walk, paragraph.find(f'{_W}pPr'), words)} {words}"


def _number_in(element: Any, path: str, default: int) -> int:
    found = element.find(path)
    stated = "" if found is None else found.get(f"{_W}val", "")
    return (
        min(max(int(stated), default), _MOST_COLUMNS) if stated.isdecimal() and len(stated) < 6 else default
    )


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


def _page_parts(walk: _Walk, document: Any) -> None:
    """Add page headers, then page footers, each once: before the text, since under its last heading they
    would belong to that.
    """
    uneven = _part(document, "/settings")
    usual = {"default"} | (
        {"even"} if uneven is not None and _is_on(uneven.find(f"{_W}evenAndOddHeaders")) else set()
    )
    parts: dict[str, list[Any]] = {"headerReference": [], "footerReference": []}
    taken: set[str] = set()
    for section in document.element.body.iter(f"{_W}sectPr"):
        kinds = usual | ({"first"} if _is_on(section.find(f"{_W}titlePg")) else set())
        for which, found in parts.items():
            for reference in section.findall(f"{_W}{which}"):
                target = str(reference.get(f"{_R}id"))
                if (
                    reference.get(f"{_W}type", "default") not in kinds
                    or target in taken
                    or target not in document.part.rels
                ):
                    continue
                taken.add(target)
                if not document.part.rels[target].is_external:
                    found.append(parse_xml(document.part.rels[target].target_part.blob))
    walk.furniture = set()
    for roots in parts.values():
        for root in roots:
            _body(walk, root)
    walk.furniture = None


def _page_line(walk: _Walk, words: str) -> None:
    pieces = fresh_pieces(words, walk.furniture if walk.furniture is not None else set())
    walk.composer.add(BlockKind.PARAGRAPH if len(pieces) < 2 else BlockKind.TABLE_ROW, JOINT.join(pieces))


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _part(document: Any, kind: str) -> Any:
    """Return the root of the part whose relationship's type ends in `kind`, None without one."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            return parse_xml(
                relation.target_part.blob
            )  # like the package's other parts: entities stay as they are
    return None


def _notes(walk: _Walk, document: Any) -> None:
    """Add footnotes and endnotes behind the text."""
    for kind in _NOTES:
        root = _part(document, kind)
        for note in () if root is None else root:
            if note.get(f"{_W}type") is None:  # separators have one
                _body(walk, note)
