"""Files mutated at random, through the real limited reader: each is read or is one named failure, and nothing
else happens.

A new format is one line in `FORMATS`: a name, whose suffix the reader sees, and what makes one small sound
file of that format that uses as much of the format as it can. Every round has its own seed, so that any
single one can be run again: `python -m tests.faults.mutations NAME ROUND [SEED]` writes its file to standard
output.
"""

from __future__ import annotations

import io
import logging
import os
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from app.core.documents.documents import Extraction
from app.core.errors import UserError
from app.reading.reader import Limits, Reader
from tests.faults import making
from tests.faults.tables import Table
from tests.faults.watching import Peaks

LIMITS = Limits(seconds=20.0, memory_bytes=1024**3)
PARENT_GROWTH = 128 * 1024**2
_GRACE = 15.0
"""Seconds to end a child and start another on a busy machine, twice, and no more: see `Reader`."""
_MB = 1024**2
_COSTLY = re.compile("crashed the reader|took longer|of memory")
_TOKENS = (
    b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"4294967296", b"99999999999999999999", b"1e308", b"%s%n", b"<![CDATA[", b"-->",
    b"]]>", b"&#0;", b"&#x10ffff;", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\x0c", b"<<", b">>", b"endstream", b"obj", b"R", b"|", b"\t",
    b"+---+", b"::", b"```", b"---\n", b"</", b"<table>", b"<w:p>", b"\"", b"'",
)  # fmt: skip


def _text() -> bytes:
    return "Größe 3 µm\n\nTITLE IN CAPITALS\n\n- item\n  more\n\n> quoted\n>> twice\n\na\tb\nc\td\n\nHeading\n=======\n\nWords.\n".encode()


def _markdown() -> bytes:
    front = "---\ntitle: T\ndate: 2024-03-02\ntags: [a, b]\nowner:\n  name: N\n---\n"
    body = "# One\n\n- a\n  - b\n    1. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```py\ncode\n```\n> q\n\nTwo\n---\n\n"
    return (front + body + "<div>h</div>\n\n[l]: http://x 't'\n").encode()


def _rst() -> bytes:
    head = "PEP: 1\nTitle: T\nCreated: 02-Mar-2024\n\nOne\n===\n\n- a\n\n  b::\n\n     c\n\n:Field: value\n\n"
    tables = "+--+--+\n|a |b |\n+==+==+\n|1 |2 |\n+--+--+\n\n== ==\na  b\n== ==\n1  2\n== ==\n\n"
    directives = ".. csv-table:: t\n   :header: a, b\n\n   1, 2\n\n.. list-table::\n\n   * - a\n     - b\n\n"
    return (head + tables + directives + ".. note:: x\n\n.. [1] foot\n\n.. code:: py\n\n   x\n").encode()


def _html() -> bytes:
    head = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T</title><meta name=date content=2024-03-02></head><body>"
    body = (
        "<nav>n</nav><main><h1>One</h1><ul><li>a<ul><li>b</ul></ul><dl><dt>t<dd>d</dl><pre>code\n x</pre><blockquote>q</blockquote>"
        "<table><caption>c</caption><thead><tr><th>x<th>y</thead><tr><td>1<td><b>2</b></table><p hidden>h</p><img alt=pic><br>&amp;&euro;"
    )
    return (head + body + "</main><footer>f</footer></body></html>").encode()


def _pdf() -> bytes:
    contents = [
        making.shown("Words \u2013 on a page") + making.shown("Label: 3"),
        b"q 1 0 0 1 0 0 cm /X0 Do Q " + making.shown("Page 2"),
        b"0 0 9 9 re f",
    ]
    objects = making.pages(contents)
    objects[2] = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Some-Bold /FirstChar 32 /LastChar 34 /Widths [250 300 350] >>"
    )
    return making.pdf(objects, trailer=b" /Info << /Title (T) /CreationDate (D:20240302120000Z) >>")


