"""Models for every test that needs one, found where the program finds them and never fetched; and what tests
measure, told at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from app.core.settings import ModelSettings
from app.inference.catalog import Catalog, InstalledModel, default_models_dir
from app.inference.embedder import OnnxEmbedder, load_embedder

if TYPE_CHECKING:
    from app.inference.generator import ChildGenerator

# No test is timed, and a change is judged by what it changed: the same examples each time, new ones in the
# long campaigns.
settings.register_profile("citewell", deadline=None, derandomize="CITEWELL_CAMPAIGN" not in os.environ)
settings.load_profile("citewell")

SMALL = "smollm2-135m"
EMBEDDER = "all-minilm-l6-v2-int8"
MEASURED = "measured"


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tells a measurement that is worth reading when all is green too: printed at the end, from whichever
    process it was made in.
    """
    return partial(record_property, MEASURED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests told through `tell`."""
    told = [
        text
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, text in report.user_properties
        if name == MEASURED
    ]
    if told:
        terminalreporter.section("measured")
    for text in told:
        terminalreporter.write_line(text)


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The models folder of this machine, with the two models that the tests need."""
    folder = default_models_dir()
    installed = {model.id for model in Catalog(folder).installed()}
    missing = sorted({SMALL, EMBEDDER} - installed)
    if missing:
        pytest.fail(
            f"not installed in {folder}: {', '.join(missing)}. Run: citewell models install ID", pytrace=False
        )
    return folder


@pytest.fixture(scope="session")
def small_model(models_dir: Path) -> InstalledModel:
    """The generator made for tests, verified."""
    return Catalog(models_dir).verify(SMALL)


@pytest.fixture(scope="session")
def embedder(models_dir: Path) -> OnnxEmbedder:
    """The real embedder, loaded once."""
    return load_embedder(Catalog(models_dir).verify(EMBEDDER))


@pytest.fixture(scope="session")
def small_generator_factory(small_model: InstalledModel) -> Iterator[Callable[..., ChildGenerator]]:
    """Makes generators on the small model; all of them are closed in the end."""
    from app.inference.generator import ChildGenerator

    made: list[ChildGenerator] = []

    def make(settings: ModelSettings | None = None, **options: float) -> ChildGenerator:
        made.append(ChildGenerator(small_model, settings or ModelSettings(context=1024), **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for generator in made:
        generator.close()
