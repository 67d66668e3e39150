"""How results look in a terminal: text for people, JSON for programs, progress on standard error.

Invariant: with `as_json`, standard output carries exactly one JSON document. Text that came out of a document is
stripped of control characters first, so that no file can move the reader's cursor.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.answers.answers import Answer, Citation, Evidence, Grounding, Mode, Watch
from app.core.answers.trace import Run
from app.core.documents.documents import Document
from app.core.errors import AppError
from app.core.models import ListedModel
from app.core.work import FileNews, IngestReport, Progress, ProgressCallback

_CELLS = re.compile(r"[A-Z]{1,3}\d+:[A-Z]{1,3}\d+")
_STATE = {Grounding.QUOTED: "quoted", Grounding.SUPPORTED: "supported", Grounding.PARTIAL: "partly supported"}


def show(value: Any, as_json: bool, text: str) -> None:
    """Print a result on standard output, as JSON or as text; either is UTF-8, whatever bytes a file's name is made of."""
    # A lone surrogate stands for such a byte; written out as \udcff it is JSON, and `os.fsdecode` gives the same.
    printed = json.dumps(value, ensure_ascii=False, indent=2) if as_json else text
    print(printed.encode("utf-8", "backslashreplace").decode("utf-8"))  # noqa: T201


def note(text: str) -> None:
    """Say something on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def complain(error: AppError) -> None:
    """Say what went wrong and what to do."""
    note(f"citewell: {clean(error.message)}")
    if error.hint:
        note(f"  {clean(error.hint)}")


def usage(error: Exception) -> None:
    """Say what is wrong with the command's words, the way the parser puts it."""
    tell = getattr(error, "show", None)
    if tell is None:
        note(f"citewell: {error}")
    else:
        tell()


