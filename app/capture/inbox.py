"""What waits for a person, gathered from the records: reviews, drafts, gaps, doubts, corrections, followed questions.

Invariant: nothing is kept that could be found out; only what was marked read, and what was told once, is written down. Reads on any thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.access import Actor
from app.core.inbox import InboxItem


class Inbox:
    """The use cases of the inbox."""

    def items(self, actor: Actor, *, unread: bool = False) -> tuple[InboxItem, ...]:
        """Return what waits for the actor: by kind, within a kind what is due or waits longest first."""
        raise NotImplementedError

    def count(self, actor: Actor) -> int:
        """Return how many items the actor has not read."""
        raise NotImplementedError

    def mark(self, actor: Actor, items: Sequence[str], *, read: bool = True) -> None:
        """Mark items read, or unread again; those that only tell something are gone once they are read.

        Raises:
            NotFound: there is no such item of the actor's; AccessDenied.
        """
        raise NotImplementedError