def _docx() -> bytes:
    import docx  # slow to load

    document = docx.Document()
    document.core_properties.title = "Pressure tests"
    document.add_heading("Pressure tests of valves", 0)
    document.add_heading("Scope", 1)
    document.add_paragraph("Every valve is tested at 1.5 times its rated pressure.")
    document.add_paragraph("first item", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Valve", "Pressure"), ("V-10", "16 bar")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    import openpyxl  # slow to load

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Prices"
    for row in (("Part", "Price", "Since"), ("V-10", 12.5, "2024-03-02"), ("V-12", "=B2*2", None)):
        sheet.append(row)
    sheet.merge_cells("A4:B4")
    book.create_sheet("Hidden").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _csv() -> bytes:
    return 'Teil;Preis;Größe\nV-10;12,50;"3; oder 4"\nV-12;14,00;"zwei\nZeilen"\n'.encode("cp1252")


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Ines <ines@example.org>",
        "amir@example.org",
        "Prüfung der Ventile",
    )
    mail["Date"], mail["Message-ID"] = "Sat, 02 Mar 2024 12:00:00 +0100", "<1@example.org>"
    mail.set_content("The valve was tested.\n\nOn Friday Amir wrote:\n> When was it tested?\n\n-- \nInes\n")
    mail.add_alternative("<p>The valve was <b>tested</b>.</p>", subtype="html")
    mail.add_attachment(_csv(), maintype="text", subtype="csv", filename="prices.csv")
    return mail.as_bytes()


def _mbox() -> bytes:
    one = _mail().replace(b"\nFrom ", b"\n>From ")
    return b"".join(b"From ines@example.org Sat Mar  2 12:00:00 2024\n" + one + b"\n" for _ in range(2))


def _pptx() -> bytes:
    import pptx  # slow to load

    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Valves"
    slide.placeholders[1].text = "Tested at 1.5 times\nthe rated pressure"
    slide.notes_slide.notes_text_frame.text = "Say why."
    table = slide.shapes.add_table(2, 2, 0, 0, 3_000_000, 1_000_000).table
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{row}.{column}"
    buffer = io.BytesIO()
    slides.save(buffer)
    return buffer.getvalue()


def _epub() -> bytes:
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Valves</dc:title><dc:date>2024-03-02</dc:date></metadata>'
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return making.archive(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "book.opf": package.encode(),
            "a.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Scope</h1><p>Every valve is tested.</p></body></html>",
        },
        level=1,
    )


def _odt() -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    table = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{word}</text:p></table:table-cell>' for word in row)}</table:table-row>"
        for row in (("Valve", "Pressure"), ("V-10", "16 bar"))
    )
    body = (
        '<text:h text:outline-level="1">Scope</text:h><text:p>Every valve<text:s text:c="2"/>is tested.</text:p>'
        f"<text:list><text:list-item><text:p>first</text:p></text:list-item></text:list><table:table>{table}</table:table>"
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    return making.archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}, level=1
    )


FORMATS: dict[str, Callable[[], bytes]] = {
    "text.txt": _text,
    "markdown.md": _markdown,
    "restructured.rst": _rst,
    "page.html": _html,
    "print.pdf": _pdf,
    "word.docx": _docx,
    "sheet.xlsx": _xlsx,
    "rows.csv": _csv,
    "letter.eml": _mail,
    "letters.mbox": _mbox,
    "slides.pptx": _pptx,
    "book.epub": _epub,
    "text.odt": _odt,
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with something wrong; in a zip, half of the time inside one of its members."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.6:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        # The smaller parts hold as much structure as the larger ones.
        name = chance.choice(sorted(members))
        members[name] = _damaged(members[name] or b" ", chance)
        return making.archive(members, level=1)
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(7):
            case 0:
                for _ in range(chance.randint(1, 20)):
                    at = chance.randrange(len(changed) or 1)
                    changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 500)] * chance.randint(1, 20)
            case 3:
                del changed[at:]
            case 4:
                other = chance.randrange(len(changed) or 1)
                changed[at:at] = changed[other : other + chance.randint(1, 300)]
            case 5:
                changed[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 3, 1000))
            case _:
                numbers = list(re.finditer(rb"\d+", changed))
                if numbers:
                    number = chance.choice(numbers)
                    changed[number.start() : number.end()] = chance.choice(
                        (b"0", b"-1", b"2147483647", b"4294967295", b"1" * 40, b"7")
                    )
    return bytes(changed)


