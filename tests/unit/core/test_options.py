"""Every setting is described once, and the description is what values are checked against."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from app.core.errors import InvalidSettings
from app.core.options import OPTIONS, Form, Holds, default, held, option, value_of
from app.core.settings import AnswerSettings, IngestSettings, Settings
from app.workflows.preferences import parsed, read_settings


def test_every_setting_is_described_once_and_in_its_place() -> None:
    fields = [f"{room}.{field}" for room, values in asdict(Settings()).items() for field in values]
    assert [one.name for one in OPTIONS] == fields


@pytest.mark.parametrize("one", OPTIONS, ids=lambda one: one.name)
def test_a_description_says_what_a_person_needs(one: object) -> None:
    found = option(getattr(one, "name", ""))
    assert found.title
    assert found.meaning.endswith(".")
    assert len(found.title) < 40
    if found.is_number:
        assert found.least < found.most
        value = default(found.name)
        assert found.optional if value is None else found.least <= value <= found.most


@pytest.mark.parametrize("one", [one for one in OPTIONS if one.is_number], ids=lambda one: one.name)
def test_a_number_out_of_its_range_is_refused_with_the_range(one: object) -> None:
    found = option(getattr(one, "name", ""))
    room, _, field = found.name.partition(".")
    for wrong in (found.least - 1, found.most + 1):
        with pytest.raises(InvalidSettings, match=found.name):
            read_settings({room: {field: int(wrong) if found.form is Form.WHOLE else wrong}})


def test_what_waits_for_the_next_opening_keeps_its_value_until_then() -> None:
    wanted = Settings(ingest=IngestSettings(passage_tokens=99), answer=AnswerSettings(stale_days=7))
    current = read_settings(held(Settings(), wanted))
    assert current.ingest.passage_tokens == Settings().ingest.passage_tokens
    assert current.answer.stale_days == 7
    assert option("ingest.passage_tokens").holds is Holds.REOPENING


def test_words_stay_words_and_numbers_become_numbers() -> None:
    assert parsed("365", "answer.stale_days") == 365
    assert parsed("null", "answer.threshold") is None
    assert parsed("42", "model.generator") == "42"
    assert parsed('["*.bak"]', "ingest.ignore") == ["*.bak"]
    assert value_of(read_settings({"ingest": {"ignore": ["*.bak"]}}), "ingest.ignore") == ("*.bak",)
