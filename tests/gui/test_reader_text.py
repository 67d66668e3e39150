"""What is marked in a source is what was cited: every format through its real reader, to the character."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.documents.documents import Block, BlockKind, Label, Source, Status
from app.resources import resource
from app.ui import theme
from app.ui.reader.drawn import drawn as as_drawn
from app.ui.reader.flow import LONGEST, Flow, Paragraph, Table
from app.ui.reader.inline import Piece
from app.ui.reader.place import heading_at
from app.ui.reader.raw import WINDOW, RawView
from app.ui.reader.search import places
from app.ui.reader.sheet import SheetView
from app.ui.reader.text import TextView
from app.workspace.workspace import Application, open_application
from tests.gui.reader_world import documents
from tests.world import make_workspace

_HIDDEN_WORDS = re.compile(r"https?://\S+|:[\w:.+-]+:`|<[^<>]*>|\{%[^%]*%\}|\{#[^}]*\}")
"""Words that a page does not show: where links lead, tags, roles."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The sample, and a document of each other kind."""
    base = tmp_path_factory.mktemp("reader")
    with open_application(make_workspace(base / "workspace")) as app:
        app.change_settings({"model.generator": "none", "ingest.ocr_seconds": "0"})
        report = app.ingestion.ingest(
            app.actor, [resource("sample", "documents"), documents(base / "documents")]
        )
        assert report.added > 30
        yield app


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> TextView:
    theme.apply(qapp, "light")
    made = TextView()
    qtbot.addWidget(made)
    made.resize(520, 700)
    made.show()
    return made


def _source(text: str, blocks: tuple[Block, ...], media_type: str = "text/plain") -> Source:
    return Source(
        "document", "version", "Title", "/nowhere/file", Label.PUBLIC, media_type, "2025-01-01", 1, 1, Status.ACTIVE, text, (), (), None,
        blocks, newest="version",
    )  # fmt: skip


def _sources(app: Application, *kinds: str) -> list[Source]:
    found = [app.documents.source(app.actor, one.version) for one in app.documents.listed(app.actor)]
    return [one for one in found if not kinds or one.path.endswith(kinds)]


def _pieces(source: Source) -> list[Piece]:
    flow = Flow(source)
    found: list[Piece] = []
    for number in range(len(flow.sections)):
        flow.open_at(flow.sections[number].start, flow.sections[number].end)
        for element in flow.elements(number):
            if isinstance(element, Table):
                found += [piece for row in element.rows for cell in row for piece in cell]
            else:
                found += element.pieces
    return [piece for piece in found if piece.start >= 0]


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def test_every_word_of_a_source_is_shown_once_unless_it_is_markup(library: Application) -> None:
    for source in _sources(library):
        shown = [False] * len(source.text)
        for piece in _pieces(source):
            for offset in range(piece.start, piece.end):
                assert not shown[offset], (source.path, offset)
                shown[offset] = True
                if piece.stands:
                    continue  # words in the place of others
                char, drawn = source.text[offset], piece.shown[offset - piece.start]
                assert char == drawn or not (char.isalnum() or drawn.isalnum()), (
                    source.path,
                    offset,
                    char,
                    drawn,
                )
        left = "".join("\0" if seen else char for char, seen in zip(source.text, shown, strict=True))
        if source.path.endswith((".csv", ".xlsx")):
            continue  # shown as sheets
        assert not re.search(r"\w", _HIDDEN_WORDS.sub("", left).replace("_", "")), (
            source.path,
            _HIDDEN_WORDS.sub("", left).strip("\0"),
        )


def test_every_passage_of_the_library_is_marked_to_the_character(
    library: Application, view: TextView
) -> None:
    marked = 0
    for document in library.documents.listed(library.actor):
        source = library.documents.source(library.actor, document.version)
        rows = library._database.query(
            "SELECT start, end FROM passages WHERE version = ? AND active = 1", (document.version,)
        )
        spans = [(row[0], row[1]) for row in rows] + [(block.start, block.end) for block in source.blocks]
        pieces = sorted(_pieces(source), key=lambda piece: piece.start)
        view.show_source(source)
        for start, end in spans:
            view.mark(start, end)
            if not any(piece.start < end and piece.end > start for piece in pieces):
                assert view.marked() == ""  # a block of tags, of which nothing is read
                continue
            assert view.marked() == source.text[start:end], (source.path, start, end)
            on_screen = "".join(view.marked_on_screen())
            expected = "".join(
                piece.shown if piece.stands else source.text[max(piece.start, start) : min(piece.end, end)]
                for piece in pieces
                if piece.start < end and piece.end > start
            )
            assert _letters(on_screen) == _letters(expected), (source.path, start, end)
            marked += 1
    assert marked > 300


def test_any_range_is_marked_to_the_character_in_every_format(library: Application, view: TextView) -> None:
    chance = random.Random(11)
    for source in _sources(library):
        drawn = sorted({offset for piece in _pieces(source) for offset in range(piece.start, piece.end)})
        view.show_source(source)
        for _ in range(12):
            start = chance.choice(drawn)
            end = min(len(source.text), start + chance.randrange(1, 300))
            view.mark(start, end)
            assert view.marked() == source.text[start:end], (source.path, start, end)


