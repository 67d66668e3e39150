"""The source viewer over real documents: pages, versions, search, copies, links, and the place it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QSizeF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageSize, QPainter, QPdfWriter, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.documents.documents import Document, Label, Page, Source, Status
from app.core.language.text import MASK
from app.resources import resource
from app.ui import theme
from app.ui.reader import Place, SourceReader
from app.ui.reader.difference import changes, same_words, successor
from app.ui.reader.pages import PageView
from app.ui.reader.search import places
from app.workspace.workspace import Application, open_application
from tests.gui.reader_world import FIRST, SECOND, documents
from tests.world import make_workspace

CITED = "28 days of paid leave"


@dataclass(frozen=True)
class World:
    """An application whose leave policy has changed since it was cited."""

    app: Application
    before: dict[str, Document]
    folder: Path

    def source(self, name: str) -> Source:
        return self.app.documents.source(self.app.actor, self.before[name].version)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    base = tmp_path_factory.mktemp("reader")
    folder = documents(base / "documents")
    with open_application(make_workspace(base / "workspace")) as app:
        app.change_settings({"model.generator": "none", "ingest.ocr_seconds": "0"})
        app.ingestion.ingest(
            app.actor, [folder, resource("sample", "documents", "public", "fl-8-datasheet.pdf")]
        )
        before = {Path(one.path).name: one for one in app.documents.listed(app.actor)}
        (folder / "leave.md").write_text(SECOND, "utf-8")
        app.ingestion.ingest(app.actor, [folder])
        yield World(app, before, folder)


@pytest.fixture
def reader(qapp: QApplication, qtbot: QtBot, world: World) -> SourceReader:
    theme.apply(qapp, "light")
    made = SourceReader()
    qtbot.addWidget(made)
    made.resize(560, 752)
    made.show()
    made.wanted.connect(
        lambda place: made.show_source(world.app.documents.source(world.app.actor, place.version))
    )
    return made


def _place(world: World, name: str, words: str, number: int = 1) -> Place:
    source = world.source(name)
    start = source.text.index(words)
    return Place(source.version, start, start + len(words), number)


def _words(reader: SourceReader) -> str:
    return " ".join(label.text() for label in reader.findChildren(QLabel) if not label.isHidden())


class _Opened(QObject):
    """Takes the desktop's place and notes what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        for scheme in ("file", "https"):
            QDesktopServices.setUrlHandler(scheme, self, "take")  # type: ignore[arg-type]  # it is a name, whatever the stub says

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())

    def end(self) -> None:
        for scheme in ("file", "https"):
            QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[_Opened]:
    made = _Opened()
    yield made
    made.end()


def test_citations_are_gone_through_across_documents(reader: SourceReader, world: World) -> None:
    words = (
        ("guide.md", "Check the seal"),
        ("parts.csv", "4471-B"),
        ("reply.eml", "The valve opened at 6.2 bar"),
        ("prices.xlsx", "TQ-250"),
    )
    reader.go([_place(world, name, quote, at) for at, (name, quote) in enumerate(words, 1)], 0)
    for at, (name, quote) in enumerate(words, 1):
        assert reader.marked() == quote, name
        assert f"citation {at} of 4" in _words(reader)
        reader.step(1)
    assert reader.marked() == words[0][1]
    reader.step(-1)
    assert reader.marked() == words[-1][1]


def test_a_changed_document_shows_what_was_cited_and_what_became_of_it(
    reader: SourceReader, world: World
) -> None:
    reader.go([_place(world, "leave.md", CITED)], 0)
    assert reader.marked() == CITED
    assert reader.banner.words() == "The document has changed since then: this is version 1, the newest is 2."
    reader.banner.choices()["Show the difference"].click()
    assert reader.difference.isVisible()
    shown = reader.difference.toPlainText()
    assert "30" in shown
    assert "three" in shown
    reader.banner.choices()["Show the current version"].click()
    assert "no longer contains" in reader.banner.words()
    assert "30 days" in reader.text.toPlainText()
    assert reader.marked() == ""
    reader.banner.choices()["Back to the cited version"].click()
    assert reader.marked() == CITED


def test_words_that_still_stand_are_marked_in_the_current_version(reader: SourceReader, world: World) -> None:
    kept = "Unused days lapse at the end of March."
    reader.go([_place(world, "leave.md", kept)], 0)
    reader.banner.choices()["Show the current version"].click()
    assert "still contains" in reader.banner.words()
    assert reader.marked() == kept


