"""Progress of long commands, and failures as one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import console

OFFLINE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError': Temporary failure in name resolution\n"
    "ERROR: Could not find a version that satisfies the requirement typer==1 (from versions: none)\n"
    "ERROR: No matching distribution found for typer==1\n"
)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        (OFFLINE, "--from FOLDER"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "requirements.lock"),
        ("CMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage", "apt-get install g++"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "memory"),
        ("PermissionError: [Errno 13] Permission denied: '/opt/x'", "CITEWELL_CACHE"),
    ],
)
def test_a_known_failure_is_one_sentence_with_the_way_on(output: str, words: str) -> None:
    sentence = console.explain(f"Collecting a\n{output}\n")
    assert sentence is not None
    assert words in sentence
    assert "\n" not in sentence


def test_a_full_disk_is_told_before_the_download_it_broke() -> None:
    sentence = console.explain(OFFLINE + "No space left on device")
    assert sentence is not None
    assert sentence.startswith("The disk is full")


def test_an_incomplete_folder_is_named_with_what_it_lacks() -> None:
    sentence = console.explain("ERROR: No matching distribution found for typer==1\n", offline=True)
    assert sentence is not None
    assert "has no typer==1" in sentence


def test_an_unknown_failure_gives_its_last_words_and_the_log() -> None:
    failure = console.CommandFailed("first\nninja: error: unheard of\n\n", 1)
    sentence = str(console.trouble("Compiling", failure, Path("compile.log")))
    assert "ninja: error: unheard of" in sentence
    assert "compile.log" in sentence


def test_time_left_comes_from_steady_steps() -> None:
    assert (
        console.describe("Compiling", 60.0, (10, 40), 1000.0, steady=True)
        == "Compiling · 10 of 40 · 1 min 00 s · about 3 min 00 s left"
    )


def test_time_left_comes_from_the_estimate_when_steps_differ() -> None:
    assert (
        console.describe("Installing", 10.0, (90, 100), 60.0, steady=False)
        == "Installing · 90 of 100 · 10 s · about 50 s left"
    )


def test_no_time_left_is_invented_past_the_estimate() -> None:
    assert console.describe("Installing", 90.0, None, 60.0, steady=False) == "Installing · 1 min 30 s"


def test_a_command_is_logged_measured_and_returned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def measure(line: str) -> tuple[int, int] | None:
        seen.append(line)
        return None

    log = tmp_path / "logs" / "a.log"
    output = console.run(
        "Counting", [sys.executable, "-c", "print('one'); print('two')"], log, measure=measure
    )
    assert output == "one\ntwo\n" == log.read_text()
    assert seen == ["one\n", "two\n"]
    shown = capsys.readouterr().out
    assert shown.startswith("Counting …\n")
    assert "done in" in shown
    assert "two" not in shown


def test_a_failed_command_keeps_its_output_and_code(tmp_path: Path) -> None:
    with pytest.raises(console.CommandFailed) as caught:
        console.run(
            "Failing",
            [sys.executable, "-c", "import sys; print('why', file=sys.stderr); sys.exit(7)"],
            tmp_path / "a.log",
        )
    assert caught.value.code == 7
    assert "why" in caught.value.output


def test_durations_read_as_a_person_says_them() -> None:
    assert [console.duration(seconds) for seconds in (0.44, 12.3, 185)] == ["0.4 s", "12 s", "3 min 05 s"]
