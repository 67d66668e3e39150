"""The model's part of an answer: a draft out of the evidence, of which only what grounding finds in it is
kept.

Invariant: one draft at a time; another question may want another model, and that would end this one's.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.claims import Split, finished
from app.answering.engine import Engine
from app.answering.grounding import ground
from app.answering.prompt import build
from app.answering.steps import Drafted, Question
from app.core.answers.answers import Evidence, ModelId
from app.core.errors import Cancelled, MachineError, ModelCrashed
from app.core.settings import AnswerSettings
from app.core.work import Turn
from app.inference.protocols import GeneratorInfo, Stopped


class Drafting:
    """Has answers phrased.

    Attributes:
        turn: held while the model works.
    """

    def __init__(self, split: Split) -> None:
        self._split = split
        self.turn = Turn()

    def draft(
        self, question: Question, evidence: Sequence[Evidence], engine: Engine, settings: AnswerSettings
    ) -> Drafted:
        """Draft an answer when nobody else does; nothing when it is cancelled or phrasing is off.

        Raises:
            ModelMissing, MachineError: a model was asked for by name, and cannot be had.
        """
        try:
            with self.turn.taken(question.cancel):
                return self._draft(question, evidence, engine, settings)
        except Cancelled:
            return Drafted()

    def _draft(
        self, question: Question, evidence: Sequence[Evidence], engine: Engine, settings: AnswerSettings
    ) -> Drafted:
        try:
            generator = engine.generator(question.model)
            if generator is None:
                return Drafted()
            info = generator.info
            prompt = build(
                question.text, evidence, generator.tokenize, info.template, engine.instruction, settings
            )
            generation = generator.generate(
                prompt.tokens,
                settings.answer_tokens,
                question.watch.draft,
                question.cancel,
                fixed=prompt.fixed,
            )
        except MachineError as error:
            # A model asked for by name must answer for itself; the workspace's choice falls back to quotes.
            if question.model is not None and not isinstance(error, ModelCrashed):
                raise
            return Drafted(warning=f"{error.message} The best evidence is quoted instead.")
        # What was stopped in mid-sentence says nothing yet.
        whole = generation.stopped is Stopped.END
        draft = generation.text if whole else finished(generation.text, self._split)
        grounded = ground(draft, question.text, prompt.shown, self._split)
        warning = "The model's wording was not supported by the sources; the best evidence is quoted instead."
        return Drafted(
            prompt, generation, grounded, ModelId(info.id, info.sha256), _runtime(info),
            generation.first_token_ms, "" if grounded.sentences else warning,
        )  # fmt: skip


def _runtime(info: GeneratorInfo) -> dict[str, str | int]:
    return {
        "build": info.build,
        "threads": info.threads,
        "batch": info.batch,
        "context": info.context,
        "gpu_layers": info.gpu_layers,
        "device": info.device,
    }
