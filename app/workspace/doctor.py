"""What is well and what is not, in a workspace and on the machine it runs on. It changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.language.languages import ENGLISH, named, reads, shares, unread
from app.inference.catalog import Catalog
from app.inference.protocols import GeneratorInfo
from app.reading.versions import is_current
from app.retrieval.index import VectorIndex
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.originals import Originals
from app.workspace.settings import Preferences

_LITTLE_SPACE = 1 << 30


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        ok: whether it is well.
        text: what was found.
        hint: what to do, when it is not well.
    """

    name: str
    ok: bool
    text: str
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "ok": self.ok, "text": self.text, "hint": self.hint}


def examine(
    database: Database,
    library: DocumentRecords,
    originals: Originals,
    index: VectorIndex,
    catalog: Catalog,
    preferences: Preferences,
    isolation: str,
    probe: Callable[[], GeneratorInfo | str] | None,
) -> tuple[Finding, ...]:
    """Return what was found, in the order a person would look.

    Args:
        isolation: how files are read: "bubblewrap", "unshare" or "limits".
        probe: starts the chosen model and tells how it really runs; None when phrasing is off.
    """
    settings = preferences.current
    found = [
        _database(database),
        _audit(database),
        _originals(library, originals),
        _index(index, settings.server.index),
        _space(database),
    ]
    found += [_reading(isolation), _readers(library)]
    found.append(_embedder(catalog, settings.model.embedder, preferences.wanted.model.embedder))
    found.append(_languages(library, catalog, settings.model.embedder))
    found.append(
        Finding("Phrasing", True, "The model is off; answers are direct quotes.")
        if probe is None
        else _model(probe())
    )
    return tuple(found)


def _database(database: Database) -> Finding:
    problems = database.check()
    if problems:
        return Finding(
            "Records", False, f"The database is damaged: {problems[0]}.", "Restore a backup: citewell restore"
        )
    return Finding("Records", True, "The database is intact.")


def _audit(database: Database) -> Finding:
    report = database.verify_audit()
    if report.ok:
        return Finding("Audit log", True, f"{report.entries:,} entries, unbroken and signed.")
    return Finding(
        "Audit log",
        False,
        report.problems[0],
        "To list every problem: citewell audit verify. Make a copy of the workspace before you do anything else.",
    )


def _originals(library: DocumentRecords, originals: Originals) -> Finding:
    hashes = {print_.content_hash for print_ in library.fingerprints().values()}
    missing = [content_hash for content_hash in hashes if not originals.path(content_hash).is_file()]
    if missing:
        return Finding(
            "Originals",
            False,
            f"{len(missing):,} of {len(hashes):,} originals are missing.",
            "Answers still work. Ingest the folders again, or restore a backup.",
        )
    return Finding("Originals", True, f"{len(hashes):,} stored.")


def _index(index: VectorIndex, server: str) -> Finding:
    state = index.state()
    if server and not state.problem and state.generation is not None:
        text = f"On the server {server}: generation {state.generation} with {state.indexed:,} passages, {state.delta:,} newer ones here."
        return Finding(
            "Index",
            True,
            f"{text} {_sent('vectors and row numbers, in collections named by label,', server)}",
        )
    if state.problem:
        return Finding(
            "Index",
            False,
            state.problem,
            "Until it is rebuilt, search is exact but slower. To rebuild it: citewell reindex",
        )
    if state.generation is None:
        return Finding("Index", True, "Nothing has been indexed yet.")
    return Finding(
        "Index",
        True,
        f"Generation {state.generation} with {state.indexed:,} passages, {state.delta:,} newer ones not yet in it.",
    )


def _space(database: Database) -> Finding:
    free = shutil.disk_usage(database.path.parent).free
    text = f"{free / (1 << 30):,.1f} GB free."
    if free < _LITTLE_SPACE:
        return Finding("Disk", False, text, "Free up space before you ingest more.")
    return Finding("Disk", True, text)


def _reading(isolation: str) -> Finding:
    if isolation == "limits":
        hint = "Install bubblewrap for a sandbox without a network."
        return Finding(
            "Reading",
            True,
            "Files are read in a child process with resource limits; isolation is reduced.",
            hint,
        )
    return Finding(
        "Reading", True, f"Files are read in a limited child process without a network ({isolation})."
    )


def _readers(library: DocumentRecords) -> Finding:
    """Say how much was read by other versions of the readers; that is nothing amiss, but today's may read it
    better.
    """
    documents, units = len(library.outdated(is_current)), len(library.unread_units())
    if not documents and not units:
        return Finding("Readers", True, "Everything has been read by this version of Citewell.")
    counts = [
        f"{number:,} {what}"
        for number, what in ((documents, "documents"), (units, "knowledge units"))
        if number
    ]
    return Finding(
        "Readers", True,
        f"{' and '.join(counts)} were read by an older version of Citewell; answers still use that text.",
        "The window rereads them in the background. On the command line: citewell reread",
    )  # fmt: skip


def _embedder(catalog: Catalog, embedder: str, wanted: str) -> Finding:
    installed = [model.id for model in catalog.installed()]
    if embedder != wanted:
        first = "" if wanted in installed else f"citewell models install {wanted}, then: "
        return Finding(
            "Embedding", embedder in installed,
            f"{embedder} is used for search until re-embedding with {wanted} is complete.",
            "The window does this in the background. On the command line:"
            f" {first}citewell models embed-with {wanted}",
        )  # fmt: skip
    if embedder in installed:
        return Finding("Embedding", True, f"{embedder} is installed.")
    return Finding("Embedding", False, f"{embedder} is not installed.", f"citewell models install {embedder}")


def _languages(library: DocumentRecords, catalog: Catalog, embedder: str) -> Finding:
    counts = library.languages()
    told = ", ".join(f"{named(code)} {share:.0%}" for code, share in shares(counts).items())
    if not told:
        return Finding("Languages", True, "No document is long enough to detect its language.")
    foreign = unread(counts, embedder)
    if not foreign:
        return Finding("Languages", True, f"{told}.")
    reader = next(
        (
            entry.id
            for entry in catalog.entries()
            if reads(entry.id, next(iter(set(counts) - {"", ENGLISH}), ""))
        ),
        "",
    )
    hint = f"citewell models install {reader}, then: citewell models embed-with {reader}" if reader else ""
    text = f"{told}. {embedder} does not support {foreign}: questions in it are searched by words only."
    return Finding("Languages", True, text, hint)


def _model(info: GeneratorInfo | str) -> Finding:
    if isinstance(info, str):
        return Finding("Phrasing", False, info, "Until then, answers are direct quotes.")
    if info.device == "server":
        text = f"{info.id.removeprefix('server:')} answers on the server {info.path}. {_sent('Questions and masked evidence', info.path)}"
        return Finding("Phrasing", True, f"{text} What it runs and stores is not known here.")
    where = (
        f"{info.gpu_layers} layers on {info.device}"
        if info.gpu_layers
        else "on the processor, no layers offloaded"
    )
    return Finding(
        "Phrasing",
        True,
        f"{info.id} runs {where}, {info.threads} threads, context {info.context:,}. {info.build}",
    )


def _sent(what: str, server: str) -> str:
    how = "encrypted" if server.startswith("https:") else "unencrypted"
    return f"{what[0].upper()}{what[1:]} are sent there, {how}."
