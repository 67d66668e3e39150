"""OpenDocument texts (odt) and sheets (ods): the parts of a zip that are XML, read without an office program.

Invariant: deleted words of tracked changes, struck-through words and comments are left out; page headers and
footers are read once; rows and columns that a file says to repeat are repeated only as far as they have
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import ODS, ODT, Format
from app.core.documents.shown import JOINT
from app.core.errors import UnreadableDocument
from app.reading.archive import Archive
from app.reading.blocks import Composer, Properties, finish
from app.reading.dates import parse_date
from app.reading.grid import Cell, Row, add_grid, looks_textual, names_columns, unsaid_rows
from app.reading.odtlists import OdtLists, odt_lists
from app.reading.pagelines import PAGE_COUNT, fresh_pieces, without_marks
from app.reading.properties import real_date, real_title
from app.reading.struck import Struck, mended

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (
    _NAMES % name for name in ("text", "table", "office", "style", "drawing")
)
_PROPERTIES = {
    "title": "title", "subject": "subject", "description": "description", "keyword": "keywords", "initial-creator": "author",
    "creator": "last_modified_by", "date": "modified", "creation-date": "created", "language": "language",
}  # fmt: skip
_SKIPPED = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
    )
)
_CONTENTS = frozenset(
    _TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
    )
)
_WRAPPERS = frozenset((f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}index-title"))
_SPACE = re.compile(r"\s+")
_MOST_REPEATED = 1000
_DEEPEST = 100


@dataclass
class _Walk:
    """One document being read."""

    styles: dict[str, tuple[BlockKind, int]]
    lists: OdtLists
    struck_styles: frozenset[str]
    composer: Composer = field(default_factory=Composer)
    title: str = ""
    first_heading: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    depth: int = 0
    struck: Struck = field(default_factory=Struck)
    said: set[str] | None = None
    """While page headers and footers are read: the words that they have said already."""


def read_odt(data: bytes, name: str) -> Extraction:
    """Read an OpenDocument text.

    Raises:
        UnreadableDocument: encrypted, damaged, or a container that would unpack to more than it should.
    """
    return _read(data, name, ODT)


def read_ods(data: bytes, name: str) -> Extraction:
    """Read an OpenDocument sheet; raises as `read_odt`."""
    return _read(data, name, ODS)


def _read(data: bytes, name: str, kind: Format) -> Extraction:
    with Archive(data, name) as package:
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
            "META-INF/manifest.xml"
        ):
            raise UnreadableDocument(
                f"{name} is protected by a password.", "Remove the password in the program that created it."
            )
        content = package.xml("content.xml")
        roots = [content, *([package.xml("styles.xml")] if "styles.xml" in package.names else [])]
        metadata = _metadata(package.xml("meta.xml")) if "meta.xml" in package.names else {}
    walk = _Walk(_styles(roots), odt_lists(roots), _struck_styles(roots))
    if kind is ODT:
        _page_parts(walk, roots)
    body = content.find(f"{_OFFICE}body")
    for part in body if body is not None else ():
        if part.tag == f"{_OFFICE}spreadsheet":
            _sheets(walk, part)
        else:
            _blocks(walk, part, BlockKind.PARAGRAPH)
    for note in walk.notes:
        _blocks(walk, note, BlockKind.PARAGRAPH)
    text = walk.composer.text
    return finish(
        kind,
        text,
        walk.composer.blocks(),
        Properties(
            title=real_title(metadata.get("title", "")) or walk.title or walk.first_heading,
            date=(
                real_date(parse_date(metadata.get("modified", "") or metadata.get("created", ""))),
                "property",
            ),
            metadata=metadata,
        ),
        notices=[
            *walk.struck.notices(),
            *([] if text else [Notice("empty_page", "The document has no text.")]),
        ],
    )


def _blocks(walk: _Walk, container: Element, kind: BlockKind) -> None:
    """Add what a container holds, in order."""
    if walk.depth >= _DEEPEST:
        return
    walk.depth += 1
    for element in container:
        tag = element.tag
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            _paragraph(walk, element, kind)
        elif tag == f"{_TEXT}list":
            walk.lists.enter(element)
            for item in element:
                walk.lists.item(item)
                _blocks(walk, item, BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind)
            walk.lists.leave()
        elif tag == f"{_TABLE}table":
            _table(walk, element)
        elif tag in _CONTENTS:
            _blocks(walk, element, BlockKind.BOILERPLATE)
        elif tag in _WRAPPERS:
            _blocks(walk, element, kind)
        elif isinstance(tag, str) and tag.startswith(_DRAW):
            walk.boxes.append(element)
            _emptied(walk, kind)
    walk.depth -= 1


def _paragraph(walk: _Walk, element: Element, around: BlockKind) -> None:
    raw = _words(walk, element)
    if walk.said is not None:
        pieces = fresh_pieces(raw, walk.said)
        walk.composer.add(BlockKind.PARAGRAPH if len(pieces) < 2 else BlockKind.TABLE_ROW, JOINT.join(pieces))
        _emptied(walk, around)
        return
    words = "\n".join(
        line for line in (" ".join(part.split()) for part in without_marks(raw).split("\n")) if line
    )
    own, level = walk.styles.get(element.get(f"{_TEXT}style-name", ""), (BlockKind.PARAGRAPH, 0))
    if element.tag == f"{_TEXT}h":
        stated = element.get(f"{_TEXT}outline-level", "1")
        own, level = BlockKind.HEADING, int(stated) if stated.isdecimal() and 0 < int(stated[:3]) < 11 else 1
    label = walk.lists.heading(element, level) if element.tag == f"{_TEXT}h" else walk.lists.label()
    kind = around if around is BlockKind.BOILERPLATE or own is BlockKind.PARAGRAPH else own
    if kind is BlockKind.HEADING and words:
        words = " ".join(words.split())
        if element.tag == f"{_TEXT}p" and not walk.title:
            walk.title = words
        walk.first_heading = walk.first_heading or words
    walk.composer.add(
        kind,
        f"{label} {words}" if label and words else words,
        level=level if kind is BlockKind.HEADING else 0,
    )
    _emptied(walk, around)


def _emptied(walk: _Walk, kind: BlockKind) -> None:
    """Add the text boxes that were met on the way."""
    while walk.boxes:
        box = walk.boxes.pop(0)
        for inner in box.iter(f"{_DRAW}text-box"):
            _blocks(walk, inner, kind)


def _words(walk: _Walk, element: Element, *, aside: bool = True) -> str:
    """Return a paragraph's words; what was struck is left out, boxes and notes are put aside unless that is
    not wanted.
    """
    if element.get(f"{_TEXT}style-name", "") in walk.struck_styles:
        walk.struck.leave_out(_raw(walk, element, aside=False))
        return ""
    return mended(_raw(walk, element, aside=aside))


def _raw(walk: _Walk, element: Element, *, aside: bool) -> str:
    """Return the words of an element, a gap where something inside was struck."""
    parts: list[str] = [_SPACE.sub(" ", element.text or "")]
    for inner in element:
        tag = inner.tag if isinstance(inner.tag, str) else ""
        if tag == f"{_TEXT}s":
            parts.append(" ")
        elif tag == f"{_TEXT}tab":
            parts.append("\t")
        elif tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif tag == f"{_TEXT}note":
            if aside:
                walk.notes.extend(inner.iter(f"{_TEXT}note-body"))
        elif tag.startswith(_DRAW):
            if aside:
                walk.boxes.append(inner)
        elif tag in (f"{_TEXT}page-number", f"{_TEXT}page-count"):
            parts.append(f"{PAGE_COUNT}{inner.text or ''}")
        elif tag == f"{_TEXT}span" and inner.get(f"{_TEXT}style-name", "") in walk.struck_styles:
            parts.append(walk.struck.leave_out(_raw(walk, inner, aside=False)))
        elif tag and tag not in _SKIPPED:
            parts.append(_raw(walk, inner, aside=aside))
        parts.append(_SPACE.sub(" ", inner.tail or ""))
    return "".join(parts)


def _sheets(walk: _Walk, book: Element) -> None:
    for table in book.iter(f"{_TABLE}table"):
        rows = list(_rows(walk, table))
        if any(cell.words for row in rows for cell in row.cells):
            walk.composer.add(
                BlockKind.HEADING, " ".join(table.get(f"{_TABLE}name", "Sheet").split()), level=1
            )
            add_grid(walk.composer, rows, places=True)


def _table(walk: _Walk, table: Element) -> None:
    """Add a table's rows under its header; a table of one column is only a frame."""
    rows = list(_rows(walk, table))
    if max((len(row.cells) for row in rows), default=0) <= 1:
        for cell in table.iter(f"{_TABLE}table-cell"):
            _blocks(walk, cell, BlockKind.PARAGRAPH)
        return
    stated = sum(
        1 for part in table.iter(f"{_TABLE}table-header-rows") for _ in part.iter(f"{_TABLE}table-row")
    )
    if walk.said is not None:
        add_grid(walk.composer, unsaid_rows(rows, walk.said), header=stated or int(names_columns(rows)))
        return
    add_grid(walk.composer, rows, header=stated or None)


