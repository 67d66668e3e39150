"""E-books (epub): the web reader on each document of the spine, in its order, under its chapter's heading.

Invariant: only members of the container are read; what a book refers to outside of itself is never fetched.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from app.core.documents.documents import Block, BlockKind, Extraction, Notice
from app.core.documents.formats import EPUB
from app.core.errors import UnreadableDocument
from app.reading.archive import Archive, damaged
from app.reading.blocks import Properties, finish
from app.reading.dates import parse_date
from app.reading.properties import real_date, real_title
from app.reading.web import read_html

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")
_PROPERTIES = (
    "title",
    "creator",
    "publisher",
    "language",
    "date",
    "subject",
    "description",
    "identifier",
    "rights",
)


def read_epub(data: bytes, name: str) -> Extraction:
    """Read an e-book.

    Raises:
        UnreadableDocument: damaged, protected against copying, or a container that would unpack to more than
            it should.
    """
    with Archive(data, name, pages=True) as package:
        folder, book = _package(package, name)
        metadata = _metadata(book)
        items = {item.get("id", ""): item for item in _all(book, "item")}
        chapters, missing = _spine(package, book, items, folder)
        if not chapters:
            raise damaged(name)
        _require_open(package, chapters, name)
        names = _contents(package, items, folder)
        text = ""
        blocks: list[Block] = []
        for chapter in chapters:
            text = _append(text, blocks, package.read(chapter), names.get(chapter, ""), name)
    notices = [Notice("truncated", f"{missing} chapters listed in the book are missing.")] if missing else []
    if not text:
        notices.append(Notice("empty_page", "The book has no text; it may consist of images."))
    return finish(
        EPUB,
        text,
        blocks,
        Properties(
            title=real_title(metadata.get("title", "")),
            date=(real_date(parse_date(metadata.get("date", ""))), "property"),
            metadata=metadata,
        ),
        notices=notices,
    )


def _append(text: str, blocks: list[Block], page: bytes, title: str, name: str) -> str:
    """Return `text` with a chapter behind it; its blocks are added to `blocks`."""
    chapter = read_html(page, name)
    if not chapter.text:
        return text
    if title and not any(block.kind is BlockKind.HEADING for block in chapter.blocks):
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{title}" if text else title
        blocks.append(Block(BlockKind.HEADING, start, start + len(title), 1))
    start = len(text) + 2 if text else 0
    blocks.extend(
        replace(block, start=block.start + start, end=block.end + start) for block in chapter.blocks
    )
    return f"{text}\n\n{chapter.text}" if text else chapter.text


def _package(package: Archive, name: str) -> tuple[str, Element]:
    """Return the folder that the book's links count from, and its description."""
    container = package.xml(_CONTAINER, doctype=True)
    path = next((file.get("full-path", "") for file in _all(container, "rootfile")), "")
    if path not in package.names:
        raise damaged(name)
    return posixpath.dirname(path), package.xml(path, doctype=True)


def _spine(package: Archive, book: Element, items: dict[str, Element], folder: str) -> tuple[list[str], int]:
    """Return the members in reading order, the table of contents left out, and how many are missing."""
    found: list[str] = []
    missing = 0
    for reference in _all(book, "itemref"):
        item = items.get(reference.get("idref", ""))
        if (
            item is None
            or "nav" in item.get("properties", "").split()
            or item.get("media-type", _PAGES[0]) not in _PAGES
        ):
            continue
        path = _resolved(folder, item.get("href", ""))
        if path in package.names and path not in found:
            found.append(path)
        elif path not in package.names:
            missing += 1
    return found, missing


def _require_open(package: Archive, chapters: list[str], name: str) -> None:
    """Refuse a book whose chapters are encrypted; fonts often are, which does not matter."""
    if _ENCRYPTION not in package.names:
        return
    locked = {
        unquote(reference.get("URI", ""))
        for reference in _all(package.xml(_ENCRYPTION, doctype=True), "CipherReference")
    }
    if not locked.isdisjoint(chapters):
        raise UnreadableDocument(f"{name} is copy-protected.", "Ask the publisher for an unprotected copy.")


def _contents(package: Archive, items: dict[str, Element], folder: str) -> dict[str, str]:
    """Return what the table of contents calls each member; the first entry for it counts."""
    names: dict[str, str] = {}
    for item in items.values():
        path = _resolved(folder, item.get("href", ""))
        if path not in package.names:
            continue
        entries: Iterator[tuple[str, str]] = iter(())
        if "nav" in item.get("properties", "").split():
            entries = _linked(package.read(path))
        elif item.get("media-type") == "application/x-dtbncx+xml":
            entries = _listed(package.xml(path, doctype=True))
        for target, words in entries:
            names.setdefault(_resolved(posixpath.dirname(path), target), words)
    return {path: words for path, words in names.items() if words}


def _linked(page: bytes) -> Iterator[tuple[str, str]]:
    for link in LexborHTMLParser(page.decode("utf-8", errors="replace")).css("nav a[href]"):
        yield link.attributes.get("href") or "", " ".join(link.text().split())


def _listed(contents: Element) -> Iterator[tuple[str, str]]:
    for point in _all(contents, "navPoint"):
        target = next((child.get("src", "") for child in point if _local(child) == "content"), "")
        label = next((child for child in point if _local(child) == "navLabel"), None)
        yield target, " ".join("".join(label.itertext()).split()) if label is not None else ""


def _metadata(book: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in _all(book, "metadata"):
        for child in part.iter():
            key, words = _local(child), " ".join((child.text or "").split())
            if key in _PROPERTIES and words:
                found[key] = (
                    f"{found[key]}; {words}"
                    if key in ("creator", "subject") and key in found
                    else found.get(key, words)
                )
    return found


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(target.split("#", 1)[0])))


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Element) -> str:
    """Return an element's name without its namespace; comments have none."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
