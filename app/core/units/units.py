"""Knowledge units: an expert's recorded judgement, its revisions, and how it comes to answer questions.

Invariants: nobody approves words of their own; a revision that was submitted never changes again; a unit
answers with its approved revision alone, whatever is being written meanwhile. Where a unit and a revision may
go is data (`MOVES`), which `move` alone reads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from dataclasses import field as _field
from enum import StrEnum
from typing import Any

from app.core.documents.documents import Label
from app.core.errors import InvalidUnit
from app.core.units.fields import Fields, Relation


class UnitStatus(StrEnum):
    """Where a unit, or one revision of it, stands. The values are stored: never rename one."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    NEEDS_REVIEW = "needs_review"
    """Approved, and still answering, but something speaks against relying on it: it expired, or its evidence
    changed.
    """
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def answers(self) -> bool:
        """Whether a unit of this status is evidence for answers."""
        return self in (UnitStatus.APPROVED, UnitStatus.NEEDS_REVIEW)

    @property
    def words(self) -> str:
        """The status as users read it: "in review"."""
        return self.value.replace("_", " ")


class Event(StrEnum):
    """What happens to a unit or a revision."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    """The author takes it back to write on."""
    RETURN = "return"
    """A reviewer sends it back with a reason."""
    APPROVE = "approve"
    CONFIRM = "confirm"
    """A reviewer has checked it again, and it is still valid as it is."""
    DOUBT = "doubt"
    """It expired, its evidence changed, or somebody says that it may not hold any more."""
    REVISE = "revise"
    """A new draft is begun while the approved revision goes on answering."""
    SUPERSEDE = "supersede"
    RETIRE = "retire"


class By(StrEnum):
    """Who may cause an event, as far as it depends on who wrote the words."""

    WRITER = "writer"
    """One of the revision's authors, or the unit's owner."""
    OTHER = "other"
    """Anybody but the revision's authors."""
    ANYBODY = "anybody"


@dataclass(frozen=True)
class Move:
    """Where an event leads to, and who may cause it."""

    to: UnitStatus
    by: By = By.ANYBODY


MOVES: Mapping[tuple[UnitStatus, Event], Move] = {
    (UnitStatus.DRAFT, Event.SUBMIT): Move(UnitStatus.IN_REVIEW, By.WRITER),
    (UnitStatus.DRAFT, Event.RETIRE): Move(UnitStatus.RETIRED),
    (UnitStatus.IN_REVIEW, Event.WITHDRAW): Move(UnitStatus.DRAFT, By.WRITER),
    (UnitStatus.IN_REVIEW, Event.RETURN): Move(UnitStatus.DRAFT, By.OTHER),
    (UnitStatus.IN_REVIEW, Event.APPROVE): Move(UnitStatus.APPROVED, By.OTHER),
    (UnitStatus.IN_REVIEW, Event.RETIRE): Move(UnitStatus.RETIRED),
    (UnitStatus.APPROVED, Event.DOUBT): Move(UnitStatus.NEEDS_REVIEW),
    (UnitStatus.APPROVED, Event.CONFIRM): Move(UnitStatus.APPROVED, By.OTHER),
    (UnitStatus.APPROVED, Event.REVISE): Move(UnitStatus.APPROVED),
    (UnitStatus.APPROVED, Event.SUPERSEDE): Move(UnitStatus.SUPERSEDED),
    (UnitStatus.APPROVED, Event.RETIRE): Move(UnitStatus.RETIRED),
    (UnitStatus.NEEDS_REVIEW, Event.DOUBT): Move(UnitStatus.NEEDS_REVIEW),
    (UnitStatus.NEEDS_REVIEW, Event.CONFIRM): Move(UnitStatus.APPROVED, By.OTHER),
    (UnitStatus.NEEDS_REVIEW, Event.REVISE): Move(UnitStatus.NEEDS_REVIEW),
    (UnitStatus.NEEDS_REVIEW, Event.SUPERSEDE): Move(UnitStatus.SUPERSEDED),
    (UnitStatus.NEEDS_REVIEW, Event.RETIRE): Move(UnitStatus.RETIRED),
    (UnitStatus.RETIRED, Event.REVISE): Move(UnitStatus.RETIRED),
}
"""Everything that may happen. A unit that was never approved has the status of its draft; one that was moves
by itself while a new draft of it (`Unit.working`) goes from draft to in review to approved on its own."""


