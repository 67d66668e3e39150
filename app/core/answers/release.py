"""What answers a question besides the documents, as one value with a hash: a release.

Invariant: two runs of the same release, asked by the same person of the same library, differ in nothing but
their times and what chance a model's draft holds. Another setting, model, calibration or policy is another
release.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from app.core.answers.answers import ModelId
from app.core.settings import AnswerSettings, RetrievalSettings


@dataclass(frozen=True)
class Release:
    """What answers.

    Attributes:
        program: version of the program.
        generator: what phrases; None where answers are quotes, or the model is not here.
        instruction: id of the words that the model is told.
        calibration: version of what turns evidence into a probability.
        embedder: what finds passages by meaning.
        reader: id of what reads question and sentence together; empty without one.
        retrieval, answer: the settings.
        policy: version of the rules on who may see what.
    """

    program: str
    generator: ModelId | None
    instruction: str
    calibration: str
    embedder: ModelId
    reader: str
    retrieval: RetrievalSettings
    answer: AnswerSettings
    policy: str

    @cached_property
    def hash(self) -> str:
        """Sixteen hex digits that name it."""
        words = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return asdict(self)
