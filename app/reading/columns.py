"""Columns of a printed page, told by their gutters whatever the order in which its words were drawn.

The decision hidden here is what makes a gutter: a strip that stays white through several lines, with prose
running on at both sides of it. Values beside labels, and tables, are no prose: they are read across as they
stand. Pure and deterministic. Invariant: a page is only put into another order when its own order jumps to
and fro between columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.reading.pagelayout import Glyph

_GUTTER = 0.9
"""Letter heights; a word space in a justified line may be as wide, but not at one place through several
lines.
"""
_LEAST_LINES = 3
_MOST_COLUMNS = 6
_MOST_ROWS = 400
_MOST_RUNS = 2000
_LARGEST_STEP = 4.0
"""Letter heights from one line to the next; beyond that something else begins."""
_LEAST_WORDS = 2.5
_LABEL = re.compile(r"\s*[^:.]{2,40}:(?:\s|\Z)")
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "।")
_CLOSING = "\"'”’»)"
_BREAK = "\r\n"


@dataclass(frozen=True)
class _Run:
    """Characters drawn one behind the other on one line, no gutter between them."""

    number: int
    start: int
    end: int
    stop: int
    left: float
    right: float
    baseline: float
    size: float
    text: str

    words: int


@dataclass(frozen=True)
class _Row:
    """What stands at one height of the page, from the left."""

    runs: tuple[_Run, ...]
    baseline: float
    size: float


@dataclass(frozen=True)
class Reordered:
    """A page in the order of its columns.

    Attributes:
        chars: its characters, line breaks put between what was not drawn one behind the other.
        places: (offset in `chars`, index of PDFium's character, how many) of each stretch, in order.
    """

    chars: str
    places: tuple[tuple[int, int, int], ...]


def in_columns(chars: str, glyphs: Sequence[Glyph]) -> Reordered | None:
    """Return a page in the order in which its columns are read, None when it is in that order as it is.

    Args:
        chars: the page's text; a glyph's index points into it.
        glyphs: the visible characters in PDFium's order.
    """
    runs = list(islice(_runs(chars, glyphs), _MOST_RUNS + 1))
    if not 2 * _LEAST_LINES <= len(runs) <= _MOST_RUNS:
        return None
    rows = _rows(runs)
    if len(rows) > _MOST_ROWS:
        return None
    moved: dict[int, list[_Run]] = {}
    inside: dict[int, int] = {}
    at = 0
    while at + _LEAST_LINES <= len(rows):
        found = _region(rows, at)
        if found is None:
            at += 1
            continue
        columns, behind = found
        members = [run for column in columns for run in column]
        if _jumps([run.number for run in members]):
            first = min(run.number for run in members)
            moved[first] = members
            inside.update({run.number: first for run in members})
        at = behind
    if not moved:
        return None
    order: list[_Run] = []
    for run in runs:
        order.extend(moved.get(run.number, ()) if run.number in inside else (run,))
    return _written(chars, order)


def _runs(chars: str, glyphs: Sequence[Glyph]) -> Iterator[_Run]:
    run: list[Glyph] = []
    number = 0
    for glyph, following in zip_longest(glyphs, islice(glyphs, 1, None)):
        run.append(glyph)
        if following is not None and not _apart(glyph, following):
            continue
        stop = len(chars) if following is None else following.at
        yield _Run(
            number,
            run[0].at if number else 0,
            glyph.at + 1,
            stop,
            min(one.left for one in run),
            max(one.right for one in run),
            median(one.bottom for one in run),
            max(one.size for one in run),
            chars[run[0].at : glyph.at + 1],
            len(chars[run[0].at : glyph.at + 1].split()),
        )
        number += 1
        run = []


def _apart(one: Glyph, two: Glyph) -> bool:
    size = max(one.size, two.size)
    gap = two.left - one.right
    return gap >= _GUTTER * size or gap < -2 * size or abs(one.bottom - two.bottom) > 0.8 * size


def _rows(runs: Sequence[_Run]) -> list[_Row]:
    rows: list[_Row] = []
    waiting: list[_Run] = []
    for run in sorted(runs, key=lambda one: (-one.baseline, one.left)):
        if waiting and waiting[0].baseline - run.baseline > 0.5 * min(waiting[0].size, run.size):
            rows.append(_row(waiting))
            waiting = []
        waiting.append(run)
    return [*rows, _row(waiting)] if waiting else rows


def _row(runs: Sequence[_Run]) -> _Row:
    return _Row(
        tuple(sorted(runs, key=lambda one: one.left)), runs[0].baseline, max(run.size for run in runs)
    )


def _region(rows: Sequence[_Row], first: int) -> tuple[list[list[_Run]], int] | None:
    """Return the columns that begin with a row, each from above downwards, and the row behind them; None for
    no columns.
    """
    opening = rows[first : first + _LEAST_LINES]
    if len(rows[first].runs) > _MOST_COLUMNS or sum(
        run.words for row in opening for run in row.runs
    ) < 2 * sum(len(row.runs) for row in opening):
        return None  # cells, not lines of prose
    strips = [
        (one.right, two.left)
        for one, two in pairwise(rows[first].runs)
        if two.left - one.right >= _GUTTER * rows[first].size
    ]
    behind = first + 1
    while strips and behind < len(rows):
        row = rows[behind]
        if rows[behind - 1].baseline - row.baseline > _LARGEST_STEP * row.size:
            break
        narrowed = _narrowed(strips, row)
        if not narrowed:
            break
        strips, behind = narrowed, behind + 1
    while strips and behind - first >= _LEAST_LINES:
        columns = _columns(rows[first:behind], strips)
        if all(_is_prose(column) for column in columns):
            return _by_bands(columns), behind
        # A narrow column of marks or numbers belongs to what stands beside it.
        narrow = next((at for at, column in enumerate(columns[:-1]) if _words_a_line(column) < 1.5), None)
        if narrow is None:
            return None
        strips = [strip for at, strip in enumerate(strips) if at != narrow]
    return None


def _narrowed(strips: Sequence[tuple[float, float]], row: _Row) -> list[tuple[float, float]]:
    """Return what a row leaves free of the strips, those that stay wide enough."""
    left: list[tuple[float, float]] = []
    for low, high in strips:
        free = [(low, high)]
        for run in row.runs:
            if run.right <= low or run.left >= high:
                continue
            free = [
                part
                for start, end in free
                for part in ((start, min(end, run.left)), (max(start, run.right), end))
                if part[1] - part[0] >= _GUTTER * row.size
            ]
        if free:
            left.append(max(dict.fromkeys(free), key=lambda part: part[1] - part[0]))
    return left


def _columns(rows: Sequence[_Row], strips: Sequence[tuple[float, float]]) -> list[list[_Run]]:
    edges = [(low + high) / 2 for low, high in strips]
    columns: list[list[_Run]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        for run in row.runs:
            columns[sum(run.left > edge for edge in edges)].append(run)
    return columns


def _lines(column: Sequence[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = []
    for run in column:
        if lines and abs(lines[-1][0].baseline - run.baseline) <= 0.5 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def _words_a_line(column: Sequence[_Run]) -> float:
    lines = _lines(column)
    return sum(run.words for run in column) / len(lines) if lines else 0.0


def _is_prose(column: Sequence[_Run]) -> bool:
    """Say whether a column holds sentences that run on from line to line."""
    lines = _lines(column)
    if len(lines) < _LEAST_LINES or _words_a_line(column) < _LEAST_WORDS:
        return False
    texts = [" ".join(run.text for run in line).strip() for line in lines]
    if sum(_LABEL.match(text) is not None for text in texts) > 0.3 * len(texts):
        return False
    width = max(line[-1].right for line in lines) - min(line[0].left for line in lines)
    full = sum(line[-1].right - line[0].left >= 0.7 * width for line in lines)
    running = sum(_runs_on(one, two) for one, two in pairwise(texts))
    return full >= 0.4 * len(lines) and running >= 0.25 * (len(texts) - 1)


def _runs_on(one: str, two: str) -> bool:
    """Say whether a sentence goes on from one line to the next."""
    if one.endswith(("-", "\u00ad")):
        return True
    return not one.rstrip(_CLOSING).endswith(_ENDS) and not two[:1].isupper()


def _by_bands(columns: Sequence[Sequence[_Run]]) -> list[list[_Run]]:
    """Return the columns, cut into bands when they are the cells of a table: many gaps at one height in all
    of them.
    """
    gaps = [_gaps(column) for column in columns]
    shared = [
        gap
        for gap in gaps[0]
        if all(any(low < gap[1] and gap[0] < high for low, high in other) for other in gaps[1:])
    ]
    most = max(len(found) for found in gaps)
    if len(shared) < 2 or len(shared) < most:
        return [list(column) for column in columns]
    edges = [(low + high) / 2 for low, high in shared]
    return [
        [run for run in column if sum(run.baseline < edge for edge in edges) == band]
        for band in range(len(edges) + 1)
        for column in columns
    ]


def _gaps(column: Sequence[_Run]) -> list[tuple[float, float]]:
    """Return the stretches of white, wider than between lines, as (lower, upper) heights."""
    lines = [line[0] for line in _lines(column)]
    steps = [one.baseline - two.baseline for one, two in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    return [
        (two.baseline, one.baseline)
        for one, two in pairwise(lines)
        if one.baseline - two.baseline > 1.4 * usual
    ]


def _jumps(numbers: Sequence[int]) -> bool:
    """Say whether runs in the order of columns were drawn in another one."""
    return any(two < one for one, two in pairwise(numbers))


def _written(chars: str, order: Sequence[_Run]) -> Reordered:
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for run, following in zip(order, [*order[1:], None], strict=True):
        adjoining = following is not None and following.number == run.number + 1
        end = run.stop if adjoining or following is None else run.end
        words = chars[run.start : end]
        places.append((length, run.start, len(words)))
        if following is not None and not adjoining:
            words += _BREAK
        parts.append(words)
        length += len(words)
    return Reordered("".join(parts), tuple(_joined(places)))


def _joined(places: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield places, those joined that lie behind one another in the page as well as in the text."""
    before: tuple[int, int, int] | None = None
    for place in places:
        if before is not None and (before[0] + before[2], before[1] + before[2]) == place[:2]:
            before = (before[0], before[1], before[2] + place[2])
            continue
        if before is not None:
            yield before
        before = place
    if before is not None:
        yield before
