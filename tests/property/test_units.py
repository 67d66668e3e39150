"""Units under any order of events: nobody approves words of their own, every submitted word is kept, only
approved text is found.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import numpy
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from numpy.typing import NDArray

from app.capture.publishing import Publisher
from app.capture.units import Capture
from app.core.access import Actor, Role
from app.core.audit import AuditEvent
from app.core.errors import AccessDenied, InvalidUnit
from app.core.settings import IngestSettings
from app.core.units.units import Content, Event, RevisionStatus, Unit, UnitStatus
from app.governance.guard import Guard
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.people import People
from app.storage.units import Units

PEOPLE = {name: Actor(name, name.title(), frozenset({role}), f"uid:{name}") for name, role in
          {"erik": Role.EXPERT, "edda": Role.EXPERT, "stella": Role.STEWARD, "anna": Role.ANALYST}.items()}  # fmt: skip
WHO = st.sampled_from(sorted(PEOPLE))


class Vectors:
    """An embedder that counts words; what it gives is of no matter here."""

    id = "none"
    sha256 = "0" * 64

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts: list[str], *, asked: bool = False) -> NDArray[numpy.float32]:
        return numpy.ones((len(texts), 4), dtype=numpy.float32)


class NoIndex:
    """A vector index that follows nothing: the records are what is looked at."""

    def follow(self) -> None: ...

    def rebuild(self) -> None: ...


class UnitLife(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name)
        self.database = Database.open(place / "citewell.db", Keys.open(place / "state"), create=True)
        people = People(self.database)
        with self.database.transaction() as tx:
            for name, actor in sorted(PEOPLE.items(), reverse=True):
                people.add(tx, name, name, actor.roles, [actor.account])
            tx.audit(PEOPLE["stella"], AuditEvent.SETTINGS, "")
        self.units, self.library = Units(self.database), DocumentRecords(self.database)
        publisher = Publisher(self.library, NoIndex(), Vectors, IngestSettings())  # type: ignore[arg-type]
        guard = Guard(self.database, people)
        self.capture = Capture(
            guard, self.database, self.units, self.library, people, publisher, today=lambda: date(2026, 5, 1)
        )
        self.words = 0
        self.unit = self.capture.start(PEOPLE["erik"], "lesson", self.content()).id
        self.submitted: dict[int, Content] = {}
        self.written: dict[int, set[str]] = {1: {"erik"}}
        self.answers = ""

    def content(self) -> Content:
        self.words += 1
        return Content("A lesson", {"lesson": f"Word{self.words} is the lesson.", "learned_from": "A case."})

    def now(self) -> Unit:
        found = self.units.state(self.unit)
        assert found is not None
        return found

    def tried(self, person: str, act: object) -> bool:
        try:
            act()  # type: ignore[operator]
        except (InvalidUnit, AccessDenied):
            return False
        return True

    @rule(person=WHO)
    def save(self, person: str) -> None:
        before, content = self.now(), self.content()
        done = self.tried(
            person, lambda: self.capture.save(PEOPLE[person], self.unit, content, before.change)
        )
        assert done == (before.working is UnitStatus.DRAFT and person != "anna")
        if done:
            self.written.setdefault(before.revision, set()).add(person)
            assert self.now().content.fields == content.fields

    @rule(person=WHO)
    def submit(self, person: str) -> None:
        before = self.now()
        if self.tried(person, lambda: self.capture.submit(PEOPLE[person], self.unit)):
            assert before.working is UnitStatus.DRAFT
            self.submitted[before.revision] = before.content

    @rule(person=WHO)
    def withdraw(self, person: str) -> None:
        self.carried_on(person, lambda: self.capture.withdraw(PEOPLE[person], self.unit))

    @rule(person=WHO)
    def send_back(self, person: str) -> None:
        self.carried_on(
            person, lambda: self.capture.decide(PEOPLE[person], self.unit, Event.RETURN, "Say more.")
        )

    def carried_on(self, person: str, act: object) -> None:
        before = self.now()
        if self.tried(person, act):
            after = self.now()
            assert (after.revision, after.content) == (before.revision + 1, before.content)
            self.written[after.revision] = set(self.written[before.revision])

    @rule(person=WHO)
    def approve(self, person: str) -> None:
        before = self.now()
        if self.tried(person, lambda: self.capture.decide(PEOPLE[person], self.unit, Event.APPROVE)):
            assert person not in self.written[before.revision] and person != "anna"
            self.answers = str(before.content.fields["lesson"])

    @rule(person=WHO)
    def confirm(self, person: str) -> None:
        before = self.now()
        if self.tried(person, lambda: self.capture.decide(PEOPLE[person], self.unit, Event.CONFIRM)):
            assert (
                before.approved_revision is not None and person not in self.written[before.approved_revision]
            )

    @rule(person=WHO)
    def revise(self, person: str) -> None:
        before = self.now()
        if self.tried(person, lambda: self.capture.revise(PEOPLE[person], self.unit)):
            assert before.working is None
            self.written[self.now().revision] = {person}

    @rule(person=WHO)
    def doubt(self, person: str) -> None:
        self.tried(person, lambda: self.capture.doubt(PEOPLE[person], self.unit, "Who knows."))

    @rule(person=WHO)
    def retire(self, person: str) -> None:
        if self.tried(person, lambda: self.capture.retire(PEOPLE[person], self.unit, "Done with.")):
            self.answers = ""

    @invariant()
    def only_the_approved_words_are_found(self) -> None:
        if not hasattr(self, "unit"):
            return
        found = self.now()
        assert found.status.answers == bool(self.answers)
        for number in range(1, self.words + 1):
            hits = self.database.query(
                "SELECT p.document FROM passages_fts f JOIN passages p ON p.rowid = f.rowid WHERE passages_fts MATCH ?",
                (f"Word{number}",),
            )
            assert [row[0] for row in hits] == ([self.unit] if f"Word{number} " in self.answers else [])

    @invariant()
    def every_submitted_revision_is_kept_as_it_was(self) -> None:
        if not hasattr(self, "unit"):
            return
        history = self.capture.history(PEOPLE["stella"], self.unit)
        assert [one.number for one in history] == list(range(len(history), 0, -1))
        for number, content in self.submitted.items():
            assert self.capture.show(PEOPLE["stella"], self.unit, number).content == content
        assert sum(one.status is RevisionStatus.APPROVED for one in history) <= 1
        assert sum(one.status in (RevisionStatus.DRAFT, RevisionStatus.IN_REVIEW) for one in history) <= 1

    def teardown(self) -> None:
        if hasattr(self, "database"):
            assert self.database.verify_audit().ok
            self.database.close()
            self.folder.cleanup()


UnitLife.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestUnitLife = UnitLife.TestCase
