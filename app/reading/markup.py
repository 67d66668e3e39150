"""Markdown: markdown-it says which lines are what, this module turns lines into exact spans.

Invariant: the text is the decoded file; marks (#, |, fences) stay in it, but outside the heading's span, so
that a heading reads as its words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.core.documents.documents import Block, BlockKind, Extraction, Notice
from app.core.documents.formats import MARKDOWN
from app.core.documents.shown import Edit, Reading, in_order, view
from app.reading.blocks import Layout, Line, Outline, Properties, finish, rendered, split_lines
from app.reading.dates import declared, iso
from app.reading.marks import Marks
from app.reading.plain import decode, mark_chunk

_FRONT_CHARS = 64 * 1024
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader refuses deep nesting at once, where the Python one takes time with its square."""
_ATX = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*\Z")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_LINK_DEFINITION = re.compile(r"[ >]*\[[^\]]+\]:\s*\S")
_MOST_NESTING = 100
_LEAVES = frozenset("paragraph_open heading_open fence code_block html_block table_open hr".split())
_CONTAINERS = ("list_item", "blockquote")


def read_markdown(data: bytes, name: str) -> Extraction:
    """Read CommonMark with tables and YAML or TOML front matter."""
    text, notices = decode(data)
    outline = Outline(text)
    lines = split_lines(text)
    metadata, body, front_notices = _front_matter(text, lines)
    if body:
        outline.add(BlockKind.BOILERPLATE, lines[0].start, lines[body - 1].end)
    first_heading = ""
    marker = None
    if body < len(lines):
        marker = _Marker(outline, lines, body)
        first_heading = marker.mark(text[lines[body].start :])
    if not text.strip():
        notices = (*notices, Notice("empty_page", "The file has no text."))
    title = next(
        (value for key, value in metadata.items() if key.lower() == "title" and value), first_heading
    )
    blocks = outline.blocks()
    edits, told = rendered(lambda: [] if marker is None else _edits(text, blocks, marker.numbers))
    return finish(
        MARKDOWN,
        text,
        blocks,
        Properties(title=title, date=(declared(metadata.items()), "declared"), metadata=metadata),
        notices=(*notices, *front_notices, *told),
        layout=Layout(edits=edits),
    )


_LIST_MARK = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9})([.)]))[ \t]+(?:\[([ xX])\][ \t]+)?")


def _edits(text: str, blocks: Sequence[Block], numbers: Mapping[int, int]) -> list[Edit]:
    """Return what a person reads otherwise in the blocks of prose."""
    marks = Marks(text)
    edits: list[Edit] = []
    for block in blocks:
        if block.kind in (BlockKind.CODE, BlockKind.BOILERPLATE):
            continue
        start = block.start
        if block.kind is BlockKind.LIST_ITEM and (match := _LIST_MARK.match(text, start, block.end)):
            box = {"": "", " ": "☐ "}.get(match[3] or "", "☑ ")
            number = numbers.get(start, int(match[1] or 0))
            edits.append(Edit(start, match.end(), f"{number}{match[2]} {box}" if match[1] else f"• {box}"))
            start = match.end()
        edits += marks.edits(start, block.end)
    return edits


