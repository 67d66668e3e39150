"""Gaps: questions that nobody's knowledge answers, gathered by what they mean, and who might close them.

Invariants: a question counts once for each run and cause; what a gap shows is counted from the questions that
the actor may see and from no others. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.answers.conversations import Verdict
from app.core.documents.documents import Label

UNSURE = 0.5
"""An answer that is more likely wrong than right is as good as a gap."""


class Cause(StrEnum):
    """Why a question is part of a gap. The values are stored: never rename one."""

    ABSTAINED = "abstained"
    UNSURE = "unsure"
    """It was answered with a confidence below `UNSURE`."""
    WRONG = "wrong"
    """Somebody said of the answer that it is wrong."""
    INCOMPLETE = "incomplete"
    """Somebody said of the answer that something is missing."""

    @property
    def words(self) -> str:
        """The cause as users read it: "not answered"."""
        return _CAUSES[self]


_CAUSES: Mapping[Cause, str] = {
    Cause.ABSTAINED: "not answered",
    Cause.UNSURE: "answered with low confidence",
    Cause.WRONG: "reported as wrong",
    Cause.INCOMPLETE: "reported as incomplete",
}

BLAMED: Mapping[Verdict, Cause] = {Verdict.WRONG: Cause.WRONG, Verdict.INCOMPLETE: Cause.INCOMPLETE}
"""The verdicts that make a question part of a gap."""


class GapStatus(StrEnum):
    """Where a gap stands. The values are stored: never rename one."""

    OPEN = "open"
    ASSIGNED = "assigned"
    """Somebody was asked to close it, or has begun to."""
    ANSWERED = "answered"
    """A unit that was made for it is approved, and its questions are answered now."""
    DISMISSED = "dismissed"
    """Somebody said why it needs no answer."""

    @property
    def waits(self) -> bool:
        """Whether it still needs an answer."""
        return self in (GapStatus.OPEN, GapStatus.ASSIGNED)


class Outcome(StrEnum):
    """What came of a question that was asked again. The values are stored: never rename one."""

    NOT_ASKED = ""
    ANSWERED = "answered"
    ABSTAINED = "abstained"
    """It is still not answered."""
    ELSEWHERE = "elsewhere"
    """It is answered, but not by the unit that was made for it."""


@dataclass(frozen=True)
class Expert:
    """Somebody who might know.

    Attributes:
        person: their id.
        name: as shown.
        why: what makes them one, to follow their name: "owns “Drifting transducers go back”".
        unit: id of that unit.
    """

    person: str
    name: str
    why: str
    unit: str

    @property
    def words(self) -> str:
        """Whom to ask, in words: "Erik, who owns “Drifting transducers go back”"."""
        return f"{self.name}, who {self.why}"

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"person": self.person, "name": self.name, "why": self.why, "unit": self.unit}


@dataclass(frozen=True)
class GapQuestion:
    """One question of a gap.

    Attributes:
        id: number of its row.
        question: in the actor's view.
        person, name: who asked, or said that the answer is wrong.
        cause: why it is here.
        at: ISO 8601 time in UTC.
        run: the run that it comes from; only its asker and stewards may look into that.
        label: the run's.
        outcome: what came of it when it was asked again.
        again: the run that asked it again, or empty.
        remark: what who asked adds for whoever is to answer, in the actor's view; or empty.
    """

    id: int
    question: str
    person: str
    name: str
    cause: Cause
    at: str
    run: str
    label: Label
    outcome: Outcome = Outcome.NOT_ASKED
    again: str = ""
    remark: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "question": self.question,
            "person": self.person,
            "cause": self.cause.value,
            "at": self.at,
            "run": self.run,
            "label": self.label.word,
            "outcome": self.outcome.value,
            "again": self.again,
            "remark": self.remark,
        }


@dataclass(frozen=True)
class Gap:
    """Questions that ask for the same thing, as one actor sees them.

    Attributes:
        id: gap id.
        question: the one that stands for all.
        status: where it stands.
        label: highest label of its questions.
        times: how often it was met.
        people: by how many people.
        causes: how often for which reason.
        first, last: ISO 8601 times of the first and the last question.
        assigned_to, assigned_by, assigned_at: who was asked to close it, by whom and when; or empty.
        due: ISO 8601 day, or empty.
        reason: why it was dismissed, or reopened; or empty.
        unit: id of the unit that was begun for it, or empty.
        interview: id of the interview that was begun for it, or empty.
        settled: when it was answered or dismissed, or empty.
        answered: how many of its questions were answered when they were asked again; `asked` of how many.
        questions: for `Gaps.show` only, the newest first.
        expert: for `Gaps.show` only: who is proposed; None when nobody can be.
        nobody: why nobody is proposed, in a sentence; empty when somebody is.
    """

    id: str
    question: str
    status: GapStatus
    label: Label
    times: int
    people: int
    causes: tuple[tuple[Cause, int], ...]
    first: str
    last: str
    assigned_to: str = ""
    assigned_by: str = ""
    assigned_at: str = ""
    due: str = ""
    reason: str = ""
    unit: str = ""
    interview: str = ""
    settled: str = ""
    answered: int = 0
    asked: int = 0
    questions: tuple[GapQuestion, ...] = ()
    expert: Expert | None = None
    nobody: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "question": self.question,
            "status": self.status.value,
            "label": self.label.word,
            "times": self.times,
            "people": self.people,
            "causes": {cause.value: times for cause, times in self.causes},
            "first": self.first,
            "last": self.last,
            "assigned_to": self.assigned_to,
            "assigned_by": self.assigned_by,
            "assigned_at": self.assigned_at,
            "due": self.due,
            "reason": self.reason,
            "unit": self.unit,
            "interview": self.interview,
            "settled": self.settled,
            "asked_again": self.asked,
            "answered": self.answered,
            "questions": [item.as_json() for item in self.questions],
            "expert": None if self.expert is None else self.expert.as_json(),
            "nobody": self.nobody,
        }


class GapOrder(StrEnum):
    """How gaps are listed."""

    OFTEN = "often"
    """What was met most often first."""
    LAST = "last"
    """What was met last first."""


@dataclass(frozen=True)
class GapFilter:
    """Which gaps to list; empty for all.

    Attributes:
        statuses: any of these; none for those that wait for an answer.
        words: each stands in one of its questions.
        assigned_to: a person's id.
        causes: it has a question for one of these reasons.
    """

    statuses: tuple[GapStatus, ...] = ()
    words: str = ""
    assigned_to: str = ""
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class GapPage:
    """Some gaps, how many there are in all, and how many questions `Gaps.gather` has yet to sort in."""

    gaps: tuple[Gap, ...]
    total: int
    waiting: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"total": self.total, "waiting": self.waiting, "gaps": [one.as_json() for one in self.gaps]}


@dataclass(frozen=True)
class Gathered:
    """What gathering came to: questions sorted in, gaps that are new, gaps that were joined, old runs that
    were taken in.
    """

    questions: int
    new: int
    joined: int
    old: int = 0


@dataclass(frozen=True)
class AskedAgain:
    """One gap after its unit was approved: how many of its questions were asked again and answered."""

    gap: str
    unit: str
    asked: int
    answered: int
    status: GapStatus
    case: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "gap": self.gap,
            "unit": self.unit,
            "asked": self.asked,
            "answered": self.answered,
            "status": self.status.value,
            "case": self.case,
        }


@dataclass(frozen=True)
class Case:
    """An evaluation question that a closed gap left behind.

    Attributes:
        id: case id.
        question: as it was asked.
        unit: id of the unit that must be cited.
        source: that unit's path.
        words: each group names words of which one must stand in the answer.
        label: the higher of the question's and the unit's.
        gap: where it comes from.
        at: ISO 8601 time in UTC.
    """

    id: str
    question: str
    unit: str
    source: str
    words: tuple[tuple[str, ...], ...]
    label: Label
    gap: str
    at: str

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form, a line of a suite."""
        return {
            "id": self.id,
            "question": self.question,
            "answerable": True,
            "source": [self.source],
            "unit": self.unit,
            "page": None,
            "words": [list(group) for group in self.words],
            "never": [],
            "as": None,
            "label": self.label.word,
            "note": f"from gap {self.gap}",
        }
