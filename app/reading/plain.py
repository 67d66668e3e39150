"""Plain text: bytes to characters, paragraphs, lists, quoted mail, rows, and the few headings that show.

Invariant: the text is the decoded file, not a character changed; only the byte order mark is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from app.core.documents.documents import BlockKind, Extraction, Notice
from app.core.documents.formats import PLAIN
from app.reading.blocks import Line, Outline, Properties, finish, split_lines
from app.reading.dates import parse_mail_date
from app.reading.sniff import wide_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESS_FROM = 256 * 1024
_BEYOND = bytes(range(128, 256))
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD = re.compile(
    r"[\ufffdÐðÞþ¤¦¨¬¯¸ˆ˜ƒ†‡]|(?<=[^\W\d_])[\u00a1-\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bb-\u00bf“”„‚€™‰‹›•×÷](?=[^\W\d_])"
)
"""Signs that Western texts do not use, and such as never stand between two letters: a sign of another
encoding.
"""
_UNLIKELY = [
    "cp037", "cp500", "cp1026", "cp1140", "mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish",
]  # fmt: skip
"""Encodings of machines no document comes from today; each is close enough to a likely one to be taken for
it.
"""
_BULLET = re.compile(r"\s*(?:[-*+•‣–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+\S")
_UNDERLINE = re.compile(r"([=\-~*#^])\1{2,}\s*\Z")
_RULE = re.compile(r"[\s|+:=_-]*")
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")
_GAP = re.compile(r" {2,}")
_FIELD = re.compile(r"([A-Z][A-Za-z]*(?:-[A-Za-z]+)*):[ \t]+(\S.*)")
_MAIL_FIELDS = frozenset(
    {"from", "to", "cc", "subject", "date", "sent", "message-id", "received", "reply-to", "title"}
)


def decode(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the characters of a text file, with a notice when the encoding had to be guessed."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ()
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace"), (_guessed(wide),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        # A good text that was cut off inside its last character is still UTF-8.
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data.decode("utf-8", errors="replace"), (
                Notice("truncated", "The file ends in the middle of a character."),
            )
    if _is_western(data[:_GUESS_FROM]):
        return data.decode("cp1252", errors="replace"), (_guessed("cp1252"),)
    from charset_normalizer import from_bytes  # rarely needed, and slow to load

    best = from_bytes(data[:_GUESS_FROM], cp_exclusion=_UNLIKELY).best()
    encoding = "cp1252" if best is None else best.encoding
    return data.decode(encoding, errors="replace"), (_guessed(encoding),)


def _is_western(sample: bytes) -> bool:
    """Say whether bytes are Latin letters with accents and printers' signs, told better by what they stand
    between than by counting.

    In a text of another alphabet most letters would lie beyond ASCII; in a Central European one signs would
    stand inside of words.
    """
    beyond = len(sample) - len(sample.translate(None, _BEYOND))
    letters = len(sample) - len(sample.translate(None, _LETTERS))
    if beyond > 0.3 * letters:
        return False
    text = sample.decode("cp1252", errors="replace")
    return _ODD.search(text) is None


def _guessed(encoding: str) -> Notice:
    return Notice("encoding_guessed", f"The file does not state its encoding; it was read as {encoding}.")


def read_plain(data: bytes, name: str) -> Extraction:
    """Read a text file without markup."""
    text, notices = decode(data)
    outline = Outline(text)
    lines = split_lines(text)
    metadata, body = _mail_header(lines)
    for line in lines[:body]:
        outline.add(BlockKind.PARAGRAPH, line.start, line.end)
    titles = mark_lines(outline, lines[body:])
    date = parse_mail_date(metadata.get("Date", metadata.get("Sent", "")))
    is_mail = not {"Subject", "To", "Sent", "Message-ID"}.isdisjoint(metadata) and "Title" not in metadata
    if not text.strip():
        notices = (*notices, Notice("empty_page", "The file has no text."))
    return finish(
        PLAIN,
        text,
        outline.blocks(),
        Properties(
            title=metadata.get("Title") or metadata.get("Subject") or (titles[0] if titles else ""),
            date=(date, "mail" if is_mail else "declared"),
            metadata=metadata,
        ),
        notices=notices,
    )


def _mail_header(lines: Sequence[Line]) -> tuple[dict[str, str], int]:
    """Return the fields of a header as mail has it and how many lines it takes; none unless it is one."""
    fields: dict[str, str] = {}
    name = ""
    count = 0
    for line in lines:
        if name and line.text[:1] in (" ", "\t") and not line.blank:
            fields[name] += " " + line.text.strip()
        elif match := _FIELD.fullmatch(line.text.rstrip()):
            name = match[1]
            fields.setdefault(name, match[2])
        else:
            break
        count += 1
    known = {key.lower() for key in fields} & _MAIL_FIELDS
    ended = count == len(lines) or lines[count].blank
    return (fields, count) if len(known) >= 2 and ended else ({}, 0)


def mark_lines(outline: Outline, lines: Sequence[Line]) -> list[str]:
    """Add the blocks of lines of plain text; return the headings' words."""
    titles: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].blank:
            at += 1
            continue
        end = at
        while end < len(lines) and not lines[end].blank:
            end += 1
        chunk = lines[at:end]
        if not _is_table(chunk) and (level := _heading_level(chunk)) > 0:
            outline.add(BlockKind.HEADING, chunk[0].start, chunk[0].end, level=level)
            titles.append(chunk[0].text.strip())
            chunk = chunk[1:] if level == 3 else chunk[2:]
        mark_chunk(outline, chunk)
        at = end
    return titles


