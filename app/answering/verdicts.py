"""What becomes of a draft when it is checked. Pure values; any thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.answers.answers import Sentence
from app.core.answers.trace import Verdict


@dataclass(frozen=True)
class Grounded:
    """A draft after checking.

    Attributes:
        sentences: what may be shown, each with a citation: claims that hold, and the sentence around a short
            answer.
        verdicts: one per claim of the draft, in order.
        instead: sentences of the evidence that unsupported claims leaned on, quoted, best first: what to show
            when `sentences` is empty.
        overlooked: the best sentence of the evidence, quoted, when nothing in `sentences` rests on it; a sign
            of a weak draft.
        refused: the draft said that the evidence does not answer; never a reason to abstain by itself.
        cited: how many claims that stand came with a number of the model's own.
        wrong_numbers: how many of those named only other passages than the one that supports them.
    """

    sentences: tuple[Sentence, ...]
    verdicts: tuple[Verdict, ...]
    instead: tuple[Sentence, ...]
    overlooked: Sentence | None
    refused: bool
    cited: int
    wrong_numbers: int
