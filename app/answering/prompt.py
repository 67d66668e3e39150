"""Evidence to prompt: what the model reads, and the record of it that grounding compares with.

The decision hidden here is how a budget of tokens is spent: the instruction first, always the same, so that
its key-value state is computed once; then the evidence, grouped by passage in the order of its rank; the
question last and never cut. Invariant: `Prompt.shown` holds every character of a document that stands in the
prompt, at its true offsets. Text of documents and of the question is never tokenised with control tokens on.
Thread: any; nothing is kept between calls.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.core.answers.answers import Evidence, Shown
from app.core.errors import UserError
from app.core.language import text as words
from app.core.language.directives import place
from app.core.settings import AnswerSettings
from app.inference.protocols import ChatTemplate, Piece

Tokenize = Callable[[Sequence[Piece]], list[tuple[int, ...]]]
"""Gives the token ids of each piece by itself; the sum over the pieces is therefore exact."""

LEAST_EVIDENCE = 48
"""Tokens that must be left for evidence beside the question: about one sentence with its title."""

WHOLE_WINDOWS = 2
"""Ranks whose neighbours are kept as long as possible: on the development set the answer stands in the
windows of the first two for 95 % of the questions, in five bare sentences for 95 % as well, in the first
window alone for 89
%.
"""

SAME = 0.9
"""Share of common terms (Jaccard) from which two sentences with the same numbers and negations count as
one.
"""

LONGEST_NAME = 60
"""Characters of a title or heading that are shown."""

_GAP = " … "


@dataclass(frozen=True)
class Instruction:
    """The fixed words of the prompt, kept as data.

    Attributes:
        id: changes whenever a word changes; a run's receipt names it.
        system: what the model is to do, with a worked example.
        evidence: stands before the evidence.
        question: stands before the question.
        answer: stands after the question, still in the user's message; may be empty.
    """

    id: str
    system: str
    evidence: str
    question: str
    answer: str = ""

    @classmethod
    def parse(cls, text: str) -> Instruction:
        """Return the instruction that the JSON `text` describes; `system` may be a list of lines.

        Raises:
            KeyError: a field is missing.
            ValueError: the text is not JSON.
        """
        data = json.loads(text)
        system = data["system"]
        return cls(
            id=str(data["id"]),
            system="\n".join(system) if isinstance(system, list) else str(system),
            evidence=str(data["evidence"]),
            question=str(data["question"]),
            answer=str(data.get("answer", "")),
        )


@dataclass(frozen=True)
class Prompt:
    """What goes to the model.

    Attributes:
        pieces: the prompt in order.
        tokens: ids of all pieces.
        fixed: how many leading tokens are the same for every question.
        shown: each stretch of a document that stands in it, in order; stretches of one passage share a
            number.
        left_out: evidence that did not fit, best first; near-duplicates of evidence that is shown are not
            among it.
        text: the exact text, control tokens written out.
    """

    pieces: tuple[Piece, ...]
    tokens: tuple[int, ...]
    fixed: int
    shown: tuple[Shown, ...]
    left_out: tuple[Evidence, ...]
    text: str


@dataclass(frozen=True)
class _Stretch:
    """A part of a passage that is to be shown: `evidence` is the best one whose sentence it holds.

    `start` and `end` count in the rendering of its place, from the place's base on.
    """

    evidence: Evidence
    start: int
    end: int
    text: str

    def shown(self, number: int) -> Shown:
        """Return the stretch under its number in the prompt."""
        if self.evidence.place is None:
            return Shown(number, self.evidence, self.start, self.end, self.text)
        place = self.evidence.place
        low = self.start - place.base
        return Shown(number, self.evidence, *place.range(low, low + len(self.text)), self.text, low)


def build(
    question: str,
    evidence: Sequence[Evidence],
    tokenize: Tokenize,
    template: ChatTemplate,
    instruction: Instruction,
    settings: AnswerSettings,
) -> Prompt:
    """Return the prompt for `question` that shows as much of `evidence` as the budget allows.

    Args:
        question: as typed; it is shown whole.
        evidence: best first, at least one.
        tokenize: called a few times, always with pieces it has not seen in this call.
        template: the model's chat format.
        instruction: the fixed words.
        settings: `prompt_tokens` bounds the whole prompt, `evidence_tokens` what stands after its fixed part.

    Raises:
        UserError: the question leaves no room for evidence.
        ValueError: there is no evidence.
    """
    if not evidence:
        raise ValueError("a prompt needs evidence")
    counter = _Counter(tokenize)
    head = (
        Piece(template.before_system, True),
        Piece(instruction.system, False),
        Piece(template.before_user, True),
        Piece(instruction.evidence, False),
    )
    tail = (
        Piece(f"{instruction.question}{question.strip()}{instruction.answer}", False),
        Piece(template.before_assistant, True),
    )
    fixed = counter.count(head)
    budget = min(settings.prompt_tokens - fixed, settings.evidence_tokens) - counter.count(tail)
    if budget < LEAST_EVIDENCE:
        raise UserError(
            "The question is too long for the model together with the evidence.",
            "Use fewer words, or ask one thing at a time.",
        )
    kept = _without_duplicates(evidence)
    pieces, shown, chosen = _fitted(kept, counter, budget)
    everything = (*head, *pieces, *tail)
    # Once more and in one call: only the first piece of a prompt carries the model's beginning token.
    ids = tokenize(everything)
    return Prompt(
        pieces=everything,
        tokens=tuple(token for piece in ids for token in piece),
        fixed=sum(len(piece) for piece in ids[: len(head)]),
        shown=shown,
        left_out=tuple(item for rank, item in enumerate(kept) if rank not in chosen),
        text="".join(piece.text for piece in everything),
    )


class _Counter:
    """Counts tokens, tokenising each distinct piece once: asking the model's process costs more than looking
    up.
    """

    def __init__(self, tokenize: Tokenize) -> None:
        self._tokenize = tokenize
        self._known: dict[Piece, int] = {}

    def count(self, pieces: Sequence[Piece]) -> int:
        unknown = [piece for piece in dict.fromkeys(pieces) if piece not in self._known]
        if unknown:
            self._known.update(
                (piece, len(ids)) for piece, ids in zip(unknown, self._tokenize(unknown), strict=True)
            )
        return sum(self._known[piece] for piece in pieces)


def _without_duplicates(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Leave out a sentence that an earlier one of another passage already says, number for number."""
    kept: list[Evidence] = []
    for item in evidence:
        if not any(item.passage != other.passage and _same(item.words, other.words) for other in kept):
            kept.append(item)
    return kept


