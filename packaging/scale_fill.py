"""Makes a workspace of as many passages as wanted, for `scale.py`: real passages multiplied, through the real
records.

What is made up: words and numbers of each copy, and its vector, a real one moved within the space the real
ones span. What is real: the files, the reader and the splitter (in this process), masking, originals, one
transaction with one audit entry and one signed head for each document, and the index's own build. Only the
order of the work is this script's own.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.access import Actor
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.language.text import STOPWORDS
from app.core.work import CancelToken
from app.governance.keys import Keys
from app.governance.masking import find_sensitive
from app.inference.protocols import Embedder
from app.reading.plain import read_plain
from app.reading.rst import read_rst
from app.retrieval.split import split
from app.storage.audit import AuditLog
from app.storage.database import Database, now
from app.storage.documents import DocumentRecords, NewPassage, NewVersion, Root
from app.storage.originals import Originals
from app.storage.people import People
from app.workspace.workspace import create_workspace, open_application, os_account

PASSAGES_A_FILE = 10
FILES_A_FOLDER = 10_000
PROTOTYPES = 4_000
"""Real passages that are embedded; each is the model of many."""

LABELS = (*[Label.INTERNAL] * 14, *[Label.PUBLIC] * 3, *[Label.CONFIDENTIAL] * 2, Label.RESTRICTED)
"""Labels of twenty folders' worth of documents."""

_WORD = re.compile(r"[^\W_]+")
_SYLLABLES = "ba co di fe gu ha jo ki lu me no pa qui ro su ta ve wo xi za".split()


