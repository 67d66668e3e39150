"""An interview that brings out what an expert knows: a ladder of questions, where somebody stands on it,
drafts from what was said.

The decision hidden here is how answers become fields: a drafted field is made of the expert's own words and
of nothing else, and names where in the transcript they stand. Invariants: the transcript only ever grows,
`transcript[start:end]` is exactly the answer of a turn, and the same ladder and turns give the same next
question. No model is needed; the ladder is data (`resources/interview`). Thread: any; pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.errors import UserError
from app.core.units.fields import Fields, FieldType, FieldValue, Kind, Moment, Option, Step

_OPTION_LIST = (FieldType.ITEMS, FieldType.SYNONYMS, FieldType.OPTIONS, FieldType.STEPS, FieldType.TIMELINE)


@dataclass(frozen=True)
class Probe:
    """A question of the ladder.

    Attributes:
        id: stable; turns name it.
        ask: the question.
        first: the question when it is asked for the first time; empty for `ask`.
        help: shown below it.
        fields: the field it speaks to, by kind; a kind that is missing does not use the answer by itself.
        repeat: asked again until the expert says that there is no more.
        makes_point: each answer is a decision point that is looked into by itself.
    """

    id: str
    ask: str
    first: str
    help: str
    fields: Mapping[str, str]
    repeat: bool
    makes_point: bool


@dataclass(frozen=True)
class Stage:
    """One sweep of the ladder; `each_point` goes through it once for each decision point."""

    id: str
    title: str
    purpose: str
    probes: tuple[Probe, ...]
    each_point: bool = False


@dataclass(frozen=True)
class Signal:
    """Phrases by which a sentence of somebody's notes is taken to speak to a field."""

    fields: Mapping[str, str]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """A whole interview as data; `source` says whose method it follows."""

    id: str
    title: str
    source: str
    kinds: tuple[str, ...]
    stages: tuple[Stage, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Turn:
    """One question that was asked.

    Attributes:
        probe: its id.
        point: number of the decision point it is about, from 0, or None.
        asked: the words of the question.
        start, end: where the answer stands in the transcript; equal when it was passed over.
    """

    probe: str
    point: int | None
    asked: str
    start: int
    end: int

    @property
    def answered(self) -> bool:
        return self.end > self.start

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "probe": self.probe,
            "point": self.point,
            "asked": self.asked,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True)
class Interview:
    """How far an interview has come: what was said, word for word, and the turns in it."""

    ladder: str
    kind: str
    transcript: str = ""
    turns: tuple[Turn, ...] = ()

    def said(self, turn: Turn) -> str:
        """Return a turn's answer."""
        return self.transcript[turn.start : turn.end]


@dataclass(frozen=True)
class Asked:
    """A question to ask now; `point` is the name of the decision point it is about, or empty."""

    stage: Stage
    probe: Probe
    number: int | None
    point: str
    words: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "probe": self.probe.id,
            "point": self.number,
            "about": self.point,
            "stage": self.stage.title,
            "words": self.words,
            "help": self.probe.help,
        }


@dataclass(frozen=True)
class Drafted:
    """A field as it could be, out of somebody's own words.

    Attributes:
        field: the field's id.
        value: of the field's type.
        spans: where the words stand in the transcript, in order.
    """

    field: str
    value: FieldValue
    spans: tuple[tuple[int, int], ...]


def read_ladder(raw: Mapping[str, Any]) -> Ladder:
    """Return a ladder from its JSON form.

    Raises:
        KeyError, TypeError: it is not one; the file ships with the program.
    """
    stages = tuple(
        Stage(
            stage["id"],
            stage["title"],
            stage["purpose"],
            tuple(
                Probe(
                    probe["id"],
                    probe["ask"],
                    probe.get("first", ""),
                    probe.get("help", ""),
                    dict(probe["fields"]),
                    bool(probe.get("repeat", False)),
                    bool(probe.get("makes_point", False)),
                )
                for probe in stage["probes"]
            ),
            bool(stage.get("each_point", False)),
        )
        for stage in raw["stages"]
    )
    signals = tuple(Signal(dict(one["fields"]), tuple(one["phrases"])) for one in raw["signals"])
    return Ladder(raw["id"], raw["title"], raw["source"], tuple(raw["kinds"]), stages, signals)


