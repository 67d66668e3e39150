"""What a file is, told from its bytes; its name is asked only which dialect of text it is written in.

Invariant: pure. A kind that no reader understands is named, so that the user learns what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.documents.formats import (
    CSV,
    DOCX,
    EML,
    EPUB,
    FORMATS,
    HTML,
    MARKDOWN,
    MBOX,
    ODS,
    ODT,
    PDF,
    PLAIN,
    PPTX,
    RST,
    XLSX,
    Format,
)
from app.core.errors import UnreadableDocument, UnsupportedFormat
from app.reading.archive import member_names, stated_type
from app.reading.delimited import delimiter_of

HEAD = 8192
_LEGACY_HINT = "Save it in a current format (docx or PDF) and ingest that."

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"BM", "an image"),
    (b"\x00\x00\x01\x00", "an image"),
    (b"8BPS", "an image"),
    (b"RIFF", "an audio, video or image file"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or film"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!\x1a\x07", "a compressed archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"OTTO", "a font"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"MZ", "a program"),
)
_TEXTUAL_MAGIC = frozenset(
    {b"BM", b"BZh", b"MZ", b"ID3", b"OTTO", b"RIFF", b"8BPS", b"wOFF", b"wOF2", b"fLaC", b"OggS"}
)
"""Signatures that an ordinary text may begin with; they count only in front of bytes that are no text."""

_ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("ppt/", "a damaged presentation"),
    ("xl/", "a binary spreadsheet"),
    ("META-INF/MANIFEST.MF", "a program archive"),
    ("content.xml", "an OpenDocument file"),
)
_HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    rb"<(?:p|div|h[1-6]|table|ul|ol|article|main|section|title|meta|span|a|br)[\s/>]", re.IGNORECASE
)
_CONTROL = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27}) + b"\x7f"
_HTML_NAMES = (".html", ".htm", ".xhtml")
_TABLE_NAMES = (".csv", ".tsv", ".tab")


_STATED = {one.media_type: one for one in (EPUB, ODT, ODS)}
"""Formats that are a zip which says in its first member what it is."""
MBOX_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{3,200}\d{4}[^\r\n]{0,60}\r?\n(?=[!-9;-~]{1,60}:)"
)
"""The line before each message of a mailbox."""
_MAIL_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):", re.MULTILINE)
_MAIL_FIELDS = frozenset(b"from to cc date subject sender reply-to".split())
_MAIL_SIGNS = frozenset(
    b"message-id mime-version received return-path delivered-to content-type content-transfer-encoding".split()
)
_MAIL_NAMES = (".eml", ".email", ".mht", ".mhtml")


def sniff(data: bytes, name: str, formats: Sequence[Format] = FORMATS) -> Format:
    """Return what `data` is.

    Args:
        formats: those there are; tests hand in others.

    Raises:
        UnsupportedFormat: no reader understands it.
        UnreadableDocument: it is of a known kind, but encrypted or damaged beyond telling more.
    """
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return PDF
    for one in formats:
        if one.magic and head.startswith(one.magic):
            return one
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _inside_zip(data, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole(data, name)
    textual = _is_text(head)
    for magic, words in _MAGIC:
        if head.startswith(magic) and not (textual and magic in _TEXTUAL_MAGIC):
            raise UnsupportedFormat(f"{name} is {words}, which is not supported.", _hint(words))
    if head[4:8] == b"ftyp":
        raise UnsupportedFormat(f"{name} is a video or image, which is not supported.", _hint("a film"))
    if not textual:
        raise UnsupportedFormat(
            f"{name} contains unknown binary data.", "Export it as PDF, docx, HTML or text."
        )
    return _dialect(head, name.lower(), formats)


def wide_encoding(head: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" when bytes without a mark look like it, else ""."""
    sample = head[:HEAD]
    if len(sample) < 4:
        return ""
    pairs = len(sample) // 2
    low, high = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if high > pairs * 0.4 and low < pairs * 0.05:
        return "utf-16-le"
    if low > pairs * 0.4 and high < pairs * 0.05:
        return "utf-16-be"
    return ""


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(head):
        return True
    if b"\0" in head:
        return False
    return len(head) - len(head.translate(None, _CONTROL)) <= len(head) * 0.02


