"""The audit log: a chain of hashes whose head is signed at each commit and witnessed outside the workspace.

Decisions hidden: what is hashed, what is signed, and how a cut is told from a crash. Each entry holds the
link to the one before it. Where a transaction ended, the link also covers the signature made there, so the
last signature vouches for every entry and every earlier signature: a million entries need one signature check
and a million hashes.

Invariant: the log is never behind what a witness outside has seen. The witness may be behind the log (a crash
between commit and copy), which is no tampering. Written on the writing connection only, read on any thread.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.core.access import Actor
from app.core.audit import AuditEvent
from app.core.errors import AuditChainBroken

RESTORED = AuditEvent.RESTORE.value
"""The action of an entry that names the heads seen outside which a restored log need not contain."""

SIGNATURES_CHECKED = 20_000
"""Newest signatures that are checked one by one, besides those at a change of key; older ones are covered by
the chain.
"""


@dataclass(frozen=True)
class Head:
    """The signed end of the log after one transaction; `hash`, `key` and `signature` are lower-case hex."""

    workspace: str
    seq: int
    hash: str
    key: str
    signature: str

    @property
    def message(self) -> bytes:
        """What is signed."""
        return head_message(self.workspace, self.seq, self.hash)


class Witness(Protocol):
    """Signs heads and remembers them outside the workspace; `governance.keys.Keys` is one.

    Attributes:
        key: the public key that `sign` belongs to, hex.
    """

    @property
    def key(self) -> str: ...

    def sign(self, message: bytes) -> str:
        """Return the signature, hex."""

    def verify(self, key: str, message: bytes, signature: str) -> bool:
        """Tell whether `signature` was made by `key`; False for anything malformed."""

    def trusts(self, key: str) -> bool:
        """Tell whether this account accepts logs signed by `key`."""

    def publish(self, head: Head) -> None:
        """Remember `head` as the workspace's newest, durably."""

    def heads(self, workspace: str) -> tuple[Head, ...]:
        """Return every head that the log must contain, oldest first."""

    def keep(self, head: Head) -> None:
        """Pin a head that the log was found not to contain, so that later commits do not bury the finding."""


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log.

    Attributes:
        seq: from 1, without holes.
        at: ISO 8601 time in UTC.
        person: who acted; empty for an account the workspace does not know.
        account: the operating-system account that acted.
        action: the name of an `AuditEvent`.
        target: id of what was acted on.
        detail: ids, counts, hashes and paths; never words of a document.
        hash: of everything above and the link to the entry before, hex.
    """

    seq: int
    at: str
    person: str
    account: str
    action: str
    target: str
    detail: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class AuditReport:
    """What a check of the log found.

    Attributes:
        entries: how many there are.
        ok: no problem was found.
        problems: sentences naming the entry at fault.
        notes: sentences on what could not be checked.
        head: the newest signed head, or None for an empty log.
    """

    entries: int
    ok: bool
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    head: Head | None = None

    def raise_if_broken(self) -> None:
        """Raise what was found.

        Raises:
            AuditChainBroken: the report holds a problem.
        """
        if not self.ok:
            raise AuditChainBroken(
                self.problems[0],
                f"The audit log shows {len(self.problems)} problem(s); keep a copy of the workspace as it is.",
            )

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "problems": list(self.problems),
            "notes": list(self.notes),
        }


def genesis(workspace: str) -> str:
    """Return the link that the first entry holds."""
    return hashlib.sha256(b"citewell audit log\n" + workspace.encode()).hexdigest()


def head_message(workspace: str, seq: int, digest: str) -> bytes:
    """Return the bytes that a head's signature covers."""
    return f"citewell audit head\n{workspace}\n{seq}\n{digest}".encode()


_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def canonical(value: Any) -> str:
    """Return the one JSON form of `value`."""
    return _ENCODER.encode(value)


def entry_hash(row: Sequence[Any]) -> str:
    """Return the hash of (seq, at, person, account, action, target, detail, previous); `detail` as it is
    stored.
    """
    return hashlib.sha256(_ENCODER.encode(list(row)).encode("ascii")).hexdigest()


def link_of(digest: str, key: str | None = None, signature: str | None = None) -> str:
    """Return what the next entry must hold as `previous`: the hash, or the hash with the signature made
    there.
    """
    if signature is None:
        return digest
    return hashlib.sha256(f"{digest}\n{key}\n{signature}".encode()).hexdigest()


