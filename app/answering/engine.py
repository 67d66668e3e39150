"""What carries a release out: the parts that find, weigh and phrase, as one value.

Invariant: an engine belongs to the release that it is handed over with; whoever changes one changes both,
between two questions. What is costly is behind a callable and made by the first question that needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.answering.confidence import Calibrator
from app.answering.prompt import Instruction
from app.core.answers.answers import ModelId
from app.inference.protocols import Embedder, Generator
from app.inference.turns import Turns
from app.retrieval.approved import Approved
from app.retrieval.evidence import EvidenceFinder
from app.retrieval.experts import Experts
from app.retrieval.search import Search


@dataclass(frozen=True)
class Engine:
    """The parts.

    Attributes:
        search: question to passages.
        finder: gives what finds evidence in passages.
        embedder: gives what turns words into vectors.
        calibrator: evidence to a probability.
        generator: gives the model for an id (None: the workspace's choice), or None when phrasing is off.
        identity: names the model that `generator` would give, without starting it.
        instruction: what the model is told.
        experts, approved: who may know, and what the team agreed on.
        turns: lets a question go before the embedding of documents.
    """

    search: Search
    finder: Callable[[], EvidenceFinder]
    embedder: Callable[[], Embedder]
    calibrator: Calibrator
    generator: Callable[[str | None], Generator | None]
    identity: Callable[[str | None], ModelId | None]
    instruction: Instruction
    experts: Experts
    approved: Approved
    turns: Turns
