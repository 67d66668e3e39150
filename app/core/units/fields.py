"""What a unit's fields can hold, and how a kind of unit is described.

Values only: the kinds are in kinds.py, what may stand in a field is judged in forms.py, how it reads is in
rendering.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How one unit stands to another unit or to a document."""

    EXCEPTION_TO = "exception_to"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded_by"
    """Never written by hand: what `supersedes` looks like from the other side."""
    RELATES = "relates"
    CITES = "cites"
    """A document that the unit rests on as a whole; a stretch of one is an evidence span."""


class FieldType(StrEnum):
    """What a field holds, and so which editor it gets. The values stand in exported files: never rename
    one.
    """

    LINE = "line"
    """One line: `str`."""
    TEXT = "text"
    """Paragraphs: `str`."""
    ITEMS = "items"
    """Several lines that each stand for themselves: `tuple[str, ...]`."""
    OPTIONS = "options"
    """What could have been done: `tuple[Option, ...]`."""
    TIMELINE = "timeline"
    """What happened when: `tuple[Moment, ...]`."""
    STEPS = "steps"
    """What to do, in order: `tuple[Step, ...]`."""
    CONDITIONS = "conditions"
    """When a rule holds, in the language of `core.rules.rules`: `str`."""
    OUTCOME = "outcome"
    """What a rule comes to: `str`."""
    TREE = "tree"
    """A decision tree in the language of `core.rules.rules`: `str`."""
    UNIT = "unit"
    """The id of another unit: `str`."""
    SYNONYMS = "synonyms"
    """Other words for the same thing, which also find it: `tuple[str, ...]`."""
    DATE = "date"
    """A day, ISO 8601: `str`."""


@dataclass(frozen=True)
class Option:
    """Something that could have been done; `chosen` or not, or None where that is not known; `because` of
    what.
    """

    name: str
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    chosen: bool | None = False
    because: str = ""


@dataclass(frozen=True)
class Moment:
    """One event of a timeline; `time` as the people who were there give it ("08:40", "the next morning",
    "2025-07-03").
    """

    time: str
    event: str


@dataclass(frozen=True)
class Step:
    """One thing to do, and how to see that it was done right."""

    action: str
    check: str = ""


FieldValue = str | tuple[str, ...] | tuple[Option, ...] | tuple[Moment, ...] | tuple[Step, ...]
Fields = Mapping[str, FieldValue]
"""Values by field id; what is empty may be missing."""


@dataclass(frozen=True)
class Field:
    """One field of a kind.

    Attributes:
        id: as stored.
        title: as shown over the field, and the heading under which it is found and cited.
        help: shown beside the field: what to write, in one or two sentences.
        type: what it holds.
        required: a unit without it cannot be submitted.
        question: what an interviewer asks to have it told.
        example: shown in the empty field.
        relation: for a reference: how this unit is linked to the one referred to.
        under: id of the field without which this one must not be quoted, since it is true only then; empty
            for none.
    """

    id: str
    title: str
    help: str
    type: FieldType
    required: bool = False
    question: str = ""
    example: str = ""
    relation: Relation | None = None
    under: str = ""


class Ask(StrEnum):
    """What a check looks for in a field."""

    FILLED = "filled"
    SEVERAL = "several"
    """At least two entries."""
    CHOSEN = "chosen"
    """Exactly one option was chosen."""
    REJECTED = "rejected"
    """An option was not chosen, and it is said why."""
    WEIGHED = "weighed"
    """Something speaks against the option that was chosen."""
    CHECKED = "checked"
    """A step says how to see that it was done right."""
    TIMED = "timed"
    """Every event has a time."""


@dataclass(frozen=True)
class Check:
    """What makes a unit more complete: `missing` is said while `ask` is not met by the field."""

    field: str
    ask: Ask
    missing: str


@dataclass(frozen=True)
class Kind:
    """A kind of knowledge unit.

    Attributes:
        id: as stored.
        title, plural: as shown.
        purpose: one sentence: when to choose this kind.
        fields: in the order of form, export and text.
        checks: what the completeness meter counts, besides the required fields.
        review_days: how long an approval holds unless somebody says otherwise.
        kept_in: the field to which is added what a file says that is nobody's field.
        of_incident: whether it comes of one incident, so that an interview offers it first.
    """

    id: str
    title: str
    plural: str
    purpose: str
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    review_days: int = 365
    kept_in: str = ""
    of_incident: bool = False

    def field(self, name: str) -> Field | None:
        """Return a field by its id."""
        return next((field for field in self.fields if field.id == name), None)