class AuditLog:
    """Appends inside a transaction, and checks, lists and exports the whole."""

    def __init__(self, workspace: str, witness: Witness) -> None:
        self._workspace = workspace
        self._witness = witness

    def append(
        self,
        connection: Any,
        last: tuple[int, str],
        at: str,
        actor: Actor,
        action: str,
        target: str,
        detail: Mapping[str, Any],
    ) -> AuditEntry:
        """Add one entry after `last` (its number and link) and return it."""
        seq, previous = last[0] + 1, last[1]
        # A file name need not be valid text, a stored string must be.
        target = target.encode("utf-8", "backslashreplace").decode()
        row = (seq, at, actor.person, actor.account, action, target, canonical(dict(detail)), previous)
        digest = entry_hash(row)
        connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest))
        return AuditEntry(
            seq, at, actor.person, actor.account, action, target, dict(detail), previous, digest
        )

    def sign(self, connection: Any, seq: int, digest: str) -> Head:
        """Sign the end of the log and store the head."""
        signature = self._witness.sign(head_message(self._workspace, seq, digest))
        head = Head(self._workspace, seq, digest, self._witness.key, signature)
        connection.execute("INSERT INTO audit_heads VALUES (?, ?, ?, ?)", (seq, digest, head.key, signature))
        return head

    def last(self, connection: Any) -> tuple[int, str]:
        """Return the number of the last entry and the link the next one must hold."""
        row = connection.execute(
            "SELECT a.seq, a.hash, h.key, h.signature FROM audit a LEFT JOIN audit_heads h ON h.seq = a.seq ORDER BY a.seq DESC LIMIT 1"
        ).fetchone()
        return (0, genesis(self._workspace)) if row is None else (row[0], link_of(row[1], row[2], row[3]))

    def missing_outside(self, connection: Any) -> tuple[Head, ...]:
        """Return the witnessed heads that the log does not contain: a few look-ups, done at each opening."""
        missing = tuple(
            head for head in self._witness.heads(self._workspace) if not self._contains(connection, head)
        )
        if not missing:
            return ()
        rows = connection.execute("SELECT detail FROM audit WHERE action = ?", (RESTORED,))
        excused = {pair for row in rows for pair in _released(row[0])}
        return tuple(head for head in missing if (head.seq, head.hash) not in excused)

    @staticmethod
    def _contains(connection: Any, head: Head) -> bool:
        row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (head.seq,)).fetchone()
        return row is not None and row[0] == head.hash

    def verify(self, connection: Any, limit: int = 20) -> AuditReport:
        """Check every entry, every head and the witness outside.

        Args:
            limit: problems named at most; one edit can break everything behind it.
        """
        heads = connection.execute("SELECT seq, hash, key, signature FROM audit_heads ORDER BY seq")
        check = _Check(self._workspace, self._witness, heads, limit)
        for row in connection.execute(
            "SELECT seq, at, person, account, action, target, detail, previous, hash FROM audit ORDER BY seq"
        ):
            check.take(row)
        return check.report()

    @staticmethod
    def entries(
        connection: Any, after: int = 0, limit: int | None = None, *, newest_first: bool = False
    ) -> Iterator[AuditEntry]:
        """Yield the entries behind `after`, in order, or the newest first."""
        order = "DESC" if newest_first else "ASC"
        rows: Iterable[Any] = connection.execute(
            "SELECT seq, at, person, account, action, target, detail, previous, hash FROM audit"
            f" WHERE seq > ? ORDER BY seq {order} LIMIT ?",
            (after, -1 if limit is None else limit),
        )
        for row in rows:
            yield AuditEntry(
                row[0], row[1], row[2], row[3], row[4], row[5], json.loads(row[6]), row[7], row[8]
            )

    @staticmethod
    def export(connection: Any) -> Iterator[str]:
        """Yield the log as JSON lines, each with what is needed to check it elsewhere; a head stands in the
        line it signs.
        """
        rows = connection.execute(
            "SELECT a.seq, a.at, a.person, a.account, a.action, a.target, a.detail, a.previous, a.hash, h.key, h.signature"
            " FROM audit a LEFT JOIN audit_heads h ON h.seq = a.seq ORDER BY a.seq"
        )
        names = (
            "seq",
            "at",
            "person",
            "account",
            "action",
            "target",
            "detail",
            "previous",
            "hash",
            "key",
            "signature",
        )
        for row in rows:
            yield canonical(
                {
                    name: json.loads(value) if name == "detail" else value
                    for name, value in zip(names, row, strict=True)
                }
            )


def _released(detail: str) -> Iterator[tuple[int, str]]:
    """Yield the heads that a restored log's entry excuses; nothing for a detail of another form."""
    try:
        for item in json.loads(detail)["released"]:
            yield int(item["seq"]), str(item["hash"])
    except (ValueError, KeyError, TypeError):
        return


