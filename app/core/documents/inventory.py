"""What an inventory says about a collection: findings, the documents they are about, and the places that show
them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product
from typing import Any

from app.core.documents.documents import Label

_MOST_KEYS = 64
"""Keys that a finding is looked for under: two documents that were read by eight readers each."""


class FindingKind(StrEnum):
    """What is amiss, in the order in which a person would look. The values are part of the JSON form: never
    rename one.
    """

    DISAGREEMENT = "disagreement"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    UNREADABLE = "unreadable"
    NEEDS_OCR = "needs_ocr"
    UNLABELLED = "unlabelled"
    OLD = "old"
    NEVER_CITED = "never_cited"


@dataclass(frozen=True)
class Subject:
    """A document, or a file that never became one and has no id."""

    id: str
    title: str
    path: str
    label: Label
    as_of: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "title": self.title,
            "path": self.path,
            "label": self.label.word,
            "as_of": self.as_of,
        }


@dataclass(frozen=True)
class Differing:
    """A number or date that the other place does not have, as written; offsets into the version's text."""

    text: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Place:
    """A stretch of a document in the actor's view.

    Attributes:
        document: the document's id.
        version: the version that the offsets count in.
        start, end: characters of the version's text; equal for a page that has no text.
        page: its number, or None.
        heading: heading path from the outermost in.
        quote: what stands there.
        values: what differs from the other place of its group.
        shown: what a person reads of the quote; the quote itself where nothing differs (not part of the
            JSON).
    """

    document: str
    version: str
    start: int
    end: int
    page: int | None = None
    heading: tuple[str, ...] = ()
    quote: str = ""
    values: tuple[Differing, ...] = ()
    shown: str = ""

    @property
    def words(self) -> str:
        """What a person reads of the quote, on one line."""
        return " ".join((self.shown or self.quote).split())

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "document": self.document,
            "version": self.version,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "heading": " > ".join(self.heading),
            "quote": self.quote,
            "values": [value.as_json() for value in self.values],
        }


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    Attributes:
        kind: what is amiss.
        documents: those it is about; for versions the older one first.
        text: what was found, one sentence.
        action: what to do about it, in words.
        places: groups of places that belong together: two that disagree, or one page.
        similarity: estimated share of common word sequences, 0..1, for near-duplicates; else None.
    """

    kind: FindingKind
    documents: tuple[Subject, ...]
    text: str
    action: str
    places: tuple[tuple[Place, ...], ...] = ()
    similarity: float | None = None

    @property
    def key(self) -> str:
        """What tells this finding from all others; another one as soon as a document speaks for another day,
        or says something else.
        """
        return self._key({})

    def keys(self, earlier: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Yield the key, and those that it had while its documents, byte for byte the same, were read by
        older readers.

        Args:
            earlier: by version, those of the same document that were read from the same bytes.
        """
        versions = sorted({place.version for group in self.places for place in group})
        ways = product(*([version, *earlier.get(version, ())] for version in versions))
        for way in islice(ways, _MOST_KEYS):
            yield self._key(dict(zip(versions, way, strict=True)))

    def _key(self, versions: Mapping[str, str]) -> str:
        about = [[one.id or one.path, one.as_of] for one in self.documents]
        at = [
            [[versions.get(place.version, place.version), place.start, place.end] for place in group]
            for group in self.places
        ]
        return hashlib.sha256(json.dumps([self.kind.value, about, at]).encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "kind": self.kind.value,
            "documents": [document.as_json() for document in self.documents],
            "text": self.text,
            "action": self.action,
            "places": [[place.as_json() for place in group] for group in self.places],
            "similarity": None if self.similarity is None else round(self.similarity, 3),
        }


@dataclass(frozen=True)
class InventoryReport:
    """What an inventory found, in the order of the kinds, and what it looked at.

    Attributes:
        documents: active documents in the actor's scope.
        findings: by kind, then by path.
        notes: what was left out, and why.
        seconds: how long it took.
    """

    documents: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "documents": self.documents,
            "findings": [finding.as_json() for finding in self.findings],
            "notes": list(self.notes),
            "seconds": round(self.seconds, 3),
        }
