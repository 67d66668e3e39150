"""Take a picture of every page in both schemes: `python packaging/screenshots.py FOLDER [--size 1280x800] [--scale 1.5] [--all | --story]`.

Makes the sample workspace in a temporary folder, asks it questions through the real window without a screen, and saves what is drawn.
With --all it does so in each of `VIEWS`, in a folder and a process of its own each; with --story it pictures the scenes of `story.py`
instead, in the light scheme. Ends with an error when a page cannot be drawn or is blank. Answers are quotes, so that the pictures are the
same everywhere.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

QUESTIONS = (
    "How long is the warranty on the CB-12 calibration bench?",
    "How many hours does the battery of the FL-8 last with eight channels at 1 kHz?",
    "Who won the football world cup of 1966?",
)
FOLLOW_UP = "How is it charged?"
PATIENCE = 120.0
VIEWS = (("1280x800", "1"), ("1920x1200", "1"), ("1280x800", "1.5"))
"""Size of the window and scale of the screen."""
LEAST_COLOURS = 12
"""A page with words on it has more: their edges alone are drawn in many."""


def main() -> None:
    """Save the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x800", help="of the window, WIDTHxHEIGHT")
    parser.add_argument("--scale", default="1", help="of the screen, such as 1.5")
    parser.add_argument("--story", action="store_true", help="the scenes of one judgement, from a question to an answer that warns")
    parser.add_argument("--sample", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help="in every size and scale, each in a folder below FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sample: Path = options.sample or make(Path(scratch) / "sample")
        if options.all:
            for size, scale in VIEWS:
                target = options.folder / f"{size}-{round(100 * float(scale))}"
                print(target.name)
                # Qt reads the scale once, when it begins.
                command = [sys.executable, __file__, str(target), "--size", size, "--scale", scale, "--sample", str(sample)]
                code = subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode
                if code:
                    raise SystemExit(code)
            return
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["QT_SCALE_FACTOR"] = options.scale
        width, height = map(int, options.size.split("x"))
        options.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(sample, Path(scratch) / "copy")
        os.environ["CITEWELL_STATE"] = f"{scratch}/copy/state"
        if options.story:
            picture_story(Path(scratch), options.folder, width, height)
            return
        take(Path(scratch), options.folder, width, height)


def make(place: Path) -> Path:
    """Make the sample workspace in a folder with its keys, quoting."""
    from app.workspace.workspace import create_sample, open_application

    os.environ["CITEWELL_STATE"] = str(place / "state")
    create_sample(place / "northlight")
    with open_application(place / "northlight") as app:
        app.change_settings({"model.generator": "none"})
    return place


def picture_story(scratch: Path, folder: Path, width: int, height: int) -> None:
    """Save each scene of the story."""
    # Qt reads its settings from the environment when it is imported.
    from PySide6.QtCore import QLocale, QSettings
    from PySide6.QtTest import QTest

    import story
    from app.ui import theme
    from app.ui.shell.application import Desktop, make_qt

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(scratch / "settings"))
    workspace, workshop = scratch / "copy" / "northlight", scratch / "workshop"
    story.prepare(workspace, workshop)
    QLocale.setDefault(QLocale("en_GB"))
    qt = make_qt()
    theme.apply(qt, "light")
    desktop = Desktop(qt)
    for number, scene in enumerate(story.tell(desktop, workspace, workshop, (width, height)), 1):
        QTest.qWait(700)
        save(scene.window, folder / f"story-{number:02}-{scene.name}.png", small=True)
    desktop.close()


def save(widget: QWidget, path: Path, *, small: bool = False) -> None:
    """Save what a widget shows.

    Args:
        small: in 256 colours, which is more than text and lines need.

    Raises:
        SystemExit: nothing is shown.
    """
    picture = widget.grab()
    image = picture.toImage()
    if small:
        image = _plain(image)
    if picture.isNull() or not image.save(str(path)):
        raise SystemExit(f"screenshots: {path.stem} could not be drawn")
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    if len(colours) < LEAST_COLOURS:
        raise SystemExit(f"screenshots: {path.stem} is blank")
    print(f"  {path.name}  {picture.width()} x {picture.height()}")