def move(
    status: UnitStatus, event: Event, *, actor: str, authors: Collection[str], owner: str = ""
) -> UnitStatus:
    """Return where an event leads.

    Args:
        status: of the unit, or of the revision being written for SUBMIT, WITHDRAW, RETURN and APPROVE.
        actor: the person who causes it.
        authors: everybody who wrote words of the revision concerned.
        owner: of the unit.

    Raises:
        InvalidUnit: a unit of this status takes no such event, or not from this person.
    """
    found = MOVES.get((status, event))
    if found is None:
        possible = [one.value for (before, one) in MOVES if before is status]
        hint = (
            f"Possible now: {', '.join(possible)}."
            if possible
            else "Nothing more can be done with it; write a new unit."
        )
        raise InvalidUnit(f"A unit that is {status.words} cannot be {PAST[event]}.", hint)
    if found.by is By.OTHER and actor in authors:
        raise InvalidUnit("You cannot review your own words.", "Ask somebody else who can review it.")
    if found.by is By.WRITER and actor not in authors and actor != owner:
        raise InvalidUnit(
            f"Only its author can do this: {' and '.join(sorted(authors))}.",
            "Ask them, or return it with a reason.",
        )
    return found.to


PAST: Mapping[Event, str] = {
    Event.SUBMIT: "submitted",
    Event.WITHDRAW: "withdrawn",
    Event.RETURN: "returned",
    Event.APPROVE: "approved",
    Event.CONFIRM: "confirmed",
    Event.DOUBT: "flagged as doubtful",
    Event.REVISE: "revised",
    Event.SUPERSEDE: "superseded",
    Event.RETIRE: "retired",
}
"""What a unit is after an event: "It cannot be approved"."""


@dataclass(frozen=True)
class Link:
    """A link to a unit or a document, named by its id."""

    relation: Relation
    target: str


@dataclass(frozen=True)
class EvidenceSpan:
    """Words that a field rests on.

    Attributes:
        field: the field's id.
        version: the document version (or "interview:ID" for a transcript).
        start, end: offsets in the version's text, or in the transcript.
        quote: those words in one actor's view; empty for who may not read the source, or after it was purged.
        document: the document's id; empty for a transcript.
        shown: what a person reads of the quote; the quote itself where nothing differs. Never stored.
    """

    field: str
    version: str
    start: int
    end: int
    quote: str = ""
    document: str = ""
    shown: str = _field(default="", compare=False)

    @property
    def words(self) -> str:
        """What a person reads of the quote, on one line."""
        return " ".join((self.shown or self.quote).split())


@dataclass(frozen=True)
class Content:
    """What a revision says: everything that is reviewed with it.

    Attributes:
        title: one line.
        fields: by field id, of the types that `core.units.kinds` gives; what is empty may be missing.
        valid_from, valid_until: ISO 8601 days, or empty for no limit; the last day counts in.
        review_days: days after an approval on which it is to be looked at again; 0 for never.
        tags: words to find it by.
        links: to other units and documents; those that a field makes (an exception's "to") are not repeated
            here.
        evidence: words of documents and transcripts that its fields rest on.
    """

    title: str
    fields: Fields = field(default_factory=dict)
    valid_from: str = ""
    valid_until: str = ""
    review_days: int = 365
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[EvidenceSpan, ...] = ()