def _rows(walk: _Walk, table: Element) -> Iterator[Row]:
    """Yield the rows of a table, those of tables inside its cells left out; empty ones are told once however
    often they repeat.
    """
    number = 1
    above: dict[int, tuple[Cell, int]] = {}
    for row in _own_rows(table, 0):
        cells: list[Cell] = []
        for cell in row:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            made = Cell("") if cell.tag == f"{_TABLE}covered-table-cell" else _cell(walk, cell)
            repeated = _count(cell, f"{_TABLE}number-columns-repeated")
            at = len(cells)
            if made.words and (deep := _count(cell, f"{_TABLE}number-rows-spanned")) > 1:
                above[at] = (made, number + deep - 1)
            if cell.tag == f"{_TABLE}covered-table-cell" and at in above and above[at][1] >= number:
                made, repeated = above[at][0], 1
            cells.extend([made] * min(repeated, _MOST_REPEATED))
        while cells and not cells[-1].words:
            cells.pop()
        times = _count(row, f"{_TABLE}number-rows-repeated")
        for extra in range(min(times, _MOST_REPEATED if cells else 1)):
            yield Row(number + extra, cells)
        number += times


def _own_rows(table: Element, depth: int) -> Iterator[Element]:
    for part in table:
        if part.tag == f"{_TABLE}table-row":
            yield part
        elif depth < _DEEPEST and part.tag in (
            f"{_TABLE}table-rows",
            f"{_TABLE}table-header-rows",
            f"{_TABLE}table-row-group",
        ):
            yield from _own_rows(part, depth + 1)


