"""What the characters of a printed page are, told from where they stand: fields, rows, headings, paragraphs.

The secret is the geometry; nobody else knows that a gap of one and a half letter heights parts two cells.
Pure and deterministic. Invariant: a block is a run of whole segments in PDFium's order, so nothing is
reordered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.core.documents.documents import BlockKind
from app.reading.blocks import Outline
from app.reading.grid import NAMES

SOFT_HYPHEN = "\u00ad"
"""Stands in the text where PDFium says that a hyphen only breaks a word at the end of a line."""
_CELL_GAP = 1.5
"""Letter heights of white space that part two cells of a line; a justified word space stays below."""
_BAND = 0.12
"""Share of the page's height, at top and bottom, in which repeated words are headers and footers."""
_FIELD_PITCH = 1.6
_BULLET = re.compile(r"(?:[•‣▪●◦·–*-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+\S")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:of|von|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-", re.IGNORECASE
)
_ENDS_SENTENCE = (".", "!", "?", ":", ";", "”", '"')


class Glyph(NamedTuple):
    """A visible character: its index on the page, its box in points, its font's size and weight."""

    at: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    fixed: bool


@dataclass(frozen=True)
class Segment:
    """Characters that stand together on one line: a cell, a label, or the whole line."""

    page: int
    line: int
    start: int
    end: int
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    fixed: bool
    first_word: float
    """Width of the first word."""
    text: str

    @property
    def label(self) -> bool:
        return self.text.rstrip().endswith(":")


@dataclass(frozen=True)
class PageSegments:
    """One page, cut: all that is kept of its characters' places."""

    number: int
    height: float
    segments: tuple[Segment, ...]


@dataclass
class _Group:
    """Segments that become one block."""

    kind: BlockKind
    parts: list[Segment] = field(default_factory=list)
    level: int = 0
    context: str = ""
    is_field: bool = False


def cut_page(number: int, base: int, height: float, chars: str, glyphs: Sequence[Glyph]) -> PageSegments:
    """Return the segments of one page.

    Args:
        number: of the page, from 1.
        base: the page's offset in the text.
        height: of the page, in points.
        chars: the page's text; a glyph's index points into it.
        glyphs: the visible characters in PDFium's order.
    """
    return PageSegments(number, height, tuple(_segments(_Page(number, base, chars), glyphs)))


@dataclass(frozen=True)
class _Page:
    number: int
    base: int
    chars: str


def mark_pages(outline: Outline, pages: Sequence[PageSegments]) -> None:
    """Add the blocks of all pages of one document to its outline."""
    heights = {page.number: page.height for page in pages}
    segments = [segment for page in pages for segment in page.segments]
    repeated = _repeated(segments, heights)
    body = _body_size(segments)
    groups: list[_Group] = []
    for page in pages:
        groups.extend(_group_page(page.segments, repeated, body))
    _rank_headings(groups)
    _add_header_rows(groups)
    for group in groups:
        outline.add(
            group.kind, group.parts[0].start, group.parts[-1].end, level=group.level, context=group.context
        )


def _segments(page: _Page, glyphs: Sequence[Glyph]) -> Iterator[Segment]:
    """Cut a page's glyphs at line breaks, at wide gaps, and where a bold label begins inside a line."""
    line = 0
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            between = page.chars[last.at + 1 : glyph.at]
            # PDFium leaves out the line break behind a hyphen that breaks a word.
            new_line = "\n" in between or "\r" in between or _lower(last, glyph)
            if new_line or _apart(last, glyph):
                yield from _split_labels(page, line, run)
                run = []
            line += new_line
        run.append(glyph)
    if run:
        yield from _split_labels(page, line, run)


def _lower(last: Glyph, glyph: Glyph) -> bool:
    return glyph.left < last.left and last.bottom - glyph.bottom > 0.6 * glyph.size


