"""Documents and what they are cut into: labels, extractions, versions, passages.

Invariant: every position is a half-open range of character offsets (Python code points) into the immutable
text of one extraction; `text[start:end]` is always exactly what a passage or quote says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any

from app.core.documents.shown import Edit, Reading, View, clipped, view


class Label(IntEnum):
    """Confidentiality class; a higher value is more closely held."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3

    @property
    def word(self) -> str:
        """The label as users write it: "internal"."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Label:
        """Return the label a user wrote.

        Raises:
            KeyError: there is no such label.
        """
        return cls[word.strip().upper()]


class Status(StrEnum):
    """Where a document stands."""

    ACTIVE = "active"
    REMOVED = "removed"
    PURGED = "purged"


class BlockKind(StrEnum):
    """What a stretch of an extraction is, so that splitting never cuts across its sense."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CODE = "code"
    QUOTE = "quote"
    BOILERPLATE = "boilerplate"
    """Repeated on each page or belonging to the site, not the text: kept for true offsets, never indexed."""


@dataclass(frozen=True)
class Block:
    """One stretch of an extraction's text; blocks are disjoint and in reading order.

    Attributes:
        kind: what it is.
        start: first character.
        end: one past the last character.
        level: 1 for the outermost heading; for a table row 1 when it names the columns; 0 for everything
            else.
        context: for a table row, the header row's text ("Part | Price"); for a reply in a mail, the quoted
            question it answers: shown and embedded with the block but not part of its span.
        place: for what stands in a sheet, its cells ("A2:F2").
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    context: str = ""
    place: str = ""


@dataclass(frozen=True)
class Page:
    """One page's range in the extraction's text; `number` counts from 1.

    Attributes:
        moved: of a page whose words were drawn across its columns: (offset from `start`, the file's own index
            of that character, how many), in the order of the text; empty when the file's order is the text's.
    """

    number: int
    start: int
    end: int
    moved: tuple[tuple[int, int, int], ...] = ()

    def in_file(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the ranges of the file's own characters, counted on this page, that a range of the text
        stands for.
        """
        low, high = start - self.start, end - self.start
        if not self.moved:
            return [(low, high)] if low < high else []
        found = []
        for at, index, count in self.moved:
            first, last = max(low, at), min(high, at + count)
            if first < last:
                found.append((index + first - at, index + last - at))
        return found

    def in_text(self, index: int) -> int:
        """Return where a character of the file, counted on this page, stands in the text."""
        for at, first, count in self.moved:
            if first <= index < first + count:
                return self.start + at + index - first
        return self.start + index if not self.moved else self.end


