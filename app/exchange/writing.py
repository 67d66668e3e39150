"""A unit as Markdown: front matter, then one section a field; a decision under the headings of MADR 4.

Decision hidden: the headings and phrases under which each field is written. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.units.fields import FieldType, FieldValue, Kind, Moment, Option, Step
from app.core.units.forms import content_json
from app.core.units.units import Content
from app.exchange.arguments import BAD, GOOD, NOT_CHOSEN
from app.exchange.frontmatter import write_front
from app.exchange.sections import escaped, fenced

_MADR: Mapping[str, str] = {
    "situation": "Context and Problem Statement",
    "goal": "Decision Drivers",
    "options": "Considered Options",
    "decision": "Decision Outcome",
}
_CONSEQUENCES = "Consequences"
_PROS = "Pros and Cons of the Options"
CHECK = " Check: "
"""Between what a step does and how to see that it went right."""


def written(
    kind: Kind, content: Content, facts: Mapping[str, Any], sources: Mapping[int, str], exact: set[str]
) -> str:
    """Return a unit as a file; the fields named in `exact` stand in its front matter, where any text keeps
    its form.
    """
    raw = content_json(content)
    evidence = [
        {**span, "source": sources[at]} if at in sources else span for at, span in enumerate(raw["evidence"])
    ]
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
    parts = [
        write_front(values),
        *([f"# {content.title}\n"] if content.title and "title" not in exact else []),
    ]
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
        return f"{number}. {item.action}" + (f"\n  {CHECK.strip()} {item.check}" if item.check else "")
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
        parts.append(
            f'Chosen option: "{chosen.name}"' + (f", because {chosen.because}" if chosen.because else "")
        )
    decision, costs = held.get("decision", ""), held.get("tradeoffs", ())
    if isinstance(decision, str) and decision:
        parts.append(escaped(decision))
    if costs:
        parts.append(_section(_CONSEQUENCES, "\n".join(f"- {BAD}{cost}" for cost in costs), 3).rstrip("\n"))
    return "\n\n".join(parts)


def _argument(option: Option) -> str:
    lines = [f"- {GOOD}{pro}" for pro in option.pros] + [f"- {BAD}{con}" for con in option.cons]
    body = [f"{NOT_CHOSEN}{option.because}"] if option.because and option.chosen is False else []
    body += ["\n".join(lines)] if lines else []
    return _section(option.name, "\n\n".join(body), 3) if body else ""
