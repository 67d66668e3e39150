"""Interviews: the order of questions, the transcript, and drafts that are somebody's own words."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from app.core.inquiry.interviewing import (
    Interview,
    Ladder,
    answer,
    draft_notes,
    drafts,
    merged,
    plain_ladder,
    points_of,
    progress,
    questions,
    read_ladder,
    take_back,
)
from app.core.units.fields import Moment, Option
from app.core.units.kinds import KINDS
from app.resources import resource

CDM: Ladder = read_ladder(json.loads(resource("interview", "critical-decision.json").read_text("utf-8")))


def sentences(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^.?!\n]+[.?!]?", text) if match.group().strip()]


def test_every_field_that_the_ladder_names_exists() -> None:
    for stage in CDM.stages:
        for probe in stage.probes:
            for kind, field in probe.fields.items():
                assert KINDS[kind].field(field) is not None, (probe.id, kind, field)
    for signal in CDM.signals:
        for kind, field in signal.fields.items():
            assert KINDS[kind].field(field) is not None, (signal.phrases[0], kind, field)


def test_every_required_field_of_its_kinds_is_asked_for() -> None:
    for kind in CDM.kinds:
        asked = {probe.fields.get(kind) for stage in CDM.stages for probe in stage.probes}
        missing = {field.id for field in KINDS[kind].fields if field.required} - asked
        assert not missing, (kind, missing)


def talk(kind: str = "decision") -> Interview:
    interview = Interview(CDM.id, kind)
    said: dict[str, str | list[str]] = {
        "incident.story": "In March 2023 the climate chamber ran away at night.",
        "timeline.event": ["02:10, the alarm rang.", "02:26: the shift lead cut the main switch."],
        "points.name": ["Cutting the main switch"],
        "cues": "The display stood at 80 °C, but the door was too hot to touch.",
        "options": "wait for the technician\nopen the doors at once",
        "choice": "The main switch is cut first, then the doors are opened.",
        "basis": "Open doors feed a fire with air.",
    }
    while (asked := next(questions(CDM, interview), None)) is not None:
        kept = said.get(asked.probe.id, "")
        reply = kept if isinstance(kept, str) else kept.pop(0) if kept else ""
        interview = answer(interview, asked, reply)
    return interview


def test_a_talk_goes_down_the_whole_ladder_and_drafts_the_experts_words() -> None:
    interview = talk()
    assert points_of(CDM, interview) == ("Cutting the main switch",)
    assert all(done == total for _, done, total in progress(CDM, interview))
    found = {one.field: one for one in drafts(CDM, interview, KINDS["decision"])}
    assert found["options"].value == (Option("wait for the technician"), Option("open the doors at once"))
    assert found["decision"].value == "The main switch is cut first, then the doors are opened."
    assert found["cues"].value == ("The display stood at 80 °C, but the door was too hot to touch.",)
    for one in found.values():
        for start, end in one.spans:
            assert interview.transcript[start:end].strip()
    case = {one.field: one for one in drafts(CDM, talk("case"), KINDS["case"])}
    assert case["timeline"].value == (
        Moment("02:10", "the alarm rang."),
        Moment("02:26", "the shift lead cut the main switch."),
    )


@given(st.lists(st.text(max_size=40), max_size=40))
def test_the_transcript_only_grows_and_turns_point_at_their_words(replies: list[str]) -> None:
    interview = Interview(CDM.id, "case")
    for reply in replies:
        asked = next(questions(CDM, interview), None)
        if asked is None:
            break
        after = answer(interview, asked, reply)
        assert after.transcript.startswith(interview.transcript)
        assert after.said(after.turns[-1]) == reply.replace("\r\n", "\n").replace("\r", "\n").strip()
        assert take_back(after) == interview
        interview = after


def test_a_question_that_was_passed_over_is_not_asked_again() -> None:
    interview = Interview(CDM.id, "lesson")
    first = next(questions(CDM, interview))
    interview = answer(interview, first, "   ")
    assert first.probe.id not in {one.probe.id for one in questions(CDM, interview)}


def test_kinds_without_a_ladder_are_asked_field_by_field() -> None:
    for kind in KINDS.values():
        ladder = plain_ladder(kind)
        assert [one.probe.id for one in questions(ladder, Interview(ladder.id, kind.id))] == [
            field.id for field in kind.fields
        ]


def test_notes_are_sorted_into_fields_without_the_interviewers_words() -> None:
    notes = (
        "Interviewer: What did you notice? Was it because of the seal?\n"
        "Sam: I noticed a smell of burnt varnish. We decided to stop the series. "
        "That was because two coils had failed the week before. We could have gone on with the old batch.\n"
        "Interviewer: And afterwards?\n"
        "Sam: In the end no customer lost a day.\n"
    )
    found = {one.field: one for one in draft_notes(CDM, notes, KINDS["decision"], sentences)}
    assert found["cues"].value == ("I noticed a smell of burnt varnish.",)
    assert found["decision"].value == "We decided to stop the series."
    assert found["rationale"].value == "That was because two coils had failed the week before."
    assert found["options"].value == (Option("We could have gone on with the old batch."),)
    assert found["outcome"].value == "In the end no customer lost a day."
    assert "seal" not in str(found)


def test_an_accepted_draft_is_added_to_what_stands_there() -> None:
    kind = KINDS["decision"]
    drafted = {one.field: one for one in drafts(CDM, talk(), kind)}
    fields = merged({"rationale": "It held in the test."}, drafted["rationale"], kind)
    assert fields["rationale"] == "It held in the test.\n\nOpen doors feed a fire with air."
    twice = merged(merged(fields, drafted["options"], kind), drafted["options"], kind)
    assert len(twice["options"]) == 2
