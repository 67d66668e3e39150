"""Erasing a document: the one list of everything that may hold its words, and the walk along it.

Decision hidden: who holds words of a document, or of the questions that were answered from it. Invariants:
each store says itself what it holds and how it forgets that; a purge asks every one of them, in one
transaction; ids, times, people and hashes stay, so that the audit log still tells what there was. A test
walks the database and fails for a column of text that nobody here holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.core.work import Changes
from app.storage import (
    conversations,
    corrections,
    document_list_writes,
    document_writes,
    follows,
    gaps,
    interviews,
    inventory,
    lexical,
    runs,
    unit_writes,
)
from app.storage.database import Transaction
from app.storage.records import Purged


class Forget(Protocol):
    """Empties what a store holds of documents and of runs that drew on them, inside the caller's
    transaction."""

    def __call__(self, tx: Transaction, documents: Collection[str], runs: Collection[str], /) -> None: ...


@dataclass(frozen=True)
class Owner:
    """A store that holds words.

    Attributes:
        holds: the columns in which it holds them, by table.
        forget: takes them out.
    """

    name: str
    holds: Mapping[str, tuple[str, ...]]
    forget: Forget


OWNERS: tuple[Owner, ...] = (
    # These find what they hold by a document's title or path, which goes with the document itself.
    Owner("units", unit_writes.HOLDS, unit_writes.forget),
    Owner("failures", inventory.HOLDS, inventory.forget),
    # A run is emptied before its conversation, which is named after the first run that still has words.
    Owner("runs", runs.HOLDS, runs.forget),
    Owner("conversations", conversations.HOLDS, conversations.forget),
    Owner("gaps", gaps.HOLDS, gaps.forget),
    Owner("interviews", interviews.HOLDS, interviews.forget),
    Owner("corrections", corrections.HOLDS, corrections.forget),
    Owner("followed questions", follows.HOLDS, follows.forget),
    Owner("documents", document_writes.HOLDS, document_writes.forget),
    # The lines of what came inside a document are written anew without it, and the index is rewritten last of
    # all.
    Owner("listing", document_list_writes.HOLDS, document_list_writes.forget),
    Owner("words", lexical.HOLDS, lexical.forget),
)
"""Everybody who holds words, in the order in which they forget."""


def purge(tx: Transaction, document: str) -> Purged:
    """Erase every word of a document or knowledge unit that the database holds, and of the runs that drew on
    it.

    What another document shares (the same bytes) stays for that one. The caller erases the originals named in
    the result, the copies of the database and the generations of the index.

    Raises:
        ValueError: the transaction is not a secure one.
    """
    if not tx.secure:
        raise ValueError("a purge needs transaction(secure=True)")
    drew = frozenset(
        row[0] for row in tx.query("SELECT run FROM run_sources WHERE document = ?", (document,))
    )
    going = document_writes.going(tx, document)
    for owner in OWNERS:
        owner.forget(tx, (document,), drew)
    return Purged(Changes(going.documents, going.passages, drew), going.content_hashes, len(drew))
