"""The sample's forty questions through the whole program, without a model; the bars are a measured run's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import create_sample, open_application
from app.core.answers import Answer
from app.resources import resource

RIGHT = 24
"""Answerable questions, of thirty, whose evidence holds the expected words from an expected source."""

REFUSED = 9
"""Unanswerable ones, of ten, that end in an abstention."""


def _flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").casefold().split())


def _said(answer: Answer) -> str:
    return _flat(" ".join([*(item.text for item in answer.sentences), *(one.quote for item in answer.sentences for one in item.citations)]))


def _right(item: dict[str, Any], answer: Answer) -> bool:
    said = _flat(" ".join([_said(answer), *(one.quote + " " + one.window for one in answer.evidence)]))
    cited = {one.path for one in answer.evidence}
    return all(any(_flat(word) in said for word in group) for group in item["words"]) and any(
        path.endswith("/" + source) for path in cited for source in item["source"]
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "workspace"
    report = create_sample(made)
    assert report.added == 35
    assert all("OCR" in failure.error for failure in report.failed)
    return made


def test_the_forty_questions_are_not_answered_worse(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [json.loads(line) for line in resource("sample", "questions.jsonl").read_text("utf-8").splitlines()]
    wrong: list[str] = []
    right = refused = 0
    for person in sorted({item["as"] or "amir" for item in items}):
        with open_application(workspace, person=person) as app:
            for item in (item for item in items if (item["as"] or "amir") == person):
                answer = app.answering.answer(app.actor, item["question"], model="none")
                for forbidden in item["never"]:
                    assert _flat(forbidden) not in _flat(json.dumps(answer.as_json(), ensure_ascii=False)), item["id"]
                good = answer.abstained if not item["answerable"] else not answer.abstained and _right(item, answer)
                right += good and item["answerable"]
                refused += good and not item["answerable"]
                if not good:
                    wrong.append(f"{item['id']} p={answer.confidence:.2f} {item['question']} -> {_said(answer)[:120] or answer.reason}")
    with capsys.disabled():
        print(f"\nsample: {right} of 30 answered rightly, {refused} of 10 refused")
        print("\n".join(wrong))
    assert right >= RIGHT
    assert refused >= REFUSED


def test_finishing_a_finished_sample_changes_nothing(workspace: Path) -> None:
    report = create_sample(workspace)
    assert (report.added, report.updated, report.removed, report.unchanged) == (0, 0, 0, 35)
