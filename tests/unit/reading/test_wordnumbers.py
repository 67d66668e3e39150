"""Numbers, page headers and struck words of Word documents, as their reader sees them."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.core.documents.documents import BlockKind, Extraction
from app.reading import counting
from app.reading.office import read_docx

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def package(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    settings: str = "",
    parts: dict[str, str] | None = None,
) -> bytes:
    """Return a Word document of raw XML; `parts` are headers and footers ("header1": its content), related as
    their names.
    """
    members = {
        "styles": f"<w:styles {_names()}>{styles}</w:styles>",
        "document": f"<w:document {_names()}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        members["numbering"] = f"<w:numbering {_names()}>{numbering}</w:numbering>"
    if settings:
        members["settings"] = f"<w:settings {_names()}>{settings}</w:settings>"
    for name, content in (parts or {}).items():
        tag = "hdr" if name.startswith("header") else "ftr"
        members[name] = f"<w:{tag} {_names()}>{content}</w:{tag}>"
    kinds = {name: "main" if name == "document" else name.rstrip("0123456789") for name in members}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{"document.main" if kind == "main" else kind}+xml"/>'
        for name, kind in kinds.items()
    )
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    types += 'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    related = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
        if kind != "main"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("[Content_Types].xml", f"{types}{overrides}</Types>")
        made.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'),
        )
        made.writestr("word/_rels/document.xml.rels", _relations(related))
        for name, content in members.items():
            made.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def _names() -> str:
    return f'xmlns:w="{_W}" xmlns:r="{_R}"'


def _relations(content: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'


def para(words: str, *, number: str = "", level: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f'<w:p><w:pPr>{named}{numbered}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def lvl(at: int, notation: str, pattern: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{notation}"/>{extra}<w:lvlText w:val="{pattern}"/></w:lvl>'


def lines(extraction: Extraction) -> list[str]:
    return [extraction.text[block.start : block.end] for block in extraction.blocks]


OUTLINE = (
    '<w:abstractNum w:abstractNumId="7">'
    + lvl(0, "upperRoman", "%1.")
    + lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
    + lvl(2, "lowerLetter", "%3)")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


def test_levels_count_and_begin_anew_behind_a_higher_one() -> None:
    body = "".join(
        (
            para("Staff", number="1"), para("Night shift", number="1", level=1), para("meals", number="1", level=2),
            para("rest", number="1", level=2), para("Day shift", number="1", level=1), para("lockers", number="1", level=2),
            para("Guests", number="1"), para("Badges", number="1", level=1),
        )
    )  # fmt: skip
    assert lines(read_docx(package(body, numbering=OUTLINE), "a.docx")) == [
        "I. Staff", "1.1 Night shift", "a) meals", "b) rest", "1.2 Day shift", "a) lockers", "II. Guests", "2.1 Badges",
    ]  # fmt: skip


def test_two_lists_of_one_definition_count_on_unless_overridden() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + lvl(0, "decimal", "Step %1:", start=3) + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = (
        para("a", number="1")
        + para("b", number="2")
        + para("between")
        + para("c", number="3")
        + para("d", number="3")
    )
    found = lines(read_docx(package(body, numbering=numbering), "a.docx"))
    assert found == ["Step 3: a", "Step 4: b", "between", "Step 1: c", "Step 2: d"]


def test_a_style_brings_the_number_of_its_level_and_a_paragraph_may_refuse_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Heading2"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + lvl(0, "decimal", "§ %1", '<w:pStyle w:val="Heading1"/>')
        + lvl(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = para("Fees", style="Heading1") + para("Berths", style="Heading2") + para("Cranes", style="Own")
    body += para("Preface", style="Heading1", number="0") + para("Power", style="Heading1")
    extraction = read_docx(package(body, numbering=numbering, styles=styles), "a.docx")
    assert lines(extraction) == ["§ 1 Fees", "1.1 Berths", "1.2 Cranes", "Preface", "§ 2 Power"]
    assert extraction.title == "Fees"


def test_bullets_and_deleted_paragraphs_get_no_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + lvl(0, "decimal", "%1.")
        + lvl(1, "bullet", "•")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    body = para("one", number="1") + gone + para("point", number="1", level=1) + para("two", number="1")
    assert lines(read_docx(package(body, numbering=numbering), "a.docx")) == ["1. one", "point", "2. two"]


def test_numbers_in_cells_are_read() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + lvl(0, "decimal", "%1") + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    rows = "".join(
        f"<w:tr><w:tc>{first}</w:tc><w:tc>{para(second)}</w:tc></w:tr>"
        for first, second in (
            (para("No."), "Check"),
            (para("", number="1"), "brakes"),
            (para("", number="1"), "lamps"),
        )
    )
    assert lines(read_docx(package(f"<w:tbl>{rows}</w:tbl>", numbering=numbering), "a.docx")) == [
        "No. | Check",
        "1 | brakes",
        "2 | lamps",
    ]


@pytest.mark.parametrize(
    ("count", "notation", "words"),
    [
        (4, counting.ROMAN, "iv"), (1999, counting.ROMAN_CAPITAL, "MCMXCIX"), (28, counting.LETTER, "ab"), (7, counting.PADDED, "07"),
        (22, counting.ORDINAL, "22nd"), (13, counting.ORDINAL, "13th"), (21, counting.ORDINAL_WORD, "Twenty-first"),
        (40, counting.ORDINAL_WORD, "Fortieth"), (8, counting.ORDINAL_WORD, "Eighth"), (14, counting.CARDINAL_WORD, "Fourteen"),
        (5000, counting.ROMAN, "5000"), (0, counting.LETTER, "0"), (-2, counting.DECIMAL, "-2"),
    ],
)  # fmt: skip
def test_counts_are_written_in_their_notation(count: int, notation: str, words: str) -> None:
    assert counting.written(count, notation) == words


def section(kinds: str, *, first: bool = False) -> str:
    references = "".join(
        f'<w:{name.rstrip("0123456789")}Reference w:type="{kind}" r:id="{name}"/>'
        for kind, name in (part.split("=") for part in kinds.split())
    )
    return f"<w:sectPr>{references}{'<w:titlePg/>' if first else ''}</w:sectPr>"


def test_page_headers_and_footers_are_read_once_before_the_text() -> None:
    body = f"<w:p><w:pPr>{section('default=header1 default=footer1')}</w:pPr></w:p>" + para(
        "Pumps are greased weekly."
    )
    body += section("default=header2 default=footer1")
    header = "<w:p><w:r><w:t>Form MX-20</w:t><w:tab/><w:t>Revision 7</w:t></w:r></w:p>"
    extraction = read_docx(
        package(
            body, parts={"header1": header, "header2": header, "footer1": para("Released by: Ines Wolf")}
        ),
        "a.docx",
    )
    assert lines(extraction) == [
        "Form MX-20 | Revision 7",
        "Released by: Ines Wolf",
        "Pumps are greased weekly.",
    ]
    assert [block.kind for block in extraction.blocks] == [
        BlockKind.TABLE_ROW,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_only_headers_that_a_page_shows_are_read() -> None:
    parts = {"header1": para("Always"), "header2": para("First page"), "header3": para("Even pages")}
    kinds = "default=header1 first=header2 even=header3"
    assert lines(read_docx(package(para("x") + section(kinds), parts=parts), "a.docx")) == ["Always", "x"]
    assert lines(read_docx(package(para("x") + section(kinds, first=True), parts=parts), "a.docx")) == [
        "Always",
        "First page",
        "x",
    ]
    uneven = package(para("x") + section(kinds), parts=parts, settings="<w:evenAndOddHeaders/>")
    assert lines(read_docx(uneven, "a.docx")) == ["Always", "Even pages", "x"]


def test_a_table_in_a_page_header_is_read_as_labels_beside_values() -> None:
    rows = (("Procedure", "QP-31"), ("Approved", "Omar Lind"))
    table = "".join(f"<w:tr><w:tc>{para(one)}</w:tc><w:tc>{para(two)}</w:tc></w:tr>" for one, two in rows)
    body = para("Scales are checked daily.") + section("default=header1")
    extraction = read_docx(package(body, parts={"header1": f"<w:tbl>{table}</w:tbl>{para('')}"}), "a.docx")
    assert lines(extraction) == ["Procedure | QP-31", "Approved | Omar Lind", "Scales are checked daily."]
    assert [block.context for block in extraction.blocks] == ["", "", ""]


def test_page_numbers_are_no_text() -> None:
    count = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    count += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    count += '<w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    footer = (
        '<w:p><w:r><w:t>Sheet QF-8</w:t><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>'
        + count.format("PAGE")
    )
    footer += '<w:r><w:t xml:space="preserve"> of </w:t></w:r>' + count.format("NUMPAGES") + "</w:p>"
    body = para("x") + section("default=footer1")
    assert lines(read_docx(package(body, parts={"footer1": footer}), "a.docx")) == ["Sheet QF-8", "x"]


def test_struck_words_are_left_out_and_counted() -> None:
    styles = '<w:style w:type="character" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:strike/></w:rPr></w:style>'
    run = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    body = (
        "<w:p>"
        + run.format("", "The fee is ")
        + run.format('<w:rStyle w:val="Old"/>', "30")
        + run.format("", " 45 euros.")
        + "</w:p>"
    )
    body += "<w:p>" + run.format("<w:dstrike/>", "Dogs are allowed.") + "</w:p>"
    body += (
        "<w:p>"
        + run.format('<w:strike w:val="0"/>', "Cats are allowed.")
        + run.format("<w:strike/>", " Until May")
        + run.format("", ".")
        + "</w:p>"
    )
    extraction = read_docx(package(body, styles=styles), "a.docx")
    assert lines(extraction) == ["The fee is 45 euros.", "Cats are allowed."]
    assert [(notice.code, notice.message) for notice in extraction.notices] == [
        ("struck_text", "6 struck-through words have been left out.")
    ]


def test_deleted_rows_of_a_table_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = row.format("", para("Part"), para("Bin")) + row.format(
        '<w:trPr><w:del w:id="1"/></w:trPr>', para("cog"), para("A1")
    )
    rows += row.format("", para("belt"), para("A2"))
    assert lines(read_docx(package(f"<w:tbl>{rows}</w:tbl>"), "a.docx")) == ["Part | Bin", "belt | A2"]
