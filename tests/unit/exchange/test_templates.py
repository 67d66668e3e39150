"""Beginnings that ship with the program: whole, of the kind of their folder, and never submitted half filled
in.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import NotFound
from app.core.units.forms import validate
from app.core.units.kinds import KINDS
from app.exchange.templates import template, templates


def test_every_template_is_of_its_kind_and_lacks_only_what_is_to_be_filled_in() -> None:
    found = templates()
    assert {one.kind for one in found} >= {"decision", "rule", "procedure", "case", "lesson"}
    for one in found:
        said = [problem.message for problem in validate(KINDS[one.kind], one.content)]
        assert said and all(message.endswith("still has to be filled in.") for message in said), (
            one.name,
            said,
        )
        assert one.title == one.name.replace("-", " ").capitalize()


def test_what_is_left_to_be_filled_in_is_named_at_its_field() -> None:
    rule = template("rule", "limit-for-an-approval").content
    fields = dict(rule.fields) | {
        "outcome": "Approval: by the head of sales.",
        "applies": "All.",
        "why": "Once it was not.",
        "example": "None.",
    }
    problems = validate(KINDS["rule"], replace(rule, title="Orders above a limit", fields=fields))
    told = [(problem.field, problem.message) for problem in problems]
    assert told == [("otherwise", "‹who may decide alone› still has to be filled in.")]


def test_a_template_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NotFound) as caught:
        template("rule", "nothing")
    assert "limit-for-an-approval" in str(caught.value.hint)
