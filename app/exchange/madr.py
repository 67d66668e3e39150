"""Units as Markdown files with front matter, which people and other tools read as well; decisions are MADR records.

Decision hidden: the headings and phrases under which each field stands. Every kind is written from its one description: one section a
field under the field's title, lists as lists, decisions under the headings of MADR 4 (and read under those of MADR 2 and 3 and Nygard's).
Invariants: reading what was written gives the same content, whatever it holds, because what the text cannot carry exactly stands in the
front matter under `fields`; what a file says that no field takes is kept as text and told. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import InvalidUnit
from app.core.fields import Field, FieldType, FieldValue, Kind, Moment, Option, Step
from app.core.forms import content_json, fields_json, read_content
from app.core.kinds import KINDS
from app.core.units import Content
from app.exchange.frontmatter import plain, split_front, write_front
from app.exchange.sections import Section, entries, escaped, fenced, split_sections, text_of

KEPT_IN: Mapping[str, str] = {
    "decision": "rationale",
    "rule": "why",
    "exception": "why",
    "case": "happened",
    "lesson": "why",
    "procedure": "purpose",
    "definition": "example",
}
"""The field of each kind to which is added what a file says that is nobody's field."""

_MADR: Mapping[str, str] = {
    "situation": "Context and Problem Statement",
    "goal": "Decision Drivers",
    "options": "Considered Options",
    "decision": "Decision Outcome",
}
_CONSEQUENCES = "Consequences"
_PROS = "Pros and Cons of the Options"
_GOOD, _BAD, _NEUTRAL = "Good, because ", "Bad, because ", "Neutral, because "
_NOT_CHOSEN = "Not chosen, because "
_CHOSEN = re.compile(r"Chosen option:?\s*[\"“](?P<name>.+?)[\"”](?:\s*,?\s*because\s+(?P<because>.+))?", re.DOTALL)
_MARKED = re.compile(r"\s*\((?:chosen|x)\)", re.IGNORECASE)
_TIMED = re.compile(r"\*\*(?P<time>.+?)\*\*:? (?P<event>.+)")
_CHECK = " Check: "

_DECISION_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("context and problem statement", "context", "problem statement", "problem", "background"), "situation"),
    **dict.fromkeys(("decision drivers", "drivers", "goals"), "goal"),
    **dict.fromkeys(("considered options", "options", "alternatives", "alternatives considered", "considered alternatives"), "options"),
    **dict.fromkeys(("decision outcome", "our decision"), "decision"),
    **dict.fromkeys(("consequences", "negative consequences", "tradeoffs", "drawbacks"), "tradeoffs"),
    **dict.fromkeys(("justification", "argument", "reasons"), "rationale"),
    **dict.fromkeys(("revisit", "review"), "revisit"),
    "positive consequences": "good",
    "pros and cons of the options": "pros",
    "pros and cons": "pros",
    "status": "status",
}
"""Sections of decision records of others, besides the fields' own titles; "good", "pros" and "status" are no fields."""

_FACTS = (
    "id", "slug", "kind", "label", "contains", "status", "date", "owner", "author", "authors", "reviewers", "decision-makers", "deciders",
    "consulted", "informed", "reviewed", "reviewer", "revision", "review-due",
)  # fmt: skip
"""What front matter says of a unit besides its content; only `id`, `slug`, `kind`, `label`, `owner` and `reviewers` are ever heeded."""

_TELLING = ("status", "date", "decision-makers", "deciders", "author", "authors", "owner", "reviewers", "consulted", "informed")
"""Facts of a record of another program, which this one keeps as words."""

_COMMON = {"title": "title", "valid-from": "valid_from", "valid-until": "valid_until", "review-days": "review_days", "tags": "tags"}
_LISTS = (FieldType.ITEMS, FieldType.SYNONYMS)


@dataclass(frozen=True)
class Quoted:
    """Evidence that a file names by its words instead of its place; `source` is a document's id or the end of its path."""

    field: str
    source: str
    quote: str


