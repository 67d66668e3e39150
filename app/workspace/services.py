"""The parts of an open workspace, wired: each is made when it is first asked for, and once.

Decision hidden: what is made of what. Whoever acts hands themselves over with each call, so that all share
the parts. Invariant: what was opened is closed with the workspace, in the opposite order. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.once import Remade, cached_property
from app.core.settings import Settings
from app.governance import custody, network
from app.governance.guard import Guard
from app.governance.stewardship import Stewardship
from app.inference.catalog import Catalog
from app.inference.protocols import Embedder
from app.inference.turns import Turns
from app.ingestion.browsing import Browsing
from app.ingestion.documents import Documents
from app.ingestion.targets import Targets
from app.retrieval.approved import Approved
from app.retrieval.index import VectorIndex
from app.retrieval.serverindex import POINTER, ServerVectorIndex
from app.storage.database import Database
from app.storage.stores import Records
from app.workflows.consequences import Consequences
from app.workflows.models import Models
from app.workspace.engines import Engines, MakeGenerator
from app.workspace.settings import Preferences

if TYPE_CHECKING:
    # Deferred to the part that needs them: together they take a fifth of a second, which the window opens
    # earlier without.
    from app.answering.answer import Answering
    from app.answering.checking import Checking
    from app.answering.engine import Engine
    from app.answering.replay import RunLog
    from app.capture.contradictions import ContradictionFinder
    from app.capture.corrections import Corrections
    from app.capture.gaps import Gaps
    from app.capture.inbox import Inbox
    from app.capture.interviews import Interviews
    from app.capture.rulebook import Rulebook
    from app.capture.units import Capture
    from app.ingestion.ingest import Ingestion
    from app.ingestion.inventory import Inventory
    from app.ingestion.rereading import Rereading
    from app.ingestion.watch import Watching
    from app.retrieval.experts import Experts
    from app.retrieval.search import Search
    from app.workflows.asking import Asking
    from app.workflows.closing import Closing
    from app.workflows.conversations import Dialogue
    from app.workflows.follows import Follows
    from app.workflows.reembedding import Reembedding
    from app.workflows.units_io import Exchange
    from app.workflows.upkeep import Upkeep

_EMBEDDER = "model.embedder"


class Services:
    """What can be done in one open workspace."""

    def __init__(
        self, path: Path, database: Database, generator: MakeGenerator | None, stack: ExitStack
    ) -> None:
        """Take what was opened.

        Args:
            path: the workspace's folder.
            generator: gives the model for an id, instead of the catalogue's.
            stack: closes what was opened and what is made.
        """
        self.path = path
        self.stack = stack
        self.records = Records.of(database, path / custody.ORIGINALS)
        self.guard = Guard(database, self.records.people)
        self.catalog = Catalog()
        self.preferences = Preferences(self.records.meta)
        self.turns = Turns()
        self.approved = Approved(self.records.units, self.records.library)
        self.engines = Engines(self.catalog, self.preferences, lambda: self.models, generator)
        self.embedder: Callable[[], Embedder] = self.engines.embedder
        self._inventory = Remade(self._make_inventory)
        self._adopting: list[Callable[[], None]] = []
        """What hands new settings to parts that were made with others."""

    def open_index(self) -> None:
        """Open the index for the embedder that has the vectors; the last thing that opening does.

        A better default, or one that was chosen with documents already there: what has the vectors serves
        until all is embedded anew.
        """
        self.preferences.hold(_EMBEDDER, self.records.library.serving(self.preferences.wanted.model.embedder))
        self.index = self._place_index()
        self.stack.callback(self.index.close)

    @property
    def settings(self) -> Settings:
        """The settings that hold now."""
        return self.preferences.current

    @property
    def name(self) -> str:
        """The workspace's name."""
        return str(self.records.meta.get("name", self.path.name))

    @property
    def is_demo(self) -> bool:
        """Whether this workspace lets one account play several people."""
        return bool(self.records.meta.get("demo", False))

    def take_settings(self) -> None:
        """Hand the settings that hold now to parts made with others; called between two questions."""
        self.engines.take_settings()
        self._inventory.forget()
        for adopt in self._adopting:
            adopt()

    # Documents

    @cached_property
    def ingestion(self) -> Ingestion:
        """Files in."""
        from app.ingestion.ingest import Ingestion
        from app.ingestion.intake import Intake
        from app.reading.reader import Limits, Reader

        ingest, kept = self.settings.ingest, self.records
        limits = Limits(
            seconds=ingest.read_seconds, file_bytes=ingest.max_file_bytes, ocr_seconds=ingest.ocr_seconds
        )  # fmt: skip
        reader = Reader(limits)
        self.stack.callback(reader.close)
        kept.originals.sweep()
        intake = Intake(
            kept.database, kept.library, kept.originals, reader, self.embedder, ingest, self.turns
        )  # fmt: skip
        return Ingestion(
            self.guard, kept, self.index, intake, ingest, self.path, self.turns, self.consequences
        )  # fmt: skip

    @cached_property
    def rereading(self) -> Rereading:
        """Reading again what an older reader read."""
        from app.ingestion.rereading import Rereading

        return Rereading(self.guard, self.ingestion.renewing, self.index, self.consequences)

    @cached_property
    def documents(self) -> Documents:
        """The library's documents."""
        kept = self.records
        return Documents(
            self.guard, kept.database, kept.library, kept.originals, self.index, self.consequences
        )  # fmt: skip

    @cached_property
    def browsing(self) -> Browsing:
        """The library as pages show it."""
        library = self.records.library
        return Browsing(self.guard, library, self.records.lists, Targets(library))

    @cached_property
    def watching(self) -> Watching:
        """Folders followed while they change."""
        from app.ingestion.watch import Watching

        return Watching(self.guard, self.records.library, self.ingestion, self.settings.ingest, self.path)

    @property
    def inventory(self) -> Inventory:
        """What is amiss in the library."""
        return self._inventory.get()

    def _make_inventory(self) -> Inventory:
        from app.ingestion.inventory import Inventory

        kept = self.records
        days = self.settings.answer.stale_days
        return Inventory(self.guard, kept.database, kept.library, kept.holdings, days)

    # Knowledge

    @cached_property
    def capture(self) -> Capture:
        """Judgement in: knowledge units and their review."""
        return self.capture_on(None)

    def capture_on(self, day: date | None) -> Capture:
        """Return what takes judgement in as if it were another day; None for today."""
        from app.capture.publishing import Publisher
        from app.capture.units import Capture

        kept = self.records
        publisher = Publisher(
            kept.library, self.index, self.embedder, self.settings.ingest, self.consequences
        )  # fmt: skip
        today = None if day is None else lambda: day
        return Capture(
            self.guard, kept.database, kept.units, kept.library, kept.people, publisher, self._conflicts.find,
            today=today,
        )  # fmt: skip

    @cached_property
    def exchange(self) -> Exchange:
        """Units as files in and out."""
        from app.workflows.units_io import Exchange

        known = (person.id for person in self.records.people.people() if person.active)
        return Exchange(self.guard, self.records.database, self.records.library, self.capture, known)

    @cached_property
    def interviews(self) -> Interviews:
        """Questions to an expert, and the drafts that come of the answers."""
        from app.capture.interviews import Interviews

        kept = self.records
        return Interviews(
            self.guard, kept.database, kept.interviews, kept.gaps, kept.people, self.capture,
            self.engines.generator, lambda: self.answering.phrasing,
        )  # fmt: skip

    @cached_property
    def gaps(self) -> Gaps:
        """Questions that nobody's knowledge answers."""
        from app.capture.gaps import Gaps

        return Gaps(
            self.guard, self.records, self._experts, self.search, self.embedder, self.capture, self.interviews,
            self.turns,
        )  # fmt: skip

    @cached_property
    def inbox(self) -> Inbox:
        """What waits for a person."""
        from app.capture.inbox import Inbox

        kept = self.records
        return Inbox(
            self.guard, kept.database, kept.units, kept.gaps, kept.interviews, kept.follows, kept.notices
        )  # fmt: skip

    @cached_property
    def rulebook(self) -> Rulebook:
        """Rules and decision trees, tried and checked."""
        from app.capture.rulebook import Rulebook

        return Rulebook(self.guard, self.records.units, self.approved)

    @cached_property
    def corrections(self) -> Corrections:
        """What experts say in the place of answers that were wrong."""
        from app.capture.corrections import Corrections

        kept = self.records
        return Corrections(
            self.guard, kept.database, kept.corrections, kept.runs, kept.library, self.embedder
        )  # fmt: skip

    # What follows a change

    @cached_property
    def consequences(self) -> Consequences:
        """What follows a change, whoever makes it."""
        return Consequences(self.records, lambda: self.upkeep, lambda: self.follows, lambda: self.closing)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Units whose evidence or time has moved."""
        from app.workflows.upkeep import Upkeep

        return Upkeep(self.guard, self.records.database, self.records.ground, lambda: self.capture)

    @cached_property
    def follows(self) -> Follows:
        """Followed questions."""
        from app.workflows.follows import Follows

        return Follows(self.guard, self.records, self.answering)

    @cached_property
    def closing(self) -> Closing:
        """Gaps whose unit was approved, asked again."""
        from app.workflows.closing import Closing

        return Closing(self.guard, self.records, self.answering)

    # Questions

    @cached_property
    def search(self) -> Search:
        """Question to passages."""
        from app.retrieval.search import Search

        made = Search(
            self.guard, self.records, self.index, self.embedder, self.settings.retrieval, self.approved,
            self.turns,
        )  # fmt: skip
        self._adopting.append(lambda: made.adopt(self.settings.retrieval))
        return made

    @cached_property
    def answering(self) -> Answering:
        """Question to answer."""
        from app.answering.answer import Answering

        made = Answering(self.guard, self.records, self.engines.release(), self._engine())
        self._adopting.append(lambda: made.adopt(self.engines.release(), self._engine()))
        return made

    def _engine(self) -> Engine:
        from app.answering.engine import Engine

        engines = self.engines
        return Engine(
            self.search, engines.finder, self.embedder, engines.calibrator(), engines.generator,
            engines.identity, engines.instruction(), self._experts, self.approved, self.turns,
        )  # fmt: skip

    @cached_property
    def asking(self) -> Asking:
        """Questions, from whichever front end."""
        from app.workflows.asking import Asking

        return Asking(self.dialogue, self.answering)

    @cached_property
    def dialogue(self) -> Dialogue:
        """Conversations, follow-ups, feedback, exports."""
        from app.workflows.conversations import Dialogue

        kept = self.records
        return Dialogue(self.guard, kept.database, kept.conversations, kept.runs, kept.gaps, self.name)

    @cached_property
    def checking(self) -> Checking:
        """Texts of others, held against the library."""
        from app.answering.checking import Checking

        return Checking(self.guard, self.records.database, self.search)

    @cached_property
    def runs(self) -> RunLog:
        """What was asked before."""
        from app.answering.replay import RunLog

        return RunLog(self.guard, self.records.runs, self.answering)

    # The workspace itself

    @cached_property
    def stewardship(self) -> Stewardship:
        """People, settings and the audit log."""
        kept = self.records
        return Stewardship(self.guard, kept.database, kept.people, kept.meta)

    @cached_property
    def models(self) -> Models:
        """Which model phrases answers."""
        models = Models(self.catalog, self.settings.model, self.settings.server, self.turns)
        self.stack.callback(models.close)
        self._adopting.append(lambda: models.adopt(self.settings.model))
        return models

    @cached_property
    def reembedding(self) -> Reembedding:
        """Changing the embedder."""
        from app.workflows.reembedding import Reembedding

        def take(embedder: Embedder) -> None:
            self.engines.take_embedder(embedder)
            self.take_settings()

        return Reembedding(
            self.guard, self.records, self.index, self.catalog, self.preferences, self.turns,
            self.engines.load, take,
        )  # fmt: skip

    # How

    @cached_property
    def _experts(self) -> Experts:
        from app.retrieval.experts import Experts

        return Experts(self.records.units, self.records.people)

    @cached_property
    def _conflicts(self) -> ContradictionFinder:
        from app.capture.contradictions import ContradictionFinder

        kept = self.records
        return ContradictionFinder(
            kept.units, kept.library, self.approved, kept.lexical, self.index, self.embedder
        )  # fmt: skip

    def _place_index(self) -> VectorIndex:
        folder, embedder = self.path / "index", self.settings.model.embedder
        kept = self.records
        if self.settings.server.index:
            find = partial(network.index_server, self.settings.server)
            return ServerVectorIndex(self.guard, kept.database, kept.library, folder, embedder, find)
        (folder / POINTER).unlink(missing_ok=True)  # what stands on a server grows old from now on
        return VectorIndex(self.guard, kept.database, kept.library, folder, embedder)
