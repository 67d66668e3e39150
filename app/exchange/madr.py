"""Units as Markdown files with front matter, which people and other tools read as well; decisions are MADR
records.

Decision hidden: the headings and phrases under which each field stands. Every kind is written from its one
description: one section a field under the field's title, lists as lists, decisions under the headings of MADR
4 (and read under those of MADR 2 and 3 and Nygard's). Invariants: reading what was written gives the same
content, whatever it holds, because what the text cannot carry exactly stands in the front matter under
`fields`; what a file says that no field takes is kept as text and told. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.documents.supersession import References, named, references
from app.core.errors import InvalidUnit
from app.core.units.fields import Field, FieldType, Kind
from app.core.units.forms import LONGEST_LINE, content_json, fields_json, read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Content
from app.exchange.arguments import BAD, GOOD, Argued, argued, sided
from app.exchange.blanks import is_form, left_open
from app.exchange.choice import Choice, chosen_by_title, closest, find_choice, marked, plain_words
from app.exchange.foreign import SECTIONS, Prepared, is_of_a_site, prepare, section_name
from app.exchange.frontmatter import plain, split_front
from app.exchange.listed import listed_options
from app.exchange.sections import Part, Section, entries, split_sections, text_of
from app.exchange.writing import CHECK, written

_CHOSEN = re.compile(
    r"Chosen option:?\s*[\"“](?P<name>.+?)[\"”](?:\s*,?\s*because\s+(?P<because>.+))?", re.DOTALL
)
_MARKED = re.compile(r"\s*\((?:chosen|x)\)", re.IGNORECASE)
_TIMED = re.compile(r"\*\*(?P<time>.+?)\*\*:? (?P<event>.+)")

_FACTS = (
    "id", "slug", "kind", "label", "contains", "status", "date", "owner", "author", "authors", "reviewers", "decision-makers", "deciders",
    "consulted", "informed", "reviewed", "reviewer", "revision", "review-due",
)  # fmt: skip
"""What front matter says of a unit besides its content; only `id`, `slug`, `kind`, `label`, `owner` and
`reviewers` are ever heeded.
"""

_TELLING = (
    "status",
    "date",
    "decision-makers",
    "deciders",
    "author",
    "authors",
    "owner",
    "reviewers",
    "consulted",
    "informed",
)
"""Facts of a record of another program, which this one keeps as words."""

_COMMON = {
    "title": "title",
    "valid-from": "valid_from",
    "valid-until": "valid_until",
    "review-days": "review_days",
    "tags": "tags",
}
_LISTS = (FieldType.ITEMS, FieldType.SYNONYMS)


@dataclass(frozen=True)
class Quoted:
    """Evidence that a file names by its words instead of its place; `source` is a document's id or the end of
    its path.
    """

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
        blank: whether it is a form that nobody has filled in, and so no unit.
        references: the records that it takes the place of, or that take its own, as it names them.
    """

    kind: Kind
    raw: Mapping[str, Any]
    kept: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    quotes: tuple[Quoted, ...] = ()
    sources: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    blank: bool = False
    references: References = References()

    def content(self) -> Content:
        """Return the content, what nobody's field takes included.

        Raises:
            InvalidUnit: something cannot be read; the message names its line.
        """
        fields = dict(self.raw.get("fields", {}))
        if self.kept:
            name = self.kind.kept_in
            fields[name] = "\n\n".join(part for part in (fields.get(name, ""), *self.kept) if part)
        content, problems = read_content(self.kind, {**self.raw, "fields": fields})
        if problems:
            first = problems[0]
            line = self.lines.get(first.field.replace("_", "-"), self.lines.get("fields", 0))
            where = f"Line {line}: " if line else ""
            raise InvalidUnit(
                f"{where}“{first.field}”: {first.message}",
                "Correct the file. Nothing has been changed.",
                problems=problems,
            )
        return content


