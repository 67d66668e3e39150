"""What happens to the rows when a document comes, changes, moves, gets another label or goes.

Decisions hidden: ids, and what a new version does to the passages before it. Invariant: a passage's row is a
fact that never changes (span, label, vector): it is only switched off, and relabelling or adding again makes
new rows under the same passage ids, so that an index generation is right about every row it holds that is
still on. Everything happens inside the caller's transaction, which writes the audit entry.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.access import Actor
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.documents.shown import Reading, view
from app.core.errors import UserError
from app.core.language.text import SOFT_HYPHEN, mask_values
from app.core.work import Changes
from app.storage import conversations, document_list_writes, gaps
from app.storage.database import Database, Transaction, now
from app.storage.embeddings import Embeddings
from app.storage.lexical import Lexical
from app.storage.records import Going, NewPassage, NewVersion, Root
from app.storage.texts import Texts, digest, shown, storable

if TYPE_CHECKING:
    from numpy.typing import NDArray

STATE = "library.state"
"""Name of the value that changes with everything that can be found."""

_WORDS = "lexical.words"
_WORDS_TODAY = 2
"""How words are told: 2 since scripts without spaces are searched by pairs of characters."""

_PLAIN = (
    "en",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "sv",
    "da",
    "nb",
    "no",
    "nn",
    "fi",
    "pl",
    "cs",
    "ro",
    "hu",
    "tr",
    "ca",
)
"""Languages of whose letters the tokenizer makes what `core.language.text.fold` does."""


class DocumentWrites:
    """The writing half of the library."""

    def add_version(self, tx: Transaction, new: NewVersion) -> tuple[str, Changes]:
        """Make `new` the current version of its document and index its passages; return the document's id.

        A document that was removed comes back. The extraction is stored once, however many documents have it.

        Raises:
            ValueError: passages and vectors do not match, or two passages have one span.
        """
        _require_one_vector_each(new)
        texts = Texts(tx.query)
        extraction = texts.insert(tx.execute, new.content_hash, new.extraction)
        respanned = texts.set_spans(tx.execute, extraction, new.sensitive)
        path, root, at = os.fsencode(new.path), os.fsencode(new.root), now()
        document = new.document or self._document_at(tx, path) or self._new_id(tx, new)
        number = tx.query(
            "SELECT coalesce(max(number), 0) + 1 FROM versions WHERE document = ?", (document,)
        )[0][0]
        version = digest("version", document, str(number), extraction)
        values = texts.sensitive_values(extraction)
        title = storable(new.title)
        if number == 1:
            # The row's version follows below; foreign keys go from versions to documents only.
            tx.execute(
                "INSERT INTO documents (id, path, root, label, labelled, status, version, added_at, changed_at, kind)"
                " VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?, ?)",
                (document, path, root, int(new.label), new.labelled, version, at, at, new.kind),
            )
        gone = _switch_off(tx, document)
        _put_version(tx, (version, document, number, extraction, title, _masked(title, values)), new, at)
        tx.execute(
            "UPDATE documents SET path = ?, root = ?, label = ?, labelled = max(labelled, ?), withdrawn = 0,"
            " status = 'active', version = ?, changed_at = ? WHERE id = ?",
            (path, root, int(new.label), new.labelled, version, at, document),
        )
        facts = (document, version, extraction, int(new.label))
        ids = self._put_passages(
            tx, facts, new.passages, values, None if new.vectors is None else (new.embedder, new.vectors)
        )
        self._index(tx, "version = ?", version)
        if respanned:
            others = tx.query(
                "SELECT rowid FROM passages WHERE extraction = ? AND active = 1 AND version <> ?",
                (extraction, version),
            )
            Lexical.drop(tx, [row[0] for row in others])
            self._index(tx, "extraction = ? AND version <> ?", extraction, version)
        document_list_writes.put(tx, document)
        _note(tx, "version", version, str(int(new.label)))
        return document, Changes(documents=frozenset({document}), passages=frozenset(ids) | gone)

    @staticmethod
    def as_it_stands(tx: Transaction, new: NewVersion, instead_of: str) -> NewVersion | None:
        """Return a version that was read again with the place and the label that its document has now.

        Args:
            instead_of: the version that it replaces; empty for a member that was not known before, which goes
                by its container.

        Returns:
            None when the document has another version meanwhile, or is gone.
        """
        if instead_of:
            rows = tx.query(
                "SELECT d.path, d.root, d.label, v.size, v.mtime_ns, v.inode FROM documents d JOIN versions v ON v.id = d.version"
                " WHERE d.id = ? AND d.version = ? AND d.status = 'active'",
                (new.document, instead_of),
            )
            if not rows:
                return None
            path, root, label, size, mtime_ns, inode = rows[0]
            return replace(
                new, path=os.fsdecode(path), root=os.fsdecode(root), label=Label(label), labelled=False, size=size, mtime_ns=mtime_ns,
                inode=inode,
            )  # fmt: skip
        for parent in Path(new.path).parents:
            rows = tx.query(
                "SELECT root, label, labelled FROM documents WHERE path = ? AND status = 'active' AND kind = 'document'",
                (os.fsencode(parent),),
            )
            if rows:
                root, label, labelled = rows[0]
                return replace(
                    new, root=os.fsdecode(root), label=max(new.label, Label(label)), labelled=bool(labelled)
                )
        return None

    def cut_anew(
        self,
        tx: Transaction,
        version: str,
        passages: Sequence[NewPassage],
        vectors: NDArray[Any],
        embedder: str,
    ) -> Changes:
        """Put other passages of the same text in the place of those that a version has; nothing happens
        unless it is the one that answers.

        The document's versions, label and times stay. Row i of `vectors` belongs to passage i.
        """
        rows = tx.query(
            "SELECT d.id, d.label, v.extraction FROM documents d JOIN versions v ON v.id = d.version"
            " WHERE v.id = ? AND d.status = 'active'",
            (version,),
        )
        if not rows:
            return Changes()
        document, label, extraction = rows[0]
        gone = _switch_off(tx, document)
        values = Texts(tx.query).sensitive_values(extraction)
        ids = self._put_passages(
            tx, (document, version, extraction, label), passages, values, (embedder, vectors)
        )
        tx.execute("UPDATE versions SET passages = ? WHERE id = ?", (len(passages), version))
        self._index(tx, "version = ?", version)
        document_list_writes.put(tx, document)
        _note(tx, "cut", version)
        return Changes(documents=frozenset({document}), passages=frozenset(ids) | gone)

    @staticmethod
    def _put_passages(
        tx: Transaction,
        facts: tuple[str, str, str, int],
        passages: Sequence[NewPassage],
        values: Sequence[str],
        vectors: tuple[str, NDArray[Any]] | None,
    ) -> list[str]:
        """Write the passages of a document and return their ids.

        Args:
            facts: document, version, extraction and label.
            values: what is masked in headings and table headers.
            vectors: the embedder and what it made of each; None without one.
        """
        document, version, extraction, label = facts
        rowids, ids = [], []
        for ordinal, passage in enumerate(passages):
            key = digest("passage", document, extraction, str(passage.start), str(passage.end))
            heading, context = json.dumps(passage.heading), storable(passage.context)
            heading_masked = (
                json.dumps([mask_values(part, values) for part in passage.heading]) if values else heading
            )
            tx.execute("DELETE FROM passages WHERE id = ?", (key,))
            cursor = tx.execute(
                "INSERT INTO passages (id, document, version, extraction, label, active, ordinal, start, end, page, heading,"
                " heading_masked, context, context_masked, reading) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    document,
                    version,
                    extraction,
                    label,
                    ordinal,
                    passage.start,
                    passage.end,
                    passage.page,
                    heading,
                    None if heading_masked == heading else heading_masked,
                    context,
                    _masked(context, values),
                    storable(passage.reading),
                ),
            )
            rowids.append(cursor.lastrowid)
            ids.append(key)
        if vectors is not None and rowids:
            Embeddings.put(tx, vectors[0], rowids, vectors[1])
        return ids

    def current_version(self, tx: Transaction, document: str) -> str | None:
        """Return the id of a document's newest version, whatever its status, or None when there is no such
        document.
        """
        rows = tx.query("SELECT version FROM documents WHERE id = ?", (document,))
        return str(rows[0][0]) if rows else None

    def touch(self, tx: Transaction, document: str, size: int, mtime_ns: int, inode: int) -> Changes:
        """Note that an unchanged file has another time or inode."""
        tx.execute(
            "UPDATE versions SET size = ?, mtime_ns = ?, inode = ? WHERE id = (SELECT version FROM documents WHERE id = ?)",
            (size, mtime_ns, inode, document),
        )
        return Changes(documents=frozenset({document}))

    def move(self, tx: Transaction, document: str, path: str, root: str) -> Changes:
        """Note that a file was found elsewhere; its id, versions, label and passages stay."""
        tx.execute(
            "UPDATE documents SET path = ?, root = ?, changed_at = ? WHERE id = ?",
            (os.fsencode(path), os.fsencode(root), now(), document),
        )
        document_list_writes.put(tx, document)
        return Changes(documents=frozenset({document}))

    def remove(self, tx: Transaction, document: str, *, withdrawn: bool = False) -> Changes:
        """Take a document out of every index; what citations need stays.

        Args:
            withdrawn: somebody wants it out whatever becomes of its file.
        """
        gone = _switch_off(tx, document)
        tx.execute(
            "UPDATE documents SET status = 'removed', withdrawn = ?, changed_at = ? WHERE id = ?",
            (withdrawn, now(), document),
        )
        document_list_writes.drop(tx, document)
        _note(tx, "remove", document)
        return Changes(documents=frozenset({document}), passages=gone)

    def relabel(self, tx: Transaction, document: str, label: Label) -> Changes:
        """Give a document another label; runs that drew on it are raised with it, never lowered."""
        tx.execute(
            "UPDATE documents SET label = ?, labelled = 1, changed_at = ? WHERE id = ?",
            (int(label), now(), document),
        )
        tx.execute(
            "UPDATE runs SET label = ? WHERE label < ? AND id IN (SELECT run FROM run_sources WHERE document = ?)",
            (int(label), int(label), document),
        )
        conversations.follow_labels(tx, document)
        gaps.follow_labels(tx, document)
        rows = tx.query("SELECT rowid, id, active FROM passages WHERE document = ?", (document,))
        active = [row for row in rows if row["active"]]
        Lexical.drop(tx, [row["rowid"] for row in active])
        for row in rows:
            _renew(tx, row["rowid"], label, active=row["active"])
        self._index(tx, "document = ?", document)
        document_list_writes.put(tx, document)
        _note(tx, "relabel", document, str(int(label)))
        return Changes(documents=frozenset({document}), passages=frozenset(row["id"] for row in active))

    def restore(self, tx: Transaction, document: str) -> Changes:
        """Bring a removed document back as it was, with its label, passages and vectors.

        Raises:
            UserError: another document stands in its place now.
        """
        row = tx.query(
            "SELECT path, label, version FROM documents WHERE id = ? AND status = 'removed'", (document,)
        )[0]
        if tx.query("SELECT 1 FROM documents WHERE path = ? AND status = 'active'", (row["path"],)):
            raise UserError(
                f"Another document is now at {os.fsdecode(row['path'])}.",
                "Remove it first. Nothing has been restored.",
            )
        tx.execute(
            "UPDATE documents SET status = 'active', withdrawn = 0, changed_at = ? WHERE id = ?",
            (now(), document),
        )
        passages = tx.query(
            "SELECT rowid, id FROM passages WHERE document = ? AND version = ? ORDER BY ordinal",
            (document, row["version"]),
        )
        for passage in passages:
            _renew(tx, passage["rowid"], Label(row["label"]), active=1)
        self._index(tx, "document = ?", document)
        document_list_writes.put(tx, document)
        _note(tx, "restore", document)
        return Changes(
            documents=frozenset({document}), passages=frozenset(passage["id"] for passage in passages)
        )

    def unlabel(self, tx: Transaction, document: str) -> None:
        """Note that nobody chose the label that the document has."""
        tx.execute("UPDATE documents SET labelled = 0 WHERE id = ?", (document,))
        document_list_writes.put(tx, document)

    def confirm_label(self, tx: Transaction, document: str) -> Changes:
        """Note that somebody chose the label that the document has."""
        tx.execute("UPDATE documents SET labelled = 1 WHERE id = ?", (document,))
        document_list_writes.put(tx, document)
        return Changes(documents=frozenset({document}))

    def set_root(self, tx: Transaction, root: Root) -> None:
        """Remember a folder that is ingested, with its label; one that was chosen holds for what is below it
        already.
        """
        path = os.fsencode(root.path)
        tx.execute(
            "INSERT OR REPLACE INTO roots (path, label, ignore, labelled) VALUES (?, ?, ?, ?)",
            (path, int(root.label), json.dumps(root.ignore), root.labelled),
        )
        if root.labelled:
            tx.execute(
                "UPDATE documents SET labelled = 1 WHERE labelled = 0 AND label = ? AND (path = ? OR (path >= ? AND path < ?))",
                (int(root.label), path, path + b"/", path + b"0"),
            )
            tx.execute(
                "UPDATE listing SET labelled = 1 WHERE labelled = 0 AND label = ? AND (place = ? OR (place >= ? AND place < ?))",
                (
                    int(root.label),
                    document_list_writes.place_of(path),
                    document_list_writes.place_of(path) + b"\0",
                    document_list_writes.place_of(path) + b"\1",
                ),
            )

    def remove_root(self, tx: Transaction, path: str) -> None:
        """Forget a folder; its documents stay as they are."""
        tx.execute("DELETE FROM roots WHERE path = ?", (os.fsencode(path),))

    @staticmethod
    def _index(tx: Transaction, where: str, *parameters: str) -> None:
        """Put the active passages that match into the full-text index, as masked eyes see them."""
        texts = Texts(tx.query)
        rows = tx.query(
            "SELECT p.rowid, p.extraction, p.start, p.end, p.context, p.context_masked, p.heading, p.heading_masked, p.reading, v.title,"
            " v.title_masked"
            f" FROM (SELECT rowid, * FROM passages WHERE active = 1 AND {where}) p JOIN versions v ON v.id = p.version ORDER BY p.rowid",
            parameters,
        )
        for row in rows:
            raw = texts.view(row["extraction"], row["start"], row["end"], unmasked=False)
            context = shown(row, "context", unmasked=False)
            # A soft hyphen would cut a word in two for the tokenizer.
            body = view(raw, Reading.decode(row["reading"]), context).text.replace(SOFT_HYPHEN, "")
            heading = " ".join(json.loads(shown(row, "heading", unmasked=False)))
            Lexical.put(
                tx,
                row["rowid"],
                shown(row, "title", unmasked=False),
                storable(heading),
                storable(f"{context}\n{body}" if context else body),
            )

    @classmethod
    def settle_words(cls, database: Database, actor: Actor) -> None:
        """Update the full-text index to today's rules for words, once for each change of the rules.

        Only passages that may hold other letters than those of plain Latin words are indexed anew.

        Args:
            database: of the workspace.
            actor: who opens it, for the audit log.
        """
        rows = database.query("SELECT value FROM meta WHERE key = ?", (_WORDS,))
        if rows and json.loads(rows[0][0]) == _WORDS_TODAY:
            return
        where = "extraction IN (SELECT id FROM extractions WHERE language NOT IN (SELECT value FROM json_each(?)))"
        plain = json.dumps(_PLAIN)
        with database.transaction() as tx:
            rowids = [
                row[0]
                for row in tx.query(f"SELECT rowid FROM passages WHERE active = 1 AND {where}", (plain,))
            ]
            Lexical.drop(tx, rowids)
            cls._index(tx, where, plain)
            if rowids:
                _note(tx, "words", str(_WORDS_TODAY))
            cls.words_are_settled(tx)
            tx.audit(actor, AuditEvent.INDEX_WORDS, "", {"passages": len(rowids)})

    @staticmethod
    def words_are_settled(tx: Transaction) -> None:
        """Note that the full-text index holds words as they are told today, as that of a new workspace
        does.
        """
        tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_WORDS, json.dumps(_WORDS_TODAY)))

    @staticmethod
    def _document_at(tx: Transaction, path: bytes) -> str | None:
        rows = tx.query(
            "SELECT id FROM documents WHERE path = ? AND status <> 'purged' ORDER BY status = 'active' DESC, changed_at DESC LIMIT 1",
            (path,),
        )
        return rows[0][0] if rows else None

    @staticmethod
    def _new_id(tx: Transaction, new: NewVersion) -> str:
        """Return an id that depends on the file alone, so that two workspaces of the same folder agree on
        it.
        """
        path, number = os.fsencode(new.path).hex(), 0
        while True:
            key = digest("document", path, new.content_hash, str(number))
            if not tx.query("SELECT 1 FROM documents WHERE id = ?", (key,)):
                return key
            number += 1


HOLDS = {
    "documents": ("path", "root"),
    "roots": ("path",),
    "versions": ("title", "title_masked"),
    "extractions": ("title", "declared_date", "blocks", "pages", "metadata", "notices"),
    "extraction_pieces": ("text",),
    "passages": ("heading", "heading_masked", "context", "context_masked", "reading"),
    "vectors": ("vector",),
}
"""The columns that hold words of documents; their words in the full-text index are lexical.py's."""


