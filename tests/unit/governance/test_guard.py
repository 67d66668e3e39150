"""The guard lets in by role, and a refusal is on record before it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import ALLOWED, Action, Actor, Role
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import AccessDenied
from app.governance.guard import Guard
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.people import People


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "citewell.db", Keys.open(tmp_path / "state"), create=True) as found:
        yield found


def _actor(*roles: Role) -> Actor:
    return Actor("ana", "Ana", frozenset(roles), "uid:1")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_every_action_of_every_role_is_decided_and_every_refusal_recorded(
    database: Database, role: Role, action: Action
) -> None:
    guard = Guard(database, People(database))
    if action in ALLOWED[role]:
        scope = guard.require(_actor(role), action)
        assert (scope.action, scope.actor.roles) == (action, frozenset({role}))
        assert database.audit_entries() == []
        return
    with pytest.raises(AccessDenied):
        guard.require(_actor(role), action, "thing")
    (entry,) = database.audit_entries()
    assert (entry.action, entry.person, entry.account, entry.target) == ("denied", "ana", "uid:1", "thing")
    assert entry.detail == {"action": action.value, "roles": [role.value]}


def test_labels_and_view_follow_the_highest_role(database: Database) -> None:
    guard = Guard(database, People(database))
    analyst, both = (
        guard.require(_actor(Role.ANALYST), Action.ASK),
        guard.require(_actor(Role.ANALYST, Role.EXPERT), Action.ASK),
    )
    assert analyst.labels == (Label.PUBLIC, Label.INTERNAL)
    assert both.labels == (Label.PUBLIC, Label.INTERNAL, Label.CONFIDENTIAL)
    assert not both.unmasked
    steward = guard.require(_actor(Role.STEWARD), Action.ASK)
    assert steward.labels == tuple(Label)
    assert steward.unmasked


def test_an_unknown_account_may_do_nothing_and_is_told_whom_to_ask(database: Database) -> None:
    people = People(database)
    with database.transaction() as tx:
        people.add(tx, "ines", "Ines", [Role.STEWARD], ["uid:1000"])
        tx.audit(people.actor_for("uid:1000"), AuditEvent.INIT, "")
    guard = Guard(database, people)
    for action in Action:
        with pytest.raises(AccessDenied) as caught:
            guard.require(people.actor_for("uid:7"), action)
    assert "Ines" in caught.value.hint
    assert "steward" in caught.value.hint
