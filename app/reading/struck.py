"""Words that were struck through: they are no words of the document any more, and it is told how many were
left out.

Invariant: where words were taken out, what stands around them reads on as if they had never been there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.documents.documents import Notice

_GAP = "\0"
"""Stands where words were taken out, until `mended`; neither XML nor a page can hold it."""
_AROUND = re.compile(r"(?:(?P<ended>^|[.!?…]) *)?(?P<before> ?)\0[\0 ]*(?P<stop>[.,;:!?…]+ ?)?")


@dataclass
class Struck:
    """Counts the words that were left out of one document."""

    words: int = 0

    def leave_out(self, words: str) -> str:
        """Note that `words` are left out; return what stands in their place until the text is mended."""
        count = len(words.split())
        self.words += count
        return _GAP if count else words

    def notices(self) -> list[Notice]:
        """Return what there is to tell about it."""
        if not self.words:
            return []
        what = (
            "One struck-through word has been"
            if self.words == 1
            else f"{self.words} struck-through words have been"
        )
        return [Notice("struck_text", f"{what} left out.")]


def mended(text: str) -> str:
    """Return a text whose gaps are closed: no doubled space, no full stop of a sentence that is gone; "" when
    only signs are left.
    """
    if _GAP not in text:
        return text
    closed = _AROUND.sub(_closed, text)
    return closed if any(char.isalnum() for char in closed) else ""


def _closed(match: re.Match[str]) -> str:
    ended, stop = match["ended"], match["stop"] or ""
    if ended is not None:
        # The whole sentence is gone, and its full stop with it.
        return f"{ended} " if ended else ""
    if stop:
        return stop
    behind = match.string[match.end() : match.end() + 1]
    spaced = bool(match["before"]) or match[0].endswith(" ")
    return " " if spaced and behind not in (")", "") else ""
