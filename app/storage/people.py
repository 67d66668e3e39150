"""Who works in this workspace: people, their roles, and the accounts and groups of the machine that stand for
them.

Invariant: there is always an active steward with an account; the last one can be neither stripped nor
retired. Reads on any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.access import Actor, Role
from app.core.errors import NotFound, UserError
from app.core.work import Changes
from app.storage.database import Database, Transaction


@dataclass(frozen=True)
class Person:
    """Somebody who may act here; `accounts` are such as "uid:1000"."""

    id: str
    name: str
    active: bool
    roles: frozenset[Role]
    accounts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "name": self.name,
            "active": self.active,
            "roles": sorted(role.value for role in self.roles),
            "accounts": list(self.accounts),
        }


class People:
    """The people of a workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Writes

    def add(
        self, tx: Transaction, person: str, name: str, roles: Iterable[Role], accounts: Iterable[str] = ()
    ) -> Changes:
        """Add a person, or change name, roles and accounts of one; a retired one comes back.

        Raises:
            UserError: the id is no word, or that would leave no steward.
        """
        if not person or not all(char.isalnum() or char in "-_." for char in person):
            raise UserError(f"'{person}' is not a valid person id.", "Use letters, digits, '-', '_' and '.'.")
        tx.execute(
            "INSERT INTO people VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET name = excluded.name, active = 1",
            (person, name),
        )
        for account in accounts:
            tx.execute(
                "INSERT INTO accounts VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET person = excluded.person",
                (account, person),
            )
        return self.set_roles(tx, person, roles)

    def set_roles(self, tx: Transaction, person: str, roles: Iterable[Role]) -> Changes:
        """Give a person exactly these roles.

        Raises:
            NotFound: there is no such person.
            UserError: that would leave no steward.
        """
        self._must_exist(tx, person)
        tx.execute("DELETE FROM person_roles WHERE person = ?", (person,))
        tx.executemany(
            "INSERT INTO person_roles VALUES (?, ?)", [(person, role.value) for role in sorted(set(roles))]
        )
        self._keep_a_steward(tx)
        return Changes(people=frozenset({person}))

    def retire(self, tx: Transaction, person: str) -> Changes:
        """Take every right from a person and keep the name; raises as `set_roles` does."""
        self._must_exist(tx, person)
        tx.execute("UPDATE people SET active = 0 WHERE id = ?", (person,))
        tx.execute("DELETE FROM accounts WHERE person = ?", (person,))
        self._keep_a_steward(tx)
        return Changes(people=frozenset({person}))

    def set_group(self, tx: Transaction, group: str, roles: Iterable[Role]) -> None:
        """Give the members of a group of the machine these roles here; none takes them away."""
        tx.execute("DELETE FROM group_roles WHERE name = ?", (group,))
        tx.executemany(
            "INSERT INTO group_roles VALUES (?, ?)", [(group, role.value) for role in sorted(set(roles))]
        )

    @staticmethod
    def _must_exist(tx: Transaction, person: str) -> None:
        if not tx.query("SELECT 1 FROM people WHERE id = ?", (person,)):
            raise NotFound(f"Unknown person: '{person}'.")

    @staticmethod
    def _keep_a_steward(tx: Transaction) -> None:
        """Refuse a state in which nobody could manage the workspace.

        Raises:
            UserError: there is no active steward with an account.
        """
        if not tx.query(
            "SELECT 1 FROM people p JOIN person_roles r ON r.person = p.id JOIN accounts a ON a.person = p.id"
            " WHERE p.active = 1 AND r.role = ? LIMIT 1",
            (Role.STEWARD.value,),
        ):
            raise UserError("A workspace needs a steward.", "Make somebody else a steward first.")

    # Reads

    def actor_for(self, account: str, groups: Sequence[str] = ()) -> Actor:
        """Return who acts through an account of the machine.

        Args:
            account: for example "uid:1000".
            groups: names of the groups it belongs to, for example "metrology".

        Returns:
            The person mapped to it with own roles and those of the groups. An account that is mapped to
            nobody acts under its own name, with the roles of its groups alone, often none.
        """
        rows = self._database.query(
            "SELECT p.id, p.name FROM accounts a JOIN people p ON p.id = a.person WHERE a.account = ? AND p.active = 1",
            (account,),
        )
        person, name = (rows[0][0], rows[0][1]) if rows else (account, account)
        roles = (
            {
                row[0]
                for row in self._database.query("SELECT role FROM person_roles WHERE person = ?", (person,))
            }
            if rows
            else set()
        )
        for group in groups:
            roles |= {
                row[0]
                for row in self._database.query("SELECT role FROM group_roles WHERE name = ?", (group,))
            }
        return Actor(person, name, frozenset(Role(role) for role in roles), account)

    def actor_as(self, person: str, account: str) -> Actor:
        """Return `person` acting through somebody else's account; for demo workspaces only, which the caller
        checks.

        Raises:
            NotFound: there is no such active person.
        """
        found = next((item for item in self.people() if item.id == person and item.active), None)
        if found is None:
            raise NotFound(f"Unknown person: '{person}'.")
        return Actor(found.id, found.name, found.roles, account)

    def people(self) -> list[Person]:
        """Return everybody, also those retired."""
        return [
            Person(
                row["id"],
                row["name"],
                bool(row["active"]),
                frozenset(
                    Role(found[0])
                    for found in self._database.query(
                        "SELECT role FROM person_roles WHERE person = ?", (row["id"],)
                    )
                ),
                tuple(
                    found[0]
                    for found in self._database.query(
                        "SELECT account FROM accounts WHERE person = ? ORDER BY 1", (row["id"],)
                    )
                ),
            )
            for row in self._database.query("SELECT id, name, active FROM people ORDER BY id")
        ]

    def groups(self) -> dict[str, frozenset[Role]]:
        """Return the roles that groups of the machine have here."""
        found: dict[str, set[Role]] = {}
        for name, role in self._database.query("SELECT name, role FROM group_roles ORDER BY name"):
            found.setdefault(name, set()).add(Role(role))
        return {name: frozenset(roles) for name, roles in found.items()}
