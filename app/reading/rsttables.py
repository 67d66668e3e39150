"""The four ways reStructuredText draws a table, each turned into rows that know their header.

Invariant: a row's span is the lines it is drawn with, untouched; the header's words go into its context.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from app.core.documents.documents import BlockKind
from app.reading.blocks import Line, Outline

_GRID = re.compile(r"\s*\+(?:[-=]+\+)+\s*\Z")
_SIMPLE = re.compile(r"\s*=+(?:[ \t]+=+)+\s*\Z")
_SIMPLE_RULE = re.compile(r"\s*[-=]+(?:[ \t]+[-=]+)*\s*\Z")
_ROW = re.compile(r"(\s*)\*[ \t]+-(?:[ \t]|\Z)")


def is_grid_border(words: str) -> bool:
    """Say whether a line draws a border of a grid table."""
    return _GRID.match(words) is not None


def is_simple_border(words: str) -> bool:
    """Say whether a line draws the outer border of a simple table with two columns or more."""
    return _SIMPLE.match(words) is not None


def mark_grid_table(outline: Outline, lines: Sequence[Line], at: int) -> int:
    """Add the rows of a grid table whose upper border is line `at`; return the line behind it."""
    end = at
    while end < len(lines) and lines[end].text.lstrip().startswith(("+", "|")):
        end += 1
    borders = [number for number in range(at, end) if is_grid_border(lines[number].text)]
    header_end = next((number for number in borders if "=" in lines[number].text), -1)
    context = _grid_words(lines[at:header_end]) if header_end > at else ""
    for upper, lower in zip(borders, [*borders[1:], end], strict=True):
        if lower > upper + 1:
            inside = context if upper >= header_end >= 0 else ""
            outline.add(BlockKind.TABLE_ROW, lines[upper + 1].start, lines[lower - 1].end, context=inside)
    return max(end, at + 1)


def _grid_words(lines: Sequence[Line]) -> str:
    rows = [line.text.strip().strip("|").split("|") for line in lines if not is_grid_border(line.text)]
    width = max((len(row) for row in rows), default=0)
    cells = (" ".join(row[column].strip() for row in rows if column < len(row)) for column in range(width))
    return " | ".join(" ".join(cell.split()) for cell in cells)


def mark_simple_table(outline: Outline, lines: Sequence[Line], at: int) -> int:
    """Add the rows of a simple table whose upper border is line `at`; return the line behind it, or `at` if
    it is none.
    """
    columns = [match.start() for match in re.finditer(r"=+", lines[at].text)]
    borders = [at]
    end = at + 1
    while end < len(lines):
        words = lines[end].text
        if is_simple_border(words):
            borders.append(end)
            if end + 1 >= len(lines) or lines[end + 1].blank or len(borders) == 3:
                break
        end += 1
    if len(borders) < 2:
        return at
    has_header = len(borders) == 3
    header = lines[at + 1 : borders[1]] if has_header else []
    context = _simple_words(header, columns)
    if header:
        _add_rows(outline, header, columns, "", whole=True)
    _add_rows(outline, lines[borders[-2] + 1 : borders[-1]], columns, context, whole=False)
    return borders[-1] + 1


def _add_rows(
    outline: Outline, lines: Sequence[Line], columns: Sequence[int], context: str, *, whole: bool
) -> None:
    start: Line | None = None
    last: Line | None = None
    for line in lines:
        if line.blank or _SIMPLE_RULE.match(line.text):
            continue
        # An empty first column continues the row above.
        begins = line.text[columns[0] : columns[1] if len(columns) > 1 else None].strip() != ""
        if start is not None and last is not None and begins and not whole:
            outline.add(BlockKind.TABLE_ROW, start.start, last.end, context=context)
            start = None
        start = start or line
        last = line
    if start is not None and last is not None:
        outline.add(BlockKind.TABLE_ROW, start.start, last.end, context=context)


def _simple_words(header: Sequence[Line], columns: Sequence[int]) -> str:
    lines = [line.text for line in header if not line.blank and not _SIMPLE_RULE.match(line.text)]
    cells = []
    for column, start in enumerate(columns):
        end = columns[column + 1] if column + 1 < len(columns) else None
        cells.append(" ".join(" ".join(words[start:end].split()) for words in lines).strip())
    return " | ".join(cells) if lines else ""


def mark_list_table(outline: Outline, lines: Sequence[Line], header_rows: int) -> None:
    """Add the rows of a list-table directive: each item of the outer list is one."""
    starts = [(number, match[1]) for number, line in enumerate(lines) if (match := _ROW.match(line.text))]
    if not starts:
        return
    outer = min(len(indent) for _, indent in starts)
    rows = [number for number, indent in starts if len(indent) == outer]
    context = ""
    for row, (start, end) in enumerate(zip(rows, [*rows[1:], len(lines)], strict=True)):
        words = lines[start:end]
        if row < header_rows:
            context = " | ".join(cell for cell in _list_cells(words) if cell)
        outline.add(
            BlockKind.TABLE_ROW, words[0].start, words[-1].end, context="" if row < header_rows else context
        )


def _list_cells(lines: Sequence[Line]) -> list[str]:
    cells: list[str] = []
    for line in lines:
        words = re.sub(r"\A\s*(?:\*[ \t]+)?-(?:[ \t]+|\Z)", "", line.text)
        if words != line.text:
            cells.append(words.strip())
        elif cells:
            cells[-1] = f"{cells[-1]} {line.text.strip()}".strip()
    return cells


def mark_csv_table(outline: Outline, options: Sequence[Line], lines: Sequence[Line]) -> None:
    """Add the rows of a csv-table directive; the header comes from its option or, when told so, from the
    first line.
    """
    header = next((match[1] for line in options if (match := re.match(r"\s*:header:\s*(.+)", line.text))), "")
    first_is_header = any(re.match(r"\s*:header-rows:\s*[1-9]", line.text) for line in options)
    context = _csv_words(header)
    for line in lines:
        outline.add(BlockKind.TABLE_ROW, line.start, line.end, context=context)
        if first_is_header and not context and not line.blank:
            context = _csv_words(line.text.strip())


def _csv_words(row: str) -> str:
    cells = next(csv.reader([row], skipinitialspace=True), [])
    return " | ".join(cell.strip() for cell in cells)
