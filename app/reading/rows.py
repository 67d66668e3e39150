"""How a table row is read: as one sentence, each cell behind the name of its column; a header row is in every
row and is not read itself.

Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.documents.documents import Block, BlockKind
from app.core.documents.shown import JOINT, Edit

WIDEST = 64
"""Columns; a wider row is read as it stands: a name before each cell would be longer than the row."""
MOST = 200_000
"""Edits of one file; the rows behind them are read as they stand."""

_BAR = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"\t+")
_GAP = re.compile(r" {2,}")


def cell_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand that are parted by bars, by tabs, or by gaps of two spaces and
    more; trimmed, maybe empty.
    """
    row = text[start:end]
    if "|" in row:
        low = start + (len(row) - len(row.lstrip()))
        high = end - (len(row) - len(row.rstrip()))
        low += text.startswith("|", low)
        high -= high > low and text[high - 1] == "|" and text[high - 2 : high - 1] != "\\"
        parter = _BAR
    else:
        low, high, parter = start, end, _TAB if "\t" in row else _GAP
    spans = []
    at = low
    for match in parter.finditer(text, low, high):
        spans.append(_trimmed(text, at, match.start()))
        at = match.end()
    spans.append(_trimmed(text, at, high))
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def row_edits(start: int, end: int, cells: Sequence[tuple[int, int]], names: int) -> list[Edit]:
    """Return what makes a row read as a sentence.

    Args:
        start, end: the row.
        cells: where its cells stand.
        names: columns that the header names; 0 without one.
    """
    filled = [(column, cell) for column, cell in enumerate(cells) if cell[1] > cell[0]]
    if not filled or len(cells) > WIDEST:
        return []
    edits = []
    at = start
    for number, (column, (low, high)) in enumerate(filled):
        between = "" if number == 0 else "; " if names or len(filled) > 2 else ": "
        edits.append(Edit(at, low, between, column if column < names else -1))
        at = high
    if at < end:
        edits.append(Edit(at, end))
    return [edit for edit in edits if edit.end > edit.start or edit.text or edit.column >= 0]


def header_rows(blocks: Sequence[Block], text: str) -> set[int]:
    """Return the numbers of the blocks that are header rows: without a header of their own, directly above
    rows that carry their words.
    """
    found: set[int] = set()
    carried = ""
    for number in range(len(blocks) - 1, -1, -1):
        row = blocks[number]
        if row.kind is not BlockKind.TABLE_ROW:
            carried = ""
        elif row.level and carried:
            found.add(number)  # the reader says so itself
        elif row.context:
            carried = row.context
        elif carried and set(_plain(text[row.start : row.end])) <= set(_plain(carried)):
            found.add(number)
        else:
            carried = ""
    return found


def _plain(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())


def names_of(context: str) -> int:
    """Return how many columns a header names."""
    return len(context.split(JOINT)) if context else 0
