"""What is amiss in a collection: copies, versions that disagree, what cannot be read, what nobody labelled,
what is old or never used.

Invariant: everything is seen through the actor's scope and view; a document outside it takes part in no
comparison. Only a review is written. One document's text is in memory at a time, two while versions are
compared. Runs in the caller's thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from app.core.access import Action, Actor, Scope
from app.core.audit import AuditEvent
from app.core.documents.inventory import Finding, FindingKind, InventoryReport, Place, Subject
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.guard import Guard
from app.ingestion.resemblance import Resemblance, neighbours, series
from app.retrieval.contradictions import differences, sentences, statements
from app.retrieval.sentences import SentenceSplitter
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.inventory import InventoryRecords
from app.storage.records import FailedFile, Holding

_MOST_CHARACTERS = 1_000_000
"""Of a longer text only the beginning is compared."""

_ORDER = {kind: number for number, kind in enumerate(FindingKind)}


class Inventory:
    """Looks a collection over."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        library: DocumentRecords,
        holdings: InventoryRecords,
        stale_days: int,
    ) -> None:
        self._guard = guard
        self._database = database
        self._library = library
        self._holdings = holdings
        self._stale_days = stale_days

    def take(
        self,
        actor: Actor,
        *,
        today: date | None = None,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> InventoryReport:
        """Return what is amiss among the documents that the actor may read.

        Args:
            actor: who asks.
            today: what age is counted from; None for the day it is (UTC).
            on_progress: told of each document read and each pair compared.
            cancel: looked at between documents.

        Raises:
            AccessDenied, Cancelled.
        """
        scope = self._guard.require(actor, Action.INVENTORY)
        started = time.monotonic()
        cancel = cancel or CancelToken()
        held = self._holdings.held(scope)
        findings: list[Finding] = []
        notes: list[str] = []
        first, duplicates = _copies(held)
        findings += duplicates
        compared = [item for item in held if first[item.content_hash] == item.document]
        near, pairs = self._resembling(scope, compared, on_progress, cancel)
        findings += near
        findings += self._disagreeing(scope, pairs, on_progress, cancel)
        findings += [_unreadable(file) for file in self._holdings.failed(scope)]
        for item in held:
            findings += _gaps(item)
        findings += [_unlabelled(item) for item in held if not item.labelled]
        if self._stale_days:
            findings += _old(held, today or datetime.now(UTC).date(), self._stale_days)
        else:
            notes.append("Old documents were not checked, because the setting answer.stale_days is 0.")
        cited = self._holdings.cited()
        if cited:
            findings += [_never_cited(item) for item in held if item.document not in cited]
        elif held:
            notes.append("There are no answers with citations yet, so never cited documents are not listed.")
        reviewed = self._holdings.reviewed()
        if reviewed:
            earlier = self._holdings.read_before()
            before, findings = (
                len(findings),
                [finding for finding in findings if reviewed.isdisjoint(finding.keys(earlier))],
            )
            if before > len(findings):
                notes.append(f"{before - len(findings):,} findings marked as reviewed are hidden.")
        findings.sort(
            key=lambda finding: (_ORDER[finding.kind], [document.path for document in finding.documents])
        )
        return InventoryReport(len(held), tuple(findings), tuple(notes), time.monotonic() - started)

    def review(self, actor: Actor, findings: Sequence[Finding]) -> None:
        """Note that findings were looked at and are in order; they do not come again until their documents
        change.

        Raises:
            AccessDenied.
        """
        self._guard.require(actor, Action.INGEST)
        if not findings:
            return
        with self._database.transaction() as tx:
            for finding in findings:
                self._holdings.note_review(tx, actor, finding)
                about = [one.id for one in finding.documents if one.id]
                tx.audit(
                    actor,
                    AuditEvent.INVENTORY_REVIEW,
                    about[0] if about else "",
                    {"kind": finding.kind.value, "documents": about},
                )

    def _resembling(
        self, scope: Scope, held: Sequence[Holding], on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[list[Finding], list[tuple[Holding, Holding]]]:
        """Return the groups of nearly equal documents, and the pairs that may be versions of one another."""
        resemblance = Resemblance()
        started = time.monotonic()
        for number, item in enumerate(held, 1):
            cancel.raise_if_cancelled()
            resemblance.add(self._library.text(scope, item.version, 0, min(item.length, _MOST_CHARACTERS)))
            rate = number / max(time.monotonic() - started, 1e-6)
            on_progress(
                Progress(
                    "Reading", number, len(held), "documents", item.path, rate, (len(held) - number) / rate
                )
            )
        findings: list[Finding] = []
        pairs: dict[tuple[int, int], None] = {}
        for members, similarity in resemblance.groups():
            findings.append(_near([held[number] for number in members], similarity))
            pairs.update(dict.fromkeys(neighbours([(held[number].as_of, number) for number in members])))
        for named in _named_alike(held):
            pairs.update(dict.fromkeys(neighbours([(held[number].as_of, number) for number in named])))
        return findings, [(held[older], held[newer]) for older, newer in pairs]

    def _disagreeing(
        self,
        scope: Scope,
        pairs: Sequence[tuple[Holding, Holding]],
        on_progress: ProgressCallback,
        cancel: CancelToken,
    ) -> Iterator[Finding]:
        splitter = SentenceSplitter()
        for number, (older, newer) in enumerate(pairs, 1):
            cancel.raise_if_cancelled()
            mine, its = (
                sentences(self._library.passages_of(scope, item.document), splitter)
                for item in (older, newer)
            )
            left = statements(mine, _own(older), {sentence.text for sentence in its})
            right = statements(its, _own(newer), {sentence.text for sentence in mine})
            found = differences(left, right)
            if found:
                yield _disagreement(older, newer, found)
            on_progress(Progress("Comparing", number, len(pairs), "pairs", newer.path))


def _own(item: Holding) -> tuple[str, ...]:
    """Return what names and dates a document as a whole."""
    return item.title, item.as_of, Path(item.path).stem


def _named_alike(held: Sequence[Holding]) -> list[list[int]]:
    """Return the numbers of documents whose title or file name makes them versions of one another."""
    groups: dict[str, dict[int, None]] = {}
    for number, item in enumerate(held):
        for name in {series(item.title), series(Path(item.path).stem)}:
            if name:
                groups.setdefault(name, {})[number] = None
    return [list(members) for members in groups.values() if len(members) > 1]


def _copies(held: Sequence[Holding]) -> tuple[Mapping[str, str], list[Finding]]:
    """Return the first document of each content, and a finding for each content that stands there more than
    once.
    """
    groups: dict[str, list[Holding]] = {}
    for item in held:
        groups.setdefault(item.content_hash, []).append(item)
    found = []
    for items in groups.values():
        if len(items) > 1:
            labels = {item.label for item in items}
            apart = (
                " They have different labels, so text with the higher label can be read under the lower one."
                if len(labels) > 1
                else ""
            )
            found.append(
                Finding(
                    FindingKind.DUPLICATE,
                    tuple(map(_subject, items)),
                    f"{len(items):,} files are identical.{apart}",
                    "Keep one and remove the others from their folders.",
                )
            )
    return {content_hash: items[0].document for content_hash, items in groups.items()}, found


def _near(items: Sequence[Holding], similarity: float) -> Finding:
    return Finding(
        FindingKind.NEAR_DUPLICATE,
        tuple(_subject(item) for item in sorted(items, key=lambda item: (item.as_of, item.path))),
        f"{len(items):,} documents are near-duplicates: they share at least {similarity:.0%} of their word sequences.",
        "If one replaces the others, remove those from their folders.",
        similarity=similarity,
    )


def _disagreement(older: Holding, newer: Holding, found: Sequence[tuple[Place, Place]]) -> Finding:
    number = f"{len(found)} statements" if len(found) > 1 else "one statement"
    return Finding(
        FindingKind.DISAGREEMENT,
        (_subject(older), _subject(newer)),
        f"They look like versions of one document and conflict in {number}.",
        "Find out which one is valid. If the newer one replaces the older, remove the older from its folder.",
        tuple(found),
    )


def _unreadable(file: FailedFile) -> Finding:
    subject = Subject("", Path(file.path).name, file.path, file.label)
    return Finding(FindingKind.UNREADABLE, (subject,), file.error, file.hint)


def _gaps(item: Holding) -> Iterator[Finding]:
    """Yield what the reader could not get out of a document that was taken in."""
    ranges = {page.number: (page.start, page.end) for page in item.pages}
    scanned = [notice.page for notice in item.notices if notice.code == "needs_ocr"]
    if scanned:
        pages = [page for page in scanned if page is not None]
        places = tuple(
            (Place(item.document, item.version, *ranges.get(page, (0, 0)), page=page),) for page in pages
        )
        if not pages or len(item.pages) <= 1:
            where = "It holds"
        elif len(pages) == 1:
            where = f"Page {pages[0]} of {len(item.pages):,} holds"
        else:
            where = f"{len(pages):,} of its {len(item.pages):,} pages hold"
        rest = "" if item.passages else " It cannot be searched yet."
        yield Finding(
            FindingKind.NEEDS_OCR,
            (_subject(item),),
            f"{where} pictures of text but no text.{rest}",
            "Run OCR on it and ingest it again.",
            places,
        )
    elif not item.passages:
        yield Finding(
            FindingKind.UNREADABLE,
            (_subject(item),),
            "It contains no text.",
            "Check that it is the right file, or remove it.",
        )
    for notice in item.notices:
        if notice.code in ("truncated", "nested_skipped"):
            page = (
                (Place(item.document, item.version, *ranges.get(notice.page, (0, 0)), page=notice.page),)
                if notice.page
                else ()
            )
            yield Finding(
                FindingKind.UNREADABLE,
                (_subject(item),),
                notice.message,
                "The text before that point can be searched; split the file to include all of it.",
                (page,) if page else (),
            )


def _unlabelled(item: Holding) -> Finding:
    return Finding(
        FindingKind.UNLABELLED,
        (_subject(item),),
        f"Its label, {item.label.word}, is the default and has not been confirmed.",
        f"Confirm or change the label: citewell relabel {item.label.word} {item.document}",
    )


def _old(held: Sequence[Holding], today: date, days: int) -> Iterator[Finding]:
    for item in held:
        try:
            age = (today - date.fromisoformat(item.as_of[:10])).days
        except ValueError:
            # A year or a month alone, as some documents state it: not exact enough to call it too old.
            continue
        if age > days:
            yield Finding(
                FindingKind.OLD,
                (_subject(item),),
                f"It is as of {item.as_of[:10]}, {age // 365} years ago."
                if age >= 730
                else f"It is as of {item.as_of[:10]}.",
                "Check that it is still valid. If not, replace it with a new version, or remove it from its folder.",
            )


def _never_cited(item: Holding) -> Finding:
    return Finding(
        FindingKind.NEVER_CITED,
        (_subject(item),),
        "It has never been cited.",
        "No action required. If it does not belong here, remove it; if it should have been found, check its title and headings.",
    )


def _subject(item: Holding) -> Subject:
    return Subject(item.document, item.title, item.path, item.label, item.as_of)
