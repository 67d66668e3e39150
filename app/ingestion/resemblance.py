"""Which documents are nearly the same, and which are versions of one another by their names.

Decision hidden: MinHash over runs of words with locality-sensitive hashing (Broder 1997; Indyk and Motwani
1998), so that nobody has to be compared with everybody. Invariant: memory grows by about a kilobyte a
document, whatever its length, and a document that equals another almost everywhere adds nothing. The same
texts in the same order give the same groups. Used by one thread at a time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from app.core.language.text import fold

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

NEAR = 0.7
"""Estimated share of common shingles from which on two documents are nearly the same."""

_SAME = 0.95
_PERMUTATIONS = 64
"""Standard error of the estimate: 1/8 at the worst, 0.06 at a similarity of 0.7."""

_SHINGLE = 4
_MOST_WORDS = 100_000
"""A document is known by its beginning: 200 pages."""

_MOST_CANDIDATES = 64
_WORD = re.compile(r"[^\W_]+")
_DATED = re.compile(r"\b(?:19|20)\d\d(?:[-._/ ]?[01]\d(?:[-._/ ]?[0-3]\d)?)?(?!\d)")
_NUMBERED = re.compile(r"\b(?:v|ver|version|rev|revision|issue|edition)[ ._-]?\d+(?:[._]\d+)*\b|\(\d+\)")
_STATE = re.compile(r"\b(?:copy|final|draft|old|new|latest|previous|signed|revised|updated)\b")


def series(name: str) -> str:
    """Return what versions of one document have in common in their names; empty when that says nothing.

    "Return policy 2025" and "return-policy (copy)" are of the series "return policy"; "TQ-250" and "TQ-500"
    are two.
    """
    bare = fold(name).replace("_", " ")
    for pattern in (_DATED, _NUMBERED, _STATE):
        bare = pattern.sub(" ", bare)
    found = _WORD.findall(bare)
    return " ".join(found) if sum(len(word) for word in found if word.isalpha()) >= 5 else ""


class Resemblance:
    """Takes texts one after the other and tells groups of nearly equal ones."""

    def __init__(self) -> None:
        # datasketch loads SciPy and asyncio and takes a second; no other command has a use for it.
        from datasketch import MinHash, MinHashLSH

        self._make: type[MinHash] = MinHash
        self._blank = MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32)
        self._index: MinHashLSH = MinHashLSH(threshold=NEAR, num_perm=_PERMUTATIONS)
        self._sketches: dict[int, MinHash] = {}
        self._parents: list[int] = []
        self._least: dict[int, float] = {}

    def add(self, text: str) -> int:
        """Take a text; its number counts from 0. A text without words resembles nothing."""
        number = len(self._parents)
        self._parents.append(number)
        shingles = list(_shingles(text))
        if not shingles:
            return number
        sketch = self._blank.copy()
        sketch.update_batch(shingles)
        known = sorted(self._index.query(sketch))[:_MOST_CANDIDATES]
        best = 0.0
        for other in known:
            similarity = sketch.jaccard(self._sketches[other])
            if similarity >= NEAR:
                self._join(number, other, similarity)
                best = max(best, similarity)
        if best < _SAME:
            # One that is the same almost everywhere is found through the one that stands in the index
            # already.
            self._index.insert(number, sketch, check_duplication=False)
            self._sketches[number] = sketch
        return number

    def groups(self) -> list[tuple[tuple[int, ...], float]]:
        """Return the groups of two and more, each with its least similarity, by first member."""
        members: dict[int, list[int]] = {}
        for number in range(len(self._parents)):
            members.setdefault(self._head(number), []).append(number)
        return [(tuple(group), self._least[head]) for head, group in members.items() if len(group) > 1]

    def _join(self, one: int, other: int, similarity: float) -> None:
        left, right = self._head(one), self._head(other)
        least = min(similarity, self._least.get(left, 1.0), self._least.get(right, 1.0))
        head, tail = min(left, right), max(left, right)
        self._parents[tail] = head
        self._least[head] = least

    def _head(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number


def neighbours(group: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield each member of a group with the next newer one: as many comparisons as members, however large the
    group.

    Args:
        group: (as_of, number) of each member.
    """
    for (_, older), (_, newer) in pairwise(sorted(group)):
        yield older, newer


def _shingles(text: str) -> Iterator[bytes]:
    found = [match.group() for match in islice(_WORD.finditer(text.casefold()), _MOST_WORDS)]
    if found and len(found) < _SHINGLE:
        yield " ".join(found).encode()
    for at in range(len(found) - _SHINGLE + 1):
        yield " ".join(found[at : at + _SHINGLE]).encode()