def _dialect(head: bytes, name: str, formats: Sequence[Format]) -> Format:
    if _HTML_START.match(head) or (name.endswith(_HTML_NAMES) and _HTML_TAG.search(head)):
        return HTML
    for one in formats:
        if one.names and name.endswith(one.names):
            return one
    if MBOX_SEPARATOR.match(head):
        return MBOX
    if _is_mail(head, name):
        return EML
    is_table = name.endswith(_TABLE_NAMES)
    if is_table and delimiter_of(_opening(head)):
        return CSV
    markdown, rst = _markdown_signs(head), _rst_signs(head)
    least = 4 if name.endswith((".txt", ".text", ".log", *_TABLE_NAMES)) else 2
    if max(markdown, rst) < least or markdown == rst:
        return CSV if not is_table and delimiter_of(_opening(head), named=False) else PLAIN
    return MARKDOWN if markdown > rst else RST


def _is_mail(head: bytes, name: str) -> bool:
    """Say whether a text is a message as programs keep it; one that somebody copied into a text file is
    not.
    """
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _MAIL_FIELD.match(header):
        return False
    fields = {field.lower() for field in _MAIL_FIELD.findall(header)}
    written, carried = len(fields & _MAIL_FIELDS), len(fields & _MAIL_SIGNS)
    return written >= 2 and (carried >= 1 or name.endswith(_MAIL_NAMES))


def _opening(head: bytes) -> str:
    """Return the first characters, whatever letters those beyond ASCII stand for."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    return head.decode(wide_encoding(head) or "latin-1", errors="replace")


def _markdown_signs(head: bytes) -> int:
    signs = 2 * bool(re.match(rb"\A(?:\xef\xbb\xbf)?---\r?\n(?:[\w-]+:.*\r?\n)+---\r?\n", head))
    signs += min(len(re.findall(rb"^#{1,6} \S", head, re.MULTILINE)), 2)
    signs += bool(re.search(rb"^```", head, re.MULTILINE)) + bool(re.search(rb"\]\((?:https?:|\.|#|/)", head))
    return signs + bool(re.search(rb"^\|[ :|-]+\|\s*$", head, re.MULTILINE))


def _rst_signs(head: bytes) -> int:
    signs = 2 * bool(re.search(rb"^\.\. [\w-]+::", head, re.MULTILINE))
    signs += min(len(re.findall(rb"^\S[^\r\n]{2,}\r?\n(?:={4,}|~{4,}|-{4,})\r?$", head, re.MULTILINE)), 2)
    return (
        signs
        + bool(re.search(rb"::\r?\n\r?\n[ \t]+\S", head))
        + bool(re.search(rb"``[^`\r\n]+``|:\w+:`[^`\r\n]+`", head))
    )


def _inside_zip(data: bytes, name: str) -> Format:
    members = [
        member.replace("\\", "/") for member in member_names(data, name)
    ]  # some programs write them as Windows does
    if "word/document.xml" in members or any(part.startswith("word/") for part in members):
        return DOCX
    if any(part.startswith("xl/workbook") and part.endswith(".xml") for part in members):
        return XLSX
    if any(part.startswith("ppt/presentation") and part.endswith(".xml") for part in members):
        return PPTX
    if (
        "mimetype" in members
        and (stated := _STATED.get(stated_type(data).removesuffix("-template"))) is not None
    ):
        return stated
    if "META-INF/container.xml" in members and "META-INF/MANIFEST.MF" not in members:
        return EPUB
    for mark, words in _ZIP_KINDS:
        if any(part.startswith(mark) for part in members):
            raise UnsupportedFormat(
                f"{name} is {words}, which is not supported yet.", "Export it as PDF or docx and ingest that."
            )
    raise UnsupportedFormat(
        f"{name} is an archive of files.", "Unpack it into a folder and ingest the folder."
    )


def _ole(data: bytes, name: str) -> UnsupportedFormat | UnreadableDocument:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableDocument(
            f"{name} is protected by a password.", "Remove the password in the program that created it."
        )
    return UnsupportedFormat(f"{name} is in an old Office or mail format.", _LEGACY_HINT)


def _hint(words: str) -> str:
    if "document" in words:
        return _LEGACY_HINT
    if "archive" in words:
        return "Unpack it into a folder and ingest the folder."
    if "image" in words:
        return "Text in images is not read; add a text file, or a PDF with a text layer."
    return "Exclude it with an ignore pattern."