def going(tx: Transaction, document: str) -> Going:
    """Return what would go with a document; an original stays that another document which was not purged has
    as well."""
    hashes = tx.query(
        "SELECT content_hash FROM versions WHERE document = ? EXCEPT SELECT v.content_hash FROM versions v"
        " JOIN documents d ON d.id = v.document WHERE d.id <> ? AND d.status <> 'purged'",
        (document, document),
    )
    return Going(
        frozenset(row[0] for row in tx.query("SELECT id FROM documents WHERE id = ?", (document,))),
        frozenset(row[0] for row in tx.query("SELECT id FROM passages WHERE document = ?", (document,))),
        tuple(row[0] for row in hashes),
    )


def forget(tx: Transaction, documents: Collection[str], _runs: Collection[str]) -> None:
    """Erase the words of documents; their rows keep ids and hashes, nothing readable."""
    for document in documents:
        if not tx.query("SELECT 1 FROM documents WHERE id = ?", (document,)):
            continue  # a unit that was never approved
        own = "SELECT extraction FROM versions WHERE document = ? AND extraction IS NOT NULL"
        shared = "SELECT extraction FROM versions WHERE document <> ? AND extraction IS NOT NULL"
        extractions = [row[0] for row in tx.query(f"{own} EXCEPT {shared}", (document, document))]
        _switch_off(tx, document)
        tx.execute("DELETE FROM passages WHERE document = ?", (document,))
        tx.execute(
            "UPDATE versions SET extraction = NULL, title = '', title_masked = NULL, passages = 0 WHERE document = ?",
            (document,),
        )
        tx.executemany("DELETE FROM extractions WHERE id = ?", [(extraction,) for extraction in extractions])
        # A file that was named by itself, and not by a folder around it, is followed no more.
        tx.execute("DELETE FROM roots WHERE path = (SELECT path FROM documents WHERE id = ?)", (document,))
        tx.execute(
            "UPDATE documents SET status = 'purged', path = CAST('' AS BLOB), root = CAST('' AS BLOB), changed_at = ? WHERE id = ?",
            (now(), document),
        )
        _note(tx, "purge", document)


