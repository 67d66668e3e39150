"""Which rows of a grid name its columns, and how such rows become the header that every other row carries.

Invariant: pure; the same grid gives the same header, from whichever format it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from app.core.documents.documents import BlockKind
from app.core.documents.shown import JOINT
from app.reading.blocks import Composer

NAMES = 1
"""Level of a row that names columns, by which everybody knows that it states nothing."""
_LOOK_AHEAD = 8
_LONGEST_NAME = 80
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d\d)?\Z")
_NUMBER = re.compile(
    r"[-+(]?\s*(?:[$€£¥%]|[A-Z]{3}\s)?\s*\d[\d.,'  ]*\s*(?:[%€$£¥)]|[A-Z]{3}|[a-zµ°²³/]{1,5})?\)?\Z"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


class Cell(NamedTuple):
    """One cell.

    Attributes:
        words: what it shows, on one line.
        textual: it is no number, date or truth value.
        bold: it is set in bold.
        span: columns it covers.
    """

    words: str
    textual: bool = True
    bold: bool = False
    span: int = 1


class Row(NamedTuple):
    """One row: its number, from 1, and its cells from the first column on."""

    number: int
    cells: Sequence[Cell]


def looks_textual(words: str) -> bool:
    """Say whether the words of a cell without a type are no number and no date."""
    return not (_NUMBER.match(words) or _DATE.match(words))


def columns(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def header_rows(rows: Sequence[Row]) -> int:
    """Return how many of the first rows name the columns.

    Args:
        rows: the first rows of a grid, without empty ones; those behind them tell names from values.
    """
    if not rows or not _names(rows[0].cells):
        return 0
    first = rows[0].cells
    bold = _all_bold(first)
    values = any(not cell.textual for row in rows[1:] for cell in row.cells if cell.words)
    if len(rows) == 1 and not bold:
        return 0
    count = 1
    while (
        count < min(len(rows) - 1, 4)
        and _names(rows[count].cells)
        and (
            (bold and _all_bold(rows[count].cells))
            or any(cell.span > 1 and cell.words for cell in rows[count - 1].cells)
        )
        and (values or bold)
    ):
        count += 1
    return count


def joined_header(rows: Sequence[Row]) -> list[str]:
    """Return one name per column out of several header rows: a name over several columns stands before each
    of theirs.
    """
    width = max(len(row.cells) for row in rows)
    parts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        at = 0
        while at < len(row.cells):
            cell = row.cells[at]
            # Only a name with names beneath it reaches over its columns; the last row's own do not.
            reach = cell.span if number < len(rows) - 1 else 1
            for column in range(at, min(at + max(reach, 1), width)):
                if cell.words and cell.words not in parts[column]:
                    parts[column].append(cell.words)
            at += max(reach, 1)
    return [" ".join(names) for names in parts]


def unsaid_rows(rows: Sequence[Row], said: set[str]) -> list[Row]:
    """Return the rows that `said` does not hold yet, of the tables in page headers that stand in several;
    `said` learns them.
    """
    fresh = [row for row in rows if JOINT.join(cell.words for cell in row.cells) not in said]
    said.update(JOINT.join(cell.words for cell in row.cells) for row in fresh)
    return fresh


def names_columns(rows: Sequence[Row]) -> bool:
    """Say whether the first row of a page header's table names columns; most such tables are labels beside
    values.
    """
    if len(rows) < 2:
        return False
    names = [cell.words for cell in rows[0].cells]
    return (
        len(names) > 2
        and all(names)
        and not any(name.endswith(":") or any(map(str.isdigit, name)) for name in names)
    )


def add_grid(
    composer: Composer, rows: Iterable[Row], *, header: int | None = None, places: bool = False
) -> None:
    """Add a grid to a text: rows under their header, titles above it as paragraphs.

    Args:
        composer: what the text grows in.
        rows: in order; empty ones part regions, of which a later one may have a header of its own.
        header: number of header rows where the format says it; None tells it from the cells.
        places: note the cells of each row ("A2:F2").
    """
    names: list[str] = []
    for region in _regions(rows):
        names = _add_region(composer, region, names, header, places=places)
        header = None if header is None else 0


def _add_region(
    composer: Composer, region: Iterator[Row], before: list[str], header: int | None, *, places: bool
) -> list[str]:
    """Add rows without an empty one between them; return the names of their columns."""
    opening = list(islice(region, _LOOK_AHEAD))
    is_list = all(_filled(row) == 1 for row in opening)
    names = before
    while (
        header is None
        and opening
        and _filled(opening[0]) == 1
        and (is_list or (not names and not _lone_name(opening)))
    ):
        _add_row(composer, opening.pop(0), [], BlockKind.PARAGRAPH, places=places)
        if is_list and not opening:
            opening = list(islice(region, _LOOK_AHEAD))
            is_list = all(_filled(row) == 1 for row in opening)
    count = header_rows(opening) if header is None else min(header, len(opening))
    if header is None and _may_be_pairs(opening) and not _stands_out(opening):
        count = 0
    if count and (not names or header is not None or _starts_anew(opening, count)):
        for row in opening[:count]:
            _add_row(composer, row, [], BlockKind.TABLE_ROW, places=places, level=NAMES)
        names = joined_header(opening[:count])
        opening = opening[count:]
    for row in chain(opening, region):
        _add_row(composer, row, names, BlockKind.TABLE_ROW, places=places)
    return names


def _add_row(
    composer: Composer, row: Row, names: Sequence[str], kind: BlockKind, *, places: bool, level: int = 0
) -> None:
    filled = [at for at, cell in enumerate(row.cells) if cell.words]
    if not filled:
        return
    named = [at for at, name in enumerate(names) if name]
    first, last = min(filled[:1] + named[:1]), max(filled[-1:] + named[-1:])
    words = [row.cells[at].words if at < len(row.cells) else "" for at in range(first, last + 1)]
    while words and not words[-1]:
        words.pop()
    joint = "\n" if kind is BlockKind.PARAGRAPH else JOINT
    composer.add(
        kind,
        joint.join(words).strip(" |") if kind is BlockKind.PARAGRAPH else joint.join(words),
        level=level,
        context=JOINT.join(names[first : last + 1]) if any(names) else "",
        place=f"{columns(first)}{row.number}:{columns(last)}{row.number}" if places else "",
    )


def _regions(rows: Iterable[Row]) -> Iterator[Iterator[Row]]:
    """Yield runs of rows that are not empty; each has to be gone through before the next is asked for."""
    waiting = iter(rows)

    def run(first: Row) -> Iterator[Row]:
        yield first
        for row in waiting:
            if not _filled(row):
                return
            yield row

    for row in waiting:
        if _filled(row):
            region = run(row)
            yield region
            for _ in region:  # a caller that stopped early must not tear a region in two
                continue


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.words)


def _lone_name(opening: Sequence[Row]) -> bool:
    """Say whether a first row of one cell is a name over columns named beneath it, not a title."""
    return (
        False
        if len(opening) < 3
        else any(cell.span > 1 for cell in opening[0].cells) and header_rows(opening[1:]) == 0
    )


def _may_be_pairs(opening: Sequence[Row]) -> bool:
    """Say whether rows of two cells may be labels beside values: then a first row like the others says
    something itself.
    """
    widths = {max((at + 1 for at, cell in enumerate(row.cells) if cell.words), default=0) for row in opening}
    return bool(opening) and widths <= {1, 2} and not _all_bold(opening[0].cells)


def _stands_out(opening: Sequence[Row]) -> bool:
    """Say whether the first row is of another kind than those beneath it, which are of one kind in that
    column; of one row, in both.
    """
    unlike = 0
    for column in range(2):
        below = [
            _shape(row.cells[column].words)
            for row in opening[1:]
            if column < len(row.cells) and row.cells[column].words
        ]
        first = _shape(opening[0].cells[column].words) if column < len(opening[0].cells) else ""
        if below and below.count(max(below, key=below.count)) >= 0.75 * len(below) and first not in below:
            unlike += 1
    return unlike > 1 or (unlike > 0 and len(opening) > 2)


def _shape(words: str) -> str:
    """Return what kind of words stand in a cell: with a digit, else capital or small, one or several."""
    if any(char.isdigit() for char in words):
        return "digits"
    return f"{'capital' if words[:1].isupper() else 'small'} {'words' if ' ' in words.strip() else 'word'}"


def _names(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell.words]
    spread = sum(cell.span for cell in filled)
    if spread < 2 or any(len(cell.words) > _LONGEST_NAME for cell in filled):
        return False
    return any(cell.textual for cell in filled) and all(
        cell.textual or _YEAR.match(cell.words) for cell in filled
    )


def _all_bold(cells: Sequence[Cell]) -> bool:
    return all(cell.bold for cell in cells if cell.words)


def _starts_anew(opening: Sequence[Row], count: int) -> bool:
    """Say whether the first rows behind a gap name columns anew: in bold, or above values in a column of
    names.
    """
    if _all_bold(opening[0].cells):
        return True
    below = [row.cells for row in opening[count:]]
    return any(
        cell.words
        and cell.textual
        and any(at < len(cells) and cells[at].words and not cells[at].textual for cells in below)
        for at, cell in enumerate(opening[0].cells)
    )