def clean(text: str) -> str:
    """Return `text` without characters that would act on a terminal; surrogates of odd file names become visible."""
    shown = "".join(char if char.isprintable() or char in "\n" else "�" for char in text.replace("\t", " "))
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def count(number: int, noun: str) -> str:
    """Return "1 document", "2,000 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(number: float) -> str:
    """Return a number of bytes for people."""
    for unit in ("bytes", "KB", "MB"):
        if number < 1000:
            return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"
        number /= 1000
    return f"{number:,.1f} GB"


# Progress


@contextmanager
def progress() -> Iterator[ProgressCallback]:
    """Yield a callback that draws one live line on a terminal, elsewhere a line every few seconds."""
    live = sys.stderr.isatty()
    last = 0.0
    stage = ""

    def report(step: Progress) -> None:
        nonlocal last, stage
        at = time.monotonic()
        finished = step.total is not None and step.done >= step.total
        if at - last < (0.1 if live else 5.0) and stage == step.stage and not (live and finished):
            return
        last, stage = at, step.stage
        line = _line(step)
        if live:
            width = _columns(sys.stderr, 80) - 1
            sys.stderr.write("\r" + line[:width].ljust(width))
            sys.stderr.flush()
        elif step.done or step.total:
            note(line)

    try:
        yield report
    finally:
        if live and stage:
            sys.stderr.write("\r" + " " * (_columns(sys.stderr, 80) - 1) + "\r")
            sys.stderr.flush()


class Clock:
    """Turns finished steps into progress with rate and time left."""

    def __init__(self, stage: str, total: int, unit: str, on_progress: ProgressCallback) -> None:
        self._stage = stage
        self._total = total
        self._unit = unit
        self._on_progress = on_progress
        self._started = time.monotonic()

    def done(self, number: int, item: str) -> None:
        """Report that `number` steps are finished."""
        rate = number / max(time.monotonic() - self._started, 1e-6)
        self._on_progress(Progress(self._stage, number, self._total, self._unit, item, rate, (self._total - number) / rate))


def _line(step: Progress) -> str:
    if step.unit == "bytes":
        parts = [f"{step.stage} {size(step.done)}" + (f" of {size(step.total)}" if step.total else "")]
    else:
        parts = [f"{step.stage} {step.done:,}" + (f" of {step.total:,}" if step.total is not None else "") + f" {step.unit}"]
    if step.rate is not None:
        parts.append(f"{size(step.rate)}/s" if step.unit == "bytes" else f"{step.rate:,.1f}/s")
    if step.seconds_left is not None and step.seconds_left >= 1:
        parts.append(f"{_span(step.seconds_left)} left")
    if step.item:
        parts.append(clean(Path(step.item).name))
    return " · ".join(parts)


def _span(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def name_file(news: FileNews) -> None:
    """Name a file once its outcome is durable."""
    if news.outcome is not None:
        note(f"{news.outcome} {clean(news.path)}")


def name_nothing(_: FileNews) -> None:
    """Say nothing about single files."""


def watch() -> Watch:
    """Return a watch that shows the evidence and the streaming draft, if standard error is a terminal."""
    if not sys.stderr.isatty():
        return Watch()

    def evidence(items: Sequence[Evidence]) -> None:
        note(f"{count(len(items), 'sentence')} of evidence. Best match: {shorten(items[0].words, 90)}" if items else "No evidence.")

    def draft(piece: str) -> None:
        sys.stderr.write(clean(piece))
        sys.stderr.flush()

    return Watch(evidence, draft)


# Results


def ingest_report(report: IngestReport) -> str:
    """Return an ingest report in words."""
    counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged, "removed": report.removed}
    told = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number) or "nothing to do"
    lines = [f"Files: {told}. {count(report.passages, 'new passage')} in {report.seconds:.1f} s."]
    if report.failed:
        lines.append("One file needs attention:" if len(report.failed) == 1 else f"{len(report.failed):,} files need attention:")
        for failure in report.failed:
            lines.append(f"  {clean(failure.path)}")
            lines.append(f"    {clean(failure.error)} {clean(failure.hint)}".rstrip())
    return "\n".join([*lines, *map(clean, report.notes)])


def answer(found: Answer) -> str:
    """Return an answer with numbered citations and the words they point at."""
    numbers: dict[tuple[str, int, int], int] = {}
    cited: list[Citation] = []
    lines: list[str] = []
    for sentence in found.sentences:
        marks = []
        for citation in sentence.citations:
            place = (citation.version, citation.start, citation.end)
            if place not in numbers:
                numbers[place] = len(cited) + 1
                cited.append(citation)
            marks.append(f"[{numbers[place]}]")
        state = "" if sentence.state is not Grounding.PARTIAL else f" ({_STATE[sentence.state]})"
        lines.append(wrap(f"{clean(sentence.text)} {''.join(marks)}{state}"))
    if found.abstained:
        lines.append(wrap(f"No reliable information. {clean(found.reason or '')}"))
        if found.needed:
            lines.append(wrap(f"Needed: {clean(found.needed)}"))
        if found.ask:
            lines.append(wrap(f"Ask {clean(found.ask)}."))
        if found.nearest:
            lines += ["", "Closest, but not enough:"]
            lines += [_place(number, item) for number, item in enumerate(found.nearest, 1)]
    else:
        lines.append("")
        lines += [_place(number, citation) for number, citation in enumerate(cited, 1)]
    lines += ["", _footer(found)]
    lines += [wrap(f"Note: {clean(warning)}") for warning in found.warnings]
    return "\n".join(lines)


def _footer(found: Answer) -> str:
    ways = {Mode.RULE: "derived from a rule", Mode.PINNED: "corrected by an expert"}
    how = f"phrased by {found.model.id}" if found.model else ways.get(found.mode or Mode.QUOTED, "quoted from the sources")
    parts = [f"confidence {found.confidence:.0%}"]
    if not found.abstained:
        parts.append(how)
    if found.as_of:
        parts.append(f"as of {found.as_of[:10]}")
    parts += [f"{found.timings.total / 1000:.1f} s", f"run {found.run}"]
    return " · ".join(parts)


def _place(number: int, item: Citation | Evidence) -> str:
    where = [clean(item.title)]
    if item.page is not None:
        where.append(f"page {item.page}")
    if item.heading and item.heading[-1] != item.title:
        where.extend(_section(item.heading))
    if isinstance(item, Citation) and item.owner:
        where.append(f"{clean(item.owner)}, {f'reviewed {item.reviewed}' if item.reviewed else 'not yet reviewed'}")
    quote = textwrap.indent(wrap(f"“{shorten(item.words, 400)}”", 6), "      ")
    return f"  [{number}] {', '.join(where)} ({clean(item.path)}, {item.start}–{item.end})\n{quote}"


def _section(heading: Sequence[str]) -> list[str]:
    """Return the innermost heading, and for cells of a sheet the sheet as well."""
    return [clean(part) for part in heading[-2 if heading and _CELLS.fullmatch(heading[-1]) else -1 :]]


def hits(candidates: Sequence[Any], warnings: Sequence[str]) -> str:
    """Return search results in words."""
    lines: list[str] = []
    for number, one in enumerate(candidates, 1):
        passage = one.passage
        where = ", ".join(
            [clean(passage.title), *([f"page {passage.page}"] if passage.page is not None else []), *_section(passage.heading)]
        )
        lines.append(f"{number:>3}. {where} ({clean(passage.path)}, {passage.start}–{passage.end})")
        lines.append(textwrap.indent(wrap(shorten(" ".join(passage.view.text.split()), 300), 5), "     "))
    if not candidates:
        lines.append("No passages found.")
    return "\n".join([*lines, *(f"Note: {clean(warning)}" for warning in warnings)])


def documents(found: Sequence[Document]) -> str:
    """Return a table of documents."""
    rows = [(item.id[:12], item.label.word, item.as_of[:10], f"{item.passages:,}", clean(item.title), clean(item.path)) for item in found]
    return (
        table(("id", "label", "as of", "passages", "title", "path"), rows) if rows else "No documents yet. Add some: citewell ingest FOLDER"
    )


def settings(values: Mapping[str, Mapping[str, Any]], waiting: Sequence[str] = ()) -> str:
    """Return settings as NAME=VALUE lines."""
    lines = [f"{room}.{name}={json.dumps(value)}" for room, fields in values.items() for name, value in fields.items()]
    return "\n".join([*lines, *(f"{name} takes effect when you reopen the workspace." for name in waiting)])


def findings(found: Iterable[Any]) -> str:
    """Return what `doctor` found."""
    lines: list[str] = []
    for item in found:
        lines.append(f"{'ok  ' if item.ok else 'BAD '} {item.name:<10} {clean(item.text)}")
        if item.hint:
            lines.append(f"{'':16}{clean(item.hint)}")
    return "\n".join(lines)


def runs(found: Sequence[Run]) -> str:
    """Return a table of runs."""
    rows = [
        (
            item.id,
            item.at[:19].replace("T", " "),
            item.person,
            "" if item.answer is None else item.answer.mode.value if item.answer.mode else "abstained",
            shorten(item.question, 70),
        )
        for item in found
    ]
    return table(("run", "at (UTC)", "who", "how", "question"), rows) if rows else "No questions yet."


def run(item: Run) -> str:
    """Return a run in words: question, answer, which sources, what the model saw, verdicts."""
    lines = [f"{clean(item.question)}", f"asked by {item.person} at {item.at}, label {item.label.word}", ""]
    for sentence in () if item.answer is None else item.answer.sentences:
        lines.append(wrap(f"{clean(sentence.text)} ({sentence.state.value})"))
        lines += [f"    from {clean(one.path)}, {one.start}–{one.end}" for one in sentence.citations]
    if item.answer is not None and item.answer.reason:
        lines.append(wrap(f"No reliable information. {clean(item.answer.reason)}"))
    model = None if item.trace is None else item.trace.model
    if model is not None:
        lines += ["", "What the model saw:", textwrap.indent(clean(model.saw), "    ")]
        lines += ["", "Its draft:", textwrap.indent(clean(model.draft), "    "), "", "Verdicts:"]
        lines += [f"    {verdict.state.value:<12} {shorten(verdict.text, 90)}  ({clean(verdict.reason)})" for verdict in model.verdicts]
    receipt = {} if item.receipt is None else item.receipt.as_json()
    lines += ["", "Receipt:", textwrap.indent(json.dumps(receipt, indent=2, ensure_ascii=False), "    ")]
    return "\n".join(lines)


def replay(result: Mapping[str, Any]) -> str:
    """Return what a replay found."""
    if result["identical"]:
        lines = [f"Identical. (run {result['run']}, asked again as {result['again']})"]
    else:
        lines = [
            f"Different. (run {result['run']}, asked again as {result['again']})",
            *(f"  {clean(line)}" for line in result["differences"]),
        ]
    if result["causes"]:
        lines += ["Changed since:", *(f"  {clean(line)}" for line in result["causes"])]
    return "\n".join(lines)


def models(found: Sequence[ListedModel]) -> str:
    """Return a table of models."""
    cells = [
        (
            one.id,
            "installed" if one.installed else "-",
            one.kind,
            size(one.bytes),
            one.licence,
            "fits" if one.fits else one.reason,
        )
        for one in found
    ]
    return table(("model", "status", "kind", "size", "licence", "this machine"), cells)


def audit(report: Any) -> str:
    """Return the result of a verification in words."""
    entries = count(report.entries, "entry").replace("entrys", "entries")
    head = f"The log is intact: {entries}, unbroken and signed."
    lines = (
        [head]
        if report.ok
        else [
            "The log has been tampered with or damaged:",
            *(f"  {clean(problem)}" for problem in report.problems),
        ]
    )
    return "\n".join([*lines, *(f"Note: {clean(line)}" for line in report.notes)])


def people(found: Sequence[Any]) -> str:
    """Return a table of people."""
    rows = [
        (
            person.id,
            clean(person.name),
            ", ".join(sorted(role.value for role in person.roles)) if person.active else "no access",
            ", ".join(person.accounts),
        )
        for person in found
    ]
    return table(("person", "name", "roles", "accounts"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows under a head, each column as wide as its widest cell."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [head, *rows])


def wrap(text: str, indent: int = 0) -> str:
    """Return a paragraph in lines that leave room for `indent` more characters."""
    width = max(40, min(100, _columns(sys.stdout, 100)) - indent)
    return textwrap.fill(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)


def _columns(stream: Any, otherwise: int) -> int:
    """Return how wide the terminal is; of another process's, its stream tells."""
    there: int | None = getattr(stream, "columns", None)
    return shutil.get_terminal_size((otherwise, 24)).columns if there is None else there


def shorten(text: str, most: int) -> str:
    """Return text on one line, cleaned and cut to `most` characters."""
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
