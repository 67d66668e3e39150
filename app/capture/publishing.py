"""The road of an approved revision into everything that answers are found in, and out of it again.

Invariant: what is embedded and indexed is the rendered text of an approved revision, under the unit's id and
label, and nothing else of a unit is. What takes long (the embedder) happens before the transaction, in which
the caller writes the audit entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from app.core.access import Actor
from app.core.consequences import Afterwards, NoConsequences
from app.core.documents.documents import Label
from app.core.settings import IngestSettings
from app.core.units.kinds import KINDS
from app.core.units.rendering import render
from app.core.units.units import UNIT_ROOT, Unit
from app.core.work import Changes
from app.governance.masking import find_sensitive
from app.inference.protocols import Embedder
from app.retrieval.index import VectorIndex
from app.retrieval.split import read_by_embedder, split
from app.storage.database import Transaction
from app.storage.documents import DocumentRecords, NewPassage, NewVersion


class Publisher:
    """Puts units among the documents."""

    def __init__(
        self,
        library: DocumentRecords,
        index: VectorIndex,
        embedder: Callable[[], Embedder],
        settings: IngestSettings,
        afterwards: Afterwards | None = None,
    ) -> None:
        self._afterwards = afterwards or NoConsequences()
        self._library = library
        self._index = index
        self._embedder = embedder
        self._settings = settings

    def prepare(self, unit: Unit, titles: Mapping[str, str], today: date) -> NewVersion:
        """Return a unit's text ready for the library, embedded.

        Args:
            unit: with the content to be published, unmasked.
            titles: of the units it refers to, as far as everybody who may read it may read them.
            today: the day of the approval, which the text speaks for.

        Raises:
            ModelMissing: no embedder is installed.
        """
        rendered = render(KINDS[unit.kind], unit.content, titles)
        extraction = rendered.extraction(unit.content.title)
        embedder = self._embedder()
        cuts = split(extraction, embedder.count_tokens, self._settings.passage_tokens)
        sensitive = find_sensitive(rendered.text)
        return NewVersion(
            document=unit.id,
            path=unit.path,
            root=UNIT_ROOT,
            title=unit.content.title,
            label=unit.label,
            content_hash=rendered.content_hash,
            size=len(rendered.text.encode()),
            mtime_ns=0,
            inode=0,
            extraction=extraction,
            as_of=today.isoformat(),
            as_of_origin="reviewed",
            passages=tuple(
                NewPassage(cut.start, cut.end, cut.heading, cut.page, cut.context, cut.reading.encode())
                for cut in cuts
            ),
            vectors=embedder.embed(
                [read_by_embedder(extraction, sensitive, cut, unit.content.title) for cut in cuts]
            ),
            embedder=embedder.id,
            sensitive=sensitive,
            kind="unit",
        )

    def publish(self, tx: Transaction, prepared: NewVersion, label: Label) -> tuple[str, Changes]:
        """Make a prepared text what the unit answers with; return the id of its version.

        Args:
            label: of the unit now, which may have been raised since.
        """
        document, changes = self._library.add_version(tx, replace(prepared, label=label))
        return self._library.current_version(tx, document) or "", changes

    def withdraw(self, tx: Transaction, unit: str) -> Changes:
        """Take a unit out of every index; citations of it still resolve."""
        return (
            self._library.remove(tx, unit, withdrawn=True)
            if self._library.current_version(tx, unit)
            else Changes()
        )

    def relabel(self, tx: Transaction, unit: str, label: Label) -> Changes:
        """Give a unit's text another label."""
        return (
            self._library.relabel(tx, unit, label) if self._library.current_version(tx, unit) else Changes()
        )

    def follow(self, actor: Actor, *, approved: str = "", erased: bool = False) -> None:
        """Let the index, and what else follows a change of what units answer, follow what was written.

        Args:
            actor: who changed it.
            approved: the unit that was approved, if one was.
            erased: whether units were purged; the index is then built anew, since a generation is immutable.
        """
        if erased:
            self._index.rebuild()
        else:
            self._index.follow()
        if approved:
            self._afterwards.after_approval(actor, approved)
        else:
            self._afterwards.after_documents(actor)
