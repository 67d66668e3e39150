"""Rules, trees, definitions and corrections in answers; units whose ground moved: all on real parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from app.capture.corrections import Corrections
from app.core.access import Actor, Role
from app.core.answers.answers import Answer, Mode
from app.core.answers.corrections import CorrectionStatus
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, InvalidUnit, NotFound
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Content, Event, EvidenceSpan, Resolution, Unit, UnitStatus, Way
from app.workflows.upkeep import Upkeep
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

ORDERS: dict[str, object] = {
    "title": "Approval of orders",
    "conditions": "order value is at least 5,000 EUR",
    "outcome": "Approval by the head of purchasing is required before the order is placed.",
    "otherwise": "Approval is not required; the team orders by itself.",
    "exceptions": [
        "order value is at most 9,000 EUR and customer is Mossgate: The key account manager approves it.",
        "Framework contracts",
    ],
}
RESTART: dict[str, object] = {
    "title": "Warm start",
    "meaning": "A warm start is a start of the test bench within 30 minutes after switching off.",
    "synonyms": ["hot restart"],
}
BENCH = "# Test bench\n\nAfter a warm start the test bench needs ten minutes before the first measurement.\n"
REPAIR: dict[str, object] = {
    "title": "Repair or replace a returned transducer",
    "purpose": "Decides whether a returned transducer is repaired under warranty or the repair is quoted.",
    "steps": [{"action": "Look at the type plate."}],
    "tree": (
        "age is under 36 months\n  yes: housing is open\n    yes: Quote the repair.\n    no: Repair it under warranty.\n"
        "  no: Quote the repair."
    ),
}


def person(name: str) -> Actor:
    roles = {"stella": Role.STEWARD, "erik": Role.EXPERT, "edda": Role.EXPERT, "anna": Role.ANALYST}
    return Actor(name, name.title(), frozenset({roles[name]}), "uid:0")


ERIK, EDDA, ANNA, STELLA = (person(name) for name in ("erik", "edda", "anna", "stella"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    folder = make_workspace(tmp_path / "workspace")
    with open_application(folder) as opened:
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        opened.ingestion.ingest(
            opened.actor,
            [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY, "bench.md": BENCH})],
        )
        yield opened


def content(kind: str, raw: Mapping[str, object]) -> Content:
    found, problems = read_content(KINDS[kind], raw)
    assert problems == ()
    return found


def approved(app: Application, kind: str, raw: Mapping[str, object], label: Label = Label.INTERNAL) -> Unit:
    author, reviewer = (STELLA, person("stella2")) if label is Label.RESTRICTED else (ERIK, EDDA)
    unit = app.capture.start(author, kind, content(kind, raw), label)
    app.capture.submit(author, unit.id)
    settled = [
        Resolution(one.other, Way.ACCEPT, "both hold") for one in app.capture.conflicts(reviewer, unit.id)
    ]
    return app.capture.decide(reviewer, unit.id, Event.APPROVE, "", settled)


def ask(app: Application, actor: Actor, question: str) -> Answer:
    return app.answering.answer(actor, question, model="none")


# Rules


@pytest.mark.parametrize(
    ("question", "holds", "said"),
    [
        (
            "Does an order of 12,000 EUR need approval by the head of purchasing?",
            True,
            "Approval by the head of purchasing is required",
        ),
        (
            "Does an order of 3,000 EUR need approval by the head of purchasing?",
            False,
            "Approval is not required",
        ),
        (
            "Does an order of 7,200 EUR from Mossgate need approval by the head of purchasing?",
            True,
            "The key account manager approves it.",
        ),
    ],
)
def test_a_rule_is_run_on_what_the_question_states(
    app: Application, question: str, holds: bool, said: str
) -> None:
    unit = approved(app, "rule", ORDERS)
    answer = ask(app, ANNA, question)
    assert answer.mode is Mode.RULE, answer
    assert answer.rule is not None
    assert answer.rule.holds is holds
    assert said in answer.sentences[0].text
    cited = answer.sentences[0].citations[0]
    assert (cited.source, cited.kind, cited.owner, cited.reviewed) == (unit.id, "unit", "Erik", unit.reviewed)
    assert app.documents.text(ANNA, unit.id)[cited.start : cited.end] == cited.quote
    assert any("Framework contracts" in warning for warning in answer.warnings)
    assert answer.as_json()["rule"]["condition"]["text"] == ORDERS["conditions"]


def test_a_missing_value_is_asked_for_and_never_assumed(app: Application) -> None:
    raw = ORDERS | {
        "conditions": "order value is at least 5,000 EUR and country is in (Germany, France)",
        "exceptions": [],
    }
    approved(app, "rule", raw)
    answer = ask(app, ANNA, "Does an order of 7,200 EUR need approval by the head of purchasing?")
    assert answer.mode is Mode.RULE
    assert answer.rule is not None
    assert (answer.rule.holds, answer.rule.missing) == (None, ("country",))
    assert answer.needed is not None
    assert "country" in answer.needed
    # What settles it all the same settles it: a false part makes the whole false.
    small = ask(app, ANNA, "Does an order of 700 EUR need approval by the head of purchasing?")
    assert small.rule is not None
    assert small.rule.holds is False


def test_a_rule_that_no_longer_holds_is_not_run(app: Application) -> None:
    unit = approved(app, "rule", ORDERS)
    with app._database.transaction() as tx:
        tx.execute("DROP TRIGGER submitted_words_never_change")
        tx.execute("UPDATE unit_revisions SET valid_until = '2020-01-01' WHERE unit = ?", (unit.id,))
        tx.audit(STELLA, AuditEvent.SETTINGS, "", {})
    assert (
        ask(app, ANNA, "Does an order of 3,000 EUR need approval by the head of purchasing?").mode
        is not Mode.RULE
    )


def test_contradicting_rules_are_both_shown(app: Application) -> None:
    approved(
        app, "rule", ORDERS | {"exceptions": [], "outcome": "Approval: required by the head of purchasing."}
    )
    approved(
        app,
        "rule",
        ORDERS | {"title": "Orders of the workshop", "conditions": "order value is over 4,000 EUR", "exceptions": [], "otherwise": "",
                  "outcome": "Approval: not required by the head of purchasing."},
    )  # fmt: skip
    answer = ask(app, ANNA, "Does an order of 7,200 EUR need approval by the head of purchasing?")
    assert answer.mode is Mode.RULE
    assert any("two approved rules disagree" in warning for warning in answer.warnings), answer
    assert len({one.citations[0].source for one in answer.sentences}) == 2


def test_rules_are_tried_and_checked(app: Application) -> None:
    unit = approved(app, "rule", ORDERS | {"outcome": "Approval: required."})
    tried = app.rulebook.try_rule(ANNA, unit.id, {"Order value": "9,500 EUR", "customer": "Mossgate"})
    assert (tried.holds, tried.outcome) == (True, "Approval: required.")
    assert app.rulebook.names(ANNA, unit.id) == ("order value", "customer")
    with pytest.raises(InvalidUnit, match="does not use"):
        app.rulebook.try_rule(ANNA, unit.id, {"colour": "red"})
    other = ORDERS | {
        "title": "Small approvals",
        "conditions": "order value is under 6,000 EUR",
        "exceptions": [],
        "otherwise": "",
    }
    other["outcome"] = "Approval: not required."
    second = app.capture.start(ERIK, "rule", content("rule", other))
    app.capture.submit(ERIK, second.id)
    conflicts = app.capture.conflicts(EDDA, second.id)
    assert conflicts[0].other == unit.id
    example = dict(conflicts[0].example)
    assert app.rulebook.try_rule(EDDA, second.id, {"order value": example["order value"]}).holds
    assert app.rulebook.try_rule(EDDA, unit.id, {**example, "customer": "nobody"}).holds
    with pytest.raises(InvalidUnit, match="open"):
        app.capture.decide(EDDA, second.id, Event.APPROVE)
    app.capture.decide(
        EDDA,
        second.id,
        Event.APPROVE,
        "",
        [Resolution(one.other, Way.ACCEPT, "for now") for one in conflicts],
    )
    found = app.rulebook.check(ANNA)
    assert {(one.first, one.second) for one in found.overlaps} == {tuple(sorted((unit.id, second.id)))}


# Trees


def test_a_tree_is_walked_as_far_as_the_question_leads(app: Application) -> None:
    unit = approved(app, "procedure", REPAIR)
    ended = ask(app, ANNA, "Is a returned transducer of an age of 40 months repaired under warranty?")
    assert ended.tree is not None
    assert (ended.mode, ended.tree.walk.ended, ended.tree.walk.at.text) == (
        Mode.RULE,
        True,
        "Quote the repair.",
    )
    open_ = ask(app, ANNA, "Is a returned transducer of an age of 12 months repaired under warranty?")
    assert open_.tree is not None
    assert (open_.tree.walk.ended, open_.tree.walk.at.text) == (False, "housing is open")
    assert open_.needed is not None
    assert "housing is open" in open_.needed
    walked = app.rulebook.walk_tree(ANNA, unit.id, ["no"], {"age": "12 months"})
    assert walked.walk.at.text == "Repair it under warranty."
    with pytest.raises(InvalidUnit, match="not an answer"):
        app.rulebook.walk_tree(ANNA, unit.id, ["perhaps"])


# Definitions


def test_the_teams_words_find_what_is_written_under_another_name(app: Application) -> None:
    question = "How long does the test bench need after a hot restart before the first measurement?"
    approved(app, "definition", RESTART)
    answer = ask(app, ANNA, question)
    assert not answer.abstained
    assert "ten minutes" in " ".join(one.text for one in answer.sentences)
    assert any("hot restart" in warning and "Warm start" in warning for warning in answer.warnings)


def test_a_definition_above_the_scope_does_not_exist(app: Application) -> None:
    before = ask(app, ANNA, "How long does the test bench need after a hot restart?")
    unit = app.capture.start(STELLA, "definition", content("definition", RESTART), Label.RESTRICTED)
    app.capture.submit(STELLA, unit.id)
    app.stewardship.set_person(app.actor, "sam", "Sam", [Role.STEWARD])
    app.capture.decide(Actor("sam", "Sam", frozenset({Role.STEWARD}), "uid:0"), unit.id, Event.APPROVE)
    after = ask(app, ANNA, "How long does the test bench need after a hot restart?")
    for name in ("status", "sentences", "warnings", "reason"):
        assert before.as_json()[name] == after.as_json()[name]
    assert any(
        "hot restart" in warning
        for warning in ask(app, STELLA, "How long does the bench need after a hot restart?").warnings
    )


# Corrections


QUESTION = "How often is the relief valve RV-7 inspected?"


def test_a_correction_answers_at_once_and_says_whose_it_is(app: Application) -> None:
    wrong = ask(app, ERIK, QUESTION)
    place = next(one for one in wrong.evidence if "18 months" in one.quote)
    made = app.corrections.pin(
        ERIK,
        wrong.run,
        "It is inspected every 12 months since 2026.",
        evidence=[(place.version, place.start, place.end)],
    )
    answer = ask(app, ANNA, "how often is the relief valve RV-7 inspected")
    assert answer.mode is Mode.PINNED
    assert answer.sentences[0].text == "It is inspected every 12 months since 2026."
    assert [one.kind for one in answer.sentences[0].citations] == ["correction", "document"]
    assert answer.pinned is not None
    assert (answer.pinned.name, answer.pinned.correction, answer.pinned.near) == ("Erik", made.id, False)
    assert any(
        "has not been reviewed yet" in warning and made.review_due in warning for warning in answer.warnings
    )
    run = app.runs.show(ANNA, answer.run)
    assert run.as_json()["receipt"]["correction"][0] == made.id
    assert app.runs.replay(ANNA, answer.run).identical
    again = app.runs.replay(ERIK, wrong.run)
    assert not again.identical
    assert any(cause.startswith("correction") for cause in again.causes)


@pytest.mark.parametrize(
    ("asked", "pinned"),
    [
        ("How often is the RV-7 relief valve inspected?", True),
        ("How often is the relief valve RV-8 inspected?", False),
        ("How often is the relief valve RV-7 not inspected?", False),
        ("Who inspected the relief valve RV-7?", False),
        ("How many days of paid leave does an employee have?", False),
    ],
)
def test_only_the_same_question_is_answered_by_it(app: Application, asked: str, pinned: bool) -> None:
    app.corrections.pin(ERIK, ask(app, ERIK, QUESTION).run, "Every 12 months.")
    assert (ask(app, ANNA, asked).mode is Mode.PINNED) is pinned


def test_who_may_pin_confirm_reject_and_withdraw(app: Application) -> None:
    with pytest.raises(AccessDenied):
        app.corrections.pin(ANNA, ask(app, ANNA, QUESTION).run, "Every year.")
    with pytest.raises(NotFound):
        app.corrections.pin(ERIK, ask(app, ANNA, QUESTION).run, "Every year.")
    with pytest.raises(InvalidUnit, match="correction is empty"):
        app.corrections.pin(ERIK, ask(app, ERIK, QUESTION).run, " . ")
    made = app.corrections.pin(ERIK, ask(app, ERIK, QUESTION).run, "Every 12 months.")
    with pytest.raises(InvalidUnit, match="your own words"):
        app.corrections.confirm(ERIK, made.id)
    with pytest.raises(AccessDenied):
        app.corrections.withdraw(EDDA, made.id)
    assert app.corrections.confirm(EDDA, made.id).status is CorrectionStatus.CONFIRMED
    assert any("was confirmed by somebody else" in warning for warning in ask(app, ANNA, QUESTION).warnings)
    with pytest.raises(InvalidUnit, match="why it is wrong"):
        app.corrections.reject(EDDA, made.id, "")
    assert app.corrections.reject(EDDA, made.id, "The standard says 18.").status is CorrectionStatus.REJECTED
    assert ask(app, ANNA, QUESTION).mode is not Mode.PINNED
    with pytest.raises(InvalidUnit, match="already"):
        app.corrections.withdraw(ERIK, made.id)
    anew = app.corrections.pin(ERIK, ask(app, ERIK, QUESTION).run, "Every 12 months, says the insurer.")
    assert ask(app, ANNA, QUESTION).mode is Mode.PINNED
    app.corrections.withdraw(STELLA, anew.id)
    assert ask(app, ANNA, QUESTION).mode is not Mode.PINNED
    assert [one.status for one in app.corrections.listed(ANNA, settled=True)] != []
    assert app.corrections.listed(ANNA) == ()


def test_an_overdue_correction_answers_and_says_so(app: Application) -> None:
    late = Corrections(
        app._guard,
        app._database,
        app._pinned,
        app._runs,
        app._library,
        app._get_embedder,
        today=lambda: date(2020, 1, 1),
    )
    late.pin(ERIK, ask(app, ERIK, QUESTION).run, "Every 12 months.")
    answer = ask(app, ANNA, QUESTION)
    assert answer.pinned is not None
    assert answer.pinned.overdue
    assert any("its review was due on 2020-01-08" in warning for warning in answer.warnings)


def test_a_correction_above_the_scope_does_not_exist_and_its_words_are_masked(app: Application) -> None:
    wrong = ask(app, STELLA, QUESTION)
    secret = app.corrections.pin(
        STELLA, wrong.run, "Every 12 months; ask jo.doe@example.org.", label=Label.RESTRICTED
    )
    assert ask(app, ANNA, QUESTION).mode is not Mode.PINNED
    with pytest.raises(NotFound):
        app.corrections.show(ANNA, secret.id)
    assert ask(app, STELLA, QUESTION).mode is Mode.PINNED
    app.corrections.withdraw(STELLA, secret.id)
    app.corrections.pin(STELLA, wrong.run, "Every 12 months; ask jo.doe@example.org.")
    shown = ask(app, ANNA, QUESTION)
    assert shown.mode is Mode.PINNED
    assert "jo.doe" not in str(shown.as_json())


def test_a_purge_takes_corrections_with_it(app: Application, tmp_path: Path) -> None:
    made = app.corrections.pin(ERIK, ask(app, ERIK, QUESTION).run, "Every 12 months, unforgettable.")
    pinned = ask(app, ANNA, QUESTION)
    app.documents.purge(STELLA, [str(tmp_path / "files" / "valve.md")])
    with pytest.raises(NotFound):
        app.corrections.show(STELLA, made.id)
    assert "unforgettable" not in str(
        app._database.query("SELECT answer FROM runs WHERE id = ?", (pinned.run,))[0][0]
    )


# Upkeep


def rested(app: Application, words: str) -> Unit:
    """Return an approved lesson that rests on words of the valve's sheet."""
    document = next(one for one in app.documents.listed(STELLA) if one.path.endswith("valve.md"))
    start = app.documents.text(STELLA, document.id).index(words)
    raw = content(
        "lesson",
        {
            "title": "Inspect the valve",
            "lesson": "Inspect the relief valve RV-7 on time.",
            "learned_from": "A leak.",
        },
    )
    unit = app.capture.start(ERIK, "lesson", raw)
    app.capture.attach(ERIK, unit.id, "lesson", document.version, start, start + len(words))
    app.capture.submit(ERIK, unit.id)
    settled = [Resolution(one.other, Way.ACCEPT, "both hold") for one in app.capture.conflicts(EDDA, unit.id)]
    return app.capture.decide(EDDA, unit.id, Event.APPROVE, "", settled)


