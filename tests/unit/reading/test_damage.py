"""Damaged files of every format through the real child: each is an extraction or a named failure, never more."""

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
from app.core.errors import UserError
from app.reading.reader import Limits, Reader

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
            [show(72, 600, "Words – on a page") + show(300, 600, "Label:", 9, "F2"), show(72, 60, "Page 2")], info="/Title (T)"
        ),
        "a.docx": word_document,
        "a.csv": b'Part;Price\n"V;10";12\nV-20;14\n' * 3,
        "a.eml": b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords.\n> old\n--x\n"
        b"Content-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--x--\n",
        "a.xlsx": _sheets(),
        "a.pptx": _slides(),
        "a.odt": _open_document(),
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


def _open_document() -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    words = "<office:body><office:text><text:h>One</text:h><text:p>Words.</text:p></office:text></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f"<office:document-content {names}>{words}</office:document-content>")
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rst", "a.html", "a.pdf", "a.docx", "a.csv", "a.eml", "a.xlsx", "a.pptx", "a.odt"])
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