@dataclass(frozen=True)
class Record:
    """What a file states.

    Attributes:
        kind: of the unit.
        raw: for `forms.read_content`; without `kept`.
        kept: words that no field takes.
        facts: what it says of the unit besides its content, by the names of `_FACTS`.
        quotes: evidence whose place is to be found.
        sources: by position in the evidence, the end of the path of the document it is from.
        lines: the line of each key of the front matter.
        notes: what the reader should know: what was kept where.
    """

    kind: Kind
    raw: Mapping[str, Any]
    kept: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    quotes: tuple[Quoted, ...] = ()
    sources: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def content(self) -> Content:
        """Return the content, what nobody's field takes included.

        Raises:
            InvalidUnit: something cannot be read; the message names its line.
        """
        fields = dict(self.raw.get("fields", {}))
        if self.kept:
            name = KEPT_IN[self.kind.id]
            fields[name] = "\n\n".join(part for part in (fields.get(name, ""), *self.kept) if part)
        content, problems = read_content(self.kind, {**self.raw, "fields": fields})
        if problems:
            first = problems[0]
            line = self.lines.get(first.field.replace("_", "-"), self.lines.get("fields", 0))
            where = f"Line {line}: " if line else ""
            raise InvalidUnit(
                f"{where}“{first.field}”: {first.message}", "Put it right in the file; nothing was changed.", problems=problems
            )
        return content


def write_unit(kind: Kind, content: Content, facts: Mapping[str, Any] | None = None, sources: Mapping[int, str] | None = None) -> str:
    """Return a unit as a file.

    Args:
        content: tidied.
        facts: what the front matter says besides: label, status, owner and the like.
        sources: by position in the evidence, the end of the path of the document it is from.
    """
    exact: set[str] = set()
    while True:
        text = _written(kind, content, facts or {}, sources or {}, exact)
        found = content_json(read_unit(text).content())
        wanted = content_json(content)
        wrong = {name for name in {*found["fields"], *wanted["fields"]} if found["fields"].get(name) != wanted["fields"].get(name)}
        wrong |= {"title"} if found["title"] != wanted["title"] else set()
        if wrong <= exact:
            return text
        exact |= wrong


def read_unit(text: str, kind: Kind | None = None) -> Record:
    """Return what a file states.

    Args:
        kind: what it must be of; None to heed the file, in which a record that names no kind is a decision.

    Raises:
        InvalidUnit: the front matter is not what it says; the message names the line.
    """
    front = split_front(text)
    values = {name.strip().lower().replace("_", "-").replace(" ", "-"): value for name, value in front.values.items()}
    lines = {name.strip().lower().replace("_", "-").replace(" ", "-"): line for name, line in front.lines.items()}
    known = values.get("kind")
    if known is not None and known not in KINDS:
        hint = f"The kinds are {', '.join(KINDS)}."
        raise InvalidUnit(f"Line {lines['kind']}: there is no kind of unit called {plain(known)[:80]}.", hint)
    if kind is not None and known not in (None, kind.id):
        raise InvalidUnit(f"Line {lines['kind']}: the file holds a {known}, and not a {kind.id}.", "Take it in as what it is.")
    return _Reading(kind or KINDS[known or "decision"], values, lines).read(front.body)


