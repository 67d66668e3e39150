"""A sheet of answers as a Word file.

Decision hidden: the parts of a Word file that its library has no words for. Invariant: every number in the
text leads to its source in the list at the end, which Word numbers itself; the label stands in the header of
every page. Pure; any thread.
"""

from __future__ import annotations

import io
from typing import Any

from app.exchange.sheets import Entry, Sheet

_QUIET = "595959"
"""Grey of what is said about an answer, dark enough to be read on paper and on a screen."""


def word(taken: Sheet) -> bytes:
    """Return a sheet as a Word file."""
    # It takes a quarter of a second to load, and most who ask never export.
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = taken.title
    document.core_properties.author = ""
    document.core_properties.comments = taken.head
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.header.paragraphs[0].text = taken.head
    _page_number(section.footer.paragraphs[0])
    document.add_heading(taken.title, 1)
    for entry in taken.entries:
        if entry.question != taken.title or len(taken.entries) > 1:
            document.add_heading(entry.question or "(erased)", 2)
        _write_entry(document, entry)
    if taken.sources:
        document.add_heading("Sources", 2)
    for source in taken.sources:
        item = document.add_paragraph(style="List Number")
        _bookmark(item, f"source_{source.number}", source.number)
        item.add_run(source.title).bold = True
        if source.place:
            _quiet(item.add_run(f" · {source.place}"))
        item.add_run().add_break()
        item.add_run(f"“{source.quote}”")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write_entry(document: Any, entry: Entry) -> None:
    if entry.understood:
        _quiet(document.add_paragraph().add_run(f"Understood as: {entry.understood}"), italic=True)
    for said in entry.said:
        paragraph = document.add_paragraph()
        paragraph.add_run(said.text)
        if said.state:
            _quiet(paragraph.add_run(f" ({said.state})"), italic=True)
        for number in said.numbers:
            _reference(paragraph, f"source_{number}", f"[{number}]")
    for note in entry.notes:
        run = document.add_paragraph().add_run(note)
        if entry.said:
            _quiet(run, italic=True)


def _quiet(run: Any, *, italic: bool = False) -> None:
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(_QUIET)
    run.italic = italic or None


def _element(name: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    """Give the beginning of a paragraph a name that a reference can lead to."""
    paragraph._p.append(_element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(_element("bookmarkEnd", id=str(number)))


def _reference(paragraph: Any, name: str, text: str) -> None:
    """Add a raised number that leads to a bookmark."""
    run = paragraph.add_run(text)
    run.font.superscript = True
    link = _element("hyperlink", anchor=name, history="1")
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def _page_number(paragraph: Any) -> None:
    """Let Word write the page's number."""
    field = _element("fldSimple", instr="PAGE")
    run = paragraph.add_run("1")
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)
    paragraph.alignment = 2
