"""The words of a source as they are drawn, in one text that can be searched, with the way back to the source.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.documents.documents import Source
from app.ui.reader.flow import Flow, Table
from app.ui.reader.inline import BREAK, Piece

LONGEST = 200_000
"""Characters of a source that is put together while somebody types; a longer one is searched as it stands."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a source, folds open; `starts` and `ends` give for each character the range of the
    source that it stands for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the source that `text[start:end]` stands for."""
        return self.starts[start], self.ends[end - 1]


def drawn(source: Source) -> Drawn | None:
    """Return what is drawn of a source, or None where it is what stands in it, or too long."""
    if not source.edits or len(source.text) > LONGEST:
        return None
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    flow = Flow(source)
    for number, section in enumerate(flow.sections):
        flow.open_at(section.start, section.end)
        for pieces in _stretches(flow, number):
            for piece in pieces:
                if piece.start < 0:
                    continue  # the names of columns once more, a distance
                text.append(piece.shown.replace(BREAK, "\n"))
                length = len(piece.shown)
                starts += [piece.start] * length if piece.stands else range(piece.start, piece.end)
                ends += [piece.end] * length if piece.stands else range(piece.start + 1, piece.end + 1)
            at = ends[-1] if ends else 0
            text.append("\n")
            starts.append(at)
            ends.append(at)
    return Drawn("".join(text), starts, ends)


def _stretches(flow: Flow, number: int) -> Iterator[Iterable[Piece]]:
    """Yield what is read in one go: a paragraph, a cell."""
    for element in flow.elements(number):
        if isinstance(element, Table):
            for row in element.rows:
                yield from row
        else:
            yield element.pieces
