"""What a sentence begins with: its subject as far as words alone tell, and whether it points back to a
sentence before.

The decision hidden here is where a subject ends: before the first auxiliary, determiner, number or comma that
follows it, so that a verb may be taken along. Invariant: nothing here looks beyond the text given. Lexical
and English. Thread: any; pure functions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.core.language.designations import designations
from app.core.language.facts import content, root
from app.core.language.text import STOPWORDS, Word, words

_LINKS = frozenset(
    "and but so then also however therefore moreover thus hence besides meanwhile still yet or nor instead otherwise".split()
)
_INTRODUCING = frozenset(
    """in on at after before when if for with during since under unless once while as by from to within without until because although
    whenever where through upon per regarding according given throughout between among about against like unlike despite""".split()
)
_AUXILIARIES = frozenset(
    """is are was were be been being am has have had do does did will would can could may might must shall should cannot isn't aren't
    wasn't weren't don't doesn't didn't won't can't couldn't shouldn't hasn't haven't hadn't""".split()
)
_DETERMINERS = frozenset(
    "the a an all each every any some no its their his her our your my this these that those which who".split()
)
PRONOUNS = frozenset(
    "it they he she this these that those both such its their his her him them here there former latter".split()
)
_VAGUE = frozenset("we i you there one us our your my".split())
_LONGEST = 10
_LONGEST_INTRODUCTION = 16


@lru_cache(maxsize=4096)
def subject(text: str) -> frozenset[str]:
    """Return the roots of the words that carry meaning in the subject of a sentence, perhaps with its verb;
    none for "it".
    """
    return frozenset(content(" ".join(word.form for word in _opening(text))))


def opening(text: str) -> str:
    """Return the words of a sentence up to the end of its subject, as far as that can be told: with the
    designation, without the verb.
    """
    taken = _opening(text)
    if not taken:
        return ""
    named = [item.end for item in designations(text) if taken[0].start <= item.start < taken[-1].end]
    last = taken[-1]
    follows = re.match(r"\W*[^\W\d]+", text[last.end :])
    before_auxiliary = (
        follows is not None and words(follows.group())[:1] and words(follows.group())[0].form in _AUXILIARIES
    )
    if named and not before_auxiliary:
        return text[taken[0].start : max(named)]
    verb = (
        len(taken) > 1
        and not before_auxiliary
        and last.form.endswith(("s", "ed"))
        and taken[-2].form not in STOPWORDS
    )
    return text[taken[0].start : taken[-2].end if verb else last.end]


@lru_cache(maxsize=4096)
def points_back(text: str) -> bool:
    """Tell whether a sentence begins with a pronoun or a demonstrative, so that the one before says what it
    speaks of.
    """
    opening = _opening(text)
    return bool(opening) and opening[0].form in PRONOUNS


def speaks_for_itself(text: str) -> bool:
    """Tell whether a sentence has a subject of its own that is no "we", "you" or "there"."""
    opening = _opening(text)
    return bool(opening) and opening[0].form not in PRONOUNS | _VAGUE and bool(subject(text))


def only_introduces(text: str) -> bool:
    """Tell whether a text is nothing but what stands before a main clause: "For a week", "If it rains"."""
    found = words(text)
    return bool(found) and found[0].form in _INTRODUCING and ", " not in text


@lru_cache(maxsize=4096)
def definite(text: str) -> frozenset[str]:
    """Return the roots of nouns that "the", "this" or "these" stands before."""
    found = words(text)
    return frozenset(
        root(after.form)
        for before, after in zip(found, found[1:], strict=False)
        if before.form in {"the", "this", "these", "that", "those", "such"} and after.form not in STOPWORDS
    )


def _opening(text: str) -> list[Word]:
    found = words(text)
    at = 0
    while at < len(found) and found[at].form in _LINKS:
        at += 1
    if at < len(found) and found[at].form in _INTRODUCING:
        comma = text.find(", ", found[at].start)
        after = (
            next((number for number, word in enumerate(found) if word.start > comma), None)
            if comma >= 0
            else None
        )
        if after is not None and after - at <= _LONGEST_INTRODUCTION:
            at = after
    taken: list[Word] = []
    means = False
    auxiliary = next(
        (number for number, word in enumerate(found[at : at + _LONGEST + 2]) if word.form in _AUXILIARIES), 0
    )
    if auxiliary and not re.search(
        r"[,;:()—|]|\bthat\b|\bwhich\b|\bwho\b", text[found[at].start : found[at + auxiliary].start]
    ):
        return found[at : at + auxiliary]
    for word in found[at : at + _LONGEST]:
        gap = text[taken[-1].end : word.start] if taken else ""
        if word.form in _AUXILIARIES or re.search(r"[,;:()—|]", gap):
            break
        if means and (word.form in _DETERMINERS or (word.form[:1].isdigit() and gap not in ("-", "–", "/"))):
            break
        means = means or word.form not in STOPWORDS
        taken.append(word)
    return taken
