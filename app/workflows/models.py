"""Which model phrases answers, when its process starts, and how fast it is: one in a child process, or on a
server if the settings name it.

The model is started by the first question that needs it and kept until the workspace closes or another one is
chosen. Used by one thread at a time; what it is changed by comes between two questions.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.core.answers.answers import ModelId
from app.core.errors import AppError, InvalidSettings, MachineError, ModelMissing
from app.core.models import Benchmark
from app.core.settings import ModelSettings, ServerSettings
from app.core.work import CancelToken, Progress, ProgressCallback, ignore_progress
from app.governance.network import generator_server
from app.inference.catalog import Catalog
from app.inference.generator import ChildGenerator
from app.inference.protocols import Generator, GeneratorInfo, Piece
from app.inference.turns import Turns

if TYPE_CHECKING:
    from app.inference.server import ServerGenerator

NONE = "none"
AUTO = "auto"

_MEASURED_PROMPT = 256
"""Tokens: about what is new in the prompt of a question."""

_MEASURED_DRAFT = 48
_TEXT = (
    "The pump is serviced every six months. Its filter is changed twice a year, and the seal is looked at on each visit. "
    "Readings are kept for five years. "
)


class Models:
    """The generator of one open workspace."""

    def __init__(
        self,
        catalog: Catalog,
        settings: ModelSettings,
        server: ServerSettings | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._catalog = catalog
        self._settings = settings
        self._server = server or ServerSettings()
        self._turns = turns or Turns()
        self._running: ChildGenerator | ServerGenerator | None = None
        self._id = ""

    def generator(self, model: str | None = None) -> Generator | None:
        """Return the generator for a catalogue id, or None when phrasing is off.

        Args:
            model: an id, "none", "auto" (the best one installed), or None for the workspace's choice.

        Raises:
            ModelMissing: a model was asked for by name and is not installed, is damaged or does not fit.
            InvalidSettings, MachineError: the server of the settings may not be used, or cannot be found.
        """
        if self._server.generator and (model or self._settings.generator) == AUTO:
            from app.inference.server import (
                ServerGenerator,
            )  # deferred: few workspaces have one, and all would load HTTP for it

            if not isinstance(self._running, ServerGenerator):
                self.close()
                self._running = ServerGenerator(
                    generator_server(self._server), self._server.generator_model, self._settings.context
                )
            return self._running
        wanted = self._catalog.choose(model or self._settings.generator, self._settings.context)
        if wanted is None:
            return None
        if self._running is None or self._id != wanted:
            self.close()
            self._running = ChildGenerator(
                self._catalog.ready(wanted, self._settings.context), self._settings
            )
            self._id = wanted
        return self._running

    def identity(self, model: str | None = None) -> ModelId | None:
        """Return which model `generator` would give, without starting it; None where there is none to be had.

        Args:
            model: as for `generator`.
        """
        setting = model or self._settings.generator
        if self._server.generator and setting == AUTO:
            return ModelId(self._server.generator_model, "")
        try:
            wanted = self._catalog.choose(setting, self._settings.context)
            return None if wanted is None else ModelId(wanted, self._catalog.find(wanted).sha256)
        except (ModelMissing, InvalidSettings):
            return None  # whoever asks it is told

    def adopt(self, settings: ModelSettings) -> None:
        """Take over other settings; a model that runs with what has changed is ended, and started anew by the
        next question.
        """
        before, self._settings = self._settings, settings
        same = (before.threads, before.context, before.gpu_layers) == (
            settings.threads,
            settings.context,
            settings.gpu_layers,
        )
        if not same or (settings.generator == NONE and before.generator != NONE):
            self.close()

    def running(self) -> GeneratorInfo | None:
        """Return how the model in a child process really runs, or None while none does; starts nothing."""
        running = self._running
        return (
            running.info
            if isinstance(running, ChildGenerator) and running.pid is not None and running.started
            else None
        )

    def probe(self) -> GeneratorInfo | str:
        """Return how the chosen model really runs, or why it does not."""
        try:
            found = self.generator()
            return "No model is installed; answers are direct quotes." if found is None else found.info
        except AppError as error:
            return str(error)

    def measure(
        self, model: str, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Benchmark:
        """Measure how fast an installed model reads and writes here, and keep the result beside it.

        It goes before the embedding of documents, as a question does, and a question has to wait for it.

        Raises:
            ModelMissing, MachineError, Cancelled.
        """
        cancel = cancel or CancelToken()
        with self._turns.question():
            on_progress(Progress("Starting the model", 0, 3, "steps"))
            generator = self.generator(model)
            if generator is None:
                raise MachineError("No model is installed.", "Install one: citewell models list")
            info = generator.info
            on_progress(Progress("Reading and writing", 1, 3, "steps"))
            # A number that is new each time: what the cache still holds would be read in no time.
            pieces = [
                Piece(info.template.before_system, True),
                Piece(f"{secrets.randbelow(1 << 32)}. {_TEXT * 12}", False),
                Piece(info.template.before_assistant, True),
            ]
            first, middle, last = generator.tokenize(pieces)
            room = min(_MEASURED_PROMPT, info.context // 2) - len(first) - len(last)
            tokens = (*first, *middle[: max(1, room)], *last)
            made = generator.generate(tokens, _MEASURED_DRAFT, lambda _: None, cancel)
        cancel.raise_if_cancelled()
        read = made.prompt_tokens - made.reused_tokens
        writing = made.total_ms - made.first_token_ms
        written = len(made.tokens) - 1
        result = Benchmark(
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            threads=info.threads,
            device=info.device,
            gpu_layers=info.gpu_layers,
            prompt_tokens=read,
            prefill=round(1000 * read / max(1, made.first_token_ms), 1),
            drafted_tokens=len(made.tokens),
            decode=round(1000 * written / writing, 1) if written >= 4 and writing else 0.0,
            first_token_ms=made.first_token_ms,
            load_ms=info.load_ms,
            build=info.build,
        )
        if isinstance(generator, ChildGenerator):
            self._catalog.keep_benchmark(info.id, result.as_json())
        on_progress(Progress("Reading and writing", 3, 3, "steps"))
        return result

    def forget(self, model: str) -> None:
        """End a model's process, since its files are about to go."""
        if self._id == model:
            self.close()

    def close(self) -> None:
        """End the model's process."""
        if self._running is not None:
            self._running.close()
        self._running = None
        self._id = ""
