"""Measure what docs/figures.md claims, each table by one command, through the real application.

    python packaging/measure.py evidence --data DIR     evidence, abstention and near misses on a
    question-answering set python packaging/measure.py model --data DIR        the same with a local model:
    answers, citations, times python packaging/measure.py speed --data DIR        ingest against the bare
    embedder, question to evidence, memory python packaging/measure.py answers --data DIR --questions FILE
                                                        a folder read whole, and whether questions get the
                                                        right words
    python packaging/measure.py engine --model ID       tokens a second of the bare engine on this machine
    python packaging/measure.py start                   how long `citewell --version` takes

DIR of the first two holds `documents/*.md` and `questions.jsonl` with one {"id", "question", "answers",
"document", "paragraph", "answerable"} a line; DIR of the others is any folder of documents. FILE has one
{"question", "words"} a line, any of the words making an answer right; `packaging/questions/` holds two.
Nothing of it is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402
import sqlcipher3  # noqa: E402

from app.answering.confidence import NAMES, Example, Features, cross_validated  # noqa: E402
from app.core.answers.answers import Answer, Evidence  # noqa: E402
from app.core.work import Progress  # noqa: E402
from app.workspace.workspace import Application, create_workspace, open_application, open_catalog  # noqa: E402

PARAGRAPH = "\n\n"
PASSAGE_BYTES = 570
"""About what a passage takes in a file of the proposals that this was written for; decides how many files are
taken.
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """One line of the set; `document` is empty for a question that nothing in it answers."""

    text: str
    answers: tuple[str, ...]
    document: str
    paragraph: int

    @property
    def answerable(self) -> bool:
        return bool(self.document)


