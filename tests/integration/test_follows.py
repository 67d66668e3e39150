"""Followed questions on real parts: asked again when the sources changed, and told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, Cancelled, NotFound, UserError
from app.core.inquiry.inbox import ItemKind, Target
from app.core.work import CancelToken
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

PRESSURE = "At what pressure does the relief valve RV-7 open?"
LASER = "What wavelength does the alignment laser have?"


def person(name: str) -> Actor:
    roles = {"stella": Role.STEWARD, "erik": Role.EXPERT, "anna": Role.ANALYST}
    return Actor(name, name.title(), frozenset({roles[name]}), "uid:0")


ERIK, ANNA, STELLA = (person(name) for name in ("erik", "anna", "stella"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace"), generator=lambda _: None) as opened:
        # What changes make due is left to the tests, which ask it themselves.
        opened.consequences.leave_to(lambda _: None)
        opened.ingestion.ingest(
            opened.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        yield opened


def test_a_changed_answer_is_told_once_until_it_was_seen(app: Application, tmp_path: Path) -> None:
    follow = app.follows.follow(ANNA, PRESSURE)
    assert follow.answered and app.follows.follow(ANNA, f" {PRESSURE} ").id == follow.id
    assert app.follows.check(ANNA).asked == 0
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "files", {"notes.md": "# Notes\n\nThe canteen opens at noon.\n"})]
    )
    assert app.follows.check(ANNA).changed == ()
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "files", {"valve.md": VALVE.replace("6.5 bar", "7.1 bar")})]
    )
    assert app.follows.check_everybodys(ERIK).changed == (follow.id,)
    difference = app.follows.difference(ANNA, follow.id)
    assert difference.changed and difference.summary == "The answer has changed."
    assert "6.5 bar" in difference.gone[0] and "7.1 bar" in difference.new[0]
    (item,) = app.inbox.items(ANNA)
    assert (item.kind, item.target, item.title) == (ItemKind.FOLLOW, (Target.FOLLOW, follow.id), PRESSURE)
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "files", {"more.md": "# More\n\nThe canteen closes at two.\n"})]
    )
    assert app.follows.check(ANNA).changed == () and app.inbox.items(ANNA) == (item,)
    seen = app.follows.seen(ANNA, follow.id)
    assert seen.changed_run == "" and app.inbox.items(ANNA) == ()
    assert not app.follows.difference(ANNA, follow.id).changed
    app.follows.remove(ANNA, follow.id[:6])
    assert app.follows.listed(ANNA) == ()


def test_what_was_not_answered_is_told_when_it_is(app: Application, tmp_path: Path) -> None:
    follow = app.follows.follow(ANNA, LASER)
    assert not follow.answered and app.gaps.listed(ERIK).waiting == 0
    laser = "# Laser bench\n\nThe alignment laser of bench three has a wavelength of 532 nanometres.\n"
    app.ingestion.ingest(app.actor, [write(tmp_path / "secret", {"laser.md": laser})], Label.RESTRICTED)
    assert app.follows.check(ANNA).changed == ()
    app.ingestion.ingest(app.actor, [write(tmp_path / "files", {"laser.md": laser})], Label.INTERNAL)
    assert app.follows.check(ANNA).changed == (follow.id,)
    assert app.follows.difference(ANNA, follow.id).summary == "It is now answered."


def test_a_followed_question_is_its_persons_alone(app: Application) -> None:
    follow = app.follows.follow(ANNA, PRESSURE)
    for call in (app.follows.difference, app.follows.seen, app.follows.remove):
        with pytest.raises(NotFound):
            call(STELLA, follow.id)
    with pytest.raises(AccessDenied):
        app.follows.check_everybodys(ANNA)
    with pytest.raises(UserError):
        app.follows.follow(ANNA, " ? ")


def test_asking_again_is_bounded_and_stops_between_questions(app: Application, tmp_path: Path) -> None:
    for question in (PRESSURE, LASER, "How many days of paid leave does an employee have?"):
        app.follows.follow(ANNA, question)
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "files", {"notes.md": "# Notes\n\nThe canteen opens at noon.\n"})]
    )
    first = app.follows.check(ANNA, limit=2)
    assert (first.asked, first.left) == (2, 1)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        app.follows.check(ANNA, cancel=stopped)
    assert app.follows.check(ANNA).asked == 1


def test_who_left_is_asked_for_no_more(app: Application, tmp_path: Path) -> None:
    app.follows.follow(ANNA, PRESSURE)
    app.stewardship.set_person(app.actor, "anna", "Anna", [])
    app.ingestion.ingest(
        app.actor, [write(tmp_path / "files", {"notes.md": "# Notes\n\nThe canteen opens at noon.\n"})]
    )
    assert app.follows.check_everybodys(ERIK).asked == 0


def test_a_purge_takes_the_followed_question_with_it(app: Application) -> None:
    app.follows.follow(ANNA, PRESSURE)
    valve = next(one for one in app.documents.listed(STELLA) if one.title.startswith("Relief"))
    app.documents.purge(STELLA, [valve.id])
    assert app.follows.listed(ANNA) == ()
    assert app._database.query("SELECT count(*) FROM follows WHERE question <> ''")[0][0] == 0
