"""What waits for one person, from every corner of the program.

Invariant: an item stands here as long as its cause does; marking it read only makes it quiet. Values only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ItemKind(StrEnum):
    """What is to be done, in the order in which it is shown."""

    REVIEW = "review"
    """A unit in review that the person may review."""
    RETURNED = "returned"
    """A draft of theirs that a reviewer sent back."""
    DOUBT = "doubt"
    """A unit of theirs that needs review: its evidence changed, or it expired."""
    CORRECTION = "correction"
    """A pinned correction whose review is due."""
    GAP = "gap"
    """A gap that they were asked to close."""
    INTERVIEW = "interview"
    """An interview of theirs that is not finished."""
    EXPIRING = "expiring"
    """A unit of theirs whose review is due, or validity ends, within `SOON` days."""
    FOLLOW = "follow"
    """A followed question whose answer changed."""
    ANSWERED = "answered"
    """A question of theirs that was not answered, and is now."""
    STILL_OPEN = "still_open"
    """A question of theirs that was asked again and is still not answered."""


SOON = 30
"""Days ahead in which a review or the end of a validity is announced."""


class Target(StrEnum):
    """What an item leads to."""

    UNIT = "unit"
    GAP = "gap"
    CORRECTION = "correction"
    FOLLOW = "follow"
    INTERVIEW = "interview"
    RUN = "run"


@dataclass(frozen=True)
class InboxItem:
    """One thing that waits for somebody.

    Attributes:
        id: for `Inbox.read`; another one when its cause is a new one.
        kind: what is to be done.
        title: of the unit, or the question.
        why: one sentence.
        since: ISO 8601 time or day.
        due: ISO 8601 day, or empty.
        target: what it leads to, and its id.
        read: whether the person marked it read.
    """

    id: str
    kind: ItemKind
    title: str
    why: str
    since: str
    due: str
    target: tuple[Target, str]
    read: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "title": self.title,
            "why": self.why,
            "since": self.since,
            "due": self.due,
            "target": {"kind": self.target[0].value, "id": self.target[1]},
            "read": self.read,
        }