class _Marker:
    """Walks the tokens of one file and adds its blocks."""

    def __init__(self, outline: Outline, lines: Sequence[Line], first: int) -> None:
        self._outline = outline
        self._lines = lines
        self._first = first
        self._containers: list[str] = []
        self._item_start: int | None = None
        self._header = ""
        self._in_head = False
        self._lists: list[int | None] = []
        self.numbers: dict[int, int] = {}
        """The number that a reader sees before each item of an ordered list, by the item's first
        character.
        """

    def mark(self, body: str) -> str:
        """Add the blocks of `body`; return the words of the first outermost heading."""
        titles: dict[int, str] = {}
        # Only blocks are wanted; looking for links and emphasis inside them takes time with the square of a
        # hostile line.
        parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable("table").disable("inline")
        tokens = parser.parse(body)
        for number, token in enumerate(tokens):
            if token.type in ("ordered_list_open", "bullet_list_open"):
                first = token.attrGet("start")
                self._lists.append(
                    (1 if first is None else int(first)) if token.type == "ordered_list_open" else None
                )
            elif token.type in ("ordered_list_close", "bullet_list_close"):
                self._lists.pop()
            elif token.type.removesuffix("_open") in _CONTAINERS:
                self._enter(token)
            elif token.type.removesuffix("_close") in _CONTAINERS:
                self._containers.pop()
                self._item_start = None
            elif token.type in ("thead_open", "thead_close"):
                self._in_head = token.type == "thead_open"
            elif token.type == "heading_open":
                level = int(token.tag[1])
                titles.setdefault(level, self._heading(token, level, tokens[number + 1].content))
            elif token.map is not None:
                self._leaf(token)
        self._mark_rest(tokens)
        return _plain_cell(titles.get(1, ""))

    def _mark_rest(self, tokens: Sequence[Token]) -> None:
        """Add what no token covers: definitions of links, and whatever is nested deeper than markdown-it
        goes.
        """
        covered: set[int] = set()
        for token in tokens:
            if token.map is not None and token.type in _LEAVES:
                covered.update(range(self._first + token.map[0], self._first + token.map[1]))
        chunk: list[Line] = []
        for number in range(self._first, len(self._lines)):
            line = self._lines[number]
            if number in covered or line.blank or _LINK_DEFINITION.match(line.text):
                mark_chunk(self._outline, chunk)
                chunk = []
                if number not in covered:
                    self._outline.add(BlockKind.BOILERPLATE, line.start, line.end)
            else:
                chunk.append(line)
        mark_chunk(self._outline, chunk)

    def _enter(self, token: Token) -> None:
        self._containers.append(token.type.removesuffix("_open"))
        if token.type == "list_item_open" and token.map is not None:
            self._item_start = token.map[0]
            if self._lists and (number := self._lists[-1]) is not None:
                line = self._lines[min(self._first + token.map[0], len(self._lines) - 1)]
                self.numbers[line.start + len(line.text) - len(line.text.lstrip())] = number
                self._lists[-1] = number + 1

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "paragraph_open":
                self._add(token, self._kind())
            case "fence" | "code_block":
                self._code(token)
            case "tr_open":
                self._row(token)
            case "html_block":
                words = _TAG.sub("", _COMMENT.sub("", token.content)).strip()
                self._add(token, self._kind() if words else BlockKind.BOILERPLATE)
            case _:
                pass

    def _kind(self) -> BlockKind:
        if "list_item" in self._containers:
            return BlockKind.LIST_ITEM
        return BlockKind.QUOTE if self._containers else BlockKind.PARAGRAPH

    def _numbers(self, token: Token) -> tuple[int, int]:
        """Return the numbers of a token's first and last line."""
        first, behind = token.map or [0, 0]
        top = len(self._lines) - 1
        first = min(self._first + first, top)
        return first, max(first, min(self._first + behind - 1, top))

    def _span(self, token: Token) -> tuple[Line, Line]:
        first, last = self._numbers(token)
        return self._lines[first], self._lines[last]

    def _add(self, token: Token, kind: BlockKind, context: str = "") -> None:
        first, last = self._span(token)
        start = first.start
        if self._item_start is not None and token.map is not None and token.map[0] == self._item_start:
            self._item_start = None
        elif self._containers and self._containers[-1] == "list_item":
            start += len(first.text) - len(first.text.lstrip(" \t"))
        self._outline.add(kind, start, last.end, context=context)

    def _code(self, token: Token) -> None:
        first, last = self._numbers(token)
        if token.type == "fence":
            if last == first:
                return
            first += 1
            if self._lines[last].text.strip().lstrip("> ").startswith(token.markup[:3]):
                last -= 1
        if first <= last:
            self._outline.add(BlockKind.CODE, self._lines[first].start, self._lines[last].end)

    def _row(self, token: Token) -> None:
        first, last = self._span(token)
        if self._in_head:
            bare = first.text.strip().removeprefix("|").removesuffix("|")
            self._header = " | ".join(_plain_cell(cell) for cell in _UNESCAPED_BAR.split(bare))
        self._outline.add(
            BlockKind.TABLE_ROW, first.start, last.end, context="" if self._in_head else self._header
        )

    def _heading(self, token: Token, level: int, words: str) -> str:
        first, last = self._numbers(token)
        line = self._lines[first]
        match = _ATX.match(line.text)
        if token.markup.startswith("#") and match:
            self._outline.add(
                BlockKind.HEADING,
                line.start + match.start("words"),
                line.start + match.end("words"),
                level=level,
            )
        elif last > first:
            self._outline.add(BlockKind.HEADING, line.start, self._lines[last - 1].end, level=level)
        return words


def _plain_cell(cell: str) -> str:
    """Return the words of a cell as a person reads them."""
    edits, _ = rendered(lambda: in_order(Marks(cell).edits(0, len(cell)), len(cell)))
    return " ".join(view(cell, Reading((), tuple(edits))).text.split())


def _front_matter(text: str, lines: Sequence[Line]) -> tuple[dict[str, str], int, tuple[Notice, ...]]:
    """Return the fields, how many lines the front matter takes, and a notice when it cannot be understood."""
    if not lines or lines[0].text.rstrip() not in ("---", "+++"):
        return {}, 0, ()
    fence = lines[0].text.rstrip()
    ends = ("---", "...") if fence == "---" else ("+++",)
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.text.rstrip() in ends), 0)
    if end == 0:
        return {}, 0, ()
    source = text[lines[1].start : lines[end].start]
    if (
        fence == "---"
        and not re.search(r"^[\w\"'-][\w \"'.-]*:(?:\s|$)", source, re.MULTILINE)
        and source.strip()
    ):
        return {}, 0, ()  # two rules with text between them
    try:
        fields = _parse_front(source, fence)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        return (
            {},
            0,
            (
                Notice(
                    "front_matter_kept",
                    f"The front matter could not be parsed and is treated as text: {reason}.",
                ),
            ),
        )
    return fields, end + 1, ()


def _parse_front(source: str, fence: str) -> dict[str, str]:
    if len(source) > _FRONT_CHARS:
        raise ValueError("it is too long")
    if fence == "+++":
        return flatten(tomllib.loads(source.replace("\r\n", "\n")))
    try:
        # An alias can multiply a short text without end; front matter has no use for one.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, Loader=_LOADER)):
            raise ValueError("it refers to itself")
        loaded = yaml.load(source, Loader=_LOADER)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "problem", None) or "it is not YAML") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ValueError("it is not a list of fields")
    return flatten(loaded)


def flatten(fields: Mapping[Any, Any], prefix: str = "") -> dict[str, str]:
    """Return nested fields as strings: "owner.name" for a field in a field, commas between the items of a
    list.
    """
    flat: dict[str, str] = {}
    for key, value in fields.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat.update(flatten(value, f"{name}."))
        elif isinstance(value, (list, tuple, set)):
            flat[name] = ", ".join(_plain(item) for item in value)
        elif value is not None:
            flat[name] = _plain(value)
    return flat


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return iso(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