def audited(app: Application, action: str) -> int:
    return sum(f'"{action}"' in line for line in app.stewardship.export_audit(app.actor))


WORDS = "It is inspected every 18 months by the pressure team."


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda path: path.write_text(VALVE.replace("18 months", "24 months")),
            "no longer in “Relief valve RV-7”",
        ),
        (lambda path: path.unlink(), "has been removed"),
        (
            lambda path: path.write_text(VALVE.replace("every 18 months", "every  18\nmonths") + "\nMore.\n"),
            "",
        ),
    ],
)
def test_a_unit_whose_evidence_changed_needs_review(
    app: Application, tmp_path: Path, change: Callable[[Path], None], why: str
) -> None:
    unit = rested(app, WORDS)
    change(tmp_path / "files" / "valve.md")
    report = app.ingestion.ingest(STELLA, [tmp_path / "files"])
    found = app.capture.show(ERIK, unit.id)
    assert report.changes.units == (frozenset({unit.id}) if why else frozenset())
    assert found.status is (UnitStatus.NEEDS_REVIEW if why else UnitStatus.APPROVED)
    assert why in found.doubt
    assert audited(app, "unit.doubt") == bool(why)
    # The same cause is said once, however often somebody looks.
    assert app.upkeep.look_over(STELLA).units == frozenset()
    if why:
        answer = ask(app, ANNA, "When must the relief valve RV-7 be inspected on time?")
        assert any("needs review since" in warning for warning in answer.warnings) or unit.id not in str(
            answer.as_json()
        )


