"""Documents read again that an older reader read, out of the bytes that were kept.

Decisions hidden: what is due, and from where it is read: the original, else the file while it still has the
same bytes; so a document whose folder is away is read again as well. Invariants: the version that answers is
replaced in one transaction, by a version that has the label and the place that the document has in that
moment, and only if nothing else became of the document meanwhile; each document commits by itself; what
somebody took out stays out. Used by one thread at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.core.access import Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Attachment, Status
from app.core.errors import AccessDenied, Cancelled, MachineError, UnreadableDocument, UserError
from app.core.work import FileStage, Outcome
from app.governance.masking import find_sensitive
from app.inference.turns import Turns, embed_in_turn
from app.ingestion.intake import GROUP, Intake
from app.ingestion.members import Read, as_inside, content, unfold
from app.ingestion.tally import Tally
from app.reading.versions import current_readers, is_current
from app.retrieval.split import read_by_embedder, split
from app.storage.database import Database
from app.storage.documents import DocumentRecords, Fingerprint, NewPassage, UnreadUnit
from app.storage.inventory import InventoryRecords
from app.storage.meta import Meta
from app.storage.originals import Incoming, Originals
from app.storage.records import FailedFile

_FILES = 16
"""Files that are gathered at most, so that little is lost with a kill where most are short."""

_FAILED = "reading.failed"
"""Name of the value that says which versions today's readers could not read again, so that nobody tries at
every start.
"""


def do_nothing() -> None:
    """Rest for no time: the default where nothing follows what was stored."""


class Renewing:
    """Reads documents again."""

    def __init__(
        self,
        database: Database,
        library: DocumentRecords,
        holdings: InventoryRecords,
        originals: Originals,
        intake: Intake,
        turns: Turns,
        meta: Meta,
    ) -> None:
        self._database = database
        self._library = library
        self._holdings = holdings
        self._originals = originals
        self._intake = intake
        self._turns = turns
        self._meta = meta

    def outdated(self, scope: Scope, *, failed: bool) -> list[Fingerprint]:
        """Return the documents of the scope that another version of their reader read, by path: a container
        before what is inside of it.

        Args:
            failed: also those that today's readers failed on.
        """
        passed_over = frozenset() if failed else self._failures()
        return [
            found
            for found in self._library.outdated(is_current)
            if scope.allows(found.label) and found.version not in passed_over
        ]

    def unread_units(self, scope: Scope) -> list[UnreadUnit]:
        """Return the units of the scope whose text was cut and embedded before anything said how it is
        read.
        """
        return [found for found in self._library.unread_units() if scope.allows(found.label)]

    def renew(
        self, scope: Scope, due: Sequence[Fingerprint], tally: Tally, rest: Callable[[], None] = do_nothing
    ) -> None:
        """Read documents again.

        Args:
            due: as `outdated` gives them; the tally expects them already.
            rest: called each time that some were stored.

        Raises:
            MachineError, Cancelled: what was stored before is kept.
        """
        work = _Work(scope, {print_.document for print_ in due}, tally)
        before = self._failures()
        waiting: list[Read] = []

        def store() -> None:
            # Short: nobody waits for a file to be read, only for what was read to be embedded and written.
            with self._database.turn.taken(tally.cancel):
                self._intake.store(scope, waiting, tally)
                self._recovered(scope, [read for read in waiting if read.instead_of in before])
            waiting.clear()
            rest()

        for print_ in due:
            tally.cancel.raise_if_cancelled()
            if print_.document not in work.left:
                continue
            self._turns.give_way(tally.cancel)
            for read in self._read(print_, work):
                waiting.append(read)
                if len(waiting) >= _FILES or sum(len(one.texts) for one in waiting) >= GROUP:
                    store()
        if waiting:
            store()

    def renew_units(self, scope: Scope, due: Sequence[UnreadUnit], tally: Tally) -> None:
        """Cut and embed the texts of units anew; their text, revisions, versions and reviews stay as they
        are. Raises as `renew` does.
        """
        for unit in due:
            tally.cancel.raise_if_cancelled()
            extraction = self._library.text_of_unit(unit.version)
            if extraction is None:
                continue
            sensitive = find_sensitive(extraction.text)
            with self._turns.embedding(tally.cancel):
                embedder = self._intake.embedder()
                cuts = split(extraction, embedder.count_tokens, self._intake.settings.passage_tokens)
                texts = [read_by_embedder(extraction, sensitive, cut, extraction.title) for cut in cuts]
                vectors = embed_in_turn(
                    embedder, texts, self._turns, tally.cancel, self._intake.settings.batch
                )
                passages = [
                    NewPassage(cut.start, cut.end, cut.heading, cut.page, cut.context, cut.reading.encode())
                    for cut in cuts
                ]
                with self._database.transaction() as tx:
                    changes = self._library.cut_anew(tx, unit.version, passages, vectors, embedder.id)
                    tx.audit(
                        scope.actor,
                        AuditEvent.INGEST_REREAD,
                        unit.document,
                        {"label": unit.label.word, "passages": len(passages)},
                    )
            tally.renewed(changes, len(passages))

    # One document and what is inside of it

    def _read(self, print_: Fingerprint, work: _Work) -> Iterator[Read]:
        """Yield what a document came to, what is inside of it first."""
        work.left.discard(print_.document)
        work.tally.at(FileStage.READING, print_.path)
        try:
            read = self._read_itself(print_, work)
        except (MachineError, Cancelled, AccessDenied):
            raise
        except UserError as error:
            work.tally.estimate.skip(Path(print_.path).suffix, print_.size)
            self._fail(work, print_, error)
            return
        held = {
            path: inner
            for path, inner in self._library.fingerprints(print_.path).items()
            if path != print_.path
        }
        fail = partial(self._fail_member, work, held)
        yield from unfold(
            read, held, partial(self._take_member, work, held), partial(self._remove, work), fail
        )

    def _read_itself(self, print_: Fingerprint, work: _Work) -> Read:
        path = Path(print_.path)
        if not self._originals.path(print_.content_hash).is_file():
            self._fetch(print_, work.tally)
        incoming = Incoming(
            print_.content_hash,
            print_.size,
            print_.mtime_ns,
            print_.inode,
            self._originals.path(print_.content_hash),
        )
        read = self._intake.read(None, print_.label, path, print_, incoming, work.tally)
        read = replace(read, again=True, instead_of=print_.version)
        container = self._container(print_.path)
        if container is None or read.version.as_of_origin != "modified":
            return read
        around = self._library.by_ids(work.scope, [container.document]).get(container.document)
        if around is None:
            return read
        return replace(
            read, version=replace(read.version, as_of=around.as_of, as_of_origin=around.as_of_origin)
        )

    def _fetch(self, print_: Fingerprint, tally: Tally) -> None:
        """Bring an original back that is not kept any more, from the file, if that has not changed since."""
        with self._originals.incoming(
            Path(print_.path), self._intake.settings.max_file_bytes, tally.cancel
        ) as incoming:
            if incoming.content_hash != print_.content_hash:
                raise UnreadableDocument(
                    f"The stored text of {Path(print_.path).name} is missing, and the file has changed.",
                    "Ingest its folder again.",
                )
            self._originals.keep(incoming)

    def _take_member(
        self,
        work: _Work,
        held: Mapping[str, Fingerprint],
        outer: Read,
        member: Attachment,
        path: Path,
        before: Fingerprint | None,
    ) -> Read | None:
        """Read a member that is due, or that the reader before did not find; one that somebody took out stays
        out.
        """
        if before is not None and before.status is not Status.ACTIVE:
            return None
        around, tally = outer.version, work.tally
        data = content(member, self._originals.path(around.content_hash))
        with self._originals.arriving(data, around.mtime_ns, around.inode) as incoming:
            if (
                before is not None
                and before.content_hash == incoming.content_hash
                and before.document not in work.left
            ):
                return None
            if before is None or before.document not in work.left:
                tally.expect(1)
                tally.estimate.expect(path.suffix, incoming.size)
            if before is not None:
                work.left.discard(before.document)
                label = before.label
            else:
                # It may be one that had another name before, and a label of its own.
                same = [
                    one.label
                    for one in held.values()
                    if one.content_hash == incoming.content_hash and one.status is Status.ACTIVE
                ]
                label = max([around.label, *same])
            try:
                read = self._intake.keep(None, label, path, before, incoming, tally)
            except UserError:
                tally.estimate.skip(path.suffix, incoming.size)
                raise
        return replace(
            as_inside(read, around), again=True, instead_of="" if before is None else before.version
        )

    def _remove(self, work: _Work, path: str, print_: Fingerprint) -> None:
        """Take out what today's reader does not find inside its container any more."""
        if print_.document in work.left:
            work.left.discard(print_.document)
            work.tally.done(Outcome.UNCHANGED, path)
        with self._database.transaction() as tx:
            changes = self._library.remove(tx, print_.document)
            tx.audit(work.scope.actor, AuditEvent.INGEST_REMOVED, print_.document, {"path": path})
        work.tally.stored(Outcome.REMOVED, path, changes, 0)

    def _container(self, path: str) -> Fingerprint | None:
        """Return the document that another one came inside of."""
        found = (self._library.by_path(str(parent)) for parent in Path(path).parents)
        return next((one for one in found if one is not None), None)

    # What could not be read again

    def _failures(self) -> frozenset[str]:
        noted = self._meta.get(_FAILED, {})
        return frozenset(noted.get("versions", ())) if noted.get("readers") == _readers() else frozenset()

    def _fail(self, work: _Work, print_: Fingerprint, error: UserError) -> None:
        """Tell and remember that a document could not be read again; what was read before goes on
        answering.
        """
        error = type(error)(error.message, f"{error.hint} The previous version has been kept.".strip())
        known = self._library.by_ids(work.scope, [print_.document]).get(print_.document)
        with self._database.transaction() as tx:
            self._meta.set(
                tx, _FAILED, {"readers": _readers(), "versions": sorted(self._failures() | {print_.version})}
            )
            if known is not None and self._container(print_.path) is None:
                file = (print_.size, print_.mtime_ns, print_.inode)
                self._holdings.note_failures(
                    tx, [FailedFile(print_.path, known.root, print_.label, error.message, error.hint, *file)]
                )
            tx.audit(work.scope.actor, AuditEvent.INGEST_FAILED, print_.path, {"label": print_.label.word})
        work.tally.fail(print_.path, error)

    def _fail_member(self, work: _Work, held: Mapping[str, Fingerprint], path: str, error: UserError) -> None:
        if path in held:
            self._fail(work, held[path], error)
        else:
            work.tally.fail(path, error)

    def _recovered(self, scope: Scope, reads: Sequence[Read]) -> None:
        """Forget that documents could not be read again that were now."""
        if not reads:
            return
        paths = [read.version.path for read in reads]
        with self._database.transaction() as tx:
            left = self._failures() - {read.instead_of for read in reads}
            self._meta.set(tx, _FAILED, {"readers": _readers(), "versions": sorted(left)})
            self._holdings.forget_failures(tx, paths)
            tx.audit(scope.actor, AuditEvent.INGEST_RECOVERED, paths[0], {"files": len(paths)})


class _Work:
    """One call: for whom, what of it is left, and its tally."""

    def __init__(self, scope: Scope, left: set[str], tally: Tally) -> None:
        self.scope = scope
        self.left = left
        self.tally = tally


def _readers() -> str:
    """Return what stands for all of today's readers."""
    return hashlib.sha256(json.dumps(sorted(current_readers())).encode()).hexdigest()[:16]
