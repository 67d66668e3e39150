"""An expert is asked, the answers become drafts and the drafts a unit: real parts, and a queue of replies
where a model would speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.access import Actor, Role
from app.core.documents.documents import Label
from app.core.errors import AccessDenied, InvalidUnit, NotFound, UserError
from app.core.inquiry.interviews import InterviewStatus, KeptInterview, Said
from app.core.units.fields import Option
from app.core.units.units import Event
from app.workspace.workspace import Application, open_application
from tests.fakes import CRASH, FakeGenerator
from tests.world import make_workspace

STORY = "At 08:40 the pump of the Mossgate rig went quiet while the pressure stayed at 6.2 bar."
NOTES = """Interviewer: What happened?
Edda: We noticed a smell of oil before the pressure fell. We could have waited for the night shift.
So we switched to the spare pump at 09:10. We did it because the seal had failed twice before.
Interviewer: Would you do it again?
Edda: Looking back, it was right."""


def person(name: str) -> Actor:
    roles = {"stella": Role.STEWARD, "erik": Role.EXPERT, "edda": Role.EXPERT, "anna": Role.ANALYST}
    return Actor(name, name.title(), frozenset({roles[name]}), "uid:0")


ERIK, EDDA, ANNA, STELLA = (person(name) for name in ("erik", "edda", "anna", "stella"))


@pytest.fixture
def model() -> FakeGenerator:
    return FakeGenerator([])


@pytest.fixture
def app(tmp_path: Path, model: FakeGenerator) -> Iterator[Application]:
    with open_application(
        make_workspace(tmp_path / "workspace"), generator=lambda name: None if name == "none" else model
    ) as opened:
        opened.stewardship.set_person(opened.actor, "edda", "Edda", [Role.EXPERT])
        yield opened


def told(app: Application, interview: KeptInterview, **answers: str) -> KeptInterview:
    """Answer the open questions whose probes are named, and pass every other one over."""
    for _ in range(60):
        if interview.next is None:
            return interview
        words = answers.pop(interview.next.probe.id.replace(".", "_"), "")
        interview = app.interviews.answer(EDDA, interview.id, words)
    raise AssertionError("the interview does not end")


def test_an_interview_becomes_a_unit_field_by_field(app: Application) -> None:
    begun = app.interviews.begin(ERIK, "decision", "The quiet pump", expert="edda")
    assert begun.next is not None and begun.next.probe.id == "incident.story" and not begun.proposed
    asked = told(
        app, begun, incident_story=STORY, points_name="Switching to the spare pump", cues="It was quiet.\nIt smelled of oil.",
        options="Wait for the night shift\nSwitch to the spare pump", choice="Switch to the spare pump at once.",
    )  # fmt: skip
    assert asked.next is None and all(done == total for _, done, total in asked.progress)
    open_ones = {one.field: one for one in asked.proposals}
    assert open_ones["situation"].quotes == (STORY,) and open_ones["options"].value == (
        Option("Wait for the night shift"),
        Option("Switch to the spare pump"),
    )
    for one in asked.proposals:
        assert tuple(asked.interview.transcript[start:end] for start, end in one.spans) == one.quotes

    with pytest.raises(AccessDenied, match="edda"):
        app.interviews.accept(ERIK, begun.id, "situation")
    after = app.interviews.accept(EDDA, begun.id, open_ones["situation"].id)
    app.interviews.accept(EDDA, begun.id, "cues", ("It was quiet.", "It smelled of oil, which is rare."))
    app.interviews.reject(EDDA, begun.id, "options")
    unit = app.capture.show(EDDA, after.unit)
    assert (unit.kind, unit.title, unit.author, unit.content.fields["situation"]) == (
        "decision",
        "The quiet pump",
        "edda",
        STORY,
    )
    assert unit.content.fields["cues"] == ("It was quiet.", "It smelled of oil, which is rare.")
    assert "options" not in unit.content.fields
    assert [(one.field, one.version, one.quote) for one in unit.content.evidence] == [
        ("situation", f"interview:{begun.id}", STORY), ("cues", f"interview:{begun.id}", "It was quiet.\nIt smelled of oil."),
    ]  # fmt: skip
    again = app.interviews.show(EDDA, begun.id)
    assert {one.field: one.said for one in again.proposals if one.said is not Said.OPEN} == {
        "situation": Said.ACCEPTED, "cues": Said.ACCEPTED, "options": Said.REJECTED,
    }  # fmt: skip
    with pytest.raises(NotFound):
        app.interviews.accept(EDDA, begun.id, "situation")
    problems = app.capture.problems(EDDA, unit.id)
    assert all(problem.field != "evidence" for problem in problems)


def test_every_answer_is_kept_and_the_last_can_be_taken_back(app: Application, tmp_path: Path) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump", Label.CONFIDENTIAL)
    app.interviews.answer(EDDA, begun.id, STORY)
    app.interviews.answer(EDDA, begun.id, "A mistake.")
    back = app.interviews.take_back(EDDA, begun.id)
    assert (
        back.next is not None
        and back.next.probe.id == "incident.stakes"
        and "mistake" not in back.interview.transcript
    )
    app.interviews.pause(EDDA, begun.id)
    app.close()
    with open_application(tmp_path / "workspace", generator=lambda _: None) as later:
        kept = later.interviews.show(EDDA, begun.id)
        assert (kept.status, kept.turns, kept.label) == (InterviewStatus.PAUSED, 1, Label.CONFIDENTIAL)
        assert kept.interview == back.interview and kept.next == back.next
        assert [one.id for one in later.interviews.listed(EDDA)] == [begun.id]
        assert [one.kind for one in later.inbox.items(EDDA)] == ["interview"]
        skipped = later.interviews.skip(EDDA, begun.id)
        assert skipped.status is InterviewStatus.RUNNING and skipped.turns == 2
        assert later.interviews.finish(EDDA, begun.id).status is InterviewStatus.FINISHED
        assert later.inbox.items(EDDA) == ()
        later.interviews.take_back(EDDA, begun.id)
        later.interviews.accept(EDDA, begun.id, "situation")
        with pytest.raises(UserError, match="is based on"):
            later.interviews.take_back(EDDA, begun.id)


def test_words_that_come_later_are_a_proposal_of_their_own(app: Application) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    app.interviews.answer(EDDA, begun.id, STORY)
    app.interviews.accept(EDDA, begun.id, "situation")
    more = app.interviews.answer(EDDA, begun.id, "The turbine would have run dry.")
    fresh = [one for one in more.proposals if one.said is Said.OPEN]
    assert [(one.field, one.quotes) for one in fresh] == [("situation", ("The turbine would have run dry.",))]
    done = app.interviews.accept(EDDA, begun.id, "situation")
    assert (
        app.capture.show(EDDA, done.unit).content.fields["situation"]
        == f"{STORY}\n\nThe turbine would have run dry."
    )


def test_only_who_takes_part_and_stewards_see_it(app: Application) -> None:
    begun = app.interviews.begin(ERIK, "lesson", "The quiet pump")
    with pytest.raises(NotFound):
        app.interviews.show(EDDA, begun.id)
    assert app.interviews.listed(EDDA) == () and app.interviews.show(STELLA, begun.id).id == begun.id
    with pytest.raises(AccessDenied):
        app.interviews.show(ANNA, begun.id)
    with pytest.raises(AccessDenied):
        app.interviews.begin(ERIK, "lesson", "x", Label.RESTRICTED)
    with pytest.raises(InvalidUnit, match="kind"):
        app.interviews.begin(ERIK, "poem", "x")
    with pytest.raises(InvalidUnit, match="Unknown person"):
        app.interviews.begin(ERIK, "lesson", "x", expert="zoe")
    with pytest.raises(UserError, match="title"):
        app.interviews.begin(ERIK, "lesson", "  ")
    with pytest.raises(NotFound):
        app.interviews.begin(ERIK, "lesson", "x", gap="x")
    assert app.interviews.find(ERIK, begun.id[:6]) == begun.id


def test_kinds_without_a_ladder_are_asked_field_by_field(app: Application) -> None:
    begun = app.interviews.begin(EDDA, "definition", "Drift")
    assert begun.next is not None
    told_it = app.interviews.answer(
        EDDA, begun.id, "What a transducer does when nobody looks.", probe="meaning"
    )
    assert [one.field for one in told_it.proposals] == ["meaning"]
    with pytest.raises(UserError, match="not open"):
        app.interviews.answer(EDDA, begun.id, "x", probe="cues")


def test_notes_become_proposals_of_the_experts_words_alone(app: Application) -> None:
    made = app.interviews.import_text(EDDA, "decision", "The quiet pump", NOTES)
    assert made.imported and made.turns == 0
    found = {one.field: one.quotes for one in made.proposals}
    assert found["cues"] == ("We noticed a smell of oil before the pressure fell.",)
    assert found["decision"] == ("So we switched to the spare pump at 09:10.",)
    assert all(
        "Interviewer" not in quote and "?" not in quote for quotes in found.values() for quote in quotes
    )
    app.interviews.accept(EDDA, made.id, "decision")
    asked = app.interviews.answer(EDDA, made.id, STORY)
    assert asked.interview.transcript.startswith(NOTES) and {one.field for one in asked.proposals} >= {
        "situation",
        "decision",
    }
    back = app.interviews.take_back(EDDA, made.id)
    assert back.interview.transcript.strip() == NOTES
    with pytest.raises(UserError, match="no text"):
        app.interviews.import_text(EDDA, "decision", "x", "  \n")


def test_a_model_only_chooses_and_words_the_next_question(app: Application, model: FakeGenerator) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    assert not app.interviews.propose(EDDA, begun.id).proposed and model.prompts == []
    app.interviews.answer(EDDA, begun.id, STORY)
    model._drafts.append("2: Who else had to agree when the pump went quiet?")
    chosen = app.interviews.propose(EDDA, begun.id)
    assert chosen.next is not None and (chosen.proposed, chosen.next.probe.id) == (True, "incident.role")
    assert (
        chosen.next.words == "Who else had to agree when the pump went quiet?" and STORY in model.prompts[0]
    )
    done = app.interviews.answer(EDDA, begun.id, "Nobody.")
    assert (
        "Question: Who else had to agree when the pump went quiet?\nAnswer: Nobody."
        in done.interview.transcript
    )
    assert done.next is not None and (done.proposed, done.next.probe.id) == (False, "incident.stakes")


@pytest.mark.parametrize("reply", [CRASH, "", "I think so.", "9: What then?", "0: What then?"])
def test_without_use_of_a_model_the_ladder_goes_on(
    app: Application, model: FakeGenerator, reply: str | Exception
) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    before = app.interviews.answer(EDDA, begun.id, STORY)
    model._drafts.append(reply)
    assert app.interviews.propose(EDDA, begun.id) == before
    assert app.interviews.propose(EDDA, begun.id, model="none") == before


def test_a_wording_that_is_no_question_is_not_used(app: Application, model: FakeGenerator) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    app.interviews.answer(EDDA, begun.id, STORY)
    model._drafts.append("1. The pump was broken and everybody knew it.")
    chosen = app.interviews.propose(EDDA, begun.id)
    assert chosen.next is not None and chosen.next.words == chosen.next.probe.ask


def test_a_purge_erases_the_transcript_and_every_quote_of_it(app: Application, tmp_path: Path) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    app.interviews.answer(EDDA, begun.id, STORY)
    unit = app.interviews.accept(EDDA, begun.id, "situation").unit
    with pytest.raises(AccessDenied):
        app.interviews.purge(EDDA, begun.id)
    app.interviews.purge(STELLA, begun.id)
    with pytest.raises(NotFound):
        app.interviews.show(STELLA, begun.id)
    assert [one.quote for one in app.capture.show(STELLA, unit).content.evidence] == [""]
    app.capture.purge(STELLA, unit)
    assert b"Mossgate rig went quiet" not in (tmp_path / "workspace" / "citewell.db").read_bytes()


def test_a_purge_of_the_unit_erases_its_interview(app: Application) -> None:
    begun = app.interviews.begin(EDDA, "decision", "The quiet pump")
    app.interviews.answer(EDDA, begun.id, STORY)
    unit = app.interviews.accept(EDDA, begun.id, "situation").unit
    app.capture.purge(STELLA, unit)
    assert app.interviews.listed(STELLA) == ()


def test_what_is_in_review_takes_no_more_words(app: Application) -> None:
    begun = app.interviews.begin(EDDA, "lesson", "The quiet pump")
    done = told(
        app,
        begun,
        incident_story=STORY,
        points_name="The switch",
        advice="Listen to the pump.",
        meaning="It was dry.",
    )
    for one in done.proposals[:-1]:
        done = app.interviews.accept(EDDA, begun.id, one.id)
    app.capture.submit(EDDA, done.unit)
    with pytest.raises(InvalidUnit, match="in review"):
        app.interviews.accept(EDDA, begun.id, done.proposals[-1].id)
    assert app.capture.decide(ERIK, done.unit, Event.APPROVE).approved_revision == 1
