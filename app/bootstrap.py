"""The composition root: open and lock a workspace, read its settings, wire every part, close them all.

`Application` is what the window and the command line hold. One process owns a workspace at a time, by a lock on a file
in it that the system releases when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import getpass
import grp
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from app.answering.answer import Answering
from app.answering.confidence import Calibrator
from app.answering.prompt import Instruction
from app.answering.replay import RunLog
from app.capture.conflicts import ConflictFinder
from app.capture.corrections import Corrections
from app.capture.publishing import Publisher
from app.capture.rulebook import Rulebook
from app.capture.units import Capture
from app.core.access import Action, Actor, Role, may
from app.core.errors import InvalidSettings, MachineError, NotFound, UserError, WorkspaceLocked
from app.core.knowledge import Label
from app.core.settings import Settings
from app.core.work import CancelToken, Changes, IngestReport, ProgressCallback, ignore_progress
from app.governance import custody, network
from app.governance.guard import Guard
from app.governance.keys import Keys, WithheldWitness
from app.governance.stewardship import Stewardship
from app.inference.catalog import Catalog
from app.inference.embedder import load_embedder
from app.inference.protocols import Embedder, Generator
from app.ingestion.documents import Documents
from app.ingestion.ingest import Ingestion
from app.ingestion.inventory import Inventory
from app.ingestion.watch import Watching
from app.reading.reader import Limits, Reader
from app.resources import resource
from app.retrieval.approved import Approved
from app.retrieval.evidence import EvidenceFinder
from app.retrieval.index import VectorIndex
from app.retrieval.search import Search
from app.retrieval.serverindex import POINTER, ServerVectorIndex
from app.storage.audit import RESTORED
from app.storage.conversations import Conversations
from app.storage.corrections import CorrectionStore
from app.storage.database import Database
from app.storage.ground import Ground
from app.storage.holdings import Holdings
from app.storage.lexical import Lexical
from app.storage.library import Library
from app.storage.meta import Meta
from app.storage.originals import Originals
from app.storage.people import People
from app.storage.runs import Runs
from app.storage.units import Units
from app.workflows.dialogue import Dialogue
from app.workflows.doctor import Finding, examine
from app.workflows.models import AUTO, NONE, Models
from app.workflows.upkeep import Upkeep

_LOCK = "lock"
_LOCK_PATIENCE = 1.0
"""Seconds to wait for a lock: a child that a killed process was just starting holds it until it runs its own program."""


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
        self.settings = read_settings(self._meta.get("settings", {}))
        self.actor = self._settle_actor(person)
        self._library = Library(database)
        self._holdings = Holdings(database)
        self._runs = Runs(database)
        self._units = Units(database)
        self._conversations = Conversations(database)
        self._approved = Approved(self._units, self._library)
        self._pinned = CorrectionStore(database)
        self._originals = Originals(workspace / custody.ORIGINALS)
        self._index = self._place_index()
        stack.callback(self._index.close)

    @property
    def is_demo(self) -> bool:
        """Whether this workspace lets one account play several people."""
        return bool(self._meta.get("demo", False))

    @property
    def name(self) -> str:
        """The workspace's name."""
        return str(self._meta.get("name", self.workspace.name))

    @cached_property
    def ingestion(self) -> Ingestion:
        """Files in."""
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
            self._look_over,
        )

    @cached_property
    def documents(self) -> Documents:
        """The library's documents."""
        return Documents(self._guard, self._database, self._library, self._originals, self._index, self._look_over)

    @cached_property
    def watching(self) -> Watching:
        """Folders followed while they change."""
        return Watching(self._guard, self._library, self.ingestion, self.settings.ingest, self.workspace)

    @cached_property
    def inventory(self) -> Inventory:
        """What is amiss in the library."""
        return Inventory(self._guard, self._library, self._holdings, self.settings.answer.stale_days)

    @cached_property
    def capture(self) -> Capture:
        """Judgement in: knowledge units and their review."""
        publisher = Publisher(self._library, self._index, self._get_embedder, self.settings.ingest)
        return Capture(self._guard, self._database, self._units, self._library, self._people, publisher, self._conflicts.find)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Rules and decision trees, tried and checked."""
        return Rulebook(self._guard, self._units, self._approved)

    @cached_property
    def corrections(self) -> Corrections:
        """What experts say in the place of answers that were wrong."""
        return Corrections(self._guard, self._database, self._pinned, self._runs, self._library, self._get_embedder)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Units whose evidence or time has moved."""
        return Upkeep(self._guard, self._database, Ground(self._database), lambda: self.capture)

    @cached_property
    def search(self) -> Search:
        """Question to passages."""
        lexical = Lexical(self._database)
        return Search(
            self._guard, self._database, self._library, lexical, self._index, self._get_embedder, self.settings.retrieval, self._approved
        )

    @cached_property
    def answering(self) -> Answering:
        """Question to answer."""
        return Answering(
            self._guard, self._database, self._library, self._runs, self._units, self._conversations, self.search, lambda: self._finder,
            self._get_embedder, self._generator or self.models.generator,
            Calibrator.load(resource("calibration", f"{self.settings.model.embedder}.json")),
            Instruction.parse(resource("prompts", "answer.json").read_text("utf-8")), self.settings, self._approved, self._pinned,
        )  # fmt: skip

    @cached_property
    def runs(self) -> RunLog:
        """What was asked before."""
        return RunLog(self._guard, self._runs, self.answering)

    @cached_property
    def dialogue(self) -> Dialogue:
        """Conversations, follow-ups, feedback, exports."""
        return Dialogue(self._guard, self._database, self._conversations, self._runs, self.name)

    @cached_property
    def stewardship(self) -> Stewardship:
        """People, settings and the audit log."""
        return Stewardship(self._guard, self._database, self._people, self._meta)

    @cached_property
    def models(self) -> Models:
        """Which model phrases answers."""
        models = Models(self.catalog, self.settings.model, self.settings.server)
        self._stack.callback(models.close)
        return models

    def catalog_embedder(self) -> Embedder:
        """Return the embedder as the workspace uses it, for measuring it by itself."""
        return self._embedder

    def reindex(self, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None) -> Mapping[str, Any]:
        """Build the vector index anew from the stored vectors."""
        return asdict(self._index.reindex(self.actor, on_progress, cancel))

    def backup(
        self, target: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> custody.BackupReport:
        """Copy the workspace to a new folder and check the copy."""
        return custody.back_up(self._guard, self._database, self.actor, self.workspace, target.expanduser().absolute(), on_progress, cancel)

    def change_settings(self, values: Mapping[str, str]) -> Settings:
        """Set settings by their dotted names, for example {"ingest.passage_tokens": "200"}; they hold from the next opening on.

        Raises:
            AccessDenied, InvalidSettings.
            MachineError: a server that was named cannot be found; or the change holds, but one that was given up still keeps its copy.
        """
        kept = json.loads(json.dumps(self._meta.get("settings", {})))
        for name, raw in values.items():
            room, _, field = name.partition(".")
            kept.setdefault(room, {})[field] = _parsed(raw)
        settings = read_settings(kept)
        moved = network.switched(self.settings.server, settings.server)
        self.stewardship.set_settings(self.actor, kept, moved)
        if "index" in moved and isinstance(self._index, ServerVectorIndex):
            self._index.withdraw()
        return settings

    def use_model(self, model: str) -> None:
        """Choose the model that phrases answers from the next opening on: a catalogue id, "auto" or "none".

        Raises:
            AccessDenied, ModelMissing.
        """
        if model != AUTO:
            self.catalog.choose(model)
        self.change_settings({"model.generator": model})

    def doctor(self) -> tuple[Finding, ...]:
        """Look the workspace and the machine over."""
        self._guard.require(self.actor, Action.DIAGNOSE)
        return examine(
            self._database, self._library, self._originals, self._index, self.catalog, self.settings, self.ingestion.isolation,
            None if self.settings.model.generator == NONE else self.models.probe,
        )  # fmt: skip

    def sample_questions(self, most: int = 3) -> list[str]:
        """Return questions to begin with in the sample's workspace."""
        lines = resource("sample", "questions.jsonl").read_text("utf-8").splitlines()
        items = [json.loads(line) for line in lines]
        return [str(item["question"]) for item in items if item["answerable"] and item["as"] is None][:most]

    def close(self) -> None:
        """Close everything, also the processes behind the models, and release the workspace."""
        self._stack.close()

    def __enter__(self) -> Application:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _finder(self) -> EvidenceFinder:
        return EvidenceFinder(self._embedder, self.settings.retrieval)

    @cached_property
    def _conflicts(self) -> ConflictFinder:
        return ConflictFinder(self._units, self._library, self._approved, Lexical(self._database), self._index, self._get_embedder)

    def _look_over(self, actor: Actor) -> Changes:
        return self.upkeep.look_over(actor)

    def _get_embedder(self) -> Embedder:
        return self._embedder

    @cached_property
    def _embedder(self) -> Embedder:
        return load_embedder(self.catalog.ready(self.settings.model.embedder), self.settings.model.threads)

    def _place_index(self) -> VectorIndex:
        folder, embedder = self.workspace / "index", self.settings.model.embedder
        if self.settings.server.index:
            find = partial(network.index_server, self.settings.server)
            return ServerVectorIndex(self._guard, self._database, self._library, folder, embedder, find)
        (folder / POINTER).unlink(missing_ok=True)  # what stands on a server grows old from now on
        return VectorIndex(self._guard, self._database, self._library, folder, embedder)

    def _settle_actor(self, person: str | None) -> Actor:
        """Find out who acts; a workspace that nobody belongs to yet gets its first steward."""
        account, groups = os_account()
        if not self._people.people():
            _make_steward(self._database, self._people, account)
        if person is None:
            return self._people.actor_for(account, groups)
        if not self.is_demo:
            raise UserError("Only a demo workspace lets one account act as several people.", "Leave out --as.")
        played = self._people.actor_as(person, account)
        with self._database.transaction() as tx:
            tx.audit(self._people.actor_for(account, groups), "acting.as", person, {})
        return played


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
        raise NotFound(f"There is no workspace in {workspace}.", f"Make one: citewell -w {workspace} init")
    with ExitStack() as stack:
        _lock(workspace, stack)
        database = Database.open(workspace / custody.DATABASE, Keys.open())
        stack.callback(database.close)
        owned = stack.pop_all()
    try:
        opened = Application(workspace, database, person, generator, owned)
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
        raise UserError(f"There is a workspace in {workspace} already.", "Use it, or name another folder.")
    if workspace.exists() and (not workspace.is_dir() or any(path.name != _LOCK for path in workspace.iterdir())):
        raise UserError(f"{workspace} is not empty.", "Name a folder that does not exist yet.")
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        workspace.chmod(0o700)
    except OSError as error:
        raise MachineError(f"{workspace} cannot be made.", f"The system says: {error.strerror or error}.") from error
    with ExitStack() as stack:
        _lock(workspace, stack)
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
            raise UserError(f"{workspace} is another workspace.", "Name a folder that does not exist yet.")
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
        return app.ingestion.ingest_labelled(app.actor, labels, on_progress=on_progress, cancel=cancel)


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
        _lock(building, stack)
        stack.callback(shutil.rmtree, building, ignore_errors=True)
        files = custody.unpack(backup, building, _LOCK, on_progress, cancel)
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
            embedder = read_settings(Meta(database).get("settings", {})).model.embedder
            index = VectorIndex(guard, database, Library(database), building / "index", embedder)
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
    names: list[str] = []
    for group in os.getgroups():
        try:
            names.append(grp.getgrgid(group).gr_name)
        except KeyError:
            names.append(f"gid:{group}")
    return f"uid:{os.getuid()}", tuple(names)


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Return settings from stored values, every one checked.

    Raises:
        InvalidSettings: names the setting and what it must be.
    """
    from pydantic import TypeAdapter, ValidationError  # deferred: takes a fifth of a second that `--version` has no use for

    known: Mapping[str, Any] = asdict(Settings())
    for room, fields in values.items():
        unknown = [room] if room not in known else [f"{room}.{field}" for field in fields if field not in known[room]]
        if unknown:
            raise InvalidSettings(f"There is no setting {unknown[0]}.", "`citewell settings` lists them all.")
    try:
        settings: Settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidSettings(
            f"The setting {'.'.join(map(str, first['loc']))} cannot be used: {first['msg']}.", "`citewell settings` shows them."
        ) from error
    _check_ranges(settings)
    network.check(settings.server)
    return settings


def _check_ranges(settings: Settings) -> None:
    ranges: tuple[tuple[str, float, float, float], ...] = (
        ("ingest.passage_tokens", settings.ingest.passage_tokens, 32, 250),
        ("ingest.batch", settings.ingest.batch, 1, 256),
        ("ingest.max_file_bytes", settings.ingest.max_file_bytes, 1024, 4 << 30),
        ("ingest.read_seconds", settings.ingest.read_seconds, 1, 3600),
        ("ingest.rescan_seconds", settings.ingest.rescan_seconds, 1, 86_400),
        ("ingest.ocr_seconds", settings.ingest.ocr_seconds, 0, 36_000),
        ("retrieval.candidates", settings.retrieval.candidates, 5, 500),
        ("retrieval.fusion_k", settings.retrieval.fusion_k, 1, 1000),
        ("retrieval.common_share", settings.retrieval.common_share, 0.001, 1),
        ("retrieval.passages", settings.retrieval.passages, 1, 100),
        ("retrieval.sentences", settings.retrieval.sentences, 1, 200),
        ("retrieval.evidence", settings.retrieval.evidence, 1, 20),
        ("answer.prompt_tokens", settings.answer.prompt_tokens, 300, 8000),
        ("answer.evidence_tokens", settings.answer.evidence_tokens, 100, 8000),
        ("answer.answer_tokens", settings.answer.answer_tokens, 16, 1000),
        ("answer.threshold", settings.answer.threshold if settings.answer.threshold is not None else 0.5, 0, 1),
        ("answer.stale_days", settings.answer.stale_days, 0, 100_000),
        ("model.threads", settings.model.threads, 0, 256),
        ("model.context", settings.model.context, 512, 131_072),
        ("model.gpu_layers", settings.model.gpu_layers, -1, 1000),
    )
    for name, value, least, most in ranges:
        if not least <= value <= most:
            raise InvalidSettings(f"The setting {name} is {value:g}; it must be from {least:g} to {most:g}.", "Nothing was changed.")
    if settings.answer.prompt_tokens + settings.answer.answer_tokens > settings.model.context:
        raise InvalidSettings(
            "Prompt and answer do not fit into the model's context.", "Raise model.context or lower answer.prompt_tokens."
        )


def _parsed(raw: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _make_steward(database: Database, people: People, account: str, name: str = "", demo: bool = False) -> None:
    person = "".join(char for char in getpass.getuser() if char.isalnum() or char in "-_.") or "steward"
    actor = Actor(person, person, frozenset({Role.STEWARD}), account)
    meta = Meta(database)
    with database.transaction() as tx:
        people.add(tx, person, person, [Role.STEWARD], [account])
        if name:
            meta.set(tx, "name", name)
        meta.set(tx, "demo", demo)
        tx.audit(actor, "init", person, {"demo": demo})


def _lock(workspace: Path, stack: ExitStack) -> None:
    """Own the workspace until the stack closes.

    Raises:
        WorkspaceLocked: another process owns it.
    """
    try:
        fd = os.open(workspace / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise MachineError(
            f"The workspace {workspace} cannot be opened for writing.", f"The system says: {error.strerror or error}."
        ) from error
    stack.callback(os.close, fd)
    patience = time.monotonic() + _LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as error:
            if time.monotonic() < patience:
                time.sleep(0.05)
                continue
            owner = os.pread(fd, 32, 0).decode("ascii", "replace").strip()
            raise WorkspaceLocked(
                f"The workspace {workspace} is open in another process{f' ({owner})' if owner else ''}.",
                "Wait for it to finish, or end it, then try again.",
                retryable=True,
            ) from error
    # The name of the owner is for others' messages; on a full disk the lock holds without it.
    with suppress(OSError):
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"process {os.getpid()}".encode("ascii"), 0)