def _plain(image: QImage) -> QImage:
    """Return a picture in the colours that are most frequent in it, each point in the nearest."""
    import numpy as np
    from PySide6.QtCore import Qt

    image = image.convertToFormat(image.Format.Format_RGB32)
    points = np.frombuffer(image.constBits(), np.uint32)
    colours, times = np.unique(points, return_counts=True)
    common = [int(colour) for colour in colours[np.argsort(-times)][:256]]
    return image.convertToFormat(image.Format.Format_Indexed8, common, Qt.ImageConversionFlag.AvoidDither)


def take(scratch: Path, folder: Path, width: int, height: int) -> None:
    """Draw every page of the sample's window and save it."""
    # Qt reads its settings from the environment when it is imported.
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest

    from app.ui import theme
    from app.ui.shell.application import Desktop, make_qt
    from app.ui.shell.main_window import MainWindow

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(scratch / "settings"))
    workspace = scratch / "copy" / "northlight"

    def wait(done: Callable[[], bool]) -> None:
        begun = time.monotonic()
        while not done():
            if time.monotonic() - begun > PATIENCE:
                raise SystemExit("screenshots: the window did not come to rest")
            QTest.qWait(20)

    def keep(widget: QWidget, name: str) -> None:
        QTest.qWait(300)
        save(widget, folder / f"{name}.png")

    def opened(window: MainWindow, before: str) -> bool:
        return window.ask.reader.marked() not in ("", before)

    def pages(window: MainWindow, scheme: str) -> None:
        wait(lambda: not window.ask.is_reading)
        keep(window, f"ask-empty-{scheme}")
        for question in QUESTIONS:
            window.ask.ask(question)
            wait(lambda: window.ask.turns[-1].answer is not None)
        first, second, third = window.ask.turns[-len(QUESTIONS) :]
        for turn, name in ((first, "ask"), (second, "ask-pdf")):
            before = window.ask.reader.marked()
            turn.open_citation(1)
            wait(partial(opened, window, before))
            window.ask.show_turn(turn)
            # Pages are drawn by another thread.
            QTest.qWait(700)
            keep(window, f"{name}-{scheme}")
        window.ask.reader.open_search()
        window.ask.reader.search.field.setText("channel")
        window.ask.reader.search.wanted.emit("channel")
        keep(window, f"reader-search-{scheme}")
        window.ask.reader.escape()
        window.ask.show_turn(third)
        keep(window, f"ask-abstained-{scheme}")
        window.ask.begin_conversation()
        for question in (QUESTIONS[1], FOLLOW_UP):
            window.ask.ask(question)
            wait(lambda: window.ask.turns[-1].answer is not None)
        window.ask.show_turn(window.ask.turns[0])
        window.ask.turns[-1].open_citation(1)
        wait(lambda: bool(window.ask.reader.marked()))
        QTest.qWait(700)
        keep(window, f"ask-follow-up-{scheme}")
        window.go(1)
        wait(lambda: window.library.model.total > 0)
        keep(window, f"library-{scheme}")
        window.library.table.selectRow(8)
        QTest.qWait(700)
        keep(window, f"library-document-{scheme}")
        window.show_page(window.review)
        keep(window, f"review-{scheme}")
        window.review.interviews.show_form()
        window.review.tabs.go(2)
        keep(window, f"review-interview-{scheme}")
        window.review.tabs.go(1)
        wait(lambda: not window._jobs.running)
        keep(window, f"review-gaps-{scheme}")
        window.go(1)
        window.library.detail.closed.emit()
        window.library.tabs.go(2)
        keep(window, f"library-folders-{scheme}")
        window.library.tabs.go(3)
        window.library.inventory.take()
        wait(lambda: not window._jobs.running)
        keep(window, f"inventory-{scheme}")
        window.library.tabs.go(0)
        window.show_page(window.models)
        wait(lambda: window.models.overview is not None)
        keep(window, f"models-{scheme}")
        window.show_page(window.settings)
        keep(window, f"settings-{scheme}")
        window.show_page(window.knowledge)
        keep(window, f"knowledge-{scheme}")
        window.go(0)
        window.show_palette()
        keep(window.palette_shown(), f"palette-{scheme}")

    qt = make_qt()
    desktop = Desktop(qt)
    for scheme in ("light", "dark"):
        theme.apply(qt, scheme)
        desktop.choose()
        assert desktop.welcome is not None
        keep(desktop.welcome, f"welcome-{scheme}")
        desktop.open(workspace)
        assert desktop.window is not None
        desktop.window.resize(width, height)
        pages(desktop.window, scheme)
        desktop.close()


if __name__ == "__main__":
    main()