def write_unit(
    kind: Kind,
    content: Content,
    facts: Mapping[str, Any] | None = None,
    sources: Mapping[int, str] | None = None,
) -> str:
    """Return a unit as a file.

    Args:
        content: tidied.
        facts: what the front matter says besides: label, status, owner and the like.
        sources: by position in the evidence, the end of the path of the document it is from.
    """
    exact: set[str] = set()
    while True:
        text = written(kind, content, facts or {}, sources or {}, exact)
        found = content_json(read_unit(text).content())
        wanted = content_json(content)
        wrong = {
            name
            for name in {*found["fields"], *wanted["fields"]}
            if found["fields"].get(name) != wanted["fields"].get(name)
        }
        wrong |= {"title"} if found["title"] != wanted["title"] else set()
        if wrong <= exact:
            return text
        exact |= wrong


def read_unit(text: str, kind: Kind | None = None, name: str = "") -> Record:
    """Return what a file states.

    Args:
        text: of the file.
        name: of the file, without its ending.
        kind: what it must be of; None to heed the file, in which a record that names no kind is a decision.

    Raises:
        InvalidUnit: the front matter is not what it says; the message names the line.
    """
    front = split_front(text)
    values = {
        name.strip().lower().replace("_", "-").replace(" ", "-"): value
        for name, value in front.values.items()
    }
    lines = {
        name.strip().lower().replace("_", "-").replace(" ", "-"): line for name, line in front.lines.items()
    }
    known = values.get("kind")
    if known is not None and known not in KINDS:
        hint = f"The kinds are {', '.join(KINDS)}."
        raise InvalidUnit(f"Line {lines['kind']}: unknown kind of unit: {plain(known)[:80]}.", hint)
    if kind is not None and known not in (None, kind.id):
        raise InvalidUnit(
            f"Line {lines['kind']}: the file contains a {known}, not a {kind.id}.", "Import it as what it is."
        )
    reading = _Reading(kind or KINDS[known or "decision"], values, lines)
    return reading.read(front.body, may_be_form=kind is None, name=name)


