"""Measure how Citewell carries many passages, each time against its bare parts in the same run, and how both
grow.

    python packaging/scale.py --data DIR                          10,000 and 100,000 passages, and an audit
    log of a million entries python packaging/scale.py --data DIR --passages 1000000       a million: an hour
    or more, 12 GB of disk, 6 GB of memory python packaging/scale.py --data DIR --keep FOLDER            keeps
    the workspaces there and measures them again the next time

DIR holds reStructuredText documents, such as Python's enhancement proposals. The collection is made of them,
see scale_fill.py; without --keep nothing of it stays.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402

import scale_fill  # noqa: E402
from app.core.documents.documents import Label  # noqa: E402
from app.core.language.text import STOPWORDS, words  # noqa: E402
from app.core.settings import Settings  # noqa: E402
from app.governance.keys import Keys  # noqa: E402
from app.inference.embedder import load_embedder  # noqa: E402
from app.retrieval.index import VectorIndex  # noqa: E402
from app.storage.database import Database  # noqa: E402
from app.storage.lexical import Lexical  # noqa: E402
from app.workspace.workspace import Application, open_application, open_catalog  # noqa: E402

QUESTIONS = 80
WARM_UP = 8
CHANGES = 5

Figures = dict[str, float]
T = TypeVar("T")


def main() -> None:
    """Fill, measure each size in a process of its own, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--audit", type=int, default=1_000_000, help="entries of the audit log; 0 leaves it out"
    )
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(_step(options.step, options.keep, options.data, options.passages[0])))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        found = [_measured(folder, options.data, size) for size in sorted(options.passages)]
        audit = _in_process("audit", folder, options.data, options.audit) if options.audit else {}
    _print(found, audit)


def _measured(folder: Path, data: Path, size: int) -> Figures:
    place = folder / str(size)
    if not (place / "filled.json").exists():
        filled = _in_process("fill", folder, data, size)
        (place / "filled.json").write_text(json.dumps(filled), "utf-8")
    figures: Figures = json.loads((place / "filled.json").read_text("utf-8"))
    # Each in a process of its own, so that what one left in memory is not the next one's gain.
    for step in ("open", "open", "questions", "changes"):
        figures |= _in_process(step, folder, data, size)
        (place / "figures.json").write_text(json.dumps(figures, indent=1), "utf-8")
    return figures


def _in_process(step: str, folder: Path, data: Path, size: int) -> Figures:
    place = folder / ("audit" if step == "audit" else str(size))
    environment = os.environ | {"CITEWELL_STATE": str(place / "state")}
    command = [
        sys.executable,
        __file__,
        "--step",
        step,
        "--keep",
        str(folder),
        "--data",
        str(data),
        "--passages",
        str(size),
    ]
    print(f"{size:,}: {step}", file=sys.stderr)
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _step(step: str, folder: Path, data: Path, size: int) -> Figures:
    place = folder / str(size)
    settings = Settings()
    if step == "audit":
        return _audit(folder / "audit", size)
    if step == "open":
        return _open(place)
    catalog = open_catalog()
    embedder = load_embedder(catalog.ready(settings.model.embedder))
    prototypes = scale_fill.Prototypes.load(
        folder / "prototypes.npz", data, embedder, settings.ingest.passage_tokens
    )
    collection = scale_fill.Collection(prototypes, place / "documents")
    if step == "fill":
        place.mkdir(parents=True, exist_ok=True)
        filled = scale_fill.fill(place, size, collection, embedder.id, settings.ingest.passage_tokens)
        return filled | {"rss_built": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0}
    with open_application(place / "workspace") as app:
        files = json.loads((place / "filled.json").read_text("utf-8"))["files"]
        return (
            _questions(app, collection, files)
            if step == "questions"
            else _changes(app, place, collection, files)
        )


# The steps


def _open(place: Path) -> Figures:
    """Open the workspace with its index, then ask: the second run finds the files in the system's cache, as
    after yesterday's work.
    """
    begun = time.perf_counter()
    app = open_application(place / "workspace")
    opened = _since(begun)
    with app:
        state = _index(app).state()
        ready = _since(begun)
        app.search.search(app.actor, "how are warnings turned into errors")
        answered = _since(begun)
    assert state.generation is not None, state.problem
    return {
        "open": opened,
        "open_index": ready,
        "open_first": answered,
        "open_rss": psutil.Process().memory_info().rss,
    }


