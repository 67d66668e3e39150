"""How results look in a terminal: text for people, JSON for programs, progress on standard error.

Invariant: standard output carries results only, progress and errors go to standard error; with `as_json` it
is exactly one JSON document. Text that came out of a document is stripped of control characters first, so
that no file can move the reader's cursor.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.answers.answers import Evidence, Watch
from app.core.consequences import Consequence
from app.core.errors import AppError
from app.core.inquiry.gaps import AskedAgain
from app.core.work import FileNews, IngestReport, Progress, ProgressCallback

SHORT = 8
"""Characters of an id that are shown; commands take the beginning of one."""

_CELLS = re.compile(r"[A-Z]{1,3}\d+:[A-Z]{1,3}\d+")


def show(value: Any, as_json: bool, text: str) -> None:
    """Print a result on standard output, as JSON or as text.

    Either is UTF-8, whatever bytes a file's name is made of.
    """
    # A lone surrogate stands for such a byte; written out as \udcff it is JSON, and `os.fsdecode` gives the
    # same.
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
    """Return `text` without characters that would act on a terminal.

    Surrogates of odd file names become visible.
    """
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
        left = (self._total - number) / rate
        self._on_progress(Progress(self._stage, number, self._total, self._unit, item, rate, left))


def _line(step: Progress) -> str:
    if step.unit == "bytes":
        parts = [f"{step.stage} {size(step.done)}" + (f" of {size(step.total)}" if step.total else "")]
    else:
        total = f" of {step.total:,}" if step.total is not None else ""
        parts = [f"{step.stage} {step.done:,}{total} {step.unit}"]
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
        best = f"Best match: {shorten(items[0].words, 90)}" if items else ""
        note(f"{count(len(items), 'sentence')} of evidence. {best}" if items else "No evidence.")

    def draft(piece: str) -> None:
        sys.stderr.write(clean(piece))
        sys.stderr.flush()

    return Watch(evidence, draft)


# What several commands tell


def ingest_report(report: IngestReport) -> str:
    """Return an ingest report in words."""
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
    }
    told = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number) or "nothing to do"
    lines = [f"Files: {told}. {count(report.passages, 'new passage')} in {report.seconds:.1f} s."]
    if report.failed:
        several = f"{len(report.failed):,} files need attention:"
        lines.append("One file needs attention:" if len(report.failed) == 1 else several)
        for failure in report.failed:
            lines.append(f"  {clean(failure.path)}")
            lines.append(f"    {clean(failure.error)} {clean(failure.hint)}".rstrip())
    return "\n".join([*lines, *map(clean, report.notes)])


def asked_again(found: Sequence[AskedAgain]) -> str:
    """Return what came of asking again."""
    lines = [
        f"Gap {one.gap[:SHORT]}: {one.answered} of {count(one.asked, 'question')} now answered;"
        f" {one.status.value}."
        for one in found
    ]
    return "\n".join(lines) if lines else "No questions to ask again."


def consequence(found: Consequence) -> list[str]:
    """Return what followed a change, a line each; nothing where nobody's answer is another one."""
    lines = [asked_again(found.closed)] if found.closed else []
    if found.followed:
        changed = count(len(found.followed), "followed question")
        lines.append(f"The answer to {changed} has changed; see the inbox.")
    if found.left:
        lines.append(f"{count(found.left, 'followed question')} left for next time.")
    return [*lines, clean(found.warning)] if found.warning else lines


def section(heading: Sequence[str]) -> list[str]:
    """Return the innermost heading, and for cells of a sheet the sheet as well."""
    return [clean(part) for part in heading[-2 if heading and _CELLS.fullmatch(heading[-1]) else -1 :]]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows under a head, each column as wide as its widest cell."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in [head, *rows]]
    return "\n".join("  ".join(cells).rstrip() for cells in lines)


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
