"""What a generation of the index says of itself, and the names that it has on the disk.

Decision hidden: the manifest's format, the folders' names, and that the pointer to a manifest carries its
checksum. Pure but for `sync`.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 2


@dataclass(frozen=True)
class Manifest:
    """What a generation holds, with the checksum of every file."""

    generation: int
    embedder: str
    high: int
    counts: dict[str, int]
    files: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "format": FORMAT, "generation": self.generation, "embedder": self.embedder,
            "high": self.high, "counts": self.counts, "files": self.files,
        }  # fmt: skip

    def data(self) -> bytes:
        """Return its file's content."""
        return json.dumps(self.as_json(), indent=1).encode()


def generation_name(generation: int) -> str:
    """Return the folder of a generation."""
    return f"gen-{generation:06d}"


def checksum(data: bytes) -> str:
    """Return the checksum of a manifest, which stands beside its name in the pointer: it vouches for all the
    others.
    """
    return f"{zlib.crc32(data):08x}"


def generation_number(name: str) -> int:
    """Return which generation a folder holds, 0 for none."""
    digits = name.removeprefix("gen-")
    return int(digits) if digits.isdigit() else 0


def sync_tree(folder: Path) -> None:
    """Make everything in a folder last."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, last."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
