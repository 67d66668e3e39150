"""Presentations: slides as pages, notes, tables, charts, what stands on each slide; and damaged ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from lxml import etree  # type: ignore[import-untyped]
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UnreadableDocument
from app.reading.slides import read_pptx
from app.reading.sniff import sniff
from app.retrieval.split import page_of, split

BOX = (Inches(1), Inches(2), Inches(4), Inches(1))


def saved(show: Any) -> bytes:
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def slide(show: Any, title: str, *lines: str, layout: int = 1) -> Any:
    made = show.slides.add_slide(show.slide_layouts[layout])
    if title:
        made.shapes.title.text = title
    if lines:
        made.placeholders[1].text = "\n".join(lines)
    return made


def words(extraction: Extraction) -> list[tuple[str, str, int | None]]:
    return [
        (b.kind.value, extraction.text[b.start : b.end], page_of(extraction.pages, b.start))
        for b in extraction.blocks
    ]


def check(extraction: Extraction) -> None:
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        assert extraction.text[block.start : block.end] == extraction.text[block.start : block.end].strip()
        last = block.end
    last = 0
    for page in extraction.pages:
        assert last <= page.start <= page.end <= len(extraction.text)
        last = page.end


@pytest.fixture
def show() -> bytes:
    made = pptx.Presentation()
    made.core_properties.title, made.core_properties.author = "Pump training", "Ines"
    slide(
        made, "Start", "Open the valve.", "Wait for 40 bar."
    ).notes_slide.notes_text_frame.text = "Say that 45 bar is too much."
    table = slide(made, "Limits", layout=5).shapes.add_table(3, 2, *BOX).table
    for row, line in enumerate((("Pump", "Pressure"), ("P-1", "40 bar"), ("P-2", "60 bar"))):
        for column, cell in enumerate(line):
            table.cell(row, column).text = cell
    slide(made, "", layout=6)
    chart: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["2023", "2024"]
    chart.add_series("Sold", (120, 150.5))
    slide(made, "Sales", layout=5).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *BOX, chart)
    for one in made.slides:
        one.shapes.add_textbox(
            Inches(0), Inches(7), Inches(3), Inches(0.3)
        ).text_frame.text = "Northlight - internal use"
    return saved(made)


def test_slides_are_pages_under_their_titles(show: bytes) -> None:
    extraction = read_pptx(show, "a.pptx")
    check(extraction)
    assert words(extraction) == [
        ("heading", "Start", 1),
        ("list_item", "Open the valve.", 1),
        ("list_item", "Wait for 40 bar.", 1),
        ("boilerplate", "Northlight - internal use", 1),
        ("heading", "Notes", 1),
        ("paragraph", "Say that 45 bar is too much.", 1),
        ("heading", "Limits", 2),
        ("table_row", "Pump | Pressure", 2),
        ("table_row", "P-1 | 40 bar", 2),
        ("table_row", "P-2 | 60 bar", 2),
        ("boilerplate", "Northlight - internal use", 2),
        ("heading", "Slide 3", 3),
        ("boilerplate", "Northlight - internal use", 3),
        ("heading", "Sales", 4),
        ("table_row", "Sold", 4),
        ("table_row", "2023 | 120", 4),
        ("table_row", "2024 | 150.5", 4),
        ("boilerplate", "Northlight - internal use", 4),
    ]
    assert [block.context for block in extraction.blocks if block.kind is BlockKind.TABLE_ROW][
        1
    ] == "Pump | Pressure"
    assert (extraction.title, extraction.metadata["author"], extraction.metadata["slides"]) == (
        "Pump training",
        "Ines",
        "4",
    )


def test_a_passage_of_notes_says_so(show: bytes) -> None:
    cuts = split(read_pptx(show, "a.pptx"), lambda text: len(text.split()), 50)
    assert next(cut for cut in cuts if cut.heading == ("Start", "Notes")).page == 1


def test_merged_cells_belong_to_each_of_their_rows() -> None:
    made = pptx.Presentation()
    table = slide(made, "Prices", layout=5).shapes.add_table(4, 3, *BOX).table
    for row, line in enumerate(
        (("Part", "Price", ""), ("", "net", "gross"), ("V-10", "10", "12"), ("", "11", "13"))
    ):
        for column, cell in enumerate(line):
            table.cell(row, column).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    extraction = read_pptx(saved(made), "a.pptx")
    rows = [
        (extraction.text[b.start : b.end], b.context)
        for b in extraction.blocks
        if b.kind is BlockKind.TABLE_ROW
    ]
    assert rows[2:] == [
        ("V-10 | 10 | 12", "Part | Price net | Price gross"),
        ("V-10 | 11 | 13", "Part | Price net | Price gross"),
    ]


def test_groups_are_opened_and_hidden_slides_say_so() -> None:
    made = pptx.Presentation()
    one = slide(made, "Title", layout=5)
    group = one.shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "Inside a group."
    one._element.set("show", "0")
    assert [text for _, text, _ in words(read_pptx(saved(made), "a.pptx"))] == [
        "Title (hidden slide)",
        "Inside a group.",
    ]


def test_a_presentation_without_words() -> None:
    extraction = read_pptx(saved(pptx.Presentation()), "a.pptx")
    assert [notice.code for notice in extraction.notices] == ["empty_page"]


def test_damaged_presentations_are_named_failures(show: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(show)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(
                member.filename,
                content[: len(content) // 2] if member.filename.endswith("slide2.xml") else content,
            )
    for hostile in (buffer.getvalue(), show.replace(b"ppt/slides/slide2.xml", b"ppt/slides/slide9.xml")):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read_pptx(hostile, "a.pptx")


def test_through_the_limited_child(read: Callable[[str, bytes], Extraction], show: bytes) -> None:
    assert sniff(show, "a.pdf").reader == "pptx"
    assert read("a.bin", show).reader == "pptx"


def test_struck_words_and_numbers_of_a_slide() -> None:
    made = pptx.Presentation()
    frame = slide(made, "Opening", "x").placeholders[1].text_frame
    frame.text = "Open the gate.\nCall Tess now.\nLeave."
    for paragraph in frame.paragraphs[:2]:
        paragraph._p.get_or_add_pPr().append(etree.Element(qn("a:buAutoNum"), type="alphaLcParenR"))
    run = frame.paragraphs[1].runs[0]
    run.text = "Call "
    gone = frame.paragraphs[1].add_run()
    gone.text = "Tess"
    gone._r.get_or_add_rPr().set("strike", "sngStrike")
    frame.paragraphs[1].add_run().text = " Omar now."
    extraction = read_pptx(saved(made), "a.pptx")
    assert [text for _, text, _ in words(extraction)] == [
        "Opening",
        "a) Open the gate.",
        "b) Call Omar now.",
        "Leave.",
    ]
    assert [notice.code for notice in extraction.notices] == ["struck_text"]
