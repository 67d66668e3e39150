"""Check everything: `python3 packaging/check.py` makes the same environment as start.py, then lints, types,
contracts and tests.

    --long            the long campaigns too (marker `campaign`, environment variable CITEWELL_CAMPAIGN=1):
    hours --only NAME       only the named step (may be given again): ruff, mypy, contracts, pytest
    --from FOLDER     packages and models from a folder made by bundle.py
    -- ARGUMENT…      everything after `--` goes to pytest

Every step runs even when an earlier one failed; the exit code is that of the first failure. Standard library
only.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    _running = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        f"Citewell needs Python 3.11 or newer and this is {_running}: use a newer one, as"
        " in python3.11 packaging/check.py"
    )

import argparse
import os
import subprocess
import time
from pathlib import Path

import environment
from console import Trouble, duration, say

STEPS: dict[str, list[str]] = {
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "contracts": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "pytest": ["-m", "pytest"],
}
TEST_MODELS = ("all-minilm-l6-v2-int8", "smollm2-135m")


def pytest_arguments(long: bool, extra: list[str]) -> list[str]:
    """Return what pytest is given.

    Files are spread over the cores, and a test that hangs inside Qt or another library is ended with its
    process, told, and the rest goes on. Campaigns are left out by pyproject.toml; an empty `-m` lets them in,
    one after the other, as some of them measure.
    """
    spread = (
        ["-n", "0", "-m", ""]
        if long
        else ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile", "--timeout-method", "thread"]
    )
    return [*spread, *extra]


def split_arguments(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return the arguments before the first `--`, and those after it."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def install_models(python: Path, source: Path | None) -> None:
    """Install the small models that the tests run on; a moment when they are there."""
    for model in TEST_MODELS:
        command = [
            str(python),
            "-m",
            "app",
            "models",
            "install",
            model,
            *(["--from", str(source / "models")] if source else []),
        ]
        code = subprocess.run(command, cwd=environment.ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        if code != 0:
            raise Trouble(
                f"The model {model}, which the tests need, could not be installed (see above). Fix"
                " that and start again."
            )


def main(arguments: list[str]) -> int:
    """Make the environment, run the steps, and print what each took."""
    own, extra = split_arguments(arguments)
    parser = argparse.ArgumentParser(
        prog="check.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", action="append", choices=list(STEPS), default=[])
    parser.add_argument("--from", dest="source", type=Path)
    options = parser.parse_args(own)
    source = options.source.resolve() if options.source else None
    chosen = options.only or list(STEPS)
    try:
        python = environment.prepare(environment.Options(source=source))
        if "pytest" in chosen:
            install_models(python, source)
    except Trouble as trouble:
        say(f"check: {trouble}")
        return 3
    env = dict(os.environ)
    env["PATH"] = f"{python.parent}{os.pathsep}{env.get('PATH', '')}"
    if options.long:
        env["CITEWELL_CAMPAIGN"] = "1"
    results: list[tuple[str, int, float]] = []
    for name in chosen:
        command = [
            str(python),
            *STEPS[name],
            *(pytest_arguments(options.long, extra) if name == "pytest" else []),
        ]
        say(f"\n=== {name}")
        started = time.monotonic()
        code = subprocess.run(
            command, cwd=environment.ROOT, env=env, stdin=subprocess.DEVNULL, check=False
        ).returncode
        results.append((name, code, time.monotonic() - started))
    say("\n=== summary")
    for name, code, seconds in results:
        say(f"{name:10} {'green' if code == 0 else f'RED (exit code {code})':22} {duration(seconds)}")
    return next((code for _, code, _ in results if code != 0), 0)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
