"""The documents after they came in: list them, read them, take them out, change their label.

Remove takes a document out of every index and keeps the text that citations need; purge erases it everywhere and
leaves hashes in the audit log. Used by one thread at a time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.core.access import Action, Actor, Scope
from app.core.errors import NotFound, UserError
from app.core.knowledge import Document, Label, Source, Status
from app.core.work import Afterwards, Changes, no_consequences
from app.governance.guard import Guard
from app.reading.delimited import delimiter_of
from app.reading.sniff import CSV, HEAD
from app.retrieval.index import VectorIndex
from app.storage.database import Database
from app.storage.library import Library, Quote
from app.storage.originals import Originals

_OPENING = HEAD * 8
"""Characters from which the table reader tells what parts the cells; the viewer must come to the same."""


class Documents:
    """The use cases of the library."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: Library,
        originals: Originals,
        index: VectorIndex,
        afterwards: Afterwards = no_consequences,
    ) -> None:
        self._afterwards = afterwards
        self._guard = guard
        self._database = database
        self._library = library
        self._originals = originals
        self._index = index

    def listed(self, actor: Actor, under: Path | None = None) -> list[Document]:
        """Return the active documents the actor may read, by path."""
        return self._library.documents(self._guard.require(actor, Action.READ), under=under)

    def text(self, actor: Actor, document: str) -> str:
        """Return the whole text of a document's current version in the actor's view."""
        scope = self._guard.require(actor, Action.READ, document)
        return self._library.extraction_text(scope, self._library.document(scope, document).version)

    def source(self, actor: Actor, version: str) -> Source:
        """Return a version to be read beside a citation, with the original where it is kept."""
        found, content_hash = self._library.source(self._guard.require(actor, Action.READ, version), version)
        original = self._originals.path(content_hash)
        return replace(
            found,
            original=str(original) if original.is_file() else None,
            delimiter=delimiter_of(found.text[:_OPENING]) or "," if found.media_type == CSV.media_type else "",
            present=os.path.isfile(found.path),  # noqa: PTH113  a folder that may not be looked into counts as gone, too
        )

    def quote(self, actor: Actor, version: str, start: int, end: int) -> Quote:
        """Return what stands at a citation's place, and whether the document still says so."""
        return self._library.resolve(self._guard.require(actor, Action.READ, version), version, start, end)

    def remove(self, actor: Actor, targets: Sequence[str]) -> Changes:
        """Take documents out of every index; citations of them still resolve.

        Args:
            targets: document ids, files, or folders for everything below them.

        Raises:
            AccessDenied; NotFound: a target names nothing in the actor's scope, and then nothing is removed.
        """
        scope = self._guard.require(actor, Action.REMOVE)
        found = self._find(scope, targets)
        passages: set[str] = set()
        with self._database.transaction() as tx:
            for document in found:
                passages |= self._library.remove(tx, document.id, withdrawn=True).passages
                tx.audit(actor, "remove", document.id, {"path": document.path})
        self._index.follow()
        doubted = self._afterwards(actor).units
        return Changes(frozenset(document.id for document in found), frozenset(passages), units=doubted)

    def purge(self, actor: Actor, targets: Sequence[str]) -> Changes:
        """Erase documents: originals, texts, vectors, runs that drew on them, and copies of the database.

        Raises:
            AccessDenied, NotFound: as for `remove`.
        """
        scope = self._guard.require(actor, Action.PURGE)
        found = self._find(scope, targets, status=None)
        self._require_whole(scope, found)
        passages: set[str] = set()
        runs: set[str] = set()
        hashes: list[str] = []
        with self._database.transaction(secure=True) as tx:
            for document in found:
                purged = self._library.purge(tx, document.id)
                passages |= purged.changes.passages
                runs |= purged.changes.runs
                hashes.extend(purged.content_hashes)
                tx.audit(actor, "purge", document.id, {"content": list(purged.content_hashes), "runs": purged.runs})
        for content_hash in hashes:
            self._originals.discard(content_hash)
        self._database.erase_copies()
        self._database.rewrite()
        # A generation is immutable, so the vectors go with the whole of it.
        self._index.rebuild()
        doubted = self._afterwards(actor).units
        return Changes(frozenset(document.id for document in found), frozenset(passages), frozenset(runs), units=doubted)

    def relabel(self, actor: Actor, targets: Sequence[str], label: Label) -> Changes:
        """Give documents another label, or confirm the one they have by default; runs and citations of before keep theirs.

        Raises:
            AccessDenied: the role may not relabel, or may not read the new label; NotFound.
        """
        scope = self._guard.require(actor, Action.RELABEL)
        if not scope.allows(label):
            self._guard.deny(actor, Action.RELABEL, reason=f"the label {label.word} is above what the role may read")
        found = [document for document in self._find(scope, targets) if document.label != label or not document.labelled]
        passages: set[str] = set()
        if found:
            with self._database.transaction() as tx:
                for document in found:
                    if document.label == label:
                        self._library.confirm_label(tx, document.id)
                    else:
                        passages |= self._library.relabel(tx, document.id, label).passages
                    tx.audit(actor, "relabel", document.id, {"from": document.label.word, "to": label.word})
            if passages:
                self._index.relabelled()
                self._index.follow()
        doubted = self._afterwards(actor).units
        return Changes(frozenset(document.id for document in found), frozenset(passages), units=doubted)

    def _require_whole(self, scope: Scope, found: Sequence[Document]) -> None:
        """Refuse to purge what is inside a document that stays: its words would stay in that one's original.

        Raises:
            UserError: naming the document around it.
        """
        chosen = {item.id for item in found}
        around = {item.path: item for item in self._library.documents(scope, status=None) if item.path and item.id not in chosen}
        for item in found:
            outer = next((str(parent) for parent in Path(item.path).parents if str(parent) in around), None) if item.path else None
            if outer is not None:
                message = f"{item.path} came inside {Path(outer).name}, which would keep its words."
                raise UserError(message, f"Purge {outer} with all that is inside, or only remove this part. Nothing was changed.")

    def _find(self, scope: Scope, targets: Sequence[str], status: Status | None = Status.ACTIVE) -> list[Document]:
        found: dict[str, Document] = {}
        for target in targets:
            below = self._library.documents(scope, under=Path(target).expanduser().absolute(), status=status)
            named = self._by_id(scope, target, status)
            # What is attached to a mail goes the way the mail does.
            inside = [item for one in named if one.path for item in self._library.documents(scope, under=Path(one.path), status=status)]
            # What was purged has no path, and is named by its id only.
            hits = [*named, *(item for item in (*below, *inside) if item.path)]
            if not hits:
                raise NotFound(f"No document is called {target}.", "`citewell documents` lists ids and paths. Nothing was changed.")
            found.update((item.id, item) for item in hits)
        return list(found.values())

    def _by_id(self, scope: Scope, target: str, status: Status | None) -> list[Document]:
        try:
            document = self._library.document(scope, target)
        except NotFound:
            return []
        if document.kind == "unit":
            raise UserError(
                f"“{document.title}” is a knowledge unit.", f"See: citewell units show {document.id[:12]}. Nothing was changed."
            )
        return [document] if status is None or document.status is status else []
