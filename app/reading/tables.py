"""Delimited text (CSV, TSV): each record a row under the names of its columns, with its cells as the place.

Invariant: the text is the decoded file, not a character changed; a row's span is its record as it is written.
"""

from __future__ import annotations

from itertools import islice

from app.core.knowledge import BlockKind, Extraction, Notice
from app.reading.blocks import Outline, finish
from app.reading.delimited import Record, delimiter_of, records
from app.reading.grid import JOINT, Cell, Row, columns, header_rows, looks_textual
from app.reading.plain import decode
from app.reading.rows import MOST
from app.reading.sniff import CSV, HEAD

_LOOK_AHEAD = 20


def read_delimited(data: bytes, name: str) -> Extraction:
    """Read delimited text."""
    text, notices = decode(data)
    outline = Outline(text)
    delimiter = delimiter_of(text[: HEAD * 8]) or ","
    names: list[str] = []
    cells: dict[int, list[tuple[int, int]]] = {}
    header = _header([record for record in islice(records(text, delimiter), _LOOK_AHEAD) if any(record.fields)])
    for number, record in enumerate(records(text, delimiter), 1):
        if not any(record.fields):
            continue
        place = f"A{number}:{columns(max(len(record.fields), len(names)) - 1)}{number}"
        if len(cells) * max(len(names), 1) < MOST:
            cells[record.start + len(text[record.start : record.end]) - len(text[record.start : record.end].lstrip())] = record.spans
        outline.add(BlockKind.TABLE_ROW, record.start, record.end, context=JOINT.join(names), place=place)
        if header is not None and record.start == header.start:
            names = [" ".join(field.split()) for field in record.fields]
    if not text.strip():
        notices = (*notices, Notice("empty_page", "The file has no text."))
    return finish(CSV.reader, CSV.media_type, text, outline.blocks(), notices=notices, cells=cells)


def _header(opening: list[Record]) -> Record | None:
    """Return the record that names the columns: the first of several fields, when its fields are no values."""
    at = next((at for at, record in enumerate(opening) if sum(map(bool, record.fields)) > 1), None)
    if at is None:
        return None
    rows = [Row(0, [Cell(" ".join(field.split()), looks_textual(field)) for field in record.fields]) for record in opening[at:]]
    return opening[at] if header_rows(rows) else None
