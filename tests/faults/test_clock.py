"""The clock goes back by years between commands: the log still checks out, changes are still seen, dates stay
those of the documents.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.stage import Host, Stage, Step

YEAR = 365 * 86_400


@pytest.fixture
def host(tmp_path: Path, models_dir: Path) -> Iterator[tuple[Stage, Host]]:
    stage = Stage(tmp_path)
    with Host(tmp_path, stage.models) as host:
        stage.prepare(host)
        stage.prepare_questions(host, models_dir)
        yield stage, host


def test_a_clock_that_goes_back_breaks_nothing(host: tuple[Stage, Host]) -> None:
    stage, program = host
    place, files = stage.asked, str(stage.files)
    written = {path: path.stat().st_mtime for path in stage.files.iterdir()}
    question = ("ask", "How much does the part zq3x weigh?", "--model", "none")
    first = program.trial([Step(("ingest", files), clock=YEAR), Step(question, clock=YEAR)], place)
    assert [step.code for step in first.steps] == [0, 0]
    assert "4 unchanged" in first.steps[0].out

    # Same length, written while the clock stands twenty years back, so with an older time than the version
    # before it.
    note = stage.files / "note3.md"
    note.write_text(note.read_text("utf-8").replace("43 grams", "97 grams"), "utf-8")
    os.utime(note, (written[note] - 20 * YEAR,) * 2)
    later = program.trial(
        [
            Step(("ingest", files), clock=-20 * YEAR),
            Step(question, clock=-20 * YEAR),
            Step(("ingest", files), clock=-25 * YEAR),
            Step(("audit", "verify"), clock=-25 * YEAR),
            Step(("runs", "list", "--json"), clock=-25 * YEAR),
            Step(("documents", "--json")),
            Step(("doctor",), clock=-25 * YEAR),
        ],
        place,
    )
    assert "1 updated, 3 unchanged" in later.steps[0].out
    assert "97 grams" in later.steps[1].out
    assert "4 unchanged" in later.steps[2].out
    assert later.steps[3].code == 0, later.steps[3].out
    newest, before = json.loads(later.steps[4].out)[:2]
    assert newest["at"] < before["at"], "the last one asked stands first, whatever its clock said"
    assert "The log" in later.steps[3].out and "log" in later.steps[6].out
    as_of = {item["path"]: item["as_of"] for item in json.loads(later.steps[5].out)}
    for path in written:
        assert as_of[str(path)] == datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
