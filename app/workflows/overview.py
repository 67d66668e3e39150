"""Every model as the window shows it: what the catalogue knows, what is installed, what this workspace does
with it. It changes nothing.

It reads the disk and asks the system for memory, so no caller may be in a hurry. Any thread.
"""

from __future__ import annotations

from app.core.models import EMBEDDER, Benchmark, ModelFacts, Overview
from app.core.settings import Settings
from app.inference.catalog import Catalog, InstalledModel
from app.inference.manifest import CatalogEntry, Kind
from app.inference.protocols import GeneratorInfo
from app.resources import resource
from app.storage.documents import DocumentRecords


def overview(
    catalog: Catalog, settings: Settings, library: DocumentRecords, running: GeneratorInfo | None
) -> Overview:
    """Return all models with what is known of them.

    Args:
        running: how the generator runs at this moment, or None.
    """
    here = {model.id: model for model in catalog.installed()}
    entries = {entry.id: entry for entry in catalog.entries()}
    phrasing = _phrasing(catalog, settings, here)
    used = {settings.model.embedder, phrasing}
    found = []
    for id in [*entries, *(id for id in here if id not in entries)]:
        found.append(
            _facts(
                catalog, settings, library, entries.get(id), here.get(id), id in used and id in here, running
            )
        )
    return Overview(
        tuple(found),
        settings.model.generator,
        phrasing,
        library.active(),
        settings.server.generator,
        str(catalog.models_dir),
    )


def is_calibrated(embedder: str) -> bool:
    """Tell whether the confidence was fitted with an embedder."""
    return resource("calibration", f"{embedder}.json").is_file()


def _phrasing(catalog: Catalog, settings: Settings, here: dict[str, InstalledModel]) -> str:
    chosen = settings.model.generator
    if chosen == "auto":
        best = catalog.best_generator(settings.model.context)
        return "" if best is None else best.id
    return chosen if chosen in here else ""


def _facts(
    catalog: Catalog,
    settings: Settings,
    library: DocumentRecords,
    entry: CatalogEntry | None,
    model: InstalledModel | None,
    in_use: bool,
    running: GeneratorInfo | None,
) -> ModelFacts:
    one = model or entry
    assert one is not None
    fit = catalog.fit(one, settings.model.context)
    embedder = one.kind is Kind.EMBEDDER
    return ModelFacts(
        id=one.id,
        kind=one.kind.value,
        name=one.name,
        purpose=entry.purpose if entry is not None else "",
        licence=one.licence,
        source=one.source,
        size=one.size,
        context=one.max_tokens if embedder else one.shape.context if one.shape is not None else 0,
        dimensions=one.dimensions,
        sha256=one.sha256,
        installed=model is not None,
        known=entry is not None,
        verified=model.verified if model is not None else "",
        in_use=in_use,
        test_only=one.test_only,
        fits=fit.ok,
        reason=fit.reason,
        needed=fit.needed_bytes,
        available=fit.available_bytes,
        wheels=entry.wheels if entry is not None else (),
        calibrated=one.kind.value != EMBEDDER or is_calibrated(one.id),
        embedded=sum(library.counts(one.id).values()) if embedder and model is not None else 0,
        running=_running(running) if running is not None and running.id == one.id else "",
        benchmark=Benchmark.parse(catalog.benchmark(one.id)) if model is not None else None,
    )


def _running(info: GeneratorInfo) -> str:
    return (
        f"{info.gpu_layers} layers on {info.device}"
        if info.gpu_layers
        else f"on the processor, {info.threads} threads"
    )
