"""Looking the library through: its list, one document with its past, what could not be read, and the folders
that are followed.

Decision hidden: what is worth knowing of a document, and how two versions are compared. Invariant: everything
is in the actor's view, two versions included: what is masked in the text is masked in their difference.
Nothing is written. Any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from app.core.access import Action, Actor, Scope
from app.core.documents.document_list import (
    Arrangement,
    Detail,
    Difference,
    Entry,
    Folder,
    Health,
    Impact,
    Line,
    Mark,
    Unread,
    Version,
    View,
)
from app.core.documents.documents import Document, Passage
from app.core.errors import NotFound
from app.core.language.text import mask
from app.governance.guard import Guard
from app.governance.masking import find_sensitive
from app.ingestion.targets import Targets
from app.storage.document_list import DocumentList
from app.storage.documents import DocumentRecords

_AROUND = 3
"""Unchanged lines shown around changed ones."""


class Browsing:
    """What pages show of the library."""

    def __init__(self, guard: Guard, library: DocumentRecords, lists: DocumentList, targets: Targets) -> None:
        self._guard = guard
        self._library = library
        self._lists = lists
        self._targets = targets

    def arranged(self, actor: Actor, view: View) -> Arrangement:
        """Return the order of a list, without its documents."""
        return self._lists.arranged(self._guard.require(actor, Action.READ), view)

    def page(self, actor: Actor, keys: Sequence[int]) -> list[Entry]:
        """Return some rows of an order; those that went since are left out."""
        return self._lists.page(self._guard.require(actor, Action.READ), keys)

    def ids(self, actor: Actor, keys: Sequence[int]) -> list[str]:
        """Return the documents of rows; those that went since are left out."""
        return self._lists.ids(self._guard.require(actor, Action.READ), keys)

    def keys(self, actor: Actor, documents: Sequence[str]) -> dict[str, int]:
        """Return the rows' numbers of documents, by id."""
        return self._lists.keys(self._guard.require(actor, Action.READ), documents)

    def kinds(self, actor: Actor) -> list[str]:
        """Return the kinds of documents there are."""
        return self._lists.kinds(self._guard.require(actor, Action.READ))

    def show(self, actor: Actor, document: str) -> Detail:
        """Return all that is known of a document, also of one that was removed.

        Raises:
            NotFound.
        """
        scope = self._guard.require(actor, Action.READ, document)
        found = self._targets.one(scope, document)
        entry = self._entry(scope, found)
        metadata, notices = self._lists.properties(scope, found.id)
        stuck = next((one for one in self._lists.unread(scope) if one.path == found.path), None)
        return Detail(
            entry=entry,
            versions=tuple(self._lists.versions(scope, found.id)),
            notices=notices,
            problem="" if stuck is None else stuck.error,
            hint="" if stuck is None else stuck.hint,
            metadata={name: _veiled(value, scope) for name, value in metadata.items()},
            inside=tuple(self._lists.inside(scope, found.path, found.status)) if found.path else (),
            cited=tuple(self._lists.cited(scope, found.id)),
            answers=self._lists.impact([found.id]).answers,
            there=bool(found.path)
            and (Path(found.path).exists() or any(parent.is_file() for parent in Path(found.path).parents)),
        )

    def passages(self, actor: Actor, document: str) -> list[Passage]:
        """Return the passages that a document is searched by, in reading order."""
        scope = self._guard.require(actor, Action.READ, document)
        return self._library.passages_of(scope, self._targets.one(scope, document).id)

    def difference(
        self, actor: Actor, document: str, before: int | None = None, after: int | None = None
    ) -> Difference:
        """Return what changed between two versions of a document, line by line.

        Args:
            before: a version's number; the one before `after` when None.
            after: a version's number; the newest when None.

        Raises:
            NotFound: there is no such document or version, or there is only one.
        """
        scope = self._guard.require(actor, Action.READ, document)
        found = self._targets.one(scope, document)
        versions = {
            version.number: version for version in self._lists.versions(scope, found.id) if version.kept
        }
        newer = _version(versions, after if after is not None else max(versions, default=0), found)
        older = _version(
            versions,
            before if before is not None else max((n for n in versions if n < newer.number), default=0),
            found,
        )
        texts = [self._library.extraction_text(scope, version.id).splitlines() for version in (older, newer)]
        hunks, added, removed = _hunks(texts[0], texts[1])
        return Difference(found.id, older, newer, hunks, added, removed)

    def impact(self, actor: Actor, targets: Sequence[str]) -> Impact:
        """Return what would go with documents and what came inside them.

        Raises:
            NotFound: a target names nothing.
        """
        scope = self._guard.require(actor, Action.READ)
        return self._lists.impact([document.id for document in self._targets.find(scope, targets)])

    def unread(self, actor: Actor) -> list[Unread]:
        """Return the files that could not be read the last time, by path."""
        return self._lists.unread(self._guard.require(actor, Action.READ))

    def folders(self, actor: Actor) -> list[Folder]:
        """Return the folders that are followed, by path."""
        found = self._lists.folders(self._guard.require(actor, Action.READ))
        return [replace(folder, there=Path(folder.path).exists()) for folder in found]

    def _entry(self, scope: Scope, document: Document) -> Entry:
        keys = self._lists.keys(scope, [document.id])
        rows = self._lists.page(scope, list(keys.values()))
        return rows[0] if rows else Entry(0, document, Health.GOOD)


def _version(versions: Mapping[int, Version], number: int, document: Document) -> Version:
    if number not in versions:
        message = (
            f"{document.title or document.id} has no version {number}."
            if number
            else f"{document.title} has only one version."
        )
        raise NotFound(message, f"It has {', '.join(map(str, sorted(versions))) or 'none that is kept'}.")
    return versions[number]


def _veiled(value: str, scope: Scope) -> str:
    if scope.unmasked:
        return value
    return mask(value, 0, [(span.start, span.end) for span in find_sensitive(value)])


def _hunks(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[tuple[Line, ...], ...], int, int]:
    """Return the changed stretches of two texts with a few lines around each, and how many lines came and
    went.
    """
    hunks: list[tuple[Line, ...]] = []
    added = removed = 0
    for group in SequenceMatcher(None, before, after, autojunk=len(before) > 2000).get_grouped_opcodes(
        _AROUND
    ):
        lines: list[Line] = []
        for tag, low, high, left, right in group:
            if tag == "equal":
                lines += [Line(Mark.SAME, before[at], at + 1, left + at - low + 1) for at in range(low, high)]
                continue
            lines += [Line(Mark.OUT, before[at], at + 1, 0) for at in range(low, high)]
            lines += [Line(Mark.IN, after[at], 0, at + 1) for at in range(left, right)]
            removed += high - low
            added += right - left
        hunks.append(tuple(lines))
    return tuple(hunks), added, removed
