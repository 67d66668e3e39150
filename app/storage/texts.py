"""Extractions as stored: immutable text in pieces, and the spans of it that most actors see masked.

Decision hidden: text is cut into pieces of equal length, so that a quote out of a document of a megabyte
reads a few kilobytes instead of all of it. Invariant: what leaves through `view` has the length of the range
that was asked for. Reads on any thread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from app.core.documents.documents import Block, BlockKind, Extraction, Notice, Page, SensitiveSpan
from app.core.language.text import mask, mask_values

PIECE = 8192
"""Characters in a stored piece of text."""

Query = Callable[[str, Sequence[Any]], list[Any]]
"""Either `Database.query` or `Transaction.query`."""


def extraction_id(content_hash: str, reader: str, reader_version: str) -> str:
    """Return the id of what this version of a reader gets out of these bytes."""
    return digest("extraction", content_hash, reader, reader_version)


def digest(*parts: str) -> str:
    """Return the first 32 hex characters of SHA-256 over the parts, unambiguous whatever they hold."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def storable(text: str) -> str:
    """Return `text` with what is no valid Unicode replaced; SQLite keeps only valid text."""
    return text.encode("utf-8", "replace").decode()


class Texts:
    """Reads extractions through one way of asking: that of readers, or that of a running transaction."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def insert(
        self, execute: Callable[[str, Sequence[Any]], Any], content_hash: str, extraction: Extraction
    ) -> str:
        """Store an extraction unless it is there already; return its id."""
        key = extraction_id(content_hash, extraction.reader, extraction.reader_version)
        if self._query("SELECT 1 FROM extractions WHERE id = ?", (key,)):
            return key
        execute(
            "INSERT INTO extractions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                content_hash,
                extraction.reader,
                extraction.reader_version,
                extraction.media_type,
                len(extraction.text),
                storable(extraction.title),
                extraction.language,
                extraction.declared_date,
                extraction.date_origin,
                json.dumps(
                    [[b.kind.value, b.start, b.end, b.level, b.context, b.place] for b in extraction.blocks]
                ),
                json.dumps(
                    [
                        [page.number, page.start, page.end, *([page.moved] if page.moved else [])]
                        for page in extraction.pages
                    ]
                ),
                json.dumps(dict(extraction.metadata)),
                json.dumps([asdict(notice) for notice in extraction.notices]),
            ),
        )
        for number, start in enumerate(range(0, len(extraction.text), PIECE)):
            # Bytes, not text: a lone surrogate that a reader found must come back as it was, or offsets would
            # shift.
            piece = extraction.text[start : start + PIECE].encode("utf-8", "surrogatepass")
            execute("INSERT INTO extraction_pieces VALUES (?, ?, ?)", (key, number, piece))
        return key

    def set_spans(
        self, execute: Callable[[str, Sequence[Any]], Any], extraction: str, spans: Sequence[SensitiveSpan]
    ) -> bool:
        """Make `spans` the extraction's sensitive spans; return whether that changed anything."""
        new = sorted({(span.start, span.end, span.kind) for span in spans})
        old = [
            tuple(row)
            for row in self._query(
                "SELECT start, end, kind FROM sensitive_spans WHERE extraction = ? ORDER BY 1, 2, 3",
                (extraction,),
            )
        ]
        if new == old:
            return False
        execute("DELETE FROM sensitive_spans WHERE extraction = ?", (extraction,))
        for start, end, kind in new:
            execute("INSERT INTO sensitive_spans VALUES (?, ?, ?, ?)", (extraction, start, end, kind))
        return True

    def load(self, extraction: str) -> Extraction | None:
        """Return an extraction as it was read, unmasked; for ingestion only."""
        found = self._query("SELECT * FROM extractions WHERE id = ?", (extraction,))
        if not found:
            return None
        row = found[0]
        return Extraction(
            text=self.raw(extraction, 0, row["length"]),
            blocks=_blocks(row["blocks"]),
            media_type=row["media_type"],
            reader=row["reader"],
            reader_version=row["reader_version"],
            pages=pages_of(row["pages"]),
            title=row["title"],
            language=row["language"],
            declared_date=row["declared_date"],
            date_origin=row["date_origin"],
            metadata=json.loads(row["metadata"]),
            notices=tuple(Notice(**notice) for notice in json.loads(row["notices"])),
        )

    def raw(self, extraction: str, start: int, end: int) -> str:
        """Return a range of the text, unmasked."""
        if end <= start:
            return ""
        first = start // PIECE
        rows = self._query(
            "SELECT text FROM extraction_pieces WHERE extraction = ? AND number BETWEEN ? AND ? ORDER BY number",
            (extraction, first, (end - 1) // PIECE),
        )
        joined = b"".join(row[0] for row in rows).decode("utf-8", "surrogatepass")
        return joined[start - first * PIECE : end - first * PIECE]

    def spans(self, extraction: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Return the sensitive ranges that touch [start, end)."""
        upper = 1 << 62 if end is None else end
        rows = self._query(
            "SELECT start, end FROM sensitive_spans WHERE extraction = ? AND start < ? AND end > ?",
            (extraction, upper, start),
        )
        return [(row[0], row[1]) for row in rows]

    def view(self, extraction: str, start: int, end: int, *, unmasked: bool) -> str:
        """Return a range of the text in an actor's view."""
        text = self.raw(extraction, start, end)
        return text if unmasked else mask(text, start, self.spans(extraction, start, end))

    def page(
        self, extraction: str, blocks: str, length: int, *, unmasked: bool
    ) -> tuple[str, tuple[Block, ...]]:
        """Return a whole text with its blocks, as they are stored, in an actor's view."""
        text, found = self.raw(extraction, 0, length), _blocks(blocks)
        spans = [] if unmasked else self.spans(extraction)
        if not spans:
            return text, found
        # A table's header is kept with each row, apart from the text, and hides the same words.
        values = sorted(
            {text[start:end] for start, end in spans if text[start:end].strip()},
            key=lambda value: (-len(value), value),
        )
        contexts = {context: mask_values(context, values) for context in {block.context for block in found}}
        shown_blocks = tuple(
            block
            if contexts[block.context] == block.context
            else replace(block, context=contexts[block.context])
            for block in found
        )
        return mask(text, 0, spans), shown_blocks

    def views(self, ranges: Sequence[tuple[str, int, int]], *, unmasked: bool) -> list[str]:
        """Return many ranges (extraction, start, end) of texts in an actor's view, in two reads whatever
        their number.
        """
        wanted = json.dumps(
            [
                [extraction, start // PIECE, max(start, end - 1) // PIECE, start, end]
                for extraction, start, end in dict.fromkeys(ranges)
            ]
        )
        pieces = {
            (row[0], row[1]): row[2]
            for row in self._query(
                "SELECT p.extraction, p.number, p.text FROM json_each(?) w CROSS JOIN extraction_pieces p"
                " ON p.extraction = w.value ->> 0 AND p.number BETWEEN w.value ->> 1 AND w.value ->> 2",
                (wanted,),
            )
        }
        spans: dict[str, list[tuple[int, int]]] = {}
        if not unmasked:
            for row in self._query(
                "SELECT s.extraction, s.start, s.end FROM json_each(?) w CROSS JOIN sensitive_spans s"
                " ON s.extraction = w.value ->> 0 AND s.start < w.value ->> 4 AND s.end > w.value ->> 3",
                (wanted,),
            ):
                spans.setdefault(row[0], []).append((row[1], row[2]))
        found = []
        for extraction, start, end in ranges:
            first = start // PIECE
            numbers = range(first, max(start, end - 1) // PIECE + 1)
            joined = b"".join(pieces.get((extraction, number), b"") for number in numbers).decode(
                "utf-8", "surrogatepass"
            )
            found.append(
                mask(joined[start - first * PIECE : end - first * PIECE], start, spans.get(extraction, ()))
            )
        return found

    def sensitive_values(self, extraction: str) -> list[str]:
        """Return the words that stand in sensitive spans, longest first."""
        values = {self.raw(extraction, start, end) for start, end in self.spans(extraction)}
        return sorted((value for value in values if value.strip()), key=lambda value: (-len(value), value))


_KINDS = {kind.value: kind for kind in BlockKind}


def _blocks(stored: str) -> tuple[Block, ...]:
    return tuple(Block(_KINDS[kind], *rest) for kind, *rest in json.loads(stored))


def shown(row: Mapping[str, Any], name: str, *, unmasked: bool) -> str:
    """Return column `name` in an actor's view: the masked twin is stored only where it differs."""
    masked = row[f"{name}_masked"]
    return str(row[name] if unmasked or masked is None else masked)


def pages_of(stored: str) -> tuple[Page, ...]:
    """Return the pages of an extraction as they are kept."""
    return tuple(
        Page(number, start, end, tuple((at, index, count) for at, index, count in moved[0]) if moved else ())
        for number, start, end, *moved in json.loads(stored)
    )