def test_a_cause_in_the_words_of_an_earlier_version_is_not_told_again(
    app: Application, tmp_path: Path
) -> None:
    unit = rested(app, WORDS)
    before = "“Lesson” rests on words that no longer stand in “Relief valve RV-7”."
    app.capture.doubt(ERIK, unit.id, before)
    (tmp_path / "files" / "valve.md").write_text(VALVE.replace("18 months", "24 months"))
    assert app.ingestion.ingest(STELLA, [tmp_path / "files"]).changes.units == frozenset()
    assert app.capture.show(ERIK, unit.id).doubt == before


def test_restoring_the_words_clears_nothing_and_a_confirmation_holds(
    app: Application, tmp_path: Path
) -> None:
    unit = rested(app, WORDS)
    valve = tmp_path / "files" / "valve.md"
    valve.write_text(VALVE.replace("18 months", "24 months"))
    app.ingestion.ingest(STELLA, [tmp_path / "files"])
    valve.write_text(VALVE)
    app.ingestion.ingest(STELLA, [tmp_path / "files"])
    assert app.capture.show(ERIK, unit.id).status is UnitStatus.NEEDS_REVIEW
    valve.write_text(VALVE.replace("18 months", "30 months"))
    app.ingestion.ingest(STELLA, [tmp_path / "files"])
    app.capture.decide(EDDA, unit.id, Event.CONFIRM, "It still holds.")
    assert app.upkeep.look_over(STELLA).units == frozenset()
    assert app.capture.show(ERIK, unit.id).status is UnitStatus.APPROVED
    valve.write_text(VALVE.replace("18 months", "36 months"))
    assert app.ingestion.ingest(STELLA, [tmp_path / "files"]).changes.units == {unit.id}


