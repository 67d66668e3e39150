"""Decision trees as an expert writes them, walked step by step.

    Is the serial number legible?
      yes: age is under 36 months
        yes: Repair it under warranty.
        no: Quote the repair.
      no: Ask for photographs of the plate.

Indentation says what belongs to which answer. A question that can be read as a condition is answered by
itself where the facts are known. Invariant: every question has two answers or more, no two of them alike, and
every way ends in an outcome. Thread: any; pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.errors import InvalidUnit
from app.core.rules.conditions import Condition, InvalidCondition, judge, parse_condition

_MOST_LINES = 500
_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}


class InvalidTree(InvalidUnit):
    """A decision tree cannot be read; `line` counts from 1."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(message, hint)
        self.line = line


@dataclass(frozen=True)
class Node:
    """A question with its answers, or an outcome, which has none.

    Attributes:
        text: the question or the outcome.
        branches: answer and what comes next, in the order written.
        condition: the question as a condition, or None when it is for a person to answer.
        line: where it is written, from 1.
    """

    text: str
    branches: tuple[tuple[str, Node], ...] = ()
    condition: Condition | None = None
    line: int = 0


@dataclass(frozen=True)
class Step:
    """One question that was answered; `by_facts` when nobody had to be asked."""

    question: str
    answer: str
    by_facts: bool = False


@dataclass(frozen=True)
class TreeWalk:
    """Where a walk has come to: `at` is an outcome when it has ended, else the question to answer next."""

    steps: tuple[Step, ...]
    at: Node

    @property
    def ended(self) -> bool:
        return not self.at.branches


def parse_tree(text: str) -> Node:
    """Return a decision tree from its indented lines.

    Raises:
        InvalidTree: message and hint name the line and what to change.
    """
    lines = [(number, raw.expandtabs(4)) for number, raw in enumerate(text.splitlines(), 1) if raw.strip()]
    if not lines:
        raise InvalidTree(
            "The decision tree is empty.", "Start with a question and indent its answers below it.", 1
        )
    if len(lines) > _MOST_LINES:
        message = f"The decision tree has {len(lines):,} lines; the maximum is {_MOST_LINES}."
        raise InvalidTree(message, "Split it into several procedures.", _MOST_LINES)
    root = _read(lines, 0, len(lines), lines[0][1].strip())
    if not root.branches:
        raise InvalidTree(
            "The decision tree has no question.",
            "Indent the answers below the first line, for example “yes: …”.",
            1,
        )
    return root


def _read(lines: Sequence[tuple[int, str]], at: int, end: int, words: str) -> Node:
    """Return the node of line `at`, whose own words are `words`, with what is indented below it, up to line
    `end`.
    """
    number = lines[at][0]
    below = list(_children(lines, at, end))
    if not below:
        return Node(words, line=number)
    branches: list[tuple[str, Node]] = []
    for start, stop in below:
        line, raw = lines[start]
        answer, mark, rest = raw.strip().partition(":")
        if not mark or not answer.strip() or not rest.strip():
            raise InvalidTree(
                f"Line {line} is not an answer: {raw.strip()}",
                "Write the answer, a colon, and what comes next: “yes: …”.",
                line,
            )
        if any(answer.strip().casefold() == known.casefold() for known, _ in branches):
            raise InvalidTree(
                f"Line {line} answers “{answer.strip()}” twice.",
                "Each question can have each answer only once.",
                line,
            )
        branches.append((answer.strip(), _read(lines, start, stop, rest.strip())))
    if len(branches) < 2:
        raise InvalidTree(
            f"The question in line {number} has only one answer.",
            "Add another one, or remove the question.",
            number,
        )
    return Node(words, tuple(branches), _condition(words, branches), number)


def _children(lines: Sequence[tuple[int, str]], at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield first and last-plus-one place of each line directly below line `at`."""
    own = _indent(lines[at][1])
    if at + 1 >= end:
        return
    deep = _indent(lines[at + 1][1])
    if at == 0 and deep <= own or any(_indent(raw) <= own for _, raw in lines[at + 1 : end]):
        number = next(number for number, raw in lines[at + 1 : end] if _indent(raw) <= own)
        raise InvalidTree(
            f"Line {number} starts a second tree.", "Indent everything below the first question.", number
        )
    start = at + 1
    for place in range(at + 2, end + 1):
        if place < end and _indent(lines[place][1]) > deep:
            continue
        if place < end and _indent(lines[place][1]) < deep:
            number = lines[place][0]
            message = f"Line {number} is not indented like the other answers."
            raise InvalidTree(message, "Indent all answers to a question equally.", number)
        yield start, place
        start = place


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def _condition(words: str, branches: Sequence[tuple[str, Node]]) -> Condition | None:
    answers = {answer.casefold() for answer, _ in branches}
    if words.rstrip().endswith("?") or not (answers & _YES and answers & _NO and len(answers) == 2):
        return None
    try:
        return parse_condition(words)
    except InvalidCondition:
        return None


def walk_tree(root: Node, answers: Sequence[str] = (), facts: Mapping[str, str] | None = None) -> TreeWalk:
    """Walk a tree as far as answers and facts lead.

    Args:
        answers: to the questions that facts do not answer, in the order they come; in any case.
        facts: see `judge`.

    Raises:
        InvalidUnit: an answer is none of the question's.
    """
    node, steps, given = root, list[Step](), iter(answers)
    while node.branches:
        held = judge(node.condition, facts or {}).held if node.condition is not None else None
        if held is not None:
            wanted, by_facts = (_YES if held else _NO), True
        else:
            answer = next(given, None)
            if answer is None:
                break
            wanted, by_facts = {answer.strip().casefold()}, False
        found = next(
            ((name, next_node) for name, next_node in node.branches if name.casefold() in wanted), None
        )
        if found is None:
            choices = ", ".join(name for name, _ in node.branches)
            raise InvalidUnit(
                f"“{answer}” is not an answer to “{node.text}”.", f"The answers are: {choices}."
            )
        steps.append(Step(node.text, found[0], by_facts))
        node = found[1]
    return TreeWalk(tuple(steps), node)


def outcomes(root: Node) -> tuple[str, ...]:
    """Return every outcome of a tree, left to right."""
    return (
        (root.text,)
        if not root.branches
        else tuple(text for _, node in root.branches for text in outcomes(node))
    )
