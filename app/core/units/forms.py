"""What may stand in a unit's fields: reading values, what is wrong with them, and what is still missing.

Decision hidden: what is refused and what is only told. A value of the wrong shape is a problem at its field;
a unit that breaks off in the middle is none until it is submitted. Invariant: `content_json` and
`read_content` are each other's inverse on what `read_content` returns. Pure; any thread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.core.errors import Problem
from app.core.units.fields import (
    Ask,
    Check,
    Field,
    Fields,
    FieldType,
    FieldValue,
    Kind,
    Moment,
    Option,
    Relation,
    Step,
)
from app.core.units.kinds import KINDS
from app.core.units.units import Content, EvidenceSpan, Link, Unit

LONGEST_TITLE = 200
LONGEST_LINE = 500
LONGEST_TEXT = 20_000
MOST_ITEMS = 200
LONGEST_REVIEW = 3650
"""Days; whoever wants longer wants never, which is 0."""

COMMON: Mapping[str, str] = {
    "title": "Title",
    "valid_from": "Valid from",
    "valid_until": "Valid until",
    "review_days": "Review interval",
    "tags": "Tags",
    "links": "Links",
    "evidence": "Evidence",
}
"""The fields that every kind has, by the names of `Content`, with their titles."""

_LISTS = (FieldType.ITEMS, FieldType.SYNONYMS)
_PARAGRAPHS = (FieldType.TEXT, FieldType.CONDITIONS, FieldType.TREE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Completeness:
    """How complete a unit is: a share from 0 to 1, and in words what is missing, the most important first.

    The first `required` of what is missing stand in the way of a review; the rest is recommended.
    """

    share: float
    missing: tuple[str, ...]
    required: int


# Reading


def read_content(kind: Kind, raw: Mapping[str, Any]) -> tuple[Content, tuple[Problem, ...]]:
    """Return the content that a JSON object states, and what of it could not be read.

    Args:
        kind: of the unit.
        raw: the common fields by their names, and the kind's own under "fields" or beside them.
    """
    problems: list[Problem] = []
    own = {
        name: value for name, value in raw.items() if name not in COMMON and name not in ("fields", "kind")
    }
    nested = raw.get("fields", {})
    if isinstance(nested, Mapping):
        own |= nested
    else:
        problems.append(Problem("fields", "“fields” must be an object of values by field name."))
    values, found = read_fields(kind, own)
    problems += found
    links: list[Link] = []
    for item in _sequence(raw.get("links"), "links", problems):
        relation, target = (
            (item.get("relation"), item.get("target")) if isinstance(item, Mapping) else (None, None)
        )
        if relation in set(Relation) and isinstance(target, str) and target:
            links.append(Link(Relation(relation), target))
        else:
            words = ", ".join(one.value for one in Relation if one is not Relation.SUPERSEDED_BY)
            problems.append(Problem("links", f"A link needs a relation ({words}) and a target."))
    evidence: list[EvidenceSpan] = []
    for item in _sequence(raw.get("evidence"), "evidence", problems):
        try:
            evidence.append(EvidenceSpan(**item))
            whole = all(
                isinstance(value, str)
                for value in (item["field"], item["version"], item.get("quote", ""), item.get("document", ""))
            )
            if not whole or not isinstance(item["start"], int) or not isinstance(item["end"], int):
                raise TypeError
        except (TypeError, KeyError):
            problems.append(Problem("evidence", "Evidence needs a field, a version, a start and an end."))
    return (
        Content(
            title=_line(_text(raw.get("title"), "title", problems)),
            fields=values,
            valid_from=_line(_text(raw.get("valid_from"), "valid_from", problems)),
            valid_until=_line(_text(raw.get("valid_until"), "valid_until", problems)),
            review_days=_days(raw.get("review_days", kind.review_days), kind, problems),
            tags=tuple(
                dict.fromkeys(
                    line for line in map(_line, _strings(raw.get("tags"), "tags", problems)) if line
                )
            ),
            links=tuple(dict.fromkeys(links)),
            evidence=tuple(evidence),
        ),
        tuple(problems),
    )


def read_fields(kind: Kind, raw: Mapping[str, Any]) -> tuple[dict[str, FieldValue], tuple[Problem, ...]]:
    """Return the values of a kind's own fields out of JSON values, tidied, without empty ones, and what could
    not be read.
    """
    problems: list[Problem] = []
    values: dict[str, FieldValue] = {}
    for name in raw:
        if kind.field(name) is None:
            known = ", ".join(field.id for field in kind.fields)
            problems.append(
                Problem(name, f"A {kind.title.lower()} has no field “{name}”. Its fields are {known}.")
            )
    for field in kind.fields:
        if field.id in raw and raw[field.id] is not None:
            value = _READERS[field.type](raw[field.id], field.id, problems)
            if value:
                values[field.id] = value
    return values, tuple(problems)


def tidied(kind: Kind, content: Content) -> Content:
    """Return content as it is stored: trimmed, one kind of line end, nothing empty, nothing unprintable."""
    found, _ = read_content(kind, content_json(content))
    return found


def content_json(content: Content) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "title": content.title,
        "fields": fields_json(content.fields),
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "review_days": content.review_days,
        "tags": list(content.tags),
        "links": [{"relation": link.relation.value, "target": link.target} for link in content.links],
        "evidence": [_plain(span) for span in content.evidence],
    }


def unit_json(unit: Unit) -> dict[str, Any]:
    """Return a unit with its content and how complete it is."""
    complete = completeness(KINDS[unit.kind], unit.content)
    return (
        unit.as_line()
        | content_json(unit.content)
        | {
            "shown": unit.shown,
            "authors": list(unit.authors),
            "superseded_by": list(unit.superseded_by),
            "exceptions": list(unit.exceptions),
            "masked": unit.masked,
            "complete": round(complete.share, 3),
            "missing": list(complete.missing),
        }
    )


def fields_json(values: Fields) -> dict[str, Any]:
    """Return field values as JSON values."""
    return {
        name: value if isinstance(value, str) else [_entry(item) for item in _items(value)]
        for name, value in values.items()
    }


def _items(value: FieldValue) -> Sequence[str | Option | Moment | Step]:
    return value


def _entry(item: str | Option | Moment | Step) -> Any:
    return item if isinstance(item, str) else _plain(item)


def _plain(value: Option | Moment | Step | EvidenceSpan) -> dict[str, Any]:
    # What is only shown is made anew whenever somebody looks.
    found = {one.name: getattr(value, one.name) for one in fields(value) if one.compare}
    return {name: list(item) if isinstance(item, tuple) else item for name, item in found.items()}


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _text(raw: Any, field: str, problems: list[Problem]) -> str:
    if raw is None:
        return ""
    if isinstance(raw, str):
        return _clean(raw)
    # YAML and JSON have dates and numbers of their own; what they stand for is plain.
    if isinstance(raw, (int, float, date)) and not isinstance(raw, bool):
        return str(raw)
    problems.append(Problem(field, "This must be text."))
    return ""


def _strings(raw: Any, field: str, problems: list[Problem]) -> list[str]:
    return [
        _text(item, field, problems)
        for item in _sequence([raw] if isinstance(raw, str) else raw, field, problems)
    ]


def _sequence(raw: Any, field: str, problems: list[Problem]) -> list[Any]:
    if raw is None:
        return []
    if isinstance(raw, (list, tuple)):
        return list(raw)
    problems.append(Problem(field, "This must be a list."))
    return []


def _days(raw: Any, kind: Kind, problems: list[Problem]) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    problems.append(Problem("review_days", "This must be a number of days; 0 for never."))
    return kind.review_days


def _read_line(raw: Any, field: str, problems: list[Problem]) -> FieldValue:
    return _line(_text(raw, field, problems))


def _read_items(raw: Any, field: str, problems: list[Problem]) -> FieldValue:
    lines = raw.splitlines() if isinstance(raw, str) else _strings(raw, field, problems)
    return tuple(line for line in map(_line, lines) if line)


def _entries(
    raw: Any, field: str, problems: list[Problem], allowed: Collection[str]
) -> Iterable[Mapping[str, Any]]:
    """Yield the entries of a list; a bare text stands for the first of the names allowed."""
    first = next(iter(allowed))
    for item in _sequence([raw] if isinstance(raw, (str, Mapping)) else raw, field, problems):
        entry = {first: item} if isinstance(item, str) else item
        if isinstance(entry, Mapping) and set(entry) <= set(allowed):
            yield entry
        else:
            problems.append(Problem(field, f"An entry consists of {', '.join(allowed)}."))


def _read_options(raw: Any, field: str, problems: list[Problem]) -> FieldValue:
    found = []
    given = list(_entries(raw, field, problems, ("name", "pros", "cons", "chosen", "because")))
    # Beside one that was chosen the others were not; where nobody says which, nothing is known of any.
    silent = False if any(entry.get("chosen") is True for entry in given) else None
    for entry in given:
        said = silent if entry.get("chosen") is None else entry["chosen"]
        option = Option(
            _line(_text(entry.get("name"), field, problems)),
            tuple(line for line in map(_line, _strings(entry.get("pros"), field, problems)) if line),
            tuple(line for line in map(_line, _strings(entry.get("cons"), field, problems)) if line),
            None if said is None else said is True,
            _line(_text(entry.get("because"), field, problems)),
        )
        if replace(option, chosen=False) != Option(""):
            found.append(option)
    return tuple(found)


def _read_timeline(raw: Any, field: str, problems: list[Problem]) -> FieldValue:
    found = [
        Moment(
            _line(_text(entry.get("time"), field, problems)),
            _line(_text(entry.get("event"), field, problems)),
        )
        for entry in _entries(raw, field, problems, ("event", "time"))
    ]
    return tuple(moment for moment in found if moment != Moment("", ""))


def _read_steps(raw: Any, field: str, problems: list[Problem]) -> FieldValue:
    found = [
        Step(
            _line(_text(entry.get("action"), field, problems)),
            _line(_text(entry.get("check"), field, problems)),
        )
        for entry in _entries(raw, field, problems, ("action", "check"))
    ]
    return tuple(step for step in found if step != Step(""))


_READERS: Mapping[FieldType, Callable[[Any, str, list[Problem]], FieldValue]] = {
    FieldType.LINE: _read_line,
    FieldType.OUTCOME: _read_line,
    FieldType.UNIT: _read_line,
    FieldType.DATE: _read_line,
    **dict.fromkeys(_PARAGRAPHS, _text),
    **dict.fromkeys(_LISTS, _read_items),
    FieldType.OPTIONS: _read_options,
    FieldType.TIMELINE: _read_timeline,
    FieldType.STEPS: _read_steps,
}


# Judging

_TO_FILL_IN = re.compile(r"‹[^‹›]+›")
"""How templates mark what somebody has to fill in."""


def validate(kind: Kind, content: Content, *, today: date | None = None) -> tuple[Problem, ...]:
    """Return what keeps a unit from being submitted, in the order of the form; empty when nothing does.

    Whether what it refers to exists is checked where the records are.

    Args:
        today: the day on which it is to begin to hold; None leaves out what depends on it.
    """
    problems: list[Problem] = []
    if not content.title:
        problems.append(Problem("title", "The title is missing; the unit is found and cited by it."))
    elif len(content.title) > LONGEST_TITLE:
        problems.append(
            Problem(
                "title", f"The title has {len(content.title)} characters; the maximum is {LONGEST_TITLE}."
            )
        )
    for field in kind.fields:
        value = content.fields.get(field.id)
        if not value:
            if field.required:
                problems.append(Problem(field.id, _empty(field.title)))
            continue
        problems += (Problem(field.id, message) for message in _amiss(field, value))
    problems += _left(content)
    problems += _dates(content, today)
    if not 0 <= content.review_days <= LONGEST_REVIEW:
        problems.append(
            Problem("review_days", f"The review interval must be 1 to {LONGEST_REVIEW} days, or 0 for never.")
        )
    if any(link.relation is Relation.SUPERSEDED_BY for link in content.links):
        problems.append(
            Problem("links", "“Superseded by” is set from the other unit: add “supersedes” there.")
        )
    known = {field.id for field in kind.fields} | {"title"}
    for span in content.evidence:
        if span.field not in known:
            problems.append(
                Problem(
                    "evidence",
                    f"Evidence is attached to “{span.field}”, which a {kind.title.lower()} does not have.",
                )
            )
        elif not 0 <= span.start < span.end:
            problems.append(Problem("evidence", f"Evidence for “{span.field}” is empty."))
    return tuple(problems)


def _left(content: Content) -> Iterable[Problem]:
    """What a template asked for and nobody filled in."""
    for name, value in {"title": content.title, **fields_json(content.fields)}.items():
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for left in dict.fromkeys(_TO_FILL_IN.findall(words)):
            yield Problem(name, f"{left} still has to be filled in.")


def _amiss(field: Field, value: FieldValue) -> Iterable[str]:
    if isinstance(value, str):
        most = LONGEST_TEXT if field.type in _PARAGRAPHS else LONGEST_LINE
        if len(value) > most:
            yield (
                f"{field.title} has {len(value):,} characters; the maximum is {most:,}. Split it, or attach a document."
            )
        if field.type is FieldType.DATE and _day(value) is None:
            yield f"“{value}” is not a date. Write it as 2026-03-31."
        return
    if len(value) > MOST_ITEMS:
        yield f"{field.title} has {len(value):,} entries; the maximum is {MOST_ITEMS}."
    if field.type is FieldType.OPTIONS:
        options = [item for item in value if isinstance(item, Option)]
        if any(not option.name for option in options):
            yield "An option has no name."
        names = [option.name.casefold() for option in options if option.name]
        if len(set(names)) < len(names):
            yield "Two options have the same name."
    if any(isinstance(item, Moment) and not item.event for item in value):
        yield "A time has no event."
    if any(isinstance(item, Step) and not item.action for item in value):
        yield "A check has no step."


def _dates(content: Content, today: date | None) -> Iterable[Problem]:
    days = {name: _day(getattr(content, name)) for name in ("valid_from", "valid_until")}
    for name, day in days.items():
        if getattr(content, name) and day is None:
            yield Problem(
                name,
                f"“{getattr(content, name)}” is not a date. Write it as 2026-03-31, or leave it empty for no limit.",
            )
    first, last = days["valid_from"], days["valid_until"]
    if first is not None and last is not None and last < first:
        yield Problem(
            "valid_until", f"It would end on {last.isoformat()}, before it starts on {first.isoformat()}."
        )
    elif last is not None and today is not None and last < today:
        yield Problem("valid_until", f"It has already ended, on {last.isoformat()}.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def summary(problems: Collection[Problem]) -> str:
    """Return what is wrong with a unit in brief: all empty fields, and the first of the other problems."""
    empty = [found[1] for one in problems if (found := _EMPTY.fullmatch(one.message))]
    rest = [one.message for one in problems if not _EMPTY.fullmatch(one.message)]
    told: list[str] = []
    if len(empty) == 1:
        told.append(_empty(empty[0]))
    elif empty:
        told.append(f"{len(empty)} required fields are empty: {', '.join(empty)}.")
    if rest:
        told.append(rest[0])
    if len(rest) > 1:
        told.append(f"{len(rest) - 1} more problem{'' if len(rest) == 2 else 's'}.")
    return " ".join(told)


def _empty(title: str) -> str:
    return f"“{title}” is empty."


_EMPTY = re.compile(re.escape(_empty("|")).replace(r"\|", "([^”]+)"))
"""What `_empty` says, with the field's title as its group."""


