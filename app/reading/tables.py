"""Delimited text (CSV, TSV): each record a row under the names of its columns, with its cells as the place.

Invariant: the text is the decoded file, not a character changed; a row's span is its record as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import CSV
from app.core.documents.shown import JOINT, Edit
from app.reading.blocks import Layout, Outline, Properties, finish
from app.reading.delimited import Record, delimiter_of, records
from app.reading.grid import NAMES, Cell, Row, columns, header_rows, looks_textual
from app.reading.plain import decode
from app.reading.rows import MOST
from app.reading.sniff import HEAD

_LOOK_AHEAD = 20
_DOUBLED = re.compile('""')
"""A quotation mark within a quoted field."""
_SEPARATOR = re.compile(r"sep=([;,|\t])[ \t]*(?=[\r\n])", re.IGNORECASE)
"""The first line by which a file tells a spreadsheet program what parts its fields."""


def read_delimited(data: bytes, name: str) -> Extraction:
    """Read delimited text."""
    text, notices = decode(data)
    outline = Outline(text)
    delimiter = _delimiter(text)
    names: list[str] = []
    cells: dict[int, list[tuple[int, int]]] = {}
    edits: list[Edit] = []
    header = _header(
        [record for record in islice(_records(text, delimiter), _LOOK_AHEAD) if any(record.fields)]
    )
    title = ""
    for number, record in enumerate(_records(text, delimiter), 1):
        if not any(record.fields):
            continue
        if header is not None and record.start < header.start:
            # A title or a note above the table; the marks behind it only keep the fields alike in number.
            end = record.start + len(text[record.start : record.end].rstrip(f"{delimiter} \t"))
            outline.add(
                BlockKind.PARAGRAPH if title else BlockKind.HEADING,
                record.start,
                end,
                level=0 if title else 1,
            )
            title = title or " ".join(next(field for field in record.fields if field).split())
            continue
        place = f"A{number}:{columns(max(len(record.fields), len(names)) - 1)}{number}"
        if len(cells) * max(len(names), 1) < MOST:
            edits += _doubled(text, record.spans)
            cells[
                record.start
                + len(text[record.start : record.end])
                - len(text[record.start : record.end].lstrip())
            ] = record.spans
        is_header = header is not None and record.start == header.start
        context = JOINT.join(names)
        outline.add(
            BlockKind.TABLE_ROW,
            record.start,
            record.end,
            level=NAMES if is_header else 0,
            context=context,
            place=place,
        )
        if is_header:
            names = [" ".join(field.split()) for field in record.fields]
    if not text.strip():
        notices = (*notices, Notice("empty_page", "The file has no text."))
    return finish(
        CSV,
        text,
        outline.blocks(),
        Properties(title=title),
        notices=notices,
        layout=Layout(edits=edits, cells=cells),
    )


def _doubled(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield the edits for quotation marks within the quoted fields of these spans."""
    for start, end in spans:
        if '""' in text[start:end]:
            for one in _DOUBLED.finditer(text[start:end]):
                yield Edit(start + one.start(), start + one.end(), '"')


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the records; a line that only tells a spreadsheet program what parts the fields is an empty
    one.
    """
    stated = _SEPARATOR.match(text)
    for record in records(text, delimiter):
        yield (
            Record(record.start, record.end, [""], [(record.start, record.end)])
            if stated is not None and record.start < stated.end()
            else record
        )


def _delimiter(text: str) -> str:
    stated = _SEPARATOR.match(text)
    return stated[1] if stated is not None else delimiter_of(text[: HEAD * 8]) or ","


def _header(opening: list[Record]) -> Record | None:
    """Return the record that names the columns: the first of several fields, when its fields are no
    values.
    """
    at = next((at for at, record in enumerate(opening) if sum(map(bool, record.fields)) > 1), None)
    if at is None:
        return None
    rows = [
        Row(0, [Cell(" ".join(field.split()), looks_textual(field)) for field in record.fields])
        for record in opening[at:]
    ]
    return opening[at] if header_rows(rows) else None
