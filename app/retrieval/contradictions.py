"""Where two documents say the same thing with other numbers or dates.

Decision hidden: which sentences speak of the same thing. Two do when most of their content words are the same
and the codes they name do not differ; they disagree when, of one kind of value, each states one that the
other does not. Invariant: values are compared in one notation, so "1,250.00" and "1250" never disagree, and a
document's own date is no disagreement. Pure but for the sentence splitter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.core.documents.documents import BlockKind, Passage
from app.core.documents.inventory import Differing, Place
from app.core.language.facts import Day, Quantity, Stated, content, is_code, kind_of, stated
from app.retrieval.sentences import SentenceSplitter

_ALIKE = 0.5
_LEAST_SHARED = 3
_MOST_SENTENCES = 5_000
_MOST_PLACES = 200
"""A content word that stands in more sentences of a document than this says nothing about which one is
meant.
"""

_ENUMERATOR = re.compile(r"\s*(?:[-*+•]\s+)?\(?(?:\d{1,3}|[a-z])[.)]\s")

Value = Quantity | Day


@dataclass(frozen=True)
class Statement:
    """A sentence or table row that states values.

    Attributes:
        start, end: in the version's text.
        words: roots of its content words and of its headings' in `heading`.
        codes: "tq-250", "cb-12": what tells one thing from the other.
        values: numbers and dates, codes left out.
    """

    passage: Passage
    start: int
    end: int
    words: frozenset[str]
    heading: frozenset[str]
    codes: frozenset[str]
    values: tuple[Stated, ...]

    @property
    def said(self) -> frozenset[Value]:
        return frozenset(item.value for item in self.values)


@dataclass(frozen=True)
class Sentence:
    """A sentence or row of a passage; `text` is in one notation of white space, to tell equal ones."""

    passage: Passage
    start: int
    end: int
    text: str


def sentences(passages: Iterable[Passage], splitter: SentenceSplitter) -> list[Sentence]:
    """Return the sentences of a document, offsets into its text.

    Args:
        passages: in reading order.
        splitter: handed in, so that its tokenizer is loaded once.
    """
    found: list[Sentence] = []
    for passage in passages:
        headings = [part for part in passage.reading.parts if part.kind == BlockKind.HEADING.value]
        for span in splitter.split(passage.text):
            if any(part.start < span.end and span.start < part.end for part in headings):
                continue  # what a heading counts is its place in the document
            text = " ".join(passage.text[span.start : span.end].split())
            found.append(Sentence(passage, passage.start + span.start, passage.start + span.end, text))
    return found


def statements(
    found: Iterable[Sentence], own: Iterable[str], elsewhere: Collection[str] = ()
) -> list[Statement]:
    """Return what states numbers or dates.

    Args:
        found: a document's sentences.
        own: texts whose values belong to the document as a whole, as its title and date do; they are no
            statement.
        elsewhere: sentences that the other document has word for word: of versions most are, and they settle
            themselves.
    """
    ignored = _own_values(own)
    result: list[Statement] = []
    for sentence in found:
        if sentence.text in elsewhere:
            continue
        passage = sentence.passage
        text = passage.text[sentence.start - passage.start : sentence.end - passage.start]
        lead = _ENUMERATOR.match(text)
        skip = lead.end() if lead else 0
        values: list[Stated] = []
        codes: set[str] = set()
        for item in stated(text):
            if is_code(item.value):
                codes.add(str(getattr(item.value, "value", "")))
            elif item.start >= skip and item.value not in ignored:
                values.append(Stated(item.value, sentence.start + item.start, sentence.start + item.end))
        if values:
            words = frozenset(content(text))
            heading = frozenset(root for part in passage.heading for root in content(part))
            result.append(
                Statement(
                    passage, sentence.start, sentence.end, words, heading, frozenset(codes), tuple(values)
                )
            )
            if len(result) == _MOST_SENTENCES:
                break
    return result


def differences(left: Sequence[Statement], right: Sequence[Statement]) -> list[tuple[Place, Place]]:
    """Return the places of two documents that disagree, in the left one's order."""
    there = _matches(left, right)
    back = _matches(right, left)
    found: list[tuple[Place, Place]] = []
    for number, candidates in enumerate(there):
        if not candidates:
            continue
        one = left[number]
        best = candidates[0]
        other = right[best]
        # A sentence that agrees settles it, wherever it stands; so does one of the other side that is closer
        # to another of this side.
        if any(one.said <= right[at].said or right[at].said <= one.said for at in candidates):
            continue
        if not back[best] or back[best][0] != number:
            continue
        mine, its = _apart(one, other), _apart(other, one)
        if mine and its:
            found.append((_place(one, mine), _place(other, its)))
    return found


def _matches(left: Sequence[Statement], right: Sequence[Statement]) -> list[list[int]]:
    """Return for each statement of `left` those of `right` that speak of the same thing, closest first."""
    standing: dict[str, list[int]] = {}
    for number, item in enumerate(right):
        for word in (*item.words, *item.codes):
            standing.setdefault(word, []).append(number)
    found: list[list[int]] = []
    for item in left:
        shared: Counter[int] = Counter()
        least = 2
        for word in (*item.words, *item.codes):
            places = standing.get(word, ())
            if len(places) <= _MOST_PLACES:
                shared.update(places)
            else:
                # What the common word would have counted is not known here.
                least = 1
        scored: list[tuple[float, int]] = []
        for number, times in shared.items():
            score = _alike(item, right[number]) if times >= least else 0.0
            if score:
                scored.append((-score, number))
        found.append([number for _, number in sorted(scored)])
    return found


def _alike(one: Statement, other: Statement) -> float:
    if one.codes != other.codes and one.codes and other.codes:
        return 0.0
    common = len(one.words & other.words)
    share = common / len(one.words | other.words) if one.words else 0.0
    if share < _ALIKE or common < (_LEAST_SHARED if share < 1 else 2):
        return 0.0
    headings = (
        len(one.heading & other.heading) / len(one.heading | other.heading)
        if one.heading and other.heading
        else 0.0
    )
    return share + 0.2 * headings


def _apart(one: Statement, other: Statement) -> tuple[Stated, ...]:
    """Return the values of one statement that the other lacks while it states another one of that kind."""
    lacking = [item for item in one.values if item.value not in other.said]
    kinds = {kind_of(item.value) for item in other.values if item.value not in one.said}
    return tuple(item for item in lacking if kind_of(item.value) in kinds)


def _own_values(own: Iterable[str]) -> frozenset[Value]:
    found: set[Value] = set()
    for text in own:
        for item in stated(text):
            found.add(item.value)
            if isinstance(item.value, Day) and item.value.year:
                found.add(Quantity(str(item.value.year)))
    return frozenset(found)


def _place(item: Statement, values: Sequence[Stated]) -> Place:
    passage = item.passage
    quote = passage.text[item.start - passage.start : item.end - passage.start]
    shown = passage.view.read(item.start - passage.start, item.end - passage.start)
    differing = tuple(
        Differing(
            passage.text[value.start - passage.start : value.end - passage.start], value.start, value.end
        )
        for value in values
    )
    return Place(
        passage.document,
        passage.version,
        item.start,
        item.end,
        passage.page,
        passage.heading,
        quote,
        differing,
        shown,
    )
