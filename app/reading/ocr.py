"""Pictures of text into text, where the extra `citewell[ocr]` is installed; without it nothing here is ever
loaded.

The recogniser's lines become glyphs at their places, so that a scanned page goes through the same layout as a
printed one. Invariant: no page is begun that would not be finished in time; what cannot be read stays
reported. Runs in the reading child: one thread, no network, no file written.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import mean, median
from typing import TYPE_CHECKING, Any, NamedTuple

from app.reading.pagelayout import Glyph

if TYPE_CHECKING:
    import pypdfium2

_LONGEST_SIDE = 2000
"""Pixels; the recogniser would shrink a larger picture."""
_FINEST = 2.5
"""Pixels per point, 180 to the inch."""
_FIRST_PAGE_SECONDS = 8.0
_LEAST_SCORE = 0.6
_SAME_SIZE = 1.35
"""Lines whose boxes differ less than that are set in one size: boxes are higher where a letter reaches below
the line.
"""
_LETTER = 0.8
"""A letter's size as a share of its line's box."""
_LEAST_COLUMN = 4
_PROSE = 20


class Line(NamedTuple):
    """A line as it was recognised, in points from the page's lower left."""

    words: str
    left: float
    right: float
    bottom: float
    top: float


class Scribe:
    """Reads the pages of one document, within a time."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._longest = _FIRST_PAGE_SECONDS
        self._engine: Any = None

    @property
    def has_time(self) -> bool:
        """Whether another page like those before can be read."""
        return time.monotonic() + self._longest < self._until

    def read(self, page: pypdfium2.PdfPage) -> tuple[str, list[Glyph]] | None:
        """Return a page's text and the places of its letters, or None when nothing on it can be read with
        some certainty.
        """
        begun = time.monotonic()
        lines = self._recognised(page)
        self._longest = max(time.monotonic() - begun, 0.5)
        return laid_out(lines) if lines else None

    def _recognised(self, page: pypdfium2.PdfPage) -> list[Line]:
        # 190 MB of libraries and two seconds: only a child that met a scanned page pays.
        try:
            import cv2
            from rapidocr import RapidOCR
            from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
            from rapidocr.main import RapidOCRError
        except ImportError:
            return []
        width, height = page.get_size()
        scale = min(_FINEST, _LONGEST_SIDE / max(width, height, 1.0))
        try:
            if self._engine is None:
                cv2.setNumThreads(1)
                self._engine = RapidOCR(params=_PARAMETERS)
            found = self._engine(page.render(scale=scale).to_numpy())
        except (RapidOCRError, ONNXRuntimeError, cv2.error, RuntimeError, ValueError):
            return []
        if found.boxes is None or not found.txts or mean(found.scores) < _LEAST_SCORE:
            return []
        lines = []
        for box, words in zip(found.boxes, found.txts, strict=True):
            across, down = (
                [float(point[0]) / scale for point in box],
                [float(point[1]) / scale for point in box],
            )
            if words := " ".join(str(words).split()):
                lines.append(Line(words, min(across), max(across), height - max(down), height - min(down)))
        return lines


_PARAMETERS = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
}


def laid_out(lines: Sequence[Line]) -> tuple[str, list[Glyph]]:
    """Return lines as text in reading order, with a glyph for each letter."""
    usual = median(line.top - line.bottom for line in lines)
    chars: list[str] = []
    glyphs: list[Glyph] = []
    at = 0
    for row in (row for column in _columns(lines, usual) for row in _rows(column)):
        for number, line in enumerate(row):
            if number or chars:
                chars.append(" " if number else "\n")
                at += 1
            tall = line.top - line.bottom
            size = (usual if usual / _SAME_SIZE < tall < usual * _SAME_SIZE else tall) * _LETTER
            step = (line.right - line.left) / len(line.words)
            for index, char in enumerate(line.words):
                if not char.isspace():
                    left = line.left + index * step
                    glyphs.append(
                        Glyph(
                            at + index,
                            left,
                            left + step,
                            line.bottom,
                            line.bottom + size,
                            size,
                            bold=False,
                            fixed=False,
                        )
                    )
            chars.append(line.words)
            at += len(line.words)
    return "".join(chars), glyphs


def _columns(lines: Sequence[Line], usual: float) -> list[list[Line]]:
    """Part lines where a gutter runs between two columns of prose; the columns of a table stay together."""
    edges = sorted((line.left, line.right) for line in lines)
    reach = edges[0][1]
    for left, right in edges[1:]:
        if left - reach > usual * _LETTER:
            before = [line for line in lines if line.right <= reach]
            behind = [line for line in lines if line.right > reach]
            if all(
                len(part) >= _LEAST_COLUMN and mean(len(line.words) for line in part) >= _PROSE
                for part in (before, behind)
            ):
                return [before, *_columns(behind, usual)]
        reach = max(reach, right)
    return [list(lines)]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines from above downwards, those at one height together from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -(one.top + one.bottom)):
        last = rows[-1][0] if rows else None
        if last is not None and (last.top + last.bottom - line.top - line.bottom) < min(
            last.top - last.bottom, line.top - line.bottom
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]
