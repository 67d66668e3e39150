"""Pages that are pictures: read where the extra is installed, within a time; else reported as ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.reading.ocr import Line, laid_out
from app.reading.pdf import read_pdf
from app.reading.reader import Limits, Reader
from app.reading.versions import ocr_installed
from app.resources import resource

SCAN = resource("sample", "documents", "service", "delivery-note-88213-scan.pdf")
needs_extra = pytest.mark.skipif(not ocr_installed(), reason="the extra `ocr` is not installed")


@pytest.fixture(scope="module")
def recognised() -> Iterator[Extraction]:
    """The scan, read in the sandbox and within the limits that hold for every document."""
    with Reader(Limits(ocr_seconds=120)) as reader:
        yield reader.read(SCAN)


def test_without_time_for_it_pages_are_reported() -> None:
    extraction = read_pdf(SCAN.read_bytes(), "a.pdf", 10)
    assert [notice.code for notice in extraction.notices] == ["needs_ocr"]
    assert "pages read by OCR" not in extraction.metadata


@needs_extra
def test_when_the_time_is_used_up_pages_are_reported_with_the_reason() -> None:
    extraction = read_pdf(SCAN.read_bytes(), "a.pdf", 10, 0.01)
    assert [notice.code for notice in extraction.notices] == ["needs_ocr"]
    assert "limit was reached" in extraction.notices[0].message


@needs_extra
def test_a_scanned_page_is_read_in_the_sandbox_and_says_that_it_was(recognised: Extraction) -> None:
    assert "Delivery note 88213" in recognised.text
    assert "22 August 2025" in recognised.text
    assert [(notice.code, notice.page) for notice in recognised.notices] == [("ocr", 1)]
    assert recognised.metadata["pages read by OCR"] == "1"
    assert "rapidocr" in recognised.reader_version
    last = 0
    for block in recognised.blocks:
        assert last <= block.start < block.end <= len(recognised.text)
        assert recognised.text[block.start : block.end] == recognised.text[block.start : block.end].strip()
        last = block.end
    covered = sum(
        block.end - block.start for block in recognised.blocks if block.kind is not BlockKind.BOILERPLATE
    )
    assert covered > 0.9 * len(recognised.text.strip())


def test_lines_come_in_reading_order_with_a_glyph_for_each_letter() -> None:
    lines = [
        Line("Price", 200, 240, 700, 712),
        Line("Part", 50, 80, 701, 713),
        Line("V-10", 50, 80, 680, 692),
        Line("12 EUR", 200, 240, 681, 693),
    ]
    text, glyphs = laid_out(lines)
    assert text == "Part Price\nV-10 12 EUR"
    assert [text[glyph.at] for glyph in glyphs] == [char for char in text if not char.isspace()]


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [
        Line(f"left line number {n} of this column", 50, 280, 700 - 14 * n, 711 - 14 * n) for n in range(6)
    ]
    right = [
        Line(f"right line number {n} of that column", 320, 550, 700 - 14 * n, 711 - 14 * n) for n in range(6)
    ]
    text, _ = laid_out([line for pair in zip(left, right, strict=True) for line in pair])
    assert text.splitlines() == [line.words for line in (*left, *right)]
