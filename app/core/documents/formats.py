"""The formats that are read: one entry says all that the rest of the program knows of a format.

Decision hidden: what a format is called, by which signs it is told, who reads it, and how it is shown. Adding
a format touches one entry here and one reader; a test says so. It stands in the core, and not beside the
readers, because the list of documents in storage and the window need the same entry and may not import a
reader. Data; pure; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Surface(StrEnum):
    """On what a document is shown."""

    TEXT = "text"
    PAGES = "pages"
    """As it looks on its pages, where the original is kept."""
    SHEET = "sheet"


class Grammar(StrEnum):
    """Which marks in a line of text are no words."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    RST = "rst"


class Fold(StrEnum):
    """What lines that are folded away are called."""

    FURNITURE = "furniture"
    """Of a page: menus, banners, running heads."""
    HIDDEN = "hidden"
    QUOTED = "quoted"


@dataclass(frozen=True)
class Look:
    """How a format's text is shown.

    Attributes:
        surface: on what.
        grammar: how its lines are marked up.
        flowing: lines run on into paragraphs, and indentation says what belongs together.
        ragged: lines may have been broken anywhere.
        folds: what stands at its beginning and is not the document's own is folded away.
        fold: what that is called.
        fields: it may begin with fields, "Author: …".
        columns: lines may be set in columns, which only a fixed pitch keeps in place.
        message: those fields are a message's: from, to, subject.
        slides: its pages are slides.
    """

    surface: Surface = Surface.TEXT
    grammar: Grammar = Grammar.PLAIN
    flowing: bool = False
    ragged: bool = False
    folds: bool = False
    fold: Fold = Fold.FURNITURE
    fields: bool = False
    columns: bool = False
    message: bool = False
    slides: bool = False


@dataclass(frozen=True)
class Format:
    """What a file can be.

    Attributes:
        reader: name of its reader, which stands in every extraction: never rename one.
        media_type: which stands there as well.
        word: a user's word for it.
        read: the reader in `app.reading`, "module:function", called with the bytes and the file's name.
        version: the reader's own number; it changes whenever the same bytes could give another text or other
            blocks.
        library: what decides with it, by its name in the package index.
        look: how it is shown.
        names: endings of a file's name that tell a text to be of this format, whatever else it looks like.
        magic: bytes that a file of it begins with; for one that `app.reading.sniff` needs no eyes of its own
            for.
        paged: the reader is told how many pages to read at most, and how long pictures of text may take.
    """

    reader: str
    media_type: str
    word: str
    read: str
    version: str
    library: str
    look: Look = Look()
    names: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    paged: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_SHEET = Look(Surface.SHEET)

PLAIN = Format(
    "plain",
    "text/plain",
    "Text",
    "plain:read_plain",
    "3",
    "charset-normalizer",
    Look(ragged=True, fields=True, columns=True),
)
MARKDOWN = Format(
    "markdown",
    "text/markdown",
    "Markdown",
    "markup:read_markdown",
    "3",
    "markdown-it-py",
    Look(grammar=Grammar.MARKDOWN, flowing=True, folds=True, fold=Fold.HIDDEN),
    names=(".md", ".markdown", ".mkd", ".mdown"),
)
RST = Format(
    "rst",
    "text/x-rst",
    "reStructuredText",
    "rst:read_rst",
    "3",
    "charset-normalizer",
    Look(grammar=Grammar.RST, flowing=True, fields=True),
    names=(".rst", ".rest"),
)
HTML = Format("html", "text/html", "Web page", "web:read_html", "4", "selectolax", Look(folds=True))
PDF = Format(
    "pdf",
    "application/pdf",
    "PDF",
    "pdf:read_pdf",
    "5",
    "pypdfium2",
    Look(Surface.PAGES, ragged=True),
    paged=True,
)
DOCX = Format("docx", f"{_OFFICE}wordprocessingml.document", "Word", "office:read_docx", "4", "python-docx")
XLSX = Format(
    "xlsx", f"{_OFFICE}spreadsheetml.sheet", "Spreadsheet", "sheets:read_xlsx", "2", "openpyxl", _SHEET
)
CSV = Format("csv", "text/csv", "Table", "tables:read_delimited", "2", "charset-normalizer", _SHEET)
PPTX = Format(
    "pptx",
    f"{_OFFICE}presentationml.presentation",
    "Presentation",
    "slides:read_pptx",
    "2",
    "python-pptx",
    Look(slides=True),
)
EPUB = Format(
    "epub", "application/epub+zip", "E-book", "ebook:read_epub", "2", "selectolax", Look(folds=True)
)
ODT = Format("odt", f"{_OPEN}text", "OpenDocument", "opendocument:read_odt", "2", "defusedxml")
ODS = Format("ods", f"{_OPEN}spreadsheet", "Spreadsheet", "opendocument:read_ods", "2", "defusedxml", _SHEET)
EML = Format(
    "eml",
    "message/rfc822",
    "Mail",
    "mail:read_eml",
    "2",
    "selectolax",
    Look(ragged=True, folds=True, fold=Fold.QUOTED, fields=True, message=True),
)
MBOX = Format("mbox", "application/mbox", "Mailbox", "mail:read_mbox", "2", "selectolax")

FORMATS: tuple[Format, ...] = (
    PLAIN,
    MARKDOWN,
    RST,
    HTML,
    PDF,
    DOCX,
    XLSX,
    CSV,
    PPTX,
    EPUB,
    ODT,
    ODS,
    EML,
    MBOX,
)
"""Every format that is read."""

_BY_MEDIA_TYPE = {one.media_type: one for one in FORMATS}
_BY_READER = {one.reader: one for one in FORMATS}
_ANY_LOOK = Look()


def by_reader(reader: str) -> Format | None:
    """Return the format of a reader's name, or None for what only other programs, or units, are made with."""
    return _BY_READER.get(reader)


def word_of(media_type: str) -> str:
    """Return what a document is, in a user's word."""
    found = _BY_MEDIA_TYPE.get(media_type)
    return found.word if found is not None else media_type.rsplit("/", 1)[-1] or "Unknown"


def look_of(media_type: str) -> Look:
    """Return how a document is shown."""
    found = _BY_MEDIA_TYPE.get(media_type)
    return _ANY_LOOK if found is None else found.look


def words() -> Sequence[str]:
    """Return the users' words, each once."""
    return tuple(dict.fromkeys(one.word for one in FORMATS))
