"""Spreadsheets (xlsx): each sheet a section, each row under the names of its columns, with its cells as the
place.

What is read is what a person last saw: the values that formulas had when the file was saved. Hidden sheets
are read too and say so. Invariant: rows are streamed, so that a sheet costs its text and not its cells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import XLSX
from app.reading.archive import damaged
from app.reading.blocks import Composer, Properties, finish
from app.reading.grid import Cell, Row, add_grid
from app.reading.openxml import open_package
from app.reading.properties import core_properties
from app.reading.struck import Struck, mended

_PROPERTIES = {
    name: name
    for name in "title creator subject keywords category description lastModifiedBy version language".split()
}
_BROKEN = (KeyError, ValueError, IndexError, AttributeError, TypeError, OverflowError, OSError)
"""What openpyxl raises, as it comes, on a workbook whose parts contradict each other."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_MOST_MERGED = 20_000
_STRIKE = re.compile(rb"<(?:\w+:)?strike(?:\s+val\s*=\s*[\"'](?:1|true|on)[\"'])?\s*/?>")
_INLINE = re.compile(rb"<(?:\w+:)?c\s([^<>]{1,200})>\s*<(?:\w+:)?is>(.*?)</(?:\w+:)?is>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>")
_WORDS = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?t>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]{1,200})>\s*(?:<(?:\w+:)?f(?:\s[^<>]*)?/>|<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_MOST_FORMULAS = 50_000
_WITHOUT_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DECIMALS = re.compile(r"[0#]\.(0+)")
_SIGN = re.compile(r"\[\$([^\]-]{1,4})[^\]]*\]|([€$£¥])|\"([^\"]{1,6})\"")


@dataclass
class _Look:
    """What cells show besides their values, in one workbook.

    Attributes:
        some_struck: there is a font that strikes through, so that cells have to be asked for theirs.
        struck: counts what was left out.
        inline: runs of the cells of that sheet that keep their own words, and whether each is struck, by the
            cell's name.
        without_value: columns of the formulas of the sheet at hand that hold no value, by row.
    """

    some_struck: bool
    struck: Struck = field(default_factory=Struck)
    without_value: dict[int, list[int]] = field(default_factory=dict)
    inline: dict[bytes, list[tuple[str, bool]]] = field(default_factory=dict)


class _Merged(NamedTuple):
    """Cells joined into one; columns from 0, rows from 1."""

    left: int
    top: int
    right: int
    bottom: int


def read_xlsx(data: bytes, name: str) -> Extraction:
    """Read a spreadsheet.

    Raises:
        UnreadableDocument: encrypted, damaged, or a package that would unpack to more than it should.
    """
    data, package = open_package(data, name)
    with package:
        try:
            # Read-only mode reads no charts, images or external links; nothing outside the file is asked for.
            rich = any(
                _STRIKE.search(package.read(part))
                for part in package.names
                if part.lower().endswith("sharedstrings.xml")
            )
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=rich
            )
            if not book.worksheets:
                raise damaged(name)  # openpyxl passes over sheets that are listed and missing
            composer = Composer()
            look = _Look(any(font.strike for font in book._fonts))
            without_value = 0
            for sheet in book.worksheets:
                raw = package.read(sheet._worksheet_path)
                without_value += sum(1 for _ in _WITHOUT_VALUE.finditer(raw))
                look.without_value, look.inline = _formulas(raw), _inline_runs(raw)
                _sheet(composer, sheet, _merged(raw), look)
            metadata, changed = core_properties(package, _PROPERTIES)
            book.close()
        except (
            InvalidFileException,
            XMLSyntaxError,
            ParseError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            *_BROKEN,
        ) as error:
            raise damaged(name) from error
    text = composer.text
    notices = [] if text else [Notice("empty_page", "The spreadsheet has no text.")]
    if without_value:
        words = f"{without_value} formulas have no value, because the file has never been saved by a spreadsheet program."
        notices.append(Notice("nested_skipped", words))
    notices.extend(look.struck.notices())
    return finish(
        XLSX,
        text,
        composer.blocks(),
        Properties(title=metadata.get("title", ""), date=(changed, "property"), metadata=metadata),
        notices=notices,
    )


def _sheet(composer: Composer, sheet: Any, merged: list[_Merged], look: _Look) -> None:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    rows = _rows(sheet, merged, look)
    first = next((row for row in rows if any(cell.words for cell in row.cells)), None)
    if first is None:
        return
    title = " ".join(str(sheet.title).split())
    composer.add(
        BlockKind.HEADING, title if sheet.sheet_state == "visible" else f"{title} (hidden sheet)", level=1
    )

    def all_rows() -> Iterator[Row]:
        yield first
        yield from rows

    add_grid(composer, all_rows(), places=True)


