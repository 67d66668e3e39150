"""The corpus of hostile files: what each is, how it is made, and what must be said of it.

`python -m tests.faults.hostile FOLDER` writes it out to be looked at. Deterministic; nothing is larger on the
disk than 2 MB unless it is sparse. What a file turns into when it is opened has no such bound: never open the
corpus with another program.
"""

from __future__ import annotations

import gzip
import os
import socket
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults import making
from tests.faults.making import WORDS

_MB = 1024**2


@dataclass(frozen=True)
class Case:
    """One hostile file.

    Attributes:
        group: what kind of mischief it is.
        name: the name it is written under; may hold line breaks, marks of direction, and bytes that are no
            UTF-8.
        write: makes it at the given path.
        told: a regular expression that the error in the report matches; empty when there is nothing to
            complain of.
        words: what its text must hold afterwards; empty when it is not read. A file may be read and
            complained of.
    """

    group: str
    name: str
    write: Callable[[Path], None]
    told: str = ""
    words: str = ""


def _bytes(group: str, name: str, data: bytes, told: str = "", words: str | None = None) -> Case:
    """Return a file of these bytes, which is read unless it is complained of."""
    return Case(
        group, name, lambda path: _put(path, data), told, ("" if told else WORDS) if words is None else words
    )


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def cases() -> Iterator[Case]:
    """Yield the whole corpus."""
    yield from _truncated()
    yield from _locked()
    yield from _mislabelled()
    yield from _zip_bombs()
    yield from _entities()
    yield from _traversal()
    yield from _pdf_bombs()
    yield from _nested()
    yield from _odd_text()
    yield from _names()
    yield from _nodes()


def _sound_pdf() -> bytes:
    return making.pdf(making.pages([making.shown(WORDS)]))


def _sound_docx() -> bytes:
    return making.docx(making.word_body(making.paragraph(WORDS)))


