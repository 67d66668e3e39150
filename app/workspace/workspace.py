"""The composition root: open and lock a workspace, settle who acts in it, make and restore workspaces.

`Application` is what the window and the command line hold: an open workspace, acting for one person. One
process owns a workspace at a time, by a lock on a file in it that the system releases when the process ends,
however it ends.
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
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from app.core.access import Action, Actor, Role, may
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import MachineError, ModelMissing, NotFound, UserError
from app.core.models import Benchmark, Overview
from app.core.settings import Settings
from app.core.work import CancelToken, IngestReport, ProgressCallback, ignore_progress
from app.governance import custody
from app.governance.guard import Guard
from app.governance.keys import Keys, WithheldWitness
from app.inference.catalog import Catalog
from app.inference.protocols import Embedder
from app.resources import resource
from app.retrieval.index import VectorIndex
from app.retrieval.serverindex import ServerVectorIndex
from app.storage.database import Database
from app.storage.documents import DocumentRecords
from app.storage.lock import LOCK, own
from app.storage.lock import is_free as is_free
from app.storage.meta import Meta
from app.storage.people import People
from app.workflows.models import AUTO, NONE
from app.workflows.overview import overview
from app.workspace.engines import MakeGenerator
from app.workspace.services import Services
from app.workspace.settings import read_settings

if TYPE_CHECKING:
    from app.workspace.doctor import Finding

_T = TypeVar("_T")


class _Part(Generic[_T]):
    """A part of the open workspace, as everybody who acts in it reaches it: `application.capture`."""

    def __init__(self, find: Callable[[Services], _T]) -> None:
        self._find = find

    @overload
    def __get__(self, session: None, owner: type[Application]) -> Self: ...

    @overload
    def __get__(self, session: Application, owner: type[Application]) -> _T: ...

    def __get__(self, session: Application | None, owner: type[Application]) -> Self | _T:
        return self if session is None else self._find(session.services)


class Application:
    """An open workspace, acting for one person.

    Attributes:
        services: the workspace, shared by everybody who acts in it.
        actor: who acts.
    """

    def __init__(self, services: Services, actor: Actor, *, owns: bool) -> None:
        """Begin to act.

        Args:
            owns: whether the workspace closes with this.
        """
        self.services = services
        self.actor = actor
        self._owns = owns

    ingestion = _Part(lambda services: services.ingestion)
    rereading = _Part(lambda services: services.rereading)
    documents = _Part(lambda services: services.documents)
    browsing = _Part(lambda services: services.browsing)
    watching = _Part(lambda services: services.watching)
    inventory = _Part(lambda services: services.inventory)
    capture = _Part(lambda services: services.capture)
    exchange = _Part(lambda services: services.exchange)
    interviews = _Part(lambda services: services.interviews)
    gaps = _Part(lambda services: services.gaps)
    inbox = _Part(lambda services: services.inbox)
    rulebook = _Part(lambda services: services.rulebook)
    corrections = _Part(lambda services: services.corrections)
    consequences = _Part(lambda services: services.consequences)
    upkeep = _Part(lambda services: services.upkeep)
    follows = _Part(lambda services: services.follows)
    closing = _Part(lambda services: services.closing)
    search = _Part(lambda services: services.search)
    answering = _Part(lambda services: services.answering)
    asking = _Part(lambda services: services.asking)
    dialogue = _Part(lambda services: services.dialogue)
    checking = _Part(lambda services: services.checking)
    runs = _Part(lambda services: services.runs)
    stewardship = _Part(lambda services: services.stewardship)
    models = _Part(lambda services: services.models)
    reembedding = _Part(lambda services: services.reembedding)
    catalog = _Part(lambda services: services.catalog)
    preferences = _Part(lambda services: services.preferences)
    turns = _Part(lambda services: services.turns)
    workspace = _Part(lambda services: services.path)
    settings = _Part(lambda services: services.settings)
    name = _Part(lambda services: services.name)
    is_demo = _Part(lambda services: services.is_demo)
    _guard = _Part(lambda services: services.guard)
    _database = _Part(lambda services: services.records.database)
    _library = _Part(lambda services: services.records.library)
    _originals = _Part(lambda services: services.records.originals)
    _runs = _Part(lambda services: services.records.runs)
    _units = _Part(lambda services: services.records.units)
    _follows = _Part(lambda services: services.records.follows)
    _pinned = _Part(lambda services: services.records.corrections)
    _index = _Part(lambda services: services.index)
    _get_embedder = _Part(lambda services: services.embedder)

    @property
    def revision(self) -> int:
        """Grows with every write, whoever makes it; asks nobody."""
        return self._database.revision

    @property
    def due_rereading(self) -> int:
        """How many documents and units are to be read again and can be; asks the database, so not for the
        window's thread.
        """
        installed = [model.id for model in self.catalog.installed()]
        if not may(self.actor, Action.INGEST) or self.settings.model.embedder not in installed:
            return 0
        return self.rereading.due(self.actor)

    def acting_for(self, account: str, groups: Sequence[str], person: str | None = None) -> Application:
        """Return this open workspace for another account of the machine; closing that closes nothing.

        Args:
            account, groups: as the system's kernel vouches for them.
            person: who to act as; demo workspaces only.

        Raises:
            UserError: somebody else is to be played where that is not allowed; NotFound.
        """
        return Application(self.services, _settle_actor(self.services, account, groups, person), owns=False)

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

    def reindex(
        self, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Mapping[str, Any]:
        """Build the vector index anew from the stored vectors."""
        return asdict(self._index.reindex(self.actor, on_progress, cancel))

    def backup(
        self, target: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> custody.BackupReport:
        """Copy the workspace to a new folder and check the copy."""
        return custody.back_up(
            self._guard,
            self._database,
            self.actor,
            self.workspace,
            target.expanduser().absolute(),
            on_progress,
            cancel,
        )

    def change_settings(self, values: Mapping[str, str], reset: Iterable[str] = ()) -> Settings:
        """Set settings by their dotted names, for example {"ingest.passage_tokens": "200"}; return what is
        stored then.

        Those that can, hold from the next question on; `core.options` says which, and `preferences.waiting`
        which have to wait.

        Args:
            reset: names that go back to their default.

        Raises:
            AccessDenied, InvalidSettings.
            MachineError: a server that was named cannot be found; or the change holds, but one that was given
                up still keeps its copy.
        """
        moved = self.preferences.change(self.stewardship, self.actor, values, reset)
        with self.turns.between_questions():
            self.services.take_settings()
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
        return overview(self.catalog, self.settings, self._library, self.models.running())

    def measure_model(
        self, model: str, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Benchmark:
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

    @property
    def due_embedder(self) -> str:
        """The embedder that this workspace is to be embedded anew with, installed and ready for it; empty
        when that is done.
        """
        wanted = self.preferences.wanted.model.embedder
        if wanted == self.settings.model.embedder or not may(self.actor, Action.USE_MODEL):
            return ""
        return wanted if wanted in [model.id for model in self.catalog.installed()] else ""

    def doctor(self) -> tuple[Finding, ...]:
        """Look the workspace and the machine over."""
        from app.workspace.doctor import examine

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
        from app.workspace.sample import add_units

        def play(person: str) -> Actor:
            return _play(self.services, person)

        folder = resource("sample", manifest["folder"])
        # One person after the other, each announced once in the audit log.
        return add_units(folder, manifest, self.exchange, self.services.capture_on, cache(play), cancel)

    def close(self) -> None:
        """Close everything, also the models' processes, and release the workspace; a guest closes nothing."""
        if self._owns:
            self.services.stack.close()

    def __enter__(self) -> Application:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _settle_actor(services: Services, account: str, groups: Sequence[str], person: str | None) -> Actor:
    """Find out who acts."""
    if person is None:
        return services.records.people.actor_for(account, groups)
    if not services.is_demo:
        raise UserError("Only a demo workspace allows acting as another person.", "Leave out --as.")
    return _play(services, person)


