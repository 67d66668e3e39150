"""Who sees what, and who may settle what: decided here alone.

Decision hidden: how a role, an owner or an author becomes a right. Invariants: everything below receives what
was decided as values of a `Scope` and holds no rule of its own; a unit's words are the same for the same
person on its page, in a list, in a rule that is run and in a warning, while its text among the documents is
masked as every document is. What each role may do at all is the table of `core.access`, which pages ask as
well. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Collection

from app.core.access import UNMASKED, Action, Actor, Role, Scope, labels_of, may


def scope(actor: Actor, action: Action) -> Scope:
    """Return what an actor may see while doing `action`; whether they may do it at all, the guard asks."""
    return Scope(
        actor,
        action,
        labels_of(actor.roles),
        unmasked=bool(actor.roles & UNMASKED),
        drafts=may(actor, Action.WRITE_UNIT),
        others_runs=Role.STEWARD in actor.roles,
        others_gaps=may(actor, Action.ASSIGN_GAP),
    )


def sees_unit(given: Scope, owner: str, authors: Collection[str]) -> bool:
    """Tell whether an actor sees a unit's words as they were written.

    Whose role shows everything does, and who wrote them or answers for them: whoever wrote a word cannot be
    kept from it, and an answer shows no more than the page does.

    Args:
        owner: of the unit.
        authors: of the revision that is shown.
    """
    return sees_own(given, owner, *authors)


def sees_own(given: Scope, *people: str) -> bool:
    """Tell whether an actor sees words as these people wrote them: a question, a remark, a correction."""
    return given.unmasked or given.actor.person in people


def may_review(actor: Actor, reviewers: Collection[str]) -> bool:
    """Tell whether an actor may settle a review: anybody where nobody was asked, else who was, and
    stewards.
    """
    return not reviewers or actor.person in reviewers or Role.STEWARD in actor.roles


def may_retire(actor: Actor, owner: str, author: str, authors: Collection[str]) -> bool:
    """Tell whether an actor may take a unit out of use: who answers for it, who began or wrote it, and
    stewards."""
    return Role.STEWARD in actor.roles or actor.person in (owner, author, *authors)


def may_withdraw(actor: Actor, person: str) -> bool:
    """Tell whether an actor may take back the correction that a person pinned: that person, and stewards."""
    return actor.person == person or Role.STEWARD in actor.roles
