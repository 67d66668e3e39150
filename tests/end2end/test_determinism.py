"""The same question in the same state gets the same answer, byte for byte: cold and warm, in another order,
and after reopening.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from app.resources import resource
from app.workspace.workspace import Application, create_sample, open_application

CAMPAIGN = bool(os.environ.get("CITEWELL_CAMPAIGN"))
MODEL = os.environ.get("CITEWELL_DETERMINISM_MODEL", "smollm2-135m")
WITH_MODEL = 200 if CAMPAIGN else 5

_VARIANTS = (
    "{question}",
    "A question: {lowered}?",
    "Please look it up: {question}",
    "{question} Name the document as well.",
    "According to our documents: {lowered}?",
    "{lowered}, and since when?",
)
"""Forty questions, one of them asked twice, each in six ways; two hundred of them are taken."""


def questions() -> list[str]:
    """Return two hundred: the sample's questions with variants of each."""
    found: list[str] = []
    for line in resource("sample", "questions.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)["question"]
        lowered = question.rstrip("?").lower()
        found += [variant.format(question=question, lowered=lowered) for variant in _VARIANTS]
    return list(dict.fromkeys(found))[:200]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("determinism") / "workspace"
    create_sample(made)
    return made


def asked(app: Application, items: Sequence[str], model: str) -> dict[str, bytes]:
    """Return the answers as bytes, without the run's id and the times."""
    found = {}
    for question in items:
        value = app.answering.answer(app.actor, question, model=model).as_json()
        del value["run"], value["timings_ms"]
        found[question] = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    return found


def shuffled(items: Sequence[str], seed: int) -> list[str]:
    mixed = list(items)
    random.Random(seed).shuffle(mixed)
    return mixed


def differing(first: Mapping[str, bytes], again: Mapping[str, bytes]) -> list[str]:
    return [
        f"{question}\n  {first[question]!r}\n  {value!r}"
        for question, value in again.items()
        if first[question] != value
    ]


@pytest.mark.timeout(600)
def test_two_hundred_questions_are_answered_the_same_without_a_model(
    workspace: Path, tell: Callable[[str], None]
) -> None:
    items = questions()
    assert len(set(items)) == 200
    with open_application(workspace) as app:
        cold = asked(app, items, "none")
        warm = asked(app, shuffled(items, 1) if CAMPAIGN else shuffled(items, 1)[:50], "none")
    with open_application(workspace) as app:
        again = asked(app, shuffled(items, 2), "none")
    answered = sum(b'"status": "answered"' in value for value in cold.values())
    tell(
        f"determinism: {len(cold)} questions, {answered} answered, asked {len(cold) + len(warm) + len(again)} times without a model"
    )
    assert 50 < answered < 200
    assert not differing(cold, warm)
    assert not differing(cold, again)


@pytest.mark.timeout(7200 if CAMPAIGN else 300)
def test_the_model_writes_the_same_with_a_cold_and_a_warm_prefix_and_after_reopening(
    workspace: Path, tell: Callable[[str], None]
) -> None:
    items = questions() if CAMPAIGN else questions()[0 : 6 * WITH_MODEL : 6]
    reused: dict[str, int] = {}
    with open_application(workspace) as app:
        first = asked(app, items, MODEL)
        again = asked(app, shuffled(items, 3), MODEL)
        drafted = [run for run in app.runs.listed(app.actor, 2 * len(items)) if run.trace and run.trace.model]
        for run in drafted:
            assert run.trace is not None
            assert run.trace.model is not None
            reused[run.id] = run.trace.model.reused_tokens
        drafts: dict[str, set[str]] = {}
        for run in drafted:
            drafts.setdefault(run.question, set()).add(run.as_json()["trace"]["model"]["draft"])
    with open_application(workspace) as app:
        # The last question comes first here: what had a warm prefix has a cold one.
        reopened = asked(app, items[::-1] if CAMPAIGN else items[::-1][:3], MODEL)
    tell(
        f"determinism: {MODEL}, {len(items)} questions, {len(drafted)} drafts, {sum(map(bool, reused.values()))} with a warm prefix"
    )
    assert any(reused.values()) and not all(reused.values())
    assert all(len(found) == 1 for found in drafts.values())
    assert not differing(first, again)
    assert not differing(first, reopened)