def plain_ladder(kind: Kind, signals: Sequence[Signal] = ()) -> Ladder:
    """Return the ladder of a kind that has none of its own: the question of each field, in the form's
    order.
    """
    probes = tuple(
        Probe(
            field.id,
            field.question,
            "",
            field.help,
            {kind.id: field.id},
            field.type in _OPTION_LIST,
            makes_point=False,
        )
        for field in kind.fields
        if field.question
    )
    return Ladder(
        f"fields-{kind.id}",
        kind.title,
        "",
        (kind.id,),
        (Stage("fields", kind.title, kind.purpose, probes),),
        tuple(signals),
    )


def questions(ladder: Ladder, interview: Interview) -> Iterator[Asked]:
    """Yield the questions that are still open, in the ladder's order; the first one is the next.

    A repeated question is open until it was passed over once; the sweeps over decision points take one point
    after the other.
    """
    turns: dict[tuple[str, int | None], list[Turn]] = {}
    for turn in interview.turns:
        turns.setdefault((turn.probe, turn.point), []).append(turn)
    points = points_of(ladder, interview)
    for stage in ladder.stages:
        for number, point in list(enumerate(points)) if stage.each_point else [(None, "")]:
            for probe in stage.probes:
                before = turns.get((probe.id, number), [])
                if before and not (probe.repeat and before[-1].answered):
                    continue
                words = probe.first if probe.first and not before else probe.ask
                yield Asked(
                    stage, probe, number, point, f"{point}: {words[0].lower()}{words[1:]}" if point else words
                )


def points_of(ladder: Ladder, interview: Interview) -> tuple[str, ...]:
    """Return the decision points that were named, in order."""
    makers = {probe.id for stage in ladder.stages for probe in stage.probes if probe.makes_point}
    return tuple(
        " ".join(interview.said(turn).split())
        for turn in interview.turns
        if turn.probe in makers and turn.answered
    )


def answer(interview: Interview, asked: Asked, words: str) -> Interview:
    """Return the interview with one more answer; one without words passes the question over.

    The transcript takes question and answer down as they were said.
    """
    said = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not said:
        at = len(interview.transcript)
        return replace(
            interview, turns=(*interview.turns, Turn(asked.probe.id, asked.number, asked.words, at, at))
        )
    head = f"{'' if not interview.transcript else chr(10)}Question: {asked.words}\nAnswer: "
    start = len(interview.transcript) + len(head)
    turn = Turn(asked.probe.id, asked.number, asked.words, start, start + len(said))
    return replace(
        interview, transcript=f"{interview.transcript}{head}{said}\n", turns=(*interview.turns, turn)
    )


def take_back(interview: Interview) -> Interview:
    """Return the interview as it was before its last turn.

    Raises:
        UserError: nothing was asked yet.
    """
    if not interview.turns:
        raise UserError("No questions asked yet.", "Answer the first question.")
    last, turns = interview.turns[-1], interview.turns[:-1]
    end = max((turn.end for turn in turns if turn.answered), default=0)
    transcript = (
        interview.transcript if not last.answered else f"{interview.transcript[:end]}\n" if end else ""
    )
    return replace(interview, transcript=transcript, turns=turns)


def progress(ladder: Ladder, interview: Interview) -> tuple[tuple[str, int, int], ...]:
    """Return of each stage its title, how many of its questions were answered or passed over, and how many it
    has so far.
    """
    open_ones = list(questions(ladder, interview))
    found = []
    for stage in ladder.stages:
        ids = {probe.id for probe in stage.probes}
        done = len({(turn.probe, turn.point) for turn in interview.turns if turn.probe in ids})
        left = sum(1 for one in open_ones if one.stage is stage and not any(turn.probe == one.probe.id and turn.point == one.number
                                                                            for turn in interview.turns))  # fmt: skip
        found.append((stage.title, done, done + left))
    return tuple(found)


# Drafts


def drafts(ladder: Ladder, interview: Interview, kind: Kind) -> tuple[Drafted, ...]:
    """Return the fields that an interview's answers fill, in the form's order."""
    probes = {probe.id: probe for stage in ladder.stages for probe in stage.probes}
    spans: dict[str, list[tuple[int, int]]] = {}
    for turn in interview.turns:
        field = probes[turn.probe].fields.get(kind.id) if turn.probe in probes else None
        if field is not None and turn.answered:
            spans.setdefault(field, []).append((turn.start, turn.end))
    return _drafted(interview.transcript, spans, kind)


