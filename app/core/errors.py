"""The error tree: what may go wrong, whose doing it is, and the exit code that says so.

Invariant: every error a user can meet is an `AppError` with one sentence of what happened and, where
something can be done, a hint that says what. Anything else that escapes is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class AppError(Exception):
    """An expected failure, told to the user in plain words.

    Attributes:
        message: what happened, one sentence.
        hint: what to do about it; empty when nothing can be done.
        retryable: whether the same call may succeed later without a change by the user.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", *, retryable: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.retryable = retryable

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UserError(AppError):
    """The input or the request is at fault."""


class UnsupportedFormat(UserError):
    """The file is of a kind that no reader understands."""


class UnreadableDocument(UserError):
    """The file is of a known kind but cannot be read: damaged, encrypted, too large, vanished."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field; an empty `field` is the whole."""

    field: str
    message: str


class InvalidUnit(UserError):
    """A knowledge unit does not satisfy the description of its kind, or cannot go where it was to go.

    Attributes:
        problems: what is wrong, by field.
    """

    def __init__(self, message: str, hint: str = "", *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class EditConflict(UserError):
    """Somebody else saved the same unit meanwhile; both texts are kept.

    Attributes:
        by: the person who saved.
        change: the unit's change number now.
        aside: id of the place where the refused text was kept.
    """

    def __init__(self, message: str, hint: str, *, by: str, change: int, aside: int) -> None:
        super().__init__(message, hint)
        self.by = by
        self.change = change
        self.aside = aside


class InvalidSettings(UserError):
    """A setting has a value that cannot be used."""


class NotFound(UserError):
    """Nothing in this actor's scope has that id or path."""


class AccessDenied(AppError):
    """The actor's roles do not allow the action; always audited."""

    exit_code = 5


class MachineError(AppError):
    """The machine, not the user, is at fault."""

    exit_code = 3


class WorkspaceLocked(MachineError):
    """Another process owns the workspace."""


class DiskFull(MachineError):
    """No space is left where something had to be written."""


class ModelMissing(MachineError):
    """The model that was asked for is not installed, or does not match its checksum."""


class ModelCrashed(MachineError):
    """The generator's child process died."""


class ServerUnreachable(MachineError):
    """A server that the settings name does not answer, or does not let the program in."""


class IntegrityError(AppError):
    """Stored data contradict themselves."""

    exit_code = 4


class AuditChainBroken(IntegrityError):
    """The audit log was edited, cut, reordered or extended by somebody else."""


class IndexOutOfStep(IntegrityError):
    """The derived index does not match the records; it can be rebuilt."""


class MigrationFailed(IntegrityError):
    """The workspace's schema could not be brought to this program's version."""


class Cancelled(AppError):
    """The user cancelled the work; everything acknowledged before that is kept."""
