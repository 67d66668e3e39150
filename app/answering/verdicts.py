"""What becomes of a draft when it is checked. Pure values; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.answers import Citation, Grounding, Sentence


@dataclass(frozen=True)
class Verdict:
    """What became of one claim of the draft.

    Attributes:
        text: the claim, without the model's citation marks.
        state: how it stands.
        reason: why it is not supported, or what held it back; empty for a quoted or supported claim.
        coverage: share of its content words that stand in the cited sentences, 0..1.
        model_numbers: the numbers the model cited.
        citations: where it is supported; for an unsupported claim the sentence it leaned on most, if any.
        denied: the evidence speaks of the same thing and says otherwise; the citations hold the words that do.
    """

    text: str
    state: Grounding
    reason: str
    coverage: float
    model_numbers: tuple[int, ...]
    citations: tuple[Citation, ...]
    denied: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the form a run's trace keeps."""
        return {
            "text": self.text,
            "state": self.state.value,
            "reason": self.reason,
            "coverage": self.coverage,
            "model_numbers": list(self.model_numbers),
            "citations": [citation.as_json() for citation in self.citations],
        }


@dataclass(frozen=True)
class Grounded:
    """A draft after checking.

    Attributes:
        sentences: what may be shown, each with a citation: claims that hold, and the sentence around a short answer.
        verdicts: one per claim of the draft, in order.
        instead: sentences of the evidence that unsupported claims leaned on, quoted, best first: what to show when `sentences` is empty.
        overlooked: the best sentence of the evidence, quoted, when nothing in `sentences` rests on it; a sign of a weak draft.
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
