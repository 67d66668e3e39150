"""Every store of a workspace, made once and handed over as one value.

Decision hidden: which stores there are. A part takes the whole value and reads what it needs from it, so that
a new store changes no list of parameters. Reads on any thread, writes in transactions of the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.storage.conversations import Conversations
from app.storage.corrections import CorrectionStore
from app.storage.database import Database
from app.storage.document_list import DocumentList
from app.storage.documents import DocumentRecords
from app.storage.follows import FollowRecords
from app.storage.gaps import GapRecords
from app.storage.interviews import InterviewRecords
from app.storage.inventory import InventoryRecords
from app.storage.lexical import Lexical
from app.storage.meta import Meta
from app.storage.notices import Notices
from app.storage.originals import Originals
from app.storage.people import People
from app.storage.runs import Runs
from app.storage.unit_evidence import UnitEvidence
from app.storage.units import Units


@dataclass(frozen=True)
class Records:
    """The stores, each by what it holds; `database` is what they all stand in."""

    database: Database
    meta: Meta
    people: People
    library: DocumentRecords
    holdings: InventoryRecords
    lists: DocumentList
    lexical: Lexical
    originals: Originals
    runs: Runs
    conversations: Conversations
    follows: FollowRecords
    corrections: CorrectionStore
    units: Units
    ground: UnitEvidence
    gaps: GapRecords
    interviews: InterviewRecords
    notices: Notices

    @classmethod
    def of(cls, database: Database, originals: Path) -> Records:
        """Make the stores of an open database.

        Args:
            originals: the folder of the kept files.
        """
        return cls(
            database=database,
            meta=Meta(database),
            people=People(database),
            library=DocumentRecords(database),
            holdings=InventoryRecords(database),
            lists=DocumentList(database),
            lexical=Lexical(database),
            originals=Originals(originals),
            runs=Runs(database),
            conversations=Conversations(database),
            follows=FollowRecords(database),
            corrections=CorrectionStore(database),
            units=Units(database),
            ground=UnitEvidence(database),
            gaps=GapRecords(database),
            interviews=InterviewRecords(database),
            notices=Notices(database),
        )
