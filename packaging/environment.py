"""The one environment that the program, its checks and its tests run in: `.venv`, exactly as
packaging/requirements.lock says.

Hides how it is made and how it is known to be up to date: a stamp in `.venv` holds what each part was made
from, so a second call takes milliseconds and an interrupted one resumes with the part that is missing.
Standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import console
import engine
from console import CommandFailed, Trouble

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
BUILD_LOCK = ROOT / "packaging" / "build.lock"
VENV = ROOT / ".venv"
PACKAGES_BYTES = 1_500_000_000


@dataclass(frozen=True)
class Options:
    """Where packages come from, and which engine is wanted. `source` is a folder made by bundle.py, or None
    for the registry.
    """

    source: Path | None = None
    gpu: bool = False


def cache_folder() -> Path:
    """Return the folder of compiled engines, build tools and logs: CITEWELL_CACHE, or `citewell` in the
    account's cache folder.
    """
    own = os.environ.get("CITEWELL_CACHE")
    if own:
        return Path(own).expanduser().resolve()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").expanduser() / "citewell"


def read_lock(path: Path) -> dict[str, str]:
    """Return package name -> its entry (version and hashes) of a lock."""
    entries: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            name = line.split("==")[0].strip()
            entries[name] = []
        entries[name].append(line)
    return {name: "\n".join(lines) for name, lines in entries.items()}


def version_of(entry: str) -> str:
    """Return the version in a lock's entry."""
    return entry.split("==")[1].split()[0]


def digest(*paths: Path) -> str:
    """Return one SHA-256 over the contents of files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


class Stamp:
    """What each part of an environment was made from, kept in a small file inside it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "citewell-stamp.json"

    def _read(self) -> dict[str, str]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}

    def get(self, part: str) -> str | None:
        """Return what the part was made from, or None."""
        return self._read().get(part)

    def set(self, part: str, value: str) -> None:
        """Note that the part is complete."""
        data = self._read() | {part: value}
        partial = self._path.with_suffix(".partial")
        partial.write_text(json.dumps(data, indent=1), encoding="utf-8")
        partial.replace(self._path)


def check_machine() -> None:
    """Raise Trouble where this machine cannot have the environment at all."""
    if not sys.platform.startswith("linux"):
        raise Trouble(f"Citewell runs only on Linux for now; this is {platform.system()}.")
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(
            "Python's venv module is incomplete: install it (on Debian: apt-get install python3-venv) and start again."
        )


