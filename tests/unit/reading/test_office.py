"""Word documents: order, meaning, properties; and packages made to do harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UnreadableDocument
from app.reading.office import read_docx


def words(extraction: Extraction) -> list[tuple[str, str]]:
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(
    data: bytes,
    changes: Mapping[str, bytes | Callable[[bytes], bytes]],
    *,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            change = changes.get(member.filename)
            content = old.read(member)
            new.writestr(
                member.filename,
                content if change is None else change if isinstance(change, bytes) else change(content),
            )
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_structure_in_document_order(word_document: bytes) -> None:
    extraction = read_docx(word_document, "a.docx")
    assert words(extraction) == [
        ("heading", "Pressure tests of valves"),
        ("heading", "Scope"),
        ("paragraph", "Every valve is tested at 1.5 times its rated pressure."),
        ("list_item", "first item"),
        ("table_row", "Valve | Pressure"),
        ("table_row", "V-10 | 16 bar"),
        ("heading", "Records"),
        ("paragraph", "Kept for ten years."),
    ]
    assert [b.level for b in extraction.blocks if b.kind is BlockKind.HEADING] == [1, 1, 2]
    assert [b.context for b in extraction.blocks if b.kind is BlockKind.TABLE_ROW] == ["", "Valve | Pressure"]
    assert extraction.title == "Pressure tests"
    assert extraction.metadata["author"] == "Ines"


def test_the_date_of_the_last_change_is_a_property() -> None:
    document = docx.Document()
    document.core_properties.created = datetime(2020, 1, 2, 3, 4, 5)
    document.core_properties.modified = datetime(2024, 5, 6, 7, 8, 9)
    document.add_paragraph("Words.")
    extraction = read_docx(saved(document), "a.docx")
    assert (extraction.declared_date[:19], extraction.date_origin) == ("2024-05-06T07:08:09", "property")


def test_a_date_stated_in_the_text_comes_before_a_property() -> None:
    document = docx.Document()
    document.add_paragraph("Effective: 1 March 2023")
    extraction = read_docx(saved(document), "a.docx")
    assert (extraction.declared_date, extraction.date_origin) == ("2023-03-01", "declared")


def test_changes_are_read_as_accepted_and_boxes_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The limit is ")
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for wrapper, tag, text in ((inserted, "w:t", "40 bar."), (deleted, "w:delText", "25 bar.")):
        run, content = OxmlElement("w:r"), OxmlElement(tag)
        content.text = text
        run.append(content)
        wrapper.append(run)
        paragraph._p.append(wrapper)
    assert words(read_docx(saved(document), "a.docx")) == [("paragraph", "The limit is 40 bar.")]


def test_tabs_breaks_and_styles() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("left\tright")
    run.add_break()
    run.add_text("below")
    run.font.size = Pt(9)
    document.add_paragraph("Said.", style="Quote")
    style = document.styles.add_style("House Step", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["List Number"]
    document.add_paragraph("Open the valve.", style="House Step")
    assert words(read_docx(saved(document), "a.docx")) == [
        ("paragraph", "left\tright\nbelow"),
        ("quote", "Said."),
        ("list_item", "1. Open the valve."),
    ]


def test_a_cell_over_two_rows_belongs_to_both_and_a_frame_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Prices 2024"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "V-10"
    table.cell(1, 1).text, table.cell(2, 1).text = "12.50", "14"
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "Framed words."
    found = [text for _, text in words(read_docx(saved(document), "a.docx"))]
    assert found == ["Prices 2024", "V-10 | 12.50", "V-10 | 14", "Framed words."]


def test_content_controls_are_only_wrapping() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Inside a control.")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)
    assert paragraph.getparent().tag == qn("w:sdtContent")
    assert words(read_docx(saved(document), "a.docx")) == [("paragraph", "Inside a control.")]


def test_a_package_that_swells_is_not_opened(word_document: bytes) -> None:
    bomb = repacked(word_document, {}, added={"word/media/image1.png": bytes(64 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableDocument, match="unpack to far more"):
        read_docx(bomb, "bomb.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(word_document: bytes, encoding: str) -> None:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]

    def armed(xml: bytes) -> bytes:
        body = re.sub(r"<\?xml[^>]*\?>", "", xml.decode())
        text = body.replace("Kept for ten years.", "&a11;")
        return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [{"".join(lines)}]>{text}'.encode(
            encoding
        )

    with pytest.raises(UnreadableDocument, match="entities"):
        read_docx(repacked(word_document, {"word/document.xml": armed}), "bomb.docx")


def test_damage_is_named(word_document: bytes) -> None:
    for broken in (
        repacked(word_document, {"word/document.xml": b"<w:document"}),
        repacked(word_document, {"[Content_Types].xml": b"<Types/>"}),
        repacked(word_document, {"_rels/.rels": b""}),
        word_document[:-200],
    ):
        with pytest.raises(UnreadableDocument, match="damaged") as caught:
            read_docx(broken, "plan.docx")
        assert caught.value.hint


def test_a_locked_member_is_named(word_document: bytes) -> None:
    data = bytearray(word_document)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    with pytest.raises(UnreadableDocument, match="password"):
        read_docx(bytes(data), "plan.docx")


def test_an_empty_document_says_so() -> None:
    assert [notice.code for notice in read_docx(saved(docx.Document()), "a.docx").notices] == ["empty_page"]


def test_a_header_of_two_rows_is_one_name_for_each_column() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row, line in enumerate(
        (("Part", "Price 2024", ""), ("", "net", "gross"), ("V-10", "10", "12"), ("V-20", "20", "24"))
    ):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    extraction = read_docx(saved(document), "a.docx")
    assert [block.context for block in extraction.blocks] == [
        "",
        "",
        *["Part | Price 2024 net | Price 2024 gross"] * 2,
    ]


def test_the_header_of_the_pages_is_read_once_and_a_page_number_is_not() -> None:
    document = docx.Document()
    document.add_paragraph("The pump runs at 40 bar.")
    document.add_section()
    document.sections[0].header.paragraphs[0].text = "Northlight - confidential"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 9"
    assert words(read_docx(saved(document), "a.docx")) == [
        ("paragraph", "Northlight - confidential"),
        ("paragraph", "The pump runs at 40 bar."),
    ]
