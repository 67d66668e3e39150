"""What a person reads is told in time and memory that grow with the text and no faster; where it cannot be
told, the raw text serves.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from app.core.documents.shown import Edit
from app.reading import rows
from app.reading.blocks import RAW_TEXT, rendered
from app.reading.marks import Marks
from app.reading.markup import read_markdown

MB = 1 << 20
_UNSTEADY = 0.1
"""Seconds of processor time that mean nothing; a megabyte of what grows with the square takes a hundred times
that.
"""


def of(part: str, length: int = MB) -> str:
    return (part * (length // len(part) + 1))[:length]


LISTS = "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(50))
HEADER = f"|{'|'.join(f'c{number}' for number in range(512))}|\n|{'---|' * 512}\n"
HOSTILE = {
    "a tag that never closes": "{% include " + of("word "),
    "tags that open": of("{% "),
    "variables that open": of("{{ "),
    "tag comments that open": of("{# "),
    "comments that open": of("{% comment %} "),
    "html comments that open": of("<!-- "),
    "one line": of("some words of a line that never ends "),
    "fifty levels of lists": of(LISTS),
    "fifty levels of quotes": of("> " * 50 + "word\n"),
    "a table of 512 columns": HEADER + of(f"|{'|'.join(f'v{number}' for number in range(512))}|\n"),
    "a link of a megabyte": f"[words]({of('x')})",
    "a link with a megabyte of words": f"[{of('x ')}](y)",
    "opening brackets": of("["),
    "closing brackets": of("]"),
    "links that open": of("[a]("),
    "targets that open": of("](x("),
    "asterisks": of("*"),
    "asterisks at words": of("**a* "),
    "underscores": of("_"),
    "underscores at words": of("_a_ "),
    "backticks": of("`"),
    "backticks in growing runs": "".join("`" * number + " " for number in range(1, 1400)),
    "tildes": of("~~a "),
    "struck-through words": of("<s>a "),
    "tags of html that open": of("<a "),
    "entities": of("&amp;"),
    "escapes": of("\\*"),
    "colons": of(":"),
    "colons behind each other": of("::: "),
    "an admonition of spaces": "!!! " + of(" ") + "x",
    "a directive of letters": "::: " + of("w") + "!" * 300,
    "empty lines": of("\n"),
    "attributes": of("{:"),
    "wiki links": of("[[a|"),
    "soft hyphens": of("a\u00ad"),
    "spaces between letters": "a" + of(" ") + "b",
    "tags between paragraphs": of("{% hint %} word\n\n"),
    "imports": of("import a from 'b'\n"),
}


def taken(work: Callable[[], object]) -> float:
    """Return the processor's seconds for it, without the collector's rounds over what other tests left."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def in_proportion(work: Callable[[str], object], text: str) -> bool:
    """Tell whether four times the text takes about four times as long, and not sixteen times; the best of
    three on a busy machine.
    """
    whole = min(taken(lambda: work(text)) for _ in range(3))
    part = min(taken(lambda: work(text[: len(text) // 4])) for _ in range(3))
    return whole < 11 * part + _UNSTEADY


def all_marks(text: str) -> None:
    Marks(text).edits(0, len(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_marks_of_a_hostile_megabyte_take_time_in_proportion(text: str) -> None:
    assert in_proportion(all_marks, text)


@pytest.mark.parametrize(
    "name",
    ["a tag that never closes", "fifty levels of lists", "a table of 512 columns", "underscores at words"],
)
def test_the_whole_file_is_read_in_proportion(name: str) -> None:
    assert in_proportion(lambda text: read_markdown(text.encode(), "a.md"), HOSTILE[name])


def test_what_tags_there_are_costs_a_block_nothing() -> None:
    def blocks(text: str) -> None:
        marks = Marks(text)
        for start in range(0, len(text) - 17, 17):
            marks.edits(start, start + 15)

    assert in_proportion(blocks, of("{% hint %} word\n\n"))


def test_ten_megabytes_of_one_line_are_read_as_they_stand_and_that_is_told() -> None:
    extraction = read_markdown(of("_some_ words of a [line](x) that never ends ", 10 * MB).encode(), "a.md")
    assert extraction.edits == ()
    assert RAW_TEXT in extraction.notices
    assert len(extraction.text) == 10 * MB


def test_a_rendering_that_fails_leaves_the_raw_text_and_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_BAR", None)
    extraction = read_markdown(b"| a | b |\n|---|---|\n| 1 | 2 |\n\nSome *words*.\n", "a.md")
    assert (extraction.edits, extraction.notices) == ((), (RAW_TEXT,))
    assert [block.context for block in extraction.blocks][1] == "a | b"


def test_running_out_of_memory_is_no_matter_of_looks() -> None:
    def breaks() -> list[Edit]:
        raise MemoryError

    with pytest.raises(MemoryError):
        rendered(breaks)