def _rows(sheet: Any, merged: list[_Merged], look: _Look) -> Iterator[Row]:
    starting: dict[int, list[_Merged]] = defaultdict(list)
    for area in merged:
        starting[area.top].append(area)
    reaching: list[tuple[_Merged, Cell]] = []
    for number, raw in enumerate(sheet.iter_rows(), 1):
        cells = [_cell(cell, look) for cell in raw]
        own = any(cell.words for cell in cells)
        if own and (empty := look.without_value.get(number)):
            cells.extend([_EMPTY] * (max(empty) + 1 - len(cells)))
            for column in empty:
                cells[column] = cells[column] if cells[column].words else _NO_VALUE
        reaching = [(area, cell) for area, cell in reaching if area.bottom >= number]
        for area, cell in reaching:
            # A value that several rows share belongs to each of them, but does not make a row of an empty
            # one.
            if own and (area.left >= len(cells) or not cells[area.left].words):
                cells.extend([_EMPTY] * (area.left + 1 - len(cells)))
                cells[area.left] = cell
        for area in starting.pop(number, ()):
            if area.left < len(cells) and cells[area.left].words:
                cells[area.left] = cells[area.left]._replace(span=area.right - area.left + 1)
                if area.bottom > number:
                    reaching.append((area, cells[area.left]))
        yield Row(number, cells)


_EMPTY = Cell("")
_NO_VALUE = Cell("formula without a stored value", textual=False)
"""What a reader has to be told: that something stands here that only a spreadsheet program can work out."""


def _cell(cell: Any, look: _Look) -> Cell:
    value = cell.value
    if value is None:
        return _EMPTY
    if look.some_struck and cell.font is not None and cell.font.strike:
        look.struck.leave_out(str(value))
        return _EMPTY
    if isinstance(value, CellRichText):
        value = mended("".join(_run(part, look) for part in value))
    elif look.inline and (runs := look.inline.get(str(cell.coordinate).encode())) is not None:
        value = mended("".join(look.struck.leave_out(words) if struck else words for words, struck in runs))
    if isinstance(value, str):
        words = " ".join(value.split())
        return Cell(words, bold=bool(cell.font is not None and cell.font.b)) if words else _EMPTY
    return Cell(_shown(value, cell), textual=False)


def _run(part: str | TextBlock, look: _Look) -> str:
    if isinstance(part, str):
        return part
    return look.struck.leave_out(part.text) if part.font is not None and part.font.strike else str(part.text)


def _inline_runs(raw: bytes) -> dict[bytes, list[tuple[str, bool]]]:
    """Return the runs of cells that keep their words themselves, of those with struck ones; the library drops
    how runs look.
    """
    found: dict[bytes, list[tuple[str, bool]]] = {}
    if _STRIKE.search(raw) is None:
        return found
    # Behind the last end of such words there is nothing to look for, however often they begin.
    for match in _INLINE.finditer(raw, 0, raw.rfind(b"is>") + 3):
        if _STRIKE.search(match[2]) and (place := _REFERENCE.search(match[1])):
            found[place[1]] = [
                (
                    unescape(b"".join(_WORDS.findall(run)).decode("utf-8", "replace")),
                    _STRIKE.search(run) is not None,
                )
                for run in _RUN.split(match[2])[1:]
            ]
    return found


def _formulas(raw: bytes) -> dict[int, list[int]]:
    """Return the columns, from 0, of the formulas without a value, by row."""
    found: dict[int, list[int]] = defaultdict(list)
    for count, match in enumerate(_FORMULA.finditer(raw)):
        if count == _MOST_FORMULAS:
            break
        if place := _REFERENCE.search(match[1]):
            column, row = coordinate_to_tuple(place[1].decode("ascii"))[::-1]
            found[row].append(column - 1)
    return dict(found)


def _shown(value: object, cell: Any) -> str:
    """Return a value as its cell shows it, but dates in ISO 8601 and numbers without marks between
    thousands.
    """
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case timedelta():
            return str(value)
        case int() | float():
            return _number(value, str(cell.number_format or ""))
        case _:
            return " ".join(str(value).split())


def _number(value: float, pattern: str) -> str:
    section = pattern.split(";")[0]
    places = _DECIMALS.search(section)
    if "%" in section:
        return f"{value * 100:.{len(places[1])}f}%" if places else f"{value * 100:.15g}%"
    plain = f"{value:.15g}" if isinstance(value, float) else str(value)
    if places and "E" not in section and "?" not in section:
        plain = f"{value:.{len(places[1])}f}"
    sign = _SIGN.search(section)
    words = next((part for part in sign.groups() if part), "").strip() if sign else ""
    if sign is None or not words:
        return plain
    return (
        f"{words}{plain}" if sign.start() < max(section.find("0"), section.find("#")) else f"{plain} {words}"
    )


def _merged(raw: bytes) -> list[_Merged]:
    found = []
    for match in _MERGED.finditer(raw):
        left, top, right, bottom = range_boundaries(match[1].decode("ascii"))
        found.append(_Merged(left - 1, top, right - 1, bottom))
        if len(found) == _MOST_MERGED:
            break
    return found
