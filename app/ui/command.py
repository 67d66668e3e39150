"""What can be done in the window, as a value: pages list theirs with `commands()`, the palette and the sheet
of keys show them all.

Invariant: a command runs on the GUI thread and returns at once; whatever takes time is a job of its page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True)
class Command:
    """Something the palette and the list of keys offer.

    Attributes:
        words: sentence case, beginning with a verb, in the user's language.
        keys: as Qt spells them, for example "Ctrl+O"; empty for none. The shell makes the shortcut, a page
            never does.
        run: what it does.
        possible: whether it can be done now; the palette leaves out what cannot.
    """

    words: str
    keys: str
    run: Callable[[], object]
    possible: Callable[[], bool] = lambda: True

    @property
    def shown_keys(self) -> str:
        """The keys as this platform writes them."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


@runtime_checkable
class Commanding(Protocol):
    """A page that lists what can be done on it."""

    def commands(self) -> list[Command]:
        """Return the commands; the shell shows the page before it runs one."""
        ...


@runtime_checkable
class Refreshing(Protocol):
    """A page that shows what is stored."""

    def refresh(self) -> None:
        """Ask again for what is shown, because somebody changed it."""
        ...
