"""Sheets and delimited text: rows under their header, cells as the place, values as a person saw them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UnreadableDocument
from app.reading.delimited import delimiter_of, records
from app.reading.office import read_docx
from app.reading.sheets import read_xlsx
from app.reading.sniff import sniff
from app.reading.tables import read_delimited
from app.reading.web import read_html
from app.retrieval.split import split


def book(*sheets: tuple[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def rows(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [
        (extraction.text[b.start : b.end], b.context, b.place)
        for b in extraction.blocks
        if b.kind is BlockKind.TABLE_ROW
    ]


def check(extraction: Extraction) -> None:
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        assert extraction.text[block.start : block.end] == extraction.text[block.start : block.end].strip()
        last = block.end


PRICES: tuple[str, list[list[Any]]] = (
    "Prices",
    [["Part", "Price", "Since"], ["V-10", 12.5, date(2024, 3, 1)], ["V-20", 14, None]],
)


def test_a_row_stays_with_its_header_and_says_its_cells() -> None:
    extraction = read_xlsx(book(PRICES, ("Old", [["Part", "Price"], ["V-1", 3]])), "prices.xlsx")
    check(extraction)
    assert rows(extraction) == [
        ("Part | Price | Since", "", "A1:C1"),
        ("V-10 | 12.5 | 2024-03-01", "Part | Price | Since", "A2:C2"),
        ("V-20 | 14", "Part | Price | Since", "A3:C3"),
        ("Part | Price", "", "A1:B1"),
        ("V-1 | 3", "Part | Price", "A2:B2"),
    ]
    headings = [extraction.text[b.start : b.end] for b in extraction.blocks if b.kind is BlockKind.HEADING]
    assert headings == ["Prices", "Old"]


def test_a_passage_of_rows_names_the_sheet_and_the_cells() -> None:
    cuts = split(read_xlsx(book(PRICES), "prices.xlsx"), lambda text: len(text.split()), 100)
    assert [(cut.heading, cut.context) for cut in cuts] == [
        (("Prices", "A1:C1"), ""),
        (("Prices", "A2:C3"), "Part | Price | Since"),
    ]


def test_titles_gaps_and_a_second_table_with_a_header_of_its_own() -> None:
    table: list[list[Any]] = [
        ["Price list 2024"], [], [None, "Part", "Price"], [None, "V-10", 12], [], [None, "V-20", 14], [],
        [None, "Country", "Surcharge"], [None, "Norway", 0.1],
    ]  # fmt: skip
    extraction = read_xlsx(book(("S", table)), "a.xlsx")
    first = extraction.blocks[1]
    assert (first.kind, extraction.text[first.start : first.end], first.place) == (
        BlockKind.PARAGRAPH,
        "Price list 2024",
        "A1:A1",
    )
    assert rows(extraction) == [
        ("Part | Price", "", "B3:C3"),
        ("V-10 | 12", "Part | Price", "B4:C4"),
        ("V-20 | 14", "Part | Price", "B6:C6"),
        ("Country | Surcharge", "", "B8:C8"),
        ("Norway | 0.1", "Country | Surcharge", "B9:C9"),
    ]


def test_merged_headers_of_two_rows_and_a_value_that_rows_share() -> None:
    table: list[list[Any]] = [
        ["Part", "Price 2024", None],
        [None, "net", "gross"],
        ["V-10", 10, 12],
        [None, 11, 13],
    ]

    def merge(workbook: Any) -> None:
        workbook["S"].merge_cells("B1:C1")
        workbook["S"].merge_cells("A3:A4")

    extraction = read_xlsx(book(("S", table), change=merge), "a.xlsx")
    assert rows(extraction)[2:] == [
        ("V-10 | 10 | 12", "Part | Price 2024 net | Price 2024 gross", "A3:C3"),
        ("V-10 | 11 | 13", "Part | Price 2024 net | Price 2024 gross", "A4:C4"),
    ]


def test_values_read_as_they_are_shown() -> None:
    table: list[list[Any]] = [
        ["Name", "Value"],
        ["share", 0.125],
        ["money", 1234.5],
        ["dollars", 3],
        ["flag", True],
        ["when", datetime(2024, 5, 6, 7, 8)],
    ]
    table += [["long", timedelta(hours=30)], ["many", 0.1 + 0.2], ["error", "#REF!"]]

    def form(workbook: Any) -> None:
        sheet = workbook["S"]
        sheet["B2"].number_format, sheet["B3"].number_format, sheet["B4"].number_format = (
            "0.0%",
            "#,##0.00 [$€-407]",
            '"$"0.00',
        )

    extraction = read_xlsx(book(("S", table), change=form), "a.xlsx")
    assert [words.split(" | ")[1] for words, _, _ in rows(extraction)[1:]] == [
        "12.5%", "1234.50 €", "$3.00", "TRUE", "2024-05-06 07:08:00", "1 day, 6:00:00", "0.3", "#REF!",
    ]  # fmt: skip


def test_hidden_sheets_are_read_and_say_so_and_formulas_without_a_value_are_told() -> None:
    def hide(workbook: Any) -> None:
        workbook["Prices"].sheet_state = "veryHidden"
        workbook["Prices"]["B3"] = "=B2*2"

    extraction = read_xlsx(book(PRICES, ("Shown", [["Words."]]), change=hide), "a.xlsx")
    assert extraction.text.startswith("Prices (hidden sheet)\n")
    assert "\nShown\n" in extraction.text
    assert [(notice.code, notice.message.split()[0]) for notice in extraction.notices] == [
        ("nested_skipped", "1")
    ]


def test_the_value_a_formula_had_is_read() -> None:
    data = book(("S", [["Part", "Sum"], ["V-10", "=1+1"]]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                assert b"<f>1+1</f><v></v>" in content
                content = content.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
            new.writestr(member.filename, content)
    extraction = read_xlsx(buffer.getvalue(), "a.xlsx")
    assert rows(extraction)[1][0] == "V-10 | 2"
    assert extraction.notices == ()


def test_a_bold_row_is_a_header_also_over_words_alone() -> None:
    def bolden(workbook: Any) -> None:
        for cell in workbook["S"][1]:
            cell.font = Font(bold=True)

    extraction = read_xlsx(
        book(("S", [["Task", "Owner"], ["Check the bench", "Ines"]]), change=bolden), "a.xlsx"
    )
    assert rows(extraction)[1] == ("Check the bench | Ines", "Task | Owner", "A2:B2")


def test_a_sheet_of_one_column_is_a_text() -> None:
    extraction = read_xlsx(book(("S", [[f"Line {n}."] for n in range(30)])), "a.xlsx")
    assert [block.kind for block in extraction.blocks[1:]] == [BlockKind.PARAGRAPH] * 30
    check(extraction)


def test_properties_and_an_empty_book() -> None:
    def name(workbook: Any) -> None:
        workbook.properties.title, workbook.properties.creator = "Price list", "Ines"
        workbook.properties.modified = datetime(2024, 5, 6, 7, 8, 9)

    extraction = read_xlsx(book(("S", []), change=name), "a.xlsx")
    assert (extraction.title, extraction.metadata["creator"], extraction.date_origin) == (
        "Price list",
        "Ines",
        "property",
    )
    assert [notice.code for notice in extraction.notices] == ["empty_page"]


def test_damaged_books_are_named_failures() -> None:
    data = book(PRICES)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(
                member.filename, content[: len(content) // 2] if "sheet1" in member.filename else content
            )
    for hostile in (
        buffer.getvalue(),
        data.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"),
    ):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read_xlsx(hostile, "a.xlsx")


def test_the_kind_is_told_by_content() -> None:
    assert sniff(book(PRICES), "report.pdf").reader == "xlsx"
    assert sniff(b"part,price,since\n" + b"v,1,2\n" * 9, "NOTES").reader == "csv"
    assert sniff(b"part,price\nv,1\n", "a.csv").reader == "csv"
    assert sniff("Größe;Preis\nklein;1,50\n".encode("cp1252"), "a.csv").reader == "csv"
    assert sniff("part\tprice\nv\t1\n".encode("utf-16"), "a.tsv").reader == "csv"
    assert sniff(b"Dear all,\nplease come, if you can.\nYours, Ines\n", "a.txt").reader == "plain"
    assert sniff(b"One line of words without any rows.\n", "a.csv").reader == "plain"


def test_records_have_their_places_in_the_text() -> None:
    text = 'part,note\r\n"V-10","says ""hi"", twice\nor more"\r\n\r\nV-20,5" wide\nlast,'
    found = list(records(text, ","))
    assert [record.fields for record in found] == [
        ["part", "note"], ["V-10", 'says "hi", twice\nor more'], [""], ["V-20", '5" wide'], ["last", ""],
    ]  # fmt: skip
    assert [text[record.start : record.end] for record in found][1] == '"V-10","says ""hi"", twice\nor more"'
    assert "".join(text[a.end : b.start] for a, b in zip(found, found[1:], strict=False)) == "\r\n\r\n\r\n\n"


@pytest.mark.parametrize(
    "text", ['"', 'a,"', '"a"b,c', '""', ",", "\r", '"a\n', 'a,"b" ,c', '"' * 99, 'x"y,"', ",\n,"]
)
def test_records_end_whatever_the_quotes(text: str) -> None:
    last = 0
    for record in records(text, ","):
        assert last <= record.start <= record.end <= len(text)
        last = record.end


def test_delimiters() -> None:
    assert delimiter_of("a;b\n1,5;2,5\n3,1;4,2\n") == ";"
    assert delimiter_of("a\tb, c\n1\t2\n") == "\t"
    assert delimiter_of("no columns here\nnor here\n") == ""
    assert delimiter_of('name,words\nx,"a; b; c"\ny,"d; e"\n') == ","


def test_delimited_text_is_the_file_and_rows_know_their_columns() -> None:
    text = 'Part;Preis (€);Notiz\nV-10;12,50;"fest; immer"\nV-20;14;\n'
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"):
        extraction = read_delimited(text.encode(encoding), "a.csv")
        check(extraction)
        assert extraction.text == text
        assert rows(extraction)[1:] == [
            ('V-10;12,50;"fest; immer"', "Part | Preis (€) | Notiz", "A2:C2"), ("V-20;14;", "Part | Preis (€) | Notiz", "A3:C3")
        ]  # fmt: skip


def test_values_alone_have_no_header() -> None:
    assert [context for _, context, _ in rows(read_delimited(b"V-10,12\nV-20,14\n", "a.csv"))] == ["", ""]


def test_through_the_limited_child(read: Callable[[str, bytes], Extraction]) -> None:
    assert read("a.dat", book(PRICES)).reader == "xlsx"
    assert read("a.csv", b"part,price\nv,1\n").reader_version.startswith("2+charset-normalizer")


def test_a_formula_without_a_value_is_named_in_its_row_and_alone_makes_none() -> None:
    extraction = read_xlsx(
        book(("Boats", [["Boat", "Hours"], ["Tern", 4], ["Total", "=SUM(B2:B2)"], [None, "=B3*2"]])), "a.xlsx"
    )
    assert [text for text, _, _ in rows(extraction)] == [
        "Boat | Hours",
        "Tern | 4",
        "Total | formula without a stored value",
    ]


def test_struck_cells_and_runs_are_left_out() -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["Fees"]
        sheet["B2"].font = sheet["A3"].font = sheet["B3"].font = Font(strike=True)
        struck = TextBlock(InlineFont(strike=True), "Tess")
        sheet["C2"] = CellRichText("ask ", struck, " Omar")

    data = book(
        ("Fees", [["Berth", "Fee", "Who"], ["North", 30, ""], ["South", 40, None], ["East", 50, None]]),
        change=change,
    )
    extraction = read_xlsx(data, "a.xlsx")
    assert [text for text, _, _ in rows(extraction)] == [
        "Berth | Fee | Who",
        "North |  | ask Omar",
        "East | 50",
    ]
    assert [notice.message for notice in extraction.notices] == ["4 struck-through words have been left out."]


PAIRS = [
    [("Manager", "Ines Berg"), ("Deputy", "Tom Wolf"), ("Porter", "Lia Roth")],
    [("Phone", "Room 12"), ("Postal address", "Quay 4"), ("Opens", "at noon")],
]
NAMED = [
    [("Topic", "Contact"), ("Payroll", "Yusuf Demir"), ("Parking", "Elin Berg")],
    [("Part", "Shelf"), ("copper pipe", "R4"), ("rubber seal", "R9"), ("steel wire", "R11")],
    [("Name", "Role"), ("Anna", "chief"), ("Tom", "deputy")],
]


def in_word(cells: list[tuple[str, str]]) -> Extraction:
    document = docx.Document()
    table = document.add_table(len(cells), 2)
    for at, pair in enumerate(cells):
        for column, text in enumerate(pair):
            table.cell(at, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return read_docx(buffer.getvalue(), "a.docx")


def in_sheet(cells: list[tuple[str, str]]) -> Extraction:
    return read_xlsx(book(("S", [list(pair) for pair in cells])), "a.xlsx")


def in_page(cells: list[tuple[str, str]]) -> Extraction:
    source = "".join(f"<tr><td>{one}<td>{two}" for one, two in cells)
    return read_html(f"<table>{source}</table>".encode(), "a.html")


@pytest.mark.parametrize("read", [in_word, in_sheet, in_page])
@pytest.mark.parametrize("cells", PAIRS)
def test_labels_beside_values_have_no_row_of_names(
    read: Callable[[list[tuple[str, str]]], Extraction], cells: list[tuple[str, str]]
) -> None:
    found = [block for block in read(cells).blocks if block.kind is BlockKind.TABLE_ROW]
    assert [(block.context, block.level) for block in found] == [("", 0)] * len(cells)


@pytest.mark.parametrize("read", [in_word, in_sheet])
@pytest.mark.parametrize("cells", NAMED)
def test_a_first_row_unlike_the_others_names_two_columns(
    read: Callable[[list[tuple[str, str]]], Extraction], cells: list[tuple[str, str]]
) -> None:
    extraction = read(cells)
    found = [block for block in extraction.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [extraction.text[block.start : block.end] for block in found] == [
        " | ".join(pair) for pair in cells
    ]
    assert [(block.context, block.level) for block in found] == [
        ("", 1),
        *[(" | ".join(cells[0]), 0)] * (len(cells) - 1),
    ]


def test_each_record_is_one_row_whatever_parts_its_fields() -> None:
    for mark in (";", "\t", ","):
        source = f'part{mark}note\r\ncog{mark}"oil{mark}\r\nweekly ""by hand"""\r\nbelt{mark}-\r\n'
        extraction = read_delimited(source.encode(), "a.csv")
        check(extraction)
        assert rows(extraction) == [
            (f"part{mark}note", "", "A1:B1"),
            (f'cog{mark}"oil{mark}\r\nweekly ""by hand"""', "part | note", "A2:B2"),
            (f"belt{mark}-", "part | note", "A3:B3"),
        ]


def test_a_title_above_a_table_is_no_row_and_a_stated_separator_is_nothing() -> None:
    extraction = read_delimited(
        b"sep=;\r\nLent tools;;\r\nAll prices in euros;;\r\nTool;Who;Price\r\nsaw;Omar;12\r\n", "a.csv"
    )
    kinds = [
        (block.kind.value, extraction.text[block.start : block.end], block.level)
        for block in extraction.blocks
    ]
    assert kinds == [
        ("heading", "Lent tools", 1), ("paragraph", "All prices in euros", 0), ("table_row", "Tool;Who;Price", 1),
        ("table_row", "saw;Omar;12", 0),
    ]  # fmt: skip
    assert extraction.title == "Lent tools"
