"""Set the sample's PDF and Word documents from the words in `packaging/sample/*.md`.

Decision hidden: how a sheet of simple marks becomes a PDF page, a Word paragraph or a page that looks
scanned. The results are committed under `resources/sample/documents`, so nobody needs this script to use the
sample; run it after changing a sheet. Invariant: nothing depends on the clock or on chance, so the same
sheets and the same library versions give the same bytes. Single thread.

A sheet starts with `key: value` lines up to `---`. Then every line is one block: `# ` title, `## ` heading,
`- ` item, `1. ` step, `| a | b |` table row (the first of a run is the header), anything else a paragraph;
`=== page` and `=== column` break, `=== drawing` makes a page of lines without a letter, `=== scan` turns what
follows into a picture.
"""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
import numpy as np
import pypdfium2 as pdfium

HERE = Path(__file__).resolve().parent
SHEETS = HERE / "sample"
DOCUMENTS = HERE.parent / "resources" / "sample" / "documents"

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, GUTTER = 595, 842, 56, 22
"""A4 in points."""

# Advance widths of Helvetica from space to tilde in thousandths of the size, to break lines where a reader
# would.
WIDTHS = [
    int(width)
    for width in """
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584
    584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278
    278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500
    500 334 260 334 584
    """.split()
]


@dataclass(frozen=True)
class Line:
    """One block of a sheet; `kind` is title, heading, item, step, row, text or break."""

    kind: str
    text: str

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.strip().strip("|").split("|")]


@dataclass(frozen=True)
class Sheet:
    """The words of one document and what is written on its outside."""

    target: Path
    title: str
    author: str
    date: datetime.datetime
    lines: tuple[Line, ...]
    header: str = ""
    footer: str = ""
    columns: int = 1


def read_sheet(path: Path) -> Sheet:
    """Read one sheet."""
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    keys = dict(line.split(": ", 1) for line in head.splitlines())
    return Sheet(
        target=Path(keys["target"]),
        title=keys["title"],
        author=keys["author"],
        date=datetime.datetime.fromisoformat(keys["date"]).replace(hour=9, tzinfo=datetime.UTC),
        lines=tuple(_line(line) for line in body.splitlines() if line.strip()),
        header=keys.get("header", ""),
        footer=keys.get("footer", ""),
        columns=int(keys.get("columns", "1")),
    )


def _line(raw: str) -> Line:
    for mark, kind in (("=== ", "break"), ("## ", "heading"), ("# ", "title"), ("- ", "item")):
        if raw.startswith(mark):
            return Line(kind, raw.removeprefix(mark).strip())
    if raw.startswith("|"):
        return Line("row", raw)
    return Line("step" if re.match(r"\d+\. ", raw) else "text", raw.strip())


# Word


def set_docx(sheet: Sheet) -> bytes:
    """Return the sheet as a Word document whose properties carry its date."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = sheet.title, sheet.author, sheet.author
    properties.created = properties.modified = sheet.date.replace(tzinfo=None)
    properties.comments = ""
    for kind, run in groupby(sheet.lines, key=lambda line: line.kind):
        lines = list(run)
        if kind == "row":
            table = document.add_table(rows=0, cols=len(lines[0].cells), style="Table Grid")
            for line in lines:
                for cell, text in zip(table.add_row().cells, line.cells, strict=True):
                    cell.text = text
            document.add_paragraph()
            continue
        for line in lines:
            if kind in ("title", "heading"):
                document.add_heading(line.text, level=1 if kind == "title" else 2)
            elif kind == "item":
                document.add_paragraph(line.text, style="List Bullet")
            else:
                document.add_paragraph(line.text)
    saved = BytesIO()
    document.save(saved)
    return _without_clock(saved)


def _without_clock(saved: BytesIO) -> bytes:
    """Return the same archive with every member dated to the beginning of the format's time."""
    result = BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED, 9)
    return result.getvalue()


# PDF


def width_of(text: str, size: float) -> float:
    """Return about how many points wide `text` is; signs beyond ASCII count as a digit."""
    return sum(WIDTHS[ord(char) - 32] if " " <= char <= "~" else 556 for char in text) * size / 1000