def _apart(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    return gap > size * _CELL_GAP or gap < -size * 3 or abs(glyph.bottom - last.bottom) > size * 1.2


def _split_labels(page: _Page, line: int, run: list[Glyph]) -> Iterator[Segment]:
    """Yield the run as one segment, or as several when a bold label ending in ":" follows plain words."""
    at = 0
    for position in range(1, len(run)):
        if run[position].bold and not run[position - 1].bold:
            end = next((later for later in range(position, len(run)) if not run[later].bold), len(run))
            if page.chars[run[end - 1].at] == ":":
                yield _segment(page, line, run[at:position])
                at = position
    yield _segment(page, line, run[at:])


def _segment(page: _Page, line: int, run: Sequence[Glyph]) -> Segment:
    first, behind = run[0].at, run[-1].at + 1
    sizes = Counter(round(glyph.size, 1) for glyph in run)
    word_end = next(
        (later for later, (one, two) in enumerate(pairwise(run)) if two.at > one.at + 1), len(run) - 1
    )
    return Segment(
        page=page.number,
        line=line,
        start=page.base + first,
        end=page.base + behind,
        left=min(glyph.left for glyph in run),
        right=max(glyph.right for glyph in run),
        baseline=median(glyph.bottom for glyph in run),
        size=max(sizes.items(), key=lambda item: (item[1], item[0]))[0],
        bold=sum(glyph.bold for glyph in run) > len(run) * 0.9,
        fixed=all(glyph.fixed for glyph in run),
        first_word=run[word_end].right - run[0].left,
        text=page.chars[first:behind],
    )


def _repeated(segments: Sequence[Segment], heights: dict[int, float]) -> frozenset[int]:
    """Return the starts of header and footer segments: page numbers, and words that half of the pages
    share.
    """
    pages_of: dict[tuple[bool, str], set[int]] = defaultdict(set)
    members: dict[tuple[bool, str], list[int]] = defaultdict(list)
    found: set[int] = set()
    for segment in segments:
        height = heights[segment.page]
        top, bottom = segment.baseline > height * (1 - _BAND), segment.baseline < height * _BAND
        if not top and not bottom:
            continue
        words = " ".join(segment.text.split())
        if _PAGE_NUMBER.fullmatch(words):
            found.add(segment.start)
        key = (top, re.sub(r"\d+", "#", words).casefold())
        pages_of[key].add(segment.page)
        members[key].append(segment.start)
    for key, pages in pages_of.items():
        # Of two pages both must agree; of more, half.
        if len(pages) >= 2 and len(pages) * 2 >= len(heights):
            found.update(members[key])
    return frozenset(found)


def _body_size(segments: Sequence[Segment]) -> float:
    """Return the letter height in which most of the plain words stand."""
    sizes: Counter[float] = Counter()
    for segment in segments:
        if not segment.bold:
            sizes[segment.size] += len(segment.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] if sizes else 0.0


def _group_page(segments: Sequence[Segment], repeated: frozenset[int], body: float) -> list[_Group]:
    lines: dict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.start not in repeated:
            lines[segment.line].append(segment)
    order = sorted(lines)
    spacing = _line_spacing([lines[number] for number in order])
    edges = [line[0] for line in lines.values() if len(line) == 1]
    groups: list[_Group] = []
    done: set[int] = set()
    for segment in segments:
        if segment.start in repeated:
            groups.append(_Group(BlockKind.BOILERPLATE, [segment]))
            continue
        if segment.line in done:
            continue
        done.add(segment.line)
        line = lines[segment.line]
        following = next((lines[number] for number in order if number > segment.line), [])
        _place_line(groups, line, following, body=body, spacing=spacing, edges=edges)
    return groups


def _line_spacing(lines: Sequence[Sequence[Segment]]) -> float:
    """Return how many letter heights the next line of the same paragraph may be below, on this page."""
    pitches = [
        (one[0].baseline - two[0].baseline) / one[0].size
        for one, two in pairwise(lines)
        if len(one) == len(two) == 1 and 0.5 < (one[0].baseline - two[0].baseline) / one[0].size < 3
    ]
    return min(max(1.45, 1.2 * median(pitches)), 2.8) if pitches else 1.45


def _place_line(
    groups: list[_Group],
    line: Sequence[Segment],
    following: Sequence[Segment],
    *,
    body: float,
    spacing: float,
    edges: Sequence[Segment],
) -> None:
    """Put one line's segments into the last group or into new ones."""
    last = groups[-1] if groups else None
    if _is_form_line(line, following, last):
        wrapping = bool(following) and following[0].bold and following[0].label
        for segment in line:
            _place_field(groups, segment, begins_label=wrapping and abs(segment.left - following[0].left) < 3)
    elif len(line) > 1:
        groups.append(_Group(BlockKind.TABLE_ROW, list(line)))
    elif last is not None and last.is_field and _continues_field(last, line[0]):
        last.parts.append(line[0])
    else:
        _place_single(groups, line[0], following, body=body, spacing=spacing, edges=edges)


def _is_form_line(line: Sequence[Segment], following: Sequence[Segment], last: _Group | None) -> bool:
    if len(line) > 1:
        if any(segment.label for segment in line) or sum(":" in segment.text[:40] for segment in line) > 1:
            return True
        return bool(following) and following[0].label and following[0].bold and line[-1].bold
    only = line[0]
    if re.match(r"[^:]{2,48}:\s+\S", only.text) and last is not None and last.is_field and not only.bold:
        return only.left <= last.parts[0].left + only.size
    return only.label and only.bold


def _place_field(groups: list[_Group], segment: Segment, *, begins_label: bool) -> None:
    """Put one segment of a form's line into the open field or into a new one."""
    last = groups[-1] if groups and groups[-1].is_field else None
    own_label = segment.label or bool(re.match(r"[^:]{2,48}:\s", segment.text))
    begins = own_label or begins_label
    if last is not None and (_wraps_label(last, segment) or (not begins and _continues_field(last, segment))):
        last.parts.append(segment)
    else:
        groups.append(_Group(BlockKind.TABLE_ROW, [segment], is_field=True))


def _wraps_label(group: _Group, segment: Segment) -> bool:
    """Say whether a bold line ending in ":" ends the label that the group's last bold segment began."""
    before = group.parts[-1]
    return (
        segment.bold
        and segment.label
        and before.bold
        and not before.label
        and abs(segment.left - before.left) < 3
        and 0 < before.baseline - segment.baseline <= _FIELD_PITCH * segment.size
    )


def _same_line(one: Segment, two: Segment) -> bool:
    return one.line == two.line


def _continues_field(group: _Group, segment: Segment) -> bool:
    """Say whether a segment is (more of) the group's value: beside the label, or close below its
    beginning.
    """
    first, before = group.parts[0], group.parts[-1]
    if _same_line(before, segment):
        return before.label or not segment.bold
    if (
        segment.bold
        or segment.left < first.left + segment.size * 0.5
        or abs(segment.size - before.size) > before.size * 0.15
    ):
        return False
    return any(
        abs(part.baseline - segment.baseline) <= _FIELD_PITCH * segment.size for part in (before, first)
    )


def _place_single(
    groups: list[_Group],
    segment: Segment,
    following: Sequence[Segment],
    *,
    body: float,
    spacing: float,
    edges: Sequence[Segment],
) -> None:
    last = groups[-1] if groups else None
    if segment.fixed:
        if (
            last is not None
            and last.kind is BlockKind.CODE
            and 0 < last.parts[-1].baseline - segment.baseline <= 2.4 * segment.size
        ):
            last.parts.append(segment)
        else:
            groups.append(_Group(BlockKind.CODE, [segment]))
    elif last is not None and last.kind is BlockKind.HEADING and _continues_heading(last, segment):
        last.parts.append(segment)
    elif _is_heading(segment, following, body):
        groups.append(_Group(BlockKind.HEADING, [segment]))
    elif _BULLET.match(segment.text):
        groups.append(_Group(BlockKind.LIST_ITEM, [segment]))
    elif last is not None and _continues_paragraph(last, segment, spacing, edges):
        last.parts.append(segment)
    else:
        groups.append(_Group(BlockKind.PARAGRAPH, [segment]))


def _is_heading(segment: Segment, following: Sequence[Segment], body: float) -> bool:
    words = segment.text.strip()
    if len(words) > 140 or sum(char.isalpha() for char in words) < 3 or words.endswith((".", ",", ";", ":")):
        return False
    larger = segment.size >= body * 1.15
    if segment.bold:
        return segment.size >= body * 0.95
    if not larger:
        return False
    # Larger plain text is a heading only when it does not run on as text does.
    below = following[0] if following else None
    runs_on = (
        below is not None and abs(below.size - segment.size) < 0.5 and not below.bold and len(words) > 50
    )
    return (
        not runs_on
        and not words[:1].islower()
        and (below is None or below.size < segment.size or len(words) <= 80)
    )


def _continues_heading(group: _Group, segment: Segment) -> bool:
    before = group.parts[-1]
    return (
        len(group.parts) < 3
        and before.bold == segment.bold
        and abs(before.size - segment.size) < 0.5
        and 0 < before.baseline - segment.baseline <= 1.5 * segment.size
        and not segment.text.rstrip().endswith((".", ":"))
        and len(segment.text) <= 140
    )


def _continues_paragraph(group: _Group, segment: Segment, spacing: float, edges: Sequence[Segment]) -> bool:
    before = group.parts[-1]
    if group.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or before.page != segment.page:
        return False
    if abs(before.size - segment.size) > before.size * 0.12 or (
        before.bold and not segment.bold and len(group.parts) == 1
    ):
        return False
    pitch = (before.baseline - segment.baseline) / segment.size
    if pitch < 0.3:  # the next column, or a note beside: it goes on only when the words do
        return not before.text.rstrip().endswith(_ENDS_SENTENCE) and segment.text[:1].islower()
    if pitch > spacing:
        return False
    if before.text.endswith(SOFT_HYPHEN):
        return True
    indent = (segment.left - before.left) / segment.size
    if group.kind is BlockKind.LIST_ITEM:
        return segment.left > group.parts[0].left + segment.size * 0.3 and not _could_have_fitted(
            before, segment, edges
        )
    if indent > 0.8 or (indent < -0.8 and len(group.parts) > 1):
        return False
    return not _could_have_fitted(before, segment, edges)


def _could_have_fitted(before: Segment, segment: Segment, edges: Sequence[Segment]) -> bool:
    """Say whether the line before ended although the next word had room: then it ended on purpose."""
    column = [
        edge.right
        for edge in edges
        if abs(edge.left - segment.left) < 40 and abs(edge.size - segment.size) < 1
    ]
    edge = max(column, default=before.right)
    return before.right + segment.size * 0.3 + segment.first_word < edge - segment.size * 0.5


def _rank_headings(groups: Sequence[_Group]) -> None:
    """Give headings levels by letter height, the largest outermost; at most six."""
    headings = [group for group in groups if group.kind is BlockKind.HEADING]
    sizes = sorted({round(group.parts[0].size) for group in headings}, reverse=True)
    for group in headings:
        group.level = min(sizes.index(round(group.parts[0].size)) + 1, 6)


def _add_header_rows(groups: Sequence[_Group]) -> None:
    """Give the rows of a table the words of its bold first row."""
    header: _Group | None = None
    before: _Group | None = None
    for group in groups:
        if group.kind is not BlockKind.TABLE_ROW or group.is_field:
            header = before = None
            continue
        first, starts = group.parts[0], before is None
        if starts or (before is not None and before.parts[0].page != first.page):
            header = group if all(part.bold for part in group.parts) else None
        elif header is not None and not all(part.bold for part in group.parts):
            group.context = " | ".join(" ".join(part.text.split()) for part in header.parts)
            header.level = NAMES
        before = group
