"""Which model phrases answers, and when its process starts: one in a child process, or one on a server when the settings name it.

The model is started by the first question that needs it and kept until the workspace closes. Used by one thread at a time.
"""

from __future__ import annotations

from app.core.errors import AppError
from app.core.settings import ModelSettings, ServerSettings
from app.governance.network import generator_server
from app.inference.catalog import Catalog
from app.inference.generator import ChildGenerator
from app.inference.protocols import Generator, GeneratorInfo
from app.inference.server import ServerGenerator

NONE = "none"
AUTO = "auto"


class Models:
    """The generator of one open workspace."""

    def __init__(self, catalog: Catalog, settings: ModelSettings, server: ServerSettings | None = None) -> None:
        self._catalog = catalog
        self._settings = settings
        self._server = server or ServerSettings()
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
            if not isinstance(self._running, ServerGenerator):
                self.close()
                self._running = ServerGenerator(generator_server(self._server), self._server.generator_model, self._settings.context)
            return self._running
        wanted = self._catalog.choose(model or self._settings.generator, self._settings.context)
        if wanted is None:
            return None
        if self._running is None or self._id != wanted:
            self.close()
            self._running = ChildGenerator(self._catalog.ready(wanted, self._settings.context), self._settings)
            self._id = wanted
        return self._running

    def probe(self) -> GeneratorInfo | str:
        """Return how the chosen model really runs, or why it does not."""
        try:
            found = self.generator()
            return "No model is installed; answers are quotes." if found is None else found.info
        except AppError as error:
            return str(error)

    def close(self) -> None:
        """End the model's process."""
        if self._running is not None:
            self._running.close()
        self._running = None
        self._id = ""