def _play(services: Services, person: str) -> Actor:
    account, groups = os_account()
    people = services.records.people
    played = people.actor_as(person, account)
    with services.records.database.transaction() as tx:
        tx.audit(people.actor_for(account, groups), AuditEvent.ACTING_AS, person, {})
    return played


def open_application(
    workspace: Path, *, person: str | None = None, generator: MakeGenerator | None = None
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
        services = Services(workspace, database, generator, owned)
        account, groups = os_account()
        if not services.records.people.people():
            _make_steward(database, services.records.people, account)
        opened = Application(services, _settle_actor(services, account, groups, person), owns=True)
        services.open_index()
        DocumentRecords.settle_words(database, opened.actor)
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
    if workspace.exists() and (
        not workspace.is_dir() or any(path.name != LOCK for path in workspace.iterdir())
    ):
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


def create_sample(
    workspace: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> IngestReport:
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
            shutil.copytree(
                resource("sample", manifest["documents"]),
                folder,
                dirs_exist_ok=True,
                copy_function=_copy_missing,
            )
        except (OSError, shutil.Error) as error:
            raise MachineError(
                f"The sample's documents cannot be copied to {folder}.",
                f"The system says: {error}.",
                retryable=True,
            ) from error
        known = {person.id for person in app.stewardship.people(app.actor)}
        for person in manifest["people"]:
            if person["id"] not in known:
                app.stewardship.set_person(
                    app.actor, person["id"], person["name"], [Role(role) for role in person["roles"]]
                )
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
    backup: Path,
    workspace: Path,
    on_progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
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
                tx.audit(
                    actor,
                    AuditEvent.RESTORE,
                    str(backup),
                    {"released": [{"seq": head.seq, "hash": head.hash} for head in released]},
                )
            library = DocumentRecords(database)
            embedder = library.serving(read_settings(Meta(database).get("settings", {})).model.embedder)
            index = VectorIndex(guard, database, library, building / "index", embedder)
            try:
                index.rebuild()
            finally:
                index.close()
        custody.put_in_place(building, workspace)
        # Only now: an attempt that ended before left everything as it was, the record of the workspace it is
        # a copy of included.
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


def _make_steward(
    database: Database, people: People, account: str, name: str = "", demo: bool = False
) -> None:
    person = "".join(char for char in getpass.getuser() if char.isalnum() or char in "-_.") or "steward"
    actor = Actor(person, person, frozenset({Role.STEWARD}), account)
    meta = Meta(database)
    with database.transaction() as tx:
        people.add(tx, person, person, [Role.STEWARD], [account])
        if name:
            meta.set(tx, "name", name)
        meta.set(tx, "demo", demo)
        DocumentRecords.words_are_settled(tx)
        tx.audit(actor, AuditEvent.INIT, person, {"demo": demo})