def test_the_difference_of_a_passage_names_the_words(world: World) -> None:
    found = changes(FIRST.split("\n\n")[1], SECOND.split("\n\n")[1])
    assert [(one.what, one.words.strip()) for one in found if one.what != "same"] == [
        ("gone", "28"), ("new", "30"), ("gone", "two"), ("new", "three"),
    ]  # fmt: skip
    new = world.app.documents.source(world.app.actor, world.source("leave.md").newest)
    assert same_words(new, CITED) is None
    span = successor("Every employee has 28 days of paid leave each year.", new)
    assert span is not None
    assert "30 days" in new.text[slice(*span)]
    assert successor("The moon is made of basalt and dust.", new) is None


def test_a_search_counts_marks_and_goes_round(reader: SourceReader, world: World, qtbot: QtBot) -> None:
    reader.go([_place(world, "guide.md", "Relief valve RV-7")], 0)
    reader.open_search()
    qtbot.keyClicks(reader.search.field, "VALVE")
    qtbot.keyClick(reader.search.field, Qt.Key.Key_Return)
    assert reader.search.count_words() == "1 of 4"
    qtbot.keyClick(reader.search.field, Qt.Key.Key_Return)
    assert reader.search.count_words() == "2 of 4"
    qtbot.keyClick(reader.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(reader.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert reader.search.count_words() == "4 of 4"
    assert reader.marked() == "Relief valve RV-7"
    qtbot.keyClick(reader.search.field, Qt.Key.Key_Escape)
    assert not reader.search.isVisible()


def test_words_are_found_over_line_breaks_and_hyphens_and_never_under_a_mask() -> None:
    assert places("the relief\n  valve", "Relief valve") == [(4, 18)]
    assert places("a tem\u00ad\nperature rises", "temperature") == [(2, 15)]
    assert places(f"call {MASK * 7} now", "5550123") == []
    assert places("anything", "  ") == []


def test_a_pdf_is_searched_across_its_pages(reader: SourceReader, world: World) -> None:
    source = world.source("fl-8-datasheet.pdf")
    reader.go([_place(world, "fl-8-datasheet.pdf", "FL-8 field logger")], 0)
    assert reader.view is reader.pages
    assert reader.marked() == "FL-8 field logger"
    found = places(source.text, "logger")
    reader.open_search()
    reader.search.field.setText("logger")
    reader.search.wanted.emit("logger")
    assert reader.search.count_words().endswith(f"of {len(found)}")
    reader.pages.show_found(found, len(found) - 1)
    last = next(page.number for page in source.pages if page.start <= found[-1][0] < page.end)
    assert abs(reader.pages.page_in_sight() - last) <= 1


def test_pages_are_magnified_and_gone_to(reader: SourceReader, world: World, qtbot: QtBot) -> None:
    reader.go([_place(world, "fl-8-datasheet.pdf", "FL-8 field logger")], 0)
    pages = reader.pages
    fitted = pages.zoom()
    pages.step_zoom(1)
    assert pages.zoom() > fitted
    point = QPointF(100, 100)
    before = pages.zoom()
    event = QWheelEvent(
        point, pages.viewport().mapToGlobal(point), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pages.viewport(), event)
    assert pages.zoom() > before
    pages.set_zoom(None)
    assert pages.zoom() == pytest.approx(fitted)
    pages.go_to_page(2)
    assert pages.page_in_sight() == 2
    assert reader.marked() == "FL-8 field logger"


def test_a_word_under_a_mask_is_covered_on_its_page(reader: SourceReader, world: World) -> None:
    source = world.source("fl-8-datasheet.pdf")
    start = source.text.index("logger")
    masked = replace(source, text=source.text[:start] + MASK * 6 + source.text[start + 6 :])
    pages = PageView()
    assert pages.show_source(masked)
    pages.mark(start, start + 6)
    assert pages.covered_boxes(0) == pages.marked_boxes()[0]
    pages.close_source()


def test_five_hundred_pages_are_drawn_without_going_through_all(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "long.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(210, 297), QPageSize.Unit.Millimeter))
    painter = QPainter(writer)
    for number in range(500):
        if number:
            writer.newPage()
        painter.drawText(500, 500, f"Page {number + 1} of the handbook")
    painter.end()
    words = [f"Page {number + 1} of the handbook" for number in range(500)]
    pages, at = [], 0
    for number, one in enumerate(words, 1):
        pages.append(Page(number, at, at + len(one)))
        at += len(one) + 1
    source = Source(
        "d", "v", "Long", str(path), Label.PUBLIC, "application/pdf", "2025-01-01", 1, 1, Status.ACTIVE, "\n".join(words), tuple(pages), (),
        str(path),
    )  # fmt: skip
    view = PageView()
    qtbot.addWidget(view)
    view.resize(560, 700)
    view.show()
    assert view.show_source(source)
    view.mark(pages[449].start, pages[449].end)
    assert view.page_in_sight() == 450
    qtbot.waitUntil(lambda: bool(view._images), timeout=20_000)
    view.grab()
    assert {page for page, _ in view._images} <= set(range(446, 453))
    view.close_source()


def test_words_are_copied_alone_or_with_their_place(reader: SourceReader, world: World) -> None:
    reader.go([_place(world, "guide.md", "Check the seal")], 0)
    reader.copy()
    assert QGuiApplication.clipboard().text() == "Check the seal"
    reader.copy_cited()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("“Check the seal” — Relief valve RV-7, Relief valve RV-7 › Before every shift")
    menu = reader.context_menu()
    assert [action.text() for action in menu.actions() if action.text()][:2] == ["Copy", "Copy with citation"]
    menu.close()


def test_a_link_is_opened_only_after_it_was_asked_for(
    reader: SourceReader, world: World, opened: _Opened
) -> None:
    reader.go([_place(world, "guide.md", "drawing")], 0)
    reader.text.link_wanted.emit("https://example.org/rv7")
    question = reader.findChild(QMessageBox)
    assert question is not None
    assert question.text() == "https://example.org/rv7"
    assert opened.urls == []
    next(button for button in question.buttons() if button.text() == "Open in the browser").click()
    assert opened.urls == ["https://example.org/rv7"]


def test_the_original_is_opened_or_said_to_be_gone(
    reader: SourceReader, world: World, opened: _Opened
) -> None:
    reader.go([_place(world, "reply.eml", "The valve opened")], 0)
    reader.outside.open_original()
    assert opened.urls == [QUrl.fromLocalFile(str(world.folder / "reply.eml")).toString()]
    talk = world.folder / "talk.pptx"
    kept = talk.read_bytes()
    talk.unlink()
    try:
        reader.go([_place(world, "talk.pptx", "Every 18 months.")], 0)
        assert "slide 2 of 3" in _words(reader)
        reader.outside.open_original()
        assert "talk.pptx is missing" in reader.banner.words()
        reader.banner.choices()["Open the stored copy"].click()
        assert Path(QUrl(opened.urls[-1]).toLocalFile()).read_bytes() == kept
    finally:
        talk.write_bytes(kept)


def test_the_kept_copy_is_not_offered_to_who_sees_the_text_masked(
    reader: SourceReader, world: World, opened: _Opened
) -> None:
    source = world.source("guide.md")
    reader.go([Place(source.version, 0, 0)], 0)
    reader.show_source(replace(source, text=MASK * 5 + source.text[5:], present=False))
    reader.outside.open_original()
    assert "is missing" in reader.banner.words()
    assert reader.banner.choices() == {}


def test_the_text_as_it_is_keeps_the_mark(reader: SourceReader, world: World) -> None:
    reader.go([_place(world, "guide.md", "**6.5 bar**")], 0)
    assert reader.text.isVisible()
    reader._as_text.click()
    assert reader.raw.isVisible()
    assert reader.raw.marked_on_screen() == ["**6.5 bar**"]
    reader._as_text.click()
    assert reader.text.marked_on_screen() == ["6.5 bar"]


def test_the_reader_lies_over_the_page_where_there_is_no_room(
    reader: SourceReader, world: World, qtbot: QtBot
) -> None:
    splitter = QSplitter()
    outer = QWidget()
    QVBoxLayout(outer).addWidget(splitter)
    qtbot.addWidget(outer)
    splitter.addWidget(QLabel("page"))
    splitter.addWidget(reader)
    reader.slide_over(splitter)
    outer.resize(1200, 700)
    outer.show()
    reader.go([_place(world, "guide.md", "Check the seal")], 0)
    assert reader.parent() is splitter
    outer.resize(900, 700)
    qtbot.waitUntil(lambda: reader.parent() is outer)
    assert reader.isVisible()
    assert reader.geometry().right() >= splitter.geometry().right() - 1
    assert reader.marked() == "Check the seal"
    outer.resize(1200, 700)
    qtbot.waitUntil(lambda: reader.parent() is splitter)
    assert reader.isVisible()
    reader.setParent(None)


def test_a_source_that_cannot_be_read_says_why_and_leaves_what_is_cited(
    reader: SourceReader, world: World
) -> None:
    reader.show_problem("It was purged.")
    assert "It was purged." in _words(reader)
    reader.go([_place(world, "leave.md", CITED)], 0)
    reader.wanted.disconnect()
    reader.banner.choices()["Show the current version"].click()
    reader.show_problem("There is no such version.")
    assert reader.marked() == CITED
    assert reader.banner.words() == "There is no such version."