def _same(one: str, other: str) -> bool:
    first, second = set(words.terms(one)), set(words.terms(other))
    if not first or not second or len(first & second) < SAME * len(first | second):
        return False
    return words.numbers(one) == words.numbers(other) and words.negations(one) == words.negations(other)


_Fitted = tuple[tuple[Piece, ...], tuple[Shown, ...], dict[int, _Stretch]]
"""Pieces of a prompt, the stretches they show, and those by the rank of their evidence."""


def _fitted(evidence: Sequence[Evidence], counter: _Counter, budget: int) -> _Fitted:
    """Show as much of the evidence as fits; at the least the beginning of the best sentence."""
    for plan in _plans(evidence):
        pieces, shown = _rendered(_grouped(plan))
        if counter.count(pieces) <= budget:
            return pieces, shown, plan
    return _cut_to(evidence[0], counter, budget)


def _plans(evidence: Sequence[Evidence]) -> Iterator[dict[int, _Stretch]]:
    """Yield ways to show less and less: neighbours go before sentences, low ranks before high ones.

    A sentence with its neighbours and one without are keyed by rank. The last plan is the best sentence
    alone.
    """
    plan = {rank: _window(item) for rank, item in enumerate(evidence)}
    yield dict(plan)
    for least in (WHOLE_WINDOWS, 1):
        for rank in range(len(evidence) - 1, least - 1, -1):
            plan[rank] = _sentence(evidence[rank])
            yield dict(plan)
        for rank in range(len(evidence) - 1, least - 1, -1):
            del plan[rank]
            yield dict(plan)
        evidence = evidence[:least]
    plan[0] = _sentence(evidence[0])
    yield plan


def _window(item: Evidence) -> _Stretch:
    return _stretch(item, *item.within.window)


def _sentence(item: Evidence) -> _Stretch:
    return _stretch(item, *item.within.sentence)


def _stretch(item: Evidence, start: int, end: int) -> _Stretch:
    base = item.within.base
    return _Stretch(item, base + start, base + end, item.within.view.text[start:end])


def _grouped(plan: dict[int, _Stretch]) -> list[list[_Stretch]]:
    """Group by passage, the passage of the best rank first; overlapping stretches become one."""
    groups: dict[str, list[_Stretch]] = {}
    for _, stretch in sorted(plan.items()):
        groups.setdefault(stretch.evidence.passage, []).append(stretch)
    return [_merged(stretches) for stretches in groups.values()]


def _merged(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda item: (item.start, item.end)):
        if not merged or stretch.start > merged[-1].end:
            merged.append(stretch)
            continue
        last = merged[-1]
        best = max(last.evidence, stretch.evidence, key=lambda item: item.score)
        longer = last.text + stretch.text[last.end - stretch.start :] if stretch.end > last.end else last.text
        merged[-1] = _Stretch(best, last.start, max(last.end, stretch.end), longer)
    return merged


def _rendered(groups: Sequence[Sequence[_Stretch]]) -> tuple[tuple[Piece, ...], tuple[Shown, ...]]:
    pieces: list[Piece] = []
    shown: list[Shown] = []
    for number, group in enumerate(groups, start=1):
        pieces.append(Piece(f"[{number}] {_place(group[0].evidence)}", False))
        for at, stretch in enumerate(group):
            if at:
                pieces.append(Piece(" " if stretch.start - group[at - 1].end <= 2 else _GAP, False))
            pieces.append(Piece(stretch.text, False))
            shown.append(stretch.shown(number))
        pieces.append(Piece("\n", False))
    return tuple(pieces), tuple(shown)


def _place(item: Evidence) -> str:
    """Title and innermost heading: a sentence often leaves out what its heading has named."""
    title, heading = place(item.title, item.heading[-1:])
    names = dict.fromkeys((_short(title), _short(heading[-1]) if heading else ""))
    named = " - ".join(name for name in names if name)
    return f"{named}: " if named else ""


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else f"{line[:LONGEST_NAME]}…"


def _cut_to(item: Evidence, counter: _Counter, budget: int) -> _Fitted:
    """Show the beginning of a sentence that is too long by itself, up to the last word that fits."""
    first, last = item.within.sentence
    ends = [0, *(word.end for word in words.words(item.within.view.text[first:last]))]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if counter.count(_rendered([[_beginning(item, ends[middle])]])[0]) <= budget:
            low = middle
        else:
            high = middle - 1
    stretch = _beginning(item, ends[low])
    pieces, shown = _rendered([[stretch]])
    return pieces, shown, {0: stretch}


def _beginning(item: Evidence, length: int) -> _Stretch:
    first, _ = item.within.sentence
    return _stretch(item, first, first + length)