def wrap(text: str, size: float, width: float) -> Iterator[str]:
    """Yield the lines of a paragraph."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


@dataclass
class Canvas:
    """One page being written: drawing operators and the place of the next line."""

    columns: int
    operators: list[bytes] = field(default_factory=list)
    column: int = 0
    y: float = PAGE_HEIGHT - MARGIN - 30

    @property
    def width(self) -> float:
        return (PAGE_WIDTH - 2 * MARGIN - GUTTER * (self.columns - 1)) / self.columns

    @property
    def x(self) -> float:
        return MARGIN + self.column * (self.width + GUTTER)

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        escaped = re.sub(rb"([\\()])", rb"\\\1", text.encode("cp1252"))
        self.operators.append(
            b"BT /%s %g Tf %.2f %.2f Td (%s) Tj ET" % (b"F2" if bold else b"F1", size, x, y, escaped)
        )

    def rule(self, x: float, y: float, width: float) -> None:
        self.operators.append(b"0.5 w %.2f %.2f m %.2f %.2f l S" % (x, y, x + width, y))

    def next_column(self) -> None:
        self.column += 1
        self.y = PAGE_HEIGHT - MARGIN - 30

    def down(self, points: float) -> None:
        self.y -= points
        if self.y < MARGIN + 24:
            raise ValueError("the page is full: the sheet needs a break")


SIZES = {"title": 16.0, "heading": 11.5}


def write_lines(canvas: Canvas, lines: list[Line]) -> None:
    """Write blocks from the top of the canvas downwards."""
    for kind, run in groupby(lines, key=lambda line: line.kind):
        if kind == "row":
            _write_table(canvas, [line.cells for line in run])
            continue
        for line in run:
            if kind == "break":
                canvas.next_column()
                continue
            size = SIZES.get(kind, 9.5)
            indent = 12 if kind in ("item", "step") else 0
            canvas.down(size if kind == "heading" else 4)
            text = f"• {line.text}" if kind == "item" else line.text
            for number, part in enumerate(
                wrap(text, size * (1.08 if kind in SIZES else 1), canvas.width - indent)
            ):
                canvas.down(size * 1.38)
                canvas.text(canvas.x + (indent if number else 0), canvas.y, part, size, bold=kind in SIZES)


def _write_table(canvas: Canvas, rows: list[list[str]]) -> None:
    size = 9.0
    widths = [max(width_of(row[index], size) for row in rows) * 1.06 + 14 for index in range(len(rows[0]))]
    if sum(widths) > canvas.width + 14:
        raise ValueError(f"a table is too wide: {rows[0]}")
    canvas.down(8)
    for number, row in enumerate(rows):
        canvas.down(size * 1.6)
        x = canvas.x
        for cell, width in zip(row, widths, strict=True):
            if cell:
                canvas.text(x, canvas.y, cell, size, bold=number == 0)
            x += width
        canvas.rule(canvas.x, canvas.y - 3.5, canvas.width)
    canvas.down(8)


@dataclass
class PdfFile:
    """A PDF of a few numbered objects, written without compression of its text so that a difference can be
    read.
    """

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        return self.add(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content))

    def save(self, root: int, info: int) -> bytes:
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(offsets) + 1,
            root,
            info,
            start,
        )
        return bytes(out)


@dataclass(frozen=True)
class Picture:
    """A page that is nothing but a bitmap of `bits`, True for white."""

    bits: np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def set_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF."""
    pages = _pages(sheet)
    file = PdfFile()
    fonts = [
        file.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name)
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    tree = file.add(b"")
    kids = []
    for page in pages:
        resources = b"/Font << /F1 %d 0 R /F2 %d 0 R >>" % (fonts[0], fonts[1])
        if isinstance(page, Picture):
            height, width = page.bits.shape
            image = file.stream(
                zlib.compress(np.packbits(page.bits, axis=1).tobytes(), 9),
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
                % (width, height),
            )
            resources = b"/XObject << /Im1 %d 0 R >>" % image
            content = file.stream(b"q %d 0 0 %d 0 0 cm /Im1 Do Q" % (PAGE_WIDTH, PAGE_HEIGHT))
        else:
            content = file.stream(b"\n".join(page.operators))
        kids.append(
            file.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Resources << %s >> /Contents %d 0 R >>"
                % (tree, PAGE_WIDTH, PAGE_HEIGHT, resources, content)
            )
        )
    file.objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    root = file.add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    stamp = sheet.date.strftime("D:%Y%m%d%H%M%SZ").encode()
    info = file.add(
        b"<< /Title (%s) /Author (%s) /CreationDate (%s) /ModDate (%s) >>"
        % (sheet.title.encode("ascii"), sheet.author.encode("ascii"), stamp, stamp)
    )
    return file.save(root, info)


