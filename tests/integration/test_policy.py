"""Who sees what of a unit, by role and by where the unit stands; the same at every outlet, and decided in one
place.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import app as program
from app.core.access import Action, Actor, Role
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, NotFound
from app.core.rules.applied import AppliedRule
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event, Unit, UnitFilter
from app.governance import policy
from app.workspace.workspace import Application, open_application
from tests.world import make_workspace

SECRET = "jo.hale@example.org"
RAW = {
    "conditions": "drift_percent > 0.2",
    "outcome": f"Ask {SECRET} before it is used again.",
    "why": "A drifting one misleads.",
    "example": "0.3 percent.",
}
AUTHOR, OWNER, OTHER, READER, STEWARD = "erik", "edda", "emil", "anna", "stella"
ROLES = {
    AUTHOR: Role.EXPERT,
    OWNER: Role.EXPERT,
    OTHER: Role.EXPERT,
    READER: Role.ANALYST,
    STEWARD: Role.STEWARD,
}

# What each unit is told apart by, and the revision that who writes units and who only reads sees; 0 for none.
STATES = {
    "draft": (1, 0),
    "in review": (1, 0),
    "returned": (2, 0),
    "retired before approval": (1, 0),
    "approved": (1, 1),
    "revised": (2, 1),
    "revision in review": (2, 1),
    "in doubt": (1, 1),
    "retired": (1, 1),
}
PLAIN = {AUTHOR, OWNER, STEWARD}
"""Who sees the words as they were written."""


def person(name: str) -> Actor:
    return Actor(name, name.title(), frozenset({ROLES[name]}), "uid:0")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = make_workspace(tmp_path_factory.mktemp("policy") / "workspace")
    with open_application(folder, generator=lambda _: None) as opened:
        for name in (OWNER, OTHER):
            opened.stewardship.set_person(opened.actor, name, name.title(), [Role.EXPERT])
        yield opened


@pytest.fixture(scope="module")
def units(app: Application) -> dict[str, Unit]:
    return {state: _made(app, state) for state in STATES}


def _made(app: Application, state: str) -> Unit:
    """Take a unit to where it is to stand: written by one, owned by another, reviewed by a third."""
    content, problems = read_content(KINDS["rule"], {**RAW, "title": f"Whom to ask of {SECRET} when {state}"})
    assert problems == ()
    author, reviewer = person(AUTHOR), person(OTHER)
    unit = app.capture.start(author, "rule", content, owner=OWNER, slug=state)
    capture, key = app.capture, unit.id
    if state in ("draft", "retired before approval"):
        return unit if state == "draft" else capture.retire(author, key, "")
    capture.submit(author, key)
    if state in ("in review", "returned"):
        return unit if state == "in review" else capture.decide(reviewer, key, Event.RETURN, "More, please.")
    unit = capture.decide(reviewer, key, Event.APPROVE)
    if state in ("revised", "revision in review"):
        capture.revise(author, key)
        return capture.submit(author, key) if state == "revision in review" else capture.show(author, key)
    if state == "in doubt":
        return capture.doubt(author, key, f"Because {SECRET} left.")
    return capture.retire(author, key, "Of no use.") if state == "retired" else unit


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ROLES)
def test_each_role_sees_of_a_unit_in_each_state_what_it_may(
    app: Application, units: dict[str, Unit], name: str, state: str
) -> None:
    actor, unit = person(name), units[state]
    writes, reads = STATES[state]
    expected = writes if ROLES[name] is not Role.ANALYST else reads
    listed = {one.id: one for one in app.capture.listed(actor, UnitFilter(), limit=100).units}
    if not expected:
        assert unit.id not in listed
        for act in (app.capture.show, app.capture.history, app.capture.find):
            with pytest.raises(NotFound):
                act(actor, unit.id)
        return
    shown = app.capture.show(actor, unit.id)
    plain = name in PLAIN
    assert shown.shown == expected
    assert shown.masked is not plain
    # Its page, the list, its history and what is said against it show one person one thing.
    said = (
        *shown.content.fields.values(),
        shown.title,
        listed[unit.id].title,
        shown.doubt,
        listed[unit.id].doubt,
    )
    titles = [one.title for one in app.capture.history(actor, unit.id)]
    if plain:
        assert SECRET in str(shown.content.fields)
        assert all(SECRET in title for title in (listed[unit.id].title, *titles))
    else:
        assert SECRET not in f"{said}{titles}"
    assert (len(titles) > 1) == (ROLES[name] is not Role.ANALYST and max(writes, reads) > 1)


@pytest.mark.parametrize(
    "state", [state for state, (_, reads) in STATES.items() if reads and state != "retired"]
)
@pytest.mark.parametrize("name", ROLES)
def test_a_rule_that_is_run_shows_what_the_units_page_shows(
    app: Application, units: dict[str, Unit], name: str, state: str
) -> None:
    tried = app.rulebook.try_rule(person(name), units[state].id, {"drift_percent": "0.3"})
    assert isinstance(tried, AppliedRule)
    assert tried.holds
    assert (SECRET in tried.outcome) is (name in PLAIN)
    # What answers are made with is the approved revision, in the same eyes.
    (ready,) = app.services.approved.rules(policy.scope(person(name), Action.ASK), [units[state].id])
    assert (SECRET in f"{ready.unit.title}{ready.unit.fields}") is (name in PLAIN)
    assert ready.rule is not None
    assert (SECRET in str(ready.rule)) is (name in PLAIN)


@pytest.mark.parametrize("name", ROLES)
def test_a_label_above_the_role_hides_the_unit_whoever_wrote_it(app: Application, name: str) -> None:
    content, _ = read_content(KINDS["rule"], {**RAW, "title": f"Held closely from {name}"})
    unit = app.capture.start(
        person(STEWARD), "rule", content, Label.RESTRICTED, owner=name, slug=f"closely-{name}"
    )
    if name == STEWARD:
        assert app.capture.show(person(name), unit.id).title == content.title
    else:
        with pytest.raises(NotFound):
            app.capture.show(person(name), unit.id)


@pytest.mark.parametrize(
    ("name", "drafts", "runs", "gaps", "unmasked"),
    [
        (READER, False, False, False, False),
        (AUTHOR, True, False, True, False),
        (STEWARD, True, True, True, True),
    ],
)
def test_a_role_makes_a_scope(name: str, drafts: bool, runs: bool, gaps: bool, unmasked: bool) -> None:
    made = policy.scope(person(name), Action.READ_UNITS)
    assert (made.drafts, made.others_runs, made.others_gaps, made.unmasked) == (drafts, runs, gaps, unmasked)
    nobody = policy.scope(replace(person(name), roles=frozenset()), Action.READ_UNITS)
    assert (nobody.labels, nobody.drafts, nobody.others_runs, nobody.others_gaps) == ((), False, False, False)
    assert not policy.sees_own(nobody, "another") and policy.sees_own(nobody, name)


@pytest.mark.parametrize(
    ("name", "review", "retire", "withdraw"),
    [
        (AUTHOR, False, True, False),
        (OWNER, False, True, False),
        (OTHER, True, False, True),
        (STEWARD, True, True, True),
    ],
)
def test_who_settles_what(name: str, review: bool, retire: bool, withdraw: bool) -> None:
    actor = person(name)
    assert policy.may_review(actor, (OTHER,)) is review
    assert policy.may_review(actor, ())
    assert policy.may_retire(actor, OWNER, AUTHOR, (AUTHOR,)) is retire
    assert policy.may_withdraw(actor, OTHER) is withdraw


def test_who_may_not_retire_is_refused_and_the_refusal_is_logged(
    app: Application, units: dict[str, Unit]
) -> None:
    with pytest.raises(AccessDenied, match="its owner is edda"):
        app.capture.retire(person(OTHER), units["approved"].id, "Why not.")
    assert app._database.audit_entries(limit=1, newest_first=True)[0].action == "denied"


def test_no_store_and_no_view_decides_by_a_role_itself() -> None:
    rooms = Path(program.__file__).parent
    asked = [
        *(rooms / "storage").glob("*.py"),
        rooms / "capture" / "veil.py",
        rooms / "retrieval" / "approved.py",
    ]
    deciding = {"may", "labels_of", "Role", "Action", "ALLOWED", "CLEARANCE", "UNMASKED"}
    found = {
        (path.name, alias.name)
        for path in asked
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "app.core.access"
        for alias in node.names
        if alias.name in deciding
    }
    assert found == {("people.py", "Role")}, "people.py keeps who has which role"
