"""Bytes of files, sound and unsound, made without the programs that usually make them.

Pure. The same arguments give the same bytes: archives carry a fixed date.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORDS = "The relief valve opens at 6.5 bar and is inspected every 18 months."
_DATE = (2024, 1, 1, 0, 0, 0)
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


# PDF


@dataclass(frozen=True)
class Lock:
    """What a PDF is encrypted with: the passwords of the standard handler's first revision (RC4, 40 bit)."""

    user: bytes
    owner: bytes


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"", lock: Lock | None = None) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is the catalogue."""
    identity = hashlib.md5(b"".join(objects)).digest()  # noqa: S324  # the format's own
    key = b""
    if lock is not None:
        owner = _rc4(_md5(_padded(lock.owner))[:5], _padded(lock.user))
        permissions = (2**32 - 4).to_bytes(4, "little")
        key = _md5(_padded(lock.user) + owner + permissions + identity)[:5]
        user = _rc4(key, _PAD)
        trailer += b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >>" % (
            owner.hex().encode(),
            user.hex().encode(),
        )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, _locked(body, number, key) if key else body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"trailer\n<< /Size %d /Root 1 0 R /ID [<%b> <%b>]" % (
        len(objects) + 1,
        identity.hex().encode(),
        identity.hex().encode(),
    )
    return bytes(out + head + b"%b >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def pages(contents: Sequence[bytes], *, count: int | None = None, filters: bytes = b"") -> list[bytes]:
    """Return the objects of a PDF with one content stream per page; `count` is what the page tree claims."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(contents)))
    claimed = len(contents) if count is None else count
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>"
        % (kids, claimed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>" % (5 + 2 * number))
        objects.append(stream(content, filters))
    return objects


def shown(words: str) -> bytes:
    """Return a content stream that shows words on one line."""
    return b"BT /F1 11 Tf 72 700 Td (%b) Tj ET\n" % words.encode("cp1252")


def _locked(body: bytes, number: int, key: bytes) -> bytes:
    """Encrypt the stream of an object, if it has one."""
    head, mark, rest = body.partition(b"\nstream\n")
    content = rest.removesuffix(b"\nendstream")
    own = _md5(key + number.to_bytes(3, "little") + b"\0\0")[:10]
    return head + mark + _rc4(own, content) + b"\nendstream" if mark else body


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data).digest()  # noqa: S324  # the format's own


def _padded(password: bytes) -> bytes:
    return (password + _PAD)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    at = 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    out = bytearray()
    first = second = 0
    for byte in data:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        out.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(out)


# Packages


def archive(members: Mapping[str, bytes], *, level: int = 6) -> bytes:
    """Return a zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def word_body(inner: str, *, before: str = "") -> bytes:
    """Return word/document.xml around `inner`; `before` stands between the XML declaration and the first
    element.
    """
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{_W}"><w:body>{inner}</w:body></w:document>'.encode()


def paragraph(words: str) -> str:
    """Return one paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(body: bytes, added: Mapping[str, bytes] | None = None) -> bytes:
    """Return a Word document: the least of a package, the given word/document.xml, and further members."""
    members = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELS.encode(),
        "word/document.xml": body,
    }
    return archive({**members, **(added or {})})


def locked_zip(data: bytes) -> bytes:
    """Return a zip whose members say that they are encrypted."""
    changed = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def lying_zip(data: bytes, name: str, size: int) -> bytes:
    """Return a zip whose list of parts claims that the member `name` unpacks to `size` bytes."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(changed[at + 28 : at + 30], "little")
        if changed[at + 46 : at + 46 + length] == name.encode():
            changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def overlapping_zip(count: int, size: int) -> bytes:
    """Return a zip in which `count` entries of the list of parts name the same compressed bytes, `size`
    zeros.
    """
    data = archive({"word/document.xml": b"\0" * size})
    start = data.find(b"PK\x01\x02")
    entry, end = data[start : data.find(b"PK\x05\x06")], bytearray(data[data.find(b"PK\x05\x06") :])
    entries = []
    for number in range(count):
        name = f"word/document{number:04}.xml".encode()
        entries.append(entry[:28] + len(name).to_bytes(2, "little") + entry[30:46] + name)
    directory = b"".join(entries)
    end[8:12] = count.to_bytes(2, "little") * 2
    end[12:16] = len(directory).to_bytes(4, "little")
    return data[:start] + directory + bytes(end)


def compound(*streams: str) -> bytes:
    """Return an OLE compound file (old Office formats, encrypted new ones) with a directory that names these
    streams.
    """
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:52] = b"\x01\x00\x00\x00\x01\x00\x00\x00"
    header[76:80] = bytes(4)
    header[80:512] = b"\xff" * 432
    fat = b"\xfd\xff\xff\xff\xfe\xff\xff\xff" + b"\xff" * 504
    directory = b""
    for number, name in enumerate(("Root Entry", *streams)):
        words = name.encode("utf-16-le")
        kind = b"\x05" if number == 0 else b"\x02"
        directory += (words.ljust(64, b"\0") + (len(words) + 2).to_bytes(2, "little") + kind).ljust(
            128, b"\0"
        )
    return bytes(header) + fat + directory.ljust(512, b"\0")
