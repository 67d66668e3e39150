"""Processor features and memory of this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.inference.machine import available_memory, cores, cpu_flags, missing_cpu_features


@pytest.fixture
def cpuinfo(tmp_path: Path) -> Path:
    path = tmp_path / "cpuinfo"
    path.write_text(
        "processor\t: 0\nmodel name\t: Old\nflags\t\t: fpu sse sse2 avx\n\nprocessor\t: 1\nflags\t\t: fpu\n"
    )
    return path


def test_features_that_the_build_needs_and_the_processor_lacks_are_named(
    tmp_path: Path, cpuinfo: Path
) -> None:
    build = tmp_path / "build.json"
    build.write_text(json.dumps({"cpu_flags": ["sse2", "avx", "avx2", "fma"]}))
    assert missing_cpu_features(build, cpuinfo) == ("avx2", "fma")


@pytest.mark.parametrize("text", [None, "not json", "[]", '{"cpu_flags": 3}', "{}"])
def test_without_usable_build_facts_the_build_is_taken_for_this_machine(
    tmp_path: Path, cpuinfo: Path, text: str | None
) -> None:
    build = tmp_path / "build.json"
    if text is not None:
        build.write_text(text)
    assert missing_cpu_features(build, cpuinfo) == ()


def test_system_that_tells_no_features_refuses_nothing(tmp_path: Path) -> None:
    build = tmp_path / "build.json"
    build.write_text(json.dumps({"cpu_flags": ["avx512"]}))
    assert cpu_flags(tmp_path / "absent") is None
    assert missing_cpu_features(build, tmp_path / "absent") == ()


def test_this_machine_has_a_core_and_some_memory() -> None:
    assert cores() >= 1
    assert available_memory() > 0
