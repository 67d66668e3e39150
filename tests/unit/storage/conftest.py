"""A workspace's records with three people in them, and a short way to put a document in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import pytest

from app.core.access import Action, Actor, Role, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Extraction, Label, SensitiveSpan
from app.core.work import Changes
from app.governance import policy
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.documents import DocumentRecords, NewPassage, NewVersion
from app.storage.lexical import Lexical
from app.storage.people import People
from app.storage.runs import Runs


class Records:
    """Everything of one database; `fill` stores a text whose passages are its paragraphs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = Keys.open(folder / "state")
        self.database = Database.open(folder / "citewell.db", self.keys, create=True)
        self.library = DocumentRecords(self.database)
        self.lexical = Lexical(self.database)
        self.people = People(self.database)
        self.runs = Runs(self.database)
        self.steward = Actor("ines", "Ines", frozenset({Role.STEWARD}), "uid:1000")
        self.expert = Actor("omar", "Omar", frozenset({Role.EXPERT}), "uid:1001")
        self.analyst = Actor("ana", "Ana", frozenset({Role.ANALYST}), "uid:1002")

    def scope(self, actor: Actor | None = None) -> Scope:
        actor = actor or self.steward
        return policy.scope(actor, Action.SEARCH)

    def new(
        self,
        text: str,
        *,
        path: str = "/shop/a.txt",
        label: Label = Label.INTERNAL,
        sensitive: Sequence[tuple[int, int]] = (),
        title: str = "Manual",
        heading: tuple[str, ...] = ("Service",),
        vectors: bool = True,
    ) -> NewVersion:
        passages, start = [], 0
        for part in text.split("\n\n"):
            if part:
                passages.append(NewPassage(start, start + len(part), heading))
            start += len(part) + 2
        rows = numpy.random.default_rng(len(text)).standard_normal((len(passages), 8)).astype(numpy.float32)
        return NewVersion(
            document=None,
            path=path,
            root="/shop",
            title=title,
            label=label,
            content_hash=format(abs(hash(text)), "064x"),
            size=len(text),
            mtime_ns=1,
            inode=1,
            extraction=Extraction(text, (), "text/plain", "plain", "1"),
            as_of="2024-05-01",
            as_of_origin="modified",
            passages=tuple(passages),
            vectors=rows if vectors else None,
            embedder="tiny",
            sensitive=tuple(SensitiveSpan("email", start, end) for start, end in sensitive),
        )

    def add(self, new: NewVersion) -> tuple[str, Changes]:
        with self.database.transaction() as tx:
            document, changes = self.library.add_version(tx, new)
            tx.audit(self.steward, AuditEvent.INGEST_ADDED, document)
        return document, changes

    def fill(
        self,
        text: str,
        *,
        path: str = "/shop/a.txt",
        label: Label = Label.INTERNAL,
        sensitive: Sequence[tuple[int, int]] = (),
    ) -> str:
        return self.add(self.new(text, path=path, label=label, sensitive=sensitive))[0]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    found = Records(tmp_path)
    yield found
    found.database.close()
