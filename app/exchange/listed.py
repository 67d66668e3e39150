"""The options that a section of a decision record names, and what stands below each.

Decision hidden: how people list options: items with items below them, bold lines, rows of a table, a sentence
("Grey, orange or blue."). Invariant: prose names no options: it is handed back as words. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLET = re.compile(r"(?P<indent>\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?P<words>.*)")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_]+?)(?:\*\*|__)(?P<end>\s*:?\s*)")
_ROW = re.compile(r"\s*\|(?P<cells>.+)\|\s*")
_NAME = re.compile(r"(?:options?|alternatives?|names?|solutions?|variants?|candidates?)", re.IGNORECASE)
_PRO = re.compile(r"(?:pros?|advantages?|benefits?|strengths?|for|\+)", re.IGNORECASE)
_CON = re.compile(r"(?:cons?|disadvantages?|drawbacks?|weaknesses|against|risks?|-)", re.IGNORECASE)
_VERDICT = re.compile(r"(?:chosen|selected|verdict|outcome|decision|result|status)\??", re.IGNORECASE)
_SAID = re.compile(
    r"(?P<yes>yes|x|✅|✔️?|chosen|selected|accepted)|(?:no|❌|rejected|not chosen)", re.IGNORECASE
)
_LONGEST_SENTENCE = 60
_LONGEST_NAME = 6

Listed = tuple[str, tuple[str, ...]]
"""An option as it is named, its marks included, and the lines below it."""


def listed_options(lines: Sequence[str]) -> tuple[list[Listed], str]:
    """Return the options that lines name, and the words that name none."""
    if any(_ROW.fullmatch(line) for line in lines):
        rows = [line for line in lines if _ROW.fullmatch(line)]
        return _of_table(rows), "\n".join(line for line in lines if not _ROW.fullmatch(line)).strip()
    bullets = [match for line in lines if (match := _BULLET.fullmatch(line))]
    bold = [line for line in lines if _BOLD.fullmatch(line)]
    if bold and (
        not bullets
        or lines.index(bold[0]) < next(at for at, line in enumerate(lines) if _BULLET.fullmatch(line))
    ):
        return _under_bold(lines)
    if bullets:
        return _of_list(lines, min(len(match["indent"].expandtabs(4)) for match in bullets))
    return _of_sentence(lines)


def _of_list(lines: Sequence[str], indent: int) -> tuple[list[Listed], str]:
    found: list[tuple[str, list[str]]] = []
    words: list[str] = []
    fresh = False
    for line in lines:
        match = _BULLET.fullmatch(line)
        if match and len(match["indent"].expandtabs(4)) <= indent + 1:
            found.append((match["words"].strip(), []))
        elif not line.strip():
            fresh = True
            continue
        elif not found or (fresh and not line[0].isspace()):
            words.append(line.strip())
        elif match or fresh or found[-1][1]:
            found[-1][1].append(line.strip())
        else:
            found[-1] = (f"{found[-1][0]} {line.strip()}", found[-1][1])
        fresh = False
    return [(name, tuple(below)) for name, below in found if name], "\n".join(words)


def _under_bold(lines: Sequence[str]) -> tuple[list[Listed], str]:
    found: list[tuple[str, list[str]]] = []
    words: list[str] = []
    for line in lines:
        match = _BOLD.fullmatch(line)
        # "**Pros**" stands below an option and names none.
        if match and not (
            _PRO.fullmatch(match["words"].strip(" :")) or _CON.fullmatch(match["words"].strip(" :"))
        ):
            found.append((match["words"].strip(" :"), []))
        elif found:
            found[-1][1].append(line)
        else:
            words.append(line)
    return [(name, tuple(below)) for name, below in found], "\n".join(words).strip()


def _of_table(lines: Sequence[str]) -> list[Listed]:
    rows = [
        [cell.strip() for cell in match["cells"].split("|")]
        for line in lines
        if (match := _ROW.fullmatch(line))
    ]
    rows = [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row)]
    if len(rows) < 2:
        return []
    heads = [cell.strip("*_ ") for cell in rows[0]]
    name_at = next((at for at, head in enumerate(heads) if _NAME.fullmatch(head)), 0)
    found: list[Listed] = []
    for row in rows[1:]:
        name = row[name_at] if name_at < len(row) else ""
        below: list[str] = []
        for at, (head, cell) in enumerate(zip(heads, row, strict=False)):
            pieces = [one.strip(" -•") for one in re.split(r"<br\s*/?>|;\s+", cell) if one.strip(" -•")]
            if at == name_at or not pieces:
                continue
            if _VERDICT.fullmatch(head) and (said := _SAID.fullmatch(cell)):
                name = f"{name} ({'chosen' if said['yes'] else 'rejected'})"
            elif _PRO.fullmatch(head) or _CON.fullmatch(head):
                below += [f"- {'Pro' if _PRO.fullmatch(head) else 'Con'}: {one}" for one in pieces]
            else:
                below += ["", f"{head}: {cell}"]
        if name:
            found.append((name, tuple(below)))
    return found


def _of_sentence(lines: Sequence[str]) -> tuple[list[Listed], str]:
    words = " ".join(" ".join(lines).split())
    said = re.sub(
        r"^(?:we (?:looked at|considered|compared)|considered|either)\s+",
        "",
        words.rstrip("."),
        flags=re.IGNORECASE,
    )
    parts = (
        re.split(r"\s*;\s*", said)
        if ";" in said
        else re.split(r",\s*(?:or\s+|and\s+)?|\s+(?:or|versus|vs\.?)\s+", said)
    )
    short = len(said.split()) < _LONGEST_SENTENCE and (
        ";" in said or all(0 < len(part.split()) <= _LONGEST_NAME for part in parts)
    )
    if len(parts) > 1 and short and not re.search(r"[.!?]\s", said):
        return [(part, ()) for part in parts if part], ""
    alone = [line.strip() for line in lines if line.strip()]
    if alone and all(
        len(line.split()) <= _LONGEST_NAME and not re.search(r"[.!?:;]$", line) for line in alone
    ):
        return [(line, ()) for line in alone], ""
    return [], "\n".join(lines).strip()
