"""HTML: the words in reading order, and nothing a reader of the page would not see."""

from __future__ import annotations

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.reading.web import read_html


def html(source: str) -> Extraction:
    return read_html(source.encode(), "a.html")


def words(extraction: Extraction) -> list[tuple[str, str]]:
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_structure_in_reading_order() -> None:
    extraction = html(
        "<h1>The <em>Pump</em><a class=headerlink>¶</a></h1><p>It runs\n at <b>40</b>&nbsp;bar.<br>Always.</p>loose <i>words</i>"
        "<ul><li>One<ul><li>Inner</ul><li><p>Two</p></ul><blockquote><p>Said.</p></blockquote><pre>\nx = 1\n  y\n</pre>"
        "<dl><dt>Term<dd>Meaning</dl><h2>Next</h2>"
    )
    assert words(extraction) == [
        ("heading", "The Pump"),
        ("paragraph", "It runs at 40 bar.\nAlways."),
        ("paragraph", "loose words"),
        ("list_item", "One"),
        ("list_item", "Inner"),
        ("list_item", "Two"),
        ("quote", "Said."),
        ("code", "x = 1\n  y"),
        ("list_item", "Term\nMeaning"),
        ("heading", "Next"),
    ]
    assert [block.level for block in extraction.blocks if block.kind is BlockKind.HEADING] == [1, 2]
    assert extraction.title == "The Pump"


def test_rows_know_their_header() -> None:
    extraction = html(
        "<table><caption>Prices</caption><thead><tr><th>Part<th>Price</thead><tbody><tr><td>V-10<td><p>12.50</p>"
        "<tr><td>V-12<td>14 <span hidden>secret</span></table>"
        "<table><tr><td><b>Name</b><td><b>Role</b><tr><td>Ines<td>Lead</table><table><tr><td>a<td>b<tr><td>c<td>d</table>"
    )
    found = [
        (b.context, extraction.text[b.start : b.end])
        for b in extraction.blocks
        if b.kind is BlockKind.TABLE_ROW
    ]
    assert found == [
        ("", "Part | Price"),
        ("Part | Price", "V-10 | 12.50"),
        ("Part | Price", "V-12 | 14"),
        ("", "Name | Role"),
        ("Name | Role", "Ines | Lead"),
        ("", "a | b"),
        ("", "c | d"),
    ]
    assert words(extraction)[0] == ("paragraph", "Prices")


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    extraction = html("<table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>")
    assert words(extraction) == [("heading", "Left"), ("paragraph", "One."), ("paragraph", "Two.")]


def test_what_belongs_to_the_site_is_boilerplate() -> None:
    extraction = html(
        "<body><header>Logo</header><nav><a>Home</a></nav><div role=banner>Cookies</div><main><article><header><h1>Title</h1></header>"
        "<p>Words.</p></article></main><aside>Related</aside><footer>Copyright</footer></body>"
    )
    boilerplate = {text for kind, text in words(extraction) if kind == "boilerplate"}
    assert boilerplate == {"Logo", "Home", "Cookies", "Related", "Copyright"}
    assert [row for row in words(extraction) if row[0] != "boilerplate"] == [
        ("heading", "Title"),
        ("paragraph", "Words."),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>SECRET</script>",
        "<style>SECRET{}</style>",
        "<template><p>SECRET</p></template>",
        "<!-- SECRET -->",
        "<p style='color:red; display : none'>SECRET</p>",
        "<p hidden>SECRET</p>",
        "<div aria-hidden=true><p>SECRET</p></div>",
        "<noscript>SECRET</noscript>",
    ],
)
def test_what_nobody_sees_leaves_no_trace(hidden: str) -> None:
    extraction = html(f"<p>Before.</p>{hidden}<p>After.</p>")
    assert extraction.text == "Before.\n\nAfter."


def test_title_and_date_from_the_head() -> None:
    extraction = html(
        "<html><head><title>Pump  manual</title><meta name=author content=Ines>"
        "<meta property='article:published_time' content='2022-01-01T10:00:00Z'>"
        "<meta name=dcterms.modified content=2023-11-05></head><body><h1>Other</h1></body></html>"
    )
    assert (extraction.title, extraction.declared_date, extraction.date_origin) == (
        "Pump manual",
        "2023-11-05",
        "declared",
    )
    assert extraction.metadata["author"] == "Ines"


def test_the_encoding_that_the_page_names() -> None:
    extraction = read_html(
        "<html><head><meta charset=iso-8859-1></head><p>Größe – 3 €</p>".encode("cp1252"), "a.html"
    )
    assert extraction.text == "Größe – 3 €"
    assert extraction.notices == ()


