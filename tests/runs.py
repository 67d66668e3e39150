"""Runs as they are kept, for tests that need one without asking a question."""

from __future__ import annotations

from typing import Any

from app.core.answers.answers import Answer, ModelId
from app.core.answers.trace import Considered, Receipt, Run, RunTrace
from app.core.documents.documents import Label

RECEIPT = Receipt(
    program="1", library="", labels=("public",), unmasked=False, embedder=ModelId("tiny", ""), calibration="1",
    instruction="1", settings={"threshold": 0.5}, model=None, model_asked="none", runtime=None,
)  # fmt: skip


def kept_answer(label: Label = Label.INTERNAL, **raw: Any) -> Answer:
    """Return an abstention, or with `status` another answer, with some of its JSON."""
    answer = Answer.parse({"status": "abstained", "sentences": []} | raw, label)
    assert answer is not None
    return answer


def kept_run(
    name: str,
    person: str = "ana",
    question: str = "Why?",
    label: Label = Label.INTERNAL,
    *,
    at: str = "2024-01-01T10:00:00.000Z",
    conversation: str = "",
    found: str = "",
) -> Run:
    """Return a run that abstained; `found` is a document that its search found."""
    seen = (Considered("p", found, 0, 9, 1, None, 0.5, None),) if found else ()
    trace = RunTrace(seen, features={"coverage": 1.5}, threshold=0.5)
    return Run(name, at, person, question, label, kept_answer(label), RECEIPT, trace, conversation)
