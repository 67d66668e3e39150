"""Documents inside documents: what is attached to a mail, and the mails of a mailbox.

A member has the path of its container, a slash and its name: a file is no folder too, so no other document
has that path, and whatever is done to everything below the container is done to it. Invariant: members are
taken in before their container, so that a container that is known to be unchanged has no member missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.documents.documents import Attachment, Status
from app.core.errors import AccessDenied, Cancelled, MachineError, UnreadableDocument, UserError
from app.core.work import Outcome
from app.storage.records import Fingerprint, NewVersion

_DEEPEST = 4
"""A mailbox, a mail in it, a mail attached to that, and what is attached there."""


@dataclass(frozen=True)
class Read:
    """A file or member that was read and cut, waiting for its vectors.

    Attributes:
        version: what it becomes, without vectors.
        texts: what the embedder reads, one for each passage.
        outcome: whether it is new or another state of what was there.
        members: what is inside of it.
        again: the same bytes were read by another reader than before.
        instead_of: then, the version that this one takes the place of; empty for a member that was not found
            before.
    """

    version: NewVersion
    texts: tuple[str, ...]
    outcome: Outcome
    members: tuple[Attachment, ...] = ()
    again: bool = False
    instead_of: str = ""


Take = Callable[[Read, Attachment, Path, Fingerprint | None], Read | None]
"""Read one member of what was read, if it is new or changed."""


def unfold(
    read: Read,
    held: Mapping[str, Fingerprint],
    take: Take,
    remove: Callable[[str, Fingerprint], None],
    fail: Callable[[str, UserError], None],
    depth: int = 1,
) -> Iterator[Read]:
    """Yield the members of `read` that are new or changed, the innermost first, then `read` itself.

    Args:
        read: what may hold members.
        held: members on record, by path, of this and other containers.
        take: reads a member.
        remove: takes a member out that the container no longer holds.
        fail: told of a member that cannot be read; the others are taken in.
        depth: how many documents this one is inside of, and one.
    """
    container = read.version.path
    present: set[str] = set()
    for member in read.members:
        path = Path(container) / member.name
        present.add(member.name)
        before = held.get(str(path))
        try:
            if depth >= _DEEPEST:
                raise UnreadableDocument(
                    f"{member.name} is nested too deeply to be read.",
                    "Save it as a separate file and ingest that.",
                )
            inner = take(read, member, path, before)
        except (MachineError, Cancelled, AccessDenied):
            raise
        except UserError as error:
            fail(str(path), error)
            continue
        if inner is not None:
            yield from unfold(inner, held, take, remove, fail, depth + 1)
    for path_, print_ in held.items():
        if (
            print_.status is Status.ACTIVE
            and is_inside(path_, container)
            and path_[len(container) + 1 :].split("/", 1)[0] not in present
        ):
            remove(path_, print_)
    yield replace(read, members=())


def is_inside(path: str, container: str) -> bool:
    """Say whether a document's path says that it came inside another."""
    return path.startswith(f"{container}/")


def inside_any(path: str, containers: Mapping[str, object]) -> bool:
    """Say whether one of a path's parents is among `containers`."""
    end = path.rfind("/")
    while end > 0:
        if path[:end] in containers:
            return True
        end = path.rfind("/", 0, end)
    return False


def as_inside(read: Read, around: NewVersion) -> Read:
    """Return a member that speaks for the day its container does, unless it says its own."""
    if read.version.as_of_origin != "modified":
        return read
    return replace(read, version=replace(read.version, as_of=around.as_of, as_of_origin=around.as_of_origin))


def content(member: Attachment, original: Path) -> bytes:
    """Return a member's bytes, out of its container's original where they are a range of that."""
    if member.data:
        return member.data
    with original.open("rb") as stream:
        return os.pread(stream.fileno(), max(member.end - member.start, 0), member.start)
