"""What a person sees of the library as a list: which documents, in which order, how each of them is, and what
a change would touch.

Immutable. A list is an order of small numbers first and documents second, so that a hundred thousand of them
can be scrolled through with only those on the screen in memory, and an ingest meanwhile moves nothing under
the pointer.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from app.core.documents.documents import Document, Label, Notice


class Health(IntEnum):
    """How well a document was read; a higher value needs somebody more. The values stand in the records:
    never renumber one.
    """

    GOOD = 0
    PARTLY = 1
    SILENT = 2
    STUCK = 3

    @property
    def word(self) -> str:
        """What a user reads in the list."""
        return ("good", "partly read", "no text", "newer version unread")[self]


class Column(StrEnum):
    """What the list can be sorted by."""

    TITLE = "title"
    TYPE = "type"
    LABEL = "label"
    VERSION = "version"
    AGE = "age"
    PASSAGES = "passages"
    HEALTH = "health"
    PATH = "path"


@dataclass(frozen=True)
class Filter:
    """Which documents a list holds; each field narrows it.

    Attributes:
        words: all of them stand in title or path, in the actor's view.
        label: exactly this one.
        unlabelled: only those whose label nobody chose.
        kind: the word of `formats.word_of`.
        before: as of a day before this one (ISO 8601).
        since: as of this day or a later one.
        health: at least as bad as this.
        under: at or below this path.
    """

    words: str = ""
    label: Label | None = None
    unlabelled: bool = False
    kind: str = ""
    before: str = ""
    since: str = ""
    health: Health = Health.GOOD
    under: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is let through."""
        return self == Filter()


@dataclass(frozen=True)
class View:
    """An order and a filter. By age, the newest is first unless `descending`."""

    column: Column = Column.TITLE
    descending: bool = False
    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True)
class Arrangement:
    """A list without its documents.

    Attributes:
        view: what was asked for.
        keys: one number for each row, in order; it stays a document's own as long as that is in the library.
        total: documents in the library that the actor may read, filtered out ones included.
    """

    view: View
    keys: array[int]
    total: int


@dataclass(frozen=True)
class Entry:
    """One row of the list.

    Attributes:
        key: its number in an `Arrangement`.
        document: what it is.
        health: how well it was read.
        within: the title of the document it came in, or empty.
        depth: how many documents it came inside of.
        inside: how many documents came in it.
    """

    key: int
    document: Document
    health: Health
    within: str = ""
    depth: int = 0
    inside: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"health": self.health.name.lower(), "within": self.within, "inside": self.inside}


@dataclass(frozen=True)
class Impact:
    """What would go with documents: themselves and what came inside, their passages, and the answers that
    cite them.
    """

    documents: int
    passages: int
    answers: int

    def as_json(self) -> dict[str, int]:
        """Return the stable JSON form."""
        return {"documents": self.documents, "passages": self.passages, "answers": self.answers}


@dataclass(frozen=True)
class Labelled:
    """The labels that documents had before a change, to be given back: label and whether somebody had chosen
    it, by id.
    """

    before: Mapping[str, tuple[Label, bool]]
    label: Label


@dataclass(frozen=True)
class Version:
    """One state of a document over time; `added_at` is when it was read, ISO 8601."""

    id: str
    number: int
    title: str
    as_of: str
    as_of_origin: str
    added_at: str
    size: int
    passages: int
    reader: str
    kept: bool

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id, "number": self.number, "title": self.title, "as_of": self.as_of, "as_of_origin": self.as_of_origin,
            "added_at": self.added_at, "size": self.size, "passages": self.passages, "reader": self.reader,
        }  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """A run whose answer cites a document."""

    run: str
    at: str
    question: str
    person: str

    def as_json(self) -> dict[str, str]:
        """Return the stable JSON form."""
        return {"run": self.run, "at": self.at, "question": self.question, "person": self.person}


@dataclass(frozen=True)
class Detail:
    """All that is known of one document, in the actor's view.

    Attributes:
        entry: its row of the list.
        versions: newest first.
        notices: what the reader could not do with the current version.
        problem, hint: why the newest state of its file was not read, or empty.
        metadata: what the file says of itself.
        inside: what came in it, by path.
        cited: answers that cite it and that the actor may see, newest first.
        answers: how many answers cite it, whoever asked.
        there: whether its file is where it was found last.
    """

    entry: Entry
    versions: tuple[Version, ...]
    notices: tuple[Notice, ...]
    problem: str
    hint: str
    metadata: Mapping[str, str]
    inside: tuple[Document, ...]
    cited: tuple[Cited, ...]
    answers: int
    there: bool

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form, without what lists of documents say."""
        return {
            **self.entry.as_json(),
            "versions": [version.as_json() for version in self.versions],
            "notices": [{"code": one.code, "message": one.message, "page": one.page} for one in self.notices],
            "problem": self.problem,
            "hint": self.hint,
            "metadata": dict(self.metadata),
            "inside": [one.id for one in self.inside],
            "cited": [one.as_json() for one in self.cited],
            "answers": self.answers,
            "there": self.there,
        }


class Mark(StrEnum):
    """What became of a line."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Line:
    """A line of either version, with its number there from 1; 0 where it does not stand."""

    mark: Mark
    text: str
    before: int
    after: int


@dataclass(frozen=True)
class Difference:
    """What changed between two versions.

    Attributes:
        document: its id.
        before, after: the versions.
        hunks: stretches of changed lines with some around them.
        added, removed: lines.
    """

    document: str
    before: Version
    after: Version
    hunks: tuple[tuple[Line, ...], ...]
    added: int
    removed: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "document": self.document,
            "from": self.before.number,
            "to": self.after.number,
            "added": self.added,
            "removed": self.removed,
            "hunks": [
                [
                    {"mark": one.mark.value, "text": one.text, "before": one.before, "after": one.after}
                    for one in hunk
                ]
                for hunk in self.hunks
            ],
        }


@dataclass(frozen=True)
class Unread:
    """A file that could not be read the last time; it is told of until it can be, or is gone."""

    path: str
    root: str
    label: Label
    error: str
    hint: str
    at: str


@dataclass(frozen=True)
class Folder:
    """A folder that is followed.

    Attributes:
        path: of the folder, or of a single file.
        label: of what is found in it; `labelled` tells that somebody chose it.
        ignore: patterns of names that are left out.
        documents: how many came from it.
        failed: how many of its files could not be read.
        changed_at: when one of its documents changed last, ISO 8601, or empty.
        there: whether it is there now.
    """

    path: str
    label: Label
    labelled: bool
    ignore: tuple[str, ...]
    documents: int
    failed: int
    changed_at: str
    there: bool
