"""Proposals in reStructuredText as decisions: header fields, then titled sections, as Python's own are
written.

Decision hidden: which of a proposal's sections answers which question of a decision, and what of one is an
option that was rejected. Invariant: a section that is taken into no field is told by its name; it stays in
the file. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.documents.supersession import References
from app.core.errors import InvalidUnit
from app.core.units.forms import LONGEST_LINE, LONGEST_TEXT
from app.core.units.kinds import KINDS
from app.exchange.madr import Record

_HEADER = re.compile(r"([A-Za-z][\w-]*):\s?(.*)")
_UNDERLINE = re.compile(r"([=\-~^\"#*+'`.:_])\1{2,}\s*")
_ITEM = re.compile(r"(?:[-*+•]|#?\d*[.)])\s+(.*)")

_SITUATION = ("motivation", "background", "problem", "problem statement", "introduction", "overview", "the problem", "history", "use cases",
              "rationale and goals", "purpose", "mandate", "current state", "status quo")  # fmt: skip
_DECISION = (
    "abstract",
    "decision",
    "summary",
    "proposal",
    "specification",
    "proposed solution",
    "solution",
    "overview",
    "introduction",
)
_RATIONALE = ("rationale", "rationale and goals", "design rationale", "discussion", "design discussion", "justification",
              "design decisions", "motivation and rationale", "discussions", "questions and answers", "why")  # fmt: skip
_REJECTED = ("reject", "alternative", "deferred ideas", "not chosen", "considered and")
_NOT_OPTIONS = ("rejection", "rejection notice", "pep rejection", "rejected")
_COSTS = (
    "backwards compatibility",
    "backward compatibility",
    "drawbacks",
    "risks",
    "performance impact",
    "limitations",
    "compatibility",
)
_REVISIT = ("open issues", "open questions", "unresolved issues", "future work", "future directions")
_NOTICE = ("rejection notice", "rejection", "pep rejection", "pep withdrawal", "withdrawal", "pep deferral", "acceptance", "pep acceptance",
           "pronouncement", "bdfl pronouncement", "resolution", "status", "rejected", "pep status", "withdrawn")  # fmt: skip
_GOALS = ("goals", "design goals", "rationale and goals", "requirements", "objectives", "goal", "non-goals")
_TAKEN = ("Accepted", "Final", "Active", "Provisional")
_REFUSED = ("Rejected", "Withdrawn")


@dataclass(frozen=True)
class _Part:
    title: str
    depth: int
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.title.casefold().strip(" .:")

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def is_proposal(text: str) -> bool:
    """Tell whether a text begins with the header of a proposal."""
    return re.match(r"PEP:\s*\S", text.removeprefix("\ufeff").lstrip("\n")) is not None


def read_proposal(text: str) -> Record:
    """Return a proposal as a decision.

    Raises:
        InvalidUnit: its header is not what it must be; the message names the line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").expandtabs(8).split("\n")
    header, start = _header(lines)
    parts = list(_parts(lines[start:]))
    title = header.get("title", "")
    if not title:
        raise InvalidUnit("Line 1: the header has no title.", "A proposal's header needs a line “Title: …”.")
    taken: set[int] = set()

    def words(names: Sequence[str], most: int = 1) -> str:
        found = [
            at
            for name in names
            for at, part in enumerate(parts)
            if part.depth == 1 and part.name == name and at not in taken
        ]
        said = [(at, _with_below(parts, at)) for at in found]
        said = [(at, one) for at, one in said if one][:most]
        taken.update(at for at, _ in said)
        return _cut("\n\n".join(one for _, one in said))

    fields: dict[str, Any] = {
        "decision": words(_DECISION[:2]),
        "rationale": words(_RATIONALE),
        "situation": words(_SITUATION),
        "goal": words(_GOALS),
        "tradeoffs": _entries([words([name]) for name in _COSTS]),
        "revisit": _entries([words(_REVISIT)]),
    }
    fields["decision"] = fields["decision"] or words(_DECISION)
    options = _options(parts, taken)
    if options:
        fields["options"] = _with_proposed(options, title, header.get("status", ""))
    fields["outcome"] = _cut("\n\n".join(part for part in (_standing(header), words(_NOTICE, 3)) if part))
    number = header.get("pep", "").strip()
    raw = {
        "title": f"PEP {number}: {title}"[:200],
        "tags": ["PEP", *([header["type"]] if header.get("type") else []), *_tags(header.get("topic", ""))],
        "fields": {name: value for name, value in fields.items() if value},
    }
    facts = {"slug": f"pep-{number.zfill(4)}", "status": header.get("status", "")}
    return Record(
        KINDS["decision"],
        raw,
        facts=facts,
        notes=_notes(parts, taken),
        references=References(_peps(header, "replaces"), _peps(header, "superseded-by")),
    )


def _with_proposed(options: Sequence[dict[str, Any]], title: str, status: str) -> list[dict[str, Any]]:
    """Return what is proposed as the first option, before the others."""
    chosen = True if status in _TAKEN else False if status in _REFUSED else None
    mine: dict[str, Any] = {"name": _line(title), "chosen": chosen}
    return [mine, *(one for one in options if one["name"].casefold() != mine["name"].casefold())][:200]


def _notes(parts: Sequence[_Part], taken: Collection[int]) -> tuple[str, ...]:
    """Say which sections were not taken over."""
    left = [
        part.title
        for at, part in enumerate(parts)
        if part.depth == 1 and at not in taken and part.title and _with_below(parts, at)
    ]
    return (f"not imported, still in the file: {', '.join(left)}",) if left else ()


