"""E-books and OpenDocument files: chapters, headings, lists, tables, what is left out; and containers made to
do harm.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.core.errors import UnreadableDocument, UnsupportedFormat
from app.reading.ebook import read_epub
from app.reading.opendocument import read_ods, read_odt
from app.reading.sniff import sniff

CONTAINER = (
    '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>The pump book</dc:title><dc:creator>Ines</dc:creator><dc:date>2023-05-01</dc:date></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""
NAV = '<html><body><nav><a href="text/one%20a.xhtml">One</a><a href="text/two.xhtml#x">Second part</a></nav></body></html>'
PAGE = '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
TABLE = "<table><tr><th>P</th><th>bar</th></tr><tr><td>P-1</td><td>40</td></tr></table>"
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/text/one a.xhtml": PAGE.format(f"<h1>Starting</h1><p>Open the valve.</p>{TABLE}"),
    "OEBPS/text/two.xhtml": PAGE.format("<p>Close it&nbsp;again.</p>"),
}  # fmt: skip

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("o", "office"),
        ("t", "text"),
        ("b", "table"),
        ("s", "style"),
        ("d", "drawing"),
        ("m", "meta"),
    )
)
BODY = """<t:tracked-changes><t:deletion><t:p>Deleted words.</t:p></t:deletion></t:tracked-changes>
<t:p t:style-name="P1">Valves</t:p><t:table-of-content><t:index-body><t:p>Scope 1</t:p></t:index-body></t:table-of-content>
<t:h t:outline-level="2">Scope</t:h><t:p>The valve<t:s t:c="2"/>opens<t:note><t:note-body><t:p>A footnote.</t:p></t:note-body></t:note> at
 6.5 bar.<o:annotation><t:p>A comment.</t:p></o:annotation></t:p>
