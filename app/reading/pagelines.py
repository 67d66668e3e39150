"""Page headers and footers: what of a line says something, and what only counts pages.

The decision hidden here is that what stands left, middle and right of such a line says three things, each
told once for the whole document. Pure but for the set of what was said already.
"""

from __future__ import annotations

import re

PAGE_COUNT = "\1"
"""Stands before the result of a field that counts pages; XML cannot hold it."""
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|blatt|sheet|página|pagina|side|sida|strona|p\.|s\.|str\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|di|van|av|af|z)\s*\d{1,4})?",
    re.IGNORECASE,
)
"""A page's number that somebody typed."""


def without_marks(words: str) -> str:
    """Return words without the marks of page counts."""
    return words.replace(PAGE_COUNT, "")


def fresh_pieces(words: str, said: set[str]) -> list[str]:
    """Return what a line says that no line before it did; `said` learns it. A label that ends in ":" keeps
    its value.
    """
    pieces: list[str] = []
    for piece in re.split(r"[\t\n]+", words):
        plain = " ".join(without_marks(piece).split())
        if (PAGE_COUNT in piece and _only_counts(piece)) or _PAGE_NUMBER.fullmatch(plain):
            continue
        if plain and pieces and pieces[-1].endswith(":"):
            pieces[-1] += f" {plain}"
        elif plain:
            pieces.append(plain)
    fresh = [piece for piece in pieces if piece not in said]
    said.update(fresh)
    return fresh


def _only_counts(piece: str) -> bool:
    """Say whether next to nothing stands beside a page's number: "Page 3 of 12"."""
    beside = re.sub(rf"{PAGE_COUNT}\s*\w*", " ", piece)
    return len(beside.split()) <= 3 and not any(char.isdigit() for char in beside)
