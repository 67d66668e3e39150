"""Every visible word can be translated, a language is a file, and longer words are not clipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.resources import resource
from app.ui import language, theme
from app.ui.jobs import JobRunner
from app.ui.shell.main_window import MainWindow
from app.workspace.workspace import Application

PATIENCE = 60_000
ROOT = Path(__file__).resolve().parents[2]
SHOWING = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox", "setText", "setToolTip", "setWindowTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "addAction", "addMenu", "addTab", "setTitle", "setLabelText",
    "setInformativeText", "addButton", "setStatusTip", "getExistingDirectory", "getOpenFileName", "getSaveFileName", "submit",
}  # fmt: skip
NAMES = re.compile(r"Citewell|[\w-]+\.\w+")
"""The program's name and names of files are the same in every language."""


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else node.func.id
            if isinstance(node.func, ast.Name)
            else ""
        )
        for argument in node.args[: 1 if name == "submit" else None] if name in SHOWING else ():
            if (
                isinstance(argument, ast.Constant)
                and isinstance(argument.value, str)
                and re.search(r"[A-Za-z]{3}", argument.value)
            ):
                yield node.lineno, argument.value


@pytest.mark.parametrize("path", sorted((ROOT / "app" / "ui").rglob("*.py")), ids=lambda path: path.stem)
def test_what_is_shown_goes_through_the_translation(path: Path) -> None:
    assert [(line, text) for line, text in _literals(path) if not NAMES.fullmatch(text)] == []


def _hidden(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what Qt's tool cannot collect: a text that is no literal, and a call within an f-string."""
    within = {inner for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of, name = ast.unparse(node.func.value), node.func.attr
        if name != "tr" and (name, of) != ("translate", "QCoreApplication"):
            continue
        literal = all(
            isinstance(argument, ast.Constant) and isinstance(argument.value, str) for argument in node.args
        )
        if not literal or node in within or name == "tr" and of != "self":
            yield node.lineno, ast.unparse(node)


LOOKS_UP = ROOT / "app" / "ui" / "language.py"
"""What was collected elsewhere is looked up there, so its texts are no literals."""


@pytest.mark.parametrize(
    "path", sorted({*LOOKS_UP.parent.rglob("*.py")} - {LOOKS_UP}), ids=lambda path: path.stem
)
def test_what_is_translated_can_be_collected(path: Path) -> None:
    assert list(_hidden(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "text", ["f'{self.tr(\"Yours\")}'", "self.tr(f'{a} left')", "self.tr(words)", "view.tr('Inbox')"]
)
def test_a_hidden_translation_is_noticed(text: str) -> None:
    assert list(_hidden(ast.parse(text)))


def _messages(path: Path) -> list[tuple[str, str]]:
    return [
        (one.findtext("source", ""), one.findtext("translation") or "")
        for one in ET.parse(path).getroot().iter("message")
    ]


def test_a_translation_leaves_no_place_out() -> None:
    files = sorted(resource("translations").glob("*.ts"))
    assert files
    for path in files:
        assert path.with_suffix(".qm").stat().st_size > 1000
        for source, translation in _messages(path):
            if translation:
                assert sorted(re.findall(r"\{[^}]*\}", source)) == sorted(
                    re.findall(r"\{[^}]*\}", translation)
                ), source


@pytest.fixture
def pseudo(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """A language whose every word stands in brackets and is a third longer."""
    tree = ET.parse(resource("translations", "de.ts"))
    for one in tree.getroot().iter("message"):
        translation, source = one.find("translation"), one.findtext("source", "")
        assert translation is not None
        translation.attrib.pop("type", None)
        translation.text = f"[{source}{' ~~~~' * (len(source) // 15)}~]"
    tree.write(tmp_path / "xx.ts", encoding="utf-8", xml_declaration=True)
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run(
        [str(tool), "-silent", str(tmp_path / "xx.ts"), "-qm", str(tmp_path / "xx.qm")], check=True
    )
    language.install(qapp, "xx", tmp_path)
    yield
    language.install(qapp, language.ENGLISH)


def test_another_language_changes_the_words_and_clips_none(
    qtbot: QtBot, qapp: QApplication, pseudo: None, application: Application, jobs: JobRunner
) -> None:
    theme.apply(qapp, "light")
    window = MainWindow(application, jobs)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(window.models.shown, timeout=PATIENCE):
        window.models.refresh()
    assert window.windowTitle().endswith("Citewell")
    clipped: list[str] = []
    english: list[str] = []
    known = {source for source, _ in _messages(resource("translations", "de.ts")) if len(source) > 4}
    for page in (window.models, window.settings):
        window.show_page(page)
        qtbot.waitUntil(page.isVisible, timeout=PATIENCE)
        QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
                continue
            text = widget.text()
            if text in known:
                english.append(text)
            if _is_clipped(widget):
                clipped.append(text)
    assert english == []
    assert clipped == []
    assert any(label.text().startswith("[") for label in window.settings.findChildren(QLabel))
    window.close()


def _is_clipped(widget: QLabel | QAbstractButton) -> bool:
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    return (
        isinstance(widget, QPushButton | QToolButton | QCheckBox)
        and widget.sizeHint().width() > widget.width() + 1
    )


def test_a_sentence_of_the_core_is_found_by_its_pattern(qapp: QApplication) -> None:
    assert language.words("The model tiny is not installed.") == "The model tiny is not installed."
    language.install(qapp, "de")
    assert language.words("The model tiny is not installed.") == "Das Modell tiny ist nicht installiert."
    assert language.words("Building the index") == "Der Index wird gebaut"
    found = language.words("The closest match is in “Valves”, but it does not give a date or time.")
    assert found == "Der beste Treffer ist in “Valves”, nennt aber ein Datum oder eine Zeit nicht."
    assert language.words("Nobody ever wrote this sentence.") == "Nobody ever wrote this sentence."
    language.install(qapp, language.ENGLISH)


def test_the_system_speaks_a_language_there_is_a_file_for_or_english() -> None:
    assert "de" in language.languages()
    assert language.languages()["de"] == "Deutsch"
    assert language.code("de") == "de"
    assert language.code("tlh") == language.ENGLISH
