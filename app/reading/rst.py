"""reStructuredText: sections, lists, tables, directives and the RFC 822 header of a PEP, line by line.

An own parser, because docutils gives lines but no offsets. It never refuses a text: what it does not know is
a paragraph. Invariant: the text is the decoded file; a heading's span is its words without the line below
them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import RST
from app.reading.blocks import Line, Outline, Properties, finish, split_lines
from app.reading.dates import declared
from app.reading.plain import decode
from app.reading.rsttables import (
    is_grid_border,
    is_simple_border,
    mark_csv_table,
    mark_grid_table,
    mark_list_table,
    mark_simple_table,
)

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*\Z")
_HEADER_FIELD = re.compile(r"([A-Z][A-Za-z]*(?:-[A-Z]?[A-Za-z]+)*):(?:[ \t]+(.*))?\Z")
_EXPLICIT = re.compile(r"\s*\.\.(?:[ \t]+|\Z)")
_DIRECTIVE = re.compile(r"\s*\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:.+-]+?)[ \t]?::(?:[ \t]+|\Z)(.*)")
_FOOTNOTE = re.compile(r"\s*\.\.[ \t]+\[[^\]\s]+\](?:[ \t]|\Z)")
_ITEM = re.compile(r"(\s*(?:[-*+•‣]|\(?(?:\d{1,4}|[a-zA-Z]|#|[ivxlcIVXLC]{2,6})[.)]))(?:[ \t]+|\Z)")
_FIELD = re.compile(r"\s*:(?![ :])([^:\n]*[^:\s\\])(?<!\\):(?:[ \t]+|\Z)(.*)")
_OPTION = re.compile(r"\s*:[\w-]+:(?:[ \t]|\Z)")
_CODE = frozenset(
    "code code-block sourcecode parsed-literal literalinclude highlight productionlist math doctest testcode testoutput graphviz".split()
)
_APPARATUS = frozenset(
    "contents sectnum section-numbering include rejected superseded withdrawn toctree index meta raw default-role role target-notes "
    "header footer class canonical-doc canonical-pypa-spec canonical-typing-spec highlight image tabularcolumns only".split()
)
"""Directives that hold no words of the text itself."""


@dataclass
class _Walk:
    """What the parser remembers of one file."""

    outline: Outline
    styles: list[tuple[str, bool]] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def read_rst(data: bytes, name: str) -> Extraction:
    """Read reStructuredText, with or without a PEP's header."""
    text, notices = decode(data)
    lines = split_lines(text)
    walk = _Walk(Outline(text))
    metadata, body = _header(walk.outline, lines)
    _body(walk, lines[body:], BlockKind.PARAGRAPH)
    metadata = {**walk.fields, **metadata}
    if not text.strip():
        notices = (*notices, Notice("empty_page", "The file has no text."))
    title = metadata.get("Title", "")
    if title and metadata.get("PEP", "").strip().isdigit():
        title = f"PEP {metadata['PEP'].strip()} – {title}"
    if not title and walk.titles:
        title = min(walk.titles, key=lambda item: item[0])[1]
    return finish(
        RST,
        text,
        walk.outline.blocks(),
        Properties(title=title, date=(declared(metadata.items()), "declared"), metadata=metadata),
        notices=notices,
    )


