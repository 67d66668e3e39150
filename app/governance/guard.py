"""The one door of every use case: may this actor do this, and what may be seen while doing it.

Invariant: a `Scope` is made here and nowhere else, and every refusal is in the audit log before it is raised.
Any thread.
"""

from __future__ import annotations

from typing import NoReturn

from app.core.access import ALLOWED, Action, Actor, Role, Scope, may
from app.core.audit import AuditEvent
from app.core.errors import AccessDenied
from app.governance import policy
from app.storage.database import Database
from app.storage.people import People


class Guard:
    """Decides by the roles of the actor."""

    def __init__(self, database: Database, people: People) -> None:
        self._database = database
        self._people = people

    def require(self, actor: Actor, action: Action, target: str = "") -> Scope:
        """Return what `actor` may see while doing `action`.

        Args:
            target: what it is to be done to, for the audit log of a refusal.

        Raises:
            AccessDenied: none of the actor's roles allows it; the refusal is audited.
        """
        if not may(actor, action):
            self.deny(actor, action, target)
        return policy.scope(actor, action)

    def deny(self, actor: Actor, action: Action, target: str = "", reason: str = "") -> NoReturn:
        """Refuse, with an audit row: for what a use case finds out only after it was let in.

        Args:
            reason: what is not allowed, as the rest of "NAME may not do this: ".

        Raises:
            AccessDenied: always.
        """
        with self._database.transaction() as tx:
            tx.audit(
                actor,
                AuditEvent.DENIED,
                target,
                {"action": action.value, "roles": sorted(role.value for role in actor.roles)},
            )
        raise AccessDenied(
            f"{actor.name} is not allowed to do this: {reason or action.value}.", self._hint(action)
        )

    def _hint(self, action: Action) -> str:
        needed = " or ".join(role.value for role in Role if action in ALLOWED[role])
        stewards = [
            person.name for person in self._people.people() if person.active and Role.STEWARD in person.roles
        ]
        return (
            f"It requires the role {needed}. Ask {' or '.join(stewards)}."
            if stewards
            else f"It requires the role {needed}."
        )