@dataclass(frozen=True)
class UnitHead:
    """A unit as listed, in one actor's view.

    Attributes:
        id: also the id of the document that its approved revisions are versions of.
        kind: id of its kind.
        slug: short name that stays for life; with the kind it is the unit's path,
            "unit:decision/adr-17-storage".
        title: of the revision that the actor sees.
        label: confidentiality class.
        status: where the unit stands.
        working: DRAFT or IN_REVIEW while a revision newer than the approved one is being written; else None.
        owner: the person who answers for it and is told when it needs review.
        author: the person who began it.
        reviewers: who was asked to review it; empty when anybody may.
        authors: who wrote words of the revision that the actor sees.
        tags: of that revision.
        valid_from, valid_until: of that revision.
        review_due: ISO 8601 day on which the approval is to be looked at again, or empty.
        revision: number of the newest revision.
        approved_revision: number of the one that answers or last answered, or None.
        reviewed, reviewer: day and person of the last approval or confirmation, or empty.
        doubt, doubt_since: why and since which day it needs review, or empty.
        change: grows with every change; hand it back when saving.
        changed, changed_by: time and person of the last change.
    """

    id: str
    kind: str
    slug: str
    title: str
    label: Label
    status: UnitStatus
    working: UnitStatus | None
    owner: str
    author: str
    reviewers: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    valid_from: str
    valid_until: str
    review_due: str
    revision: int
    approved_revision: int | None
    reviewed: str
    reviewer: str
    doubt: str
    doubt_since: str
    change: int
    changed: str
    changed_by: str

    @property
    def path(self) -> str:
        """Where it stands among the sources."""
        return unit_path(self.kind, self.slug)

    def as_line(self) -> dict[str, Any]:
        """Return the stable JSON form of a unit in a list."""
        return {
            "id": self.id,
            "kind": self.kind,
            "name": f"{self.kind}/{self.slug}",
            "title": self.title,
            "label": self.label.word,
            "status": self.status.value,
            "working": None if self.working is None else self.working.value,
            "owner": self.owner,
            "author": self.author,
            "reviewers": list(self.reviewers),
            "tags": list(self.tags),
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
            "review_due": self.review_due,
            "reviewed": self.reviewed,
            "reviewer": self.reviewer,
            "doubt": self.doubt,
            "doubt_since": self.doubt_since,
            "revision": self.revision,
            "approved_revision": self.approved_revision,
            "change": self.change,
            "changed": self.changed,
            "changed_by": self.changed_by,
        }


@dataclass(frozen=True)
class Unit(UnitHead):
    """A unit with the content of one of its revisions.

    Attributes:
        content: of the revision shown.
        shown: that revision's number.
        superseded_by: ids of units that take its place.
        exceptions: ids of approved exceptions to it.
        masked: whether sensitive words are masked in this view, so that it must not be saved back.
    """

    content: Content
    shown: int
    superseded_by: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    masked: bool = False


class RevisionStatus(StrEnum):
    """Where one revision stands. The values are stored: never rename one."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    REPLACED = "replaced"
    """It was approved, and a later one took its place."""


@dataclass(frozen=True)
class Review:
    """What a reviewer said of a revision; `verdict` is the event that it caused."""

    person: str
    verdict: Event
    reason: str
    at: str
    revision: int
    resolutions: tuple[Resolution, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form, as a revision holds it."""
        return {
            "person": self.person,
            "verdict": self.verdict.value,
            "reason": self.reason,
            "at": self.at,
            "resolutions": [one.as_json() for one in self.resolutions],
        }


@dataclass(frozen=True)
class Conflict:
    """Something approved, or a document, that says otherwise than the unit under review.

    Attributes:
        other: id of the unit or document.
        kind: "unit" or "document".
        title: of the other.
        why: one sentence for the reviewer.
        field: of the unit under review, where it says so.
        ours, theirs: the words that contradict each other, in the actor's view.
        version, start, end: where theirs stand.
        our_start, our_end: where ours stand, in the field's own text.
        example: facts under which both apply, as names with values, for rules.
    """

    other: str
    kind: str
    title: str
    why: str
    field: str = ""
    ours: str = ""
    theirs: str = ""
    version: str = ""
    start: int = 0
    end: int = 0
    our_start: int = 0
    our_end: int = 0
    example: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self) | {"example": dict(self.example)}


