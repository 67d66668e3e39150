"""The vector index on real Chroma: right neighbours, right labels, honest failure, and silence on the
network.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest
from numpy.typing import NDArray

from app.core.documents.documents import Label
from app.core.errors import Cancelled, IndexOutOfStep
from app.core.work import CancelToken
from app.storage.vectors import ChromaIndex, collection_name

Batch = tuple[Label, NDArray[numpy.int64], NDArray[numpy.float32]]


def _vectors(count: int, seed: int = 0) -> NDArray[numpy.float32]:
    rows = numpy.random.default_rng(seed).standard_normal((count, 32)).astype(numpy.float32)
    unit: NDArray[numpy.float32] = (rows / numpy.linalg.norm(rows, axis=1, keepdims=True)).astype(
        numpy.float32
    )
    return unit


def _batches(
    rows: NDArray[numpy.float32], label: Label = Label.INTERNAL, first: int = 1, size: int = 700
) -> Iterator[Batch]:
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        yield label, numpy.arange(first + start, first + start + len(part), dtype=numpy.int64), part


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NDArray[numpy.float32]]:
    folder, rows = tmp_path_factory.mktemp("index") / "1", _vectors(1500)
    added: list[int] = []
    batches = [*_batches(rows), *_batches(_vectors(20, 1), Label.RESTRICTED, first=10_000)]
    assert ChromaIndex.build(folder, "tiny", iter(batches), on_added=added.append) == {
        Label.INTERNAL: 1500,
        Label.RESTRICTED: 20,
    }
    assert sum(added) == 1520
    return folder, rows


def test_neighbours_are_those_of_exact_search_with_their_similarity(
    built: tuple[Path, NDArray[numpy.float32]],
) -> None:
    folder, rows = built
    found = right = 0
    with ChromaIndex.open(folder, "tiny") as index:
        for query in _vectors(40, 7):
            hits = index.query(Label.INTERNAL, query, 10)
            exact = rows @ query
            best = set((numpy.argsort(-exact)[:10] + 1).tolist())
            found, right = found + len(best), right + len(best & {rowid for rowid, _ in hits})
            assert [similarity for _, similarity in hits] == sorted(
                (similarity for _, similarity in hits), reverse=True
            )
            for rowid, similarity in hits:
                assert similarity == pytest.approx(float(exact[rowid - 1]), abs=1e-4)
    assert right / found >= 0.99


def test_a_label_is_a_collection_of_its_own(built: tuple[Path, NDArray[numpy.float32]]) -> None:
    with ChromaIndex.open(built[0], "tiny") as index:
        assert {rowid for rowid, _ in index.query(Label.RESTRICTED, _vectors(1)[0], 50)} == set(
            range(10_000, 10_020)
        )
        assert index.query(Label.PUBLIC, _vectors(1)[0], 5) == []
        assert [index.count(label) for label in Label] == [0, 1500, 0, 20]


def test_another_embedder_finds_nothing_here(built: tuple[Path, NDArray[numpy.float32]]) -> None:
    with ChromaIndex.open(built[0], "other") as index:
        assert index.query(Label.INTERNAL, _vectors(1)[0], 5) == []


def test_a_vector_of_another_size_is_out_of_step(built: tuple[Path, NDArray[numpy.float32]]) -> None:
    with ChromaIndex.open(built[0], "tiny") as index, pytest.raises(IndexOutOfStep):
        index.query(Label.INTERNAL, numpy.ones(8, dtype=numpy.float32), 5)


def test_what_is_missing_or_damaged_is_out_of_step(
    built: tuple[Path, NDArray[numpy.float32]], tmp_path: Path
) -> None:
    with pytest.raises(IndexOutOfStep):
        ChromaIndex.open(tmp_path / "nothing", "tiny")
    shutil.copytree(built[0], tmp_path / "copy")
    (tmp_path / "copy" / "sealed.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(IndexOutOfStep), ChromaIndex.open(tmp_path / "copy", "tiny") as index:
        index.query(Label.INTERNAL, _vectors(1)[0], 5)


def test_a_closed_index_can_be_deleted_and_built_again_in_its_place(tmp_path: Path) -> None:
    for first in (1, 500):
        rows = _vectors(30, first)
        ChromaIndex.build(tmp_path / "1", "tiny", _batches(rows, first=first))
        with ChromaIndex.open(tmp_path / "1", "tiny") as index:
            assert index.query(Label.INTERNAL, rows[3], 1)[0][0] == first + 3
        shutil.rmtree(tmp_path / "1")


def test_a_cancelled_build_stops_between_batches(tmp_path: Path) -> None:
    cancel, added = CancelToken(), list[int]()

    def on_added(count: int) -> None:
        added.append(count)
        cancel.cancel()

    with pytest.raises(Cancelled):
        ChromaIndex.build(tmp_path / "1", "tiny", _batches(_vectors(300), size=100), on_added, cancel)
    assert added == [100]


@pytest.mark.parametrize("embedder", ["x", "a/b c", "..", "modèle", "all-minilm-l6-v2"])
def test_every_embedder_has_a_name_that_chroma_accepts(embedder: str) -> None:
    name = collection_name(Label.PUBLIC, embedder)
    assert name.isascii()
    assert name[-1].isalnum()
    assert len(name) >= 3


_USE = """
import sys
from pathlib import Path
import numpy
from app.core.documents.documents import Label
from app.storage.vectors import ChromaIndex
rows = numpy.eye(16, dtype=numpy.float32)
ChromaIndex.build(Path(sys.argv[1]), "tiny", iter([(Label.PUBLIC, numpy.arange(16), rows)]))
with ChromaIndex.open(Path(sys.argv[1]), "tiny") as index:
    assert index.query(Label.PUBLIC, rows[3], 1)[0][0] == 3
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_internet_socket_is_opened_whatever_the_environment_says(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | {
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path.cwd()),
        "ANONYMIZED_TELEMETRY": "True",
        "CHROMA_OTEL_COLLECTION_ENDPOINT": "http://127.0.0.1:4317",
    }
    log = tmp_path / "trace"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=socket,connect,sendto",
        "-o",
        str(log),
        sys.executable,
        "-c",
        _USE,
        str(tmp_path / "1"),
    ]
    subprocess.run(command, check=True, env=environment)
    assert [line for line in log.read_text().splitlines() if "AF_INET" in line] == []


def test_a_graph_whose_size_is_known_is_written_whole(tmp_path: Path) -> None:
    rows = _vectors(1300)
    ChromaIndex.build(tmp_path / "1", "tiny", _batches(rows, size=500), expected={Label.INTERNAL: 1300})
    with sqlite3.connect(next((tmp_path / "1").glob("*.sqlite3"))) as records:
        # Chroma keeps the last one, whatever happens.
        assert records.execute("SELECT count(*) FROM embeddings_queue").fetchone()[0] <= 1
    records.close()
    graph = next((tmp_path / "1").rglob("data_level0.bin"))
    assert graph.stat().st_size >= 1300 * 32 * 4
    with ChromaIndex.open(tmp_path / "1", "tiny") as index:
        assert index.query(Label.INTERNAL, rows[1299], 1)[0][0] == 1300
    with pytest.raises(IndexOutOfStep):
        ChromaIndex.build(tmp_path / "2", "tiny", _batches(rows), expected={Label.INTERNAL: 1301})
