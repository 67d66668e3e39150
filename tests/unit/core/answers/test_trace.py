"""What is kept of a run is read back as the same values and gives the same JSON, byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.answers.answers import Answer, Evidence, Grounding, Mode, ModelId, Sentence, Timings
from app.core.answers.corrections import CorrectionStatus, Pinned
from app.core.answers.trace import Considered, Drafting, Prompted, Receipt, Run, RunTrace, Verdict
from app.core.documents.documents import Label
from app.core.rules.applied import AppliedRule, AppliedTree, rule_of, run_rule, run_tree
from tests.runs import RECEIPT, kept_answer, kept_run

CITED: dict[str, Any] = {
    "source": "d", "kind": "document", "version": "v", "title": "Pumps", "path": "/a/b.md", "page": 3, "heading": "One > Two > 3",
    "start": 4, "end": 9, "quote": "six\n bar", "shown": "six bar", "owner": None, "reviewed": None,
}  # fmt: skip
FOUND: dict[str, Any] = {
    name: value for name, value in CITED.items() if name not in ("kind", "version", "owner", "reviewed")
}
FOUND |= {"score": 0.1235}


def applied() -> tuple[AppliedRule, AppliedTree]:
    rule = rule_of(
        "u",
        "Drift",
        {"conditions": "drift > 2 and hot", "outcome": "Back.", "exceptions": ("x > 3: Stay.", "Read on.")},
    )
    tree = run_tree(
        "t", "Walk", "Is it hot?\n  yes: Wait.\n  no: Go on?\n    yes: Go.\n    no: Stay.", ["no"], {}
    )
    return run_rule(rule, {"drift": "3"}), tree


def answer(**changes: Any) -> Answer:
    rule, tree = applied()
    pinned = Pinned(
        "c", "ana", "Ana", "2024-01-01", CorrectionStatus.PINNED, "2024-07-01", False, "Why?", near=True
    )
    raw: dict[str, Any] = {
        "status": "answered", "mode": "rule", "run": "r", "confidence": 0.8461, "evidence": [FOUND], "nearest": [FOUND],
        "warnings": ["Old."], "as_of": "2024-01-01", "model": {"id": "m", "sha256": "ab"}, "needed": "More.", "ask": "Erik",
        "timings_ms": {"search": 1, "evidence": 2, "first_token": 0, "total": 4},
        "sentences": [{"text": "It is six.", "state": "partial", "citations": [CITED]}],
        "rule": rule.as_json(), "tree": tree.as_json(), "pinned": pinned.as_json(),
    }  # fmt: skip
    found = kept_answer(**(raw | changes))
    assert (found.rule, found.pinned) == (rule, pinned)
    return found


@pytest.mark.parametrize("mode", ["rule", "quoted", "generated", "pinned", None])
def test_an_answer_comes_back_byte_for_byte(mode: str | None) -> None:
    kept = json.dumps(answer(mode=mode).as_json())
    again = Answer.parse(json.loads(kept), Label.INTERNAL)
    assert again is not None
    assert json.dumps(again.as_json()) == kept
    assert (again.mode, again.abstained, again.timings) == (
        mode and Mode(mode),
        mode is None,
        Timings(1, 2, 0, 4),
    )
    assert again.sentences[0].citations[0].heading == ("One", "Two", "3")
    assert again.tree is not None
    assert (again.tree.choices, again.tree.walk.ended) == (("yes", "no"), False)


def test_an_answer_of_before_words_were_shown_as_they_are_read_is_read() -> None:
    old = {name: value for name, value in CITED.items() if name != "shown"}
    found = kept_answer(
        status="answered", mode="quoted", sentences=[{"text": "Six.", "state": "quoted", "citations": [old]}]
    )
    assert found.sentences[0] == Sentence("Six.", Grounding.QUOTED, found.sentences[0].citations)
    assert found.sentences[0].citations[0].words == "six bar"


def trace(**changes: Any) -> RunTrace:
    evidence = Evidence.parse(FOUND | {"version": "v", "similarity": 0.5, "coverage": 1.0}, Label.INTERNAL)
    verdict = Verdict(
        "Six.", Grounding.UNSUPPORTED, "It is nowhere.", 0.25, (1, 2), answer().sentences[0].citations
    )
    model = Drafting(
        "The prompt", (Prompted(1, "d", "v", 4, 9),), "Six [1]", (verdict,), 1, 90, 30, 20, "end"
    )
    considered = (
        Considered("p", "d", 0, 90, 1, None, 0.016393, None),
        Considered("q", "d", 0, 9, None, 2, 0.5, 0.25),
    )
    return RunTrace(considered, (evidence,), {"coverage": 1.0}, 0.5, **({"model": model} | changes))


@pytest.mark.parametrize("changes", [{}, {"model": None}, {"asked": "And it?"}, {"again": True, "asked": ""}])
def test_a_trace_comes_back_byte_for_byte(changes: dict[str, Any]) -> None:
    kept = json.dumps(trace(**changes).as_json())
    assert RunTrace.parse(json.loads(kept), Label.INTERNAL) == trace(**changes)
    assert json.dumps(RunTrace.parse(json.loads(kept), Label.INTERNAL).as_json()) == kept


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"model": ModelId("m", "ab"), "runtime": {"threads": 4}},
        {"units": (("u", "approved", "2024-01-01", "erik"),), "definitions": (("u", "asked", "read"),)},
        {"facts": {}},
        {"facts": {"drift": "3"}, "correction": ("c", "pinned")},
    ],
)
def test_a_receipt_comes_back_byte_for_byte_and_names_only_what_there_was(changes: dict[str, Any]) -> None:
    receipt = Receipt(**({name: getattr(RECEIPT, name) for name in Receipt.__dataclass_fields__} | changes))
    kept = json.dumps(receipt.as_json())
    assert Receipt.parse(json.loads(kept)) == receipt
    assert ("facts" in json.loads(kept)) is (changes.get("facts") is not None)
    assert ("units" in json.loads(kept)) is bool(changes.get("units"))


def test_what_a_purge_emptied_has_no_answer_and_says_so_in_its_json() -> None:
    assert (Answer.parse({}, Label.PUBLIC), Receipt.parse({})) == (None, None)
    erased = Run("r", "2024", "ana", "", Label.PUBLIC, None)
    assert erased.as_json() == {
        "id": "r", "at": "2024", "person": "ana", "question": "", "label": "public", "status": None, "mode": None,
        "confidence": None, "answer": {}, "receipt": {}, "trace": {},
    }  # fmt: skip
    assert kept_run("r").as_line()["status"] == "abstained"