def completeness(kind: Kind, content: Content) -> Completeness:
    """Return how complete a unit is, which is never a reason to refuse it."""
    missing: list[str] = []
    required = [field for field in kind.fields if field.required]
    missing += [f"“{field.title}” is empty" for field in required if not content.fields.get(field.id)]
    empty = len(missing)
    missing += [
        check.missing for check in kind.checks if not _met(check, content.fields.get(check.field, ()))
    ]
    if not content.evidence:
        missing.append("No evidence is attached")
    total = len(required) + len(kind.checks) + 1
    return Completeness(1.0 - len(missing) / total, tuple(missing), empty)


def _met(check: Check, value: FieldValue) -> bool:
    if isinstance(value, str):
        return bool(value)
    options = [item for item in value if isinstance(item, Option)]
    if check.ask is Ask.SEVERAL:
        return len(value) > 1
    if check.ask is Ask.CHOSEN:
        return sum(option.chosen is True for option in options) == 1
    if check.ask is Ask.REJECTED:
        return any(option.chosen is False and (option.because or option.cons) for option in options)
    if check.ask is Ask.WEIGHED:
        return any(option.chosen and option.cons for option in options)
    if check.ask is Ask.CHECKED:
        return any(isinstance(item, Step) and item.check for item in value)
    if check.ask is Ask.TIMED:
        return bool(value) and all(isinstance(item, Moment) and item.time for item in value)
    return bool(value)
