"""Where the words stand that a reader is opened at, and how that is said. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.documents.documents import Block, BlockKind, Source
from app.ui.reader.inline import inline


@dataclass(frozen=True)
class Place:
    """The words a reader is opened at.

    Attributes:
        version: id of the version that says them.
        start, end: offsets in its text.
        number: of the citation, as shown in the answer; 0 for none.
    """

    version: str
    start: int
    end: int
    number: int = 0


def page_at(source: Source, offset: int) -> int | None:
    """Return the number of the page that a character stands on, or None where there are no pages."""
    return next((page.number for page in reversed(source.pages) if page.start <= offset), None)


def heading_at(source: Source, offset: int) -> tuple[str, ...]:
    """Return the headings above a character, from the outermost in."""
    path: dict[int, str] = {}
    for block in source.blocks:
        if block.start > offset:
            break
        if block.kind is BlockKind.HEADING:
            path = {level: words for level, words in path.items() if level < block.level}
            path[block.level] = _words(source, block)
    return tuple(path[level] for level in sorted(path))


def _words(source: Source, block: Block) -> str:
    words = source.read(block.start, block.end)
    if words == source.text[block.start : block.end]:
        # A heading that no passage holds: what its marks mean is seen in them.
        words = "".join(
            piece.shown for piece in inline(source.text, block.start, block.end, source.media_type)
        )
    return " ".join(words.split())


def row_at(source: Source, offset: int) -> Block | None:
    """Return the row of a sheet that a character stands in."""
    return next((block for block in source.blocks if block.place and block.start <= offset < block.end), None)
