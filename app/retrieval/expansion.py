"""The team's own words in a question: what the definitions call the same thing by other names.

Decision hidden: under which name a question is read. Where the collection hardly knows the name that was
asked with, it is read under the best-known one; the other names are looked for besides. Invariants: a
question without such words stays as it is, character for character; only definitions of the actor's scope are
handed in. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.documents.documents import Label
from app.core.language.text import STOPWORDS, words
from app.retrieval.approved import Term

_MOST = 5
"""Words of the team's that are expanded in one question."""


@dataclass(frozen=True)
class Expansion:
    """One of the team's words in a question.

    Attributes:
        unit: the definition.
        title, owner, label: of the definition.
        asked: the name as asked with.
        read: the name it was read under.
        also: its other names, as folded words.
    """

    unit: str
    title: str
    owner: str
    label: Label
    asked: str
    read: str
    also: tuple[tuple[str, ...], ...]

    @property
    def told(self) -> str:
        """A plain sentence for who asked; empty where the question was read as it was asked."""
        if self.asked.casefold() == self.read.casefold():
            return ""
        return f"“{self.asked}” was taken to mean “{self.read}”, following {self.owner}'s definition of “{self.title}”."


def expand(
    question: str, terms: Iterable[Term], frequencies: Callable[[Sequence[str]], Mapping[str, int]]
) -> tuple[str, tuple[Expansion, ...]]:
    """Return a question under the names that the collection knows, and what was read how.

    Args:
        frequencies: gives in how many passages each of some words stands.
    """
    found = words(question)
    said = tuple(word.form for word in found)
    places: list[tuple[int, int, Term, int]] = []
    for term in terms:
        for number, name in enumerate(term.names):
            for at in _places(said, name):
                places.append((at, at + len(name), term, number))
    # The longest name wins where several stand at one place, and one definition where two give the same name.
    chosen: list[tuple[int, int, Term, int]] = []
    for place in sorted(places, key=lambda one: (one[0] - one[1], one[0], one[2].unit)):
        if all(place[1] <= start or end <= place[0] for start, end, _, _ in chosen) and all(
            place[2] != one[2] for one in chosen
        ):
            chosen.append(place)
    expansions: list[Expansion] = []
    for start, end, term, number in sorted(chosen, key=lambda one: -one[0])[-_MOST:]:
        known = [
            min((frequencies(_telling(name))[form] for form in _telling(name)), default=0)
            for name in term.names
        ]
        best = max(range(len(known)), key=lambda at: (known[at], -at))
        if known[best] <= known[number]:
            best = number
        asked = question[found[start].start : found[end - 1].end]
        read = asked if best == number else term.spelled[best]
        others = tuple(name for at, name in enumerate(term.names) if at != best)
        expansions.append(Expansion(term.unit, term.title, term.owner_name, term.label, asked, read, others))
        question = question[: found[start].start] + read + question[found[end - 1].end :]
    return question, tuple(reversed(expansions))


def _telling(name: Sequence[str]) -> list[str]:
    return [form for form in name if form not in STOPWORDS] or list(name)


def _places(said: Sequence[str], name: Sequence[str]) -> Iterable[int]:
    if not name or name[0] not in said:
        return ()
    return (at for at in range(len(said) - len(name) + 1) if tuple(said[at : at + len(name)]) == tuple(name))
