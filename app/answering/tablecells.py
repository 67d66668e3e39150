"""Whether a claim about a table's row keeps each value under its header. Lexical. Thread: any; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.rows import Cell, bars, cells_of, is_row, plain
from app.answering.statements import Said, Statement
from app.answering.vocabulary import stood_for
from app.answering.within import MENTIONED
from app.core.language.facts import content, facts, root
from app.core.language.text import fold, words


def cells_mixed(claim: Said, base: Statement) -> str:
    """Return an objection when a claim puts a row's value under another header, or a value in another cell,
    or ties it to nothing.
    """
    if "|" in claim.text and is_row(claim.text):
        mine = [plain(part) for part in bars(claim.text) if part]
        theirs = iter([plain(cell.text) for cell in base.cells])
        return "" if all(part in theirs for part in mine) else "has the cells of the row in another order"
    heads = [plain(cell.header) for cell in base.cells]
    told = [cell for cell in cells_of(claim.text) if cell.header and plain(cell.header) in heads]
    if len(told) > 1 or (told and len(cells_of(claim.text)) == 1):
        for cell in told:
            if not any(
                plain(cell.text) == plain(other.text)
                for other in base.cells
                if plain(other.header) == plain(cell.header)
            ):
                return "puts a value under another header"
        return ""
    rest, whole = _taken_out(claim.text, [plain(cell.text) for cell in base.cells])
    named = {
        at for at, head in enumerate(heads) if head and re.search(rf"(?<!\w){re.escape(head)}(?!\w)", rest)
    }
    given = {at for at, cell in enumerate(base.cells) if at in whole or _is_given(cell, rest)}
    for at in named - {0} - given:
        return f"names “{base.cells[at].header}” but does not give its value"
    if named - {0} and whole - named - {0}:
        return "puts a value under another header"
    if not named and _under_another(claim.text, base):
        return "puts a value under another header"
    first = base.cells[0].text
    label = set(content(first))
    told_of = label & set(claim.wanted) or any(stood_for(word, frozenset(claim.wanted)) for word in label)
    if len(given) < 2 and 0 not in given and (label or facts(first).values) and not told_of:
        return "does not name what the row is about"
    return ""


def _taken_out(text: str, cells: Sequence[str]) -> tuple[str, set[int]]:
    """Return a text in small letters without the cells that stand in it as a whole, and which do; of two that
    overlap the longer one.
    """
    rest = plain(text)
    whole: set[int] = set()
    for at, cell in sorted(enumerate(cells), key=lambda item: -len(item[1])):
        if cell and cells.count(cell) == 1:
            match = re.search(rf"(?<![\w.,`]){re.escape(cell)}(?![\w`])", rest)
            if match:
                rest = rest[: match.start()] + " ; " + rest[match.end() :]
                whole.add(at)
    return rest, whole


def _is_given(cell: Cell, rest: str) -> bool:
    """Tell whether most of a cell stands in what is left of a claim."""
    wanted = {*content(cell.text), *re.findall(r"\d+", cell.text)}
    held = {*content(rest), *re.findall(r"\d+", rest)}
    return bool(wanted) and len(wanted & held) >= MENTIONED * len(wanted)


def _under_another(text: str, base: Statement) -> bool:
    """Tell whether a value follows words of another header than its own."""
    spots = _spots(text, base.cells)
    for at, (cell, kind) in enumerate(spots):
        if kind != "value" or not cell or not base.cells[cell].header:
            continue
        before = next((other for other, sort in reversed(spots[:at]) if sort == "label"), None)
        after = next((other for other, sort in spots[at + 1 :] if sort == "label"), None)
        last = next((sort for other, sort in reversed(spots[:at]) if other or sort == "label"), None)
        if before is not None and before != cell and last == "label" and after != cell:
            return True
    return False


def _spots(text: str, cells: Sequence[Cell]) -> list[tuple[int, str]]:
    """Return in order where a claim has a word of one header alone and where it gives a cell's value."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    found: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []
    values = [plain(cell.text) for cell in cells]
    for number, value in sorted(enumerate(values), key=lambda item: -len(item[1])):
        if not value or values.count(value) > 1:
            continue
        for match in re.finditer(rf"(?<![\w.,]){re.escape(value)}(?!\w)", folded):
            if all(match.end() <= low or high <= match.start() for low, high in taken):
                found.append((match.start(), number, "value"))
                taken.append(match.span())
                break
    heads = [frozenset(content(cell.header)) for cell in cells]
    for word in words(text):
        holding = [number for number, head in enumerate(heads) if root(word.form) in head]
        if len(holding) == 1 and all(word.end <= low or high <= word.start for low, high in taken):
            found.append((word.start, holding[0], "label"))
    return [(number, kind) for _, number, kind in sorted(found)]
