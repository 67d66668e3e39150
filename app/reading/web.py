"""HTML: the words a reader of the page would read, in their order, as a text built here.

Invariant: scripts, styles and hidden parts leave no trace; navigation, page headers and footers stay in the
text as boilerplate. The walk keeps its own stack, so that no depth of nesting can exhaust Python's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import HTML
from app.core.errors import UnreadableDocument
from app.reading.blocks import Composer, Properties, finish
from app.reading.dates import declared
from app.reading.grid import Cell, Row, add_grid
from app.reading.hidden import Colour, alike, background, has_background, out_of_view, text_colour
from app.reading.plain import decode
from app.reading.properties import real_title
from app.reading.struck import Struck, mended
from app.reading.weblists import WebLists

_DROPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select option datalist button input textarea "
    "head dialog".split()
)
_SITE = frozenset(("nav", "footer", "aside", "header"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"))
_BLOCK = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption".split()
)
_BREAKS_CELL = frozenset("h1 h2 h3 h4 h5 h6 table pre".split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_BY_STYLE_SHEET = frozenset(("class", "id", "bgcolor", "background"))
"""Attributes through which something else may give an element its background."""
_STRUCK = frozenset(("s", "del", "strike"))
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,80}line-through")
_CLASS = re.compile(r"(?:span|p|del|li|td|div)?\.([\w-]{1,80})")
_MOST_STYLE = 200_000
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_COLUMNS = 1000
_DATE_NAMES = {
    "article:modified_time": "modified",
    "article:published_time": "published",
    "og:updated_time": "updated",
    "dc.date": "date",
    "dcterms.date": "date",
    "dcterms.modified": "modified",
    "dcterms.created": "created",
    "dc.date.modified": "modified",
    "last-modified": "modified",
    "datemodified": "modified",
    "datepublished": "published",
}


@dataclass
class _Frame:
    """One element that the walk is inside of."""

    node: LexborNode
    tag: str
    kind: BlockKind
    level: int = 0


@dataclass
class _Page:
    """What the walk has gathered."""

    composer: Composer = field(default_factory=Composer)
    words: list[str] = field(default_factory=list)
    first_heading: str = ""
    lists: WebLists = field(default_factory=WebLists)
    label: str = ""
    """The number of the list item that was entered, until its first words are there."""
    struck: Struck = field(default_factory=Struck)
    struck_classes: frozenset[str] = frozenset()

    def flush(self, kind: BlockKind, level: int = 0) -> None:
        """End the block that was being gathered."""
        raw = mended("".join(self.words))
        self.words.clear()
        words = raw.strip("\n") if kind is BlockKind.CODE else _squeeze(raw)
        if kind is BlockKind.HEADING:
            words = (
                " ".join(words.split()).removesuffix("¶").rstrip()
            )  # the sign some generators link a heading with
            if level == 1 and not self.first_heading:
                self.first_heading = words
        if self.label and words:
            words, self.label = f"{self.label} {words}", ""
        self.composer.add(kind, words, level=level)

    def is_struck(self, node: LexborNode) -> bool:
        """Say whether an element strikes its words through."""
        attributes = node.attributes
        if node.tag in _STRUCK:
            return True
        if _LINE_THROUGH.search((attributes.get("style") or "").lower()) is not None:
            return True
        return bool(self.struck_classes) and not self.struck_classes.isdisjoint(
            (attributes.get("class") or "").split()
        )


def read_html(data: bytes, name: str) -> Extraction:
    """Read an HTML page or fragment.

    Raises:
        UnreadableDocument: the parser gives up.
    """
    source, notices = _decode(data)
    try:
        tree = LexborHTMLParser(source)
    except (ValueError, RuntimeError) as error:
        raise UnreadableDocument(
            f"{name} cannot be parsed as HTML.", "Save the page again, or print it to PDF."
        ) from error
    page = _Page(struck_classes=_struck_classes(tree))
    if tree.root is not None:
        _walk(tree.root, page)
    metadata = _metadata(tree)
    dates = [(_DATE_NAMES.get(key.lower(), key), value) for key, value in metadata.items()]
    text = page.composer.text
    if not text:
        notices = (
            *notices,
            Notice("empty_page", "The page has no readable text; it may be generated by scripts."),
        )
    return finish(
        HTML,
        text,
        page.composer.blocks(),
        Properties(
            title=real_title(metadata.pop("title", "")) or page.first_heading,
            date=(declared(dates), "declared"),
            metadata=metadata,
        ),
        notices=(*notices, *page.struck.notices()),
    )


def _decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the characters: a byte order mark, UTF-8, then what the page says of itself, then a guess."""
    match = _CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    if match and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(
                match[1].decode("ascii").lower().replace("iso-8859-1", "cp1252"), errors="replace"
            ), ()
        except LookupError:
            return decode(data)
    return decode(data)


