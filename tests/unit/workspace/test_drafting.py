"""What a person wrote in a file becomes the content of a draft, laid over what there was."""

from __future__ import annotations

import json

import pytest

from app.core.errors import UserError
from app.core.units.kinds import KINDS
from app.workspace.drafting import read_draft, template, templates

RULE = KINDS["rule"]


def test_fields_that_a_file_does_not_name_stay_as_they_were() -> None:
    first = {"title": "Late deliveries", "fields": {"conditions": "delay > 10 days", "outcome": "Tell them."}}
    before, problems = read_draft(RULE, json.dumps(first), None)
    assert problems == ()
    after, problems = read_draft(RULE, '{"outcome": "The customer is told."}', before)
    assert problems == ()
    assert (after.title, after.fields["conditions"]) == (before.title, before.fields["conditions"])
    assert after.fields["outcome"] == "The customer is told."


def test_nothing_stated_changes_nothing() -> None:
    before = template("rule", "limit-for-an-approval").content
    assert read_draft(RULE, None, before) == (before, ())


def test_notes_without_front_matter_are_a_draft() -> None:
    notes = "# Ask before the weekend\n\n## Lesson\n\nAsk on Thursday.\n"
    found, problems = read_draft(KINDS["lesson"], notes, None)
    assert problems == ()
    assert found.title == "Ask before the weekend"
    assert "Ask on Thursday." in found.fields.values()


def test_what_cannot_be_read_is_told_by_its_field() -> None:
    _, problems = read_draft(RULE, '{"fields": {"nothing-of-the-kind": "x"}}', None)
    assert [problem.field for problem in problems] == ["nothing-of-the-kind"]


def test_what_only_begins_like_json_is_named() -> None:
    with pytest.raises(UserError, match=r"rule\.json is not JSON"):
        read_draft(RULE, '{"title": ', None, "rule.json")


def test_templates_are_there_without_a_workspace() -> None:
    assert template("rule", "limit-for-an-approval") in templates()
