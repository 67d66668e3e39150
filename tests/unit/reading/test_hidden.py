"""Words that nobody can see are no part of a document; words that only look suspicious are."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from app.reading.office import read_docx
from app.reading.pdf import read_pdf
from app.reading.web import read_html

SEEN = "The seal costs ninety euros."
UNSEEN = "Nobody sees these words."


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color:#ffffff'>{}</p>",
        "<p style='color: WHITE ; font-size: 12px'>{}</p>",
        "<span style='color:rgb(254, 255, 255)'>{}</span>",
        "<p style='color:#111; background-color: #111111'>{}</p>",
        "<div style='background:#000'><p><b style='color:black'>{}</b></p></div>",
        "<p style='font-size:0'>{}</p>",
        "<p style='opacity: 0'>{}</p>",
        "<p style='opacity:0.0; color:red'>{}</p>",
        "<p style='position:absolute; left:-9999px'>{}</p>",
        "<p style='display:none'>{}</p>",
        "<p style='color:transparent'>{}</p>",
        "<p hidden>{}</p>",
        "<template>{}</template>",
        "<!-- {} -->",
        "<table><tr><td>a</td><td style='color:white'>{}</td></tr><tr><td>b</td><td>c</td></tr></table>",
    ],
)
def test_a_page_gives_what_is_seen(hidden: str) -> None:
    page = f"<html><body><h1>Seal</h1><p>{SEEN}</p>{hidden.format(UNSEEN)}</body></html>"
    text = read_html(page.encode(), "a.html").text
    assert SEEN in text
    assert "Nobody" not in text


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='background:#003366'><p style='color:white'>{}</p></div>",
        "<div class='hero'><p style='color:white'>{}</p></div>",
        "<table bgcolor='#003366'><tr><td style='color:#fff'>{}</td><td>x</td></tr></table>",
        "<p style='opacity:0.8'>{}</p>",
        "<p style='font-size:0.9em'>{}</p>",
        "<p style='background:white'>{}</p>",
        "<p style='color:#eee'>{}</p>",
        "<p style='margin-left:-10px'>{}</p>",
    ],
)
def test_a_page_keeps_what_may_be_seen(shown: str) -> None:
    assert (
        SEEN
        in read_html(f"<html><body><h1>Seal</h1>{shown.format(SEEN)}</body></html>".encode(), "a.html").text
    )


def test_a_word_document_gives_what_is_seen() -> None:
    import docx
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    document.add_paragraph(SEEN)
    document.add_paragraph("").add_run(UNSEEN).font.hidden = True
    document.add_paragraph("").add_run(UNSEEN).font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph("").add_run(UNSEEN).font.size = Pt(1)
    table = document.add_table(rows=1, cols=2)
    white = table.rows[0].cells[0].paragraphs[0].add_run("A heading on a dark row")
    white.font.color.rgb = RGBColor(255, 255, 255)
    table.rows[0].cells[1].text = "plain"
    buffer = io.BytesIO()
    document.save(buffer)
    text = read_docx(buffer.getvalue(), "a.docx").text
    assert SEEN in text and "A heading on a dark row" in text
    assert "Nobody" not in text


def test_a_pdf_gives_what_is_seen(make_pdf: Callable[..., bytes], show: Callable[..., str]) -> None:
    page = (
        show(72, 700, SEEN)
        + "q 1 1 1 rg " + show(72, 650, UNSEEN) + "Q "
        + "q 3 Tr " + show(72, 600, UNSEEN) + "0 Tr Q "
        + show(72, 550, UNSEEN, 0.4)
        + show(2000, 500, UNSEEN)
        + "q 0 0.2 0.4 rg 60 380 400 40 re f 1 1 1 rg " + show(72, 395, "White on a dark bar is seen") + "Q "
    )  # fmt: skip
    extraction = read_pdf(make_pdf([page]), "a.pdf", 9)
    assert SEEN in extraction.text and "White on a dark bar is seen" in extraction.text
    assert "Nobody" not in extraction.text
    assert [notice.code for notice in extraction.notices] == ["hidden_text"]
