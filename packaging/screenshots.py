"""Take a picture of every page in both schemes: `python packaging/screenshots.py FOLDER [--size 1280x800]
[--scale 1.5] [--all | --story]`.

Makes the sample workspace in a temporary folder, asks it questions through the real window without a screen,
and saves what is drawn. With --all it does so in each of `VIEWS`, in a folder and a process of its own each;
with --story it pictures the scenes of `story.py` instead, in the light scheme. Ends with an error when a page
cannot be drawn or is blank. Answers are quotes, so that the pictures are the same everywhere.
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

    from app.ui.shell.main_window import MainWindow

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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x800", help="of the window, WIDTHxHEIGHT")
    parser.add_argument("--scale", default="1", help="of the screen, such as 1.5")
    parser.add_argument(
        "--story",
        action="store_true",
        help="the scenes of one judgement, from a question to an answer that warns",
    )
    parser.add_argument("--sample", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--all", action="store_true", help="in every size and scale, each in a folder below FOLDER"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sample: Path = options.sample or make(Path(scratch) / "sample")
        if options.all:
            for size, scale in VIEWS:
                target = options.folder / f"{size}-{round(100 * float(scale))}"
                print(target.name)
                # Qt reads the scale once, when it begins.
                command = [
                    sys.executable,
                    __file__,
                    str(target),
                    "--size",
                    size,
                    "--scale",
                    scale,
                    "--sample",
                    str(sample),
                ]
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

    from app.ui import theme
    from app.ui.shell.application import Desktop, make_qt

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(scratch / "settings"))
    workspace = scratch / "copy" / "northlight"
    qt = make_qt()
    desktop = Desktop(qt)
    for scheme in ("light", "dark"):
        theme.apply(qt, scheme)
        desktop.choose()
        assert desktop.welcome is not None
        _keep(desktop.welcome, folder / f"welcome-{scheme}.png")
        desktop.open(workspace)
        assert desktop.window is not None
        desktop.window.resize(width, height)
        _Pages(desktop.window, folder, scheme).take()
        desktop.close()


def _wait(done: Callable[[], bool]) -> None:
    from PySide6.QtTest import QTest

    begun = time.monotonic()
    while not done():
        if time.monotonic() - begun > PATIENCE:
            raise SystemExit("screenshots: the window did not come to rest")
        QTest.qWait(20)


def _pause(milliseconds: int = 700) -> None:
    """Let another thread draw pages."""
    from PySide6.QtTest import QTest

    QTest.qWait(milliseconds)


def _keep(widget: QWidget, path: Path) -> None:
    _pause(300)
    save(widget, path)


class _Pages:
    """The pages of one window, one picture each, in the colours of one scheme."""

    def __init__(self, window: MainWindow, folder: Path, scheme: str) -> None:
        self._window = window
        self._folder = folder
        self._scheme = scheme

    def take(self) -> None:
        """Save all of them."""
        self._take_answers()
        self._take_follow_up()
        self._take_library()
        self._take_review()
        self._take_upkeep()
        self._take_rest()

    def _save(self, name: str, widget: QWidget | None = None) -> None:
        _keep(self._window if widget is None else widget, self._folder / f"{name}-{self._scheme}.png")

    def _ask(self, question: str) -> None:
        ask = self._window.ask
        ask.ask(question)
        _wait(lambda: ask.turns[-1].answer is not None)

    def _take_answers(self) -> None:
        """Picture answers with their sources, and one that was not given."""
        ask = self._window.ask
        _wait(lambda: not ask.is_reading)
        self._save("ask-empty")
        for question in QUESTIONS:
            self._ask(question)
        first, second, third = ask.turns[-len(QUESTIONS) :]
        for turn, name in ((first, "ask"), (second, "ask-pdf")):
            before = ask.reader.marked()
            turn.open_citation(1)
            _wait(partial(self._opened, before))
            ask.show_turn(turn)
            _pause()
            self._save(name)
        ask.reader.open_search()
        ask.reader.search.field.setText("channel")
        ask.reader.search.wanted.emit("channel")
        self._save("reader-search")
        ask.reader.escape()
        ask.show_turn(third)
        self._save("ask-abstained")

    def _opened(self, before: str) -> bool:
        return self._window.ask.reader.marked() not in ("", before)

    def _take_follow_up(self) -> None:
        ask = self._window.ask
        ask.begin_conversation()
        for question in (QUESTIONS[1], FOLLOW_UP):
            self._ask(question)
        ask.show_turn(ask.turns[0])
        ask.turns[-1].open_citation(1)
        _wait(lambda: bool(ask.reader.marked()))
        _pause()
        self._save("ask-follow-up")

    def _take_library(self) -> None:
        library = self._window.library
        self._window.go(1)
        _wait(lambda: library.model.total > 0)
        self._save("library")
        library.table.selectRow(8)
        _pause()
        self._save("library-document")

    def _take_review(self) -> None:
        review = self._window.review
        self._window.show_page(review)
        self._save("review")
        review.interviews.show_form()
        review.tabs.go(2)
        self._save("review-interview")
        review.tabs.go(1)
        _wait(lambda: not self._window._jobs.running)
        self._save("review-gaps")

    def _take_upkeep(self) -> None:
        """Picture the library's folders and its inventory."""
        library = self._window.library
        self._window.go(1)
        library.detail.closed.emit()
        library.tabs.go(2)
        self._save("library-folders")
        library.tabs.go(3)
        library.inventory.take()
        _wait(lambda: not self._window._jobs.running)
        self._save("inventory")
        library.tabs.go(0)

    def _take_rest(self) -> None:
        """Picture models, settings, knowledge and the palette."""
        window = self._window
        window.show_page(window.models)
        _wait(lambda: window.models.overview is not None)
        self._save("models")
        window.show_page(window.settings)
        self._save("settings")
        window.show_page(window.knowledge)
        self._save("knowledge")
        window.go(0)
        window.show_palette()
        self._save("palette", window.palette_shown())


if __name__ == "__main__":
    main()
