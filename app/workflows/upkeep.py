"""Units whose ground has moved: evidence that changed or went, validity that ended, reviews that are due.

Decision hidden: when evidence is rotten. Its words, however white space and typography differ, stand nowhere in the current version of
their document, and nobody has looked at the unit since that version came. Invariants: nothing is ever cleared here, an expert confirms;
the same cause is said once; each unit moves in a transaction of its own with its audit row. Used by one thread at a time.
"""

from __future__ import annotations

from app.core.access import Actor
from app.core.work import Changes


class Upkeep:
    """Sends units to review."""

    def look_over(self, actor: Actor) -> Changes:
        """Look at every approved unit: for when a workspace is opened. Returns the units that need review now.

        Raises:
            AccessDenied.
        """
        raise NotImplementedError

    def follow(self, actor: Actor, changes: Changes) -> Changes:
        """Look at the units that rest on documents that changed; otherwise as `look_over`."""
        raise NotImplementedError
