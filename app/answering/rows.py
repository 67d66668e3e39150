"""Rows of tables in the forms they are read in: with bars, with tabs, or with each value after its header.

Invariant: a cell is the words of the row; a header is those above it or before it. Thread: any; pure
functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language.text import fold

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_ZIPPED = re.compile(r"[^:;|\n]{1,60}:\s+[^;\n]+(?:;\s+[^:;|\n]{1,60}:\s+[^;\n]+)+[.;]?\s*")
_PAIR = re.compile(r"([^:;|\n]{1,80}):\s+(.*)", re.DOTALL)
_LEAST_CELLS = 2


@dataclass(frozen=True)
class Cell:
    """A value of a row and what stands above it; `header` may be empty."""

    header: str
    text: str


def is_row(line: str) -> bool:
    """Tell whether a line is a row of a table."""
    if "\n" in line.strip() or _RULE.fullmatch(line):
        return False
    return len(
        [part for part in re.split(r"\s?\|\s?|\t+", line.strip().strip("|")) if part.strip()]
    ) >= _LEAST_CELLS or (_ZIPPED.fullmatch(line) is not None)


def cells_of(line: str, header: Sequence[str] = ()) -> tuple[Cell, ...]:
    """Return the cells of a row, each with its header where that is known."""
    if "|" in line or "\t" in line:
        values = _values(line)
        heads = list(header) if len(header) == len(values) else [""] * len(values)
        return tuple(
            Cell("" if head == value else head, value) for head, value in zip(heads, values, strict=True)
        )
    found: list[Cell] = []
    parts = re.split(r";\s+", line.strip().rstrip(".;"))
    named = sum(_PAIR.match(part) is not None for part in parts) >= _LEAST_CELLS
    for part in parts:
        pair = _PAIR.match(part) if named or len(parts) == 1 else None
        if pair is not None and (named or header):
            found.append(Cell(pair.group(1).strip(" -*•"), pair.group(2).strip()))
        elif named and found:
            # A cell with a semicolon of its own.
            found[-1] = Cell(found[-1].header, f"{found[-1].text}; {part}")
        elif pair is not None:
            found += [Cell("", pair.group(1).strip()), Cell("", pair.group(2).strip())]
        else:
            found.append(Cell("", part.strip()))
    return tuple(found)


def header_of(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the header of the table whose row stands at `text[start:end]`; empty when it has none that can
    be told.
    """
    above = text[:start].splitlines()
    rows: list[str] = []
    ruled = False
    for line in reversed(above):
        if not line.strip():
            if rows or ruled:
                break
            continue
        if _RULE.fullmatch(line):
            ruled = True
            continue
        if not is_row(line):
            break
        rows.append(line)
        if ruled:
            return _values(line)
    if not rows:
        return ()
    first, row = _values(rows[-1]), _values(text[start:end])
    # Without a rule the first row is a header when it holds no number where the others do.
    plain = not any(char.isdigit() for cell in first for char in cell)
    return (
        first
        if plain and any(char.isdigit() for cell in row for char in cell) and len(first) == len(row)
        else ()
    )


def _values(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if "|" in bare:
        bare = bare.removeprefix("|").removesuffix("|")
        return tuple(part.strip() for part in bare.split("|"))
    return tuple(part.strip() for part in re.split(r"\t+", bare))


def plain(cell: str) -> str:
    """Return a cell's words without marks of emphasis and code."""
    return " ".join(fold(re.sub(r"[*_`]+", "", cell)).split()).rstrip(".")


def bars(line: str) -> tuple[str, ...]:
    """Return the cells of a row with bars, trimmed; a bar at both ends parts nothing."""
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|"):
        bare = bare[1:-1]
    return tuple(part.strip() for part in bare.split("|"))
