"""The road of a file into the library, and of a folder's changes with it.

Invariant: a file counts as taken in when its transaction has committed, and not before; whatever stops the
work, what was acknowledged stands, and the next call goes on with the rest because it finds the others
unchanged. Runs in the caller's thread; of two at once, one waits.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from app.core.access import Action, Actor, Scope, may
from app.core.audit import AuditEvent
from app.core.consequences import Afterwards, NoConsequences
from app.core.documents.documents import Attachment, Label, Status
from app.core.errors import AccessDenied, Cancelled, MachineError, UserError
from app.core.language.languages import unread
from app.core.settings import IngestSettings
from app.core.work import CancelToken, FileStage, IngestReport, Outcome, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.inference.turns import Turns
from app.ingestion.discover import Found, is_silent, resolve_root
from app.ingestion.intake import GROUP, Intake, folder_of
from app.ingestion.members import Read, as_inside, content, inside_any, is_inside, unfold
from app.ingestion.renewing import Renewing
from app.ingestion.survey import Area, Failures, Gone, Roots, survey
from app.ingestion.tally import OnFile, Tally, ignore_files
from app.retrieval.index import VectorIndex
from app.storage.documents import Fingerprint, Root
from app.storage.originals import Incoming
from app.storage.records import FailedFile
from app.storage.stores import Records


@dataclass(frozen=True)
class _Round:
    """One sync of files with the library.

    Attributes:
        gone: documents whose files were not found, until one is found elsewhere.
        due: documents, by path, that another version of their reader read, until they are read for another
            reason.
        verify: a file is compared by its content, not only by size, time and inode.
        watching: files are followed as they change, so that what somebody removed stays out.
    """

    scope: Scope
    tally: Tally
    gone: Gone
    due: dict[str, Fingerprint]
    verify: bool
    watching: bool

    def settled(self, item: Found, before: Fingerprint | None) -> bool:
        """Tell whether a file needs no look inside: it is what was read, or what somebody took out."""
        if before is None or self.verify:
            return False
        if (item.size, item.mtime_ns, item.inode) != (before.size, before.mtime_ns, before.inode):
            return False
        return before.status is Status.ACTIVE or (before.withdrawn and self.watching)


class Ingestion:
    """Takes files and folders in and follows what became of them since."""

    def __init__(
        self,
        guard: Guard,
        records: Records,
        index: VectorIndex,
        intake: Intake,
        settings: IngestSettings,
        workspace: Path,
        turns: Turns,
        afterwards: Afterwards | None = None,
    ) -> None:
        """Args:
        intake: reads and stores one file after the other.
        workspace: its folder, in which nothing is a document.
        afterwards: what follows a change of the library; nothing without it.
        """
        self._guard = guard
        self._database = records.database
        self._library = records.library
        self._holdings = records.holdings
        self._originals = records.originals
        self._index = index
        self._settings = settings
        self._workspace = workspace
        self.intake = intake
        self.renewing = Renewing(
            records.database,
            records.library,
            records.holdings,
            records.originals,
            intake,
            turns,
            records.meta,
        )
        self._afterwards = afterwards or NoConsequences()

    @property
    def isolation(self) -> str:
        """How files are read: "bubblewrap" or "limits"."""
        return self.intake.isolation

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
        """Sync the library with files and folders.

        Args:
            actor: who asks.
            paths: files or folders; folders are taken recursively.
            label: for everything below the paths; None keeps a known folder's label and is "internal" for a
                new one.
            ignore: glob patterns besides those of the settings; None keeps a known folder's own.
            verify: compare the content of every file, not only size, time and inode.
            on_progress: told how far it is.
            on_file: told of each file's every stage, and of its outcome after its transaction committed; it
                may hold the work by taking its time.
            cancel: stops between files; what was finished is kept.

        Raises:
            AccessDenied: the role may not ingest, may not read the label, or may not lower one.
            MachineError: no space, model missing; what was finished is kept.
            Cancelled: carries no report; what was finished is kept.
        """
        tally = Tally(on_progress, on_file, cancel or CancelToken())
        return self._run(actor, dict.fromkeys(paths, label), ignore, verify, tally)

    def ingest_labelled(
        self,
        actor: Actor,
        labels: Mapping[Path, Label],
        *,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> IngestReport:
        """Sync the library with several folders, each with its own label; otherwise as `ingest`."""
        return self._run(
            actor, labels, None, False, Tally(on_progress, ignore_files, cancel or CancelToken())
        )

    def follow(
        self,
        actor: Actor,
        paths: Sequence[Path],
        *,
        on_progress: ProgressCallback = ignore_progress,
        on_file: OnFile = ignore_files,
        again: bool = False,
        cancel: CancelToken | None = None,
    ) -> IngestReport:
        """Sync the library with changes in folders that have been ingested before.

        Args:
            actor: who asks.
            paths: absolute files or folders, there or gone; one that lies below no ingested folder is passed
                over.
            on_progress, on_file, cancel: as for `ingest`.
            again: read files that have not changed as well; one that a reader gets the same out of as before
                stays as it is.

        A document that somebody removed stays out until its file changes. Raises as `ingest` does.
        """
        scope = self._guard.require(actor, Action.INGEST)
        tally = Tally(on_progress, on_file, cancel or CancelToken())
        with self._changing(actor, tally):
            roots = Roots(self._library.roots())
            areas: list[Area] = []
            for path in _outermost(paths):
                root = roots.nearest(path)
                # A folder that is away keeps its documents; who watches says so.
                if root is not None and Path(root.path).exists():
                    areas.append(self._survey(Path(root.path), path, root.ignore, tally))
            self._bring_in(scope, areas, roots, tally, verify=again, watching=not again)
        return tally.report()

    def _run(
        self,
        actor: Actor,
        labels: Mapping[Path, Label | None],
        ignore: Sequence[str] | None,
        verify: bool,
        tally: Tally,
    ) -> IngestReport:
        scope = self._guard.require(actor, Action.INGEST)
        for label in labels.values():
            if label is not None and not scope.allows(label):
                self._guard.deny(
                    actor, Action.INGEST, reason=f"the label {label.word} is above what the role may read"
                )
        with self._changing(actor, tally):
            settled: list[tuple[Path, tuple[str, ...]]] = []
            for given, label in labels.items():
                try:
                    root = resolve_root(given)
                except UserError as error:
                    tally.note(str(given), error.message, error.hint)
                    continue
                settled.append((root, self._settle_root(scope, root, label, ignore)))
            areas = [self._survey(root, root, patterns, tally) for root, patterns in settled]
            self._bring_in(scope, areas, Roots(self._library.roots()), tally, verify=verify)
        return replace(tally.report(), notes=self._notes() if tally.touched else ())

    @contextmanager
    def _changing(self, actor: Actor, tally: Tally) -> Iterator[None]:
        """Wait for other changes of the library to end, and look after what follows once this one is made."""
        try:
            with self._database.turn.taken(tally.cancel):
                yield
        except Cancelled:
            if tally.touched:
                tally.doubted(self._afterwards.after_documents(actor, cancel=tally.cancel).units)
            raise
        tally.doubted(self._afterwards.after_documents(actor, tally.on_progress, tally.cancel).units)

    def _notes(self) -> tuple[str, ...]:
        """Return what is worth knowing of the collection as a whole."""
        embedder = self.intake.embedder().id
        foreign = unread(self._library.languages(), embedder)
        if not foreign:
            return ()
        return (
            f"Part of the library is in {foreign}, which {embedder} does not support: questions in it are searched by words only.",
        )

    def _survey(self, root: Path, below: Path, patterns: Sequence[str], tally: Tally) -> Area:
        """Look at everything at or below a path of a root."""
        area = survey(
            root,
            below,
            (*self._settings.ignore, *patterns),
            self._library.fingerprints(str(below)),
            self._workspace,
            tally.cancel,
        )
        for item in area.blocked:
            tally.note(str(item.path), item.error.message, item.error.hint)
        return area

    def _bring_in(
        self,
        scope: Scope,
        areas: Sequence[Area],
        roots: Roots,
        tally: Tally,
        *,
        verify: bool = False,
        watching: bool = False,
    ) -> None:
        """Settle every file of the areas, and the documents whose files are gone from them; then let the
        index follow.
        """
        try:
            self._settle(scope, areas, roots, tally, verify=verify, watching=watching)
        except Cancelled:
            # What was finished is to be found as quickly as after a whole run.
            if tally.touched:
                self._index.follow()
            raise
        if tally.touched or self._index.missing:
            self._index.follow(tally.on_progress, tally.cancel)

    def _settle(
        self, scope: Scope, areas: Sequence[Area], roots: Roots, tally: Tally, *, verify: bool, watching: bool
    ) -> None:
        found = {path: item for area in areas for path, item in area.found.items()}
        known = {path: print_ for area in areas for path, print_ in area.known.items()}
        held = {
            path: print_ for path, print_ in known.items() if path not in found and inside_any(path, found)
        }
        gone = Gone({path: print_ for path, print_ in known.items() if path not in held}, found)
        failures = Failures(self._database, self._holdings, scope.actor, areas, roots)
        stuck = {
            path
            for area in areas
            for path, item in area.found.items()
            if watching and failures.stands(area, item)
        }
        # Who watches leaves to the background what only today's reader reads otherwise: news are not to wait
        # for a whole library.
        due = {} if watching else self._outdated(scope, found)
        round_ = _Round(scope, tally, gone, due, verify, watching)
        _expect(round_, {path: item for path, item in found.items() if path not in stuck}, known)
        tally.expect(len(found) + sum(path not in found for path in due))
        waiting: list[Read] = []
        for path, item in found.items():
            tally.cancel.raise_if_cancelled()
            before = known.get(path)
            root = roots.nearest(item.path)
            if path in stuck:
                # It failed, was told of, and has not changed: trying again at each round would keep the
                # machine busy for nothing.
                failures.keep(path)
                tally.done(Outcome.UNCHANGED, path)
                continue
            try:
                read = self._take(round_, root, item, before)
            except (MachineError, Cancelled, AccessDenied):
                raise
            except UserError as error:
                failed = _failed(root, item, before, error)
                failures.note(failed)
                tally.estimate.skip(item.path.suffix, item.size)
                _forget(due, path, tally)
                tally.fail(path, type(error)(failed.error, failed.hint))
                continue
            if read is None:
                continue
            # A file that changed is not read again as it was, and neither is what was inside of it.
            _forget(due, path, tally)
            take, remove = partial(self._take_member, root, tally), partial(self._remove, scope, tally=tally)
            for part in unfold(read, held, take, remove, tally.fail):
                waiting.append(part)
                if sum(len(one.texts) for one in waiting) >= GROUP:
                    self.intake.store(scope, waiting, tally)
                    waiting = []
        self.intake.store(scope, waiting, tally)
        failures.settle()
        self.renewing.renew(scope, list(due.values()), tally)
        self._settle_gone(scope, gone, areas, roots, tally)

    def _outdated(self, scope: Scope, found: Mapping[str, Found]) -> dict[str, Fingerprint]:
        """Return the documents, by path, that are among these files or inside of one and that another version
        of their reader read.
        """
        return {
            print_.path: print_
            for print_ in self.renewing.outdated(scope, failed=True)
            if print_.path in found or inside_any(print_.path, found)
        }

    def _settle_gone(
        self, scope: Scope, gone: Gone, areas: Sequence[Area], roots: Roots, tally: Tally
    ) -> None:
        """Remove the documents whose files are gone, but none of a folder that is empty or away as a
        whole.
        """
        silent: dict[str, int] = {}
        state: dict[str, bool] = {}
        for path, print_ in gone.left():
            tally.cancel.raise_if_cancelled()
            if any(area.hides(path) for area in areas):
                continue
            root = roots.nearest(Path(path))
            if root is not None and root.path not in state:
                state[root.path] = is_silent(Path(root.path), (*self._settings.ignore, *root.ignore))
            if root is not None and state[root.path]:
                silent[root.path] = silent.get(root.path, 0) + 1
            else:
                self._remove(scope, path, print_, tally)
        for folder, number in silent.items():
            what = "is empty" if Path(folder).exists() else "is unavailable"
            tally.note(
                folder,
                f"{folder} {what}, but {number:,} documents are from it.",
                "They have been kept in case a drive is missing. To remove them: citewell remove",
            )

    def _settle_root(
        self, scope: Scope, root: Path, label: Label | None, ignore: Sequence[str] | None
    ) -> tuple[str, ...]:
        """Record the folder with its label and patterns, which are returned; an explicit label holds for
        everything below it.
        """
        known = self._library.fingerprints(str(root))
        roots = self._library.roots()
        recorded = Roots(roots).nearest(root)
        settled = label if label is not None else recorded.label if recorded is not None else Label.INTERNAL
        patterns = tuple(ignore) if ignore is not None else recorded.ignore if recorded is not None else ()
        labelled = label is not None or (recorded is not None and recorded.labelled)
        new = Root(str(root), settled, patterns, labelled)
        relabel: list[Fingerprint] = []
        overruled: list[Root] = []
        if label is not None:
            relabel = [
                print_
                for print_ in known.values()
                if print_.status is Status.ACTIVE and print_.label != label
            ]
            overruled = [
                other
                for other in roots
                if other.path != new.path and Path(other.path).is_relative_to(root) and other.label != label
            ]
        lowered = sum(print_.label > settled for print_ in relabel)
        if lowered and not may(scope.actor, Action.RELABEL):
            self._guard.deny(
                scope.actor,
                Action.RELABEL,
                str(root),
                f"{lowered} documents below {root} have a higher label",
            )
        if recorded != new or relabel or overruled:
            with self._database.transaction() as tx:
                self._library.set_root(tx, new)
                for other in overruled:
                    self._library.remove_root(tx, other.path)
                for print_ in relabel:
                    self._library.relabel(tx, print_.document, settled)
                tx.audit(
                    scope.actor,
                    AuditEvent.INGEST_ROOT,
                    str(root),
                    {
                        "label": settled.word,
                        "ignore": list(patterns),
                        "relabelled": [print_.document for print_ in relabel],
                    },
                )
            if relabel:
                self._index.relabelled()
        return patterns

    def _take(
        self, round_: _Round, root: Root | None, item: Found, before: Fingerprint | None
    ) -> Read | None:
        """Read one file if it is new or changed.

        One that is unchanged, touched or moved is settled at once, unless it is due anyway.
        """
        path, scope, tally = str(item.path), round_.scope, round_.tally
        active = before is not None and before.status is Status.ACTIVE
        if round_.settled(item, before):
            if path not in round_.due:
                tally.done(Outcome.UNCHANGED, path)
            return None
        tally.at(FileStage.READING, path)
        with ExitStack() as stack:
            incoming = stack.enter_context(
                self._originals.incoming(item.path, self._settings.max_file_bytes, tally.cancel)
            )
            if before is not None and active and before.content_hash == incoming.content_hash:
                self._touch(scope, before, path, incoming)
                if path not in round_.due:
                    tally.estimate.skip(item.path.suffix, item.size)
                    tally.done(Outcome.UNCHANGED, path)
                return None
            if before is None:
                moved = round_.gone.take(incoming.content_hash) or self._strayed(scope, incoming.content_hash)
                if moved is not None:
                    # The content is known under a path that is gone: the file was moved, not written anew.
                    self._move(round_, moved, path, folder_of(root, item.path), incoming)
                    tally.estimate.skip(item.path.suffix, item.size)
                    return None
            # A document that was given a label of its own keeps it through its versions.
            own = before.label if before is not None and active else _label(root)
            return self.intake.keep(root, own, item.path, before, incoming, tally)

    def _take_member(
        self,
        root: Root | None,
        tally: Tally,
        outer: Read,
        member: Attachment,
        path: Path,
        before: Fingerprint | None,
    ) -> Read | None:
        """Read what is inside a document if it is new or changed; it speaks for the day its container does,
        unless it says its own.
        """
        around = outer.version
        data = content(member, self._originals.path(around.content_hash))
        tally.expect(1)
        active = before is not None and before.status is Status.ACTIVE
        own = before.label if before is not None and active else around.label
        with self._originals.arriving(data, around.mtime_ns, around.inode) as incoming:
            if before is not None and active and before.content_hash == incoming.content_hash:
                tally.done(Outcome.UNCHANGED, str(path))
                return None
            tally.estimate.expect(path.suffix, incoming.size)
            try:
                read = self.intake.keep(root, own, path, before, incoming, tally)
            except UserError:
                tally.estimate.skip(path.suffix, incoming.size)
                raise
        return as_inside(read, around)

    def _strayed(self, scope: Scope, content_hash: str) -> Fingerprint | None:
        """Return a document of this content whose file is gone from another folder: one that was moved or
        renamed as a whole.
        """
        return next(
            (
                print_
                for print_ in self._library.by_content(content_hash)
                if print_.status is Status.ACTIVE
                and scope.allows(print_.label)
                and _is_away(Path(print_.path))
            ),
            None,
        )

    def _touch(self, scope: Scope, before: Fingerprint, path: str, incoming: Incoming) -> None:
        with self._database.transaction() as tx:
            self._library.touch(tx, before.document, incoming.size, incoming.mtime_ns, incoming.inode)
            tx.audit(scope.actor, AuditEvent.INGEST_TOUCHED, before.document, {"path": path})

    def _move(self, round_: _Round, print_: Fingerprint, path: str, root: str, incoming: Incoming) -> None:
        """Note that a file was found elsewhere; what is inside of it goes with it."""
        known = self._library.fingerprints(print_.path)
        inside = {
            old: inner for old, inner in known.items() if old != print_.path and inner.status is Status.ACTIVE
        }
        with self._database.transaction() as tx:
            changes = self._library.move(tx, print_.document, path, root)
            for old, inner in inside.items():
                self._library.move(tx, inner.document, path + old.removeprefix(print_.path), root)
                tx.audit(
                    round_.scope.actor,
                    AuditEvent.INGEST_MOVED,
                    inner.document,
                    {"from": old, "to": path + old.removeprefix(print_.path)},
                )
            self._library.touch(tx, print_.document, incoming.size, incoming.mtime_ns, incoming.inode)
            tx.audit(
                round_.scope.actor,
                AuditEvent.INGEST_MOVED,
                print_.document,
                {"from": print_.path, "to": path},
            )
        round_.gone.drop(inside)
        round_.tally.stored(Outcome.MOVED, path, changes, 0)

    def _remove(self, scope: Scope, path: str, print_: Fingerprint, tally: Tally) -> None:
        with self._database.transaction() as tx:
            changes = self._library.remove(tx, print_.document)
            tx.audit(scope.actor, AuditEvent.INGEST_REMOVED, print_.document, {"path": path})
        tally.stored(Outcome.REMOVED, path, changes, 0)


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Return the paths without those below another one."""
    kept: set[Path] = set()
    for path in sorted(set(paths), key=lambda path: len(path.parts)):
        if not any(parent in kept for parent in path.parents):
            kept.add(path)
    return sorted(kept)