def test_a_page_without_words_is_said_to_be_empty() -> None:
    extraction = html("<html><body><div id=app></div><script>render()</script></body></html>")
    assert [notice.code for notice in extraction.notices] == ["empty_page"]


def test_depth_does_not_matter() -> None:
    extraction = html("<div>" * 3000 + "deep" + "</div>" * 3000)
    assert extraction.text == "deep"


def test_characters_that_cannot_be_kept_are_replaced() -> None:
    extraction = html("<p>a&#0;b&#xD800;c</p>")
    assert extraction.text.encode()
    assert "\0" not in extraction.text


def test_cells_over_several_columns_and_rows_keep_the_others_in_their_columns() -> None:
    head = "<tr><th rowspan=2>Part<th colspan=2>Price<tr><th>net<th>gross"
    table = f"<table><thead>{head}</thead><tr><td rowspan=2>V-10<td>10<td>12<tr><td>11<td>13<tr><td colspan=2>all others<td>9</table>"
    extraction = read_html(table.encode(), "a.html")
    rows = [
        (extraction.text[b.start : b.end], b.context)
        for b in extraction.blocks
        if b.kind is BlockKind.TABLE_ROW
    ]
    assert rows[2:] == [
        ("V-10 | 10 | 12", "Part | Price net | Price gross"),
        ("V-10 | 11 | 13", "Part | Price net | Price gross"),
        ("all others |  | 9", "Part | Price net | Price gross"),
    ]


def test_cells_over_more_columns_than_any_table_has_are_cut() -> None:
    wide = "<table>" + "<tr><td colspan=99999 rowspan=99999>a<td>b" * 50 + "</table>"
    assert len(read_html(wide.encode(), "a.html").text) < 5_000_000


def lines(source: str) -> list[str]:
    extraction = read_html(source.encode(), "a.html")
    return [extraction.text[block.start : block.end] for block in extraction.blocks]


def test_ordered_lists_are_numbered_as_a_browser_shows_them() -> None:
    assert lines("<ol><li>Drain.<li>Rinse.<ul><li>twice</ul><li>Dry.</ol>") == [
        "1. Drain.",
        "2. Rinse.",
        "twice",
        "3. Dry.",
    ]
    assert lines("<ol start=4 type=a><li>four<li value=10>ten<li>eleven</ol>") == [
        "d. four",
        "j. ten",
        "k. eleven",
    ]
    assert lines("<ol reversed><li>x<li>y</ol><ol type=I><li>z</ol>") == ["2. x", "1. y", "I. z"]
    assert lines("<ol><li>a<ol type=i><li>b<li>c</ol><li>d</ol>") == ["1. a", "i. b", "ii. c", "2. d"]
    assert lines(
        "<ol style='list-style: none'><li>plain</ol><ol style='list-style-type:upper-roman'><li>one</ol>"
    ) == ["plain", "I. one"]


def test_the_number_stands_before_the_first_words_of_its_item_only() -> None:
    assert lines("<ol><li><p>Open.</p><p>Slowly.</p><li><h3>Close</h3><p>Firmly.</p></ol>") == [
        "1. Open.", "Slowly.", "2. Close", "Firmly."
    ]  # fmt: skip
    assert lines("<nav><ol><li>Home</ol></nav><ol><li></li><li>second</ol>") == ["Home", "2. second"]
    assert lines("<table><tr><th>Do<th>By</tr><tr><td><ol><li>wash<li>wipe</ol><td>Tess</table>") == [
        "Do | By",
        "1. wash 2. wipe | Tess",
    ]


def test_struck_words_are_no_words_of_a_page() -> None:
    page = (
        "<style>.old, p.gone { text-decoration: line-through } .new{color:red}</style>"
        "<p>Open from <s>8</s> 9 to <del>16</del><ins>17</ins>.</p><p><strike>Closed on Mondays.</strike></p>"
        "<p class=gone>Dogs welcome.</p><p>Cats <span style='color:red;text-decoration-line: line-through'>may not</span> enter.</p>"
        "<table><tr><th>Room<th>Key</tr><tr><td>A<td><span class=old>12</span> 14</table><p>Was <del>not</del> tested.</p>"
    )
    extraction = read_html(page.encode(), "a.html")
    assert lines(page) == ["Open from 9 to 17.", "Cats enter.", "Room | Key", "A | 14", "Was tested."]
    assert [notice.message for notice in extraction.notices] == [
        "11 struck-through words have been left out."
    ]