@dataclass(frozen=True)
class Tally:
    """What became of the mutated files of one format.

    Attributes:
        name: the file's name.
        rounds: how many there were.
        read: how many gave a text.
        refused: how many were named failures.
        costly: how many of these ended the child: a crash, or a limit on time or memory.
        children: how many were started.
        slowest: seconds of the slowest.
        growth, child: peaks of the parent above its beginning, and of a child; bytes.
        faults: what must not have happened and did, with its round.
    """

    name: str
    rounds: int
    read: int
    refused: int
    costly: int
    children: int
    slowest: float
    growth: int
    child: int
    faults: tuple[str, ...]


def run_format(name: str, rounds: int, seed: int = 1, limits: Limits = LIMITS) -> Tally:
    """Mutate the sound file of a format `rounds` times and read each through one limited reader."""
    whole = FORMATS[name]()
    bugs = _Bugs()
    logger = logging.getLogger("app.reading.reader")
    logger.addHandler(bugs)
    read = refused = costly = children = 0
    slowest = 0.0
    faults: list[str] = []
    try:
        with Reader(limits) as reader:
            _read(reader, name, whole)
            with Peaks() as peaks:
                for number in range(rounds):
                    data = mutated(whole, random.Random(f"{seed} {name} {number}"))
                    before, started = reader.pid, time.monotonic()
                    try:
                        wrong = unsound(_read(reader, name, data))
                        read += 1
                    except UserError as error:
                        refused += 1
                        costly += bool(_COSTLY.search(error.message))
                        wrong = (
                            ""
                            if error.message and error.hint
                            else f"a failure without a hint: {error.message}"
                        )
                    took = time.monotonic() - started
                    slowest = max(slowest, took)
                    children += reader.pid != before
                    faults += [f"{name}, round {number}: {said}" for said in (wrong, *bugs.taken()) if said]
                    if took > 2 * limits.seconds + _GRACE:
                        faults.append(
                            f"{name}, round {number}: took {took:.0f} s where {limits.seconds:.0f} s are allowed"
                        )
            # Whatever came before, a sound file is read.
            if unsound(_read(reader, name, whole)):
                faults.append(f"{name}: the sound file is not read after the mutated ones")
    finally:
        logger.removeHandler(bugs)
    faults += (
        [] if peaks.growth <= PARENT_GROWTH else [f"{name}: the parent grew by {peaks.growth // _MB} MB"]
    )
    faults += [] if peaks.child <= limits.memory_bytes else [f"{name}: a child took {peaks.child // _MB} MB"]
    return Tally(
        name, rounds, read, refused, costly, children + 1, slowest, peaks.growth, peaks.child, tuple(faults)
    )


def table(tallies: list[Tally]) -> Table:
    """Return the table of all formats."""
    rows = [
        (
            tally.name.rpartition(".")[2],
            f"{tally.rounds:,}",
            f"{tally.read:,}",
            f"{tally.refused:,}",
            f"{tally.costly:,}",
            f"{tally.children:,}",
            f"{tally.slowest:.2f}",
            f"{tally.growth // _MB}",
            f"{tally.child // _MB}",
        )
        for tally in tallies
    ]
    title = "Mutated files through the limited reader"
    columns = (
        "format", "files", "read", "named failure", "of these crash or limit", "children started", "slowest, s", "parent grew by, MB",
        "child's peak, MB",
    )  # fmt: skip
    return Table(title, columns, rows, [fault for tally in tallies for fault in tally.faults])


def unsound(extraction: Extraction) -> str:
    """Return what is wrong with an extraction; empty when nothing is."""
    last = 0
    for block in extraction.blocks:
        words = extraction.text[block.start : block.end]
        if not last <= block.start < block.end <= len(extraction.text) or words.strip() != words:
            return f"a block at {block.start}..{block.end} after {last} in {len(extraction.text)} characters"
        last = block.end
    return ""


def _read(reader: Reader, name: str, data: bytes) -> Extraction:
    """Read bytes as a file that lies on no disk."""
    descriptor = os.memfd_create("mutated")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        return reader.read_fd(descriptor, name)
    finally:
        os.close(descriptor)


class _Bugs(logging.Handler):
    """Collects what a reader did not foresee: it is told to the user as damage, but is a fault of the
    program.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())

    def taken(self) -> list[str]:
        """Return what was said since the last call."""
        said, self._said = self._said, []
        return said


if __name__ == "__main__":
    _, of, at, *rest = sys.argv
    sys.stdout.buffer.write(mutated(FORMATS[of](), random.Random(f"{rest[0] if rest else 1} {of} {at}")))