@dataclass(frozen=True)
class Asked:
    """A question with what came of it."""

    question: Question
    answer: Answer
    features: Features
    seconds: float


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", choices=["evidence", "model", "speed", "answers", "engine", "start"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--questions", type=Path, help="for the table `answers`")
    parser.add_argument(
        "--workspace",
        type=Path,
        help="for the table `answers`: ask this one, in which DIR was ingested before",
    )
    parser.add_argument("--model", default="auto", help="for the tables `model` and `answers`")
    parser.add_argument("--answerable", type=int, default=60, help="questions of the table `model`")
    parser.add_argument("--off-topic", type=int, default=30, help="questions of the table `model`")
    parser.add_argument(
        "--passages", type=int, default=10_000, help="stop the ingest of the table `speed` here"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.table not in ("start", "engine") and options.data is None and options.workspace is None:
        parser.error("name the data with --data DIR")
    if options.table == "answers" and options.questions is None:
        parser.error("name the questions with --questions FILE")
    if options.table == "evidence":
        evidence(options.data)
    elif options.table == "model":
        model(options.data, options.model, options.answerable, options.off_topic, options.seed)
    elif options.table == "speed":
        speed(options.data, options.passages)
    elif options.table == "answers":
        answers(
            options.data,
            options.questions,
            options.workspace,
            "none" if options.model == "auto" else options.model,
        )
    elif options.table == "engine":
        engine(options.model)
    else:
        start()


@dataclass(frozen=True)
class Gathered:
    """Every question of a set asked three ways: as it is, off topic, and with its own paragraph left out."""

    answerable: list[Asked]
    off_topic: list[Asked]
    near: list[Asked]
    threshold: float
    embedder: str

    def examples(self) -> list[Example]:
        """Return them for a fit, with the document as the fold."""
        # An off-topic question has no document of the corpus: every tenth of them is a fold.
        off = [Example(one.features, False, False, f"off-{at % 10}") for at, one in enumerate(self.off_topic)]
        return [
            *(Example(one.features, True, False, one.question.document) for one in self.answerable),
            *off,
            *(Example(one.features, False, True, one.question.document) for one in self.near),
        ]


def gather(data: Path, *, words_alone: bool = False, together: int = 16, embedder: str = "") -> Gathered:
    """Ask all questions of a set, without a model; with `words_alone` as if the embedder read no language."""
    questions = _questions(data)
    with _workspace(embedder) as app, tempfile.TemporaryDirectory() as scratch:
        folder = _copy(data / "documents", Path(scratch) / "documents")
        app.ingestion.ingest(app.actor, [folder])
        app.change_settings({"retrieval.together": str(together)})
        app.search.words_alone = words_alone
        plain = [_ask(app, question) for question in _told("questions", questions)]
        near = list(_near_misses(app, folder, [question for question in questions if question.answerable]))
        threshold = float(app.runs.show(app.actor, plain[0].answer.run).as_json()["trace"]["threshold"])
        used = app.settings.model.embedder
    answerable = [one for one in plain if one.question.answerable]
    return Gathered(answerable, [one for one in plain if not one.question.answerable], near, threshold, used)


def evidence(data: Path) -> None:
    """Print how often the evidence holds the answer, and how well confidence tells what cannot be
    answered.
    """
    found = gather(data)
    answerable, off_topic, near = found.answerable, found.off_topic, found.near
    first = sum(_holds(_shown(one)[:1], one.question) for one in answerable)
    five = sum(_holds(_shown(one)[:5], one.question) for one in answerable)
    print(
        f"\n{len(answerable)} answerable questions, {len(off_topic)} off-topic ones, {len(near)} near misses (own paragraph left out)\n"
    )
    print(f"  accepted answer in the first sentence of evidence   {first / len(answerable):6.1%}")
    print(f"  accepted answer in the first five                   {five / len(answerable):6.1%}")
    median = statistics.median(one.answer.timings.evidence for one in answerable)
    print(f"  question to evidence, median                        {median:4.0f} ms\n")
    print("  share abstained at the shipped threshold")
    for name, rows in (
        ("answerable (should be few)", answerable),
        ("off-topic", off_topic),
        ("near misses", near),
    ):
        print(f"    {name:<28} {sum(one.answer.abstained for one in rows) / len(rows):6.1%}")
    print(
        "\n  The same, cross-validated by document: the calibrator is fitted without the document it is asked about.\n"
    )
    _curve(found)


def _near_misses(app: Application, folder: Path, questions: Sequence[Question]) -> Iterator[Asked]:
    """Ask each question while its own paragraph is missing from its document."""
    groups: dict[tuple[str, int], list[Question]] = {}
    for question in questions:
        groups.setdefault((question.document, question.paragraph), []).append(question)
    for (name, number), group in _told("paragraphs left out", sorted(groups.items())):
        path = folder / name
        whole = path.read_text("utf-8")
        title, *paragraphs = whole.strip().split(PARAGRAPH)
        path.write_text(
            PARAGRAPH.join([title, *(text for at, text in enumerate(paragraphs) if at != number)]), "utf-8"
        )
        app.ingestion.ingest(app.actor, [folder])
        for question in group:
            yield _ask(app, question)
        path.write_text(whole, "utf-8")
        app.ingestion.ingest(app.actor, [folder])


def _curve(found: Gathered) -> None:
    judged = cross_validated(found.examples())
    ends = (len(found.answerable), len(found.answerable) + len(found.off_topic))
    groups = (judged[: ends[0]], judged[ends[0] : ends[1]], judged[ends[1] :])
    kept, off, missing = ([score for score, _ in group] for group in groups)
    shares = [sum(score < bar for score, bar in group) / len(group) for group in groups]
    lost, refused, caught = shares
    print(f"    at each fold's own threshold: answerable lost {lost:.1%}, off-topic refused {refused:.1%},")
    print(f"    near misses refused {caught:.1%}")
    print(
        f"    area under the curve: off-topic {_area(kept, off):.3f}, near misses {_area(kept, missing):.3f}\n"
    )
    print("    answerable lost   off-topic refused   near misses refused")
    for share in (0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.10, 0.15, 0.20):
        bar = sorted(kept)[int(share * len(kept))]
        print(f"    {share:15.1%}   {_below(off, bar):17.1%}   {_below(missing, bar):19.1%}")
    print("\n    area under the curve without   off-topic   near misses")
    for name in NAMES:
        poorer = [replace(one, features=replace(one.features, **{name: 0.0})) for one in found.examples()]
        scores = [score for score, _ in cross_validated(poorer)]
        kept, off, missing = scores[: ends[0]], scores[ends[0] : ends[1]], scores[ends[1] :]
        print(f"    {name:28}   {_area(kept, off):9.3f}   {_area(kept, missing):11.3f}")


def model(data: Path, model_id: str, answerable: int, off_topic: int, seed: int) -> None:
    """Print what a local model makes of it."""
    draw = random.Random(seed)
    questions = _questions(data)
    chosen = draw.sample([one for one in questions if one.answerable], answerable)
    chosen += draw.sample([one for one in questions if not one.answerable], off_topic)
    with _workspace() as app:
        app.ingestion.ingest(app.actor, [data / "documents"])
        asked = [_ask(app, question, model_id) for question in _told("questions", chosen)]
        traces = [app.runs.show(app.actor, one.answer.run).as_json()["trace"].get("model") for one in asked]
    hits = [one for one in asked if one.question.answerable and not one.answer.abstained]
    refused = [one for one in asked if not one.question.answerable and one.answer.abstained]
    generated = [one for one in hits if one.answer.mode is not None and one.answer.mode.value == "generated"]
    right = [one for one in hits if _said(one)]
    sentences = [sentence for one in asked for sentence in one.answer.sentences]
    citing = [one for one in hits if _said(one)]
    supported = [
        one
        for one in citing
        if any(_contains(c.quote, one.question) for s in one.answer.sentences for c in s.citations)
    ]
    states = {
        state: sum(sentence.state.value == state for sentence in sentences)
        for state in ("quoted", "supported", "partial", "unsupported")
    }
    drafts = [trace for trace in traces if trace]
    name = next((one.answer.model.id for one in asked if one.answer.model), model_id)
    print(f"\n{name}: {answerable} answerable and {off_topic} off-topic questions\n")
    print(f"  answered, of the answerable                        {len(hits) / answerable:6.1%}")
    print(f"  refused, of the off-topic                          {len(refused) / max(off_topic, 1):6.1%}")
    print(f"  accepted answer in what it answers                 {len(right) / max(len(hits), 1):6.1%}")
    print(f"  phrased by the model (the rest is quoted)          {len(generated) / max(len(hits), 1):6.1%}")
    with_words = sum(bool(one.citations) for one in sentences) / max(len(sentences), 1)
    print(f"  sentences with a citation                          {with_words:6.1%}")
    print(f"  citations of right answers that hold the answer    {len(supported) / max(len(citing), 1):6.1%}")
    print(f"  sentences shown: {', '.join(f'{count} {state}' for state, count in states.items())}")
    verdicts = [verdict["state"] for trace in drafts for verdict in trace["verdicts"]]
    print(
        f"  drafted sentences withheld as unsupported          {verdicts.count('unsupported')} of {len(verdicts)}"
    )
    first = sorted(one.answer.timings.first_token - one.answer.timings.evidence for one in generated)
    warm = [trace["reused_tokens"] >= trace["fixed_tokens"] for trace in drafts[1:]]
    if first:
        total = statistics.median(one.seconds for one in generated)
        late = first[int(0.9 * len(first))] / 1000
        print(
            f"  first token: median {statistics.median(first) / 1000:.2f} s, 90 % within {late:.2f} s; whole answer {total:.2f} s"
        )
        length = statistics.median(trace["prompt_tokens"] for trace in drafts)
        print(f"  prompt: median {length:.0f} tokens, {drafts[0]['fixed_tokens']} of them fixed;")
        print(f"  fixed part taken from the cache after the first question: {sum(warm)} of {len(warm)}")
    print("\n  not right:")
    for one in hits:
        if one not in right:
            got = " ".join(sentence.text for sentence in one.answer.sentences)[:150]
            print(f"    {one.question.text}\n      wanted {one.question.answers[0]!r}, got {got!r}")


def speed(data: Path, most: int) -> None:
    """Print rates of ingest and search, and how memory grows."""
    process = psutil.Process()
    with _workspace() as app:
        files, size = [], 0
        for path in sorted(path for path in data.rglob("*") if path.is_file()):
            if size >= most * PASSAGE_BYTES:
                break
            files.append(path)
            size += path.stat().st_size
        memory: list[tuple[int, float]] = []

        def look(progress: Progress) -> None:
            if (
                progress.unit == "files"
                and progress.done
                and progress.done % 25 == 0
                and len(memory) < progress.done // 25
            ):
                memory.append((progress.done, process.memory_info().rss / 1e6))
                print(f"  {progress.done:,} of {progress.total:,} files", file=sys.stderr)

        begun = time.perf_counter()
        report = app.ingestion.ingest(app.actor, files, on_progress=look)
        seconds = time.perf_counter() - begun
        passages = report.passages
        draw = random.Random(3)
        sample = _some_passages(app, draw, 240)
        texts = [
            app.documents.text(app.actor, item.id)
            for item in draw.sample(app.documents.listed(app.actor), 30)
        ]
        words = [" ".join(text.split()) for text in texts]
        queries = [" ".join(text.split()[at : at + 9]) for text in words for at in (200, 400)]
        bare = _bare_rate(app, sample)
        times = []
        for query in queries:
            if query.strip():
                answer = app.answering.answer(app.actor, query, model="none")
                times.append(answer.timings.evidence)
        again = time.perf_counter()
        unchanged = app.ingestion.ingest(app.actor, files).unchanged
        again = time.perf_counter() - again
    rate = passages / seconds
    print(f"\n{passages:,} passages of {len(files):,} files\n")
    print(f"  ingest                      {rate:7.1f} passages a second")
    print(f"  bare embedder               {bare:7.1f} passages a second, the same kind of passages")
    print(f"  ratio                       {rate / bare:7.2f}")
    late = sorted(times)[int(0.95 * len(times))]
    print(
        f"  question to evidence        {statistics.median(times):5.0f} ms median, {late:.0f} ms 95th percentile"
    )
    print(f"  unchanged files             {unchanged:,} looked at in {again:.2f} s")
    steps = memory[:: max(1, len(memory) // 5)]
    print(
        "  memory of this process      "
        + ", ".join(f"{held:.0f} MB at {count:,} files" for count, held in steps)
    )


def _some_passages(app: Application, draw: random.Random, count: int) -> list[str]:
    """Return the texts of passages drawn from all of them."""
    with closing(sqlcipher3.connect(str(app.workspace / "citewell.db"))) as records:
        spans = records.execute("SELECT version, start, end FROM passages WHERE active = 1").fetchall()
    chosen = sorted(draw.sample(spans, min(count, len(spans))))
    texts = {
        version: app.documents.source(app.actor, version).text
        for version in dict.fromkeys(one[0] for one in chosen)
    }
    return [" ".join(texts[version][start:end].split()) for version, start, end in chosen]


def _bare_rate(app: Application, sample: Sequence[str]) -> float:
    embedder = app.catalog_embedder()
    embedder.embed(sample[:16])
    begun = time.perf_counter()
    embedder.embed(sample)
    return len(sample) / (time.perf_counter() - begun)


def answers(data: Path | None, questions: Path, workspace: Path | None, model_id: str) -> None:
    """Print what became of a folder's files, and how many questions about them get one of the expected
    words.
    """
    asked = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    with ExitStack() as stack:
        app = stack.enter_context(_workspace() if workspace is None else open_application(workspace))
        if data is not None:
            report = app.ingestion.ingest(app.actor, [data])
            files = report.added + report.updated + report.unchanged
            print(
                f"\n  {files:,} files ingested, {report.passages:,} passages new, {len(report.failed)} failures"
            )
            for failure in report.failed:
                print(f"    {failure.path}: {failure.error} {failure.hint}")
        right = refused = 0
        for item in asked:
            answer = app.answering.answer(app.actor, item["question"], model=model_id)
            said = _flat(
                " ".join(
                    [
                        *(one.text for one in answer.sentences),
                        *(c.quote for one in answer.sentences for c in one.citations),
                    ]
                )
            )
            good = any(_flat(word) in said for word in item["words"])
            right += good
            refused += answer.abstained
            if not good:
                print(
                    f"    {'refused' if answer.abstained else 'not right'}: {item['question']}\n      {said[:160] or answer.reason}"
                )
    print(
        f"\n  right words {right} of {len(asked)}; {refused} refused, {len(asked) - right - refused} answered with other words"
    )


def engine(model_id: str) -> None:
    """Print how fast the engine by itself reads a prompt of the usual length and writes, at its best of
    three.
    """
    import llama_cpp  # the program itself loads it in a child process only

    catalog = open_catalog()
    chosen = catalog.choose(model_id)
    if chosen is None:
        raise SystemExit("No model is installed.")
    cores = psutil.cpu_count(logical=False) or 1
    bare = llama_cpp.Llama(
        str(catalog.find(chosen).path),
        n_ctx=1024,
        n_threads=cores,
        n_threads_batch=cores,
        n_batch=512,
        verbose=False,
    )
    prompt = list(range(1000, 1285))
    reading, writing = [], []
    for _ in range(3):
        bare.reset()  # type: ignore[no-untyped-call]
        begun = time.perf_counter()
        bare.eval(prompt)
        reading.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for token in prompt[:20]:
            bare.eval([token])
        writing.append((time.perf_counter() - begun) / 20)
    print(
        f"  {chosen}, bare engine, {cores} threads: a prompt of {len(prompt)} tokens in {min(reading):.2f} s,",
        end=" ",
    )
    print(f"{len(prompt) / min(reading):.0f} tokens a second; writing {1 / min(writing):.0f} a second")


def start() -> None:
    """Print how long the program takes to say its version."""
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "app", "--version"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        times.append(time.perf_counter() - begun)
    print(f"  citewell --version: median {statistics.median(times) * 1000:.0f} ms of 10 runs")


def _questions(data: Path) -> list[Question]:
    found = []
    for line in (data / "questions.jsonl").read_text("utf-8").splitlines():
        item: dict[str, Any] = json.loads(line)
        document = item["document"] if item["answerable"] else ""
        found.append(Question(item["question"], tuple(item["answers"]), document, item["paragraph"] or 0))
    return found


@contextmanager
def _workspace(embedder: str = "") -> Iterator[Application]:
    """Give an empty workspace that leaves nothing behind, neither here nor among the user's keys.

    Args:
        embedder: installed; by default the one that the settings name.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CITEWELL_STATE"] = f"{folder}/state"
        create_workspace(Path(folder) / "workspace")
        with open_application(Path(folder) / "workspace") as app:
            if embedder:
                app.reembedding.change_embedder(app.actor, embedder)
            yield app


def _copy(source: Path, target: Path) -> Path:
    target.mkdir(parents=True)
    for path in source.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def _ask(app: Application, question: Question, model_id: str = "none") -> Asked:
    begun = time.perf_counter()
    answer = app.answering.answer(app.actor, question.text, model=model_id)
    seconds = time.perf_counter() - begun
    return Asked(
        question,
        answer,
        Features(**app.runs.show(app.actor, answer.run).as_json()["trace"]["features"]),
        seconds,
    )


def _shown(one: Asked) -> Sequence[Evidence]:
    return one.answer.evidence or one.answer.nearest


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _contains(text: str, question: Question) -> bool:
    return any(_flat(answer) in _flat(text) for answer in question.answers)


def _holds(items: Sequence[Evidence], question: Question) -> bool:
    return any(_contains(item.quote, question) for item in items)


def _said(one: Asked) -> bool:
    return any(_contains(sentence.text, one.question) for sentence in one.answer.sentences)


def _below(scores: Sequence[float], bar: float) -> float:
    return sum(score < bar for score in scores) / len(scores)


def _area(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the probability that a score of the first kind exceeds one of the second (Mann and Whitney
    1947).
    """
    wins = sum((one > other) + 0.5 * (one == other) for one in above for other in below)
    return wins / (len(above) * len(below))


def _told(what: str, items: Sequence[T]) -> Iterator[T]:
    begun = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if number % 50 == 0:
            print(f"  {number} of {len(items)} {what}, {time.monotonic() - begun:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
