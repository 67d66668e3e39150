"""Who might know: the people behind the approved units that are nearest to a question.

Decision hidden: how near is near. Invariant: nobody is proposed who has left, and nobody to themselves. Reads
on any thread.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.core.access import Action, Actor, Scope, may
from app.core.inquiry.gaps import Expert
from app.retrieval.evidence import Candidate
from app.retrieval.search import Search
from app.storage.people import People, Person
from app.storage.units import Units

NEAR = 0.35
"""Cosine from which a unit is about what was asked: a choice between two heaps. The units that answer the
sample's eleven questions about units reach 0.53 to 0.86; of twelve questions about nothing that the sample
knows, none comes nearer to any
unit than 0.28.
"""


class Experts:
    """Proposes people."""

    def __init__(self, units: Units, people: People) -> None:
        self._units = units
        self._people = people

    def among(self, scope: Scope, candidates: Iterable[Candidate], asker: str) -> Expert | None:
        """Return who owns, wrote or reviewed the nearest unit among what a question found; None when there is
        none near enough.
        """
        near = [one for one in candidates if one.passage.kind == "unit" and (one.similarity or 0.0) >= NEAR]
        if not near:
            return None
        people = {person.id: person for person in self._people.people() if person.active}
        for one in sorted(near, key=lambda one: -(one.similarity or 0.0)):
            unit = self._units.state(one.passage.document, approved=True)
            if unit is None or not scope.allows(unit.label):
                continue
            told = (
                (unit.owner, "owns"),
                *((author, "wrote") for author in unit.authors),
                (unit.reviewer, "reviewed"),
            )
            for person, did in told:
                if person in people and person != asker and _knows(people[person]):
                    return Expert(person, people[person].name, f"{did} “{one.passage.title}”", unit.id)
        return None

    def propose(self, scope: Scope, search: Search, question: str, asker: str) -> tuple[Expert | None, str]:
        """Return who might know, or else why nobody can be proposed, in a sentence."""
        candidates = search.rank(scope, question).candidates
        found = self.among(scope, candidates, asker)
        if found is not None:
            return found, ""
        near = max(candidates, key=lambda one: one.similarity or 0.0, default=None)
        if near is None or (near.similarity or 0.0) < NEAR:
            return None, "No match, so no expert can be suggested."
        if near.passage.kind == "unit":
            return None, f"Closest match: “{near.passage.title}”. Its people cannot be asked."
        return None, f"Closest match: the document “{near.passage.title}”. It has no known owner."


def _knows(person: Person) -> bool:
    return may(Actor(person.id, person.name, person.roles, ""), Action.WRITE_UNIT)
