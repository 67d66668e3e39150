"""What a question is about and what kind of answer it asks for: terms, their weights, the expected answer.

The decision hidden here is how much a missing word matters. It must not depend on how large the collection
is, so a word's rarity is estimated from the collection and from a prior for general English together.
Invariant: everything here is a pure function of the question, the counts and the text it is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from os.path import commonprefix
from typing import TYPE_CHECKING

from app.core.language.languages import COMPOUNDING, ENGLISH, stopwords
from app.core.language.text import STOPWORDS, UNSPACED, stem, terms, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRIOR_PASSAGES = 200.0
"""How many passages of general English the prior is worth; a small collection says little about how rare a
word is.
"""

PRIOR_SHARE = 0.002
"""Share of passages in which a word of the open vocabulary is expected before anything was counted."""

SHORTEST_PART = 5
"""Letters of a word that is met at the end of any compound; a shorter one only behind the sound that joins
two words.
"""

SHORTEST_ROOT = 4
LONGEST_ENDING = 3
"""Letters that two forms of a word have in common at least, and that one of them has besides at most."""

_ROOT_SHARE = 0.6

GENERIC_SHARE = 0.12
"""The same for the words that questions are phrased with."""

GENERIC = frozenset(
    stem(word)
    for word in """
    able according actual actually additional allow amount another answer area around ask became become becomes began
    begin believe besides best better big bring call called came cause caused century certain change come common
    concept consider considered consist contain correct current currently day deal decade define defined definition
    describe described detail details did difference different does doing due early end event exactly example exist
    explain explanation fact famous feature few find first following form found full general get give given go goal
    good group happen happened happens help hold idea important include included including information instead issue
    item join keep kind know known large largest last late later lead least leave length like list little live located
    long look main mainly major make makes many mean meaning means member mention method model move much name named
    names need needed new next normally note number occur occurred occurs often old one ones originally overview part
    particular people per percent percentage period person piece place plan play point popular possible present
    primary problem process produce provide purpose put question rate reason refer referred regard relate related
    remain require required requires result role run said say says second see seem set several show similar single
    small someone something sort start started state stated still stop summary system take taken tell term thing think
    third three time times title today together took total true try turn two type types typical typically use used
    useful uses using usually value various view want way ways well went whole won word words work world year years
    """.split()
)
"""Stems that shape a question and seldom tell what it is about."""

OPENINGS = frozenset({"abstract", "summary", "introduction", "overview", "purpose", "scope"})
"""Headings, as `heading_words` gives them, under which a document says what it is."""

SUMMARISING = frozenset(
    stem(word)
    for word in """
    add contain cover define describe document explain introduce propose purpose recommend regulate say specify suggest
    """.split()
)
"""Stems that ask what a document is, next to its name."""


def heading_words(heading: str) -> str:
    """Return a heading as it is compared with known ones."""
    return heading.strip(" .:").casefold()


def subject(terms: Iterable[str]) -> list[str]:
    """Return the terms that name what a question is about, without those that only shape it."""
    return [term for term in terms if term not in GENERIC and term not in SUMMARISING]


class Expected(StrEnum):
    """What kind of words an answer must contain."""

    PERSON = "person"
    TIME = "time"
    NUMBER = "number"
    PLACE = "place"
    REASON = "reason"
    NAME = "name"
    ANY = "any"


_ENDING = re.compile(r"(?<=...)(?:e[nrsm]?|[ns])\Z")
"""What a German, Dutch or Scandinavian noun may end in."""


class Inflected(str):
    """A term of a language whose endings `core.language.text.stem` does not know: it is met by words that
    begin as it does and end otherwise.
    """

    __slots__ = ()

    def meets(self, other: str) -> bool:
        """Tell whether a stem may be another form of the term."""
        same = len(commonprefix((self, other)))
        longest = max(len(self), len(other))
        return (
            same >= SHORTEST_ROOT
            and longest - same <= LONGEST_ENDING
            and same >= _ROOT_SHARE * longest
            and other.isalpha()
        )


class Compounding(Inflected):
    """A term of a language that writes compounds as one word: "urlaub" and "jahresurlaub" meet, "tage" and
    "arbeitstag".
    """

    __slots__ = ()

    def meets(self, other: str) -> bool:
        """Tell whether a stem may be another form of the term, or one of the two a compound that ends in the
        other.
        """
        if super().meets(other):
            return True
        short, long = sorted((str(self), other), key=len)
        if len(long) < len(short) + 3 or not other.isalpha():
            return False
        if len(short) >= SHORTEST_PART and long.endswith(short):
            return True
        ends = [_ENDING.sub("", short), short]
        return any(
            len(end) >= 3 and whole.endswith((f"s{end}", f"n{end}"))
            for end in ends
            for whole in (long, _ENDING.sub("", long))
        )


@dataclass(frozen=True)
class Query:
    """A question made ready for ranking.

    Attributes:
        text: the question as asked.
        terms: stems that carry meaning, as `core.language.text.terms` gives them.
        weights: how much each stem says, from `term_weights`; a stem not in it weighs as an unseen word.
        vector: the question's embedding, of length 1.
        language: ISO 639-1 code; "" when nothing tells it, which passes for English.
        understood: whether the embedder reads that language; if not, only words count.
    """

    text: str
    terms: tuple[str, ...]
    weights: Mapping[str, float]
    vector: NDArray[np.float32]
    language: str = ENGLISH
    understood: bool = True

    def weight(self, term: str) -> float:
        """Return what a stem weighs."""
        found = self.weights.get(term)
        return found if found is not None else term_weight(term, 0, 0)


def term_weight(term: str, count: int, total: int) -> float:
    """Return a stem's inverse document frequency, smoothed by the prior (in nats).

    Args:
        term: a stem.
        count: passages that hold it.
        total: passages there are.
    """
    share = GENERIC_SHARE if term in GENERIC else PRIOR_SHARE
    return -math.log((min(count, total) + PRIOR_PASSAGES * share) / (total + PRIOR_PASSAGES))


def term_weights(stems: Iterable[str], counts: Mapping[str, int], total: int) -> dict[str, float]:
    """Return the weight of each stem, given how many of `total` passages hold it."""
    return {term: term_weight(term, counts.get(term, 0), total) for term in stems}


_WHAT = r"\b(?:what|which|whose)\s+(?:\w+\s+){0,2}?"
_TIME_ASKED = re.compile(
    rf"\bwhen\b|{_WHAT}(?:years?|dates?|days?|months?|decades?|centur\w+|time|period|era|season|deadline)\b",
    re.IGNORECASE,
)
_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|high|large|big|fast|often|heavy|wide|deep|hot|cold|late|early)\b"
    rf"|{_WHAT}(?:number|percentage|percent|proportion|fraction|amount|rate|price|cost|score|ratio|size|length|width|height|weight"
    r"|distance|population|temperature|limit|maximum|minimum|version|share|duration|age|speed|voltage|pressure)\b",
    re.IGNORECASE,
)
_PERSON_ASKED = re.compile(
    rf"\b(?:who|whom|whose)\b|{_WHAT}(?:person|man|woman|author|king|queen|president|leader|player|actor|actress|scientist|inventor|owner)\b",
    re.IGNORECASE,
)
_PLACE_ASKED = re.compile(
    rf"\bwhere\b|{_WHAT}(?:city|cities|country|countries|states?|town|location|region|continent|county|river|airport|street|building|island"
    r"|nations?|province|stadium|room)\b",
    re.IGNORECASE,
)
_REASON_ASKED = re.compile(rf"\bwhy\b|{_WHAT}(?:reasons?|rationale)\b|\bhow come\b", re.IGNORECASE)
_NAME_ASKED = re.compile(
    rf"{_WHAT}(?:company|organi[sz]ation|network|team|group|party|university|school|award|book|magazine|newspaper|channel|station|album|song"
    r"|film|show|episode|language|religion|agency|brand|title|name)\b|\bname of\b|\bcalled\b|\bnamed\b",
    re.IGNORECASE,
)
_ASKED: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    (Expected.REASON, _REASON_ASKED),
    (Expected.NUMBER, _NUMBER_ASKED),
    (Expected.TIME, _TIME_ASKED),
    (Expected.PERSON, _PERSON_ASKED),
    (Expected.PLACE, _PLACE_ASKED),
    (Expected.NAME, _NAME_ASKED),
)

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_NTH = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth|twenty-first)"
_TIME = re.compile(
    rf"\b(?:1\d{{3}}|20\d\d)s?\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}:\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b|\b{_MONTH}\.?\s+\d|\b{_MONTH}\b(?!\s+(?:be|not|have|also))"
    rf"|\b{_NTH}[- ](?:century|centuries|millennium)|\b\d{{1,4}}\s*(?:ad|bc|ce|bce|a\.m|p\.m|am|pm)\b"
    r"|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight|today|yesterday|tomorrow)\b"
    r"|\b(?:annually|daily|weekly|monthly|quarterly|spring|summer|autumn|winter|christmas|easter)\b"
    r"|\b(?:after|before|until|within|during|every)\s+(?:the\s+)?(?:\w+\s+)?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?)\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarters?|twice|once|double|both|single|majority"
    r"|several|none|couple)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as|due|so that|in order|therefore|thus|hence|reasons?|caused?|causes|result|resulted|leads?|led|allows?|owing"
    r"|to (?:avoid|prevent|protect|ensure|keep|make)|for the purpose|thanks|otherwise|rationale|why)\b|\bto\s+[a-z]{3,}",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"\b(?:[A-Z][\w'’.-]*\w|[A-Z])(?:\s+(?:(?:of|de|van|von|der|la|le|the|and|&)\s+)?[A-Z][\w'’.-]*)*"
)
_PLACE_LEAD = re.compile(
    r"\b(?:in|at|near|from|to|of|on|into|across|through|around|outside|inside|under|behind|within|between|along|beneath|via|over|above)\s+"
    r"(?:the\s+)?(?:\w+\s+){0,2}?[A-Z\d]"
)
_PLACE_ANY = re.compile(
    r"\b(?:in|at|near|on|inside|outside|under|behind|above|beneath|next to|beside|along)\s+(?:the|a|an|its|your|our|each)\b",
    re.IGNORECASE,
)


def expected(question: str) -> Expected:
    """Return what kind of answer a question asks for."""
    for kind, pattern in _ASKED:
        if pattern.search(question):
            return kind
    return Expected.ANY


def gives(kind: Expected, sentence: str, asked: set[str]) -> bool:
    """Tell whether a sentence holds words of that kind other than the question's own.

    Args:
        kind: what is asked for.
        sentence: the text looked at.
        asked: every stem of the question, stop words included.
    """
    if kind is Expected.TIME:
        return any(not _only(match.group(), asked) for match in _TIME.finditer(sentence))
    if kind is Expected.NUMBER:
        return any(
            _fold_word(sentence, match.start()) not in asked for match in _NUMBER_WORD.finditer(sentence)
        )
    if kind is Expected.REASON:
        return _REASON.search(sentence) is not None
    if kind is Expected.PLACE:
        named = _new_name(sentence, asked) and _PLACE_LEAD.search(sentence) is not None
        return named or _PLACE_ANY.search(sentence) is not None
    if kind in (Expected.PERSON, Expected.NAME):
        return _new_name(sentence, asked)
    return True


def _only(phrase: str, asked: set[str]) -> bool:
    return all(stem(word.form) in asked for word in words(phrase))


def _fold_word(sentence: str, at: int) -> str:
    """Return the stem of the word that holds the character at `at`."""
    low = at
    while low and sentence[low - 1].isalnum():
        low -= 1
    found = words(sentence[low : low + 40])
    return stem(found[0].form) if found else ""


def _new_name(sentence: str, asked: set[str]) -> bool:
    """Tell whether a capitalised name stands in the sentence that the question did not bring along."""
    for match in _CAPITAL.finditer(sentence):
        forms = words(match.group())
        fresh = sum(stem(word.form) not in asked and word.form not in STOPWORDS for word in forms)
        starts = match.start() == 0 or sentence[: match.start()].rstrip()[-1:] in '.!?:"“('
        if starts and len(forms) == 1 and match.group()[1:].islower():
            continue  # A capital at a sentence's start is no name by itself.
        if fresh >= (2 if starts and len(forms) > 1 else 1):
            return True
    return False


def stems_of(question: str) -> set[str]:
    """Return every stem of the question, stop words included."""
    return {stem(word.form) for word in words(question)}


def make_query(
    text: str,
    counts: Mapping[str, int],
    total: int,
    vector: NDArray[np.float32],
    language: str = ENGLISH,
    *,
    understood: bool = True,
    bare: str | None = None,
) -> Query:
    """Return the query for a question, given in how many of `total` passages each of its stems stands.

    Args:
        bare: the question without what it names exactly, whose words its terms are.
    """
    found = tuple(terms(text if bare is None else bare, stopwords(language or ENGLISH)))
    if language not in (ENGLISH, ""):
        kind = Compounding if language in COMPOUNDING else Inflected
        found = tuple(
            kind(term) if term.isalpha() and len(term) >= SHORTEST_ROOT and not UNSPACED.match(term) else term
            for term in found
        )
    return Query(text, found, term_weights(found, counts, total), vector, language, understood)