def read_notes(kind: Kind, text: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what notes state, for `forms.read_content`; they may be as free as a title and a few lines.

    Args:
        before: values of the fields as they were; what is in nobody's field is added to them.

    Raises:
        InvalidUnit: as `read_unit`.
    """
    record = read_unit(text, kind)
    name = KEPT_IN[kind.id]
    fields = dict(record.raw["fields"])
    if record.kept:
        fields[name] = "\n\n".join(part for part in (fields.get(name) or (before or {}).get(name, ""), *record.kept) if part)
    given = {**record.raw, "fields": fields}
    return {key: value for key, value in given.items() if value or key == "fields"}


# Reading


class _Reading:
    """One file on its way to a record."""

    def __init__(self, kind: Kind, values: Mapping[str, Any], lines: Mapping[str, int]) -> None:
        self._kind = kind
        self._values = values
        self._lines = lines
        self._foreign = "kind" not in values
        self._facts: dict[str, Any] = {name: values[name] for name in _FACTS if name in values}
        self._raw: dict[str, Any] = {}
        self._fields: dict[str, Any] = {}
        self._kept: list[str] = []
        self._notes: list[str] = []
        self._good: list[str] = []
        own = {one.title.casefold(): one.id for one in kind.fields} | {one.id: one.id for one in kind.fields}
        self._names = {**_DECISION_NAMES, **own} if kind.id == "decision" else own

    def read(self, body: Sequence[str]) -> Record:
        sections = split_sections(body)
        for key, name in _COMMON.items():
            if key in self._values:
                self._raw[name] = self._values[key]
        if isinstance(self._raw.get("tags"), str):
            self._raw["tags"] = [tag.strip() for tag in self._raw["tags"].split(",")]
        for section in sections:
            self._take(section)
        if self._kind.id == "decision":
            self._settle_options()
        exact = self._values.get("fields", {})
        if not isinstance(exact, Mapping):
            raise InvalidUnit(f"Line {self._lines['fields']}: “fields” holds no values by field.", "Write each below it as “field: value”.")
        twice = next((name for name, value in exact.items() if value and self._fields.get(name)), None)
        if twice is not None:
            raise InvalidUnit(f"Line {self._lines['fields']}: “{twice}” stands in the front matter and as a section.", "Keep one of them.")
        self._fields |= exact
        self._keep_front()
        evidence, quotes, sources = self._evidence()
        self._raw |= {"fields": self._fields, "links": self._values.get("links"), "evidence": evidence}
        return Record(
            self._kind, self._raw, tuple(self._kept), self._facts, tuple(quotes), sources, self._lines, tuple(dict.fromkeys(self._notes))
        )  # fmt: skip

    def _take(self, section: Section) -> None:
        if section.level == 1 and section.heading and "title" not in self._raw:
            self._raw["title"] = section.heading
            section = Section("", 0, section.parts)
        name = self._names.get(section.heading.casefold(), "") if section.level > 1 else ""
        if not section.heading and section.level == 0:
            name = next(one.id for one in self._kind.fields if one.required)
            if not section.text():
                return
        elif section.level == 1 and section.heading == self._raw.get("title"):
            self._take(Section("", 0, section.parts))
            return
        if name == "status" and "status" not in self._facts:
            self._facts.setdefault("status", section.text())
        elif name == "good":
            self._good += entries(section.lines())
        elif name == "pros":
            self._pros(section)
        elif name == "decision" and self._kind.id == "decision":
            self._decision(section)
        elif (own := self._kind.field(name)) is not None:
            self._add(own, section)
        elif section.heading:
            words = section.text()
            self._keep(f"{section.heading}: {words}" if words else section.heading, f"“{section.heading}”")

    def _add(self, own: Field, section: Section) -> None:
        if own.id == "tradeoffs":
            self._consequences(section.lines())
            return
        value = _value(own.type, section)
        before = self._fields.get(own.id)
        if before and value:
            value = [*before, *value] if isinstance(before, list) else f"{before}\n\n{value}"
        self._fields[own.id] = value or before or ""

    def _decision(self, section: Section) -> None:
        rest = []
        for part in section.parts:
            name = _DECISION_NAMES.get(part.heading.casefold(), "")
            if name == "tradeoffs":
                self._consequences(part.lines)
            elif name == "good":
                self._good += entries(part.lines)
            elif part.heading and self._foreign:
                words = text_of(part.lines)
                self._keep(f"{part.heading}: {words}" if words else part.heading, f"“{part.heading}”")
            else:
                rest += part.all_lines()
        words = text_of(rest)
        first, _, more = words.partition("\n\n")
        match = _CHOSEN.fullmatch(first.strip())
        if match:
            self._fields["_chosen"] = (match["name"].strip(), " ".join((match["because"] or "").split()))
            words = more.strip()
        if words:
            before = self._fields.get("decision")
            self._fields["decision"] = f"{before}\n\n{words}" if before else words

    def _consequences(self, lines: Sequence[str]) -> None:
        found = []
        for entry in entries(lines):
            if self._foreign and entry.startswith(_GOOD):
                self._good.append(entry.removeprefix(_GOOD))
            else:
                found.append(entry.removeprefix(_BAD))
        self._fields["tradeoffs"] = [*self._fields.get("tradeoffs", []), *found]

    def _pros(self, section: Section) -> None:
        # A section of options that names none leaves an empty text.
        options: list[dict[str, Any]] = self._fields.get("options") or []
        self._fields["options"] = options
        for part in section.parts:
            words = text_of(part.lines)
            if not part.heading:
                if words:
                    self._keep(words, f"“{section.heading}”")
                continue
            option = next((one for one in options if one["name"].casefold() == part.heading.casefold()), None)
            if option is None:
                option = {"name": part.heading}
                options.append(option)
            self._argue(option, part.lines)

    def _argue(self, option: dict[str, Any], lines: Sequence[str]) -> None:
        at = next((number for number, line in enumerate(lines) if re.match(r"\s*[-*+] ", line)), len(lines))
        words = text_of(lines[:at])
        if words.startswith(_NOT_CHOSEN):
            option["because"] = words.removeprefix(_NOT_CHOSEN)
        elif words:
            self._keep(f"{option['name']}: {words}", f"what is said of “{option['name']}”")
        for entry in entries(lines[at:]):
            name = "cons" if entry.startswith(_BAD) else "pros"
            option.setdefault(name, []).append(entry.removeprefix(_BAD).removeprefix(_GOOD) if name == "pros" else entry.removeprefix(_BAD))

    def _settle_options(self) -> None:
        name, because = self._fields.pop("_chosen", ("", ""))
        options: list[dict[str, Any]] = self._fields.get("options") or []
        if name:
            chosen = next((one for one in options if one["name"].casefold() == name.casefold()), None)
            if chosen is None and self._foreign:
                chosen = next((one for one in options if one["name"].casefold().startswith(name.casefold())), None)
            if chosen is None:
                chosen = {"name": name}
                options.append(chosen)
            chosen |= {"chosen": True, "because": because}
            self._fields["options"] = options
            if self._foreign:  # a record of another program has the reason in this sentence alone
                self._fields["rationale"] = self._fields.get("rationale") or because
                self._fields["decision"] = self._fields.get("decision") or name
        if self._good:
            good = [entry.removeprefix(_GOOD) for entry in self._good]
            chosen = next((one for one in options if one.get("chosen")), None)
            if chosen is not None:
                chosen["pros"] = list(dict.fromkeys([*chosen.get("pros", []), *good]))
            else:
                self._keep("Good consequences: " + "; ".join(good), "the good consequences")

    def _keep_front(self) -> None:
        taken = {*_FACTS, *_COMMON, "links", "evidence", "fields"}
        for name, value in self._values.items():
            if name not in taken and plain(value):
                self._keep(f"{name}: {plain(value)}", f"“{name}” of the front matter")
        told = [f"{name} {plain(self._facts[name])}" for name in _TELLING if self._foreign and plain(self._facts.get(name))]
        if told:
            self._keep(f"The record said: {'; '.join(told)}.", "who decided, when, and the status it had")

    def _keep(self, words: str, what: str) -> None:
        title = next(one.title for one in self._kind.fields if one.id == KEPT_IN[self._kind.id])
        self._kept.append(words)
        self._notes.append(f"{what} is kept at the end of “{title}”")

    def _evidence(self) -> tuple[list[Any], list[Quoted], dict[int, str]]:
        given = self._values.get("evidence") or []
        if not isinstance(given, list):
            raise InvalidUnit(f"Line {self._lines['evidence']}: “evidence” is no list.", "Begin each piece of it with a hyphen.")
        exact: list[Any] = []
        quotes: list[Quoted] = []
        sources: dict[int, str] = {}
        for item in given:
            if isinstance(item, Mapping) and "version" not in item and {"field", "quote"} <= item.keys():
                quotes.append(Quoted(plain(item["field"]), plain(item.get("source") or item.get("document")), plain(item["quote"])))
            else:
                one = dict(item) if isinstance(item, Mapping) else item
                source = one.pop("source", "") if isinstance(one, dict) else ""
                if source:
                    sources[len(exact)] = plain(source)
                exact.append(one)
        return exact, quotes, sources


def _value(kind: FieldType, section: Section) -> Any:
    if kind in _LISTS:
        return entries(section.lines())
    if kind is FieldType.OPTIONS:
        return [
            {"name": _MARKED.sub("", entry), "chosen": True} if _MARKED.search(entry) else {"name": entry}
            for entry in entries(section.lines())
        ]  # fmt: skip
    if kind is FieldType.TIMELINE:
        return [_moment(entry) for entry in entries(section.lines())]
    if kind is FieldType.STEPS:
        return [dict(zip(("action", "check"), entry.split(_CHECK, 1), strict=False)) for entry in entries(section.lines())]
    return section.text(unwrapped=kind in (FieldType.TREE, FieldType.CONDITIONS))


def _moment(entry: str) -> dict[str, str]:
    match = _TIMED.fullmatch(entry)
    if match:
        return {"time": match["time"], "event": match["event"]}
    time, parted, event = entry.partition(": ")
    return {"time": time, "event": event} if parted and any(char.isdigit() for char in time) else {"time": "", "event": entry}


# Writing


def _written(kind: Kind, content: Content, facts: Mapping[str, Any], sources: Mapping[int, str], exact: set[str]) -> str:
    raw = content_json(content)
    evidence = [{**span, "source": sources[at]} if at in sources else span for at, span in enumerate(raw["evidence"])]
    values = {
        "kind": kind.id,
        **facts,
        **({"title": content.title} if "title" in exact else {}),
        "valid-from": content.valid_from,
        "valid-until": content.valid_until,
        "review-days": content.review_days,
        "tags": raw["tags"],
        "links": raw["links"],
        "evidence": [{name: value for name, value in span.items() if value != ""} for span in evidence],
        "fields": {name: raw["fields"].get(name, "") for name in sorted(exact - {"title"})},
    }
    parts = [write_front(values), *([f"# {content.title}\n"] if content.title and "title" not in exact else [])]
    held = {name: value for name, value in content.fields.items() if name not in exact and value}
    if kind.id == "decision":
        parts += _decision_sections(kind, held)
    else:
        parts += [_section(one.title, _body(one.type, held[one.id])) for one in kind.fields if one.id in held]
    return "\n".join(parts)


def _section(heading: str, body: str, level: int = 2) -> str:
    return f"{'#' * level} {heading}\n\n{body}\n"


def _body(kind: FieldType, value: FieldValue) -> str:
    if isinstance(value, str):
        return fenced(value) if kind is FieldType.TREE else escaped(value)
    items: Sequence[str | Option | Moment | Step] = value
    return "\n".join(_item(item, number) for number, item in enumerate(items, 1))


def _item(item: str | Option | Moment | Step, number: int) -> str:
    if isinstance(item, Moment):
        return f"- **{item.time}** {item.event}" if item.time else f"- {item.event}"
    if isinstance(item, Step):
        return f"{number}. {item.action}" + (f"\n  {_CHECK.strip()} {item.check}" if item.check else "")
    return f"- {item.name}" if isinstance(item, Option) else f"- {item}"


def _decision_sections(kind: Kind, held: Mapping[str, FieldValue]) -> list[str]:
    found: list[str] = []
    options = [item for item in held.get("options", ()) if isinstance(item, Option)]
    chosen = next((one for one in options if one.chosen), None)
    for one in kind.fields:
        if one.id == "tradeoffs":
            continue
        if one.id == "decision":
            outcome = _outcome(held, chosen)
            found += [_section(_MADR["decision"], outcome)] if outcome else []
        elif one.id in held:
            found.append(_section(_MADR.get(one.id, one.title), _body(one.type, held[one.id])))
    argued = [argument for option in options if (argument := _argument(option))]
    return [*found, *([_section(_PROS, "\n".join(argued).rstrip("\n"))] if argued else [])]


def _outcome(held: Mapping[str, FieldValue], chosen: Option | None) -> str:
    parts = []
    if chosen is not None:
        parts.append(f'Chosen option: "{chosen.name}"' + (f", because {chosen.because}" if chosen.because else ""))
    decision, costs = held.get("decision", ""), held.get("tradeoffs", ())
    if isinstance(decision, str) and decision:
        parts.append(escaped(decision))
    if costs:
        parts.append(_section(_CONSEQUENCES, "\n".join(f"- {_BAD}{cost}" for cost in costs), 3).rstrip("\n"))
    return "\n\n".join(parts)


def _argument(option: Option) -> str:
    lines = [f"- {_GOOD}{pro}" for pro in option.pros] + [f"- {_BAD}{con}" for con in option.cons]
    body = [f"{_NOT_CHOSEN}{option.because}"] if option.because and not option.chosen else []
    body += ["\n".join(lines)] if lines else []
    return _section(option.name, "\n\n".join(body), 3) if body else ""


def same(one: Content, other: Content) -> bool:
    """Tell whether two contents say the same, the words of their evidence aside, which depend on who looks."""
    left, right = content_json(one), content_json(other)
    for raw in (left, right):
        for span in raw["evidence"]:
            span["quote"] = "" if span["document"] else span["quote"]
    return left == right and fields_json(one.fields) == fields_json(other.fields)
