"""Questions under way: which conversation each belongs to, and what is done for it off the GUI thread.

The decision hidden here is how a question finds its conversation: the first question of a new one begins it,
in the lane where all questions are answered one after the other, so that a second question that was typed
before the first was answered joins the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.answers.answers import Answer, Evidence, Watch
from app.core.answers.conversations import AskedWatch, Conversation, Feedback, Rewritten
from app.core.answers.trace import Run
from app.core.documents.documents import Passage
from app.core.errors import AppError
from app.ui.ask.turn import Turn
from app.ui.jobs import Job
from app.workspace.workspace import Application

LISTED = 1000
"""Conversations that the list holds."""

PAGE = 6
"""Earlier turns that are read at a time."""


@dataclass(eq=False)
class Talk:
    """A conversation as the page holds it.

    Attributes:
        id: None until its first question is taken up; set in the lane of the questions.
        title: of the conversation, or empty.
    """

    id: str | None = None
    title: str = ""


@dataclass(eq=False)
class Asking:
    """A question that waits or is being answered.

    Attributes:
        withdrawn: nothing more is to be shown of it.
    """

    turn: Turn
    talk: Talk
    job: Job
    withdrawn: bool = False


@dataclass(frozen=True)
class Past:
    """Some turns of a conversation, newest first, with what the person thought of them.

    Attributes:
        more: whether there are older ones.
        oldest: id of the last run read, from where to read on.
    """

    runs: tuple[Run, ...]
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    more: bool = False
    oldest: str | None = None


def answer(application: Application, talk: Talk, question: str, *, exact: bool, job: Job) -> Answer:
    """Answer a question within its conversation; in the lane of the questions.

    Args:
        exact: do not make the question stand alone.
        job: told "begun" with the talk, "rewritten" with the question, "evidence" and "draft" as they come.
    """

    def begun(conversation: Conversation) -> None:
        talk.id, talk.title = conversation.id, conversation.title
        job.tell("begun", talk)

    def rewritten(taken: Rewritten) -> None:
        if taken.changed:
            job.tell("rewritten", taken.question)

    seen = Watch(lambda evidence: job.tell("evidence", evidence), lambda piece: job.tell("draft", piece))
    watch = AskedWatch(begun, rewritten, seen)
    actor, asking, cancel = application.actor, application.asking, job.cancel_token
    if talk.id is not None:
        return asking.go_on(actor, question, talk.id, exact=exact, watch=watch, cancel=cancel).answer
    try:
        return asking.begin(actor, question, watch=watch, cancel=cancel).answer
    except AppError:
        # Its conversation went with it: the next question begins one.
        talk.id = None
        raise


def past(application: Application, conversation: str, before: str | None) -> Past:
    """Read a page of a conversation."""
    actor = application.actor
    runs = application.dialogue.runs(actor, conversation, PAGE, before)
    # A purge leaves a run without its words.
    kept = tuple(run for run in runs if run.answer is not None)
    feedback = application.dialogue.feedback_of(actor, [run.id for run in kept]) if kept else {}
    return Past(kept, feedback, len(runs) == PAGE, runs[-1].id if runs else before)


def listed(application: Application) -> list[Conversation]:
    """Read the conversations of this person, those that hold something."""
    return [one for one in application.dialogue.listed(application.actor, LISTED) if one.runs]


def run_ids(application: Application, conversation: str) -> list[str]:
    """Read the ids of all runs of a conversation, oldest first, those that a purge left their words."""
    runs: list[Run] = []
    while page := application.dialogue.runs(
        application.actor, conversation, 200, runs[-1].id if runs else None
    ):
        runs += page
    return [run.id for run in reversed(runs) if run.answer is not None]


def broader(application: Application, question: str, most: int = 20) -> list[Evidence]:
    """Return more passages that come close to a question, in the form of evidence."""
    ranked = application.search.search(application.actor, question, most)
    return [_near(one.passage, one.similarity or 0.0) for one in ranked.candidates]


def _near(passage: Passage, similarity: float) -> Evidence:
    return Evidence(
        passage=passage.id,
        source=passage.document,
        version=passage.version,
        label=passage.label,
        title=passage.title,
        path=passage.path,
        page=passage.page,
        heading=passage.heading,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        score=0.0,
        similarity=similarity,
        coverage=0.0,
        as_of=passage.as_of,
        window_start=passage.start,
        window_end=passage.end,
        window=passage.text,
        shown=passage.view.text,
    )


def evidence_of(run: Run) -> Sequence[Evidence]:
    """Return the evidence of a run as it was shown."""
    return () if run.trace is None else [item for item in run.trace.evidence if item.version]
