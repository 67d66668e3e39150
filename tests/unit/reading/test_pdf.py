"""PDF: every offset is PDFium's, blocks follow the layout, and a page without words is never passed over."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UnreadableDocument
from app.reading.pdf import read_pdf

MakePdf = Callable[..., bytes]
Show = Callable[..., str]


def words(extraction: Extraction) -> list[tuple[str, str]]:
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def lines(show: Show, left: float, top: float, *texts: str, pitch: float = 13.0) -> str:
    return "".join(show(left, top - number * pitch, text) for number, text in enumerate(texts))


def test_offsets_are_pdfium_character_indexes(make_pdf: MakePdf, show: Show) -> None:
    data = make_pdf(
        [
            show(72, 600, "First page – “quoted” words")
            + show(72, 580, "hyphen-")
            + show(72, 566, "ated at the end"),
            show(72, 600, "Second page") + show(300, 600, "far right") + show(72, 500, "x (y) \\ z"),
        ]
    )
    extraction = read_pdf(data, "a.pdf", 100)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    with pypdfium2.PdfDocument(data) as document:
        for page in extraction.pages:
            textpage = document[page.number - 1].get_textpage()
            assert page.end - page.start == textpage.count_chars()
            for index in range(textpage.count_chars()):
                char = extraction.text[page.start + index]
                code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
                assert char == ("\u00ad" if code in (2, 0xFFFE) else chr(code))
                if not char.isspace():
                    assert pdfium.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
                    assert left.value < right.value
            textpage.close()
    assert extraction.text[extraction.pages[0].end] == "\f"
    assert extraction.pages[1].start == extraction.pages[0].end + 1


def test_a_word_hyphenated_at_the_line_end_stays_in_one_paragraph(make_pdf: MakePdf, show: Show) -> None:
    page = lines(
        show,
        72,
        600,
        "The valve must be closed before the mainte-",
        "nance begins, and a second person confirms it",
        "in writing.",
    )
    assert words(read_pdf(make_pdf([page]), "a.pdf", 9)) == [
        (
            "paragraph",
            "The valve must be closed before the mainte\u00adnance begins, and a second person confirms it\r\nin writing.",
        )
    ]


def test_headings_paragraphs_items_and_code(make_pdf: MakePdf, show: Show) -> None:
    page = (
        show(72, 620, "Valve Manual", 18, "F2")
        + show(72, 590, "Scope", 13, "F2")
        + lines(
            show,
            72,
            570,
            "This manual holds for all valves of the series and for",
            "their spare parts as long as they are in use.",
        )
        + lines(show, 72, 530, "A second paragraph stands below a wider gap.")
        + show(72, 500, "1. Close the valve")
        + show(72, 487, "2. Wait")
        + show(72, 450, "x = 1", 10, "F3")
        + show(72, 438, "y = 2", 10, "F3")
    )
    extraction = read_pdf(make_pdf([page]), "a.pdf", 9)
    assert words(extraction) == [
        ("heading", "Valve Manual"),
        ("heading", "Scope"),
        (
            "paragraph",
            "This manual holds for all valves of the series and for\r\ntheir spare parts as long as they are in use.",
        ),
        ("paragraph", "A second paragraph stands below a wider gap."),
        ("list_item", "1. Close the valve"),
        ("list_item", "2. Wait"),
        ("code", "x = 1\r\ny = 2"),
    ]
    assert [block.level for block in extraction.blocks if block.kind is BlockKind.HEADING] == [1, 2]
    assert extraction.title == "Valve Manual"


def test_a_form_in_two_columns_keeps_each_label_with_its_value(make_pdf: MakePdf, show: Show) -> None:
    rows = [
        ("Make:", "Piper", "Registration:", "N123"),
        ("Year:", "1961", "Category:", "Airplane"),
        ("Owner:", "", "Seats:", "4"),
    ]
    page = ""
    for number, (label, value, second, other) in enumerate(rows):
        y = 600 - number * 18
        page += show(54, y, label, 9, "F2") + (show(170, y, value, 9) if value else "")
        page += show(320, y, second, 9, "F2") + show(450, y, other, 9)
    found = words(read_pdf(make_pdf([page]), "a.pdf", 9))
    assert [(kind, " ".join(text.split())) for kind, text in found] == [
        ("table_row", "Make: Piper"),
        ("table_row", "Registration: N123"),
        ("table_row", "Year: 1961"),
        ("table_row", "Category: Airplane"),
        ("table_row", "Owner:"),
        ("table_row", "Seats: 4"),
    ]


def test_rows_know_their_bold_header(make_pdf: MakePdf, show: Show) -> None:
    page = show(72, 600, "Part", 10, "F2") + show(200, 600, "Price", 10, "F2")
    for number, (part, price) in enumerate((("V-10", "12.50"), ("V-12", "14.00"))):
        page += show(72, 585 - number * 15, part, 10) + show(200, 585 - number * 15, price, 10)
    extraction = read_pdf(make_pdf([page]), "a.pdf", 9)
    assert [(block.context, extraction.text[block.start : block.end]) for block in extraction.blocks] == [
        ("", "Part Price"),
        ("Part | Price", "V-10 12.50"),
        ("Part | Price", "V-12 14.00"),
    ]


def test_what_is_repeated_at_the_edges_is_boilerplate(make_pdf: MakePdf, show: Show) -> None:
    pages = [
        show(72, 760, "Company Confidential")
        + show(72, 500, f"Words of page {number} alone.")
        + show(280, 30, f"Page {number} of 4")
        for number in range(1, 5)
    ]
    found = words(read_pdf(make_pdf(pages), "a.pdf", 9))
    assert {text for kind, text in found if kind == "boilerplate"} == {"Company Confidential"} | {
        f"Page {n} of 4" for n in range(1, 5)
    }
    assert [text for kind, text in found if kind == "paragraph"] == [
        f"Words of page {n} alone." for n in range(1, 5)
    ]


def test_words_repeated_in_the_middle_are_not(make_pdf: MakePdf, show: Show) -> None:
    pages = [show(72, 400, "Close the valve first.") for _ in range(4)]
    assert all(kind == "paragraph" for kind, _ in words(read_pdf(make_pdf(pages), "a.pdf", 9)))


def test_a_page_without_words_is_reported_as_what_it_is(make_pdf: MakePdf, show: Show) -> None:
    picture = "q 612 0 0 792 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q\n"  # an image that fills the page
    extraction = read_pdf(
        make_pdf(
            [
                show(72, 600, "Words enough to count as a page."),
                picture,
                "0 0 m 90 90 l S",
                "",
                picture + show(9, 9, "7"),
            ]
        ),
        "a.pdf",
        9,
    )
    assert [(notice.code, notice.page) for notice in extraction.notices] == [
        ("needs_ocr", 2),
        ("needs_ocr", 3),
        ("empty_page", 4),
        ("needs_ocr", 5),
    ]
    assert len(extraction.pages) == 5


def test_properties(make_pdf: MakePdf, show: Show) -> None:
    info = "/Title (Valve list) /Author (Ines) /CreationDate (D:20200102030405+01'00') /ModDate (D:2021)"
    extraction = read_pdf(make_pdf([show(72, 600, "Words.")], info=info), "a.pdf", 9)
    assert (extraction.title, extraction.declared_date, extraction.date_origin) == (
        "Valve list",
        "2020-01-02T03:04:05+01:00",
        "property",
    )
    assert extraction.metadata["Author"] == "Ines"


@pytest.mark.parametrize("title", ["Microsoft Word - list.doc", "untitled", "list.docx", ""])
def test_a_title_that_a_program_left_there_is_not_believed(make_pdf: MakePdf, show: Show, title: str) -> None:
    page = show(72, 600, "The Real Title", 18, "F2") + show(
        72, 560, "Words in the ordinary size follow it here."
    )
    assert read_pdf(make_pdf([page], info=f"/Title ({title})"), "a.pdf", 9).title == "The Real Title"


def test_a_password_is_named(make_pdf: MakePdf, show: Show) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >> /ID [<00><00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    with pytest.raises(UnreadableDocument, match="password") as caught:
        read_pdf(make_pdf([show(72, 600, "Words.")], trailer=lock), "a.pdf", 9)
    assert caught.value.hint


def test_damage_is_named(make_pdf: MakePdf, show: Show) -> None:
    for broken in (make_pdf([show(72, 600, "Words.")])[:200], b"%PDF-1.7\nnothing more", make_pdf([])):
        with pytest.raises(UnreadableDocument, match="damaged") as caught:
            read_pdf(broken, "a.pdf", 9)
        assert caught.value.hint


def test_too_many_pages_are_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(UnreadableDocument, match="3 pages but only 2"):
        read_pdf(make_pdf(["", "", ""]), "a.pdf", 2)
