"""Followed questions: asked again after the sources changed, and what the answer says otherwise than before.

Invariant: a question is asked again within the rights of the person who follows it. Values, and the pure
comparison of two answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.answers.answers import Answer
from app.core.documents.documents import Label


@dataclass(frozen=True)
class Follow:
    """A question that somebody wants to be told about.

    Attributes:
        id: follow id.
        person: who follows it.
        question: as asked.
        label: highest label of what its answers touched.
        run: the run whose answer was seen last.
        answered: whether that run answered it.
        changed_run: a later run whose answer differs and was not seen yet, or empty.
        asked: when it was asked the last time, ISO 8601 in UTC.
        changed: when the answer was found to differ, or empty.
    """

    id: str
    person: str
    question: str
    label: Label
    run: str
    answered: bool
    changed_run: str
    asked: str
    changed: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "id": self.id,
            "question": self.question,
            "label": self.label.word,
            "run": self.run,
            "answered": self.answered,
            "changed_run": self.changed_run,
            "asked": self.asked,
            "changed": self.changed,
        }


@dataclass(frozen=True)
class AnswerDifference:
    """What an answer says otherwise than an earlier one to the same question.

    Attributes:
        before, after: ids of the runs.
        answered_before, answered_after: whether there was an answer at all.
        gone: sentences that only the earlier one has.
        new: sentences that only the later one has.
        sources_gone, sources_new: titles of what is cited no more, and of what is cited now.
    """

    before: str
    after: str
    answered_before: bool
    answered_after: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]
    sources_gone: tuple[str, ...]
    sources_new: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the answers differ in what they say; where the same words stand does not count."""
        return self.answered_before != self.answered_after or bool(self.gone or self.new)

    @property
    def summary(self) -> str:
        """The difference in one line."""
        if self.answered_before != self.answered_after:
            return "It is now answered." if self.answered_after else "It is no longer answered."
        if not self.changed:
            return "The answer is the same." if self.answered_after else "It is still unanswered."
        if self.gone and self.new:
            return "The answer has changed."
        return "The answer says more." if self.new else "The answer says less."

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "before": self.before,
            "after": self.after,
            "changed": self.changed,
            "summary": self.summary,
            "answered_before": self.answered_before,
            "answered_after": self.answered_after,
            "gone": list(self.gone),
            "new": list(self.new),
            "sources_gone": list(self.sources_gone),
            "sources_new": list(self.sources_new),
        }


@dataclass(frozen=True)
class Checked:
    """What asking followed questions again came to; `left` were not asked because enough had been asked at
    once.
    """

    asked: int
    changed: tuple[str, ...]
    left: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {"asked": self.asked, "changed": list(self.changed), "left": self.left}


def compare(before: str, old: Answer | None, after: str, new: Answer | None) -> AnswerDifference:
    """Return what differs between two answers.

    Args:
        before, after: ids of their runs.
        old, new: the answers; None for that of a purged run.
    """
    said, says = _sentences(old), _sentences(new)
    cited, cites = _titles(old), _titles(new)
    return AnswerDifference(
        before,
        after,
        old is not None and not old.abstained,
        new is not None and not new.abstained,
        tuple(one for one in said if one not in says),
        tuple(one for one in says if one not in said),
        tuple(one for one in cited if one not in cites),
        tuple(one for one in cites if one not in cited),
    )


def _sentences(answer: Answer | None) -> list[str]:
    said = () if answer is None else answer.sentences
    return list(dict.fromkeys(" ".join(one.text.split()) for one in said))


def _titles(answer: Answer | None) -> list[str]:
    said = () if answer is None else answer.sentences
    return list(dict.fromkeys(one.title for sentence in said for one in sentence.citations))
