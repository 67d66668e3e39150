"""What goes into the library and what comes out of it besides the values of the core. Immutable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.documents.documents import Extraction, Label, Notice, Page, SensitiveSpan, Status
from app.core.work import Changes

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


@dataclass(frozen=True)
class NewPassage:
    """A span that ingestion cut; its fields as in `core.documents.documents.Passage`, `reading` in its stored
    form.
    """

    start: int
    end: int
    heading: tuple[str, ...] = ()
    page: int | None = None
    context: str = ""
    reading: str = ""


@dataclass(frozen=True)
class NewVersion:
    """What ingestion hands over about one file.

    Attributes:
        document: the document it is a version of, or None to find it by path or make it.
        passages: in reading order; no two of the same span.
        vectors: row i belongs to passage i, float32; None when there is no embedder.
        embedder: id of what made the vectors.
        sensitive: spans of the extraction's text.
        labelled: somebody chose the label; False for the default.
        kind: "document", or "unit" for the text of a knowledge unit, which has no file.
    """

    path: str
    root: str
    title: str
    label: Label
    content_hash: str
    size: int
    mtime_ns: int
    inode: int
    extraction: Extraction
    as_of: str
    as_of_origin: str
    passages: tuple[NewPassage, ...]
    vectors: NDArray[numpy.float32] | None = None
    embedder: str = ""
    sensitive: tuple[SensitiveSpan, ...] = ()
    document: str | None = None
    labelled: bool = True
    kind: str = "document"


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether a file has changed since it was read; `withdrawn` that somebody removed the document
    while the file stayed.
    """

    document: str
    version: str
    path: str
    size: int
    mtime_ns: int
    inode: int
    content_hash: str
    label: Label
    status: Status
    extraction: str | None
    withdrawn: bool = False


@dataclass(frozen=True)
class UnreadUnit:
    """The text of a knowledge unit of which nothing says how it is read: its document, the version that
    answers, its label.
    """

    document: str
    version: str
    label: Label


@dataclass(frozen=True)
class Root:
    """A folder (or file) that was ingested, with its label and its own ignore patterns; `labelled` tells that
    somebody chose the label.
    """

    path: str
    label: Label
    ignore: tuple[str, ...]
    labelled: bool = True


@dataclass(frozen=True)
class FailedFile:
    """A file or folder that could not be read the last time; `label` is that of its folder, or of what was
    read before.
    """

    path: str
    root: str
    label: Label
    error: str
    hint: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0


@dataclass(frozen=True)
class Holding:
    """What an inventory looks at of one active document.

    Attributes:
        title, notices: in the actor's view.
        extraction: id of the current version's text; equal for equal files.
        length: characters of the text.
    """

    document: str
    version: str
    title: str
    path: str
    root: str
    label: Label
    labelled: bool
    content_hash: str
    extraction: str
    length: int
    passages: int
    as_of: str
    notices: tuple[Notice, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Quote:
    """A span of some version in an actor's view; `current` tells whether the document still says so, `shown`
    is what a person reads.
    """

    document: str
    version: str
    number: int
    current: bool
    status: Status
    label: Label
    title: str
    path: str
    page: int | None
    heading: tuple[str, ...]
    start: int
    end: int
    text: str
    as_of: str
    shown: str = ""


@dataclass(frozen=True)
class Going:
    """What goes with a document: itself where there is one, its passages, and the originals that nothing else
    cites."""

    documents: frozenset[str]
    passages: frozenset[str]
    content_hashes: tuple[str, ...]


@dataclass(frozen=True)
class Purged:
    """What a purge erased: `content_hashes` are originals nothing cites any more, `runs` how many runs lost
    their words.
    """

    changes: Changes
    content_hashes: tuple[str, ...]
    runs: int