def _is_away(path: Path) -> bool:
    """Tell whether a document's file is gone; what came inside a file that is there is not."""
    return not os.path.lexists(path) and not any(parent.is_file() for parent in path.parents)


def _expect(round_: _Round, files: Mapping[str, Found], known: Mapping[str, Fingerprint]) -> None:
    """Tell which files have to be looked into."""
    for path, item in files.items():
        if path in round_.due or not round_.settled(item, known.get(path)):
            round_.tally.estimate.expect(item.path.suffix, item.size)
            round_.tally.at(FileStage.WAITING, path)


def _failed(root: Root | None, item: Found, before: Fingerprint | None, error: UserError) -> FailedFile:
    """Return what is kept on record of a file that cannot be read."""
    kept = before is not None and before.status is Status.ACTIVE
    hint = f"{error.hint}{' The previous version has been kept.' if kept else ''}".strip()
    label = max(_label(root), before.label if before is not None else Label.PUBLIC)
    place = folder_of(root, item.path)
    path = str(item.path)
    return FailedFile(path, place, label, error.message, hint, item.size, item.mtime_ns, item.inode)


def _forget(due: dict[str, Fingerprint], path: str, tally: Tally) -> None:
    """Take a file that is read for another reason from what is due, with what is inside of it, which is
    counted when it is found there.
    """
    due.pop(path, None)
    for inside in [one for one in due if is_inside(one, path)]:
        del due[inside]
        tally.expect(-1)


def _label(root: Root | None) -> Label:
    """Return the label of what is found below a root: a file keeps its folder's."""
    return Label.INTERNAL if root is None else root.label
