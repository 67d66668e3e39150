"""The language model engine (llama-cpp-python) compiled once per machine kind and kept.

Hides which instructions the compiled library may use, and where the wheel lies: `CACHE/engine/KEY/`, KEY
naming version, machine, instruction sets and graphics support. Invariant: a wheel is used only if its SHA-256
is the one noted when it was built, and only if this processor has every instruction it may use; the needed
ones are written next to the installed package for the program to check again. Standard library only.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import console
from console import CommandFailed, Trouble

NAME = "llama-cpp-python"
RECIPE = 1  # raised when the build options change, so that older wheels are not taken for the new ones
COMPILE_SECONDS = 240.0  # on two cores
BUILD_BYTES = 1_500_000_000

# Build option -> what /proc/cpuinfo must list for it. Without GGML_NATIVE every one of them is on by default,
# so each is set either way.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "SSE42": ("sse4_2",),
    "AVX": ("avx",),
    "F16C": ("f16c",),
    "FMA": ("fma",),
    "BMI2": ("bmi2",),
    "AVX2": ("avx2",),
    "AVX_VNNI": ("avx_vnni",),
    "AVX512": ("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"),
    "AVX512_VBMI": ("avx512f", "avx512vbmi"),
    "AVX512_VNNI": ("avx512f", "avx512_vnni"),
    "AVX512_BF16": ("avx512f", "avx512_bf16"),
}
# What any processor of about the given year and later has, for a bundle that goes to another machine.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "v1": (),
    "v2": ("sse4_2",),
    "v3": ("sse4_2", "avx", "f16c", "fma", "bmi2", "avx2"),
}


@dataclass(frozen=True)
class Build:
    """What a compiled engine is for: the version, the processor's flags it may use, and graphics support."""

    version: str
    machine: str
    cpu_flags: tuple[str, ...]
    cuda: str = ""  # compute capability such as "90", or nothing

    @property
    def options(self) -> dict[str, bool]:
        """Return each instruction-set option and whether it is on."""
        return {name: set(needed) <= set(self.cpu_flags) for name, needed in OPTIONS.items()}

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the flags that a processor must have to run it."""
        return tuple(sorted({flag for name, on in self.options.items() if on for flag in OPTIONS[name]}))

    @property
    def key(self) -> str:
        """Return the name of its folder in the cache."""
        on = [name.lower() for name, on in self.options.items() if on] or ["base"]
        return "-".join(
            [
                self.version,
                self.machine,
                "+".join(on),
                *([f"cuda{self.cuda}"] if self.cuda else []),
                f"r{RECIPE}",
            ]
        )

    def cmake_arguments(self) -> list[str]:
        """Return the arguments of the compilation."""
        arguments = [
            "-DGGML_NATIVE=OFF",
            "-DLLAVA_BUILD=OFF",
            "-DGGML_CCACHE=OFF",
            "-DCMAKE_BUILD_TYPE=Release",
        ]
        if self.machine == "x86_64":
            arguments += [f"-DGGML_{name}={'ON' if on else 'OFF'}" for name, on in self.options.items()]
        if self.cuda:
            arguments += ["-DGGML_CUDA=ON", f"-DCMAKE_CUDA_ARCHITECTURES={self.cuda}"]
        return arguments


@dataclass(frozen=True)
class Wheel:
    """A compiled engine on disk, already checked."""

    path: Path
    build: Build


def cpu_flags(cpuinfo: str) -> tuple[str, ...]:
    """Return the flags that matter here and that every processor in the text of /proc/cpuinfo has."""
    rows = [set(line.partition(":")[2].split()) for line in cpuinfo.splitlines() if line.startswith("flags")]
    if not rows:
        return ()
    known: set[str] = {flag for needed in OPTIONS.values() for flag in needed}
    return tuple(sorted(known.intersection(*rows)))


def machine_flags() -> tuple[str, ...]:
    """Return the flags of this machine's processors."""
    path = Path("/proc/cpuinfo")
    return cpu_flags(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else ()


def cuda_capability() -> str:
    """Return the compute capability of the first NVIDIA card as cmake wants it, or nothing without card or
    toolkit.
    """
    nvidia = shutil.which("nvidia-smi")
    if nvidia is None or shutil.which("nvcc") is None:
        return ""
    answer = subprocess.run(
        [nvidia, "--query-gpu=compute_cap", "--format=csv,noheader"],
        capture_output=True,
        text=True,
        check=False,
    )
    match = re.match(r"(\d+)\.(\d+)", answer.stdout.strip())
    return f"{match.group(1)}{match.group(2)}" if answer.returncode == 0 and match else ""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored(folder: Path, machine_has: Iterable[str]) -> Wheel | None:
    """Return the wheel in a folder, or None where there is none, it is damaged, or this processor lacks
    something it needs.
    """
    note = folder / "engine.json"
    if not note.exists():
        return None
    data = json.loads(note.read_text(encoding="utf-8"))
    wheel = folder / str(data["wheel"])
    build = Build(str(data["version"]), str(data["machine"]), tuple(data["cpu_flags"]), str(data["cuda"]))
    if build.machine != platform.machine() or not set(build.needs) <= set(machine_has):
        return None
    if not wheel.exists() or sha256(wheel) != data["sha256"]:
        return None
    return Wheel(wheel, build)


def bundled(folder: Path, version: str) -> Wheel | None:
    """Return the fastest engine of a bundle that this processor can run; its sum must be in the bundle's
    SHA256SUMS.
    """
    sums = read_sums(folder / "SHA256SUMS")
    found: list[Wheel] = []
    for note in sorted(folder.glob("engine/*/engine.json")):
        wheel = stored(note.parent, machine_flags())
        if wheel is None or wheel.build.version != version:
            continue
        name = wheel.path.relative_to(folder).as_posix()
        if sums.get(name) != sha256(wheel.path):
            raise Trouble(
                f"{wheel.path} is not the file that SHA256SUMS names: copy the folder again and start again."
            )
        found.append(wheel)
    return max(found, key=lambda wheel: (bool(wheel.build.cuda), len(wheel.build.needs)), default=None)


def read_sums(path: Path) -> dict[str, str]:
    """Return file name -> SHA-256 from a file in the format of sha256sum; empty where it is missing."""
    if not path.exists():
        return {}
    rows = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.lstrip("*"): digest for digest, name in rows}


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file, so that two starts at once do not compile into the same folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.say("Another start is compiling the engine; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def compiler_missing() -> str | None:
    """Return the sentence to say when no C and C++ compiler is there."""
    c, cxx = os.environ.get("CC", ""), os.environ.get("CXX", "")
    if any(shutil.which(name) for name in (c, "cc", "gcc", "clang") if name) and any(
        shutil.which(name) for name in (cxx, "c++", "g++", "clang++") if name
    ):
        return None
    return (
        "The engine has to be compiled, but no C++ compiler was found: install one (on"
        " Debian: apt-get install g++) and start again."
    )


def steps(line: str) -> tuple[int, int] | None:
    """Read `[12/140]` from a line of ninja."""
    match = re.search(r"\[(\d+)/(\d+)\]", line)
    return (int(match.group(1)), int(match.group(2))) if match else None


def unpack(archive: Path, target: Path) -> Path:
    """Unpack a source archive, whose hash was checked, and return its one top folder."""
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and later
            tar.extractall(target, filter="data")
        else:
            tar.extractall(target)
    return next(path for path in target.iterdir() if path.is_dir())


def compile_wheel(
    build: Build, python: Path, requirement: str, index: list[str], folder: Path, logs: Path
) -> Wheel:
    """Compile the engine into `folder` and return its wheel.

    `python` is the interpreter of the environment with the build tools, `requirement` the lock's entry with
    its hash, `index` pip's options that say where packages come from. What is compiled stays until the wheel
    is there, so an interrupted build goes on where it was.
    """
    missing = compiler_missing()
    if missing is not None:
        raise Trouble(missing)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < BUILD_BYTES:
        raise Trouble(
            f"Compiling needs about 1.5 GB in {folder} and {free / 1e9:.1f} GB are free: free"
            " up space and start again."
        )
    work = folder / "work"
    if not (work / "ready").exists():
        _fetch_source(python, requirement, index, work, logs / "engine-source.log")
    env = tool_environment(python)
    env["CMAKE_ARGS"] = " ".join(build.cmake_arguments())
    env["CMAKE_GENERATOR"] = "Ninja"
    env["CMAKE_BUILD_PARALLEL_LEVEL"] = str(len(os.sched_getaffinity(0)))
    env["SKBUILD_BUILD_DIR"] = str(work / "build")
    # Upstream installs the libraries and headers a second time at the top of site-packages.
    env["SKBUILD_WHEEL_EXCLUDE"] = "lib/**;include/**;bin/**"
    log = logs / "engine-compile.log"
    tree = next(path for path in (work / "source").iterdir() if path.is_dir())
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "wheel",
        "-v",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    command += ["-w", work / "wheel", tree]
    console.say(
        "Compiling the engine once, for:"
        f" {', '.join(build.needs) or 'any processor'}{' and CUDA' if build.cuda else ''}"
    )
    try:
        console.run(
            "Compiling the language model engine", command, log, measure=steps, estimate=COMPILE_SECONDS,
            steady=True, env=env,
        )  # fmt: skip
    except CommandFailed as failure:
        raise console.trouble("Compiling the engine", failure, log) from None
    wheel = _keep_wheel(next((work / "wheel").glob("*.whl")), build, folder)
    shutil.rmtree(work)
    return wheel


def _fetch_source(python: Path, requirement: str, index: list[str], work: Path, log: Path) -> None:
    """Download the engine's source and unpack it in a work folder, which is emptied first and marked when it
    is ready.
    """
    source = work / "source"
    shutil.rmtree(work, ignore_errors=True)
    source.mkdir(parents=True)
    wanted = work / "engine.txt"
    wanted.write_text(requirement + "\n", encoding="utf-8")
    command: list[str | Path] = [python, "-m", "pip", "download", *index, "--no-deps", "--no-build-isolation"]
    command += ["--require-hashes", "--no-binary", NAME, "-r", wanted, "-d", work]
    try:
        console.run("Fetching the engine's source (77 MB)", command, log, env=tool_environment(python))
    except CommandFailed as failure:
        raise console.trouble(
            "Fetching the engine's source", failure, log, offline="--no-index" in index
        ) from None
    archive = next(work.glob("*.tar.gz"))
    unpack(archive, source)
    (work / "ready").touch()


def _keep_wheel(built: Path, build: Build, folder: Path) -> Wheel:
    """Move a wheel that was compiled to its place, with a note of what it was compiled for beside it."""
    target = folder / built.name
    built.replace(target)
    note = {
        "wheel": built.name,
        "sha256": sha256(target),
        "version": build.version,
        "machine": build.machine,
        "cpu_flags": list(build.cpu_flags),
        "cuda": build.cuda,
    }
    partial = folder / "engine.json.partial"
    partial.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    partial.replace(folder / "engine.json")
    return Wheel(target, build)


def tool_environment(python: Path) -> dict[str, str]:
    """Return the environment in which the tools beside an interpreter come first."""
    env = dict(os.environ)
    env["PATH"] = f"{python.parent}{os.pathsep}{env.get('PATH', '')}"
    env.pop("PYTHONPATH", None)
    return env