@dataclass(frozen=True)
class Notice:
    """Something a reader could not do, said instead of skipped.

    Attributes:
        code: "needs_ocr", "ocr", "empty_page", "encoding_guessed", "truncated", "nested_skipped",
            "hidden_text", "struck_text".
        message: one sentence for the user.
        page: where, when the format has pages.
    """

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True)
class Attachment:
    """A document that came inside another: its bytes, or where they stand in the other's file.

    Attributes:
        name: no path, unlike those of its siblings.
        data: its bytes; empty when it is a range of the file it came in.
        start: first byte of that range.
        end: one past the last.
    """

    name: str
    data: bytes = b""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Extraction:
    """What one reader got out of one file: immutable, keyed by (content hash, reader, reader version).

    Attributes:
        text: raw text; for a PDF an offset is the page's base plus PDFium's character index.
        blocks: headings, paragraphs, rows …, disjoint, in reading order.
        pages: empty for formats without pages.
        media_type: as told from the bytes, of an entry of `core.documents.formats`.
        reader: the reader's name, for example "pdf".
        reader_version: changed whenever the same bytes would give another text or other blocks.
        title: the document's own title, else empty.
        language: ISO 639-1 code, or empty when it cannot be told.
        declared_date: ISO 8601 date the document states, else empty.
        date_origin: "declared", "property" or "mail"; empty without a date.
        metadata: front matter and properties, as strings.
        notices: what could not be read.
        attachments: documents inside this one, on their way to being taken in; never stored with it.
        edits: where a person reads something else than the raw text, in order and disjoint; stored with the
            passages they stand in.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    reader: str
    reader_version: str
    pages: tuple[Page, ...] = ()
    title: str = ""
    language: str = ""
    declared_date: str = ""
    date_origin: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Document:
    """A source with versions, as listed.

    Attributes:
        id: stable for the document's life, also across a move.
        path: where the file was last seen, absolute.
        title: from the current version.
        label: confidentiality class; passages follow it.
        status: active, removed or purged.
        version: id of the current version.
        number: the current version's number, from 1.
        media_type: of the current version.
        as_of: ISO 8601 date or time the content speaks for.
        as_of_origin: "declared", "property", "mail", "name" (of the file) or "modified".
        size: bytes of the current version.
        passages: number of passages of the current version.
        root: the ingested folder it came from, or the file itself.
        labelled: somebody chose the label; False for the default.
        kind: "document", or "unit" for the approved text of a knowledge unit.
    """

    id: str
    path: str
    title: str
    label: Label
    status: Status
    version: str
    number: int
    media_type: str
    as_of: str
    as_of_origin: str
    size: int
    passages: int
    root: str
    labelled: bool = True
    kind: str = "document"

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "path": self.path,
            "title": self.title,
            "label": self.label.word,
            "version": self.version,
            "number": self.number,
            "media_type": self.media_type,
            "as_of": self.as_of,
            "as_of_origin": self.as_of_origin,
            "size": self.size,
            "passages": self.passages,
        }


@dataclass(frozen=True)
class Passage:
    """A span of one document version, the unit of retrieval.

    Attributes:
        id: hash of document, extraction and span.
        document: the document's id.
        version: the version's id.
        extraction: the extraction's id.
        label: the document's label.
        title: the document's title.
        path: the document's path.
        heading: heading path from the outermost in, may be empty.
        page: number of the page on which the span starts, or None.
        start: first character in the extraction's text.
        end: one past the last.
        text: the span in one actor's view (masked for actors who may not see sensitive spans), same length as
            the span.
        as_of: what the version speaks for.
        language: ISO 639-1 code of the document, or empty.
        context: table header that belongs to the span's rows, or empty.
        kind: of its document: "document" or "unit".
        reading: how the span is read: its blocks, and where the rendering differs from the raw text.
    """

    id: str
    document: str
    version: str
    extraction: str
    label: Label
    title: str
    path: str
    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    as_of: str
    language: str = ""
    context: str = ""
    kind: str = "document"
    reading: Reading = Reading()

    @cached_property
    def view(self) -> View:
        """The span as a person reads it, in the same actor's view."""
        return view(self.text, self.reading, self.context)


@dataclass(frozen=True)
class Source:
    """One version of a document, ready to be read beside a citation.

    Attributes:
        document, version, title, path, label, media_type, as_of: as in `Document`.
        number: the version's number, from 1.
        latest: the document's newest version number; its own when that was read from the same bytes.
        status: of the document.
        text: the whole text in the actor's view.
        pages: as in `Extraction`.
        headings: where each heading of the indexed text begins, with its path.
        original: the file as it was ingested, or None when it is not kept any more.
        blocks: as in `Extraction`, table headers in the actor's view.
        delimiter: what parts the cells of delimited text, else empty.
        newest: id of the document's newest version.
        edits: where a person reads something else than the text, as far as it is indexed; the names of
            columns are among their words.
        present: whether a file still stands where the document was last seen.
    """

    document: str
    version: str
    title: str
    path: str
    label: Label
    media_type: str
    as_of: str
    number: int
    latest: int
    status: Status
    text: str
    pages: tuple[Page, ...]
    headings: tuple[tuple[int, tuple[str, ...]], ...]
    original: str | None
    blocks: tuple[Block, ...] = ()
    delimiter: str = ""
    newest: str = ""
    present: bool = True
    edits: tuple[Edit, ...] = ()

    def read(self, start: int, end: int) -> str:
        """Return what a person reads of a range."""
        return view(self.text[start:end], clipped((), self.edits, start, end)).text

    @property
    def current(self) -> bool:
        """Whether the document still says this."""
        return self.number == self.latest and self.status is Status.ACTIVE


@dataclass(frozen=True)
class SensitiveSpan:
    """A stretch that masking hides from most roles; `kind` is "email", "phone", "iban", "card", "secret" …"""

    kind: str
    start: int
    end: int
