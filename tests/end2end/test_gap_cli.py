"""The story on the command line: a question abstains, an expert is asked, a unit approved, the question
answered, its asker told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.end2end.test_cli import citewell, value
from tests.world import HOLIDAY, VALVE, make_workspace, write

QUESTION = "Why was the spare pump chosen when the Mossgate rig went quiet?"


def test_from_a_gap_through_an_interview_to_an_answer(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "workspace")
    citewell("-w", made, "ingest", write(tmp_path / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY}))

    def as_(person: str, *words: str | Path) -> Any:
        return value("-w", made, "--as", person, *words)

    assert as_("anna", "ask", QUESTION, "--model", "none")["status"] == "abstained"
    assert as_("erik", "gaps", "list")["waiting"] == 1
    assert as_("erik", "gaps", "gather") == {"questions": 1, "new": 1, "joined": 0, "old": 0}
    (gap,) = as_("erik", "gaps", "list")["gaps"]
    assert (
        as_("stella", "gaps", "assign", gap["id"][:8], "erik", "--due", "2030-01-31")["status"] == "assigned"
    )
    assert [item["kind"] for item in as_("erik", "inbox")] == ["gap"]
    talk = as_("erik", "gaps", "answer", gap["id"], "--kind", "lesson", "--interview")
    assert talk["next"]["probe"] == "incident.story"
    said = (
        write(tmp_path, {"story.txt": "The seal of the main pump had failed twice before.\n"}) / "story.txt"
    )
    as_("erik", "interview", "answer", talk["id"], "--from", said)
    as_(
        "erik",
        "interview",
        "answer",
        talk["id"],
        "When the Mossgate rig went quiet",
        "--probe",
        "points.name",
    )
    why = "The spare pump was chosen when the Mossgate rig went quiet, because its seal had been replaced in March."
    as_("erik", "interview", "answer", talk["id"], why, "--probe", "basis")
    lesson = "Switch a quiet rig to the pump whose seal is the newest."
    after = as_("erik", "interview", "answer", talk["id"], lesson, "--probe", "advice")
    assert as_("erik", "interview", "back", talk["id"])["answers"] == after["answers"] - 1
    as_("erik", "interview", "answer", talk["id"], lesson, "--probe", "advice")
    assert "stakes" in as_("erik", "interview", "next", talk["id"], "--all")[0]["probe"]
    drafted = as_("erik", "interview", "draft", talk["id"])["proposals"]
    for proposal in drafted:
        left = as_("erik", "interview", "accept", talk["id"], proposal["id"])
    assert {proposal["said"] for proposal in left["proposals"]} == {"accepted"}
    as_("erik", "interview", "finish", talk["id"])
    as_("erik", "units", "submit", left["unit"])
    done = citewell("-w", made, "--as", "stella", "units", "review", left["unit"], "--approve")
    assert "1 of 1 question now answered" in done.stderr
    answer = as_("anna", "ask", QUESTION, "--model", "none")
    assert answer["sentences"][0]["citations"][0]["source"] == left["unit"]
    (told,) = as_("anna", "inbox")
    assert (told["kind"], told["title"]) == ("answered", QUESTION)
    assert as_("anna", "inbox", "--read", told["id"]) == []
    (case,) = [json.loads(line) for line in citewell("-w", made, "gaps", "cases").stdout.splitlines()]
    assert (case["question"], case["unit"]) == (QUESTION, left["unit"])
    assert "answered" in citewell("-w", made, "gaps", "show", gap["id"]).stdout
    for words in (
        ["gaps", "list"],
        ["interview", "list", "--all"],
        ["interview", "show", talk["id"]],
        ["inbox"],
    ):
        assert citewell("-w", made, *words).stdout.strip()


def test_followed_questions_on_the_command_line(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "workspace")
    files = write(tmp_path / "files", {"valve.md": VALVE})
    citewell("-w", made, "ingest", files)
    followed = value("-w", made, "follow", "At what pressure does the relief valve RV-7 open?")
    assert followed["answered"] is True
    write(files, {"valve.md": VALVE.replace("6.5 bar", "7.1 bar")})
    assert "The answer to 1 followed question has changed" in citewell("-w", made, "ingest", files).stderr
    assert value("-w", made, "follow", "show", followed["id"][:8])["summary"] == "The answer has changed."
    assert value("-w", made, "follow", "check")["asked"] == 0
    assert value("-w", made, "follow", "seen", followed["id"])[0]["changed_run"] == ""
    assert value("-w", made, "follow", "remove", followed["id"]) == []
    assert citewell("-w", made, "follow", "list").stdout == "You are not following any questions.\n"
    assert "No gap found" in citewell("-w", made, "gaps", "show", "zzz", code=1).stderr
