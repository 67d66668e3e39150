"""The command line as other programs use it: one JSON document, codes that mean something, nothing else on
standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.world import HOLIDAY, VALVE, make_workspace, write


def citewell(
    *arguments: str | Path, code: int = 0, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == code, done.stderr
    return done


def value(*arguments: str | Path, code: int = 0) -> Any:
    return json.loads(citewell(*arguments, "--json", code=code).stdout)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("cli")
    made = make_workspace(base / "workspace")
    write(base / "files", {"valve.md": VALVE, "holiday.md": HOLIDAY})
    citewell("-w", made, "ingest", base / "files")
    return made


def test_version_is_told() -> None:
    assert citewell("--version").stdout.startswith("citewell ")


def test_a_new_workspace_from_nothing_to_a_cited_answer(tmp_path: Path) -> None:
    files = write(tmp_path / "files", {"valve.md": VALVE, "bad.pdf": "%PDF-1.4 nothing"})
    citewell("-w", tmp_path / "w", "init")
    report = value("-w", tmp_path / "w", "ingest", files, code=1)
    assert list(report) == ["added", "updated", "unchanged", "removed", "failed", "passages", "seconds"]
    assert (report["added"], [list(row) for row in report["failed"]]) == (1, [["path", "error", "hint"]])
    answer = value("-w", tmp_path / "w", "ask", "When does the RV-7 open?", "--model", "none")
    assert answer["status"] == "answered"
    assert "6.5 bar" in answer["sentences"][0]["citations"][0]["quote"]


def test_an_abstention_is_a_result_and_not_an_error(workspace: Path) -> None:
    answer = value("-w", workspace, "ask", "Who painted the Sistine Chapel?", "--model", "none")
    assert (answer["status"], answer["mode"]) == ("abstained", None)
    assert answer["reason"]
    assert (
        "No reliable information"
        in citewell("-w", workspace, "ask", "Who painted the Sistine Chapel?", "--model", "none").stdout
    )


def test_many_questions_in_one_start_keep_their_order(workspace: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    asked = [
        "How many days of paid leave are there?",
        "Who painted the Sistine Chapel?",
        "What does the seat ring cost?",
    ]
    questions.write_text(
        "\n".join(json.dumps({"id": n, "question": text}) for n, text in enumerate(asked)) + "\n", "utf-8"
    )
    citewell(
        "-w", workspace, "ask", "--questions", questions, "--out", tmp_path / "a.jsonl", "--model", "none"
    )
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [0, 1, 2]
    assert [row["status"] for row in rows] == ["answered", "abstained", "answered"]


def test_search_tells_places(workspace: Path) -> None:
    found = value("-w", workspace, "search", "paid leave", "-k", "1")["results"]
    assert len(found) == 1
    assert "28 days" in found[0]["text"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "When?", "--modell", "x"], 2),
        (["ask"], 2),
        (["nonsense"], 2),
        (["ingest", "/nowhere/at/all"], 1),
        (["ask", ""], 1),
        (["ask", "When does the RV-7 open?", "--model", "unheard-of"], 3),
        (["--as", "anna", "audit", "verify"], 5),
        (["--as", "nobody", "ask", "x"], 1),
        (["settings", "answer.threshold=7"], 1),
        (["settings", "answer.nonsense=7"], 1),
        (["runs", "show", "ffffffff"], 1),
    ],
)
def test_codes_tell_whose_doing_it_was(workspace: Path, arguments: list[str], code: int) -> None:
    done = citewell("-w", workspace, *arguments, code=code)
    assert done.stdout == "" or arguments[0] == "ingest"
    assert "Traceback" not in done.stderr
    if code != 1 or arguments[0] != "ingest":
        assert done.stderr.strip()


def test_a_missing_workspace_is_named_with_the_way_on(tmp_path: Path) -> None:
    done = citewell("-w", tmp_path / "none", "ask", "x", code=1)
    assert "init" in done.stderr
    bare = {name: text for name, text in os.environ.items() if name != "CITEWELL_WORKSPACE"}
    assert "CITEWELL_WORKSPACE" in citewell("ask", "x", code=1, env=bare).stderr


def test_tampering_is_an_integrity_error(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    workspace = make_workspace(tmp_path / "w")
    citewell("-w", workspace, "audit", "verify")
    connection = dbapi2.connect(str(workspace / "citewell.db"))
    connection.execute("DROP TRIGGER audit_never_changes")
    connection.execute("UPDATE audit SET person = 'somebody' WHERE seq = 2")
    connection.commit()
    connection.close()
    report = value("-w", workspace, "audit", "verify", code=4)
    assert not report["ok"]
    assert report["problems"]


def test_settings_and_people_and_runs_can_be_seen(workspace: Path) -> None:
    assert value("-w", workspace, "settings")["ingest"]["batch"] == 8
    assert value("-w", workspace, "settings", "answer.stale_days=30")["answer"]["stale_days"] == 30
    assert {person["id"] for person in value("-w", workspace, "people", "list")} >= {"stella", "erik", "anna"}
    run = value("-w", workspace, "ask", "What does the seat ring cost?", "--model", "none")["run"]
    assert value("-w", workspace, "runs", "list")[0]["id"] == run
    assert value("-w", workspace, "runs", "show", run)["question"] == "What does the seat ring cost?"
    assert value("-w", workspace, "runs", "replay", run)["identical"]
    assert all(finding["ok"] for finding in value("-w", workspace, "doctor"))
    assert any(
        model["id"] == "all-minilm-l6-v2-int8" and model["installed"] for model in value("models", "list")
    )


def test_a_conversation_from_its_first_question_to_a_word_file(workspace: Path, tmp_path: Path) -> None:
    first = value("-w", workspace, "ask", "How often is the relief valve RV-7 inspected?", "--model", "none")[
        "run"
    ]
    follow = value("-w", workspace, "ask", "--follow", "At what pressure does it open?", "--model", "none")
    assert (follow["asked"], follow["question"]) == (
        "At what pressure does it open?", "At what pressure does the relief valve RV-7 open?",
    )  # fmt: skip
    shown = citewell("-w", workspace, "ask", "--follow", "When does it close?", "--model", "none").stdout
    assert shown.startswith("Understood as: When does the relief valve RV-7 close?\n\n")
    newest = value("-w", workspace, "conversations", "list")[0]
    assert (newest["title"], newest["runs"]) == ("How often is the relief valve RV-7 inspected?", 3)
    turns = value("-w", workspace, "conversations", "show", newest["id"])["turns"]
    assert [turn["id"] for turn in turns][:2] == [first, follow["run"]]
    assert (
        value("-w", workspace, "runs", "feedback", first, "useful", "--remark", "Yes")["verdict"] == "useful"
    )
    assert (
        "You marked it useful: Yes" in citewell("-w", workspace, "conversations", "show", newest["id"]).stdout
    )
    assert value("-w", workspace, "runs", "feedback", first)["verdict"] is None
    for ending, beginning in ((".md", b"# "), (".docx", b"PK"), (".html", b"<!DOCTYPE html>")):
        file = tmp_path / f"answers{ending}"
        assert value("-w", workspace, "runs", "export", first, follow["run"], "--to", file)["runs"] == 2
        assert file.read_bytes().startswith(beginning)
        citewell("-w", workspace, "runs", "export", first, "--to", file, code=1)
    citewell("-w", workspace, "runs", "export", first, "--to", tmp_path / "answers.pdf", code=1)
    assert (
        value("-w", workspace, "conversations", "rename", newest["id"], "The valve")["title"] == "The valve"
    )
    citewell("-w", workspace, "conversations", "remove", newest["id"])
    assert newest["id"] not in {item["id"] for item in value("-w", workspace, "conversations", "list")}
    citewell("-w", workspace, "conversations", "remove", newest["id"], "--undo")
    assert value("-w", workspace, "conversations", "list")[0]["title"] == "The valve"


def test_a_question_that_cannot_be_asked_leaves_no_conversation(tmp_path: Path) -> None:
    made = make_workspace(tmp_path / "w")
    assert "no conversation" in citewell("-w", made, "ask", "--follow", "Why?", code=1).stderr
    citewell("-w", made, "ask", "?!", code=1)
    assert value("-w", made, "conversations", "list") == []


def test_control_characters_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    write(
        tmp_path / "files",
        {"evil.md": "# Evil\n\nThe pump \x1b[31mPX-9\x1b[2J delivers 40 litres per minute.\n"},
    )
    citewell("-w", workspace, "ingest", tmp_path / "files")
    assert (
        "\x1b"
        not in citewell(
            "-w", workspace, "ask", "How much does the pump PX-9 deliver?", "--model", "none"
        ).stdout
    )


def test_units_go_out_as_files_and_come_in_as_drafts(workspace: Path, tmp_path: Path) -> None:
    record = (
        "---\nstatus: accepted\n---\n# Steel shaft\n\n## Context\n\nDrift.\n\n## Decision\n\nWe take steel.\n"
    )
    folder = write(tmp_path / "records", {"0001-shaft.md": record, "minutes.md": "# Minutes\n\nWe met.\n"})
    report = value("-w", workspace, "units", "import", folder, code=1)
    assert {name: report[name] for name in ("new", "changed", "unchanged", "failed")} == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "failed": 1,
    }
    assert value("-w", workspace, "units", "show", "decision/0001-shaft")["status"] == "draft"
    write(tmp_path, {"notes.md": "## Cues noticed\n- worse in the morning\n## Remark\nseen twice\n"})
    edited = value("-w", workspace, "units", "edit", "decision/0001-shaft", "--from", tmp_path / "notes.md")
    assert (
        edited["fields"]["cues"] == ["worse in the morning"]
        and edited["fields"]["decision"] == "We take steel."
    )
    assert (
        edited["fields"]["rationale"].startswith("The record said: status accepted.")
        and "Remark: seen twice" in edited["fields"]["rationale"]
    )
    written = value("-w", workspace, "units", "export", tmp_path / "out", "decision/0001-shaft")
    assert written["label"] == "internal" and len(written["files"]) == 1
    again = value("-w", workspace, "units", "import", tmp_path / "out")
    assert (again["unchanged"], again["files"][0]["unit"]) == (1, "unit:decision/0001-shaft")
