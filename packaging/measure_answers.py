"""Right answers and right refusals over whole folders, by kind and style of question.

    python packaging/measure_answers.py --set FOLDER QUESTIONS [--set FOLDER QUESTIONS …] [--half
    developing|reported] [--model ID]

FOLDER is any folder of documents, QUESTIONS a file of JSON lines in one of four forms:

    {"question", "answerable", "accept", "all_of", "source", "sources", "also_ok", "kind", "style"}
    {"question", "answerable", "answers", "document"}
    {"question", "answerable", "page", "evidence"}    evidence as [start, end] in the page's text;
    `packaging/training/handbook.jsonl` {"question", "words"}                             every one is
    answerable

Of `accept`, `answers` or `words` one, of `all_of` each has to stand in what is shown, after folding case,
white space, typographic quotation marks and markup. Two sets of different character are the least that says
anything: one alone can be fitted. Nothing is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.core.answers.answers import Answer, Citation, Evidence  # noqa: E402
from app.workspace.workspace import Application, create_workspace, open_application  # noqa: E402
from reader_data import apart  # noqa: E402

_SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u200b": "", "\u00ad": ""}
)
_TARGET = re.compile(r"\]\([^)]*\)")
_MARKS = re.compile(r"[*_`\[\]]")


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        accept: one of them has to be said; empty for a question that nothing answers.
        all_of: each of them has to be said.
        sources: ends of the paths that may say it; empty when any may.
        kind: "off-topic", "near-topic" or what it asks for.
        style: how it is put.
    """

    text: str
    accept: tuple[str, ...]
    all_of: tuple[str, ...]
    sources: tuple[str, ...]
    kind: str
    style: str

    @property
    def answerable(self) -> bool:
        return bool(self.accept or self.all_of)


@dataclass(frozen=True)
class Outcome:
    """What came of a question: its answer, and how far the evidence and the answer hold what was to be
    said.
    """

    question: Question
    answer: Answer
    first: bool
    five: bool
    right: bool
    seconds: float


def read_questions(path: Path, folder: Path, *, set_apart: bool = False) -> list[Question]:
    """Return the questions of a file in any of the forms.

    Args:
        folder: where the pages are that evidence is a range of.
        set_apart: only questions over pages that no reader was trained on, where the file names pages.
    """
    found = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        item = json.loads(line)
        answerable = item.get("answerable", True)
        if "page" in item:
            if set_apart and not apart(item["page"]):
                continue
            item |= _evidence_of(item, folder)
        accept = (
            tuple(item.get("accept") or item.get("answers") or item.get("words") or ()) if answerable else ()
        )
        more = tuple(item.get("also_accept") or ()) if answerable else ()
        sources = [
            *(item.get("sources") or ()),
            *(item.get("also_ok") or ()),
            *([item["source"]] if item.get("source") else ()),
        ]
        kind = item.get("kind") or ("answerable" if answerable else "off-topic")
        found.append(
            Question(
                item["question"], (*accept, *more), tuple(item.get("all_of") or ()) if answerable else (),
                tuple(sources) if answerable else (), kind, item.get("style") or "plain",
            )
        )  # fmt: skip
    return found


