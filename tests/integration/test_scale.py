"""What a question or a change costs must not grow with the collection where an index can serve it: steps are
counted, not seconds.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.access import Action, Actor, Role, Scope
from app.core.audit import AuditEvent
from app.core.documents.documents import Extraction, Label
from app.core.settings import RetrievalSettings
from app.governance import policy
from app.governance.guard import Guard
from app.governance.keys import Keys
from app.inference.protocols import Reading
from app.ingestion.documents import Documents
from app.retrieval.delta import Delta
from app.retrieval.index import VectorIndex
from app.retrieval.search import Search
from app.storage.database import Database
from app.storage.documents import NewPassage, NewVersion
from app.storage.stores import Records

DIMENSIONS = 16
A_DOCUMENT = 10
STEP = 100
"""Instructions of SQLite's machine between two calls of the counter."""


class TinyEmbedder:
    """Gives each text a direction of its own."""

    id, sha256, dimensions, max_tokens = "tiny", "0" * 64, DIMENSIONS, 256

    def embed(self, texts: Sequence[str], *, asked: bool = False) -> NDArray[np.float32]:
        rows = [
            np.random.default_rng(int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)).normal(
                size=DIMENSIONS
            )
            for text in texts
        ]
        unit: NDArray[np.float32] = np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)
        return unit

    def read(self, texts: Sequence[str]) -> list[Reading]:
        raise NotImplementedError

    def count_tokens(self, text: str) -> int:
        return len(text.split())


class Shelf:
    """A workspace's parts over a made-up collection."""

    def __init__(self, folder: Path, passages: int) -> None:
        self.database = Database.open(folder / "citewell.db", Keys.open(folder / "state"), create=True)
        records = Records.of(self.database, folder / "originals")
        self.library, people = records.library, records.people
        self.actor = Actor("ines", "Ines", frozenset({Role.STEWARD}), "uid:1000")
        with self.database.transaction() as tx:
            people.add(tx, "ines", "Ines", [Role.STEWARD], ["uid:1000"])
            tx.audit(self.actor, AuditEvent.INIT, "ines")
        guard = Guard(self.database, people)
        self.embedder = TinyEmbedder()
        self.index = VectorIndex(guard, self.database, self.library, folder / "index", self.embedder.id)
        self.search = Search(guard, records, self.index, lambda: self.embedder, RetrievalSettings())
        self.documents = Documents(guard, self.database, self.library, records.originals, self.index)
        for number in range(passages // A_DOCUMENT):
            self.add(number)
        self.index.follow()

    def add(self, number: int) -> str:
        parts = [
            f"The pump {number} {at} of hall {at % 3} runs at {number * at % 97} bar."
            for at in range(A_DOCUMENT)
        ]
        text = "\n\n".join(parts)
        starts = [text.index(part) for part in parts]
        new = NewVersion(
            path=f"/hall/{number:05d}.txt",
            root="/hall",
            title=f"Pump {number}",
            label=Label(number % 3),
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            size=len(text),
            mtime_ns=1,
            inode=number,
            extraction=Extraction(text, (), "text/plain", "plain", "1"),
            as_of="2024-05-01",
            as_of_origin="modified",
            passages=tuple(
                NewPassage(start, start + len(part)) for start, part in zip(starts, parts, strict=True)
            ),
            vectors=self.embedder.embed(parts),
            embedder=self.embedder.id,
        )
        with self.database.transaction() as tx:
            document, _ = self.library.add_version(tx, new)
            tx.audit(self.actor, AuditEvent.INGEST_ADDED, document)
        return document

    def scope(self, role: Role = Role.STEWARD) -> Scope:
        return policy.scope(replace(self.actor, roles=frozenset({role})), Action.SEARCH)

    def cost(self, act: Callable[[], object]) -> tuple[int, int]:
        """Return how many statements an act runs on the reading connection, and how many hundred steps they
        take.
        """
        connection: Any = self.database.read()
        statements: list[str] = []
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_trace_callback(statements.append)
        connection.set_progress_handler(count, STEP)
        try:
            act()
        finally:
            connection.set_trace_callback(None)
            connection.set_progress_handler(None, STEP)
        # What FTS5 asks of its own tables is told with two dashes before it.
        return sum(not statement.startswith("--") for statement in statements), steps

    def close(self) -> None:
        self.index.close()
        self.database.close()


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelf, Shelf]]:
    """A small collection and one of ten times its size."""
    small = Shelf(tmp_path_factory.mktemp("small"), 300)
    large = Shelf(tmp_path_factory.mktemp("large"), 3000)
    yield small, large
    small.close()
    large.close()


