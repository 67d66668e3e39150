"""Questions in the order they were asked: conversations, what a follow-up stands for, what people think of an
answer.

Invariant: a conversation belongs to one person and has the highest label of its runs; a verdict is one
person's on one run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.answers.answers import Answer, Watch
from app.core.documents.documents import Label

TITLE = 80
"""Characters of a conversation's title."""

REMARK = 2000
"""Characters of a remark on an answer."""


@dataclass(frozen=True)
class Conversation:
    """Questions that one person asked one after the other.

    Attributes:
        id: conversation id.
        title: what it is called; empty when a purge has erased every question it could be called after.
        person: whose it is.
        started, changed: ISO 8601 times in UTC of its beginning and of its last run.
        runs: how many of its runs the actor may see.
        label: highest label of what its runs touched.
    """

    id: str
    title: str
    person: str
    started: str
    changed: str
    runs: int
    label: Label

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "title": self.title,
            "person": self.person,
            "started": self.started,
            "changed": self.changed,
            "runs": self.runs,
            "label": self.label.word,
        }


def title_of(question: str) -> str:
    """Return a question as the title of its conversation: one line of at most `TITLE` characters, cut between
    words.
    """
    line = " ".join(question.split())
    if len(line) <= TITLE:
        return line
    cut = line[: TITLE - 1]
    return f"{(cut.rsplit(' ', 1)[0] if ' ' in cut[TITLE // 2 :] else cut).rstrip(' ,;:–-')}…"


class Verdict(StrEnum):
    """What a person thinks of an answer. The values are stored: never rename one."""

    USEFUL = "useful"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Feedback:
    """One person's word on one run; the latest stands.

    Attributes:
        run: the run's id.
        verdict: what they think of it.
        remark: in their words, or empty.
        person: who.
        at: ISO 8601 time in UTC.
    """

    run: str
    verdict: Verdict
    remark: str
    person: str
    at: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "run": self.run,
            "verdict": self.verdict.value,
            "remark": self.remark,
            "person": self.person,
            "at": self.at,
        }


@dataclass(frozen=True)
class Rewritten:
    """A question made to stand alone.

    Attributes:
        asked: as typed.
        question: what to look for; equal to `asked`, byte for byte, when that stands alone.
        replaced: what was put in place of what, in order: ("it", "the deployment policy"); ("", words) for
            words added.
    """

    asked: str
    question: str
    replaced: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the question leaned on what was asked before."""
        return self.question != self.asked

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "asked": self.asked,
            "question": self.question,
            "replaced": [list(pair) for pair in self.replaced],
        }


@dataclass(frozen=True)
class Asked:
    """A question that was answered, or not, in its conversation.

    Attributes:
        conversation: its id.
        rewritten: what the question was taken to mean.
    """

    answer: Answer
    conversation: str
    rewritten: Rewritten


@dataclass(frozen=True)
class AskedWatch:
    """What a caller wants to see while a question is on its way; every field may be left out.

    Attributes:
        begun: called with the conversation that the question begins.
        rewritten: called with what a follow-up is taken to mean.
        answer: what is seen of the answer.
    """

    begun: Callable[[Conversation], None] = lambda _: None
    rewritten: Callable[[Rewritten], None] = lambda _: None
    answer: Watch = Watch()


class Form(StrEnum):
    """What answers are exported as: the one list that commands, menus and writers are made of.

    Attributes:
        ending: of the file's name.
        word: for it, as shown in a menu.
        in_window, by_command: where it is offered.
    """

    ending: str
    word: str
    in_window: bool
    by_command: bool

    def __new__(cls, name: str, ending: str, word: str, in_window: bool, by_command: bool) -> Form:
        made = str.__new__(cls, name)
        made._value_ = name
        made.ending, made.word = ending, word
        made.in_window, made.by_command = in_window, by_command
        return made

    MARKDOWN = "markdown", ".md", "Markdown", True, True
    WORD = "docx", ".docx", "Word", True, True
    HTML = "html", ".html", "HTML", False, True
    PDF = "pdf", ".pdf", "PDF", True, False

    @property
    def written(self) -> Form:
        """The form that is written for it: the window sets a page of HTML as PDF."""
        return Form.HTML if self is Form.PDF else self
