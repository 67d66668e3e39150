"""The catalogue that ships with the program: which models are known, what they are made of, and what proves
them.

Invariant: a file is what its SHA-256 says; where it came from is not trusted. Reads one JSON file, nothing
else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.inference.gguf import Shape
from app.resources import resource


class Kind(StrEnum):
    """What a model does."""

    EMBEDDER = "embedder"
    GENERATOR = "generator"


@dataclass(frozen=True)
class Part:
    """A member of a wheel that holds a stretch of a model file.

    Attributes:
        package, version: what to ask a package index for.
        wheel: the wheel's file name.
        member: name inside the wheel.
        size: bytes of the member.
    """

    package: str
    version: str
    wheel: str
    member: str
    size: int


@dataclass(frozen=True)
class Conversion:
    """How a file is made of another one at installation.

    Attributes:
        recipe: the name of the conversion.
        size, sha256: of what it is made of.
    """

    recipe: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ModelFile:
    """One file of a model: its parts joined in order, and converted where it says so.

    Attributes:
        size, sha256: of the file itself, in the end.
    """

    name: str
    size: int
    sha256: str
    parts: tuple[Part, ...]
    conversion: Conversion | None = None

    @property
    def joined_size(self) -> int:
        """Bytes of its parts together."""
        return self.size if self.conversion is None else self.conversion.size

    @property
    def joined_sha256(self) -> str:
        """SHA-256 of its parts together."""
        return self.sha256 if self.conversion is None else self.conversion.sha256


@dataclass(frozen=True)
class Prefixes:
    """What an embedder was taught to find before a text, with the space behind it; empty for one that was
    taught nothing of the kind.
    """

    question: str = ""
    passage: str = ""


NO_PREFIXES = Prefixes()


@dataclass(frozen=True)
class CatalogEntry:
    """A model that can be installed by its id.

    Attributes:
        id: what commands call it.
        kind: embedder or generator.
        name: for display.
        licence: SPDX expression.
        source: the publisher's name for it.
        purpose: one sentence.
        test_only: whether it must never be chosen by itself.
        files: the first is the one whose SHA-256 stands for the model.
        shape: a generator's sizes.
        dimensions, max_tokens: an embedder's.
        prefixes: an embedder's.
        proof: name of the resource with texts and the vectors that they must get on this machine; empty when
            there is none.
    """

    id: str
    kind: Kind
    name: str
    licence: str
    source: str
    purpose: str
    test_only: bool
    files: tuple[ModelFile, ...]
    shape: Shape | None = None
    dimensions: int = 0
    max_tokens: int = 0
    prefixes: Prefixes = NO_PREFIXES
    proof: str = ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files)

    @property
    def sha256(self) -> str:
        return self.files[0].sha256

    @property
    def wheels(self) -> tuple[str, ...]:
        """Names of the wheels it comes in, for carrying them to a machine without a network."""
        return tuple(dict.fromkeys(part.wheel for file in self.files for part in file.parts))


def read_manifest(path: Path | None = None) -> tuple[CatalogEntry, ...]:
    """Read a catalogue, by default the one that ships with the program."""
    data = json.loads((path or resource("models.json")).read_text(encoding="utf-8"))
    return tuple(_entry(item) for item in data["models"])


def _file(item: dict[str, Any]) -> ModelFile:
    parts = tuple(Part(**part) for part in item["parts"])
    conversion = Conversion(**item["conversion"]) if "conversion" in item else None
    return ModelFile(item["name"], item["size"], item["sha256"], parts, conversion)


def _entry(item: dict[str, Any]) -> CatalogEntry:
    return CatalogEntry(
        id=item["id"],
        kind=Kind(item["kind"]),
        name=item["name"],
        licence=item["licence"],
        source=item["publisher"],
        purpose=item["purpose"],
        test_only=item["test_only"],
        files=tuple(_file(file) for file in item["files"]),
        shape=Shape(**item["shape"]) if "shape" in item else None,
        dimensions=item.get("dimensions", 0),
        max_tokens=item.get("max_tokens", 0),
        prefixes=Prefixes(**item.get("prefixes", {})),
        proof=item.get("proof", ""),
    )
