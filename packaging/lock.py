"""Write the two locks again: `python packaging/lock.py` (needs the tool `uv` on the path; `--upgrade` takes
newer versions).

Hides how exact versions and hashes come about. The locks hold only names, versions, markers and SHA-256 sums,
never an address, and only files that this project can install: wheels for Linux on x86-64 and ARM, and a
source archive where there is no wheel.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LOCKS = {"requirements.lock": ["pyproject.toml", "--extra", "dev"], "build.lock": ["packaging/build.in"]}
PYTHONS = re.compile(r"(^|\.)(py3|py311|py312|py313|cp311|cp312|cp313)(\.|$)")


def suitable(file_name: str) -> bool:
    """Tell whether a wheel fits Linux with glibc on x86-64 or ARM and one of the supported Pythons.

    The name ends in `-PYTHON-ABI-PLATFORM.whl`, each part a list joined by dots.
    """
    python, abi, platform = file_name.removesuffix(".whl").split("-")[-3:]
    fits = platform == "any" or ("manylinux" in platform and platform.endswith(("x86_64", "aarch64")))
    # A stable-ABI wheel made for an older Python serves every newer one.
    return fits and (bool(PYTHONS.search(python)) or (abi == "abi3" and python.startswith("cp3")))


def file_name(entry: dict[str, Any]) -> str:
    """Return the name of a file in uv's lock, which may give only its address."""
    return str(entry.get("name") or entry["url"].rsplit("/", 1)[-1])


def lines(packages: list[dict[str, Any]]) -> list[str]:
    """Return the lines of a lock for the packages of a `pylock.toml`."""
    result = []
    for package in packages:
        files = [wheel for wheel in package.get("wheels", []) if suitable(file_name(wheel))]
        if not files and "sdist" in package:
            files = [package["sdist"]]
        if not files:
            continue  # another system only
        # uv splits markers by system; what is left out by ours has no place here.
        marker = str(package.get("marker", ""))
        if "emscripten" in marker and "!=" not in marker or "win32" in marker and "!=" not in marker:
            continue
        head = f"{package['name']}=={package['version']}"
        hashes = sorted({f"--hash=sha256:{entry['hashes']['sha256']}" for entry in files})
        result.append(" \\\n    ".join([head, *hashes]))
    return result


def main() -> int:
    """Resolve what pyproject.toml and build.in ask for and write both locks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    )
    arguments = parser.parse_args()
    uv = shutil.which("uv")
    if uv is None:
        print(
            "lock: the tool `uv` is not on the path; install it into an environment of its own and try again.",
            file=sys.stderr,
        )
        return 1
    for name, sources in LOCKS.items():
        lock = HERE / name
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "pylock.toml"
            command = [uv, "pip", "compile", *sources, "--universal", "--python-version", "3.11", "--quiet"]
            # One version for every supported Python: the lock has no room for a choice.
            command += ["--fork-strategy", "fewest"]
            command += ["--format", "pylock.toml", "--output-file", str(output)]
            if lock.exists() and not arguments.upgrade:
                command += ["--constraint", str(lock)]
            subprocess.run(command, check=True, cwd=HERE.parent, stdout=subprocess.DEVNULL)
            packages = tomllib.loads(output.read_text())["packages"]
        written = lines(packages)
        lock.write_text(
            f"# Written by packaging/lock.py; do not edit. {len(written)} packages.\n"
            + "\n".join(written)
            + "\n"
        )
        print(f"{lock.name}: {len(written)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
