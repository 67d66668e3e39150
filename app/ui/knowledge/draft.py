"""What is being written, on its way to the disk.

Decision hidden: one save at a time, the newest text wins, and each save names the state it was written on, so
that nobody's words are overwritten unseen. Invariant: a text that was offered is saved, kept aside by the
core, or still here. `offer` on the GUI thread, `write` on any.
"""

from __future__ import annotations

import threading

from app.core.errors import AppError, EditConflict
from app.core.units.units import Content, EvidenceSpan, Unit
from app.workspace.workspace import Application


class Draft:
    """One unit in the editor."""

    def __init__(self, application: Application, unit: Unit) -> None:
        self._application = application
        self._lock = threading.Lock()
        self._offered: Content | None = None
        self.unit = unit
        """As it was last saved or read."""
        self.conflict: EditConflict | None = None
        """Somebody else saved meanwhile; nothing is saved until it is settled."""

    def offer(self, content: Content) -> None:
        """Take the text as it is now."""
        self._offered = content

    @property
    def is_saved(self) -> bool:
        """Whether nothing waits to be saved."""
        return self._offered is None

    def write(self) -> Unit:
        """Save what was offered last.

        Raises:
            EditConflict: the text is kept aside; AppError: the text is still here and is saved with the next
                try.
        """
        with self._lock:
            content, self._offered = self._offered, None
            if content is None or self.conflict is not None:
                return self.unit
            try:
                self.unit = self._application.capture.save(
                    self._application.actor, self.unit.id, content, self.unit.change
                )
            except EditConflict as error:
                self.conflict = error
                raise
            except AppError:
                # What was typed since is newer than what could not be saved.
                if self._offered is None:
                    self._offered = content
                raise
            return self.unit

    def attach(self, span: EvidenceSpan) -> Unit:
        """Let a field rest on words of a document, after what was offered is saved; raises as `write` and
        `Capture.attach`.
        """
        self.write()
        with self._lock:
            capture, actor = self._application.capture, self._application.actor
            self.unit = capture.attach(actor, self.unit.id, span.field, span.version, span.start, span.end)
            return self.unit

    def settle(self, content: Content | None, aside: int | None = None) -> Unit:
        """End a conflict: with a text that takes the place of the other person's, or None to go on with
        theirs.

        Args:
            aside: a text put aside that is not needed any more, once `content` is saved.
        """
        with self._lock:
            capture, actor = self._application.capture, self._application.actor
            newest = capture.show(actor, self.unit.id)
            self._offered = None
            if content is not None:
                newest = capture.save(actor, newest.id, content, newest.change)
            if aside is not None:
                capture.drop_aside(actor, newest.id, aside)
            self.unit, self.conflict = newest, None
            return newest
