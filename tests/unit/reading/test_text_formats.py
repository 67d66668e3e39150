"""Plain text, Markdown and reStructuredText: exact spans, headings, tables, metadata, encodings."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from app.core.documents.documents import Block, BlockKind, Extraction
from app.reading.markup import read_markdown
from app.reading.plain import decode, read_plain
from app.reading.rst import read_rst

Row = tuple[str, str]


def words(extraction: Extraction) -> list[Row]:
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def headings(extraction: Extraction) -> list[tuple[int, str]]:
    return [
        (b.level, extraction.text[b.start : b.end]) for b in extraction.blocks if b.kind is BlockKind.HEADING
    ]


def rows(extraction: Extraction) -> list[Row]:
    return [
        (b.context, extraction.text[b.start : b.end])
        for b in extraction.blocks
        if b.kind is BlockKind.TABLE_ROW
    ]


def text_of(extraction: Extraction, block: Block) -> str:
    return extraction.text[block.start : block.end]


def plain(text: str) -> Extraction:
    return read_plain(text.encode(), "a.txt")


def markdown(text: str) -> Extraction:
    return read_markdown(text.encode(), "a.md")


def rst(text: str) -> Extraction:
    return read_rst(text.encode(), "a.rst")


class TestEncodings:
    SENTENCE = "Das Gehäuse wird geprüft, größer als 3 µm – alles übrige später.\r\nZweite Zeile.\r\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_what_the_file_declares_is_believed(self, encoding: str) -> None:
        extraction = read_plain(self.SENTENCE.encode(encoding), "a.txt")
        assert extraction.text == self.SENTENCE
        assert extraction.notices == ()

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
    def test_a_guess_is_said(self, encoding: str) -> None:
        extraction = read_plain((self.SENTENCE * 20).encode(encoding), "a.txt")
        assert extraction.text == self.SENTENCE * 20
        assert [notice.code for notice in extraction.notices] == ["encoding_guessed"]

    def test_a_file_cut_inside_a_character_is_said_to_be(self) -> None:
        extraction = read_plain("größe ü".encode()[:-1], "a.txt")
        assert extraction.text == "größe \ufffd"
        assert [notice.code for notice in extraction.notices] == ["truncated"]

    def test_line_endings_are_not_touched(self) -> None:
        text = "one\r\ntwo\rthree\nfour\x0bstill four\u2028still\n"
        assert plain(text).text == text

    def test_nothing_that_a_database_cannot_keep(self) -> None:
        assert plain("a\x00b").text == "a\ufffdb"


class TestPlain:
    def test_paragraphs_items_quotes_and_headings(self) -> None:
        extraction = plain(
            "Title\n=====\n\nOne line\nand another.\n\n- first\n- second\n  goes on\n\n> said\n> before\n\nSAFETY RULES\n\nLast."
        )
        assert words(extraction) == [
            ("heading", "Title"),
            ("paragraph", "One line\nand another."),
            ("list_item", "- first"),
            ("list_item", "- second\n  goes on"),
            ("quote", "> said\n> before"),
            ("heading", "SAFETY RULES"),
            ("paragraph", "Last."),
        ]
        assert extraction.title == "Title"

    def test_a_mail_header_gives_date_and_title(self) -> None:
        extraction = plain(
            "From: Ines <ines@example.org>\nTo: All\nSubject: Valve\n recall\nDate: Tue, 5 Mar 2024 10:30:00 +0100\n\nPlease stop.\n"
        )
        assert (extraction.title, extraction.declared_date, extraction.date_origin) == (
            "Valve recall",
            "2024-03-05T10:30:00+01:00",
            "mail",
        )
        assert ("paragraph", "Please stop.") in words(extraction)
        assert ("paragraph", "To: All") in words(extraction)

    def test_a_header_with_a_title_is_a_declaration_not_a_mail(self) -> None:
        extraction = plain("Title: Price list 2019\nFrom: Tom, sales\nDate: 2019-02-01\n\nWords.\n")
        assert (extraction.title, extraction.declared_date, extraction.date_origin) == (
            "Price list 2019",
            "2019-02-01",
            "declared",
        )

    def test_columns_of_typed_text_are_rows(self) -> None:
        header = "Article   What it is    Price\n-----------------------------\n"
        extraction = plain(f"{header}TQ-40     Transducer   1,480\nFL-4      Logger       2,290\n-----\n")
        assert rows(extraction) == [
            ("", "Article   What it is    Price"),
            ("Article | What it is | Price", "TQ-40     Transducer   1,480"),
            ("Article | What it is | Price", "FL-4      Logger       2,290"),
        ]
        assert headings(extraction) == []

    def test_a_first_row_that_is_data_is_no_header(self) -> None:
        assert [
            context
            for context, _ in rows(plain("18 Aug  Registered.\n19 Aug  Looked into.\n20 Aug  Closed.\n"))
        ] == ["", "", ""]

    def test_quoted_paragraphs_are_blocks_of_their_own(self) -> None:
        assert words(plain("> One\n> goes on.\n>\n> Two.\n>> deeper\n")) == [
            ("quote", "> One\n> goes on."),
            ("quote", "> Two.\n>> deeper"),
        ]

    def test_dotted_leaders_make_rows_without_a_header(self) -> None:
        assert rows(
            plain("Director ........ Ines\n |\n +-- Sales ...... Tom\n +-- Service .... (vacant)\n")
        ) == [
            ("", "Director ........ Ines"),
            ("", "+-- Sales ...... Tom"),
            ("", "+-- Service .... (vacant)"),
        ]

    def test_one_colon_is_no_mail_header(self) -> None:
        assert plain("Note: check\n\nDate: unknown\n").metadata == {}

    @pytest.mark.parametrize("separator", ["\t", " | "])
    def test_rows_know_their_header(self, separator: str) -> None:
        extraction = plain(
            "\n".join(
                separator.join(cells) for cells in (("Part", "Price"), ("V-10", "12.50"), ("V-12", "14"))
            )
        )
        assert [context for context, _ in rows(extraction)] == ["", "Part | Price", "Part | Price"]

    @pytest.mark.parametrize(
        ("line", "date"),
        [
            ("Effective: 1 March 2024", "2024-03-01"),
            ("Valid from: 2024-03-01", "2024-03-01"),
            ("**Last updated:** March 1, 2024", "2024-03-01"),
            ("Valid from 1 March 2024.", "2024-03-01"),
            ("Date of issue: 1 March 2024", "2024-03-01"),
            ("Date: 31/12/2023", "2023-12-31"),
            ("Date: 03/04/2024", ""),
            ("Date: 2024-02-31", ""),
            ("The date is 2024-03-01.", ""),
        ],
    )
    def test_a_date_stated_at_the_top_is_declared(self, line: str, date: str) -> None:
        extraction = plain(f"Price list\n\n{line}\n\nBody.\n")
        assert (extraction.declared_date, extraction.date_origin) == (date, "declared" if date else "")

    def test_a_date_far_below_is_not(self) -> None:
        assert plain("Body.\n\n" * 40 + "Effective: 2024-03-01\n").declared_date == ""

    def test_an_empty_file_is_said_to_be_empty(self) -> None:
        extraction = plain(" \n\n")
        assert extraction.blocks == ()
        assert [notice.code for notice in extraction.notices] == ["empty_page"]

    def test_language_is_told_by_statistics_or_by_function_words_or_not_at_all(self) -> None:
        german = "Die Pumpe wird vor jeder Schicht geprüft, und das Ergebnis steht im Buch der Werkstatt. "
        assert plain(german * 6).language == "de"
        assert plain(german).language == "de"
        assert plain("VX-3, 40 bar, 12 kg.").language == ""


class TestMarkdown:
    def test_front_matter_becomes_metadata_and_date(self) -> None:
        extraction = markdown(
            "---\ntitle: Valves\neffective: 2024-03-02\nowner:\n  name: Ines\ntags: [a, b]\n---\n# Heading\n\nWords.\n"
        )
        assert extraction.metadata == {
            "title": "Valves",
            "effective": "2024-03-02",
            "owner.name": "Ines",
            "tags": "a, b",
        }
        assert (extraction.title, extraction.declared_date, extraction.date_origin) == (
            "Valves",
            "2024-03-02",
            "declared",
        )
        assert words(extraction)[0][0] == "boilerplate"
        assert words(extraction)[1:] == [("heading", "Heading"), ("paragraph", "Words.")]

    def test_toml_front_matter(self) -> None:
        extraction = markdown('+++\ntitle = "Valves"\ndate = 2024-03-02\n+++\nWords.\n')
        assert (extraction.title, extraction.declared_date) == ("Valves", "2024-03-02")

    @pytest.mark.parametrize(
        "front",
        [
            "title: [unclosed",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
            "title: !!python/object/apply:os.system ['true']",
            "a: " + "[" * 5000,
            "a:\n  " + "- " * 5000 + "b",
        ],
        ids=["broken", "aliases", "tags", "deep", "deep items"],
    )
    def test_front_matter_that_cannot_be_trusted_stays_text(self, front: str) -> None:
        extraction = markdown(f"---\n{front}\n---\n\nWords.\n")
        assert extraction.metadata == {}
        assert [notice.code for notice in extraction.notices] == ["front_matter_kept"]
        assert words(extraction)[-1] == ("paragraph", "Words.")

    def test_a_rule_at_the_top_is_no_front_matter(self) -> None:
        extraction = markdown("---\nJust words\n\n---\n\nMore.\n")
        assert ("paragraph", "More.") in words(extraction)
        assert extraction.notices == ()

    def test_headings_are_their_words(self) -> None:
        extraction = markdown(
            "# One #\n\nTwo\n---\n\n### Three `code`\n\n> ## In a quote\n\n-  # In an item\n"
        )
        assert headings(extraction) == [
            (1, "One"),
            (2, "Two"),
            (3, "Three `code`"),
            (2, "In a quote"),
            (1, "In an item"),
        ]
        assert extraction.title == "One"

    def test_items_quotes_and_code(self) -> None:
        extraction = markdown(
            "- one\n  goes on\n\n  second paragraph\n  - nested\n\n> quoted\n\n```sh\nrun this\n```\n\n    indented\n\n1. a\n2. b\n"
        )
        assert words(extraction) == [
            ("list_item", "- one\n  goes on"),
            ("list_item", "second paragraph"),
            ("list_item", "- nested"),
            ("quote", "> quoted"),
            ("code", "run this"),
            ("code", "indented"),
            ("list_item", "1. a"),
            ("list_item", "2. b"),
        ]

    def test_rows_know_their_header(self) -> None:
        extraction = markdown(
            "| Part | Price |\n|------|------:|\n| V-10 | 12.50 |\n| a \\| b | 3 |\n\nAfter.\n"
        )
        assert rows(extraction) == [
            ("", "| Part | Price |"),
            ("Part | Price", "| V-10 | 12.50 |"),
            ("Part | Price", "| a \\| b | 3 |"),
        ]
        assert words(extraction)[-1] == ("paragraph", "After.")

    def test_comments_are_boilerplate(self) -> None:
        assert words(markdown("<!-- hidden -->\n\nShown.\n")) == [
            ("boilerplate", "<!-- hidden -->"),
            ("paragraph", "Shown."),
        ]

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_spans_hold_for_every_line_ending(self, ending: str) -> None:
        extraction = markdown(
            "---\ntitle: T\n---\n# One\n\nTwo\nlines\n\n```\ncode\n```\n\n- item\n".replace("\n", ending)
        )
        assert words(extraction)[1:] == [
            ("heading", "One"),
            ("paragraph", f"Two{ending}lines"),
            ("code", "code"),
            ("list_item", "- item"),
        ]


class TestRst:
    PEP = (
        "PEP: 9999\nTitle: A Better Valve\nAuthor: Ines <ines@example.org>,\n        Tom\nStatus: Draft\nCreated: 05-Jul-2001\n\n\n"
        "Abstract\n========\n\nWords of it.\n"
    )

    def test_a_header_block_is_metadata_and_stays_searchable(self) -> None:
        extraction = rst(self.PEP)
        assert extraction.metadata["Author"] == "Ines <ines@example.org>, Tom"
        assert (extraction.title, extraction.declared_date) == ("PEP 9999 – A Better Valve", "2001-07-05")
        assert ("paragraph", "Status: Draft") in words(extraction)
        assert ("paragraph", "Author: Ines <ines@example.org>,\n        Tom") in words(extraction)
        assert headings(extraction) == [(1, "Abstract")]

    def test_levels_go_by_first_appearance(self) -> None:
        text = "=====\nTitle\n=====\n\nFirst\n-----\n\nInner\n~~~~~\n\nSecond\n------\n\nDeep\n~~~~\n\nOther\n*****\n"
        assert headings(rst(text)) == [
            (1, "Title"),
            (2, "First"),
            (3, "Inner"),
            (2, "Second"),
            (3, "Deep"),
            (4, "Other"),
        ]

    def test_what_is_no_heading(self) -> None:
        assert headings(rst("A long paragraph\n--\n\nwith a rule\n\n----\n\nbelow, and a\nb\nc.\n")) == []

    def test_literal_blocks_and_directives(self) -> None:
        text = (
            "Run this::\n\n    $ run\n\n    $ again\n\nThen:\n\n.. code-block:: python\n   :linenos:\n\n   x = 1\n\n.. note::\n\n   "
            "Mind the gap.\n\n.. warning:: Hot surface.\n   Wait.\n\n.. a comment\n   of two lines\n\n"
            ".. _target: https://example.org\n\n>>> 1 + 1\n2\n"
        )
        assert words(rst(text)) == [
            ("paragraph", "Run this::"),
            ("code", "$ run\n\n    $ again"),
            ("paragraph", "Then:"),
            ("code", "x = 1"),
            ("paragraph", "Mind the gap."),
            ("paragraph", "Hot surface.\n   Wait."),
            ("boilerplate", ".. a comment\n   of two lines"),
            ("boilerplate", ".. _target: https://example.org"),
            ("code", ">>> 1 + 1\n2"),
        ]

    def test_lists_definitions_and_quotes(self) -> None:
        text = (
            "- one\n  goes on\n\n  - nested\n\n#. auto\n#. matic\n\nA. Person wrote\nthis line.\n\n"
            "term\n    its meaning\n    in two lines\n\nParagraph.\n\n    A quotation.\n\n.. [1] A footnote\n   goes on.\n"
        )
        assert words(rst(text)) == [
            ("list_item", "- one\n  goes on"),
            ("list_item", "- nested"),
            ("list_item", "#. auto"),
            ("list_item", "#. matic"),
            ("paragraph", "A. Person wrote\nthis line."),
            ("paragraph", "term\n    its meaning\n    in two lines"),
            ("paragraph", "Paragraph."),
            ("quote", "A quotation."),
            ("paragraph", ".. [1] A footnote\n   goes on."),
        ]

    def test_a_grid_table(self) -> None:
        rule = "+------+-------+\n"
        header = "| Part | Price |\n| no.  |       |\n" + rule.replace("-", "=")
        text = f"{rule}{header}| V-10 | 12.50 |\n{rule}| V-12 | 14    |\n{rule}\nAfter.\n"
        extraction = rst(text)
        assert rows(extraction) == [
            ("", "| Part | Price |\n| no.  |       |"),
            ("Part no. | Price", "| V-10 | 12.50 |"),
            ("Part no. | Price", "| V-12 | 14    |"),
        ]
        assert words(extraction)[-1] == ("paragraph", "After.")

    def test_a_simple_table(self) -> None:
        text = "=====  ======\nPart   Price\n=====  ======\nV-10   12.50\n       a piece\nV-12   14\n=====  ======\n\nAfter.\n"
        extraction = rst(text)
        assert rows(extraction) == [
            ("", "Part   Price"),
            ("Part | Price", "V-10   12.50\n       a piece"),
            ("Part | Price", "V-12   14"),
        ]
        assert words(extraction)[-1] == ("paragraph", "After.")

    def test_list_and_csv_tables(self) -> None:
        text = (
            ".. list-table:: Prices\n   :header-rows: 1\n\n   * - Part\n     - Price\n   * - V-10\n     - 12.50\n\n"
            '.. csv-table::\n   :header: "Part", "Price"\n\n   V-12, 14\n'
        )
        assert rows(rst(text)) == [
            ("", "* - Part\n     - Price"),
            ("Part | Price", "* - V-10\n     - 12.50"),
            ("Part | Price", "V-12, 14"),
        ]

    def test_field_lists_are_metadata(self) -> None:
        extraction = rst("Manual\n======\n\n:Author: Ines\n:Date: 2024-03-02\n\nWords.\n")
        assert (extraction.title, extraction.metadata["Author"], extraction.declared_date) == (
            "Manual",
            "Ines",
            "2024-03-02",
        )

    def test_no_word_is_lost(self) -> None:
        text = (
            self.PEP + "\n.. figure:: a.png\n\n   Caption words\n\n:: \n\n   literal\n\n"
            "odd\n indentation\n  everywhere\n back\n\n| line block\n| second\n"
        )
        extraction = rst(text)
        covered = " ".join(text_of(extraction, block) for block in extraction.blocks)
        for word in re.findall(r"[A-Za-z]{4,}", text.replace("figure:: a.png", "")):
            assert word in covered


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (rst, "- a\n  b\n\n" * 20_000),
        (rst, "a\n" + "".join(" " * depth + "b\n" for depth in range(300))),
        (plain, "x | y\n" * 50_000),
        (plain, "> q\n" * 50_000),
        (markdown, "[" * 300_000),
    ],
    ids=["items", "steps", "rows", "quotes", "brackets"],
)
def test_long_texts_take_time_in_proportion(read: Callable[[str], Extraction], text: str) -> None:
    started = time.monotonic()
    assert read(text).blocks
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Größe;Preis (€);Notiz\nklein;12,50;fest\n", "cp1252"),
        ("Le débit est réglé à 40 l/min – voir l’annexe n° 3.\n", "cp1252"),
        ("Die Pumpe läuft mit 40 bar; größer heißt: über 6 m³.\n", "latin-1"),
        ("ポンプの圧力は四十バールです。詳しくは説明書を見てください。" * 4, "shift_jis"),
        ("Насос работает при давлении сорок бар. Подробнее смотрите в описании." * 4, "cp1251"),
        (
            "Zażółć gęślą jaźń; pompa pracuje pod ciśnieniem czterdziestu barów i więcej, zły zawór należy wyłączyć. "
            * 3,
            "cp1250",
        ),
        ("泵的工作压力为四十巴。详细信息请参阅说明书。" * 6, "gb18030"),
        ("The pump – at 40 bar.\n", "utf-16"),
        ("The pump – at 40 bar.\n", "utf-16-le"),
        ("The pump – at 40 bar.\n", "utf-16-be"),
        ("The pump – at 40 bar.\n", "utf-32"),
    ],
)
def test_encodings(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding))[0] == words
