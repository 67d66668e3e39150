"""The composition root: open and lock a workspace, read its settings, wire every part, close them all.

`Application` is what the window and the command line hold. One process owns a workspace at a time, by a lock on a file
in it that the system releases when the process ends, however it ends.
"""

from __future__ import annotations

import getpass
import grp
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.access import Action, Actor, Role, may
from app.core.errors import MachineError, ModelMissing, NotFound, UserError
from app.core.knowledge import Label
from app.core.models import Benchmark, Overview
from app.core.once import cached_property
from app.core.settings import Settings
from app.core.work import CancelToken, Changes, IngestReport, ProgressCallback, ignore_progress
from app.governance import custody, network
from app.governance.guard import Guard
from app.governance.keys import Keys, WithheldWitness
from app.governance.stewardship import Stewardship
from app.inference.catalog import Catalog
from app.inference.embedder import load_embedder
from app.inference.protocols import CrossReader, Embedder, Generator
from app.inference.turns import Turns
from app.ingestion.browsing import Browsing
from app.ingestion.documents import Documents
from app.ingestion.targets import Targets
from app.resources import resource
from app.retrieval.approved import Approved
from app.retrieval.index import VectorIndex
from app.retrieval.serverindex import POINTER, ServerVectorIndex
from app.storage.audit import RESTORED
from app.storage.conversations import Conversations
from app.storage.corrections import CorrectionStore
from app.storage.database import Database
from app.storage.follows import FollowRecords
from app.storage.gaps import GapRecords
from app.storage.ground import Ground
from app.storage.holdings import Holdings
from app.storage.interviews import InterviewRecords
from app.storage.lexical import Lexical
from app.storage.library import Library
from app.storage.lists import Lists
from app.storage.lock import LOCK, own
from app.storage.lock import is_free as is_free
from app.storage.meta import Meta
from app.storage.notices import Notices
from app.storage.originals import Originals
from app.storage.people import People
from app.storage.runs import Runs
from app.storage.units import Units
from app.workflows.models import AUTO, NONE, Models
from app.workflows.overview import is_calibrated, overview
from app.workflows.preferences import Preferences, read_settings

if TYPE_CHECKING:
    # Deferred to the part that needs them: together they take a fifth of a second, which the window opens earlier without.
    from app.answering.answer import Answering
    from app.answering.checking import Checking
    from app.answering.confidence import Calibrator
    from app.answering.replay import RunLog
    from app.capture.conflicts import ConflictFinder
    from app.capture.corrections import Corrections
    from app.capture.gaps import Gaps
    from app.capture.inbox import Inbox
    from app.capture.interview import Interviews
    from app.capture.rulebook import Rulebook
    from app.capture.units import Capture
    from app.ingestion.ingest import Ingestion
    from app.ingestion.inventory import Inventory
    from app.ingestion.rereading import Rereading
    from app.ingestion.watch import Watching
    from app.retrieval.evidence import EvidenceFinder
    from app.retrieval.experts import Experts
    from app.retrieval.search import Search
    from app.workflows.closing import Closing
    from app.workflows.dialogue import Dialogue
    from app.workflows.doctor import Finding
    from app.workflows.exchange import Exchange
    from app.workflows.follows import Follows
    from app.workflows.reembedding import Reembedding
    from app.workflows.upkeep import Upkeep


_EMBEDDER = "model.embedder"