def _cell(walk: _Walk, cell: Element) -> Cell:
    lines = [
        without_marks(_words(walk, part, aside=False))
        for part in cell.iter()
        if part.tag in (f"{_TEXT}p", f"{_TEXT}h")
    ]
    words = " ".join(" ".join(lines).split())
    if words and cell.get(f"{_TABLE}style-name", "") in walk.struck_styles:
        walk.struck.leave_out(words)
        words = ""
    stated = cell.get(f"{_OFFICE}value-type", "")
    return Cell(
        words,
        looks_textual(words) if stated in ("", "string") else False,
        span=_count(cell, f"{_TABLE}number-columns-spanned"),
    )


def _count(element: Element, name: str) -> int:
    value = element.get(name, "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 9 else 1


def _page_parts(walk: _Walk, roots: list[Element]) -> None:
    """Add page headers, then page footers, of the pages that are used, each once and before the text."""
    used = {
        style.get(f"{_STYLE}master-page-name", "") for root in roots for style in root.iter(f"{_STYLE}style")
    }
    pages = [page for root in roots for page in root.iter(f"{_STYLE}master-page")]
    walk.said = set()
    for part in ("header", "footer"):
        for at, page in enumerate(pages):
            if at and page.get(f"{_STYLE}name", "") not in {*used, "Standard"}:
                continue
            for kind in ("", "-first", "-left"):
                for line in page.findall(f"{_STYLE}{part}{kind}"):
                    if line.get(f"{_STYLE}display") != "false":
                        _blocks(walk, line, BlockKind.PARAGRAPH)
    walk.said = None


def _struck_styles(roots: list[Element]) -> frozenset[str]:
    """Return the names of the styles that strike through, those included that inherit it."""
    parents: dict[str, str] = {}
    stated: dict[str, bool] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for look in style.findall(f"{_STYLE}text-properties"):
                line = look.get(f"{_STYLE}text-line-through-style") or look.get(
                    f"{_STYLE}text-line-through-type"
                )
                if line is not None:
                    stated[name] = line != "none"
    found = set()
    for name in parents:
        chain: list[str] = []
        current = name
        while current and current not in chain and current not in stated:
            chain.append(current)
            current = parents.get(current, "")
        if stated.get(current, False):
            found.add(name)
    return frozenset(found)


def _styles(roots: list[Element]) -> dict[str, tuple[BlockKind, int]]:
    """Return what paragraph styles mean, by name; one that says nothing takes the meaning of its parent."""
    parents: dict[str, str] = {}
    levels: dict[str, int] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            level = style.get(f"{_STYLE}default-outline-level", "")
            if level.isdecimal() and 0 < int(level[:3]) < 11:
                levels[name] = int(level)
    found: dict[str, tuple[BlockKind, int]] = {}
    for name in parents:
        chain: list[str] = []
        current = name
        while current and current not in chain:
            chain.append(current)
            if current in levels:
                found[name] = (BlockKind.HEADING, levels[current])
                break
            if (meaning := _MEANINGS.get(current.lower().replace("_20_", " "))) is not None:
                found[name] = meaning
                break
            current = parents.get(current, "")
    return found


_MEANINGS: dict[str, tuple[BlockKind, int]] = {
    "title": (BlockKind.HEADING, 1),
    "quotations": (BlockKind.QUOTE, 0),
    "preformatted text": (BlockKind.CODE, 0),
    "header": (BlockKind.BOILERPLATE, 0),
    "footer": (BlockKind.BOILERPLATE, 0),
}


def _metadata(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter():
        name = _PROPERTIES.get(element.tag.rsplit("}", 1)[-1]) if isinstance(element.tag, str) else None
        if name and (words := " ".join((element.text or "").split())):
            found[name] = f"{found[name]}; {words}" if name == "keywords" and name in found else words
    return found