def test_removal_by_hand_a_purge_and_a_higher_label_are_noticed_and_name_nothing_secret(
    app: Application, tmp_path: Path
) -> None:
    unit = rested(app, WORDS)
    valve = str(tmp_path / "files" / "valve.md")
    assert app.documents.relabel(STELLA, [valve], Label.RESTRICTED).units == {unit.id}
    doubt = app.capture.show(ERIK, unit.id).doubt
    assert "is restricted now" in doubt
    assert "RV-7" not in doubt
    assert app.documents.remove(STELLA, [valve]).units == {unit.id}
    assert app.documents.purge(STELLA, [valve]).units == {unit.id}
    assert "erased" in app.capture.show(ERIK, unit.id).doubt


def test_what_expired_or_is_due_needs_review_when_the_workspace_is_opened(app: Application) -> None:
    unit = approved(
        app,
        "lesson",
        {"title": "Old", "lesson": "Grease the hinge.", "learned_from": "Rust.", "review_days": 30},
    )
    later = Upkeep(
        app._guard, app._database, app.upkeep._ground, lambda: app.capture, today=lambda: date(2099, 1, 1)
    )
    assert later.look_over(ANNA).units == {unit.id}
    found = app.capture.show(ERIK, unit.id)
    assert found.status is UnitStatus.NEEDS_REVIEW
    assert f"review was due on {unit.review_due}" in found.doubt
    assert later.look_over(ANNA).units == frozenset()


