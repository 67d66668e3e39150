"""The values that a question's steps hand on: asked, found, weighed, drafted, decided.

Invariant: each step takes the values of those before it; nothing reaches back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

from app.answering.attribution import Attributed
from app.answering.confidence import Calibrator, Features
from app.answering.grounding import Grounded
from app.answering.parts import Combined
from app.answering.pinning import Pin
from app.answering.prompt import Prompt
from app.answering.ruling import Ruled
from app.core.access import Scope
from app.core.answers.answers import Answer, Evidence, Mode, ModelId, Sentence, Watch
from app.core.answers.trace import Run
from app.core.work import CancelToken
from app.inference.protocols import Generation
from app.retrieval.evidence import EvidenceFinder
from app.retrieval.search import Ranked


@dataclass(frozen=True)
class Question:
    """What is asked, by whom, and how.

    Attributes:
        text: what to look for.
        model: catalogue id, "none" for quotes only, None for the workspace's choice.
        conversation: its id, or empty.
        asked: what was typed, when that was rewritten.
        leaned: the runs whose words it carries on.
        again: the program asks it again.
        today: the day it is asked, in UTC.
        started: when it was asked, in seconds of `time.perf_counter`.
    """

    scope: Scope
    text: str
    model: str | None
    watch: Watch
    cancel: CancelToken
    conversation: str = ""
    asked: str | None = None
    leaned: tuple[Run, ...] = ()
    again: bool = False
    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    started: float = field(default_factory=perf_counter)

    @property
    def milliseconds(self) -> int:
        """How long ago it was asked."""
        return round((perf_counter() - self.started) * 1000)


@dataclass(frozen=True)
class Found:
    """What a question finds.

    Attributes:
        limit: why passages cannot answer it, such as a count over all documents; None when they can.
        pieces: what its parts find, for a question of several.
        calibrator, bar: what it is judged by, and from which probability on it counts as answered.
        searched, read: milliseconds until the passages and until the evidence was there.
    """

    ranked: Ranked
    finder: EvidenceFinder
    limit: str | None
    pieces: Combined | None
    evidence: tuple[Evidence, ...]
    calibrator: Calibrator
    bar: float
    searched: int
    read: int


@dataclass(frozen=True)
class Weighed:
    """How surely the evidence answers the question."""

    evidence: tuple[Evidence, ...]
    measured: Features
    probability: float


@dataclass(frozen=True)
class Drafted:
    """What came of the model: sentences that hold, or why there are none.

    Attributes:
        first_token: milliseconds until it began to write.
    """

    prompt: Prompt | None = None
    generation: Generation | None = None
    grounded: Grounded | None = None
    model: ModelId | None = None
    runtime: Mapping[str, Any] | None = None
    first_token: int = 0
    warning: str = ""


@dataclass(frozen=True)
class Decided:
    """What the answer is made of.

    Attributes:
        mode: None for an abstention.
        why: the reason of an abstention.
        needed: what has to be known to tell more.
    """

    probability: float
    mode: Mode | None = None
    sentences: tuple[Sentence, ...] = ()
    why: str | None = None
    needed: str | None = None
    warnings: tuple[str, ...] = ()
    pin: Pin | None = None
    ruled: Ruled | None = None
    drafted: Drafted = Drafted()


@dataclass(frozen=True)
class Finished:
    """An answer with what its record is made of.

    Attributes:
        ranked: with what is said of the documents that hold.
        evidence: everything that was shown or brought.
    """

    answer: Answer
    ranked: Ranked
    evidence: tuple[Evidence, ...]
    attributed: Attributed