def _walk(root: LexborNode, page: _Page) -> None:
    """Go through the tree in reading order."""
    frames: list[_Frame] = []
    node: LexborNode | None = root
    while node is not None:
        child = _enter(node, frames, page)
        if child is not None:
            node = child
            continue
        while node is not None:
            if frames and frames[-1].node.mem_id == node.mem_id:
                frame = frames.pop()
                if frame.tag == "dt":
                    page.words.append("\n")  # a term and its definition are one item
                elif frame.tag in _BLOCK:
                    page.flush(frame.kind, frame.level)
                if frame.tag == "li":
                    page.label = ""
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _enter(node: LexborNode, frames: list[_Frame], page: _Page) -> LexborNode | None:
    """Take in one node; return its first child when the walk shall go into it."""
    if node.is_text_node:
        kind = frames[-1].kind if frames else BlockKind.PARAGRAPH
        words = node.text_content or ""
        page.words.append(words if kind is BlockKind.CODE else _SPACE.sub(" ", words))
        return None
    if not node.is_element_node or node.tag is None:
        return None
    tag = node.tag
    if tag == "br":
        page.words.append("\n")
        return None
    if tag == "img":
        page.words.append(f" {node.attributes.get('alt') or ''} ")
        return None
    outer = frames[-1] if frames else _Frame(node, "", BlockKind.PARAGRAPH)
    if tag in _DROPPED or _is_hidden(node):
        return None
    if page.is_struck(node):
        page.words.append(page.struck.leave_out(_words(node, page)))
        return None
    if tag == "dd" or (tag == "p" and outer.tag in ("dd", "li")):
        page.words.append("\n")
    elif tag in _BLOCK:
        page.flush(outer.kind, outer.level)
    if tag == "table" and outer.kind is not BlockKind.BOILERPLATE and _is_data(node):
        _table(node, page)
        return None
    kind, level = _kind(node, tag, outer)
    if tag == "li" and kind is not BlockKind.BOILERPLATE and (label := page.lists.label(node)):
        page.label = f"{page.label} {label}".strip()
    frames.append(_Frame(node, tag, kind, level))
    if node.child is None:
        return None
    return node.child


def _kind(node: LexborNode, tag: str, outer: _Frame) -> tuple[BlockKind, int]:
    if outer.kind in (BlockKind.BOILERPLATE, BlockKind.CODE):
        return outer.kind, 0
    if _is_site(node, tag):
        return BlockKind.BOILERPLATE, 0
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return BlockKind.HEADING, int(tag[1])
    if tag == "pre":
        return BlockKind.CODE, 0
    if tag == "blockquote":
        return BlockKind.QUOTE, 0
    if tag in ("li", "dd", "dt"):
        return BlockKind.LIST_ITEM, 0
    if tag in _BLOCK and outer.kind is BlockKind.HEADING:
        return BlockKind.PARAGRAPH, 0
    return outer.kind, outer.level


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style") or ""
    if out_of_view(style):
        return True
    painted = text_colour(style)
    return painted is not None and _melts(node, painted)


def _melts(node: LexborNode, painted: Colour) -> bool:
    """Say whether words have the colour of the nearest background written beside them; a page's own is
    white.
    """
    outer: LexborNode | None = node
    while outer is not None and outer.is_element_node:
        attributes = outer.attributes
        style = attributes.get("style") or ""
        if has_background(style):
            behind = background(style)
            return behind is not None and alike(painted, behind)
        if not _BY_STYLE_SHEET.isdisjoint(attributes):
            return False
        outer = outer.parent
    return alike(painted)


def _is_site(node: LexborNode, tag: str) -> bool:
    """Say whether an element belongs to the site, not the text: an article's own header or footer does
    not.
    """
    if (node.attributes.get("role") or "") in _SITE_ROLES:
        return True
    if tag not in _SITE:
        return False
    if tag in ("header", "footer"):
        parent = node.parent
        while parent is not None:
            if parent.tag in ("article", "main", "section", "blockquote"):
                return False
            parent = parent.parent
        return tag == "footer" or node.css_first("h1") is None
    return True


