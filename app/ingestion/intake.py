"""One file's way through the reader into the library: read, cut into passages, embedded together with others,
committed by itself.

The decision hidden here is how files share the embedder: short ones are gathered so that they fill whole
batches, and each still commits on its own. Invariant: what is stored was read from bytes that are kept under
their hash. Used by one thread at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.core.access import Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Extraction, Label, Status
from app.core.errors import AppError, UnreadableDocument
from app.core.settings import IngestSettings
from app.core.work import CancelToken, Outcome
from app.governance.masking import find_sensitive
from app.inference.protocols import Embedder
from app.inference.turns import Turns, embed_in_turn
from app.ingestion.members import Read
from app.ingestion.notices import told
from app.ingestion.tally import Tally
from app.reading.dates import day_in_name
from app.reading.reader import Reader
from app.retrieval.split import read_by_embedder, split
from app.storage.database import Database
from app.storage.documents import DocumentRecords, Fingerprint, NewPassage, NewVersion, Root
from app.storage.originals import Incoming, Originals

GROUP = 64
"""Passages gathered before they are embedded, so that short files fill whole batches."""


class Intake:
    """Reads and stores one file after the other."""

    def __init__(
        self,
        database: Database,
        library: DocumentRecords,
        originals: Originals,
        reader: Reader,
        embedder: Callable[[], Embedder],
        settings: IngestSettings,
        turns: Turns,
    ) -> None:
        self.embedder = embedder
        self.settings = settings
        self._database = database
        self._library = library
        self._originals = originals
        self._reader = reader
        self._turns = turns

    @property
    def isolation(self) -> str:
        """How files are read: "bubblewrap" or "limits"."""
        return self._reader.isolation

    def keep(
        self,
        root: Root | None,
        label: Label,
        path: Path,
        before: Fingerprint | None,
        incoming: Incoming,
        tally: Tally,
    ) -> Read:
        """Put a staged copy among the originals and read it; one that cannot be read is not kept.

        Raises:
            UserError: it cannot be read.
            MachineError, Cancelled.
        """
        fresh = self._originals.keep(incoming)
        try:
            return self.read(root, label, path, before, incoming, tally)
        except AppError:
            if fresh:
                self._originals.discard(incoming.content_hash)
            raise

    def read(
        self,
        root: Root | None,
        label: Label,
        path: Path,
        before: Fingerprint | None,
        incoming: Incoming,
        tally: Tally,
    ) -> Read:
        """Read an original and cut it into passages; raises as `keep` does.

        Args:
            root: the ingested folder that it lies in.
            label: that it gets.
            path: where it stands, for its name.
            before: what is on record of the document; None for a new one.
            incoming: its bytes, already kept.
        """
        if incoming.size == 0:
            raise UnreadableDocument(
                f"{path.name} is empty.", "It cannot be searched. Remove it, or add content."
            )
        extraction = self._extract(incoming.content_hash, path.name, tally.cancel)
        sensitive = find_sensitive(extraction.text)
        embedder = self.embedder()
        tally.start_reading()
        cuts = split(extraction, embedder.count_tokens, self.settings.passage_tokens)
        passages = tuple(
            NewPassage(cut.start, cut.end, cut.heading, cut.page, cut.context, cut.reading.encode())
            for cut in cuts
        )
        as_of, origin = _as_of(extraction, incoming, path)
        title = extraction.title or path.stem
        version = NewVersion(
            document=None if before is None else before.document,
            path=str(path),
            root=folder_of(root, path),
            title=title,
            label=label,
            content_hash=incoming.content_hash,
            size=incoming.size,
            mtime_ns=incoming.mtime_ns,
            inode=incoming.inode,
            extraction=replace(extraction, attachments=(), edits=()),
            as_of=as_of,
            as_of_origin=origin,
            passages=passages,
            vectors=None,
            embedder=embedder.id,
            sensitive=sensitive,
            labelled=root is not None and root.labelled,
        )
        tally.estimate.read(path.suffix, incoming.size, len(passages))
        for failure in told(extraction, str(path), has_text=bool(passages or extraction.attachments)):
            tally.note(failure.path, failure.error, failure.hint)
        outcome = Outcome.UPDATED if before is not None and before.status is Status.ACTIVE else Outcome.ADDED
        texts = tuple(read_by_embedder(extraction, sensitive, cut, title) for cut in cuts)
        return Read(version, texts, outcome, extraction.attachments)

    def _extract(self, content_hash: str, name: str, cancel: CancelToken) -> Extraction:
        """Return what a reader gets out of an original."""
        fd = os.open(self._originals.path(content_hash), os.O_RDONLY | os.O_CLOEXEC)
        try:
            return self._reader.read_fd(fd, name, cancel)
        finally:
            os.close(fd)

    def store(self, scope: Scope, waiting: Sequence[Read], tally: Tally) -> None:
        """Embed a group of files together, then commit each on its own."""
        if not waiting:
            return
        # One turn for both: whoever changes the embedder finds every passage either stored with the old one
        # or not there yet.
        with self._turns.embedding(tally.cancel):
            embedder = self.embedder()
            texts = [text for read in waiting for text in read.texts]
            vectors = embed_in_turn(embedder, texts, self._turns, tally.cancel, self.settings.batch)
            at = 0
            for read in waiting:
                tally.cancel.raise_if_cancelled()
                part = vectors[at : at + len(read.texts)]
                at += len(read.texts)
                self._commit(scope, read, replace(read.version, vectors=part, embedder=embedder.id), tally)

    def _commit(self, scope: Scope, read: Read, version: NewVersion, tally: Tally) -> None:
        with self._database.transaction() as tx:
            current = self._library.as_it_stands(tx, version, read.instead_of) if read.again else version
            if current is not None:
                document, changes = self._library.add_version(tx, current)
                tx.audit(
                    scope.actor,
                    AuditEvent.INGEST_REREAD if read.again else _TAKEN_IN[read.outcome],
                    document,
                    {
                        "path": current.path,
                        "content": current.content_hash,
                        "label": current.label.word,
                        "passages": len(read.texts),
                    },
                )
        if current is None:
            # It changed, moved on or went while it was read again: what is there now has been read by today's
            # reader, or will be.
            tally.estimate.embed(len(read.texts))
            tally.done(Outcome.UNCHANGED, version.path)
        else:
            tally.stored(read.outcome, current.path, changes, len(read.texts))


_TAKEN_IN = {Outcome.ADDED: AuditEvent.INGEST_ADDED, Outcome.UPDATED: AuditEvent.INGEST_UPDATED}


def folder_of(root: Root | None, path: Path) -> str:
    """Return the ingested folder that a path belongs to; a file that lies in none is its own."""
    return str(path) if root is None else root.path


def _as_of(extraction: Extraction, incoming: Incoming, path: Path) -> tuple[str, str]:
    if extraction.declared_date:
        return extraction.declared_date, extraction.date_origin
    if day := day_in_name(path.stem):
        return day, "name"
    return datetime.fromtimestamp(incoming.mtime_ns / 1e9, UTC).date().isoformat(), "modified"
