"""A model as pages and tables show it: what it is, whether it is here, whether it fits, and how fast it was.
Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

EMBEDDER = "embedder"
GENERATOR = "generator"


@dataclass(frozen=True)
class Benchmark:
    """How fast a generator was on this machine.

    Attributes:
        at: when, UTC.
        threads: it ran with.
        device: "cpu", or the graphics processors that really held layers.
        gpu_layers: layers really offloaded.
        prompt_tokens: read without help of the cache.
        prefill: tokens read a second.
        drafted_tokens: written.
        decode: tokens written a second; 0 when it stopped too soon to tell.
        first_token_ms: from the request to the first token.
        load_ms: how long loading took.
        build: of the model library.
    """

    at: str
    threads: int
    device: str
    gpu_layers: int
    prompt_tokens: int
    prefill: float
    drafted_tokens: int
    decode: float
    first_token_ms: int
    load_ms: int
    build: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)

    @classmethod
    def parse(cls, data: Mapping[str, Any] | None) -> Benchmark | None:
        """Return a kept result, or None when there is none that can be read."""
        try:
            return None if data is None else cls(**{one.name: data[one.name] for one in fields(cls)})
        except KeyError:
            return None


@dataclass(frozen=True)
class ModelFacts:
    """One model, installed or to be had.

    Attributes:
        id: as commands call it.
        kind: `EMBEDDER` or `GENERATOR`.
        name, purpose, licence, source: for display; source is the publisher, or the path it was imported
            from.
        size: bytes.
        context: tokens a generator was made for, or an embedder reads of one text.
        dimensions: of an embedder's vectors.
        sha256: of the file that stands for the model.
        installed: whether it is here.
        known: whether the catalogue has it; one that was imported can only be imported again.
        verified: when its files were last read whole and found right, UTC, or empty.
        in_use: whether this workspace uses it now.
        test_only: whether it must never be chosen by itself.
        fits, reason: whether it can run here, and why not.
        needed, available: bytes of memory, estimated and free now.
        wheels: names of the files that it comes in, for carrying them to a machine without a network.
        calibrated: whether the confidence was fitted with this embedder.
        embedded: passages of this workspace that this embedder has embedded.
        running: how it runs at this moment, or empty.
        benchmark: how fast it was, or None.
    """

    id: str
    kind: str
    name: str
    purpose: str
    licence: str
    source: str
    size: int
    context: int
    dimensions: int
    sha256: str
    installed: bool
    known: bool
    verified: str
    in_use: bool
    test_only: bool
    fits: bool
    reason: str
    needed: int
    available: int
    wheels: tuple[str, ...]
    calibrated: bool
    embedded: int
    running: str
    benchmark: Benchmark | None


@dataclass(frozen=True)
class Overview:
    """All models, and what this workspace does with them.

    Attributes:
        models: those of the catalogue in its order, then those imported.
        generator: the setting: an id, "auto" or "none".
        phrasing: id of what phrases answers now; empty when answers are quotes.
        passages: active ones in the library.
        server: address of a server that phrases answers, or empty.
        folder: where models are kept.
    """

    models: tuple[ModelFacts, ...]
    generator: str
    phrasing: str
    passages: int
    server: str
    folder: str


@dataclass(frozen=True)
class Reembedded:
    """What changing the embedder came to.

    Attributes:
        embedder: in use now.
        before: in use until then.
        passages: embedded anew by this call.
        kept: passages that had its vectors already.
        seconds: it took.
        warnings: plain sentences about what it means.
    """

    embedder: str
    before: str
    passages: int
    kept: int
    seconds: float
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self) | {"warnings": list(self.warnings), "seconds": round(self.seconds, 3)}


@dataclass(frozen=True)
class ListedModel:
    """What is known of a model, installed or not, and whether it fits this machine.

    Attributes:
        kind: embedder or generator.
        bytes: of its files.
        reason: why it does not fit, one sentence; empty when it does.
    """

    id: str
    installed: bool
    kind: str
    bytes: int
    licence: str
    fits: bool
    reason: str
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)