@pytest.mark.parametrize("role", [Role.STEWARD, Role.ANALYST])
def test_a_search_of_ten_times_as_many_passages_takes_no_more_of_sqlite(
    shelves: tuple[Shelf, Shelf], role: Role
) -> None:
    costs = []
    for shelf in shelves:
        scope = shelf.scope(role)
        shelf.search.rank(scope, "at which pressure does pump 7 of hall 1 run")
        # What a document says of its own standing is read once and kept: the question is asked when that is
        # known.
        shelf.search.rank(scope, "at which pressure does pump 12 of hall 2 run")
        question = "at which pressure does pump 12 of hall 2 run"
        costs.append(shelf.cost(partial(shelf.search.rank, scope, question)))
    (few_statements, few_steps), (many_statements, many_steps) = costs
    assert many_statements == few_statements <= 16
    assert many_steps <= 1.5 * few_steps + 5


def test_naming_a_document_does_not_list_them_all(shelves: tuple[Shelf, Shelf]) -> None:
    costs = []
    for shelf in shelves:
        document = shelf.add(90_001)
        costs.append(shelf.cost(lambda: shelf.documents.remove(shelf.actor, [document]))[1])  # noqa: B023
    assert costs[1] <= 1.5 * costs[0] + 5


def test_one_relabelled_document_does_not_cost_a_new_generation(shelves: tuple[Shelf, Shelf]) -> None:
    _, shelf = shelves
    document = shelf.add(90_002)
    shelf.index.follow()
    before = shelf.index.state()
    shelf.documents.relabel(shelf.actor, [document], Label.RESTRICTED)
    after = shelf.index.state()
    assert (after.generation, after.problem) == (before.generation, "")
    vector = shelf.embedder.embed([f"The pump 90002 4 of hall 1 runs at {90_002 * 4 % 97} bar."])[0]
    found = shelf.library.passages(
        shelf.scope(), [hit.rowid for hit in shelf.index.search(shelf.scope(), vector, 5)]
    )
    assert found[0].document == document
    assert found[0].label is Label.RESTRICTED
    hidden = shelf.library.passages(
        shelf.scope(Role.ANALYST),
        [hit.rowid for hit in shelf.index.search(shelf.scope(Role.ANALYST), vector, 5)],
    )
    assert len(hidden) == 5
    assert document not in {passage.document for passage in hidden}


def test_the_delta_is_the_same_whether_it_grew_or_was_read_at_once(shelves: tuple[Shelf, Shelf]) -> None:
    draw = np.random.default_rng(1)
    rowids = np.arange(1, 901, dtype=np.int64)
    labels = draw.integers(0, 4, 900).astype(np.int8)
    vectors = draw.normal(size=(900, DIMENSIONS)).astype(np.float32)
    live = rowids[draw.random(900) < 0.8]
    grown, once = Delta(), Delta()
    for start in range(0, 900, 7):
        part = slice(start, start + 7)
        grown.add(rowids[part], labels[part], vectors[part])
        grown.keep(live[live <= rowids[part][-1]])
    stays = np.isin(rowids, live)
    once.add(rowids[stays], labels[stays], vectors[stays])
    assert len(grown) == len(once) == len(live)
    for label in Label:
        for (rows, matrix), (others, other) in zip(grown.of(label), once.of(label), strict=True):
            assert rows.tolist() == others.tolist()
            assert matrix.tobytes() == other.tobytes()
    shelf = shelves[1]
    for number in range(91_000, 91_010):
        shelf.add(number)
        shelf.index.follow()
    scope, vector = shelf.scope(), shelf.embedder.embed(["pump"])[0]
    before = shelf.index.search(scope, vector, 40)
    shelf.index.close()
    assert shelf.index.search(scope, vector, 40) == before


def test_files_with_the_same_size_time_and_inode_are_not_read_again(tmp_path: Path) -> None:
    from app.workspace.workspace import open_application
    from tests.world import make_workspace, write

    workspace = make_workspace(tmp_path / "workspace")
    folder = write(
        tmp_path / "notes",
        {f"{number}.md": f"# Note {number}\n\nThe lamp {number} is red.\n" for number in range(12)},
    )
    with open_application(workspace) as app:
        assert app.ingestion.ingest(app.actor, [folder]).added == 12
        for path in folder.iterdir():
            # Only somebody who reads the file can see this.
            status = path.stat()
            with path.open("r+b") as file:
                file.write(b"#")
                file.seek(2)
                file.write(b"L")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert app.ingestion.ingest(app.actor, [folder]).unchanged == 12
        assert app.ingestion.ingest(app.actor, [folder], verify=True).updated == 12
