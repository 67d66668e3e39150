"""What a file is told to be: by its bytes, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.core.errors import UnreadableDocument, UnsupportedFormat
from app.reading.sniff import sniff

TEXT = b"The pump runs at 40 bar.\n"
PAGE = b"<!DOCTYPE html>\n<html><body><p>The pump.</p></body></html>"


def archive(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for member in members:
            file.writestr(member, "<xml/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "reader"),
    [
        (TEXT, "a.txt", "plain"),
        (TEXT, "a.pdf", "plain"),
        (TEXT, "a.html", "plain"),
        (TEXT, "README", "plain"),
        (b"", "a.txt", "plain"),
        (TEXT.decode().encode("utf-16"), "a.txt", "plain"),
        (TEXT.decode().encode("utf-16-le"), "a.txt", "plain"),
        (TEXT, "a.MD", "markdown"),
        (TEXT, "a.rst", "rst"),
        (b"# Title\n\n## Part\n\nSee [this](https://example.org).\n", "NOTES", "markdown"),
        (b"Title\n=====\n\nPart\n----\n\n.. note:: words\n", "NOTES", "rst"),
        (b"BM is short for benchmark.\n", "a.txt", "plain"),
        (b"MZ stands for something.\n", "a.txt", "plain"),
        (PAGE, "a.txt", "html"),
        (b"\xef\xbb\xbf  <!-- made by hand -->\n<HTML lang=en><p>x", "a", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "a.xml", "html"),
        (b"<h1>Fragment</h1>", "a.htm", "html"),
        (b"<div align=center>\n\n# Title\n", "a.md", "markdown"),
        (b"%PDF-1.4\n", "a.txt", "pdf"),
        (b"junk before\n%PDF-1.4\n", "a.pdf", "pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "a.zip", "docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.docx", "xlsx"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "a.odt", "pptx"),
        (archive("META-INF/container.xml", "book.opf"), "a.zip", "epub"),
    ],
)
def test_the_bytes_decide_and_the_name_only_between_dialects(data: bytes, name: str, reader: str) -> None:
    assert sniff(data, name).reader == reader


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(64), "a program"),
        (b"MZ\x90\x00\x03" + bytes(64), "a program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "an image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64), "an image"),
        (b"BM\x46\x00\x00\x00" + bytes(64), "an image"),
        (b"\x1f\x8b\x08" + bytes(64), "a compressed archive"),
        (b"SQLite format 3\x00" + bytes(64), "a database"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(64), "a video"),
        (b"{\\rtf1\\ansi words}", "an RTF document"),
        (bytes(range(256)) * 4, "binary data"),
        (archive("ppt/slides/slide1.xml"), "a damaged presentation"),
        (archive("xl/workbook.bin"), "a binary spreadsheet"),
        (archive("mimetype", "content.xml"), "an OpenDocument file"),
        (archive("photo.jpg"), "an archive of files"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office"),
    ],
)
def test_what_no_reader_understands_is_named_with_a_way_on(data: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words) as caught:
        sniff(data, "report.txt")
    assert caught.value.message.startswith("report.txt ")
    assert caught.value.hint


def test_a_protected_office_file_is_named_as_such() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    )
    with pytest.raises(UnreadableDocument, match="password") as caught:
        sniff(data, "plan.docx")
    assert caught.value.hint


def test_a_cut_off_package_is_damaged() -> None:
    whole = archive("[Content_Types].xml", "word/document.xml")
    with pytest.raises(UnreadableDocument, match="damaged"):
        sniff(whole[: len(whole) // 2], "plan.docx")