# Conflicts


@pytest.mark.parametrize(
    ("kind", "raw", "field", "theirs"),
    [
        (
            "lesson",
            {
                "title": "Inspection",
                "lesson": "The relief valve RV-7 is inspected every 24 months by the pressure team.",
                "learned_from": "x",
            },
            "lesson",
            "18 months",
        ),  # noqa: E501
        (
            "lesson",
            {
                "title": "Leave",
                "lesson": "Leave must not be requested at least two weeks before it begins.",
                "learned_from": "x",
            },
            "lesson",
            "two weeks",
        ),  # noqa: E501
    ],
)
def test_documents_that_say_otherwise_are_found_with_their_place(
    app: Application, kind: str, raw: Mapping[str, object], field: str, theirs: str
) -> None:
    unit = app.capture.start(ERIK, kind, content(kind, raw))
    app.capture.submit(ERIK, unit.id)
    found = app.capture.conflicts(EDDA, unit.id)
    assert [one.field for one in found] == [field]
    one = found[0]
    assert theirs in one.theirs
    assert app.documents.text(EDDA, one.other)[one.start : one.end] == one.theirs
    said = str(unit.content.fields[field])
    assert said[one.our_start : one.our_end] == one.ours
    with pytest.raises(InvalidUnit, match="1 open contradiction"):
        app.capture.decide(EDDA, unit.id, Event.APPROVE)
    app.capture.decide(
        EDDA, unit.id, Event.APPROVE, "", [Resolution(one.other, Way.ACCEPT, "measured in 2026")]
    )


