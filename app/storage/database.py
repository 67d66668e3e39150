"""The workspace's SQLite file: one writer, many readers, and no change without its audit entry.

Decisions hidden: the SQLite build, its pragmas, how a file is brought to this program's schema, and what ties
a change to the audit log. Invariant: a transaction that changed a row and wrote no audit entry is rolled back
and raises. The writing connection is guarded by a lock and may be used from any thread; each thread reads on
its own connection.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.core.access import Actor
from app.core.audit import AuditEvent
from app.core.errors import AuditChainBroken, IntegrityError, MigrationFailed, NotFound
from app.core.work import Turn
from app.storage.audit import AuditEntry, AuditLog, AuditReport, Head, Witness, link_of
from app.storage.faults import disk_refusals, translated
from app.storage.migrations import APPLICATION_ID, MIGRATIONS, Migration

Row = Any
"""A row of the database library: values by position and by column name."""

_PAGE = 8192
"""Bytes of a database page: five stored vectors of 384 dimensions fill one, where pages of 4096 waste a
quarter.
"""

_BUSY_MS = 10_000

_PART = ".part"
"""Ends the name of a copy that is not finished."""


def now() -> str:
    """Return the time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Transaction:
    """What a block inside `Database.transaction` may do; dead after the block."""

    def __init__(self, database: Database, connection: Any, *, secure: bool) -> None:
        self._database = database
        self._connection = connection
        self.secure = secure
        self.entries: list[AuditEntry] = []

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement and return its cursor."""
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        self._connection.executemany(sql, rows)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return the rows, with this transaction's own changes seen."""
        return list(self._connection.execute(sql, parameters))

    def table(self, name: str) -> Any:
        """Return the table as sqlite-utils knows it."""
        # sqlite-utils costs a command line 0.1 s at start, and most of them never need it.
        from sqlite_utils import Database as Utilities

        return Utilities(self._connection, recursive_triggers=False, execute_plugins=False)[name]

    def audit(
        self, actor: Actor, event: AuditEvent, target: str, detail: Mapping[str, Any] | None = None
    ) -> AuditEntry:
        """Write what is being done, by whom and to what.

        Args:
            detail: ids, counts, hashes and paths as JSON values; never words of a document.

        Raises:
            TypeError: the event does not stand in the catalogue.
        """
        if not isinstance(event, AuditEvent):
            raise TypeError(f"{event!r} is no event of app.core.audit")
        entry = self._database.append_audit(self._connection, actor, event.value, target, detail or {})
        self.entries.append(entry)
        return entry


