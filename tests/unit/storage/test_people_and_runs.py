"""Who may act, and who may look at which run."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.access import Role
from app.core.answers.trace import Run
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import NotFound, UserError
from tests.runs import kept_run


def _do(records: Any, act: Any) -> Any:
    with records.database.transaction() as tx:
        result = act(tx)
        tx.audit(records.steward, AuditEvent.SETTINGS, "")
    return result


@pytest.fixture
def staffed(records: Any) -> Any:
    _do(records, lambda tx: records.people.add(tx, "ines", "Ines", [Role.STEWARD], ["uid:1000"]))
    _do(records, lambda tx: records.people.add(tx, "ana", "Ana", [Role.ANALYST], ["uid:1002"]))
    return records


def test_an_account_acts_as_its_person_with_own_roles_and_those_of_groups(staffed: Any) -> None:
    _do(staffed, lambda tx: staffed.people.set_group(tx, "metrology", [Role.EXPERT]))
    assert staffed.people.actor_for("uid:1000").roles == {Role.STEWARD}
    assert staffed.people.actor_for("uid:1002", ["metrology", "other"]).roles == {Role.ANALYST, Role.EXPERT}
    stranger = staffed.people.actor_for("uid:7", ["metrology"])
    assert (stranger.person, stranger.roles) == ("uid:7", {Role.EXPERT})
    assert staffed.people.actor_for("uid:7").roles == frozenset()
    assert staffed.people.groups() == {"metrology": frozenset({Role.EXPERT})}
    _do(staffed, lambda tx: staffed.people.set_group(tx, "metrology", []))
    assert staffed.people.actor_for("uid:7", ["metrology"]).roles == frozenset()


@pytest.mark.parametrize("how", ["roles", "retire", "add"])
def test_the_last_steward_stays(staffed: Any, how: str) -> None:
    acts = {
        "roles": lambda tx: staffed.people.set_roles(tx, "ines", [Role.EXPERT]),
        "retire": lambda tx: staffed.people.retire(tx, "ines"),
        "add": lambda tx: staffed.people.add(tx, "ana", "Ana", [Role.ANALYST], ["uid:1000"]),
    }
    with pytest.raises(UserError, match="steward"):
        _do(staffed, acts[how])
    assert staffed.people.actor_for("uid:1000").roles == {Role.STEWARD}
    _do(staffed, lambda tx: staffed.people.set_roles(tx, "ana", [Role.STEWARD]))
    _do(staffed, acts["retire"])
    assert staffed.people.actor_for("uid:1000").roles == frozenset()


def test_a_retired_person_is_still_named(staffed: Any) -> None:
    _do(staffed, lambda tx: staffed.people.retire(tx, "ana"))
    assert [(person.id, person.active) for person in staffed.people.people()] == [
        ("ana", False),
        ("ines", True),
    ]
    with pytest.raises(NotFound):
        staffed.people.actor_as("ana", "uid:1000")


def test_acting_as_somebody_keeps_the_real_account(staffed: Any) -> None:
    actor = staffed.people.actor_as("ana", "uid:1000")
    assert (actor.person, actor.account, actor.roles) == ("ana", "uid:1000", {Role.ANALYST})


def test_an_id_is_a_word(records: Any) -> None:
    for wrong in ("", "a b", "a/b"):
        with pytest.raises(UserError):
            _do(
                records, lambda tx, wrong=wrong: records.people.add(tx, wrong, "X", [Role.STEWARD], ["uid:1"])
            )


def _run(name: str, person: str, label: Label = Label.INTERNAL, at: str = "2024-01-01") -> Run:
    return kept_run(name, person, label=label, at=at)


def test_a_run_comes_back_as_it_was(records: Any) -> None:
    _do(records, lambda tx: records.runs.save(tx, _run("abc123", "ana")))
    assert records.runs.get(records.scope(), "abc123") == _run("abc123", "ana")
    assert records.runs.get(records.scope(), "abc") == _run("abc123", "ana")


def test_a_beginning_that_fits_two_runs_finds_none(records: Any) -> None:
    for name in ("abc1", "abc2", "abc"):
        _do(records, lambda tx, name=name: records.runs.save(tx, _run(name, "ana")))
    assert records.runs.get(records.scope(), "abc").id == "abc"
    for wrong in ("ab", "", "x"):
        with pytest.raises(NotFound):
            records.runs.get(records.scope(), wrong)


def test_a_run_is_seen_by_who_asked_and_by_stewards_within_their_labels(records: Any) -> None:
    _do(records, lambda tx: records.runs.save(tx, _run("own", "ana", at="2024-01-01")))
    _do(records, lambda tx: records.runs.save(tx, _run("other", "omar", at="2024-01-02")))
    _do(records, lambda tx: records.runs.save(tx, _run("high", "ana", Label.CONFIDENTIAL, at="2024-01-03")))
    _do(records, lambda tx: records.runs.save(tx, _run("bare", "ana", at="2024-01-04"), unmasked=True))
    analyst = records.scope(records.analyst)
    assert [run.id for run in records.runs.list(analyst)] == ["own"]
    assert records.runs.count(analyst) == 1
    for hidden in ("other", "high", "bare"):
        with pytest.raises(NotFound):
            records.runs.get(analyst, hidden)
    assert [run.id for run in records.runs.list(records.scope())] == ["bare", "high", "other", "own"]
    assert [run.id for run in records.runs.list(records.scope(), 2, before="2024-01-03")] == ["other", "own"]