def test_a_superseded_unit_and_one_of_other_days_are_no_conflict(app: Application) -> None:
    said = "The relief valve RV-9 is tested every {} months in the workshop."
    first = approved(
        app,
        "lesson",
        {"title": "RV-9", "lesson": said.format(6), "learned_from": "x", "valid_until": "2098-12-31"},
    )
    clash = app.capture.start(
        ERIK, "lesson", content("lesson", {"title": "RV-9 b", "lesson": said.format(9), "learned_from": "x"})
    )
    app.capture.submit(ERIK, clash.id)
    assert [one.other for one in app.capture.conflicts(EDDA, clash.id)] == [first.id]
    assert "until 2098-12-31" in app.capture.conflicts(EDDA, clash.id)[0].why
    later = {"title": "RV-9 c", "lesson": said.format(9), "learned_from": "x", "valid_from": "2099-01-01"}
    other = app.capture.start(ERIK, "lesson", content("lesson", later))
    app.capture.submit(ERIK, other.id)
    assert app.capture.conflicts(EDDA, other.id) == ()
    app.capture.decide(EDDA, clash.id, Event.APPROVE, "newer", [Resolution(first.id, Way.SUPERSEDE)])
    assert app.capture.show(EDDA, first.id).status is UnitStatus.SUPERSEDED


def test_two_meanings_of_one_word_are_a_conflict(app: Application) -> None:
    first = approved(app, "definition", RESTART)
    raw = {"title": "Hot restart", "meaning": "Any start of the drive above 80 degrees."}
    second = app.capture.start(ERIK, "definition", content("definition", raw))
    app.capture.submit(ERIK, second.id)
    assert [one.other for one in app.capture.conflicts(EDDA, second.id) if one.field == "meaning"] == [
        first.id
    ]


def test_a_reviewer_sees_no_conflict_with_what_they_may_not_read(app: Application, tmp_path: Path) -> None:
    app.documents.relabel(STELLA, [str(tmp_path / "files" / "valve.md")], Label.RESTRICTED)
    raw = {
        "title": "Inspection",
        "lesson": "The relief valve RV-7 is inspected every 24 months by the pressure team.",
        "learned_from": "x",
    }
    unit = app.capture.start(ERIK, "lesson", content("lesson", raw))
    app.capture.submit(ERIK, unit.id)
    assert app.capture.conflicts(EDDA, unit.id) == ()
    assert len(app.capture.conflicts(STELLA, unit.id)) == 1


def test_evidence_is_a_value(app: Application) -> None:
    assert EvidenceSpan("lesson", "v", 0, 1).quote == ""