def test_the_text_as_it_is_marks_any_range_to_the_character(library: Application, qtbot: QtBot) -> None:
    raw = RawView()
    qtbot.addWidget(raw)
    chance = random.Random(12)
    for source in _sources(library):
        raw.show_source(source)
        for _ in range(6):
            start = chance.randrange(len(source.text) - 1)
            end = min(len(source.text), start + chance.randrange(1, 300))
            raw.mark(start, end)
            expected = re.sub("\r\n|[\r\f]", "\n", source.text[start:end])
            assert "".join(raw.marked_on_screen()) == expected, (source.path, start, end)


def test_the_text_as_it_is_moves_along_with_what_is_read_of_a_long_one(qtbot: QtBot) -> None:
    raw = RawView()
    qtbot.addWidget(raw)
    raw.resize(500, 400)
    raw.show()
    text = "".join(f"line {at} of a long text\r\n" for at in range(60_000))
    raw.show_source(_source(text, ()))
    for at in (59_999, 3, 30_000):
        start = text.index(f"line {at} of")
        raw.mark(start, start + len(f"line {at} of"))
        assert raw.marked_on_screen() == [f"line {at} of"]
        assert len(raw.toPlainText()) <= WINDOW
    before = raw.toPlainText()
    raw.verticalScrollBar().setValue(raw.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: raw.toPlainText() != before)


@pytest.mark.parametrize(
    "text",
    ["one\r\ntwo \U0001f527 three\r\nfour", "tab\there\x0bfive", "שלום 6.5 עולם", "a\u2028b\u2029c\ufffcd"],
)
def test_odd_characters_do_not_move_a_mark(view: TextView, text: str) -> None:
    view.show_source(_source(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))
    for start in range(len(text)):
        if text[start].isalnum():
            view.mark(start, start + 1)
            assert view.marked_on_screen() == [text[start]]
            assert view.marked() == text[start]


def test_marks_of_markdown_say_how_words_look_and_are_not_drawn(library: Application, view: TextView) -> None:
    (source,) = _sources(library, "guide.md")
    view.show_source(source)
    drawn = view.toPlainText()
    assert "6.5 bar" in drawn
    assert not set("`[]") & set(drawn)
    assert "**" not in drawn
    assert "https://" not in drawn
    assert len(view.tables()) == 1
    start = source.text.index("**6.5 bar**")
    view.mark(start, start + len("**6.5 bar**"))
    assert view.marked_on_screen() == ["6.5 bar"]
    assert view.marked() == "**6.5 bar**"


def test_a_page_is_shown_as_a_person_reads_it(library: Application, view: TextView) -> None:
    (source,) = _sources(library, "handout.md")
    view.show_source(source)
    drawn = view.toPlainText()
    for words in (
        "Ask in #valves or write to valves@example.org. The first check is on Monday; the second one follows on Tuesday & Thursday.",
        "Nobody works alone, see the rules of the hall.",
        "Tools of 2025",
    ):
        assert words in drawn
    for mark in (
        "audience",
        "nobody reads",
        "include",
        "{",
        "%",
        "*",
        "<",
        "](",
        "&amp;",
        "https",
        "`",
        "[x]",
    ):
        assert mark not in drawn, mark
    cells = view.tables()[0]
    assert [cells.cellAt(row, column).firstCursorPosition().block().text() for row in range(2) for column in range(2)] == [
        "Tool", "Keeper", "Torque wrench", "Ada at desk 4"
    ]  # fmt: skip
    assert "☑" in drawn
    assert "☐" in drawn
    assert "7." in drawn
    assert heading_at(source, source.text.index("Gauge")) == ("Handout for new operators", "Tools of 2025")