def _questions(app: Application, collection: scale_fill.Collection, files: int) -> Figures:
    """Ask the same questions of the whole and of each bare part, question by question in turn."""
    draw = random.Random(11)
    asked = [
        _question(collection.document(draw.randrange(files)).text, draw) for _ in range(WARM_UP + QUESTIONS)
    ]
    parts = _Parts(app)
    took: dict[str, list[float]] = {}

    def timed(name: str, act: Callable[[], T]) -> T:
        wall, busy = time.perf_counter(), time.process_time()
        result = act()
        took.setdefault(name, []).append(_since(wall))
        took.setdefault(f"{name}_cpu", []).append((time.process_time() - busy) * 1000)
        return result

    def bare(question: str) -> None:
        vector = timed("embed", lambda: parts.embed(question))
        timed("fts", lambda: parts.fts(question))
        timed("chroma", lambda: parts.chroma(vector))

    for number, question in enumerate(asked):
        # Who comes second finds the pages of the files in memory: they take turns.
        if number % 2:
            bare(question)
        timed("search", lambda question=question: app.search.search(app.actor, question))  # type: ignore[misc]
        if not number % 2:
            bare(question)
        timed("fts_all", lambda question=question: parts.fts(question, everything=True))  # type: ignore[misc]
        # Another question of the same kind, so that nothing of it was read a moment ago.
        other = _question(collection.document(draw.randrange(files)).text, draw)
        answer = timed("answer", lambda other=other: app.answering.answer(app.actor, other, model="none"))  # type: ignore[misc]
        took.setdefault("evidence", []).append(float(answer.timings.evidence))
    for unit in ("", "_cpu"):
        took[f"bare{unit}"] = [
            sum(row)
            for row in zip(*(took[f"{part}{unit}"] for part in ("embed", "fts", "chroma")), strict=True)
        ]
    figures = {f"{name}_p50": statistics.median(values[WARM_UP:]) for name, values in took.items()}
    figures |= {
        f"{name}_p95": sorted(values[WARM_UP:])[int(0.95 * QUESTIONS)] for name, values in took.items()
    }
    figures["rss"] = psutil.Process().memory_info().rss
    return figures


class _Parts:
    """What a search cannot do without, each by itself, in the same process on the same files."""

    def __init__(self, app: Application) -> None:
        self._embedder = app.catalog_embedder()
        self._database: Database = app._database
        self._lexical = Lexical(self._database)
        self._share = app.settings.retrieval.common_share
        self._k = app.settings.retrieval.candidates
        _index(app).state()
        chroma = _index(app)._chroma
        assert chroma is not None
        self._collections = [found for label in Label if (found := chroma._collection(label)) is not None]

    def embed(self, question: str) -> Any:
        return self._embedder.embed([question], asked=True)[0]

    def fts(self, question: str, *, everything: bool = False) -> list[Any]:
        """Ask FTS5 alone, with the words that the product would ask for, or with all that are no stop
        words.
        """
        kept = [word.form for word in words(question) if word.form not in STOPWORDS]
        if not everything:
            counts, total = self._lexical.frequencies(kept), self._lexical.total()
            kept = [form for form in kept if counts[form] <= self._share * total] or kept
        match = " OR ".join(f'"{form}"' for form in dict.fromkeys(kept))
        sql = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rank LIMIT ?"
        return self._database.query(sql, (match, self._k))

    def chroma(self, vector: Any) -> None:
        for collection in self._collections:
            collection.query(query_embeddings=vector.reshape(1, -1), n_results=self._k, include=["distances"])


def _question(text: str, draw: random.Random) -> str:
    """Return a question of the usual length about some passage's words."""
    paragraphs = [part for part in text.split("\n\n")[1:] if len(part.split()) > 20]
    spoken = draw.choice(paragraphs).split()
    at = draw.randrange(len(spoken) - 12)
    return f"What is said about {' '.join(spoken[at : at + 8])}?"


def _changes(app: Application, place: Path, collection: scale_fill.Collection, files: int) -> Figures:
    """Change one file, remove a document, look 10,000 unchanged files over."""
    _index(app).state()
    app.search.search(app.actor, "warm")
    changed, removed = [], []
    # What an earlier measurement removed stays out.
    there = (
        one.id
        for number in range(CHANGES, files)
        for one in app.documents.listed(app.actor, collection.document(number).path)
    )
    for number in range(CHANGES):
        made = collection.document(number)
        word = f"zyx{draw_word(number)}"
        made.path.write_text(f"{made.text}\nThe {word} valve opens at {number} bar.\n", "utf-8")
        begun = time.perf_counter()
        report = app.ingestion.ingest(app.actor, [made.path])
        found = app.search.search(app.actor, f"{word} valve").candidates
        took = _since(begun)
        assert report.updated + report.unchanged == 1, report
        assert any(word in one.passage.text for one in found), f"{word} cannot be found"
        if number:  # the first one starts the reading process
            changed.append(took)
        document = next(there)
        begun = time.perf_counter()
        app.documents.remove(app.actor, [document])
        removed.append(_since(begun))
    folder = collection.folder(0)
    app.ingestion.ingest(app.actor, [folder])
    begun = time.perf_counter()
    unchanged = app.ingestion.ingest(app.actor, [folder]).unchanged
    rescan = _since(begun)
    index = sum(path.stat().st_size for path in (place / "workspace" / "index").rglob("*") if path.is_file())
    originals = sum(
        path.stat().st_size for path in (place / "workspace" / "originals").rglob("*") if path.is_file()
    )
    return {
        "changed": statistics.median(changed), "removed": statistics.median(removed), "rescan": rescan, "rescan_files": unchanged,
        "disk_index": index, "disk_originals": originals, "disk_records": (place / "workspace" / "citewell.db").stat().st_size,
    }  # fmt: skip