def _is_data(table: LexborNode) -> bool:
    """Say whether a table holds data, not a page's layout."""
    if any(
        node.tag in _BREAKS_CELL for node in table.traverse(include_text=False) if node.mem_id != table.mem_id
    ):
        return False
    widths = [len(cells) for _, cells in _rows(table)]
    return max(widths, default=0) > 1


def _rows(table: LexborNode) -> Iterator[tuple[LexborNode, list[LexborNode]]]:
    for row in table.traverse(include_text=False):
        if row.tag == "tr" and not _is_hidden(row):
            cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
            if cells:
                yield row, cells


def _table(table: LexborNode, page: _Page) -> None:
    caption = table.css_first("caption")
    if caption is not None:
        page.composer.add(BlockKind.PARAGRAPH, _words(caption, page))
    rows = list(_rows(table))
    header = 0
    for row, cells in rows:
        parent = row.parent.tag if row.parent is not None else ""
        if parent != "thead" and not all(cell.tag == "th" or _all_bold(cell) for cell in cells):
            break
        header += 1
    # A table of names alone has no rows that they could stand above, unless it says so.
    add_grid(page.composer, _spread(rows, page), header=header if header < len(rows) else min(header, 1))


def _spread(rows: list[tuple[LexborNode, list[LexborNode]]], page: _Page) -> Iterator[Row]:
    """Yield rows whose cells stand in their columns: one over several columns leaves the others empty, one
    over several rows is in each.
    """
    reaching: dict[int, tuple[Cell, int]] = {}
    for number, (_, nodes) in enumerate(rows, 1):
        cells: list[Cell] = []
        for node in [*nodes, None]:
            while (above := reaching.get(len(cells))) is not None and above[1] >= number:
                cells.append(above[0])
            if node is None:
                break
            span = min(_span(node, "colspan"), _MOST_COLUMNS)
            cell = Cell(_words(node, page), span=span)
            if (deep := _span(node, "rowspan")) > 1:
                reaching[len(cells)] = (cell, number + deep - 1)
            cells.append(cell)
            cells.extend([Cell("")] * (min(span, _MOST_COLUMNS - len(cells)) - 1))
        yield Row(number, cells)


def _span(node: LexborNode, name: str) -> int:
    stated = (node.attributes.get(name) or "").strip()
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < 6 else 1


def _all_bold(cell: LexborNode) -> bool:
    bold = cell.css_first("b, strong")
    return bold is not None and _words(bold, _Page()) == _words(cell, _Page())


def _words(node: LexborNode, page: _Page) -> str:
    """Return the words of a cell, a caption or a struck element on one line; what is struck inside is counted
    as left out.
    """
    parts: list[str] = []
    skip: set[int] = set()
    inside_struck = page.is_struck(node)
    for inner in node.traverse(include_text=True):
        parent = inner.parent
        if (
            inner.is_element_node
            and (inner.tag in _DROPPED or _is_hidden(inner))
            or parent is not None
            and parent.mem_id in skip
        ):
            skip.add(inner.mem_id)
        elif not inside_struck and inner.is_element_node and page.is_struck(inner):
            skip.add(inner.mem_id)
            parts.append(page.struck.leave_out(_words(inner, page)))
        elif inner.is_text_node:
            parts.append(inner.text_content or "")
        elif inner.tag in _BLOCK or inner.tag == "br":
            parts.append(" ")
            if inner.tag == "li" and (label := page.lists.label(inner)):
                parts.append(f"{label} ")
        elif inner.tag == "img":
            parts.append(f" {inner.attributes.get('alt') or ''} ")
    return " ".join(mended("".join(parts)).split())


def _struck_classes(tree: LexborHTMLParser) -> frozenset[str]:
    """Return the classes that the page's own style sheet strikes through; rules for anything but a class
    alone are not followed.
    """
    found: set[str] = set()
    for sheet in tree.css("style"):
        for rule in sheet.text()[:_MOST_STYLE].split("}"):
            names, _, look = rule.partition("{")
            if _LINE_THROUGH.search(look.lower()):
                found.update(
                    match[1] for part in names.split(",") if (match := _CLASS.fullmatch(part.strip()))
                )
    return frozenset(found)


def _squeeze(words: str) -> str:
    """Return words with single spaces, and line breaks only where the page asks for them."""
    return "\n".join(line for line in (" ".join(part.split()) for part in words.split("\n")) if line)


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    title = tree.css_first("head > title")
    if title is not None:
        found["title"] = " ".join(title.text().split())
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        value = " ".join((attributes.get("content") or "").split())
        if key and value and key.lower() not in ("viewport", "generator", "theme-color", "robots"):
            found.setdefault(key, value)
    return found
