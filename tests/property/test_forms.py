"""Units as text and as JSON: offsets are exact, nothing is lost on the way, problems stand at their
fields.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Problem
from app.core.units.fields import Field, FieldType, Kind, Moment, Option, Relation, Step
from app.core.units.forms import (
    completeness,
    content_json,
    fields_json,
    read_content,
    read_fields,
    summary,
    tidied,
    validate,
)
from app.core.units.kinds import KINDS
from app.core.units.rendering import field_text, render
from app.core.units.units import Content, EvidenceSpan, Link

LINES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n\n".join)


def values(field: Field) -> st.SearchStrategy[Any]:
    if field.type is FieldType.OPTIONS:
        some = st.lists(LINES).map(tuple)
        return st.lists(st.builds(Option, LINES, some, some, st.none() | st.booleans(), LINES)).map(tuple)
    if field.type is FieldType.TIMELINE:
        return st.lists(st.builds(Moment, LINES, LINES)).map(tuple)
    if field.type is FieldType.STEPS:
        return st.lists(st.builds(Step, LINES, LINES)).map(tuple)
    if field.type in (FieldType.ITEMS, FieldType.SYNONYMS):
        return st.lists(LINES).map(tuple)
    return TEXTS


@st.composite
def units(draw: st.DrawFn) -> tuple[Kind, Content]:
    kind = draw(st.sampled_from(list(KINDS.values())))
    fields = {field.id: draw(values(field)) for field in kind.fields if draw(st.booleans())}
    day = st.sampled_from(["", "2026-01-01", "2027-12-31"])
    links = draw(
        st.lists(st.builds(Link, st.sampled_from([Relation.SUPERSEDES, Relation.CITES]), st.just("abc")))
    )
    span = st.builds(
        EvidenceSpan, st.just(kind.fields[0].id), st.just("v"), st.integers(0, 5), st.integers(6, 9), LINES
    )
    content = Content(
        draw(LINES),
        fields,
        draw(day),
        draw(day),
        draw(st.integers(0, 500)),
        tuple(draw(st.lists(LINES))),
        tuple(links),
    )
    content = Content(**{**content.__dict__, "evidence": tuple(draw(st.lists(span)))})
    return kind, tidied(kind, content)


@given(units())
@settings(max_examples=150, deadline=None)
def test_json_loses_nothing_and_tidying_twice_is_tidying_once(made: tuple[Kind, Content]) -> None:
    kind, content = made
    assert read_content(kind, json.loads(json.dumps(content_json(content)))) == (content, ())
    assert read_fields(kind, json.loads(json.dumps(fields_json(content.fields)))) == (content.fields, ())
    assert 0.0 <= completeness(kind, content).share <= 1.0


@given(units())
@settings(max_examples=150, deadline=None)
def test_each_field_stands_where_the_rendering_says(made: tuple[Kind, Content]) -> None:
    kind, content = made
    rendered = render(kind, content)
    assert rendered == render(kind, content)
    for name, (start, end) in rendered.fields.items():
        field = kind.field(name)
        if field is not None:
            assert rendered.text[start:end] == field_text(field, content.fields[name])
            if isinstance(content.fields[name], str):
                assert rendered.text[start:end] == content.fields[name]
    shown = {
        field.id for field in kind.fields if field.id in content.fields and field.type is not FieldType.UNIT
    }
    assert shown <= rendered.fields.keys()
    covered = 0
    for block in rendered.blocks:
        assert covered <= block.start < block.end <= len(rendered.text)
        assert not rendered.text[covered : block.start].strip()
        covered = block.end


def test_every_kind_can_be_filled_in_and_says_what_is_missing() -> None:
    for kind in KINDS.values():
        empty = Content("A title")
        wrong = [problem.field for problem in validate(kind, empty)]
        assert wrong == [field.id for field in kind.fields if field.required]
        assert completeness(kind, empty).share < 0.3
        known = {field.id for field in kind.fields}
        assert len(known) == len(kind.fields) and {check.field for check in kind.checks} <= known
        for field in kind.fields:
            assert field.title and field.help.endswith(".") and field.question.endswith(("?", ".")), field.id


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"valid_from": "2026-05-01", "valid_until": "2026-04-01"}, "valid_until"),
        ({"valid_from": "the first of May"}, "valid_from"),
        ({"review_days": -1}, "review_days"),
        ({"title": "x" * 201}, "title"),
        ({"links": [{"relation": "superseded_by", "target": "x"}]}, "links"),
        ({"evidence": [{"field": "meaning", "version": "v", "start": 4, "end": 4}]}, "evidence"),
        ({"evidence": [{"field": "nothing", "version": "v", "start": 0, "end": 4}]}, "evidence"),
    ],
)
def test_a_contradiction_is_told_at_its_field(raw: dict[str, Any], field: str) -> None:
    kind = KINDS["definition"]
    content, problems = read_content(kind, {"title": "Warm start", "meaning": "A start.", **raw})
    assert problems == () and [problem.field for problem in validate(kind, content)] == [field]


@pytest.mark.parametrize(
    "raw",
    [
        {"fields": 3},
        {"tags": {"a": 1}},
        {"meaning": ["a", "b"]},
        {"links": [3]},
        {"colour": "red"},
        {"evidence": [{}]},
    ],
)
def test_what_is_not_what_it_says_is_told_and_never_raised(raw: dict[str, Any]) -> None:
    _, problems = read_content(KINDS["definition"], {"title": "t", **raw})
    assert len(problems) == 1


def test_all_empty_fields_are_told_at_once_and_other_problems_one_by_one() -> None:
    kind = KINDS["decision"]
    problems = validate(kind, Content("A title"))
    empty = [field.title for field in kind.fields if field.required]
    assert summary(problems) == f"{len(empty)} required fields are empty: {', '.join(empty)}."
    assert summary(problems[:1]) == f"“{empty[0]}” is empty."
    other = Problem("tags", "A tag is wrong.")
    assert summary([other, *problems[:1]]) == f"“{empty[0]}” is empty. A tag is wrong."
    assert summary([other, other, other]) == "A tag is wrong. 2 more problems."


def test_what_is_missing_tells_the_required_from_the_recommended() -> None:
    kind = KINDS["decision"]
    found = completeness(kind, Content("A title"))
    assert found.required == sum(field.required for field in kind.fields) < len(found.missing)
