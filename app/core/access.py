"""Who may do what, and see what: roles, actions and the scope that every query carries.

Invariant: a `Scope` is made by `governance.policy` for the guard alone; holding one is the proof that the
guard was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.documents.documents import Label


class Role(StrEnum):
    """What a person is trusted with in one workspace."""

    ANALYST = "analyst"
    EXPERT = "expert"
    STEWARD = "steward"


class Action(StrEnum):
    """Every kind of use case the guard knows. The values stand in the audit log: never rename one."""

    ASK = "ask"
    SEARCH = "search"
    READ = "read"
    INVENTORY = "inventory"
    VIEW_RUNS = "runs.view"
    READ_UNITS = "unit.read"
    WRITE_UNIT = "unit.write"
    REVIEW_UNIT = "unit.review"
    RETIRE_UNIT = "unit.retire"
    REPORT_GAP = "gap.report"
    ASSIGN_GAP = "gap.assign"
    PIN_CORRECTION = "correction.pin"
    FOLLOW = "follow"
    INBOX = "inbox"
    CONVERSE = "conversations"
    JUDGE = "runs.feedback"
    EXPORT = "runs.export"
    INGEST = "ingest"
    REMOVE = "remove"
    RELABEL = "relabel"
    PURGE = "purge"
    REINDEX = "reindex"
    BACKUP = "backup"
    RESTORE = "restore"
    DIAGNOSE = "doctor"
    USE_MODEL = "models.use"
    VIEW_PEOPLE = "people.view"
    MANAGE_PEOPLE = "people.manage"
    VIEW_AUDIT = "audit.view"


_ANALYST = frozenset(
    {
        Action.ASK, Action.SEARCH, Action.READ, Action.INVENTORY, Action.VIEW_RUNS, Action.CONVERSE, Action.JUDGE, Action.EXPORT,
        Action.DIAGNOSE, Action.VIEW_PEOPLE, Action.READ_UNITS, Action.REPORT_GAP, Action.FOLLOW, Action.INBOX,
    }
)  # fmt: skip
_EXPERT = _ANALYST | {Action.INGEST, Action.REMOVE, Action.REINDEX}
_EXPERT = _EXPERT | {
    Action.WRITE_UNIT,
    Action.REVIEW_UNIT,
    Action.RETIRE_UNIT,
    Action.ASSIGN_GAP,
    Action.PIN_CORRECTION,
}

POLICY = "1"
"""Version of the rules on who may see what, named by every release: it grows whenever one of them changes."""

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ANALYST: _ANALYST,
    Role.EXPERT: _EXPERT,
    Role.STEWARD: frozenset(Action),
}

CLEARANCE: dict[Role, Label] = {
    Role.ANALYST: Label.INTERNAL,
    Role.EXPERT: Label.CONFIDENTIAL,
    Role.STEWARD: Label.RESTRICTED,
}

UNMASKED: frozenset[Role] = frozenset({Role.STEWARD})
"""The roles whose view shows sensitive spans as they are."""


@dataclass(frozen=True)
class Actor:
    """A person acting through this program.

    Attributes:
        person: the person's id in the workspace, for example "ines".
        name: as shown.
        roles: empty for an account that the workspace does not know.
        account: the operating-system account that acts, for example "uid:1000".
    """

    person: str
    name: str
    roles: frozenset[Role]
    account: str


@dataclass(frozen=True)
class Scope:
    """What one actor may see during one use case.

    Attributes:
        actor: who acts.
        action: what the guard allowed.
        labels: the labels the actor may read, lowest first.
        unmasked: whether sensitive spans are shown as they are.
        drafts: whether units are seen before they are approved, and revisions newer than the approved one.
        others_runs: whether runs, conversations, interviews and texts put aside of others are seen.
        others_gaps: whether gaps are made of everybody's questions, or of the actor's own alone.
    """

    actor: Actor
    action: Action
    labels: tuple[Label, ...]
    unmasked: bool
    drafts: bool
    others_runs: bool
    others_gaps: bool

    def allows(self, label: Label) -> bool:
        return label in self.labels


def labels_of(roles: frozenset[Role]) -> tuple[Label, ...]:
    """Return the labels these roles may read, lowest first; none for no role."""
    highest = max((CLEARANCE[role] for role in roles), default=None)
    return tuple(label for label in Label if highest is not None and label <= highest)


def may(actor: Actor, action: Action) -> bool:
    """Tell whether one of the actor's roles allows an action; asks nobody and audits nothing."""
    return any(action in ALLOWED[role] for role in actor.roles)
