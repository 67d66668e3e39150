"""Real files, made here: a small PDF writer, Word documents, and the limited child that reads them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.documents.documents import Extraction
from app.reading.reader import Reader

MakePdf = Callable[..., bytes]


def _write_pdf(
    pages: list[str], *, info: str = "", trailer: bytes = b"", media: str = "0 0 612 792"
) -> bytes:
    """Return a PDF with one content stream per page; fonts F1 plain, F2 bold, F3 fixed pitch."""
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for font in ("Helvetica", "Helvetica-Bold", "Courier"):
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
        )
    objects.append(f"<< {info} >>".encode())
    for number, content in enumerate(pages):
        fonts = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Resources << {fonts} >> /Contents {8 + 2 * number} 0 R >>".encode()
        )
        stream = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def _show(left: float, baseline: float, words: str, size: float = 11, font: str = "F1") -> str:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {left} {baseline} Td ({escaped}) Tj ET\n"


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """The PDF writer: `make_pdf([content, …], info=…, trailer=…)`."""
    return _write_pdf


@pytest.fixture(scope="session")
def show() -> Callable[..., str]:
    """A content stream that shows words: `show(left, baseline, words, size, font)`."""
    return _show


@pytest.fixture(scope="session")
def word_document() -> bytes:
    """A docx with a title, headings, a list, a table and properties."""
    import docx

    document = docx.Document()
    document.core_properties.title = "Pressure tests"
    document.core_properties.author = "Ines"
    document.add_heading("Pressure tests of valves", 0)
    document.add_heading("Scope", 1)
    document.add_paragraph("Every valve is tested at 1.5 times its rated pressure.")
    document.add_paragraph("first item", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Valve", "Pressure"), ("V-10", "16 bar")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_heading("Records", 2)
    document.add_paragraph("Kept for ten years.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One limited child for a whole file of tests."""
    with Reader() as shared:
        yield shared


@pytest.fixture
def read(reader: Reader, tmp_path: Path) -> Callable[[str, bytes], Extraction]:
    """Write a file and read it through the child."""

    def written(name: str, data: bytes) -> Extraction:
        path = tmp_path / name
        path.write_bytes(data)
        return reader.read(path)

    return written
