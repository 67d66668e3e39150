"""Pages in columns, whatever the order in which their words were drawn; forms and tables are read across."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pypdfium2
import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.reading import wire
from app.reading.columns import in_columns
from app.reading.pagelayout import Glyph
from app.reading.pdf import read_pdf

MakePdf = Callable[..., bytes]
Show = Callable[..., str]

LEFT = (
    "The ferry to the outer islands",
    "leaves at seven and returns at",
    "nine. Tickets are sold on board",
    "and cost four euros a person.",
)
MIDDLE = (
    "Bicycles are carried when the",
    "weather allows it. Dogs stay on",
    "the lower deck and are kept on",
    "a lead during the crossing.",
)
RIGHT = (
    "The harbour office is open on",
    "weekdays and closes at four in",
    "winter. Lost things are handed",
    "out there against a signature.",
)


def said(extraction: Extraction) -> list[str]:
    return [" ".join(extraction.text[block.start : block.end].split()) for block in extraction.blocks]


def across(show: Show, columns: Sequence[Sequence[str]], top: float, lefts: Sequence[float]) -> str:
    """Draw columns line by line from left to right, as a layout program that fills a grid does."""
    lines = max(len(column) for column in columns)
    return "".join(
        show(left, top - 14 * line, column[line], 10)
        for line in range(lines)
        for left, column in zip(lefts, columns, strict=True)
        if line < len(column)
    )


@pytest.mark.parametrize("lefts", [(50, 330), (50, 214)])
def test_two_columns_drawn_across_are_read_one_behind_the_other(
    make_pdf: MakePdf, show: Show, lefts: tuple[float, float]
) -> None:
    page = show(50, 740, "Island news", 18, "F2") + across(show, (LEFT, RIGHT), 700, lefts)
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == ["Island news", " ".join(LEFT), " ".join(RIGHT)]


def test_three_columns_with_a_full_title_between_them(make_pdf: MakePdf, show: Show) -> None:
    lefts = (40, 220, 400)
    page = across(show, (LEFT, MIDDLE, RIGHT), 740, lefts)
    page += show(
        40,
        660,
        "What the crews of all the ferries said about the timetable of the coming winter season",
        13,
        "F2",
    )
    page += across(show, (RIGHT, LEFT, MIDDLE), 630, lefts)
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == [
        " ".join(LEFT), " ".join(MIDDLE), " ".join(RIGHT),
        "What the crews of all the ferries said about the timetable of the coming winter season",
        " ".join(RIGHT), " ".join(LEFT), " ".join(MIDDLE),
    ]  # fmt: skip


def test_a_right_column_drawn_first_is_read_last(make_pdf: MakePdf, show: Show) -> None:
    page = across(show, (RIGHT,), 700, (330,)) + across(show, (LEFT,), 700, (50,))
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_drawn_one_behind_the_other_stay_as_they_are(make_pdf: MakePdf, show: Show) -> None:
    page = across(show, (LEFT,), 700, (50,)) + across(show, (RIGHT,), 700, (330,))
    extraction = read_pdf(make_pdf([page]), "a.pdf", 9)
    assert said(extraction) == [" ".join(LEFT), " ".join(RIGHT)]
    assert extraction.pages[0].moved == ()


def test_a_form_of_labels_and_values_is_read_across(make_pdf: MakePdf, show: Show) -> None:
    fields = (
        ("Vessel:", "Tern"),
        ("Home port:", "Varde"),
        ("Owner of the vessel:", "North Ferries"),
        ("Built in:", "1998"),
    )
    page = "".join(
        show(50, 700 - 14 * at, label, 10, "F2") + show(200, 700 - 14 * at, value, 10)
        for at, (label, value) in enumerate(fields)
    )
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == [f"{label} {value}" for label, value in fields]


def test_a_table_is_read_across(make_pdf: MakePdf, show: Show) -> None:
    rows: tuple[tuple[str, ...], ...] = (
        ("door roller of the lift", "38 EUR", "shelf A1"),
        ("guide shoe for the rail", "112 EUR", "shelf A2"),
    )
    rows += (
        ("brake pad of the crane", "54 EUR", "shelf B1"),
        ("filter for the oil pump", "17 EUR", "shelf B4"),
    )
    page = "".join(
        show(left, 700 - 14 * at, cell, 10)
        for at, row in enumerate(rows)
        for left, cell in zip((50, 250, 350), row, strict=True)
    )
    extraction = read_pdf(make_pdf([page]), "a.pdf", 9)
    assert said(extraction) == [" ".join(row) for row in rows]
    assert {block.kind for block in extraction.blocks} == {BlockKind.TABLE_ROW}
    assert extraction.pages[0].moved == ()


def test_cells_of_several_lines_are_read_row_by_row(make_pdf: MakePdf, show: Show) -> None:
    page, top = "", 740
    for left, right in ((LEFT, RIGHT), (MIDDLE, LEFT), (RIGHT, MIDDLE)):
        page += across(show, (left, right), top, (50, 330))
        top -= 90
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == [
        " ".join(cell) for cell in (LEFT, RIGHT, MIDDLE, LEFT, RIGHT, MIDDLE)
    ]


def test_a_table_between_columns_stays_a_table(make_pdf: MakePdf, show: Show) -> None:
    page = across(show, (LEFT, RIGHT), 740, (50, 330))
    for at, row in enumerate(
        (("Line", "Fare", "Crossings"), ("North", "4 EUR", "seven a day"), ("South", "6 EUR", "two a day"))
    ):
        page += "".join(
            show(left, 650 - 14 * at, cell, 10) for left, cell in zip((50, 240, 420), row, strict=True)
        )
    page += across(show, (MIDDLE, LEFT), 590, (50, 330))
    assert said(read_pdf(make_pdf([page]), "a.pdf", 9)) == [
        " ".join(LEFT), " ".join(RIGHT), "Line Fare Crossings", "North 4 EUR seven a day", "South 6 EUR two a day",
        " ".join(MIDDLE), " ".join(LEFT),
    ]  # fmt: skip


def test_each_moved_character_is_found_in_the_file(make_pdf: MakePdf, show: Show) -> None:
    data = make_pdf([show(50, 740, "Island news", 18, "F2") + across(show, (LEFT, RIGHT), 700, (50, 330))])
    extraction = read_pdf(data, "a.pdf", 9)
    page = extraction.pages[0]
    own = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    start = extraction.text.index("leaves at seven and returns at\r\nnine")
    parts = [
        own[low:high]
        for low, high in page.in_file(start, start + len("leaves at seven and returns at\r\nnine"))
    ]
    assert parts == ["leaves at seven and returns at", "nine"]
    at = own.index("returns")
    assert extraction.text.startswith("returns", page.in_text(at))
    assert wire.decode(wire.encode(extraction)) == extraction


def test_a_crowded_page_takes_little_time() -> None:
    glyphs = [
        Glyph(at, (at * 37) % 500, (at * 37) % 500 + 4, at % 700, at % 700 + 8, 8, False, False)
        for at in range(60_000)
    ]
    begun = time.process_time()
    in_columns("x" * len(glyphs), glyphs)
    prose = "some words of prose " * 300
    even = [
        Glyph(at, 20 * (at % 25), 20 * (at % 25) + 4, 8 * (at // 25), 8 * (at // 25) + 7, 8, False, False)
        for at in range(6000)
    ]
    in_columns(prose[: len(even)], even)
    assert time.process_time() - begun < 3