def _pages(sheet: Sheet) -> list[Canvas | Picture]:
    parts: list[tuple[str, list[Line]]] = [("page", [])]
    for line in sheet.lines:
        if line.kind == "break" and line.text != "column":
            parts.append((line.text, []))
        else:
            parts[-1][1].append(line)
    parts = [part for part in parts if part[1] or part[0] == "drawing"]
    pages: list[Canvas | Picture] = []
    for number, (kind, lines) in enumerate(parts, 1):
        canvas = Canvas(sheet.columns)
        framed = kind == "page" and bool(sheet.header)
        if framed:
            canvas.text(MARGIN, PAGE_HEIGHT - 40, sheet.header, 8)
            canvas.rule(MARGIN, PAGE_HEIGHT - 46, PAGE_WIDTH - 2 * MARGIN)
        if kind == "drawing":
            _draw_sensor(canvas)
        else:
            write_lines(canvas, lines)
        if framed:
            canvas.text(MARGIN, 36, sheet.footer, 8)
            canvas.text(PAGE_WIDTH - MARGIN - 60, 36, f"Page {number} of {len(parts)}", 8)
        pages.append(_scanned(sheet, canvas) if kind == "scan" else canvas)
    return pages


def _draw_sensor(canvas: Canvas) -> None:
    """Draw a sensor in two views with dimension lines, as an exported drawing comes: all paths, no text."""
    add = canvas.operators.append
    add(b"1.2 w 120 560 220 110 re S 90 585 30 60 re S 340 585 30 60 re S 170 670 120 50 re S")
    add(b"[8 3 2 3] 0 d 0.4 w 70 615 m 390 615 l S 460 530 m 460 700 l S [] 0 d")
    for radius in (18, 34, 55):
        reach = radius * 0.5523
        add(
            b"1 w %g 615 m %g %g %g %g 460 %g c %g %g %g %g %g 615 c %g %g %g %g 460 %g c %g %g %g %g %g 615 c S"
            % (
                460 + radius, 460 + radius, 615 + reach, 460 + reach, 615 + radius, 615 + radius,
                460 - reach, 615 + radius, 460 - radius, 615 + reach, 460 - radius,
                460 - radius, 615 - reach, 460 - reach, 615 - radius, 615 - radius,
                460 + reach, 615 - radius, 460 + radius, 615 - reach, 460 + radius,
            )
        )  # fmt: skip
    for y, left, right in ((520, 90, 370), (540, 120, 340)):
        add(
            b"0.4 w %d %d m %d %d l S %d %d m %d %d l %d %d l f"
            % (left, y, right, y, left, y, left + 8, y + 2, left + 8, y - 2)
        )
        add(b"%d %d m %d %d l %d %d l f %d %d m %d 585 l S %d %d m %d 585 l S" %
            (right, y, right - 8, y + 2, right - 8, y - 2, left, y - 6, left, right, y - 6, right))  # fmt: skip


def _scanned(sheet: Sheet, canvas: Canvas) -> Picture:
    """Return the page as a slightly crooked, speckled black-and-white scan at 110 dots an inch."""
    plain = PdfFile()
    fonts = [
        plain.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name)
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    content = plain.stream(b"\n".join(canvas.operators))
    page = plain.add(
        b"<< /Type /Page /Parent 5 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> >> /Contents %d 0 R >>"
        % (PAGE_WIDTH, PAGE_HEIGHT, fonts[0], fonts[1], content)
    )
    tree = plain.add(b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % page)
    data = plain.save(plain.add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree), plain.add(b"<< >>"))
    document = pdfium.PdfDocument(data)
    try:
        grey = np.squeeze(document[0].render(scale=110 / 72, grayscale=True).to_numpy())
    finally:
        document.close()
    return Picture(_crooked(grey, seed=sheet.date.toordinal()))


def _crooked(
    grey: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], seed: int
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    rows, columns = np.indices(grey.shape)
    slope = 0.011
    from_row = np.clip(np.rint(rows + slope * columns - 4), 0, grey.shape[0] - 1).astype(int)
    from_column = np.clip(np.rint(columns - slope * rows + 6), 0, grey.shape[1] - 1).astype(int)
    noise = np.random.default_rng(seed).random(grey.shape)
    white: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = (grey[from_row, from_column] > 150) & (
        noise > 0.0006
    )
    return white


def make(documents: Path) -> list[Path]:
    """Write every sheet's document below `documents` and return the paths."""
    written = []
    for path in sorted(SHEETS.glob("*.md")):
        sheet = read_sheet(path)
        target = documents / sheet.target
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(set_docx(sheet) if target.suffix == ".docx" else set_pdf(sheet))
        written.append(target)
    return written


if __name__ == "__main__":
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(f"{made.stat().st_size:>8} {made.name}")
