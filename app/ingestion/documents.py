"""The documents after they came in: list them, read them, take them out and bring them back, change their
label.

Remove takes a document out of every index and keeps the text that citations need; purge erases it everywhere
and leaves hashes in the audit log. Any thread; changes wait for each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, cast

from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.consequences import Afterwards, NoConsequences
from app.core.documents.document_list import Labelled
from app.core.documents.documents import Document, Label, Source, Status
from app.core.documents.formats import CSV
from app.core.errors import NotFound, UserError
from app.core.work import Changes
from app.governance.guard import Guard
from app.ingestion.targets import Targets
from app.reading.delimited import delimiter_of
from app.reading.sniff import HEAD
from app.retrieval.index import VectorIndex
from app.storage import erasure
from app.storage.database import Database
from app.storage.documents import DocumentRecords, Quote
from app.storage.originals import Originals

_OPENING = HEAD * 8
"""Characters from which the table reader tells what parts the cells; the viewer must come to the same."""

_Given = ParamSpec("_Given")
_Change = Callable[Concatenate["Documents", Actor, _Given], Changes]


def _change(act: _Change[_Given]) -> _Change[_Given]:
    """Have a change wait for others of the library to end, and look after what follows once it is made."""

    @wraps(act)
    def changing(self: Documents, actor: Actor, *given: _Given.args, **named: _Given.kwargs) -> Changes:
        with self._database.turn.taken():
            changes = act(self, actor, *given, **named)
        return self._followed_up(actor, changes)

    return cast("_Change[_Given]", changing)


class Documents:
    """The use cases of the library."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: DocumentRecords,
        originals: Originals,
        index: VectorIndex,
        afterwards: Afterwards | None = None,
    ) -> None:
        self._afterwards = afterwards or NoConsequences()
        self._guard = guard
        self._targets = Targets(library)
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
            delimiter=delimiter_of(found.text[:_OPENING]) or ","
            if found.media_type == CSV.media_type
            else "",
            present=os.path.isfile(found.path),  # noqa: PTH113  a folder that may not be looked into counts as gone, too
        )

    def quote(self, actor: Actor, version: str, start: int, end: int) -> Quote:
        """Return what stands at a citation's place, and whether the document still says so."""
        return self._library.resolve(self._guard.require(actor, Action.READ, version), version, start, end)

    @_change
    def remove(self, actor: Actor, targets: Sequence[str]) -> Changes:
        """Take documents out of every index; citations of them still resolve.

        Args:
            targets: document ids, files, or folders for everything below them.

        Raises:
            AccessDenied; NotFound: a target names nothing in the actor's scope, and then nothing is removed.
        """
        scope = self._guard.require(actor, Action.REMOVE)
        found = self._targets.find(scope, targets)
        passages: set[str] = set()
        with self._database.transaction() as tx:
            for document in found:
                passages |= self._library.remove(tx, document.id, withdrawn=True).passages
                tx.audit(actor, AuditEvent.REMOVE, document.id, {"path": document.path})
        self._index.follow()
        return Changes(frozenset(document.id for document in found), frozenset(passages))

    @_change
    def restore(self, actor: Actor, targets: Sequence[str]) -> Changes:
        """Bring removed documents back as they were, without reading their files again.

        Args:
            targets: as for `remove`.

        Raises:
            AccessDenied; UserError: another document stands in the place of one; NotFound. Then nothing is
            brought back.
        """
        scope = self._guard.require(actor, Action.REMOVE)
        found = self._targets.find(scope, targets, status=Status.REMOVED)
        passages: set[str] = set()
        with self._database.transaction() as tx:
            for document in found:
                passages |= self._library.restore(tx, document.id).passages
                tx.audit(actor, AuditEvent.RESTORE_DOCUMENT, document.id, {"path": document.path})
        self._index.follow()
        return Changes(frozenset(document.id for document in found), frozenset(passages))

    @_change
    def purge(self, actor: Actor, targets: Sequence[str]) -> Changes:
        """Erase documents: originals, texts, vectors, runs that drew on them, and copies of the database.

        Raises:
            AccessDenied, NotFound: as for `remove`.
        """
        scope = self._guard.require(actor, Action.PURGE)
        found = self._targets.find(scope, targets, status=None)
        self._require_whole(scope, found)
        passages: set[str] = set()
        runs: set[str] = set()
        hashes: list[str] = []
        with self._database.transaction(secure=True) as tx:
            for document in found:
                purged = erasure.purge(tx, document.id)
                passages |= purged.changes.passages
                runs |= purged.changes.runs
                hashes.extend(purged.content_hashes)
                tx.audit(
                    actor,
                    AuditEvent.PURGE,
                    document.id,
                    {"content": list(purged.content_hashes), "runs": purged.runs},
                )
        for content_hash in hashes:
            self._originals.discard(content_hash)
        self._database.erase_copies()
        self._database.rewrite()
        # A generation is immutable, so the vectors go with the whole of it.
        self._index.rebuild()
        return Changes(frozenset(document.id for document in found), frozenset(passages), frozenset(runs))

    def relabel(self, actor: Actor, targets: Sequence[str], label: Label) -> Changes:
        """Give documents another label, or confirm the one they have by default; runs and citations of before
        keep theirs.

        Raises:
            AccessDenied: the role may not relabel, or may not read the new label; NotFound.
        """
        return self.change_labels(actor, targets, label)[0]

    def change_labels(self, actor: Actor, targets: Sequence[str], label: Label) -> tuple[Changes, Labelled]:
        """Do as `relabel` does; return as well what `give_labels_back` needs to undo it."""
        scope = self._guard.require(actor, Action.RELABEL)
        if not scope.allows(label):
            self._guard.deny(
                actor, Action.RELABEL, reason=f"the label {label.word} is above what the role may read"
            )
        with self._database.turn.taken():
            named = self._targets.find(scope, targets)
            found = [document for document in named if document.label != label or not document.labelled]
            changes = self._label(actor, [(document, label, True) for document in found])
        changes = self._followed_up(actor, changes)
        return changes, Labelled(
            {document.id: (document.label, document.labelled) for document in found}, label
        )

    @_change
    def give_labels_back(self, actor: Actor, done: Labelled) -> Changes:
        """Undo a change of labels for the documents that still have the label it gave them.

        Raises:
            AccessDenied: as for `relabel`.
        """
        scope = self._guard.require(actor, Action.RELABEL)
        found = self._library.by_ids(scope, list(done.before))
        return self._label(actor, [
            (document, *done.before[document.id])
            for document in found.values()
            if document.status is Status.ACTIVE and document.label is done.label
        ])  # fmt: skip

    def _label(self, actor: Actor, wanted: Sequence[tuple[Document, Label, bool]]) -> Changes:
        passages: set[str] = set()
        if wanted:
            with self._database.transaction() as tx:
                for document, label, chosen in wanted:
                    if document.label != label:
                        passages |= self._library.relabel(tx, document.id, label).passages
                    if chosen:
                        self._library.confirm_label(tx, document.id)
                    else:
                        self._library.unlabel(tx, document.id)
                    tx.audit(
                        actor,
                        AuditEvent.RELABEL,
                        document.id,
                        {"from": document.label.word, "to": label.word},
                    )
            if passages:
                self._index.relabelled()
                self._index.follow()
        return Changes(frozenset(document.id for document, _, _ in wanted), frozenset(passages))

    def _followed_up(self, actor: Actor, changes: Changes) -> Changes:
        return replace(changes, units=self._afterwards.after_documents(actor).units)

    def unfollow(self, actor: Actor, folder: Path) -> None:
        """Follow a folder no more; its documents stay as they are.

        Raises:
            AccessDenied; NotFound: it is not followed.
        """
        scope = self._guard.require(actor, Action.INGEST)
        root = next(
            (root for root in self._library.roots() if root.path == str(folder) and scope.allows(root.label)),
            None,
        )
        if root is None:
            raise NotFound(f"{folder} is not a watched folder.", "Nothing has been changed.")
        with self._database.transaction() as tx:
            self._library.remove_root(tx, root.path)
            tx.audit(actor, AuditEvent.INGEST_UNFOLLOW, root.path, {"label": root.label.word})

    def _require_whole(self, scope: Scope, found: Sequence[Document]) -> None:
        """Refuse to purge what is inside a document that stays: its words would stay in that one's original.

        Raises:
            UserError: naming the document around it.
        """
        chosen = {item.id for item in found}
        around = {
            item.path: item
            for item in self._library.documents(scope, status=None)
            if item.path and item.id not in chosen
        }
        for item in found:
            outer = (
                next((str(parent) for parent in Path(item.path).parents if str(parent) in around), None)
                if item.path
                else None
            )
            if outer is not None:
                message = f"{item.path} is part of {Path(outer).name}, which would still contain its text."
                raise UserError(
                    message, f"Purge all of {outer}, or just remove this part. Nothing has been changed."
                )
