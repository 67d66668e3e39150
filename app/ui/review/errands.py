"""What is read and begun for this page off the GUI thread: each function is the work of one job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.access import Action, Actor, may
from app.core.answers.answers import Evidence
from app.core.answers.follows import AnswerDifference, Follow
from app.core.errors import NotFound, UserError
from app.core.inquiry.gaps import GapPage
from app.core.inquiry.inbox import InboxItem
from app.core.inquiry.interviews import InterviewHead, InterviewStatus, KeptInterview
from app.ui.review.gaps import GapLook, Wanted
from app.ui.review.interviews import Begin
from app.workspace.workspace import Application

_NEAR = 4
"""Passages shown beside a gap."""


def lists(
    application: Application, wanted: Wanted
) -> tuple[Sequence[InboxItem], GapPage, Sequence[InterviewHead], Mapping[str, str]]:
    """Read the inbox, some gaps, the interviews and the people's names."""
    actor = application.actor
    people = names(application)
    items = [_named(item, people) for item in application.inbox.items(actor)]
    page = application.gaps.listed(actor, wanted.filter, order=wanted.order, limit=wanted.limit)
    heads = application.interviews.listed(actor) if may(actor, Action.WRITE_UNIT) else ()
    return items, page, heads, people


def _named(item: InboxItem, people: Mapping[str, str]) -> InboxItem:
    """Return an item that begins with a person's id with their name instead."""
    first, _, rest = item.why.partition(" ")
    return replace(item, why=f"{people[first]} {rest}") if first in people else item


def names(application: Application) -> dict[str, str]:
    """Return the names of the people by their ids."""
    return {
        person.id: person.name
        for person in application.stewardship.people(application.actor)
        if person.active
    }


def gap(
    application: Application, name: str, near: Callable[[Application, str, int], Sequence[Evidence]]
) -> GapLook:
    """Read a gap with what comes closest to it.

    Args:
        near: finds passages for a question.
    """
    actor = application.actor
    found = application.gaps.show(actor, name)
    people = [person for person in application.stewardship.people(actor) if person.active]
    experts = [
        person.id
        for person in people
        if may(Actor(person.id, person.name, person.roles, ""), Action.WRITE_UNIT)
    ]
    return GapLook(
        found,
        near(application, found.question, _NEAR),
        {person.id: person.name for person in people},
        experts,
    )


def followed(application: Application, follow: str) -> tuple[Follow, AnswerDifference]:
    """Read what a followed question's answer says otherwise.

    Raises:
        NotFound: it is not followed any more.
    """
    actor = application.actor
    found = next((one for one in application.follows.listed(actor) if one.id == follow), None)
    if found is None:
        raise NotFound("This question is no longer followed.")
    return found, application.follows.difference(actor, follow)


def talk(application: Application, interview: str) -> KeptInterview:
    """Read an interview, and take it up again when it was paused."""
    found = application.interviews.show(application.actor, interview)
    if found.status is InterviewStatus.PAUSED:
        return application.interviews.resume(application.actor, interview)
    return found


def begin(application: Application, wanted: Begin) -> KeptInterview:
    """Begin an interview, with the notes that were pasted and those of a file.

    Raises:
        UserError: the file cannot be read; and what `Interviews.begin` raises.
    """
    text = "\n\n".join(part for part in (_read(wanted.file), wanted.text) if part.strip())
    interviews, actor = application.interviews, application.actor
    if text:
        return interviews.import_text(
            actor, wanted.kind, wanted.title, text, wanted.label, expert=wanted.expert
        )
    return interviews.begin(actor, wanted.kind, wanted.title, wanted.label, expert=wanted.expert)


def _read(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError as error:
        raise UserError(
            f"{path} cannot be read.",
            f"The system says: {error.strerror or error}. Everything written is kept.",
        ) from error
