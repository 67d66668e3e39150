"""One writer, audited changes, migrations that survive a kill, and errors that say whose doing they are."""

from __future__ import annotations

import ast
import inspect
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.core.audit import AuditEvent
from app.core.errors import AuditChainBroken, DiskFull, IntegrityError, MigrationFailed, NotFound
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.meta import Meta
from app.storage.migrations import MIGRATIONS, Migration


def test_a_change_without_an_audit_entry_is_rolled_back(records: Any) -> None:
    with pytest.raises(RuntimeError, match="audit"), records.database.transaction() as tx:
        tx.execute("INSERT INTO meta VALUES ('x', '1')")
    assert records.database.query("SELECT * FROM meta WHERE key = 'x'") == []


def test_a_transaction_that_changes_nothing_needs_no_entry(records: Any) -> None:
    with records.database.transaction() as tx:
        assert tx.query("SELECT count(*) FROM documents")[0][0] == 0
    assert records.database.audit_entries() == []


def test_an_exception_inside_keeps_nothing_and_leaves_the_writer_usable(records: Any) -> None:
    with pytest.raises(ZeroDivisionError), records.database.transaction() as tx:
        tx.execute("INSERT INTO meta VALUES ('x', '1')")
        tx.audit(records.steward, AuditEvent.SETTINGS, "x")
        raise ZeroDivisionError
    assert records.database.audit_entries() == []
    with records.database.transaction() as tx:
        Meta(records.database).set(tx, "x", {"a": 1})
        tx.audit(records.steward, AuditEvent.SETTINGS, "x")
    assert Meta(records.database).get("x") == {"a": 1}
    assert [entry.seq for entry in records.database.audit_entries()] == [1]
    assert records.database.verify_audit().ok


def test_transactions_do_not_nest(records: Any) -> None:
    with (
        records.database.transaction(),
        pytest.raises(RuntimeError, match="nest"),
        records.database.transaction(),
    ):
        pass


def test_tables_of_sqlite_utils_take_part_in_the_transaction(records: Any) -> None:
    with pytest.raises(KeyError), records.database.transaction() as tx:
        tx.table("meta").insert({"key": "x", "value": "1"})
        raise KeyError
    assert Meta(records.database).get("x") is None


def test_a_reader_cannot_write(records: Any) -> None:
    with pytest.raises(Exception, match="readonly|read"):
        records.database.query("INSERT INTO meta VALUES ('x', '1')")


def test_threads_write_one_after_the_other_and_read_what_is_committed(records: Any) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                with records.database.transaction() as tx:
                    before = tx.query(
                        "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'n'"
                    )[0][0]
                    Meta(records.database).set(tx, "n", before + 1)
                    tx.audit(records.steward, AuditEvent.SETTINGS, f"{name}{number}")
                assert Meta(records.database).get("n") > 0
        except BaseException as error:  # noqa: BLE001 - a thread's failure has to reach the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Meta(records.database).get("n") == 40
    assert records.database.verify_audit().entries == 40
    assert records.database.verify_audit().ok


def test_another_program_that_extends_the_log_is_noticed_before_anything_is_written(records: Any) -> None:
    with records.database.transaction() as tx:
        tx.audit(records.steward, AuditEvent.INIT, "")
    stranger = dbapi2.connect(str(records.database.path))
    stranger.execute("INSERT INTO audit VALUES (2, 'now', 'x', 'x', 'x', 'x', '{}', 'x', 'x')")
    stranger.commit()
    stranger.close()
    with pytest.raises(AuditChainBroken), records.database.transaction() as tx:
        tx.audit(records.steward, AuditEvent.SETTINGS, "")


def test_a_full_disk_is_told_and_loses_nothing_acknowledged(records: Any) -> None:
    records.fill("first")
    with pytest.raises(DiskFull) as caught, records.database.transaction() as tx:
        pages = tx.query("PRAGMA page_count")[0][0]
        tx.execute(f"PRAGMA max_page_count = {pages + 2}")
        tx.execute("INSERT INTO meta VALUES ('big', ?)", ("x" * 200_000,))
        tx.audit(records.steward, AuditEvent.SETTINGS, "big")
    assert caught.value.retryable
    with records.database.transaction() as tx:
        tx.execute("PRAGMA max_page_count = 1000000")
        tx.audit(records.steward, AuditEvent.REINDEX, "")
    assert len(records.library.documents(records.scope())) == 1
    assert records.database.check() == ()
    assert records.database.verify_audit().ok


def test_a_damaged_file_is_an_integrity_error(tmp_path: Path) -> None:
    path = tmp_path / "citewell.db"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(IntegrityError):
        Database.open(path, Keys.open(tmp_path / "state"))


def test_a_missing_file_is_not_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Database.open(tmp_path / "citewell.db", Keys.open(tmp_path / "state"))
    assert not (tmp_path / "citewell.db").exists()