class Application:
    """An open workspace, acting for one person."""

    def __init__(
        self,
        workspace: Path,
        database: Database,
        person: str | None,
        generator: Callable[[str | None], Generator | None] | None,
        stack: ExitStack,
    ) -> None:
        self.workspace = workspace
        self._generator = generator
        self._database = database
        self._stack = stack
        self._meta = Meta(database)
        self._people = People(database)
        self._guard = Guard(database, self._people)
        self.catalog = open_catalog()
        self.preferences = Preferences(self._meta)
        self.turns = Turns()
        account, groups = os_account()
        if not self._people.people():
            _make_steward(database, self._people, account)
        self.actor = self._settle_actor(account, groups, person)
        self._library = Library(database)
        # A better default, or one that was chosen with documents already there: what has the vectors serves until all is embedded anew.
        self.preferences.hold(_EMBEDDER, self._library.serving(self.preferences.wanted.model.embedder))
        self._holdings = Holdings(database)
        self._runs = Runs(database)
        self._conversations = Conversations(database)
        self._units = Units(database)
        self._gaps = GapRecords(database)
        self._notices = Notices(database)
        self._follows = FollowRecords(database)
        self._interviews = InterviewRecords(database)
        self._approved = Approved(self._units, self._library)
        self._pinned = CorrectionStore(database)
        self._originals = Originals(workspace / custody.ORIGINALS)
        self._index = self._place_index()
        stack.callback(self._index.close)

    @property
    def settings(self) -> Settings:
        """The settings that hold now."""
        return self.preferences.current

    @property
    def is_demo(self) -> bool:
        """Whether this workspace lets one account play several people."""
        return bool(self._meta.get("demo", False))

    @property
    def name(self) -> str:
        """The workspace's name."""
        return str(self._meta.get("name", self.workspace.name))

    @property
    def revision(self) -> int:
        """Grows with every write, whoever makes it; asks nobody."""
        return self._database.revision

    def acting_for(self, account: str, groups: Sequence[str], person: str | None = None) -> Application:
        """Return this open workspace for another account of the machine; closing that closes nothing.

        Args:
            account, groups: as the system's kernel vouches for them.
            person: who to act as; demo workspaces only.

        Raises:
            UserError: somebody else is to be played where that is not allowed; NotFound.
        """
        return _Guest(self, self._settle_actor(account, groups, person))

    @cached_property
    def ingestion(self) -> Ingestion:
        """Files in."""
        from app.ingestion.ingest import Ingestion
        from app.reading.reader import Limits, Reader

        ingest = self.settings.ingest
        limits = Limits(seconds=ingest.read_seconds, file_bytes=ingest.max_file_bytes, ocr_seconds=ingest.ocr_seconds)
        reader = Reader(limits)
        self._stack.callback(reader.close)
        self._originals.sweep()
        return Ingestion(
            self._guard,
            self._database,
            self._library,
            self._holdings,
            self._originals,
            self._index,
            reader,
            self._get_embedder,
            self.settings.ingest,
            self.workspace,
            self.turns,
            self._look_over,
        )

    @cached_property
    def rereading(self) -> Rereading:
        """Reading again what an older reader read."""
        from app.ingestion.rereading import Rereading

        return Rereading(self._guard, self.ingestion.renewing, self._index, self._look_over)

    @property
    def due_rereading(self) -> int:
        """How many documents and units are to be read again and can be; asks the database, so not for the window's thread."""
        installed = [model.id for model in self.catalog.installed()]
        if not may(self.actor, Action.INGEST) or self.settings.model.embedder not in installed:
            return 0
        return self.rereading.due(self.actor)

    @cached_property
    def documents(self) -> Documents:
        """The library's documents."""
        return Documents(self._guard, self._database, self._library, self._originals, self._index, self._look_over)

    @cached_property
    def browsing(self) -> Browsing:
        """The library as pages show it."""
        return Browsing(self._guard, self._library, Lists(self._database), Targets(self._library))

    @cached_property
    def watching(self) -> Watching:
        """Folders followed while they change."""
        from app.ingestion.watch import Watching

        return Watching(self._guard, self._library, self.ingestion, self.settings.ingest, self.workspace)

    @cached_property
    def inventory(self) -> Inventory:
        """What is amiss in the library."""
        from app.ingestion.inventory import Inventory

        return Inventory(self._guard, self._database, self._library, self._holdings, self.settings.answer.stale_days)

    @cached_property
    def capture(self) -> Capture:
        """Judgement in: knowledge units and their review."""
        return self._capture_on(None)

    def _capture_on(self, day: date | None) -> Capture:
        from app.capture.publishing import Publisher
        from app.capture.units import Capture

        publisher = Publisher(self._library, self._index, self._get_embedder, self.settings.ingest)
        today = None if day is None else lambda: day
        return Capture(self._guard, self._database, self._units, self._library, self._people, publisher, self._conflicts.find, today=today)

    @cached_property
    def exchange(self) -> Exchange:
        """Units as files in and out."""
        from app.workflows.exchange import Exchange

        known = (person.id for person in self._people.people() if person.active)
        return Exchange(self._guard, self._database, self._library, self.capture, known)

    @cached_property
    def interviews(self) -> Interviews:
        """Questions to an expert, and the drafts that come of the answers."""
        from app.capture.interview import Interviews

        return Interviews(
            self._guard, self._database, self._interviews, self._gaps, self._people, self.capture,
            self._generator or self.models.generator, lambda: self.answering.phrasing,
        )  # fmt: skip

    @cached_property
    def gaps(self) -> Gaps:
        """Questions that nobody's knowledge answers."""
        from app.capture.gaps import Gaps

        return Gaps(
            self._guard, self._database, self._gaps, self._units, self._people, self._experts, self.search, self._get_embedder,
            self.capture, self.interviews, self.turns,
        )  # fmt: skip

    @cached_property
    def closing(self) -> Closing:
        """Gaps whose unit was approved, asked again."""
        from app.workflows.closing import Closing

        return Closing(self._guard, self._database, self._gaps, self._notices, self._units, self._people, self.answering)

    @cached_property
    def follows(self) -> Follows:
        """Followed questions."""
        from app.workflows.follows import Follows

        return Follows(self._guard, self._database, self._follows, self._runs, self._library, self._people, self.answering)

    @cached_property
    def inbox(self) -> Inbox:
        """What waits for a person."""
        from app.capture.inbox import Inbox

        return Inbox(self._guard, self._database, self._units, self._gaps, self._interviews, self._follows, self._notices)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Rules and decision trees, tried and checked."""
        from app.capture.rulebook import Rulebook

        return Rulebook(self._guard, self._units, self._approved)

    @cached_property
    def corrections(self) -> Corrections:
        """What experts say in the place of answers that were wrong."""
        from app.capture.corrections import Corrections

        return Corrections(self._guard, self._database, self._pinned, self._runs, self._library, self._get_embedder)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Units whose evidence or time has moved."""
        from app.workflows.upkeep import Upkeep

        return Upkeep(self._guard, self._database, Ground(self._database), lambda: self.capture)

    @cached_property
    def search(self) -> Search:
        """Question to passages."""
        from app.retrieval.search import Search

        lexical = Lexical(self._database)
        return Search(
            self._guard, self._database, self._library, lexical, self._index, self._get_embedder, self.settings.retrieval, self._approved,
            self.turns,
        )  # fmt: skip

    @cached_property
    def answering(self) -> Answering:
        """Question to answer."""
        from app.answering.answer import Answering
        from app.answering.prompt import Instruction

        return Answering(
            self._guard, self._database, self._library, self._runs, self._conversations, self._units, self._gaps, self._experts,
            self.search, lambda: self._finder, self._get_embedder, self._generator or self.models.generator, self._calibrator(),
            Instruction.parse(resource("prompts", "answer.json").read_text("utf-8")), self.settings, self._approved, self._pinned,
            self.turns,
        )  # fmt: skip

    @cached_property
    def checking(self) -> Checking:
        """Texts of others, held against the library."""
        from app.answering.checking import Checking

        return Checking(self._guard, self._database, self.search)

    @cached_property
    def runs(self) -> RunLog:
        """What was asked before."""
        from app.answering.replay import RunLog

        return RunLog(self._guard, self._runs, self.answering)

    @cached_property
    def dialogue(self) -> Dialogue:
        """Conversations, follow-ups, feedback, exports."""
        from app.workflows.dialogue import Dialogue

        return Dialogue(self._guard, self._database, self._conversations, self._runs, self._gaps, self.name)

    @cached_property
    def stewardship(self) -> Stewardship:
        """People, settings and the audit log."""
        return Stewardship(self._guard, self._database, self._people, self._meta)

    @cached_property
    def models(self) -> Models:
        """Which model phrases answers."""
        models = Models(self.catalog, self.settings.model, self.settings.server, self.turns)
        self._stack.callback(models.close)
        return models

    def catalog_embedder(self) -> Embedder:
        """Return the embedder as the workspace uses it; loads it where nobody did yet."""
        return self._get_embedder()

    def warm_up(self) -> None:
        """Load what the first question needs, so that it is answered as quickly as the second.

        Raises:
            ModelMissing: the embedder is not installed.
        """
        # Nobody sees what it finds, so that nothing is logged.
        self.search.rank(self._guard.require(self.actor, Action.SEARCH), self.name)

    def reindex(self, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> Mapping[str, Any]:
        """Build the vector index anew from the stored vectors."""
        return asdict(self._index.reindex(self.actor, on_progress, cancel))

    def backup(
        self, target: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> custody.BackupReport:
        """Copy the workspace to a new folder and check the copy."""
        return custody.back_up(self._guard, self._database, self.actor, self.workspace, target.expanduser().absolute(), on_progress, cancel)

    def change_settings(self, values: Mapping[str, str], reset: Iterable[str] = ()) -> Settings:
        """Set settings by their dotted names, for example {"ingest.passage_tokens": "200"}; return what is stored then.

        Those that can, hold from the next question on; `core.options` says which, and `preferences.waiting` which have to wait.

        Args:
            reset: names that go back to their default.

        Raises:
            AccessDenied, InvalidSettings.
            MachineError: a server that was named cannot be found; or the change holds, but one that was given up still keeps its copy.
        """
        moved = self.preferences.change(self.stewardship, self.actor, values, reset)
        with self.turns.between_questions():
            self._take_settings()
        if "index" in moved and isinstance(self._index, ServerVectorIndex):
            self._index.withdraw()
        return self.preferences.wanted

    def use_model(self, model: str) -> None:
        """Choose the model that phrases answers from the next question on: a catalogue id, "auto" or "none".

        Raises:
            AccessDenied, ModelMissing.
        """
        if model != AUTO:
            self.catalog.choose(model)
        self.change_settings({"model.generator": model})

    def models_overview(self) -> Overview:
        """Return every model with what is known of it; reads the disk."""
        running = self.models.running() if "models" in self.__dict__ else None
        return overview(self.catalog, self.settings, self._library, running)

    def measure_model(self, model: str, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> Benchmark:
        """Measure how fast a model reads and writes on this machine.

        Raises:
            AccessDenied, ModelMissing, MachineError, Cancelled.
        """
        self._guard.require(self.actor, Action.DIAGNOSE)
        return self.models.measure(model, on_progress, cancel)

    def remove_model(self, model: str) -> None:
        """Delete an installed model from this machine.

        Raises:
            AccessDenied, ModelMissing: it is not here, or this workspace finds passages with it.
        """
        self._guard.require(self.actor, Action.USE_MODEL, model)
        if model == self.settings.model.embedder:
            raise ModelMissing(
                f"{model} is used to search this workspace.",
                "Switch to another one first: citewell models embed-with ID",
            )
        with self.turns.between_questions():
            self.models.forget(model)
            self.catalog.remove(model)

    @cached_property
    def reembedding(self) -> Reembedding:
        """Changing the embedder."""
        from app.workflows.reembedding import Reembedding

        return Reembedding(
            self._guard, self._database, self._library, self._index, self.catalog, self.preferences, self.turns,
            lambda model: load_embedder(model, self.settings.model.threads), self._take_embedder,
        )  # fmt: skip

    @property
    def due_embedder(self) -> str:
        """The embedder that this workspace is to be embedded anew with, installed and ready for it; empty when that is done."""
        wanted = self.preferences.wanted.model.embedder
        if wanted == self.settings.model.embedder or not may(self.actor, Action.USE_MODEL):
            return ""
        return wanted if wanted in [model.id for model in self.catalog.installed()] else ""

    def doctor(self) -> tuple[Finding, ...]:
        """Look the workspace and the machine over."""
        from app.workflows.doctor import examine

        self._guard.require(self.actor, Action.DIAGNOSE)
        return examine(
            self._database, self._library, self._originals, self._index, self.catalog, self.preferences, self.ingestion.isolation,
            None if self.settings.model.generator == NONE else self.models.probe,
        )  # fmt: skip

    def sample_questions(self, most: int = 3) -> list[str]:
        """Return questions to begin with in the sample's workspace."""
        lines = resource("sample", "questions.jsonl").read_text("utf-8").splitlines()
        items = [json.loads(line) for line in lines]
        return [str(item["question"]) for item in items if item["answerable"] and item["as"] is None][:most]

    def add_sample_units(self, manifest: Mapping[str, Any], cancel: CancelToken | None = None) -> int:
        """Take the sample's knowledge units in, as its people; return how many were new."""
        from app.workflows.sample import add_units

        folder = resource("sample", manifest["folder"])
        # One person after the other, each announced once in the audit log.
        return add_units(folder, manifest, self.exchange, self._capture_on, cache(self._play), cancel)

    def close(self) -> None:
        """Close everything, also the processes behind the models, and release the workspace."""
        self._stack.close()

    def __enter__(self) -> Application:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _experts(self) -> Experts:
        from app.retrieval.experts import Experts

        return Experts(self._units, self._people)

    @cached_property
    def _conflicts(self) -> ConflictFinder:
        from app.capture.conflicts import ConflictFinder

        return ConflictFinder(self._units, self._library, self._approved, Lexical(self._database), self._index, self._get_embedder)

    def _look_over(self, actor: Actor) -> Changes:
        return self.upkeep.look_over(actor)

    @cached_property
    def _finder(self) -> EvidenceFinder:
        from app.retrieval.evidence import EvidenceFinder

        return EvidenceFinder(self._get_embedder(), self.settings.retrieval, self._cross_reader)

    def _get_embedder(self) -> Embedder:
        return self._embedder[0]

    @cached_property
    def _embedder(self) -> tuple[Embedder, int]:
        """The embedder, and the threads that it was loaded with."""
        model = self.settings.model
        return load_embedder(self.catalog.ready(model.embedder), model.threads), model.threads

    @cached_property
    def _cross_reader(self) -> CrossReader | None:
        """What reads question and sentence together, if the embedder came with it."""
        if not self._reads_together():
            return None
        from app.inference.reader import load_reader

        return load_reader(self.catalog.ready(self.settings.model.embedder), self.settings.model.threads)

    def _reads_together(self) -> bool:
        from app.inference.reader import FILE

        if not self.settings.retrieval.together:
            return False
        try:
            return FILE in self.catalog.find(self.settings.model.embedder).files
        except ModelMissing:
            return False  # whoever asks for the embedder is told

    def _take_settings(self) -> None:
        """Hand the settings that hold now to the parts that were made with others; called between two questions."""
        settings, made = self.settings, self.__dict__
        embedder = made.get("_embedder")
        if embedder is not None and embedder[1] != settings.model.threads:
            del made["_embedder"]
        for part in ("inventory", "_finder", "_cross_reader"):
            made.pop(part, None)
        if "search" in made:
            self.search.adopt(settings.retrieval)
        if "answering" in made:
            self.answering.adopt(settings, self._calibrator())
        if "models" in made:
            self.models.adopt(settings.model)

    def _take_embedder(self, embedder: Embedder) -> None:
        self.__dict__["_embedder"] = (embedder, self.settings.model.threads)
        self._take_settings()

    def _calibrator(self) -> Calibrator:
        """Return the calibration for the embedder; where there is none another one's, which every answer then says."""
        from app.answering.confidence import Calibrator

        embedder = self.settings.model.embedder
        name = embedder if is_calibrated(embedder) else Settings().model.embedder
        together = f"{name}+reader"
        return Calibrator.load(resource("calibration", f"{together if self._reads_together() and is_calibrated(together) else name}.json"))

    def _place_index(self) -> VectorIndex:
        folder, embedder = self.workspace / "index", self.settings.model.embedder
        if self.settings.server.index:
            find = partial(network.index_server, self.settings.server)
            return ServerVectorIndex(self._guard, self._database, self._library, folder, embedder, find)
        (folder / POINTER).unlink(missing_ok=True)  # what stands on a server grows old from now on
        return VectorIndex(self._guard, self._database, self._library, folder, embedder)

    def _settle_actor(self, account: str, groups: Sequence[str], person: str | None) -> Actor:
        """Find out who acts."""
        if person is None:
            return self._people.actor_for(account, groups)
        if not self.is_demo:
            raise UserError("Only a demo workspace allows acting as another person.", "Leave out --as.")
        return self._play(person)

    def _play(self, person: str) -> Actor:
        account, groups = os_account()
        played = self._people.actor_as(person, account)
        with self._database.transaction() as tx:
            tx.audit(self._people.actor_for(account, groups), "acting.as", person, {})
        return played


class _Guest(Application):
    """An open workspace, acting for somebody else: every part of it, made or to be made, is its host's."""

    __slots__ = ("actor",)

    def __init__(self, host: Application, actor: Actor) -> None:
        self.__dict__ = host.__dict__
        self.actor = actor

    def close(self) -> None:
        """Leave the workspace open for whoever owns it."""


def open_application(
    workspace: Path, *, person: str | None = None, generator: Callable[[str | None], Generator | None] | None = None
) -> Application:
    """Open a workspace for this account.

    Args:
        person: who to act as; demo workspaces only.
        generator: gives the model for an id, instead of the catalogue's: for comparisons and tests.

    Raises:
        NotFound: there is no workspace.
        WorkspaceLocked: another process has it open.
        MigrationFailed, IntegrityError, InvalidSettings, UserError.
    """
    workspace = workspace.expanduser().absolute()
    if not (workspace / custody.DATABASE).is_file():
        raise NotFound(f"No workspace found in {workspace}.", f"Create one: citewell -w {workspace} init")
    with ExitStack() as stack:
        own(workspace, stack)
        database = Database.open(workspace / custody.DATABASE, Keys.open())
        stack.callback(database.close)
        owned = stack.pop_all()
    try:
        opened = Application(workspace, database, person, generator, owned)
        Library.settle_words(database, opened.actor)
        if may(opened.actor, Action.READ_UNITS):
            opened.upkeep.look_over(opened.actor)
        return opened
    except BaseException:
        owned.close()
        raise


def create_workspace(workspace: Path, *, name: str = "", demo: bool = False) -> None:
    """Make an empty workspace whose first steward is this account.

    Raises:
        UserError: there is something in the folder already.
        DiskFull, MachineError.
    """
    workspace = workspace.expanduser().absolute()
    if (workspace / custody.DATABASE).exists():
        raise UserError(f"{workspace} already contains a workspace.", "Use it, or choose another folder.")
    if workspace.exists() and (not workspace.is_dir() or any(path.name != LOCK for path in workspace.iterdir())):
        raise UserError(f"{workspace} is not empty.", "Choose a folder that does not exist yet.")
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        workspace.chmod(0o700)
    except OSError as error:
        raise MachineError(
            f"{workspace} cannot be created.", f"The system says: {error.strerror or error}."
        ) from error
    with ExitStack() as stack:
        own(workspace, stack)
        database = Database.open(workspace / custody.DATABASE, Keys.open(), create=True)
        stack.callback(database.close)
        account, _ = os_account()
        _make_steward(database, People(database), account, name or workspace.name, demo)


def create_sample(workspace: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> IngestReport:
    """Make the demo workspace of an invented instrument maker, or finish one that was interrupted.

    Its documents are copied into the workspace's folder `documents`, to be edited and added to freely.

    Raises:
        UserError: there is another workspace, or something else, in the folder.
        ModelMissing: the embedder is not installed; the next call goes on from there.
        DiskFull, MachineError, Cancelled.
    """
    manifest = json.loads(resource("sample", "sample.json").read_text("utf-8"))
    workspace = workspace.expanduser().absolute()
    if not (workspace / custody.DATABASE).exists():
        create_workspace(workspace, name=manifest["name"], demo=True)
    folder = workspace / manifest["documents"]
    with open_application(workspace) as app:
        if not app.is_demo or app.name != manifest["name"]:
            raise UserError(f"{workspace} is another workspace.", "Choose a folder that does not exist yet.")
        try:
            # What somebody changed in them since is theirs.
            shutil.copytree(resource("sample", manifest["documents"]), folder, dirs_exist_ok=True, copy_function=_copy_missing)
        except (OSError, shutil.Error) as error:
            raise MachineError(
                f"The sample's documents cannot be copied to {folder}.", f"The system says: {error}.", retryable=True
            ) from error
        known = {person.id for person in app.stewardship.people(app.actor)}
        for person in manifest["people"]:
            if person["id"] not in known:
                app.stewardship.set_person(app.actor, person["id"], person["name"], [Role(role) for role in person["roles"]])
        labels = {folder / item["path"]: Label.from_word(item["label"]) for item in manifest["folders"]}
        report = app.ingestion.ingest_labelled(app.actor, labels, on_progress=on_progress, cancel=cancel)
        app.add_sample_units(manifest["units"], cancel)
        # One of the rules has ended, so that there is one to see in need of review.
        app.upkeep.look_over(app.actor)
    return report


def _copy_missing(source: str, target: str) -> str:
    if not Path(target).exists():
        shutil.copy2(source, target)
    return target


def open_catalog() -> Catalog:
    """Return the models of this machine, which need no workspace."""
    return Catalog()


def restore_workspace(
    backup: Path, workspace: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> int:
    """Lay a backup out as a new workspace and say so in its audit log; return how many files were checked.

    Raises:
        AccessDenied: this account is no steward of the workspace; the copy is taken away again.
        WorkspaceLocked: another process restores to the same folder.
        NotFound, IntegrityError, UserError, DiskFull, Cancelled.
    """
    backup, workspace = backup.expanduser().absolute(), workspace.expanduser().absolute()
    building = custody.make_room(workspace)
    with ExitStack() as stack:
        own(building, stack)
        stack.callback(shutil.rmtree, building, ignore_errors=True)
        files = custody.unpack(backup, building, LOCK, on_progress, cancel)
        keys = Keys.open()
        witness = WithheldWitness(keys)
        with Database.open(building / custody.DATABASE, witness) as database:
            people = People(database)
            guard = Guard(database, people)
            actor = people.actor_for(*os_account())
            guard.require(actor, Action.RESTORE, str(backup))
            released = keys.heads(database.workspace)
            with database.transaction() as tx:
                tx.audit(actor, RESTORED, str(backup), {"released": [{"seq": head.seq, "hash": head.hash} for head in released]})
            library = Library(database)
            embedder = library.serving(read_settings(Meta(database).get("settings", {})).model.embedder)
            index = VectorIndex(guard, database, library, building / "index", embedder)
            try:
                index.rebuild()
            finally:
                index.close()
        custody.put_in_place(building, workspace)
        # Only now: an attempt that ended before left everything as it was, the record of the workspace it is a copy of included.
        if witness.newest is not None:
            keys.replace(witness.newest)
    return files


def os_account() -> tuple[str, tuple[str, ...]]:
    """Return the operating-system account that runs this program, and the names of its groups."""
    return f"uid:{os.getuid()}", group_names(os.getgroups())


def group_names(groups: Iterable[int]) -> tuple[str, ...]:
    """Return the names of groups of the machine; one without a name is "gid:1234"."""
    names: list[str] = []
    for group in groups:
        try:
            names.append(grp.getgrgid(group).gr_name)
        except KeyError:
            names.append(f"gid:{group}")
    return tuple(names)


def _make_steward(database: Database, people: People, account: str, name: str = "", demo: bool = False) -> None:
    person = "".join(char for char in getpass.getuser() if char.isalnum() or char in "-_.") or "steward"
    actor = Actor(person, person, frozenset({Role.STEWARD}), account)
    meta = Meta(database)
    with database.transaction() as tx:
        people.add(tx, person, person, [Role.STEWARD], [account])
        if name:
            meta.set(tx, "name", name)
        meta.set(tx, "demo", demo)
        Library.words_are_settled(tx)
        tx.audit(actor, "init", person, {"demo": demo})
