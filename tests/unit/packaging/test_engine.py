"""Which instructions the engine may use, and when a stored wheel may be used."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

import engine
from console import Trouble

HASWELL = "processor : 0\nflags\t\t: fpu sse sse2 sse4_2 avx f16c fma bmi2 avx2 rdrand\n"
SANDY_BRIDGE = "processor : 0\nflags\t\t: fpu sse sse2 sse4_2 avx\n"


def build(*flags: str, cuda: str = "", version: str = "1.0") -> engine.Build:
    return engine.Build(version, "x86_64", flags, cuda)


def store(folder: Path, flags: tuple[str, ...], content: bytes = b"wheel", version: str = "1.0") -> Path:
    """Put a wheel with its note into a folder, as a finished compilation leaves it."""
    folder.mkdir(parents=True)
    wheel = folder / "engine.whl"
    wheel.write_bytes(content)
    note = {
        "wheel": wheel.name,
        "sha256": engine.sha256(wheel),
        "version": version,
        "machine": platform.machine(),
        "cpu_flags": flags,
        "cuda": "",
    }
    (folder / "engine.json").write_text(json.dumps(note))
    return wheel


def test_a_modern_processor_gets_its_instructions() -> None:
    made = build(*engine.cpu_flags(HASWELL))
    assert {"-DGGML_AVX2=ON", "-DGGML_FMA=ON", "-DGGML_F16C=ON", "-DGGML_SSE42=ON"} <= set(
        made.cmake_arguments()
    )
    assert "-DGGML_AVX512=OFF" in made.cmake_arguments()


def test_an_older_processor_is_never_given_what_it_lacks() -> None:
    made = build(*engine.cpu_flags(SANDY_BRIDGE))
    assert {name for name, on in made.options.items() if on} == {"SSE42", "AVX"}
    assert made.needs == ("avx", "sse4_2")


def test_every_option_is_set_because_the_defaults_are_on() -> None:
    arguments = build().cmake_arguments()
    assert "-DGGML_NATIVE=OFF" in arguments
    for option in engine.OPTIONS:
        assert f"-DGGML_{option}=OFF" in arguments


def test_half_of_avx512_is_none_of_it() -> None:
    assert not build("avx512f", "avx512cd").options["AVX512"]
    assert build("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl").options["AVX512"]


def test_flags_are_those_that_every_core_has() -> None:
    assert engine.cpu_flags(HASWELL + SANDY_BRIDGE) == ("avx", "sse4_2")


def test_a_machine_without_flags_has_none() -> None:
    assert engine.cpu_flags("processor : 0\nFeatures : fp asimd\n") == ()
    assert engine.Build("1.0", "aarch64", ()).cmake_arguments() == build().cmake_arguments()[:4]


def test_different_builds_lie_in_different_folders() -> None:
    builds = [
        build(),
        build("sse4_2"),
        build("sse4_2", "avx"),
        build("sse4_2", cuda="90"),
        build(version="2.0"),
    ]
    assert len({made.key for made in builds}) == len(builds)
    assert build("avx", "sse4_2").key == build("sse4_2", "avx", "unheard_of").key


def test_the_levels_of_bundles_grow() -> None:
    assert [sum(build(*flags).options.values()) for flags in engine.LEVELS.values()] == [0, 1, 6]


def test_a_stored_wheel_is_used_where_it_can_run(tmp_path: Path) -> None:
    wheel = store(tmp_path / "a", ("sse4_2", "avx"))
    found = engine.stored(tmp_path / "a", ("sse4_2", "avx", "fma"))
    assert found is not None
    assert found.path == wheel


def test_a_stored_wheel_is_refused_where_an_instruction_is_missing(tmp_path: Path) -> None:
    store(tmp_path / "a", ("sse4_2", "avx"))
    assert engine.stored(tmp_path / "a", ("sse4_2",)) is None


def test_a_changed_wheel_is_refused(tmp_path: Path) -> None:
    store(tmp_path / "a", ()).write_bytes(b"other")
    assert engine.stored(tmp_path / "a", ()) is None


def test_a_missing_wheel_or_note_is_no_wheel(tmp_path: Path) -> None:
    assert engine.stored(tmp_path / "nothing", ()) is None
    store(tmp_path / "a", ()).unlink()
    assert engine.stored(tmp_path / "a", ()) is None


def sums(folder: Path) -> None:
    rows = [f"{engine.sha256(path)}  {path.relative_to(folder).as_posix()}" for path in folder.rglob("*.whl")]
    (folder / "SHA256SUMS").write_text("\n".join(rows) + "\n")


def test_a_bundle_gives_the_fastest_engine_that_runs_here(tmp_path: Path) -> None:
    store(tmp_path / "engine" / "base", ())
    best = store(tmp_path / "engine" / "mine", engine.machine_flags(), b"best")
    store(
        tmp_path / "engine" / "newer",
        ("avx512f", "avx512_bf16", *engine.machine_flags()),
        b"other version",
        version="2.0",
    )
    sums(tmp_path)
    found = engine.bundled(tmp_path, "1.0")
    assert found is not None
    if engine.machine_flags():
        assert found.path == best


def test_a_bundle_whose_engine_is_not_in_the_sums_is_refused(tmp_path: Path) -> None:
    wheel = store(tmp_path / "engine" / "base", ())
    sums(tmp_path)
    wheel.write_bytes(b"changed on the way")
    note = wheel.parent / "engine.json"
    note.write_text(json.dumps(json.loads(note.read_text()) | {"sha256": engine.sha256(wheel)}))
    with pytest.raises(Trouble, match="SHA256SUMS"):
        engine.bundled(tmp_path, "1.0")


def test_steps_are_read_from_the_builder() -> None:
    assert engine.steps("  [12/140] Building CXX object") == (12, 140)
    assert engine.steps("-- Configuring done") is None
