"""Damaged files of every format through the real child: each is an extraction or a named failure, never
more.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pptx
import pytest

from app.core.documents.documents import Extraction
from app.core.documents.formats import FORMATS
from app.core.errors import UserError
from app.reading.reader import Limits, Reader
from app.reading.sniff import sniff

ROUNDS = 30


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    match chance.randrange(4):
        case 0:
            for _ in range(chance.randint(1, 20)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 1:
            start = chance.randrange(len(changed))
            del changed[start : start + chance.randint(1, 200)]
        case 2:
            start = chance.randrange(len(changed))
            changed[start:start] = changed[start : start + chance.randint(1, 500)] * chance.randint(1, 20)
        case _:
            del changed[chance.randrange(len(changed)) :]
    return bytes(changed)


@pytest.fixture
def whole(make_pdf: Callable[..., bytes], show: Callable[..., str], word_document: bytes) -> dict[str, bytes]:
    markdown = "---\ntitle: T\ntags: [a]\n---\n# One\n\n- a\n  - b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n> q\n"
    rst = "PEP: 1\nTitle: T\n\nOne\n===\n\n- a\n\n  b::\n\n     c\n\n+--+--+\n|a |b |\n+==+==+\n|1 |2 |\n+--+--+\n\n"
    rst += ".. note:: x\n\n== ==\na  b\n== ==\n1  2\n== ==\n"
    html = "<html><head><title>T</title></head><body><h1>One</h1><ul><li>a</ul><table><tr><th>x<th>y<tr><td>1<td>2</table></body></html>"
    return {
        "a.txt": "Größe 3 µm\n\n- item\n\n> quoted\n\na\tb\nc\td\n".encode(),
        "a.md": markdown.encode(),
        "a.rst": rst.encode(),
        "a.html": html.encode(),
        "a.pdf": make_pdf(
            [show(72, 600, "Words – on a page") + show(300, 600, "Label:", 9, "F2"), show(72, 60, "Page 2")],
            info="/Title (T)",
        ),
        "a.docx": word_document,
        "a.csv": b'Part;Price\n"V;10";12\nV-20;14\n' * 3,
        "a.eml": b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords.\n> old\n--x\n"
        b"Content-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--x--\n",
        "a.xlsx": _sheets(),
        "a.pptx": _slides(),
        "a.odt": _open_document("text", "<text:h>One</text:h><text:p>Words.</text:p>"),
        "a.ods": _open_document(
            "spreadsheet",
            '<table:table table:name="One"><table:table-row><table:table-cell><text:p>Words</text:p>'
            "</table:table-cell></table:table-row></table:table>",
        ),
        "a.epub": _book(),
        "a.mbox": b"From a@b Mon Mar  3 09:00:00 2025\nFrom: a@b\nTo: c@d\nSubject: One\n\nWords.\n",
    }


def _sheets() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in (["Part", "Price"], ["V-10", 12.5]):
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


def _slides() -> bytes:
    show, buffer = pptx.Presentation(), io.BytesIO()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Start", "Open the valve."
    show.save(buffer)
    return buffer.getvalue()


def _open_document(kind: str, words: str) -> bytes:
    rooms = ("office", "text", "table")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in rooms)
    words = f"<office:body><office:{kind}>{words}</office:{kind}></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", f"<office:document-content {names}>{words}</office:document-content>")
    return buffer.getvalue()


def _book() -> bytes:
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"'
        ' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml", f'{container}<rootfile full-path="a.opf"/></rootfiles></container>'
        )
        book.writestr("a.opf", package)
        book.writestr("a.xhtml", "<html><body><h1>One</h1><p>Words.</p></body></html>")
    return buffer.getvalue()


NAMES = [
    "a.txt", "a.md", "a.rst", "a.html", "a.pdf", "a.docx", "a.csv", "a.eml", "a.xlsx", "a.pptx", "a.odt",
    "a.ods", "a.epub", "a.mbox",
]  # fmt: skip


def test_every_format_is_damaged_here(whole: dict[str, bytes]) -> None:
    assert list(whole) == NAMES
    assert {sniff(data, name).reader for name, data in whole.items()} == {one.reader for one in FORMATS}


@pytest.mark.parametrize("name", NAMES)
def test_damage_never_reaches_the_parent(whole: dict[str, bytes], name: str, tmp_path: Path) -> None:
    chance = random.Random(f"damage {name}")
    path = tmp_path / name
    read = refused = 0
    with Reader(Limits(seconds=30)) as reader:
        for _ in range(ROUNDS):
            path.write_bytes(mutated(whole[name], chance))
            try:
                extraction = reader.read(path)
            except UserError as error:
                assert error.message
                assert error.hint
                refused += 1
            else:
                check(extraction)
                read += 1
        path.write_bytes(whole[name])
        check(reader.read(path))
    assert read + refused == ROUNDS


def check(extraction: Extraction) -> None:
    last = 0
    for block in extraction.blocks:
        assert last <= block.start < block.end <= len(extraction.text)
        assert extraction.text[block.start : block.end].strip() == extraction.text[block.start : block.end]
        last = block.end
