"""Conversations as records: pages, who sees them, what becomes of them when runs lose their words or change
their label.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.access import Action, Actor, Role
from app.core.answers.conversations import Conversation, Feedback, Verdict
from app.core.answers.trace import Run
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import NotFound
from app.governance import policy
from app.governance.keys import Keys
from app.storage import erasure
from app.storage.conversations import Conversations
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS
from app.storage.runs import Runs
from tests.runs import kept_run

STEWARD = Actor("ines", "Ines", frozenset({Role.STEWARD}), "uid:1000")


def _do(records: Any, what: Any) -> Any:
    with records.database.transaction() as tx:
        done = what(tx)
        tx.audit(records.steward, AuditEvent.SETTINGS, "x")
    return done


def _run(
    name: str, person: str, conversation: str, label: Label = Label.INTERNAL, question: str = "Why?"
) -> Run:
    return kept_run(name, person, question, label, conversation=conversation)


def _begin(records: Any, person: str = "ana", title: str = "Why?") -> Conversation:
    begun: Conversation = _do(records, lambda tx: Conversations(records.database).add(tx, person, title))
    return begun


def test_a_conversation_has_the_highest_label_of_its_runs_and_moves_to_the_front(records: Any) -> None:
    conversations = Conversations(records.database)
    first, second = _begin(records, "omar"), _begin(records, "omar")
    expert = records.scope(records.expert)
    assert [item.id for item in conversations.listed(expert, 10, None)] == [second.id, first.id]
    _do(records, lambda tx: records.runs.save(tx, _run("r1", "omar", first.id, Label.CONFIDENTIAL)))
    _do(records, lambda tx: records.runs.save(tx, _run("r2", "omar", first.id, Label.PUBLIC)))
    listed = conversations.listed(expert, 10, None)
    assert [(item.id, item.label, item.runs) for item in listed] == [
        (first.id, Label.CONFIDENTIAL, 2),
        (second.id, Label.PUBLIC, 0),
    ]
    assert listed[0].changed == "2024-01-01T10:00:00.000Z"


def test_who_sees_a_conversation(records: Any) -> None:
    conversations = Conversations(records.database)
    own, others, high, bare, gone = (
        _begin(records, person) for person in ("ana", "omar", "ana", "ana", "ana")
    )
    _do(records, lambda tx: records.runs.save(tx, _run("r1", "ana", high.id, Label.CONFIDENTIAL)))
    _do(records, lambda tx: records.runs.save(tx, _run("r2", "ana", bare.id), unmasked=True))
    _do(records, lambda tx: conversations.hide(tx, gone.id, removed=True))
    analyst, steward = records.scope(records.analyst), records.scope()
    assert [item.id for item in conversations.listed(analyst, 10, None)] == [own.id]
    for hidden in (others, high, bare, gone):
        with pytest.raises(NotFound):
            conversations.get(analyst, hidden.id)
    for seen in (own, others, high, bare):
        assert conversations.get(steward, seen.id).id == seen.id
        with pytest.raises(NotFound):
            conversations.own(steward, seen.id)  # a steward looks, and does not go on with it
    assert conversations.listed(steward, 10, None) == []
    assert conversations.get(analyst, gone.id, removed=True).id == gone.id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 25), st.integers(1, 9))
def test_pages_hold_each_run_once_and_the_newest_first(records: Any, count: int, size: int) -> None:
    conversations = Conversations(records.database)
    begun, other = _begin(records), _begin(records)
    names = [f"{begun.id}{number:02}" for number in range(count)]
    for name in names:  # all at the same time: the clock says nothing about their order
        _do(records, lambda tx, name=name: records.runs.save(tx, _run(name, "ana", begun.id)))
        _do(records, lambda tx, name=name: records.runs.save(tx, _run(f"x{name}", "ana", other.id)))
    seen: list[str] = []
    while page := conversations.runs(begun, size, seen[-1] if seen else None):
        assert len(page) <= size
        seen += [run.id for run in page]
    assert seen == names[::-1]


def test_pages_of_the_list_hold_each_conversation_once(records: Any) -> None:
    conversations = Conversations(records.database)
    made = [_begin(records).id for _ in range(11)]
    seen: list[str] = []
    while page := conversations.listed(records.scope(records.analyst), 3, seen[-1] if seen else None):
        seen += [item.id for item in page]
    assert seen == made[::-1]


def test_a_page_of_a_long_conversation_is_found_by_an_index(records: Any) -> None:
    conversations = Conversations(records.database)
    begun, other = _begin(records), _begin(records)

    def fill(tx: Any) -> None:
        for number in range(1000):
            records.runs.save(tx, _run(f"a{number:04}", "ana", begun.id))
            records.runs.save(tx, _run(f"b{number:04}", "ana", other.id))

    _do(records, fill)
    statements: list[tuple[str, Any]] = []

    class Listening:
        def query(self, sql: str, parameters: Any = ()) -> list[Any]:
            statements.append((sql, parameters))
            rows: list[Any] = records.database.query(sql, parameters)
            return rows

    listening = Conversations(Listening())  # type: ignore[arg-type]
    analyst = records.scope(records.analyst)
    assert conversations.get(analyst, begun.id).runs == 1000
    page = listening.runs(begun, 50)
    assert [run.id for run in page] == [f"a{number:04}" for number in range(999, 949, -1)]
    listening.runs(begun, 50, page[-1].id)
    listening.listed(analyst, 50, None)
    listening.listed(analyst, 50, other.id)
    listening.get(analyst, begun.id)
    assert len(statements) == 5
    for sql, parameters in statements:
        plan = [row["detail"] for row in records.database.query(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert plan
        for step in plan:
            assert not step.startswith("SCAN"), (sql, plan)
            assert "TEMP B-TREE" not in step, (sql, plan)
    assert any(
        "runs_conversation" in row["detail"]
        for row in records.database.query(f"EXPLAIN QUERY PLAN {statements[0][0]}", statements[0][1])
    )


def test_the_latest_verdict_of_each_person_stands(records: Any) -> None:
    conversations = Conversations(records.database)
    _do(records, lambda tx: records.runs.save(tx, _run("r1", "ana", "")))
    for person, verdict in (("ana", Verdict.WRONG), ("ines", Verdict.USEFUL), ("ana", Verdict.INCOMPLETE)):
        kept = Feedback("r1", verdict, "The half is missing.", person, "2024-01-02")
        _do(records, lambda tx, kept=kept: conversations.judge(tx, kept))
    assert (
        conversations.feedback(records.scope(records.analyst), ["r1", "r2"])["r1"].verdict
        is Verdict.INCOMPLETE
    )
    assert conversations.feedback(records.scope(), ["r1"])["r1"].verdict is Verdict.USEFUL
    assert conversations.feedback(records.scope(), []) == {}
    _do(records, lambda tx: conversations.withdraw(tx, "r1", "ana"))
    assert conversations.feedback(records.scope(records.analyst), ["r1"]) == {}


def test_a_purge_takes_titles_and_remarks_and_leaves_other_conversations(records: Any) -> None:
    conversations = Conversations(records.database)
    document = records.fill("Bleed the secret valve.")
    touched, both, other = (
        _begin(records, title="Secret?"),
        _begin(records, title="Secret too?"),
        _begin(records, title="Lunch?"),
    )
    _do(
        records,
        lambda tx: records.runs.save(
            tx, _run("r1", "ana", touched.id, question="Secret?"), sources=[document]
        ),
    )
    _do(
        records,
        lambda tx: records.runs.save(
            tx, _run("r2", "ana", both.id, question="Secret too?"), sources=[document]
        ),
    )
    _do(records, lambda tx: records.runs.save(tx, _run("r3", "ana", both.id, question="When is lunch?")))
    _do(records, lambda tx: records.runs.save(tx, _run("r4", "ana", other.id, question="Lunch?")))
    _do(
        records,
        lambda tx: conversations.judge(
            tx, Feedback("r1", Verdict.WRONG, "Secret word.", "ana", "2024-01-02")
        ),
    )
    with records.database.transaction(secure=True) as tx:
        purged = erasure.purge(tx, document)
        tx.audit(records.steward, AuditEvent.PURGE, document)
    assert purged.runs == 2
    titles = {item.id: item.title for item in conversations.listed(records.scope(records.analyst), 10, None)}
    assert titles == {touched.id: "", both.id: "When is lunch?", other.id: "Lunch?"}
    left = conversations.feedback(records.scope(records.analyst), ["r1"])["r1"]
    assert (left.verdict, left.remark) == (Verdict.WRONG, "")
    records.database.close()
    assert b"ecret" not in records.database.path.read_bytes()


def test_a_raised_label_raises_the_conversation_and_a_lowered_one_does_not(records: Any) -> None:
    conversations = Conversations(records.database)
    document = records.fill("Bleed the valve.")
    begun = _begin(records)
    _do(records, lambda tx: records.runs.save(tx, _run("r1", "ana", begun.id), sources=[document]))
    for label in (Label.RESTRICTED, Label.PUBLIC):
        _do(records, lambda tx, label=label: records.library.relabel(tx, document, label))
        assert conversations.get(records.scope(), begun.id).label is Label.RESTRICTED
        assert conversations.listed(records.scope(records.analyst), 10, None) == []


def test_runs_of_before_stand_in_one_conversation_for_each_day_and_person(tmp_path: Path) -> None:
    keys, path = Keys.open(tmp_path / "state"), tmp_path / "citewell.db"
    asked = [
        ("r1", "2024-01-01T08:00:00.000Z", "ana", "First?", 1, 0, 0),
        ("r2", "2024-01-01T23:59:59.999Z", "ana", "Second?", 2, 0, 0),
        ("r3", "2024-01-02T00:00:00.000Z", "ana", "", 1, 1, 1),
        ("r4", "2024-01-01T09:00:00.000Z", "omar", "Third?", 0, 0, 0),
    ]
    with Database.open(path, keys, create=True, migrations=MIGRATIONS[:2]) as old, old.transaction() as tx:
        for run in asked:
            tx.execute(
                "INSERT INTO runs (id, at, person, question, label, unmasked, purged, answer, receipt, trace)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, '{}', '{}', '{}')",
                run,
            )
        tx.audit(STEWARD, AuditEvent.SETTINGS, "x")
    with Database.open(path, keys) as database:
        rows = database.query("SELECT * FROM conversations ORDER BY position")
        found = {
            tuple(
                sorted(
                    r[0] for r in database.query("SELECT id FROM runs WHERE conversation = ?", (row["id"],))
                )
            ): row
            for row in rows
        }
        assert set(found) == {("r1", "r2"), ("r3",), ("r4",)}
        day = found["r1", "r2"]
        assert (day["title"], day["person"], day["label"], day["started"], day["changed"]) == (
            "First?",
            "ana",
            2,
            asked[0][1],
            asked[1][1],
        )
        assert (found["r3",]["title"], found["r3",]["unmasked"]) == ("", 1)
        assert found["r4",]["person"] == "omar"
        assert len({row["position"] for row in rows}) == 3
        assert len(Runs(database).get(policy.scope(STEWARD, Action.VIEW_RUNS), "r1").conversation) == 16
        assert database.verify_audit().ok
        assert database.check() == ()