def read_notes(kind: Kind, text: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what notes state, for `forms.read_content`; they may be as free as a title and a few lines.

    Args:
        before: values of the fields as they were; what is in nobody's field is added to them.

    Raises:
        InvalidUnit: as `read_unit`.
    """
    record = read_unit(text, kind)
    name = kind.kept_in
    fields = dict(record.raw["fields"])
    if record.kept:
        fields[name] = "\n\n".join(
            part for part in (fields.get(name) or (before or {}).get(name, ""), *record.kept) if part
        )
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
        self._outcome: list[str] = []
        self._prepared = Prepared(())
        own = {one.title.casefold(): one.id for one in kind.fields} | {one.id: one.id for one in kind.fields}
        self._names = {**SECTIONS, **own} if kind.id == "decision" else own
        if self._foreign and kind.id == "decision":
            self._names |= {"outcome": "decision", "goal": "goal"}

    def read(self, body: Sequence[str], *, may_be_form: bool = False, name: str = "") -> Record:
        blank = False
        if self._foreign and self._kind.id == "decision":
            self._prepared = prepare(
                body,
                self._names,
                titled=may_be_form and not self._raw.get("title") and "title" not in self._values,
            )
            body = self._prepared.lines
            blank = may_be_form and is_form(body, plain(self._values.get("title")), name)
            if "status" in self._values:
                self._facts["status"] = plain_words(plain(self._values["status"]))
            elif self._prepared.status:
                self._facts.setdefault("status", self._prepared.status)
            left = left_open(body)
            if left:
                self._notes.append(f"still has to be filled in: {', '.join(left[:5])}")
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
            raise InvalidUnit(
                f"Line {self._lines['fields']}: “fields” is not a list of values by field.",
                "Write each one below it as “field: value”.",
            )
        twice = next((name for name, value in exact.items() if value and self._fields.get(name)), None)
        if twice is not None:
            raise InvalidUnit(
                f"Line {self._lines['fields']}: “{twice}” appears in the front matter and as a section.",
                "Keep one of them.",
            )
        self._fields |= exact
        self._keep_front()
        evidence, quotes, sources = self._evidence()
        self._raw |= {"fields": self._fields, "links": self._values.get("links"), "evidence": evidence}
        return Record(
            self._kind, self._raw, tuple(self._kept), self._facts, tuple(quotes), sources, self._lines, tuple(dict.fromkeys(self._notes)),
            blank=blank, references=self._references() if self._foreign else References(),
        )  # fmt: skip

    def _references(self) -> References:
        """Return which records another program's record takes the place of, and which take its own."""
        values = self._values
        stated = References(
            tuple(one for key in ("supersedes", "replaces") for one in named(plain(values.get(key)))),
            tuple(one for key in ("superseded-by", "replaced-by") for one in named(plain(values.get(key)))),
        )
        return self._prepared.references | references(plain(values.get("status")), sure=True) | stated

    def _take(self, section: Section) -> None:
        if section.level == 1 and section.heading and "title" not in self._raw:
            self._raw["title"] = section.heading
            section = Section("", 0, section.parts)
        name = self._named(section.heading) if section.level > 1 else ""
        if not section.heading and section.level == 0:
            name = next(one.id for one in self._kind.fields if one.required)
            if not section.text():
                return
        elif section.level == 1 and section.heading == self._raw.get("title"):
            self._take(Section("", 0, section.parts))
            return
        self._sort_in(name, section)

    def _sort_in(self, name: str, section: Section) -> None:
        """Take a section as what its heading stands for; one that stands for nothing is kept as it is."""
        if name == "status" and "status" not in self._facts:
            self._facts.setdefault("status", section.text())
        elif name == "good":
            self._good += entries(section.lines())
        elif name == "pros":
            self._pros(section)
        elif name == "decision" and self._kind.id == "decision":
            self._decision(section)
        elif name == "rejected":
            self._options(section, chosen=False)
        elif name == "options" and self._foreign and self._kind.id == "decision":
            self._options(section)
        elif (own := self._kind.field(name)) is not None:
            self._add(own, section)
        elif section.heading:
            words = section.text()
            self._keep(f"{section.heading}: {words}" if words else section.heading, f"“{section.heading}”")

    def _named(self, heading: str) -> str:
        """Return what a heading stands for: its words must be the field's in an own file, and need only mean
        it in another's.
        """
        return (
            section_name(heading, self._names) if self._foreign else self._names.get(heading.casefold(), "")
        )

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
            name = self._named(part.heading) if part.heading else ""
            if name == "tradeoffs":
                self._consequences(part.lines)
            elif name == "good":
                self._good += entries(part.lines)
            elif part.heading and self._foreign and name in ("rationale", "pros", "options"):
                self._take(Section(part.heading, 2, (Part("", part.lines),)))
            elif part.heading and self._foreign:
                words = text_of(part.lines)
                self._keep(f"{part.heading}: {words}" if words else part.heading, f"“{part.heading}”")
            else:
                rest += part.all_lines()
        words = re.sub(r"\n{3,}", "\n\n", text_of(rest))
        if self._foreign:
            self._outcome += [words] if words else []
            return
        first, _, more = words.partition("\n\n")
        match = _CHOSEN.fullmatch(first.strip())
        if match:
            self._fields["_chosen"] = (match["name"].strip(), " ".join((match["because"] or "").split()))
            words = more.strip()
        if words:
            before = self._fields.get("decision")
            self._fields["decision"] = f"{before}\n\n{words}" if before else words

    def _consequences(self, lines: Sequence[str]) -> None:
        found: list[str] = []
        for entry in entries(lines):
            for_it, words = (
                sided(entry)
                if self._foreign
                else (False if entry.startswith(BAD) else None, entry.removeprefix(BAD))
            )
            (self._good if for_it else found).append(words)
        self._fields["tradeoffs"] = [*self._fields.get("tradeoffs", []), *found]

    def _options(self, section: Section, *, chosen: bool | None = None) -> None:
        """Take the options that a record of another program lists, one an entry or one a heading below it."""
        options: list[dict[str, Any]] = self._fields.get("options") or []
        self._fields["options"] = options
        found, words = listed_options(section.parts[0].lines)
        if words:
            self._keep(f"{section.heading}: {words}", f"“{section.heading}”")
        for name, below in found:
            self._part(Part(name, below), chosen)
        for part in section.parts[1:]:
            self._part(part, chosen)

    def _option(self, name: str) -> dict[str, Any]:
        """Return an option by its name; a new one when there is none of that name."""
        options: list[dict[str, Any]] = self._fields["options"]
        option = next((one for one in options if one["name"].casefold() == name.casefold()), None)
        if option is None and self._foreign:
            option = closest(name, options)
        if option is None:
            option = {"name": name, "chosen": None}
            options.append(option)
        return option

    def _pros(self, section: Section) -> None:
        # A section of options that names none leaves an empty text.
        self._fields["options"] = self._fields.get("options") or []
        for part in section.parts:
            words = text_of(part.lines)
            if not part.heading:
                if words:
                    self._keep(words, f"“{section.heading}”")
                continue
            self._part(part, None)

    def _part(self, part: Part, chosen: bool | None) -> None:
        """Take what is said of one option below its own heading."""
        name, said = marked(plain_words(part.heading)) if self._foreign else (part.heading, None)
        name = name if len(name) <= LONGEST_LINE else f"{name[: LONGEST_LINE - 2]} …"
        option = self._option(name)
        chosen = chosen if said is None else said
        found = argued(part.lines) if self._foreign else Argued.own(part.lines)
        if found.refused or chosen is not None:
            option["chosen"] = False if found.refused else chosen
        if found.because:
            option["because"] = found.because
        if found.words:
            self._keep(f"{option['name']}: {found.words}", f"what is said of “{option['name']}”")
        for side, items in (("pros", found.pros), ("cons", found.cons)):
            if items:
                option.setdefault(side, []).extend(items)

    def _settle_options(self) -> None:
        options: list[dict[str, Any]] = self._fields.get("options") or []
        if self._foreign:
            self._settle_foreign(options)
        else:
            name, because = self._fields.pop("_chosen", ("", ""))
            if name:
                chosen = next((one for one in options if one["name"].casefold() == name.casefold()), None)
                if chosen is None:
                    chosen = {"name": name}
                    options.append(chosen)
                chosen |= {"chosen": True, "because": because}
                self._fields["options"] = options
        if any(one.get("chosen") for one in options):
            # Where one was chosen the others were not.
            for one in options:
                one["chosen"] = one.get("chosen") is True
        if self._good:
            good = [entry.removeprefix(GOOD) for entry in self._good]
            chosen = next((one for one in options if one.get("chosen")), None)
            if chosen is not None:
                chosen["pros"] = list(dict.fromkeys([*chosen.get("pros", []), *good]))
            else:
                self._keep("Good consequences: " + "; ".join(good), "the good consequences")

    def _settle_foreign(self, options: list[dict[str, Any]]) -> None:
        """Heed in which words a record of another program says what was chosen."""
        names = [one["name"] for one in options]
        outcome = "\n\n".join(self._outcome)
        choice = find_choice(outcome, names) if outcome else Choice()
        told = any(one.get("chosen") for one in options)
        for words in (
            ()
            if choice.chosen or told
            else map(str, (self._fields.get("rationale", ""), self._fields.get("situation", "")))
        ):
            elsewhere = find_choice(words, names)
            if names and elsewhere.chosen and set(elsewhere.chosen) <= set(names):
                choice = Choice(elsewhere.chosen, elsewhere.refused, elsewhere.because, choice.rest)
                break
        else:
            title = "" if choice.chosen or told else chosen_by_title(str(self._raw.get("title", "")), names)
            choice = Choice((title,), (), "", choice.rest) if title else choice
        for name in choice.chosen:
            if name not in names:
                options.append({"name": name})
        for one in options:
            if one["name"] in choice.chosen:
                one |= {"chosen": True, "because": one.get("because") or choice.because}
            elif one["name"] in choice.refused:
                one["chosen"] = False
        if options:
            self._fields["options"] = options
        decision = choice.rest or (", ".join(choice.chosen) if outcome else "")
        if decision:
            self._fields["decision"] = decision
        # A record of another program has the reason in this sentence alone.
        self._fields["rationale"] = self._fields.get("rationale") or choice.because

    def _keep_front(self) -> None:
        taken = {*_FACTS, *_COMMON, "links", "evidence", "fields"}
        for name, value in self._values.items():
            if self._foreign and is_of_a_site(name):
                continue
            if name not in taken and plain(value):
                self._keep(f"{name}: {plain(value)}", f"“{name}” of the front matter")
        front = [
            f"{name} {plain_words(plain(self._values[name]))}"
            for name in _TELLING
            if self._foreign and plain(self._values.get(name))
        ]
        told = list(
            dict.fromkeys([*front, *(f"{label} {words}" for label, words in self._prepared.told if words)])
        )
        if told:
            self._keep(f"The record said: {'; '.join(told)}.", "who decided, when, and the status it had")

    def _keep(self, words: str, what: str) -> None:
        title = next(one.title for one in self._kind.fields if one.id == self._kind.kept_in)
        self._kept.append(words)
        self._notes.append(f"{what} has been added to the end of “{title}”")

    def _evidence(self) -> tuple[list[Any], list[Quoted], dict[int, str]]:
        given = self._values.get("evidence") or []
        if not isinstance(given, list):
            raise InvalidUnit(
                f"Line {self._lines['evidence']}: “evidence” is not a list.", "Begin each item with a hyphen."
            )
        exact: list[Any] = []
        quotes: list[Quoted] = []
        sources: dict[int, str] = {}
        for item in given:
            if isinstance(item, Mapping) and "version" not in item and {"field", "quote"} <= item.keys():
                quotes.append(
                    Quoted(
                        plain(item["field"]),
                        plain(item.get("source") or item.get("document")),
                        plain(item["quote"]),
                    )
                )
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
            {"name": _MARKED.sub("", entry), "chosen": True} if _MARKED.search(entry) else {"name": entry, "chosen": None}
            for entry in entries(section.lines())
        ]  # fmt: skip
    if kind is FieldType.TIMELINE:
        return [_moment(entry) for entry in entries(section.lines())]
    if kind is FieldType.STEPS:
        return [
            dict(zip(("action", "check"), entry.split(CHECK, 1), strict=False))
            for entry in entries(section.lines())
        ]
    return section.text(unwrapped=kind in (FieldType.TREE, FieldType.CONDITIONS))


def _moment(entry: str) -> dict[str, str]:
    match = _TIMED.fullmatch(entry)
    if match:
        return {"time": match["time"], "event": match["event"]}
    time, parted, event = entry.partition(": ")
    return (
        {"time": time, "event": event}
        if parted and any(char.isdigit() for char in time)
        else {"time": "", "event": entry}
    )


def same(one: Content, other: Content) -> bool:
    """Tell whether two contents say the same, the words of their evidence aside, which depend on who
    looks.
    """
    left, right = content_json(one), content_json(other)
    for raw in (left, right):
        for span in raw["evidence"]:
            span["quote"] = "" if span["document"] else span["quote"]
    return left == right and fields_json(one.fields) == fields_json(other.fields)