def _heading_level(chunk: Sequence[Line]) -> int:
    """Return 1 or 2 for an underlined first line, 3 for a line in capitals by itself, 0 for no heading."""
    first = chunk[0].text.strip()
    if len(first) > 100 or not any(char.isalpha() for char in first):
        return 0
    if (
        len(chunk) > 1
        and (match := _UNDERLINE.match(chunk[1].text.strip()))
        and len(chunk[1].text.strip()) >= len(first) * 0.6
    ):
        return 1 if match[1] == "=" else 2
    letters = [char for char in first if char.isalpha()]
    alone = len(chunk) == 1 and len(letters) >= 4 and len(letters) >= len(first.replace(" ", "")) * 0.6
    return 3 if alone and first.isupper() and first[-1] not in ".!?;" else 0


def mark_chunk(outline: Outline, chunk: Sequence[Line]) -> None:
    """Add the blocks of lines without a blank one between them: rows, quoted paragraphs, list items, plain
    paragraphs.
    """
    if not chunk:
        return
    if _is_table(chunk):
        header = _header(chunk)
        for number, line in enumerate(chunk):
            if not _RULE.fullmatch(line.text):
                outline.add(BlockKind.TABLE_ROW, line.start, line.end, context=header if number else "")
        return
    kind = BlockKind.PARAGRAPH
    start: Line | None = None
    last = chunk[0]
    for line in chunk:
        this = _line_kind(line, kind, is_first=start is None)
        bare = not line.text.strip(" \t>")
        if start is not None and (this is not kind or bare or _BULLET.match(line.text)):
            outline.add(kind, start.start, last.end)
            start = None
        if not bare:  # the empty line of a quotation parts its paragraphs
            start, last, kind = start or line, line, this
    if start is not None:
        outline.add(kind, start.start, last.end)


def _line_kind(line: Line, before: BlockKind, *, is_first: bool) -> BlockKind:
    if line.text.lstrip().startswith(">"):
        return BlockKind.QUOTE
    if _BULLET.match(line.text):
        return BlockKind.LIST_ITEM
    # A line behind an item belongs to it, unless the chunk began without one.
    return BlockKind.LIST_ITEM if not is_first and before is BlockKind.LIST_ITEM else BlockKind.PARAGRAPH


def _is_table(chunk: Sequence[Line]) -> bool:
    """Say whether lines are rows: equally many cells in each, or most of them with a dotted leader."""
    rows = [line for line in chunk if not _RULE.fullmatch(line.text)]
    if len(rows) < 2:
        return False
    if sum(_LEADER.search(line.text) is not None for line in rows) > len(rows) * 0.6:
        return True
    widths = {len(_cells(line)) for line in rows}
    if len(widths) > 1 or min(widths) < 2:
        return False
    # Two lines with a wide gap may be chance, as in an address; a bar or a tab is not.
    return len(rows) > 2 or any(mark in rows[0].text for mark in "|\t")


def _header(chunk: Sequence[Line]) -> str:
    """Return the first row's words when it names the columns: a rule below says so, or short cells without a
    number.
    """
    cells = _cells(chunk[0])
    if _LEADER.search(chunk[0].text):
        return ""
    ruled = len(chunk) > 1 and _RULE.fullmatch(chunk[1].text) is not None
    named = all(0 < len(cell) <= 40 and not any(char.isdigit() for char in cell) for cell in cells)
    return " | ".join(cells) if ruled or named else ""


def _cells(line: Line) -> list[str]:
    """Return the cells of a row, parted by bars, by tabs, or by gaps of two spaces and more."""
    words = line.text.strip(" ")
    if "|" in words:
        return [cell.strip() for cell in words.strip("|").split("|")]
    return [cell.strip() for cell in (words.split("\t") if "\t" in words else _GAP.split(words))]
