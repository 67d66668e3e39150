"""What a release of an open workspace is carried out with: embedder, reader, evidence finder, calibration,
model.

Decision hidden: which parts settings and models decide, and when each is made anew. Invariant: settings
change between two questions, so that a whole question is answered by one release. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app import __version__
from app.core.access import POLICY
from app.core.answers.answers import ModelId
from app.core.answers.release import Release
from app.core.errors import ModelMissing
from app.core.once import Remade
from app.core.settings import Settings
from app.inference.catalog import Catalog, InstalledModel
from app.inference.embedder import load_embedder
from app.inference.protocols import CrossReader, Embedder, Generator
from app.resources import resource
from app.workflows.models import Models
from app.workflows.overview import is_calibrated
from app.workspace.settings import Preferences

if TYPE_CHECKING:
    # Deferred to the part that needs them: together they take a fifth of a second, which the window opens
    # earlier without.
    from app.answering.confidence import Calibrator
    from app.answering.prompt import Instruction
    from app.retrieval.evidence import EvidenceFinder

MakeGenerator = Callable[[str | None], Generator | None]
"""Gives the model for an id (None: the workspace's choice), or None when phrasing is off."""


class Engines:
    """The parts that settings and models decide."""

    def __init__(
        self,
        catalog: Catalog,
        preferences: Preferences,
        models: Callable[[], Models],
        generator: MakeGenerator | None,
    ) -> None:
        """Take the parts.

        Args:
            models: gives what starts the catalogue's models.
            generator: gives the model instead of the catalogue: for comparisons and tests.
        """
        self._catalog = catalog
        self._preferences = preferences
        self._models = models
        self._generator = generator
        self._embedder = Remade(self._load_embedder)
        self._reader = Remade(self._load_reader)
        self._finder = Remade(self._make_finder)

    @property
    def _settings(self) -> Settings:
        return self._preferences.current

    def embedder(self) -> Embedder:
        """Return what turns words into vectors.

        Raises:
            ModelMissing.
        """
        return self._embedder.get()[0]

    def load(self, model: InstalledModel) -> Embedder:
        """Load another embedder, with the threads of the settings."""
        return load_embedder(model, self._settings.model.threads)

    def finder(self) -> EvidenceFinder:
        """Return what finds evidence in passages. Raises as `embedder` does."""
        return self._finder.get()

    def generator(self, model: str | None) -> Generator | None:
        """Return the model for an id; raises as `Models.generator` does."""
        return (self._generator or self._models().generator)(model)

    def identity(self, model: str | None) -> ModelId | None:
        """Return which model `generator` would give, without starting it; None where that is not known."""
        return None if self._generator is not None else self._models().identity(model)

    def calibrator(self) -> Calibrator:
        """Return the embedder's calibration; where it has none another's, which every answer then says."""
        from app.answering.confidence import Calibrator

        embedder = self._settings.model.embedder
        name = embedder if is_calibrated(embedder) else Settings().model.embedder
        together = f"{name}+reader"
        if self._reads_together() and is_calibrated(together):
            name = together
        return Calibrator.load(resource("calibration", f"{name}.json"))

    def instruction(self) -> Instruction:
        """Return what the model is told."""
        from app.answering.prompt import Instruction

        return Instruction.parse(resource("prompts", "answer.json").read_text("utf-8"))

    def release(self) -> Release:
        """Return what answers as the settings and models are now."""
        return Release(
            program=__version__,
            generator=self.identity(None),
            instruction=self.instruction().id,
            calibration=self.calibrator().version,
            embedder=self._embedder_id(),
            reader=self._settings.model.embedder if self._reads_together() else "",
            retrieval=self._settings.retrieval,
            answer=self._settings.answer,
            policy=POLICY,
        )

    def take_settings(self) -> None:
        """Have everything made anew that was made with other settings; called between two questions."""
        made = self._embedder.made
        if made is not None and made[1] != self._settings.model.threads:
            self._embedder.forget()
        self._reader.forget()
        self._finder.forget()

    def take_embedder(self, embedder: Embedder) -> None:
        """Use an embedder that was loaded elsewhere; called between two questions, before `take_settings`."""
        self._embedder.put((embedder, self._settings.model.threads))

    # How

    def _load_embedder(self) -> tuple[Embedder, int]:
        """Load the embedder; return it with the threads that it was loaded with."""
        model = self._settings.model
        return load_embedder(self._catalog.ready(model.embedder), model.threads), model.threads

    def _load_reader(self) -> CrossReader | None:
        """Load what reads question and sentence together, if the embedder came with it."""
        if not self._reads_together():
            return None
        from app.inference.reader import load_reader

        return load_reader(self._catalog.ready(self._settings.model.embedder), self._settings.model.threads)

    def _make_finder(self) -> EvidenceFinder:
        from app.retrieval.evidence import EvidenceFinder

        return EvidenceFinder(self.embedder(), self._settings.retrieval, self._reader.get())

    def _reads_together(self) -> bool:
        from app.inference.reader import FILE

        if not self._settings.retrieval.together:
            return False
        try:
            return FILE in self._catalog.find(self._settings.model.embedder).files
        except ModelMissing:
            return False  # whoever asks for the embedder is told

    def _embedder_id(self) -> ModelId:
        name = self._settings.model.embedder
        try:
            return ModelId(name, self._catalog.find(name).sha256)
        except ModelMissing:
            return ModelId(name, "")
