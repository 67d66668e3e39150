"""The sample's knowledge units: written by its people, approved by other ones, some left on the way for the
demonstration.

Invariants: every step is a use case that its person may take, audited as anybody's; a unit that is there
already, however it was changed since, is left as it is. Used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.capture.units import Capture
from app.core.access import Actor
from app.core.errors import IntegrityError, NotFound
from app.core.units.units import Event, Resolution, UnitStatus, Way
from app.core.work import CancelToken
from app.exchange.madr import read_unit
from app.workflows.units_io import Exchange

_REASON = "Read against the documents when the sample was made."


def add_units(
    folder: Path,
    manifest: Mapping[str, Any],
    exchange: Exchange,
    capture_on: Callable[[date | None], Capture],
    play: Callable[[str], Actor],
    cancel: CancelToken | None = None,
) -> int:
    """Take the units of a folder in and see them through review; return how many were new.

    Args:
        folder: `KIND/SHORT-NAME.md`, each naming its author.
        manifest: "approver" by author, "draft" and "in_review" for those that stay there, "reviewed_on" for
            days in the past.
        capture_on: gives the use cases as they were on a day; None for today.
        play: gives the actor that a person of the demonstration acts as.

    Raises:
        IntegrityError: a file of the sample cannot be taken in.
    """
    capture = capture_on(None)
    files = {f"{path.parent.name}/{path.stem}": path for path in sorted(folder.glob("*/*.md"))}
    authors = {name: str(read_unit(path.read_text("utf-8")).facts["author"]) for name, path in files.items()}
    new = 0
    for author, approver in manifest["approver"].items():
        actor = play(author)
        missing = [
            files[name] for name, by in authors.items() if by == author and not _there(capture, actor, name)
        ]
        report = exchange.import_units(actor, missing, cancel=cancel)
        if report.of("failed"):
            raise IntegrityError(
                f"A sample unit cannot be imported: {report.of('failed')[0].error}", "Reinstall the program."
            )
        new += len(report.of("new"))
        for name in sorted(
            (one for one, by in authors.items() if by == author), key=lambda one: one.startswith("exception/")
        ):
            if cancel is not None:
                cancel.raise_if_cancelled()
            if name not in manifest["draft"]:
                day = manifest["reviewed_on"].get(name)
                on = capture_on(date.fromisoformat(day)) if day else capture
                _see_through(on, actor, play(approver), name, approve=name not in manifest["in_review"])
    return new


def _there(capture: Capture, actor: Actor, name: str) -> bool:
    try:
        capture.find(actor, name)
    except NotFound:
        return False
    return True


def _see_through(capture: Capture, author: Actor, approver: Actor, name: str, *, approve: bool) -> None:
    """Take a unit that was begun and never changed since to where it is to stand."""
    unit = capture.show(author, capture.find(author, name))
    if unit.revision != 1 or unit.approved_revision is not None:
        return
    if unit.working is UnitStatus.DRAFT:
        unit = capture.submit(author, unit.id)
    if approve and unit.working is UnitStatus.IN_REVIEW:
        settled = [Resolution(one.other, Way.ACCEPT, _REASON) for one in capture.conflicts(approver, unit.id)]
        capture.decide(approver, unit.id, Event.APPROVE, _REASON, settled)
