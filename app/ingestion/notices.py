"""What people hear of the things a reader could not do; the words are decided here, not in the readers."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.documents.documents import Extraction
from app.core.work import Failure


def told(extraction: Extraction, path: str, *, has_text: bool) -> Iterator[Failure]:
    """Yield what is worth telling of one file that was read.

    Args:
        extraction: what was read.
        path: of the file.
        has_text: whether anything in it can be found.
    """
    scanned = [
        str(notice.page)
        for notice in extraction.notices
        if notice.code == "needs_ocr" and notice.page is not None
    ]
    if scanned:
        one = len(scanned) == 1
        where, hold = (f"page {scanned[0]}", "holds") if one else (f"pages {', '.join(scanned)}", "hold")
        rest = "the other pages have been read" if has_text else "it cannot be searched yet"
        message = f"Needs OCR: {where} of {len(extraction.pages)} {hold} pictures of text but no text."
        yield Failure(path, message, f"Run OCR on it and ingest it again; {rest}.")
    elif not has_text:
        yield Failure(path, "It contains no text.", "It is listed but cannot be searched.")
    for notice in extraction.notices:
        if notice.code in ("truncated", "nested_skipped"):
            yield Failure(path, notice.message, "The text before that point has been read.")
