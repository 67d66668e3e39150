"""Every setting is described once, and the description is what values are checked against."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidSettings
from app.core.options import OPTIONS, Form, Holds, default, held, option, value_of
from app.core.settings import AnswerSettings, IngestSettings, Settings
from app.workspace.settings import _as_they_are, _converted, parsed, read_settings


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


@given(st.dictionaries(st.sampled_from([one.name for one in OPTIONS]), st.one_of(
    st.integers(-5, 10**6), st.floats(-5, 10**6), st.booleans(), st.none(), st.text(max_size=6), st.lists(st.text(max_size=4), max_size=2),
), max_size=4))  # fmt: skip
def test_values_that_have_their_types_are_read_as_the_library_reads_them(values: dict[str, object]) -> None:
    rooms: dict[str, dict[str, object]] = {}
    for name, value in values.items():
        room, _, field = name.partition(".")
        rooms.setdefault(room, {})[field] = value
    quick = _as_they_are(rooms)
    if quick is not None:
        assert quick == _converted(rooms)


@pytest.mark.parametrize("wrong", [[], ["batch"], "", 5, None])
def test_a_group_of_settings_that_is_none_is_refused(wrong: object) -> None:
    with pytest.raises(InvalidSettings):
        read_settings({"ingest": wrong})