_SPEAKER = re.compile(r"^(?P<who>[A-Z][\w .'’-]{0,40}|[QAI]):[ \t]+", re.MULTILINE)
_NO_WORD = re.compile(r"[^\w’%-]+")
_ASKING = frozenset({"q", "question", "interviewer", "i"})


def draft_notes(
    ladder: Ladder, text: str, kind: Kind, split: Callable[[str], Sequence[tuple[int, int]]]
) -> tuple[Drafted, ...]:
    """Return the fields that somebody's notes, or the transcript of a talk, seem to fill, in the form's
    order.

    A sentence goes to the field whose phrase comes first in it. What the asking side of a talk says is no
    answer.

    Args:
        split: gives the ranges of a text's sentences.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for low, high in _answers(text):
        for start, end in split(text[low:high]):
            start, end = low + start, low + end
            sentence = f" {' '.join(_NO_WORD.sub(' ', text[start:end].casefold()).split())} "
            found = [
                (at, order, field)
                for order, signal in enumerate(ladder.signals)
                if (field := signal.fields.get(kind.id)) is not None and kind.field(field) is not None
                for phrase in signal.phrases
                if (at := sentence.find(f" {phrase} ")) >= 0
            ]
            if found and not text[start:end].rstrip().endswith("?"):
                spans.setdefault(min(found)[2], []).append((start, end))
    return _drafted(text, spans, kind)


def _answers(text: str) -> Iterator[tuple[int, int]]:
    """Yield what was said in answer: everything, unless the text is marked by who speaks."""
    marks = list(_SPEAKER.finditer(text))
    if len(marks) < 2 or not any(mark["who"].casefold() in _ASKING for mark in marks):
        yield 0, len(text)
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark["who"].casefold() not in _ASKING:
            yield mark.end(), following.start() if following else len(text)


def draft_spans(text: str, spans: Mapping[str, Sequence[tuple[int, int]]], kind: Kind) -> tuple[Drafted, ...]:
    """Return the fields that these stretches of a transcript fill, given by field, in the form's order."""
    return _drafted(text, {field: ranges for field, ranges in spans.items() if ranges}, kind)


def _drafted(text: str, spans: Mapping[str, Sequence[tuple[int, int]]], kind: Kind) -> tuple[Drafted, ...]:
    return tuple(
        Drafted(
            field.id,
            _value(field.type, [text[start:end].strip() for start, end in spans[field.id]]),
            tuple(spans[field.id]),
        )
        for field in kind.fields
        if field.id in spans
    )


_TIME = re.compile(
    r"^(?P<time>[^,:;–-]{1,40}?\d[^,;–-]{0,20}?|[^,;:–-]{1,40}?)\s*(?:[,;–-]|:(?!\d))\s+(?P<event>.+)$",
    re.DOTALL,
)


def _value(kind: FieldType, answers: Sequence[str]) -> FieldValue:
    """Return a field's value made of answers, word for word."""
    lines = tuple(
        line
        for said in answers
        for line in (" ".join(one.split()).lstrip("-*• ") for one in said.splitlines())
        if line
    )
    if kind in (FieldType.ITEMS, FieldType.SYNONYMS):
        return lines
    if kind is FieldType.OPTIONS:
        return tuple(Option(line) for line in lines)
    if kind is FieldType.STEPS:
        return tuple(Step(line) for line in lines)
    if kind is FieldType.TIMELINE:
        return tuple(_moment(" ".join(said.split())) for said in answers)
    if kind is FieldType.TEXT:
        return "\n\n".join(answers)
    return " ".join(lines)


def _moment(said: str) -> Moment:
    match = _TIME.match(said)
    return Moment(match["time"].strip(), match["event"].strip()) if match else Moment("", said)


def merged(fields: Fields, drafted: Drafted, kind: Kind) -> Fields:
    """Return fields with an accepted draft: lists grow, text is put below what stands there."""
    before = fields.get(drafted.field)
    if not before:
        return {**fields, drafted.field: drafted.value}
    if isinstance(before, str) and isinstance(drafted.value, str):
        field = kind.field(drafted.field)
        joint = "\n\n" if field is not None and field.type is FieldType.TEXT else " "
        return {**fields, drafted.field: f"{before}{joint}{drafted.value}"}
    if isinstance(before, tuple) and isinstance(drafted.value, tuple):
        grown: Any = (*before, *(item for item in drafted.value if item not in before))
        return {**fields, drafted.field: grown}
    return {**fields, drafted.field: drafted.value}