class Database:
    """An open workspace database.

    Attributes:
        path: the file.
        workspace: the workspace's id, 32 hex characters, made at creation.
        backups: copies made before a migration, newest last.
        turn: taken by work that looks at the library and then changes it in several transactions.
        revision: grows with every commit of this process; a cache keyed by it is never stale.
    """

    def __init__(self, path: Path, connection: Any, witness: Witness, workspace: str) -> None:
        self.path = path
        self.workspace = workspace
        self.revision = 0
        self.turn = Turn()
        self._witness = witness
        self._log = AuditLog(workspace, witness)
        self._writer = connection
        self._lock = threading.RLock()
        self._in_transaction = False
        self._readers: dict[threading.Thread, Any] = {}
        self._readers_lock = threading.Lock()
        self._closed = False
        self._last: tuple[int, str] = (0, "")
        self._pending: tuple[int, str] = (0, "")

    @classmethod
    def open(
        cls,
        path: Path,
        witness: Witness,
        *,
        create: bool = False,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> Database:
        """Open the file, bring it to this program's schema and compare the audit log with its witness.

        Args:
            witness: signs the audit log; `governance.keys.Keys`.
            create: make the file when there is none.
            migrations: all steps in order; tests hand in others.

        Raises:
            NotFound: there is no such file and `create` is False.
            MigrationFailed: it was written by a newer program, is no workspace, or an upgrade failed.
            IntegrityError: it is damaged.
            DiskFull, MachineError: it cannot be written.
        """
        if not path.exists() and not create:
            raise NotFound(f"No workspace database found at {path}.", "Create one with: citewell init")
        with translated():
            connection = _connect(path)
            try:
                upgraded = _migrate(connection, path, migrations)
                workspace = json.loads(
                    connection.execute("SELECT value FROM meta WHERE key = 'workspace'").fetchone()[0]
                )
                database = cls(path, connection, witness, workspace)
                database._last = database._log.last(connection)
                for head in database._log.missing_outside(connection):
                    witness.keep(head)
            except BaseException:
                connection.close()
                raise
        if upgraded:
            with database.transaction() as tx:
                tx.audit(_PROGRAM, AuditEvent.MIGRATE, workspace, {"from": upgraded[0], "to": upgraded[1]})
        return database

    # Reading

    def read(self) -> Any:
        """Return this thread's reading connection; it cannot write."""
        thread = threading.current_thread()
        with self._readers_lock:
            if self._closed:
                raise RuntimeError("the database is closed")
            connection = self._readers.get(thread)
            if connection is None:
                for gone in [other for other in self._readers if not other.is_alive()]:
                    self._readers.pop(gone).close()
                with translated():
                    connection = _connect(self.path)
                    connection.execute("PRAGMA query_only = ON")
                self._readers[thread] = connection
            return connection

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a statement, as of the last commit."""
        connection = self.read()
        with translated():
            return list(connection.execute(sql, parameters))

    # Writing

    @contextmanager
    def transaction(self, *, secure: bool = False) -> Iterator[Transaction]:
        """Run a block as one transaction; other writers wait.

        Args:
            secure: freed pages are overwritten with zeros, and the write-ahead log is emptied after the
                commit.

        Raises:
            RuntimeError: rows were changed without an audit entry, or transactions were nested.
            AuditChainBroken: the log's end changed under this process.
            DiskFull, MachineError: the disk refused; nothing of the block is kept.
        """
        with self._lock:
            if self._in_transaction:
                raise RuntimeError("transactions do not nest")
            if self._closed:
                raise RuntimeError("the database is closed")
            self._in_transaction = True
            try:
                with translated():
                    head = yield from self._run(secure)
            finally:
                self._in_transaction = False
            if head is not None:
                self._witness.publish(head)

    def _run(self, secure: bool) -> Generator[Transaction, None, Head | None]:
        connection = self._writer
        if secure:
            connection.execute("PRAGMA secure_delete = ON")
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                before = connection.total_changes
                self._pending = self._last
                tx = Transaction(self, connection, secure=secure)
                yield tx
                if connection.total_changes != before and not tx.entries:
                    raise RuntimeError("a transaction changed rows without an audit entry")
                head = (
                    self._log.sign(connection, tx.entries[-1].seq, tx.entries[-1].hash)
                    if tx.entries
                    else None
                )
                connection.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back by itself after some errors, a full disk among them.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self.revision += 1
            if head is not None:
                self._last = (head.seq, link_of(head.hash, head.key, head.signature))
        finally:
            if secure:
                connection.execute("PRAGMA secure_delete = OFF")
        if secure:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return head

    def append_audit(
        self, connection: Any, actor: Actor, action: str, target: str, detail: Mapping[str, Any]
    ) -> AuditEntry:
        """Append to the log inside the running transaction; for `Transaction.audit`."""
        if self._pending == self._last and self._log.last(connection) != self._last:
            raise AuditChainBroken(
                "Another program has changed the end of the audit log while this one was running.",
                "Nothing has been written. Run: citewell audit verify",
            )
        entry = self._log.append(connection, self._pending, now(), actor, action, target, detail)
        self._pending = (entry.seq, entry.hash)
        return entry

    # The audit log

    def verify_audit(self) -> AuditReport:
        """Check the whole audit log against its hashes, signatures and outside witness."""
        with self._snapshot() as connection:
            return self._log.verify(connection)

    def audit_entries(
        self, after: int = 0, limit: int | None = None, *, newest_first: bool = False
    ) -> list[AuditEntry]:
        """Return entries of the log; only for actors whom the guard allowed to see it."""
        with translated():
            return list(self._log.entries(self.read(), after, limit, newest_first=newest_first))

    def export_audit(self) -> Iterator[str]:
        """Yield the log as JSON lines; only for actors whom the guard allowed to see it."""
        with self._snapshot() as connection:
            yield from self._log.export(connection)

    @contextmanager
    def _snapshot(self) -> Iterator[Any]:
        """Give a connection of its own that sees one state of the file throughout."""
        with translated():
            connection = _connect(self.path)
            try:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()

    # The file

    def check(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file, in its words; empty when nothing is."""
        # A connection of its own: FTS5's check trusts what the connection cached of the index before others
        # wrote, and would report damage that is not there (seen with SQLite 3.53.4; queries do refresh that
        # cache).
        with self._snapshot() as connection:
            rows = [
                *connection.execute("PRAGMA integrity_check(20)"),
                *connection.execute("PRAGMA foreign_key_check"),
            ]
        return tuple(" ".join(map(str, row)) for row in rows if tuple(row) != ("ok",))

    def backup(self, target: Path) -> None:
        """Copy the database to `target` while it stays in use; the copy is checked and durable, or does not
        appear.

        Raises:
            IntegrityError: the copy does not check out.
            DiskFull, MachineError: it cannot be written.
        """
        with self._snapshot() as connection:
            copy_database(connection, target)

    @property
    def backups(self) -> tuple[Path, ...]:
        return tuple(sorted((self.path.parent / "backups").glob(f"{self.path.stem}-schema*.db")))

    def rewrite(self) -> None:
        """Write the file anew out of the rows that are left.

        `secure_delete` overwrites a row where it stands, not where it stood before its page was split or its
        neighbours grew; only a new file holds nothing of it for certain. Takes as long as copying the file,
        and as much space for that time.

        Raises:
            DiskFull, MachineError: it cannot be written; the file stays as it was.
        """
        with self._lock, translated():
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def erase_copies(self) -> int:
        """Delete the copies made before migrations, which still hold what a purge erased; return how many."""
        copies = self.backups
        begun = (self.path.parent / "backups").glob(f"*{_PART}*")
        with disk_refusals(self.path.parent / "backups"):
            for path in (*copies, *begun):
                path.unlink()
        return len(copies)

    def close(self) -> None:
        """Close every connection; call it when no thread uses the database any more."""
        with self._lock, self._readers_lock:
            if self._closed:
                return
            self._closed = True
            for connection in self._readers.values():
                connection.close()
            self._readers.clear()
            self._writer.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_PROGRAM = Actor("", "Citewell", frozenset(), "program")


def _connect(path: Path) -> Any:
    # `check_same_thread` is off because the writer moves between threads under its lock, and `close` closes
    # readers of others.
    connection = dbapi2.connect(
        str(path), timeout=_BUSY_MS / 1000, check_same_thread=False, isolation_level=None
    )
    connection.row_factory = dbapi2.Row
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    settings = (
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
        f"busy_timeout = {_BUSY_MS}",
        "cache_size = -32768",
    )
    for pragma in settings:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def copy_database(connection: Any, target: Path) -> None:
    """Copy what `connection` sees to `target`: online, checked, durable, or not at all."""
    part = target.with_name(target.name + _PART)
    with translated(), disk_refusals(target):
        part.unlink(missing_ok=True)
        try:
            copy = dbapi2.connect(str(part), isolation_level=None)
            try:
                connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE").fetchall()
                found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            finally:
                copy.close()
            if found != "ok":
                raise IntegrityError(
                    f"The copy of the database is damaged ({found}).",
                    "Check the disk. The original has not been changed.",
                )
            sync_file(part)
            part.replace(target)
            sync_folder(target.parent)
        except BaseException:
            for left in target.parent.glob(f"{part.name}*"):
                left.unlink()
            raise


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Make a folder's entries durable, after a rename in it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _migrate(connection: Any, path: Path, migrations: Sequence[Migration]) -> tuple[int, int] | None:
    """Bring the file to the last schema; return (from, to) when an existing one was upgraded."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    newest = migrations[-1].number
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION_ID and not empty:
        raise MigrationFailed(
            f"{path} is the database of another program.", "Give the folder of a workspace."
        )
    if found > newest:
        raise MigrationFailed(
            f"This workspace was written by a newer Citewell (schema {found}; this program"
            f" supports {newest}).",
            "Use the newer program. Nothing has been changed.",
        )
    if found == newest:
        return None
    if not empty:
        folder = path.parent / "backups"
        with disk_refusals(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            for left in folder.glob(f"*{_PART}*"):
                left.unlink()  # of an upgrade that was killed
        copy_database(connection, folder / f"{path.stem}-schema{found}-{now().replace(':', '')}.db")
    for migration in migrations:
        if migration.number <= found:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            migration.apply(connection)
            if migration.number == 1:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(
                    "INSERT INTO meta VALUES ('workspace', ?)", (json.dumps(secrets.token_hex(16)),)
                )
            connection.execute(f"PRAGMA user_version = {migration.number}")
            connection.execute("COMMIT")
        except dbapi2.DatabaseError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if getattr(error, "sqlite_errorcode", 1) & 0xFF != 1:
                raise
            raise MigrationFailed(
                f"Step {migration.number} of the workspace's upgrade failed ({error}).",
                "Nothing has been changed. There is a copy in the folder backups.",
            ) from error
    return None if empty else (found, newest)