class _Check:
    """One walk along the log, its signed heads beside it, and what it found.

    Used once: `take` for each entry in order, then `report`.
    """

    def __init__(self, workspace: str, witness: Witness, heads: Any, limit: int) -> None:
        """Args:
        heads: a cursor of the signed heads' rows, in order.
        limit: problems named at most.
        """
        self._workspace = workspace
        self._witness = witness
        self._heads = heads
        self._head = heads.fetchone()
        """The next head that no entry was found for yet."""
        self._newest: Head | None = None
        self._outside = {item.seq: item for item in witness.heads(workspace)}
        self._found: dict[int, str] = {}
        """Hashes of the entries that a head outside names."""
        self._excused: set[tuple[int, str]] = set()
        self._problems = _Problems(limit)
        self._to_check = _Newest(SIGNATURES_CHECKED)
        self._expected, self._link, self._count = 1, genesis(workspace), 0
        self._last_key = ""

    def take(self, row: Sequence[Any]) -> None:
        """Check an entry against the one before it, and the head that signs it."""
        seq, digest = row[0], row[8]
        self._count += 1
        self._check_entry(row)
        if seq in self._outside:
            self._found[seq] = digest
        if row[4] == RESTORED:
            self._excused.update(_released(row[6]))
        self._pass_heads(seq)
        if self._head is not None and self._head[0] == seq:
            self._check_head(Head(self._workspace, *self._head), digest)
            self._head = self._heads.fetchone()
        else:
            self._link = digest
        self._expected = seq + 1

    def report(self) -> AuditReport:
        """Return what was found, when every entry has been taken."""
        self._pass_heads(None)
        newest = self._newest
        if self._count and (newest is None or newest.seq != self._expected - 1):
            after = 0 if newest is None else newest.seq
            self._problems.add(f"Entry {after + 1} and what follows it carry no signature.")
        for item in self._to_check.items:
            self._check_signature(item)
        for witnessed in self._outside.values():
            self._check_outside(witnessed)
        notes: tuple[str, ...] = ()
        if not self._outside and self._count:
            notes = ("This account has no copy of the log's head, so a cut at its end cannot be detected.",)
        problems = tuple(self._problems.sentences)
        return AuditReport(self._count, not problems, problems, notes, newest)

    def _check_entry(self, row: Sequence[Any]) -> None:
        seq, previous, digest = row[0], row[7], row[8]
        expected = self._expected
        if seq > expected:
            gone = f"Entry {expected} is" if seq == expected + 1 else f"Entries {expected} to {seq - 1} are"
            self._problems.add(f"{gone} missing from the log.")
        elif seq < expected:
            self._problems.add(f"Entry {seq} is in the place of entry {expected}.")
        if entry_hash(row[:8]) != digest:
            self._problems.add(f"Entry {seq} has been changed since it was written.")
        if previous != self._link:
            self._problems.add(f"Entry {seq} does not follow from the entry before it.")

    def _pass_heads(self, seq: int | None) -> None:
        """Name the heads of entries before `seq` that are not there; all that are left with None."""
        while self._head is not None and (seq is None or self._head[0] < seq):
            self._problems.add(f"A signed head names entry {self._head[0]}, which is not in the log.")
            self._head = self._heads.fetchone()

    def _check_head(self, head: Head, digest: str) -> None:
        """Check that a head signs the entry of this hash; signatures only at a change of key, the newest ones
        later.
        """
        self._newest = head
        if head.hash != digest:
            self._problems.add(f"The signed head of entry {head.seq} belongs to a different entry.")
        if head.key != self._last_key:
            self._last_key = head.key
            if not self._witness.trusts(head.key):
                self._problems.add(
                    f"Entry {head.seq} is signed by a key that this account does not know ({head.key[:16]}…)."
                )
            self._check_signature(head)
        self._to_check.add(head)
        self._link = link_of(digest, head.key, head.signature)

    def _check_signature(self, head: Head) -> None:
        if not self._witness.verify(head.key, head.message, head.signature):
            self._problems.add(f"The signature of entry {head.seq} is not valid.")

    def _check_outside(self, head: Head) -> None:
        """Check a head that was kept outside the workspace."""
        if not self._witness.verify(head.key, head.message, head.signature):
            self._problems.add(
                f"The copy of the head kept outside the workspace (entry {head.seq}) carries no valid signature."
            )
        elif (head.seq, head.hash) in self._excused:
            return  # a kill between putting a restored workspace in place and telling the witness of it
        elif head.seq not in self._found:
            self._problems.add(
                f"The log ends at entry {self._expected - 1}, but entry {head.seq} was recorded"
                " outside the workspace: the end has been cut off."
            )
        elif self._found[head.seq] != head.hash:
            self._problems.add(f"Entry {head.seq} is not the one recorded outside the workspace.")


class _Problems:
    """The first sentences, and each only once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        if sentence not in self.sentences:
            if len(self.sentences) < self._limit:
                self.sentences.append(sentence)
            elif len(self.sentences) == self._limit:
                self.sentences.append("There are more problems.")


class _Newest:
    """The last heads of a long log, without keeping the others."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._items: list[Head] = []

    def add(self, head: Head) -> None:
        self._items.append(head)
        if len(self._items) > 2 * self._size:
            del self._items[: -self._size]

    @property
    def items(self) -> list[Head]:
        return self._items[-self._size :]