def test_words_in_the_place_of_others_are_marked_for_what_they_stand_for(
    library: Application, view: TextView
) -> None:
    (source,) = _sources(library, "handout.md")
    view.show_source(source)
    for quote, drawn in (
        ('Ask in {% slack_channel "valves" %} or', "Ask in #valves or"),
        ('{% slack_channel "valves" %}', "#valves"),
        ("on [Monday](https://example.org/monday);", "on Monday;"),
        ("Tuesday &amp; Thursday", "Tuesday & Thursday"),
        ("| Torque *wrench* | `Ada` at", "Torque wrenchAda at"),
        ("- [ ] Sign them", "☐Sign them"),
    ):
        start = source.text.index(quote)
        view.mark(start, start + len(quote))
        assert view.marked() == quote
        assert "".join(view.marked_on_screen()).replace("\u2002", "") == drawn
    cursor = view.textCursor()
    cursor.setPosition(view._position(source.text.index("{% slack")))
    cursor.setPosition(cursor.position() + len("#valves or"), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    chosen = view.selected()
    assert chosen is not None
    assert source.text[slice(*chosen)] == '{% slack_channel "valves" %} or'
    assert source.read(*chosen) == "#valves or"


def test_a_search_finds_words_as_they_are_drawn(library: Application) -> None:
    (source,) = _sources(library, "handout.md")
    shown = as_drawn(source)
    assert shown is not None
    for words, quote in (
        ("check is on Monday", "check is on [Monday"),
        ("ask in #valves", 'Ask in {% slack_channel "valves" %}'),
        ("Tuesday & Thursday", "Tuesday &amp; Thursday"),
        ("ada at desk", "Ada` at [desk"),
        ("audience: operators", "audience: operators"),
    ):
        (span,) = (shown.span(*one) for one in places(shown.text, words))
        assert source.text[slice(*span)] == quote
    assert places(shown.text, "slack_channel") == []
    assert len(places(shown.text, "Torque")) == 1


def test_what_a_file_says_about_itself_is_folded_and_opens_for_words_in_it(
    library: Application, view: TextView
) -> None:
    (source,) = _sources(library, "handout.md")
    view.show_source(source)
    assert "Show 4 hidden lines" in view.toPlainText()
    for words in ("audience: operators", "nobody reads this"):
        start = source.text.index(words)
        view.mark(start, start + len(words))
        assert view.marked_on_screen() == [words]


def test_the_mark_stays_in_sight_when_the_view_changes_its_width(view: TextView) -> None:
    text = "\n\n".join(
        f"Paragraph {at} says how the relief valve of bench {at} is set, checked and sealed again."
        for at in range(300)
    )
    source = _source(
        text, tuple(Block(BlockKind.PARAGRAPH, *match.span()) for match in re.finditer(r"[^\n]+", text))
    )
    view.show_source(source)
    start = text.index("Paragraph 200")
    view.mark(start, start + 13)
    for width in (900, 300, 520):
        view.resize(width, 700)
        assert view.viewport().rect().contains(view.cursorRect().center()), width
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    held = view.top()
    view.resize(640, 700)
    assert abs(view.top() - held) < 200


def test_a_quoted_reply_is_folded_and_opens_for_words_in_it(library: Application, view: TextView) -> None:
    (source,) = _sources(library, "reply.eml")
    view.show_source(source)
    assert "loses pressure" not in view.toPlainText()
    start = source.text.index("loses pressure")
    view.mark(start, start + len("loses pressure"))
    assert view.marked_on_screen() == ["loses pressure"]


def test_nothing_is_loaded_for_a_page_that_names_pictures_and_scripts(view: TextView) -> None:
    text = (
        "![logo](https://example.org/logo.png) <script>alert(1)</script> <img src='file:///etc/passwd'> words"
    )
    view.show_source(_source(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "text/markdown"))
    assert view.toPlainText().split() == ["logo", "alert(1)", "words"]
    assert view.loadResource(2, "file:///etc/passwd") is None


def test_a_row_is_marked_in_its_sheet_and_the_names_of_its_columns_stay(
    library: Application, qtbot: QtBot
) -> None:
    sheet = SheetView()
    qtbot.addWidget(sheet)
    sheet.resize(520, 500)
    sheet.show()
    (source,) = _sources(library, "parts.csv")
    sheet.show_source(source)
    row = next(block for block in source.blocks if "4471-B" in source.text[block.start : block.end])
    sheet.mark(row.start, row.end)
    assert sheet.marked() == source.text[row.start : row.end]
    assert sheet.marked_on_screen() == ["4471-B", "Seat ring, RV-7", "38.00", "fits RV-7 and RV-9"]
    names = [
        sheet.model.headerData(column, sheet.table.horizontalHeader().orientation())
        for column in range(sheet.model.columnCount())
    ]
    assert names == ["Number", "Name", "Price", "Remark"]
    (book,) = _sources(library, "prices.xlsx")
    sheet.show_source(book)
    start = book.text.index("Kestrel")
    sheet.mark(start, start + len("Kestrel | 12"))
    assert sheet.sheet_name() == "Discounts"
    assert sheet.marked_on_screen() == ["Kestrel", "12"]


def test_a_text_of_five_megabytes_opens_at_once_at_its_end(view: TextView) -> None:
    paragraph = "The relief valve opens at 6.5 bar and closes at 5.9 bar, as it was measured. " * 6
    text = "\n\n".join(f"{at}. {paragraph}" for at in range(5_000_000 // (len(paragraph) + 8)))
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)
    )
    source = _source(text, blocks)
    view.show_source(source)
    start = text.rindex("6.5 bar")
    view.mark(start, start + 7)
    assert view.marked_on_screen() == ["6.5 bar"]


def test_a_line_of_a_megabyte_is_shown_in_parts(view: TextView) -> None:
    text = "word " * 200_000
    source = _source(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    paragraphs = [element for element in Flow(source).elements(3) if isinstance(element, Paragraph)]
    assert all(sum(len(piece.shown) for piece in one.pieces) <= LONGEST for one in paragraphs)
    view.show_source(source)
    view.mark(700_000, 700_020)
    assert view.marked() == text[700_000:700_020]