<t:list><t:list-item><t:p>first item</t:p><t:list><t:list-item><t:p>inner item</t:p></t:list-item></t:list></t:list-item></t:list>
<t:p>Box:<d:frame><d:text-box><t:p>Framed words.</t:p></d:text-box></d:frame></t:p>
<b:table><b:table-header-rows><b:table-row><b:table-cell><t:p>Valve</t:p></b:table-cell><b:table-cell><t:p>Pressure</t:p></b:table-cell>
</b:table-row></b:table-header-rows><b:table-row><b:table-cell b:number-rows-spanned="2"><t:p>V-10</t:p></b:table-cell><b:table-cell>
<t:p>16 bar</t:p></b:table-cell></b:table-row><b:table-row><b:covered-table-cell/><b:table-cell><t:p>20 bar</t:p></b:table-cell>
</b:table-row></b:table>"""
META = '<o:document-meta {}><o:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Valve rules</dc:title></o:meta></o:document-meta>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def odt(body: str, **changes: str) -> bytes:
    style = '<s:style s:name="P1" s:parent-style-name="Title"/>'
    content = f"<o:document-content {NAMES}><o:automatic-styles>{style}</o:automatic-styles><o:body><o:text>{body}</o:text></o:body>"
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content + "</o:document-content>",
    }
    return zipped({**members, "meta.xml": META.format(NAMES), **changes})


def ods(rows: str) -> bytes:
    content = f'<o:document-content {NAMES}><o:body><o:spreadsheet><b:table b:name="Prices">{rows}</b:table></o:spreadsheet></o:body>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content + "</o:document-content>",
        }
    )


def words(extraction: Extraction) -> list[tuple[str, str]]:
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        assert extraction.text[block.start : block.end] == extraction.text[block.start : block.end].strip()
        last = block.end
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_a_book_is_its_chapters_in_order() -> None:
    extraction = read_epub(zipped(BOOK), "a.epub")
    assert words(extraction) == [
        ("heading", "Starting"),
        ("paragraph", "Open the valve."),
        ("table_row", "P | bar"),
        ("table_row", "P-1 | 40"),
        ("heading", "Second part"),
        ("paragraph", "Close it again."),
    ]
    assert [block.context for block in extraction.blocks][3] == "P | bar"
    assert (extraction.title, extraction.metadata["creator"], extraction.declared_date) == (
        "The pump book",
        "Ines",
        "2023-05-01",
    )


def test_an_older_book_has_its_contents_in_a_file_of_their_own() -> None:
    toc = '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx><navMap><navPoint>'
    toc += (
        '<navLabel><text>The end</text></navLabel><content src="text/two.xhtml"/></navPoint></navMap></ncx>'
    )
    opf = OPF.replace(
        'href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"',
        'href="toc.ncx" media-type="application/x-dtbncx+xml"',
    )
    extraction = read_epub(zipped({**BOOK, "OEBPS/book.opf": opf, "OEBPS/toc.ncx": toc}), "a.epub")
    assert ("heading", "The end") in words(extraction)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"OEBPS/book.opf": '<!DOCTYPE p [<!ENTITY a "b">]><package>&a;</package>'}, "entities"),
        ({"OEBPS/book.opf": "<package>"}, "damaged"),
        ({"OEBPS/book.opf": OPF.replace("text/", "../../../etc/")}, "damaged"),
        ({"META-INF/container.xml": CONTAINER.replace("book.opf", "none.opf")}, "damaged"),
        ({"OEBPS/big.xhtml": "x" * 5_000_000}, "unpack to far more"),
        (
            {"META-INF/encryption.xml": '<e><CipherReference URI="OEBPS/text/two.xhtml"/></e>'},
            "copy-protected",
        ),
    ],
)
def test_books_that_cannot_be_read_say_why(changes: dict[str, str], message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message) as caught:
        read_epub(zipped({**BOOK, **changes}), "a.epub")
    assert caught.value.hint


def test_encrypted_fonts_do_not_matter() -> None:
    fonts = '<e><CipherReference URI="OEBPS/font.ttf"/></e>'
    assert read_epub(zipped({**BOOK, "META-INF/encryption.xml": fonts}), "a.epub").text


def test_an_open_document_in_order_without_what_was_deleted() -> None:
    extraction = read_odt(odt(BODY), "a.odt")
    assert words(extraction) == [
        ("heading", "Valves"),
        ("boilerplate", "Scope 1"),
        ("heading", "Scope"),
        ("paragraph", "The valve opens at 6.5 bar."),
        ("list_item", "first item"),
        ("list_item", "inner item"),
        ("paragraph", "Box:"),
        ("paragraph", "Framed words."),
        ("table_row", "Valve | Pressure"),
        ("table_row", "V-10 | 16 bar"),
        ("table_row", "V-10 | 20 bar"),
        ("paragraph", "A footnote."),
    ]
    assert [block.context for block in extraction.blocks if block.kind is BlockKind.TABLE_ROW] == [
        "",
        *["Valve | Pressure"] * 2,
    ]
    assert [block.level for block in extraction.blocks if block.kind is BlockKind.HEADING] == [1, 2]
    assert extraction.title == "Valve rules"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odt("<t:p>x"), "damaged"),
        (odt("", **{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (odt("<t:p>x</t:p>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged"),
    ],
)
def test_open_documents_that_cannot_be_read_say_why(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        read_odt(data, "a.odt")


def test_nesting_and_repetition_without_end_are_cut() -> None:
    deep = "<t:section>" * 400 + "<t:p>x</t:p>" + "</t:section>" * 400
    assert [notice.code for notice in read_odt(odt(deep), "a.odt").notices] == ["empty_page"]
    wide = '<b:table-row b:number-rows-repeated="99999999"><b:table-cell b:number-columns-repeated="99999999"/></b:table-row>'
    cells = "<b:table-cell><t:p>x</t:p></b:table-cell><b:table-cell><t:p>1</t:p></b:table-cell>"
    row = f'<b:table-row b:number-rows-repeated="3">{cells}</b:table-row>'
    extraction = read_ods(ods(row + wide + row), "a.ods")
    assert [block.place for block in extraction.blocks][1:] == [
        f"A{n}:B{n}" for n in (1, 2, 3, 100_000_003, 100_000_004, 100_000_005)
    ]


def test_kinds_are_told_by_content(read: Callable[[str, bytes], Extraction]) -> None:
    assert sniff(zipped(BOOK), "a.docx").reader == "epub"
    assert sniff(odt(""), "a.zip").reader == "odt"
    with pytest.raises(UnsupportedFormat):
        sniff(
            zipped({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<x/>"}),
            "a.odt",
        )
    assert read("a.bin", zipped(BOOK)).reader == "epub"
    assert read("a.bin", odt(BODY)).reader == "odt"


def styled(styles: str, body: str, master: str = "") -> bytes:
    page = f"<o:document-styles {NAMES}><o:styles>{styles}</o:styles><o:master-styles>{master}</o:master-styles></o:document-styles>"
    return odt(body, **{"styles.xml": page})


def item(*content: str) -> str:
    return f"<t:list-item>{''.join(content)}</t:list-item>"


NUMBERED = """<t:list-style s:name="L1"><t:list-level-style-number t:level="1" s:num-format="1" s:num-suffix="."/>
<t:list-level-style-number t:level="2" s:num-format="a" s:num-prefix="(" s:num-suffix=")" t:start-value="2"/>
<t:list-level-style-bullet t:level="3"/></t:list-style>
<t:outline-style s:name="Outline"><t:outline-level-style t:level="1" s:num-format="I"/>
<t:outline-level-style t:level="2" s:num-format="1" t:display-levels="2"/></t:outline-style>"""


def test_lists_and_headings_of_an_open_document_carry_their_numbers() -> None:
    inner = f"<t:list>{item('<t:p>knock</t:p>')}{item('<t:p>wait</t:p>', '<t:list>', item('<t:p>calmly</t:p>'), '</t:list>')}</t:list>"
    first = f'<t:list t:style-name="L1">{item("<t:p>Come.</t:p><t:p>In time.</t:p>", inner)}{item("<t:p>Go.</t:p>")}</t:list>'
    second = f'<t:list t:style-name="L1" t:continue-numbering="true">{item("<t:p>Rest.</t:p>")}</t:list>'
    third = f'<t:list t:style-name="L1"><t:list-header><t:p>Note.</t:p></t:list-header>{item("<t:p>Anew.</t:p>")}</t:list>'
    body = f'<t:h t:outline-level="1">Door</t:h>{first}'
    body += f'<t:h t:outline-level="2">Later</t:h>{second}<t:h t:outline-level="2">Last</t:h>{third}'
    assert [text for _, text in words(read_odt(styled(NUMBERED, body), "a.odt"))] == [
        "I Door", "1. Come.", "In time.", "(b) knock", "(c) wait", "calmly", "2. Go.", "I.1 Later", "3. Rest.", "I.2 Last", "Note.",
        "1. Anew.",
    ]  # fmt: skip


def test_struck_words_of_open_documents_are_left_out() -> None:
    styles = '<s:style s:name="T1" s:family="text"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    styles += '<s:style s:name="T2" s:parent-style-name="T1"/>'
    styles += '<s:style s:name="P9"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    body = '<t:p>Tea costs <t:span t:style-name="T2">two</t:span> three euros.</t:p><t:p t:style-name="P9">Milk is free.</t:p>'
    extraction = read_odt(styled(styles, body), "a.odt")
    assert words(extraction) == [("paragraph", "Tea costs three euros.")]
    assert [notice.code for notice in extraction.notices] == ["struck_text"]


def test_page_headers_of_an_open_document_are_read_once() -> None:
    master = """<s:master-page s:name="Standard"><s:header><t:p>Form LK-4<t:tab/>Issue 2</t:p></s:header>
<s:footer><t:p>Page <t:page-number>1</t:page-number></t:p></s:footer></s:master-page>
<s:master-page s:name="Unused"><s:header><t:p>Never shown</t:p></s:header></s:master-page>"""
    found = words(read_odt(styled("", "<t:p>Lamps are checked.</t:p>", master), "a.odt"))
    assert found == [("table_row", "Form LK-4 | Issue 2"), ("paragraph", "Lamps are checked.")]
