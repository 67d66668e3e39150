"""What holds of every extraction, whatever the text: spans are exact, disjoint, in order, and repeatable."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UserError
from app.reading import wire
from app.reading.blocks import Composer, Outline, split_lines
from app.reading.dates import parse_date, parse_mail_date, parse_pdf_date
from app.reading.delimited import DELIMITERS, delimiter_of, records
from app.reading.grid import Cell, Row, add_grid
from app.reading.mail import read_eml, read_mbox
from app.reading.markup import read_markdown
from app.reading.plain import decode, read_plain
from app.reading.rst import read_rst
from app.reading.sniff import sniff
from app.reading.tables import read_delimited
from app.reading.web import read_html

FRAGMENTS = [
    "# ", "## Head", "Title\n=====\n", "----\n", "===\n", "- ", "* item", "  - inner", "1. ", "(a) ", "> ", "| a | b |", "|---|---|", "```",
    "    code", "::\n\n", ".. note::", ".. [1] x", ".. code-block:: c", ".. list-table::", "   * - a\n     - b", "+--+--+\n",
    "|a |b |\n", "== ==\n", "a  b\n", ":Field: v", "Name: value\n", "From: a@b\nTo: c\n\n", "---\n", "title: x\n", "~~~", "<p>", "</p>",
    "<li>", "<table><tr><td>", "<td>", "</table>", "<div hidden>", "<pre>", "<h2>", "<nav>", "</nav>", "<br>", "<!--", "-->", "&amp;",
    "[a]: b\n", "From x 2024\nA: b\n",
    "Content-Type: multipart/mixed; boundary=x\n\n", "--x\n", "On 1 May 2024 A wrote:\n", ";", ",", '"',
    "\n", "\n\n", "\r\n", "\r", "\t", " ", "\x0b", "\f", "\u2028", "\ufeff", "word", "Größe", "🔧", "\u00ad", "\x00",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40).map("".join)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
READERS: dict[str, Callable[[bytes, str], Extraction]] = {
    "plain": read_plain,
    "markdown": read_markdown,
    "rst": read_rst,
    "html": read_html,
    "csv": read_delimited,
    "eml": read_eml,
    "mbox": read_mbox,
}


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(text=TEXTS)
def test_blocks_are_disjoint_in_order_and_inside_the_text(name: str, text: str) -> None:
    extraction = READERS[name](text.encode("utf-8", errors="replace"), "a")
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        span = extraction.text[block.start : block.end]
        assert span == span.strip()
        # A row that names columns has a level as well, and no names above it.
        names = block.kind is BlockKind.TABLE_ROW and block.level == 1 and not block.context
        assert (block.level > 0) == (block.kind is BlockKind.HEADING or names)
        last = block.end
    assert wire.decode(wire.encode(extraction)) == extraction


@QUICK
@given(text=st.text(alphabet='ab;,"\t\r\n |', max_size=60), delimiter=st.sampled_from(DELIMITERS))
def test_records_hold_everything_but_the_ends_of_lines(text: str, delimiter: str) -> None:
    last = 0
    for record in records(text, delimiter):
        assert text[last : record.start] in ("", "\n", "\r", "\r\n")
        assert record.start <= record.end
        last = record.end
    assert text[last:] in ("", "\n", "\r", "\r\n")
    assert delimiter_of(text) in ("", *DELIMITERS)


@QUICK
@given(
    grid=st.lists(
        st.lists(st.tuples(st.text("a1 ", max_size=3), st.booleans(), st.integers(1, 4)), max_size=4),
        max_size=12,
    ),
    header=st.none() | st.integers(0, 3),
)
def test_every_cell_of_a_grid_is_in_its_text_once_and_in_order(
    grid: list[list[tuple[str, bool, int]]], header: int | None
) -> None:
    composer = Composer()
    rows = [
        Row(n, [Cell(words.strip(), textual, span=span) for words, textual, span in row])
        for n, row in enumerate(grid, 1)
    ]
    add_grid(composer, rows, header=header, places=True)
    told = [cell.words for row in rows for cell in row.cells if cell.words]
    found = [words for part in composer.text.replace("\n", "|").split("|") if (words := part.strip())]
    assert found == told
    assert all(block.place for block in composer.blocks())


@pytest.mark.parametrize("name", ["plain", "markdown", "rst", "csv"])
@QUICK
@given(text=TEXTS)
def test_the_text_of_a_text_file_is_the_file(name: str, text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    expected, _ = decode(data)
    assert READERS[name](data, "a").text == expected.replace("\0", "\ufffd")


@pytest.mark.parametrize("name", ["plain", "markdown", "rst"])
@QUICK
@given(
    words=st.lists(st.from_regex(r"[a-z]{5,9}", fullmatch=True), min_size=1, max_size=12),
    joints=st.lists(st.sampled_from(FRAGMENTS), max_size=12),
)
def test_no_word_falls_between_the_blocks(name: str, words: list[str], joints: list[str]) -> None:
    """Words in lines of their own, with any markup between them, are always in some block."""
    markup = [joint for joint in joints if "\x00" not in joint] + ["\n"] * len(words)
    text = "".join(f"{joint}\n\n{word}\n\n" for word, joint in zip(words, markup, strict=False))
    extraction = READERS[name](text.encode(), "a")
    covered = "\n".join(extraction.text[block.start : block.end] for block in extraction.blocks)
    assert all(word in covered for word in words)


@pytest.mark.parametrize("name", READERS)
@QUICK
@given(text=TEXTS)
def test_reading_twice_gives_the_same(name: str, text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    assert READERS[name](data, "a") == READERS[name](data, "a")


@QUICK
@given(text=TEXTS)
def test_lines_hold_everything_but_their_endings(text: str) -> None:
    lines = split_lines(text)
    rest = text
    for line in reversed(lines):
        assert text[line.start : line.end] == line.text
        assert rest[line.end :] in ("", "\n", "\r", "\r\n")
        rest = rest[: line.start]
    assert rest == ""


@QUICK
@given(
    text=st.text(alphabet="ab \n", max_size=30),
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8),
)
def test_an_outline_never_overlaps(text: str, spans: list[tuple[int, int]]) -> None:
    outline = Outline(text)
    for start, end in spans:
        outline.add(BlockKind.PARAGRAPH, min(start, len(text)), min(end, len(text)))
    last = 0
    for block in outline.blocks():
        assert last <= block.start < block.end <= len(text)
        last = block.end


@QUICK
@given(parts=st.lists(st.tuples(st.sampled_from(BlockKind), st.text(max_size=12)), max_size=10))
def test_a_composer_keeps_what_it_is_given(parts: list[tuple[BlockKind, str]]) -> None:
    composer = Composer()
    for kind, words in parts:
        composer.add(kind, words)
    text = composer.text
    kept = [(block.kind, text[block.start : block.end]) for block in composer.blocks()]
    assert kept == [(kind, words.strip()) for kind, words in parts if words.strip()]


@QUICK
@given(st.text(alphabet="0123456789-/.: TZ+D'JanuaryMarch,", max_size=40))
def test_a_date_is_iso_or_nothing(words: str) -> None:
    for parse in (parse_date, parse_pdf_date, parse_mail_date):
        found = parse(words)
        assert found == "" or (len(found) >= 10 and found[4] == found[7] == "-")


@QUICK
@given(
    data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a"])
)
def test_sniffing_any_bytes_gives_a_kind_or_a_named_failure(data: bytes, name: str) -> None:
    try:
        assert sniff(data, name).reader
    except UserError as error:
        assert error.message
        assert error.hint