def need_space(folder: Path, needed: int, purpose: str) -> None:
    """Raise Trouble where the disk that holds `folder` has less free than needed."""
    existing = next(path for path in [folder, *folder.parents] if path.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise Trouble(
            f"{purpose} need {needed / 1e9:.1f} GB in {folder} and {free / 1e9:.1f} GB are"
            " free: free up space and start again."
        )


def index_options(source: Path | None) -> list[str]:
    """Return pip's options for where packages come from and how it speaks."""
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return quiet if source is None else [*quiet, "--no-index", "--find-links", str(source / "wheels")]


def make_venv(folder: Path) -> Path:
    """Make a virtual environment unless a working one of this Python is there; return its interpreter."""
    python = folder / "bin" / "python"
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    if python.exists():
        answer = subprocess.run(
            [python, "-c", "import sys, pip; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode == 0 and answer.stdout.strip() == wanted:
            return python
        console.say(f"{folder} belongs to another Python or is broken; creating it again.")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(folder)
    except subprocess.CalledProcessError as failure:
        raise Trouble(
            f"Python's venv module does not work here ({failure}): install it (on Debian: apt-get install python3-venv) and start again."
        ) from None
    except OSError as failure:
        raise Trouble(
            f"{folder} cannot be created ({failure.strerror}): check its space and permissions"
            " and start again."
        ) from None
    return python


def counting(total: int) -> console.Measure:
    """Return a measure that counts the packages pip has looked at."""
    seen = 0

    def measure(line: str) -> tuple[int, int] | None:
        nonlocal seen
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied")):
            seen += 1
        return min(seen, total), total

    return measure


def install_locked(python: Path, entries: dict[str, str], title: str, source: Path | None, log: Path) -> None:
    """Install exactly these entries of a lock, each file checked against its hash."""
    wanted = log.with_suffix(".txt")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    wanted.write_text("\n".join(entries.values()) + "\n", encoding="utf-8")
    # The lock is complete, so nothing is resolved (--no-deps), and nothing of it is ever compiled
    # (--only-binary).
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        *index_options(source),
        "--no-deps",
        "--require-hashes",
    ]
    command += ["--only-binary", ":all:", "-r", wanted]
    try:
        console.run(
            title,
            command,
            log,
            measure=counting(len(entries)),
            estimate=0.6 * len(entries),
            env=engine.tool_environment(python),
        )
    except CommandFailed as failure:
        raise console.trouble(title, failure, log, offline=source is not None) from None


def build_tools(source: Path | None) -> Path:
    """Return the interpreter of the environment with the locked build tools, made if needed."""
    folder = cache_folder() / f"build-tools-{sys.version_info.major}.{sys.version_info.minor}"
    python = make_venv(folder)
    stamp = Stamp(folder)
    if stamp.get("packages") != digest(BUILD_LOCK):
        install_locked(
            python,
            read_lock(BUILD_LOCK),
            "Installing the build tools",
            source,
            cache_folder() / "logs" / "build-tools.log",
        )
        stamp.set("packages", digest(BUILD_LOCK))
    return python


def wanted_build(options: Options) -> engine.Build:
    """Return the engine this machine should have."""
    cuda = engine.cuda_capability() if options.gpu else ""
    if options.gpu and not cuda:
        raise Trouble(
            "--gpu needs an NVIDIA card, its driver (nvidia-smi) and the CUDA toolkit (nvcc):"
            " install them, or start without --gpu."
        )
    return engine.Build(
        version_of(read_lock(LOCK)[engine.NAME]), platform.machine(), engine.machine_flags(), cuda
    )


def engine_wheel(build: engine.Build, source: Path | None) -> engine.Wheel:
    """Return a wheel of the engine: from the bundle, from the cache, or compiled now."""
    if source is not None:
        wheel = engine.bundled(source, build.version)
        if wheel is not None:
            return wheel
        console.say("The folder contains no engine for this processor; compiling it from the source there.")
    folder = cache_folder() / "engine" / build.key
    with engine.alone(cache_folder() / "engine.lock"):
        wheel = engine.stored(folder, engine.machine_flags())
        if wheel is not None:
            return wheel
        python = build_tools(source)
        return engine.compile_wheel(
            build,
            python,
            read_lock(LOCK)[engine.NAME],
            index_options(source),
            folder,
            cache_folder() / "logs",
        )


def install_engine(python: Path, wheel: engine.Wheel) -> None:
    """Install the engine's wheel and write beside it what processor it needs."""
    log = cache_folder() / "logs" / "engine-install.log"
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        *index_options(None),
        "--no-index",
        "--no-deps",
    ]
    command += ["--force-reinstall", wheel.path]
    try:
        console.run("Installing the language model engine", command, log, env=engine.tool_environment(python))
    except CommandFailed as failure:
        raise console.trouble("Installing the engine", failure, log) from None
    where = (
        "import importlib.util; print(importlib.util.find_spec('llama_cpp').submodule_search_locations[0])"
    )
    package = Path(
        subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip()
    )
    note = {"cpu_flags": list(wheel.build.needs), "cuda": wheel.build.cuda}
    (package / "citewell-build.json").write_text(json.dumps(note) + "\n", encoding="utf-8")
    probe = subprocess.run([python, "-c", "import llama_cpp"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        if "libgomp" in probe.stderr:
            raise Trouble(
                "The engine needs the library libgomp: install it (on Debian: apt-get install libgomp1) and start again."
            )
        last = (probe.stderr.strip().splitlines() or [f"signal or code {probe.returncode}"])[-1]
        raise Trouble(
            f"The engine does not load here ({last[:200]}): remove {wheel.path.parent} and start again to compile it."
        )


def check_source(source: Path) -> None:
    """Raise Trouble where a folder given with --from cannot serve this Python."""
    note = source / "bundle.json"
    if not note.exists():
        raise Trouble(
            f"{source} is not a folder made by packaging/bundle.py (it has no bundle.json):"
            " use the right one with --from."
        )
    made_for = str(json.loads(note.read_text(encoding="utf-8")).get("python"))
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    if made_for != running:
        raise Trouble(
            f"{source} was made with Python {made_for}, but this is {running}: use that"
            " version, or make the folder again."
        )


def prepare_program(options: Options = Options()) -> Path:
    """Make the environment with everything but the engine, and return its interpreter.

    Citewell runs in it and answers with quotes. Takes a moment when it is complete.
    Raises Trouble with one sentence on anything a person can put right; what was done until then is kept.
    """
    check_machine()
    if options.source is not None:
        check_source(options.source)
    wanted_build(options)  # a card or toolkit that --gpu lacks is reported before anything is made
    stamp = Stamp(VENV)
    versions = f"{sys.version_info.major}.{sys.version_info.minor} {digest(LOCK)}"
    logs = cache_folder() / "logs"
    if stamp.get("packages") != versions or not (VENV / "bin" / "python").exists():
        need_space(ROOT, PACKAGES_BYTES, "The packages")
        console.say(f"Creating the environment in {VENV}")
        python = make_venv(VENV)
        entries = {name: entry for name, entry in read_lock(LOCK).items() if name != engine.NAME}
        install_locked(
            python, entries, f"Installing {len(entries)} packages", options.source, logs / "packages.log"
        )
        stamp.set("packages", versions)
    python = VENV / "bin" / "python"
    if stamp.get("project") != digest(ROOT / "pyproject.toml"):
        log = logs / "project.log"
        command: list[str | Path] = [
            python,
            "-m",
            "pip",
            "install",
            *index_options(None),
            "--no-index",
            "--no-deps",
        ]
        command += ["--no-build-isolation", "--editable", ROOT]
        try:
            console.run("Installing Citewell itself", command, log, env=engine.tool_environment(python))
        except CommandFailed as failure:
            raise console.trouble("Installing Citewell itself", failure, log) from None
        stamp.set("project", digest(ROOT / "pyproject.toml"))
    return python


def engine_is_ready(options: Options = Options()) -> bool:
    """Tell whether the environment has the engine that this machine should have."""
    build = wanted_build(options)
    installed = Stamp(VENV).get("engine")
    if installed is None:
        return False
    # A graphics engine once chosen stays; `--gpu` changes it, and so does a new version.
    return installed == build.key or (installed.startswith(f"{build.version}-") and "cuda" in installed)


def prepare_engine(options: Options = Options()) -> None:
    """Add the language model engine to a prepared environment: from the bundle, from the cache, or compiled
    now.

    Raises Trouble as `prepare_program` does; an interrupted compilation resumes where it was.
    """
    if engine_is_ready(options):
        return
    install_engine(VENV / "bin" / "python", engine_wheel(wanted_build(options), options.source))
    Stamp(VENV).set("engine", wanted_build(options).key)


def prepare(options: Options = Options()) -> Path:
    """Make the environment complete and return its interpreter; raises Trouble as `prepare_program` does."""
    python = prepare_program(options)
    prepare_engine(options)
    return python
