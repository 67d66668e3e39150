"""The numbers of HTML's ordered lists, as a browser shows them: start, type, reversed, value, list-style of
the element itself.

Invariant: every item is asked for once, in the order of the page; what a style sheet says of lists is not
known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.reading import counting

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_INTEGER = re.compile(r"\s*(-?\d{1,9})")
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:[\w-]+\s+)*?(none|disc|circle|square|decimal(?:-leading-zero)?|(?:lower|upper)-(?:alpha|latin|roman))"
)
_NOTATIONS = {
    "1": counting.DECIMAL, "a": counting.LETTER, "A": counting.LETTER_CAPITAL, "i": counting.ROMAN, "I": counting.ROMAN_CAPITAL,
    "decimal": counting.DECIMAL, "decimal-leading-zero": counting.PADDED, "lower-alpha": counting.LETTER, "lower-latin": counting.LETTER,
    "upper-alpha": counting.LETTER_CAPITAL, "upper-latin": counting.LETTER_CAPITAL, "lower-roman": counting.ROMAN,
    "upper-roman": counting.ROMAN_CAPITAL, "none": "", "disc": "", "circle": "", "square": "",
}  # fmt: skip


@dataclass
class _Count:
    """One list that is being counted."""

    following: int
    step: int
    notation: str


@dataclass
class WebLists:
    """The ordered lists of one page."""

    _counts: dict[int, _Count] = field(default_factory=dict)

    def label(self, item: LexborNode) -> str:
        """Return what stands before a list item ("3.", "b."), "" for one of a list without numbers; counts
        it.
        """
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return ""
        count = self._counts.get(parent.mem_id)
        if count is None:
            count = self._counts[parent.mem_id] = _begun(parent)
        stated = _integer(item, "value")
        number = count.following if stated is None else stated
        count.following = number + count.step
        own = item.attributes.get("type") or ""
        notation = _styled(item, _NOTATIONS.get(own, count.notation))
        return f"{counting.written(number, notation)}." if notation else ""


def _begun(ordered: LexborNode) -> _Count:
    backwards = "reversed" in ordered.attributes
    start = _integer(ordered, "start")
    if start is None:
        start = sum(child.tag == "li" for child in ordered.iter()) if backwards else 1
    stated = ordered.attributes.get("type") or ""
    return _Count(start, -1 if backwards else 1, _styled(ordered, _NOTATIONS.get(stated, counting.DECIMAL)))


def _styled(node: LexborNode, otherwise: str) -> str:
    found = _STYLE.search((node.attributes.get("style") or "").lower())
    return otherwise if found is None else _NOTATIONS[found[1]]


def _integer(node: LexborNode, name: str) -> int | None:
    found = _INTEGER.match(node.attributes.get(name) or "")
    return None if found is None else int(found[1])
