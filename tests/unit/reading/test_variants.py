"""Variants of office packages that are valid, and properties that only a library invented."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import openpyxl
import pptx
import pytest

from app.core.documents.documents import Extraction
from app.core.documents.formats import DOCX, PPTX, XLSX
from app.reading.office import read_docx
from app.reading.properties import real_date, real_title
from app.reading.sheets import read_xlsx
from app.reading.slides import read_pptx
from app.reading.sniff import sniff

Change = Callable[[str, bytes], tuple[str, bytes]]
Reader = Callable[[bytes, str], Extraction]
_SCHEMAS = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/([\w/-]+)")


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Boiler memo", 1)
    document.add_paragraph("The boiler is descaled every spring.")
    return _saved(document)


def sheet_file() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (("Tool", "Bought"), ("lathe", datetime(2021, 5, 6)), ("drill", datetime(2022, 7, 8))):
        sheet.append(row)
    return _saved(book)


def show_file() -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Dock plan"
    slide.placeholders[1].text = "Dock two is dredged in June."
    return _saved(show)


def _saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, change: Change) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            name, content = change(member.filename, old.read(member))
            if name:
                new.writestr(name, content)
    return buffer.getvalue()


def strict(name: str, content: bytes) -> tuple[str, bytes]:
    def renamed(match: re.Match[bytes]) -> bytes:
        if match[1] in (b"package",):
            return match[0]
        rest = re.sub(rb"-(\w)", lambda letter: letter[1].upper(), match[2])
        return b"http://purl.oclc.org/ooxml/%s/%s" % (match[1], rest)

    return name, _SCHEMAS.sub(renamed, content) if name.endswith((".xml", ".rels")) else content


FILES = [
    (word_file, read_docx, DOCX, "The boiler is descaled every spring."),
    (sheet_file, read_xlsx, XLSX, "lathe | 2021-05-06"),
    (show_file, read_pptx, PPTX, "Dock two is dredged in June."),
]


@pytest.mark.parametrize(("made", "read", "kind", "words"), FILES)
def test_the_strict_form_is_read_like_the_usual_one(
    made: Callable[[], bytes], read: Reader, kind: object, words: str
) -> None:
    data = changed(made(), strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("_rels/.rels")
    assert sniff(data, "a.bin") == kind
    extraction = read(data, "a.bin")
    assert words in extraction.text
    assert extraction.blocks == read(made(), "a.bin").blocks


@pytest.mark.parametrize(("made", "read", "kind", "words"), FILES)
def test_member_names_with_backslashes_are_understood(
    made: Callable[[], bytes], read: Reader, kind: object, words: str
) -> None:
    data = changed(made(), lambda name, content: (name.replace("/", "\\"), content))
    assert sniff(data, "a.bin") == kind
    assert words in read(data, "a.bin").text


@pytest.mark.parametrize(
    ("made", "read", "words", "usual", "other"),
    [
        (
            word_file,
            read_docx,
            "descaled",
            "openxmlformats-officedocument.wordprocessingml.document.main",
            "ms-word.document.macroEnabled.main",
        ),
        (
            word_file,
            read_docx,
            "descaled",
            "wordprocessingml.document.main",
            "wordprocessingml.template.main",
        ),
        (
            show_file,
            read_pptx,
            "dredged",
            "presentationml.presentation.main",
            "presentationml.slideshow.main",
        ),
        (show_file, read_pptx, "dredged", "presentationml.presentation.main", "presentationml.template.main"),
        (
            sheet_file,
            read_xlsx,
            "lathe",
            "openxmlformats-officedocument.spreadsheetml.sheet.main",
            "ms-excel.sheet.macroEnabled.main",
        ),
        (sheet_file, read_xlsx, "lathe", "spreadsheetml.sheet.main", "spreadsheetml.template.main"),
    ],
)
def test_templates_shows_and_files_with_macros_are_read(
    made: Callable[[], bytes], read: Reader, words: str, usual: str, other: str
) -> None:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content.replace(
            usual.encode(), other.encode()
        ) if name == "[Content_Types].xml" else content

    data = changed(made(), change)
    assert other.encode() in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    assert words in read(data, "a.bin").text


def test_a_main_part_of_another_name_is_found() -> None:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        return name.replace("word/document.xml", "word/document22.xml").replace(
            "document.xml.rels", "document22.xml.rels"
        ), content.replace(b"word/document.xml", b"word/document22.xml")

    data = changed(word_file(), change)
    assert sniff(data, "a.docx") == DOCX
    assert "descaled" in read_docx(data, "a.docx").text


@pytest.mark.parametrize(("made", "read", "kind", "words"), FILES)
def test_without_properties_nothing_is_invented(
    made: Callable[[], bytes], read: Reader, kind: object, words: str
) -> None:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "_rels/.rels":
            content = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", content)
        return "" if name == "docProps/core.xml" else name, content

    extraction = read(changed(made(), change), "a.bin")
    assert (extraction.declared_date, extraction.date_origin) == ("", "")
    assert extraction.title in ("Boiler memo", "Dock plan", "")
    assert set(extraction.metadata) <= {"slides"}


@pytest.mark.parametrize(("made", "read"), [(word_file, read_docx), (show_file, read_pptx)])
def test_what_stands_in_a_library_s_template_is_not_the_document_s(
    made: Callable[[], bytes], read: Reader
) -> None:
    extraction = read(made(), "a.bin")
    assert extraction.declared_date == ""
    assert "author" not in extraction.metadata
    assert extraction.title in ("Boiler memo", "Dock plan")


def test_properties_that_are_there_count() -> None:
    document = docx.Document()
    document.add_heading("Scope", 1)
    document.core_properties.title = "Ladder rules"
    document.core_properties.author = "Ines"
    document.core_properties.modified = datetime(2021, 2, 3, 8, 0)
    extraction = read_docx(_saved(document), "a.docx")
    assert (extraction.title, extraction.metadata["author"], extraction.declared_date[:10]) == (
        "Ladder rules",
        "Ines",
        "2021-02-03",
    )


@pytest.mark.parametrize(
    "stated",
    [
        "Word Document", "PowerPoint Presentation", "PowerPoint-Präsentation", "Untitled", "Untitled document", "Document1", "Dokument 2",
        "Microsoft Word - minutes.docx", "report_final.docx", "Presentation1", "Präsentation3", "Book1", "Mappe1", "about:blank", "-",
        "Présentation PowerPoint", "Untitled Document (2)", "[Document title]", "untitled", "Unbenannt 1", "Title", "Slide 1",
    ],
)  # fmt: skip
def test_a_title_that_a_program_gives_is_none(stated: str) -> None:
    assert real_title(stated) == ""


@pytest.mark.parametrize(
    "stated",
    [
        "Document control",
        "Presentation of the budget",
        "Book of rules 2024",
        "Untitled songs",
        "Word lists",
        "1984",
    ],
)
def test_a_title_that_only_begins_like_one_stays(stated: str) -> None:
    assert real_title(stated) == stated


def test_a_date_of_a_template_is_none() -> None:
    assert real_date("2000-01-01T00:00:00Z") == ""
    assert real_date("1970-01-01") == ""
    assert real_date("2000-01-01T10:00:00Z") == "2000-01-01T10:00:00Z"