class Way(StrEnum):
    """What becomes of a conflict that a reviewer was shown."""

    SUPERSEDE = "supersede"
    """The other unit is superseded by the one approved."""
    NARROW = "narrow"
    """The scope of one was narrowed so that both hold; the reason says how."""
    ACCEPT = "accept"
    """Both stand, for the reason given."""


@dataclass(frozen=True)
class Resolution:
    """How one conflict was settled; `other` is the unit's or document's id."""

    other: str
    way: Way
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"other": self.other, "way": self.way.value, "reason": self.reason}


@dataclass(frozen=True)
class Revision:
    """One revision in a unit's history.

    Attributes:
        number: from 1.
        status: where it stands.
        authors: who wrote words of it.
        begun, changed: times.
        submitted: time, or empty.
        version: id of the document version that it was rendered to, or empty when it was never approved.
        reviews: what was said of it, oldest first.
    """

    number: int
    status: RevisionStatus
    title: str
    authors: tuple[str, ...]
    begun: str
    changed: str
    submitted: str
    version: str
    reviews: tuple[Review, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "number": self.number,
            "status": self.status.value,
            "title": self.title,
            "authors": list(self.authors),
            "begun": self.begun,
            "changed": self.changed,
            "submitted": self.submitted,
            "version": self.version,
            "reviews": [review.as_json() for review in self.reviews],
        }


@dataclass(frozen=True)
class FieldChange:
    """What one field said before and after, as rendered; `field` is its id or one of the common fields
    ("title", "valid_until" …).
    """

    field: str
    title: str
    before: str
    after: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"field": self.field, "title": self.title, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class UnitFilter:
    """Which units a list is to show; empty fields leave all in.

    Attributes:
        words: each of them stands in title or fields, as its beginning.
        kinds, statuses, labels, tags: any of them.
        working: only those with a revision that is being written, or is in review.
        owner: the person who answers for it.
        mine: units that this person owns, began or wrote on.
        to_review: units in review that this person may review: not by own hand, and asked by name or nobody
            was.
        due_by: units that answer and whose review is due, or validity ends, on this ISO 8601 day or before.
        target: units linked to this unit or document.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    statuses: tuple[UnitStatus, ...] = ()
    labels: tuple[Label, ...] = ()
    tags: tuple[str, ...] = ()
    working: UnitStatus | None = None
    owner: str = ""
    mine: str = ""
    to_review: str = ""
    due_by: str = ""
    target: str = ""


class UnitOrder(StrEnum):
    """How a list of units is ordered."""

    CHANGED = "changed"
    """The newest change first."""
    TITLE = "title"
    DUE = "due"
    """What must be looked at soonest first."""


@dataclass(frozen=True)
class UnitPage:
    """A page of a list of units, and how many there are in all."""

    units: tuple[UnitHead, ...]
    total: int

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"total": self.total, "units": [one.as_line() for one in self.units]}


@dataclass(frozen=True)
class Aside:
    """A text that was refused because somebody else had saved the unit meanwhile; it is kept until it is
    dropped.

    Attributes:
        id: for `Capture.drop_aside`.
        unit: the unit's id.
        person: who wrote it.
        at: when.
        content: what was to be saved.
    """

    id: int
    unit: str
    person: str
    at: str
    content: Content


def unit_path(kind: str, slug: str) -> str:
    """Return the path under which a unit stands among the documents; no file has such a path."""
    return f"{UNIT_ROOT}{kind}/{slug}"


UNIT_ROOT = "unit:"
"""The root of every unit's path."""