def _header(outline: Outline, lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    """Take an RFC 822 header off the top: its fields stay searchable, one block each."""
    at = next((number for number, line in enumerate(lines) if not line.blank), len(lines))
    spans: list[tuple[str, int, int]] = []
    fields: dict[str, str] = {}
    while at < len(lines) and not lines[at].blank:
        line = lines[at]
        if match := _HEADER_FIELD.match(line.text.rstrip()):
            spans.append((match[1], at, at))
            fields[match[1]] = (match[2] or "").strip()
        elif spans and line.text[:1] in (" ", "\t"):
            name, start, _ = spans[-1]
            spans[-1] = (name, start, at)
            fields[name] = f"{fields[name]} {line.text.strip()}".strip()
        else:
            return {}, 0
        at += 1
    if len(spans) < 2:
        return {}, 0
    for _, start, end in spans:
        outline.add(BlockKind.PARAGRAPH, lines[start].start, lines[end].end)
    return fields, at


def _body(walk: _Walk, lines: Sequence[Line], kind: BlockKind) -> None:
    """Add the blocks of `lines`, which share one indentation; `kind` is what a paragraph in them is."""
    at = 0
    least = _least_indent(lines)
    while at < len(lines):
        at = at + 1 if lines[at].blank else _element(walk, lines, at, kind, least)


def _element(walk: _Walk, lines: Sequence[Line], at: int, kind: BlockKind, least: int) -> int:
    """Add the element that begins at line `at`; return the line behind it."""
    line = lines[at]
    if line.indent > least:
        end = _indented_end(lines, at, least + 1)
        _body(walk, lines[at:end], BlockKind.QUOTE if kind is BlockKind.PARAGRAPH else kind)
        return end
    if (end := _section(walk, lines, at)) > at:
        return end
    if _EXPLICIT.match(line.text):
        return _explicit(walk, lines, at, kind)
    if is_grid_border(line.text):
        return mark_grid_table(walk.outline, lines, at)
    if is_simple_border(line.text) and (end := mark_simple_table(walk.outline, lines, at)) > at:
        return end
    if line.text.lstrip().startswith(">>> "):
        end = _chunk_end(lines, at)
        walk.outline.add(BlockKind.CODE, line.start, lines[end - 1].end)
        return end
    if _FIELD.match(line.text):
        return _field(walk, lines, at)
    if _is_item(lines, at):
        return _item(walk, lines, at)
    return _paragraph(walk, lines, at, kind)


def _least_indent(lines: Sequence[Line]) -> int:
    return min((line.indent for line in lines if not line.blank), default=0)


def _section(walk: _Walk, lines: Sequence[Line], at: int) -> int:
    """Add a section title or step over a transition; return `at` when there is neither."""
    first = lines[at].text.rstrip()
    if mark := _adornment(first):
        title = lines[at + 1] if at + 1 < len(lines) else None
        under = lines[at + 2].text.rstrip() if at + 2 < len(lines) else ""
        if (
            title is not None
            and not title.blank
            and _adornment(under) == mark
            and len(under) == len(first)
            and len(first) >= 3
        ):
            _heading(walk, title, (mark, True))
            return at + 3
        if len(first) >= 4 and (title is None or title.blank):
            return at + 1
    if at + 1 < len(lines) and lines[at].indent == 0:
        under = lines[at + 1].text.rstrip()
        mark = _adornment(under)
        if (
            mark
            and (len(under) >= len(first) or len(under) >= 4)
            and (len(under) >= 3 or len(under) >= len(first) > 1)
        ):
            _heading(walk, lines[at], (mark, False))
            return at + 2
    return at


def _adornment(words: str) -> str:
    match = _ADORNMENT.match(words)
    return match[1] if match else ""


def _heading(walk: _Walk, line: Line, style: tuple[str, bool]) -> None:
    if style not in walk.styles:
        walk.styles.append(style)
    level = walk.styles.index(style) + 1
    walk.outline.add(BlockKind.HEADING, line.start, line.end, level=level)
    walk.titles.append((level, line.text.strip()))


def _explicit(walk: _Walk, lines: Sequence[Line], at: int, kind: BlockKind) -> int:
    """Add what follows "..": a directive, a footnote, a target or a comment."""
    line = lines[at]
    end = _indented_end(lines, at + 1, line.indent + 1)
    if directive := _DIRECTIVE.match(line.text):
        _directive(walk, lines[at:end], directive, kind)
    elif _FOOTNOTE.match(line.text):
        walk.outline.add(BlockKind.PARAGRAPH, line.start, lines[end - 1].end)
    else:
        walk.outline.add(BlockKind.BOILERPLATE, line.start, lines[end - 1].end)
    return end


def _directive(walk: _Walk, lines: Sequence[Line], match: re.Match[str], kind: BlockKind) -> None:
    name = match[1].lower()
    outline = walk.outline
    argument_start = lines[0].start + match.start(2)
    if name in _APPARATUS or lines[0].text.lstrip().startswith(".. |"):
        outline.add(BlockKind.BOILERPLATE, lines[0].start, lines[-1].end)
        return
    content = _content_start(lines)
    if ":" in name:  # a described object, as "c:function": its signature is code, its description is not
        outline.add(BlockKind.CODE, argument_start, lines[0].end)
        _body(walk, lines[content:], kind)
        return
    if name in _CODE:
        if name in ("math", "productionlist"):  # these may begin on the directive's own line
            _inner_words(walk, lines, argument_start, content, BlockKind.CODE)
        if content < len(lines):
            outline.add(BlockKind.CODE, lines[content].start, lines[-1].end)
        return
    if name == "list-table":
        mark_list_table(outline, lines[content:], header_rows=_header_rows(lines[1:content]))
    elif name == "csv-table":
        mark_csv_table(outline, lines[1:content], lines[content:])
    else:
        # An admonition's or figure's words, on the directive's own line or below it.
        if name != "figure":
            _inner_words(walk, lines, argument_start, content, kind)
        if content < len(lines):
            _body(walk, lines[content:], kind)


def _inner_words(walk: _Walk, lines: Sequence[Line], start: int, content: int, kind: BlockKind) -> None:
    last = next(
        (number for number in range(1, content) if lines[number].blank or _OPTION.match(lines[number].text)),
        content,
    )
    walk.outline.add(kind, start, lines[last - 1].end)


def _content_start(lines: Sequence[Line]) -> int:
    """Return where a directive's content begins, behind its argument and options."""
    at = 1
    while at < len(lines) and not lines[at].blank:
        at += 1
    head = [line for line in lines[1:at] if not _OPTION.match(line.text)]
    argument = lines[0].text.split("::", 1)[-1].strip()
    if at > 1 and len(head) == at - 1 and not argument:
        return 1  # words right below the directive, no option among them
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def _header_rows(options: Sequence[Line]) -> int:
    for line in options:
        if match := re.match(r"\s*:header-rows:\s*(\d)", line.text):
            return int(match[1])
    return 0


def _field(walk: _Walk, lines: Sequence[Line], at: int) -> int:
    match = _FIELD.match(lines[at].text)
    end = _indented_end(lines, at + 1, lines[at].indent + 1)
    if match:
        words = [match[2], *(line.text.strip() for line in lines[at + 1 : end])]
        walk.fields.setdefault(match[1], " ".join(" ".join(words).split()))
        walk.outline.add(BlockKind.PARAGRAPH, lines[at].start, lines[end - 1].end)
    return end


def _is_item(lines: Sequence[Line], at: int) -> bool:
    """Say whether a list item begins here: "A. Person wrote" is one only when the next line is indented for
    it.
    """
    match = _ITEM.match(lines[at].text)
    if not match:
        return False
    if at + 1 >= len(lines) or lines[at + 1].blank:
        return True
    following = lines[at + 1]
    return following.indent > lines[at].indent or _ITEM.match(following.text) is not None


def _item(walk: _Walk, lines: Sequence[Line], at: int) -> int:
    """Add one list item: its first paragraph with the bullet, then whatever else stands in it."""
    inner = lines[at].indent + 1
    end = _indented_end(lines, at + 1, inner)
    first = at + 1
    while first < end and not lines[first].blank and not _is_inner_item(lines, first, at):
        first += 1
    walk.outline.add(BlockKind.LIST_ITEM, lines[at].start, lines[first - 1].end)
    rest = lines[first:end]
    if any(not line.blank for line in rest):
        if lines[first - 1].text.rstrip().endswith("::"):
            _literal(walk, lines, first, end, BlockKind.LIST_ITEM)
        else:
            _body(walk, rest, BlockKind.LIST_ITEM)
    return end


def _is_inner_item(lines: Sequence[Line], at: int, outer: int) -> bool:
    return (
        lines[at].indent > lines[outer].indent
        and bool(re.match(r"\s*[-*+]\s", lines[at].text))
        and _is_item(lines, at)
    )


def _literal(walk: _Walk, lines: Sequence[Line], at: int, end: int, kind: BlockKind) -> None:
    """Add the literal block that a "::" before line `at` announces, then the rest up to `end`."""
    start = at
    while start < end and lines[start].blank:
        start += 1
    if start == end:
        return
    least = _least_indent(lines[start:end])
    stop = (
        _indented_end(lines[:end], start, max(lines[start].indent, 1)) if lines[start].indent > least else end
    )
    walk.outline.add(BlockKind.CODE, lines[start].start, lines[stop - 1].end)
    if any(not line.blank for line in lines[stop:end]):
        _body(walk, lines[stop:end], kind)


def _paragraph(walk: _Walk, lines: Sequence[Line], at: int, kind: BlockKind) -> int:
    """Add a paragraph, a definition, and the literal block that a final "::" announces."""
    base = lines[at].indent
    end = at + 1
    while (
        end < len(lines)
        and not lines[end].blank
        and lines[end].indent <= base
        and not _section_begins(lines, end)
    ):
        end += 1
    if end < len(lines) and not lines[end].blank and lines[end].indent > base and end == at + 1:
        return _definition(walk, lines, at, kind)
    while end < len(lines) and not lines[end].blank and lines[end].indent > base:
        end += 1  # an unexpected indentation inside a paragraph still belongs to it
    if lines[end - 1].text.strip() != "::" or end > at + 1:
        walk.outline.add(kind, lines[at].start, lines[end - 1].end)
    if not lines[end - 1].text.rstrip().endswith("::"):
        return end
    return _announced_literal(walk, lines, end, base)


def _section_begins(lines: Sequence[Line], at: int) -> bool:
    """Say whether a title with its underline begins at `at`, though no empty line parts it from the
    paragraph.
    """
    if at + 1 >= len(lines) or lines[at].indent:
        return False
    under, words = lines[at + 1].text.rstrip(), lines[at].text.rstrip()
    return bool(_adornment(under)) and len(under) >= max(4, len(words)) and under[0] in "=-~^\"'*+#`"


def _announced_literal(walk: _Walk, lines: Sequence[Line], at: int, base: int) -> int:
    start = at
    while start < len(lines) and lines[start].blank:
        start += 1
    if start == len(lines):
        return start
    if lines[start].indent > base:
        end = _indented_end(lines, start, base + 1)
        walk.outline.add(BlockKind.CODE, lines[start].start, lines[end - 1].end)
        return end
    mark = lines[start].text.lstrip()[:1]
    if (
        start > at and _adornment(mark) and not _EXPLICIT.match(lines[start].text)
    ):  # a quoted literal block, as of mail
        end = start
        while end < len(lines) and lines[end].text.lstrip().startswith(mark):
            end += 1
        if _adornment(lines[start].text.strip()) == "" and not _ITEM.match(lines[start].text):
            walk.outline.add(BlockKind.CODE, lines[start].start, lines[end - 1].end)
            return end
    return at


def _definition(walk: _Walk, lines: Sequence[Line], at: int, kind: BlockKind) -> int:
    """Add a term with the first paragraph of its definition, then the definition's rest."""
    end = _indented_end(lines, at + 1, lines[at].indent + 1)
    if lines[at].text.rstrip().endswith("::"):
        walk.outline.add(kind, lines[at].start, lines[at].end)
        walk.outline.add(BlockKind.CODE, lines[at + 1].start, lines[end - 1].end)
        return end
    first = at + 2
    inner = lines[at + 1].indent
    plain = not _is_item(lines, at + 1) and not _EXPLICIT.match(lines[at + 1].text)
    if not plain:
        walk.outline.add(kind, lines[at].start, lines[at].end)
        _body(walk, lines[at + 1 : end], kind)
        return end
    while first < end and not lines[first].blank and lines[first].indent == inner:
        first += 1
    walk.outline.add(kind, lines[at].start, lines[first - 1].end)
    if any(not line.blank for line in lines[first:end]):
        if lines[first - 1].text.rstrip().endswith("::"):
            _literal(walk, lines, first, end, kind)
        else:
            _body(walk, lines[first:end], kind)
    return end


def _chunk_end(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].blank:
        at += 1
    return at


def _indented_end(lines: Sequence[Line], at: int, least: int) -> int:
    """Return the line behind the stretch from `at` that is blank or indented by `least`; blank lines at its
    end are left out.
    """
    end = at
    while at < len(lines) and (lines[at].blank or lines[at].indent >= least):
        at += 1
        if not lines[at - 1].blank:
            end = at
    return end