def _truncated() -> Iterator[Case]:
    pdf, docx = _sound_pdf(), _sound_docx()
    yield _bytes("truncated", "head-only.pdf", pdf[:60], "damaged or incomplete")
    yield _bytes("truncated", "before-the-pages.pdf", pdf[: pdf.find(b"/Kids")], "damaged")
    yield _bytes("truncated", "no-cross-reference.pdf", pdf[: pdf.find(b"xref")], "damaged or incomplete")
    yield _bytes("truncated", "head-only.docx", docx[:30], "damaged")
    yield _bytes("truncated", "half.docx", docx[: len(docx) // 2], "damaged")
    yield _bytes("truncated", "no-end-record.docx", docx[:-10], "damaged")
    yield _bytes("truncated", "inside-a-tag.html", f"<html><body><p>{WORDS}</p><p>And <a href='".encode())
    yield _bytes(
        "truncated",
        "inside-a-character.txt",
        f"{WORDS}\n\nGrößen: ".encode() + "ß".encode()[:1],
        "middle of a character",
        WORDS,
    )
    yield _bytes("truncated", "inside-front-matter.md", f"---\ntitle: Valves\n\n{WORDS}\n".encode())
    yield _bytes("truncated", "empty.txt", b"", "is empty")
    yield _bytes("truncated", "empty.pdf", b"", "is empty")
    yield _bytes("truncated", "blank.md", b"\n \n\t\n", "no text")


def _locked() -> Iterator[Case]:
    objects = making.pages([making.shown(WORDS)])
    yield _bytes(
        "encrypted",
        "password.pdf",
        making.pdf(objects, lock=making.Lock(b"secret", b"owner")),
        "protected by a password",
    )
    yield _bytes("encrypted", "owner-password-only.pdf", making.pdf(objects, lock=making.Lock(b"", b"owner")))
    handler = b" /Encrypt << /Filter /Custom.Handler /V 9 /R 9 >>"
    yield _bytes(
        "encrypted",
        "unknown-handler.pdf",
        making.pdf(objects, trailer=handler),
        "encrypted|protected by a password",
    )
    yield _bytes(
        "encrypted",
        "password.docx",
        making.compound("EncryptionInfo", "EncryptedPackage"),
        "protected by a password",
    )
    yield _bytes(
        "encrypted", "zip-password.docx", making.locked_zip(_sound_docx()), "protected by a password"
    )
    yield _bytes(
        "encrypted", "old-word.doc", making.compound("WordDocument", "1Table"), "old Office or mail format"
    )


def _mislabelled() -> Iterator[Case]:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
    yield _bytes("mislabelled", "picture.docx", png, "is an image")
    yield _bytes("mislabelled", "picture.pdf", png, "is an image")
    yield _bytes("mislabelled", "program.txt", b"\x7fELF\x02\x01\x01" + bytes(500), "is a program")
    yield _bytes(
        "mislabelled",
        "compressed.html",
        gzip.compress(WORDS.encode() * 20, mtime=0),
        "is a compressed archive",
    )
    yield _bytes(
        "mislabelled", "noise.md", bytes((index * 97 + 13) % 256 for index in range(4000)), "binary data"
    )
    yield _bytes("mislabelled", "pdf-inside.txt", _sound_pdf())
    yield _bytes("mislabelled", "docx-inside.pdf", _sound_docx())
    yield _bytes("mislabelled", "text-inside.pdf", WORDS.encode())
    yield _bytes("mislabelled", "text-inside.docx", WORDS.encode())
    yield _bytes(
        "mislabelled", "html-inside.txt", f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>".encode()
    )
    yield _bytes(
        "mislabelled",
        "no-word-inside.docx",
        making.archive({"a.txt": WORDS.encode(), "b.txt": b"b"}),
        "archive of files",
    )
    yield _bytes(
        "mislabelled", "starts-like-a-pdf.pdf", b"%PDF-1.7\n" + WORDS.encode() * 50, "damaged or incomplete"
    )


def _zip_bombs() -> Iterator[Case]:
    swollen = "would unpack to far more"
    zeros = b"\0" * (64 * _MB)
    bomb = making.docx(making.word_body(making.paragraph(WORDS)), {"word/media.xml": zeros})
    yield _bytes("zip bomb", "ratio-of-a-thousand.docx", bomb, swollen)
    many = {f"word/part{number}.xml": b"<a/>" + b" " * (3 * _MB) for number in range(25)}
    yield _bytes(
        "zip bomb",
        "many-small-ones.docx",
        making.docx(making.word_body(making.paragraph(WORDS)), many),
        swollen,
    )
    yield _bytes("zip bomb", "overlapping.docx", making.overlapping_zip(300, 3 * _MB), swollen)
    nested = making.archive({"word/document.xml": making.archive({"inner.docx": bomb})})
    yield _bytes("zip bomb", "nested.docx", nested, "damaged|encoding")
    deep = _sound_docx()
    for _ in range(12):
        deep = making.archive({"again.docx": deep})
    yield _bytes("zip bomb", "twelve-deep.docx", deep, "archive of files")
    lie = making.lying_zip(making.docx(b" " * (48 * _MB)), "word/document.xml", 1000)
    yield _bytes("zip bomb", "says-it-is-small.docx", lie, "damaged")
    counted = making.docx(
        making.word_body(making.paragraph(WORDS)), {f"word/{number}": b"" for number in range(21_000)}
    )
    yield _bytes("zip bomb", "too-many-members.docx", counted, swollen)


def _laughs(name: str) -> str:
    lines = [f'<!ENTITY l0 "{WORDS}">'] + [
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
    ]
    return f"<!DOCTYPE {name} [{''.join(lines)}]>"


def _entities() -> Iterator[Case]:
    declares = "declares XML entities"
    body = making.paragraph("&l9;")
    outside = f'<!DOCTYPE w [<!ENTITY l9 SYSTEM "{Path("/etc/passwd").as_uri()}">]>'
    yield _bytes(
        "XML entities",
        "billion-laughs.docx",
        making.docx(making.word_body(body, before=_laughs("w"))),
        declares,
    )
    wide = making.word_body(body, before=_laughs("w")).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    yield _bytes("XML entities", "billion-laughs-wide.docx", making.docx(wide), declares)
    padded = making.word_body(body, before=f"<!--{'-x' * 700_000}-->{_laughs('w')}")
    yield _bytes("XML entities", "billion-laughs-padded.docx", making.docx(padded), f"{declares}|damaged")
    yield _bytes(
        "XML entities", "external.docx", making.docx(making.word_body(body, before=outside)), declares
    )
    properties = f'<?xml version="1.0"?>{_laughs("p")}<p>&l9;</p>'.encode()
    sound = making.word_body(making.paragraph(WORDS))
    yield _bytes(
        "XML entities",
        "in-the-properties.docx",
        making.docx(sound, {"docProps/core.xml": properties}),
        declares,
    )
    hidden = {"word/footnotes": making.word_body(body, before=_laughs("w"))}
    # No part of an office file may declare entities, whether or not its words are read.
    yield _bytes("XML entities", "in-a-part-that-is-not-read.docx", making.docx(sound, hidden), declares)
    page = f'<?xml version="1.0"?>{_laughs("html")}<html><body><p>{WORDS}</p><p>&l9;</p></body></html>'
    yield _bytes("XML entities", "billion-laughs.html", page.encode())
    aliases = ["a: &a [x,x,x,x,x,x,x,x,x]"] + [
        f"{c}: &{c} [{','.join([f'*{b}'] * 9)}]" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    yield _bytes(
        "XML entities", "yaml-laughs.md", "\n".join(["---", *aliases, "---", "", WORDS, ""]).encode()
    )


def _traversal() -> Iterator[Case]:
    escape = {
        "../../../../../../tmp/citewell-escaped": b"x",
        "/tmp/citewell-escaped": b"x",
        "..\\..\\citewell-escaped": b"x",
    }  # noqa: S108
    yield _bytes(
        "path traversal",
        "members-that-climb.docx",
        making.docx(making.word_body(making.paragraph(WORDS)), escape),
    )
    yield _bytes("path traversal", "climbing.zip", making.archive(escape), "archive of files")
    rels = {"word/_rels/document.xml.rels": _outward_relations()}
    yield _bytes(
        "path traversal",
        "relations-that-climb.docx",
        making.docx(making.word_body(making.paragraph(WORDS)), rels),
        "damaged",
    )
    page = f'<html><body><p>{WORDS}</p><iframe src="file:///etc/passwd"></iframe><img src="../../../etc/shadow"></body></html>'
    yield _bytes("path traversal", "points-outside.html", page.encode())
    text = f"{WORDS}\n\n.. include:: /etc/passwd\n\n.. literalinclude:: ../../../../etc/passwd\n"
    yield _bytes("path traversal", "include.rst", text.encode())


def _outward_relations() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{kind}" Target="../../../../etc/passwd"/></Relationships>'
    ).encode()


def _pdf_bombs() -> Iterator[Case]:
    group = "PDF tricks"
    show = making.shown(WORDS)
    loop = making.pages([show])
    loop[1] = b"<< /Type /Pages /Kids [2 0 R 2 0 R 4 0 R] /Count 3 >>"
    yield _bytes(group, "page-tree-in-a-circle.pdf", making.pdf(loop))
    yield _bytes(group, "claims-two-billion-pages.pdf", making.pdf(making.pages([show], count=2_000_000_000)))
    yield _bytes(group, "claims-minus-one-page.pdf", making.pdf(making.pages([show], count=-1)))
    swollen = zlib.compress(show + b" " * (64 * _MB), 9)
    yield _bytes(
        group, "swollen-stream.pdf", making.pdf(making.pages([swollen], filters=b"/Filter /FlateDecode"))
    )
    twice = zlib.compress(zlib.compress(show + b"0 0 m " * (3 * _MB), 9), 9)
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    yield _bytes(group, "compressed-twice.pdf", making.pdf(making.pages([twice], filters=filters)))
    form = making.pages([b"/X0 Do"])
    form[3] = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /X0 6 0 R >> >> >>"
    form.append(
        making.stream(
            b"/X0 Do ",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 6 0 R >> >>",
        )
    )
    yield _bytes(group, "form-that-draws-itself.pdf", making.pdf(form), "OCR|no text")
    fan = making.pages([b"/X0 Do"])
    fan[3] = form[3]
    for level in range(9):
        own = b"/Resources << /XObject << /X0 %d 0 R >> >>" % (7 + level)
        content = making.shown(WORDS) if level == 8 else b"/X0 Do " * 10
        fan.append(
            making.stream(
                content, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + (b"" if level == 8 else own)
            )
        )
    yield _bytes(group, "forms-that-multiply.pdf", making.pdf(fan), "took longer|memory|crashed the reader")
    large = making.pages([show])
    large[1] = large[1].replace(b"[0 0 612 792]", b"[0 0 1e30 1e30]")
    yield _bytes(group, "page-as-large-as-the-sky.pdf", making.pdf(large))
    image = making.pages([b"q 600 0 0 700 0 0 cm /I0 Do Q"])
    image[3] = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /I0 6 0 R >> >> >>"
    head = b"/Type /XObject /Subtype /Image /Width 2000000 /Height 2000000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    image.append(making.stream(b"x", head))
    yield _bytes(group, "image-of-twelve-terabytes.pdf", making.pdf(image), "OCR")
    sound = _sound_pdf()
    start = sound.rfind(b"startxref")
    circle = (
        sound[:start].replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % sound.find(b"\nxref")) + sound[start:]
    )
    yield _bytes(group, "cross-reference-in-a-circle.pdf", circle)
    yield _bytes(
        group, "deep-arrays.pdf", making.pdf([*making.pages([show]), b"[" * 200_000 + b"]" * 200_000])
    )


def _nested() -> Iterator[Case]:
    group = "nesting"
    yield _bytes(group, "deep.html", b"<div>" * 20_000 + WORDS.encode())
    yield _bytes(group, "deep-tables.html", b"<table><tr><td>" * 3000 + WORDS.encode())
    yield _bytes(group, "deep-lists.html", b"<ul><li>" * 5_000 + WORDS.encode())
    yield _bytes(group, "unclosed-formatting.html", b"<b><i>" * 3_000 + WORDS.encode() + b"<p>x" * 30)
    yield _bytes(
        group,
        "deep.docx",
        making.docx(
            making.word_body(
                "<w:tbl><w:tr><w:tc>" * 3000 + making.paragraph(WORDS) + "</w:tc></w:tr></w:tbl>" * 3000
            )
        ),
        "damaged|nested too deeply",
    )
    yield _bytes(group, "deep-quotes.md", b">" * 4000 + WORDS.encode())
    yield _bytes(group, "brackets.md", WORDS.encode() + b"\n\n" + b"[" * 4000)
    yield _bytes(group, "emphasis.md", WORDS.encode() + b"\n\n" + b"**a *" * 1000)
    yield _bytes(
        group,
        "backticks.md",
        WORDS.encode() + b"\n\n" + b"".join(b"`" * (1 + index % 300) + b"a" for index in range(150)),
    )
    yield _bytes(group, "definitions.md", WORDS.encode() + b"\n\n" + b"[a]: <b> 'c\n" * 500)
    yield _bytes(group, "deep-yaml.md", b"---\na: " + b"[" * 4000 + b"\n---\n\n" + WORDS.encode())
    yield _bytes(group, "deep-toml.md", b"+++\na = " + b"[" * 4000 + b"\n+++\n\n" + WORDS.encode())
    yield _bytes(
        group,
        "deep.rst",
        b"\n".join(b" " * level + b"x" for level in range(1500)) + b"\n\n" + WORDS.encode() + b"\n",
        "nested too deeply",
    )
    yield _bytes(group, "bullets.rst", b"- " * 2000 + WORDS.encode() + b"\n")
    yield _bytes(
        group,
        "grid.rst",
        b"+"
        + b"-+" * 300
        + b"\n"
        + b"|"
        + b" |" * 300
        + b"\n+"
        + b"-+" * 300
        + b"\n\n"
        + WORDS.encode()
        + b"\n",
    )
    yield _bytes(
        group, "columns.txt", WORDS.encode() + b"\n\n" + b"a\t" * 2000 + b"\n" + b"b\t" * 2000 + b"\n"
    )


def _odd_text() -> Iterator[Case]:
    group = "odd text"
    yield _bytes(group, "one-line.txt", WORDS.encode() + b" word" * 5000)
    yield _bytes(group, "no-spaces.txt", WORDS.encode() + b"\n\n" + b"x" * 40_000)
    yield _bytes(group, "bytes-that-are-no-text.txt", b"\xff\xfe\x00\xd8\x00\xdc" + WORDS.encode("utf-16-le"))
    yield _bytes(group, "lone-surrogates.txt", WORDS.encode() + b"\n\n\xed\xa0\x80\xed\xbf\xbf\n")
    yield _bytes(group, "nul-behind-the-head.txt", WORDS.encode() + b"\n" + b"word " * 2000 + b"\0\0\0 end\n")
    yield _bytes(
        group, "right-to-left.txt", f"{WORDS}\n\n\u202eback\u202c \u2066in\u2069 \u200fforth\n".encode()
    )
    yield _bytes(group, "combining.txt", (WORDS + "\n\n" + "e" + "\u0301" * 20_000).encode())
    yield _bytes(group, "line-ends.txt", b"\r\r\n\n\r".join([WORDS.encode()] * 3) + b"\x0b\x0c\x1c\x85")
    yield _bytes(group, "utf-32.txt", WORDS.encode("utf-32"))
    yield _bytes(group, "escape-codes.txt", b"\x1b[2J\x1b]0;title\x07" + WORDS.encode())
    yield Case(group, "one-gigabyte.txt", lambda path: _sparse(path, 1024 * _MB), "larger than")
    yield Case(group, "zeros.txt", lambda path: _sparse(path, 16 * _MB), "binary data")


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _names() -> Iterator[Case]:
    group = "names"
    for name in (
        "line\nbreak.txt",
        "carriage\rreturn.txt",
        "right\u202egnp.txt",
        os.fsdecode(b"not-utf8-\xff\xfe.txt"),
        os.fsdecode(b"surrogate-\xed\xa0\x80.txt"),
        "escape-\x1b[31mred.txt",
        "tab\tand 'quotes' \"double\" `ticks`.txt",
        "-rf.txt",
        "percent%s%n{0}.txt",
        "quote'); DROP TABLE documents;--.txt",
        "a" * 251 + ".txt",
        "wildcards[a-z]*?.txt",
        " leading and trailing .txt ",
        "...txt",
        "no-suffix",
        "\u212bngstro\u0308m.txt",
        "\U0001f6e2\ufe0f.txt",
    ):
        yield _bytes(group, name, f"{WORDS} {len(name)}\n".encode())
    yield _bytes(group, "bad\nname\x1b[2J\u202e.pdf", b"%PDF-1.7\n", "damaged")
    yield _bytes(group, os.fsdecode(b"bad-\xff\xed\xa0\x80.docx"), b"PK\x03\x04broken", "damaged")


def _nodes() -> Iterator[Case]:
    group = "no files"
    yield Case(group, "pipe.txt", os.mkfifo, "is a named pipe")
    yield Case(group, "socket.txt", _socket, "is a socket")
    yield Case(group, "link-to-itself.txt", lambda path: path.symlink_to(path), "circular")
    yield Case(
        group,
        "link-to-the-folder",
        lambda path: path.symlink_to(path.parent, target_is_directory=True),
        "circular",
    )
    yield Case(
        group, "link-to-nothing.txt", lambda path: path.symlink_to(path.parent / "never was"), "broken link"
    )
    yield Case(
        group,
        "link-that-leads-out.txt",
        lambda path: path.symlink_to(Path("/etc/passwd")),
        "outside the folder",
    )
    yield Case(group, "link-that-leads-out", lambda path: path.symlink_to(Path("/etc")), "outside the folder")
    yield Case(group, "a-file-that-may-not-be-read.txt", _forbidden, "no permission to read")
    yield Case(group, "a-folder-that-may-not-be-read", _forbidden_folder, "cannot be opened")
    if _may_make_devices():
        yield Case(
            group,
            "null.txt",
            lambda path: os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3)),
            "is a device",
        )
        yield Case(
            group,
            "zero.txt",
            lambda path: os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5)),
            "is a device",
        )


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        # The address is short, the path may not be.
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            server.bind(f"/proc/self/fd/{folder}/{path.name}")
        finally:
            os.close(folder)


def _forbidden(path: Path) -> None:
    _put(path, WORDS.encode())
    path.chmod(0)


def _forbidden_folder(path: Path) -> None:
    path.mkdir()
    _put(path / "inside.txt", WORDS.encode())
    path.chmod(0)


def _may_make_devices() -> bool:
    """Say whether this account can make device files; where it cannot, /dev/zero itself stands for them, see
    the tests.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.mknod(Path(folder) / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        except PermissionError:
            return False
    return True


def write(folder: Path) -> list[Case]:
    """Write the corpus below `folder`, one folder for each group, and return it."""
    made = []
    for case in cases():
        path = folder / case.group / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        case.write(path)
        made.append(case)
    return made


if __name__ == "__main__":
    target = Path(sys.argv[1])
    print(f"{len(write(target))} hostile files in {target}")