def test_the_pragmas_that_durability_rests_on(records: Any) -> None:
    with records.database.transaction() as tx:
        found = {
            name: tx.query(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


# Migrations


NEWEST = MIGRATIONS[-1].number


def _later(
    number: int = NEWEST + 1, statement: str = "CREATE TABLE later (x INTEGER)"
) -> tuple[Migration, ...]:
    return (*MIGRATIONS, Migration(number, "later", lambda connection: connection.execute(statement)))


def test_an_older_workspace_is_upgraded_after_a_backup_and_the_upgrade_is_audited(records: Any) -> None:
    records.fill("Bleed the valve.")
    records.database.close()
    with Database.open(records.database.path, records.keys, migrations=_later()) as database:
        assert database.query("SELECT count(*) FROM later")[0][0] == 0
        assert database.query("SELECT count(*) FROM documents")[0][0] == 1
        assert [entry.action for entry in database.audit_entries()] == ["ingest.added", "migrate"]
        assert database.verify_audit().ok
        (copy,) = database.backups
    kept = dbapi2.connect(str(copy))
    assert kept.execute("PRAGMA user_version").fetchone()[0] == NEWEST
    assert kept.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
    kept.close()


def test_a_newer_workspace_is_refused_and_not_touched(records: Any) -> None:
    records.database.close()
    Database.open(records.database.path, records.keys, migrations=_later()).close()
    before = records.database.path.read_bytes()
    with pytest.raises(MigrationFailed, match="newer") as caught:
        Database.open(records.database.path, records.keys)
    assert caught.value.hint
    assert records.database.path.read_bytes() == before


def test_a_step_that_fails_leaves_the_old_schema(records: Any) -> None:
    records.fill("Bleed the valve.")
    records.database.close()
    with pytest.raises(MigrationFailed, match=f"Step {NEWEST + 1}"):
        Database.open(
            records.database.path, records.keys, migrations=_later(statement="CREATE TABLE documents (x)")
        )
    with Database.open(records.database.path, records.keys) as database:
        assert database.query("SELECT count(*) FROM documents")[0][0] == 1


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "citewell.db"
    other = dbapi2.connect(str(path))
    other.execute("CREATE TABLE recipes (x)")
    other.close()
    with pytest.raises(MigrationFailed, match="another program"):
        Database.open(path, Keys.open(tmp_path / "state"), create=True)


def test_a_copy_that_was_never_finished_is_erased_with_the_others(records: Any) -> None:
    folder = records.database.path.parent / "backups"
    folder.mkdir()
    for name in ("citewell-schema1-x.db", "citewell-schema1-y.db.part", "citewell-schema1-y.db.part-journal"):
        (folder / name).write_text("words that a purge must reach")
    assert records.database.erase_copies() == 1
    assert list(folder.iterdir()) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from app.governance.keys import Keys
from app.storage.database import Database
from app.storage.migrations import MIGRATIONS, Migration

def die(connection):
    connection.execute("CREATE TABLE later (x INTEGER)")
    connection.execute("UPDATE documents SET status = 'later'")
    os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
later = Migration(MIGRATIONS[-1].number + 1, "later", die)
Database.open(folder / "citewell.db", Keys.open(folder / "state"), migrations=(*MIGRATIONS, later))
"""


def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_version(records: Any) -> None:
    records.fill("Bleed the valve.")
    records.database.close()
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, "-c", _KILLED, str(records.folder)], check=False, env=environment)
    assert done.returncode == -signal.SIGKILL
    with Database.open(records.database.path, records.keys) as database:
        assert database.query("SELECT status FROM documents")[0][0] == "active"
        assert database.check() == ()


def test_a_backup_of_a_database_in_use_opens_and_holds_everything(records: Any, tmp_path: Path) -> None:
    records.fill("Bleed the valve.")
    records.database.backup(tmp_path / "copy.db")
    with Database.open(tmp_path / "copy.db", records.keys) as copy:
        assert copy.workspace == records.database.workspace
        assert copy.query("SELECT count(*) FROM documents")[0][0] == 1
        assert copy.verify_audit().ok
    assert not (tmp_path / "copy.db.part").exists()


def test_check_finds_a_broken_reference(records: Any) -> None:
    records.fill("Bleed the valve.")
    assert records.database.check() == ()
    stranger = dbapi2.connect(str(records.database.path))
    stranger.execute("DELETE FROM extractions")
    stranger.commit()
    stranger.close()
    assert records.database.check() != ()


def test_what_is_not_in_the_catalogue_cannot_be_written(records: Any) -> None:
    with pytest.raises(TypeError, match="no event"), records.database.transaction() as tx:
        tx.audit(records.steward, "made.up", "x")
    assert records.database.audit_entries() == []


def test_what_was_released_calls_nothing_that_may_change() -> None:
    tree = ast.parse(Path(inspect.getfile(Migration)).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("app")} == set()
