"""Qt without a screen, its settings in a folder of the test's own, and a window over a real workspace."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.resources import resource
from app.ui import theme
from app.ui.jobs import JobRunner
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application, open_application
from tests.world import LASER, VALVE, make_workspace, write


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="module", autouse=True)
def collected_here() -> Iterator[None]:
    """Cycles with widgets in them are collected between tests, on this thread, as the window does with
    `Collector`.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left(collected_here: None) -> Iterator[None]:
    """No window outlives its test: what is left would be dressed again whenever a later test sets the
    style.
    """
    kept = set(QApplication.topLevelWidgets())
    yield
    for left in QApplication.topLevelWidgets():
        if left not in kept:
            left.close()
            left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Without a screen the clipboard goes after Python itself, and may not hold anything of Python's then.
    if QCoreApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
    gc.collect()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """A workspace with two notes and the sample's public folder, which holds a PDF and a web page."""
    base = tmp_path_factory.mktemp("window")
    folder = make_workspace(base / "workspace")
    notes = write(base / "notes", {"valve.md": VALVE, "laser.md": LASER})
    with open_application(folder) as app:
        # Reading pictures of text would take most of the time of every module here.
        app.change_settings({"model.generator": "none", "ingest.ocr_seconds": "0"})
    with open_application(folder) as app:
        app.ingestion.ingest(app.actor, [notes, resource("sample", "documents", "public")])
    return folder


@pytest.fixture
def application(workspace: Path, tmp_path: Path) -> Iterator[Application]:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    with open_application(workspace) as app:
        yield app


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()
    # What its threads still sent is not delivered to windows that have gone.
    runner.deleteLater()


@pytest.fixture
def window(qapp: QApplication, application: Application, jobs: JobRunner) -> Iterator[MainWindow]:
    theme.apply(qapp, "light")
    made = MainWindow(application, jobs)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()