@dataclass(frozen=True)
class Prototypes:
    """Real passages: texts, the title of the document of each, and unit vectors, row by row."""

    texts: tuple[str, ...]
    titles: tuple[str, ...]
    vectors: NDArray[np.float32]

    @classmethod
    def load(cls, cache: Path, data: Path, embedder: Embedder, budget: int) -> Prototypes:
        """Return the prototypes, embedded once and kept beside the workspaces."""
        if not cache.exists():
            found = list(_real_passages(data, embedder, budget))
            found = found[:: max(1, len(found) // PROTOTYPES)][:PROTOTYPES]
            print(f"embedding {len(found):,} real passages", file=sys.stderr)
            vectors = embedder.embed([text for _, text in found])
            part = cache.with_name(cache.name + ".part.npz")
            np.savez(part, vectors=vectors, texts=np.array(json.dumps(found)))
            part.replace(cache)
        with np.load(cache) as kept:
            found = json.loads(str(kept["texts"]))
            vectors = kept["vectors"]
        return cls(tuple(text for _, text in found), tuple(title for title, _ in found), vectors)


def _real_passages(data: Path, embedder: Embedder, budget: int) -> Iterator[tuple[str, str]]:
    for path in sorted(data.glob("*.rst")):
        extraction = read_rst(path.read_bytes(), path.name)
        for cut in split(extraction, embedder.count_tokens, budget):
            text = re.sub(r"\n\s*\n", "\n", extraction.text[cut.start : cut.end]).strip()
            if len(text) > 200:
                yield extraction.title or path.stem, text


@dataclass(frozen=True)
class Made:
    """One document of the made-up collection."""

    path: Path
    label: Label
    text: str
    starts: tuple[int, ...]
    vectors: NDArray[np.float32]


class Collection:
    """Documents by number: the same number, the same document."""

    def __init__(self, prototypes: Prototypes, folder: Path, seed: int = 1) -> None:
        self._prototypes = prototypes
        self._folder = folder
        self._seed = seed
        # Drawn from the running text, so that a word comes as often as it does in it.
        self._pool: list[str] = [
            word
            for text in prototypes.texts
            for word in _WORD.findall(text)
            if len(word) > 3 and word.lower() not in STOPWORDS
        ]

    def folder(self, number: int) -> Path:
        return self._folder / f"{number // FILES_A_FOLDER:03d}"

    def document(self, number: int) -> Made:
        """Return a document of some ten passages."""
        draw = random.Random(self._seed * 1_000_003 + number)
        rows = self._rows(draw)
        title = self._varied(self._prototypes.titles[rows[0]], draw)
        parts, starts, at = [f"{title}\n{'=' * max(3, len(title))}"], [], 0
        at = len(parts[0])
        for row in rows:
            starts.append(at)
            part = self._varied(self._prototypes.texts[row], draw)
            parts.append(part)
            at += len(part) + 2
        text = "\n\n".join(parts) + "\n"
        path = self.folder(number) / f"note-{number:06d}.txt"
        return Made(path, LABELS[draw.randrange(len(LABELS))], text, tuple(starts), self._moved(rows, draw))

    def _rows(self, draw: random.Random) -> list[int]:
        # Neighbours in a real document stay together, with some from elsewhere: a document has a subject, but
        # not one alone.
        count = len(self._prototypes.texts)
        first = draw.randrange(count)
        return [
            (first + at) % count if draw.random() < 0.8 else draw.randrange(count)
            for at in range(PASSAGES_A_FILE)
        ]

    def _varied(self, text: str, draw: random.Random) -> str:
        pool: list[str] = self._pool

        def other(match: re.Match[str]) -> str:
            word: str = match.group()
            if word.isdigit():
                return str(draw.randrange(10 ** len(word))) if draw.random() < 0.5 else word
            if len(word) < 4:
                return word
            chance = draw.random()
            if chance < 0.15:
                return pool[int(draw.random() * len(pool))]
            # A collection that grows meets new names and part numbers all the time.
            return (
                "".join(draw.choice(_SYLLABLES) for _ in range(4)) + str(draw.randrange(100))
                if chance < 0.16
                else word
            )

        return _WORD.sub(other, text)

    def _moved(self, rows: Sequence[int], draw: random.Random) -> NDArray[np.float32]:
        """Return each row's vector moved towards another real one and a little anywhere: cosine to the real
        one about 0.8.
        """
        vectors = self._prototypes.vectors
        noise = np.random.default_rng(draw.randrange(1 << 60))
        others = noise.integers(0, len(vectors), len(rows))
        anywhere = noise.standard_normal((len(rows), vectors.shape[1])).astype(np.float32)
        anywhere *= 0.4 / np.linalg.norm(anywhere, axis=1, keepdims=True)
        moved = vectors[list(rows)] + 0.6 * vectors[others] + anywhere
        unit: NDArray[np.float32] = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
        return unit


def fill(place: Path, passages: int, collection: Collection, embedder: str, budget: int) -> dict[str, float]:
    """Make the workspace `place`/workspace with about this many passages; return seconds by step."""
    create_workspace(place / "workspace", name="Scale")
    keys = Keys.open()
    begun = time.perf_counter()
    with Database.open(place / "workspace" / "citewell.db", keys) as database:
        library, originals = DocumentRecords(database), Originals(place / "workspace" / "originals")
        actor = People(database).actor_for(*os_account())
        root = str(place / "documents")
        with database.transaction() as tx:
            library.set_root(tx, Root(root, Label.INTERNAL, ()))
            tx.audit(
                actor, AuditEvent.INGEST_ROOT, root, {"label": "internal", "ignore": [], "relabelled": []}
            )
        done = number = 0
        while done < passages:
            done += _take_in(
                database, library, originals, actor, root, collection.document(number), embedder, budget
            )
            number += 1
            if number % 1000 == 0:
                print(
                    f"  {done:,} passages, {done / (time.perf_counter() - begun):.0f} a second",
                    file=sys.stderr,
                )
    written = time.perf_counter() - begun
    begun = time.perf_counter()
    with open_application(place / "workspace") as app:
        app.reindex()
    return {"files": number, "passages": done, "written": written, "built": time.perf_counter() - begun}


def _take_in(
    database: Database,
    library: DocumentRecords,
    originals: Originals,
    actor: Actor,
    root: str,
    made: Made,
    embedder: str,
    budget: int,
) -> int:
    made.path.parent.mkdir(parents=True, exist_ok=True)
    made.path.write_text(made.text, "utf-8")
    with originals.incoming(made.path, 1 << 30, CancelToken()) as incoming:
        originals.keep(incoming)
    extraction = read_plain(made.text.encode(), made.path.name)
    # A token of English text has about four characters; the exact count is the tokeniser's, which would take
    # most of the time here.
    cuts = split(extraction, lambda text: len(text) // 4, budget)
    rows = [max(0, bisect_right(made.starts, cut.start) - 1) for cut in cuts]
    version = NewVersion(
        path=str(made.path),
        root=root,
        title=extraction.title or made.path.stem,
        label=made.label,
        content_hash=incoming.content_hash,
        size=incoming.size,
        mtime_ns=incoming.mtime_ns,
        inode=incoming.inode,
        extraction=extraction,
        as_of="2025-01-01",
        as_of_origin="modified",
        passages=tuple(NewPassage(cut.start, cut.end, cut.heading, cut.page, cut.context) for cut in cuts),
        vectors=made.vectors[rows],
        embedder=embedder,
        sensitive=find_sensitive(extraction.text),
    )
    with database.transaction() as tx:
        document, _ = library.add_version(tx, version)
        detail = {
            "path": str(made.path),
            "content": incoming.content_hash,
            "label": made.label.word,
            "passages": len(cuts),
        }
        tx.audit(actor, AuditEvent.INGEST_ADDED, document, detail)
    return len(cuts)


def fill_audit(place: Path, entries: int) -> float:
    """Make a workspace whose log has this many entries, each signed as by a transaction of its own; return
    the seconds.
    """
    create_workspace(place / "workspace", name="Audit")
    keys = Keys.open()
    begun = time.perf_counter()
    with Database.open(place / "workspace" / "citewell.db", keys) as database:
        workspace = database.workspace
        actor = People(database).actor_for(*os_account())
    from sqlcipher3 import (
        dbapi2,
    )  # the log is written as `Database` writes it, without a flush to disk for each of a million entries

    log = AuditLog(workspace, keys)
    connection = dbapi2.connect(str(place / "workspace" / "citewell.db"), isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        last = log.last(connection)
        head = None
        for number in range(last[0] + 1, entries + 1):
            detail = {
                "path": f"{os.sep}notes{os.sep}{number:07d}.md",
                "content": f"{number:064x}",
                "label": "internal",
                "passages": 12,
            }
            entry = log.append(connection, last, now(), actor, "ingest.added", f"{number:032x}", detail)
            head = log.sign(connection, entry.seq, entry.hash)
            last = log.last(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
    if head is not None:
        keys.publish(head)
    return time.perf_counter() - begun