def _peps(header: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the proposals that a line of the header names by their numbers, as their files are called."""
    return tuple(f"pep-{number.zfill(4)}" for number in re.findall(r"\d+", header.get(name, "")))


def _header(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    name = ""
    at = next(number for number, line in enumerate(lines) if line.strip())
    for number in range(at, len(lines)):
        line = lines[number]
        match = _HEADER.fullmatch(line)
        if match and not line[0].isspace():
            name = match[1].lower()
            found[name] = match[2].strip()
        elif line.strip() and line[0].isspace() and name:
            found[name] = f"{found[name]} {line.strip()}"
        elif not line.strip():
            return found, number
        else:
            raise InvalidUnit(
                f"Line {number + 1}: the header cannot be read.",
                "Each line must be “Name: value”; an empty line ends the header.",
            )
    return found, len(lines)


def _parts(lines: Sequence[str]) -> Iterator[_Part]:
    styles: list[str] = []
    title, depth, inside = "", 1, list[str]()
    at = 0
    while at < len(lines):
        over = (
            bool(_UNDERLINE.fullmatch(lines[at]))
            and at + 2 < len(lines)
            and lines[at + 2].strip() == lines[at].strip()
        )
        head = at + 1 if over else at
        under = lines[head + 1] if head + 1 < len(lines) else ""
        if _is_title(lines[head], under, over=over):
            style = f"{under[0]}{over}"
            if style not in styles:
                styles.append(style)
            yield _Part(title, depth, tuple(inside))
            title, depth, inside = lines[head].strip(), styles.index(style) + 1, []
            at = head + 2
        else:
            inside.append(lines[at])
            at += 1
    yield _Part(title, depth, tuple(inside))


def _is_title(line: str, under: str, *, over: bool) -> bool:
    if not line.strip() or (line[0].isspace() and not over) or _UNDERLINE.fullmatch(line):
        return False
    return bool(_UNDERLINE.fullmatch(under)) and len(under.strip()) >= len(line.strip()) - 1


def _with_below(parts: Sequence[_Part], at: int) -> str:
    """Return a section's words with those of the sections below it."""
    found = [parts[at].text]
    for part in parts[at + 1 :]:
        if part.depth <= parts[at].depth:
            break
        found.append(f"{part.title}: {part.text}" if part.text else part.title)
    return "\n\n".join(one for one in found if one)


def _options(parts: Sequence[_Part], taken: set[int]) -> list[dict[str, Any]]:
    """Return the alternatives that the sections on them name: one a section below, else one an item, else the
    whole.
    """
    found: dict[str, dict[str, Any]] = {}
    for at, part in enumerate(parts):
        if part.name in _NOT_OPTIONS or not any(word in part.name for word in _REJECTED):
            continue
        below = [one for one in _below(parts, at) if one.depth == parts[at].depth + 1]
        named = (
            [(one.title, one.text) for one in below]
            or _items(part)
            or ([(part.title, part.text)] if part.text else [])
        )
        for title, text in named:
            refused = any(word in part.name for word in ("reject", "not chosen"))
            option: dict[str, Any] = {
                "name": _line(title),
                "because": _because(text),
                "chosen": False if refused else None,
            }
            if option["name"]:
                found.setdefault(option["name"].casefold(), option)
        taken.add(at)
    return list(found.values())


def _below(parts: Sequence[_Part], at: int) -> Iterator[_Part]:
    for part in parts[at + 1 :]:
        if part.depth <= parts[at].depth:
            return
        yield part


def _items(part: _Part) -> list[tuple[str, str]]:
    found: list[list[str]] = []
    for line in part.lines:
        match = _ITEM.match(line)
        if match:
            found.append([match[1]])
        elif found and line.strip():
            found[-1].append(line.strip())
    return [(_first_sentence(" ".join(item)), " ".join(item)) for item in found]


def _because(text: str) -> str:
    return _line(next((one for one in text.split("\n\n") if one.strip()), ""))


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!:])\s", text, maxsplit=1)[0].rstrip(".:")


def _line(text: str) -> str:
    """Return the first of a text's words as one line that a field takes."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else line[: line.rfind(" ", 0, LONGEST_LINE - 1)] + " …"


def _cut(text: str) -> str:
    """Return as many whole paragraphs of a text as a field takes."""
    while len(text) > LONGEST_TEXT:
        shorter = (
            text[: text.rfind("\n\n", 0, LONGEST_TEXT - 20)]
            if "\n\n" in text[: LONGEST_TEXT - 20]
            else text[: LONGEST_TEXT - 20]
        )
        text = f"{shorter}\n\n…"
    return text


def _entries(texts: Sequence[str]) -> list[str]:
    paragraphs = [
        _line(paragraph) for text in texts for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()
    ]
    return [re.sub(r"^[-*+•]\s+", "", one) for one in paragraphs][:50]


def _standing(header: Mapping[str, str]) -> str:
    said = [("Status", "status"), ("created", "created"), ("Python", "python-version"), ("resolution", "resolution"),
            ("superseded by PEP", "superseded-by"), ("replaces PEP", "replaces"), ("by", "author")]  # fmt: skip
    return "; ".join(f"{word} {header[name]}" for word, name in said if header.get(name))


def _tags(topics: str) -> list[str]:
    return [topic.strip() for topic in topics.split(",") if topic.strip()]
