"""What this computer offers a model: cores, memory and processor features.

Reads the operating system only; never loads a model library. Any thread.
"""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

BUILD_FILE = "citewell-build.json"
"""Written beside the model library by whoever built it: {"cpu_flags": ["avx2", …]}."""


def cores() -> int:
    """Return how many physical cores this process may use; more threads than that make models slower."""
    import psutil  # deferred, as below: a start that asks for nothing of this must not wait for it

    physical = psutil.cpu_count(logical=False) or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def available_memory() -> int:
    """Return how many bytes can be taken without swapping, in this container if it is one."""
    import psutil

    available = int(psutil.virtual_memory().available)
    limit = _number(Path("/sys/fs/cgroup/memory.max"))
    used = _number(Path("/sys/fs/cgroup/memory.current"))
    if limit is not None and used is not None:
        cache = _inactive_file(Path("/sys/fs/cgroup/memory.stat"))
        available = min(available, max(0, limit - used + cache))
    return available


def cpu_flags(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str] | None:
    """Return the processor's feature names, or None where the system does not tell."""
    if not cpuinfo.is_file():
        return None
    for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() in ("flags", "features"):
            return frozenset(value.split())
    return None


def missing_cpu_features(
    build_file: Path | None = None, cpuinfo: Path = Path("/proc/cpuinfo")
) -> tuple[str, ...]:
    """Return the processor features that the model library was built for and this processor lacks.

    A library that lacks a feature does not fail politely: the process dies of an illegal instruction. Without
    a build file the library is taken to be built on this machine.

    Args:
        build_file: by default the one beside the installed library.
        cpuinfo: where the features are listed.
    """
    where = build_file if build_file is not None else _build_file()
    if where is None or not where.is_file():
        return ()
    try:
        facts = json.loads(where.read_text(encoding="utf-8"))
    except ValueError:
        return ()
    wanted = facts.get("cpu_flags", []) if isinstance(facts, dict) else []
    present = cpu_flags(cpuinfo)
    if present is None or not isinstance(wanted, list):
        return ()
    return tuple(sorted(str(flag) for flag in wanted if flag not in present))


def _build_file() -> Path | None:
    # find_spec of a top-level package looks for it without running it
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / BUILD_FILE


def _number(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def _inactive_file(path: Path) -> int:
    """Return the page cache that the kernel gives back when it is asked for memory."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    for line in lines:
        name, _, value = line.partition(" ")
        if name == "inactive_file" and value.isdigit():
            return int(value)
    return 0