def draw_word(number: int) -> str:
    """Return a word that stands nowhere yet."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{time.time_ns()}{number}"[-9:])


def _audit(place: Path, entries: int) -> Figures:
    if not (place / "workspace").exists():
        place.mkdir(parents=True, exist_ok=True)
        print(f"  written in {scale_fill.fill_audit(place, entries):.0f} s", file=sys.stderr)
    with Database.open(place / "workspace" / "citewell.db", Keys.open()) as database:
        begun = time.perf_counter()
        report = database.verify_audit()
        took = _since(begun)
    assert report.ok, report.problems
    return {"entries": report.entries, "verify": took}


def _index(app: Application) -> VectorIndex:
    return app._index


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


# The table

Row = tuple[str, Callable[[Figures], float], str]


def _rows() -> Sequence[Row | None]:
    def key(name: str) -> Callable[[Figures], float]:
        return lambda one: one[name]

    return [
        ("search, median", key("search_p50"), "ms"),
        ("search, 95th percentile", key("search_p95"), "ms"),
        ("question to evidence, median", key("evidence_p50"), "ms"),
        ("question to evidence, 95th percentile", key("evidence_p95"), "ms"),
        ("bare query embedding, median", key("embed_p50"), "ms"),
        ("bare FTS5 query, median", key("fts_p50"), "ms"),
        ("  with words in over 20 % of the passages", key("fts_all_p50"), "ms"),
        ("bare Chroma query of every label, median", key("chroma_p50"), "ms"),
        ("sum of the bare parts, median", key("bare_p50"), "ms"),
        ("search / sum of the bare parts", lambda one: one["search_p50"] / one["bare_p50"], "x"),
        ("processor time of a search, median", key("search_cpu_p50"), "ms"),
        ("processor time of the bare parts, median", key("bare_cpu_p50"), "ms"),
        ("processor time of a whole answer, median", key("answer_cpu_p50"), "ms"),
        None,
        ("one changed file searchable", key("changed"), "ms"),
        ("one document removed", key("removed"), "ms"),
        ("unchanged files looked over", key("rescan_files"), "n"),
        ("  in", key("rescan"), "ms"),
        ("opened, index ready", key("open_index"), "ms"),
        ("opened and first search answered", key("open_first"), "ms"),
        ("index built anew", lambda one: one["built"] * 1000, "ms"),
        None,
        ("memory after the questions", key("rss"), "MB"),
        ("memory at most, while building", key("rss_built"), "MB"),
        ("disk: records", key("disk_records"), "MB"),
        ("disk: index", key("disk_index"), "MB"),
        ("disk: originals", key("disk_originals"), "MB"),
    ]


def _print(found: Sequence[Figures], audit: Figures) -> None:
    print(
        f"\n  {'passages':<44}"
        + "".join(f"{one['passages']:>14,.0f}" for one in found)
        + ("   growth" if len(found) > 1 else "")
    )
    for row in _rows():
        if row is None:
            print()
            continue
        name, value, unit = row
        values = [value(one) for one in found]
        growth = f"{values[-1] / values[0]:8.2f}x" if len(values) > 1 and values[0] and unit != "n" else ""
        print(f"  {name:<44}" + "".join(f"{_shown(one, unit):>14}" for one in values) + growth)
    if audit:
        print(
            f"\n  audit log of {audit['entries']:,.0f} signed entries verified in {audit['verify'] / 1000:.1f} s"
        )


def _shown(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value / 1e6:,.0f} MB"
    if unit == "n":
        return f"{value:,.0f}"
    if unit == "x":
        return f"{value:.2f}"
    return f"{value:,.0f} ms" if value < 10_000 else f"{value / 1000:,.1f} s"


if __name__ == "__main__":
    main()