def _require_one_vector_each(new: NewVersion) -> None:
    """Raise ValueError unless each passage has its own span and, if there are vectors, its vector."""
    spans = {(passage.start, passage.end) for passage in new.passages}
    if len(spans) != len(new.passages):
        raise ValueError("two passages have the same span")
    if new.vectors is not None and len(new.vectors) != len(new.passages):
        raise ValueError(f"{len(new.passages)} passages but {len(new.vectors)} vectors")


def _put_version(
    tx: Transaction, facts: tuple[str, str, int, str, str, str | None], new: NewVersion, at: str
) -> None:
    """Write a version's row; `facts` are its id, document, number, extraction, title and masked title."""
    seen = (new.content_hash, new.size, new.mtime_ns, new.inode, new.as_of, new.as_of_origin)
    tx.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*facts, *seen, len(new.passages), at),
    )


def _switch_off(tx: Transaction, document: str) -> frozenset[str]:
    """Take the passages of a document out of every index; return their ids."""
    rows = tx.query("SELECT rowid, id FROM passages WHERE document = ? AND active = 1", (document,))
    Lexical.drop(tx, [row[0] for row in rows])
    tx.execute("UPDATE passages SET active = 0 WHERE document = ? AND active = 1", (document,))
    return frozenset(row[1] for row in rows)


