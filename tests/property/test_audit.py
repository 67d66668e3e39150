"""Whatever a stranger with the file does to the audit log, the check names it; whatever a crash does, it does
not.

Each tampering is done with a connection of its own, after the triggers that stop the program itself are
dropped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.core.access import Actor, Role
from app.core.audit import AuditEvent
from app.core.errors import AuditChainBroken
from app.governance.keys import Keys, WithheldWitness
from app.storage.audit import AuditReport, canonical, entry_hash, genesis, head_message, link_of
from app.storage.database import Database

ACTOR = Actor("ines", "Ines", frozenset({Role.STEWARD}), "uid:1000")


class Log:
    """A workspace with a log of transactions of given sizes, closed, to be tampered with."""

    def __init__(self, folder: Path, sizes: list[int]) -> None:
        self.folder = folder
        self.path = folder / "citewell.db"
        self.keys = Keys.open(folder / "state")
        with Database.open(self.path, self.keys, create=True) as database:
            self.workspace = database.workspace
            self.append(database, sizes)

    @staticmethod
    def append(database: Database, sizes: list[int]) -> None:
        for size in sizes:
            with database.transaction() as tx:
                for number in range(size):
                    tx.audit(
                        ACTOR,
                        AuditEvent.INGEST_ADDED,
                        f"document-{number}",
                        {"passages": number, "hash": "ab"},
                    )

    def tamper(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        connection = dbapi2.connect(str(self.path))
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement, parameters in statements:
            connection.execute(statement, parameters)
        connection.commit()
        connection.close()

    def rows(self) -> list[tuple[Any, ...]]:
        connection = dbapi2.connect(str(self.path))
        found = connection.execute("SELECT * FROM audit ORDER BY seq").fetchall()
        connection.close()
        return [tuple(row) for row in found]

    def verify(self, keys: Keys | None = None) -> AuditReport:
        with Database.open(self.path, keys or self.keys) as database:
            return database.verify_audit()

    def rechain(self, rows: list[tuple[Any, ...]], keys: Keys | None = None) -> None:
        """Write `rows` (without hashes) as a log that is right in itself, with signatures only where a key is
        given.
        """
        statements: list[tuple[str, tuple[Any, ...]]] = [
            ("DELETE FROM audit_heads", ()),
            ("DELETE FROM audit", ()),
        ]
        link = genesis(self.workspace)
        for row in rows:
            entry = (*row[:7], link)
            digest = entry_hash(entry)
            statements.append(("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*entry, digest)))
            link = digest
            if keys is not None:
                signature = keys.sign(head_message(self.workspace, row[0], digest))
                statements.append(
                    ("INSERT INTO audit_heads VALUES (?, ?, ?, ?)", (row[0], digest, keys.key, signature))
                )
                link = link_of(digest, keys.key, signature)
        self.tamper(*statements)


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path, [1, 3, 2, 1, 1])


def test_an_untouched_log_is_right(log: Log) -> None:
    report = log.verify()
    assert (report.ok, report.entries, report.problems, report.notes) == (True, 8, (), ())
    report.raise_if_broken()


def test_an_empty_log_is_right(tmp_path: Path) -> None:
    report = Log(tmp_path, []).verify()
    assert (report.ok, report.entries, report.head) == (True, 0, None)


COLUMNS = {
    "at": "2001", "person": "omar", "account": "uid:9", "action": "purge", "target": "x", "detail": "{}", "previous": "00", "hash": "11",
}  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 3), min_size=2, max_size=5), data=st.data())
def test_every_single_tampering_is_found(sizes: list[int], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Log(Path(folder), sizes)
        total = sum(sizes)
        seq = data.draw(st.integers(1, total))
        kind = data.draw(
            st.sampled_from(["edit", "delete", "swap", "insert", "truncate", "signature", "head", "unhead"])
        )
        rows = log.rows()
        if kind == "edit":
            column = data.draw(st.sampled_from(sorted(COLUMNS)))
            log.tamper((f"UPDATE audit SET {column} = ? WHERE seq = ?", (COLUMNS[column], seq)))
        elif kind == "delete":
            log.tamper(("DELETE FROM audit WHERE seq = ?", (seq,)))
        elif kind == "swap":
            other = seq % total + 1
            log.tamper(
                ("UPDATE audit SET seq = -1 WHERE seq = ?", (seq,)),
                ("UPDATE audit SET seq = ? WHERE seq = ?", (seq, other)),
                ("UPDATE audit SET seq = ? WHERE seq = -1", (other,)),
            )
        elif kind == "insert":
            log.tamper(
                ("UPDATE audit SET seq = -seq - 1 WHERE seq >= ?", (seq,)),
                ("UPDATE audit SET seq = -seq WHERE seq < 0", ()),
                ("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (seq, *rows[seq - 1][1:])),
            )
        elif kind == "truncate":
            log.tamper(
                ("DELETE FROM audit WHERE seq >= ?", (seq,)),
                ("DELETE FROM audit_heads WHERE seq >= ?", (seq,)),
            )
        else:
            head = sum(sizes[: data.draw(st.integers(1, len(sizes)))])
            statement = {
                "signature": "UPDATE audit_heads SET signature = replace(signature, substr(signature, 5, 1), '0') || '' WHERE seq = ?",
                "head": "UPDATE audit_heads SET hash = 'ff' WHERE seq = ?",
                "unhead": "DELETE FROM audit_heads WHERE seq = ?",
            }[kind]
            before = _heads(log)
            log.tamper((statement, (head,)))
            if _heads(log) == before:
                return
        report = log.verify()
        assert not report.ok
        assert all(sentence.endswith(".") for sentence in report.problems)
        with pytest.raises(AuditChainBroken):
            report.raise_if_broken()


def _heads(log: Log) -> list[tuple[Any, ...]]:
    connection = dbapi2.connect(str(log.path))
    found = [tuple(row) for row in connection.execute("SELECT * FROM audit_heads").fetchall()]
    connection.close()
    return found


def test_the_entry_at_fault_is_named(log: Log) -> None:
    log.tamper(("UPDATE audit SET detail = '{}' WHERE seq = 4", ()))
    assert log.verify().problems == ("Entry 4 has been changed since it was written.",)


def test_a_cut_end_is_found_although_what_is_left_is_right_in_itself(log: Log) -> None:
    log.tamper(("DELETE FROM audit WHERE seq > 6", ()), ("DELETE FROM audit_heads WHERE seq > 6", ()))
    (problem,) = log.verify().problems
    assert "entry 8" in problem
    assert "has been cut off" in problem


def test_a_cut_end_stays_found_when_the_log_grows_past_it(log: Log) -> None:
    log.tamper(("DELETE FROM audit WHERE seq > 6", ()), ("DELETE FROM audit_heads WHERE seq > 6", ()))
    with Database.open(log.path, log.keys) as database:
        log.append(database, [2, 2])
    report = log.verify()
    assert report.entries == 10
    assert any("Entry 8" in sentence for sentence in report.problems)


def test_an_older_copy_of_the_whole_file_put_back_is_found(log: Log, tmp_path: Path) -> None:
    with Database.open(log.path, log.keys) as database:
        database.backup(tmp_path / "old.db")
        log.append(database, [1])
    for path in tmp_path.glob("citewell.db-*"):
        path.unlink()
    shutil.copy(tmp_path / "old.db", log.path)
    assert not log.verify().ok
    # A restore names the heads that its log need not hold, and that alone excuses them.
    released = [{"seq": head.seq, "hash": head.hash} for head in log.keys.heads(log.workspace)]
    with Database.open(log.path, WithheldWitness(log.keys)) as database, database.transaction() as tx:
        tx.audit(ACTOR, AuditEvent.RESTORE, "", {"released": released[1:]})
    assert not log.verify().ok
    with Database.open(log.path, WithheldWitness(log.keys)) as database, database.transaction() as tx:
        tx.audit(ACTOR, AuditEvent.RESTORE, "", {"released": released})
    assert log.verify().ok
    log.tamper(("UPDATE audit SET detail = replace(detail, 'released', 'relea_ed')", ()))
    assert not log.verify().ok


def test_a_log_rewritten_from_the_start_with_another_key_is_found(log: Log, tmp_path: Path) -> None:
    stranger = Keys.open(tmp_path / "stranger")
    rows = [(*row[:6], canonical({"passages": 99}), *row[7:]) for row in log.rows()]
    log.rechain(rows, stranger)
    problems = " ".join(log.verify().problems)
    assert "does not know" in problems
    assert "not the one recorded outside" in problems


def test_entries_appended_with_another_key_are_found(log: Log, tmp_path: Path) -> None:
    stranger = Keys.open(tmp_path / "stranger")
    last = _heads(log)[-1]
    entry = (9, "2024", "omar", "uid:9", "purge", "x", "{}", link_of(last[1], last[2], last[3]))
    digest = entry_hash(entry)
    log.tamper(
        ("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*entry, digest)),
        (
            "INSERT INTO audit_heads VALUES (?, ?, ?, ?)",
            (9, digest, stranger.key, stranger.sign(head_message(log.workspace, 9, digest))),
        ),
    )
    (problem,) = log.verify().problems
    assert "Entry 9 is signed by a key that this account does not know" in problem
    log.keys.trust(stranger.key)
    assert log.verify().ok


def test_a_chain_made_right_again_without_a_key_is_found(log: Log) -> None:
    rows = log.rows()
    log.rechain([(*row[:6], "{}", *row[7:]) for row in rows])
    assert any("no signature" in sentence for sentence in log.verify().problems)


def test_a_log_of_another_workspace_is_found(log: Log, tmp_path: Path) -> None:
    other = Log(tmp_path / "other", [2])
    shutil.rmtree(tmp_path / "other" / "state")
    meta = json.dumps(log.workspace)
    other.tamper(("UPDATE meta SET value = ? WHERE key = 'workspace'", (meta,)))
    assert not other.verify(log.keys).ok


def test_a_crash_between_commit_and_witness_is_no_tampering(log: Log) -> None:
    record = log.folder / "state" / "heads" / f"{log.workspace}.json"
    before = record.read_bytes()
    with Database.open(log.path, log.keys) as database:
        log.append(database, [1, 2])
    record.write_bytes(before)
    assert log.verify().ok
    with Database.open(log.path, log.keys) as database:
        log.append(database, [1])
    assert (log.verify().ok, log.verify().entries) == (True, 12)


def test_without_a_witness_the_check_says_what_it_could_not_see(log: Log) -> None:
    (log.folder / "state" / "heads" / f"{log.workspace}.json").unlink()
    report = log.verify()
    assert report.ok
    assert "cut" in report.notes[0]


def test_a_forged_witness_is_found(log: Log) -> None:
    record = log.folder / "state" / "heads" / f"{log.workspace}.json"
    found = json.loads(record.read_bytes())
    found["head"]["seq"] = 3
    record.write_text(json.dumps(found))
    assert any("outside" in sentence for sentence in log.verify().problems)


def test_the_program_itself_cannot_change_the_log(log: Log) -> None:
    with Database.open(log.path, log.keys) as database:
        replace = "REPLACE INTO audit SELECT * FROM audit"
        for statement in (
            "UPDATE audit SET person = 'x'",
            "DELETE FROM audit",
            replace,
            "DELETE FROM audit_heads",
        ):
            with pytest.raises(dbapi2.IntegrityError, match="append-only"), database.transaction() as tx:
                tx.execute(statement)
    assert log.verify().ok


def test_the_export_can_be_checked_without_this_program(log: Log) -> None:
    with Database.open(log.path, log.keys) as database:
        lines = [json.loads(line) for line in database.export_audit()]
    link = hashlib.sha256(b"citewell audit log\n" + log.workspace.encode()).hexdigest()
    for line in lines:
        assert line["previous"] == link
        names = ("seq", "at", "person", "account", "action", "target")
        row = [
            *(line[name] for name in names),
            json.dumps(line["detail"], sort_keys=True, separators=(",", ":")),
            link,
        ]
        assert hashlib.sha256(json.dumps(row, separators=(",", ":")).encode()).hexdigest() == line["hash"]
        link = line["hash"]
        if line["signature"]:
            link = hashlib.sha256(f"{line['hash']}\n{line['key']}\n{line['signature']}".encode()).hexdigest()
    assert len(lines) == 8


def test_entries_are_listed_both_ways(log: Log) -> None:
    with Database.open(log.path, log.keys) as database:
        assert [entry.seq for entry in database.audit_entries(after=5)] == [6, 7, 8]
        assert [entry.seq for entry in database.audit_entries(limit=2, newest_first=True)] == [8, 7]


def test_long_problems_are_cut_short(tmp_path: Path) -> None:
    log = Log(tmp_path, [60])
    log.tamper(("UPDATE audit SET person = 'x'", ()))
    problems = log.verify().problems
    assert len(problems) == 21
    assert problems[-1] == "There are more problems."
