"""Corrections: an expert's own words in the place of an answer that was wrong.

Decision hidden: when two questions are so nearly the same that a correction of one answers the other: the
same numbers, dates, names and negations, the same question word, and no opposite; how near in meaning they
must be is decided where the vectors are. Values and pure rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.core.documents.documents import Label
from app.core.language.entailment import opposed, swapped
from app.core.language.facts import facts
from app.core.language.text import words
from app.core.units.units import EvidenceSpan

REVIEW_DAYS = 7
"""Days after which somebody else must have looked at a correction."""

CONFIRMED_DAYS = 180
"""Days after a confirmation on which a correction is to be looked at again."""

LONGEST = 4000
"""Characters of a correction; what is longer is a unit."""

NEAR = 0.95
"""Least cosine of two questions that a correction of one may answer the other."""


class CorrectionStatus(StrEnum):
    """Where a correction stands. The values are stored: never rename one."""

    PINNED = "pinned"
    """It answers, and nobody else has looked at it yet."""
    CONFIRMED = "confirmed"
    """Somebody else looked at it, and it answers."""
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    """Somebody else looked at it, and it does not hold."""
    PURGED = "purged"

    @property
    def answers(self) -> bool:
        """Whether a correction of this status takes the place of an answer."""
        return self in (CorrectionStatus.PINNED, CorrectionStatus.CONFIRMED)


@dataclass(frozen=True)
class Correction:
    """A correction in one actor's view.

    Attributes:
        id: correction id.
        question: the one that it answers.
        text: the expert's words.
        label: highest label of the run that was wrong and of the evidence; the run's own unless a steward
            chose another.
        run: the run whose answer was wrong.
        person, name: who pinned it.
        status: where it stands.
        at: when it was pinned.
        review_due: ISO 8601 day by which somebody else must have looked at it.
        evidence: words of documents that it rests on; quotes in the actor's view.
        settled_at, settled_by, reason: when, by whom and why it was confirmed, rejected or withdrawn, or
            empty.
        unit: the unit that has taken it over, or empty.
    """

    id: str
    question: str
    text: str
    label: Label
    run: str
    person: str
    name: str
    status: CorrectionStatus
    at: str
    review_due: str
    evidence: tuple[EvidenceSpan, ...] = ()
    settled_at: str = ""
    settled_by: str = ""
    reason: str = ""
    unit: str = ""

    def overdue(self, today: date) -> bool:
        """Tell whether the day has passed by which somebody else must have looked at it."""
        return self.status.answers and bool(self.review_due) and self.review_due < today.isoformat()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "question": self.question,
            "text": self.text,
            "label": self.label.word,
            "run": self.run,
            "person": self.person,
            "name": self.name,
            "status": self.status.value,
            "at": self.at,
            "review_due": self.review_due,
            "evidence": [
                {
                    "document": one.document,
                    "version": one.version,
                    "start": one.start,
                    "end": one.end,
                    "quote": one.quote,
                }
                for one in self.evidence
            ],
            "settled_at": self.settled_at,
            "settled_by": self.settled_by,
            "reason": self.reason,
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Pinned:
    """What an answer says of the correction that stands in its place; `near` when the question was worded a
    little differently.
    """

    correction: str
    person: str
    name: str
    at: str
    status: CorrectionStatus
    review_due: str
    overdue: bool
    question: str
    near: bool = False

    def as_json(self) -> Mapping[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.correction,
            "person": self.person,
            "name": self.name,
            "at": self.at,
            "status": self.status.value,
            "review_due": self.review_due,
            "overdue": self.overdue,
            "question": self.question,
            "near": self.near,
        }

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Pinned:
        """Return it from its JSON."""
        return cls(
            correction=raw["id"],
            person=raw["person"],
            name=raw["name"],
            at=raw["at"],
            status=CorrectionStatus(raw["status"]),
            review_due=raw["review_due"],
            overdue=raw["overdue"],
            question=raw["question"],
            near=raw["near"],
        )


def due_on(today: date, status: CorrectionStatus) -> str:
    """Return the day by which a correction of this status is to be looked at."""
    return (
        today + timedelta(days=CONFIRMED_DAYS if status is CorrectionStatus.CONFIRMED else REVIEW_DAYS)
    ).isoformat()


def same_question(one: str, other: str) -> bool:
    """Tell whether two questions are the same but for case, punctuation and white space."""
    return [word.form for word in words(one)] == [word.form for word in words(other)]


_ASKING = frozenset("who whom whose when where why how what which".split())


def may_be_same(one: str, other: str) -> bool:
    """Tell whether nothing exact keeps two questions apart; whether they are near enough in meaning is
    measured elsewhere.
    """
    left, right = facts(one), facts(other)
    if left.quantities != right.quantities or left.days != right.days or left.negations != right.negations:
        return False
    if _names(one) != _names(other) or {f for f in left.forms if f in _ASKING} != {
        f for f in right.forms if f in _ASKING
    }:
        return False
    return opposed(left, right) is None and opposed(right, left) is None and not swapped(one, other)


def _names(text: str) -> frozenset[str]:
    """Return the parts of names; a capital that only begins the question counts where the other writes it so,
    too.
    """
    return frozenset(
        part
        for name in facts(text).names
        for part in name.stems
        if not (name.initial and len(name.stems) == 1)
    )
