"""Answers made ready to be written down: questions, sentences with numbers, one list of sources.

Decision hidden: what of a run belongs on paper. Invariants: every number in the text has its source in the
list, with the words quoted and where they stand; text is on one line and holds nothing that a document format
cannot. Pure; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.answers.answers import Answer, Citation, Grounding
from app.core.answers.trace import Run
from app.core.documents.documents import Label

_STATES = {Grounding.PARTIAL: "partly supported"}
"""What is said of a sentence behind it; what is quoted or supported speaks by its citations."""

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the order in which the words around them are shown."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no document format can hold, or what acts on a terminal."""


@dataclass(frozen=True)
class Cited:
    """One source of a sheet: its number, title, place and the words."""

    number: int
    title: str
    place: str
    quote: str


@dataclass(frozen=True)
class Said:
    """One sentence with the numbers of its sources and what has to be said of it, or nothing."""

    text: str
    numbers: tuple[int, ...]
    state: str


@dataclass(frozen=True)
class Entry:
    """One question with its answer.

    Attributes:
        question: as typed; empty when a purge has erased it.
        understood: what was looked for instead, or empty.
        said: the answer; empty for an abstention.
        notes: the reason of an abstention, warnings, how the answer came about; whole sentences.
    """

    question: str
    understood: str
    said: tuple[Said, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Questions with their answers and one list of sources, ready to be written in any form."""

    title: str
    head: str
    entries: tuple[Entry, ...]
    sources: tuple[Cited, ...]


def sheet(runs: Sequence[Run], label: Label, workspace: str, name: str, at: str, title: str = "") -> Sheet:
    """Return runs as one sheet.

    Args:
        runs: in the order in which they are to be read, in the actor's view.
        label: the highest of what is in it.
        workspace: the workspace's name.
        name: who takes it out of the program.
        at: when, ISO 8601.
        title: of the whole; the first question when it is empty.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    sources: list[Cited] = []
    entries = tuple(entry_of(run.asked, run.question, run.answer, numbers, sources) for run in runs)
    first = entries[0].question if len(entries) == 1 else ""
    head = f"{label.word.capitalize()} · {plain(workspace)} · exported by {plain(name)} on {at[:10]}"
    return Sheet(
        plain(title) or first or f"{len(entries)} questions and answers", head, entries, tuple(sources)
    )


def plain(text: str) -> str:
    """Return text on one line, without characters that no document can hold or that change the order of
    others.
    """
    return " ".join(_UNPRINTABLE.sub("\ufffd", _BIDI.sub("", text)).split())


def entry_of(
    asked: str,
    question: str,
    answer: Answer | None,
    numbers: dict[tuple[str, int, int], int],
    sources: list[Cited],
) -> Entry:
    """Return one question with its answer.

    Args:
        numbers: number of each citation so far by version, start and end; grows.
        sources: the sources so far; grows.
    """
    if answer is None:
        erased = "The text of this question and its answer has been erased together with a document it was based on."
        return Entry("", "", (), (erased,))
    said: list[Said] = []
    for sentence in answer.sentences:
        cited: list[int] = []
        for citation in sentence.citations:
            key = (citation.version, citation.start, citation.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                quote = plain(citation.shown or citation.quote)
                sources.append(Cited(numbers[key], plain(citation.title), place_words(citation), quote))
            cited.append(numbers[key])
        said.append(Said(plain(sentence.text), tuple(dict.fromkeys(cited)), _STATES.get(sentence.state, "")))
    notes: list[str] = []
    if answer.abstained:
        needed = f"Needed: {answer.needed}" if answer.needed else ""
        notes += [f"No reliable information. {answer.reason or ''}", needed]
    elif answer.model is not None:
        notes.append(f"Phrased by {answer.model.id}; every sentence was checked against its sources.")
    notes += answer.warnings
    understood = plain(question) if plain(question) != plain(asked) else ""
    return Entry(
        plain(asked), understood, tuple(said), tuple(words for note in notes if (words := plain(note)))
    )


def place_words(where: Citation) -> str:
    """Return where a citation stands: page, heading, file name; folders are the machine's own business."""
    heading = plain(" > ".join(where.heading))
    heading = (
        "" if heading == plain(where.title) else heading.replace(" > ", " › ")
    )  # a title is said already
    page = f"page {where.page}" if where.page else ""
    return " · ".join(part for part in (page, heading, plain(where.path.rsplit("/", 1)[-1])) if part)
