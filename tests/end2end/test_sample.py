"""The sample's questions through the whole program with its units, without a model; the bars are a measured
run's own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.answers.answers import Answer
from app.core.units.kinds import KINDS
from app.core.units.units import UnitStatus
from app.resources import resource
from app.workspace.workspace import create_sample, open_application

RIGHT = 24
"""Answerable questions, of thirty, whose evidence holds the expected words from an expected source."""

REFUSED = 9
"""Unanswerable ones, of ten, that end in an abstention."""

FROM_UNITS = 7
"""Questions that units answer, of eleven, whose evidence holds the expected words from an expected source."""


def _flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").casefold().split())


def _said(answer: Answer) -> str:
    return _flat(
        " ".join(
            [
                *(item.text for item in answer.sentences),
                *(one.quote for item in answer.sentences for one in item.citations),
            ]
        )
    )


def _right(item: dict[str, Any], answer: Answer) -> bool:
    said = _flat(" ".join([_said(answer), *(one.quote + " " + one.window for one in answer.evidence)]))
    cited = {one.path for one in answer.evidence}
    return all(any(_flat(word) in said for word in group) for group in item["words"]) and any(
        f"/{path}".endswith("/" + source) for path in cited for source in item["source"]
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "workspace"
    report = create_sample(made)
    assert report.added == 35
    assert all("OCR" in failure.error for failure in report.failed)
    return made


def test_the_forty_questions_are_not_answered_worse(workspace: Path, tell: Callable[[str], None]) -> None:
    items = [
        json.loads(line) for line in resource("sample", "questions.jsonl").read_text("utf-8").splitlines()
    ]
    wrong: list[str] = []
    right = refused = 0
    for person in sorted({item["as"] or "amir" for item in items}):
        with open_application(workspace, person=person) as app:
            for item in (item for item in items if (item["as"] or "amir") == person):
                answer = app.answering.answer(app.actor, item["question"], model="none")
                for forbidden in item["never"]:
                    assert _flat(forbidden) not in _flat(json.dumps(answer.as_json(), ensure_ascii=False)), (
                        item["id"]
                    )
                good = (
                    answer.abstained
                    if not item["answerable"]
                    else not answer.abstained and _right(item, answer)
                )
                right += good and item["answerable"]
                refused += good and not item["answerable"]
                if not good:
                    wrong.append(
                        f"{item['id']} p={answer.confidence:.2f} {item['question']} -> {_said(answer)[:120] or answer.reason}"
                    )
    tell(f"sample: {right} of 30 answered rightly, {refused} of 10 refused")
    tell("\n".join(wrong))
    assert right >= RIGHT
    assert refused >= REFUSED


def test_questions_that_experts_answer_are_answered_from_their_units(
    workspace: Path, tell: Callable[[str], None]
) -> None:
    items = [
        json.loads(line)
        for line in resource("sample", "unit-questions.jsonl").read_text("utf-8").splitlines()
    ]
    wrong: list[str] = []
    with open_application(workspace, person="amir") as app:
        for item in items:
            answer = app.answering.answer(app.actor, item["question"], model="none")
            if answer.abstained or not _right(item, answer):
                wrong.append(
                    f"{item['id']} p={answer.confidence:.2f} {item['question']} -> {_said(answer)[:160] or answer.reason}"
                )
    tell(f"units: {len(items) - len(wrong)} of {len(items)} answered rightly from units")
    tell("\n".join(wrong))
    assert len(items) - len(wrong) >= FROM_UNITS


def test_the_units_are_reviewed_by_somebody_else_and_rest_on_words_of_the_documents(workspace: Path) -> None:
    with open_application(workspace) as app:
        units = [
            app.capture.show(app.actor, one.id) for one in app.capture.listed(app.actor, limit=100).units
        ]
        standing = Counter(unit.status.value for unit in units)
        assert standing == {"approved": 24, "needs_review": 1, "in_review": 1, "draft": 1}
        assert {unit.kind for unit in units} == set(KINDS)
        assert {unit.author for unit in units} == {"tomas", "ruth", "ines"}
        assert all(unit.reviewer not in unit.authors for unit in units if unit.status is UnitStatus.APPROVED)
        spans = [span for unit in units for span in unit.content.evidence]
        assert len(spans) == 36 and all(span.quote for span in spans)
        assert sum(bool(unit.exceptions) for unit in units) == 2
        named = [line for line in app.stewardship.export_audit(app.actor) if '"unit.approve"' in line]
        assert len(named) == 25


def test_finishing_a_finished_sample_changes_nothing(workspace: Path) -> None:
    report = create_sample(workspace)
    assert (report.added, report.updated, report.removed, report.unchanged) == (0, 0, 0, 35)
    with open_application(workspace) as app:
        assert app.capture.listed(app.actor).total == 27
        assert all(
            app.capture.show(app.actor, one.id).revision == 1
            for one in app.capture.listed(app.actor, limit=100).units
        )
