"""How far apart two spellings are, and which spellings one slip of the fingers makes of a word.

Invariant: the first letter stays but for two that changed places, and digits are never touched. Pure.
"""

from __future__ import annotations

from collections.abc import Set

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("ckq", "cs", "sz", "gj", "fv", "vw", "bp", "dt", "mn", "iy", "yz", _VOWELS)
"""Letters that are taken for each other because they sound alike, or because two keyboards change them
round.
"""
SHORTEST = 5
"""Letters of the shortest word that is taken for misspelt; a shorter one has too many neighbours."""
LONG = 10
"""Letters from which on two slips are forgiven."""


def slips(word: str) -> int:
    """Return how many slips a word of that length may have."""
    return 0 if len(word) < SHORTEST or not word.isalpha() else 2 if len(word) >= LONG else 1


def variants(word: str) -> Set[str]:
    """Return the spellings that one slip makes: any letter more, one less, two changed round, or one for its
    neighbour by key or sound.
    """
    found: set[str] = set()
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        found.update(f"{head}{letter}{tail}" for letter in LETTERS)
        if tail:
            found.add(head + tail[1:])
            found.update(f"{head}{letter}{tail[1:]}" for letter in _INSTEAD.get(tail[0], ""))
            found.add(f"{head[:-1]}{tail[0]}{head[-1]}{tail[1:]}")
    found.discard(word)
    return found


def _neighbours() -> dict[str, str]:
    found: dict[str, set[str]] = {letter: set() for letter in LETTERS}
    for number, row in enumerate(_ROWS):
        for at, letter in enumerate(row):
            near = row[max(at - 1, 0) : at + 2]
            below = _ROWS[number + 1][max(at - 1, 0) : at + 1] if number + 1 < len(_ROWS) else ""
            for other in near + below:
                found[letter].add(other)
                found[other].add(letter)
    for sounds in _SOUNDS:
        for letter in sounds:
            found[letter].update(sounds)
    return {letter: "".join(sorted(others - {letter})) for letter, others in found.items()}


_INSTEAD = _neighbours()


def far_variants(word: str) -> Set[str]:
    """Return the spellings that two of the commonest slips make: a letter doubled, lost again or changed
    round, a vowel for another.
    """
    near = _commonest(word)
    found = {further for one in near for further in _commonest(one)}
    return found - near - {word}


def _commonest(word: str) -> set[str]:
    found: set[str] = set()
    for at in range(1, len(word)):
        head, letter, tail = word[:at], word[at], word[at + 1 :]
        found.update((head + tail, head + letter + letter + tail))
        if tail:
            found.add(f"{head}{tail[0]}{letter}{tail[1:]}")
        if letter in _VOWELS:
            found.update(f"{head}{vowel}{tail}" for vowel in _VOWELS if vowel != letter)
        elif word[at - 1] not in _VOWELS:
            found.update(f"{head}{vowel}{letter}{tail}" for vowel in _VOWELS)
    return found


def distance(one: str, other: str, most: int) -> int:
    """Return the Damerau-Levenshtein distance (restricted: neighbours change places once), or `most` + 1 when
    it is more.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        further = [at]
        for place, against in enumerate(other, 1):
            cost = min(row[place] + 1, further[place - 1] + 1, row[place - 1] + (letter != against))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == against:
                cost = min(cost, before[place - 2] + 1)
            further.append(cost)
        if min(further) > most:
            return most + 1
        before, row = row, further
    return min(row[-1], most + 1)


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether one word is the other with letters left out, doubled or changed round, none of them
    another: no other name.
    """
    if len(typed) == len(meant):
        differing = [at for at in range(len(typed)) if typed[at] != meant[at]]
        return (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and typed[differing[0]] == meant[differing[1]]
        )
    shorter, longer = sorted((typed, meant), key=len)
    at = next((place for place in range(len(shorter)) if shorter[place] != longer[place]), len(shorter))
    if len(longer) - len(shorter) != 1 or shorter[at:] != longer[at + 1 :]:
        return False
    # A letter doubled or not, or one lost inside a word.
    return longer[at] == longer[at - 1] or (len(typed) < len(meant) and 0 < at < len(shorter))
