"""Notes in Markdown as a unit's fields: quick capture from a file or standard input.

Decision hidden: how freely notes may be written. `# ` gives the title, `## ` with a field's title or id begins a field, lines before the
first field belong to the first one that is required; lists give one entry a line. Front matter of plain `name: value` lines gives the
common fields. What is in nobody's field stays in the text of the one before it, so that no line is lost. Pure; any thread.
"""

from __future__ import annotations

import re
from typing import Any

from app.core.fields import FieldType, Kind
from app.core.forms import COMMON

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_FRONT = re.compile(r"([A-Za-z_][\w -]*):\s*(.*)")
_CHOSEN = re.compile(r"\s*\((?:chosen|x)\)", re.IGNORECASE)
_TEXTS = (FieldType.TEXT, FieldType.CONDITIONS, FieldType.TREE, FieldType.LINE, FieldType.OUTCOME, FieldType.UNIT, FieldType.DATE)


def read_notes(kind: Kind, text: str) -> dict[str, Any]:
    """Return what notes state, for `forms.read_content`."""
    lines = text.replace("\r\n", "\n").split("\n")
    raw: dict[str, Any] = {}
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:]):
        end = next(at for at, line in enumerate(lines[1:], 1) if line.strip() == "---")
        raw |= _front(lines[1:end])
        lines = lines[end + 1 :]
    names = {field.title.casefold(): field.id for field in kind.fields} | {field.id: field.id for field in kind.fields}
    first = next(field.id for field in kind.fields if field.required)
    gathered: dict[str, list[str]] = {}
    at = first
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading and len(heading[1]) == 1 and "title" not in raw:
            raw["title"] = heading[2]
        elif heading and heading[2].casefold() in names:
            at = names[heading[2].casefold()]
            gathered.setdefault(at, [])
        else:
            gathered.setdefault(at, []).append(line)
    for name, found in gathered.items():
        field = kind.field(name)
        if field is not None and any(line.strip() for line in found):
            raw.setdefault("fields", {})[name] = "\n".join(found).strip() if field.type in _TEXTS else _entries(field.type, found)
    return raw


def _front(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        match = _FRONT.fullmatch(line.strip())
        name = match[1].strip().lower().replace(" ", "_").replace("-", "_") if match else ""
        if match is None or name not in COMMON or name in ("links", "evidence"):
            continue
        value = match[2].strip().strip("\"'")
        if name == "tags":
            found[name] = [tag.strip().strip("\"'") for tag in value.strip("[]").split(",")]
        else:
            found[name] = int(value) if name == "review_days" and value.isdigit() else value
    return found


def _entries(kind: FieldType, lines: list[str]) -> list[Any]:
    """Return the entries of a list; a line that begins none goes on with the one before it."""
    entries: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not entries:
            entries.append(_BULLET.sub("", line, count=1).strip())
        elif line.strip():
            entries[-1] = f"{entries[-1]} {line.strip()}".strip()
    entries = [entry for entry in entries if entry]
    if kind is FieldType.OPTIONS:
        return [{"name": _CHOSEN.sub("", entry), "chosen": _CHOSEN.search(entry) is not None} for entry in entries]
    if kind is FieldType.TIMELINE:
        return [_moment(entry) for entry in entries]
    if kind is FieldType.STEPS:
        return [dict(zip(("action", "check"), map(str.strip, entry.split("Check:", 1)), strict=False)) for entry in entries]
    return entries


def _moment(entry: str) -> dict[str, str]:
    time, parted, event = entry.partition(": ")
    return {"time": time, "event": event} if parted and any(char.isdigit() for char in time) else {"time": "", "event": entry}
