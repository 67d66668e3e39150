"""From a question that nobody can answer to a unit that answers it, on real parts; and who sees what on the
way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.answers.conversations import Verdict
from app.core.audit import AuditEvent
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, Cancelled, InvalidUnit, NotFound, UserError
from app.core.inquiry.gaps import Cause, GapFilter, GapOrder, GapStatus, Outcome
from app.core.inquiry.inbox import ItemKind, Target
from app.core.units.forms import read_content
from app.core.units.kinds import KINDS
from app.core.units.units import Event, Unit, UnitStatus
from app.core.work import CancelToken
from app.workspace.workspace import Application, open_application
from tests.world import HOLIDAY, VALVE, make_workspace, write

DRIFT = "What do we do with a transducer that drifts by more than 0.2 percent?"
DRIFT_TOO = "What is to be done with a transducer that drifts more than 0.2 percent?"
CANTEEN = "Who chooses the colour of the new canteen chairs?"
RULE = {
    "title": "Drifting transducers go back",
    "conditions": "drift_percent > 0.2",
    "outcome": "A transducer that drifts by more than 0.2 percent goes back to calibration before it is used again.",
}


def person(name: str) -> Actor:
    roles = {
        "stella": Role.STEWARD,
        "erik": Role.EXPERT,
        "edda": Role.EXPERT,
        "anna": Role.ANALYST,
        "abel": Role.ANALYST,
    }
    return Actor(name, name.title(), frozenset({roles[name]}), "uid:0")


ERIK, EDDA, ANNA, ABEL, STELLA = (person(name) for name in ("erik", "edda", "anna", "abel", "stella"))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Application]:
    with open_application(make_workspace(tmp_path / "workspace"), generator=lambda _: None) as opened:
        # What changes make due is left to the tests, which ask it themselves.
        opened.consequences.leave_to(lambda _: None)
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        opened.stewardship.set_person(opened.actor, "abel", "Abel", [Role.ANALYST])
        opened.ingestion.ingest(
            opened.actor, [write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})]
        )
        yield opened


def abstains(app: Application, actor: Actor, question: str) -> str:
    answer = app.answering.answer(actor, question)
    assert answer.abstained, answer.sentences
    return answer.run


def approved(app: Application, unit: Unit, raw: dict[str, str] | None = None) -> Unit:
    if raw is not None:
        content, problems = read_content(KINDS[unit.kind], raw)
        assert problems == ()
        app.capture.save(ERIK, unit.id, content, unit.change)
    app.capture.submit(ERIK, unit.id)
    return app.capture.decide(EDDA, unit.id, Event.APPROVE)


def test_a_gap_is_closed_by_a_unit_and_who_asked_is_told(app: Application) -> None:
    run = abstains(app, ANNA, DRIFT)
    abstains(app, ABEL, DRIFT_TOO)
    abstains(app, ANNA, CANTEEN)
    assert app.gaps.listed(ERIK).waiting == 3
    gathered = app.gaps.gather(ERIK)
    assert (gathered.questions, gathered.new) == (3, 2)
    page = app.gaps.listed(ERIK)
    assert (page.total, page.waiting) == (2, 0)
    drift, canteen = page.gaps
    assert (drift.times, drift.people, drift.status, canteen.times) == (2, 2, GapStatus.OPEN, 1)
    assert drift.question in (DRIFT, DRIFT_TOO)
    shown = app.gaps.show(ERIK, drift.id)
    assert [(one.person, one.cause, one.run) for one in shown.questions][-1] == ("anna", Cause.ABSTAINED, run)
    assert shown.expert is None and "no expert" in shown.nobody.casefold()

    app.gaps.assign(EDDA, drift.id, "erik", "2030-01-31")
    item = next(one for one in app.inbox.items(ERIK) if one.kind is ItemKind.GAP)
    assert (item.target, item.due, item.title) == ((Target.GAP, drift.id), "2030-01-31", drift.question)
    unit = app.gaps.start_unit(ERIK, drift.id, "rule")
    assert unit.title == drift.question
    with pytest.raises(UserError, match="started"):
        app.gaps.start_unit(EDDA, drift.id, "rule")
    assert app.closing.ask_again(EDDA) == ()
    approved(app, unit, RULE)
    (closed,) = app.closing.ask_again(EDDA, unit=unit.id)
    assert (closed.asked, closed.answered, closed.status) == (2, 2, GapStatus.ANSWERED)
    assert app.closing.ask_again(EDDA) == ()
    again = app.gaps.show(ERIK, drift.id)
    assert {one.outcome for one in again.questions} == {Outcome.ANSWERED} and (
        again.answered,
        again.asked,
    ) == (2, 2)
    assert app.gaps.listed(ERIK).total == 1

    told = [one for one in app.inbox.items(ANNA) if one.kind is ItemKind.ANSWERED]
    assert [one.title for one in told] == [DRIFT] and told[0].target[0] is Target.RUN
    answer = app.runs.show(ANNA, told[0].target[1])
    assert answer.answer is not None
    assert answer.answer.sentences[0].citations[0].source == unit.id
    app.inbox.mark(ANNA, [told[0].id])
    assert all(one.kind is not ItemKind.ANSWERED for one in app.inbox.items(ANNA))

    cases = app.closing.cases(ERIK)
    assert {case.question for case in cases} == {DRIFT, DRIFT_TOO}
    assert {(case.unit, case.source, case.words) for case in cases} == {
        (unit.id, f"unit:rule/{unit.slug}", (("0.2",),))
    }
    lines = [json.loads(line) for line in app.closing.export_cases(ERIK)]
    assert [line["question"] for line in lines] == [case.question for case in cases] and lines[0][
        "answerable"
    ] is True


def test_a_question_that_the_unit_does_not_answer_keeps_its_gap_open(app: Application) -> None:
    abstains(app, ANNA, CANTEEN)
    app.gaps.gather(ERIK)
    gap = app.gaps.listed(ERIK).gaps[0].id
    unit = approved(app, app.gaps.start_unit(ERIK, gap, "rule"), RULE)
    (closed,) = app.closing.ask_again(ERIK)
    assert (closed.unit, closed.answered, closed.status, closed.case) == (unit.id, 0, GapStatus.ASSIGNED, "")
    assert [one.kind for one in app.inbox.items(ANNA)] == [ItemKind.STILL_OPEN]
    assert app.closing.ask_again(ERIK) == () and app.closing.cases(STELLA) == ()


def test_who_owns_the_nearest_unit_is_proposed_by_gap_and_abstention(app: Application) -> None:
    approved(app, app.capture.start(ERIK, "rule", read_content(KINDS["rule"], RULE)[0]))
    question = "Who in Berlin sells second-hand transducers?"
    answer = app.answering.answer(ANNA, question)
    assert answer.abstained and answer.ask == f"Erik, who owns “{RULE['title']}”"
    app.gaps.gather(EDDA)
    shown = app.gaps.show(EDDA, app.gaps.listed(EDDA).gaps[0].id)
    assert shown.expert is not None and (shown.expert.person, shown.nobody) == ("erik", "")
    app.stewardship.set_person(app.actor, "erik", "Erik", [Role.ANALYST])
    assert app.answering.answer(ANNA, question).ask == f"Edda, who reviewed “{RULE['title']}”"


def test_an_asker_puts_the_question_before_who_is_proposed_with_a_note(app: Application) -> None:
    unit = approved(app, app.capture.start(ERIK, "rule", read_content(KINDS["rule"], RULE)[0]))
    question = "Who in Berlin sells second-hand transducers?"
    run = abstains(app, ANNA, question)
    reported = app.gaps.report(ANNA, run)
    assert (reported.status, reported.times, reported.expert and reported.expert.person) == (
        GapStatus.OPEN,
        1,
        "erik",
    )
    assert app.gaps.listed(ERIK).waiting == 0, "it was sorted in at once"
    with pytest.raises(AccessDenied):
        app.gaps.report(ANNA, run, person="edda")
    with pytest.raises(NotFound, match="has no question of yours"):
        app.gaps.report(ABEL, run)
    asked = app.gaps.report(ANNA, run, person="erik", remark="Hallbach (anna@example.com) waits for it.")
    assert (asked.status, asked.assigned_to, asked.assigned_by) == (GapStatus.ASSIGNED, "erik", "anna")
    assert asked.questions[0].remark == "Hallbach (anna@example.com) waits for it."
    (item,) = [one for one in app.inbox.items(ERIK) if one.kind is ItemKind.GAP]
    assert item.title == question and item.why.startswith("anna asks you to answer it. “Hallbach (")
    assert "anna@example.com" not in item.why, "masked for who did not write it"
    # Who has it keeps it; a later note of somebody else is read beside their question.
    other = abstains(app, ABEL, question)
    again = app.gaps.report(ABEL, other, person="erik", remark="For the fair in May.")
    assert (again.assigned_by, [one.remark for one in again.questions]) == ("anna", ["For the fair in May."])
    assert {one.remark for one in app.gaps.show(ERIK, asked.id).questions} >= {"For the fair in May."}
    app.capture.purge(STELLA, unit.id)
    with pytest.raises(NotFound):
        app.gaps.show(STELLA, asked.id)
    assert b"Hallbach" not in (app.workspace / "citewell.db").read_bytes()


def test_feedback_makes_a_gap_and_taking_it_back_unmakes_it(app: Application) -> None:
    run = app.answering.answer(ANNA, "At what pressure does the relief valve RV-7 open?").run
    app.gaps.gather(ERIK)
    assert app.gaps.listed(ERIK).total == 0
    app.dialogue.feedback(ANNA, run, Verdict.WRONG)
    app.dialogue.feedback(ANNA, run, Verdict.INCOMPLETE, "and closes?")
    app.gaps.gather(ERIK)
    (gap,) = app.gaps.listed(ERIK).gaps
    assert gap.causes == ((Cause.INCOMPLETE, 1),)
    assert app.gaps.listed(ERIK, GapFilter(causes=(Cause.WRONG,))).total == 0
    app.dialogue.feedback(ANNA, run, Verdict.USEFUL)
    assert app.gaps.listed(ERIK).total == 0
    with pytest.raises(NotFound):
        app.gaps.show(ERIK, gap.id)


def test_gathering_goes_on_where_it_stopped_and_what_comes_later_joins(app: Application) -> None:
    abstains(app, ANNA, DRIFT)
    app.gaps.gather(ERIK)
    before = app.gaps.listed(ERIK).gaps[0]
    app.gaps.assign(EDDA, before.id, "erik")
    abstains(app, ABEL, DRIFT_TOO)
    assert app.gaps.gather(ERIK).new == 0
    (after,) = app.gaps.listed(ERIK).gaps
    assert (after.id, after.times, after.status) == (before.id, 2, GapStatus.ASSIGNED)
    app.gaps.dismiss(ERIK, after.id, "It is in the handbook.")
    abstains(app, ANNA, DRIFT)
    app.gaps.gather(ERIK)
    assert app.gaps.listed(ERIK).total == 0
    assert app.gaps.listed(ERIK, GapFilter(statuses=(GapStatus.DISMISSED,))).gaps[0].times == 3
    assert app.gaps.reopen(ERIK, after.id).status is GapStatus.ASSIGNED
    with pytest.raises(UserError, match="open"):
        app.gaps.reopen(ERIK, after.id)


def test_figures_part_questions_that_read_alike(app: Application) -> None:
    for question in (
        "What does a gauge TQ-250 weigh?",
        "What does a gauge TQ-300 weigh?",
        "How much does a gauge TQ-250 weigh?",
    ):
        abstains(app, ANNA, question)
    app.gaps.gather(ERIK)
    assert sorted(gap.times for gap in app.gaps.listed(ERIK).gaps) == [1, 2]


def test_old_runs_are_taken_in_once_and_what_the_program_asks_never(app: Application) -> None:
    run = abstains(app, ANNA, CANTEEN)
    with app._database.transaction() as tx:
        tx.execute("DELETE FROM gap_questions")
        tx.audit(app.actor, AuditEvent.SETTINGS, "")
    app.runs.replay(ANNA, run)
    assert app.gaps.gather(ERIK, old_runs=True).old == 1
    assert app.gaps.gather(ERIK, old_runs=True).old == 0
    assert app.gaps.listed(ERIK).gaps[0].times == 1


def test_analysts_see_what_they_met_and_nobody_above_their_labels(app: Application, tmp_path: Path) -> None:
    app.ingestion.ingest(
        app.actor,
        [write(tmp_path / "secret", {"chairs.md": "# Chairs\n\nNothing is known of chairs yet.\n"})],
        Label.RESTRICTED,
    )
    abstains(app, STELLA, CANTEEN)
    abstains(app, ANNA, CANTEEN)
    abstains(app, ABEL, DRIFT)
    app.gaps.gather(STELLA)
    assert [gap.question for gap in app.gaps.listed(ANNA).gaps] == [CANTEEN]
    assert {gap.question: gap.times for gap in app.gaps.listed(ERIK).gaps} == {CANTEEN: 1, DRIFT: 1}
    steward = {gap.question: gap for gap in app.gaps.listed(STELLA, order=GapOrder.LAST).gaps}
    assert (steward[CANTEEN].times, steward[CANTEEN].label) == (2, Label.RESTRICTED)
    with pytest.raises(NotFound):
        app.gaps.show(ANNA, steward[DRIFT].id)
    with pytest.raises(AccessDenied):
        app.gaps.assign(ANNA, steward[CANTEEN].id, "erik")
    with pytest.raises(UserError, match="cannot write"):
        app.gaps.assign(STELLA, steward[CANTEEN].id, "anna")
    with pytest.raises(UserError, match="Unknown person"):
        app.gaps.assign(STELLA, steward[CANTEEN].id, "zoe")
    with pytest.raises(UserError, match="not a date"):
        app.gaps.assign(STELLA, steward[CANTEEN].id, "erik", "soon")
    with pytest.raises(UserError, match="reason"):
        app.gaps.dismiss(STELLA, steward[CANTEEN].id, " ")


def test_sensitive_words_of_a_question_are_masked_and_found_by_nobody_who_may_not_see_them(
    app: Application,
) -> None:
    abstains(app, ANNA, "Which chair does mia.holt@example.org want in the canteen?")
    app.gaps.gather(ERIK)
    assert "mia.holt" not in app.gaps.listed(ERIK).gaps[0].question
    assert app.gaps.listed(ERIK, GapFilter(words="holt")).total == 0
    assert app.gaps.listed(ERIK, GapFilter(words="canteen chair")).total == 1
    assert app.gaps.listed(ANNA, GapFilter(words="holt")).total == 1
    assert "mia.holt" in app.gaps.listed(STELLA).gaps[0].question


def test_a_purge_reaches_questions_and_cases(app: Application, tmp_path: Path) -> None:
    abstains(app, ANNA, DRIFT)
    app.gaps.gather(ERIK)
    gap = app.gaps.listed(ERIK).gaps[0].id
    begun = app.gaps.start_interview(ERIK, gap, "decision")
    unit = approved(app, app.capture.start(ERIK, "rule", read_content(KINDS["rule"], RULE)[0]))
    app.gaps.answer_with(ERIK, gap, unit.id)
    app.closing.ask_again(ERIK)
    assert len(app.closing.cases(STELLA)) == 1
    sources = {row[0] for row in app._database.query("SELECT document FROM run_sources")} - {unit.id}
    app.capture.purge(STELLA, unit.id)
    assert app.closing.cases(STELLA) == ()
    app.documents.purge(STELLA, sorted(sources))
    assert app.gaps.listed(STELLA, GapFilter(statuses=tuple(GapStatus))).total == 0
    assert app.interviews.show(STELLA, begun.id).title == ""
    assert b"transducer that drifts" not in (tmp_path / "workspace" / "citewell.db").read_bytes()


def test_a_stop_keeps_what_was_sorted_in(app: Application) -> None:
    abstains(app, ANNA, DRIFT)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        app.gaps.gather(ERIK, cancel=stopped)
    assert app.gaps.gather(ERIK).questions == 1


def test_the_inbox_of_writer_and_reviewer(app: Application) -> None:
    unit = app.capture.start(ERIK, "rule", read_content(KINDS["rule"], RULE)[0], reviewers=["edda"])
    app.capture.submit(ERIK, unit.id)
    (item,) = app.inbox.items(EDDA)
    assert (item.kind, item.target, item.read) == (ItemKind.REVIEW, (Target.UNIT, unit.id), False)
    assert app.inbox.items(ERIK) == () and app.inbox.items(ANNA) == ()
    app.inbox.mark(EDDA, [item.id])
    assert app.inbox.count(EDDA) == 0 and app.inbox.items(EDDA)[0].read
    app.inbox.mark(EDDA, [item.id], read=False)
    assert app.inbox.count(EDDA) == 1
    with pytest.raises(NotFound):
        app.inbox.mark(EDDA, ["review:x"])
    app.capture.decide(EDDA, unit.id, Event.RETURN, "Say for which series.")
    (back,) = app.inbox.items(ERIK)
    assert back.kind is ItemKind.RETURNED and back.why == "edda returned it: Say for which series."
    app.capture.submit(ERIK, unit.id)
    done = app.capture.decide(EDDA, unit.id, Event.APPROVE)
    assert app.inbox.items(ERIK) == () and done.status is UnitStatus.APPROVED
    app.capture.doubt(EDDA, unit.id, "The limit was changed.")
    assert [(one.kind, one.why) for one in app.inbox.items(ERIK)] == [
        (ItemKind.DOUBT, "The limit was changed.")
    ]


def test_what_expires_soon_is_announced(app: Application) -> None:
    raw = {**RULE, "valid_until": "2999-01-01", "review_days": 20}
    unit = approved(app, app.capture.start(ERIK, "rule", read_content(KINDS["rule"], raw)[0]))
    (item,) = app.inbox.items(ERIK)
    assert (item.kind, item.due, item.target[1]) == (ItemKind.EXPIRING, unit.review_due, unit.id)


def test_a_kind_that_is_not_there_begins_nothing(app: Application) -> None:
    abstains(app, ANNA, DRIFT)
    app.gaps.gather(ERIK)
    gap = app.gaps.listed(ERIK).gaps[0].id
    with pytest.raises(InvalidUnit):
        app.gaps.start_unit(ERIK, gap, "poem")
    assert app.gaps.show(ERIK, gap).unit == ""
