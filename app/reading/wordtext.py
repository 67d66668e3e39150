"""The words of a Word paragraph as its reader sees them.

Insertions are kept; deletions, hidden runs and struck-through runs are left out; text boxes are put aside for
later. Invariant: results of fields that count pages are marked with `PAGE_COUNT`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from app.reading.hidden import LEAST_POINTS, alike, parse_colour
from app.reading.pagelines import PAGE_COUNT
from app.reading.struck import Struck, mended

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset((*(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")), _FALLBACK))
_OFF = ("0", "false", "off")
_COUNTS_PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


@dataclass
class WordText:
    """What the words of one document depend on besides themselves, and what was met among them.

    Attributes:
        struck: ids of the styles that strike out, character and paragraph styles alike.
        left_out: counts what was struck through.
        boxes: text boxes met on the way, to be read behind the paragraph.
    """

    struck: frozenset[str] = frozenset()
    left_out: Struck = field(default_factory=Struck)
    boxes: list[Any] = field(default_factory=list)

    def of(self, paragraph: Any) -> str:
        """Return a paragraph's words, page counts marked."""
        parts: list[str] = []
        fields: list[str] = []
        waiting = [iter(paragraph)]
        while waiting:
            inner = next(waiting[-1], None)
            if inner is None:
                waiting.pop()
                continue
            tag = inner.tag
            if tag == f"{_W}r":
                if _is_hidden(inner):
                    continue
                if self._is_struck(inner, paragraph):
                    parts.append(
                        self.left_out.leave_out("".join(text.text or "" for text in inner.iter(f"{_W}t")))
                    )
                    continue
            if tag == f"{_W}txbxContent":
                self.boxes.append(inner)
            elif tag in (f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
                if _follow_field(inner, fields):
                    parts.append(PAGE_COUNT)
                waiting.append(iter(inner))
            elif (words := _sign(inner)) is not None:
                parts.append(words)
            elif tag not in _SKIPPED and isinstance(tag, str):
                waiting.append(iter(inner))
        return mended("".join(parts))

    def _is_struck(self, run: Any, paragraph: Any) -> bool:
        """Say whether a run is struck through, by itself, by its style or by its paragraph's."""
        look = run.find(f"{_W}rPr")
        if look is not None:
            marks = [mark for name in ("strike", "dstrike") if (mark := look.find(f"{_W}{name}")) is not None]
            if marks:
                return any(mark.get(f"{_W}val", "1") not in _OFF for mark in marks)
            if (style := look.find(f"{_W}rStyle")) is not None and style.get(f"{_W}val") in self.struck:
                return True
        style = paragraph.find(f"{_W}pPr/{_W}pStyle") if self.struck else None
        return style is not None and style.get(f"{_W}val") in self.struck


def struck_styles(styles: Any) -> frozenset[str]:
    """Return the ids of the styles that strike out, those included that inherit it; `styles` is the root of
    that part.
    """
    elements = {str(style.get(f"{_W}styleId")): style for style in styles.findall(f"{_W}style")}
    found = set()
    for identifier in elements:
        chain: list[str] = []
        current = identifier
        while current in elements and current not in chain:
            chain.append(current)
            look = elements[current].find(f"{_W}rPr")
            marks = (
                []
                if look is None
                else [m for name in ("strike", "dstrike") if (m := look.find(f"{_W}{name}")) is not None]
            )
            if marks:
                if any(mark.get(f"{_W}val", "1") not in _OFF for mark in marks):
                    found.add(identifier)
                break
            base = elements[current].find(f"{_W}basedOn")
            current = "" if base is None else str(base.get(f"{_W}val"))
    return frozenset(found)


def _sign(element: Any) -> str | None:
    """Return what an element stands for in the text, None when it only holds others."""
    tag = element.tag
    if tag == f"{_W}t":
        return element.text or ""
    if tag in (f"{_W}tab", f"{_W}ptab"):
        return "\t"
    if tag in (f"{_W}br", f"{_W}cr"):
        return "\n"
    return "-" if tag == f"{_W}noBreakHyphen" else None


def _follow_field(element: Any, fields: list[str]) -> bool:
    """Keep the instructions of the fields that are open; say whether the result of one that counts pages
    begins.
    """
    if element.tag == f"{_W}fldSimple":
        return _COUNTS_PAGES.match(element.get(f"{_W}instr") or "") is not None
    if element.tag == f"{_W}instrText":
        if fields:
            fields[-1] += element.text or ""
        return False
    kind = element.get(f"{_W}fldCharType")
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()
    return kind == "separate" and bool(fields) and _COUNTS_PAGES.match(fields[-1]) is not None


def _is_hidden(run: Any) -> bool:
    """Say whether a run is marked as hidden, has next to no size, or is white with nothing behind it but the
    page.
    """
    look = run.find(f"{_W}rPr")
    if look is None:
        return False
    for name in ("vanish", "webHidden"):
        if (mark := look.find(f"{_W}{name}")) is not None and mark.get(f"{_W}val", "true") not in _OFF:
            return True
    size = look.find(f"{_W}sz")
    if size is not None and (half := size.get(f"{_W}val", "")).isdigit() and int(half) < 2 * LEAST_POINTS:
        return True
    colour = look.find(f"{_W}color")
    painted = None if colour is None else parse_colour(colour.get(f"{_W}val", ""))
    if (
        painted is None
        or not alike(painted)
        or look.find(f"{_W}shd") is not None
        or look.find(f"{_W}highlight") is not None
    ):
        return False
    # A coloured cell, a shaded paragraph, a table with a look of its own or a drawn shape may lie behind
    # white words.
    return all(
        outer.tag not in (f"{_W}tbl", f"{_W}txbxContent") and outer.find(f"{_W}pPr/{_W}shd") is None
        for outer in run.iterancestors()
    )
