"""Draft to claims: the sentences of a draft that can be checked, freed of what only looks like content.

The decision hidden here is what is no part of a claim: the model's citation marks (kept aside, to be
counted), preambles, list markers, quotation marks around a copied sentence, and refusals. Invariant: a claim
has a word; no claim is changed in its words. Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.core.documents.shown import Part
from app.core.language.text import words

_MARK = re.compile(
    r"\s*[\[(](?:evidence|source|passage)?\s*#?\s*(\d{1,2}(?:\s*(?:,|;|and|&)\s*\d{1,2})*)[\])]",
    re.IGNORECASE,
)
_SOURCE = r"(?:the\s+)?(?:given\s+|provided\s+|numbered\s+)?(?:evidence|passages?|text|context|sources?)\s*(?:\d{1,2}|\[\d{1,2}\])?"
_PREAMBLE = re.compile(
    r"^(?:(?:sure|certainly|of course|yes|no|answer|the answer(?: to the question)? is(?: that)?|so|thus|therefore)\s*[,:!.]\s*"
    rf"|(?:based on|according to|as stated in|as per|from|in)\s+{_SOURCE}\s*[,:]\s*"
    rf"|{_SOURCE}\s+(?:says?|states?|shows?|mentions?|indicates?|notes?)\s+(?:that\s+)?)+",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:(?:evidence|passages?|text|context|sources?|information|documents?)\b[^.]{0,40}\b(?:do(?:es)?\s+not|don't|doesn't|did\s+not)\s+"
    r"(?:\w+\s+){0,2}(?:say|state|mention|provide|contain|specify|include|give|indicate|answer|tell)"
    r"|not\s+(?:\w+\s+)?(?:mentioned|stated|specified|provided|given|found|available|answered)\s+(?:in|by)\s+(?:the\s+)?(?:\w+\s+)?(?:evidence|passages?|text|context|sources?)"
    r"|(?:i\s+(?:do\s+not|don't)\s+know|i\s+(?:cannot|can't|am\s+unable\s+to)\s+(?:answer|tell|determine)|cannot\s+be\s+(?:determined|answered)|not\s+found|"
    r"(?:there\s+is\s+)?no\s+(?:information|evidence|mention|answer)\b))",
    re.IGNORECASE,
)
_LIST_MARKER = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_QUOTED_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“])|(?<=[.!?][\"”])\s+(?=[^\W\d_])")
"""Between an answer and the sentence quoted after it, and after that: a sentence splitter may take the stop
for an abbreviation's.
"""


class Span(Protocol):
    """Where a sentence stands in its text, with the line that introduces it when it is a list's item."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def lead(self) -> str: ...


class Split(Protocol):
    """Cuts a text into sentences, in order, given its blocks where they are known; `SentenceSplitter().split`
    is one.
    """

    def __call__(self, text: str, parts: Sequence[Part] = (), /) -> Sequence[Span]: ...


@dataclass(frozen=True)
class Claim:
    """One checkable sentence of a draft.

    Attributes:
        text: without marks and preambles.
        numbers: what the model cited for it.
        refusal: it says that the evidence does not answer.
        quoted: the model put it in quotation marks, as the sentence that says so.
    """

    text: str
    numbers: tuple[int, ...] = ()
    refusal: bool = False
    quoted: bool = False


def claims(draft: str, split: Split) -> tuple[Claim, ...]:
    """Return the claims of `draft` in order, each once."""
    pending: list[Claim] = []
    for line in _QUOTED_SENTENCE.sub("\n", draft.replace("```", "\n")).splitlines():
        line = _LIST_MARKER.sub("", line).strip()
        quoting = False
        for span in split(line):
            raw = line[span.start : span.end]
            numbers = _numbers(raw)
            text = _PREAMBLE.sub("", _MARK.sub("", raw).strip()).strip()
            if not words(text):
                if pending and numbers:
                    pending[-1] = replace(pending[-1], numbers=pending[-1].numbers + numbers)
                continue
            # A splitter may put the mark of one sentence in front of the next.
            leading = _LEADING_MARKS.match(raw)
            if leading and pending and not pending[-1].numbers:
                pending[-1] = replace(pending[-1], numbers=_numbers(leading.group()))
                numbers = numbers[len(pending[-1].numbers) :]
            quoting = quoting or text[0] in '"“'
            claim = _unquoted(text)
            pending.append(Claim(claim, numbers, bool(_REFUSAL.search(claim)), quoting))
            quoting = quoting and text.rstrip(".!?, ")[-1:] not in '"”'
    distinct: dict[str, Claim] = {}
    for item in pending:
        distinct.setdefault(item.text, item)
    return tuple(distinct.values())


_LEADING_MARKS = re.compile(r"(?:\s*\[\d{1,2}\][.,]?)+\s*")
_ENDED = re.compile(r"[^\W\d_]{2,}[)\]]?[.!?][\"”’')\]]*(?:\s*\[\d{1,2}(?:\s*,\s*\d{1,2})*\])*\s*\Z")
"""A stop after a word; one after a number or a single letter may be a decimal point or an initial that was
cut.
"""


def finished(draft: str, split: Split) -> str:
    """Return a draft that was stopped without the sentence that it broke off in; empty when it never finished
    one.
    """
    if _ENDED.search(draft):
        return draft
    cut = draft.rfind("\n") + 1
    spans = split(draft[cut:])
    cut += spans[-1].start if spans else 0
    # The mark of the sentence before may stand in front of the last one.
    mark = _LEADING_MARKS.match(draft[cut:])
    return draft[: cut + (mark.end() if mark else 0)].rstrip()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(
        int(number) for match in _MARK.finditer(text) for number in re.findall(r"\d+", match.group(1))
    )


def _unquoted(claim: str) -> str:
    """Return the claim without quotation marks around it, or at one end only."""
    marks = sum(claim.count(mark) for mark in '"“”')
    if claim[:1] in '"“' and (marks == 1 or (marks == 2 and claim.rstrip(".,!? ")[-1:] in '"”')):
        claim = claim[1:].rstrip()
        stop = claim[-1:] if claim[-1:] in ".!?" else ""
        bare = claim.rstrip(".!?,") if claim.rstrip(".!?,")[-1:] in '"”' else claim
        return bare.rstrip('"”') + (stop if bare is not claim else "") if bare[-1:] in '"”' else claim
    return claim[:-1] if marks == 1 and claim[-1:] in '"”' else claim
