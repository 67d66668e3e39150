"""What stewards do: people and roles, settings, and the audit log. Every write has its audit row; any
thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.core.access import Action, Actor, Role
from app.core.audit import AuditEvent
from app.core.work import Changes
from app.governance.guard import Guard
from app.storage.audit import AuditReport
from app.storage.database import Database
from app.storage.meta import Meta
from app.storage.people import People, Person


class Stewardship:
    """The use cases around who may what, and what was done."""

    def __init__(self, guard: Guard, database: Database, people: People, meta: Meta) -> None:
        self._guard = guard
        self._database = database
        self._people = people
        self._meta = meta

    def people(self, actor: Actor) -> list[Person]:
        """Return everybody in the workspace with roles and accounts."""
        self._guard.require(actor, Action.VIEW_PEOPLE)
        return self._people.people()

    def set_person(
        self, actor: Actor, person: str, name: str, roles: Iterable[Role], accounts: Iterable[str] = ()
    ) -> Changes:
        """Add a person or change one.

        Args:
            accounts: operating-system accounts, for example "uid:1000"; each belongs to one person.

        Raises:
            AccessDenied, UserError: the id is no word, or no steward would be left.
        """
        self._guard.require(actor, Action.MANAGE_PEOPLE, person)
        kept = sorted(set(roles))
        with self._database.transaction() as tx:
            changes = self._people.add(tx, person, name, kept, accounts)
            tx.audit(
                actor,
                AuditEvent.PEOPLE_SET,
                person,
                {"roles": [role.value for role in kept], "accounts": sorted(accounts)},
            )
        return changes

    def retire_person(self, actor: Actor, person: str) -> Changes:
        """Take a person's access away; what the person did stays in the log.

        Raises:
            AccessDenied, NotFound, UserError: no steward would be left.
        """
        self._guard.require(actor, Action.MANAGE_PEOPLE, person)
        with self._database.transaction() as tx:
            changes = self._people.retire(tx, person)
            tx.audit(actor, AuditEvent.PEOPLE_RETIRE, person, {})
        return changes

    def set_group(self, actor: Actor, group: str, roles: Iterable[Role]) -> None:
        """Give the members of an operating-system group these roles, besides their own."""
        self._guard.require(actor, Action.MANAGE_PEOPLE, group)
        kept = sorted(set(roles))
        with self._database.transaction() as tx:
            self._people.set_group(tx, group, kept)
            tx.audit(actor, AuditEvent.PEOPLE_GROUP, group, {"roles": [role.value for role in kept]})

    def set_settings(
        self, actor: Actor, values: Mapping[str, Any], moved: Mapping[str, str] | None = None
    ) -> Changes:
        """Keep settings that `app.workspace.workspace` has validated.

        Args:
            values: as they are kept; secrets are named by where they are, never given.
            moved: parts that go to a server by this change, with its address, or come back, with an empty
                one; each is logged by itself.
        """
        self._guard.require(actor, Action.USE_MODEL)
        with self._database.transaction() as tx:
            self._meta.set(tx, "settings", dict(values))
            tx.audit(actor, AuditEvent.SETTINGS, "settings", {"values": dict(values)})
            for part, address in (moved or {}).items():
                tx.audit(
                    actor,
                    AuditEvent.SERVER_ON if address else AuditEvent.SERVER_OFF,
                    part,
                    {"address": address},
                )
        return Changes(settings=True)

    def verify_audit(self, actor: Actor) -> AuditReport:
        """Check the whole audit log; finds edit, deletion, swap, insertion and truncation."""
        self._guard.require(actor, Action.VIEW_AUDIT)
        return self._database.verify_audit()

    def export_audit(self, actor: Actor) -> Iterator[str]:
        """Return the audit log as JSON lines; the export itself is logged first."""
        self._guard.require(actor, Action.VIEW_AUDIT)
        with self._database.transaction() as tx:
            tx.audit(actor, AuditEvent.AUDIT_EXPORT, "audit", {})
        return self._database.export_audit()