_FACT = "id, document, version, extraction, ordinal, start, end, page, heading, heading_masked, context, context_masked, reading"


def _renew(tx: Transaction, rowid: int, label: Label, *, active: int) -> None:
    """Replace a passage's row by a new one under the same id, with its vectors."""
    values = tuple(tx.query(f"SELECT {_FACT} FROM passages WHERE rowid = ?", (rowid,))[0])
    # The id is free only once the old row is gone, and the vector must outlive it.
    vectors = tx.query("SELECT embedder, vector FROM vectors WHERE passage = ?", (rowid,))
    tx.execute("DELETE FROM passages WHERE rowid = ?", (rowid,))
    cursor = tx.execute(
        f"INSERT INTO passages (label, active, {_FACT}) VALUES (?, ?{', ?' * len(values)})",
        (int(label), active, *values),
    )
    tx.executemany(
        "INSERT INTO vectors VALUES (?, ?, ?)", [(cursor.lastrowid, *vector) for vector in vectors]
    )


def _note(tx: Transaction, *what: str) -> None:
    """Carry the library's state on: a chain of hashes, equal in two workspaces that went the same way."""
    rows = tx.query("SELECT value FROM meta WHERE key = ?", (STATE,))
    state = digest(json.loads(rows[0][0]) if rows else "", *what)
    tx.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (STATE, json.dumps(state)))


def _masked(text: str, values: Sequence[str]) -> str | None:
    masked = mask_values(text, values)
    return None if masked == text else masked
