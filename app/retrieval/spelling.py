"""Misspelt words of a question, met against what the collection says.

Decision hidden: when a word is taken for misspelt, and for which of the collection's words. Invariants: a
word that the collection knows, one that is ordinary English, and every digit stay as they are; a word is only
replaced by one that stands in a text of the actor's scope, in the actor's view of it. Used by one thread at a
time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.core.language.spelling import distance, is_slip, slips
from app.core.language.text import STOPWORDS, Word, stem, words

_MOST = 4
"""Words of one question that are put right; of a question with more, hardly a word is the collection's."""
_TRIED = 4
"""Spellings of one word that are looked for in texts."""


@dataclass(frozen=True)
class Correction:
    """A word of a question that was read as another.

    Attributes:
        asked: as typed.
        read: as it was searched for.
    """

    asked: str
    read: str


def corrected(
    question: str,
    counts: Callable[[Sequence[str]], Mapping[str, int]],
    similar: Callable[[str], Mapping[str, int]],
    texts: Callable[[str], Sequence[str]],
    ordinary: Callable[[str], bool],
) -> tuple[str, tuple[Correction, ...]]:
    """Return a question with its misspelt words as the collection spells them, and which these are.

    Args:
        counts: gives in how many passages each of some words stands.
        similar: gives spellings that a folded word may be a slip of, with how often the collection has them.
        texts: gives texts that the actor may read in which a word stands.
        ordinary: whether a word is one of the language, whatever the collection says.
    """
    found = [word for word in words(question) if word.form not in STOPWORDS and slips(word.form)]
    known = counts(list(dict.fromkeys(word.form for word in found)))
    unknown = [
        word
        for word in found
        if not known[word.form] and not ordinary(word.form) and not ordinary(stem(word.form))
    ]
    if len({word.form for word in unknown}) > _MOST:
        return question, ()
    edits: list[tuple[Word, str]] = []
    for word in unknown:
        meant = _meant(
            word.form, question[word.start : word.end], similar, texts, name=_is_name(question, word)
        )
        if meant:
            edits.append((word, meant))
    text = question
    for word, meant in reversed(edits):
        text = text[: word.start] + meant + text[word.end :]
    told = dict.fromkeys(Correction(question[word.start : word.end], meant) for word, meant in edits)
    return text, tuple(told)


def _meant(
    form: str,
    typed: str,
    similar: Callable[[str], Mapping[str, int]],
    texts: Callable[[str], Sequence[str]],
    *,
    name: bool,
) -> str:
    """Return what a word is a misspelling of, in the case it was typed in; empty when nothing is near
    enough.
    """
    spellings = similar(form)
    order = sorted(spellings, key=lambda one: (distance(form, one, 2), -spellings[one], one))[:_TRIED]
    best: tuple[int, int, str] | None = None
    for spelling in order:
        for text in texts(spelling):
            for word in words(text):
                if not word.form.isalpha() or (word.form[0] != form[0] and not is_slip(form, word.form)):
                    continue
                away = distance(form, word.form, slips(form))
                if not 0 < away <= slips(form) or (name and not is_slip(form, word.form)):
                    continue
                ranked = (away, -spellings[spelling], text[word.start : word.end])
                best = ranked if best is None or ranked < best else best
    return "" if best is None else _cased(best[2], typed)


def _is_name(question: str, word: Word) -> bool:
    """Tell whether a word is a name: of somebody else, most likely, when one letter is another; a series
    ("Delta-2") has its number.
    """
    inside = any(char.isalnum() for char in question[: word.start])
    following = question[word.end : word.end + 2]
    numbered = len(following) == 2 and following[0] in "- " and following[1].isdigit()
    return (
        inside
        and question[word.start].isupper()
        and not question[word.start : word.end].isupper()
        and not numbered
    )


def _cased(meant: str, typed: str) -> str:
    if typed.isupper():
        return meant.upper()
    if typed[0].isupper():
        return meant[0].upper() + meant[1:]
    # A name stays one; a word that begins a sentence there begins none here.
    return meant if any(char.isupper() for char in meant[1:]) else meant.lower()
