"""Units whose ground has moved: evidence that changed or went, validity that ended, reviews that are due.

Decision hidden: when evidence is rotten. Its words, however white space and typography differ, stand nowhere
in the current version of their document, and no expert has looked at the unit since that version came.
Invariants: nothing is ever cleared here, an expert confirms; the same cause is said once; each unit moves in
a transaction of its own with its audit row. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from itertools import groupby

from app.capture.reviews import Reviews
from app.core.access import Action, Actor
from app.core.documents.documents import Status
from app.core.language.text import find_quote
from app.core.units.kinds import KINDS
from app.core.work import Changes
from app.governance.guard import Guard
from app.storage.database import Database
from app.storage.unit_evidence import Moved, UnitEvidence

_AT_ONCE = 500
"""Units that are moved in one look; the next one goes on."""

_MOST_CAUSES = 3
"""Causes that are spelled out in one unit's reason."""

_LONGEST = 5_000_000
"""Characters in which words are looked for in spite of typography; in a longer text only white space may
differ.
"""


class Upkeep:
    """Sends units to review."""

    def __init__(
        self,
        guard: Guard,
        database: Database,
        ground: UnitEvidence,
        reviews: Callable[[], Reviews],
        today: Callable[[], date] | None = None,
    ) -> None:
        """Args:
        reviews: moves the units; built when there is something to move.
        today: the day in UTC, unless a test says otherwise.
        """
        self._guard = guard
        self._database = database
        self._ground = ground
        self._reviews = reviews
        self._today = today or (lambda: datetime.now(UTC).date())
        self._texts: dict[str, str] = {}
        self._found: set[tuple[str, int, int, str]] = set()

    def look_over(self, actor: Actor) -> Changes:
        """Send approved units to review whose evidence moved or whose time has come: at opening, and after
        documents changed.

        Args:
            actor: on whose doing it is found out, for the audit log.

        Returns:
            The units that need review now and did not for this reason before.

        Raises:
            AccessDenied.
        """
        self._guard.require(actor, Action.READ_UNITS)
        causes: dict[str, list[str]] = {}
        doubts: dict[str, str] = {}
        for unit, some in groupby(self._ground.moved(), key=lambda one: one.unit):
            moved = list(some)
            doubts[unit] = moved[0].doubt
            causes[unit] = list(dict.fromkeys(filter(None, map(self._rotten, moved))))
        self._texts.clear()
        for ended in self._ground.ended(self._today().isoformat()):
            said = (
                f"Its validity ended on {ended.valid_until}."
                if ended.valid_until
                else f"Its review was due on {ended.review_due}."
            )
            causes.setdefault(ended.unit, []).append(said)
        touched: list[str] = []
        for unit, found in causes.items():
            reason = _told(found, doubts.get(unit, ""))
            if reason and len(touched) < _AT_ONCE:
                with self._database.transaction() as tx:
                    self._reviews().put_in_doubt(tx, actor, unit, reason)
                touched.append(unit)
        return Changes(units=frozenset(touched))

    def _rotten(self, moved: Moved) -> str:
        """Return why a unit can no longer rest on its evidence; empty when it can."""
        named = f"“{moved.title}”" if moved.title else "A document it is based on"
        if moved.status is Status.PURGED:
            return "A document it is based on has been erased."
        if moved.status is not Status.ACTIVE:
            return f"{named} has been removed."
        if moved.source_label > moved.label:
            return f"A document it is based on is {moved.source_label.word} now, but the unit is {moved.label.word}."
        if self._stands(moved):
            return ""
        field = KINDS[moved.kind].field(moved.field)
        what = "Its title" if field is None else f"“{field.title}”"
        return f"{what} is based on words that are no longer in {named}."

    def _stands(self, moved: Moved) -> bool:
        if moved.current == moved.version:
            return True
        key = (moved.version, moved.start, moved.end, moved.current)
        if key in self._found:
            return True
        if moved.current not in self._texts:
            self._texts = {moved.current: self._ground.text(moved.current)}
        text, words = self._texts[moved.current], self._ground.words(moved.version, moved.start, moved.end)
        stands = words in text or " ".join(words.split()) in " ".join(text.split())
        if not stands and len(text) <= _LONGEST:
            stands = find_quote(text, words) is not None
        if stands:
            self._found.add(key)
        return stands


def _told(causes: Iterable[str], doubt: str) -> str:
    """Return a unit's reason with what is new in it; empty when it says all of that already."""
    told = {cause: cause in doubt or _earlier(cause) in doubt for cause in causes}
    new = [cause for cause, is_told in told.items() if not is_told]
    if not new or (doubt and sum(told.values()) >= _MOST_CAUSES):
        return ""
    more = f" {len(new) - _MOST_CAUSES} more of its evidence changed." if len(new) > _MOST_CAUSES else ""
    return " ".join(filter(None, (doubt, *new[:_MOST_CAUSES]))) + more


_EARLIER = (
    ("A document it is based on", "A document that it rests on"),
    (" has been erased.", " was erased."),
    (" has been removed.", " was removed."),
    (" now, but the unit is ", " now, and the unit is "),
    (" is based on words that are no longer in ", " rests on words that no longer stand in "),
)
"""How causes are worded, and how the versions worded them whose reasons may stand in the records."""


def _earlier(cause: str) -> str:
    for now, before in _EARLIER:
        cause = cause.replace(now, before)
    return cause