def _evidence_of(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what a question over a page accepts: the words of its evidence, on that page."""
    if not item.get("evidence"):
        return {"kind": "near-topic"}
    text = (folder / item["page"]).read_text("utf-8")
    return {"accept": [text[start:end] for start, end in item["evidence"]], "source": item["page"]}


def half_of(question: Question) -> str:
    """Return the half a question belongs to, by nothing but its words: what is fitted on one half is reported
    on the other.
    """
    return "developing" if zlib.crc32(question.text.encode()) % 2 == 0 else "reported"


def flat(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(_MARKS.sub("", _TARGET.sub("]", text)).casefold().translate(_SAME).split())


def holds(question: Question, texts: Iterable[tuple[str, str]]) -> bool:
    """Tell whether texts, each with the path it came from, say what has to be said."""
    fitting = [
        flat(text)
        for text, path in texts
        if not question.sources or any(path.endswith(end) for end in question.sources)
    ]
    said = " ".join(fitting)
    if question.all_of:
        return all(flat(word) in said for word in question.all_of)
    return any(flat(word) in said for word in question.accept)


def shown_of(item: Evidence | Citation) -> str:
    """Return what a person reads of a piece of evidence, with the raw words behind it."""
    return f"{getattr(item, 'shown', '') or ''} {item.quote}"


def judge(question: Question, answer: Answer, seconds: float) -> Outcome:
    """Judge one answer."""
    evidence = answer.evidence or answer.nearest
    said = [
        (f"{sentence.text} {shown_of(citation)}", citation.path)
        for sentence in answer.sentences
        for citation in sentence.citations
    ]
    return Outcome(
        question,
        answer,
        first=holds(question, [(shown_of(item), item.path) for item in evidence[:1]]),
        five=holds(question, [(shown_of(item), item.path) for item in evidence[:5]]),
        right=question.answerable and not answer.abstained and holds(question, said),
        seconds=seconds,
    )


@contextmanager
def workspace(embedder: str = "") -> Iterator[Application]:
    """Give an empty workspace that leaves nothing behind, neither here nor among the user's keys."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CITEWELL_STATE"] = f"{folder}/state"
        create_workspace(Path(folder) / "workspace")
        with open_application(Path(folder) / "workspace") as app:
            if embedder:
                app.reembedding.change_embedder(app.actor, embedder)
            yield app


def run(app: Application, questions: Sequence[Question], model: str) -> list[Outcome]:
    """Ask every question."""
    found = []
    for number, question in enumerate(questions, 1):
        begun = time.perf_counter()
        answer = app.answering.answer(app.actor, question.text, model=model)
        found.append(judge(question, answer, time.perf_counter() - begun))
        print(f"\r  {number} of {len(questions)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _share(chosen: Sequence[Outcome], test: Callable[[Outcome], bool]) -> str:
    return f"{sum(map(test, chosen)) / len(chosen):5.2f}" if chosen else "    –"


def table(outcomes: Sequence[Outcome]) -> None:
    """Print the figures of one set."""
    answerable = [one for one in outcomes if one.question.answerable]
    answered = [one for one in answerable if not one.answer.abstained]
    near = [one for one in outcomes if one.question.kind == "near-topic"]
    off = [one for one in outcomes if not one.question.answerable and one.question.kind != "near-topic"]
    print(f"  {len(answerable)} answerable, {len(near)} near the topic, {len(off)} off topic")
    first, five = _share(answerable, lambda one: one.first), _share(answerable, lambda one: one.five)
    print(f"    first sentence of evidence {first}   among five {five}")
    print(f"    answered {len(answered) / max(len(answerable), 1):5.2f}   right of answered {_share(answered, lambda one: one.right)}"
          f"   right of all answerable {_share(answerable, lambda one: one.right)}")  # fmt: skip
    refused = [_share(chosen, lambda one: one.answer.abstained) for chosen in (near, off)]
    print(f"    refused: near-topic {refused[0]}   off-topic {refused[1]}")
    timings = sorted(one.answer.timings.evidence for one in outcomes)
    print(
        f"    question to evidence: median {statistics.median(timings):.0f} ms, 95 % within {timings[int(0.95 * (len(timings) - 1))]} ms"
    )
    for name in ("kind", "style"):
        groups = sorted({getattr(one.question, name) for one in answerable})
        if len(groups) > 1:
            told = []
            for group in groups:
                chosen = [one for one in answerable if getattr(one.question, name) == group]
                told.append(f"{group} {_share(chosen, lambda one: one.right).strip()} of {len(chosen)}")
            print(f"    right by {name}: {', '.join(told)}")
    curve(answerable, near, off)


def curve(answerable: Sequence[Outcome], near: Sequence[Outcome], off: Sequence[Outcome]) -> None:
    """Print the area under the curve, and what each bar would answer and refuse."""
    kept = [one.answer.confidence for one in answerable]
    for name, chosen in (("near-topic", near), ("off-topic", off)):
        if chosen and kept:
            print(
                f"    area under the curve, {name}: {area(kept, [one.answer.confidence for one in chosen]):.3f}"
            )
    if not kept:
        return
    print("    answerable refused   near-topic refused   off-topic refused")
    for share in (0.05, 0.10, 0.15, 0.20, 0.30, 0.40):
        bar = sorted(kept)[int(share * len(kept))]
        print(f"    {share:18.0%}   {_share(near, lambda one: one.answer.confidence < bar):>18}"  # noqa: B023  # used at once
              f"   {_share(off, lambda one: one.answer.confidence < bar):>17}")  # noqa: B023  # fmt: skip


def area(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the probability that a score of the first kind exceeds one of the second (Mann and Whitney
    1947).
    """
    wins = sum((one > other) + 0.5 * (one == other) for one in above for other in below)
    return wins / (len(above) * len(below))


def wrong(outcomes: Sequence[Outcome]) -> None:
    """Print every question that went wrong, with what came."""
    for one in outcomes:
        if one.right or (not one.question.answerable and one.answer.abstained):
            continue
        said = " / ".join(sentence.text for sentence in one.answer.sentences)
        what = (
            "refused" if one.answer.abstained else "answered" if not one.question.answerable else "not right"
        )
        print(f"    {what} ({one.answer.confidence:.2f}, {one.question.kind}): {one.question.text}")
        print(f"      {(said or one.answer.reason or '')[:220]}")


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set",
        dest="sets",
        nargs=2,
        type=Path,
        action="append",
        required=True,
        metavar=("FOLDER", "QUESTIONS"),
    )
    parser.add_argument(
        "--half", choices=["developing", "reported"], help="only this half of each set's questions"
    )
    parser.add_argument("--model", default="none")
    parser.add_argument(
        "--workspace", type=Path, help="a workspace that holds the folder already; for one set"
    )
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    for folder, file in options.sets:
        questions = [one for one in read_questions(file, folder) if options.half in (None, half_of(one))]
        with ExitStack() as stack:
            app = stack.enter_context(
                workspace() if options.workspace is None else open_application(options.workspace)
            )
            if options.workspace is None:
                report = app.ingestion.ingest(app.actor, [folder])
                counts = (
                    f"{report.added:,} files, {report.passages:,} passages, {len(report.failed)} not read"
                )
                print(f"\n{folder.name}: {counts}, {report.seconds:.0f} s")
            outcomes = run(app, questions, options.model)
        table(outcomes)
        if options.wrong:
            wrong(outcomes)


if __name__ == "__main__":
    main()
