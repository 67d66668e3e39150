"""The road of a file into the library, and of a folder's changes with it.

Invariant: a file counts as taken in when its transaction has committed, and not before; whatever stops the work,
what was acknowledged stands, and the next call goes on with the rest because it finds the others unchanged.
Runs in the caller's thread.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from app.core.access import Action, Actor, Scope, may
from app.core.errors import AccessDenied, AppError, Cancelled, MachineError, UnreadableDocument, UserError
from app.core.knowledge import Attachment, Extraction, Label, SensitiveSpan, Status
from app.core.settings import IngestSettings
from app.core.text import SOFT_HYPHEN, mask
from app.core.work import CancelToken, Changes, Failure, IngestReport, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.governance.masking import find_sensitive
from app.inference.protocols import Embedder
from app.ingestion.discover import Blocked, Found, resolve_root, walk
from app.ingestion.members import Read, content, inside_any, is_inside, unfold
from app.ingestion.notices import told
from app.ingestion.split import split
from app.reading.reader import Reader
from app.retrieval.index import VectorIndex
from app.storage.database import Database
from app.storage.library import Fingerprint, Library, NewPassage, NewVersion, Root
from app.storage.originals import Incoming, Originals


class Outcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


OnFile = Callable[[Outcome, str], None]


def ignore_files(_outcome: Outcome, _path: str) -> None:
    """Take the news of a file and drop it."""


class Ingestion:
    """Takes files and folders in and follows what became of them since."""

    _GROUP = 64
    """Passages gathered before they are embedded, so that short files fill whole batches."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: Library,
        originals: Originals,
        index: VectorIndex,
        reader: Reader,
        embedder: Callable[[], Embedder],
        settings: IngestSettings,
    ) -> None:
        self._guard = guard
        self._database = database
        self._library = library
        self._originals = originals
        self._index = index
        self._reader = reader
        self._embedder = embedder
        self._settings = settings

    @property
    def isolation(self) -> str:
        """How files are read: "bubblewrap" or "limits"."""
        return self._reader.isolation

    def ingest(
        self,
        actor: Actor,
        paths: Sequence[Path],
        label: Label | None = None,
        *,
        ignore: Sequence[str] | None = None,
        verify: bool = False,
        on_progress: ProgressCallback = ignore_progress,
        on_file: OnFile = ignore_files,
        cancel: CancelToken | None = None,
    ) -> IngestReport:
        """Bring the library in step with files and folders.

        Args:
            actor: who asks.
            paths: files or folders; folders are taken recursively.
            label: for everything below the paths; None keeps a known folder's label and is "internal" for a new one.
            ignore: glob patterns besides those of the settings; None keeps a known folder's own.
            verify: compare the content of every file, not only size, time and inode.
            on_progress: told how far it is.
            on_file: told of each file after its transaction committed.
            cancel: stops between files; what was finished is kept.

        Raises:
            AccessDenied: the role may not ingest, may not read the label, or may not lower one.
            MachineError: no space, model missing; what was finished is kept.
            Cancelled: carries no report; what was finished is kept.
        """
        return self._run(actor, dict.fromkeys(paths, label), ignore, verify, on_progress, on_file, cancel)

    def ingest_labelled(
        self,
        actor: Actor,
        labels: Mapping[Path, Label],
        *,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> IngestReport:
        """Bring the library in step with several folders, each with its own label; otherwise as `ingest`."""
        return self._run(actor, labels, None, False, on_progress, ignore_files, cancel)

    def _run(
        self,
        actor: Actor,
        labels: Mapping[Path, Label | None],
        ignore: Sequence[str] | None,
        verify: bool,
        on_progress: ProgressCallback,
        on_file: OnFile,
        cancel: CancelToken | None,
    ) -> IngestReport:
        scope = self._guard.require(actor, Action.INGEST)
        for label in labels.values():
            if label is not None and not scope.allows(label):
                self._guard.deny(actor, Action.INGEST, reason=f"the label {label.word} is above what the role may read")
        task = _Task(on_progress, on_file, cancel or CancelToken())
        for given, label in labels.items():
            try:
                root = resolve_root(given)
            except UserError as error:
                task.note(str(given), error.message, error.hint)
                continue
            self._follow(scope, root, label, ignore, verify, task)
        if task.touched:
            self._index.follow(on_progress, task.cancel)
        return task.report()

    def _follow(self, scope: Scope, root: Path, label: Label | None, ignore: Sequence[str] | None, verify: bool, task: _Task) -> None:
        roots, extra, known = self._settle_root(scope, root, label, ignore)
        found: dict[str, Found] = {}
        blocked: list[Path] = []
        for item in walk(root, (*self._settings.ignore, *extra)):
            task.cancel.raise_if_cancelled()
            if isinstance(item, Blocked):
                blocked.append(item.path)
                task.note(str(item.path), item.error.message, item.error.hint)
            else:
                found[str(item.path)] = item
        away = {path: print_ for path, print_ in known.items() if path not in found}
        held = {path: print_ for path, print_ in away.items() if inside_any(path, found)}
        gone = {
            path: print_
            for path, print_ in away.items()
            if path not in held and print_.status is Status.ACTIVE and not any(Path(path).is_relative_to(folder) for folder in blocked)
        }
        if not found and gone and root.is_dir():
            error = UnreadableDocument(
                f"{root} is empty, but {len(gone):,} documents came from it.",
                "They were kept, in case a drive is missing. Use `citewell remove` if they are meant to go.",
            )
            task.note(str(root), error.message, error.hint)
            return
        task.expect(len(found))
        waiting: list[Read] = []
        for path, item in found.items():
            task.cancel.raise_if_cancelled()
            before = known.get(path)
            # Without a word about labels, a document that was given one of its own keeps it.
            own = before.label if label is None and before is not None and before.status is Status.ACTIVE else _label_of(roots, item.path)
            try:
                read = self._take(scope, root, own, item, before, gone, verify, task)
            except (MachineError, Cancelled, AccessDenied):
                raise
            except UserError as error:
                kept = " The version read before is kept." if before is not None and before.status is Status.ACTIVE else ""
                task.fail(path, type(error)(error.message, (error.hint + kept).strip()))
                continue
            if read is None:
                continue
            take, remove = partial(self._take_member, root, label, task), partial(self._remove, scope, task=task)
            for part in unfold(read, held, take, remove, task.fail):
                waiting.append(part)
                if sum(len(one.texts) for one in waiting) >= self._GROUP:
                    self._store(scope, waiting, task)
                    waiting = []
        self._store(scope, waiting, task)
        for path, print_ in gone.items():
            self._remove(scope, path, print_, task)

    def _settle_root(
        self, scope: Scope, root: Path, label: Label | None, ignore: Sequence[str] | None
    ) -> tuple[list[Root], tuple[str, ...], dict[str, Fingerprint]]:
        """Record the folder with its label and patterns; an explicit label holds for everything below it.

        Returns the folders on record, this folder's own patterns, and what is known below it by path.
        """
        known = self._library.fingerprints(str(root))
        roots = self._library.roots()
        recorded = _nearest_root(roots, root)
        settled = label if label is not None else recorded.label if recorded is not None else Label.INTERNAL
        patterns = tuple(ignore) if ignore is not None else recorded.ignore if recorded is not None else ()
        new = Root(str(root), settled, patterns)
        relabel: list[Fingerprint] = []
        overruled: list[Root] = []
        if label is not None:
            relabel = [print_ for print_ in known.values() if print_.status is Status.ACTIVE and print_.label != label]
            overruled = [
                other for other in roots if other.path != new.path and Path(other.path).is_relative_to(root) and other.label != label
            ]
        lowered = sum(print_.label > settled for print_ in relabel)
        if lowered and not may(scope.actor, Action.RELABEL):
            self._guard.deny(scope.actor, Action.RELABEL, str(root), f"{lowered} documents below {root} have a higher label")
        if recorded != new or relabel or overruled:
            with self._database.transaction() as tx:
                self._library.set_root(tx, new)
                for other in overruled:
                    self._library.remove_root(tx, other.path)
                for print_ in relabel:
                    self._library.relabel(tx, print_.document, settled)
                tx.audit(
                    scope.actor,
                    "ingest.root",
                    str(root),
                    {"label": settled.word, "ignore": list(patterns), "relabelled": [print_.document for print_ in relabel]},
                )
            if relabel:
                self._index.relabelled()
        return self._library.roots(), patterns, known

    def _take(
        self,
        scope: Scope,
        root: Path,
        label: Label,
        item: Found,
        before: Fingerprint | None,
        gone: dict[str, Fingerprint],
        verify: bool,
        task: _Task,
    ) -> Read | None:
        """Read one file if it is new or changed; settle it at once if it is unchanged, touched or moved."""
        path = str(item.path)
        active = before is not None and before.status is Status.ACTIVE
        if before is not None and active and not verify and _same_file(item, before):
            task.done(Outcome.UNCHANGED, path)
            return None
        with ExitStack() as stack:
            incoming = stack.enter_context(self._originals.incoming(item.path, self._settings.max_file_bytes, task.cancel))
            if before is not None and active and before.content_hash == incoming.content_hash:
                self._touch(scope, before, path, incoming)
                task.done(Outcome.UNCHANGED, path)
                return None
            if before is None:
                moved = next((old for old, print_ in gone.items() if print_.content_hash == incoming.content_hash), None)
                if moved is not None:
                    # The content is known under a path that is gone: the file was moved, not written anew.
                    inside = {old: gone.pop(old) for old in list(gone) if is_inside(old, moved)}
                    self._move(scope, moved, gone.pop(moved), inside, path, root, incoming, task)
                    return None
            return self._keep(root, label, item.path, before, incoming, task)

    def _take_member(
        self, root: Path, label: Label | None, task: _Task, outer: Read, member: Attachment, path: Path, before: Fingerprint | None
    ) -> Read | None:
        """Read what is inside a document if it is new or changed; it speaks for the day its container does, unless it says its own."""
        around = outer.version
        data = content(member, self._originals.path(around.content_hash))
        task.expect(1)
        active = before is not None and before.status is Status.ACTIVE
        own = before.label if before is not None and active and label is None else around.label
        with self._originals.arriving(data, around.mtime_ns, around.inode) as incoming:
            if before is not None and active and (before.content_hash, before.label) == (incoming.content_hash, own):
                task.done(Outcome.UNCHANGED, str(path))
                return None
            read = self._keep(root, own, path, before, incoming, task)
        if read.version.as_of_origin == "modified":
            return replace(read, version=replace(read.version, as_of=around.as_of, as_of_origin=around.as_of_origin))
        return read

    def _keep(self, root: Path, label: Label, path: Path, before: Fingerprint | None, incoming: Incoming, task: _Task) -> Read:
        fresh = self._originals.keep(incoming)
        try:
            return self._read(root, label, path, before, incoming, fresh, task)
        except AppError:
            if fresh:
                self._originals.discard(incoming.content_hash)
            raise

    def _read(self, root: Path, label: Label, path: Path, before: Fingerprint | None, incoming: Incoming, fresh: bool, task: _Task) -> Read:
        if incoming.size == 0:
            raise UnreadableDocument(f"{path.name} is empty.", "Nothing can be found in it; remove it or fill it.")
        fd = os.open(self._originals.path(incoming.content_hash), os.O_RDONLY | os.O_CLOEXEC)
        try:
            extraction = self._reader.read_fd(fd, path.name, task.cancel)
        finally:
            os.close(fd)
        sensitive = find_sensitive(extraction.text)
        embedder = self._embedder()
        cuts = split(extraction, embedder.count_tokens, self._settings.passage_tokens)
        passages = tuple(NewPassage(cut.start, cut.end, cut.heading, cut.page, cut.context) for cut in cuts)
        as_of, origin = _as_of(extraction, incoming)
        version = NewVersion(
            document=None if before is None else before.document,
            path=str(path),
            root=str(root),
            title=extraction.title or path.stem,
            label=label,
            content_hash=incoming.content_hash,
            size=incoming.size,
            mtime_ns=incoming.mtime_ns,
            inode=incoming.inode,
            extraction=replace(extraction, attachments=()),
            as_of=as_of,
            as_of_origin=origin,
            passages=passages,
            vectors=None,
            embedder=embedder.id,
            sensitive=sensitive,
        )
        for failure in told(extraction, str(path), has_text=bool(passages or extraction.attachments)):
            task.note(failure.path, failure.error, failure.hint)
        outcome = Outcome.UPDATED if before is not None and before.status is Status.ACTIVE else Outcome.ADDED
        texts = tuple(_embedded(extraction, sensitive, passage) for passage in passages)
        return Read(version, texts, outcome, fresh, extraction.attachments)

    def _store(self, scope: Scope, waiting: Sequence[Read], task: _Task) -> None:
        """Embed a group of files together, then commit each on its own."""
        if not waiting:
            return
        embedder = self._embedder()
        texts = [text for read in waiting for text in read.texts]
        vectors = embedder.embed(texts)
        at = 0
        for read in waiting:
            task.cancel.raise_if_cancelled()
            part = vectors[at : at + len(read.texts)]
            at += len(read.texts)
            with self._database.transaction() as tx:
                document, changes = self._library.add_version(tx, replace(read.version, vectors=part))
                tx.audit(
                    scope.actor,
                    f"ingest.{read.outcome}",
                    document,
                    {
                        "path": read.version.path,
                        "content": read.version.content_hash,
                        "label": read.version.label.word,
                        "passages": len(read.texts),
                    },
                )
            task.stored(Outcome(read.outcome), read.version.path, changes, len(read.texts))

    def _touch(self, scope: Scope, before: Fingerprint, path: str, incoming: Incoming) -> None:
        with self._database.transaction() as tx:
            self._library.touch(tx, before.document, incoming.size, incoming.mtime_ns, incoming.inode)
            tx.audit(scope.actor, "ingest.touched", before.document, {"path": path})

    def _move(
        self,
        scope: Scope,
        old: str,
        print_: Fingerprint,
        inside: Mapping[str, Fingerprint],
        path: str,
        root: Path,
        incoming: Incoming,
        task: _Task,
    ) -> None:
        """Note that a file was found elsewhere; what is inside of it goes with it."""
        with self._database.transaction() as tx:
            changes = self._library.move(tx, print_.document, path, str(root))
            for member, inner in inside.items():
                self._library.move(tx, inner.document, path + member.removeprefix(old), str(root))
                tx.audit(scope.actor, "ingest.moved", inner.document, {"from": member, "to": path + member.removeprefix(old)})
            self._library.touch(tx, print_.document, incoming.size, incoming.mtime_ns, incoming.inode)
            tx.audit(scope.actor, "ingest.moved", print_.document, {"from": old, "to": path})
        task.stored(Outcome.MOVED, path, changes, 0)

    def _remove(self, scope: Scope, path: str, print_: Fingerprint, task: _Task) -> None:
        with self._database.transaction() as tx:
            changes = self._library.remove(tx, print_.document)
            tx.audit(scope.actor, "ingest.removed", print_.document, {"path": path})
        task.stored(Outcome.REMOVED, path, changes, 0)


def _nearest_root(roots: Sequence[Root], path: Path) -> Root | None:
    """Return the record of `path` itself, else of the closest ingested folder above it: a file keeps its folder's label."""
    above = [root for root in roots if path.is_relative_to(root.path)]
    return max(above, key=lambda root: len(root.path), default=None)


def _label_of(roots: Sequence[Root], path: Path) -> Label:
    nearest = _nearest_root(roots, path)
    return Label.INTERNAL if nearest is None else nearest.label


def _same_file(item: Found, before: Fingerprint) -> bool:
    return (item.size, item.mtime_ns, item.inode) == (before.size, before.mtime_ns, before.inode)


def _embedded(extraction: Extraction, sensitive: Sequence[SensitiveSpan], passage: NewPassage) -> str:
    """Return what the embedder reads of a passage: masked like everything derived, under its heading and table header."""
    spans = [(span.start, span.end) for span in sensitive if span.start < passage.end and span.end > passage.start]
    text = mask(extraction.text[passage.start : passage.end], passage.start, spans).replace(SOFT_HYPHEN, "")
    return "\n".join(part for part in (passage.context, " ".join(text.split())) if part)


def _as_of(extraction: Extraction, incoming: Incoming) -> tuple[str, str]:
    if extraction.declared_date:
        return extraction.declared_date, extraction.date_origin
    return datetime.fromtimestamp(incoming.mtime_ns / 1e9, UTC).date().isoformat(), "modified"


class _Task:
    """Counts, failures and the clock of one call."""

    def __init__(self, on_progress: ProgressCallback, on_file: OnFile, cancel: CancelToken) -> None:
        self.cancel = cancel
        self._on_progress = on_progress
        self._on_file = on_file
        self._started = time.monotonic()
        self._counts: dict[Outcome, int] = dict.fromkeys(Outcome, 0)
        self._failures: list[Failure] = []
        self._documents: set[str] = set()
        self._passages: set[str] = set()
        self._written = 0
        self._seen = 0
        self._total = 0

    @property
    def touched(self) -> bool:
        """Whether anything in the index has to follow."""
        return bool(self._documents)

    def expect(self, files: int) -> None:
        self._total += files
        self._tell("")

    def fail(self, path: str, error: UserError) -> None:
        self.note(path, error.message, error.hint)
        self.done(Outcome.FAILED, path)

    def note(self, path: str, error: str, hint: str) -> None:
        self._failures.append(Failure(path, error, hint))

    def done(self, outcome: Outcome, path: str) -> None:
        self._counts[outcome] += 1
        if outcome is not Outcome.REMOVED:
            self._seen += 1
        self._on_file(outcome, path)
        self._tell(path)

    def stored(self, outcome: Outcome, path: str, changes: Changes, passages: int) -> None:
        self._documents |= changes.documents
        self._passages |= changes.passages
        self._written += passages
        self.done(outcome, path)

    def _tell(self, item: str) -> None:
        seconds = time.monotonic() - self._started
        rate = self._seen / seconds if self._seen and seconds > 0.5 else None
        left = (self._total - self._seen) / rate if rate else None
        self._on_progress(Progress("Reading", self._seen, self._total, "files", item, rate, left))

    def report(self) -> IngestReport:
        counts = self._counts
        return IngestReport(
            added=counts[Outcome.ADDED],
            updated=counts[Outcome.UPDATED] + counts[Outcome.MOVED],
            unchanged=counts[Outcome.UNCHANGED],
            removed=counts[Outcome.REMOVED],
            failed=tuple(self._failures),
            passages=self._written,
            seconds=time.monotonic() - self._started,
            changes=Changes(documents=frozenset(self._documents), passages=frozenset(self._passages)),
        )
