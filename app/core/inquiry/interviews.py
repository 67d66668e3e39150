"""Interviews as they are kept and shown: who is asked, where it stands, what was proposed out of it and what
the expert said to that.

How an interview goes is in interviewing.py. Invariant: a proposal is accepted or rejected by the expert, one
by one. Values only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.documents.documents import Label
from app.core.inquiry.interviewing import Asked, Interview, Ladder
from app.core.units.fields import FieldValue
from app.core.units.forms import fields_json

TRANSCRIPT = "interview:"
"""How the version of an evidence span begins that stands in an interview's transcript."""


class InterviewStatus(StrEnum):
    """Where an interview stands. The values are stored: never rename one."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    """The expert said so; it can be taken up again."""


class Said(StrEnum):
    """What the expert said to a proposal. The values are stored: never rename one."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Proposal:
    """A field as it could be, out of the expert's words.

    Attributes:
        id: stable as long as the words are the same; for `Interviews.accept`.
        field, title: of the field.
        value: of the field's type.
        text: the value in words.
        spans: where the words stand in the transcript.
        quotes: these words.
        said: what the expert said to it.
    """

    id: str
    field: str
    title: str
    value: FieldValue
    text: str
    spans: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]
    said: Said = Said.OPEN

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "field": self.field,
            "title": self.title,
            "value": fields_json({self.field: self.value})[self.field],
            "spans": [list(span) for span in self.spans],
            "quotes": list(self.quotes),
            "said": self.said.value,
        }


@dataclass(frozen=True)
class InterviewHead:
    """An interview as listed.

    Attributes:
        id: interview id.
        title: of the incident.
        kind: id of the kind of unit it is to become.
        label: confidentiality class.
        status: where it stands.
        expert: who answers.
        person: who asks; the same person when an expert is asked by the program alone.
        unit: id of the unit that accepted proposals go into, or empty.
        gap: id of the gap it was begun for, or empty.
        imported: whether it began with a transcript or notes.
        turns: questions answered or passed over.
        change: grows with every change.
        begun, changed: ISO 8601 times in UTC.
    """

    id: str
    title: str
    kind: str
    label: Label
    status: InterviewStatus
    expert: str
    person: str
    unit: str
    gap: str
    imported: bool
    turns: int
    change: int
    begun: str
    changed: str

    def as_line(self) -> dict[str, Any]:
        """Return the stable JSON form of an interview in a list."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "label": self.label.word,
            "status": self.status.value,
            "expert": self.expert,
            "person": self.person,
            "unit": self.unit,
            "gap": self.gap,
            "imported": self.imported,
            "answers": self.turns,
            "begun": self.begun,
            "changed": self.changed,
        }


@dataclass(frozen=True)
class KeptInterview(InterviewHead):
    """An interview with all that was said.

    Attributes:
        interview: transcript and turns.
        ladder: its questions.
        next: the question to ask now: what a model proposed while that is open, else the ladder's first; None
            when all were asked.
        proposed: whether a model chose the question or worded it.
        progress: of each stage its title, how many questions were dealt with, and how many there are so far.
        proposals: in the form's order.
    """

    interview: Interview
    ladder: Ladder
    next: Asked | None
    proposed: bool
    progress: tuple[tuple[str, int, int], ...]
    proposals: tuple[Proposal, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form; offsets count in the transcript."""
        return self.as_line() | {
            "next": None if self.next is None else self.next.as_json() | {"proposed": self.proposed},
            "progress": [
                {"stage": title, "done": done, "total": total} for title, done, total in self.progress
            ],
            "transcript": self.interview.transcript,
            "turns": [turn.as_json() for turn in self.interview.turns],
            "proposals": [item.as_json() for item in self.proposals],
        }

    def as_draft(self) -> dict[str, Any]:
        """Return the stable JSON form of what its answers propose."""
        return {"unit": self.unit, "proposals": [one.as_json() for one in self.proposals]}
