"""Markdown as headed sections, and words that read as themselves in it.

Decision hidden: how much Markdown is understood: headings with hashes, fenced blocks (in which nothing is a
heading), lists. Invariant: `text_of` of the lines of an `escaped` text is that text, unless it opens a fence
and leaves it open. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_SHIELDED = re.compile(r"\\+#")
_NEEDS_SHIELD = re.compile(r"\\*#")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Part:
    """Lines below one third-level heading, or before the first."""

    heading: str
    lines: tuple[str, ...]
    head: str = ""

    def all_lines(self) -> list[str]:
        return [self.head, *self.lines] if self.heading else list(self.lines)


@dataclass(frozen=True)
class Section:
    """A heading of the first or second level and what stands below it; level 0 is what stands before any."""

    heading: str
    level: int
    parts: tuple[Part, ...]

    def lines(self) -> list[str]:
        return [line for part in self.parts for line in part.all_lines()]

    def text(self, *, unwrapped: bool = False) -> str:
        """Return what it says; `unwrapped` without the fence around all of it."""
        return text_of(self.lines(), unwrapped=unwrapped)


def split_sections(lines: Iterable[str]) -> list[Section]:
    """Return the sections of a text in order."""
    found: list[tuple[str, int, list[tuple[str, str, list[str]]]]] = [("", 0, [("", "", [])])]
    fence = ""
    for line in lines:
        fence, fenced_before = _fence(line, fence), fence
        heading = None if fence or fenced_before else _HEADING.fullmatch(line)
        if heading and len(heading[1]) <= 2:
            found.append((heading[2].strip(), len(heading[1]), [("", "", [])]))
        elif heading and len(heading[1]) == 3:
            found[-1][2].append((heading[2].strip(), line, []))
        else:
            found[-1][2][-1][2].append(line)
    return [
        Section(heading, level, tuple(Part(title, tuple(inside), head) for title, head, inside in parts))
        for heading, level, parts in found
    ]


def text_of(lines: Sequence[str], *, unwrapped: bool = False) -> str:
    """Return lines as the text they stand for."""
    if unwrapped:
        shown = [line for line in lines if line.strip()]
        start, end = (
            (_FENCE.fullmatch(shown[0]), _FENCE.fullmatch(shown[-1])) if len(shown) > 1 else (None, None)
        )
        if start and end and end[1][0] == start[1][0] and len(end[1]) >= len(start[1]) and not end[2].strip():
            first = next(at for at, line in enumerate(lines) if line.strip())
            last = next(at for at in range(len(lines) - 1, -1, -1) if lines[at].strip())
            if not any(_closes(line, start[1]) for line in lines[first + 1 : last]):
                return "\n".join(lines[first + 1 : last]).strip()
    found = []
    fence = ""
    for line in lines:
        before = fence
        fence = _fence(line, fence)
        found.append(line[1:] if not fence and not before and _SHIELDED.match(line) else line)
    return "\n".join(found).strip()


def escaped(text: str) -> str:
    """Return a text of which no line is taken for a heading."""
    found = []
    fence = ""
    for line in text.split("\n"):
        before = fence
        fence = _fence(line, fence)
        found.append(f"\\{line}" if not fence and not before and _NEEDS_SHIELD.match(line) else line)
    return "\n".join(found)


def fenced(text: str) -> str:
    """Return a text in which spaces matter, as a block of its own."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def entries(lines: Sequence[str]) -> list[str]:
    """Return the entries of a list; a line that begins none goes on with the one before it, unless an empty
    line parts them.
    """
    found: list[str] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
            continue
        if _BULLET.match(line) or not found or (fresh and not line[0].isspace()):
            found.append(_BULLET.sub("", line, count=1).strip())
        else:
            found[-1] = f"{found[-1]} {line.strip()}".strip()
        fresh = False
    return [entry for entry in found if entry]


def _fence(line: str, open_: str) -> str:
    """Return the fence that is open after a line."""
    if open_:
        return "" if _closes(line, open_) else open_
    match = _FENCE.fullmatch(line)
    return match[1] if match and not (match[1][0] == "`" and "`" in match[2]) else ""


def _closes(line: str, fence: str) -> bool:
    match = _FENCE.fullmatch(line)
    return bool(match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip())
