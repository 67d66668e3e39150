"""A release is a value: the same parts have the same hash, and each part that differs makes another."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from app.core.answers.answers import ModelId
from app.core.answers.release import Release
from app.core.settings import AnswerSettings, RetrievalSettings

RELEASE = Release(
    "1.0", ModelId("small", "aa"), "answer-7", "fit-3", ModelId("words", "bb"), "words", RetrievalSettings(),
    AnswerSettings(), "1",
)  # fmt: skip
OTHER: dict[str, Any] = {
    "program": "1.1",
    "generator": None,
    "instruction": "answer-8",
    "calibration": "fit-4",
    "embedder": ModelId("words", "cc"),
    "reader": "",
    "retrieval": RetrievalSettings(candidates=60),
    "answer": AnswerSettings(stale_days=31),
    "policy": "2",
}


def test_the_same_parts_are_the_same_release() -> None:
    again = replace(RELEASE)
    assert again == RELEASE and again.hash == RELEASE.hash
    assert len(RELEASE.hash) == 16 and int(RELEASE.hash, 16)


@pytest.mark.parametrize("part", [one.name for one in fields(Release)])
def test_each_part_that_differs_makes_another_release(part: str) -> None:
    assert replace(RELEASE, **{part: OTHER[part]}).hash != RELEASE.hash
