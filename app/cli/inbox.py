"""The commands of what waits for one person: the inbox, and followed questions.

What holds for every command is in session.py and output.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from app.cli import output
from app.cli.options import Json
from app.cli.output import SHORT, clean, count, shorten, table
from app.cli.session import cancel_on_interrupt, open_workspace
from app.core.answers.follows import AnswerDifference, Follow
from app.core.inquiry.inbox import InboxItem, ItemKind
from app.workspace.workspace import Application

_HEADINGS = {
    ItemKind.REVIEW: "To review",
    ItemKind.RETURNED: "Returned to you",
    ItemKind.DOUBT: "Needs review",
    ItemKind.CORRECTION: "Corrections to review",
    ItemKind.GAP: "Questions for you",
    ItemKind.INTERVIEW: "Interviews in progress",
    ItemKind.EXPIRING: "Due soon",
    ItemKind.FOLLOW: "Answers that changed",
    ItemKind.ANSWERED: "Now answered",
    ItemKind.STILL_OPEN: "Still unanswered",
}


def inbox(
    unread: Annotated[bool, typer.Option("--unread", help="Only unread items.")] = False,
    read: Annotated[
        list[str] | None,
        typer.Option(help="Mark the item with this id (see --json) as read; may be repeated."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what is waiting for you."""
    with open_workspace() as app:
        if read:
            app.inbox.mark(app.actor, read)
        found = app.inbox.items(app.actor, unread=unread)
    output.show([item.as_json() for item in found], as_json, _inbox(found))


def _inbox(found: Sequence[InboxItem]) -> str:
    """Return what waits for a person."""
    lines: list[str] = []
    for kind, heading in _HEADINGS.items():
        mine = [item for item in found if item.kind is kind]
        if mine:
            lines += ["", heading] if lines else [heading]
        for item in mine:
            due = f" (due {item.due})" if item.due else ""
            mark = " " if item.read else "*"
            lines.append(clean(f"{mark} {shorten(item.title, 100)}{due}"))
            target = f"{item.target[0].value} {item.target[1][:16]}"
            lines.append(clean(f"    {item.why} {target}, since {item.since[:10]}"))
    return "\n".join(lines) if lines else "You're all caught up."


def follow(
    words: Annotated[
        list[str], typer.Argument(metavar="QUESTION | list | check | show ID | seen ID | remove ID")
    ],
    as_json: Json = False,
) -> None:
    """Follow a question, or manage followed ones.

    It is asked again when its sources change, and a new answer appears in the inbox.
    """
    with open_workspace() as app, cancel_on_interrupt() as cancel:
        if words == ["list"]:
            _print_followed(app, as_json)
        elif words == ["check"]:
            with output.progress() as on_progress:
                found = app.follows.check(app.actor, on_progress, cancel)
            said = f"Asked {count(found.asked, 'question')} again;"
            said += f" {count(len(found.changed), 'answer')} changed."
            said += f" {count(found.left, 'question')} left for next time." if found.left else ""
            output.show(found.as_json(), as_json, said)
        elif len(words) == 2 and words[0] == "show":
            difference = app.follows.difference(app.actor, words[1])
            output.show(difference.as_json(), as_json, _difference(difference))
        elif len(words) == 2 and words[0] == "seen":
            app.follows.seen(app.actor, words[1])
            _print_followed(app, as_json)
        elif len(words) == 2 and words[0] == "remove":
            app.follows.remove(app.actor, words[1])
            _print_followed(app, as_json)
        else:
            made = app.follows.follow(app.actor, " ".join(words))
            output.show(made.as_json(), as_json, _follows([made]))


def _print_followed(app: Application, as_json: bool) -> None:
    found = app.follows.listed(app.actor)
    output.show([one.as_json() for one in found], as_json, _follows(found))


def _follows(found: Sequence[Follow]) -> str:
    """Return followed questions in words."""
    if not found:
        return "You are not following any questions."
    rows = [
        [
            one.id[:SHORT],
            _state(one),
            one.asked[:10],
            shorten(clean(one.question), 90),
        ]
        for one in found
    ]
    return table(["id", "answer", "asked", "question"], rows)


def _state(one: Follow) -> str:
    if one.changed_run:
        return f"changed {one.changed[:10]}"
    return "answered" if one.answered else "not answered"


def _difference(one: AnswerDifference) -> str:
    """Return how an answer has changed."""
    lines = [one.summary]
    lines += [clean(f"  - {sentence}") for sentence in one.gone]
    lines += [clean(f"  + {sentence}") for sentence in one.new]
    lines += [clean(f"  no longer cited: {title}") for title in one.sources_gone]
    lines += [clean(f"  cited now: {title}") for title in one.sources_new]
    return "\n".join(lines)
