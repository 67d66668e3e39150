"""Records of delimited text (CSV, TSV) with the place of each field, and which character parts them.

The standard library's reader gives no offsets, hence this one. Invariant: pure; a record's span holds its
fields as they are written, quotes and line breaks inside quotes included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

DELIMITERS = ("\t", ";", ",", "|")
_LOOK_AT = 40


class Record(NamedTuple):
    """One record: its span without the line ending, its fields unquoted, and where each stands without its
    quotation marks.
    """

    start: int
    end: int
    fields: list[str]
    spans: list[tuple[int, int]]


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the records of `text`, blank lines included as records of one empty field."""
    stops = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    at, length = 0, len(text)
    while at < length:
        start = at
        fields: list[str] = []
        spans: list[tuple[int, int]] = []
        while True:
            first = at
            quoted = _quoted(text, at, delimiter) if text.startswith('"', at) else None
            if quoted is not None:
                words, at = quoted
                spans.append((first + 1, text.rindex('"', first + 1, at)))
            else:
                words = _up_to(text, at, stops)
                at += len(words)
                spans.append(
                    (
                        first + len(words) - len(words.lstrip()),
                        max(first, at - len(words) + len(words.rstrip())),
                    )
                )
            fields.append(words.strip())
            if at >= length or text[at] != delimiter:
                break
            at += 1
            if at == length:
                fields.append("")
                spans.append((at, at))
                break
        end = at
        at += 2 if text.startswith("\r\n", at) else 1
        yield Record(start, end, fields, spans)


def delimiter_of(text: str, *, named: bool = True) -> str:
    """Return the character that parts the fields of `text`, or "" when it is no delimited text.

    Args:
        text: the beginning of a file; what looks like a record cut off at its end is left out.
        named: the file is called like one; without that the evidence has to be stronger.
    """
    best, most = "", 0.0
    for delimiter in DELIMITERS:
        found = [record for record in islice(records(text, delimiter), _LOOK_AT + 1) if any(record.fields)]
        if len(found) > 1 and found[-1].end >= len(text):
            found = found[:-1] if not text.endswith(("\r", "\n")) and len(found) > 2 else found
        counts = [len(record.fields) for record in found[:_LOOK_AT]]
        if not counts or max(counts) < 2:
            continue
        usual = max(set(counts), key=counts.count)
        alike = sum(count == usual for count in counts) / len(counts)
        if usual < 2 or alike < (0.6 if named else 1.0):
            continue
        if not named and (len(counts) < 4 or usual < 3 or any(_is_prose(record.fields) for record in found)):
            continue
        score = alike * (usual - 1) ** 0.5
        if score > most:
            best, most = delimiter, score
    return best


def _up_to(text: str, at: int, stops: re.Pattern[str]) -> str:
    stop = stops.search(text, at)
    return text[at : stop.start() if stop else len(text)]


def _quoted(text: str, at: int, delimiter: str) -> tuple[str, int] | None:
    """Return the words in quotes that begin at `at` and where they end, or None when the quotes are only
    characters.
    """
    parts: list[str] = []
    here = at + 1
    while (close := text.find('"', here)) >= 0:
        parts.append(text[here:close])
        if text.startswith('"', close + 1):
            parts.append('"')
            here = close + 2
            continue
        end = close + 1
        while end < len(text) and text[end] == " " != delimiter:
            end += 1
        if end == len(text) or text[end] in f"{delimiter}\r\n":
            return "".join(parts), end
        break
    return None


def _is_prose(fields: list[str]) -> bool:
    return any(len(field) > 120 for field in fields) or fields[-1].endswith((".", ":", "?", "!"))
